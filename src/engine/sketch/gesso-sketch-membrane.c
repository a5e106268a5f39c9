/* gesso-sketch-membrane.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Membrane: a smooth sheet stretched over the unknown part of a plane, held at the known part.
 * It is computed by pull and push (Gortler and others, The Lumigraph, 1996): weighted averages
 * down a pyramid, then holes filled from the coarser level upwards. It needs no iteration and
 * serves three ends: the quick look of a fill while it is being computed, the start values of the
 * fill, and the correction of its tone at the seam. */

#include "config.h"

#include "engine/sketch/gesso-sketch-membrane.h"

#include <string.h>

#define MAX_CHANNELS 4

/* Averages 2 × 2 cells into one, by weight. The weight of a coarse cell is capped at 1, so a
 * well-known place does not outshout its neighbours. */
static void
pull (const float *values,
      const float *weights,
      int          width,
      int          height,
      int          n_channels,
      float       *coarse_values,
      float       *coarse_weights)
{
  int coarse_width = (width + 1) / 2, coarse_height = (height + 1) / 2;

  for (int y = 0; y < coarse_height; y++)
    for (int x = 0; x < coarse_width; x++)
      {
        float sum[MAX_CHANNELS] = { 0 }, total = 0;
        gsize at = (gsize) y * coarse_width + x;

        for (int k = 0; k < 4; k++)
          {
            int fine_x = 2 * x + (k & 1), fine_y = 2 * y + (k >> 1);
            gsize fine = (gsize) fine_y * width + fine_x;

            if (fine_x >= width || fine_y >= height || weights[fine] <= 0)
              continue;
            total += weights[fine];
            for (int c = 0; c < n_channels; c++)
              sum[c] += weights[fine] * values[fine * n_channels + c];
          }
        for (int c = 0; c < n_channels; c++)
          coarse_values[at * n_channels + c] = total > 0 ? sum[c] / total : 0;
        coarse_weights[at] = MIN (total, 1);
      }
}

/* The coarse plane at the place of a fine cell: bilinear with weights 9 3 3 1. */
static void
sample_coarse (const float *coarse,
               int          coarse_width,
               int          coarse_height,
               int          n_channels,
               int          x,
               int          y,
               float       *out)
{
  int x0 = x / 2, y0 = y / 2;
  int x1 = CLAMP (x0 + ((x & 1) ? 1 : -1), 0, coarse_width - 1);
  int y1 = CLAMP (y0 + ((y & 1) ? 1 : -1), 0, coarse_height - 1);
  const float *a = coarse + ((gsize) y0 * coarse_width + x0) * n_channels;
  const float *b = coarse + ((gsize) y0 * coarse_width + x1) * n_channels;
  const float *c = coarse + ((gsize) y1 * coarse_width + x0) * n_channels;
  const float *d = coarse + ((gsize) y1 * coarse_width + x1) * n_channels;

  for (int i = 0; i < n_channels; i++)
    out[i] = (9 * a[i] + 3 * b[i] + 3 * c[i] + d[i]) / 16;
}

static void
push (const float *coarse,
      int          coarse_width,
      int          coarse_height,
      float       *values,
      float       *weights,
      int          width,
      int          height,
      int          n_channels)
{
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gsize at = (gsize) y * width + x;
        float under[MAX_CHANNELS];
        float weight = weights[at];

        if (weight >= 1)
          continue;
        sample_coarse (coarse, coarse_width, coarse_height, n_channels, x, y, under);
        for (int c = 0; c < n_channels; c++)
          values[at * n_channels + c]
              = weight * values[at * n_channels + c] + (1 - weight) * under[c];
        weights[at] = 1;
      }
}

/**
 * gesso_sketch_interpolate:
 * @values: the plane, @n_channels numbers a cell; where a weight is below 1 it is completed
 * @weights: 0 (unknown) to 1 (known, kept as it is); all 1 afterwards
 * @width: in cells
 * @height: in cells
 * @n_channels: 1 to 4
 *
 * Fills the unknown part of a plane smoothly from the known part. A plane of which nothing is
 * known becomes 0.
 */
void
gesso_sketch_interpolate (float *values,
                          float *weights,
                          int    width,
                          int    height,
                          int    n_channels)
{
  int coarse_width = (width + 1) / 2, coarse_height = (height + 1) / 2;
  g_autofree float *coarse_values = NULL, *coarse_weights = NULL;

  g_return_if_fail (n_channels >= 1 && n_channels <= MAX_CHANNELS);

  if (width <= 1 && height <= 1)
    return;

  coarse_values = g_new (float, (gsize) coarse_width *coarse_height *n_channels);
  coarse_weights = g_new (float, (gsize) coarse_width *coarse_height);
  pull (values, weights, width, height, n_channels, coarse_values, coarse_weights);
  gesso_sketch_interpolate (coarse_values, coarse_weights, coarse_width, coarse_height, n_channels);
  push (coarse_values, coarse_width, coarse_height, values, weights, width, height, n_channels);
}

/* The known pixels of the rectangle, in premultiplied alpha so that what is transparent has no
 * colour to lend. */
static void
load_plane (GessoImage *image,
            GessoImage *mask,
            float      *values,
            float      *weights)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = gesso_image_get_row (image, y), *hole = gesso_image_get_row (mask, y);

      for (int x = 0; x < width; x++)
        {
          gsize at = (gsize) y * width + x;
          float alpha = row[4 * x + 3] / 255.0f;

          weights[at] = hole[x] == 0;
          for (int c = 0; c < 3; c++)
            values[at * 4 + c] = row[4 * x + c] * alpha;
          values[at * 4 + 3] = row[4 * x + 3];
        }
    }
}

static void
store_pixel (const float *value,
             guint8      *pixel)
{
  float alpha = CLAMP (value[3], 0, 255);

  for (int c = 0; c < 3; c++)
    pixel[c] = alpha > 0 ? (guint8) (CLAMP (value[c] * 255 / alpha, 0, 255) + 0.5f) : 0;
  pixel[3] = (guint8) (alpha + 0.5f);
}

/**
 * gesso_sketch_membrane:
 * @image: a picture in RGBA8
 * @mask: of the same size, GRAY8; whatever is not 0 is unknown
 *
 * Pure; any thread. The work is one pass over a pyramid.
 *
 * Returns: (transfer full): the picture with the unknown part filled smoothly from its edge; the
 *   known part is the same to the bit
 */
GessoImage *
gesso_sketch_membrane (GessoImage *image,
                       GessoImage *mask)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  gsize n = (gsize) width * height;
  g_autofree float *values = g_new (float, n * 4);
  g_autofree float *weights = g_new (float, n);
  guint8 *pixels = g_malloc (n * 4);

  load_plane (image, mask, values, weights);
  gesso_sketch_interpolate (values, weights, width, height, 4);
  for (int y = 0; y < height; y++)
    {
      const guint8 *hole = gesso_image_get_row (mask, y);
      guint8 *out = pixels + (gsize) y * width * 4;

      memcpy (out, gesso_image_get_row (image, y), (gsize) width * 4);
      for (int x = 0; x < width; x++)
        if (hole[x] != 0)
          store_pixel (values + ((gsize) y * width + x) * 4, out + 4 * x);
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}
