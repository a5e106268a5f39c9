/* fuzz-image-info.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sniffs formats and reads headers.
 */

#include "config.h"

#include "image/gesso-image-info.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  GessoImageInfo info;

  if (gesso_image_info_read (file, &info, NULL) && info.format != GESSO_IMAGE_FORMAT_SVG)
    {
      g_assert_cmpint (info.width, >, 0);
      g_assert_cmpint (info.height, >, 0);
      g_assert_cmpint (info.orientation, >=, 1);
      g_assert_cmpint (info.orientation, <=, 8);
    }

  return 0;
}
