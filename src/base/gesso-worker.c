/* gesso-worker.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoWorker: a few threads of our own that run GTasks by priority, first come first served
 * inside one priority.
 *
 * Whoever needs the threads creates and owns the worker: the library one thread for its
 * database, the program some for pictures. Methods may be called on any thread, but the object
 * itself is made, shut down and dropped on the main thread. A task's function gets values and
 * returns values; its callback runs in the context in which the task was made, and so does the
 * release of the task, so that no source object ever dies on a worker.
 *
 * Order of life: new, run as often as wished, shutdown_async, unref after shutdown_finish. A
 * worker that is dropped without shutdown cancels what waits and blocks until its threads end. */

#include "config.h"

#include "base/gesso-worker.h"

#include <pthread.h>
#include <string.h>

typedef struct
{
  GTask *task; /* (owned) */
  GTaskThreadFunc func;
  int priority;
  guint64 serial;
} QueueItem;

typedef enum
{
  STATE_RUNNING,
  STATE_DRAINING, /* runs out what must be done, takes nothing new */
  STATE_ENDED,
} WorkerState;

struct _GessoWorker
{
  GObject parent_instance;

  char *name;         /* (owned) */
  GPtrArray *threads; /* (owned) (element-type GThread): main thread only */

  /* A POSIX mutex and condition, not GLib's: the thread sanitizer understands these. */
  pthread_mutex_t lock;
  pthread_cond_t wake;
  GSequence *queue;     /* (owned) (mutex lock) */
  guint64 next_serial;  /* (mutex lock) */
  guint n_running;      /* (mutex lock): threads that have not ended */
  WorkerState state;    /* (mutex lock) */
  GTask *shutdown_task; /* (owned) (nullable) (mutex lock) */
};

G_DEFINE_FINAL_TYPE (GessoWorker, gesso_worker, G_TYPE_OBJECT)

static GPrivate current_worker;

static void
queue_item_free (gpointer data)
{
  QueueItem *item = data;

  g_clear_object (&item->task);
  g_free (item);
}

static int
queue_item_compare (gconstpointer a,
                    gconstpointer b,
                    gpointer      unused)
{
  const QueueItem *item_a = a;
  const QueueItem *item_b = b;

  if (item_a->priority != item_b->priority)
    return item_a->priority < item_b->priority ? -1 : 1;
  return item_a->serial < item_b->serial ? -1 : item_a->serial > item_b->serial;
}

static gboolean
drop_nothing_cb (gpointer unused)
{
  return G_SOURCE_REMOVE;
}

/* The callback may already have run, and then ours is the last reference to the task and perhaps
 * to its source object: let go of it in the task's own context. */
static void
release_task (GTask *task)
{
  GMainContext *context = g_task_get_context (task);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "gesso-worker release");
  g_source_set_callback (source, drop_nothing_cb, task, g_object_unref);
  g_source_attach (source, context);
}

static void
run_item (GessoWorker *self,
          QueueItem   *item)
{
  GTask *task = g_steal_pointer (&item->task);

  if (!g_task_return_error_if_cancelled (task))
    item->func (task, g_task_get_source_object (task), g_task_get_task_data (task),
                g_task_get_cancellable (task));
  release_task (task);
}

/* Takes the first item that may run in the present state. (mutex lock) */
static QueueItem *
steal_next_locked (GessoWorker *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->queue);
  QueueItem *item;
  QueueItem *copy;

  if (g_sequence_iter_is_end (first))
    return NULL;
  item = g_sequence_get (first);
  copy = g_memdup2 (item, sizeof *item);
  item->task = NULL;
  g_sequence_remove (first);
  return copy;
}

static gboolean
end_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  GessoWorker *self = g_task_get_source_object (task);

  g_ptr_array_set_size (self->threads, 0);
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/* The last thread to end says so to the context that waits for the shutdown; only there are the
 * threads joined, when that no longer takes time. */
static void
thread_ended (GessoWorker *self)
{
  g_autoptr (GTask) task = NULL;

  pthread_mutex_lock (&self->lock);
  if (--self->n_running == 0)
    {
      self->state = STATE_ENDED;
      task = g_steal_pointer (&self->shutdown_task);
    }
  pthread_mutex_unlock (&self->lock);

  if (task != NULL)
    {
      GMainContext *context = g_task_get_context (task);
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_static_name (source, "gesso-worker end");
      g_source_set_callback (source, end_cb, g_steal_pointer (&task), g_object_unref);
      g_source_attach (source, context);
    }
}

static gpointer
thread_main (gpointer data)
{
  GessoWorker *self = data;

  g_private_set (&current_worker, self);
  for (;;)
    {
      g_autofree QueueItem *item = NULL;

      pthread_mutex_lock (&self->lock);
      while ((item = steal_next_locked (self)) == NULL && self->state == STATE_RUNNING)
        pthread_cond_wait (&self->wake, &self->lock);
      pthread_mutex_unlock (&self->lock);

      if (item == NULL)
        break;
      run_item (self, item);
    }
  thread_ended (self);
  return NULL;
}

/* Takes out what a shutdown does not wait for. (mutex lock) */
static GList *
steal_droppable_locked (GessoWorker *self,
                        int          above)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (self->queue);
  GList *dropped = NULL;

  while (!g_sequence_iter_is_end (iter))
    {
      GSequenceIter *next = g_sequence_iter_next (iter);
      QueueItem *item = g_sequence_get (iter);

      if (item->priority > above)
        {
          dropped = g_list_prepend (dropped, g_steal_pointer (&item->task));
          g_sequence_remove (iter);
        }
      iter = next;
    }
  return g_list_reverse (dropped);
}

static void
cancel_dropped (GList *dropped)
{
  for (GList *l = dropped; l != NULL; l = l->next)
    {
      g_task_return_new_error (l->data, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               "the worker was shut down");
      release_task (l->data);
    }
  g_list_free (dropped);
}

static GList *
begin_draining (GessoWorker *self,
                int          above)
{
  GList *dropped = NULL;

  pthread_mutex_lock (&self->lock);
  if (self->state == STATE_RUNNING)
    {
      self->state = STATE_DRAINING;
      dropped = steal_droppable_locked (self, above);
      pthread_cond_broadcast (&self->wake);
    }
  pthread_mutex_unlock (&self->lock);
  return dropped;
}

static void
join_thread (gpointer thread)
{
  g_thread_join (thread);
}

static void
gesso_worker_dispose (GObject *object)
{
  GessoWorker *self = GESSO_WORKER (object);

  if (self->threads->len > 0)
    {
      cancel_dropped (begin_draining (self, G_MININT));
      g_ptr_array_set_size (self->threads, 0);
    }

  G_OBJECT_CLASS (gesso_worker_parent_class)->dispose (object);
}

static void
gesso_worker_finalize (GObject *object)
{
  GessoWorker *self = GESSO_WORKER (object);

  g_clear_pointer (&self->threads, g_ptr_array_unref);
  g_clear_pointer (&self->queue, g_sequence_free);
  g_clear_pointer (&self->name, g_free);
  pthread_cond_destroy (&self->wake);
  pthread_mutex_destroy (&self->lock);

  G_OBJECT_CLASS (gesso_worker_parent_class)->finalize (object);
}

static void
gesso_worker_class_init (GessoWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_worker_dispose;
  object_class->finalize = gesso_worker_finalize;
}

static void
gesso_worker_init (GessoWorker *self)
{
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->wake, NULL);
  self->queue = g_sequence_new (queue_item_free);
  self->threads = g_ptr_array_new_with_free_func (join_thread);
}

/**
 * gesso_worker_new:
 * @name: the threads' name in a debugger; the system shows 15 bytes of it
 * @n_threads: from 1 on; with 1 the tasks never run side by side
 *
 * Returns: (transfer full): a worker whose threads run
 */
GessoWorker *
gesso_worker_new (const char *name,
                  guint       n_threads)
{
  GessoWorker *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (n_threads >= 1 && n_threads <= 64, NULL);

  self = g_object_new (GESSO_TYPE_WORKER, NULL);
  self->name = g_strdup (name);
  self->n_running = n_threads;
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (self->threads, g_thread_new (name, thread_main, self));
  return self;
}

/**
 * gesso_worker_run:
 * @self: a worker
 * @task: (transfer none): carries the input as task data, the cancellable, and the answer back
 * @priority: the lower the earlier
 * @func: runs on one of the threads; must return the task
 *
 * Queues @task. If its cancellable is cancelled before its turn, it ends in
 * `G_IO_ERROR_CANCELLED` without running; after shutdown it ends in `G_IO_ERROR_CLOSED`.
 * Any thread.
 */
void
gesso_worker_run (GessoWorker         *self,
                  GTask               *task,
                  GessoWorkerPriority  priority,
                  GTaskThreadFunc      func)
{
  QueueItem *item;
  gboolean accepted;

  g_return_if_fail (GESSO_IS_WORKER (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  item = g_new0 (QueueItem, 1);
  item->task = g_object_ref (task);
  item->func = func;
  item->priority = priority;

  pthread_mutex_lock (&self->lock);
  accepted = self->state == STATE_RUNNING;
  if (accepted)
    {
      item->serial = self->next_serial++;
      g_sequence_insert_sorted (self->queue, item, queue_item_compare, NULL);
      pthread_cond_signal (&self->wake);
    }
  pthread_mutex_unlock (&self->lock);

  if (!accepted)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "the worker is shut down");
      queue_item_free (item);
    }
}

/**
 * gesso_worker_is_current:
 * @self: a worker
 *
 * Returns: %TRUE if the caller runs on one of the threads of @self
 */
gboolean
gesso_worker_is_current (GessoWorker *self)
{
  g_return_val_if_fail (GESSO_IS_WORKER (self), FALSE);

  return g_private_get (&current_worker) == self;
}

/**
 * gesso_worker_assert_current:
 * @self: a worker
 *
 * Aborts unless the caller runs on one of the threads of @self. The first line of every function
 * that touches what belongs to the worker.
 */
void
gesso_worker_assert_current (GessoWorker *self)
{
  g_assert (gesso_worker_is_current (self));
}

/**
 * gesso_worker_shutdown_async:
 * @self: a worker
 * @callback: (nullable): called once every thread has ended
 * @user_data: for @callback
 *
 * Takes no new tasks, runs what is queued down to `GESSO_WORKER_PRIORITY_DEFAULT`, ends idle work
 * that has not begun with `G_IO_ERROR_CANCELLED`, and lets the threads end. Does not block. Once
 * per worker; a second call fails with `G_IO_ERROR_CLOSED`.
 */
void
gesso_worker_shutdown_async (GessoWorker         *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  gboolean first;

  g_return_if_fail (GESSO_IS_WORKER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, gesso_worker_shutdown_async);

  pthread_mutex_lock (&self->lock);
  first = self->state == STATE_RUNNING;
  if (first)
    self->shutdown_task = g_object_ref (task);
  pthread_mutex_unlock (&self->lock);

  if (first)
    cancel_dropped (begin_draining (self, GESSO_WORKER_PRIORITY_DEFAULT));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "the worker is shut down");
}

/**
 * gesso_worker_shutdown_finish:
 * @self: a worker
 * @result: what the callback got
 * @error: `G_IO_ERROR_CLOSED` if it was shut down before
 *
 * Returns: %TRUE if the threads have ended
 */
gboolean
gesso_worker_shutdown_finish (GessoWorker   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_worker_shutdown_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
