/* gesso-resampler.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "protect/gesso-resampler.h"

#include "protect/gesso-protect-private.h"

#include <math.h>
#include <string.h>

/* GessoResampler: an answer on its way into a picture. It gives rows of 16-bit RGBA with straight
 * alpha; scale and shift are done in one step with a Lanczos window of three lobes, premultiplied
 * meanwhile, edges repeated. Where a pixel falls on a pixel the numbers are the source's own. The
 * stitch makes it and asks for rows downwards, so that each source row is gone through once. */

#define LOBES 3.0

/* A twentieth of a level of 8 bits at the far end of the widest picture. */
#define SAME 1e-7

typedef struct
{
  int first; /* source pixel of the first weight; may be outside */
  int length;
  gsize offset; /* of the first weight */
} Taps;

struct _GessoResampler
{
  GessoImage *source; /* (owned) */
  GessoMapping mapping;
  int width;
  gboolean copy;

  Taps *taps;       /* (owned): one for each column */
  float *weights;   /* (owned) */
  float *line;      /* (owned): one source row, premultiplied */
  float **rows;     /* (owned): source rows at target width, ring */
  int *row_numbers; /* (owned): which source row each holds, or -1 */
  int n_rows;
  float *sums;  /* (owned): one target row */
  guint16 *out; /* (owned) */
};

/**
 * gesso_mapping_is_copy:
 * @self: a mapping
 *
 * Returns: whether every pixel falls on a pixel
 */
gboolean
gesso_mapping_is_copy (const GessoMapping *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return fabs (self->scale_x - 1) < SAME && fabs (self->scale_y - 1) < SAME
         && fabs (self->shift_x - round (self->shift_x)) < 1e-4
         && fabs (self->shift_y - round (self->shift_y)) < 1e-4;
}

static double
lanczos (double t)
{
  double a = G_PI * t;

  if (fabs (t) < 1e-9)
    return 1;
  if (fabs (t) >= LOBES)
    return 0;

  return LOBES * sin (a) * sin (a / LOBES) / (a * a);
}

static int
count_taps (double scale)
{
  return (int) ceil (2 * LOBES * MAX (1, scale)) + 1;
}

/* The weights for one target pixel; they add up to 1. */
static void
make_taps (double  scale,
           double  shift,
           int     at,
           float  *weights,
           int    *out_first,
           int    *out_length)
{
  double stretch = MAX (1, scale);
  double centre = (at + 0.5) * scale + shift - 0.5;
  int first = (int) ceil (centre - LOBES * stretch);
  int length = MIN ((int) floor (centre + LOBES * stretch) - first + 1, count_taps (scale));
  double sum = 0;

  for (int i = 0; i < length; i++)
    {
      double weight = lanczos ((first + i - centre) / stretch);

      weights[i] = (float) weight;
      sum += weight;
    }
  for (int i = 0; i < length; i++)
    weights[i] = (float) (weights[i] / sum);
  *out_first = first;
  *out_length = length;
}

static gboolean
make_columns (GessoResampler  *self,
              GError         **error)
{
  gsize most = (gsize) count_taps (self->mapping.scale_x);

  self->taps = _gesso_protect_try_alloc ((gsize) self->width, sizeof (Taps), error);
  if (self->taps == NULL)
    return FALSE;
  self->weights = _gesso_protect_try_alloc ((gsize) self->width * most, sizeof (float), error);
  if (self->weights == NULL)
    return FALSE;

  for (int x = 0; x < self->width; x++)
    {
      Taps *taps = &self->taps[x];

      taps->offset = (gsize) x * most;
      make_taps (self->mapping.scale_x, self->mapping.shift_x, x, self->weights + taps->offset,
                 &taps->first, &taps->length);
    }
  return TRUE;
}

static gboolean
make_rows (GessoResampler  *self,
           GError         **error)
{
  gsize length = 4 * (gsize) self->width;

  self->n_rows = count_taps (self->mapping.scale_y) + 1;
  self->rows = g_new0 (float *, (gsize) self->n_rows);
  self->row_numbers = g_new (int, (gsize) self->n_rows);
  for (int i = 0; i < self->n_rows; i++)
    {
      self->row_numbers[i] = -1;
      self->rows[i] = _gesso_protect_try_alloc (length, sizeof (float), error);
      if (self->rows[i] == NULL)
        return FALSE;
    }
  self->line = _gesso_protect_try_alloc (4 * (gsize) gesso_image_get_width (self->source),
                                         sizeof (float), error);
  self->sums = _gesso_protect_try_alloc (length, sizeof (float), error);

  return self->line != NULL && self->sums != NULL;
}

/**
 * gesso_resampler_new:
 * @source: a picture
 * @mapping: where the target's pixels lie in it
 * @width: the target's width in pixels, above 0
 * @error: `GESSO_IMAGE_ERROR_MEMORY`
 *
 * Returns: (transfer full) (nullable): a resampler
 */
GessoResampler *
gesso_resampler_new (GessoImage          *source,
                     const GessoMapping  *mapping,
                     int                  width,
                     GError             **error)
{
  g_autoptr (GessoResampler) self = NULL;

  g_return_val_if_fail (source != NULL && mapping != NULL && width > 0, NULL);
  g_return_val_if_fail (mapping->scale_x > 0 && mapping->scale_y > 0, NULL);

  self = g_new0 (GessoResampler, 1);
  self->source = gesso_image_ref (source);
  self->mapping = *mapping;
  self->width = width;
  self->copy = gesso_mapping_is_copy (mapping);
  self->out = _gesso_protect_try_alloc (4 * (gsize) width, sizeof (guint16), error);
  if (self->out == NULL
      || (!self->copy && (!make_columns (self, error) || !make_rows (self, error))))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * gesso_resampler_free:
 * @self: (nullable) (transfer full): a resampler
 */
void
gesso_resampler_free (GessoResampler *self)
{
  if (self == NULL)
    return;

  gesso_image_unref (self->source);
  g_free (self->taps);
  g_free (self->weights);
  g_free (self->line);
  for (int i = 0; self->rows != NULL && i < self->n_rows; i++)
    g_free (self->rows[i]);
  g_free (self->rows);
  g_free (self->row_numbers);
  g_free (self->sums);
  g_free (self->out);
  g_free (self);
}

static void
read_pixel (const guint8     *row,
            GessoPixelFormat  format,
            int               x,
            guint16          *out)
{
  if (format == GESSO_PIXEL_FORMAT_RGBA16)
    memcpy (out, row + 8 * (gsize) x, 8);
  else if (format == GESSO_PIXEL_FORMAT_RGBA8)
    for (int c = 0; c < 4; c++)
      out[c] = (guint16) (row[4 * (gsize) x + (gsize) c] * 257u);
  else
    {
      out[0] = out[1] = out[2] = (guint16) (row[x] * 257u);
      out[3] = 65535;
    }
}

static void
copy_row (GessoResampler *self,
          int             y)
{
  int width = gesso_image_get_width (self->source);
  int height = gesso_image_get_height (self->source);
  int from_y = CLAMP (y + (int) lrint (self->mapping.shift_y), 0, height - 1);
  const guint8 *row = gesso_image_get_row (self->source, from_y);
  int shift = (int) lrint (self->mapping.shift_x);

  for (int x = 0; x < self->width; x++)
    read_pixel (row, gesso_image_get_format (self->source), CLAMP (x + shift, 0, width - 1),
                self->out + 4 * (gsize) x);
}

static void
read_line (GessoResampler *self,
           int             y)
{
  GessoPixelFormat format = gesso_image_get_format (self->source);
  const guint8 *row = gesso_image_get_row (self->source, y);

  for (int x = 0; x < gesso_image_get_width (self->source); x++)
    {
      float *out = self->line + 4 * (gsize) x;
      guint16 pixel[4];
      float alpha;

      read_pixel (row, format, x, pixel);
      alpha = pixel[3] / 65535.0f;
      for (int c = 0; c < 3; c++)
        out[c] = pixel[c] * alpha;
      out[3] = pixel[3];
    }
}

/* A source row at the target's width. */
static const float *
get_wide_row (GessoResampler *self,
              int             y)
{
  int width = gesso_image_get_width (self->source);
  int slot = y % self->n_rows;
  float *out = self->rows[slot];

  if (self->row_numbers[slot] == y)
    return out;

  read_line (self, y);
  for (int x = 0; x < self->width; x++, out += 4)
    {
      const Taps *taps = &self->taps[x];
      const float *weights = self->weights + taps->offset;
      float sum[4] = { 0, 0, 0, 0 };

      for (int i = 0; i < taps->length; i++)
        {
          const float *in = self->line + 4 * (gsize) CLAMP (taps->first + i, 0, width - 1);

          for (int c = 0; c < 4; c++)
            sum[c] += weights[i] * in[c];
        }
      memcpy (out, sum, sizeof sum);
    }
  self->row_numbers[slot] = y;

  return self->rows[slot];
}

static guint16
to_16 (float value)
{
  return (guint16) (value <= 0 ? 0 : value >= 65535 ? 65535 : value + 0.5f);
}

static void
finish_row (GessoResampler *self)
{
  for (int x = 0; x < self->width; x++)
    {
      const float *sum = self->sums + 4 * (gsize) x;
      guint16 *out = self->out + 4 * (gsize) x;
      float alpha = sum[3];
      float by = alpha > 0 && alpha < 65535 ? 65535.0f / alpha : 1;

      for (int c = 0; c < 3; c++)
        out[c] = to_16 (sum[c] * by);
      out[3] = to_16 (alpha);
    }
}

/**
 * gesso_resampler_get_row:
 * @self: a resampler
 * @y: a target row, 0 or more; best asked for downwards
 *
 * Returns: (transfer none): a row of 16-bit RGBA, straight alpha, until the next call
 */
const guint16 *
gesso_resampler_get_row (GessoResampler *self,
                         int             y)
{
  int height;
  int first, length;
  g_autofree float *weights = NULL;

  g_return_val_if_fail (self != NULL && y >= 0, NULL);

  if (self->copy)
    {
      copy_row (self, y);
      return self->out;
    }

  height = gesso_image_get_height (self->source);
  weights = g_new (float, (gsize) count_taps (self->mapping.scale_y));
  make_taps (self->mapping.scale_y, self->mapping.shift_y, y, weights, &first, &length);
  memset (self->sums, 0, 4 * (gsize) self->width * sizeof (float));
  for (int i = 0; i < length; i++)
    {
      const float *row = get_wide_row (self, CLAMP (first + i, 0, height - 1));
      float weight = weights[i];

      for (gsize k = 0; k < 4 * (gsize) self->width; k++)
        self->sums[k] += weight * row[k];
    }
  finish_row (self);

  return self->out;
}
