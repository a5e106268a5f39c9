/* test-worker.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-worker.h"
#include "support/gesso-test.h"

static GMutex gate; /* held: the first task of the single thread waits */
static GMutex log_mutex;
static GString *run_log; /* (mutex log_mutex) */

static void
log_cb (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  g_mutex_lock (&log_mutex);
  g_string_append (run_log, data);
  g_mutex_unlock (&log_mutex);
  g_task_return_boolean (task, TRUE);
}

static void
wait_at_gate_cb (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  g_mutex_lock (&gate);
  g_mutex_unlock (&gate);
  g_task_return_boolean (task, TRUE);
}

static GTask *
queue (GessoWorker          *worker,
       GessoWorkerPriority   priority,
       const char           *letter,
       GCancellable         *cancellable,
       GAsyncResult        **result)
{
  GTask *task = g_task_new (worker, cancellable, result ? gesso_test_result_cb : NULL, result);

  g_task_set_task_data (task, (gpointer) letter, NULL);
  gesso_worker_run (worker, task, priority, *letter == '#' ? wait_at_gate_cb : log_cb);
  return task;
}

static void
shut_down (GessoWorker *worker)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_worker_shutdown_async (worker, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  g_assert_true (gesso_worker_shutdown_finish (worker, result, &error));
  g_assert_no_error (error);
}

static void
test_order (void)
{
  GessoWorker *worker = gesso_worker_new ("test", 1);
  g_autoptr (GAsyncResult) last = NULL;

  run_log = g_string_new (NULL);
  g_mutex_lock (&gate);
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_URGENT, "#", NULL, NULL));
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_IDLE, "g", NULL, &last));
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_DEFAULT, "e", NULL, NULL));
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_INTERACTIVE, "c", NULL, NULL));
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_DEFAULT, "f", NULL, NULL));
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_INTERACTIVE, "d", NULL, NULL));
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_URGENT, "a", NULL, NULL));
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_URGENT, "b", NULL, NULL));
  g_mutex_unlock (&gate);
  gesso_test_wait_result (&last);
  g_assert_cmpstr (run_log->str, ==, "abcdefg");
  g_string_free (run_log, TRUE);
  g_clear_object (&last);
  shut_down (worker);
  g_assert_finalize_object (worker);
}

static void
test_cancel (void)
{
  GessoWorker *worker = gesso_worker_new ("test", 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  run_log = g_string_new (NULL);
  g_mutex_lock (&gate);
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_DEFAULT, "#", NULL, NULL));
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_DEFAULT, "x", cancellable, &result));
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&gate);
  gesso_test_wait_result (&result);
  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (run_log->str, ==, "");
  g_string_free (run_log, TRUE);
  g_clear_object (&result);
  shut_down (worker);
  g_assert_finalize_object (worker);
}

static void
test_shutdown (void)
{
  GessoWorker *worker = gesso_worker_new ("test", 1);
  g_autoptr (GAsyncResult) ran = NULL;
  g_autoptr (GAsyncResult) idle = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GError) error = NULL;

  run_log = g_string_new (NULL);
  g_mutex_lock (&gate);
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_URGENT, "#", NULL, NULL));
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_IDLE, "i", NULL, &idle));
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_DEFAULT, "d", NULL, &ran));
  gesso_worker_shutdown_async (worker, gesso_test_result_cb, &done);
  gesso_worker_shutdown_async (worker, gesso_test_result_cb, &again);
  g_object_unref (queue (worker, GESSO_WORKER_PRIORITY_URGENT, "l", NULL, &late));
  g_mutex_unlock (&gate);
  gesso_test_wait_result (&done);
  gesso_test_wait_result (&again);
  gesso_test_wait_result (&idle);
  gesso_test_wait_result (&late);
  g_assert_nonnull (ran);
  g_assert_true (gesso_worker_shutdown_finish (worker, done, &error));
  g_assert_no_error (error);
  g_assert_false (gesso_worker_shutdown_finish (worker, again, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (g_task_propagate_boolean (G_TASK (idle), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_task_propagate_boolean (G_TASK (late), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_cmpstr (run_log->str, ==, "d");
  g_string_free (run_log, TRUE);
  g_clear_object (&ran);
  g_clear_object (&idle);
  g_clear_object (&late);
  g_clear_object (&done);
  g_clear_object (&again);
  g_assert_finalize_object (worker);
}

static void
test_drop (void)
{
  GessoWorker *worker = gesso_worker_new ("test", 3);

  g_assert_finalize_object (worker);
}

static void
is_current_cb (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  gesso_worker_assert_current (source);
  g_task_return_boolean (task, gesso_worker_is_current (source));
}

static void
test_current (void)
{
  GessoWorker *worker = gesso_worker_new ("test", 2);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (worker, NULL, gesso_test_result_cb, &result);

  g_assert_false (gesso_worker_is_current (worker));
  gesso_worker_run (worker, task, GESSO_WORKER_PRIORITY_DEFAULT, is_current_cb);
  gesso_test_wait_result (&result);
  g_assert_true (g_task_propagate_boolean (task, NULL));
  g_clear_object (&result);
  g_clear_object (&task);
  shut_down (worker);
  g_assert_finalize_object (worker);
}

/* Source objects must be finalized where they live, however the threads race. */
static GThread *main_thread;
static guint n_finalized;

static void
finalized_cb (gpointer  data,
              GObject  *object)
{
  g_assert_true (g_thread_self () == main_thread);
  n_finalized++;
}

static void
true_cb (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

static void
test_finalized_at_home (void)
{
  GessoWorker *worker = gesso_worker_new ("test", 4);

  main_thread = g_thread_self ();
  n_finalized = 0;
  for (guint i = 0; i < 2000; i++)
    {
      GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
      g_autoptr (GTask) task = g_task_new (object, NULL, NULL, NULL);

      g_object_weak_ref (object, finalized_cb, NULL);
      g_object_unref (object);
      gesso_worker_run (worker, task, GESSO_WORKER_PRIORITY_DEFAULT, true_cb);
      if (i % 10 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  shut_down (worker);
  gesso_test_wait_until (n_finalized == 2000);
  g_assert_finalize_object (worker);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/worker/order", test_order);
  g_test_add_func ("/worker/cancel", test_cancel);
  g_test_add_func ("/worker/shutdown", test_shutdown);
  g_test_add_func ("/worker/drop", test_drop);
  g_test_add_func ("/worker/current", test_current);
  g_test_add_func ("/worker/finalized-at-home", test_finalized_at_home);
  return g_test_run ();
}
