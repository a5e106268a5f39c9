/* test-mask-canvas.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test.h"
#include "ui/canvas/gesso-canvas-blend.h"
#include "ui/canvas/gesso-mask-canvas.h"
#include "ui/support/gesso-ui.h"

#define WIDTH 400
#define HEIGHT 300

typedef struct
{
  GtkWidget *window;
  GessoMaskSetup *setup;
  GessoMaskCanvas *canvas;
  GessoMaskDocument *document;
} Fixture;

static GessoImage *
make_image (void)
{
  guint8 *pixels = g_malloc0 ((gsize) WIDTH * HEIGHT * 4);

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    pixels[4 * i + 3] = 255;
  return gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_RGBA8, WIDTH * 4, pixels);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GessoImage) image = make_image ();
  g_autoptr (GessoPyramid) pyramid = gesso_pyramid_new (image);

  fixture->setup = gesso_mask_setup_new ();
  fixture->document = gesso_mask_document_new (WIDTH, HEIGHT, "Mask");
  fixture->canvas = GESSO_MASK_CANVAS (gesso_mask_canvas_new (fixture->setup));
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->canvas));
  gesso_mask_canvas_set_picture (fixture->canvas, pyramid);
  gesso_mask_canvas_set_image (fixture->canvas, image);
  gesso_mask_canvas_set_document (fixture->canvas, fixture->document);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gesso_test_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->canvas)) > 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_ref (fixture->canvas);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->canvas);
  g_assert_finalize_object (fixture->document);
  g_object_unref (fixture->setup);
}

/* A place of the picture as the canvas sees it. */
static GessoCanvasEvent
at (Fixture *fixture,
    double   x,
    double   y)
{
  const GessoViewport *v = gesso_mask_canvas_get_viewport (fixture->canvas);
  static gint64 now = 10000000;

  now += 1000;
  return (GessoCanvasEvent){
    .x = v->x + x * v->zoom, .y = v->y + y * v->zoom, .pressure = 1, .time_us = now
  };
}

static void
drag (Fixture         *fixture,
      guint            button,
      GdkModifierType  state,
      double           x0,
      double           y0,
      double           x1,
      double           y1)
{
  GessoCanvasEvent event = at (fixture, x0, y0);
  GessoCanvasEvent moves[20];

  event.button = button;
  event.state = state;
  gesso_mask_canvas_press (fixture->canvas, &event);
  for (int i = 0; i < 20; i++)
    {
      moves[i] = at (fixture, x0 + (x1 - x0) * (i + 1) / 20, y0 + (y1 - y0) * (i + 1) / 20);
      moves[i].state = state;
    }
  gesso_mask_canvas_move (fixture->canvas, moves, G_N_ELEMENTS (moves));
  event = moves[19];
  event.button = button;
  gesso_mask_canvas_release (fixture->canvas, &event);
}

static guint8
pixel (Fixture *fixture,
       int      x,
       int      y)
{
  return gesso_mask_get_pixel (gesso_mask_document_get_active_mask (fixture->document), x, y);
}

static void
test_brush (Fixture       *fixture,
            gconstpointer  data)
{
  gesso_mask_setup_set_size (fixture->setup, 40);
  drag (fixture, GDK_BUTTON_PRIMARY, 0, 100, 100, 300, 100);
  g_assert_cmpint (pixel (fixture, 100, 100), ==, 255);
  g_assert_cmpint (pixel (fixture, 200, 100), ==, 255);
  g_assert_cmpint (pixel (fixture, 300, 100), ==, 255);
  g_assert_cmpint (pixel (fixture, 200, 125), ==, 0);
  g_assert_false (gesso_mask_canvas_is_painting (fixture->canvas));

  /* The right button takes away, whatever the tool. */
  drag (fixture, GDK_BUTTON_SECONDARY, 0, 200, 100, 204, 100);
  g_assert_cmpint (pixel (fixture, 202, 100), ==, 0);
  g_assert_cmpint (pixel (fixture, 100, 100), ==, 255);
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_cmpint (pixel (fixture, 202, 100), ==, 255);
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_true (gesso_mask_is_empty (gesso_mask_document_get_active_mask (fixture->document)));
}

static void
test_pen (Fixture       *fixture,
          gconstpointer  data)
{
  GessoCanvasEvent event = at (fixture, 200, 150);

  gesso_mask_setup_set_size (fixture->setup, 100);
  event.button = GDK_BUTTON_PRIMARY;
  event.pressure = 0.1;
  gesso_mask_canvas_press (fixture->canvas, &event);
  gesso_mask_canvas_release (fixture->canvas, &event);
  g_assert_cmpint (pixel (fixture, 200, 150), ==, 255);
  /* Little pressure, small brush. */
  g_assert_cmpint (pixel (fixture, 200, 180), ==, 0);

  event = at (fixture, 200, 150);
  event.button = GDK_BUTTON_PRIMARY;
  event.eraser = TRUE;
  gesso_mask_canvas_press (fixture->canvas, &event);
  gesso_mask_canvas_release (fixture->canvas, &event);
  g_assert_cmpint (pixel (fixture, 200, 150), ==, 0);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  GessoCanvasEvent event = at (fixture, 50, 50);
  GessoCanvasEvent other = at (fixture, 150, 120);

  gesso_mask_setup_set_tool (fixture->setup, GESSO_MASK_TOOL_RECTANGLE);
  event.button = GDK_BUTTON_PRIMARY;
  gesso_mask_canvas_press (fixture->canvas, &event);
  gesso_mask_canvas_move (fixture->canvas, &other, 1);
  g_assert_true (gesso_mask_canvas_is_painting (fixture->canvas));
  g_assert_true (gesso_mask_canvas_cancel (fixture->canvas));
  g_assert_false (gesso_mask_canvas_is_painting (fixture->canvas));
  g_assert_true (gesso_mask_is_empty (gesso_mask_document_get_active_mask (fixture->document)));
  g_assert_false (gesso_mask_document_can_undo (fixture->document));

  drag (fixture, GDK_BUTTON_PRIMARY, 0, 50, 50, 150, 120);
  g_assert_cmpint (pixel (fixture, 60, 60), ==, 255);
  g_assert_cmpint (pixel (fixture, 155, 60), ==, 0);
}

static void
test_adjust (Fixture       *fixture,
             gconstpointer  data)
{
  GessoBrush brush;

  gesso_mask_setup_set_size (fixture->setup, 50);
  gesso_mask_setup_set_hardness (fixture->setup, 0.5);
  drag (fixture, GDK_BUTTON_SECONDARY, GDK_ALT_MASK, 100, 100, 130, 100);
  gesso_mask_setup_get_brush (fixture->setup, &brush);
  g_assert_cmpfloat_with_epsilon (brush.size, 80, 1);
  g_assert_cmpfloat_with_epsilon (brush.hardness, 0.5, 0.01);
  g_assert_true (gesso_mask_is_empty (gesso_mask_document_get_active_mask (fixture->document)));
}

static void
test_context (Fixture       *fixture,
              gconstpointer  data)
{
  GessoRect rect = { 40, 40, 200, 160 };
  GessoRect wish;

  gesso_mask_canvas_set_context (fixture->canvas, &rect, "Sent at 1:1");
  g_assert_false (gesso_mask_canvas_get_wish (fixture->canvas, &wish));
  /* By its lower right corner. */
  drag (fixture, GDK_BUTTON_PRIMARY, 0, 240, 200, 272, 232);
  g_assert_true (gesso_mask_canvas_get_wish (fixture->canvas, &wish));
  g_assert_cmpint (wish.x, ==, 40);
  g_assert_cmpint (wish.width, ==, 232);
  g_assert_cmpint (wish.height, ==, 192);
  g_assert_true (gesso_mask_is_empty (gesso_mask_document_get_active_mask (fixture->document)));
}

/* What is shown zoomed out is the mean of what is there, and every pixel counts at a half. */
static void
test_sample (void)
{
  g_autoptr (GessoMask) mask = gesso_mask_new (600, 400);
  GessoRect line = { 301, 0, 1, 400 };
  GessoRect view = { 140, 10, 20, 4 };
  guint8 coverage[80];

  g_assert_false (gesso_canvas_blend_sample (mask, 0.5, &view, coverage));
  gesso_mask_fill_rect (mask, &line, 255);
  g_assert_true (gesso_canvas_blend_sample (mask, 0.5, &view, coverage));
  for (int x = 0; x < 20; x++)
    g_assert_cmpint (coverage[x], ==, x == 10 ? 128 : 0);

  view = (GessoRect){ 600, 20, 20, 4 };
  g_assert_true (gesso_canvas_blend_sample (mask, 2, &view, coverage));
  for (int x = 0; x < 20; x++)
    g_assert_cmpint (coverage[x], ==, x == 2 || x == 3 ? 255 : 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  gesso_ui_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/mask-canvas/brush", test_brush);
  ADD ("/mask-canvas/pen", test_pen);
  ADD ("/mask-canvas/cancel", test_cancel);
  ADD ("/mask-canvas/adjust", test_adjust);
  ADD ("/mask-canvas/context", test_context);
  g_test_add_func ("/mask-canvas/sample", test_sample);

  return g_test_run ();
}
