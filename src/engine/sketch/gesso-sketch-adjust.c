/* gesso-sketch-adjust.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Adjust: the edits that look at a pixel and its neighbourhood: tone, colour, blur and the like.
 * Each makes a whole changed picture, which is then let through the mask, so that pixels under a
 * mask of 0 are the same to the bit. Pure; any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-adjust.h"

#include "engine/sketch/gesso-sketch-bands.h"
#include "engine/sketch/gesso-sketch-recolor.h"
#include "image/gesso-transform.h"

#include <math.h>
#include <string.h>

#define BAND_ROWS 64

typedef struct
{
  GessoImage            *image;
  GessoImage            *other;     /* (nullable): blurred, or what lies above */
  GessoImage            *mask;      /* (nullable) */
  guint8                *out;
  const GessoSketchStep *step;
  double                 strength;
  guint8                 table[3][256];
} Work;

static GessoImage *
run (Work                *work,
     GessoSketchBandFunc  func,
     GCancellable        *cancellable,
     GError             **error)
{
  int width = gesso_image_get_width (work->image), height = gesso_image_get_height (work->image);

  work->out = g_malloc ((gsize) width * height * 4);
  if (!gesso_sketch_run_bands (height, BAND_ROWS, func, work, cancellable))
    {
      g_free (work->out);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The edit was cancelled");
      return NULL;
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4,
                               work->out);
}

/* --- masks --- */

static void
blend_band (int      first,
            int      end,
            gpointer user_data)
{
  Work *work = user_data;
  int width = gesso_image_get_width (work->image);

  for (int y = first; y < end; y++)
    {
      const guint8 *below = gesso_image_get_row (work->image, y);
      const guint8 *above = gesso_image_get_row (work->other, y);
      const guint8 *mask = gesso_image_get_row (work->mask, y);
      guint8 *out = work->out + (gsize) y * width * 4;

      for (int x = 0; x < width; x++)
        for (int c = 0; c < 4; c++)
          out[4 * x + c]
            = (below[4 * x + c] * (255 - mask[x]) + above[4 * x + c] * mask[x] + 127) / 255;
    }
}

/**
 * gesso_sketch_blend:
 * @below: a picture in RGBA8
 * @above: another of the same size
 * @mask: (nullable): how much of @above is let through, GRAY8 of the same size; %NULL for all
 *
 * Returns: (transfer full): the mixture; where the mask is 0 it is @below to the bit
 */
GessoImage *
gesso_sketch_blend (GessoImage *below,
                    GessoImage *above,
                    GessoImage *mask)
{
  Work work = { .image = below, .other = above, .mask = mask };

  if (mask == NULL)
    return gesso_image_ref (above);

  return run (&work, blend_band, NULL, NULL);
}

/**
 * gesso_sketch_mask_share:
 * @mask: (nullable): GRAY8
 *
 * Returns: which share of the picture is marked, 0 to 1; 1 without a mask
 */
double
gesso_sketch_mask_share (GessoImage *mask)
{
  double sum = 0;

  if (mask == NULL)
    return 1;
  for (int y = 0; y < gesso_image_get_height (mask); y++)
    {
      const guint8 *row = gesso_image_get_row (mask, y);

      for (int x = 0; x < gesso_image_get_width (mask); x++)
        sum += row[x];
    }

  return sum / 255 / gesso_image_get_width (mask) / gesso_image_get_height (mask);
}

/* --- pixels by table --- */

static void
table_band (int      first,
            int      end,
            gpointer user_data)
{
  Work *work = user_data;
  int width = gesso_image_get_width (work->image);

  for (int y = first; y < end; y++)
    {
      const guint8 *in = gesso_image_get_row (work->image, y);
      guint8 *out = work->out + (gsize) y * width * 4;

      for (int x = 0; x < width; x++, in += 4, out += 4)
        {
          for (int c = 0; c < 3; c++)
            out[c] = work->table[c][in[c]];
          out[3] = in[3];
        }
    }
}

static int
luma (const guint8 *pixel)
{
  return (pixel[0] * 2126 + pixel[1] * 7152 + pixel[2] * 722 + 5000) / 10000;
}

/* Greys through a table of three columns: black and white, sepia, duotone. */
static void
luma_band (int      first,
           int      end,
           gpointer user_data)
{
  Work *work = user_data;
  int width = gesso_image_get_width (work->image);

  for (int y = first; y < end; y++)
    {
      const guint8 *in = gesso_image_get_row (work->image, y);
      guint8 *out = work->out + (gsize) y * width * 4;

      for (int x = 0; x < width; x++, in += 4, out += 4)
        {
          int level = luma (in);

          for (int c = 0; c < 3; c++)
            out[c] = work->table[c][level];
          out[3] = in[3];
        }
    }
}

static void
saturation_band (int      first,
                 int      end,
                 gpointer user_data)
{
  Work *work = user_data;
  int width = gesso_image_get_width (work->image);

  for (int y = first; y < end; y++)
    {
      const guint8 *in = gesso_image_get_row (work->image, y);
      guint8 *out = work->out + (gsize) y * width * 4;

      for (int x = 0; x < width; x++, in += 4, out += 4)
        {
          int level = luma (in);

          for (int c = 0; c < 3; c++)
            out[c] = (guint8) CLAMP (level + (in[c] - level) * work->strength + 0.5, 0, 255);
          out[3] = in[3];
        }
    }
}

/* How strongly a verb is meant, 1 being ordinary; percent count from @usual. */
static double
get_strength (const GessoSketchStep *step,
              double                 usual)
{
  double sign = step->amount < 0 ? -1 : 1;

  if (step->unit == GESSO_SKETCH_UNIT_PERCENT && step->number > 0)
    return sign * MIN (step->number, 400) / usual;

  return step->amount;
}

static guint8
to_level (double value)
{
  return (guint8) (CLAMP (value, 0, 1) * 255 + 0.5);
}

static void
fill_tone_table (Work *work)
{
  double strength = get_strength (work->step, 25);

  for (int i = 0; i < 256; i++)
    {
      double value = i / 255.0, warm = 0.11 * strength;

      switch (work->step->verb)
        {
        case GESSO_SKETCH_VERB_BRIGHTNESS:
          value = pow (value, exp2 (-0.55 * strength));
          break;
        case GESSO_SKETCH_VERB_CONTRAST:
          value = 0.5 + (value - 0.5) * exp2 (0.5 * strength);
          break;
        case GESSO_SKETCH_VERB_INVERT:
          value = 1 - value;
          break;
        default:
          break;
        }
      for (int c = 0; c < 3; c++)
        work->table[c][i] = to_level (value);
      if (work->step->verb == GESSO_SKETCH_VERB_WARMTH)
        {
          work->table[0][i] = to_level (value * (1 + warm));
          work->table[1][i] = to_level (value * (1 + warm * 0.25));
          work->table[2][i] = to_level (value * (1 - warm));
        }
    }
}

static void
fill_duotone_table (Work *work)
{
  guint32 dark = 0x000000, light = 0xffffff;

  if (work->step->verb == GESSO_SKETCH_VERB_SEPIA)
    dark = 0x2a1a0e, light = 0xf6e7c8;
  else if (work->step->verb == GESSO_SKETCH_VERB_DUOTONE)
    {
      dark = work->step->n_colors > 0 ? work->step->colors[0] : 0x1b2a5e;
      light = work->step->n_colors > 1 ? work->step->colors[1] : 0xf6d8b8;
    }
  for (int i = 0; i < 256; i++)
    for (int c = 0; c < 3; c++)
      {
        int shift = 16 - 8 * c;
        double from = (dark >> shift & 255) / 255.0, to = (light >> shift & 255) / 255.0;

        work->table[c][i] = to_level (from + (to - from) * i / 255.0);
      }
}

/* --- neighbourhoods --- */

static double
get_radius (const GessoSketchStep *step,
            GessoImage            *image,
            double                 share)
{
  if (step->unit == GESSO_SKETCH_UNIT_PIXELS && step->number > 0)
    return MIN (step->number, 500);

  return MAX (share * MIN (gesso_image_get_width (image), gesso_image_get_height (image))
                * fabs (get_strength (step, 50)),
              0.6);
}

static void
sharpen_band (int      first,
              int      end,
              gpointer user_data)
{
  Work *work = user_data;
  int width = gesso_image_get_width (work->image);

  for (int y = first; y < end; y++)
    {
      const guint8 *in = gesso_image_get_row (work->image, y);
      const guint8 *soft = gesso_image_get_row (work->other, y);
      guint8 *out = work->out + (gsize) y * width * 4;

      for (int x = 0; x < width; x++, in += 4, soft += 4, out += 4)
        {
          for (int c = 0; c < 3; c++)
            out[c] = (guint8) CLAMP (in[c] + (in[c] - soft[c]) * work->strength + 0.5, 0, 255);
          out[3] = in[3];
        }
    }
}

static void
pixelate_cell (Work *work,
               int   x0,
               int   y0,
               int   side)
{
  int width = gesso_image_get_width (work->image);
  int x1 = MIN (x0 + side, width), y1 = MIN (y0 + side, gesso_image_get_height (work->image));
  guint64 sum[4] = { 0 }, n = (guint64) (x1 - x0) * (y1 - y0);
  guint8 mean[4];

  for (int y = y0; y < y1; y++)
    for (int x = x0; x < x1; x++)
      {
        const guint8 *in = gesso_image_get_row (work->image, y) + 4 * x;

        for (int c = 0; c < 3; c++)
          sum[c] += in[c] * in[3];
        sum[3] += in[3];
      }
  for (int c = 0; c < 3; c++)
    mean[c] = sum[3] > 0 ? (sum[c] + sum[3] / 2) / sum[3] : 0;
  mean[3] = (sum[3] + n / 2) / n;
  for (int y = y0; y < y1; y++)
    for (int x = x0; x < x1; x++)
      memcpy (work->out + ((gsize) y * width + x) * 4, mean, 4);
}

/* A band is a row of cells. */
static void
pixelate_band (int      first,
               int      end,
               gpointer user_data)
{
  Work *work = user_data;
  int side = (int) work->strength;

  for (int row = first; row < end; row++)
    for (int x = 0; x < gesso_image_get_width (work->image); x += side)
      pixelate_cell (work, x, row * side, side);
}

static GessoImage *
pixelate (Work          *work,
          GCancellable  *cancellable,
          GError       **error)
{
  int width = gesso_image_get_width (work->image), height = gesso_image_get_height (work->image);
  int side = MAX ((int) get_radius (work->step, work->image, 0.022), 2);

  work->strength = side;
  work->out = g_malloc ((gsize) width * height * 4);
  if (!gesso_sketch_run_bands ((height + side - 1) / side, 1, pixelate_band, work, cancellable))
    {
      g_free (work->out);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The edit was cancelled");
      return NULL;
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4,
                               work->out);
}

static void
vignette_band (int      first,
               int      end,
               gpointer user_data)
{
  Work *work = user_data;
  int width = gesso_image_get_width (work->image), height = gesso_image_get_height (work->image);

  for (int y = first; y < end; y++)
    {
      const guint8 *in = gesso_image_get_row (work->image, y);
      guint8 *out = work->out + (gsize) y * width * 4;

      for (int x = 0; x < width; x++, in += 4, out += 4)
        {
          double dx = (2.0 * x + 1) / width - 1, dy = (2.0 * y + 1) / height - 1;
          double distance = CLAMP ((sqrt (dx * dx + dy * dy) - 0.55) / 0.86, 0, 1);
          double factor = CLAMP (1 - work->strength * distance * distance * (3 - 2 * distance),
                                 0, 2);

          for (int c = 0; c < 3; c++)
            out[c] = (guint8) MIN (in[c] * factor + 0.5, 255);
          out[3] = in[3];
        }
    }
}

static GessoImage *
change (Work          *work,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr (GessoImage) soft = NULL;

  switch (work->step->verb)
    {
    case GESSO_SKETCH_VERB_BRIGHTNESS:
    case GESSO_SKETCH_VERB_CONTRAST:
    case GESSO_SKETCH_VERB_WARMTH:
    case GESSO_SKETCH_VERB_INVERT:
      fill_tone_table (work);
      return run (work, table_band, cancellable, error);
    case GESSO_SKETCH_VERB_MONOCHROME:
    case GESSO_SKETCH_VERB_SEPIA:
    case GESSO_SKETCH_VERB_DUOTONE:
      fill_duotone_table (work);
      return run (work, luma_band, cancellable, error);
    case GESSO_SKETCH_VERB_SATURATION:
      work->strength = MAX (1 + 0.45 * get_strength (work->step, 45), 0);
      return run (work, saturation_band, cancellable, error);
    case GESSO_SKETCH_VERB_BLUR:
      return gesso_transform_blur (work->image, get_radius (work->step, work->image, 0.012),
                                   cancellable, error);
    case GESSO_SKETCH_VERB_SHARPEN:
      soft = gesso_transform_blur (work->image, 1.3, cancellable, error);
      work->other = soft;
      work->strength = 0.9 * get_strength (work->step, 90);
      return soft != NULL ? run (work, sharpen_band, cancellable, error) : NULL;
    case GESSO_SKETCH_VERB_PIXELATE:
      return pixelate (work, cancellable, error);
    case GESSO_SKETCH_VERB_VIGNETTE:
      work->strength = 0.6 * get_strength (work->step, 60);
      return run (work, vignette_band, cancellable, error);
    case GESSO_SKETCH_VERB_RECOLOR:
      return gesso_sketch_recolor (work->image, work->mask, work->step->colors,
                                   work->step->n_colors, cancellable, error);
    default:
      g_assert_not_reached ();
    }
}

/**
 * gesso_sketch_can_adjust:
 * @verb: a verb
 *
 * Returns: whether gesso_sketch_adjust() does it
 */
gboolean
gesso_sketch_can_adjust (GessoSketchVerb verb)
{
  return verb == GESSO_SKETCH_VERB_RECOLOR
         || (verb >= GESSO_SKETCH_VERB_BRIGHTNESS && verb <= GESSO_SKETCH_VERB_VIGNETTE);
}

/**
 * gesso_sketch_adjust:
 * @image: a picture in RGBA8
 * @mask: (nullable): where to, GRAY8 of the same size; %NULL for everywhere
 * @step: what to do; a verb for which gesso_sketch_can_adjust() is true
 * @cancellable: (nullable): asked between bands
 * @error: `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): a picture of the same size, the same to the bit where the
 *   mask is 0
 */
GessoImage *
gesso_sketch_adjust (GessoImage             *image,
                     GessoImage             *mask,
                     const GessoSketchStep  *step,
                     GCancellable           *cancellable,
                     GError                **error)
{
  Work work = { .image = image, .mask = mask, .step = step };
  g_autoptr (GessoImage) changed = change (&work, cancellable, error);

  return changed != NULL ? gesso_sketch_blend (image, changed, mask) : NULL;
}
