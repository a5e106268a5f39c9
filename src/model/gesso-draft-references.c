/* gesso-draft-references.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft-private.h"

/* The pictures of a GessoDraft: its list of tiles in sending order, and the mask that belongs to
 * the first of them. A part of that class, cut out by concern; main thread only. */

static void
image_changed_cb (GessoDraftImage *image,
                  GParamSpec      *pspec,
                  GessoDraft      *self)
{
  _gesso_draft_update (self);
}

static void
watch (GessoDraft      *self,
       GessoDraftImage *image)
{
  g_signal_connect_object (image, "notify::reference", G_CALLBACK (image_changed_cb), self,
                           G_CONNECT_DEFAULT);
}

/**
 * _gesso_draft_unwatch:
 * @self: a draft
 * @position: an existing one
 *
 * Stops following a tile that leaves the draft.
 */
void
_gesso_draft_unwatch (GessoDraft *self,
                      guint       position)
{
  g_autoptr (GessoDraftImage) image
      = g_list_model_get_item (G_LIST_MODEL (self->references), position);

  if (image != NULL)
    g_signal_handlers_disconnect_by_func (image, image_changed_cb, self);
}

/**
 * _gesso_draft_count_references:
 * @self: a draft
 *
 * Returns: the number of tiles
 */
guint
_gesso_draft_count_references (GessoDraft *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->references));
}

/**
 * gesso_draft_get_references:
 * @self: a draft
 *
 * Returns: (transfer none): a list of #GessoDraftImage in sending order; number 0 is the base. It
 *   is changed only through the draft.
 */
GListModel *
gesso_draft_get_references (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  return G_LIST_MODEL (self->references);
}

/**
 * gesso_draft_get_base:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the first picture
 */
GessoDraftImage *
gesso_draft_get_base (GessoDraft *self)
{
  g_autoptr (GessoDraftImage) base = NULL;

  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  /* The list keeps it alive after this reference is gone. */
  base = g_list_model_get_item (G_LIST_MODEL (self->references), 0);
  return base;
}

/**
 * gesso_draft_add_reference:
 * @self: a draft
 * @image: a tile, ready or not; more than the model takes are kept and named as a problem
 */
void
gesso_draft_add_reference (GessoDraft      *self,
                           GessoDraftImage *image)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  gesso_draft_insert_reference (self, _gesso_draft_count_references (self), image);
}

/**
 * gesso_draft_insert_reference:
 * @self: a draft
 * @position: where, from 0; beyond the end is the end
 * @image: a tile
 */
void
gesso_draft_insert_reference (GessoDraft      *self,
                              guint            position,
                              GessoDraftImage *image)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));
  g_return_if_fail (GESSO_IS_DRAFT_IMAGE (image));

  _gesso_draft_begin (self);
  watch (self, image);
  g_list_store_insert (self->references, MIN (position, _gesso_draft_count_references (self)),
                       image);
  if (position == 0)
    gesso_draft_set_mask (self, NULL);
  _gesso_draft_end (self);
}

/**
 * gesso_draft_replace_reference:
 * @self: a draft
 * @position: an existing one
 * @image: a tile that takes its place; a new base loses the mask
 */
void
gesso_draft_replace_reference (GessoDraft      *self,
                               guint            position,
                               GessoDraftImage *image)
{
  gpointer items[] = { image };

  g_return_if_fail (GESSO_IS_DRAFT (self));
  g_return_if_fail (GESSO_IS_DRAFT_IMAGE (image));
  g_return_if_fail (position < _gesso_draft_count_references (self));

  _gesso_draft_begin (self);
  _gesso_draft_unwatch (self, position);
  watch (self, image);
  g_list_store_splice (self->references, position, 1, items, 1);
  if (position == 0)
    gesso_draft_set_mask (self, NULL);
  _gesso_draft_end (self);
}

/**
 * gesso_draft_move_reference:
 * @self: a draft
 * @from: an existing position
 * @to: where it shall be afterwards; beyond the end is the end
 *
 * One change of the list, however far it goes. A new base loses the mask.
 */
void
gesso_draft_move_reference (GessoDraft *self,
                            guint       from,
                            guint       to)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gpointer moved;
  guint first;
  guint last;

  g_return_if_fail (GESSO_IS_DRAFT (self));
  g_return_if_fail (from < _gesso_draft_count_references (self));

  to = MIN (to, _gesso_draft_count_references (self) - 1);
  if (from == to)
    return;

  first = MIN (from, to);
  last = MAX (from, to);
  for (guint i = first; i <= last; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->references), i));
  moved = g_object_ref (g_ptr_array_index (items, from - first));
  g_ptr_array_remove_index (items, from - first);
  g_ptr_array_insert (items, (int) (to - first), moved);

  _gesso_draft_begin (self);
  g_list_store_splice (self->references, first, items->len, items->pdata, items->len);
  if (first == 0)
    gesso_draft_set_mask (self, NULL);
  _gesso_draft_end (self);
}

/**
 * gesso_draft_make_base:
 * @self: a draft
 * @position: an existing one, which becomes number 0
 */
void
gesso_draft_make_base (GessoDraft *self,
                       guint       position)
{
  gesso_draft_move_reference (self, position, 0);
}

/**
 * gesso_draft_remove_reference:
 * @self: a draft
 * @position: an existing one; without its base a mask goes too
 */
void
gesso_draft_remove_reference (GessoDraft *self,
                              guint       position)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));
  g_return_if_fail (position < _gesso_draft_count_references (self));

  _gesso_draft_begin (self);
  _gesso_draft_unwatch (self, position);
  g_list_store_remove (self->references, position);
  if (position == 0)
    gesso_draft_set_mask (self, NULL);
  _gesso_draft_end (self);
}

/**
 * gesso_draft_clear_references:
 * @self: a draft
 *
 * Removes all pictures and the mask.
 */
void
gesso_draft_clear_references (GessoDraft *self)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_begin (self);
  for (guint i = 0; i < _gesso_draft_count_references (self); i++)
    _gesso_draft_unwatch (self, i);
  if (_gesso_draft_count_references (self) > 0)
    g_list_store_remove_all (self->references);
  gesso_draft_set_mask (self, NULL);
  _gesso_draft_end (self);
}

/**
 * gesso_draft_get_mask:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the mask for the base
 */
GessoReference *
gesso_draft_get_mask (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  return self->mask;
}

static void
set_mask_and_plan (GessoDraft      *self,
                   GessoReference  *mask,
                   GessoStitchPlan *plan)
{
  gboolean new_mask = self->mask != mask;
  gboolean new_plan = !gesso_stitch_plan_equal (self->plan, plan);

  if (!new_mask && !new_plan)
    return;

  _gesso_draft_begin (self);
  if (new_mask)
    {
      g_clear_pointer (&self->mask, gesso_reference_unref);
      self->mask = mask != NULL ? gesso_reference_ref (mask) : NULL;
      g_object_notify (G_OBJECT (self), "mask");
    }
  if (new_plan)
    {
      g_clear_pointer (&self->plan, gesso_stitch_plan_unref);
      self->plan = plan != NULL ? gesso_stitch_plan_ref (plan) : NULL;
      g_object_notify (G_OBJECT (self), "plan");
    }
  _gesso_draft_end (self);
}

/**
 * gesso_draft_set_mask:
 * @self: a draft
 * @mask: (nullable): a PNG of the base's size, in the form that #GessoRequest describes
 *
 * The whole base is sent with this mask, and the answer stays as it comes. A plan is taken away.
 */
void
gesso_draft_set_mask (GessoDraft     *self,
                      GessoReference *mask)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  set_mask_and_plan (self, mask, NULL);
}

/**
 * gesso_draft_get_plan:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): how the answer is put back into the base
 */
GessoStitchPlan *
gesso_draft_get_plan (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  return self->plan;
}

/**
 * gesso_draft_set_plan:
 * @self: a draft
 * @plan: (nullable): a plan for the first picture, which is its base
 *
 * Only the plan's rectangle is sent and priced, in the plan's size instead of the draft's, and the
 * answer is put back into the base. A plain mask is taken away, and the plan goes when the base
 * changes.
 */
void
gesso_draft_set_plan (GessoDraft      *self,
                      GessoStitchPlan *plan)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  set_mask_and_plan (self, NULL, plan);
}
