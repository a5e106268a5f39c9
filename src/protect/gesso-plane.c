/* gesso-plane.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures made small for measuring: means over square cells, as floating point numbers. Pure; any
 * thread.
 */

#include "config.h"

#include "protect/gesso-plane-private.h"

#include "protect/gesso-protect-private.h"

#include <string.h>

#define OPAQUE 128

static gboolean
planes_alloc (GessoPlanes  *self,
              int           width,
              int           height,
              int           cell,
              gboolean      colours,
              GError      **error)
{
  gsize n = (gsize) width * (gsize) height;

  *self = (GessoPlanes){ .width = width, .height = height, .cell = cell };
  self->luma = _gesso_protect_try_alloc (n, sizeof (float), error);
  if (self->luma != NULL)
    self->weight = _gesso_protect_try_alloc (n, sizeof (float), error);
  if (self->weight != NULL && colours)
    self->rgb = _gesso_protect_try_alloc (3 * n, sizeof (float), error);
  if (self->weight != NULL && (!colours || self->rgb != NULL))
    return TRUE;

  _gesso_planes_clear (self);
  return FALSE;
}

/* Adds a row of pixels into the sums of a row of cells. */
static void
add_row (GessoPlanes *self,
         GessoImage  *image,
         GessoImage  *except,
         int          y,
         float       *sums)
{
  const guint8 *row = gesso_image_get_row (image, y);
  const guint16 *deep = (const guint16 *) (const void *) row;
  const guint8 *skip = except != NULL ? gesso_image_get_row (except, y) : NULL;
  gboolean is_16 = gesso_image_get_format (image) == GESSO_PIXEL_FORMAT_RGBA16;

  for (int column = 0; column < self->width; column++)
    {
      float *sum = sums + 4 * (gsize) column;
      int x = column * self->cell;

      for (int i = 0; i < self->cell; i++, x++)
        {
          guint alpha = is_16 ? deep[4 * x + 3] >> 8 : row[4 * x + 3];

          for (int c = 0; c < 3; c++)
            sum[c] += is_16 ? deep[4 * x + c] / 257.0f : row[4 * x + c];
          sum[3] += alpha >= OPAQUE && (skip == NULL || skip[x] == 0);
        }
    }
}

/**
 * _gesso_planes_init:
 * @self: (out caller-allocates): the planes
 * @image: a picture with alpha, at least @cell pixels wide and high; a rest at the right and below
 *   is left out
 * @except: (nullable): a GRAY8 picture of the same size; cells in which it is above 0 do not count
 * @cell: pixels per cell, to each side
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Returns: whether there are planes, to be cleared
 */
gboolean
_gesso_planes_init (GessoPlanes   *self,
                    GessoImage    *image,
                    GessoImage    *except,
                    int            cell,
                    GCancellable  *cancellable,
                    GError       **error)
{
  float area = (float) (cell * cell);
  g_autofree float *sums = NULL;

  if (!planes_alloc (self, gesso_image_get_width (image) / cell,
                     gesso_image_get_height (image) / cell, cell, TRUE, error))
    return FALSE;

  self->middle_x = gesso_image_get_width (image) / 2.0 / cell - 0.5;
  self->middle_y = gesso_image_get_height (image) / 2.0 / cell - 0.5;
  sums = g_new (float, 4 * (gsize) self->width);
  for (int row = 0; row < self->height; row++)
    {
      gsize at = (gsize) row * (gsize) self->width;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          _gesso_planes_clear (self);
          return FALSE;
        }
      memset (sums, 0, 4 * (gsize) self->width * sizeof (float));
      for (int i = 0; i < cell; i++)
        add_row (self, image, except, row * cell + i, sums);
      for (int x = 0; x < self->width; x++, at++)
        {
          const float *sum = sums + 4 * (gsize) x;

          for (int c = 0; c < 3; c++)
            self->rgb[3 * at + (gsize) c] = sum[c] / area;
          self->luma[at] = (0.30f * sum[0] + 0.59f * sum[1] + 0.11f * sum[2]) / area;
          self->weight[at] = sum[3] >= area ? 1 : 0;
        }
    }

  return TRUE;
}

/**
 * _gesso_planes_halve:
 * @self: planes of at least 2 by 2 cells
 * @out_half: (out caller-allocates): the same without colours, with cells twice as large
 * @error: `GESSO_IMAGE_ERROR_MEMORY`
 *
 * Returns: whether there are planes, to be cleared
 */
gboolean
_gesso_planes_halve (const GessoPlanes  *self,
                     GessoPlanes        *out_half,
                     GError            **error)
{
  if (!planes_alloc (out_half, self->width / 2, self->height / 2, 2 * self->cell, FALSE, error))
    return FALSE;

  out_half->middle_x = (self->middle_x + 0.5) / 2 - 0.5;
  out_half->middle_y = (self->middle_y + 0.5) / 2 - 0.5;
  for (int y = 0; y < out_half->height; y++)
    for (int x = 0; x < out_half->width; x++)
      {
        gsize out = (gsize) y * (gsize) out_half->width + (gsize) x;
        gsize a = 2 * (gsize) y * (gsize) self->width + 2 * (gsize) x;
        gsize b = a + (gsize) self->width;

        out_half->luma[out]
            = (self->luma[a] + self->luma[a + 1] + self->luma[b] + self->luma[b + 1]) / 4;
        out_half->weight[out]
            = self->weight[a] * self->weight[a + 1] * self->weight[b] * self->weight[b + 1];
      }

  return TRUE;
}

/**
 * _gesso_planes_clear:
 * @self: planes
 *
 * Frees what they own.
 */
void
_gesso_planes_clear (GessoPlanes *self)
{
  g_clear_pointer (&self->luma, g_free);
  g_clear_pointer (&self->rgb, g_free);
  g_clear_pointer (&self->weight, g_free);
}
