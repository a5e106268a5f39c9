/* fuzz-mask-import.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads files as masks, in their own size and scaled, and reads back what is written. Files that
 * say they are large, though not too large, are left out: scaling them takes all the time there is.
 */

#include "config.h"

#include "image/gesso-image-info.h"
#include "mask/gesso-mask-file.h"

#include <stdint.h>

#define LARGE (256 * 1024)
#define TOO_LARGE (100 * 1000 * 1000)

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
is_slow (GBytes *file)
{
  GessoImageInfo info;
  guint64 n;

  if (!gesso_image_info_read (file, &info, NULL))
    return FALSE;
  n = (guint64) info.stored_width * (guint64) info.stored_height;
  return n > LARGE && n <= TOO_LARGE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GessoMask) mask = NULL;
  g_autoptr (GessoMask) again = NULL;
  g_autoptr (GBytes) png = NULL;
  GessoMaskPolarity polarity;
  int side;

  if (size < 2)
    return 0;
  side = 1 + data[0] % 97;
  polarity = data[1] % (GESSO_MASK_POLARITY_BLACK + 1);
  file = g_bytes_new (data + 2, size - 2);
  if (is_slow (file))
    return 0;
  mask = gesso_mask_import (file, side, 64, TRUE, polarity, &polarity, NULL, NULL);
  if (mask == NULL)
    return 0;
  g_assert_cmpint (gesso_mask_get_width (mask), ==, side);
  png = gesso_mask_to_png (mask, NULL, NULL);
  again = gesso_mask_from_png (png, side, 64, NULL, NULL);
  g_assert_true (gesso_mask_equal (mask, again));

  return 0;
}
