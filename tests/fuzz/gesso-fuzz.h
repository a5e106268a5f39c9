/* gesso-fuzz.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The length of the next piece: 0 as the first byte gives everything at once, others give short
 * pieces of lengths that vary. */
static inline gsize
gesso_fuzz_piece (uint8_t plan, gsize position, gsize rest)
{
  gsize wish = plan == 0 ? rest : 1 + (position * 7 + plan) % (1 + plan % 61);

  return MIN (wish, rest);
}

/* Everything that a reader tells is written into one text, so that two ways of giving the same
 * bytes can be compared. Data that comes in pieces has to be joined by the caller. */
static inline void
gesso_fuzz_compare (GString *whole, GString *pieces)
{
  g_assert_cmpmem (whole->str, whole->len, pieces->str, pieces->len);
}
