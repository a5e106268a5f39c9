/* gesso-recorder-enqueue.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The recorder's way into the journal: an edit is cut, every picture of the request is put into the
 * library, and then the job's first line is written. Main thread.
 */

#include "config.h"

#include "studio/gesso-recorder-private.h"

#include "base/gesso-json.h"
#include "providers/gesso-provider-error.h"
#include "studio/gesso-stitcher.h"

typedef struct
{
  GessoJob *job; /* (owned) */
  guint picture; /* the first that may not be in the library yet */
} Enqueuing;

static void
enqueuing_free (Enqueuing *enqueuing)
{
  g_object_unref (enqueuing->job);
  g_free (enqueuing);
}

static void
fill_estimate (GessoRecorder  *self,
               GessoJob       *job,
               GessoJobRecord *record)
{
  GessoEstimate estimate;

  gesso_pricing_estimate_request (self->pricing,
                                  gesso_account_get_kind (gesso_job_get_account (job)),
                                  gesso_job_get_request (job), &estimate);
  record->estimate_low = estimate.known ? estimate.micros_low : -1;
  record->estimate_high = estimate.known ? estimate.micros_high : -1;
}

static GessoJobRecord *
make_record (GessoRecorder *self,
             GessoJob      *job)
{
  GessoJobRecord *record = gesso_job_record_new ();
  GessoAccount *account = gesso_job_get_account (job);
  GessoRequest *request = gesso_job_get_request (job);
  const GessoParameters *parameters = gesso_request_get_parameters (request);
  g_autoptr (JsonObject) json = gesso_request_to_json (request);

  record->id = g_strdup (gesso_job_get_id (job));
  record->session_id = g_strdup (gesso_job_get_session_id (job));
  record->base_node_id = g_strdup (gesso_job_get_base_node_id (job));
  record->account_id = g_strdup (gesso_account_get_id (account));
  record->account_name = g_strdup (gesso_account_get_name (account));
  record->account_kind = g_strdup (gesso_account_get_kind (account));
  record->model = g_strdup (parameters->model);
  record->prompt = g_strdup (gesso_request_get_prompt (request));
  record->request_json = gesso_json_object_to_string (json, FALSE);
  record->n_wanted = MAX (1, parameters->n);
  record->state = GESSO_JOURNAL_STATE_WAITING;
  record->created_us = g_get_real_time ();
  fill_estimate (self, job, record);

  return record;
}

static void
job_created_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_auto (GStrv) ids = gesso_library_create_jobs_finish (GESSO_LIBRARY (source), result, &error);

  if (ids == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The pictures of a request: references, mask, and those of its plan. */
static GessoReference *
get_picture (GessoRequest *request,
             guint         index)
{
  guint n = gesso_request_get_n_references (request);
  GessoStitchPlan *plan = gesso_request_get_plan (request);

  if (index < n)
    return gesso_request_get_reference (request, index);
  if (index == n)
    return gesso_request_get_mask (request);
  if (plan == NULL)
    return NULL;

  if (index == n + 1)
    return gesso_stitch_plan_get_base (plan);

  return index == n + 2 ? gesso_stitch_plan_get_mask (plan) : gesso_stitch_plan_get_whole (plan);
}

static GessoReference *
find_unstored (GessoRecorder *self,
               GessoRequest  *request,
               guint         *index)
{
  guint n = gesso_request_get_n_references (request) + 4;

  for (; *index < n; (*index)++)
    {
      GessoReference *reference = get_picture (request, *index);
      g_autofree char *path = NULL;

      if (reference == NULL)
        continue;
      path = gesso_library_dup_blob_path (self->library, gesso_reference_get_digest (reference));
      if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
        return reference;
    }

  return NULL;
}

/* What is wrong with the request is nobody's storage: nothing was sent, and the person can choose
 * another picture or mask. */
static GError *
make_usage_error (const char *message)
{
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_USAGE,
    .message = message,
    .retry_after_ms = -1,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

  return gesso_provider_error_new (failure);
}

static void store_next_picture (GTask *task);

static void
picture_stored_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Enqueuing *enqueuing = g_task_get_task_data (task);
  GessoReference *reference
      = get_picture (gesso_job_get_request (enqueuing->job), enqueuing->picture);
  GError *error = NULL;
  g_autofree char *digest = gesso_library_put_blob_finish (GESSO_LIBRARY (source), result, &error);

  if (digest == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_strcmp0 (digest, gesso_reference_get_digest (reference)) != 0)
    {
      g_task_return_error (task, make_usage_error ("a picture has another picture's digest"));
      return;
    }

  enqueuing->picture++;
  store_next_picture (g_steal_pointer (&task));
}

/* The journal names pictures by digest, so each must be in the library under its own before the
 * job is: under another, or none, nobody would find it again. */
static void
store_next_picture (GTask *task)
{
  GessoRecorder *self = g_task_get_source_object (task);
  Enqueuing *enqueuing = g_task_get_task_data (task);
  GessoRequest *request = gesso_job_get_request (enqueuing->job);
  GessoReference *unstored = find_unstored (self, request, &enqueuing->picture);

  if (unstored == NULL)
    {
      g_autoptr (GessoJobRecord) record = make_record (self, enqueuing->job);

      gesso_library_create_job_async (self->library, record, NULL, job_created_cb, task);
    }
  else if (gesso_reference_get_digest (unstored) == NULL)
    {
      g_task_return_error (task, make_usage_error ("a picture has no digest"));
      g_object_unref (task);
    }
  else
    {
      gesso_library_put_blob_async (self->library, gesso_reference_get_data (unstored), NULL,
                                    picture_stored_cb, task);
    }
}

static void
request_cut_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Enqueuing *enqueuing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoRequest) request = gesso_stitcher_cut_finish (result, &error);

  if (request == NULL)
    {
      g_task_return_error (task, make_usage_error (error->message));
      return;
    }

  gesso_job_set_request (enqueuing->job, request);
  store_next_picture (g_steal_pointer (&task));
}

static gboolean
is_uncut (GessoRequest *request)
{
  GessoStitchPlan *plan = gesso_request_get_plan (request);

  return plan != NULL && !gesso_stitch_plan_is_cut (plan);
}

void
_gesso_recorder_enqueue_async (GessoJobHost        *host,
                               GessoJob            *job,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (host, NULL, callback, user_data);
  Enqueuing *enqueuing = g_new0 (Enqueuing, 1);

  enqueuing->job = g_object_ref (job);
  g_task_set_source_tag (task, _gesso_recorder_enqueue_async);
  g_task_set_task_data (task, enqueuing, (GDestroyNotify) enqueuing_free);
  if (is_uncut (gesso_job_get_request (job)))
    gesso_stitcher_cut_async (gesso_job_get_request (job), GESSO_RECORDER (host)->imaging, NULL,
                              request_cut_cb, task);
  else
    store_next_picture (task);
}
