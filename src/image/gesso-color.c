/* gesso-color.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Colour conversion of whole pictures: into sRGB by the embedded profile (lcms2, relative
 * colorimetric with black point compensation), and between our pixel formats. Pure functions;
 * they belong on a worker.
 */

#include "config.h"

#include "image/gesso-color.h"

#include "image/gesso-image-private.h"

#include <lcms2.h>
#include <string.h>

#define ROWS_PER_CHECK 64

static cmsHPROFILE
open_profile (cmsContext  context,
              GBytes     *icc)
{
  gsize length;
  const void *data;

  if (icc == NULL)
    return NULL;

  data = g_bytes_get_data (icc, &length);
  return length <= G_MAXUINT32 ? cmsOpenProfileFromMemTHR (context, data, (cmsUInt32Number) length)
                               : NULL;
}

/* Pictures are grey or RGB here; a grey profile gets the red channel, which equals the others.
 * Out of sRGB there is only a way into RGB. */
static cmsHTRANSFORM
make_transform (cmsContext       context,
                cmsHPROFILE      profile,
                GessoPixelFormat format,
                gboolean         from_srgb)
{
  cmsHPROFILE srgb = cmsCreate_sRGBProfileTHR (context);
  cmsHTRANSFORM transform = NULL;
  gboolean is_16 = format == GESSO_PIXEL_FORMAT_RGBA16;
  cmsUInt32Number bytes = is_16 ? 2 : 1;
  cmsUInt32Number out = COLORSPACE_SH (PT_RGB) | EXTRA_SH (1) | CHANNELS_SH (3) | BYTES_SH (bytes);
  cmsUInt32Number in = out;

  if (cmsGetColorSpace (profile) == cmsSigGrayData && !from_srgb)
    in = COLORSPACE_SH (PT_GRAY) | EXTRA_SH (3) | CHANNELS_SH (1) | BYTES_SH (bytes);
  else if (cmsGetColorSpace (profile) != cmsSigRgbData)
    in = 0;

  if (srgb != NULL && in != 0)
    transform
        = cmsCreateTransformTHR (context, from_srgb ? srgb : profile, in,
                                 from_srgb ? profile : srgb, out, INTENT_RELATIVE_COLORIMETRIC,
                                 cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE);
  if (srgb != NULL)
    cmsCloseProfile (srgb);

  return transform;
}

static void
copy_alpha (const guint8 *in,
            guint8       *out,
            int           width,
            gboolean      is_16)
{
  if (is_16)
    for (int x = 0; x < width; x++)
      ((guint16 *) out)[4 * x + 3] = ((const guint16 *) in)[4 * x + 3];
  else
    for (int x = 0; x < width; x++)
      out[4 * x + 3] = in[4 * x + 3];
}

static GessoImage *
transform_rows (GessoImage     *image,
                cmsHTRANSFORM   transform,
                GCancellable   *cancellable,
                GError        **error)
{
  int width = gesso_image_get_width (image);
  int height = gesso_image_get_height (image);
  GessoPixelFormat format = gesso_image_get_format (image);
  gsize stride = (gsize) width * gesso_pixel_format_get_size (format);
  g_autofree guint8 *pixels = _gesso_image_try_alloc (width, height, format, error);

  if (pixels == NULL)
    return NULL;

  for (int y = 0; y < height; y++)
    {
      const guint8 *in = gesso_image_get_row (image, y);
      guint8 *out = pixels + (gsize) y * stride;

      if (y % ROWS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      cmsDoTransform (transform, in, out, (cmsUInt32Number) width);
      copy_alpha (in, out, width, format == GESSO_PIXEL_FORMAT_RGBA16);
    }

  return gesso_image_new_take (width, height, format, stride, g_steal_pointer (&pixels));
}

/**
 * gesso_color_has_foreign_profile:
 * @image: a picture
 *
 * Returns: %TRUE if its profile is for something else than RGB, and therefore cannot stay with
 *   RGB pixels
 */
gboolean
gesso_color_has_foreign_profile (GessoImage *image)
{
  GBytes *icc;
  gsize length;
  const guint8 *data;

  g_return_val_if_fail (image != NULL, FALSE);

  icc = gesso_image_get_icc_profile (image);
  if (icc == NULL)
    return FALSE;

  /* ICC.1, 7.2: the header has 128 bytes, the colour space stands at 16. */
  data = g_bytes_get_data (icc, &length);
  return length < 128 || memcmp (data + 16, "RGB ", 4) != 0;
}

/**
 * gesso_color_to_srgb:
 * @image: a picture
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Converts to sRGB. A profile that cannot be used is dropped: the numbers then count as sRGB. On
 * a worker.
 *
 * Returns: (transfer full) (nullable): a picture without profile; @image itself if it had none
 */
GessoImage *
gesso_color_to_srgb (GessoImage    *image,
                     GCancellable  *cancellable,
                     GError       **error)
{
  GessoImage *result = NULL;
  cmsContext context;
  cmsHPROFILE profile;
  cmsHTRANSFORM transform = NULL;

  g_return_val_if_fail (image != NULL, NULL);

  if (gesso_image_get_icc_profile (image) == NULL)
    return gesso_image_ref (image);

  context = cmsCreateContext (NULL, NULL);
  profile = open_profile (context, gesso_image_get_icc_profile (image));
  if (profile != NULL && gesso_image_get_format (image) != GESSO_PIXEL_FORMAT_GRAY8)
    transform = make_transform (context, profile, gesso_image_get_format (image), FALSE);

  if (transform != NULL)
    result = transform_rows (image, transform, cancellable, error);
  else
    result = gesso_image_new (gesso_image_get_width (image), gesso_image_get_height (image),
                              gesso_image_get_format (image), gesso_image_get_stride (image),
                              gesso_image_get_bytes (image), NULL);

  if (transform != NULL)
    cmsDeleteTransform (transform);
  if (profile != NULL)
    cmsCloseProfile (profile);
  cmsDeleteContext (context);
  return result;
}

/**
 * gesso_color_from_srgb:
 * @image: a picture without profile, in RGBA
 * @icc_profile: (nullable): an RGB profile
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Converts from sRGB into the space of a profile, so that both can be mixed. A profile that cannot
 * be used counts as sRGB. On a worker.
 *
 * Returns: (transfer full) (nullable): a picture whose numbers are meant in @icc_profile, without
 *   carrying it; @image itself if nothing is to do
 */
GessoImage *
gesso_color_from_srgb (GessoImage    *image,
                       GBytes        *icc_profile,
                       GCancellable  *cancellable,
                       GError       **error)
{
  GessoImage *result = NULL;
  cmsContext context;
  cmsHPROFILE profile;
  cmsHTRANSFORM transform = NULL;

  g_return_val_if_fail (image != NULL, NULL);
  g_return_val_if_fail (gesso_image_get_format (image) != GESSO_PIXEL_FORMAT_GRAY8, NULL);

  if (icc_profile == NULL)
    return gesso_image_ref (image);

  context = cmsCreateContext (NULL, NULL);
  profile = open_profile (context, icc_profile);
  if (profile != NULL)
    transform = make_transform (context, profile, gesso_image_get_format (image), TRUE);
  result = transform != NULL ? transform_rows (image, transform, cancellable, error)
                             : gesso_image_ref (image);

  if (transform != NULL)
    cmsDeleteTransform (transform);
  if (profile != NULL)
    cmsCloseProfile (profile);
  cmsDeleteContext (context);
  return result;
}

static guint16
luma (guint r,
      guint g,
      guint b)
{
  return (guint16) ((2126 * r + 7152 * g + 722 * b + 5000) / 10000);
}

/* One pixel as 16 bits per channel, whatever the format. */
static void
get_wide (const guint8     *row,
          GessoPixelFormat  format,
          int               x,
          guint16          *out)
{
  switch (format)
    {
    case GESSO_PIXEL_FORMAT_RGBA8:
      for (int c = 0; c < 4; c++)
        out[c] = (guint16) (row[4 * x + c] * 257);
      break;
    case GESSO_PIXEL_FORMAT_RGBA16:
      memcpy (out, row + 8 * (gsize) x, 8);
      break;
    case GESSO_PIXEL_FORMAT_GRAY8:
      out[0] = out[1] = out[2] = (guint16) (row[x] * 257);
      out[3] = 0xffff;
      break;
    default:
      g_assert_not_reached ();
    }
}

static guint8
narrow (guint16 value)
{
  return (guint8) ((value * 255u + 32767u) / 65535u);
}

static void
put_wide (guint8           *row,
          GessoPixelFormat  format,
          int               x,
          const guint16    *in)
{
  switch (format)
    {
    case GESSO_PIXEL_FORMAT_RGBA8:
      for (int c = 0; c < 4; c++)
        row[4 * x + c] = narrow (in[c]);
      break;
    case GESSO_PIXEL_FORMAT_RGBA16:
      memcpy (row + 8 * (gsize) x, in, 8);
      break;
    case GESSO_PIXEL_FORMAT_GRAY8:
      row[x] = narrow (luma (in[0], in[1], in[2]));
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * gesso_color_convert:
 * @image: a picture
 * @format: the wanted layout
 * @error: `GESSO_IMAGE_ERROR_MEMORY`
 *
 * Converts between pixel formats. 8 bits become 16 exactly and come back the same; grey is the
 * luma of Rec. 709 over the stored numbers, without regard to alpha. Any thread.
 *
 * Returns: (transfer full) (nullable): the picture; @image itself if nothing is to do
 */
GessoImage *
gesso_color_convert (GessoImage        *image,
                     GessoPixelFormat   format,
                     GError           **error)
{
  GessoPixelFormat from;
  guint8 *pixels;
  int width;
  int height;
  gsize stride;

  g_return_val_if_fail (image != NULL, NULL);

  from = gesso_image_get_format (image);
  if (from == format)
    return gesso_image_ref (image);

  width = gesso_image_get_width (image);
  height = gesso_image_get_height (image);
  stride = (gsize) width * gesso_pixel_format_get_size (format);
  pixels = _gesso_image_try_alloc (width, height, format, error);
  if (pixels == NULL)
    return NULL;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint16 wide[4];

        get_wide (gesso_image_get_row (image, y), from, x, wide);
        put_wide (pixels + (gsize) y * stride, format, x, wide);
      }

  return _gesso_image_new_with_icc (width, height, format, pixels,
                                    format != GESSO_PIXEL_FORMAT_GRAY8
                                        ? gesso_image_get_icc_profile (image)
                                        : NULL);
}
