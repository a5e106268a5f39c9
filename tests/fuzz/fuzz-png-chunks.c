/* fuzz-png-chunks.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Walks, reads, rewrites and strips PNG files; what was rewritten must be readable.
 */

#include "config.h"

#include "metadata/gesso-png-chunks.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autofree char *text = gesso_png_chunks_dup_text (file, "parameters");
  g_autofree char *xmp = gesso_png_chunks_dup_text (file, "XML:com.adobe.xmp");
  g_autoptr (GBytes) stripped = gesso_png_chunks_strip (file);
  g_autoptr (GBytes) written = gesso_png_chunks_replace_text (file, "parameters", "a word");

  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  g_assert_true (xmp == NULL || g_utf8_validate (xmp, -1, NULL));
  if (stripped != NULL)
    {
      g_autofree char *gone = gesso_png_chunks_dup_text (stripped, "parameters");
      g_assert_null (gone);
    }
  if (written != NULL)
    {
      g_autofree char *back = gesso_png_chunks_dup_text (written, "parameters");
      g_assert_cmpstr (back, ==, "a word");
    }

  return 0;
}
