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
 * worker over a snapshot and come back as one step, unless somebody has painted meanwhile. Here is
 * which masks there are; what happens in them is in -edit.
 *
 * Signals: "changed" (rectangle of the active mask), "committed" (mask id: worth saving now),
 * "masks-changed" (names, order, which is active), "frame-changed" (what the picture becomes),
 * "history-changed" (undo and redo).
 */

#include "config.h"

#include "mask/gesso-mask-document-private.h"

G_DEFINE_FINAL_TYPE (GessoMaskDocument, gesso_mask_document, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_COMMITTED,
  SIGNAL_MASKS_CHANGED,
  SIGNAL_FRAME_CHANGED,
  SIGNAL_HISTORY_CHANGED,
} GessoMaskDocumentSignal;

static guint signals[SIGNAL_HISTORY_CHANGED + 1];

static void
layer_free (gpointer data)
{
  GessoMaskLayer *layer = data;

  g_free (layer->name);
  gesso_mask_unref (layer->mask);
  g_free (layer);
}

GessoMaskLayer *
_gesso_mask_document_find_layer (GessoMaskDocument *self,
                                 guint              mask_id,
                                 guint             *out_position)
{
  for (guint i = 0; i < self->layers->len; i++)
    {
      GessoMaskLayer *layer = g_ptr_array_index (self->layers, i);

      if (layer->id != mask_id)
        continue;
      if (out_position != NULL)
        *out_position = i;
      return layer;
    }

  return NULL;
}

GessoMaskLayer *
_gesso_mask_document_get_layer (GessoMaskDocument *self)
{
  return _gesso_mask_document_find_layer (self, self->active, NULL);
}

/* The name, or with a number behind it if another mask has it: names are keys in the library. */
static char *
make_name_unique (GessoMaskDocument    *self,
                  const GessoMaskLayer *except,
                  const char           *name)
{
  g_autofree char *unique = g_strdup (name);

  for (guint number = 2;; number++)
    {
      gboolean taken = FALSE;

      for (guint i = 0; i < self->layers->len; i++)
        {
          const GessoMaskLayer *layer = g_ptr_array_index (self->layers, i);

          taken = taken || (layer != except && g_str_equal (layer->name, unique));
        }
      if (!taken)
        return g_steal_pointer (&unique);
      g_free (unique);
      unique = g_strdup_printf ("%s %u", name, number);
    }
}

static void
insert_layer (GessoMaskDocument *self,
              guint              mask_id,
              guint              position,
              const char        *name,
              GessoMask         *content)
{
  GessoMaskLayer *layer = g_new0 (GessoMaskLayer, 1);

  layer->id = mask_id;
  layer->name = make_name_unique (self, NULL, name);
  layer->mask
      = content != NULL ? gesso_mask_copy (content) : gesso_mask_new (self->width, self->height);
  g_ptr_array_insert (self->layers, (int) MIN (position, self->layers->len), layer);
}

static guint
append_layer (GessoMaskDocument *self,
              const char        *name,
              GessoMask         *content)
{
  insert_layer (self, ++self->last_id, self->layers->len, name, content);
  return self->last_id;
}

void
_gesso_mask_document_say_changed (GessoMaskDocument *self,
                                  const GessoRect   *rect)
{
  if (!gesso_rect_is_empty (rect))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, rect);
}

void
_gesso_mask_document_say_all_changed (GessoMaskDocument *self)
{
  const GessoRect all = { 0, 0, self->width, self->height };

  _gesso_mask_document_say_changed (self, &all);
}

void
_gesso_mask_document_say_committed (GessoMaskDocument *self,
                                    guint              mask_id)
{
  g_signal_emit (self, signals[SIGNAL_COMMITTED], 0, mask_id);
}

void
_gesso_mask_document_change_frame (GessoMaskDocument *self,
                                   const GessoRect   *frame)
{
  self->frame = *frame;
  g_signal_emit (self, signals[SIGNAL_FRAME_CHANGED], 0);
}

void
_gesso_mask_document_say_history (GessoMaskDocument *self)
{
  g_signal_emit (self, signals[SIGNAL_HISTORY_CHANGED], 0);
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
   * GessoMaskDocument::frame-changed:
   * @self: the document
   *
   * The picture is to become larger or smaller.
   */
  signals[SIGNAL_FRAME_CHANGED]
      = g_signal_new ("frame-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
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
  self->frame = (GessoRect){ 0, 0, width, height };
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

  return ((const GessoMaskLayer *) g_ptr_array_index (self->layers, position))->id;
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
  const GessoMaskLayer *layer;

  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);

  layer = _gesso_mask_document_find_layer (self, mask_id, NULL);
  return layer != NULL ? layer->name : NULL;
}

static void
change_name (GessoMaskDocument *self,
             guint              mask_id,
             const char        *name)
{
  GessoMaskLayer *layer = _gesso_mask_document_find_layer (self, mask_id, NULL);
  char *unique = make_name_unique (self, layer, name);

  g_free (layer->name);
  layer->name = unique;
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
}

static void
push_change (GessoMaskDocument     *self,
             const char            *description,
             const GessoMaskChange *change)
{
  gesso_mask_undo_push_change (self->undo, description, change);
  _gesso_mask_document_say_history (self);
}

/**
 * gesso_mask_document_rename:
 * @self: a document
 * @description: (nullable): what was done, as shown for undo; %NULL if it cannot be taken back
 * @mask_id: a mask
 * @name: what to call it; gets a number if another mask has that name
 *
 * Renames a mask. An edit that is going on ends first.
 */
void
gesso_mask_document_rename (GessoMaskDocument *self,
                            const char        *description,
                            guint              mask_id,
                            const char        *name)
{
  g_autofree char *before = NULL;
  GessoMaskLayer *layer;

  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (_gesso_mask_document_find_layer (self, mask_id, NULL) != NULL);

  gesso_mask_document_end (self);
  layer = _gesso_mask_document_find_layer (self, mask_id, NULL);
  if (g_str_equal (name, layer->name))
    return;
  before = g_strdup (layer->name);
  change_name (self, mask_id, name);
  if (description != NULL && !g_str_equal (before, layer->name))
    push_change (self, description,
                 &(GessoMaskChange){ .kind = GESSO_MASK_CHANGE_RENAME,
                                     .mask_id = mask_id,
                                     .name = before,
                                     .new_name = layer->name });
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
  const GessoMaskLayer *layer;

  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);

  layer = _gesso_mask_document_find_layer (self, mask_id, NULL);
  return layer != NULL ? layer->mask : NULL;
}

gboolean
_gesso_mask_document_has_size (GessoMaskDocument *self,
                               GessoMask         *mask)
{
  return gesso_mask_get_width (mask) == self->width && gesso_mask_get_height (mask) == self->height;
}

/**
 * gesso_mask_document_add:
 * @self: a document
 * @description: (nullable): what was done, as shown for undo; %NULL if it cannot be taken back
 * @name: what to call it; gets a number if another mask has that name
 * @content: (nullable): what is painted in it, of the document's size; %NULL for nothing
 *
 * Adds a mask after the others. It does not become active by itself. With a step of undo, an edit
 * that is going on ends first.
 *
 * Returns: its id
 */
guint
gesso_mask_document_add (GessoMaskDocument *self,
                         const char        *description,
                         const char        *name,
                         GessoMask         *content)
{
  GessoMaskLayer *layer;

  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), 0);
  g_return_val_if_fail (name != NULL, 0);
  g_return_val_if_fail (content == NULL || _gesso_mask_document_has_size (self, content), 0);

  if (description != NULL)
    gesso_mask_document_end (self);
  layer = _gesso_mask_document_find_layer (self, append_layer (self, name, content), NULL);
  if (description != NULL)
    push_change (self, description,
                 &(GessoMaskChange){ .kind = GESSO_MASK_CHANGE_ADD,
                                     .mask_id = layer->id,
                                     .position = self->layers->len - 1,
                                     .name = layer->name,
                                     .content = content });
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_COMMITTED], 0, layer->id);

  return layer->id;
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
      g_return_if_fail (_gesso_mask_document_has_size (self, masks->pdata[i]));
      self->active = append_layer (self, names[i], masks->pdata[i]);
    }
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_HISTORY_CHANGED], 0);
  _gesso_mask_document_say_all_changed (self);
}

/* Its neighbour becomes active if it was. */
static void
take_layer_out (GessoMaskDocument *self,
                guint              mask_id)
{
  guint position;

  if (self->layers->len < 2 || _gesso_mask_document_find_layer (self, mask_id, &position) == NULL)
    return;

  if (mask_id == self->active)
    self->active = gesso_mask_document_get_id (self, position > 0 ? position - 1 : 1);
  g_ptr_array_remove_index (self->layers, position);
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
  _gesso_mask_document_say_all_changed (self);
}

/**
 * gesso_mask_document_remove:
 * @self: a document
 * @description: (nullable): what was done, as shown for undo; %NULL if it cannot be taken back,
 *   and what was done in the mask neither
 * @mask_id: a mask, not the only one
 *
 * Removes a mask. If it was active, its neighbour becomes so, and an edit of it that is going on
 * is given up.
 */
void
gesso_mask_document_remove (GessoMaskDocument *self,
                            const char        *description,
                            guint              mask_id)
{
  const GessoMaskLayer *layer;
  guint position;

  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (_gesso_mask_document_find_layer (self, mask_id, NULL) != NULL);
  g_return_if_fail (self->layers->len > 1);

  if (mask_id == self->active)
    gesso_mask_document_abort (self);
  else
    gesso_mask_document_end (self);
  layer = _gesso_mask_document_find_layer (self, mask_id, &position);
  if (description != NULL)
    gesso_mask_undo_push_change (self->undo, description,
                                 &(GessoMaskChange){ .kind = GESSO_MASK_CHANGE_REMOVE,
                                                     .mask_id = mask_id,
                                                     .position = position,
                                                     .name = layer->name,
                                                     .content = layer->mask });
  else
    gesso_mask_undo_forget (self->undo, mask_id);
  take_layer_out (self, mask_id);
  _gesso_mask_document_say_history (self);
}

/* Takes a change of the masks back, or makes it again. */
void
_gesso_mask_document_apply_change (GessoMaskDocument     *self,
                                   const GessoMaskChange *change,
                                   gboolean               redo)
{
  switch (change->kind)
    {
    case GESSO_MASK_CHANGE_RENAME:
      change_name (self, change->mask_id, redo ? change->new_name : change->name);
      return;
    case GESSO_MASK_CHANGE_FRAME:
      _gesso_mask_document_change_frame (self, redo ? &change->new_frame : &change->frame);
      return;
    case GESSO_MASK_CHANGE_ADD:
    case GESSO_MASK_CHANGE_REMOVE:
    default:
      break;
    }

  if ((change->kind == GESSO_MASK_CHANGE_ADD) != redo)
    {
      take_layer_out (self, change->mask_id);
      return;
    }
  insert_layer (self, change->mask_id, change->position, change->name, change->content);
  self->active = change->mask_id;
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
  _gesso_mask_document_say_all_changed (self);
  _gesso_mask_document_say_committed (self, change->mask_id);
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
  g_return_if_fail (_gesso_mask_document_find_layer (self, mask_id, NULL) != NULL);

  if (self->active == mask_id)
    return;
  gesso_mask_document_end (self);
  self->active = mask_id;
  g_signal_emit (self, signals[SIGNAL_MASKS_CHANGED], 0);
  _gesso_mask_document_say_all_changed (self);
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

  return _gesso_mask_document_get_layer (self)->mask;
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

  return gesso_mask_snapshot (_gesso_mask_document_get_layer (self)->mask);
}
