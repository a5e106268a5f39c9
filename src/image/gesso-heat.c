/* gesso-heat.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours of heat-maps, and a heat-map over its picture. Pure functions; the large one belongs
 * on a worker.
 */

#include "config.h"

#include "image/gesso-heat.h"

#include "image/gesso-color.h"
#include "image/gesso-image-private.h"

#define ROWS_PER_CHECK 64

/* Red begins where it can be told from black, for small differences are what one looks for. */
#define COLDEST 64
#define HOTTEST 765

/* The picture below: grey, and dark enough for the colours to stand out even from white. */
#define GRAY_MOST 112

/* How much of the picture the coldest colour leaves. */
#define LEAST_OPACITY 112

/**
 * gesso_heat_get_color:
 * @difference: how much a pixel changed, 0 to 255
 *
 * Black for no change, then red, yellow, and white from %GESSO_HEAT_MOST on: ever lighter, so that
 * the order is seen without telling the hues apart.
 *
 * Returns: an opaque colour, 0xRRGGBBAA
 */
guint32
gesso_heat_get_color (int difference)
{
  guint level
      = difference <= 0
            ? 0
            : (guint) MIN (COLDEST + difference * (HOTTEST - COLDEST) / GESSO_HEAT_MOST, HOTTEST);
  guint32 rgba = 0;

  for (guint c = 0; c < 3; c++)
    rgba = rgba << 8 | (level > 255 * c ? MIN (level - 255 * c, 255) : 0);

  return rgba << 8 | 0xff;
}

static void
lay_over (const guint8 *picture,
          const guint8 *map,
          guint8       *out)
{
  guint luma = (54 * picture[0] + 183 * picture[1] + 19 * picture[2]) >> 8;
  guint gray = luma * GRAY_MOST / 255;
  /* Red tells how hot it is as far as it is not fully opaque. */
  guint heat = map[0] == 0 ? 0
                           : LEAST_OPACITY
                                 + (MAX (map[0], COLDEST) - COLDEST) * (255 - LEAST_OPACITY)
                                       / (255 - COLDEST);

  for (int c = 0; c < 3; c++)
    out[c] = (guint8) ((gray * (255 - heat) + map[c] * heat + 127) / 255);
  out[3] = (guint8) MAX (picture[3], heat);
}

/**
 * gesso_heat_over:
 * @picture: a picture
 * @map: its heat-map, RGBA8 of the same size, see gesso_composite_heat_map()
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Draws what changed over the picture, which becomes dark and grey so that only the heat has
 * colour. On a worker.
 *
 * Returns: (transfer full) (nullable): an RGBA8 picture, as transparent as @picture where nothing
 *   changed
 */
GessoImage *
gesso_heat_over (GessoImage    *picture,
                 GessoImage    *map,
                 GCancellable  *cancellable,
                 GError       **error)
{
  int width = gesso_image_get_width (picture);
  int height = gesso_image_get_height (picture);
  g_autoptr (GessoImage) same = NULL;
  g_autofree guint8 *pixels = NULL;

  g_return_val_if_fail (gesso_image_get_format (map) == GESSO_PIXEL_FORMAT_RGBA8, NULL);
  g_return_val_if_fail (gesso_image_get_width (map) == width, NULL);
  g_return_val_if_fail (gesso_image_get_height (map) == height, NULL);

  same = gesso_color_convert (picture, GESSO_PIXEL_FORMAT_RGBA8, error);
  if (same != NULL)
    pixels = _gesso_image_try_alloc (width, height, GESSO_PIXEL_FORMAT_RGBA8, error);
  if (pixels == NULL)
    return NULL;

  for (int y = 0; y < height; y++)
    {
      const guint8 *below = gesso_image_get_row (same, y);
      const guint8 *above = gesso_image_get_row (map, y);
      guint8 *out = pixels + 4 * (gsize) y * (gsize) width;

      if (y % ROWS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      for (gsize i = 0; i < 4 * (gsize) width; i += 4)
        lay_over (below + i, above + i, out + i);
    }

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, 4 * (gsize) width,
                               g_steal_pointer (&pixels));
}
