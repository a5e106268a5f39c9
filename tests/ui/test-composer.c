/* test-composer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"
#include "model/gesso-account.h"
#include "ui/compose/gesso-aspect-grid.h"
#include "ui/compose/gesso-composer.h"
#include "ui/compose/gesso-choice-row.h"
#include "ui/compose/gesso-options.h"
#include "ui/compose/gesso-routing-box.h"
#include "ui/compose/gesso-send-bar.h"
#include "ui/compose/gesso-size-picker.h"
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

static GessoDraftImage *
add_image (GessoDraft *draft,
           const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (GessoReference) reference
      = gesso_reference_new (bytes, "image/png", name, "d", 64, 64);
  g_autoptr (GessoDraftImage) image = gesso_draft_image_new_ready (reference);

  gesso_draft_add_reference (draft, image);
  return image;
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
submit_cb (GessoComposer  *composer,
           GessoRequest   *request,
           GessoRequest  **out)
{
  *out = gesso_request_ref (request);
}

static void
test_submit (void)
{
  GessoDraft *draft = make_draft ();
  GtkWidget *composer = g_object_ref_sink (gesso_composer_new ());
  GessoRequest *request = NULL;
  GtkWidget *grid, *bar;

  gesso_composer_set_studio (GESSO_COMPOSER (composer), NULL, draft);
  g_signal_connect (composer, "submit", G_CALLBACK (submit_cb), &request);
  bar = find (composer, GESSO_TYPE_SEND_BAR);
  grid = find (composer, GESSO_TYPE_ASPECT_GRID);

  /* Without a prompt nothing is sent. */
  gtk_widget_activate_action (composer, "compose.generate", NULL);
  g_assert_null (request);
  g_assert_cmpstr (gesso_send_bar_get_reason (GESSO_SEND_BAR (bar)), !=, "");

  gesso_draft_set_prompt (draft, "A lake", -1);
  gesso_aspect_grid_set_selected (GESSO_ASPECT_GRID (grid), "3:2");
  g_assert_cmpstr (gesso_send_bar_get_reason (GESSO_SEND_BAR (bar)), ==, "");
  g_assert_cmpstr (gesso_send_bar_get_label (GESSO_SEND_BAR (bar)), ==, "Generate");
  gtk_widget_activate_action (composer, "compose.generate", NULL);
  g_assert_nonnull (request);
  g_assert_cmpstr (gesso_request_get_prompt (request), ==, "A lake");
  g_assert_cmpstr (gesso_request_get_parameters (request)->aspect, ==, "3:2");
  g_assert_cmpint (gesso_request_get_operation (request), ==, GESSO_OPERATION_GENERATE);
  g_clear_pointer (&request, gesso_request_unref);

  add_image (draft, "base.png");
  g_assert_cmpstr (gesso_send_bar_get_label (GESSO_SEND_BAR (bar)), ==, "Edit Picture");
  gtk_widget_activate_action (composer, "compose.generate", NULL);
  g_assert_nonnull (request);
  g_assert_cmpint (gesso_request_get_operation (request), ==, GESSO_OPERATION_EDIT);
  g_clear_pointer (&request, gesso_request_unref);
  g_assert_finalize_object (composer);
  g_assert_finalize_object (draft);
}

static void
test_aspect_follows_the_draft (void)
{
  GessoDraft *draft = make_draft ();
  GtkWidget *composer = g_object_ref_sink (gesso_composer_new ());
  GessoSize size = { 1280, 1024 };
  GtkWidget *grid;

  gesso_composer_set_studio (GESSO_COMPOSER (composer), NULL, draft);
  grid = find (composer, GESSO_TYPE_ASPECT_GRID);
  gesso_draft_set_aspect (draft, "21:9", "2K");
  g_assert_cmpstr (gesso_aspect_grid_get_selected (GESSO_ASPECT_GRID (grid)), ==, "21:9");
  gesso_draft_set_size (draft, &size);
  g_assert_cmpstr (gesso_aspect_grid_get_selected (GESSO_ASPECT_GRID (grid)), ==, "custom");
  g_assert_finalize_object (composer);
  g_assert_finalize_object (draft);
}

/* A mark comes with what somebody else changed and goes with the person's own change. */
static void
test_marks (void)
{
  GessoDraft *draft = make_draft ();
  GtkWidget *composer = g_object_ref_sink (gesso_composer_new ());
  GessoChangeMarks *marks;
  GtkWidget *size;

  gesso_composer_set_studio (GESSO_COMPOSER (composer), NULL, draft);
  marks = gesso_composer_get_marks (GESSO_COMPOSER (composer));
  size = find (composer, GESSO_TYPE_SIZE_PICKER);
  gesso_draft_set_prompt (draft, "A lake", -1);
  gesso_change_marks_begin (marks);
  gesso_draft_set_aspect (draft, "21:9", "2K");
  gesso_draft_set_prompt (draft, "A hill", -1);
  gesso_change_marks_end (marks);
  g_assert_true (gesso_change_marks_is_marked (marks, GESSO_CHANGE_SIZE));
  g_assert_true (gtk_widget_has_css_class (size, "changed"));
  g_assert_true (gesso_change_marks_is_marked (marks, GESSO_CHANGE_PROMPT));
  g_assert_false (gesso_change_marks_is_marked (marks, GESSO_CHANGE_QUALITY));

  gesso_draft_set_prompt (draft, "A hill at night", -1);
  g_assert_false (gesso_change_marks_is_marked (marks, GESSO_CHANGE_PROMPT));
  g_assert_true (gesso_change_marks_is_marked (marks, GESSO_CHANGE_SIZE));

  /* What is sent needs no marks any more. */
  gtk_widget_activate_action (composer, "compose.generate", NULL);
  g_assert_false (gtk_widget_has_css_class (size, "changed"));
  g_assert_finalize_object (composer);
  g_assert_finalize_object (draft);
}

static void
write_picture (const char *folder,
               const char *name,
               int         width)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, 64);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
}

static GessoDraftImage *
peek (GessoDraft *draft,
      guint       position)
{
  g_autoptr (GessoDraftImage) image
      = g_list_model_get_item (gesso_draft_get_references (draft), position);

  return image;
}

/* Another picture takes place, role and note of one that is there. */
static void
test_replace (void)
{
  GessoTestStudio f = { 0 };
  char *folder = gesso_test_make_folder ();
  GessoDraft *draft = make_draft ();
  GessoIntake *intake;
  g_autoptr (GFile) directory = g_file_new_for_path (folder);
  g_autoptr (GFile) first = g_file_get_child (directory, "first.png");
  g_autoptr (GFile) other = g_file_get_child (directory, "other.png");
  g_autoptr (GessoDraftImage) old = NULL;

  gesso_test_studio_set_up (&f);
  intake = gesso_intake_new (f.studio, draft);
  write_picture (folder, "first.png", 64);
  write_picture (folder, "other.png", 96);
  gesso_intake_add_file (intake, first, FALSE);
  gesso_intake_add_file (intake, first, FALSE);
  gesso_test_wait_until (gesso_draft_image_get_reference (peek (draft, 1)) != NULL);
  old = g_object_ref (peek (draft, 1));
  gesso_draft_image_set_role (old, "style", "only the colours");
  g_assert_nonnull (gesso_intake_replace (intake, old, other));
  g_assert_cmpuint (g_list_model_get_n_items (gesso_draft_get_references (draft)), ==, 2);
  gesso_test_wait_until (gesso_draft_image_get_reference (peek (draft, 1)) != NULL);
  g_assert_cmpint (gesso_reference_get_width (gesso_draft_image_get_reference (peek (draft, 1))),
                   ==, 96);
  g_assert_cmpstr (gesso_draft_image_get_role (peek (draft, 1)), ==, "style");
  g_assert_cmpstr (gesso_draft_image_get_note (peek (draft, 1)), ==, "only the colours");
  g_assert_null (gesso_intake_replace (intake, old, other));

  g_clear_object (&old);
  g_assert_finalize_object (intake);
  g_assert_finalize_object (draft);
  gesso_test_studio_tear_down (&f);
  gesso_test_remove_folder (folder);
}

/* The second choice row below a widget: the classes or budgets. */
static GessoChoiceRow *
find_levels (GtkWidget *box)
{
  GtkWidget *modes = find (box, GESSO_TYPE_CHOICE_ROW);

  return GESSO_CHOICE_ROW (gtk_widget_get_next_sibling (modes));
}

/* A class is chosen, the line follows the prompt, and touching the size ends it. */
static void
test_routing (void)
{
  GessoDraft *draft = make_draft ();
  GtkWidget *composer = g_object_ref_sink (gesso_composer_new ());
  GtkWidget *box, *grid;
  GessoChoiceRow *modes;
  const char *text;

  gesso_composer_set_studio (GESSO_COMPOSER (composer), NULL, draft);
  gesso_draft_set_aspect (draft, "3:2", "1K");
  box = find (composer, GESSO_TYPE_ROUTING_BOX);
  grid = find (composer, GESSO_TYPE_ASPECT_GRID);
  modes = GESSO_CHOICE_ROW (find (box, GESSO_TYPE_CHOICE_ROW));
  g_assert_cmpstr (gesso_choice_row_get_selected (modes), ==, "manual");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_levels (box))));
  g_assert_cmpstr (gesso_routing_box_get_text (GESSO_ROUTING_BOX (box)), ==, "");

  gesso_choice_row_set_selected (modes, "size-class");
  text = gesso_routing_box_get_text (GESSO_ROUTING_BOX (box));
  g_assert_cmpstr (
      text, ==,
      "Chose 1536 × 1024, Medium: nearest to class “Standard” (1,372 of 1,372 tokens). "
      "The ratio 3:2 is the one chosen last.");
  g_assert_cmpstr (gesso_choice_row_get_selected (find_levels (box)), ==, "standard");
  gesso_choice_row_set_selected (find_levels (box), "large");
  g_assert_cmpstr (gesso_draft_get_parameters (draft)->quality, ==, "high");

  gesso_draft_set_prompt (draft, "a poster", -1);
  text = gesso_routing_box_get_text (GESSO_ROUTING_BOX (box));
  g_assert_nonnull (strstr (text, "“poster”"));
  g_assert_cmpstr (gesso_aspect_grid_get_selected (GESSO_ASPECT_GRID (grid)), ==, "2:3");

  gesso_choice_row_set_selected (modes, "token-budget");
  g_assert_cmpstr (gesso_choice_row_get_selected (find_levels (box)), ==, "48");
  gesso_choice_row_set_selected (find_levels (box), "16");
  gesso_choice_row_set_selected (modes, "size-class");
  g_assert_cmpstr (gesso_choice_row_get_selected (find_levels (box)), ==, "large");
  gesso_choice_row_set_selected (modes, "token-budget");
  g_assert_cmpstr (gesso_choice_row_get_selected (find_levels (box)), ==, "16");

  gesso_draft_set_prompt (draft, "A4, ten stars", -1);
  g_assert_cmpstr (gesso_choice_row_get_selected (modes), ==, "token-budget");
  gesso_aspect_grid_set_selected (GESSO_ASPECT_GRID (grid), "1:1");
  g_assert_cmpstr (gesso_choice_row_get_selected (modes), ==, "manual");
  g_assert_null (gesso_draft_get_route (draft));
  g_assert_cmpint (gesso_draft_get_parameters (draft)->size.width, ==, 1024);

  g_assert_finalize_object (composer);
  g_assert_finalize_object (draft);
}

static GtkWidget *
find_titled (GtkWidget  *widget,
             const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Thinking and searching are there where the account has a text model, and in its price. */
static void
test_thinking (void)
{
  GessoDraft *draft = make_draft ();
  GtkWidget *composer = g_object_ref_sink (gesso_composer_new ());
  GtkWidget *options, *effort, *search;
  gint64 low, high;

  gesso_composer_set_studio (GESSO_COMPOSER (composer), NULL, draft);
  options = find (composer, GESSO_TYPE_OPTIONS);
  effort = find_titled (options, "Thinking");
  search = find_titled (options, "Web Search");
  g_assert_false (gtk_widget_get_visible (effort));
  g_assert_false (gtk_widget_get_visible (search));

  gesso_draft_set_model (draft, GESSO_ACCOUNT_KIND_RESPONSES, "gpt-5.5=gpt-image-2");
  g_assert_true (gtk_widget_get_visible (effort));
  g_assert_true (gtk_widget_get_visible (search));
  g_assert_cmpint (adw_combo_row_get_selected (ADW_COMBO_ROW (effort)), ==, 0);
  g_assert_null (gesso_draft_get_parameters (draft)->think);
  g_assert_cmpstr (gesso_options_get_summary (GESSO_OPTIONS (options)), ==, "");

  gesso_draft_set_aspect (draft, "1:1", "1K");
  low = gesso_draft_get_estimate (draft)->micros_low;
  high = gesso_draft_get_estimate (draft)->micros_high;
  g_assert_cmpint (low, ==, high);
  adw_combo_row_set_selected (ADW_COMBO_ROW (effort), 5);
  gtk_switch_set_active (GTK_SWITCH (
                             adw_action_row_get_activatable_widget (ADW_ACTION_ROW (search))),
                         TRUE);
  g_assert_cmpstr (gesso_draft_get_parameters (draft)->think, ==, "high");
  g_assert_true (gesso_draft_get_parameters (draft)->web_search);
  g_assert_cmpint (gesso_draft_get_estimate (draft)->micros_low, ==, low);
  g_assert_cmpint (gesso_draft_get_estimate (draft)->micros_high, ==, high + 10000);
  g_assert_cmpstr (gesso_options_get_summary (GESSO_OPTIONS (options)), ==,
                   "thinking: High · web search");

  /* Kept for the way back, but no part of what such a model is sent. */
  gesso_draft_set_model (draft, GESSO_ACCOUNT_KIND_OPENAI_IMAGES, "gpt-image-2");
  g_assert_false (gtk_widget_get_visible (search));
  g_assert_cmpstr (gesso_options_get_summary (GESSO_OPTIONS (options)), ==, "");
  g_assert_cmpint (gesso_draft_get_estimate (draft)->micros_high, ==, high);
  gesso_draft_set_model (draft, GESSO_ACCOUNT_KIND_RESPONSES, "gpt-5.5=gpt-image-2");
  g_assert_cmpint (adw_combo_row_get_selected (ADW_COMBO_ROW (effort)), ==, 5);
  adw_combo_row_set_selected (ADW_COMBO_ROW (effort), 0);
  g_assert_null (gesso_draft_get_parameters (draft)->think);

  g_assert_finalize_object (composer);
  g_assert_finalize_object (draft);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/composer/submit", test_submit);
  g_test_add_func ("/composer/aspect", test_aspect_follows_the_draft);

  g_test_add_func ("/composer/routing", test_routing);
  g_test_add_func ("/composer/thinking", test_thinking);
  g_test_add_func ("/composer/marks", test_marks);
  g_test_add_func ("/composer/replace", test_replace);

  return g_test_run ();
}
