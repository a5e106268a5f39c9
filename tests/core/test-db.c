/* test-db.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-file.h"
#include "store/gesso-db-migrations.h"
#include "store/gesso-store-error.h"
#include "support/gesso-test.h"

/* Everything runs on the worker, as in the library: each test is one task. */
typedef void (*OnWorker) (GessoWorker *worker, const char *folder);

static void
run_cb (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  OnWorker func = (OnWorker) g_object_get_data (G_OBJECT (task), "func");

  func (source, data);
  g_task_return_boolean (task, TRUE);
}

static void
on_worker (gconstpointer func)
{
  GessoWorker *worker = gesso_worker_new ("test", 1);
  char *folder = gesso_test_make_folder ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) end = NULL;
  GTask *task = g_task_new (worker, NULL, gesso_test_result_cb, &result);

  g_task_set_task_data (task, folder, NULL);
  g_object_set_data (G_OBJECT (task), "func", (gpointer) func);
  gesso_worker_run (worker, task, GESSO_WORKER_PRIORITY_DEFAULT, run_cb);
  g_object_unref (task);
  gesso_test_wait_result (&result);
  g_clear_object (&result);
  gesso_worker_shutdown_async (worker, gesso_test_result_cb, &end);
  gesso_test_wait_result (&end);
  g_clear_object (&end);
  g_assert_finalize_object (worker);
  gesso_test_remove_folder (folder);
}

static GessoDb *
open_db (GessoWorker *worker,
         const char  *folder)
{
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autoptr (GError) error = NULL;
  GessoDb *db = gesso_db_open (worker, path, TRUE, &error);

  g_assert_no_error (error);
  return db;
}

static gint64
read_int (GessoDb    *db,
          const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -99;

  gesso_db_get_int (db, &value, &error, sql, "");
  g_assert_no_error (error);
  return value;
}

static void
statements (GessoWorker *worker,
            const char  *folder)
{
  g_autoptr (GessoDb) db = open_db (worker, folder);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_db_exec (db, "CREATE TABLE t (a TEXT, b INTEGER, c REAL)", &error));
  g_assert_true (
      gesso_db_run (db, &error, "INSERT INTO t VALUES (?, ?, ?)", "tnd", "x", (gint64) -1, 2.5));
  g_assert_true (
      gesso_db_run (db, &error, "INSERT INTO t VALUES (?, ?, ?)", "tid", NULL, (gint64) -1, 0.0));
  g_assert_cmpint (gesso_db_get_changes (db), ==, 1);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GessoDbStatement) s = gesso_db_query (db, &error, "SELECT * FROM t", "");

      g_assert_true (gesso_db_statement_next (s, &error));
      g_assert_cmpstr (gesso_db_statement_get_text (s, 0), ==, "x");
      g_assert_true (gesso_db_statement_is_null (s, 1));
      g_assert_cmpint (gesso_db_statement_get_int (s, 1, 77), ==, 77);
      g_assert_cmpfloat (gesso_db_statement_get_real (s, 2), ==, 2.5);
      if (i == 0)
        continue; /* left in the middle: reset by its end of scope */
      g_assert_true (gesso_db_statement_next (s, &error));
      g_assert_null (gesso_db_statement_get_text (s, 0));
      g_assert_cmpint (gesso_db_statement_get_int (s, 1, 77), ==, -1);
      g_assert_false (gesso_db_statement_next (s, &error));
      g_assert_no_error (error);
    }
  g_assert_false (gesso_db_run (db, &error, "SELECT nonsense FROM nowhere", ""));
  g_assert_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_IO);
}

static void
transactions (GessoWorker *worker,
              const char  *folder)
{
  g_autoptr (GessoDb) db = open_db (worker, folder);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_db_exec (db, "CREATE TABLE t (a)", &error));
  g_assert_true (gesso_db_begin (db, GESSO_DB_DURABLE, &error));
  g_assert_cmpint (read_int (db, "PRAGMA synchronous"), ==, 2);
  g_assert_true (gesso_db_run (db, &error, "INSERT INTO t VALUES (1)", ""));
  gesso_db_rollback (db);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM t"), ==, 0);
  g_assert_cmpint (read_int (db, "PRAGMA synchronous"), ==, 1);
  g_assert_true (gesso_db_begin (db, GESSO_DB_NORMAL, &error));
  g_assert_true (gesso_db_run (db, &error, "INSERT INTO t VALUES (1)", ""));
  g_assert_true (gesso_db_commit (db, &error));
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM t"), ==, 1);
  g_assert_cmpint (read_int (db, "PRAGMA foreign_keys"), ==, 1);
}

static void
cancelled (GessoWorker *worker,
           const char  *folder)
{
  g_autoptr (GessoDb) db = open_db (worker, folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  gesso_db_set_cancellable (db, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (gesso_db_get_int (db, &n, &error,
                                    "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1"
                                    " FROM c WHERE i < 100000000) SELECT count(*) FROM c",
                                    ""));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gesso_db_set_cancellable (db, NULL);
}

static gboolean
add_column (GessoDb  *db,
            GError  **error)
{
  return gesso_db_exec (db, "ALTER TABLE projects ADD COLUMN colour TEXT", error);
}

static gboolean
break_half_way (GessoDb  *db,
                GError  **error)
{
  return gesso_db_exec (db, "CREATE TABLE half (x); CREATE TABLE projects (x)", error);
}

static void
migrations (GessoWorker *worker,
            const char  *folder)
{
  const GessoDbStep good[] = { gesso_db_steps[0], add_column };
  const GessoDbStep bad[] = { gesso_db_steps[0], add_column, break_half_way };
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GessoDb) db = open_db (worker, folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;

  /* Nothing to version 1: no backup of nothing. */
  g_assert_true (gesso_db_migrate (db, gesso_db_steps, 1, backups, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_int (db, "PRAGMA user_version"), ==, 1);
  g_assert_false (g_file_test (backups, G_FILE_TEST_EXISTS));
  g_assert_true (gesso_db_exec (db,
                                "INSERT INTO projects (id, name, folder, created_us)"
                                " VALUES ('p', 'kept', 'p', 1)",
                                &error));

  g_assert_true (gesso_db_migrate (db, good, 2, backups, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_int (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM projects WHERE colour IS NULL"), ==, 1);
  dir = g_dir_open (backups, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_dir_read_name (dir), "library-v1-"));

  /* A step that fails leaves nothing of itself. */
  g_assert_false (gesso_db_migrate (db, bad, 3, backups, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (read_int (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), ==, 0);

  g_assert_false (gesso_db_migrate (db, gesso_db_steps, 1, backups, &error));
  g_assert_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NEWER_VERSION);
}

/* A library of version 1 keeps its nodes, which have no answer of their own and no proof. */
static void
to_version_2 (GessoWorker *worker,
              const char  *folder)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GessoDb) db = open_db (worker, folder);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (gesso_db_n_steps, >=, 2);
  g_assert_true (gesso_db_migrate (db, gesso_db_steps, 1, backups, &error));
  g_assert_true (gesso_db_exec (
      db,
      "INSERT INTO projects (id, name, folder, created_us) VALUES ('p', 'kept', 'p', 1);"
      "INSERT INTO sessions (id, project_id, title, folder, created_us, used_us)"
      " VALUES ('s', 'p', 'kept', 's', 1, 1);"
      "INSERT INTO blobs (digest, kind, mime_type, extension, n_bytes, width, height, created_us)"
      " VALUES ('d', 'picture', 'image/png', 'png', 1, 2, 3, 4), "
      "        ('e', 'picture', 'image/png', 'png', 1, 2, 3, 4);"
      "INSERT INTO nodes (id, session_id, kind, output_index, digest, width, height, created_us,"
      " duration_ms, favourite, rating, sidecar_dirty)"
      " VALUES ('n', 's', 'edited', 0, 'd', 2, 3, 4, 5, 1, 2, 0)",
      &error));
  g_assert_no_error (error);

  g_assert_true (gesso_db_migrate (db, gesso_db_steps, 2, backups, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_int (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM nodes WHERE id = 'n' AND favourite"
                                 " AND answer IS NULL AND proof IS NULL"),
                   ==, 1);

  g_assert_true (gesso_db_exec (db, "UPDATE nodes SET answer = 'e', proof = '{}'", &error));
  g_assert_no_error (error);
  /* The answer's blob cannot be forgotten while the node names it. */
  g_assert_false (gesso_db_exec (db, "DELETE FROM blobs WHERE digest = 'e'", &error));
  g_assert_nonnull (error);
}

/* A ledger of version 2 keeps its lines; the credits of old come out of what was counted. */
static void
to_version_3 (GessoWorker *worker,
              const char  *folder)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GessoDb) db = open_db (worker, folder);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (gesso_db_n_steps, >=, 3);
  g_assert_true (gesso_db_migrate (db, gesso_db_steps, 2, backups, &error));
  g_assert_true (gesso_db_exec (
      db,
      "INSERT INTO costs (job_id, account_id, account_name, project_id, session_id, model, month,"
      " at_us, actual_micros, n_pictures, usage) VALUES"
      " ('a', 'x', 'X', 'p', 's', 'm', '2026-11', 1, 50000, 1, '{\"credits\":1.6}'),"
      " ('b', 'x', 'X', 'p', 's', 'm', '2026-11', 2, NULL, 1, '{\"output_tokens\":7}'),"
      " ('c', 'x', 'X', 'p', 's', 'm', '2026-11', 3, NULL, 1, 'no JSON'),"
      " ('d', 'x', 'X', 'p', 's', 'm', '2026-11', 4, NULL, 0, NULL)",
      &error));
  g_assert_no_error (error);

  g_assert_true (gesso_db_migrate (db, gesso_db_steps, 3, backups, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_int (db, "SELECT credits FROM costs WHERE job_id = 'a'"), ==, 1600000);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM costs WHERE credits IS NULL"), ==, 3);
  g_assert_cmpint (read_int (db, "SELECT count(*) FROM costs WHERE account_kind = ''"), ==, 4);
  g_assert_cmpint (read_int (db, "SELECT sum (actual_micros) FROM costs"), ==, 50000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/db/statements", statements, on_worker);
  g_test_add_data_func ("/db/transactions", transactions, on_worker);
  g_test_add_data_func ("/db/cancelled", cancelled, on_worker);
  g_test_add_data_func ("/db/migrations", migrations, on_worker);
  g_test_add_data_func ("/db/to-version-2", to_version_2, on_worker);
  g_test_add_data_func ("/db/to-version-3", to_version_3, on_worker);
  return g_test_run ();
}
