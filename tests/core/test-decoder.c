/* test-decoder.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-file.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <string.h>

static GessoImage *
decode (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  GessoImage *image = gesso_decoder_decode (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (image);
  return image;
}

static void
assert_pixel (GessoImage *image,
              int         x,
              int         y,
              guint32     rgba,
              int         tolerance)
{
  const guint8 *p = gesso_image_get_row (image, y) + 4 * x;

  g_assert_cmpint (gesso_image_get_format (image), ==, GESSO_PIXEL_FORMAT_RGBA8);
  for (int c = 0; c < 4; c++)
    g_assert_cmpint (ABS (p[c] - (int) (rgba >> (24 - 8 * c) & 0xff)), <=, tolerance);
}

static void
assert_fails (GBytes *bytes,
              int     code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image = gesso_decoder_decode (bytes, NULL, NULL, &error);

  g_assert_error (error, GESSO_IMAGE_ERROR, code);
  g_assert_null (image);
}

/* What fill_png_row() of the maker puts at a byte. */
static guint8
made (int i,
      int y)
{
  return (guint8) (7 * i + 13 * y);
}

static void
test_png_rgb (void)
{
  const GessoTestPng kinds[] = { GESSO_TEST_PNG_RGB, GESSO_TEST_PNG_INTERLACED };

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GBytes) file = gesso_test_picture_png (kinds[k], 37, 23);
      g_autoptr (GessoImage) image = decode (file);

      g_assert_cmpint (gesso_image_get_width (image), ==, 37);
      g_assert_cmpint (gesso_image_get_height (image), ==, 23);
      g_assert_false (gesso_image_has_alpha (image));
      for (int y = 0; y < 23; y++)
        for (int x = 0; x < 37; x++)
          for (int c = 0; c < 3; c++)
            g_assert_cmpint (gesso_image_get_row (image, y)[4 * x + c], ==, made (3 * x + c, y));
    }
}

static void
test_png_alpha (void)
{
  g_autoptr (GBytes) rgba = gesso_test_picture_png (GESSO_TEST_PNG_RGBA, 9, 5);
  g_autoptr (GBytes) gray = gesso_test_picture_png (GESSO_TEST_PNG_GRAY_ALPHA, 9, 5);
  g_autoptr (GBytes) key = gesso_test_picture_png (GESSO_TEST_PNG_RGB_TRANSPARENT, 9, 5);
  g_autoptr (GessoImage) image = decode (rgba);
  g_autoptr (GessoImage) gray_image = decode (gray);
  g_autoptr (GessoImage) key_image = decode (key);

  for (int i = 0; i < 36; i++)
    g_assert_cmpint (gesso_image_get_row (image, 3)[i], ==, made (i, 3));
  for (int x = 0; x < 9; x++)
    {
      g_assert_cmpint (gesso_image_get_row (gray_image, 2)[4 * x], ==, made (2 * x, 2));
      g_assert_cmpint (gesso_image_get_row (gray_image, 2)[4 * x + 1], ==, made (2 * x, 2));
      g_assert_cmpint (gesso_image_get_row (gray_image, 2)[4 * x + 3], ==, made (2 * x + 1, 2));
    }
  /* The key colour is 0, 7, 14: the first pixel of the first row. */
  g_assert_cmpint (gesso_image_get_row (key_image, 0)[3], ==, 0);
  g_assert_cmpint (gesso_image_get_row (key_image, 0)[7], ==, 255);
}

static void
test_png_gray_and_palette (void)
{
  g_autoptr (GBytes) gray = gesso_test_picture_png (GESSO_TEST_PNG_GRAY, 20, 4);
  g_autoptr (GBytes) bits = gesso_test_picture_png (GESSO_TEST_PNG_GRAY_BITS, 20, 4);
  g_autoptr (GBytes) palette = gesso_test_picture_png (GESSO_TEST_PNG_PALETTE, 20, 4);
  g_autoptr (GBytes) clear = gesso_test_picture_png (GESSO_TEST_PNG_PALETTE_TRANSPARENT, 20, 4);
  g_autoptr (GessoImage) gray_image = decode (gray);
  g_autoptr (GessoImage) bits_image = decode (bits);
  g_autoptr (GessoImage) palette_image = decode (palette);
  g_autoptr (GessoImage) clear_image = decode (clear);

  for (int x = 0; x < 20; x++)
    {
      int bit = made (x / 8, 1) >> (7 - x % 8) & 1;
      int index = made (x, 1) & 15;

      g_assert_cmpint (gesso_image_get_row (gray_image, 1)[4 * x + 2], ==, made (x, 1));
      g_assert_cmpint (gesso_image_get_row (bits_image, 1)[4 * x], ==, bit * 255);
      g_assert_cmpint (gesso_image_get_row (palette_image, 1)[4 * x], ==, index * 17);
      g_assert_cmpint (gesso_image_get_row (palette_image, 1)[4 * x + 3], ==, 255);
      g_assert_cmpint (gesso_image_get_row (clear_image, 1)[4 * x + 3], ==, index * 16);
    }
}

static void
test_png_16 (void)
{
  g_autoptr (GBytes) rgb = gesso_test_picture_png (GESSO_TEST_PNG_RGB16, 11, 3);
  g_autoptr (GBytes) gray = gesso_test_picture_png (GESSO_TEST_PNG_GRAY16, 11, 3);
  g_autoptr (GessoImage) image = decode (rgb);
  g_autoptr (GessoImage) gray_image = decode (gray);
  g_autoptr (GessoImage) narrow = NULL;
  GessoDecodeOptions options = { .max_depth_8 = TRUE };

  g_assert_cmpint (gesso_image_get_format (image), ==, GESSO_PIXEL_FORMAT_RGBA16);
  for (int x = 0; x < 11; x++)
    {
      const guint16 *row = (const guint16 *) gesso_image_get_row (image, 2);
      const guint16 *gray_row = (const guint16 *) gesso_image_get_row (gray_image, 2);

      for (int c = 0; c < 3; c++)
        g_assert_cmpint (row[4 * x + c], ==,
                         made (6 * x + 2 * c, 2) << 8 | made (6 * x + 2 * c + 1, 2));
      g_assert_cmpint (row[4 * x + 3], ==, 65535);
      g_assert_cmpint (gray_row[4 * x], ==, made (2 * x, 2) << 8 | made (2 * x + 1, 2));
      g_assert_cmpint (gray_row[4 * x + 1], ==, gray_row[4 * x]);
    }

  narrow = gesso_decoder_decode (rgb, &options, NULL, NULL);
  g_assert_cmpint (gesso_image_get_format (narrow), ==, GESSO_PIXEL_FORMAT_RGBA8);
}

static void
test_png_cut (void)
{
  for (int kind = 0; kind <= GESSO_TEST_PNG_LAST; kind++)
    {
      g_autoptr (GBytes) whole = gesso_test_picture_png ((GessoTestPng) kind, 64, 48);
      gsize size = g_bytes_get_size (whole);

      for (gsize length = 8; length < size; length += 1 + size / 97)
        {
          g_autoptr (GBytes) cut = gesso_test_picture_cut (whole, length);
          assert_fails (cut, GESSO_IMAGE_ERROR_TRUNCATED);
        }
    }
}

static void
test_partial (void)
{
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (200, 100, 5, FALSE);
  g_autoptr (GBytes) png = gesso_encoder_encode (noise, GESSO_IMAGE_FORMAT_PNG, NULL, NULL, NULL);
  g_autoptr (GBytes) half = gesso_test_picture_cut (png, g_bytes_get_size (png) / 2);
  g_autoptr (GBytes) jpeg = gesso_test_picture_jpeg (200, 100);
  g_autoptr (GBytes) half_jpeg = gesso_test_picture_cut (jpeg, g_bytes_get_size (jpeg) - 60);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GessoImage) jpeg_image = NULL;
  gboolean is_complete = TRUE;

  image = gesso_decoder_decode_partial (half, NULL, &is_complete, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (is_complete);
  g_assert_cmpmem (gesso_image_get_row (image, 10), 800, gesso_image_get_row (noise, 10), 800);
  g_assert_cmpint (gesso_image_get_row (image, 99)[3], ==, 0);

  assert_fails (half_jpeg, GESSO_IMAGE_ERROR_TRUNCATED);
  is_complete = TRUE;
  jpeg_image = gesso_decoder_decode_partial (half_jpeg, NULL, &is_complete, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (is_complete);
  assert_pixel (jpeg_image, 5, 5, 0xff0000ff, 6);
}

static void
test_jpeg (void)
{
  g_autoptr (GBytes) file = gesso_test_picture_jpeg (64, 32);
  g_autoptr (GessoImage) image = decode (file);

  g_assert_cmpint (gesso_image_get_width (image), ==, 64);
  g_assert_cmpint (gesso_image_get_height (image), ==, 32);
  assert_pixel (image, 10, 4, 0xff0000ff, 6);
  assert_pixel (image, 10, 28, 0x0000ffff, 6);
}

static void
test_jpeg_cmyk (void)
{
  for (int inverted = 0; inverted < 2; inverted++)
    {
      g_autoptr (GBytes) file = gesso_test_picture_cmyk_jpeg (64, 32, inverted);
      g_autoptr (GBytes) cut = gesso_test_picture_cut (file, g_bytes_get_size (file) - 40);
      g_autoptr (GessoImage) image = decode (file);
      GessoImageInfo info;

      g_assert_true (gesso_decoder_probe (file, &info, NULL));
      g_assert_true (info.is_cmyk);
      assert_fails (cut, GESSO_IMAGE_ERROR_TRUNCATED);
      assert_pixel (image, 10, 4, 0x00ffffff, 8);
      assert_pixel (image, 10, 28, 0xffffffff, 8);
    }
}

static void
test_jpeg_orientation (void)
{
  /* Where the red half ends up: x and y of a point in it, in a picture of 64 by 32 stored. */
  static const struct
  {
    int red_x, red_y, blue_x, blue_y;
  } points[] = {
    { 5, 4, 5, 28 }, { 5, 4, 5, 28 }, { 5, 28, 5, 4 }, { 5, 28, 5, 4 },
    { 4, 5, 28, 5 }, { 28, 5, 4, 5 }, { 28, 5, 4, 5 }, { 4, 5, 28, 5 },
  };

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr (GBytes) file = gesso_test_picture_exif_jpeg (64, 32, orientation);
      g_autoptr (GessoImage) image = decode (file);
      GessoImageInfo info;

      g_assert_true (gesso_decoder_probe (file, &info, NULL));
      g_assert_cmpint (info.orientation, ==, orientation);
      g_assert_cmpint (info.stored_width, ==, 64);
      g_assert_cmpint (info.width, ==, orientation >= 5 ? 32 : 64);
      g_assert_cmpint (gesso_image_get_width (image), ==, info.width);
      g_assert_cmpint (gesso_image_get_height (image), ==, info.height);
      assert_pixel (image, points[orientation - 1].red_x, points[orientation - 1].red_y, 0xff0000ff,
                    8);
      assert_pixel (image, points[orientation - 1].blue_x, points[orientation - 1].blue_y,
                    0x0000ffff, 8);
    }
}

static void
test_fit (void)
{
  g_autoptr (GBytes) turned = gesso_test_picture_exif_jpeg (640, 320, 6);
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 640, 320);
  GessoDecodeOptions options = { .fit_width = 100, .fit_height = 100 };
  g_autoptr (GessoImage) small = gesso_decoder_decode (turned, &options, NULL, NULL);
  g_autoptr (GessoImage) small_png = gesso_decoder_decode (png, &options, NULL, NULL);
  g_autoptr (GessoImage) whole = NULL;

  g_assert_cmpint (gesso_image_get_width (small), ==, 50);
  g_assert_cmpint (gesso_image_get_height (small), ==, 100);
  assert_pixel (small, 45, 50, 0xff0000ff, 10);
  g_assert_cmpint (gesso_image_get_width (small_png), ==, 100);
  g_assert_cmpint (gesso_image_get_height (small_png), ==, 50);

  options.fit_width = options.fit_height = 5000;
  whole = gesso_decoder_decode (png, &options, NULL, NULL);
  g_assert_cmpint (gesso_image_get_width (whole), ==, 640);
}

static void
test_webp (void)
{
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (133, 121, 1, TRUE);
  GessoEncodeOptions lossless = { .lossless = TRUE, .xmp = "<x:xmpmeta/>" };
  g_autoptr (GBytes) file
      = gesso_encoder_encode (noise, GESSO_IMAGE_FORMAT_WEBP, &lossless, NULL, NULL);
  gsize length = g_bytes_get_size (file);
  g_autoptr (GBytes) half = gesso_test_picture_cut (file, length / 2);
  g_autoptr (GBytes) no_end = gesso_test_picture_cut (file, length - 4);
  g_autoptr (GBytes) head = gesso_test_picture_cut (file, 40);
  g_autoptr (GessoImage) image = decode (file);
  g_autoptr (GessoImage) top = NULL;
  g_autoptr (GessoImage) whole = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_complete = TRUE;

  /* The colours of see-through pixels too. */
  gesso_test_picture_assert_equal (noise, image);
  assert_fails (half, GESSO_IMAGE_ERROR_TRUNCATED);
  assert_fails (no_end, GESSO_IMAGE_ERROR_TRUNCATED);

  top = gesso_decoder_decode_partial (half, NULL, &is_complete, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (is_complete);
  g_assert_cmpmem (gesso_image_get_row (top, 10), 532, gesso_image_get_row (noise, 10), 532);
  g_assert_cmpint (gesso_image_get_row (top, 120)[3], ==, 0);

  is_complete = TRUE;
  whole = gesso_decoder_decode_partial (no_end, NULL, &is_complete, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (is_complete);
  gesso_test_picture_assert_equal (noise, whole);

  g_assert_null (gesso_decoder_decode_partial (head, NULL, &is_complete, NULL, &error));
  g_assert_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TRUNCATED);
}

static void
test_other_formats (void)
{
  g_autoptr (GBytes) gif = gesso_test_picture_gif ();
  g_autoptr (GBytes) svg = gesso_test_picture_from_text (
      "<?xml version=\"1.0\"?><!-- a --><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" "
      "height=\"20\"><rect width=\"40\" height=\"20\" fill=\"#00ff00\"/></svg>");
  g_autoptr (GessoImage) gif_image = decode (gif);
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (33, 21, 1, TRUE);
  GessoEncodeOptions lossless = { .lossless = TRUE };
  g_autoptr (GBytes) webp
      = gesso_encoder_encode (noise, GESSO_IMAGE_FORMAT_WEBP, &lossless, NULL, NULL);
  g_autoptr (GessoImage) webp_image = decode (webp);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) svg_image = NULL;

  g_assert_cmpint (gesso_image_get_width (gif_image), ==, 2);
  g_assert_cmpint (gesso_image_get_row (gif_image, 0)[3], ==, 0);
  assert_pixel (gif_image, 1, 0, 0xffffffff, 0);
  gesso_test_picture_assert_equal (noise, webp_image);

  svg_image = gesso_decoder_decode (svg, NULL, NULL, &error);
  if (g_error_matches (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_UNSUPPORTED))
    {
      g_test_message ("no loader for SVG is installed");
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpint (gesso_image_get_width (svg_image), ==, 40);
  assert_pixel (svg_image, 20, 10, 0x00ff00ff, 0);
}

static void
test_bombs (void)
{
  g_autoptr (GBytes) png = gesso_test_picture_png_bomb ();
  g_autoptr (GBytes) jpeg = gesso_test_picture_jpeg_bomb ();
  g_autoptr (GBytes) gif = gesso_test_picture_gif_bomb ();
  g_autoptr (GBytes) svg = gesso_test_picture_from_text (
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60000\" height=\"60000\"/>");
  GBytes *files[] = { png, jpeg, gif };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      GessoImageInfo info;

      g_assert_true (gesso_decoder_probe (files[i], &info, NULL));
      g_assert_cmpint (info.width, ==, 65535);
      g_assert_cmpint (info.height, ==, 65535);
      assert_fails (files[i], GESSO_IMAGE_ERROR_TOO_LARGE);
    }
  assert_fails (svg, GESSO_IMAGE_ERROR_TOO_LARGE);
}

static guint64
read_peak_mib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmPeak:");
  g_assert_nonnull (line);
  return g_ascii_strtoull (line + strlen ("VmPeak:"), NULL, 10) / 1024;
}

/* A Targa picture of 32,000 by 32,000 pixels, 24 bits each: 3 GB. Its loader makes room for all of
 * them unless it is told to stop. */
static int
look_at_targa (void)
{
  static const guint8 targa[200] = { [2] = 2, [13] = 0x7d, [15] = 0x7d, [16] = 24, [17] = 0x20 };
  g_autoptr (GBytes) file = g_bytes_new_static (targa, sizeof targa);
  guint64 before = read_peak_mib ();
  GessoImageInfo info;

  if (!gesso_decoder_probe (file, &info, NULL))
    {
      g_print ("no loader");
      return 0;
    }

  assert_fails (file, GESSO_IMAGE_ERROR_TOO_LARGE);
  g_print ("%d %d %s", info.width, info.height,
           read_peak_mib () < before + 1000 ? "small" : "large");
  return 0;
}

/* In a process of its own, since the test's own folders hide the list of types. */
static void
test_bomb_of_loader (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *const argv[] = { program, "--look-at-targa", NULL };
  g_auto (GStrv) environment = g_environ_unsetenv (g_get_environ (), "XDG_DATA_DIRS");
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_no_error (error);
  if (g_str_equal (output, "no loader"))
    g_test_skip ("no loader takes Targa");
  else
    g_assert_cmpstr (output, ==, "32000 32000 small");
}

static void
test_limit (void)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 100, 100);
  g_autoptr (GError) error = NULL;
  GessoDecodeOptions options = { .max_pixels = 9999 };
  g_autoptr (GessoImage) refused = gesso_decoder_decode (png, &options, NULL, &error);
  g_autoptr (GessoImage) taken = NULL;

  g_assert_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TOO_LARGE);
  g_assert_null (refused);
  options.max_pixels = 10000;
  taken = gesso_decoder_decode (png, &options, NULL, NULL);
  g_assert_nonnull (taken);
}

static void
test_no_image (void)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = gesso_test_picture_from_text ("Dear reader, this is no picture.\n");
  g_autoptr (GBytes) html = gesso_test_picture_from_text ("<!doctype html><html></html>");
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 64);
  gsize length;
  guint8 *damaged = g_bytes_unref_to_data (g_bytes_ref (png), &length);
  g_autoptr (GBytes) damaged_png = NULL;

  assert_fails (empty, GESSO_IMAGE_ERROR_EMPTY);
  assert_fails (text, GESSO_IMAGE_ERROR_NOT_AN_IMAGE);
  assert_fails (html, GESSO_IMAGE_ERROR_NOT_AN_IMAGE);

  damaged[length / 2] ^= 0x55;
  damaged_png = g_bytes_new_take (damaged, length);
  assert_fails (damaged_png, GESSO_IMAGE_ERROR_NOT_AN_IMAGE);
}

static void
test_files (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "text.png", NULL);
  g_autofree char *empty = g_build_filename (folder, "empty.png", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.png", NULL);
  const char *paths[] = { path, empty, missing, folder, "/dev/zero" };
  const int codes[] = { GESSO_IMAGE_ERROR_NOT_AN_IMAGE, GESSO_IMAGE_ERROR_EMPTY,
                        GESSO_IMAGE_ERROR_IO, GESSO_IMAGE_ERROR_IO, GESSO_IMAGE_ERROR_IO };

  g_assert_true (g_file_set_contents (path, "no picture at all", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) probe_error = NULL;
      GessoImageInfo info;

      g_assert_null (gesso_decoder_decode_file (paths[i], NULL, NULL, &error));
      g_assert_error (error, GESSO_IMAGE_ERROR, codes[i]);
      g_assert_false (gesso_decoder_probe_file (paths[i], &info, &probe_error));
      g_assert_error (probe_error, GESSO_IMAGE_ERROR, codes[i]);
    }

  gesso_test_remove_folder (folder);
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) file = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 64);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image = NULL;

  g_cancellable_cancel (cancellable);
  image = gesso_decoder_decode (file, NULL, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (image);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 2 && g_str_equal (argv[1], "--look-at-targa"))
    return look_at_targa ();

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/decoder/png/rgb", test_png_rgb);
  g_test_add_func ("/decoder/png/alpha", test_png_alpha);
  g_test_add_func ("/decoder/png/gray-and-palette", test_png_gray_and_palette);
  g_test_add_func ("/decoder/png/16-bit", test_png_16);
  g_test_add_func ("/decoder/png/cut", test_png_cut);
  g_test_add_func ("/decoder/partial", test_partial);
  g_test_add_func ("/decoder/jpeg/plain", test_jpeg);
  g_test_add_func ("/decoder/jpeg/cmyk", test_jpeg_cmyk);
  g_test_add_func ("/decoder/jpeg/orientation", test_jpeg_orientation);
  g_test_add_func ("/decoder/fit", test_fit);
  g_test_add_func ("/decoder/webp", test_webp);
  g_test_add_func ("/decoder/other-formats", test_other_formats);
  g_test_add_func ("/decoder/bombs", test_bombs);
  g_test_add_func ("/decoder/bomb-of-loader", test_bomb_of_loader);
  g_test_add_func ("/decoder/limit", test_limit);
  g_test_add_func ("/decoder/no-image", test_no_image);
  g_test_add_func ("/decoder/files", test_files);
  g_test_add_func ("/decoder/cancelled", test_cancelled);

  return g_test_run ();
}
