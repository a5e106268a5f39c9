/* gesso-exchange-address.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-exchange-address.h"

#include <string.h>

/**
 * gesso_exchange_join_address:
 * @base_url: the address of a service; it may have a query, as "?api-version=preview"
 * @call: what is asked of it, with a slash before it: "/images/edits"
 *
 * Returns: (transfer full): the address of the call, with the query behind it
 */
char *
gesso_exchange_join_address (const char *base_url,
                             const char *call)
{
  gsize length = strcspn (base_url, "?");
  const char *query = base_url + length;
  g_autofree char *path = NULL;

  while (length > 0 && base_url[length - 1] == '/')
    length--;
  path = g_strndup (base_url, length);

  return g_strconcat (path, call, query, NULL);
}
