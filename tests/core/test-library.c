/* test-library.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-file.h"
#include "image/gesso-image-error.h"
#include "support/gesso-test-library.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static void
assert_opens_with (const char        *folder,
                   GessoLibraryFlags  flags,
                   int                code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_open_async (folder, flags, NULL, gesso_test_result_cb, &result);
  g_assert_null (gesso_library_open_finish (gesso_test_wait_result (&result), &error));
  g_assert_error (error, GESSO_STORE_ERROR, code);
}

static void
count_cb (GessoLibrary *library,
          gpointer      unused,
          guint        *n)
{
  (*n)++;
}

static void
test_open (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *new_folder = g_build_filename (folder, "a", "b", NULL);
  GessoLibrary *library;

  assert_opens_with (new_folder, GESSO_LIBRARY_EXISTING, GESSO_STORE_ERROR_NOT_FOUND);
  library = gesso_test_library_open (new_folder);
  g_assert_cmpstr (gesso_library_get_folder (library), ==, new_folder);
  gesso_test_library_verify (library, 0);
  gesso_test_library_close (library);
  library = gesso_test_library_open (new_folder);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
exec_sql (const char *folder,
          const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_refused (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *database = g_build_filename (folder, "library.db", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (database,
                       "this is no database, only a text that is long enough to see"
                       " that it is none, whatever a header may be, more than a hundred bytes",
                       -1, &error);
  g_assert_no_error (error);
  assert_opens_with (folder, GESSO_LIBRARY_DEFAULT, GESSO_STORE_ERROR_CORRUPT);

  g_unlink (database);
  exec_sql (folder, "CREATE TABLE other (x)");
  assert_opens_with (folder, GESSO_LIBRARY_DEFAULT, GESSO_STORE_ERROR_CORRUPT);

  g_unlink (database);
  gesso_test_library_close (gesso_test_library_open (folder));
  exec_sql (folder, "PRAGMA user_version = 999");
  assert_opens_with (folder, GESSO_LIBRARY_DEFAULT, GESSO_STORE_ERROR_NEWER_VERSION);
  gesso_test_remove_folder (folder);
}

/* A file system of its own, so that it can be full or read-only even for root. */
static char *
mount_small (const char *options)
{
  char *folder = gesso_test_make_folder ();

  if (mount ("tmpfs", folder, "tmpfs", 0, options) == 0)
    return folder;
  g_test_skip ("mounting needs to be allowed");
  gesso_test_remove_folder (folder);
  return NULL;
}

static void
unmount (char *folder)
{
  g_assert_cmpint (umount (folder), ==, 0);
  gesso_test_remove_folder (folder);
}

static void
test_read_only (void)
{
  char *folder = mount_small ("size=8m");

  if (folder == NULL)
    return;
  gesso_test_library_close (gesso_test_library_open (folder));
  g_assert_cmpint (mount (NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  assert_opens_with (folder, GESSO_LIBRARY_DEFAULT, GESSO_STORE_ERROR_READ_ONLY);
  unmount (folder);
}

static void
fill_up (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "ballast", NULL);
  g_autofree char *block = g_malloc0 (4096);
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  setvbuf (file, NULL, _IONBF, 0);
  while (fwrite (block, 4096, 1, file) == 1)
    ;
  fclose (file);
}

static void
test_disk_full (void)
{
  char *folder = mount_small ("size=8m");
  GessoLibrary *library;
  GessoSession *session;
  g_autofree char *job = NULL;
  g_autofree char *ballast = NULL;
  g_autoptr (GessoCommitRecord) commit = NULL;
  g_autoptr (GessoJobRecord) record = gesso_job_record_new ();
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    return;
  ballast = g_build_filename (folder, "ballast", NULL);
  library = gesso_test_library_open (folder);
  session = gesso_test_library_session (library, "x");
  job = gesso_test_library_job (library, session, "p", 1);
  gesso_test_library_receive (library, job, 0, 600);
  fill_up (folder);

  png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 300, 300);
  gesso_library_import_bytes_async (library, gesso_session_get_id (session), "x", png, NULL,
                                    gesso_test_result_cb, &result);
  g_assert_null (gesso_library_import_finish (library, gesso_test_wait_result (&result), &error));
  g_assert_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_DISK_FULL);
  g_clear_error (&error);
  g_clear_object (&result);

  record->session_id = g_strdup (gesso_session_get_id (session));
  record->prompt = g_strnfill (100000, 'x');
  gesso_library_create_job_async (library, record, NULL, gesso_test_result_cb, &result);
  g_assert_null (
      gesso_library_create_jobs_finish (library, gesso_test_wait_result (&result), &error));
  g_assert_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_DISK_FULL);
  g_clear_error (&error);
  g_clear_object (&result);

  commit = gesso_commit_record_new (job);
  commit->usage_json = g_strnfill (100000, 'x');
  g_ptr_array_add (commit->outputs, gesso_output_record_new (0, NULL, NULL));
  gesso_library_commit_job_async (library, commit, NULL, gesso_test_result_cb, &result);
  g_assert_null (
      gesso_library_commit_job_finish (library, gesso_test_wait_result (&result), &error));
  g_assert_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_DISK_FULL);
  g_clear_object (&result);

  /* With room again the same call brings the picture home. */
  g_unlink (ballast);
  g_ptr_array_unref (gesso_test_library_commit (library, job, 1));
  gesso_test_library_verify (library, 1);
  g_object_unref (session);
  gesso_test_library_close (library);
  unmount (folder);
}

static void
test_import (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "Doors");
  GessoNode *node;
  GessoNode *again;
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 20, 10);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static ("no picture", 10);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_added = 0;
  struct stat info;

  g_signal_connect (library, "node-added", G_CALLBACK (count_cb), &n_added);
  node = gesso_test_library_import (library, session, "door.png", 20, 10);
  g_assert_cmpuint (n_added, ==, 1);
  g_assert_true (gesso_node_is_loaded (node));
  g_assert_cmpint (gesso_node_get_kind (node), ==, GESSO_NODE_KIND_IMPORTED);
  g_assert_cmpint (gesso_node_get_width (node), ==, 20);
  g_assert_cmpint (gesso_node_get_height (node), ==, 10);
  g_assert_cmpstr (gesso_node_get_mime_type (node), ==, "image/png");
  g_assert_cmpstr (gesso_node_get_name (node), ==, "door.png");
  g_assert_cmpint (gesso_node_get_cost_micros (node), ==, -1);
  g_assert_true (gesso_library_find_node (library, gesso_node_get_id (node)) == node);
  kept = gesso_library_map_blob (library, gesso_node_get_digest (node), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, png));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 1);

  /* The readable copy is the same file, and nobody writes into it by mistake. */
  gesso_test_wait_until (gesso_node_get_file (node) != NULL);
  g_assert_cmpint (stat (gesso_node_get_file (node), &info), ==, 0);
  g_assert_cmpint (info.st_nlink, ==, 2);
  g_assert_cmpint (info.st_mode & 0222, ==, 0);

  again = gesso_test_library_import (library, session, "door.png", 20, 10);
  g_assert_true (again != node);
  g_assert_cmpstr (gesso_node_get_digest (again), ==, gesso_node_get_digest (node));

  gesso_library_import_bytes_async (library, gesso_session_get_id (session), "x", text, NULL,
                                    gesso_test_result_cb, &result);
  g_assert_null (gesso_library_import_finish (library, gesso_test_wait_result (&result), &error));
  g_assert_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_NOT_AN_IMAGE);
  g_clear_object (&result);
  gesso_test_library_verify (library, 2);
  g_object_unref (node);
  g_object_unref (again);
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
test_commit (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, NULL);
  g_autofree char *job = gesso_test_library_job (library, session, "a fox at dawn", 2);
  g_autofree char *spool = gesso_library_dup_spool_folder (library, job);
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) stack = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNodeDetails) details = NULL;
  g_autoptr (GPtrArray) sums = NULL;
  GessoCostSum *sum;
  guint n_added = 0;

  g_signal_connect (library, "node-added", G_CALLBACK (count_cb), &n_added);
  g_assert_true (g_file_test (spool, G_FILE_TEST_IS_DIR));
  gesso_test_library_update (library, job, GESSO_JOURNAL_STATE_SENT);
  gesso_test_library_receive (library, job, 0, 8);
  gesso_test_library_receive (library, job, 1, 9);
  nodes = gesso_test_library_commit (library, job, 2);
  g_assert_cmpuint (nodes->len, ==, 2);
  g_assert_cmpuint (n_added, ==, 2);
  g_assert_false (g_file_test (spool, G_FILE_TEST_EXISTS));
  g_assert_cmpint (gesso_node_get_width (nodes->pdata[1]), ==, 9);
  g_assert_cmpint (gesso_node_get_kind (nodes->pdata[0]), ==, GESSO_NODE_KIND_GENERATED);
  g_assert_cmpstr (gesso_node_get_prompt (nodes->pdata[0]), ==, "a fox at dawn");
  g_assert_cmpstr (gesso_node_get_revised_prompt (nodes->pdata[0]), ==, "revised");
  g_assert_cmpint (gesso_node_get_cost_micros (nodes->pdata[0]), ==, 25001);
  g_assert_cmpint (gesso_node_get_cost_micros (nodes->pdata[1]), ==, 25000);
  g_assert_nonnull (strstr (gesso_node_get_file (nodes->pdata[0]), "a fox at dawn"));
  stack = gesso_session_get_stack (session, nodes->pdata[0]);
  g_assert_cmpuint (stack->len, ==, 2);

  again = gesso_test_library_commit (library, job, 2);
  g_assert_cmpuint (again->len, ==, 2);
  g_assert_true (again->pdata[0] == nodes->pdata[0]);
  g_assert_cmpuint (n_added, ==, 2);

  gesso_library_load_details_async (library, gesso_node_get_id (nodes->pdata[0]), NULL,
                                    gesso_test_result_cb, &result);
  details = gesso_library_load_details_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (details->usage_json, ==, "{\"total_tokens\":7}");
  g_clear_object (&result);

  gesso_library_sum_costs_async (library, GESSO_COST_GROUP_ACCOUNT, 0, 0, NULL,
                                 gesso_test_result_cb, &result);
  sums = gesso_library_sum_costs_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sums->len, ==, 1);
  sum = sums->pdata[0];
  g_assert_cmpint (sum->actual_micros, ==, 50001);
  g_assert_cmpuint (sum->n_pictures, ==, 2);
  g_clear_object (&result);

  gesso_test_library_verify (library, 2);
  g_clear_pointer (&nodes, g_ptr_array_unref);
  g_clear_pointer (&again, g_ptr_array_unref);
  g_clear_pointer (&stack, g_ptr_array_unref);
  g_object_unref (session);
  gesso_test_library_close (library);

  /* The session took the first prompt as its title, and is the last one. */
  library = gesso_test_library_open (folder);
  gesso_library_open_last_session_async (library, NULL, gesso_test_result_cb, &result);
  session = gesso_library_open_session_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gesso_session_get_title (session), ==, "a fox at dawn");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 2);
  g_clear_object (&result);
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
test_commit_fails (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  g_autofree char *job = gesso_test_library_job (library, session, "p", 1);
  g_autofree char *spool = gesso_library_dup_spool_folder (library, job);
  g_autofree char *image = g_build_filename (spool, "0.image", NULL);
  g_autoptr (GessoCommitRecord) commit = gesso_commit_record_new (job);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_image = NULL;

  g_file_set_contents (image, "<html>", -1, &error);
  g_assert_no_error (error);
  g_ptr_array_add (commit->outputs, gesso_output_record_new (0, NULL, NULL));
  gesso_library_commit_job_async (library, commit, NULL, gesso_test_result_cb, &result);
  g_assert_null (
      gesso_library_commit_job_finish (library, gesso_test_wait_result (&result), &error));
  g_assert_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_NOT_AN_IMAGE);
  g_clear_error (&error);
  g_clear_object (&result);
  gesso_library_keep_damaged_async (library, job, NULL, gesso_test_result_cb, &result);
  kept = gesso_library_keep_damaged_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  kept_image = g_build_filename (kept, "0.image", NULL);
  g_assert_true (g_file_test (kept_image, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (spool, G_FILE_TEST_EXISTS));
  g_clear_object (&result);
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
assert_found (GessoLibrary *library,
              const char   *text,
              guint         n)
{
  g_auto (GStrv) ids = gesso_test_library_find (library, text);

  if (g_strv_length (ids) != n)
    g_error ("'%s' finds %u instead of %u", text, g_strv_length (ids), n);
}

static void
test_search (void)
{
  static const char *const names[] = {
    "A fox at dawn, watercolour",
    "水彩画の庭",
    "Ein Fuchs über der Straße",
    "রঙিন পাখি",
    "हिन्दी चित्र",
    "فرس في الصحراء",
    "résumé \"quoted\" C++ 100%",
    "FOXGLOVE",
  };
  static const struct
  {
    const char *text;
    guint n;
  } cases[] = {
    { "", 8 },         { "   ", 8 },     { "fox", 2 },       { "FOX", 2 },     { "fox dawn", 1 },
    { "dawn fox", 1 }, { "ox", 2 },      { "glove", 1 },     { "atercol", 1 }, { "水彩", 1 },
    { "の", 1 },       { "水 庭", 1 },   { "彩画", 1 },      { "uber", 1 },    { "über", 1 },
    { "strasse", 1 },  { "Straße", 1 },  { "পাখি", 1 },      { "খি", 1 },      { "चित्र", 1 },
    { "صحراء", 1 },    { "resume", 1 },  { "résumé", 1 },    { "\"", 1 },      { "c++", 1 },
    { "100%", 1 },     { "NOT fox", 0 }, { "fox*", 2 },      { "xyz", 0 },     { "fox OR", 0 },
    { "水彩 fox", 0 }, { "(", 0 },       { "fox -dawn", 1 },
  };
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (g_object_unref);
  static const char *const tags[] = { "Ausstellung", "  ", "b", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (nodes, gesso_test_library_import (library, session, names[i], 8, 8));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (library, cases[i].text, cases[i].n);

  gesso_library_set_note_async (library, gesso_node_get_id (nodes->pdata[0]), "für den Katalog",
                                NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_library_set_tags_async (library, gesso_node_get_id (nodes->pdata[1]), tags, NULL,
                                gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  assert_found (library, "katalog", 1);
  assert_found (library, "ausstell", 1);
  g_assert_cmpuint (g_strv_length ((char **) gesso_node_get_tags (nodes->pdata[1])), ==, 2);
  gesso_library_set_note_async (library, gesso_node_get_id (nodes->pdata[0]), NULL, NULL,
                                gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  assert_found (library, "katalog", 0);
  gesso_test_library_verify (library, G_N_ELEMENTS (names));
  g_clear_pointer (&nodes, g_ptr_array_unref);
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static guint
count_query (GessoLibrary *library,
             GessoQuery   *query)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  gesso_library_query_async (library, query, NULL, gesso_test_result_cb, &result);
  ids = gesso_library_query_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return g_strv_length (ids);
}

static void
test_change (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  GessoNode *wide = gesso_test_library_import (library, session, "wide", 64, 16);
  GessoNode *tall = gesso_test_library_import (library, session, "tall", 16, 64);
  const char *one[] = { gesso_node_get_id (wide), NULL };
  const char *both[] = { gesso_node_get_id (wide), gesso_node_get_id (tall), NULL };
  g_autofree char *wide_path = g_strdup (gesso_node_get_path (wide));
  g_autofree char *wide_file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GessoQuery favourites = { .kind = -1, .favourite = TRUE };
  GessoQuery rated = { .kind = -1, .min_rating = 4 };
  GessoQuery landscape = { .kind = -1, .min_ratio = 1.2 };
  GessoQuery bin = { .kind = -1, .deleted = TRUE };
  GessoQuery generated = { .kind = GESSO_NODE_KIND_GENERATED };
  GessoQuery all = GESSO_QUERY_INIT;
  guint n_removed = 0;

  g_signal_connect (library, "node-removed", G_CALLBACK (count_cb), &n_removed);
  gesso_library_set_favourite_async (library, one, TRUE, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  g_assert_true (gesso_node_get_favourite (wide));
  gesso_library_set_rating_async (library, both, 5, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  g_assert_cmpint (gesso_node_get_rating (tall), ==, 5);
  g_assert_cmpuint (count_query (library, &favourites), ==, 1);
  g_assert_cmpuint (count_query (library, &rated), ==, 2);
  g_assert_cmpuint (count_query (library, &landscape), ==, 1);
  g_assert_cmpuint (count_query (library, &generated), ==, 0);

  gesso_test_wait_until (gesso_node_get_file (wide) != NULL);
  wide_file = g_strdup (gesso_node_get_file (wide));
  gesso_session_set_current (session, wide);
  gesso_library_set_deleted_async (library, one, TRUE, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  g_assert_true (gesso_node_get_deleted (wide));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 1);
  g_assert_true (gesso_session_get_current (session) == tall);
  g_assert_cmpuint (count_query (library, &all), ==, 1);
  g_assert_cmpuint (count_query (library, &bin), ==, 1);
  gesso_library_set_deleted_async (library, one, FALSE, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (session)), ==, 2);
  g_assert_true (g_file_test (wide_path, G_FILE_TEST_EXISTS));

  gesso_library_set_deleted_async (library, one, TRUE, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_library_empty_bin_async (library, 1, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  g_assert_cmpuint (n_removed, ==, 0);
  gesso_library_empty_bin_async (library, 0, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  g_assert_cmpuint (n_removed, ==, 1);
  g_assert_false (g_file_test (wide_path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (wide_file, G_FILE_TEST_EXISTS));
  gesso_test_library_verify (library, 1);
  g_object_unref (wide);
  g_object_unref (tall);
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
test_verify_finds (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  GessoNode *changed = gesso_test_library_import (library, session, "a", 8, 8);
  GessoNode *missing = gesso_test_library_import (library, session, "b", 9, 9);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoVerifyReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_chmod (gesso_node_get_path (changed), 0644);
  g_file_set_contents (gesso_node_get_path (changed), "x", 1, &error);
  g_assert_no_error (error);
  g_unlink (gesso_node_get_path (missing));
  gesso_library_verify_async (library, NULL, gesso_test_result_cb, &result);
  report = gesso_library_verify_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (report->problems), ==, 2);
  g_clear_object (&result);
  g_object_unref (changed);
  g_object_unref (missing);
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
test_rebuild (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *database = g_build_filename (folder, "library.db", NULL);
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "Doors");
  g_autofree char *job = gesso_test_library_job (library, session, "a fox at dawn", 2);
  g_autoptr (GPtrArray) nodes = NULL;
  const char *ids[] = { NULL, NULL };
  g_autofree char *id = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const tags[] = { "one", "two", NULL };
  GessoNode *node;
  guint n = 0;

  gesso_test_library_receive (library, job, 0, 8);
  gesso_test_library_receive (library, job, 1, 9);
  nodes = gesso_test_library_commit (library, job, 2);
  ids[0] = id = g_strdup (gesso_node_get_id (nodes->pdata[1]));
  file = g_strdup (gesso_node_get_file (nodes->pdata[1]));
  gesso_library_set_favourite_async (library, ids, TRUE, NULL, NULL, NULL);
  gesso_library_set_tags_async (library, id, tags, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  g_clear_pointer (&nodes, g_ptr_array_unref);
  g_object_unref (session);
  gesso_test_library_close (library);

  g_unlink (database);
  library = gesso_test_library_open (folder);
  gesso_test_library_verify (library, 0);
  for (guint i = 0; i < 2; i++)
    {
      gesso_library_rebuild_index_async (library, NULL, gesso_test_result_cb, &result);
      gesso_test_wait_result (&result);
      g_assert_true (gesso_library_rebuild_index_finish (library, result, &n, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n, ==, i == 0 ? 2 : 0);
      g_clear_object (&result);
    }
  gesso_test_library_verify (library, 2);
  gesso_library_load_node_async (library, id, NULL, gesso_test_result_cb, &result);
  node = gesso_library_load_node_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gesso_node_get_prompt (node), ==, "a fox at dawn");
  g_assert_cmpstr (gesso_node_get_file (node), ==, file);
  g_assert_cmpint (gesso_node_get_cost_micros (node), ==, 25000);
  g_assert_true (gesso_node_get_favourite (node));
  g_assert_cmpstr (gesso_node_get_tags (node)[1], ==, "two");
  assert_found (library, "fox", 2);
  g_clear_object (&result);
  g_object_unref (node);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
test_notes (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  GessoNode *node = gesso_test_library_import (library, session, "a", 8, 8);
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_GRAY, 8, 8);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GPtrArray) masks = NULL;
  g_auto (GStrv) prompts = NULL;
  g_autofree char *value = NULL;

  gesso_library_add_prompt_async (library, "first", NULL, NULL, NULL);
  gesso_library_add_prompt_async (library, "second", NULL, NULL, NULL);
  gesso_library_add_prompt_async (library, "first", NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_library_list_prompts_async (library, 10, NULL, gesso_test_result_cb, &result);
  prompts = gesso_library_list_prompts_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_cmpuint (g_strv_length (prompts), ==, 2);
  g_assert_cmpstr (prompts[0], ==, "first");
  g_clear_object (&result);

  gesso_library_save_text_async (library, GESSO_SAVED_KIND_PROMPT, "n", "old", NULL, NULL, NULL);
  gesso_library_save_text_async (library, GESSO_SAVED_KIND_PROMPT, "n", "new", NULL,
                                 gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_library_list_texts_async (library, GESSO_SAVED_KIND_PROMPT, NULL, gesso_test_result_cb,
                                  &result);
  texts = gesso_library_list_texts_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_cmpuint (texts->len, ==, 1);
  g_assert_cmpstr (((GessoNamedText *) texts->pdata[0])->text, ==, "new");
  g_clear_object (&result);

  gesso_library_save_mask_async (library, gesso_node_get_id (node), "sky", png, NULL,
                                 gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_library_list_masks_async (library, gesso_node_get_id (node), NULL, gesso_test_result_cb,
                                  &result);
  masks = gesso_library_list_masks_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_cmpuint (masks->len, ==, 1);
  g_assert_cmpstr (((GessoMaskInfo *) masks->pdata[0])->name, ==, "sky");
  g_clear_object (&result);

  gesso_library_get_value_async (library, "k", NULL, gesso_test_result_cb, &result);
  g_assert_null (
      gesso_library_get_value_finish (library, gesso_test_wait_result (&result), &error));
  g_assert_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_clear_object (&result);
  gesso_library_set_value_async (library, "k", "v", NULL, NULL, NULL);
  gesso_library_get_value_async (library, "j", NULL, NULL, NULL);
  gesso_library_set_value_async (library, "k", "w", NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_library_get_value_async (library, "k", NULL, gesso_test_result_cb, &result);
  value = gesso_library_get_value_finish (library, gesso_test_wait_result (&result), &error);
  g_assert_cmpstr (value, ==, "w");
  g_assert_no_error (error);
  g_clear_object (&result);
  g_object_unref (node);
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
test_tree (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  GessoNode *root = gesso_test_library_import (library, session, "root", 8, 8);
  g_autoptr (GessoJobRecord) record = gesso_job_record_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoNode *nodes[3] = { root, NULL, NULL };
  g_autoptr (GPtrArray) path = NULL;
  g_autoptr (GPtrArray) children = NULL;
  const char *middle[] = { NULL, NULL };

  for (guint i = 1; i < 3; i++)
    {
      g_autoptr (GPtrArray) made = NULL;
      g_auto (GStrv) ids = NULL;

      g_clear_pointer (&record, gesso_job_record_free);
      record = gesso_job_record_new ();
      record->session_id = g_strdup (gesso_session_get_id (session));
      record->base_node_id = g_strdup (gesso_node_get_id (nodes[i - 1]));
      gesso_library_create_job_async (library, record, NULL, gesso_test_result_cb, &result);
      ids = gesso_library_create_jobs_finish (library, gesso_test_wait_result (&result), &error);
      g_assert_no_error (error);
      g_clear_object (&result);
      gesso_test_library_receive (library, ids[0], 0, 10 + (int) i);
      made = gesso_test_library_commit (library, ids[0], 1);
      nodes[i] = g_object_ref (made->pdata[0]);
      g_assert_cmpint (gesso_node_get_kind (nodes[i]), ==, GESSO_NODE_KIND_EDITED);
    }
  path = gesso_session_get_path (session, nodes[2]);
  g_assert_cmpuint (path->len, ==, 3);
  g_assert_true (path->pdata[0] == root);
  children = gesso_session_get_children (session, root);
  g_assert_cmpuint (children->len, ==, 1);

  /* A deleted link in the middle is passed over, and stays passed over when it is gone. */
  middle[0] = gesso_node_get_id (nodes[1]);
  gesso_library_set_deleted_async (library, middle, TRUE, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  g_clear_pointer (&path, g_ptr_array_unref);
  path = gesso_session_get_path (session, nodes[2]);
  g_assert_cmpuint (path->len, ==, 2);
  g_assert_true (path->pdata[0] == root);
  g_clear_pointer (&path, g_ptr_array_unref);
  g_clear_pointer (&children, g_ptr_array_unref);
  gesso_library_empty_bin_async (library, 0, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_library_load_node_async (library, gesso_node_get_id (nodes[2]), NULL, gesso_test_result_cb,
                                 &result);
  g_object_unref (
      gesso_library_load_node_finish (library, gesso_test_wait_result (&result), &error));
  g_assert_cmpstr (gesso_node_get_base_id (nodes[2]), ==, gesso_node_get_id (root));
  g_clear_object (&result);
  for (guint i = 0; i < 3; i++)
    g_object_unref (nodes[i]);
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/library/open", test_open);
  g_test_add_func ("/library/refused", test_refused);
  g_test_add_func ("/library/read-only", test_read_only);
  g_test_add_func ("/library/disk-full", test_disk_full);
  g_test_add_func ("/library/import", test_import);
  g_test_add_func ("/library/commit", test_commit);
  g_test_add_func ("/library/commit-fails", test_commit_fails);
  g_test_add_func ("/library/search", test_search);
  g_test_add_func ("/library/change", test_change);
  g_test_add_func ("/library/verify-finds", test_verify_finds);
  g_test_add_func ("/library/rebuild", test_rebuild);
  g_test_add_func ("/library/notes", test_notes);
  g_test_add_func ("/library/tree", test_tree);
  return g_test_run ();
}
