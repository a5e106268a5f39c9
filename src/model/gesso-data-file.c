/* gesso-data-file.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-data-file-private.h"

#include "base/gesso-json.h"
#include "model/data/gesso-model-resources.h"

#include <gio/gio.h>

/* The dated tables of models and prices: compiled in, and overridable by a file of the same form
 * that a person keeps. In the person's file objects are merged over ours member by member, and
 * the entries of lists come before ours, so that a first match finds them. Pure but for reading
 * the two files; any thread. */

#define RESOURCE_PREFIX "/io/github/gesso_studio/Gesso/model/"

static JsonObject *
load_shipped (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  JsonObject *object;
  const char *text;
  gsize length;

  bytes = g_resource_lookup_data (gesso_model_resources_get_resource (), path,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes == NULL)
    g_error ("The table %s is not compiled in: %s", name, error->message);

  text = g_bytes_get_data (bytes, &length);
  object = gesso_json_parse_object (text, (gssize) length, &error);
  if (object == NULL)
    g_error ("The table %s is broken: %s", name, error->message);

  return object;
}

/* Their entries first, then ours. */
static JsonArray *
join_arrays (JsonArray *theirs,
             JsonArray *ours)
{
  JsonArray *joined = json_array_new ();
  JsonArray *const both[] = { theirs, ours };

  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    {
      guint length = both[i] != NULL ? json_array_get_length (both[i]) : 0;

      for (guint j = 0; j < length; j++)
        json_array_add_element (joined, json_array_dup_element (both[i], j));
    }

  return joined;
}

static void
apply_override (JsonObject *shipped,
                JsonObject *theirs)
{
  g_autoptr (GList) members = json_object_get_members (theirs);

  for (GList *l = members; l != NULL; l = l->next)
    {
      const char *member = l->data;
      JsonNode *node = json_object_get_member (theirs, member);

      if (JSON_NODE_HOLDS_OBJECT (node) && gesso_json_get_object (shipped, member) != NULL)
        _gesso_data_file_merge (gesso_json_get_object (shipped, member),
                                json_node_get_object (node));
      else if (JSON_NODE_HOLDS_ARRAY (node))
        json_object_set_array_member (shipped, member,
                                      join_arrays (json_node_get_array (node),
                                                   gesso_json_get_array (shipped, member)));
      else
        json_object_set_member (shipped, member, json_node_copy (node));
    }
}

static gboolean
matches_pattern (JsonObject *entry,
                 const char *member,
                 const char *model)
{
  const char *pattern = gesso_json_get_string (entry, member, NULL);

  return pattern != NULL && g_pattern_match_simple (pattern, model);
}

/**
 * _gesso_data_file_merge:
 * @into: changed
 * @from: its members replace those of @into
 */
void
_gesso_data_file_merge (JsonObject *into,
                        JsonObject *from)
{
  g_autoptr (GList) members = json_object_get_members (from);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (into, l->data, json_node_copy (json_object_get_member (from, l->data)));
}

/**
 * _gesso_data_file_matches:
 * @entry: an entry with "pattern", and maybe "also" and "kinds"
 * @account_kind: (nullable): the kind of account; NULL fits only entries for all kinds
 * @model: a model id
 *
 * Returns: whether the entry speaks about this model at this kind of account
 */
gboolean
_gesso_data_file_matches (JsonObject *entry,
                          const char *account_kind,
                          const char *model)
{
  g_auto (GStrv) kinds = NULL;

  if (!matches_pattern (entry, "pattern", model) && !matches_pattern (entry, "also", model))
    return FALSE;
  if (gesso_json_get_array (entry, "kinds") == NULL)
    return TRUE;

  kinds = gesso_json_get_strv (entry, "kinds");
  return account_kind != NULL && g_strv_contains ((const char *const *) kinds, account_kind);
}

/**
 * _gesso_data_file_load:
 * @name: "models.json" or "prices.json"
 * @override_path: (nullable): a person's own file; need not exist
 * @error: `G_FILE_ERROR` or `GESSO_JSON_ERROR` when it exists and cannot be read
 *
 * Returns: (transfer full) (nullable): the table
 */
JsonObject *
_gesso_data_file_load (const char  *name,
                       const char  *override_path,
                       GError     **error)
{
  g_autoptr (JsonObject) shipped = load_shipped (name);
  g_autoptr (JsonObject) theirs = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (override_path == NULL || !g_file_test (override_path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&shipped);

  if (!g_file_get_contents (override_path, &text, &length, error))
    return NULL;
  theirs = gesso_json_parse_object (text, (gssize) length, error);
  if (theirs == NULL)
    {
      g_prefix_error (error, "%s: ", override_path);
      return NULL;
    }

  apply_override (shipped, theirs);
  return g_steal_pointer (&shipped);
}
