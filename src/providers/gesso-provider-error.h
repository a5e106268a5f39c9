/* gesso-provider-error.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-failure.h"

G_BEGIN_DECLS

/**
 * GESSO_PROVIDER_ERROR:
 *
 * A run that ended without all its pictures. The code is a #GessoFailureClass; the whole story is
 * in the failure that the error carries.
 */
#define GESSO_PROVIDER_ERROR (gesso_provider_error_quark ())
GQuark        gesso_provider_error_quark       (void);

GError       *gesso_provider_error_new         (GessoFailure *failure) G_GNUC_WARN_UNUSED_RESULT;
GessoFailure *gesso_provider_error_get_failure (const GError *error);
GessoFailure *gesso_failure_from_error         (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
