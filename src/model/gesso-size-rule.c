/* gesso-size-rule.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-size-rule.h"

#include <math.h>

/* GessoSizeRule says which sizes a model accepts, brings any wish to a legal size, and offers what
 * lies beside it. A plain value without an owner; pure; any thread. The arithmetic of snapping is
 * the one that was tried out on hundreds of thousands of wishes for gpt-image-2; the same steps
 * with other figures serve the other rules. */

/* Ratios this near to the wish are as good as equal: then the nearer area is the better offer. */
#define RATIO_TOLERANCE 0.01

/* Corrections after rounding to the grid; the rounding is never further away than this. */
#define MAX_STEPS 64

const GessoSizeRule gesso_size_rule_gpt_image = {
  .multiple = 16,
  .min_edge = 16,
  .max_edge = 3840,
  .max_ratio = 3,
  .min_pixels = 655360,
  .max_pixels = 8294400,
  .experimental_pixels = 2560 * 1440,
  .takes_auto = TRUE,
};

const GessoSizeRule gesso_size_rule_tolerant = {
  .multiple = 8,
  .min_edge = 64,
  .max_edge = 4096,
  .max_ratio = 0,
  .min_pixels = 0,
  .max_pixels = 0,
  .experimental_pixels = 0,
  .takes_auto = TRUE,
};

static gint64
area (GessoSize size)
{
  return gesso_size_get_pixels (&size);
}

static gboolean
is_legal (const GessoSizeRule *self,
          GessoSize            size)
{
  return gesso_size_rule_check (self, &size) == GESSO_SIZE_PROBLEM_NONE;
}

/* How far the ratio of a size is from another ratio; 0 is equal, 0.01 about one per cent. */
static double
ratio_error (GessoSize size,
             double    ratio)
{
  return fabs (log ((double) size.width / size.height / ratio));
}

static gboolean
is_in_list (const GessoSizeRule *self,
            const GessoSize     *size)
{
  for (guint i = 0; i < self->n_fixed; i++)
    {
      if (gesso_size_equal (&self->fixed[i], size))
        return TRUE;
    }

  return FALSE;
}

static GessoSize
snap_to_list (const GessoSizeRule *self,
              double               width,
              double               height)
{
  guint best = 0;
  double best_error = G_MAXDOUBLE;

  for (guint i = 0; i < self->n_fixed; i++)
    {
      double error = ratio_error (self->fixed[i], width / height);

      if (error < best_error - 1e-9)
        {
          best = i;
          best_error = error;
        }
    }

  return self->fixed[best];
}

static int
round_to_grid (double side,
               int    multiple)
{
  return MAX (multiple, multiple * (int) floor (side / multiple + 0.5));
}

/* One correction of a size on the grid. Returns FALSE when there is nothing left to correct. */
static gboolean
correct (const GessoSizeRule *self,
         GessoSize           *size)
{
  gboolean wide = size->width >= size->height;
  int *longer = wide ? &size->width : &size->height;
  int *shorter = wide ? &size->height : &size->width;
  gint64 pixels = area (*size);

  if (*longer > self->max_edge || (self->max_pixels > 0 && pixels > self->max_pixels))
    *longer -= self->multiple;
  else if (self->max_ratio > 0 && *longer > self->max_ratio * *shorter)
    {
      if ((gint64) (*longer - self->multiple) * *shorter >= self->min_pixels)
        *longer -= self->multiple;
      else
        *shorter += self->multiple;
    }
  else if (pixels < self->min_pixels || *shorter < self->min_edge)
    *shorter += self->multiple;
  else
    return FALSE;

  return TRUE;
}

static GessoSize
snap_to_grid (const GessoSizeRule *self,
              double               width,
              double               height)
{
  double scale;
  GessoSize size;

  if (self->max_ratio > 0)
    {
      height = MAX (height, width / self->max_ratio);
      width = MAX (width, height / self->max_ratio);
    }

  scale = MIN (1.0, self->max_edge / MAX (width, height));
  if (self->max_pixels > 0)
    scale = MIN (scale, sqrt (self->max_pixels / (width * height)));
  if (width * height * scale * scale < self->min_pixels)
    scale = sqrt (self->min_pixels / (width * height));

  size.width = round_to_grid (width * scale, self->multiple);
  size.height = round_to_grid (height * scale, self->multiple);

  for (int i = 0; i < MAX_STEPS && correct (self, &size); i++)
    ;

  return size;
}

/* Keeps the better of two candidates on one side of the nearest size. */
static void
consider (const GessoSizeRule *self,
          GessoSize            candidate,
          GessoSize            nearest,
          double               ratio,
          gboolean             larger,
          GessoSize           *best)
{
  gboolean outside = larger ? candidate.width < nearest.width || candidate.height < nearest.height
                            : candidate.width > nearest.width || candidate.height > nearest.height;
  double error = ratio_error (candidate, ratio);
  double best_error;

  if (outside || gesso_size_equal (&candidate, &nearest) || !is_legal (self, candidate))
    return;
  if (gesso_size_is_auto (best))
    {
      *best = candidate;
      return;
    }

  best_error = ratio_error (*best, ratio);
  if (MAX (error, best_error) <= RATIO_TOLERANCE
          ? (larger ? area (candidate) < area (*best) : area (candidate) > area (*best))
          : error < best_error)
    *best = candidate;
}

/* Walks along the wish's ratio over the grid, from both sides. */
static GessoSize
find_beside (const GessoSizeRule *self,
             GessoSize            nearest,
             double               ratio,
             gboolean             larger)
{
  GessoSize best = GESSO_SIZE_AUTO;

  for (int side = self->multiple; side <= self->max_edge; side += self->multiple)
    {
      GessoSize by_width = { side, round_to_grid (side / ratio, self->multiple) };
      GessoSize by_height = { round_to_grid (side * ratio, self->multiple), side };

      consider (self, by_width, nearest, ratio, larger, &best);
      consider (self, by_height, nearest, ratio, larger, &best);
    }

  return best;
}

/**
 * gesso_size_rule_breaks:
 * @self: a rule
 * @size: a size
 * @problem: one of its parts
 *
 * Whether a size breaks one part of the rule, so that every broken part can be marked.
 *
 * Returns: whether that part is broken
 */
gboolean
gesso_size_rule_breaks (const GessoSizeRule *self,
                        const GessoSize     *size,
                        GessoSizeProblem     problem)
{
  gint64 pixels;
  int longer;
  int shorter;

  g_return_val_if_fail (self != NULL && size != NULL, TRUE);

  if (gesso_size_is_auto (size))
    return !self->takes_auto && problem == GESSO_SIZE_PROBLEM_FIXED;
  if (self->n_fixed > 0)
    return problem == GESSO_SIZE_PROBLEM_FIXED && !is_in_list (self, size);

  pixels = gesso_size_get_pixels (size);
  longer = MAX (size->width, size->height);
  shorter = MIN (size->width, size->height);

  switch (problem)
    {
    case GESSO_SIZE_PROBLEM_MULTIPLE:
      return size->width % self->multiple != 0 || size->height % self->multiple != 0;
    case GESSO_SIZE_PROBLEM_EDGE:
      return longer > self->max_edge || shorter < self->min_edge;
    case GESSO_SIZE_PROBLEM_RATIO:
      return self->max_ratio > 0 && longer > (gint64) self->max_ratio * shorter;
    case GESSO_SIZE_PROBLEM_PIXELS:
      return pixels < self->min_pixels || (self->max_pixels > 0 && pixels > self->max_pixels);
    case GESSO_SIZE_PROBLEM_NONE:
    case GESSO_SIZE_PROBLEM_FIXED:
      return FALSE;
    default:
      g_return_val_if_reached (TRUE);
    }
}

/**
 * gesso_size_rule_check:
 * @self: a rule
 * @size: a size
 *
 * Returns: the first part of the rule that @size breaks, in the order grid, edge, ratio, pixels
 */
GessoSizeProblem
gesso_size_rule_check (const GessoSizeRule *self,
                       const GessoSize     *size)
{
  static const GessoSizeProblem order[] = {
    GESSO_SIZE_PROBLEM_MULTIPLE, GESSO_SIZE_PROBLEM_EDGE,  GESSO_SIZE_PROBLEM_RATIO,
    GESSO_SIZE_PROBLEM_PIXELS,   GESSO_SIZE_PROBLEM_FIXED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (gesso_size_rule_breaks (self, size, order[i]))
        return order[i];
    }

  return GESSO_SIZE_PROBLEM_NONE;
}

/**
 * gesso_size_rule_is_experimental:
 * @self: a rule
 * @size: a size
 *
 * Returns: whether the service takes the size, but calls it experimental
 */
gboolean
gesso_size_rule_is_experimental (const GessoSizeRule *self,
                                 const GessoSize     *size)
{
  g_return_val_if_fail (self != NULL && size != NULL, FALSE);

  return self->experimental_pixels > 0 && gesso_size_get_pixels (size) > self->experimental_pixels;
}

/**
 * gesso_size_rule_snap:
 * @self: a rule
 * @wish: any size; auto stays auto where the rule allows it
 *
 * Brings any wish to a legal size. A legal size stays what it is.
 *
 * Returns: a legal size
 */
GessoSize
gesso_size_rule_snap (const GessoSizeRule *self,
                      const GessoSize     *wish)
{
  double width;
  double height;

  g_return_val_if_fail (self != NULL && wish != NULL, GESSO_SIZE_AUTO);

  if (gesso_size_rule_check (self, wish) == GESSO_SIZE_PROBLEM_NONE)
    return *wish;

  width = MAX (wish->width, 1);
  height = MAX (wish->height, 1);
  if (self->n_fixed > 0)
    return snap_to_list (self, width, height);

  return snap_to_grid (self, width, height);
}

/**
 * gesso_size_rule_offer:
 * @self: a rule
 * @wish: any size
 *
 * What to offer instead of a wish, or beside it: the nearest legal size and its neighbours, one
 * that fits into it and one that covers it, each with the wish's ratio as near as the grid allows.
 *
 * Returns: three sizes; auto stands for "there is none"
 */
GessoSizeOffer
gesso_size_rule_offer (const GessoSizeRule *self,
                       const GessoSize     *wish)
{
  GessoSizeOffer offer = { GESSO_SIZE_AUTO, GESSO_SIZE_AUTO, GESSO_SIZE_AUTO };
  double ratio;

  g_return_val_if_fail (self != NULL && wish != NULL, offer);

  offer.nearest = gesso_size_rule_snap (self, wish);
  if (self->n_fixed > 0 || gesso_size_is_auto (&offer.nearest))
    return offer;

  ratio = (double) MAX (wish->width, 1) / MAX (wish->height, 1);
  if (self->max_ratio > 0)
    ratio = CLAMP (ratio, 1.0 / self->max_ratio, self->max_ratio);

  offer.smaller = find_beside (self, offer.nearest, ratio, FALSE);
  offer.larger = find_beside (self, offer.nearest, ratio, TRUE);

  return offer;
}

/**
 * gesso_size_problem_to_string:
 * @problem: a problem
 *
 * Returns: (transfer none) (nullable): its name on the command line; NULL for none
 */
const char *
gesso_size_problem_to_string (GessoSizeProblem problem)
{
  switch (problem)
    {
    case GESSO_SIZE_PROBLEM_NONE:
      return NULL;
    case GESSO_SIZE_PROBLEM_MULTIPLE:
      return "multiple";
    case GESSO_SIZE_PROBLEM_EDGE:
      return "edge";
    case GESSO_SIZE_PROBLEM_RATIO:
      return "ratio";
    case GESSO_SIZE_PROBLEM_PIXELS:
      return "pixels";
    case GESSO_SIZE_PROBLEM_FIXED:
      return "fixed";
    default:
      g_return_val_if_reached (NULL);
    }
}
