/* gesso-mask-select.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Masks out of what pixels have in common. Pure; they block and poll the cancellable, so large
 * pictures belong on a worker. */

#include "config.h"

#include "mask/gesso-mask-select.h"

#include "mask/gesso-flood-private.h"
#include "mask/gesso-mask-private.h"

#include <stdlib.h>

#define HALF 128

typedef struct
{
  GessoPixelFormat format;
  int wanted[4];
  int tolerance; /* in the format's own steps */
} Matcher;

static void
read_pixel (GessoPixelFormat  format,
            const guint8     *row,
            int               x,
            int               out_channels[4])
{
  for (int i = 0; i < 4; i++)
    switch (format)
      {
      case GESSO_PIXEL_FORMAT_RGBA8:
        out_channels[i] = row[4 * x + i];
        break;
      case GESSO_PIXEL_FORMAT_RGBA16:
        out_channels[i] = ((const guint16 *) (gconstpointer) row)[4 * x + i];
        break;
      case GESSO_PIXEL_FORMAT_GRAY8:
        out_channels[i] = row[x];
        break;
      default:
        g_assert_not_reached ();
      }
}

/* Two pixels that show nothing are alike whatever colour they hide. */
static gboolean
is_like (const Matcher *matcher,
         const int      channels[4])
{
  if (matcher->format != GESSO_PIXEL_FORMAT_GRAY8 && channels[3] == 0 && matcher->wanted[3] == 0)
    return TRUE;
  for (int i = 0; i < 4; i++)
    if (abs (channels[i] - matcher->wanted[i]) > matcher->tolerance)
      return FALSE;

  return TRUE;
}

static void
match_row8 (const Matcher *matcher,
            const guint8  *row,
            int            width,
            guint8         yes,
            guint8        *out)
{
  for (int x = 0; x < width; x++)
    {
      int channels[4] = { row[4 * x], row[4 * x + 1], row[4 * x + 2], row[4 * x + 3] };

      out[x] = is_like (matcher, channels) ? yes : 0;
    }
}

static void
match_row (const Matcher *matcher,
           const guint8  *row,
           int            width,
           guint8         yes,
           guint8        *out)
{
  if (matcher->format == GESSO_PIXEL_FORMAT_RGBA8)
    {
      match_row8 (matcher, row, width, yes, out);
      return;
    }
  for (int x = 0; x < width; x++)
    {
      int channels[4];

      read_pixel (matcher->format, row, x, channels);
      out[x] = is_like (matcher, channels) ? yes : 0;
    }
}

/* A mask of all pixels with FLOOD_REACHED; the states are spoilt. */
static GessoMask *
take_reached (guint8 *states,
              int     width,
              int     height)
{
  GessoMask *mask = gesso_mask_new (width, height);

  for (int y = 0; y < height; y += GESSO_MASK_TILE)
    {
      GessoRect band = { 0, y, width, MIN (GESSO_MASK_TILE, height - y) };
      guint8 *pixels = states + (gsize) y * (gsize) width;

      for (gsize i = 0; i < (gsize) band.width * (gsize) band.height; i++)
        pixels[i] = pixels[i] == FLOOD_REACHED ? 255 : 0;
      gesso_mask_put_rect (mask, &band, pixels, (gsize) width);
      gesso_mask_tidy (mask, &band);
    }

  return mask;
}

static GessoMask *
select_everywhere (GessoImage     *image,
                   const Matcher  *matcher,
                   GCancellable   *cancellable,
                   GError        **error)
{
  int width = gesso_image_get_width (image);
  int height = gesso_image_get_height (image);
  g_autoptr (GessoMask) mask = gesso_mask_new (width, height);
  g_autofree guint8 *row = g_malloc ((gsize) width);

  for (int y = 0; y < height; y++)
    {
      GessoRect band = { 0, y - y % GESSO_MASK_TILE, width, GESSO_MASK_TILE };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      match_row (matcher, gesso_image_get_row (image, y), width, 255, row);
      gesso_mask_put_row (mask, 0, y, width, row);
      if (y % GESSO_MASK_TILE == GESSO_MASK_TILE - 1 || y == height - 1)
        gesso_mask_tidy (mask, &band);
    }

  return g_steal_pointer (&mask);
}

/**
 * gesso_mask_select_color:
 * @image: a picture
 * @x: a pixel of it
 * @y: a pixel of it
 * @tolerance: how far each channel may differ, 0 to 255; alpha is one of them
 * @contiguous: whether only pixels connected with that one count
 * @cancellable: (nullable): cancels it
 * @error: %GESSO_IMAGE_ERROR_MEMORY or `G_IO_ERROR_CANCELLED`
 *
 * Finds the pixels whose colour is like that of one.
 *
 * Returns: (transfer full) (nullable): 255 where they are
 */
GessoMask *
gesso_mask_select_color (GessoImage    *image,
                         int            x,
                         int            y,
                         int            tolerance,
                         gboolean       contiguous,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autofree guint8 *states = NULL;
  Matcher matcher = { 0 };
  int width, height;

  g_return_val_if_fail (image != NULL, NULL);
  width = gesso_image_get_width (image);
  height = gesso_image_get_height (image);
  g_return_val_if_fail (x >= 0 && y >= 0 && x < width && y < height, NULL);

  matcher.format = gesso_image_get_format (image);
  matcher.tolerance = CLAMP (tolerance, 0, 255);
  if (matcher.format == GESSO_PIXEL_FORMAT_RGBA16)
    matcher.tolerance *= 257;
  read_pixel (matcher.format, gesso_image_get_row (image, y), x, matcher.wanted);
  if (!contiguous)
    return select_everywhere (image, &matcher, cancellable, error);

  states = _gesso_flood_plane_new (width, height, error);
  if (states == NULL)
    return NULL;
  for (int row = 0; row < height; row++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      match_row (&matcher, gesso_image_get_row (image, row), width, FLOOD_OPEN,
                 states + (gsize) row * (gsize) width);
    }
  if (!_gesso_flood_fill (states, width, height, x, y, cancellable, error))
    return NULL;

  return take_reached (states, width, height);
}

/**
 * gesso_mask_select_inside:
 * @mask: a mask
 * @x: a pixel of it
 * @y: a pixel of it
 * @cancellable: (nullable): cancels it
 * @error: %GESSO_IMAGE_ERROR_MEMORY or `G_IO_ERROR_CANCELLED`
 *
 * Finds what an outline encloses: the pixels under half coverage that are connected with one, and
 * the inner half of the soft rim around them. Where the pixel is painted already, nothing.
 *
 * Returns: (transfer full) (nullable): 255 where they are
 */
GessoMask *
gesso_mask_select_inside (GessoMask     *mask,
                          int            x,
                          int            y,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autofree guint8 *states = NULL;
  g_autofree guint8 *values = NULL;
  GessoRect all;
  gsize n;

  g_return_val_if_fail (mask != NULL, NULL);
  all = gesso_mask_get_extents (mask);
  g_return_val_if_fail (gesso_rect_contains (&all, x, y), NULL);

  if (gesso_mask_get_pixel (mask, x, y) >= HALF)
    return gesso_mask_new (all.width, all.height);

  values = _gesso_flood_plane_new (all.width, all.height, error);
  if (values == NULL)
    return NULL;
  states = _gesso_flood_plane_new (all.width, all.height, error);
  if (states == NULL)
    return NULL;
  gesso_mask_get_rect (mask, &all, values, (gsize) all.width);
  n = (gsize) all.width * (gsize) all.height;
  for (gsize i = 0; i < n; i++)
    states[i] = values[i] < HALF ? FLOOD_OPEN : FLOOD_BLOCKED;
  if (!_gesso_flood_fill (states, all.width, all.height, x, y, cancellable, error)
      || !_gesso_flood_climb (states, values, all.width, all.height, cancellable, error))
    return NULL;

  return take_reached (states, all.width, all.height);
}

/**
 * gesso_mask_combine:
 * @a: a mask
 * @b: another of the same size
 * @subtract: whether @b is taken away; otherwise it is added
 *
 * Returns: (transfer full): in each pixel the larger of both, or the smaller of @a and what @b
 *   leaves
 */
GessoMask *
gesso_mask_combine (GessoMask *a,
                    GessoMask *b,
                    gboolean   subtract)
{
  GessoMask *mask;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);
  g_return_val_if_fail (gesso_mask_get_width (a) == gesso_mask_get_width (b), NULL);
  g_return_val_if_fail (gesso_mask_get_height (a) == gesso_mask_get_height (b), NULL);

  mask = gesso_mask_copy (a);
  _gesso_mask_mark_changed (mask);
  for (int row = 0; row < gesso_mask_get_n_rows (b); row++)
    for (int column = 0; column < gesso_mask_get_n_columns (b); column++)
      {
        const guint8 *tile = gesso_mask_peek_tile (b, column, row);

        if (tile == NULL || (subtract && gesso_mask_peek_tile (mask, column, row) == NULL))
          continue;
        _gesso_dab_blend_row (subtract ? GESSO_DAB_ERASE : GESSO_DAB_MAX,
                              _gesso_mask_write_tile (mask, column, row), tile, TILE_BYTES);
      }
  gesso_mask_tidy (mask, NULL);

  return mask;
}
