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
 * pixel stays sharp. Tiles that no edge comes near are inside or outside as a whole: they are set
 * or left at once, so that a large shape costs what its outline costs.
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
#define MANY_CROSSINGS 16

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
  double step; /* to the next line */
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
  gboolean steady; /* the next row is the same if no edge begins or ends in it */

  int n_columns;
  guint8 *mixed;  /* (owned): whether an edge comes near the tile, for each row of tiles */
  guint8 *inside; /* (owned): whether a tile without edges is covered, in this row of tiles */
  guint8 *row;    /* (owned): the coverage of this row, in tiles with edges */
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

/* Which tiles an edge comes near, in one row of tiles. What lies beside the picture counts at its
 * edge, where it is summed up. */
static void
mark_columns (Filler *self,
              int     tile_row,
              double  from,
              double  to)
{
  int left = (int) CLAMP (MIN (from, to) - 1, 0, self->width - 1) / GESSO_MASK_TILE;
  int right = (int) CLAMP (MAX (from, to) + 1, 0, self->width - 1) / GESSO_MASK_TILE;

  memset (self->mixed + tile_row * self->n_columns + left, 1, (gsize) (right - left + 1));
}

static void
mark_edge (Filler               *self,
           const GessoPathPoint *a,
           const GessoPathPoint *b,
           int                   n_rows)
{
  const GessoPathPoint *top = a->y <= b->y ? a : b;
  const GessoPathPoint *bottom = top == a ? b : a;
  double height = bottom->y - top->y;
  int first = (int) CLAMP (floor (top->y / GESSO_MASK_TILE - 0.01), 0, n_rows);
  int last = (int) CLAMP (floor (bottom->y / GESSO_MASK_TILE + 0.01), -1, n_rows - 1);

  for (int row = first; row <= last; row++)
    {
      double begin = MAX (row * GESSO_MASK_TILE - 1.0, top->y);
      double end = MIN ((row + 1) * GESSO_MASK_TILE + 1.0, bottom->y);
      double slope = height > 0 ? (bottom->x - top->x) / height : 0;

      if (height < 1)
        mark_columns (self, row, top->x, bottom->x);
      else
        mark_columns (self, row, top->x + (begin - top->y) * slope,
                      top->x + (end - top->y) * slope);
    }
}

static void
mark_edges (Filler          *self,
            const GessoPath *path,
            int              n_rows)
{
  const GessoPathPoint *points;
  guint n;
  guint start = 0;

  points = gesso_path_get_points (path, &n);
  for (guint i = 0; i < n; i++)
    {
      gboolean last = i + 1 == n || points[i + 1].starts;

      mark_edge (self, &points[i], &points[last ? start : i + 1], n_rows);
      if (last)
        start = i + 1;
    }
}

static int
compare_crossings (const void *a,
                   const void *b)
{
  double first = ((const Crossing *) a)->x;
  double second = ((const Crossing *) b)->x;

  return first < second ? -1 : first > second;
}

/* Most lines have two crossings, hardly any has many. */
static void
sort_crossings (GArray *crossings)
{
  Crossing *all = (Crossing *) (void *) crossings->data;

  if (crossings->len > MANY_CROSSINGS)
    {
      qsort (all, crossings->len, sizeof *all, compare_crossings);
      return;
    }
  for (guint i = 1; i < crossings->len; i++)
    {
      Crossing one = all[i];
      guint at = i;

      for (; at > 0 && all[at - 1].x > one.x; at--)
        all[at] = all[at - 1];
      all[at] = one;
    }
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

/* Takes up the edges that begin up to a line, and drops those that have ended; the crossings are
 * those of what remains. */
static void
cross_line (Filler *self,
            int     line)
{
  Edge *edges = (Edge *) (void *) self->edges->data;

  for (; self->next < self->edges->len && edges[self->next].first <= line; self->next++)
    {
      g_array_append_val (self->active, self->next);
      self->steady = FALSE;
    }

  g_array_set_size (self->crossings, 0);
  for (guint i = 0; i < self->active->len;)
    {
      const Edge *edge = &edges[g_array_index (self->active, guint, i)];
      Crossing crossing = { edge->x, edge->step, edge->direction };

      if (line >= edge->last)
        {
          g_array_remove_index_fast (self->active, i);
          self->steady = FALSE;
          continue;
        }
      self->steady = self->steady && edge->step == 0;
      g_array_append_val (self->crossings, crossing);
      i++;
    }
  sort_crossings (self->crossings);
}

static void
move_edges (Filler *self,
            int     n_lines)
{
  Edge *edges = (Edge *) (void *) self->edges->data;

  for (guint i = 0; i < self->active->len; i++)
    {
      Edge *edge = &edges[g_array_index (self->active, guint, i)];

      edge->x += n_lines * edge->step;
    }
}

/* How many lines from here, up to @end, are crossed by the same edges in the same order. */
static int
count_alike (Filler *self,
             int     line,
             int     end)
{
  const Edge *edges = (const Edge *) (const void *) self->edges->data;
  double before = -G_MAXDOUBLE;

  if (self->next < self->edges->len)
    end = MIN (end, edges[self->next].first);
  for (guint i = 0; i < self->active->len; i++)
    end = MIN (end, edges[g_array_index (self->active, guint, i)].last);
  for (guint i = 0; i < self->crossings->len; i++)
    {
      const Crossing *crossing = &g_array_index (self->crossings, Crossing, i);
      double x = crossing->x + (end - line - 1) * crossing->step;

      if (x < before)
        return 1;
      before = x;
    }

  return end - line;
}

/* Where the outlines begin and stop to wind around something, on each of the next lines. */
static void
add_changes (Filler *self,
             int     n_lines)
{
  int winding = 0;

  for (guint i = 0; i < self->crossings->len; i++)
    {
      const Crossing *crossing = &g_array_index (self->crossings, Crossing, i);
      gboolean was_outside = winding == 0;

      winding += crossing->direction;
      if (was_outside == (winding == 0))
        continue;
      for (int line = 0; line < n_lines; line++)
        add_change (self, crossing->x + line * crossing->step, was_outside ? 1 : -1);
    }
}

/* Sums the changes up into coverage from 0 to @value where there are edges, and clears them. */
static void
finish_row (Filler       *self,
            const guint8 *mixed,
            guint8        value)
{
  int sum = 0;
  int right = MIN (self->right, self->width);

  for (int x = self->left, end; x < right; x = end)
    {
      int column = x / GESSO_MASK_TILE;

      end = MIN ((column + 1) * GESSO_MASK_TILE, right);
      if (!mixed[column])
        {
          self->inside[column] = sum != 0;
          continue;
        }
      for (int i = x; i < end; i++)
        {
          sum += self->cover[i];
          self->cover[i] = 0;
          self->row[i] = (guint8) ((sum * value + FULL / 2) / FULL);
        }
    }
  self->cover[right] = 0;
  self->cover[MIN (right + 1, self->width + 1)] = 0;
}

/* Whether nothing begins, ends or leans in the row after one that was like that. */
static gboolean
is_same_row (Filler *self,
             int     y)
{
  const Edge *edges = (const Edge *) (const void *) self->edges->data;
  int end = (y + 1) * LINES;

  if (!self->steady || (self->next < self->edges->len && edges[self->next].first < end))
    return FALSE;
  for (guint i = 0; i < self->active->len; i++)
    if (edges[g_array_index (self->active, guint, i)].last < end)
      return FALSE;

  return TRUE;
}

static void
cover_row (Filler       *self,
           const guint8 *mixed,
           int           y,
           guint8        value)
{
  self->left = self->width;
  self->right = 0;
  self->steady = TRUE;
  for (int line = y * LINES, n; line < (y + 1) * LINES; line += n)
    {
      cross_line (self, line);
      n = count_alike (self, line, (y + 1) * LINES);
      add_changes (self, n);
      move_edges (self, n);
    }
  if (self->left < self->right)
    finish_row (self, mixed, value);
}

static void
blend_row (Filler        *self,
           const guint8  *mixed,
           GessoMask     *mask,
           GessoDabBlend  blend,
           int            y)
{
  int right = MIN (self->right, self->width);

  for (int x = self->left, end; x < right; x = end)
    {
      int column = x / GESSO_MASK_TILE;
      guint8 *tile;

      end = MIN ((column + 1) * GESSO_MASK_TILE, right);
      if (!mixed[column])
        continue;
      tile = _gesso_mask_write_tile (mask, column, y / GESSO_MASK_TILE);
      _gesso_dab_blend_row (blend,
                            tile + y % GESSO_MASK_TILE * GESSO_MASK_TILE + x % GESSO_MASK_TILE,
                            self->row + x, end - x);
    }
}

/* A whole tile that lies inside. */
static void
fill_tile (GessoMask     *mask,
           int            column,
           int            tile_row,
           GessoDabBlend  blend,
           guint8         value)
{
  GessoRect rect = gesso_mask_get_tile_rect (mask, column, tile_row);
  guint8 constant[GESSO_MASK_TILE];
  guint8 *tile;

  if (value == 255 && (blend == GESSO_DAB_MAX || blend == GESSO_DAB_ERASE))
    {
      gesso_mask_fill_rect (mask, &rect, blend == GESSO_DAB_MAX ? 255 : 0);
      return;
    }
  memset (constant, value, sizeof constant);
  tile = _gesso_mask_write_tile (mask, column, tile_row);
  for (int y = 0; y < rect.height; y++)
    _gesso_dab_blend_row (blend, tile + y * GESSO_MASK_TILE, constant, rect.width);
}

static void
fill_tile_row (Filler          *self,
               const GessoRect *bounds,
               int              tile_row,
               GessoDabBlend    blend,
               guint8           value,
               GessoMask       *mask)
{
  const guint8 *mixed = self->mixed + tile_row * self->n_columns;
  int top = MAX (tile_row * GESSO_MASK_TILE, bounds->y);
  int bottom = MIN ((tile_row + 1) * GESSO_MASK_TILE, bounds->y + bounds->height);

  memset (self->inside, 0, (gsize) self->n_columns);
  for (int y = top; y < bottom; y++)
    {
      if (y == top || !is_same_row (self, y))
        cover_row (self, mixed, y, value);
      if (self->left < self->right)
        blend_row (self, mixed, mask, blend, y);
    }
  for (int column = 0; column < self->n_columns; column++)
    if (self->inside[column])
      fill_tile (mask, column, tile_row, blend, value);
}

static void
filler_init (Filler          *self,
             const GessoPath *path,
             GessoMask       *mask)
{
  int n_rows = gesso_mask_get_n_rows (mask);

  self->width = gesso_mask_get_width (mask);
  self->n_columns = gesso_mask_get_n_columns (mask);
  self->edges = make_edges (path, gesso_mask_get_height (mask) * LINES);
  self->active = g_array_new (FALSE, FALSE, sizeof (guint));
  self->crossings = g_array_new (FALSE, FALSE, sizeof (Crossing));
  self->cover = g_new0 (int, self->width + 2);
  self->row = g_malloc ((gsize) self->width);
  self->inside = g_malloc ((gsize) self->n_columns);
  self->mixed = g_malloc0 ((gsize) n_rows * (gsize) self->n_columns);
  mark_edges (self, path, n_rows);
}

static void
filler_clear (Filler *self)
{
  g_array_unref (self->edges);
  g_array_unref (self->active);
  g_array_unref (self->crossings);
  g_free (self->cover);
  g_free (self->row);
  g_free (self->inside);
  g_free (self->mixed);
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
  filler_init (&filler, self, mask);
  for (int row = bounds.y / GESSO_MASK_TILE; row * GESSO_MASK_TILE < bounds.y + bounds.height;
       row++)
    fill_tile_row (&filler, &bounds, row, blend, value, mask);
  filler_clear (&filler);
  gesso_mask_tidy (mask, &bounds);

  return bounds;
}
