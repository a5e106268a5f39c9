/* gesso-wire-error.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-failure.h"

G_BEGIN_DECLS

/* Error bodies of all services, read into one failure. */

GessoFailure *gesso_wire_error_read        (GBytes     *body,
                                            guint       status,
                                            const char *request_id,
                                            gint64      retry_after_ms) G_GNUC_WARN_UNUSED_RESULT;
GessoFailure *gesso_wire_error_read_object (JsonObject *object,
                                            guint       status,
                                            const char *request_id,
                                            gint64      retry_after_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
