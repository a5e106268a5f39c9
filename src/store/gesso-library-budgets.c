/* gesso-library-budgets.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The budgets of a GessoLibrary, which stop a job before it is sent. A budget counts what was paid,
 * the upper estimate where only an estimate is known, and the upper estimate of what is under way.
 * What has no price in money is in no budget; the sums of the ledger say how much that is. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "store/gesso-jobs-table.h"
#include "store/gesso-store-error-private.h"

#define MONTH_BUDGET "budget/month"

typedef struct
{
  char *id; /* (owned) (nullable): a job or a session */
  gint64 number;
} Args;

static Args *
args_new (const char *id,
          gint64      number)
{
  Args *args = g_new0 (Args, 1);

  args->id = g_strdup (id);
  args->number = number;
  return args;
}

static void
args_free (gpointer data)
{
  Args *args = data;

  g_free (args->id);
  g_free (args);
}

static gboolean
sum_used (GessoStoreContext  *context,
          const char         *job_id,
          const char         *month,
          const char         *project_id,
          gint64             *out_used,
          GError            **error)
{
  gint64 under_way = 0;

  if (!gesso_db_get_int (context->db, out_used, error,
                         "SELECT coalesce (sum (coalesce (actual_micros, estimate_high, 0)), 0)"
                         " FROM costs WHERE (?1 IS NULL OR month = ?1)"
                         " AND (?2 IS NULL OR project_id = ?2)",
                         "tt", month, project_id)
      || !gesso_db_get_int (context->db, &under_way, error,
                            "SELECT coalesce (sum (coalesce (j.estimate_high, 0)), 0) FROM jobs"
                            " AS j JOIN sessions AS s ON s.id = j.session_id"
                            " WHERE j.state IN ('sent', 'working', 'receiving') AND j.id != ?1"
                            " AND (?2 IS NULL OR s.project_id = ?2)"
                            " AND NOT EXISTS (SELECT 1 FROM costs WHERE job_id = j.id)",
                            "tt", job_id != NULL ? job_id : "", project_id))
    return FALSE;

  *out_used += under_way;
  return TRUE;
}

static gboolean
read_project (GessoStoreContext  *context,
              const char         *session_id,
              GessoBudgetReport  *report,
              GError            **error)
{
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error,
                      "SELECT p.id, p.name, p.budget_micros FROM projects AS p"
                      " JOIN sessions AS s ON s.project_id = p.id WHERE s.id = ?",
                      "t", session_id);
  if (s == NULL)
    return FALSE;
  if (gesso_db_statement_next (s, &local_error))
    {
      report->project_id = g_strdup (gesso_db_statement_get_text (s, 0));
      report->project_name = g_strdup (gesso_db_statement_get_text (s, 1));
      report->project_limit = gesso_db_statement_get_int (s, 2, -1);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_over (gint64 limit,
         gint64 used,
         gint64 wanted)
{
  if (limit < 0 || wanted == 0)
    return FALSE;
  return wanted > 0 ? used + wanted > limit : used >= limit;
}

static GessoBudgetReport *
make_report (GessoStoreContext  *context,
             const char         *job_id,
             const char         *session_id,
             gint64              wanted,
             GError            **error)
{
  g_autoptr (GessoBudgetReport) report = g_new0 (GessoBudgetReport, 1);

  report->month = gesso_jobs_table_dup_month (gesso_clock_now_us ());
  report->month_limit = -1;
  report->project_limit = -1;
  report->wanted = wanted;
  if (!gesso_db_get_int (context->db, &report->month_limit, error,
                         "SELECT coalesce ((SELECT CAST (value AS INTEGER) FROM meta"
                         " WHERE key = ?), -1)",
                         "t", MONTH_BUDGET)
      || !sum_used (context, job_id, report->month, NULL, &report->month_used, error)
      || (session_id != NULL && !read_project (context, session_id, report, error))
      || (report->project_id != NULL
          && !sum_used (context, job_id, NULL, report->project_id, &report->project_used, error)))
    return NULL;

  if (is_over (report->project_limit, report->project_used, wanted))
    report->stop = GESSO_BUDGET_RULE_PROJECT;
  else if (is_over (report->month_limit, report->month_used, wanted))
    report->stop = GESSO_BUDGET_RULE_MONTH;
  return g_steal_pointer (&report);
}

static gpointer
load_budget_work (GessoStoreContext  *context,
                  gpointer            data,
                  GCancellable       *cancellable,
                  GError            **error)
{
  Args *args = data;

  return make_report (context, NULL, args->id, args->number, error);
}

/**
 * gesso_library_load_budget_async:
 * @self: a library
 * @session_id: (nullable): for the budget of its project too
 * @wanted: what a further job may cost, in micro-dollars; 0 for nothing, -1 when nobody knows
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_load_budget_finish()
 * @user_data: for @callback
 *
 * Asks what is left of the budgets, and which one would stop a job.
 */
void
gesso_library_load_budget_async (GessoLibrary        *self,
                                 const char          *session_id,
                                 gint64               wanted,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = load_budget_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) gesso_budget_report_free,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (wanted >= -1);

  _gesso_library_run (self, gesso_library_load_budget_async, &op, args_new (session_id, wanted),
                      cancellable, callback, user_data);
}

/**
 * gesso_library_load_budget_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): where the budgets stand
 */
GessoBudgetReport *
gesso_library_load_budget_finish (GessoLibrary  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_load_budget_async), NULL);

  return _gesso_library_answer (self, result, error);
}

static gpointer
set_month_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  Args *args = data;
  gboolean ok;

  if (args->number < 0)
    ok = gesso_db_run (context->db, error, "DELETE FROM meta WHERE key = ?", "t", MONTH_BUDGET);
  else
    ok = gesso_db_run (context->db, error,
                       "INSERT INTO meta (key, value) VALUES (?, ?)"
                       " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                       "ti", MONTH_BUDGET, args->number);
  return ok ? GINT_TO_POINTER (TRUE) : NULL;
}

/**
 * gesso_library_set_month_budget_async:
 * @self: a library
 * @budget_micros: micro-dollars for each month (UTC), or -1 for none
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Sets the budget of the month, for all projects together.
 */
void
gesso_library_set_month_budget_async (GessoLibrary        *self,
                                      gint64               budget_micros,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = set_month_work,
    .apply = _gesso_library_budgets_changed,
    .free_args = args_free,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (budget_micros >= -1);

  _gesso_library_run (self, gesso_library_set_month_budget_async, &op,
                      args_new (NULL, budget_micros), cancellable, callback, user_data);
}

/* Asked and written in one transaction, so that jobs of several processes cannot each take what is
 * left. */
static GessoBudgetReport *
send_job (GessoStoreContext  *context,
          const Args         *args,
          GError            **error)
{
  g_autoptr (GessoJobRecord) job = gesso_jobs_table_load (context, args->id, error);
  g_autoptr (GessoBudgetReport) report = NULL;

  if (job == NULL)
    return NULL;
  report = make_report (context, job->id, job->session_id, job->estimate_high, error);
  if (report == NULL)
    return NULL;

  /* What the service is working on already is paid for. */
  if (args->number != 0 || job->task_id != NULL)
    report->stop = GESSO_BUDGET_RULE_NONE;
  if (report->stop == GESSO_BUDGET_RULE_NONE
      && !gesso_jobs_table_mark_sent (context, args->id, error))
    return NULL;
  return g_steal_pointer (&report);
}

static gpointer
send_job_work (GessoStoreContext  *context,
               gpointer            data,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autoptr (GessoBudgetReport) report = NULL;

  if (!gesso_db_begin (context->db, GESSO_DB_DURABLE, error))
    return NULL;
  report = send_job (context, data, error);
  if (report == NULL)
    {
      gesso_db_rollback (context->db);
      return NULL;
    }
  return gesso_db_commit (context->db, error) ? g_steal_pointer (&report) : NULL;
}

/**
 * gesso_library_send_job_async:
 * @self: a library
 * @job_id: a waiting job, or one that is resumed by its task
 * @over_budget: whether the person wants it sent whatever the budgets say
 * @cancellable: (nullable): before it has begun
 * @callback: ends with gesso_library_send_job_finish()
 * @user_data: for @callback
 *
 * Journals that a job is about to leave, unless a budget stops it; then nothing is changed. The
 * callback means that it would survive a loss of power.
 */
void
gesso_library_send_job_async (GessoLibrary        *self,
                              const char          *job_id,
                              gboolean             over_budget,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = send_job_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) gesso_budget_report_free,
    .priority = GESSO_WORKER_PRIORITY_URGENT,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (job_id != NULL);

  _gesso_library_run (self, gesso_library_send_job_async, &op, args_new (job_id, over_budget),
                      cancellable, callback, user_data);
}

/**
 * gesso_library_send_job_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): where the budgets stand; it may be sent if its "stop" is
 *   `GESSO_BUDGET_RULE_NONE`
 */
GessoBudgetReport *
gesso_library_send_job_finish (GessoLibrary  *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_send_job_async), NULL);

  return _gesso_library_answer (self, result, error);
}
