/* gesso-decoder.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"
#include "image/gesso-image-info.h"

G_BEGIN_DECLS

#define GESSO_DECODER_MAX_PIXELS G_GUINT64_CONSTANT (268435456)  /* 256 Mpx, 1 GiB as RGBA8 */
#define GESSO_DECODER_MAX_BYTES  G_GUINT64_CONSTANT (2147483648)
#define GESSO_DECODER_MAX_SIDE   65535

/**
 * GessoDecodeOptions:
 * @max_pixels: refuse pictures with more pixels; 0 for %GESSO_DECODER_MAX_PIXELS
 * @fit_width: when above 0 with @fit_height, decode to the largest size that fits this box; never
 *   enlarged
 * @fit_height: see @fit_width
 * @to_srgb: convert to sRGB by the embedded profile; the result then carries no profile
 * @max_depth_8: give 8 bits per channel even where the file has 16
 *
 * How to decode; all zero is a good default: full size, own depth, own colours.
 */
typedef struct
{
  guint64  max_pixels;
  int      fit_width;
  int      fit_height;
  gboolean to_srgb;
  gboolean max_depth_8;
} GessoDecodeOptions;

#define GESSO_DECODE_OPTIONS_INIT { 0 }

/* Pure functions, to be called on a worker: they block and poll the cancellable. */

gboolean    gesso_decoder_probe           (GBytes                    *bytes,
                                           GessoImageInfo            *out_info,
                                           GError                   **error);
gboolean    gesso_decoder_probe_file      (const char                *path,
                                           GessoImageInfo            *out_info,
                                           GError                   **error);
GessoImage *gesso_decoder_decode          (GBytes                    *bytes,
                                           const GessoDecodeOptions  *options,
                                           GCancellable              *cancellable,
                                           GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_decoder_decode_file     (const char                *path,
                                           const GessoDecodeOptions  *options,
                                           GCancellable              *cancellable,
                                           GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_decoder_decode_partial  (GBytes                    *bytes,
                                           const GessoDecodeOptions  *options,
                                           gboolean                  *out_complete,
                                           GCancellable              *cancellable,
                                           GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes     *gesso_decoder_load_bytes      (const char                *path,
                                           GCancellable              *cancellable,
                                           GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
