/* gesso-recorder-commit.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The recorder's way out of the journal: what came is stitched if it has to be, described beside
 * the pictures, and put into the library with the end of the job; a job that failed ends with what
 * is kept of its answer. Main thread.
 */

#include "config.h"

#include "studio/gesso-recorder-private.h"

#include "base/gesso-json.h"
#include "studio/gesso-commit.h"
#include "studio/gesso-stitcher.h"

static char *
dup_failure_text (GessoFailure *failure)
{
  g_autoptr (JsonObject) json = gesso_failure_to_json (failure);

  return gesso_json_object_to_string (json, FALSE);
}

/* Commit */

typedef struct
{
  GessoJob *job;             /* (owned) */
  GessoCommitRecord *record; /* (owned) */
  GArray *numbers;           /* (owned): the sealed pictures */
} Committing;

static void
committing_free (Committing *committing)
{
  g_object_unref (committing->job);
  gesso_commit_record_free (committing->record);
  g_array_unref (committing->numbers);
  g_free (committing);
}

static char **
dup_node_ids (GPtrArray *nodes)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < nodes->len; i++)
    g_strv_builder_add (builder, gesso_node_get_id (nodes->pdata[i]));

  return g_strv_builder_end (builder);
}

static void commit_next_part (GessoRecorder *self);

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) nodes
      = gesso_library_commit_job_finish (GESSO_LIBRARY (source), result, &error);

  /* Another process brought another part home: this one is put into what that has made. */
  if (g_error_matches (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_OVERTAKEN))
    commit_next_part (g_task_get_source_object (task));
  else if (nodes == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, dup_node_ids (nodes), (GDestroyNotify) g_strfreev);
}

static void
meta_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoRecorder *self = g_task_get_source_object (task);
  Committing *committing = g_task_get_task_data (task);
  GError *error = NULL;

  if (!gesso_spool_write_meta_finish (GESSO_SPOOL (source), result, &error))
    g_task_return_error (task, error);
  else
    gesso_library_commit_job_async (self->library, committing->record, NULL, committed_cb,
                                    g_object_ref (task));
}

static void
write_meta (GTask *task)
{
  GessoRecorder *self = g_task_get_source_object (task);
  Committing *committing = g_task_get_task_data (task);
  g_autofree char *folder = _gesso_recorder_dup_folder (self, committing->job);
  g_autofree char *meta = gesso_commit_dup_meta (committing->record);

  gesso_spool_write_meta_async (self->spool, folder, meta, meta_written_cb, task);
}

static void
stitched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!gesso_stitcher_stitch_finish (result, &error))
    g_task_return_error (task, error);
  else
    write_meta (g_steal_pointer (&task));
}

static void
stitch (GTask *task, const char *const *heads)
{
  GessoRecorder *self = g_task_get_source_object (task);
  Committing *committing = g_task_get_task_data (task);
  g_autofree char *folder = _gesso_recorder_dup_folder (self, committing->job);

  gesso_stitcher_stitch_async (self->library, gesso_job_get_request (committing->job), folder,
                               committing->numbers, heads, self->imaging, stitched_cb, task);
}

/* The parts of one edit go into one picture, so each must see what came of the one before: their
 * commits wait for each other, from here to the end of the task. Those of other processes do not,
 * but the library takes no part that has not seen them. */

static void
heads_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_auto (GStrv) heads = gesso_library_find_heads_finish (GESSO_LIBRARY (source), result, &error);

  if (heads == NULL)
    g_task_return_error (task, error);
  else
    stitch (g_steal_pointer (&task), (const char *const *) heads);
}

static void
commit_next_part (GessoRecorder *self)
{
  GTask *task = g_queue_peek_head (&self->parts);
  Committing *committing = g_task_get_task_data (task);
  GessoJob *job = committing->job;

  gesso_library_find_heads_async (self->library, gesso_job_get_session_id (job),
                                  gesso_job_get_base_node_id (job),
                                  gesso_stitch_plan_get_group (
                                      gesso_request_get_plan (gesso_job_get_request (job))),
                                  NULL, heads_found_cb, g_object_ref (task));
}

static void
part_ended_cb (GessoRecorder *self,
               GParamSpec    *pspec,
               GTask         *task)
{
  g_queue_remove (&self->parts, task);
  g_object_unref (task);
  if (!g_queue_is_empty (&self->parts))
    commit_next_part (self);
}

static void
commit_part (GTask *task)
{
  GessoRecorder *self = g_task_get_source_object (task);

  g_signal_connect_object (task, "notify::completed", G_CALLBACK (part_ended_cb), self,
                           G_CONNECT_SWAPPED);
  g_queue_push_tail (&self->parts, task);
  if (g_queue_get_length (&self->parts) == 1)
    commit_next_part (self);
}

void
_gesso_recorder_commit_async (GessoJobHost        *host,
                              GessoJob            *job,
                              GessoRunResult      *run_result,
                              GessoFailure        *failure,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *folder = _gesso_recorder_dup_folder (self, job);
  g_autoptr (GArray) numbers = gesso_spool_dup_sealed (self->spool, folder);
  GessoStitchPlan *plan = gesso_request_get_plan (gesso_job_get_request (job));
  Committing *committing = g_new0 (Committing, 1);

  committing->job = g_object_ref (job);
  committing->numbers = g_array_ref (numbers);
  committing->record = gesso_commit_from_run (job, run_result, numbers, self->pricing);
  if (failure != NULL)
    committing->record->failure_json = dup_failure_text (failure);
  g_task_set_source_tag (task, _gesso_recorder_commit_async);
  g_task_set_task_data (task, committing, (GDestroyNotify) committing_free);
  if (plan == NULL || numbers->len == 0)
    write_meta (task);
  else if (gesso_stitch_plan_get_group (plan) != NULL)
    commit_part (task);
  else
    stitch (task, NULL);
}

char **
_gesso_recorder_commit_finish (GessoJobHost  *host,
                               GAsyncResult  *result,
                               GError       **error)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  Committing *committing = g_task_get_task_data (G_TASK (result));
  char **ids = g_task_propagate_pointer (G_TASK (result), error);

  if (ids != NULL)
    {
      g_autofree char *folder = _gesso_recorder_dup_folder (self, committing->job);

      gesso_spool_forget (self->spool, folder);
    }
  return ids;
}

/* Fail */

static GessoJournalState
failure_state (GessoFailure *failure)
{
  return gesso_failure_get_info (failure)->failure_class == GESSO_FAILURE_CANCELLED
             ? GESSO_JOURNAL_STATE_CANCELLED
             : GESSO_JOURNAL_STATE_FAILED;
}

typedef struct
{
  GessoJob *job;         /* (owned) */
  GessoFailure *failure; /* (owned) */
  char *kept;            /* (owned) (nullable) */
} Failing;

static void
failing_free (Failing *failing)
{
  g_object_unref (failing->job);
  gesso_failure_unref (failing->failure);
  g_free (failing->kept);
  g_free (failing);
}

static void
failure_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Failing *failing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* Where the bytes are matters more than that the journal could not say so. */
  if (!gesso_library_change_finish (GESSO_LIBRARY (source), result, &error))
    g_debug ("a failure is not in the journal: %s", error->message);

  g_task_return_pointer (task, g_steal_pointer (&failing->kept), g_free);
}

static void
write_failure (GTask *task)
{
  GessoRecorder *self = g_task_get_source_object (task);
  Failing *failing = g_task_get_task_data (task);
  g_autofree char *text = dup_failure_text (failing->failure);
  g_autofree char *folder = _gesso_recorder_dup_folder (self, failing->job);

  gesso_spool_forget (self->spool, folder);
  gesso_library_update_job_async (self->library, gesso_job_get_id (failing->job),
                                  failure_state (failing->failure), NULL, NULL,
                                  gesso_job_get_request_id (failing->job), text, NULL,
                                  failure_written_cb, task);
}

static void
answer_kept_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  Failing *failing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  failing->kept = gesso_library_keep_damaged_finish (GESSO_LIBRARY (source), result, &error);
  if (error != NULL)
    g_debug ("nothing kept of a failed job: %s", error->message);

  write_failure (task);
}

void
_gesso_recorder_fail_async (GessoJobHost        *host,
                            GessoJob            *job,
                            GessoFailure        *failure,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *folder = _gesso_recorder_dup_folder (self, job);
  Failing *failing = g_new0 (Failing, 1);

  failing->job = g_object_ref (job);
  failing->failure = gesso_failure_ref (failure);
  g_task_set_source_tag (task, _gesso_recorder_fail_async);
  g_task_set_task_data (task, failing, (GDestroyNotify) failing_free);

  /* A storage failure leaves everything where it is: moving needs the same storage. */
  if (gesso_failure_get_info (failure)->failure_class == GESSO_FAILURE_STORAGE)
    {
      failing->kept = g_steal_pointer (&folder);
      write_failure (task);
    }
  else if (gesso_spool_has_answer (self->spool, folder))
    {
      gesso_library_keep_damaged_async (self->library, gesso_job_get_id (job), NULL, answer_kept_cb,
                                        task);
    }
  else
    {
      write_failure (task);
    }
}

char *
_gesso_recorder_fail_finish (GessoJobHost  *host,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
