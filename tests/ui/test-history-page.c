/* test-history-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "studio/gesso-studio.h"
#include "support/gesso-test-library.h"
#include "support/gesso-test.h"
#include "ui/gallery/gesso-filter-button.h"
#include "ui/gallery/gesso-folder-export.h"
#include "ui/gallery/gesso-history-page-private.h"
#include "ui/support/gesso-ui.h"

typedef struct
{
  char *folder;
  GessoStudio *studio;
  GtkWidget *window;
  GessoHistoryPage *page;
} Fixture;

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
set_up (Fixture *f,
        guint    n_pictures)
{
  f->folder = gesso_test_make_folder ();
  f->studio = open_studio (f->folder);
  if (n_pictures > 0)
    {
      GessoLibrary *library = gesso_studio_get_library (f->studio);
      g_autoptr (GessoSession) session = gesso_test_library_session (library, "Trees");

      for (guint i = 0; i < n_pictures; i++)
        {
          g_autofree char *name = g_strdup_printf ("tree-%u.png", i);

          g_object_unref (
              gesso_test_library_import (library, session, name, 40 + 10 * (int) i, 60));
        }
    }
  f->page = GESSO_HISTORY_PAGE (gesso_history_page_new ());
  f->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (f->window), GTK_WIDGET (f->page));
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1100, 700);
  gesso_history_page_set_studio (f->page, f->studio);
}

static void
tear_down (Fixture *f)
{
  GObject *page = g_object_ref (G_OBJECT (f->page));

  gtk_window_destroy (GTK_WINDOW (f->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (page);
  close_studio (f->studio);
  gesso_test_remove_folder (f->folder);
}

static guint
count (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gesso_history_page_get_model (f->page)));
}

static const char *
shown (Fixture *f)
{
  return gtk_stack_get_visible_child_name (f->page->pages);
}

static void
test_empty (void)
{
  Fixture f;

  set_up (&f, 0);
  gesso_test_wait_until (g_str_equal (shown (&f), "empty"));
  g_assert_cmpstr (adw_status_page_get_title (f.page->empty_page), ==, "No Pictures Yet");
  gtk_editable_set_text (GTK_EDITABLE (f.page->search), "nothing like it");
  gesso_test_wait_until (g_strcmp0 (adw_status_page_get_title (f.page->empty_page), "Nothing Found")
                         == 0);
  tear_down (&f);
}

static void
test_search (void)
{
  Fixture f;

  set_up (&f, 3);
  gesso_test_wait_until (count (&f) == 3 && g_str_equal (shown (&f), "grid"));
  gtk_editable_set_text (GTK_EDITABLE (f.page->search), "tree-1");
  gesso_test_wait_until (count (&f) == 1);
  gtk_editable_set_text (GTK_EDITABLE (f.page->search), "");
  gesso_test_wait_until (count (&f) == 3);
  tear_down (&f);
}

static void
test_bin (void)
{
  Fixture f;

  set_up (&f, 3);
  gesso_test_wait_until (count (&f) == 3);
  gesso_history_grid_select (f.page->grid, 1);
  g_assert_cmpuint (gesso_history_grid_get_n_selected (f.page->grid), ==, 1);
  g_assert_nonnull (gesso_inspector_get_node (f.page->inspector));
  gtk_widget_activate_action (GTK_WIDGET (f.page), "history.delete", NULL);
  gesso_test_wait_until (count (&f) == 2);
  g_assert_null (gesso_inspector_get_node (f.page->inspector));

  gesso_history_sidebar_set_place (f.page->sidebar, GESSO_HISTORY_PLACE_BIN);
  gesso_test_wait_until (count (&f) == 1);
  gesso_history_grid_select (f.page->grid, 0);
  gtk_widget_activate_action (GTK_WIDGET (f.page), "history.restore", NULL);
  gesso_test_wait_until (count (&f) == 0 && g_str_equal (shown (&f), "empty"));
  gesso_history_sidebar_set_place (f.page->sidebar, GESSO_HISTORY_PLACE_ALL);
  gesso_test_wait_until (count (&f) == 3);
  tear_down (&f);
}

static void
test_marks (void)
{
  Fixture f;
  g_autoptr (GessoNode) node = NULL;

  set_up (&f, 2);
  gesso_test_wait_until (count (&f) == 2);
  gesso_history_grid_select (f.page->grid, 0);
  node = gesso_history_grid_get_single (f.page->grid);
  gesso_test_wait_until (gesso_node_is_loaded (node));
  gtk_widget_activate_action (GTK_WIDGET (f.page), "history.rate", "i", 4);
  gesso_test_wait_until (gesso_node_get_rating (node) == 4);
  gtk_widget_activate_action (GTK_WIDGET (f.page), "history.favourite", NULL);
  gesso_test_wait_until (gesso_node_get_favourite (node));
  gesso_history_sidebar_set_place (f.page->sidebar, GESSO_HISTORY_PLACE_FAVOURITES);
  gesso_test_wait_until (count (&f) == 1);
  g_clear_object (&node);
  tear_down (&f);
}

static void
test_filters (void)
{
  GtkWidget *bar = g_object_ref_sink (g_object_new (GESSO_TYPE_FILTER_BAR, NULL));
  GtkWidget *button = g_object_ref_sink (
      g_object_new (GESSO_TYPE_FILTER_BUTTON, "any", "Any", "title", "Thing", NULL));
  g_autoptr (GessoQuery) query = gesso_query_new ();
  g_autoptr (GessoQuery) all = gesso_query_new ();

  gesso_filter_bar_apply (GESSO_FILTER_BAR (bar), query);
  g_assert_true (gesso_query_equal (query, all));
  g_assert_false (gesso_filter_bar_is_active (GESSO_FILTER_BAR (bar)));

  gesso_filter_button_add (GESSO_FILTER_BUTTON (button), "1", "One");
  gesso_filter_button_set_value (GESSO_FILTER_BUTTON (button), "1");
  g_assert_cmpstr (gesso_filter_button_get_value (GESSO_FILTER_BUTTON (button)), ==, "1");
  gesso_filter_button_set_value (GESSO_FILTER_BUTTON (button), NULL);
  g_assert_null (gesso_filter_button_get_value (GESSO_FILTER_BUTTON (button)));
  g_assert_finalize_object (button);
  g_assert_finalize_object (bar);
}

static char **
dup_all_ids (Fixture *f)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < count (f); i++)
    {
      g_autoptr (GessoNode) node = g_list_model_get_item (G_LIST_MODEL (f->page->model), i);

      gesso_test_wait_until (gesso_node_is_loaded (node));
      g_strv_builder_add (ids, gesso_node_get_id (node));
    }
  return g_strv_builder_end (ids);
}

/* Several at once, without touching what is there. */
static void
test_export_several (void)
{
  Fixture f;
  char *folder = gesso_test_make_folder ();
  g_autoptr (GFile) target = g_file_new_for_path (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (GDir) dir = NULL;
  guint n_files = 0;

  set_up (&f, 3);
  gesso_test_wait_until (count (&f) == 3);
  ids = dup_all_ids (&f);
  g_assert_cmpuint (g_strv_length (ids), ==, 3);
  for (guint pass = 0; pass < 2; pass++)
    {
      gesso_folder_export_async (f.studio, (const char *const *) ids, target, NULL,
                                 gesso_test_result_cb, &result);
      g_assert_cmpint (gesso_folder_export_finish (f.studio, gesso_test_wait_result (&result),
                                                   &error),
                       ==, 3);
      g_assert_no_error (error);
      g_clear_object (&result);
    }
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 6);
  tear_down (&f);
  gesso_test_remove_folder (folder);
}

/* A search that leaves out what is selected leaves nothing selected. */
static void
test_selection_follows (void)
{
  Fixture f;

  set_up (&f, 3);
  gesso_test_wait_until (count (&f) == 3);
  gesso_history_grid_select (f.page->grid, 0);
  gesso_test_wait_until (gesso_inspector_get_node (f.page->inspector) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (f.page->search), "tree-0");
  gesso_test_wait_until (count (&f) == 1);
  gesso_test_wait_until (gesso_history_grid_get_n_selected (f.page->grid) == 0);
  g_assert_null (gesso_inspector_get_node (f.page->inspector));
  g_assert_false (gtk_revealer_get_reveal_child (f.page->actions));
  tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  gesso_ui_init ();

  g_test_add_func ("/history-page/empty", test_empty);
  g_test_add_func ("/history-page/search", test_search);
  g_test_add_func ("/history-page/bin", test_bin);
  g_test_add_func ("/history-page/marks", test_marks);
  g_test_add_func ("/history-page/filters", test_filters);
  g_test_add_func ("/history-page/export-several", test_export_several);
  g_test_add_func ("/history-page/selection-follows", test_selection_follows);
  return g_test_run ();
}
