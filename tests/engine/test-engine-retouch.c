/* test-engine-retouch.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The retouching verbs on pictures whose truth is known, because a formula made them: cut out,
 * recolour, tone, blur and pixelate under a mask, a larger canvas. */

#include "config.h"

#include "engine/sketch/gesso-sketch-blend.h"
#include "engine/sketch/gesso-sketch-edit.h"
#include "engine/sketch/gesso-sketch-matte.h"
#include "engine/sketch/gesso-sketch-poisson.h"

#include <math.h>
#include <string.h>

typedef void (*Painter) (int x, int y, guint8 *pixel);

/* --- pictures --- */

static guint32
hash_at (int     x,
         int     y,
         guint32 salt)
{
  guint32 hash = (guint32) x * 374761393u + (guint32) y * 668265263u + salt * 2246822519u;

  hash = (hash ^ (hash >> 13)) * 1274126177u;
  return hash ^ (hash >> 16);
}

static void
set_pixel (guint8 *pixel,
           double  r,
           double  g,
           double  b)
{
  pixel[0] = (guint8) CLAMP (r, 0, 255);
  pixel[1] = (guint8) CLAMP (g, 0, 255);
  pixel[2] = (guint8) CLAMP (b, 0, 255);
  pixel[3] = 255;
}

static void
paint_meadow (int     x,
              int     y,
              guint8 *pixel)
{
  int grain = hash_at (x / 2, y / 3, 1) % 60;

  set_pixel (pixel, 40 + grain, 90 + grain + y / 10, 30 + grain / 2);
}

static void
paint_leather (int     x,
               int     y,
               guint8 *pixel)
{
  int grain = hash_at (x / 2, y / 2, 2) % 40;

  set_pixel (pixel, 150 + grain + x / 16, 50 + grain / 2, 60 + grain / 3);
}

static void
paint_wall (int     x,
            int     y,
            guint8 *pixel)
{
  int row = y / 20, column = (x + (row & 1) * 20) / 40, tint = hash_at (column, row, 3) % 14;

  if (y % 20 < 2 || (x + (row & 1) * 20) % 40 < 2)
    set_pixel (pixel, 200, 195, 185);
  else
    set_pixel (pixel, 150 + tint, 80 + tint, 60 + tint);
}

static void
paint_sky (int     x,
           int     y,
           guint8 *pixel)
{
  set_pixel (pixel, 70 + y * 0.3, 120 + y * 0.25, 230 - x * 0.05);
}

static GessoImage *
make_picture (int     width,
              int     height,
              Painter painter)
{
  guint8 *pixels = g_malloc ((gsize) width * height * 4);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      painter (x, y, pixels + ((gsize) y * width + x) * 4);

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

/* Coverage of a disc, smooth over one pixel at its edge. */
static double
cover_disc (int    x,
            int    y,
            double centre_x,
            double centre_y,
            double radius)
{
  return CLAMP (radius + 0.5 - hypot (x - centre_x, y - centre_y), 0, 1);
}

/* A disc of one ground on another. */
static GessoImage *
make_scene (int     width,
            int     height,
            Painter ground,
            Painter subject,
            double  radius)
{
  guint8 *pixels = g_malloc ((gsize) width * height * 4);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        double part = cover_disc (x, y, width / 2.0, height / 2.0, radius);
        guint8 below[4], above[4], *out = pixels + ((gsize) y * width + x) * 4;

        ground (x, y, below);
        subject (x, y, above);
        for (int c = 0; c < 4; c++)
          out[c] = (guint8) (below[c] * (1 - part) + above[c] * part + 0.5);
      }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

static GessoImage *
make_box_mask (int width,
               int height,
               int left,
               int top,
               int right,
               int bottom)
{
  guint8 *mask = g_malloc0 ((gsize) width * height);

  for (int y = top; y < bottom; y++)
    memset (mask + (gsize) y * width + left, 255, right - left);

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, mask);
}

static const guint8 *
pixel_at (GessoImage *image,
          int         x,
          int         y)
{
  return gesso_image_get_row (image, y) + 4 * x;
}

static void
assert_same_outside (GessoImage *a,
                     GessoImage *b,
                     GessoImage *mask)
{
  g_assert_cmpint (gesso_image_get_width (a), ==, gesso_image_get_width (b));
  g_assert_cmpint (gesso_image_get_height (a), ==, gesso_image_get_height (b));
  for (int y = 0; y < gesso_image_get_height (a); y++)
    for (int x = 0; x < gesso_image_get_width (a); x++)
      if (gesso_image_get_row (mask, y)[x] == 0)
        g_assert_cmpmem (pixel_at (a, x, y), 4, pixel_at (b, x, y), 4);
}

static GessoImage *
try_edit (GessoImage  *image,
          GessoImage  *mask,
          const char  *prompt,
          GError     **error)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new ();
  g_autoptr (GessoSketchResult) result = NULL;
  GessoSketchEdit wish = { .prompt = prompt, .pictures = pictures, .mask = mask };

  g_ptr_array_add (pictures, image);
  wish.width = gesso_image_get_width (image);
  wish.height = gesso_image_get_height (image);
  result = gesso_sketch_edit (&wish, NULL, NULL, NULL, error);

  return result != NULL ? gesso_image_ref (result->image) : NULL;
}

static GessoImage *
edit (GessoImage *image,
      GessoImage *mask,
      const char *prompt)
{
  g_autoptr (GError) error = NULL;
  GessoImage *result = try_edit (image, mask, prompt, &error);

  g_assert_no_error (error);

  return result;
}

/* --- the sheet --- */

/* The steps of a known sheet over a hole of an awkward shape give the sheet back. */
static void
test_poisson (void)
{
  enum
  {
    WIDTH = 173,
    HEIGHT = 131
  };
  g_autofree guint8 *kinds = g_malloc0 (WIDTH * HEIGHT);
  g_autofree float *truth = g_new0 (float, WIDTH *HEIGHT);
  g_autofree float *plane = g_new0 (float, WIDTH *HEIGHT);
  static const int around[4] = { -1, 1, -WIDTH, WIDTH };
  double worst = 0;

  for (int y = 1; y < HEIGHT - 1; y++)
    for (int x = 1; x < WIDTH - 1; x++)
      if (hypot ((x - 90) / 80.0, (y - 60) / 50.0) < 1 && (x * 7 + y * 3) % 60 > 2)
        {
          kinds[y * WIDTH + x] = GESSO_SKETCH_POISSON_FREE;
          truth[y * WIDTH + x] = 20 * sinf (x * 0.06f) + (x > 80 ? 12 : 0) - y * 0.1f;
        }
  for (int i = WIDTH; i < WIDTH * (HEIGHT - 1); i++)
    for (int k = 0; k < 4 && kinds[i] != 0; k++)
      plane[i] += truth[i] - truth[i + around[k]];

  g_assert_true (gesso_sketch_poisson_solve (kinds, WIDTH, HEIGHT, (float *[]){ plane }, 1, NULL));
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    if (kinds[i] != 0)
      worst = MAX (worst, fabs (plane[i] - truth[i]));
  g_test_message ("worst difference %.3f", worst);
  g_assert_cmpfloat (worst, <, 0.5);
}

/* --- cutting out --- */

typedef struct
{
  const char *name;
  Painter ground;
  Painter subject;
  gboolean has_mask;
  double overlap_floor; /* of the shapes: what they share of what they cover together */
} CutCase;

static const CutCase cut_cases[] = {
  { "meadow", paint_meadow, paint_leather, FALSE, 0.985 },
  { "meadow-in-a-box", paint_meadow, paint_leather, TRUE, 0.985 },
  { "wall", paint_wall, paint_sky, FALSE, 0.985 },
  { "wall-in-a-box", paint_wall, paint_sky, TRUE, 0.985 },
  { "sky", paint_sky, paint_wall, FALSE, 0.985 },
};

static void
test_cut_out (gconstpointer data)
{
  const CutCase *fixture = data;
  int width = 900, height = 700, radius = 180;
  g_autoptr (GessoImage) scene
      = make_scene (width, height, fixture->ground, fixture->subject, radius);
  g_autoptr (GessoImage) box = make_box_mask (width, height, 200, 120, 700, 590);
  g_autoptr (GessoImage) cut = edit (scene, fixture->has_mask ? box : NULL, "cut it out");
  double both = 0, either = 0, overlap;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        double is = pixel_at (cut, x, y)[3] / 255.0;
        double should = cover_disc (x, y, width / 2.0, height / 2.0, radius);

        if (fixture->has_mask && gesso_image_get_row (box, y)[x] == 0)
          continue;
        both += MIN (is, should);
        either += MAX (is, should);
      }
  overlap = both / either;
  g_test_message ("%s: overlap %.4f", fixture->name, overlap);
  g_assert_cmpfloat (overlap, >=, fixture->overlap_floor);
  if (fixture->has_mask)
    assert_same_outside (scene, cut, box);
}

/* A red disc on green, mixed over eight pixels: with the true matte hardly any green is left. */
static void
test_lift_takes_the_background_out (void)
{
  int side = 200;
  guint8 *pixels = g_malloc (side * side * 4), *parts = g_malloc (side * side);
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GessoImage) matte = NULL;
  g_autoptr (GessoImage) lifted = NULL;
  g_autoptr (GError) error = NULL;
  int worst = 0;

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      {
        double part = CLAMP ((64 - hypot (x - 100, y - 100)) / 8, 0, 1);

        parts[y * side + x] = (guint8) (part * 255 + 0.5);
        set_pixel (pixels + (y * side + x) * 4, 200 * part + 30 * (1 - part),
                   40 * part + 180 * (1 - part), 50);
      }
  image = gesso_image_new_take (side, side, GESSO_PIXEL_FORMAT_RGBA8, side * 4, pixels);
  matte = gesso_image_new_take (side, side, GESSO_PIXEL_FORMAT_GRAY8, side, parts);
  lifted = gesso_sketch_lift (image, matte, NULL, &error);
  g_assert_no_error (error);
  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      if (parts[y * side + x] > 25)
        {
          g_assert_cmpint (pixel_at (lifted, x, y)[3], ==, parts[y * side + x]);
          worst = MAX (worst, ABS (pixel_at (lifted, x, y)[1] - 40));
        }
  g_test_message ("worst green %d", worst);
  g_assert_cmpint (worst, <, 12);
}

static void
test_transparent_is_literal (void)
{
  g_autoptr (GessoImage) image = make_picture (300, 200, paint_meadow);
  g_autoptr (GessoImage) mask = make_box_mask (300, 200, 40, 30, 120, 90);
  g_autoptr (GessoImage) result = edit (image, mask, "make it transparent");

  assert_same_outside (image, result, mask);
  for (int y = 30; y < 90; y++)
    for (int x = 40; x < 120; x++)
      g_assert_cmpint (pixel_at (result, x, y)[3], ==, 0);
}

static void
test_replaced_background (void)
{
  g_autoptr (GessoImage) scene = make_scene (600, 500, paint_meadow, paint_leather, 130);
  g_autoptr (GessoImage) result = edit (scene, NULL, "replace the background with #2040c0");
  const guint8 *corner = pixel_at (result, 5, 5);

  g_assert_cmpint (corner[0], ==, 0x20);
  g_assert_cmpint (corner[1], ==, 0x40);
  g_assert_cmpint (corner[2], ==, 0xc0);
  for (int y = 200; y < 300; y++)
    g_assert_cmpmem (pixel_at (result, 250, y), 400, pixel_at (scene, 250, y), 400);
}

/* The subject is loud, and none of it comes into the blurred ground beside it. */
static void
test_blurred_background_has_no_halo (void)
{
  g_autoptr (GessoImage) scene = make_scene (600, 500, paint_sky, paint_leather, 130);
  g_autoptr (GessoImage) result = edit (scene, NULL, "blur the background by 20 px");

  for (int x = 446; x < 470; x++)
    {
      guint8 truth[4];

      paint_sky (x, 250, truth);
      for (int c = 0; c < 3; c++)
        g_assert_cmpint (ABS (pixel_at (result, x, 250)[c] - truth[c]), <, 14);
    }
  g_assert_cmpmem (pixel_at (result, 250, 250), 400, pixel_at (scene, 250, 250), 400);
}

/* --- under a mask --- */

static double
correlate (GessoImage *a,
           GessoImage *b,
           int         left,
           int         top,
           int         right,
           int         bottom)
{
  double sum_a = 0, sum_b = 0, sum_aa = 0, sum_bb = 0, sum_ab = 0, n = 0;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        const guint8 *p = pixel_at (a, x, y), *q = pixel_at (b, x, y);
        double u = 0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2];
        double v = 0.2126 * q[0] + 0.7152 * q[1] + 0.0722 * q[2];

        sum_a += u;
        sum_b += v;
        sum_aa += u * u;
        sum_bb += v * v;
        sum_ab += u * v;
        n++;
      }

  return (sum_ab / n - sum_a / n * sum_b / n)
         / sqrt ((sum_aa / n - sum_a / n * sum_a / n) * (sum_bb / n - sum_b / n * sum_b / n));
}

/* Red leather, a grey and a many-coloured ground all become blue, and keep their texture. */
static void
paint_grey (int     x,
            int     y,
            guint8 *pixel)
{
  int grain = 90 + hash_at (x / 2, y / 2, 9) % 90;

  set_pixel (pixel, grain, grain, grain);
}

static void
paint_confetti (int     x,
                int     y,
                guint8 *pixel)
{
  guint32 hash = hash_at (x / 6, y / 6, 12);

  set_pixel (pixel, hash & 255, hash >> 8 & 255, hash >> 16 & 255);
}

static void
test_recolor (void)
{
  static const Painter painters[] = { paint_leather, paint_grey, paint_confetti };

  for (guint i = 0; i < G_N_ELEMENTS (painters); i++)
    {
      g_autoptr (GessoImage) image = make_picture (200, 160, painters[i]);
      g_autoptr (GessoImage) mask = make_box_mask (200, 160, 30, 20, 170, 140);
      g_autoptr (GessoImage) result = edit (image, mask, "make it #2050d0");
      double sum[3] = { 0 }, kept;

      assert_same_outside (image, result, mask);
      for (int y = 24; y < 136; y++)
        for (int x = 34; x < 166; x++)
          for (int c = 0; c < 3; c++)
            sum[c] += pixel_at (result, x, y)[c] / (112.0 * 132.0);
      kept = correlate (image, result, 34, 24, 166, 136);
      g_test_message ("mean %.0f %.0f %.0f, texture %.3f", sum[0], sum[1], sum[2], kept);
      g_assert_cmpfloat (sum[2], >, sum[0] + 60);
      g_assert_cmpfloat (sum[2], >, sum[1] + 40);
      g_assert_cmpfloat (kept, >, i == 2 ? 0.8 : 0.9);
    }
}

/* Every verb fades in over the edge of a hard mask instead of stepping. */
static void
test_soft_edges (void)
{
  g_autoptr (GessoImage) image = make_picture (400, 300, paint_sky);
  g_autoptr (GessoImage) mask = make_box_mask (400, 300, 100, 60, 300, 240);
  g_autoptr (GessoImage) result = edit (image, mask, "much brighter");
  int middle = pixel_at (result, 200, 150)[1] - pixel_at (image, 200, 150)[1];
  int last = 0;

  assert_same_outside (image, result, mask);
  g_assert_cmpint (middle, >, 25);
  for (int x = 98; x < 125; x++)
    {
      int step = pixel_at (result, x, 150)[1] - pixel_at (image, x, 150)[1];

      g_assert_cmpint (step, >=, last - 1);
      g_assert_cmpint (step - last, <, middle / 2);
      last = step;
    }
  g_assert_cmpint (last, >=, middle - 2);
}

static void
test_feather (void)
{
  g_autoptr (GessoImage) mask = make_box_mask (120, 100, 0, 20, 90, 80);
  g_autoptr (GessoImage) soft = gesso_sketch_mask_feather (mask, 8);
  g_autoptr (GessoImage) again = gesso_sketch_mask_feather (soft, 8);

  for (int y = 0; y < 100; y++)
    for (int x = 0; x < 120; x++)
      {
        guint8 was = gesso_image_get_row (mask, y)[x], is = gesso_image_get_row (soft, y)[x];

        g_assert_true ((was == 0) == (is == 0));
        if (x < 80 && y >= 30 && y < 70)
          g_assert_cmpint (is, ==, 255);
      }
  /* One that is soft already is left alone. */
  g_assert_true (again == soft);
}

/* What is transparent lends no colour where two pictures are mixed. */
static void
test_blend_counts_alpha (void)
{
  guint8 *below = g_malloc0 (4), *above = g_malloc0 (4), *part = g_malloc0 (1);
  g_autoptr (GessoImage) a = gesso_image_new_take (1, 1, GESSO_PIXEL_FORMAT_RGBA8, 4, below);
  g_autoptr (GessoImage) b = gesso_image_new_take (1, 1, GESSO_PIXEL_FORMAT_RGBA8, 4, above);
  g_autoptr (GessoImage) m = gesso_image_new_take (1, 1, GESSO_PIXEL_FORMAT_GRAY8, 1, part);
  g_autoptr (GessoImage) mixed = NULL;

  set_pixel (below, 200, 100, 50);
  part[0] = 128;
  mixed = gesso_sketch_blend (a, b, m);
  g_assert_cmpint (pixel_at (mixed, 0, 0)[0], ==, 200);
  g_assert_cmpint (pixel_at (mixed, 0, 0)[2], ==, 50);
  g_assert_cmpint (pixel_at (mixed, 0, 0)[3], ==, 127);
}

/* --- awkward sizes --- */

static void
test_awkward_sizes (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 1, 700 }, { 700, 1 }, { 2, 3 }, { 17, 9 } };
  static const char *const prompts[] = { "cut out",
                                         "replace the background with red",
                                         "blur the background",
                                         "make it blue",
                                         "blur",
                                         "pixelate",
                                         "sharpen",
                                         "brighter",
                                         "make it transparent",
                                         "vignette",
                                         "remove" };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint k = 0; k < G_N_ELEMENTS (prompts); k++)
      for (int kind = 0; kind < 3; kind++)
        {
          int width = sizes[i][0], height = sizes[i][1];
          g_autoptr (GessoImage) image = make_picture (width, height, paint_meadow);
          g_autoptr (GessoImage) mask = make_box_mask (width, height, 0, 0, kind == 0 ? 0 : width,
                                                       kind == 1 ? (height + 1) / 2 : height);
          g_autoptr (GError) error = NULL;
          g_autoptr (GessoImage) result = try_edit (image, mask, prompts[k], &error);

          /* Where nothing is marked there is no background to be found. */
          if (result != NULL)
            assert_same_outside (image, result, mask);
          else
            g_assert_error (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_MASK);
          if (kind != 0)
            g_assert_nonnull (result);
        }
}

static void
test_random_alpha (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  static const char *const prompts[] = { "cut out", "blur the background", "make it blue" };

  for (int round = 0; round < 12; round++)
    {
      int width = g_rand_int_range (random, 1, 160), height = g_rand_int_range (random, 1, 160);
      guint8 *pixels = g_malloc ((gsize) width * height * 4);
      guint8 *marks = g_malloc ((gsize) width * height);
      g_autoptr (GessoImage) image = NULL;
      g_autoptr (GessoImage) mask = NULL;
      g_autoptr (GessoImage) result = NULL;

      for (int i = 0; i < width * height * 4; i++)
        pixels[i] = (guint8) g_rand_int (random);
      for (int i = 0; i < width * height; i++)
        marks[i] = g_rand_boolean (random) ? 0 : (guint8) g_rand_int (random);
      image = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, width * 4, pixels);
      mask = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, marks);
      result = edit (image, mask, prompts[round % 3]);
      assert_same_outside (image, result, mask);
    }
}

static void
test_cancelled (void)
{
  static const char *const prompts[]
      = { "cut out", "blur the background", "make it blue", "remove", "pixelate" };
  g_autoptr (GessoImage) image = make_scene (300, 200, paint_meadow, paint_leather, 60);
  g_autoptr (GessoImage) mask = make_box_mask (300, 200, 60, 30, 240, 170);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_ptr_array_add (pictures, image);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (prompts); i++)
    {
      g_autoptr (GError) error = NULL;
      GessoSketchEdit wish = { .prompt = prompts[i], .pictures = pictures, .mask = mask };

      g_assert_null (gesso_sketch_edit (&wish, NULL, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* What a mask marks may be called by any name; other words are still reported. */
static void
test_names_of_what_is_marked (void)
{
  static const struct
  {
    const char *prompt;
    guint n_ignored;
  } cases[] = { { "remove the blue wheelbarrow", 0 }, { "blur the wheelbarrow", 1 } };
  g_autoptr (GessoImage) image = make_scene (120, 90, paint_meadow, paint_leather, 20);
  g_autoptr (GessoImage) mask = make_box_mask (120, 90, 40, 30, 70, 60);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new ();

  g_ptr_array_add (pictures, image);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoSketchResult) result = NULL;
      GessoSketchEdit wish = { .prompt = cases[i].prompt, .pictures = pictures, .mask = mask };

      wish.width = 120;
      wish.height = 90;
      result = gesso_sketch_edit (&wish, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (result->ignored->len, ==, cases[i].n_ignored);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/engine/retouch/poisson", test_poisson);
  for (guint i = 0; i < G_N_ELEMENTS (cut_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/retouch/cut-out/%s", cut_cases[i].name);

      g_test_add_data_func (path, &cut_cases[i], test_cut_out);
    }
  g_test_add_func ("/engine/retouch/lift", test_lift_takes_the_background_out);
  g_test_add_func ("/engine/retouch/transparent-is-literal", test_transparent_is_literal);
  g_test_add_func ("/engine/retouch/replaced-background", test_replaced_background);
  g_test_add_func ("/engine/retouch/blurred-background", test_blurred_background_has_no_halo);
  g_test_add_func ("/engine/retouch/recolor", test_recolor);
  g_test_add_func ("/engine/retouch/soft-edges", test_soft_edges);
  g_test_add_func ("/engine/retouch/feather", test_feather);
  g_test_add_func ("/engine/retouch/blend-counts-alpha", test_blend_counts_alpha);
  g_test_add_func ("/engine/retouch/awkward-sizes", test_awkward_sizes);
  g_test_add_func ("/engine/retouch/random-alpha", test_random_alpha);
  g_test_add_func ("/engine/retouch/names", test_names_of_what_is_marked);
  g_test_add_func ("/engine/retouch/cancelled", test_cancelled);

  return g_test_run ();
}
