/* gesso-image.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GESSO_TYPE_IMAGE (gesso_image_get_type ())
typedef struct _GessoImage GessoImage;

/**
 * GessoPixelFormat:
 * @GESSO_PIXEL_FORMAT_RGBA8: red, green, blue, alpha; 8 bits each, straight alpha
 * @GESSO_PIXEL_FORMAT_RGBA16: the same with 16 bits each, in the machine's byte order
 * @GESSO_PIXEL_FORMAT_GRAY8: one plane of 8 bits (masks)
 */
typedef enum
{
  GESSO_PIXEL_FORMAT_RGBA8,
  GESSO_PIXEL_FORMAT_RGBA16,
  GESSO_PIXEL_FORMAT_GRAY8,
} GessoPixelFormat;

/* An immutable picture in memory: width, height, stride in bytes, straight (never premultiplied)
 * alpha, and the ICC profile its numbers are meant in (NULL: sRGB). Ref-counted atomically, so it
 * may cross threads freely. */

GType             gesso_image_get_type        (void) G_GNUC_CONST;
GessoImage       *gesso_image_new             (int                width,
                                               int                height,
                                               GessoPixelFormat   format,
                                               gsize              stride,
                                               GBytes            *pixels,
                                               GBytes            *icc_profile) G_GNUC_WARN_UNUSED_RESULT;
GessoImage       *gesso_image_new_take        (int                width,
                                               int                height,
                                               GessoPixelFormat   format,
                                               gsize              stride,
                                               guint8            *pixels) G_GNUC_WARN_UNUSED_RESULT;
GessoImage       *gesso_image_ref             (GessoImage        *self);
void              gesso_image_unref           (GessoImage        *self);

int               gesso_image_get_width       (const GessoImage  *self);
int               gesso_image_get_height      (const GessoImage  *self);
GessoPixelFormat  gesso_image_get_format      (const GessoImage  *self);
gsize             gesso_image_get_stride      (const GessoImage  *self);
const guint8     *gesso_image_get_pixels      (const GessoImage  *self);
const guint8     *gesso_image_get_row         (const GessoImage  *self,
                                               int                y);
GBytes           *gesso_image_get_bytes       (GessoImage        *self);
GBytes           *gesso_image_get_icc_profile (GessoImage        *self);
gboolean          gesso_image_has_alpha       (GessoImage        *self);
gsize             gesso_pixel_format_get_size (GessoPixelFormat   format);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoImage, gesso_image_unref)

G_END_DECLS
