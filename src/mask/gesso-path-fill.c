/* gesso-path-fill.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPathFill fills a path, in pieces where it is long: whoever owns it calls
 * gesso_path_fill_step() until nothing is left, or drops it in between. It takes from the path what
 * it needs when it is made, and writes to a mask that it only borrows; one thread.
 *
 * Each row of pixels is cut by 16 lines, and on each line the parts are found around which the
 * outlines wind any number of times but zero, with their ends exact to 1/256 pixel. So outlines
 * that cross themselves are filled wherever the pointer has gone around, and an edge on a whole
 * pixel stays sharp. The edges that cross a line are kept in order from one line to the next, so
 * that sorting costs what crosses in between. Tiles that no edge comes near are inside or outside
 * as a whole: they are set or left at once, so that a large shape costs what its outline costs.
 */

#include "config.h"

#include "mask/gesso-path-fill.h"

#include "mask/gesso-mask-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LINES 16
#define UNIT 256
#define FULL (LINES * UNIT)

/* For each edge that is sorted anew. */
#define SORT_COST 16

/* As many pixels as take the time of one edge that crosses a line. */
#define PIXELS_COST(n) ((guint) (n) / 16)

/* With as many edges at once, sorting them anew is quicker than putting each in its place. */
#define MANY_NEW 16

typedef struct
{
  double x; /* on the line that comes next */
  double step;
  int first; /* line */
  int last;  /* line after the last */
  int direction;
} Edge;

struct _GessoPathFill
{
  GessoMask *mask; /* (unowned) */
  GessoDabBlend blend;
  guint8 value;
  GessoRect bounds; /* what the path touches of the mask */
  int y;            /* the row that comes next */

  GArray *edges;  /* (owned) (element-type Edge): by their first line */
  GArray *active; /* (owned) (element-type Edge): those that cross the line, from the left */
  guint next;
  int width;
  int *cover; /* (owned): changes of coverage along the row */
  int left;   /* of what is covered in this row */
  int right;
  gboolean steady; /* the next row is the same if no edge begins or ends in it */
  guint64 n_done;  /* steps of the innermost loops */

  int n_columns;
  guint8 *mixed;  /* (owned): whether an edge comes near the tile, for each row of tiles */
  guint8 *inside; /* (owned): whether a tile without edges is covered, in this row of tiles */
  guint8 *row;    /* (owned): the coverage of this row, in tiles with edges */
};

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
mark_columns (GessoPathFill *self,
              int            tile_row,
              double         from,
              double         to)
{
  int left = (int) CLAMP (MIN (from, to) - 1, 0, self->width - 1) / GESSO_MASK_TILE;
  int right = (int) CLAMP (MAX (from, to) + 1, 0, self->width - 1) / GESSO_MASK_TILE;

  memset (self->mixed + tile_row * self->n_columns + left, 1, (gsize) (right - left + 1));
}

static void
mark_edge (GessoPathFill        *self,
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
mark_edges (GessoPathFill   *self,
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
compare_places (const void *a,
                const void *b)
{
  double first = ((const Edge *) a)->x;
  double second = ((const Edge *) b)->x;

  return first < second ? -1 : first > second;
}

/* Most of them are in order: they were so on the line before. */
static void
sort_active (GessoPathFill *self,
             guint          n_new)
{
  Edge *all = (Edge *) (void *) self->active->data;

  if (n_new > MANY_NEW)
    {
      qsort (all, self->active->len, sizeof *all, compare_places);
      self->n_done += SORT_COST * self->active->len;
      return;
    }
  for (guint i = 1; i < self->active->len; i++)
    {
      Edge one;
      guint at = i;

      if (all[i - 1].x <= all[i].x)
        continue;
      for (one = all[i]; at > 0 && all[at - 1].x > one.x; at--)
        all[at] = all[at - 1];
      all[at] = one;
      self->n_done += i - at;
    }
}

/* From here on, the line is covered more by @sign. */
static void
add_change (GessoPathFill *self,
            double         x,
            int            sign)
{
  int fixed = (int) lrint (CLAMP (x, 0, self->width) * UNIT);
  int pixel = fixed / UNIT;
  int part = fixed % UNIT;

  self->cover[pixel] += sign * (UNIT - part);
  self->cover[pixel + 1] += sign * part;
  self->left = MIN (self->left, pixel);
  self->right = MAX (self->right, pixel + (part > 0));
}

/* Drops the edges that have ended, and takes up those that begin up to a line. */
static void
cross_line (GessoPathFill *self,
            int            line)
{
  const Edge *edges = (const Edge *) (const void *) self->edges->data;
  Edge *active = (Edge *) (void *) self->active->data;
  guint n_new = 0;
  guint n = 0;

  for (guint i = 0; i < self->active->len; i++)
    {
      if (active[i].last <= line)
        continue;
      self->steady = self->steady && active[i].step == 0;
      if (n != i)
        active[n] = active[i];
      n++;
    }
  self->steady = self->steady && n == self->active->len;
  g_array_set_size (self->active, n);
  for (; self->next < self->edges->len && edges[self->next].first <= line; self->next++, n_new++)
    g_array_append_val (self->active, edges[self->next]);
  self->steady = self->steady && n_new == 0;
  sort_active (self, n_new);
}

static void
move_edges (GessoPathFill *self,
            int            n_lines)
{
  Edge *active = (Edge *) (void *) self->active->data;

  for (guint i = 0; i < self->active->len; i++)
    active[i].x += n_lines * active[i].step;
}

/* How many lines from here, up to @end, are crossed by the same edges in the same order. */
static int
count_alike (GessoPathFill *self,
             int            line,
             int            end)
{
  const Edge *edges = (const Edge *) (const void *) self->edges->data;
  const Edge *active = (const Edge *) (const void *) self->active->data;
  double before = -G_MAXDOUBLE;

  if (self->next < self->edges->len)
    end = MIN (end, edges[self->next].first);
  for (guint i = 0; i < self->active->len; i++)
    end = MIN (end, active[i].last);
  for (guint i = 0; i < self->active->len; i++)
    {
      double x = active[i].x + (end - line - 1) * active[i].step;

      if (x < before)
        return 1;
      before = x;
    }

  return end - line;
}

/* Where the outlines begin and stop to wind around something, on each of the next lines. */
static void
add_changes (GessoPathFill *self,
             int            n_lines)
{
  const Edge *active = (const Edge *) (const void *) self->active->data;
  int winding = 0;

  for (guint i = 0; i < self->active->len; i++)
    {
      gboolean was_outside = winding == 0;

      winding += active[i].direction;
      if (was_outside == (winding == 0))
        continue;
      for (int line = 0; line < n_lines; line++)
        add_change (self, active[i].x + line * active[i].step, was_outside ? 1 : -1);
      self->n_done += (guint) n_lines;
    }
}

/* Sums the changes up into coverage where there are edges, and clears them. */
static void
finish_row (GessoPathFill *self,
            const guint8  *mixed)
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
          self->row[i] = (guint8) ((sum * self->value + FULL / 2) / FULL);
        }
    }
  self->cover[right] = 0;
  self->cover[MIN (right + 1, self->width + 1)] = 0;
}

/* Whether nothing begins, ends or leans in the row after one that was like that. */
static gboolean
is_same_row (GessoPathFill *self,
             int            y)
{
  const Edge *edges = (const Edge *) (const void *) self->edges->data;
  int end = (y + 1) * LINES;

  if (!self->steady || (self->next < self->edges->len && edges[self->next].first < end))
    return FALSE;
  for (guint i = 0; i < self->active->len; i++)
    if (g_array_index (self->active, Edge, i).last < end)
      return FALSE;

  return TRUE;
}

static void
cover_row (GessoPathFill *self,
           const guint8  *mixed)
{
  int end = (self->y + 1) * LINES;

  self->left = self->width;
  self->right = 0;
  self->steady = TRUE;
  for (int line = self->y * LINES, n; line < end; line += n)
    {
      cross_line (self, line);
      n = count_alike (self, line, end);
      add_changes (self, n);
      move_edges (self, n);
      self->n_done += self->active->len;
    }
  if (self->left < self->right)
    finish_row (self, mixed);
}

static void
blend_row (GessoPathFill *self,
           const guint8  *mixed)
{
  int right = MIN (self->right, self->width);

  for (int x = self->left, end; x < right; x = end)
    {
      int column = x / GESSO_MASK_TILE;
      guint8 *tile;

      end = MIN ((column + 1) * GESSO_MASK_TILE, right);
      if (!mixed[column])
        continue;
      tile = _gesso_mask_write_tile (self->mask, column, self->y / GESSO_MASK_TILE);
      _gesso_dab_blend_row (self->blend,
                            tile + self->y % GESSO_MASK_TILE * GESSO_MASK_TILE
                                + x % GESSO_MASK_TILE,
                            self->row + x, end - x);
      self->n_done += PIXELS_COST (end - x);
    }
}

/* A whole tile that lies inside. */
static void
fill_tile (GessoPathFill *self,
           int            column,
           int            tile_row)
{
  GessoRect rect = gesso_mask_get_tile_rect (self->mask, column, tile_row);
  guint8 constant[GESSO_MASK_TILE];
  guint8 *tile;

  if (self->value == 255 && (self->blend == GESSO_DAB_MAX || self->blend == GESSO_DAB_ERASE))
    {
      gesso_mask_fill_rect (self->mask, &rect, self->blend == GESSO_DAB_MAX ? 255 : 0);
      return;
    }
  memset (constant, self->value, sizeof constant);
  tile = _gesso_mask_write_tile (self->mask, column, tile_row);
  for (int y = 0; y < rect.height; y++)
    _gesso_dab_blend_row (self->blend, tile + y * GESSO_MASK_TILE, constant, rect.width);
  self->n_done += PIXELS_COST (rect.height * rect.width);
}

/* What counts for whole tiles is known when their last row has been looked at. */
static void
finish_tile_row (GessoPathFill *self,
                 int            tile_row)
{
  GessoRect band
      = { self->bounds.x, tile_row * GESSO_MASK_TILE, self->bounds.width, GESSO_MASK_TILE };

  for (int column = 0; column < self->n_columns; column++)
    if (self->inside[column])
      fill_tile (self, column, tile_row);
  memset (self->inside, 0, (gsize) self->n_columns);
  gesso_mask_tidy (self->mask, &band);
}

static void
fill_row (GessoPathFill *self)
{
  int tile_row = self->y / GESSO_MASK_TILE;
  const guint8 *mixed = self->mixed + tile_row * self->n_columns;

  if (self->y % GESSO_MASK_TILE == 0 || self->y == self->bounds.y || !is_same_row (self, self->y))
    cover_row (self, mixed);
  if (self->left < self->right)
    blend_row (self, mixed);
  self->y++;
  if (self->y % GESSO_MASK_TILE == 0 || self->y == self->bounds.y + self->bounds.height)
    finish_tile_row (self, tile_row);
}

/**
 * gesso_path_fill_new:
 * @path: a path; what is left open is closed
 * @blend: how
 * @value: the coverage of a pixel that lies inside
 * @mask: a mask, no snapshot; must live as long as the result
 *
 * Begins to fill the inside of all outlines together.
 *
 * Returns: (transfer full): a filling of which nothing is done yet
 */
GessoPathFill *
gesso_path_fill_new (const GessoPath *path,
                     GessoDabBlend    blend,
                     guint8           value,
                     GessoMask       *mask)
{
  GessoPathFill *self;
  GessoRect all;
  int n_rows;

  g_return_val_if_fail (path != NULL && mask != NULL, NULL);
  g_return_val_if_fail (!gesso_mask_is_frozen (mask), NULL);

  self = g_new0 (GessoPathFill, 1);
  self->mask = mask;
  self->blend = blend;
  self->value = value;
  all = gesso_mask_get_extents (mask);
  gesso_path_get_bounds (path, &self->bounds);
  self->bounds = gesso_rect_intersect (&self->bounds, &all);
  self->y = self->bounds.y;
  n_rows = gesso_mask_get_n_rows (mask);
  self->width = all.width;
  self->n_columns = gesso_mask_get_n_columns (mask);
  self->edges = make_edges (path, all.height * LINES);
  self->active = g_array_new (FALSE, FALSE, sizeof (Edge));
  self->cover = g_new0 (int, self->width + 2);
  self->row = g_malloc ((gsize) self->width);
  self->inside = g_malloc0 ((gsize) self->n_columns);
  self->mixed = g_malloc0 ((gsize) n_rows * (gsize) self->n_columns);
  mark_edges (self, path, n_rows);

  return self;
}

/**
 * gesso_path_fill_free:
 * @self: (transfer full): a filling; what it has not done yet remains undone
 */
void
gesso_path_fill_free (GessoPathFill *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->edges);
  g_array_unref (self->active);
  g_free (self->cover);
  g_free (self->row);
  g_free (self->inside);
  g_free (self->mixed);
  g_free (self);
}

/**
 * gesso_path_fill_step:
 * @self: a filling
 * @n_most: how much to do before it returns after a row: steps of the innermost loops, of which a
 *   million take some milliseconds; 0 for everything
 * @out_changed: (out): the part of the mask that may have changed
 *
 * Goes on from the top to the bottom. How far it comes depends on the path alone, not on the time.
 *
 * Returns: whether there is more to do
 */
gboolean
gesso_path_fill_step (GessoPathFill *self,
                      guint64        n_most,
                      GessoRect     *out_changed)
{
  int bottom;
  int top;

  g_return_val_if_fail (self != NULL && out_changed != NULL, FALSE);

  bottom = self->bounds.y + self->bounds.height;
  top = MAX (self->y / GESSO_MASK_TILE * GESSO_MASK_TILE, self->bounds.y);
  self->n_done = 0;
  if (self->y < bottom)
    _gesso_mask_mark_changed (self->mask);
  while (self->y < bottom && (n_most == 0 || self->n_done < n_most))
    fill_row (self);
  *out_changed = (GessoRect){ self->bounds.x, top, self->bounds.width, self->y - top };

  return self->y < bottom;
}

/**
 * gesso_path_fill:
 * @path: a path; what is left open is closed
 * @blend: how
 * @value: the coverage of a pixel that lies inside
 * @mask: (inout): a mask, no snapshot
 *
 * Fills the inside of all outlines together, at once.
 *
 * Returns: the part of the mask that may have changed
 */
GessoRect
gesso_path_fill (const GessoPath *path,
                 GessoDabBlend    blend,
                 guint8           value,
                 GessoMask       *mask)
{
  g_autoptr (GessoPathFill) self = gesso_path_fill_new (path, blend, value, mask);
  GessoRect changed = GESSO_RECT_EMPTY;

  if (self != NULL)
    gesso_path_fill_step (self, 0, &changed);

  return changed;
}
