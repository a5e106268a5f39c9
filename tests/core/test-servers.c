/* test-servers.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "model/gesso-server-preset.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-script.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include <string.h>

/* Servers that people run at home, played over sockets under a whole studio as each documents
 * itself: what they are sent, member by member, and every odd way in which they answer. */

#define PLAIN(text) JSON "{\"created\":1790000000,\"data\":[{\"b64_json\":\"{base64}\"" text "}]}"

#define SDCPP "stable-diffusion-cpp"
#define NO_NATIVE HEAD ("404 Not Found", "text/plain") "File Not Found"
#define CAPABILITIES                                                                               \
  JSON "{\"model\":{\"name\":\"q8\"},\"current_mode\":\"img_gen\",\"supported_modes\":"            \
       "[\"img_gen\"],\"limits\":{\"min_width\":64,\"max_width\":4096}}"
#define JOB_TAKEN                                                                                  \
  HEAD ("202 Accepted", "application/json")                                                        \
  "{\"id\":\"job_01HTXYZABC\",\"kind\":\"img_gen\",\"status\":\"queued\",\"created\":1775401200,"  \
  "\"poll_url\":\"/sdcpp/v1/jobs/job_01HTXYZABC\"}"
#define JOB(status, result, error)                                                                 \
  JSON "{\"id\":\"job_01HTXYZABC\",\"kind\":\"img_gen\",\"status\":\"" status                      \
       "\",\"created\":1775401200,\"started\":null,\"completed\":null,\"queue_position\":2,"       \
       "\"result\":" result ",\"error\":" error "}"
#define JOB_DONE                                                                                   \
  JOB ("completed",                                                                                \
       "{\"output_format\":\"png\",\"images\":[{\"index\":0,\"b64_json\":\"{base64}\"},"           \
       "{\"index\":1,\"b64_json\":\"{base64}\"}]}",                                                \
       "null")

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

typedef struct
{
  const char *kind;
  const char *model;
  const char *prompt;
  const char *quality;
  int n;
  gboolean edit;
  gboolean mask;
} Wish;

static GessoReference *
make_reference (GessoTestPng kind)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (kind, 64, 48);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);

  return gesso_reference_new (png, "image/png", "name.png", digest, 64, 48);
}

static GessoRequest *
make_request (const Wish *wish)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GPtrArray) references = NULL;
  g_autoptr (GessoReference) mask = wish->mask ? make_reference (GESSO_TEST_PNG_RGBA) : NULL;

  g_free (parameters->model);
  parameters->model = g_strdup (wish->model);
  parameters->size = (GessoSize){ 512, 768 };
  parameters->n = MAX (1, wish->n);
  g_free (parameters->quality);
  parameters->quality = g_strdup (wish->quality);
  if (wish->edit)
    {
      references = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
      g_ptr_array_add (references, make_reference (GESSO_TEST_PNG_RGB));
    }
  return gesso_request_new (wish->edit ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE,
                            wish->prompt != NULL ? wish->prompt : "a kite", parameters, references,
                            mask);
}

static GessoJob *
submit (Fixture    *f,
        const Wish *wish)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GessoRequest) request = make_request (wish);

  return gesso_test_studio_submit_to (&f->studio,
                                      gesso_test_studio_add_account (&f->studio, wish->kind, base,
                                                                     wish->model),
                                      request, NULL);
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
assert_done (GessoJob *job,
             guint     n)
{
  if (gesso_job_get_failure (job) != NULL)
    g_error ("failed: %s", gesso_failure_get_info (gesso_job_get_failure (job))->message);
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, n);
}

/* The names of a form's parts, in their order. */
static void
assert_parts (Fixture    *f,
              guint       connection,
              const char *expected)
{
  g_autoptr (GBytes) bytes = gesso_test_server_dup_bytes (f->server, connection);
  gsize length;
  const char *next = g_bytes_get_data (bytes, &length);
  const char *end = next + length;
  g_autoptr (GString) names = g_string_new (NULL);
  const char *mark = "form-data; name=\"";

  while ((next = memmem (next, (gsize) (end - next), mark, strlen (mark))) != NULL)
    {
      next += strlen (mark);
      g_string_append_len (names, next, (gssize) strcspn (next, "\""));
      g_string_append_c (names, ' ');
    }
  g_assert_cmpstr (names->str, ==, expected);
}

/* Generating */

static void
test_generate (Fixture       *f,
               gconstpointer  data)
{
  static const struct
  {
    const char *kind;
    const char *answer;
  } cases[] = {
    { "localai",
      JSON "{\"created\":1,\"id\":\"x\",\"data\":[{\"b64_json\":\"{base64}\",\"index\":0}],"
           "\"usage\":{\"prompt_tokens\":0,\"total_tokens\":0}}" },
    { "vllm-omni", PLAIN (",\"url\":null,\"revised_prompt\":null") },
    { "sglang", PLAIN (",\"revised_prompt\":\"a kite\",\"file_path\":\"/out/1.png\"") },
    { "lemonade", PLAIN ("") },
    { "compatible", JSON "{\"images\":[\"{base64}\"]}" },
    { "compatible", HEAD ("200 OK", "text/html") "{\"images\":[{\"url\":\"data:image/png;base64,"
                                                 "{base64}\"}],\"more\":{\"a\":[1,2]}}" },
    { "compatible", JSON "{\"output\":[\"data:image/jpeg;base64,{base64}\"]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GessoJob *job;

      gesso_test_script_answer (f->server, cases[i].answer);
      job = run (f, &(Wish){ .kind = cases[i].kind, .model = "some-model" });
      assert_done (job, 1);
      gesso_test_script_assert_line (f->server, i, "POST /v1/images/generations HTTP/1.1" CRLF);
      gesso_test_script_assert_body (
          f->server, i,
          "{\"model\":\"some-model\",\"prompt\":\"a kite\",\"n\":1,\"size\":\"512x768\","
          "\"response_format\":\"b64_json\"}");
    }
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, G_N_ELEMENTS (cases));
}

/* An address below the root of the server, as some give; and where it is at home it may be plain.
 */
static void
test_addresses (Fixture       *f,
                gconstpointer  data)
{
  GessoJob *job;

  gesso_test_script_answer (f->server, JSON "{\"data\":[{\"url\":\"/v1/images/abc/content\"}]}");
  gesso_test_script_answer (f->server, HEAD ("200 OK", "application/octet-stream") "{png}");
  job = run (f, &(Wish){ .kind = "sglang", .model = "m" });
  assert_done (job, 1);
  gesso_test_script_assert_line (f->server, 1, "GET /v1/images/abc/content HTTP/1.1" CRLF);

  gesso_test_script_answer (f->server,
                            JSON "{\"data\":[{\"url\":\"{base}/generated-images/1.png\"}]}");
  gesso_test_script_answer (f->server, HEAD ("200 OK", "image/png") "{png}");
  job = run (f, &(Wish){ .kind = "localai", .model = "m" });
  assert_done (job, 1);
  gesso_test_script_assert_line (f->server, 3, "GET /generated-images/1.png HTTP/1.1" CRLF);
}

/* "|" begins what is not wanted there. */
static void
test_bar (Fixture       *f,
          gconstpointer  data)
{
  GessoJob *job;

  gesso_test_script_answer (f->server, PLAIN (""));
  job = run (f, &(Wish){ .kind = "localai", .model = "m", .prompt = "red | blue" });
  assert_done (job, 1);
  gesso_test_script_assert_body (
      f->server, 0,
      "{\"model\":\"m\",\"prompt\":\"red , blue\",\"n\":1,\"size\":\"512x768\","
      "\"response_format\":\"b64_json\"}");
}

/* A server that refuses a member is asked once more without it. */
static void
test_refused_members (Fixture       *f,
                      gconstpointer  data)
{
  GessoJob *job;

  gesso_test_script_answer (
      f->server,
      HEAD ("422 Unprocessable Entity",
            "application/json") "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\","
                                "\"quality\"],"
                                "\"msg\":\"Extra inputs are not permitted\",\"input\":\"high\"}]}");
  gesso_test_script_answer (
      f->server, HEAD ("400 Bad Request",
                       "application/json") "{\"detail\":\"response_format is not supported\"}");
  gesso_test_script_answer (f->server, PLAIN (""));
  job = run (f, &(Wish){ .kind = "vllm-omni", .model = "m", .quality = "high" });
  assert_done (job, 1);
  gesso_test_script_assert_body (
      f->server, 1,
      "{\"model\":\"m\",\"prompt\":\"a kite\",\"n\":1,\"size\":\"512x768\","
      "\"response_format\":\"b64_json\"}");
  gesso_test_script_assert_body (
      f->server, 2, "{\"model\":\"m\",\"prompt\":\"a kite\",\"n\":1,\"size\":\"512x768\"}");
}

static void
test_errors (Fixture       *f,
             gconstpointer  data)
{
  static const struct
  {
    const char *kind;
    const char *answer;
    GessoFailureClass failure_class;
    const char *message;
  } cases[] = {
    { "compatible", HEAD ("400 Bad Request", "application/json") "{\"error\":\"prompt required\"}",
      GESSO_FAILURE_REFUSED, "prompt required" },
    { "compatible",
      HEAD ("500 Internal Server Error",
            "application/json") "{\"error\":\"server_error\",\"message\":\"no image\"}",
      GESSO_FAILURE_UNAVAILABLE, "no image" },
    { "localai",
      HEAD ("404 Not Found", "application/json") "{\"error\":{\"code\":404,\"message\":\"no such "
                                                 "model\",\"type\":\"\",\"param\":null}}",
      GESSO_FAILURE_REFUSED, "no such model" },
    { "sglang", HEAD ("400 Bad Request", "application/json") "{\"detail\":\"bad prompt\"}",
      GESSO_FAILURE_REFUSED, "bad prompt" },
    { "vllm-omni",
      HEAD ("422 Unprocessable Entity",
            "application/json") "{\"detail\":[{\"loc\":[\"body\",\"seed\"],\"msg\":\"not an "
                                "integer\"}]}",
      GESSO_FAILURE_REFUSED, "not an integer" },
    { "compatible", HEAD ("400 Bad Request", "application/json") "{\"title\":\"Bad Request\"}",
      GESSO_FAILURE_REFUSED, "Bad Request" },
    { "compatible", JSON "{\"code\":500,\"msg\":\"out of memory\"}", GESSO_FAILURE_UNKNOWN,
      "out of memory" },
    { "compatible", JSON "{\"error\":\"out of memory\"}", GESSO_FAILURE_UNKNOWN, "out of memory" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GessoFailureInfo *info;
      GessoJob *job;

      gesso_test_script_answer (f->server, cases[i].answer);
      job = run (f, &(Wish){ .kind = cases[i].kind, .model = "m" });
      g_assert_nonnull (gesso_job_get_failure (job));
      info = gesso_failure_get_info (gesso_job_get_failure (job));
      if (strstr (info->message, cases[i].message) == NULL
          || (cases[i].failure_class != GESSO_FAILURE_UNKNOWN
              && info->failure_class != cases[i].failure_class))
        g_error ("%s: class %d, “%s”", cases[i].answer, info->failure_class, info->message);
    }
}

/* Edits */

static void
test_edits (Fixture       *f,
            gconstpointer  data)
{
  static const struct
  {
    const char *kind;
    gboolean mask;
    const char *line;
    const char *parts;
  } cases[] = {
    { "vllm-omni", TRUE, "POST /v1/images/edits HTTP/1.1" CRLF,
      "model prompt n size response_format image mask_image " },
    { "sglang", TRUE, "POST /v1/images/edits HTTP/1.1" CRLF,
      "model prompt n size response_format image mask " },
    { "lemonade", FALSE, "POST /v1/images/edits HTTP/1.1" CRLF,
      "model prompt n size response_format image " },
    { "localai", TRUE, "POST /v1/images/inpainting HTTP/1.1" CRLF, "model prompt image mask " },
    { SDCPP, TRUE, "POST /v1/images/edits HTTP/1.1" CRLF,
      "model prompt n size response_format image mask " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gesso_test_script_answer (f->server, PLAIN (""));
      assert_done (
          run (f,
               &(Wish){ .kind = cases[i].kind, .model = "m", .edit = TRUE, .mask = cases[i].mask }),
          1);
      gesso_test_script_assert_line (f->server, i, cases[i].line);
      assert_parts (f, i, cases[i].parts);
    }
}

/* Without a mask that server knows no edits, but it draws from pictures. */
static void
test_references (Fixture       *f,
                 gconstpointer  data)
{
  gesso_test_script_answer (f->server, PLAIN (""));
  assert_done (run (f, &(Wish){ .kind = "localai", .model = "m", .edit = TRUE }), 1);
  gesso_test_script_assert_line (f->server, 0, "POST /v1/images/generations HTTP/1.1" CRLF);
  gesso_test_script_assert_body (
      f->server, 0,
      "{\"model\":\"m\",\"prompt\":\"a kite\",\"n\":1,\"size\":\"512x768\","
      "\"response_format\":\"b64_json\",\"ref_images\":[\"{base64}\"]}");
}

/* The interface with jobs */

static void
test_native_absent (Fixture       *f,
                    gconstpointer  data)
{
  gesso_test_script_answer (f->server, NO_NATIVE);
  gesso_test_script_answer (f->server, PLAIN (""));
  assert_done (run (f, &(Wish){ .kind = SDCPP, .model = "sd-cpp-local" }), 1);
  gesso_test_script_assert_line (f->server, 0, "GET /sdcpp/v1/capabilities HTTP/1.1" CRLF);
  gesso_test_script_assert_line (f->server, 1, "POST /v1/images/generations HTTP/1.1" CRLF);
}

static void
test_native (Fixture       *f,
             gconstpointer  data)
{
  GessoJob *job;

  gesso_test_script_answer (f->server, CAPABILITIES);
  gesso_test_script_answer (f->server, JOB_TAKEN);
  gesso_test_script_answer (f->server, JOB ("queued", "null", "null"));
  gesso_test_script_answer (f->server, JOB ("generating", "null", "null"));
  gesso_test_script_answer (f->server, JOB_DONE);
  job = run (f, &(Wish){ .kind = SDCPP, .model = "sd-cpp-local", .n = 2, .edit = TRUE });
  assert_done (job, 2);
  g_assert_cmpstr (gesso_job_get_task_id (job), ==, "job_01HTXYZABC");
  gesso_test_script_assert_line (f->server, 1, "POST /sdcpp/v1/img_gen HTTP/1.1" CRLF);
  {
    g_autofree char *request = gesso_test_server_dup_request (f->server, 1);
    g_autoptr (JsonObject) body
        = gesso_json_parse_object (strstr (request, CRLF CRLF) + 4, -1, NULL);

    g_assert_cmpstr (gesso_json_get_string (body, "prompt", NULL), ==, "a kite");
    g_assert_cmpint (gesso_json_get_int (body, "width", 0), ==, 512);
    g_assert_cmpint (gesso_json_get_int (body, "height", 0), ==, 768);
    g_assert_cmpint (gesso_json_get_int (body, "batch_count", 0), ==, 2);
    g_assert_cmpuint (json_array_get_length (gesso_json_get_array (body, "ref_images")), ==, 1);
  }
  for (guint i = 2; i < 5; i++)
    gesso_test_script_assert_line (f->server, i, "GET /sdcpp/v1/jobs/job_01HTXYZABC HTTP/1.1" CRLF);
}

static void
test_native_failed (Fixture       *f,
                    gconstpointer  data)
{
  GessoJob *job;

  gesso_test_script_answer (f->server, CAPABILITIES);
  gesso_test_script_answer (f->server, JOB_TAKEN);
  gesso_test_script_answer (f->server,
                            JOB ("failed", "null",
                                 "{\"code\":\"generation_failed\",\"message\":\"empty results\"}"));
  job = run (f, &(Wish){ .kind = SDCPP, .model = "sd-cpp-local" });
  g_assert_nonnull (gesso_job_get_failure (job));
  g_assert_cmpstr (gesso_failure_get_info (gesso_job_get_failure (job))->message, ==,
                   "empty results");
}

static void
test_native_cancelled (Fixture       *f,
                       gconstpointer  data)
{
  GessoJob *job;

  gesso_test_script_answer (f->server, CAPABILITIES);
  gesso_test_script_answer (f->server, JOB_TAKEN);
  gesso_test_script_hang (f->server);
  gesso_test_script_answer (f->server, JOB ("cancelled", "null",
                                            "{\"code\":\"cancelled\",\"message\":\"by client\"}"));
  job = submit (f, &(Wish){ .kind = SDCPP, .model = "sd-cpp-local" });
  gesso_test_wait_until (gesso_test_server_get_n_begun (f->server) > 2);
  gesso_job_queue_cancel (gesso_studio_get_queue (f->studio.studio), job);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_CANCELLED);
  gesso_test_script_assert_line (f->server, 3,
                                 "POST /sdcpp/v1/jobs/job_01HTXYZABC/cancel HTTP/1.1" CRLF);
}

/* What each starts with */

static void
test_presets (void)
{
  static const struct
  {
    const char *kind;
    const char *base_url;
  } known[] = {
    { SDCPP, "http://127.0.0.1:1234/v1" },       { "localai", "http://127.0.0.1:8080/v1" },
    { "vllm-omni", "http://127.0.0.1:8000/v1" }, { "sglang", "http://127.0.0.1:30000/v1" },
    { "lemonade", "http://127.0.0.1:13305/v1" },
  };
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  g_autoptr (GessoModelInfo) lemonade = gesso_catalog_lookup (catalog, "lemonade", "SDXL-Turbo");
  g_autoptr (GessoModelInfo) omni = gesso_catalog_lookup (catalog, "vllm-omni", "gpt-image-2");

  g_assert_cmpuint (gesso_server_preset_get_length (), ==, G_N_ELEMENTS (known));
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (GessoAccount) account = gesso_account_new ("a", known[i].kind, NULL);

      g_assert_cmpstr (gesso_account_get_base_url (account), ==, known[i].base_url);
      g_assert_false (gesso_account_needs_key (account));
      g_assert_true (gesso_account_takes_key (account));
      g_assert_true (gesso_server_preset_is_server (known[i].kind));
    }
  g_assert_false (gesso_server_preset_is_server (GESSO_ACCOUNT_KIND_OPENAI_IMAGES));
  g_assert_cmpint (lemonade->max_n, ==, 1);
  g_assert_cmpint (lemonade->size_rule.multiple, ==, 8);
  /* A name says nothing about what a server at home runs under it. */
  g_assert_false (omni->known);
  g_assert_cmpstr (omni->mask_field, ==, "mask_image");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/servers/presets", test_presets);
  ADD ("/servers/generate", test_generate);
  ADD ("/servers/addresses", test_addresses);
  ADD ("/servers/bar", test_bar);
  ADD ("/servers/refused-members", test_refused_members);
  ADD ("/servers/errors", test_errors);
  ADD ("/servers/edits", test_edits);
  ADD ("/servers/references", test_references);
  ADD ("/servers/native-absent", test_native_absent);
  ADD ("/servers/native", test_native);
  ADD ("/servers/native-failed", test_native_failed);
  ADD ("/servers/native-cancelled", test_native_cancelled);
  return g_test_run ();
}
