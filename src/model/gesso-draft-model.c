/* gesso-draft-model.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft.h"

#include "base/gesso-str.h"
#include "model/gesso-draft-private.h"

/* Where a GessoDraft goes, and how its choices follow a model that does not offer them. A part of
 * that class, cut out by concern; main thread only. */

static gboolean
is_offered (const char *const *list, const char *value)
{
  return value == NULL || g_strv_contains (list, value);
}

/**
 * _gesso_draft_adapt_size:
 * @self: a draft
 *
 * A size that came from a preset follows the model's rule; one that was typed is kept.
 */
void
_gesso_draft_adapt_size (GessoDraft *self)
{
  const GessoAspect *aspect = gesso_aspect_find (self->parameters->aspect);
  GessoTier tier = GESSO_TIER_1K;
  GessoSize size;

  if (aspect == NULL)
    return;

  gesso_tier_parse (self->parameters->tier, &tier);
  size = gesso_aspect_get_size (aspect, tier);
  size = gesso_size_rule_snap (&self->info->size_rule, &size);
  if (gesso_size_equal (&size, &self->parameters->size))
    return;

  self->parameters->size = size;
  _gesso_draft_notify (self, PROP_SIZE);
}

/* What the new model does not offer falls back to what it starts with. */
static void
adapt_to_model (GessoDraft *self)
{
  GessoModelInfo *info = self->info;
  GessoParameters *parameters = self->parameters;

  if (info->qualities[0] != NULL
      && (parameters->quality == NULL || !is_offered (info->qualities, parameters->quality)))
    _gesso_draft_set_text (self, &parameters->quality, info->default_quality, PROP_QUALITY);
  if (info->backgrounds[0] != NULL
      && !gesso_model_info_has_background (info, parameters->background, self->force_background))
    gesso_draft_set_background (self, NULL);
  if (info->formats[0] != NULL && !is_offered (info->formats, parameters->format))
    gesso_draft_set_format (self, NULL);
  if (info->moderations[0] != NULL && !is_offered (info->moderations, parameters->moderation))
    gesso_draft_set_moderation (self, NULL);
  gesso_draft_set_n (self, MIN (parameters->n, info->max_n));
  _gesso_draft_adapt_size (self);
}

/**
 * gesso_draft_get_account_kind:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the kind of account that the model belongs to
 */
const char *
gesso_draft_get_account_kind (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  return self->account_kind;
}

/**
 * gesso_draft_get_model_info:
 * @self: a draft
 *
 * Returns: (transfer none): what the chosen model can do; never NULL
 */
GessoModelInfo *
gesso_draft_get_model_info (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  return self->info;
}

static void
choose_model (GessoDraft     *self,
              const char     *account_kind,
              const char     *model,
              GessoModelInfo *info)
{
  _gesso_draft_begin (self);
  gesso_set_str (&self->account_kind, account_kind);
  gesso_set_str (&self->parameters->model, gesso_str_is_empty (model) ? NULL : model);
  gesso_model_info_unref (self->info);
  self->info = info;
  self->routed.info = NULL;
  adapt_to_model (self);
  _gesso_draft_notify (self, PROP_ACCOUNT_KIND);
  _gesso_draft_notify (self, PROP_MODEL);
  _gesso_draft_notify (self, PROP_MODEL_INFO);
  _gesso_draft_notify (self, PROP_MAX_CHARACTERS);
  _gesso_draft_end (self);
}

/**
 * gesso_draft_set_model:
 * @self: a draft
 * @account_kind: (nullable): the kind of account
 * @model: (nullable): a model id as the service spells it
 *
 * Chooses a model. Choices that it does not offer become its own first ones; prompt, pictures and
 * a typed size are kept.
 */
void
gesso_draft_set_model (GessoDraft *self,
                       const char *account_kind,
                       const char *model)
{
  g_return_if_fail (GESSO_IS_DRAFT (self));

  if (self->info->findings != NULL || g_strcmp0 (account_kind, self->account_kind) != 0
      || g_strcmp0 (model, self->parameters->model) != 0)
    choose_model (self, account_kind, model,
                  gesso_catalog_lookup (self->catalog, account_kind, model));
}

/**
 * gesso_draft_set_account:
 * @self: a draft
 * @account: an account
 * @model: (nullable): one of its models
 *
 * As gesso_draft_set_model(), with what a test of the account found out about the model. To be
 * called again when that changes.
 */
void
gesso_draft_set_account (GessoDraft   *self,
                         GessoAccount *account,
                         const char   *model)
{
  const char *kind;
  const GessoFindings *findings;

  g_return_if_fail (GESSO_IS_DRAFT (self));
  g_return_if_fail (GESSO_IS_ACCOUNT (account));

  kind = gesso_account_get_kind (account);
  findings = gesso_account_get_findings (account, model);
  if (g_strcmp0 (kind, self->account_kind) == 0 && g_strcmp0 (model, self->parameters->model) == 0
      && gesso_findings_equal (findings, self->info->findings))
    return;

  choose_model (self, kind, model, gesso_catalog_lookup_account (self->catalog, account, model));
}
