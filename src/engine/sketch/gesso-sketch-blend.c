/* gesso-sketch-blend.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Blend: letting one picture through to another by a mask, and what there is to know and to do
 * about masks. Where a mask is 0 the picture below stays the same to the bit, so an edge is only
 * ever softened inwards. Pure; any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-blend.h"

#include "engine/sketch/gesso-sketch-bands.h"

#include <string.h>

#define BAND_ROWS 64

typedef struct
{
  GessoImage *below;
  GessoImage *above;
  GessoImage *mask;
  guint8 *out;
} Blend;

/* A colour counts by its alpha, so what is transparent lends none. */
static void
mix (const guint8 *below,
     const guint8 *above,
     int           part,
     guint8       *out)
{
  int from = below[3] * (255 - part), to = above[3] * part, all = from + to;

  for (int c = 0; c < 3; c++)
    out[c] = all > 0 ? (guint8) ((below[c] * from + above[c] * to + all / 2) / all) : 0;
  out[3] = (guint8) ((all + 127) / 255);
}

static void
blend_band (int      first,
            int      end,
            gpointer user_data)
{
  Blend *blend = user_data;
  int width = gesso_image_get_width (blend->below);

  for (int y = first; y < end; y++)
    {
      const guint8 *below = gesso_image_get_row (blend->below, y);
      const guint8 *above = gesso_image_get_row (blend->above, y);
      const guint8 *mask = gesso_image_get_row (blend->mask, y);
      guint8 *out = blend->out + (gsize) y * width * 4;

      for (int x = 0; x < width; x++, below += 4, above += 4, out += 4)
        if (mask[x] == 0 || mask[x] == 255)
          memcpy (out, mask[x] == 0 ? below : above, 4);
        else
          mix (below, above, mask[x], out);
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
  int width = gesso_image_get_width (below), height = gesso_image_get_height (below);
  Blend blend = { .below = below, .above = above, .mask = mask };

  if (mask == NULL)
    return gesso_image_ref (above);
  blend.out = g_malloc ((gsize) width * height * 4);
  gesso_sketch_run_bands (height, BAND_ROWS, blend_band, &blend, NULL);

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, (gsize) width * 4,
                               blend.out);
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

/**
 * gesso_sketch_mask_bounds:
 * @mask: (nullable): GRAY8
 * @width: of the picture
 * @height: of the picture
 * @margin: how many pixels around what is marked are wanted too
 *
 * Returns: the rectangle of what is marked with its margin, inside the picture; the whole picture
 *   when nothing is marked
 */
GessoSketchRect
gesso_sketch_mask_bounds (GessoImage *mask,
                          int         width,
                          int         height,
                          int         margin)
{
  int left = width, top = height, right = 0, bottom = 0;

  for (int y = 0; mask != NULL && y < height; y++)
    {
      const guint8 *row = gesso_image_get_row (mask, y);

      for (int x = 0; x < width; x++)
        if (row[x] != 0)
          {
            left = MIN (left, x);
            right = MAX (right, x + 1);
            top = MIN (top, y);
            bottom = y + 1;
          }
    }
  if (right <= left)
    return (GessoSketchRect){ 0, 0, width, height };
  left = MAX (left - margin, 0);
  top = MAX (top - margin, 0);

  return (GessoSketchRect){ left, top, MIN (right + margin, width) - left,
                            MIN (bottom + margin, height) - top };
}

/* --- feathering --- */

/* Whether the mask has been softened by whoever made it: more than a thin edge lies between 0
 * and 255. */
static gboolean
is_soft (GessoImage *mask)
{
  gint64 n_between = 0, n_edge = 0;

  for (int y = 0; y < gesso_image_get_height (mask); y++)
    {
      const guint8 *row = gesso_image_get_row (mask, y);

      for (int x = 0; x < gesso_image_get_width (mask); x++)
        {
          n_between += row[x] != 0 && row[x] != 255;
          n_edge += x > 0 && (row[x] < 128) != (row[x - 1] < 128);
        }
    }

  return n_between > 4 * n_edge;
}

/* Distance to the nearest pixel that is not marked, in thirds, by steps of 3 and 4 (Borgefors,
 * 1986). The picture's own border is no edge. */
static guint16 *
measure_distance (GessoImage *mask,
                  guint16     most)
{
  int width = gesso_image_get_width (mask), height = gesso_image_get_height (mask);
  guint16 *distance = g_new (guint16, (gsize) width * height);

  for (int pass = 0; pass < 2; pass++)
    for (int i = 0; i < height; i++)
      {
        int y = pass == 0 ? i : height - 1 - i, back = pass == 0 ? -1 : 1;
        const guint8 *marked = gesso_image_get_row (mask, y);
        guint16 *row = distance + (gsize) y * width;
        const guint16 *above = i > 0 ? row + back * width : NULL;

        for (int k = 0; k < width; k++)
          {
            int x = pass == 0 ? k : width - 1 - k, best = pass == 0 ? most : row[x];

            if (k > 0)
              best = MIN (best, row[x + back] + 3);
            if (above != NULL)
              {
                best = MIN (best, above[x] + 3);
                if (x > 0)
                  best = MIN (best, above[x - 1] + 4);
                if (x < width - 1)
                  best = MIN (best, above[x + 1] + 4);
              }
            row[x] = marked[x] == 0 ? 0 : (guint16) best;
          }
      }

  return distance;
}

/**
 * gesso_sketch_mask_feather:
 * @mask: GRAY8
 * @radius: how far the edge reaches inwards, in pixels, up to 1000
 *
 * Softens the edge of a mask that has a hard one. What was 0 stays 0, and the middle stays 255
 * where it is further than @radius from all that is 0.
 *
 * Returns: (transfer full): the mask
 */
GessoImage *
gesso_sketch_mask_feather (GessoImage *mask,
                           int         radius)
{
  int width = gesso_image_get_width (mask), height = gesso_image_get_height (mask);
  int most = 3 * (radius + 1);
  g_autofree guint16 *distance = NULL;
  guint8 *pixels;

  if (radius < 1 || is_soft (mask))
    return gesso_image_ref (mask);
  distance = measure_distance (mask, (guint16) most);
  pixels = g_malloc ((gsize) width * height);
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = gesso_image_get_row (mask, y);

      for (int x = 0; x < width; x++)
        {
          gsize at = (gsize) y * width + x;
          float t = (float) MIN (distance[at], most) / most;

          pixels[at] = (guint8) (row[x] * t * t * (3 - 2 * t) + 0.5f);
          if (row[x] != 0 && pixels[at] == 0)
            pixels[at] = 1;
        }
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_GRAY8, width, pixels);
}
