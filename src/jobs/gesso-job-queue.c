/* gesso-job-queue.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The jobs of this run of the program, in order: which wait, which run, which are over. Starts a
 * waiting job as soon as it is in the journal, its account has a free place, and nobody paused the
 * queue. One per studio, which owns it and implements its host. Main thread only.
 *
 *   GessoJobQueue (GListModel of GessoJob)  ←  window: strip, stage, queue popover
 *     └─ GessoJobRunner per running job  →  GessoJobHost (the studio)
 */

#include "config.h"

#include "jobs/gesso-job-queue.h"

#include "base/gesso-clock.h"
#include "base/gesso-log.h"
#include "jobs/gesso-job-private.h"
#include "jobs/gesso-job-runner.h"
#include "providers/gesso-provider-error.h"

typedef struct
{
  GessoJob *job;          /* (owned) */
  GessoJobRunner *runner; /* (owned) (nullable): while it runs */
  gboolean is_journalled;
  gboolean is_held; /* not started again until it is released */
} Entry;

/* Of one account at the same time. */
#define MAX_BATCHES 64

struct _GessoJobQueue
{
  GObject parent_instance;

  GessoJobHost *host; /* (unowned): the studio owns us */
  GPtrArray *entries; /* (owned) (element-type Entry) */
  gboolean is_paused;
  gboolean fails_held;
  guint n_running;
  guint n_waiting;
  guint n_failed;
};

typedef enum
{
  PROP_PAUSED = 1,
  PROP_N_RUNNING,
  PROP_N_WAITING,
  PROP_N_FAILED,
} GessoJobQueueProperty;

static GParamSpec *properties[PROP_N_FAILED + 1];

enum
{
  JOB_FINISHED,
  JOB_HELD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void gesso_job_queue_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoJobQueue,
                               gesso_job_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      gesso_job_queue_list_model_init))

static void start_what_can_start (GessoJobQueue *self);

static void
entry_free (Entry *entry)
{
  if (entry->runner != NULL)
    gesso_job_runner_cancel (entry->runner);
  g_clear_object (&entry->runner);
  g_clear_object (&entry->job);
  g_free (entry);
}

static Entry *
entry_at (GessoJobQueue *self,
          guint          position)
{
  return g_ptr_array_index (self->entries, position);
}

static gboolean
find_entry (GessoJobQueue *self,
            GessoJob      *job,
            guint         *position)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (entry_at (self, i)->job == job)
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

static void
set_count (GessoJobQueue         *self,
           guint                 *field,
           guint                  value,
           GessoJobQueueProperty  property)
{
  if (*field == value)
    return;

  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
update_counts (GessoJobQueue *self)
{
  guint counts[GESSO_JOB_STATE_FAILED + 1] = { 0 };

  for (guint i = 0; i < self->entries->len; i++)
    counts[gesso_job_get_state (entry_at (self, i)->job)]++;

  g_object_freeze_notify (G_OBJECT (self));
  set_count (self, &self->n_running, counts[GESSO_JOB_STATE_RUNNING], PROP_N_RUNNING);
  set_count (self, &self->n_waiting, counts[GESSO_JOB_STATE_WAITING], PROP_N_WAITING);
  set_count (self, &self->n_failed, counts[GESSO_JOB_STATE_FAILED], PROP_N_FAILED);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
journal_ended_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autofree char *kept
      = GESSO_JOB_HOST_GET_IFACE (source)->fail_finish (GESSO_JOB_HOST (source), result, &error);

  if (error != NULL)
    g_debug ("the end of a job is not in the journal: %s", error->message);
}

static void
end_in_journal (GessoJobQueue *self,
                GessoJob      *job)
{
  GESSO_JOB_HOST_GET_IFACE (self->host)
      ->fail_async (self->host, job, gesso_job_get_failure (job), journal_ended_cb, NULL);
}

static gboolean
is_interrupted (GessoJob *job)
{
  GessoFailure *failure = gesso_job_get_failure (job);

  return failure != NULL
         && gesso_failure_get_info (failure)->failure_class == GESSO_FAILURE_INTERRUPTED;
}

/* An interrupted job stays open in the journal until the person has decided about it. */
static void
remove_at (GessoJobQueue *self,
           guint          position)
{
  GessoJob *job = entry_at (self, position)->job;

  if (is_interrupted (job))
    end_in_journal (self, job);
  g_ptr_array_remove_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  update_counts (self);
}

/* What ended may have cost less than was set aside for it. */
static void
release_first_held (GessoJobQueue *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = entry_at (self, i);

      if (!entry->is_held)
        continue;
      entry->is_held = FALSE;
      return;
    }
}

static void
take_held (GessoJobQueue *self,
           GessoJob      *job)
{
  guint position;

  if (self->fails_held)
    {
      _gesso_job_set_state (job, GESSO_JOB_STATE_FAILED);
      end_in_journal (self, job);
    }
  else if (find_entry (self, job, &position))
    {
      entry_at (self, position)->is_held = TRUE;
    }
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GessoJobQueue) self = user_data;
  GessoJobRunner *runner = GESSO_JOB_RUNNER (source);
  g_autoptr (GessoJob) job = g_object_ref (gesso_job_runner_get_job (runner));
  guint position;

  gesso_job_runner_run_finish (runner, result);
  if (find_entry (self, job, &position))
    g_clear_object (&entry_at (self, position)->runner);
  if (gesso_job_get_state (job) == GESSO_JOB_STATE_WAITING && !gesso_job_is_held (job))
    {
      /* Left to its service; the queue is on its way out. */
      update_counts (self);
      return;
    }
  if (gesso_job_is_held (job))
    take_held (self, job);
  else
    release_first_held (self);

  update_counts (self);
  g_signal_emit (self, signals[gesso_job_is_held (job) ? JOB_HELD : JOB_FINISHED], 0, job);
  start_what_can_start (self);
}

static gboolean
is_batch (GessoJob *job)
{
  return gesso_request_get_parameters (gesso_job_get_request (job))->batch;
}

/* Batches take a day and hold nobody up meanwhile. */
static guint
count_running_for (GessoJobQueue *self,
                   GessoAccount  *account,
                   gboolean       batches)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = entry_at (self, i);

      if (entry->runner != NULL && gesso_job_get_account (entry->job) == account
          && is_batch (entry->job) == batches)
        n++;
    }

  return n;
}

static gboolean
can_start (GessoJobQueue *self,
           Entry         *entry)
{
  GessoAccount *account = gesso_job_get_account (entry->job);
  gboolean batch = is_batch (entry->job);
  guint limit = batch ? MAX_BATCHES : (guint) MAX (1, gesso_account_get_limit (account));

  return entry->is_journalled && entry->runner == NULL && !entry->is_held
         && gesso_job_get_state (entry->job) == GESSO_JOB_STATE_WAITING
         && count_running_for (self, account, batch) < limit;
}

static void
start_what_can_start (GessoJobQueue *self)
{
  if (self->is_paused)
    return;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = entry_at (self, i);

      if (!can_start (self, entry))
        continue;

      _gesso_job_set_failure (entry->job, NULL);
      entry->runner = gesso_job_runner_new (self->host, entry->job);
      gesso_job_runner_run_async (entry->runner, ran_cb, g_object_ref (self));
    }

  update_counts (self);
}

typedef struct
{
  GessoJobQueue *queue; /* (owned) */
  GessoJob *job;        /* (owned) */
} Enqueuing;

static void
enqueuing_free (Enqueuing *enqueuing)
{
  g_object_unref (enqueuing->queue);
  g_object_unref (enqueuing->job);
  g_free (enqueuing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Enqueuing, enqueuing_free)

static void
fail_unsaved (GessoJob     *job,
              const GError *error)
{
  g_autofree char *message = gesso_log_redact (error->message);
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_STORAGE,
    .message = message,
    .retry_after_ms = -1,
  };
  GessoFailure *known = gesso_provider_error_get_failure (error);
  g_autoptr (GessoFailure) failure
      = known != NULL ? gesso_failure_ref (known) : gesso_failure_new (&info);

  _gesso_job_set_failure (job, failure);
  _gesso_job_set_state (job, GESSO_JOB_STATE_FAILED);
}

static void
enqueued_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Enqueuing) enqueuing = user_data;
  GessoJobQueue *self = enqueuing->queue;
  g_autoptr (GError) error = NULL;
  gboolean is_saved
      = GESSO_JOB_HOST_GET_IFACE (source)->enqueue_finish (GESSO_JOB_HOST (source), result, &error);
  guint position;

  if (!is_saved)
    {
      fail_unsaved (enqueuing->job, error);
      update_counts (self);
      g_signal_emit (self, signals[JOB_FINISHED], 0, enqueuing->job);
      return;
    }

  if (!find_entry (self, enqueuing->job, &position))
    return;
  entry_at (self, position)->is_journalled = TRUE;
  start_what_can_start (self);
}

static void
append (GessoJobQueue *self,
        GessoJob      *job,
        gboolean       is_journalled)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->job = g_object_ref (job);
  entry->is_journalled = is_journalled;
  g_ptr_array_add (self->entries, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - 1, 0, 1);
  update_counts (self);
}

static GType
get_item_type (GListModel *model)
{
  return GESSO_TYPE_JOB;
}

static guint
get_n_items (GListModel *model)
{
  return GESSO_JOB_QUEUE (model)->entries->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GessoJobQueue *self = GESSO_JOB_QUEUE (model);

  return position < self->entries->len ? g_object_ref (entry_at (self, position)->job) : NULL;
}

static void
gesso_job_queue_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
gesso_job_queue_finalize (GObject *object)
{
  GessoJobQueue *self = GESSO_JOB_QUEUE (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (gesso_job_queue_parent_class)->finalize (object);
}

static void
gesso_job_queue_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  GessoJobQueue *self = GESSO_JOB_QUEUE (object);

  switch ((GessoJobQueueProperty) property_id)
    {
    case PROP_PAUSED:
      g_value_set_boolean (value, self->is_paused);
      break;
    case PROP_N_RUNNING:
      g_value_set_uint (value, self->n_running);
      break;
    case PROP_N_WAITING:
      g_value_set_uint (value, self->n_waiting);
      break;
    case PROP_N_FAILED:
      g_value_set_uint (value, self->n_failed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
gesso_job_queue_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (property_id == PROP_PAUSED)
    gesso_job_queue_set_paused (GESSO_JOB_QUEUE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
gesso_job_queue_class_init (GessoJobQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = gesso_job_queue_finalize;
  object_class->get_property = gesso_job_queue_get_property;
  object_class->set_property = gesso_job_queue_set_property;

  properties[PROP_PAUSED]
      = g_param_spec_boolean ("paused", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  properties[PROP_N_RUNNING]
      = g_param_spec_uint ("n-running", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_N_WAITING]
      = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_N_FAILED] = g_param_spec_uint ("n-failed", NULL, NULL, 0, G_MAXUINT, 0, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[JOB_FINISHED] = g_signal_new ("job-finished", GESSO_TYPE_JOB_QUEUE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, GESSO_TYPE_JOB);
  signals[JOB_HELD] = g_signal_new ("job-held", GESSO_TYPE_JOB_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, GESSO_TYPE_JOB);
}

static void
gesso_job_queue_init (GessoJobQueue *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
}

/**
 * gesso_job_queue_new:
 * @host: gives providers and keeps the journal; it owns the queue
 *
 * Returns: (transfer full): an empty queue
 */
GessoJobQueue *
gesso_job_queue_new (GessoJobHost *host)
{
  GessoJobQueue *self = g_object_new (GESSO_TYPE_JOB_QUEUE, NULL);

  self->host = host;
  return self;
}

/**
 * gesso_job_queue_add:
 * @self: the queue
 * @job: a new job
 *
 * Puts the job at the end and into the journal; it may start as soon as it is on disk there.
 */
void
gesso_job_queue_add (GessoJobQueue *self,
                     GessoJob      *job)
{
  Enqueuing *enqueuing = g_new0 (Enqueuing, 1);

  enqueuing->queue = g_object_ref (self);
  enqueuing->job = g_object_ref (job);
  append (self, job, FALSE);
  GESSO_JOB_HOST_GET_IFACE (self->host)->enqueue_async (self->host, job, enqueued_cb, enqueuing);
}

/**
 * gesso_job_queue_add_journalled:
 * @self: the queue
 * @job: a job of an earlier run of the program, as found in the journal
 * @failure: (nullable): why it ended then, or NULL when it still waits
 *
 * Puts the job at the end. A waiting one starts like any other; one that was interrupted while the
 * service worked is shown as failed, and only the person may send it again.
 */
void
gesso_job_queue_add_journalled (GessoJobQueue *self,
                                GessoJob      *job,
                                GessoFailure  *failure)
{
  if (failure != NULL)
    {
      _gesso_job_set_failure (job, failure);
      _gesso_job_set_state (job, GESSO_JOB_STATE_FAILED);
    }

  append (self, job, TRUE);
  start_what_can_start (self);
}

static void
cancel_waiting_job (GessoJobQueue *self,
                    GessoJob      *job)
{
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_CANCELLED,
    .message = "cancelled before it was sent",
    .retry_after_ms = -1,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

  _gesso_job_set_failure (job, failure);
  _gesso_job_set_state (job, GESSO_JOB_STATE_CANCELLED);
  update_counts (self);
  end_in_journal (self, job);
  g_signal_emit (self, signals[JOB_FINISHED], 0, job);
}

/**
 * gesso_job_queue_cancel:
 * @self: the queue
 * @job: a waiting or running job; others are left alone
 */
void
gesso_job_queue_cancel (GessoJobQueue *self,
                        GessoJob      *job)
{
  guint position;

  if (!find_entry (self, job, &position))
    return;

  if (entry_at (self, position)->runner != NULL)
    gesso_job_runner_cancel (entry_at (self, position)->runner);
  else if (gesso_job_get_state (job) == GESSO_JOB_STATE_WAITING)
    cancel_waiting_job (self, job);
}

/**
 * gesso_job_queue_leave:
 * @self: the queue, paused
 * @job: a running job
 *
 * Ends the run of a batch without stopping it at the service, so that the next start goes on with
 * it. What is no batch, or has no name there yet, is cancelled.
 */
void
gesso_job_queue_leave (GessoJobQueue *self,
                       GessoJob      *job)
{
  guint position;

  if (!is_batch (job) || gesso_job_get_task_id (job) == NULL)
    gesso_job_queue_cancel (self, job);
  else if (find_entry (self, job, &position) && entry_at (self, position)->runner != NULL)
    gesso_job_runner_leave (entry_at (self, position)->runner);
}

/**
 * gesso_job_queue_cancel_waiting:
 * @self: the queue
 *
 * Cancels every job that was not sent yet.
 */
void
gesso_job_queue_cancel_waiting (GessoJobQueue *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = entry_at (self, i);

      if (entry->runner == NULL && gesso_job_get_state (entry->job) == GESSO_JOB_STATE_WAITING)
        cancel_waiting_job (self, entry->job);
    }
}

/* Where only the asking came to an end, the service may still be making what was sent: for want of
 * a good key, or because nobody waited longer. */
static gboolean
is_still_made (GessoJob *job)
{
  GessoFailure *failure = gesso_job_get_failure (job);
  const GessoFailureInfo *info = failure != NULL ? gesso_failure_get_info (failure) : NULL;

  return gesso_job_get_task_id (job) != NULL && info != NULL
         && (info->failure_class == GESSO_FAILURE_AUTH
             || g_strcmp0 (info->code, "not_in_time") == 0);
}

/* Lines of a batch that brought their pictures are not sent a second time. */
static GessoRequest *
dup_rest (GessoJob *job)
{
  GessoRequest *request = gesso_job_get_request (job);
  const char *const *made = gesso_job_get_node_ids (job);
  int n_made = made != NULL ? (int) g_strv_length ((char **) made) : 0;
  g_autoptr (GessoParameters) parameters = NULL;
  g_autoptr (GPtrArray) references = NULL;

  if (!is_batch (job) || n_made == 0 || n_made >= gesso_request_get_parameters (request)->n
      || gesso_request_get_plan (request) != NULL)
    return gesso_request_ref (request);

  parameters = gesso_parameters_copy (gesso_request_get_parameters (request));
  parameters->n -= n_made;
  references = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  for (guint i = 0; i < gesso_request_get_n_references (request); i++)
    g_ptr_array_add (references, gesso_reference_ref (gesso_request_get_reference (request, i)));
  return gesso_request_new (gesso_request_get_operation (request),
                            gesso_request_get_prompt (request), parameters, references,
                            gesso_request_get_mask (request));
}

/**
 * gesso_job_queue_retry:
 * @self: the queue
 * @job: a failed or cancelled job
 *
 * Sends the same request once more, as a new job in the place of the old one; of a batch that
 * brought some of its pictures, what is missing. The person has been told whether it may be billed
 * twice. What the service may still be making is asked for instead.
 */
void
gesso_job_queue_retry (GessoJobQueue *self,
                       GessoJob      *job)
{
  g_autofree char *id = gesso_clock_new_id ();
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (GessoJob) again = NULL;
  guint position;

  if (!gesso_job_is_finished (job))
    return;

  request = is_still_made (job) ? gesso_request_ref (gesso_job_get_request (job)) : dup_rest (job);
  again = gesso_job_new (id, gesso_job_get_account (job), request, gesso_job_get_session_id (job),
                         gesso_job_get_base_node_id (job));
  if (is_still_made (job))
    {
      gesso_job_resume_task (again, gesso_job_get_task_id (job));
      /* Nothing is sent, so no budget has a say. */
      gesso_job_set_over_budget (again, TRUE);
    }
  if (find_entry (self, job, &position))
    remove_at (self, position);
  gesso_job_queue_add (self, again);
}

/**
 * gesso_job_queue_release:
 * @self: the queue
 * @job: a job that is held
 * @over_budget: whether it is sent whatever the budgets say
 *
 * Lets a job go that a budget held back: it is tried again in its turn, and may be held again.
 */
void
gesso_job_queue_release (GessoJobQueue *self,
                         GessoJob      *job,
                         gboolean       over_budget)
{
  guint position;

  if (!find_entry (self, job, &position) || !entry_at (self, position)->is_held)
    return;

  gesso_job_set_over_budget (job, over_budget);
  entry_at (self, position)->is_held = FALSE;
  start_what_can_start (self);
}

/**
 * gesso_job_queue_release_held:
 * @self: the queue
 *
 * Tries every held job again, because a budget has changed.
 */
void
gesso_job_queue_release_held (GessoJobQueue *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    entry_at (self, i)->is_held = FALSE;
  start_what_can_start (self);
}

/**
 * gesso_job_queue_set_fails_held:
 * @self: the queue
 * @fails_held: whether a job that would be held fails instead
 *
 * For programs that nobody sits before: there a job may not wait for a decision.
 */
void
gesso_job_queue_set_fails_held (GessoJobQueue *self,
                                gboolean       fails_held)
{
  self->fails_held = fails_held;
}

/**
 * gesso_job_queue_move_to_front:
 * @self: the queue
 * @job: a waiting job
 *
 * Makes it the next one to start.
 */
void
gesso_job_queue_move_to_front (GessoJobQueue *self,
                               GessoJob      *job)
{
  guint position;
  Entry *entry;

  if (!find_entry (self, job, &position) || position == 0)
    return;

  entry = g_ptr_array_steal_index (self->entries, position);
  g_ptr_array_insert (self->entries, 0, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, position + 1, position + 1);
}

/**
 * gesso_job_queue_clear_done:
 * @self: the queue
 *
 * Takes every finished job off the list. Their pictures and their journal stay.
 */
void
gesso_job_queue_clear_done (GessoJobQueue *self)
{
  for (guint i = self->entries->len; i > 0; i--)
    if (gesso_job_is_finished (entry_at (self, i - 1)->job))
      remove_at (self, i - 1);
}

/**
 * gesso_job_queue_remove:
 * @self: the queue
 * @job: a finished job
 *
 * Takes one finished job off the list.
 */
void
gesso_job_queue_remove (GessoJobQueue *self,
                        GessoJob      *job)
{
  guint position;

  if (gesso_job_is_finished (job) && find_entry (self, job, &position))
    remove_at (self, position);
}

/**
 * gesso_job_queue_get_paused:
 * @self: the queue
 *
 * Returns: whether no waiting job is started
 */
gboolean
gesso_job_queue_get_paused (GessoJobQueue *self)
{
  return self->is_paused;
}

/**
 * gesso_job_queue_set_paused:
 * @self: the queue
 * @paused: whether no waiting job shall be started; running ones go on
 */
void
gesso_job_queue_set_paused (GessoJobQueue *self,
                            gboolean       paused)
{
  if (self->is_paused == paused)
    return;

  self->is_paused = paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
  start_what_can_start (self);
}

/**
 * gesso_job_queue_get_n_running:
 * @self: the queue
 *
 * Returns: how many jobs run now
 */
guint
gesso_job_queue_get_n_running (GessoJobQueue *self)
{
  return self->n_running;
}

/**
 * gesso_job_queue_get_n_waiting:
 * @self: the queue
 *
 * Returns: how many jobs wait
 */
guint
gesso_job_queue_get_n_waiting (GessoJobQueue *self)
{
  return self->n_waiting;
}

/**
 * gesso_job_queue_get_n_failed:
 * @self: the queue
 *
 * Returns: how many failed jobs are still listed
 */
guint
gesso_job_queue_get_n_failed (GessoJobQueue *self)
{
  return self->n_failed;
}

/**
 * gesso_job_queue_find:
 * @self: the queue
 * @job_id: an id
 *
 * Returns: (transfer none) (nullable): the job with that id
 */
GessoJob *
gesso_job_queue_find (GessoJobQueue *self,
                      const char    *job_id)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_strcmp0 (gesso_job_get_id (entry_at (self, i)->job), job_id) == 0)
      return entry_at (self, i)->job;

  return NULL;
}
