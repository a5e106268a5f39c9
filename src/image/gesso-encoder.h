/* gesso-encoder.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"
#include "image/gesso-image-error.h"
#include "image/gesso-image-format.h"

G_BEGIN_DECLS

/**
 * GessoEncodeOptions:
 * @quality: JPEG and lossy WebP: 0 to 100
 * @lossless: WebP without loss
 * @compression: PNG: 0 (none) to 9; 1 is fast and nearly as small
 * @background: what lies under transparency in JPEG, 0xRRGGBB
 * @xmp: (nullable): an XMP packet to write (PNG and JPEG)
 * @texts: (nullable): keyword, value, keyword, value, …, %NULL: text chunks to write (PNG)
 *
 * How to encode; start from %GESSO_ENCODE_OPTIONS_INIT.
 */
typedef struct
{
  int                  quality;
  gboolean             lossless;
  int                  compression;
  guint32              background;
  const char          *xmp;
  const char * const  *texts;
} GessoEncodeOptions;

#define GESSO_ENCODE_OPTIONS_INIT { .quality = 90, .compression = 1, .background = 0xffffff }

/* PNG, JPEG and WebP. To be called on a worker: they block and poll the cancellable. */

gboolean  gesso_encoder_can_encode  (GessoImageFormat           format);
GBytes   *gesso_encoder_encode      (GessoImage                *image,
                                     GessoImageFormat           format,
                                     const GessoEncodeOptions  *options,
                                     GCancellable              *cancellable,
                                     GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  gesso_encoder_write       (GessoImage                *image,
                                     GessoImageFormat           format,
                                     const GessoEncodeOptions  *options,
                                     GOutputStream             *stream,
                                     GCancellable              *cancellable,
                                     GError                   **error);

G_END_DECLS
