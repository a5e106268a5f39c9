/* gesso-path.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPath is a list of closed outlines of straight edges, in pixels of the picture. What a shape
 * tool draws is a path: shown while it is drawn, filled when it is complete. A value with one
 * owner; one thread.
 *
 * Filling: each row of pixels is cut by 16 lines, and on each line the parts are found around which
 * the outlines wind any number of times but zero, with their ends exact to 1/256 pixel. So outlines
 * that cross themselves are filled wherever the pointer has gone around, and an edge on a whole
 * pixel stays sharp.
 */

#include "config.h"

#include "mask/gesso-path.h"

#include "mask/gesso-mask-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LINES 16
#define UNIT 256
#define FULL (LINES * UNIT)
#define FAR_PX 1e6

struct _GessoPath
{
  GArray *points; /* (owned) (element-type GessoPathPoint) */
};

typedef struct
{
  double x; /* on the line that comes next */
  double step;
  int first; /* line */
  int last;  /* line after the last */
  int direction;
} Edge;

typedef struct
{
  double x;
  int direction;
} Crossing;

typedef struct
{
  GArray *edges;     /* (owned) (element-type Edge): by their first line */
  GArray *active;    /* (owned) (element-type guint): those that cross the line */
  GArray *crossings; /* (owned) (element-type Crossing) */
  guint next;
  int width;
  int *cover; /* (owned): changes of coverage along the row */
  int left;   /* of what is covered in this row */
  int right;
} Filler;

/**
 * gesso_path_new:
 *
 * Returns: (transfer full): a path without points
 */
GessoPath *
gesso_path_new (void)
{
  GessoPath *self = g_new0 (GessoPath, 1);

  self->points = g_array_new (FALSE, FALSE, sizeof (GessoPathPoint));
  return self;
}

/**
 * gesso_path_free:
 * @self: (transfer full): a path
 *
 * Frees a path.
 */
void
gesso_path_free (GessoPath *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->points);
  g_free (self);
}

/**
 * gesso_path_clear:
 * @self: a path
 *
 * Takes all points out.
 */
void
gesso_path_clear (GessoPath *self)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->points, 0);
}

static void
add_point (GessoPath *self,
           double     x,
           double     y,
           gboolean   starts)
{
  GessoPathPoint point = { CLAMP (x, -FAR_PX, FAR_PX), CLAMP (y, -FAR_PX, FAR_PX), starts };

  if (isfinite (x) && isfinite (y))
    g_array_append_val (self->points, point);
}

/**
 * gesso_path_move_to:
 * @self: a path
 * @x: in pixels
 * @y: in pixels
 *
 * Begins a new outline. The one before is closed.
 */
void
gesso_path_move_to (GessoPath *self,
                    double     x,
                    double     y)
{
  g_return_if_fail (self != NULL);

  add_point (self, x, y, TRUE);
}

/**
 * gesso_path_line_to:
 * @self: a path
 * @x: in pixels
 * @y: in pixels
 *
 * Goes on to a corner.
 */
void
gesso_path_line_to (GessoPath *self,
                    double     x,
                    double     y)
{
  g_return_if_fail (self != NULL);

  add_point (self, x, y, self->points->len == 0);
}

/**
 * gesso_path_add_rect:
 * @self: a path
 * @x: left edge
 * @y: top edge
 * @width: in pixels
 * @height: in pixels
 *
 * Adds a rectangle as an outline of its own.
 */
void
gesso_path_add_rect (GessoPath *self,
                     double     x,
                     double     y,
                     double     width,
                     double     height)
{
  gesso_path_move_to (self, x, y);
  gesso_path_line_to (self, x + width, y);
  gesso_path_line_to (self, x + width, y + height);
  gesso_path_line_to (self, x, y + height);
}

/**
 * gesso_path_add_ellipse:
 * @self: a path
 * @x: left edge
 * @y: top edge
 * @width: in pixels
 * @height: in pixels
 *
 * Adds an ellipse as an outline of its own, exact to a twentieth of a pixel.
 */
void
gesso_path_add_ellipse (GessoPath *self,
                        double     x,
                        double     y,
                        double     width,
                        double     height)
{
  double radius = MAX (fabs (width), fabs (height)) / 2;
  int n = CLAMP ((int) (G_PI * sqrt (radius / (2 * 0.05))) + 8, 16, 4096);

  for (int i = 0; i < n; i++)
    {
      double angle = 2 * G_PI * i / n;
      double px = x + width / 2 + width / 2 * cos (angle);
      double py = y + height / 2 + height / 2 * sin (angle);

      if (i == 0)
        gesso_path_move_to (self, px, py);
      else
        gesso_path_line_to (self, px, py);
    }
}

/**
 * gesso_path_remove_last:
 * @self: a path
 *
 * Takes the last point out.
 *
 * Returns: %FALSE if there is none
 */
gboolean
gesso_path_remove_last (GessoPath *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->points->len == 0)
    return FALSE;
  g_array_set_size (self->points, self->points->len - 1);
  return TRUE;
}

/**
 * gesso_path_get_points:
 * @self: a path
 * @out_n_points: (out): how many
 *
 * Returns: (transfer none) (array length=out_n_points): the points, until the path changes
 */
const GessoPathPoint *
gesso_path_get_points (const GessoPath *self,
                       guint           *out_n_points)
{
  g_return_val_if_fail (self != NULL && out_n_points != NULL, NULL);

  *out_n_points = self->points->len;
  return (const GessoPathPoint *) self->points->data;
}

/**
 * gesso_path_get_bounds:
 * @self: a path
 * @out_bounds: (out): the pixels that it touches
 *
 * Returns: %FALSE if there is no point
 */
gboolean
gesso_path_get_bounds (const GessoPath *self,
                       GessoRect       *out_bounds)
{
  double left = FAR_PX, top = FAR_PX, right = -FAR_PX, bottom = -FAR_PX;
  const GessoPathPoint *points;
  guint n;

  g_return_val_if_fail (self != NULL && out_bounds != NULL, FALSE);

  points = gesso_path_get_points (self, &n);
  *out_bounds = GESSO_RECT_EMPTY;
  if (n == 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      left = MIN (left, points[i].x);
      top = MIN (top, points[i].y);
      right = MAX (right, points[i].x);
      bottom = MAX (bottom, points[i].y);
    }
  out_bounds->x = (int) floor (left);
  out_bounds->y = (int) floor (top);
  out_bounds->width = (int) ceil (right) - out_bounds->x;
  out_bounds->height = (int) ceil (bottom) - out_bounds->y;

  return TRUE;
}

/* The line number i of a picture lies at (i + 1/2) / LINES. */
static int
find_line (double y)
{
  return (int) ceil (y * LINES - 0.5);
}

static void
add_edge (GArray               *edges,
          const GessoPathPoint *a,
          const GessoPathPoint *b,
          int                   n_lines)
{
  const GessoPathPoint *top = a->y <= b->y ? a : b;
  const GessoPathPoint *bottom = top == a ? b : a;
  Edge edge = { .first = MAX (find_line (top->y), 0),
                .last = MIN (find_line (bottom->y), n_lines),
                .direction = top == a ? 1 : -1 };
  double slope;

  if (edge.first >= edge.last)
    return;
  slope = (bottom->x - top->x) / (bottom->y - top->y);
  edge.x = top->x + ((edge.first + 0.5) / LINES - top->y) * slope;
  edge.step = slope / LINES;
  g_array_append_val (edges, edge);
}

static int
compare_edges (gconstpointer a,
               gconstpointer b)
{
  return ((const Edge *) a)->first - ((const Edge *) b)->first;
}

static GArray *
make_edges (const GessoPath *self,
            int              n_lines)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  const GessoPathPoint *points;
  guint n;
  guint start = 0;

  points = gesso_path_get_points (self, &n);
  for (guint i = 0; i < n; i++)
    {
      gboolean last = i + 1 == n || points[i + 1].starts;

      add_edge (edges, &points[i], &points[last ? start : i + 1], n_lines);
      if (last)
        start = i + 1;
    }
  g_array_sort (edges, compare_edges);

  return edges;
}

static int
compare_crossings (const void *a,
                   const void *b)
{
  double first = ((const Crossing *) a)->x;
  double second = ((const Crossing *) b)->x;

  return first < second ? -1 : first > second;
}

/* From here on, the line is covered more by @sign. */
static void
add_change (Filler *self,
            double  x,
            int     sign)
{
  int fixed = (int) lrint (CLAMP (x, 0, self->width) * UNIT);
  int pixel = fixed / UNIT;
  int part = fixed % UNIT;

  self->cover[pixel] += sign * (UNIT - part);
  self->cover[pixel + 1] += sign * part;
  self->left = MIN (self->left, pixel);
  self->right = MAX (self->right, pixel + (part > 0));
}

static void
cover_line (Filler *self,
            int     line)
{
  Edge *edges = (Edge *) self->edges->data;
  int winding = 0;

  for (; self->next < self->edges->len && edges[self->next].first <= line; self->next++)
    g_array_append_val (self->active, self->next);

  g_array_set_size (self->crossings, 0);
  for (guint i = 0; i < self->active->len;)
    {
      Edge *edge = &edges[g_array_index (self->active, guint, i)];
      Crossing crossing = { edge->x, edge->direction };

      if (line >= edge->last)
        {
          g_array_remove_index_fast (self->active, i);
          continue;
        }
      g_array_append_val (self->crossings, crossing);
      edge->x += edge->step;
      i++;
    }
  if (self->crossings->len == 0)
    return;
  qsort (self->crossings->data, self->crossings->len, sizeof (Crossing), compare_crossings);

  for (guint i = 0; i < self->crossings->len; i++)
    {
      const Crossing *crossing = &g_array_index (self->crossings, Crossing, i);
      gboolean was_outside = winding == 0;

      winding += crossing->direction;
      if (was_outside != (winding == 0))
        add_change (self, crossing->x, was_outside ? 1 : -1);
    }
}

/* Sums the changes up into coverage from 0 to @value, and clears them. */
static void
finish_row (Filler *self,
            guint8  value,
            guint8 *out_row)
{
  int sum = 0;
  int right = MIN (self->right, self->width);

  for (int x = self->left; x < right; x++)
    {
      sum += self->cover[x];
      self->cover[x] = 0;
      out_row[x] = (guint8) ((sum * value + FULL / 2) / FULL);
    }
  self->cover[right] = 0;
  self->cover[MIN (right + 1, self->width + 1)] = 0;
}

static void
blend_row (GessoMask     *mask,
           GessoDabBlend  blend,
           int            y,
           int            left,
           int            right,
           const guint8  *row)
{
  for (int x = left, n; x < right; x += n)
    {
      guint8 *tile = _gesso_mask_write_tile (mask, x / GESSO_MASK_TILE, y / GESSO_MASK_TILE);

      n = MIN (GESSO_MASK_TILE - x % GESSO_MASK_TILE, right - x);
      _gesso_dab_blend_row (blend,
                            tile + y % GESSO_MASK_TILE * GESSO_MASK_TILE + x % GESSO_MASK_TILE,
                            row + x, n);
    }
}

/**
 * gesso_path_fill:
 * @self: a path; what is left open is closed
 * @blend: how
 * @value: the coverage of a pixel that lies inside
 * @mask: (inout): a mask, no snapshot
 *
 * Fills the inside of all outlines together.
 *
 * Returns: the part of the mask that may have changed
 */
GessoRect
gesso_path_fill (const GessoPath *self,
                 GessoDabBlend    blend,
                 guint8           value,
                 GessoMask       *mask)
{
  g_autofree guint8 *row = NULL;
  Filler filler = { 0 };
  GessoRect bounds;
  GessoRect all;

  g_return_val_if_fail (self != NULL && mask != NULL, GESSO_RECT_EMPTY);
  g_return_val_if_fail (!gesso_mask_is_frozen (mask), GESSO_RECT_EMPTY);

  all = gesso_mask_get_extents (mask);
  gesso_path_get_bounds (self, &bounds);
  bounds = gesso_rect_intersect (&bounds, &all);
  if (gesso_rect_is_empty (&bounds))
    return bounds;

  _gesso_mask_mark_changed (mask);
  filler.width = all.width;
  filler.edges = make_edges (self, all.height * LINES);
  filler.active = g_array_new (FALSE, FALSE, sizeof (guint));
  filler.crossings = g_array_new (FALSE, FALSE, sizeof (Crossing));
  filler.cover = g_new0 (int, all.width + 2);
  row = g_malloc ((gsize) all.width);
  for (int y = bounds.y; y < bounds.y + bounds.height; y++)
    {
      filler.left = all.width;
      filler.right = 0;
      for (int line = 0; line < LINES; line++)
        cover_line (&filler, y * LINES + line);
      if (filler.left >= filler.right)
        continue;
      finish_row (&filler, value, row);
      blend_row (mask, blend, y, filler.left, MIN (filler.right, all.width), row);
    }
  g_array_unref (filler.edges);
  g_array_unref (filler.active);
  g_array_unref (filler.crossings);
  g_free (filler.cover);
  gesso_mask_tidy (mask, &bounds);

  return bounds;
}
