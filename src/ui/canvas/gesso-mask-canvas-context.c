/* gesso-mask-canvas-context.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mask canvas: the rectangle that is sent, with its handles and the line that says how. What is
 * legal is decided elsewhere; here it is drawn and held.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-canvas-private.h"

#include <math.h>

#include "protect/gesso-edit-mask.h"

#define HANDLE 4.5
#define REACH 9

enum
{
  EDGE_LEFT = 1 << 0,
  EDGE_TOP = 1 << 1,
  EDGE_RIGHT = 1 << 2,
  EDGE_BOTTOM = 1 << 3,
  EDGES = 15,
};

static void
get_corners_of (GessoMaskCanvas *self,
                const GessoRect *rect,
                double          *left,
                double          *top,
                double          *right,
                double          *bottom)
{
  _gesso_mask_canvas_to_view (self, rect->x, rect->y, left, top);
  _gesso_mask_canvas_to_view (self, rect->x + rect->width, rect->y + rect->height, right, bottom);
}

static void
get_corners (GessoMaskCanvas *self,
             double          *left,
             double          *top,
             double          *right,
             double          *bottom)
{
  get_corners_of (self, &self->context, left, top, right, bottom);
}

/* What the mask marks is known after every edit, and grows with a stroke: only what lies outside of
 * it is looked at, so that it costs nothing that a frame would feel. */

void
_gesso_mask_canvas_find_painted (GessoMaskCanvas *self)
{
  if (gesso_mask_document_is_editing (self->document))
    return;

  gesso_mask_get_bounds (gesso_mask_document_get_active_mask (self->document),
                         GESSO_EDIT_MASK_THRESHOLD + 1, &self->painted);
}

void
_gesso_mask_canvas_grow_painted (GessoMaskCanvas *self,
                                 const GessoRect *touched)
{
  GessoRect before = self->painted;

  if (self->working == NULL || !gesso_mask_document_is_editing (self->document))
    return;

  gesso_mask_grow_bounds (gesso_mask_document_get_active_mask (self->document),
                          GESSO_EDIT_MASK_THRESHOLD + 1, touched, &self->painted);
  if (!gesso_rect_equal (&before, &self->painted))
    _gesso_mask_canvas_say_extent (self);
}

/* The eight places where it is held: column and row 0 to 2, not the middle. */
static guint
find_edges (int column,
            int row)
{
  static const guint columns[] = { EDGE_LEFT, 0, EDGE_RIGHT };
  static const guint rows[] = { EDGE_TOP, 0, EDGE_BOTTOM };

  return columns[column] | rows[row];
}

static void
snapshot_frame (GtkSnapshot *snapshot,
                double       left,
                double       top,
                double       right,
                double       bottom,
                gboolean     handles)
{
  static const double dashes[] = { 6, 4 };
  graphene_rect_t bounds
      = GRAPHENE_RECT_INIT (left - 8, top - 8, right - left + 16, bottom - top + 16);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  cairo_rectangle (cr, round (left) + 0.5, round (top) + 0.5, round (right - left),
                   round (bottom - top));
  cairo_set_line_width (cr, 3);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.45);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  for (int row = 0; row < 3 && handles; row++)
    for (int column = 0; column < 3; column++)
      if (find_edges (column, row) != 0)
        {
          cairo_arc (cr, left + (right - left) * column / 2, top + (bottom - top) * row / 2, HANDLE,
                     0, 2 * G_PI);
          cairo_set_source_rgb (cr, 1, 1, 1);
          cairo_fill_preserve (cr);
          cairo_set_line_width (cr, 1);
          cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
          cairo_stroke (cr);
        }
  cairo_destroy (cr);
}

/* In as many lines as it takes to stay within @most pixels. */
static PangoLayout *
lay_words_out (GessoMaskCanvas *self,
               int              most)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->context_words);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width > most)
    {
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_width (layout, MAX (most, 1) * PANGO_SCALE);
    }
  return layout;
}

/* Under the rectangle, or inside where that would be out of sight. */
static void
snapshot_words (GessoMaskCanvas *self,
                GtkSnapshot     *snapshot,
                double           left,
                double           bottom)
{
  const GessoViewport *v = self->viewport;
  g_autoptr (PangoLayout) layout = lay_words_out (self, (int) v->view_width - 28);
  int width, height;
  double x, y;
  GskRoundedRect chip;

  pango_layout_get_pixel_size (layout, &width, &height);
  /* Wrapped, the lines are aligned within all of that width. */
  if (pango_layout_get_width (layout) >= 0)
    width = pango_layout_get_width (layout) / PANGO_SCALE;
  width += 16;
  height += 6;
  x = CLAMP (left, 6, MAX (6, v->view_width - width - 6));
  y = CLAMP (bottom + 8, 6, MAX (6, v->view_height - height - 6));
  gsk_rounded_rect_init_from_rect (&chip, &GRAPHENE_RECT_INIT (x, y, width, height), 6);
  gtk_snapshot_push_rounded_clip (snapshot, &chip);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 0, 0, 0, 0.7 }, &chip.bounds);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + 8, y + 3));
  gtk_snapshot_append_layout (snapshot, layout, &(GdkRGBA){ 1, 1, 1, 1 });
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

/* While something is drawn, what it comes to is not known yet. */
static gboolean
shows_parts (GessoMaskCanvas *self)
{
  return self->parts != NULL && !gesso_mask_canvas_is_painting (self);
}

/* Not while something else is: the handles would lie over each other. */
static gboolean
can_be_held (GessoMaskCanvas *self)
{
  return !gesso_rect_is_empty (&self->context) && !gesso_mask_canvas_is_painting (self)
         && self->parts == NULL && !gesso_extension_get_active (self->extension);
}

static void
snapshot_parts (GessoMaskCanvas *self,
                GtkSnapshot     *snapshot)
{
  double left, top, right, bottom;

  for (guint i = 0; i < self->parts->len; i++)
    {
      get_corners_of (self, &g_array_index (self->parts, GessoRect, i), &left, &top, &right,
                      &bottom);
      snapshot_frame (snapshot, left, top, right, bottom, FALSE);
      if (i == 0 && self->context_words != NULL)
        snapshot_words (self, snapshot, left, bottom);
    }
}

void
_gesso_mask_canvas_snapshot_context (GessoMaskCanvas *self,
                                     GtkSnapshot     *snapshot)
{
  double left, top, right, bottom;

  if (gesso_rect_is_empty (&self->context))
    return;
  if (shows_parts (self))
    {
      snapshot_parts (self, snapshot);
      return;
    }

  get_corners (self, &left, &top, &right, &bottom);
  snapshot_frame (snapshot, left, top, right, bottom, can_be_held (self));
  if (self->context_words != NULL)
    snapshot_words (self, snapshot, left, bottom);
}

/* Whether a handle is under the pointer; it is held then. */
gboolean
_gesso_mask_canvas_grab_context (GessoMaskCanvas *self,
                                 double           x,
                                 double           y)
{
  double left, top, right, bottom;

  if (!can_be_held (self))
    return FALSE;

  get_corners (self, &left, &top, &right, &bottom);
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      {
        guint edges = find_edges (column, row);

        if (edges == 0 || fabs (x - (left + (right - left) * column / 2)) > REACH
            || fabs (y - (top + (bottom - top) * row / 2)) > REACH)
          continue;

        self->handle = edges;
        self->hold_context = self->context;
        return TRUE;
      }

  /* The line under it moves the whole. */
  if (y < bottom + 6 || y > bottom + 32 || x < left || x > left + 220)
    return FALSE;

  self->handle = EDGES;
  self->hold_context = self->context;
  return TRUE;
}

void
_gesso_mask_canvas_drag_context (GessoMaskCanvas *self,
                                 double           x,
                                 double           y)
{
  int dx = round ((x - self->hold_x) / self->viewport->zoom);
  int dy = round ((y - self->hold_y) / self->viewport->zoom);
  GessoRect rect = self->hold_context;

  if (self->handle & EDGE_LEFT)
    {
      rect.x += dx;
      rect.width -= self->handle == EDGES ? 0 : dx;
    }
  else if (self->handle & EDGE_RIGHT)
    {
      rect.width += dx;
    }
  if (self->handle & EDGE_TOP)
    {
      rect.y += dy;
      rect.height -= self->handle == EDGES ? 0 : dy;
    }
  else if (self->handle & EDGE_BOTTOM)
    {
      rect.height += dy;
    }
  if (rect.width >= 16 && rect.height >= 16)
    self->context = rect;
}

/**
 * gesso_mask_canvas_set_context:
 * @self: a canvas
 * @rect: (nullable): what is sent, in picture pixels; NULL while nothing is
 * @words: (nullable): how it is sent
 */
void
gesso_mask_canvas_set_context (GessoMaskCanvas *self,
                               const GessoRect *rect,
                               const char      *words)
{
  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  if (self->hold == CANVAS_HOLD_CONTEXT)
    return;
  if (rect != NULL && gesso_rect_equal (rect, &self->context)
      && g_strcmp0 (words, self->context_words) == 0)
    return;

  self->context = rect != NULL ? *rect : GESSO_RECT_EMPTY;
  g_free (self->context_words);
  self->context_words = g_strdup (words);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->working == NULL)
    _gesso_mask_canvas_speak_later (self);
}

/**
 * gesso_mask_canvas_set_parts:
 * @self: a canvas
 * @rects: (nullable) (array length=n_rects): what is sent instead of the one rectangle, in picture
 *   pixels
 * @n_rects: how many; 0 for the one rectangle
 */
void
gesso_mask_canvas_set_parts (GessoMaskCanvas *self,
                             const GessoRect *rects,
                             guint            n_rects)
{
  g_return_if_fail (GESSO_IS_MASK_CANVAS (self));

  if (n_rects == 0 && self->parts == NULL)
    return;

  g_clear_pointer (&self->parts, g_array_unref);
  if (n_rects > 0)
    {
      self->parts = g_array_new (FALSE, FALSE, sizeof (GessoRect));
      g_array_append_vals (self->parts, rects, n_rects);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * gesso_mask_canvas_get_extent:
 * @self: a canvas
 * @out_painted: (out): bounds of what the mask marks, in picture pixels; while something is drawn
 *   they hold at least that, with what the shape in the hand would add
 *
 * Returns: whether the mask marks anything
 */
gboolean
gesso_mask_canvas_get_extent (GessoMaskCanvas *self,
                              GessoRect       *out_painted)
{
  GessoRect picture = { 0, 0, self->viewport->image_width, self->viewport->image_height };
  GessoRect outline;

  g_return_val_if_fail (GESSO_IS_MASK_CANVAS (self), FALSE);

  *out_painted = self->painted;
  if (self->working != NULL && self->adding
      && gesso_path_get_bounds (gesso_tool_get_outline (self->working), &outline))
    {
      outline = gesso_rect_intersect (&outline, &picture);
      *out_painted = gesso_rect_unite (out_painted, &outline);
    }
  return !gesso_rect_is_empty (out_painted);
}

/**
 * gesso_mask_canvas_get_wish:
 * @self: a canvas
 * @out_rect: (out): what somebody wants to be sent
 *
 * Returns: whether anybody has moved the rectangle
 */
gboolean
gesso_mask_canvas_get_wish (GessoMaskCanvas *self,
                            GessoRect       *out_rect)
{
  g_return_val_if_fail (GESSO_IS_MASK_CANVAS (self), FALSE);

  *out_rect = self->wish;
  return !gesso_rect_is_empty (&self->wish);
}
