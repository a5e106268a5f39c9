/* gesso-sketch-field.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchField: one level of a fill. It holds the pixels, says which of them are unknown, and
 * keeps for every patch that touches an unknown pixel the place of the known patch that it copies.
 *
 *   peel:   only at the smallest level; the hole is filled in layers from its edge, each pixel
 *           from the best of all known patches (exhaustive search)
 *   refine: at every other level; the places come from the level below, then each patch tries
 *           those of its neighbours, shifted along, and a fixed window of one pixel around its own
 *   quilt:  at the largest level where that is cheap; large pieces of the picture take the place of
 *           patches where their seams show less, and are carried up from there
 *   settle: the last pass copies the best vote instead of averaging, then evens out the tone
 *
 * The ideas are those of Ashikhmin (2001), Harrison (2001), Kwatra and others (2005) and Wexler
 * and others (2004). There is no random search: the same input gives the same output.
 *
 * Made, used and freed by one thread, which lets gesso_sketch_run_bands() help it. A band reads
 * the places of its own rows as they change and those of other bands as they were before. */

#include "config.h"

#include "engine/sketch/gesso-sketch-field-private.h"

#include <string.h>

/* Marks every centre whose patch holds a pixel that is not 0. Two
 * passes, one along rows and one along columns. */
static void
spread (const guint8 *plane,
        int           width,
        int           height,
        guint8       *out)
{
  g_autofree guint8 *rows = g_malloc0 ((gsize) width * height);

  for (int y = 0; y < height; y++)
    {
      const guint8 *in = plane + (gsize) y * width;
      guint8 *to = rows + (gsize) y * width;

      for (int x = 0; x < width; x++)
        if (in[x])
          memset (to + MAX (x - RADIUS, 0), 1,
                  MIN (x + RADIUS, width - 1) - MAX (x - RADIUS, 0) + 1);
    }
  memset (out, 0, (gsize) width * height);
  for (int y = 0; y < height; y++)
    for (int dy = -RADIUS; dy <= RADIUS; dy++)
      {
        const guint8 *in = rows + (gsize) CLAMP (y + dy, 0, height - 1) * width;
        guint8 *to = out + (gsize) y * width;

        for (int x = 0; x < width; x++)
          to[x] |= in[x];
      }
}

/* City-block distance to the nearest pixel that is not to be filled; the outside of the picture
 * does not count as known. */
static void
measure_depth (GessoSketchField *self)
{
  int width = self->width, height = self->height;
  guint16 *depth = self->depth;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gsize at = _gesso_sketch_index (self, x, y);
        int best = G_MAXUINT16 - 1;

        if (x > 0)
          best = MIN (best, depth[at - 1]);
        if (y > 0)
          best = MIN (best, depth[at - width]);
        depth[at] = self->unknown[at] != 0 ? best + 1 : 0;
      }
  for (int y = height - 1; y >= 0; y--)
    for (int x = width - 1; x >= 0; x--)
      {
        gsize at = _gesso_sketch_index (self, x, y);

        if (x < width - 1)
          depth[at] = MIN (depth[at], depth[at + 1] + 1);
        if (y < height - 1)
          depth[at] = MIN (depth[at], depth[at + width] + 1);
      }
}

static void
find_patches (GessoSketchField *self)
{
  gsize n = (gsize) self->width * self->height;
  g_autofree guint8 *mine = g_malloc (n);

  spread (self->unknown, self->width, self->height, self->source);
  for (gsize i = 0; i < n; i++)
    {
      self->source[i] = !self->source[i];
      mine[i] = self->unknown[i] == 1;
    }
  spread (mine, self->width, self->height, self->target);

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      if (x < RADIUS || y < RADIUS || x >= self->width - RADIUS || y >= self->height - RADIUS)
        self->source[_gesso_sketch_index (self, x, y)]
            = self->target[_gesso_sketch_index (self, x, y)] = 0;
}

/**
 * gesso_sketch_field_new:
 * @width: in pixels, at most 32767
 * @height: in pixels, at most 32767
 * @pixels: (transfer full): 4 bytes a pixel; the unknown ones need sensible start values
 * @unknown: (transfer full): a byte a pixel: 0 known, 1 to be filled, 2 unknown but not ours
 *
 * Returns: (transfer full): a field with no places yet
 */
GessoSketchField *
gesso_sketch_field_new (int     width,
                        int     height,
                        guint8 *pixels,
                        guint8 *unknown)
{
  GessoSketchField *self = g_new0 (GessoSketchField, 1);
  gsize n = (gsize) width * height;

  self->width = width;
  self->height = height;
  self->pixels = pixels;
  self->unknown = unknown;
  self->source = g_malloc0 (n);
  self->target = g_malloc0 (n);
  self->depth = g_new0 (guint16, n);
  self->places = g_new0 (GessoSketchPlace, n);
  self->costs = g_new0 (guint32, n);
  find_patches (self);
  measure_depth (self);

  return self;
}

/**
 * gesso_sketch_field_free:
 * @self: (nullable) (transfer full): a field
 */
void
gesso_sketch_field_free (GessoSketchField *self)
{
  if (self == NULL)
    return;

  g_free (self->pixels);
  g_free (self->unknown);
  g_free (self->source);
  g_free (self->target);
  g_free (self->depth);
  g_free (self->places);
  g_free (self->before);
  g_free (self->costs);
  g_free (self->labels);
  g_free (self->shifts);
  g_free (self->sources);
  g_free (self);
}

/* One pixel of the halved plane: the average of what is known under it, else of all. */
static guint8
halve_pixel (const GessoSketchField *self,
             int                     x,
             int                     y,
             guint8                 *out)
{
  int known[4] = { 0 }, all[4] = { 0 }, n_known = 0;
  guint8 unknown = 0;

  for (int k = 0; k < 4; k++)
    {
      gsize at = _gesso_sketch_index (self, MIN (2 * x + (k & 1), self->width - 1),
                                      MIN (2 * y + (k >> 1), self->height - 1));

      n_known += self->unknown[at] == 0;
      if (unknown != 1 && self->unknown[at] != 0)
        unknown = self->unknown[at];
      for (int c = 0; c < 4; c++)
        {
          all[c] += self->pixels[at * 4 + c];
          if (self->unknown[at] == 0)
            known[c] += self->pixels[at * 4 + c];
        }
    }
  for (int c = 0; c < 4; c++)
    out[c] = n_known > 0 ? (known[c] + n_known / 2) / n_known : (all[c] + 2) / 4;

  return unknown;
}

/**
 * gesso_sketch_field_halve:
 * @self: a field
 *
 * Returns: (transfer full): the field of half the size; a pixel of it is unknown when any of the
 *   four under it is
 */
GessoSketchField *
gesso_sketch_field_halve (const GessoSketchField *self)
{
  int width = (self->width + 1) / 2, height = (self->height + 1) / 2;
  guint8 *pixels = g_malloc ((gsize) width * height * 4);
  guint8 *unknown = g_malloc ((gsize) width * height);
  GessoSketchField *half;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gsize at = (gsize) y * width + x;

        unknown[at] = halve_pixel (self, x, y, pixels + at * 4);
      }
  half = gesso_sketch_field_new (width, height, pixels, unknown);
  half->level = self->level + 1;

  return half;
}

/**
 * gesso_sketch_field_can_fill:
 * @self: a field
 *
 * Returns: whether there are enough known patches to copy from
 */
gboolean
gesso_sketch_field_can_fill (const GessoSketchField *self)
{
  gsize n = (gsize) self->width * self->height, n_sources = 0;

  for (gsize i = 0; i < n && n_sources < 16; i++)
    n_sources += self->source[i];

  return n_sources >= 16;
}

int
gesso_sketch_field_get_width (const GessoSketchField *self)
{
  return self->width;
}

int
gesso_sketch_field_get_height (const GessoSketchField *self)
{
  return self->height;
}

/**
 * gesso_sketch_field_get_depth:
 * @self: a field
 *
 * Returns: how far the deepest pixel to be filled lies from a known one, in steps
 */
int
gesso_sketch_field_get_depth (const GessoSketchField *self)
{
  gsize n = (gsize) self->width * self->height;
  int deepest = 0;

  for (gsize i = 0; i < n; i++)
    if (self->unknown[i] == 1)
      deepest = MAX (deepest, self->depth[i]);

  return deepest;
}

/**
 * gesso_sketch_field_get_area:
 * @self: a field
 *
 * Returns: how many pixels are to be filled
 */
int
gesso_sketch_field_get_area (const GessoSketchField *self)
{
  gsize n = (gsize) self->width * self->height;
  int area = 0;

  for (gsize i = 0; i < n; i++)
    area += self->unknown[i] == 1;

  return area;
}

const guint8 *
gesso_sketch_field_get_pixels (const GessoSketchField *self)
{
  return self->pixels;
}
