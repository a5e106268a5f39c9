/* test-engine-fill.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The fill on pictures whose hidden part is known, because a formula made them. The floors are a
 * little below what was measured when they were written; a membrane alone stays below each of
 * those for structured ground. */

#include "config.h"

#include "engine/sketch/gesso-sketch-fill.h"

#include <math.h>
#include <string.h>

#define SIDE 256

typedef void (*Painter) (int x, int y, guint8 *pixel);

static guint32
hash_at (int     x,
         int     y,
         guint32 salt)
{
  guint32 hash = (guint32) x * 374761393u + (guint32) y * 668265263u + salt * 2246822519u;

  hash = (hash ^ (hash >> 13)) * 1274126177u;
  return hash ^ (hash >> 16);
}

static double
noise (double  x,
       double  y,
       guint32 salt)
{
  int i = (int) floor (x), j = (int) floor (y);
  double u = x - i, v = y - j;
  double a = hash_at (i, j, salt) / 4294967295.0, b = hash_at (i + 1, j, salt) / 4294967295.0;
  double c = hash_at (i, j + 1, salt) / 4294967295.0;
  double d = hash_at (i + 1, j + 1, salt) / 4294967295.0;

  u = u * u * (3 - 2 * u);
  v = v * v * (3 - 2 * v);
  return a + (b - a) * u + (c - a) * v + (a - b - c + d) * u * v;
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
paint_grass (int     x,
             int     y,
             guint8 *pixel)
{
  double n = noise (x / 2.0, y / 6.0, 1) * 0.7 + noise (x / 30.0, y / 22.0, 2) * 0.5;

  set_pixel (pixel, 30 + 70 * n, 60 + 100 * n, 25 + 40 * n);
}

static void
paint_bricks (int     x,
              int     y,
              guint8 *pixel)
{
  int row = y / 16, column = (x + (row & 1) * 16) / 32;
  gboolean mortar = y % 16 < 2 || (x + (row & 1) * 16) % 32 < 2;
  double tint = hash_at (column, row, 3) % 20 + hash_at (x, y, 4) % 6;

  if (mortar)
    set_pixel (pixel, 200, 195, 185);
  else
    set_pixel (pixel, 140 + tint, 70 + tint / 2, 55 + tint / 2);
}

static void
paint_gradient (int     x,
                int     y,
                guint8 *pixel)
{
  set_pixel (pixel, 40 + x * 0.6, 60 + y * 0.5, 220 - x * 0.3 - y * 0.2);
}

static void
paint_horizon (int     x,
               int     y,
               guint8 *pixel)
{
  if (y < 130)
    set_pixel (pixel, 120 + y * 0.3, 160 + y * 0.3, 230);
  else
    paint_grass (x, y, pixel);
}

/* Grain without any order: no fill can know it, but one that looks alike has to be as grainy. */
static void
paint_noise (int     x,
             int     y,
             guint8 *pixel)
{
  set_pixel (pixel, 90 + hash_at (x, y, 5) % 80, 90 + hash_at (x, y, 6) % 80,
             90 + hash_at (x, y, 7) % 80);
}

static GessoImage *
make_picture (Painter painter)
{
  guint8 *pixels = g_malloc (SIDE * SIDE * 4);

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      painter (x, y, pixels + (y * SIDE + x) * 4);

  return gesso_image_new_take (SIDE, SIDE, GESSO_PIXEL_FORMAT_RGBA8, SIDE * 4, pixels);
}

static GessoImage *
make_disc (int centre_x,
           int centre_y,
           int radius)
{
  guint8 *mask = g_malloc0 (SIDE * SIDE);

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      if ((x - centre_x) * (x - centre_x) + (y - centre_y) * (y - centre_y) < radius * radius)
        mask[y * SIDE + x] = 255;

  return gesso_image_new_take (SIDE, SIDE, GESSO_PIXEL_FORMAT_GRAY8, SIDE, mask);
}

/* The object that is to go: loud, so that any rest of it costs much. */
static GessoImage *
cover (GessoImage *truth,
       GessoImage *mask)
{
  guint8 *pixels = g_memdup2 (gesso_image_get_pixels (truth), SIDE * SIDE * 4);
  const guint8 *covered = gesso_image_get_pixels (mask);

  for (int i = 0; i < SIDE * SIDE; i++)
    if (covered[i] != 0)
      {
        pixels[i * 4] = 255;
        pixels[i * 4 + 1] = 0;
        pixels[i * 4 + 2] = 255;
      }

  return gesso_image_new_take (SIDE, SIDE, GESSO_PIXEL_FORMAT_RGBA8, SIDE * 4, pixels);
}

/* Over the masked pixels only. */
static double
measure_psnr (GessoImage *a,
              GessoImage *b,
              GessoImage *mask)
{
  const guint8 *pa = gesso_image_get_pixels (a), *pb = gesso_image_get_pixels (b);
  const guint8 *where = gesso_image_get_pixels (mask);
  double sum = 0;
  guint n = 0;

  for (int i = 0; i < SIDE * SIDE; i++)
    for (int c = 0; c < 3 && where[i] != 0; c++, n++)
      sum += (double) (pa[i * 4 + c] - pb[i * 4 + c]) * (pa[i * 4 + c] - pb[i * 4 + c]);

  return sum > 0 ? 10 * log10 (255.0 * 255.0 * n / sum) : 99;
}

static void
assert_same_outside (GessoImage *a,
                     GessoImage *b,
                     GessoImage *mask)
{
  for (int y = 0; y < gesso_image_get_height (a); y++)
    for (int x = 0; x < gesso_image_get_width (a); x++)
      if (gesso_image_get_row (mask, y)[x] == 0)
        g_assert_cmpmem (gesso_image_get_row (a, y) + 4 * x, 4, gesso_image_get_row (b, y) + 4 * x,
                         4);
}

static double
measure_mean_step (GessoImage *image,
                   GessoImage *mask)
{
  const guint8 *pixels = gesso_image_get_pixels (image), *where = gesso_image_get_pixels (mask);
  double sum = 0;
  guint n = 0;

  for (int i = 0; i < SIDE * SIDE - 1; i++)
    if (where[i] != 0 && where[i + 1] != 0)
      {
        sum += ABS (pixels[i * 4 + 1] - pixels[i * 4 + 5]);
        n++;
      }

  return sum / n;
}

typedef struct
{
  const char *name;
  Painter painter;
  double psnr_floor;  /* dB against the truth, inside the hole */
  double min_texture; /* mean step to the next pixel, as a share of the truth's */
} Case;

static const Case cases[] = {
  { "grass", paint_grass, 23.5, 0.80 },    { "bricks", paint_bricks, 35.5, 0.95 },
  { "gradient", paint_gradient, 44.0, 0 }, { "horizon", paint_horizon, 25.5, 0.80 },
  { "noise", paint_noise, 17.0, 0.90 },
};

/* The floors of a margin of a sixth on every side: there is known picture on one side only. */
static const Case margin_cases[] = {
  { "grass", paint_grass, 22.0, 0.80 },
  { "bricks", paint_bricks, 34.0, 0.95 },
  { "gradient", paint_gradient, 40.0, 0 },
  { "horizon", paint_horizon, 25.0, 0.85 },
};

static void
check_truth (const Case *fixture,
             GessoImage *mask)
{
  g_autoptr (GessoImage) truth = make_picture (fixture->painter);
  g_autoptr (GessoImage) covered = cover (truth, mask);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) filled = gesso_sketch_fill (covered, mask, 0, NULL, NULL, NULL, &error);
  double psnr, texture;

  g_assert_no_error (error);
  psnr = measure_psnr (truth, filled, mask);
  texture = measure_mean_step (filled, mask) / measure_mean_step (truth, mask);
  g_test_message ("%s: %.2f dB, texture %.2f", fixture->name, psnr, texture);
  assert_same_outside (covered, filled, mask);
  g_assert_cmpfloat (psnr, >=, fixture->psnr_floor);
  if (fixture->min_texture > 0)
    g_assert_cmpfloat (texture, >=, fixture->min_texture);
}

static void
test_truth (gconstpointer data)
{
  g_autoptr (GessoImage) mask = make_disc (128, 128, 32);

  check_truth (data, mask);
}

static void
test_margins (gconstpointer data)
{
  int margin = SIDE / 6;
  guint8 *marks = g_malloc (SIDE * SIDE);
  g_autoptr (GessoImage) mask = NULL;

  memset (marks, 255, SIDE * SIDE);
  for (int y = margin; y < SIDE - margin; y++)
    memset (marks + y * SIDE + margin, 0, SIDE - 2 * margin);
  mask = gesso_image_new_take (SIDE, SIDE, GESSO_PIXEL_FORMAT_GRAY8, SIDE, marks);
  check_truth (data, mask);
}

static GessoImage *
make_plain_mask (int    width,
                 int    height,
                 guint8 value)
{
  guint8 *mask = g_malloc ((gsize) width * height);

  memset (mask, value, (gsize) width * height);
  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, mask);
}

/* Nothing marked changes nothing; all of it marked leaves nothing to copy, and still ends. */
static void
test_extremes (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 1, 2000 }, { 2000, 1 }, { 6, 6 }, { 200, 150 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int value = 0; value < 256; value += 255)
      {
        int width = sizes[i][0], height = sizes[i][1];
        gsize size = (gsize) width * height * 4;
        guint8 *pixels = g_malloc (size);
        g_autoptr (GessoImage) image = NULL;
        g_autoptr (GessoImage) mask = make_plain_mask (width, height, (guint8) value);
        g_autoptr (GessoImage) filled = NULL;

        for (gsize k = 0; k < size; k++)
          pixels[k] = (guint8) (k * 37);
        image = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4,
                                      pixels);
        filled = gesso_sketch_fill (image, mask, 0, NULL, NULL, NULL, NULL);
        g_assert_cmpint (gesso_image_get_width (filled), ==, width);
        g_assert_cmpint (gesso_image_get_height (filled), ==, height);
        if (value == 0)
          g_assert_cmpmem (gesso_image_get_pixels (filled), size, gesso_image_get_pixels (image),
                           size);
      }
}

/* A line through a long thin picture: the hole has no room for a whole patch. */
static void
test_thin (void)
{
  guint8 *pixels = g_malloc (2000 * 4), *marks = g_malloc0 (2000);
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GessoImage) mask = NULL;
  g_autoptr (GessoImage) filled = NULL;

  for (int y = 0; y < 2000; y++)
    set_pixel (pixels + y * 4, y / 10, 100, 200 - y / 10);
  memset (marks + 900, 255, 200);
  image = gesso_image_new_take (1, 2000, GESSO_PIXEL_FORMAT_RGBA8, 4, pixels);
  mask = gesso_image_new_take (1, 2000, GESSO_PIXEL_FORMAT_GRAY8, 1, marks);
  filled = gesso_sketch_fill (image, mask, 0, NULL, NULL, NULL, NULL);
  assert_same_outside (image, filled, mask);
  for (int y = 900; y < 1100; y++)
    {
      const guint8 *pixel = gesso_image_get_row (filled, y);

      g_assert_cmpint (ABS (pixel[0] - y / 10), <, 14);
      g_assert_cmpint (pixel[3], ==, 255);
    }
}

static void
test_same_seed_same_pixels (void)
{
  g_autoptr (GessoImage) truth = make_picture (paint_grass);
  g_autoptr (GessoImage) mask = make_disc (100, 120, 30);
  g_autoptr (GessoImage) covered = cover (truth, mask);
  GessoImage *fills[3];
  gsize size = SIDE * SIDE * 4;

  for (int i = 0; i < 3; i++)
    fills[i] = gesso_sketch_fill (covered, mask, i == 2 ? 7 : 3, NULL, NULL, NULL, NULL);
  g_assert_cmpmem (gesso_image_get_pixels (fills[0]), size, gesso_image_get_pixels (fills[1]),
                   size);
  g_assert_cmpint (memcmp (gesso_image_get_pixels (fills[0]), gesso_image_get_pixels (fills[2]),
                           size),
                   !=, 0);
  for (int i = 0; i < 3; i++)
    gesso_image_unref (fills[i]);
}

/* Holes of every kind: specks, frames, half the picture, all of it, soft edges, tiny pictures. */
static GessoImage *
make_random_mask (GRand *random,
                  int    width,
                  int    height)
{
  guint8 *mask = g_malloc0 ((gsize) width * height);
  int n = g_rand_int_range (random, 0, 5);

  for (int i = 0; i < n; i++)
    {
      int x0 = g_rand_int_range (random, 0, width), y0 = g_rand_int_range (random, 0, height);
      int across = g_rand_int_range (random, 1, width + 1);
      int down = g_rand_int_range (random, 1, MAX (height / 2, 2));
      int x1 = MIN (width, x0 + across), y1 = MIN (height, y0 + down);
      guint8 value = (guint8) g_rand_int_range (random, 1, 256);

      for (int y = y0; y < y1; y++)
        memset (mask + (gsize) y * width + x0, value, x1 - x0);
    }
  if (g_rand_int_range (random, 0, 12) == 0)
    memset (mask, 255, (gsize) width * height);

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, mask);
}

static void
test_random_masks (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261121);

  for (int round = 0; round < 16; round++)
    {
      int width = g_rand_int_range (random, 1, 120), height = g_rand_int_range (random, 1, 120);
      guint8 *pixels = g_malloc ((gsize) width * height * 4);
      g_autoptr (GessoImage) image = NULL;
      g_autoptr (GessoImage) mask = make_random_mask (random, width, height);
      g_autoptr (GessoImage) filled = NULL;
      g_autoptr (GessoImage) preview = NULL;

      for (int i = 0; i < width * height * 4; i++)
        pixels[i] = (guint8) g_rand_int (random);
      image = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, width * 4, pixels);
      filled = gesso_sketch_fill (image, mask, round, NULL, NULL, NULL, NULL);
      preview = gesso_sketch_fill_preview (image, mask);
      assert_same_outside (image, filled, mask);
      assert_same_outside (image, preview, mask);
    }
}

static void
test_preview_is_smooth (void)
{
  g_autoptr (GessoImage) truth = make_picture (paint_bricks);
  g_autoptr (GessoImage) mask = make_disc (128, 128, 40);
  g_autoptr (GessoImage) covered = cover (truth, mask);
  g_autoptr (GessoImage) preview = gesso_sketch_fill_preview (covered, mask);

  assert_same_outside (covered, preview, mask);
  g_assert_cmpfloat (measure_mean_step (preview, mask), <, measure_mean_step (truth, mask) / 3);
  g_assert_cmpfloat (measure_psnr (truth, preview, mask), >, 12);
}

typedef struct
{
  GCancellable *cancellable;
  int limit; /* after so many reports it is cancelled */
  int n_reports;
  double last;
} Watch;

static void
progressed_cb (double   fraction,
               gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpfloat (fraction, >=, watch->last);
  g_assert_cmpfloat (fraction, <=, 1);
  watch->last = fraction;
  if (++watch->n_reports == watch->limit)
    g_cancellable_cancel (watch->cancellable);
}

/* Wherever it is cancelled, not one further step is begun. */
static void
test_cancel (void)
{
  g_autoptr (GessoImage) truth = make_picture (paint_grass);
  g_autoptr (GessoImage) mask = make_disc (128, 128, 40);
  int n_steps = G_MAXINT;

  for (int limit = 0; limit <= n_steps; limit++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoImage) filled = NULL;
      Watch watch = { cancellable, limit, 0, 0 };

      if (limit == 0)
        g_cancellable_cancel (cancellable);
      if (n_steps == G_MAXINT && limit == 1)
        {
          Watch whole = { NULL, -1, 0, 0 };

          filled = gesso_sketch_fill (truth, mask, 0, progressed_cb, &whole, NULL, &error);
          g_assert_no_error (error);
          n_steps = whole.n_reports;
          g_assert_cmpint (n_steps, >=, 2);
          g_clear_pointer (&filled, gesso_image_unref);
        }
      filled = gesso_sketch_fill (truth, mask, 0, progressed_cb, &watch, cancellable, &error);
      g_assert_null (filled);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (watch.n_reports, ==, limit);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/fill/truth/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_truth);
    }
  for (guint i = 0; i < G_N_ELEMENTS (margin_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/fill/margins/%s", margin_cases[i].name);

      g_test_add_data_func (path, &margin_cases[i], test_margins);
    }
  g_test_add_func ("/engine/fill/extremes", test_extremes);
  g_test_add_func ("/engine/fill/thin", test_thin);
  g_test_add_func ("/engine/fill/same-seed-same-pixels", test_same_seed_same_pixels);
  g_test_add_func ("/engine/fill/random-masks", test_random_masks);
  g_test_add_func ("/engine/fill/preview-is-smooth", test_preview_is_smooth);
  g_test_add_func ("/engine/fill/cancel", test_cancel);

  return g_test_run ();
}
