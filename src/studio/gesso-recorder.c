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

#include "studio/gesso-recorder-private.h"

#include "providers/gesso-provider-error.h"
#include "studio/gesso-budget.h"

static void gesso_recorder_job_host_init (GessoJobHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoRecorder,
                               gesso_recorder,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GESSO_TYPE_JOB_HOST,
                                                      gesso_recorder_job_host_init))

/**
 * _gesso_recorder_dup_folder:
 * @self: a recorder
 * @job: a job
 *
 * Returns: (transfer full): the folder into which the job's answer comes
 */
char *
_gesso_recorder_dup_folder (GessoRecorder *self,
                            GessoJob      *job)
{
  return gesso_library_dup_spool_folder (self->library, gesso_job_get_id (job));
}

static gboolean
finish_boolean (GessoJobHost  *host,
                GAsyncResult  *result,
                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, host), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Order */

static void
placed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!gesso_library_change_finish (GESSO_LIBRARY (source), result, &error))
    g_message ("The order of the queue was not kept: %s", error->message);
}

static void
gesso_recorder_place (GessoJobHost *host,
                      GessoJob     *job,
                      GessoJob     *next)
{
  gesso_library_place_job_async (GESSO_RECORDER (host)->library, gesso_job_get_id (job),
                                 next != NULL ? gesso_job_get_id (next) : NULL, NULL, placed_cb,
                                 NULL);
}

/* Prepare */

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
marked_sent_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GessoBudgetReport) report
      = gesso_library_send_job_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (GessoFailure) stop = report != NULL ? gesso_budget_dup_failure (report) : NULL;

  if (report == NULL)
    g_task_return_error (task, error);
  else if (stop != NULL)
    g_task_return_error (task, gesso_provider_error_new (stop));
  else
    {
      /* A job that goes on with a task of the service is that from its beginning. */
      if (gesso_job_get_task_id (job) != NULL)
        task_id_changed_cb (g_task_get_source_object (task), NULL, job);
      g_task_return_boolean (task, TRUE);
    }
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
  g_autofree char *folder = _gesso_recorder_dup_folder (self, job);

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
  g_autofree char *folder = _gesso_recorder_dup_folder (self, job);

  return gesso_spool_open_answer (self->spool, folder, error);
}

static GOutputStream *
gesso_recorder_open_picture (GessoJobHost  *host,
                             GessoJob      *job,
                             guint          index,
                             GError       **error)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  g_autofree char *folder = _gesso_recorder_dup_folder (self, job);

  return gesso_spool_open_picture (self->spool, folder, index, error);
}

static GBytes *
gesso_recorder_map_picture (GessoJobHost  *host,
                            GessoJob      *job,
                            guint          index,
                            GError       **error)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  g_autofree char *folder = _gesso_recorder_dup_folder (self, job);

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
  g_autofree char *folder = _gesso_recorder_dup_folder (self, job);

  g_task_set_source_tag (task, gesso_recorder_seal_async);
  gesso_spool_seal_async (self->spool, folder, index, picture_sealed_cb, task);
}

static void
gesso_recorder_job_host_init (GessoJobHostInterface *iface)
{
  iface->enqueue_async = _gesso_recorder_enqueue_async;
  iface->enqueue_finish = finish_boolean;
  iface->place = gesso_recorder_place;
  iface->resolve_async = _gesso_recorder_resolve_async;
  iface->resolve_finish = _gesso_recorder_resolve_finish;
  iface->prepare_async = gesso_recorder_prepare_async;
  iface->prepare_finish = finish_boolean;
  iface->open_raw = gesso_recorder_open_raw;
  iface->open_picture = gesso_recorder_open_picture;
  iface->map_picture = gesso_recorder_map_picture;
  iface->seal_async = gesso_recorder_seal_async;
  iface->seal_finish = finish_boolean;
  iface->commit_async = _gesso_recorder_commit_async;
  iface->commit_finish = _gesso_recorder_commit_finish;
  iface->fail_async = _gesso_recorder_fail_async;
  iface->fail_finish = _gesso_recorder_fail_finish;
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
