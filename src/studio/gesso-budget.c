/* gesso-budget.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "studio/gesso-budget.h"

#include "base/gesso-json.h"
#include "model/gesso-money.h"

/* What a budget says, between the ledger and the person: as the failure of a job that was stopped,
 * whose figures ui and cli put into words, and as a warning before that. Pure; any thread. */

/**
 * gesso_budget_dup_failure:
 * @report: where the budgets stand
 *
 * Returns: (transfer full) (nullable): the failure of the job that was asked about; NULL if no
 *   budget stops it
 */
GessoFailure *
gesso_budget_dup_failure (const GessoBudgetReport *report)
{
  gboolean is_month = report->stop == GESSO_BUDGET_RULE_MONTH;
  gint64 limit = is_month ? report->month_limit : report->project_limit;
  gint64 used = is_month ? report->month_used : report->project_used;
  g_autofree char *limit_text = gesso_money_format (limit);
  g_autofree char *used_text = gesso_money_format (used);
  g_autofree char *message = NULL;
  g_autofree char *details = NULL;
  g_autoptr (JsonObject) figures = NULL;
  GessoFailureInfo info = { .failure_class = GESSO_FAILURE_MONEY, .retry_after_ms = -1 };

  if (report->stop == GESSO_BUDGET_RULE_NONE)
    return NULL;

  figures = json_object_new ();
  json_object_set_int_member (figures, "limit_micros", limit);
  json_object_set_int_member (figures, "used_micros", used);
  json_object_set_int_member (figures, "wanted_micros", report->wanted);
  details = gesso_json_object_to_string (figures, FALSE);
  message = g_strdup_printf ("%s of the budget of %s for %s are used", used_text, limit_text,
                             is_month ? report->month : "the project");
  info.message = message;
  info.details = details;
  info.code = is_month ? GESSO_BUDGET_CODE_MONTH : GESSO_BUDGET_CODE_PROJECT;
  info.param = is_month ? report->month : report->project_name;
  return gesso_failure_new (&info);
}

/**
 * gesso_budget_read_failure:
 * @failure: why a job does not go on
 * @out_stop: (out): overwritten
 *
 * Returns: whether it was a budget
 */
gboolean
gesso_budget_read_failure (GessoFailure    *failure,
                           GessoBudgetStop *out_stop)
{
  const GessoFailureInfo *info = gesso_failure_get_info (failure);
  g_autoptr (JsonObject) figures = NULL;

  *out_stop = (GessoBudgetStop){ .wanted = -1 };
  if (g_strcmp0 (info->code, GESSO_BUDGET_CODE_MONTH) == 0)
    out_stop->rule = GESSO_BUDGET_RULE_MONTH;
  else if (g_strcmp0 (info->code, GESSO_BUDGET_CODE_PROJECT) == 0)
    out_stop->rule = GESSO_BUDGET_RULE_PROJECT;
  else
    return FALSE;

  out_stop->name = info->param;
  if (info->details != NULL)
    figures = gesso_json_parse_object (info->details, -1, NULL);
  out_stop->limit = gesso_json_get_int (figures, "limit_micros", 0);
  out_stop->used = gesso_json_get_int (figures, "used_micros", 0);
  out_stop->wanted = gesso_json_get_int (figures, "wanted_micros", -1);
  return TRUE;
}

static int
percent_of (gint64 used,
            gint64 limit)
{
  if (limit < 0)
    return 0;
  if (limit == 0)
    return used > 0 ? 100 : 0;
  return (int) MIN (used / (limit / 100.0), 999);
}

/**
 * gesso_budget_find_warning:
 * @report: where the budgets stand
 * @out_percent: (out) (optional): how much of it is used, in percent, at most 999
 *
 * Finds the budget that is used up most, when that is %GESSO_BUDGET_WARNING percent or more.
 *
 * Returns: which budget to warn of
 */
GessoBudgetRule
gesso_budget_find_warning (const GessoBudgetReport *report,
                           int                     *out_percent)
{
  int month = percent_of (report->month_used, report->month_limit);
  int project = percent_of (report->project_used, report->project_limit);

  if (out_percent != NULL)
    *out_percent = MAX (month, project);
  if (MAX (month, project) < GESSO_BUDGET_WARNING)
    return GESSO_BUDGET_RULE_NONE;
  return project >= month ? GESSO_BUDGET_RULE_PROJECT : GESSO_BUDGET_RULE_MONTH;
}
