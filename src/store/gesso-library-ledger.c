/* gesso-library-ledger.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The ledger of a GessoLibrary: what jobs cost, line by line and summed up, and what trying a
 * service out cost, which belongs to no job. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "store/gesso-jobs-table.h"

typedef struct
{
  GessoCostGroup group;
  gint64 since_us;
  gint64 until_us;
} Args;

static Args *
args_new (GessoCostGroup group,
          gint64         since_us,
          gint64         until_us)
{
  Args *args = g_new0 (Args, 1);

  args->group = group;
  args->since_us = since_us;
  args->until_us = until_us;
  return args;
}

/* One service's credits are not another's; lines of old do not know their kind. */
#define UNIT                                                                                       \
  "iif (c.credits IS NULL, NULL, iif (c.account_kind = '', c.account_id, c.account_kind))"

#define UNPRICED "c.actual_micros IS NULL AND c.estimate_high IS NULL"

#define SUMS                                                                                       \
  UNIT " AS unit, sum (coalesce (c.actual_micros, 0)),"                                            \
       " sum (iif (c.actual_micros IS NULL, coalesce (c.estimate_low, 0), 0)),"                    \
       " sum (iif (c.actual_micros IS NULL, coalesce (c.estimate_high, 0), 0)),"                   \
       " sum (coalesce (c.credits, 0)), sum (iif (" UNPRICED ", coalesce (c.credits, 0), 0)),"     \
       " sum (" UNPRICED "), count (*), sum (c.n_pictures) FROM costs AS c"
#define SPAN " WHERE c.at_us >= ?1 AND (?2 = 0 OR c.at_us < ?2) GROUP BY 1, unit ORDER BY 1, unit"

static const char *
cost_query (GessoCostGroup group)
{
  switch (group)
    {
    case GESSO_COST_GROUP_ACCOUNT:
      return "SELECT c.account_id, max (c.account_name), NULL, " SUMS SPAN;
    case GESSO_COST_GROUP_PROJECT:
      return "SELECT c.project_id, max (p.name), NULL, " SUMS
             " LEFT JOIN projects AS p ON p.id = c.project_id" SPAN;
    case GESSO_COST_GROUP_SESSION:
      return "SELECT c.session_id, max (s.title), max (c.project_id), " SUMS
             " LEFT JOIN sessions AS s ON s.id = c.session_id" SPAN;
    case GESSO_COST_GROUP_MONTH:
      return "SELECT c.month, c.month, NULL, " SUMS SPAN;
    case GESSO_COST_GROUP_ALL:
    default:
      return "SELECT '', '', NULL, " SUMS SPAN;
    }
}

static GessoCostSum *
read_sum (GessoDbStatement *s)
{
  GessoCostSum *sum = g_new0 (GessoCostSum, 1);

  sum->key = g_strdup (gesso_db_statement_get_text (s, 0));
  sum->label = g_strdup (gesso_db_statement_get_text (s, 1));
  sum->parent = g_strdup (gesso_db_statement_get_text (s, 2));
  sum->unit = g_strdup (gesso_db_statement_get_text (s, 3));
  sum->actual_micros = gesso_db_statement_get_int (s, 4, 0);
  sum->unknown_low = gesso_db_statement_get_int (s, 5, 0);
  sum->unknown_high = gesso_db_statement_get_int (s, 6, 0);
  sum->credits = gesso_db_statement_get_int (s, 7, 0);
  sum->unpriced_credits = gesso_db_statement_get_int (s, 8, 0);
  sum->n_unpriced = (guint) gesso_db_statement_get_int (s, 9, 0);
  sum->n_jobs = (guint) gesso_db_statement_get_int (s, 10, 0);
  sum->n_pictures = (guint) gesso_db_statement_get_int (s, 11, 0);
  return sum;
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
  s = gesso_db_query (context->db, error, cost_query (args->group), "ii", args->since_us,
                      args->until_us);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    g_ptr_array_add (list, read_sum (s));
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
    .free_args = g_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_sum_costs_async, &op,
                      args_new (group, since_us, until_us), cancellable, callback, user_data);
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

static GessoCostLine *
read_line (GessoDbStatement *s)
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
  line->account_kind = g_strdup (gesso_db_statement_get_text (s, 13));
  line->credits = gesso_db_statement_get_int (s, 14, -1);
  return line;
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
                      "SELECT c.job_id, c.at_us, c.account_id, c.account_name, c.project_id,"
                      " p.name, c.session_id, s.title, c.model, c.actual_micros, c.estimate_low,"
                      " c.estimate_high, c.n_pictures, c.account_kind, c.credits FROM costs AS c"
                      " LEFT JOIN projects AS p ON p.id = c.project_id"
                      " LEFT JOIN sessions AS s ON s.id = c.session_id"
                      " WHERE c.at_us >= ?1 AND (?2 = 0 OR c.at_us < ?2)"
                      " ORDER BY c.at_us, c.job_id",
                      "ii", args->since_us, args->until_us);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    g_ptr_array_add (list, read_line (s));
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
    .free_args = g_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_list_costs_async, &op,
                      args_new (GESSO_COST_GROUP_ALL, since_us, until_us), cancellable, callback,
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

typedef struct
{
  GessoCostLine *line; /* (owned) */
  char *usage_json;    /* (owned) (nullable) */
} TrialArgs;

static void
trial_args_free (gpointer data)
{
  TrialArgs *args = data;

  gesso_cost_line_free (args->line);
  g_free (args->usage_json);
  g_free (args);
}

static gpointer
add_trial_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  const TrialArgs *args = data;
  const GessoCostLine *line = args->line;
  gint64 now = gesso_clock_now_us ();
  g_autofree char *id = gesso_clock_new_id ();
  g_autofree char *month = gesso_jobs_table_dup_month (now);

  return GINT_TO_POINTER (
      gesso_db_run (context->db, error,
                    "INSERT INTO costs (job_id, account_id, account_name, account_kind, project_id,"
                    " session_id, model, month, at_us, actual_micros, estimate_low, estimate_high,"
                    " n_pictures, usage) VALUES (?, ?, ?, ?, '', '', ?, ?, ?, ?, ?, ?, ?, ?)",
                    "ttttttinnnit", id, line->account_id, line->account_name, line->account_kind,
                    line->model, month, now, line->actual_micros, line->estimate_low,
                    line->estimate_high, (gint64) line->n_pictures, args->usage_json));
}

/**
 * gesso_library_add_trial_async:
 * @self: a library
 * @line: account, model, money and number of pictures; the rest is found here
 * @usage_json: (nullable): what the service counted, credits too
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Puts into the ledger what trying a service out cost: it belongs to no job, session or project,
 * and counts in the budget of the month.
 */
void
gesso_library_add_trial_async (GessoLibrary        *self,
                               const GessoCostLine *line,
                               const char          *usage_json,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = add_trial_work,
    .apply = _gesso_library_budgets_changed,
    .free_args = trial_args_free,
  };
  TrialArgs *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (line != NULL && line->account_id != NULL && line->model != NULL);

  args = g_new0 (TrialArgs, 1);
  args->line = gesso_cost_line_copy (line);
  args->usage_json = g_strdup (usage_json);
  _gesso_library_run (self, gesso_library_add_trial_async, &op, args, cancellable, callback,
                      user_data);
}
