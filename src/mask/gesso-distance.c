/* gesso-distance.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoDistance finds for each pixel how far the nearest target is, exactly (Euclidean, squared, in
 * integers), as long as it is within a reach. Targets are pixels of 0, or those of half coverage
 * and more. It works band by band, so that a large mask needs little memory: first along the
 * columns, by counting, then along each row as the lower envelope of parabolas (the distance
 * transform of sampled functions, Felzenszwalb and Huttenlocher 2012).
 */

#include "config.h"

#include "mask/gesso-distance-private.h"

#include <string.h>

struct _GessoDistance
{
  const GessoMask *mask; /* (unowned) */
  int from;              /* the columns that are looked at */
  int n;
  int left; /* the columns that are asked for */
  int right;
  int reach;
  gboolean to_zero;

  int y; /* the band */
  int height;
  guint16 *columns; /* (owned) (nullable): distance along the column, reach + 1 if none is near */

  guint8 *pixels; /* (owned): one row */
  int *places;    /* (owned): of the parabolas of the envelope */
  int *begins;    /* (owned): where each becomes the lowest */
};

/* The mask must live longer. Distances above @reach are given as (reach + 1) squared. */
GessoDistance *
_gesso_distance_new (const GessoMask *mask,
                     int              left,
                     int              right,
                     int              reach,
                     gboolean         to_zero)
{
  GessoDistance *self = g_new0 (GessoDistance, 1);
  int to = MIN (right + reach, gesso_mask_get_width (mask));

  self->mask = mask;
  self->from = MAX (left - reach, 0);
  self->n = to - self->from;
  self->left = left;
  self->right = right;
  self->reach = reach;
  self->to_zero = to_zero;
  self->pixels = g_malloc ((gsize) self->n);
  self->places = g_new (int, self->n);
  self->begins = g_new (int, self->n + 1);

  return self;
}

void
_gesso_distance_free (GessoDistance *self)
{
  g_free (self->columns);
  g_free (self->pixels);
  g_free (self->places);
  g_free (self->begins);
  g_free (self);
}

/* Counts on from the row before, or begins at a target. */
static void
count_row (GessoDistance *self,
           int            y,
           guint16       *counts)
{
  const guint16 most = (guint16) (self->reach + 1);

  gesso_mask_get_row (self->mask, self->from, y, self->n, self->pixels);
  for (int x = 0; x < self->n; x++)
    {
      gboolean target = self->to_zero ? self->pixels[x] == 0 : self->pixels[x] >= 128;

      counts[x] = target ? 0 : MIN ((guint16) (counts[x] + 1), most);
    }
}

/* Prepares the rows of a band. */
void
_gesso_distance_load (GessoDistance *self,
                      int            y,
                      int            height)
{
  g_autofree guint16 *counts = g_new (guint16, self->n);
  int first = MAX (y - self->reach, 0);
  int last = MIN (y + height + self->reach, gesso_mask_get_height (self->mask));

  self->y = y;
  self->height = height;
  self->columns = g_renew (guint16, self->columns, (gsize) self->n * (gsize) height);

  for (int x = 0; x < self->n; x++)
    counts[x] = (guint16) (self->reach + 1);
  for (int row = first; row < y + height; row++)
    {
      count_row (self, row, counts);
      if (row >= y)
        memcpy (self->columns + (gsize) (row - y) * (gsize) self->n, counts,
                (gsize) self->n * sizeof *counts);
    }

  for (int x = 0; x < self->n; x++)
    counts[x] = (guint16) (self->reach + 1);
  for (int row = last - 1; row >= y; row--)
    {
      guint16 *columns = self->columns + (gsize) (row - y) * (gsize) self->n;

      count_row (self, row, counts);
      for (int x = 0; x < self->n && row < y + height; x++)
        columns[x] = MIN (columns[x], counts[x]);
    }
}

/* The first place at which the parabola at @b is not above the one at @a, for a < b. */
static int
find_crossing (const guint16 *columns,
               int            a,
               int            b)
{
  gint64 numerator = (gint64) b * b - (gint64) a * a + (gint64) columns[b] * columns[b]
                     - (gint64) columns[a] * columns[a];
  gint64 denominator = 2 * (gint64) (b - a);
  gint64 quotient = numerator / denominator;

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

      if (columns[x] > self->reach)
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

/* The squared distances of a loaded row's pixels, from @left to @right. */
void
_gesso_distance_get_row (GessoDistance *self,
                         int            y,
                         int           *out_squares)
{
  const guint16 *columns = self->columns + (gsize) (y - self->y) * (gsize) self->n;
  const int most = (self->reach + 1) * (self->reach + 1);
  int n = build_envelope (self, columns);
  int at = 0;

  for (int x = self->left; x < self->right; x++)
    {
      int place = x - self->from;
      gint64 square = most;

      while (at + 1 < n && self->begins[at + 1] <= place)
        at++;
      if (n > 0)
        square = (gint64) (place - self->places[at]) * (place - self->places[at])
                 + (gint64) columns[self->places[at]] * columns[self->places[at]];
      *out_squares++ = (int) MIN (square, most);
    }
}
