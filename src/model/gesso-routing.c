/* gesso-routing.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-routing.h"

#include <string.h>

/* GessoRouting says who chooses size and quality, and what for. No service has a field for it: a
 * class or a budget stands for one picture, given by its grid of cells and its area, and what is
 * chosen is what takes as many output tokens as that picture would. Static data; pure; any
 * thread. */

#define ONE_K 1048576

/* 1536 × 1024, the size that most services name first after the square one. */
#define STANDARD 1572864

/* 2560 × 1440: what is larger the service itself calls experimental. */
#define LARGEST 3686400

static const GessoRoutingLevel classes[] = {
  { "small", 16, ONE_K },
  { "standard", 48, STANDARD },
  { "large", 96, LARGEST },
};

static const GessoRoutingLevel budgets[] = {
  { "16", 16, ONE_K }, { "24", 24, ONE_K }, { "36", 36, ONE_K },
  { "48", 48, ONE_K }, { "64", 64, ONE_K }, { "96", 96, ONE_K },
};

static const struct
{
  const char *name;
  const GessoRoutingLevel *levels;
  guint length;
  guint usual;
} modes[GESSO_N_ROUTING_MODES] = {
  [GESSO_ROUTING_MANUAL] = { "manual", NULL, 0, 0 },
  [GESSO_ROUTING_SIZE_CLASS] = { "size-class", classes, G_N_ELEMENTS (classes), 1 },
  [GESSO_ROUTING_TOKEN_BUDGET] = { "token-budget", budgets, G_N_ELEMENTS (budgets), 3 },
};

/**
 * gesso_routing_make:
 * @mode: (nullable): "manual", "size-class" or "token-budget"
 * @value: (nullable): the class or budget; NULL takes the usual one
 * @out_routing: (out): set only on success
 *
 * Returns: whether there is such a mode with such a value
 */
gboolean
gesso_routing_make (const char   *mode,
                    const char   *value,
                    GessoRouting *out_routing)
{
  g_return_val_if_fail (out_routing != NULL, FALSE);

  for (guint i = 0; mode != NULL && i < G_N_ELEMENTS (modes); i++)
    {
      if (g_ascii_strcasecmp (mode, modes[i].name) != 0)
        continue;
      if (value == NULL || i == GESSO_ROUTING_MANUAL)
        {
          *out_routing = (GessoRouting){ i, gesso_routing_usual_level (i) };
          return value == NULL;
        }
      for (guint j = 0; j < modes[i].length; j++)
        if (g_ascii_strcasecmp (value, modes[i].levels[j].value) == 0)
          {
            *out_routing = (GessoRouting){ i, &modes[i].levels[j] };
            return TRUE;
          }
    }

  return FALSE;
}

/**
 * gesso_routing_parse:
 * @text: (nullable): as "manual", "size-class=large" or "token-budget=48"; NULL is manual
 * @out_routing: (out): set only on success
 *
 * Returns: whether @text is understood
 */
gboolean
gesso_routing_parse (const char   *text,
                     GessoRouting *out_routing)
{
  g_autofree char *mode = NULL;
  const char *sign;

  if (text == NULL)
    return gesso_routing_make ("manual", NULL, out_routing);

  sign = strchr (text, '=');
  mode = sign != NULL ? g_strndup (text, (gsize) (sign - text)) : g_strdup (text);
  return gesso_routing_make (mode, sign != NULL ? sign + 1 : NULL, out_routing);
}

/**
 * gesso_routing_to_string:
 * @self: a routing
 *
 * Returns: (transfer full): what gesso_routing_parse() reads
 */
char *
gesso_routing_to_string (const GessoRouting *self)
{
  g_return_val_if_fail (self != NULL && self->mode < GESSO_N_ROUTING_MODES, NULL);

  if (self->level == NULL)
    return g_strdup (modes[self->mode].name);

  return g_strdup_printf ("%s=%s", modes[self->mode].name, self->level->value);
}

/**
 * gesso_routing_mode_name:
 * @mode: a mode
 *
 * Returns: (transfer none): "manual", "size-class" or "token-budget"
 */
const char *
gesso_routing_mode_name (GessoRoutingMode mode)
{
  g_return_val_if_fail ((guint) mode < GESSO_N_ROUTING_MODES, NULL);

  return modes[mode].name;
}

/**
 * gesso_routing_list_levels:
 * @mode: a mode
 * @out_length: (out): how many; 0 for manual
 *
 * Returns: (transfer none) (nullable) (array length=out_length): the classes or budgets, the
 *   cheapest first
 */
const GessoRoutingLevel *
gesso_routing_list_levels (GessoRoutingMode  mode,
                           guint            *out_length)
{
  g_return_val_if_fail ((guint) mode < GESSO_N_ROUTING_MODES && out_length != NULL, NULL);

  *out_length = modes[mode].length;
  return modes[mode].levels;
}

/**
 * gesso_routing_usual_level:
 * @mode: a mode
 *
 * Returns: (transfer none) (nullable): what the mode starts with; NULL for manual
 */
const GessoRoutingLevel *
gesso_routing_usual_level (GessoRoutingMode mode)
{
  g_return_val_if_fail ((guint) mode < GESSO_N_ROUTING_MODES, NULL);

  return modes[mode].levels != NULL ? &modes[mode].levels[modes[mode].usual] : NULL;
}
