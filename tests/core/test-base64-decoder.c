/* test-base64-decoder.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-base64-decoder.h"

#include <string.h>

/* Decodes in pieces of @piece characters; NULL when refused. */
static GBytes *
decode (const char *text,
        gsize       piece)
{
  GessoBase64Decoder decoder = GESSO_BASE64_DECODER_INIT;
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize length = strlen (text);
  guint8 rest[3];
  gsize n;

  for (gsize i = 0; i < length; i += piece)
    {
      gsize n_piece = MIN (piece, length - i);
      g_autofree guint8 *room = g_malloc (GESSO_BASE64_DECODED_MAX (n_piece));

      if (!gesso_base64_decoder_push (&decoder, text + i, n_piece, room, &n))
        return NULL;
      g_byte_array_append (out, room, (guint) n);
    }
  if (!gesso_base64_decoder_finish (&decoder, rest, &n))
    return NULL;
  g_byte_array_append (out, rest, (guint) n);
  g_assert_cmpuint (decoder.n_out, ==, out->len);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static void
assert_decodes (const char *text,
                const void *bytes,
                gsize       length)
{
  for (gsize piece = 1; piece <= strlen (text) + 1; piece++)
    {
      g_autoptr (GBytes) out = decode (text, piece);

      g_assert_nonnull (out);
      g_assert_cmpmem (g_bytes_get_data (out, NULL), g_bytes_get_size (out), bytes, length);
    }
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 400; round++)
    {
      gsize length = (gsize) g_rand_int_range (rand, 0, 90);
      guint8 bytes[90];
      g_autofree char *text = NULL;

      for (gsize i = 0; i < length; i++)
        bytes[i] = (guint8) g_rand_int (rand);
      text = g_base64_encode (bytes, length);
      assert_decodes (text, bytes, length);
      /* The other alphabet, without padding. */
      g_strdelimit (text, "+", '-');
      g_strdelimit (text, "/", '_');
      text[strcspn (text, "=")] = '\0';
      assert_decodes (text, bytes, length);
    }
}

static void
test_space (void)
{
  assert_decodes (" Z G9\r\nvZ\tg = =\n", "doof", 4);
  assert_decodes ("", "", 0);
  assert_decodes (" \n", "", 0);
}

static void
test_bad (void)
{
  static const char *const bad[] = { "A",     "AAAAA", "AA*A", "A===", "AA=",     "AA==A",
                                     "AAAA=", "AAA=A", "=AAA", "AA=A", "\200AAA", "data:AAAA" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    for (gsize piece = 1; piece <= strlen (bad[i]); piece++)
      {
        g_autoptr (GBytes) out = decode (bad[i], piece);

        g_assert_null (out);
      }
}

static void
test_stays_failed (void)
{
  GessoBase64Decoder decoder = GESSO_BASE64_DECODER_INIT;
  guint8 room[16];
  gsize n;

  g_assert_false (gesso_base64_decoder_push (&decoder, "QUJD!", 5, room, &n));
  g_assert_cmpmem (room, n, "ABC", 3);
  g_assert_false (gesso_base64_decoder_push (&decoder, "QUJD", 4, room, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (gesso_base64_decoder_finish (&decoder, room, &n));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base64-decoder/random", test_random);
  g_test_add_func ("/base64-decoder/space", test_space);
  g_test_add_func ("/base64-decoder/bad", test_bad);
  g_test_add_func ("/base64-decoder/stays-failed", test_stays_failed);
  return g_test_run ();
}
