/* gesso-mask-file.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mask/gesso-mask.h"
#include "mask/gesso-mask-error.h"

G_BEGIN_DECLS

/**
 * GessoMaskPolarity:
 * @GESSO_MASK_POLARITY_AUTO: transparent if anything is transparent, white otherwise
 * @GESSO_MASK_POLARITY_TRANSPARENT: transparent pixels are edited
 * @GESSO_MASK_POLARITY_OPAQUE: opaque pixels are edited
 * @GESSO_MASK_POLARITY_WHITE: bright pixels are edited
 * @GESSO_MASK_POLARITY_BLACK: dark pixels are edited
 *
 * What in a picture stands for "may change".
 */
typedef enum
{
  GESSO_MASK_POLARITY_AUTO,
  GESSO_MASK_POLARITY_TRANSPARENT,
  GESSO_MASK_POLARITY_OPAQUE,
  GESSO_MASK_POLARITY_WHITE,
  GESSO_MASK_POLARITY_BLACK,
} GessoMaskPolarity;

/* They block; to be called on a worker. */

GessoMask *gesso_mask_from_picture (GessoImage         *image,
                                    GessoMaskPolarity   polarity,
                                    GessoMaskPolarity  *out_polarity,
                                    GCancellable       *cancellable,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GessoMask *gesso_mask_import       (GBytes             *bytes,
                                    int                 width,
                                    int                 height,
                                    gboolean            scale,
                                    GessoMaskPolarity   polarity,
                                    GessoMaskPolarity  *out_polarity,
                                    GCancellable       *cancellable,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes    *gesso_mask_to_png       (GessoMask          *mask,
                                    GCancellable       *cancellable,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GessoMask *gesso_mask_from_png     (GBytes             *bytes,
                                    int                 width,
                                    int                 height,
                                    GCancellable       *cancellable,
                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
