/* gesso-blend.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lets rows of an answer into rows of a picture through a mask: integers in straight alpha, rounded
 * once, on 8 and on 16 bits per channel. A pixel whose mask is 0 is not touched. Pure; any thread.
 */

#include "config.h"

#include "protect/gesso-blend.h"

/* Weights are mask times alpha: colours of transparent pixels do not shine through. */
static inline void
mix (const guint16 *original,
     const guint16 *answer,
     guint          mask,
     guint16       *out)
{
  guint64 above = (guint64) answer[3] * mask;
  guint64 below = (guint64) original[3] * (255 - mask);
  guint64 sum = above + below;

  for (int c = 0; c < 3; c++)
    out[c] = sum == 0 ? original[c]
                      : (guint16) ((answer[c] * above + original[c] * below + sum / 2) / sum);
  out[3] = (guint16) ((sum + 127) / 255);
}

static inline guint8
to_8 (guint value)
{
  return (guint8) ((value * 255u + 32767u) / 65535u);
}

static void
blend_8 (guint8        *row,
         const guint16 *answer,
         const guint8  *mask,
         int            width)
{
  for (int x = 0; x < width; x++, row += 4, answer += 4)
    {
      guint16 original[4], mixed[4];

      if (mask[x] == 0)
        continue;
      if (mask[x] == 255)
        {
          for (int c = 0; c < 4; c++)
            row[c] = to_8 (answer[c]);
          continue;
        }
      for (int c = 0; c < 4; c++)
        original[c] = (guint16) (row[c] * 257u);
      mix (original, answer, mask[x], mixed);
      for (int c = 0; c < 4; c++)
        row[c] = to_8 (mixed[c]);
    }
}

static void
blend_16 (guint16       *row,
          const guint16 *answer,
          const guint8  *mask,
          int            width)
{
  for (int x = 0; x < width; x++, row += 4, answer += 4)
    {
      guint16 mixed[4];

      if (mask[x] == 0)
        continue;
      mix (row, answer, mask[x], mixed);
      for (int c = 0; c < 4; c++)
        row[c] = mask[x] == 255 ? answer[c] : mixed[c];
    }
}

/**
 * gesso_blend_row:
 * @row: (inout): pixels of the picture
 * @format: %GESSO_PIXEL_FORMAT_RGBA8 or %GESSO_PIXEL_FORMAT_RGBA16
 * @answer: 16-bit RGBA, straight alpha
 * @mask: 0 keeps the picture's pixel, 255 takes the answer's
 * @width: how many pixels
 */
void
gesso_blend_row (guint8           *row,
                 GessoPixelFormat  format,
                 const guint16    *answer,
                 const guint8     *mask,
                 int               width)
{
  g_return_if_fail (row != NULL && answer != NULL && mask != NULL);
  g_return_if_fail (format != GESSO_PIXEL_FORMAT_GRAY8);

  if (format == GESSO_PIXEL_FORMAT_RGBA8)
    blend_8 (row, answer, mask, width);
  else
    blend_16 ((guint16 *) (void *) row, answer, mask, width);
}
