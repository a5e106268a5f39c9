/* test-servers.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "model/gesso-server-preset.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-server.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include <string.h>

/* Servers that people run at home, played over sockets under a whole studio as each documents
 * itself: what they are sent, member by member, and every odd way in which they answer. */

#define CRLF "\r\n"
#define HEAD(status, type)                                                                         \
  "send HTTP/1.1 " status CRLF "Connection: close" CRLF "retry-after-ms: 1" CRLF                   \
  "Content-Type: " type CRLF CRLF
#define JSON HEAD ("200 OK", "application/json")
#define PLAIN(text) JSON "{\"created\":1790000000,\"data\":[{\"b64_json\":\"{b64}\"" text "}]}"

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
       "{\"output_format\":\"png\",\"images\":[{\"index\":0,\"b64_json\":\"{b64}\"},"              \
       "{\"index\":1,\"b64_json\":\"{b64}\"}]}",                                                   \
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

static char *
dup_base64 (void)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  gsize length;
  const guchar *data = g_bytes_get_data (png, &length);

  return g_base64_encode (data, length);
}

/* As the steps of a script want bytes. */
static char *
dup_escaped (void)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  GString *text = g_string_new (NULL);
  gsize length;
  const guchar *data = g_bytes_get_data (png, &length);

  for (gsize i = 0; i < length; i++)
    if (data[i] == '\0')
      g_string_append (text, "\\0");
    else if (data[i] == '\\')
      g_string_append (text, "\\\\");
    else
      g_string_append_c (text, (char) data[i]);
  return g_string_free (text, FALSE);
}

static void
play (Fixture    *f,
      const char *step)
{
  g_autofree char *base64 = dup_base64 ();
  g_autofree char *escaped = dup_escaped ();
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "");
  GString *text = g_string_new (step);
  const char *steps[] = { "read", NULL, NULL };

  g_string_replace (text, "{b64}", base64, 0);
  g_string_replace (text, "{png}", escaped, 0);
  g_string_replace (text, "{base}", base, 0);
  steps[1] = text->str;
  gesso_test_server_add_script (f->server, steps);
  g_string_free (text, TRUE);
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

static void
assert_line (Fixture    *f,
             guint       connection,
             const char *line)
{
  g_autofree char *request = gesso_test_server_dup_request (f->server, connection);

  if (!g_str_has_prefix (request, line))
    g_error ("connection %u had %.200s", connection, request);
}

static void
assert_body (Fixture    *f,
             guint       connection,
             const char *expected)
{
  g_autofree char *request = gesso_test_server_dup_request (f->server, connection);
  g_autofree char *base64 = dup_base64 ();
  g_autoptr (GString) text = g_string_new (expected);
  const char *body = strstr (request, CRLF CRLF);
  g_autoptr (JsonNode) sent = gesso_json_parse (body + 4, -1, NULL);
  g_autoptr (JsonNode) wanted = NULL;

  g_string_replace (text, "{b64}", base64, 0);
  wanted = gesso_json_parse (text->str, -1, NULL);
  g_assert_nonnull (wanted);
  if (sent == NULL || !json_node_equal (sent, wanted))
    g_error ("sent was %s", body + 4);
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
    { "localai", JSON "{\"created\":1,\"id\":\"x\",\"data\":[{\"b64_json\":\"{b64}\",\"index\":0}],"
                      "\"usage\":{\"prompt_tokens\":0,\"total_tokens\":0}}" },
    { "vllm-omni", PLAIN (",\"url\":null,\"revised_prompt\":null") },
    { "sglang", PLAIN (",\"revised_prompt\":\"a kite\",\"file_path\":\"/out/1.png\"") },
    { "lemonade", PLAIN ("") },
    { "compatible", JSON "{\"images\":[\"{b64}\"]}" },
    { "compatible", HEAD ("200 OK", "text/html") "{\"images\":[{\"url\":\"data:image/png;base64,"
                                                 "{b64}\"}],\"more\":{\"a\":[1,2]}}" },
    { "compatible", JSON "{\"output\":[\"data:image/jpeg;base64,{b64}\"]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GessoJob *job;

      play (f, cases[i].answer);
      job = run (f, &(Wish){ .kind = cases[i].kind, .model = "some-model" });
      assert_done (job, 1);
      assert_line (f, i, "POST /v1/images/generations HTTP/1.1" CRLF);
      assert_body (f, i,
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

  play (f, JSON "{\"data\":[{\"url\":\"/v1/images/abc/content\"}]}");
  play (f, HEAD ("200 OK", "application/octet-stream") "{png}");
  job = run (f, &(Wish){ .kind = "sglang", .model = "m" });
  assert_done (job, 1);
  assert_line (f, 1, "GET /v1/images/abc/content HTTP/1.1" CRLF);

  play (f, JSON "{\"data\":[{\"url\":\"{base}/generated-images/1.png\"}]}");
  play (f, HEAD ("200 OK", "image/png") "{png}");
  job = run (f, &(Wish){ .kind = "localai", .model = "m" });
  assert_done (job, 1);
  assert_line (f, 3, "GET /generated-images/1.png HTTP/1.1" CRLF);
}

/* "|" begins what is not wanted there. */
static void
test_bar (Fixture       *f,
          gconstpointer  data)
{
  GessoJob *job;

  play (f, PLAIN (""));
  job = run (f, &(Wish){ .kind = "localai", .model = "m", .prompt = "red | blue" });
  assert_done (job, 1);
  assert_body (f, 0,
               "{\"model\":\"m\",\"prompt\":\"red , blue\",\"n\":1,\"size\":\"512x768\","
               "\"response_format\":\"b64_json\"}");
}

/* A server that refuses a member is asked once more without it. */
static void
test_refused_members (Fixture       *f,
                      gconstpointer  data)
{
  GessoJob *job;

  play (
      f,
      HEAD ("422 Unprocessable Entity",
            "application/json") "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\","
                                "\"quality\"],"
                                "\"msg\":\"Extra inputs are not permitted\",\"input\":\"high\"}]}");
  play (f, HEAD ("400 Bad Request",
                 "application/json") "{\"detail\":\"response_format is not supported\"}");
  play (f, PLAIN (""));
  job = run (f, &(Wish){ .kind = "vllm-omni", .model = "m", .quality = "high" });
  assert_done (job, 1);
  assert_body (f, 1,
               "{\"model\":\"m\",\"prompt\":\"a kite\",\"n\":1,\"size\":\"512x768\","
               "\"response_format\":\"b64_json\"}");
  assert_body (f, 2, "{\"model\":\"m\",\"prompt\":\"a kite\",\"n\":1,\"size\":\"512x768\"}");
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

      play (f, cases[i].answer);
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
      play (f, PLAIN (""));
      assert_done (
          run (f,
               &(Wish){ .kind = cases[i].kind, .model = "m", .edit = TRUE, .mask = cases[i].mask }),
          1);
      assert_line (f, i, cases[i].line);
      assert_parts (f, i, cases[i].parts);
    }
}

/* Without a mask that server knows no edits, but it draws from pictures. */
static void
test_references (Fixture       *f,
                 gconstpointer  data)
{
  play (f, PLAIN (""));
  assert_done (run (f, &(Wish){ .kind = "localai", .model = "m", .edit = TRUE }), 1);
  assert_line (f, 0, "POST /v1/images/generations HTTP/1.1" CRLF);
  assert_body (f, 0,
               "{\"model\":\"m\",\"prompt\":\"a kite\",\"n\":1,\"size\":\"512x768\","
               "\"response_format\":\"b64_json\",\"ref_images\":[\"{b64}\"]}");
}

/* The interface with jobs */

static void
test_native_absent (Fixture       *f,
                    gconstpointer  data)
{
  play (f, NO_NATIVE);
  play (f, PLAIN (""));
  assert_done (run (f, &(Wish){ .kind = SDCPP, .model = "sd-cpp-local" }), 1);
  assert_line (f, 0, "GET /sdcpp/v1/capabilities HTTP/1.1" CRLF);
  assert_line (f, 1, "POST /v1/images/generations HTTP/1.1" CRLF);
}

static void
test_native (Fixture       *f,
             gconstpointer  data)
{
  GessoJob *job;

  play (f, CAPABILITIES);
  play (f, JOB_TAKEN);
  play (f, JOB ("queued", "null", "null"));
  play (f, JOB ("generating", "null", "null"));
  play (f, JOB_DONE);
  job = run (f, &(Wish){ .kind = SDCPP, .model = "sd-cpp-local", .n = 2, .edit = TRUE });
  assert_done (job, 2);
  g_assert_cmpstr (gesso_job_get_task_id (job), ==, "job_01HTXYZABC");
  assert_line (f, 1, "POST /sdcpp/v1/img_gen HTTP/1.1" CRLF);
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
    assert_line (f, i, "GET /sdcpp/v1/jobs/job_01HTXYZABC HTTP/1.1" CRLF);
}

static void
test_native_failed (Fixture       *f,
                    gconstpointer  data)
{
  GessoJob *job;

  play (f, CAPABILITIES);
  play (f, JOB_TAKEN);
  play (f,
        JOB ("failed", "null", "{\"code\":\"generation_failed\",\"message\":\"empty results\"}"));
  job = run (f, &(Wish){ .kind = SDCPP, .model = "sd-cpp-local" });
  g_assert_nonnull (gesso_job_get_failure (job));
  g_assert_cmpstr (gesso_failure_get_info (gesso_job_get_failure (job))->message, ==,
                   "empty results");
}

static void
test_native_cancelled (Fixture       *f,
                       gconstpointer  data)
{
  static const char *const never[] = { "read", "hang", NULL };
  GessoJob *job;

  play (f, CAPABILITIES);
  play (f, JOB_TAKEN);
  gesso_test_server_add_script (f->server, never);
  play (f, JOB ("cancelled", "null", "{\"code\":\"cancelled\",\"message\":\"by client\"}"));
  job = submit (f, &(Wish){ .kind = SDCPP, .model = "sd-cpp-local" });
  gesso_test_wait_until (gesso_test_server_get_n_begun (f->server) > 2);
  gesso_job_queue_cancel (gesso_studio_get_queue (f->studio.studio), job);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_CANCELLED);
  assert_line (f, 3, "POST /sdcpp/v1/jobs/job_01HTXYZABC/cancel HTTP/1.1" CRLF);
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
