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

/* `accounts test NAME`: what a service lists, and with `--pictures` what it really honours, which
 * the account remembers. */

static void
print_answer (GessoCli     *cli,
              const char   *words,
              GessoFinding  answer)
{
  gesso_cli_print (cli, "%-32s %s", words,
                   answer == GESSO_FINDING_YES  ? _ ("yes")
                   : answer == GESSO_FINDING_NO ? _ ("no")
                                                : _ ("not known"));
}

static void
emit_findings (GessoCli                  *cli,
               const GessoCanaryFindings *findings,
               gboolean                   remembered)
{
  JsonObject *object = gesso_findings_to_json (findings->found);

  json_object_set_string_member (object, "event", "findings");
  json_object_set_int_member (object, "models", findings->n_models);
  json_object_set_boolean_member (object, "lists_model", findings->lists_model);
  json_object_set_boolean_member (object, "remembered", remembered);
  if (findings->found->cost_micros >= 0)
    json_object_set_double_member (object, "usd", findings->found->cost_micros / 1e6);
  else
    json_object_set_null_member (object, "usd");
  gesso_cli_emit (cli, object);
}

/**
 * gesso_cli_print_findings:
 * @cli: the run
 * @found: what a test found out
 *
 * For people, a line for each answer.
 */
void
gesso_cli_print_findings (GessoCli            *cli,
                          const GessoFindings *found)
{
  print_answer (cli, _ ("Sizes as asked for"), found->sizes);
  if (found->sizes == GESSO_FINDING_NO)
    {
      g_autofree char *asked = gesso_size_to_string (&found->asked);
      g_autofree char *given = gesso_size_to_string (&found->size);

      gesso_cli_print (cli, "%-32s %s → %s", "", asked, given);
    }
  print_answer (cli, _ ("Previews"), found->previews);
  print_answer (cli, _ ("Transparent background"), found->transparency);
  print_answer (cli, _ ("Edits"), found->edits);
  print_answer (cli, _ ("Keeps to the mask"), found->mask);
  if (found->polarity != NULL)
    gesso_cli_print (cli, "%-32s %s", _ ("What marks the region"), found->polarity);
  if (found->cost_micros >= 0)
    {
      g_autofree char *cost = gesso_money_format (found->cost_micros);

      gesso_cli_print (cli, "%-32s %s", _ ("It cost"), cost);
    }
}

static void
print_findings (GessoCli                  *cli,
                const GessoCanaryFindings *findings,
                gboolean                   with_pictures,
                gboolean                   remembered)
{
  emit_findings (cli, findings, remembered);
  if (findings->n_models >= 0)
    gesso_cli_print (cli,
                     ngettext ("The service lists %d model.", "The service lists %d models.",
                               (gulong) findings->n_models),
                     findings->n_models);
  if (with_pictures)
    gesso_cli_print_findings (cli, findings->found);
}

/* What was found counts from now on, for an account that is more than one of this run. */
static gboolean
remember (GessoCli     *cli,
          GessoAccount *account)
{
  GessoAccount *own = gesso_studio_find_account (cli->studio, gesso_account_get_id (account));
  const GessoFindings *found
      = gesso_account_get_findings (account, gesso_account_get_model (account));

  if (own == NULL || cli->kind != NULL || found == NULL
      || g_str_equal (gesso_account_get_id (own), GESSO_ACCOUNT_ID_SKETCH))
    return FALSE;

  gesso_account_take_findings (own, gesso_findings_copy (found));
  gesso_studio_save_account (cli->studio, own);
  return TRUE;
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

  print_findings (cli, findings, with_pictures, with_pictures && remember (cli, account));
  return findings->failure != NULL ? gesso_cli_fail_job (cli, findings->failure, NULL) : 0;
}
