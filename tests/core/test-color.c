/* test-color.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "image/gesso-color.h"
#include "support/gesso-test-picture.h"

#include <lcms2.h>

/* A profile as bytes; takes it. */
static GBytes *
save_profile (cmsHPROFILE profile)
{
  cmsUInt32Number length = 0;
  g_autofree guint8 *data = NULL;

  g_assert_true (cmsSaveProfileToMem (profile, NULL, &length));
  data = g_malloc (length);
  g_assert_true (cmsSaveProfileToMem (profile, data, &length));
  cmsCloseProfile (profile);

  return g_bytes_new (data, length);
}

static GBytes *
make_linear_profile (void)
{
  const cmsCIExyY white = { 0.3127, 0.3290, 1.0 };
  const cmsCIExyYTRIPLE primaries = { { 0.64, 0.33, 1 }, { 0.30, 0.60, 1 }, { 0.15, 0.06, 1 } };
  cmsToneCurve *curve = cmsBuildGamma (NULL, 1.0);
  cmsToneCurve *curves[] = { curve, curve, curve };
  cmsHPROFILE profile = cmsCreateRGBProfile (&white, &primaries, curves);

  cmsFreeToneCurve (curve);

  return save_profile (profile);
}

static GessoImage *
make_pixel (const guint8 *rgba,
            GBytes       *icc)
{
  g_autoptr (GBytes) pixels = g_bytes_new (rgba, 4);

  return gesso_image_new (1, 1, GESSO_PIXEL_FORMAT_RGBA8, 4, pixels, icc);
}

static void
test_no_profile (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_gradient (8, 8);
  g_autoptr (GessoImage) same = gesso_color_to_srgb (image, NULL, NULL);

  g_assert_true (same == image);
  g_assert_false (gesso_color_has_foreign_profile (image));
}

static void
test_srgb_is_kept (void)
{
  const guint8 rgba[] = { 10, 128, 240, 77 };
  g_autoptr (GBytes) icc = save_profile (cmsCreate_sRGBProfile ());
  g_autoptr (GessoImage) image = make_pixel (rgba, icc);
  g_autoptr (GessoImage) result = gesso_color_to_srgb (image, NULL, NULL);
  const guint8 *row;

  g_assert_nonnull (result);
  g_assert_null (gesso_image_get_icc_profile (result));
  row = gesso_image_get_row (result, 0);
  for (int c = 0; c < 3; c++)
    g_assert_cmpint (ABS (row[c] - rgba[c]), <=, 1);
  g_assert_cmpint (row[3], ==, 77);
}

/* Half of the light is 188 in sRGB (IEC 61966-2-1); alpha is no light. */
static void
test_linear_light (void)
{
  const guint8 rgba[] = { 0, 128, 255, 128 };
  g_autoptr (GBytes) icc = make_linear_profile ();
  g_autoptr (GessoImage) image = make_pixel (rgba, icc);
  g_autoptr (GessoImage) result = gesso_color_to_srgb (image, NULL, NULL);
  const guint8 *row;

  g_assert_false (gesso_color_has_foreign_profile (image));
  g_assert_nonnull (result);
  row = gesso_image_get_row (result, 0);
  g_assert_cmpint (row[0], <=, 1);
  g_assert_cmpint (ABS (row[1] - 188), <=, 1);
  g_assert_cmpint (row[2], >=, 254);
  g_assert_cmpint (row[3], ==, 128);
}

/* What is no profile is dropped, and the numbers stay. */
static void
test_bad_profile (void)
{
  const guint8 rgba[] = { 1, 2, 3, 4 };
  g_autoptr (GBytes) icc = g_bytes_new_static ("not a profile", 13);
  g_autoptr (GBytes) lab = save_profile (cmsCreateLab4Profile (NULL));
  g_autoptr (GessoImage) image = make_pixel (rgba, icc);
  g_autoptr (GessoImage) other = make_pixel (rgba, lab);
  g_autoptr (GessoImage) result = gesso_color_to_srgb (image, NULL, NULL);

  g_assert_true (gesso_color_has_foreign_profile (image));
  g_assert_true (gesso_color_has_foreign_profile (other));
  g_assert_nonnull (result);
  g_assert_null (gesso_image_get_icc_profile (result));
  g_assert_cmpmem (gesso_image_get_row (result, 0), 4, rgba, 4);
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) icc = make_linear_profile ();
  g_autoptr (GessoImage) plain = gesso_test_picture_gradient (64, 64);
  g_autoptr (GessoImage) image
      = gesso_image_new (64, 64, gesso_image_get_format (plain), gesso_image_get_stride (plain),
                         gesso_image_get_bytes (plain), icc);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (gesso_color_to_srgb (image, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* 8 bits become 16 and come back the same, every value. */
static void
test_depths (void)
{
  g_autofree guint8 *all = g_malloc (256 * 4);
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GessoImage) wide = NULL;
  g_autoptr (GessoImage) back = NULL;
  g_autoptr (GessoImage) gray = NULL;
  const guint16 *row;

  for (int i = 0; i < 256; i++)
    for (int c = 0; c < 4; c++)
      all[4 * i + c] = (guint8) (c < 3 ? i : 255 - i);
  image = gesso_image_new_take (256, 1, GESSO_PIXEL_FORMAT_RGBA8, 1024, g_steal_pointer (&all));
  wide = gesso_color_convert (image, GESSO_PIXEL_FORMAT_RGBA16, NULL);
  row = (const guint16 *) (gconstpointer) gesso_image_get_row (wide, 0);
  g_assert_cmphex (row[4 * 0x12], ==, 0x1212);
  back = gesso_color_convert (wide, GESSO_PIXEL_FORMAT_RGBA8, NULL);
  gesso_test_picture_assert_equal (image, back);
  gray = gesso_color_convert (image, GESSO_PIXEL_FORMAT_GRAY8, NULL);
  for (int i = 0; i < 256; i++)
    g_assert_cmpint (gesso_image_get_row (gray, 0)[i], ==, i);
}

/* Rec. 709: red 0.2126, green 0.7152, blue 0.0722. */
static void
test_luma (void)
{
  const guint8 colors[] = { 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 0 };
  g_autoptr (GBytes) pixels = g_bytes_new (colors, sizeof colors);
  g_autoptr (GessoImage) image
      = gesso_image_new (3, 1, GESSO_PIXEL_FORMAT_RGBA8, sizeof colors, pixels, NULL);
  g_autoptr (GessoImage) gray = gesso_color_convert (image, GESSO_PIXEL_FORMAT_GRAY8, NULL);

  g_assert_cmpmem (gesso_image_get_row (gray, 0), 3, "\x36\xb6\x12", 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/color/no-profile", test_no_profile);
  g_test_add_func ("/color/srgb-is-kept", test_srgb_is_kept);
  g_test_add_func ("/color/linear-light", test_linear_light);
  g_test_add_func ("/color/bad-profile", test_bad_profile);
  g_test_add_func ("/color/cancelled", test_cancelled);
  g_test_add_func ("/color/depths", test_depths);
  g_test_add_func ("/color/luma", test_luma);

  return g_test_run ();
}
