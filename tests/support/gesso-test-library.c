/* gesso-test-library.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-library.h"

#include "base/gesso-file.h"
#include "base/gesso-json.h"
#include "image/gesso-encoder.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <sqlite3.h>

GessoLibrary *
gesso_test_library_open (const char *folder)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoLibrary *library;

  gesso_library_open_async (folder, GESSO_LIBRARY_OWN_THUMBNAILS, NULL, gesso_test_result_cb,
                            &result);
  library = gesso_library_open_finish (gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return library;
}

void
gesso_test_library_close (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_close_async (library, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  g_assert_true (gesso_library_close_finish (library, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (library);
}

GessoSession *
gesso_test_library_session (GessoLibrary *library,
                            const char   *title)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoSession *session;

  gesso_library_create_session_async (library, NULL, title, NULL, gesso_test_result_cb, &result);
  session = gesso_library_open_session_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return session;
}

GessoNode *
gesso_test_library_import (GessoLibrary *library,
                           GessoSession *session,
                           const char   *name,
                           int           width,
                           int           height)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, width, height);
  GessoNode *node;

  gesso_library_import_bytes_async (library, gesso_session_get_id (session), name, png, NULL,
                                    gesso_test_result_cb, &result);
  node = gesso_library_import_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return node;
}

static GBytes *
encode (GessoImage *image)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  GBytes *png = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, &error);

  g_assert_no_error (error);
  return png;
}

GessoNode *
gesso_test_library_import_image (GessoLibrary *library,
                                 GessoSession *session,
                                 const char   *name,
                                 GessoImage   *image)
{
  g_autoptr (GBytes) png = encode (image);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoNode *node;

  gesso_library_import_bytes_async (library, gesso_session_get_id (session), name, png, NULL,
                                    gesso_test_result_cb, &result);
  node = gesso_library_import_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return node;
}

/* An edit of @base that is with the service; its answer comes by receive_image(). */
char *
gesso_test_library_edit_job (GessoLibrary *library,
                             GessoNode    *base,
                             GessoRequest *request)
{
  g_autoptr (GessoJobRecord) record = gesso_job_record_new ();
  g_autoptr (JsonObject) json = gesso_request_to_json (request);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  record->session_id = g_strdup (gesso_node_get_session_id (base));
  record->base_node_id = g_strdup (gesso_node_get_id (base));
  record->account_id = g_strdup ("cellar");
  record->account_name = g_strdup ("Cellar");
  record->model = g_strdup ("gpt-image-2");
  record->prompt = g_strdup (gesso_request_get_prompt (request));
  record->request_json = gesso_json_object_to_string (json, FALSE);
  record->n_wanted = 1;
  gesso_library_create_job_async (library, record, NULL, gesso_test_result_cb, &result);
  ids = gesso_library_create_jobs_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  gesso_test_library_update (library, ids[0], GESSO_JOURNAL_STATE_RECEIVING);
  return g_strdup (ids[0]);
}

void
gesso_test_library_receive_image (GessoLibrary *library,
                                  const char   *job_id,
                                  GessoImage   *image)
{
  g_autofree char *spool = gesso_library_dup_spool_folder (library, job_id);
  g_autofree char *path = g_build_filename (spool, "0.image", NULL);
  g_autoptr (GBytes) png = encode (image);

  g_assert_true (gesso_file_make_folder (spool, NULL));
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (png, NULL),
                                      (gssize) g_bytes_get_size (png), NULL));
}

char *
gesso_test_library_job (GessoLibrary *library,
                        GessoSession *session,
                        const char   *prompt,
                        int           n_wanted)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoJobRecord) job = gesso_job_record_new ();
  g_auto (GStrv) ids = NULL;

  job->session_id = g_strdup (gesso_session_get_id (session));
  job->account_id = g_strdup ("account-1");
  job->account_name = g_strdup ("An account");
  job->model = g_strdup ("a-model");
  job->prompt = g_strdup (prompt);
  job->request_json = g_strdup ("{\"operation\":\"generate\"}");
  job->n_wanted = n_wanted;
  job->estimate_low = 40000;
  job->estimate_high = 60000;
  gesso_library_create_job_async (library, job, NULL, gesso_test_result_cb, &result);
  ids = gesso_library_create_jobs_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  return g_strdup (ids[0]);
}

void
gesso_test_library_changed (GessoLibrary  *library,
                            GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  gesso_test_wait_result (result);
  g_assert_true (gesso_library_change_finish (library, *result, &error));
  g_assert_no_error (error);
  g_clear_object (result);
}

void
gesso_test_library_update (GessoLibrary      *library,
                           const char        *job_id,
                           GessoJournalState  state)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_update_job_async (library, job_id, state, NULL, NULL, NULL, NULL, NULL,
                                  gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
}

void
gesso_test_library_receive (GessoLibrary *library,
                            const char   *job_id,
                            int           index,
                            int           width)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, width, 8);
  g_autofree char *folder = gesso_library_dup_spool_folder (library, job_id);
  g_autofree char *name = g_strdup_printf ("%d.image", index);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  gesso_file_write_durably (path, g_bytes_get_data (png, NULL), g_bytes_get_size (png), &error);
  g_assert_no_error (error);
}

GPtrArray *
gesso_test_library_commit (GessoLibrary *library,
                           const char   *job_id,
                           int           n_outputs)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoCommitRecord) commit = gesso_commit_record_new (job_id);
  GPtrArray *nodes;

  for (int i = 0; i < n_outputs; i++)
    g_ptr_array_add (commit->outputs, gesso_output_record_new (i, "revised", "{\"seed\":1}"));
  commit->cost_micros = 50001;
  commit->duration_ms = 1234;
  commit->usage_json = g_strdup ("{\"total_tokens\":7}");
  gesso_library_commit_job_async (library, commit, NULL, gesso_test_result_cb, &result);
  nodes = gesso_library_commit_job_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return nodes;
}

char **
gesso_test_library_find (GessoLibrary *library,
                         const char   *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoQuery) query = gesso_query_new ();
  char **ids;

  query->text = g_strdup (text);
  gesso_library_query_async (library, query, NULL, gesso_test_result_cb, &result);
  ids = gesso_library_query_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return ids;
}

GPtrArray *
gesso_test_library_jobs (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *jobs;

  gesso_library_load_jobs_async (library, TRUE, NULL, gesso_test_result_cb, &result);
  jobs = gesso_library_load_jobs_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return jobs;
}

GessoRecoveryReport *
gesso_test_library_recover (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoRecoveryReport *report;

  gesso_library_recover_async (library, NULL, gesso_test_result_cb, &result);
  report = gesso_library_recover_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return report;
}

GessoLibraryStats
gesso_test_library_stats (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoLibraryStats stats = { 0 };

  gesso_library_stats_async (library, NULL, gesso_test_result_cb, &result);
  gesso_library_stats_finish (library, gesso_test_wait_result (&result), &stats, &error);
  g_assert_no_error (error);
  return stats;
}

void
gesso_test_library_verify (GessoLibrary *library,
                           guint         n_nodes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoVerifyReport) report = NULL;

  gesso_library_verify_async (library, NULL, gesso_test_result_cb, &result);
  report = gesso_library_verify_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  for (char **problem = report->problems; *problem != NULL; problem++)
    g_error ("the library is not sound: %s", *problem);
  g_assert_cmpuint (report->n_nodes, ==, n_nodes);
}

/* Rows without files, put in beside the library: what counts here is their number. */
void
gesso_test_library_fill (const char *folder,
                         const char *session_id,
                         int         n_nodes)
{
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autofree char *sql = NULL;
  sqlite3 *db = NULL;
  char *message = NULL;

  sql = g_strdup_printf (
      "BEGIN; INSERT INTO blobs VALUES ('%064d', 'picture', 'image/png', 'png', 1, 8, 8, 0);"
      "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < %d)"
      " INSERT INTO nodes (row, id, session_id, kind, output_index, digest, name, width, height,"
      " created_us, duration_ms, favourite, rating, sidecar_dirty)"
      " SELECT i, printf ('01AAAAAAAAAAAAAAAAAA%%06d', i), '%s', 'imported', 0, '%064d',"
      " 'picture ' || i, 8, 8, i, 0, i %% 10 = 0, 0, 0 FROM c;"
      "INSERT INTO node_texts SELECT row, iif (row %% 1000 = 0, 'rare 水彩 ', 'common ') || name"
      " FROM nodes; COMMIT;",
      0, n_nodes, session_id, 0);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
  sqlite3_close (db);
}
