/* gesso-image-format.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* File formats of pictures: told from the first bytes, a media type, or a file's name. */

typedef enum
{
  GESSO_IMAGE_FORMAT_UNKNOWN,
  GESSO_IMAGE_FORMAT_PNG,
  GESSO_IMAGE_FORMAT_JPEG,
  GESSO_IMAGE_FORMAT_WEBP,
  GESSO_IMAGE_FORMAT_GIF,
  GESSO_IMAGE_FORMAT_TIFF,
  GESSO_IMAGE_FORMAT_BMP,
  GESSO_IMAGE_FORMAT_HEIF,
  GESSO_IMAGE_FORMAT_AVIF,
  GESSO_IMAGE_FORMAT_SVG,
} GessoImageFormat;

#define GESSO_IMAGE_FORMAT_LAST GESSO_IMAGE_FORMAT_SVG

/* As many first bytes as a decision can need. */
#define GESSO_IMAGE_FORMAT_SNIFF_BYTES 1024

GessoImageFormat  gesso_image_format_sniff           (const guint8     *data,
                                                      gsize             length);
GessoImageFormat  gesso_image_format_from_mime_type  (const char       *mime_type);
GessoImageFormat  gesso_image_format_from_name       (const char       *file_name);
const char       *gesso_image_format_get_id          (GessoImageFormat  format);
const char       *gesso_image_format_get_mime_type   (GessoImageFormat  format);
const char       *gesso_image_format_get_extension   (GessoImageFormat  format);

G_END_DECLS
