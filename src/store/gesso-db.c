/* gesso-db.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoDb: one connection to the library's database.
 *
 * The library's worker opens, uses and closes it; every function asserts that it runs there.
 * The journal mode is WAL, so that other processes read while we write; foreign keys hold; a
 * locked database is waited for. Statements are prepared once and kept by their text, so a text
 * must never be made out of values. Close it before the worker ends. */

#include "config.h"

#include "store/gesso-db.h"

#include "store/gesso-store-error-private.h"

#include <sqlite3.h>

#define BUSY_TIMEOUT_MS 10000
/* Virtual machine steps between two looks at the cancellable: about a millisecond. */
#define PROGRESS_STEPS 20000

struct _GessoDb
{
  GessoWorker *worker;       /* (unowned): outlives us, the library shuts it down last */
  sqlite3 *handle;           /* (owned) */
  GHashTable *statements;    /* (owned) (element-type utf8 GessoDbStatement) */
  GCancellable *cancellable; /* (unowned) (nullable): of the task that runs now */
  gboolean in_transaction;
  gboolean durable; /* the transaction that is open */
};

static gboolean
fail (GessoDb     *self,
      const char  *what,
      GError     **error)
{
  _gesso_store_set_sqlite_error (error, sqlite3_extended_errcode (self->handle), what,
                                 sqlite3_errmsg (self->handle));
  return FALSE;
}

static int
progress_cb (gpointer user_data)
{
  GessoDb *self = user_data;

  return g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
configure (GessoDb  *self,
           GError  **error)
{
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_progress_handler (self->handle, PROGRESS_STEPS, progress_cb, self);
  /* Nothing but SQLite itself writes into the tables behind the full-text index. */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  return gesso_db_exec (self, "PRAGMA journal_mode = WAL", error)
         && gesso_db_exec (self, "PRAGMA synchronous = NORMAL", error)
         && gesso_db_exec (self, "PRAGMA foreign_keys = ON", error)
         && gesso_db_exec (self, "PRAGMA temp_store = MEMORY", error)
         && gesso_db_exec (self, "PRAGMA cache_size = -16384", error);
}

/**
 * gesso_db_open:
 * @worker: a worker with one thread, which is the caller's
 * @path: the database file
 * @create: whether to make it if it is missing
 * @error: `GESSO_STORE_ERROR` codes
 *
 * Opens the file and sets the connection up; does not look at the schema. Database worker only.
 *
 * Returns: (transfer full) (nullable): the connection
 */
GessoDb *
gesso_db_open (GessoWorker  *worker,
               const char   *path,
               gboolean      create,
               GError      **error)
{
  g_autoptr (GessoDb) self = NULL;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  int code;

  gesso_worker_assert_current (worker);

  self = g_new0 (GessoDb, 1);
  self->worker = worker;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) _gesso_db_statement_free);
  code = sqlite3_open_v2 (path, &self->handle, flags | (create ? SQLITE_OPEN_CREATE : 0), NULL);
  if (code != SQLITE_OK)
    {
      fail (self, "open database", error);
      return NULL;
    }
  if (sqlite3_db_readonly (self->handle, "main") == 1)
    {
      g_set_error_literal (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_READ_ONLY,
                           "open database: the file cannot be written");
      return NULL;
    }
  if (!configure (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * gesso_db_close:
 * @self: (transfer full): a connection
 *
 * Rolls back what is open and closes. Database worker only.
 */
void
gesso_db_close (GessoDb *self)
{
  gesso_worker_assert_current (self->worker);

  gesso_db_rollback (self);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (self->handle != NULL)
    {
      int code = sqlite3_close (self->handle);

      g_assert (code == SQLITE_OK);
    }
  g_free (self);
}

/**
 * gesso_db_get_worker:
 * @self: a connection
 *
 * Returns: (transfer none): the worker that it belongs to
 */
GessoWorker *
gesso_db_get_worker (GessoDb *self)
{
  return self->worker;
}

/**
 * gesso_db_exec:
 * @self: a connection
 * @sql: one or more statements without values
 * @error: `GESSO_STORE_ERROR` codes
 *
 * Database worker only.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
gesso_db_exec (GessoDb     *self,
               const char  *sql,
               GError     **error)
{
  gesso_worker_assert_current (self->worker);

  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, "execute", error);
  return TRUE;
}

static GessoDbStatement *
prepare (GessoDb     *self,
         const char  *sql,
         GError     **error)
{
  GessoDbStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      g_assert (!_gesso_db_statement_is_busy (statement));
      return statement;
    }
  statement = _gesso_db_statement_new (self, self->handle, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

static GessoDbStatement *
prepare_and_bind (GessoDb     *self,
                  const char  *sql,
                  const char  *types,
                  va_list     *values,
                  GError     **error)
{
  GessoDbStatement *statement;

  gesso_worker_assert_current (self->worker);

  statement = prepare (self, sql, error);
  if (statement != NULL && !_gesso_db_statement_bind (statement, types, values, error))
    {
      gesso_db_statement_reset (statement);
      return NULL;
    }
  return statement;
}

/**
 * gesso_db_query:
 * @self: a connection
 * @error: `GESSO_STORE_ERROR` codes
 * @sql: one statement with as many question marks as there are values
 * @types: one letter per value: t text (nullable), i gint64, n gint64 with -1 for NULL, d double
 * @...: the values; integers must really be gint64
 *
 * Prepares (once) and binds. Not to be nested with the same text. Database worker only.
 *
 * Returns: (transfer none) (nullable): the statement before its first row, to be kept in a
 *   g_autoptr so that it is reset
 */
GessoDbStatement *
gesso_db_query (GessoDb     *self,
                GError     **error,
                const char  *sql,
                const char  *types,
                ...)
{
  GessoDbStatement *statement;
  va_list values;

  va_start (values, types);
  statement = prepare_and_bind (self, sql, types, &values, error);
  va_end (values);
  return statement;
}

/**
 * gesso_db_run:
 * @self: a connection
 * @error: `GESSO_STORE_ERROR` codes
 * @sql: one statement
 * @types: as for gesso_db_query()
 * @...: the values
 *
 * Runs a statement to its end. Database worker only.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
gesso_db_run (GessoDb     *self,
              GError     **error,
              const char  *sql,
              const char  *types,
              ...)
{
  g_autoptr (GessoDbStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  va_list values;

  va_start (values, types);
  statement = prepare_and_bind (self, sql, types, &values, error);
  va_end (values);
  if (statement == NULL)
    return FALSE;

  while (gesso_db_statement_next (statement, &local_error))
    ;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/**
 * gesso_db_get_int:
 * @self: a connection
 * @out_value: (inout): the first column of the first row; untouched if there is none
 * @error: `GESSO_STORE_ERROR` codes
 * @sql: one statement
 * @types: as for gesso_db_query()
 * @...: the values
 *
 * Database worker only.
 *
 * Returns: %TRUE unless @error is set; no row is no error
 */
gboolean
gesso_db_get_int (GessoDb     *self,
                  gint64      *out_value,
                  GError     **error,
                  const char  *sql,
                  const char  *types,
                  ...)
{
  g_autoptr (GessoDbStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;
  va_list values;

  va_start (values, types);
  statement = prepare_and_bind (self, sql, types, &values, error);
  va_end (values);
  if (statement == NULL)
    return FALSE;

  if (gesso_db_statement_next (statement, &local_error))
    *out_value = gesso_db_statement_get_int (statement, 0, *out_value);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/**
 * gesso_db_get_changes:
 * @self: a connection
 *
 * Returns: rows that the last writing statement touched
 */
int
gesso_db_get_changes (GessoDb *self)
{
  gesso_worker_assert_current (self->worker);

  return sqlite3_changes (self->handle);
}

/**
 * gesso_db_get_last_row:
 * @self: a connection
 *
 * Returns: the row number of the last insertion
 */
gint64
gesso_db_get_last_row (GessoDb *self)
{
  gesso_worker_assert_current (self->worker);

  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * gesso_db_begin:
 * @self: a connection without an open transaction
 * @durability: what a successful commit promises
 * @error: `GESSO_STORE_ERROR` codes, among them `GESSO_STORE_ERROR_LOCKED`
 *
 * Takes the write lock at once, so that nothing that follows can fail for it. Database worker
 * only.
 *
 * Returns: %TRUE unless @error is set
 */
gboolean
gesso_db_begin (GessoDb            *self,
                GessoDbDurability   durability,
                GError            **error)
{
  g_assert (!self->in_transaction);

  self->durable = durability == GESSO_DB_DURABLE;
  if (self->durable && !gesso_db_exec (self, "PRAGMA synchronous = FULL", error))
    return FALSE;
  if (!gesso_db_run (self, error, "BEGIN IMMEDIATE", ""))
    {
      if (self->durable)
        gesso_db_exec (self, "PRAGMA synchronous = NORMAL", NULL);
      return FALSE;
    }
  self->in_transaction = TRUE;
  return TRUE;
}

static void
end_transaction (GessoDb *self)
{
  self->in_transaction = FALSE;
  if (self->durable)
    gesso_db_exec (self, "PRAGMA synchronous = NORMAL", NULL);
  self->durable = FALSE;
}

/**
 * gesso_db_commit:
 * @self: a connection with an open transaction
 * @error: `GESSO_STORE_ERROR` codes
 *
 * Ends the transaction. After an error nothing of it has happened. Database worker only.
 *
 * Returns: %TRUE if it is committed as gesso_db_begin() promised
 */
gboolean
gesso_db_commit (GessoDb  *self,
                 GError  **error)
{
  g_assert (self->in_transaction);

  if (!gesso_db_run (self, error, "COMMIT", ""))
    {
      gesso_db_rollback (self);
      return FALSE;
    }
  end_transaction (self);
  return TRUE;
}

/**
 * gesso_db_rollback:
 * @self: a connection
 *
 * Takes back what was not committed; does nothing without a transaction. Database worker only.
 */
void
gesso_db_rollback (GessoDb *self)
{
  gesso_worker_assert_current (self->worker);

  if (!self->in_transaction)
    return;
  /* SQLite may have rolled back by itself, after which this fails and that is right. */
  self->cancellable = NULL;
  gesso_db_run (self, NULL, "ROLLBACK", "");
  end_transaction (self);
}

/**
 * gesso_db_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): interrupts long statements from now on
 *
 * Only for reading: a transaction that writes should not be torn. Database worker only.
 */
void
gesso_db_set_cancellable (GessoDb      *self,
                          GCancellable *cancellable)
{
  gesso_worker_assert_current (self->worker);

  self->cancellable = cancellable;
}
