/* test-failures.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-picture.h"
#include "support/gesso-test-server.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* What a service can do wrong, and what becomes of it: a table over a whole studio. */

#define CRLF "\r\n"
#define HEAD "HTTP/1.1 200 OK" CRLF "x-request-id: req_7" CRLF "Connection: close" CRLF
#define JSON HEAD "Content-Type: application/json" CRLF CRLF
#define HTML HEAD "Content-Type: text/html" CRLF CRLF
#define EVENTS HEAD "Content-Type: text/event-stream" CRLF CRLF
#define GIVEN(status, headers, body)                                                               \
  "send HTTP/1.1 " status CRLF "x-request-id: req_7" CRLF "Connection: close" CRLF headers CRLF body
#define ERROR_BODY(code, more)                                                                     \
  "{\"error\":{\"message\":\"words of the service\",\"code\":\"" code "\"" more "}}"
#define SOON "retry-after-ms: 1" CRLF
#define PAGE "<html><body>Bad gateway</body></html>"
#define ITEM "{\"b64_json\":\"{png}\"}"
#define COMPLETED                                                                                  \
  "event: image_generation.completed\ndata: {\"type\":"                                            \
  "\"image_generation.completed\",\"b64_json\":\"{png}\"}\n\n"
#define PARTIAL                                                                                    \
  "event: image_generation.partial_image\ndata: {\"type\":"                                        \
  "\"image_generation.partial_image\",\"partial_image_index\":0,"                                  \
  "\"b64_json\":\"{png}\"}\n\n"

#define FINE ((GessoFailureClass) -1)

/* What is kept of an answer that is no use. */
typedef enum
{
  KEEPS_NOTHING,
  KEEPS_ANSWER,
} Keeps;

typedef struct
{
  const char *name;
  const char *steps[6];
  GessoFailureClass failure_class; /* FINE: none */
  gboolean may_be_billed;
  guint n_requests;
  guint n_nodes;
  Keeps keeps;
  const char *code; /* (nullable): not looked at */
  int status;       /* 0: not looked at */
  int n;            /* pictures asked for; 0 is 1 */
  int partial_images;
} Case;

#define F(x) GESSO_FAILURE_##x

static const Case cases[] = {
  /* Connections */
  { "slow-headers",
    { "read", "drip 1 HTTP/1.1 200 OK" CRLF "Connection: close" CRLF CRLF,
      "send {\"data\":[" ITEM "]}" },
    FINE,
    FALSE,
    1,
    1 },
  { "slow-drip", { "read", "send " JSON, "drip 1 {\"data\":[" ITEM "]}" }, FINE, FALSE, 1, 1 },

  /* Lengths */
  { "lying-content-length",
    { "read", GIVEN ("200 OK", "Content-Length: 500000" CRLF, "{\"data\":[" ITEM "]}") },
    FINE,
    FALSE,
    1,
    1 },
  { "cut-base64",
    { "read", "send " JSON "{\"data\":[{\"b64_json\":\"iVBORw0K" },
    F (UNKNOWN),
    TRUE,
    1,
    0,
    KEEPS_ANSWER },

  /* What is not an answer */
  { "wrong-types",
    { "read", "send " JSON "{\"data\":{\"b64_json\":7}}" },
    F (DAMAGED),
    TRUE,
    1,
    0,
    KEEPS_ANSWER },
  { "empty-data", { "read", "send " JSON "{\"data\":[]}" }, F (DAMAGED), TRUE, 1, 0, KEEPS_ANSWER },
  { "empty-base64",
    { "read", "send " JSON "{\"data\":[{\"b64_json\":\"\"}]}" },
    F (DAMAGED),
    TRUE,
    1,
    0,
    KEEPS_ANSWER },
  { "bad-base64",
    { "read", "send " JSON "{\"data\":[{\"b64_json\":\"@@@@\"}]}" },
    F (DAMAGED),
    TRUE,
    1,
    0,
    KEEPS_ANSWER },
  { "error-with-200",
    { "read", "send " JSON ERROR_BODY ("server_error", "") },
    F (UNAVAILABLE),
    FALSE,
    1,
    0,
    KEEPS_ANSWER },

  /* Pictures that are not quite what was asked for */
  { "wrong-format",
    { "read", "send " JSON "{\"output_format\":\"webp\",\"data\":[" ITEM "]}" },
    FINE,
    FALSE,
    1,
    1 },
  { "jpeg-for-png",
    { "read", "send " JSON "{\"data\":[{\"b64_json\":\"{jpeg}\"}]}" },
    FINE,
    FALSE,
    1,
    1 },
  { "ten-pictures",
    { "read", "send " JSON "{\"data\":[" ITEM "," ITEM "," ITEM "," ITEM "," ITEM "," ITEM "," ITEM
              "," ITEM "," ITEM "," ITEM "]}" },
    FINE,
    FALSE,
    1,
    10,
    .n = 10 },
  { "more-than-asked",
    { "read", "send " JSON "{\"data\":[" ITEM "," ITEM "]}" },
    FINE,
    FALSE,
    1,
    2 },
  { "third-has-bad-base64",
    { "read", "send " JSON "{\"data\":[" ITEM "," ITEM ",{\"b64_json\":\"iVBO@@\"}," ITEM "]}" },
    F (DAMAGED),
    TRUE,
    1,
    3,
    .n = 4 },
  { "third-is-text",
    { "read", "send " JSON "{\"data\":[" ITEM "," ITEM ",{\"b64_json\":\"{text}\"}," ITEM "]}" },
    F (DAMAGED),
    TRUE,
    1,
    3,
    .n = 4 },
  { "third-is-cut-off",
    { "read", "send " JSON "{\"data\":[" ITEM "," ITEM ",{\"b64_json\":\"iVBO" },
    F (UNKNOWN),
    TRUE,
    1,
    2,
    .n = 4 },
  { "lone-surrogate",
    { "read", "send " JSON "{\"data\":[{\"revised_prompt\":\"a\\\\ud800b\","
              "\"b64_json\":\"{png}\"}]}" },
    FINE,
    FALSE,
    1,
    1 },
  { "nul-in-words",
    { "read", "send " JSON "{\"data\":[{\"revised_prompt\":\"a\\\\u0000b\","
              "\"b64_json\":\"{png}\"}]}" },
    FINE,
    FALSE,
    1,
    1 },
  { "latin-1-words",
    { "read", "send " JSON "{\"data\":[{\"revised_prompt\":\"a\\344b\","
              "\"b64_json\":\"{png}\"}]}" },
    FINE,
    FALSE,
    1,
    1 },

  /* Streams */
  { "stream",
    { "read", "send " EVENTS PARTIAL COMPLETED },
    FINE,
    FALSE,
    1,
    1,
    .partial_images = 1 },
  { "stream-done-mark",
    { "read", "send " EVENTS COMPLETED "data: [DONE]\n\n" },
    FINE,
    FALSE,
    1,
    1,
    .partial_images = 1 },
  { "stream-of-three",
    { "read", "send " EVENTS PARTIAL COMPLETED COMPLETED PARTIAL COMPLETED },
    FINE,
    FALSE,
    1,
    3,
    .n = 3,
    .partial_images = 1 },
  { "stream-unknown-events",
    { "read", "send " EVENTS "event: mood\ndata: {\"m\":1}\n\n"
              ": keep-alive\n\n" COMPLETED },
    FINE,
    FALSE,
    1,
    1,
    .partial_images = 1 },
  { "stream-crlf",
    { "read", "send " EVENTS "event: image_generation.completed" CRLF
              "data: {\"b64_json\":\"{png}\"}" CRLF CRLF },
    FINE,
    FALSE,
    1,
    1,
    .partial_images = 1 },
  { "stream-keep-alive",
    { "read", "send " EVENTS ": k\n\n", "wait 100", "send : k\n\n" COMPLETED },
    FINE,
    FALSE,
    1,
    1,
    .partial_images = 1 },
  { "stream-cut-before-completed",
    { "read", "send " EVENTS PARTIAL },
    F (UNKNOWN),
    TRUE,
    1,
    0,
    KEEPS_ANSWER,
    .partial_images = 1 },
  { "stream-cut-in-completed",
    { "read", "send " EVENTS "event: image_generation.completed\ndata: {\"b64_json\":\"iVBORw0K" },
    F (UNKNOWN),
    TRUE,
    1,
    0,
    KEEPS_ANSWER,
    .partial_images = 1 },
  { "stream-error",
    { "read", "send " EVENTS "event: error\ndata: " ERROR_BODY ("moderation_blocked", "") "\n\n" },
    F (MODERATED),
    FALSE,
    1,
    0,
    KEEPS_ANSWER,
    "moderation_blocked",
    .partial_images = 1 },
  { "stream-error-after-partial",
    { "read",
      "send " EVENTS PARTIAL "event: error\ndata: " ERROR_BODY ("server_error", "") "\n\n" },
    F (UNAVAILABLE),
    FALSE,
    1,
    0,
    KEEPS_ANSWER,
    "server_error",
    .partial_images = 1 },
  { "stream-error-after-picture",
    { "read",
      "send " EVENTS COMPLETED "event: error\ndata: " ERROR_BODY ("server_error", "") "\n\n" },
    F (UNAVAILABLE),
    FALSE,
    1,
    1,
    KEEPS_NOTHING,
    "server_error",
    .n = 2,
    .partial_images = 1 },
  { "json-for-stream",
    { "read", "send " JSON "{\"data\":[" ITEM "]}" },
    FINE,
    FALSE,
    1,
    1,
    .partial_images = 2 },
  { "stream-for-json", { "read", "send " EVENTS COMPLETED }, FINE, FALSE, 1, 1 },

  /* Addresses */
  { "url-nowhere",
    { "read", "send " JSON "{\"data\":[{\"url\":\"file:///etc/passwd\"}]}" },
    F (DAMAGED),
    TRUE,
    1,
    0,
    KEEPS_ANSWER },
  { "url-dead",
    { "read", "send " JSON "{\"data\":[{\"url\":\"http://127.0.0.1:9/p.png\"}]}" },
    F (DAMAGED),
    TRUE,
    1,
    0,
    KEEPS_ANSWER },

  /* Statuses */
  { "400-moderation",
    { "read", GIVEN ("400 No",
                     "",
                     ERROR_BODY ("moderation_blocked",
                                 ",\"moderation_details\":{\"categories\":[\"violence\"]}")) },
    F (MODERATED),
    FALSE,
    1,
    0,
    KEEPS_NOTHING,
    "moderation_blocked",
    400 },
  { "400-policy",
    { "read", GIVEN ("400 No", "", ERROR_BODY ("content_policy_violation", "")) },
    F (MODERATED),
    FALSE,
    1,
    0,
    KEEPS_NOTHING,
    "content_policy_violation",
    400 },
  { "400-image",
    { "read", GIVEN ("400 No", "", ERROR_BODY ("invalid_image_file", "")) },
    F (REFUSED),
    FALSE,
    1,
    0,
    KEEPS_NOTHING,
    "invalid_image_file",
    400 },
  { "400-money",
    { "read", GIVEN ("400 No", "", ERROR_BODY ("billing_hard_limit_reached", "")) },
    F (MONEY),
    FALSE,
    1,
    0,
    KEEPS_NOTHING,
    "billing_hard_limit_reached",
    400 },
  { "429-far-date",
    { "read", GIVEN ("429 No", "retry-after: Wed, 21 Oct 2065 07:28:00 GMT" CRLF, "") },
    F (RATE_LIMITED),
    FALSE,
    1,
    .status = 429 },
  { "429-told-not-to",
    { "read", GIVEN ("429 No", SOON "x-should-retry: false" CRLF, "") },
    F (RATE_LIMITED),
    FALSE,
    1,
    .status = 429 },
  { "302", { "read", GIVEN ("302 No", "Location: /elsewhere" CRLF, "") }, F (REFUSED), FALSE, 1 },
};

/* The kinds of account that speak the Images dialects: each goes through the whole table. */
static const char *const kinds[]
    = { GESSO_ACCOUNT_KIND_OPENAI_IMAGES, GESSO_ACCOUNT_KIND_AZURE, GESSO_ACCOUNT_KIND_COMPATIBLE };

/* One studio lives through all of it, as a person's would. */
typedef struct
{
  GessoTestStudio studio;
  GessoTestServer *server;
  const char *kind;
} Fixture;

typedef struct
{
  const Case *one;
  const char *kind;
} Played;

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

/* After all that: everything that came is sound, and nothing is left running or waiting. */
static void
test_library_is_sound (Fixture       *f,
                       gconstpointer  data)
{
  g_assert_cmpuint (gesso_job_queue_get_n_running (gesso_studio_get_queue (f->studio.studio)), ==,
                    0);
  g_assert_cmpuint (gesso_job_queue_get_n_waiting (gesso_studio_get_queue (f->studio.studio)), ==,
                    0);
  gesso_test_studio_verify (&f->studio);
  gesso_test_studio_tear_down (&the_studio);
}

static void
replace (GString    *text,
         const char *name,
         GBytes     *bytes)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  g_autofree char *base64 = g_base64_encode (data, length);

  g_string_replace (text, name, base64, 0);
}

/* Puts the pictures in. */
static char *
fill_in (const char *step)
{
  GString *text = g_string_new (step);
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  g_autoptr (GBytes) jpeg = gesso_test_picture_jpeg (64, 48);
  g_autoptr (GBytes) bomb = gesso_test_picture_png_bomb ();
  g_autoptr (GBytes) cut = gesso_test_picture_cut (png, g_bytes_get_size (png) - 20);
  g_autoptr (GBytes) words = g_bytes_new_static ("I am sorry, no picture.", 23);

  replace (text, "{png}", png);
  replace (text, "{jpeg}", jpeg);
  replace (text, "{bomb}", bomb);
  replace (text, "{cut}", cut);
  replace (text, "{text}", words);
  return g_string_free (text, FALSE);
}

static void
add_script (Fixture *f, const char *const *steps)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) script = NULL;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_autofree char *step = fill_in (steps[i]);

      g_strv_builder_add (builder, step);
    }
  script = g_strv_builder_end (builder);
  gesso_test_server_add_script (f->server, (const char *const *) script);
}

static GessoJob *
submit (Fixture *f,
        int      n,
        int      partial_images)
{
  const char *kind = f->kind != NULL ? f->kind : kinds[0];
  g_autofree char *base
      = gesso_test_server_dup_uri (f->server, g_str_equal (kind, GESSO_ACCOUNT_KIND_AZURE)
                                                  ? "/openai/v1"
                                                  : "/v1");
  g_autoptr (GessoRequest) request
      = gesso_test_studio_request ("A red kite", MAX (n, 1), partial_images, NULL);

  return gesso_test_studio_submit_to (&f->studio,
                                      gesso_test_studio_add_account (&f->studio, kind, base,
                                                                     "gpt-image-2"),
                                      request, NULL);
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
assert_failure (GessoJob   *job,
                const Case *one)
{
  const GessoFailureInfo *info;

  if (one->failure_class == FINE)
    {
      g_assert_null (gesso_job_get_failure (job));
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
  if (one->status != 0)
    {
      g_assert_cmpint (info->http_status, ==, one->status);
      g_assert_cmpstr (info->request_id, ==, "req_7");
    }
}

static void
assert_journal (Fixture    *f,
                GessoJob   *job,
                const Case *one)
{
  g_autoptr (GessoJobRecord) record
      = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));

  g_assert_nonnull (record);
  g_assert_cmpstr (gesso_journal_state_to_string (record->state), ==,
                   one->failure_class == FINE || one->n_nodes > 0 ? "done" : "failed");
  g_assert_true ((one->failure_class == FINE) == (record->failure_json == NULL));
}

static void
test_case (Fixture       *f,
           gconstpointer  data)
{
  const Played *played = data;
  const Case *one = played->one;
  GessoJob *job;

  f->kind = played->kind;
  add_script (f, one->steps);
  job = submit (f, one->n, one->partial_images);
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_failure (job, one);
  assert_journal (f, job, one);
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, one->n_nodes);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, one->n_requests);
  if (one->keeps == KEEPS_ANSWER)
    assert_kept (job);
  if (one->failure_class != FINE)
    g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_FAILED);
}

/* Connections that a script cannot show in one way only. */

static void
test_not_there (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GessoRequest) request = gesso_test_studio_request ("A red kite", 1, 0, NULL);
  GessoJob *job = gesso_test_studio_submit (&f->studio, "http://127.0.0.1:9/v1", request);
  const GessoFailureInfo *info;

  gesso_test_wait_until (gesso_job_is_finished (job));
  info = gesso_failure_get_info (gesso_job_get_failure (job));
  g_assert_cmpint (info->failure_class, ==, GESSO_FAILURE_UNAVAILABLE);
  g_assert_cmpstr (info->code, ==, "unreachable");
  g_assert_false (info->may_be_billed);
}

static void
test_engine_missing (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (GessoRequest) request = gesso_test_studio_request ("A red kite", 1, 0, NULL);
  const GessoFailureInfo *info;
  GessoJob *job;

  g_setenv ("GESSO_ENGINE_PATH", "/nonexistent/gesso-engine", TRUE);
  job = gesso_studio_submit (f->studio.studio,
                             gesso_studio_find_account (f->studio.studio, GESSO_ACCOUNT_ID_SKETCH),
                             request, gesso_session_get_id (f->studio.session), NULL);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_unsetenv ("GESSO_ENGINE_PATH");
  info = gesso_failure_get_info (gesso_job_get_failure (job));
  g_assert_cmpint (info->failure_class, ==, GESSO_FAILURE_UNAVAILABLE);
  g_assert_cmpstr (info->code, ==, "engine");
  g_assert_false (info->may_be_billed);
}

/* How far the request came is up to the sockets; what is said must fit to what is done. */
static void
assert_honest (Fixture  *f,
               GessoJob *job)
{
  const GessoFailureInfo *info = gesso_failure_get_info (gesso_job_get_failure (job));

  if (info->may_be_billed)
    {
      g_assert_cmpint (info->failure_class, ==, GESSO_FAILURE_UNKNOWN);
      g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), <=, 3);
    }
  else
    {
      g_assert_cmpint (info->failure_class, ==, GESSO_FAILURE_UNAVAILABLE);
      g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 3);
    }
}

static void
test_reset_at_once (Fixture       *f,
                    gconstpointer  data)
{
  static const char *const steps[] = { "reset", NULL };
  GessoJob *job;

  gesso_test_server_add_script (f->server, steps);
  job = submit (f, 1, 0);
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_honest (f, job);
}

/* A body that is larger than what sockets hold: it is on its way when the connection breaks. */
static void
test_reset_in_body (Fixture       *f,
                    gconstpointer  data)
{
  static const char *const steps[] = { "head", "wait 50", "reset", NULL };
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autofree char *prompt = g_strnfill (3 * 1024 * 1024, 'x');
  g_autoptr (GessoRequest) request = gesso_test_studio_request (prompt, 1, 0, NULL);
  const GessoFailureInfo *info;
  GessoJob *job;

  gesso_test_server_add_script (f->server, steps);
  job = gesso_test_studio_submit (&f->studio, base, request);
  gesso_test_wait_until (gesso_job_is_finished (job));
  info = gesso_failure_get_info (gesso_job_get_failure (job));
  g_assert_cmpint (info->failure_class, ==, GESSO_FAILURE_UNKNOWN);
  g_assert_true (info->may_be_billed);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 1);
}

/* Cancelling */

static void
cancel_when (Fixture *f, const char *const *steps, GessoRunStage stage)
{
  g_autoptr (GessoJobRecord) record = NULL;
  GessoJob *job;

  gesso_test_server_add_script (f->server, steps);
  job = submit (f, 1, 1);
  gesso_test_wait_until (gesso_job_get_stage (job) == stage);
  gesso_job_queue_cancel (gesso_studio_get_queue (f->studio.studio), job);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_CANCELLED);
  record = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));
  g_assert_cmpint (record->state, ==, GESSO_JOURNAL_STATE_CANCELLED);
  gesso_test_wait_until (gesso_test_server_get_n_ended (f->server) == 1);
  g_assert_cmpuint (gesso_test_server_get_n_hung_up (f->server), ==, 1);
}

static void
test_cancel_working (Fixture       *f,
                     gconstpointer  data)
{
  static const char *const steps[] = { "read", "hang", NULL };

  cancel_when (f, steps, GESSO_RUN_STAGE_WORKING);
}

static void
test_cancel_drip (Fixture       *f,
                  gconstpointer  data)
{
  static const char *const steps[] = { "read", "send " JSON "{\"data\":[{\"b64_json\":\"",
                                       "drip 5 iVBORw0KGgoAAAANSUhEUg", "hang", NULL };

  cancel_when (f, steps, GESSO_RUN_STAGE_RECEIVING);
}

static void
test_cancel_silent_stream (Fixture       *f,
                           gconstpointer  data)
{
  static const char *const steps[] = { "read", "send " EVENTS ": keep-alive\n\n", "hang", NULL };

  cancel_when (f, steps, GESSO_RUN_STAGE_RECEIVING);
}

/* Pictures that come as addresses: the second connection hands them out. */

static void
run_address (Fixture *f, const char *const *picture, const char *const *more)
{
  static const char *const answer[]
      = { "read", "send " JSON "{\"data\":[{\"url\":\"files/1.png\"}]}", NULL };

  add_script (f, answer);
  add_script (f, picture);
  if (more != NULL)
    add_script (f, more);
}

static GBytes *
make_png (void)
{
  return gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
}

/* The bytes of a picture as a step. */
static char *
make_send (const char *head,
           GBytes     *bytes)
{
  GString *step = g_string_new ("send ");
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  g_string_append (step, head);
  for (gsize i = 0; i < length; i++)
    if (data[i] == 0)
      g_string_append (step, "\\0");
    else if (data[i] == '\\')
      g_string_append (step, "\\\\");
    else
      g_string_append_c (step, (char) data[i]);
  return g_string_free (step, FALSE);
}

static void
test_address_relative (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (GBytes) png = make_png ();
  g_autofree char *send = make_send (HEAD CRLF, png);
  const char *picture[] = { "read", send, NULL };
  g_autofree char *asked = NULL;
  GessoJob *job;

  run_address (f, picture, NULL);
  job = submit (f, 1, 0);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_null (gesso_job_get_failure (job));
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, 1);
  asked = gesso_test_server_dup_request (f->server, 1);
  g_assert_true (g_str_has_prefix (asked, "GET /files/1.png "));
}

static void
test_address_redirected (Fixture       *f,
                         gconstpointer  data)
{
  static const char *const away[]
      = { "read", GIVEN ("302 Found", "Location: /other/2.png" CRLF "Content-Length: 0" CRLF, ""),
          NULL };
  g_autoptr (GBytes) png = make_png ();
  g_autofree char *send = make_send (HEAD CRLF, png);
  const char *picture[] = { "read", send, NULL };
  GessoJob *job;

  run_address (f, away, picture);
  job = submit (f, 1, 0);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_null (gesso_job_get_failure (job));
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 3);
}

/* The picture was made and paid; only handing it out went wrong. */
static void
test_address_lost (Fixture       *f,
                   gconstpointer  data)
{
  static const char *const endings[][3] = {
    { "read", "reset", NULL },
    { "read", GIVEN ("404 Gone", "Content-Length: 0" CRLF, ""), NULL },
    { "read", "send " HTML PAGE, NULL },
    { "read", GIVEN ("200 OK", "Content-Length: 9000" CRLF, "\377\330\377\340"), NULL },
    { "read", GIVEN ("302 Found", "Location: ftp://127.0.0.1/" CRLF, ""), NULL },
  };
  const char *const *ending = endings[GPOINTER_TO_UINT (data)];
  const GessoFailureInfo *info;
  GessoJob *job;

  run_address (f, ending, NULL);
  job = submit (f, 1, 0);
  gesso_test_wait_until (gesso_job_is_finished (job));
  info = gesso_failure_get_info (gesso_job_get_failure (job));
  g_assert_cmpint (info->failure_class, ==, GESSO_FAILURE_DAMAGED);
  g_assert_true (info->may_be_billed);
  assert_kept (job);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 2);
}

#define ADD(name, func) g_test_add ("/failures/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  static Played all[G_N_ELEMENTS (kinds) * G_N_ELEMENTS (cases)];

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        Played *played = &all[k * G_N_ELEMENTS (cases) + i];
        g_autofree char *path = g_strdup_printf ("/failures/%s/%s", kinds[k], cases[i].name);

        played->one = &cases[i];
        played->kind = kinds[k];
        g_test_add (path, Fixture, played, set_up, test_case, tear_down);
      }
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *path = g_strdup_printf ("/failures/url-lost/%u", i);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_address_lost, tear_down);
    }
  ADD ("not-there", test_not_there);
  ADD ("engine-missing", test_engine_missing);
  ADD ("reset-at-once", test_reset_at_once);
  ADD ("reset-in-body", test_reset_in_body);
  ADD ("cancel-working", test_cancel_working);
  ADD ("cancel-drip", test_cancel_drip);
  ADD ("cancel-silent-stream", test_cancel_silent_stream);
  ADD ("url-relative", test_address_relative);
  ADD ("url-redirected", test_address_redirected);
  ADD ("library-is-sound", test_library_is_sound);

  return g_test_run ();
}
