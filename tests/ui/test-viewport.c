/* test-viewport.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "support/gesso-test.h"
#include "ui/view/gesso-viewport.h"
#include "ui/support/gesso-ui.h"

static GessoViewport
make (double width,
      double height)
{
  GessoViewport viewport = GESSO_VIEWPORT_INIT;

  viewport.margin = 10;
  gesso_viewport_set_view (&viewport, 420, 320);
  gesso_viewport_set_image (&viewport, width, height);
  return viewport;
}

static void
test_fit (void)
{
  GessoViewport large = make (4000, 1000);
  GessoViewport small = make (100, 50);

  g_assert_cmpfloat_with_epsilon (large.zoom, 0.1, 1e-9);
  g_assert_cmpfloat (large.x, ==, 10);
  g_assert_cmpfloat (large.y, ==, 110);
  /* A small picture is not blown up. */
  g_assert_cmpfloat (small.zoom, ==, 1);
  g_assert_cmpfloat (small.x, ==, 160);

  gesso_viewport_set_view (&large, 820, 620);
  g_assert_cmpfloat_with_epsilon (large.zoom, 0.2, 1e-9);
}

static void
test_foot (void)
{
  GessoViewport viewport = make (1000, 1000);

  viewport.foot = 100;
  gesso_viewport_set_fit (&viewport);
  g_assert_cmpfloat_with_epsilon (viewport.zoom, 0.2, 1e-9);
  g_assert_cmpfloat (viewport.y, ==, 10);

  viewport.head = 80;
  gesso_viewport_set_fit (&viewport);
  g_assert_cmpfloat_with_epsilon (viewport.zoom, 0.12, 1e-9);
  g_assert_cmpfloat (viewport.y, ==, 90);
}

static void
test_zoom_keeps_the_point (void)
{
  GessoViewport viewport = make (4000, 4000);
  double x0, y0, x1, y1;

  gesso_viewport_zoom_at (&viewport, 1, 200, 150);
  gesso_viewport_to_image (&viewport, 123, 45, &x0, &y0);
  gesso_viewport_zoom_at (&viewport, 2.5, 123, 45);
  gesso_viewport_to_image (&viewport, 123, 45, &x1, &y1);
  g_assert_false (viewport.fit);
  g_assert_cmpfloat_with_epsilon (x0, x1, 1e-6);
  g_assert_cmpfloat_with_epsilon (y0, y1, 1e-6);
}

static void
test_limits (void)
{
  GessoViewport viewport = make (4000, 4000);

  gesso_viewport_zoom_at (&viewport, 1e9, 0, 0);
  g_assert_cmpfloat (viewport.zoom, ==, GESSO_VIEWPORT_MAX_ZOOM);
  gesso_viewport_zoom_at (&viewport, 0, 0, 0);
  g_assert_cmpfloat (viewport.zoom, ==, GESSO_VIEWPORT_MIN_ZOOM);
}

static void
test_pan_stops_at_the_edges (void)
{
  GessoViewport viewport = make (4000, 4000);

  gesso_viewport_zoom_at (&viewport, 1, 0, 0);
  gesso_viewport_pan (&viewport, 1e6, 1e6);
  g_assert_cmpfloat (viewport.x, ==, 10);
  gesso_viewport_pan (&viewport, -1e6, -1e6);
  g_assert_cmpfloat (viewport.x, ==, 420 - 10 - 4000);
}

static void
test_same_size_keeps_the_place (void)
{
  GessoViewport viewport = make (4000, 4000);
  double x;

  gesso_viewport_zoom_at (&viewport, 1, 50, 50);
  x = viewport.x;
  gesso_viewport_set_image (&viewport, 4000, 4000);
  g_assert_cmpfloat (viewport.x, ==, x);
  gesso_viewport_set_image (&viewport, 4000, 3000);
  g_assert_true (viewport.fit);
}

static void
test_surround (void)
{
  GessoViewport viewport = make (1000, 1000);

  /* At fit all of it is seen, and the picture lies where the surround leaves it. */
  gesso_viewport_set_surround (&viewport, 500, 0, 500, 1000);
  g_assert_cmpfloat_with_epsilon (viewport.zoom, 0.15, 1e-9);
  g_assert_cmpfloat (viewport.x - 500 * viewport.zoom, >=, 10);
  g_assert_cmpfloat (viewport.x + 1500 * viewport.zoom, <=, 410);
  g_assert_cmpfloat (viewport.y, ==, 10);

  /* At another zoom one can go there, and no further. */
  gesso_viewport_zoom_at (&viewport, 1, 0, 0);
  gesso_viewport_pan (&viewport, 1e6, 1e6);
  g_assert_cmpfloat (viewport.x, ==, 510);
  g_assert_cmpfloat (viewport.y, ==, 10);
  gesso_viewport_pan (&viewport, -1e6, -1e6);
  g_assert_cmpfloat (viewport.x + 1500, ==, 410);
  g_assert_cmpfloat (viewport.y + 2000, ==, 310);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

  g_test_add_func ("/viewport/fit", test_fit);
  g_test_add_func ("/viewport/foot", test_foot);
  g_test_add_func ("/viewport/zoom-keeps-the-point", test_zoom_keeps_the_point);
  g_test_add_func ("/viewport/surround", test_surround);
  g_test_add_func ("/viewport/limits", test_limits);
  g_test_add_func ("/viewport/pan", test_pan_stops_at_the_edges);
  g_test_add_func ("/viewport/same-size", test_same_size_keeps_the_place);

  return g_test_run ();
}
