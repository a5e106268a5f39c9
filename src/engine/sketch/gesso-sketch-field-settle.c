/* gesso-sketch-field-settle.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchField, the end of a fill: each pixel becomes a copy of one known pixel, which keeps
 * the texture sharp, and then the steps of tone where copies from different places meet are
 * evened out. See gesso-sketch-field.c.
 *
 * Evening out: two neighbours in the hole should differ as the places they come from differ from
 * their own neighbours. The sheet that is added makes them do so as nearly as possible and is 0 at
 * the known pixels (Pérez and others, Poisson image editing, 2003; Kwatra and others, 2003). A
 * large difference is an edge of something and not a step of tone, so it is let be. */

#include "config.h"

#include "engine/sketch/gesso-sketch-field-private.h"

#include "engine/sketch/gesso-sketch-bands.h"
#include "engine/sketch/gesso-sketch-poisson.h"

#include <math.h>

/* The difference, in levels of 255, from which on it is an edge. Where a large piece ends it ends
 * by chance, so there it has to be larger to be one. */
#define EDGE 56.0f
#define EDGE_OF_PIECE 128.0f

typedef struct
{
  GessoSketchField *self;
  GessoSketchPlace *winners;
  int n_channels;
  float *planes[4];
} Settle;

/* What lies beside the place that a pixel comes from, on the side of its neighbour. */
static const guint8 *
beside (const Settle     *settle,
        GessoSketchPlace  place,
        int               dx,
        int               dy)
{
  const GessoSketchField *self = settle->self;

  return _gesso_sketch_field_is_known (self, place.x + dx, place.y + dy)
             ? self->pixels + _gesso_sketch_index (self, place.x + dx, place.y + dy) * 4
             : NULL;
}

/* By how much the step from a pixel of the hole to its neighbour misses the one it should be. */
static void
add_mismatch (Settle *settle,
              int     x,
              int     y,
              int     dx,
              int     dy)
{
  const GessoSketchField *self = settle->self;
  gsize at = _gesso_sketch_index (self, x, y);
  gsize next = _gesso_sketch_index (self, x + dx, y + dy);
  const guint8 *here = self->pixels + at * 4, *there = self->pixels + next * 4;
  const guint8 *a = beside (settle, settle->winners[at], dx, dy), *b = NULL;
  float misses[4], largest = 0, factor;
  gboolean is_piece = self->labels != NULL && self->labels[at] != 0 && self->labels[next] != 0;
  float edge = is_piece ? EDGE_OF_PIECE : EDGE;

  if (self->unknown[next] == 1)
    b = beside (settle, settle->winners[next], -dx, -dy);
  if (a == NULL && b == NULL)
    return;
  for (int c = 0; c < settle->n_channels; c++)
    {
      float miss = 0;

      if (a != NULL)
        miss += a[c] - there[c];
      if (b != NULL)
        miss += here[c] - b[c];
      misses[c] = a != NULL && b != NULL ? miss / 2 : miss;
      largest = MAX (largest, fabsf (misses[c]));
    }
  factor = MAX (1 - largest * largest / (edge * edge), 0);
  for (int c = 0; c < settle->n_channels; c++)
    settle->planes[c][at] -= misses[c] * factor * factor;
}

static void
mismatch_band (int      first,
               int      end,
               gpointer user_data)
{
  static const gint8 around[4][2] = { { -1, 0 }, { 0, -1 }, { 1, 0 }, { 0, 1 } };
  Settle *settle = user_data;
  const GessoSketchField *self = settle->self;

  for (int y = first; y < end; y++)
    for (int x = 0; x < self->width; x++)
      {
        if (self->unknown[_gesso_sketch_index (self, x, y)] != 1)
          continue;
        for (int i = 0; i < 4; i++)
          {
            int nx = x + around[i][0], ny = y + around[i][1];

            if (nx >= 0 && ny >= 0 && nx < self->width && ny < self->height
                && self->unknown[_gesso_sketch_index (self, nx, ny)] != 2)
              add_mismatch (settle, x, y, around[i][0], around[i][1]);
          }
      }
}

static void
add_sheet (Settle *settle)
{
  GessoSketchField *self = settle->self;
  gsize n = (gsize) self->width * self->height;

  for (gsize i = 0; i < n; i++)
    if (self->unknown[i] == 1)
      for (int c = 0; c < settle->n_channels; c++)
        {
          float value = self->pixels[i * 4 + c] + settle->planes[c][i];

          self->pixels[i * 4 + c] = (guint8) (CLAMP (value, 0, 255) + 0.5f);
        }
}

static gboolean
even_out (Settle       *settle,
          GCancellable *cancellable)
{
  GessoSketchField *self = settle->self;
  gboolean alive;

  alive = gesso_sketch_run_bands (self->height, BAND_ROWS, mismatch_band, settle, cancellable)
          && gesso_sketch_poisson_solve (self->unknown, self->width, self->height, settle->planes,
                                         settle->n_channels, cancellable);
  if (alive)
    add_sheet (settle);

  return alive;
}

/**
 * gesso_sketch_field_settle:
 * @self: the finest field, refined
 * @n_channels: how many of the four are colour or alpha and have a tone, 3 or 4
 * @cancellable: (nullable): asked between bands
 *
 * Sharpens the fill by taking the best vote for each pixel, then adds a sheet that makes its tone
 * meet at the seams, between copies as well as with the known pixels at the edge.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
gesso_sketch_field_settle (GessoSketchField *self,
                           int               n_channels,
                           GCancellable     *cancellable)
{
  gsize n = (gsize) self->width * self->height;
  g_autofree GessoSketchPlace *winners = g_new0 (GessoSketchPlace, n);
  Settle settle = { .self = self, .winners = winners, .n_channels = n_channels };
  gboolean alive = _gesso_sketch_field_vote (self, winners, cancellable);

  if (alive)
    {
      for (int c = 0; c < n_channels; c++)
        settle.planes[c] = g_new0 (float, n);
      alive = even_out (&settle, cancellable);
      for (int c = 0; c < n_channels; c++)
        g_free (settle.planes[c]);
    }

  return alive;
}
