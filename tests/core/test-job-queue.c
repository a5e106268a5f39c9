/* test-job-queue.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "jobs/gesso-job-queue-private.h"
#include "providers/gesso-provider-error.h"
#include "support/gesso-test.h"

/* A provider that does what the test tells it. */

#define TEST_TYPE_PROVIDER (test_provider_get_type ())
G_DECLARE_FINAL_TYPE (TestProvider, test_provider, TEST, PROVIDER, GessoProvider)

struct _TestProvider
{
  GessoProvider parent_instance;

  GQueue tasks;         /* (element-type GTask): runs that go on */
  GPtrArray *observers; /* of these runs, in the same order */
  GessoFailureClass fails_with;
  gboolean fails;
  guint n_pictures;
};

G_DEFINE_FINAL_TYPE (TestProvider, test_provider, GESSO_TYPE_PROVIDER)

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  GTask *task = user_data;
  TestProvider *self = g_task_get_source_object (task);
  GList *link = g_queue_find (&self->tasks, task);
  GessoFailureInfo info = { .failure_class = GESSO_FAILURE_CANCELLED, .retry_after_ms = -1 };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

  if (link == NULL)
    return;
  g_ptr_array_remove_index (self->observers, (guint) g_queue_index (&self->tasks, task));
  g_queue_delete_link (&self->tasks, link);
  g_task_return_error (task, gesso_provider_error_new (failure));
  g_object_unref (task);
}

static void
run (GessoProvider    *provider,
     GessoRequest     *request,
     GessoCredential  *credential,
     GessoRunObserver *observer,
     GTask            *task)
{
  TestProvider *self = TEST_PROVIDER (provider);

  gesso_run_observer_stage_changed (observer, GESSO_RUN_STAGE_WORKING, -1);
  g_queue_push_tail (&self->tasks, task);
  g_ptr_array_add (self->observers, g_object_ref (observer));
  g_cancellable_connect (g_task_get_cancellable (task), G_CALLBACK (cancelled_cb), task, NULL);
}

static void
test_provider_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_PROVIDER (object)->observers);

  G_OBJECT_CLASS (test_provider_parent_class)->finalize (object);
}

static void
test_provider_class_init (TestProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_provider_finalize;
  GESSO_PROVIDER_CLASS (klass)->run = run;
}

static void
test_provider_init (TestProvider *self)
{
  g_queue_init (&self->tasks);
  self->observers = g_ptr_array_new_with_free_func (g_object_unref);
  self->n_pictures = 1;
}

static void
answer_one (TestProvider *self)
{
  g_autoptr (GTask) task = g_queue_pop_head (&self->tasks);
  g_autoptr (GessoRunObserver) observer = g_ptr_array_steal_index (self->observers, 0);
  GessoUsage usage = GESSO_USAGE_INIT;

  for (guint i = 0; i < self->n_pictures; i++)
    {
      g_autoptr (GOutputStream) stream = gesso_run_observer_open_picture (observer, i, NULL);

      g_assert_nonnull (stream);
      gesso_run_observer_picture_whole (observer, i);
    }

  if (self->fails)
    {
      GessoFailureInfo info = { .failure_class = self->fails_with, .retry_after_ms = -1 };
      g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

      g_task_return_error (task, gesso_provider_error_new (failure));
    }
  else
    {
      g_task_return_pointer (task, gesso_run_result_new (self->n_pictures, &usage, NULL, NULL),
                             (GDestroyNotify) gesso_run_result_unref);
    }
}

/* A host that writes its calls down. */

#define TEST_TYPE_HOST (test_host_get_type ())
G_DECLARE_FINAL_TYPE (TestHost, test_host, TEST, HOST, GObject)

struct _TestHost
{
  GObject parent_instance;

  TestProvider *provider;
  GString *calls;
  gboolean enqueue_fails;
  gboolean prepare_fails;
  guint n_allowed; /* what a budget lets pass; then jobs are held */
  gboolean seal_fails;
  gboolean seal_finds_no_picture;
  gboolean commit_fails;
};

static void
return_boolean (gpointer             self,
                const char          *call,
                gboolean             fails,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_string_append_printf (TEST_HOST (self)->calls, "%s ", call);
  if (fails)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no space left");
  else
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
host_enqueue_async (GessoJobHost        *host,
                    GessoJob            *job,
                    GAsyncReadyCallback  cb,
                    gpointer             data)
{
  return_boolean (host, "enqueue", TEST_HOST (host)->enqueue_fails, cb, data);
}

static void
host_place (GessoJobHost *host,
            GessoJob     *job,
            GessoJob     *next)
{
  g_string_append_printf (TEST_HOST (host)->calls, "place-%s-%s ", gesso_job_get_id (job),
                          next != NULL ? gesso_job_get_id (next) : "last");
}

static void
host_resolve_async (GessoJobHost        *host,
                    GessoJob            *job,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  cb,
                    gpointer             data)
{
  return_boolean (host, "resolve", FALSE, cb, data);
}

static GessoProvider *
host_resolve_finish (GessoJobHost     *host,
                     GAsyncResult     *result,
                     GessoCredential **out_credential,
                     GessoRequest    **out_request,
                     GError          **error)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
  *out_credential = NULL;
  return GESSO_PROVIDER (g_object_ref (TEST_HOST (host)->provider));
}

static void
host_prepare_async (GessoJobHost        *host,
                    GessoJob            *job,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  cb,
                    gpointer             data)
{
  GessoFailureInfo stop = { .failure_class = GESSO_FAILURE_MONEY, .retry_after_ms = -1 };
  g_autoptr (GessoFailure) failure = NULL;
  g_autoptr (GTask) task = NULL;

  if (gesso_job_get_over_budget (job) || TEST_HOST (host)->n_allowed > 0)
    {
      if (!gesso_job_get_over_budget (job))
        TEST_HOST (host)->n_allowed--;
      return_boolean (host, "prepare", TEST_HOST (host)->prepare_fails, cb, data);
      return;
    }
  failure = gesso_failure_new (&stop);
  task = g_task_new (host, NULL, cb, data);
  g_string_append (TEST_HOST (host)->calls, "stop ");
  g_task_return_error (task, gesso_provider_error_new (failure));
}

static GOutputStream *
host_open_raw (GessoJobHost  *host,
               GessoJob      *job,
               GError       **error)
{
  return g_memory_output_stream_new_resizable ();
}

static GOutputStream *
host_open_picture (GessoJobHost  *host,
                   GessoJob      *job,
                   guint          index,
                   GError       **error)
{
  return g_memory_output_stream_new_resizable ();
}

static GBytes *
host_map_picture (GessoJobHost  *host,
                  GessoJob      *job,
                  guint          index,
                  GError       **error)
{
  return g_bytes_new_static ("picture", 7);
}

static void
host_seal_async (GessoJobHost        *host,
                 GessoJob            *job,
                 guint                index,
                 GAsyncReadyCallback  cb,
                 gpointer             data)
{
  return_boolean (host, "seal", TEST_HOST (host)->seal_fails, cb, data);
}

static gboolean
host_seal_finish (GessoJobHost  *host,
                  GAsyncResult  *result,
                  GError       **error)
{
  GessoFailureInfo info = { .failure_class = GESSO_FAILURE_DAMAGED, .retry_after_ms = -1 };
  g_autoptr (GessoFailure) failure = NULL;

  if (!TEST_HOST (host)->seal_finds_no_picture)
    return finish_boolean (host, result, error);

  g_task_propagate_boolean (G_TASK (result), NULL);
  failure = gesso_failure_new (&info);
  g_propagate_error (error, gesso_provider_error_new (failure));
  return FALSE;
}

static void
host_commit_async (GessoJobHost        *host,
                   GessoJob            *job,
                   GessoRunResult      *run_result,
                   GessoFailure        *failure,
                   GAsyncReadyCallback  cb,
                   gpointer             data)
{
  return_boolean (host, failure != NULL ? "commit-some" : "commit", TEST_HOST (host)->commit_fails,
                  cb, data);
}

static char **
host_commit_finish (GessoJobHost  *host,
                    GAsyncResult  *result,
                    GError       **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return g_strsplit ("node-1", " ", 0);
}

static void
host_fail_async (GessoJobHost        *host,
                 GessoJob            *job,
                 GessoFailure        *failure,
                 GAsyncReadyCallback  cb,
                 gpointer             data)
{
  g_autofree char *call = g_strconcat (
      "fail:", gesso_failure_class_to_string (gesso_failure_get_info (failure)->failure_class),
      NULL);

  return_boolean (host, call, FALSE, cb, data);
}

static char *
host_fail_finish (GessoJobHost  *host,
                  GAsyncResult  *result,
                  GError       **error)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
  return g_strdup ("/kept/here");
}

static void
test_host_iface_init (GessoJobHostInterface *iface)
{
  iface->enqueue_async = host_enqueue_async;
  iface->place = host_place;
  iface->enqueue_finish = finish_boolean;
  iface->resolve_async = host_resolve_async;
  iface->resolve_finish = host_resolve_finish;
  iface->prepare_async = host_prepare_async;
  iface->prepare_finish = finish_boolean;
  iface->open_raw = host_open_raw;
  iface->open_picture = host_open_picture;
  iface->map_picture = host_map_picture;
  iface->seal_async = host_seal_async;
  iface->seal_finish = host_seal_finish;
  iface->commit_async = host_commit_async;
  iface->commit_finish = host_commit_finish;
  iface->fail_async = host_fail_async;
  iface->fail_finish = host_fail_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestHost,
                               test_host,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GESSO_TYPE_JOB_HOST, test_host_iface_init))

static void
test_host_finalize (GObject *object)
{
  g_object_unref (TEST_HOST (object)->provider);
  g_string_free (TEST_HOST (object)->calls, TRUE);

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
  self->n_allowed = G_MAXUINT;
  self->provider = g_object_new (TEST_TYPE_PROVIDER, NULL);
  self->calls = g_string_new (NULL);
}

/* Tests */

typedef struct
{
  TestHost *host;
  GessoJobQueue *queue;
  GessoAccount *account;
  guint n_made;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->host = g_object_new (TEST_TYPE_HOST, NULL);
  f->queue = gesso_job_queue_new (GESSO_JOB_HOST (f->host));
  f->account = gesso_account_new ("a", GESSO_ACCOUNT_KIND_OPENAI_IMAGES, "Studio");
  gesso_account_set_limit (f->account, 2);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_assert_finalize_object (f->queue);
  g_assert_finalize_object (f->host);
  g_assert_finalize_object (f->account);
}

static GessoJob *
add_job (Fixture *f)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GessoRequest) request = NULL;
  g_autofree char *id = g_strdup_printf ("job-%u", f->n_made++);
  g_autoptr (GessoJob) job = NULL;

  parameters->model = g_strdup ("gpt-image-2");
  request = gesso_request_new (GESSO_OPERATION_GENERATE, "A kite", parameters, NULL, NULL);
  job = gesso_job_new (id, f->account, request, "session", NULL);
  gesso_job_queue_add (f->queue, job);
  return gesso_job_queue_find (f->queue, id);
}

static void
wait_for_state (GessoJob      *job,
                GessoJobState  state)
{
  gesso_test_wait_until (gesso_job_get_state (job) == state);
}

static void
wait_for_runs (Fixture *f,
               guint    n)
{
  gesso_test_wait_until (f->host->provider->tasks.length == n);
}

static void
test_done (Fixture       *f,
           gconstpointer  data)
{
  GessoJob *job = add_job (f);

  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_WAITING);
  wait_for_runs (f, 1);
  g_assert_cmpint (gesso_job_get_stage (job), ==, GESSO_RUN_STAGE_WORKING);
  g_assert_cmpuint (gesso_job_queue_get_n_running (f->queue), ==, 1);
  answer_one (f->host->provider);
  wait_for_state (job, GESSO_JOB_STATE_DONE);

  g_assert_cmpstr (gesso_job_get_node_ids (job)[0], ==, "node-1");
  g_assert_null (gesso_job_get_failure (job));
  g_assert_cmpstr (f->host->calls->str, ==, "enqueue resolve prepare seal commit ");
}

static void
test_limit_and_order (Fixture       *f,
                      gconstpointer  data)
{
  GessoJob *jobs[4];

  for (guint i = 0; i < 4; i++)
    jobs[i] = add_job (f);
  wait_for_runs (f, 2);
  g_assert_cmpuint (gesso_job_queue_get_n_running (f->queue), ==, 2);
  g_assert_cmpuint (gesso_job_queue_get_n_waiting (f->queue), ==, 2);

  gesso_job_queue_move_to_front (f->queue, jobs[3]);
  answer_one (f->host->provider);
  wait_for_state (jobs[0], GESSO_JOB_STATE_DONE);
  wait_for_runs (f, 2);
  g_assert_cmpint (gesso_job_get_state (jobs[3]), ==, GESSO_JOB_STATE_RUNNING);
  g_assert_cmpint (gesso_job_get_state (jobs[2]), ==, GESSO_JOB_STATE_WAITING);

  while (!gesso_job_is_finished (jobs[1]) || !gesso_job_is_finished (jobs[2])
         || !gesso_job_is_finished (jobs[3]))
    {
      gesso_test_wait_until (f->host->provider->tasks.length > 0);
      answer_one (f->host->provider);
      gesso_test_wait_until (gesso_job_queue_get_n_running (f->queue)
                                 == f->host->provider->tasks.length
                             || f->host->provider->tasks.length > 0);
    }
  gesso_job_queue_clear_done (f->queue);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->queue)), ==, 0);
}

static char *
describe_order (Fixture *f)
{
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (f->queue)); i++)
    {
      g_autoptr (GessoJob) job = g_list_model_get_item (G_LIST_MODEL (f->queue), i);

      g_string_append (order, gesso_job_get_id (job) + strlen ("job-"));
    }
  return g_string_free (g_steal_pointer (&order), FALSE);
}

#define assert_order(f, wanted)                                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = describe_order (f);                                                   \
                                                                                                   \
    g_assert_cmpstr (found, ==, wanted);                                                           \
  }                                                                                                \
  G_STMT_END

/* The journal is told each change, in words that do not depend on what else is in the list. */
static void
test_moves (Fixture       *f,
            gconstpointer  data)
{
  GessoJob *jobs[5];

  for (guint i = 0; i < 5; i++)
    jobs[i] = add_job (f);
  wait_for_runs (f, 2);
  g_string_truncate (f->host->calls, 0);

  /* What runs stays before what waits. */
  gesso_job_queue_move_to_front (f->queue, jobs[4]);
  assert_order (f, "01423");
  gesso_job_queue_move_by (f->queue, jobs[4], 1);
  assert_order (f, "01243");
  gesso_job_queue_move_by (f->queue, jobs[2], 7);
  assert_order (f, "01432");
  gesso_job_queue_move_before (f->queue, jobs[2], jobs[3]);
  assert_order (f, "01423");
  gesso_job_queue_move_before (f->queue, jobs[4], NULL);
  assert_order (f, "01234");
  g_assert_cmpstr (f->host->calls->str, ==,
                   "place-job-4-job-2 place-job-4-job-3 place-job-2-last place-job-2-job-3 "
                   "place-job-4-last ");

  /* Neither what runs nor what is where it shall be. */
  g_string_truncate (f->host->calls, 0);
  gesso_job_queue_move_by (f->queue, jobs[0], 1);
  gesso_job_queue_move_before (f->queue, jobs[1], NULL);
  gesso_job_queue_move_before (f->queue, jobs[2], jobs[2]);
  gesso_job_queue_move_before (f->queue, jobs[2], jobs[3]);
  gesso_job_queue_move_to_front (f->queue, jobs[2]);
  gesso_job_queue_move_by (f->queue, jobs[4], 1);
  assert_order (f, "01234");
  g_assert_cmpstr (f->host->calls->str, ==, "");
  gesso_job_queue_cancel_waiting (f->queue);
  gesso_job_queue_cancel (f->queue, jobs[0]);
  gesso_job_queue_cancel (f->queue, jobs[1]);
  wait_for_state (jobs[0], GESSO_JOB_STATE_CANCELLED);
  wait_for_state (jobs[1], GESSO_JOB_STATE_CANCELLED);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

/* Moved before it was on disk: the journal hears of the place afterwards. */
static void
test_moved_early (Fixture       *f,
                  gconstpointer  data)
{
  GessoJob *first, *second;

  gesso_job_queue_set_paused (f->queue, TRUE);
  first = add_job (f);
  second = add_job (f);
  gesso_job_queue_move_to_front (f->queue, second);
  assert_order (f, "10");
  g_assert_null (strstr (f->host->calls->str, "place"));
  gesso_test_wait_until (strstr (f->host->calls->str, "place") != NULL);
  g_assert_nonnull (strstr (f->host->calls->str, "place-job-1-job-0"));
  gesso_job_queue_cancel_waiting (f->queue);
  wait_for_state (first, GESSO_JOB_STATE_CANCELLED);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

static void
iterate (void)
{
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_offline (Fixture       *f,
              gconstpointer  data)
{
  GessoJob *waits;
  GessoJob *goes;

  _gesso_job_queue_set_online (f->queue, FALSE);
  waits = add_job (f);
  goes = add_job (f);
  gesso_test_wait_until (gesso_job_is_held (waits) && gesso_job_is_held (goes));
  g_assert_cmpstr (gesso_failure_get_info (gesso_job_get_failure (waits))->code, ==, "offline");
  /* A budget that lets go has nothing to say about the network. */
  gesso_job_queue_release_held (f->queue);
  g_assert_true (gesso_job_is_held (waits));
  g_assert_null (strstr (f->host->calls->str, "resolve"));

  /* Who wishes it may try, and is not taken to have agreed to any price. */
  gesso_job_queue_release (f->queue, goes, TRUE);
  wait_for_runs (f, 1);
  g_assert_false (gesso_job_get_over_budget (goes));
  g_assert_true (gesso_job_is_held (waits));

  _gesso_job_queue_set_online (f->queue, TRUE);
  wait_for_runs (f, 2);
  g_assert_null (gesso_job_get_failure (waits));
  answer_one (f->host->provider);
  answer_one (f->host->provider);
  wait_for_state (waits, GESSO_JOB_STATE_DONE);
  wait_for_state (goes, GESSO_JOB_STATE_DONE);
}

/* What is on this computer or beside it is there without the world. */
static void
test_offline_at_home (Fixture       *f,
                      gconstpointer  data)
{
  static const char *const addresses[]
      = { "http://127.0.0.1:8080/v1", "http://[::1]:8080", "http://192.168.1.20/v1",
          "http://workstation:7860/v1", "http://render.local/v1" };
  GessoJob *away;

  _gesso_job_queue_set_online (f->queue, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      GessoJob *job;

      gesso_account_set_base_url (f->account, addresses[i]);
      job = add_job (f);
      wait_for_runs (f, 1);
      answer_one (f->host->provider);
      wait_for_state (job, GESSO_JOB_STATE_DONE);
    }
  gesso_account_set_base_url (f->account, "https://api.example.com/v1");
  away = add_job (f);
  gesso_test_wait_until (gesso_job_is_held (away));
}

static void
test_asleep (Fixture       *f,
             gconstpointer  data)
{
  GessoJob *first = add_job (f);
  GessoJob *second;

  wait_for_runs (f, 1);
  gesso_job_queue_set_asleep (f->queue, TRUE);
  second = add_job (f);
  iterate ();
  g_assert_cmpint (gesso_job_get_state (second), ==, GESSO_JOB_STATE_WAITING);
  g_assert_cmpint (gesso_job_get_state (first), ==, GESSO_JOB_STATE_RUNNING);
  gesso_job_queue_set_asleep (f->queue, FALSE);
  wait_for_runs (f, 2);
  answer_one (f->host->provider);
  answer_one (f->host->provider);
  wait_for_state (first, GESSO_JOB_STATE_DONE);
  wait_for_state (second, GESSO_JOB_STATE_DONE);
}

static void
test_pause (Fixture       *f,
            gconstpointer  data)
{
  GessoJob *job;

  gesso_job_queue_set_paused (f->queue, TRUE);
  job = add_job (f);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_WAITING);

  gesso_job_queue_set_paused (f->queue, FALSE);
  wait_for_runs (f, 1);
  answer_one (f->host->provider);
  wait_for_state (job, GESSO_JOB_STATE_DONE);
}

static void
test_cancel_running (Fixture       *f,
                     gconstpointer  data)
{
  GessoJob *job = add_job (f);

  wait_for_runs (f, 1);
  gesso_job_queue_cancel (f->queue, job);
  wait_for_state (job, GESSO_JOB_STATE_CANCELLED);
  g_assert_nonnull (strstr (f->host->calls->str, "fail:cancelled"));
}

static void
test_cancel_waiting (Fixture       *f,
                     gconstpointer  data)
{
  GessoJob *job;

  gesso_job_queue_set_paused (f->queue, TRUE);
  job = add_job (f);
  gesso_job_queue_cancel_waiting (f->queue);
  wait_for_state (job, GESSO_JOB_STATE_CANCELLED);
  g_assert_null (strstr (f->host->calls->str, "prepare"));
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_not_journalled_is_not_sent (Fixture       *f,
                                 gconstpointer  data)
{
  GessoJob *job;

  f->host->enqueue_fails = TRUE;
  job = add_job (f);
  wait_for_state (job, GESSO_JOB_STATE_FAILED);
  g_assert_cmpstr (f->host->calls->str, ==, "enqueue ");
  g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                   GESSO_FAILURE_STORAGE);
}

static void
test_not_prepared_is_not_sent (Fixture       *f,
                               gconstpointer  data)
{
  GessoJob *job;

  f->host->prepare_fails = TRUE;
  job = add_job (f);
  wait_for_state (job, GESSO_JOB_STATE_FAILED);
  g_assert_cmpuint (f->host->provider->tasks.length, ==, 0);
  g_assert_false (gesso_failure_get_info (gesso_job_get_failure (job))->may_be_billed);
}

static void
count_cb (GessoJobQueue *queue,
          GessoJob      *job,
          guint         *count)
{
  (*count)++;
}

/* What a budget stops waits, with its reason, until somebody lets it go. */
static void
test_held (Fixture       *f,
           gconstpointer  data)
{
  GessoJob *job;
  GessoJob *other;
  guint n_held = 0;
  guint n_finished = 0;

  g_signal_connect (f->queue, "job-held", G_CALLBACK (count_cb), &n_held);
  g_signal_connect (f->queue, "job-finished", G_CALLBACK (count_cb), &n_finished);
  f->host->n_allowed = 0;
  job = add_job (f);
  gesso_test_wait_until (n_held == 1);
  g_assert_true (gesso_job_is_held (job));
  g_assert_cmpuint (gesso_job_queue_get_n_waiting (f->queue), ==, 1);
  g_assert_cmpstr (f->host->calls->str, ==, "enqueue resolve stop ");

  gesso_job_queue_release (f->queue, job, FALSE);
  gesso_test_wait_until (n_held == 2);

  /* One that fits passes by; when it ends there may be room again. */
  f->host->n_allowed = 1;
  other = add_job (f);
  wait_for_runs (f, 1);
  g_assert_true (gesso_job_is_held (job));
  answer_one (f->host->provider);
  wait_for_state (other, GESSO_JOB_STATE_DONE);
  gesso_test_wait_until (n_held == 3);
  g_assert_cmpuint (n_finished, ==, 1);

  gesso_job_queue_release (f->queue, job, TRUE);
  wait_for_runs (f, 1);
  g_assert_null (gesso_job_get_failure (job));
  answer_one (f->host->provider);
  wait_for_state (job, GESSO_JOB_STATE_DONE);
  gesso_test_wait_until (n_finished == 2);
  g_signal_handlers_disconnect_by_data (f->queue, &n_held);
  g_signal_handlers_disconnect_by_data (f->queue, &n_finished);
}

static void
test_held_all (Fixture       *f,
               gconstpointer  data)
{
  GessoJob *job;

  f->host->n_allowed = 0;
  job = add_job (f);
  gesso_test_wait_until (gesso_job_is_held (job));
  gesso_job_queue_cancel (f->queue, job);
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_CANCELLED);

  job = add_job (f);
  gesso_test_wait_until (gesso_job_is_held (job));
  f->host->n_allowed = 1;
  gesso_job_queue_release_held (f->queue);
  wait_for_runs (f, 1);
  answer_one (f->host->provider);
  wait_for_state (job, GESSO_JOB_STATE_DONE);

  f->host->n_allowed = 0;
  gesso_job_queue_set_fails_held (f->queue, TRUE);
  job = add_job (f);
  wait_for_state (job, GESSO_JOB_STATE_FAILED);
  g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                   GESSO_FAILURE_MONEY);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_some_pictures_are_kept (Fixture       *f,
                             gconstpointer  data)
{
  GessoJob *job = add_job (f);

  f->host->provider->fails = TRUE;
  f->host->provider->fails_with = GESSO_FAILURE_UNKNOWN;
  wait_for_runs (f, 1);
  answer_one (f->host->provider);
  wait_for_state (job, GESSO_JOB_STATE_FAILED);

  g_assert_nonnull (strstr (f->host->calls->str, "commit-some"));
  g_assert_cmpstr (gesso_job_get_node_ids (job)[0], ==, "node-1");
}

static void
test_commit_fails (Fixture       *f,
                   gconstpointer  data)
{
  GessoJob *job = add_job (f);

  f->host->commit_fails = TRUE;
  wait_for_runs (f, 1);
  answer_one (f->host->provider);
  wait_for_state (job, GESSO_JOB_STATE_FAILED);

  g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                   GESSO_FAILURE_STORAGE);
  g_assert_cmpstr (gesso_job_get_kept_path (job), ==, "/kept/here");
}

static void
test_no_picture_in_the_picture (Fixture       *f,
                                gconstpointer  data)
{
  GessoJob *job = add_job (f);

  f->host->seal_finds_no_picture = TRUE;
  wait_for_runs (f, 1);
  answer_one (f->host->provider);
  wait_for_state (job, GESSO_JOB_STATE_FAILED);
  g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                   GESSO_FAILURE_DAMAGED);
}

static void
test_seal_fails (Fixture       *f,
                 gconstpointer  data)
{
  GessoJob *job = add_job (f);

  f->host->seal_fails = TRUE;
  wait_for_runs (f, 1);
  answer_one (f->host->provider);
  wait_for_state (job, GESSO_JOB_STATE_FAILED);
  g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                   GESSO_FAILURE_STORAGE);
  g_assert_true (gesso_failure_get_info (gesso_job_get_failure (job))->may_be_billed);
}

static void
test_retry (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GessoJob) job = g_object_ref (add_job (f));
  g_autoptr (GessoJob) again = NULL;

  f->host->provider->fails = TRUE;
  f->host->provider->n_pictures = 0;
  f->host->provider->fails_with = GESSO_FAILURE_UNAVAILABLE;
  wait_for_runs (f, 1);
  answer_one (f->host->provider);
  wait_for_state (job, GESSO_JOB_STATE_FAILED);
  g_assert_cmpuint (gesso_job_queue_get_n_failed (f->queue), ==, 1);

  f->host->provider->fails = FALSE;
  f->host->provider->n_pictures = 1;
  gesso_job_queue_retry (f->queue, job);
  again = g_list_model_get_item (G_LIST_MODEL (f->queue), 0);
  g_assert_cmpstr (gesso_job_get_id (again), !=, gesso_job_get_id (job));
  g_assert_true (gesso_job_get_request (again) == gesso_job_get_request (job));
  wait_for_runs (f, 1);
  answer_one (f->host->provider);
  wait_for_state (again, GESSO_JOB_STATE_DONE);
  g_assert_cmpuint (gesso_job_queue_get_n_failed (f->queue), ==, 0);
}

static void
test_interrupted_is_not_sent (Fixture       *f,
                              gconstpointer  data)
{
  GessoFailureInfo info = { .failure_class = GESSO_FAILURE_INTERRUPTED, .retry_after_ms = -1 };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GessoRequest) request
      = gesso_request_new (GESSO_OPERATION_GENERATE, "A kite", parameters, NULL, NULL);
  g_autoptr (GessoJob) job = gesso_job_new ("old", f->account, request, "session", NULL);

  gesso_job_queue_add_journalled (f->queue, job, failure);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_FAILED);
  g_assert_cmpstr (f->host->calls->str, ==, "");

  /* Taking it off the list is a decision, and the journal learns of it. */
  gesso_job_queue_remove (f->queue, job);
  g_assert_cmpstr (f->host->calls->str, ==, "fail:interrupted ");
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/job-queue/done", test_done);
  ADD ("/job-queue/limit-and-order", test_limit_and_order);
  ADD ("/job-queue/moves", test_moves);
  ADD ("/job-queue/moved-early", test_moved_early);
  ADD ("/job-queue/offline", test_offline);
  ADD ("/job-queue/offline-at-home", test_offline_at_home);
  ADD ("/job-queue/asleep", test_asleep);
  ADD ("/job-queue/pause", test_pause);
  ADD ("/job-queue/cancel-running", test_cancel_running);
  ADD ("/job-queue/cancel-waiting", test_cancel_waiting);
  ADD ("/job-queue/not-journalled", test_not_journalled_is_not_sent);
  ADD ("/job-queue/not-prepared", test_not_prepared_is_not_sent);
  ADD ("/job-queue/held", test_held);
  ADD ("/job-queue/held-all", test_held_all);
  ADD ("/job-queue/some-pictures", test_some_pictures_are_kept);
  ADD ("/job-queue/commit-fails", test_commit_fails);
  ADD ("/job-queue/no-picture", test_no_picture_in_the_picture);
  ADD ("/job-queue/seal-fails", test_seal_fails);
  ADD ("/job-queue/retry", test_retry);
  ADD ("/job-queue/interrupted", test_interrupted_is_not_sent);

  return g_test_run ();
}
