/* gesso-sketch-busyness.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Busyness: how much goes on around a pixel, as a level of 255. An opaque picture has no use for
 * its fourth channel, so a fill keeps the busyness there: patches are then told apart not by
 * their colours alone, and the small levels still know that a grey is gravel and not fog. The
 * idea of searching with such added channels is that of Lefebvre and Hoppe (2006). */

#include "config.h"

#include "engine/sketch/gesso-sketch-busyness.h"

#include <math.h>
#include <string.h>

/* Half the side of the window, in shares of the picture's shorter side and in pixels. */
#define WINDOW 120
#define MIN_RADIUS 2
#define MAX_RADIUS 12

#define STRENGTH 18.0f

static int
step_between (const guint8 *a,
              const guint8 *b)
{
  return ABS (a[0] - b[0]) + 2 * ABS (a[1] - b[1]) + ABS (a[2] - b[2]);
}

/* Of one row: the steps to the right and to the lower pixel, and how many of them are known. */
static void
measure_row (const guint8 *pixels,
             const guint8 *unknown,
             int           width,
             gboolean      has_next,
             int          *steps,
             int          *counts)
{
  for (int x = 0; x < width; x++)
    {
      steps[x] = counts[x] = 0;
      if (unknown[x] != 0)
        continue;
      if (x < width - 1 && unknown[x + 1] == 0)
        {
          steps[x] += step_between (pixels + 4 * x, pixels + 4 * x + 4);
          counts[x]++;
        }
      if (has_next && unknown[x + width] == 0)
        {
          steps[x] += step_between (pixels + 4 * x, pixels + 4 * (x + width));
          counts[x]++;
        }
    }
}

static guint8
to_level (gint64 steps,
          gint64 counts)
{
  return counts > 0 ? (guint8) MIN (STRENGTH * sqrtf (steps / (4.0f * counts)), 255) : 0;
}

static void
write_row (const int *steps,
           const int *counts,
           int        width,
           int        radius,
           guint8    *pixels)
{
  gint64 sum = 0, n = 0;

  for (int x = -radius; x < width; x++)
    {
      if (x + radius < width)
        {
          sum += steps[x + radius];
          n += counts[x + radius];
        }
      if (x - radius - 1 >= 0)
        {
          sum -= steps[x - radius - 1];
          n -= counts[x - radius - 1];
        }
      if (x >= 0)
        pixels[4 * x + 3] = to_level (sum, n);
    }
}

/**
 * gesso_sketch_busyness:
 * @pixels: 4 bytes a pixel, row by row; the fourth is overwritten
 * @unknown: a byte a pixel; what is not 0 is not looked at
 * @width: in pixels
 * @height: in pixels
 *
 * Pure; any thread.
 */
void
gesso_sketch_busyness (guint8       *pixels,
                       const guint8 *unknown,
                       int           width,
                       int           height)
{
  int radius = CLAMP (MIN (width, height) / WINDOW, MIN_RADIUS, MAX_RADIUS);
  g_autofree int *steps = g_new0 (int, width), *counts = g_new0 (int, width);
  g_autofree int *row_steps = g_new (int, width), *row_counts = g_new (int, width);

  for (int y = -radius; y < height; y++)
    {
      int in = y + radius, out = y - radius - 1;

      for (int sign = 1; sign >= -1; sign -= 2)
        {
          int row = sign > 0 ? in : out;
          gsize at = (gsize) MAX (row, 0) * width;

          if (row < 0 || row >= height)
            continue;
          measure_row (pixels + at * 4, unknown + at, width, row < height - 1, row_steps,
                       row_counts);
          for (int x = 0; x < width; x++)
            {
              steps[x] += sign * row_steps[x];
              counts[x] += sign * row_counts[x];
            }
        }
      if (y >= 0)
        write_row (steps, counts, width, radius, pixels + (gsize) y * width * 4);
    }
}
