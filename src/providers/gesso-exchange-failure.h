/* gesso-exchange-failure.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-exchange.h"
#include "model/gesso-failure.h"

G_BEGIN_DECLS

/* From how an exchange ended to what a person can do about it. */

GessoFailure *gesso_exchange_failure_from_error  (GessoHttpExchange *exchange,
                                                  const GError      *error) G_GNUC_WARN_UNUSED_RESULT;
GessoFailure *gesso_exchange_failure_from_status (GessoHttpExchange *exchange) G_GNUC_WARN_UNUSED_RESULT;
GessoFailure *gesso_exchange_failure_from_answer (GessoHttpExchange *exchange,
                                                  const GError      *error,
                                                  JsonObject        *error_object) G_GNUC_WARN_UNUSED_RESULT;
GessoFailure *gesso_exchange_failure_while_asking
                                                 (GessoFailure      *failure) G_GNUC_WARN_UNUSED_RESULT;
gboolean      gesso_exchange_failure_is_chance   (GessoFailure      *failure);
const char   *gesso_exchange_get_request_id      (GessoHttpExchange *exchange);

G_END_DECLS
