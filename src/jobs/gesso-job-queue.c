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
 *
 * When jobs run and how they end is in gesso-job-queue-run.c, what the journal hears of them in
 * gesso-job-queue-journal.c.
 */

#include "config.h"

#include "jobs/gesso-job-queue-private.h"

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

static void
entry_free (GessoJobEntry *entry)
{
  if (entry->runner != NULL)
    gesso_job_runner_cancel (entry->runner);
  g_clear_object (&entry->runner);
  g_clear_object (&entry->job);
  g_free (entry);
}

GessoJobEntry *
_gesso_job_queue_entry (GessoJobQueue *self,
                        guint          position)
{
  return g_ptr_array_index (self->entries, position);
}

gboolean
_gesso_job_queue_find (GessoJobQueue *self,
                       GessoJob      *job,
                       guint         *position)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (_gesso_job_queue_entry (self, i)->job == job)
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

void
_gesso_job_queue_update_counts (GessoJobQueue *self)
{
  guint counts[GESSO_JOB_STATE_FAILED + 1] = { 0 };

  for (guint i = 0; i < self->entries->len; i++)
    counts[gesso_job_get_state (_gesso_job_queue_entry (self, i)->job)]++;

  g_object_freeze_notify (G_OBJECT (self));
  set_count (self, &self->n_running, counts[GESSO_JOB_STATE_RUNNING], PROP_N_RUNNING);
  set_count (self, &self->n_waiting, counts[GESSO_JOB_STATE_WAITING], PROP_N_WAITING);
  set_count (self, &self->n_failed, counts[GESSO_JOB_STATE_FAILED], PROP_N_FAILED);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
is_interrupted (GessoJob *job)
{
  GessoFailure *failure = gesso_job_get_failure (job);

  return failure != NULL
         && gesso_failure_get_info (failure)->failure_class == GESSO_FAILURE_INTERRUPTED;
}

/* An interrupted job stays open in the journal until the person has decided about it. */
void
_gesso_job_queue_remove_at (GessoJobQueue *self,
                            guint          position)
{
  GessoJob *job = _gesso_job_queue_entry (self, position)->job;

  if (is_interrupted (job))
    _gesso_job_queue_end_in_journal (self, job);
  g_ptr_array_remove_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  _gesso_job_queue_update_counts (self);
}

void
_gesso_job_queue_append (GessoJobQueue *self,
                         GessoJob      *job,
                         gboolean       is_journalled)
{
  GessoJobEntry *entry = g_new0 (GessoJobEntry, 1);

  entry->job = g_object_ref (job);
  entry->is_journalled = is_journalled;
  g_ptr_array_add (self->entries, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - 1, 0, 1);
  _gesso_job_queue_update_counts (self);
}

void
_gesso_job_queue_emit_finished (GessoJobQueue *self,
                                GessoJob      *job)
{
  g_signal_emit (self, signals[JOB_FINISHED], 0, job);
}

void
_gesso_job_queue_emit_held (GessoJobQueue *self,
                            GessoJob      *job)
{
  g_signal_emit (self, signals[JOB_HELD], 0, job);
}

void
_gesso_job_queue_emit_paused (GessoJobQueue *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
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

  return position < self->entries->len ? g_object_ref (_gesso_job_queue_entry (self, position)->job)
                                       : NULL;
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
 * gesso_job_queue_clear_done:
 * @self: the queue
 *
 * Takes every finished job off the list. Their pictures and their journal stay.
 */
void
gesso_job_queue_clear_done (GessoJobQueue *self)
{
  for (guint i = self->entries->len; i > 0; i--)
    if (gesso_job_is_finished (_gesso_job_queue_entry (self, i - 1)->job))
      _gesso_job_queue_remove_at (self, i - 1);
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

  if (gesso_job_is_finished (job) && _gesso_job_queue_find (self, job, &position))
    _gesso_job_queue_remove_at (self, position);
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
    if (g_strcmp0 (gesso_job_get_id (_gesso_job_queue_entry (self, i)->job), job_id) == 0)
      return _gesso_job_queue_entry (self, i)->job;

  return NULL;
}
