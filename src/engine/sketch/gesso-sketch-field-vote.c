/* gesso-sketch-field-vote.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchField, the votes: what the patches around a pixel say it should be. See
 * gesso-sketch-field.c. */

#include "config.h"

#include "engine/sketch/gesso-sketch-field-private.h"

#include "engine/sketch/gesso-sketch-bands.h"

#include <math.h>
#include <string.h>

/* How much less a patch one pixel deeper in the hole is believed. */
#define BELIEF_DECAY 1.3f

/* Squared difference per channel that is taken for noise when votes are weighed. */
#define NOISE 12.0f

typedef struct
{
  GessoSketchField *self;
  GessoSketchPlace *winners; /* (nullable): where the heaviest vote of each pixel comes from */
  float belief[4 * RADIUS + 1];
} Vote;

/* The weights are those of all targets in the rows from @top on. */
static void
vote_pixel (const Vote  *vote,
            int          x,
            int          y,
            const float *weights,
            int          top)
{
  GessoSketchField *self = vote->self;
  gsize pixel = _gesso_sketch_index (self, x, y);
  int depth = self->depth[pixel];
  float sum[4] = { 0 }, total = 0, heaviest = -1;
  GessoSketchPlace winner = { 0, 0 };

  for (int dy = -RADIUS; dy <= RADIUS; dy++)
    for (int dx = -RADIUS; dx <= RADIUS; dx++)
      {
        int qx = x + dx, qy = y + dy, difference;
        GessoSketchPlace place;
        const guint8 *from;
        float weight;
        gsize at;

        if (qx < 0 || qy < 0 || qx >= self->width || qy >= self->height)
          continue;
        at = _gesso_sketch_index (self, qx, qy);
        if (!self->target[at])
          continue;
        place = (GessoSketchPlace){ self->places[at].x - dx, self->places[at].y - dy };
        from = self->pixels + _gesso_sketch_index (self, place.x, place.y) * 4;
        difference = CLAMP ((int) self->depth[at] - depth, -2 * RADIUS, 2 * RADIUS);
        weight = vote->belief[difference + 2 * RADIUS]
                 * weights[_gesso_sketch_index (self, qx, qy - top)];
        if (weight > heaviest)
          {
            heaviest = weight;
            winner = place;
          }
        total += weight;
        for (int c = 0; c < 4; c++)
          sum[c] += weight * from[c];
      }

  if (heaviest < 0)
    return;
  if (vote->winners != NULL)
    {
      vote->winners[pixel] = winner;
      memcpy (self->pixels + pixel * 4,
              self->pixels + _gesso_sketch_index (self, winner.x, winner.y) * 4, 4);
    }
  else
    for (int c = 0; c < 4; c++)
      self->pixels[pixel * 4 + c] = (guint8) (sum[c] / total + 0.5f);
}

static float *
weigh_targets (const GessoSketchField *self,
               int                     first,
               int                     end)
{
  gsize start = _gesso_sketch_index (self, 0, first),
        n = _gesso_sketch_index (self, 0, end) - start;
  float *weights = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    weights[i] = self->target[start + i]
                     ? 1 / (NOISE + self->costs[start + i] / (float) (SIDE * SIDE * 4))
                     : 0;

  return weights;
}

static void
vote_band (int      first,
           int      end,
           gpointer user_data)
{
  Vote *vote = user_data;
  GessoSketchField *self = vote->self;
  int top = MAX (first - RADIUS, 0);
  g_autofree float *weights = weigh_targets (self, top, MIN (end + RADIUS, self->height));

  for (int y = first; y < end; y++)
    for (int x = 0; x < self->width; x++)
      if (self->unknown[_gesso_sketch_index (self, x, y)] == 1)
        vote_pixel (vote, x, y, weights, top);
}

/* Gives every pixel of the hole the average of its votes, or, with winners, the heaviest alone and
 * notes where it comes from; a pixel without a vote keeps its winner of old. Only known pixels are
 * ever read by a vote and only unknown ones written, so bands are free. */
gboolean
_gesso_sketch_field_vote (GessoSketchField *self,
                          GessoSketchPlace *winners,
                          GCancellable     *cancellable)
{
  Vote vote = { self, winners, { 0 } };

  for (int i = 0; i <= 4 * RADIUS; i++)
    vote.belief[i] = powf (BELIEF_DECAY, 2 * RADIUS - i);

  return gesso_sketch_run_bands (self->height, BAND_ROWS, vote_band, &vote, cancellable);
}
