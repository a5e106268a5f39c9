/* test-engine-extend.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a fill has to continue: margins beside a picture, and lines through a large hole. The
 * pictures are made by formulas, so it is known what was there, how sharp it was at every depth
 * of the margin, how much a column differs from the next, and where the horizon runs. */

#include "config.h"

#include "engine/sketch/gesso-sketch-fill.h"

#include <math.h>
#include <string.h>

#define WIDTH 560
#define HEIGHT 420
#define MARGIN 96
#define HORIZON 150

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

/* --- grounds --- */

/* A sky that is darker above, and waves that get larger towards the bottom. */
static void
paint_sea (int     x,
           int     y,
           guint8 *pixel)
{
  if (y < HORIZON)
    set_pixel (pixel, 150 + y * 0.5, 110 + y * 0.4, 120 + y * 0.1);
  else
    {
      double size = 3 + (y - HORIZON) * 0.06;
      double wave = noise (x / (4 * size), y / size, 1) * 0.7 + noise (x / 5.0, y / 2.0, 2) * 0.3;

      set_pixel (pixel, 30 + 120 * wave, 40 + 90 * wave, 60 + 70 * wave);
    }
}

static void
paint_grass (int     x,
             int     y,
             guint8 *pixel)
{
  double n = noise (x / 2.0, y / 6.0, 3) * 0.7 + noise (x / 30.0, y / 22.0, 4) * 0.5;

  set_pixel (pixel, 30 + 70 * n, 60 + 100 * n, 25 + 40 * n);
}

static void
paint_bricks (int     x,
              int     y,
              guint8 *pixel)
{
  int row = y / 20, column = (x + (row & 1) * 20) / 40;
  gboolean mortar = y % 20 < 2 || (x + (row & 1) * 20) % 40 < 2;
  double tint = hash_at (column, row, 5) % 20 + hash_at (x, y, 6) % 6;

  if (mortar)
    set_pixel (pixel, 200, 195, 185);
  else
    set_pixel (pixel, 140 + tint, 70 + tint / 2, 55 + tint / 2);
}

static void
paint_sky (int     x,
           int     y,
           guint8 *pixel)
{
  set_pixel (pixel, 60 + x * 0.2 + y * 0.1, 90 + y * 0.3, 230 - y * 0.2 - x * 0.05);
}

/* Boards that lie askew: dark grooves, grain along them, and every board of its own tint. */
static void
paint_boards (int     x,
              int     y,
              guint8 *pixel)
{
  double across = x * 0.9659 - y * 0.2588, along = x * 0.2588 + y * 0.9659;
  double at = across + 2000, in = fmod (at, 46);
  double tint = hash_at ((int) floor (at / 46), 0, 7) % 12;
  double grain = noise (across / 2.0, along / 40.0, 8) * 10;
  double groove = in < 4 ? 70 * (1 - fabs (in - 2) / 2) : 0;

  set_pixel (pixel, 190 + tint + grain - groove, 170 + tint + grain - groove,
             120 + tint + grain - groove);
}

/* --- pictures and masks --- */

static GessoImage *
make_picture (Painter painter)
{
  guint8 *pixels = g_malloc (WIDTH * HEIGHT * 4);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      painter (x, y, pixels + (y * WIDTH + x) * 4);

  return gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_RGBA8, WIDTH * 4, pixels);
}

static GessoImage *
make_mask (int left,
           int top,
           int right,
           int bottom)
{
  guint8 *mask = g_malloc0 (WIDTH * HEIGHT);

  for (int y = top; y < bottom; y++)
    memset (mask + y * WIDTH + left, 255, right - left);

  return gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_GRAY8, WIDTH, mask);
}

/* As it comes before a fill: nothing is there. */
static GessoImage *
clear_masked (GessoImage *truth,
              GessoImage *mask)
{
  guint8 *pixels = g_memdup2 (gesso_image_get_pixels (truth), WIDTH * HEIGHT * 4);
  const guint8 *marks = gesso_image_get_pixels (mask);

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    if (marks[i] != 0)
      memset (pixels + i * 4, 0, 4);

  return gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_RGBA8, WIDTH * 4, pixels);
}

static GessoImage *
fill (GessoImage *truth,
      GessoImage *mask)
{
  g_autoptr (GessoImage) part = clear_masked (truth, mask);
  g_autoptr (GError) error = NULL;
  GessoImage *filled = gesso_sketch_fill (part, mask, 0, NULL, NULL, NULL, &error);
  const guint8 *marks = gesso_image_get_pixels (mask);

  g_assert_no_error (error);
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    if (marks[i] == 0)
      g_assert_cmpmem (gesso_image_get_pixels (filled) + i * 4, 4,
                       gesso_image_get_pixels (truth) + i * 4, 4);

  return filled;
}

/* --- measures --- */

static const guint8 *
pixel_at (GessoImage *image,
          int         x,
          int         y)
{
  return gesso_image_get_row (image, y) + 4 * x;
}

static double
measure_psnr (GessoImage *a,
              GessoImage *b,
              GessoImage *mask)
{
  double sum = 0, n = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      for (int c = 0; c < 3 && gesso_image_get_row (mask, y)[x] != 0; c++, n++)
        {
          double difference = pixel_at (a, x, y)[c] - pixel_at (b, x, y)[c];

          sum += difference * difference;
        }

  return sum > 0 ? 10 * log10 (255.0 * 255.0 * n / sum) : 99;
}

/* How much fine detail there is between two columns: the energy of what a pixel differs from the
 * mean of its neighbours. */
static double
measure_detail (GessoImage *image,
                int         left,
                int         right)
{
  double sum = 0;

  for (int y = HORIZON + 4; y < HEIGHT - 1; y++)
    for (int x = MAX (left, 1); x < MIN (right, WIDTH - 1); x++)
      {
        double rest = pixel_at (image, x, y)[1]
                      - (pixel_at (image, x - 1, y)[1] + pixel_at (image, x + 1, y)[1]
                         + pixel_at (image, x, y - 1)[1] + pixel_at (image, x, y + 1)[1])
                            / 4.0;

        sum += rest * rest;
      }

  return sum / ((right - left) * (HEIGHT - HORIZON - 5));
}

/* How much a column differs from the next. */
static double
measure_step (GessoImage *image,
              int         x)
{
  double sum = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int c = 0; c < 3; c++)
      sum += ABS (pixel_at (image, x, y)[c] - pixel_at (image, x + 1, y)[c]);

  return sum / (3 * HEIGHT);
}

/* --- margins --- */

typedef struct
{
  const char *name;
  Painter painter;
  double psnr_floor;
  gboolean has_detail;
  double seam; /* how much larger than elsewhere the step into the margin may be */
} Case;

static const Case cases[] = {
  { "sea", paint_sea, 22.8, TRUE, 2.6 },
  { "grass", paint_grass, 22.2, TRUE, 1.25 },
  { "bricks", paint_bricks, 33.0, TRUE, 1.15 },
  { "sky", paint_sky, 50.0, FALSE, 1 },
};

/* Sharp at every depth: each third of the margin has the detail of the picture beside it. */
static void
check_detail (GessoImage *filled,
              const char *name)
{
  double beside = measure_detail (filled, WIDTH - 2 * MARGIN, WIDTH - MARGIN);

  for (int third = 0; third < 3; third++)
    {
      int left = WIDTH - MARGIN + third * MARGIN / 3;
      double share = measure_detail (filled, left, left + MARGIN / 3) / beside;

      g_test_message ("%s: detail in third %d: %.2f of that beside it", name, third + 1, share);
      g_assert_cmpfloat (share, >, 0.75);
      g_assert_cmpfloat (share, <, 1.25);
    }
}

/* The step into the margin against the mean step before it and that in it. */
static double
measure_seam (GessoImage *filled)
{
  double sum = 0;
  int n = 0;

  for (int x = WIDTH - MARGIN - 40; x < WIDTH - MARGIN + 40; x++)
    if (ABS (x - (WIDTH - MARGIN - 1)) > 2)
      {
        sum += measure_step (filled, x);
        n++;
      }

  return measure_step (filled, WIDTH - MARGIN - 1) / (sum / n);
}

static void
test_margin (gconstpointer data)
{
  const Case *fixture = data;
  g_autoptr (GessoImage) truth = make_picture (fixture->painter);
  g_autoptr (GessoImage) mask = make_mask (WIDTH - MARGIN, 0, WIDTH, HEIGHT);
  g_autoptr (GessoImage) filled = fill (truth, mask);
  double psnr = measure_psnr (truth, filled, mask), seam = measure_seam (filled);

  g_test_message ("%s: %.2f dB, step at the seam %.2f of those around", fixture->name, psnr, seam);
  g_assert_cmpfloat (psnr, >=, fixture->psnr_floor);
  g_assert_cmpfloat (seam, <=, fixture->seam);
  if (fixture->has_detail)
    check_detail (filled, fixture->name);
}

/* Where the sky ends in a column: the largest step down. */
static int
find_horizon (GessoImage *image,
              int         x)
{
  int best = 0, largest = 0;

  for (int y = HORIZON - 60; y < HORIZON + 60; y++)
    {
      int step = pixel_at (image, x, y)[0] - pixel_at (image, x, y + 1)[0];

      if (step > largest)
        {
          largest = step;
          best = y + 1;
        }
    }

  return best;
}

static void
test_horizon (void)
{
  g_autoptr (GessoImage) truth = make_picture (paint_sea);
  g_autoptr (GessoImage) mask = make_mask (0, 0, MARGIN, HEIGHT);
  g_autoptr (GessoImage) filled = fill (truth, mask);
  int worst = 0;

  for (int x = 0; x < MARGIN; x++)
    worst = MAX (worst, ABS (find_horizon (filled, x) - HORIZON));
  g_test_message ("the horizon is off by %d rows at most", worst);
  g_assert_cmpint (worst, <=, 1);
}

/* --- lines through a large hole --- */

static void
test_boards (void)
{
  g_autoptr (GessoImage) truth = make_picture (paint_boards);
  g_autoptr (GessoImage) mask = make_mask (205, 110, 355, 310);
  g_autoptr (GessoImage) filled = fill (truth, mask);
  double psnr = measure_psnr (truth, filled, mask);

  g_test_message ("boards: %.2f dB", psnr);
  g_assert_cmpfloat (psnr, >=, 34);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/extend/margin/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_margin);
    }
  g_test_add_func ("/engine/extend/horizon", test_horizon);
  g_test_add_func ("/engine/extend/boards", test_boards);

  return g_test_run ();
}
