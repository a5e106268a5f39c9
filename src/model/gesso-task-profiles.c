/* gesso-task-profiles.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-task-profiles.h"

#include "base/gesso-json.h"
#include "model/data/gesso-model-resources.h"
#include "model/gesso-account.h"
#include "model/gesso-data-file-private.h"
#include "model/gesso-model-error.h"

#include <gio/gio.h>

/* The task services that there are. Ours are compiled in; each file "NAME.json" in a person's
 * folder either is a service of its own or, when its kind is one of ours, goes over ours member by
 * member. A file that is not right is left out and told about; it never takes the others with it.
 *
 * What an account of a kind is like has to be known wherever an account is made, so there is one
 * table for the process, read when it is first asked for. It never changes. */

#define RESOURCE_FOLDER "/io/github/gesso_studio/Gesso/model/services"
#define MAX_FILES 256

struct _GessoTaskProfiles
{
  GPtrArray *profiles; /* (owned) (element-type GessoTaskProfile) */
  GPtrArray *problems; /* (owned): NULL-terminated sentences */
};

static void
add_problem (GessoTaskProfiles *self,
             const char        *name,
             const GError      *error)
{
  g_ptr_array_insert (self->problems, (int) self->problems->len - 1,
                      g_strdup_printf ("%s: %s", name, error->message));
}

static gboolean
is_built_in (const char *kind)
{
  static const char *const kinds[]
      = { GESSO_ACCOUNT_KIND_SKETCH, GESSO_ACCOUNT_KIND_OPENAI_IMAGES,
          GESSO_ACCOUNT_KIND_COMPATIBLE, GESSO_ACCOUNT_KIND_AZURE, GESSO_ACCOUNT_KIND_RESPONSES };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i]) == 0)
      return TRUE;

  return FALSE;
}

static guint
find_index (GessoTaskProfiles *self,
            const char        *kind)
{
  guint i = 0;

  while (i < self->profiles->len
         && g_strcmp0 (gesso_task_profile_get_kind (self->profiles->pdata[i]), kind) != 0)
    i++;

  return i;
}

static gboolean
add_profile (GessoTaskProfiles  *self,
             const char         *text,
             gsize               length,
             GError            **error)
{
  g_autoptr (JsonObject) object = gesso_json_parse_object (text, (gssize) length, error);
  g_autoptr (JsonObject) whole = NULL;
  GessoTaskProfile *profile;
  const char *kind;
  guint index;

  if (object == NULL)
    return FALSE;

  kind = gesso_json_get_string (object, "kind", NULL);
  if (is_built_in (kind))
    {
      g_set_error (error, GESSO_MODEL_ERROR, GESSO_MODEL_ERROR_BAD_PROFILE,
                   "“kind” is “%s”, which is built in", kind);
      return FALSE;
    }

  index = find_index (self, kind);
  whole = json_object_new ();
  if (index < self->profiles->len)
    _gesso_data_file_merge (whole, gesso_task_profile_get_json (self->profiles->pdata[index]));
  _gesso_data_file_merge (whole, object);
  profile = gesso_task_profile_new_from_json (whole, error);
  if (profile == NULL)
    return FALSE;

  if (index < self->profiles->len)
    g_ptr_array_remove_index (self->profiles, index);
  g_ptr_array_insert (self->profiles, (int) index, profile);
  return TRUE;
}

static void
add_shipped (GessoTaskProfiles *self,
             const char        *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER "/", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (gesso_model_resources_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  const char *text;
  gsize length;

  if (bytes == NULL)
    g_error ("The profile %s is not compiled in: %s", name, error->message);
  text = g_bytes_get_data (bytes, &length);
  if (!add_profile (self, text, length, &error))
    g_error ("The profile %s is broken: %s", name, error->message);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
add_folder (GessoTaskProfiles *self,
            const char        *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL && names->len < MAX_FILES)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      if (!g_file_get_contents (path, &text, &length, &error)
          || !add_profile (self, text, length, &error))
        add_problem (self, path, error);
    }
}

/**
 * gesso_task_profiles_new:
 * @folder: (nullable): where a person keeps profiles; it need not exist
 *
 * Blocks for reading small files.
 *
 * Returns: (transfer full): what is compiled in with what the folder holds
 */
GessoTaskProfiles *
gesso_task_profiles_new (const char *folder)
{
  static const char *const shipped[] = { "fal.json", "evolink.json", "kie.json", "replicate.json" };
  GessoTaskProfiles *self = g_new0 (GessoTaskProfiles, 1);

  self->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_task_profile_unref);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->problems, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    add_shipped (self, shipped[i]);
  if (folder != NULL)
    add_folder (self, folder);

  return self;
}

/**
 * gesso_task_profiles_free:
 * @self: (transfer full): profiles
 */
void
gesso_task_profiles_free (GessoTaskProfiles *self)
{
  g_ptr_array_unref (self->profiles);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * gesso_task_profiles_get_default:
 *
 * Reads `services/` in the user's data folder of this program when it is first called. Any thread.
 *
 * Returns: (transfer none): the profiles of this process
 */
GessoTaskProfiles *
gesso_task_profiles_get_default (void)
{
  static GessoTaskProfiles *profiles;

  if (g_once_init_enter (&profiles))
    {
      g_autofree char *folder
          = g_build_filename (g_get_user_data_dir (), "gesso", "services", NULL);
      GessoTaskProfiles *made = gesso_task_profiles_new (folder);

      g_once_init_leave (&profiles, made);
    }

  return profiles;
}

/**
 * gesso_task_profiles_find:
 * @self: profiles
 * @kind: (nullable): the kind of an account
 *
 * Returns: (transfer none) (nullable): the profile of that kind
 */
GessoTaskProfile *
gesso_task_profiles_find (GessoTaskProfiles *self,
                          const char        *kind)
{
  guint i = find_index (self, kind);

  return i < self->profiles->len ? self->profiles->pdata[i] : NULL;
}

/**
 * gesso_task_profiles_get_length:
 * @self: profiles
 *
 * Returns: how many there are
 */
guint
gesso_task_profiles_get_length (GessoTaskProfiles *self)
{
  return self->profiles->len;
}

/**
 * gesso_task_profiles_get:
 * @self: profiles
 * @index: which, from 0
 *
 * Returns: (transfer none): one of them; ours come first
 */
GessoTaskProfile *
gesso_task_profiles_get (GessoTaskProfiles *self,
                         guint              index)
{
  g_return_val_if_fail (index < self->profiles->len, NULL);

  return self->profiles->pdata[index];
}

/**
 * gesso_task_profiles_get_problems:
 * @self: profiles
 *
 * Returns: (transfer none) (array zero-terminated=1): which files were left out and why
 */
const char *const *
gesso_task_profiles_get_problems (GessoTaskProfiles *self)
{
  return (const char *const *) self->problems->pdata;
}
