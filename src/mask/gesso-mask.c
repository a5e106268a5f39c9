/* gesso-mask.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoMask is a plane of 8-bit coverage over a picture's pixels: 0 keeps the pixel, 255 gives it
 * to the edit. It is cut into tiles of 128 by 128 pixels: a dab of a large brush touches a dozen of
 * them, a copy for writing costs a microsecond, and a picture of 400 megapixels needs no more than
 * 25,000 pointers. Tiles are shared between masks and copied when one of them writes, so a
 * snapshot costs the pointers only. A tile of zeros takes no memory, and neither does one of 255.
 *
 * Here is what a mask is made of; reading and writing pixels is in gesso-mask-pixels.c, measuring
 * in gesso-mask-measure.c.
 *
 * A mask that can be written belongs to one thread, as a rule to a GessoMaskDocument on the main
 * thread. A snapshot never changes and may cross threads. Reference counts are atomic.
 */

#include "config.h"

#include "mask/gesso-mask-private.h"

#include <stdatomic.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (GessoMask, gesso_mask, gesso_mask_ref, gesso_mask_unref)

/* Content that differs has different numbers, whichever mask it is in. */
static guint64
next_generation (void)
{
  static atomic_uint_fast64_t last;

  return atomic_fetch_add (&last, 1) + 1;
}

GessoMaskTile *
_gesso_mask_tile_new (void)
{
  GessoMaskTile *self = g_new (GessoMaskTile, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

/* The tile of 255s that everybody shares; its count of references is never used. */
GessoMaskTile *
_gesso_mask_tile_get_full (void)
{
  static GessoMaskTile *full;

  if (g_once_init_enter (&full))
    {
      GessoMaskTile *tile = _gesso_mask_tile_new ();

      memset (tile->pixels, 255, TILE_BYTES);
      g_once_init_leave (&full, tile);
    }
  return full;
}

GessoMaskTile *
_gesso_mask_tile_ref (GessoMaskTile *self)
{
  if (self != _gesso_mask_tile_get_full ())
    g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
_gesso_mask_tile_unref (GessoMaskTile *self)
{
  if (self != _gesso_mask_tile_get_full () && g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

gboolean
_gesso_mask_tile_is_shared (GessoMaskTile *self)
{
  return self == _gesso_mask_tile_get_full () || !g_atomic_ref_count_compare (&self->ref_count, 1);
}

int
_gesso_mask_get_n_tiles (const GessoMask *self)
{
  return self->n_columns * self->n_rows;
}

/* Borrowed. */
GessoMaskTile *
_gesso_mask_get_tile (const GessoMask *self,
                      int              number)
{
  return self->tiles[number];
}

void
_gesso_mask_take_tile (GessoMask     *self,
                       int            number,
                       GessoMaskTile *tile)
{
  g_clear_pointer (&self->tiles[number], _gesso_mask_tile_unref);
  self->tiles[number] = tile;
}

/* To be called once by everything that writes. */
void
_gesso_mask_mark_changed (GessoMask *self)
{
  self->generation = next_generation ();
  g_clear_pointer (&self->snapshot, gesso_mask_unref);
}

/* The pixels of a tile that nobody else sees. The last snapshot must be gone already. */
guint8 *
_gesso_mask_write_tile (GessoMask *self,
                        int        column,
                        int        row)
{
  GessoMaskTile **tile = &self->tiles[row * self->n_columns + column];
  GessoMaskTile *old = *tile;

  if (old != NULL && !_gesso_mask_tile_is_shared (old))
    return old->pixels;

  *tile = _gesso_mask_tile_new ();
  if (old == NULL)
    memset ((*tile)->pixels, 0, TILE_BYTES);
  else
    {
      memcpy ((*tile)->pixels, old->pixels, TILE_BYTES);
      _gesso_mask_tile_unref (old);
    }

  return (*tile)->pixels;
}

/* Whether two tiles' pixels (NULL is 0) agree where the mask has pixels. */
gboolean
_gesso_mask_same_tile (const GessoMask *self,
                       int              number,
                       const guint8    *a,
                       const guint8    *b)
{
  static const guint8 zeros[GESSO_MASK_TILE];
  GessoRect rect
      = gesso_mask_get_tile_rect (self, number % self->n_columns, number / self->n_columns);

  if (a == b)
    return TRUE;
  for (int y = 0; y < rect.height; y++)
    if (memcmp (a != NULL ? a + y * GESSO_MASK_TILE : zeros,
                b != NULL ? b + y * GESSO_MASK_TILE : zeros, (gsize) rect.width)
        != 0)
      return FALSE;

  return TRUE;
}

/**
 * gesso_mask_new:
 * @width: in pixels, 1 to %GESSO_MASK_MAX_SIDE
 * @height: in pixels, 1 to %GESSO_MASK_MAX_SIDE
 *
 * Makes a mask with nothing painted. Takes memory for a pointer per tile only.
 *
 * Returns: (transfer full): the mask
 */
GessoMask *
gesso_mask_new (int width,
                int height)
{
  GessoMask *self;

  g_return_val_if_fail (width > 0 && width <= GESSO_MASK_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= GESSO_MASK_MAX_SIDE, NULL);

  self = g_new0 (GessoMask, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->width = width;
  self->height = height;
  self->n_columns = (width + GESSO_MASK_TILE - 1) / GESSO_MASK_TILE;
  self->n_rows = (height + GESSO_MASK_TILE - 1) / GESSO_MASK_TILE;
  self->tiles = g_new0 (GessoMaskTile *, self->n_columns * self->n_rows);
  self->generation = next_generation ();

  return self;
}

/**
 * gesso_mask_new_from_image:
 * @image: a GRAY8 picture, not larger than %GESSO_MASK_MAX_SIDE on a side
 *
 * Makes a mask of the picture's size whose coverage is the picture's values.
 *
 * Returns: (transfer full): the mask
 */
GessoMask *
gesso_mask_new_from_image (GessoImage *image)
{
  GessoMask *self;
  GessoRect all;

  g_return_val_if_fail (image != NULL, NULL);
  g_return_val_if_fail (gesso_image_get_format (image) == GESSO_PIXEL_FORMAT_GRAY8, NULL);

  self = gesso_mask_new (gesso_image_get_width (image), gesso_image_get_height (image));
  if (self == NULL)
    return NULL;
  for (int row = 0; row < self->n_rows; row++)
    {
      all = (GessoRect){ 0, row * GESSO_MASK_TILE, self->width,
                         MIN (GESSO_MASK_TILE, self->height - row * GESSO_MASK_TILE) };
      gesso_mask_put_rect (self, &all, gesso_image_get_row (image, all.y),
                           gesso_image_get_stride (image));
      gesso_mask_tidy (self, &all);
    }

  return self;
}

/**
 * gesso_mask_copy:
 * @self: a mask
 *
 * Makes another mask with the same content, that can be written. Tiles are shared until one of
 * them writes.
 *
 * Returns: (transfer full): the copy
 */
GessoMask *
gesso_mask_copy (GessoMask *self)
{
  GessoMask *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = gesso_mask_new (self->width, self->height);
  copy->generation = self->generation;
  for (int i = 0; i < _gesso_mask_get_n_tiles (self); i++)
    if (self->tiles[i] != NULL)
      copy->tiles[i] = _gesso_mask_tile_ref (self->tiles[i]);

  return copy;
}

/**
 * gesso_mask_snapshot:
 * @self: a mask
 *
 * Gives the content as it is now, for good. A snapshot has the generation of what it shows. Of a
 * snapshot, and of a mask that has not changed since the last one, the same is given again.
 *
 * Returns: (transfer full): a mask that never changes and may be read on any thread
 */
GessoMask *
gesso_mask_snapshot (GessoMask *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->frozen)
    return gesso_mask_ref (self);
  if (self->snapshot == NULL)
    {
      self->snapshot = gesso_mask_copy (self);
      self->snapshot->frozen = TRUE;
    }

  return gesso_mask_ref (self->snapshot);
}

/**
 * gesso_mask_ref:
 * @self: a mask
 *
 * Returns: (transfer full): @self. Any thread.
 */
GessoMask *
gesso_mask_ref (GessoMask *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gesso_mask_unref:
 * @self: (transfer full): a mask
 *
 * Drops a reference. Any thread for a snapshot.
 */
void
gesso_mask_unref (GessoMask *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->snapshot, gesso_mask_unref);
  for (int i = 0; i < _gesso_mask_get_n_tiles (self); i++)
    g_clear_pointer (&self->tiles[i], _gesso_mask_tile_unref);
  g_free (self->tiles);
  g_free (self);
}

/**
 * gesso_mask_get_width:
 * @self: a mask
 *
 * Returns: the width in pixels
 */
int
gesso_mask_get_width (const GessoMask *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

/**
 * gesso_mask_get_height:
 * @self: a mask
 *
 * Returns: the height in pixels
 */
int
gesso_mask_get_height (const GessoMask *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

/**
 * gesso_mask_get_extents:
 * @self: a mask
 *
 * Returns: the rectangle of all its pixels
 */
GessoRect
gesso_mask_get_extents (const GessoMask *self)
{
  g_return_val_if_fail (self != NULL, GESSO_RECT_EMPTY);

  return (GessoRect){ 0, 0, self->width, self->height };
}

/**
 * gesso_mask_is_frozen:
 * @self: a mask
 *
 * Returns: whether it is a snapshot
 */
gboolean
gesso_mask_is_frozen (const GessoMask *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->frozen;
}

/**
 * gesso_mask_get_generation:
 * @self: a mask
 *
 * Gives a number that changes with every write and that no other content has in this process, for
 * the keys of caches. Equal numbers mean equal content.
 *
 * Returns: the number, above 0
 */
guint64
gesso_mask_get_generation (const GessoMask *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

/**
 * gesso_mask_get_n_columns:
 * @self: a mask
 *
 * Returns: how many tiles lie beside each other
 */
int
gesso_mask_get_n_columns (const GessoMask *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

/**
 * gesso_mask_get_n_rows:
 * @self: a mask
 *
 * Returns: how many tiles lie below each other
 */
int
gesso_mask_get_n_rows (const GessoMask *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * gesso_mask_get_tile_rect:
 * @self: a mask
 * @column: 0 to the number of columns less 1
 * @row: 0 to the number of rows less 1
 *
 * Returns: the pixels of a tile; on the right and lower edge only those that the mask has
 */
GessoRect
gesso_mask_get_tile_rect (const GessoMask *self,
                          int              column,
                          int              row)
{
  g_return_val_if_fail (self != NULL, GESSO_RECT_EMPTY);
  g_return_val_if_fail (column >= 0 && column < self->n_columns, GESSO_RECT_EMPTY);
  g_return_val_if_fail (row >= 0 && row < self->n_rows, GESSO_RECT_EMPTY);

  return (GessoRect){ column * GESSO_MASK_TILE, row * GESSO_MASK_TILE,
                      MIN (GESSO_MASK_TILE, self->width - column * GESSO_MASK_TILE),
                      MIN (GESSO_MASK_TILE, self->height - row * GESSO_MASK_TILE) };
}

/**
 * gesso_mask_peek_tile:
 * @self: a mask
 * @column: 0 to the number of columns less 1
 * @row: 0 to the number of rows less 1
 *
 * Looks at a tile without copying. Pixels outside gesso_mask_get_tile_rect() mean nothing.
 *
 * Returns: (transfer none) (nullable): %GESSO_MASK_TILE rows of %GESSO_MASK_TILE bytes, valid until
 *   the mask is written or freed; %NULL if all are 0
 */
const guint8 *
gesso_mask_peek_tile (const GessoMask *self,
                      int              column,
                      int              row)
{
  const GessoMaskTile *tile;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (column >= 0 && column < self->n_columns, NULL);
  g_return_val_if_fail (row >= 0 && row < self->n_rows, NULL);

  tile = self->tiles[row * self->n_columns + column];
  return tile != NULL ? tile->pixels : NULL;
}

/**
 * gesso_mask_is_tile_full:
 * @self: a mask
 * @column: 0 to the number of columns less 1
 * @row: 0 to the number of rows less 1
 *
 * Says without looking at pixels whether a tile is known to be all 255. A tile that was painted
 * full is known to be so after gesso_mask_tidy().
 *
 * Returns: %TRUE if it is
 */
gboolean
gesso_mask_is_tile_full (const GessoMask *self,
                         int              column,
                         int              row)
{
  return gesso_mask_peek_tile (self, column, row) == _gesso_mask_tile_get_full ()->pixels;
}
