/* gesso-distance.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoDistance finds for each pixel of a rectangle how far the nearest target is, exactly
 * (Euclidean, squared, in integers), as long as it is within a reach. It asks for the rows of its
 * source when they are needed, a band at a time, so that a large plane needs little memory: first
 * along the columns, by counting, then along each row as the lower envelope of parabolas (the
 * distance transform of sampled functions, Felzenszwalb and Huttenlocher 2012).
 *
 * Owned by whoever made it, and used on one thread, any.
 */

#include "config.h"

#include "image/gesso-distance.h"

#include "image/gesso-image-error.h"

#include <string.h>

struct _GessoDistance
{
  GessoDistanceSource source;
  GessoRect rect; /* what is asked for */
  int from;       /* the columns that are looked at */
  int n;
  int band; /* rows of a full one */

  int y; /* the loaded band */
  int height;
  guint16 *columns; /* (owned): distance along the column, reach + 1 if none is near */
  guint16 *above;   /* (owned): counted downwards, as far as the band's last row */
  guint16 *below;   /* (owned): counted upwards */

  guint8 *pixels; /* (owned): one row */
  int *places;    /* (owned): of the parabolas of the envelope */
  int *begins;    /* (owned): where each becomes the lowest */
};

/**
 * gesso_distance_new:
 * @source: where the targets are; what it refers to must live longer
 * @rect: for which pixels distances are wanted, not empty
 * @band: rows that are worked on at once, at least 1
 * @error: `GESSO_IMAGE_ERROR_MEMORY`
 *
 * What each row costs to read again grows with the reach: a band should not be lower.
 *
 * Returns: (transfer full) (nullable): distances, none of which is found yet
 */
GessoDistance *
gesso_distance_new (const GessoDistanceSource  *source,
                    const GessoRect            *rect,
                    int                         band,
                    GError                    **error)
{
  g_autoptr (GessoDistance) self = NULL;
  GessoRect wide;
  gsize n;

  g_return_val_if_fail (source != NULL && source->read != NULL, NULL);
  g_return_val_if_fail (source->reach >= 0 && source->reach <= GESSO_DISTANCE_MAX_REACH, NULL);
  g_return_val_if_fail (rect != NULL && !gesso_rect_is_empty (rect) && band > 0, NULL);

  self = g_new0 (GessoDistance, 1);
  wide = gesso_rect_outset (rect, source->reach);
  wide = gesso_rect_intersect (&wide, &source->extents);
  n = (gsize) MAX (wide.width, 1);
  self->source = *source;
  self->source.extents = wide;
  self->rect = *rect;
  self->from = wide.x;
  self->n = wide.width;
  self->band = MIN (band, rect->height);
  if ((self->columns = g_try_malloc_n (n * (gsize) self->band, sizeof (guint16))) != NULL
      && (self->above = g_try_new (guint16, n)) != NULL
      && (self->below = g_try_new (guint16, n)) != NULL && (self->pixels = g_try_malloc (n)) != NULL
      && (self->places = g_try_new (int, n)) != NULL && (self->begins = g_try_new (int, n)) != NULL)
    return g_steal_pointer (&self);

  g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY,
               "not enough memory for the distances of %d rows of %d pixels", self->band, self->n);
  return NULL;
}

/**
 * gesso_distance_free:
 * @self: (transfer full): distances
 *
 * Frees them.
 */
void
gesso_distance_free (GessoDistance *self)
{
  g_free (self->columns);
  g_free (self->above);
  g_free (self->below);
  g_free (self->pixels);
  g_free (self->places);
  g_free (self->begins);
  g_free (self);
}

static void
forget_counts (GessoDistance *self,
               guint16       *counts)
{
  for (int x = 0; x < self->n; x++)
    counts[x] = (guint16) (self->source.reach + 1);
}

/* Counts on from the row before, or begins at a target; beyond the extents there is none. */
static void
count_row (GessoDistance *self,
           int            y,
           guint16       *counts)
{
  const GessoRect *extents = &self->source.extents;
  const guint16 most = (guint16) (self->source.reach + 1);
  const guint8 threshold = self->source.threshold;
  const gboolean above = self->source.above;
  const guint8 *pixels = self->pixels;
  const int n = self->n;

  for (int x = 0; x < n; x++)
    counts[x] = MIN ((guint16) (counts[x] + 1), most);
  if (y < extents->y || y >= extents->y + extents->height)
    return;

  self->source.read (self->source.data, self->from, y, n, self->pixels);
  for (int x = 0; x < n; x++)
    counts[x] = (pixels[x] > threshold) == above ? 0 : counts[x];
}

/* From above, into the band. When it follows the one before, the counts only go on. */
static void
count_down (GessoDistance *self,
            int            y,
            int            height)
{
  gboolean goes_on = self->height > 0 && self->y + self->height == y;
  int first = goes_on ? y : MAX (y - self->source.reach, self->source.extents.y);

  if (!goes_on)
    forget_counts (self, self->above);
  for (int row = MIN (first, y); row < y + height; row++)
    {
      count_row (self, row, self->above);
      if (row >= y)
        memcpy (self->columns + (gsize) (row - y) * (gsize) self->n, self->above,
                (gsize) self->n * sizeof (guint16));
    }
}

/* From below, into the band; its own targets are known by now. */
static void
count_up (GessoDistance *self,
          int            y,
          int            height)
{
  const GessoRect *extents = &self->source.extents;
  const guint16 most = (guint16) (self->source.reach + 1);
  int last = MIN (y + height + self->source.reach, extents->y + extents->height);

  forget_counts (self, self->below);
  for (int row = last - 1; row >= y + height; row--)
    count_row (self, row, self->below);
  for (int row = height - 1; row >= 0; row--)
    {
      guint16 *columns = self->columns + (gsize) row * (gsize) self->n;
      guint16 *counts = self->below;

      for (int x = 0; x < self->n; x++)
        {
          guint16 next = MIN ((guint16) (counts[x] + 1), most);

          counts[x] = MIN (next, columns[x]);
          columns[x] = counts[x];
        }
    }
}

/* The first place at which the parabola at @b is not above the one at @a, for a < b. */
static int
find_crossing (const guint16 *columns,
               int            a,
               int            b)
{
  gint64 numerator, denominator, quotient;

  if (columns[a] == columns[b])
    return (a + b + 1) / 2;

  numerator = (gint64) b * b - (gint64) a * a + (gint64) columns[b] * columns[b]
              - (gint64) columns[a] * columns[a];
  denominator = 2 * (gint64) (b - a);
  quotient = numerator / denominator;
  if (numerator % denominator > 0)
    quotient++;
  return (int) CLAMP (quotient, G_MININT / 2, G_MAXINT / 2);
}

static int
build_envelope (GessoDistance *self,
                const guint16 *columns)
{
  int n = 0;

  for (int x = 0; x < self->n; x++)
    {
      int begin = 0;

      if (columns[x] > self->source.reach)
        continue;
      while (n > 0)
        {
          begin = find_crossing (columns, self->places[n - 1], x);
          if (begin > self->begins[n - 1])
            break;
          n--;
        }
      self->places[n] = x;
      self->begins[n] = n > 0 ? begin : G_MININT / 2;
      n++;
    }

  return n;
}

/**
 * gesso_distance_get_row:
 * @self: distances
 * @y: a row of the rectangle; reading is cheapest from the first row to the last
 * @out_squared: (out caller-allocates): a number for each pixel of the rectangle's row
 *
 * Gives the squared distances to the nearest target, in pixels. Where it is as far as the reach and
 * one more, or further, the number is (reach + 1) squared. At the first row of a band, the source
 * is read.
 */
void
gesso_distance_get_row (GessoDistance *self,
                        int            y,
                        gint32        *out_squared)
{
  const gint32 most = (self->source.reach + 1) * (self->source.reach + 1);
  const guint16 *columns;
  int n, at = 0;

  g_return_if_fail (self != NULL && out_squared != NULL);
  g_return_if_fail (y >= self->rect.y && y < self->rect.y + self->rect.height);

  if (y < self->y || y >= self->y + self->height)
    {
      int first = y - (y - self->rect.y) % self->band;
      int height = MIN (self->band, self->rect.y + self->rect.height - first);

      count_down (self, first, height);
      count_up (self, first, height);
      self->y = first;
      self->height = height;
    }

  columns = self->columns + (gsize) (y - self->y) * (gsize) self->n;
  n = build_envelope (self, columns);
  for (int x = 0; x < self->rect.width; x++)
    {
      int place = self->rect.x + x - self->from;
      gint64 square = most;

      while (at + 1 < n && self->begins[at + 1] <= place)
        at++;
      if (n > 0)
        square = (gint64) (place - self->places[at]) * (place - self->places[at])
                 + (gint64) columns[self->places[at]] * columns[self->places[at]];
      out_squared[x] = (gint32) MIN (square, most);
    }
}
