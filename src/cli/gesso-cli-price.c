/* gesso-cli-price.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-draft.h"
#include "model/gesso-money.h"

#include <glib/gi18n.h>

/* `price`: what a request would cost. Sends nothing, and looks into the library only where the
 * table of prices knows no formula. */

/* What has nothing to do with the price: a prompt is not needed for it. */
static gboolean
matters (const GessoDraftProblem *problem)
{
  return problem->code != GESSO_DRAFT_PROMPT_EMPTY;
}

static int
print_price (GessoCli   *cli,
             GessoDraft *draft)
{
  const GessoEstimate *estimate;
  const GessoRoute *route;
  g_autofree char *text = NULL;
  g_autofree char *choice = NULL;
  JsonObject *object;

  gesso_cli_learn_prices (cli, gesso_draft_get_estimate (draft));
  route = gesso_draft_get_route (draft);
  choice = route != NULL ? gesso_cli_route_describe (route) : NULL;
  estimate = gesso_draft_get_estimate (draft);
  text = gesso_money_format_estimate (estimate);
  object = gesso_cli_estimate_to_json (estimate, NULL);
  if (route != NULL)
    {
      json_object_set_object_member (object, "routing", gesso_cli_route_to_json (route, NULL));
      gesso_cli_print (cli, "%s", choice);
    }
  gesso_cli_emit (cli, object);
  gesso_cli_print (cli, "%s", text);

  return 0;
}

static int
find_price (GessoCli      *cli,
            GessoCliDraft *options)
{
  g_autoptr (GessoAccount) account = NULL;
  g_autoptr (GessoDraft) draft = NULL;
  const GessoDraftProblem *problems;
  guint length;
  int status;

  /* A model without an account is the well-known service's. */
  if (cli->kind == NULL && cli->account == NULL)
    cli->kind
        = g_strdup (g_strcmp0 (cli->model, "sketch-1") == 0 ? GESSO_ACCOUNT_KIND_SKETCH
                                                            : GESSO_ACCOUNT_KIND_OPENAI_IMAGES);
  account = gesso_cli_find_account (cli, &status);
  if (account == NULL)
    return status;

  draft = gesso_cli_draft_make (options, cli, account, FALSE, &status);
  if (draft == NULL || !gesso_cli_draft_add_images (options, cli, draft, &status))
    return status;

  problems = gesso_draft_get_problems (draft, &length);
  for (guint i = 0; i < length; i++)
    {
      if (matters (&problems[i]))
        {
          if (gesso_draft_get_n_characters (draft) == 0)
            gesso_draft_set_prompt (draft, "-", -1);
          return gesso_cli_draft_fail (cli, draft);
        }
    }

  return print_price (cli, draft);
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  GessoCliDraft options = GESSO_CLI_DRAFT_INIT;
  g_autofree GOptionEntry *entries = gesso_cli_draft_dup_entries (&options, TRUE);
  int status;

  if (gesso_cli_parse (cli, self, entries, &words, &status))
    {
      if (words[1] != NULL)
        status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("“%s” is not understood."), words[1]);
      else
        status = find_price (cli, &options);
    }
  gesso_cli_draft_clear (&options);

  return status;
}

const GessoCliCommand gesso_cli_price = {
  .name = "price",
  .summary = N_ ("Estimate what a request would cost."),
  .examples = "  gesso-cli price --model gpt-image-2 --size 1536x1024 --quality high --n 4\n"
              "  gesso-cli price --model gpt-image-2.5-flare --aspect 16:9 --tier 4K --json\n"
              "  gesso-cli price --model gpt-image-2 --prompt \"a poster\" --routing "
              "token-budget=48\n",
  .run = run,
};
