/* gesso-library-nodes.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Nodes of a GessoLibrary: reading, importing and changing them. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-file.h"
#include "store/gesso-nodes-table.h"
#include "store/gesso-sidecars.h"
#include "store/gesso-store-error-private.h"

#define SIDECARS_AT_ONCE 32

typedef struct
{
  char **ids;    /* (owned) (nullable) */
  char *text;    /* (owned) (nullable) */
  char *path;    /* (owned) (nullable) */
  char **tags;   /* (owned) (nullable) */
  GBytes *bytes; /* (owned) (nullable) */
  gint64 number;
} Args;

static Args *
args_new (const char *const *ids)
{
  Args *args = g_new0 (Args, 1);

  args->ids = g_strdupv ((char **) ids);
  return args;
}

static Args *
args_new_for_one (const char *id)
{
  const char *ids[] = { id, NULL };

  return args_new (ids);
}

static void
args_free (gpointer data)
{
  Args *args = data;

  g_strfreev (args->ids);
  g_strfreev (args->tags);
  g_free (args->text);
  g_free (args->path);
  g_clear_pointer (&args->bytes, g_bytes_unref);
  g_free (args);
}

static gpointer
load_work (GessoStoreContext  *context,
           gpointer            data,
           GCancellable       *cancellable,
           GError            **error)
{
  Args *args = data;

  return gesso_nodes_table_load_many (context, (const char *const *) args->ids, error);
}

static gpointer
loaded (GessoLibrary *self,
        gpointer      rows)
{
  return _gesso_library_take_rows (self, rows, GESSO_NEWS_NONE);
}

/**
 * gesso_library_load_nodes_async:
 * @self: a library
 * @node_ids: (array zero-terminated=1): which nodes
 * @cancellable: (nullable): cancels it
 * @callback: (nullable): ends with gesso_library_load_nodes_finish()
 * @user_data: for @callback
 *
 * Reads nodes; those that are alive already are brought up to date.
 */
void
gesso_library_load_nodes_async (GessoLibrary *self,
                                const char *const *node_ids,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  static const GessoLibraryOp op = {
    .work = load_work,
    .apply = loaded,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .free_answer = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (node_ids != NULL);

  _gesso_library_run (self, gesso_library_load_nodes_async, &op, args_new (node_ids), cancellable,
                      callback, user_data);
}

/**
 * gesso_library_load_nodes_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoNode): in the order asked for, without
 *   those that do not exist
 */
GPtrArray *
gesso_library_load_nodes_finish (GessoLibrary  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_load_nodes_async), NULL);

  return _gesso_library_answer (self, result, error);
}

/**
 * gesso_library_load_node_async:
 * @self: a library
 * @node_id: which node
 * @cancellable: (nullable): cancels it
 * @callback: (nullable): ends with gesso_library_load_node_finish()
 * @user_data: for @callback
 *
 * Reads one node.
 */
void
gesso_library_load_node_async (GessoLibrary        *self,
                               const char          *node_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  const char *ids[] = { node_id, NULL };

  g_return_if_fail (node_id != NULL);

  gesso_library_load_nodes_async (self, ids, cancellable, callback, user_data);
}

/**
 * gesso_library_load_node_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR_NOT_FOUND` and others, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the node
 */
GessoNode *
gesso_library_load_node_finish (GessoLibrary  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_autoptr (GPtrArray) nodes = gesso_library_load_nodes_finish (self, result, error);

  if (nodes == NULL)
    return NULL;
  if (nodes->len == 0)
    {
      g_set_error_literal (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no such node");
      return NULL;
    }
  return g_object_ref (nodes->pdata[0]);
}

static gpointer
details_work (GessoStoreContext  *context,
              gpointer            data,
              GCancellable       *cancellable,
              GError            **error)
{
  Args *args = data;

  return gesso_nodes_table_load_details (context, args->ids[0], error);
}

/**
 * gesso_library_load_details_async:
 * @self: a library
 * @node_id: which node
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_load_details_finish()
 * @user_data: for @callback
 *
 * Reads what only an inspector wants: request, reports, references.
 */
void
gesso_library_load_details_async (GessoLibrary        *self,
                                  const char          *node_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = details_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) gesso_node_details_free,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (node_id != NULL);

  _gesso_library_run (self, gesso_library_load_details_async, &op, args_new_for_one (node_id),
                      cancellable, callback, user_data);
}

/**
 * gesso_library_load_details_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR_NOT_FOUND` and others, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the details
 */
GessoNodeDetails *
gesso_library_load_details_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_load_details_async), NULL);

  return _gesso_library_answer (self, result, error);
}

static gboolean
insert_import (GessoStoreContext    *context,
               const Args           *args,
               const GessoBlobInfo  *info,
               GessoNodeRow         *row,
               GError              **error)
{
  gint64 n = 0;

  if (!gesso_db_get_int (context->db, &n, error, "SELECT 1 FROM sessions WHERE id = ?", "t",
                         args->ids[0]))
    return FALSE;
  if (n == 0)
    {
      g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no session %s",
                   args->ids[0]);
      return FALSE;
    }
  return gesso_nodes_table_insert_blob (context, info, "picture", error)
         && gesso_nodes_table_insert (context, row, NULL, NULL, error)
         && gesso_db_run (context->db, error, "UPDATE sessions SET used_us = ? WHERE id = ?", "it",
                          row->created_us, args->ids[0]);
}

static gpointer
import_work (GessoStoreContext  *context,
             gpointer            data,
             GCancellable       *cancellable,
             GError            **error)
{
  Args *args = data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GessoBlobInfo) info = NULL;
  g_autoptr (GessoNodeRow) row = NULL;
  g_autofree char *id = gesso_clock_new_id ();
  const char *ids[] = { id, NULL };

  bytes = args->bytes != NULL ? g_bytes_ref (args->bytes) : gesso_file_map (args->path, error);
  if (bytes == NULL)
    {
      _gesso_store_map_error (error, "read the picture");
      return NULL;
    }
  info = gesso_blobs_put (context->blobs, bytes, TRUE, error);
  if (info == NULL)
    return NULL;
  row = _gesso_node_row_new (id);
  row->session_id = g_strdup (args->ids[0]);
  row->kind = GESSO_NODE_KIND_IMPORTED;
  row->digest = g_strdup (info->digest);
  row->name = g_strdup (args->text);
  row->width = info->width;
  row->height = info->height;
  row->created_us = gesso_clock_now_us ();

  if (!gesso_db_begin (context->db, GESSO_DB_DURABLE, error))
    return NULL;
  if (!insert_import (context, args, info, row, error))
    {
      gesso_db_rollback (context->db);
      return NULL;
    }
  if (!gesso_db_commit (context->db, error))
    return NULL;
  return gesso_nodes_table_load_many (context, ids, error);
}

static gpointer
imported (GessoLibrary *self,
          gpointer      rows)
{
  g_autoptr (GPtrArray) nodes = _gesso_library_take_rows (self, rows, GESSO_NEWS_ADDED);

  _gesso_library_flush_sidecars (self);
  return g_object_ref (nodes->pdata[0]);
}

static void
import (GessoLibrary        *self,
        const char          *session_id,
        const char          *name,
        GBytes              *bytes,
        const char          *path,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = import_work,
    .apply = imported,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .free_answer = g_object_unref,
  };
  Args *args = args_new_for_one (session_id);

  args->text = g_strdup (name);
  args->path = g_strdup (path);
  args->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  _gesso_library_run (self, gesso_library_import_finish, &op, args, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_import_bytes_async:
 * @self: a library
 * @session_id: where to put it
 * @name: (nullable): a name for people
 * @bytes: a picture's file, kept verbatim
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_import_finish()
 * @user_data: for @callback
 *
 * Makes a node of a picture from outside.
 */
void
gesso_library_import_bytes_async (GessoLibrary        *self,
                                  const char          *session_id,
                                  const char          *name,
                                  GBytes              *bytes,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (session_id != NULL && bytes != NULL);

  import (self, session_id, name, bytes, NULL, cancellable, callback, user_data);
}

/**
 * gesso_library_import_file_async:
 * @self: a library
 * @session_id: where to put it
 * @path: a picture's file; copied verbatim
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_import_finish()
 * @user_data: for @callback
 *
 * Makes a node of a picture from a file.
 */
void
gesso_library_import_file_async (GessoLibrary        *self,
                                 const char          *session_id,
                                 const char          *path,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autofree char *name = NULL;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (session_id != NULL && path != NULL);

  name = g_filename_display_basename (path);
  import (self, session_id, name, NULL, path, cancellable, callback, user_data);
}

/**
 * gesso_library_import_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_IMAGE_ERROR` codes if it is no picture, `GESSO_STORE_ERROR` codes otherwise
 *
 * Returns: (transfer full) (nullable): the new node
 */
GessoNode *
gesso_library_import_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_import_finish), NULL);

  return _gesso_library_answer (self, result, error);
}

typedef gboolean (*ChangeOne) (GessoStoreContext *context,
                               const char *id,
                               const Args *args,
                               GError **error);

/* Changes every node of the call in one transaction and gives their new rows. */
static gpointer
change_all (GessoStoreContext  *context,
            const Args         *args,
            ChangeOne           change,
            gboolean            searchable,
            GError            **error)
{
  if (!gesso_db_begin (context->db, GESSO_DB_NORMAL, error))
    return NULL;
  for (char **id = args->ids; *id != NULL; id++)
    if (!change (context, *id, args, error)
        || !gesso_db_run (context->db, error, "UPDATE nodes SET sidecar_dirty = 1 WHERE id = ?",
                          "t", *id)
        || (searchable && !gesso_nodes_table_index (context, *id, error)))
      {
        gesso_db_rollback (context->db);
        return NULL;
      }
  if (!gesso_db_commit (context->db, error))
    return NULL;
  return gesso_nodes_table_load_many (context, (const char *const *) args->ids, error);
}

static gboolean
favourite_one (GessoStoreContext  *context,
               const char         *id,
               const Args         *args,
               GError            **error)
{
  return gesso_db_run (context->db, error, "UPDATE nodes SET favourite = ? WHERE id = ?", "it",
                       args->number, id);
}

static gpointer
favourite_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  return change_all (context, data, favourite_one, FALSE, error);
}

#define CHANGE_OP(work_func)                                                                       \
  {                                                                                                \
    .work = work_func, .apply = _gesso_library_apply_changed, .free_args = args_free,              \
    .free_result = (GDestroyNotify) g_ptr_array_unref,                                             \
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE                                                  \
  }

/**
 * gesso_library_set_favourite_async:
 * @self: a library
 * @node_ids: (array zero-terminated=1): which nodes
 * @favourite: whether they are favourites
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Marks nodes as favourites or not.
 */
void
gesso_library_set_favourite_async (GessoLibrary *self,
                                   const char *const *node_ids,
                                   gboolean favourite,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  static const GessoLibraryOp op = CHANGE_OP (favourite_work);
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (node_ids != NULL);

  args = args_new (node_ids);
  args->number = favourite != FALSE;
  _gesso_library_run (self, gesso_library_set_favourite_async, &op, args, cancellable, callback,
                      user_data);
}

static gboolean
rate_one (GessoStoreContext  *context,
          const char         *id,
          const Args         *args,
          GError            **error)
{
  return gesso_db_run (context->db, error, "UPDATE nodes SET rating = ? WHERE id = ?", "it",
                       args->number, id);
}

static gpointer
rating_work (GessoStoreContext  *context,
             gpointer            data,
             GCancellable       *cancellable,
             GError            **error)
{
  return change_all (context, data, rate_one, FALSE, error);
}

/**
 * gesso_library_set_rating_async:
 * @self: a library
 * @node_ids: (array zero-terminated=1): which nodes
 * @rating: 0 (none) to 5
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Rates nodes.
 */
void
gesso_library_set_rating_async (GessoLibrary *self,
                                const char *const *node_ids,
                                int rating,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  static const GessoLibraryOp op = CHANGE_OP (rating_work);
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (node_ids != NULL);
  g_return_if_fail (rating >= 0 && rating <= 5);

  args = args_new (node_ids);
  args->number = rating;
  _gesso_library_run (self, gesso_library_set_rating_async, &op, args, cancellable, callback,
                      user_data);
}

static gboolean
note_one (GessoStoreContext  *context,
          const char         *id,
          const Args         *args,
          GError            **error)
{
  return gesso_db_run (context->db, error, "UPDATE nodes SET note = nullif (?, '') WHERE id = ?",
                       "tt", args->text, id);
}

static gpointer
note_work (GessoStoreContext  *context,
           gpointer            data,
           GCancellable       *cancellable,
           GError            **error)
{
  return change_all (context, data, note_one, TRUE, error);
}

/**
 * gesso_library_set_note_async:
 * @self: a library
 * @node_id: which node
 * @note: (nullable): free text
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Writes a note on a node; it is found by it.
 */
void
gesso_library_set_note_async (GessoLibrary        *self,
                              const char          *node_id,
                              const char          *note,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  static const GessoLibraryOp op = CHANGE_OP (note_work);
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (node_id != NULL);

  args = args_new_for_one (node_id);
  args->text = g_strdup (note);
  _gesso_library_run (self, gesso_library_set_note_async, &op, args, cancellable, callback,
                      user_data);
}

static gboolean
tag_one (GessoStoreContext  *context,
         const char         *id,
         const Args         *args,
         GError            **error)
{
  gint64 row = -1;

  if (!gesso_db_get_int (context->db, &row, error, "SELECT row FROM nodes WHERE id = ?", "t", id))
    return FALSE;
  if (row >= 0)
    return gesso_nodes_table_set_tags (context, row, (const char *const *) args->tags, error);
  g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no node %s", id);
  return FALSE;
}

static gpointer
tags_work (GessoStoreContext  *context,
           gpointer            data,
           GCancellable       *cancellable,
           GError            **error)
{
  return change_all (context, data, tag_one, TRUE, error);
}

/**
 * gesso_library_set_tags_async:
 * @self: a library
 * @node_id: which node
 * @tags: (array zero-terminated=1) (nullable): all its tags from now on
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Replaces the tags of a node; it is found by them.
 */
void
gesso_library_set_tags_async (GessoLibrary *self,
                              const char *node_id,
                              const char *const *tags,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  static const GessoLibraryOp op = CHANGE_OP (tags_work);
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (node_id != NULL);

  args = args_new_for_one (node_id);
  args->tags = g_strdupv ((char **) tags);
  _gesso_library_run (self, gesso_library_set_tags_async, &op, args, cancellable, callback,
                      user_data);
}

static gboolean
delete_one (GessoStoreContext  *context,
            const char         *id,
            const Args         *args,
            GError            **error)
{
  return gesso_db_run (context->db, error,
                       "UPDATE nodes SET deleted_us = nullif (?, 0)"
                       " WHERE id = ?",
                       "it", args->number, id);
}

static gpointer
deleted_work (GessoStoreContext  *context,
              gpointer            data,
              GCancellable       *cancellable,
              GError            **error)
{
  return change_all (context, data, delete_one, FALSE, error);
}

/**
 * gesso_library_set_deleted_async:
 * @self: a library
 * @node_ids: (array zero-terminated=1): which nodes
 * @deleted: whether they are in the bin
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Puts nodes into the bin, or takes them out. No file is touched.
 */
void
gesso_library_set_deleted_async (GessoLibrary *self,
                                 const char *const *node_ids,
                                 gboolean deleted,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  static const GessoLibraryOp op = CHANGE_OP (deleted_work);
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (node_ids != NULL);

  args = args_new (node_ids);
  args->number = deleted ? gesso_clock_now_us () : 0;
  _gesso_library_run (self, gesso_library_set_deleted_async, &op, args, cancellable, callback,
                      user_data);
}

static gpointer
flush_work (GessoStoreContext  *context,
            gpointer            data,
            GCancellable       *cancellable,
            GError            **error)
{
  g_auto (GStrv) ids = gesso_sidecars_write_dirty (context, SIDECARS_AT_ONCE, error);

  return ids != NULL ? gesso_nodes_table_load_many (context, (const char *const *) ids, error)
                     : NULL;
}

static gpointer
flushed (GessoLibrary *self,
         gpointer      rows)
{
  gboolean more = ((GPtrArray *) rows)->len == SIDECARS_AT_ONCE;

  g_ptr_array_unref (_gesso_library_take_rows (self, rows, GESSO_NEWS_NONE));
  if (more)
    _gesso_library_flush_sidecars (self);
  return GINT_TO_POINTER (TRUE);
}

/* Writes the readable files of what changed, a few at a time so that nobody waits for them. */
void
_gesso_library_flush_sidecars (GessoLibrary *self)
{
  static const GessoLibraryOp op = {
    .work = flush_work,
    .apply = flushed,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
  };

  _gesso_library_run (self, _gesso_library_flush_sidecars, &op, NULL, NULL, NULL, NULL);
}
