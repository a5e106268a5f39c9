/* gesso-sketch-field-rim.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchField, the rim: by which shifts the known pixels along the edge of the hole find
 * themselves again elsewhere, so that what lies beyond that place continues them. See
 * gesso-sketch-field.c.
 *
 * The rim is looked at in short stretches, in long ones and as a whole; short ones find what
 * continues a wave or a blade of grass, the whole finds the shift along which all parallel lines
 * stay on themselves. It is the search for matching patches of Kwatra and others (Graphcut
 * textures, 2003, 4), over all shifts. The bands each have stretches of their own. */

#include "config.h"

#include "engine/sketch/gesso-sketch-field-private.h"

#include "engine/sketch/gesso-sketch-bands.h"

#include <string.h>

/* How wide the rim is, and how many of its pixels a stretch looks at, at most. */
#define WIDTH 3
#define MAX_LOOKS 160

/* Differences above it are all the same: something else. */
#define OTHER 160

/* How much more it counts that a place is as busy as another one, or as transparent. Without that
 * blurred ground is found everywhere, since it is a little like everything. */
#define BUSY 4

/* Shifts nearer to each other than this are the same one. */
#define APART 3

#define MAX_BEST 8

/* A field of more pixels is searched in two steps. */
#define LARGE 12000

/* How far from a stretch its shifts are tried, in its lengths. */
#define USE 2

typedef struct
{
  GArray *rim;                  /* places of known pixels beside the hole */
  GArray *hole;                 /* places of the hole near them */
  int left, top, right, bottom; /* where its shifts may be of use */
  guint n_best;                 /* how many shifts are wanted */
  guint n_found;
  GessoSketchPlace best[MAX_BEST];
  gint64 costs[MAX_BEST];
} Stretch;

typedef struct
{
  const GessoSketchField *self;
  GArray *stretches;
} Search;

static void
clear_stretch (gpointer data)
{
  Stretch *stretch = data;

  g_array_unref (stretch->rim);
  g_array_unref (stretch->hole);
}

static void
thin (GArray *places)
{
  guint n = places->len, nth = (n + MAX_LOOKS - 1) / MAX_LOOKS, kept = 0;

  for (guint i = 0; i < n && nth > 1; i += nth)
    g_array_index (places, GessoSketchPlace, kept++) = g_array_index (places, GessoSketchPlace, i);
  if (nth > 1)
    g_array_set_size (places, kept);
}

static void
add_cell (const GessoSketchField *self,
          const guint8           *near,
          int                     left,
          int                     top,
          int                     side,
          guint                   n_best,
          GArray                 *stretches)
{
  Stretch stretch = {
    .rim = g_array_new (FALSE, FALSE, sizeof (GessoSketchPlace)),
    .hole = g_array_new (FALSE, FALSE, sizeof (GessoSketchPlace)),
    .left = left - USE * side,
    .top = top - USE * side,
    .right = left + (1 + USE) * side,
    .bottom = top + (1 + USE) * side,
    .n_best = n_best,
  };

  for (int y = MAX (top - side / 2, 0); y < MIN (top + side + side / 2, self->height); y++)
    for (int x = MAX (left - side / 2, 0); x < MIN (left + side + side / 2, self->width); x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);
        GessoSketchPlace place = { x, y };

        if (near[at] && x >= left && y >= top && x < left + side && y < top + side)
          g_array_append_val (stretch.rim, place);
        else if (self->unknown[at] == 1)
          g_array_append_val (stretch.hole, place);
      }
  thin (stretch.rim);
  thin (stretch.hole);
  if (stretch.rim->len < 4 || stretch.hole->len == 0)
    clear_stretch (&stretch);
  else
    g_array_append_val (stretches, stretch);
}

static void
add_cells (const GessoSketchField *self,
           const guint8           *near,
           int                     side,
           guint                   n_best,
           GArray                 *stretches)
{
  for (int top = 0; top < self->height; top += side)
    for (int left = 0; left < self->width; left += side)
      add_cell (self, near, left, top, side, n_best, stretches);
}

/* What is seen of the rim under a shift, or more than the limit. */
static gint64
measure_rim (const GessoSketchField *self,
             const Stretch          *stretch,
             GessoSketchPlace        shift,
             gint64                  limit)
{
  gint64 sum = 0;
  guint n_there = 0;

  for (guint i = 0; i < stretch->rim->len && sum < limit; i++)
    {
      GessoSketchPlace p = g_array_index (stretch->rim, GessoSketchPlace, i);
      const guint8 *a, *b;
      int difference = 0;

      if (!_gesso_sketch_field_is_known (self, p.x + shift.x, p.y + shift.y))
        {
          sum += OTHER;
          continue;
        }
      a = self->pixels + _gesso_sketch_index (self, p.x, p.y) * 4;
      b = self->pixels + _gesso_sketch_index (self, p.x + shift.x, p.y + shift.y) * 4;
      for (int c = 0; c < 3; c++)
        difference += ABS (a[c] - b[c]);
      difference += BUSY * ABS (a[3] - b[3]);
      sum += MIN (difference, OTHER);
    }
  for (guint i = 0; i < stretch->hole->len && sum < limit; i++)
    {
      GessoSketchPlace p = g_array_index (stretch->hole, GessoSketchPlace, i);

      n_there += _gesso_sketch_field_can_shift (self, p.x, p.y, shift);
    }

  /* A piece that is not there to be copied is no match. */
  return n_there * 2 >= stretch->hole->len ? sum * stretch->hole->len / MAX (n_there, 1)
                                           : G_MAXINT64;
}

/* Keeps the best shifts that are not nearly the same. */
static void
note_shift (Stretch          *stretch,
            GessoSketchPlace  shift,
            gint64            cost)
{
  guint at = 0, i;

  for (i = 0; i < stretch->n_found; i++)
    if (MAX (ABS (stretch->best[i].x - shift.x), ABS (stretch->best[i].y - shift.y)) < APART)
      {
        if (stretch->costs[i] <= cost)
          return;
        stretch->n_found--;
        memmove (stretch->best + i, stretch->best + i + 1,
                 (stretch->n_found - i) * sizeof (GessoSketchPlace));
        memmove (stretch->costs + i, stretch->costs + i + 1,
                 (stretch->n_found - i) * sizeof (gint64));
        i--;
      }
  while (at < stretch->n_found && stretch->costs[at] <= cost)
    at++;
  if (at >= stretch->n_best)
    return;
  stretch->n_found = MIN (stretch->n_found + 1, stretch->n_best);
  for (i = stretch->n_found - 1; i > at; i--)
    {
      stretch->best[i] = stretch->best[i - 1];
      stretch->costs[i] = stretch->costs[i - 1];
    }
  stretch->best[at] = shift;
  stretch->costs[at] = cost;
}

static void
try_shift (const GessoSketchField *self,
           Stretch                *stretch,
           GessoSketchPlace        shift)
{
  gint64 limit
      = stretch->n_found == stretch->n_best ? stretch->costs[stretch->n_best - 1] : G_MAXINT64;
  GessoSketchPlace p = g_array_index (stretch->rim, GessoSketchPlace, 0);
  gint64 cost;

  if (MAX (ABS (shift.x), ABS (shift.y)) < APART
      || !_gesso_sketch_field_is_known (self, p.x + shift.x, p.y + shift.y))
    return;
  cost = measure_rim (self, stretch, shift, limit);
  if (cost < limit)
    note_shift (stretch, shift, cost);
}

/* In a large field every other shift is tried, and then what lies around the best. */
static void
search_stretch (const GessoSketchField *self,
                Stretch                *stretch)
{
  int step = self->width * self->height > LARGE ? 2 : 1;
  GessoSketchPlace found[MAX_BEST];
  guint n_found;

  for (int dy = -self->height; dy <= self->height; dy += step)
    for (int dx = -self->width; dx <= self->width; dx += step)
      try_shift (self, stretch, (GessoSketchPlace){ dx, dy });
  n_found = stretch->n_found;
  memcpy (found, stretch->best, sizeof found);
  for (guint i = 0; i < n_found && step > 1; i++)
    for (int dy = -1; dy <= 1; dy++)
      for (int dx = -1; dx <= 1; dx++)
        try_shift (self, stretch, (GessoSketchPlace){ found[i].x + dx, found[i].y + dy });
}

static void
search_band (int      first,
             int      end,
             gpointer user_data)
{
  Search *search = user_data;

  for (int i = first; i < end; i++)
    search_stretch (search->self, &g_array_index (search->stretches, Stretch, i));
}

/* Adds to @offers, the best of each stretch first; with @whole also those of the rim as a whole.
 * Returns %FALSE when it was cancelled. */
gboolean
_gesso_sketch_field_find_rim_shifts (const GessoSketchField *self,
                                     gboolean                whole,
                                     GArray                 *offers,
                                     GCancellable           *cancellable)
{
  g_autofree guint8 *near = _gesso_sketch_field_near_hole (self, WIDTH);
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  Search search = { self, stretches };

  g_array_set_clear_func (stretches, clear_stretch);
  if (whole)
    add_cells (self, near, MAX (self->width, self->height), MAX_BEST, stretches);
  add_cells (self, near, 32, whole ? 2 : 1, stretches);
  add_cells (self, near, 12, 1, stretches);
  if (!gesso_sketch_run_bands ((int) stretches->len, 1, search_band, &search, cancellable))
    return FALSE;
  for (guint i = 0; i < stretches->len; i++)
    {
      const Stretch *stretch = &g_array_index (stretches, Stretch, i);

      for (guint k = 0; k < stretch->n_found; k++)
        {
          GessoSketchOffer offer
              = { stretch->best[k], stretch->left, stretch->top, stretch->right, stretch->bottom };

          g_array_append_val (offers, offer);
        }
    }

  return TRUE;
}
