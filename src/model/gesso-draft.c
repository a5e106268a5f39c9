/* gesso-draft.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft.h"

#include "model/gesso-draft-private.h"
#include "model/gesso-draft-rules-private.h"

/* GessoDraft is the request being written: prompt, model, parameters, pictures and mask, with what
 * follows from them: the problems that keep it from being sent, the estimated price, and what
 * differs from the request it was made from. One per composer, or per run of the command line,
 * which own it. Main thread only. Everything typed is kept, however wrong; only freezing refuses.
 * Each change re-notifies "problems", "ready", "estimate" and "changed" where they changed. */

G_DEFINE_FINAL_TYPE (GessoDraft, gesso_draft, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_CHANGED + 1];

/**
 * _gesso_draft_notify:
 * @self: a draft
 * @property: what has changed
 */
void
_gesso_draft_notify (GessoDraft         *self,
                     GessoDraftProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/**
 * _gesso_draft_view:
 * @self: a draft
 *
 * Returns: its contents, borrowed until the next change
 */
GessoDraftView
_gesso_draft_view (GessoDraft *self)
{
  return (GessoDraftView){
    .prompt = self->prompt,
    .n_characters = self->n_characters,
    .references = G_LIST_MODEL (self->references),
    .mask = self->mask,
    .plan = self->plan,
    .info = self->info,
    .parameters = self->parameters,
    .force_background = self->force_background,
  };
}

static void
update_problems (GessoDraft           *self,
                 const GessoDraftView *contents)
{
  g_autoptr (GArray) found = _gesso_draft_find_problems (contents);
  gboolean was_ready = self->problems->len == 0;

  if (_gesso_draft_same_problems (self->problems, found))
    return;

  g_array_unref (self->problems);
  self->problems = g_steal_pointer (&found);
  _gesso_draft_notify (self, PROP_PROBLEMS);
  if (was_ready != (self->problems->len == 0))
    _gesso_draft_notify (self, PROP_READY);
}

/**
 * _gesso_draft_update:
 * @self: a draft
 *
 * Finds everything again that follows from the contents.
 */
void
_gesso_draft_update (GessoDraft *self)
{
  GessoDraftView contents;
  guint changed;

  if (self->hold > 0)
    return;

  _gesso_draft_route (self);
  contents = _gesso_draft_view (self);
  update_problems (self, &contents);
  _gesso_draft_update_estimate (self, &contents);
  changed = _gesso_draft_find_changed (self, &contents);
  if (changed != self->changed)
    {
      self->changed = changed;
      _gesso_draft_notify (self, PROP_CHANGED);
    }
}

/**
 * _gesso_draft_begin:
 * @self: a draft
 *
 * Several changes at once are judged once, and announced together.
 */
void
_gesso_draft_begin (GessoDraft *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  self->hold++;
}

/**
 * _gesso_draft_end:
 * @self: a draft
 *
 * The end of a group of changes.
 */
void
_gesso_draft_end (GessoDraft *self)
{
  self->hold--;
  _gesso_draft_update (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
gesso_draft_dispose (GObject *object)
{
  GessoDraft *self = GESSO_DRAFT (object);

  for (guint i = 0; self->references != NULL && i < _gesso_draft_count_references (self); i++)
    _gesso_draft_unwatch (self, i);
  g_clear_object (&self->references);
  g_clear_object (&self->catalog);
  g_clear_object (&self->pricing);

  G_OBJECT_CLASS (gesso_draft_parent_class)->dispose (object);
}

static void
gesso_draft_finalize (GObject *object)
{
  GessoDraft *self = GESSO_DRAFT (object);

  g_free (self->prompt);
  g_free (self->account_kind);
  g_free (self->origin_prompt);
  g_clear_pointer (&self->info, gesso_model_info_unref);
  g_clear_pointer (&self->parameters, gesso_parameters_free);
  g_clear_pointer (&self->mask, gesso_reference_unref);
  g_clear_pointer (&self->plan, gesso_stitch_plan_unref);
  g_clear_pointer (&self->origin, gesso_request_unref);
  g_clear_pointer (&self->problems, g_array_unref);

  G_OBJECT_CLASS (gesso_draft_parent_class)->finalize (object);
}

/* The choices among the properties. */
static gboolean
get_choice (GessoDraft *self,
            guint       prop_id,
            GValue     *value)
{
  const GessoParameters *parameters = self->parameters;

  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_string (value, parameters->model);
      break;
    case PROP_SIZE:
      g_value_set_boxed (value, &parameters->size);
      break;
    case PROP_ASPECT:
      g_value_set_string (value, parameters->aspect);
      break;
    case PROP_TIER:
      g_value_set_string (value, parameters->tier);
      break;
    case PROP_QUALITY:
      g_value_set_string (value, parameters->quality);
      break;
    case PROP_N:
      g_value_set_int (value, parameters->n);
      break;
    case PROP_BACKGROUND:
      g_value_set_string (value, parameters->background);
      break;
    case PROP_FORCE_BACKGROUND:
      g_value_set_boolean (value, self->force_background);
      break;
    case PROP_FORMAT:
      g_value_set_string (value, parameters->format);
      break;
    case PROP_COMPRESSION:
      g_value_set_int (value, parameters->compression);
      break;
    case PROP_MODERATION:
      g_value_set_string (value, parameters->moderation);
      break;
    case PROP_PARTIAL_IMAGES:
      g_value_set_int (value, parameters->partial_images);
      break;
    case PROP_BATCH:
      g_value_set_boolean (value, parameters->batch);
      break;
    case PROP_INPUT_FIDELITY:
      g_value_set_string (value, parameters->input_fidelity);
      break;
    case PROP_THINK:
      g_value_set_string (value, parameters->think);
      break;
    case PROP_WEB_SEARCH:
      g_value_set_boolean (value, parameters->web_search);
      break;
    case PROP_EXTRA:
      g_value_set_string (value, parameters->extra);
      break;
    default:
      return FALSE;
    }

  return TRUE;
}

static void
gesso_draft_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  GessoDraft *self = GESSO_DRAFT (object);

  if (get_choice (self, prop_id, value))
    return;

  switch (prop_id)
    {
    case PROP_PROMPT:
      g_value_set_string (value, self->prompt);
      break;
    case PROP_N_CHARACTERS:
      g_value_set_int64 (value, self->n_characters);
      break;
    case PROP_MAX_CHARACTERS:
      g_value_set_int64 (value, gesso_draft_get_max_characters (self));
      break;
    case PROP_ACCOUNT_KIND:
      g_value_set_string (value, self->account_kind);
      break;
    case PROP_MODEL_INFO:
      g_value_set_boxed (value, self->info);
      break;
    case PROP_REFERENCES:
      g_value_set_object (value, self->references);
      break;
    case PROP_MASK:
      g_value_set_boxed (value, self->mask);
      break;
    case PROP_PLAN:
      g_value_set_boxed (value, self->plan);
      break;
    case PROP_ROUTING:
      g_value_set_string (value, self->parameters->routing);
      break;
    case PROP_ROUTE:
      g_value_set_pointer (value, (gpointer) gesso_draft_get_route (self));
      break;
    case PROP_READY:
      g_value_set_boolean (value, gesso_draft_is_ready (self));
      break;
    case PROP_PROBLEMS:
      g_value_set_uint (value, self->problems->len);
      break;
    case PROP_ESTIMATE:
      g_value_set_boxed (value, &self->estimate);
      break;
    case PROP_CHANGED:
      g_value_set_uint (value, self->changed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gesso_draft_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  GessoDraft *self = GESSO_DRAFT (object);

  switch ((GessoDraftProperty) prop_id)
    {
    case PROP_PROMPT:
      gesso_draft_set_prompt (self, g_value_get_string (value), -1);
      break;
    case PROP_SIZE:
      gesso_draft_set_size (self, g_value_get_boxed (value));
      break;
    case PROP_ASPECT:
      gesso_draft_set_aspect (self, g_value_get_string (value), self->parameters->tier);
      break;
    case PROP_TIER:
      gesso_draft_set_aspect (self, self->parameters->aspect, g_value_get_string (value));
      break;
    case PROP_QUALITY:
      gesso_draft_set_quality (self, g_value_get_string (value));
      break;
    case PROP_N:
      gesso_draft_set_n (self, g_value_get_int (value));
      break;
    case PROP_BACKGROUND:
      gesso_draft_set_background (self, g_value_get_string (value));
      break;
    case PROP_FORCE_BACKGROUND:
      gesso_draft_set_force_background (self, g_value_get_boolean (value));
      break;
    case PROP_FORMAT:
      gesso_draft_set_format (self, g_value_get_string (value));
      break;
    case PROP_COMPRESSION:
      gesso_draft_set_compression (self, g_value_get_int (value));
      break;
    case PROP_MODERATION:
      gesso_draft_set_moderation (self, g_value_get_string (value));
      break;
    case PROP_PARTIAL_IMAGES:
      gesso_draft_set_partial_images (self, g_value_get_int (value));
      break;
    case PROP_BATCH:
      gesso_draft_set_batch (self, g_value_get_boolean (value));
      break;
    case PROP_INPUT_FIDELITY:
      gesso_draft_set_input_fidelity (self, g_value_get_string (value));
      break;
    case PROP_THINK:
      gesso_draft_set_thinking (self, g_value_get_string (value), self->parameters->web_search);
      break;
    case PROP_WEB_SEARCH:
      gesso_draft_set_thinking (self, self->parameters->think, g_value_get_boolean (value));
      break;
    case PROP_EXTRA:
      gesso_draft_set_extra (self, g_value_get_string (value));
      break;
    case PROP_MASK:
      gesso_draft_set_mask (self, g_value_get_boxed (value));
      break;
    case PROP_PLAN:
      gesso_draft_set_plan (self, g_value_get_boxed (value));
      break;
    case PROP_N_CHARACTERS:
    case PROP_MAX_CHARACTERS:
    case PROP_ACCOUNT_KIND:
    case PROP_MODEL:
    case PROP_MODEL_INFO:
    case PROP_REFERENCES:
    case PROP_ROUTING:
    case PROP_ROUTE:
    case PROP_READY:
    case PROP_PROBLEMS:
    case PROP_ESTIMATE:
    case PROP_CHANGED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_string (GessoDraftProperty  property,
                const char         *name,
                GParamFlags         flags)
{
  properties[property] = g_param_spec_string (name, NULL, NULL, NULL, flags);
}

static void
gesso_draft_class_init (GessoDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags open = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = gesso_draft_dispose;
  object_class->finalize = gesso_draft_finalize;
  object_class->get_property = gesso_draft_get_property;
  object_class->set_property = gesso_draft_set_property;

  install_string (PROP_PROMPT, "prompt", open);
  install_string (PROP_ACCOUNT_KIND, "account-kind", read);
  install_string (PROP_MODEL, "model", read);
  install_string (PROP_ASPECT, "aspect", open);
  install_string (PROP_TIER, "tier", open);
  install_string (PROP_QUALITY, "quality", open);
  install_string (PROP_BACKGROUND, "background", open);
  install_string (PROP_FORMAT, "format", open);
  install_string (PROP_MODERATION, "moderation", open);
  install_string (PROP_INPUT_FIDELITY, "input-fidelity", open);
  install_string (PROP_THINK, "think", open);
  install_string (PROP_EXTRA, "extra", open);
  install_string (PROP_ROUTING, "routing", read);
  properties[PROP_N_CHARACTERS]
      = g_param_spec_int64 ("n-characters", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_MAX_CHARACTERS]
      = g_param_spec_int64 ("max-characters", NULL, NULL, 0, G_MAXINT64, 0, read);
  properties[PROP_MODEL_INFO]
      = g_param_spec_boxed ("model-info", NULL, NULL, GESSO_TYPE_MODEL_INFO, read);
  properties[PROP_SIZE] = g_param_spec_boxed ("size", NULL, NULL, GESSO_TYPE_SIZE, open);
  properties[PROP_N] = g_param_spec_int ("n", NULL, NULL, 1, 10, 1, open);
  properties[PROP_FORCE_BACKGROUND]
      = g_param_spec_boolean ("force-background", NULL, NULL, FALSE, open);
  properties[PROP_COMPRESSION] = g_param_spec_int ("compression", NULL, NULL, -1, 100, -1, open);
  properties[PROP_BATCH] = g_param_spec_boolean ("batch", NULL, NULL, FALSE, open);
  properties[PROP_WEB_SEARCH] = g_param_spec_boolean ("web-search", NULL, NULL, FALSE, open);
  properties[PROP_PARTIAL_IMAGES] = g_param_spec_int ("partial-images", NULL, NULL, 0, 3, 0, open);
  properties[PROP_REFERENCES]
      = g_param_spec_object ("references", NULL, NULL, G_TYPE_LIST_MODEL, read);
  properties[PROP_MASK] = g_param_spec_boxed ("mask", NULL, NULL, GESSO_TYPE_REFERENCE, open);
  properties[PROP_PLAN] = g_param_spec_boxed ("plan", NULL, NULL, GESSO_TYPE_STITCH_PLAN, open);
  properties[PROP_ROUTE] = g_param_spec_pointer ("route", NULL, NULL, read);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, read);
  properties[PROP_PROBLEMS] = g_param_spec_uint ("problems", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_ESTIMATE]
      = g_param_spec_boxed ("estimate", NULL, NULL, GESSO_TYPE_ESTIMATE, read);
  properties[PROP_CHANGED] = g_param_spec_uint ("changed", NULL, NULL, 0, G_MAXUINT, 0, read);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
gesso_draft_init (GessoDraft *self)
{
  self->prompt = g_strdup ("");
  self->parameters = gesso_parameters_new ();
  self->references = g_list_store_new (GESSO_TYPE_DRAFT_IMAGE);
  self->problems = g_array_new (FALSE, TRUE, sizeof (GessoDraftProblem));
  g_array_set_clear_func (self->problems, (GDestroyNotify) gesso_draft_problem_clear);
  self->text_tokens = gesso_pricing_count_text_tokens (NULL);
}

/**
 * gesso_draft_new:
 * @catalog: what models can do
 * @pricing: what they cost
 *
 * An empty draft without a model; see gesso_draft_set_model().
 *
 * Returns: (transfer full): a draft
 */
GessoDraft *
gesso_draft_new (GessoCatalog *catalog,
                 GessoPricing *pricing)
{
  GessoDraft *self;

  g_return_val_if_fail (GESSO_IS_CATALOG (catalog), NULL);
  g_return_val_if_fail (GESSO_IS_PRICING (pricing), NULL);

  self = g_object_new (GESSO_TYPE_DRAFT, NULL);
  self->catalog = g_object_ref (catalog);
  self->pricing = g_object_ref (pricing);
  g_signal_connect_object (pricing, "changed", G_CALLBACK (_gesso_draft_update), self,
                           G_CONNECT_SWAPPED);
  self->info = gesso_catalog_lookup (catalog, NULL, NULL);
  _gesso_draft_update (self);

  return self;
}

/**
 * gesso_draft_get_problems:
 * @self: a draft
 * @out_length: (out): how many
 *
 * Returns: (transfer none) (array length=out_length): why it cannot be sent, until the next change
 */
const GessoDraftProblem *
gesso_draft_get_problems (GessoDraft *self,
                          guint      *out_length)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self) && out_length != NULL, NULL);

  *out_length = self->problems->len;
  return (const GessoDraftProblem *) (void *) self->problems->data;
}

/**
 * gesso_draft_is_ready:
 * @self: a draft
 *
 * Returns: whether it can be sent
 */
gboolean
gesso_draft_is_ready (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), FALSE);

  return self->problems->len == 0;
}

/**
 * gesso_draft_get_changed:
 * @self: a draft
 *
 * Returns: #GessoDraftField flags: what differs from the request it was made from; 0 without one
 */
guint
gesso_draft_get_changed (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), 0);

  return self->changed;
}
