/* gesso-cli-canary.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include "model/gesso-money.h"
#include "studio/gesso-account-canary.h"

#include <glib/gi18n.h>

/* `accounts test NAME`: what a service lists, and with `--pictures` what it really honours. */

static void
print_answer (GessoCli          *cli,
              const char        *words,
              GessoCanaryAnswer  answer)
{
  gesso_cli_print (cli, "%-32s %s", words,
                   answer == GESSO_CANARY_ANSWER_YES  ? _ ("yes")
                   : answer == GESSO_CANARY_ANSWER_NO ? _ ("no")
                                                      : _ ("not known"));
}

static void
emit_findings (GessoCli                  *cli,
               const GessoCanaryFindings *findings)
{
  JsonObject *object = json_object_new ();
  g_autofree char *size = gesso_size_to_string (&findings->size);

  json_object_set_string_member (object, "event", "findings");
  json_object_set_int_member (object, "models", findings->n_models);
  json_object_set_boolean_member (object, "lists_model", findings->lists_model);
  json_object_set_string_member (object, "sizes", gesso_canary_answer_to_string (findings->sizes));
  json_object_set_string_member (object, "previews",
                                 gesso_canary_answer_to_string (findings->previews));
  json_object_set_string_member (object, "transparency",
                                 gesso_canary_answer_to_string (findings->transparency));
  json_object_set_string_member (object, "edits", gesso_canary_answer_to_string (findings->edits));
  json_object_set_string_member (object, "mask", gesso_canary_answer_to_string (findings->mask));
  if (findings->polarity != NULL)
    json_object_set_string_member (object, "polarity", findings->polarity);
  else
    json_object_set_null_member (object, "polarity");
  if (findings->size.width > 0)
    json_object_set_string_member (object, "size", size);
  else
    json_object_set_null_member (object, "size");
  if (findings->cost_micros >= 0)
    json_object_set_double_member (object, "usd", findings->cost_micros / 1e6);
  else
    json_object_set_null_member (object, "usd");
  gesso_cli_emit (cli, object);
}

static void
print_findings (GessoCli                  *cli,
                const GessoCanaryFindings *findings,
                gboolean                   with_pictures)
{
  emit_findings (cli, findings);
  if (findings->n_models >= 0)
    gesso_cli_print (cli,
                     ngettext ("The service lists %d model.", "The service lists %d models.",
                               (gulong) findings->n_models),
                     findings->n_models);
  if (!with_pictures)
    return;

  print_answer (cli, _ ("Sizes as asked for"), findings->sizes);
  print_answer (cli, _ ("Previews"), findings->previews);
  print_answer (cli, _ ("Transparent background"), findings->transparency);
  print_answer (cli, _ ("Edits"), findings->edits);
  print_answer (cli, _ ("Keeps to the mask"), findings->mask);
  if (findings->polarity != NULL)
    gesso_cli_print (cli, "%-32s %s", _ ("What marks the region"), findings->polarity);
  if (findings->cost_micros >= 0)
    {
      g_autofree char *cost = gesso_money_format (findings->cost_micros);

      gesso_cli_print (cli, "%-32s %s", _ ("It cost"), cost);
    }
}

/* What pictures cost is said before they are asked for, and asked for only on wish. */
static void
say_price (GessoCli     *cli,
           GessoAccount *account,
           gboolean      with_pictures)
{
  GessoEstimate estimate;
  g_autofree char *price = NULL;

  gesso_account_canary_estimate (cli->studio, account, &estimate);
  price = gesso_money_format_estimate (&estimate);
  if (with_pictures)
    gesso_cli_note (cli, _ ("Two small pictures are asked for: %s"), price);
  else
    gesso_cli_note (cli, _ ("With --pictures two small pictures would be asked for: %s"), price);
}

/**
 * gesso_cli_test_account:
 * @cli: the run
 * @name: (nullable): a configured account; NULL for the one of the common options
 * @with_pictures: whether to ask for pictures too
 *
 * Returns: the exit status
 */
int
gesso_cli_test_account (GessoCli   *cli,
                        const char *name,
                        gboolean    with_pictures)
{
  g_autoptr (GessoAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoCanaryFindings) findings = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (name != NULL && cli->account == NULL)
    cli->account = g_strdup (name);
  if (cli->account == NULL && cli->kind == NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("Name the account to test."));
  account = gesso_cli_find_account (cli, &status);
  if (account == NULL || !gesso_cli_open_studio (cli, &status))
    return status;

  say_price (cli, account, with_pictures);
  gesso_account_canary_async (cli->studio, account, with_pictures, cli->cancellable,
                              gesso_cli_result_cb, &result);
  findings = gesso_account_canary_finish (cli->studio, gesso_cli_wait (&result), &error);
  if (findings == NULL)
    return gesso_cli_fail_with (cli, error, NULL);

  print_findings (cli, findings, with_pictures);
  return findings->failure != NULL ? gesso_cli_fail_job (cli, findings->failure, NULL) : 0;
}
