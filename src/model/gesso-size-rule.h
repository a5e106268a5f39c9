/* gesso-size-rule.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-size.h"

G_BEGIN_DECLS

#define GESSO_SIZE_RULE_MAX_FIXED 32

/**
 * GessoSizeRule:
 * @multiple: both sides are multiples of it; 1 allows any
 * @min_edge: the shorter side is at least this, in pixels
 * @max_edge: the longer side is at most this, in pixels
 * @max_ratio: the longer side is at most this many times the shorter one; 0 allows any
 * @min_pixels: the area is at least this
 * @max_pixels: the area is at most this; 0 allows any
 * @experimental_pixels: an area above this is allowed but called experimental; 0 for none
 * @surroundings: for a part of a picture, how much beside what changes is worth sending, in per cent
 *   of its longer side; 0 for as much as has to be
 * @takes_auto: whether the service can choose the size
 * @fixed: when @n_fixed is not 0, the only sizes there are
 * @n_fixed: length of @fixed
 *
 * Which sizes a model accepts. A plain value, copied by assignment; any thread.
 */
typedef struct
{
  int       multiple;
  int       min_edge;
  int       max_edge;
  int       max_ratio;
  gint64    min_pixels;
  gint64    max_pixels;
  gint64    experimental_pixels;
  int       surroundings;
  gboolean  takes_auto;
  GessoSize fixed[GESSO_SIZE_RULE_MAX_FIXED];
  guint     n_fixed;
} GessoSizeRule;

/**
 * GessoSizeProblem:
 * @GESSO_SIZE_PROBLEM_NONE: the size is legal
 * @GESSO_SIZE_PROBLEM_MULTIPLE: a side is not on the grid
 * @GESSO_SIZE_PROBLEM_EDGE: a side is too long or too short
 * @GESSO_SIZE_PROBLEM_RATIO: too narrow
 * @GESSO_SIZE_PROBLEM_PIXELS: too few or too many pixels
 * @GESSO_SIZE_PROBLEM_FIXED: not one of the few sizes that the model knows
 */
typedef enum
{
  GESSO_SIZE_PROBLEM_NONE,
  GESSO_SIZE_PROBLEM_MULTIPLE,
  GESSO_SIZE_PROBLEM_EDGE,
  GESSO_SIZE_PROBLEM_RATIO,
  GESSO_SIZE_PROBLEM_PIXELS,
  GESSO_SIZE_PROBLEM_FIXED,
} GessoSizeProblem;

/**
 * GessoSizeOffer:
 * @smaller: the next smaller legal size; auto when there is none
 * @nearest: the legal size that comes nearest; the wish itself when that is legal
 * @larger: the next larger legal size; auto when there is none
 *
 * What to offer instead of a wish. All three keep the wish's ratio as near as the rule allows.
 */
typedef struct
{
  GessoSize smaller;
  GessoSize nearest;
  GessoSize larger;
} GessoSizeOffer;

/* gpt-image-2 and its successors; and servers of which nothing is known. */
extern const GessoSizeRule gesso_size_rule_gpt_image;
extern const GessoSizeRule gesso_size_rule_tolerant;

GessoSizeProblem  gesso_size_rule_check             (const GessoSizeRule *self,
                                                     const GessoSize     *size);
gboolean          gesso_size_rule_breaks            (const GessoSizeRule *self,
                                                     const GessoSize     *size,
                                                     GessoSizeProblem     problem);
gboolean          gesso_size_rule_is_experimental   (const GessoSizeRule *self,
                                                     const GessoSize     *size);
GessoSize         gesso_size_rule_snap              (const GessoSizeRule *self,
                                                     const GessoSize     *wish);
GessoSizeOffer    gesso_size_rule_offer             (const GessoSizeRule *self,
                                                     const GessoSize     *wish);

const char       *gesso_size_problem_to_string      (GessoSizeProblem     problem);

G_END_DECLS
