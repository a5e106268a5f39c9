/* fuzz-webp-chunks.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Walks, rewrites and strips WebP files; what was rewritten must be readable.
 */

#include "config.h"

#include "metadata/gesso-webp-chunks.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GBytes) stripped = gesso_webp_chunks_strip (file);
  g_autoptr (GBytes) written = gesso_webp_chunks_replace_xmp (file, "<x/>");
  GessoWebpChunk chunk;

  if (stripped != NULL)
    {
      gsize length;
      const guint8 *bytes = g_bytes_get_data (stripped, &length);

      g_assert_false (gesso_webp_chunks_find (bytes, length, "XMP ", &chunk));
    }
  if (written != NULL)
    {
      gsize length;
      const guint8 *bytes = g_bytes_get_data (written, &length);

      g_assert_true (gesso_webp_chunks_find (bytes, length, "XMP ", &chunk));
      g_assert_cmpmem (chunk.data, chunk.length, "<x/>", 4);
    }

  return 0;
}
