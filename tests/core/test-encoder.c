/* test-encoder.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "image/gesso-color.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "metadata/gesso-png-chunks.h"
#include "support/gesso-test-picture.h"

#include <lcms2.h>
#include <string.h>

static GBytes *
encode (GessoImage               *image,
        GessoImageFormat          format,
        const GessoEncodeOptions *options)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = gesso_encoder_encode (image, format, options, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gesso_image_format_sniff (g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes)),
                   ==, format);
  return bytes;
}

static GessoImage *
decode (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  GessoImage *image = gesso_decoder_decode (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  return image;
}

static GessoImage *
with_profile (GessoImage *image,
              double      gamma)
{
  cmsToneCurve *curve = cmsBuildGamma (NULL, gamma);
  cmsToneCurve *curves[] = { curve, curve, curve };
  cmsCIExyY white = { 0.3127, 0.3290, 1 };
  cmsCIExyYTRIPLE primaries = { { 0.64, 0.33, 1 }, { 0.21, 0.71, 1 }, { 0.15, 0.06, 1 } };
  cmsHPROFILE profile = cmsCreateRGBProfile (&white, &primaries, curves);
  cmsUInt32Number length = 0;
  g_autoptr (GBytes) icc = NULL;
  guint8 *data;

  g_assert_true (cmsSaveProfileToMem (profile, NULL, &length));
  data = g_malloc (length);
  g_assert_true (cmsSaveProfileToMem (profile, data, &length));
  cmsCloseProfile (profile);
  cmsFreeToneCurve (curve);
  icc = g_bytes_new_take (data, length);

  return gesso_image_new (gesso_image_get_width (image), gesso_image_get_height (image),
                          gesso_image_get_format (image), gesso_image_get_stride (image),
                          gesso_image_get_bytes (image), icc);
}

static void
test_png_round_trip (void)
{
  GessoImage *pictures[] = {
    gesso_test_picture_noise (61, 47, 1, TRUE), gesso_test_picture_noise (61, 47, 2, FALSE),
    gesso_test_picture_gradient (1, 1),         gesso_test_picture_gradient (300, 2),
    gesso_test_picture_gradient16 (50, 40),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    for (int level = 0; level <= 9; level += 3)
      {
        GessoEncodeOptions options = { .compression = level };
        g_autoptr (GBytes) file = encode (pictures[i], GESSO_IMAGE_FORMAT_PNG, &options);
        g_autoptr (GessoImage) back = decode (file);
        GessoImageInfo info;

        gesso_test_picture_assert_equal (pictures[i], back);
        g_assert_true (gesso_decoder_probe (file, &info, NULL));
        g_assert_cmpint (info.has_alpha, ==, gesso_image_has_alpha (pictures[i]));
        g_assert_null (gesso_image_get_icc_profile (back));
      }
  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    gesso_image_unref (pictures[i]);
}

static void
test_png_gray (void)
{
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (40, 30, 3, FALSE);
  g_autoptr (GessoImage) gray = gesso_color_convert (noise, GESSO_PIXEL_FORMAT_GRAY8, NULL);
  g_autoptr (GBytes) file = encode (gray, GESSO_IMAGE_FORMAT_PNG, NULL);
  g_autoptr (GessoImage) back = decode (file);
  g_autoptr (GessoImage) gray_back = gesso_color_convert (back, GESSO_PIXEL_FORMAT_GRAY8, NULL);
  GessoImageInfo info;

  g_assert_true (gesso_decoder_probe (file, &info, NULL));
  g_assert_true (info.is_gray);
  gesso_test_picture_assert_equal (gray, gray_back);
}

static void
test_icc (void)
{
  g_autoptr (GessoImage) plain = gesso_test_picture_gradient (64, 64);
  g_autoptr (GessoImage) image = with_profile (plain, 1.0);
  const GessoImageFormat formats[] = { GESSO_IMAGE_FORMAT_PNG, GESSO_IMAGE_FORMAT_JPEG };
  g_autoptr (GessoImage) srgb = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) file = encode (image, formats[i], NULL);
      g_autoptr (GessoImage) back = decode (file);
      GessoImageInfo info;

      g_assert_true (gesso_decoder_probe (file, &info, NULL));
      g_assert_true (info.has_icc);
      g_assert_nonnull (gesso_image_get_icc_profile (back));
      g_assert_true (
          g_bytes_equal (gesso_image_get_icc_profile (back), gesso_image_get_icc_profile (image)));
    }

  /* Linear numbers look much lighter in sRGB: 128 grey is 188. Black stays black. */
  srgb = gesso_color_to_srgb (image, NULL, NULL);
  g_assert_null (gesso_image_get_icc_profile (srgb));
  g_assert_cmpint (gesso_image_get_row (srgb, 32)[4 * 32], >, 180);
  g_assert_cmpint (gesso_image_get_row (srgb, 32)[4 * 32 + 3], ==, 255);
  g_assert_cmpint (gesso_image_get_row (srgb, 0)[0], <=, 1);
}

static void
test_texts (void)
{
  static const char *const texts[] = { "parameters", "ein Bär, 日本", "Title", "x", NULL };
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GessoImage) image = gesso_test_picture_gradient (20, 20);
  g_autoptr (GBytes) file = NULL;
  g_autofree char *text = NULL;
  g_autofree char *xmp = NULL;

  options.texts = texts;
  options.xmp = "<x:xmpmeta/>";
  file = encode (image, GESSO_IMAGE_FORMAT_PNG, &options);
  text = gesso_png_chunks_dup_text (file, "parameters");
  xmp = gesso_png_chunks_dup_text (file, "XML:com.adobe.xmp");
  g_assert_cmpstr (text, ==, "ein Bär, 日本");
  g_assert_cmpstr (xmp, ==, "<x:xmpmeta/>");
}

static void
test_jpeg (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_gradient (120, 80);
  g_autoptr (GessoImage) clear = gesso_test_picture_constant (16, 16, 0x00000000);
  GessoEncodeOptions options = { .quality = 95, .background = 0x20c040 };
  g_autoptr (GBytes) good = encode (image, GESSO_IMAGE_FORMAT_JPEG, &options);
  g_autoptr (GBytes) bad = NULL;
  g_autoptr (GBytes) ground = encode (clear, GESSO_IMAGE_FORMAT_JPEG, &options);
  g_autoptr (GessoImage) back = decode (good);
  g_autoptr (GessoImage) ground_back = decode (ground);
  const guint8 *pixel = gesso_image_get_row (ground_back, 8) + 32;

  options.quality = 10;
  bad = encode (image, GESSO_IMAGE_FORMAT_JPEG, &options);
  g_assert_cmpuint (g_bytes_get_size (bad), <, g_bytes_get_size (good));
  g_assert_cmpint (gesso_test_picture_max_distance (image, back), <=, 12);
  g_assert_cmpint (ABS (pixel[0] - 0x20) + ABS (pixel[1] - 0xc0) + ABS (pixel[2] - 0x40), <=, 9);
}

static void
test_webp (void)
{
  g_autoptr (GessoImage) image = gesso_test_picture_gradient (120, 80);
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (120, 80, 4, TRUE);
  GessoEncodeOptions options = { .quality = 90 };
  g_autoptr (GBytes) lossy = encode (image, GESSO_IMAGE_FORMAT_WEBP, &options);
  g_autoptr (GBytes) lossless = NULL;
  g_autoptr (GessoImage) back = decode (lossy);
  g_autoptr (GessoImage) same = NULL;
  GessoImageInfo info;

  g_assert_cmpint (gesso_test_picture_max_distance (image, back), <=, 24);
  options.lossless = TRUE;
  options.xmp = "<x:xmpmeta/>";
  lossless = encode (noise, GESSO_IMAGE_FORMAT_WEBP, &options);
  same = decode (lossless);
  gesso_test_picture_assert_equal (noise, same);
  g_assert_true (gesso_decoder_probe (lossless, &info, NULL));
  g_assert_cmpint (info.width, ==, 120);
  g_assert_cmpint (info.height, ==, 80);
  g_assert_true (info.has_alpha);
}

static void
test_refusals (void)
{
  g_autoptr (GessoImage) wide = gesso_test_picture_constant (16384, 1, 0xff);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) size_error = NULL;
  g_autoptr (GError) format_error = NULL;

  g_assert_null (gesso_encoder_encode (wide, GESSO_IMAGE_FORMAT_WEBP, NULL, NULL, &size_error));
  g_assert_error (size_error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TOO_LARGE);
  g_assert_null (gesso_encoder_encode (wide, GESSO_IMAGE_FORMAT_GIF, NULL, NULL, &format_error));
  g_assert_error (format_error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_UNSUPPORTED);

  g_cancellable_cancel (cancellable);
  for (int format = GESSO_IMAGE_FORMAT_PNG; format <= GESSO_IMAGE_FORMAT_WEBP; format++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          gesso_encoder_encode (wide, (GessoImageFormat) format, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* A stream that is full after a few bytes. */
static void
test_full_stream (void)
{
  guint8 room[100];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (room, sizeof room, NULL, NULL);
  g_autoptr (GessoImage) image = gesso_test_picture_noise (50, 50, 9, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_false (gesso_encoder_write (image, GESSO_IMAGE_FORMAT_PNG, NULL, stream, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/encoder/png/round-trip", test_png_round_trip);
  g_test_add_func ("/encoder/png/gray", test_png_gray);
  g_test_add_func ("/encoder/icc", test_icc);
  g_test_add_func ("/encoder/texts", test_texts);
  g_test_add_func ("/encoder/jpeg", test_jpeg);
  g_test_add_func ("/encoder/webp", test_webp);
  g_test_add_func ("/encoder/refusals", test_refusals);
  g_test_add_func ("/encoder/full-stream", test_full_stream);

  return g_test_run ();
}
