/* gesso-draft.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-draft.h"

#include "base/gesso-str.h"
#include "model/gesso-draft-private.h"
#include "model/gesso-draft-rules-private.h"
#include "model/gesso-model-error.h"

#include <string.h>

/* GessoDraft is the request being written: prompt, model, parameters, pictures and mask, with what
 * follows from them: the problems that keep it from being sent, the estimated price, and what
 * differs from the request it was made from. One per composer, or per run of the command line,
 * which own it. Main thread only. Everything typed is kept, however wrong; only freezing refuses.
 * Each change re-notifies "problems", "ready", "estimate" and "changed" where they changed. */

G_DEFINE_FINAL_TYPE (GessoDraft, gesso_draft, G_TYPE_OBJECT)

typedef enum
{
  PROP_PROMPT = 1,
  PROP_N_CHARACTERS,
  PROP_MAX_CHARACTERS,
  PROP_ACCOUNT_KIND,
  PROP_MODEL,
  PROP_MODEL_INFO,
  PROP_SIZE,
  PROP_ASPECT,
  PROP_TIER,
  PROP_QUALITY,
  PROP_N,
  PROP_BACKGROUND,
  PROP_FORCE_BACKGROUND,
  PROP_FORMAT,
  PROP_COMPRESSION,
  PROP_MODERATION,
  PROP_PARTIAL_IMAGES,
  PROP_BATCH,
  PROP_INPUT_FIDELITY,
  PROP_THINK,
  PROP_WEB_SEARCH,
  PROP_EXTRA,
  PROP_REFERENCES,
  PROP_MASK,
  PROP_PLAN,
  PROP_ROUTING,
  PROP_ROUTE,
  PROP_READY,
  PROP_PROBLEMS,
  PROP_ESTIMATE,
  PROP_CHANGED,
} GessoDraftProperty;

static GParamSpec *properties[PROP_CHANGED + 1];

static void
notify (GessoDraft         *self,
        GessoDraftProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static GessoDraftView
view (GessoDraft *self)
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
  notify (self, PROP_PROBLEMS);
  if (was_ready != (self->problems->len == 0))
    notify (self, PROP_READY);
}

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
  sent->size = gesso_size_rule_snap (&self->info->size_rule, &sent->size);
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

static void
update_estimate (GessoDraft           *self,
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
  notify (self, PROP_ESTIMATE);
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
  contents = view (self);
  update_problems (self, &contents);
  update_estimate (self, &contents);
  changed = _gesso_draft_find_changed (self, &contents);
  if (changed != self->changed)
    {
      self->changed = changed;
      notify (self, PROP_CHANGED);
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
set_text (GessoDraft          *self,
          char               **field,
          const char          *value,
          GessoDraftProperty   property)
{
  if (!gesso_set_str (field, gesso_str_is_empty (value) ? NULL : value))
    return;

  _gesso_draft_begin (self);
  notify (self, property);
  _gesso_draft_end (self);
}

static void
set_number (GessoDraft         *self,
            int                *field,
            int                 value,
            GessoDraftProperty  property)
{
  if (*field == value)
    return;

  *field = value;
  _gesso_draft_begin (self);
  notify (self, property);
  _gesso_draft_end (self);
}

static gboolean
is_offered (const char *const *list, const char *value)
{
  return value == NULL || g_strv_contains (list, value);
}

/* A size that came from a preset follows the model's rule; one that was typed is kept. */
static void
adapt_size (GessoDraft *self)
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
  notify (self, PROP_SIZE);
}

/* What the new model does not offer falls back to what it starts with. */
static void
adapt_to_model (GessoDraft *self)
{
  GessoModelInfo *info = self->info;
  GessoParameters *parameters = self->parameters;

  if (info->qualities[0] != NULL
      && (parameters->quality == NULL || !is_offered (info->qualities, parameters->quality)))
    set_text (self, &parameters->quality, info->default_quality, PROP_QUALITY);
  if (info->backgrounds[0] != NULL
      && !gesso_model_info_has_background (info, parameters->background, self->force_background))
    gesso_draft_set_background (self, NULL);
  if (info->formats[0] != NULL && !is_offered (info->formats, parameters->format))
    gesso_draft_set_format (self, NULL);
  if (info->moderations[0] != NULL && !is_offered (info->moderations, parameters->moderation))
    gesso_draft_set_moderation (self, NULL);
  gesso_draft_set_n (self, MIN (parameters->n, info->max_n));
  adapt_size (self);
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
 * gesso_draft_get_prompt:
 * @self: a draft
 *
 * Returns: (transfer none): all that was typed; valid UTF-8
 */
const char *
gesso_draft_get_prompt (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  return self->prompt;
}

/**
 * gesso_draft_set_prompt:
 * @self: a draft
 * @prompt: (nullable) (array length=length): text of any length; may hold NUL bytes and invalid
 *   UTF-8, which become U+FFFD so that nothing behind them is lost
 * @length: in bytes, or -1 up to the first NUL
 *
 * Costs time in proportion to the text.
 */
void
gesso_draft_set_prompt (GessoDraft *self,
                        const char *prompt,
                        gssize      length)
{
  g_autofree char *valid = NULL;
  gint64 n_characters;

  g_return_if_fail (GESSO_IS_DRAFT (self));

  valid = gesso_str_make_valid (prompt != NULL ? prompt : "", prompt != NULL ? length : 0);
  if (g_str_equal (valid, self->prompt))
    return;

  n_characters = (gint64) gesso_str_count (valid);
  _gesso_draft_begin (self);
  g_free (self->prompt);
  self->prompt = g_steal_pointer (&valid);
  self->text_tokens = gesso_pricing_count_text_tokens (self->prompt);
  notify (self, PROP_PROMPT);
  if (n_characters != self->n_characters)
    {
      self->n_characters = n_characters;
      notify (self, PROP_N_CHARACTERS);
    }
  _gesso_draft_end (self);
}

/**
 * gesso_draft_get_n_characters:
 * @self: a draft
 *
 * Returns: the prompt's length in Unicode characters
 */
gint64
gesso_draft_get_n_characters (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), 0);

  return self->n_characters;
}

/**
 * gesso_draft_get_max_characters:
 * @self: a draft
 *
 * Returns: how many characters the model takes, never more than 20,000
 */
gint64
gesso_draft_get_max_characters (GessoDraft *self)
{
  g_return_val_if_fail (GESSO_IS_DRAFT (self), 0);

  return self->info->max_prompt_characters;
}

/**
 * gesso_draft_dup_sent_prompt:
 * @self: a draft
 *
 * Returns: (transfer full): the prompt with the pictures' roles in words, as it would be sent
 */
char *
gesso_draft_dup_sent_prompt (GessoDraft *self)
{
  g_autofree char *roles = NULL;

  g_return_val_if_fail (GESSO_IS_DRAFT (self), NULL);

  roles = _gesso_draft_role_text (G_LIST_MODEL (self->references));
  return roles != NULL ? g_strconcat (self->prompt, "\n\n", roles, NULL) : g_strdup (self->prompt);
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

  if (g_strcmp0 (account_kind, self->account_kind) == 0
      && g_strcmp0 (model, self->parameters->model) == 0)
    return;

  _gesso_draft_begin (self);
  gesso_set_str (&self->account_kind, account_kind);
  gesso_set_str (&self->parameters->model, gesso_str_is_empty (model) ? NULL : model);
  gesso_model_info_unref (self->info);
  self->info = gesso_catalog_lookup (self->catalog, account_kind, self->parameters->model);
  self->routed.info = NULL;
  adapt_to_model (self);
  notify (self, PROP_ACCOUNT_KIND);
  notify (self, PROP_MODEL);
  notify (self, PROP_MODEL_INFO);
  notify (self, PROP_MAX_CHARACTERS);
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
    notify (self, PROP_ASPECT);
  if (!gesso_size_equal (&wish, &self->parameters->size))
    {
      self->parameters->size = wish;
      notify (self, PROP_SIZE);
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
    notify (self, PROP_TIER);
  if (preset != NULL && gesso_set_str (&self->parameters->aspect, preset->name))
    notify (self, PROP_ASPECT);
  adapt_size (self);
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
  set_text (self, &self->parameters->quality, quality, PROP_QUALITY);
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

  set_number (self, &self->parameters->n, CLAMP (n, 1, 10), PROP_N);
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

  set_text (self, &self->parameters->background, background, PROP_BACKGROUND);
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

  set_number (self, &self->force_background, !!force, PROP_FORCE_BACKGROUND);
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

  set_text (self, &self->parameters->format, format, PROP_FORMAT);
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

  set_number (self, &self->parameters->compression, CLAMP (compression, -1, 100), PROP_COMPRESSION);
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

  set_text (self, &self->parameters->moderation, moderation, PROP_MODERATION);
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

  set_number (self, &self->parameters->partial_images, CLAMP (partial_images, 0, 3),
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

  set_text (self, &self->parameters->input_fidelity, input_fidelity, PROP_INPUT_FIDELITY);
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

  set_text (self, &self->parameters->extra, extra, PROP_EXTRA);
}

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

  contents = view (self);
  estimate_part (self, &contents, &sizes[0], out_estimate);
  for (guint i = 1; i < n_sizes; i++)
    {
      GessoEstimate one;

      estimate_part (self, &contents, &sizes[i], &one);
      add_estimate (out_estimate, &one);
    }
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

  contents = view (self);
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
