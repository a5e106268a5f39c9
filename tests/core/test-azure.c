/* test-azure.c
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

/* An Azure resource as its documentation describes it, played over a socket: what it is asked, in
 * both forms of its address and with both kinds of key, and what it answers. Nothing here comes
 * from the client's code: the requests are compared with what the service documents. */

#define CRLF "\r\n"
#define KEY "0123456789abcdef0123456789abcdef"
#define TOKEN "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJ4In0.c2lnbmF0dXJl"
#define ANSWER(status, headers)                                                                    \
  "send HTTP/1.1 " status CRLF "apim-request-id: apim-1" CRLF "Connection: close" CRLF             \
  "Content-Type: application/json" CRLF headers CRLF

typedef struct
{
  GessoTestStudio studio;
  GessoTestServer *server;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_setenv ("GESSO_API_KEY", KEY, TRUE);
  gesso_test_studio_set_up (&f->studio);
  f->server = gesso_test_server_new ();
}

/* With another key than the usual one. */
static void
set_up_key (Fixture       *f,
            gconstpointer  data)
{
  g_setenv ("GESSO_API_KEY", data, TRUE);
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
encode (GBytes *bytes)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  return g_base64_encode (data, length);
}

static void
play (Fixture    *f,
      const char *step)
{
  const char *const steps[] = { "read", step, NULL };

  gesso_test_server_add_script (f->server, steps);
}

/* The service puts the results of its filters beside a picture that passed them. */
static void
play_picture (Fixture *f)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  g_autofree char *base64 = encode (png);
  g_autofree char *step = g_strdup_printf (
      ANSWER ("200 OK",
              "") "{\"created\":1698116662,\"data\":[{\"b64_json\":\"%s\","
                  "\"content_filter_results\":{\"hate\":{\"filtered\":false,"
                  "\"severity\":\"safe\"}},\"prompt_filter_results\":{\"jailbreak\":"
                  "{\"detected\":false,\"filtered\":false}}}],\"usage\":{\"total_tokens\":"
                  "1462,\"input_tokens\":90,\"output_tokens\":1372}}",
      base64);

  play (f, step);
}

static GessoRequest *
make_request (const char *model,
              const char *format,
              GPtrArray  *references)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();

  g_free (parameters->model);
  parameters->model = g_strdup (model);
  parameters->size = (GessoSize){ 1536, 1024 };
  g_free (parameters->quality);
  parameters->quality = g_strdup ("medium");
  g_free (parameters->format);
  parameters->format = g_strdup (format);
  parameters->compression = 80;
  parameters->partial_images = 0;
  return gesso_request_new (references != NULL ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE,
                            "A red kite", parameters, references, NULL);
}

static GessoJob *
run (Fixture    *f,
     const char *path,
     const char *model,
     const char *format,
     GPtrArray  *references)
{
  g_autofree char *typed = gesso_test_server_dup_uri (f->server, path);
  g_autofree char *base = gesso_account_repair_address (GESSO_ACCOUNT_KIND_AZURE, typed);
  GessoAccount *account
      = gesso_test_studio_add_account (&f->studio, GESSO_ACCOUNT_KIND_AZURE, base, model);
  g_autoptr (GessoRequest) request = make_request (model, format, references);
  GessoJob *job = gesso_test_studio_submit_to (&f->studio, account, request, NULL);

  gesso_test_wait_until (gesso_job_is_finished (job));
  return job;
}

static void
assert_done (Fixture  *f,
             GessoJob *job)
{
  g_autoptr (GessoJobRecord) record
      = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));

  g_assert_null (gesso_job_get_failure (job));
  g_assert_cmpint (record->state, ==, GESSO_JOURNAL_STATE_DONE);
  g_assert_cmpuint (gesso_test_studio_count_nodes (job), ==, 1);
  g_assert_cmpstr (gesso_job_get_request_id (job), ==, "apim-1");
}

/* The value of a header of a request, or NULL. */
static char *
dup_header (const char *request,
            const char *name)
{
  g_auto (GStrv) lines = g_strsplit (request, CRLF, -1);
  gsize length = strlen (name);

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strstrip (g_strdup (lines[i] + length + 1));

  return NULL;
}

static void
assert_head (Fixture    *f,
             const char *line,
             const char *key,
             const char *authorization)
{
  g_autofree char *request = gesso_test_server_dup_request (f->server, 0);
  g_autofree char *api_key = dup_header (request, "api-key");
  g_autofree char *bearer = dup_header (request, "Authorization");

  g_assert_true (g_str_has_prefix (request, line));
  g_assert_cmpstr (api_key, ==, key);
  g_assert_cmpstr (bearer, ==, authorization);
}

/* Every member that was sent, and no other. */
static void
assert_body (Fixture    *f,
             const char *expected)
{
  g_autofree char *request = gesso_test_server_dup_request (f->server, 0);
  const char *body = strstr (request, CRLF CRLF);
  g_autoptr (JsonNode) sent = gesso_json_parse (body + 4, -1, NULL);
  g_autoptr (JsonNode) wanted = gesso_json_parse (expected, -1, NULL);

  g_assert_nonnull (sent);
  if (!json_node_equal (sent, wanted))
    g_error ("sent was %s", body + 4);
}

static void
test_v1 (Fixture       *f,
         gconstpointer  data)
{
  GessoJob *job;

  play_picture (f);
  job = run (f, "/", "kites=gpt-image-2", NULL, NULL);
  assert_done (f, job);
  assert_head (f, "POST /openai/v1/images/generations HTTP/1.1" CRLF, KEY, NULL);
  assert_body (f, "{\"model\":\"kites\",\"prompt\":\"A red kite\",\"size\":\"1536x1024\","
                  "\"quality\":\"medium\"}");
}

static void
test_v1_preview (Fixture       *f,
                 gconstpointer  data)
{
  GessoJob *job;

  play_picture (f);
  job = run (f, "/openai/v1?api-version=preview", "gpt-image-2", "jpeg", NULL);
  assert_done (f, job);
  assert_head (f, "POST /openai/v1/images/generations?api-version=preview HTTP/1.1" CRLF, KEY,
               NULL);
  /* The compression, which the service documents the other way round, stays away. */
  assert_body (f, "{\"model\":\"gpt-image-2\",\"prompt\":\"A red kite\",\"size\":\"1536x1024\","
                  "\"quality\":\"medium\",\"output_format\":\"jpeg\"}");
}

static void
test_deployment (Fixture       *f,
                 gconstpointer  data)
{
  GessoJob *job;

  play_picture (f);
  job = run (f, "/openai/deployments/kites", "gpt-image-2", NULL, NULL);
  assert_done (f, job);
  assert_head (f,
               "POST /openai/deployments/kites/images/generations?api-version=2025-04-01-preview"
               " HTTP/1.1" CRLF,
               KEY, NULL);
  assert_body (f, "{\"prompt\":\"A red kite\",\"size\":\"1536x1024\",\"quality\":\"medium\"}");
}

static void
test_token (Fixture       *f,
            gconstpointer  data)
{
  GessoJob *job;

  play_picture (f);
  job = run (f, "/", "gpt-image-2", NULL, NULL);
  assert_done (f, job);
  assert_head (f, "POST /openai/v1/images/generations HTTP/1.1" CRLF, NULL, "Bearer " TOKEN);
}

static void
assert_part (const char *request,
             const char *name,
             const char *text)
{
  g_autofree char *start = g_strdup_printf ("name=\"%s\"" CRLF CRLF "%s" CRLF "--", name, text);

  if (strstr (request, start) == NULL)
    g_error ("there is no part %s with %s", name, text);
}

static void
test_edit (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
  g_autofree char *request = NULL;
  GessoJob *job;

  g_ptr_array_add (references,
                   gesso_reference_new (png, "image/png", "secret name.png", digest, 64, 48));
  play_picture (f);
  job = run (f, "/openai/v1", "kites=gpt-image-2", "jpeg", references);
  assert_done (f, job);
  assert_head (f, "POST /openai/v1/images/edits HTTP/1.1" CRLF, KEY, NULL);

  request = gesso_test_server_dup_request (f->server, 0);
  assert_part (request, "model", "kites");
  assert_part (request, "prompt", "A red kite");
  assert_part (request, "size", "1536x1024");
  assert_part (request, "quality", "medium");
  assert_part (request, "output_format", "jpeg");
  g_assert_null (strstr (request, "output_compression"));
  g_assert_null (strstr (request, "secret name"));
}

/* Errors */

typedef struct
{
  const char *name;
  const char *step;
  GessoFailureClass failure_class;
  const char *code;       /* (nullable): not looked at */
  const char *categories; /* (nullable): with commas between them */
} Refusal;

#define FILTER(outer, inner)                                                                       \
  "{\"error\":{\"code\":\"" outer "\",\"message\":\"refused\",\"param\":\"prompt\",\"type\":null," \
  "\"" inner "\":{\"code\":\"ResponsibleAIPolicyViolation\",\"content_filter_results\":{"          \
  "\"hate\":{\"filtered\":false,\"severity\":\"safe\"},"                                           \
  "\"sexual\":{\"filtered\":true,\"severity\":\"medium\"},"                                        \
  "\"self_harm\":{\"filtered\":false,\"severity\":\"safe\"},"                                      \
  "\"violence\":{\"filtered\":true,\"severity\":\"high\"},"                                        \
  "\"jailbreak\":{\"detected\":false,\"filtered\":false}}}}}"

static const Refusal refusals[] = {
  { "bare-code",
    ANSWER ("400 Bad Request", "") "{\"created\":1698435368,\"error\":{\"code\":\"contentFilter\","
                                   "\"message\":\"Your task failed as a result of our safety "
                                   "system.\"}}",
    GESSO_FAILURE_MODERATED, "contentFilter", "" },
  { "bare-code-with-200",
    ANSWER ("200 OK", "") "{\"created\":1698435368,\"error\":{\"code\":\"content_filter\","
                          "\"message\":\"Your task failed as a result of our safety system.\"}}",
    GESSO_FAILURE_MODERATED, "content_filter", "" },
  { "filter-results",
    ANSWER ("400 Bad Request", "") FILTER ("content_policy_violation", "inner_error"),
    GESSO_FAILURE_MODERATED, "content_policy_violation", "sexual,violence" },
  { "filter-results-joined", ANSWER ("400 Bad Request", "") FILTER ("content_filter", "innererror"),
    GESSO_FAILURE_MODERATED, "content_filter", "sexual,violence" },
  { "moderation-blocked",
    ANSWER ("400 Bad Request", "") "{\"error\":{\"code\":\"moderation_blocked\",\"type\":"
                                   "\"image_generation_user_error\",\"message\":\"Refused. If you "
                                   "believe this is an error, open an Azure support ticket.\"}}",
    GESSO_FAILURE_MODERATED, "moderation_blocked", "" },
  { "paused-resource",
    ANSWER ("403 Forbidden", "") "{\"error\":{\"code\":\"Forbidden\",\"message\":\"paused\"}}",
    GESSO_FAILURE_AUTH, "Forbidden", "" },
  { "wrong-key",
    ANSWER ("401 PermissionDenied",
            "") "{\"error\":{\"code\":\"401\",\"message\":\"Access denied "
                "due to invalid subscription key or wrong API endpoint.\"}}",
    GESSO_FAILURE_AUTH, "401", "" },
  { "wrong-key-at-the-gate",
    ANSWER ("401 Unauthorized", "") "{\"statusCode\":401,\"message\":\"Unauthorized\"}",
    GESSO_FAILURE_AUTH, NULL, "" },
  { "no-deployment",
    ANSWER ("404 Not Found",
            "") "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API "
                "deployment for this resource does not exist.\"}}",
    GESSO_FAILURE_REFUSED, "DeploymentNotFound", "" },
  { "quota",
    ANSWER ("429 Too Many Requests", "") "{\"error\":{\"code\":\"insufficient_quota\","
                                         "\"message\":\"no quota\"}}",
    GESSO_FAILURE_MONEY, "insufficient_quota", "" },
};

static void
test_refusal (Fixture       *f,
              gconstpointer  data)
{
  const Refusal *one = data;
  g_autoptr (GessoJobRecord) record = NULL;
  g_autofree char *categories = NULL;
  const GessoFailureInfo *info;
  GessoJob *job;

  play (f, one->step);
  job = run (f, "/", "gpt-image-2", NULL, NULL);
  g_assert_nonnull (gesso_job_get_failure (job));
  info = gesso_failure_get_info (gesso_job_get_failure (job));
  g_assert_cmpstr (gesso_failure_class_to_string (info->failure_class), ==,
                   gesso_failure_class_to_string (one->failure_class));
  g_assert_cmpstr (info->request_id, ==, "apim-1");
  g_assert_false (info->may_be_billed);
  if (one->code != NULL)
    g_assert_cmpstr (info->code, ==, one->code);
  categories
      = info->categories != NULL ? g_strjoinv (",", (char **) info->categories) : g_strdup ("");
  g_assert_cmpstr (categories, ==, one->categories);
  /* Nothing of it is worth a second try. */
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 1);
  record = gesso_test_studio_journal (&f->studio, gesso_job_get_id (job));
  g_assert_cmpint (record->state, ==, GESSO_JOURNAL_STATE_FAILED);
}

static void
test_busy (Fixture       *f,
           gconstpointer  data)
{
  GessoJob *job;

  play (f, ANSWER ("429 Too Many Requests",
                   "retry-after-ms: 1" CRLF) "{\"error\":{\"code\":\"429\",\"message\":\"Requests "
                                             "to this deployment have exceeded the "
                                             "call rate limit.\"}}");
  play_picture (f);
  job = run (f, "/", "gpt-image-2", NULL, NULL);
  assert_done (f, job);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 2);
}

/* Models */

static char **
fetch_models (Fixture    *f,
              const char *path)
{
  g_autofree char *typed = gesso_test_server_dup_uri (f->server, path);
  g_autofree char *base = gesso_account_repair_address (GESSO_ACCOUNT_KIND_AZURE, typed);
  GessoAccount *account
      = gesso_test_studio_add_account (&f->studio, GESSO_ACCOUNT_KIND_AZURE, base, "gpt-image-2");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char **models;

  gesso_studio_fetch_models_async (f->studio.studio, account, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  models = gesso_studio_fetch_models_finish (f->studio.studio, result, &error);
  g_assert_no_error (error);
  return models;
}

static void
test_models (Fixture       *f,
             gconstpointer  data)
{
  g_auto (GStrv) models = NULL;

  play (f, ANSWER ("200 OK", "") "{\"data\":[{\"id\":\"gpt-4.1\"},{\"id\":\"gpt-image-2\"},"
                                 "{\"id\":\"dall-e-3\"}],\"object\":\"list\"}");
  models = fetch_models (f, "/openai/v1?api-version=preview");
  assert_head (f, "GET /openai/v1/models?api-version=preview HTTP/1.1" CRLF, KEY, NULL);
  g_assert_cmpuint (g_strv_length (models), ==, 1);
  g_assert_cmpstr (models[0], ==, "gpt-image-2");
}

static void
test_models_of_deployment (Fixture       *f,
                           gconstpointer  data)
{
  g_auto (GStrv) models = fetch_models (f, "/openai/deployments/kites");

  g_assert_cmpuint (g_strv_length (models), ==, 1);
  g_assert_cmpstr (models[0], ==, "kites");
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 0);
}

/* Neither kind of key goes along to another host. */
static void
test_redirect (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GessoTestServer) other = gesso_test_server_new ();
  g_autofree char *address = gesso_test_server_dup_uri (other, "/elsewhere");
  g_autofree char *step
      = g_strdup_printf (ANSWER ("307 Temporary Redirect", "Location: %s" CRLF), address);
  static const char *const steps[] = { "read", ANSWER ("404 Not Found", "") "{}", NULL };
  g_auto (GStrv) models = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  gesso_test_server_add_script (other, steps);
  play (f, step);
  models = fetch_models (f, "/");
  first = gesso_test_server_dup_request (f->server, 0);
  second = gesso_test_server_dup_request (other, 0);
  g_assert_nonnull (strstr (first, data));
  g_assert_true (g_str_has_prefix (second, "GET /elsewhere "));
  g_assert_null (strstr (second, data));
}

/* What stands behind a deployment decides what can be asked of it. */
static void
test_capabilities (void)
{
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  static const struct
  {
    const char *model;
    gboolean known;
    gboolean takes_any_size;
  } rows[] = {
    { "gpt-image-2", TRUE, TRUE },        { "kites=gpt-image-2", TRUE, TRUE },
    { "kites=gpt-image-1", TRUE, FALSE }, { "studio-gpt-image-1-mini", TRUE, FALSE },
    { "my-gpt-image-2", TRUE, TRUE },     { "kites", FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GessoModelInfo) info
          = gesso_catalog_lookup (catalog, GESSO_ACCOUNT_KIND_AZURE, rows[i].model);

      g_assert_cmpstr (info->id, ==, rows[i].model);
      g_assert_cmpint (info->known, ==, rows[i].known);
      g_assert_cmpint (info->size_rule.n_fixed == 0, ==, rows[i].takes_any_size);
      g_assert_true (gesso_model_info_has_format (info, "png"));
      g_assert_true (gesso_model_info_has_format (info, "jpeg"));
      g_assert_false (gesso_model_info_has_format (info, "webp"));
      g_assert_false (info->takes_compression);
    }
}

#define ADD(name, data, func) g_test_add ("/azure/" name, Fixture, data, set_up, func, tear_down)
#define ADD_KEY(name, key, func)                                                                   \
  g_test_add ("/azure/" name, Fixture, key, set_up_key, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("v1", NULL, test_v1);
  ADD ("v1-preview", NULL, test_v1_preview);
  ADD ("deployment", NULL, test_deployment);
  ADD_KEY ("token", TOKEN, test_token);
  ADD_KEY ("token-in-words", "Bearer " TOKEN, test_token);
  ADD ("edit", NULL, test_edit);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/azure/refusal/", refusals[i].name, NULL);

      g_test_add (path, Fixture, &refusals[i], set_up, test_refusal, tear_down);
    }
  ADD ("busy", NULL, test_busy);
  ADD_KEY ("redirect-key", KEY, test_redirect);
  ADD_KEY ("redirect-token", TOKEN, test_redirect);
  ADD ("models", NULL, test_models);
  ADD ("models-of-deployment", NULL, test_models_of_deployment);
  g_test_add_func ("/azure/capabilities", test_capabilities);

  return g_test_run ();
}
