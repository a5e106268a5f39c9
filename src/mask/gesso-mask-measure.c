/* gesso-mask-measure.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What can be said about a GessoMask: is anything painted, where, how much, and what differs.
 * Reads only; any thread for a snapshot. */

#include "config.h"

#include "mask/gesso-mask-private.h"

#include <string.h>

#define SIDE GESSO_MASK_TILE

static gboolean
row_reaches (const guint8 *row,
             int           width,
             guint8        threshold)
{
  for (int x = 0; x < width; x++)
    if (row[x] >= threshold)
      return TRUE;

  return FALSE;
}

static guint
count_row (const guint8 *row,
           int           width,
           guint8        threshold)
{
  guint n = 0;

  for (int x = 0; x < width; x++)
    n += row[x] >= threshold;

  return n;
}

/**
 * gesso_mask_is_empty:
 * @self: a mask
 *
 * Returns: whether every pixel is 0
 */
gboolean
gesso_mask_is_empty (const GessoMask *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (int row = 0; row < gesso_mask_get_n_rows (self); row++)
    for (int column = 0; column < gesso_mask_get_n_columns (self); column++)
      {
        const guint8 *tile = gesso_mask_peek_tile (self, column, row);
        GessoRect rect = gesso_mask_get_tile_rect (self, column, row);

        for (int y = 0; tile != NULL && y < rect.height; y++)
          if (row_reaches (tile + y * GESSO_MASK_TILE, rect.width, 1))
            return FALSE;
      }

  return TRUE;
}

/* The rectangle within a tile of what reaches the threshold, in the mask's pixels. */
static GessoRect
find_in_tile (const guint8    *tile,
              const GessoRect *rect,
              guint8           threshold)
{
  int left = rect->width, right = 0, top = rect->height, bottom = 0;

  for (int y = 0; y < rect->height; y++)
    {
      const guint8 *row = tile + y * GESSO_MASK_TILE;
      int first = 0;
      int last = rect->width;

      while (first < rect->width && row[first] < threshold)
        first++;
      if (first == rect->width)
        continue;
      while (row[last - 1] < threshold)
        last--;
      left = MIN (left, first);
      right = MAX (right, last);
      top = MIN (top, y);
      bottom = y + 1;
    }

  return right > left ? (GessoRect){ rect->x + left, rect->y + top, right - left, bottom - top }
                      : GESSO_RECT_EMPTY;
}

/**
 * gesso_mask_get_bounds:
 * @self: a mask
 * @threshold: the least coverage that counts, 1 to 255
 * @out_bounds: (out): the smallest rectangle with all pixels that count
 *
 * Finds where the mask is painted.
 *
 * Returns: %FALSE if it is nowhere; @out_bounds is empty then
 */
gboolean
gesso_mask_get_bounds (const GessoMask *self,
                       guint8           threshold,
                       GessoRect       *out_bounds)
{
  GessoRect all = GESSO_RECT_EMPTY;

  g_return_val_if_fail (self != NULL && threshold > 0 && out_bounds != NULL, FALSE);

  for (int row = 0; row < gesso_mask_get_n_rows (self); row++)
    for (int column = 0; column < gesso_mask_get_n_columns (self); column++)
      {
        GessoRect rect = gesso_mask_get_tile_rect (self, column, row);
        const guint8 *tile = gesso_mask_peek_tile (self, column, row);

        if (tile == NULL)
          continue;
        if (!gesso_mask_is_tile_full (self, column, row))
          rect = find_in_tile (tile, &rect, threshold);
        all = gesso_rect_unite (&all, &rect);
      }
  *out_bounds = all;

  return !gesso_rect_is_empty (&all);
}

/**
 * gesso_mask_grow_bounds:
 * @self: a mask
 * @threshold: the least coverage that counts, 1 to 255
 * @touched: where it was written
 * @bounds: (inout): a rectangle around all that counted before
 *
 * Makes known bounds large enough again after something was painted. Only tiles that reach out of
 * @bounds are looked at, so that a stroke within them costs nothing. Bounds never become smaller.
 */
void
gesso_mask_grow_bounds (const GessoMask *self,
                        guint8           threshold,
                        const GessoRect *touched,
                        GessoRect       *bounds)
{
  GessoRect all;
  GessoRect inside;

  g_return_if_fail (self != NULL && threshold > 0 && touched != NULL && bounds != NULL);

  all = gesso_mask_get_extents (self);
  inside = gesso_rect_intersect (&all, touched);
  if (gesso_rect_is_empty (&inside))
    return;

  for (int row = inside.y / SIDE; row * SIDE < inside.y + inside.height; row++)
    for (int column = inside.x / SIDE; column * SIDE < inside.x + inside.width; column++)
      {
        GessoRect tile = gesso_mask_get_tile_rect (self, column, row);
        GessoRect part = gesso_rect_intersect (&tile, &inside);
        GessoRect known = gesso_rect_intersect (&part, bounds);
        const guint8 *pixels = gesso_mask_peek_tile (self, column, row);

        if (pixels == NULL || gesso_rect_equal (&known, &part))
          continue;
        if (!gesso_mask_is_tile_full (self, column, row))
          part = find_in_tile (pixels + (part.y - tile.y) * SIDE + (part.x - tile.x), &part,
                               threshold);
        *bounds = gesso_rect_unite (bounds, &part);
      }
}

/**
 * gesso_mask_count:
 * @self: a mask
 * @threshold: the least coverage that counts, 1 to 255
 *
 * Returns: how many pixels have at least that coverage
 */
guint64
gesso_mask_count (const GessoMask *self,
                  guint8           threshold)
{
  guint64 n = 0;

  g_return_val_if_fail (self != NULL && threshold > 0, 0);

  for (int row = 0; row < gesso_mask_get_n_rows (self); row++)
    for (int column = 0; column < gesso_mask_get_n_columns (self); column++)
      {
        GessoRect rect = gesso_mask_get_tile_rect (self, column, row);
        const guint8 *tile = gesso_mask_peek_tile (self, column, row);

        if (gesso_mask_is_tile_full (self, column, row))
          n += (guint64) rect.width * (guint64) rect.height;
        else if (tile != NULL)
          for (int y = 0; y < rect.height; y++)
            n += count_row (tile + y * GESSO_MASK_TILE, rect.width, threshold);
      }

  return n;
}

static const guint8 *
get_pixels (const GessoMask *self,
            int              number)
{
  const GessoMaskTile *tile = _gesso_mask_get_tile (self, number);

  return tile != NULL ? tile->pixels : NULL;
}

/**
 * gesso_mask_equal:
 * @a: a mask
 * @b: another
 *
 * Returns: whether both have the same size and the same value in every pixel
 */
gboolean
gesso_mask_equal (const GessoMask *a,
                  const GessoMask *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (gesso_mask_get_width (a) != gesso_mask_get_width (b)
      || gesso_mask_get_height (a) != gesso_mask_get_height (b))
    return FALSE;
  if (gesso_mask_get_generation (a) == gesso_mask_get_generation (b))
    return TRUE;
  for (int i = 0; i < _gesso_mask_get_n_tiles (a); i++)
    if (!_gesso_mask_same_tile (a, i, get_pixels (a, i), get_pixels (b, i)))
      return FALSE;

  return TRUE;
}

/**
 * gesso_mask_find_changes:
 * @a: a mask
 * @b: another of the same size
 *
 * Finds where two masks differ, to whole tiles.
 *
 * Returns: a rectangle with every pixel that differs; empty if none does
 */
GessoRect
gesso_mask_find_changes (const GessoMask *a,
                         const GessoMask *b)
{
  GessoRect all = GESSO_RECT_EMPTY;

  g_return_val_if_fail (a != NULL && b != NULL, GESSO_RECT_EMPTY);
  g_return_val_if_fail (gesso_mask_get_width (a) == gesso_mask_get_width (b), GESSO_RECT_EMPTY);
  g_return_val_if_fail (gesso_mask_get_height (a) == gesso_mask_get_height (b), GESSO_RECT_EMPTY);

  if (gesso_mask_get_generation (a) == gesso_mask_get_generation (b))
    return all;
  for (int i = 0; i < _gesso_mask_get_n_tiles (a); i++)
    {
      int n_columns = gesso_mask_get_n_columns (a);
      GessoRect rect = gesso_mask_get_tile_rect (a, i % n_columns, i / n_columns);

      if (!_gesso_mask_same_tile (a, i, get_pixels (a, i), get_pixels (b, i)))
        all = gesso_rect_unite (&all, &rect);
    }

  return all;
}

/**
 * gesso_mask_get_memory:
 * @self: a mask
 *
 * Returns: the bytes that its tiles take; tiles shared with other masks count in each
 */
gsize
gesso_mask_get_memory (const GessoMask *self)
{
  gsize n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (int i = 0; i < _gesso_mask_get_n_tiles (self); i++)
    {
      const GessoMaskTile *tile = _gesso_mask_get_tile (self, i);

      if (tile != NULL && tile != _gesso_mask_tile_get_full ())
        n += sizeof *tile;
    }

  return n + (gsize) _gesso_mask_get_n_tiles (self) * sizeof (GessoMaskTile *);
}
