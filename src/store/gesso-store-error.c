/* gesso-store-error.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/gesso-store-error.h"
#include "store/gesso-store-error-private.h"

#include <gio/gio.h>
#include <sqlite3.h>

static GessoStoreStepHook step_hook;
static gpointer step_hook_data;

G_DEFINE_QUARK (gesso - store - error - quark, gesso_store_error)

static GessoStoreError
code_of_sqlite (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return GESSO_STORE_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return GESSO_STORE_ERROR_CORRUPT;
    case SQLITE_FULL:
      return GESSO_STORE_ERROR_DISK_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return GESSO_STORE_ERROR_LOCKED;
    default:
      return GESSO_STORE_ERROR_IO;
    }
}

/* @message is SQLite's; it never contains bound values, so no prompt can be in it. */
void
_gesso_store_set_sqlite_error (GError     **error,
                               int          code,
                               const char  *what,
                               const char  *message)
{
  if (code == SQLITE_INTERRUPT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: cancelled", what);
  else
    g_set_error (error, GESSO_STORE_ERROR, code_of_sqlite (code), "%s: %s (%d)", what, message,
                 code);
}

static GessoStoreError
code_of_io (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return GESSO_STORE_ERROR_DISK_FULL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PERM))
    return GESSO_STORE_ERROR_READ_ONLY;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return GESSO_STORE_ERROR_NOT_FOUND;
  return GESSO_STORE_ERROR_IO;
}

/* Turns what files report into this room's domain; leaves cancelling and other rooms' errors. */
void
_gesso_store_map_error (GError     **error,
                        const char  *what)
{
  GError *mapped;

  if (error == NULL || *error == NULL || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || ((*error)->domain != G_IO_ERROR && (*error)->domain != G_FILE_ERROR))
    return;

  mapped = g_error_new (GESSO_STORE_ERROR, code_of_io (*error), "%s: %s", what, (*error)->message);
  g_clear_error (error);
  *error = mapped;
}

void
_gesso_store_set_step_hook (GessoStoreStepHook hook,
                            gpointer           user_data)
{
  step_hook = hook;
  step_hook_data = user_data;
}

void
_gesso_store_step (const char *step)
{
  if (step_hook != NULL)
    step_hook (step, step_hook_data);
}
