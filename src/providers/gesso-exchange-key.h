/* gesso-exchange-key.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-exchange.h"
#include "model/gesso-credential.h"

G_BEGIN_DECLS

void gesso_exchange_set_bearer (GessoHttpExchange *exchange, GessoCredential *credential);

void gesso_exchange_set_key (GessoHttpExchange *exchange,
                             const char *account_kind,
                             GessoCredential *credential);

G_END_DECLS
