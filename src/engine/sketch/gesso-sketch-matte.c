/* gesso-sketch-matte.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Matte: how much of each pixel is the subject, from 0 to 255, and the subject lifted off its
 * background with it. The picture is divided while it is small; the shape is then carried up to
 * full size by the guided filter (He and others, 2010), which follows the picture's own edges.
 *
 * What is background for certain comes from the picture's border, or from a mask: a mask along
 * the border is rough background and what it leaves free is subject; any other mask is a place
 * with the subject in it, and what lies around it is background. Outside a mask all stays subject,
 * so that nothing changes there. Pure; any thread, which is helped by others. */

#include "config.h"

#include "engine/sketch/gesso-sketch-matte.h"

#include "engine/sketch/gesso-sketch-bands.h"
#include "engine/sketch/gesso-sketch-blend.h"
#include "engine/sketch/gesso-sketch-divide.h"
#include "engine/sketch/gesso-sketch-ground.h"
#include "engine/sketch/gesso-sketch-guide.h"
#include "engine/sketch/gesso-sketch-membrane.h"
#include "image/gesso-scale.h"
#include "image/gesso-transform.h"

#include <math.h>
#include <string.h>

#define SMALL_EDGE 512
#define LIFT_EDGE 1024
#define BAND_ROWS 64

/* Half the side of the guided filter's window, in pixels of the small picture. */
#define GUIDE_RADIUS 4

static void
set_cancelled (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The edit was cancelled");
}

static GessoImage *
make_small (GessoImage    *image,
            int            edge,
            GCancellable  *cancellable,
            GError       **error)
{
  if (MAX (gesso_image_get_width (image), gesso_image_get_height (image)) <= edge)
    return gesso_image_ref (image);

  return gesso_scale_fit (image, edge, edge, cancellable, error);
}

/* --- seeds --- */

static gboolean
is_border (int x,
           int y,
           int width,
           int height,
           int strip)
{
  return x < strip || y < strip || x >= width - strip || y >= height - strip;
}

/* Which share of the border's pixels is marked. */
static double
measure_marked_border (GessoImage *mask)
{
  int width = gesso_image_get_width (mask), height = gesso_image_get_height (mask);
  double marked = 0, all = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (is_border (x, y, width, height, 1))
        {
          all++;
          marked += gesso_image_get_row (mask, y)[x] >= 128;
        }

  return marked / all;
}

/* The border is background, but for colours that are rare on it: there the subject is cut by it. */
static void
seed_from_border (GessoImage *small,
                  guint8     *seeds)
{
  int width = gesso_image_get_width (small), height = gesso_image_get_height (small);
  int strip = MAX (MIN (width, height) / 60, 1), n = 0;
  g_autofree int *counts = g_new0 (int, 4096);

  for (int pass = 0; pass < 2; pass++)
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++)
        {
          const guint8 *pixel = gesso_image_get_row (small, y) + 4 * x;
          int bin = (pixel[0] >> 5) << 6 | (pixel[1] >> 5) << 3 | pixel[2] >> 5;

          if (!is_border (x, y, width, height, strip))
            continue;
          if (pass == 0)
            {
              counts[bin]++;
              n++;
            }
          else if (counts[bin] * 50 >= n || pixel[3] < 8)
            seeds[y * width + x] = GESSO_SKETCH_SEED_GROUND;
        }
}

static void
seed_from_mask (GessoImage *mask,
                guint8     *seeds)
{
  int width = gesso_image_get_width (mask), height = gesso_image_get_height (mask);
  gboolean is_ground = measure_marked_border (mask) > 0.6;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gboolean marked = gesso_image_get_row (mask, y)[x] >= 128;
        guint8 *seed = &seeds[y * width + x];

        if (!is_ground)
          *seed = marked ? GESSO_SKETCH_SEED_UNKNOWN : GESSO_SKETCH_SEED_GROUND;
        else if (!marked)
          *seed = GESSO_SKETCH_SEED_SUBJECT;
        else if (is_border (x, y, width, height, 1))
          *seed = GESSO_SKETCH_SEED_GROUND;
      }
}

static gboolean
is_full (GessoImage *mask)
{
  for (int y = 0; y < gesso_image_get_height (mask); y++)
    for (int x = 0; x < gesso_image_get_width (mask); x++)
      if (gesso_image_get_row (mask, y)[x] < 128)
        return FALSE;

  return TRUE;
}

/* --- the matte --- */

/* Outside the mask all is subject. Also measures what is left of the ground, 0 to 1. */
static double
keep_outside (GessoImage *mask,
              guint8     *matte,
              int         width,
              int         height)
{
  double sum = 0, all = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *value = &matte[(gsize) y * width + x];
        int marked = mask != NULL ? gesso_image_get_row (mask, y)[x] : 255;

        *value = 255 - (255 - *value) * marked / 255;
        sum += 255 - *value;
        all += marked;
      }

  return all > 0 ? sum / all : 0;
}

static guint8 *
divide (GessoImage    *image,
        GessoImage    *mask,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr (GessoImage) small = make_small (image, SMALL_EDGE, cancellable, error);
  g_autoptr (GessoImage) small_mask = NULL;
  g_autofree guint8 *seeds = NULL;
  guint8 *matte;
  gsize n;

  if (small == NULL)
    return NULL;
  n = (gsize) gesso_image_get_width (small) * gesso_image_get_height (small);
  seeds = g_malloc (n);
  memset (seeds, GESSO_SKETCH_SEED_UNKNOWN, n);
  if (mask != NULL && !is_full (mask))
    {
      small_mask = gesso_scale_resize (mask, gesso_image_get_width (small),
                                       gesso_image_get_height (small), cancellable, error);
      if (small_mask == NULL)
        return NULL;
      seed_from_mask (small_mask, seeds);
    }
  else
    seed_from_border (small, seeds);
  matte = gesso_sketch_divide (small, seeds, cancellable)
              ? gesso_sketch_guide (image, small, seeds, GUIDE_RADIUS, cancellable)
              : NULL;
  if (matte == NULL)
    set_cancelled (error);

  return matte;
}

/* What is marked with as much around it as shows what lies behind; all of it without a mask. */
static GessoSketchRect
find_rect (GessoImage *image,
           GessoImage *mask)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  GessoSketchRect rect = gesso_sketch_mask_bounds (mask, width, height, 0);

  return gesso_sketch_mask_bounds (mask, width, height, MAX (MAX (rect.width, rect.height) / 6, 8));
}

/* Divides only what matters, which is then larger when it is made small. */
static guint8 *
divide_rect (GessoImage    *image,
             GessoImage    *mask,
             GCancellable  *cancellable,
             GError       **error)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  GessoSketchRect rect = find_rect (image, mask);
  g_autoptr (GessoImage) part = NULL;
  g_autoptr (GessoImage) part_mask = NULL;
  g_autofree guint8 *part_matte = NULL;
  guint8 *matte;

  if (rect.width == width && rect.height == height)
    return divide (image, mask, cancellable, error);
  part = gesso_transform_crop (image, rect.x, rect.y, rect.width, rect.height, error);
  if (part != NULL)
    part_mask = gesso_transform_crop (mask, rect.x, rect.y, rect.width, rect.height, error);
  if (part_mask != NULL)
    part_matte = divide (part, part_mask, cancellable, error);
  if (part_matte == NULL)
    return NULL;
  matte = g_malloc ((gsize) width * height);
  memset (matte, 255, (gsize) width * height);
  for (int y = 0; y < rect.height; y++)
    memcpy (matte + (gsize) (rect.y + y) * width + rect.x, part_matte + (gsize) y * rect.width,
            rect.width);

  return matte;
}

/**
 * gesso_sketch_matte:
 * @image: a picture in RGBA8
 * @mask: (nullable): GRAY8 of the same size; outside it everything counts as subject
 * @cancellable: (nullable): asked often
 * @error: `G_IO_ERROR_CANCELLED` or %GESSO_IMAGE_ERROR
 *
 * When no background can be told from a subject, everything in the mask is background with a
 * mask, and everything is subject without one.
 *
 * Returns: (transfer full) (nullable): GRAY8 of the same size: 255 subject, 0 background
 */
GessoImage *
gesso_sketch_matte (GessoImage    *image,
                    GessoImage    *mask,
                    GCancellable  *cancellable,
                    GError       **error)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  guint8 *matte;
  double share;

  if (mask == NULL && gesso_sketch_ground_is_even (image))
    matte = gesso_sketch_ground_find (image);
  else
    matte = divide_rect (image, mask, cancellable, error);
  if (matte == NULL)
    return NULL;
  share = keep_outside (mask, matte, width, height);
  if (share < 0.005 || share > 0.995)
    {
      memset (matte, mask != NULL ? 0 : 255, (gsize) width * height);
      keep_outside (mask, matte, width, height);
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, matte);
}

/* --- lifting --- */

typedef struct
{
  GessoImage *image;
  GessoImage *matte;
  float *sides[2];   /* colours of the background and of the subject, spread everywhere */
  int width, height; /* of these */
  guint8 *out;
} Lift;

/* The colours of one side, carried smoothly over the edge to the other. */
static float *
spread_side (GessoImage *image,
             GessoImage *matte,
             gboolean    subject)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  float *values = g_new (float, (gsize) width *height * 3);
  g_autofree float *weights = g_new (float, (gsize) width *height);

  for (int y = 0; y < height; y++)
    {
      const guint8 *row = gesso_image_get_row (image, y), *part = gesso_image_get_row (matte, y);

      for (int x = 0; x < width; x++)
        {
          gsize at = (gsize) y * width + x;

          weights[at] = (subject ? part[x] >= 250 : part[x] <= 5) && row[4 * x + 3] > 0;
          for (int c = 0; c < 3; c++)
            values[at * 3 + c] = row[4 * x + c];
        }
    }
  gesso_sketch_interpolate (values, weights, width, height, 3);

  return values;
}

/* A mixed pixel is alpha F + (1 - alpha) B. F and B are near the colours of their sides, and the
 * pixel says by how much F is not (as in Forte, Approximate fast foreground estimation, 2021). */
static void
lift_pixel (const Lift   *lift,
            const float   at[2],
            const guint8 *in,
            guint8        part,
            guint8       *out)
{
  float alpha = part / 255.0f, colors[2][3];

  for (int k = 0; k < 2; k++)
    gesso_sketch_sample (lift->sides[k], lift->width, lift->height, 3, at[0], at[1], colors[k]);
  for (int c = 0; c < 3; c++)
    {
      float miss = in[c] - alpha * colors[1][c] - (1 - alpha) * colors[0][c];

      out[c] = (guint8) (CLAMP (colors[1][c] + alpha * miss, 0, 255) + 0.5f);
    }
  out[3] = (in[3] * part + 127) / 255;
}

static void
lift_band (int      first,
           int      end,
           gpointer user_data)
{
  Lift *lift = user_data;
  int width = gesso_image_get_width (lift->image), height = gesso_image_get_height (lift->image);

  for (int y = first; y < end; y++)
    {
      const guint8 *in = gesso_image_get_row (lift->image, y);
      const guint8 *matte = gesso_image_get_row (lift->matte, y);
      guint8 *out = lift->out + (gsize) y * width * 4;

      for (int x = 0; x < width; x++, in += 4, out += 4)
        {
          float at[2] = { (x + 0.5f) * lift->width / width - 0.5f,
                          (y + 0.5f) * lift->height / height - 0.5f };

          if (matte[x] == 255)
            memcpy (out, in, 4);
          else if (matte[x] == 0 || in[3] == 0)
            memset (out, 0, 4);
          else
            lift_pixel (lift, at, in, matte[x], out);
        }
    }
}

/**
 * gesso_sketch_lift:
 * @image: a picture in RGBA8
 * @matte: GRAY8 of the same size: 255 subject, 0 background
 * @cancellable: (nullable): asked between bands
 * @error: `G_IO_ERROR_CANCELLED` or %GESSO_IMAGE_ERROR
 *
 * Makes the background transparent and takes its colour out of the pixels at the edge. Where the
 * matte is 255 the pixels are the same to the bit.
 *
 * Returns: (transfer full) (nullable): a picture of the same size
 */
GessoImage *
gesso_sketch_lift (GessoImage    *image,
                   GessoImage    *matte,
                   GCancellable  *cancellable,
                   GError       **error)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  g_autoptr (GessoImage) small = make_small (image, LIFT_EDGE, cancellable, error);
  g_autoptr (GessoImage) small_matte
      = make_small (matte, LIFT_EDGE, cancellable, small != NULL ? error : NULL);
  Lift lift = { .image = image, .matte = matte };
  gboolean alive;

  if (small == NULL || small_matte == NULL)
    return NULL;
  lift.width = gesso_image_get_width (small);
  lift.height = gesso_image_get_height (small);
  for (int k = 0; k < 2; k++)
    lift.sides[k] = spread_side (small, small_matte, k);
  lift.out = g_malloc ((gsize) width * height * 4);
  alive = gesso_sketch_run_bands (height, BAND_ROWS, lift_band, &lift, cancellable);
  for (int k = 0; k < 2; k++)
    g_free (lift.sides[k]);
  if (!alive)
    {
      g_free (lift.out);
      set_cancelled (error);
      return NULL;
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4,
                               lift.out);
}
