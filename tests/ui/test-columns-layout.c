/* test-columns-layout.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test.h"
#include "ui/support/gesso-columns-layout.h"
#include "ui/support/gesso-ui.h"

/* A widget with @n children of 40 × 20, in up to six columns with 4 pixels between them. */
static GtkWidget *
make_box (int              n,
          GtkTextDirection direction)
{
  GtkWidget *box = g_object_ref_sink (adw_bin_new ());

  gtk_widget_set_layout_manager (box, gesso_columns_layout_new (6, 4));
  gtk_widget_set_direction (box, direction);
  for (int i = 0; i < n; i++)
    {
      GtkWidget *child = adw_bin_new ();

      gtk_widget_set_size_request (child, 40, 20);
      gtk_widget_set_parent (child, box);
    }
  return box;
}

static void
drop (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_widget_unparent (child);
  g_assert_finalize_object (box);
}

static int
measure_height (GtkWidget *box,
                int        width)
{
  int natural;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static int
get_columns (GtkWidget *box,
             int        width)
{
  gtk_widget_allocate (box, width, measure_height (box, width), -1, NULL);
  return gesso_columns_layout_get_columns (
      GESSO_COLUMNS_LAYOUT (gtk_widget_get_layout_manager (box)));
}

/* Six columns as long as all is shown whole, then only such as leave no line half empty. */
static void
test_columns (void)
{
  GtkWidget *box = make_box (12, GTK_TEXT_DIR_LTR);
  int minimum, natural;

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 40);
  g_assert_cmpint (natural, ==, 260);
  g_assert_cmpint (measure_height (box, 260), ==, 44);
  g_assert_cmpint (measure_height (box, 259), ==, 68);
  g_assert_cmpint (get_columns (box, 260), ==, 6);
  g_assert_cmpint (get_columns (box, 259), ==, 4);
  g_assert_cmpint (get_columns (box, 171), ==, 3);
  g_assert_cmpint (get_columns (box, 40), ==, 1);
  drop (box);
}

/* The columns meet both edges, and reading begins at the right one. */
static void
test_places (void)
{
  GtkWidget *box = make_box (4, GTK_TEXT_DIR_LTR);
  GtkWidget *mirrored = make_box (4, GTK_TEXT_DIR_RTL);
  graphene_rect_t first, last;

  g_assert_cmpint (get_columns (box, 203), ==, 4);
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_first_child (box), box, &first));
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_last_child (box), box, &last));
  g_assert_cmpint (first.origin.x, ==, 0);
  g_assert_cmpint (last.origin.x + last.size.width, ==, 203);
  g_assert_cmpint (get_columns (mirrored, 100), ==, 2);
  g_assert_true (
      gtk_widget_compute_bounds (gtk_widget_get_first_child (mirrored), mirrored, &first));
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_last_child (mirrored), mirrored, &last));
  g_assert_cmpint (first.origin.x + first.size.width, ==, 100);
  g_assert_cmpint (last.origin.x, ==, 0);
  g_assert_cmpint (last.origin.y, ==, 24);
  drop (box);
  drop (mirrored);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/columns-layout/columns", test_columns);
  g_test_add_func ("/columns-layout/places", test_places);

  return g_test_run ();
}
