/* gesso-align.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where an answer lies: models draw the whole picture again, often a few pixels aside or slightly
 * larger. Shift and scale are measured on what surrounds the mask: a search by correlation on a
 * small copy, then steps of Gauss and Newton with robust weights up to the size at which a tenth of
 * a pixel can be told. Brightness does not matter to it. What fits nowhere is refused. Pure; on a
 * worker.
 */

#include "config.h"

#include "protect/gesso-align.h"

#include "image/gesso-color.h"
#include "image/gesso-scale.h"
#include "protect/gesso-plane-private.h"

#include <math.h>
#include <string.h>

/* Cells of the finest level; more would not make a tenth of a pixel any clearer. */
#define FINE_CELLS 200000
/* The longer side of the level on which everything is tried. */
#define COARSE_SIDE 96
#define MAX_LEVELS 10

/* What is tried; a little more than what is allowed, so that "too far" can be told. */
#define SEARCH_SHIFT_PX 52.0
#define SEARCH_SCALE 0.05
#define SEARCH_SCALE_STEP 0.01

/* Fewer cells than this, or less contrast in levels of 255, say nothing about a position. */
#define LEAST_CELLS 120
#define LEAST_CONTRAST 1.5

/* Surroundings that differ more are another picture: correlation, and what is left of the
 * differences in terms of contrast. */
#define LEAST_CORRELATION 0.55
#define MOST_REST 0.6
#define MOST_REST_LEVELS 6.0
#define MOST_MEAN_DIFFERENCE 72.0

/* How much a far position must be better than a near one when both fit. */
#define FAR_COST 0.0004
/* Positions that are looked at closely. */
#define N_CANDIDATES 6

#define STEPS 12
#define MIN_GAIN 0.75
#define MAX_GAIN 1.3333

/* A position: the answer's contents are scaled about the middle and then shifted, in pixels. */
typedef struct
{
  double scale;
  double x;
  double y;
} Pose;

typedef struct
{
  double n;
  double mean_a;
  double mean_b;
  double deviation_a;
  double deviation_b;
  double correlation;
  double rest; /* root mean square of what is left after gain and offset, in levels */
} Agreement;

typedef struct
{
  GessoPlanes sent[MAX_LEVELS];
  GessoPlanes answer[MAX_LEVELS];
  int n_levels;
} Pyramid;

static void
pyramid_clear (Pyramid *self)
{
  for (int i = 0; i < MAX_LEVELS; i++)
    {
      _gesso_planes_clear (&self->sent[i]);
      _gesso_planes_clear (&self->answer[i]);
    }
}

static gboolean
pyramid_init (Pyramid       *self,
              GessoImage    *sent,
              GessoImage    *answer,
              GessoImage    *edit,
              GCancellable  *cancellable,
              GError       **error)
{
  int width = gesso_image_get_width (sent);
  int height = gesso_image_get_height (sent);
  int cell = 1;

  memset (self, 0, sizeof *self);
  while ((gint64) (width / cell) * (height / cell) > FINE_CELLS)
    cell++;
  if (!_gesso_planes_init (&self->sent[0], sent, edit, cell, cancellable, error)
      || !_gesso_planes_init (&self->answer[0], answer, NULL, cell, cancellable, error))
    return FALSE;

  self->n_levels = 1;
  while (self->n_levels < MAX_LEVELS)
    {
      GessoPlanes *last = &self->sent[self->n_levels - 1];

      if (MAX (last->width, last->height) <= COARSE_SIDE || MIN (last->width, last->height) < 16)
        return TRUE;
      if (!_gesso_planes_halve (last, &self->sent[self->n_levels], error)
          || !_gesso_planes_halve (&self->answer[self->n_levels - 1], &self->answer[self->n_levels],
                                   error))
        return FALSE;
      self->n_levels++;
    }

  return TRUE;
}

/* Value and slope of the answer's plane at a point, and whether it counts there. */
static inline gboolean
look_up (const GessoPlanes *planes,
         double             x,
         double             y,
         float             *out_value,
         float             *out_slopes)
{
  int column = (int) floor (x);
  int row = (int) floor (y);
  float right = (float) (x - column);
  float down = (float) (y - row);
  gsize at;
  const float *p;

  if (column < 0 || row < 0 || column + 1 >= planes->width || row + 1 >= planes->height)
    return FALSE;

  at = (gsize) row * (gsize) planes->width + (gsize) column;
  if (planes->weight[at] == 0)
    return FALSE;
  p = planes->luma + at;
  *out_value = (1 - down) * ((1 - right) * p[0] + right * p[1])
               + down * ((1 - right) * p[planes->width] + right * p[planes->width + 1]);
  if (out_slopes != NULL)
    {
      out_slopes[0] = (1 - down) * (p[1] - p[0]) + down * (p[planes->width + 1] - p[planes->width]);
      out_slopes[1]
          = (1 - right) * (p[planes->width] - p[0]) + right * (p[planes->width + 1] - p[1]);
    }
  return TRUE;
}

/* Where a cell of what was sent lies in the answer's plane. */
typedef struct
{
  double scale;
  double x;
  double y;
} CellMap;

static CellMap
map_cells (const GessoPlanes *planes,
           const Pose        *pose)
{
  return (CellMap){
    pose->scale,
    planes->middle_x * (1 - pose->scale) + pose->x / planes->cell,
    planes->middle_y * (1 - pose->scale) + pose->y / planes->cell,
  };
}

static Agreement
measure (const GessoPlanes *sent,
         const GessoPlanes *answer,
         const Pose        *pose)
{
  CellMap map = map_cells (sent, pose);
  double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  Agreement agreement = { 0 };
  double variance_a, variance_b, covariance;

  for (int row = 0; row < sent->height; row++)
    for (int column = 0; column < sent->width; column++)
      {
        gsize at = (gsize) row * (gsize) sent->width + (gsize) column;
        float value;

        if (sent->weight[at] == 0
            || !look_up (answer, map.scale * column + map.x, map.scale * row + map.y, &value, NULL))
          continue;
        n++;
        a += sent->luma[at];
        b += value;
        aa += (double) sent->luma[at] * sent->luma[at];
        bb += (double) value * value;
        ab += (double) sent->luma[at] * value;
      }
  agreement.n = n;
  if (n < 1)
    return agreement;

  agreement.mean_a = a / n;
  agreement.mean_b = b / n;
  variance_a = MAX (aa / n - agreement.mean_a * agreement.mean_a, 0);
  variance_b = MAX (bb / n - agreement.mean_b * agreement.mean_b, 0);
  covariance = ab / n - agreement.mean_a * agreement.mean_b;
  agreement.deviation_a = sqrt (variance_a);
  agreement.deviation_b = sqrt (variance_b);
  if (variance_a > 1e-6 && variance_b > 1e-6)
    agreement.correlation = covariance / sqrt (variance_a * variance_b);
  agreement.rest = sqrt (MAX (variance_a * (1 - agreement.correlation * agreement.correlation), 0));

  return agreement;
}

/* The normal equations of one step: shift in cells, and scale. */
typedef struct
{
  double matrix[3][3];
  double right[3];
  double n;
} Equations;

static void
gather (const GessoPlanes *sent,
        const GessoPlanes *answer,
        const Pose        *pose,
        const Agreement   *agreement,
        Equations         *equations)
{
  CellMap map = map_cells (sent, pose);
  double slope = agreement->deviation_b > 1e-3
                     ? agreement->correlation * agreement->deviation_a / agreement->deviation_b
                     : 1;
  double offset = agreement->mean_a - slope * agreement->mean_b;
  double soft = 2 * agreement->rest + 0.5;

  memset (equations, 0, sizeof *equations);
  for (int row = 0; row < sent->height; row++)
    for (int column = 0; column < sent->width; column++)
      {
        gsize at = (gsize) row * (gsize) sent->width + (gsize) column;
        double rest, weight, slopes[3];
        float value, raw[2];

        if (sent->weight[at] == 0
            || !look_up (answer, map.scale * column + map.x, map.scale * row + map.y, &value, raw))
          continue;
        rest = sent->luma[at] - slope * value - offset;
        weight = 1 / (1 + rest * rest / (soft * soft));
        slopes[0] = slope * raw[0];
        slopes[1] = slope * raw[1];
        slopes[2] = slopes[0] * (column - sent->middle_x) + slopes[1] * (row - sent->middle_y);
        for (int i = 0; i < 3; i++)
          {
            for (int j = 0; j <= i; j++)
              equations->matrix[i][j] += weight * slopes[i] * slopes[j];
            equations->right[i] += weight * slopes[i] * rest;
          }
        equations->n++;
      }
}

/* Solves by Cholesky; what the picture says nothing about is held where it is. */
static gboolean
solve (Equations *equations,
       double     span,
       double    *out)
{
  double l[3][3] = { { 0 } };
  double hold = 0.05 * equations->n;
  double z[3];

  for (int i = 0; i < 3; i++)
    {
      equations->matrix[i][i] += i < 2 ? hold : hold * span * span;
      for (int j = 0; j <= i; j++)
        {
          double sum = equations->matrix[i][j];

          for (int k = 0; k < j; k++)
            sum -= l[i][k] * l[j][k];
          if (i == j && sum <= 0)
            return FALSE;
          l[i][j] = i == j ? sqrt (sum) : sum / l[j][j];
        }
    }
  for (int i = 0; i < 3; i++)
    {
      z[i] = equations->right[i];
      for (int k = 0; k < i; k++)
        z[i] -= l[i][k] * z[k];
      z[i] /= l[i][i];
    }
  for (int i = 2; i >= 0; i--)
    {
      out[i] = z[i];
      for (int k = i + 1; k < 3; k++)
        out[i] -= l[k][i] * out[k];
      out[i] /= l[i][i];
    }
  return TRUE;
}

/* Steps on one level until they are small. */
static void
refine (const GessoPlanes *sent,
        const GessoPlanes *answer,
        Pose              *pose)
{
  double span = hypot (sent->width, sent->height) / 4;

  for (int i = 0; i < STEPS; i++)
    {
      Agreement agreement = measure (sent, answer, pose);
      Equations equations;
      double step[3];

      if (agreement.n < LEAST_CELLS || agreement.deviation_a < LEAST_CONTRAST)
        return;
      gather (sent, answer, pose, &agreement, &equations);
      if (!solve (&equations, span, step))
        return;
      for (int k = 0; k < 2; k++)
        step[k] = CLAMP (step[k], -2, 2);
      step[2] = CLAMP (step[2], -0.01, 0.01);
      pose->x += step[0] * sent->cell;
      pose->y += step[1] * sent->cell;
      pose->scale += step[2];
      if (hypot (step[0], step[1]) + fabs (step[2]) * span < 0.004)
        return;
    }
}

/* A position that may be the right one. */
typedef struct
{
  Pose pose;
  double score;
} Candidate;

static double
far_cost (const Pose *pose)
{
  return FAR_COST * (hypot (pose->x, pose->y) + 50 * fabs (pose->scale - 1));
}

/* Keeps the best of those that are clearly apart, best first. */
static void
offer (Candidate       *best,
       const Candidate *found,
       double           apart)
{
  int at = N_CANDIDATES;

  for (int i = 0; i < N_CANDIDATES; i++)
    if (best[i].score > -G_MAXDOUBLE && fabs (best[i].pose.x - found->pose.x) <= apart
        && fabs (best[i].pose.y - found->pose.y) <= apart)
      {
        if (best[i].score >= found->score)
          return;
        memmove (&best[i], &best[i + 1], (gsize) (N_CANDIDATES - 1 - i) * sizeof *best);
        best[N_CANDIDATES - 1].score = -G_MAXDOUBLE;
        break;
      }
  while (at > 0 && best[at - 1].score < found->score)
    at--;
  if (at == N_CANDIDATES)
    return;

  memmove (&best[at + 1], &best[at], (gsize) (N_CANDIDATES - 1 - at) * sizeof *best);
  best[at] = *found;
}

/* Tries every position on the coarsest level. */
static gboolean
try_all (Pyramid       *pyramid,
         Candidate     *best,
         GCancellable  *cancellable,
         GError       **error)
{
  const GessoPlanes *sent = &pyramid->sent[pyramid->n_levels - 1];
  const GessoPlanes *answer = &pyramid->answer[pyramid->n_levels - 1];
  int reach = (int) ceil (SEARCH_SHIFT_PX / sent->cell);
  int scales = (int) lrint (SEARCH_SCALE / SEARCH_SCALE_STEP);
  double all = measure (sent, answer, &(Pose){ 1, 0, 0 }).n;

  for (int s = -scales; s <= scales; s++)
    for (int y = -reach; y <= reach; y++)
      {
        if (g_cancellable_set_error_if_cancelled (cancellable, error))
          return FALSE;
        for (int x = -reach; x <= reach; x++)
          {
            Candidate here
                = { .pose = { 1 + s * SEARCH_SCALE_STEP, x * sent->cell, y * sent->cell } };
            Agreement agreement = measure (sent, answer, &here.pose);

            if (agreement.n < all / 2)
              continue;
            here.score = agreement.correlation - far_cost (&here.pose);
            offer (best, &here, 1.5 * sent->cell);
          }
      }

  return TRUE;
}

/* Between the positions that were tried may lie better ones, and what repeats fits in many places:
 * the best are looked at closely, and among equals the nearest is taken. */
static gboolean
search (Pyramid       *pyramid,
        Pose          *pose,
        GCancellable  *cancellable,
        GError       **error)
{
  int level = MAX (pyramid->n_levels - 2, 0);
  Candidate best[N_CANDIDATES];
  double score = -G_MAXDOUBLE;

  for (int i = 0; i < N_CANDIDATES; i++)
    best[i].score = -G_MAXDOUBLE;
  if (!try_all (pyramid, best, cancellable, error))
    return FALSE;

  for (int i = 0; i < N_CANDIDATES && best[i].score > -G_MAXDOUBLE; i++)
    {
      Pose here = best[i].pose;
      double found;

      for (int k = pyramid->n_levels - 1; k >= level; k--)
        refine (&pyramid->sent[k], &pyramid->answer[k], &here);
      found = measure (&pyramid->sent[level], &pyramid->answer[level], &here).correlation
              - far_cost (&here);
      if (found > score)
        {
          score = found;
          *pose = here;
        }
    }

  return TRUE;
}

/* How far the farthest pixel lies from where it should. */
static double
farthest (const Pose *pose,
          int         width,
          int         height)
{
  return hypot (fabs (pose->x) + fabs (pose->scale - 1) * width / 2,
                fabs (pose->y) + fabs (pose->scale - 1) * height / 2);
}

static gboolean
is_another_picture (const Agreement *agreement)
{
  if (fabs (agreement->mean_a - agreement->mean_b) > MOST_MEAN_DIFFERENCE
      && agreement->correlation < 0.9)
    return TRUE;
  if (agreement->correlation < LEAST_CORRELATION
      && agreement->deviation_b > 3 * agreement->deviation_a + 2 * MOST_REST_LEVELS)
    return TRUE;

  return agreement->correlation < LEAST_CORRELATION
         && agreement->rest > MOST_REST * agreement->deviation_a + MOST_REST_LEVELS / 4;
}

/* Gain per channel over the surroundings at the found position; bounded. */
static void
find_gain (const GessoPlanes *sent,
           const GessoPlanes *answer,
           const Pose        *pose,
           double            *gain)
{
  CellMap map = map_cells (sent, pose);
  double a[3] = { 0 }, b[3] = { 0 };

  for (int row = 0; row < sent->height; row++)
    for (int column = 0; column < sent->width; column++)
      {
        gsize at = (gsize) row * (gsize) sent->width + (gsize) column;
        int x = (int) lrint (map.scale * column + map.x);
        int y = (int) lrint (map.scale * row + map.y);
        gsize there;

        if (sent->weight[at] == 0 || x < 0 || y < 0 || x >= answer->width || y >= answer->height)
          continue;
        there = (gsize) y * (gsize) answer->width + (gsize) x;
        if (answer->weight[there] == 0)
          continue;
        for (gsize c = 0; c < 3; c++)
          {
            float v = sent->rgb[3 * at + c];
            float w = answer->rgb[3 * there + c];

            /* What is cut off at either end says nothing about brightness. */
            if (v < 4 || v > 250 || w < 4 || w > 250)
              continue;
            a[c] += v;
            b[c] += w;
          }
      }
  for (int c = 0; c < 3; c++)
    gain[c] = b[c] > 255 && a[c] > 255 ? CLAMP (a[c] / b[c], MIN_GAIN, MAX_GAIN) : 1;
}

static void
decide (Pyramid        *pyramid,
        Pose            pose,
        int             width,
        int             height,
        GessoAlignment *alignment)
{
  const Pose still = { 1, 0, 0 };
  /* Noise does not count on a level that is small enough. */
  int level = MIN (1, pyramid->n_levels - 1);
  Agreement before = measure (&pyramid->sent[level], &pyramid->answer[level], &still);
  Agreement after = measure (&pyramid->sent[level], &pyramid->answer[level], &pose);
  gboolean helps = after.rest < 0.97 * before.rest && after.n > before.n / 2;

  if (!helps)
    {
      pose = still;
      after = before;
    }
  alignment->confidence = CLAMP (after.correlation, 0, 1);
  alignment->scale = pose.scale;
  alignment->shift_x = pose.x;
  alignment->shift_y = pose.y;
  alignment->known = after.n >= LEAST_CELLS && after.deviation_a >= LEAST_CONTRAST;
  alignment->corrected = farthest (&pose, width, height) > GESSO_ALIGN_TOLERANCE_PX;
  if (is_another_picture (&after))
    alignment->refusal = GESSO_REFUSAL_DIFFERENT;
  else if (hypot (pose.x, pose.y) > GESSO_ALIGN_MAX_SHIFT_PX * G_SQRT2
           || fabs (pose.x) > GESSO_ALIGN_MAX_SHIFT_PX || fabs (pose.y) > GESSO_ALIGN_MAX_SHIFT_PX
           || fabs (pose.scale - 1) > GESSO_ALIGN_MAX_SCALE)
    alignment->refusal = GESSO_REFUSAL_SHIFT;
  find_gain (&pyramid->sent[0], &pyramid->answer[0], &pose, alignment->gain);
}

static gboolean
align_pyramid (Pyramid         *pyramid,
               int              width,
               int              height,
               GessoAlignment  *alignment,
               GCancellable    *cancellable,
               GError         **error)
{
  const Pose still = { 1, 0, 0 };
  const GessoPlanes *sent = &pyramid->sent[pyramid->n_levels - 1];
  Agreement agreement = measure (sent, &pyramid->answer[pyramid->n_levels - 1], &still);
  Pose pose = still;

  /* Without surroundings there is nothing to measure, and nothing to compare. */
  if (agreement.n < LEAST_CELLS / 4.0)
    return TRUE;

  if (agreement.deviation_a >= LEAST_CONTRAST)
    {
      if (!search (pyramid, &pose, cancellable, error))
        return FALSE;
      for (int level = pyramid->n_levels - 1; level >= 0; level--)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          refine (&pyramid->sent[level], &pyramid->answer[level], &pose);
        }
    }
  decide (pyramid, pose, width, height, alignment);

  return TRUE;
}

/**
 * gesso_align_find:
 * @sent: what was sent, in RGBA
 * @answer: what came back, in any size
 * @edit: a GRAY8 picture of the size of @sent: 0 where the model was not to touch anything
 * @out_alignment: (out): where the answer lies
 * @cancellable: (nullable): polled meanwhile
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Measures shift and scale of an answer on the surroundings of what was edited. Both pictures must
 * be in the same colour space. Parts of the answer that are transparent do not count. On a worker.
 *
 * Returns: %FALSE when @error is set
 */
gboolean
gesso_align_find (GessoImage      *sent,
                  GessoImage      *answer,
                  GessoImage      *edit,
                  GessoAlignment  *out_alignment,
                  GCancellable    *cancellable,
                  GError         **error)
{
  g_autoptr (GessoImage) same = NULL;
  g_autoptr (GessoImage) colours = NULL;
  Pyramid pyramid;
  int width, height;
  gboolean done;

  g_return_val_if_fail (sent != NULL && answer != NULL && edit != NULL, FALSE);
  g_return_val_if_fail (out_alignment != NULL, FALSE);
  g_return_val_if_fail (gesso_image_get_format (sent) != GESSO_PIXEL_FORMAT_GRAY8, FALSE);

  *out_alignment = (GessoAlignment){ .scale = 1, .gain = { 1, 1, 1 } };
  width = gesso_image_get_width (sent);
  height = gesso_image_get_height (sent);
  colours = gesso_image_get_format (answer) == GESSO_PIXEL_FORMAT_GRAY8
                ? gesso_color_convert (answer, GESSO_PIXEL_FORMAT_RGBA8, error)
                : gesso_image_ref (answer);
  same = colours != NULL ? gesso_scale_resize (colours, width, height, cancellable, error) : NULL;
  if (same == NULL)
    return FALSE;

  done = pyramid_init (&pyramid, sent, same, edit, cancellable, error)
         && align_pyramid (&pyramid, width, height, out_alignment, cancellable, error);
  pyramid_clear (&pyramid);

  return done;
}

/**
 * gesso_align_get_mapping:
 * @self: where an answer lies
 * @sent_width: width of what was sent
 * @sent_height: height of what was sent
 * @answer_width: the answer's own width
 * @answer_height: the answer's own height
 * @width: width of the part of the picture that it goes into
 * @height: height of that part
 *
 * Returns: where that part's pixels lie in the answer
 */
GessoMapping
gesso_align_get_mapping (const GessoAlignment *self,
                         int                   sent_width,
                         int                   sent_height,
                         int                   answer_width,
                         int                   answer_height,
                         int                   width,
                         int                   height)
{
  double scale = self->corrected ? self->scale : 1;
  double shift_x = self->corrected ? self->shift_x : 0;
  double shift_y = self->corrected ? self->shift_y : 0;
  double across = (double) answer_width / sent_width;
  double down = (double) answer_height / sent_height;

  return (GessoMapping){
    .scale_x = scale * answer_width / width,
    .scale_y = scale * answer_height / height,
    .shift_x = across * (sent_width / 2.0 * (1 - scale) + shift_x),
    .shift_y = down * (sent_height / 2.0 * (1 - scale) + shift_y),
  };
}
