/* test-jpeg-segments.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "metadata/gesso-jpeg-segments.h"
#include "support/gesso-test-picture.h"

#include <string.h>

static void
append_segment (GByteArray *out,
                guint8      marker,
                const char *data,
                gsize       length)
{
  const guint8 head[] = { 0xff, marker, (guint8) ((length + 2) >> 8), (guint8) (length + 2) };

  g_byte_array_append (out, head, sizeof head);
  g_byte_array_append (out, (const guint8 *) data, (guint) length);
}

/* The head of a JPEG file, up to the first scan, with @extra segments of ICC data. */
static GByteArray *
make_file (const char *const *icc_parts)
{
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, (const guint8 *) "\xff\xd8", 2);
  append_segment (out, 0xe0, "JFIF\0\1\1\0\0\1\0\1\0\0", 14);
  for (guint i = 0; icc_parts != NULL && icc_parts[i] != NULL; i++)
    {
      g_autoptr (GString) body = g_string_new_len ("ICC_PROFILE\0", 12);

      g_string_append (body, icc_parts[i]);
      append_segment (out, 0xe2, body->str, body->len);
    }
  append_segment (out, 0xfe, "a remark", 8);
  append_segment (out, 0xda, "\1\1\0\0\77\0", 6);
  g_byte_array_append (out, (const guint8 *) "scan\xff\xd9", 6);

  return out;
}

static void
test_walk (void)
{
  g_autoptr (GByteArray) file = make_file (NULL);
  GessoJpegSegments segments;
  GessoJpegSegment segment;
  g_autoptr (GString) seen = g_string_new (NULL);

  g_assert_true (gesso_jpeg_segments_init (&segments, file->data, file->len));
  while (gesso_jpeg_segments_next (&segments, &segment))
    {
      g_string_append_printf (seen, "%02x:%" G_GSIZE_FORMAT " ", segment.marker, segment.length);
      g_assert_true (segment.data == file->data + segment.offset + 4);
    }
  g_assert_cmpstr (seen->str, ==, "e0:14 fe:8 da:6 ");
  g_assert_false (segments.is_truncated);
  g_assert_false (gesso_jpeg_segments_next (&segments, &segment));
  g_assert_false (gesso_jpeg_segments_init (&segments, (const guint8 *) "\x89PNG", 4));
}

static void
test_cut_everywhere (void)
{
  g_autoptr (GByteArray) file = make_file (NULL);
  gsize scan = file->len - 6;

  for (gsize length = 0; length < scan; length++)
    {
      g_autofree guint8 *copy = g_memdup2 (file->data, length);
      g_autoptr (GBytes) cut = g_bytes_new (copy, length);
      GessoJpegSegments segments;
      GessoJpegSegment segment;

      if (gesso_jpeg_segments_init (&segments, copy, length))
        {
          while (gesso_jpeg_segments_next (&segments, &segment))
            g_assert_cmphex (segment.marker, !=, 0xda);
          g_assert_true (segments.is_truncated);
        }
      g_assert_null (gesso_jpeg_segments_strip (cut));
      g_assert_null (gesso_jpeg_segments_replace_xmp (cut, "<x/>"));
      g_assert_null (gesso_jpeg_segments_dup_icc (copy, length));
    }
}

/* The parts of a profile are numbered, and may come in any order. */
static void
test_icc_parts (void)
{
  static const char *const turned[] = { "\2\2world", "\1\2hello ", NULL };
  static const char *const missing[] = { "\2\2world", NULL };
  g_autoptr (GByteArray) whole = make_file (turned);
  g_autoptr (GByteArray) half = make_file (missing);
  g_autoptr (GByteArray) none = make_file (NULL);
  g_autoptr (GBytes) icc = gesso_jpeg_segments_dup_icc (whole->data, whole->len);

  g_assert_nonnull (icc);
  g_assert_cmpmem (g_bytes_get_data (icc, NULL), g_bytes_get_size (icc), "hello world", 11);
  g_assert_null (gesso_jpeg_segments_dup_icc (half->data, half->len));
  g_assert_null (gesso_jpeg_segments_dup_icc (none->data, none->len));
}

static void
test_xmp (void)
{
  g_autoptr (GBytes) plain = gesso_test_picture_jpeg (9, 7);
  g_autoptr (GBytes) once = gesso_jpeg_segments_replace_xmp (plain, "<one/>");
  g_autoptr (GBytes) twice = gesso_jpeg_segments_replace_xmp (once, "<two/>");
  g_autofree char *none = gesso_jpeg_segments_dup_xmp (plain);
  g_autofree char *one = gesso_jpeg_segments_dup_xmp (once);
  g_autofree char *two = gesso_jpeg_segments_dup_xmp (twice);
  g_autofree char *large = g_strnfill (70000, 'x');
  g_autoptr (GBytes) stripped = NULL;

  g_assert_null (none);
  g_assert_cmpstr (one, ==, "<one/>");
  g_assert_cmpstr (two, ==, "<two/>");
  g_assert_cmpuint (g_bytes_get_size (once), ==, g_bytes_get_size (twice));
  g_assert_null (gesso_jpeg_segments_replace_xmp (plain, large));
  stripped = gesso_jpeg_segments_strip (twice);
  g_assert_true (g_bytes_equal (plain, stripped));
}

/* Stripping removes what is private, but the picture does not fall on its side. */
static void
test_strip_keeps_orientation (void)
{
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr (GBytes) file = gesso_test_picture_exif_jpeg (9, 7, orientation);
      g_autoptr (GBytes) stripped = gesso_jpeg_segments_strip (file);
      gsize length;
      const guint8 *data;

      g_assert_nonnull (stripped);
      data = g_bytes_get_data (file, &length);
      g_assert_cmpint (gesso_jpeg_segments_get_orientation (data, length), ==, orientation);
      data = g_bytes_get_data (stripped, &length);
      g_assert_cmpint (gesso_jpeg_segments_get_orientation (data, length), ==, orientation);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/jpeg-segments/walk", test_walk);
  g_test_add_func ("/jpeg-segments/cut-everywhere", test_cut_everywhere);
  g_test_add_func ("/jpeg-segments/icc-parts", test_icc_parts);
  g_test_add_func ("/jpeg-segments/xmp", test_xmp);
  g_test_add_func ("/jpeg-segments/strip-keeps-orientation", test_strip_keeps_orientation);

  return g_test_run ();
}
