/* gesso-pixbuf-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads everything but PNG, JPEG and still WebP through the installed gdk-pixbuf loaders, fed in
 * pieces so that work can be cancelled, and with the size refused before a loader allocates for
 * it. Called by the decoder on its caller's thread.
 */

#include "config.h"

#include "image/gesso-image-private.h"

#include "image/gesso-decoder.h"
#include "image/gesso-scale.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define PIECE_BYTES (64 * 1024)

typedef struct
{
  /* Input */
  guint64 max_pixels;
  int fit_width;
  int fit_height;

  /* Output */
  int width;
  int height;
  gboolean is_refused;
} Loading;

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         user_data)
{
  Loading *loading = user_data;

  loading->width = width;
  loading->height = height;
  if (width < 1 || height < 1 || width > GESSO_DECODER_MAX_SIDE || height > GESSO_DECODER_MAX_SIDE
      || (guint64) width * (guint64) height > loading->max_pixels)
    {
      /* No size at all tells a loader to stop; for any other, some make room for all pixels first.
       */
      loading->is_refused = TRUE;
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }

  if (loading->fit_width > 0 && loading->fit_height > 0)
    {
      int fit_width;
      int fit_height;

      gesso_scale_fit_size (width, height, loading->fit_width, loading->fit_height, &fit_width,
                            &fit_height);
      if (fit_width != width || fit_height != height)
        gdk_pixbuf_loader_set_size (loader, fit_width, fit_height);
    }
}

static GdkPixbufLoader *
make_loader (GessoImageFormat   format,
             GError           **error)
{
  g_autoptr (GError) local_error = NULL;
  GdkPixbufLoader *loader;

  if (format == GESSO_IMAGE_FORMAT_UNKNOWN)
    return gdk_pixbuf_loader_new ();

  loader = gdk_pixbuf_loader_new_with_mime_type (gesso_image_format_get_mime_type (format),
                                                 &local_error);
  if (loader == NULL)
    g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_UNSUPPORTED,
                 "No loader for %s is installed", gesso_image_format_get_id (format));

  return loader;
}

static void
set_load_error (const GError  *cause,
                gboolean       at_end,
                GError       **error)
{
  GessoImageError code = at_end ? GESSO_IMAGE_ERROR_TRUNCATED : GESSO_IMAGE_ERROR_NOT_AN_IMAGE;

  if (g_error_matches (cause, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_UNKNOWN_TYPE))
    code = GESSO_IMAGE_ERROR_NOT_AN_IMAGE;
  else if (g_error_matches (cause, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY))
    code = GESSO_IMAGE_ERROR_MEMORY;
  else if (g_error_matches (cause, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_UNSUPPORTED_OPERATION))
    code = GESSO_IMAGE_ERROR_UNSUPPORTED;

  g_set_error_literal (error, GESSO_IMAGE_ERROR, code, cause->message);
}

/* Feeds the loader. It is closed in any case, as its finalizer demands. */
static gboolean
feed (GdkPixbufLoader  *loader,
      GBytes           *bytes,
      Loading          *loading,
      gboolean         *out_at_end,
      GCancellable     *cancellable,
      GError          **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  *out_at_end = FALSE;
  for (gsize at = 0; at < length && !loading->is_refused; at += PIECE_BYTES)
    {
      g_autoptr (GError) local_error = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !gdk_pixbuf_loader_write (loader, data + at, MIN (PIECE_BYTES, length - at),
                                       &local_error))
        {
          gdk_pixbuf_loader_close (loader, NULL);
          if (local_error != NULL)
            g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  *out_at_end = TRUE;
  return gdk_pixbuf_loader_close (loader, loading->is_refused ? NULL : error)
         || loading->is_refused;
}

static GessoImage *
image_from_rgb (GdkPixbuf  *pixbuf,
                GBytes     *icc,
                GError    **error)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *from = gdk_pixbuf_read_pixels (pixbuf);
  guint8 *pixels = _gesso_image_try_alloc (width, height, GESSO_PIXEL_FORMAT_RGBA8, error);

  if (pixels == NULL)
    return NULL;

  for (int y = 0; y < height; y++)
    {
      const guint8 *in = from + (gsize) y * stride;
      guint8 *out = pixels + (gsize) y * (gsize) width * 4;

      /* Four bytes at once, of which the last is the next pixel's; not at the row's end. */
      for (int x = 0; x + 1 < width; x++, in += 3, out += 4)
        {
          memcpy (out, in, 4);
          out[3] = 0xff;
        }
      memcpy (out, in, 3);
      out[3] = 0xff;
    }

  return _gesso_image_new_with_icc (width, height, GESSO_PIXEL_FORMAT_RGBA8, pixels, icc);
}

static GessoImage *
image_from_pixbuf (GdkPixbuf  *pixbuf,
                   GBytes     *icc,
                   GError    **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return image_from_rgb (pixbuf, icc, error);

  bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);
  return gesso_image_new (gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
                          GESSO_PIXEL_FORMAT_RGBA8, (gsize) gdk_pixbuf_get_rowstride (pixbuf),
                          bytes, icc);
}

static GBytes *
dup_icc (GdkPixbuf *pixbuf)
{
  const char *text = gdk_pixbuf_get_option (pixbuf, "icc-profile");
  gsize length = 0;
  guint8 *data;

  if (text == NULL)
    return NULL;

  data = g_base64_decode (text, &length);
  return g_bytes_new_take (data, length);
}

/* The loader for WebP is silent about a missing end. */
static gboolean
has_its_end (GBytes               *bytes,
             const GessoImageInfo *info)
{
  return info->format != GESSO_IMAGE_FORMAT_WEBP || _gesso_webp_reader_has_end (bytes);
}

/*
 * _gesso_pixbuf_reader_read:
 * @info: what the header said
 * @max_pixels: the most pixels to allocate for
 * @fit_width: box to fit into, 0 for the stored size; only SVG is drawn smaller here
 * @out_complete: (out) (nullable): as for _gesso_png_reader_read()
 *
 * Returns: (transfer full) (nullable): the stored picture, not turned
 */
GessoImage *
_gesso_pixbuf_reader_read (GBytes                *bytes,
                           const GessoImageInfo  *info,
                           guint64                max_pixels,
                           int                    fit_width,
                           int                    fit_height,
                           gboolean              *out_complete,
                           GCancellable          *cancellable,
                           GError               **error)
{
  gboolean can_shrink = info->format == GESSO_IMAGE_FORMAT_SVG;
  Loading loading = { .max_pixels = max_pixels,
                      .fit_width = can_shrink ? fit_width : 0,
                      .fit_height = can_shrink ? fit_height : 0 };
  g_autoptr (GdkPixbufLoader) loader = make_loader (info->format, error);
  g_autoptr (GdkPixbuf) upright = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) icc = NULL;
  GdkPixbuf *pixbuf;
  gboolean at_end;
  gboolean is_whole;

  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &loading);
  is_whole = feed (loader, bytes, &loading, &at_end, cancellable, &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (loading.is_refused)
    {
      g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TOO_LARGE,
                   "%d by %d pixels are above the limit", loading.width, loading.height);
      return NULL;
    }

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  is_whole = is_whole && pixbuf != NULL && has_its_end (bytes, info);
  if (out_complete != NULL)
    *out_complete = is_whole;
  if (!is_whole && (out_complete == NULL || pixbuf == NULL))
    {
      if (local_error != NULL)
        set_load_error (local_error, at_end, error);
      else
        g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TRUNCATED,
                     "The %s data ends early", gesso_image_format_get_id (info->format));
      return NULL;
    }

  icc = dup_icc (pixbuf);
  if (info->format == GESSO_IMAGE_FORMAT_TIFF)
    upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);

  return image_from_pixbuf (upright != NULL ? upright : pixbuf, icc, error);
}

/*
 * _gesso_pixbuf_reader_probe:
 * @info: (inout): gets the size that the loader announces
 *
 * For formats whose header we do not read ourselves. Nothing is drawn.
 */
gboolean
_gesso_pixbuf_reader_probe (GBytes          *bytes,
                            GessoImageInfo  *info,
                            GError         **error)
{
  Loading loading = { .max_pixels = 0 };
  g_autoptr (GdkPixbufLoader) loader = make_loader (info->format, error);
  g_autoptr (GError) local_error = NULL;
  gboolean at_end;

  if (loader == NULL)
    return FALSE;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &loading);
  feed (loader, bytes, &loading, &at_end, NULL, &local_error);
  if (loading.width < 1 || loading.height < 1)
    {
      g_autoptr (GError) unknown
          = g_error_new_literal (GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_UNKNOWN_TYPE,
                                 "No loader takes these bytes");
      set_load_error (local_error != NULL ? local_error : unknown, FALSE, error);
      return FALSE;
    }

  info->width = info->stored_width = loading.width;
  info->height = info->stored_height = loading.height;
  info->has_alpha = TRUE;
  return TRUE;
}
