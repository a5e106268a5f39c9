/* gesso-sketch-field-refine.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchField, the way up: places from the smaller level, made better by those of their
 * neighbours. See gesso-sketch-field.c. */

#include "config.h"

#include "engine/sketch/gesso-sketch-field-private.h"

#include "engine/sketch/gesso-sketch-bands.h"

#include <string.h>

/* By which part of its cost another place has to be better for a patch that belongs to a piece:
 * smooth ground is a little like everything, and would spread from every seam. */
#define LOYAL 4

static gboolean
is_source (const GessoSketchField *self,
           int                     x,
           int                     y)
{
  return x >= RADIUS && y >= RADIUS && x < self->width - RADIUS && y < self->height - RADIUS
         && self->source[_gesso_sketch_index (self, x, y)];
}

/* The nearest source to a wish, looked for in growing squares. */
GessoSketchPlace
_gesso_sketch_field_nearest_source (const GessoSketchField *self,
                                    int                     x,
                                    int                     y)
{
  int reach = MAX (self->width, self->height);

  for (int r = 0; r <= reach; r++)
    for (int dy = -r; dy <= r; dy++)
      for (int dx = -r; dx <= r; dx += (dy == -r || dy == r) ? 1 : MAX (2 * r, 1))
        if (is_source (self, x + dx, y + dy))
          return (GessoSketchPlace){ x + dx, y + dy };

  return (GessoSketchPlace){ CLAMP (x, RADIUS, self->width - 1 - RADIUS),
                             CLAMP (y, RADIUS, self->height - 1 - RADIUS) };
}

static GessoSketchPlace
coarse_place (const GessoSketchField *coarse,
              int                     x,
              int                     y)
{
  int cx = CLAMP (x / 2, RADIUS, coarse->width - 1 - RADIUS);
  int cy = CLAMP (y / 2, RADIUS, coarse->height - 1 - RADIUS);
  GessoSketchPlace place = coarse->places[_gesso_sketch_index (coarse, cx, cy)];

  return (GessoSketchPlace){ x + 2 * (place.x - cx), y + 2 * (place.y - cy) };
}

static void
inherit_places (GessoSketchField       *self,
                const GessoSketchField *coarse)
{
  for (int y = RADIUS; y < self->height - RADIUS; y++)
    for (int x = RADIUS; x < self->width - RADIUS; x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);
        GessoSketchPlace wish;

        if (!self->target[at])
          continue;
        wish = coarse_place (coarse, x, y);
        self->places[at] = _gesso_sketch_field_nearest_source (self, wish.x, wish.y);
        self->costs[at] = 0;
      }
}

typedef struct
{
  GessoSketchField *self;
  gboolean backwards;
} Round;

static void
try_place (GessoSketchField *self,
           int               x,
           int               y,
           int               to_x,
           int               to_y)
{
  gsize at = _gesso_sketch_index (self, x, y);
  guint32 cost, limit;

  if ((self->places[at].x == to_x && self->places[at].y == to_y) || !is_source (self, to_x, to_y))
    return;
  limit = self->costs[at];
  if (self->labels != NULL && self->labels[at] != 0)
    limit -= limit / LOYAL;
  cost = _gesso_sketch_compare (self, x, y, to_x, to_y, limit);
  if (cost < limit)
    {
      self->costs[at] = cost;
      self->places[at] = (GessoSketchPlace){ to_x, to_y };
    }
}

static void
refine_pixel (GessoSketchField *self,
              int               x,
              int               y,
              int               first,
              int               end)
{
  static const gint8 around[4][2] = { { -1, 0 }, { 0, -1 }, { 1, 0 }, { 0, 1 } };
  gsize at = _gesso_sketch_index (self, x, y);
  GessoSketchPlace own;

  self->costs[at]
      = _gesso_sketch_compare (self, x, y, self->places[at].x, self->places[at].y, NO_COST);
  for (int i = 0; i < 4 && self->costs[at] > 0; i++)
    {
      int nx = x + around[i][0], ny = y + around[i][1];
      gsize neighbour = _gesso_sketch_index (self, nx, ny);
      GessoSketchPlace place;

      if (!self->target[neighbour])
        continue;
      place = ny < first || ny >= end ? self->before[neighbour] : self->places[neighbour];
      try_place (self, x, y, place.x - around[i][0], place.y - around[i][1]);
    }

  own = self->places[at];
  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      try_place (self, x, y, own.x + dx, own.y + dy);
}

static void
refine_band (int      first,
             int      end,
             gpointer user_data)
{
  Round *round = user_data;
  GessoSketchField *self = round->self;

  for (int i = first; i < end; i++)
    {
      int y = round->backwards ? end - 1 - (i - first) : i;

      for (int j = 0; j < self->width; j++)
        {
          int x = round->backwards ? self->width - 1 - j : j;

          if (self->target[_gesso_sketch_index (self, x, y)])
            refine_pixel (self, x, y, first, end);
        }
    }
}

static gboolean
search_round (GessoSketchField *self,
              gboolean          backwards,
              GCancellable     *cancellable)
{
  Round round = { self, backwards };
  gsize n = (gsize) self->width * self->height;

  if (self->before == NULL)
    self->before = g_new (GessoSketchPlace, n);
  memcpy (self->before, self->places, n * sizeof (GessoSketchPlace));

  return gesso_sketch_run_bands (self->height, BAND_ROWS, refine_band, &round, cancellable);
}

/**
 * gesso_sketch_field_refine:
 * @self: a field
 * @coarse: its half, already filled
 * @seed: as for gesso_sketch_field_peel(); only small fields make use of it
 * @n_rounds: how often to vote and search, at least 1
 * @cancellable: (nullable): asked between bands
 *
 * Carries the fill of the smaller level over to this one. A small field is searched whole first.
 * The pixels are those of the last vote but one; the places are what counts.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
gesso_sketch_field_refine (GessoSketchField       *self,
                           const GessoSketchField *coarse,
                           guint64                 seed,
                           int                     n_rounds,
                           GCancellable           *cancellable)
{
  inherit_places (self, coarse);
  if (coarse->labels != NULL)
    {
      _gesso_sketch_field_place_pieces (self, coarse);
      if (!_gesso_sketch_field_sew_again (self, seed, cancellable))
        return FALSE;
    }
  if (_gesso_sketch_field_is_small (self)
      && !_gesso_sketch_field_search (self, seed, 2, cancellable))
    return FALSE;
  for (int round = 0; round < n_rounds; round++)
    if (!_gesso_sketch_field_vote (self, NULL, cancellable)
        || !search_round (self, round & 1, cancellable))
      return FALSE;

  return TRUE;
}
