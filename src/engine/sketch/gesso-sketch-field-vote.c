/* gesso-sketch-field-vote.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchField, the votes: what the patches around a pixel say it should be; and the end of a
 * fill, which is one more vote and the evening out of its tone. See gesso-sketch-field.c. */

#include "config.h"

#include "engine/sketch/gesso-sketch-field-private.h"

#include "engine/sketch/gesso-sketch-bands.h"
#include "engine/sketch/gesso-sketch-membrane.h"

#include <math.h>

/* How much less a patch one pixel deeper in the hole is believed. */
#define BELIEF_DECAY 1.3f

/* Squared difference per channel that is taken for noise when votes are weighed. */
#define NOISE        12.0f

typedef struct
{
  GessoSketchField *self;
  const guint8     *from;     /* the pixels that are voted for */
  gboolean          best;     /* TRUE: the heaviest vote alone; FALSE: their average */
  float             belief[4 * RADIUS + 1];
} Vote;

static void
vote_pixel (const Vote *vote,
            int         x,
            int         y,
            guint8     *out)
{
  const GessoSketchField *self = vote->self;
  int depth = self->depth[_gesso_sketch_index (self, x, y)];
  float sum[4] = { 0 }, total = 0, heaviest = -1;
  const guint8 *winner = NULL;

  for (int dy = -RADIUS; dy <= RADIUS; dy++)
    for (int dx = -RADIUS; dx <= RADIUS; dx++)
      {
        int qx = x + dx, qy = y + dy;
        gsize at;
        const guint8 *pixel;
        float weight;

        if (qx < 0 || qy < 0 || qx >= self->width || qy >= self->height)
          continue;
        at = _gesso_sketch_index (self, qx, qy);
        if (!self->target[at])
          continue;
        pixel = vote->from
                + _gesso_sketch_index (self, self->places[at].x - dx, self->places[at].y - dy) * 4;
        weight = vote->belief[CLAMP ((int) self->depth[at] - depth, -2 * RADIUS, 2 * RADIUS)
                              + 2 * RADIUS]
                 / (NOISE + self->costs[at] / (float) (SIDE * SIDE * 4));
        if (weight > heaviest)
          {
            heaviest = weight;
            winner = pixel;
          }
        total += weight;
        for (int c = 0; c < 4; c++)
          sum[c] += weight * pixel[c];
      }

  if (winner == NULL)
    return;
  for (int c = 0; c < 4; c++)
    out[c] = vote->best ? winner[c] : (guint8) (sum[c] / total + 0.5f);
}

static void
vote_band (int      first,
           int      end,
           gpointer user_data)
{
  Vote *vote = user_data;
  GessoSketchField *self = vote->self;

  for (int y = first; y < end; y++)
    for (int x = 0; x < self->width; x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);

        if (self->unknown[at] == 1)
          vote_pixel (vote, x, y, self->pixels + at * 4);
      }
}

/* Only known pixels are ever read by a vote and only unknown ones written, so bands are free. */
gboolean
_gesso_sketch_field_vote (GessoSketchField *self,
          gboolean          best,
          GCancellable     *cancellable)
{
  Vote vote = { self, self->pixels, best, { 0 } };

  for (int i = 0; i <= 4 * RADIUS; i++)
    vote.belief[i] = powf (BELIEF_DECAY, 2 * RADIUS - i);

  return gesso_sketch_run_bands (self->height, BAND_ROWS, vote_band, &vote, cancellable);
}

/* What the fill would put onto the known pixels next to it, against what is there. */
static void
load_mismatch (GessoSketchField *self,
               float            *values,
               float            *weights)
{
  Vote vote = { self, self->pixels, FALSE, { 0 } };

  for (int i = 0; i <= 4 * RADIUS; i++)
    vote.belief[i] = 1;
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);
        guint8 guess[4];

        weights[at] = 0;
        if (!self->target[at] || self->unknown[at] != 0)
          continue;
        vote_pixel (&vote, x, y, guess);
        weights[at] = 0.25f;
        for (int c = 0; c < 4; c++)
          values[at * 4 + c] = CLAMP (self->pixels[at * 4 + c] - guess[c], -24, 24);
      }
}

static void
add_correction (GessoSketchField *self,
                const float      *values)
{
  gsize n = (gsize) self->width * self->height;

  for (gsize i = 0; i < n; i++)
    if (self->unknown[i] == 1)
      for (int c = 0; c < 4; c++)
        {
          float value = self->pixels[i * 4 + c] + values[i * 4 + c];

          self->pixels[i * 4 + c] = (guint8) (CLAMP (value, 0, 255) + 0.5f);
        }
}

/**
 * gesso_sketch_field_settle:
 * @self: the finest field, refined
 * @cancellable: (nullable): asked between bands
 *
 * Sharpens the fill by taking the best vote for each pixel, then adds a membrane that makes its
 * tone meet the known pixels at the edge.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
gesso_sketch_field_settle (GessoSketchField *self,
                           GCancellable     *cancellable)
{
  gsize n = (gsize) self->width * self->height;
  g_autofree float *values = NULL, *weights = NULL;

  if (!_gesso_sketch_field_vote (self, TRUE, cancellable))
    return FALSE;

  values = g_new0 (float, n * 4);
  weights = g_new (float, n);
  load_mismatch (self, values, weights);
  gesso_sketch_interpolate (values, weights, self->width, self->height, 4);
  add_correction (self, values);

  return !g_cancellable_is_cancelled (cancellable);
}
