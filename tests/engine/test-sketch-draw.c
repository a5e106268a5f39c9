/* test-sketch-draw.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "engine/sketch/gesso-sketch-draw.h"

static GessoSketchResult *
draw (const char            *prompt,
      int                    width,
      int                    height,
      GessoSketchBackground  background,
      GessoSketchQuality     quality,
      guint                  index)
{
  g_autoptr (GessoSketchOrder) order = gesso_sketch_order_new (prompt, width, height);
  g_autoptr (GError) error = NULL;
  GessoSketchResult *result;

  order->background = background;
  order->quality = quality;
  order->index = index;
  result = gesso_sketch_draw (order, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  g_assert_cmpint (gesso_image_get_width (result->image), ==, width);
  g_assert_cmpint (gesso_image_get_height (result->image), ==, height);
  g_assert_cmpint (gesso_image_get_format (result->image), ==, GESSO_PIXEL_FORMAT_RGBA8);

  return result;
}

static GessoSketchResult *
draw_plain (const char *prompt,
            int         width,
            int         height)
{
  return draw (prompt, width, height, GESSO_SKETCH_BACKGROUND_AUTO, GESSO_SKETCH_QUALITY_MEDIUM, 0);
}

static gboolean
same (GessoImage *a,
      GessoImage *b)
{
  g_autoptr (GBytes) first = g_bytes_ref (gesso_image_get_bytes (a));
  g_autoptr (GBytes) second = g_bytes_ref (gesso_image_get_bytes (b));

  return g_bytes_equal (first, second);
}

static void
assert_pixel (GessoImage *image,
              int         x,
              int         y,
              guint32     rgb,
              int         tolerance)
{
  const guint8 *pixel = gesso_image_get_row (image, y) + 4 * x;

  for (int c = 0; c < 3; c++)
    g_assert_cmpint (abs (pixel[c] - (int) ((rgb >> (16 - 8 * c)) & 0xff)), <=, tolerance);
}

static void
count_alpha (GessoImage *image,
             int        *clear,
             int        *solid)
{
  *clear = *solid = 0;
  for (int y = 0; y < gesso_image_get_height (image); y++)
    for (int x = 0; x < gesso_image_get_width (image); x++)
      {
        guint8 alpha = gesso_image_get_row (image, y)[4 * x + 3];

        *clear += alpha == 0 ? 1 : 0;
        *solid += alpha == 255 ? 1 : 0;
      }
}

static const char *const prompts[] = {
  "",
  "sunset over mountains with a lake",
  "night city skyline with a moon",
  "poster \"Grand Opening\" subtitle \"Saturday\" button \"Join\"",
  "business card \"A\" \"B\"",
  "banner \"مهرجان\"",
  "palette sheet",
  "wireframe",
  "mobile app",
  "dialog with a form",
  "bar chart",
  "line chart",
  "pie chart",
  "storyboard of a boat",
  "picture frame",
  "sticker of a sun",
  "terrazzo tile",
  "topographic lines",
  "halftone",
  "stripes",
  "checks",
  "dots",
  "waves",
  "mesh gradient",
  "radial gradient",
  "noise",
  "paper",
  "low poly",
  "grid",
  "geometric",
  "red",
  "red and blue",
  "three hearts",
  "elegant invitation \"X\"",
  "volcano, castle, windmill, lighthouse, bridge, village, waterfall, cliff, island, palms, "
  "cactus, fence, tent, campfire",
  "rainbow, rain, storm, lightning, fog, snow, aurora, comet, planet, stars, crescent, rocket, "
  "plane, kite, balloon, birds, river, road, grass, flowers",
};

static void
test_sizes (void)
{
  static const int sizes[][2] = { { 16, 16 }, { 16, 300 }, { 300, 16 }, { 97, 131 }, { 256, 256 } };

  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
      {
        g_autoptr (GessoSketchResult) result
            = draw (prompts[i], sizes[k][0], sizes[k][1], GESSO_SKETCH_BACKGROUND_OPAQUE,
                    (GessoSketchQuality) (1 + (i + k) % 3), k);
        int clear;
        int solid;

        count_alpha (result->image, &clear, &solid);
        g_assert_cmpint (solid, ==, sizes[k][0] * sizes[k][1]);
        g_assert_cmpstr (result->sentence, !=, "");
      }
}

static void
test_bad_sizes (void)
{
  static const int sizes[][2]
      = { { 0, 0 }, { 15, 100 }, { 100, 7681 }, { -5, 100 }, { G_MAXINT, G_MAXINT } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GessoSketchOrder) order = gesso_sketch_order_new ("x", sizes[i][0], sizes[i][1]);
      g_autoptr (GError) error = NULL;

      g_assert_null (gesso_sketch_draw (order, NULL, NULL, NULL, &error));
      g_assert_error (error, GESSO_SKETCH_ERROR, GESSO_SKETCH_ERROR_SIZE);
    }
}

static void
test_same_bytes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      g_autoptr (GessoSketchResult) first = draw_plain (prompts[i], 160, 128);
      g_autoptr (GessoSketchResult) second = draw_plain (prompts[i], 160, 128);
      g_autoptr (GessoSketchOrder) order = gesso_sketch_order_new (prompts[i], 160, 128);
      g_autoptr (GessoSketchResult) again = NULL;

      g_assert_true (same (first->image, second->image));
      g_assert_cmpuint (first->seed, ==, second->seed);
      /* The seed reported is the seed that draws it. */
      order->quality = GESSO_SKETCH_QUALITY_MEDIUM;
      order->has_seed = TRUE;
      order->seed = first->seed;
      again = gesso_sketch_draw (order, NULL, NULL, NULL, NULL);
      g_assert_true (same (first->image, again->image));
    }
}

static void
test_index_differs (void)
{
  static const char *const varied[]
      = { "mountains", "terrazzo", "poster \"A\"", "mesh gradient", "forest at dawn", "abcxyz" };

  for (guint i = 0; i < G_N_ELEMENTS (varied); i++)
    {
      g_autoptr (GessoSketchResult) first
          = draw (varied[i], 200, 200, 0, GESSO_SKETCH_QUALITY_LOW, 0);
      g_autoptr (GessoSketchResult) second
          = draw (varied[i], 200, 200, 0, GESSO_SKETCH_QUALITY_LOW, 1);

      g_assert_false (same (first->image, second->image));
      g_assert_cmpuint (first->seed, ==, second->seed);
    }
}

static void
test_quality_differs (void)
{
  g_autoptr (GessoSketchResult) low
      = draw ("mountains and a lake", 256, 256, 0, GESSO_SKETCH_QUALITY_LOW, 0);
  g_autoptr (GessoSketchResult) medium
      = draw ("mountains and a lake", 256, 256, 0, GESSO_SKETCH_QUALITY_MEDIUM, 0);
  g_autoptr (GessoSketchResult) high
      = draw ("mountains and a lake", 256, 256, 0, GESSO_SKETCH_QUALITY_HIGH, 0);

  g_assert_false (same (low->image, medium->image));
  g_assert_false (same (medium->image, high->image));
}

static void
test_exact_colors (void)
{
  g_autoptr (GessoSketchResult) solid = draw_plain ("#3366cc", 64, 48);
  g_autoptr (GessoSketchResult) ramp
      = draw ("gradient from #ff0000 to #0000ff", 64, 256, 0, GESSO_SKETCH_QUALITY_LOW, 0);
  g_autoptr (GessoSketchResult) heart
      = draw_plain ("a #00ff00 circle on a white background", 120, 120);

  for (int y = 0; y < 48; y++)
    for (int x = 0; x < 64; x++)
      assert_pixel (solid->image, x, y, 0x3366cc, 0);
  assert_pixel (ramp->image, 32, 0, 0xff0000, 4);
  assert_pixel (ramp->image, 32, 255, 0x0000ff, 4);
  assert_pixel (heart->image, 60, 60, 0x00ff00, 0);
  assert_pixel (heart->image, 2, 2, 0xffffff, 0);
}

static void
test_transparent (void)
{
  static const char *const subjects[] = {
    "a red kite", "poster \"Hello\"", "sticker of a boat on the sea", "dots", "three hearts",
    "a tree",     "sun and clouds",
  };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autoptr (GessoSketchResult) result
          = draw (subjects[i], 200, 200, GESSO_SKETCH_BACKGROUND_TRANSPARENT,
                  GESSO_SKETCH_QUALITY_MEDIUM, 0);
      int clear;
      int solid;

      g_test_message ("%s", subjects[i]);
      count_alpha (result->image, &clear, &solid);
      g_assert_cmpint (clear, >, 200 * 200 / 10);
      g_assert_cmpint (solid, >, 50);
    }
}

static void
test_tile (void)
{
  static const char *const tiles[]
      = { "seamless terrazzo tile", "seamless checks", "seamless dots", "seamless stripes" };

  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    {
      g_autoptr (GessoSketchResult) result
          = draw (tiles[i], 200, 160, 0, GESSO_SKETCH_QUALITY_LOW, 0);
      double seam = 0;
      double inside = 0;

      /* The step across the edge is no larger than steps elsewhere (checks change on the edge). */
      for (int y = 0; y < 160; y++)
        for (int c = 0; c < 3; c++)
          {
            const guint8 *row = gesso_image_get_row (result->image, y);

            seam += abs (row[c] - row[4 * 199 + c]);
            for (int x = 0; x < 199; x++)
              inside = MAX (inside, abs (row[4 * x + c] - row[4 * (x + 1) + c]));
          }
      g_assert_cmpfloat (seam / (160 * 3), <=, inside);
    }
}

typedef struct
{
  guint n;
  GCancellable *cancel_at_first;
  double error[3];
  GPtrArray *images;
} Stages;

static void
preview_cb (GessoImage *preview,
            guint       stage,
            guint       n_stages,
            gpointer    user_data)
{
  Stages *stages = user_data;

  g_assert_cmpuint (stage, ==, stages->n);
  g_assert_cmpuint (n_stages, ==, 3);
  stages->n++;
  g_ptr_array_add (stages->images, gesso_image_ref (preview));
  if (stages->cancel_at_first != NULL)
    g_cancellable_cancel (stages->cancel_at_first);
}

static double
difference (GessoImage *a,
            GessoImage *b)
{
  double sum = 0;
  int width = gesso_image_get_width (a);
  int height = gesso_image_get_height (a);

  g_assert_cmpint (width, ==, gesso_image_get_width (b));
  g_assert_cmpint (height, ==, gesso_image_get_height (b));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < 4 * width; x++)
      sum += abs (gesso_image_get_row (a, y)[x] - gesso_image_get_row (b, y)[x]);

  return sum / (4.0 * width * height);
}

static void
test_previews (void)
{
  static const char *const texts[]
      = { "mountains and a lake at sunset", "poster \"Grand Opening\" subtitle \"On Saturday\"",
          "terrazzo" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GessoSketchOrder) order = gesso_sketch_order_new (texts[i], 640, 640);
      g_autoptr (GessoSketchResult) result = NULL;
      g_autoptr (GPtrArray) images
          = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_image_unref);
      Stages stages = { .images = images };

      order->n_previews = 3;
      result = gesso_sketch_draw (order, preview_cb, &stages, NULL, NULL);
      g_assert_cmpuint (stages.n, ==, 3);
      /* They really sharpen. */
      g_assert_cmpfloat (difference (g_ptr_array_index (images, 0), result->image), >,
                         difference (g_ptr_array_index (images, 2), result->image));
    }
}

static void
test_cancel (void)
{
  g_autoptr (GessoSketchOrder) order = gesso_sketch_order_new ("forest and mountains", 800, 600);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) images
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_image_unref);
  g_autoptr (GError) error = NULL;
  Stages stages = { .images = images, .cancel_at_first = cancellable };

  order->n_previews = 3;
  g_assert_null (gesso_sketch_draw (order, preview_cb, &stages, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (stages.n, ==, 1);
  g_clear_error (&error);
  g_assert_null (gesso_sketch_draw (order, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
draw_thread (gpointer data)
{
  return draw_plain (data, 220, 180);
}

static void
test_threads (void)
{
  GThread *threads[6];
  g_autoptr (GessoSketchResult) alone = draw_plain ("poster \"नमस्ते Hello\" over a lake", 220, 180);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("draw", draw_thread, (gpointer) "poster \"नमस्ते Hello\" over a lake");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GessoSketchResult) result = g_thread_join (threads[i]);

      g_assert_true (same (alone->image, result->image));
    }
}

static void
test_references (void)
{
  g_autoptr (GessoSketchOrder) order = gesso_sketch_order_new ("", 200, 200);
  g_autoptr (GessoSketchResult) result = NULL;
  guint8 *pixels = g_malloc (40 * 40 * 4);
  g_autoptr (GessoImage) image = NULL;

  for (int i = 0; i < 1600; i++)
    memcpy (pixels + 4 * i, "\x10\xc0\x20\xff", 4);
  image = gesso_image_new_take (40, 40, GESSO_PIXEL_FORMAT_RGBA8, 160, pixels);
  gesso_sketch_order_add_reference (order, image);
  result = gesso_sketch_draw (order, NULL, NULL, NULL, NULL);
  assert_pixel (result->image, 100, 100, 0x10c020, 3);
}

static void
test_honest (void)
{
  g_autoptr (GessoSketchResult) result = draw_plain ("xyzzy plugh", 64, 64);

  g_assert_cmpuint (result->understood->len, ==, 0);
  g_assert_cmpuint (result->ignored->len, ==, 2);
  g_assert_nonnull (strstr (result->sentence, "no word"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sketch/draw/sizes", test_sizes);
  g_test_add_func ("/sketch/draw/bad-sizes", test_bad_sizes);
  g_test_add_func ("/sketch/draw/same-bytes", test_same_bytes);
  g_test_add_func ("/sketch/draw/index-differs", test_index_differs);
  g_test_add_func ("/sketch/draw/quality-differs", test_quality_differs);
  g_test_add_func ("/sketch/draw/exact-colors", test_exact_colors);
  g_test_add_func ("/sketch/draw/transparent", test_transparent);
  g_test_add_func ("/sketch/draw/tile", test_tile);
  g_test_add_func ("/sketch/draw/previews", test_previews);
  g_test_add_func ("/sketch/draw/cancel", test_cancel);
  g_test_add_func ("/sketch/draw/threads", test_threads);
  g_test_add_func ("/sketch/draw/references", test_references);
  g_test_add_func ("/sketch/draw/honest", test_honest);

  return g_test_run ();
}
