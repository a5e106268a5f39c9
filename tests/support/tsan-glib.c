/* tsan-glib.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Linked into thread-sanitizer builds only. Debian's GLib is not instrumented and locks with bare
 * futexes, so the sanitizer sees neither its locks nor its hand-overs, and would call every
 * correct use of them a race. The functions below stand in front of GLib's, tell the sanitizer
 * what GLib promises, and call the real one. Only calls from our own code come through here;
 * what GLib does inside is hidden by tests/tsan.supp. */

#include <dlfcn.h>
#include <gio/gio.h>

void __tsan_acquire (void *address);
void __tsan_release (void *address);

/* The real function, looked up once; any thread may be the first. */
static gpointer
resolve (gpointer   *cached,
         const char *name)
{
  gpointer found = __atomic_load_n (cached, __ATOMIC_RELAXED);

  if (!found)
    {
      found = dlsym (RTLD_NEXT, name);
      __atomic_store_n (cached, found, __ATOMIC_RELAXED);
    }
  return found;
}

#define REAL_AS(name, type)                                                                        \
  static gpointer cached;                                                                          \
  type real = (type) resolve (&cached, #name)
#define REAL(name) REAL_AS (name, __typeof__ (&name))

typedef gboolean (*OnceEnter) (volatile void *location);
typedef void (*OnceLeave) (volatile void *location, gsize result);
typedef void (*Unref) (gpointer object);

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  real (mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  REAL (g_mutex_trylock);
  gboolean locked = real (mutex);

  if (locked)
    __tsan_acquire (mutex);
  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  __tsan_release (mutex);
  real (mutex);
}

void
g_rec_mutex_lock (GRecMutex *mutex)
{
  REAL (g_rec_mutex_lock);
  real (mutex);
  __tsan_acquire (mutex);
}

void
g_rec_mutex_unlock (GRecMutex *mutex)
{
  REAL (g_rec_mutex_unlock);
  __tsan_release (mutex);
  real (mutex);
}

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  REAL (g_cond_wait);
  __tsan_release (mutex);
  real (cond, mutex);
  __tsan_acquire (mutex);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end_time)
{
  REAL (g_cond_wait_until);
  __tsan_release (mutex);
  gboolean signalled = real (cond, mutex, end_time);

  __tsan_acquire (mutex);
  return signalled;
}

gboolean (g_once_init_enter) (volatile void *location)
{
  REAL_AS (g_once_init_enter, OnceEnter);
  gboolean first = real (location);
  if (!first)
    __tsan_acquire ((void *) location);
  return first;
}

void (g_once_init_leave) (volatile void *location, gsize result)
{
  REAL_AS (g_once_init_leave, OnceLeave);
  __tsan_release ((void *) location);
  real (location, result);
}

/* Queues: what was written before a push is seen after a pop. */

void
g_async_queue_push (GAsyncQueue *queue,
                    gpointer     data)
{
  REAL (g_async_queue_push);
  __tsan_release (queue);
  real (queue, data);
}

void
g_async_queue_push_front (GAsyncQueue *queue,
                          gpointer     item)
{
  REAL (g_async_queue_push_front);
  __tsan_release (queue);
  real (queue, item);
}

void
g_async_queue_push_sorted (GAsyncQueue      *queue,
                           gpointer          data,
                           GCompareDataFunc  func,
                           gpointer          user_data)
{
  REAL (g_async_queue_push_sorted);
  __tsan_release (queue);
  real (queue, data, func, user_data);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  REAL (g_async_queue_pop);
  gpointer data = real (queue);

  __tsan_acquire (queue);
  return data;
}

gpointer
g_async_queue_try_pop (GAsyncQueue *queue)
{
  REAL (g_async_queue_try_pop);
  gpointer data = real (queue);

  __tsan_acquire (queue);
  return data;
}

gpointer
g_async_queue_timeout_pop (GAsyncQueue *queue,
                           guint64      timeout)
{
  REAL (g_async_queue_timeout_pop);
  gpointer data = real (queue, timeout);

  __tsan_acquire (queue);
  return data;
}

/* Main contexts: what was written before something was handed to one is seen by its callbacks.
 * One address for all contexts: coarser than the truth, so a race between two contexts that
 * both iterate could be missed, a false one never shows. */

static char handed_over;

typedef struct
{
  GSourceFunc func;
  gpointer data;
  GDestroyNotify notify;
} Call;

static Call *
call_new (GSourceFunc    func,
          gpointer       data,
          GDestroyNotify notify)
{
  Call *call = g_new (Call, 1);

  call->func = func;
  call->data = data;
  call->notify = notify;
  __tsan_release (&handed_over);
  return call;
}

static gboolean
call_run (gpointer data)
{
  Call *call = data;

  __tsan_acquire (&handed_over);
  return call->func (call->data);
}

static void
call_free (gpointer data)
{
  Call *call = data;

  __tsan_acquire (&handed_over);
  if (call->notify)
    call->notify (call->data);
  g_free (call);
}

void
g_source_set_callback (GSource        *source,
                       GSourceFunc     func,
                       gpointer        data,
                       GDestroyNotify  notify)
{
  REAL (g_source_set_callback);
  /* Socket and child sources call with other arguments: those stay as they are, and are only
   * used within one thread. */
  if (source->source_funcs == &g_idle_funcs || source->source_funcs == &g_timeout_funcs)
    real (source, call_run, call_new (func, data, notify), call_free);
  else
    real (source, func, data, notify);
}

void
g_main_context_invoke_full (GMainContext   *context,
                            int             priority,
                            GSourceFunc     function,
                            gpointer        data,
                            GDestroyNotify  notify)
{
  REAL (g_main_context_invoke_full);
  real (context, priority, call_run, call_new (function, data, notify), call_free);
}

void
g_main_context_invoke (GMainContext *context,
                       GSourceFunc   function,
                       gpointer      data)
{
  g_main_context_invoke_full (context, G_PRIORITY_DEFAULT, function, data, NULL);
}

gboolean
g_main_context_iteration (GMainContext *context,
                          gboolean      may_block)
{
  REAL (g_main_context_iteration);
  gboolean dispatched = real (context, may_block);

  __tsan_acquire (&handed_over);
  return dispatched;
}

/* Tasks: the result is handed from the worker to the owner's callback. */

GTask *
g_task_new (gpointer             source_object,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             callback_data)
{
  REAL (g_task_new);
  GTask *task = real (source_object, cancellable, callback, callback_data);

  __tsan_release (task);
  return task;
}

gpointer
g_task_get_task_data (GTask *task)
{
  REAL (g_task_get_task_data);
  __tsan_acquire (task);
  return real (task);
}

void
g_task_set_task_data (GTask          *task,
                      gpointer        task_data,
                      GDestroyNotify  task_data_destroy)
{
  REAL (g_task_set_task_data);
  real (task, task_data, task_data_destroy);
  __tsan_release (task);
}

void
g_task_return_pointer (GTask          *task,
                       gpointer        result,
                       GDestroyNotify  result_destroy)
{
  REAL (g_task_return_pointer);
  __tsan_release (task);
  __tsan_release (&handed_over);
  real (task, result, result_destroy);
}

void
g_task_return_boolean (GTask    *task,
                       gboolean  result)
{
  REAL (g_task_return_boolean);
  __tsan_release (task);
  __tsan_release (&handed_over);
  real (task, result);
}

void
g_task_return_int (GTask  *task,
                   gssize  result)
{
  REAL (g_task_return_int);
  __tsan_release (task);
  __tsan_release (&handed_over);
  real (task, result);
}

void
g_task_return_error (GTask  *task,
                     GError *error)
{
  REAL (g_task_return_error);
  __tsan_release (task);
  __tsan_release (&handed_over);
  real (task, error);
}

void
g_task_return_new_error (GTask      *task,
                         GQuark      domain,
                         int         code,
                         const char *format,
                         ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_task_return_error (task, g_error_new_valist (domain, code, format, arguments));
  va_end (arguments);
}

/* What runs in a thread gets the data as an argument, without asking for it. */
static void
task_run (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  GTaskThreadFunc func = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "tsan-func");

  __tsan_acquire (task);
  func (task, source_object, task_data, cancellable);
}

void
g_task_run_in_thread (GTask           *task,
                      GTaskThreadFunc  task_func)
{
  REAL (g_task_run_in_thread);
  g_object_set_data (G_OBJECT (task), "tsan-func", (gpointer) task_func);
  __tsan_release (task);
  real (task, task_run);
}

gpointer
g_task_propagate_pointer (GTask   *task,
                          GError **error)
{
  REAL (g_task_propagate_pointer);
  __tsan_acquire (task);
  return real (task, error);
}

gboolean
g_task_propagate_boolean (GTask   *task,
                          GError **error)
{
  REAL (g_task_propagate_boolean);
  __tsan_acquire (task);
  return real (task, error);
}

gssize
g_task_propagate_int (GTask   *task,
                      GError **error)
{
  REAL (g_task_propagate_int);
  __tsan_acquire (task);
  return real (task, error);
}

/* Reference counts: what one holder wrote before letting go is seen by the one who frees. */

void (g_object_unref) (gpointer object)
{
  REAL_AS (g_object_unref, Unref);
  __tsan_release (object);
  __tsan_acquire (object);
  real (object);
}

void
g_bytes_unref (GBytes *bytes)
{
  REAL (g_bytes_unref);
  if (bytes)
    {
      __tsan_release (bytes);
      __tsan_acquire (bytes);
    }
  real (bytes);
}

/* Threads. */

typedef struct
{
  GThreadFunc func;
  gpointer data;
} Start;

static gpointer
start_run (gpointer data)
{
  Start start = *(Start *) data;

  g_free (data);
  __tsan_acquire (&handed_over);
  gpointer result = start.func (start.data);
  __tsan_release (&handed_over);
  return result;
}

GThread *
g_thread_new (const char  *name,
              GThreadFunc  func,
              gpointer     data)
{
  REAL (g_thread_new);
  Start *start = g_new (Start, 1);

  start->func = func;
  start->data = data;
  __tsan_release (&handed_over);
  return real (name, start_run, start);
}

gpointer
g_thread_join (GThread *thread)
{
  REAL (g_thread_join);
  gpointer result = real (thread);

  __tsan_acquire (&handed_over);
  return result;
}
