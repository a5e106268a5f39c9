/* gesso-cli-accounts.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include "base/gesso-clock.h"
#include "base/gesso-json.h"
#include "base/gesso-str.h"
#include "model/gesso-server-preset.h"
#include "studio/gesso-accounts.h"

#include <glib/gi18n.h>

/* `accounts list|show|add|remove|forget`: the configured services. Keys are never among them. */

static GessoAccounts *
load (GessoCli *cli)
{
  g_autofree char *path
      = g_build_filename (g_get_user_config_dir (), "gesso", "accounts.json", NULL);
  GessoAccounts *accounts = gesso_accounts_new (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_accounts_load_async (accounts, NULL, gesso_cli_result_cb, &result);
  if (!gesso_accounts_load_finish (accounts, gesso_cli_wait (&result), &error))
    gesso_cli_note (cli, "%s: %s", path, error->message);

  return accounts;
}

static int
flush (GessoCli      *cli,
       GessoAccounts *accounts)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_accounts_flush_async (accounts, gesso_cli_result_cb, &result);
  if (!gesso_accounts_flush_finish (accounts, gesso_cli_wait (&result), &error))
    return gesso_cli_fail (cli, GESSO_FAILURE_STORAGE, "%s", error->message);

  return 0;
}

static void
print_line (GessoCli     *cli,
            GessoAccount *account)
{
  const char *base_url = gesso_account_get_base_url (account);
  const char *model = gesso_account_get_model (account);

  gesso_cli_print (cli, "%-20s %-14s %-20s %s", gesso_account_get_name (account),
                   gesso_account_get_kind (account), model != NULL ? model : "-",
                   base_url != NULL ? base_url : "");
}

static void
print_account (GessoCli     *cli,
               GessoAccount *account)
{
  gesso_cli_emit (cli, gesso_account_to_json (account));
  print_line (cli, account);
}

static int
list (GessoCli      *cli,
      GessoAccounts *accounts)
{
  guint length = g_list_model_get_n_items (G_LIST_MODEL (accounts));

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (GessoAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      print_account (cli, account);
    }

  return 0;
}

static int
add (GessoCli      *cli,
     GessoAccounts *accounts,
     const char    *name)
{
  g_autofree char *id = gesso_clock_new_id ();
  g_autoptr (GessoAccount) template = NULL;
  g_autoptr (GessoAccount) account = NULL;
  int status = 0;

  if (gesso_str_is_empty (name) || cli->kind == NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("Give the new account a name, and its kind with --kind."));
  if (gesso_accounts_find (accounts, name) != NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("There is an account “%s” already."), name);
  if (g_str_equal (cli->kind, GESSO_ACCOUNT_KIND_SKETCH))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("The built-in engine is always there."));

  template = gesso_cli_find_account (cli, &status);
  if (template == NULL)
    return status;

  account = gesso_account_new (id, cli->kind, name);
  gesso_account_set_base_url (account, gesso_account_get_base_url (template));
  gesso_account_set_model (account, gesso_account_get_model (template));
  gesso_accounts_save (accounts, account);
  status = flush (cli, accounts);
  if (status != 0)
    return status;

  print_account (cli, account);
  gesso_cli_note (cli, "%s",
                  _ ("Its key is not kept here: put it into GESSO_API_KEY, or enter it in Gesso."));
  return 0;
}

static void
print_findings (GessoCli     *cli,
                GessoAccount *account)
{
  g_autoptr (JsonObject) object = gesso_account_to_json (account);
  JsonArray *array = gesso_json_get_array (object, "findings");
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (GessoFindings) found
          = gesso_findings_from_json (gesso_json_array_get_object (array, i));
      g_autofree char *when = gesso_clock_format_iso (found->found_us);

      when[strlen ("YYYY-MM-DD")] = '\0';
      /* Translators: the first %s is a model, the second a date */
      gesso_cli_print (cli, _ ("%s, tested on %s:"), found->model, when);
      gesso_cli_print_findings (cli, found);
    }
  if (length == 0 && !g_str_equal (gesso_account_get_id (account), GESSO_ACCOUNT_ID_SKETCH))
    gesso_cli_print (cli, "%s", _ ("Not tested; “accounts test --pictures” finds out more."));
}

static int
print_credits (GessoCli     *cli,
               GessoAccount *account,
               JsonObject   *object)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  double credits;
  int status = 0;

  if (!gesso_account_tells_credits (account))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("This service does not tell what is left."));
  if (cli->account == NULL)
    cli->account = g_strdup (gesso_account_get_id (account));
  if (!gesso_cli_open_studio (cli, &status))
    return status;

  gesso_studio_fetch_credits_async (cli->studio, account, cli->cancellable, gesso_cli_result_cb,
                                    &result);
  credits = gesso_studio_fetch_credits_finish (cli->studio, gesso_cli_wait (&result), &error);
  if (error != NULL)
    {
      g_autoptr (GessoFailure) failure = gesso_studio_dup_failure (error);

      return gesso_cli_fail_job (cli, failure, NULL);
    }

  if (credits >= 0)
    {
      json_object_set_double_member (object, "credits_left", credits);
      gesso_cli_print (cli, _ ("%g credits are left."), credits);
    }
  else
    {
      json_object_set_null_member (object, "credits_left");
      gesso_cli_print (cli, "%s", _ ("The service answered, but did not tell what is left."));
    }
  return 0;
}

static int
show (GessoCli      *cli,
      GessoAccounts *accounts,
      const char    *name,
      gboolean       with_credits)
{
  GessoAccount *account = gesso_accounts_find (accounts, name);
  g_autoptr (JsonObject) object = NULL;
  int status = 0;

  if (account == NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("There is no account “%s”."),
                           name != NULL ? name : "");

  object = gesso_account_to_json (account);
  print_line (cli, account);
  print_findings (cli, account);
  if (with_credits)
    status = print_credits (cli, account, object);
  if (status == 0)
    gesso_cli_emit (cli, g_steal_pointer (&object));
  return status;
}

/* The table of models counts again. */
static int
forget (GessoCli      *cli,
        GessoAccounts *accounts,
        const char    *name)
{
  GessoAccount *account = gesso_accounts_find (accounts, name);

  if (account == NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("There is no account “%s”."),
                           name != NULL ? name : "");

  gesso_account_forget_findings (account);
  gesso_accounts_save (accounts, account);
  return flush (cli, accounts);
}

/* The servers that are known by name, for --preset. */
static int
list_presets (GessoCli *cli)
{
  for (guint i = 0; i < gesso_server_preset_get_length (); i++)
    {
      const GessoServerPreset *preset = gesso_server_preset_get (i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "preset", preset->kind);
      json_object_set_string_member (object, "label", preset->label);
      json_object_set_string_member (object, "base_url", preset->base_url);
      gesso_cli_emit (cli, object);
      gesso_cli_print (cli, "%-22s %-22s %s", preset->kind, preset->label, preset->base_url);
    }

  return 0;
}

static int delete (GessoCli *cli, GessoAccounts *accounts, const char *name)
{
  GessoAccount *account = gesso_accounts_find (accounts, name);

  if (account == NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("There is no account “%s”."),
                           name != NULL ? name : "");
  if (g_str_equal (gesso_account_get_id (account), GESSO_ACCOUNT_ID_SKETCH))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("The built-in engine is always there."));

  gesso_accounts_remove (accounts, account);
  return flush (cli, accounts);
}

/* A preset is a kind with an address of its own. */
static gboolean
take_preset (GessoCli   *cli,
             const char *preset,
             int        *out_status)
{
  if (preset == NULL)
    return TRUE;
  if (gesso_server_preset_find (preset) == NULL)
    {
      *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                                    _ ("There is no preset “%s”; see “accounts presets”."), preset);
      return FALSE;
    }

  g_free (cli->kind);
  cli->kind = g_strdup (preset);
  return TRUE;
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  g_autoptr (GessoAccounts) accounts = NULL;
  g_autofree char *preset = NULL;
  gboolean pictures = FALSE;
  gboolean credits = FALSE;
  const GOptionEntry entries[] = {
    { "preset", 0, 0, G_OPTION_ARG_STRING, &preset, N_ ("Server to add; see “accounts presets”"),
      N_ ("NAME") },
    { "pictures", 0, 0, G_OPTION_ARG_NONE, &pictures,
      N_ ("Test: ask for two small pictures too, which may cost"), NULL },
    { "credits", 0, 0, G_OPTION_ARG_NONE, &credits, N_ ("Show: ask the service what is left"),
      NULL },
    { NULL },
  };
  const char *verb;
  const char *name;
  int status;

  if (!gesso_cli_parse (cli, self, entries, &words, &status))
    return status;
  if (!take_preset (cli, preset, &status))
    return status;

  verb = words[1] != NULL ? words[1] : "list";
  name = words[1] != NULL ? words[2] : NULL;
  if (g_str_equal (verb, "test"))
    return gesso_cli_test_account (cli, name, pictures);

  accounts = load (cli);
  if (g_str_equal (verb, "list"))
    return list (cli, accounts);
  if (g_str_equal (verb, "show"))
    return show (cli, accounts, name, credits);
  if (g_str_equal (verb, "forget"))
    return forget (cli, accounts, name);
  if (g_str_equal (verb, "presets"))
    return list_presets (cli);
  if (g_str_equal (verb, "add"))
    return add (cli, accounts, name);
  if (g_str_equal (verb, "remove"))
    return delete (cli, accounts, name);

  return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("“%s” is not understood."), verb);
}

const GessoCliCommand gesso_cli_accounts = {
  .name = "accounts",
  .arguments = "[list | presets | show NAME | add NAME | remove NAME | test NAME | forget NAME]",
  .summary = N_ ("List, show, add, remove and test accounts."),
  .examples
  = "  gesso-cli accounts\n"
    "  gesso-cli accounts add Studio --kind openai-images --model gpt-image-2\n"
    "  gesso-cli accounts add Box --kind compatible --base-url gpu-box:8000\n"
    "  gesso-cli accounts add Desk --preset stable-diffusion-cpp\n"
    "  gesso-cli accounts add Azure --kind azure --base-url my-resource \\\n"
    "      --model my-deployment=gpt-image-2\n"
    "  gesso-cli accounts add Thinker --kind openai-responses --model gpt-5.5=gpt-image-2\n"
    "  gesso-cli accounts add Queue --kind fal\n"
    "  gesso-cli accounts remove Box\n"
    "  gesso-cli accounts test Box --pictures\n"
    "  gesso-cli accounts show Queue --credits\n"
    "  gesso-cli accounts forget Box\n",
  .run = run,
};
