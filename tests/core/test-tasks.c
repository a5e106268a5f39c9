/* test-tasks.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-server.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include <string.h>

/* fal, EvoLink, kie and Replicate as they document themselves, played over sockets under a whole
 * studio: every request is looked at member by member. The answers are written from what the
 * services say, not from the profiles. */

#define CRLF "\r\n"
#define HEAD(status, type)                                                                         \
  "send HTTP/1.1 " status CRLF "Connection: close" CRLF "retry-after-ms: 1" CRLF                   \
  "Content-Type: " type CRLF CRLF
#define JSON HEAD ("200 OK", "application/json")
#define EVENTS HEAD ("200 OK", "text/event-stream")
#define PICTURE HEAD ("200 OK", "image/png") "{png}"

/* fal */
#define FAL_QUEUED                                                                                 \
  JSON "{\"status\":\"IN_QUEUE\",\"request_id\":\"764cabcf-b745\",\"queue_position\":0,"           \
       "\"response_url\":\"{base}/openai/gpt-image-2/requests/764cabcf-b745\","                    \
       "\"status_url\":\"{base}/openai/gpt-image-2/requests/764cabcf-b745/status\","               \
       "\"cancel_url\":\"{base}/openai/gpt-image-2/requests/764cabcf-b745/cancel\"}"
#define FAL_EVENTS                                                                                 \
  EVENTS "data: {\"status\":\"IN_QUEUE\",\"queue_position\":0}\n\n"                                \
         "data: {\"status\":\"IN_PROGRESS\",\"logs\":[{\"message\":\"a\",\"level\":\"INFO\","      \
         "\"source\":\"USER\",\"timestamp\":\"2026-11-20T10:00:00Z\"}]}\n\n"                       \
         "data: {\"status\":\"COMPLETED\",\"logs\":[],\"metrics\":{\"inference_time\":4.2}}\n\n"
#define FAL_WORKING JSON "{\"status\":\"IN_PROGRESS\",\"logs\":[]}"
#define FAL_COMPLETED                                                                              \
  JSON "{\"status\":\"COMPLETED\",\"logs\":[],\"metrics\":{\"inference_time\":4.2}}"
#define FAL_RESULT                                                                                 \
  JSON "{\"images\":[{\"url\":\"{base}/files/b/kite.png\",\"width\":null,\"height\":null,"         \
       "\"content_type\":\"image/png\",\"file_name\":\"kite.png\",\"file_size\":99}]}"
#define FAL_UPLOAD(n)                                                                              \
  JSON "{\"upload_url\":\"{base}/put/" n "?signature=s\",\"file_url\":\"{base}/stored/" n "\"}"
#define OK_EMPTY HEAD ("200 OK", "text/plain")

/* EvoLink */
#define EVO_TASK(status, progress, more)                                                           \
  "{\"created\":1790000000,\"id\":\"task-unified-1790-abc\",\"model\":\"gpt-image-2\","            \
  "\"object\":\"image.generation.task\",\"progress\":" progress ",\"status\":\"" status            \
  "\",\"task_info\":{\"can_cancel\":true,\"estimated_time\":45},\"type\":\"image\"" more "}"
#define EVO_SUBMITTED                                                                              \
  JSON EVO_TASK ("pending", "0",                                                                   \
                 ",\"usage\":{\"billing_rule\":\"per_call\",\"credits_reserved\":1.6,"             \
                 "\"user_group\":\"default\"}")
#define EVO_DONE                                                                                   \
  JSON EVO_TASK ("completed", "100", ",\"results\":[\"{base}/files/1.png\"],\"error\":null")

/* kie */
#define KIE_SUBMITTED JSON "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"281e5b0f\"}}"
#define KIE_STATE(state, result, more)                                                             \
  JSON "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"281e5b0f\",\"model\":\"m\","      \
       "\"state\":\"" state "\",\"param\":\"{}\",\"resultJson\":\"" result "\",\"costTime\":0,"    \
       "\"completeTime\":0,\"createTime\":1790000000" more "}}"
#define KIE_DONE                                                                                   \
  KIE_STATE ("success", "{\\\\\"resultUrls\\\\\":[\\\\\"{base}/files/1.png\\\\\"]}",               \
             ",\"failCode\":null,\"failMsg\":null,\"creditsConsumed\":16")

/* Replicate */
#define REP_PREDICTION(status, output, error)                                                      \
  "{\"id\":\"gm3qorzdhgbfurvjtvhg6dckhu\",\"status\":\"" status "\",\"input\":{},"                 \
  "\"output\":" output ",\"error\":" error ",\"logs\":\"\",\"metrics\":{\"predict_time\":3.1},"    \
  "\"created_at\":\"2026-11-20T10:00:00Z\",\"urls\":{\"get\":"                                     \
  "\"{base}/v1/predictions/gm3qorzdhgbfurvjtvhg6dckhu\",\"cancel\":"                               \
  "\"{base}/v1/predictions/gm3qorzdhgbfurvjtvhg6dckhu/cancel\"}}"

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

/* As the steps of a script want bytes. */
static char *
escape_bytes (GBytes *bytes)
{
  GString *text = g_string_new (NULL);
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++)
    if (data[i] == '\0')
      g_string_append (text, "\\0");
    else if (data[i] == '\\')
      g_string_append (text, "\\\\");
    else
      g_string_append_c (text, (char) data[i]);
  return g_string_free (text, FALSE);
}

static char *
fill_in (Fixture    *f,
         const char *step)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  g_autofree char *escaped = escape_bytes (png);
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "");
  GString *text = g_string_new (step);

  g_string_replace (text, "{png}", escaped, 0);
  g_string_replace (text, "{base}", base, 0);
  return g_string_free (text, FALSE);
}

static void
play_steps (Fixture *f, const char *const *steps)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) script = NULL;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_autofree char *step = fill_in (f, steps[i]);

      g_strv_builder_add (builder, step);
    }
  script = g_strv_builder_end (builder);
  gesso_test_server_add_script (f->server, (const char *const *) script);
}

static void
play (Fixture    *f,
      const char *step)
{
  const char *const steps[] = { "read", step, NULL };

  play_steps (f, steps);
}

typedef struct
{
  const char *kind;
  const char *model;
  GessoSize size;
  const char *aspect;
  const char *tier;
  const char *quality;
  const char *format;
  int n;
  guint n_references;
  gboolean with_mask;
} Wish;

static GessoReference *
make_reference (GessoTestPng kind,
                int          side)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (kind, side, side);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);

  return gesso_reference_new (png, "image/png", "secret-client.png", digest, side, side);
}

static GessoRequest *
make_request (const Wish *wish)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GPtrArray) references = NULL;
  g_autoptr (GessoReference) mask = NULL;

  g_free (parameters->model);
  parameters->model = g_strdup (wish->model);
  parameters->size = wish->size;
  parameters->aspect = g_strdup (wish->aspect);
  parameters->tier = g_strdup (wish->tier);
  g_free (parameters->quality);
  parameters->quality = g_strdup (wish->quality);
  g_free (parameters->format);
  parameters->format = g_strdup (wish->format);
  parameters->n = MAX (wish->n, 1);
  if (wish->n_references > 0)
    references = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  for (guint i = 0; i < wish->n_references; i++)
    g_ptr_array_add (references, make_reference (GESSO_TEST_PNG_RGB, 32 + (int) i));
  if (wish->with_mask)
    mask = make_reference (GESSO_TEST_PNG_RGBA, 32);

  return gesso_request_new (references != NULL ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE,
                            "A \"red\" kite", parameters, references, mask);
}

static GessoAccount *
get_account (Fixture    *f,
             const Wish *wish)
{
  g_autofree char *base
      = gesso_test_server_dup_uri (f->server, g_str_equal (wish->kind, "replicate") ? "/v1" : "");

  return gesso_test_studio_add_account (&f->studio, wish->kind, base, wish->model);
}

static GessoJob *
submit (Fixture    *f,
        const Wish *wish)
{
  g_autoptr (GessoRequest) request = make_request (wish);

  return gesso_test_studio_submit_to (&f->studio, get_account (f, wish), request, NULL);
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
             GessoJob *job,
             guint     n)
{
  g_autoptr (GessoJobRecord) record
      = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));

  if (gesso_job_get_failure (job) != NULL)
    g_error ("failed: %s", gesso_failure_get_info (gesso_job_get_failure (job))->message);
  g_assert_cmpint (record->state, ==, GESSO_JOURNAL_STATE_DONE);
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, n);
}

static void
assert_head (Fixture    *f,
             guint       connection,
             const char *line,
             const char *key)
{
  g_autofree char *request = gesso_test_server_dup_request (f->server, connection);
  g_autofree char *header
      = key != NULL ? g_strdup_printf (CRLF "Authorization: %s sk-test-0123456789" CRLF, key)
                    : NULL;
  g_autofree char *first = g_strconcat (line, " HTTP/1.1" CRLF, NULL);

  if (!g_str_has_prefix (request, first))
    g_error ("connection %u is not \"%s\" but: %.300s", connection, line, request);
  if (header != NULL)
    g_assert_nonnull (strstr (request, header));
  else
    g_assert_null (strstr (request, "sk-test-0123456789"));
}

/* Every member that was sent, and no other. */
static void
assert_body (Fixture    *f,
             guint       connection,
             const char *expected)
{
  g_autofree char *request = gesso_test_server_dup_request (f->server, connection);
  g_autofree char *filled = fill_in (f, expected);
  const char *body = strstr (request, CRLF CRLF);
  g_autoptr (JsonNode) sent = gesso_json_parse (body + 4, -1, NULL);
  g_autoptr (JsonNode) wanted = gesso_json_parse (filled, -1, NULL);

  g_assert_nonnull (wanted);
  if (sent == NULL || !json_node_equal (sent, wanted))
    g_error ("sent was %s", body + 4);
}

static gboolean
holds (GBytes *bytes,
       GBytes *piece)
{
  gsize length, piece_length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  const guchar *wanted = g_bytes_get_data (piece, &piece_length);

  for (gsize i = 0; i + piece_length <= length; i++)
    if (memcmp (data + i, wanted, piece_length) == 0)
      return TRUE;

  return FALSE;
}

static void
assert_sent_bytes (Fixture      *f,
                   guint         connection,
                   GessoTestPng  kind,
                   int           side)
{
  g_autoptr (GBytes) all = gesso_test_server_dup_bytes (f->server, connection);
  g_autoptr (GBytes) png = gesso_test_picture_png (kind, side, side);

  g_assert_true (holds (all, png));
}

static void
assert_part (Fixture    *f,
             guint       connection,
             const char *name,
             const char *value)
{
  g_autoptr (GBytes) all = gesso_test_server_dup_bytes (f->server, connection);
  g_autofree char *text = g_strdup_printf ("name=\"%s\"" CRLF CRLF "%s" CRLF, name, value);
  g_autoptr (GBytes) piece = g_bytes_new (text, strlen (text));

  g_assert_true (holds (all, piece));
}

/* fal */

static const Wish fal_wish = { .kind = "fal",
                               .model = "openai/gpt-image-2",
                               .size = { 1536, 1024 },
                               .quality = "medium",
                               .format = "webp",
                               .n = 1 };

static void
test_fal (Fixture       *f,
          gconstpointer  data)
{
  GessoJob *job;

  play (f, FAL_QUEUED);
  play (f, FAL_EVENTS);
  play (f, FAL_COMPLETED);
  play (f, FAL_RESULT);
  play (f, PICTURE);
  job = run (f, &fal_wish);
  assert_done (f, job, 1);
  g_assert_cmpstr (gesso_job_get_task_id (job), ==, "764cabcf-b745");
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 5);
  assert_head (f, 0, "POST /openai/gpt-image-2", "Key");
  assert_body (f, 0,
               "{\"prompt\":\"A \\\"red\\\" kite\",\"image_size\":{\"width\":1536,"
               "\"height\":1024},\"quality\":\"medium\",\"num_images\":1,"
               "\"output_format\":\"webp\"}");
  assert_head (f, 1, "GET /openai/gpt-image-2/requests/764cabcf-b745/status/stream?logs=1", "Key");
  assert_head (f, 2, "GET /openai/gpt-image-2/requests/764cabcf-b745/status?logs=1", "Key");
  assert_head (f, 3, "GET /openai/gpt-image-2/requests/764cabcf-b745", "Key");
  assert_head (f, 4, "GET /files/b/kite.png", NULL);
}

/* A stream that is refused, breaks off or says nonsense costs nothing but the asking. */
static void
test_fal_without_stream (Fixture       *f,
                         gconstpointer  data)
{
  GessoJob *job;

  play (f, FAL_QUEUED);
  play (f, data);
  play (f, FAL_WORKING);
  play (f, FAL_COMPLETED);
  play (f, FAL_RESULT);
  play (f, PICTURE);
  job = run (f, &fal_wish);
  assert_done (f, job, 1);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 6);
  assert_head (f, 2, "GET /openai/gpt-image-2/requests/764cabcf-b745/status?logs=1", "Key");
}

static void
test_fal_edit (Fixture       *f,
               gconstpointer  data)
{
  Wish wish = fal_wish;
  GessoJob *job;

  wish.n_references = 2;
  wish.with_mask = TRUE;
  wish.n = 2;
  wish.size = GESSO_SIZE_AUTO;
  play (f, FAL_UPLOAD ("1"));
  play (f, OK_EMPTY);
  play (f, FAL_UPLOAD ("2"));
  play (f, OK_EMPTY);
  play (f, FAL_UPLOAD ("3"));
  play (f, OK_EMPTY);
  play (f, FAL_QUEUED);
  play (f, FAL_EVENTS);
  play (f, FAL_COMPLETED);
  play (f, JSON "{\"images\":[{\"url\":\"{base}/files/1.png\"},{\"url\":\"{base}/files/2.png\"}]}");
  play (f, PICTURE);
  play (f, PICTURE);
  job = run (f, &wish);
  assert_done (f, job, 2);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *put = g_strdup_printf ("PUT /put/%u?signature=s", i + 1);

      assert_head (f, 2 * i, "POST /storage/upload/initiate?storage_type=fal-cdn-v3", "Key");
      assert_head (f, 2 * i + 1, put, NULL);
    }
  assert_body (f, 0, "{\"content_type\":\"image/png\",\"file_name\":\"picture-1.png\"}");
  assert_sent_bytes (f, 1, GESSO_TEST_PNG_RGB, 32);
  assert_sent_bytes (f, 3, GESSO_TEST_PNG_RGB, 33);
  assert_sent_bytes (f, 5, GESSO_TEST_PNG_RGBA, 32);
  assert_head (f, 6, "POST /openai/gpt-image-2/edit", "Key");
  assert_body (f, 6,
               "{\"prompt\":\"A \\\"red\\\" kite\",\"image_size\":\"auto\",\"quality\":\"medium\","
               "\"num_images\":2,\"output_format\":\"webp\",\"image_urls\":[\"{base}/stored/1\","
               "\"{base}/stored/2\"],\"mask_url\":\"{base}/stored/3\"}");
  assert_head (f, 10, "GET /files/1.png", NULL);
  assert_head (f, 11, "GET /files/2.png", NULL);
}

/* The older model calls the mask otherwise, and the address of its tasks is its first two names. */
static void
test_fal_older (Fixture       *f,
                gconstpointer  data)
{
  Wish wish = fal_wish;
  GessoJob *job;

  wish.model = "fal-ai/gpt-image-1.5";
  wish.n_references = 1;
  wish.with_mask = TRUE;
  play (f, FAL_UPLOAD ("1"));
  play (f, OK_EMPTY);
  play (f, FAL_UPLOAD ("2"));
  play (f, OK_EMPTY);
  play (f, JSON "{\"status\":\"IN_QUEUE\",\"request_id\":\"r-9\"}");
  play (f, FAL_EVENTS);
  play (f, FAL_COMPLETED);
  play (f, FAL_RESULT);
  play (f, PICTURE);
  job = run (f, &wish);
  assert_done (f, job, 1);
  assert_head (f, 4, "POST /fal-ai/gpt-image-1.5/edit", "Key");
  assert_body (f, 4,
               "{\"prompt\":\"A \\\"red\\\" kite\",\"image_size\":\"1536x1024\","
               "\"quality\":\"medium\",\"num_images\":1,\"output_format\":\"webp\","
               "\"image_urls\":[\"{base}/stored/1\"],\"mask_image_url\":\"{base}/stored/2\"}");
  assert_head (f, 6, "GET /fal-ai/gpt-image-1.5/requests/r-9/status?logs=1", "Key");
}

/* EvoLink */

static const Wish evo_wish = { .kind = "evolink",
                               .model = "gpt-image-2",
                               .size = { 2560, 1440 },
                               .aspect = "16:9",
                               .tier = "2K",
                               .quality = "high",
                               .n = 1 };

static void
test_evolink (Fixture       *f,
              gconstpointer  data)
{
  GessoJob *job;

  play (f, EVO_SUBMITTED);
  play (f, JSON EVO_TASK ("processing", "40", ",\"error\":null"));
  play (f, HEAD ("503 Busy", "application/json") "{\"error\":{\"code\":\"internal_error\"}}");
  play (f, EVO_DONE);
  play (f, PICTURE);
  job = run (f, &evo_wish);
  assert_done (f, job, 1);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 5);
  assert_head (f, 0, "POST /v1/images/generations", "Bearer");
  assert_body (f, 0,
               "{\"model\":\"gpt-image-2\",\"prompt\":\"A \\\"red\\\" kite\",\"size\":\"16:9\","
               "\"resolution\":\"2K\",\"quality\":\"high\",\"n\":1}");
  for (guint i = 1; i < 4; i++)
    assert_head (f, i, "GET /v1/tasks/task-unified-1790-abc", "Bearer");
  assert_head (f, 4, "GET /files/1.png", NULL);
}

static void
test_evolink_edit (Fixture       *f,
                   gconstpointer  data)
{
  Wish wish = evo_wish;
  GessoJob *job;

  wish.aspect = NULL;
  wish.tier = NULL;
  wish.quality = "auto";
  wish.n_references = 1;
  play (f, JSON "{\"success\":true,\"data\":{\"file_id\":\"f\",\"file_url\":\"{base}/u/1\","
                "\"download_url\":\"{base}/d/1\",\"expires_at\":\"2026-11-23\"}}");
  play (f, EVO_SUBMITTED);
  play (f, EVO_DONE);
  play (f, PICTURE);
  job = run (f, &wish);
  assert_done (f, job, 1);
  assert_head (f, 0, "POST /api/v1/files/upload/stream", "Bearer");
  assert_part (f, 0, "upload_path", "images");
  assert_part (f, 0, "file_name", "picture-1.png");
  assert_sent_bytes (f, 0, GESSO_TEST_PNG_RGB, 32);
  assert_body (f, 1,
               "{\"model\":\"gpt-image-2\",\"prompt\":\"A \\\"red\\\" kite\","
               "\"image_urls\":[\"{base}/u/1\"],\"size\":\"2560x1440\",\"n\":1}");
}

/* kie */

static const Wish kie_wish
    = { .kind = "kie", .model = "gpt-image-2", .size = { 3840, 2160 }, .n = 1 };

static void
test_kie (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr (GessoJobRecord) record = NULL;
  GessoJob *job;

  play (f, KIE_SUBMITTED);
  play (f, KIE_STATE ("waiting", "", ""));
  play (f, KIE_STATE ("generating", "", ",\"progress\":50"));
  play (f, JSON "{\"code\":500,\"msg\":\"busy\",\"data\":null}");
  play (f, KIE_DONE);
  play (f, PICTURE);
  job = run (f, &kie_wish);
  assert_done (f, job, 1);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 6);
  assert_head (f, 0, "POST /api/v1/jobs/createTask", "Bearer");
  assert_body (f, 0,
               "{\"model\":\"gpt-image-2-text-to-image\",\"input\":{\"prompt\":"
               "\"A \\\"red\\\" kite\",\"aspect_ratio\":\"16:9\",\"resolution\":\"4K\"}}");
  for (guint i = 1; i < 5; i++)
    assert_head (f, i, "GET /api/v1/jobs/recordInfo?taskId=281e5b0f", "Bearer");
  assert_head (f, 5, "GET /files/1.png", NULL);
}

static void
test_kie_edit (Fixture       *f,
               gconstpointer  data)
{
  Wish wish = kie_wish;
  GessoJob *job;

  wish.size = GESSO_SIZE_AUTO;
  wish.n_references = 2;
  play (f, JSON "{\"success\":true,\"code\":200,\"data\":{\"downloadUrl\":\"{base}/u/1\"}}");
  play (f, JSON "{\"success\":true,\"code\":200,\"data\":{\"fileUrl\":\"{base}/u/2\"}}");
  play (f, KIE_SUBMITTED);
  play (f, KIE_DONE);
  play (f, PICTURE);
  job = run (f, &wish);
  assert_done (f, job, 1);
  assert_head (f, 0, "POST /api/file-stream-upload", "Bearer");
  assert_part (f, 0, "uploadPath", "images");
  assert_part (f, 1, "fileName", "picture-2.png");
  assert_sent_bytes (f, 1, GESSO_TEST_PNG_RGB, 33);
  assert_body (f, 2,
               "{\"model\":\"gpt-image-2-image-to-image\",\"input\":{\"prompt\":"
               "\"A \\\"red\\\" kite\",\"input_urls\":[\"{base}/u/1\",\"{base}/u/2\"],"
               "\"aspect_ratio\":\"auto\",\"resolution\":\"1K\"}}");
}

/* Replicate */

static const Wish rep_wish = { .kind = "replicate",
                               .model = "openai/gpt-image-2",
                               .size = { 1536, 1024 },
                               .quality = "low",
                               .format = "png",
                               .n = 2 };

static void
test_replicate (Fixture       *f,
                gconstpointer  data)
{
  GessoJob *job;

  play (f, HEAD ("201 Created", "application/json") REP_PREDICTION ("starting", "null", "null"));
  play (f, JSON REP_PREDICTION ("processing", "null", "null"));
  play (f, JSON REP_PREDICTION ("succeeded", "[\"{base}/o/0.png\",\"{base}/o/1.png\"]", "null"));
  play (f, PICTURE);
  play (f, PICTURE);
  job = run (f, &rep_wish);
  assert_done (f, job, 2);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 5);
  assert_head (f, 0, "POST /v1/models/openai/gpt-image-2/predictions", "Bearer");
  assert_body (f, 0,
               "{\"input\":{\"prompt\":\"A \\\"red\\\" kite\",\"aspect_ratio\":\"3:2\","
               "\"number_of_images\":2,\"quality\":\"low\",\"output_format\":\"png\"}}");
  assert_head (f, 1, "GET /v1/predictions/gm3qorzdhgbfurvjtvhg6dckhu", "Bearer");
  assert_head (f, 3, "GET /o/0.png", NULL);
  assert_head (f, 4, "GET /o/1.png", NULL);
}

/* Small pictures go inside of the request; the answer may be there at once, and one address. */
static void
test_replicate_edit (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 32, 32);
  gsize length;
  const guchar *bytes = g_bytes_get_data (png, &length);
  g_autofree char *base64 = g_base64_encode (bytes, length);
  g_autofree char *expected
      = g_strdup_printf ("{\"input\":{\"prompt\":\"A \\\"red\\\" kite\",\"aspect_ratio\":\"3:2\","
                         "\"input_images\":[\"data:image/png;base64,%s\"],\"number_of_images\":1,"
                         "\"quality\":\"low\",\"output_format\":\"png\"}}",
                         base64);
  Wish wish = rep_wish;
  GessoJob *job;

  wish.n = 1;
  wish.n_references = 1;
  play (f, JSON REP_PREDICTION ("succeeded", "\"{base}/o/0.png\"", "null"));
  play (f, PICTURE);
  job = run (f, &wish);
  assert_done (f, job, 1);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 2);
  assert_body (f, 0, expected);
}

#define T(name, func, data) g_test_add ("/tasks/" name, Fixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  T ("fal", test_fal, NULL);
  T ("fal/stream-refused", test_fal_without_stream, HEAD ("404 Not Found", "text/plain") "no");
  T ("fal/stream-nonsense", test_fal_without_stream, EVENTS "data: what\n\n: ping\n\n");
  T ("fal/stream-cut", test_fal_without_stream,
     EVENTS "data: {\"status\":\"IN_PROGRESS\"}\n\ndata: {\"sta");
  T ("fal/edit", test_fal_edit, NULL);
  T ("fal/older", test_fal_older, NULL);
  T ("evolink", test_evolink, NULL);
  T ("evolink/edit", test_evolink_edit, NULL);
  T ("kie", test_kie, NULL);
  T ("kie/edit", test_kie_edit, NULL);
  T ("replicate", test_replicate, NULL);
  T ("replicate/edit", test_replicate_edit, NULL);

  return g_test_run ();
}
