/* fuzz-xmp.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parses packets; what is written from them must parse to the same.
 */

#include "config.h"

#include "metadata/gesso-xmp.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GessoXmp) xmp = gesso_xmp_parse ((const char *) data, (gssize) size);
  g_autofree char *packet = gesso_xmp_to_packet (xmp);
  g_autoptr (GessoXmp) back = gesso_xmp_parse (packet, -1);
  g_autofree char *again = gesso_xmp_to_packet (back);

  g_assert_true (g_utf8_validate (packet, -1, NULL));
  g_assert_cmpstr (packet, ==, again);

  return 0;
}
