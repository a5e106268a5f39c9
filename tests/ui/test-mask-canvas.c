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

#include <math.h>

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

static void
count (guint *n)
{
  (*n)++;
}

static void
test_extend (Fixture       *fixture,
             gconstpointer  data)
{
  GessoExtension *extension = gesso_mask_canvas_get_extension (fixture->canvas);
  const GessoMargins *margins = gesso_extension_get_margins (extension);
  GessoCanvasEvent press;
  GessoCanvasEvent move;
  guint n_wished = 0;
  guint n_live = 0;

  g_signal_connect_swapped (fixture->canvas, "context-wished", G_CALLBACK (count), &n_wished);
  g_signal_connect_swapped (fixture->canvas, "extent-changed", G_CALLBACK (count), &n_live);

  /* Nobody is at it: the edge is painted on like everything else. */
  gesso_mask_setup_set_size (fixture->setup, 10);
  drag (fixture, GDK_BUTTON_PRIMARY, 0, WIDTH, HEIGHT / 2, WIDTH + 40, HEIGHT / 2);
  g_assert_true (gesso_margins_is_none (margins));
  g_assert_cmpint (pixel (fixture, WIDTH - 1, HEIGHT / 2), ==, 255);
  g_assert_true (gesso_mask_document_undo (fixture->document));

  /* A handle pulls; the side stays on the grid of 16. */
  gesso_extension_set_active (extension, TRUE);
  n_live = 0;
  drag (fixture, GDK_BUTTON_PRIMARY, 0, WIDTH, HEIGHT / 2, WIDTH + 53, HEIGHT / 2 + 20);
  g_assert_cmpint (margins->right, ==, 48);
  g_assert_cmpint (margins->left + margins->top + margins->bottom, ==, 0);
  g_assert_cmpuint (n_live, >, 0);
  g_assert_cmpuint (n_wished, ==, 1);
  g_assert_true (gesso_mask_is_empty (gesso_mask_document_get_active_mask (fixture->document)));

  /* A corner pulls two sides, with Ctrl to the pixel; the edge between handles can be taken too. */
  drag (fixture, GDK_BUTTON_PRIMARY, GDK_CONTROL_MASK, 0, 0, -21, -33);
  g_assert_cmpint (margins->left, ==, 21);
  g_assert_cmpint (margins->top, ==, 33);
  drag (fixture, GDK_BUTTON_PRIMARY, GDK_CONTROL_MASK, 100, HEIGHT, 100, HEIGHT + 7);
  g_assert_cmpint (margins->bottom, ==, 7);

  /* Never into the picture. */
  drag (fixture, GDK_BUTTON_PRIMARY, GDK_CONTROL_MASK, 100, HEIGHT + 7, 100, HEIGHT - 90);
  g_assert_cmpint (margins->bottom, ==, 0);

  /* Alt takes the opposite edge along. */
  drag (fixture, GDK_BUTTON_PRIMARY, GDK_ALT_MASK | GDK_CONTROL_MASK, WIDTH + 48, 20, WIDTH + 60,
        20);
  g_assert_cmpint (margins->right, ==, 60);
  g_assert_cmpint (margins->left, ==, 60);

  /* Another button puts the edge back where it was, and that is no step. */
  press = at (fixture, -60, HEIGHT / 2);
  press.button = GDK_BUTTON_PRIMARY;
  gesso_mask_canvas_press (fixture->canvas, &press);
  move = at (fixture, -300, HEIGHT / 2);
  gesso_mask_canvas_move (fixture->canvas, &move, 1);
  g_assert_cmpint (margins->left, >, 250);
  press.button = GDK_BUTTON_SECONDARY;
  gesso_mask_canvas_press (fixture->canvas, &press);
  g_assert_cmpint (margins->left, ==, 60);
  gesso_mask_canvas_release (fixture->canvas, &press);

  /* Each pull is a step. */
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_cmpint (margins->right, ==, 48);
  g_assert_cmpint (margins->left, ==, 21);
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_cmpint (margins->bottom, ==, 7);
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_cmpint (margins->top, ==, 0);
  g_assert_cmpint (margins->right, ==, 48);
  g_assert_true (gesso_mask_document_redo (fixture->document));
  g_assert_cmpint (margins->top, ==, 33);

  /* A number that is held down is one step, and giving up is one more. */
  for (int i = 1; i <= 5; i++)
    g_object_set (extension, "bottom", 16 * i, NULL);
  gesso_mask_canvas_drop_extension (fixture->canvas);
  g_assert_true (gesso_margins_is_none (margins));
  g_assert_false (gesso_extension_get_active (extension));
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_cmpint (margins->bottom, ==, 80);
  g_assert_cmpint (margins->top, ==, 33);
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_cmpint (margins->bottom, ==, 0);
  g_assert_cmpint (margins->top, ==, 33);
}

/* A lasso that winds through the whole picture some thousand times. */
static void
draw_star (Fixture *fixture)
{
  GessoCanvasEvent event;

  for (int i = 0; i <= 3001; i++)
    {
      double angle = 2 * G_PI * i * 1000 / 3001;

      event = at (fixture, WIDTH / 2.0 * (1 + 0.95 * cos (angle)),
                  HEIGHT / 2.0 * (1 + 0.95 * sin (angle)));
      event.button = GDK_BUTTON_PRIMARY;
      if (i == 0)
        gesso_mask_canvas_press (fixture->canvas, &event);
      else
        gesso_mask_canvas_move (fixture->canvas, &event, 1);
    }
  gesso_mask_canvas_release (fixture->canvas, &event);
}

/* What is drawn while a path is still being filled is drawn after it, with its own tool. */
static void
test_queue (Fixture       *fixture,
            gconstpointer  data)
{
  GessoCanvasEvent event;

  gesso_mask_setup_set_tool (fixture->setup, GESSO_MASK_TOOL_LASSO);
  draw_star (fixture);
  g_assert_true (gesso_mask_document_has_rest (fixture->document));
  gesso_mask_setup_set_tool (fixture->setup, GESSO_MASK_TOOL_ERASER);
  g_assert_true (gesso_mask_document_has_rest (fixture->document));
  gesso_mask_setup_set_size (fixture->setup, 20);
  drag (fixture, GDK_BUTTON_PRIMARY, 0, 150, 150, 250, 150);
  g_assert_false (gesso_mask_document_can_undo (fixture->document));
  gesso_test_wait_until (pixel (fixture, 200, 150) == 0
                         && !gesso_mask_canvas_is_painting (fixture->canvas));
  g_assert_cmpint (pixel (fixture, 200, 200), ==, 255);
  g_assert_cmpint (pixel (fixture, 200, 100), ==, 255);
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_cmpint (pixel (fixture, 200, 150), ==, 255);
  g_assert_true (gesso_mask_document_undo (fixture->document));
  g_assert_true (gesso_mask_is_empty (gesso_mask_document_get_active_mask (fixture->document)));
  g_assert_false (gesso_mask_document_can_undo (fixture->document));

  /* A stroke that still goes on when the path is complete goes on. */
  gesso_mask_setup_set_tool (fixture->setup, GESSO_MASK_TOOL_LASSO);
  draw_star (fixture);
  gesso_mask_setup_set_tool (fixture->setup, GESSO_MASK_TOOL_ERASER);
  event = at (fixture, 150, 150);
  event.button = GDK_BUTTON_PRIMARY;
  gesso_mask_canvas_press (fixture->canvas, &event);
  event = at (fixture, 200, 150);
  gesso_mask_canvas_move (fixture->canvas, &event, 1);
  gesso_test_wait_until (!gesso_mask_document_has_rest (fixture->document)
                         && pixel (fixture, 150, 150) == 0);
  event = at (fixture, 250, 150);
  gesso_mask_canvas_move (fixture->canvas, &event, 1);
  event.button = GDK_BUTTON_PRIMARY;
  gesso_mask_canvas_release (fixture->canvas, &event);
  g_assert_cmpint (pixel (fixture, 240, 150), ==, 0);
  g_assert_false (gesso_mask_canvas_is_painting (fixture->canvas));

  /* Another tool, and what it draws comes after the second. */
  gesso_mask_setup_set_tool (fixture->setup, GESSO_MASK_TOOL_LASSO);
  draw_star (fixture);
  drag (fixture, GDK_BUTTON_SECONDARY, 0, 100, 100, 101, 101);
  gesso_mask_setup_set_tool (fixture->setup, GESSO_MASK_TOOL_ERASER);
  drag (fixture, GDK_BUTTON_PRIMARY, 0, 200, 200, 201, 200);
  g_assert_cmpint (pixel (fixture, 200, 200), ==, 0);
  g_assert_cmpint (pixel (fixture, 240, 150), ==, 255);

  /* Escape takes all of it back. */
  gesso_mask_setup_set_tool (fixture->setup, GESSO_MASK_TOOL_LASSO);
  draw_star (fixture);
  drag (fixture, GDK_BUTTON_SECONDARY, 0, 150, 150, 250, 150);
  g_assert_true (gesso_mask_canvas_cancel (fixture->canvas));
  g_assert_cmpint (pixel (fixture, 200, 200), ==, 0);
  g_assert_false (gesso_mask_canvas_is_painting (fixture->canvas));
  g_assert_false (gesso_mask_canvas_cancel (fixture->canvas));

  /* Letting go of the document completes it. */
  draw_star (fixture);
  gesso_mask_canvas_set_document (fixture->canvas, NULL);
  g_assert_cmpint (pixel (fixture, 200, 200), ==, 255);
}

static void
test_extension_limits (void)
{
  g_autoptr (GessoExtension) extension = gesso_extension_new ();
  const GessoMargins *margins = gesso_extension_get_margins (extension);
  const GessoSize size = { 60000, 4000 };
  const GessoMargins wish = { 9000, 0, 9000, -5 };

  /* Without a picture there is nothing to extend. */
  gesso_extension_set_margins (extension, &wish);
  gesso_extension_set_active (extension, TRUE);
  g_assert_true (gesso_margins_is_none (margins));
  g_assert_false (gesso_extension_get_active (extension));

  gesso_extension_set_picture (extension, &size);
  gesso_extension_set_margins (extension, &wish);
  g_assert_cmpint (gesso_extension_get_canvas (extension).width, <=, 65535);
  g_assert_cmpint (margins->left, ==, 5535);
  g_assert_cmpint (margins->bottom, ==, 0);
  g_object_set (extension, "bottom", 30000, NULL);
  g_assert_cmpint (margins->bottom, <, 100);
}

static void
test_live_extent (Fixture       *fixture,
                  gconstpointer  data)
{
  GessoCanvasEvent event = at (fixture, 100, 100);
  GessoCanvasEvent move;
  GessoRect extent;
  GessoRect bounds;
  guint n_live = 0;

  g_signal_connect_swapped (fixture->canvas, "extent-changed", G_CALLBACK (count), &n_live);
  gesso_mask_setup_set_size (fixture->setup, 40);
  g_assert_false (gesso_mask_canvas_get_extent (fixture->canvas, &extent));
  event.button = GDK_BUTTON_PRIMARY;
  gesso_mask_canvas_press (fixture->canvas, &event);
  for (int x = 110; x <= 300; x += 10)
    {
      guint before = n_live;

      move = at (fixture, x, 100);
      gesso_mask_canvas_move (fixture->canvas, &move, 1);
      g_assert_cmpuint (n_live, <=, before + 1);
      /* While the button is down the bounds are those of what is painted, to the pixel. */
      gesso_mask_get_bounds (gesso_mask_document_get_active_mask (fixture->document), 9, &bounds);
      g_assert_true (gesso_mask_canvas_get_extent (fixture->canvas, &extent));
      g_assert_true (gesso_rect_equal (&extent, &bounds));
    }
  g_assert_cmpuint (n_live, >=, 15);

  /* Back over what is painted, once the smoothed stroke is there: nothing to say. */
  for (int i = 0; i < 40; i++)
    {
      move = at (fixture, 300, 100);
      gesso_mask_canvas_move (fixture->canvas, &move, 1);
    }
  n_live = 0;
  move = at (fixture, 150, 100);
  gesso_mask_canvas_move (fixture->canvas, &move, 1);
  g_assert_cmpuint (n_live, ==, 0);
  event = at (fixture, 150, 100);
  event.button = GDK_BUTTON_PRIMARY;
  gesso_mask_canvas_release (fixture->canvas, &event);

  /* A shape in the hand counts before it is let go. */
  gesso_mask_setup_set_tool (fixture->setup, GESSO_MASK_TOOL_RECTANGLE);
  event = at (fixture, 20, 200);
  event.button = GDK_BUTTON_PRIMARY;
  gesso_mask_canvas_press (fixture->canvas, &event);
  move = at (fixture, 60, 250);
  gesso_mask_canvas_move (fixture->canvas, &move, 1);
  g_assert_true (gesso_mask_canvas_get_extent (fixture->canvas, &extent));
  g_assert_cmpint (extent.x, ==, 20);
  g_assert_cmpint (extent.y + extent.height, ==, 250);
  g_assert_true (gesso_mask_canvas_cancel (fixture->canvas));
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
  ADD ("/mask-canvas/extend", test_extend);
  ADD ("/mask-canvas/live-extent", test_live_extent);
  ADD ("/mask-canvas/queue", test_queue);
  g_test_add_func ("/mask-canvas/extension-limits", test_extension_limits);
  g_test_add_func ("/mask-canvas/sample", test_sample);

  return g_test_run ();
}
