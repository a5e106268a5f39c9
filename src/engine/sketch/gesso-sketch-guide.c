/* gesso-sketch-guide.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Guide: carries the labels of a small picture up to a large one. In every window of the small
 * picture the labels are written as a linear function of the colour (He and others, Guided image
 * filtering, 2010); the functions vary slowly, so they are enlarged, not the labels, and applied
 * to the colours of the large picture (He and Sun, Fast guided filter, 2015). Pure; any thread,
 * which is helped by others. */

#include "config.h"

#include "engine/sketch/gesso-sketch-guide.h"

#include "engine/sketch/gesso-sketch-bands.h"

#include <math.h>

#define BAND_ROWS 64

/* Variance of a colour, of 1, that is taken for noise. */
#define NOISE 2e-4

/* A matte below and above these is taken for none and for all. */
#define NONE 0.08f
#define ALL 0.92f

/* Sums that a window needs: label, colours, products of colours, products with the label. */
enum
{
  LABEL,
  COLOR,
  SQUARE = COLOR + 3,
  CROSS = SQUARE + 6,
  N_SUMS = CROSS + 3,
};

typedef struct
{
  GessoImage *image;
  float *planes;     /* four a pixel of the small picture: three factors and a constant */
  int width, height; /* of the small picture */
  guint8 *out;
} Guide;

/* The mean over windows that are cut at the edges. */
static void
average (float *plane,
         int    width,
         int    height,
         int    radius)
{
  g_autofree double *line = g_new (double, MAX (width, height) + 1);

  for (int pass = 0; pass < 2; pass++)
    {
      int n_lines = pass == 0 ? height : width, length = pass == 0 ? width : height;
      int stride = pass == 0 ? 1 : width;

      for (int k = 0; k < n_lines; k++)
        {
          float *first = plane + (gsize) k * (pass == 0 ? width : 1);

          line[0] = 0;
          for (int i = 0; i < length; i++)
            line[i + 1] = line[i] + first[(gsize) i * stride];
          for (int i = 0; i < length; i++)
            {
              int from = MAX (i - radius, 0), end = MIN (i + radius + 1, length);

              first[(gsize) i * stride] = (float) ((line[end] - line[from]) / (end - from));
            }
        }
    }
}

static void
load_sums (GessoImage   *small,
           const guint8 *labels,
           float        *sums[N_SUMS])
{
  int width = gesso_image_get_width (small);

  for (int y = 0; y < gesso_image_get_height (small); y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *pixel = gesso_image_get_row (small, y) + 4 * x;
        gsize at = (gsize) y * width + x;
        int square = SQUARE;

        sums[LABEL][at] = labels[at];
        for (int a = 0; a < 3; a++)
          {
            sums[COLOR + a][at] = pixel[a] / 255.0f;
            sums[CROSS + a][at] = labels[at] * pixel[a] / 255.0f;
            for (int b = a; b < 3; b++)
              sums[square++][at] = pixel[a] * pixel[b] / 65025.0f;
          }
      }
}

/* Solves a symmetric system of three by Cramer's rule; m holds 11 12 13 22 23 33. */
static void
solve (const double m[6],
       const double v[3],
       double       out[3])
{
  double a = m[3] * m[5] - m[4] * m[4], b = m[2] * m[4] - m[1] * m[5];
  double c = m[1] * m[4] - m[2] * m[3], d = m[0] * m[5] - m[2] * m[2];
  double e = m[1] * m[2] - m[0] * m[4], f = m[0] * m[3] - m[1] * m[1];
  double whole = m[0] * a + m[1] * b + m[2] * c;

  out[0] = (a * v[0] + b * v[1] + c * v[2]) / whole;
  out[1] = (b * v[0] + d * v[1] + e * v[2]) / whole;
  out[2] = (c * v[0] + e * v[1] + f * v[2]) / whole;
}

static void
fit_window (float *sums[N_SUMS],
            gsize  at,
            float *out)
{
  double matrix[6], vector[3], factors[3], rest = sums[LABEL][at];
  int square = 0;

  for (int a = 0; a < 3; a++)
    {
      vector[a] = sums[CROSS + a][at] - sums[LABEL][at] * (double) sums[COLOR + a][at];
      for (int b = a; b < 3; b++, square++)
        {
          matrix[square]
              = sums[SQUARE + square][at] - sums[COLOR + a][at] * (double) sums[COLOR + b][at];
          if (a == b)
            matrix[square] = MAX (matrix[square], 0) + NOISE;
        }
    }
  solve (matrix, vector, factors);
  for (int a = 0; a < 3; a++)
    {
      out[a] = (float) factors[a];
      rest -= factors[a] * sums[COLOR + a][at];
    }
  out[3] = (float) rest;
}

/* The functions of all windows, each the mean of those that cover its pixel. */
static float *
fit (GessoImage   *small,
     const guint8 *labels,
     int           radius)
{
  int width = gesso_image_get_width (small), height = gesso_image_get_height (small);
  gsize n = (gsize) width * height;
  float *planes = g_new (float, n * 4), *sums[N_SUMS];
  g_autofree float *one = g_new (float, n);

  for (int i = 0; i < N_SUMS; i++)
    sums[i] = g_new (float, n);
  load_sums (small, labels, sums);
  for (int i = 0; i < N_SUMS; i++)
    average (sums[i], width, height, radius);
  for (gsize i = 0; i < n; i++)
    fit_window (sums, i, planes + i * 4);
  for (int i = 0; i < N_SUMS; i++)
    g_free (sums[i]);
  for (int c = 0; c < 4; c++)
    {
      for (gsize i = 0; i < n; i++)
        one[i] = planes[i * 4 + c];
      average (one, width, height, radius);
      for (gsize i = 0; i < n; i++)
        planes[i * 4 + c] = one[i];
    }

  return planes;
}

/**
 * gesso_sketch_sample:
 * @plane: @n_channels numbers a cell
 * @width: in cells
 * @height: in cells
 * @n_channels: at least 1
 * @x: 0 is the middle of the first column
 * @y: 0 is the middle of the first row
 * @out: (out caller-allocates): the plane there, bilinear; beyond its edges as at its edges
 */
void
gesso_sketch_sample (const float *plane,
                     int          width,
                     int          height,
                     int          n_channels,
                     float        x,
                     float        y,
                     float       *out)
{
  int x0 = (int) CLAMP (x, 0, width - 1), y0 = (int) CLAMP (y, 0, height - 1);
  int x1 = MIN (x0 + 1, width - 1), y1 = MIN (y0 + 1, height - 1);
  float u = CLAMP (x - x0, 0, 1), v = CLAMP (y - y0, 0, 1);
  const float *a = plane + ((gsize) y0 * width + x0) * n_channels;
  const float *b = plane + ((gsize) y0 * width + x1) * n_channels;
  const float *c = plane + ((gsize) y1 * width + x0) * n_channels;
  const float *d = plane + ((gsize) y1 * width + x1) * n_channels;

  for (int i = 0; i < n_channels; i++)
    out[i] = (a[i] * (1 - u) + b[i] * u) * (1 - v) + (c[i] * (1 - u) + d[i] * u) * v;
}

static void
apply_band (int      first,
            int      end,
            gpointer user_data)
{
  Guide *guide = user_data;
  int width = gesso_image_get_width (guide->image);
  float scale_x = (float) guide->width / width;
  float scale_y = (float) guide->height / gesso_image_get_height (guide->image);

  for (int y = first; y < end; y++)
    {
      const guint8 *in = gesso_image_get_row (guide->image, y);
      guint8 *out = guide->out + (gsize) y * width;

      for (int x = 0; x < width; x++, in += 4)
        {
          float line[4], value;

          gesso_sketch_sample (guide->planes, guide->width, guide->height, 4,
                               (x + 0.5f) * scale_x - 0.5f, (y + 0.5f) * scale_y - 0.5f, line);
          value = (line[0] * in[0] + line[1] * in[1] + line[2] * in[2]) / 255 + line[3];
          value = CLAMP ((value - NONE) / (ALL - NONE), 0, 1);
          out[x] = (guint8) (value * 255 + 0.5f);
        }
    }
}

/**
 * gesso_sketch_guide:
 * @image: the large picture, RGBA8
 * @small: the same, made small
 * @labels: 0 or 1 for each pixel of @small
 * @radius: half the side of a window, in pixels of @small
 * @cancellable: (nullable): asked between bands
 *
 * Returns: (transfer full) (nullable): a byte for each pixel of @image, 0 to 255 for 0 to 1, or
 *   %NULL when it was cancelled
 */
guint8 *
gesso_sketch_guide (GessoImage   *image,
                    GessoImage   *small,
                    const guint8 *labels,
                    int           radius,
                    GCancellable *cancellable)
{
  int height = gesso_image_get_height (image);
  Guide guide = { .image = image };
  gboolean alive;

  guide.width = gesso_image_get_width (small);
  guide.height = gesso_image_get_height (small);
  guide.planes = fit (small, labels, radius);
  guide.out = g_malloc ((gsize) gesso_image_get_width (image) * height);
  alive = gesso_sketch_run_bands (height, BAND_ROWS, apply_band, &guide, cancellable);
  g_free (guide.planes);
  if (!alive)
    g_clear_pointer (&guide.out, g_free);

  return guide.out;
}
