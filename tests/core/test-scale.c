/* test-scale.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "image/gesso-color.h"
#include "image/gesso-scale.h"
#include "support/gesso-test-picture.h"

static GessoImage *
resize (GessoImage *image,
        int         width,
        int         height)
{
  g_autoptr (GError) error = NULL;
  GessoImage *result = gesso_scale_resize (image, width, height, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gesso_image_get_width (result), ==, width);
  g_assert_cmpint (gesso_image_get_height (result), ==, height);
  g_assert_cmpint (gesso_image_get_format (result), ==, gesso_image_get_format (image));
  return result;
}

static const int sizes[][4] = {
  { 40, 30, 20, 15 },   { 40, 30, 80, 60 }, { 41, 29, 13, 7 },     { 7, 5, 100, 3 },
  { 1, 1, 50, 50 },     { 500, 3, 1, 1 },   { 300, 300, 100, 75 }, { 97, 89, 31, 88 },
  { 1000, 40, 111, 5 }, { 64, 64, 63, 65 },
};

/* A picture of one colour stays that colour, at every size, depth and opacity. */
static void
test_constant (void)
{
  static const guint32 colors[] = { 0x000000ff, 0xffffffff, 0x123456ff, 0xff800180, 0x40c01003 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (colors); k++)
      for (int deep = 0; deep < 2; deep++)
        {
          g_autoptr (GessoImage) plain
              = gesso_test_picture_constant (sizes[i][0], sizes[i][1], colors[k]);
          GessoPixelFormat format = deep ? GESSO_PIXEL_FORMAT_RGBA16 : GESSO_PIXEL_FORMAT_RGBA8;
          g_autoptr (GessoImage) image = gesso_color_convert (plain, format, NULL);
          g_autoptr (GessoImage) wanted_plain
              = gesso_test_picture_constant (sizes[i][2], sizes[i][3], colors[k]);
          g_autoptr (GessoImage) scaled = resize (image, sizes[i][2], sizes[i][3]);
          g_autoptr (GessoImage) narrow
              = gesso_color_convert (scaled, GESSO_PIXEL_FORMAT_RGBA8, NULL);

          gesso_test_picture_assert_equal (narrow, wanted_plain);
        }
}

/* Bright green hides under full transparency beside opaque red: none of it may show. */
static void
test_no_bleeding (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GessoImage) plain
          = gesso_test_picture_constant (sizes[i][0], sizes[i][1], 0xff0000ff);
      gsize length;
      guint8 *pixels = g_bytes_unref_to_data (g_bytes_ref (gesso_image_get_bytes (plain)), &length);
      g_autoptr (GessoImage) image = NULL;
      g_autoptr (GessoImage) scaled = NULL;

      for (gsize p = 0; p < length; p += 4)
        if ((p / 4) % 3 != 0)
          {
            pixels[p] = 0;
            pixels[p + 1] = 255;
            pixels[p + 3] = 0;
          }
      image = gesso_image_new_take (sizes[i][0], sizes[i][1], GESSO_PIXEL_FORMAT_RGBA8,
                                    (gsize) sizes[i][0] * 4, pixels);
      scaled = resize (image, sizes[i][2], sizes[i][3]);
      for (int y = 0; y < sizes[i][3]; y++)
        for (int x = 0; x < sizes[i][2]; x++)
          {
            const guint8 *p = gesso_image_get_row (scaled, y) + 4 * x;
            g_assert_cmpint (p[1], ==, 0);
            g_assert_true (p[3] == 0 || p[0] >= 254);
          }
    }
}

/* Half the size is the average of four. */
static void
test_whole_factor (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_noise (64, 48, 3, FALSE);
  g_autoptr (GessoImage) half = resize (image, 32, 24);

  for (int y = 0; y < 24; y++)
    for (int x = 0; x < 32; x++)
      for (int c = 0; c < 3; c++)
        {
          const guint8 *top = gesso_image_get_row (image, 2 * y) + 8 * x + c;
          const guint8 *bottom = gesso_image_get_row (image, 2 * y + 1) + 8 * x + c;
          int sum = top[0] + top[4] + bottom[0] + bottom[4];

          g_assert_cmpint (gesso_image_get_row (half, y)[4 * x + c], ==, (sum + 2) / 4);
        }
}

/* A gradient stays the same gradient: the picture is not shifted. */
static void
test_gradient (void)
{
  static const int to[][2] = { { 512, 512 }, { 100, 90 }, { 77, 61 }, { 333, 256 }, { 48, 51 } };
  g_autoptr (GessoImage) image = gesso_test_picture_gradient (256, 256);

  for (gsize i = 0; i < G_N_ELEMENTS (to); i++)
    {
      g_autoptr (GessoImage) scaled = resize (image, to[i][0], to[i][1]);

      for (int y = to[i][1] / 8; y < to[i][1] * 7 / 8; y++)
        for (int x = to[i][0] / 8; x < to[i][0] * 7 / 8; x++)
          {
            const guint8 *p = gesso_image_get_row (scaled, y) + 4 * x;
            double wanted_x = (x + 0.5) * 256 / to[i][0] - 0.5;
            double wanted_y = (y + 0.5) * 256 / to[i][1] - 0.5;

            g_assert_cmpfloat (ABS (p[0] - wanted_x), <=, 1.1);
            g_assert_cmpfloat (ABS (p[1] - wanted_y), <=, 1.1);
          }
    }
}

/* There and back: enlarging and shrinking again gives nearly the same. */
static void
test_round_trip (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_gradient (120, 90);
  g_autoptr (GessoImage) large = resize (image, 360, 270);
  g_autoptr (GessoImage) back = resize (large, 120, 90);

  g_assert_cmpint (gesso_test_picture_max_distance (image, back), <=, 3);
}

static void
test_gray (void)
{
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (90, 60, 8, FALSE);
  g_autoptr (GessoImage) gray = gesso_color_convert (noise, GESSO_PIXEL_FORMAT_GRAY8, NULL);
  g_autoptr (GessoImage) small = resize (gray, 30, 20);
  int sum = 0;

  for (int y = 0; y < 3; y++)
    for (int x = 0; x < 3; x++)
      sum += gesso_image_get_row (gray, 6 + y)[9 + x];
  g_assert_cmpint (ABS (gesso_image_get_row (small, 2)[3] * 9 - sum), <=, 5);
}

static void
test_fit_size (void)
{
  int width;
  int height;

  gesso_scale_fit_size (6000, 4000, 1600, 1600, &width, &height);
  g_assert_cmpint (width, ==, 1600);
  g_assert_cmpint (height, ==, 1067);
  gesso_scale_fit_size (100, 50, 1600, 1600, &width, &height);
  g_assert_cmpint (width, ==, 100);
  gesso_scale_fit_size (65535, 1, 10, 10, &width, &height);
  g_assert_cmpint (width, ==, 10);
  g_assert_cmpint (height, ==, 1);
  for (int w = 1; w < 200; w += 7)
    for (int h = 1; h < 200; h += 5)
      {
        gesso_scale_fit_size (w, h, 31, 17, &width, &height);
        g_assert_true (width >= 1 && width <= 31 && height >= 1 && height <= 17);
        g_assert_true (width <= w && height <= h);
      }
}

static void
test_cover (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_gradient (300, 100);
  g_autoptr (GessoImage) cover = gesso_scale_cover (image, 50, 50, NULL, NULL);
  const guint8 *left = gesso_image_get_row (cover, 25);
  const guint8 *right = left + 4 * 49;

  g_assert_cmpint (gesso_image_get_width (cover), ==, 50);
  g_assert_cmpint (gesso_image_get_height (cover), ==, 50);
  /* The middle third of the width: red runs from a third to two thirds. */
  g_assert_cmpint (ABS (left[0] - 86), <=, 4);
  g_assert_cmpint (ABS (right[0] - 169), <=, 4);
}

static void
test_cancelled (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_gradient (300, 100);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (gesso_scale_resize (image, 10, 10, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/scale/constant", test_constant);
  g_test_add_func ("/scale/no-bleeding", test_no_bleeding);
  g_test_add_func ("/scale/whole-factor", test_whole_factor);
  g_test_add_func ("/scale/gradient", test_gradient);
  g_test_add_func ("/scale/round-trip", test_round_trip);
  g_test_add_func ("/scale/gray", test_gray);
  g_test_add_func ("/scale/fit-size", test_fit_size);
  g_test_add_func ("/scale/cover", test_cover);
  g_test_add_func ("/scale/cancelled", test_cancelled);

  return g_test_run ();
}
