/* gesso-mask-canvas-render.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mask canvas: drawing. From below: picture and mask as cached tiles, the outline of what a
 * tool is drawing, the brush's ring or the cursor that is moved by keys.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-canvas-private.h"

#include <adwaita.h>
#include <math.h>

#define MIN_RING 2.0
#define CROSS 9.0

static void
get_look (GessoMaskCanvas *self,
          double           scale,
          GessoCanvasLook *out_look)
{
  out_look->zoom = self->viewport->zoom * scale;
  out_look->dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  out_look->color = gesso_mask_setup_get_color (self->setup);
  out_look->opacity = gesso_mask_setup_get_opacity (self->setup);
  out_look->kept = gesso_mask_setup_get_quick (self->setup);
  out_look->mask_alone = gesso_mask_setup_get_alone (self->setup);
}

static void
snapshot_picture (GessoMaskCanvas *self,
                  GtkSnapshot     *snapshot)
{
  const GessoViewport *v = self->viewport;
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int left = floor (MAX (0, -v->x * scale));
  int top = floor (MAX (0, -v->y * scale));
  int right = ceil (MIN (v->image_width * v->zoom, v->view_width - v->x) * scale);
  int bottom = ceil (MIN (v->image_height * v->zoom, v->view_height - v->y) * scale);
  GessoRect visible = { left, top, right - left, bottom - top };
  GessoCanvasLook look;

  get_look (self, scale, &look);
  gesso_canvas_tiles_set_look (self->tiles, &look);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, 1 / scale, 1 / scale);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (round (v->x * scale), round (v->y * scale)));
  gesso_canvas_tiles_append (self->tiles, snapshot,
                             self->document != NULL
                                 ? gesso_mask_document_get_active_mask (self->document)
                                 : NULL,
                             &visible);
  gtk_snapshot_restore (snapshot);
}

/* Black and white, so that it is seen on everything. */
static void
stroke_twice (cairo_t  *cr,
              gboolean  dashed)
{
  static const double dashes[] = { 5, 5 };

  cairo_set_line_width (cr, 3);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.55);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, 1.25);
  cairo_set_source_rgb (cr, 1, 1, 1);
  if (dashed)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
}

static void
snapshot_outline (GessoMaskCanvas *self,
                  GtkSnapshot     *snapshot)
{
  GessoTool *tool = _gesso_mask_canvas_get_tool (self);
  const GessoPath *path = tool != NULL ? gesso_tool_get_outline (tool) : NULL;
  const GessoPathPoint *points;
  guint n_points = 0;
  double left, top, right, bottom;
  GessoRect bounds;
  cairo_t *cr;

  if (path == NULL || !gesso_path_get_bounds (path, &bounds))
    return;

  points = gesso_path_get_points (path, &n_points);
  _gesso_mask_canvas_to_view (self, bounds.x, bounds.y, &left, &top);
  _gesso_mask_canvas_to_view (self, bounds.x + bounds.width, bounds.y + bounds.height, &right,
                              &bottom);
  left = MAX (left - 4, 0);
  top = MAX (top - 4, 0);
  right = MIN (right + 4, self->viewport->view_width);
  bottom = MIN (bottom + 4, self->viewport->view_height);
  if (right <= left || bottom <= top)
    return;

  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (left, top, right - left, bottom - top));
  for (guint i = 0; i < n_points; i++)
    {
      double x, y;

      _gesso_mask_canvas_to_view (self, points[i].x, points[i].y, &x, &y);
      if (points[i].starts || i == 0)
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
    }
  stroke_twice (cr, TRUE);
  cairo_destroy (cr);
}

/* The hand. */

static void
snapshot_ring (GtkSnapshot *snapshot,
               double       x,
               double       y,
               double       radius)
{
  double reach = ceil (radius) + 3;
  cairo_t *cr
      = gtk_snapshot_append_cairo (snapshot,
                                   &GRAPHENE_RECT_INIT (floor (x - reach), floor (y - reach),
                                                        2 * reach + 1, 2 * reach + 1));

  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  stroke_twice (cr, FALSE);
  cairo_destroy (cr);
}

static void
snapshot_cross (GtkSnapshot *snapshot,
                double       x,
                double       y)
{
  double reach = CROSS + 3;
  cairo_t *cr
      = gtk_snapshot_append_cairo (snapshot,
                                   &GRAPHENE_RECT_INIT (floor (x - reach), floor (y - reach),
                                                        2 * reach + 1, 2 * reach + 1));

  cairo_move_to (cr, x - CROSS, y);
  cairo_line_to (cr, x - 3, y);
  cairo_move_to (cr, x + 3, y);
  cairo_line_to (cr, x + CROSS, y);
  cairo_move_to (cr, x, y - CROSS);
  cairo_line_to (cr, x, y - 3);
  cairo_move_to (cr, x, y + 3);
  cairo_line_to (cr, x, y + CROSS);
  stroke_twice (cr, FALSE);
  cairo_destroy (cr);
}

static gboolean
find_hand (GessoMaskCanvas *self,
           double          *out_x,
           double          *out_y)
{
  *out_x = self->pointer_x;
  *out_y = self->pointer_y;
  if (self->hold == CANVAS_HOLD_ADJUST)
    {
      *out_x = self->hold_x;
      *out_y = self->hold_y;
      return TRUE;
    }
  if (self->cursor_shown)
    _gesso_mask_canvas_to_view (self, self->cursor_x, self->cursor_y, out_x, out_y);

  return self->cursor_shown
         || (self->pointer_inside && !self->space && self->hold != CANVAS_HOLD_PAN);
}

static void
snapshot_hand (GessoMaskCanvas *self,
               GtkSnapshot     *snapshot)
{
  GessoMaskTool tool = gesso_mask_setup_get_tool (self->setup);
  gboolean round = tool == GESSO_MASK_TOOL_BRUSH || tool == GESSO_MASK_TOOL_ERASER;
  GessoBrush brush;
  double x, y, radius;

  if (!find_hand (self, &x, &y))
    return;

  gesso_mask_setup_get_brush (self->setup, &brush);
  radius = brush.size / 2 * self->viewport->zoom;
  if (round && radius >= MIN_RING)
    snapshot_ring (snapshot, x, y, radius);
  if (self->cursor_shown)
    snapshot_cross (snapshot, x, y);
}

void
_gesso_mask_canvas_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  GessoMaskCanvas *self = GESSO_MASK_CANVAS (widget);

  if (!self->has_picture || self->setup == NULL)
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, self->viewport->view_width,
                                                         self->viewport->view_height));
  snapshot_picture (self, snapshot);
  _gesso_mask_canvas_snapshot_extension (self, snapshot);
  _gesso_mask_canvas_snapshot_context (self, snapshot);
  snapshot_outline (self, snapshot);
  snapshot_hand (self, snapshot);
  gtk_snapshot_pop (snapshot);
}
