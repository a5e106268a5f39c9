/* gesso-mask-error.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GESSO_MASK_ERROR:
 *
 * What can be wrong with a mask. Cancelling is always `G_IO_ERROR_CANCELLED`.
 */
#define GESSO_MASK_ERROR (gesso_mask_error_quark ())
GQuark gesso_mask_error_quark (void);

/**
 * GessoMaskError:
 * @GESSO_MASK_ERROR_SIZE: the mask has another size than the picture
 * @GESSO_MASK_ERROR_NO_ALPHA: alpha was asked for, and nothing is transparent
 * @GESSO_MASK_ERROR_CHANGED: somebody painted meanwhile; the result is for a mask that is gone
 * @GESSO_MASK_ERROR_BUSY: a stroke or another operation is going on
 */
typedef enum
{
  GESSO_MASK_ERROR_SIZE,
  GESSO_MASK_ERROR_NO_ALPHA,
  GESSO_MASK_ERROR_CHANGED,
  GESSO_MASK_ERROR_BUSY,
} GessoMaskError;

G_END_DECLS
