/* test-wrap-layout.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test.h"
#include "ui/support/gesso-ui.h"
#include "ui/support/gesso-wrap-layout.h"

/* A widget with three children of 40 × 20, as @direction reads. */
static GtkWidget *
make_box (GtkTextDirection direction)
{
  GtkWidget *box = g_object_ref_sink (adw_bin_new ());

  gtk_widget_set_layout_manager (box, gesso_wrap_layout_new ());
  gtk_widget_set_direction (box, direction);
  for (int i = 0; i < 3; i++)
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
measure (GtkWidget      *box,
         GtkOrientation  orientation,
         int             for_size,
         int            *out_minimum)
{
  int natural;

  gtk_widget_measure (box, orientation, for_size, out_minimum, &natural, NULL, NULL);
  return natural;
}

static void
test_measure (void)
{
  GtkWidget *box = make_box (GTK_TEXT_DIR_LTR);
  int minimum;

  g_assert_cmpint (measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum), ==, 132);
  g_assert_cmpint (minimum, ==, 40);
  g_assert_cmpint (measure (box, GTK_ORIENTATION_VERTICAL, 132, NULL), ==, 20);
  g_assert_cmpint (measure (box, GTK_ORIENTATION_VERTICAL, 131, NULL), ==, 46);
  g_assert_cmpint (measure (box, GTK_ORIENTATION_VERTICAL, 40, NULL), ==, 72);
  /* What is not seen takes no room. */
  gtk_widget_set_visible (gtk_widget_get_first_child (box), FALSE);
  g_assert_cmpint (measure (box, GTK_ORIENTATION_HORIZONTAL, -1, NULL), ==, 86);
  drop (box);
}

static void
assert_width (GtkWidget *child,
              GtkWidget *box,
              int        x,
              int        y,
              int        width)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (child, box, &place));
  g_assert_cmpint (place.origin.x, ==, x);
  g_assert_cmpint (place.origin.y, ==, y);
  g_assert_cmpint (place.size.width, ==, width);
}

static void
assert_place (GtkWidget *child,
              GtkWidget *box,
              int        x,
              int        y)
{
  assert_width (child, box, x, y, 40);
}

static void
test_places (void)
{
  GtkWidget *box = make_box (GTK_TEXT_DIR_LTR);
  GtkWidget *mirrored = make_box (GTK_TEXT_DIR_RTL);

  gtk_widget_allocate (box, 100, 46, -1, NULL);
  assert_place (gtk_widget_get_first_child (box), box, 0, 0);
  assert_place (gtk_widget_get_last_child (box), box, 0, 26);
  /* From the side where reading begins. */
  gtk_widget_allocate (mirrored, 100, 46, -1, NULL);
  assert_place (gtk_widget_get_first_child (mirrored), mirrored, 60, 0);
  assert_place (gtk_widget_get_last_child (mirrored), mirrored, 60, 26);
  drop (box);
  drop (mirrored);
}

/* Each line in the middle, in both directions of reading. */
static void
test_centered (void)
{
  GtkWidget *boxes[] = { make_box (GTK_TEXT_DIR_LTR), make_box (GTK_TEXT_DIR_RTL) };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      g_object_set (gtk_widget_get_layout_manager (boxes[i]), "centered", TRUE, NULL);
      g_assert_cmpint (measure (boxes[i], GTK_ORIENTATION_VERTICAL, 100, NULL), ==, 46);
      gtk_widget_allocate (boxes[i], 100, 46, -1, NULL);
      assert_place (gtk_widget_get_first_child (boxes[i]), boxes[i], i == 0 ? 7 : 53, 0);
      assert_place (gtk_widget_get_last_child (boxes[i]), boxes[i], 30, 26);
      drop (boxes[i]);
    }
}

/* The last line, too, and nothing is lost by dividing. */
static void
test_filling (void)
{
  GtkWidget *boxes[] = { make_box (GTK_TEXT_DIR_LTR), make_box (GTK_TEXT_DIR_RTL) };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      GtkWidget *first = gtk_widget_get_first_child (boxes[i]);

      g_object_set (gtk_widget_get_layout_manager (boxes[i]), "filling", TRUE, NULL);
      gtk_widget_allocate (boxes[i], 101, 46, -1, NULL);
      assert_width (first, boxes[i], i == 0 ? 0 : 54, 0, 47);
      assert_width (gtk_widget_get_next_sibling (first), boxes[i], i == 0 ? 53 : 0, 0, 48);
      assert_width (gtk_widget_get_last_child (boxes[i]), boxes[i], 0, 26, 101);
      drop (boxes[i]);
    }
}

/* A child that can be smaller is, where it has no room. */
static void
test_snapping (void)
{
  GtkWidget *box = make_box (GTK_TEXT_DIR_LTR);
  GtkWidget *label = gtk_label_new ("a long line of words");
  int minimum, natural;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (label, box);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <, 40);
  g_assert_cmpint (natural, >, 60);
  gtk_widget_allocate (box, 60, 300, -1, NULL);
  g_assert_cmpint (gtk_widget_get_width (label), ==, 60);
  g_object_set (gtk_widget_get_layout_manager (box), "snapping", TRUE, NULL);
  gtk_widget_allocate (box, 60, 300, -1, NULL);
  g_assert_cmpint (gtk_widget_get_width (label), ==, minimum);
  assert_place (gtk_widget_get_first_child (box), box, 0, 0);
  gtk_widget_allocate (box, natural, 300, -1, NULL);
  g_assert_cmpint (gtk_widget_get_width (label), ==, natural);
  drop (box);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/wrap-layout/measure", test_measure);
  g_test_add_func ("/wrap-layout/places", test_places);
  g_test_add_func ("/wrap-layout/centered", test_centered);

  g_test_add_func ("/wrap-layout/filling", test_filling);
  g_test_add_func ("/wrap-layout/snapping", test_snapping);

  return g_test_run ();
}
