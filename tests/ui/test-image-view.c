/* test-image-view.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test.h"
#include "ui/view/gesso-image-view.h"
#include "ui/view/gesso-pyramid.h"
#include "ui/support/gesso-ui.h"

static GessoImage *
make_image (int    width,
            int    height,
            guint8 alpha)
{
  guint8 *pixels = g_malloc ((gsize) width * height * 4);

  for (int i = 0; i < width * height; i++)
    {
      pixels[4 * i] = 200;
      pixels[4 * i + 1] = 100;
      pixels[4 * i + 2] = 50;
      pixels[4 * i + 3] = alpha;
    }
  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

static void
test_pyramid (void)
{
  g_autoptr (GessoImage) image = make_image (1025, 301, 255);
  g_autoptr (GessoPyramid) pyramid = gesso_pyramid_new (image);
  cairo_surface_t *level;
  double factor;

  g_assert_cmpint (gesso_pyramid_get_width (pyramid), ==, 1025);
  g_assert_false (gesso_pyramid_has_alpha (pyramid));
  gesso_pyramid_get_level (pyramid, 1, &factor);
  g_assert_cmpfloat (factor, ==, 1);
  level = gesso_pyramid_get_level (pyramid, 0.26, &factor);
  g_assert_cmpfloat (factor, ==, 2);
  g_assert_cmpint (cairo_image_surface_get_width (level), ==, 513);
  g_assert_cmphex (*(guint32 *) (gpointer) cairo_image_surface_get_data (level), ==, 0xffc86432);
}

static void
test_premultiplied (void)
{
  g_autoptr (GessoImage) image = make_image (8, 8, 0);
  g_autoptr (GessoPyramid) pyramid = gesso_pyramid_new (image);
  double factor;

  g_assert_true (gesso_pyramid_has_alpha (pyramid));
  g_assert_cmphex (*(guint32 *) (gpointer) cairo_image_surface_get_data (
                       gesso_pyramid_get_level (pyramid, 1, &factor)),
                   ==, 0);
}

static void
test_view (void)
{
  GtkWidget *window = gtk_window_new ();
  GessoImageView *view = GESSO_IMAGE_VIEW (gesso_image_view_new ());
  g_autoptr (GessoImage) preview = make_image (64, 48, 128);
  g_autoptr (GessoImage) image = make_image (640, 480, 255);
  double zoom;

  gtk_window_set_default_size (GTK_WINDOW (window), 300, 300);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gesso_image_view_set_frame (view, 640, 480);
  g_assert_false (gesso_image_view_has_image (view));
  gesso_image_view_set_image (view, preview);
  gtk_window_present (GTK_WINDOW (window));
  gesso_test_wait_until (gtk_widget_get_width (GTK_WIDGET (view)) > 0);
  zoom = gesso_image_view_get_viewport (view)->zoom;
  g_assert_cmpfloat (zoom, <, 1);

  /* A sharper picture fills the same frame. */
  gesso_image_view_set_image (view, image);
  g_assert_cmpfloat (gesso_image_view_get_viewport (view)->zoom, ==, zoom);
  gtk_widget_activate_action (GTK_WIDGET (view), "view.zoom-original", NULL);
  g_assert_cmpfloat (gesso_image_view_get_viewport (view)->zoom, ==, 1);
  gesso_image_view_zoom_to (view, 6);
  for (int i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  gesso_image_view_fit (view);
  g_assert_true (gesso_image_view_get_viewport (view)->fit);
  g_object_ref (view);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (view);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/image-view/pyramid", test_pyramid);
  g_test_add_func ("/image-view/premultiplied", test_premultiplied);
  g_test_add_func ("/image-view/view", test_view);

  return g_test_run ();
}
