/* gesso-distance.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exact Euclidean distances on a plane of bytes, within a limited reach: columns first, then the
 * lower envelope of parabolas along each row (after Felzenszwalb and Huttenlocher, "Distance
 * Transforms of Sampled Functions"). Integers only. Pure; any thread.
 */

#include "config.h"

#include "protect/gesso-distance.h"

/* Vertical distance to the nearest marked pixel of the same column, into @out. */
static void
scan_columns (const guint8 *plane,
              gsize         stride,
              int           width,
              int           height,
              guint8        threshold,
              gboolean      above,
              int           reach,
              gint32       *out)
{
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gboolean marked = (plane[(gsize) y * stride + (gsize) x] > threshold) == above;
        gint32 before
            = y > 0 ? out[((gsize) y - 1) * (gsize) width + (gsize) x] : GESSO_DISTANCE_FAR;

        out[(gsize) y * (gsize) width + (gsize) x] = marked           ? 0
                                                     : before < reach ? before + 1
                                                                      : GESSO_DISTANCE_FAR;
      }
  for (int y = height - 2; y >= 0; y--)
    for (int x = 0; x < width; x++)
      {
        gint32 *here = &out[(gsize) y * (gsize) width + (gsize) x];
        gint32 below = here[width];

        if (below < reach && below + 1 < *here)
          *here = below + 1;
      }
}

/* Where the parabola at @b comes to lie below the one at @a, rounded down; a < b. */
static gint64
crossing (int    a,
          gint64 height_a,
          int    b,
          gint64 height_b)
{
  gint64 above = height_b + (gint64) b * b - height_a - (gint64) a * a;
  gint64 below = 2 * (gint64) (b - a);

  return above >= 0 ? above / below : -((-above + below - 1) / below);
}

typedef struct
{
  int *at;        /* (owned): where the parabolas of the envelope stand */
  gint64 *height; /* (owned) */
  gint64 *from;   /* (owned): the last place where the one before is lower */
} Envelope;

static void
scan_row (gint32   *row,
          int       width,
          int       reach,
          Envelope *envelope)
{
  int n = 0;
  int k = 0;

  for (int x = 0; x < width; x++)
    {
      gint64 height = (gint64) row[x] * row[x];
      gint64 from = -1;

      if (row[x] == GESSO_DISTANCE_FAR)
        continue;
      while (n > 0)
        {
          from = crossing (envelope->at[n - 1], envelope->height[n - 1], x, height);
          if (n == 1 || from > envelope->from[n - 1])
            break;
          n--;
        }
      envelope->at[n] = x;
      envelope->height[n] = height;
      envelope->from[n] = n == 0 ? -1 : from;
      n++;
    }

  for (int x = 0; x < width; x++)
    {
      gint64 squared;

      if (n == 0)
        {
          row[x] = GESSO_DISTANCE_FAR;
          continue;
        }
      while (k + 1 < n && envelope->from[k + 1] < x)
        k++;
      squared = (gint64) (x - envelope->at[k]) * (x - envelope->at[k]) + envelope->height[k];
      row[x] = squared <= (gint64) reach * reach ? (gint32) squared : GESSO_DISTANCE_FAR;
    }
}

/**
 * gesso_distance_transform:
 * @plane: bytes
 * @stride: bytes from one row to the next
 * @width: in pixels, above 0
 * @height: in pixels, above 0
 * @threshold: what tells bytes apart
 * @above: %TRUE if bytes above @threshold are marked, %FALSE if the others are
 * @reach: distances beyond it do not matter, 1 to 32000
 * @out_squared: (out caller-allocates): `width * height` numbers: the squared distance in pixels to
 *   the nearest marked pixel, or %GESSO_DISTANCE_FAR
 *
 * Returns: %FALSE if there is not enough memory
 */
gboolean
gesso_distance_transform (const guint8 *plane,
                          gsize         stride,
                          int           width,
                          int           height,
                          guint8        threshold,
                          gboolean      above,
                          int           reach,
                          gint32       *out_squared)
{
  g_autofree int *at = g_try_new (int, (gsize) width);
  g_autofree gint64 *heights = g_try_new (gint64, (gsize) width);
  g_autofree gint64 *from = g_try_new (gint64, (gsize) width);
  Envelope envelope = { at, heights, from };

  g_return_val_if_fail (plane != NULL && out_squared != NULL, FALSE);
  g_return_val_if_fail (width > 0 && height > 0 && reach > 0 && reach <= 32000, FALSE);

  if (at == NULL || heights == NULL || from == NULL)
    return FALSE;

  scan_columns (plane, stride, width, height, threshold, above, reach, out_squared);
  for (int y = 0; y < height; y++)
    scan_row (out_squared + (gsize) y * (gsize) width, width, reach, &envelope);

  return TRUE;
}
