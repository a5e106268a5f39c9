/* gesso-mask-document-edit.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mask document: edits of the active mask, from their beginning to the step of undo that they
 * become, and the way back; and the frame, which is extended in steps as well.
 */

#include "config.h"

#include "mask/gesso-mask-document-private.h"

/* How much is packed while nothing else is to be done. */
#define TILES_PER_SLICE 4

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
run_free (gpointer data)
{
  Run *run = data;

  if (run->free_data != NULL)
    run->free_data (run->data);
  g_free (run->description);
  gesso_mask_unref (run->snapshot);
  g_free (run);
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
  GessoMaskLayer *layer = _gesso_mask_document_get_layer (self);

  if (!gesso_mask_undo_push (self->undo, layer->id, description, before, layer->mask, NULL))
    return;

  pack_later (self);
  _gesso_mask_document_say_history (self);
  _gesso_mask_document_say_committed (self, layer->id);
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

  return _gesso_mask_document_get_layer (self)->mask;
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
  _gesso_mask_document_say_changed (self, rect);
}

/**
 * gesso_mask_document_set_rest:
 * @self: a document with an edit going on
 * @rest: (nullable): called once when the edit is to end, or to be given up; %NULL when nothing is
 *   left to do
 * @data: for @rest
 *
 * Says that the edit is done in pieces, of which some are missing. Whoever does them ends the edit
 * after the last one; whoever ends it before makes them all be done at once, so that whatever
 * happens next finds the mask as if nothing had been postponed.
 */
void
gesso_mask_document_set_rest (GessoMaskDocument *self,
                              GessoMaskRest      rest,
                              gpointer           data)
{
  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (self->before != NULL);

  self->rest = rest;
  self->rest_data = data;
}

/**
 * gesso_mask_document_has_rest:
 * @self: a document
 *
 * Returns: whether an edit is going on by itself, in pieces
 */
gboolean
gesso_mask_document_has_rest (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), FALSE);

  return self->rest != NULL;
}

static void
do_rest (GessoMaskDocument *self,
         gboolean           complete)
{
  GessoMaskRest rest = g_steal_pointer (&self->rest);

  if (rest != NULL)
    rest (complete, self->rest_data);
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
  do_rest (self, TRUE);
  before = g_steal_pointer (&self->before);
  description = g_steal_pointer (&self->description);
  gesso_mask_tidy (_gesso_mask_document_get_layer (self)->mask, &self->touched);
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
  do_rest (self, FALSE);
  before = g_steal_pointer (&self->before);
  g_clear_pointer (&self->description, g_free);
  gesso_mask_copy_rect (_gesso_mask_document_get_layer (self)->mask, before, &self->touched);
  _gesso_mask_document_say_changed (self, &self->touched);
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
  g_return_if_fail (content != NULL && _gesso_mask_document_has_size (self, content));

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
      || gesso_mask_get_generation (_gesso_mask_document_get_layer (self)->mask)
             != gesso_mask_get_generation (run->snapshot))
    {
      g_set_error (error, GESSO_MASK_ERROR, GESSO_MASK_ERROR_CHANGED,
                   "the mask has changed meanwhile");
      return FALSE;
    }
  gesso_mask_document_replace (self, run->description, content);

  return TRUE;
}

/**
 * gesso_mask_document_get_frame:
 * @self: a document
 *
 * Returns: (transfer none): what the picture becomes, in its own pixels; the picture itself where
 *   nobody has extended it
 */
const GessoRect *
gesso_mask_document_get_frame (GessoMaskDocument *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_DOCUMENT (self), NULL);

  return &self->frame;
}

/**
 * gesso_mask_document_set_frame:
 * @self: a document
 * @description: (nullable): what was done, as shown for undo; %NULL if it cannot be taken back
 * @more: whether this goes on with what the last step has begun, if that was one of the frame
 * @frame: what the picture becomes, in its own pixels
 *
 * Says by how much the picture is extended. An edit that is going on ends first.
 */
void
gesso_mask_document_set_frame (GessoMaskDocument *self,
                               const char        *description,
                               gboolean           more,
                               const GessoRect   *frame)
{
  GessoMaskChange change = { .kind = GESSO_MASK_CHANGE_FRAME };
  const GessoMaskChange *last;

  g_return_if_fail (GESSO_IS_MASK_DOCUMENT (self));
  g_return_if_fail (frame != NULL && !gesso_rect_is_empty (frame));

  gesso_mask_document_end (self);
  if (gesso_rect_equal (&self->frame, frame))
    return;

  change.frame = self->frame;
  change.new_frame = *frame;
  last = gesso_mask_undo_get_change (self->undo, FALSE);
  if (description != NULL && more && last != NULL && last->kind == GESSO_MASK_CHANGE_FRAME)
    {
      change.frame = last->frame;
      gesso_mask_undo_drop_last (self->undo);
    }
  if (description != NULL && !gesso_rect_equal (&change.frame, &change.new_frame))
    gesso_mask_undo_push_change (self->undo, description, &change);
  _gesso_mask_document_change_frame (self, frame);
  _gesso_mask_document_say_history (self);
}

static gboolean
apply_step (GessoMaskDocument *self,
            gboolean           redo)
{
  const GessoMaskChange *change;
  GessoRect changed;
  guint id;

  gesso_mask_document_end (self);
  change = gesso_mask_undo_get_change (self->undo, redo);
  if (change != NULL)
    {
      _gesso_mask_document_apply_change (self, change, redo);
      gesso_mask_undo_pass_change (self->undo, redo);
      _gesso_mask_document_say_history (self);
      return TRUE;
    }

  id = gesso_mask_undo_get_mask_id (self->undo, redo);
  if (id == 0)
    return FALSE;

  gesso_mask_document_set_active (self, id);
  gesso_mask_undo_apply (self->undo, redo, _gesso_mask_document_get_layer (self)->mask, &changed);
  _gesso_mask_document_say_changed (self, &changed);
  _gesso_mask_document_say_history (self);
  _gesso_mask_document_say_committed (self, id);

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
