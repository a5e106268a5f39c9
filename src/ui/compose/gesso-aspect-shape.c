/* gesso-aspect-shape.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoAspectShape: the outline of a picture of some ratio, all of the same area; dashed where the
 * service decides, with a plus where the person does. Drawn in the colour of the text. Static once
 * made; decoration only, so it has no accessible name.
 */

#include "config.h"

#include "ui/compose/gesso-aspect-shape.h"

#include <math.h>

#include "ui/support/gesso-compat.h"

#define SHAPE_WIDTH_PX 30
#define SHAPE_HEIGHT_PX 26
#define SHAPE_AREA_PX (18.0 * 18.0)

struct _GessoAspectShape
{
  GtkWidget parent_instance;

  int width; /* 0: the service decides */
  int height;
  gboolean custom;
};

G_DEFINE_FINAL_TYPE (GessoAspectShape, gesso_aspect_shape, GTK_TYPE_WIDGET)

static void
gesso_aspect_shape_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = *natural
      = orientation == GTK_ORIENTATION_HORIZONTAL ? SHAPE_WIDTH_PX : SHAPE_HEIGHT_PX;
}

static void
draw_plus (cairo_t *cr,
           double   x,
           double   y)
{
  cairo_move_to (cr, x - 4, y);
  cairo_line_to (cr, x + 4, y);
  cairo_move_to (cr, x, y - 4);
  cairo_line_to (cr, x, y + 4);
  cairo_stroke (cr);
}

static void
gesso_aspect_shape_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  GessoAspectShape *self = GESSO_ASPECT_SHAPE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  double ratio = self->custom ? 1.3 : self->width > 0 ? (double) self->width / self->height : 1.0;
  double w = round (sqrt (SHAPE_AREA_PX * ratio));
  double h = round (sqrt (SHAPE_AREA_PX / ratio));
  double x = floor ((width - w) / 2.0) + 0.5;
  double y = floor ((height - h) / 2.0) + 0.5;
  const double dashes[] = { 2.5, 2.5 };
  GdkRGBA color;
  cairo_t *cr;

  gesso_compat_get_color (widget, &color);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.5);
  if (self->width == 0 && !self->custom)
    cairo_set_dash (cr, dashes, 2, 0);
  cairo_rectangle (cr, x, y, w - 1, h - 1);
  cairo_stroke (cr);
  if (self->custom)
    draw_plus (cr, x + (w - 1) / 2, y + (h - 1) / 2);
  cairo_destroy (cr);
}

static void
gesso_aspect_shape_class_init (GessoAspectShapeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = gesso_aspect_shape_measure;
  widget_class->snapshot = gesso_aspect_shape_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
gesso_aspect_shape_init (GessoAspectShape *self)
{
}

/**
 * gesso_aspect_shape_new:
 * @width: first number of the ratio, 0 when the service decides
 * @height: second number of the ratio
 *
 * Returns: a shape
 */
GtkWidget *
gesso_aspect_shape_new (int width,
                        int height)
{
  GessoAspectShape *self = g_object_new (GESSO_TYPE_ASPECT_SHAPE, NULL);

  self->width = width;
  self->height = height;
  return GTK_WIDGET (self);
}

/**
 * gesso_aspect_shape_new_custom:
 *
 * Returns: the shape for a size that the person types
 */
GtkWidget *
gesso_aspect_shape_new_custom (void)
{
  GessoAspectShape *self = g_object_new (GESSO_TYPE_ASPECT_SHAPE, NULL);

  self->custom = TRUE;
  return GTK_WIDGET (self);
}
