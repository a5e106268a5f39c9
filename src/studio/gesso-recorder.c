/* gesso-recorder.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What jobs need from the house: it finds the provider and the key for a job, and writes the
 * journal. Before the first byte of a request leaves, its line in the journal says "sent" on disk;
 * every picture is made durable by the spool as soon as it is whole; the commit puts pictures,
 * costs and the end of the job into the library in one transaction.
 *
 * Owned by the studio, which shuts it down before the library. Main thread.
 */

#include "config.h"

#include "studio/gesso-recorder.h"

#include "base/gesso-json.h"
#include "base/gesso-log.h"
#include "providers/gesso-provider-error.h"
#include "studio/gesso-budget.h"
#include "studio/gesso-commit.h"
#include "studio/gesso-spool.h"
#include "studio/gesso-stitcher.h"

struct _GessoRecorder
{
  GObject parent_instance;

  GessoLibrary *library;           /* (owned) */
  GessoProviderRegistry *registry; /* (owned) */
  GessoKeychain *keychain;         /* (owned) */
  GessoPricing *pricing;           /* (owned) */
  GessoWorker *imaging;            /* (owned) */
  GessoSpool *spool;               /* (owned) */
  GQueue parts;                    /* (element-type GTask) (owned): commits of parts of edits */
};

static void gesso_recorder_job_host_init (GessoJobHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoRecorder,
                               gesso_recorder,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GESSO_TYPE_JOB_HOST,
                                                      gesso_recorder_job_host_init))

static char *
dup_folder (GessoRecorder *self,
            GessoJob      *job)
{
  return gesso_library_dup_spool_folder (self->library, gesso_job_get_id (job));
}

/* Enqueue */

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

static void store_next_picture (GTask *task);

static void
picture_stored_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *digest = gesso_library_put_blob_finish (GESSO_LIBRARY (source), result, &error);

  if (digest == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  store_next_picture (g_steal_pointer (&task));
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
               GessoRequest  *request)
{
  guint n = gesso_request_get_n_references (request);

  for (guint i = 0; i < n + 4; i++)
    {
      GessoReference *reference = get_picture (request, i);
      g_autofree char *path = NULL;

      if (reference == NULL)
        continue;
      path = gesso_library_dup_blob_path (self->library, gesso_reference_get_digest (reference));
      if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
        return reference;
    }

  return NULL;
}

/* The journal names pictures by digest, so each must be in the library before the job is. */
static void
store_next_picture (GTask *task)
{
  GessoRecorder *self = g_task_get_source_object (task);
  GessoJob *job = g_task_get_task_data (task);
  GessoReference *unstored = find_unstored (self, gesso_job_get_request (job));

  if (unstored != NULL)
    {
      gesso_library_put_blob_async (self->library, gesso_reference_get_data (unstored), NULL,
                                    picture_stored_cb, task);
    }
  else
    {
      g_autoptr (GessoJobRecord) record = make_record (self, job);

      gesso_library_create_job_async (self->library, record, NULL, job_created_cb, task);
    }
}

/* What is wrong with picture or mask is nobody's storage: nothing was sent, and the person can
 * choose another. */
static GError *
translate_cut_error (GError *error)
{
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_USAGE,
    .message = error->message,
    .retry_after_ms = -1,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

  g_error_free (error);
  return gesso_provider_error_new (failure);
}

static void
request_cut_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GessoRequest) request = gesso_stitcher_cut_finish (result, &error);

  if (request == NULL)
    {
      g_task_return_error (task, translate_cut_error (error));
      return;
    }

  gesso_job_set_request (job, request);
  store_next_picture (g_steal_pointer (&task));
}

static gboolean
is_uncut (GessoRequest *request)
{
  GessoStitchPlan *plan = gesso_request_get_plan (request);

  return plan != NULL && !gesso_stitch_plan_is_cut (plan);
}

static void
gesso_recorder_enqueue_async (GessoJobHost        *host,
                              GessoJob            *job,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (host, NULL, callback, user_data);

  g_task_set_source_tag (task, gesso_recorder_enqueue_async);
  g_task_set_task_data (task, g_object_ref (job), g_object_unref);
  if (is_uncut (gesso_job_get_request (job)))
    gesso_stitcher_cut_async (gesso_job_get_request (job), GESSO_RECORDER (host)->imaging, NULL,
                              request_cut_cb, task);
  else
    store_next_picture (task);
}

static gboolean
finish_boolean (GessoJobHost  *host,
                GAsyncResult  *result,
                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, host), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Resolve */

typedef struct
{
  GessoJob *job;               /* (owned) */
  GessoCredential *credential; /* (owned) (nullable) */
  GessoProvider *provider;     /* (owned) (nullable) */
} Resolving;

static void
resolving_free (Resolving *resolving)
{
  g_object_unref (resolving->job);
  g_clear_pointer (&resolving->credential, gesso_credential_unref);
  g_clear_object (&resolving->provider);
  g_free (resolving);
}

static void
return_provider (GTask *task)
{
  Resolving *resolving = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&resolving->provider), g_object_unref);
  g_object_unref (task);
}

static void
details_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask *task = user_data;
  Resolving *resolving = g_task_get_task_data (task);
  g_autoptr (GessoNodeDetails) details
      = gesso_library_load_details_finish (GESSO_LIBRARY (source), result, NULL);
  g_autoptr (JsonObject) root = NULL;

  /* Without the details the picture itself is sent, which is as good. */
  if (details != NULL && details->details_json != NULL)
    root = gesso_json_parse_object (details->details_json, -1, NULL);
  if (root != NULL)
    gesso_provider_set_previous (resolving->provider,
                                 gesso_json_get_string (gesso_json_get_object (root, "responses"),
                                                        "id", NULL));
  return_provider (task);
}

/* Whether the service itself made the very picture that is to be edited. */
static gboolean
is_known_to_service (GessoNode *node,
                     GessoJob  *job)
{
  GessoRequest *request = gesso_job_get_request (job);
  guint n = gesso_request_get_n_references (request);
  GessoReference *base = n > 0 ? gesso_request_get_reference (request, 0) : NULL;
  const char *answer = gesso_node_get_answer_digest (node);
  const char *digest = gesso_node_get_digest (node);

  return g_strcmp0 (gesso_node_get_account_id (node),
                    gesso_account_get_id (gesso_job_get_account (job)))
             == 0
         && base != NULL && gesso_request_get_mask (request) == NULL
         && gesso_request_get_plan (request) == NULL
         && g_strcmp0 (gesso_reference_get_digest (base), digest) == 0
         && (answer == NULL || g_strcmp0 (answer, digest) == 0);
}

static void
base_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  Resolving *resolving = g_task_get_task_data (task);
  g_autoptr (GessoNode) node
      = gesso_library_load_node_finish (GESSO_LIBRARY (source), result, NULL);

  if (node == NULL || !is_known_to_service (node, resolving->job))
    return_provider (task);
  else
    gesso_library_load_details_async (GESSO_LIBRARY (source), gesso_node_get_id (node),
                                      g_task_get_cancellable (task), details_loaded_cb, task);
}

/* A provider is told what its run goes on from: a task of its service, or an answer of it. */
static void
prepare_provider (GTask         *task,
                  GessoProvider *provider)
{
  GessoRecorder *self = g_task_get_source_object (task);
  Resolving *resolving = g_task_get_task_data (task);
  GessoJob *job = resolving->job;

  resolving->provider = provider;
  gesso_provider_set_task (provider, gesso_job_get_task_id (job));
  if (gesso_job_get_task_id (job) != NULL || gesso_job_get_base_node_id (job) == NULL
      || GESSO_PROVIDER_GET_CLASS (provider)->set_previous == NULL)
    return_provider (task);
  else
    gesso_library_load_node_async (self->library, gesso_job_get_base_node_id (job),
                                   g_task_get_cancellable (task), base_loaded_cb, task);
}

static void
provider_found_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GessoProvider *provider
      = gesso_provider_registry_get_finish (GESSO_PROVIDER_REGISTRY (source), result, &error);

  if (provider == NULL)
    g_task_return_error (task, error);
  else
    prepare_provider (g_steal_pointer (&task), provider);
}

static void
find_provider (GTask *task)
{
  GessoRecorder *self = g_task_get_source_object (task);
  Resolving *resolving = g_task_get_task_data (task);

  gesso_provider_registry_get_async (self->registry, gesso_job_get_account (resolving->job),
                                     g_task_get_cancellable (task), provider_found_cb, task);
}

static void
return_key_missing (GTask *task)
{
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_AUTH,
    .message = "there is no key for this account",
    .code = "key_missing",
    .retry_after_ms = -1,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

  g_task_return_error (task, gesso_provider_error_new (failure));
}

static void
key_found_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Resolving *resolving = g_task_get_task_data (task);
  GError *error = NULL;

  resolving->credential = gesso_keychain_find_finish (GESSO_KEYCHAIN (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (resolving->credential == NULL
           && gesso_account_needs_key (gesso_job_get_account (resolving->job)))
    return_key_missing (task);
  else
    find_provider (g_steal_pointer (&task));
}

static void
gesso_recorder_resolve_async (GessoJobHost        *host,
                              GessoJob            *job,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Resolving *resolving = g_new0 (Resolving, 1);

  resolving->job = g_object_ref (job);
  g_task_set_source_tag (task, gesso_recorder_resolve_async);
  g_task_set_task_data (task, resolving, (GDestroyNotify) resolving_free);
  gesso_keychain_find_async (self->keychain, gesso_job_get_account (job), cancellable, key_found_cb,
                             task);
}

static GessoProvider *
gesso_recorder_resolve_finish (GessoJobHost     *host,
                               GAsyncResult     *result,
                               GessoCredential **out_credential,
                               GError          **error)
{
  Resolving *resolving = g_task_get_task_data (G_TASK (result));
  GessoProvider *provider = g_task_propagate_pointer (G_TASK (result), error);

  if (provider != NULL)
    *out_credential = g_steal_pointer (&resolving->credential);
  return provider;
}

/* Prepare */

static void
marked_sent_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GessoBudgetReport) report
      = gesso_library_send_job_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (GessoFailure) stop = report != NULL ? gesso_budget_dup_failure (report) : NULL;

  if (report == NULL)
    g_task_return_error (task, error);
  else if (stop != NULL)
    g_task_return_error (task, gesso_provider_error_new (stop));
  else
    g_task_return_boolean (task, TRUE);
}

static void
request_id_changed_cb (GessoRecorder *self,
                       GParamSpec    *pspec,
                       GessoJob      *job)
{
  gesso_library_update_job_async (self->library, gesso_job_get_id (job),
                                  GESSO_JOURNAL_STATE_RECEIVING, NULL, NULL,
                                  gesso_job_get_request_id (job), NULL, NULL, NULL, NULL);
}

/* On disk before the service is asked for the first time. */
static void
task_id_changed_cb (GessoRecorder *self,
                    GParamSpec    *pspec,
                    GessoJob      *job)
{
  gesso_library_update_job_async (self->library, gesso_job_get_id (job),
                                  GESSO_JOURNAL_STATE_WORKING, NULL, gesso_job_get_task_id (job),
                                  gesso_job_get_request_id (job), NULL, NULL, NULL, NULL);
}

static void
folder_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoRecorder *self = g_task_get_source_object (task);
  GessoJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!gesso_spool_make_finish (GESSO_SPOOL (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  gesso_library_send_job_async (self->library, gesso_job_get_id (job),
                                gesso_job_get_over_budget (job), g_task_get_cancellable (task),
                                marked_sent_cb, g_object_ref (task));
}

static void
gesso_recorder_prepare_async (GessoJobHost        *host,
                              GessoJob            *job,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *folder = dup_folder (self, job);

  g_task_set_source_tag (task, gesso_recorder_prepare_async);
  g_task_set_task_data (task, g_object_ref (job), g_object_unref);
  /* A job that was held comes here again. */
  g_signal_handlers_disconnect_by_data (job, self);
  g_signal_connect_object (job, "notify::request-id", G_CALLBACK (request_id_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::task-id", G_CALLBACK (task_id_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gesso_spool_make_async (self->spool, folder, cancellable, folder_made_cb, task);
}

/* Spool */

static GOutputStream *
gesso_recorder_open_raw (GessoJobHost  *host,
                         GessoJob      *job,
                         GError       **error)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  g_autofree char *folder = dup_folder (self, job);

  return gesso_spool_open_answer (self->spool, folder, error);
}

static GOutputStream *
gesso_recorder_open_picture (GessoJobHost  *host,
                             GessoJob      *job,
                             guint          index,
                             GError       **error)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  g_autofree char *folder = dup_folder (self, job);

  return gesso_spool_open_picture (self->spool, folder, index, error);
}

static GBytes *
gesso_recorder_map_picture (GessoJobHost  *host,
                            GessoJob      *job,
                            guint          index,
                            GError       **error)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  g_autofree char *folder = dup_folder (self, job);

  return gesso_spool_map_picture (self->spool, folder, index, error);
}

/* What is no picture is the service's doing, not the storage's. */
static GError *
translate_seal_error (GError *error)
{
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_DAMAGED,
    .message = error->message,
    .retry_after_ms = -1,
    .may_be_billed = TRUE,
  };
  g_autoptr (GessoFailure) failure = NULL;

  if (error->domain != GESSO_SPOOL_ERROR)
    return error;

  failure = gesso_failure_new (&info);
  g_error_free (error);
  return gesso_provider_error_new (failure);
}

static void
picture_sealed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (gesso_spool_seal_finish (GESSO_SPOOL (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, translate_seal_error (error));
}

static void
gesso_recorder_seal_async (GessoJobHost        *host,
                           GessoJob            *job,
                           guint                index,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *folder = dup_folder (self, job);

  g_task_set_source_tag (task, gesso_recorder_seal_async);
  gesso_spool_seal_async (self->spool, folder, index, picture_sealed_cb, task);
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

static char *
dup_failure_text (GessoFailure *failure)
{
  g_autoptr (JsonObject) json = gesso_failure_to_json (failure);

  return gesso_json_object_to_string (json, FALSE);
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) nodes
      = gesso_library_commit_job_finish (GESSO_LIBRARY (source), result, &error);

  if (nodes == NULL)
    g_task_return_error (task, error);
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
  g_autofree char *folder = dup_folder (self, committing->job);
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
  g_autofree char *folder = dup_folder (self, committing->job);

  gesso_stitcher_stitch_async (self->library, gesso_job_get_request (committing->job), folder,
                               committing->numbers, heads, self->imaging, stitched_cb, task);
}

/* The parts of one edit go into one picture, so each must see what came of the one before: their
 * commits wait for each other, from here to the end of the task. */

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

static void
gesso_recorder_commit_async (GessoJobHost        *host,
                             GessoJob            *job,
                             GessoRunResult      *run_result,
                             GessoFailure        *failure,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *folder = dup_folder (self, job);
  g_autoptr (GArray) numbers = gesso_spool_dup_sealed (self->spool, folder);
  GessoStitchPlan *plan = gesso_request_get_plan (gesso_job_get_request (job));
  Committing *committing = g_new0 (Committing, 1);

  committing->job = g_object_ref (job);
  committing->numbers = g_array_ref (numbers);
  committing->record = gesso_commit_from_run (job, run_result, numbers, self->pricing);
  if (failure != NULL)
    committing->record->failure_json = dup_failure_text (failure);
  g_task_set_source_tag (task, gesso_recorder_commit_async);
  g_task_set_task_data (task, committing, (GDestroyNotify) committing_free);
  if (plan == NULL || numbers->len == 0)
    write_meta (task);
  else if (gesso_stitch_plan_get_group (plan) != NULL)
    commit_part (task);
  else
    stitch (task, NULL);
}

static char **
gesso_recorder_commit_finish (GessoJobHost  *host,
                              GAsyncResult  *result,
                              GError       **error)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  Committing *committing = g_task_get_task_data (G_TASK (result));
  char **ids = g_task_propagate_pointer (G_TASK (result), error);

  if (ids != NULL)
    {
      g_autofree char *folder = dup_folder (self, committing->job);

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
  g_autofree char *folder = dup_folder (self, failing->job);

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

static void
gesso_recorder_fail_async (GessoJobHost        *host,
                           GessoJob            *job,
                           GessoFailure        *failure,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *folder = dup_folder (self, job);
  Failing *failing = g_new0 (Failing, 1);

  failing->job = g_object_ref (job);
  failing->failure = gesso_failure_ref (failure);
  g_task_set_source_tag (task, gesso_recorder_fail_async);
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

static char *
gesso_recorder_fail_finish (GessoJobHost  *host,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
gesso_recorder_job_host_init (GessoJobHostInterface *iface)
{
  iface->enqueue_async = gesso_recorder_enqueue_async;
  iface->enqueue_finish = finish_boolean;
  iface->resolve_async = gesso_recorder_resolve_async;
  iface->resolve_finish = gesso_recorder_resolve_finish;
  iface->prepare_async = gesso_recorder_prepare_async;
  iface->prepare_finish = finish_boolean;
  iface->open_raw = gesso_recorder_open_raw;
  iface->open_picture = gesso_recorder_open_picture;
  iface->map_picture = gesso_recorder_map_picture;
  iface->seal_async = gesso_recorder_seal_async;
  iface->seal_finish = finish_boolean;
  iface->commit_async = gesso_recorder_commit_async;
  iface->commit_finish = gesso_recorder_commit_finish;
  iface->fail_async = gesso_recorder_fail_async;
  iface->fail_finish = gesso_recorder_fail_finish;
}

static void
gesso_recorder_dispose (GObject *object)
{
  GessoRecorder *self = GESSO_RECORDER (object);

  g_clear_object (&self->library);
  g_clear_object (&self->registry);
  g_clear_object (&self->keychain);
  g_clear_object (&self->pricing);
  g_clear_object (&self->imaging);
  g_clear_object (&self->spool);

  G_OBJECT_CLASS (gesso_recorder_parent_class)->dispose (object);
}

static void
gesso_recorder_class_init (GessoRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_recorder_dispose;
}

static void
gesso_recorder_init (GessoRecorder *self)
{
  self->spool = gesso_spool_new ();
  g_queue_init (&self->parts);
}

/**
 * gesso_recorder_new:
 * @library: keeps the journal and the pictures
 * @registry: finds providers
 * @keychain: finds keys
 * @pricing: knows what things cost
 * @imaging: where edits are cut and put back
 *
 * Returns: (transfer full): the host for the queue
 */
GessoRecorder *
gesso_recorder_new (GessoLibrary          *library,
                    GessoProviderRegistry *registry,
                    GessoKeychain         *keychain,
                    GessoPricing          *pricing,
                    GessoWorker           *imaging)
{
  GessoRecorder *self = g_object_new (GESSO_TYPE_RECORDER, NULL);

  self->library = g_object_ref (library);
  self->registry = g_object_ref (registry);
  self->keychain = g_object_ref (keychain);
  self->pricing = g_object_ref (pricing);
  self->imaging = g_object_ref (imaging);
  return self;
}

static void
spool_closed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (gesso_spool_close_finish (GESSO_SPOOL (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * gesso_recorder_close_async:
 * @self: the recorder
 * @callback: called on the main thread when its spool has closed
 * @user_data: for @callback
 *
 * No job may be running any more.
 */
void
gesso_recorder_close_async (GessoRecorder       *self,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, gesso_recorder_close_async);
  gesso_spool_close_async (self->spool, spool_closed_cb, task);
}

/**
 * gesso_recorder_close_finish:
 * @self: the recorder
 * @result: what the callback got
 * @error: what the spool met
 *
 * Returns: whether the spool is closed
 */
gboolean
gesso_recorder_close_finish (GessoRecorder  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_recorder_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
