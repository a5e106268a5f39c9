/* gesso-protect-error.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GESSO_PROTECT_ERROR:
 *
 * What can be wrong with what the protection pipeline is given. Not enough memory is
 * `GESSO_IMAGE_ERROR_MEMORY`, cancelling is `G_IO_ERROR_CANCELLED`.
 */
#define GESSO_PROTECT_ERROR (gesso_protect_error_quark ())
GQuark gesso_protect_error_quark (void);

/**
 * GessoProtectError:
 * @GESSO_PROTECT_ERROR_MASK_SIZE: the mask has not the size of the picture
 * @GESSO_PROTECT_ERROR_MASK_EMPTY: the mask marks nothing
 * @GESSO_PROTECT_ERROR_RECT: the rectangle does not hold what the mask marks
 * @GESSO_PROTECT_ERROR_REFUSED: the answer was not put in; the proof says why
 * @GESSO_PROTECT_ERROR_NOT_PROVEN: pixels outside the mask differ: the result must not be used
 */
typedef enum
{
  GESSO_PROTECT_ERROR_MASK_SIZE,
  GESSO_PROTECT_ERROR_MASK_EMPTY,
  GESSO_PROTECT_ERROR_RECT,
  GESSO_PROTECT_ERROR_REFUSED,
  GESSO_PROTECT_ERROR_NOT_PROVEN,
} GessoProtectError;

G_END_DECLS
