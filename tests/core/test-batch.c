/* test-batch.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "model/gesso-draft.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-script.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"
#include "wire/gesso-batch-reader.h"

#include <string.h>

/* Batches as the service's reference describes them, played over a socket under a whole studio:
 * what goes up, line by line, how long is asked, what comes down in which order, what fails, and
 * that a batch survives the program's end. */

#define LINES HEAD ("200 OK", "application/octet-stream")
#define FILE_TAKEN                                                                                 \
  JSON "{\"id\":\"file-abc\",\"object\":\"file\",\"bytes\":400,\"created_at\":1790000000,"         \
       "\"filename\":\"batch.jsonl\",\"purpose\":\"batch\",\"status\":\"processed\"}"
#define BATCH(status, more)                                                                        \
  JSON "{\"id\":\"batch_123\",\"object\":\"batch\",\"endpoint\":\"/v1/images/generations\","       \
       "\"input_file_id\":\"file-abc\",\"completion_window\":\"24h\",\"status\":\"" status "\","   \
       "\"request_counts\":{\"total\":2,\"completed\":0,\"failed\":0}" more "}"
#define OUTPUT ",\"output_file_id\":\"file-out\""
#define ERRORS ",\"error_file_id\":\"file-err\""
#define USAGE                                                                                      \
  "\"usage\":{\"input_tokens\":50,\"input_tokens_details\":{\"text_tokens\":50,"                   \
  "\"image_tokens\":0},\"output_tokens\":272,\"total_tokens\":322}"
#define LINE(n)                                                                                    \
  "{\"id\":\"batch_req_" n "\",\"custom_id\":\"picture-" n "\",\"response\":{\"status_code\":200," \
  "\"request_id\":\"r" n                                                                           \
  "\",\"body\":{\"created\":1790000000,\"data\":[{\"b64_json\":\"{base64}\","                      \
  "\"revised_prompt\":\"kite " n "\"}]," USAGE "}},\"error\":null}\\n"
#define BLOCKED(n)                                                                                 \
  "{\"id\":\"batch_req_" n "\",\"custom_id\":\"picture-" n "\",\"response\":{\"status_code\":400," \
  "\"request_id\":\"r" n "\",\"body\":{\"error\":{\"message\":\"rejected "                         \
  "safety_violations=[violence]\",\"type\":\"image_generation_user_error\",\"param\":null,"        \
  "\"code\":\"moderation_blocked\"}}},\"error\":null}\\n"
#define EXPIRED(n)                                                                                 \
  "{\"id\":\"batch_req_" n "\",\"custom_id\":\"picture-" n "\",\"response\":null,\"error\":"       \
  "{\"code\":\"batch_expired\",\"message\":\"This request could not be executed before the "       \
  "completion window expired.\"}}\\n"

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

static GessoRequest *
make_request (int      n,
              gboolean edit)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GPtrArray) references = NULL;

  g_free (parameters->model);
  parameters->model = g_strdup ("gpt-image-2");
  parameters->size = (GessoSize){ 1024, 1024 };
  g_free (parameters->quality);
  parameters->quality = g_strdup ("low");
  parameters->n = n;
  parameters->partial_images = 2;
  parameters->batch = TRUE;
  if (edit)
    {
      g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
      g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);

      references = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
      g_ptr_array_add (references,
                       gesso_reference_new (png, "image/png", "name.png", digest, 64, 48));
    }
  return gesso_request_new (edit ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE,
                            "A \"red\" kite", parameters, references, NULL);
}

static GessoJob *
submit (Fixture *f,
        int      n)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GessoRequest) request = make_request (n, FALSE);

  return gesso_test_studio_submit (&f->studio, base, request);
}

static GessoJob *
run (Fixture *f,
     int      n)
{
  GessoJob *job = submit (f, n);

  gesso_test_wait_until (gesso_job_is_finished (job));
  return job;
}

/* The lines of the file that went up, and that nothing but it and its purpose was in the form. */
static void
assert_lines (Fixture *f, guint connection, const char *const *expected)
{
  g_autofree char *request = gesso_test_server_dup_request (f->server, connection);
  const char *file = strstr (request, "form-data; name=\"file\"; filename=\"batch.jsonl\"");
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  gesso_test_script_assert_asked (f->server, connection, "POST /v1/files HTTP/1.1" CRLF);
  g_assert_nonnull (strstr (request, "form-data; name=\"purpose\"" CRLF CRLF "batch" CRLF));
  g_assert_nonnull (file);
  lines = g_strsplit (strstr (file, CRLF CRLF) + 4, "\n", -1);
  for (; expected[n] != NULL; n++)
    {
      g_autofree char *text = gesso_test_script_fill_in (f->server, expected[n]);
      g_autoptr (JsonNode) sent = gesso_json_parse (lines[n], -1, NULL);
      g_autoptr (JsonNode) wanted = gesso_json_parse (text, -1, NULL);

      g_assert_nonnull (wanted);
      if (sent == NULL || !json_node_equal (sent, wanted))
        g_error ("line %u was %s", n, lines[n]);
    }
  /* What ends the form follows. */
  g_assert_true (lines[n][0] == '\r');
}

static gint64
sum_costs (Fixture  *f,
           GessoJob *job)
{
  const char *const *ids = gesso_job_get_node_ids (job);
  gint64 sum = 0;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      GessoLibrary *library = gesso_studio_get_library (f->studio.studio);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GessoNode) node = NULL;

      gesso_library_load_node_async (library, ids[i], NULL, gesso_test_result_cb, &result);
      gesso_test_wait_result (&result);
      node = gesso_library_load_node_finish (library, result, NULL);
      g_assert_nonnull (node);
      g_assert_cmpint (gesso_node_get_cost_micros (node), >=, 0);
      sum += gesso_node_get_cost_micros (node);
    }
  return sum;
}

static void
assert_done (GessoJob *job,
             guint     n)
{
  if (gesso_job_get_failure (job) != NULL)
    g_error ("failed: %s", gesso_failure_get_info (gesso_job_get_failure (job))->message);
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_DONE);
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, n);
}

static const GessoFailureInfo *
assert_failed (GessoJob          *job,
               GessoFailureClass  failure_class,
               gboolean           may_be_billed)
{
  const GessoFailureInfo *info;

  g_assert_nonnull (gesso_job_get_failure (job));
  info = gesso_failure_get_info (gesso_job_get_failure (job));
  if (info->failure_class != failure_class || info->may_be_billed != may_be_billed)
    g_error ("class %d, billed %d: %s", info->failure_class, info->may_be_billed, info->message);
  return info;
}

static void
test_whole (Fixture       *f,
            gconstpointer  data)
{
  static const char *const lines[] = {
    "{\"custom_id\":\"picture-1\",\"method\":\"POST\",\"url\":\"/v1/images/generations\",\"body\":"
    "{\"model\":\"gpt-image-2\",\"prompt\":\"A \\\"red\\\" kite\",\"size\":\"1024x1024\","
    "\"quality\":\"low\"}}",
    "{\"custom_id\":\"picture-2\",\"method\":\"POST\",\"url\":\"/v1/images/generations\",\"body\":"
    "{\"model\":\"gpt-image-2\",\"prompt\":\"A \\\"red\\\" kite\",\"size\":\"1024x1024\","
    "\"quality\":\"low\"}}",
    NULL,
  };
  g_autoptr (GessoJobRecord) record = NULL;
  GessoJob *job;

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("validating", ""));
  gesso_test_script_answer (f->server, BATCH ("in_progress", ""));
  gesso_test_script_answer (f->server, HEAD ("503 Busy", "application/json") "{}");
  gesso_test_script_answer (f->server, BATCH ("finalizing", ""));
  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT));
  gesso_test_script_answer (f->server, LINES LINE ("2") LINE ("1"));
  job = run (f, 2);
  assert_done (job, 2);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 7);
  assert_lines (f, 0, lines);
  gesso_test_script_assert_asked (f->server, 1, "POST /v1/batches HTTP/1.1" CRLF);
  gesso_test_script_assert_body (
      f->server, 1,
      "{\"input_file_id\":\"file-abc\",\"endpoint\":\"/v1/images/generations\","
      "\"completion_window\":\"24h\"}");
  for (guint i = 2; i < 6; i++)
    gesso_test_script_assert_asked (f->server, i, "GET /v1/batches/batch_123 HTTP/1.1" CRLF);
  gesso_test_script_assert_asked (f->server, 6, "GET /v1/files/file-out/content HTTP/1.1" CRLF);
  g_assert_cmpstr (gesso_job_get_task_id (job), ==, "batch_123");
  /* Twice 50 text tokens of $5 and 272 picture tokens of $30 a million, halved. */
  g_assert_cmpint (sum_costs (f, job), ==, (50 * 5 + 272 * 30) * 2 / 2);
  record = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));
  g_assert_cmpint (record->state, ==, GESSO_JOURNAL_STATE_DONE);
}

static void
test_edit (Fixture       *f,
           gconstpointer  data)
{
  static const char *const lines[] = {
    "{\"custom_id\":\"picture-1\",\"method\":\"POST\",\"url\":\"/v1/images/edits\",\"body\":"
    "{\"model\":\"gpt-image-2\",\"prompt\":\"A \\\"red\\\" kite\",\"size\":\"1024x1024\","
    "\"quality\":\"low\",\"images\":[{\"image_url\":\"data:image/png;base64,{base64}\"}]}}",
    NULL,
  };
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GessoRequest) request = make_request (1, TRUE);
  GessoJob *job;

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT));
  gesso_test_script_answer (f->server, LINES LINE ("1"));
  job = gesso_test_studio_submit (&f->studio, base, request);
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_done (job, 1);
  assert_lines (f, 0, lines);
  gesso_test_script_assert_body (
      f->server, 1,
      "{\"input_file_id\":\"file-abc\",\"endpoint\":\"/v1/images/edits\","
      "\"completion_window\":\"24h\"}");
}

/* One line came, the other did not: the picture stays, and only what is missing is sent again. */
static void
test_partial (Fixture       *f,
              gconstpointer  data)
{
  GessoJobQueue *queue = gesso_studio_get_queue (f->studio.studio);
  g_autoptr (GessoJob) again = NULL;
  const GessoFailureInfo *info;
  GessoJob *job;

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT ERRORS));
  gesso_test_script_answer (f->server, LINES LINE ("2"));
  gesso_test_script_answer (f->server, LINES BLOCKED ("1"));
  job = run (f, 2);
  info = assert_failed (job, GESSO_FAILURE_MODERATED, FALSE);
  g_assert_true (g_strv_contains (info->categories, "violence"));
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, 1);
  g_assert_cmpint (sum_costs (f, job), ==, (50 * 5 + 272 * 30) / 2);
  gesso_test_script_assert_asked (f->server, 3, "GET /v1/files/file-err/content HTTP/1.1" CRLF);

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT));
  gesso_test_script_answer (f->server, LINES LINE ("1"));
  gesso_job_queue_retry (queue, job);
  again = g_list_model_get_item (G_LIST_MODEL (queue),
                                 g_list_model_get_n_items (G_LIST_MODEL (queue)) - 1);
  gesso_test_wait_until (gesso_job_is_finished (again));
  assert_done (again, 1);
}

typedef struct
{
  const char *name;
  const char *batch;
  const char *output;
  const char *errors;
  GessoFailureClass failure_class;
  gboolean may_be_billed;
  const char *code;
  guint n;
} Ending;

static const Ending endings[] = {
  { "model",
    BATCH ("failed",
           ",\"errors\":{\"object\":\"list\",\"data\":[{\"code\":\"model_not_found\","
           "\"message\":\"The model is not supported by batches.\",\"line\":1,"
           "\"param\":\"body.model\"}]}"),
    NULL, NULL, GESSO_FAILURE_REFUSED, FALSE, "model_not_found", 0 },
  { "money",
    BATCH ("failed",
           ",\"errors\":{\"object\":\"list\",\"data\":[{\"code\":"
           "\"billing_hard_limit_reached\",\"message\":\"No money.\"}]}"),
    NULL, NULL, GESSO_FAILURE_MONEY, FALSE, "billing_hard_limit_reached", 0 },
  { "failed", BATCH ("failed", ""), NULL, NULL, GESSO_FAILURE_REFUSED, FALSE, "batch_failed", 0 },
  { "expired", BATCH ("expired", ERRORS), NULL, LINES EXPIRED ("1") EXPIRED ("2"),
    GESSO_FAILURE_UNAVAILABLE, FALSE, "batch_expired", 0 },
  { "expired-in-part", BATCH ("expired", OUTPUT ERRORS), LINES LINE ("1"), LINES EXPIRED ("2"),
    GESSO_FAILURE_UNAVAILABLE, FALSE, "batch_expired", 1 },
  { "cancelled-in-part", BATCH ("cancelled", OUTPUT), LINES LINE ("2"), NULL,
    GESSO_FAILURE_UNAVAILABLE, FALSE, "batch_cancelled", 1 },
  { "cut-line", BATCH ("completed", OUTPUT), LINES LINE ("1") "{\"id\":\"batch_req_2\",\"custo\\n",
    NULL, GESSO_FAILURE_DAMAGED, TRUE, NULL, 1 },
  { "nonsense", BATCH ("completed", OUTPUT), LINES "nonsense\\n" LINE ("1"), NULL,
    GESSO_FAILURE_DAMAGED, TRUE, NULL, 1 },
  { "no-files", BATCH ("completed", ""), NULL, NULL, GESSO_FAILURE_DAMAGED, TRUE, NULL, 0 },
  { "file-gone", BATCH ("completed", OUTPUT),
    HEAD ("404 Not Found", "application/json") "{\"error\":{\"message\":\"No such "
                                               "file\",\"type\":\"invalid_request_error\"}}",
    NULL, GESSO_FAILURE_UNKNOWN, TRUE, NULL, 0 },
};

static void
test_ending (Fixture       *f,
             gconstpointer  data)
{
  const Ending *one = data;
  const GessoFailureInfo *info;
  GessoJob *job;

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, one->batch);
  if (one->output != NULL)
    gesso_test_script_answer (f->server, one->output);
  if (one->errors != NULL)
    gesso_test_script_answer (f->server, one->errors);
  job = run (f, 2);
  info = assert_failed (job, one->failure_class, one->may_be_billed);
  if (one->code != NULL)
    g_assert_cmpstr (info->code, ==, one->code);
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, one->n);
  g_assert_cmpint (info->is_partial, ==, one->n > 0);
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_FAILED);
}

/* A file that breaks off is fetched again; what came whole is there once. */
static void
test_broken_off (Fixture       *f,
                 gconstpointer  data)
{
  static const char *const part = "send HTTP/1.1 200 OK" CRLF "Content-Length: 99999" CRLF
                                  "retry-after-ms: 1" CRLF CRLF LINE (
                                      "1") "{\"id\":\"batch_req_2\",\"custom_id\":\"picture-2\","
                                           "\"response\":{\"status_code\":"
                                           "200,\"body\":{\"data\":[{\"b64_json\":\"iVBORw0KGgo";
  GessoJob *job;

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT));
  gesso_test_script_answer (f->server, part);
  gesso_test_script_answer (f->server, part);
  gesso_test_script_answer (f->server, LINES LINE ("1") LINE ("2"));
  job = run (f, 2);
  assert_done (job, 2);
  g_assert_cmpint (sum_costs (f, job), ==, 50 * 5 + 272 * 30);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 5);
}

/* Two batches of the same request would be paid twice. */
static void
test_lost_beginning (Fixture       *f,
                     gconstpointer  data)
{
  static const char *const reset[] = { "read", "reset", NULL };

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_server_add_script (f->server, reset);
  assert_failed (run (f, 1), GESSO_FAILURE_UNKNOWN, TRUE);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 2);
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  gesso_test_script_answer (f->server, HEAD ("503 Busy", "application/json") "{}");
  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server,
                            HEAD ("429 Too Many Requests",
                                  "application/json") "{\"error\":{\"message\":\"slow\","
                                                      "\"code\":\"rate_limit_exceeded\"}}");
  gesso_test_script_answer (
      f->server,
      HEAD ("401 Unauthorized",
            "application/json") "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}}");
  assert_failed (run (f, 1), GESSO_FAILURE_AUTH, FALSE);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 4);
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  GessoJob *job;

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("in_progress", ""));
  gesso_test_script_hang (f->server);
  gesso_test_script_answer (f->server, BATCH ("cancelling", ""));
  job = submit (f, 2);
  gesso_test_wait_until (gesso_test_script_has_come (f->server, 2));
  gesso_job_queue_cancel (gesso_studio_get_queue (f->studio.studio), job);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_CANCELLED);
  gesso_test_script_assert_asked (f->server, 3, "POST /v1/batches/batch_123/cancel HTTP/1.1" CRLF);
}

/* The program is closed in good order: the service goes on, and the next start asks for it. */
static void
test_left (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GessoJob) job = NULL;

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("in_progress", ""));
  gesso_test_script_hang (f->server);
  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT));
  gesso_test_script_answer (f->server, LINES LINE ("1") LINE ("2"));
  submit (f, 2);
  gesso_test_wait_until (gesso_test_script_has_come (f->server, 2));
  gesso_test_studio_close (&f->studio);

  gesso_test_studio_open (&f->studio);
  job = g_list_model_get_item (G_LIST_MODEL (gesso_studio_get_queue (f->studio.studio)), 0);
  g_assert_nonnull (job);
  g_assert_cmpstr (gesso_job_get_task_id (job), ==, "batch_123");
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_done (job, 2);
  gesso_test_script_assert_asked (f->server, 3, "GET /v1/batches/batch_123 HTTP/1.1" CRLF);
}

/* What came and what did not is in the journal: tried again after a restart, only the rest goes. */
static void
test_retry_later (Fixture       *f,
                  gconstpointer  data)
{
  static const char *const one_line[] = {
    "{\"custom_id\":\"picture-1\",\"method\":\"POST\",\"url\":\"/v1/images/generations\",\"body\":"
    "{\"model\":\"gpt-image-2\",\"prompt\":\"A \\\"red\\\" kite\",\"size\":\"1024x1024\","
    "\"quality\":\"low\"}}",
    NULL,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GessoJob) again = NULL;
  g_autofree char *id = NULL;
  GessoJobQueue *queue;

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT ERRORS));
  gesso_test_script_answer (f->server, LINES LINE ("2"));
  gesso_test_script_answer (f->server, LINES BLOCKED ("1"));
  id = g_strdup (gesso_job_get_id (run (f, 2)));
  gesso_test_studio_close (&f->studio);

  gesso_test_studio_open (&f->studio);
  queue = gesso_studio_get_queue (f->studio.studio);
  gesso_studio_restore_jobs_async (f->studio.studio, (const char *const[]){ id, NULL }, NULL, NULL,
                                   gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  jobs = gesso_studio_restore_jobs_finish (f->studio.studio, result, NULL);
  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpuint (gesso_job_get_n_made (jobs->pdata[0]), ==, 1);
  assert_failed (jobs->pdata[0], GESSO_FAILURE_MODERATED, FALSE);

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT));
  gesso_test_script_answer (f->server, LINES LINE ("1"));
  gesso_job_queue_retry (queue, jobs->pdata[0]);
  again = g_list_model_get_item (G_LIST_MODEL (queue),
                                 g_list_model_get_n_items (G_LIST_MODEL (queue)) - 1);
  gesso_test_wait_until (gesso_job_is_finished (again));
  assert_done (again, 1);
  assert_lines (f, 4, one_line);
}

/* What could only not be fetched is asked for again, also after a restart: nothing goes up. */
static void
test_ask_later (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GessoJob) again = NULL;
  g_autofree char *id = NULL;
  GessoJobQueue *queue;
  GessoJob *job;

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT));
  gesso_test_script_answer (f->server, HEAD ("401 Unauthorized", "application/json") "{}");
  job = run (f, 2);
  assert_failed (job, GESSO_FAILURE_AUTH, TRUE);
  g_assert_true (gesso_failure_can_ask_again (gesso_job_get_failure (job)));
  id = g_strdup (gesso_job_get_id (job));
  gesso_test_studio_close (&f->studio);

  gesso_test_studio_open (&f->studio);
  queue = gesso_studio_get_queue (f->studio.studio);
  gesso_studio_restore_jobs_async (f->studio.studio, (const char *const[]){ id, NULL }, NULL, NULL,
                                   gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  jobs = gesso_studio_restore_jobs_finish (f->studio.studio, result, NULL);
  g_assert_cmpuint (jobs->len, ==, 1);

  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT));
  gesso_test_script_answer (f->server, LINES LINE ("1") LINE ("2"));
  gesso_job_queue_retry (queue, jobs->pdata[0]);
  again = g_list_model_get_item (G_LIST_MODEL (queue),
                                 g_list_model_get_n_items (G_LIST_MODEL (queue)) - 1);
  gesso_test_wait_until (gesso_job_is_finished (again));
  assert_done (again, 2);
  gesso_test_script_assert_asked (f->server, 3, "GET /v1/batches/batch_123 HTTP/1.1" CRLF);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 5);
}

/* The program is killed. */

static const char *program;

static int
run_child (const char *folder,
           const char *base)
{
  GessoTestStudio studio = { .folder = g_strdup (folder) };
  g_autoptr (GessoRequest) request = make_request (2, FALSE);

  gesso_test_studio_open (&studio);
  gesso_test_studio_submit (&studio, base, request);
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
test_killed (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GessoJob) job = NULL;

  gesso_test_script_answer (f->server, FILE_TAKEN);
  gesso_test_script_answer (f->server, BATCH ("validating", ""));
  gesso_test_script_hang (f->server);
  gesso_test_script_answer (f->server, BATCH ("completed", OUTPUT));
  gesso_test_script_answer (f->server, LINES LINE ("1") LINE ("2"));
  gesso_test_studio_get_account (&f->studio, base);
  gesso_test_studio_close (&f->studio);

  child = start_child (f);
  gesso_test_wait_until (gesso_test_script_has_come (f->server, 2)
                         && gesso_test_studio_knows_task (&f->studio));
  g_subprocess_force_exit (child);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));

  gesso_test_studio_open (&f->studio);
  job = g_list_model_get_item (G_LIST_MODEL (gesso_studio_get_queue (f->studio.studio)), 0);
  g_assert_nonnull (job);
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_done (job, 2);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 5);
  gesso_test_script_assert_asked (f->server, 3, "GET /v1/batches/batch_123 HTTP/1.1" CRLF);
}

/* Half is known before, and nobody pays for previews that do not come. */
static void
test_estimate (void)
{
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  g_autoptr (GessoRequest) batch = make_request (2, FALSE);
  g_autoptr (GessoParameters) parameters
      = gesso_parameters_copy (gesso_request_get_parameters (batch));
  g_autoptr (GessoRequest) single = NULL;
  GessoEstimate half, whole;

  g_assert_true (parameters->batch);
  parameters->batch = FALSE;
  parameters->partial_images = 0;
  single = gesso_request_new (GESSO_OPERATION_GENERATE, gesso_request_get_prompt (batch),
                              parameters, NULL, NULL);
  gesso_pricing_estimate_request (pricing, "openai-images", batch, &half);
  gesso_pricing_estimate_request (pricing, "openai-images", single, &whole);
  g_assert_true (half.known && whole.known);
  g_assert_cmpint (whole.micros_low, >, 0);
  g_assert_cmpint (half.micros_low, ==, whole.micros_low / 2);
  g_assert_cmpint (half.tokens_low, ==, whole.tokens_low);
}

/* Only where the account can. */
static void
test_draft (void)
{
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  g_autoptr (GessoDraft) draft = gesso_draft_new (catalog, pricing);
  static const struct
  {
    const char *kind;
    gboolean can;
  } kinds[] = { { "openai-images", TRUE }, { "openai-responses", FALSE }, { "azure", FALSE },
                { "compatible", FALSE },   { "localai", FALSE },          { "fal", FALSE } };

  gesso_draft_set_prompt (draft, "a kite", -1);
  gesso_draft_set_batch (draft, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GessoRequest) request = NULL;

      gesso_draft_set_model (draft, kinds[i].kind, "gpt-image-2");
      request = gesso_draft_freeze (draft, NULL);
      g_assert_nonnull (request);
      g_assert_cmpint (gesso_request_get_parameters (request)->batch, ==, kinds[i].can);
      if (kinds[i].can)
        g_assert_cmpint (gesso_request_get_parameters (request)->partial_images, ==, 0);
    }
}

/* The reader alone, in pieces of every length. */

static void
began (guint           index,
       GessoImagesKind kind,
       gpointer        user_data)
{
  g_string_append_printf (user_data, "<%u ", index);
}

static void
bytes (const guint8 *data,
       gsize         length,
       gpointer      user_data)
{
  g_string_append_len (user_data, (const char *) data, (gssize) length);
}

static void
ended (guint              index,
       GessoImagesKind    kind,
       int                partial_index,
       GessoImagesOutcome outcome,
       guint64            n_bytes,
       gpointer           user_data)
{
  g_string_append_printf (user_data, " %d>", (int) outcome);
}

#define SMALL(text) "{\"response\":{\"body\":{\"data\":[{\"b64_json\":\"" text "\"}]}}}"

static void
test_reader (void)
{
  static const GessoImagesSink sink
      = { .begin_image = began, .image_bytes = bytes, .end_image = ended };
  static const char text[] = SMALL ("a2l0ZQ==") "\n\n  " SMALL (
      "ZHVuZQ==") "\r\n"
                  "{\"response\":null,\"error\":{\"code\":\"x\"}}\n[1]\n{\"a\":\n" SMALL (
                      "!!!!") "\n" SMALL ("c2FuZA==");
  static const char told[] = "<0 kite 0><1 dune 0><2 sand 0>";

  for (gsize piece = 1; piece <= strlen (text); piece++)
    {
      g_autoptr (GString) got = g_string_new (NULL);
      g_autoptr (GessoBatchReader) reader = gesso_batch_reader_new (&sink, got);
      guint status;

      for (gsize i = 0; i < strlen (text); i += piece)
        gesso_batch_reader_push (reader, text + i, MIN (piece, strlen (text) - i));
      gesso_batch_reader_end_file (reader);
      g_assert_cmpstr (got->str, ==, told);
      g_assert_cmpuint (gesso_batch_reader_get_n_images (reader), ==, 3);
      g_assert_cmpuint (gesso_batch_reader_get_n_failed (reader), ==, 1);
      g_assert_cmpuint (gesso_batch_reader_get_n_broken (reader), ==, 3);
      g_assert_nonnull (gesso_batch_reader_get_error (reader, &status));

      /* Once more from the beginning: nothing comes twice. */
      gesso_batch_reader_restart (reader);
      gesso_batch_reader_push (reader, text, strlen (text));
      gesso_batch_reader_end_file (reader);
      g_assert_cmpstr (got->str, ==, told);
      g_assert_cmpuint (gesso_batch_reader_get_n_images (reader), ==, 3);
      g_assert_cmpuint (gesso_batch_reader_get_n_failed (reader), ==, 1);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3]);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/batch/reader", test_reader);
  g_test_add_func ("/batch/estimate", test_estimate);
  g_test_add_func ("/batch/draft", test_draft);
  ADD ("/batch/whole", test_whole);
  ADD ("/batch/edit", test_edit);
  ADD ("/batch/partial", test_partial);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat ("/batch/ending/", endings[i].name, NULL);

      g_test_add (path, Fixture, &endings[i], set_up, test_ending, tear_down);
    }
  ADD ("/batch/broken-off", test_broken_off);
  ADD ("/batch/lost-beginning", test_lost_beginning);
  ADD ("/batch/refused", test_refused);
  ADD ("/batch/cancel", test_cancel);
  ADD ("/batch/left", test_left);
  ADD ("/batch/retry-later", test_retry_later);
  ADD ("/batch/ask-later", test_ask_later);
  ADD ("/batch/killed", test_killed);
  return g_test_run ();
}
