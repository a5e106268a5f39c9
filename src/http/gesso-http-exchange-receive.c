/* gesso-http-exchange-receive.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-http-exchange-private.h"

#include "http/gesso-http-redirect.h"

/* What a GessoHttpExchange receives. One piece at a time: nothing is read before the consumer has
 * dealt with what it has. */

#define CHUNK_SIZE (64 * 1024)
#define HIGH_WATER (256 * 1024)

static void read_next (GTask *task);
static void read_cb (GObject *source, GAsyncResult *result, gpointer user_data);
static void drained_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static gint64
expected_length (GessoHttpExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH
      || soup_message_headers_get_one (headers, "content-encoding") != NULL)
    return -1;
  return soup_message_headers_get_content_length (headers);
}

static gboolean
is_too_large (GessoHttpExchange *self,
              gint64             length)
{
  return gesso_http_exchange_is_success (self) && length > 0 && (guint64) length > self->max_body;
}

static GError *
too_large (GessoHttpExchange *self)
{
  return g_error_new (GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_TOO_LARGE,
                      "the answer is larger than %" G_GUINT64_FORMAT " bytes", self->max_body);
}

static GError *
check_head (GessoHttpExchange *self)
{
  GError *error = NULL;

  if (gesso_http_redirect_is_status (gesso_http_exchange_get_status (self)))
    return g_error_new (GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_REDIRECT,
                        "redirected with status %u; not followed for %s",
                        gesso_http_exchange_get_status (self), self->method);
  if (is_too_large (self, self->n_expected))
    return too_large (self);
  if (self->consumer.head != NULL && !self->consumer.head (self, self->consumer_data, &error))
    return error;
  return NULL;
}

void
_gesso_http_exchange_sent_cb (GObject      *source,
                              GAsyncResult *result,
                              gpointer      user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GessoHttpExchange *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->answer = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->answer == NULL)
    {
      _gesso_http_exchange_finish_badly (task, error);
      return;
    }
  self->fate = GESSO_HTTP_FATE_ANSWERED;
  self->n_expected = expected_length (self);
  g_debug ("http: status %u from %s, %" G_GINT64_FORMAT " bytes",
           gesso_http_exchange_get_status (self),
           g_uri_get_host (soup_message_get_uri (self->message)), self->n_expected);
  if (gesso_http_redirect_is_status (gesso_http_exchange_get_status (self))
      && g_str_equal (self->method, "GET"))
    {
      _gesso_http_exchange_follow (g_steal_pointer (&task));
      return;
    }
  /* A body that is sent while the answer already comes is not sent further. */
  error = check_head (self);
  if (error != NULL)
    {
      if (self->stop == NULL)
        self->stop = g_error_copy (error);
      _gesso_http_exchange_finish_badly (task, error);
      return;
    }
  _gesso_http_exchange_enter (self, GESSO_HTTP_STAGE_RECEIVING);
  read_next (g_steal_pointer (&task));
}

/* (transfer full) for the task */
static void
read_next (GTask *task)
{
  GessoHttpExchange *self = g_task_get_source_object (task);

  g_input_stream_read_bytes_async (self->answer, CHUNK_SIZE, G_PRIORITY_DEFAULT, self->inner,
                                   read_cb, task);
}

/* (transfer full) for the task */
static void
drain (GTask *task)
{
  GessoHttpExchange *self = g_task_get_source_object (task);

  self->draining = TRUE;
  self->queued = 0;
  self->consumer.drain_async (self, self->inner, drained_cb, task, self->consumer_data);
}

static void
end_of_body (GTask *task)
{
  GessoHttpExchange *self = g_task_get_source_object (task);

  g_debug ("http: received %" G_GINT64_FORMAT " bytes", self->n_received);
  if (self->queued > 0 && self->consumer.drain_async != NULL)
    {
      g_clear_object (&self->answer);
      drain (g_object_ref (task));
      return;
    }
  g_clear_object (&self->answer);
  _gesso_http_exchange_finish_well (task);
}

static void
keep_error_body (GessoHttpExchange *self,
                 GBytes            *chunk)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (chunk, &length);

  if (self->error_body == NULL)
    self->error_body = g_byte_array_new ();
  length = MIN (length, GESSO_HTTP_MAX_ERROR_BODY - self->error_body->len);
  g_byte_array_append (self->error_body, bytes, (guint) length);
}

/* Gives a piece of a 2xx body on. FALSE when the task has been returned. */
static gboolean
take_chunk (GTask  *task,
            GBytes *chunk)
{
  GessoHttpExchange *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (is_too_large (self, self->n_received))
    error = too_large (self);
  else if (self->consumer.chunk != NULL)
    (void) self->consumer.chunk (self, chunk, &self->queued, self->consumer_data, &error);
  if (error == NULL)
    return TRUE;
  if (self->stop == NULL)
    self->stop = g_error_copy (error);
  _gesso_http_exchange_finish_badly (task, error);
  return FALSE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GessoHttpExchange *self = g_task_get_source_object (task);
  g_autoptr (GBytes) chunk = NULL;
  GError *error = NULL;

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL && !gesso_http_exchange_is_success (self)
      && !g_cancellable_is_cancelled (self->inner))
    {
      /* What came of an error's text is enough. */
      g_clear_error (&error);
      _gesso_http_exchange_finish_well (task);
      return;
    }
  if (chunk == NULL)
    {
      _gesso_http_exchange_finish_badly (task, error);
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      end_of_body (task);
      return;
    }
  _gesso_http_exchange_touch (self);
  self->n_received += (gint64) g_bytes_get_size (chunk);
  if (!gesso_http_exchange_is_success (self))
    {
      keep_error_body (self, chunk);
      if (self->error_body->len >= GESSO_HTTP_MAX_ERROR_BODY)
        {
          _gesso_http_exchange_finish_well (task);
          return;
        }
    }
  else if (!take_chunk (task, chunk))
    return;
  _gesso_http_exchange_report (self);
  if (self->queued >= HIGH_WATER && self->consumer.drain_async != NULL)
    drain (g_steal_pointer (&task));
  else
    read_next (g_steal_pointer (&task));
}

static void
drained_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GessoHttpExchange *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->draining = FALSE;
  _gesso_http_exchange_touch (self);
  if (!self->consumer.drain_finish (self, result, self->consumer_data, &error))
    {
      if (self->stop == NULL)
        self->stop = g_error_copy (error);
      _gesso_http_exchange_finish_badly (task, error);
      return;
    }
  if (self->answer == NULL)
    {
      _gesso_http_exchange_finish_well (task);
      return;
    }
  if (self->timer == NULL && self->stop == NULL)
    _gesso_http_exchange_arm_timer (self);
  read_next (g_steal_pointer (&task));
}
