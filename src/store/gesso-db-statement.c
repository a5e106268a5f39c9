/* gesso-db-statement.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoDbStatement: a prepared SQL statement, bound and stepped with errors of this room.
 *
 * Made and owned by a GessoDb, which caches it by its text; used on the database's worker only.
 * Between two uses it is reset, which also forgets the bound values. */

#include "config.h"

#include "store/gesso-db-statement.h"

#include "store/gesso-db.h"
#include "store/gesso-store-error-private.h"

#include <sqlite3.h>

struct _GessoDbStatement
{
  GessoDb *db;        /* (unowned): owns us */
  sqlite3 *handle;    /* (unowned) */
  sqlite3_stmt *stmt; /* (owned) */
};

static gboolean
fail (GessoDbStatement  *self,
      int                code,
      const char        *what,
      GError           **error)
{
  _gesso_store_set_sqlite_error (error, code, what, sqlite3_errmsg (self->handle));
  return FALSE;
}

GessoDbStatement *
_gesso_db_statement_new (GessoDb     *db,
                         gpointer     handle,
                         const char  *sql,
                         GError     **error)
{
  GessoDbStatement *self = g_new0 (GessoDbStatement, 1);
  int code;

  self->db = db;
  self->handle = handle;
  code = sqlite3_prepare_v3 (handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->stmt, NULL);
  if (code != SQLITE_OK)
    {
      fail (self, sqlite3_extended_errcode (handle), "prepare", error);
      _gesso_db_statement_free (self);
      return NULL;
    }
  return self;
}

void
_gesso_db_statement_free (GessoDbStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self);
}

gboolean
_gesso_db_statement_is_busy (GessoDbStatement *self)
{
  return sqlite3_stmt_busy (self->stmt) != 0;
}

/* @types: t text or NULL, i gint64, n gint64 of which -1 means NULL, d double. */
gboolean
_gesso_db_statement_bind (GessoDbStatement  *self,
                          const char        *types,
                          va_list           *values,
                          GError           **error)
{
  int code = SQLITE_OK;
  int index = 1;

  for (const char *type = types; *type != '\0' && code == SQLITE_OK; type++, index++)
    switch (*type)
      {
      case 't':
        code = sqlite3_bind_text (self->stmt, index, va_arg (*values, const char *), -1,
                                  SQLITE_TRANSIENT);
        break;
      case 'i':
        code = sqlite3_bind_int64 (self->stmt, index, va_arg (*values, gint64));
        break;
      case 'n':
        {
          gint64 value = va_arg (*values, gint64);

          code = value == -1 ? sqlite3_bind_null (self->stmt, index)
                             : sqlite3_bind_int64 (self->stmt, index, value);
          break;
        }
      case 'd':
        code = sqlite3_bind_double (self->stmt, index, va_arg (*values, double));
        break;
      default:
        g_assert_not_reached ();
      }

  if (code != SQLITE_OK)
    return fail (self, code, "bind", error);
  g_assert (index - 1 == sqlite3_bind_parameter_count (self->stmt));
  return TRUE;
}

/**
 * gesso_db_statement_next:
 * @self: a statement
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Goes to the next row. At the end, and after an error, the statement is reset; the two are told
 * apart by @error. Database worker only.
 *
 * Returns: %TRUE if there is a row to read
 */
gboolean
gesso_db_statement_next (GessoDbStatement  *self,
                         GError           **error)
{
  int code;

  gesso_worker_assert_current (gesso_db_get_worker (self->db));

  code = sqlite3_step (self->stmt);
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    fail (self, sqlite3_extended_errcode (self->handle), "step", error);
  gesso_db_statement_reset (self);
  return FALSE;
}

/**
 * gesso_db_statement_reset:
 * @self: a statement
 *
 * Ends the use of a statement before its last row. Database worker only.
 */
void
gesso_db_statement_reset (GessoDbStatement *self)
{
  sqlite3_reset (self->stmt);
  sqlite3_clear_bindings (self->stmt);
}

/**
 * gesso_db_statement_get_text:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the text, until the next step
 */
const char *
gesso_db_statement_get_text (GessoDbStatement *self,
                             int               column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

/**
 * gesso_db_statement_get_int:
 * @self: a statement on a row
 * @column: from 0
 * @fallback: what to give for NULL
 *
 * Returns: the number, or @fallback
 */
gint64
gesso_db_statement_get_int (GessoDbStatement *self,
                            int               column,
                            gint64            fallback)
{
  if (sqlite3_column_type (self->stmt, column) == SQLITE_NULL)
    return fallback;
  return sqlite3_column_int64 (self->stmt, column);
}

/**
 * gesso_db_statement_get_real:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: the number; 0 for NULL
 */
double
gesso_db_statement_get_real (GessoDbStatement *self,
                             int               column)
{
  return sqlite3_column_double (self->stmt, column);
}

/**
 * gesso_db_statement_is_null:
 * @self: a statement on a row
 * @column: from 0
 *
 * Returns: %TRUE if the column is NULL
 */
gboolean
gesso_db_statement_is_null (GessoDbStatement *self,
                            int               column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}
