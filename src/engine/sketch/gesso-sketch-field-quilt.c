/* gesso-sketch-field-quilt.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchField, the quilt: large pieces instead of many patches. See gesso-sketch-field.c.
 *
 * What the patches agreed on is compared with copying the hole by a few constant shifts. A cell
 * of the hole may take a shift or stay as it is; what counts is only how much is seen of the seams
 * between different shifts and at the edge of the hole. The seams are put where least is seen by
 * minimum cuts, one shift after the other against all that is there (Kwatra and others, Graphcut
 * textures, 2003; Boykov, Veksler and Zabih, Fast approximate energy minimization via graph cuts,
 * 2001; Pritch and others, Shift-map image editing, 2009). So a groove goes through the whole hole
 * in one piece, and grain does not fade: within a piece the picture is a copy of itself. */

#include "config.h"

#include "engine/sketch/gesso-sketch-field-private.h"

#include "engine/sketch/gesso-sketch-cut.h"

#include <string.h>

#define MAX_SHIFTS 20
#define N_SWEEPS 2

/* Labels are bytes. */
#define MAX_LABELS 250

/* The largest hole, in pixels, of which the seams are put anew. */
#define SEW_AREA 32000

/* The largest of which the rim is compared anew. */
#define RIM_AREA 16000
#define RIM_LEVEL 2

/* How much worse a seam looks that is as straight as the edge of the hole. */
#define STRAIGHT 6

/* A piece of this part of the hole is large enough to be parted, and how far beyond its edge it is
 * offered. */
#define LARGE_PIECE 24
#define AROUND 6

/* More than any sum of seams. */
#define NEVER (G_MAXINT / 16)

/* What a cell pays for coming from the other end of the picture. */
#define ACROSS 2
#define DOWN 10

/* What a pixel that has a piece already pays of the difference to another one. */
#define LOYAL 8

typedef struct
{
  GessoSketchField *self;
  GessoSketchPlace *current; /* (owned): the shift of each pixel of the hole */
  guint8 *labels;            /* (owned): number of the shift, or 0 for that of the patches */
  int *fares;                /* (owned): what each pixel pays for its shift alone */
  guint64 seed;
  int left, top, right, bottom; /* around the hole */
} Quilt;

static inline gboolean
is_hole (const Quilt *quilt,
         int          x,
         int          y)
{
  return x >= quilt->left && y >= quilt->top && x < quilt->right && y < quilt->bottom
         && quilt->self->unknown[_gesso_sketch_index (quilt->self, x, y)] == 1;
}

static inline gboolean
same (GessoSketchPlace a,
      GessoSketchPlace b)
{
  return a.x == b.x && a.y == b.y;
}

/* What a pixel pays for a shift whatever its neighbours have: the seam with known pixels beside it
 * and the way. Another seed finds other ways long. */
static int
measure_fare (const Quilt      *quilt,
              int               x,
              int               y,
              GessoSketchPlace  shift)
{
  static const gint8 around[4][2] = { { -1, 0 }, { 0, -1 }, { 1, 0 }, { 0, 1 } };
  const GessoSketchField *self = quilt->self;
  int fare = ACROSS * ABS (shift.x) / self->width + DOWN * ABS (shift.y) / self->height;

  for (int i = 0; i < 4; i++)
    if (_gesso_sketch_field_is_known (self, x + around[i][0], y + around[i][1]))
      fare += STRAIGHT
              * _gesso_sketch_field_rim_seam (self, x, y, around[i][0], around[i][1], shift);
  if (quilt->seed != 0)
    {
      guint64 hash = quilt->seed ^ (guint64) (shift.x / 4) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
                     ^ (guint64) (shift.y / 4) * G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f);

      hash = (hash ^ (hash >> 31)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
      fare += (int) (hash >> 58) / 4;
    }

  return fare;
}

static void
start_quilt (Quilt            *quilt,
             GessoSketchField *self,
             guint64           seed)
{
  gsize n = (gsize) self->width * self->height;

  *quilt = (Quilt){ .self = self, .seed = seed, .left = self->width, .top = self->height };
  quilt->current = g_new0 (GessoSketchPlace, n);
  quilt->labels = g_malloc0 (n);
  quilt->fares = g_new0 (int, n);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      if (self->unknown[_gesso_sketch_index (self, x, y)] == 1)
        {
          quilt->left = MIN (quilt->left, x);
          quilt->top = MIN (quilt->top, y);
          quilt->right = MAX (quilt->right, x + 1);
          quilt->bottom = MAX (quilt->bottom, y + 1);
        }
  for (int y = quilt->top; y < quilt->bottom; y++)
    for (int x = quilt->left; x < quilt->right; x++)
      if (is_hole (quilt, x, y))
        {
          gsize at = _gesso_sketch_index (self, x, y);

          quilt->current[at] = _gesso_sketch_field_get_shift (self, x, y);
          if (self->labels != NULL && same (quilt->current[at], self->shifts[self->labels[at]]))
            quilt->labels[at] = self->labels[at];
          quilt->fares[at] = measure_fare (quilt, x, y, quilt->current[at]);
        }
}

static void
clear_quilt (Quilt *quilt)
{
  g_free (quilt->current);
  g_free (quilt->labels);
  g_free (quilt->fares);
}

/* On a larger level the whole has been decided upon, and a new shift is only welcome where it
 * hardly changes that. */
static int
measure_change (const Quilt      *quilt,
                int               x,
                int               y,
                GessoSketchPlace  shift)
{
  GessoSketchPlace current = quilt->current[_gesso_sketch_index (quilt->self, x, y)];

  return same (current, shift)
             ? 0
             : _gesso_sketch_field_tell_apart (quilt->self, x, y, current, shift) / LOYAL;
}

typedef struct
{
  const Quilt *quilt;
  GessoSketchPlace shift;       /* what is offered … */
  int left, top, right, bottom; /* … and where … */
  gboolean is_late;             /* … and whether late */
  GessoSketchCut *cut;          /* (owned) */
  int *pulls;                   /* (owned) */
} Sale;

static int *
pull_at (const Sale *sale,
         int         x,
         int         y)
{
  return sale->pulls + (gsize) (y - sale->top) * (sale->right - sale->left) + x - sale->left;
}

static inline gboolean
is_for_sale (const Sale *sale,
             int         x,
             int         y)
{
  return x >= sale->left && y >= sale->top && x < sale->right && y < sale->bottom;
}

/* The terms of two neighbours as pulls on each and a link between them. All is doubled, since a
 * link is half of a sum. */
static void
add_pair (const Sale *sale,
          int         x,
          int         y,
          int         step)
{
  const GessoSketchField *self = sale->quilt->self;
  int nx = x + gesso_sketch_cut_steps[step][0], ny = y + gesso_sketch_cut_steps[step][1];
  GessoSketchPlace p = sale->quilt->current[_gesso_sketch_index (self, x, y)];
  GessoSketchPlace q = sale->quilt->current[_gesso_sketch_index (self, nx, ny)];
  int both_stay = _gesso_sketch_field_seam (self, x, y, nx, ny, p, q);
  int second_takes = _gesso_sketch_field_seam (self, x, y, nx, ny, p, sale->shift);
  int first_takes = _gesso_sketch_field_seam (self, x, y, nx, ny, sale->shift, q);
  /* A seam that is cheaper than one is apart from its parts cannot be cut for; it is let be. */
  int link = MAX (first_takes + second_takes - both_stay, 0);

  *pull_at (sale, x, y) -= 2 * (first_takes - both_stay) - link;
  *pull_at (sale, nx, ny) -= 2 * (second_takes - both_stay) - link;
  gesso_sketch_cut_set_link (sale->cut, x - sale->left, y - sale->top, step, link);
}

/* The seam with a neighbour that is not asked. */
static void
add_border (const Sale *sale,
            int         x,
            int         y,
            int         step)
{
  const GessoSketchField *self = sale->quilt->self;
  int nx = x + gesso_sketch_cut_steps[step][0], ny = y + gesso_sketch_cut_steps[step][1];
  GessoSketchPlace p = sale->quilt->current[_gesso_sketch_index (self, x, y)];
  GessoSketchPlace q = sale->quilt->current[_gesso_sketch_index (self, nx, ny)];

  *pull_at (sale, x, y) -= 2
                           * (_gesso_sketch_field_seam (self, x, y, nx, ny, sale->shift, q)
                              - _gesso_sketch_field_seam (self, x, y, nx, ny, p, q));
}

static void
load_pixel (const Sale *sale,
            int         x,
            int         y)
{
  static const int straight[4] = { 1, 3, 4, 6 };
  const Quilt *quilt = sale->quilt;

  if (!_gesso_sketch_field_can_shift (quilt->self, x, y, sale->shift))
    *pull_at (sale, x, y) -= NEVER;
  else
    *pull_at (sale, x, y) -= 2
                             * (measure_fare (quilt, x, y, sale->shift)
                                + (sale->is_late ? measure_change (quilt, x, y, sale->shift) : 0)
                                - quilt->fares[_gesso_sketch_index (quilt->self, x, y)]);
  for (int i = 0; i < 4; i++)
    {
      int nx = x + gesso_sketch_cut_steps[straight[i]][0];
      int ny = y + gesso_sketch_cut_steps[straight[i]][1];

      if (!is_hole (quilt, nx, ny))
        continue;
      if (!is_for_sale (sale, nx, ny))
        add_border (sale, x, y, straight[i]);
      else if (i >= 2)
        add_pair (sale, x, y, straight[i]);
    }
}

/* Takes the shift wherever that is best for the whole. */
static gboolean
settle_sale (const Sale   *sale,
             Quilt        *quilt,
             guint8        label,
             GCancellable *cancellable)
{
  const GessoSketchField *self = quilt->self;

  for (int y = sale->top; y < sale->bottom; y++)
    for (int x = sale->left; x < sale->right; x++)
      gesso_sketch_cut_set_pull (sale->cut, x - sale->left, y - sale->top, *pull_at (sale, x, y));
  if (!gesso_sketch_cut_solve (sale->cut, cancellable))
    return FALSE;
  for (int y = sale->top; y < sale->bottom; y++)
    for (int x = sale->left; x < sale->right; x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);

        if (!is_hole (quilt, x, y) || same (quilt->current[at], sale->shift)
            || !_gesso_sketch_field_can_shift (self, x, y, sale->shift)
            || !gesso_sketch_cut_is_inside (sale->cut, x - sale->left, y - sale->top))
          continue;
        quilt->current[at] = sale->shift;
        quilt->labels[at] = label;
        quilt->fares[at] = measure_fare (quilt, x, y, sale->shift);
      }

  return TRUE;
}

/* Lets every pixel take a shift or stay, all at once and to the best of the whole. */
static gboolean
make_offer (Quilt                  *quilt,
            const GessoSketchOffer *offer,
            guint8                  label,
            GCancellable           *cancellable)
{
  Sale sale = { .quilt = quilt, .shift = offer->shift, .is_late = offer->is_late };
  gboolean alive;

  sale.left = MAX (offer->left, quilt->left);
  sale.top = MAX (offer->top, quilt->top);
  sale.right = MIN (offer->right, quilt->right);
  sale.bottom = MIN (offer->bottom, quilt->bottom);
  if (sale.left >= sale.right || sale.top >= sale.bottom)
    return TRUE;
  sale.cut = gesso_sketch_cut_new (sale.right - sale.left, sale.bottom - sale.top);
  sale.pulls = g_new0 (int, (gsize) (sale.right - sale.left) * (sale.bottom - sale.top));
  for (int y = sale.top; y < sale.bottom; y++)
    for (int x = sale.left; x < sale.right; x++)
      if (is_hole (quilt, x, y))
        load_pixel (&sale, x, y);
  alive = settle_sale (&sale, quilt, label, cancellable);
  gesso_sketch_cut_free (sale.cut);
  g_free (sale.pulls);

  return alive;
}

/* Patches around the hole reach into it, so the labels spread as far. */
static void
spread_labels (GessoSketchField *self)
{
  gsize n = (gsize) self->width * self->height;
  g_autofree guint8 *has = g_malloc (n), *next = NULL;

  for (gsize i = 0; i < n; i++)
    has[i] = self->unknown[i] == 1;
  for (int layer = 0; layer < RADIUS; layer++)
    {
      next = g_memdup2 (has, n);
      for (int y = 0; y < self->height; y++)
        for (int x = 0; x < self->width; x++)
          {
            gsize at = _gesso_sketch_index (self, x, y);
            gssize from = -1;

            if (has[at])
              continue;
            if (x > 0 && has[at - 1])
              from = at - 1;
            else if (x < self->width - 1 && has[at + 1])
              from = at + 1;
            else if (y > 0 && has[at - self->width])
              from = at - self->width;
            else if (y < self->height - 1 && has[at + self->width])
              from = at + self->width;
            if (from >= 0)
              {
                self->labels[at] = self->labels[from];
                next[at] = 1;
              }
          }
      g_free (has);
      has = g_steal_pointer (&next);
    }
}

static void
keep_pieces (GessoSketchField *self,
             Quilt            *quilt,
             GArray           *offers)
{
  g_free (self->labels);
  g_free (self->shifts);
  self->labels = g_steal_pointer (&quilt->labels);
  self->n_shifts = offers->len;
  self->shifts = g_new (GessoSketchPlace, offers->len);
  for (guint i = 0; i < offers->len; i++)
    self->shifts[i] = g_array_index (offers, GessoSketchOffer, i).shift;
  spread_labels (self);
  _gesso_sketch_field_place_pieces (self, NULL);
}

/* Makes all offers but the first, which stands for none, and keeps what came of it. */
static gboolean
sew (GessoSketchField *self,
     GArray           *offers,
     int               n_sweeps,
     guint64           seed,
     GCancellable     *cancellable)
{
  gboolean alive = TRUE;
  Quilt quilt;

  g_array_set_size (offers, MIN (offers->len, MAX_LABELS));
  start_quilt (&quilt, self, seed);
  for (int sweep = 0; sweep < n_sweeps && alive; sweep++)
    for (guint i = 1; i < offers->len && alive; i++)
      alive = make_offer (&quilt, &g_array_index (offers, GessoSketchOffer, i), (guint8) i,
                          cancellable);
  if (alive)
    keep_pieces (self, &quilt, offers);
  clear_quilt (&quilt);

  return alive;
}

/**
 * gesso_sketch_field_quilt:
 * @self: a small field, filled
 * @seed: as for gesso_sketch_field_peel()
 * @cancellable: (nullable): asked between shifts
 *
 * Replaces those parts of the fill that look better as a large piece of the picture, and remembers
 * the pieces, so that larger fields can put them into place to the pixel.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
gesso_sketch_field_quilt (GessoSketchField *self,
                          guint64           seed,
                          GCancellable     *cancellable)
{
  g_autoptr (GArray) offers = g_array_new (FALSE, TRUE, sizeof (GessoSketchOffer));

  g_array_set_size (offers, 1);
  return _gesso_sketch_field_find_rim_shifts (self, TRUE, offers, cancellable)
         && _gesso_sketch_field_find_shifts (self, MAX_SHIFTS, offers, cancellable)
         && sew (self, offers, N_SWEEPS, seed, cancellable);
}

/* The pieces there are, each offered where it is and a little around. */
static GArray *
list_pieces (const GessoSketchField  *self,
             int                    **out_areas)
{
  GArray *offers = g_array_new (FALSE, TRUE, sizeof (GessoSketchOffer));
  int *areas = g_new0 (int, self->n_shifts);

  for (guint i = 0; i < self->n_shifts; i++)
    {
      GessoSketchOffer offer = { self->shifts[i], self->width, self->height, 0, 0, FALSE };

      g_array_append_val (offers, offer);
    }
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        guint8 label = self->labels[_gesso_sketch_index (self, x, y)];
        GessoSketchOffer *offer = &g_array_index (offers, GessoSketchOffer, label);

        offer->left = MIN (offer->left, x - AROUND);
        offer->top = MIN (offer->top, y - AROUND);
        offer->right = MAX (offer->right, x + 1 + AROUND);
        offer->bottom = MAX (offer->bottom, y + 1 + AROUND);
        areas[label]++;
      }
  *out_areas = areas;

  return offers;
}

/* Puts the seams of a field that has its pieces from a smaller one anew, as long as it is small
 * enough, and lets a part of a piece lie a pixel beside the rest: two grooves need not be as far
 * apart as the two that they are copied from. Returns %FALSE when it was cancelled. */
gboolean
_gesso_sketch_field_sew_again (GessoSketchField *self,
                               guint64           seed,
                               GCancellable     *cancellable)
{
  static const gint8 nudges[4][2] = { { -1, 0 }, { 1, 0 }, { 0, -1 }, { 0, 1 } };
  g_autoptr (GArray) offers = NULL;
  g_autofree int *areas = NULL;
  int area = gesso_sketch_field_get_area (self);
  guint n_known;

  if (area > SEW_AREA || self->level == 0)
    return TRUE;
  offers = list_pieces (self, &areas);
  for (guint i = 1; i < self->n_shifts; i++)
    for (int k = 0; k < 4 && areas[i] >= area / LARGE_PIECE; k++)
      {
        GessoSketchOffer offer = g_array_index (offers, GessoSketchOffer, i);

        offer.shift.x += nudges[k][0];
        offer.shift.y += nudges[k][1];
        g_array_append_val (offers, offer);
      }
  n_known = offers->len;
  if (area <= RIM_AREA && self->level >= RIM_LEVEL
      && !_gesso_sketch_field_find_rim_shifts (self, FALSE, offers, cancellable))
    return FALSE;
  for (guint i = n_known; i < offers->len; i++)
    g_array_index (offers, GessoSketchOffer, i).is_late = TRUE;

  return sew (self, offers, 1, seed, cancellable);
}
