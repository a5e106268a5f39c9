/* bench-mask.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Painting at 3840 by 2160: an event of a soft brush of radius 200 until the tiles are ready,
 * against the same dabs blended into one flat buffer; what a thousand strokes of undo need; and the
 * mask's PNG file against libpng's own; and filling large shapes. One JSON object a line.
 */

#include "config.h"

#include "mask/gesso-brush-tool.h"
#include "mask/gesso-dab.h"
#include "mask/gesso-mask-document.h"
#include "mask/gesso-mask-file.h"
#include "mask/gesso-path-fill.h"

#include <math.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 3840
#define HEIGHT 2160
#define EVENTS 1500
#define POINTS_PER_EVENT 8
#define STROKES 1000
#define ROUNDS 5
#define FILL_WIDTH 5100
#define FILL_HEIGHT 3400

static int
compare_doubles (const void *a,
                 const void *b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
find_quantile (GArray *times,
               double  quantile)
{
  g_array_sort (times, compare_doubles);
  return g_array_index (times, double, (guint) (quantile * (times->len - 1)));
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* A hand that draws loops over the whole picture; one event holds what a pen at 1,000 Hz said. */
static void
fill_points (GessoToolEvent *events,
             int             number)
{
  for (int i = 0; i < POINTS_PER_EVENT; i++)
    {
      double t = (number * POINTS_PER_EVENT + i) * 0.0015;

      events[i] = (GessoToolEvent){ .x = WIDTH * (0.5 + 0.42 * sin (t * 1.3)),
                                    .y = HEIGHT * (0.5 + 0.4 * cos (t * 0.9 + 1)),
                                    .pressure = 1,
                                    .time_us = (gint64) (number * POINTS_PER_EVENT + i) * 1000 };
    }
}

static const GessoBrush soft = { .size = 400, .hardness = 0, .opacity = 1 };

static void
paint_tiles (GArray *times)
{
  g_autoptr (GessoMaskDocument) document = gesso_mask_document_new (WIDTH, HEIGHT, "Mask");
  g_autoptr (GessoTool) tool = gesso_brush_tool_new ();
  GessoToolEvent events[POINTS_PER_EVENT];

  gesso_brush_tool_set_brush (GESSO_BRUSH_TOOL (tool), &soft);
  gesso_tool_set_document (tool, document);
  fill_points (events, 0);
  gesso_tool_begin (tool, &events[0]);
  for (int i = 1; i < EVENTS; i++)
    {
      gint64 start;
      double ms;

      fill_points (events, i);
      start = g_get_monotonic_time ();
      gesso_tool_move (tool, events, POINTS_PER_EVENT);
      ms = since (start);
      g_array_append_val (times, ms);
    }
  gesso_tool_end (tool, &events[0]);
  gesso_tool_set_document (tool, NULL);
}

static void
paint_flat (GArray *times)
{
  g_autofree guint8 *plane = g_malloc0 ((gsize) WIDTH * HEIGHT);
  g_autoptr (GessoDabCache) cache = gesso_dab_cache_new ();
  const GessoRect canvas = { 0, 0, WIDTH, HEIGHT };
  g_autoptr (GessoStroke) stroke = gesso_stroke_new (&soft, &canvas);
  g_autoptr (GArray) dabs = g_array_new (FALSE, FALSE, sizeof (GessoStrokeDab));
  GessoToolEvent events[POINTS_PER_EVENT];

  for (int i = 0; i < EVENTS; i++)
    {
      gint64 start;
      double ms;

      fill_points (events, i);
      start = g_get_monotonic_time ();
      for (int j = 0; j < POINTS_PER_EVENT; j++)
        {
          GessoStrokePoint point = { events[j].x, events[j].y, 1, events[j].time_us };

          gesso_stroke_add (stroke, &point, dabs);
        }
      for (guint j = 0; j < dabs->len; j++)
        {
          const GessoStrokeDab *place = &g_array_index (dabs, GessoStrokeDab, j);
          GessoDab dab;

          gesso_dab_cache_get (cache, place->x, place->y, place->radius, soft.hardness,
                               place->opacity, &dab);
          gesso_dab_blend_flat (&dab, GESSO_DAB_MAX, WIDTH, HEIGHT, WIDTH, plane);
        }
      g_array_set_size (dabs, 0);
      ms = since (start);
      if (i > 0)
        g_array_append_val (times, ms);
    }
}

static void
bench_stroke (void)
{
  g_autoptr (GArray) tiles = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) flat = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < ROUNDS; i++)
    {
      paint_tiles (tiles);
      paint_flat (flat);
    }
  for (int i = 0; i < 2; i++)
    {
      double quantile = i == 0 ? 0.5 : 0.99;
      double ms = find_quantile (tiles, quantile);
      double reference = find_quantile (flat, quantile);

      g_print ("{\"name\":\"stroke-4k-radius-200-%s\",\"ms\":%.3f,\"reference_ms\":%.3f,"
               "\"ratio\":%.3f}\n",
               i == 0 ? "median" : "p99", ms, reference, ms / reference);
    }
}

/* Strokes as people make them: a hand's width of some hundred pixels, all sizes and edges. */
static void
paint_stroke (GRand     *random,
              GessoTool *tool)
{
  GessoBrush brush = { .size = exp (g_rand_double_range (random, log (8), log (400))),
                       .hardness = g_rand_double (random),
                       .opacity = g_rand_double_range (random, 0.3, 1) };
  GessoToolEvent event
      = { .x = g_rand_double_range (random, 0, WIDTH),
          .y = g_rand_double_range (random, 0, HEIGHT),
          .pressure = 1,
          .modifiers = g_rand_int_range (random, 0, 4) == 0 ? GESSO_TOOL_ERASE : 0 };
  double angle = g_rand_double_range (random, 0, 2 * G_PI);

  gesso_brush_tool_set_brush (GESSO_BRUSH_TOOL (tool), &brush);
  gesso_tool_begin (tool, &event);
  for (int i = 0; i < 40; i++)
    {
      angle += g_rand_double_range (random, -0.5, 0.5);
      event.x += 12 * cos (angle);
      event.y += 12 * sin (angle);
      event.time_us += 8000;
      gesso_tool_move (tool, &event, 1);
    }
  gesso_tool_end (tool, &event);
}

static void
bench_undo (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (GessoMaskDocument) document = gesso_mask_document_new (WIDTH, HEIGHT, "Mask");
  g_autoptr (GessoTool) tool = gesso_brush_tool_new ();
  gsize most = 0;
  int n_undone = 0;

  gesso_tool_set_document (tool, document);
  for (int i = 0; i < STROKES; i++)
    {
      paint_stroke (random, tool);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      most = MAX (most, gesso_mask_document_get_undo_bytes (document));
    }
  while (gesso_mask_document_undo (document))
    n_undone++;
  gesso_tool_set_document (tool, NULL);
  g_print (
      "{\"name\":\"undo-1000-strokes-4k\",\"strokes\":%d,\"undone\":%d,\"bytes\":%" G_GSIZE_FORMAT
      ",\"reference_bytes\":%d,\"ratio\":%.3f}\n",
      STROKES, n_undone, most, 64 * 1024 * 1024, (double) most / (64 * 1024 * 1024));
}

static void
write_cb (png_structp png,
          png_bytep   data,
          size_t      length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

/* libpng at level 1 with its own choice of filters. */
static void
encode_reference (GessoImage *image)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);

  png_set_write_fn (png, out, write_cb, NULL);
  png_set_IHDR (png, info, WIDTH, HEIGHT, 8, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level (png, 1);
  png_write_info (png, info);
  for (int y = 0; y < HEIGHT; y++)
    png_write_row (png, gesso_image_get_row (image, y));
  png_write_end (png, NULL);
  png_destroy_write_struct (&png, &info);
}

static void
bench_png (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  g_autoptr (GessoMaskDocument) document = gesso_mask_document_new (WIDTH, HEIGHT, "Mask");
  g_autoptr (GessoTool) tool = gesso_brush_tool_new ();
  g_autoptr (GessoMask) mask = NULL;
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) reference = g_array_new (FALSE, FALSE, sizeof (double));

  gesso_tool_set_document (tool, document);
  for (int i = 0; i < 60; i++)
    paint_stroke (random, tool);
  gesso_tool_set_document (tool, NULL);
  mask = gesso_mask_document_dup_snapshot (document);
  image = gesso_mask_to_image (mask, NULL, NULL);
  for (int i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GBytes) png = gesso_mask_to_png (mask, NULL, NULL);
      double ms = since (start);

      g_assert_nonnull (png);
      g_array_append_val (times, ms);
      start = g_get_monotonic_time ();
      encode_reference (image);
      ms = since (start);
      g_array_append_val (reference, ms);
    }
  g_print ("{\"name\":\"mask-png-encode-4k\",\"ms\":%.1f,\"reference_ms\":%.1f,\"ratio\":%.3f}\n",
           find_quantile (times, 0.5), find_quantile (reference, 0.5),
           find_quantile (times, 0.5) / find_quantile (reference, 0.5));
}

/* The longest of the pieces that somebody at the screen waits for. */
static double
find_longest_piece (GessoPath *path)
{
  double longest = G_MAXDOUBLE;

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GessoMask) mask = gesso_mask_new (FILL_WIDTH, FILL_HEIGHT);
      g_autoptr (GessoPathFill) fill = gesso_path_fill_new (path, GESSO_DAB_MAX, 255, mask);
      double most = 0;
      gboolean more = TRUE;
      GessoRect changed;

      while (more)
        {
          gint64 start = g_get_monotonic_time ();

          more = gesso_path_fill_step (fill, GESSO_PATH_FILL_PIECE, &changed);
          most = MAX (most, since (start));
        }
      longest = MIN (longest, most);
    }

  return longest;
}

static void
fill_whole (GessoPath  *path,
            const char *name)
{
  g_autofree guint8 *flat = g_malloc0 ((gsize) FILL_WIDTH * FILL_HEIGHT);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) reference = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GessoMask) mask = gesso_mask_new (FILL_WIDTH, FILL_HEIGHT);
      gint64 start = g_get_monotonic_time ();
      double ms;

      gesso_path_fill (path, GESSO_DAB_MAX, 255, mask);
      ms = since (start);
      g_array_append_val (times, ms);
      start = g_get_monotonic_time ();
      memset (flat, i + 1, (gsize) FILL_WIDTH * FILL_HEIGHT);
      ms = since (start);
      g_array_append_val (reference, ms);
    }
  g_print ("{\"name\":\"path-fill-17mp-%s\",\"ms\":%.2f,\"longest_piece_ms\":%.2f,"
           "\"reference_ms\":%.2f,\"ratio\":%.3f}\n",
           name, find_quantile (times, 0.5), find_longest_piece (path),
           find_quantile (reference, 0.5),
           find_quantile (times, 0.5) / find_quantile (reference, 0.5));
}

/* Shapes of 17 megapixels, against setting as many bytes. */
static void
bench_fill (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GessoPath) rectangle = gesso_path_new ();
  g_autoptr (GessoPath) ellipse = gesso_path_new ();
  g_autoptr (GessoPath) lasso = gesso_path_new ();
  g_autoptr (GessoPath) star = gesso_path_new ();

  gesso_path_add_rect (rectangle, 10.5, 10.5, FILL_WIDTH - 20, FILL_HEIGHT - 20);
  fill_whole (rectangle, "rectangle");
  gesso_path_add_ellipse (ellipse, 10, 10, FILL_WIDTH - 20, FILL_HEIGHT - 20);
  fill_whole (ellipse, "ellipse");
  for (int i = 0; i < 4000; i++)
    {
      double angle = 2 * G_PI * i / 4000;
      double reach = g_rand_double_range (random, 0.96, 1);

      gesso_path_line_to (lasso, FILL_WIDTH / 2.0 * (1 + reach * cos (angle)),
                          FILL_HEIGHT / 2.0 * (1 + reach * sin (angle)));
    }
  fill_whole (lasso, "lasso");

  /* Two thousand lines across the picture that cross each other more than a million times. */
  for (int i = 0; i < 2002; i++)
    {
      double angle = 2 * G_PI * i * 667 / 2002;

      gesso_path_line_to (star, FILL_WIDTH / 2.0 * (1 + cos (angle)),
                          FILL_HEIGHT / 2.0 * (1 + sin (angle)));
    }
  fill_whole (star, "star");
}

int
main (void)
{
  bench_stroke ();
  bench_undo ();
  bench_png ();
  bench_fill ();
  return 0;
}
