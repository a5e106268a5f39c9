/* gesso-aspect.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-aspect.h"

#include <math.h>

/* GessoAspect is one of the eleven presets; together with a tier it gives the pixels that are
 * sent. The ratio of those is exact, never rounded: both sides are the ratio's numbers times one
 * multiple of 16. Static data without an owner; pure; any thread. */

#define GRID 16
#define MAX_EDGE 3840

/* Within this of a preset a size is shown as that preset, with "≈". */
#define NEAR_RATIO 0.02

static const GessoAspect aspects[] = {
  { "auto", 0, 0 },  { "1:1", 1, 1 },   { "2:3", 2, 3 },   { "3:2", 3, 2 },
  { "4:3", 4, 3 },   { "3:4", 3, 4 },   { "4:5", 4, 5 },   { "5:4", 5, 4 },
  { "16:9", 16, 9 }, { "9:16", 9, 16 }, { "21:9", 21, 9 },
};

static const struct
{
  const char *name;
  gint64 pixels;
} tiers[GESSO_N_TIERS] = {
  [GESSO_TIER_1K] = { "1K", 1048576 },
  [GESSO_TIER_2K] = { "2K", 4194304 },
  [GESSO_TIER_4K] = { "4K", 8294400 },
};

static int
greatest_common_divisor (int a,
                         int b)
{
  while (b != 0)
    {
      int rest = a % b;

      a = b;
      b = rest;
    }

  return a;
}

static int
integer_sqrt (gint64 value)
{
  gint64 root = (gint64) sqrt ((double) value);

  while (root * root > value)
    root--;
  while ((root + 1) * (root + 1) <= value)
    root++;

  return (int) root;
}

static double
ratio_error (const GessoAspect *self,
             const GessoSize   *size)
{
  return fabs (log ((double) size->width * self->height / size->height / self->width));
}

/**
 * gesso_aspect_list:
 * @out_length: (out) (optional): number of presets, eleven
 *
 * Returns: (transfer none) (array length=out_length): the presets in the order they are shown
 */
const GessoAspect *
gesso_aspect_list (guint *out_length)
{
  if (out_length != NULL)
    *out_length = G_N_ELEMENTS (aspects);

  return aspects;
}

/**
 * gesso_aspect_find:
 * @name: (nullable): as "16:9"
 *
 * Returns: (transfer none) (nullable): the preset of that name
 */
const GessoAspect *
gesso_aspect_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (aspects); i++)
    {
      if (name != NULL && g_ascii_strcasecmp (name, aspects[i].name) == 0)
        return &aspects[i];
    }

  return NULL;
}

/**
 * gesso_aspect_is_auto:
 * @self: a preset
 *
 * Returns: whether the service chooses ratio and size
 */
gboolean
gesso_aspect_is_auto (const GessoAspect *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->width == 0;
}

/**
 * gesso_aspect_matches:
 * @self: a preset
 * @size: a size
 *
 * Returns: whether @size has exactly this ratio; auto matches auto
 */
gboolean
gesso_aspect_matches (const GessoAspect *self,
                      const GessoSize   *size)
{
  g_return_val_if_fail (self != NULL && size != NULL, FALSE);

  if (gesso_aspect_is_auto (self) || gesso_size_is_auto (size))
    return gesso_aspect_is_auto (self) && gesso_size_is_auto (size);

  return (gint64) size->width * self->height == (gint64) size->height * self->width;
}

/**
 * gesso_aspect_nearest:
 * @size: a size
 *
 * Returns: (transfer none): the preset whose ratio comes nearest; auto for auto
 */
const GessoAspect *
gesso_aspect_nearest (const GessoSize *size)
{
  const GessoAspect *best = &aspects[0];
  double best_error = G_MAXDOUBLE;

  g_return_val_if_fail (size != NULL, best);

  if (size->width <= 0 || size->height <= 0)
    return best;

  for (gsize i = 1; i < G_N_ELEMENTS (aspects); i++)
    {
      double error = ratio_error (&aspects[i], size);

      if (error < best_error)
        {
          best = &aspects[i];
          best_error = error;
        }
    }

  return best;
}

/**
 * gesso_aspect_get_size:
 * @self: a preset
 * @tier: the budget of pixels
 *
 * The largest size of exactly this ratio whose sides are multiples of 16 and at most 3840, and
 * whose area is within the budget.
 *
 * Returns: the size; auto for the preset auto
 */
GessoSize
gesso_aspect_get_size (const GessoAspect *self,
                       GessoTier          tier)
{
  int divisor;
  int a;
  int b;
  int factor;

  g_return_val_if_fail (self != NULL, GESSO_SIZE_AUTO);
  g_return_val_if_fail ((guint) tier < GESSO_N_TIERS, GESSO_SIZE_AUTO);

  if (gesso_aspect_is_auto (self))
    return GESSO_SIZE_AUTO;

  divisor = greatest_common_divisor (self->width, self->height);
  a = self->width / divisor;
  b = self->height / divisor;
  factor = MIN (integer_sqrt (tiers[tier].pixels / (GRID * GRID * a * b)),
                MAX_EDGE / (GRID * MAX (a, b)));

  return (GessoSize){ GRID * a * factor, GRID * b * factor };
}

/**
 * gesso_aspect_describe_size:
 * @size: a size
 *
 * The ratio of a size as people say it.
 *
 * Returns: (transfer full): "16:9", "≈ 16:9", "1.85:1" or "auto"
 */
char *
gesso_aspect_describe_size (const GessoSize *size)
{
  const GessoAspect *nearest;
  gboolean wide;
  int hundredths;

  g_return_val_if_fail (size != NULL, NULL);

  nearest = gesso_aspect_nearest (size);
  if (gesso_aspect_is_auto (nearest) || gesso_aspect_matches (nearest, size))
    return g_strdup (nearest->name);
  if (ratio_error (nearest, size) <= NEAR_RATIO)
    return g_strdup_printf ("≈ %s", nearest->name);

  wide = size->width > size->height;
  hundredths
      = (int) (100.0 * MAX (size->width, size->height) / MIN (size->width, size->height) + 0.5);

  return wide ? g_strdup_printf ("%d.%02d:1", hundredths / 100, hundredths % 100)
              : g_strdup_printf ("1:%d.%02d", hundredths / 100, hundredths % 100);
}

/**
 * gesso_tier_to_string:
 * @tier: a tier
 *
 * Returns: (transfer none): "1K", "2K" or "4K"
 */
const char *
gesso_tier_to_string (GessoTier tier)
{
  g_return_val_if_fail ((guint) tier < GESSO_N_TIERS, NULL);

  return tiers[tier].name;
}

/**
 * gesso_tier_parse:
 * @text: (nullable): "1K", "2K" or "4K"
 * @out_tier: (out): set only on success
 *
 * Returns: whether @text names a tier
 */
gboolean
gesso_tier_parse (const char *text,
                  GessoTier  *out_tier)
{
  g_return_val_if_fail (out_tier != NULL, FALSE);

  for (int i = 0; i < GESSO_N_TIERS; i++)
    {
      if (text != NULL && g_ascii_strcasecmp (text, tiers[i].name) == 0)
        {
          *out_tier = (GessoTier) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * gesso_tier_of_size:
 * @size: a size
 *
 * Returns: the tier whose budget comes nearest to the area
 */
GessoTier
gesso_tier_of_size (const GessoSize *size)
{
  gint64 pixels;

  g_return_val_if_fail (size != NULL, GESSO_TIER_1K);

  /* The borders are the geometric means of neighbouring budgets. */
  pixels = gesso_size_get_pixels (size);
  if (pixels <= 2097152)
    return GESSO_TIER_1K;

  return pixels <= 5898240 ? GESSO_TIER_2K : GESSO_TIER_4K;
}
