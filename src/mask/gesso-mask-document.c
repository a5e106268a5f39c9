/* gesso-mask-document.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoMaskDocument holds what somebody paints over one picture: several named masks, of which one
 * is active, and the steps that can be taken back. It is made for a picture by whoever shows it,
 * and belongs to the main thread. Everything that paints goes through it:
 * gesso_mask_document_begin() gives the active mask for writing, gesso_mask_document_touch() tells
 * who shows it, gesso_mask_document_end() makes one step of all of it. Long operations run on a
 * worker over a snapshot and come back as one step, unless somebody has painted meanwhile.
 *
 * Signals: "changed" (rectangle of the active mask), "committed" (mask id: worth saving now),
 * "masks-changed" (names, order, which is active), "history-changed" (undo and redo).
 */

#include "config.h"

#include "mask/gesso-mask-document.h"

#include "mask/gesso-mask-undo.h"

#define TILES_PER_SLICE 4

typedef struct
{
  guint id;
  char *name;      /* (owned) */
  GessoMask *mask; /* (owned) */
} Layer;

struct _GessoMaskDocument
{
  GObject parent_instance;

  int width;
  int height;
  GPtrArray *layers; /* (owned) (element-type Layer) */
  guint active;
  guint last_id;
  GessoMaskUndo *undo; /* (owned) */
  guint pack_source;

  /* The edit that is going on */
  GessoMask *before; /* (owned) (nullable) */
  char *description; /* (owned) (nullable) */
  GessoRect touched;
};

G_DEFINE_FINAL_TYPE (GessoMaskDocument, gesso_mask_document, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_COMMITTED,
  SIGNAL_MASKS_CHANGED,
  SIGNAL_HISTORY_CHANGED,
} GessoMaskDocumentSignal;

static guint signals[SIGNAL_HISTORY_CHANGED + 1];

typedef struct
{
  GessoMaskWork work;
  gpointer data; /* (owned by @free_data) */
  GDestroyNotify free_data;
  char *description;   /* (owned) */
  GessoMask *snapshot; /* (owned) */
  guint mask_id;
} Run;

static void
layer_free (gpointer data)
{
  Layer *layer = data;

  g_free (layer->name);
  gesso_mask_unref (layer->mask);
  g_free (layer);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  if (run->free_data != NULL)
    run->free_data (run->data);
  g_free (run->description);
  gesso_mask_unref (run->snapshot);
  g_free (run);
}

static Layer *
find_layer (GessoMaskDocument *self,
            guint              mask_id,
            guint             *out_position)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      Layer *layer = g_ptr_array_index (self->layers, i);

      if (layer->id != mask_id)
        continue;
      if (out_position != NULL)
        *out_position = i;
      return layer;
    }

  return NULL;
}

static Layer *
active_layer (GessoMaskDocument *self)
{
  return find_layer (self, self->active, NULL);
}

/* The name, or with a number behind it if another mask has it: names are keys in the library. */
static char *
make_name_unique (GessoMaskDocument *self,
                  const Layer       *except,
                  const char        *name)
{
  g_autofree char *unique = g_strdup (name);

  for (guint number = 2;; number++)
    {
      gboolean taken = FALSE;

      for (guint i = 0; i < self->layers->len; i++)
        {
          const Layer *layer = g_ptr_array_index (self->layers, i);

          taken = taken || (layer != except && g_str_equal (layer->name, unique));
        }
      if (!taken)
        return g_steal_pointer (&unique);
      g_free (unique);
      unique = g_strdup_printf ("%s %u", name, number);
    }
}

static guint
append_layer (GessoMaskDocument *self,
              const char        *name,
              GessoMask         *content)
{
  Layer *layer = g_new0 (Layer, 1);

  layer->id = ++self->last_id;
  layer->name = make_name_unique (self, NULL, name);
  layer->mask
      = content != NULL ? gesso_mask_copy (content) : gesso_mask_new (self->width, self->height);
  g_ptr_array_add (self->layers, layer);

  return layer->id;
}

static void
emit_changed (GessoMaskDocument *self,
              const GessoRect   *rect)
{
  if (!gesso_rect_is_empty (rect))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, rect);
}

static void
emit_all_changed (GessoMaskDocument *self)
{
  const GessoRect all = { 0, 0, self->width, self->height };

  emit_changed (self, &all);
}

static gboolean
pack_cb (gpointer user_data)
{
  GessoMaskDocument *self = user_data;

  if (gesso_mask_undo_pack (self->undo, TILES_PER_SLICE))
    return G_SOURCE_CONTINUE;

  self->pack_source = 0;
  return G_SOURCE_REMOVE;
}

static void
pack_later (GessoMaskDocument *self)
{
  if (self->pack_source == 0)
    self->pack_source = g_idle_add_full (G_PRIORITY_LOW, pack_cb, self, NULL);
}

/* What a step of undo and a save need after the active mask became another one. */
static void
push_step (GessoMaskDocument *self,
           const char        *description,
           GessoMask         *before)
{
  Layer *layer = active_layer (self);

  if (!gesso_mask_undo_push (self->undo, layer->id, description, before, layer->mask, NULL))
    return;

  pack_later (self);
  g_signal_emit (self, signals[SIGNAL_HISTORY_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_COMMITTED], 0, layer->id);
}

static void
gesso_mask_document_dispose (GObject *object)
{
  GessoMaskDocument *self = GESSO_MASK_DOCUMENT (object);

  g_clear_handle_id (&self->pack_source, g_source_remove);

  G_OBJECT_CLASS (gesso_mask_document_parent_class)->dispose (object);
}

static void
gesso_mask_document_finalize (GObject *object)
{
  GessoMaskDocument *self = GESSO_MASK_DOCUMENT (object);

  g_ptr_array_unref (self->layers);
  g_clear_pointer (&self->before, gesso_mask_unref);
  g_free (self->description);
  gesso_mask_undo_free (self->undo);

  G_OBJECT_CLASS (gesso_mask_document_parent_class)->finalize (object);
}

static void
gesso_mask_document_class_init (GessoMaskDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_mask_document_dispose;
  object_class->finalize = gesso_mask_document_finalize;

  /**
   * GessoMaskDocument::changed:
   * @self: the document
   * @rect: where
   *
   * The active mask has changed there, or another one has become active.
   */
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 1, GESSO_TYPE_RECT | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * GessoMaskDocument::committed:
   * @self: the document
   * @mask_id: which mask
   *
   * An edit of the mask has ended, was taken back or made again.
   */
  signals[SIGNAL_COMMITTED]
      = g_signal_new ("committed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * GessoMaskDocument::masks-changed:
   * @self: the document
   *
   * A mask was added, removed or renamed, or another one has become active.
   */
  signals[SIGNAL_MASKS_CHANGED]
      = g_signal_new ("masks-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);

  /**
   * GessoMaskDocument::history-changed:
   * @self: the document
   *
   * What can be undone or redone has changed.
   */
  signals[SIGNAL_HISTORY_CHANGED]
      = g_signal_new ("history-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_mask_document_init (GessoMaskDocument *self)
{
  self->layers = g_ptr_array_new_with_free_func (layer_free);
  self->undo = gesso_mask_undo_new (GESSO_MASK_UNDO_BUDGET);
}

/**
 * gesso_mask_document_new:
 * @width: of the picture, in pixels, 1 to %GESSO_MASK_MAX_SIDE
 * @height: of the picture
 * @name: of the first mask, as shown
 *
 * Makes a document with one mask, in which nothing is painted.
 *
 * Returns: (transfer full): the document
 */
GessoMaskDocument *
gesso_mask_document_new (int         width,
                         int         height,
                         const char *name)
{
  GessoMaskDocument *self;

  g_return_val_if_fail (width > 0 && width <= GESSO_MASK_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= GESSO_MASK_MAX_SIDE, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (GESSO_TYPE_MASK_DOCUMENT, NULL);
  self->width = width;
  self->height = height;
  self->active = append_layer (self, name, NULL);

  return self;
}

/**
 * gesso_mask_document_get_width:
 * @self: a document
 *
 * Returns: the picture's width in pixels
 */
int
gesso_mask_document_get_width (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), 0);

  return self->width;
}

/**
 * gesso_mask_document_get_height:
 * @self: a document
 *
 * Returns: the picture's height in pixels
 */
int
gesso_mask_document_get_height (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), 0);

  return self->height;
}

/**
 * gesso_mask_document_get_n_masks:
 * @self: a document
 *
 * Returns: how many masks there are, at least 1
 */
guint
gesso_mask_document_get_n_masks (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), 0);

  return self->layers->len;
}

/**
 * gesso_mask_document_get_id:
 * @self: a document
 * @position: 0 to the number of masks less 1; the oldest is 0
 *
 * Returns: the mask's id
 */
guint
gesso_mask_document_get_id (GessoMaskDocument *self,
                            guint              position)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), 0);
  g_return_val_if_fail (position < self->layers->len, 0);

  return ((const Layer *) g_ptr_array_index (self->layers, position))->id;
}

/**
 * gesso_mask_document_get_name:
 * @self: a document
 * @mask_id: a mask
 *
 * Returns: (transfer none) (nullable): its name, which no other mask of the document has; %NULL if
 *   there is no such mask
 */
const char *
gesso_mask_document_get_name (GessoMaskDocument *self,
                              guint              mask_id)
{
  const Layer *layer;

  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);

  layer = find_layer (self, mask_id, NULL);
  return layer != NULL ? layer->name : NULL;
}

/**
 * gesso_mask_document_rename:
 * @self: a document
 * @mask_id: a mask
 * @name: what to call it; gets a number if another mask has that name
 *
 * Renames a mask.
 */
void
gesso_mask_document_rename (GessoMaskDocument *self,
                            guint              mask_id,
                            const char        *name)
{
  g_autofree char *unique = NULL;
  Layer *layer;

  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (name != NULL);

  layer = find_layer (self, mask_id, NULL);
  g_return_if_fail (layer != NULL);

  unique = make_name_unique (self, layer, name);
  if (g_str_equal (unique, layer->name))
    return;
  g_free (layer->name);
  layer->name = g_steal_pointer (&unique);
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
}

/**
 * gesso_mask_document_get_mask:
 * @self: a document
 * @mask_id: a mask
 *
 * Returns: (transfer none) (nullable): the mask as it is now, for reading only; %NULL if there is
 *   no such mask
 */
GessoMask *
gesso_mask_document_get_mask (GessoMaskDocument *self,
                              guint              mask_id)
{
  const Layer *layer;

  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);

  layer = find_layer (self, mask_id, NULL);
  return layer != NULL ? layer->mask : NULL;
}

static gboolean
has_our_size (GessoMaskDocument *self,
              GessoMask         *mask)
{
  return gesso_mask_get_width (mask) == self->width && gesso_mask_get_height (mask) == self->height;
}

/**
 * gesso_mask_document_add:
 * @self: a document
 * @name: what to call it; gets a number if another mask has that name
 * @content: (nullable): what is painted in it, of the document's size; %NULL for nothing
 *
 * Adds a mask after the others. It does not become active by itself.
 *
 * Returns: its id
 */
guint
gesso_mask_document_add (GessoMaskDocument *self,
                         const char        *name,
                         GessoMask         *content)
{
  guint id;

  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), 0);
  g_return_val_if_fail (name != NULL, 0);
  g_return_val_if_fail (content == NULL || has_our_size (self, content), 0);

  id = append_layer (self, name, content);
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_COMMITTED], 0, id);

  return id;
}

/**
 * gesso_mask_document_load:
 * @self: a document in which no edit is going on
 * @names: (array zero-terminated=1): at least one
 * @masks: (element-type GessoMask): as many, of the document's size
 *
 * Puts saved masks in the place of all that are there; the last one becomes active. Steps of undo
 * are gone, and nothing is committed.
 */
void
gesso_mask_document_load (GessoMaskDocument *self, const char *const *names, GPtrArray *masks)
{
  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (names != NULL && masks != NULL && masks->len > 0);
  g_return_if_fail (self->before == NULL);

  for (guint i = 0; i < self->layers->len; i++)
    gesso_mask_undo_forget (self->undo, gesso_mask_document_get_id (self, i));
  g_ptr_array_set_size (self->layers, 0);
  for (guint i = 0; i < masks->len && names[i] != NULL; i++)
    {
      g_return_if_fail (has_our_size (self, masks->pdata[i]));
      self->active = append_layer (self, names[i], masks->pdata[i]);
    }
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_HISTORY_CHANGED], 0);
  emit_all_changed (self);
}

/**
 * gesso_mask_document_remove:
 * @self: a document
 * @mask_id: a mask, not the only one
 *
 * Removes a mask with its steps of undo. If it was active, its neighbour becomes so.
 */
void
gesso_mask_document_remove (GessoMaskDocument *self,
                            guint              mask_id)
{
  guint position;

  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (find_layer (self, mask_id, &position) != NULL);
  g_return_if_fail (self->layers->len > 1);

  if (mask_id == self->active)
    {
      gesso_mask_document_abort (self);
      self->active = gesso_mask_document_get_id (self, position > 0 ? position - 1 : 1);
    }
  g_ptr_array_remove_index (self->layers, position);
  gesso_mask_undo_forget (self->undo, mask_id);
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_HISTORY_CHANGED], 0);
  emit_all_changed (self);
}

/**
 * gesso_mask_document_get_active:
 * @self: a document
 *
 * Returns: the id of the mask that is painted in
 */
guint
gesso_mask_document_get_active (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), 0);

  return self->active;
}

/**
 * gesso_mask_document_set_active:
 * @self: a document
 * @mask_id: a mask
 *
 * Says which mask is painted in. An edit that is going on ends first.
 */
void
gesso_mask_document_set_active (GessoMaskDocument *self,
                                guint              mask_id)
{
  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (find_layer (self, mask_id, NULL) != NULL);

  if (self->active == mask_id)
    return;
  gesso_mask_document_end (self);
  self->active = mask_id;
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
  emit_all_changed (self);
}

/**
 * gesso_mask_document_get_active_mask:
 * @self: a document
 *
 * Returns: (transfer none): the active mask as it is now, for reading only; it may be another
 *   object after an edit
 */
GessoMask *
gesso_mask_document_get_active_mask (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);

  return active_layer (self)->mask;
}

/**
 * gesso_mask_document_dup_snapshot:
 * @self: a document
 *
 * Returns: (transfer full): the active mask as it is now, for good and for any thread
 */
GessoMask *
gesso_mask_document_dup_snapshot (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);

  return gesso_mask_snapshot (active_layer (self)->mask);
}

/**
 * gesso_mask_document_begin:
 * @self: a document in which no edit is going on
 * @description: what is done, as shown for undo
 *
 * Begins an edit of the active mask. Everything until gesso_mask_document_end() is one step.
 *
 * Returns: (transfer none): the mask, to be written; call gesso_mask_document_touch() after it
 */
GessoMask *
gesso_mask_document_begin (GessoMaskDocument *self,
                           const char        *description)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);
  g_return_val_if_fail (description != NULL, NULL);
  g_return_val_if_fail (self->before == NULL, NULL);

  self->before = gesso_mask_document_dup_snapshot (self);
  self->description = g_strdup (description);
  self->touched = GESSO_RECT_EMPTY;

  return active_layer (self)->mask;
}

/**
 * gesso_mask_document_get_before:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): the active mask as it was when the edit began; %NULL if no
 *   edit is going on
 */
GessoMask *
gesso_mask_document_get_before (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);

  return self->before;
}

/**
 * gesso_mask_document_touch:
 * @self: a document with an edit going on
 * @rect: where the mask was written
 *
 * Tells everybody who shows the mask.
 */
void
gesso_mask_document_touch (GessoMaskDocument *self,
                           const GessoRect   *rect)
{
  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (self->before != NULL && rect != NULL);

  self->touched = gesso_rect_unite (&self->touched, rect);
  emit_changed (self, rect);
}

/**
 * gesso_mask_document_end:
 * @self: a document
 *
 * Ends the edit, if one is going on. If it has changed anything, it is a step of undo, and
 * "committed" is emitted.
 */
void
gesso_mask_document_end (GessoMaskDocument *self)
{
  g_autoptr (GessoMask) before = NULL;
  g_autofree char *description = NULL;

  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));

  if (self->before == NULL)
    return;
  before = g_steal_pointer (&self->before);
  description = g_steal_pointer (&self->description);
  gesso_mask_tidy (active_layer (self)->mask, &self->touched);
  push_step (self, description, before);
}

/**
 * gesso_mask_document_abort:
 * @self: a document
 *
 * Puts everything back to where the edit began, if one is going on.
 */
void
gesso_mask_document_abort (GessoMaskDocument *self)
{
  g_autoptr (GessoMask) before = NULL;

  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));

  if (self->before == NULL)
    return;
  before = g_steal_pointer (&self->before);
  g_clear_pointer (&self->description, g_free);
  gesso_mask_copy_rect (active_layer (self)->mask, before, &self->touched);
  emit_changed (self, &self->touched);
}

/**
 * gesso_mask_document_is_editing:
 * @self: a document
 *
 * Returns: whether an edit is going on
 */
gboolean
gesso_mask_document_is_editing (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), FALSE);

  return self->before != NULL;
}

/**
 * gesso_mask_document_replace:
 * @self: a document in which no edit is going on
 * @description: what was done, as shown for undo
 * @content: a mask of the document's size
 *
 * Makes the active mask look like another one, as one step.
 */
void
gesso_mask_document_replace (GessoMaskDocument *self,
                             const char        *description,
                             GessoMask         *content)
{
  GessoMask *mask;
  GessoRect changed;
  GessoRect all;

  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (content != NULL && has_our_size (self, content));

  mask = gesso_mask_document_begin (self, description);
  g_return_if_fail (mask != NULL);
  all = gesso_mask_get_extents (mask);
  changed = gesso_mask_find_changes (mask, content);
  gesso_mask_copy_rect (mask, content, &all);
  gesso_mask_document_touch (self, &changed);
  gesso_mask_document_end (self);
}

static void
run_work (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Run *run = task_data;
  GError *error = NULL;
  GessoMask *result = run->work (run->snapshot, run->data, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) gesso_mask_unref);
  else
    g_task_return_error (task, error);
}

/**
 * gesso_mask_document_run_async:
 * @self: a document
 * @description: what is done, as shown for undo
 * @worker: where @work runs
 * @work: makes the new mask out of a snapshot of the active one
 * @data: (nullable): for @work
 * @free_data: (nullable): frees @data, on either thread
 * @cancellable: (nullable): cancels it
 * @callback: ends with gesso_mask_document_run_finish()
 * @user_data: for @callback
 *
 * Does something long to the active mask. If nobody has changed that mask when it is ready, the
 * result is taken over as one step, before @callback.
 */
void
gesso_mask_document_run_async (GessoMaskDocument   *self,
                               const char          *description,
                               GessoWorker         *worker,
                               GessoMaskWork        work,
                               gpointer             data,
                               GDestroyNotify       free_data,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Run *run;

  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (GESSO_IS_WORKER (worker));
  g_return_if_fail (description != NULL && work != NULL);

  run = g_new0 (Run, 1);
  run->work = work;
  run->data = data;
  run->free_data = free_data;
  run->description = g_strdup (description);
  run->snapshot = gesso_mask_document_dup_snapshot (self);
  run->mask_id = self->active;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gesso_mask_document_run_async);
  g_task_set_task_data (task, run, run_free);
  if (self->before != NULL)
    g_task_return_new_error (task, GESSO_MASK_ERROR, GESSO_MASK_ERROR_BUSY,
                             "an edit of the mask is going on");
  else
    gesso_worker_run (worker, task, GESSO_WORKER_PRIORITY_INTERACTIVE, run_work);
}

/**
 * gesso_mask_document_run_finish:
 * @self: a document
 * @result: what the callback got
 * @error: %GESSO_MASK_ERROR_BUSY, %GESSO_MASK_ERROR_CHANGED, `G_IO_ERROR_CANCELLED`, or what the
 *   work says
 *
 * Takes the result over. To be called once, in the callback.
 *
 * Returns: %TRUE if the mask is the new one
 */
gboolean
gesso_mask_document_run_finish (GessoMaskDocument  *self,
                                GAsyncResult       *result,
                                GError            **error)
{
  g_autoptr (GessoMask) content = NULL;
  const Run *run;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_mask_document_run_async), FALSE);

  run = g_task_get_task_data (G_TASK (result));
  content = g_task_propagate_pointer (G_TASK (result), error);
  if (content == NULL)
    return FALSE;
  if (run->mask_id != self->active || self->before != NULL
      || gesso_mask_get_generation (active_layer (self)->mask)
             != gesso_mask_get_generation (run->snapshot))
    {
      g_set_error (error, GESSO_MASK_ERROR, GESSO_MASK_ERROR_CHANGED,
                   "the mask has changed meanwhile");
      return FALSE;
    }
  gesso_mask_document_replace (self, run->description, content);

  return TRUE;
}

static gboolean
apply_step (GessoMaskDocument *self,
            gboolean           redo)
{
  GessoRect changed;
  guint id;

  gesso_mask_document_end (self);
  id = gesso_mask_undo_get_mask_id (self->undo, redo);
  if (id == 0)
    return FALSE;

  gesso_mask_document_set_active (self, id);
  gesso_mask_undo_apply (self->undo, redo, active_layer (self)->mask, &changed);
  emit_changed (self, &changed);
  g_signal_emit (self, signals[SIGNAL_HISTORY_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_COMMITTED], 0, id);

  return TRUE;
}

/**
 * gesso_mask_document_undo:
 * @self: a document
 *
 * Takes the last step back; the mask whose step it is becomes active. An edit that is going on
 * ends first, and is then the last step.
 *
 * Returns: %FALSE if there is no step
 */
gboolean
gesso_mask_document_undo (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), FALSE);

  return apply_step (self, FALSE);
}

/**
 * gesso_mask_document_redo:
 * @self: a document
 *
 * Makes the step again that was taken back last.
 *
 * Returns: %FALSE if there is no step
 */
gboolean
gesso_mask_document_redo (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), FALSE);

  return apply_step (self, TRUE);
}

/**
 * gesso_mask_document_can_undo:
 * @self: a document
 *
 * Returns: whether there is a step to take back
 */
gboolean
gesso_mask_document_can_undo (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), FALSE);

  return gesso_mask_undo_get_n_steps (self->undo, FALSE) > 0;
}

/**
 * gesso_mask_document_can_redo:
 * @self: a document
 *
 * Returns: whether there is a step to make again
 */
gboolean
gesso_mask_document_can_redo (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), FALSE);

  return gesso_mask_undo_get_n_steps (self->undo, TRUE) > 0;
}

/**
 * gesso_mask_document_describe_undo:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): what would be taken back
 */
const char *
gesso_mask_document_describe_undo (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);

  return gesso_mask_undo_describe (self->undo, FALSE);
}

/**
 * gesso_mask_document_describe_redo:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): what would be made again
 */
const char *
gesso_mask_document_describe_redo (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);

  return gesso_mask_undo_describe (self->undo, TRUE);
}

/**
 * gesso_mask_document_get_undo_bytes:
 * @self: a document
 *
 * Returns: the memory that undo takes
 */
gsize
gesso_mask_document_get_undo_bytes (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), 0);

  return gesso_mask_undo_get_n_bytes (self->undo);
}
