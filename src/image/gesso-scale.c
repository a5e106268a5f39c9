/* gesso-scale.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Resampling. Pictures are reduced by whole factors with an area average first, then brought to
 * the exact size with Lanczos (three lobes), rows before columns, in one stream that keeps only
 * the rows it needs. A whole factor in both directions is the average alone.
 *
 * The arithmetic runs on the stored (gamma-encoded) numbers, as the other programs of the desktop
 * do, so that a picture shrunk here looks like one shrunk there, and on premultiplied colours, so
 * that what is hidden under full transparency never bleeds into an edge.
 */

#include "config.h"

#include "image/gesso-scale.h"

#include "image/gesso-image-private.h"
#include "image/gesso-transform.h"

#include <math.h>
#include <string.h>

#define LOBES 3.0
#define BOX_FROM 3.0 /* reduce by a whole factor first from this ratio on … */
#define BOX_REST 1.5 /* … and leave about this much to Lanczos */
#define ROWS_PER_CHECK 16

typedef float Pixel __attribute__ ((vector_size (16)));

/* For each place of one axis: which source places count, and how much. */
typedef struct
{
  int n_taps;
  int *starts;    /* (owned) */
  float *weights; /* (owned): n_taps for each place */
} Axis;

typedef struct
{
  /* Input */
  GessoImage *image; /* (unowned) */
  GessoPixelFormat format;
  gboolean is_opaque;
  int box_x;
  int box_y;
  int small_width; /* after the average */
  int small_height;
  int width;
  int height;

  /* In progress */
  Axis across;
  Axis down;
  Pixel *small_row; /* (owned): one averaged row */
  Pixel *ring;      /* (owned): resampled rows, row y at y modulo down.n_taps */
  int n_ready;      /* rows 0 to n_ready - 1 were put into the ring */
} Scaler;

static double
lanczos (double x)
{
  double px = G_PI * x;

  if (fabs (x) < 1e-8)
    return 1;
  if (fabs (x) >= LOBES)
    return 0;

  return LOBES * sin (px) * sin (px / LOBES) / (px * px);
}

/* @scale is source places per result place, in averaged pixels. */
static void
axis_init (Axis   *axis,
           int     from,
           int     to,
           double  scale)
{
  double stretch = MAX (scale, 1);
  int wanted = (int) ceil (2 * LOBES * stretch) + 1;

  axis->n_taps = from == to && fabs (scale - 1) < 1e-9 ? 1 : MIN (wanted, from);
  axis->starts = g_new (int, (gsize) to);
  axis->weights = g_new0 (float, (gsize) to *(gsize) axis->n_taps);

  for (int i = 0; i < to; i++)
    {
      float *weights = axis->weights + (gsize) i * (gsize) axis->n_taps;
      double centre = (i + 0.5) * scale - 0.5;
      int first
          = axis->n_taps == 1 ? (int) floor (centre + 0.5) : (int) ceil (centre - LOBES * stretch);
      double sum = 0;

      axis->starts[i] = CLAMP (first, 0, from - axis->n_taps);
      for (int k = 0; k < axis->n_taps; k++)
        {
          double weight
              = axis->n_taps == 1 ? 1 : lanczos ((axis->starts[i] + k - centre) / stretch);
          weights[k] = (float) weight;
          sum += weight;
        }
      for (int k = 0; k < axis->n_taps; k++)
        weights[k] = (float) (weights[k] / sum);
    }
}

static void
axis_clear (Axis *axis)
{
  g_clear_pointer (&axis->starts, g_free);
  g_clear_pointer (&axis->weights, g_free);
}

static void
scaler_clear (Scaler *self)
{
  axis_clear (&self->across);
  axis_clear (&self->down);
  g_clear_pointer (&self->small_row, g_free);
  g_clear_pointer (&self->ring, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scaler, scaler_clear)

/* The sum of a run of pixels, premultiplied: colour times alpha over the alpha maximum. */
static inline Pixel
sum_opaque8 (const guint8 *in,
             int           n)
{
  guint r = 0;
  guint g = 0;
  guint b = 0;

  for (int i = 0; i < n; i++, in += 4)
    {
      r += in[0];
      g += in[1];
      b += in[2];
    }

  return (Pixel){ (float) r, (float) g, (float) b, 255.0f * (float) n };
}

static inline Pixel
sum_alpha8 (const guint8 *in,
            int           n)
{
  guint r = 0;
  guint g = 0;
  guint b = 0;
  guint a = 0;

  for (int i = 0; i < n; i++, in += 4)
    {
      r += (guint) in[0] * in[3];
      g += (guint) in[1] * in[3];
      b += (guint) in[2] * in[3];
      a += in[3];
    }

  return (Pixel){ (float) r / 255.0f, (float) g / 255.0f, (float) b / 255.0f, (float) a };
}

static inline Pixel
sum_wide (const guint16 *in,
          int            n)
{
  guint64 r = 0;
  guint64 g = 0;
  guint64 b = 0;
  guint64 a = 0;

  for (int i = 0; i < n; i++, in += 4)
    {
      r += (guint64) in[0] * in[3];
      g += (guint64) in[1] * in[3];
      b += (guint64) in[2] * in[3];
      a += in[3];
    }

  return (Pixel){ (float) ((double) r / 65535), (float) ((double) g / 65535),
                  (float) ((double) b / 65535), (float) a };
}

static inline Pixel
sum_gray (const guint8 *in,
          int           n)
{
  guint v = 0;

  for (int i = 0; i < n; i++)
    v += in[i];

  return (Pixel){ (float) v, 0, 0, 255.0f * (float) n };
}

static inline Pixel
sum_run (const Scaler *self,
         const guint8 *row,
         int           x,
         int           n)
{
  if (self->format == GESSO_PIXEL_FORMAT_GRAY8)
    return sum_gray (row + x, n);
  if (self->format == GESSO_PIXEL_FORMAT_RGBA16)
    return sum_wide ((const guint16 *) row + 4 * (gsize) x, n);

  return self->is_opaque ? sum_opaque8 (row + 4 * (gsize) x, n)
                         : sum_alpha8 (row + 4 * (gsize) x, n);
}

/* Averages box_y rows and box_x columns into small_row. Boxes at the far edges may be smaller. */
static void
average_row (Scaler *self,
             int     small_y)
{
  int source_width = gesso_image_get_width (self->image);
  int y = small_y * self->box_y;
  int end = MIN (y + self->box_y, gesso_image_get_height (self->image));
  float n_rows = (float) (end - y);

  memset (self->small_row, 0, (gsize) self->small_width * sizeof (Pixel));
  for (; y < end; y++)
    {
      const guint8 *row = gesso_image_get_row (self->image, y);
      int whole = source_width / self->box_x;

      if (self->format == GESSO_PIXEL_FORMAT_RGBA8 && self->is_opaque)
        for (int x = 0; x < whole; x++)
          self->small_row[x]
              += sum_opaque8 (row + 4 * (gsize) x * (gsize) self->box_x, self->box_x);
      else
        for (int x = 0; x < whole; x++)
          self->small_row[x] += sum_run (self, row, x * self->box_x, self->box_x);
      if (self->box_x > 1 && whole < self->small_width)
        self->small_row[whole]
            += sum_run (self, row, whole * self->box_x, source_width - whole * self->box_x);
    }

  for (int x = 0; x < self->small_width; x++)
    {
      float n = 1 / (n_rows * (float) MIN (self->box_x, source_width - x * self->box_x));
      self->small_row[x] *= (Pixel){ n, n, n, n };
    }
}

static void
resample_across (Scaler *self,
                 int     small_y)
{
  int n_taps = self->across.n_taps;
  Pixel *out = self->ring + (gsize) (small_y % self->down.n_taps) * (gsize) self->width;

  average_row (self, small_y);
  for (int x = 0; x < self->width; x++)
    {
      const float *weights = self->across.weights + (gsize) x * (gsize) n_taps;
      const Pixel *in = self->small_row + self->across.starts[x];
      Pixel sum = { 0 };

      for (int k = 0; k < n_taps; k++)
        sum += in[k] * (Pixel){ weights[k], weights[k], weights[k], weights[k] };
      out[x] = sum;
    }
}

static inline float
bound (float value,
       float max)
{
  return value > 0 ? MIN (value, max) : 0;
}

static inline void
store (GessoPixelFormat  format,
       guint8           *row,
       int               x,
       Pixel             p)
{
  float max = format == GESSO_PIXEL_FORMAT_RGBA16 ? 65535.0f : 255.0f;
  float alpha = bound (p[3], max);
  float factor = alpha * 2 < 1 ? 0 : max / alpha;

  if (format == GESSO_PIXEL_FORMAT_GRAY8)
    {
      row[x] = (guint8) (bound (p[0], max) + 0.5f);
      return;
    }

  for (int c = 0; c < 4; c++)
    {
      float value = c == 3 ? (factor > 0 ? alpha : 0) : bound (p[c], alpha) * factor;

      if (format == GESSO_PIXEL_FORMAT_RGBA16)
        ((guint16 *) row)[4 * (gsize) x + (gsize) c] = (guint16) (MIN (value, max) + 0.5f);
      else
        row[4 * (gsize) x + (gsize) c] = (guint8) (MIN (value, max) + 0.5f);
    }
}

static void
resample_down (Scaler *self,
               int     y,
               guint8 *out)
{
  int n_taps = self->down.n_taps;
  const float *weights = self->down.weights + (gsize) y * (gsize) n_taps;
  int start = self->down.starts[y];

  while (self->n_ready < start + n_taps)
    {
      /* Rows that no later result needs are skipped. */
      if (self->n_ready >= start)
        resample_across (self, self->n_ready);
      self->n_ready++;
    }

  for (int x = 0; x < self->width; x++)
    {
      Pixel sum = { 0 };

      for (int k = 0; k < n_taps; k++)
        sum += self->ring[(gsize) ((start + k) % n_taps) * (gsize) self->width + (gsize) x]
               * (Pixel){ weights[k], weights[k], weights[k], weights[k] };
      store (self->format, out, x, sum);
    }
}

static int
choose_box (int      from,
            int      to,
            gboolean is_whole)
{
  double ratio = (double) from / to;

  if (is_whole)
    return from / to;

  return ratio >= BOX_FROM ? (int) (ratio / BOX_REST) : 1;
}

static void
scaler_init (Scaler     *self,
             GessoImage *image,
             int         width,
             int         height)
{
  int from_width = gesso_image_get_width (image);
  int from_height = gesso_image_get_height (image);
  gboolean is_whole = from_width % width == 0 && from_height % height == 0;

  self->image = image;
  self->format = gesso_image_get_format (image);
  self->is_opaque = !gesso_image_has_alpha (image);
  self->width = width;
  self->height = height;
  self->box_x = choose_box (from_width, width, is_whole);
  self->box_y = choose_box (from_height, height, is_whole);
  self->small_width = (from_width + self->box_x - 1) / self->box_x;
  self->small_height = (from_height + self->box_y - 1) / self->box_y;
  axis_init (&self->across, self->small_width, width, (double) from_width / self->box_x / width);
  axis_init (&self->down, self->small_height, height, (double) from_height / self->box_y / height);
  self->small_row = g_new (Pixel, (gsize) self->small_width);
}

/**
 * gesso_scale_fit_size:
 * @width: width in pixels, above 0
 * @height: height in pixels, above 0
 * @max_width: the box's width, above 0
 * @max_height: the box's height, above 0
 * @out_width: (out): width in the box, at least 1
 * @out_height: (out): height in the box, at least 1
 *
 * Finds the largest size of the same ratio in a box; never larger than it was. Pure.
 */
void
gesso_scale_fit_size (int  width,
                      int  height,
                      int  max_width,
                      int  max_height,
                      int *out_width,
                      int *out_height)
{
  g_return_if_fail (width > 0 && height > 0 && max_width > 0 && max_height > 0);

  *out_width = width;
  *out_height = height;
  if (width <= max_width && height <= max_height)
    return;

  if ((gint64) max_width * height <= (gint64) max_height * width)
    {
      *out_width = max_width;
      *out_height = (int) (((gint64) height * max_width + width / 2) / width);
    }
  else
    {
      *out_height = max_height;
      *out_width = (int) (((gint64) width * max_height + height / 2) / height);
    }
  *out_width = CLAMP (*out_width, 1, max_width);
  *out_height = CLAMP (*out_height, 1, max_height);
}

/**
 * gesso_scale_resize:
 * @image: a picture
 * @width: width of the result in pixels, 1 to 65535
 * @height: height of the result in pixels, 1 to 65535
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Resamples to an exact size, larger or smaller, in the picture's own format, depth and profile.
 * On a worker.
 *
 * Returns: (transfer full) (nullable): the picture; @image itself if it has that size
 */
GessoImage *
gesso_scale_resize (GessoImage    *image,
                    int            width,
                    int            height,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_auto (Scaler) scaler = { 0 };
  g_autofree guint8 *pixels = NULL;
  gsize stride;

  g_return_val_if_fail (image != NULL, NULL);
  g_return_val_if_fail (width > 0 && height > 0 && width <= 65535 && height <= 65535, NULL);

  if (width == gesso_image_get_width (image) && height == gesso_image_get_height (image))
    return gesso_image_ref (image);

  pixels = _gesso_image_try_alloc (width, height, gesso_image_get_format (image), error);
  if (pixels == NULL)
    return NULL;

  scaler_init (&scaler, image, width, height);
  scaler.ring = g_try_new (Pixel, (gsize) width * (gsize) scaler.down.n_taps);
  if (scaler.ring == NULL)
    {
      g_set_error_literal (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY,
                           "No memory to resample");
      return NULL;
    }

  stride = (gsize) width * gesso_pixel_format_get_size (scaler.format);
  for (int y = 0; y < height; y++)
    {
      if (y % ROWS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      resample_down (&scaler, y, pixels + (gsize) y * stride);
    }

  return _gesso_image_new_with_icc (width, height, scaler.format, g_steal_pointer (&pixels),
                                    gesso_image_get_icc_profile (image));
}

/**
 * gesso_scale_fit:
 * @image: a picture
 * @max_width: the box's width in pixels, above 0
 * @max_height: the box's height in pixels, above 0
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Shrinks into a box, keeping the ratio; never enlarges. On a worker.
 *
 * Returns: (transfer full) (nullable): the picture; @image itself if it fits already
 */
GessoImage *
gesso_scale_fit (GessoImage    *image,
                 int            max_width,
                 int            max_height,
                 GCancellable  *cancellable,
                 GError       **error)
{
  int width;
  int height;

  g_return_val_if_fail (image != NULL, NULL);
  g_return_val_if_fail (max_width > 0 && max_height > 0, NULL);

  gesso_scale_fit_size (gesso_image_get_width (image), gesso_image_get_height (image), max_width,
                        max_height, &width, &height);
  return gesso_scale_resize (image, width, height, cancellable, error);
}

/**
 * gesso_scale_cover:
 * @image: a picture
 * @width: width of the result in pixels, 1 to 65535
 * @height: height of the result in pixels, 1 to 65535
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Fills an exact size: cuts what is too wide or too high from the middle, then resamples. On a
 * worker.
 *
 * Returns: (transfer full) (nullable): the picture
 */
GessoImage *
gesso_scale_cover (GessoImage    *image,
                   int            width,
                   int            height,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GessoImage) cropped = NULL;
  gint64 from_width;
  gint64 from_height;
  int crop_width;
  int crop_height;

  g_return_val_if_fail (image != NULL, NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  from_width = gesso_image_get_width (image);
  from_height = gesso_image_get_height (image);
  crop_width = (int) MIN (from_width, (from_height * width + height / 2) / height);
  crop_height = (int) MIN (from_height, (from_width * height + width / 2) / width);
  crop_width = MAX (crop_width, 1);
  crop_height = MAX (crop_height, 1);

  cropped = gesso_transform_crop (image, (int) (from_width - crop_width) / 2,
                                  (int) (from_height - crop_height) / 2, crop_width, crop_height,
                                  error);
  return cropped != NULL ? gesso_scale_resize (cropped, width, height, cancellable, error) : NULL;
}
