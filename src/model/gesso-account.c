/* gesso-account.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-account-private.h"

#include "base/gesso-json.h"
#include "base/gesso-str.h"
#include "model/gesso-server-preset.h"
#include "model/gesso-task-profiles.h"

/* GessoAccount is one configured service: its kind, address, model and limit, and the models it
 * last offered. The studio owns the list of accounts and stores them; the key is not in here, it
 * is found in the keyring under the account's id. Main thread only; workers get the strings they
 * need. Changes are announced as property notifications. */

#define OPENAI_BASE_URL "https://api.openai.com/v1"
#define MAX_LIMIT 32

G_DEFINE_FINAL_TYPE (GessoAccount, gesso_account, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_KIND,
  PROP_NAME,
  PROP_BASE_URL,
  PROP_MODEL,
  PROP_LIMIT,
  PROP_MODELS,
  PROP_NEEDS_KEY,
  PROP_FINDINGS,
} GessoAccountProperty;

static GParamSpec *properties[PROP_FINDINGS + 1];

/* What a new account of a known kind starts with. */
static const struct
{
  const char *kind;
  const char *base_url;
  const char *model;
  int limit;
  gboolean takes_key;
  gboolean needs_key;
} kinds[] = {
  { GESSO_ACCOUNT_KIND_SKETCH, NULL, "sketch-1", 2, FALSE, FALSE },
  { GESSO_ACCOUNT_KIND_OPENAI_IMAGES, OPENAI_BASE_URL, "gpt-image-2", 4, TRUE, TRUE },
  { GESSO_ACCOUNT_KIND_COMPATIBLE, NULL, NULL, 1, TRUE, FALSE },
  { GESSO_ACCOUNT_KIND_RESPONSES, OPENAI_BASE_URL, "gpt-image-2", 4, TRUE, TRUE },
  { GESSO_ACCOUNT_KIND_AZURE, NULL, "gpt-image-2", 2, TRUE, TRUE },
};

/* Kinds that are not built in are described by profiles. */
static void
apply_profile (GessoAccount *self)
{
  GessoTaskProfile *profile
      = gesso_task_profiles_find (gesso_task_profiles_get_default (), self->kind);

  if (profile == NULL)
    return;

  self->base_url = g_strdup (gesso_task_profile_get_base_url (profile));
  self->model = g_strdup (gesso_task_profile_get_model (profile));
  self->limit = gesso_task_profile_get_limit (profile);
}

static void
apply_preset (GessoAccount            *self,
              const GessoServerPreset *preset)
{
  self->base_url = g_strdup (preset->base_url);
  self->model = g_strdup (preset->model);
  self->limit = preset->limit;
}

static void
apply_kind (GessoAccount *self)
{
  const GessoServerPreset *preset = gesso_server_preset_find (self->kind);

  self->limit = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (self->kind, kinds[i].kind) != 0)
        continue;
      self->base_url = g_strdup (kinds[i].base_url);
      self->model = g_strdup (kinds[i].model);
      self->limit = kinds[i].limit;
      return;
    }
  if (preset != NULL)
    apply_preset (self, preset);
  else
    apply_profile (self);
}

static void
gesso_account_finalize (GObject *object)
{
  GessoAccount *self = GESSO_ACCOUNT (object);

  g_free (self->id);
  g_free (self->kind);
  g_free (self->name);
  g_free (self->base_url);
  g_free (self->model);
  g_strfreev (self->models);
  g_ptr_array_unref (self->findings);
  g_hash_table_unref (self->ends);

  G_OBJECT_CLASS (gesso_account_parent_class)->finalize (object);
}

static void
gesso_account_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GessoAccount *self = GESSO_ACCOUNT (object);

  switch ((GessoAccountProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_BASE_URL:
      g_value_set_string (value, self->base_url);
      break;
    case PROP_MODEL:
      g_value_set_string (value, self->model);
      break;
    case PROP_LIMIT:
      g_value_set_int (value, self->limit);
      break;
    case PROP_MODELS:
      g_value_set_boxed (value, self->models);
      break;
    case PROP_NEEDS_KEY:
      g_value_set_boolean (value, gesso_account_needs_key (self));
      break;
    case PROP_FINDINGS:
      g_value_set_boxed (value, self->findings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gesso_account_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GessoAccount *self = GESSO_ACCOUNT (object);

  switch ((GessoAccountProperty) prop_id)
    {
    case PROP_NAME:
      gesso_account_set_name (self, g_value_get_string (value));
      break;
    case PROP_BASE_URL:
      gesso_account_set_base_url (self, g_value_get_string (value));
      break;
    case PROP_MODEL:
      gesso_account_set_model (self, g_value_get_string (value));
      break;
    case PROP_LIMIT:
      gesso_account_set_limit (self, g_value_get_int (value));
      break;
    case PROP_MODELS:
      gesso_account_set_models (self, g_value_get_boxed (value));
      break;
    case PROP_ID:
    case PROP_KIND:
    case PROP_NEEDS_KEY:
    case PROP_FINDINGS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gesso_account_class_init (GessoAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags fixed = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags open = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = gesso_account_finalize;
  object_class->get_property = gesso_account_get_property;
  object_class->set_property = gesso_account_set_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, fixed);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, fixed);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, open);
  properties[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL, NULL, open);
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, open);
  properties[PROP_LIMIT] = g_param_spec_int ("limit", NULL, NULL, 1, MAX_LIMIT, 1, open);
  properties[PROP_MODELS] = g_param_spec_boxed ("models", NULL, NULL, G_TYPE_STRV, open);
  properties[PROP_NEEDS_KEY] = g_param_spec_boolean ("needs-key", NULL, NULL, FALSE, fixed);
  properties[PROP_FINDINGS] = g_param_spec_boxed ("findings", NULL, NULL, G_TYPE_PTR_ARRAY, fixed);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
gesso_account_init (GessoAccount *self)
{
  self->limit = 1;
  self->models = g_new0 (char *, 1);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_findings_free);
  self->ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * gesso_account_new:
 * @id: never changes; names the key in the keyring and the account in the library
 * @kind: one of the `GESSO_ACCOUNT_KIND_` names, or another that a later version knows
 * @name: (nullable): for people; NULL takes @kind
 *
 * An account with what is usual for its kind: address, first model, and how many requests may
 * run at once.
 *
 * Returns: (transfer full): an account
 */
GessoAccount *
gesso_account_new (const char *id,
                   const char *kind,
                   const char *name)
{
  GessoAccount *self;

  g_return_val_if_fail (!gesso_str_is_empty (id), NULL);
  g_return_val_if_fail (!gesso_str_is_empty (kind), NULL);

  self = g_object_new (GESSO_TYPE_ACCOUNT, NULL);
  self->id = g_strdup (id);
  self->kind = g_strdup (kind);
  self->name = g_strdup (gesso_str_is_empty (name) ? kind : name);
  apply_kind (self);

  return self;
}

/**
 * gesso_account_new_from_json:
 * @object: what gesso_account_to_json() wrote
 *
 * Returns: (transfer full) (nullable): an account; NULL when the object has no id or kind
 */
GessoAccount *
gesso_account_new_from_json (JsonObject *object)
{
  const char *id = gesso_json_get_string (object, "id", NULL);
  const char *kind = gesso_json_get_string (object, "kind", NULL);
  const char *text;
  g_auto (GStrv) models = NULL;
  GessoAccount *self;

  if (gesso_str_is_empty (id) || gesso_str_is_empty (kind))
    return NULL;

  self = gesso_account_new (id, kind, gesso_json_get_string (object, "name", NULL));
  text = gesso_json_get_string (object, "base_url", NULL);
  if (text != NULL)
    gesso_account_set_base_url (self, text);
  text = gesso_json_get_string (object, "model", NULL);
  if (text != NULL)
    gesso_account_set_model (self, text);
  gesso_account_set_limit (self,
                           CLAMP (gesso_json_get_int (object, "limit", self->limit), 1, MAX_LIMIT));
  models = gesso_json_get_strv (object, "models");
  gesso_account_set_models (self, (const char *const *) models);
  _gesso_account_read_ends (self, gesso_json_get_object (object, "ends"));
  _gesso_account_read_findings (self, gesso_json_get_array (object, "findings"));

  return self;
}

/**
 * gesso_account_to_json:
 * @self: an account
 *
 * Everything about the account; there is no key in it.
 *
 * Returns: (transfer full): a JSON object
 */
JsonObject *
gesso_account_to_json (GessoAccount *self)
{
  JsonObject *object;
  JsonArray *models;

  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  models = json_array_new ();
  for (gsize i = 0; self->models[i] != NULL; i++)
    json_array_add_string_element (models, self->models[i]);

  object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "kind", self->kind);
  json_object_set_string_member (object, "name", self->name);
  if (self->base_url != NULL)
    json_object_set_string_member (object, "base_url", self->base_url);
  if (self->model != NULL)
    json_object_set_string_member (object, "model", self->model);
  json_object_set_int_member (object, "limit", self->limit);
  json_object_set_array_member (object, "models", models);
  if (g_hash_table_size (self->ends) > 0)
    json_object_set_object_member (object, "ends", _gesso_account_write_ends (self));
  if (self->findings->len > 0)
    json_object_set_array_member (object, "findings", _gesso_account_write_findings (self));

  return object;
}

/**
 * gesso_account_copy:
 * @self: an account
 *
 * Returns: (transfer full): another one with the same id and contents, to be changed without
 *   anybody noticing
 */
GessoAccount *
gesso_account_copy (GessoAccount *self)
{
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  object = gesso_account_to_json (self);
  return gesso_account_new_from_json (object);
}

/**
 * gesso_account_assign:
 * @self: an account
 * @from: one of the same kind, mostly a copy that was changed
 *
 * Takes over everything but the id; what was found out about other models at the same address
 * stays.
 */
void
gesso_account_assign (GessoAccount *self,
                      GessoAccount *from)
{
  GHashTableIter iter;
  gpointer model, date;

  g_return_if_fail (GESSO_IS_ACCOUNT (self));
  g_return_if_fail (GESSO_IS_ACCOUNT (from));

  g_object_freeze_notify (G_OBJECT (self));
  gesso_account_set_name (self, from->name);
  gesso_account_set_base_url (self, from->base_url);
  gesso_account_set_model (self, from->model);
  gesso_account_set_models (self, (const char *const *) from->models);
  g_hash_table_iter_init (&iter, from->ends);
  while (g_hash_table_iter_next (&iter, &model, &date))
    gesso_account_set_model_end (self, model, date);
  gesso_account_set_limit (self, from->limit);
  for (guint i = 0; i < from->findings->len; i++)
    gesso_account_take_findings (self, gesso_findings_copy (g_ptr_array_index (from->findings, i)));
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * gesso_account_get_id:
 * @self: an account
 *
 * Returns: (transfer none): what never changes about it
 */
const char *
gesso_account_get_id (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return self->id;
}

/**
 * gesso_account_get_kind:
 * @self: an account
 *
 * Returns: (transfer none): the kind of service, an open set
 */
const char *
gesso_account_get_kind (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return self->kind;
}

/**
 * gesso_account_get_name:
 * @self: an account
 *
 * Returns: (transfer none): the name that people gave it
 */
const char *
gesso_account_get_name (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return self->name;
}

/**
 * gesso_account_set_name:
 * @self: an account
 * @name: (nullable): for people; an empty one becomes the kind
 */
void
gesso_account_set_name (GessoAccount *self,
                        const char   *name)
{
  g_return_if_fail (GESSO_IS_ACCOUNT (self));

  if (gesso_str_is_empty (name))
    name = self->kind;
  if (gesso_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

/**
 * gesso_account_get_base_url:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the address in front of "/images/generations", without a
 *   slash at its end; NULL for the built-in engine and for an address not yet given
 */
const char *
gesso_account_get_base_url (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return self->base_url;
}

/**
 * gesso_account_set_base_url:
 * @self: an account
 * @base_url: (nullable): an address, best one from gesso_account_repair_url()
 *
 * What was found out about the service at another address is forgotten.
 */
void
gesso_account_set_base_url (GessoAccount *self,
                            const char   *base_url)
{
  g_return_if_fail (GESSO_IS_ACCOUNT (self));

  if (gesso_str_is_empty (base_url))
    base_url = NULL;
  if (!gesso_set_str (&self->base_url, base_url))
    return;

  gesso_account_forget_findings (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BASE_URL]);
}

/**
 * gesso_account_get_model:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the model that new requests start with
 */
const char *
gesso_account_get_model (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return self->model;
}

/**
 * gesso_account_set_model:
 * @self: an account
 * @model: (nullable): a model id as the service spells it
 */
void
gesso_account_set_model (GessoAccount *self,
                         const char   *model)
{
  g_return_if_fail (GESSO_IS_ACCOUNT (self));

  if (gesso_str_is_empty (model))
    model = NULL;
  if (gesso_set_str (&self->model, model))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

/**
 * gesso_account_get_limit:
 * @self: an account
 *
 * Returns: how many requests may run at once, 1–32
 */
int
gesso_account_get_limit (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), 1);

  return self->limit;
}

/**
 * gesso_account_set_limit:
 * @self: an account
 * @limit: how many requests may run at once; brought into 1–32
 */
void
gesso_account_set_limit (GessoAccount *self,
                         int           limit)
{
  g_return_if_fail (GESSO_IS_ACCOUNT (self));

  limit = CLAMP (limit, 1, MAX_LIMIT);
  if (self->limit == limit)
    return;

  self->limit = limit;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIMIT]);
}

/**
 * gesso_account_needs_key:
 * @self: an account
 *
 * Whether nothing can be sent without a key. Self-hosted servers take one but seldom ask for it.
 *
 * Returns: whether a key must be there
 */
gboolean
gesso_account_needs_key (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (self->kind, kinds[i].kind) == 0)
        return kinds[i].needs_key;
    }

  return gesso_server_preset_find (self->kind) == NULL
         && g_strcmp0 (self->kind, GESSO_ACCOUNT_KIND_REMOVED) != 0;
}

/**
 * gesso_account_takes_key:
 * @self: an account
 *
 * Returns: whether a key would be of any use
 */
gboolean
gesso_account_takes_key (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (self->kind, kinds[i].kind) == 0)
        return kinds[i].takes_key;
    }

  return TRUE;
}

/**
 * gesso_account_tells_credits:
 * @self: an account
 *
 * Returns: whether its service can be asked what is left there
 */
gboolean
gesso_account_tells_credits (GessoAccount *self)
{
  GessoTaskProfile *profile;

  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), FALSE);

  profile = gesso_task_profiles_find (gesso_task_profiles_get_default (), self->kind);
  return profile != NULL && gesso_task_profile_get_part (profile, "check") != NULL
         && json_object_has_member (gesso_task_profile_get_part (profile, "check"), "credits");
}

/**
 * gesso_account_get_models:
 * @self: an account
 *
 * Returns: (transfer none) (array zero-terminated=1): the ids that the service last offered, never
 *   NULL
 */
const char *const *
gesso_account_get_models (GessoAccount *self)
{
  g_return_val_if_fail (GESSO_IS_ACCOUNT (self), NULL);

  return (const char *const *) self->models;
}

/**
 * gesso_account_set_models:
 * @self: an account
 * @models: (nullable) (array zero-terminated=1): ids as the service spells them
 */
void
gesso_account_set_models (GessoAccount *self, const char *const *models)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (GESSO_IS_ACCOUNT (self));

  if (models == NULL)
    models = none;
  if (g_strv_equal (models, (const char *const *) self->models))
    return;

  g_strfreev (self->models);
  self->models = g_strdupv ((char **) models);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODELS]);
}
