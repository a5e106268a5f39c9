/* gesso-http-error.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GESSO_HTTP_ERROR:
 *
 * Why an exchange did not end with a whole answer. Cancelling is always G_IO_ERROR_CANCELLED.
 */
#define GESSO_HTTP_ERROR (gesso_http_error_quark ())
GQuark gesso_http_error_quark (void);

/**
 * GessoHttpError:
 * @GESSO_HTTP_ERROR_BAD_ADDRESS: the address is not an http or https URI
 * @GESSO_HTTP_ERROR_UNREACHABLE: no such host, or nobody listens there
 * @GESSO_HTTP_ERROR_TLS: no trusted encrypted connection
 * @GESSO_HTTP_ERROR_TIMEOUT_CONNECT: no connection in time
 * @GESSO_HTTP_ERROR_TIMEOUT_SEND: the request stood still while it was sent
 * @GESSO_HTTP_ERROR_TIMEOUT_WAIT: no answer began in time
 * @GESSO_HTTP_ERROR_TIMEOUT_RECEIVE: the answer stood still
 * @GESSO_HTTP_ERROR_TIMEOUT_TOTAL: the whole took longer than allowed
 * @GESSO_HTTP_ERROR_RESET: the connection was cut before an answer began
 * @GESSO_HTTP_ERROR_TRUNCATED: the answer began and was cut
 * @GESSO_HTTP_ERROR_TOO_LARGE: the answer is larger than allowed
 * @GESSO_HTTP_ERROR_PROTOCOL: what came is not HTTP
 * @GESSO_HTTP_ERROR_REDIRECT: sent elsewhere, and that was not followed
 * @GESSO_HTTP_ERROR_BODY: the request's own body could not be read
 */
typedef enum
{
  GESSO_HTTP_ERROR_BAD_ADDRESS,
  GESSO_HTTP_ERROR_UNREACHABLE,
  GESSO_HTTP_ERROR_TLS,
  GESSO_HTTP_ERROR_TIMEOUT_CONNECT,
  GESSO_HTTP_ERROR_TIMEOUT_SEND,
  GESSO_HTTP_ERROR_TIMEOUT_WAIT,
  GESSO_HTTP_ERROR_TIMEOUT_RECEIVE,
  GESSO_HTTP_ERROR_TIMEOUT_TOTAL,
  GESSO_HTTP_ERROR_RESET,
  GESSO_HTTP_ERROR_TRUNCATED,
  GESSO_HTTP_ERROR_TOO_LARGE,
  GESSO_HTTP_ERROR_PROTOCOL,
  GESSO_HTTP_ERROR_REDIRECT,
  GESSO_HTTP_ERROR_BODY,
} GessoHttpError;

GError *gesso_http_error_from_transport (const GError *error,
                                         gboolean      answer_began) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
