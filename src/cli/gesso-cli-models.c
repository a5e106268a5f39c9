/* gesso-cli-models.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include "base/gesso-clock.h"
#include "base/gesso-json.h"

#include <glib/gi18n.h>

/* `models`: the models of an account, from the table or, when asked, from the service itself. */

static void
add_list (JsonObject *object, const char *member, const char *const *list)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; list[i] != NULL; i++)
    json_array_add_string_element (array, list[i]);
  json_object_set_array_member (object, member, array);
}

static void
print_model (GessoCli       *cli,
             GessoModelInfo *info)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", info->id);
  json_object_set_string_member (object, "label", info->label);
  json_object_set_boolean_member (object, "known", info->known);
  add_list (object, "qualities", info->qualities);
  add_list (object, "backgrounds", info->backgrounds);
  add_list (object, "formats", info->formats);
  json_object_set_boolean_member (object, "edits", info->edits);
  json_object_set_boolean_member (object, "masks", info->masks);
  json_object_set_int_member (object, "max_references", info->max_references);
  json_object_set_int_member (object, "max_n", info->max_n);
  json_object_set_int_member (object, "max_prompt_characters", info->max_prompt_characters);
  if (info->shutdown_date != NULL)
    json_object_set_string_member (object, "shutdown_date", info->shutdown_date);
  else
    json_object_set_null_member (object, "shutdown_date");
  gesso_cli_emit (cli, object);

  if (info->shutdown_date != NULL)
    gesso_cli_print (cli, _ ("%-28s %s (ends on %s)"), info->id, info->label, info->shutdown_date);
  else
    gesso_cli_print (cli, "%-28s %s", info->id, info->label);
}

static char **
fetch (GessoCli     *cli,
       GessoAccount *account,
       int          *out_status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char **models;

  if (!gesso_cli_open_studio (cli, out_status))
    return NULL;

  gesso_studio_fetch_models_async (cli->studio, account, cli->cancellable, gesso_cli_result_cb,
                                   &result);
  models = gesso_studio_fetch_models_finish (cli->studio, gesso_cli_wait (&result), &error);
  if (models == NULL)
    *out_status = cli->interrupted
                      ? gesso_cli_fail_with (cli, error, NULL)
                      : gesso_cli_fail (cli, GESSO_FAILURE_UNAVAILABLE, "%s: %s",
                                        gesso_account_get_name (account), error->message);

  return models;
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  gboolean from_service = FALSE;
  const GOptionEntry entries[] = {
    { "fetch", 0, 0, G_OPTION_ARG_NONE, &from_service, N_ ("Ask the service"), NULL },
    { NULL },
  };
  g_autoptr (GessoCatalog) catalog = NULL;
  g_autoptr (GessoAccount) account = NULL;
  g_auto (GStrv) models = NULL;
  int status = 0;

  if (!gesso_cli_parse (cli, self, entries, &words, &status))
    return status;
  account = gesso_cli_find_account (cli, &status);
  if (account == NULL)
    return status;

  catalog = gesso_cli_load_catalog (cli);
  models = from_service ? fetch (cli, account, &status)
                        : gesso_catalog_list_models (catalog, gesso_account_get_kind (account),
                                                     gesso_clock_now_us ());
  if (models == NULL)
    return status;

  for (gsize i = 0; models[i] != NULL; i++)
    {
      g_autoptr (GessoModelInfo) info = gesso_catalog_lookup_account (catalog, account, models[i]);

      print_model (cli, info);
    }
  if (models[0] == NULL && !from_service)
    gesso_cli_note (cli, "%s", _ ("The table names no models for this account; try --fetch."));

  return 0;
}

const GessoCliCommand gesso_cli_models = {
  .name = "models",
  .summary = N_ ("List the models of an account."),
  .examples = "  gesso-cli models\n"
              "  gesso-cli models --kind openai-images\n"
              "  gesso-cli models --kind compatible --base-url localhost:1234 --fetch --json\n",
  .run = run,
};
