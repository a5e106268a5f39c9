/* test-image-info.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "image/gesso-image-info.h"
#include "support/gesso-test-picture.h"

static void
test_png (void)
{
  for (int kind = 0; kind <= GESSO_TEST_PNG_LAST; kind++)
    {
      g_autoptr (GBytes) file = gesso_test_picture_png ((GessoTestPng) kind, 31, 17);
      g_autoptr (GError) error = NULL;
      GessoImageInfo info;

      gesso_image_info_read (file, &info, &error);
      g_assert_no_error (error);
      g_assert_cmpint (info.format, ==, GESSO_IMAGE_FORMAT_PNG);
      g_assert_cmpint (info.width, ==, 31);
      g_assert_cmpint (info.height, ==, 17);
      g_assert_cmpint (info.depth, ==,
                       kind == GESSO_TEST_PNG_RGB16 || kind == GESSO_TEST_PNG_GRAY16 ? 16
                       : kind == GESSO_TEST_PNG_GRAY_BITS                            ? 1
                                                                                     : 8);
      g_assert_cmpint (info.has_alpha, ==,
                       kind == GESSO_TEST_PNG_RGBA || kind == GESSO_TEST_PNG_GRAY_ALPHA
                           || kind == GESSO_TEST_PNG_PALETTE_TRANSPARENT
                           || kind == GESSO_TEST_PNG_RGB_TRANSPARENT);
      g_assert_false (info.is_cmyk);
    }
}

static void
test_jpeg (void)
{
  g_autoptr (GBytes) plain = gesso_test_picture_jpeg (40, 25);
  g_autoptr (GBytes) cmyk = gesso_test_picture_cmyk_jpeg (40, 25, FALSE);
  GessoImageInfo info;

  g_assert_true (gesso_image_info_read (plain, &info, NULL));
  g_assert_cmpint (info.format, ==, GESSO_IMAGE_FORMAT_JPEG);
  g_assert_cmpint (info.width, ==, 40);
  g_assert_cmpint (info.height, ==, 25);
  g_assert_false (info.is_cmyk);
  g_assert_false (info.has_alpha);
  g_assert_true (gesso_image_info_read (cmyk, &info, NULL));
  g_assert_true (info.is_cmyk);
}

static void
test_orientation (void)
{
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr (GBytes) file = gesso_test_picture_exif_jpeg (40, 25, orientation);
      GessoImageInfo info;

      g_assert_true (gesso_image_info_read (file, &info, NULL));
      g_assert_cmpint (info.orientation, ==, orientation);
      g_assert_cmpint (info.stored_width, ==, 40);
      g_assert_cmpint (info.stored_height, ==, 25);
      g_assert_cmpint (info.width, ==, orientation >= 5 ? 25 : 40);
      g_assert_cmpint (info.height, ==, orientation >= 5 ? 40 : 25);
    }
}

/* A header cut anywhere is an error with a code, or already says all. */
static void
test_cut_everywhere (void)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGBA, 31, 17);
  g_autoptr (GBytes) jpeg = gesso_test_picture_jpeg (31, 17);
  g_autoptr (GBytes) gif = gesso_test_picture_gif ();
  GBytes *files[] = { png, jpeg, gif };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      GessoImageInfo whole;
      gboolean was_read = FALSE;

      g_assert_true (gesso_image_info_read (files[i], &whole, NULL));
      for (gsize length = 0; length < MIN (g_bytes_get_size (files[i]), 900); length++)
        {
          g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (files[i], NULL), length);
          g_autoptr (GBytes) cut = g_bytes_new (copy, length);
          g_autoptr (GError) error = NULL;
          GessoImageInfo info;

          if (gesso_image_info_read (cut, &info, &error))
            {
              was_read = TRUE;
              g_assert_cmpint (info.width, ==, whole.width);
              g_assert_cmpint (info.height, ==, whole.height);
              continue;
            }
          g_assert_false (was_read);
          g_assert_true (g_error_matches (error, GESSO_IMAGE_ERROR,
                                          length == 0 ? GESSO_IMAGE_ERROR_EMPTY
                                          : info.format == GESSO_IMAGE_FORMAT_UNKNOWN
                                              ? GESSO_IMAGE_ERROR_NOT_AN_IMAGE
                                              : GESSO_IMAGE_ERROR_TRUNCATED));
        }
    }
}

/* A bitmap of 1 bit says that it has four thousand million colours, for which a loader made room.
 */
static void
test_lying_colours (void)
{
  static const guint8 bitmap[106]
      = { 'B',      'M',      [10] = 62, [14] = 40,   [18] = 13,  [22] = 9,
          [26] = 1, [28] = 1, [46] = 2,  [48] = 0xfe, [49] = 0xff };
  g_autofree guint8 *good = g_memdup2 (bitmap, sizeof bitmap);
  g_autoptr (GBytes) file = g_bytes_new_static (bitmap, sizeof bitmap);
  g_autoptr (GBytes) good_file = NULL;
  g_autoptr (GError) error = NULL;
  GessoImageInfo info;

  g_assert_false (gesso_image_info_read (file, &info, &error));
  g_assert_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TRUNCATED);

  good[48] = good[49] = 0;
  good_file = g_bytes_new_static (good, sizeof bitmap);
  g_assert_true (gesso_image_info_read (good_file, &info, NULL));
  g_assert_cmpint (info.width, ==, 13);
  g_assert_cmpint (info.height, ==, 9);
}

static void
test_empty_frame (void)
{
  static const guint8 picture[] = { 'G', 'I', 'F', '8', '9', 'a', 3, 0, 2, 0, 0, 0, 0, 0x2c, 0,
                                    0,   0,   0,   1,   0,   1,   0, 0, 2, 2, 0, 1, 0, 0x3b };
  g_autoptr (GBytes) file = g_bytes_new_static (picture, sizeof picture);
  g_autofree guint8 *empty = g_memdup2 (picture, sizeof picture);
  g_autoptr (GBytes) empty_file = NULL;
  g_autoptr (GError) error = NULL;
  GessoImageInfo info;

  g_assert_true (gesso_image_info_read (file, &info, NULL));
  empty[20] = 0;
  empty_file = g_bytes_new_static (empty, sizeof picture);
  g_assert_false (gesso_image_info_read (empty_file, &info, &error));
  g_assert_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TRUNCATED);
}

static void
test_not_a_picture (void)
{
  g_autoptr (GBytes) file = gesso_test_picture_from_text ("Dear all, the picture is attached.");
  g_autoptr (GError) error = NULL;
  GessoImageInfo info;

  g_assert_false (gesso_image_info_read (file, &info, &error));
  g_assert_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_NOT_AN_IMAGE);
  g_assert_cmpint (info.format, ==, GESSO_IMAGE_FORMAT_UNKNOWN);
}

/* Headers that announce far more than there is are read as they are; who decodes sets limits. */
static void
test_bombs (void)
{
  g_autoptr (GBytes) png = gesso_test_picture_png_bomb ();
  g_autoptr (GBytes) jpeg = gesso_test_picture_jpeg_bomb ();
  GessoImageInfo info;

  g_assert_true (gesso_image_info_read (png, &info, NULL));
  g_assert_cmpint (info.width, >=, 10000);
  g_assert_true (gesso_image_info_read (jpeg, &info, NULL));
  g_assert_cmpint (info.width, ==, 65535);
  g_assert_cmpint (info.height, ==, 65535);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/image-info/png", test_png);
  g_test_add_func ("/image-info/jpeg", test_jpeg);
  g_test_add_func ("/image-info/orientation", test_orientation);
  g_test_add_func ("/image-info/cut-everywhere", test_cut_everywhere);
  g_test_add_func ("/image-info/lying-colours", test_lying_colours);
  g_test_add_func ("/image-info/empty-frame", test_empty_frame);
  g_test_add_func ("/image-info/not-a-picture", test_not_a_picture);
  g_test_add_func ("/image-info/bombs", test_bombs);

  return g_test_run ();
}
