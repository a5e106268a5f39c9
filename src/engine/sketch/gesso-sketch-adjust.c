/* gesso-sketch-adjust.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Adjust: the edits that look at a pixel and its neighbourhood: tone, colour, blur and the like.
 * Only what is marked is computed, with as much around it as a blur looks at; it is then let
 * through the mask, whose edge is softened inwards, so that pixels under a mask of 0 are the same
 * to the bit. Pure; any thread, which is helped by others. */

#include "config.h"

#include "engine/sketch/gesso-sketch-adjust.h"

#include "engine/sketch/gesso-sketch-bands.h"
#include "engine/sketch/gesso-sketch-blend.h"
#include "engine/sketch/gesso-sketch-recolor.h"
#include "image/gesso-transform.h"

#include <math.h>
#include <string.h>

#define BAND_ROWS 64

typedef struct _Work Work;

/* Changes the colours of one row; the alpha is done. */
typedef void (*RowFunc) (const Work *work, int y, const guint8 *in, guint8 *out, int width);

struct _Work
{
  GessoImage *image; /* the part of the picture that is worked on */
  GessoImage *mask;  /* (nullable): its part of the mask */
  GessoImage *other; /* (nullable): blurred */
  int left, top;     /* where the part lies in the picture … */
  int width, height; /* … and how large that is */
  guint8 *out;
  const GessoSketchStep *step;
  RowFunc func;
  double strength;
  guint8 table[3][256];
};

static void
rows_band (int      first,
           int      end,
           gpointer user_data)
{
  const Work *work = user_data;
  int width = gesso_image_get_width (work->image);

  for (int y = first; y < end; y++)
    {
      const guint8 *in = gesso_image_get_row (work->image, y);
      guint8 *out = work->out + (gsize) y * width * 4;

      memcpy (out, in, (gsize) width * 4);
      work->func (work, y, in, out, width);
    }
}

static GessoImage *
run (Work                 *work,
     int                   n_rows,
     int                   rows_per_band,
     GessoSketchBandFunc   func,
     GCancellable         *cancellable,
     GError              **error)
{
  int width = gesso_image_get_width (work->image), height = gesso_image_get_height (work->image);

  work->out = g_malloc ((gsize) width * height * 4);
  if (!gesso_sketch_run_bands (n_rows, rows_per_band, func, work, cancellable))
    {
      g_free (work->out);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The edit was cancelled");
      return NULL;
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4,
                               work->out);
}

static GessoImage *
run_rows (Work          *work,
          RowFunc        func,
          GCancellable  *cancellable,
          GError       **error)
{
  work->func = func;

  return run (work, gesso_image_get_height (work->image), BAND_ROWS, rows_band, cancellable, error);
}

/* --- rows --- */

static void
table_row (const Work   *work,
           int           y,
           const guint8 *in,
           guint8       *out,
           int           width)
{
  for (int x = 0; x < width; x++, in += 4, out += 4)
    for (int c = 0; c < 3; c++)
      out[c] = work->table[c][in[c]];
}

static int
luma (const guint8 *pixel)
{
  return (pixel[0] * 2126 + pixel[1] * 7152 + pixel[2] * 722 + 5000) / 10000;
}

/* Greys through a table of three columns: black and white, sepia, duotone. */
static void
luma_row (const Work   *work,
          int           y,
          const guint8 *in,
          guint8       *out,
          int           width)
{
  for (int x = 0; x < width; x++, in += 4, out += 4)
    {
      int level = luma (in);

      for (int c = 0; c < 3; c++)
        out[c] = work->table[c][level];
    }
}

static void
saturation_row (const Work   *work,
                int           y,
                const guint8 *in,
                guint8       *out,
                int           width)
{
  for (int x = 0; x < width; x++, in += 4, out += 4)
    {
      int level = luma (in);

      for (int c = 0; c < 3; c++)
        out[c] = (guint8) CLAMP (level + (in[c] - level) * work->strength + 0.5, 0, 255);
    }
}

static void
sharpen_row (const Work   *work,
             int           y,
             const guint8 *in,
             guint8       *out,
             int           width)
{
  const guint8 *soft = gesso_image_get_row (work->other, y);

  for (int x = 0; x < width; x++, in += 4, soft += 4, out += 4)
    for (int c = 0; c < 3; c++)
      out[c] = (guint8) CLAMP (in[c] + (in[c] - soft[c]) * work->strength + 0.5, 0, 255);
}

/* The colours of the blurred picture under the alpha of the sharp one. */
static void
color_row (const Work   *work,
           int           y,
           const guint8 *in,
           guint8       *out,
           int           width)
{
  const guint8 *soft = gesso_image_get_row (work->other, y);

  for (int x = 0; x < width; x++, soft += 4, out += 4)
    if (soft[3] > 0)
      memcpy (out, soft, 3);
}

static void
vignette_row (const Work   *work,
              int           y,
              const guint8 *in,
              guint8       *out,
              int           width)
{
  double dy = (2.0 * (y + work->top) + 1) / work->height - 1;

  for (int x = 0; x < width; x++, in += 4, out += 4)
    {
      double dx = (2.0 * (x + work->left) + 1) / work->width - 1;
      double distance = CLAMP ((sqrt (dx * dx + dy * dy) - 0.55) / 0.86, 0, 1);
      double factor = CLAMP (1 - work->strength * distance * distance * (3 - 2 * distance), 0, 2);

      for (int c = 0; c < 3; c++)
        out[c] = (guint8) MIN (in[c] * factor + 0.5, 255);
    }
}

/* --- tables and strengths --- */

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
get_radius (const Work *work,
            double      share)
{
  const GessoSketchStep *step = work->step;

  if (step->unit == GESSO_SKETCH_UNIT_PIXELS && step->number > 0)
    return MIN (step->number, 500);

  return MAX (share * MIN (work->width, work->height) * fabs (get_strength (step, 50)), 0.6);
}

/* The picture with what is not marked made transparent, so that it has no part in a blur. */
static GessoImage *
keep_marked (const Work *work)
{
  int width = gesso_image_get_width (work->image), height = gesso_image_get_height (work->image);
  guint8 *pixels = g_malloc ((gsize) width * height * 4), *out = pixels;

  for (int y = 0; y < height; y++)
    {
      const guint8 *in = gesso_image_get_row (work->image, y);
      const guint8 *mask = gesso_image_get_row (work->mask, y);

      for (int x = 0; x < width; x++, in += 4, out += 4)
        {
          memcpy (out, in, 3);
          out[3] = (in[3] * mask[x] + 127) / 255;
        }
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4, pixels);
}

/* A blurred background shows nothing of the subject; any other place is blurred as it is. */
static GessoImage *
blur (Work          *work,
      GCancellable  *cancellable,
      GError       **error)
{
  double radius = get_radius (work, 0.012);
  g_autoptr (GessoImage) marked = NULL;
  g_autoptr (GessoImage) soft = NULL;

  if (work->mask == NULL || !work->step->on_background)
    return gesso_transform_blur (work->image, radius, cancellable, error);
  marked = keep_marked (work);
  soft = gesso_transform_blur (marked, radius, cancellable, error);
  work->other = soft;

  return soft != NULL ? run_rows (work, color_row, cancellable, error) : NULL;
}

static GessoImage *
sharpen (Work          *work,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (GessoImage) soft = gesso_transform_blur (work->image, 1.3, cancellable, error);

  work->other = soft;
  work->strength = 0.9 * get_strength (work->step, 90);

  return soft != NULL ? run_rows (work, sharpen_row, cancellable, error) : NULL;
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
  int side = MAX ((int) get_radius (work, 0.022), 2);

  work->strength = side;

  return run (work, (gesso_image_get_height (work->image) + side - 1) / side, 1, pixelate_band,
              cancellable, error);
}

static GessoImage *
change (Work          *work,
        GCancellable  *cancellable,
        GError       **error)
{
  switch (work->step->verb)
    {
    case GESSO_SKETCH_VERB_BRIGHTNESS:
    case GESSO_SKETCH_VERB_CONTRAST:
    case GESSO_SKETCH_VERB_WARMTH:
    case GESSO_SKETCH_VERB_INVERT:
      fill_tone_table (work);
      return run_rows (work, table_row, cancellable, error);
    case GESSO_SKETCH_VERB_MONOCHROME:
    case GESSO_SKETCH_VERB_SEPIA:
    case GESSO_SKETCH_VERB_DUOTONE:
      fill_duotone_table (work);
      return run_rows (work, luma_row, cancellable, error);
    case GESSO_SKETCH_VERB_SATURATION:
      work->strength = MAX (1 + 0.45 * get_strength (work->step, 45), 0);
      return run_rows (work, saturation_row, cancellable, error);
    case GESSO_SKETCH_VERB_BLUR:
      return blur (work, cancellable, error);
    case GESSO_SKETCH_VERB_SHARPEN:
      return sharpen (work, cancellable, error);
    case GESSO_SKETCH_VERB_PIXELATE:
      return pixelate (work, cancellable, error);
    case GESSO_SKETCH_VERB_VIGNETTE:
      work->strength = 0.6 * get_strength (work->step, 60);
      return run_rows (work, vignette_row, cancellable, error);
    case GESSO_SKETCH_VERB_RECOLOR:
      return gesso_sketch_recolor (work->image, work->mask, work->step->colors,
                                   work->step->n_colors, cancellable, error);
    default:
      g_assert_not_reached ();
    }
}

/* --- the marked part --- */

/* How far a verb looks beyond what is marked; at least so far that the edge of it is seen. */
static int
get_reach (const Work *work)
{
  switch (work->step->verb)
    {
    case GESSO_SKETCH_VERB_BLUR:
      return (int) ceil (4 * get_radius (work, 0.012));
    case GESSO_SKETCH_VERB_SHARPEN:
      return 8;
    default:
      return 1;
    }
}

/* A thing that is recoloured must not keep a rim of its old colour, and what is pixelated must not
 * be read at its rim; the other verbs may fade in over some more pixels. */
static int
get_feather (const Work      *work,
             GessoSketchRect  rect)
{
  if (work->step->on_background)
    return 0;
  if (work->step->verb == GESSO_SKETCH_VERB_RECOLOR
      || work->step->verb == GESSO_SKETCH_VERB_PIXELATE)
    return 1;

  return CLAMP (MIN (rect.width, rect.height) / 24, 2, 24);
}

static void
paste (GessoImage      *part,
       GessoSketchRect  rect,
       guint8          *pixels,
       gsize            stride)
{
  for (int y = 0; y < rect.height; y++)
    memcpy (pixels + (rect.y + y) * stride + (gsize) rect.x * 4, gesso_image_get_row (part, y),
            (gsize) rect.width * 4);
}

static GessoImage *
copy_with (GessoImage      *image,
           GessoImage      *part,
           GessoSketchRect  rect)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  gsize stride = (gsize) width * 4;
  guint8 *pixels = g_malloc (stride * height);

  paste (image, (GessoSketchRect){ 0, 0, width, height }, pixels, stride);
  paste (part, rect, pixels, stride);

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, stride, pixels);
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
 * @error: `G_IO_ERROR_CANCELLED` or %GESSO_IMAGE_ERROR
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
  Work work = { .step = step };
  GessoSketchRect rect;
  g_autoptr (GessoImage) part = NULL;
  g_autoptr (GessoImage) part_mask = NULL;
  g_autoptr (GessoImage) soft_mask = NULL;
  g_autoptr (GessoImage) changed = NULL;
  g_autoptr (GessoImage) blended = NULL;

  work.width = gesso_image_get_width (image);
  work.height = gesso_image_get_height (image);
  if (mask == NULL)
    {
      work.image = image;
      return change (&work, cancellable, error);
    }
  rect = gesso_sketch_mask_bounds (mask, work.width, work.height, get_reach (&work));
  part = gesso_transform_crop (image, rect.x, rect.y, rect.width, rect.height, error);
  if (part != NULL)
    part_mask = gesso_transform_crop (mask, rect.x, rect.y, rect.width, rect.height, error);
  if (part_mask == NULL)
    return NULL;
  work.image = part;
  work.mask = part_mask;
  work.left = rect.x;
  work.top = rect.y;
  changed = change (&work, cancellable, error);
  if (changed == NULL)
    return NULL;
  soft_mask = gesso_sketch_mask_feather (part_mask, get_feather (&work, rect));
  blended = gesso_sketch_blend (part, changed, soft_mask);

  return copy_with (image, blended, rect);
}
