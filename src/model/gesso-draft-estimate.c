/* gesso-draft-estimate.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft.h"

#include "model/gesso-draft-private.h"

#include <string.h>

/* What a GessoDraft would cost: as a whole, with the part that is sent instead of its base, or with
 * several of them. A part of that class, cut out by concern; main thread only. */

/* With @part that is sent instead of the whole base. */
static void
estimate_part (GessoDraft           *self,
               const GessoDraftView *contents,
               const GessoSize      *part,
               GessoEstimate        *out_estimate)
{
  g_autoptr (GessoParameters) sent = _gesso_draft_sent_parameters (contents);
  guint length = g_list_model_get_n_items (contents->references);
  g_autofree GessoSize *sizes = g_new0 (GessoSize, length);
  GessoPriceQuery query = { .account_kind = self->account_kind,
                            .parameters = sent,
                            .text_tokens = self->text_tokens,
                            .references = sizes,
                            .n_references = length };

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (GessoDraftImage) image = g_list_model_get_item (contents->references, i);
      GessoReference *reference = gesso_draft_image_get_reference (image);

      if (reference != NULL)
        sizes[i] = (GessoSize){ gesso_reference_get_width (reference),
                                gesso_reference_get_height (reference) };
    }
  if (part != NULL && length > 0)
    sizes[0] = *part;
  if (part != NULL)
    sent->size = *part;

  /* An illegal wish is priced as the size that would be sent instead. */
  sent->size = gesso_size_rule_snap (part != NULL ? &self->info->part_rule : &self->info->size_rule,
                                     &sent->size);
  gesso_pricing_estimate (self->pricing, &query, out_estimate);
}

static void
add_estimate (GessoEstimate       *sum,
              const GessoEstimate *one)
{
  sum->known = sum->known && one->known;
  sum->is_free = sum->is_free && one->is_free;
  sum->approximate = sum->approximate || one->approximate;
  sum->source = MAX (sum->source, one->source);
  sum->n_learned = MAX (sum->n_learned, one->n_learned);
  sum->unit = one->unit != NULL ? sum->unit : NULL;
  sum->credits_low = sum->unit != NULL ? sum->credits_low + one->credits_low : 0;
  sum->credits_high = sum->unit != NULL ? sum->credits_high + one->credits_high : 0;
  sum->tokens_low += one->tokens_low;
  sum->tokens_high += one->tokens_high;
  sum->micros_low += one->micros_low;
  sum->micros_high += one->micros_high;
  if (!sum->known)
    sum->tokens_low = sum->tokens_high = sum->micros_low = sum->micros_high = 0;
  if (!sum->known && sum->unit == NULL)
    *sum = (GessoEstimate){ .n = sum->n };
}

/**
 * _gesso_draft_update_estimate:
 * @self: a draft
 * @contents: what is in it
 *
 * What it will probably cost, anew.
 */
void
_gesso_draft_update_estimate (GessoDraft           *self,
                              const GessoDraftView *contents)
{
  guint length = contents->plan != NULL ? gesso_stitch_plan_get_n_parts (contents->plan) : 0;
  GessoEstimate estimate;

  if (contents->plan == NULL)
    {
      estimate_part (self, contents, NULL, &estimate);
    }
  else if (length == 0)
    {
      estimate_part (self, contents, gesso_stitch_plan_get_sent (contents->plan), &estimate);
    }
  else
    {
      g_autofree GessoSize *parts = g_new (GessoSize, length);

      for (guint i = 0; i < length; i++)
        parts[i] = *gesso_stitch_plan_get_sent (gesso_stitch_plan_get_part (contents->plan, i));
      gesso_draft_estimate_parts (self, parts, length, &estimate);
    }
  if (memcmp (&estimate, &self->estimate, sizeof estimate) == 0)
    return;

  self->estimate = estimate;
  _gesso_draft_notify (self, PROP_ESTIMATE);
}

/**
 * gesso_draft_get_estimate:
 * @self: a draft
 *
 * Returns: (transfer none): what it will probably cost, until the next change
 */
const GessoEstimate *
gesso_draft_get_estimate (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  return &self->estimate;
}

/**
 * gesso_draft_estimate_parts:
 * @self: a draft
 * @sizes: (array length=n_sizes): the sizes of parts of its base
 * @n_sizes: how many, at least 1
 * @out_estimate: (out): what it would cost
 *
 * What the draft would cost if each of these were sent by itself instead of the base.
 */
void
gesso_draft_estimate_parts (GessoDraft      *self,
                            const GessoSize *sizes,
                            guint            n_sizes,
                            GessoEstimate   *out_estimate)
{
  GessoDraftView contents;

  g_return_if_fail (GESSO_IS_DRAFT (self));
  g_return_if_fail (sizes != NULL && n_sizes > 0 && out_estimate != NULL);

  contents = _gesso_draft_view (self);
  estimate_part (self, &contents, &sizes[0], out_estimate);
  for (guint i = 1; i < n_sizes; i++)
    {
      GessoEstimate one;

      estimate_part (self, &contents, &sizes[i], &one);
      add_estimate (out_estimate, &one);
    }
}
