/* test-tasks.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test-task.h"
#include "support/gesso-test.h"

#include <string.h>

/* fal, EvoLink, kie and Replicate as they document themselves, played over sockets under a whole
 * studio: every request is looked at member by member. The answers are written from what the
 * services say, not from the profiles. */

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

typedef GessoTestTaskWish Wish;

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
  g_autoptr (GessoRequest) request = gesso_test_task_request (wish);

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

  gesso_test_script_answer (f->server, FAL_QUEUED);
  gesso_test_script_answer (f->server, FAL_EVENTS);
  gesso_test_script_answer (f->server, FAL_COMPLETED);
  gesso_test_script_answer (f->server, FAL_RESULT);
  gesso_test_script_answer (f->server, PICTURE);
  job = run (f, &fal_wish);
  assert_done (f, job, 1);
  g_assert_cmpstr (gesso_job_get_task_id (job), ==, "764cabcf-b745");
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 5);
  assert_head (f, 0, "POST /openai/gpt-image-2", "Key");
  gesso_test_script_assert_body (
      f->server, 0,
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

  gesso_test_script_answer (f->server, FAL_QUEUED);
  gesso_test_script_answer (f->server, data);
  gesso_test_script_answer (f->server, FAL_WORKING);
  gesso_test_script_answer (f->server, FAL_COMPLETED);
  gesso_test_script_answer (f->server, FAL_RESULT);
  gesso_test_script_answer (f->server, PICTURE);
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
  gesso_test_script_answer (f->server, FAL_UPLOAD ("1"));
  gesso_test_script_answer (f->server, OK_EMPTY);
  gesso_test_script_answer (f->server, FAL_UPLOAD ("2"));
  gesso_test_script_answer (f->server, OK_EMPTY);
  gesso_test_script_answer (f->server, FAL_UPLOAD ("3"));
  gesso_test_script_answer (f->server, OK_EMPTY);
  gesso_test_script_answer (f->server, FAL_QUEUED);
  gesso_test_script_answer (f->server, FAL_EVENTS);
  gesso_test_script_answer (f->server, FAL_COMPLETED);
  gesso_test_script_answer (
      f->server,
      JSON "{\"images\":[{\"url\":\"{base}/files/1.png\"},{\"url\":\"{base}/files/2.png\"}]}");
  gesso_test_script_answer (f->server, PICTURE);
  gesso_test_script_answer (f->server, PICTURE);
  job = run (f, &wish);
  assert_done (f, job, 2);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *put = g_strdup_printf ("PUT /put/%u?signature=s", i + 1);

      assert_head (f, 2 * i, "POST /storage/upload/initiate?storage_type=fal-cdn-v3", "Key");
      assert_head (f, 2 * i + 1, put, NULL);
    }
  gesso_test_script_assert_body (
      f->server, 0, "{\"content_type\":\"image/png\",\"file_name\":\"picture-1.png\"}");
  assert_sent_bytes (f, 1, GESSO_TEST_PNG_RGB, 32);
  assert_sent_bytes (f, 3, GESSO_TEST_PNG_RGB, 33);
  assert_sent_bytes (f, 5, GESSO_TEST_PNG_RGBA, 32);
  assert_head (f, 6, "POST /openai/gpt-image-2/edit", "Key");
  gesso_test_script_assert_body (
      f->server, 6,
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
  gesso_test_script_answer (f->server, FAL_UPLOAD ("1"));
  gesso_test_script_answer (f->server, OK_EMPTY);
  gesso_test_script_answer (f->server, FAL_UPLOAD ("2"));
  gesso_test_script_answer (f->server, OK_EMPTY);
  gesso_test_script_answer (f->server, JSON "{\"status\":\"IN_QUEUE\",\"request_id\":\"r-9\"}");
  gesso_test_script_answer (f->server, FAL_EVENTS);
  gesso_test_script_answer (f->server, FAL_COMPLETED);
  gesso_test_script_answer (f->server, FAL_RESULT);
  gesso_test_script_answer (f->server, PICTURE);
  job = run (f, &wish);
  assert_done (f, job, 1);
  assert_head (f, 4, "POST /fal-ai/gpt-image-1.5/edit", "Key");
  gesso_test_script_assert_body (
      f->server, 4,
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

  gesso_test_script_answer (f->server, EVO_SUBMITTED);
  gesso_test_script_answer (f->server, JSON EVO_TASK ("processing", "40", ",\"error\":null"));
  gesso_test_script_answer (f->server,
                            HEAD ("503 Busy",
                                  "application/json") "{\"error\":{\"code\":\"internal_error\"}}");
  gesso_test_script_answer (f->server, EVO_DONE);
  gesso_test_script_answer (f->server, PICTURE);
  job = run (f, &evo_wish);
  assert_done (f, job, 1);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 5);
  assert_head (f, 0, "POST /v1/images/generations", "Bearer");
  gesso_test_script_assert_body (
      f->server, 0,
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
  gesso_test_script_answer (
      f->server, JSON "{\"success\":true,\"data\":{\"file_id\":\"f\",\"file_url\":\"{base}/u/1\","
                      "\"download_url\":\"{base}/d/1\",\"expires_at\":\"2026-11-23\"}}");
  gesso_test_script_answer (f->server, EVO_SUBMITTED);
  gesso_test_script_answer (f->server, EVO_DONE);
  gesso_test_script_answer (f->server, PICTURE);
  job = run (f, &wish);
  assert_done (f, job, 1);
  assert_head (f, 0, "POST /api/v1/files/upload/stream", "Bearer");
  assert_part (f, 0, "upload_path", "images");
  assert_part (f, 0, "file_name", "picture-1.png");
  assert_sent_bytes (f, 0, GESSO_TEST_PNG_RGB, 32);
  gesso_test_script_assert_body (f->server, 1,
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
  GessoJob *job;

  gesso_test_script_answer (f->server, KIE_SUBMITTED);
  gesso_test_script_answer (f->server, KIE_STATE ("waiting", "", ""));
  gesso_test_script_answer (f->server, KIE_STATE ("generating", "", ",\"progress\":50"));
  gesso_test_script_answer (f->server, JSON "{\"code\":500,\"msg\":\"busy\",\"data\":null}");
  gesso_test_script_answer (f->server, KIE_DONE);
  gesso_test_script_answer (f->server, PICTURE);
  job = run (f, &kie_wish);
  assert_done (f, job, 1);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 6);
  assert_head (f, 0, "POST /api/v1/jobs/createTask", "Bearer");
  gesso_test_script_assert_body (
      f->server, 0,
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
  gesso_test_script_answer (
      f->server, JSON "{\"success\":true,\"code\":200,\"data\":{\"downloadUrl\":\"{base}/u/1\"}}");
  gesso_test_script_answer (
      f->server, JSON "{\"success\":true,\"code\":200,\"data\":{\"fileUrl\":\"{base}/u/2\"}}");
  gesso_test_script_answer (f->server, KIE_SUBMITTED);
  gesso_test_script_answer (f->server, KIE_DONE);
  gesso_test_script_answer (f->server, PICTURE);
  job = run (f, &wish);
  assert_done (f, job, 1);
  assert_head (f, 0, "POST /api/file-stream-upload", "Bearer");
  assert_part (f, 0, "uploadPath", "images");
  assert_part (f, 1, "fileName", "picture-2.png");
  assert_sent_bytes (f, 1, GESSO_TEST_PNG_RGB, 33);
  gesso_test_script_assert_body (
      f->server, 2,
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

  gesso_test_script_answer (f->server, HEAD ("201 Created", "application/json")
                                           REP_PREDICTION ("starting", "null", "null"));
  gesso_test_script_answer (f->server, JSON REP_PREDICTION ("processing", "null", "null"));
  gesso_test_script_answer (f->server,
                            JSON REP_PREDICTION ("succeeded",
                                                 "[\"{base}/o/0.png\",\"{base}/o/1.png\"]",
                                                 "null"));
  gesso_test_script_answer (f->server, PICTURE);
  gesso_test_script_answer (f->server, PICTURE);
  job = run (f, &rep_wish);
  assert_done (f, job, 2);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 5);
  assert_head (f, 0, "POST /v1/models/openai/gpt-image-2/predictions", "Bearer");
  gesso_test_script_assert_body (
      f->server, 0,
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
  gesso_test_script_answer (f->server,
                            JSON REP_PREDICTION ("succeeded", "\"{base}/o/0.png\"", "null"));
  gesso_test_script_answer (f->server, PICTURE);
  job = run (f, &wish);
  assert_done (f, job, 1);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 2);
  gesso_test_script_assert_body (f->server, 0, expected);
}

/* The program ends while the service works; the next start fetches the picture and sends nothing.
 * Of fal the addresses that it answered with are gone by then; they are made from the name. */

static const char *program;

static const Wish *const restarted[] = { &fal_wish, &evo_wish, &kie_wish, &rep_wish };

static const Wish *
find_wish (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (restarted); i++)
    if (g_str_equal (restarted[i]->kind, kind))
      return restarted[i];

  g_assert_not_reached ();
}

static int
run_child (const char *folder,
           const char *kind,
           const char *base)
{
  GessoTestStudio studio = { .folder = g_strdup (folder) };
  const Wish *wish = find_wish (kind);
  g_autoptr (GessoRequest) request = gesso_test_task_request (wish);

  gesso_test_studio_open (&studio);
  gesso_test_studio_submit_to (&studio,
                               gesso_test_studio_add_account (&studio, kind, base, wish->model),
                               request, NULL);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

static GSubprocess *
start_child (Fixture    *f,
             const Wish *wish)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *home = g_build_filename (f->studio.folder, "home", NULL);
  g_autofree char *base = gesso_test_server_dup_uri (f->server, gesso_test_task_path (wish->kind));
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", home, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, "--child", f->studio.folder,
                                       wish->kind, base, NULL);
  g_assert_no_error (error);
  return child;
}

/* That a connection stands says not yet that anything came over it. */
static gboolean
has_come (Fixture *f,
          guint    connection)
{
  g_autofree char *request = NULL;

  if (gesso_test_server_get_n_begun (f->server) <= connection)
    return FALSE;
  request = gesso_test_server_dup_request (f->server, connection);
  return request != NULL && strstr (request, CRLF CRLF) != NULL;
}

typedef struct
{
  const Wish *wish;
  const char *answers[5]; /* the second connection hangs, then comes the kill */
  const char *id;
  const char *asked; /* what the new start asks for first */
  const char *key;
} Restart;

static const Restart restarts[] = {
  { &fal_wish,
    { FAL_QUEUED, FAL_COMPLETED, FAL_RESULT, PICTURE },
    "764cabcf-b745",
    "GET /openai/gpt-image-2/requests/764cabcf-b745/status?logs=1",
    "Key" },
  { &evo_wish,
    { EVO_SUBMITTED, EVO_DONE, PICTURE },
    "task-unified-1790-abc",
    "GET /v1/tasks/task-unified-1790-abc",
    "Bearer" },
  { &kie_wish,
    { KIE_SUBMITTED, KIE_DONE, PICTURE },
    "281e5b0f",
    "GET /api/v1/jobs/recordInfo?taskId=281e5b0f",
    "Bearer" },
  { &rep_wish,
    { JSON REP_PREDICTION ("starting", "null", "null"),
      JSON REP_PREDICTION ("succeeded", "[\"{base}/o/0.png\"]", "null"), PICTURE },
    "gm3qorzdhgbfurvjtvhg6dckhu",
    "GET /v1/predictions/gm3qorzdhgbfurvjtvhg6dckhu",
    "Bearer" },
};

static void
test_restart (Fixture       *f,
              gconstpointer  data)
{
  static const char *const never[] = { "read", "hang", NULL };
  const Restart *one = data;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GessoJob) job = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 2;

  gesso_test_script_answer (f->server, one->answers[0]);
  gesso_test_script_play (f->server, never);
  for (guint i = 1; one->answers[i] != NULL; i++, n++)
    gesso_test_script_answer (f->server, one->answers[i]);
  get_account (f, one->wish);
  gesso_test_studio_close (&f->studio);

  child = start_child (f, one->wish);
  gesso_test_wait_until (has_come (f, 1) && gesso_test_studio_knows_task (&f->studio));
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (child));

  gesso_test_studio_open (&f->studio);
  job = g_list_model_get_item (G_LIST_MODEL (gesso_studio_get_queue (f->studio.studio)), 0);
  g_assert_nonnull (job);
  g_assert_cmpstr (gesso_job_get_task_id (job), ==, one->id);
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_done (f, job, 1);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, n);
  assert_head (f, 2, one->asked, one->key);
}

/* What the service took is known after; where a credit has a price, so is what was paid. */
static void
test_credits (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoNode) node = NULL;
  g_autoptr (GError) error = NULL;
  GessoLibrary *library = gesso_studio_get_library (f->studio.studio);
  GessoJob *job;

  gesso_test_script_answer (f->server, KIE_SUBMITTED);
  gesso_test_script_answer (f->server, KIE_DONE);
  gesso_test_script_answer (f->server, PICTURE);
  job = run (f, &kie_wish);
  assert_done (f, job, 1);
  gesso_library_load_node_async (library, gesso_job_get_node_ids (job)[0], NULL,
                                 gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  node = gesso_library_load_node_finish (library, result, &error);
  g_assert_no_error (error);
  /* 16 credits of half a cent. */
  g_assert_cmpint (gesso_node_get_cost_micros (node), ==, 80000);
}

#define T(name, func, data) g_test_add ("/tasks/" name, Fixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);
  program = argv[0];
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3], argv[4]);
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
  T ("credits", test_credits, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (restarts); i++)
    {
      g_autofree char *path = g_strconcat ("/tasks/restart/", restarts[i].wish->kind, NULL);

      g_test_add (path, Fixture, &restarts[i], set_up, test_restart, tear_down);
    }

  return g_test_run ();
}
