/* test-preferences.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "studio/gesso-studio.h"
#include "support/gesso-test.h"
#include "ui/preferences/gesso-account-assistant.h"
#include "ui/preferences/gesso-account-editor.h"
#include "ui/preferences/gesso-library-page.h"
#include "ui/preferences/gesso-preferences-window.h"
#include "ui/preferences/gesso-repair-text.h"
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

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What is on the page that is shown. */
static GtkWidget *
get_page (GtkWidget *assistant)
{
  return gtk_stack_get_visible_child (GTK_STACK (find_widget (assistant, GTK_TYPE_STACK)));
}

static const char *
get_text (GtkWidget  *page,
          const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_row (page, ADW_TYPE_ENTRY_ROW, title)));
}

static void
set_text (GtkWidget  *page,
          const char *title,
          const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (page, ADW_TYPE_ENTRY_ROW, title)), text);
}

static void
choose (GtkWidget  *assistant,
        const char *kind)
{
  g_signal_emit_by_name (find_row (get_page (assistant), ADW_TYPE_ACTION_ROW, kind), "activated");
}

static void
test_add_account (void)
{
  char *folder = gesso_test_make_folder ();
  GessoStudio *studio = open_studio (folder);
  GListModel *accounts = gesso_studio_get_accounts (studio);
  GtkWidget *assistant = g_object_ref (gesso_account_assistant_new (studio));
  g_autoptr (GessoAccount) account = NULL;
  guint before = g_list_model_get_n_items (accounts);
  GtkWidget *next = find_button (assistant, "Next");

  g_assert_false (gtk_widget_get_sensitive (next));
  choose (assistant, "OpenAI-compatible server");
  g_assert_false (gtk_widget_get_sensitive (next));
  set_text (get_page (assistant), "Address", "no server");
  g_assert_false (gtk_widget_get_sensitive (next));
  set_text (get_page (assistant), "Name", "Shelf");
  set_text (get_page (assistant), "Address", " localhost:9/ ");
  g_assert_true (gtk_widget_get_sensitive (next));
  g_signal_emit_by_name (next, "clicked");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (next)), ==, "Finish");
  g_assert_cmpuint (g_list_model_get_n_items (accounts), ==, before);

  /* Nobody answers there; it can be added all the same. */
  gesso_test_wait_until (find_button (get_page (assistant), "Fetch Models") != NULL);
  g_signal_emit_by_name (next, "clicked");
  gesso_test_wait_until (g_list_model_get_n_items (accounts) == before + 1);

  account = g_list_model_get_item (accounts, before);
  g_assert_cmpstr (gesso_account_get_name (account), ==, "Shelf");
  g_assert_cmpstr (gesso_account_get_base_url (account), ==, "http://localhost:9/v1");
  settle ();
  g_assert_finalize_object (assistant);
  g_clear_object (&account);
  close_studio (studio);
  gesso_test_remove_folder (folder);
}

/* Each kind keeps what was typed for it, and nothing of another one. */
static void
test_going_back (void)
{
  char *folder = gesso_test_make_folder ();
  GessoStudio *studio = open_studio (folder);
  guint before = g_list_model_get_n_items (gesso_studio_get_accounts (studio));
  GtkWidget *assistant = g_object_ref (gesso_account_assistant_new (studio));

  choose (assistant, "OpenAI-compatible server");
  set_text (get_page (assistant), "Address", "localhost:9 ");
  set_text (get_page (assistant), "API Key", "key-of-the-shelf");
  gtk_widget_activate_action (assistant, "assistant.next", NULL);
  gtk_widget_activate_action (assistant, "assistant.back", NULL);
  g_assert_cmpstr (get_text (get_page (assistant), "Address"), ==, "localhost:9 ");
  gtk_widget_activate_action (assistant, "assistant.back", NULL);
  choose (assistant, "fal");
  g_assert_cmpstr (get_text (get_page (assistant), "API Key"), ==, "");
  g_assert_cmpstr (get_text (get_page (assistant), "Address"), !=, "localhost:9 ");
  gtk_widget_activate_action (assistant, "assistant.back", NULL);
  choose (assistant, "OpenAI-compatible server");
  g_assert_cmpstr (get_text (get_page (assistant), "Address"), ==, "localhost:9 ");

  gtk_window_destroy (GTK_WINDOW (assistant));
  settle ();
  g_assert_finalize_object (assistant);
  g_assert_cmpuint (g_list_model_get_n_items (gesso_studio_get_accounts (studio)), ==, before);
  close_studio (studio);
  gesso_test_remove_folder (folder);
}

static void
test_edit_account (void)
{
  char *folder = gesso_test_make_folder ();
  GessoStudio *studio = open_studio (folder);
  GessoAccount *account = gesso_account_new ("one", GESSO_ACCOUNT_KIND_OPENAI_IMAGES, "Cellar");
  GessoFindings *findings = gesso_findings_new ("gpt-image-2");
  GtkWidget *editor;

  findings->previews = GESSO_FINDING_NO;
  gesso_account_take_findings (account, findings);
  gesso_studio_save_account (studio, account);
  editor = g_object_ref (gesso_account_editor_new (studio, account));
  g_assert_nonnull (find_button (editor, "Test Again"));
  g_assert_nonnull (find_row (editor, ADW_TYPE_ACTION_ROW, "Previews"));

  /* What was found out is forgotten at once, what is typed only counts when it is saved. */
  gtk_widget_activate_action (find_button (editor, "Forget"), "trial.forget", NULL);
  g_assert_null (gesso_account_get_findings (account, "gpt-image-2"));
  g_assert_nonnull (find_button (editor, "Test Account"));
  set_text (editor, "Name", "Attic");
  g_assert_cmpstr (gesso_account_get_name (account), ==, "Cellar");
  g_signal_emit_by_name (find_button (editor, "Save"), "clicked");
  gesso_test_wait_until (g_str_equal (gesso_account_get_name (account), "Attic"));
  settle ();
  g_assert_finalize_object (editor);
  g_object_unref (account);
  close_studio (studio);
  gesso_test_remove_folder (folder);
}

static void
assert_repair (const char *kind,
               const char *typed,
               const char *words)
{
  g_autofree char *url = gesso_account_repair_address (kind, typed);
  g_autofree char *described = gesso_repair_text_describe (kind, typed, url);

  g_assert_cmpstr (described, ==, words);
}

static void
test_repair_text (void)
{
  const char *kind = GESSO_ACCOUNT_KIND_COMPATIBLE;

  assert_repair (kind, "", "An address is needed, for example localhost:8080.");
  assert_repair (kind, "two words", "This cannot be an address.");
  assert_repair (kind, "https://a.example/v1", NULL);
  assert_repair (kind, " https://a.example/v1/ ", "Will be used as https://a.example/v1");
  assert_repair (kind, "a.example", "Will be used as https://a.example/v1\nAdded: https://, /v1");
  assert_repair (kind, "localhost:80/v1/images/generations",
                 "Will be used as http://localhost:80/v1\nAdded: http://\n"
                 "Left out: /images/generations");
  /* What may be a secret is not said again. */
  assert_repair (kind, "https://me:secret@a.example/v1",
                 "Will be used as https://a.example/v1\nLeft out: the name and password");
  assert_repair (GESSO_ACCOUNT_KIND_AZURE, "kites",
                 "Will be used as https://kites.openai.azure.com/openai/v1");
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
  g_test_add_func ("/preferences/going-back", test_going_back);
  g_test_add_func ("/preferences/edit-account", test_edit_account);
  g_test_add_func ("/preferences/repair-text", test_repair_text);
  g_test_add_func ("/preferences/verify", test_verify);
  return g_test_run ();
}
