/* gesso-library-ledger.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The ledger of a GessoLibrary: what jobs cost, line by line and summed up, and the budgets that
 * stop a job before it is sent. A budget counts what was paid, the upper estimate where only an
 * estimate is known, and the upper estimate of what is under way. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "store/gesso-jobs-table.h"
#include "store/gesso-store-error-private.h"

#define MONTH_BUDGET "budget/month"

typedef struct
{
  char *id; /* (owned) (nullable): a job, a session or a project */
  gint64 number;
  gint64 since_us;
  gint64 until_us;
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

#define SUMS                                                                                       \
  " sum (coalesce (actual_micros, 0)), sum (iif (actual_micros IS NULL,"                           \
  " coalesce (estimate_low, 0), 0)), sum (iif (actual_micros IS NULL,"                             \
  " coalesce (estimate_high, 0), 0)), count (*), sum (n_pictures) FROM costs AS c"
#define SPAN " WHERE at_us >= ?1 AND (?2 = 0 OR at_us < ?2) GROUP BY 1 ORDER BY 1"

static const char *
cost_query (GessoCostGroup group)
{
  switch (group)
    {
    case GESSO_COST_GROUP_ACCOUNT:
      return "SELECT account_id, max (account_name)," SUMS SPAN;
    case GESSO_COST_GROUP_PROJECT:
      return "SELECT c.project_id, max (p.name)," SUMS
             " LEFT JOIN projects AS p ON p.id = c.project_id" SPAN;
    case GESSO_COST_GROUP_SESSION:
      return "SELECT c.session_id, max (s.title)," SUMS
             " LEFT JOIN sessions AS s ON s.id = c.session_id" SPAN;
    case GESSO_COST_GROUP_MONTH:
      return "SELECT month, month," SUMS SPAN;
    case GESSO_COST_GROUP_ALL:
    default:
      return "SELECT '', ''," SUMS SPAN;
    }
}

static gpointer
sum_costs_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  Args *args = data;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_cost_sum_free);
  s = gesso_db_query (context->db, error, cost_query ((GessoCostGroup) args->number), "ii",
                      args->since_us, args->until_us);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    {
      GessoCostSum *sum = g_new0 (GessoCostSum, 1);

      sum->key = g_strdup (gesso_db_statement_get_text (s, 0));
      sum->label = g_strdup (gesso_db_statement_get_text (s, 1));
      sum->actual_micros = gesso_db_statement_get_int (s, 2, 0);
      sum->unknown_low = gesso_db_statement_get_int (s, 3, 0);
      sum->unknown_high = gesso_db_statement_get_int (s, 4, 0);
      sum->n_jobs = (guint) gesso_db_statement_get_int (s, 5, 0);
      sum->n_pictures = (guint) gesso_db_statement_get_int (s, 6, 0);
      g_ptr_array_add (list, sum);
    }
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * gesso_library_sum_costs_async:
 * @self: a library
 * @group: one line per what
 * @since_us: microseconds since 1970; 0 for all
 * @until_us: before this; 0 for all
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_sum_costs_finish()
 * @user_data: for @callback
 *
 * Adds up the ledger.
 */
void
gesso_library_sum_costs_async (GessoLibrary        *self,
                               GessoCostGroup       group,
                               gint64               since_us,
                               gint64               until_us,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = sum_costs_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  args = args_new (NULL, group);
  args->since_us = since_us;
  args->until_us = until_us;
  _gesso_library_run (self, gesso_library_sum_costs_async, &op, args, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_sum_costs_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoCostSum): the sums; empty if nothing was
 *   spent
 */
GPtrArray *
gesso_library_sum_costs_finish (GessoLibrary  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_sum_costs_async), NULL);

  return _gesso_library_answer (self, result, error);
}

static gpointer
list_costs_work (GessoStoreContext  *context,
                 gpointer            data,
                 GCancellable       *cancellable,
                 GError            **error)
{
  Args *args = data;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_cost_line_free);
  s = gesso_db_query (context->db, error,
                      "SELECT job_id, at_us, account_id, account_name, c.project_id, p.name,"
                      " c.session_id, s.title, model, actual_micros, estimate_low, estimate_high,"
                      " n_pictures FROM costs AS c LEFT JOIN projects AS p ON p.id = c.project_id"
                      " LEFT JOIN sessions AS s ON s.id = c.session_id"
                      " WHERE at_us >= ?1 AND (?2 = 0 OR at_us < ?2) ORDER BY at_us, job_id",
                      "ii", args->since_us, args->until_us);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    {
      GessoCostLine *line = g_new0 (GessoCostLine, 1);

      line->job_id = g_strdup (gesso_db_statement_get_text (s, 0));
      line->at_us = gesso_db_statement_get_int (s, 1, 0);
      line->account_id = g_strdup (gesso_db_statement_get_text (s, 2));
      line->account_name = g_strdup (gesso_db_statement_get_text (s, 3));
      line->project_id = g_strdup (gesso_db_statement_get_text (s, 4));
      line->project_name = g_strdup (gesso_db_statement_get_text (s, 5));
      line->session_id = g_strdup (gesso_db_statement_get_text (s, 6));
      line->session_title = g_strdup (gesso_db_statement_get_text (s, 7));
      line->model = g_strdup (gesso_db_statement_get_text (s, 8));
      line->actual_micros = gesso_db_statement_get_int (s, 9, -1);
      line->estimate_low = gesso_db_statement_get_int (s, 10, -1);
      line->estimate_high = gesso_db_statement_get_int (s, 11, -1);
      line->n_pictures = (guint) gesso_db_statement_get_int (s, 12, 0);
      g_ptr_array_add (list, line);
    }
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * gesso_library_list_costs_async:
 * @self: a library
 * @since_us: microseconds since 1970; 0 for all
 * @until_us: before this; 0 for all
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_list_costs_finish()
 * @user_data: for @callback
 *
 * Reads the ledger line by line, oldest first.
 */
void
gesso_library_list_costs_async (GessoLibrary        *self,
                                gint64               since_us,
                                gint64               until_us,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = list_costs_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  args = args_new (NULL, 0);
  args->since_us = since_us;
  args->until_us = until_us;
  _gesso_library_run (self, gesso_library_list_costs_async, &op, args, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_list_costs_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoCostLine): the lines
 */
GPtrArray *
gesso_library_list_costs_finish (GessoLibrary  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_costs_async), NULL);

  return _gesso_library_answer (self, result, error);
}

/* Budgets */

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
