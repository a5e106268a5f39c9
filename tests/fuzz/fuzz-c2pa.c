/* fuzz-c2pa.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads manifest stores, bare and inside files.
 */

#include "config.h"

#include "metadata/gesso-c2pa.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GessoC2pa) bare = gesso_c2pa_parse (data, size);
  g_autoptr (GessoC2pa) inside = gesso_c2pa_read (file);
  g_autoptr (JsonObject) bare_json = gesso_c2pa_to_json (bare);
  g_autoptr (JsonObject) inside_json = gesso_c2pa_to_json (inside);

  g_assert_true (json_object_get_boolean_member (bare_json, "present"));
  g_assert_true (json_object_get_boolean_member (inside_json, "present") == (inside != NULL));

  return 0;
}
