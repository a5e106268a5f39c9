/* fuzz-cbor.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads CBOR.
 */

#include "config.h"

#include "metadata/gesso-cbor.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GessoCbor) root = gesso_cbor_parse (data, size);
  const GessoCbor *item = gesso_cbor_untag (root);
  g_autofree char *text = gesso_cbor_dup_text (item);

  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  gesso_cbor_get (item, "a");
  gesso_cbor_get_int (item, 1);
  gesso_cbor_item (item, 0);

  return 0;
}
