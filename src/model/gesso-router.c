/* gesso-router.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-router.h"

#include <math.h>
#include <string.h>

/* GessoRouter chooses size and quality where a person wishes only a class or a budget. Of all
 * sizes that are legal, of the wished ratio and not called experimental by the service, with all
 * qualities that the model has, it takes the pair whose output tokens come nearest to those of
 * the picture that the class or budget stands for, in the same ratio; of two that are equally near
 * the cheaper one. What is to choose from does not depend on the class, so more is never answered
 * by less. Pure; any thread. */

/* A ratio counts as kept within one in a hundred: that is what a grid of 16 pixels needs. */
#define RATIO_TOLERANCE 0.01

/* With at least so many sizes of exactly the ratio, no others are looked at. */
#define ENOUGH_EXACT 4

/* Where a rule leaves it open: nothing below 512 × 512, nothing above 2560 × 1440, nothing narrower
 * than 1:3. */
#define MAX_RATIO 3
#define MIN_PIXELS 262144
#define MAX_PIXELS 3686400
#define MIN_STEP 16

/* What a quality is worth where the model's own figures are not known: as with gpt-image-2, or,
 * where there are qualities above "high", as with its successors. */
static const struct
{
  const char *quality;
  int grid;
  int grid_of_five;
} assumed_grids[] = {
  { "low", 16, 16 },   { "medium", 48, 24 }, { "high", 96, 48 },
  { "xhigh", 64, 64 }, { "max", 96, 96 },
};

typedef struct
{
  const GessoRouterQuery *query;
  GessoRoute *route;
  GArray *sizes; /* (owned): of GessoSize */
  double ratio;  /* of what is to choose from */
  gint64 best_off;
  gint64 best_area_off;
} Choice;

static double
ratio_error (const GessoSize *size,
             double           ratio)
{
  return fabs (log ((double) size->width / size->height / ratio));
}

static gboolean
is_set (const GessoSize *size)
{
  return size->width > 0 && size->height > 0;
}

/* The ratio that is wished for, and who says so. */
static void
find_wish (const GessoRouterQuery *query,
           GessoRoute             *route)
{
  gboolean found = query->prompt != NULL && query->prompt->width > 0;
  GessoSize in_prompt
      = found ? (GessoSize){ query->prompt->width, query->prompt->height } : GESSO_SIZE_AUTO;

  route->wish = (GessoSize){ 1, 1 };
  route->source = GESSO_ROUTE_SOURCE_NONE;
  if (is_set (&query->part))
    {
      route->wish = query->part;
      route->source = GESSO_ROUTE_SOURCE_PART;
    }
  else if (found && query->prompt->in_numbers)
    {
      route->wish = in_prompt;
      route->source = GESSO_ROUTE_SOURCE_NUMBERS;
    }
  else if (is_set (&query->base))
    {
      route->wish = query->base;
      route->source = GESSO_ROUTE_SOURCE_BASE;
    }
  else if (found)
    {
      route->wish = in_prompt;
      route->source = GESSO_ROUTE_SOURCE_WORDS;
    }
  else if (is_set (&query->kept))
    {
      route->wish = query->kept;
      route->source = GESSO_ROUTE_SOURCE_KEPT;
    }
  if (route->source == GESSO_ROUTE_SOURCE_NUMBERS || route->source == GESSO_ROUTE_SOURCE_WORDS)
    memcpy (route->word, query->prompt->word, sizeof route->word);
}

static double
clamp_ratio (const GessoSizeRule *rule,
             const GessoSize     *wish)
{
  double most = rule->max_ratio > 0 ? rule->max_ratio : MAX_RATIO;

  return CLAMP ((double) wish->width / wish->height, 1.0 / most, most);
}

static void
add_fixed_sizes (const GessoSizeRule *rule,
                 double               ratio,
                 GArray              *sizes)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < rule->n_fixed; i++)
    best = MIN (best, ratio_error (&rule->fixed[i], ratio));
  for (guint i = 0; i < rule->n_fixed; i++)
    if (ratio_error (&rule->fixed[i], ratio) <= MAX (best + 1e-9, RATIO_TOLERANCE))
      g_array_append_val (sizes, rule->fixed[i]);
}

static gboolean
is_usual (const GessoSizeRule *rule,
          const GessoSize     *size)
{
  gint64 pixels = gesso_size_get_pixels (size);
  gint64 minimum = rule->min_pixels > 0 ? rule->min_pixels : MIN_PIXELS;
  gint64 maximum = rule->experimental_pixels > 0 ? rule->experimental_pixels : MAX_PIXELS;

  return pixels >= minimum && pixels <= maximum
         && gesso_size_rule_check (rule, size) == GESSO_SIZE_PROBLEM_NONE;
}

/* One size for each width: with the height that comes nearest to the ratio. */
static void
add_grid_sizes (const GessoSizeRule *rule,
                double               ratio,
                GArray              *sizes)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (GessoSize));
  int step = MAX (rule->multiple, 1);
  double allowed = RATIO_TOLERANCE;
  double best = G_MAXDOUBLE;
  guint n_exact = 0;

  /* A wide grid is a grid of every multiple, too. */
  while (step < MIN_STEP)
    step *= 2;
  for (int width = step; width <= rule->max_edge; width += step)
    {
      int height = step * (int) floor (width / ratio / step + 0.5);
      GessoSize size = { width, MAX (height, step) };
      double error = ratio_error (&size, ratio);

      if (!is_usual (rule, &size))
        continue;
      best = MIN (best, error);
      n_exact += error < 1e-9;
      g_array_append_val (all, size);
    }

  allowed = n_exact >= ENOUGH_EXACT ? 1e-9 : MAX (RATIO_TOLERANCE, best + 1e-9);
  for (guint i = 0; i < all->len; i++)
    if (ratio_error (&g_array_index (all, GessoSize, i), ratio) <= allowed)
      g_array_append_val (sizes, g_array_index (all, GessoSize, i));
}

static void
find_sizes (Choice *choice)
{
  const GessoSizeRule *rule = &choice->query->info->size_rule;
  const GessoSize *wish = &choice->route->wish;
  GessoSize size;

  choice->ratio = clamp_ratio (rule, wish);
  if (choice->route->source == GESSO_ROUTE_SOURCE_PART)
    g_array_append_val (choice->sizes, *wish);
  else if (rule->n_fixed > 0)
    add_fixed_sizes (rule, choice->ratio, choice->sizes);
  else
    add_grid_sizes (rule, choice->ratio, choice->sizes);

  if (choice->sizes->len == 0)
    {
      size = (GessoSize){ (int) lround (1024 * sqrt (choice->ratio)),
                          (int) lround (1024 / sqrt (choice->ratio)) };
      size = gesso_size_rule_snap (rule, &size);
      g_array_append_val (choice->sizes, size);
    }

  /* Where the ratio cannot be had, the class is that of the ratio there is. */
  size = g_array_index (choice->sizes, GessoSize, 0);
  if (ratio_error (&size, choice->ratio) > RATIO_TOLERANCE)
    choice->ratio = (double) size.width / size.height;
}

static gint64
tokens_of_level (const GessoRoutingLevel *level,
                 double                   ratio)
{
  double side = sqrt ((double) level->pixels);
  GessoSize size = { (int) lround (side * sqrt (ratio)), (int) lround (side / sqrt (ratio)) };

  return gesso_pricing_output_tokens (level->grid, &size);
}

static gint64
count_tokens (const Choice    *choice,
              const char      *quality,
              const GessoSize *size,
              gboolean        *out_assumed)
{
  const char *const *qualities = choice->query->info->qualities;
  gboolean has_five = g_strv_contains (qualities, "xhigh") || g_strv_contains (qualities, "max");
  gint64 low;
  gint64 high;

  *out_assumed = FALSE;
  if (quality != NULL
      && gesso_pricing_picture_tokens (choice->query->pricing, choice->query->account_kind,
                                       choice->query->info->id, quality, size, &low, &high))
    return (low + high) / 2;

  *out_assumed = TRUE;
  for (gsize i = 0; quality != NULL && i < G_N_ELEMENTS (assumed_grids); i++)
    if (g_str_equal (quality, assumed_grids[i].quality))
      return gesso_pricing_output_tokens (has_five ? assumed_grids[i].grid_of_five
                                                   : assumed_grids[i].grid,
                                          size);

  /* Without qualities only the area is left to choose. */
  return gesso_pricing_output_tokens (choice->query->routing.level->grid, size);
}

static void
try_one (Choice          *choice,
         const char      *quality,
         const GessoSize *size)
{
  GessoRoute *route = choice->route;
  gboolean assumed;
  gint64 tokens = count_tokens (choice, quality, size, &assumed);
  gint64 off = ABS (tokens - route->target);
  gint64 area_off = ABS (gesso_size_get_pixels (size) - choice->query->routing.level->pixels);

  if (off > choice->best_off
      || (off == choice->best_off
          && (tokens > route->tokens
              || (tokens == route->tokens && area_off >= choice->best_area_off))))
    return;

  choice->best_off = off;
  choice->best_area_off = area_off;
  route->size = *size;
  route->quality = quality != NULL ? g_intern_string (quality) : NULL;
  route->tokens = tokens;
  route->assumed = assumed;
}

static gboolean
is_known_quality (const char *quality)
{
  for (gsize i = 0; i < G_N_ELEMENTS (assumed_grids); i++)
    if (g_str_equal (quality, assumed_grids[i].quality))
      return TRUE;

  return FALSE;
}

/**
 * gesso_router_choose:
 * @query: what there is to choose from
 * @out_route: (out): overwritten
 *
 * Chooses size and quality for a class or budget. Numbers in the prompt say the ratio before the
 * picture that is edited, this one before words of the prompt, and these before what was chosen by
 * hand. Takes a few milliseconds at most.
 */
void
gesso_router_choose (const GessoRouterQuery *query,
                     GessoRoute             *out_route)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (GessoSize));
  Choice choice = { .query = query,
                    .route = out_route,
                    .sizes = sizes,
                    .best_off = G_MAXINT64,
                    .best_area_off = G_MAXINT64 };
  gboolean has_quality = FALSE;

  g_return_if_fail (query != NULL && query->info != NULL && query->routing.level != NULL);
  g_return_if_fail (out_route != NULL);

  memset (out_route, 0, sizeof *out_route);
  out_route->routing = query->routing;
  find_wish (query, out_route);
  find_sizes (&choice);
  out_route->target = tokens_of_level (query->routing.level, choice.ratio);

  for (gsize i = 0; query->info->qualities[i] != NULL; i++)
    {
      const char *quality = query->info->qualities[i];

      if (!is_known_quality (quality))
        continue;
      has_quality = TRUE;
      for (guint j = 0; j < sizes->len; j++)
        try_one (&choice, quality, &g_array_index (sizes, GessoSize, j));
    }
  for (guint j = 0; !has_quality && j < sizes->len; j++)
    try_one (&choice, NULL, &g_array_index (sizes, GessoSize, j));

  out_route->keeps_ratio
      = ratio_error (&out_route->size, (double) out_route->wish.width / out_route->wish.height)
        <= RATIO_TOLERANCE + 1e-9;
}

/**
 * gesso_route_equal:
 * @a: a choice
 * @b: another one
 *
 * Returns: whether both say the same
 */
gboolean
gesso_route_equal (const GessoRoute *a,
                   const GessoRoute *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->routing.mode == b->routing.mode && a->routing.level == b->routing.level
         && gesso_size_equal (&a->size, &b->size) && a->quality == b->quality
         && a->tokens == b->tokens && a->target == b->target && a->assumed == b->assumed
         && a->source == b->source && gesso_size_equal (&a->wish, &b->wish)
         && a->keeps_ratio == b->keeps_ratio && g_str_equal (a->word, b->word);
}

/**
 * gesso_route_source_to_string:
 * @source: where a ratio comes from
 *
 * Returns: (transfer none): one word for machines
 */
const char *
gesso_route_source_to_string (GessoRouteSource source)
{
  static const char *const names[] = {
    [GESSO_ROUTE_SOURCE_NONE] = "none",       [GESSO_ROUTE_SOURCE_KEPT] = "kept",
    [GESSO_ROUTE_SOURCE_WORDS] = "words",     [GESSO_ROUTE_SOURCE_BASE] = "base",
    [GESSO_ROUTE_SOURCE_NUMBERS] = "numbers", [GESSO_ROUTE_SOURCE_PART] = "part",
  };

  g_return_val_if_fail ((guint) source < G_N_ELEMENTS (names), NULL);

  return names[source];
}
