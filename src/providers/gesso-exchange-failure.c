/* gesso-exchange-failure.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-exchange-failure.h"

#include "base/gesso-log.h"
#include "http/gesso-retry.h"
#include "wire/gesso-wire-domain.h"
#include "wire/gesso-wire-error.h"

/**
 * gesso_exchange_get_request_id:
 * @exchange: an exchange whose answer began
 *
 * Returns: (transfer none) (nullable): the service's id of the exchange
 */
const char *
gesso_exchange_get_request_id (GessoHttpExchange *exchange)
{
  static const char *const names[] = { "x-request-id", "apim-request-id", "x-fal-request-id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *id = gesso_http_exchange_get_header (exchange, names[i]);

      if (id != NULL)
        return id;
    }

  return NULL;
}

static GessoFailureClass
classify_transport (GessoHttpExchange *exchange,
                    const GError      *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return GESSO_FAILURE_CANCELLED;

  if (g_error_matches (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_BAD_ADDRESS))
    return GESSO_FAILURE_USAGE;

  if (g_error_matches (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_TOO_LARGE)
      || g_error_matches (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_PROTOCOL))
    return GESSO_FAILURE_DAMAGED;

  if (g_error_matches (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_REDIRECT))
    return GESSO_FAILURE_REFUSED;

  return gesso_http_exchange_may_have_arrived (exchange) ? GESSO_FAILURE_UNKNOWN
                                                         : GESSO_FAILURE_UNAVAILABLE;
}

/* A code of our own for the sentence that a person reads; services never send these. */
static const char *
name_transport_error (const GError *error)
{
  static const char *const codes[] = {
    [GESSO_HTTP_ERROR_BAD_ADDRESS] = "bad_address",
    [GESSO_HTTP_ERROR_UNREACHABLE] = "unreachable",
    [GESSO_HTTP_ERROR_TLS] = "tls",
    [GESSO_HTTP_ERROR_TIMEOUT_CONNECT] = "timeout_connect",
    [GESSO_HTTP_ERROR_TIMEOUT_SEND] = "timeout_send",
    [GESSO_HTTP_ERROR_TIMEOUT_WAIT] = "timeout_wait",
    [GESSO_HTTP_ERROR_TIMEOUT_RECEIVE] = "timeout_receive",
    [GESSO_HTTP_ERROR_TIMEOUT_TOTAL] = "timeout_total",
    [GESSO_HTTP_ERROR_RESET] = "reset",
    [GESSO_HTTP_ERROR_TRUNCATED] = "truncated",
    [GESSO_HTTP_ERROR_TOO_LARGE] = "too_large",
    [GESSO_HTTP_ERROR_PROTOCOL] = "protocol",
    [GESSO_HTTP_ERROR_REDIRECT] = "redirect",
    [GESSO_HTTP_ERROR_BODY] = "body",
  };

  if (error->domain != GESSO_HTTP_ERROR || (guint) error->code >= G_N_ELEMENTS (codes))
    return NULL;

  return codes[error->code];
}

/**
 * gesso_exchange_failure_from_error:
 * @exchange: an exchange that ended without a whole answer
 * @error: why
 *
 * Whether sending again may be billed twice follows from how much of the request can have arrived.
 *
 * Returns: (transfer full): the failure
 */
GessoFailure *
gesso_exchange_failure_from_error (GessoHttpExchange *exchange,
                                   const GError      *error)
{
  g_autofree char *message = gesso_log_redact (error->message);
  GessoFailureInfo info = {
    .failure_class = classify_transport (exchange, error),
    .message = message,
    .code = name_transport_error (error),
    .request_id = gesso_exchange_get_request_id (exchange),
    .http_status = (int) gesso_http_exchange_get_status (exchange),
    .retry_after_ms = -1,
    /* Who sends the request elsewhere has not worked on it. */
    .may_be_billed = gesso_http_exchange_may_have_arrived (exchange)
                     && !g_error_matches (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_REDIRECT),
  };

  return gesso_failure_new (&info);
}

/**
 * gesso_exchange_failure_from_status:
 * @exchange: an exchange that ended with a status other than 2xx
 *
 * Returns: (transfer full): the failure, from status, headers and the body of the error
 */
GessoFailure *
gesso_exchange_failure_from_status (GessoHttpExchange *exchange)
{
  g_autoptr (GBytes) body = gesso_http_exchange_dup_error_body (exchange);
  gint64 wait_ms
      = gesso_retry_parse_delay (gesso_http_exchange_get_header (exchange, "retry-after-ms"),
                                 gesso_http_exchange_get_header (exchange, "retry-after"),
                                 g_get_real_time ());

  return gesso_wire_error_read (body, gesso_http_exchange_get_status (exchange),
                                gesso_exchange_get_request_id (exchange), wait_ms);
}

/**
 * gesso_exchange_failure_from_answer:
 * @exchange: an exchange that ended well
 * @error: %GESSO_WIRE_ERROR: what is wrong with its answer
 * @error_object: (nullable): the failure that the service reported inside the answer
 *
 * Returns: (transfer full): the failure
 */
GessoFailure *
gesso_exchange_failure_from_answer (GessoHttpExchange *exchange,
                                    const GError      *error,
                                    JsonObject        *error_object)
{
  g_autofree char *message = gesso_log_redact (error->message);
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_DAMAGED,
    .message = message,
    .request_id = gesso_exchange_get_request_id (exchange),
    .http_status = (int) gesso_http_exchange_get_status (exchange),
    .retry_after_ms = -1,
    .may_be_billed = TRUE,
  };

  if (error_object != NULL)
    return gesso_wire_error_read_object (error_object, gesso_http_exchange_get_status (exchange),
                                         info.request_id, -1);

  /* Of an answer without a single byte nothing can be kept or looked at. */
  if (g_error_matches (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_TRUNCATED)
      || gesso_http_exchange_get_received (exchange) == 0)
    info.failure_class = GESSO_FAILURE_UNKNOWN;

  return gesso_failure_new (&info);
}

/* Whether the next try can have another end. */
static gboolean
is_passing_status (guint status)
{
  return status == 0 || status / 100 == 2 || status == 408 || status == 429 || status >= 500;
}

/**
 * gesso_exchange_failure_is_chance:
 * @failure: how a call failed that costs nothing
 *
 * Returns: whether it was the way or one bad answer, so that the call can simply be made again
 */
gboolean
gesso_exchange_failure_is_chance (GessoFailure *failure)
{
  const GessoFailureInfo *info = gesso_failure_get_info (failure);

  /* What is beyond a limit would be so again. */
  return (info->failure_class == GESSO_FAILURE_UNKNOWN
          || info->failure_class == GESSO_FAILURE_DAMAGED)
         && g_strcmp0 (info->code, "too_large") != 0
         && is_passing_status ((guint) MAX (info->http_status, 0));
}

/**
 * gesso_exchange_failure_while_asking:
 * @failure: how it failed to ask for what the service has taken on
 *
 * It may be made and billed all the same, whatever became of the asking. Where only the way, the
 * service's health or the key was in the way, the failure gets a code by which
 * gesso_failure_can_ask_again() knows it.
 *
 * Returns: (transfer full): the failure to tell
 */
GessoFailure *
gesso_exchange_failure_while_asking (GessoFailure *failure)
{
  GessoFailureInfo info = *gesso_failure_get_info (failure);

  if (info.failure_class == GESSO_FAILURE_UNAVAILABLE
      || info.failure_class == GESSO_FAILURE_RATE_LIMITED
      || info.failure_class == GESSO_FAILURE_REFUSED)
    info.failure_class = GESSO_FAILURE_UNKNOWN;
  if (info.failure_class == GESSO_FAILURE_AUTH)
    info.code = GESSO_FAILURE_CODE_KEY_WHILE_ASKING;
  else if (info.failure_class == GESSO_FAILURE_UNKNOWN && g_strcmp0 (info.code, "too_large") != 0
           && !gesso_failure_can_ask_again (failure)
           && is_passing_status ((guint) MAX (info.http_status, 0)))
    info.code = GESSO_FAILURE_CODE_LOST_WHILE_ASKING;
  info.may_be_billed = TRUE;

  return gesso_failure_new (&info);
}
