/* gesso-tone.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings an answer to the brightness of its surroundings, a gain for each channel. How much that is
 * is found with the position, see gesso_align_find(). Pure; any thread.
 */

#include "config.h"

#include "protect/gesso-tone.h"

/**
 * gesso_tone_apply:
 * @gain: (array fixed-size=3): one factor for each colour, 0 to 16
 * @row: (inout): 16-bit RGBA
 * @width: how many pixels
 */
void
gesso_tone_apply (const double *gain,
                  guint16      *row,
                  int           width)
{
  guint64 factors[3];

  g_return_if_fail (gain != NULL && row != NULL);

  for (int c = 0; c < 3; c++)
    factors[c] = (guint64) (CLAMP (gain[c], 0, 16) * 65536 + 0.5);
  for (int x = 0; x < width; x++, row += 4)
    for (int c = 0; c < 3; c++)
      row[c] = (guint16) MIN ((row[c] * factors[c] + 32768) >> 16, 65535);
}
