/* gesso-draft-origin.c: what a draft was made from, and what has become different since.
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-str.h"
#include "model/gesso-draft-private.h"
#include "model/gesso-draft-rules-private.h"

static gboolean
same_reference (GessoReference *a,
                GessoReference *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return g_strcmp0 (gesso_reference_get_digest (a), gesso_reference_get_digest (b)) == 0
         && g_strcmp0 (gesso_reference_get_role (a), gesso_reference_get_role (b)) == 0
         && g_strcmp0 (gesso_reference_get_note (a), gesso_reference_get_note (b)) == 0;
}

/* What was the draft's picture, before it was cut. */
static GessoReference *
get_whole (GessoRequest *request,
           guint         index)
{
  GessoStitchPlan *plan = gesso_request_get_plan (request);

  return index == 0 && plan != NULL && gesso_stitch_plan_is_cut (plan)
             ? gesso_stitch_plan_get_base (plan)
             : gesso_request_get_reference (request, index);
}

static gboolean
same_references (GessoDraft *self)
{
  guint length = g_list_model_get_n_items (G_LIST_MODEL (self->references));

  if (length != gesso_request_get_n_references (self->origin))
    return FALSE;

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (GessoDraftImage) image
          = g_list_model_get_item (G_LIST_MODEL (self->references), i);

      if (!same_reference (gesso_draft_image_get_reference (image), get_whole (self->origin, i)))
        return FALSE;
    }

  return TRUE;
}

static guint
flag_if (gboolean        differs,
         GessoDraftField field)
{
  return differs ? (guint) field : 0;
}

/**
 * _gesso_draft_find_changed:
 * @self: a draft
 * @contents: what is in it
 *
 * Returns: #GessoDraftField flags: what differs from the request it was made from
 */
guint
_gesso_draft_find_changed (GessoDraft           *self,
                           const GessoDraftView *contents)
{
  g_autoptr (GessoParameters) now = NULL;
  const GessoParameters *then;
  GessoStitchPlan *plan;
  guint changed = 0;

  if (self->origin == NULL)
    return 0;

  now = _gesso_draft_sent_parameters (contents);
  then = gesso_request_get_parameters (self->origin);
  changed |= flag_if (g_strcmp0 (self->prompt, self->origin_prompt) != 0, GESSO_DRAFT_FIELD_PROMPT);
  changed |= flag_if (g_strcmp0 (now->model, then->model) != 0, GESSO_DRAFT_FIELD_MODEL);
  changed |= flag_if (!gesso_size_equal (&now->size, &then->size), GESSO_DRAFT_FIELD_SIZE);
  changed |= flag_if (g_strcmp0 (now->quality, then->quality) != 0, GESSO_DRAFT_FIELD_QUALITY);
  changed |= flag_if (now->n != then->n, GESSO_DRAFT_FIELD_N);
  changed
      |= flag_if (g_strcmp0 (now->background, then->background) != 0, GESSO_DRAFT_FIELD_BACKGROUND);
  changed |= flag_if (g_strcmp0 (now->format, then->format) != 0
                          || now->compression != then->compression,
                      GESSO_DRAFT_FIELD_FORMAT);
  changed |= flag_if (g_strcmp0 (now->moderation, then->moderation) != 0
                          || now->partial_images != then->partial_images
                          || g_strcmp0 (now->input_fidelity, then->input_fidelity) != 0
                          || g_strcmp0 (now->think, then->think) != 0
                          || now->web_search != then->web_search
                          || g_strcmp0 (now->extra, then->extra) != 0,
                      GESSO_DRAFT_FIELD_OTHER);
  changed |= flag_if (!same_references (self), GESSO_DRAFT_FIELD_REFERENCES);
  plan = gesso_request_get_plan (self->origin);
  changed |= flag_if (!gesso_stitch_plan_equal (self->plan, plan), GESSO_DRAFT_FIELD_MASK);
  if (plan == NULL)
    changed |= flag_if (!same_reference (self->mask, gesso_request_get_mask (self->origin)),
                        GESSO_DRAFT_FIELD_MASK);

  return changed;
}
/**
 * gesso_draft_set_from_request:
 * @self: a draft
 * @account_kind: (nullable): the kind of account that @request went to
 * @request: what was sent before
 *
 * Takes everything over from a request and remembers it: "changed" marks what is different from
 * then on. Pictures whose bytes are not there come as broken tiles.
 */
void
gesso_draft_set_from_request (GessoDraft   *self,
                              const char   *account_kind,
                              GessoRequest *request)
{
  const GessoParameters *parameters;
  GessoStitchPlan *plan;

  g_return_if_fail (GESSO_IS_DRAFT (self));
  g_return_if_fail (request != NULL);

  parameters = gesso_request_get_parameters (request);
  _gesso_draft_begin (self);
  g_clear_pointer (&self->origin, gesso_request_unref);
  self->origin = gesso_request_ref (request);
  g_free (self->origin_prompt);
  self->origin_prompt = _gesso_draft_strip_role_text (gesso_request_get_prompt (request), request);

  gesso_draft_set_prompt (self, self->origin_prompt, -1);
  gesso_draft_set_model (self, account_kind, parameters->model);
  gesso_draft_set_size (self, &parameters->size);
  if (gesso_set_str (&self->parameters->aspect, parameters->aspect))
    g_object_notify (G_OBJECT (self), "aspect");
  if (gesso_set_str (&self->parameters->tier, parameters->tier))
    g_object_notify (G_OBJECT (self), "tier");
  gesso_draft_set_quality (self, parameters->quality);
  gesso_draft_set_n (self, parameters->n);
  gesso_draft_set_background (self, parameters->background);
  gesso_draft_set_format (self, parameters->format);
  gesso_draft_set_compression (self, parameters->compression);
  gesso_draft_set_moderation (self, parameters->moderation);
  gesso_draft_set_partial_images (self, parameters->partial_images);
  gesso_draft_set_input_fidelity (self, parameters->input_fidelity);
  gesso_draft_set_extra (self, parameters->extra);
  gesso_draft_set_thinking (self, parameters->think, parameters->web_search);
  gesso_draft_set_batch (self, parameters->batch);
  _gesso_draft_restore_routing (self, parameters);

  gesso_draft_clear_references (self);
  for (guint i = 0; i < gesso_request_get_n_references (request); i++)
    {
      g_autoptr (GessoDraftImage) image = gesso_draft_image_new_ready (get_whole (request, i));

      gesso_draft_add_reference (self, image);
    }
  plan = gesso_request_get_plan (request);
  if (plan != NULL)
    {
      g_autoptr (GessoStitchPlan) uncut = gesso_stitch_plan_with_base (plan, NULL);

      gesso_draft_set_plan (self, uncut);
    }
  else
    {
      gesso_draft_set_mask (self, gesso_request_get_mask (request));
    }
  _gesso_draft_end (self);
}

/**
 * gesso_draft_forget_origin:
 * @self: a draft
 *
 * Nothing counts as changed any more.
 */
void
gesso_draft_forget_origin (GessoDraft *self)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  g_clear_pointer (&self->origin, gesso_request_unref);
  g_clear_pointer (&self->origin_prompt, g_free);
  _gesso_draft_update (self);
}
