/* gesso-draft-choices.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft.h"

#include "base/gesso-str.h"
#include "model/gesso-draft-private.h"

/* The parameters of a GessoDraft, as a person sets them. A part of that class, cut out by concern;
 * main thread only. */

/**
 * _gesso_draft_set_text:
 * @self: a draft
 * @field: (inout): where it stands
 * @value: (nullable): what is chosen; empty is none
 * @property: what changes by that
 */
void
_gesso_draft_set_text (GessoDraft          *self,
                       char               **field,
                       const char          *value,
                       GessoDraftProperty   property)
{
  if (!gesso_set_str (field, gesso_str_is_empty (value) ? NULL : value))
    return;

  _gesso_draft_begin (self);
  _gesso_draft_notify (self, property);
  _gesso_draft_end (self);
}

/**
 * _gesso_draft_set_number:
 * @self: a draft
 * @field: (inout): where it stands
 * @value: what is chosen
 * @property: what changes by that
 */
void
_gesso_draft_set_number (GessoDraft         *self,
                         int                *field,
                         int                 value,
                         GessoDraftProperty  property)
{
  if (*field == value)
    return;

  *field = value;
  _gesso_draft_begin (self);
  _gesso_draft_notify (self, property);
  _gesso_draft_end (self);
}

/**
 * gesso_draft_get_parameters:
 * @self: a draft
 *
 * Returns: (transfer none): the choices as they stand, until the next change
 */
const GessoParameters *
gesso_draft_get_parameters (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  return self->parameters;
}

/**
 * gesso_draft_set_size:
 * @self: a draft
 * @size: (nullable): any size, also an illegal one, which is kept and named as a problem; NULL is
 *   auto
 *
 * A size that was typed; it does not follow a preset any more, nor a class or budget.
 */
void
gesso_draft_set_size (GessoDraft      *self,
                      const GessoSize *size)
{
  GessoSize wish = size != NULL ? *size : GESSO_SIZE_AUTO;

  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_begin (self);
  _gesso_draft_leave_routing (self);
  if (gesso_set_str (&self->parameters->aspect, gesso_size_is_auto (&wish) ? "auto" : NULL))
    _gesso_draft_notify (self, PROP_ASPECT);
  if (!gesso_size_equal (&wish, &self->parameters->size))
    {
      self->parameters->size = wish;
      _gesso_draft_notify (self, PROP_SIZE);
    }
  _gesso_draft_end (self);
}

/**
 * gesso_draft_set_aspect:
 * @self: a draft
 * @aspect: (nullable): one of the presets, as "16:9"; others leave the size alone
 * @tier: (nullable): "1K", "2K" or "4K"; NULL keeps the tier
 *
 * Chosen by hand: ends a class or budget.
 */
void
gesso_draft_set_aspect (GessoDraft *self,
                        const char *aspect,
                        const char *tier)
{
  const GessoAspect *preset = gesso_aspect_find (aspect);
  GessoTier parsed;

  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_begin (self);
  _gesso_draft_leave_routing (self);
  if (gesso_tier_parse (tier, &parsed)
      && gesso_set_str (&self->parameters->tier, gesso_tier_to_string (parsed)))
    _gesso_draft_notify (self, PROP_TIER);
  if (preset != NULL && gesso_set_str (&self->parameters->aspect, preset->name))
    _gesso_draft_notify (self, PROP_ASPECT);
  _gesso_draft_adapt_size (self);
  _gesso_draft_end (self);
}

/**
 * gesso_draft_set_quality:
 * @self: a draft
 * @quality: (nullable): NULL leaves it to the service
 *
 * Chosen by hand: ends a class or budget.
 */
void
gesso_draft_set_quality (GessoDraft *self,
                         const char *quality)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_begin (self);
  _gesso_draft_leave_routing (self);
  _gesso_draft_set_text (self, &self->parameters->quality, quality, PROP_QUALITY);
  _gesso_draft_end (self);
}

/**
 * gesso_draft_set_n:
 * @self: a draft
 * @n: number of pictures; brought into 1–10
 */
void
gesso_draft_set_n (GessoDraft *self,
                   int         n)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_set_number (self, &self->parameters->n, CLAMP (n, 1, 10), PROP_N);
}

/**
 * gesso_draft_set_background:
 * @self: a draft
 * @background: (nullable): NULL leaves it to the service
 */
void
gesso_draft_set_background (GessoDraft *self,
                            const char *background)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_set_text (self, &self->parameters->background, background, PROP_BACKGROUND);
}

/**
 * gesso_draft_set_force_background:
 * @self: a draft
 * @force: whether to ask for a background that the service refuses today
 */
void
gesso_draft_set_force_background (GessoDraft *self,
                                  gboolean    force)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_set_number (self, &self->force_background, !!force, PROP_FORCE_BACKGROUND);
}

/**
 * gesso_draft_set_format:
 * @self: a draft
 * @format: (nullable): NULL leaves it to the service
 */
void
gesso_draft_set_format (GessoDraft *self,
                        const char *format)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_set_text (self, &self->parameters->format, format, PROP_FORMAT);
}

/**
 * gesso_draft_set_compression:
 * @self: a draft
 * @compression: 0–100, or -1 to leave it to the service
 */
void
gesso_draft_set_compression (GessoDraft *self,
                             int         compression)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_set_number (self, &self->parameters->compression, CLAMP (compression, -1, 100),
                           PROP_COMPRESSION);
}

/**
 * gesso_draft_set_moderation:
 * @self: a draft
 * @moderation: (nullable): NULL leaves it to the service
 */
void
gesso_draft_set_moderation (GessoDraft *self,
                            const char *moderation)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_set_text (self, &self->parameters->moderation, moderation, PROP_MODERATION);
}

/**
 * gesso_draft_set_partial_images:
 * @self: a draft
 * @partial_images: streamed previews, brought into 0–3; only a single picture has them
 */
void
gesso_draft_set_partial_images (GessoDraft *self,
                                int         partial_images)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_set_number (self, &self->parameters->partial_images, CLAMP (partial_images, 0, 3),
                           PROP_PARTIAL_IMAGES);
}

/**
 * gesso_draft_set_input_fidelity:
 * @self: a draft
 * @input_fidelity: (nullable): NULL leaves it to the service
 */
void
gesso_draft_set_input_fidelity (GessoDraft *self,
                                const char *input_fidelity)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_set_text (self, &self->parameters->input_fidelity, input_fidelity,
                         PROP_INPUT_FIDELITY);
}

/**
 * gesso_draft_set_extra:
 * @self: a draft
 * @extra: (nullable): a JSON object as text, kept while it is still being typed
 */
void
gesso_draft_set_extra (GessoDraft *self,
                       const char *extra)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  _gesso_draft_set_text (self, &self->parameters->extra, extra, PROP_EXTRA);
}
