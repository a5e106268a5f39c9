/* gesso-jobs-table.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/gesso-jobs-table.h"

#include "base/gesso-clock.h"
#include "base/gesso-digest.h"
#include "base/gesso-file.h"
#include "base/gesso-log.h"
#include "store/gesso-store-error-private.h"

#include <string.h>

#define DIGEST_LENGTH 64

#define SELECT_JOB                                                                                 \
  "SELECT j.id, j.session_id, j.base_node, j.account_id, j.account_name, j.model, r.prompt,"       \
  " r.json, j.n_wanted, j.estimate_low, j.estimate_high, j.state, j.position, j.stage,"            \
  " j.task_id, j.service_request_id, j.failure, j.created_us, j.sent_us, j.updated_us, j.owner,"   \
  " j.attempt, j.account_kind, (SELECT count (*) FROM nodes AS n WHERE n.job_id = j.id)"           \
  " FROM jobs AS j JOIN requests AS r ON r.id = j.request_id "

/**
 * gesso_journal_state_is_ended:
 * @state: a state of the journal
 *
 * Returns: whether a job in that state is over
 */
gboolean
gesso_journal_state_is_ended (GessoJournalState state)
{
  return state >= GESSO_JOURNAL_STATE_DONE;
}

/* The blobs that a request names, wherever in its JSON: they must outlive the drafts. */
static gboolean
insert_request_blobs (GessoStoreContext  *context,
                      const char         *request_id,
                      const char         *json,
                      GError            **error)
{
  for (const char *p = strchr (json, '"'); p != NULL; p = strchr (p + 1, '"'))
    {
      g_autofree char *digest = NULL;

      if (strnlen (p + 1, DIGEST_LENGTH + 1) <= DIGEST_LENGTH || p[1 + DIGEST_LENGTH] != '"')
        continue;
      digest = g_strndup (p + 1, DIGEST_LENGTH);
      if (gesso_digest_is_valid (digest)
          && !gesso_db_run (context->db, error,
                            "INSERT OR IGNORE INTO request_blobs (request_id, digest)"
                            " VALUES (?, ?)",
                            "tt", request_id, digest))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_session (GessoStoreContext  *context,
               const char         *session_id,
               GError            **error)
{
  gint64 n = 0;

  if (!gesso_db_get_int (context->db, &n, error, "SELECT 1 FROM sessions WHERE id = ?", "t",
                         session_id))
    return FALSE;
  if (n == 0)
    g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no session %s",
                 session_id);
  return n != 0;
}

static gboolean
insert_references (GessoStoreContext     *context,
                   const GessoJobRecord  *job,
                   GError               **error)
{
  for (guint i = 0; job->reference_node_ids != NULL && job->reference_node_ids[i] != NULL; i++)
    if (!gesso_db_run (context->db, error,
                       "INSERT INTO job_references (job_id, ordinal, node_id) VALUES (?, ?, ?)",
                       "tit", job->id, (gint64) i, job->reference_node_ids[i]))
      return FALSE;
  return TRUE;
}

/**
 * gesso_jobs_table_insert:
 * @context: the library, on its database worker
 * @job: the job; what the caller left open (id, times, position) is filled in
 * @error: `GESSO_STORE_ERROR`
 *
 * Writes a new line of the journal. Inside a transaction of the caller.
 *
 * Returns: whether it was written
 */
gboolean
gesso_jobs_table_insert (GessoStoreContext  *context,
                         GessoJobRecord     *job,
                         GError            **error)
{
  const char *json = job->request_json != NULL ? job->request_json : "{}";
  gint64 now = gesso_clock_now_us ();
  gint64 last = 0;

  if (job->id == NULL)
    job->id = gesso_clock_new_id ();
  if (!check_session (context, job->session_id, error))
    return FALSE;
  if (job->position == 0)
    {
      if (!gesso_db_get_int (context->db, &last, error,
                             "SELECT cast (max (position) AS INTEGER) FROM jobs", ""))
        return FALSE;
      job->position = (double) last + 1;
    }
  return gesso_db_run (context->db, error,
                       "INSERT INTO requests (id, json, prompt, created_us) VALUES (?, ?, ?, ?)",
                       "ttti", job->id, json, job->prompt != NULL ? job->prompt : "", now)
         && insert_request_blobs (context, job->id, json, error)
         && gesso_db_run (context->db, error,
                          "INSERT INTO jobs (id, request_id, session_id, base_node, account_id,"
                          " account_name, model, n_wanted, estimate_low, estimate_high, state,"
                          " position, owner, attempt, created_us, sent_us, updated_us,"
                          " account_kind)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, ?, ?)",
                          "tttttttinntdtiit", job->id, job->id, job->session_id, job->base_node_id,
                          job->account_id != NULL ? job->account_id : "",
                          job->account_name != NULL ? job->account_name : "",
                          job->model != NULL ? job->model : "", (gint64) job->n_wanted,
                          job->estimate_low, job->estimate_high,
                          gesso_journal_state_to_string (job->state), job->position,
                          gesso_owner_get_id (context->owner), now, now,
                          job->account_kind != NULL ? job->account_kind : "")
         && insert_references (context, job, error);
}

static char *
dup_text (GessoDbStatement *s,
          int               column)
{
  return g_strdup (gesso_db_statement_get_text (s, column));
}

static GessoJobRecord *
read_job (GessoStoreContext *context,
          GessoDbStatement  *s)
{
  GessoJobRecord *job = gesso_job_record_new ();
  const char *owner = gesso_db_statement_get_text (s, 20);

  job->id = dup_text (s, 0);
  job->session_id = dup_text (s, 1);
  job->base_node_id = dup_text (s, 2);
  job->account_id = dup_text (s, 3);
  job->account_name = dup_text (s, 4);
  job->model = dup_text (s, 5);
  job->prompt = dup_text (s, 6);
  job->request_json = dup_text (s, 7);
  job->n_wanted = (int) gesso_db_statement_get_int (s, 8, 1);
  job->estimate_low = gesso_db_statement_get_int (s, 9, -1);
  job->estimate_high = gesso_db_statement_get_int (s, 10, -1);
  gesso_journal_state_parse (gesso_db_statement_get_text (s, 11), &job->state);
  job->position = gesso_db_statement_get_real (s, 12);
  job->stage = dup_text (s, 13);
  job->task_id = dup_text (s, 14);
  job->request_id = dup_text (s, 15);
  job->failure_json = dup_text (s, 16);
  job->created_us = gesso_db_statement_get_int (s, 17, 0);
  job->sent_us = gesso_db_statement_get_int (s, 18, 0);
  job->updated_us = gesso_db_statement_get_int (s, 19, 0);
  job->attempt = (int) gesso_db_statement_get_int (s, 21, 0);
  job->account_kind = dup_text (s, 22);
  job->n_made = (int) gesso_db_statement_get_int (s, 23, 0);
  if (g_strcmp0 (owner, gesso_owner_get_id (context->owner)) == 0)
    job->owner = GESSO_JOB_OWNER_OURS;
  else if (gesso_owner_is_alive (context->owner, owner))
    job->owner = GESSO_JOB_OWNER_OTHER;
  else
    job->owner = GESSO_JOB_OWNER_NOBODY;
  return job;
}

static gboolean
read_references (GessoStoreContext  *context,
                 GessoJobRecord     *job,
                 GError            **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error,
                      "SELECT node_id FROM job_references WHERE job_id = ? ORDER BY ordinal", "t",
                      job->id);
  if (s == NULL)
    return FALSE;
  while (gesso_db_statement_next (s, &local_error))
    g_strv_builder_add (builder, gesso_db_statement_get_text (s, 0));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  job->reference_node_ids = g_strv_builder_end (builder);
  return TRUE;
}

/**
 * gesso_jobs_table_load:
 * @context: the library, on its database worker
 * @id: a job
 * @error: `GESSO_STORE_ERROR`
 *
 * Returns: (transfer full) (nullable): the line of the journal
 */
GessoJobRecord *
gesso_jobs_table_load (GessoStoreContext  *context,
                       const char         *id,
                       GError            **error)
{
  g_autoptr (GessoJobRecord) job = NULL;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error, SELECT_JOB "WHERE j.id = ?", "t", id);
  if (s == NULL)
    return NULL;
  if (gesso_db_statement_next (s, &local_error))
    job = read_job (context, s);
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no job %s", id);
  if (job == NULL || !read_references (context, job, error))
    return NULL;
  return g_steal_pointer (&job);
}

/**
 * gesso_jobs_table_load_all:
 * @context: the library, on its database worker
 * @also_ended: with those that are over
 * @error: `GESSO_STORE_ERROR`
 *
 * Returns: (transfer full) (nullable) (element-type GessoJobRecord): lines of the journal, in
 *   queue order
 */
GPtrArray *
gesso_jobs_table_load_all (GessoStoreContext  *context,
                           gboolean            also_ended,
                           GError            **error)
{
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_job_record_free);
  s = gesso_db_query (context->db, error,
                      SELECT_JOB "WHERE ?1 OR j.state IN ('waiting', 'paused', 'sent', 'working',"
                                 " 'receiving', 'interrupted') ORDER BY j.position, j.id",
                      "i", (gint64) also_ended);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    {
      GessoJobRecord *job = read_job (context, s);

      g_ptr_array_add (jobs, job);
      if (!read_references (context, job, error))
        return NULL;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&jobs);
}

/**
 * gesso_jobs_table_take_over:
 * @context: the library, on its database worker
 * @id: a job whose owner is gone, or that is new
 * @error: `GESSO_STORE_ERROR`
 *
 * Makes this process the owner of a job.
 *
 * Returns: whether it was written
 */
gboolean
gesso_jobs_table_take_over (GessoStoreContext  *context,
                            const char         *id,
                            GError            **error)
{
  return gesso_db_run (context->db, error, "UPDATE jobs SET owner = ? WHERE id = ?", "tt",
                       gesso_owner_get_id (context->owner), id);
}

/**
 * gesso_jobs_table_interrupt:
 * @context: the library, on its database worker
 * @job: a job that was sent by a process that is gone
 * @error: `GESSO_STORE_ERROR`
 *
 * Marks the job as interrupted, with its estimate in the ledger: it may have been paid.
 *
 * Returns: whether it was written
 */
gboolean
gesso_jobs_table_interrupt (GessoStoreContext     *context,
                            const GessoJobRecord  *job,
                            GError               **error)
{
  return gesso_db_run (context->db, error,
                       "UPDATE jobs SET state = 'interrupted', updated_us = ? WHERE id = ?", "it",
                       gesso_clock_now_us (), job->id)
         && gesso_jobs_table_add_cost (context, job, -1, 0, NULL, error);
}

/* Where a job stands that comes right before @next_id, or last; @out_free says whether there is
 * room for a number between those of its neighbours. */
static gboolean
find_place (GessoStoreContext  *context,
            const char         *id,
            const char         *next_id,
            double             *out_position,
            gboolean           *out_free,
            GError            **error)
{
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;
  double next, previous;

  s = gesso_db_query (context->db, error,
                      "SELECT n.position, coalesce ((SELECT max (p.position) FROM jobs AS p WHERE"
                      " (p.position, p.id) < (n.position, n.id) AND p.id != ?1), n.position - 2)"
                      " FROM jobs AS n WHERE n.id = ?2 UNION ALL"
                      " SELECT max (position) + 2, max (position) FROM jobs",
                      "tt", id, next_id);
  if (s == NULL)
    return FALSE;
  /* The last line is there even where there is no job. */
  if (!gesso_db_statement_next (s, &local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  next = gesso_db_statement_get_real (s, 0);
  previous = gesso_db_statement_get_real (s, 1);
  *out_position = previous + (next - previous) / 2;
  *out_free = *out_position > previous && *out_position < next;
  return TRUE;
}

/**
 * gesso_jobs_table_place:
 * @context: the library, on its database worker
 * @id: a job
 * @next_id: (nullable): the job that it shall stand before; NULL, or one that is not there, for
 *   the end
 * @error: `GESSO_STORE_ERROR`
 *
 * Changes the order of the journal. Inside a transaction of the caller: where the same gap was
 * halved too often, all jobs are numbered anew.
 *
 * Returns: whether it was written
 */
gboolean
gesso_jobs_table_place (GessoStoreContext  *context,
                        const char         *id,
                        const char         *next_id,
                        GError            **error)
{
  double position = 0;
  gboolean is_free = TRUE;

  if (!find_place (context, id, next_id, &position, &is_free, error))
    return FALSE;
  if (!is_free
      && (!gesso_db_exec (context->db,
                          "UPDATE jobs SET position = o.number FROM (SELECT id, row_number ()"
                          " OVER (ORDER BY position, id) AS number FROM jobs) AS o"
                          " WHERE o.id = jobs.id",
                          error)
          || !find_place (context, id, next_id, &position, &is_free, error)))
    return FALSE;
  return gesso_db_run (context->db, error, "UPDATE jobs SET position = ? WHERE id = ?", "dt",
                       position, id);
}

/**
 * gesso_jobs_table_mark_sent:
 * @context: the library, on its database worker
 * @id: a job
 * @error: `GESSO_STORE_ERROR_NOT_FOUND` if there is none, and others
 *
 * Journals that the request is about to leave.
 *
 * Returns: whether it was written
 */
gboolean
gesso_jobs_table_mark_sent (GessoStoreContext  *context,
                            const char         *id,
                            GError            **error)
{
  if (!gesso_db_run (context->db, error,
                     "UPDATE jobs SET state = 'sent', stage = NULL,"
                     " sent_us = iif (state != 'sent', ?1, sent_us),"
                     " attempt = attempt + (state != 'sent'), updated_us = ?1 WHERE id = ?2",
                     "it", gesso_clock_now_us (), id))
    return FALSE;
  if (gesso_db_get_changes (context->db) > 0)
    return TRUE;
  g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no job %s", id);
  return FALSE;
}

/**
 * gesso_jobs_table_dup_month:
 * @at_us: microseconds since 1970
 *
 * The name of a month in the ledger.
 *
 * Returns: (transfer full): "2026-11", in UTC
 */
char *
gesso_jobs_table_dup_month (gint64 at_us)
{
  g_autofree char *iso = gesso_clock_format_iso (at_us);

  return g_strndup (iso, strlen ("2026-11"));
}

/**
 * gesso_jobs_table_add_cost:
 * @context: the library, on its database worker
 * @job: the job
 * @actual_micros: what it cost in micro-dollars, or -1 when only the estimate is known
 * @n_pictures: how many pictures came of it
 * @usage_json: (nullable): what the service counted
 * @error: `GESSO_STORE_ERROR`
 *
 * Writes a line of the ledger; a later, better known one replaces it.
 *
 * Returns: whether it was written
 */
gboolean
gesso_jobs_table_add_cost (GessoStoreContext     *context,
                           const GessoJobRecord  *job,
                           gint64                 actual_micros,
                           guint                  n_pictures,
                           const char            *usage_json,
                           GError               **error)
{
  gint64 now = gesso_clock_now_us ();
  g_autofree char *month = gesso_jobs_table_dup_month (now);

  return gesso_db_run (context->db, error,
                       "INSERT INTO costs (job_id, account_id, account_name, project_id,"
                       " session_id, model, month, at_us, actual_micros, estimate_low,"
                       " estimate_high, n_pictures, usage, account_kind)"
                       " SELECT ?, ?, ?, project_id, id, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                       " FROM sessions WHERE id = ?"
                       " ON CONFLICT (job_id) DO UPDATE SET actual_micros ="
                       " coalesce (excluded.actual_micros, actual_micros),"
                       " n_pictures = max (n_pictures, excluded.n_pictures),"
                       " usage = coalesce (excluded.usage, usage)",
                       "tttttinnnittt", job->id, job->account_id, job->account_name, job->model,
                       month, now, actual_micros, job->estimate_low, job->estimate_high,
                       (gint64) n_pictures, usage_json,
                       job->account_kind != NULL ? job->account_kind : "", job->session_id);
}

/**
 * gesso_jobs_table_keep_damaged:
 * @context: the library on its worker
 * @job_id: a job
 * @error: `GESSO_STORE_ERROR_NOT_FOUND` if nothing was received, and others
 *
 * Moves what a job received out of the spool, for inspection.
 *
 * Returns: (transfer full) (nullable): the folder where it is now
 */
char *
gesso_jobs_table_keep_damaged (GessoStoreContext  *context,
                               const char         *job_id,
                               GError            **error)
{
  g_autofree char *spool = _gesso_store_context_spool_folder (context, job_id);
  g_autofree char *damaged = _gesso_store_context_path (context, "damaged");
  g_autofree char *target = NULL;

  if (!gesso_file_make_folder (damaged, error))
    {
      _gesso_store_map_error (error, "keep a damaged answer");
      return NULL;
    }
  gesso_log_blank_folder (spool);
  target = gesso_file_free_name (damaged, job_id, NULL);
  if (!gesso_file_rename_durably (spool, target, error))
    {
      _gesso_store_map_error (error, "keep a damaged answer");
      return NULL;
    }
  return g_steal_pointer (&target);
}
