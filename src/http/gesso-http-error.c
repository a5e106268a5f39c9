/* gesso-http-error.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-http-error.h"

#include <libsoup/soup.h>

G_DEFINE_QUARK (gesso - http - error - quark, gesso_http_error)

static int
code_from_io (int      code,
              gboolean answer_began)
{
  switch (code)
    {
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return answer_began ? GESSO_HTTP_ERROR_TRUNCATED : GESSO_HTTP_ERROR_UNREACHABLE;

    case G_IO_ERROR_TIMED_OUT:
      return answer_began ? GESSO_HTTP_ERROR_TIMEOUT_RECEIVE : GESSO_HTTP_ERROR_TIMEOUT_CONNECT;

    case G_IO_ERROR_INVALID_DATA:
    case G_IO_ERROR_INVALID_ARGUMENT:
      return GESSO_HTTP_ERROR_PROTOCOL;

    default:
      return answer_began ? GESSO_HTTP_ERROR_TRUNCATED : GESSO_HTTP_ERROR_RESET;
    }
}

static int
code_from_session (int code)
{
  switch (code)
    {
    case SOUP_SESSION_ERROR_TOO_MANY_REDIRECTS:
    case SOUP_SESSION_ERROR_REDIRECT_NO_LOCATION:
    case SOUP_SESSION_ERROR_REDIRECT_BAD_URI:
      return GESSO_HTTP_ERROR_REDIRECT;

    default:
      return GESSO_HTTP_ERROR_PROTOCOL;
    }
}

/**
 * gesso_http_error_from_transport:
 * @error: what GIO or libsoup said
 * @answer_began: the head of an answer had come
 *
 * Says in the room's own codes why the transport failed. Cancelling and errors of other rooms are
 * copied as they are.
 *
 * Returns: (transfer full): the error
 */
GError *
gesso_http_error_from_transport (const GError *error,
                                 gboolean      answer_began)
{
  int code;

  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);

  if (error->domain == G_IO_ERROR)
    code = code_from_io (error->code, answer_began);
  else if (error->domain == G_RESOLVER_ERROR)
    code = GESSO_HTTP_ERROR_UNREACHABLE;
  else if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF))
    code = answer_began ? GESSO_HTTP_ERROR_TRUNCATED : GESSO_HTTP_ERROR_RESET;
  else if (error->domain == G_TLS_ERROR)
    code = GESSO_HTTP_ERROR_TLS;
  else if (error->domain == SOUP_SESSION_ERROR)
    code = code_from_session (error->code);
  else
    return g_error_copy (error);

  return g_error_new_literal (GESSO_HTTP_ERROR, code, error->message);
}
