/* gesso-library-jobs.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The journal of a GessoLibrary: jobs, their answers, and what is left of them after a crash. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "base/gesso-json.h"
#include "store/gesso-jobs-table.h"
#include "store/gesso-store-error-private.h"

typedef struct
{
  char *id;   /* (owned) */
  char **ids; /* (owned) (nullable) */
  GessoJournalState state;
  char *stage;        /* (owned) (nullable) */
  char *task_id;      /* (owned) (nullable) */
  char *request_id;   /* (owned) (nullable) */
  char *failure_json; /* (owned) (nullable) */
  char *next_id;      /* (owned) (nullable) */
  int index;
  gboolean also_ended;
} Args;

/* What a commit made. */
typedef struct
{
  GPtrArray *rows; /* (owned) */
  gboolean fresh;
} Committed;

static void
args_free (gpointer data)
{
  Args *args = data;

  g_free (args->id);
  g_strfreev (args->ids);
  g_free (args->stage);
  g_free (args->task_id);
  g_free (args->request_id);
  g_free (args->failure_json);
  g_free (args->next_id);
  g_free (args);
}

static void
committed_free (gpointer data)
{
  Committed *committed = data;

  g_clear_pointer (&committed->rows, g_ptr_array_unref);
  g_free (committed);
}

static gboolean
make_spool_folder (GessoStoreContext  *context,
                   const char         *job_id,
                   GError            **error)
{
  g_autofree char *folder = _gesso_store_context_spool_folder (context, job_id);
  g_autofree char *parent = g_path_get_dirname (folder);

  if (gesso_file_make_folder (folder, error) && gesso_file_sync_folder (parent, error))
    return TRUE;
  _gesso_store_map_error (error, "make the spool folder");
  return FALSE;
}

static gpointer
create_jobs_work (GessoStoreContext  *context,
                  gpointer            data,
                  GCancellable       *cancellable,
                  GError            **error)
{
  GPtrArray *jobs = data;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (!gesso_db_begin (context->db, GESSO_DB_DURABLE, error))
    return NULL;
  for (guint i = 0; i < jobs->len; i++)
    {
      GessoJobRecord *job = jobs->pdata[i];

      if (!gesso_jobs_table_insert (context, job, error)
          || !make_spool_folder (context, job->id, error))
        {
          gesso_db_rollback (context->db);
          return NULL;
        }
      g_strv_builder_add (ids, job->id);
    }
  _gesso_store_step ("jobs-inserted");
  if (!gesso_db_commit (context->db, error))
    return NULL;
  return g_strv_builder_end (ids);
}

/**
 * gesso_library_create_jobs_async:
 * @self: a library
 * @jobs: (element-type GessoJobRecord): new jobs; copied
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): called when all of them would survive a loss of power
 * @user_data: for @callback
 *
 * Writes jobs into the journal, in one transaction and in this order, and makes their spool
 * folders. What follows them in the queue has a higher position, unless they say one.
 */
void
gesso_library_create_jobs_async (GessoLibrary        *self,
                                 GPtrArray           *jobs,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = create_jobs_work,
    .free_args = (GDestroyNotify) g_ptr_array_unref,
    .free_result = (GDestroyNotify) g_strfreev,
    .priority = GESSO_WORKER_PRIORITY_URGENT,
  };
  GPtrArray *copies;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (jobs != NULL);

  copies = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_job_record_free);
  for (guint i = 0; i < jobs->len; i++)
    g_ptr_array_add (copies, gesso_job_record_copy (jobs->pdata[i]));
  _gesso_library_run (self, gesso_library_create_jobs_async, &op, copies, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_create_job_async:
 * @self: a library
 * @job: a new job; copied
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): called when it would survive a loss of power; ends with
 *   gesso_library_create_jobs_finish()
 * @user_data: for @callback
 *
 * Writes one job into the journal.
 */
void
gesso_library_create_job_async (GessoLibrary         *self,
                                const GessoJobRecord *job,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (job != NULL);

  g_ptr_array_add (jobs, (gpointer) job);
  gesso_library_create_jobs_async (self, jobs, cancellable, callback, user_data);
}

/**
 * gesso_library_create_jobs_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR_NOT_FOUND` if a session is missing, and others: nothing was written
 *
 * Returns: (transfer full) (nullable): the ids of the jobs, in order
 */
char **
gesso_library_create_jobs_finish (GessoLibrary  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_create_jobs_async), NULL);

  return _gesso_library_answer (self, result, error);
}

static gboolean
update_row (GessoStoreContext  *context,
            const Args         *args,
            GError            **error)
{
  const char *state = gesso_journal_state_to_string (args->state);
  gint64 now = gesso_clock_now_us ();

  /* Going back to the queue is a new attempt: nothing of the last one may be taken for it. */
  if (args->state == GESSO_JOURNAL_STATE_WAITING)
    return gesso_db_run (context->db, error,
                         "UPDATE jobs SET state = ?, stage = ?, task_id = NULL,"
                         " service_request_id = NULL, failure = NULL, owner = ?, updated_us = ?"
                         " WHERE id = ?",
                         "tttit", state, args->stage, gesso_owner_get_id (context->owner), now,
                         args->id);
  return gesso_db_run (context->db, error,
                       "UPDATE jobs SET state = ?1, stage = ?2, task_id = coalesce (?3, task_id),"
                       " service_request_id = coalesce (?4, service_request_id),"
                       " failure = coalesce (?5, failure),"
                       " sent_us = iif (?1 = 'sent' AND state != 'sent', ?6, sent_us),"
                       " attempt = attempt + (?1 = 'sent' AND state != 'sent'), updated_us = ?6"
                       " WHERE id = ?7",
                       "tttttit", state, args->stage, args->task_id, args->request_id,
                       args->failure_json, now, args->id);
}

static gboolean
may_be_billed (const Args *args)
{
  g_autoptr (JsonObject) failure = NULL;

  if (args->failure_json == NULL)
    return FALSE;
  failure = gesso_json_parse_object (args->failure_json, -1, NULL);
  return gesso_json_get_boolean (failure, "may_be_billed", FALSE);
}

static gboolean
update_job (GessoStoreContext  *context,
            const Args         *args,
            GError            **error)
{
  g_autoptr (GessoJobRecord) job = NULL;

  if (!update_row (context, args, error))
    return FALSE;
  if (gesso_db_get_changes (context->db) == 0)
    {
      g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no job %s", args->id);
      return FALSE;
    }
  if (!may_be_billed (args))
    return TRUE;
  job = gesso_jobs_table_load (context, args->id, error);
  return job != NULL && gesso_jobs_table_add_cost (context, job, -1, 0, NULL, error);
}

static gpointer
update_job_work (GessoStoreContext  *context,
                 gpointer            data,
                 GCancellable       *cancellable,
                 GError            **error)
{
  Args *args = data;
  /* What must not be forgotten: that it was sent, by what name it can be asked for, how it
   * ended. A stage in between may be. */
  gboolean durable = args->state == GESSO_JOURNAL_STATE_SENT || args->task_id != NULL
                     || gesso_journal_state_is_ended (args->state);

  if (!gesso_db_begin (context->db, durable ? GESSO_DB_DURABLE : GESSO_DB_NORMAL, error))
    return NULL;
  if (!update_job (context, args, error))
    {
      gesso_db_rollback (context->db);
      return NULL;
    }
  if (args->state == GESSO_JOURNAL_STATE_WAITING && !make_spool_folder (context, args->id, error))
    {
      gesso_db_rollback (context->db);
      return NULL;
    }
  return gesso_db_commit (context->db, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

/**
 * gesso_library_update_job_async:
 * @self: a library
 * @job_id: a job
 * @state: where it stands now
 * @stage: (nullable): finer than the state
 * @task_id: (nullable): the service's name for the run, or %NULL to keep what is known
 * @request_id: (nullable): the service's id of the exchange, or %NULL to keep what is known
 * @failure_json: (nullable): why it ended, or %NULL to keep what is known
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Journals a change. With `GESSO_JOURNAL_STATE_SENT`, a task id, or a state that ends the job,
 * the callback means that it would survive a loss of power: send only then. Going to
 * `GESSO_JOURNAL_STATE_WAITING` makes it ours and forgets task, request id and failure. A failure
 * with "may_be_billed" goes into the ledger with its estimate.
 */
void
gesso_library_update_job_async (GessoLibrary        *self,
                                const char          *job_id,
                                GessoJournalState    state,
                                const char          *stage,
                                const char          *task_id,
                                const char          *request_id,
                                const char          *failure_json,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = update_job_work,
    .free_args = args_free,
    .priority = GESSO_WORKER_PRIORITY_URGENT,
  };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (job_id != NULL);

  args = g_new0 (Args, 1);
  args->id = g_strdup (job_id);
  args->state = state;
  args->stage = g_strdup (stage);
  args->task_id = g_strdup (task_id);
  args->request_id = g_strdup (request_id);
  args->failure_json = g_strdup (failure_json);
  _gesso_library_run (self, gesso_library_update_job_async, &op, args, cancellable, callback,
                      user_data);
}

static gpointer
place_job_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  Args *args = data;

  if (!gesso_db_begin (context->db, GESSO_DB_NORMAL, error))
    return NULL;
  if (!gesso_jobs_table_place (context, args->id, args->next_id, error))
    {
      gesso_db_rollback (context->db);
      return NULL;
    }
  return gesso_db_commit (context->db, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

/**
 * gesso_library_place_job_async:
 * @self: a library
 * @job_id: a job
 * @next_id: (nullable): the job that it shall stand before; NULL, or one that is not in the
 *   journal, for the end
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Changes the order of the queue.
 */
void
gesso_library_place_job_async (GessoLibrary        *self,
                               const char          *job_id,
                               const char          *next_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = place_job_work,
    .free_args = args_free,
    .priority = GESSO_WORKER_PRIORITY_URGENT,
  };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (job_id != NULL);

  args = g_new0 (Args, 1);
  args->id = g_strdup (job_id);
  args->next_id = g_strdup (next_id);
  _gesso_library_run (self, gesso_library_place_job_async, &op, args, cancellable, callback,
                      user_data);
}

static gpointer
remove_jobs_work (GessoStoreContext  *context,
                  gpointer            data,
                  GCancellable       *cancellable,
                  GError            **error)
{
  Args *args = data;

  if (!gesso_db_begin (context->db, GESSO_DB_NORMAL, error))
    return NULL;
  for (char **id = args->ids; *id != NULL; id++)
    if (!gesso_db_run (context->db, error, "DELETE FROM jobs WHERE id = ?", "t", *id)
        || !gesso_db_run (context->db, error,
                          "DELETE FROM requests WHERE id = ? AND NOT EXISTS"
                          " (SELECT 1 FROM nodes WHERE request_id = requests.id)",
                          "t", *id))
      {
        gesso_db_rollback (context->db);
        return NULL;
      }
  if (!gesso_db_commit (context->db, error))
    return NULL;
  for (char **id = args->ids; *id != NULL; id++)
    {
      g_autofree char *spool = _gesso_store_context_spool_folder (context, *id);

      gesso_file_remove_tree (spool, NULL);
    }
  return GINT_TO_POINTER (TRUE);
}

/**
 * gesso_library_remove_jobs_async:
 * @self: a library
 * @job_ids: (array zero-terminated=1): jobs that have ended, or were never sent
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Removes jobs from the journal with what is left in their spool folders. Pictures and ledger
 * stay.
 */
void
gesso_library_remove_jobs_async (GessoLibrary *self,
                                 const char *const *job_ids,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  static const GessoLibraryOp op = { .work = remove_jobs_work, .free_args = args_free };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (job_ids != NULL);

  args = g_new0 (Args, 1);
  args->ids = g_strdupv ((char **) job_ids);
  _gesso_library_run (self, gesso_library_remove_jobs_async, &op, args, cancellable, callback,
                      user_data);
}

static gpointer
load_jobs_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  Args *args = data;

  return gesso_jobs_table_load_all (context, args->also_ended, error);
}

/**
 * gesso_library_load_jobs_async:
 * @self: a library
 * @also_ended: whether to give also those that are done, cancelled or failed; interrupted ones
 *   wait for the person and are always given
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_load_jobs_finish()
 * @user_data: for @callback
 *
 * Reads the journal in the order of the queue, jobs of other processes included; see
 * #GessoJobOwner.
 */
void
gesso_library_load_jobs_async (GessoLibrary        *self,
                               gboolean             also_ended,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = load_jobs_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  args = g_new0 (Args, 1);
  args->also_ended = also_ended;
  _gesso_library_run (self, gesso_library_load_jobs_async, &op, args, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_load_jobs_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoJobRecord): the jobs
 */
GPtrArray *
gesso_library_load_jobs_finish (GessoLibrary  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_load_jobs_async), NULL);

  return _gesso_library_answer (self, result, error);
}

/**
 * gesso_library_dup_spool_folder:
 * @self: a library
 * @job_id: a job
 *
 * Where a job's answer goes: `answer.part` as it comes, `N.part` for picture N as it grows,
 * `N.image` once it is whole, `meta.json` with "model", "request_id", "usage", "actual",
 * "cost_micros" and "duration_ms" as far as they are known. Any thread.
 *
 * Returns: (transfer full): the folder, which exists from creation to commit of the job
 */
char *
gesso_library_dup_spool_folder (GessoLibrary *self,
                                const char   *job_id)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (job_id != NULL, NULL);

  return g_build_filename (gesso_library_get_folder (self), "spool", job_id, NULL);
}

static gpointer
commit_work (GessoStoreContext  *context,
             gpointer            data,
             GCancellable       *cancellable,
             GError            **error)
{
  gboolean fresh = FALSE;
  GPtrArray *rows = gesso_jobs_table_commit (context, data, FALSE, &fresh, error);
  Committed *committed;

  if (rows == NULL)
    return NULL;
  committed = g_new0 (Committed, 1);
  committed->rows = rows;
  committed->fresh = fresh;
  return committed;
}

static gpointer
job_committed (GessoLibrary *self,
               gpointer      result)
{
  Committed *committed = result;
  GPtrArray *nodes
      = _gesso_library_take_rows (self, g_steal_pointer (&committed->rows),
                                  committed->fresh ? GESSO_NEWS_ADDED : GESSO_NEWS_NONE);

  if (committed->fresh)
    _gesso_library_sessions_changed (self);
  committed_free (committed);
  return nodes;
}

/**
 * gesso_library_commit_job_async:
 * @self: a library
 * @commit: which pictures of which job; copied
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): called when the pictures are safe in the library
 * @user_data: for @callback
 *
 * Makes nodes of the whole pictures in the job's spool folder and ends the job as done. May be
 * repeated after an error, a crash or a success: no picture is lost or doubled.
 */
void
gesso_library_commit_job_async (GessoLibrary            *self,
                                const GessoCommitRecord *commit,
                                GCancellable            *cancellable,
                                GAsyncReadyCallback      callback,
                                gpointer                 user_data)
{
  static const GessoLibraryOp op = {
    .work = commit_work,
    .apply = job_committed,
    .free_args = (GDestroyNotify) gesso_commit_record_free,
    .free_result = committed_free,
    .free_answer = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_URGENT,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (commit != NULL && commit->outputs->len > 0);

  _gesso_library_run (self, gesso_library_commit_job_async, &op, gesso_commit_record_copy (commit),
                      cancellable, callback, user_data);
}

/**
 * gesso_library_commit_job_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_IMAGE_ERROR` codes if a file is no picture (see
 *   gesso_library_keep_damaged_async()); `GESSO_STORE_ERROR` codes, after which the spool folder
 *   is as it was
 *
 * Returns: (transfer full) (nullable) (element-type GessoNode): the job's nodes, by index
 */
GPtrArray *
gesso_library_commit_job_finish (GessoLibrary  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_commit_job_async), NULL);

  return _gesso_library_answer (self, result, error);
}

static gpointer
keep_damaged_work (GessoStoreContext  *context,
                   gpointer            data,
                   GCancellable       *cancellable,
                   GError            **error)
{
  Args *args = data;

  return gesso_jobs_table_keep_damaged (context, args->id, error);
}

/**
 * gesso_library_keep_damaged_async:
 * @self: a library
 * @job_id: a job
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_keep_damaged_finish()
 * @user_data: for @callback
 *
 * Moves all that a job received to damaged/, for inspection. Does not change the job's state.
 */
void
gesso_library_keep_damaged_async (GessoLibrary        *self,
                                  const char          *job_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = keep_damaged_work,
    .free_args = args_free,
    .free_result = g_free,
    .priority = GESSO_WORKER_PRIORITY_URGENT,
  };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (job_id != NULL);

  args = g_new0 (Args, 1);
  args->id = g_strdup (job_id);
  _gesso_library_run (self, gesso_library_keep_damaged_async, &op, args, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_keep_damaged_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR_NOT_FOUND` if nothing was received, and others
 *
 * Returns: (transfer full) (nullable): the folder where it is now
 */
char *
gesso_library_keep_damaged_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_keep_damaged_async), NULL);

  return _gesso_library_answer (self, result, error);
}
