/* gesso-compare-canvas-layout.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The compare canvas: where the pictures, the line between them and what lies over them are.
 */

#include "config.h"

#include "ui/compare/gesso-compare-canvas-private.h"

#include <math.h>

/* The bar above, the other islands below. */
#define HEAD_PX 56
#define FOOT_PX 52
#define MARGIN_PX 24
#define NARROW_MARGIN_PX 6
#define GAP_PX 2
#define NAME_PX 9

/* The line. */

/* What can be seen of the picture, in view units; FALSE when there is nothing. */
gboolean
_gesso_compare_canvas_get_seen (GessoCompareCanvas *self,
                                graphene_rect_t    *out_rect)
{
  const GessoViewport *v = gesso_pan_zoom_get_viewport (self->pan_zoom);
  double left = MAX (v->x, 0);
  double top = MAX (v->y, 0);
  double right = MIN (v->x + v->image_width * v->zoom, v->view_width);
  double bottom = MIN (v->y + v->image_height * v->zoom, v->view_height);

  graphene_rect_init (out_rect, left, top, MAX (right - left, 0), MAX (bottom - top, 0));
  return right > left && bottom > top;
}

/* Where the line is, on whole device pixels: no pixel is mixed of both. */
double
_gesso_compare_canvas_get_line (GessoCompareCanvas *self)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double share = _gesso_compare_canvas_is_rtl (self) ? 1 - self->position : self->position;
  graphene_rect_t seen;

  _gesso_compare_canvas_get_seen (self, &seen);
  return round ((seen.origin.x + share * seen.size.width) * scale) / scale;
}

void
_gesso_compare_canvas_place_line (GessoCompareCanvas *self,
                                  double              x)
{
  graphene_rect_t seen;
  double share;

  if (!_gesso_compare_canvas_get_seen (self, &seen))
    return;

  share = (x - seen.origin.x) / seen.size.width;
  gesso_compare_canvas_set_position (self, _gesso_compare_canvas_is_rtl (self) ? 1 - share : share);
}

/* Places. */

/* What lies over the edges moves a picture only where it would cover it: otherwise every way of
 * comparing shows it in the same place. */
static void
keep_clear (GessoCompareCanvas *self,
            GessoViewport      *v,
            const GdkRectangle *pane)
{
  double zoom = v->zoom;
  double top, bottom;

  v->head = HEAD_PX;
  v->foot = FOOT_PX;
  if (v->fit)
    {
      GessoViewport fitting = *v;

      fitting.view_width = pane->width;
      fitting.view_height = pane->height;
      zoom = gesso_viewport_get_fit_zoom (&fitting);
    }
  top = HEAD_PX + (pane->height - HEAD_PX - FOOT_PX - v->image_height * zoom) / 2;
  bottom = top + v->image_height * zoom;
  if (top < self->head)
    v->head = MAX (self->head, HEAD_PX);
  if (self->layout == GESSO_COMPARE_ONE && bottom > pane->height - FOOT_PX - self->foot)
    v->foot = FOOT_PX + self->foot;
}

/* One pane, or two of the same size in the order of reading. */
static void
place_panes (GessoCompareCanvas *self,
             int                 width,
             int                 height)
{
  GessoViewport *v = gesso_pan_zoom_get_viewport (self->pan_zoom);
  gboolean stacked = self->layout == GESSO_COMPARE_BESIDE && height > width;
  int head = MAX (self->head, HEAD_PX);
  GdkRectangle *first = &self->panes[0];
  GdkRectangle *second = &self->panes[1];

  v->margin = stacked ? NARROW_MARGIN_PX : MARGIN_PX;
  *first = *second = (GdkRectangle){ 0, 0, width, height };
  if (stacked)
    {
      /* Between bar and islands, which would take too much of both. */
      int half = MAX ((height - head - FOOT_PX - self->foot - GAP_PX) / 2, 1);

      *first = (GdkRectangle){ 0, head, width, half };
      *second = (GdkRectangle){ 0, head + half + GAP_PX, width, half };
    }
  else if (self->layout == GESSO_COMPARE_BESIDE)
    {
      int half = MAX ((width - GAP_PX) / 2, 1);

      first->width = second->width = half;
      if (_gesso_compare_canvas_is_rtl (self))
        first->x = half + GAP_PX;
      else
        second->x = half + GAP_PX;
    }
  if (stacked)
    v->head = v->foot = 0;
  else
    keep_clear (self, v, first);
  gesso_pan_zoom_set_view (self->pan_zoom, first->width, first->height);
}

static void
allocate_child (GtkWidget *child,
                int        x,
                int        y,
                int        width,
                int        height)
{
  gtk_widget_allocate (child, width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (x, y)));
}

/* In the upper corner of what is seen of its picture, on its own side. */
static void
allocate_name (GessoCompareCanvas *self,
               guint               side)
{
  const GdkRectangle *pane = &self->panes[side];
  gboolean shares = self->layout == GESSO_COMPARE_WIPE;
  gboolean at_end = (shares && side == 1) != _gesso_compare_canvas_is_rtl (self);
  int clear
      = pane->height < gtk_widget_get_height (GTK_WIDGET (self)) ? 0 : MAX (self->head, HEAD_PX);
  graphene_rect_t seen;
  int x, y, room, least, width, height;

  if (!gtk_widget_should_layout (self->names[side]))
    return;

  _gesso_compare_canvas_get_seen (self, &seen);
  x = pane->x + (int) seen.origin.x;
  y = pane->y + MAX ((int) seen.origin.y + NAME_PX, clear);
  room = (int) seen.size.width / (shares ? 2 : 1) - 2 * NAME_PX;
  gtk_widget_measure (self->names[side], GTK_ORIENTATION_HORIZONTAL, -1, &least, &width, NULL,
                      NULL);
  width = MAX (MIN (width, room), least);
  gtk_widget_measure (self->names[side], GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL,
                      NULL);
  allocate_child (self->names[side],
                  at_end ? x + (int) seen.size.width - width - NAME_PX : x + NAME_PX, y, width,
                  height);
}

static void
allocate_handle (GessoCompareCanvas *self)
{
  GtkWidget *handle = GTK_WIDGET (self->handle);
  graphene_rect_t seen;
  int width, height;

  if (!gtk_widget_should_layout (handle))
    return;

  gtk_widget_measure (handle, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (handle, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  _gesso_compare_canvas_get_seen (self, &seen);
  allocate_child (handle, (int) (_gesso_compare_canvas_get_line (self) - width / 2.0),
                  (int) (seen.origin.y + (seen.size.height - (float) height) / 2), width, height);
}

void
_gesso_compare_canvas_allocate (GessoCompareCanvas *self,
                                int                 width,
                                int                 height)
{
  self->allocating = TRUE;
  place_panes (self, width, height);
  self->allocating = FALSE;
  allocate_name (self, 0);
  allocate_name (self, 1);
  allocate_handle (self);
}
