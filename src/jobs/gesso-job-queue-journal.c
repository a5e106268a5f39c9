/* gesso-job-queue-journal.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the journal hears of the jobs of a GessoJobQueue: that there is a new one, how one ended
 * without a run, and their order.
 */

#include "config.h"

#include "jobs/gesso-job-queue-private.h"

#include "base/gesso-log.h"
#include "jobs/gesso-job-private.h"
#include "providers/gesso-provider-error.h"

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

void
_gesso_job_queue_end_in_journal (GessoJobQueue *self,
                                 GessoJob      *job)
{
  GESSO_JOB_HOST_GET_IFACE (self->host)
      ->fail_async (self->host, job, gesso_job_get_failure (job), journal_ended_cb, NULL);
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
      _gesso_job_queue_update_counts (self);
      _gesso_job_queue_emit_finished (self, enqueuing->job);
      return;
    }

  if (!_gesso_job_queue_find (self, enqueuing->job, &position))
    return;
  _gesso_job_queue_entry (self, position)->is_journalled = TRUE;
  if (_gesso_job_queue_entry (self, position)->is_moved)
    _gesso_job_queue_place (self, position);
  _gesso_job_queue_start (self);
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
  _gesso_job_queue_append (self, job, FALSE);
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

  _gesso_job_queue_append (self, job, TRUE);
  _gesso_job_queue_start (self);
}

/* Order */

static gboolean
is_waiting (const GessoJobEntry *entry)
{
  return entry->runner == NULL && gesso_job_get_state (entry->job) == GESSO_JOB_STATE_WAITING;
}

/* The journal hears before which job of its own the one at @position stands. */
void
_gesso_job_queue_place (GessoJobQueue *self,
                        guint          position)
{
  GessoJobEntry *entry = _gesso_job_queue_entry (self, position);
  GessoJob *next = NULL;

  if (!entry->is_journalled)
    {
      entry->is_moved = TRUE;
      return;
    }

  for (guint i = position + 1; i < self->entries->len && next == NULL; i++)
    if (is_waiting (_gesso_job_queue_entry (self, i))
        && _gesso_job_queue_entry (self, i)->is_journalled)
      next = _gesso_job_queue_entry (self, i)->job;
  entry->is_moved = FALSE;
  GESSO_JOB_HOST_GET_IFACE (self->host)->place (self->host, entry->job, next);
}

static void
move_entry (GessoJobQueue *self,
            guint          from,
            guint          to)
{
  GessoJobEntry *entry = g_ptr_array_steal_index (self->entries, from);

  /* Two changes of one row each: the rows between stay what they are. */
  g_list_model_items_changed (G_LIST_MODEL (self), from, 1, 0);
  g_ptr_array_insert (self->entries, (int) to, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), to, 0, 1);
  _gesso_job_queue_place (self, to);
}

/**
 * gesso_job_queue_move_before:
 * @self: the queue
 * @job: a waiting job; others are left where they are
 * @next: (nullable): another waiting job, or NULL for the end
 *
 * Changes the order in which jobs start, here and in the journal.
 */
void
gesso_job_queue_move_before (GessoJobQueue *self,
                             GessoJob      *job,
                             GessoJob      *next)
{
  guint from;
  guint to = self->entries->len;

  if (job == next || !_gesso_job_queue_find (self, job, &from)
      || !is_waiting (_gesso_job_queue_entry (self, from))
      || (next != NULL && !_gesso_job_queue_find (self, next, &to)))
    return;

  /* Counted without the one that moves. */
  if (to > from)
    to--;
  if (to != from)
    move_entry (self, from, to);
}

/**
 * gesso_job_queue_move_by:
 * @self: the queue
 * @job: a waiting job; others are left where they are
 * @steps: over how many waiting jobs, towards the end; negative towards the front
 *
 * Moves a job among those that wait, as far as there are any.
 */
void
gesso_job_queue_move_by (GessoJobQueue *self,
                         GessoJob      *job,
                         int            steps)
{
  int direction = steps < 0 ? -1 : 1;
  guint from;
  guint to;

  if (!_gesso_job_queue_find (self, job, &from)
      || !is_waiting (_gesso_job_queue_entry (self, from)))
    return;

  to = from;
  for (int i = (int) from + direction; steps != 0 && i >= 0 && i < (int) self->entries->len;
       i += direction)
    if (is_waiting (_gesso_job_queue_entry (self, (guint) i)))
      {
        to = (guint) i;
        steps -= direction;
      }
  if (to != from)
    move_entry (self, from, to);
}

/**
 * gesso_job_queue_move_to_front:
 * @self: the queue
 * @job: a waiting job
 *
 * Makes it the next one to start, here and in the journal.
 */
void
gesso_job_queue_move_to_front (GessoJobQueue *self,
                               GessoJob      *job)
{
  gesso_job_queue_move_by (self, job, -G_MAXINT);
}
