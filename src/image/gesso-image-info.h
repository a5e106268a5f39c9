/* gesso-image-info.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image-error.h"
#include "image/gesso-image-format.h"

G_BEGIN_DECLS

/**
 * GessoImageInfo:
 * @format: the file format
 * @width: width in pixels as shown, the EXIF orientation applied
 * @height: height in pixels as shown, the EXIF orientation applied
 * @stored_width: width in pixels as stored
 * @stored_height: height in pixels as stored
 * @depth: bits per channel: 1 to 32; 8 where the format does not say
 * @orientation: EXIF orientation, 1 to 8; 1 is upright
 * @has_alpha: the format carries transparency (its pixels may be opaque all the same)
 * @has_icc: an ICC profile is embedded
 * @is_gray: there is no colour
 * @is_cmyk: four printing colours (JPEG)
 * @is_animated: more than one frame; only the first is decoded
 *
 * What a picture's header says: a plain value.
 */
typedef struct
{
  GessoImageFormat format;
  int              width;
  int              height;
  int              stored_width;
  int              stored_height;
  int              depth;
  int              orientation;
  gboolean         has_alpha;
  gboolean         has_icc;
  gboolean         is_gray;
  gboolean         is_cmyk;
  gboolean         is_animated;
} GessoImageInfo;

gboolean gesso_image_info_read (GBytes          *bytes,
                                GessoImageInfo  *out_info,
                                GError         **error);

G_END_DECLS
