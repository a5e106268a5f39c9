/* gesso-job-runner.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drives one job from "waiting" to its end: find the provider and the key, journal, send, take the
 * pictures, seal each one as soon as it is whole, commit. It is the observer of the run. Whatever
 * goes wrong, pictures that were sealed are committed; what was paid and received is never dropped.
 *
 * The queue makes one runner per job and drops it in the callback. The task of run_async holds the
 * runner until then. Main thread only.
 */

#include "config.h"

#include "jobs/gesso-job-runner.h"

#include "base/gesso-log.h"
#include "jobs/gesso-job-private.h"
#include "providers/gesso-provider-error.h"

struct _GessoJobRunner
{
  GObject parent_instance;

  GessoJobHost *host;        /* (owned) */
  GessoJob *job;             /* (owned) */
  GCancellable *cancellable; /* (owned) */

  GTask *task;                /* (owned) (nullable): while running */
  GessoRunResult *run_result; /* (owned) (nullable) */
  GessoFailure *failure;      /* (owned) (nullable): the first thing that went wrong */
  guint n_sealing;
  guint n_sealed;
  gboolean is_run_over;
  gboolean is_leaving;
};

static void gesso_job_runner_observer_init (GessoRunObserverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoJobRunner,
                               gesso_job_runner,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GESSO_TYPE_RUN_OBSERVER,
                                                      gesso_job_runner_observer_init))

#define HOST_CALL(self, verb, ...)                                                                 \
  GESSO_JOB_HOST_GET_IFACE ((self)->host)->verb ((self)->host, __VA_ARGS__)

static void settle_if_over (GessoJobRunner *self);

static void
take_failure (GessoJobRunner *self,
              GessoFailure   *failure)
{
  if (self->failure == NULL)
    self->failure = failure;
  else
    gesso_failure_unref (failure);
}

static void
take_storage_error (GessoJobRunner *self,
                    const GError   *error,
                    gboolean        may_be_billed)
{
  g_autofree char *message = gesso_log_redact (error->message);
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_STORAGE,
    .message = message,
    .request_id = gesso_job_get_request_id (self->job),
    .retry_after_ms = -1,
    .may_be_billed = may_be_billed,
  };

  /* That it could not be saved matters more than what else went wrong. */
  g_clear_pointer (&self->failure, gesso_failure_unref);
  self->failure = gesso_failure_new (&info);
}

static void
end (GessoJobRunner *self)
{
  GessoJobState state = GESSO_JOB_STATE_DONE;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->failure != NULL)
    {
      const GessoFailureInfo *info = gesso_failure_get_info (self->failure);

      state = info->failure_class == GESSO_FAILURE_CANCELLED ? GESSO_JOB_STATE_CANCELLED
                                                             : GESSO_JOB_STATE_FAILED;
      _gesso_job_set_failure (self->job, self->failure);
    }

  _gesso_job_set_preview (self->job, NULL, FALSE);
  _gesso_job_set_state (self->job, state);
  g_task_return_boolean (task, TRUE);
}

static void
failed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GessoJobRunner) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = HOST_CALL (self, fail_finish, result, &error);

  /* The journal could not be ended either: the next start finds the job and tells about it. */
  if (error != NULL)
    g_debug ("job %s: the failure could not be journalled: %s", gesso_job_get_id (self->job),
             error->message);

  _gesso_job_set_kept_path (self->job, kept);
  end (self);
}

static void
fail (GessoJobRunner *self)
{
  HOST_CALL (self, fail_async, self->job, self->failure, failed_cb, g_object_ref (self));
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GessoJobRunner) self = user_data;
  g_autoptr (GError) error = NULL;
  char **node_ids = HOST_CALL (self, commit_finish, result, &error);

  if (node_ids == NULL)
    {
      take_storage_error (self, error, TRUE);
      fail (self);
      return;
    }

  _gesso_job_take_node_ids (self->job, node_ids);
  end (self);
}

/* The service goes on without us. The journal has the name by which the next start asks. */
static void
leave (GessoJobRunner *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  _gesso_job_set_preview (self->job, NULL, FALSE);
  _gesso_job_set_state (self->job, GESSO_JOB_STATE_WAITING);
  g_task_return_boolean (task, TRUE);
}

/* What is said of the failure is said of the pictures that are missing. */
static void
mark_partial (GessoJobRunner *self)
{
  g_autoptr (GessoFailure) whole = NULL;
  GessoFailureInfo info;

  if (self->failure == NULL)
    return;

  whole = g_steal_pointer (&self->failure);
  info = *gesso_failure_get_info (whole);
  info.is_partial = TRUE;
  self->failure = gesso_failure_new (&info);
}

static void
settle_if_over (GessoJobRunner *self)
{
  if (!self->is_run_over || self->n_sealing > 0)
    return;

  if (self->is_leaving && self->run_result == NULL && gesso_job_get_task_id (self->job) != NULL)
    {
      leave (self);
      return;
    }

  if (self->n_sealed > 0)
    {
      mark_partial (self);
      _gesso_job_set_stage (self->job, GESSO_RUN_STAGE_SAVING, -1);
      HOST_CALL (self, commit_async, self->job, self->run_result, self->failure, committed_cb,
                 g_object_ref (self));
      return;
    }

  if (self->failure == NULL)
    {
      GessoFailureInfo info = {
        .failure_class = GESSO_FAILURE_DAMAGED,
        .message = "the answer held no picture",
        .retry_after_ms = -1,
        .may_be_billed = TRUE,
      };
      self->failure = gesso_failure_new (&info);
    }
  fail (self);
}

static void
run_ended (GessoJobRunner *self,
           const GError   *error)
{
  if (error != NULL)
    take_failure (self, gesso_failure_from_error (error));

  self->is_run_over = TRUE;
  settle_if_over (self);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GessoJobRunner) self = user_data;
  g_autoptr (GError) error = NULL;

  self->run_result = gesso_provider_run_finish (GESSO_PROVIDER (source), result, &error);
  if (self->run_result != NULL && gesso_run_result_get_failure (self->run_result) != NULL)
    take_failure (self, gesso_failure_ref (gesso_run_result_get_failure (self->run_result)));
  run_ended (self, error);
}

/* The provider waits in the data of the task while the journal is written. */
typedef struct
{
  GessoProvider *provider;     /* (owned) */
  GessoCredential *credential; /* (owned) (nullable) */
  GessoRequest *request;       /* (owned): the job's, in the form that its service wants */
} Means;

static void
means_free (Means *means)
{
  g_clear_object (&means->provider);
  g_clear_pointer (&means->credential, gesso_credential_unref);
  gesso_request_unref (means->request);
  g_free (means);
}

/* Nothing was journalled: it waits as before, with a reason. */
static void
hold (GessoJobRunner *self,
      GessoFailure   *failure)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  _gesso_job_set_failure (self->job, failure);
  _gesso_job_set_state (self->job, GESSO_JOB_STATE_WAITING);
  g_task_return_boolean (task, TRUE);
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GessoJobRunner) self = user_data;
  g_autoptr (GError) error = NULL;
  Means *means = g_task_get_task_data (self->task);

  if (!HOST_CALL (self, prepare_finish, result, &error))
    {
      if (gesso_provider_error_get_failure (error) != NULL)
        {
          hold (self, gesso_provider_error_get_failure (error));
          return;
        }
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          run_ended (self, error);
          return;
        }
      take_storage_error (self, error, FALSE);
      run_ended (self, NULL);
      return;
    }

  gesso_provider_run_async (means->provider, means->request, means->credential,
                            GESSO_RUN_OBSERVER (self), self->cancellable, run_cb,
                            g_object_ref (self));
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GessoJobRunner) self = user_data;
  g_autoptr (GError) error = NULL;
  GessoCredential *credential = NULL;
  GessoRequest *request = NULL;
  GessoProvider *provider = HOST_CALL (self, resolve_finish, result, &credential, &request, &error);
  Means *means;

  if (provider == NULL)
    {
      run_ended (self, error);
      return;
    }

  means = g_new0 (Means, 1);
  means->provider = provider;
  means->credential = credential;
  means->request
      = request != NULL ? request : gesso_request_ref (gesso_job_get_request (self->job));
  g_task_set_task_data (self->task, means, (GDestroyNotify) means_free);
  HOST_CALL (self, prepare_async, self->job, self->cancellable, prepared_cb, g_object_ref (self));
}

static void
observer_stage_changed (GessoRunObserver *observer,
                        GessoRunStage     stage,
                        double            fraction)
{
  _gesso_job_set_stage (GESSO_JOB_RUNNER (observer)->job, stage, fraction);
}

static void
observer_accepted (GessoRunObserver *observer,
                   const char       *request_id)
{
  _gesso_job_set_request_id (GESSO_JOB_RUNNER (observer)->job, request_id);
}

static void
observer_task_known (GessoRunObserver *observer,
                     const char       *task_id)
{
  _gesso_job_set_task_id (GESSO_JOB_RUNNER (observer)->job, task_id);
}

static GOutputStream *
observer_open_raw (GessoRunObserver  *observer,
                   GError           **error)
{
  GessoJobRunner *self = GESSO_JOB_RUNNER (observer);

  return HOST_CALL (self, open_raw, self->job, error);
}

static GOutputStream *
observer_open_picture (GessoRunObserver  *observer,
                       guint              index,
                       GError           **error)
{
  GessoJobRunner *self = GESSO_JOB_RUNNER (observer);

  return HOST_CALL (self, open_picture, self->job, index, error);
}

static void
sealed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GessoJobRunner) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_sealing--;
  if (HOST_CALL (self, seal_finish, result, &error))
    self->n_sealed++;
  else if (gesso_provider_error_get_failure (error) != NULL)
    take_failure (self, gesso_failure_from_error (error));
  else
    take_storage_error (self, error, TRUE);

  settle_if_over (self);
}

/* The person sees the picture while it is being put into the library. */
static void
show_whole_picture (GessoJobRunner *self,
                    guint           index)
{
  g_autoptr (GBytes) picture = HOST_CALL (self, map_picture, self->job, index, NULL);

  if (picture != NULL && g_bytes_get_size (picture) > 0)
    _gesso_job_set_preview (self->job, picture, TRUE);
}

static void
observer_picture_whole (GessoRunObserver *observer,
                        guint             index)
{
  GessoJobRunner *self = GESSO_JOB_RUNNER (observer);

  show_whole_picture (self, index);
  self->n_sealing++;
  HOST_CALL (self, seal_async, self->job, index, sealed_cb, g_object_ref (self));
}

static void
observer_preview (GessoRunObserver *observer,
                  guint             index,
                  GBytes           *picture)
{
  _gesso_job_set_preview (GESSO_JOB_RUNNER (observer)->job, picture, FALSE);
}

static gboolean
observer_is_leaving (GessoRunObserver *observer)
{
  return GESSO_JOB_RUNNER (observer)->is_leaving;
}

static void
gesso_job_runner_observer_init (GessoRunObserverInterface *iface)
{
  iface->stage_changed = observer_stage_changed;
  iface->accepted = observer_accepted;
  iface->task_known = observer_task_known;
  iface->open_raw = observer_open_raw;
  iface->open_picture = observer_open_picture;
  iface->picture_whole = observer_picture_whole;
  iface->preview = observer_preview;
  iface->is_leaving = observer_is_leaving;
}

static void
gesso_job_runner_dispose (GObject *object)
{
  GessoJobRunner *self = GESSO_JOB_RUNNER (object);

  g_clear_object (&self->host);
  g_clear_object (&self->job);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->run_result, gesso_run_result_unref);
  g_clear_pointer (&self->failure, gesso_failure_unref);

  G_OBJECT_CLASS (gesso_job_runner_parent_class)->dispose (object);
}

static void
gesso_job_runner_class_init (GessoJobRunnerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_job_runner_dispose;
}

static void
gesso_job_runner_init (GessoJobRunner *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * gesso_job_runner_new:
 * @host: gives the provider and keeps the journal
 * @job: a waiting job that is in the journal
 *
 * Returns: (transfer full): a runner for one run
 */
GessoJobRunner *
gesso_job_runner_new (GessoJobHost *host,
                      GessoJob     *job)
{
  GessoJobRunner *self = g_object_new (GESSO_TYPE_JOB_RUNNER, NULL);

  self->host = g_object_ref (host);
  self->job = g_object_ref (job);
  return self;
}

/**
 * gesso_job_runner_get_job:
 * @self: the runner
 *
 * Returns: (transfer none): the job that it drives
 */
GessoJob *
gesso_job_runner_get_job (GessoJobRunner *self)
{
  return self->job;
}

/**
 * gesso_job_runner_run_async:
 * @self: the runner
 * @callback: called on the main thread when the job is finished, in whatever way
 * @user_data: for @callback
 *
 * Runs the job to its end. How it ended is in the job.
 */
void
gesso_job_runner_run_async (GessoJobRunner      *self,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, gesso_job_runner_run_async);

  _gesso_job_set_stage (self->job, GESSO_RUN_STAGE_PREPARING, -1);
  _gesso_job_set_state (self->job, GESSO_JOB_STATE_RUNNING);
  HOST_CALL (self, resolve_async, self->job, self->cancellable, resolved_cb, g_object_ref (self));
}

/**
 * gesso_job_runner_run_finish:
 * @self: the runner
 * @result: what the callback got
 */
void
gesso_job_runner_run_finish (GessoJobRunner *self,
                             GAsyncResult   *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
  g_return_if_fail (g_async_result_is_tagged (result, gesso_job_runner_run_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * gesso_job_runner_cancel:
 * @self: the runner
 *
 * Ends the run at whatever stage it is. Pictures that came whole before are still kept.
 */
void
gesso_job_runner_cancel (GessoJobRunner *self)
{
  g_cancellable_cancel (self->cancellable);
}

/**
 * gesso_job_runner_leave:
 * @self: the runner of a job whose service works on under a name of its own
 *
 * Ends the run here and not there: the journal keeps the job open, and it is taken up again.
 */
void
gesso_job_runner_leave (GessoJobRunner *self)
{
  self->is_leaving = TRUE;
  g_cancellable_cancel (self->cancellable);
}
