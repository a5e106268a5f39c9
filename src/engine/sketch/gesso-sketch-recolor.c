/* gesso-sketch-recolor.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Recolour: gives things another colour and leaves them their light and shade. It works in OKLab
 * (Ottosson, 2020), where lightness, strength and hue can be moved apart from each other. The mean
 * lightness moves to that of the new colour along a curve that keeps black and white where they
 * are, so shadows and gloss stay; what had little colour gets less of the new one. Under a mask all
 * that is marked is meant, so there also greys take the colour on. */

#include "config.h"

#include "engine/sketch/gesso-sketch-recolor.h"

#include "engine/sketch/gesso-sketch-bands.h"

#include <math.h>

#define BAND_ROWS 32
#define GAMMA_SIZE 4096

/* How far the curve of lightness may bend. */
#define MAX_BEND 14.0f

/* How much of the new colour a grey takes on under a mask. */
#define GREY_SHARE 0.6f

/* When less of what is marked has the colour that was named, the name is not meant. */
#define MIN_CHOSEN 0.05

typedef struct
{
  float l, a, b;
} Lab;

typedef struct
{
  GessoImage *image;
  GessoImage *mask; /* (nullable) */
  guint8 *out;
  gboolean has_from;
  Lab from;
  Lab to;
  float bend;   /* of the curve of lightness */
  float mean_c; /* strength of colour of what is recoloured */
  float linear[256];
  guint8 gamma[GAMMA_SIZE + 1];
} Recolor;

static void
fill_tables (Recolor *self)
{
  for (int i = 0; i < 256; i++)
    {
      float v = i / 255.0f;

      self->linear[i] = v <= 0.04045f ? v / 12.92f : powf ((v + 0.055f) / 1.055f, 2.4f);
    }
  for (int i = 0; i <= GAMMA_SIZE; i++)
    {
      /* The table is over the square root, which spreads the dark values. */
      float v = (float) i / GAMMA_SIZE, x = v * v;
      float s = x <= 0.0031308f ? 12.92f * x : 1.055f * powf (x, 1 / 2.4f) - 0.055f;

      self->gamma[i] = (guint8) (CLAMP (s, 0, 1) * 255 + 0.5f);
    }
}

static Lab
to_lab (const Recolor *self,
        const guint8  *pixel)
{
  float r = self->linear[pixel[0]], g = self->linear[pixel[1]], b = self->linear[pixel[2]];
  float l = cbrtf (0.4122214708f * r + 0.5363325363f * g + 0.0514459929f * b);
  float m = cbrtf (0.2119034982f * r + 0.6806995451f * g + 0.1073969566f * b);
  float s = cbrtf (0.0883024619f * r + 0.2817188376f * g + 0.6299787005f * b);

  return (Lab){ 0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
                1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
                0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s };
}

static guint8
to_byte (const Recolor *self,
         float          value)
{
  return self->gamma[(int) (sqrtf (CLAMP (value, 0, 1)) * GAMMA_SIZE + 0.5f)];
}

static void
to_linear (Lab    lab,
           float *rgb)
{
  float l = lab.l + 0.3963377774f * lab.a + 0.2158037573f * lab.b;
  float m = lab.l - 0.1055613458f * lab.a - 0.0638541728f * lab.b;
  float s = lab.l - 0.0894841775f * lab.a - 1.2914855480f * lab.b;

  l = l * l * l;
  m = m * m * m;
  s = s * s * s;
  rgb[0] = 4.0767416621f * l - 3.3077115913f * m + 0.2309699292f * s;
  rgb[1] = -1.2684380046f * l + 2.6097574011f * m - 0.3413193965f * s;
  rgb[2] = -0.0041960863f * l - 0.7034186147f * m + 1.7076147010f * s;
}

static gboolean
is_shown (const float *rgb)
{
  for (int c = 0; c < 3; c++)
    if (rgb[c] < -0.001f || rgb[c] > 1.001f)
      return FALSE;

  return TRUE;
}

static void
from_lab (const Recolor *self,
          Lab            lab,
          guint8        *pixel)
{
  float rgb[3];

  to_linear (lab, rgb);
  for (int c = 0; c < 3; c++)
    pixel[c] = to_byte (self, rgb[c]);
}

/* A colour that no screen can show loses strength until one can, and keeps its hue. */
static Lab
fit_gamut (Lab lab)
{
  float low = 0, high = 1;
  float rgb[3];

  to_linear (lab, rgb);
  if (is_shown (rgb))
    return lab;
  for (int i = 0; i < 6; i++)
    {
      float half = (low + high) / 2;

      to_linear ((Lab){ lab.l, lab.a * half, lab.b * half }, rgb);
      if (is_shown (rgb))
        low = half;
      else
        high = half;
    }

  return (Lab){ lab.l, lab.a * low, lab.b * low };
}

static Lab
lab_of (const Recolor *self,
        guint32        color)
{
  guint8 pixel[3] = { color >> 16 & 255, color >> 8 & 255, color & 255 };

  return to_lab (self, pixel);
}

static float
smooth (float value)
{
  value = CLAMP (value, 0, 1);

  return value * value * (3 - 2 * value);
}

/* How much a pixel has the colour that is asked for, 0 to 1: by hue where that colour has one,
 * else by lightness and the lack of colour. */
static float
choose (const Recolor *self,
        Lab            lab)
{
  float chroma = hypotf (lab.a, lab.b);
  float wanted = hypotf (self->from.a, self->from.b);
  float turn;

  if (!self->has_from)
    return 1;
  if (wanted < 0.03f)
    return smooth ((0.3f - fabsf (lab.l - self->from.l)) / 0.12f)
           * smooth ((0.06f - chroma) / 0.03f);
  turn = fabsf (
      remainderf (atan2f (lab.b, lab.a) - atan2f (self->from.b, self->from.a), 2 * (float) G_PI));

  return smooth ((0.62f - turn) / 0.22f) * smooth ((chroma - 0.03f) / 0.03f);
}

/* The means of what is recoloured. Returns which share of the marked place that is. */
static double
measure (Recolor *self)
{
  double sum_l = 0, sum_c = 0, total = 0, marked = 0, mean_l;
  int step = MAX (1, gesso_image_get_width (self->image) / 512);

  for (int y = 0; y < gesso_image_get_height (self->image); y += step)
    {
      const guint8 *row = gesso_image_get_row (self->image, y);

      for (int x = 0; x < gesso_image_get_width (self->image); x += step)
        {
          float weight = row[4 * x + 3] / 255.0f;
          Lab lab;

          if (self->mask != NULL)
            weight *= gesso_image_get_row (self->mask, y)[x] / 255.0f;
          if (weight <= 0)
            continue;
          lab = to_lab (self, row + 4 * x);
          marked += weight;
          weight *= choose (self, lab);
          total += weight;
          sum_l += weight * lab.l;
          sum_c += weight * hypotf (lab.a, lab.b);
        }
    }
  mean_l = CLAMP (total > 0 ? sum_l / total : 0.6, 0.02, 0.98);
  self->mean_c = total > 0 ? sum_c / total : 0;
  self->bend = CLAMP (self->to.l * (1 - mean_l) / (mean_l * MAX (1 - self->to.l, 0.001)),
                      1 / MAX_BEND, MAX_BEND);

  return marked > 0 ? total / marked : 0;
}

/* A curve through black, white and the mean, which it moves to the new lightness (Schlick, Fast
 * alternatives to Perlin's bias and gain functions, 1994). */
static float
bend_lightness (const Recolor *self,
                float          l)
{
  l = CLAMP (l, 0, 1);

  return l * self->bend / (1 + (self->bend - 1) * l);
}

static Lab
repaint (const Recolor *self,
         Lab            lab)
{
  float share = self->mean_c > 0.04f ? MIN (hypotf (lab.a, lab.b) / self->mean_c, 1.3f) : 1;
  float l = bend_lightness (self, lab.l);
  /* Toward black and white there is less room for colour. */
  float room = smooth (l / 0.25f) * smooth ((1.02f - l) / 0.12f);

  if (self->mask != NULL && !self->has_from)
    share = GREY_SHARE + (1 - GREY_SHARE) * share;

  return (Lab){ l, self->to.a * share * room, self->to.b * share * room };
}

static void
recolor_band (int      first,
              int      end,
              gpointer user_data)
{
  Recolor *self = user_data;
  int width = gesso_image_get_width (self->image);

  for (int y = first; y < end; y++)
    {
      const guint8 *in = gesso_image_get_row (self->image, y);
      const guint8 *mask = self->mask != NULL ? gesso_image_get_row (self->mask, y) : NULL;
      guint8 *out = self->out + (gsize) y * width * 4;

      for (int x = 0; x < width; x++, in += 4, out += 4)
        {
          float weight;
          Lab lab, other;

          for (int c = 0; c < 4; c++)
            out[c] = in[c];
          if (in[3] == 0 || (mask != NULL && mask[x] == 0))
            continue;
          lab = to_lab (self, in);
          weight = choose (self, lab);
          if (weight <= 0)
            continue;
          other = fit_gamut (repaint (self, lab));
          lab.l += weight * (other.l - lab.l);
          lab.a += weight * (other.a - lab.a);
          lab.b += weight * (other.b - lab.b);
          from_lab (self, lab, out);
        }
    }
}

/**
 * gesso_sketch_recolor:
 * @image: a picture in RGBA8
 * @mask: (nullable): GRAY8 of the same size; pixels under 0 are left out
 * @colors: 0xRRGGBB: the new colour; or the colour to be replaced, then the new one;
 *   where hardly anything marked has the first, all that is marked is recoloured
 * @n_colors: at least 1
 * @cancellable: (nullable): asked between bands
 * @error: `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): the recoloured picture
 */
GessoImage *
gesso_sketch_recolor (GessoImage     *image,
                      GessoImage     *mask,
                      const guint32  *colors,
                      int             n_colors,
                      GCancellable   *cancellable,
                      GError        **error)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  g_autofree Recolor *self = g_new0 (Recolor, 1);

  g_return_val_if_fail (n_colors > 0, NULL);

  self->image = image;
  self->mask = mask;
  fill_tables (self);
  self->has_from = n_colors > 1;
  self->from = lab_of (self, colors[0]);
  self->to = lab_of (self, colors[n_colors - 1]);
  if (measure (self) < MIN_CHOSEN && mask != NULL && self->has_from)
    {
      self->has_from = FALSE;
      measure (self);
    }
  self->out = g_malloc ((gsize) width * height * 4);
  if (!gesso_sketch_run_bands (height, BAND_ROWS, recolor_band, self, cancellable))
    {
      g_free (self->out);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The edit was cancelled");
      return NULL;
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4,
                               self->out);
}
