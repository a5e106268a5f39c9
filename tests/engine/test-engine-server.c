/* test-engine-server.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The built program on a socket in a folder of its own, driven by plain libsoup. */

#include "config.h"

#include "base/gesso-json.h"
#include "image/gesso-color.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "metadata/gesso-xmp.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
  GSubprocess *process;
  SoupSession *session;
} Rig;

static char *
program_path (void)
{
  return g_build_filename (g_getenv ("GESSO_BUILD_ROOT"), "src", "engine", "gesso-engine", NULL);
}

static char *
read_line (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines
      = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  return g_data_input_stream_read_line (lines, NULL, NULL, NULL);
}

static void
set_up (Rig           *rig,
        gconstpointer  data)
{
  g_autofree char *program = program_path ();
  g_autofree char *line = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  rig->folder = gesso_test_make_folder ();
  g_assert_cmpint (g_chmod (rig->folder, 0700), ==, 0);
  rig->path = g_build_filename (rig->folder, "engine", NULL);
  rig->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                   &error, program, "--socket", rig->path, NULL);
  g_assert_no_error (error);
  line = read_line (rig->process);
  g_assert_nonnull (line);
  g_assert_nonnull (strstr (line, "\"ready\""));
  address = g_unix_socket_address_new (rig->path);
  /* Large pictures take minutes under a sanitizer on a busy machine. */
  rig->session
      = soup_session_new_with_options ("remote-connectable", address, "timeout", 600, NULL);
}

static void
tear_down (Rig           *rig,
           gconstpointer  data)
{
  g_clear_object (&rig->session);
  if (rig->process != NULL)
    {
      g_subprocess_send_signal (rig->process, SIGTERM);
      g_assert_true (g_subprocess_wait (rig->process, NULL, NULL));
      g_assert_true (g_subprocess_get_if_exited (rig->process));
      g_assert_cmpint (g_subprocess_get_exit_status (rig->process), ==, 0);
      g_assert_false (g_file_test (rig->path, G_FILE_TEST_EXISTS));
      g_clear_object (&rig->process);
    }
  g_free (rig->path);
  gesso_test_remove_folder (rig->folder);
}

static SoupMessage *
message_new (const char *method,
             const char *path)
{
  g_autofree char *uri = g_strconcat ("http://localhost", path, NULL);

  return soup_message_new (method, uri);
}

/* Sends it and gives the answer's body as JSON; NULL when it is not JSON. */
static JsonObject *
ask (Rig         *rig,
     SoupMessage *message,
     guint        status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read (rig->session, message, NULL, &error);
  const char *id;

  g_assert_no_error (error);
  if (soup_message_get_status (message) != status)
    g_test_message ("%.*s", (int) MIN (g_bytes_get_size (body), 500),
                    (const char *) g_bytes_get_data (body, NULL));
  g_assert_cmpuint (soup_message_get_status (message), ==, status);
  id = soup_message_headers_get_one (soup_message_get_response_headers (message), "x-request-id");
  g_assert_nonnull (id);

  return gesso_json_parse_object (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body),
                                  NULL);
}

static JsonObject *
ask_json (Rig        *rig,
          const char *path,
          const char *json,
          guint       status)
{
  g_autoptr (SoupMessage) message = message_new ("POST", path);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

  soup_message_set_request_body_from_bytes (message, "application/json", body);

  return ask (rig, message, status);
}

static void
assert_error (JsonObject *answer,
              const char *param,
              const char *code)
{
  JsonObject *error = gesso_json_get_object (answer, "error");

  g_assert_nonnull (error);
  g_assert_nonnull (gesso_json_get_string (error, "message", NULL));
  g_assert_nonnull (gesso_json_get_string (error, "type", NULL));
  g_assert_cmpstr (gesso_json_get_string (error, "param", NULL), ==, param);
  g_assert_cmpstr (gesso_json_get_string (error, "code", NULL), ==, code);
}

static GBytes *
nth_file (JsonObject *answer,
          guint       index)
{
  JsonObject *entry = gesso_json_array_get_object (gesso_json_get_array (answer, "data"), index);
  gsize length;
  guchar *bytes = g_base64_decode (gesso_json_get_string (entry, "b64_json", ""), &length);

  return g_bytes_new_take (bytes, length);
}

static GessoImage *
decode (GBytes *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image = gesso_decoder_decode (file, NULL, NULL, &error);
  GessoImage *plain;

  g_assert_no_error (error);
  plain = gesso_color_convert (image, GESSO_PIXEL_FORMAT_RGBA8, &error);
  g_assert_no_error (error);
  return plain;
}

static GBytes *
encode (GessoImage *image)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  GBytes *file = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, &error);

  g_assert_no_error (error);
  return file;
}

static void
add_file (SoupMultipart *form,
          const char    *name,
          GBytes        *file)
{
  soup_multipart_append_form_file (form, name, "picture.png", "image/png", file);
}

static JsonObject *
ask_form (Rig           *rig,
          SoupMultipart *form,
          guint          status)
{
  g_autoptr (SoupMessage) message
      = soup_message_new_from_multipart ("http://localhost/v1/images/edits", form);

  return ask (rig, message, status);
}

/* --- the contract --- */

static void
test_models (Rig           *rig,
             gconstpointer  data)
{
  const char *paths[] = { "/v1/models", "/models", "/v1/models/" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (SoupMessage) message = message_new ("GET", paths[i]);
      g_autoptr (JsonObject) answer = ask (rig, message, 200);
      JsonObject *model = gesso_json_array_get_object (gesso_json_get_array (answer, "data"), 0);

      g_assert_cmpstr (gesso_json_get_string (model, "id", NULL), ==, "sketch-1");
    }
}

static void
test_private_socket (Rig           *rig,
                     gconstpointer  data)
{
  struct stat facts;

  g_assert_cmpint (g_stat (rig->path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);
}

static void
test_generate (Rig           *rig,
               gconstpointer  data)
{
  g_autoptr (JsonObject) answer = ask_json (
      rig, "/v1/images/generations",
      "{\"model\":\"sketch-1\",\"prompt\":\"a \\\"Grand Opening\\\" poster, blue, with a "
      "zebra\",\"size\":\"1024x1536\",\"n\":2,\"moderation\":\"low\",\"user\":\"me\"}",
      200);
  g_autoptr (GBytes) first = nth_file (answer, 0);
  g_autoptr (GBytes) second = nth_file (answer, 1);
  g_autoptr (GessoImage) image = decode (first);
  JsonObject *account = gesso_json_get_object (answer, "sketch");
  g_auto (GStrv) ignored = gesso_json_get_strv (account, "ignored");
  g_autofree char *packet = gesso_xmp_find_packet (first);

  g_assert_cmpint (gesso_image_get_width (image), ==, 1024);
  g_assert_cmpint (gesso_image_get_height (image), ==, 1536);
  g_assert_false (g_bytes_equal (first, second));
  g_assert_cmpstr (gesso_json_get_string (answer, "size", NULL), ==, "1024x1536");
  g_assert_cmpstr (gesso_json_get_string (answer, "output_format", NULL), ==, "png");
  g_assert_cmpint (gesso_json_get_int (gesso_json_get_object (answer, "usage"), "total_tokens", -1),
                   ==, 0);
  g_assert_true (g_strv_contains ((const char *const *) ignored, "zebra"));
  g_assert_nonnull (packet);
  g_assert_nonnull (strstr (packet, "/algorithmicMedia"));
  g_assert_null (strstr (packet, "trainedAlgorithmicMedia"));
}

static void
test_formats (Rig           *rig,
              gconstpointer  data)
{
  static const struct
  {
    const char *json;
    GessoImageFormat format;
    gboolean see_through;
  } cases[] = {
    { "{\"prompt\":\"sun\",\"output_format\":\"jpeg\",\"output_compression\":50}",
      GESSO_IMAGE_FORMAT_JPEG, FALSE },
    { "{\"prompt\":\"sun\",\"output_format\":\"webp\",\"output_compression\":50}",
      GESSO_IMAGE_FORMAT_WEBP, FALSE },
    { "{\"prompt\":\"sticker of a sun\",\"background\":\"transparent\"}", GESSO_IMAGE_FORMAT_PNG,
      TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) answer = ask_json (rig, "/images/generations", cases[i].json, 200);
      g_autoptr (GBytes) file = nth_file (answer, 0);
      g_autoptr (GessoImage) image = decode (file);
      gsize length;
      const guint8 *bytes = g_bytes_get_data (file, &length);

      g_assert_cmpint (gesso_image_format_sniff (bytes, length), ==, cases[i].format);
      g_assert_cmpint (gesso_image_has_alpha (image), ==, cases[i].see_through);
    }
}

static void
test_same_seed (Rig           *rig,
                gconstpointer  data)
{
  const char *json = "{\"prompt\":\"hills at dawn\",\"seed\":7}";
  g_autoptr (JsonObject) a = ask_json (rig, "/v1/images/generations", json, 200);
  g_autoptr (JsonObject) b = ask_json (rig, "/v1/images/generations", json, 200);
  g_autoptr (GBytes) first = nth_file (a, 0);
  g_autoptr (GBytes) second = nth_file (b, 0);

  g_assert_true (g_bytes_equal (first, second));
}

static void
test_refusals (Rig           *rig,
               gconstpointer  data)
{
  static const struct
  {
    const char *json;
    guint status;
    const char *param;
    const char *code;
  } cases[] = {
    { "{}", 400, "prompt", "missing_required_parameter" },
    { "{\"prompt\":\"\"}", 400, "prompt", "missing_required_parameter" },
    { "{", 400, NULL, "invalid_json" },
    { "[1]", 400, NULL, "invalid_json" },
    { "{\"prompt\":\"x\",\"model\":\"gpt-image-2\"}", 404, "model", "model_not_found" },
    { "{\"prompt\":\"x\",\"size\":\"17x17\"}", 400, "size", "invalid_value" },
    { "{\"prompt\":\"x\",\"size\":\"4096x4096\"}", 400, "size", "invalid_value" },
    { "{\"prompt\":\"x\",\"size\":\"3840x1000\"}", 400, "size", "invalid_value" },
    { "{\"prompt\":\"x\",\"size\":\"huge\"}", 400, "size", "invalid_value" },
    { "{\"prompt\":\"x\",\"n\":11}", 400, "n", "invalid_value" },
    { "{\"prompt\":\"x\",\"quality\":\"best\"}", 400, "quality", "invalid_value" },
    { "{\"prompt\":\"x\",\"output_format\":\"gif\"}", 400, "output_format", "invalid_value" },
    { "{\"prompt\":\"x\",\"background\":\"blue\"}", 400, "background", "invalid_value" },
    { "{\"prompt\":\"x\",\"background\":\"transparent\",\"output_format\":\"jpeg\"}", 400,
      "background", "invalid_value" },
    { "{\"prompt\":\"x\",\"moderation\":\"none\"}", 400, "moderation", "invalid_value" },
    { "{\"prompt\":\"x\",\"partial_images\":4}", 400, "partial_images", "invalid_value" },
    { "{\"prompt\":\"x\",\"output_compression\":101}", 400, "output_compression", "invalid_value" },
    { "{\"prompt\":\"x\",\"style\":\"vivid\"}", 400, "style", "unknown_parameter" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) answer
          = ask_json (rig, "/v1/images/generations", cases[i].json, cases[i].status);

      g_test_message ("%s", cases[i].json);
      assert_error (answer, cases[i].param, cases[i].code);
    }
}

static void
test_long_prompt (Rig           *rig,
                  gconstpointer  data)
{
  g_autofree char *words = g_strnfill (32001, 'x');
  g_autofree char *json = g_strdup_printf ("{\"prompt\":\"%s\"}", words);
  g_autoptr (JsonObject) answer = ask_json (rig, "/v1/images/generations", json, 400);

  assert_error (answer, "prompt", "string_above_max_length");
}

static void
test_addresses (Rig           *rig,
                gconstpointer  data)
{
  g_autoptr (SoupMessage) nowhere = message_new ("GET", "/v1/images/variations");
  g_autoptr (SoupMessage) method = message_new ("DELETE", "/v1/models");
  g_autoptr (SoupMessage) text = message_new ("POST", "/v1/images/generations");
  g_autoptr (SoupMessage) model = message_new ("GET", "/v1/models/dall-e-3");
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
  g_autoptr (JsonObject) a = ask (rig, nowhere, 404);
  g_autoptr (JsonObject) b = ask (rig, method, 405);
  g_autoptr (JsonObject) c = NULL;
  g_autoptr (JsonObject) d = NULL;

  soup_message_set_request_body_from_bytes (text, "text/plain", body);
  c = ask (rig, text, 415);
  d = ask (rig, model, 404);
  assert_error (a, NULL, "unknown_url");
  assert_error (b, NULL, "method_not_allowed");
  assert_error (c, NULL, "unsupported_content_type");
  assert_error (d, "model", "model_not_found");
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (method),
                                                 "Allow"),
                   ==, "GET");
}

/* --- streams --- */

static void
test_stream (Rig           *rig,
             gconstpointer  data)
{
  g_autoptr (SoupMessage) message = message_new ("POST", "/v1/images/generations");
  const char *json = "{\"prompt\":\"mountains at sunset\",\"stream\":true,\"partial_images\":3}";
  g_autoptr (GBytes) request = g_bytes_new_static (json, strlen (json));
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) events = NULL;
  guint n_partials = 0, n_completed = 0;

  soup_message_set_request_body_from_bytes (message, "application/json", request);
  body = soup_session_send_and_read (rig->session, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  g_assert_cmpstr (
      soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL), ==,
      "text/event-stream");
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  events = g_strsplit (text, "\n\n", -1);
  for (guint i = 0; events[i] != NULL && *events[i] != '\0'; i++)
    {
      const char *line = strstr (events[i], "data: ");
      g_autoptr (JsonObject) event = gesso_json_parse_object (line + 6, -1, NULL);
      const char *type = gesso_json_get_string (event, "type", "");
      gsize length;
      g_autofree guchar *bytes
          = g_base64_decode (gesso_json_get_string (event, "b64_json", ""), &length);

      g_assert_cmpint (gesso_image_format_sniff (bytes, length), ==, GESSO_IMAGE_FORMAT_PNG);
      g_assert_true (json_object_has_member (event, "created_at"));
      g_assert_cmpstr (gesso_json_get_string (event, "size", NULL), ==, "1024x1024");
      if (g_str_equal (type, "image_generation.partial_image"))
        g_assert_cmpint (gesso_json_get_int (event, "partial_image_index", -1), ==, n_partials++);
      else
        {
          g_assert_cmpstr (type, ==, "image_generation.completed");
          g_assert_true (json_object_has_member (event, "usage"));
          n_completed++;
        }
    }
  g_assert_cmpuint (n_partials, ==, 3);
  g_assert_cmpuint (n_completed, ==, 1);
}

/* How long the engine has worked, in clock ticks; field 14 and 15 of its status. */
static gint64
ticks_of (Rig *rig)
{
  g_autofree char *path
      = g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (rig->process));
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  fields = g_strsplit (strrchr (text, ')') + 2, " ", -1);

  return g_ascii_strtoll (fields[11], NULL, 10) + g_ascii_strtoll (fields[12], NULL, 10);
}

static gboolean
is_idle (Rig *rig)
{
  gint64 before = ticks_of (rig);

  g_usleep (200 * 1000);
  return ticks_of (rig) - before <= 1;
}

/* Ten large pictures are many seconds of work; once the client is gone nobody does it. */
static void
test_hang_up (Rig           *rig,
              gconstpointer  data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (rig->path);
  g_autoptr (GSocketConnection) connection = NULL;
  const char *json = "{\"prompt\":\"forest and mountains, city at night\",\"n\":10,"
                     "\"size\":\"3840x2160\",\"quality\":\"high\"}";
  g_autofree char *request = g_strdup_printf ("POST /v1/images/generations HTTP/1.1\r\nHost: "
                                              "localhost\r\nContent-Type: application/json\r\n"
                                              "Content-Length: %zu\r\n\r\n%s",
                                              strlen (json), json);
  gint64 before, spent;

  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  g_assert_nonnull (connection);
  before = ticks_of (rig);
  g_assert_true (
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                 strlen (request), NULL, NULL, NULL));
  gesso_test_wait_until (ticks_of (rig) - before >= 5);
  g_assert_true (g_io_stream_close (G_IO_STREAM (connection), NULL, NULL));
  gesso_test_wait_until (is_idle (rig));
  spent = ticks_of (rig) - before;
  g_test_message ("the engine worked for %" G_GINT64_FORMAT " ticks", spent);
  /* And it still serves. */
  test_models (rig, data);
}

/* --- edits --- */

static GessoImage *
make_mask_picture (GessoImage *marks)
{
  int width = gesso_image_get_width (marks), height = gesso_image_get_height (marks);
  guint8 *pixels = g_malloc0 ((gsize) width * height * 4);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      pixels[((gsize) y * width + x) * 4 + 3] = 255 - gesso_image_get_row (marks, y)[x];

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

static GessoImage *
make_marks (int width,
            int height,
            int left,
            int top,
            int right,
            int bottom)
{
  guint8 *marks = g_malloc0 ((gsize) width * height);

  for (int y = top; y < bottom; y++)
    memset (marks + (gsize) y * width + left, 255, right - left);

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, marks);
}

static guint
count_changed (GessoImage *a,
               GessoImage *b,
               GessoImage *marks,
               gboolean    inside)
{
  guint n = 0;

  for (int y = 0; y < gesso_image_get_height (a); y++)
    for (int x = 0; x < gesso_image_get_width (a); x++)
      if ((gesso_image_get_row (marks, y)[x] != 0) == inside)
        n += memcmp (gesso_image_get_row (a, y) + 4 * x, gesso_image_get_row (b, y) + 4 * x, 4)
             != 0;

  return n;
}

static void
test_masked_edits (Rig           *rig,
                   gconstpointer  data)
{
  static const char *const prompts[] = { "remove this",
                                         "make it blue",
                                         "brighter",
                                         "blur it strongly",
                                         "pixelate",
                                         "add text \"Sale\"",
                                         "black and white",
                                         "replace the background with red",
                                         "vignette and sharpen" };
  g_autoptr (GessoImage) base = gesso_test_picture_noise (1024, 768, 7, FALSE);
  g_autoptr (GessoImage) marks = make_marks (1024, 768, 300, 200, 520, 330);
  g_autoptr (GessoImage) mask = make_mask_picture (marks);
  g_autoptr (GBytes) base_file = encode (base);
  g_autoptr (GBytes) mask_file = encode (mask);

  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      g_autoptr (SoupMultipart) form = soup_multipart_new ("multipart/form-data");
      g_autoptr (JsonObject) answer = NULL;
      g_autoptr (GBytes) file = NULL;
      g_autoptr (GessoImage) result = NULL;

      g_test_message ("%s", prompts[i]);
      soup_multipart_append_form_string (form, "prompt", prompts[i]);
      soup_multipart_append_form_string (form, "model", "sketch-1");
      soup_multipart_append_form_string (form, "size", "1024x768");
      add_file (form, i % 2 == 0 ? "image" : "image[]", base_file);
      add_file (form, "mask", mask_file);
      answer = ask_form (rig, form, 200);
      file = nth_file (answer, 0);
      result = decode (file);
      g_assert_cmpint (gesso_image_get_width (result), ==, 1024);
      g_assert_cmpuint (count_changed (base, result, marks, FALSE), ==, 0);
      g_assert_cmpuint (count_changed (base, result, marks, TRUE), >, 0);
      g_assert_nonnull (gesso_json_get_object (answer, "sketch"));
    }
}

static void
test_edit_by_json (Rig           *rig,
                   gconstpointer  data)
{
  g_autoptr (GessoImage) base = gesso_test_picture_gradient (640, 1024);
  g_autoptr (GBytes) file = encode (base);
  g_autofree char *base64
      = g_base64_encode (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_autofree char *json = g_strdup_printf (
      "{\"prompt\":\"black and white\",\"images\":[{\"image_url\":\"data:image/png;"
      "base64,%s\"}]}",
      base64);
  g_autoptr (JsonObject) answer = ask_json (rig, "/v1/images/edits", json, 200);
  g_autoptr (JsonObject) by_id
      = ask_json (rig, "/v1/images/edits",
                  "{\"prompt\":\"blur\",\"images\":[{\"file_id\":\"file-1\"}]}", 400);
  g_autoptr (JsonObject) by_url
      = ask_json (rig, "/v1/images/edits",
                  "{\"prompt\":\"blur\",\"images\":[{\"image_url\":\"http://127.0.0.1:9/a.png\"}]}",
                  400);
  g_autoptr (GBytes) result_file = nth_file (answer, 0);
  g_autoptr (GessoImage) result = decode (result_file);

  g_assert_cmpint (gesso_image_get_height (result), ==, 1024);
  for (int x = 0; x < 640; x += 37)
    {
      const guint8 *pixel = gesso_image_get_row (result, 500) + 4 * x;

      g_assert_cmpint (pixel[0], ==, pixel[1]);
      g_assert_cmpint (pixel[1], ==, pixel[2]);
    }
  assert_error (by_id, "image", "invalid_value");
  assert_error (by_url, "image", "invalid_value");
}

static void
ask_edit_error (Rig        *rig,
                const char *prompt,
                GBytes     *image,
                GBytes     *mask,
                guint       n_images,
                guint       status,
                const char *param,
                const char *code)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new ("multipart/form-data");
  g_autoptr (JsonObject) answer = NULL;

  soup_multipart_append_form_string (form, "prompt", prompt);
  for (guint i = 0; i < n_images; i++)
    add_file (form, "image[]", image);
  if (mask != NULL)
    add_file (form, "mask", mask);
  answer = ask_form (rig, form, status);
  assert_error (answer, param, code);
}

static void
test_edit_refusals (Rig           *rig,
                    gconstpointer  data)
{
  g_autoptr (GessoImage) base = gesso_test_picture_gradient (320, 200);
  g_autoptr (GBytes) file = encode (base);
  g_autoptr (GessoImage) marks = make_marks (300, 200, 5, 5, 20, 20);
  g_autoptr (GessoImage) mask = make_mask_picture (marks);
  g_autoptr (GBytes) other_size = encode (mask);
  g_autoptr (GBytes) text = g_bytes_new_static ("not a picture at all", 20);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) cut = gesso_test_picture_cut (file, 60);
  g_autoptr (GBytes) bomb = gesso_test_picture_png_bomb ();
  g_autofree char *much = g_malloc0 (51 * 1000 * 1000);
  g_autoptr (GBytes) large = NULL;

  memcpy (much, "\x89PNG\r\n\x1a\n", 8);
  large = g_bytes_new_take (g_steal_pointer (&much), 51 * 1000 * 1000);
  ask_edit_error (rig, "frobnicate the car", file, NULL, 1, 400, "prompt",
                  "unsupported_instruction");
  ask_edit_error (rig, "remove the car", file, NULL, 1, 400, "mask", "mask_required");
  ask_edit_error (rig, "paste image 2", file, NULL, 1, 400, "image", "missing_required_parameter");
  ask_edit_error (rig, "blur", file, NULL, 0, 400, "image", "missing_required_parameter");
  ask_edit_error (rig, "blur", file, NULL, 17, 400, "image", "invalid_value");
  ask_edit_error (rig, "blur", file, other_size, 1, 400, "mask", "invalid_image_file");
  ask_edit_error (rig, "blur", file, file, 1, 400, "mask", "invalid_image_file");
  ask_edit_error (rig, "blur", text, NULL, 1, 400, "image", "invalid_image_file");
  ask_edit_error (rig, "blur", empty, NULL, 1, 400, "image", "invalid_image_file");
  ask_edit_error (rig, "blur", cut, NULL, 1, 400, "image", "invalid_image_file");
  ask_edit_error (rig, "blur", bomb, NULL, 1, 400, "image", "invalid_image_file");
  ask_edit_error (rig, "blur", large, NULL, 1, 413, "image[]", "file_too_large");
}

/* The most memory the engine ever had, in kilobytes. */
static gint64
peak_of (Rig *rig)
{
  g_autofree char *path
      = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (rig->process));
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return g_ascii_strtoll (strstr (text, "VmHWM:") + 6, NULL, 10);
}

/* A body beyond the limit is not kept, whether it says its length or not. */
static void
test_too_large_body (Rig           *rig,
                     gconstpointer  data)
{
  static const char *const heads[]
      = { "Content-Length: 209715201\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n" };
  g_autofree char *piece = g_strnfill (1024 * 1024, ' ');

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GSocketAddress) address = g_unix_socket_address_new (rig->path);
      g_autoptr (GSocketConnection) connection
          = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);
      GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
      char answer[64] = { 0 };

      g_assert_true (g_output_stream_printf (out, NULL, NULL, NULL,
                                             "POST /v1/images/edits HTTP/1.1\r\nHost: localhost\r\n"
                                             "Content-Type: application/json\r\n%s",
                                             heads[i]));
      for (int k = 0; k < 200; k++)
        {
          if (i == 1)
            g_assert_true (g_output_stream_printf (out, NULL, NULL, NULL, "100000\r\n"));
          g_assert_true (g_output_stream_write_all (out, piece, 1024 * 1024, NULL, NULL, NULL));
          if (i == 1)
            g_assert_true (g_output_stream_printf (out, NULL, NULL, NULL, "\r\n"));
        }
      g_assert_true (g_output_stream_printf (out, NULL, NULL, NULL, i == 1 ? "0\r\n\r\n" : "x"));
      g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                            answer, sizeof answer - 1, NULL, NULL),
                       >, 0);
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 413"));
      /* The address sanitizer keeps what was freed for a while. */
      if (i == 0 && !GESSO_TEST_ADDRESS_SANITIZER)
        g_assert_cmpint (peak_of (rig), <, 120 * 1024);
    }
}

/* --- the program --- */

static void
test_ends_with_input (Rig           *rig,
                      gconstpointer  data)
{
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (rig->process), NULL, NULL));
  g_assert_true (g_subprocess_wait (rig->process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (rig->process), ==, 0);
  g_assert_false (g_file_test (rig->path, G_FILE_TEST_EXISTS));
  g_clear_object (&rig->process);
}

/* Killed in mid-job, the client sees its connection break; a new engine takes the path over. */
static void
test_killed (Rig           *rig,
             gconstpointer  data)
{
  g_autoptr (SoupMessage) message = message_new ("POST", "/v1/images/generations");
  const char *json = "{\"prompt\":\"city\",\"n\":10,\"size\":\"3840x2160\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;
  gint64 before = ticks_of (rig);

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (rig->session, message, 0, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_until (ticks_of (rig) - before >= 3);
  g_subprocess_force_exit (rig->process);
  g_assert_true (g_subprocess_wait (rig->process, NULL, NULL));
  gesso_test_wait_result (&result);
  answer = soup_session_send_and_read_finish (rig->session, result, &error);
  g_assert_nonnull (error);
  g_assert_null (answer);

  g_clear_object (&rig->process);
  g_clear_object (&rig->session);
  g_clear_pointer (&rig->path, g_free);
  gesso_test_remove_folder (g_steal_pointer (&rig->folder));
  set_up (rig, data);
  test_models (rig, data);
}

static void
test_port (void)
{
  g_autofree char *program = program_path ();
  g_autofree char *line = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (JsonObject) ready = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL,
                          program, "--listen", "127.0.0.1:0", "--token", "s3cret-token", NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  static const struct
  {
    const char *token;
    const char *host;
    guint status;
  } cases[] = {
    { "Bearer s3cret-token", NULL, 200 },
    { NULL, NULL, 401 },
    { "Bearer wrong", NULL, 401 },
    { "Bearer s3cret-tokem", NULL, 401 },
    { "Bearer s3cret-token", "evil.example", 400 },
    { "Bearer s3cret-token", "localhost:1", 200 },
  };

  g_assert_nonnull (process);
  line = read_line (process);
  ready = gesso_json_parse_object (line, -1, NULL);
  uri = g_strconcat (gesso_json_get_string (ready, "ready", ""), "/models", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
      SoupMessageHeaders *headers = soup_message_get_request_headers (message);
      g_autoptr (GBytes) body = NULL;

      if (cases[i].token != NULL)
        soup_message_headers_replace (headers, "Authorization", cases[i].token);
      if (cases[i].host != NULL)
        soup_message_headers_replace (headers, "Host", cases[i].host);
      soup_message_add_flags (message, SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
      body = soup_session_send_and_read (session, message, NULL, NULL);
      g_assert_cmpuint (soup_message_get_status (message), ==, cases[i].status);
      g_assert_null (soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                   "Access-Control-Allow-Origin"));
    }
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
}

static void
test_bad_options (void)
{
  static const char *const cases[][5] = {
    { NULL },
    { "--listen", "127.0.0.1:0", NULL },
    { "--listen", "192.0.2.1:80", "--token", "x", NULL },
    { "--socket", "/proc/nowhere/engine", NULL },
    { "--frobnicate", NULL },
  };
  g_autofree char *program = program_path ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *argv[6] = { program };
      g_autoptr (GSubprocess) process = NULL;

      for (guint k = 0; k < 5 && cases[i][k] != NULL; k++)
        argv[k + 1] = cases[i][k];
      process = g_subprocess_newv (
          argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      g_assert_cmpint (g_subprocess_get_exit_status (process), !=, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_unsetenv ("GESSO_ENGINE_TOKEN");

#define ADD(name, func) g_test_add ("/engine/server/" name, Rig, NULL, set_up, func, tear_down)
  ADD ("models", test_models);
  ADD ("private-socket", test_private_socket);
  ADD ("generate", test_generate);
  ADD ("formats", test_formats);
  ADD ("same-seed", test_same_seed);
  ADD ("refusals", test_refusals);
  ADD ("long-prompt", test_long_prompt);
  ADD ("addresses", test_addresses);
  ADD ("stream", test_stream);
  ADD ("hang-up", test_hang_up);
  ADD ("masked-edits", test_masked_edits);
  ADD ("edit-by-json", test_edit_by_json);
  ADD ("edit-refusals", test_edit_refusals);
  ADD ("too-large-body", test_too_large_body);
  ADD ("ends-with-input", test_ends_with_input);
  ADD ("killed", test_killed);
#undef ADD
  g_test_add_func ("/engine/server/port", test_port);
  g_test_add_func ("/engine/server/bad-options", test_bad_options);

  return g_test_run ();
}
