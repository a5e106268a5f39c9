/* gesso-mask-pixels.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The pixels of a GessoMask: rows and rectangles in and out of its tiles. Reading a snapshot is
 * for any thread, writing for the one that owns the mask. */

#include "config.h"

#include "mask/gesso-mask-private.h"

#include <string.h>

/**
 * gesso_mask_get_pixel:
 * @self: a mask
 * @x: a pixel
 * @y: a pixel
 *
 * Returns: the coverage; 0 outside
 */
guint8
gesso_mask_get_pixel (const GessoMask *self,
                      int              x,
                      int              y)
{
  const guint8 *tile;

  g_return_val_if_fail (self != NULL, 0);

  if (x < 0 || y < 0 || x >= self->width || y >= self->height)
    return 0;
  tile = gesso_mask_peek_tile (self, x / GESSO_MASK_TILE, y / GESSO_MASK_TILE);

  return tile != NULL ? tile[y % GESSO_MASK_TILE * GESSO_MASK_TILE + x % GESSO_MASK_TILE] : 0;
}

/**
 * gesso_mask_get_row:
 * @self: a mask
 * @x: the first pixel
 * @y: the row
 * @width: how many pixels
 * @out_pixels: (out caller-allocates): @width bytes
 *
 * Reads a piece of a row; 0 where it lies outside.
 */
void
gesso_mask_get_row (const GessoMask *self,
                    int              x,
                    int              y,
                    int              width,
                    guint8          *out_pixels)
{
  const GessoRect rect = { x, y, width, 1 };

  gesso_mask_get_rect (self, &rect, out_pixels, (gsize) MAX (width, 0));
}

/**
 * gesso_mask_get_rect:
 * @self: a mask
 * @rect: what to read
 * @out_pixels: (out caller-allocates): a row's width of bytes for each row
 * @stride: bytes from one row of @out_pixels to the next
 *
 * Reads a rectangle; 0 where it lies outside.
 */
void
gesso_mask_get_rect (const GessoMask *self,
                     const GessoRect *rect,
                     guint8          *out_pixels,
                     gsize            stride)
{
  GessoRect all;
  GessoRect inside;

  g_return_if_fail (self != NULL && rect != NULL);
  g_return_if_fail (rect->height <= 1 || stride >= (gsize) MAX (rect->width, 0));

  all = gesso_mask_get_extents (self);
  inside = gesso_rect_intersect (&all, rect);
  if (!gesso_rect_equal (&inside, rect))
    for (int y = 0; y < rect->height && rect->width > 0; y++)
      memset (out_pixels + (gsize) y * stride, 0, (gsize) rect->width);

  for (int y = inside.y; y < inside.y + inside.height; y++)
    for (int x = inside.x, n; x < inside.x + inside.width; x += n)
      {
        const guint8 *tile = gesso_mask_peek_tile (self, x / GESSO_MASK_TILE, y / GESSO_MASK_TILE);
        guint8 *out = out_pixels + (gsize) (y - rect->y) * stride + (x - rect->x);

        n = MIN (GESSO_MASK_TILE - x % GESSO_MASK_TILE, inside.x + inside.width - x);
        if (tile == NULL)
          memset (out, 0, (gsize) n);
        else
          memcpy (out, tile + y % GESSO_MASK_TILE * GESSO_MASK_TILE + x % GESSO_MASK_TILE,
                  (gsize) n);
      }
}

/**
 * gesso_mask_to_image:
 * @self: a mask
 * @rect: (nullable): which part, not empty; %NULL for all
 * @error: %GESSO_IMAGE_ERROR_MEMORY
 *
 * Makes a GRAY8 picture of the coverage; what lies outside is 0. Any thread for a snapshot.
 *
 * Returns: (transfer full) (nullable): the picture
 */
GessoImage *
gesso_mask_to_image (const GessoMask  *self,
                     const GessoRect  *rect,
                     GError          **error)
{
  GessoRect all;
  guint8 *pixels;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rect == NULL || !gesso_rect_is_empty (rect), NULL);

  all = rect != NULL ? *rect : gesso_mask_get_extents (self);
  pixels = g_try_malloc ((gsize) all.width * (gsize) all.height);
  if (pixels == NULL)
    {
      g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY,
                   "No memory for a mask of %d by %d pixels", all.width, all.height);
      return NULL;
    }
  gesso_mask_get_rect (self, &all, pixels, (gsize) all.width);

  return gesso_image_new_take (all.width, all.height, GESSO_PIXEL_FORMAT_GRAY8, (gsize) all.width,
                               pixels);
}

/* The tiles that a rectangle inside the mask touches: from and up to, not with. */
static void
find_tiles (const GessoRect *inside,
            int             *out_left,
            int             *out_top,
            int             *out_right,
            int             *out_bottom)
{
  *out_left = inside->x / GESSO_MASK_TILE;
  *out_top = inside->y / GESSO_MASK_TILE;
  *out_right = (inside->x + inside->width - 1) / GESSO_MASK_TILE + 1;
  *out_bottom = (inside->y + inside->height - 1) / GESSO_MASK_TILE + 1;
}

/**
 * gesso_mask_put_row:
 * @self: a mask, no snapshot
 * @x: the first pixel
 * @y: the row
 * @width: how many pixels
 * @pixels: @width bytes
 *
 * Writes a piece of a row; what lies outside is dropped.
 */
void
gesso_mask_put_row (GessoMask    *self,
                    int           x,
                    int           y,
                    int           width,
                    const guint8 *pixels)
{
  const GessoRect rect = { x, y, width, 1 };

  gesso_mask_put_rect (self, &rect, pixels, (gsize) MAX (width, 0));
}

static gboolean
is_constant (const guint8 *pixels,
             gsize         stride,
             int           width,
             int           height,
             guint8        value)
{
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = pixels + (gsize) y * stride;

      if (row[0] != value || memcmp (row, row + 1, (gsize) width - 1) != 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * gesso_mask_put_rect:
 * @self: a mask, no snapshot
 * @rect: where to write
 * @pixels: a row's width of bytes for each row
 * @stride: bytes from one row of @pixels to the next
 *
 * Writes a rectangle; what lies outside is dropped. Zeros upon a tile of zeros take no memory.
 */
void
gesso_mask_put_rect (GessoMask       *self,
                     const GessoRect *rect,
                     const guint8    *pixels,
                     gsize            stride)
{
  GessoRect all;
  GessoRect inside;
  int left, top, right, bottom;

  g_return_if_fail (self != NULL && !self->frozen && rect != NULL);
  g_return_if_fail (rect->height <= 1 || stride >= (gsize) MAX (rect->width, 0));

  all = gesso_mask_get_extents (self);
  inside = gesso_rect_intersect (&all, rect);
  if (gesso_rect_is_empty (&inside))
    return;

  _gesso_mask_mark_changed (self);
  find_tiles (&inside, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        GessoRect tile = gesso_mask_get_tile_rect (self, column, row);
        GessoRect part = gesso_rect_intersect (&tile, &inside);
        const guint8 *from = pixels + (gsize) (part.y - rect->y) * stride + (part.x - rect->x);
        guint8 *to;

        if (self->tiles[row * self->n_columns + column] == NULL
            && is_constant (from, stride, part.width, part.height, 0))
          continue;
        to = _gesso_mask_write_tile (self, column, row) + (part.y - tile.y) * GESSO_MASK_TILE
             + (part.x - tile.x);
        for (int y = 0; y < part.height; y++)
          memcpy (to + y * GESSO_MASK_TILE, from + (gsize) y * stride, (gsize) part.width);
      }
}

/**
 * gesso_mask_fill_rect:
 * @self: a mask, no snapshot
 * @rect: where to write
 * @value: what to write
 *
 * Writes one value everywhere in a rectangle; what lies outside is dropped.
 */
void
gesso_mask_fill_rect (GessoMask       *self,
                      const GessoRect *rect,
                      guint8           value)
{
  GessoRect all;
  GessoRect inside;
  int left, top, right, bottom;

  g_return_if_fail (self != NULL && !self->frozen && rect != NULL);

  all = gesso_mask_get_extents (self);
  inside = gesso_rect_intersect (&all, rect);
  if (gesso_rect_is_empty (&inside))
    return;

  _gesso_mask_mark_changed (self);
  find_tiles (&inside, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        GessoRect tile = gesso_mask_get_tile_rect (self, column, row);
        GessoRect part = gesso_rect_intersect (&tile, &inside);
        int number = row * self->n_columns + column;
        guint8 *to;

        if (value == 0 && (self->tiles[number] == NULL || gesso_rect_equal (&tile, &part)))
          _gesso_mask_take_tile (self, number, NULL);
        else if (value == 255 && gesso_rect_equal (&tile, &part))
          _gesso_mask_take_tile (self, number, _gesso_mask_tile_get_full ());
        else
          {
            to = _gesso_mask_write_tile (self, column, row) + (part.y - tile.y) * GESSO_MASK_TILE
                 + (part.x - tile.x);
            for (int y = 0; y < part.height; y++)
              memset (to + y * GESSO_MASK_TILE, value, (gsize) part.width);
          }
      }
}

/**
 * gesso_mask_copy_rect:
 * @self: a mask, no snapshot
 * @from: a mask of the same size
 * @rect: which part
 *
 * Takes a part over from another mask. Whole tiles are shared, not copied.
 */
void
gesso_mask_copy_rect (GessoMask       *self,
                      const GessoMask *from,
                      const GessoRect *rect)
{
  GessoRect all;
  GessoRect inside;
  int left, top, right, bottom;

  g_return_if_fail (self != NULL && !self->frozen && from != NULL && rect != NULL);
  g_return_if_fail (self->width == from->width && self->height == from->height);

  all = gesso_mask_get_extents (self);
  inside = gesso_rect_intersect (&all, rect);
  if (gesso_rect_is_empty (&inside) || self == from)
    return;

  _gesso_mask_mark_changed (self);
  find_tiles (&inside, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        GessoRect tile = gesso_mask_get_tile_rect (self, column, row);
        GessoRect part = gesso_rect_intersect (&tile, &inside);
        int number = row * self->n_columns + column;
        GessoMaskTile *other = from->tiles[number];
        guint8 *to;

        if (other == self->tiles[number])
          continue;
        if (gesso_rect_equal (&tile, &part))
          {
            _gesso_mask_take_tile (self, number,
                                   other != NULL ? _gesso_mask_tile_ref (other) : NULL);
            continue;
          }
        to = _gesso_mask_write_tile (self, column, row) + (part.y - tile.y) * GESSO_MASK_TILE
             + (part.x - tile.x);
        gesso_mask_get_rect (from, &part, to, GESSO_MASK_TILE);
      }
}

/**
 * gesso_mask_tidy:
 * @self: a mask, no snapshot
 * @rect: (nullable): where something was painted; %NULL for all
 *
 * Gives back the memory of tiles that have become all 0 or all 255. The content and the generation
 * stay the same.
 */
void
gesso_mask_tidy (GessoMask       *self,
                 const GessoRect *rect)
{
  GessoRect all;
  GessoRect inside;
  int left, top, right, bottom;

  g_return_if_fail (self != NULL && !self->frozen);

  all = gesso_mask_get_extents (self);
  inside = rect != NULL ? gesso_rect_intersect (&all, rect) : all;
  if (gesso_rect_is_empty (&inside))
    return;

  find_tiles (&inside, &left, &top, &right, &bottom);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        GessoRect tile = gesso_mask_get_tile_rect (self, column, row);
        int number = row * self->n_columns + column;
        const GessoMaskTile *old = self->tiles[number];

        if (old == NULL || old == _gesso_mask_tile_get_full ())
          continue;
        if (is_constant (old->pixels, GESSO_MASK_TILE, tile.width, tile.height, 0))
          _gesso_mask_take_tile (self, number, NULL);
        else if (is_constant (old->pixels, GESSO_MASK_TILE, tile.width, tile.height, 255))
          _gesso_mask_take_tile (self, number, _gesso_mask_tile_get_full ());
      }
}
