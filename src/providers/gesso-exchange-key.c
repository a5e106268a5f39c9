/* gesso-exchange-key.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-exchange-key.h"

/**
 * gesso_exchange_set_bearer:
 * @exchange: an exchange that has not begun, with a host that the key is meant for
 * @credential: (nullable): the key; nothing is sent without one
 *
 * The one place where a key becomes a header (https://www.rfc-editor.org/rfc/rfc6750#section-2.1).
 */
void
gesso_exchange_set_bearer (GessoHttpExchange *exchange, GessoCredential *credential)
{
  g_autofree char *value = NULL;

  if (credential == NULL)
    return;

  value = g_strconcat ("Bearer ", gesso_credential_get_secret (credential), NULL);
  gesso_http_exchange_set_header (exchange, "Authorization", value);
}
