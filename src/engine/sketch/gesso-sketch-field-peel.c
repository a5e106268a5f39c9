/* gesso-sketch-field-peel.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchField, the start: the smallest level, filled in layers from the edge of the hole by
 * exhaustive search. See gesso-sketch-field.c. */

#include "config.h"

#include "engine/sketch/gesso-sketch-field-private.h"

#include "engine/sketch/gesso-sketch-bands.h"

#include <string.h>

/* How much less a pixel is believed with every layer it lies deeper. */
#define BELIEF_DECAY 1.3f

#define MAX_COMPARISONS G_GINT64_CONSTANT (20000000)

/* How much dearer a patch is from the other side of the picture. */
#define ACROSS 0.4f
#define DOWN 1.6f

typedef struct
{
  GessoSketchField *self;
  const guint8 *belief; /* 0: not filled yet; else how far a pixel is believed */
  const int *layer;     /* indices of the pixels of this layer */
  guint8 *colours;      /* their new colours */
  guint64 seed;
} Peel;

/* By how much a cost is raised. What is near is likely to be the same thing, the more so in height:
 * pictures go on sideways, but have sky above and ground below. And another seed prefers another
 * part of the picture, by up to a third; seed 0 does not. */
static inline float
preference (const Peel       *peel,
            int               x,
            int               y,
            GessoSketchPlace  from)
{
  const GessoSketchField *self = peel->self;
  float distance = ACROSS * ABS (from.x - x) / self->width + DOWN * ABS (from.y - y) / self->height;
  guint64 hash = peel->seed;

  if (hash == 0)
    return 1 + distance;
  hash ^= (guint64) (from.x / 6) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  hash ^= (guint64) (from.y / 6) * G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f);
  hash = (hash ^ (hash >> 31)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  hash ^= hash >> 29;

  return (1 + distance) * (1 + (hash & 1023) / 1023.0f * 0.35f);
}

typedef struct
{
  guint8 pixels[SIDE * ROW_BYTES];
  gint16 weights[SIDE * ROW_BYTES];
} Probe;

static void
load_probe (const Peel *peel,
            int         x,
            int         y,
            Probe      *probe)
{
  const GessoSketchField *self = peel->self;

  for (int row = 0; row < SIDE; row++)
    for (int column = 0; column < SIDE; column++)
      {
        gsize at = _gesso_sketch_index (self, x + column - RADIUS, y + row - RADIUS);

        for (int c = 0; c < 4; c++)
          {
            int i = row * ROW_BYTES + column * 4 + c;

            probe->pixels[i] = self->pixels[at * 4 + c];
            probe->weights[i] = peel->belief[at];
          }
      }
}

static guint32
compare_probe (const GessoSketchField *self,
               const Probe            *probe,
               GessoSketchPlace        place,
               guint32                 limit)
{
  const guint8 *b
      = self->pixels + _gesso_sketch_index (self, place.x - RADIUS, place.y - RADIUS) * 4;
  guint32 sum = 0;

  for (int row = 0; row < SIDE; row++)
    {
      const guint8 *a = probe->pixels + row * ROW_BYTES;
      const gint16 *weights = probe->weights + row * ROW_BYTES;
      int part = 0;

      for (int i = 0; i < ROW_BYTES; i++)
        {
          int difference = a[i] - b[i];

          part += (difference * difference >> 4) * weights[i];
        }
      sum += part;
      if (sum >= limit)
        return NO_COST;
      b += (gsize) self->width * 4;
    }

  return sum;
}

static GessoSketchPlace
search_all (const Peel *peel,
            int         x,
            int         y)
{
  const GessoSketchField *self = peel->self;
  GessoSketchPlace best = self->sources[0];
  float lowest = G_MAXFLOAT;
  Probe probe;

  load_probe (peel, x, y, &probe);
  for (int i = 0; i < self->n_sources; i++)
    {
      GessoSketchPlace place = self->sources[i];
      float factor = preference (peel, x, y, place);
      float limit = lowest / factor;
      guint32 cost
          = compare_probe (self, &probe, place, limit < 4e9f ? (guint32) limit + 1 : NO_COST);

      if (cost != NO_COST && cost * factor < lowest)
        {
          lowest = cost * factor;
          best = place;
        }
    }

  return best;
}

static void
peel_band (int      first,
           int      end,
           gpointer user_data)
{
  Peel *peel = user_data;
  const GessoSketchField *self = peel->self;

  for (int i = first; i < end; i++)
    {
      int x = peel->layer[i] % self->width, y = peel->layer[i] / self->width;
      int centre_x = CLAMP (x, RADIUS, self->width - 1 - RADIUS);
      int centre_y = CLAMP (y, RADIUS, self->height - 1 - RADIUS);
      GessoSketchPlace place = search_all (peel, centre_x, centre_y);

      memcpy (peel->colours + i * 4,
              self->pixels
                  + _gesso_sketch_index (self, place.x + x - centre_x, place.y + y - centre_y) * 4,
              4);
    }
}

static gboolean
touches_known (const GessoSketchField *self,
               const guint8           *belief,
               int                     x,
               int                     y)
{
  int n = 0;

  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      if (x + dx >= 0 && y + dy >= 0 && x + dx < self->width && y + dy < self->height)
        n += belief[_gesso_sketch_index (self, x + dx, y + dy)] != 0;

  return n >= 2;
}

static int
collect_layer (const GessoSketchField *self,
               const guint8           *belief,
               int                    *layer)
{
  int n = 0;

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);

        if (self->unknown[at] == 1 && belief[at] == 0 && touches_known (self, belief, x, y))
          layer[n++] = (int) at;
      }

  return n;
}

static void
list_sources (GessoSketchField *self)
{
  g_free (self->sources);
  self->sources = g_new (GessoSketchPlace, (gsize) self->width * self->height);
  self->n_sources = 0;
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      if (self->source[_gesso_sketch_index (self, x, y)])
        self->sources[self->n_sources++] = (GessoSketchPlace){ x, y };
}

static gboolean
peel_layers (GessoSketchField *self,
             guint64           seed,
             guint8           *belief,
             GCancellable     *cancellable)
{
  gsize n = (gsize) self->width * self->height;
  g_autofree int *layer = g_new (int, n);
  g_autofree guint8 *colours = g_malloc (n * 4);
  float strength = 64;

  for (gsize i = 0; i < n; i++)
    belief[i] = self->unknown[i] == 0 ? 64 : 0;
  while (TRUE)
    {
      int n_layer = collect_layer (self, belief, layer);
      Peel peel = { self, belief, layer, colours, seed };

      if (n_layer == 0)
        return TRUE;
      if (!gesso_sketch_run_bands (n_layer, 8, peel_band, &peel, cancellable))
        return FALSE;
      strength = MAX (strength / BELIEF_DECAY, 2);
      for (int i = 0; i < n_layer; i++)
        {
          memcpy (self->pixels + (gsize) layer[i] * 4, colours + i * 4, 4);
          belief[layer[i]] = (guint8) strength;
        }
    }
}

/* As search_all(), but every pixel is believed, and the place that is known bounds the cost. */
static void
search_again (const Peel *peel,
              int         x,
              int         y)
{
  GessoSketchField *self = peel->self;
  gsize at = _gesso_sketch_index (self, x, y);
  GessoSketchPlace best = self->places[at];
  guint32 least = _gesso_sketch_compare (self, x, y, best.x, best.y, NO_COST);
  float lowest = least * preference (peel, x, y, best);

  for (int i = 0; i < self->n_sources; i++)
    {
      GessoSketchPlace place = self->sources[i];
      float factor = preference (peel, x, y, place);
      guint32 cost
          = _gesso_sketch_compare (self, x, y, place.x, place.y, (guint32) (lowest / factor) + 1);

      if (cost != NO_COST && cost * factor < lowest)
        {
          lowest = cost * factor;
          least = cost;
          best = place;
        }
    }
  self->places[at] = best;
  self->costs[at] = least;
}

static void
search_band (int      first,
             int      end,
             gpointer user_data)
{
  Peel *peel = user_data;
  GessoSketchField *self = peel->self;

  for (int y = first; y < end; y++)
    for (int x = RADIUS; x < self->width - RADIUS; x++)
      if (self->target[_gesso_sketch_index (self, x, y)])
        search_again (peel, x, y);
}

static void
start_places (GessoSketchField *self)
{
  gsize n = (gsize) self->width * self->height;

  for (gsize i = 0; i < n; i++)
    if (self->target[i])
      self->places[i] = self->sources[0];
}

/* Whether all patches can be compared with all others in a fraction of a second. */
gboolean
_gesso_sketch_field_is_small (const GessoSketchField *self)
{
  gsize n = (gsize) self->width * self->height;
  gint64 n_sources = 0, n_targets = 0;

  for (gsize i = 0; i < n; i++)
    {
      n_sources += self->source[i];
      n_targets += self->target[i];
    }

  return n_sources * n_targets <= MAX_COMPARISONS;
}

/* Votes, then looks for the place of each patch among all sources. */
gboolean
_gesso_sketch_field_search (GessoSketchField *self,
                            guint64           seed,
                            int               n_rounds,
                            GCancellable     *cancellable)
{
  Peel peel = { .self = self, .seed = seed };

  if (self->sources == NULL)
    list_sources (self);
  for (int round = 0; round < n_rounds; round++)
    if (!_gesso_sketch_field_vote (self, NULL, cancellable)
        || !gesso_sketch_run_bands (self->height, 2, search_band, &peel, cancellable))
      return FALSE;

  return TRUE;
}

/**
 * gesso_sketch_field_peel:
 * @self: the smallest field
 * @seed: 0 for the best match, others for other but near ones
 * @n_rounds: how often the whole is voted and searched again afterwards
 * @cancellable: (nullable): asked between bands
 *
 * Fills the unknown pixels from their edge inwards. The known pixels must suffice:
 * see gesso_sketch_field_can_fill().
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
gesso_sketch_field_peel (GessoSketchField *self,
                         guint64           seed,
                         int               n_rounds,
                         GCancellable     *cancellable)
{
  g_autofree guint8 *belief = g_malloc ((gsize) self->width * self->height);

  list_sources (self);
  g_return_val_if_fail (self->n_sources > 0, FALSE);
  if (!peel_layers (self, seed, belief, cancellable))
    return FALSE;
  start_places (self);
  if (!gesso_sketch_run_bands (self->height, 2, search_band, &(Peel){ .self = self, .seed = seed },
                               cancellable))
    return FALSE;

  return _gesso_sketch_field_search (self, seed, n_rounds, cancellable);
}
