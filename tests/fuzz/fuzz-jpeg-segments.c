/* fuzz-jpeg-segments.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Walks, reads, rewrites and strips JPEG files; what was rewritten must be readable.
 */

#include "config.h"

#include "metadata/gesso-jpeg-segments.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GBytes) icc = gesso_jpeg_segments_dup_icc (data, size);
  g_autofree char *xmp = gesso_jpeg_segments_dup_xmp (file);
  g_autoptr (GBytes) stripped = gesso_jpeg_segments_strip (file);
  g_autoptr (GBytes) written = gesso_jpeg_segments_replace_xmp (file, "<x/>");
  int orientation = gesso_jpeg_segments_get_orientation (data, size);

  g_assert_true (icc == NULL || g_bytes_get_size (icc) <= size);
  g_assert_cmpint (orientation, >=, 1);
  g_assert_cmpint (orientation, <=, 8);
  g_assert_true (xmp == NULL || g_utf8_validate (xmp, -1, NULL));
  if (stripped != NULL)
    {
      gsize length;
      const guint8 *bytes = g_bytes_get_data (stripped, &length);

      g_assert_cmpint (gesso_jpeg_segments_get_orientation (bytes, length), ==, orientation);
    }
  if (written != NULL)
    {
      g_autofree char *back = gesso_jpeg_segments_dup_xmp (written);
      g_assert_cmpstr (back, ==, "<x/>");
    }

  return 0;
}
