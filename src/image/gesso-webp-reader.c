/* gesso-webp-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads still WebP pictures with libwebp, in pieces so that work can be cancelled. The installed
 * loaders of gdk-pixbuf differ by release: newer ones take every picture for an animation of one
 * frame and mix it with a clear ground, which loses the colours of see-through pixels. Animated
 * files stay with the loader. Pure, called by the decoder on its caller's thread.
 */

#include "config.h"

#include "image/gesso-decoder.h"
#include "image/gesso-image-private.h"
#include "metadata/gesso-webp-chunks.h"

#include <string.h>
#include <webp/decode.h>

#define PIECE_BYTES (64 * 1024)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WebPIDecoder, WebPIDelete)

static void
set_status_error (VP8StatusCode   status,
                  GError        **error)
{
  if (status == VP8_STATUS_SUSPENDED || status == VP8_STATUS_NOT_ENOUGH_DATA)
    g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TRUNCATED, "The webp data ends early");
  else if (status == VP8_STATUS_OUT_OF_MEMORY)
    g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY, "No memory for the webp data");
  else
    g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_NOT_AN_IMAGE,
                 "The webp data is damaged (decoder error %d)", (int) status);
}

static GBytes *
dup_icc (GBytes *bytes)
{
  GessoWebpChunk chunk;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (!gesso_webp_chunks_find (data, length, "ICCP", &chunk) || chunk.length == 0)
    return NULL;

  return g_bytes_new (chunk.data, chunk.length);
}

/* Returns the decoder's last word: OK, SUSPENDED when the bytes end early, or what is wrong. */
static VP8StatusCode
feed (WebPIDecoder  *decoder,
      GBytes        *bytes,
      GCancellable  *cancellable,
      GError       **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  VP8StatusCode status = VP8_STATUS_SUSPENDED;
  gsize at = 0;

  while (at < length && status == VP8_STATUS_SUSPENDED)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return VP8_STATUS_USER_ABORT;

      at += MIN (PIECE_BYTES, length - at);
      /* The bytes stay where they are, so the decoder needs no copy of them. */
      status = WebPIUpdate (decoder, data, at);
    }

  return status;
}

/*
 * _gesso_webp_reader_is_animated:
 * @bytes: a WebP file's bytes
 */
gboolean
_gesso_webp_reader_is_animated (GBytes *bytes)
{
  WebPBitstreamFeatures features;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return WebPGetFeatures (data, length, &features) == VP8_STATUS_OK && features.has_animation;
}

/*
 * _gesso_webp_reader_has_end:
 * @bytes: a WebP file's bytes, at least its first twelve
 *
 * The file says its length in front; chunks after the picture may be missing.
 */
gboolean
_gesso_webp_reader_has_end (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return ((gsize) data[7] << 24 | (gsize) data[6] << 16 | (gsize) data[5] << 8 | data[4]) + 8
         <= length;
}

static guint8 *
alloc_clear (const WebPBitstreamFeatures  *features,
             guint64                       max_pixels,
             GError                      **error)
{
  guint8 *pixels;

  if (features->width > GESSO_DECODER_MAX_SIDE || features->height > GESSO_DECODER_MAX_SIDE
      || (guint64) features->width * (guint64) features->height > max_pixels)
    {
      g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TOO_LARGE,
                   "%d by %d pixels are above the limit", features->width, features->height);
      return NULL;
    }

  pixels
      = _gesso_image_try_alloc (features->width, features->height, GESSO_PIXEL_FORMAT_RGBA8, error);
  if (pixels != NULL)
    memset (pixels, 0, 4 * (gsize) features->width * (gsize) features->height);

  return pixels;
}

/*
 * _gesso_webp_reader_read:
 * @bytes: a still WebP file's bytes
 * @max_pixels: the most pixels to allocate for
 * @out_complete: (out) (nullable): as for _gesso_png_reader_read()
 *
 * Returns: (transfer full) (nullable): the stored picture, not turned
 */
GessoImage *
_gesso_webp_reader_read (GBytes        *bytes,
                         guint64        max_pixels,
                         gboolean      *out_complete,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (WebPIDecoder) decoder = NULL;
  g_autoptr (GBytes) icc = dup_icc (bytes);
  g_autoptr (GError) local_error = NULL;
  g_autofree guint8 *pixels = NULL;
  WebPBitstreamFeatures features;
  VP8StatusCode status;
  gsize length, stride;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  gboolean is_whole;
  int n_rows = 0;

  status = WebPGetFeatures (data, length, &features);
  if (status != VP8_STATUS_OK)
    {
      set_status_error (status, error);
      return NULL;
    }
  pixels = alloc_clear (&features, max_pixels, error);
  if (pixels == NULL)
    return NULL;

  stride = 4 * (gsize) features.width;
  decoder = WebPINewRGB (MODE_RGBA, pixels, stride * (gsize) features.height, (int) stride);
  status = decoder != NULL ? feed (decoder, bytes, cancellable, &local_error)
                           : VP8_STATUS_OUT_OF_MEMORY;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  is_whole = status == VP8_STATUS_OK && _gesso_webp_reader_has_end (bytes);
  if (!is_whole && status != VP8_STATUS_OK && decoder != NULL)
    WebPIDecGetRGB (decoder, &n_rows, NULL, NULL, NULL);
  if (!is_whole && (out_complete == NULL || (status != VP8_STATUS_OK && n_rows < 1)))
    {
      set_status_error (status == VP8_STATUS_OK ? VP8_STATUS_SUSPENDED : status, error);
      return NULL;
    }
  if (out_complete != NULL)
    *out_complete = is_whole;

  return _gesso_image_new_with_icc (features.width, features.height, GESSO_PIXEL_FORMAT_RGBA8,
                                    g_steal_pointer (&pixels), icc);
}
