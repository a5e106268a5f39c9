/* gesso-compare-legend.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCompareLegend: what the colours of a heat-map or of a difference mean: the scale, in the
 * very colours that the map is drawn with, and a sentence. Owned by the compare view.
 */

#include "config.h"

#include "ui/compare/gesso-compare-legend.h"

#include <glib/gi18n.h>

#include "image/gesso-heat.h"
#include "protect/gesso-comparison.h"
#include "ui/support/gesso-template.h"

struct _GessoCompareLegend
{
  GtkWidget parent_instance;

  /* Children of the template. */
  GtkWidget *scale;
  GtkDrawingArea *colors;
  GtkLabel *most;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (GessoCompareLegend, gesso_compare_legend, GTK_TYPE_WIDGET)

static void
draw_colors (GtkDrawingArea *area,
             cairo_t        *cr,
             int             width,
             int             height,
             gpointer        user_data)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL;

  for (int x = 0; x < width; x++)
    {
      guint32 rgba = gesso_heat_get_color (1 + x * (GESSO_HEAT_MOST - 1) / MAX (width - 1, 1));

      cairo_set_source_rgb (cr, (rgba >> 24) / 255.0, (rgba >> 16 & 0xff) / 255.0,
                            (rgba >> 8 & 0xff) / 255.0);
      cairo_rectangle (cr, rtl ? width - 1 - x : x, 0, 1, height);
      cairo_fill (cr);
    }
}

static void
gesso_compare_legend_dispose (GObject *object)
{
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_COMPARE_LEGEND);

  G_OBJECT_CLASS (gesso_compare_legend_parent_class)->dispose (object);
}

static void
gesso_compare_legend_class_init (GessoCompareLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_compare_legend_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compare/gesso-compare-legend.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, scale);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, colors);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, most);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, text);
  gtk_widget_class_set_css_name (widget_class, "comparelegend");
}

static void
gesso_compare_legend_init (GessoCompareLegend *self)
{
  g_autofree char *most = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->colors, draw_colors, NULL, NULL);
  most = g_strdup_printf ("%d+", GESSO_HEAT_MOST);
  gtk_label_set_text (self->most, most);
  gesso_compare_legend_set_heat (self, TRUE);
}

/**
 * gesso_compare_legend_set_heat:
 * @self: a legend
 * @heat: whether it is about a heat-map; otherwise it is about an amplified difference
 */
void
gesso_compare_legend_set_heat (GessoCompareLegend *self,
                               gboolean            heat)
{
  g_autofree char *words = NULL;

  g_return_if_fail (GESSO_IS_COMPARE_LEGEND (self));

  gtk_widget_set_visible (self->scale, heat);
  if (heat)
    words = g_strdup (_ ("What the model changed, in steps of 255. Grey is unchanged."));
  else
    words = g_strdup_printf (_ ("Black is equal. Differences are amplified %d times."),
                             GESSO_COMPARISON_GAIN);
  gtk_label_set_text (self->text, words);
}
