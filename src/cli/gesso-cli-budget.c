/* gesso-cli-budget.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-cost.h"

#include "model/gesso-money.h"
#include "studio/gesso-budget.h"
#include "studio/gesso-cost-total.h"

#include <glib/gi18n.h>

/* `budget`: what may be spent in a month and for a project, and what is left of it. */

static void
print_budget (GessoCli             *cli,
              const char           *rule,
              const char           *name,
              gint64                limit,
              gint64                used,
              const GessoCostTotal *total)
{
  g_autofree char *limit_text = limit >= 0 ? gesso_money_format (limit) : g_strdup (_ ("none"));
  g_autofree char *used_text = gesso_money_format (used);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "rule", rule);
  json_object_set_string_member (object, "name", name);
  if (limit >= 0)
    json_object_set_double_member (object, "usd", limit / 1e6);
  else
    json_object_set_null_member (object, "usd");
  json_object_set_double_member (object, "used_usd", used / 1e6);
  if (total != NULL && total->uncounted != NULL)
    json_object_set_string_member (object, "uncounted", total->uncounted);
  gesso_cli_emit (cli, object);

  gesso_cli_print (cli, _ ("%-24s budget %s, used %s"), name, limit_text, used_text);
  if (total != NULL && total->uncounted != NULL)
    gesso_cli_print (cli, "%-24s %s", "", total->uncounted);
}

static GessoBudgetReport *
load_report (GessoCli  *cli,
             GError   **error)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_load_budget_async (library, NULL, 0, NULL, gesso_cli_result_cb, &result);
  return gesso_library_load_budget_finish (library, gesso_cli_wait (&result), error);
}

static GPtrArray *
load_projects (GessoCli  *cli,
               GError   **error)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_list_projects_async (library, NULL, gesso_cli_result_cb, &result);
  return gesso_library_list_projects_finish (library, gesso_cli_wait (&result), error);
}

static GPtrArray *
load_totals (GessoCli        *cli,
             GessoCostGroup   group,
             GError         **error)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) sums = NULL;

  gesso_library_sum_costs_async (library, group, 0, 0, NULL, gesso_cli_result_cb, &result);
  sums = gesso_library_sum_costs_finish (library, gesso_cli_wait (&result), error);
  return sums != NULL ? gesso_cost_totals_new (sums) : NULL;
}

static int
show (GessoCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBudgetReport) report = load_report (cli, &error);
  g_autoptr (GPtrArray) projects = report != NULL ? load_projects (cli, &error) : NULL;
  g_autoptr (GPtrArray) months
      = projects != NULL ? load_totals (cli, GESSO_COST_GROUP_MONTH, &error) : NULL;
  g_autoptr (GPtrArray) totals
      = months != NULL ? load_totals (cli, GESSO_COST_GROUP_PROJECT, &error) : NULL;

  if (totals == NULL)
    return gesso_cli_fail_with (cli, error, NULL);

  print_budget (cli, "month", report->month, report->month_limit, report->month_used,
                gesso_cost_totals_find (months, report->month));
  for (guint i = 0; i < projects->len; i++)
    {
      const GessoProjectInfo *project = projects->pdata[i];
      const GessoCostTotal *total = gesso_cost_totals_find (totals, project->id);

      print_budget (cli, "project", project->name, project->budget_micros,
                    total != NULL ? total->actual_micros + total->unknown_high : 0, total);
    }
  return 0;
}

static int
set_month (GessoCli *cli,
           gint64    micros)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_set_month_budget_async (library, micros, NULL, gesso_cli_result_cb, &result);
  if (!gesso_library_change_finish (library, gesso_cli_wait (&result), &error))
    return gesso_cli_fail_with (cli, error, NULL);
  return 0;
}

static int
set_project (GessoCli   *cli,
             const char *name,
             gint64      micros)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  int status = 0;

  id = gesso_cli_find_project (cli, name, &status);
  if (id == NULL)
    return status;

  gesso_library_set_budget_async (library, id, micros, NULL, gesso_cli_result_cb, &result);
  if (!gesso_library_change_finish (library, gesso_cli_wait (&result), &error))
    return gesso_cli_fail_with (cli, error, NULL);
  return 0;
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  gboolean is_project;
  const char *amount;
  gint64 micros = -1;
  int status;

  if (!gesso_cli_parse (cli, self, NULL, &words, &status))
    return status;

  is_project = g_strcmp0 (words[1], "project") == 0;
  if (words[1] != NULL && !is_project && !g_str_equal (words[1], "month"))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("“%s” is not understood."), words[1]);
  if (is_project && words[2] == NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("Name the project."));
  amount = words[1] == NULL ? NULL : is_project ? words[3] : words[2];
  if (words[1] != NULL && !gesso_cli_parse_usd (amount, &micros))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("Give the budget in US dollars, as 12.50, or “none”."));
  if (!gesso_cli_open_studio (cli, &status))
    return status;

  if (words[1] == NULL)
    return show (cli);
  return is_project ? set_project (cli, words[2], micros) : set_month (cli, micros);
}

const GessoCliCommand gesso_cli_budget = {
  .name = "budget",
  .arguments = "[month USD | project NAME USD]",
  .summary = N_ ("Show and set what may be spent."),
  .examples = "  gesso-cli budget\n"
              "  gesso-cli budget month 40\n"
              "  gesso-cli budget project Posters 12.50\n"
              "  gesso-cli budget month none\n",
  .run = run,
};
