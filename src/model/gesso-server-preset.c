/* gesso-server-preset.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-server-preset.h"

#include "base/gesso-json.h"
#include "model/gesso-account.h"
#include "model/gesso-data-file-private.h"

/* The servers that are known by name, out of "servers.json". What an account of a kind is like has
 * to be known wherever an account is made, so there is one table for the process, read when it is
 * first asked for. It never changes. A further server is a further entry. */

static char *
dup_member (JsonObject *entry,
            const char *name)
{
  return g_strdup (gesso_json_get_string (entry, name, NULL));
}

static GessoTaskProfile *
read_native (JsonObject *native)
{
  JsonObject *object = gesso_json_get_object (native, "profile");
  g_autoptr (GError) error = NULL;
  GessoTaskProfile *profile;

  if (object == NULL)
    return NULL;

  profile = gesso_task_profile_new_from_json (object, &error);
  if (profile == NULL)
    g_error ("The table servers.json is broken: %s", error->message);
  return profile;
}

static GessoServerPreset *
read_entry (JsonObject *entry)
{
  GessoServerPreset *preset = g_new0 (GessoServerPreset, 1);
  JsonObject *native = gesso_json_get_object (entry, "native");

  preset->kind = dup_member (entry, "kind");
  preset->label = dup_member (entry, "label");
  preset->base_url = dup_member (entry, "base_url");
  preset->model = dup_member (entry, "model");
  preset->limit = (int) CLAMP (gesso_json_get_int (entry, "limit", 1), 1, 32);
  preset->edit_call = dup_member (entry, "edit_call");
  if (gesso_json_get_array (entry, "edit_fields") != NULL)
    preset->edit_fields = gesso_json_get_strv (entry, "edit_fields");
  preset->references = dup_member (entry, "references");
  preset->prompt_bar = dup_member (entry, "prompt_bar");
  preset->native_probe = dup_member (native, "probe");
  preset->native = read_native (native);
  return preset;
}

static GPtrArray *
get_table (void)
{
  static GPtrArray *table;

  if (g_once_init_enter (&table))
    {
      g_autoptr (JsonObject) root = _gesso_data_file_load ("servers.json", NULL, NULL);
      JsonArray *servers = gesso_json_get_array (root, "servers");
      GPtrArray *made = g_ptr_array_new ();

      for (guint i = 0; i < json_array_get_length (servers); i++)
        g_ptr_array_add (made, read_entry (gesso_json_array_get_object (servers, i)));
      g_once_init_leave (&table, made);
    }

  return table;
}

/**
 * gesso_server_preset_get_length:
 *
 * Returns: how many servers are known by name
 */
guint
gesso_server_preset_get_length (void)
{
  return get_table ()->len;
}

/**
 * gesso_server_preset_get:
 * @index: below gesso_server_preset_get_length()
 *
 * Returns: (transfer none): a server
 */
const GessoServerPreset *
gesso_server_preset_get (guint index)
{
  g_return_val_if_fail (index < get_table ()->len, NULL);

  return get_table ()->pdata[index];
}

/**
 * gesso_server_preset_find:
 * @kind: (nullable): the kind of an account
 *
 * Returns: (transfer none) (nullable): the server of that kind
 */
const GessoServerPreset *
gesso_server_preset_find (const char *kind)
{
  GPtrArray *table = get_table ();

  for (guint i = 0; i < table->len; i++)
    {
      const GessoServerPreset *preset = table->pdata[i];

      if (g_strcmp0 (preset->kind, kind) == 0)
        return preset;
    }

  return NULL;
}

/**
 * gesso_server_preset_is_server:
 * @kind: (nullable): the kind of an account
 *
 * Returns: whether accounts of this kind are servers that people run themselves, known by name or
 *   not: they seldom ask for a key, and they may take long
 */
gboolean
gesso_server_preset_is_server (const char *kind)
{
  return g_strcmp0 (kind, GESSO_ACCOUNT_KIND_COMPATIBLE) == 0
         || gesso_server_preset_find (kind) != NULL;
}
