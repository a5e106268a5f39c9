/* gesso-mask-file.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Masks out of pictures of every kind, and masks as 8-bit grey PNG: 255 is edited. Pure; they
 * block and poll the cancellable, so they belong on a worker. */

#include "config.h"

#include "mask/gesso-mask-file.h"

#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "image/gesso-image-error.h"
#include "image/gesso-image-info.h"
#include "image/gesso-scale.h"

/* Of a file whose mask is scaled to the picture; none that was painted has more. */
#define MAX_PIXELS G_GUINT64_CONSTANT (100000000)

static guint8
find_luma (const guint8 *pixel)
{
  return (guint8) ((pixel[0] * 299 + pixel[1] * 587 + pixel[2] * 114 + 500) / 1000);
}

/* Straight alpha: what cannot be seen is neither white nor black, so it is kept. */
static guint8
scale_by_alpha (guint8 value,
                guint8 alpha)
{
  return (guint8) ((value * alpha + 127) / 255);
}

static guint8
find_coverage (const guint8      *pixel,
               GessoMaskPolarity  polarity)
{
  switch (polarity)
    {
    case GESSO_MASK_POLARITY_TRANSPARENT:
      return (guint8) (255 - pixel[3]);
    case GESSO_MASK_POLARITY_OPAQUE:
      return pixel[3];
    case GESSO_MASK_POLARITY_WHITE:
      return scale_by_alpha (find_luma (pixel), pixel[3]);
    case GESSO_MASK_POLARITY_BLACK:
      return scale_by_alpha ((guint8) (255 - find_luma (pixel)), pixel[3]);
    case GESSO_MASK_POLARITY_AUTO:
    default:
      g_return_val_if_reached (0);
    }
}

/* One pixel of any format as 8-bit RGBA. */
static void
read_pixel (GessoPixelFormat  format,
            const guint8     *row,
            int               x,
            guint8            out_pixel[4])
{
  const guint16 *wide = (const guint16 *) (gconstpointer) row;

  for (int i = 0; i < 4; i++)
    switch (format)
      {
      case GESSO_PIXEL_FORMAT_RGBA8:
        out_pixel[i] = row[4 * x + i];
        break;
      case GESSO_PIXEL_FORMAT_RGBA16:
        out_pixel[i] = (guint8) ((wide[4 * x + i] * 255u + 32767u) / 65535u);
        break;
      case GESSO_PIXEL_FORMAT_GRAY8:
        out_pixel[i] = i < 3 ? row[x] : 255;
        break;
      default:
        g_assert_not_reached ();
      }
}

/**
 * gesso_mask_from_picture:
 * @image: a picture, not larger than %GESSO_MASK_MAX_SIDE on a side
 * @polarity: what stands for "may change"
 * @out_polarity: (out) (nullable): the same, or what was found; never %GESSO_MASK_POLARITY_AUTO
 * @cancellable: (nullable): cancels it
 * @error: %GESSO_MASK_ERROR_NO_ALPHA when alpha is asked for and everything is opaque,
 *   %GESSO_MASK_ERROR_SIZE, or `G_IO_ERROR_CANCELLED`
 *
 * Reads a mask out of a picture's alpha or brightness.
 *
 * Returns: (transfer full) (nullable): the mask
 */
GessoMask *
gesso_mask_from_picture (GessoImage         *image,
                         GessoMaskPolarity   polarity,
                         GessoMaskPolarity  *out_polarity,
                         GCancellable       *cancellable,
                         GError            **error)
{
  g_autoptr (GessoMask) mask = NULL;
  g_autofree guint8 *coverage = NULL;
  int width, height;

  g_return_val_if_fail (image != NULL, NULL);

  width = gesso_image_get_width (image);
  height = gesso_image_get_height (image);
  if (width > GESSO_MASK_MAX_SIDE || height > GESSO_MASK_MAX_SIDE)
    {
      g_set_error (error, GESSO_MASK_ERROR, GESSO_MASK_ERROR_SIZE,
                   "a mask of %d by %d pixels is too large", width, height);
      return NULL;
    }
  if (polarity == GESSO_MASK_POLARITY_AUTO)
    polarity = gesso_image_has_alpha (image) ? GESSO_MASK_POLARITY_TRANSPARENT
                                             : GESSO_MASK_POLARITY_WHITE;
  else if ((polarity == GESSO_MASK_POLARITY_TRANSPARENT || polarity == GESSO_MASK_POLARITY_OPAQUE)
           && !gesso_image_has_alpha (image))
    {
      g_set_error (error, GESSO_MASK_ERROR, GESSO_MASK_ERROR_NO_ALPHA,
                   "nothing in the picture is transparent");
      return NULL;
    }

  mask = gesso_mask_new (width, height);
  coverage = g_malloc ((gsize) width);
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = gesso_image_get_row (image, y);
      GessoRect band = { 0, y - y % GESSO_MASK_TILE, width, GESSO_MASK_TILE };
      guint8 pixel[4];

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      for (int x = 0; x < width; x++)
        {
          read_pixel (gesso_image_get_format (image), row, x, pixel);
          coverage[x] = find_coverage (pixel, polarity);
        }
      gesso_mask_put_row (mask, 0, y, width, coverage);
      if (y % GESSO_MASK_TILE == GESSO_MASK_TILE - 1 || y == height - 1)
        gesso_mask_tidy (mask, &band);
    }
  if (out_polarity != NULL)
    *out_polarity = polarity;

  return g_steal_pointer (&mask);
}

static gboolean
refuse_size (int      mask_width,
             int      mask_height,
             int      width,
             int      height,
             GError **error)
{
  g_set_error (error, GESSO_MASK_ERROR, GESSO_MASK_ERROR_SIZE,
               "the mask has %d by %d pixels and the picture %d by %d", mask_width, mask_height,
               width, height);
  return FALSE;
}

/* What the header says is enough to refuse a file before anybody makes room for its pixels. Only
 * formats that we know by their first bytes are taken, and of these only pixels: what a drawing
 * covers is nobody's mask. Whether the picture is turned is left to the decoder. */
static gboolean
check_header (GBytes    *bytes,
              int        width,
              int        height,
              gboolean   scale,
              GError   **error)
{
  GessoImageInfo info;

  if (!gesso_image_info_read (bytes, &info, error))
    return FALSE;
  if (info.format == GESSO_IMAGE_FORMAT_SVG)
    {
      g_set_error_literal (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_UNSUPPORTED,
                           "a drawing is no mask");
      return FALSE;
    }
  if (!scale && info.width > 0 && !(info.stored_width == width && info.stored_height == height)
      && !(info.stored_width == height && info.stored_height == width))
    return refuse_size (info.width, info.height, width, height, error);

  return TRUE;
}

/**
 * gesso_mask_import:
 * @bytes: a PNG, JPEG, WebP, GIF, TIFF, BMP, HEIF or AVIF file
 * @width: of the picture that the mask is for, in pixels
 * @height: of the picture
 * @scale: whether a mask of another size is resampled
 * @polarity: what stands for "may change"
 * @out_polarity: (out) (nullable): the same, or what was found
 * @cancellable: (nullable): cancels it
 * @error: %GESSO_MASK_ERROR_SIZE when the size differs and @scale is not set,
 *   %GESSO_MASK_ERROR_NO_ALPHA, every code of %GESSO_IMAGE_ERROR, or `G_IO_ERROR_CANCELLED`
 *
 * Reads a mask from a file that somebody else made. It may have 100 million pixels, or as many as
 * the picture; larger ones are refused by their header.
 *
 * Returns: (transfer full) (nullable): a mask of the picture's size
 */
GessoMask *
gesso_mask_import (GBytes             *bytes,
                   int                 width,
                   int                 height,
                   gboolean            scale,
                   GessoMaskPolarity   polarity,
                   GessoMaskPolarity  *out_polarity,
                   GCancellable       *cancellable,
                   GError            **error)
{
  GessoDecodeOptions options = { .max_depth_8 = TRUE };
  g_autoptr (GessoImage) image = NULL;

  g_return_val_if_fail (bytes != NULL && width > 0 && height > 0, NULL);

  if (!check_header (bytes, width, height, scale, error))
    return NULL;

  options.max_pixels = MAX ((guint64) width * (guint64) height, MAX_PIXELS);
  image = gesso_decoder_decode (bytes, &options, cancellable, error);
  if (image == NULL)
    return NULL;

  if (gesso_image_get_width (image) != width || gesso_image_get_height (image) != height)
    {
      g_autoptr (GessoImage) other = g_steal_pointer (&image);

      if (!scale)
        {
          refuse_size (gesso_image_get_width (other), gesso_image_get_height (other), width, height,
                       error);
          return NULL;
        }
      image = gesso_scale_resize (other, width, height, cancellable, error);
      if (image == NULL)
        return NULL;
    }

  return gesso_mask_from_picture (image, polarity, out_polarity, cancellable, error);
}

/**
 * gesso_mask_to_png:
 * @mask: a mask
 * @cancellable: (nullable): cancels it
 * @error: codes of %GESSO_IMAGE_ERROR, or `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): an 8-bit grey PNG with exactly these values
 */
GBytes *
gesso_mask_to_png (GessoMask     *mask,
                   GCancellable  *cancellable,
                   GError       **error)
{
  const GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GessoImage) image = NULL;

  g_return_val_if_fail (mask != NULL, NULL);

  image = gesso_mask_to_image (mask, NULL, error);
  if (image == NULL)
    return NULL;

  return gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, cancellable, error);
}

/**
 * gesso_mask_from_png:
 * @bytes: what gesso_mask_to_png() made
 * @width: in pixels, as it was
 * @height: in pixels, as it was
 * @cancellable: (nullable): cancels it
 * @error: as gesso_mask_import()
 *
 * Returns: (transfer full) (nullable): the mask, with exactly the values it had
 */
GessoMask *
gesso_mask_from_png (GBytes        *bytes,
                     int            width,
                     int            height,
                     GCancellable  *cancellable,
                     GError       **error)
{
  return gesso_mask_import (bytes, width, height, FALSE, GESSO_MASK_POLARITY_WHITE, NULL,
                            cancellable, error);
}
