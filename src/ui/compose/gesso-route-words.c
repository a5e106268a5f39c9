/* gesso-route-words.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/compose/gesso-route-words.h"

#include <glib/gi18n.h>

#include "model/gesso-aspect.h"
#include "ui/support/gesso-words.h"

/* What was chosen for a class or budget, and why, in sentences. Pure; main thread, for the
 * locale. */

/* "medium" beside a size in a sentence; the buttons write it with a capital. */
static char *
describe_choice (const GessoRoute *route)
{
  g_autofree char *pair = g_strdup_printf (_ ("%d × %d"), route->size.width, route->size.height);
  g_autofree char *size = gesso_words_isolate (pair);
  g_autofree char *quality = NULL;

  if (route->quality == NULL)
    return g_steal_pointer (&size);

  quality = gesso_words_choice ("quality", route->quality);
  /* Translators: size and quality, as “1536 × 1024, Medium”. */
  return g_strdup_printf (_ ("%s, %s"), size, quality);
}

static char *
describe_nearness (const GessoRoute *route)
{
  g_autofree char *choice = describe_choice (route);
  g_autofree char *level = NULL;
  g_autofree char *tokens = gesso_words_count (route->tokens);
  g_autofree char *target = gesso_words_count (route->target);

  if (route->routing.mode == GESSO_ROUTING_TOKEN_BUDGET)
    /* Translators: size with quality, the budget, what it takes and what the budget stands for. */
    return g_strdup_printf (_ ("Chose %s: nearest to budget %s (%s of %s tokens)."), choice,
                            route->routing.level->value, tokens, target);

  level = gesso_words_choice ("size-class", route->routing.level->value);
  /* Translators: size with quality, the class, what it takes and what the class stands for. */
  return g_strdup_printf (_ ("Chose %s: nearest to class “%s” (%s of %s tokens)."), choice, level,
                          tokens, target);
}

static char *
describe_ratio (const GessoRoute *route)
{
  g_autofree char *ratio = NULL;

  switch (route->source)
    {
    case GESSO_ROUTE_SOURCE_WORDS:
    case GESSO_ROUTE_SOURCE_NUMBERS:
      /* Translators: words of the prompt, as “poster” or “16:9”. */
      return g_strdup_printf (_ ("The ratio is that of “%s” in the prompt."), route->word);
    case GESSO_ROUTE_SOURCE_BASE:
      return g_strdup (_ ("The ratio is that of the base."));
    case GESSO_ROUTE_SOURCE_PART:
      return g_strdup (_ ("The size is that of the part that is sent."));
    case GESSO_ROUTE_SOURCE_KEPT:
      ratio = gesso_aspect_describe_size (&route->wish);
      /* Translators: a ratio, as 3:2. */
      return g_strdup_printf (_ ("The ratio %s is the one chosen last."), ratio);
    case GESSO_ROUTE_SOURCE_NONE:
    default:
      return g_strdup (_ ("Nothing names a ratio, so it is square."));
    }
}

/**
 * gesso_route_words:
 * @route: what was chosen
 *
 * Returns: (transfer full): two to four sentences: the choice and what it is nearest to, where its
 *   ratio comes from, and what could not be had or is not known
 */
char *
gesso_route_words (const GessoRoute *route)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *nearness = describe_nearness (route);
  g_autofree char *ratio = describe_ratio (route);

  g_string_printf (words, "%s %s", nearness, ratio);
  if (!route->keeps_ratio)
    g_string_append_printf (words, " %s",
                            _ ("The model has no size of that ratio; this one comes nearest."));
  if (route->assumed)
    g_string_append_printf (words, " %s",
                            _ ("What this model takes is not known; it is counted as for GPT "
                               "Image."));

  return g_string_free (g_steal_pointer (&words), FALSE);
}
