/* test-prompt-editor.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test-library.h"
#include "support/gesso-test.h"
#include "model/gesso-account.h"
#include "ui/compose/gesso-prompt-editor.h"
#include "ui/compose/gesso-prompt-handle.h"
#include "ui/support/gesso-ui.h"

static GessoDraft *
make_draft (void)
{
  g_autoptr (GessoCatalog) catalog = gesso_catalog_new (NULL, NULL);
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  GessoDraft *draft = gesso_draft_new (catalog, pricing);

  gesso_draft_set_model (draft, GESSO_ACCOUNT_KIND_OPENAI_IMAGES, "gpt-image-2");
  return draft;
}

static guint
count_tagged (GtkTextBuffer *buffer)
{
  GtkTextIter at;
  guint n = 0;

  gtk_text_buffer_get_start_iter (buffer, &at);
  while (!gtk_text_iter_is_end (&at))
    {
      GSList *tags = gtk_text_iter_get_tags (&at);

      n += tags != NULL;
      g_slist_free (tags);
      gtk_text_iter_forward_char (&at);
    }
  return n;
}

static void
test_both_ways (void)
{
  GessoDraft *draft = make_draft ();
  GessoPromptEditor *editor = GESSO_PROMPT_EDITOR (g_object_ref_sink (gesso_prompt_editor_new ()));

  gesso_prompt_editor_set_draft (editor, draft);
  gtk_text_buffer_set_text (gesso_prompt_editor_get_buffer (editor), "ünï 狐 🦊", -1);
  g_assert_cmpstr (gesso_draft_get_prompt (draft), ==, "ünï 狐 🦊");
  g_assert_true (g_str_has_prefix (gesso_prompt_editor_get_counter (editor), "7 / "));
  gesso_draft_set_prompt (draft, "from elsewhere", -1);
  g_assert_cmpint (gtk_text_buffer_get_char_count (gesso_prompt_editor_get_buffer (editor)), ==,
                   14);
  g_assert_finalize_object (editor);
  g_assert_finalize_object (draft);
}

static void
test_excess (void)
{
  GessoDraft *draft = make_draft ();
  GessoPromptEditor *editor = GESSO_PROMPT_EDITOR (g_object_ref_sink (gesso_prompt_editor_new ()));
  gint64 max = gesso_draft_get_max_characters (draft);
  g_autoptr (GString) text = g_string_new (NULL);

  gesso_prompt_editor_set_draft (editor, draft);
  for (gint64 i = 0; i < max + 3; i++)
    g_string_append (text, "é");
  gtk_text_buffer_set_text (gesso_prompt_editor_get_buffer (editor), text->str, -1);
  /* Nothing is cut, and just what is over is marked. */
  g_assert_cmpint (gesso_draft_get_n_characters (draft), ==, max + 3);
  g_assert_cmpuint (count_tagged (gesso_prompt_editor_get_buffer (editor)), ==, 3);
  g_assert_false (gesso_draft_is_ready (draft));
  g_assert_finalize_object (editor);
  g_assert_finalize_object (draft);
}

static void
test_recall (void)
{
  static const char *const prompts[] = { "newest", "older", NULL };
  GessoDraft *draft = make_draft ();
  GtkWidget *editor = g_object_ref_sink (gesso_prompt_editor_new ());

  gesso_prompt_editor_set_draft (GESSO_PROMPT_EDITOR (editor), draft);
  gesso_prompt_editor_set_recall (GESSO_PROMPT_EDITOR (editor), prompts);
  gesso_draft_set_prompt (draft, "mine", -1);
  gtk_widget_activate_action (editor, "prompt.older", NULL);
  g_assert_cmpstr (gesso_draft_get_prompt (draft), ==, "newest");
  gtk_widget_activate_action (editor, "prompt.older", NULL);
  gtk_widget_activate_action (editor, "prompt.older", NULL);
  g_assert_cmpstr (gesso_draft_get_prompt (draft), ==, "older");
  gtk_widget_activate_action (editor, "prompt.newer", NULL);
  gtk_widget_activate_action (editor, "prompt.newer", NULL);
  g_assert_cmpstr (gesso_draft_get_prompt (draft), ==, "mine");
  g_assert_finalize_object (editor);
  g_assert_finalize_object (draft);
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

/* The larger editor shows the same text, and closes when it is asked to. */
static void
test_larger (void)
{
  GessoDraft *draft = make_draft ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *editor = gesso_prompt_editor_new ();
  g_autoptr (GtkWindow) large = NULL;

  gesso_prompt_editor_set_draft (GESSO_PROMPT_EDITOR (editor), draft);
  gtk_window_set_child (GTK_WINDOW (window), editor);
  gtk_widget_activate_action (editor, "prompt.enlarge", NULL);
  g_assert_cmpuint (count_windows (), ==, 2);
  large = g_list_model_get_item (gtk_window_get_toplevels (), 1);
  gtk_window_close (large);
  gesso_test_wait_until (count_windows () == 1);
  g_clear_object (&large);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (draft);
}

static guint
count_found (GtkWidget  *editor,
             const char *words)
{
  g_autoptr (GPtrArray) found
      = gesso_saved_prompts_find (gesso_prompt_editor_get_saved (GESSO_PROMPT_EDITOR (editor)),
                                  words);

  return found->len;
}

/* Saved under names, found by parts of them, and put where a slash was typed. */
static void
test_saved (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoDraft *draft = make_draft ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *editor = gesso_prompt_editor_new ();
  GessoSavedPrompts *saved = gesso_prompt_editor_get_saved (GESSO_PROMPT_EDITOR (editor));
  GessoSlashMenu *menu = gesso_prompt_editor_get_slash_menu (GESSO_PROMPT_EDITOR (editor));
  GtkTextBuffer *buffer = gesso_prompt_editor_get_buffer (GESSO_PROMPT_EDITOR (editor));

  gesso_prompt_editor_set_draft (GESSO_PROMPT_EDITOR (editor), draft);
  gesso_prompt_editor_set_library (GESSO_PROMPT_EDITOR (editor), library);
  gtk_window_set_child (GTK_WINDOW (window), editor);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (editor);

  gesso_draft_set_prompt (draft, "on warm paper, soft light", -1);
  gesso_saved_prompts_save (saved, "House style");
  gesso_test_wait_until (count_found (editor, "") == 1);
  gesso_draft_set_prompt (draft, "a paper boat", -1);
  gesso_saved_prompts_save (saved, "Boat");
  gesso_test_wait_until (count_found (editor, "") == 2);
  g_assert_cmpuint (count_found (editor, "STYLE"), ==, 1);
  g_assert_cmpuint (count_found (editor, "nothing"), ==, 0);

  /* A slash inside a word or a number means itself. */
  gtk_text_buffer_set_text (buffer, "9/16", -1);
  g_assert_false (gesso_slash_menu_is_shown (menu));
  gtk_text_buffer_set_text (buffer, "A boat ", -1);
  gtk_text_buffer_insert_at_cursor (buffer, "/ho", -1);
  g_assert_true (gesso_slash_menu_is_shown (menu));
  gesso_slash_menu_take (menu);
  g_assert_cmpstr (gesso_draft_get_prompt (draft), ==, "A boat on warm paper, soft light");
  g_assert_false (gesso_slash_menu_is_shown (menu));
  gtk_text_buffer_undo (buffer);
  g_assert_cmpstr (gesso_draft_get_prompt (draft), ==, "A boat /ho");

  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
  g_assert_finalize_object (draft);
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static int
measure (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 320, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Room for so many lines as are wished, within bounds, and more where the text is larger. */
static void
test_height (void)
{
  GtkWidget *editor = g_object_ref_sink (gesso_prompt_editor_new ());
  GessoPromptHandle *handle = GESSO_PROMPT_HANDLE (find_type (editor, GESSO_TYPE_PROMPT_HANDLE));
  GtkSettings *settings = gtk_settings_get_default ();
  int five, ten, dpi;

  gesso_prompt_handle_set_lines (handle, GESSO_PROMPT_LINES_USUAL);
  five = measure (editor);
  gesso_prompt_handle_set_lines (handle, 10);
  ten = measure (editor);
  g_assert_cmpint (ten - five, >=, 5 * 10);
  g_assert_cmpint ((ten - five) % 5, ==, 0);
  gesso_prompt_handle_set_lines (handle, 1000);
  g_assert_cmpint (gesso_prompt_handle_get_lines (handle), ==, GESSO_PROMPT_LINES_MAX);
  gesso_prompt_handle_set_lines (handle, -4);
  g_assert_cmpint (gesso_prompt_handle_get_lines (handle), ==, GESSO_PROMPT_LINES_MIN);
  g_assert_cmpint (measure (editor), <, five);
  g_assert_finalize_object (editor);

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * MAX (dpi, 96 * 1024), NULL);
  editor = g_object_ref_sink (gesso_prompt_editor_new ());
  gesso_prompt_handle_set_lines (GESSO_PROMPT_HANDLE (find_type (editor, GESSO_TYPE_PROMPT_HANDLE)),
                                 10);
  g_assert_cmpint (measure (editor), >, ten + 5 * 10);
  g_assert_finalize_object (editor);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/prompt-editor/both-ways", test_both_ways);
  g_test_add_func ("/prompt-editor/excess", test_excess);
  g_test_add_func ("/prompt-editor/recall", test_recall);

  g_test_add_func ("/prompt-editor/larger", test_larger);

  g_test_add_func ("/prompt-editor/saved", test_saved);
  g_test_add_func ("/prompt-editor/height", test_height);

  return g_test_run ();
}
