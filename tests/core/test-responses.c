/* test-responses.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "support/gesso-test-library.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-script.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include <string.h>

/* The Responses API as its reference describes it, played over a socket under a whole studio: what
 * it is asked, what it answers in events and from the background, going on from an answer, being
 * taken up after a restart, and everything it can do wrong. */

#define NO(status, code, more)                                                                     \
  HEAD (status, "application/json")                                                                \
  "{\"error\":{\"message\":\"words\",\"type\":\"invalid_request_error\",\"code\":\"" code          \
  "\"" more "}}"
#define RESPONSE(id, status, output)                                                               \
  "{\"id\":\"" id "\",\"object\":\"response\",\"created_at\":1790000000,\"status\":\"" status      \
  "\","                                                                                            \
  "\"model\":\"gpt-5.5\",\"error\":null,\"output\":[" output "]}"
#define THOUGHT                                                                                    \
  "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":"      \
  "\"Sand first.\"}]}"
#define CALL(id)                                                                                   \
  "{\"type\":\"image_generation_call\",\"id\":\"" id "\",\"status\":\"completed\",\"result\":"     \
  "\"{base64}\",\"revised_prompt\":\"A red kite over dunes\"}"
#define EVENT(type, more) "event: " type "\ndata: {\"type\":\"" type "\"" more "}\n\n"
#define CREATED EVENT ("response.created", ",\"response\":" RESPONSE ("resp_1", "in_progress", ""))
#define PARTIAL                                                                                    \
  EVENT ("response.image_generation_call.partial_image",                                           \
         ",\"output_index\":0,\"item_id\":\"ig_1\",\"partial_image_index\":0,"                     \
         "\"partial_image_b64\":\"{base64}\"")
#define ITEM_DONE EVENT ("response.output_item.done", ",\"output_index\":0,\"item\":" CALL ("ig_1"))
#define COMPLETED                                                                                  \
  EVENT ("response.completed", ",\"response\":" RESPONSE ("resp_1", "completed", CALL ("ig_1")))

typedef struct
{
  GessoTestStudio studio;
  GessoTestServer *server;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  gesso_test_studio_set_up (&f->studio);
  f->server = gesso_test_server_new ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gesso_test_studio_tear_down (&f->studio);
  g_clear_pointer (&f->server, gesso_test_server_free);
}

static GessoAccount *
get_account (Fixture    *f,
             const char *model)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");

  return gesso_test_studio_add_account (&f->studio, GESSO_ACCOUNT_KIND_RESPONSES, base, model);
}

typedef struct
{
  const char *model;
  int partial_images;
  const char *think;
  gboolean web_search;
  GPtrArray *references;
  const char *base_node_id;
} Wish;

static GessoRequest *
make_request (const Wish *wish)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();

  g_free (parameters->model);
  parameters->model = g_strdup (wish->model != NULL ? wish->model : "gpt-image-2");
  parameters->size = (GessoSize){ 1536, 1024 };
  g_free (parameters->quality);
  parameters->quality = g_strdup ("medium");
  parameters->partial_images = wish->partial_images;
  parameters->think = g_strdup (wish->think);
  parameters->web_search = wish->web_search;
  return gesso_request_new (wish->references != NULL ? GESSO_OPERATION_EDIT
                                                     : GESSO_OPERATION_GENERATE,
                            "A \"red\" kite", parameters, wish->references, NULL);
}

static GessoJob *
submit (Fixture    *f,
        const Wish *wish)
{
  g_autoptr (GessoRequest) request = make_request (wish);

  return gesso_test_studio_submit_to (&f->studio, get_account (f, "gpt-image-2"), request,
                                      wish->base_node_id);
}

static GessoJob *
run (Fixture    *f,
     const Wish *wish)
{
  GessoJob *job = submit (f, wish);

  gesso_test_wait_until (gesso_job_is_finished (job));
  return job;
}

static void
assert_done (Fixture  *f,
             GessoJob *job)
{
  g_autoptr (GessoJobRecord) record
      = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));

  if (gesso_job_get_failure (job) != NULL)
    g_error ("failed: %s", gesso_failure_get_info (gesso_job_get_failure (job))->message);
  g_assert_cmpint (record->state, ==, GESSO_JOURNAL_STATE_DONE);
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, 1);
}

#define INPUT                                                                                      \
  "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":"                  \
  "\"A \\\"red\\\" kite\"}"
#define TOOL                                                                                       \
  "{\"type\":\"image_generation\",\"model\":\"gpt-image-2\",\"size\":\"1536x1024\","               \
  "\"quality\":\"medium\""
#define CHOICE "\"tool_choice\":{\"type\":\"image_generation\"}"

static JsonObject *
load_details (Fixture  *f,
              GessoJob *job)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNodeDetails) details = NULL;

  gesso_library_load_details_async (gesso_studio_get_library (f->studio.studio),
                                    gesso_job_get_node_ids (job)[0], NULL, gesso_test_result_cb,
                                    &result);
  gesso_test_wait_result (&result);
  details = gesso_library_load_details_finish (gesso_studio_get_library (f->studio.studio), result,
                                               &error);
  g_assert_no_error (error);
  return gesso_json_parse_object (details->details_json, -1, NULL);
}

static void
test_stream (Fixture       *f,
             gconstpointer  data)
{
  GessoJob *job;

  gesso_test_script_answer (f->server, EVENTS CREATED PARTIAL ITEM_DONE COMPLETED);
  job = run (f, &(Wish){ .partial_images = 2 });
  assert_done (f, job);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 1);
  gesso_test_script_assert_asked (f->server, 0, "POST /v1/responses HTTP/1.1" CRLF);
  gesso_test_script_assert_body (f->server, 0,
                                 "{\"model\":\"gpt-5.5\",\"tools\":[" TOOL
                                 ",\"partial_images\":2}]," CHOICE ",\"stream\":true," INPUT
                                 "]}]}");
  /* Events cannot be taken up again, so nobody is told to try. */
  g_assert_null (gesso_job_get_task_id (job));
}

/* What was thought, looked up and said is kept with the picture. */
static void
test_details (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (JsonObject) details = NULL;
  g_auto (GStrv) found = NULL;
  JsonObject *responses;
  GessoJob *job;

  gesso_test_script_answer (f->server,
                            JSON RESPONSE ("resp_1", "completed", THOUGHT "," CALL ("ig_1")));
  job = run (f, &(Wish){ .model = "gpt-6=gpt-image-2", .think = "high", .web_search = TRUE });
  assert_done (f, job);
  gesso_test_script_assert_body (
      f->server, 0,
      "{\"model\":\"gpt-6\",\"tools\":[" TOOL "},{\"type\":\"web_search\"}],"
      "\"reasoning\":{\"effort\":\"high\",\"summary\":\"auto\"},\"background\":true," INPUT "]}]}");
  details = load_details (f, job);
  responses = gesso_json_get_object (details, "responses");
  g_assert_cmpstr (gesso_json_get_string (responses, "id", NULL), ==, "resp_1");
  g_assert_cmpstr (gesso_json_get_string (responses, "reasoning", NULL), ==, "Sand first.");
  g_assert_cmpstr (gesso_json_get_string (details, "call", NULL), ==, "ig_1");

  /* The thinking is found by its words, by nobody's prompt. */
  found = gesso_test_library_find (gesso_studio_get_library (f->studio.studio), "sand first");
  g_assert_cmpuint (g_strv_length (found), ==, 1);
}

static void
test_background (Fixture       *f,
                 gconstpointer  data)
{
  GessoJob *job;

  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_1", "queued", ""));
  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_1", "in_progress", ""));
  gesso_test_script_answer (f->server, NO ("503 Busy", "server_error", ""));
  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_1", "completed", CALL ("ig_1")));
  job = run (f, &(Wish){ 0 });
  assert_done (f, job);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 4);
  gesso_test_script_assert_asked (f->server, 0, "POST /v1/responses HTTP/1.1" CRLF);
  gesso_test_script_assert_body (f->server, 0,
                                 "{\"model\":\"gpt-5.5\",\"tools\":[" TOOL "}]," CHOICE
                                 ",\"background\":true," INPUT "]}]}");
  for (guint i = 1; i < 4; i++)
    gesso_test_script_assert_asked (f->server, i, "GET /v1/responses/resp_1 HTTP/1.1" CRLF);
  g_assert_cmpstr (gesso_job_get_task_id (job), ==, "resp_1");
}

/* The program ends while the service works; the next start fetches the picture and sends nothing.
 */

static const char *program;

static int
run_child (const char *folder,
           const char *base)
{
  GessoTestStudio studio = { .folder = g_strdup (folder) };
  g_autoptr (GessoRequest) request = make_request (&(Wish){ 0 });

  gesso_test_studio_open (&studio);
  gesso_test_studio_submit_to (&studio,
                               gesso_test_studio_add_account (&studio, GESSO_ACCOUNT_KIND_RESPONSES,
                                                              base, "gpt-image-2"),
                               request, NULL);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

static GSubprocess *
start_child (Fixture *f)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *home = g_build_filename (f->studio.folder, "home", NULL);
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", home, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, "--child", f->studio.folder, base,
                                       NULL);
  g_assert_no_error (error);
  return child;
}

static void
test_restart (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GessoJob) job = NULL;
  g_autoptr (GError) error = NULL;

  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_1", "queued", ""));
  gesso_test_script_hang (f->server);
  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_1", "completed", CALL ("ig_1")));
  get_account (f, "gpt-image-2");
  gesso_test_studio_close (&f->studio);

  child = start_child (f);
  gesso_test_wait_until (gesso_test_script_has_come (f->server, 1)
                         && gesso_test_studio_knows_task (&f->studio));
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (child));

  gesso_test_studio_open (&f->studio);
  job = g_list_model_get_item (G_LIST_MODEL (gesso_studio_get_queue (f->studio.studio)), 0);
  g_assert_nonnull (job);
  g_assert_cmpstr (gesso_job_get_task_id (job), ==, "resp_1");
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_done (f, job);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 3);
  gesso_test_script_assert_asked (f->server, 0, "POST /v1/responses HTTP/1.1" CRLF);
  gesso_test_script_assert_asked (f->server, 1, "GET /v1/responses/resp_1 HTTP/1.1" CRLF);
  gesso_test_script_assert_asked (f->server, 2, "GET /v1/responses/resp_1 HTTP/1.1" CRLF);
}

/* Going on from an answer */

static GPtrArray *
make_references (gboolean other)
{
  g_autoptr (GBytes) png = other ? gesso_test_picture_png (GESSO_TEST_PNG_RGBA, 32, 32)
                                 : gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
  GPtrArray *references = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);

  g_ptr_array_add (references, gesso_reference_new (png, "image/png", "name.png", digest,
                                                    other ? 32 : 64, other ? 32 : 48));
  return references;
}

static char *
make_edit_body (const char *previous,
                gboolean    with_picture,
                gboolean    other)
{
  g_autoptr (GBytes) png = other ? gesso_test_picture_png (GESSO_TEST_PNG_RGBA, 32, 32)
                                 : gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  gsize length;
  const guchar *bytes = g_bytes_get_data (png, &length);
  g_autofree char *base64 = g_base64_encode (bytes, length);
  g_autofree char *picture
      = g_strdup_printf (",{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,%s\"}",
                         base64);
  g_autofree char *before = g_strdup_printf ("\"previous_response_id\":\"%s\",", previous);

  return g_strdup_printf ("{\"model\":\"gpt-5.5\",\"tools\":[" TOOL ",\"action\":\"edit\"}]," CHOICE
                          ",\"background\":true,%s" INPUT "%s]}]}",
                          previous != NULL ? before : "", with_picture ? picture : "");
}

static void
test_go_on (Fixture       *f,
            gconstpointer  data)
{
  gboolean other = GPOINTER_TO_INT (data);
  g_autoptr (GPtrArray) references = make_references (other);
  g_autofree char *expected = make_edit_body (other ? NULL : "resp_1", other, other);
  GessoJob *first;
  GessoJob *second;

  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_1", "completed", CALL ("ig_1")));
  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_2", "completed", CALL ("ig_2")));
  first = run (f, &(Wish){ 0 });
  assert_done (f, first);
  second = run (f, &(Wish){ .references = references,
                            .base_node_id = gesso_job_get_node_ids (first)[0] });
  assert_done (f, second);
  gesso_test_script_assert_body (f->server, 1, expected);
}

/* An answer that the service has forgotten: the picture itself is sent, at once. */
static void
test_forgotten (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) references = make_references (FALSE);
  g_autofree char *with_id = make_edit_body ("resp_1", FALSE, FALSE);
  g_autofree char *with_picture = make_edit_body (NULL, TRUE, FALSE);
  GessoJob *first;
  GessoJob *second;

  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_1", "completed", CALL ("ig_1")));
  gesso_test_script_answer (f->server, data);
  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_2", "completed", CALL ("ig_2")));
  first = run (f, &(Wish){ 0 });
  assert_done (f, first);
  second = run (f, &(Wish){ .references = references,
                            .base_node_id = gesso_job_get_node_ids (first)[0] });
  assert_done (f, second);
  gesso_test_script_assert_body (f->server, 1, with_id);
  gesso_test_script_assert_body (f->server, 2, with_picture);
}

/* A service that knows no background or no events is asked without. */
static void
test_dropped (Fixture       *f,
              gconstpointer  data)
{
  GessoJob *job;

  gesso_test_script_answer (f->server, NO ("400 Bad Request", "unknown_parameter",
                                           ",\"param\":\"background\""));
  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_1", "completed", CALL ("ig_1")));
  job = run (f, &(Wish){ 0 });
  assert_done (f, job);
  gesso_test_script_assert_body (f->server, 1,
                                 "{\"model\":\"gpt-5.5\",\"tools\":[" TOOL "}]," CHOICE "," INPUT
                                 "]}]}");
}

/* Cancelling what is made in the background stops it there. */
static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GessoJobRecord) record = NULL;
  GessoJob *job;

  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_1", "queued", ""));
  gesso_test_script_hang (f->server);
  gesso_test_script_answer (f->server, JSON RESPONSE ("resp_1", "cancelled", ""));
  job = submit (f, &(Wish){ 0 });
  gesso_test_wait_until (gesso_test_script_has_come (f->server, 1));
  gesso_job_queue_cancel (gesso_studio_get_queue (f->studio.studio), job);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_CANCELLED);
  gesso_test_script_assert_asked (f->server, 2, "POST /v1/responses/resp_1/cancel HTTP/1.1" CRLF);
  record = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));
  g_assert_cmpint (record->state, ==, GESSO_JOURNAL_STATE_CANCELLED);
}

/* What can go wrong */

typedef struct
{
  const char *name;
  const char *first[6];
  const char *later[6]; /* for every further connection; empty: as the first */
  GessoFailureClass failure_class;
  gboolean may_be_billed;
  guint n_requests; /* 0: not counted */
  guint n_nodes;
  int partial_images;
  const char *code; /* (nullable): not looked at */
} Case;

#define FINE ((GessoFailureClass) -1)
#define F(x) GESSO_FAILURE_##x
#define QUEUED                                                                                     \
  {                                                                                                \
    "read", JSON RESPONSE ("resp_1", "queued", "")                                                 \
  }
#define STATUS(n) HEAD (n " No", "text/html") "<html>no</html>"

static const Case cases[] = {
  /* Before the service took it */
  { "reset-in-head", { "head", "reset" }, {}, F (UNKNOWN), TRUE, 1 },
  { "reset-while-waiting", { "read", "wait 50", "reset" }, {}, F (UNKNOWN), TRUE, 1 },
  { "closed", { "read" }, {}, F (UNKNOWN), TRUE, 1 },
  { "noise", { "read", "fill 4096" }, {}, F (DAMAGED), TRUE, 1 },
  { "400",
    { "read", NO ("400 No", "invalid_value", ",\"param\":\"size\"") },
    {},
    F (REFUSED),
    FALSE,
    1,
    .code = "invalid_value" },
  { "400-moderation",
    { "read", NO ("400 No", "moderation_blocked", "") },
    {},
    F (MODERATED),
    FALSE,
    1 },
  { "401", { "read", NO ("401 No", "invalid_api_key", "") }, {}, F (AUTH), FALSE, 1 },
  { "402", { "read", STATUS ("402") }, {}, F (MONEY), FALSE, 1 },
  { "403", { "read", STATUS ("403") }, {}, F (AUTH), FALSE, 1 },
  { "404", { "read", NO ("404 No", "model_not_found", "") }, {}, F (REFUSED), FALSE, 1 },
  { "408", { "read", STATUS ("408") }, {}, F (UNAVAILABLE), TRUE, 1 },
  { "413", { "read", STATUS ("413") }, {}, F (REFUSED), FALSE, 1 },
  { "429", { "read", NO ("429 No", "rate_limit_exceeded", "") }, {}, F (RATE_LIMITED), FALSE, 3 },
  { "429-money", { "read", NO ("429 No", "insufficient_quota", "") }, {}, F (MONEY), FALSE, 1 },
  { "500", { "read", STATUS ("500") }, {}, F (UNAVAILABLE), FALSE, 3 },
  { "502", { "read", STATUS ("502") }, {}, F (UNAVAILABLE), FALSE, 3 },
  { "503", { "read", STATUS ("503") }, {}, F (UNAVAILABLE), FALSE, 3 },
  { "504", { "read", STATUS ("504") }, {}, F (UNAVAILABLE), TRUE, 1 },
  { "endless-error",
    { "read", HEAD ("500 No", "text/plain"), "endless" },
    {},
    F (UNAVAILABLE),
    FALSE,
    3 },
  { "302",
    { "read",
      "send HTTP/1.1 302 No" CRLF "Location: /elsewhere" CRLF "Connection: close" CRLF CRLF },
    {},
    F (REFUSED),
    FALSE,
    1 },

  /* Answers that are none */
  { "html", { "read", HEAD ("200 OK", "text/html") "<html></html>" }, {}, F (DAMAGED), TRUE, 1 },
  { "nothing", { "read", JSON }, {}, F (UNKNOWN), TRUE, 1 },
  { "truncated",
    { "read", JSON "{\"id\":\"resp_1\",\"output\":[{\"result\":\"iVBORw0KGgo" },
    {},
    F (UNKNOWN),
    TRUE,
    1 },
  { "bad-base64",
    { "read",
      JSON RESPONSE (
          "resp_1",
          "completed",
          "{\"type\":\"image_generation_call\",\"id\":\"ig_1\",\"result\":\"iVBORw0K@@@@\"}") },
    {},
    F (DAMAGED),
    TRUE,
    1 },
  { "no-picture-in-it",
    { "read", JSON RESPONSE ("resp_1",
                             "completed",
                             "{\"type\":\"image_generation_call\",\"id\":\"ig_1\",\"result\":"
                             "\"bm90IGEgcGljdHVyZQ==\"}") },
    {},
    F (DAMAGED),
    TRUE,
    1 },
  { "words-only",
    { "read", JSON RESPONSE ("resp_1",
                             "completed",
                             "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\","
                             "\"text\":\"Which kite?\"}]}") },
    {},
    F (REFUSED),
    TRUE,
    1,
    .code = "no_picture" },
  { "no-output", { "read", JSON RESPONSE ("resp_1", "completed", "") }, {}, F (DAMAGED), TRUE, 1 },
  { "wicked-id",
    { "read", JSON RESPONSE ("../../files", "queued", "") },
    {},
    F (DAMAGED),
    TRUE,
    1 },
  { "failed",
    { "read", JSON "{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":{\"code\":"
                   "\"image_content_policy_violation\",\"message\":\"no\"},\"output\":[]}" },
    {},
    F (MODERATED),
    FALSE,
    1 },
  { "filtered",
    { "read", JSON "{\"id\":\"resp_1\",\"status\":\"incomplete\","
                   "\"incomplete_details\":{\"reason\":\"content_filter\"},\"output\":[]}" },
    {},
    F (MODERATED),
    FALSE,
    1 },
  { "slow-drip",
    { "read", JSON, "drip 1 " RESPONSE ("resp_1", "completed", CALL ("ig_1")) },
    {},
    FINE,
    FALSE,
    1,
    1 },

  /* Events */
  { "stream-cut",
    { "read", EVENTS CREATED PARTIAL },
    {},
    F (UNKNOWN),
    TRUE,
    1,
    .partial_images = 1 },
  { "stream-reset",
    { "read", EVENTS CREATED PARTIAL, "reset" },
    {},
    F (UNKNOWN),
    TRUE,
    1,
    .partial_images = 1 },
  { "stream-cut-after-picture",
    { "read", EVENTS CREATED ITEM_DONE "data: {\"ty" },
    {},
    F (UNKNOWN),
    TRUE,
    1,
    1,
    .partial_images = 1 },
  { "stream-without-end",
    { "read", EVENTS CREATED ITEM_DONE },
    {},
    FINE,
    FALSE,
    1,
    1,
    .partial_images = 1 },
  { "stream-error",
    { "read", EVENTS CREATED EVENT ("error",
                                    ",\"code\":\"insufficient_quota\","
                                    "\"message\":\"no\",\"param\":null") },
    {},
    F (MONEY),
    FALSE,
    1,
    .partial_images = 1 },
  { "stream-failed",
    { "read",
      EVENTS CREATED EVENT (
          "response.failed",
          ",\"response\":{\"id\":"
          "\"resp_1\",\"status\":\"failed\",\"error\":{\"code\":\"image_content_policy_violation\","
          "\"message\":\"no\"}}") },
    {},
    F (MODERATED),
    FALSE,
    1,
    .partial_images = 1 },
  { "stream-nonsense",
    { "read", EVENTS "data: {]\n\n" },
    {},
    F (DAMAGED),
    TRUE,
    1,
    .partial_images = 1 },

  /* After the service took it: asking costs nothing and is done again, nothing is sent again */
  { "lost-on-the-way", QUEUED, { "read", "reset" }, F (UNKNOWN), TRUE, 10 },
  { "busy-for-ever", QUEUED, { "read", STATUS ("503") }, F (UNKNOWN), TRUE, 10 },
  { "forgotten", QUEUED, { "read", STATUS ("404") }, F (UNKNOWN), TRUE, 2 },
  { "key-taken-away", QUEUED, { "read", STATUS ("401") }, F (AUTH), TRUE, 2 },
  { "html-later",
    QUEUED,
    { "read", HEAD ("200 OK", "text/html") "<html></html>" },
    F (DAMAGED),
    TRUE,
    10 },
  { "failed-later",
    QUEUED,
    { "read",
      JSON "{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":"
           "{\"code\":\"image_content_policy_violation\",\"message\":\"no\"},\"output\":[]}" },
    F (MODERATED),
    FALSE,
    2 },
  { "cancelled-elsewhere",
    QUEUED,
    { "read", JSON RESPONSE ("resp_1", "cancelled", "") },
    F (DAMAGED),
    TRUE,
    2 },
};

static void
test_case (Fixture       *f,
           gconstpointer  data)
{
  const Case *one = data;
  g_autoptr (GessoJobRecord) record = NULL;
  const GessoFailureInfo *info;
  GessoJob *job;

  gesso_test_script_play (f->server, one->first);
  if (one->later[0] != NULL)
    gesso_test_script_play (f->server, one->later);
  job = run (f, &(Wish){ .partial_images = one->partial_images });
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, one->n_nodes);
  if (one->n_requests > 0)
    g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, one->n_requests);
  record = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));
  g_assert_cmpint (record->state, ==,
                   one->n_nodes > 0 ? GESSO_JOURNAL_STATE_DONE : GESSO_JOURNAL_STATE_FAILED);
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
  if (one->code != NULL)
    g_assert_cmpstr (info->code, ==, one->code);
}

#define ADD(name, data, func)                                                                      \
  g_test_add ("/responses/" name, Fixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3]);
  program = argv[0];
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("stream", NULL, test_stream);
  ADD ("details", NULL, test_details);
  ADD ("background", NULL, test_background);
  ADD ("restart", NULL, test_restart);
  ADD ("go-on", GINT_TO_POINTER (FALSE), test_go_on);
  ADD ("go-on-from-another-picture", GINT_TO_POINTER (TRUE), test_go_on);
  ADD ("forgotten-400",
       NO ("400 Bad Request", "previous_response_not_found", ",\"param\":\"previous_response_id\""),
       test_forgotten);
  ADD ("forgotten-404",
       HEAD ("404 Not Found",
             "application/json") "{\"error\":{\"message\":"
                                 "\"Response with id 'resp_1' not found.\",\"code\":null}}",
       test_forgotten);
  ADD ("dropped", NULL, test_dropped);
  ADD ("cancel", NULL, test_cancel);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/responses/fault/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }

  return g_test_run ();
}
