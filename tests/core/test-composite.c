/* test-composite.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "image/gesso-color.h"
#include "image/gesso-composite.h"
#include "image/gesso-heat.h"
#include "image/gesso-transform.h"
#include "support/gesso-test-picture.h"

#include <string.h>

static guint32
pixel_at (GessoImage *image,
          int         x,
          int         y)
{
  guint32 big;

  memcpy (&big, gesso_image_get_row (image, y) + 4 * x, 4);
  return GUINT32_FROM_BE (big);
}

static GessoImage *
make_mask (int width,
           int height)
{
  guint8 *pixels = g_malloc ((gsize) (width * height));

  for (int i = 0; i < width * height; i++)
    pixels[i] = (guint8) (i % 3 == 0 ? 0 : i % 3 == 1 ? 255 : i);

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) width, pixels);
}

static void
test_over (void)
{
  g_autoptr (GessoImage) below = gesso_test_picture_constant (10, 10, 0x0000ffff);
  g_autoptr (GessoImage) above = gesso_test_picture_constant (4, 4, 0xff000080);
  g_autoptr (GessoImage) solid = gesso_test_picture_constant (4, 4, 0xff0000ff);
  g_autoptr (GessoImage) mixed = gesso_composite_over (below, above, 8, -2, 255, NULL);
  g_autoptr (GessoImage) covered = gesso_composite_over (below, solid, 3, 3, 255, NULL);
  g_autoptr (GessoImage) hidden = gesso_composite_over (below, solid, 3, 3, 0, NULL);
  g_autoptr (GessoImage) outside = gesso_composite_over (below, solid, 10, 400, 255, NULL);

  g_assert_cmphex (pixel_at (mixed, 9, 1), ==, 0x80007fff);
  g_assert_cmphex (pixel_at (mixed, 9, 2), ==, 0x0000ffff);
  g_assert_cmphex (pixel_at (mixed, 7, 1), ==, 0x0000ffff);
  g_assert_cmphex (pixel_at (covered, 3, 3), ==, 0xff0000ff);
  gesso_test_picture_assert_equal (hidden, below);
  gesso_test_picture_assert_equal (outside, below);
}

static void
test_over_transparent (void)
{
  g_autoptr (GessoImage) clear = gesso_test_picture_constant (2, 2, 0x11223300);
  g_autoptr (GessoImage) half = gesso_test_picture_constant (2, 2, 0x80402080);
  g_autoptr (GessoImage) result = gesso_composite_over (clear, half, 0, 0, 255, NULL);
  g_autoptr (GessoImage) nothing = gesso_composite_over (clear, clear, 0, 0, 255, NULL);
  g_autoptr (GessoImage) flat = gesso_composite_flatten (half, 0xffffffff, NULL);

  g_assert_cmphex (pixel_at (result, 0, 0), ==, 0x80402080);
  g_assert_cmphex (pixel_at (nothing, 0, 0), ==, 0x11223300);
  g_assert_false (gesso_image_has_alpha (flat));
}

/* Where the mask is 0 or 255, each side's pixel comes through bit by bit, at either depth. */
static void
test_masked (void)
{
  g_autoptr (GessoImage) a = gesso_test_picture_noise (40, 30, 1, TRUE);
  g_autoptr (GessoImage) b = gesso_test_picture_noise (40, 30, 2, TRUE);
  g_autoptr (GessoImage) mask = make_mask (40, 30);
  const GessoPixelFormat formats[] = { GESSO_PIXEL_FORMAT_RGBA8, GESSO_PIXEL_FORMAT_RGBA16 };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GessoImage) below = gesso_color_convert (a, formats[i], NULL);
      g_autoptr (GessoImage) above = gesso_color_convert (b, formats[i], NULL);
      g_autoptr (GessoImage) mixed = gesso_composite_masked (below, b, mask, NULL, NULL);
      gsize size = gesso_pixel_format_get_size (formats[i]);

      for (int y = 0; y < 30; y++)
        for (int x = 0; x < 40; x++)
          {
            guint8 share = gesso_image_get_row (mask, y)[x];
            const guint8 *p = gesso_image_get_row (mixed, y) + size * (gsize) x;
            GessoImage *source = share == 0 ? below : above;

            if (share == 0 || share == 255)
              g_assert_cmpmem (p, size, gesso_image_get_row (source, y) + size * (gsize) x, size);
          }
    }
}

static void
test_masked_half (void)
{
  g_autoptr (GessoImage) black = gesso_test_picture_constant (1, 1, 0x000000ff);
  g_autoptr (GessoImage) white = gesso_test_picture_constant (1, 1, 0xffffffff);
  g_autoptr (GessoImage) clear = gesso_test_picture_constant (1, 1, 0x00ff0000);
  g_autoptr (GBytes) bytes = g_bytes_new ("\x80", 1);
  g_autoptr (GessoImage) mask = gesso_image_new (1, 1, GESSO_PIXEL_FORMAT_GRAY8, 1, bytes, NULL);
  g_autoptr (GessoImage) gray = gesso_composite_masked (black, white, mask, NULL, NULL);
  g_autoptr (GessoImage) fade = gesso_composite_masked (white, clear, mask, NULL, NULL);

  g_assert_cmphex (pixel_at (gray, 0, 0), ==, 0x808080ff);
  /* The hidden green does not tint what is left of the white. */
  g_assert_cmphex (pixel_at (fade, 0, 0), ==, 0xffffff7f);
}

static void
test_compare (void)
{
  g_autoptr (GessoImage) a = gesso_test_picture_constant (10, 10, 0x101010ff);
  g_autoptr (GessoImage) spot = gesso_test_picture_constant (2, 1, 0x101013ff);
  g_autoptr (GessoImage) b1 = gesso_composite_over (a, spot, 0, 0, 255, NULL);
  g_autoptr (GessoImage) far = gesso_test_picture_constant (10, 10, 0x201010ff);
  g_autoptr (GessoImage) heat = gesso_composite_heat_map (a, b1, NULL, NULL);
  g_autoptr (GessoImage) plain = gesso_composite_difference (a, far, 1, NULL, NULL);
  g_autoptr (GessoImage) loud = gesso_composite_difference (a, b1, 8, NULL, NULL);
  g_autoptr (GessoImage) full = gesso_composite_difference (a, far, 255, NULL, NULL);
  g_autoptr (GessoImage) over = gesso_heat_over (far, heat, NULL, NULL);
  guint8 *except_pixels = g_malloc0 (100);
  g_autoptr (GessoImage) except = NULL;
  GessoDifference d;

  except_pixels[0] = 1;
  except = gesso_image_new_take (10, 10, GESSO_PIXEL_FORMAT_GRAY8, 10, except_pixels);

  g_assert_true (gesso_composite_compare (a, a, NULL, &d, NULL, NULL));
  g_assert_cmpuint (d.n_pixels, ==, 100);
  g_assert_cmpuint (d.n_different, ==, 0);
  g_assert_cmpint (d.max, ==, 0);
  g_assert_true (gesso_composite_compare (a, b1, NULL, &d, NULL, NULL));
  g_assert_cmpuint (d.n_different, ==, 2);
  g_assert_cmpuint (d.n_above, ==, 0);
  g_assert_cmpint (d.max, ==, 3);
  g_assert_cmpfloat_with_epsilon (d.mean, 6.0 / 300, 1e-9);
  g_assert_true (gesso_composite_compare (a, b1, except, &d, NULL, NULL));
  g_assert_cmpuint (d.n_pixels, ==, 99);
  g_assert_cmpuint (d.n_different, ==, 1);
  g_assert_true (gesso_composite_compare (a, far, NULL, &d, NULL, NULL));
  g_assert_cmpuint (d.n_above, ==, 100);

  g_assert_cmphex (pixel_at (heat, 5, 5), ==, 0x000000ff);
  g_assert_cmphex (pixel_at (heat, 0, 0) & 0xffff, ==, 0x00ff);
  g_assert_cmphex (pixel_at (heat, 0, 0) >> 24, >, 0x40);
  g_assert_cmphex (pixel_at (heat, 0, 0), ==, gesso_heat_get_color (3));
  g_assert_cmphex (pixel_at (plain, 0, 0), ==, 0x100000ff);
  g_assert_cmphex (pixel_at (loud, 0, 0), ==, 0x000018ff);
  g_assert_cmphex (pixel_at (loud, 5, 5), ==, 0x000000ff);
  g_assert_cmphex (pixel_at (full, 0, 0), ==, 0xff0000ff);
  /* Grey where nothing changed, redder than grey where something did. */
  g_assert_cmphex (pixel_at (over, 5, 5), ==, 0x080808ff);
  g_assert_cmphex (pixel_at (over, 0, 0) >> 24, >, 0x20);
}

/* The order of the heat is seen without telling hues apart. */
static void
test_heat_colors (void)
{
  guint last = 0;

  g_assert_cmphex (gesso_heat_get_color (0), ==, 0x000000ff);
  g_assert_cmphex (gesso_heat_get_color (GESSO_HEAT_MOST), ==, 0xffffffff);
  g_assert_cmphex (gesso_heat_get_color (255), ==, 0xffffffff);
  for (int difference = 1; difference <= GESSO_HEAT_MOST; difference++)
    {
      guint32 rgba = gesso_heat_get_color (difference);
      guint sum = (rgba >> 24) + (rgba >> 16 & 0xff) + (rgba >> 8 & 0xff);

      g_assert_cmpuint (sum, >, last);
      last = sum;
    }
}

/* What becomes transparent is a difference too, and heat makes it visible. */
static void
test_transparent_difference (void)
{
  g_autoptr (GessoImage) black = gesso_test_picture_constant (2, 2, 0x000000ff);
  g_autoptr (GessoImage) clear = gesso_test_picture_constant (2, 2, 0x00000000);
  g_autoptr (GessoImage) plain = gesso_composite_difference (black, clear, 1, NULL, NULL);
  g_autoptr (GessoImage) heat = gesso_composite_heat_map (clear, black, NULL, NULL);
  g_autoptr (GessoImage) none = gesso_composite_heat_map (clear, clear, NULL, NULL);
  g_autoptr (GessoImage) over = gesso_heat_over (clear, heat, NULL, NULL);
  g_autoptr (GessoImage) same = gesso_heat_over (clear, none, NULL, NULL);

  g_assert_cmphex (pixel_at (plain, 0, 0), ==, 0xffffffff);
  g_assert_cmphex (pixel_at (over, 0, 0), ==, 0xffffffff);
  g_assert_cmphex (pixel_at (same, 0, 0), ==, 0x00000000);
}

static void
test_orient (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_noise (75, 33, 7, TRUE);
  static const int inverse[] = { 1, 2, 3, 4, 5, 8, 7, 6 };

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr (GessoImage) turned = gesso_transform_orient (image, orientation, NULL);
      g_autoptr (GessoImage) back = gesso_transform_orient (turned, inverse[orientation - 1], NULL);

      gesso_test_picture_assert_equal (image, back);
      if (orientation > 1)
        g_assert_false (
            gesso_image_get_width (turned) == 75
            && memcmp (gesso_image_get_row (turned, 0), gesso_image_get_row (image, 0), 300) == 0);
    }
}

static void
test_crop (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_noise (40, 30, 7, TRUE);
  g_autoptr (GessoImage) crop = gesso_transform_crop (image, 5, 6, 10, 24, NULL);
  g_autoptr (GessoImage) again = gesso_transform_crop (crop, 1, 2, 3, 4, NULL);

  g_assert_cmpint (gesso_image_get_width (crop), ==, 10);
  g_assert_cmphex (pixel_at (crop, 0, 0), ==, pixel_at (image, 5, 6));
  g_assert_cmphex (pixel_at (crop, 9, 23), ==, pixel_at (image, 14, 29));
  g_assert_cmphex (pixel_at (again, 2, 3), ==, pixel_at (image, 8, 11));
}

static void
test_blur (void)
{
  g_autoptr (GessoImage) flat = gesso_test_picture_constant (50, 20, 0x336699c0);
  g_autoptr (GessoImage) same = gesso_transform_blur (flat, 7, NULL, NULL);
  g_autoptr (GessoImage) huge = gesso_transform_blur (flat, 900, NULL, NULL);
  g_autoptr (GessoImage) black = gesso_test_picture_constant (101, 101, 0x000000ff);
  g_autoptr (GessoImage) white = gesso_test_picture_constant (1, 1, 0xffffffff);
  g_autoptr (GessoImage) wide = gesso_test_picture_constant (50, 101, 0xffffffff);
  g_autoptr (GessoImage) edge = gesso_composite_over (black, wide, 0, 0, 255, NULL);
  g_autoptr (GessoImage) soft = gesso_transform_blur (edge, 5, NULL, NULL);
  g_autoptr (GessoImage) dot = gesso_composite_over (black, white, 50, 50, 255, NULL);
  g_autoptr (GessoImage) dot_soft = gesso_transform_blur (dot, 1, NULL, NULL);

  gesso_test_picture_assert_equal (flat, same);
  gesso_test_picture_assert_equal (flat, huge);
  /* An edge follows the normal distribution: 16 % at one sigma, 50 % at the edge. */
  g_assert_cmpint (ABS (gesso_image_get_row (soft, 50)[4 * 54] - 46), <=, 10);
  g_assert_cmpint (ABS (gesso_image_get_row (soft, 50)[4 * 44] - 218), <=, 10);
  for (int x = 1; x < 101; x++)
    g_assert_cmpint (gesso_image_get_row (soft, 50)[4 * x], <=,
                     gesso_image_get_row (soft, 50)[4 * x - 4]);
  /* The same in all four directions. */
  g_assert_cmphex (pixel_at (dot_soft, 51, 50), ==, pixel_at (dot_soft, 50, 51));
  g_assert_cmphex (pixel_at (dot_soft, 49, 50), ==, pixel_at (dot_soft, 51, 50));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/composite/over", test_over);
  g_test_add_func ("/composite/over-transparent", test_over_transparent);
  g_test_add_func ("/composite/masked", test_masked);
  g_test_add_func ("/composite/masked-half", test_masked_half);
  g_test_add_func ("/composite/compare", test_compare);
  g_test_add_func ("/composite/heat-colors", test_heat_colors);
  g_test_add_func ("/composite/transparent-difference", test_transparent_difference);
  g_test_add_func ("/transform/orient", test_orient);
  g_test_add_func ("/transform/crop", test_crop);
  g_test_add_func ("/transform/blur", test_blur);

  return g_test_run ();
}
