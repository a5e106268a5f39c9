/* gesso-model-error.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GESSO_MODEL_ERROR:
 *
 * What the vocabulary itself refuses.
 */
#define GESSO_MODEL_ERROR (gesso_model_error_quark ())
GQuark gesso_model_error_quark (void);

/**
 * GessoModelError:
 * @GESSO_MODEL_ERROR_NOT_A_REQUEST: a stored request lacks what every request has
 * @GESSO_MODEL_ERROR_NOT_READY: a draft has problems and cannot be frozen
 * @GESSO_MODEL_ERROR_BAD_PROFILE: the description of a service is not one
 */
typedef enum
{
  GESSO_MODEL_ERROR_NOT_A_REQUEST,
  GESSO_MODEL_ERROR_NOT_READY,
  GESSO_MODEL_ERROR_BAD_PROFILE,
} GessoModelError;

G_END_DECLS
