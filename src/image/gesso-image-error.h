/* gesso-image-error.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GESSO_IMAGE_ERROR:
 *
 * What can be wrong with a picture that comes in or goes out. Cancelling is always
 * `G_IO_ERROR_CANCELLED`.
 */
#define GESSO_IMAGE_ERROR (gesso_image_error_quark ())
GQuark gesso_image_error_quark (void);

/**
 * GessoImageError:
 * @GESSO_IMAGE_ERROR_NOT_AN_IMAGE: the bytes are not a picture, or are damaged beyond reading
 * @GESSO_IMAGE_ERROR_EMPTY: there are no bytes at all
 * @GESSO_IMAGE_ERROR_TRUNCATED: the picture's end is missing
 * @GESSO_IMAGE_ERROR_TOO_LARGE: more pixels or bytes than the limit allows
 * @GESSO_IMAGE_ERROR_UNSUPPORTED: a picture, but no installed loader or saver takes it
 * @GESSO_IMAGE_ERROR_MEMORY: not enough memory
 * @GESSO_IMAGE_ERROR_IO: the file cannot be read, or the stream cannot be written
 */
typedef enum
{
  GESSO_IMAGE_ERROR_NOT_AN_IMAGE,
  GESSO_IMAGE_ERROR_EMPTY,
  GESSO_IMAGE_ERROR_TRUNCATED,
  GESSO_IMAGE_ERROR_TOO_LARGE,
  GESSO_IMAGE_ERROR_UNSUPPORTED,
  GESSO_IMAGE_ERROR_MEMORY,
  GESSO_IMAGE_ERROR_IO,
} GessoImageError;

G_END_DECLS
