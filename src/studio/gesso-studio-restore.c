/* gesso-studio-restore.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How jobs of an earlier run of the program come from the journal back into the queue. */

#include "config.h"

#include "studio/gesso-studio-private.h"

#include "base/gesso-json.h"

typedef struct
{
  char **ids;            /* (owned) (nullable): NULL for all that is open */
  GessoAccount *account; /* (owned) (nullable): for jobs whose own is not known */
} Restoring;

static void
restoring_free (Restoring *restoring)
{
  g_strfreev (restoring->ids);
  g_clear_object (&restoring->account);
  g_free (restoring);
}

static void
unref_request (gpointer request)
{
  if (request != NULL)
    gesso_request_unref (request);
}

static GBytes *
load_blob (const char  *digest,
           gpointer     user_data,
           GError     **error)
{
  return gesso_library_map_blob (user_data, digest, error);
}

/* What reading the requests needs: values only. */
typedef struct
{
  GessoLibrary *library; /* (owned) */
  GPtrArray *records;    /* (owned) (element-type GessoJobRecord) */
  GPtrArray *requests;   /* (owned) (element-type GessoRequest): NULL where it cannot be read */
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->library);
  g_ptr_array_unref (reading->records);
  g_ptr_array_unref (reading->requests);
  g_free (reading);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Reading *reading = data;

  for (guint i = 0; i < reading->records->len; i++)
    {
      const GessoJobRecord *record = reading->records->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) json = gesso_json_parse_object (record->request_json, -1, &error);
      GessoRequest *request = NULL;

      if (json != NULL)
        request = gesso_request_new_from_json (json, load_blob, reading->library, &error);
      if (request == NULL)
        g_debug ("job %s cannot be read again: %s", record->id, error->message);
      g_ptr_array_add (reading->requests, request);
    }

  g_task_return_boolean (task, TRUE);
}

static GessoFailure *
make_interrupted (const GessoJobRecord *record)
{
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_INTERRUPTED,
    .message = "the program ended before the answer was whole",
    .request_id = record->request_id,
    .retry_after_ms = -1,
    .may_be_billed = TRUE,
  };

  return gesso_failure_new (&info);
}

/* What ended stays ended until somebody asks for it again. */
static GessoFailure *
dup_failure (const GessoJobRecord *record)
{
  g_autoptr (JsonObject) json = NULL;
  GessoFailure *failure = NULL;

  if (record->state == GESSO_JOURNAL_STATE_INTERRUPTED)
    return make_interrupted (record);
  if (record->state != GESSO_JOURNAL_STATE_FAILED && record->state != GESSO_JOURNAL_STATE_CANCELLED
      && !gesso_job_record_is_partial (record))
    return NULL;

  if (record->failure_json != NULL)
    json = gesso_json_parse_object (record->failure_json, -1, NULL);
  if (json != NULL)
    failure = gesso_failure_new_from_json (json);
  return failure != NULL ? failure : make_interrupted (record);
}

/* A job whose account was removed meanwhile can be looked at, not sent. */
static GessoAccount *
dup_account_of (GessoStudio          *self,
                const GessoJobRecord *record,
                GessoAccount         *otherwise)
{
  GessoAccount *account = gesso_accounts_find (self->accounts, record->account_id);

  if (account == NULL)
    account = otherwise;
  return account != NULL ? g_object_ref (account)
                         : gesso_account_new (record->account_id, GESSO_ACCOUNT_KIND_REMOVED,
                                              record->account_name);
}

static GessoJob *
restore (GessoStudio          *self,
         const GessoJobRecord *record,
         GessoRequest         *request,
         GessoAccount         *otherwise)
{
  g_autoptr (GessoAccount) account = dup_account_of (self, record, otherwise);
  g_autoptr (GessoFailure) failure = dup_failure (record);
  GessoJob *job
      = gesso_job_new (record->id, account, request, record->session_id, record->base_node_id);

  gesso_job_resume_task (job, record->task_id);
  gesso_job_set_n_made (job, (guint) record->n_made);
  gesso_job_queue_add_journalled (self->queue, job, failure);
  return job;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoStudio *self = GESSO_STUDIO (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  Restoring *restoring = g_task_get_task_data (task);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);

  g_task_propagate_boolean (G_TASK (result), NULL);
  for (guint i = 0; i < reading->records->len; i++)
    if (reading->requests->pdata[i] != NULL)
      g_ptr_array_add (jobs, restore (self, reading->records->pdata[i], reading->requests->pdata[i],
                                      restoring->account));

  g_task_return_pointer (task, g_steal_pointer (&jobs), (GDestroyNotify) g_ptr_array_unref);
}

/* What the service goes on making under a name of its own is fetched, not sent again. */
static gboolean
is_resumable (const GessoJobRecord *record)
{
  return record->task_id != NULL && record->state != GESSO_JOURNAL_STATE_DONE
         && record->state != GESSO_JOURNAL_STATE_FAILED
         && record->state != GESSO_JOURNAL_STATE_CANCELLED && record->owner == GESSO_JOB_OWNER_OURS;
}

static gboolean
is_to_restore (const GessoJobRecord  *record,
               char                 **ids)
{
  if (ids != NULL)
    return record->owner != GESSO_JOB_OWNER_OTHER
           && (record->state != GESSO_JOURNAL_STATE_DONE || gesso_job_record_is_partial (record))
           && g_strv_contains ((const char *const *) ids, record->id);
  return record->owner != GESSO_JOB_OWNER_OTHER
         && (record->state == GESSO_JOURNAL_STATE_WAITING
             || record->state == GESSO_JOURNAL_STATE_PAUSED
             || record->state == GESSO_JOURNAL_STATE_INTERRUPTED || is_resumable (record));
}

static void
jobs_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoStudio *self = g_task_get_source_object (task);
  Restoring *restoring = g_task_get_task_data (task);
  g_autoptr (GTask) reading_task = NULL;
  GError *error = NULL;
  GPtrArray *records = gesso_library_load_jobs_finish (GESSO_LIBRARY (source), result, &error);
  Reading *reading;

  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = records->len; i > 0; i--)
    if (!is_to_restore (records->pdata[i - 1], restoring->ids))
      g_ptr_array_remove_index (records, i - 1);

  reading = g_new0 (Reading, 1);
  reading->library = g_object_ref (self->library);
  reading->records = records;
  reading->requests = g_ptr_array_new_with_free_func (unref_request);
  reading_task = g_task_new (self, NULL, read_cb, g_steal_pointer (&task));
  g_task_set_source_tag (reading_task, read_in_thread);
  g_task_set_task_data (reading_task, reading, (GDestroyNotify) reading_free);
  gesso_worker_run (self->imaging, reading_task, GESSO_WORKER_PRIORITY_INTERACTIVE, read_in_thread);
}

/**
 * gesso_studio_restore_jobs_async:
 * @self: an open studio, or one that opens
 * @ids: (nullable) (array zero-terminated=1): which jobs, also ended ones; NULL for all that wait,
 *   are resumable, or were interrupted
 * @account: (nullable): who runs jobs whose own account is not known
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Puts jobs of the journal into the queue, in its order. Those that wait start; those that ended or
 * were interrupted are shown as failed, and only the person may send them again. Jobs that another
 * running program has are left alone, and so are those that brought all of their pictures.
 */
void
gesso_studio_restore_jobs_async (GessoStudio *self,
                                 const char *const *ids,
                                 GessoAccount *account,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Restoring *restoring = g_new0 (Restoring, 1);

  restoring->ids = g_strdupv ((char **) ids);
  g_set_object (&restoring->account, account);
  g_task_set_source_tag (task, gesso_studio_restore_jobs_async);
  g_task_set_task_data (task, restoring, (GDestroyNotify) restoring_free);
  gesso_library_load_jobs_async (self->library, ids != NULL, cancellable, jobs_loaded_cb, task);
}

/**
 * gesso_studio_restore_jobs_finish:
 * @self: the studio
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoJob): what is in the queue now
 */
GPtrArray *
gesso_studio_restore_jobs_finish (GessoStudio   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_studio_restore_jobs_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
