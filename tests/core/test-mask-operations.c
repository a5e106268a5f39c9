/* test-mask-operations.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Operations on masks against what they say, pixel by pixel.
 */

#include "config.h"

#include "image/gesso-encoder.h"
#include "mask/gesso-mask-file.h"
#include "mask/gesso-mask-operations.h"
#include "mask/gesso-mask-select.h"
#include "mask/gesso-mask-transfer.h"
#include "mask/gesso-path-fill.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <math.h>

static GessoMask *
operate (GessoMask              *mask,
         GessoMaskOperationKind  kind,
         int                     amount)
{
  const GessoMaskOperation operation = { kind, amount };
  g_autoptr (GError) error = NULL;
  GessoMask *result = gesso_mask_operate (mask, &operation, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

/* Blobs, hard and soft, some at the border, some holes and single pixels. */
static GessoMask *
make_random (GRand *random,
             int    width,
             int    height)
{
  g_autoptr (GessoDabCache) cache = gesso_dab_cache_new ();
  GessoMask *mask = gesso_mask_new (width, height);

  for (int i = g_rand_int_range (random, 1, 9); i > 0; i--)
    {
      GessoDab dab;

      gesso_dab_cache_get (cache, g_rand_double_range (random, 0, width),
                           g_rand_double_range (random, 0, height),
                           g_rand_double_range (random, 0.5, 40),
                           g_rand_boolean (random) ? 1 : g_rand_double (random),
                           g_rand_boolean (random) ? 1 : g_rand_double (random), &dab);
      gesso_dab_blend (&dab, g_rand_int_range (random, 0, 3) == 0 ? GESSO_DAB_ERASE : GESSO_DAB_MAX,
                       mask);
    }

  return mask;
}

/* The squared distance to the nearest pixel of a kind, or a large number. */
static int
find_distance (GessoMask *mask,
               int        x,
               int        y,
               int        reach,
               gboolean   to_zero)
{
  GessoRect all = gesso_mask_get_extents (mask);
  int best = G_MAXINT;

  for (int dy = -reach; dy <= reach; dy++)
    for (int dx = -reach; dx <= reach; dx++)
      if (gesso_rect_contains (&all, x + dx, y + dy))
        {
          guint8 value = gesso_mask_get_pixel (mask, x + dx, y + dy);

          if (to_zero ? value == 0 : value >= 128)
            best = MIN (best, dx * dx + dy * dy);
        }

  return best;
}

static int
find_extreme (GessoMask *mask,
              int        x,
              int        y,
              int        radius,
              gboolean   smallest)
{
  GessoRect all = gesso_mask_get_extents (mask);
  int best = smallest ? 255 : 0;

  for (int dy = -radius; dy <= radius; dy++)
    for (int dx = -radius; dx <= radius; dx++)
      if (dx * dx + dy * dy <= radius * radius && gesso_rect_contains (&all, x + dx, y + dy))
        {
          int value = gesso_mask_get_pixel (mask, x + dx, y + dy);

          best = smallest ? MIN (best, value) : MAX (best, value);
        }

  return best;
}

static void
test_grow (void)
{
  for (guint32 seed = 0; seed < 14; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      int width = g_rand_int_range (random, 1, 200);
      int height = g_rand_int_range (random, 1, 300);
      int radius = seed < 4 ? (int) seed + 1 : g_rand_int_range (random, 1, 14);
      g_autoptr (GessoMask) mask = make_random (random, width, height);
      g_autoptr (GessoMask) grown = operate (mask, GESSO_MASK_GROW, radius);
      g_autoptr (GessoMask) shrunk = operate (mask, GESSO_MASK_SHRINK, radius);
      g_autoptr (GessoMask) closed = operate (grown, GESSO_MASK_SHRINK, radius);
      g_autoptr (GessoMask) opened = operate (shrunk, GESSO_MASK_GROW, radius);

      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          {
            guint8 value = gesso_mask_get_pixel (mask, x, y);

            g_assert_cmpint (gesso_mask_get_pixel (grown, x, y), ==,
                             find_extreme (mask, x, y, radius, FALSE));
            g_assert_cmpint (gesso_mask_get_pixel (shrunk, x, y), ==,
                             find_extreme (mask, x, y, radius, TRUE));
            g_assert_cmpint (gesso_mask_get_pixel (closed, x, y), >=, value);
            g_assert_cmpint (gesso_mask_get_pixel (opened, x, y), <=, value);
          }
    }
}

/* What has no corners comes back exactly from growing and shrinking. */
static void
test_grow_and_shrink (void)
{
  const int amounts[] = { 1, 6, 33, 150, 500 };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autoptr (GessoMask) mask = gesso_mask_new (1500, 1500);
      const GessoRect rect = { 600, 550, 300, 400 };
      g_autoptr (GessoMask) grown = NULL;
      g_autoptr (GessoMask) again = NULL;
      GessoRect bounds;

      gesso_mask_fill_rect (mask, &rect, 255);
      grown = operate (mask, GESSO_MASK_GROW, amounts[i]);
      again = operate (grown, GESSO_MASK_SHRINK, amounts[i]);
      g_assert_true (gesso_mask_get_bounds (grown, 1, &bounds));
      g_assert_cmpint (bounds.x, ==, 600 - amounts[i]);
      g_assert_cmpint (bounds.width, ==, 300 + 2 * amounts[i]);
      g_assert_true (gesso_mask_equal (mask, again));
    }
}

/* Never more than before, never anything where nothing was, and the ramp as it is described. */
static void
test_feather_inward (void)
{
  for (guint32 seed = 100; seed < 116; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      int width = g_rand_int_range (random, 1, 250);
      int height = g_rand_int_range (random, 1, 280);
      int amount = g_rand_int_range (random, 1, 16);
      g_autoptr (GessoMask) mask = make_random (random, width, height);
      g_autoptr (GessoMask) soft = operate (mask, GESSO_MASK_FEATHER_INWARD, amount);

      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          {
            int value = gesso_mask_get_pixel (mask, x, y);
            int square = find_distance (mask, x, y, amount + 1, TRUE);
            int ramp = square >= (amount + 1) * (amount + 1)
                           ? 255
                           : (int) lrint (255 * (sqrt (square) / (amount + 1)));

            g_assert_cmpint (gesso_mask_get_pixel (soft, x, y), ==, MIN (value, ramp));
            if (value == 0)
              g_assert_cmpint (gesso_mask_get_pixel (soft, x, y), ==, 0);
          }
    }
}

static void
test_feather_outward (void)
{
  for (guint32 seed = 200; seed < 212; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      int width = g_rand_int_range (random, 1, 250);
      int height = g_rand_int_range (random, 1, 280);
      int amount = g_rand_int_range (random, 1, 16);
      g_autoptr (GessoMask) mask = make_random (random, width, height);
      g_autoptr (GessoMask) soft = operate (mask, GESSO_MASK_FEATHER_OUTWARD, amount);

      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          {
            int value = gesso_mask_get_pixel (mask, x, y);
            int square = find_distance (mask, x, y, amount + 1, FALSE);
            int ramp = square >= (amount + 1) * (amount + 1)
                           ? 0
                           : (int) lrint (255 * (1 - sqrt (square) / (amount + 1)));

            g_assert_cmpint (gesso_mask_get_pixel (soft, x, y), ==, MAX (value, ramp));
          }
    }
}

/* A large amount, and a mask of many bands: the distance along one row is known. */
static void
test_feather_far (void)
{
  g_autoptr (GessoMask) mask = gesso_mask_new (2000, 3000);
  const GessoRect rect = { 0, 0, 1500, 3000 };
  g_autoptr (GessoMask) soft = NULL;

  gesso_mask_fill_rect (mask, &rect, 255);
  soft = operate (mask, GESSO_MASK_FEATHER_INWARD, 400);
  for (int y = 0; y < 3000; y += 97)
    for (int x = 0; x < 2000; x++)
      g_assert_cmpint (gesso_mask_get_pixel (soft, x, y), ==,
                       x >= 1500 ? 0 : (int) lrint (255 * MIN ((1500 - x) / 401.0, 1)));
}

static void
test_simple (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  g_autoptr (GessoMask) mask = make_random (random, 333, 222);
  g_autoptr (GessoMask) inverse = operate (mask, GESSO_MASK_INVERT, 0);
  g_autoptr (GessoMask) again = operate (inverse, GESSO_MASK_INVERT, 0);
  g_autoptr (GessoMask) all = operate (mask, GESSO_MASK_ALL, 0);
  g_autoptr (GessoMask) none = operate (mask, GESSO_MASK_CLEAR, 0);

  for (int y = 0; y < 222; y++)
    for (int x = 0; x < 333; x++)
      g_assert_cmpint (gesso_mask_get_pixel (inverse, x, y), ==,
                       255 - gesso_mask_get_pixel (mask, x, y));
  g_assert_true (gesso_mask_equal (mask, again));
  g_assert_cmpuint (gesso_mask_count (all, 255), ==, 333 * 222);
  g_assert_true (gesso_mask_is_empty (none));
}

/* Rings at the middle and open at the border: the first has a hole, the second has none. */
static void
test_fill_holes (void)
{
  g_autoptr (GessoMask) mask = gesso_mask_new (400, 300);
  g_autoptr (GessoPath) outer = gesso_path_new ();
  g_autoptr (GessoPath) inner = gesso_path_new ();
  g_autoptr (GessoMask) filled = NULL;
  g_autoptr (GessoMask) wanted = gesso_mask_new (400, 300);

  gesso_path_add_ellipse (outer, 50, 50, 200.5, 180.3);
  gesso_path_add_ellipse (outer, 330, 100, 150, 120);
  gesso_path_add_ellipse (inner, 80, 80, 140, 120);
  gesso_path_fill (outer, GESSO_DAB_MAX, 255, mask);
  gesso_path_fill (outer, GESSO_DAB_MAX, 255, wanted);
  gesso_path_fill (inner, GESSO_DAB_ERASE, 255, mask);
  gesso_path_clear (inner);
  gesso_path_add_ellipse (inner, 350, 120, 110, 80);
  gesso_path_fill (inner, GESSO_DAB_ERASE, 255, mask);
  gesso_path_fill (inner, GESSO_DAB_ERASE, 255, wanted);
  g_assert_false (gesso_mask_equal (mask, wanted));
  filled = operate (mask, GESSO_MASK_FILL_HOLES, 0);
  g_assert_true (gesso_mask_equal (filled, wanted));
}

static void
test_smooth (void)
{
  g_autoptr (GessoMask) mask = gesso_mask_new (500, 500);
  g_autoptr (GessoMask) result = NULL;
  const GessoRect half = { 0, 0, 250, 500 };
  const GessoRect speck = { 400, 250, 3, 3 };
  const GessoRect notch = { 100, 100, 3, 3 };

  gesso_mask_fill_rect (mask, &half, 255);
  gesso_mask_fill_rect (mask, &speck, 255);
  gesso_mask_fill_rect (mask, &notch, 0);
  result = operate (mask, GESSO_MASK_SMOOTH, 8);
  for (int y = 0; y < 500; y += 7)
    {
      g_assert_cmpint (gesso_mask_get_pixel (result, 0, y), ==, 255);
      g_assert_cmpint (gesso_mask_get_pixel (result, 244, y), ==, 255);
      g_assert_cmpint (gesso_mask_get_pixel (result, 256, y), ==, 0);
    }
  g_assert_cmpint (gesso_mask_get_pixel (result, 101, 101), ==, 255);
  g_assert_cmpint (gesso_mask_get_pixel (result, 401, 251), ==, 0);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GessoMask) mask = gesso_mask_new (300, 300);
  const GessoRect rect = { 50, 50, 100, 100 };

  gesso_mask_fill_rect (mask, &rect, 255);
  g_cancellable_cancel (cancellable);
  for (int kind = GESSO_MASK_GROW; kind <= GESSO_MASK_FILL_HOLES; kind++)
    {
      const GessoMaskOperation operation = { (GessoMaskOperationKind) kind, 3 };
      g_autoptr (GError) error = NULL;

      g_assert_null (gesso_mask_operate (mask, &operation, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* Connected pixels, found by going over the plane until nothing changes. */
static void
test_select_color (void)
{
  for (guint32 seed = 0; seed < 10; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      int width = 60, height = 45;
      guint8 *pixels = g_malloc0 ((gsize) (width * height) * 4);
      g_autofree guint8 *reached = g_malloc0 ((gsize) (width * height));
      int x = g_rand_int_range (random, 0, width), y = g_rand_int_range (random, 0, height);
      g_autoptr (GessoImage) image = NULL;
      g_autoptr (GessoMask) near_one = NULL;
      g_autoptr (GessoMask) everywhere = NULL;
      gboolean more = TRUE;

      for (int i = 0; i < width * height; i++)
        {
          pixels[4 * i + seed % 3] = (guint8) (g_rand_int_range (random, 0, 3) == 0 ? 90 : 60);
          pixels[4 * i + 3] = 255;
        }
      image = gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4,
                                    pixels);
      near_one = gesso_mask_select_color (image, x, y, 29, TRUE, NULL, NULL);
      everywhere = gesso_mask_select_color (image, x, y, 29, FALSE, NULL, NULL);

#define LIKE(i) (pixels[4 * (i) + seed % 3] == pixels[4 * (y * width + x) + seed % 3])
      reached[y * width + x] = 1;
      while (more)
        {
          more = FALSE;
          for (int i = 0; i < width * height; i++)
            if (!reached[i] && LIKE (i)
                && ((i % width > 0 && reached[i - 1]) || (i % width + 1 < width && reached[i + 1])
                    || (i >= width && reached[i - width])
                    || (i + width < width * height && reached[i + width])))
              more = reached[i] = TRUE;
        }
      for (int i = 0; i < width * height; i++)
        {
          g_assert_cmpint (gesso_mask_get_pixel (near_one, i % width, i / width), ==,
                           reached[i] ? 255 : 0);
          g_assert_cmpint (gesso_mask_get_pixel (everywhere, i % width, i / width), ==,
                           LIKE (i) ? 255 : 0);
        }
    }
}

static void
test_select_16 (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_gradient16 (200, 50);
  g_autoptr (GessoMask) none = gesso_mask_select_color (image, 100, 20, 0, TRUE, NULL, NULL);
  g_autoptr (GessoMask) all = gesso_mask_select_color (image, 100, 20, 255, TRUE, NULL, NULL);

  g_assert_cmpint (gesso_mask_get_pixel (none, 100, 20), ==, 255);
  g_assert_cmpuint (gesso_mask_count (none, 1), <, 400);
  g_assert_cmpuint (gesso_mask_count (all, 255), ==, 200 * 50);
}

/* A soft outline is filled up to its ridge: nothing is left between. */
static void
test_select_inside (void)
{
  g_autoptr (GessoDabCache) cache = gesso_dab_cache_new ();
  g_autoptr (GessoMask) mask = gesso_mask_new (400, 400);
  g_autoptr (GessoMask) inside = NULL;
  g_autoptr (GessoMask) both = NULL;
  g_autoptr (GessoMask) nothing = NULL;

  for (int i = 0; i < 720; i++)
    {
      GessoDab dab;

      gesso_dab_cache_get (cache, 200 + 120 * cos (i * G_PI / 360),
                           200 + 120 * sin (i * G_PI / 360), 25, 0.2, 1, &dab);
      gesso_dab_blend (&dab, GESSO_DAB_MAX, mask);
    }
  inside = gesso_mask_select_inside (mask, 200, 200, NULL, NULL);
  both = gesso_mask_combine (mask, inside, FALSE);
  nothing = gesso_mask_select_inside (mask, 320, 200, NULL, NULL);
  for (int y = 0; y < 400; y++)
    for (int x = 0; x < 400; x++)
      {
        double distance = hypot (x + 0.5 - 200, y + 0.5 - 200);

        if (distance < 119)
          g_assert_cmpint (gesso_mask_get_pixel (both, x, y), ==, 255);
        else if (distance > 121)
          g_assert_cmpint (gesso_mask_get_pixel (both, x, y), ==,
                           gesso_mask_get_pixel (mask, x, y));
      }
  g_assert_true (gesso_mask_is_empty (nothing));
}

static void
assert_polarity (GessoImage        *image,
                 GessoMaskPolarity  asked,
                 GessoMaskPolarity  told,
                 int                value)
{
  GessoMaskPolarity found = GESSO_MASK_POLARITY_AUTO;
  g_autoptr (GessoMask) mask = gesso_mask_from_picture (image, asked, &found, NULL, NULL);

  g_assert_nonnull (mask);
  g_assert_cmpint (found, ==, told);
  g_assert_cmpint (gesso_mask_get_pixel (mask, 3, 3), ==, value);
}

static void
test_polarity (void)
{
  g_autoptr (GessoImage) grey = gesso_test_picture_constant (10, 10, 0xc8c8c8ff);
  g_autoptr (GessoImage) clear = gesso_test_picture_constant (10, 10, 0xffffff40);
  g_autoptr (GError) error = NULL;

  assert_polarity (grey, GESSO_MASK_POLARITY_AUTO, GESSO_MASK_POLARITY_WHITE, 200);
  assert_polarity (grey, GESSO_MASK_POLARITY_BLACK, GESSO_MASK_POLARITY_BLACK, 55);
  assert_polarity (clear, GESSO_MASK_POLARITY_AUTO, GESSO_MASK_POLARITY_TRANSPARENT, 191);
  assert_polarity (clear, GESSO_MASK_POLARITY_OPAQUE, GESSO_MASK_POLARITY_OPAQUE, 64);
  g_assert_null (
      gesso_mask_from_picture (grey, GESSO_MASK_POLARITY_TRANSPARENT, NULL, NULL, &error));
  g_assert_error (error, GESSO_MASK_ERROR, GESSO_MASK_ERROR_NO_ALPHA);
}

/* Every kind of PNG is read; the wrong size is refused, or scaled if wished. */
static void
test_import (void)
{
  for (int kind = 0; kind <= (int) GESSO_TEST_PNG_LAST; kind++)
    {
      g_autoptr (GBytes) png = gesso_test_picture_png ((GessoTestPng) kind, 40, 30);
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoMask) same
          = gesso_mask_import (png, 40, 30, FALSE, GESSO_MASK_POLARITY_AUTO, NULL, NULL, NULL);
      g_autoptr (GessoMask) scaled
          = gesso_mask_import (png, 80, 60, TRUE, GESSO_MASK_POLARITY_AUTO, NULL, NULL, NULL);

      g_assert_nonnull (same);
      g_assert_cmpint (gesso_mask_get_width (scaled), ==, 80);
      g_assert_null (
          gesso_mask_import (png, 41, 30, FALSE, GESSO_MASK_POLARITY_AUTO, NULL, NULL, &error));
      g_assert_error (error, GESSO_MASK_ERROR, GESSO_MASK_ERROR_SIZE);
    }
}

static void
assert_not_imported (GBytes   *file,
                     gboolean  scale,
                     GQuark    domain,
                     int       code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      gesso_mask_import (file, 40, 30, scale, GESSO_MASK_POLARITY_AUTO, NULL, NULL, &error));
  g_assert_error (error, domain, code);
}

/* What no mask is made of is refused by its first bytes. */
static void
test_import_refusals (void)
{
  static const guint8 targa[200] = { [2] = 2, [12] = 40, [14] = 30, [16] = 24, [17] = 0x20 };
  /* 11,000 by 11,000 pixels, all of them missing. */
  static const guint8 bitmap[200] = { 'B',         'M',         [10] = 54,   [14] = 40, [18] = 0xf8,
                                      [19] = 0x2a, [22] = 0xf8, [23] = 0x2a, [26] = 1,  [28] = 24 };
  g_autoptr (GBytes) foreign = g_bytes_new_static (targa, sizeof targa);
  g_autoptr (GBytes) large = g_bytes_new_static (bitmap, sizeof bitmap);
  g_autoptr (GBytes) drawing = gesso_test_picture_from_text (
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>");
  g_autoptr (GBytes) text = gesso_test_picture_from_text ("no picture");

  assert_not_imported (foreign, TRUE, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_NOT_AN_IMAGE);
  assert_not_imported (text, TRUE, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_NOT_AN_IMAGE);
  assert_not_imported (drawing, TRUE, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_UNSUPPORTED);
  assert_not_imported (large, TRUE, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TOO_LARGE);
  assert_not_imported (large, FALSE, GESSO_MASK_ERROR, GESSO_MASK_ERROR_SIZE);
}

static void
test_png (void)
{
  for (guint32 seed = 0; seed < 10; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      int width = g_rand_int_range (random, 1, 400);
      int height = g_rand_int_range (random, 1, 400);
      g_autoptr (GessoMask) mask = make_random (random, width, height);
      g_autoptr (GBytes) png = gesso_mask_to_png (mask, NULL, NULL);
      g_autoptr (GessoMask) again = gesso_mask_from_png (png, width, height, NULL, NULL);

      g_assert_true (gesso_mask_equal (mask, again));
    }
}

/* What is put into another picture lies there as it was, and all else is as asked. */
static void
test_place (void)
{
  for (guint32 seed = 0; seed < 60; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      int width = g_rand_int_range (random, 1, 300);
      int height = g_rand_int_range (random, 1, 300);
      g_autoptr (GessoMask) mask = make_random (random, width, height);
      int other_width = g_rand_int_range (random, 1, 500);
      int other_height = g_rand_int_range (random, 1, 500);
      int x = g_rand_int_range (random, -150, 300);
      int y = g_rand_int_range (random, -150, 300);
      guint8 around = g_rand_boolean (random) ? 255 : 0;
      g_autoptr (GessoMask) placed
          = gesso_mask_place (mask, other_width, other_height, x, y, around);

      for (int py = 0; py < other_height; py++)
        for (int px = 0; px < other_width; px++)
          {
            gboolean inside = px >= x && px < x + width && py >= y && py < y + height;

            g_assert_cmpint (gesso_mask_get_pixel (placed, px, py), ==,
                             inside ? gesso_mask_get_pixel (mask, px - x, py - y) : around);
          }
    }
}

static void
test_resize (void)
{
  g_autoptr (GessoMask) mask = gesso_mask_new (400, 300);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoMask) same = NULL;
  g_autoptr (GessoMask) twice = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  GessoRect rect = { 100, 60, 200, 90 };
  GessoRect bounds;

  gesso_mask_fill_rect (mask, &rect, 255);
  same = gesso_mask_resize (mask, 400, 300, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (same == mask);
  twice = gesso_mask_resize (mask, 800, 450, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (gesso_mask_get_bounds (twice, 128, &bounds));
  g_assert_cmpint (bounds.x, ==, 200);
  g_assert_cmpint (bounds.width, ==, 400);
  g_assert_cmpint (bounds.y, ==, 90);
  g_assert_cmpint (bounds.height, ==, 135);

  g_cancellable_cancel (cancelled);
  g_assert_null (gesso_mask_resize (mask, 801, 450, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/mask-operations/grow", test_grow);
  g_test_add_func ("/mask-operations/grow-and-shrink", test_grow_and_shrink);
  g_test_add_func ("/mask-operations/feather-inward", test_feather_inward);
  g_test_add_func ("/mask-operations/feather-outward", test_feather_outward);
  g_test_add_func ("/mask-operations/feather-far", test_feather_far);
  g_test_add_func ("/mask-operations/simple", test_simple);
  g_test_add_func ("/mask-operations/fill-holes", test_fill_holes);
  g_test_add_func ("/mask-operations/smooth", test_smooth);
  g_test_add_func ("/mask-operations/cancel", test_cancel);
  g_test_add_func ("/mask-operations/select-color", test_select_color);
  g_test_add_func ("/mask-operations/select-16", test_select_16);
  g_test_add_func ("/mask-operations/select-inside", test_select_inside);
  g_test_add_func ("/mask-operations/polarity", test_polarity);
  g_test_add_func ("/mask-operations/import", test_import);
  g_test_add_func ("/mask-operations/import-refusals", test_import_refusals);
  g_test_add_func ("/mask-operations/png", test_png);
  g_test_add_func ("/mask-operations/place", test_place);
  g_test_add_func ("/mask-operations/resize", test_resize);

  return g_test_run ();
}
