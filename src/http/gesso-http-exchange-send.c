/* gesso-http-exchange-send.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-http-exchange-private.h"

#include "http/gesso-http-redirect.h"
#include "http/gesso-http-session-private.h"

/* What a GessoHttpExchange sends: the message, how far it went, and where a redirect leads. */

#define MAX_REDIRECTS 5

static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  GessoHttpExchange  *self)
{
  /* Each step of connecting is activity for the person, not for the limit on all of them. */
  if (self->stage == GESSO_HTTP_STAGE_IDLE)
    _gesso_http_exchange_enter (self, GESSO_HTTP_STAGE_CONNECTING);
}

static void
starting_cb (SoupMessage       *message,
             GessoHttpExchange *self)
{
  _gesso_http_exchange_enter (self, GESSO_HTTP_STAGE_SENDING);
}

static void
request_sent (GessoHttpExchange *self)
{
  self->fate = MAX (self->fate, GESSO_HTTP_FATE_SENT);
  _gesso_http_exchange_enter (self, GESSO_HTTP_STAGE_WAITING);
}

static void
wrote_headers_cb (SoupMessage       *message,
                  GessoHttpExchange *self)
{
  self->fate = MAX (self->fate, GESSO_HTTP_FATE_PARTLY_SENT);
  _gesso_http_exchange_touch (self);
  if (self->body_length <= 0)
    request_sent (self);
}

static void
wrote_body_data_cb (SoupMessage       *message,
                    guint              length,
                    GessoHttpExchange *self)
{
  self->n_sent += length;
  _gesso_http_exchange_touch (self);
  _gesso_http_exchange_report (self);
  if (self->n_sent >= self->body_length)
    request_sent (self);
}

static void
add_headers (GessoHttpExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const GessoHttpHeader *header = g_ptr_array_index (self->headers, i);

      soup_message_headers_replace (headers, header->name, header->value);
    }
}

static void
forget_message (GessoHttpExchange *self)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  _gesso_http_exchange_drop_message (self);
}

void
_gesso_http_exchange_prepare (GessoHttpExchange *self,
                              GUri              *uri)
{
  forget_message (self);
  self->message = soup_message_new_from_uri (self->method, uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "starting", G_CALLBACK (starting_cb), self);
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (wrote_headers_cb), self);
  g_signal_connect (self->message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), self);
  add_headers (self);
  if (self->body_bytes != NULL)
    soup_message_set_request_body_from_bytes (self->message, self->body_type, self->body_bytes);
  else if (self->body != NULL)
    soup_message_set_request_body (self->message, self->body_type, self->body, self->body_length);
}

GUri *
_gesso_http_exchange_parse_uri (const char  *text,
                                GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || (!g_str_equal (g_uri_get_scheme (uri), "http")
          && !g_str_equal (g_uri_get_scheme (uri), "https")))
    {
      /* The address is not repeated: it may hold a password. */
      g_set_error (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_BAD_ADDRESS,
                   "not an http or https address");
      return NULL;
    }
  return g_steal_pointer (&uri);
}

void
_gesso_http_exchange_send (GTask *task)
{
  GessoHttpExchange *self = g_task_get_source_object (task);
  GUri *uri = soup_message_get_uri (self->message);

  g_debug ("http: %s %s%s, %" G_GINT64_FORMAT " bytes", self->method, g_uri_get_host (uri),
           g_uri_get_path (uri), (gint64) self->body_length);
  soup_session_send_async (_gesso_http_session_get_soup (self->session), self->message,
                           G_PRIORITY_DEFAULT, self->inner, _gesso_http_exchange_sent_cb, task);
}

/* Goes on at the place that the answer names. */
void
_gesso_http_exchange_follow (GTask *task)
{
  GessoHttpExchange *self = g_task_get_source_object (task);
  g_autoptr (GUri) from = g_uri_ref (soup_message_get_uri (self->message));
  g_autoptr (GUri) to = NULL;
  g_autoptr (GError) error = NULL;
  const char *location = gesso_http_exchange_get_header (self, "location");

  if (self->n_redirects++ >= MAX_REDIRECTS)
    g_set_error (&error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_REDIRECT, "redirected too often");
  else
    to = gesso_http_redirect_resolve (from, location, &error);
  if (to == NULL)
    {
      _gesso_http_exchange_finish_badly (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  if (!gesso_http_redirect_same_origin (from, to))
    {
      forget_message (self);
      g_ptr_array_set_size (self->headers, 0);
    }
  g_input_stream_close_async (self->answer, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&self->answer);
  self->stage = GESSO_HTTP_STAGE_IDLE;
  self->fate = GESSO_HTTP_FATE_NEVER_SENT;
  _gesso_http_exchange_prepare (self, to);
  _gesso_http_exchange_enter (self, GESSO_HTTP_STAGE_CONNECTING);
  _gesso_http_exchange_send (task);
}
