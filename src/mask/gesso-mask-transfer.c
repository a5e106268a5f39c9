/* gesso-mask-transfer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A mask that was painted for one picture, for another one: stretched to its size, or put where the
 * first picture lies in it. The mask itself stays as it is. On a worker. */

#include "config.h"

#include "mask/gesso-mask-transfer.h"

#include "image/gesso-scale.h"

/**
 * gesso_mask_resize:
 * @mask: a mask
 * @width: of the other picture, 1 to %GESSO_MASK_MAX_SIDE
 * @height: of the other picture
 * @cancellable: (nullable): cancels it
 * @error: `GESSO_IMAGE_ERROR_MEMORY` or `G_IO_ERROR_CANCELLED`
 *
 * Stretches a mask to another size.
 *
 * Returns: (transfer full) (nullable): a mask of that size; a reference to @mask if it has it
 */
GessoMask *
gesso_mask_resize (GessoMask     *mask,
                   int            width,
                   int            height,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GessoImage) scaled = NULL;
  GessoRect all;

  g_return_val_if_fail (mask != NULL, NULL);
  g_return_val_if_fail (width > 0 && width <= GESSO_MASK_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= GESSO_MASK_MAX_SIDE, NULL);

  if (gesso_mask_get_width (mask) == width && gesso_mask_get_height (mask) == height)
    return gesso_mask_ref (mask);

  all = gesso_mask_get_extents (mask);
  image = gesso_mask_to_image (mask, &all, error);
  if (image != NULL)
    scaled = gesso_scale_resize (image, width, height, cancellable, error);

  return scaled != NULL ? gesso_mask_new_from_image (scaled) : NULL;
}

/**
 * gesso_mask_place:
 * @mask: a mask
 * @width: of the other picture, 1 to %GESSO_MASK_MAX_SIDE
 * @height: of the other picture
 * @x: where the mask's left edge lies in it; what reaches over is dropped
 * @y: where the mask's upper edge lies in it
 * @around: the coverage of everything else
 *
 * Puts a mask into a larger or smaller one, pixel by pixel.
 *
 * Returns: (transfer full): a mask of the other picture's size
 */
GessoMask *
gesso_mask_place (GessoMask *mask,
                  int        width,
                  int        height,
                  int        x,
                  int        y,
                  guint8     around)
{
  g_autoptr (GessoMask) placed = NULL;
  g_autofree guint8 *band = NULL;
  GessoRect all;
  GessoRect inside;

  g_return_val_if_fail (mask != NULL, NULL);

  placed = gesso_mask_new (width, height);
  g_return_val_if_fail (placed != NULL, NULL);
  all = gesso_mask_get_extents (placed);
  gesso_mask_fill_rect (placed, &all, around);
  inside = (GessoRect){ x, y, gesso_mask_get_width (mask), gesso_mask_get_height (mask) };
  inside = gesso_rect_intersect (&inside, &all);
  if (gesso_rect_is_empty (&inside))
    return g_steal_pointer (&placed);

  /* One row of tiles at a time: the buffer stays small. */
  band = g_malloc ((gsize) inside.width * GESSO_MASK_TILE);
  for (int row = inside.y; row < inside.y + inside.height; row += GESSO_MASK_TILE)
    {
      GessoRect to
          = { inside.x, row, inside.width, MIN (GESSO_MASK_TILE, inside.y + inside.height - row) };
      GessoRect from = { to.x - x, to.y - y, to.width, to.height };

      gesso_mask_get_rect (mask, &from, band, (gsize) to.width);
      gesso_mask_put_rect (placed, &to, band, (gsize) to.width);
      gesso_mask_tidy (placed, &to);
    }

  return g_steal_pointer (&placed);
}
