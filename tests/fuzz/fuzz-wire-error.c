/* fuzz-wire-error.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-fuzz.h"

#include "wire/gesso-wire-error.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const guint statuses[] = { 200, 302, 400, 401, 403, 404, 408, 413, 429, 500, 503, 504 };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GessoFailure) failure = NULL;
  const GessoFailureInfo *info;

  if (size == 0)
    return 0;
  body = g_bytes_new (data + 1, size - 1);
  failure = gesso_wire_error_read (body, statuses[data[0] % G_N_ELEMENTS (statuses)], "req", -1);
  info = gesso_failure_get_info (failure);
  g_assert_true (info->message == NULL || g_utf8_validate (info->message, -1, NULL));
  g_assert_true (info->details == NULL || g_utf8_validate (info->details, -1, NULL));
  g_assert_true (info->code == NULL || g_utf8_validate (info->code, -1, NULL));
  return 0;
}
