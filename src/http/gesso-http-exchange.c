/* gesso-http-exchange.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-http-exchange-private.h"

#include "base/gesso-str.h"

#include <string.h>

/* GessoHttpExchange
 *
 * One request and its answer. Created and owned by whoever wants the answer, used once, on the main
 * context that runs it; while it runs, its task holds a reference. The answer's body goes to the
 * consumer in pieces, and no piece is read before the last one is dealt with, so memory does not
 * grow with the answer. Every wait is bounded by a timer of this class, so that the error can name
 * the stage that was slow. An answer shorter than its Content-Length, or cut inside a chunk, fails
 * as truncated; one that is cut between two chunks looks whole to libsoup, so who reads the
 * text has to find that out. Redirects are followed for reading requests only; the caller's own
 * headers do not go along to another host.
 *
 * Order of life: new, set what is to be sent, run once, ask for the results.
 */

#define DEFAULT_MAX_BODY (G_GUINT64_CONSTANT (512) * 1024 * 1024)

G_DEFINE_FINAL_TYPE (GessoHttpExchange, gesso_http_exchange, G_TYPE_OBJECT)

static void
header_free (GessoHttpHeader *header)
{
  g_free (header->name);
  gesso_str_wipe_free (header->value);
  g_free (header);
}

static void
outer_cancelled_cb (GCancellable *outer,
                    GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/* The values of our headers may be keys: the copies that the message has are written over. */
void
_gesso_http_exchange_drop_message (GessoHttpExchange *self)
{
  SoupMessageHeaders *headers;

  if (self->message == NULL)
    return;

  headers = soup_message_get_request_headers (self->message);
  for (guint i = 0; i < self->headers->len; i++)
    {
      const GessoHttpHeader *header = g_ptr_array_index (self->headers, i);
      char *value = (char *) soup_message_headers_get_one (headers, header->name);

      if (value != NULL)
        explicit_bzero (value, strlen (value));
    }
  g_clear_object (&self->message);
}

/* Class */

static void
gesso_http_exchange_dispose (GObject *object)
{
  GessoHttpExchange *self = GESSO_HTTP_EXCHANGE (object);

  _gesso_http_exchange_release (self);
  _gesso_http_exchange_drop_message (self);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
  g_clear_object (&self->body);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gesso_http_exchange_parent_class)->dispose (object);
}

static void
gesso_http_exchange_finalize (GObject *object)
{
  GessoHttpExchange *self = GESSO_HTTP_EXCHANGE (object);

  g_free (self->method);
  g_free (self->uri);
  g_free (self->body_type);
  g_ptr_array_unref (self->headers);
  g_clear_pointer (&self->body_bytes, g_bytes_unref);
  g_clear_pointer (&self->error_body, g_byte_array_unref);
  g_clear_error (&self->stop);

  G_OBJECT_CLASS (gesso_http_exchange_parent_class)->finalize (object);
}

static void
gesso_http_exchange_class_init (GessoHttpExchangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_http_exchange_dispose;
  object_class->finalize = gesso_http_exchange_finalize;
}

static void
gesso_http_exchange_init (GessoHttpExchange *self)
{
  self->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) header_free);
  self->inner = g_cancellable_new ();
  self->connect_ms = GESSO_HTTP_CONNECT_TIMEOUT_MS;
  self->idle_ms = GESSO_HTTP_IDLE_TIMEOUT_MS;
  self->total_ms = GESSO_HTTP_TOTAL_TIMEOUT_MS;
  self->max_body = DEFAULT_MAX_BODY;
  self->n_expected = -1;
}

/**
 * gesso_http_exchange_new:
 * @session: the connections to use
 * @method: "GET", "POST", …
 * @uri: an http or https address; checked when run
 *
 * Returns: (transfer full): an exchange
 */
GessoHttpExchange *
gesso_http_exchange_new (GessoHttpSession *session,
                         const char       *method,
                         const char       *uri)
{
  GessoHttpExchange *self;

  g_return_val_if_fail (GESSO_IS_HTTP_SESSION (session), NULL);
  g_return_val_if_fail (method != NULL && uri != NULL, NULL);

  self = g_object_new (GESSO_TYPE_HTTP_EXCHANGE, NULL);
  self->session = g_object_ref (session);
  self->method = g_strdup (method);
  self->uri = g_strdup (uri);
  return self;
}

/**
 * gesso_http_exchange_set_header:
 * @self: an exchange that does not run yet
 * @name: the header's name
 * @value: its value, which may be a secret: it is never logged and never sent to another host
 *
 * Adds a header to the request, or replaces it. A value with a line end in it is refused.
 */
void
gesso_http_exchange_set_header (GessoHttpExchange *self,
                                const char        *name,
                                const char        *value)
{
  GessoHttpHeader *header;

  g_return_if_fail (GESSO_IS_HTTP_EXCHANGE (self) && !self->started);
  g_return_if_fail (name != NULL && value != NULL);
  g_return_if_fail (strpbrk (name, "\r\n:") == NULL && strpbrk (value, "\r\n") == NULL);

  header = g_new (GessoHttpHeader, 1);
  header->name = g_strdup (name);
  header->value = g_strdup (value);
  g_ptr_array_add (self->headers, header);
}

/**
 * gesso_http_exchange_set_body:
 * @self: an exchange that does not run yet
 * @content_type: the type of the body
 * @body: what to send
 */
void
gesso_http_exchange_set_body (GessoHttpExchange *self,
                              const char        *content_type,
                              GBytes            *body)
{
  g_return_if_fail (GESSO_IS_HTTP_EXCHANGE (self) && !self->started);
  g_return_if_fail (content_type != NULL && body != NULL);

  g_clear_object (&self->body);
  g_clear_pointer (&self->body_bytes, g_bytes_unref);
  g_free (self->body_type);
  self->body_type = g_strdup (content_type);
  self->body_bytes = g_bytes_ref (body);
  self->body_length = (goffset) g_bytes_get_size (body);
}

/**
 * gesso_http_exchange_set_body_stream:
 * @self: an exchange that does not run yet
 * @content_type: the type of the body
 * @stream: gives exactly @length bytes
 * @length: in bytes
 */
void
gesso_http_exchange_set_body_stream (GessoHttpExchange *self,
                                     const char        *content_type,
                                     GInputStream      *stream,
                                     goffset            length)
{
  g_return_if_fail (GESSO_IS_HTTP_EXCHANGE (self) && !self->started);
  g_return_if_fail (content_type != NULL && G_IS_INPUT_STREAM (stream) && length >= 0);

  g_clear_pointer (&self->body_bytes, g_bytes_unref);
  g_set_object (&self->body, stream);
  g_free (self->body_type);
  self->body_type = g_strdup (content_type);
  self->body_length = length;
}

/**
 * gesso_http_exchange_set_timeouts:
 * @self: an exchange that does not run yet
 * @connect_ms: the most for all of connecting, at least 1
 * @idle_ms: the most without a byte going or coming, at least 1
 * @total_ms: the most for the whole, at least 1
 *
 * Sets the limits, in milliseconds. Time in which the consumer writes counts for the whole only.
 */
void
gesso_http_exchange_set_timeouts (GessoHttpExchange *self,
                                  guint              connect_ms,
                                  guint              idle_ms,
                                  guint              total_ms)
{
  g_return_if_fail (GESSO_IS_HTTP_EXCHANGE (self) && !self->started);
  g_return_if_fail (connect_ms > 0 && idle_ms > 0 && total_ms > 0);

  self->connect_ms = connect_ms;
  self->idle_ms = idle_ms;
  self->total_ms = total_ms;
}

/**
 * gesso_http_exchange_set_max_body:
 * @self: an exchange that does not run yet
 * @max_bytes: the most bytes of a 2xx body, after content decoding; 512 MiB when not set
 */
void
gesso_http_exchange_set_max_body (GessoHttpExchange *self,
                                  guint64            max_bytes)
{
  g_return_if_fail (GESSO_IS_HTTP_EXCHANGE (self) && !self->started);

  self->max_body = max_bytes;
}

/**
 * gesso_http_exchange_set_consumer:
 * @self: an exchange that does not run yet
 * @consumer: copied; drain_async and drain_finish come together or not at all
 * @user_data: for the consumer; must last until the exchange's callback
 */
void
gesso_http_exchange_set_consumer (GessoHttpExchange       *self,
                                  const GessoHttpConsumer *consumer,
                                  gpointer                 user_data)
{
  g_return_if_fail (GESSO_IS_HTTP_EXCHANGE (self) && !self->started);
  g_return_if_fail (consumer != NULL);
  g_return_if_fail ((consumer->drain_async == NULL) == (consumer->drain_finish == NULL));

  self->consumer = *consumer;
  self->consumer_data = user_data;
}

/**
 * gesso_http_exchange_run_async:
 * @self: an exchange that has not run
 * @cancellable: (nullable): ends the exchange at whatever stage
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Sends the request and receives the answer.
 */
void
gesso_http_exchange_run_async (GessoHttpExchange   *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;

  g_return_if_fail (GESSO_IS_HTTP_EXCHANGE (self) && !self->started);

  /* Cancelling is told by the chain itself, after everything has been let go. */
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, gesso_http_exchange_run_async);
  self->started = TRUE;
  self->started_us = g_get_monotonic_time ();
  _gesso_http_exchange_touch (self);

  uri = _gesso_http_exchange_parse_uri (self->uri, &error);
  if (uri == NULL)
    {
      _gesso_http_exchange_finish_badly (task, error);
      return;
    }
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                              g_object_ref (self->inner), g_object_unref);
    }
  _gesso_http_exchange_prepare (self, uri);
  _gesso_http_exchange_enter (self, GESSO_HTTP_STAGE_CONNECTING);
  _gesso_http_exchange_arm_timer (self);
  _gesso_http_exchange_send (g_steal_pointer (&task));
}

/**
 * gesso_http_exchange_run_finish:
 * @self: an exchange
 * @result: what the callback was given
 * @error: any code of GESSO_HTTP_ERROR; G_IO_ERROR_CANCELLED; what the consumer set
 *
 * Ends the run. An answer with an error status is a success here: see
 * gesso_http_exchange_get_status() and gesso_http_exchange_dup_error_body().
 *
 * Returns: TRUE when the whole answer came
 */
gboolean
gesso_http_exchange_run_finish (GessoHttpExchange  *self,
                                GAsyncResult       *result,
                                GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_http_exchange_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * gesso_http_exchange_get_stage:
 * @self: an exchange
 *
 * Returns: where it is
 */
GessoHttpStage
gesso_http_exchange_get_stage (GessoHttpExchange *self)
{
  g_return_val_if_fail (GESSO_IS_HTTP_EXCHANGE (self), GESSO_HTTP_STAGE_IDLE);

  return self->stage;
}

/**
 * gesso_http_exchange_get_fate:
 * @self: an exchange
 *
 * Returns: how much the other side can know of the request
 */
GessoHttpFate
gesso_http_exchange_get_fate (GessoHttpExchange *self)
{
  g_return_val_if_fail (GESSO_IS_HTTP_EXCHANGE (self), GESSO_HTTP_FATE_NEVER_SENT);

  return self->fate;
}

/**
 * gesso_http_exchange_may_have_arrived:
 * @self: an exchange
 *
 * Returns: TRUE when bytes of the request have left this machine, so that the service may have
 *   accepted and billed it
 */
gboolean
gesso_http_exchange_may_have_arrived (GessoHttpExchange *self)
{
  return gesso_http_exchange_get_fate (self) != GESSO_HTTP_FATE_NEVER_SENT;
}

/**
 * gesso_http_exchange_get_status:
 * @self: an exchange
 *
 * Returns: the HTTP status, or 0 while there is no answer
 */
guint
gesso_http_exchange_get_status (GessoHttpExchange *self)
{
  g_return_val_if_fail (GESSO_IS_HTTP_EXCHANGE (self), 0);

  if (self->message == NULL || self->fate != GESSO_HTTP_FATE_ANSWERED)
    return 0;
  return soup_message_get_status (self->message);
}

/**
 * gesso_http_exchange_is_success:
 * @self: an exchange
 *
 * Returns: TRUE when the status is 2xx
 */
gboolean
gesso_http_exchange_is_success (GessoHttpExchange *self)
{
  return gesso_http_exchange_get_status (self) / 100 == 2;
}

/**
 * gesso_http_exchange_get_header:
 * @self: an exchange
 * @name: a header's name, in any case
 *
 * Returns: (nullable): the answer's header, never to be trusted
 */
const char *
gesso_http_exchange_get_header (GessoHttpExchange *self,
                                const char        *name)
{
  g_return_val_if_fail (GESSO_IS_HTTP_EXCHANGE (self) && name != NULL, NULL);

  if (gesso_http_exchange_get_status (self) == 0)
    return NULL;
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}

/**
 * gesso_http_exchange_get_received:
 * @self: an exchange
 *
 * Returns: bytes of the body so far
 */
gint64
gesso_http_exchange_get_received (GessoHttpExchange *self)
{
  g_return_val_if_fail (GESSO_IS_HTTP_EXCHANGE (self), 0);

  return self->n_received;
}

/**
 * gesso_http_exchange_dup_error_body:
 * @self: an exchange
 *
 * Returns: (transfer full): the first GESSO_HTTP_MAX_ERROR_BODY bytes of the body of an answer that
 *   is not 2xx; empty when there are none
 */
GBytes *
gesso_http_exchange_dup_error_body (GessoHttpExchange *self)
{
  g_return_val_if_fail (GESSO_IS_HTTP_EXCHANGE (self), NULL);

  if (self->error_body == NULL)
    return g_bytes_new (NULL, 0);
  return g_bytes_new (self->error_body->data, self->error_body->len);
}

/**
 * gesso_http_exchange_get_uri:
 * @self: an exchange
 *
 * Returns: the address as given
 */
const char *
gesso_http_exchange_get_uri (GessoHttpExchange *self)
{
  g_return_val_if_fail (GESSO_IS_HTTP_EXCHANGE (self), NULL);

  return self->uri;
}
