/* gesso-library-sessions.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Projects and sessions of a GessoLibrary. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "base/gesso-str.h"
#include "store/gesso-nodes-table.h"
#include "store/gesso-session-private.h"

#include <string.h>

#define DEFAULT_PROJECT "default"
#define MAX_FOLDER_BYTES 60

typedef struct
{
  char *id;    /* (owned) (nullable) */
  char *text;  /* (owned) (nullable) */
  char *other; /* (owned) (nullable) */
  gint64 number;
} Args;

/* A session as it was opened. */
typedef struct
{
  GessoSessionInfo *info; /* (owned) */
  char *current;          /* (owned) (nullable) */
  GPtrArray *rows;        /* (owned) */
} Opened;

static Args *
args_new (const char *id,
          const char *text,
          const char *other)
{
  Args *args = g_new0 (Args, 1);

  args->id = g_strdup (id);
  args->text = g_strdup (text);
  args->other = g_strdup (other);
  return args;
}

static void
args_free (gpointer data)
{
  Args *args = data;

  g_free (args->id);
  g_free (args->text);
  g_free (args->other);
  g_free (args);
}

static void
opened_free (gpointer data)
{
  Opened *opened = data;

  g_clear_pointer (&opened->info, gesso_session_info_free);
  g_clear_pointer (&opened->rows, g_ptr_array_unref);
  g_free (opened->current);
  g_free (opened);
}

/* Runs @body inside a transaction of its own. */
static gboolean
finish_transaction (GessoStoreContext  *context,
                    gboolean            ok,
                    GError            **error)
{
  if (ok)
    return gesso_db_commit (context->db, error);
  gesso_db_rollback (context->db);
  return FALSE;
}

static gboolean
insert_project (GessoStoreContext  *context,
                const char         *id,
                const char         *name,
                GError            **error)
{
  g_autofree char *safe
      = gesso_file_safe_name (*name != '\0' ? name : "Pictures", MAX_FOLDER_BYTES);
  g_autofree char *folder = g_strdup (safe);
  gint64 taken = 1;

  for (guint i = 2;; i++)
    {
      taken = 0;
      if (!gesso_db_get_int (context->db, &taken, error,
                             "SELECT 1 FROM projects WHERE lower (folder) = lower (?)", "t",
                             folder))
        return FALSE;
      if (taken == 0)
        break;
      g_free (folder);
      folder = g_strdup_printf ("%s-%u", safe, i);
    }
  return gesso_db_run (context->db, error,
                       "INSERT INTO projects (id, name, folder, budget_micros, created_us)"
                       " VALUES (?, ?, ?, NULL, ?) ON CONFLICT (id) DO NOTHING",
                       "ttti", id, name, folder, gesso_clock_now_us ());
}

static gboolean
insert_session (GessoStoreContext  *context,
                const char         *id,
                const char         *project_id,
                const char         *title,
                GError            **error)
{
  gint64 now = gesso_clock_now_us ();
  g_autofree char *iso = gesso_clock_format_iso (now);
  g_autofree char *date = g_strndup (iso, 10);
  g_autofree char *name
      = gesso_file_safe_name (*title != '\0' ? title : "Session", MAX_FOLDER_BYTES);
  /* The end of an id differs from session to session also within a millisecond. */
  g_autofree char *folder = g_strdup_printf ("%s %s %s", date, name, id + strlen (id) - 6);

  return gesso_db_run (context->db, error,
                       "INSERT INTO sessions (id, project_id, title, folder, created_us, used_us)"
                       " SELECT ?, id, ?, folder || '/' || ?, ?, ? FROM projects WHERE id = ?",
                       "tttiit", id, title, folder, now, now, project_id);
}

static gpointer
create_project_work (GessoStoreContext  *context,
                     gpointer            data,
                     GCancellable       *cancellable,
                     GError            **error)
{
  Args *args = data;
  char *id = gesso_clock_new_id ();

  if (gesso_db_begin (context->db, GESSO_DB_NORMAL, error)
      && finish_transaction (context, insert_project (context, id, args->text, error), error))
    return id;
  g_free (id);
  return NULL;
}

static gpointer
project_created (GessoLibrary *self,
                 gpointer      result)
{
  _gesso_library_sessions_changed (self);
  return result;
}

/**
 * gesso_library_create_project_async:
 * @self: a library
 * @name: as shown; need not be unique
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_create_project_finish()
 * @user_data: for @callback
 *
 * Makes a project.
 */
void
gesso_library_create_project_async (GessoLibrary        *self,
                                    const char          *name,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = create_project_work,
    .apply = project_created,
    .free_args = args_free,
    .free_result = g_free,
    .free_answer = g_free,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (!gesso_str_is_empty (name));

  _gesso_library_run (self, gesso_library_create_project_async, &op, args_new (NULL, name, NULL),
                      cancellable, callback, user_data);
}

/**
 * gesso_library_create_project_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the new project's id
 */
char *
gesso_library_create_project_finish (GessoLibrary  *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_create_project_async),
                        NULL);

  return _gesso_library_answer (self, result, error);
}

static gpointer
check_changed (GessoStoreContext  *context,
               gboolean            ok,
               const char         *what,
               GError            **error)
{
  if (!ok)
    return NULL;
  if (gesso_db_get_changes (context->db) > 0)
    return GINT_TO_POINTER (TRUE);
  g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no such %s", what);
  return NULL;
}

static gpointer
rename_project_work (GessoStoreContext  *context,
                     gpointer            data,
                     GCancellable       *cancellable,
                     GError            **error)
{
  Args *args = data;

  return check_changed (context,
                        gesso_db_run (context->db, error,
                                      "UPDATE projects SET name = ? WHERE id = ?", "tt", args->text,
                                      args->id),
                        "project", error);
}

static gpointer
budget_work (GessoStoreContext  *context,
             gpointer            data,
             GCancellable       *cancellable,
             GError            **error)
{
  Args *args = data;

  return check_changed (context,
                        gesso_db_run (context->db, error,
                                      "UPDATE projects SET budget_micros = ? WHERE id = ?", "nt",
                                      args->number, args->id),
                        "project", error);
}

static gpointer
sessions_changed (GessoLibrary *self,
                  gpointer      result)
{
  _gesso_library_sessions_changed (self);
  return GINT_TO_POINTER (TRUE);
}

/**
 * gesso_library_rename_project_async:
 * @self: a library
 * @project_id: a project
 * @name: as shown
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Renames a project. Its folder keeps the name it was made with.
 */
void
gesso_library_rename_project_async (GessoLibrary        *self,
                                    const char          *project_id,
                                    const char          *name,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = rename_project_work,
    .apply = sessions_changed,
    .free_args = args_free,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (project_id != NULL && name != NULL);

  _gesso_library_run (self, gesso_library_rename_project_async, &op,
                      args_new (project_id, name, NULL), cancellable, callback, user_data);
}

/**
 * gesso_library_set_budget_async:
 * @self: a library
 * @project_id: a project
 * @budget_micros: micro-dollars, or -1 for none
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Remembers what a project may cost; whoever sends keeps to it.
 */
void
gesso_library_set_budget_async (GessoLibrary        *self,
                                const char          *project_id,
                                gint64               budget_micros,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = budget_work,
    .apply = _gesso_library_budgets_changed,
    .free_args = args_free,
  };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (project_id != NULL && budget_micros >= -1);

  args = args_new (project_id, NULL, NULL);
  args->number = budget_micros;
  _gesso_library_run (self, gesso_library_set_budget_async, &op, args, cancellable, callback,
                      user_data);
}

static gpointer
list_projects_work (GessoStoreContext  *context,
                    gpointer            data,
                    GCancellable       *cancellable,
                    GError            **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_project_info_free);
  s = gesso_db_query (context->db, error,
                      "SELECT id, name, budget_micros, (SELECT count(*) FROM sessions AS s"
                      " WHERE s.project_id = p.id AND s.deleted_us IS NULL)"
                      " FROM projects AS p ORDER BY name COLLATE NOCASE, id",
                      "");
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    {
      GessoProjectInfo *info = g_new0 (GessoProjectInfo, 1);

      info->id = g_strdup (gesso_db_statement_get_text (s, 0));
      info->name = g_strdup (gesso_db_statement_get_text (s, 1));
      info->budget_micros = gesso_db_statement_get_int (s, 2, -1);
      info->n_sessions = (guint) gesso_db_statement_get_int (s, 3, 0);
      g_ptr_array_add (list, info);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&list);
}

/**
 * gesso_library_list_projects_async:
 * @self: a library
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_list_projects_finish()
 * @user_data: for @callback
 *
 * Lists the projects by name. The default project has an empty name; show a word of your own.
 */
void
gesso_library_list_projects_async (GessoLibrary        *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = list_projects_work,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_list_projects_async, &op, NULL, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_list_projects_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoProjectInfo): the projects
 */
GPtrArray *
gesso_library_list_projects_finish (GessoLibrary  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_projects_async), NULL);

  return _gesso_library_answer (self, result, error);
}

#define SELECT_SESSION                                                                             \
  "SELECT s.id, s.title, s.project_id, p.name, s.used_us, s.current_node,"                         \
  " (SELECT count(*) FROM nodes AS n WHERE n.session_id = s.id AND n.deleted_us IS NULL)"          \
  " FROM sessions AS s JOIN projects AS p ON p.id = s.project_id "

static GessoSessionInfo *
read_session (GessoDbStatement *s)
{
  GessoSessionInfo *info = g_new0 (GessoSessionInfo, 1);

  info->id = g_strdup (gesso_db_statement_get_text (s, 0));
  info->title = g_strdup (gesso_db_statement_get_text (s, 1));
  info->project_id = g_strdup (gesso_db_statement_get_text (s, 2));
  info->project_name = g_strdup (gesso_db_statement_get_text (s, 3));
  info->used_us = gesso_db_statement_get_int (s, 4, 0);
  info->n_nodes = (guint) gesso_db_statement_get_int (s, 6, 0);
  return info;
}

static Opened *
load_session (GessoStoreContext  *context,
              const char         *id,
              GError            **error)
{
  Opened *opened = NULL;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error, SELECT_SESSION "WHERE s.id = ?", "t", id);
  if (s == NULL)
    return NULL;
  if (!gesso_db_statement_next (s, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no session %s", id);
      return NULL;
    }
  opened = g_new0 (Opened, 1);
  opened->info = read_session (s);
  opened->current = g_strdup (gesso_db_statement_get_text (s, 5));
  opened->rows = gesso_nodes_table_load_session (context, id, error);
  if (opened->rows == NULL)
    g_clear_pointer (&opened, opened_free);
  return opened;
}

static gboolean
create_session (GessoStoreContext  *context,
                const char         *id,
                const char         *project_id,
                const char         *title,
                GError            **error)
{
  if (project_id == NULL)
    {
      project_id = DEFAULT_PROJECT;
      if (!insert_project (context, DEFAULT_PROJECT, "", error))
        return FALSE;
    }
  if (!insert_session (context, id, project_id, title != NULL ? title : "", error))
    return FALSE;
  if (gesso_db_get_changes (context->db) > 0)
    return TRUE;
  g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no project %s", project_id);
  return FALSE;
}

static gpointer
create_session_work (GessoStoreContext  *context,
                     gpointer            data,
                     GCancellable       *cancellable,
                     GError            **error)
{
  Args *args = data;
  g_autofree char *id = gesso_clock_new_id ();

  if (!gesso_db_begin (context->db, GESSO_DB_NORMAL, error)
      || !finish_transaction (context, create_session (context, id, args->id, args->text, error),
                              error))
    return NULL;
  return load_session (context, id, error);
}

static gpointer
open_session_work (GessoStoreContext  *context,
                   gpointer            data,
                   GCancellable       *cancellable,
                   GError            **error)
{
  Args *args = data;

  if (!gesso_db_run (context->db, error,
                     "UPDATE sessions SET used_us = ? WHERE id = ? AND deleted_us IS NULL", "it",
                     gesso_clock_now_us (), args->id))
    return NULL;
  return load_session (context, args->id, error);
}

static gpointer
open_last_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  Args *args = data;
  g_autoptr (GError) local_error = NULL;
  {
    g_autoptr (GessoDbStatement) s = NULL;

    s = gesso_db_query (context->db, error,
                        "SELECT id FROM sessions WHERE deleted_us IS NULL"
                        " ORDER BY used_us DESC, id DESC LIMIT 1",
                        "");
    if (s == NULL)
      return NULL;
    if (gesso_db_statement_next (s, &local_error))
      args->id = g_strdup (gesso_db_statement_get_text (s, 0));
  }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (args->id == NULL)
    return create_session_work (context, args, cancellable, error);
  return load_session (context, args->id, error);
}

static gpointer
session_opened (GessoLibrary *self,
                gpointer      result)
{
  Opened *opened = result;
  GessoSession *session = _gesso_library_find_session (self, opened->info->id);
  gboolean fresh = session == NULL;
  g_autoptr (GPtrArray) nodes = NULL;

  if (fresh)
    {
      session = _gesso_session_new (self, opened->info);
      _gesso_library_watch_session (self, session);
    }
  else
    {
      g_object_ref (session);
      _gesso_session_set_info (session, opened->info);
    }

  nodes = _gesso_library_take_rows (self, g_steal_pointer (&opened->rows), GESSO_NEWS_NONE);
  for (guint i = 0; i < nodes->len; i++)
    _gesso_session_update (session, nodes->pdata[i]);
  if (fresh)
    _gesso_session_restore_current (session, opened->current);
  opened_free (opened);
  return session;
}

static gpointer
session_created (GessoLibrary *self,
                 gpointer      result)
{
  GessoSession *session = session_opened (self, result);

  _gesso_library_sessions_changed (self);
  return session;
}

/**
 * gesso_library_create_session_async:
 * @self: a library
 * @project_id: (nullable): its project, or %NULL for the default one
 * @title: (nullable): its title, or %NULL to take the first prompt later
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_open_session_finish()
 * @user_data: for @callback
 *
 * Makes an empty session and opens it.
 */
void
gesso_library_create_session_async (GessoLibrary        *self,
                                    const char          *project_id,
                                    const char          *title,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = create_session_work,
    .apply = session_created,
    .free_args = args_free,
    .free_result = opened_free,
    .free_answer = g_object_unref,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_create_session_async, &op,
                      args_new (project_id, title, NULL), cancellable, callback, user_data);
}

/**
 * gesso_library_open_session_async:
 * @self: a library
 * @session_id: a session
 * @cancellable: (nullable): cancels it
 * @callback: (nullable): ends with gesso_library_open_session_finish()
 * @user_data: for @callback
 *
 * Opens a session, which makes it the last one.
 */
void
gesso_library_open_session_async (GessoLibrary        *self,
                                  const char          *session_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = open_session_work,
    .apply = session_opened,
    .free_args = args_free,
    .free_result = opened_free,
    .free_answer = g_object_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (session_id != NULL);

  _gesso_library_run (self, gesso_library_open_session_async, &op,
                      args_new (session_id, NULL, NULL), cancellable, callback, user_data);
}

/**
 * gesso_library_open_last_session_async:
 * @self: a library
 * @cancellable: (nullable): cancels it
 * @callback: (nullable): ends with gesso_library_open_session_finish()
 * @user_data: for @callback
 *
 * Opens the session that was opened last; makes one if there is none.
 */
void
gesso_library_open_last_session_async (GessoLibrary        *self,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = open_last_work,
    .apply = session_created,
    .free_args = args_free,
    .free_result = opened_free,
    .free_answer = g_object_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_open_last_session_async, &op, args_new (NULL, NULL, NULL),
                      cancellable, callback, user_data);
}

/**
 * gesso_library_open_session_finish:
 * @self: a library
 * @result: what the callback of any of the calls that open a session got
 * @error: `GESSO_STORE_ERROR_NOT_FOUND` and others, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the session
 */
GessoSession *
gesso_library_open_session_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return _gesso_library_answer (self, result, error);
}

static gpointer
rename_session_work (GessoStoreContext  *context,
                     gpointer            data,
                     GCancellable       *cancellable,
                     GError            **error)
{
  Args *args = data;

  if (check_changed (context,
                     gesso_db_run (context->db, error, "UPDATE sessions SET title = ? WHERE id = ?",
                                   "tt", args->text, args->id),
                     "session", error)
      == NULL)
    return NULL;
  return load_session (context, args->id, error);
}

static gpointer
move_session_work (GessoStoreContext  *context,
                   gpointer            data,
                   GCancellable       *cancellable,
                   GError            **error)
{
  Args *args = data;

  if (check_changed (context,
                     gesso_db_run (context->db, error,
                                   "UPDATE sessions SET project_id = ? WHERE id = ?"
                                   " AND EXISTS (SELECT 1 FROM projects WHERE id = ?)",
                                   "ttt", args->text, args->id, args->text),
                     "session or project", error)
      == NULL)
    return NULL;
  return load_session (context, args->id, error);
}

static gpointer
session_renamed (GessoLibrary *self,
                 gpointer      result)
{
  Opened *opened = result;
  GessoSession *session = _gesso_library_find_session (self, opened->info->id);

  if (session != NULL)
    _gesso_session_set_info (session, opened->info);
  opened_free (opened);
  _gesso_library_sessions_changed (self);
  return GINT_TO_POINTER (TRUE);
}

/**
 * gesso_library_rename_session_async:
 * @self: a library
 * @session_id: a session
 * @title: its new title
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Renames a session. Its folder keeps the name it was made with.
 */
void
gesso_library_rename_session_async (GessoLibrary        *self,
                                    const char          *session_id,
                                    const char          *title,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = rename_session_work,
    .apply = session_renamed,
    .free_args = args_free,
    .free_result = opened_free,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (session_id != NULL && title != NULL);

  _gesso_library_run (self, gesso_library_rename_session_async, &op,
                      args_new (session_id, title, NULL), cancellable, callback, user_data);
}

/**
 * gesso_library_move_session_async:
 * @self: a library
 * @session_id: a session
 * @project_id: its new project
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Puts a session into another project. Files stay where they are.
 */
void
gesso_library_move_session_async (GessoLibrary        *self,
                                  const char          *session_id,
                                  const char          *project_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = move_session_work,
    .apply = session_renamed,
    .free_args = args_free,
    .free_result = opened_free,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (session_id != NULL && project_id != NULL);

  _gesso_library_run (self, gesso_library_move_session_async, &op,
                      args_new (session_id, project_id, NULL), cancellable, callback, user_data);
}

static gpointer
list_sessions_work (GessoStoreContext  *context,
                    gpointer            data,
                    GCancellable       *cancellable,
                    GError            **error)
{
  Args *args = data;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_session_info_free);
  s = gesso_db_query (context->db, error,
                      SELECT_SESSION "WHERE s.deleted_us IS NULL AND (?1 IS NULL"
                                     " OR s.project_id = ?1) ORDER BY s.used_us DESC, s.id DESC",
                      "t", args->id);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    g_ptr_array_add (list, read_session (s));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&list);
}

/**
 * gesso_library_list_sessions_async:
 * @self: a library
 * @project_id: (nullable): only of this project
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_list_sessions_finish()
 * @user_data: for @callback
 *
 * Lists the sessions, last used first.
 */
void
gesso_library_list_sessions_async (GessoLibrary        *self,
                                   const char          *project_id,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = list_sessions_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  _gesso_library_run (self, gesso_library_list_sessions_async, &op,
                      args_new (project_id, NULL, NULL), cancellable, callback, user_data);
}

/**
 * gesso_library_list_sessions_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoSessionInfo): the sessions
 */
GPtrArray *
gesso_library_list_sessions_finish (GessoLibrary  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_sessions_async), NULL);

  return _gesso_library_answer (self, result, error);
}

static gpointer
store_current_work (GessoStoreContext  *context,
                    gpointer            data,
                    GCancellable       *cancellable,
                    GError            **error)
{
  Args *args = data;

  if (!gesso_db_run (context->db, error,
                     "UPDATE sessions SET current_node = ?, used_us = ? WHERE id = ?", "tit",
                     args->text, gesso_clock_now_us (), args->id))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

void
_gesso_library_store_current (GessoLibrary *self,
                              const char   *session_id,
                              const char   *node_id)
{
  static const GessoLibraryOp op = { .work = store_current_work, .free_args = args_free };

  _gesso_library_run (self, _gesso_library_store_current, &op, args_new (session_id, node_id, NULL),
                      NULL, NULL, NULL);
}
