/* gesso-mask-canvas-extend.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mask canvas: the area by which the picture is extended, and the handles that pull it. How far
 * it may go is the extension's business; here it is drawn and held.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define HANDLE 5.0
#define REACH 10
#define EDGE_REACH 5

/* Sides that are held snap to what models take, unless Ctrl is down. */
#define STEP 16

/* While somebody is at it, a part of the picture's side is free around it to pull into. */
#define ROOM 0.2

/* The same number changed again this soon is still one step of undo. */
#define SAME_STEP_US 700000

/* The panel of numbers under the bar of tools. */
#define PANEL_PX 110

enum
{
  EDGE_LEFT = 1 << 0,
  EDGE_TOP = 1 << 1,
  EDGE_RIGHT = 1 << 2,
  EDGE_BOTTOM = 1 << 3,
};

typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} Frame;

static Frame
get_frame (GessoMaskCanvas *self)
{
  const GessoSize *picture = gesso_extension_get_picture (self->extension);
  const GessoMargins *margins = gesso_extension_get_margins (self->extension);
  Frame frame;

  _gesso_mask_canvas_to_view (self, -margins->left, -margins->top, &frame.left, &frame.top);
  _gesso_mask_canvas_to_view (self, picture->width + margins->right,
                              picture->height + margins->bottom, &frame.right, &frame.bottom);
  return frame;
}

/* Drawing. */

static void
append_area (GtkSnapshot   *snapshot,
             double         left,
             double         top,
             double         right,
             double         bottom,
             const GdkRGBA *color)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (left, top, right - left, bottom - top);

  if (right - left < 0.5 || bottom - top < 0.5)
    return;

  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0.5, 0.5, 0.5, 0.35 }, &area);
  gtk_snapshot_append_color (snapshot, color, &area);
}

/* All of it may change, so it has the colour of the mask. */
static void
snapshot_area (GessoMaskCanvas *self,
               GtkSnapshot     *snapshot,
               const Frame     *frame)
{
  const GessoSize *picture = gesso_extension_get_picture (self->extension);
  guint32 rgb = gesso_mask_setup_get_color (self->setup);
  GdkRGBA color = { (rgb >> 16 & 255) / 255.0f, (rgb >> 8 & 255) / 255.0f, (rgb & 255) / 255.0f,
                    (float) gesso_mask_setup_get_opacity (self->setup) };
  Frame inner;

  if (gesso_mask_setup_get_alone (self->setup))
    color = (GdkRGBA){ 1, 1, 1, 1 };
  else if (gesso_mask_setup_get_quick (self->setup))
    color.alpha = 0;
  _gesso_mask_canvas_to_view (self, 0, 0, &inner.left, &inner.top);
  _gesso_mask_canvas_to_view (self, picture->width, picture->height, &inner.right, &inner.bottom);
  append_area (snapshot, frame->left, frame->top, frame->right, inner.top, &color);
  append_area (snapshot, frame->left, inner.bottom, frame->right, frame->bottom, &color);
  append_area (snapshot, frame->left, inner.top, inner.left, inner.bottom, &color);
  append_area (snapshot, inner.right, inner.top, frame->right, inner.bottom, &color);
}

static guint
find_edges (int column,
            int row)
{
  static const guint columns[] = { EDGE_LEFT, 0, EDGE_RIGHT };
  static const guint rows[] = { EDGE_TOP, 0, EDGE_BOTTOM };

  return columns[column] | rows[row];
}

static void
draw_handle (cairo_t  *cr,
             double    x,
             double    y,
             gboolean  held)
{
  cairo_rectangle (cr, round (x) - HANDLE, round (y) - HANDLE, 2 * HANDLE, 2 * HANDLE);
  if (held)
    cairo_set_source_rgb (cr, 0.21, 0.52, 0.89);
  else
    cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 1.5);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.7);
  cairo_stroke (cr);
}

static void
snapshot_handles (GessoMaskCanvas *self,
                  GtkSnapshot     *snapshot,
                  const Frame     *frame)
{
  double width = frame->right - frame->left;
  double height = frame->bottom - frame->top;
  graphene_rect_t bounds
      = GRAPHENE_RECT_INIT (frame->left - 8, frame->top - 8, width + 16, height + 16);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  cairo_rectangle (cr, round (frame->left) + 0.5, round (frame->top) + 0.5, round (width),
                   round (height));
  cairo_set_line_width (cr, 3);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.45);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, 1.5);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke (cr);
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      if (find_edges (column, row) != 0)
        draw_handle (cr, frame->left + width * column / 2, frame->top + height * row / 2,
                     self->hold == CANVAS_HOLD_EXTEND && self->handle == find_edges (column, row));
  cairo_destroy (cr);
}

void
_gesso_mask_canvas_snapshot_extension (GessoMaskCanvas *self,
                                       GtkSnapshot     *snapshot)
{
  Frame frame;

  if (self->document == NULL || gesso_extension_get_picture (self->extension)->width == 0)
    return;

  frame = get_frame (self);
  if (!gesso_margins_is_none (gesso_extension_get_margins (self->extension)))
    snapshot_area (self, snapshot, &frame);
  if (gesso_extension_get_active (self->extension))
    snapshot_handles (self, snapshot, &frame);
}

/* Holding. */

static guint
find_edges_at (GessoMaskCanvas *self,
               double           x,
               double           y)
{
  Frame frame;
  double width, height;
  guint edges = 0;

  if (self->document == NULL || !gesso_extension_get_active (self->extension)
      || gesso_mask_canvas_is_painting (self))
    return 0;

  frame = get_frame (self);
  width = frame.right - frame.left;
  height = frame.bottom - frame.top;
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      if (fabs (x - frame.left - width * column / 2) <= REACH
          && fabs (y - frame.top - height * row / 2) <= REACH && find_edges (column, row) != 0)
        return find_edges (column, row);

  /* Between the handles the edge itself can be taken. */
  if (y > frame.top && y < frame.bottom)
    edges = fabs (x - frame.left) <= EDGE_REACH    ? EDGE_LEFT
            : fabs (x - frame.right) <= EDGE_REACH ? EDGE_RIGHT
                                                   : 0;
  if (edges == 0 && x > frame.left && x < frame.right)
    edges = fabs (y - frame.top) <= EDGE_REACH      ? EDGE_TOP
            : fabs (y - frame.bottom) <= EDGE_REACH ? EDGE_BOTTOM
                                                    : 0;
  return edges;
}

/* Whether an edge or a handle is under the pointer; it is held then. */
gboolean
_gesso_mask_canvas_grab_extension (GessoMaskCanvas *self,
                                   double           x,
                                   double           y)
{
  guint edges = find_edges_at (self, x, y);

  if (edges == 0)
    return FALSE;

  self->handle = edges;
  self->hold_margins = *gesso_extension_get_margins (self->extension);
  return TRUE;
}

/* What the pointer looks like there; NULL where nothing can be pulled. */
const char *
_gesso_mask_canvas_find_extension_cursor (GessoMaskCanvas *self,
                                          double           x,
                                          double           y)
{
  switch (self->hold == CANVAS_HOLD_EXTEND ? self->handle : find_edges_at (self, x, y))
    {
    case EDGE_LEFT:
    case EDGE_RIGHT:
      return "ew-resize";
    case EDGE_TOP:
    case EDGE_BOTTOM:
      return "ns-resize";
    case EDGE_LEFT | EDGE_TOP:
    case EDGE_RIGHT | EDGE_BOTTOM:
      return "nwse-resize";
    case EDGE_RIGHT | EDGE_TOP:
    case EDGE_LEFT | EDGE_BOTTOM:
      return "nesw-resize";
    default:
      return NULL;
    }
}

/* @wish on one side, so that the whole side of @rest and it is on the grid. */
static int
snap (double   wish,
      int      rest,
      gboolean freely)
{
  int side;

  if (freely || wish < STEP / 2.0)
    return MAX (0, (int) round (wish));

  side = (int) round ((rest + wish) / STEP) * STEP;
  return MAX (0, side - rest);
}

/* Pulls the edges that are held to where the pointer is; with Alt the opposite ones as well. */
void
_gesso_mask_canvas_drag_extension (GessoMaskCanvas *self,
                                   double           x,
                                   double           y,
                                   GdkModifierType  state)
{
  const GessoSize *picture = gesso_extension_get_picture (self->extension);
  double dx = (x - self->hold_x) / self->viewport->zoom;
  double dy = (y - self->hold_y) / self->viewport->zoom;
  gboolean freely = (state & GDK_CONTROL_MASK) != 0;
  gboolean both = (state & GDK_ALT_MASK) != 0;
  GessoMargins margins = self->hold_margins;

  if (self->handle & EDGE_LEFT)
    margins.left = snap (margins.left - dx, picture->width + margins.right, freely);
  else if (self->handle & EDGE_RIGHT)
    margins.right = snap (margins.right + dx, picture->width + margins.left, freely);
  if (self->handle & EDGE_TOP)
    margins.top = snap (margins.top - dy, picture->height + margins.bottom, freely);
  else if (self->handle & EDGE_BOTTOM)
    margins.bottom = snap (margins.bottom + dy, picture->height + margins.top, freely);
  if (both && self->handle & (EDGE_LEFT | EDGE_RIGHT))
    margins.left = margins.right = self->handle & EDGE_LEFT ? margins.left : margins.right;
  if (both && self->handle & (EDGE_TOP | EDGE_BOTTOM))
    margins.top = margins.bottom = self->handle & EDGE_TOP ? margins.top : margins.bottom;
  gesso_extension_set_margins (self->extension, &margins);
}

/* What can be looked at follows the margins; not while they are pulled, so that nothing slips from
 * under the pointer. */
void
_gesso_mask_canvas_extension_changed (GessoMaskCanvas *self)
{
  const GessoSize *picture = gesso_extension_get_picture (self->extension);
  const GessoMargins *margins = gesso_extension_get_margins (self->extension);
  double room = gesso_extension_get_active (self->extension)
                    ? ceil (ROOM * MAX (picture->width, picture->height))
                    : 0;

  self->viewport->head = CANVAS_HEAD_PX + (room > 0 ? PANEL_PX : 0);
  if (self->hold != CANVAS_HOLD_EXTEND)
    gesso_viewport_set_surround (self->viewport, margins->left + room, margins->top + room,
                                 margins->right + room, margins->bottom + room);
  _gesso_mask_canvas_view_changed (self);
}

/* What the picture becomes, in its own pixels. */
static GessoRect
find_frame (GessoMaskCanvas    *self,
            const GessoMargins *margins)
{
  int width = gesso_mask_document_get_width (self->document);
  int height = gesso_mask_document_get_height (self->document);

  return (GessoRect){ -margins->left, -margins->top, margins->left + width + margins->right,
                      margins->top + height + margins->bottom };
}

static guint
find_moved (const GessoRect *a,
            const GessoRect *b)
{
  return (a->x != b->x ? EDGE_LEFT : 0) | (a->y != b->y ? EDGE_TOP : 0)
         | (a->x + a->width != b->x + b->width ? EDGE_RIGHT : 0)
         | (a->y + a->height != b->y + b->height ? EDGE_BOTTOM : 0);
}

/* The margins become a step of undo: each pull is one, and so is a number. */
void
_gesso_mask_canvas_commit_frame (GessoMaskCanvas *self)
{
  gint64 now = g_get_monotonic_time ();
  GessoRect frame;
  guint edges;
  gboolean more;

  if (self->document == NULL)
    return;

  frame = find_frame (self, gesso_extension_get_margins (self->extension));
  edges = find_moved (gesso_mask_document_get_frame (self->document), &frame);
  if (edges == 0)
    return;

  more = edges == self->stepped_edges && now - self->stepped_us < SAME_STEP_US;
  gesso_mask_document_set_frame (self->document, _ ("Extend Canvas"), more, &frame);
  self->stepped_edges = edges;
  self->stepped_us = now;
}

/* After a step was taken back or made again. */
void
_gesso_mask_canvas_follow_frame (GessoMaskCanvas *self)
{
  const GessoRect *frame = gesso_mask_document_get_frame (self->document);
  int width = gesso_mask_document_get_width (self->document);
  int height = gesso_mask_document_get_height (self->document);
  const GessoMargins margins = { -frame->x, -frame->y, frame->x + frame->width - width,
                                 frame->y + frame->height - height };

  self->stepped_edges = 0;
  gesso_extension_set_margins (self->extension, &margins);
}

/* An edge is let go. */
void
_gesso_mask_canvas_end_extending (GessoMaskCanvas *self)
{
  self->stepped_edges = 0;
  self->hold = CANVAS_HOLD_NONE;
  _gesso_mask_canvas_extended (self);
  self->stepped_edges = 0;
}

/* It goes back to where it was taken hold of. */
gboolean
_gesso_mask_canvas_cancel_extending (GessoMaskCanvas *self)
{
  if (self->hold != CANVAS_HOLD_EXTEND)
    return FALSE;

  gesso_extension_set_margins (self->extension, &self->hold_margins);
  _gesso_mask_canvas_end_extending (self);
  return TRUE;
}

/**
 * gesso_mask_canvas_recall_margins:
 * @self: a canvas with a document
 * @margins: by how much its picture was to be extended when it was left
 *
 * Extends the picture as it was; that is no step of undo.
 */
void
gesso_mask_canvas_recall_margins (GessoMaskCanvas    *self,
                                  const GessoMargins *margins)
{
  GessoRect frame;

  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));
  g_return_if_fail (self->document != NULL && margins != NULL);

  frame = find_frame (self, margins);
  gesso_mask_document_set_frame (self->document, NULL, FALSE, &frame);
}

/**
 * gesso_mask_canvas_drop_extension:
 * @self: a canvas
 *
 * The picture stays as large as it is, and nobody is at it any more. One step of undo.
 */
void
gesso_mask_canvas_drop_extension (GessoMaskCanvas *self)
{
  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  _gesso_mask_canvas_cancel_extending (self);
  self->stepped_edges = 0;
  gesso_extension_cancel (self->extension);
}
