/* gesso-library.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoLibrary: everything that was made, on disk, behind one worker.
 *
 * The studio (or a test) opens one per folder, on the main thread, and closes it before dropping
 * it. Its methods are called on the main thread; each runs its SQL and file work on the library's
 * own worker, which alone touches the database, and comes back with plain values. The live
 * objects (nodes, sessions) are brought up to date on the main thread before a caller's callback
 * runs. Several processes may have the same folder open.
 *
 * This file opens, closes, and carries calls to the worker and back; the calls themselves are in
 * gesso-library-*.c, by concern. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-digest.h"
#include "store/gesso-session-private.h"

#include <string.h>

struct _GessoLibrary
{
  GObject parent_instance;

  char *folder;            /* (owned) */
  char *thumbnails_folder; /* (owned) */
  GessoLibraryFlags flags;
  GessoWorker *worker;        /* (owned) */
  GessoStoreContext *context; /* (owned): made, used and freed on the worker */
  GessoBlobs *blobs;          /* (owned): for reading on any thread */

  GHashTable *nodes;    /* (owned): id → GessoNode, weak */
  GHashTable *sessions; /* (owned): id → GessoSession, weak */
  GHashTable *ids;      /* (owned): either object → its id */
  gboolean closed;
};

/* A call on its way. */
typedef struct
{
  const GessoLibraryOp *op; /* (unowned): static */
  gpointer args;            /* (owned): input */
} Call;

enum
{
  SIGNAL_NODE_ADDED,
  SIGNAL_NODE_CHANGED,
  SIGNAL_NODE_REMOVED,
  SIGNAL_SESSIONS_CHANGED,
  SIGNAL_BUDGETS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoLibrary, gesso_library, G_TYPE_OBJECT)

static void
call_free (gpointer data)
{
  Call *call = data;

  if (call->op->free_args != NULL)
    g_clear_pointer (&call->args, call->op->free_args);
  g_free (call);
}

static void
work_cb (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  GessoLibrary *self = source;
  Call *call = data;
  g_autoptr (GError) error = NULL;
  gpointer result;

  if (self->context == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "the library is closed");
      return;
    }
  result = call->op->work (self->context, call->args, cancellable, &error);
  g_assert ((result == NULL) == (error != NULL));
  if (result == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, call->op->free_result);
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GessoLibrary *self = GESSO_LIBRARY (source);
  Call *call = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &error);
  GDestroyNotify free_value = call->op->free_result;

  if (value != NULL && call->op->apply != NULL)
    {
      value = call->op->apply (self, value);
      free_value = call->op->free_answer;
    }
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, value, free_value);
}

void
_gesso_library_run (GessoLibrary         *self,
                    gpointer              source_tag,
                    const GessoLibraryOp *op,
                    gpointer              args,
                    GCancellable         *cancellable,
                    GAsyncReadyCallback   callback,
                    gpointer              user_data)
{
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = g_task_new (self, cancellable, worked_cb, outer);
  Call *call = g_new0 (Call, 1);

  call->op = op;
  call->args = args;
  g_task_set_source_tag (outer, source_tag);
  g_task_set_source_tag (inner, source_tag);
  g_task_set_task_data (inner, call, call_free);
  g_task_set_check_cancellable (inner, FALSE);
  gesso_worker_run (self->worker, inner, op->priority, work_cb);
}

gpointer
_gesso_library_answer (GessoLibrary  *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GessoBlobs *
_gesso_library_get_blobs (GessoLibrary *self)
{
  return self->blobs;
}

static void
node_gone_cb (gpointer  data,
              GObject  *where)
{
  GessoLibrary *self = data;

  g_hash_table_remove (self->nodes, g_hash_table_lookup (self->ids, where));
  g_hash_table_remove (self->ids, where);
}

static void
session_gone_cb (gpointer  data,
                 GObject  *where)
{
  GessoLibrary *self = data;

  g_hash_table_remove (self->sessions, g_hash_table_lookup (self->ids, where));
  g_hash_table_remove (self->ids, where);
}

GessoNode *
_gesso_library_ensure_node (GessoLibrary *self,
                            const char   *id)
{
  GessoNode *node = g_hash_table_lookup (self->nodes, id);

  if (node != NULL)
    return g_object_ref (node);
  node = _gesso_node_new (id);
  g_hash_table_insert (self->nodes, g_strdup (id), node);
  g_hash_table_insert (self->ids, node, g_strdup (id));
  g_object_weak_ref (G_OBJECT (node), node_gone_cb, self);
  return node;
}

GessoSession *
_gesso_library_find_session (GessoLibrary *self,
                             const char   *id)
{
  return id != NULL ? g_hash_table_lookup (self->sessions, id) : NULL;
}

void
_gesso_library_watch_session (GessoLibrary *self,
                              GessoSession *session)
{
  g_hash_table_insert (self->sessions, g_strdup (gesso_session_get_id (session)), session);
  g_hash_table_insert (self->ids, session, g_strdup (gesso_session_get_id (session)));
  g_object_weak_ref (G_OBJECT (session), session_gone_cb, self);
}

/* Takes rows (transfer full) into live nodes, then tells sessions and listeners. Answers with
 * the nodes (transfer full). */
GPtrArray *
_gesso_library_take_rows (GessoLibrary *self,
                          GPtrArray    *rows,
                          GessoNews     news)
{
  GPtrArray *nodes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  GHashTableIter iter;
  gpointer session;

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      GessoNodeRow *row = rows->pdata[i];
      GessoNode *node = _gesso_library_ensure_node (self, row->id);

      session = _gesso_library_find_session (self, row->session_id);
      _gesso_node_take_row (node, row);
      g_ptr_array_add (nodes, node);
      if (session != NULL && news != GESSO_NEWS_NONE)
        {
          _gesso_session_update (session, node);
          g_hash_table_add (touched, g_object_ref (session));
        }
    }
  g_ptr_array_unref (rows);

  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &session, NULL))
    _gesso_session_emit_tree_changed (session);
  for (guint i = 0; news != GESSO_NEWS_NONE && i < nodes->len; i++)
    g_signal_emit (self,
                   signals[news == GESSO_NEWS_ADDED ? SIGNAL_NODE_ADDED : SIGNAL_NODE_CHANGED], 0,
                   nodes->pdata[i]);
  return nodes;
}

/* The end of a plain change. */
gpointer
_gesso_library_apply_changed (GessoLibrary *self,
                              gpointer      rows)
{
  g_ptr_array_unref (_gesso_library_take_rows (self, rows, GESSO_NEWS_CHANGED));
  _gesso_library_flush_sidecars (self);
  return GINT_TO_POINTER (TRUE);
}

void
_gesso_library_drop_nodes (GessoLibrary *self, const char *const *ids)
{
  for (; *ids != NULL; ids++)
    {
      GHashTableIter iter;
      gpointer session;

      g_hash_table_iter_init (&iter, self->sessions);
      while (g_hash_table_iter_next (&iter, NULL, &session))
        _gesso_session_drop (session, *ids);
      g_signal_emit (self, signals[SIGNAL_NODE_REMOVED], 0, *ids);
    }
}

void
_gesso_library_sessions_changed (GessoLibrary *self)
{
  g_signal_emit (self, signals[SIGNAL_SESSIONS_CHANGED], 0);
}

/* For changes whose result is only that they were made. */
gpointer
_gesso_library_budgets_changed (GessoLibrary *self,
                                gpointer      result)
{
  g_signal_emit (self, signals[SIGNAL_BUDGETS_CHANGED], 0);
  return result;
}

static void
drop_weak_refs (GHashTable  *table,
                GWeakNotify  notify,
                gpointer     self)
{
  GHashTableIter iter;
  gpointer object;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &object))
    {
      g_object_weak_unref (object, notify, self);
      g_hash_table_iter_remove (&iter);
    }
}

static void
gesso_library_dispose (GObject *object)
{
  GessoLibrary *self = GESSO_LIBRARY (object);

  /* The database can only be closed on its worker, which takes an asynchronous close. */
  if (self->context != NULL)
    g_critical ("a library was dropped without being closed");
  drop_weak_refs (self->nodes, node_gone_cb, self);
  drop_weak_refs (self->sessions, session_gone_cb, self);
  g_clear_object (&self->worker);

  G_OBJECT_CLASS (gesso_library_parent_class)->dispose (object);
}

static void
gesso_library_finalize (GObject *object)
{
  GessoLibrary *self = GESSO_LIBRARY (object);

  g_clear_pointer (&self->nodes, g_hash_table_unref);
  g_clear_pointer (&self->sessions, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->blobs, gesso_blobs_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->thumbnails_folder, g_free);

  G_OBJECT_CLASS (gesso_library_parent_class)->finalize (object);
}

static void
gesso_library_class_init (GessoLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_library_dispose;
  object_class->finalize = gesso_library_finalize;

  /**
   * GessoLibrary::node-added:
   * @self: the library
   * @node: a new picture, safe on disk
   */
  signals[SIGNAL_NODE_ADDED]
      = g_signal_new ("node-added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, GESSO_TYPE_NODE);

  /**
   * GessoLibrary::node-changed:
   * @self: the library
   * @node: a picture of which anything changed
   */
  signals[SIGNAL_NODE_CHANGED]
      = g_signal_new ("node-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, GESSO_TYPE_NODE);

  /**
   * GessoLibrary::node-removed:
   * @self: the library
   * @id: a picture that is gone for good
   */
  signals[SIGNAL_NODE_REMOVED]
      = g_signal_new ("node-removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * GessoLibrary::sessions-changed:
   * @self: the library
   *
   * A project or session was made, renamed or moved.
   */
  signals[SIGNAL_SESSIONS_CHANGED]
      = g_signal_new ("sessions-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GessoLibrary::budgets-changed:
   * @self: the library
   *
   * The budget of the month or of a project was set by this program.
   */
  signals[SIGNAL_BUDGETS_CHANGED]
      = g_signal_new ("budgets-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_library_init (GessoLibrary *self)
{
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * gesso_library_dup_default_folder:
 *
 * Returns: (transfer full): the user's library, wherever it is, made or not
 */
char *
gesso_library_dup_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "gesso", "library", NULL);
}

static void
open_cb (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  GessoLibrary *self = data;
  GError *error = NULL;

  self->context = _gesso_store_context_open (self->worker, self->folder,
                                             (self->flags & GESSO_LIBRARY_EXISTING) == 0, &error);
  if (self->context == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GessoLibrary *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static char *
choose_thumbnails_folder (GessoLibrary *self)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if ((self->flags & GESSO_LIBRARY_OWN_THUMBNAILS) != 0)
    return g_build_filename (self->folder, "thumbnails", NULL);

  /* One folder per library, so that removing a library's cache harms no other. */
  bytes = g_bytes_new (self->folder, strlen (self->folder));
  name = gesso_digest_bytes (bytes);
  name[16] = '\0';
  return g_build_filename (g_get_user_cache_dir (), "gesso", "thumbnails", name, NULL);
}

/**
 * gesso_library_open_async:
 * @folder: where the library is, or will be
 * @flags: what to do
 * @cancellable: (nullable): before it is open
 * @callback: called with the result, and no source object
 * @user_data: for @callback
 *
 * Opens a library, makes a new one, or brings an older one to the present version after keeping
 * a copy under backups/.
 */
void
gesso_library_open_async (const char          *folder,
                          GessoLibraryFlags    flags,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GessoLibrary *self;
  GTask *outer;
  g_autoptr (GTask) inner = NULL;
  g_autofree char *blobs = NULL;

  g_return_if_fail (folder != NULL);

  self = g_object_new (GESSO_TYPE_LIBRARY, NULL);
  self->folder = g_canonicalize_filename (folder, NULL);
  self->flags = flags;
  blobs = g_build_filename (self->folder, "blobs", NULL);
  self->blobs = gesso_blobs_new (blobs);
  self->thumbnails_folder = choose_thumbnails_folder (self);
  self->worker = gesso_worker_new ("gesso-library", 1);

  /* A library that was opened must be delivered, or nobody would close it. */
  outer = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (outer, gesso_library_open_async);
  inner = g_task_new (NULL, cancellable, opened_cb, outer);
  g_task_set_task_data (inner, self, g_object_unref);
  g_task_set_check_cancellable (inner, FALSE);
  gesso_worker_run (self->worker, inner, GESSO_WORKER_PRIORITY_URGENT, open_cb);
}

/**
 * gesso_library_open_finish:
 * @result: what the callback got
 * @error: any of `GESSO_STORE_ERROR`, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the library, to be closed with
 *   gesso_library_close_async()
 */
GessoLibrary *
gesso_library_open_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
close_cb (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  GessoLibrary *self = source;

  g_clear_pointer (&self->context, _gesso_store_context_close);
  g_task_return_boolean (task, TRUE);
}

static void
shut_down_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  if (gesso_worker_shutdown_finish (GESSO_WORKER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
context_closed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GessoLibrary *self = GESSO_LIBRARY (source);

  gesso_worker_shutdown_async (self->worker, shut_down_cb, user_data);
}

/**
 * gesso_library_close_async:
 * @self: a library
 * @callback: (nullable): called once everything is on disk and the worker has ended
 * @user_data: for @callback
 *
 * Runs what was called before, then closes. Later calls end in `G_IO_ERROR_CLOSED`.
 */
void
gesso_library_close_async (GessoLibrary        *self,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *outer;
  g_autoptr (GTask) inner = NULL;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  outer = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (outer, gesso_library_close_async);
  if (self->closed)
    {
      g_task_return_new_error (outer, G_IO_ERROR, G_IO_ERROR_CLOSED, "the library is closed");
      g_object_unref (outer);
      return;
    }
  self->closed = TRUE;
  inner = g_task_new (self, NULL, context_closed_cb, outer);
  gesso_worker_run (self->worker, inner, GESSO_WORKER_PRIORITY_DEFAULT, close_cb);
}

/**
 * gesso_library_close_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `G_IO_ERROR_CLOSED` if it was closed before
 *
 * Returns: %TRUE if it is closed now
 */
gboolean
gesso_library_close_finish (GessoLibrary  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * gesso_library_get_folder:
 * @self: a library
 *
 * Returns: (transfer none): its folder, absolute
 */
const char *
gesso_library_get_folder (GessoLibrary *self)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);

  return self->folder;
}

/**
 * gesso_library_get_thumbnails_folder:
 * @self: a library
 *
 * Returns: (transfer none): where its small pictures are kept; may not exist
 */
const char *
gesso_library_get_thumbnails_folder (GessoLibrary *self)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);

  return self->thumbnails_folder;
}

/**
 * gesso_library_change_finish:
 * @self: a library
 * @result: what the callback of a change got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Ends every call that only changes something.
 *
 * Returns: %TRUE if it is done
 */
gboolean
gesso_library_change_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  _gesso_library_answer (self, result, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * gesso_library_find_node:
 * @self: a library
 * @node_id: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the node, if somebody holds it now
 */
GessoNode *
gesso_library_find_node (GessoLibrary *self,
                         const char   *node_id)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);

  return node_id != NULL ? g_hash_table_lookup (self->nodes, node_id) : NULL;
}
