/* gesso-sketch-ground.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Ground: an even background, as drawings and product pictures have it. It is what has the
 * border's colour and hangs together with the border. Pure; any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-ground.h"

#include <math.h>
#include <string.h>

/* How near a pixel is to the ground's own colour: 255 is ground, 0 is not; between is an edge. */
static int
ground_weight (const guint8 *pixel,
               const double *mean)
{
  double distance = 0;

  if (pixel[3] < 8)
    return 255;
  for (int c = 0; c < 3; c++)
    distance += (pixel[c] - mean[c]) * (pixel[c] - mean[c]);
  distance = sqrt (distance);

  return (int) CLAMP (255 * (64 - distance) / 26, 0, 255);
}

/* The mean of the border's most common colour: the mean, then the mean of what is near it. */
static void
measure_border (GessoImage *image,
                double     *mean)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);

  mean[0] = mean[1] = mean[2] = 0;
  for (int round = 0; round < 4; round++)
    {
      double sum[3] = { 0 }, n = 0;

      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x += (y == 0 || y == height - 1) ? 1 : MAX (width - 1, 1))
          {
            const guint8 *pixel = gesso_image_get_row (image, y) + 4 * x;

            if (pixel[3] < 8 || (round > 0 && ground_weight (pixel, mean) == 0))
              continue;
            n++;
            for (int c = 0; c < 3; c++)
              sum[c] += pixel[c];
          }
      if (n == 0)
        return;
      for (int c = 0; c < 3; c++)
        mean[c] = sum[c] / n;
    }
}

/**
 * gesso_sketch_ground_is_even:
 * @image: a picture in RGBA8
 *
 * Returns: whether nearly all of the border has one colour, or none
 */
gboolean
gesso_sketch_ground_is_even (GessoImage *image)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  int n = 0, n_near = 0;
  double mean[3];

  measure_border (image, mean);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x += (y == 0 || y == height - 1) ? 1 : MAX (width - 1, 1))
      {
        const guint8 *pixel = gesso_image_get_row (image, y) + 4 * x;
        int farthest = 0;

        for (int c = 0; c < 3; c++)
          farthest = MAX (farthest, (int) fabs (pixel[c] - mean[c]));
        n++;
        n_near += pixel[3] < 8 || farthest <= 10;
      }

  return n_near * 100 >= n * 95;
}

/**
 * gesso_sketch_ground_find:
 * @image: a picture in RGBA8 whose ground is even
 *
 * Finds what does not have the border's colour, or does not hang together with the border.
 *
 * Returns: (transfer full): a byte a pixel: 0 on the ground, 255 elsewhere, between at the edge
 */
guint8 *
gesso_sketch_ground_find (GessoImage *image)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  guint8 *matte = g_malloc ((gsize) width * height);
  g_autofree guint8 *seen = g_malloc0 ((gsize) width * height);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (int));
  double mean[3];

  memset (matte, 255, (gsize) width * height);
  measure_border (image, mean);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x += (y == 0 || y == height - 1) ? 1 : MAX (width - 1, 1))
      {
        int at = y * width + x;

        g_array_append_val (stack, at);
      }
  while (stack->len > 0)
    {
      int at = g_array_index (stack, int, stack->len - 1);
      int x = at % width, y = at / width, weight;

      g_array_set_size (stack, stack->len - 1);
      if (seen[at])
        continue;
      seen[at] = 1;
      weight = ground_weight (gesso_image_get_row (image, y) + 4 * x, mean);
      matte[at] = (guint8) (255 - weight);
      if (weight < 128)
        continue;
      for (int k = 0; k < 4; k++)
        {
          int nx = x + (k == 0) - (k == 1), ny = y + (k == 2) - (k == 3);
          int next = ny * width + nx;

          if (nx >= 0 && ny >= 0 && nx < width && ny < height && !seen[next])
            g_array_append_val (stack, next);
        }
    }

  return matte;
}
