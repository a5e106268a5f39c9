/* gesso-sketch-field-shifts.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchField, the shifts: by which distances the picture resembles itself around the hole.
 * See gesso-sketch-field.c.
 *
 * Known patches near the hole are compared with all other known patches; the distances to their
 * best match are counted, and those that occur most often are few and are the ones by which most
 * of the hole can be copied (He and Sun, Statistics of patch offsets for image completion, 2012).
 * Only distances count by which something of the hole really comes to lie on known ground, and
 * they are looked for twice: once as short as the structure allows, once longer than the hole is
 * deep, because what has no period is best continued by one large piece.
 *
 * All places are compared, none is drawn at random; the bands write to places of their own. */

#include "config.h"

#include "engine/sketch/gesso-sketch-field-private.h"

#include "engine/sketch/gesso-sketch-bands.h"

#include <string.h>

/* At most so many patches ask for their match, and so many comparisons are made for all. */
#define MAX_PROBES 600
#define MAX_COMPARISONS G_GINT64_CONSTANT (6000000)

/* Shifts nearer to each other than this are the same one, seen through noise. */
#define SPREAD 2

typedef struct
{
  const GessoSketchField *self;
  const GessoSketchPlace *probes;
  GessoSketchPlace *matches; /* a shift for each probe; 0, 0 for none */
  int least;                 /* the shortest distance in either direction */
  int step;                  /* of the columns and rows that are compared */
} Search;

/* The known patches near the hole, evenly thinned. */
static GArray *
choose_probes (const GessoSketchField *self,
               int                     reach)
{
  GArray *probes = g_array_new (FALSE, FALSE, sizeof (GessoSketchPlace));
  g_autofree guint8 *near = _gesso_sketch_field_near_hole (self, reach);
  int n = 0, nth;

  for (gsize i = 0; i < (gsize) self->width * self->height; i++)
    n += near[i] && self->source[i];
  nth = MAX (n / MAX_PROBES, 1);
  n = 0;
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);
        GessoSketchPlace place = { x, y };

        /* The rows are staggered, or a regular ground would be met in the same phase. */
        if (near[at] && self->source[at] && (n++ + y) % nth == 0)
          g_array_append_val (probes, place);
      }

  return probes;
}

static GessoSketchPlace
find_match (const Search     *search,
            GessoSketchPlace  probe)
{
  const GessoSketchField *self = search->self;
  GessoSketchPlace best = { 0, 0 };
  guint32 lowest = NO_COST;

  for (int y = RADIUS; y < self->height - RADIUS; y += search->step)
    for (int x = RADIUS; x < self->width - RADIUS; x += search->step)
      {
        guint32 cost;

        if (!self->source[_gesso_sketch_index (self, x, y)]
            || MAX (ABS (x - probe.x), ABS (y - probe.y)) < search->least)
          continue;
        cost = _gesso_sketch_compare (self, probe.x, probe.y, x, y, lowest);
        if (cost < lowest)
          {
            lowest = cost;
            best = (GessoSketchPlace){ x - probe.x, y - probe.y };
          }
      }

  return best;
}

static void
match_band (int      first,
            int      end,
            gpointer user_data)
{
  Search *search = user_data;

  for (int i = first; i < end; i++)
    search->matches[i] = find_match (search, search->probes[i]);
}

/* How often each shift is met, smeared a little. */
static int *
count_matches (const GessoSketchField *self,
               const GessoSketchPlace *matches,
               guint                   n_matches)
{
  int columns = 2 * self->width + 1, rows = 2 * self->height + 1;
  int *counts = g_new0 (int, (gsize) columns *rows);

  for (guint i = 0; i < n_matches; i++)
    for (int dy = -SPREAD; dy <= SPREAD; dy++)
      for (int dx = -SPREAD; dx <= SPREAD; dx++)
        {
          int x = matches[i].x + dx + self->width, y = matches[i].y + dy + self->height;

          if ((matches[i].x != 0 || matches[i].y != 0) && x >= 0 && y >= 0 && x < columns
              && y < rows)
            counts[(gsize) y * columns + x] += SPREAD * 2 + 1 - ABS (dx) - ABS (dy);
        }

  return counts;
}

/* Which share of the hole, in 256ths, a shift takes to known ground. */
static int
measure_use (const GessoSketchField *self,
             GessoSketchPlace        shift)
{
  int n = 0, n_all = 0;

  for (int y = 0; y < self->height; y += 2)
    for (int x = 0; x < self->width; x += 2)
      if (self->unknown[_gesso_sketch_index (self, x, y)] == 1)
        {
          n_all++;
          n += _gesso_sketch_field_can_shift (self, x, y, shift);
        }

  return n_all > 0 ? n * 256 / n_all : 0;
}

static gboolean
is_peak (const int *counts,
         int        columns,
         int        rows,
         int        x,
         int        y)
{
  int own = counts[(gsize) y * columns + x];

  for (int dy = -SPREAD; dy <= SPREAD; dy++)
    for (int dx = -SPREAD; dx <= SPREAD; dx++)
      {
        int other;

        if (x + dx < 0 || y + dy < 0 || x + dx >= columns || y + dy >= rows)
          continue;
        other = counts[(gsize) (y + dy) * columns + x + dx];
        /* Of a flat top the first in reading order is taken. */
        if (other > own || (other == own && (dy < 0 || (dy == 0 && dx < 0))))
          return FALSE;
      }

  return TRUE;
}

typedef struct
{
  GessoSketchPlace shift;
  gint64 score;
} Peak;

static int
compare_peaks (gconstpointer a,
               gconstpointer b)
{
  const Peak *p = a, *q = b;

  if (p->score != q->score)
    return p->score > q->score ? -1 : 1;
  if (p->shift.y != q->shift.y)
    return p->shift.y < q->shift.y ? -1 : 1;

  return p->shift.x < q->shift.x ? -1 : p->shift.x > q->shift.x;
}

static void
take_peaks (const GessoSketchField *self,
            const int              *counts,
            guint                   max,
            GArray                 *offers)
{
  int columns = 2 * self->width + 1, rows = 2 * self->height + 1;
  g_autoptr (GArray) peaks = g_array_new (FALSE, FALSE, sizeof (Peak));

  for (int y = 0; y < rows; y++)
    for (int x = 0; x < columns; x++)
      {
        int count = counts[(gsize) y * columns + x];
        Peak peak = { { x - self->width, y - self->height }, 0 };

        if (count <= SPREAD * 2 + 1 || !is_peak (counts, columns, rows, x, y))
          continue;
        peak.score = (gint64) count * measure_use (self, peak.shift);
        if (peak.score > 0)
          g_array_append_val (peaks, peak);
      }
  g_array_sort (peaks, compare_peaks);
  for (guint i = 0; i < MIN (peaks->len, max); i++)
    {
      GessoSketchOffer offer
          = { g_array_index (peaks, Peak, i).shift, 0, 0, self->width, self->height, FALSE };

      g_array_append_val (offers, offer);
    }
}

static gboolean
search_shifts (const GessoSketchField *self,
               GArray                 *probes,
               int                     least,
               guint                   max,
               GArray                 *offers,
               GCancellable           *cancellable)
{
  g_autofree GessoSketchPlace *matches = g_new0 (GessoSketchPlace, probes->len);
  Search search
      = { self, (const GessoSketchPlace *) (void *) probes->data, matches, MAX (least, 2), 1 };
  g_autofree int *counts = NULL;
  gint64 n_sources = 0;

  for (gsize i = 0; i < (gsize) self->width * self->height; i++)
    n_sources += self->source[i];
  while (n_sources / (search.step * search.step) * probes->len > MAX_COMPARISONS)
    search.step++;
  if (!gesso_sketch_run_bands ((int) probes->len, 8, match_band, &search, cancellable))
    return FALSE;
  counts = count_matches (self, matches, probes->len);
  take_peaks (self, counts, max, offers);

  return TRUE;
}

/* Adds up to @max, the most promising first. Returns %FALSE when it was cancelled. */
gboolean
_gesso_sketch_field_find_shifts (const GessoSketchField *self,
                                 guint                   max,
                                 GArray                 *offers,
                                 GCancellable           *cancellable)
{
  int depth = gesso_sketch_field_get_depth (self);
  g_autoptr (GArray) probes = choose_probes (self, CLAMP (depth, 2 * RADIUS, 6 * RADIUS));

  return probes->len == 0
         || (search_shifts (self, probes, MAX (depth / 4, RADIUS), max / 2, offers, cancellable)
             && search_shifts (self, probes, depth + RADIUS, max - max / 2, offers, cancellable));
}
