/* gesso-cli-routing.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-draft.h"

#include <glib/gi18n.h>

/* `--routing`: size and quality after a class or a budget, and what was chosen and why. */

/**
 * gesso_cli_routing_apply:
 * @self: options
 * @cli: the run
 * @draft: follows the class or budget from now on
 * @out_status: (out): the exit status when an option is wrong
 *
 * Returns: whether the options can be used
 */
gboolean
gesso_cli_routing_apply (GessoCliDraft *self,
                         GessoCli      *cli,
                         GessoDraft    *draft,
                         int           *out_status)
{
  GessoRouting routing;

  if (!gesso_routing_parse (self->routing, &routing))
    {
      *out_status = gesso_cli_fail (
          cli, GESSO_FAILURE_USAGE, "%s",
          _ ("--routing is manual, size-class=small, standard or large, or token-budget=16, 24, "
             "36, 48, 64 or 96."));
      return FALSE;
    }
  if (routing.level == NULL)
    return TRUE;
  if (self->size != NULL || self->tier != NULL || self->quality != NULL)
    {
      *out_status
          = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                            _ ("--routing chooses size and quality; leave out --size, --tier and "
                               "--quality. --aspect may stay."));
      return FALSE;
    }

  gesso_draft_set_routing (draft, &routing);
  return TRUE;
}

/**
 * gesso_cli_route_to_json:
 * @route: what was chosen
 * @event: (nullable): name of the event that it is
 *
 * Returns: (transfer full): the choice and what led to it
 */
JsonObject *
gesso_cli_route_to_json (const GessoRoute *route,
                         const char       *event)
{
  JsonObject *object = json_object_new ();
  g_autofree char *size = gesso_size_to_string (&route->size);
  g_autofree char *ratio = g_strdup_printf ("%d:%d", route->wish.width, route->wish.height);

  if (event != NULL)
    json_object_set_string_member (object, "event", event);
  json_object_set_string_member (object, "mode", gesso_routing_mode_name (route->routing.mode));
  json_object_set_string_member (object, "level", route->routing.level->value);
  json_object_set_string_member (object, "size", size);
  if (route->quality != NULL)
    json_object_set_string_member (object, "quality", route->quality);
  else
    json_object_set_null_member (object, "quality");
  json_object_set_int_member (object, "tokens", route->tokens);
  json_object_set_int_member (object, "target", route->target);
  json_object_set_boolean_member (object, "assumed", route->assumed);
  json_object_set_string_member (object, "ratio", ratio);
  json_object_set_string_member (object, "ratio_from",
                                 gesso_route_source_to_string (route->source));
  json_object_set_boolean_member (object, "ratio_kept", route->keeps_ratio);
  if (route->word[0] != '\0')
    json_object_set_string_member (object, "word", route->word);
  else
    json_object_set_null_member (object, "word");

  return object;
}

/**
 * gesso_cli_route_describe:
 * @route: what was chosen
 *
 * Returns: (transfer full): a sentence
 */
char *
gesso_cli_route_describe (const GessoRoute *route)
{
  g_autofree char *size = gesso_size_to_string (&route->size);
  g_autofree char *chosen
      = route->quality != NULL ? g_strdup_printf ("%s, %s", size, route->quality) : g_strdup (size);
  g_autofree char *level = gesso_routing_to_string (&route->routing);

  return g_strdup_printf (_ ("Chose %s: about %d tokens, nearest to %s (%d)."), chosen,
                          (int) route->tokens, level, (int) route->target);
}
