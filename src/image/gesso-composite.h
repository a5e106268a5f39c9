/* gesso-composite.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"
#include "image/gesso-image-error.h"

G_BEGIN_DECLS

/**
 * GessoDifference:
 * @n_pixels: pixels compared
 * @n_different: pixels in which any channel differs
 * @n_above: pixels in which a channel differs by more than 8 of 255
 * @mean: mean absolute difference per colour channel, 0 to 255
 * @max: largest difference of any channel, 0 to 255 (rounded up)
 *
 * How far two pictures are apart: a plain value.
 */
typedef struct
{
  guint64 n_pixels;
  guint64 n_different;
  guint64 n_above;
  double  mean;
  int     max;
} GessoDifference;

/* Pictures out of pictures; colours are 0xRRGGBBAA. All return new images; on NULL the error is
 * GESSO_IMAGE_ERROR_MEMORY or G_IO_ERROR_CANCELLED. */

GessoImage *gesso_composite_fill        (int               width,
                                         int               height,
                                         guint32           rgba,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_composite_over        (GessoImage       *below,
                                         GessoImage       *above,
                                         int               x,
                                         int               y,
                                         guint8            opacity,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_composite_masked      (GessoImage       *below,
                                         GessoImage       *above,
                                         GessoImage       *mask,
                                         GCancellable     *cancellable,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_composite_flatten     (GessoImage       *image,
                                         guint32           rgba,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    gesso_composite_compare     (GessoImage       *a,
                                         GessoImage       *b,
                                         GessoImage       *except,
                                         GessoDifference  *out_difference,
                                         GCancellable     *cancellable,
                                         GError          **error);
GessoImage *gesso_composite_difference  (GessoImage       *a,
                                         GessoImage       *b,
                                         int               gain,
                                         GCancellable     *cancellable,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_composite_heat_map    (GessoImage       *a,
                                         GessoImage       *b,
                                         GCancellable     *cancellable,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
