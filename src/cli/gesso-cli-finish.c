/* gesso-cli-finish.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-draft.h"

#include "model/gesso-money.h"
#include "studio/gesso-finish.h"

#include <glib/gi18n.h>

/* `finish NODE`: a draft in low quality once more in high quality, with what it costs more. */

static GessoFinish *
find_finish (GessoCli    *cli,
             const char  *name,
             GessoNode  **out_node,
             int         *out_status)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNode) node = NULL;
  GessoFinish *finish = NULL;

  gesso_library_load_node_async (library, name, NULL, gesso_cli_result_cb, &loaded);
  node = gesso_library_load_node_finish (library, gesso_cli_wait (&loaded), &error);
  if (node != NULL && gesso_finish_can (node))
    {
      gesso_finish_find_async (cli->studio, node, cli->cancellable, gesso_cli_result_cb, &found);
      finish = gesso_finish_find_finish (cli->studio, gesso_cli_wait (&found), &error);
    }

  if (finish != NULL)
    *out_node = g_steal_pointer (&node);
  else if (node == NULL)
    *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("There is no picture “%s”."), name);
  else if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                                  _ ("“%s” is no draft in low or medium quality, or its account "
                                     "is gone."),
                                  name);
  else
    *out_status = gesso_cli_fail_with (cli, error, NULL);
  return finish;
}

static void
say_price (GessoCli          *cli,
           const GessoFinish *finish)
{
  JsonObject *object = gesso_cli_estimate_to_json (&finish->estimate, "estimate");
  g_autofree char *price = gesso_money_format_estimate (&finish->estimate);
  g_autofree char *difference = gesso_finish_dup_difference (finish);
  gint64 low = -1;
  gint64 high = -1;

  gesso_finish_get_difference (finish, &low, &high);
  gesso_cli_set_usd (object, "usd_more_low", low);
  gesso_cli_set_usd (object, "usd_more_high", high);
  gesso_cli_emit (cli, object);
  if (difference != NULL)
    /* Translators: the price of a picture, then by how much it is more than the draft’s, as +$0.20
     */
    gesso_cli_note (cli, _ ("%s, %s compared with the draft"), price, difference);
  else
    gesso_cli_note (cli, "%s", price);
}

static int
finish (GessoCli      *cli,
        GessoCliDraft *options,
        const char    *name)
{
  int status = 0;
  g_autoptr (GessoNode) node = NULL;
  g_autoptr (GessoFinish) found = find_finish (cli, name, &node, &status);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GessoJob) job = NULL;

  if (found == NULL)
    return status;

  say_price (cli, found);
  if (cli->dry_run)
    {
      gesso_cli_note (cli, "%s", _ ("Nothing was sent."));
      return 0;
    }

  jobs = gesso_studio_submit_parts (cli->studio, found->account, found->request,
                                    gesso_node_get_session_id (node), found->base_node_id);
  job = g_object_ref (jobs->pdata[0]);
  gesso_job_set_over_budget (job, options->over_budget);
  return gesso_cli_follow_job (options, cli, job);
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  GessoCliDraft options = GESSO_CLI_DRAFT_INIT;
  const GOptionEntry entries[] = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
                                     N_ ("File or folder for pictures"), N_ ("PATH") },
                                   { "over-budget", 0, 0, G_OPTION_ARG_NONE, &options.over_budget,
                                     N_ ("Send it whatever the budgets say"), NULL },
                                   { NULL } };
  int status;

  cli->keyring = TRUE;
  if (gesso_cli_parse (cli, self, entries, &words, &status))
    {
      if (words[1] == NULL || words[2] != NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("Name one picture to finish."));
      else if (gesso_cli_open_studio (cli, &status))
        status = finish (cli, &options, words[1]);
    }
  gesso_cli_draft_clear (&options);
  return status;
}

const GessoCliCommand gesso_cli_finish = {
  .name = "finish",
  .arguments = "PICTURE",
  .summary = N_ ("Make a picture in high quality of a draft in low quality."),
  .examples = "  gesso-cli finish 01jd… --dry-run\n"
              "  gesso-cli finish 01jd… --output poster.png\n",
  .run = run,
};
