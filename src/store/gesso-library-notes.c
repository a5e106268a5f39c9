/* gesso-library-notes.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Small things that a GessoLibrary remembers: prompts, saved texts, values, masks. */

#include "config.h"

#include "store/gesso-library.h"
#include "store/gesso-library-private.h"

#include "base/gesso-clock.h"
#include "base/gesso-str.h"
#include "store/gesso-nodes-table.h"

#define MAX_PROMPTS 2000

typedef struct
{
  char *id;      /* (owned) (nullable) */
  char *name;    /* (owned) (nullable) */
  char *text;    /* (owned) (nullable) */
  GBytes *bytes; /* (owned) (nullable) */
  gint64 number;
} Args;

static Args *
args_new (const char *id,
          const char *name,
          const char *text)
{
  Args *args = g_new0 (Args, 1);

  args->id = g_strdup (id);
  args->name = g_strdup (name);
  args->text = g_strdup (text);
  return args;
}

static void
args_free (gpointer data)
{
  Args *args = data;

  g_free (args->id);
  g_free (args->name);
  g_free (args->text);
  g_clear_pointer (&args->bytes, g_bytes_unref);
  g_free (args);
}

static const char *
saved_kind (gint64 kind)
{
  return kind == GESSO_SAVED_KIND_PROMPT ? "prompt" : "search";
}

static gpointer
done (gboolean ok)
{
  return ok ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
add_prompt_work (GessoStoreContext  *context,
                 gpointer            data,
                 GCancellable       *cancellable,
                 GError            **error)
{
  Args *args = data;

  return done (gesso_db_run (context->db, error,
                             "INSERT INTO prompts (text, used_us) VALUES (?, ?)"
                             " ON CONFLICT (text) DO UPDATE SET used_us = excluded.used_us",
                             "ti", args->text, gesso_clock_now_us ())
               && gesso_db_run (context->db, error,
                                "DELETE FROM prompts WHERE used_us < (SELECT used_us FROM prompts"
                                " ORDER BY used_us DESC LIMIT 1 OFFSET ?)",
                                "i", (gint64) MAX_PROMPTS));
}

/**
 * gesso_library_add_prompt_async:
 * @self: a library
 * @text: a prompt that was sent
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Puts a prompt at the top of the prompt history; each text occurs once, 2000 are kept.
 */
void
gesso_library_add_prompt_async (GessoLibrary        *self,
                                const char          *text,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  static const GessoLibraryOp op = { .work = add_prompt_work, .free_args = args_free };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (text != NULL);

  _gesso_library_run (self, gesso_library_add_prompt_async, &op, args_new (NULL, NULL, text),
                      cancellable, callback, user_data);
}

static gpointer
list_prompts_work (GessoStoreContext  *context,
                   gpointer            data,
                   GCancellable       *cancellable,
                   GError            **error)
{
  Args *args = data;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error,
                      "SELECT text FROM prompts ORDER BY used_us DESC, text LIMIT ?", "i",
                      args->number);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    g_strv_builder_add (builder, gesso_db_statement_get_text (s, 0));
  if (local_error == NULL)
    return g_strv_builder_end (builder);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * gesso_library_list_prompts_async:
 * @self: a library
 * @max: how many at most
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_list_prompts_finish()
 * @user_data: for @callback
 *
 * Lists the prompt history, newest first.
 */
void
gesso_library_list_prompts_async (GessoLibrary        *self,
                                  guint                max,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = list_prompts_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_strfreev,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  args = args_new (NULL, NULL, NULL);
  args->number = max;
  _gesso_library_run (self, gesso_library_list_prompts_async, &op, args, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_list_prompts_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the prompts
 */
char **
gesso_library_list_prompts_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_prompts_async), NULL);

  return _gesso_library_answer (self, result, error);
}

static gpointer
save_text_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  Args *args = data;
  g_autofree char *id = gesso_clock_new_id ();

  return done (gesso_db_run (context->db, error,
                             "INSERT INTO saved (id, kind, name, text, created_us)"
                             " VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, name)"
                             " DO UPDATE SET text = excluded.text",
                             "tttti", id, saved_kind (args->number), args->name, args->text,
                             gesso_clock_now_us ()));
}

/**
 * gesso_library_save_text_async:
 * @self: a library
 * @kind: what it is
 * @name: its name; what has that name already is replaced
 * @text: the prompt, or the search as JSON
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Keeps a prompt or a search under a name.
 */
void
gesso_library_save_text_async (GessoLibrary        *self,
                               GessoSavedKind       kind,
                               const char          *name,
                               const char          *text,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static const GessoLibraryOp op = { .work = save_text_work, .free_args = args_free };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (!gesso_str_is_empty (name) && text != NULL);

  args = args_new (NULL, name, text);
  args->number = kind;
  _gesso_library_run (self, gesso_library_save_text_async, &op, args, cancellable, callback,
                      user_data);
}

static gpointer
remove_text_work (GessoStoreContext  *context,
                  gpointer            data,
                  GCancellable       *cancellable,
                  GError            **error)
{
  Args *args = data;

  return done (gesso_db_run (context->db, error, "DELETE FROM saved WHERE id = ?", "t", args->id));
}

/**
 * gesso_library_remove_text_async:
 * @self: a library
 * @id: a saved prompt or search
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Forgets a saved prompt or search.
 */
void
gesso_library_remove_text_async (GessoLibrary        *self,
                                 const char          *id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  static const GessoLibraryOp op = { .work = remove_text_work, .free_args = args_free };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  _gesso_library_run (self, gesso_library_remove_text_async, &op, args_new (id, NULL, NULL),
                      cancellable, callback, user_data);
}

static gpointer
list_texts_work (GessoStoreContext  *context,
                 gpointer            data,
                 GCancellable       *cancellable,
                 GError            **error)
{
  Args *args = data;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_named_text_free);
  s = gesso_db_query (context->db, error,
                      "SELECT id, name, text FROM saved WHERE kind = ?"
                      " ORDER BY name COLLATE NOCASE",
                      "t", saved_kind (args->number));
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    {
      GessoNamedText *named = g_new0 (GessoNamedText, 1);

      named->id = g_strdup (gesso_db_statement_get_text (s, 0));
      named->name = g_strdup (gesso_db_statement_get_text (s, 1));
      named->text = g_strdup (gesso_db_statement_get_text (s, 2));
      g_ptr_array_add (list, named);
    }
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * gesso_library_list_texts_async:
 * @self: a library
 * @kind: prompts or searches
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_list_texts_finish()
 * @user_data: for @callback
 *
 * Lists saved prompts or searches by name.
 */
void
gesso_library_list_texts_async (GessoLibrary        *self,
                                GessoSavedKind       kind,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = list_texts_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  args = args_new (NULL, NULL, NULL);
  args->number = kind;
  _gesso_library_run (self, gesso_library_list_texts_async, &op, args, cancellable, callback,
                      user_data);
}

/**
 * gesso_library_list_texts_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoNamedText): the texts
 */
GPtrArray *
gesso_library_list_texts_finish (GessoLibrary  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_texts_async), NULL);

  return _gesso_library_answer (self, result, error);
}

static gpointer
set_value_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  Args *args = data;

  if (args->text == NULL)
    return done (
        gesso_db_run (context->db, error, "DELETE FROM meta WHERE key = ?", "t", args->id));
  return done (gesso_db_run (context->db, error,
                             "INSERT INTO meta (key, value) VALUES (?, ?)"
                             " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                             "tt", args->id, args->text));
}

/**
 * gesso_library_set_value_async:
 * @self: a library
 * @key: a name, with the room that uses it in front: "draft/…"
 * @value: (nullable): any text, or %NULL to forget it
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Remembers a text that belongs to this library. Never a secret.
 */
void
gesso_library_set_value_async (GessoLibrary        *self,
                               const char          *key,
                               const char          *value,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static const GessoLibraryOp op = { .work = set_value_work, .free_args = args_free };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (key != NULL);

  _gesso_library_run (self, gesso_library_set_value_async, &op, args_new (key, NULL, value),
                      cancellable, callback, user_data);
}

static gpointer
get_value_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  Args *args = data;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error, "SELECT value FROM meta WHERE key = ?", "t", args->id);
  if (s == NULL)
    return NULL;
  if (gesso_db_statement_next (s, &local_error))
    return g_strdup (gesso_db_statement_get_text (s, 0));
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND, "no value %s", args->id);
  return NULL;
}

/**
 * gesso_library_get_value_async:
 * @self: a library
 * @key: a name
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_get_value_finish()
 * @user_data: for @callback
 *
 * Reads what gesso_library_set_value_async() has remembered.
 */
void
gesso_library_get_value_async (GessoLibrary        *self,
                               const char          *key,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = get_value_work,
    .free_args = args_free,
    .free_result = g_free,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (key != NULL);

  _gesso_library_run (self, gesso_library_get_value_async, &op, args_new (key, NULL, NULL),
                      cancellable, callback, user_data);
}

/**
 * gesso_library_get_value_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR_NOT_FOUND` if it was never set, and others
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
gesso_library_get_value_finish (GessoLibrary  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_get_value_async), NULL);

  return _gesso_library_answer (self, result, error);
}

/* The blob of a node's mask, or of a mask by its id; NULL if there is none, and for errors. */
static char *
find_mask_blob (GessoStoreContext *context,
                const char        *sql,
                const char        *first,
                const char        *second)
{
  g_autoptr (GessoDbStatement) s
      = second != NULL ? gesso_db_query (context->db, NULL, sql, "tt", first, second)
                       : gesso_db_query (context->db, NULL, sql, "t", first);

  if (s == NULL || !gesso_db_statement_next (s, NULL))
    return NULL;
  return g_strdup (gesso_db_statement_get_text (s, 0));
}

/* Painting saves a mask after every stroke. What nothing else names goes at once, or the strokes of
 * a day would lie on disk. A blob that a draft has asked for is no longer of kind "mask". */
static gboolean
forget_mask_blob (GessoStoreContext  *context,
                  const char         *digest,
                  gboolean           *out_forgotten,
                  GError            **error)
{
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  s = gesso_db_query (context->db, error,
                      "DELETE FROM blobs WHERE digest = ?1 AND kind = 'mask'"
                      " AND NOT EXISTS (SELECT 1 FROM masks WHERE digest = ?1)"
                      " AND NOT EXISTS (SELECT 1 FROM nodes WHERE digest = ?1 OR answer = ?1)"
                      " AND NOT EXISTS (SELECT 1 FROM request_blobs WHERE digest = ?1)"
                      " RETURNING digest",
                      "t", digest);
  if (s == NULL)
    return FALSE;
  *out_forgotten = gesso_db_statement_next (s, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Ends a change of a mask: commits, and removes the blob that it had before if nobody needs it. */
static gpointer
finish_mask (GessoStoreContext  *context,
             const char         *old_digest,
             GError            **error)
{
  gboolean forgotten = FALSE;

  if (old_digest != NULL && !forget_mask_blob (context, old_digest, &forgotten, error))
    {
      gesso_db_rollback (context->db);
      return NULL;
    }
  if (!gesso_db_commit (context->db, error))
    return NULL;

  /* The file goes last: dying here leaves a file too many, never one too few. */
  return done (!forgotten || gesso_blobs_remove (context->blobs, old_digest, error));
}

static gpointer
save_mask_work (GessoStoreContext  *context,
                gpointer            data,
                GCancellable       *cancellable,
                GError            **error)
{
  Args *args = data;
  g_autofree char *id = gesso_clock_new_id ();
  g_autofree char *old_digest = NULL;
  g_autoptr (GessoBlobInfo) info = gesso_blobs_put (context->blobs, args->bytes, TRUE, error);

  if (info == NULL || !gesso_db_begin (context->db, GESSO_DB_NORMAL, error))
    return NULL;
  old_digest = find_mask_blob (context, "SELECT digest FROM masks WHERE node_id = ? AND name = ?",
                               args->id, args->name);
  if (gesso_nodes_table_insert_blob (context, info, "mask", error)
      && gesso_db_run (context->db, error,
                       "INSERT INTO masks (id, node_id, name, digest, created_us)"
                       " VALUES (?, ?, ?, ?, ?) ON CONFLICT (node_id, name) DO UPDATE"
                       " SET digest = excluded.digest",
                       "tttti", id, args->id, args->name, info->digest, gesso_clock_now_us ()))
    return finish_mask (context, old_digest, error);
  gesso_db_rollback (context->db);
  return NULL;
}

/**
 * gesso_library_save_mask_async:
 * @self: a library
 * @node_id: the node it belongs to
 * @name: its name; may be empty
 * @png: an 8-bit PNG in the node's size
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Keeps a mask of a node, in the place of the one that had the name before. That one's file goes,
 * unless something else names it.
 */
void
gesso_library_save_mask_async (GessoLibrary        *self,
                               const char          *node_id,
                               const char          *name,
                               GBytes              *png,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  static const GessoLibraryOp op = { .work = save_mask_work, .free_args = args_free };
  Args *args;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (node_id != NULL && name != NULL && png != NULL);

  args = args_new (node_id, name, NULL);
  args->bytes = g_bytes_ref (png);
  _gesso_library_run (self, gesso_library_save_mask_async, &op, args, cancellable, callback,
                      user_data);
}

static gpointer
remove_mask_work (GessoStoreContext  *context,
                  gpointer            data,
                  GCancellable       *cancellable,
                  GError            **error)
{
  Args *args = data;
  g_autofree char *old_digest = NULL;

  if (!gesso_db_begin (context->db, GESSO_DB_NORMAL, error))
    return NULL;
  old_digest = find_mask_blob (context, "SELECT digest FROM masks WHERE id = ?", args->id, NULL);
  if (gesso_db_run (context->db, error, "DELETE FROM masks WHERE id = ?", "t", args->id))
    return finish_mask (context, old_digest, error);
  gesso_db_rollback (context->db);
  return NULL;
}

/**
 * gesso_library_remove_mask_async:
 * @self: a library
 * @mask_id: a mask
 * @cancellable: (nullable): before it has begun
 * @callback: (nullable): ends with gesso_library_change_finish()
 * @user_data: for @callback
 *
 * Forgets a mask.
 */
void
gesso_library_remove_mask_async (GessoLibrary        *self,
                                 const char          *mask_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  static const GessoLibraryOp op = { .work = remove_mask_work, .free_args = args_free };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (mask_id != NULL);

  _gesso_library_run (self, gesso_library_remove_mask_async, &op, args_new (mask_id, NULL, NULL),
                      cancellable, callback, user_data);
}

static gpointer
list_masks_work (GessoStoreContext  *context,
                 gpointer            data,
                 GCancellable       *cancellable,
                 GError            **error)
{
  Args *args = data;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GessoDbStatement) s = NULL;
  g_autoptr (GError) local_error = NULL;

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_mask_info_free);
  s = gesso_db_query (context->db, error,
                      "SELECT id, name, digest, created_us FROM masks WHERE node_id = ?"
                      " ORDER BY created_us, id",
                      "t", args->id);
  if (s == NULL)
    return NULL;
  while (gesso_db_statement_next (s, &local_error))
    {
      GessoMaskInfo *info = g_new0 (GessoMaskInfo, 1);

      info->id = g_strdup (gesso_db_statement_get_text (s, 0));
      info->name = g_strdup (gesso_db_statement_get_text (s, 1));
      info->digest = g_strdup (gesso_db_statement_get_text (s, 2));
      info->created_us = gesso_db_statement_get_int (s, 3, 0);
      g_ptr_array_add (list, info);
    }
  if (local_error == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * gesso_library_list_masks_async:
 * @self: a library
 * @node_id: a node
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_library_list_masks_finish()
 * @user_data: for @callback
 *
 * Lists the masks of a node, oldest first.
 */
void
gesso_library_list_masks_async (GessoLibrary        *self,
                                const char          *node_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  static const GessoLibraryOp op = {
    .work = list_masks_work,
    .free_args = args_free,
    .free_result = (GDestroyNotify) g_ptr_array_unref,
    .priority = GESSO_WORKER_PRIORITY_INTERACTIVE,
  };

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (node_id != NULL);

  _gesso_library_run (self, gesso_library_list_masks_async, &op, args_new (node_id, NULL, NULL),
                      cancellable, callback, user_data);
}

/**
 * gesso_library_list_masks_finish:
 * @self: a library
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable) (element-type GessoMaskInfo): the masks
 */
GPtrArray *
gesso_library_list_masks_finish (GessoLibrary  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_masks_async), NULL);

  return _gesso_library_answer (self, result, error);
}
