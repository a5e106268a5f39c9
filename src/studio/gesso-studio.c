/* gesso-studio.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The composition root: makes the library, the accounts, the secrets, the catalogue, the providers
 * and the queue, and plugs them into each other. It draws nothing and decides nothing; the window
 * and the command line get everything from here.
 *
 * Made once per process. Order of life: new, open, …, close, unref. Between open and close the
 * library and the queue are there. Main thread only.
 */

#include "config.h"

#include "studio/gesso-studio-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-str.h"
#include "model/gesso-task-profiles.h"
#include "secrets/gesso-secret-keyring.h"
#include "secrets/gesso-secret-memory.h"
#include "studio/gesso-importer.h"
#include "studio/gesso-stitcher.h"

G_DEFINE_FINAL_TYPE (GessoStudio, gesso_studio, G_TYPE_OBJECT)

/* Open: library, accounts, recovery, waiting jobs. */

static void
jobs_restored_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) jobs
      = gesso_studio_restore_jobs_finish (GESSO_STUDIO (source), result, &error);

  if (jobs == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void recovered_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
put_in_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  GessoStudio *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!gesso_stitcher_recover_finish (result, &error))
    g_message ("Not all received edits could be put into their pictures: %s", error->message);

  gesso_library_recover_async (self->library, g_task_get_cancellable (task), recovered_cb, task);
}

/* A further recovery, after edits were put in, counts on where the one before stopped. */
static void
add_report (GessoRecoveryReport       *report,
            const GessoRecoveryReport *earlier)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  report->n_pictures += earlier->n_pictures;
  report->n_finished += earlier->n_finished;
  report->n_interrupted += earlier->n_interrupted;
  report->n_waiting += earlier->n_waiting;
  report->n_resumable += earlier->n_resumable;
  g_strv_builder_addv (ids, (const char **) earlier->job_ids);
  g_strv_builder_addv (ids, (const char **) report->job_ids);
  g_strfreev (report->job_ids);
  report->job_ids = g_strv_builder_end (ids);
}

static void
recovered_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoStudio *self = g_task_get_source_object (task);
  g_autoptr (GessoRecoveryReport) earlier = g_steal_pointer (&self->recovery);
  GError *error = NULL;
  gboolean goes_on;

  self->recovery = gesso_library_recover_finish (GESSO_LIBRARY (source), result, &error);
  /* Of the parts of one edit each round puts in one. What could not be put in stays. */
  goes_on
      = self->recovery != NULL && self->recovery->unstitched_ids[0] != NULL
        && (earlier == NULL || self->recovery->n_finished > 0 || self->recovery->n_overtaken > 0);
  if (self->recovery != NULL && earlier != NULL)
    add_report (self->recovery, earlier);
  if (self->recovery == NULL)
    g_task_return_error (task, error);
  else if (goes_on)
    gesso_stitcher_recover_async (self->library, self->recovery, self->imaging, put_in_cb,
                                  g_object_ref (task));
  else if (self->flags & GESSO_STUDIO_FLAGS_NO_QUEUE_RESUME)
    g_task_return_boolean (task, TRUE);
  else
    gesso_studio_restore_jobs_async (self, NULL, NULL, g_task_get_cancellable (task),
                                     jobs_restored_cb, g_object_ref (task));
}

static void
accounts_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  GTask *task = user_data;
  GessoStudio *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  /* The built-in engine is there in any case, so a damaged file does not stop the program. */
  if (!gesso_accounts_load_finish (GESSO_ACCOUNTS (source), result, &error))
    g_message ("The accounts could not be read: %s", error->message);

  gesso_library_recover_async (self->library, g_task_get_cancellable (task), recovered_cb, task);
}

static void
library_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoStudio *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->library = gesso_library_open_finish (result, &error);
  if (self->library == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->thumbnails = gesso_thumbnails_new (self->library, self->imaging);
  self->recorder = gesso_recorder_new (self->library, self->registry, self->keychain, self->pricing,
                                       self->imaging);
  self->queue = gesso_job_queue_new (GESSO_JOB_HOST (self->recorder));
  gesso_job_queue_set_fails_held (self->queue,
                                  (self->flags & GESSO_STUDIO_FLAGS_NO_QUEUE_RESUME) != 0);
  g_signal_connect_object (self->library, "budgets-changed",
                           G_CALLBACK (gesso_job_queue_release_held), self->queue,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "job-finished", G_CALLBACK (_gesso_studio_learn_prices),
                           self, G_CONNECT_SWAPPED);
  _gesso_studio_learn_prices (self);
  gesso_accounts_load_async (self->accounts, g_task_get_cancellable (task), accounts_loaded_cb,
                             g_object_ref (task));
}

/* Close: queue, recorder, accounts, library, worker. */

static void
imaging_shut_down_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (gesso_worker_shutdown_finish (GESSO_WORKER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
library_closed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask *task = user_data;
  GessoStudio *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!gesso_library_close_finish (GESSO_LIBRARY (source), result, &error))
    g_message ("The library did not close well: %s", error->message);

  gesso_worker_shutdown_async (self->imaging, imaging_shut_down_cb, task);
}

static void
accounts_flushed_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask *task = user_data;
  GessoStudio *self = g_task_get_source_object (task);

  gesso_accounts_flush_finish (GESSO_ACCOUNTS (source), result, NULL);
  g_clear_object (&self->thumbnails);
  if (self->library != NULL)
    gesso_library_close_async (self->library, library_closed_cb, task);
  else
    gesso_worker_shutdown_async (self->imaging, imaging_shut_down_cb, task);
}

static void
recorder_closed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  GTask *task = user_data;
  GessoStudio *self = g_task_get_source_object (task);

  gesso_recorder_close_finish (GESSO_RECORDER (source), result, NULL);
  gesso_accounts_flush_async (self->accounts, accounts_flushed_cb, task);
}

static void
close_recorder (GTask *task)
{
  GessoStudio *self = g_task_get_source_object (task);

  gesso_provider_registry_stop (self->registry);
  if (self->recorder != NULL)
    gesso_recorder_close_async (self->recorder, recorder_closed_cb, task);
  else
    gesso_accounts_flush_async (self->accounts, accounts_flushed_cb, task);
}

static void
n_running_changed_cb (GessoJobQueue *queue,
                      GParamSpec    *pspec,
                      GTask         *task)
{
  if (gesso_job_queue_get_n_running (queue) > 0)
    return;

  g_signal_handlers_disconnect_by_func (queue, n_running_changed_cb, task);
  close_recorder (task);
}

static void
gesso_studio_dispose (GObject *object)
{
  GessoStudio *self = GESSO_STUDIO (object);

  g_clear_object (&self->queue);
  g_clear_object (&self->recorder);
  g_clear_object (&self->thumbnails);
  g_clear_object (&self->library);
  g_clear_object (&self->registry);
  g_clear_object (&self->accounts);
  g_clear_object (&self->keychain);
  g_clear_object (&self->pricing);
  g_clear_object (&self->catalog);
  g_clear_object (&self->imaging);
  g_clear_pointer (&self->recovery, gesso_recovery_report_free);

  G_OBJECT_CLASS (gesso_studio_parent_class)->dispose (object);
}

static void
gesso_studio_finalize (GObject *object)
{
  g_free (GESSO_STUDIO (object)->folder);

  G_OBJECT_CLASS (gesso_studio_parent_class)->finalize (object);
}

static void
gesso_studio_class_init (GessoStudioClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_studio_dispose;
  object_class->finalize = gesso_studio_finalize;
}

static GessoKeychain *
make_keychain (GessoStudioFlags flags)
{
  const char *key = g_getenv ("GESSO_API_KEY");
  g_autoptr (GessoCredential) credential
      = gesso_str_is_empty (key) ? NULL : gesso_credential_new (key);
  g_autoptr (GessoSecretStore) secrets = (flags & GESSO_STUDIO_FLAGS_NO_KEYRING)
                                             ? gesso_secret_memory_new ()
                                             : gesso_secret_keyring_new ();

  return gesso_keychain_new (secrets, credential);
}

static void
make_tables (GessoStudio *self)
{
  g_autofree char *models = g_build_filename (g_get_user_data_dir (), "gesso", "models.json", NULL);
  g_autofree char *prices = g_build_filename (g_get_user_data_dir (), "gesso", "prices.json", NULL);
  const char *const *bad_profiles
      = gesso_task_profiles_get_problems (gesso_task_profiles_get_default ());
  g_autoptr (GError) error = NULL;

  self->catalog = gesso_catalog_new (models, &error);
  if (self->catalog == NULL)
    {
      g_message ("%s is not used: %s", models, error->message);
      g_clear_error (&error);
      self->catalog = gesso_catalog_new (NULL, &error);
    }
  g_assert_no_error (error);

  self->pricing = gesso_pricing_new (prices, &error);
  if (self->pricing == NULL)
    {
      g_message ("%s is not used: %s", prices, error->message);
      g_clear_error (&error);
      self->pricing = gesso_pricing_new (NULL, &error);
    }
  g_assert_no_error (error);

  for (guint i = 0; bad_profiles[i] != NULL; i++)
    g_message ("A description of a service is not used: %s", bad_profiles[i]);
}

static void
gesso_studio_init (GessoStudio *self)
{
  g_autofree char *accounts
      = g_build_filename (g_get_user_config_dir (), "gesso", "accounts.json", NULL);

  self->accounts = gesso_accounts_new (accounts);
  self->imaging = gesso_worker_new ("gesso-imaging", MAX (1, g_get_num_processors () / 2));
  make_tables (self);
  self->registry = gesso_provider_registry_new (self->catalog);
}

/**
 * gesso_studio_new:
 * @library_folder: (nullable): where the library is; NULL for the user's own
 * @flags: how to behave
 *
 * Reads the tables of models and prices, and the key of the environment (GESSO_API_KEY). Everything
 * else waits for gesso_studio_open_async().
 *
 * Returns: (transfer full): a closed studio
 */
GessoStudio *
gesso_studio_new (const char       *library_folder,
                  GessoStudioFlags  flags)
{
  GessoStudio *self = g_object_new (GESSO_TYPE_STUDIO, NULL);

  self->folder = g_strdup (library_folder);
  self->flags = flags;
  self->keychain = make_keychain (flags);
  return self;
}

/**
 * gesso_studio_open_async:
 * @self: a closed studio
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Opens the library, brings home what an earlier run of the program received and did not keep, and
 * puts its waiting jobs into the queue.
 */
void
gesso_studio_open_async (GessoStudio         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *own = self->folder == NULL ? gesso_library_dup_default_folder () : NULL;

  g_task_set_source_tag (task, gesso_studio_open_async);
  gesso_library_open_async (self->folder != NULL ? self->folder : own,
                            self->folder != NULL ? GESSO_LIBRARY_OWN_THUMBNAILS
                                                 : GESSO_LIBRARY_DEFAULT,
                            cancellable, library_opened_cb, task);
}

/**
 * gesso_studio_open_finish:
 * @self: the studio
 * @result: what the callback got
 * @error: %GESSO_STORE_ERROR when the library cannot be used
 *
 * Returns: whether the studio is open
 */
gboolean
gesso_studio_open_finish (GessoStudio   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_studio_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * gesso_studio_close_async:
 * @self: the studio
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Cancels what runs, leaves batches to their service, keeps what waits for the next start, ends the
 * engine and the workers.
 */
void
gesso_studio_close_async (GessoStudio         *self,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  guint n;

  g_task_set_source_tag (task, gesso_studio_close_async);
  if (self->queue == NULL || gesso_job_queue_get_n_running (self->queue) == 0)
    {
      close_recorder (task);
      return;
    }

  gesso_job_queue_set_paused (self->queue, TRUE);
  g_signal_connect (self->queue, "notify::n-running", G_CALLBACK (n_running_changed_cb), task);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GessoJob) job = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (gesso_job_get_state (job) == GESSO_JOB_STATE_RUNNING)
        gesso_job_queue_leave (self->queue, job);
    }
}

/**
 * gesso_studio_close_finish:
 * @self: the studio
 * @result: what the callback got
 * @error: what went wrong on the way; the studio is closed all the same
 *
 * Returns: whether everything closed well
 */
gboolean
gesso_studio_close_finish (GessoStudio   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_studio_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * gesso_studio_get_library:
 * @self: the studio
 *
 * Returns: (transfer none) (nullable): the library while it is open
 */
GessoLibrary *
gesso_studio_get_library (GessoStudio *self)
{
  return self->library;
}

/**
 * gesso_studio_get_thumbnails:
 * @self: the studio
 *
 * Returns: (transfer none) (nullable): the small pictures of the library while it is open
 */
GessoThumbnails *
gesso_studio_get_thumbnails (GessoStudio *self)
{
  return self->thumbnails;
}

/**
 * gesso_studio_get_catalog:
 * @self: the studio
 *
 * Returns: (transfer none): what models can do
 */
GessoCatalog *
gesso_studio_get_catalog (GessoStudio *self)
{
  return self->catalog;
}

/**
 * gesso_studio_get_pricing:
 * @self: the studio
 *
 * Returns: (transfer none): what things cost
 */
GessoPricing *
gesso_studio_get_pricing (GessoStudio *self)
{
  return self->pricing;
}

/**
 * gesso_studio_get_queue:
 * @self: the studio
 *
 * Returns: (transfer none) (nullable): the jobs, while the studio is open
 */
GessoJobQueue *
gesso_studio_get_queue (GessoStudio *self)
{
  return self->queue;
}

/**
 * gesso_studio_get_accounts:
 * @self: the studio
 *
 * Returns: (transfer none): a list of GessoAccount, the built-in engine first
 */
GListModel *
gesso_studio_get_accounts (GessoStudio *self)
{
  return G_LIST_MODEL (self->accounts);
}

/**
 * gesso_studio_find_account:
 * @self: the studio
 * @id_or_name: an id, or a name in any case
 *
 * Returns: (transfer none) (nullable): the account
 */
GessoAccount *
gesso_studio_find_account (GessoStudio *self,
                           const char  *id_or_name)
{
  return gesso_accounts_find (self->accounts, id_or_name);
}

/**
 * gesso_studio_get_imaging_worker:
 * @self: the studio
 *
 * Returns: (transfer none): where pictures are decoded, scaled and encoded
 */
GessoWorker *
gesso_studio_get_imaging_worker (GessoStudio *self)
{
  return self->imaging;
}

/**
 * gesso_studio_get_recovery_report:
 * @self: the studio
 *
 * Returns: (transfer none) (nullable): what was found of an earlier run when the studio opened
 */
const GessoRecoveryReport *
gesso_studio_get_recovery_report (GessoStudio *self)
{
  return self->recovery;
}

/* An edit that is put back is put back into the file as it came, not into what services would be
 * sent of it, so that depth and colours stay. */
static GessoRequest *
dup_with_original (GessoStudio  *self,
                   GessoRequest *request)
{
  GessoStitchPlan *plan = gesso_request_get_plan (request);
  g_autoptr (GessoReference) original = NULL;
  g_autoptr (GPtrArray) references = g_ptr_array_new ();
  g_autoptr (GessoRequest) plain = NULL;

  if (plan == NULL || gesso_stitch_plan_is_cut (plan)
      || gesso_request_get_n_references (request) == 0)
    return gesso_request_ref (request);

  original = gesso_importer_dup_original (self, gesso_request_get_reference (request, 0));
  g_ptr_array_add (references, original);
  for (guint i = 1; i < gesso_request_get_n_references (request); i++)
    g_ptr_array_add (references, gesso_request_get_reference (request, i));
  plain = gesso_request_new (gesso_request_get_operation (request),
                             gesso_request_get_prompt (request),
                             gesso_request_get_parameters (request), references, NULL);
  return gesso_request_with_plan (plain, plan);
}

/**
 * gesso_studio_submit:
 * @self: an open studio
 * @account: who shall make the pictures
 * @request: what to make
 * @session_id: (nullable): the session that the pictures join
 * @base_node_id: (nullable): the node that is edited
 *
 * Puts a new job into the queue. It is in the journal, on disk, before anything leaves this
 * computer. A request whose plan has parts makes one job for each; see
 * gesso_studio_submit_parts().
 *
 * Returns: (transfer none): the job, or the first one, owned by the queue
 */
GessoJob *
gesso_studio_submit (GessoStudio  *self,
                     GessoAccount *account,
                     GessoRequest *request,
                     const char   *session_id,
                     const char   *base_node_id)
{
  g_autoptr (GPtrArray) jobs
      = gesso_studio_submit_parts (self, account, request, session_id, base_node_id);

  return jobs->pdata[0];
}

static GessoRequest *
make_part (GessoRequest *request,
           guint         index,
           const char   *group)
{
  GessoStitchPlan *plan = gesso_request_get_plan (request);
  g_autoptr (GessoStitchPlan) part
      = gesso_stitch_plan_with_group (gesso_stitch_plan_get_part (plan, index), group);
  g_autoptr (GessoStitchPlan) same
      = gesso_stitch_plan_with_mode (part, gesso_stitch_plan_get_options (plan)->mode);
  g_autoptr (GessoParameters) parameters
      = gesso_parameters_copy (gesso_request_get_parameters (request));
  g_autoptr (GPtrArray) references = g_ptr_array_new ();
  g_autoptr (GessoRequest) plain = NULL;

  parameters->size = *gesso_stitch_plan_get_sent (same);
  for (guint i = 0; i < gesso_request_get_n_references (request); i++)
    g_ptr_array_add (references, gesso_request_get_reference (request, i));
  plain = gesso_request_new (gesso_request_get_operation (request),
                             gesso_request_get_prompt (request), parameters, references, NULL);
  return gesso_request_with_plan (plain, same);
}

/**
 * gesso_studio_submit_parts:
 * @self: an open studio
 * @account: who shall make the pictures
 * @request: what to make
 * @session_id: (nullable): the session that the pictures join
 * @base_node_id: (nullable): the node that is edited
 *
 * The same as gesso_studio_submit(), for a plan that may have parts: each goes as a job of its
 * own, cut from the same base, so that no one waits for another. As they come home they are put
 * into one picture, one after the other: the last one has them all. One that fails can be retried
 * alone.
 *
 * Returns: (transfer container) (element-type GessoJob): the jobs, owned by the queue; at least one
 */
GPtrArray *
gesso_studio_submit_parts (GessoStudio  *self,
                           GessoAccount *account,
                           GessoRequest *request,
                           const char   *session_id,
                           const char   *base_node_id)
{
  GPtrArray *jobs = g_ptr_array_new ();
  GessoStitchPlan *plan = gesso_request_get_plan (request);
  guint length = plan != NULL ? gesso_stitch_plan_get_n_parts (plan) : 0;
  g_autoptr (GessoRequest) exact = dup_with_original (self, request);
  g_autofree char *group = gesso_clock_new_id ();

  for (guint i = 0; i < MAX (length, 1); i++)
    {
      g_autofree char *id = gesso_clock_new_id ();
      g_autoptr (GessoRequest) part
          = length > 0 ? make_part (exact, i, group) : gesso_request_ref (exact);
      g_autoptr (GessoJob) job = gesso_job_new (id, account, part, session_id, base_node_id);

      gesso_job_queue_add (self->queue, job);
      g_ptr_array_add (jobs, job);
    }
  return jobs;
}

/**
 * gesso_studio_get_library_folder:
 * @self: the studio
 *
 * Returns: (transfer none) (nullable): where the open library is
 */
const char *
gesso_studio_get_library_folder (GessoStudio *self)
{
  return self->library != NULL ? gesso_library_get_folder (self->library) : NULL;
}
