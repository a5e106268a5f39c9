/* gesso-catalog.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-catalog.h"

#include "base/gesso-json.h"
#include "model/gesso-account.h"
#include "model/gesso-data-file-private.h"

/* GessoCatalog is the capability table: what each model takes, by kind of account and by the
 * model's name. The studio makes one at its start and hands it to everybody. Nothing in it changes
 * after construction, and any thread may look things up: a lock guards the counts of references in
 * the JSON values, which are not atomic. A model that the table does not name is found by pattern;
 * there is always an answer. */

/* A family may extend another; deeper than this it extends itself. */
#define MAX_DEPTH 8

struct _GessoCatalog
{
  GObject parent_instance;

  GRecMutex lock;
  JsonObject *table; /* (owned) (mutex lock) */
};

G_DEFINE_FINAL_TYPE (GessoCatalog, gesso_catalog, G_TYPE_OBJECT)

/* Puts a family with all it extends into the row, the farthest ancestor first. */
static void
add_family (GessoCatalog *self,
            JsonObject   *row,
            const char   *name,
            int           depth)
{
  JsonObject *families = gesso_json_get_object (self->table, "families");
  JsonObject *family = name != NULL ? gesso_json_get_object (families, name) : NULL;

  if (family == NULL || depth > MAX_DEPTH)
    return;

  add_family (self, row, gesso_json_get_string (family, "extends", NULL), depth + 1);
  _gesso_data_file_merge (row, family);
}

static void
resolve_size_rule (GessoCatalog *self,
                   JsonObject   *row,
                   const char   *member)
{
  const char *name = gesso_json_get_string (row, member, NULL);
  JsonObject *rules = gesso_json_get_object (self->table, "size_rules");
  JsonObject *rule = name != NULL ? gesso_json_get_object (rules, name) : NULL;

  if (rule != NULL)
    json_object_set_object_member (row, member, json_object_ref (rule));
}

static JsonObject *
find_entry (GessoCatalog *self,
            const char   *account_kind,
            const char   *model)
{
  JsonArray *models = gesso_json_get_array (self->table, "models");
  guint length = models != NULL ? json_array_get_length (models) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *entry = gesso_json_array_get_object (models, i);

      if (entry != NULL && _gesso_data_file_matches (entry, account_kind, model))
        return entry;
    }

  return NULL;
}

static gboolean
is_listed (JsonObject *entry,
           const char *account_kind)
{
  g_auto (GStrv) listed = NULL;

  if (gesso_json_get_array (entry, "listed") == NULL || account_kind == NULL)
    return FALSE;

  listed = gesso_json_get_strv (entry, "listed");
  return g_strv_contains ((const char *const *) listed, account_kind);
}

static void
gesso_catalog_finalize (GObject *object)
{
  GessoCatalog *self = GESSO_CATALOG (object);

  g_clear_pointer (&self->table, json_object_unref);
  g_rec_mutex_clear (&self->lock);

  G_OBJECT_CLASS (gesso_catalog_parent_class)->finalize (object);
}

static void
gesso_catalog_class_init (GessoCatalogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_catalog_finalize;
}

static void
gesso_catalog_init (GessoCatalog *self)
{
  g_rec_mutex_init (&self->lock);
}

/**
 * gesso_catalog_new:
 * @override_path: (nullable): a person's own `models.json`, which need not exist
 * @error: `G_FILE_ERROR` or `GESSO_JSON_ERROR` when it exists and cannot be read; the caller says
 *   so and goes on without it
 *
 * Blocks for reading a small file.
 *
 * Returns: (transfer full) (nullable): the table
 */
GessoCatalog *
gesso_catalog_new (const char  *override_path,
                   GError     **error)
{
  g_autoptr (JsonObject) table = _gesso_data_file_load ("models.json", override_path, error);
  GessoCatalog *self;

  if (table == NULL)
    return NULL;

  self = g_object_new (GESSO_TYPE_CATALOG, NULL);
  self->table = g_steal_pointer (&table);

  return self;
}

/**
 * gesso_catalog_get_date:
 * @self: a catalogue
 *
 * Returns: (transfer none): the day of the table's knowledge, "YYYY-MM-DD"
 */
const char *
gesso_catalog_get_date (GessoCatalog *self)
{
  g_return_val_if_fail (GESSO_IS_CATALOG (self), NULL);

  return gesso_json_get_string (self->table, "date", "");
}

static GessoModelInfo *
look_up (GessoCatalog        *self,
         const char          *account_kind,
         const char          *model,
         const char          *end,
         const GessoFindings *findings)
{
  g_autoptr (GRecMutexLocker) locker = NULL;
  g_autoptr (JsonObject) row = NULL;
  JsonObject *overlay;
  JsonObject *entry;

  /* The row shares values with the table and goes before the lock does. */
  locker = g_rec_mutex_locker_new (&self->lock);
  row = json_object_new ();
  if (model == NULL)
    model = "";

  entry = find_entry (self, account_kind, gesso_account_model_get_base (account_kind, model));
  if (entry != NULL)
    {
      add_family (self, row, gesso_json_get_string (entry, "family", NULL), 0);
      _gesso_data_file_merge (row, entry);
    }
  /* What every model has at this kind of account. */
  overlay = account_kind != NULL
                ? gesso_json_get_object (gesso_json_get_object (self->table, "kinds"), account_kind)
                : NULL;
  if (overlay != NULL)
    _gesso_data_file_merge (row, overlay);
  resolve_size_rule (self, row, "size_rule");
  resolve_size_rule (self, row, "part_rule");
  if (end != NULL)
    json_object_set_string_member (row, "shutdown_date", end);

  return gesso_model_info_new_tested (
      model, entry != NULL && !gesso_json_get_boolean (entry, "unknown", FALSE), row, findings);
}

/**
 * gesso_catalog_lookup:
 * @self: a catalogue
 * @account_kind: (nullable): the kind of the account
 * @model: (nullable): a model id; NULL and "" give what is known of the kind
 *
 * Never fails: for a model that nobody has heard of it takes the newest values that fit the name,
 * and otherwise leaves everything open. Any thread.
 *
 * Returns: (transfer full): what the model can do
 */
GessoModelInfo *
gesso_catalog_lookup (GessoCatalog *self,
                      const char   *account_kind,
                      const char   *model)
{
  g_return_val_if_fail (GESSO_IS_CATALOG (self), NULL);

  return look_up (self, account_kind, model, NULL, NULL);
}

/**
 * gesso_catalog_lookup_account:
 * @self: a catalogue
 * @account: an account
 * @model: (nullable): one of its models
 *
 * As gesso_catalog_lookup(), with the day on which the service ends the model and what a test of
 * the account found out. Main thread.
 *
 * Returns: (transfer full): what the model can do there
 */
GessoModelInfo *
gesso_catalog_lookup_account (GessoCatalog *self,
                              GessoAccount *account,
                              const char   *model)
{
  g_return_val_if_fail (GESSO_IS_CATALOG (self), NULL);
  g_return_val_if_fail (GESSO_IS_ACCOUNT (account), NULL);

  return look_up (self, gesso_account_get_kind (account), model,
                  gesso_account_get_model_end (account, model),
                  gesso_account_get_findings (account, model));
}

/**
 * gesso_catalog_list_models:
 * @self: a catalogue
 * @account_kind: the kind of an account
 * @now_us: the time, in microseconds since 1970
 *
 * The models that an account of this kind offers before its own list has been fetched, without
 * those that the service has ended.
 *
 * Returns: (transfer full) (array zero-terminated=1): model ids; may be empty
 */
char **
gesso_catalog_list_models (GessoCatalog *self,
                           const char   *account_kind,
                           gint64        now_us)
{
  g_autoptr (GRecMutexLocker) locker = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  JsonArray *models;
  guint length;

  g_return_val_if_fail (GESSO_IS_CATALOG (self), NULL);

  locker = g_rec_mutex_locker_new (&self->lock);
  models = gesso_json_get_array (self->table, "models");
  length = models != NULL ? json_array_get_length (models) : 0;
  for (guint i = 0; i < length; i++)
    {
      JsonObject *entry = gesso_json_array_get_object (models, i);
      const char *id = gesso_json_get_string (entry, "pattern", NULL);
      g_autoptr (GessoModelInfo) info = NULL;

      if (id == NULL || !is_listed (entry, account_kind))
        continue;
      info = gesso_catalog_lookup (self, account_kind, id);
      if (!gesso_model_info_is_shut_down (info, now_us))
        g_ptr_array_add (ids, g_strdup (id));
    }
  g_ptr_array_add (ids, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}
