/* gesso-mask-keeper.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoMaskKeeper keeps the masks of one node in the library as they are painted. It is made with
 * the document of a node that is opened, loads what was saved, and from then on saves a mask
 * whenever an edit of it has ended: one at a time, and what is painted meanwhile once more
 * afterwards; so a crash loses the stroke in progress, and disk and processor are never asked to do
 * more than one save. Encoding runs on the imaging worker, over a snapshot. Names are the keys in
 * the library; a mask that was renamed is saved under its new name before the old one goes.
 *
 * Owned by who shows the document; main thread. A save that is under way holds the keeper. Before
 * the library is closed, gesso_mask_keeper_flush_async() waits for the rest.
 *
 * Signal: "failed" (a #GError), when a mask could not be saved; it is tried again with the next
 * edit and with the next flush.
 */

#include "config.h"

#include "studio/gesso-mask-keeper.h"

#include "mask/gesso-mask-file.h"

struct _GessoMaskKeeper
{
  GObject parent_instance;

  GessoLibrary *library;       /* (owned) */
  GessoWorker *imaging;        /* (owned) */
  GessoMaskDocument *document; /* (owned) */
  char *node_id;               /* (owned) */

  GHashTable *known;   /* (owned): mask id -> its name in the library */
  GHashTable *dirty;   /* (owned): ids of masks to be saved */
  GPtrArray *obsolete; /* (owned): names to be removed from the library */
  gboolean loading;    /* nothing is saved, or it would take a name that is not known yet */
  gboolean busy;       /* something is under way */
  guint saving_id;     /* the mask that is being saved */
  char *saving_name;   /* (owned) (nullable) */
  GPtrArray *flushes;  /* (owned) (element-type GTask): who waits for the rest */
  GError *last_error;  /* (owned) (nullable) */
  gulong committed_handler;
  gulong masks_handler;
};

G_DEFINE_FINAL_TYPE (GessoMaskKeeper, gesso_mask_keeper, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_FAILED,
} GessoMaskKeeperSignal;

static guint signals[SIGNAL_FAILED + 1];

static void save_next (GessoMaskKeeper *self);

/* --- Saving --- */

static void
answer_flushes (GessoMaskKeeper *self)
{
  g_autoptr (GPtrArray) flushes = g_steal_pointer (&self->flushes);

  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < flushes->len; i++)
    {
      GTask *task = flushes->pdata[i];

      if (self->last_error != NULL)
        g_task_return_error (task, g_error_copy (self->last_error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

/* The mask stays to be saved, but only the next edit or flush tries again. */
static void
fail (GessoMaskKeeper *self,
      GError          *error)
{
  g_debug ("A mask could not be saved: %s", error->message);
  g_hash_table_add (self->dirty, GUINT_TO_POINTER (self->saving_id));
  g_clear_error (&self->last_error);
  self->last_error = g_error_copy (error);
  self->busy = FALSE;
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  answer_flushes (self);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GessoMaskKeeper) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_change_finish (self->library, result, &error))
    {
      fail (self, error);
      return;
    }
  g_hash_table_insert (self->known, GUINT_TO_POINTER (self->saving_id),
                       g_steal_pointer (&self->saving_name));
  self->busy = FALSE;
  save_next (self);
}

static void
encode_work (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *png = gesso_mask_to_png (task_data, cancellable, &error);

  if (png != NULL)
    g_task_return_pointer (task, png, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
encoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GessoMaskKeeper *self = GESSO_MASK_KEEPER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = g_task_propagate_pointer (G_TASK (result), &error);

  if (png == NULL)
    fail (self, error);
  else
    gesso_library_save_mask_async (self->library, self->node_id, self->saving_name, png, NULL,
                                   saved_cb, g_object_ref (self));
}

static gboolean
save_dirty (GessoMaskKeeper *self)
{
  g_autoptr (GTask) task = NULL;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->dirty);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint id = GPOINTER_TO_UINT (key);
      GessoMask *mask = gesso_mask_document_get_mask (self->document, id);

      g_hash_table_iter_remove (&iter);
      if (mask == NULL)
        continue;
      self->busy = TRUE;
      self->saving_id = id;
      g_free (self->saving_name);
      self->saving_name = g_strdup (gesso_mask_document_get_name (self->document, id));
      task = g_task_new (self, NULL, encoded_cb, NULL);
      g_task_set_source_tag (task, save_dirty);
      g_task_set_task_data (task, gesso_mask_snapshot (mask), (GDestroyNotify) gesso_mask_unref);
      gesso_worker_run (self->imaging, task, GESSO_WORKER_PRIORITY_DEFAULT, encode_work);
      return TRUE;
    }

  return FALSE;
}

/* --- Removing --- */

static gboolean
has_name (GessoMaskKeeper *self,
          const char      *name)
{
  for (guint i = 0; i < gesso_mask_document_get_n_masks (self->document); i++)
    {
      guint id = gesso_mask_document_get_id (self->document, i);

      if (g_str_equal (gesso_mask_document_get_name (self->document, id), name))
        return TRUE;
    }

  return FALSE;
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoMaskKeeper) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_change_finish (self->library, result, &error))
    g_debug ("A mask could not be removed: %s", error->message);
  self->busy = FALSE;
  save_next (self);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GessoMaskKeeper) self = user_data;
  g_autoptr (GPtrArray) infos = gesso_library_list_masks_finish (self->library, result, NULL);
  g_autofree char *name = NULL;

  name = g_ptr_array_steal_index (self->obsolete, self->obsolete->len - 1);
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      const GessoMaskInfo *info = infos->pdata[i];

      if (!g_str_equal (info->name, name) || has_name (self, name))
        continue;
      gesso_library_remove_mask_async (self->library, info->id, NULL, removed_cb,
                                       g_object_ref (self));
      return;
    }
  self->busy = FALSE;
  save_next (self);
}

static void
save_next (GessoMaskKeeper *self)
{
  if (self->busy || self->loading)
    return;
  g_clear_error (&self->last_error);
  if (save_dirty (self))
    return;
  if (self->obsolete->len > 0)
    {
      self->busy = TRUE;
      gesso_library_list_masks_async (self->library, self->node_id, NULL, listed_cb,
                                      g_object_ref (self));
      return;
    }
  answer_flushes (self);
}

/* --- The document --- */

static void
committed_cb (GessoMaskDocument *document,
              guint              mask_id,
              gpointer           user_data)
{
  GessoMaskKeeper *self = user_data;

  g_hash_table_add (self->dirty, GUINT_TO_POINTER (mask_id));
  save_next (self);
}

/* Finds what was removed or renamed since it was saved. */
static void
masks_changed_cb (GessoMaskDocument *document,
                  gpointer           user_data)
{
  GessoMaskKeeper *self = user_data;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *name = gesso_mask_document_get_name (document, GPOINTER_TO_UINT (key));

      if (g_strcmp0 (name, value) == 0)
        continue;
      g_ptr_array_add (self->obsolete, g_strdup (value));
      if (name != NULL)
        g_hash_table_add (self->dirty, key);
      g_hash_table_iter_remove (&iter);
    }
  save_next (self);
}

static void
gesso_mask_keeper_dispose (GObject *object)
{
  GessoMaskKeeper *self = GESSO_MASK_KEEPER (object);

  if (self->document != NULL)
    {
      g_clear_signal_handler (&self->committed_handler, self->document);
      g_clear_signal_handler (&self->masks_handler, self->document);
    }

  G_OBJECT_CLASS (gesso_mask_keeper_parent_class)->dispose (object);
}

static void
gesso_mask_keeper_finalize (GObject *object)
{
  GessoMaskKeeper *self = GESSO_MASK_KEEPER (object);

  g_clear_object (&self->library);
  g_clear_object (&self->imaging);
  g_clear_object (&self->document);
  g_free (self->node_id);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->dirty);
  g_ptr_array_unref (self->obsolete);
  g_ptr_array_unref (self->flushes);
  g_free (self->saving_name);
  g_clear_error (&self->last_error);

  G_OBJECT_CLASS (gesso_mask_keeper_parent_class)->finalize (object);
}

static void
gesso_mask_keeper_class_init (GessoMaskKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_mask_keeper_dispose;
  object_class->finalize = gesso_mask_keeper_finalize;

  /**
   * GessoMaskKeeper::failed:
   * @self: the keeper
   * @error: why
   *
   * A mask could not be saved.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
gesso_mask_keeper_init (GessoMaskKeeper *self)
{
  self->known = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->dirty = g_hash_table_new (NULL, NULL);
  self->obsolete = g_ptr_array_new_with_free_func (g_free);
  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * gesso_mask_keeper_new:
 * @library: an open library
 * @imaging: where masks are encoded and decoded
 * @node_id: a node of the library
 * @document: its masks, in the node's size
 *
 * Watches a document and saves what changes from now on. Call gesso_mask_keeper_load_async() first
 * to have what was saved before.
 *
 * Returns: (transfer full): the keeper
 */
GessoMaskKeeper *
gesso_mask_keeper_new (GessoLibrary      *library,
                       GessoWorker       *imaging,
                       const char        *node_id,
                       GessoMaskDocument *document)
{
  GessoMaskKeeper *self;

  g_return_val_if_fail (GESSO_IS_LIBRARY (library) && GESSO_IS_WORKER (imaging), NULL);
  g_return_val_if_fail (node_id != NULL && GESSO_IS_MASK_DOCUMENT (document), NULL);

  self = g_object_new (GESSO_TYPE_MASK_KEEPER, NULL);
  self->library = g_object_ref (library);
  self->imaging = g_object_ref (imaging);
  self->node_id = g_strdup (node_id);
  self->document = g_object_ref (document);
  self->committed_handler
      = g_signal_connect (document, "committed", G_CALLBACK (committed_cb), self);
  self->masks_handler
      = g_signal_connect (document, "masks-changed", G_CALLBACK (masks_changed_cb), self);

  return self;
}

/* --- Loading --- */

typedef struct
{
  GessoLibrary *library;     /* (owned) */
  GPtrArray *infos;          /* (owned) (nullable) (element-type GessoMaskInfo) */
  GCancellable *cancellable; /* (owned) (nullable): whether somebody wants the answer */
  int width;
  int height;
  GPtrArray *masks;    /* (owned) (element-type GessoMask): output */
  GStrvBuilder *names; /* (owned): output */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_object_unref (load->library);
  g_clear_pointer (&load->infos, g_ptr_array_unref);
  g_ptr_array_unref (load->masks);
  g_strv_builder_unref (load->names);
  g_clear_object (&load->cancellable);
  g_free (load);
}

/* What cannot be read is left out, and stays in the library. */
static void
decode_work (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Load *load = task_data;

  for (guint i = 0; i < load->infos->len; i++)
    {
      const GessoMaskInfo *info = load->infos->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) png = gesso_library_map_blob (load->library, info->digest, &error);
      GessoMask *mask = NULL;

      if (png != NULL)
        mask = gesso_mask_from_png (png, load->width, load->height, NULL, &error);
      if (mask == NULL)
        {
          g_debug ("A saved mask cannot be read: %s", error->message);
          continue;
        }
      g_ptr_array_add (load->masks, mask);
      g_strv_builder_add (load->names, info->name);
    }
  g_task_return_boolean (task, TRUE);
}

static void
to_load_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GessoMaskKeeper *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->infos = gesso_library_list_masks_finish (self->library, result, &error);
  if (load->infos == NULL)
    g_task_return_error (task, error);
  else
    gesso_worker_run (self->imaging, task, GESSO_WORKER_PRIORITY_INTERACTIVE, decode_work);
}

/**
 * gesso_mask_keeper_load_async:
 * @self: a keeper
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_mask_keeper_load_finish()
 * @user_data: for @callback
 *
 * Reads the saved masks of the node. They go into the document in the finish function: in the place
 * of what is there, or beside it if something was painted meanwhile. Nothing is saved until then. A
 * load is short and always runs to its end; cancelling it only says so.
 */
void
gesso_mask_keeper_load_async (GessoMaskKeeper     *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Load *load;

  g_return_if_fail (GESSO_IS_MASK_KEEPER (self));

  load = g_new0 (Load, 1);
  load->library = g_object_ref (self->library);
  load->width = gesso_mask_document_get_width (self->document);
  load->height = gesso_mask_document_get_height (self->document);
  load->masks = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_mask_unref);
  load->names = g_strv_builder_new ();
  if (cancellable != NULL)
    load->cancellable = g_object_ref (cancellable);

  self->loading = TRUE;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, gesso_mask_keeper_load_async);
  g_task_set_task_data (task, load, load_free);
  gesso_library_list_masks_async (self->library, self->node_id, NULL, to_load_cb,
                                  g_object_ref (task));
}

/* What was painted meanwhile keeps its place and its name; the saved masks get a number. */
static void
take_loaded (GessoMaskKeeper *self,
             Load            *load)
{
  g_auto (GStrv) names = g_strv_builder_end (load->names);

  if (load->masks->len == 0)
    return;
  if (gesso_mask_document_can_undo (self->document)
      || gesso_mask_document_is_editing (self->document) || g_hash_table_size (self->dirty) > 0)
    {
      for (guint i = 0; i < load->masks->len; i++)
        gesso_mask_document_add (self->document, NULL, names[i], load->masks->pdata[i]);
      return;
    }

  gesso_mask_document_load (self->document, (const char *const *) names, load->masks);
  for (guint i = 0; i < gesso_mask_document_get_n_masks (self->document); i++)
    {
      guint id = gesso_mask_document_get_id (self->document, i);

      g_hash_table_insert (self->known, GUINT_TO_POINTER (id),
                           g_strdup (gesso_mask_document_get_name (self->document, id)));
    }
}

/**
 * gesso_mask_keeper_load_finish:
 * @self: a keeper
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` codes, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: whether the masks could be listed. A mask whose file cannot be read is left out
 */
gboolean
gesso_mask_keeper_load_finish (GessoMaskKeeper  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  Load *load;
  gboolean listed;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_mask_keeper_load_async), FALSE);

  load = g_task_get_task_data (G_TASK (result));
  listed = g_task_propagate_boolean (G_TASK (result), error);
  if (listed)
    take_loaded (self, load);
  self->loading = FALSE;
  save_next (self);

  return listed && !g_cancellable_set_error_if_cancelled (load->cancellable, error);
}

/**
 * gesso_mask_keeper_is_saved:
 * @self: a keeper
 *
 * Returns: whether everything that was committed is in the library
 */
gboolean
gesso_mask_keeper_is_saved (GessoMaskKeeper *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_KEEPER (self), TRUE);

  return !self->busy && !self->loading && g_hash_table_size (self->dirty) == 0
         && self->obsolete->len == 0;
}

/**
 * gesso_mask_keeper_flush_async:
 * @self: a keeper
 * @callback: ends with gesso_mask_keeper_flush_finish()
 * @user_data: for @callback
 *
 * Waits until everything is saved; tries again what has failed.
 */
void
gesso_mask_keeper_flush_async (GessoMaskKeeper     *self,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (GESSO_IS_MASK_KEEPER (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, gesso_mask_keeper_flush_async);
  g_ptr_array_add (self->flushes, task);
  save_next (self);
}

/**
 * gesso_mask_keeper_flush_finish:
 * @self: a keeper
 * @result: what the callback got
 * @error: `GESSO_STORE_ERROR` or `GESSO_IMAGE_ERROR` codes
 *
 * Returns: whether everything is saved
 */
gboolean
gesso_mask_keeper_flush_finish (GessoMaskKeeper  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_mask_keeper_flush_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
