/* gesso-routing.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoRoutingMode:
 * @GESSO_ROUTING_MANUAL: a person chooses size and quality
 * @GESSO_ROUTING_SIZE_CLASS: "small", "standard" or "large" is chosen, the rest follows
 * @GESSO_ROUTING_TOKEN_BUDGET: 16, 24, 36, 48, 64 or 96 is chosen, the rest follows
 *
 * Who chooses size and quality.
 */
typedef enum
{
  GESSO_ROUTING_MANUAL,
  GESSO_ROUTING_SIZE_CLASS,
  GESSO_ROUTING_TOKEN_BUDGET,
} GessoRoutingMode;

#define GESSO_N_ROUTING_MODES 3

/**
 * GessoRoutingLevel:
 * @value: as written: "small" or "48"
 * @grid: cells along the longer side of the picture that it stands for
 * @pixels: the area of that picture
 *
 * One class or budget. Static; never freed.
 */
typedef struct
{
  const char *value;
  int         grid;
  gint64      pixels;
} GessoRoutingLevel;

/**
 * GessoRouting:
 * @mode: who chooses
 * @level: (nullable): the class or budget; NULL exactly when @mode is manual
 *
 * A plain value, copied by assignment; any thread.
 */
typedef struct
{
  GessoRoutingMode         mode;
  const GessoRoutingLevel *level;
} GessoRouting;

gboolean                 gesso_routing_parse        (const char         *text,
                                                     GessoRouting       *out_routing);
gboolean                 gesso_routing_make         (const char         *mode,
                                                     const char         *value,
                                                     GessoRouting       *out_routing);
char                    *gesso_routing_to_string    (const GessoRouting *self);
const char              *gesso_routing_mode_name    (GessoRoutingMode    mode);
const GessoRoutingLevel *gesso_routing_list_levels  (GessoRoutingMode    mode,
                                                     guint              *out_length);
const GessoRoutingLevel *gesso_routing_usual_level  (GessoRoutingMode    mode);

G_END_DECLS
