/* gesso-sketch-divide.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Divide: finds which pixels of a small picture are the subject. Two colour models, one of the
 * subject and one of the background, say for each pixel to which it fits better; a minimum cut
 * makes of that a shape whose edge runs along edges of the picture; from the shape the models are
 * learned again (Boykov and Jolly, 2001; Rother and others, 2004). A model is a histogram of
 * colours, blurred so that it knows of shades it has not quite seen. Pure; any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-divide.h"

#include "engine/sketch/gesso-sketch-cut.h"
#include "engine/sketch/gesso-sketch-membrane.h"

#include <math.h>
#include <string.h>

#define BINS 16
#define N_BINS (BINS * BINS * BINS)
#define N_ROUNDS 4

/* Costs of the cut are whole numbers of this part. */
#define UNIT 64

/* What it costs to part two neighbours of the same colour, and at most to go against a model. */
#define SMOOTH 24.0
#define MAX_PULL 10.0
#define CERTAIN (1 << 20)

/* How strongly a pixel is background that has the colour expected there, and up to which
 * difference it has it. */
#define EXPECTED 4.0
#define TOLERANCE 24.0

typedef struct
{
  GessoImage *image;
  const guint8 *seeds;
  guint8 *labels;  /* 1 subject, 0 background */
  float *expected; /* the background carried smoothly over all, three a pixel */
  float models[2][N_BINS];
  int width, height;
} Division;

static int
find_bin (const guint8 *pixel)
{
  return (pixel[0] >> 4) * BINS * BINS + (pixel[1] >> 4) * BINS + (pixel[2] >> 4);
}

/* One pass of 1 2 1 along an axis. */
static void
blur_axis (float *model,
           int    stride)
{
  for (int i = 0; i < N_BINS; i++)
    {
      float line[BINS];

      if (i / stride % BINS != 0)
        continue;
      for (int k = 0; k < BINS; k++)
        line[k] = model[i + k * stride];
      for (int k = 0; k < BINS; k++)
        model[i + k * stride]
            = (line[MAX (k - 1, 0)] + 2 * line[k] + line[MIN (k + 1, BINS - 1)]) / 4;
    }
}

static void
blur_model (float *model)
{
  blur_axis (model, 1);
  blur_axis (model, BINS);
  blur_axis (model, BINS * BINS);
}

static void
finish_model (float *model)
{
  double sum = 0;

  for (int i = 0; i < N_BINS; i++)
    sum += model[i];
  for (int i = 0; i < N_BINS; i++)
    model[i] = (model[i] / MAX (sum, 1) + 1e-6f) / (1 + 1e-6f * N_BINS);
}

typedef struct
{
  float ratio, weight;
} Share;

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const Share *first = a, *second = b;

  return first->ratio < second->ratio ? -1 : first->ratio > second->ratio;
}

/* The first guess of the subject is full of background. How much of it is there is seen from the
 * colours of the background that the subject has least of; so much is taken off. */
static void
subtract_ground (float       *subject,
                 const float *ground)
{
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (Share));
  double whole = 0, sum = 0;
  float ratio = 0;

  for (int i = 0; i < N_BINS; i++)
    if (ground[i] >= 0.5f)
      {
        Share share = { subject[i] / ground[i], ground[i] };

        whole += ground[i];
        g_array_append_val (shares, share);
      }
  g_array_sort (shares, compare_shares);
  for (guint i = 0; i < shares->len && sum < whole * 0.3; i++)
    {
      const Share *share = &g_array_index (shares, Share, i);

      sum += share->weight;
      ratio = share->ratio;
    }
  for (int i = 0; i < N_BINS; i++)
    subject[i] = MAX (subject[i] - 1.15f * ratio * ground[i], 0.02f * subject[i]);
}

static void
learn (Division *self,
       gboolean  is_guess)
{
  memset (self->models, 0, sizeof self->models);
  for (int y = 0; y < self->height; y++)
    {
      const guint8 *row = gesso_image_get_row (self->image, y);

      for (int x = 0; x < self->width; x++)
        self->models[self->labels[y * self->width + x]][find_bin (row + 4 * x)] += 1;
    }
  blur_model (self->models[0]);
  blur_model (self->models[1]);
  if (is_guess)
    subtract_ground (self->models[1], self->models[0]);
  finish_model (self->models[0]);
  finish_model (self->models[1]);
}

/* A probability between the bins, so that smooth shades are not torn at a bin's edge. */
static float
look_up (const float  *model,
         const guint8 *pixel)
{
  float sum = 0, part[3];
  int low[3];

  for (int c = 0; c < 3; c++)
    {
      float at = CLAMP ((pixel[c] - 7.5f) / 16, 0, BINS - 1.001f);

      low[c] = (int) at;
      part[c] = at - low[c];
    }
  for (int k = 0; k < 8; k++)
    {
      int a = low[0] + (k & 1), b = low[1] + (k >> 1 & 1), c = low[2] + (k >> 2);

      sum += model[(a * BINS + b) * BINS + c] * ((k & 1) ? part[0] : 1 - part[0])
             * ((k >> 1 & 1) ? part[1] : 1 - part[1]) * ((k >> 2) ? part[2] : 1 - part[2]);
    }

  return sum;
}

static double
distance (const guint8 *a,
          const guint8 *b)
{
  double sum = 0;

  for (int c = 0; c < 4; c++)
    sum += (a[c] - b[c]) * (a[c] - b[c]);

  return sum;
}

static const guint8 *
get_pixel (const Division *self,
           int             x,
           int             y)
{
  return gesso_image_get_row (self->image, y) + 4 * x;
}

/* The mean contrast of neighbours, by which an edge is measured. */
static double
measure_contrast (const Division *self)
{
  double sum = 0;
  gint64 n = 0;

  for (int y = 0; y < self->height - 1; y++)
    for (int x = 0; x < self->width - 1; x++)
      {
        sum += distance (get_pixel (self, x, y), get_pixel (self, x + 1, y))
               + distance (get_pixel (self, x, y), get_pixel (self, x, y + 1));
        n += 2;
      }

  return n > 0 ? MAX (sum / n, 4) : 4;
}

static void
link_cells (const Division *self,
            GessoSketchCut *cut,
            double          contrast)
{
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      for (int step = 4; step < 8; step++)
        {
          int dx = gesso_sketch_cut_steps[step][0], dy = gesso_sketch_cut_steps[step][1];
          double strength;

          if (x + dx < 0 || x + dx >= self->width || y + dy >= self->height)
            continue;
          strength = exp (-distance (get_pixel (self, x, y), get_pixel (self, x + dx, y + dy))
                          / (2 * contrast));
          strength *= dx != 0 && dy != 0 ? SMOOTH / G_SQRT2 : SMOOTH;
          gesso_sketch_cut_set_link (cut, x, y, step, 1 + (int) (strength * UNIT));
        }
}

/* An even background that slowly changes, as skies and studio walls do, is best known by what it
 * should be at a place. */
static float *
expect_ground (const Division *self)
{
  gsize n = (gsize) self->width * self->height;
  float *expected = g_new (float, n * 3);
  g_autofree float *weights = g_new (float, n);

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        gsize at = (gsize) y * self->width + x;

        weights[at] = self->seeds[at] == GESSO_SKETCH_SEED_GROUND;
        for (int c = 0; c < 3; c++)
          expected[at * 3 + c] = get_pixel (self, x, y)[c];
      }
  gesso_sketch_interpolate (expected, weights, self->width, self->height, 3);

  return expected;
}

static double
pull_expected (const Division *self,
               int             x,
               int             y)
{
  const float *expected = self->expected + ((gsize) y * self->width + x) * 3;
  double sum = 0;

  for (int c = 0; c < 3; c++)
    sum += pow (get_pixel (self, x, y)[c] - expected[c], 2);

  return -EXPECTED * MAX (1 - sqrt (sum) / TOLERANCE, 0);
}

static void
pull_cells (const Division *self,
            GessoSketchCut *cut)
{
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        const guint8 *pixel = get_pixel (self, x, y);
        double pull = logf (look_up (self->models[1], pixel) / look_up (self->models[0], pixel));

        pull = (CLAMP (pull, -MAX_PULL, MAX_PULL) + pull_expected (self, x, y)) * UNIT;
        switch (self->seeds[y * self->width + x])
          {
          case GESSO_SKETCH_SEED_GROUND:
            pull = -CERTAIN;
            break;
          case GESSO_SKETCH_SEED_SUBJECT:
            pull = CERTAIN;
            break;
          default:
            break;
          }
        gesso_sketch_cut_set_pull (cut, x, y, (int) pull);
      }
}

/* Returns how many pixels changed sides, or -1 when it was cancelled. */
static int
cut_once (Division     *self,
          double        contrast,
          GCancellable *cancellable)
{
  g_autoptr (GessoSketchCut) cut = gesso_sketch_cut_new (self->width, self->height);
  int n_changed = 0;

  pull_cells (self, cut);
  link_cells (self, cut, contrast);
  if (!gesso_sketch_cut_solve (cut, cancellable))
    return -1;
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        guint8 *label = &self->labels[y * self->width + x];
        guint8 inside = gesso_sketch_cut_is_inside (cut, x, y);

        n_changed += *label != inside;
        *label = inside;
      }

  return n_changed;
}

/* Cells of the same label that hang together, listed in @cells from the first on. */
static int
flood (const guint8 *labels,
       guint8       *seen,
       int           width,
       int           height,
       int           first,
       int          *cells)
{
  int n = 1;

  cells[0] = first;
  seen[first] = TRUE;
  for (int i = 0; i < n; i++)
    for (int step = 0; step < 8; step++)
      {
        int x = cells[i] % width + gesso_sketch_cut_steps[step][0];
        int y = cells[i] / width + gesso_sketch_cut_steps[step][1];
        int next = y * width + x;

        if (x < 0 || y < 0 || x >= width || y >= height || seen[next]
            || labels[next] != labels[first])
          continue;
        seen[next] = TRUE;
        cells[n++] = next;
      }

  return n;
}

/* Specks of one side in the other are noise: of subject when they are small beside the largest
 * piece of it, of background when they are smaller still. Seeds stay what they are. */
static void
drop_specks (Division *self)
{
  int n = self->width * self->height, n_subject = 0;
  g_autofree guint8 *seen = g_malloc0 (n);
  g_autofree int *cells = g_new (int, n);

  for (int pass = 0; pass < 2; pass++)
    {
      memset (seen, 0, n);
      for (int i = 0; i < n; i++)
        {
          int n_cells
              = seen[i] ? 0 : flood (self->labels, seen, self->width, self->height, i, cells);
          gboolean is_subject = self->labels[i], is_seeded = FALSE;

          if (pass == 0 && is_subject)
            n_subject = MAX (n_subject, n_cells);
          if (pass == 0 || n_cells == 0 || n_cells * (is_subject ? 40 : 250) > n_subject)
            continue;
          for (int k = 0; k < n_cells; k++)
            is_seeded |= self->seeds[cells[k]] != GESSO_SKETCH_SEED_UNKNOWN;
          for (int k = 0; k < n_cells && !is_seeded; k++)
            self->labels[cells[k]] = !is_subject;
        }
    }
}

/**
 * gesso_sketch_divide:
 * @image: a picture in RGBA8, best below 600 pixels a side
 * @seeds: (inout): a byte a pixel: what is known; then 1 where the subject is and 0 elsewhere
 * @cancellable: (nullable): asked often
 *
 * There must be some background among the seeds. When no subject is among them, all that is
 * unknown is the first guess.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
gesso_sketch_divide (GessoImage   *image,
                     guint8       *seeds,
                     GCancellable *cancellable)
{
  g_autofree Division *self = g_new0 (Division, 1);
  gsize n = (gsize) gesso_image_get_width (image) * gesso_image_get_height (image);
  g_autofree guint8 *labels = g_malloc (n);
  g_autofree float *expected = NULL;
  gboolean has_subject = FALSE;
  double contrast;

  self->image = image;
  self->width = gesso_image_get_width (image);
  self->height = gesso_image_get_height (image);
  self->seeds = seeds;
  self->labels = labels;
  for (gsize i = 0; i < n; i++)
    {
      labels[i] = seeds[i] != GESSO_SKETCH_SEED_GROUND;
      has_subject |= seeds[i] == GESSO_SKETCH_SEED_SUBJECT;
    }
  contrast = measure_contrast (self);
  expected = self->expected = expect_ground (self);
  for (int round = 0; round < N_ROUNDS; round++)
    {
      int n_changed;

      learn (self, round == 0 && !has_subject);
      n_changed = cut_once (self, contrast, cancellable);
      if (n_changed < 0)
        return FALSE;
      if (n_changed <= (int) (n / 2000))
        break;
    }
  drop_specks (self);
  memcpy (seeds, labels, n);

  return TRUE;
}
