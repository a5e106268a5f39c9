/* gesso-encoder.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turns a GessoImage into a file's bytes: PNG by our own writer, JPEG by gdk-pixbuf, WebP by
 * libwebp, since the WebP saver of gdk-pixbuf knows no lossless mode. Functions that block; they
 * belong on the imaging worker and poll their cancellable.
 */

#include "config.h"

#include "image/gesso-encoder.h"

#include "image/gesso-color.h"
#include "image/gesso-composite.h"
#include "image/gesso-image-private.h"
#include "metadata/gesso-jpeg-segments.h"
#include "metadata/gesso-webp-chunks.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>
#include <webp/encode.h>

#define WEBP_METHOD 2

static GBytes *
with_jpeg_xmp (GBytes     *file,
               const char *xmp)
{
  return xmp != NULL ? gesso_jpeg_segments_replace_xmp (file, xmp) : NULL;
}

static GBytes *
with_webp_xmp (GBytes     *file,
               const char *xmp)
{
  return xmp != NULL ? gesso_webp_chunks_replace_xmp (file, xmp) : NULL;
}

/* Three bytes a pixel, for savers that take no alpha. */
static GdkPixbuf *
make_rgb_pixbuf (GessoImage  *image,
                 GError     **error)
{
  int width = gesso_image_get_width (image);
  int height = gesso_image_get_height (image);
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guint8 *pixels;
  gsize stride;

  if (pixbuf == NULL)
    {
      g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY,
                   "No memory for %d by %d pixels", width, height);
      return NULL;
    }

  pixels = gdk_pixbuf_get_pixels (pixbuf);
  stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  for (int y = 0; y < height; y++)
    {
      const guint8 *in = gesso_image_get_row (image, y);
      guint8 *out = pixels + (gsize) y * stride;

      for (int x = 0; x < width; x++, in += 4, out += 3)
        {
          out[0] = in[0];
          out[1] = in[1];
          out[2] = in[2];
        }
    }

  return pixbuf;
}

typedef struct
{
  GByteArray *out;           /* (unowned) */
  GCancellable *cancellable; /* (unowned) (nullable) */
} Saving;

static gboolean
save_cb (const char  *data,
         gsize        length,
         GError     **error,
         gpointer     user_data)
{
  Saving *saving = user_data;

  if (g_cancellable_set_error_if_cancelled (saving->cancellable, error))
    return FALSE;
  if (length > G_MAXUINT - saving->out->len)
    {
      g_set_error_literal (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TOO_LARGE,
                           "The file would be too large");
      return FALSE;
    }

  g_byte_array_append (saving->out, (const guint8 *) data, (guint) length);
  return TRUE;
}

static GBytes *
encode_jpeg (GessoImage                *image,
             const GessoEncodeOptions  *options,
             GCancellable              *cancellable,
             GError                   **error)
{
  g_autoptr (GessoImage) flat
      = gesso_composite_flatten (image, options->background << 8 | 0xff, error);
  g_autoptr (GessoImage) narrow
      = flat != NULL ? gesso_color_convert (flat, GESSO_PIXEL_FORMAT_RGBA8, error) : NULL;
  g_autoptr (GdkPixbuf) pixbuf = narrow != NULL ? make_rgb_pixbuf (narrow, error) : NULL;
  g_autoptr (GByteArray) out = g_byte_array_new ();
  Saving saving = { out, cancellable };
  g_autoptr (GBytes) file = NULL;
  g_autofree char *quality = g_strdup_printf ("%d", CLAMP (options->quality, 0, 100));
  g_autofree char *profile = NULL;
  g_autoptr (GError) local_error = NULL;
  char *keys[] = { (char *) "quality", (char *) "icc-profile", NULL };
  char *values[] = { quality, NULL, NULL };
  GBytes *icc = gesso_image_get_icc_profile (image);

  if (pixbuf == NULL)
    return NULL;

  if (icc != NULL)
    values[1] = profile = g_base64_encode (g_bytes_get_data (icc, NULL), g_bytes_get_size (icc));
  else
    keys[1] = NULL;
  if (!gdk_pixbuf_save_to_callbackv (pixbuf, save_cb, &saving, "jpeg", keys, values, &local_error))
    {
      if (local_error->domain == G_IO_ERROR || local_error->domain == GESSO_IMAGE_ERROR)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_UNSUPPORTED, "JPEG: %s",
                     local_error->message);
      return NULL;
    }

  file = g_byte_array_free_to_bytes (g_steal_pointer (&out));
  if (options->xmp != NULL)
    {
      GBytes *described = with_jpeg_xmp (file, options->xmp);
      if (described != NULL)
        return described;
    }
  return g_steal_pointer (&file);
}

static int
webp_write_cb (const guint8      *data,
               size_t             length,
               const WebPPicture *picture)
{
  GByteArray *out = picture->custom_ptr;

  if (length > G_MAXUINT - out->len)
    return 0;

  g_byte_array_append (out, data, (guint) length);
  return 1;
}

static int
webp_progress_cb (int                percent,
                  const WebPPicture *picture)
{
  return !g_cancellable_is_cancelled (picture->user_data);
}

static gboolean
run_webp (GessoImage                *image,
          const GessoEncodeOptions  *options,
          GByteArray                *out,
          GCancellable              *cancellable,
          GError                   **error)
{
  WebPConfig config;
  WebPPicture picture;
  gboolean is_done;
  float quality = (float) CLAMP (options->quality, 0, 100);

  if (!WebPConfigPreset (&config, WEBP_PRESET_DEFAULT, quality) || !WebPPictureInit (&picture))
    g_return_val_if_reached (FALSE);
  config.method = WEBP_METHOD;
  if (options->lossless)
    {
      WebPConfigLosslessPreset (&config, 1);
      config.exact = 1;
    }

  picture.use_argb = options->lossless;
  picture.width = gesso_image_get_width (image);
  picture.height = gesso_image_get_height (image);
  picture.writer = webp_write_cb;
  picture.custom_ptr = out;
  picture.progress_hook = webp_progress_cb;
  picture.user_data = cancellable;
  is_done = WebPPictureImportRGBA (&picture, gesso_image_get_pixels (image),
                                   (int) gesso_image_get_stride (image))
            && WebPEncode (&config, &picture);
  WebPPictureFree (&picture);

  if (!is_done && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error (error, GESSO_IMAGE_ERROR,
                 picture.error_code == VP8_ENC_ERROR_OUT_OF_MEMORY ? GESSO_IMAGE_ERROR_MEMORY
                                                                   : GESSO_IMAGE_ERROR_UNSUPPORTED,
                 "WebP: encoder error %d", (int) picture.error_code);
  return is_done;
}

static GBytes *
encode_webp (GessoImage                *image,
             const GessoEncodeOptions  *options,
             GCancellable              *cancellable,
             GError                   **error)
{
  g_autoptr (GessoImage) srgb = NULL;
  g_autoptr (GessoImage) narrow = NULL;
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;
  GBytes *described;

  if (gesso_image_get_width (image) > WEBP_MAX_DIMENSION
      || gesso_image_get_height (image) > WEBP_MAX_DIMENSION)
    {
      g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TOO_LARGE,
                   "WebP holds at most %d pixels a side", WEBP_MAX_DIMENSION);
      return NULL;
    }

  srgb = gesso_color_to_srgb (image, cancellable, error);
  narrow = srgb != NULL ? gesso_color_convert (srgb, GESSO_PIXEL_FORMAT_RGBA8, error) : NULL;
  if (narrow == NULL || !run_webp (narrow, options, out, cancellable, error))
    return NULL;

  file = g_byte_array_free_to_bytes (g_steal_pointer (&out));
  described = with_webp_xmp (file, options->xmp);
  return described != NULL ? described : g_steal_pointer (&file);
}

static gboolean
write_bytes (GBytes         *bytes,
             GOutputStream  *stream,
             GCancellable   *cancellable,
             GError        **error)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  return g_output_stream_write_all (stream, data, length, NULL, cancellable, error);
}

/**
 * gesso_encoder_can_encode:
 * @format: a format
 *
 * Returns: %TRUE for PNG, JPEG and WebP
 */
gboolean
gesso_encoder_can_encode (GessoImageFormat format)
{
  return format == GESSO_IMAGE_FORMAT_PNG || format == GESSO_IMAGE_FORMAT_JPEG
         || format == GESSO_IMAGE_FORMAT_WEBP;
}

/**
 * gesso_encoder_encode:
 * @image: a picture
 * @format: PNG, JPEG or WebP
 * @options: (nullable): how; %NULL for the defaults
 * @cancellable: (nullable): polled between rows
 * @error: as for gesso_encoder_write()
 *
 * Encodes into memory. On a worker.
 *
 * Returns: (transfer full) (nullable): the file's bytes
 */
GBytes *
gesso_encoder_encode (GessoImage                *image,
                      GessoImageFormat           format,
                      const GessoEncodeOptions  *options,
                      GCancellable              *cancellable,
                      GError                   **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  if (!gesso_encoder_write (image, format, options, stream, cancellable, error)
      || !g_output_stream_close (stream, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/**
 * gesso_encoder_write:
 * @image: a picture
 * @format: PNG, JPEG or WebP
 * @options: (nullable): how; %NULL for the defaults
 * @stream: where the bytes go; not closed
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR`: UNSUPPORTED (format, or the size is too large for it), TOO_LARGE,
 *   MEMORY; the stream's own errors; `G_IO_ERROR_CANCELLED`
 *
 * Encodes into a stream. PNG keeps depth, profile and texts; JPEG has 8 bits, keeps the profile
 * and lies on the background colour; WebP has 8 bits in sRGB. A picture without profile is sRGB.
 * An XMP packet that is too long for JPEG's segments is left out. On a worker.
 *
 * Returns: %FALSE when @error is set
 */
gboolean
gesso_encoder_write (GessoImage                *image,
                     GessoImageFormat           format,
                     const GessoEncodeOptions  *options,
                     GOutputStream             *stream,
                     GCancellable              *cancellable,
                     GError                   **error)
{
  static const GessoEncodeOptions defaults = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GBytes) file = NULL;

  g_return_val_if_fail (image != NULL && G_IS_OUTPUT_STREAM (stream), FALSE);

  if (options == NULL)
    options = &defaults;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (format == GESSO_IMAGE_FORMAT_PNG)
    return _gesso_png_writer_write (image, options->compression, options->xmp, options->texts,
                                    stream, cancellable, error);
  if (format == GESSO_IMAGE_FORMAT_JPEG)
    file = encode_jpeg (image, options, cancellable, error);
  else if (format == GESSO_IMAGE_FORMAT_WEBP)
    file = encode_webp (image, options, cancellable, error);
  else
    g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_UNSUPPORTED, "Cannot write %s",
                 gesso_image_format_get_id (format));

  return file != NULL && write_bytes (file, stream, cancellable, error);
}
