/* bench-canvas.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frames while painting a mask of 3840 by 2160 in a window of 1600 by 1000: four moves of a soft
 * brush and all that a frame does until it is painted, at radius 64 and 200; the ratio is to the
 * median that is aimed at. One JSON object a line.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-canvas.h"
#include "ui/support/gesso-ui.h"

#define WIDTH 3840
#define HEIGHT 2160
#define FRAMES 120
#define MOVES 4

typedef struct
{
  GtkWidget *window;
  GessoMaskSetup *setup;
  GessoMaskCanvas *canvas;
  GMainLoop *loop;
  GArray *times;
  gint64 begun;
  guint frame;
} Bench;

static GessoPyramid *
make_pyramid (void)
{
  guint8 *pixels = g_malloc ((gsize) WIDTH * HEIGHT * 4);
  g_autoptr (GessoImage) image = NULL;

  for (gsize i = 0; i < (gsize) WIDTH * HEIGHT; i++)
    {
      guint32 noise = i * 2654435761u;

      pixels[4 * i] = noise >> 24;
      pixels[4 * i + 1] = noise >> 16;
      pixels[4 * i + 2] = noise >> 8;
      pixels[4 * i + 3] = 255;
    }
  image = gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_RGBA8, WIDTH * 4, pixels);
  return gesso_pyramid_new (image);
}

static void
find_place (Bench            *bench,
            int               number,
            GessoCanvasEvent *out_event)
{
  const GessoViewport *v = gesso_mask_canvas_get_viewport (bench->canvas);
  double along = (double) (number % 240) / 240;

  *out_event
      = (GessoCanvasEvent){ .x = v->x + (0.15 + 0.7 * along) * WIDTH * v->zoom,
                            .y = v->y + (0.3 + 0.4 * ((number / 240) & 1)) * HEIGHT * v->zoom,
                            .pressure = 1,
                            .button = GDK_BUTTON_PRIMARY,
                            .time_us = number * 4000 };
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Bench *bench = user_data;
  GessoCanvasEvent events[MOVES];

  bench->begun = g_get_monotonic_time ();
  for (int i = 0; i < MOVES; i++)
    find_place (bench, bench->frame * MOVES + i, &events[i]);
  gesso_mask_canvas_move (bench->canvas, events, MOVES);
  gtk_widget_queue_draw (GTK_WIDGET (bench->canvas));
  return G_SOURCE_CONTINUE;
}

static void
painted_cb (Bench *bench)
{
  double ms = (double) (g_get_monotonic_time () - bench->begun) / 1000;

  if (bench->begun == 0)
    return;

  /* The first frames make the squares. */
  if (bench->frame >= 20)
    g_array_append_val (bench->times, ms);
  if (++bench->frame >= FRAMES + 20)
    g_main_loop_quit (bench->loop);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static void
measure (Bench *bench,
         int    radius)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->window);
  GessoCanvasEvent event;
  gulong handler;
  guint tick;

  bench->frame = 0;
  bench->begun = 0;
  bench->times = g_array_new (FALSE, FALSE, sizeof (double));
  gesso_mask_setup_set_size (bench->setup, 2 * radius);
  gesso_mask_setup_set_hardness (bench->setup, 0);
  find_place (bench, 0, &event);
  gesso_mask_canvas_press (bench->canvas, &event);
  tick = gtk_widget_add_tick_callback (bench->window, tick_cb, bench, NULL);
  handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), bench);
  g_main_loop_run (bench->loop);
  g_signal_handler_disconnect (clock, handler);
  gtk_widget_remove_tick_callback (bench->window, tick);
  gesso_mask_canvas_release (bench->canvas, &event);

  g_array_sort (bench->times, compare_doubles);
  g_print ("{\"bench\":\"canvas\",\"what\":\"frame while painting\",\"radius\":%d,"
           "\"width\":%d,\"renderer\":\"%s\",\"painted\":%" G_GUINT64_FORMAT ","
           "\"median_ms\":%.2f,\"p99_ms\":%.2f,\"target_median_ms\":%d,\"ratio\":%.2f}\n",
           radius, gtk_widget_get_width (GTK_WIDGET (bench->canvas)),
           G_OBJECT_TYPE_NAME (gtk_native_get_renderer (GTK_NATIVE (bench->window))),
           gesso_mask_count (gesso_mask_document_get_active_mask (
                                 gesso_mask_canvas_get_document (bench->canvas)),
                             128),
           g_array_index (bench->times, double, bench->times->len / 2),
           g_array_index (bench->times, double, bench->times->len * 99 / 100), radius == 64 ? 3 : 8,
           g_array_index (bench->times, double, bench->times->len / 2) / (radius == 64 ? 3 : 8));
  g_array_unref (bench->times);
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { .loop = g_main_loop_new (NULL, FALSE) };
  g_autoptr (GessoPyramid) pyramid = NULL;
  g_autoptr (GessoMaskDocument) document = gesso_mask_document_new (WIDTH, HEIGHT, "Mask");

  gesso_ui_init ();
  pyramid = make_pyramid ();
  bench.setup = gesso_mask_setup_new ();
  bench.canvas = GESSO_MASK_CANVAS (gesso_mask_canvas_new (bench.setup));
  bench.window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1600, 1000);
  gtk_window_set_child (GTK_WINDOW (bench.window), GTK_WIDGET (bench.canvas));
  gesso_mask_canvas_set_picture (bench.canvas, pyramid);
  gesso_mask_canvas_set_document (bench.canvas, document);
  gtk_window_present (GTK_WINDOW (bench.window));
  while (gtk_widget_get_width (GTK_WIDGET (bench.canvas)) < 800)
    g_main_context_iteration (NULL, TRUE);

  measure (&bench, 64);
  measure (&bench, 200);

  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_object_unref (bench.setup);
  g_main_loop_unref (bench.loop);
  return 0;
}
