/* test-task-failures.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-studio.h"
#include "support/gesso-test-task.h"
#include "support/gesso-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* What a service that works by tasks can do wrong, at each of its calls: class, whether it may be
 * billed, the journal, what is kept, and how often it was asked. */

#define NO(status, body) HEAD (status, "application/json") body
#define EVO_NO(status, code)                                                                       \
  NO (status, "{\"error\":{\"code\":\"" code "\",\"message\":\"words\",\"type\":\"t\"}}")
#define EVO_FAILED(code)                                                                           \
  JSON EVO_TASK ("failed", "100",                                                                  \
                 ",\"error\":{\"code\":\"" code                                                    \
                 "\",\"message\":\"words\",\"type\":\"task_error\"}")
#define KIE_NO(code) JSON "{\"code\":" code ",\"msg\":\"words of the service\",\"data\":null}"
#define KIE_FAILED(code)                                                                           \
  KIE_STATE ("fail", "", ",\"failCode\":" code ",\"failMsg\":\"words\",\"creditsConsumed\":0")
#define PAGE HEAD ("502 Bad Gateway", "text/html") "<html><body>Bad gateway</body></html>"
#define PLAIN_PAGE HEAD ("200 OK", "text/html") "<html><body>Welcome</body></html>"
#define FAL_DETAIL(type)                                                                           \
  NO ("422 No",                                                                                    \
      "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"words\",\"type\":\"" type "\"}]}")

#define FINE ((GessoFailureClass) -1)
#define F(x) GESSO_FAILURE_##x

typedef struct
{
  const char *name;
  const char *kind;
  const char *steps[8][4]; /* one row for a connection; the last one is played again */
  GessoFailureClass failure_class;
  gboolean may_be_billed;
  guint n_requests;
  gboolean keeps;
  const char *code; /* (nullable): not looked at */
} Case;

#define R(answer)                                                                                  \
  {                                                                                                \
    "read", answer                                                                                 \
  }
#define SENT R (EVO_SUBMITTED)
#define E(name, cls, billed, n, keeps, code, ...)                                                  \
  {                                                                                                \
    "evolink/" name, "evolink", { __VA_ARGS__ }, cls, billed, n, keeps, code                       \
  }
#define K(name, cls, billed, n, keeps, code, ...)                                                  \
  {                                                                                                \
    "kie/" name, "kie", { __VA_ARGS__ }, cls, billed, n, keeps, code                               \
  }
#define A(name, cls, billed, n, keeps, code, ...)                                                  \
  {                                                                                                \
    "fal/" name, "fal", { __VA_ARGS__ }, cls, billed, n, keeps, code                               \
  }
#define P(name, cls, billed, n, keeps, code, ...)                                                  \
  {                                                                                                \
    "replicate/" name, "replicate", { __VA_ARGS__ }, cls, billed, n, keeps, code                   \
  }

static const Case cases[] = {
  /* The beginning: a task may have begun without anybody knowing its name */
  E ("reset-in-head", F (UNKNOWN), TRUE, 1, FALSE, NULL, { "head", "reset" }),
  E ("reset-while-waiting", F (UNKNOWN), TRUE, 1, FALSE, NULL, { "read", "wait 50", "reset" }),
  E ("closed-while-waiting", F (UNKNOWN), TRUE, 1, FALSE, NULL, { "read" }),
  E ("reset-in-answer",
     F (UNKNOWN),
     TRUE,
     1,
     FALSE,
     NULL,
     { "read", HEAD ("200 OK", "application/json") "{\"id\":\"ta", "reset" }),
  E ("not-http", F (DAMAGED), TRUE, 1, FALSE, NULL, R ("send SSH-2.0-OpenSSH_9.2" CRLF)),
  E ("noise", F (DAMAGED), TRUE, 1, FALSE, NULL, { "read", "fill 4096" }),
  E ("page", F (DAMAGED), TRUE, 1, TRUE, NULL, R (PLAIN_PAGE)),
  E ("nothing", F (UNKNOWN), TRUE, 1, FALSE, NULL, R (JSON)),
  E ("cut-json", F (DAMAGED), TRUE, 1, TRUE, NULL, R (JSON "{\"id\":\"task-1\",\"sta")),
  E ("cut-by-length",
     F (UNKNOWN),
     TRUE,
     1,
     FALSE,
     NULL,
     R ("send HTTP/1.1 200 OK" CRLF "Content-Length: 5000" CRLF CRLF "{\"id\":\"ta")),
  E ("no-id", F (DAMAGED), TRUE, 1, TRUE, NULL, R (JSON "{\"status\":\"pending\"}")),
  E ("id-is-a-path",
     F (DAMAGED),
     TRUE,
     1,
     TRUE,
     NULL,
     R (JSON "{\"id\":\"../../credits\",\"status\":\"pending\"}")),
  E ("id-is-a-list", F (DAMAGED), TRUE, 1, TRUE, NULL, R (JSON "{\"id\":[1,2]}")),
  E ("list-of-lists", F (DAMAGED), TRUE, 1, TRUE, NULL, R (JSON "[[[[[]]]]]")),
  E ("400", F (REFUSED), FALSE, 1, FALSE, "invalid_value", R (EVO_NO ("400 No", "invalid_value"))),
  E ("400-policy",
     F (MODERATED),
     FALSE,
     1,
     FALSE,
     "content_policy_violation",
     R (EVO_NO ("400 No", "content_policy_violation"))),
  E ("401", F (AUTH), FALSE, 1, FALSE, "unauthorized", R (EVO_NO ("401 No", "unauthorized"))),
  E ("402", F (MONEY), FALSE, 1, FALSE, "quota_exceeded", R (EVO_NO ("402 No", "quota_exceeded"))),
  E ("403",
     F (AUTH),
     FALSE,
     1,
     FALSE,
     "model_access_denied",
     R (EVO_NO ("403 No", "model_access_denied"))),
  E ("404-bare", F (REFUSED), FALSE, 1, FALSE, NULL, R (NO ("404 No", ""))),
  E ("413", F (REFUSED), FALSE, 1, FALSE, NULL, R (NO ("413 No", "<html></html>"))),
  E ("429",
     F (RATE_LIMITED),
     FALSE,
     3,
     FALSE,
     "rate_limit_exceeded",
     R (EVO_NO ("429 No", "rate_limit_exceeded"))),
  E ("429-then-good",
     FINE,
     FALSE,
     4,
     FALSE,
     NULL,
     R (EVO_NO ("429 No", "rate_limit_exceeded")),
     SENT,
     R (EVO_DONE),
     R (PICTURE)),
  E ("500",
     F (UNAVAILABLE),
     FALSE,
     3,
     FALSE,
     "internal_error",
     R (EVO_NO ("500 No", "internal_error"))),
  E ("502", F (UNAVAILABLE), FALSE, 3, FALSE, NULL, R (PAGE)),
  E ("504", F (UNAVAILABLE), TRUE, 1, FALSE, NULL, R (NO ("504 No", ""))),
  E ("endless", F (DAMAGED), TRUE, 1, FALSE, "too_large", { "read", JSON, "endless" }),
  E ("302",
     F (REFUSED),
     FALSE,
     1,
     FALSE,
     NULL,
     R ("send HTTP/1.1 302 No" CRLF "Location: /x" CRLF CRLF)),
  E ("endless-error", F (UNAVAILABLE), FALSE, 3, FALSE, NULL, { "read", PAGE, "endless" }),

  /* Asking: whatever goes lost on the way is asked again */
  E ("ask-reset",
     FINE,
     FALSE,
     4,
     FALSE,
     NULL,
     SENT,
     { "read", "reset" },
     R (EVO_DONE),
     R (PICTURE)),
  E ("ask-many-faults",
     FINE,
     FALSE,
     7,
     FALSE,
     NULL,
     SENT,
     { "read", "reset" },
     R (PAGE),
     R (PLAIN_PAGE),
     R (NO ("429 No", "")),
     R (EVO_DONE),
     R (PICTURE)),
  E ("ask-cut",
     FINE,
     FALSE,
     4,
     FALSE,
     NULL,
     SENT,
     R (JSON "{\"status\":\"comp"),
     R (EVO_DONE),
     R (PICTURE)),
  E ("ask-unknown-word",
     FINE,
     FALSE,
     4,
     FALSE,
     NULL,
     SENT,
     R (JSON EVO_TASK ("polishing", "7", "")),
     R (EVO_DONE),
     R (PICTURE)),
  E ("ask-other-case",
     FINE,
     FALSE,
     3,
     FALSE,
     NULL,
     SENT,
     R (JSON EVO_TASK ("Completed", "100", ",\"results\":[\"{base}/1\"]")),
     R (PICTURE)),
  E ("ask-endless", F (DAMAGED), TRUE, 2, FALSE, "too_large", SENT, { "read", JSON, "endless" }),
  E ("ask-404",
     F (UNKNOWN),
     TRUE,
     2,
     FALSE,
     "task_not_found",
     SENT,
     R (EVO_NO ("404 No", "task_not_found"))),
  E ("ask-401",
     F (AUTH),
     TRUE,
     2,
     FALSE,
     "key_while_asking",
     SENT,
     R (EVO_NO ("401 No", "unauthorized"))),
  E ("failed",
     F (UNKNOWN),
     TRUE,
     2,
     TRUE,
     "generation_failed",
     SENT,
     R (EVO_FAILED ("generation_failed"))),
  E ("failed-policy",
     F (MODERATED),
     FALSE,
     2,
     TRUE,
     "content_policy_violation",
     SENT,
     R (EVO_FAILED ("content_policy_violation"))),
  E ("failed-busy",
     F (UNKNOWN),
     TRUE,
     2,
     TRUE,
     "rate_limit_exceeded",
     SENT,
     R (EVO_FAILED ("rate_limit_exceeded"))),
  E ("done-without-pictures",
     F (DAMAGED),
     TRUE,
     2,
     TRUE,
     NULL,
     SENT,
     R (JSON EVO_TASK ("completed", "100", ",\"results\":[]"))),
  E ("done-with-wrong-types",
     F (DAMAGED),
     TRUE,
     2,
     TRUE,
     NULL,
     SENT,
     R (JSON EVO_TASK ("completed", "100", ",\"results\":{\"a\":[true]}"))),

  /* Fetching: the picture was made and paid */
  E ("fetch-again",
     FINE,
     FALSE,
     5,
     FALSE,
     NULL,
     SENT,
     R (EVO_DONE),
     { "read", "reset" },
     { "read", "send HTTP/1.1 200 OK" CRLF "Content-Length: 5000" CRLF CRLF "abc" },
     R (PICTURE)),
  E ("fetch-lost", F (DAMAGED), TRUE, 5, TRUE, NULL, SENT, R (EVO_DONE), { "read", "reset" }),
  E ("fetch-gone",
     F (DAMAGED),
     TRUE,
     3,
     TRUE,
     "result_expired",
     SENT,
     R (EVO_DONE),
     R (NO ("404 Gone", ""))),
  E ("fetch-forbidden",
     F (DAMAGED),
     TRUE,
     3,
     TRUE,
     "result_expired",
     SENT,
     R (EVO_DONE),
     R (NO ("403 Expired", ""))),
  E ("fetch-page", F (DAMAGED), TRUE, 3, TRUE, NULL, SENT, R (EVO_DONE), R (PLAIN_PAGE)),
  E ("fetch-file",
     F (DAMAGED),
     TRUE,
     2,
     TRUE,
     NULL,
     SENT,
     R (JSON EVO_TASK ("completed", "100", ",\"results\":[\"file:///etc/passwd\"]"))),
  E ("fetch-dead",
     F (DAMAGED),
     TRUE,
     2,
     TRUE,
     NULL,
     SENT,
     R (JSON EVO_TASK ("completed", "100", ",\"results\":[\"http://127.0.0.1:9/p\"]"))),
  E ("fetch-moved",
     FINE,
     FALSE,
     4,
     FALSE,
     NULL,
     SENT,
     R (EVO_DONE),
     R ("send HTTP/1.1 302 Found" CRLF "Location: /other" CRLF "Content-Length: 0" CRLF CRLF),
     R (PICTURE)),
  E ("carried-is-broken",
     F (DAMAGED),
     TRUE,
     2,
     TRUE,
     NULL,
     SENT,
     R (JSON EVO_TASK ("completed", "100", ",\"results\":[\"data:image/png;base64,@@\"]"))),

  /* kie puts the status inside of a good answer */
  K ("401", F (AUTH), FALSE, 1, FALSE, "401", R (KIE_NO ("401"))),
  K ("402", F (MONEY), FALSE, 1, FALSE, "402", R (KIE_NO ("402"))),
  K ("422", F (REFUSED), FALSE, 1, FALSE, "422", R (KIE_NO ("422"))),
  K ("429", F (RATE_LIMITED), FALSE, 3, FALSE, "429", R (KIE_NO ("429"))),
  K ("455", F (UNAVAILABLE), FALSE, 1, FALSE, "455", R (KIE_NO ("455"))),
  K ("500", F (UNAVAILABLE), FALSE, 3, FALSE, "500", R (KIE_NO ("500"))),
  K ("no-data", F (DAMAGED), TRUE, 1, TRUE, NULL, R (JSON "{\"code\":200,\"msg\":\"success\"}")),
  K ("ask-404", F (UNKNOWN), TRUE, 2, FALSE, "404", R (KIE_SUBMITTED), R (KIE_NO ("404"))),
  K ("ask-maintenance",
     FINE,
     FALSE,
     4,
     FALSE,
     NULL,
     R (KIE_SUBMITTED),
     R (KIE_NO ("455")),
     R (KIE_DONE),
     R (PICTURE)),
  K ("failed", F (UNKNOWN), TRUE, 2, TRUE, "500", R (KIE_SUBMITTED), R (KIE_FAILED ("\"500\""))),
  K ("failed-without-code",
     F (UNKNOWN),
     TRUE,
     2,
     TRUE,
     NULL,
     R (KIE_SUBMITTED),
     R (KIE_FAILED ("null"))),
  K ("done-with-bad-text",
     F (DAMAGED),
     TRUE,
     2,
     TRUE,
     NULL,
     R (KIE_SUBMITTED),
     R (KIE_STATE ("success", "{not json", ""))),

  /* fal says that a task has failed where the result should be */
  A ("422", F (REFUSED), FALSE, 1, FALSE, "value_error", R (FAL_DETAIL ("value_error"))),
  A ("422-policy",
     F (MODERATED),
     FALSE,
     1,
     FALSE,
     "content_policy_violation",
     R (FAL_DETAIL ("content_policy_violation"))),
  A ("401-text",
     F (AUTH),
     FALSE,
     1,
     FALSE,
     NULL,
     R (NO ("401 No", "{\"detail\":\"No user found for Key ID and Secret\"}"))),
  A ("result-policy",
     F (MODERATED),
     FALSE,
     4,
     TRUE,
     "content_policy_violation",
     R (FAL_QUEUED),
     R (FAL_EVENTS),
     R (FAL_COMPLETED),
     R (FAL_DETAIL ("content_policy_violation"))),
  A ("result-refused",
     F (REFUSED),
     FALSE,
     4,
     TRUE,
     "value_error",
     R (FAL_QUEUED),
     R (FAL_EVENTS),
     R (FAL_COMPLETED),
     R (FAL_DETAIL ("value_error"))),
  A ("result-again",
     FINE,
     FALSE,
     6,
     FALSE,
     NULL,
     R (FAL_QUEUED),
     R (FAL_EVENTS),
     R (FAL_COMPLETED),
     { "read", "reset" },
     R (FAL_RESULT),
     R (PICTURE)),
  A ("result-500",
     F (UNKNOWN),
     TRUE,
     6,
     TRUE,
     NULL,
     R (FAL_QUEUED),
     R (FAL_EVENTS),
     R (FAL_COMPLETED),
     R (NO ("500 No", "{\"detail\":\"Internal\"}"))),
  A ("result-lost",
     F (UNKNOWN),
     TRUE,
     6,
     FALSE,
     "lost_while_asking",
     R (FAL_QUEUED),
     R (FAL_EVENTS),
     R (FAL_COMPLETED),
     { "read", "reset" }),
  A ("carried",
     FINE,
     FALSE,
     4,
     FALSE,
     NULL,
     R (FAL_QUEUED),
     R (FAL_EVENTS),
     R (FAL_COMPLETED),
     R (JSON "{\"images\":[{\"url\":\"data:image/png;base64,{base64}\"}]}")),

  /* Replicate */
  P ("402",
     F (MONEY),
     FALSE,
     1,
     FALSE,
     NULL,
     R (NO ("402 No", "{\"title\":\"Insufficient credit\",\"detail\":\"words\",\"status\":402}"))),
  P ("422",
     F (REFUSED),
     FALSE,
     1,
     FALSE,
     NULL,
     R (NO ("422 No",
            "{\"title\":\"Input validation failed\",\"detail\":\"- input.quality\","
            "\"status\":422,\"invalid_fields\":[]}"))),
  P ("failed",
     F (UNKNOWN),
     TRUE,
     2,
     TRUE,
     NULL,
     R (JSON REP_PREDICTION ("starting", "null", "null")),
     R (JSON REP_PREDICTION ("failed", "null", "\"E005 words\""))),
  P ("canceled-there",
     F (UNKNOWN),
     TRUE,
     2,
     FALSE,
     "stopped_there",
     R (JSON REP_PREDICTION ("starting", "null", "null")),
     R (JSON REP_PREDICTION ("canceled", "null", "null"))),
};

/* One studio lives through all of it, as a person's would. */
typedef struct
{
  GessoTestStudio studio;
  GessoTestServer *server;
} Fixture;

static GessoTestStudio the_studio;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  if (the_studio.folder == NULL)
    gesso_test_studio_set_up (&the_studio);
  f->studio = the_studio;
  f->server = gesso_test_server_new ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->server, gesso_test_server_free);
}

static GessoJob *
submit (Fixture                 *f,
        const GessoTestTaskWish *wish)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, gesso_test_task_path (wish->kind));
  g_autoptr (GessoRequest) request = gesso_test_task_request (wish);

  return gesso_test_studio_submit_to (&f->studio,
                                      gesso_test_studio_add_account (&f->studio, wish->kind, base,
                                                                     wish->model),
                                      request, NULL);
}

static GessoTestTaskWish
make_wish (const char *kind)
{
  gboolean has_owner = g_str_equal (kind, "fal") || g_str_equal (kind, "replicate");

  return (GessoTestTaskWish){ .kind = kind,
                              .model = has_owner ? "openai/gpt-image-2" : "gpt-image-2",
                              .size = { 1024, 1024 },
                              .quality = "low" };
}

static void
assert_failure (GessoJob   *job,
                const Case *one)
{
  const GessoFailureInfo *info;

  if (one->failure_class == FINE)
    {
      if (gesso_job_get_failure (job) != NULL)
        g_error ("failed: %s", gesso_failure_get_info (gesso_job_get_failure (job))->message);
      return;
    }
  g_assert_nonnull (gesso_job_get_failure (job));
  info = gesso_failure_get_info (gesso_job_get_failure (job));
  g_test_message ("%s: %s", gesso_failure_class_to_string (info->failure_class), info->message);
  g_assert_cmpstr (gesso_failure_class_to_string (info->failure_class), ==,
                   gesso_failure_class_to_string (one->failure_class));
  g_assert_cmpint (info->may_be_billed, ==, one->may_be_billed);
  g_assert_nonnull (info->message);
  if (one->code != NULL)
    g_assert_cmpstr (info->code, ==, one->code);
  g_assert_null (strstr (info->message, "sk-test-0123456789"));
  if (g_str_has_prefix (one->name, "evolink/fetch-") && one->n_requests > 2)
    g_assert_true (g_str_has_suffix (info->message, "; the service keeps pictures for 24 hours")
                   || g_str_equal (one->name, "evolink/fetch-page"));
}

static void
assert_kept (GessoJob *job)
{
  const char *folder = gesso_job_get_kept_path (job);
  g_autofree char *answer = NULL;
  GStatBuf info;

  g_assert_nonnull (folder);
  answer = g_build_filename (folder, "answer.part", NULL);
  g_assert_cmpint (g_stat (answer, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 0);
}

static void
test_case (Fixture       *f,
           gconstpointer  data)
{
  const Case *one = data;
  GessoTestTaskWish wish = make_wish (one->kind);
  g_autoptr (GessoJobRecord) record = NULL;
  GessoJob *job;

  for (guint i = 0; i < G_N_ELEMENTS (one->steps) && one->steps[i][0] != NULL; i++)
    {
      const char *const row[]
          = { one->steps[i][0], one->steps[i][1], one->steps[i][2], one->steps[i][3], NULL };

      gesso_test_script_play (f->server, row);
    }
  job = submit (f, &wish);
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_failure (job, one);
  record = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));
  g_assert_cmpstr (gesso_journal_state_to_string (record->state), ==,
                   one->failure_class == FINE ? "done" : "failed");
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, one->failure_class == FINE);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, one->n_requests);
  if (one->keeps && one->failure_class != F (MODERATED) && one->failure_class != F (REFUSED))
    assert_kept (job);
}

/* After all that: everything that came is sound, and nothing is left running or waiting. */
static void
test_library_is_sound (Fixture       *f,
                       gconstpointer  data)
{
  GessoJobQueue *queue = gesso_studio_get_queue (f->studio.studio);

  g_assert_cmpuint (gesso_job_queue_get_n_running (queue), ==, 0);
  g_assert_cmpuint (gesso_job_queue_get_n_waiting (queue), ==, 0);
  gesso_test_studio_verify (&f->studio);
  gesso_test_studio_tear_down (&the_studio);
}

/* Uploads: nothing was begun, so nothing is billed */

static void
fail_upload (Fixture *f,
             const char *const *steps,
             GessoFailureClass failure_class,
             guint n_requests)
{
  GessoTestTaskWish wish = make_wish ("evolink");
  const GessoFailureInfo *info;
  GessoJob *job;

  wish.n_references = 1;
  gesso_test_script_play (f->server, steps);
  job = submit (f, &wish);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_nonnull (gesso_job_get_failure (job));
  info = gesso_failure_get_info (gesso_job_get_failure (job));
  g_assert_cmpstr (gesso_failure_class_to_string (info->failure_class), ==,
                   gesso_failure_class_to_string (failure_class));
  g_assert_false (info->may_be_billed);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, n_requests);
}

static void
test_upload_refused (Fixture       *f,
                     gconstpointer  data)
{
  static const char *const steps[] = { "read", EVO_NO ("401 No", "unauthorized"), NULL };

  fail_upload (f, steps, F (AUTH), 1);
}

static void
test_upload_lost (Fixture       *f,
                  gconstpointer  data)
{
  static const char *const steps[] = { "read", "reset", NULL };

  fail_upload (f, steps, F (UNAVAILABLE), 3);
}

static void
test_upload_without_address (Fixture       *f,
                             gconstpointer  data)
{
  static const char *const steps[] = { "read", JSON "{\"success\":true}", NULL };

  fail_upload (f, steps, F (UNAVAILABLE), 3);
}

/* What was begun and could only not be asked for is not sent again. */
static void
test_retry_asks (Fixture       *f,
                 gconstpointer  data)
{
  GessoTestTaskWish wish = make_wish ("evolink");
  GessoJobQueue *queue = gesso_studio_get_queue (f->studio.studio);
  g_autoptr (GessoJobRecord) record = NULL;
  g_autoptr (GessoJob) again = NULL;
  g_autofree char *asked = NULL;
  GessoJob *job;

  gesso_test_script_answer (f->server, EVO_SUBMITTED);
  gesso_test_script_answer (f->server, EVO_NO ("401 No", "unauthorized"));
  gesso_test_script_answer (f->server, EVO_DONE);
  gesso_test_script_answer (f->server, PICTURE);
  job = submit (f, &wish);
  gesso_test_wait_until (gesso_job_is_finished (job));
  gesso_job_queue_retry (queue, job);
  again = g_list_model_get_item (G_LIST_MODEL (queue),
                                 g_list_model_get_n_items (G_LIST_MODEL (queue)) - 1);
  g_assert_cmpstr (gesso_job_get_task_id (again), ==, "task-unified-1790-abc");
  gesso_test_wait_until (gesso_job_is_finished (again));
  g_assert_null (gesso_job_get_failure (again));
  g_assert_cmpuint (gesso_test_studio_count_nodes (again), ==, 1);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 4);
  asked = gesso_test_server_dup_request (f->server, 2);
  g_assert_true (g_str_has_prefix (asked, "GET /v1/tasks/task-unified-1790-abc "));
  record = gesso_test_studio_journal (&f->studio, gesso_job_get_id (again));
  g_assert_cmpstr (record->task_id, ==, "task-unified-1790-abc");
}

/* Cancelling, at each stage: the service is told where it can be, and the connection is given up */

typedef struct
{
  const char *name;
  const char *kind;
  const char *steps[8][4];
  guint wait_for;    /* cancelled when this connection has begun */
  const char *asked; /* (nullable): what the service is told last */
  guint n_references;
} Cancelling;

#define HANG                                                                                       \
  {                                                                                                \
    "read", "hang"                                                                                 \
  }

static const Cancelling cancellings[] = {
  { "upload", "evolink", { HANG }, 0, NULL, 1 },
  { "submit", "evolink", { HANG }, 0, NULL, 0 },
  { "asking", "evolink", { R (EVO_SUBMITTED), HANG }, 1, NULL, 0 },
  { "stream",
    "fal",
    { R (FAL_QUEUED), HANG, R (NO ("202 Accepted", "{}")) },
    1,
    "PUT /openai/gpt-image-2/requests/764cabcf-b745/cancel ",
    0 },
  { "asking-told",
    "replicate",
    { R (JSON REP_PREDICTION ("starting", "null", "null")), HANG, R (JSON "{}") },
    1,
    "POST /v1/predictions/gm3qorzdhgbfurvjtvhg6dckhu/cancel ",
    0 },
  { "told-in-vain",
    "replicate",
    { R (JSON REP_PREDICTION ("starting", "null", "null")), HANG, { "read", "reset" } },
    1,
    "POST /v1/predictions/gm3qorzdhgbfurvjtvhg6dckhu/cancel ",
    0 },
  { "fetching", "evolink", { R (EVO_SUBMITTED), R (EVO_DONE), HANG }, 2, NULL, 0 },
};

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  const Cancelling *one = data;
  GessoTestTaskWish wish = make_wish (one->kind);
  g_autoptr (GessoJobRecord) record = NULL;
  guint n_expected = one->wait_for + (one->asked != NULL ? 2 : 1);
  GessoJob *job;

  for (guint i = 0; i < G_N_ELEMENTS (one->steps) && one->steps[i][0] != NULL; i++)
    {
      const char *const row[] = { one->steps[i][0], one->steps[i][1], one->steps[i][2], NULL };

      gesso_test_script_play (f->server, row);
    }
  wish.n_references = one->n_references;
  job = submit (f, &wish);
  gesso_test_wait_until (gesso_test_script_has_come (f->server, one->wait_for));
  gesso_job_queue_cancel (gesso_studio_get_queue (f->studio.studio), job);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_CANCELLED);
  record = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));
  g_assert_cmpint (record->state, ==, GESSO_JOURNAL_STATE_CANCELLED);
  gesso_test_wait_until (gesso_test_server_get_n_ended (f->server) == n_expected);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, n_expected);
  if (one->asked != NULL)
    {
      g_autofree char *asked = gesso_test_server_dup_request (f->server, n_expected - 1);

      g_assert_true (g_str_has_prefix (asked, one->asked));
      g_assert_nonnull (strstr (asked, " sk-test-0123456789" CRLF));
    }
}

/* A wait between two askings ends at once. */
static void
test_cancel_waiting (Fixture       *f,
                     gconstpointer  data)
{
  GessoTestTaskWish wish = make_wish ("evolink");
  GessoJob *job;

  gesso_test_script_answer (f->server, "send HTTP/1.1 200 OK" CRLF "Connection: close" CRLF
                                       "retry-after: 119" CRLF CRLF EVO_TASK ("pending", "0", ""));
  job = submit (f, &wish);
  gesso_test_wait_until (gesso_job_get_task_id (job) != NULL
                         && gesso_test_server_get_n_ended (f->server) == 1);
  gesso_job_queue_cancel (gesso_studio_get_queue (f->studio.studio), job);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_CANCELLED);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 1);
}

/* The key goes to the account's own address and to no other, whatever an answer says. */

static void
assert_without_key (GessoTestServer *server,
                    guint            connection)
{
  g_autofree char *request = gesso_test_server_dup_request (server, connection);

  g_assert_null (strstr (request, "sk-test"));
}

static void
test_key_stays (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GessoTestServer) other = gesso_test_server_new ();
  g_autofree char *there = gesso_test_server_dup_uri (other, "");
  g_autofree char *submitted
      = g_strdup_printf (JSON
                         "{\"status\":\"IN_QUEUE\",\"request_id\":\"r1\",\"status_url\":\"%s/s\","
                         "\"response_url\":\"%s/r\",\"cancel_url\":\"%s/c\"}",
                         there, there, there);
  g_autofree char *away = g_strdup_printf ("send HTTP/1.1 307 Moved" CRLF "Location: %s/moved" CRLF
                                           "Connection: close" CRLF "Content-Length: 0" CRLF CRLF,
                                           there);
  g_autofree char *result = g_strdup_printf (JSON "{\"images\":[{\"url\":\"%s/p.png\"}]}", there);
  GessoTestTaskWish wish = make_wish ("fal");
  GessoJob *job;

  gesso_test_script_answer (f->server, submitted);
  gesso_test_script_answer (f->server, NO ("404 No", ""));
  gesso_test_script_answer (f->server, away);
  gesso_test_script_answer (f->server, result);
  gesso_test_script_answer (other, FAL_COMPLETED);
  gesso_test_script_answer (other, PICTURE);
  job = submit (f, &wish);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_null (gesso_job_get_failure (job));
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 4);
  g_assert_cmpuint (gesso_test_server_get_n_begun (other), ==, 2);
  assert_without_key (other, 0);
  assert_without_key (other, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/task-failures/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cancellings); i++)
    {
      g_autofree char *path = g_strconcat ("/task-failures/cancel-", cancellings[i].name, NULL);

      g_test_add (path, Fixture, &cancellings[i], set_up, test_cancel, tear_down);
    }
  g_test_add ("/task-failures/upload-refused", Fixture, NULL, set_up, test_upload_refused,
              tear_down);
  g_test_add ("/task-failures/upload-lost", Fixture, NULL, set_up, test_upload_lost, tear_down);
  g_test_add ("/task-failures/upload-without-address", Fixture, NULL, set_up,
              test_upload_without_address, tear_down);
  g_test_add ("/task-failures/retry-asks", Fixture, NULL, set_up, test_retry_asks, tear_down);
  g_test_add ("/task-failures/cancel-waiting", Fixture, NULL, set_up, test_cancel_waiting,
              tear_down);
  g_test_add ("/task-failures/key-stays", Fixture, NULL, set_up, test_key_stays, tear_down);
  g_test_add ("/task-failures/library-is-sound", Fixture, NULL, set_up, test_library_is_sound,
              tear_down);

  return g_test_run ();
}
