/* test-studio.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "studio/gesso-exporter.h"
#include "studio/gesso-importer.h"
#include "studio/gesso-studio.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <libsoup/soup.h>

/* A whole studio on a folder of its own, with a service that this test plays. */

typedef struct
{
  char *folder;
  SoupServer *server;
  GBytes *picture;
  guint n_requests;
  gboolean answers_garbage;
  gboolean hangs;
  GessoStudio *studio;
} Fixture;

static void
server_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Fixture *f = user_data;
  gsize length;
  const guchar *data = g_bytes_get_data (f->picture, &length);
  g_autofree char *base64 = g_base64_encode (data, length);
  char *body;

  f->n_requests++;
  if (f->hangs)
    {
      soup_server_message_pause (message);
      return;
    }

  body = f->answers_garbage
             ? g_strdup ("{\"data\":[{\"b64_json\":\"@@@@\"}]}")
             : g_strdup_printf ("{\"created\":1,\"size\":\"64x48\",\"data\":[{\"b64_json\":\"%s\","
                                "\"revised_prompt\":\"a better kite\"}],"
                                "\"usage\":{\"input_tokens\":10,\"output_tokens\":100}}",
                                base64);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body,
                                    strlen (body));
}

static void
open_studio (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  f->studio = gesso_studio_new (f->folder, GESSO_STUDIO_FLAGS_NO_KEYRING);
  gesso_studio_open_async (f->studio, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  gesso_studio_open_finish (f->studio, result, &error);
  g_assert_no_error (error);
}

static void
close_studio (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_studio_close_async (f->studio, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  gesso_studio_close_finish (f->studio, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (f->studio);
  f->studio = NULL;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->folder = gesso_test_make_folder ();
  f->picture = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, server_cb, f, NULL);
  soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  open_studio (f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  close_studio (f);
  soup_server_disconnect (f->server);
  g_clear_object (&f->server);
  g_bytes_unref (f->picture);
  gesso_test_remove_folder (f->folder);
}

static GessoAccount *
get_account (Fixture *f)
{
  GessoAccount *known = gesso_studio_find_account (f->studio, "cellar");
  g_autoptr (GessoAccount) account = NULL;
  g_autofree char *base = NULL;
  GSList *uris;

  uris = soup_server_get_uris (f->server);
  base = g_strdup_printf ("http://127.0.0.1:%d/v1", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  if (known != NULL)
    {
      gesso_account_set_base_url (known, base);
      return known;
    }

  account = gesso_account_new ("cellar", GESSO_ACCOUNT_KIND_COMPATIBLE, "Cellar");
  gesso_account_set_base_url (account, base);
  gesso_account_set_model (account, "some-model");
  gesso_studio_save_account (f->studio, account);
  return gesso_studio_find_account (f->studio, "cellar");
}

static GessoSession *
open_session (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoSession *session;

  gesso_library_open_last_session_async (gesso_studio_get_library (f->studio), NULL,
                                         gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  session
      = gesso_library_open_session_finish (gesso_studio_get_library (f->studio), result, &error);
  g_assert_no_error (error);
  return session;
}

static GessoRequest *
make_request (GPtrArray *references)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();

  parameters->model = g_strdup ("some-model");
  parameters->n = 1;
  parameters->size = (GessoSize){ 64, 48 };
  return gesso_request_new (references != NULL ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE,
                            "A red kite", parameters, references, NULL);
}

static GessoReference *
import_bytes (Fixture  *f,
              GBytes   *bytes,
              GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_importer_load_bytes_async (f->studio, bytes, "dropped.png", NULL, gesso_test_result_cb,
                                   &result);
  gesso_test_wait_result (&result);
  return gesso_importer_load_finish (f->studio, result, error);
}

static void
assert_file_is (const char *path,
                GBytes     *expected)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpmem (contents, length, g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
}

static void
test_generate (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GessoSession) session = open_session (f);
  g_autoptr (GessoRequest) request = make_request (NULL);
  GessoJob *job = gesso_studio_submit (f->studio, get_account (f), request,
                                       gesso_session_get_id (session), NULL);
  GessoNode *node;

  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_null (gesso_job_get_failure (job));
  g_assert_nonnull (gesso_job_get_node_ids (job));
  node = gesso_session_find (session, gesso_job_get_node_ids (job)[0]);
  g_assert_nonnull (node);
  g_assert_cmpint (gesso_node_get_width (node), ==, 64);
  g_assert_cmpstr (gesso_node_get_prompt (node), ==, "A red kite");
  g_assert_cmpstr (gesso_node_get_revised_prompt (node), ==, "a better kite");
  assert_file_is (gesso_node_get_path (node), f->picture);
  g_assert_cmpuint (f->n_requests, ==, 1);
}

static void
test_edit_and_restart (Fixture       *f,
                       gconstpointer  data)
{
  g_autoptr (GessoNode) parent = NULL;
  g_autoptr (GessoSession) session = open_session (f);
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *base_id = NULL;
  g_autofree char *result_id = NULL;
  GessoReference *reference = import_bytes (f, f->picture, &error);
  GessoJob *job;

  g_assert_no_error (error);
  gesso_importer_add_node_async (f->studio, reference, gesso_session_get_id (session), NULL,
                                 gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  base_id = gesso_importer_add_node_finish (f->studio, result, &error);
  g_assert_no_error (error);

  g_ptr_array_add (references, reference);
  request = make_request (references);
  job = gesso_studio_submit (f->studio, get_account (f), request, gesso_session_get_id (session),
                             base_id);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_null (gesso_job_get_failure (job));
  result_id = g_strdup (gesso_job_get_node_ids (job)[0]);
  g_clear_object (&result);
  g_clear_object (&session);

  close_studio (f);
  open_studio (f);
  session = open_session (f);
  g_assert_nonnull (gesso_session_find (session, base_id));
  g_assert_nonnull (gesso_session_find (session, result_id));
  parent = gesso_session_get_parent (session, gesso_session_find (session, result_id));
  g_assert_cmpstr (gesso_node_get_id (parent), ==, base_id);
}

static void
test_waiting_job_survives (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr (GessoSession) session = open_session (f);
  g_autoptr (GessoRequest) request = make_request (NULL);
  g_autofree char *id = NULL;
  GessoJob *job;

  gesso_job_queue_set_paused (gesso_studio_get_queue (f->studio), TRUE);
  job = gesso_studio_submit (f->studio, get_account (f), request, gesso_session_get_id (session),
                             NULL);
  id = g_strdup (gesso_job_get_id (job));
  g_clear_object (&session);
  close_studio (f);
  g_assert_cmpuint (f->n_requests, ==, 0);

  open_studio (f);
  get_account (f);
  job = gesso_job_queue_find (gesso_studio_get_queue (f->studio), id);
  g_assert_nonnull (job);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpuint (f->n_requests, ==, 1);
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_DONE);
}

static void
test_damaged_answer_is_kept (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr (GessoSession) session = open_session (f);
  g_autoptr (GessoRequest) request = make_request (NULL);
  GessoJob *job;

  f->answers_garbage = TRUE;
  job = gesso_studio_submit (f->studio, get_account (f), request, gesso_session_get_id (session),
                             NULL);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                   GESSO_FAILURE_DAMAGED);
  g_assert_nonnull (gesso_job_get_kept_path (job));
  g_assert_true (g_file_test (gesso_job_get_kept_path (job), G_FILE_TEST_EXISTS));
  g_assert_cmpuint (f->n_requests, ==, 1);
}

static void
test_cancel_while_working (Fixture       *f,
                           gconstpointer  data)
{
  g_autoptr (GessoSession) session = open_session (f);
  g_autoptr (GessoRequest) request = make_request (NULL);
  GessoJob *job;

  f->hangs = TRUE;
  job = gesso_studio_submit (f->studio, get_account (f), request, gesso_session_get_id (session),
                             NULL);
  gesso_test_wait_until (f->n_requests == 1);
  gesso_job_queue_cancel (gesso_studio_get_queue (f->studio), job);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_CANCELLED);
}

static void
test_closing_cancels (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (GessoSession) session = open_session (f);
  g_autoptr (GessoRequest) request = make_request (NULL);

  f->hangs = TRUE;
  gesso_studio_submit (f->studio, get_account (f), request, gesso_session_get_id (session), NULL);
  gesso_test_wait_until (f->n_requests == 1);
  g_clear_object (&session);
  close_studio (f);
  open_studio (f);
  g_assert_cmpuint (f->n_requests, ==, 1);
}

static void
test_key_missing (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GessoSession) session = open_session (f);
  g_autoptr (GessoRequest) request = make_request (NULL);
  g_autoptr (GessoAccount) account
      = gesso_account_new ("paid", GESSO_ACCOUNT_KIND_OPENAI_IMAGES, "Paid");
  GessoJob *job;

  gesso_studio_save_account (f->studio, account);
  job = gesso_studio_submit (f->studio, account, request, gesso_session_get_id (session), NULL);
  gesso_test_wait_until (gesso_job_is_finished (job));
  g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                   GESSO_FAILURE_AUTH);
}

static void
test_import (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GBytes) rotated = gesso_test_picture_exif_jpeg (40, 20, 6);
  g_autoptr (GBytes) deep = gesso_test_picture_png (GESSO_TEST_PNG_RGB16, 30, 20);
  g_autoptr (GBytes) plain = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 30, 20);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("not a picture at all", 20);
  g_autoptr (GBytes) bomb = gesso_test_picture_png_bomb ();
  GBytes *bad[] = { nothing, text, bomb };
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoReference) one = import_bytes (f, rotated, &error);
  g_autoptr (GessoReference) two = import_bytes (f, deep, &error);
  g_autoptr (GessoReference) three = import_bytes (f, plain, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gesso_reference_get_width (one), ==, 20);
  g_assert_cmpint (gesso_reference_get_height (one), ==, 40);
  g_assert_cmpstr (gesso_reference_get_mime_type (one), ==, "image/jpeg");
  g_assert_cmpstr (gesso_reference_get_mime_type (two), ==, "image/png");
  g_assert_true (g_bytes_equal (gesso_reference_get_data (three), plain));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) reason = NULL;

      g_assert_null (import_bytes (f, bad[i], &reason));
      g_assert_nonnull (reason);
    }
}

static void
test_export (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GessoSession) session = open_session (f);
  g_autoptr (GessoRequest) request = make_request (NULL);
  GessoJob *job = gesso_studio_submit (f->studio, get_account (f), request,
                                       gesso_session_get_id (session), NULL);
  g_autofree char *path = g_build_filename (f->folder, "out.bin", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  const char *const formats[] = { NULL, "jpeg", "webp", "png" };

  gesso_test_wait_until (gesso_job_is_finished (job));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      gesso_exporter_export_async (f->studio, gesso_job_get_node_ids (job)[0], target, formats[i],
                                   80, NULL, gesso_test_result_cb, &result);
      gesso_test_wait_result (&result);
      gesso_exporter_export_finish (f->studio, result, &error);
      g_assert_no_error (error);
      if (formats[i] == NULL)
        assert_file_is (path, f->picture);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/studio/generate", test_generate);
  ADD ("/studio/edit-and-restart", test_edit_and_restart);
  ADD ("/studio/waiting-survives", test_waiting_job_survives);
  ADD ("/studio/damaged", test_damaged_answer_is_kept);
  ADD ("/studio/cancel", test_cancel_while_working);
  ADD ("/studio/closing-cancels", test_closing_cancels);
  ADD ("/studio/key-missing", test_key_missing);
  ADD ("/studio/import", test_import);
  ADD ("/studio/export", test_export);

  return g_test_run ();
}
