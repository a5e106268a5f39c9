/* bench-receive.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A 3840×2160 PNG answer over loopback through the whole studio: from the last byte received to the
 * picture being decoded for the screen, against decoding the same file alone in the same run; and
 * the peak of memory while it is received, against the size of its decoded pixels. The server is a
 * process of its own, so that its memory is not ours. One JSON object a line.
 */

#include "config.h"

#include "image/gesso-encoder.h"
#include "studio/gesso-importer.h"
#include "studio/gesso-studio.h"
#include "support/gesso-test.h"

#include <libsoup/soup.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 5
#define WIDTH 3840
#define HEIGHT 2160

/* Soft waves with grain: compresses about as a photograph does. */
static GBytes *
make_png (void)
{
  guint8 *pixels = g_malloc ((gsize) WIDTH * HEIGHT * 4);
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GError) error = NULL;
  guint32 state = 1;
  GBytes *png;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint8 *p = pixels + 4 * ((gsize) y * WIDTH + (gsize) x);
        float wave = sinf ((float) x * 0.004f) * cosf ((float) y * 0.006f);

        state = state * 1664525u + 1013904223u;
        p[0] = (guint8) (120 + 80 * wave + (float) (state >> 30));
        p[1] = (guint8) (100 + 60 * wave + (float) (state >> 28 & 3));
        p[2] = (guint8) (140 - 90 * wave + (float) (state >> 26 & 3));
        p[3] = 255;
      }

  image = gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_RGBA8, (gsize) WIDTH * 4, pixels);
  png = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, NULL, NULL, &error);
  g_assert_no_error (error);
  return png;
}

/* The server */

static void
server_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  GBytes *body = user_data;
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, data, length);
}

static void
serve (int port_pipe)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GBytes) png = make_png ();
  gsize length;
  const guchar *data = g_bytes_get_data (png, &length);
  g_autofree char *base64 = g_base64_encode (data, length);
  char *text = g_strdup_printf ("{\"created\":1,\"data\":[{\"b64_json\":\"%s\"}]}", base64);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  GSList *uris;
  int port;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  soup_server_add_handler (server, NULL, server_cb, body, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_assert_cmpint (write (port_pipe, &port, sizeof port), ==, sizeof port);
  g_main_loop_run (loop);
}

/* The client */

static gint64
read_status_kib (const char *name)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, name);
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen (name), NULL, 10);
}

static void
reset_peak (void)
{
  g_file_set_contents ("/proc/self/clear_refs", "5", 1, NULL);
}

typedef struct
{
  GessoStudio *studio;
  GessoAccount *account;
  GessoSession *session;
  gint64 last_byte_us;
  gint64 ready_us;
} Client;

static void
progressed_cb (Client     *client,
               GParamSpec *pspec,
               GessoJob   *job)
{
  if (gesso_job_get_stage (job) == GESSO_RUN_STAGE_RECEIVING && gesso_job_get_fraction (job) >= 1)
    client->last_byte_us = g_get_monotonic_time ();
}

static double
decode (Client     *client,
        const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image = NULL;
  gint64 start = g_get_monotonic_time ();

  gesso_importer_decode_file_async (client->studio, path, 0, NULL, gesso_test_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  image = gesso_importer_decode_finish (client->studio, result, &error);
  g_assert_no_error (error);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Client *client = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image G_GNUC_UNUSED
      = gesso_importer_decode_finish (GESSO_STUDIO (source), result, &error);

  g_assert_no_error (error);
  client->ready_us = g_get_monotonic_time ();
}

/* As the stage does: what a job has to show is decoded as soon as it is there. */
static void
preview_changed_cb (Client     *client,
                    GParamSpec *pspec,
                    GessoJob   *job)
{
  GBytes *picture = gesso_job_get_preview (job);

  if (picture != NULL)
    gesso_importer_decode_async (client->studio, picture, 0, NULL, shown_cb, client);
}

static char *
receive (Client *client,
         double *out_ms)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GessoRequest) request = NULL;
  GessoJob *job;
  GessoNode *node;

  parameters->model = g_strdup ("some-model");
  parameters->n = 1;
  request = gesso_request_new (GESSO_OPERATION_GENERATE, "A kite", parameters, NULL, NULL);
  job = gesso_studio_submit (client->studio, client->account, request,
                             gesso_session_get_id (client->session), NULL);
  client->ready_us = 0;
  g_signal_connect_swapped (job, "notify::fraction", G_CALLBACK (progressed_cb), client);
  g_signal_connect_swapped (job, "notify::preview", G_CALLBACK (preview_changed_cb), client);
  while (!gesso_job_is_finished (job) || client->ready_us == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (gesso_job_get_failure (job));

  node = gesso_session_find (client->session, gesso_job_get_node_ids (job)[0]);
  *out_ms = (double) (client->ready_us - client->last_byte_us) / 1000;
  return g_strdup (gesso_node_get_path (node));
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
median (double *values)
{
  qsort (values, ROUNDS, sizeof *values, compare_doubles);
  return values[ROUNDS / 2];
}

static void
measure (Client *client)
{
  double ready[ROUNDS];
  double alone[ROUNDS];
  gint64 base_kib;
  gint64 peak_kib = 0;
  const double pixels_kib = (double) WIDTH * HEIGHT * 4 / 1024;

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *path = NULL;

      base_kib = read_status_kib ("VmRSS:");
      reset_peak ();
      path = receive (client, &ready[i]);
      peak_kib = MAX (peak_kib, read_status_kib ("VmHWM:") - base_kib);
      alone[i] = decode (client, path);
    }

  g_print ("{\"name\":\"receive-4k-png\",\"ms\":%.1f,\"reference_ms\":%.1f,\"ratio\":%.2f}\n",
           median (ready), median (alone), median (ready) / median (alone));
  g_print ("{\"name\":\"receive-4k-png-memory\",\"peak_kib\":%" G_GINT64_FORMAT
           ",\"reference_kib\":%.0f,\"ratio\":%.2f}\n",
           peak_kib, pixels_kib, (double) peak_kib / pixels_kib);
}

static void
open_client (Client     *client,
             const char *folder,
             int         port)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_strdup_printf ("http://127.0.0.1:%d/v1", port);

  client->studio = gesso_studio_new (folder, GESSO_STUDIO_FLAGS_NO_KEYRING);
  gesso_studio_open_async (client->studio, NULL, gesso_test_result_cb, &opened);
  gesso_test_wait_result (&opened);
  g_assert_true (gesso_studio_open_finish (client->studio, opened, &error));
  gesso_library_open_last_session_async (gesso_studio_get_library (client->studio), NULL,
                                         gesso_test_result_cb, &session);
  gesso_test_wait_result (&session);
  client->session = gesso_library_open_session_finish (gesso_studio_get_library (client->studio),
                                                       session, &error);
  g_assert_no_error (error);
  client->account = gesso_account_new ("bench", GESSO_ACCOUNT_KIND_COMPATIBLE, "Bench");
  gesso_account_set_base_url (client->account, base);
}

int
main (int   argc,
      char *argv[])
{
  int port_pipe[2];
  int port = 0;
  pid_t server;
  Client client = { 0 };
  char *folder;

  g_assert_cmpint (pipe (port_pipe), ==, 0);
  server = fork ();
  if (server == 0)
    {
      serve (port_pipe[1]);
      return EXIT_SUCCESS;
    }

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_cmpint (read (port_pipe[0], &port, sizeof port), ==, sizeof port);
  folder = gesso_test_make_folder ();
  open_client (&client, folder, port);
  measure (&client);

  kill (server, SIGKILL);
  waitpid (server, NULL, 0);
  gesso_test_remove_folder (folder);
  return EXIT_SUCCESS;
}
