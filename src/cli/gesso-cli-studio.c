/* gesso-cli-studio.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include "base/gesso-str.h"
#include "model/gesso-server-preset.h"
#include "model/gesso-task-profiles.h"
#include "studio/gesso-accounts.h"

#include <glib/gi18n.h>

/* What commands work on: tables, accounts, the studio. Everything asynchronous is waited for here,
 * since a command does one thing after the other; the main context runs only inside these waits. */

static const char *const kinds[] = {
  GESSO_ACCOUNT_KIND_SKETCH,    GESSO_ACCOUNT_KIND_OPENAI_IMAGES, GESSO_ACCOUNT_KIND_COMPATIBLE,
  GESSO_ACCOUNT_KIND_RESPONSES, GESSO_ACCOUNT_KIND_AZURE,         NULL,
};

static char *
table_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "gesso", name, NULL);
}

/* A file that describes a service and is not right explains why there is no such kind. */
static void
note_bad_profiles (GessoCli *self)
{
  const char *const *problems
      = gesso_task_profiles_get_problems (gesso_task_profiles_get_default ());

  for (guint i = 0; problems[i] != NULL; i++)
    gesso_cli_note (self, _ ("Not used: %s"), problems[i]);
}

/* An account that exists for this run only. */
static GessoAccount *
make_account (GessoCli *self,
              int      *out_status)
{
  g_autoptr (GessoAccount) account = NULL;
  g_autofree char *base_url = NULL;

  note_bad_profiles (self);
  if (!g_strv_contains (kinds, self->kind) && gesso_server_preset_find (self->kind) == NULL
      && gesso_task_profiles_find (gesso_task_profiles_get_default (), self->kind) == NULL)
    {
      *out_status = gesso_cli_fail (self, GESSO_FAILURE_USAGE,
                                    _ ("There is no kind of account “%s”."), self->kind);
      return NULL;
    }

  if (g_str_equal (self->kind, GESSO_ACCOUNT_KIND_SKETCH))
    return gesso_account_new (GESSO_ACCOUNT_ID_SKETCH, self->kind, "Sketch");

  account = gesso_account_new ("command-line", self->kind, NULL);
  if (self->base_url != NULL)
    {
      base_url = gesso_account_repair_address (self->kind, self->base_url);
      if (base_url == NULL)
        {
          *out_status
              = gesso_cli_fail (self, GESSO_FAILURE_USAGE,
                                _ ("“%s” is not the address of a service."), self->base_url);
          return NULL;
        }
      gesso_account_set_base_url (account, base_url);
    }
  if (gesso_account_get_base_url (account) == NULL)
    {
      *out_status = gesso_cli_fail (self, GESSO_FAILURE_USAGE, "%s",
                                    _ ("This kind of account needs --base-url."));
      return NULL;
    }

  return g_steal_pointer (&account);
}

static GessoAccount *
find_configured (GessoCli *self,
                 int      *out_status)
{
  g_autofree char *path
      = g_build_filename (g_get_user_config_dir (), "gesso", "accounts.json", NULL);
  g_autoptr (GessoAccounts) accounts = gesso_accounts_new (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoAccount *found;

  gesso_accounts_load_async (accounts, NULL, gesso_cli_result_cb, &result);
  if (!gesso_accounts_load_finish (accounts, gesso_cli_wait (&result), &error))
    gesso_cli_note (self, "%s: %s", path, error->message);

  found = gesso_accounts_find (accounts,
                               self->account != NULL ? self->account : GESSO_ACCOUNT_ID_SKETCH);
  if (found == NULL)
    {
      *out_status = gesso_cli_fail (self, GESSO_FAILURE_USAGE, _ ("There is no account “%s”."),
                                    self->account);
      return NULL;
    }

  return g_object_ref (found);
}

/* A keyring is asked only for a configured account on a session that has one. */
static GessoStudioFlags
studio_flags (GessoCli *self)
{
  GessoStudioFlags flags = GESSO_STUDIO_FLAGS_NO_QUEUE_RESUME;

  if ((self->account == NULL && !self->keyring) || g_getenv ("GESSO_API_KEY") != NULL
      || g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL)
    flags |= GESSO_STUDIO_FLAGS_NO_KEYRING;

  return flags;
}

/**
 * gesso_cli_result_cb:
 * @source: whatever it came from
 * @result: kept
 * @slot: a GAsyncResult *, still NULL
 */
void
gesso_cli_result_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

/**
 * gesso_cli_wait:
 * @slot: set by gesso_cli_result_cb()
 *
 * Returns: (transfer none): the result, when it is there
 */
GAsyncResult *
gesso_cli_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *slot;
}

/**
 * gesso_cli_load_catalog:
 * @self: the run
 *
 * Returns: (transfer full): the capability table, with the person's own file when it is readable
 */
GessoCatalog *
gesso_cli_load_catalog (GessoCli *self)
{
  g_autofree char *path = table_path ("models.json");
  g_autoptr (GError) error = NULL;
  GessoCatalog *catalog = gesso_catalog_new (path, &error);

  if (catalog != NULL)
    return catalog;

  gesso_cli_note (self, _ ("%s is not used: %s"), path, error->message);
  return gesso_catalog_new (NULL, NULL);
}

static GessoPricing *
read_pricing (GessoCli *self)
{
  g_autofree char *path = table_path ("prices.json");
  g_autoptr (GError) error = NULL;
  GessoPricing *pricing = gesso_pricing_new (path, &error);

  if (pricing != NULL)
    return pricing;

  gesso_cli_note (self, _ ("%s is not used: %s"), path, error->message);
  return gesso_pricing_new (NULL, NULL);
}

/**
 * gesso_cli_load_pricing:
 * @self: the run
 *
 * Returns: (transfer full): the price table, with the person's own file when it is readable; the
 *   same for the whole run
 */
GessoPricing *
gesso_cli_load_pricing (GessoCli *self)
{
  if (self->pricing == NULL)
    self->pricing = read_pricing (self);
  return g_object_ref (self->pricing);
}

static void
learn_from (GessoCli     *self,
            GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoPriceMemory) memory = NULL;

  gesso_library_learn_prices_async (library, NULL, gesso_cli_result_cb, &result);
  memory = gesso_library_learn_prices_finish (library, gesso_cli_wait (&result), NULL);
  if (memory != NULL)
    gesso_pricing_set_memory (self->pricing, memory);
}

/**
 * gesso_cli_learn_prices:
 * @self: the run
 * @estimate: what the table says
 *
 * Where the table has no documented price, lets it learn from the ledger: a draft that was priced
 * with it has another estimate then. A library that is not there is not made for that.
 */
void
gesso_cli_learn_prices (GessoCli            *self,
                        const GessoEstimate *estimate)
{
  g_autofree char *own = self->library == NULL ? gesso_library_dup_default_folder () : NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GessoLibrary) library = NULL;

  if (self->pricing == NULL || (estimate->known && !estimate->approximate))
    return;
  if (self->studio != NULL)
    {
      learn_from (self, gesso_studio_get_library (self->studio));
      return;
    }

  gesso_library_open_async (self->library != NULL ? self->library : own,
                            GESSO_LIBRARY_EXISTING | GESSO_LIBRARY_OWN_THUMBNAILS, NULL,
                            gesso_cli_result_cb, &opened);
  library = gesso_library_open_finish (gesso_cli_wait (&opened), NULL);
  if (library == NULL)
    return;

  learn_from (self, library);
  gesso_library_close_async (library, gesso_cli_result_cb, &closed);
  gesso_library_close_finish (library, gesso_cli_wait (&closed), NULL);
}

/**
 * gesso_cli_find_account:
 * @self: the run
 * @out_status: (out): the exit status when there is no such account
 *
 * The account that the options name: one for this run, a configured one, or the built-in engine.
 * `--model` goes before the account's own.
 *
 * Returns: (transfer full) (nullable): the account
 */
GessoAccount *
gesso_cli_find_account (GessoCli *self,
                        int      *out_status)
{
  GessoAccount *account;

  if (self->kind != NULL && self->account != NULL)
    {
      *out_status = gesso_cli_fail (self, GESSO_FAILURE_USAGE, "%s",
                                    _ ("Give either --account or --kind."));
      return NULL;
    }

  account
      = self->kind != NULL ? make_account (self, out_status) : find_configured (self, out_status);
  if (account != NULL && !gesso_str_is_empty (self->model))
    gesso_account_set_model (account, self->model);

  return account;
}

/**
 * gesso_cli_open_studio:
 * @self: the run
 * @out_status: (out): the exit status when it cannot be opened
 *
 * Opens the library with everything around it, once. What an earlier run received and did not
 * keep comes home; its waiting jobs are left alone.
 *
 * Returns: whether it is open
 */
gboolean
gesso_cli_open_studio (GessoCli *self,
                       int      *out_status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (self->studio != NULL)
    return TRUE;

  self->studio = gesso_studio_new (self->library, studio_flags (self));
  gesso_studio_open_async (self->studio, self->cancellable, gesso_cli_result_cb, &result);
  if (gesso_studio_open_finish (self->studio, gesso_cli_wait (&result), &error))
    return TRUE;

  *out_status = gesso_cli_fail_with (self, error, self->library);
  return FALSE;
}

/**
 * gesso_cli_close_studio:
 * @self: the run
 *
 * Waits until everything is safe and the engine is gone. Idempotent.
 */
void
gesso_cli_close_studio (GessoCli *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (self->studio == NULL)
    return;

  gesso_studio_close_async (self->studio, gesso_cli_result_cb, &result);
  if (!gesso_studio_close_finish (self->studio, gesso_cli_wait (&result), &error))
    gesso_cli_note (self, "%s", error->message);
  g_clear_object (&self->studio);
}

/**
 * gesso_cli_find_project:
 * @self: the run; its studio is open
 * @name: a project's name or id
 * @out_status: (out): the exit status when it cannot be found or made
 *
 * Finds a project of the library, and makes it when there is none of that name.
 *
 * Returns: (transfer full) (nullable): its id
 */
char *
gesso_cli_find_project (GessoCli   *self,
                        const char *name,
                        int        *out_status)
{
  GessoLibrary *library = gesso_studio_get_library (self->studio);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GPtrArray) projects = NULL;
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  gesso_library_list_projects_async (library, NULL, gesso_cli_result_cb, &listed);
  projects = gesso_library_list_projects_finish (library, gesso_cli_wait (&listed), &error);
  for (guint i = 0; projects != NULL && i < projects->len; i++)
    {
      const GessoProjectInfo *project = projects->pdata[i];

      if (g_strcmp0 (project->name, name) == 0 || g_strcmp0 (project->id, name) == 0)
        return g_strdup (project->id);
    }
  if (projects != NULL)
    {
      gesso_library_create_project_async (library, name, NULL, gesso_cli_result_cb, &made);
      id = gesso_library_create_project_finish (library, gesso_cli_wait (&made), &error);
    }
  if (id == NULL)
    *out_status = gesso_cli_fail_with (self, error, NULL);

  return id;
}
