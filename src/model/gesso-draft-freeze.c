/* gesso-draft-freeze.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft.h"

#include "model/gesso-draft-private.h"
#include "model/gesso-model-error.h"

/* What a GessoDraft becomes when it is sent. A part of that class, cut out by concern; main thread
 * only. */

/**
 * gesso_draft_get_operation:
 * @self: a draft
 *
 * Returns: an edit as soon as there is a picture
 */
GessoOperation
gesso_draft_get_operation (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), GESSO_OPERATION_GENERATE);

  return _gesso_draft_count_references (self) > 0 ? GESSO_OPERATION_EDIT : GESSO_OPERATION_GENERATE;
}

/**
 * gesso_draft_freeze:
 * @self: a draft
 * @error: %GESSO_MODEL_ERROR_NOT_READY when there are problems
 *
 * Makes the request that is sent. The draft stays as it is.
 *
 * Returns: (transfer full) (nullable): a request
 */
GessoRequest *
gesso_draft_freeze (GessoDraft  *self,
                    GError     **error)
{
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GessoParameters) sent = NULL;
  g_autoptr (GessoStitchPlan) plan = NULL;
  g_autoptr (GessoRequest) request = NULL;
  g_autofree char *prompt = NULL;
  GessoDraftView contents;

  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  if (self->problems->len > 0)
    {
      g_set_error (error, GESSO_MODEL_ERROR, GESSO_MODEL_ERROR_NOT_READY,
                   "The draft has %u problems, the first one is number %d", self->problems->len,
                   (int) g_array_index (self->problems, GessoDraftProblem, 0).code);
      return NULL;
    }

  for (guint i = 0; i < _gesso_draft_count_references (self); i++)
    {
      g_autoptr (GessoDraftImage) image
          = g_list_model_get_item (G_LIST_MODEL (self->references), i);

      g_ptr_array_add (references, gesso_reference_ref (gesso_draft_image_get_reference (image)));
    }

  contents = _gesso_draft_view (self);
  sent = _gesso_draft_sent_parameters (&contents);
  prompt = gesso_draft_dup_sent_prompt (self);

  request
      = gesso_request_new (gesso_draft_get_operation (self), prompt, sent, references, self->mask);
  if (self->plan == NULL)
    return g_steal_pointer (&request);

  /* A model without masks sees all of the part, and what it did elsewhere is taken back. */
  plan = self->info->masks ? gesso_stitch_plan_ref (self->plan)
                           : gesso_stitch_plan_with_mode (self->plan, GESSO_EDIT_MODE_ADJUST);
  return gesso_request_with_plan (request, plan);
}
