/* gesso-aspect.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-size.h"

G_BEGIN_DECLS

/**
 * GessoTier:
 * @GESSO_TIER_1K: a budget of 1,048,576 pixels
 * @GESSO_TIER_2K: a budget of 4,194,304 pixels
 * @GESSO_TIER_4K: a budget of 8,294,400 pixels
 */
typedef enum
{
  GESSO_TIER_1K,
  GESSO_TIER_2K,
  GESSO_TIER_4K,
} GessoTier;

#define GESSO_N_TIERS 3

/**
 * GessoAspect:
 * @name: as written, "16:9" or "auto"
 * @width: first number of the ratio; 0 for auto
 * @height: second number of the ratio; 0 for auto
 *
 * One of the eleven presets. Static; never freed.
 */
typedef struct
{
  const char *name;
  int         width;
  int         height;
} GessoAspect;

const GessoAspect *gesso_aspect_list           (guint             *out_length);
const GessoAspect *gesso_aspect_find           (const char        *name);
const GessoAspect *gesso_aspect_nearest        (const GessoSize   *size);
gboolean           gesso_aspect_is_auto        (const GessoAspect *self);
gboolean           gesso_aspect_matches        (const GessoAspect *self,
                                                const GessoSize   *size);
GessoSize          gesso_aspect_get_size       (const GessoAspect *self,
                                                GessoTier          tier);
char              *gesso_aspect_describe_size  (const GessoSize   *size);

const char        *gesso_tier_to_string        (GessoTier          tier);
gboolean           gesso_tier_parse            (const char        *text,
                                                GessoTier         *out_tier);
GessoTier          gesso_tier_of_size          (const GessoSize   *size);

G_END_DECLS
