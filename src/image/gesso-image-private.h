/* gesso-image-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image-error.h"
#include "image/gesso-image-info.h"
#include "image/gesso-image.h"

G_BEGIN_DECLS

/* Shared inside the room only. */

guint8     *_gesso_image_try_alloc       (int                   width,
                                          int                   height,
                                          GessoPixelFormat      format,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *_gesso_image_new_with_icc    (int                   width,
                                          int                   height,
                                          GessoPixelFormat      format,
                                          guint8               *pixels,
                                          GBytes               *icc) G_GNUC_WARN_UNUSED_RESULT;

GessoImage *_gesso_png_reader_read       (GBytes               *bytes,
                                          gboolean              want_8,
                                          gboolean             *out_complete,
                                          GCancellable         *cancellable,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    _gesso_png_writer_write      (GessoImage           *image,
                                          int                   compression,
                                          const char           *xmp,
                                          const char * const   *texts,
                                          GOutputStream        *stream,
                                          GCancellable         *cancellable,
                                          GError              **error);

GessoImage *_gesso_jpeg_reader_read      (GBytes               *bytes,
                                          int                   fit_width,
                                          int                   fit_height,
                                          gboolean             *out_complete,
                                          GCancellable         *cancellable,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *_gesso_pixbuf_reader_read    (GBytes               *bytes,
                                          const GessoImageInfo *info,
                                          guint64               max_pixels,
                                          int                   fit_width,
                                          int                   fit_height,
                                          gboolean             *out_complete,
                                          GCancellable         *cancellable,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    _gesso_pixbuf_reader_probe   (GBytes               *bytes,
                                          GessoImageInfo       *info,
                                          GError              **error);

gboolean    _gesso_webp_reader_is_animated (GBytes             *bytes);
gboolean    _gesso_webp_reader_has_end   (GBytes               *bytes);
GessoImage *_gesso_webp_reader_read      (GBytes               *bytes,
                                          guint64               max_pixels,
                                          gboolean             *out_complete,
                                          GCancellable         *cancellable,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
