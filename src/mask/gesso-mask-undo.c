/* gesso-mask-undo.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoMaskUndo is the list of steps that can be taken back and made again, within a budget of
 * bytes. A step holds, for each tile that it changed, the difference between the tile before and
 * after (modulo 256): undo adds it, redo subtracts it. A fresh step holds both tiles, which costs
 * next to nothing since masks share them; gesso_mask_undo_pack() turns them into a packed
 * difference a few at a time, so that no frame waits for it. Packing predicts each byte from its
 * neighbours, which leaves small numbers of a soft brush, and deflates what remains.
 *
 * A step can also say that a mask was added, removed or renamed, and then it holds what was in it;
 * or that the frame of the picture became another one.
 *
 * When the budget is exceeded everything is packed, and then the oldest steps go. Owned by a
 * GessoMaskDocument; main thread.
 */

#include "config.h"

#include "mask/gesso-mask-undo.h"

#include "mask/gesso-mask-private.h"

#include <string.h>
#include <zlib.h>

#define SIDE GESSO_MASK_TILE

typedef struct
{
  int number;
  GessoMaskTile *before; /* (owned) (nullable): NULL is 0, or it is packed */
  GessoMaskTile *after;  /* (owned) (nullable) */
  guint8 *packed;        /* (owned) (nullable) */
  guint n_packed;
} Delta;

typedef struct
{
  guint mask_id;
  char *description; /* (owned) */
  Delta *deltas;     /* (owned) */
  guint n_deltas;
  guint n_done; /* deltas packed: the first ones */
  gsize n_bytes;
  GessoRect changed;
  GessoMaskChange *change; /* (owned) (nullable): then there are no deltas */
} Step;

struct _GessoMaskUndo
{
  gsize budget;
  gsize n_bytes;
  GQueue done;   /* (element-type Step) (owned): oldest first */
  GQueue undone; /* (element-type Step) (owned): next to redo first */
  z_stream deflater;
  z_stream inflater;
  guint8 plane[TILE_BYTES];
  guint8 buffer[TILE_BYTES + TILE_BYTES / 8 + 64];
};

static gsize
count_tile (const GessoMaskTile *tile)
{
  return tile != NULL && tile != _gesso_mask_tile_get_full () ? sizeof *tile : 0;
}

static gsize
count_delta (const Delta *delta)
{
  return sizeof *delta + count_tile (delta->before) + count_tile (delta->after) + delta->n_packed;
}

static void
clear_delta (Delta *delta)
{
  g_clear_pointer (&delta->before, _gesso_mask_tile_unref);
  g_clear_pointer (&delta->after, _gesso_mask_tile_unref);
  g_clear_pointer (&delta->packed, g_free);
}

static void
free_change (GessoMaskChange *change)
{
  g_free ((char *) change->name);
  g_free ((char *) change->new_name);
  g_clear_pointer (&change->content, gesso_mask_unref);
  g_free (change);
}

static void
free_step (Step *step)
{
  g_clear_pointer (&step->change, free_change);
  for (guint i = 0; i < step->n_deltas; i++)
    clear_delta (&step->deltas[i]);
  g_free (step->deltas);
  g_free (step->description);
  g_free (step);
}

static void
drop_steps (GessoMaskUndo *self,
            GQueue        *queue)
{
  for (Step *step; (step = g_queue_pop_head (queue)) != NULL;)
    {
      self->n_bytes -= step->n_bytes;
      free_step (step);
    }
}

/* What a byte is expected to be: the neighbour that lies between the two extremes of the others,
 * or the plane through the three. */
static guint8
predict (guint8 left,
         guint8 above,
         guint8 corner)
{
  guint8 low = MIN (left, above);
  guint8 high = MAX (left, above);

  if (corner >= high)
    return low;
  if (corner <= low)
    return high;
  return (guint8) (left + above - corner);
}

/* In place, from the end, since each byte needs the ones before it as they were. */
static void
remove_prediction (guint8 *plane)
{
  for (int y = SIDE - 1; y > 0; y--)
    {
      guint8 *row = plane + y * SIDE;
      const guint8 *above = row - SIDE;

      for (int x = SIDE - 1; x > 0; x--)
        row[x] = (guint8) (row[x] - predict (row[x - 1], above[x], above[x - 1]));
      row[0] = (guint8) (row[0] - above[0]);
    }
  for (int x = SIDE - 1; x > 0; x--)
    plane[x] = (guint8) (plane[x] - plane[x - 1]);
}

static void
restore_prediction (guint8 *plane)
{
  for (int x = 1; x < SIDE; x++)
    plane[x] = (guint8) (plane[x] + plane[x - 1]);
  for (int y = 1; y < SIDE; y++)
    {
      guint8 *row = plane + y * SIDE;
      const guint8 *above = row - SIDE;

      row[0] = (guint8) (row[0] + above[0]);
      for (int x = 1; x < SIDE; x++)
        row[x] = (guint8) (row[x] + predict (row[x - 1], above[x], above[x - 1]));
    }
}

/* Puts before less after into the plane. */
static void
find_difference (GessoMaskUndo       *self,
                 const GessoMaskTile *before,
                 const GessoMaskTile *after)
{
  for (int i = 0; i < TILE_BYTES; i++)
    self->plane[i] = (guint8) ((before != NULL ? before->pixels[i] : 0)
                               - (after != NULL ? after->pixels[i] : 0));
}

static void
pack_delta (GessoMaskUndo *self,
            Delta         *delta)
{
  find_difference (self, delta->before, delta->after);
  remove_prediction (self->plane);

  deflateReset (&self->deflater);
  self->deflater.next_in = self->plane;
  self->deflater.avail_in = TILE_BYTES;
  self->deflater.next_out = self->buffer;
  self->deflater.avail_out = sizeof self->buffer;
  if (deflate (&self->deflater, Z_FINISH) != Z_STREAM_END)
    g_assert_not_reached ();

  clear_delta (delta);
  delta->n_packed = (guint) (sizeof self->buffer - self->deflater.avail_out);
  delta->packed = g_memdup2 (self->buffer, delta->n_packed);
}

static void
unpack_delta (GessoMaskUndo *self,
              const Delta   *delta)
{
  if (delta->packed == NULL)
    {
      find_difference (self, delta->before, delta->after);
      return;
    }

  inflateReset (&self->inflater);
  self->inflater.next_in = delta->packed;
  self->inflater.avail_in = delta->n_packed;
  self->inflater.next_out = self->plane;
  self->inflater.avail_out = TILE_BYTES;
  if (inflate (&self->inflater, Z_FINISH) != Z_STREAM_END || self->inflater.avail_out != 0)
    g_assert_not_reached ();
  restore_prediction (self->plane);
}

static guint
pack_step (GessoMaskUndo *self,
           Step          *step,
           guint          n_tiles)
{
  guint n = 0;

  for (; n < n_tiles && step->n_done < step->n_deltas; n++)
    {
      Delta *delta = &step->deltas[step->n_done++];
      gsize n_before = count_delta (delta);
      gsize n_after;

      pack_delta (self, delta);
      n_after = count_delta (delta);
      step->n_bytes = step->n_bytes - n_before + n_after;
      self->n_bytes = self->n_bytes - n_before + n_after;
    }

  return n;
}

static guint
pack_queue (GessoMaskUndo *self,
            GQueue        *queue,
            guint          n_tiles)
{
  guint n = 0;

  for (GList *link = queue->tail; link != NULL && n < n_tiles; link = link->prev)
    n += pack_step (self, link->data, n_tiles - n);

  return n;
}

static void
keep_budget (GessoMaskUndo *self)
{
  if (self->n_bytes > self->budget)
    while (gesso_mask_undo_pack (self, G_MAXUINT))
      ;
  while (self->n_bytes > self->budget && !g_queue_is_empty (&self->done))
    {
      Step *step = g_queue_pop_head (&self->done);

      self->n_bytes -= step->n_bytes;
      free_step (step);
    }
}

/**
 * gesso_mask_undo_new:
 * @budget_bytes: how much memory the steps may take; %GESSO_MASK_UNDO_BUDGET as a rule
 *
 * Returns: (transfer full): a list without steps
 */
GessoMaskUndo *
gesso_mask_undo_new (gsize budget_bytes)
{
  GessoMaskUndo *self = g_new0 (GessoMaskUndo, 1);

  self->budget = budget_bytes;
  g_queue_init (&self->done);
  g_queue_init (&self->undone);
  if (deflateInit2 (&self->deflater, 6, Z_DEFLATED, -12, 5, Z_RLE) != Z_OK
      || inflateInit2 (&self->inflater, -12) != Z_OK)
    g_error ("zlib cannot be used");

  return self;
}

/**
 * gesso_mask_undo_free:
 * @self: (transfer full): a list
 *
 * Frees all steps.
 */
void
gesso_mask_undo_free (GessoMaskUndo *self)
{
  g_return_if_fail (self != NULL);

  drop_steps (self, &self->done);
  drop_steps (self, &self->undone);
  deflateEnd (&self->deflater);
  inflateEnd (&self->inflater);
  g_free (self);
}

static void
add_delta (GArray        *deltas,
           Step          *step,
           int            number,
           GessoMaskTile *before,
           GessoMaskTile *after)
{
  Delta delta = { .number = number,
                  .before = before != NULL ? _gesso_mask_tile_ref (before) : NULL,
                  .after = after != NULL ? _gesso_mask_tile_ref (after) : NULL };

  step->n_bytes += count_delta (&delta);
  g_array_append_val (deltas, delta);
}

static Step *
make_step (const GessoMask *before,
           const GessoMask *after)
{
  g_autoptr (GArray) deltas = g_array_new (FALSE, FALSE, sizeof (Delta));
  Step *step = g_new0 (Step, 1);
  int n_columns = gesso_mask_get_n_columns (before);

  step->n_bytes = sizeof *step;
  for (int i = 0; i < _gesso_mask_get_n_tiles (before); i++)
    {
      GessoMaskTile *old = _gesso_mask_get_tile (before, i);
      GessoMaskTile *new = _gesso_mask_get_tile (after, i);
      GessoRect rect;

      if (old == new
          || _gesso_mask_same_tile (before, i, old != NULL ? old->pixels : NULL,
                                    new != NULL ? new->pixels : NULL))
        continue;
      rect = gesso_mask_get_tile_rect (before, i % n_columns, i / n_columns);
      step->changed = gesso_rect_unite (&step->changed, &rect);
      add_delta (deltas, step, i, old, new);
    }
  step->n_deltas = deltas->len;
  step->deltas = g_memdup2 (deltas->data, deltas->len * sizeof (Delta));

  return step;
}

/* Takes the step over. */
static void
push_step (GessoMaskUndo *self,
           Step          *step,
           guint          mask_id,
           const char    *description)
{
  step->mask_id = mask_id;
  step->description = g_strdup (description);
  step->n_bytes += strlen (description) + 1;
  drop_steps (self, &self->undone);
  g_queue_push_tail (&self->done, step);
  self->n_bytes += step->n_bytes;
  keep_budget (self);
}

/**
 * gesso_mask_undo_push:
 * @self: a list
 * @mask_id: whose step it is
 * @description: what was done, as shown
 * @before: the mask before
 * @after: the mask after, of the same size
 * @out_changed: (out) (nullable): the tiles that differ
 *
 * Adds a step; what could have been redone is gone. The oldest steps go if there is no room, in
 * the worst case this one.
 *
 * Returns: %FALSE if nothing differs and no step was added
 */
gboolean
gesso_mask_undo_push (GessoMaskUndo   *self,
                      guint            mask_id,
                      const char      *description,
                      const GessoMask *before,
                      const GessoMask *after,
                      GessoRect       *out_changed)
{
  Step *step;

  g_return_val_if_fail (self != NULL && description != NULL, FALSE);
  g_return_val_if_fail (before != NULL && after != NULL, FALSE);
  g_return_val_if_fail (gesso_mask_get_width (before) == gesso_mask_get_width (after), FALSE);
  g_return_val_if_fail (gesso_mask_get_height (before) == gesso_mask_get_height (after), FALSE);

  step = make_step (before, after);
  if (out_changed != NULL)
    *out_changed = step->changed;
  if (step->n_deltas == 0)
    {
      free_step (step);
      return FALSE;
    }

  push_step (self, step, mask_id, description);

  return TRUE;
}

/**
 * gesso_mask_undo_push_change:
 * @self: a list
 * @description: what was done, as shown
 * @change: what happened
 *
 * Adds a step that changes which masks there are; what could have been redone is gone. Steps of the
 * mask that lie before it stay, so that they can be taken back after it.
 */
void
gesso_mask_undo_push_change (GessoMaskUndo         *self,
                             const char            *description,
                             const GessoMaskChange *change)
{
  Step *step;

  g_return_if_fail (self != NULL && description != NULL);
  g_return_if_fail (change != NULL);
  g_return_if_fail (change->name != NULL || change->kind == GESSO_MASK_CHANGE_FRAME);

  step = g_new0 (Step, 1);
  step->change = g_memdup2 (change, sizeof *change);
  step->change->name = g_strdup (change->name);
  step->change->new_name = g_strdup (change->new_name);
  step->change->content = change->content != NULL ? gesso_mask_snapshot (change->content) : NULL;
  step->n_bytes = sizeof *step + sizeof *change;
  if (change->name != NULL)
    step->n_bytes += strlen (change->name) + 1;
  if (change->content != NULL)
    step->n_bytes += gesso_mask_get_memory (change->content);
  push_step (self, step, change->mask_id, description);
}

static Step *
peek_step (GessoMaskUndo *self,
           gboolean       redo)
{
  return redo ? g_queue_peek_head (&self->undone) : g_queue_peek_tail (&self->done);
}

/* To the other side. */
static void
pass_step (GessoMaskUndo *self,
           gboolean       redo)
{
  if (redo)
    g_queue_push_tail (&self->done, g_queue_pop_head (&self->undone));
  else
    g_queue_push_head (&self->undone, g_queue_pop_tail (&self->done));
}

static void
apply_delta (GessoMaskUndo *self,
             const Delta   *delta,
             gboolean       redo,
             GessoMask     *mask)
{
  int n_columns = gesso_mask_get_n_columns (mask);
  guint8 *pixels;

  unpack_delta (self, delta);
  pixels = _gesso_mask_write_tile (mask, delta->number % n_columns, delta->number / n_columns);
  for (int i = 0; i < TILE_BYTES; i++)
    pixels[i] = (guint8) (redo ? pixels[i] - self->plane[i] : pixels[i] + self->plane[i]);
}

/**
 * gesso_mask_undo_apply:
 * @self: a list
 * @redo: %TRUE to make the next step again, %FALSE to take the last one back
 * @mask: (inout): the mask whose step it is, as it was after the last call
 * @out_changed: (out): the tiles that changed
 *
 * Takes a step of painting back, or makes it again; see gesso_mask_undo_get_change() for others.
 *
 * Returns: %FALSE if there is no step
 */
gboolean
gesso_mask_undo_apply (GessoMaskUndo *self,
                       gboolean       redo,
                       GessoMask     *mask,
                       GessoRect     *out_changed)
{
  Step *step;

  g_return_val_if_fail (self != NULL && out_changed != NULL, FALSE);
  g_return_val_if_fail (mask != NULL && !gesso_mask_is_frozen (mask), FALSE);

  step = peek_step (self, redo);
  if (step == NULL || step->change != NULL)
    return FALSE;

  pass_step (self, redo);
  _gesso_mask_mark_changed (mask);
  for (guint i = 0; i < step->n_deltas; i++)
    apply_delta (self, &step->deltas[i], redo, mask);
  gesso_mask_tidy (mask, &step->changed);
  *out_changed = step->changed;

  return TRUE;
}

/**
 * gesso_mask_undo_get_change:
 * @self: a list
 * @redo: which way
 *
 * Returns: (transfer none) (nullable): what the next step changed about the masks there are; %NULL
 *   if it is a step of painting, or if there is none
 */
const GessoMaskChange *
gesso_mask_undo_get_change (GessoMaskUndo *self,
                            gboolean       redo)
{
  const Step *step;

  g_return_val_if_fail (self != NULL, NULL);

  step = peek_step (self, redo);
  return step != NULL ? step->change : NULL;
}

/**
 * gesso_mask_undo_pass_change:
 * @self: a list whose next step is no step of painting
 * @redo: which way
 *
 * Says that the next step was taken back, or made again.
 */
void
gesso_mask_undo_pass_change (GessoMaskUndo *self,
                             gboolean       redo)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (gesso_mask_undo_get_change (self, redo) != NULL);

  pass_step (self, redo);
}

/**
 * gesso_mask_undo_drop_last:
 * @self: a list with a step that can be taken back
 *
 * Forgets the last step, for one that says more.
 */
void
gesso_mask_undo_drop_last (GessoMaskUndo *self)
{
  Step *step;

  g_return_if_fail (self != NULL && !g_queue_is_empty (&self->done));

  step = g_queue_pop_tail (&self->done);
  self->n_bytes -= step->n_bytes;
  free_step (step);
}

static void
forget_in (GessoMaskUndo *self,
           GQueue        *queue,
           guint          mask_id)
{
  for (GList *link = queue->head, *next; link != NULL; link = next)
    {
      Step *step = link->data;

      next = link->next;
      if (step->mask_id != mask_id)
        continue;
      self->n_bytes -= step->n_bytes;
      free_step (step);
      g_queue_delete_link (queue, link);
    }
}

/**
 * gesso_mask_undo_forget:
 * @self: a list
 * @mask_id: a mask that is no more
 *
 * Drops all steps of a mask.
 */
void
gesso_mask_undo_forget (GessoMaskUndo *self,
                        guint          mask_id)
{
  g_return_if_fail (self != NULL);

  forget_in (self, &self->done, mask_id);
  forget_in (self, &self->undone, mask_id);
}

/**
 * gesso_mask_undo_pack:
 * @self: a list
 * @n_tiles: how many tiles at most; about a fifth of a millisecond each
 *
 * Packs tiles that are still held in full.
 *
 * Returns: whether there may be more to do
 */
gboolean
gesso_mask_undo_pack (GessoMaskUndo *self,
                      guint          n_tiles)
{
  guint n;

  g_return_val_if_fail (self != NULL, FALSE);

  n = pack_queue (self, &self->done, n_tiles);
  n += pack_queue (self, &self->undone, n_tiles - n);

  return n == n_tiles;
}

/**
 * gesso_mask_undo_get_n_steps:
 * @self: a list
 * @redo: which way
 *
 * Returns: how many steps can be taken back, or made again
 */
guint
gesso_mask_undo_get_n_steps (GessoMaskUndo *self,
                             gboolean       redo)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_queue_get_length (redo ? &self->undone : &self->done);
}

/**
 * gesso_mask_undo_get_mask_id:
 * @self: a list
 * @redo: which way
 *
 * Returns: whose the next step is; 0 if there is none
 */
guint
gesso_mask_undo_get_mask_id (GessoMaskUndo *self,
                             gboolean       redo)
{
  const Step *step;

  g_return_val_if_fail (self != NULL, 0);

  step = peek_step (self, redo);
  return step != NULL ? step->mask_id : 0;
}

/**
 * gesso_mask_undo_describe:
 * @self: a list
 * @redo: which way
 *
 * Returns: (transfer none) (nullable): what the next step did; %NULL if there is none
 */
const char *
gesso_mask_undo_describe (GessoMaskUndo *self,
                          gboolean       redo)
{
  const Step *step;

  g_return_val_if_fail (self != NULL, NULL);

  step = peek_step (self, redo);
  return step != NULL ? step->description : NULL;
}

/**
 * gesso_mask_undo_get_n_bytes:
 * @self: a list
 *
 * Returns: the memory of all steps; tiles that a mask still shares count in full
 */
gsize
gesso_mask_undo_get_n_bytes (GessoMaskUndo *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_bytes;
}
