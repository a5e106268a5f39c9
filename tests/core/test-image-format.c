/* test-image-format.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "image/gesso-image-format.h"
#include "support/gesso-test-picture.h"

#include <string.h>

static GessoImageFormat
sniff (const char *text,
       gsize       length)
{
  return gesso_image_format_sniff ((const guint8 *) text, length);
}

static void
test_signatures (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    GessoImageFormat format;
  } rows[] = {
    { "\x89PNG\r\n\x1a\n", 8, GESSO_IMAGE_FORMAT_PNG },
    { "\xff\xd8\xff\xe0", 4, GESSO_IMAGE_FORMAT_JPEG },
    { "RIFF\1\2\3\4WEBPVP8 ", 16, GESSO_IMAGE_FORMAT_WEBP },
    { "GIF87a", 6, GESSO_IMAGE_FORMAT_GIF },
    { "II*\0\x8\0\0\0", 8, GESSO_IMAGE_FORMAT_TIFF },
    { "MM\0*\0\0\0\x8", 8, GESSO_IMAGE_FORMAT_TIFF },
    { "BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0", 18, GESSO_IMAGE_FORMAT_BMP },
    { "\0\0\0\x14"
      "ftypheic\0\0\0\0mif1",
      20, GESSO_IMAGE_FORMAT_HEIF },
    { "\0\0\0\x14"
      "ftypmif1\0\0\0\0avif",
      20, GESSO_IMAGE_FORMAT_AVIF },
    { "<svg xmlns='a'>", 15, GESSO_IMAGE_FORMAT_SVG },
    { "\xef\xbb\xbf<?xml ?>\n<!-- > <html> -->\n<!DOCTYPE svg>\n<svg>", 52,
      GESSO_IMAGE_FORMAT_SVG },
    { "BMW is a car of which much is said", 34, GESSO_IMAGE_FORMAT_UNKNOWN },
    { "<svgfoo>", 8, GESSO_IMAGE_FORMAT_UNKNOWN },
    { "<html><svg></svg></html>", 24, GESSO_IMAGE_FORMAT_UNKNOWN },
    { "RIFF\1\2\3\4WAVEfmt ", 16, GESSO_IMAGE_FORMAT_UNKNOWN },
    { "\0\0\0\x14"
      "ftypisom\0\0\0\0mp42",
      20, GESSO_IMAGE_FORMAT_UNKNOWN },
    { "", 0, GESSO_IMAGE_FORMAT_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (sniff (rows[i].bytes, rows[i].length), ==, rows[i].format);
  g_assert_cmpint (gesso_image_format_sniff (NULL, 0), ==, GESSO_IMAGE_FORMAT_UNKNOWN);
}

/* No prefix of a signature is taken for a picture. */
static void
test_prefixes (void)
{
  static const char png[] = "\x89PNG\r\n\x1a\n";

  for (gsize length = 0; length < 8; length++)
    g_assert_cmpint (sniff (png, length), ==, GESSO_IMAGE_FORMAT_UNKNOWN);
  g_assert_cmpint (sniff ("RIFF\1\2\3\4WEB", 11), ==, GESSO_IMAGE_FORMAT_UNKNOWN);
}

static void
test_names (void)
{
  for (int i = GESSO_IMAGE_FORMAT_PNG; i <= GESSO_IMAGE_FORMAT_LAST; i++)
    {
      GessoImageFormat format = (GessoImageFormat) i;
      g_autofree char *name = g_strconcat ("a.b.", gesso_image_format_get_extension (format), NULL);
      g_autofree char *upper = g_ascii_strup (name, -1);
      g_autofree char *mime
          = g_strconcat (gesso_image_format_get_mime_type (format), " ; q=1", NULL);

      g_assert_cmpint (gesso_image_format_from_name (upper), ==, format);
      g_assert_cmpint (gesso_image_format_from_name (gesso_image_format_get_id (format)), ==,
                       format);
      g_assert_cmpint (gesso_image_format_from_mime_type (mime), ==, format);
    }
  g_assert_cmpint (gesso_image_format_from_name ("photo.JPEG"), ==, GESSO_IMAGE_FORMAT_JPEG);
  g_assert_cmpint (gesso_image_format_from_name ("png.txt"), ==, GESSO_IMAGE_FORMAT_UNKNOWN);
  g_assert_cmpint (gesso_image_format_from_mime_type ("IMAGE/JPG"), ==, GESSO_IMAGE_FORMAT_JPEG);
  g_assert_cmpint (gesso_image_format_from_mime_type ("text/html"), ==, GESSO_IMAGE_FORMAT_UNKNOWN);
  g_assert_cmpint (gesso_image_format_from_mime_type (NULL), ==, GESSO_IMAGE_FORMAT_UNKNOWN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/image-format/signatures", test_signatures);
  g_test_add_func ("/image-format/prefixes", test_prefixes);
  g_test_add_func ("/image-format/names", test_names);

  return g_test_run ();
}
