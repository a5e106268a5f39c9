/* test-queue-button.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test.h"
#include "ui/queue/gesso-job-row.h"
#include "ui/queue/gesso-queue-button.h"
#include "ui/support/gesso-ui.h"

/* A host whose jobs start and never get further. */

#define TEST_TYPE_HOST (test_host_get_type ())
G_DECLARE_FINAL_TYPE (TestHost, test_host, TEST, HOST, GObject)

struct _TestHost
{
  GObject parent_instance;

  GPtrArray *stuck; /* (element-type GTask) */
};

static void
enqueue_async (GessoJobHost        *host,
               GessoJob            *job,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (host, NULL, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

static gboolean
finish_boolean (GessoJobHost  *host,
                GAsyncResult  *result,
                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  g_ptr_array_remove (TEST_HOST (g_task_get_source_object (task))->stuck, task);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
}

static void
resolve_async (GessoJobHost        *host,
               GessoJob            *job,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  GTask *task = g_task_new (host, NULL, callback, user_data);

  g_ptr_array_add (TEST_HOST (host)->stuck, task);
  g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), task, NULL);
}

static GessoProvider *
resolve_finish (GessoJobHost     *host,
                GAsyncResult     *result,
                GessoCredential **out_credential,
                GessoRequest    **out_request,
                GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fail_async (GessoJobHost        *host,
            GessoJob            *job,
            GessoFailure        *failure,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  enqueue_async (host, job, callback, user_data);
}

static char *
fail_finish (GessoJobHost  *host,
             GAsyncResult  *result,
             GError       **error)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
  return NULL;
}

static void
place (GessoJobHost *host,
       GessoJob     *job,
       GessoJob     *next)
{
}

static void
test_host_iface_init (GessoJobHostInterface *iface)
{
  iface->place = place;
  iface->enqueue_async = enqueue_async;
  iface->enqueue_finish = finish_boolean;
  iface->resolve_async = resolve_async;
  iface->resolve_finish = resolve_finish;
  iface->fail_async = fail_async;
  iface->fail_finish = fail_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestHost,
                               test_host,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GESSO_TYPE_JOB_HOST, test_host_iface_init))

static void
test_host_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_HOST (object)->stuck);

  G_OBJECT_CLASS (test_host_parent_class)->finalize (object);
}

static void
test_host_class_init (TestHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_host_finalize;
}

static void
test_host_init (TestHost *self)
{
  self->stuck = g_ptr_array_new_with_free_func (g_object_unref);
}

static GessoJob *
make_job (GessoAccount *account,
          const char   *id,
          const char   *prompt)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GessoRequest) request = NULL;

  parameters->model = g_strdup ("test");
  parameters->size = (GessoSize){ 1024, 1024 };
  request = gesso_request_new (GESSO_OPERATION_GENERATE, prompt, parameters, NULL, NULL);
  return gesso_job_new (id, account, request, "session", NULL);
}

static GtkWidget *
find_row (GtkWidget *widget,
          GessoJob  *job)
{
  if (GESSO_IS_JOB_ROW (widget) && gesso_job_row_get_job (GESSO_JOB_ROW (widget)) == job)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, job);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Lets the button show what has changed. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

typedef struct
{
  TestHost *host;
  GessoJobQueue *queue;
  GessoAccount *account;
  GtkWidget *button;
} Fixture;

static void
set_up (Fixture *f)
{
  f->host = g_object_new (TEST_TYPE_HOST, NULL);
  f->queue = gesso_job_queue_new (GESSO_JOB_HOST (f->host));
  f->account = gesso_account_new ("a", GESSO_ACCOUNT_KIND_COMPATIBLE, "Shelf");
  gesso_account_set_limit (f->account, 1);
  f->button = g_object_ref_sink (gesso_queue_button_new ());
  gesso_queue_button_set_queue (GESSO_QUEUE_BUTTON (f->button), f->queue);
}

static void
tear_down (Fixture *f)
{
  settle ();
  g_assert_finalize_object (f->button);
  g_assert_finalize_object (f->queue);
  g_assert_finalize_object (f->host);
  g_object_unref (f->account);
}

static void
test_states (void)
{
  Fixture f;
  g_autoptr (GessoJob) first = NULL;
  g_autoptr (GessoJob) second = NULL;
  GtkWidget *row;

  set_up (&f);
  first = make_job (f.account, "1", "a red\nhouse");
  second = make_job (f.account, "2", "a green house");
  gesso_job_queue_add (f.queue, first);
  gesso_job_queue_add (f.queue, second);
  gesso_test_wait_until (gesso_job_get_state (first) == GESSO_JOB_STATE_RUNNING
                         && f.host->stuck->len == 1);

  settle ();
  row = find_row (f.button, first);
  g_assert_nonnull (row);
  row = find_row (f.button, second);
  g_assert_nonnull (row);
  g_assert_cmpstr (gesso_job_row_get_status (GESSO_JOB_ROW (row)), ==, "Waiting for Shelf");

  gtk_widget_activate_action (row, "job.cancel", NULL);
  gesso_test_wait_until (gesso_job_get_state (second) == GESSO_JOB_STATE_CANCELLED);
  row = find_row (f.button, second);
  if (row != NULL)
    g_assert_cmpstr (gesso_job_row_get_status (GESSO_JOB_ROW (row)), ==, "Cancelled");

  gesso_job_queue_cancel (f.queue, first);
  gesso_test_wait_until (gesso_job_is_finished (first));
  settle ();
  gtk_widget_activate_action (f.button, "queue.clear-done", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f.queue)), ==, 0);
  tear_down (&f);
}

static void
test_failed (void)
{
  GessoFailureInfo info = { .failure_class = GESSO_FAILURE_UNKNOWN,
                            .message = "reset",
                            .retry_after_ms = -1,
                            .may_be_billed = TRUE };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
  g_autoptr (GessoJob) job = NULL;
  g_autoptr (GessoJob) again = NULL;
  Fixture f;
  GtkWidget *row;

  set_up (&f);
  job = make_job (f.account, "1", "");
  gesso_job_queue_add_journalled (f.queue, job, failure);
  row = find_row (f.button, job);
  g_assert_nonnull (row);
  g_assert_cmpstr (gesso_job_row_get_status (GESSO_JOB_ROW (row)), ==, "The answer never came");

  gtk_widget_activate_action (row, "job.retry", NULL);
  g_assert_null (find_row (f.button, job));
  again = g_list_model_get_item (G_LIST_MODEL (f.queue), 0);
  gesso_test_wait_until (gesso_job_get_state (again) == GESSO_JOB_STATE_RUNNING
                         && f.host->stuck->len == 1);
  settle ();
  g_assert_nonnull (find_row (f.button, again));
  gesso_job_queue_cancel (f.queue, again);
  gesso_test_wait_until (gesso_job_is_finished (again));
  tear_down (&f);
}

/* Where a job is among those that wait. */
static int
place_of (Fixture  *f,
          GessoJob *job)
{
  int place = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (f->queue)); i++)
    {
      g_autoptr (GessoJob) other = g_list_model_get_item (G_LIST_MODEL (f->queue), i);

      if (other == job)
        return place;
      place += gesso_job_get_state (other) == GESSO_JOB_STATE_WAITING;
    }
  return -1;
}

/* What moves has a row again at once, and only while it waits. */
static void
test_order (void)
{
  GessoJob *jobs[3];
  Fixture f;

  set_up (&f);
  gesso_job_queue_set_paused (f.queue, TRUE);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      jobs[i] = make_job (f.account, id, "one of three");
      gesso_job_queue_add (f.queue, jobs[i]);
    }
  settle ();
  gtk_widget_activate_action (find_row (f.button, jobs[2]), "job.to-front", NULL);
  g_assert_cmpint (place_of (&f, jobs[2]), ==, 0);
  g_assert_nonnull (find_row (f.button, jobs[2]));
  settle ();
  g_assert_nonnull (find_row (f.button, jobs[0]));
  gesso_job_queue_cancel_waiting (f.queue);
  gesso_test_wait_until (gesso_job_queue_get_n_waiting (f.queue) == 0);
  for (int i = 0; i < 3; i++)
    g_object_unref (jobs[i]);
  tear_down (&f);
}

static void
test_pause (void)
{
  Fixture f;

  set_up (&f);
  gtk_widget_activate_action (f.button, "queue.toggle-pause", NULL);
  g_assert_true (gesso_job_queue_get_paused (f.queue));

  for (int i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);
      g_autoptr (GessoJob) job = make_job (f.account, id, "many");

      gesso_job_queue_add (f.queue, job);
    }
  gesso_test_wait_until (gesso_job_queue_get_n_waiting (f.queue) == 200);
  settle ();
  gtk_widget_activate_action (f.button, "queue.cancel-waiting", NULL);
  gesso_test_wait_until (gesso_job_queue_get_n_waiting (f.queue) == 0);
  tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  gesso_ui_init ();

  g_test_add_func ("/queue-button/states", test_states);
  g_test_add_func ("/queue-button/failed", test_failed);
  g_test_add_func ("/queue-button/order", test_order);
  g_test_add_func ("/queue-button/pause", test_pause);
  return g_test_run ();
}
