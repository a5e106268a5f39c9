/* test-webp-chunks.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "metadata/gesso-webp-chunks.h"

#include <string.h>

/* 300 × 200 pixels with alpha, without loss; only the header is real. */
static const char lossless[] = "\x2f\x2b\xc1\x31\x10";

static void
append_chunk (GByteArray *out,
              const char *type,
              const char *data,
              guint       length)
{
  guint32 little = GUINT32_TO_LE (length);

  g_byte_array_append (out, (const guint8 *) type, 4);
  g_byte_array_append (out, (const guint8 *) &little, 4);
  g_byte_array_append (out, (const guint8 *) data, length);
  if (length % 2 != 0)
    g_byte_array_append (out, (const guint8 *) "", 1);
}

static GBytes *
make_file (const char *extra,
           const char *data)
{
  GByteArray *out = g_byte_array_new ();
  guint32 little;

  g_byte_array_append (out, (const guint8 *) "RIFF\0\0\0\0WEBP", 12);
  append_chunk (out, "VP8L", lossless, sizeof lossless - 1);
  if (extra != NULL)
    append_chunk (out, extra, data, (guint) strlen (data));
  little = GUINT32_TO_LE (out->len - 8);
  memcpy (out->data + 4, &little, 4);

  return g_byte_array_free_to_bytes (out);
}

static char *
list_types (GBytes *file)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  GessoWebpChunks chunks;
  GessoWebpChunk chunk;
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);

  g_assert_true (gesso_webp_chunks_init (&chunks, data, length));
  while (gesso_webp_chunks_next (&chunks, &chunk))
    {
      g_assert_true (chunk.data == data + chunk.offset + 8);
      g_string_append_printf (seen, "%s:%" G_GSIZE_FORMAT " ", chunk.type, chunk.length);
    }
  g_assert_false (chunks.is_truncated);

  return g_string_free (g_steal_pointer (&seen), FALSE);
}

static void
test_walk (void)
{
  g_autoptr (GBytes) file = make_file ("EXIF", "abc");
  g_autofree char *types = list_types (file);
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  GessoWebpChunk chunk;

  g_assert_cmpstr (types, ==, "VP8L:5 EXIF:3 ");
  g_assert_true (gesso_webp_chunks_find (data, length, "EXIF", &chunk));
  g_assert_cmpmem (chunk.data, chunk.length, "abc", 3);
  g_assert_false (gesso_webp_chunks_find (data, length, "XMP ", &chunk));
}

static void
test_cut_everywhere (void)
{
  g_autoptr (GBytes) file = make_file ("EXIF", "abcd");

  for (gsize length = 0; length < g_bytes_get_size (file); length++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (file, NULL), length);
      g_autoptr (GBytes) cut = g_bytes_new (copy, length);
      GessoWebpChunks chunks;
      GessoWebpChunk chunk;

      g_assert_true (gesso_webp_chunks_init (&chunks, copy, length) == (length >= 12));
      if (length >= 12)
        {
          while (gesso_webp_chunks_next (&chunks, &chunk))
            ;
          g_assert_true (chunks.is_truncated);
        }
      g_assert_null (gesso_webp_chunks_strip (cut));
      g_assert_null (gesso_webp_chunks_replace_xmp (cut, "<x/>"));
    }
}

static void
test_sizes (void)
{
  const struct
  {
    const char *type;
    const char *data;
    guint length;
    int width;
    int height;
    gboolean has_alpha;
  } rows[] = {
    { "VP8L", lossless, 5, 300, 200, TRUE },
    { "VP8L", lossless, 4, 0, 0, FALSE },
    { "VP8L", "\x2e\x2b\xc1\x31\x10", 5, 0, 0, FALSE },
    { "VP8 ", "\0\0\0\x9d\x01\x2a\x2c\x41\xc8\x80", 10, 300, 200, FALSE },
    { "VP8 ", "\0\0\0\x9d\x01\x2a\0\0\xc8\0", 10, 0, 0, FALSE },
    { "VP8 ", "\0\0\0\x9d\x01\x2b\x2c\x01\xc8\0", 10, 0, 0, FALSE },
    { "VP8X", "\x10\0\0\0\x2b\x01\0\xc7\0\0", 10, 300, 200, TRUE },
    { "VP8X", "\0\0\0\0\xff\xff\xff\xff\xff\xff", 10, 1 << 24, 1 << 24, FALSE },
    { "ALPH", "\0\0\0\0\0\0\0\0\0\0", 10, 0, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GessoWebpChunk chunk = { .data = (const guint8 *) rows[i].data, .length = rows[i].length };
      int width = 0;
      int height = 0;
      gboolean has_alpha;

      memcpy (chunk.type, rows[i].type, 5);
      g_assert_true (gesso_webp_chunks_get_size (&chunk, &width, &height, &has_alpha)
                     == (rows[i].width > 0));
      if (rows[i].width == 0)
        continue;
      g_assert_cmpint (width, ==, rows[i].width);
      g_assert_cmpint (height, ==, rows[i].height);
      g_assert_cmpint (has_alpha, ==, rows[i].has_alpha);
    }
}

/* A simple file becomes an extended one; the announced size follows. */
static void
test_xmp (void)
{
  g_autoptr (GBytes) file = make_file (NULL, NULL);
  g_autoptr (GBytes) once = gesso_webp_chunks_replace_xmp (file, "<one/>");
  g_autoptr (GBytes) twice = gesso_webp_chunks_replace_xmp (once, "<three/>");
  g_autofree char *types = list_types (twice);
  gsize length;
  const guint8 *data = g_bytes_get_data (twice, &length);
  GessoWebpChunk chunk;
  int width;
  int height;
  gboolean has_alpha;

  g_assert_cmpstr (types, ==, "VP8X:10 VP8L:5 XMP :8 ");
  g_assert_true (gesso_webp_chunks_find (data, length, "XMP ", &chunk));
  g_assert_cmpmem (chunk.data, chunk.length, "<three/>", 8);
  g_assert_true (gesso_webp_chunks_find (data, length, "VP8X", &chunk));
  g_assert_cmphex (chunk.data[0], ==, 0x14);
  g_assert_true (gesso_webp_chunks_get_size (&chunk, &width, &height, &has_alpha));
  g_assert_cmpint (width, ==, 300);
  g_assert_cmpint (height, ==, 200);
}

static void
test_strip (void)
{
  g_autoptr (GBytes) file = make_file ("EXIF", "where I live");
  g_autoptr (GBytes) with_xmp = gesso_webp_chunks_replace_xmp (file, "<x/>");
  g_autoptr (GBytes) stripped = gesso_webp_chunks_strip (with_xmp);
  g_autofree char *types = list_types (stripped);
  GessoWebpChunk chunk;

  g_assert_cmpstr (types, ==, "VP8X:10 VP8L:5 ");
  g_assert_true (gesso_webp_chunks_find (g_bytes_get_data (stripped, NULL),
                                         g_bytes_get_size (stripped), "VP8X", &chunk));
  g_assert_cmphex (chunk.data[0], ==, 0x10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/webp-chunks/walk", test_walk);
  g_test_add_func ("/webp-chunks/cut-everywhere", test_cut_everywhere);
  g_test_add_func ("/webp-chunks/sizes", test_sizes);
  g_test_add_func ("/webp-chunks/xmp", test_xmp);
  g_test_add_func ("/webp-chunks/strip", test_strip);

  return g_test_run ();
}
