/* test-choice-row.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test.h"
#include "ui/compose/gesso-choice-row.h"
#include "ui/support/gesso-ui.h"

static void
test_choices (void)
{
  static const char *const values[] = { "low", "medium", "brilliant", NULL };
  GessoChoiceRow *row = GESSO_CHOICE_ROW (g_object_ref_sink (gesso_choice_row_new ()));
  GtkWidget *button;

  gesso_choice_row_set_choices (row, "quality", values);
  gesso_choice_row_set_selected (row, "medium");
  button = gtk_widget_get_first_child (GTK_WIDGET (row));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_assert_cmpstr (gesso_choice_row_get_selected (row), ==, "low");

  /* The same values keep the buttons. */
  gesso_choice_row_set_choices (row, "quality", values);
  g_assert_true (button == gtk_widget_get_first_child (GTK_WIDGET (row)));

  gesso_choice_row_set_choices (row, "quality", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_finalize_object (row);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/choice-row/choices", test_choices);

  return g_test_run ();
}
