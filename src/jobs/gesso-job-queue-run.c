/* gesso-job-queue-run.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When the jobs of a GessoJobQueue run, and how they end: limits of accounts, what is held by a
 * budget, cancelling, sending again.
 */

#include "config.h"

#include "jobs/gesso-job-queue-private.h"

#include "base/gesso-clock.h"
#include "jobs/gesso-job-private.h"

/* Of one account at the same time. */
#define MAX_BATCHES 64

/* What ended may have cost less than was set aside for it. */
static void
release_first_held (GessoJobQueue *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      GessoJobEntry *entry = _gesso_job_queue_entry (self, i);

      if (!entry->is_held || _gesso_job_queue_is_offline (entry))
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
      _gesso_job_queue_end_in_journal (self, job);
    }
  else if (_gesso_job_queue_find (self, job, &position))
    {
      _gesso_job_queue_entry (self, position)->is_held = TRUE;
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
  if (_gesso_job_queue_find (self, job, &position))
    g_clear_object (&_gesso_job_queue_entry (self, position)->runner);
  if (gesso_job_get_state (job) == GESSO_JOB_STATE_WAITING && !gesso_job_is_held (job))
    {
      /* Left to its service; the queue is on its way out. */
      _gesso_job_queue_update_counts (self);
      return;
    }
  if (gesso_job_is_held (job))
    take_held (self, job);
  else
    release_first_held (self);

  _gesso_job_queue_update_counts (self);
  if (gesso_job_is_held (job))
    _gesso_job_queue_emit_held (self, job);
  else
    _gesso_job_queue_emit_finished (self, job);
  _gesso_job_queue_start (self);
}

static gboolean
is_batch (GessoJob *job)
{
  return gesso_request_get_parameters (gesso_job_get_request (job))->batch;
}

/* How many jobs of one account run. Batches take a day and hold nobody up meanwhile. */
typedef struct
{
  guint singles;
  guint batches;
} Running;

static Running *
find_running (GHashTable *running,
              GessoJob   *job)
{
  Running *found = g_hash_table_lookup (running, gesso_job_get_account (job));

  if (found == NULL)
    {
      found = g_new0 (Running, 1);
      g_hash_table_insert (running, gesso_job_get_account (job), found);
    }
  return found;
}

static guint *
count_of (GHashTable *running,
          GessoJob   *job)
{
  Running *found = find_running (running, job);

  return is_batch (job) ? &found->batches : &found->singles;
}

/* Once for all that wait, of which there may be thousands. */
static GHashTable *
count_running (GessoJobQueue *self)
{
  GHashTable *running = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < self->entries->len; i++)
    if (_gesso_job_queue_entry (self, i)->runner != NULL)
      ++*count_of (running, _gesso_job_queue_entry (self, i)->job);

  return running;
}

static gboolean
is_startable (const GessoJobEntry *entry)
{
  return entry->is_journalled && entry->runner == NULL && !entry->is_held
         && gesso_job_get_state (entry->job) == GESSO_JOB_STATE_WAITING;
}

static guint
get_limit (GessoJob *job)
{
  return is_batch (job) ? MAX_BATCHES
                        : (guint) MAX (1, gesso_account_get_limit (gesso_job_get_account (job)));
}

void
_gesso_job_queue_start (GessoJobQueue *self)
{
  g_autoptr (GHashTable) running = NULL;

  if (self->is_paused || self->is_asleep)
    return;

  running = count_running (self);
  for (guint i = 0; i < self->entries->len; i++)
    {
      GessoJobEntry *entry = _gesso_job_queue_entry (self, i);
      guint *count = is_startable (entry) ? count_of (running, entry->job) : NULL;

      if (count == NULL || *count >= get_limit (entry->job))
        continue;
      if (!_gesso_job_queue_can_reach (self, entry))
        {
          _gesso_job_queue_hold_offline (entry);
          continue;
        }

      ++*count;
      _gesso_job_set_failure (entry->job, NULL);
      entry->runner = gesso_job_runner_new (self->host, entry->job);
      gesso_job_runner_run_async (entry->runner, ran_cb, g_object_ref (self));
    }

  _gesso_job_queue_update_counts (self);
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
  _gesso_job_queue_update_counts (self);
  _gesso_job_queue_end_in_journal (self, job);
  _gesso_job_queue_emit_finished (self, job);
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

  if (!_gesso_job_queue_find (self, job, &position))
    return;

  if (_gesso_job_queue_entry (self, position)->runner != NULL)
    gesso_job_runner_cancel (_gesso_job_queue_entry (self, position)->runner);
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
  else if (_gesso_job_queue_find (self, job, &position)
           && _gesso_job_queue_entry (self, position)->runner != NULL)
    gesso_job_runner_leave (_gesso_job_queue_entry (self, position)->runner);
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
      GessoJobEntry *entry = _gesso_job_queue_entry (self, i);

      if (entry->runner == NULL && gesso_job_get_state (entry->job) == GESSO_JOB_STATE_WAITING)
        cancel_waiting_job (self, entry->job);
    }
}

static gboolean
is_still_made (GessoJob *job)
{
  GessoFailure *failure = gesso_job_get_failure (job);

  return gesso_job_get_task_id (job) != NULL && failure != NULL
         && gesso_failure_can_ask_again (failure);
}

/* What was made is not sent a second time. */
static GessoRequest *
dup_rest (GessoJob *job)
{
  GessoRequest *request = gesso_job_get_request (job);
  int n_made = (int) gesso_job_get_n_made (job);
  g_autoptr (GessoParameters) parameters = NULL;
  g_autoptr (GPtrArray) references = NULL;

  if (n_made == 0 || n_made >= gesso_request_get_parameters (request)->n
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
 * Sends the same request once more, as a new job in the place of the old one; where some of the
 * pictures came, what is missing. The person has been told whether it may be billed
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
  if (_gesso_job_queue_find (self, job, &position))
    _gesso_job_queue_remove_at (self, position);
  gesso_job_queue_add (self, again);
}

/**
 * gesso_job_queue_release:
 * @self: the queue
 * @job: a job that is held
 * @over_budget: whether it is sent whatever the budgets say
 *
 * Lets a job go that a budget or the missing network held back: it is tried again in its turn, and
 * may be held again.
 */
void
gesso_job_queue_release (GessoJobQueue *self,
                         GessoJob      *job,
                         gboolean       over_budget)
{
  GessoJobEntry *entry;
  guint position;

  if (!_gesso_job_queue_find (self, job, &position)
      || !_gesso_job_queue_entry (self, position)->is_held)
    return;

  entry = _gesso_job_queue_entry (self, position);
  /* Who does not believe in the missing network says nothing about a budget. */
  if (_gesso_job_queue_is_offline (entry))
    entry->ignores_network = TRUE;
  else
    gesso_job_set_over_budget (job, over_budget);
  entry->is_held = FALSE;
  _gesso_job_queue_start (self);
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
    _gesso_job_queue_entry (self, i)->is_held = FALSE;
  _gesso_job_queue_start (self);
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
  _gesso_job_queue_emit_paused (self);
  _gesso_job_queue_start (self);
}
