/* gesso-library-care.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Looking after a GessoLibrary: figures, verification, rebuilding, dumping. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-digest.h"
#include "store/gesso-sidecars.h"
#include "store/gesso-store-error-private.h"

#include <glib/gstdio.h>

/* A verification in progress. */
typedef struct
{
  GessoStoreContext *context; /* (unowned) */
  GessoVerifyReport *report;  /* (owned) */
  GStrvBuilder *problems;     /* (owned) */
  GCancellable *cancellable;  /* (unowned) (nullable) */
  GError *error;              /* (owned) (nullable) */
} Verification;

static gboolean
read_count (GessoStoreContext  *context,
            const char         *sql,
            guint              *out_n,
            GError            **error)
{
  gint64 n = 0;

  if (!gesso_db_get_int (context->db, &n, error, sql, ""))
    return FALSE;
  *out_n = (guint) n;
  return TRUE;
}

static gpointer
stats_work (GessoStoreContext  *context,
            gpointer            data,
            GCancellable       *cancellable,
            GError            **error)
{
  GessoLibraryStats *stats = g_new0 (GessoLibraryStats, 1);
  g_autofree char *database = _gesso_store_context_path (context, "library.db");
  GStatBuf info;

  if (read_count (context, "SELECT count(*) FROM projects", &stats->n_projects, error)
      && read_count (context, "SELECT count(*) FROM sessions", &stats->n_sessions, error)
      && read_count (context, "SELECT count(*) FROM nodes WHERE deleted_us IS NULL",
                     &stats->n_nodes, error)
      && read_count (context, "SELECT count(*) FROM nodes WHERE deleted_us IS NOT NULL",
                     &stats->n_deleted, error)
      && read_count (context,
                     "SELECT count(*) FROM jobs WHERE state IN ('waiting', 'paused',"
                     " 'sent', 'working', 'receiving')",
                     &stats->n_jobs_open, error)
      && read_count (context,
                     "SELECT count(*) FROM jobs WHERE state NOT IN ('waiting', 'paused',"
                     " 'sent', 'working', 'receiving')",
                     &stats->n_jobs_ended, error)
      && read_count (context, "SELECT count(*) FROM blobs", &stats->n_blobs, error)
      && gesso_db_get_int (context->db, &stats->blob_bytes, error, "SELECT sum(n_bytes) FROM blobs",
                           "")
      && gesso_db_get_int (context->db, &stats->cost_micros, error,
                           "SELECT sum(actual_micros) FROM costs", ""))
    {
      stats->database_bytes = g_stat (database, &info) == 0 ? (gint64) info.st_size : 0;
      return stats;
    }
  g_free (stats);
  return NULL;
}

/**
 * gesso_library_stats_async:
 * @self: a library
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_stats_finish()
 * @user_data: for @callback
 *
 * Counts what there is.
 */
void
gesso_library_stats_async (GessoLibrary        *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  static const GessoLibraryOp op = { .work = stats_work, .free_result = g_free };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_stats_async, &op, NULL, cancellable, callback, user_data);
}

/**
 * gesso_library_stats_finish:
 * @self: a library
 * @result: what the callback got
 * @out_stats: (out): the figures
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: %TRUE if @out_stats is set
 */
gboolean
gesso_library_stats_finish (GessoLibrary       *self,
                            GAsyncResult       *result,
                            GessoLibraryStats  *out_stats,
                            GError            **error)
{
  g_autofree GessoLibraryStats *stats = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_stats_async), FALSE);

  stats = _gesso_library_answer (self, result, error);
  if (stats == NULL)
    return FALSE;
  *out_stats = *stats;
  return TRUE;
}

static void add_problem (Verification *v, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_problem (Verification *v,
             const char   *format,
             ...)
{
  g_autofree char *problem = NULL;
  va_list values;

  va_start (values, format);
  problem = g_strdup_vprintf (format, values);
  va_end (values);
  g_strv_builder_add (v->problems, problem);
}

/* Every row of @sql is a problem called @what. */
static gboolean
check_rows (Verification  *v,
            const char    *sql,
            const char    *what,
            GError       **error)
{
  g_autoptr (GessoDbStatement) s = gesso_db_query (v->context->db, error, sql, "");
  g_autoptr (GError) local_error = NULL;

  if (s == NULL)
    return FALSE;
  while (gesso_db_statement_next (s, &local_error))
    {
      const char *text = gesso_db_statement_get_text (s, 0);

      if (g_strcmp0 (text, "ok") != 0)
        add_problem (v, "%s: %s", what, text);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_database (Verification  *v,
                GError       **error)
{
  return check_rows (v, "PRAGMA integrity_check", "database", error)
         && check_rows (v, "SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check",
                        "dangling reference", error)
         && check_rows (v, "SELECT id FROM nodes WHERE row NOT IN (SELECT row FROM node_texts)",
                        "node is not searchable", error)
         && gesso_db_exec (v->context->db,
                           "INSERT INTO node_words (node_words, rank) VALUES ('integrity-check',"
                           " 1)",
                           error);
}

static gboolean
check_blob (const char *path,
            const char *digest,
            gpointer    user_data)
{
  Verification *v = user_data;
  g_autofree char *real = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_bytes = 0;
  gint64 known = -1;

  if (digest == NULL)
    {
      v->report->n_orphans++;
      return TRUE;
    }
  real = gesso_digest_file (path, &n_bytes, v->cancellable, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      v->error = g_steal_pointer (&error);
      return FALSE;
    }
  if (real == NULL)
    add_problem (v, "blob cannot be read: %s", error->message);
  else if (g_strcmp0 (real, digest) != 0)
    add_problem (v, "blob has changed: %s", path);
  v->report->n_blobs++;
  v->report->n_bytes += n_bytes;

  if (!gesso_db_get_int (v->context->db, &known, &v->error,
                         "SELECT n_bytes FROM blobs WHERE digest = ?", "t", digest))
    return FALSE;
  if (known < 0)
    v->report->n_orphans++;
  return TRUE;
}

static gboolean
check_files (Verification  *v,
             GError       **error)
{
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (v->context->db, error, "SELECT digest, extension FROM blobs", "");
  if (s == NULL)
    return FALSE;
  while (gesso_db_statement_next (s, &local_error))
    {
      g_autofree char *path
          = gesso_blobs_dup_path (v->context->blobs, gesso_db_statement_get_text (s, 0),
                                  gesso_db_statement_get_text (s, 1));

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        add_problem (v, "blob is missing: %s", path);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What requests and masks need and nobody keeps a row for. */
static gboolean
check_requests (Verification  *v,
                GError       **error)
{
  return check_rows (v,
                     "SELECT DISTINCT rb.digest FROM request_blobs AS rb JOIN jobs AS j"
                     " ON j.request_id = rb.request_id WHERE j.state IN ('waiting', 'paused')"
                     " AND rb.digest NOT IN (SELECT digest FROM blobs)",
                     "a waiting job needs a blob that is missing", error);
}

static gpointer
verify_work (GessoStoreContext  *context,
             gpointer            data,
             GCancellable       *cancellable,
             GError            **error)
{
  Verification v = { .context = context, .cancellable = cancellable };
  g_autoptr (GStrvBuilder) problems = g_strv_builder_new ();
  g_autoptr (GessoVerifyReport) report = g_new0 (GessoVerifyReport, 1);
  gboolean ok;

  v.problems = problems;
  v.report = report;
  gesso_db_set_cancellable (context->db, cancellable);
  ok = check_database (&v, error)
       && read_count (context, "SELECT count(*) FROM nodes", &report->n_nodes, error)
       && check_files (&v, error) && check_requests (&v, error)
       && gesso_blobs_visit (context->blobs, check_blob, &v, error);
  gesso_db_set_cancellable (context->db, NULL);
  if (ok && v.error != NULL)
    {
      g_propagate_error (error, v.error);
      ok = FALSE;
    }
  if (!ok)
    return NULL;
  report->problems = g_strv_builder_end (problems);
  return g_steal_pointer (&report);
}

/**
 * gesso_library_verify_async:
 * @self: a library
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_verify_finish()
 * @user_data: for @callback
 *
 * Checks the database and reads every blob to compare it with its name. Changes nothing. Other
 * calls of this library wait meanwhile, so it is for the command line and for tests.
 */
void
gesso_library_verify_async (GessoLibrary        *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = verify_work,
    .free_result = (GDestroyNotify) gesso_verify_report_free,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_verify_async, &op, NULL, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_verify_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes if it could not even be checked, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): what was found
 */
GessoVerifyReport *
gesso_library_verify_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_verify_async), NULL);

  return _gesso_library_answer (self, result, error);
}

static gpointer
rebuild_work (GessoStoreContext  *context,
              gpointer            data,
              GCancellable       *cancellable,
              GError            **error)
{
  guint *n = g_new0 (guint, 1);

  if (gesso_sidecars_rebuild (context, n, cancellable, error))
    return n;
  g_free (n);
  return NULL;
}

static gpointer
rebuilt (GessoLibrary *self,
         gpointer      result)
{
  _gesso_library_sessions_changed (self);
  return result;
}

/**
 * gesso_library_rebuild_index_async:
 * @self: a library
 * @cancellable: (nullable): takes everything back
 * @callback: ends with gesso_library_rebuild_index_finish()
 * @user_data: for @callback
 *
 * Adds to the index every picture under projects/ that it does not know, with all that its
 * sidecar says. To start from nothing, move library.db away before opening. Models that are open
 * should be reloaded afterwards.
 */
void
gesso_library_rebuild_index_async (GessoLibrary        *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = rebuild_work,
    .apply = rebuilt,
    .free_result = g_free,
    .free_answer = g_free,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_rebuild_index_async, &op, NULL, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_rebuild_index_finish:
 * @self: a library
 * @result: what the callback got
 * @out_n_nodes: (out) (optional): how many nodes were added
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`: nothing was changed
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
gesso_library_rebuild_index_finish (GessoLibrary  *self,
                                    GAsyncResult  *result,
                                    guint         *out_n_nodes,
                                    GError       **error)
{
  g_autofree guint *n = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_rebuild_index_async),
                        FALSE);

  n = _gesso_library_answer (self, result, error);
  if (n == NULL)
    return FALSE;
  if (out_n_nodes != NULL)
    *out_n_nodes = *n;
  return TRUE;
}

static gpointer
dump_work (GessoStoreContext  *context,
           gpointer            data,
           GCancellable       *cancellable,
           GError            **error)
{
  GOutputStream *stream = data;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error, "SELECT id FROM nodes ORDER BY id", "");
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    {
      g_autofree char *line
          = gesso_sidecars_to_json (context, gesso_db_statement_get_text (s, 0), error);

      if (line == NULL || !g_output_stream_printf (stream, NULL, cancellable, error, "%s\n", line))
        return NULL;
    }
  if (local_error == NULL)
    return GINT_TO_POINTER (TRUE);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * gesso_library_dump_async:
 * @self: a library
 * @stream: where to write to; used on the library's worker until the callback
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Writes everything about every node, one JSON object a line, oldest first, the bin included.
 */
void
gesso_library_dump_async (GessoLibrary        *self,
                          GOutputStream       *stream,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  static const GessoLibraryOp op = { .work = dump_work, .free_args = g_object_unref };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));

  _gesso_library_run (self, gesso_library_dump_async, &op, g_object_ref (stream), cancellable,
                      callback, user_data);
}
