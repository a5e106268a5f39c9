/* gesso-compare-legend.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCompareLegend: what the colours of a heat-map or of a difference mean: the scale, in the
 * very colours that the map is drawn with, and a sentence; how many pixels differ; how large a
 * picture of another size is shown, and which of several answers are missing. With a difference it
 * has the controls of it. Hidden where there is nothing to say. Owned by the compare view.
 */

#include "config.h"

#include "ui/compare/gesso-compare-legend.h"

#include <glib/gi18n.h>

#include "image/gesso-heat.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-words.h"
#include "ui/support/gesso-wrap-layout.h"

struct _GessoCompareLegend
{
  GtkWidget parent_instance;

  /* Children of the template. */
  GtkWidget *scale;
  GtkDrawingArea *colors;
  GtkLabel *most;
  GtkLabel *text;
  GtkWidget *controls;
  GtkLabel *gain;
  GtkWidget *outside_button;
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

  g_type_ensure (GESSO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/compare/gesso-compare-legend.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, scale);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, colors);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, most);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, text);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, controls);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, gain);
  gtk_widget_class_bind_template_child (widget_class, GessoCompareLegend, outside_button);
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
}

static void
add_line (GString    *text,
          const char *words)
{
  if (words == NULL)
    return;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, words);
}

static char *
describe_colors (const GessoCompareLegendState *state)
{
  int gain = gesso_comparison_get_gain (state->comparison);

  switch (state->kind)
    {
    case GESSO_COMPARE_LEGEND_HEAT:
      return g_strdup (state->is_edit
                           ? _ ("What the model changed, in steps of 255. Grey is unchanged.")
                           : _ ("What differs, in steps of 255. Grey is equal."));
    case GESSO_COMPARE_LEGEND_DIFFERENCE:
      return gain > 1
                 ? g_strdup_printf (_ ("Black is equal. Differences are amplified %d times."), gain)
                 : g_strdup (_ ("Black is equal. Differences are not amplified."));
    case GESSO_COMPARE_LEGEND_OUTSIDE:
      return g_strdup (_ ("Black is equal. What the mask let through is left out."));
    case GESSO_COMPARE_LEGEND_PICTURES:
    default:
      return NULL;
    }
}

/* Of pictures that are scaled, single pixels say nothing. */
static char *
describe_counts (const GessoCompareLegendState *state)
{
  g_autofree char *different = NULL;
  g_autofree char *compared = NULL;

  if (state->counts == NULL || state->counts->compared == 0
      || gesso_comparison_get_scale (state->comparison, NULL) != 1)
    return NULL;

  different = gesso_words_count ((gint64) state->counts->different);
  compared = gesso_words_count ((gint64) state->counts->compared);
  return g_strdup_printf (state->kind == GESSO_COMPARE_LEGEND_OUTSIDE
                              /* Translators: both are numbers: "0 of 23,985,152 pixels …" */
                              ? _ ("%s of %s pixels differ outside the mask")
                              /* Translators: both are numbers. */
                              : _ ("%s of %s pixels differ"),
                          different, compared);
}

static char *
describe_size (const GessoSize *size)
{
  g_autofree char *text = g_strdup_printf ("%d × %d", size->width, size->height);

  return gesso_words_isolate (text);
}

static char *
describe_scale (const GessoCompareLegendState *state)
{
  GessoSize native;
  double scale = gesso_comparison_get_scale (state->comparison, &native);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (scale == 1)
    return NULL;

  from = describe_size (&native);
  to = describe_size (gesso_comparison_get_size (state->comparison));
  /* Translators: two sizes in pixels, like "1024 × 768", and how large the first one is shown. */
  return g_strdup_printf (_ ("%s is shown at %d %%, to fit %s."), from, (int) (scale * 100 + 0.5),
                          to);
}

/* Regions that were sent each by itself have an answer each. */
static char *
describe_answers (const GessoCompareLegendState *state)
{
  guint n_parts;
  guint n = gesso_comparison_get_answers (state->comparison, &n_parts);

  if (!state->shows_answer || n_parts < 2)
    return NULL;
  if (n >= n_parts)
    return g_strdup_printf (_ ("The model's %u answers, each at its place."), n_parts);

  return g_strdup_printf (_ ("Only %u of the model's %u answers are here."), n, n_parts);
}

static char *
describe (const GessoCompareLegendState *state)
{
  GString *text = g_string_new (NULL);
  g_autofree char *counts = describe_counts (state);
  g_autofree char *colors = describe_colors (state);
  g_autofree char *answers = describe_answers (state);
  g_autofree char *scale = describe_scale (state);

  add_line (text, counts);
  add_line (text, colors);
  add_line (text, answers);
  add_line (text, scale);
  return g_string_free (text, FALSE);
}

/**
 * gesso_compare_legend_set_state:
 * @self: a legend
 * @state: what it is about
 */
void
gesso_compare_legend_set_state (GessoCompareLegend            *self,
                                const GessoCompareLegendState *state)
{
  gboolean differs = state->kind == GESSO_COMPARE_LEGEND_DIFFERENCE
                     || state->kind == GESSO_COMPARE_LEGEND_OUTSIDE;
  g_autofree char *words = NULL;
  g_autofree char *gain = NULL;
  g_autofree char *isolated = NULL;

  g_return_if_fail (GESSO_IS_COMPARE_LEGEND (self));

  if (state->comparison != NULL)
    {
      words = describe (state);
      gain = g_strdup_printf ("×%d", gesso_comparison_get_gain (state->comparison));
      isolated = gesso_words_isolate (gain);
      gtk_label_set_text (self->gain, isolated);
    }
  gtk_widget_set_visible (self->scale, state->kind == GESSO_COMPARE_LEGEND_HEAT);
  gtk_widget_set_visible (self->controls, differs);
  gtk_widget_set_visible (self->outside_button, state->offers_outside);
  gtk_label_set_text (self->text, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL && words[0] != '\0');
}
