/* test-accounts.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "studio/gesso-accounts.h"
#include "support/gesso-test.h"

typedef struct
{
  char *folder;
  char *path;
  GessoAccounts *accounts;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = gesso_test_make_folder ();
  f->path = g_build_filename (f->folder, "deeper", "accounts.json", NULL);
  f->accounts = gesso_accounts_new (f->path);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_assert_finalize_object (f->accounts);
  g_free (f->path);
  gesso_test_remove_folder (f->folder);
}

static gboolean
load (GessoAccounts  *accounts,
      GError        **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_accounts_load_async (accounts, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  return gesso_accounts_load_finish (accounts, result, error);
}

static void
flush (GessoAccounts *accounts)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_accounts_flush_async (accounts, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  gesso_accounts_flush_finish (accounts, result, &error);
  g_assert_no_error (error);
}

static void
test_starts_with_the_engine (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoAccount) first = NULL;

  g_assert_true (load (f->accounts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->accounts)), ==, 1);
  first = g_list_model_get_item (G_LIST_MODEL (f->accounts), 0);
  g_assert_cmpstr (gesso_account_get_kind (first), ==, GESSO_ACCOUNT_KIND_SKETCH);

  gesso_accounts_remove (f->accounts, first);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->accounts)), ==, 1);
}

static void
test_round_trip (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GessoAccount) account
      = gesso_account_new ("x1", GESSO_ACCOUNT_KIND_COMPATIBLE, "Cellar");
  g_autoptr (GessoAccounts) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GessoAccount *found;

  gesso_account_set_base_url (account, "http://127.0.0.1:1234/v1");
  gesso_accounts_save (f->accounts, account);
  gesso_account_set_name (account, "Attic");
  gesso_accounts_save (f->accounts, account);
  flush (f->accounts);

  again = gesso_accounts_new (f->path);
  g_assert_true (load (again, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  found = gesso_accounts_find (again, "attic");
  g_assert_nonnull (found);
  g_assert_cmpstr (gesso_account_get_base_url (found), ==, "http://127.0.0.1:1234/v1");
  g_assert_true (gesso_accounts_find (again, "x1") == found);
  g_assert_null (gesso_accounts_find (again, "cellar"));

  gesso_accounts_remove (again, found);
  flush (again);
  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  g_assert_null (strstr (text, "Attic"));
}

static void
test_damaged_file (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (f->path);
  g_autofree char *kept = g_strconcat (f->path, ".damaged", NULL);
  g_autoptr (GessoAccount) account
      = gesso_account_new ("x1", GESSO_ACCOUNT_KIND_COMPATIBLE, "Cellar");

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (f->path, "{\"accounts\":[{\"id\":", -1, NULL));
  g_assert_false (load (f->accounts, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->accounts)), ==, 1);

  /* What was in it is still there after the next save. */
  gesso_accounts_save (f->accounts, account);
  flush (f->accounts);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/accounts/engine", test_starts_with_the_engine);
  ADD ("/accounts/round-trip", test_round_trip);
  ADD ("/accounts/damaged", test_damaged_file);

  return g_test_run ();
}
