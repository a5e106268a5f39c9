/* gesso-exchange-key.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-exchange-key.h"

#include "base/gesso-str.h"
#include "model/gesso-account.h"

#include <string.h>

/* An Entra token is a JSON web token: three parts in base64 with dots between them, of which the
 * first is an object (https://www.rfc-editor.org/rfc/rfc7519#section-3). Keys have no dots. */
static gboolean
is_token (const char *secret)
{
  const char *first = strchr (secret, '.');

  return g_str_has_prefix (secret, "eyJ") && first != NULL && strchr (first + 1, '.') != NULL;
}

/**
 * gesso_exchange_set_bearer:
 * @exchange: an exchange that has not begun, with a host that the key is meant for
 * @credential: (nullable): the key; nothing is sent without one
 *
 * A key becomes the header of a bearer (https://www.rfc-editor.org/rfc/rfc6750#section-2.1).
 */
void
gesso_exchange_set_bearer (GessoHttpExchange *exchange,
                           GessoCredential   *credential)
{
  char *value;

  if (credential == NULL)
    return;

  value = g_strconcat ("Bearer ", gesso_credential_get_secret (credential), NULL);
  gesso_http_exchange_set_header (exchange, "Authorization", value);
  gesso_str_wipe_free (value);
}

/**
 * gesso_exchange_set_key:
 * @exchange: an exchange that has not begun, with a host that the key is meant for
 * @account_kind: the kind of the account
 * @credential: (nullable): the key; nothing is sent without one
 *
 * The one place where a key becomes a header. Azure takes its keys in "api-key" and tokens of Entra
 * as a bearer; which of them it is shows in the text, and "Bearer " before it says so.
 */
void
gesso_exchange_set_key (GessoHttpExchange *exchange,
                        const char        *account_kind,
                        GessoCredential   *credential)
{
  const char *secret = credential != NULL ? gesso_credential_get_secret (credential) : NULL;

  if (secret == NULL)
    return;

  if (g_strcmp0 (account_kind, GESSO_ACCOUNT_KIND_AZURE) != 0 || is_token (secret))
    gesso_exchange_set_bearer (exchange, credential);
  else if (g_ascii_strncasecmp (secret, "Bearer ", 7) == 0)
    gesso_http_exchange_set_header (exchange, "Authorization", secret);
  else
    gesso_http_exchange_set_header (exchange, "api-key", secret);
}
