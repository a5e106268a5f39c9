/* gesso-library-recover.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a GessoLibrary does about jobs whose process has died. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "base/gesso-json.h"
#include "image/gesso-decoder.h"
#include "image/gesso-image-error.h"
#include "store/gesso-jobs-table.h"
#include "store/gesso-nodes-table.h"

#include "store/gesso-store-error-private.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define STALE_TEMP_US (G_GINT64_CONSTANT (1000000) * 3600 * 24)

/* A recovery in progress. */
typedef struct
{
  GessoStoreContext *context;  /* (unowned) */
  GessoRecoveryReport *report; /* (owned) */
  GPtrArray *rows;             /* (owned): nodes that were brought home */
  GStrvBuilder *job_ids;       /* (owned) */
  GPtrArray *unstitched;       /* (owned) (element-type GessoJobRecord) */
} Recovery;

static void
recovery_free (gpointer data)
{
  Recovery *recovery = data;

  g_clear_pointer (&recovery->report, gesso_recovery_report_free);
  g_clear_pointer (&recovery->rows, g_ptr_array_unref);
  g_clear_pointer (&recovery->job_ids, g_strv_builder_unref);
  g_clear_pointer (&recovery->unstitched, g_ptr_array_unref);
  g_free (recovery);
}

static int
compare_indices (gconstpointer a,
                 gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* The numbers of the files with this ending in a spool folder, in order. */
static GArray *
find_numbers (const char *spool,
              const char *ending)
{
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GDir) dir = g_dir_open (spool, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      char *end = NULL;
      long index = strtol (name, &end, 10);

      if (end != name && g_str_equal (end, ending) && index >= 0 && index < 1000)
        {
          int value = (int) index;

          g_array_append_val (indices, value);
        }
    }
  g_array_sort (indices, compare_indices);
  return indices;
}

/* The process may have died between the last byte of a picture and its seal. Whether all of it
 * came, only reading every pixel tells. */
static gboolean
is_whole_picture (const char *path)
{
  const GessoDecodeOptions options = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GessoImage) image = gesso_decoder_decode_file (path, &options, NULL, NULL);

  return image != NULL;
}

static gboolean
seal_parts (const char  *spool,
            GError     **error)
{
  g_autoptr (GArray) parts = find_numbers (spool, ".part");

  for (guint i = 0; i < parts->len; i++)
    {
      int index = g_array_index (parts, int, i);
      g_autofree char *part = g_strdup_printf ("%s/%d.part", spool, index);
      g_autofree char *image = g_strdup_printf ("%s/%d.image", spool, index);

      if (g_file_test (image, G_FILE_TEST_EXISTS) || !is_whole_picture (part))
        continue;
      if (!gesso_file_sync (part, error) || !gesso_file_rename_durably (part, image, error))
        return FALSE;
    }
  return TRUE;
}

/* The numbers of the whole pictures in a spool folder of a dead process, in order. */
static GArray *
find_images (const char  *spool,
             GError     **error)
{
  return seal_parts (spool, error) ? find_numbers (spool, ".image") : NULL;
}

static GessoCommitRecord *
make_commit (const char *job_id,
             const char *spool,
             GArray     *indices)
{
  GessoCommitRecord *commit = gesso_commit_record_new (job_id);
  g_autofree char *path = g_build_filename (spool, "meta.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) meta = NULL;
  JsonNode *node;
  gsize length = 0;

  for (guint i = 0; i < indices->len; i++)
    g_ptr_array_add (commit->outputs,
                     gesso_output_record_new (g_array_index (indices, int, i), NULL, NULL));
  if (g_file_get_contents (path, &text, &length, NULL))
    meta = gesso_json_parse_object (text, (gssize) length, NULL);
  commit->model = g_strdup (gesso_json_get_string (meta, "model", NULL));
  commit->request_id = g_strdup (gesso_json_get_string (meta, "request_id", NULL));
  commit->cost_micros = gesso_json_get_int (meta, "cost_micros", -1);
  commit->duration_ms = gesso_json_get_int (meta, "duration_ms", 0);
  if ((node = gesso_json_get_node (meta, "usage")) != NULL)
    commit->usage_json = gesso_json_to_string (node, FALSE);
  if ((node = gesso_json_get_node (meta, "actual")) != NULL)
    commit->actual_json = gesso_json_to_string (node, FALSE);
  return commit;
}

static gboolean
count_nodes (GessoStoreContext  *context,
             const char         *job_id,
             gint64             *out_n,
             GError            **error)
{
  *out_n = 0;
  return gesso_db_get_int (context->db, out_n, error, "SELECT count(*) FROM nodes WHERE job_id = ?",
                           "t", job_id);
}

static gboolean
mark_damaged (GessoStoreContext  *context,
              const char         *job_id,
              GError            **error)
{
  g_autofree char *kept = gesso_jobs_table_keep_damaged (context, job_id, error);
  g_autoptr (JsonObject) failure = json_object_new ();
  g_autofree char *json = NULL;

  if (kept == NULL)
    return FALSE;
  json_object_set_string_member (failure, "class", "damaged");
  json_object_set_string_member (failure, "message", "the received file is no picture");
  json_object_set_boolean_member (failure, "may_be_billed", TRUE);
  json = gesso_json_object_to_string (failure, FALSE);
  return gesso_db_run (context->db, error,
                       "UPDATE jobs SET state = 'failed', failure = ?, updated_us = ?"
                       " WHERE id = ?",
                       "tit", json, gesso_clock_now_us (), job_id);
}

/* Brings the whole pictures of one job home. */
static gboolean
bring_home (Recovery              *recovery,
            const GessoJobRecord  *job,
            const char            *spool,
            GArray                *indices,
            GError               **error)
{
  g_autoptr (GessoCommitRecord) commit = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) local_error = NULL;
  gint64 before = 0;

  if (!count_nodes (recovery->context, job->id, &before, error))
    return FALSE;
  if (job->state == GESSO_JOURNAL_STATE_DONE && before >= (gint64) indices->len)
    {
      recovery->report->n_finished++;
      return gesso_file_remove_tree (spool, error);
    }

  commit = make_commit (job->id, spool, indices);
  rows = gesso_jobs_table_commit (recovery->context, commit, TRUE, NULL, &local_error);
  if (rows == NULL && local_error->domain == GESSO_IMAGE_ERROR)
    return mark_damaged (recovery->context, job->id, error);
  if (rows == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  recovery->report->n_pictures += rows->len - (guint) before;
  recovery->report->n_finished++;
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (recovery->rows, rows->pdata[i]);
  return TRUE;
}

static gboolean
is_busy (const GessoJobRecord *job)
{
  return job->owner != GESSO_JOB_OWNER_NOBODY && !gesso_journal_state_is_ended (job->state);
}

/* A spool folder without a job: a creation that was cut short, or a job removed by hand. Nothing
 * that was received is thrown away. */
static gboolean
handle_stray (Recovery    *recovery,
              const char  *job_id,
              const char  *spool,
              GError     **error)
{
  g_autoptr (GArray) indices = find_numbers (spool, ".image");
  g_autofree char *kept = NULL;
  GStatBuf info;

  if (indices->len == 0)
    {
      /* It may belong to a job that another process is writing down this moment. */
      if (g_stat (spool, &info) == 0
          && g_get_real_time () - (gint64) info.st_mtime * G_USEC_PER_SEC < STALE_TEMP_US)
        return TRUE;
      return gesso_file_remove_tree (spool, error);
    }
  kept = gesso_jobs_table_keep_damaged (recovery->context, job_id, error);
  return kept != NULL;
}

/* Whether pictures of an edit with protection wait to be put into their base, which is not this
 * room's work. A proof says that it was done. */
static gboolean
is_unstitched (const GessoJobRecord *job,
               const char           *spool,
               GArray               *indices)
{
  g_autoptr (JsonObject) request = NULL;

  if (indices->len == 0 || strstr (job->request_json, "\"protection\"") == NULL)
    return FALSE;
  request = gesso_json_parse_object (job->request_json, -1, NULL);
  if (gesso_json_get_object (request, "protection") == NULL)
    return FALSE;
  for (guint i = 0; i < indices->len; i++)
    {
      g_autofree char *proof
          = g_strdup_printf ("%s/%d.proof", spool, g_array_index (indices, int, i));

      if (!g_file_test (proof, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return FALSE;
}

static gboolean
handle_spool (Recovery    *recovery,
              const char  *job_id,
              GError     **error)
{
  GessoStoreContext *context = recovery->context;
  g_autofree char *spool = _gesso_store_context_spool_folder (context, job_id);
  g_autoptr (GArray) indices = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GessoJobRecord) job = gesso_jobs_table_load (context, job_id, &local_error);

  if (g_error_matches (local_error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND))
    return handle_stray (recovery, job_id, spool, error);
  if (job == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (is_busy (job))
    return TRUE;
  if ((indices = find_images (spool, error)) == NULL)
    return FALSE;
  if (is_unstitched (job, spool, indices))
    {
      g_ptr_array_add (recovery->unstitched, g_steal_pointer (&job));
      return TRUE;
    }
  /* A run that can be resumed is not cut short: what it has stays where it is. */
  if (indices->len > 0
      && (job->task_id == NULL || (int) indices->len >= job->n_wanted
          || gesso_journal_state_is_ended (job->state)))
    {
      if (bring_home (recovery, job, spool, indices, &local_error))
        return TRUE;
      if (!g_error_matches (local_error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_OVERTAKEN))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      recovery->report->n_overtaken++;
      g_ptr_array_add (recovery->unstitched, g_steal_pointer (&job));
      return TRUE;
    }
  if (job->state == GESSO_JOURNAL_STATE_DONE)
    return gesso_file_remove_tree (spool, error);
  return TRUE;
}

static gboolean
handle_spools (Recovery  *recovery,
               GError   **error)
{
  g_autofree char *folder = _gesso_store_context_path (recovery->context, "spool");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  for (guint i = 0; i < names->len; i++)
    if (!handle_spool (recovery, names->pdata[i], error))
      {
        _gesso_store_map_error (error, "recover");
        return FALSE;
      }
  return TRUE;
}

static gboolean
handle_job (Recovery        *recovery,
            GessoJobRecord  *job,
            GError         **error)
{
  GessoRecoveryReport *report = recovery->report;
  gboolean unsent
      = job->state == GESSO_JOURNAL_STATE_WAITING || job->state == GESSO_JOURNAL_STATE_PAUSED;

  /* An interrupted job was dealt with at an earlier start and waits for the person. */
  if (job->owner != GESSO_JOB_OWNER_NOBODY || job->state == GESSO_JOURNAL_STATE_INTERRUPTED)
    return TRUE;
  for (guint i = 0; i < recovery->unstitched->len; i++)
    if (strcmp (((GessoJobRecord *) recovery->unstitched->pdata[i])->id, job->id) == 0)
      return TRUE;
  if (!unsent && job->task_id == NULL)
    {
      report->n_interrupted++;
      return gesso_jobs_table_interrupt (recovery->context, job, error);
    }
  if (unsent)
    report->n_waiting++;
  else
    report->n_resumable++;
  g_strv_builder_add (recovery->job_ids, job->id);
  return gesso_jobs_table_take_over (recovery->context, job->id, error);
}

/* One transaction, so that of two processes that start together only one takes a job. */
static gboolean
handle_jobs (Recovery  *recovery,
             GError   **error)
{
  g_autoptr (GPtrArray) jobs = NULL;

  if (!gesso_db_begin (recovery->context->db, GESSO_DB_DURABLE, error))
    return FALSE;
  jobs = gesso_jobs_table_load_all (recovery->context, FALSE, error);
  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    if (!handle_job (recovery, jobs->pdata[i], error))
      g_clear_pointer (&jobs, g_ptr_array_unref);
  if (jobs != NULL)
    return gesso_db_commit (recovery->context->db, error);
  gesso_db_rollback (recovery->context->db);
  return FALSE;
}

static gboolean
remove_stale_temp (const char *path,
                   const char *digest,
                   gpointer    unused)
{
  GStatBuf info;

  if (digest == NULL && g_str_has_suffix (path, ".tmp") && g_stat (path, &info) == 0
      && g_get_real_time () - (gint64) info.st_mtime * G_USEC_PER_SEC > STALE_TEMP_US)
    g_unlink (path);
  return TRUE;
}

static gboolean
report_unstitched (Recovery  *recovery,
                   GError   **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) requests = g_strv_builder_new ();
  GPtrArray *heads = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  recovery->report->unstitched_heads = heads;

  for (guint i = 0; i < recovery->unstitched->len; i++)
    {
      const GessoJobRecord *job = recovery->unstitched->pdata[i];

      g_strv_builder_add (ids, job->id);
      g_strv_builder_add (requests, job->request_json);
      g_ptr_array_add (heads, gesso_nodes_table_find_heads_of (recovery->context, job, error));
      if (heads->pdata[i] == NULL)
        return FALSE;
    }
  recovery->report->unstitched_ids = g_strv_builder_end (ids);
  recovery->report->unstitched_requests = g_strv_builder_end (requests);
  return TRUE;
}

static gpointer
recover_work (GessoStoreContext  *context,
              gpointer            data,
              GCancellable       *cancellable,
              GError            **error)
{
  Recovery *recovery = g_new0 (Recovery, 1);

  recovery->context = context;
  recovery->report = g_new0 (GessoRecoveryReport, 1);
  recovery->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) _gesso_node_row_free);
  recovery->job_ids = g_strv_builder_new ();
  recovery->unstitched = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_job_record_free);
  if (!handle_spools (recovery, error) || !handle_jobs (recovery, error)
      || !gesso_blobs_visit (context->blobs, remove_stale_temp, NULL, error)
      || !report_unstitched (recovery, error))
    {
      recovery_free (recovery);
      return NULL;
    }
  recovery->report->job_ids = g_strv_builder_end (recovery->job_ids);
  return recovery;
}

static gpointer
recovered (GessoLibrary *self,
           gpointer      result)
{
  Recovery *recovery = result;
  GessoRecoveryReport *report = g_steal_pointer (&recovery->report);

  g_ptr_array_unref (
      _gesso_library_take_rows (self, g_steal_pointer (&recovery->rows), GESSO_NEWS_ADDED));
  if (report->n_pictures > 0)
    _gesso_library_sessions_changed (self);
  _gesso_library_flush_sidecars (self);
  recovery_free (recovery);
  return report;
}

/**
 * gesso_library_recover_async:
 * @self: a library
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_recover_finish()
 * @user_data: for @callback
 *
 * To be called once after opening. Looks after the jobs of processes that are gone: pictures that
 * were received whole become nodes (of the kind recovered); jobs that were never sent wait for us
 * now; those with a task id are ours to be resumed; those that were sent without an answer become
 * interrupted and are entered in the ledger as unknown. Nothing is sent. Jobs of living processes
 * are left alone.
 */
void
gesso_library_recover_async (GessoLibrary        *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = recover_work,
    .apply = recovered,
    .free_result = recovery_free,
    .free_answer = (GDestroyNotify) gesso_recovery_report_free,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_recover_async, &op, NULL, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_recover_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes; what was done before stays done
 *
 * Returns: (transfer full) (nullable): what was found
 */
GessoRecoveryReport *
gesso_library_recover_finish (GessoLibrary  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_recover_async), NULL);

  return _gesso_library_answer (self, result, error);
}
