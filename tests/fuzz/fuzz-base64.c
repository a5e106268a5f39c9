/* fuzz-base64.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-fuzz.h"

#include "base/gesso-base64-decoder.h"

/* Pieces against the whole. */

static gboolean
decode (uint8_t        plan,
        const uint8_t *data,
        gsize          size,
        GString       *out)
{
  GessoBase64Decoder decoder = GESSO_BASE64_DECODER_INIT;
  gboolean good = TRUE;
  gsize n;

  for (gsize i = 0; i < size;)
    {
      gsize length = gesso_fuzz_piece (plan, i, size - i);
      g_autofree guint8 *room = g_malloc (GESSO_BASE64_DECODED_MAX (length));

      good = gesso_base64_decoder_push (&decoder, (const char *) data + i, length, room, &n);
      g_string_append_len (out, (const char *) room, (gssize) n);
      i += length;
    }
  {
    guint8 rest[3];

    good = gesso_base64_decoder_finish (&decoder, rest, &n) && good;
    g_string_append_len (out, (const char *) rest, (gssize) n);
  }
  return good;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);
  gboolean good;

  if (size == 0)
    return 0;
  good = decode (0, data + 1, size - 1, whole);
  g_assert_true (decode (data[0], data + 1, size - 1, pieces) == good);
  gesso_fuzz_compare (whole, pieces);
  return 0;
}
