/* test-aspect-grid.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test.h"
#include "ui/compose/gesso-aspect-grid.h"
#include "ui/support/gesso-ui.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_selected (void)
{
  GessoAspectGrid *grid = GESSO_ASPECT_GRID (g_object_ref_sink (gesso_aspect_grid_new ()));
  guint count = 0;

  g_signal_connect_swapped (grid, "notify::selected", G_CALLBACK (count_cb), &count);
  g_assert_null (gesso_aspect_grid_get_selected (grid));
  gesso_aspect_grid_set_selected (grid, "16:9");
  g_assert_cmpstr (gesso_aspect_grid_get_selected (grid), ==, "16:9");
  gesso_aspect_grid_set_selected (grid, "16:9");
  g_assert_cmpuint (count, ==, 1);
  gesso_aspect_grid_set_selected (grid, "7:5");
  g_assert_null (gesso_aspect_grid_get_selected (grid));
  gesso_aspect_grid_set_selected (grid, GESSO_ASPECT_CUSTOM);
  g_assert_cmpstr (gesso_aspect_grid_get_selected (grid), ==, "custom");
  g_assert_cmpuint (count, ==, 3);
  g_assert_finalize_object (grid);
}

static void
test_chips (void)
{
  GtkWidget *grid = g_object_ref_sink (gesso_aspect_grid_new ());
  GtkWidget *chip = gtk_widget_get_first_child (grid);
  guint n = 0;

  for (; chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
      g_assert_nonnull (gesso_aspect_grid_get_selected (GESSO_ASPECT_GRID (grid)));
      n++;
    }
  g_assert_cmpuint (n, ==, 12);
  g_assert_cmpstr (gesso_aspect_grid_get_selected (GESSO_ASPECT_GRID (grid)), ==, "custom");
  g_assert_finalize_object (grid);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/aspect-grid/selected", test_selected);
  g_test_add_func ("/aspect-grid/chips", test_chips);

  return g_test_run ();
}
