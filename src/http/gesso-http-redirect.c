/* gesso-http-redirect.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-http-redirect.h"

#include "http/gesso-http-error.h"

#include <arpa/inet.h>
#include <libsoup/soup.h>
#include <string.h>

/* Where a reading request may be sent on to. Policy only, pure. */

static int
get_port (GUri *uri)
{
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

/* The old spellings that resolvers still take for IPv4: 127.1, 0x7f000001, 2130706433. */
static GInetAddress *
parse_old_spelling (const char *host)
{
  struct in_addr bytes;

  if (inet_aton (host, &bytes) == 0)
    return NULL;
  return g_inet_address_new_from_bytes ((const guint8 *) &bytes, G_SOCKET_FAMILY_IPV4);
}

/* IPv4 inside IPv6 (::ffff:a.b.c.d) is judged as what it is. */
static GInetAddress *
parse_address (const char *host)
{
  static const guint8 prefix[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  const guint8 *bytes;

  if (address == NULL)
    return parse_old_spelling (host);
  bytes = g_inet_address_to_bytes (address);
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6
      && memcmp (bytes, prefix, sizeof prefix) == 0)
    return g_inet_address_new_from_bytes (bytes + sizeof prefix, G_SOCKET_FAMILY_IPV4);
  return g_steal_pointer (&address);
}

/* fc00::/7: https://www.rfc-editor.org/rfc/rfc4193 */
static gboolean
is_unique_local (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6
         && (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc;
}

/**
 * gesso_http_redirect_is_inside:
 * @uri: an address with a host
 *
 * Judges by the words of the address; nothing is looked up.
 *
 * Returns: whether it names this very machine or one in a private or link-local network
 */
gboolean
gesso_http_redirect_is_inside (GUri *uri)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  g_autoptr (GInetAddress) address = NULL;

  if (g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  address = parse_address (host);
  if (address != NULL)
    return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address)
           || g_inet_address_get_is_link_local (address)
           || g_inet_address_get_is_site_local (address) || is_unique_local (address);
  return g_str_equal (host, "localhost") || g_str_has_suffix (host, ".localhost");
}

/**
 * gesso_http_redirect_is_status:
 * @status: an HTTP status
 *
 * Returns: TRUE when it sends the client elsewhere
 */
gboolean
gesso_http_redirect_is_status (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/**
 * gesso_http_redirect_same_origin:
 * @a: an address with scheme and host
 * @b: another
 *
 * Returns: TRUE when scheme, host and port are the same, so that one may have the
 *   secrets of the other
 */
gboolean
gesso_http_redirect_same_origin (GUri *a,
                                 GUri *b)
{
  return g_ascii_strcasecmp (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0
         && get_port (a) == get_port (b);
}

/**
 * gesso_http_redirect_resolve:
 * @from: the address that answered
 * @location: (nullable): its Location header
 * @error: GESSO_HTTP_ERROR_REDIRECT
 *
 * Finds where to go on. Refused are: nothing, what is not http or https, from encrypted to plain,
 * and from the outside into this machine or its private network.
 *
 * Returns: (transfer full) (nullable): the address
 */
GUri *
gesso_http_redirect_resolve (GUri        *from,
                             const char  *location,
                             GError     **error)
{
  g_autoptr (GUri) to = NULL;
  const char *wrong = NULL;

  g_return_val_if_fail (from != NULL, NULL);

  if (location != NULL)
    to = g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (to == NULL || g_uri_get_host (to) == NULL || *g_uri_get_host (to) == '\0'
      || (!g_str_equal (g_uri_get_scheme (to), "http")
          && !g_str_equal (g_uri_get_scheme (to), "https")))
    wrong = "nowhere";
  else if (g_str_equal (g_uri_get_scheme (from), "https")
           && g_str_equal (g_uri_get_scheme (to), "http"))
    wrong = "from an encrypted address to a plain one";
  else if (gesso_http_redirect_is_inside (to) && !gesso_http_redirect_is_inside (from))
    wrong = "into the private network";

  if (wrong != NULL)
    {
      g_set_error (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_REDIRECT, "redirected %s", wrong);
      return NULL;
    }
  return g_steal_pointer (&to);
}
