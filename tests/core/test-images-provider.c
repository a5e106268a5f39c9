/* test-images-provider.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-images-provider.h"
#include "providers/gesso-provider-error.h"
#include "support/gesso-test.h"

#include <libsoup/soup.h>
#include <string.h>

/* A picture is whatever bytes the server sends here; this layer does not decode. */
#define PICTURE_ONE "first picture, not really a PNG"
#define PICTURE_TWO "second picture"

/* An observer that keeps everything in memory. */

#define TEST_TYPE_OBSERVER (test_observer_get_type ())
G_DECLARE_FINAL_TYPE (TestObserver, test_observer, TEST, OBSERVER, GObject)

struct _TestObserver
{
  GObject parent_instance;

  GPtrArray *pictures; /* (element-type GOutputStream): by number */
  GArray *whole;       /* (element-type guint) */
  GPtrArray *previews; /* (element-type GBytes) */
  GOutputStream *raw;
  char *request_id;
  gboolean fails_to_open;
  gboolean was_retrying;
};

static void
stage_changed (GessoRunObserver *observer,
               GessoRunStage     stage,
               double            fraction)
{
  if (stage == GESSO_RUN_STAGE_RETRY_WAIT)
    TEST_OBSERVER (observer)->was_retrying = TRUE;
}

static void
accepted (GessoRunObserver *observer,
          const char       *request_id)
{
  TestObserver *self = TEST_OBSERVER (observer);

  g_free (self->request_id);
  self->request_id = g_strdup (request_id);
}

static GOutputStream *
open_raw (GessoRunObserver  *observer,
          GError           **error)
{
  TestObserver *self = TEST_OBSERVER (observer);

  if (self->fails_to_open)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no space left");
      return NULL;
    }

  g_clear_object (&self->raw);
  self->raw = g_memory_output_stream_new_resizable ();
  return g_object_ref (self->raw);
}

static GOutputStream *
open_picture (GessoRunObserver  *observer,
              guint              index,
              GError           **error)
{
  TestObserver *self = TEST_OBSERVER (observer);
  GOutputStream *stream = g_memory_output_stream_new_resizable ();

  if (self->pictures->len <= index)
    g_ptr_array_set_size (self->pictures, (int) index + 1);
  g_clear_object (&self->pictures->pdata[index]);
  self->pictures->pdata[index] = g_object_ref (stream);
  return stream;
}

static void
picture_whole (GessoRunObserver *observer,
               guint             index)
{
  g_array_append_val (TEST_OBSERVER (observer)->whole, index);
}

static void
preview (GessoRunObserver *observer,
         guint             index,
         GBytes           *picture)
{
  g_ptr_array_add (TEST_OBSERVER (observer)->previews, g_bytes_ref (picture));
}

static void
test_observer_iface_init (GessoRunObserverInterface *iface)
{
  iface->stage_changed = stage_changed;
  iface->accepted = accepted;
  iface->open_raw = open_raw;
  iface->open_picture = open_picture;
  iface->picture_whole = picture_whole;
  iface->preview = preview;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestObserver,
                               test_observer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GESSO_TYPE_RUN_OBSERVER,
                                                      test_observer_iface_init))

static void
unref_if_set (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

static void
test_observer_finalize (GObject *object)
{
  TestObserver *self = TEST_OBSERVER (object);

  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->previews);
  g_array_unref (self->whole);
  g_clear_object (&self->raw);
  g_free (self->request_id);

  G_OBJECT_CLASS (test_observer_parent_class)->finalize (object);
}

static void
test_observer_class_init (TestObserverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_observer_finalize;
}

static void
test_observer_init (TestObserver *self)
{
  self->pictures = g_ptr_array_new_with_free_func (unref_if_set);
  self->previews = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->whole = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* The server plays a list of answers, one per request. */

typedef struct
{
  guint status;
  const char *content_type;
  const char *header;
  const char *header_value;
  char *body; /* (owned) */
} Answer;

typedef struct
{
  SoupServer *server;
  GessoProvider *provider;
  TestObserver *observer;
  GCancellable *cancellable;
  GPtrArray *answers;
  GPtrArray *bodies; /* request bodies, as text */
  guint n_requests;
  char *authorization;
  gboolean hangs;
} Fixture;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->body);
  g_free (answer);
}

static void
server_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Fixture *f = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) flat = soup_message_body_flatten (body);
  gsize length;
  const char *text = g_bytes_get_data (flat, &length);
  Answer *answer;

  g_ptr_array_add (f->bodies, g_strndup (text != NULL ? text : "", length));
  g_free (f->authorization);
  f->authorization
      = g_strdup (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                "Authorization"));
  if (f->hangs)
    {
      soup_server_message_pause (message);
      f->n_requests++;
      return;
    }

  if (g_str_has_suffix (path, "/file.png"))
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "image/png", SOUP_MEMORY_STATIC, PICTURE_ONE,
                                        strlen (PICTURE_ONE));
      return;
    }

  g_assert_cmpuint (f->n_requests, <, f->answers->len);
  answer = f->answers->pdata[f->n_requests++];
  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_headers_append (soup_server_message_get_response_headers (message), "x-request-id",
                               "req_42");
  if (answer->header != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), answer->header,
                                 answer->header_value);
  soup_server_message_set_response (message, answer->content_type, SOUP_MEMORY_COPY, answer->body,
                                    strlen (answer->body));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoHttpSession) session = gesso_http_session_new ();
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, &error);
  g_autofree char *base = NULL;
  GSList *uris;

  g_assert_no_error (error);
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, server_cb, f, NULL);
  soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (f->server);
  base = g_strdup_printf ("http://127.0.0.1:%d/v1/", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  f->provider = gesso_images_provider_new (session, catalog, data, base);
  f->observer = g_object_new (TEST_TYPE_OBSERVER, NULL);
  f->cancellable = g_cancellable_new ();
  f->answers = g_ptr_array_new_with_free_func (answer_free);
  f->bodies = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  soup_server_disconnect (f->server);
  g_assert_finalize_object (f->provider);
  g_assert_finalize_object (f->observer);
  g_clear_object (&f->server);
  g_clear_object (&f->cancellable);
  g_clear_pointer (&f->answers, g_ptr_array_unref);
  g_clear_pointer (&f->bodies, g_ptr_array_unref);
  g_clear_pointer (&f->authorization, g_free);
}

static Answer *
add_answer (Fixture    *f,
            guint       status,
            const char *content_type,
            char       *body)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->status = status;
  answer->content_type = content_type;
  answer->body = body;
  g_ptr_array_add (f->answers, answer);
  return answer;
}

static char *
encode (const char *text)
{
  return g_base64_encode ((const guchar *) text, strlen (text));
}

static char *
make_json_answer (void)
{
  g_autofree char *one = encode (PICTURE_ONE);
  g_autofree char *two = encode (PICTURE_TWO);

  return g_strdup_printf ("{\"created\":1,\"data\":[{\"b64_json\":\"%s\"},{\"b64_json\":\"%s\"}],"
                          "\"size\":\"1024x1024\",\"usage\":{\"input_tokens\":90,"
                          "\"output_tokens\":1372,\"total_tokens\":1462,"
                          "\"input_tokens_details\":{\"text_tokens\":90,\"image_tokens\":0}}}",
                          one, two);
}

static char *
make_stream_answer (gboolean with_end)
{
  g_autofree char *one = encode (PICTURE_ONE);
  g_autofree char *two = encode (PICTURE_TWO);
  g_autofree char *end = g_strdup_printf (
      "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\","
      "\"b64_json\":\"%s\",\"size\":\"1024x1024\"}\n\n",
      one);

  return g_strdup_printf ("event: image_generation.partial_image\n"
                          "data: {\"type\":\"image_generation.partial_image\","
                          "\"partial_image_index\":0,\"b64_json\":\"%s\"}\n\n%s",
                          two, with_end ? end : "");
}

static GessoRequest *
make_request (const char *model,
              int         n,
              int         partial_images)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();

  parameters->model = g_strdup (model);
  parameters->n = n;
  parameters->size = (GessoSize){ 1024, 1024 };
  parameters->quality = g_strdup ("low");
  parameters->partial_images = partial_images;
  return gesso_request_new (GESSO_OPERATION_GENERATE, "A red kite", parameters, NULL, NULL);
}

static GessoRunResult *
run (Fixture       *f,
     GessoRequest  *request,
     GessoFailure **failure)
{
  g_autoptr (GessoCredential) credential = gesso_credential_new ("sk-test-0123456789");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoRunResult *run_result;

  gesso_provider_run_async (f->provider, request, credential, GESSO_RUN_OBSERVER (f->observer),
                            f->cancellable, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  run_result = gesso_provider_run_finish (f->provider, result, &error);
  if (failure != NULL)
    *failure = error != NULL ? gesso_failure_from_error (error) : NULL;
  else
    g_assert_no_error (error);

  return run_result;
}

static void
assert_picture (Fixture    *f,
                guint       index,
                const char *expected)
{
  GMemoryOutputStream *stream = f->observer->pictures->pdata[index];
  gboolean is_whole = FALSE;

  g_assert_cmpmem (g_memory_output_stream_get_data (stream),
                   g_memory_output_stream_get_data_size (stream), expected, strlen (expected));
  for (guint i = 0; i < f->observer->whole->len; i++)
    is_whole |= g_array_index (f->observer->whole, guint, i) == index;
  g_assert_true (is_whole);
}

static GessoFailureClass
run_to_failure (Fixture  *f,
                gboolean *may_be_billed)
{
  g_autoptr (GessoRequest) request = make_request ("gpt-image-2", 1, 0);
  g_autoptr (GessoFailure) failure = NULL;
  g_autoptr (GessoRunResult) result = run (f, request, &failure);

  g_assert_null (result);
  g_assert_nonnull (failure);
  if (may_be_billed != NULL)
    *may_be_billed = gesso_failure_get_info (failure)->may_be_billed;
  return gesso_failure_get_info (failure)->failure_class;
}

static void
test_json (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GessoRequest) request = make_request ("gpt-image-2", 2, 0);
  g_autoptr (GessoRunResult) result = NULL;

  add_answer (f, 200, "application/json", make_json_answer ());
  result = run (f, request, NULL);

  g_assert_cmpuint (gesso_run_result_get_n_pictures (result), ==, 2);
  assert_picture (f, 0, PICTURE_ONE);
  assert_picture (f, 1, PICTURE_TWO);
  g_assert_cmpint (gesso_run_result_get_usage (result)->text_in, ==, 90);
  g_assert_cmpint (gesso_run_result_get_usage (result)->image_out, ==, 1372);
  g_assert_cmpstr (gesso_run_result_get_request_id (result), ==, "req_42");
  g_assert_cmpstr (f->observer->request_id, ==, "req_42");
  g_assert_cmpstr (f->authorization, ==, "Bearer sk-test-0123456789");
  g_assert_nonnull (strstr (f->bodies->pdata[0], "\"model\":\"gpt-image-2\""));
  g_assert_null (strstr (f->bodies->pdata[0], "response_format"));

  /* The raw answer is kept byte for byte. */
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (f->observer->raw)),
                   g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (f->observer->raw)),
                   ((Answer *) f->answers->pdata[0])->body,
                   strlen (((Answer *) f->answers->pdata[0])->body));
}

static void
test_stream (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GessoRequest) request = make_request ("gpt-image-2", 1, 2);
  g_autoptr (GessoRunResult) result = NULL;

  add_answer (f, 200, "text/event-stream", make_stream_answer (TRUE));
  result = run (f, request, NULL);

  g_assert_cmpuint (gesso_run_result_get_n_pictures (result), ==, 1);
  assert_picture (f, 0, PICTURE_ONE);
  g_assert_cmpuint (f->observer->previews->len, ==, 1);
  g_assert_cmpmem (g_bytes_get_data (f->observer->previews->pdata[0], NULL),
                   g_bytes_get_size (f->observer->previews->pdata[0]), PICTURE_TWO,
                   strlen (PICTURE_TWO));
  g_assert_nonnull (strstr (f->bodies->pdata[0], "\"stream\":true"));
}

static void
test_json_where_a_stream_was_asked (Fixture       *f,
                                    gconstpointer  data)
{
  g_autoptr (GessoRequest) request = make_request ("gpt-image-2", 1, 2);
  g_autoptr (GessoRunResult) result = NULL;

  add_answer (f, 200, "text/event-stream", make_json_answer ());
  result = run (f, request, NULL);
  g_assert_cmpuint (gesso_run_result_get_n_pictures (result), ==, 2);
}

static void
test_refused_stream_is_asked_without (Fixture       *f,
                                      gconstpointer  data)
{
  g_autoptr (GessoRequest) request = make_request ("gpt-image-2", 1, 2);
  g_autoptr (GessoRunResult) result = NULL;

  add_answer (f, 400, "application/json",
              g_strdup ("{\"error\":{\"message\":\"no streaming\",\"param\":\"stream\","
                        "\"code\":\"unknown_parameter\",\"type\":\"invalid_request_error\"}}"));
  add_answer (f, 200, "application/json", make_json_answer ());
  result = run (f, request, NULL);

  g_assert_cmpuint (f->n_requests, ==, 2);
  g_assert_null (strstr (f->bodies->pdata[1], "stream"));
  g_assert_null (strstr (f->bodies->pdata[1], "partial_images"));
}

static void
test_stream_cut (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GessoRequest) request = make_request ("gpt-image-2", 1, 2);
  g_autoptr (GessoFailure) failure = NULL;
  g_autoptr (GessoRunResult) result = NULL;

  add_answer (f, 200, "text/event-stream", make_stream_answer (FALSE));
  result = run (f, request, &failure);

  g_assert_null (result);
  g_assert_true (gesso_failure_get_info (failure)->may_be_billed);
  g_assert_cmpuint (f->n_requests, ==, 1);
  g_assert_cmpuint (f->observer->whole->len, ==, 0);
}

static void
test_rate_limit_is_waited_out (Fixture       *f,
                               gconstpointer  data)
{
  g_autoptr (GessoRequest) request = make_request ("gpt-image-2", 1, 0);
  g_autoptr (GessoRunResult) result = NULL;
  Answer *answer = add_answer (
      f, 429, "application/json",
      g_strdup ("{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}"));

  answer->header = "retry-after-ms";
  answer->header_value = "5";
  add_answer (f, 200, "application/json", make_json_answer ());
  result = run (f, request, NULL);

  g_assert_cmpuint (f->n_requests, ==, 2);
  g_assert_true (f->observer->was_retrying);
}

static void
test_money_is_not_asked_twice (Fixture       *f,
                               gconstpointer  data)
{
  add_answer (f, 429, "application/json",
              g_strdup ("{\"error\":{\"message\":\"no credit\",\"code\":\"insufficient_quota\"}}"));
  g_assert_cmpint (run_to_failure (f, NULL), ==, GESSO_FAILURE_MONEY);
  g_assert_cmpuint (f->n_requests, ==, 1);
}

static void
test_moderation_is_not_asked_twice (Fixture       *f,
                                    gconstpointer  data)
{
  add_answer (f, 400, "application/json",
              g_strdup ("{\"error\":{\"message\":\"blocked\",\"code\":\"moderation_blocked\","
                        "\"type\":\"image_generation_user_error\"}}"));
  g_assert_cmpint (run_to_failure (f, NULL), ==, GESSO_FAILURE_MODERATED);
  g_assert_cmpuint (f->n_requests, ==, 1);
}

static void
test_server_errors_end (Fixture       *f,
                        gconstpointer  data)
{
  for (guint i = 0; i < 3; i++)
    {
      Answer *answer = add_answer (f, 503, "text/html", g_strdup ("<html>busy</html>"));

      answer->header = "retry-after-ms";
      answer->header_value = "5";
    }
  g_assert_cmpint (run_to_failure (f, NULL), ==, GESSO_FAILURE_UNAVAILABLE);
  g_assert_cmpuint (f->n_requests, ==, 3);
}

static void
test_html_with_200 (Fixture       *f,
                    gconstpointer  data)
{
  gboolean may_be_billed;

  add_answer (f, 200, "text/html", g_strdup ("<html>Welcome to the hotel network</html>"));
  g_assert_cmpint (run_to_failure (f, &may_be_billed), ==, GESSO_FAILURE_DAMAGED);
  g_assert_true (may_be_billed);
  g_assert_cmpuint (f->n_requests, ==, 1);
}

static void
test_no_picture (Fixture       *f,
                 gconstpointer  data)
{
  add_answer (f, 200, "application/json", g_strdup ("{\"created\":1,\"data\":[]}"));
  g_assert_cmpint (run_to_failure (f, NULL), ==, GESSO_FAILURE_DAMAGED);
}

static void
test_error_with_200 (Fixture       *f,
                     gconstpointer  data)
{
  add_answer (f, 200, "application/json",
              g_strdup ("{\"error\":{\"message\":\"blocked\",\"code\":\"moderation_blocked\"}}"));
  g_assert_cmpint (run_to_failure (f, NULL), ==, GESSO_FAILURE_MODERATED);
}

static void
test_storage_fails (Fixture       *f,
                    gconstpointer  data)
{
  f->observer->fails_to_open = TRUE;
  add_answer (f, 200, "application/json", make_json_answer ());
  g_assert_cmpint (run_to_failure (f, NULL), ==, GESSO_FAILURE_STORAGE);
  g_assert_cmpuint (f->n_requests, ==, 1);
}

static void
test_picture_by_address (Fixture       *f,
                         gconstpointer  data)
{
  g_autoptr (GessoRequest) request = make_request ("whatever", 1, 0);
  g_autoptr (GessoRunResult) result = NULL;

  add_answer (f, 200, "application/json", g_strdup ("{\"data\":[{\"url\":\"/some/file.png\"}]}"));
  result = run (f, request, NULL);

  g_assert_cmpuint (gesso_run_result_get_n_pictures (result), ==, 1);
  assert_picture (f, 0, PICTURE_ONE);
}

static void
test_tolerant_drops_a_field (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr (GessoRequest) request = make_request ("whatever", 1, 0);
  g_autoptr (GessoRunResult) result = NULL;

  add_answer (f, 422, "application/json",
              g_strdup ("{\"detail\":\"response_format is not known here\"}"));
  add_answer (f, 200, "application/json", make_json_answer ());
  result = run (f, request, NULL);

  g_assert_cmpuint (f->n_requests, ==, 2);
  g_assert_nonnull (strstr (f->bodies->pdata[0], "response_format"));
  g_assert_null (strstr (f->bodies->pdata[1], "response_format"));
}

static void
test_cancel_while_working (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr (GessoRequest) request = make_request ("gpt-image-2", 1, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoFailure) failure = NULL;

  f->hangs = TRUE;
  gesso_provider_run_async (f->provider, request, NULL, GESSO_RUN_OBSERVER (f->observer),
                            f->cancellable, gesso_test_result_cb, &result);
  gesso_test_wait_until (f->n_requests == 1);
  g_cancellable_cancel (f->cancellable);
  gesso_test_wait_result (&result);

  g_assert_null (gesso_provider_run_finish (f->provider, result, &error));
  failure = gesso_failure_from_error (error);
  g_assert_cmpint (gesso_failure_get_info (failure)->failure_class, ==, GESSO_FAILURE_CANCELLED);
  g_assert_true (gesso_failure_get_info (failure)->may_be_billed);
}

static void
test_nobody_listens (Fixture       *f,
                     gconstpointer  data)
{
  gboolean may_be_billed;

  soup_server_disconnect (f->server);
  g_assert_cmpint (run_to_failure (f, &may_be_billed), ==, GESSO_FAILURE_UNAVAILABLE);
  g_assert_false (may_be_billed);
}

static void
test_list_models (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) models = NULL;

  add_answer (f, 200, "application/json",
              g_strdup ("{\"data\":[{\"id\":\"gpt-image-2\"},{\"id\":\"gpt-5.5\"}]}"));
  gesso_provider_list_models_async (f->provider, NULL, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  models = gesso_provider_list_models_finish (f->provider, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (models), ==, 1);
  g_assert_cmpstr (models[0], ==, "gpt-image-2");
}

#define ADD(path, kind, func) g_test_add (path, Fixture, kind, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  const char *openai = GESSO_ACCOUNT_KIND_OPENAI_IMAGES;
  const char *compatible = GESSO_ACCOUNT_KIND_COMPATIBLE;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/images-provider/json", openai, test_json);
  ADD ("/images-provider/stream", openai, test_stream);
  ADD ("/images-provider/json-for-stream", openai, test_json_where_a_stream_was_asked);
  ADD ("/images-provider/stream-refused", openai, test_refused_stream_is_asked_without);
  ADD ("/images-provider/stream-cut", openai, test_stream_cut);
  ADD ("/images-provider/rate-limit", openai, test_rate_limit_is_waited_out);
  ADD ("/images-provider/money", openai, test_money_is_not_asked_twice);
  ADD ("/images-provider/moderation", openai, test_moderation_is_not_asked_twice);
  ADD ("/images-provider/server-errors", openai, test_server_errors_end);
  ADD ("/images-provider/html-with-200", openai, test_html_with_200);
  ADD ("/images-provider/no-picture", openai, test_no_picture);
  ADD ("/images-provider/error-with-200", openai, test_error_with_200);
  ADD ("/images-provider/storage-fails", openai, test_storage_fails);
  ADD ("/images-provider/by-address", compatible, test_picture_by_address);
  ADD ("/images-provider/tolerant", compatible, test_tolerant_drops_a_field);
  ADD ("/images-provider/cancel", openai, test_cancel_while_working);
  ADD ("/images-provider/nobody-listens", openai, test_nobody_listens);
  ADD ("/images-provider/list-models", openai, test_list_models);

  return g_test_run ();
}
