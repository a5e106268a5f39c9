/* test-png-chunks.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "metadata/gesso-png-chunks.h"
#include "support/gesso-test-picture.h"

#include <gio/gio.h>
#include <string.h>

/* A chunk with a wrong check sum, which the walker does not mind. */
static void
append_chunk (GByteArray *out,
              const char *type,
              const void *data,
              guint       length)
{
  guint32 big = GUINT32_TO_BE (length);

  g_byte_array_append (out, (const guint8 *) &big, 4);
  g_byte_array_append (out, (const guint8 *) type, 4);
  g_byte_array_append (out, data, length);
  g_byte_array_append (out, (const guint8 *) "\0\0\0\0", 4);
}

static GBytes *
make_file (const char *type,
           const void *data,
           guint       length)
{
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (out, "IHDR", "\0\0\0\1\0\0\0\1\x8\0\0\0\0", 13);
  append_chunk (out, type, data, length);
  append_chunk (out, "IDAT", "x", 1);
  append_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (out);
}

static void
test_walk (void)
{
  g_autoptr (GBytes) file = gesso_test_picture_png (GESSO_TEST_PNG_PALETTE, 5, 5);
  GessoPngChunks chunks;
  GessoPngChunk chunk;
  g_autoptr (GString) seen = g_string_new (NULL);
  gsize expected = 8;
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);

  g_assert_true (gesso_png_chunks_init (&chunks, data, length));
  while (gesso_png_chunks_next (&chunks, &chunk))
    {
      g_string_append_printf (seen, "%s ", chunk.type);
      g_assert_cmpuint (chunk.offset, ==, expected);
      g_assert_true (chunk.data == data + chunk.offset + 8);
      expected += chunk.length + 12;
    }
  g_assert_false (chunks.is_truncated);
  g_assert_cmpstr (seen->str, ==, "IHDR PLTE IDAT IEND ");
  g_assert_cmpuint (expected, ==, length);
  g_assert_false (gesso_png_chunks_next (&chunks, &chunk));
}

static void
test_cut_everywhere (void)
{
  g_autoptr (GBytes) file = make_file ("tEXt", "a\0b", 3);

  for (gsize length = 0; length < g_bytes_get_size (file); length++)
    {
      /* A copy of its own, so that a step too far is seen by the sanitizer. */
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (file, NULL), length);
      g_autoptr (GBytes) cut = g_bytes_new (copy, length);
      GessoPngChunks chunks;
      GessoPngChunk chunk;

      g_assert_true (gesso_png_chunks_init (&chunks, copy, length) == (length >= 8));
      if (length >= 8)
        {
          while (gesso_png_chunks_next (&chunks, &chunk))
            ;
          g_assert_true (chunks.is_truncated);
        }
      g_assert_null (gesso_png_chunks_strip (cut));
      g_assert_null (gesso_png_chunks_replace_text (cut, "a", "b"));
    }
}

static void
test_texts (void)
{
  static const char zlib_hi[] = "k\0\0\x78\x9c\xcb\xc8\x04\x00\x01\x3b\x00\xd2";
  static const char itxt_hi[] = "k\0\1\0de\0wort\0\x78\x9c\xcb\xc8\x04\x00\x01\x3b\x00\xd2";
  const struct
  {
    const char *type;
    const char *data;
    guint length;
    const char *text;
  } rows[] = {
    { "tEXt", "k\0caf\xe9", 6, "café" },
    { "tEXt", "k\0", 2, "" },
    { "tEXt", "k", 1, NULL },
    { "tEXt", "kk\0x", 4, NULL },
    { "zTXt", zlib_hi, sizeof zlib_hi - 1, "hi" },
    { "zTXt", zlib_hi, 6, NULL },
    { "zTXt", "k\0\0garbage", 10, NULL },
    { "iTXt", "k\0\0\0\0\0\xe6\x97\xa5", 9, "日" },
    { "iTXt", "k\0\0\0\0\0\xff", 7, "\xef\xbf\xbd" },
    { "iTXt", "k\0\0\0de", 6, NULL },
    { "iTXt", itxt_hi, sizeof itxt_hi - 1, "hi" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) file = make_file (rows[i].type, rows[i].data, rows[i].length);
      g_autofree char *text = gesso_png_chunks_dup_text (file, "k");

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* 100 MB of zeros in 100 kB: it must not be blown up. */
static void
test_inflate_bomb (void)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (zlib));
  g_autofree char *zeros = g_malloc0 (1 << 20);
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;

  for (int i = 0; i < 100; i++)
    g_assert_true (g_output_stream_write_all (stream, zeros, 1 << 20, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  packed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  g_byte_array_append (body, (const guint8 *) "k\0", 3);
  g_byte_array_append (body, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
  file = make_file ("zTXt", body->data, body->len);
  g_assert_null (gesso_png_chunks_dup_text (file, "k"));
}

static void
test_rewrite (void)
{
  static const char *const texts[] = { "Title", "one", "parameters", "old", NULL };
  GessoEncodeOptions options = { .compression = 1, .texts = texts };
  g_autoptr (GessoImage) image = gesso_test_picture_noise (30, 20, 1, TRUE);
  g_autoptr (GBytes) file
      = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, NULL);
  g_autoptr (GBytes) changed = gesso_png_chunks_replace_text (file, "parameters", "neu ✓");
  g_autoptr (GBytes) removed = gesso_png_chunks_replace_text (changed, "parameters", NULL);
  g_autoptr (GBytes) stripped = gesso_png_chunks_strip (changed);
  GBytes *files[] = { changed, removed, stripped };
  g_autofree char *text = gesso_png_chunks_dup_text (changed, "parameters");
  g_autofree char *title = gesso_png_chunks_dup_text (changed, "Title");
  g_autofree char *no_text = gesso_png_chunks_dup_text (removed, "parameters");
  g_autofree char *no_title = gesso_png_chunks_dup_text (stripped, "Title");

  g_assert_cmpstr (text, ==, "neu ✓");
  g_assert_cmpstr (title, ==, "one");
  g_assert_null (no_text);
  g_assert_null (no_title);
  /* libpng checks the sums of what was written. */
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoImage) back = gesso_decoder_decode (files[i], NULL, NULL, &error);

      g_assert_no_error (error);
      gesso_test_picture_assert_equal (image, back);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/png-chunks/walk", test_walk);
  g_test_add_func ("/png-chunks/cut-everywhere", test_cut_everywhere);
  g_test_add_func ("/png-chunks/texts", test_texts);
  g_test_add_func ("/png-chunks/inflate-bomb", test_inflate_bomb);
  g_test_add_func ("/png-chunks/rewrite", test_rewrite);

  return g_test_run ();
}
