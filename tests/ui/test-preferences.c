/* test-preferences.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "studio/gesso-studio.h"
#include "support/gesso-test.h"
#include "ui/preferences/gesso-account-editor.h"
#include "ui/preferences/gesso-library-page.h"
#include "ui/preferences/gesso-preferences-window.h"
#include "ui/support/gesso-ui.h"

static GessoStudio *
open_studio (const char *folder)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoStudio *studio = gesso_studio_new (folder, GESSO_STUDIO_FLAGS_NO_KEYRING);

  gesso_studio_open_async (studio, NULL, gesso_test_result_cb, &result);
  gesso_studio_open_finish (studio, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return studio;
}

static void
close_studio (GessoStudio *studio)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_studio_close_async (studio, gesso_test_result_cb, &result);
  gesso_studio_close_finish (studio, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (studio);
}

static void
settle (void)
{
  for (int i = 0; i < 50; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_row (GtkWidget  *widget,
          GType       type,
          const char *title)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, type, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_window (void)
{
  char *folder = gesso_test_make_folder ();
  GessoStudio *studio = open_studio (folder);
  GtkWidget *window = g_object_ref (gesso_preferences_window_new (studio, NULL));

  g_assert_nonnull (find_row (window, ADW_TYPE_ACTION_ROW, "Sketch (built-in, offline)"));
  settle ();
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
  g_assert_finalize_object (window);
  close_studio (studio);
  gesso_test_remove_folder (folder);
}

static void
test_add_account (void)
{
  char *folder = gesso_test_make_folder ();
  GessoStudio *studio = open_studio (folder);
  GListModel *accounts = gesso_studio_get_accounts (studio);
  GtkWidget *editor = g_object_ref (gesso_account_editor_new (studio, NULL));
  GtkWidget *save = find_button (editor, "Add");
  GtkWidget *address = find_row (editor, ADW_TYPE_ENTRY_ROW, "Address");
  GtkWidget *name = find_row (editor, ADW_TYPE_ENTRY_ROW, "Name");
  g_autoptr (GessoAccount) account = NULL;
  guint before = g_list_model_get_n_items (accounts);

  g_assert_nonnull (save);
  g_assert_nonnull (address);
  gtk_editable_set_text (GTK_EDITABLE (address), "");
  g_assert_false (gtk_widget_get_sensitive (save));
  gtk_editable_set_text (GTK_EDITABLE (name), "Shelf");
  gtk_editable_set_text (GTK_EDITABLE (address), " localhost:8080/ ");
  g_assert_true (gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  gesso_test_wait_until (g_list_model_get_n_items (accounts) == before + 1);

  account = g_list_model_get_item (accounts, before);
  g_assert_cmpstr (gesso_account_get_name (account), ==, "Shelf");
  g_assert_cmpstr (gesso_account_get_base_url (account), ==, "http://localhost:8080/v1");
  settle ();
  g_assert_finalize_object (editor);
  g_clear_object (&account);
  close_studio (studio);
  gesso_test_remove_folder (folder);
}

static void
test_verify (void)
{
  char *folder = gesso_test_make_folder ();
  GessoStudio *studio = open_studio (folder);
  GtkWidget *page = g_object_ref_sink (g_object_new (GESSO_TYPE_LIBRARY_PAGE, NULL));

  gesso_library_page_set_studio (GESSO_LIBRARY_PAGE (page), studio);
  g_signal_emit_by_name (find_button (page, "Verify"), "clicked");
  g_assert_null (gesso_library_page_get_report (GESSO_LIBRARY_PAGE (page)));
  gesso_test_wait_until (gesso_library_page_get_report (GESSO_LIBRARY_PAGE (page)) != NULL);
  g_assert_true (
      g_str_has_prefix (gesso_library_page_get_report (GESSO_LIBRARY_PAGE (page)), "All is sound"));
  settle ();
  g_assert_finalize_object (page);
  close_studio (studio);
  gesso_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  gesso_ui_init ();

  g_test_add_func ("/preferences/window", test_window);
  g_test_add_func ("/preferences/add-account", test_add_account);
  g_test_add_func ("/preferences/verify", test_verify);
  return g_test_run ();
}
