/* gesso-http-exchange.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-http-exchange.h"

#include "http/gesso-http-redirect.h"
#include "http/gesso-http-session-private.h"

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

#define CHUNK_SIZE (64 * 1024)
#define HIGH_WATER (256 * 1024)
#define MAX_REDIRECTS 5
#define DEFAULT_MAX_BODY (G_GUINT64_CONSTANT (512) * 1024 * 1024)

typedef struct
{
  char *name;  /* (owned) */
  char *value; /* (owned): may be a secret */
} Header;

struct _GessoHttpExchange
{
  GObject            parent_instance;

  /* What was asked for */
  GessoHttpSession  *session; /* (owned) */
  char              *method; /* (owned) */
  char              *uri; /* (owned) */
  GPtrArray         *headers; /* (owned) (element-type Header) */
  char              *body_type; /* (owned) (nullable) */
  GInputStream      *body; /* (owned) (nullable) */
  GBytes            *body_bytes; /* (owned) (nullable) */
  goffset            body_length;
  guint              connect_ms;
  guint              idle_ms;
  guint              total_ms;
  guint64            max_body;
  GessoHttpConsumer  consumer;
  gpointer           consumer_data; /* (unowned): the caller keeps it until the callback */

  /* While it runs */
  gboolean           started;
  SoupMessage       *message; /* (owned) (nullable): kept for the answer's headers */
  GInputStream      *answer; /* (owned) (nullable) */
  GCancellable      *outer; /* (owned) (nullable): the caller's */
  gulong             outer_id;
  GCancellable      *inner; /* (owned): cancelled by the caller or by a timer */
  GSource           *timer; /* (owned) (nullable) */
  gint64             started_us;
  gint64             active_us;
  gboolean           draining;
  guint              n_redirects;
  gsize              queued;
  GByteArray        *error_body; /* (owned) (nullable) */

  /* What came of it */
  GessoHttpStage     stage;
  GessoHttpFate      fate;
  gint64             n_sent;
  gint64             n_received;
  gint64             n_expected;
  GError            *stop; /* (owned) (nullable): why we stopped it ourselves */
};

G_DEFINE_FINAL_TYPE (GessoHttpExchange, gesso_http_exchange, G_TYPE_OBJECT)

static void send_message (GTask *task);
static void sent_cb (GObject *source, GAsyncResult *result, gpointer user_data);
static void read_next (GTask *task);
static void read_cb (GObject *source, GAsyncResult *result, gpointer user_data);
static void drained_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
header_free (Header *header)
{
  g_free (header->name);
  g_free (header->value);
  g_free (header);
}

/* Progress and time */

static void
report (GessoHttpExchange *self)
{
  gint64 done = 0, total = -1;

  if (self->stage == GESSO_HTTP_STAGE_SENDING)
    {
      done = self->n_sent;
      total = self->body_length;
    }
  else if (self->stage == GESSO_HTTP_STAGE_RECEIVING)
    {
      done = self->n_received;
      total = self->n_expected;
    }
  if (self->consumer.progress != NULL)
    self->consumer.progress (self, self->stage, done, total, self->consumer_data);
}

static void
touch (GessoHttpExchange *self)
{
  self->active_us = g_get_monotonic_time ();
}

static void
enter (GessoHttpExchange *self, GessoHttpStage stage)
{
  touch (self);
  if (self->stage == stage)
    return;
  self->stage = stage;
  report (self);
}

static void
time_out (GessoHttpExchange *self, gboolean total)
{
  static const struct
  {
    GessoHttpError code;
    const char    *text;
  } stages[] = {
    [GESSO_HTTP_STAGE_IDLE] = { GESSO_HTTP_ERROR_TIMEOUT_CONNECT, "connecting" },
    [GESSO_HTTP_STAGE_CONNECTING] = { GESSO_HTTP_ERROR_TIMEOUT_CONNECT, "connecting" },
    [GESSO_HTTP_STAGE_SENDING] = { GESSO_HTTP_ERROR_TIMEOUT_SEND, "sending the request" },
    [GESSO_HTTP_STAGE_WAITING] = { GESSO_HTTP_ERROR_TIMEOUT_WAIT, "waiting for an answer" },
    [GESSO_HTTP_STAGE_RECEIVING] = { GESSO_HTTP_ERROR_TIMEOUT_RECEIVE, "receiving the answer" },
    [GESSO_HTTP_STAGE_DONE] = { GESSO_HTTP_ERROR_TIMEOUT_RECEIVE, "receiving the answer" },
  };

  if (self->stop == NULL)
    self->stop = g_error_new (GESSO_HTTP_ERROR,
                              total ? GESSO_HTTP_ERROR_TIMEOUT_TOTAL
                                    : (int) stages[self->stage].code,
                              total ? "it took too long altogether; it was %s"
                                    : "no progress while %s",
                              stages[self->stage].text);
  g_cancellable_cancel (self->inner);
}

static void arm_timer (GessoHttpExchange *self);

static gboolean
timer_cb (gpointer user_data)
{
  GessoHttpExchange *self = user_data;

  g_clear_pointer (&self->timer, g_source_unref);
  arm_timer (self);
  return G_SOURCE_REMOVE;
}

/* One timer for the nearest deadline; activity only moves a number. */
static void
arm_timer (GessoHttpExchange *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 still_ms = self->stage <= GESSO_HTTP_STAGE_CONNECTING ? self->connect_ms : self->idle_ms;
  gint64 total_us = self->started_us + (gint64) self->total_ms * 1000;
  gint64 still_us = self->active_us + still_ms * 1000;
  gint64 next_us;

  if (now >= total_us)
    {
      time_out (self, TRUE);
      return;
    }
  if (now >= still_us && !self->draining)
    {
      time_out (self, FALSE);
      return;
    }
  next_us = self->draining ? total_us : MIN (total_us, still_us);
  /* The connect limit is shorter than what follows: look again soon enough for it. */
  next_us = MIN (next_us, now + (gint64) MIN (self->connect_ms, self->idle_ms) * 1000);
  self->timer = g_timeout_source_new ((guint) CLAMP ((next_us - now) / 1000 + 1, 1, G_MAXINT));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
disarm_timer (GessoHttpExchange *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/* The end */

static void
release (GessoHttpExchange *self)
{
  disarm_timer (self);
  if (self->outer != NULL && self->outer_id != 0)
    g_cancellable_disconnect (self->outer, self->outer_id);
  self->outer_id = 0;
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  /* An answer that is left half-read must not be drained politely. */
  if (self->answer != NULL && !g_input_stream_is_closed (self->answer))
    {
      g_cancellable_cancel (self->inner);
      g_input_stream_close_async (self->answer, G_PRIORITY_DEFAULT, self->inner, NULL, NULL);
    }
  g_clear_object (&self->answer);
}

static void
finish_well (GTask *task)
{
  GessoHttpExchange *self = g_task_get_source_object (task);

  release (self);
  self->stage = GESSO_HTTP_STAGE_DONE;
  g_task_return_boolean (task, TRUE);
}

/* @error: (transfer full) */
static void
finish_badly (GTask *task, GError *error)
{
  GessoHttpExchange *self = g_task_get_source_object (task);
  g_autoptr (GError) raw = error;
  GError *told;

  if (self->outer != NULL && g_cancellable_is_cancelled (self->outer))
    told = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the exchange was cancelled");
  else if (self->stop != NULL)
    told = g_steal_pointer (&self->stop);
  else
    told = gesso_http_error_from_transport (raw, self->fate == GESSO_HTTP_FATE_ANSWERED);

  if (self->stage <= GESSO_HTTP_STAGE_CONNECTING &&
      g_error_matches (told, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_RESET))
    told->code = GESSO_HTTP_ERROR_UNREACHABLE;

  release (self);
  self->stage = GESSO_HTTP_STAGE_DONE;
  g_task_return_error (task, told);
}

static void
outer_cancelled_cb (GCancellable *outer, GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/* Sending */

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  GessoHttpExchange *self)
{
  /* Each step of connecting is activity for the person, not for the limit on all of them. */
  if (self->stage == GESSO_HTTP_STAGE_IDLE)
    enter (self, GESSO_HTTP_STAGE_CONNECTING);
}

static void
starting_cb (SoupMessage *message, GessoHttpExchange *self)
{
  enter (self, GESSO_HTTP_STAGE_SENDING);
}

static void
request_sent (GessoHttpExchange *self)
{
  self->fate = MAX (self->fate, GESSO_HTTP_FATE_SENT);
  enter (self, GESSO_HTTP_STAGE_WAITING);
}

static void
wrote_headers_cb (SoupMessage *message, GessoHttpExchange *self)
{
  self->fate = MAX (self->fate, GESSO_HTTP_FATE_PARTLY_SENT);
  touch (self);
  if (self->body_length <= 0)
    request_sent (self);
}

static void
wrote_body_data_cb (SoupMessage *message, guint length, GessoHttpExchange *self)
{
  self->n_sent += length;
  touch (self);
  report (self);
  if (self->n_sent >= self->body_length)
    request_sent (self);
}

static void
add_headers (GessoHttpExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);

  for (guint i = 0; i < self->headers->len; i++)
    {
      const Header *header = g_ptr_array_index (self->headers, i);

      soup_message_headers_replace (headers, header->name, header->value);
    }
}

static void
make_message (GessoHttpExchange *self, GUri *uri)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
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

static GUri *
parse_uri (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (!g_str_equal (g_uri_get_scheme (uri), "http") &&
       !g_str_equal (g_uri_get_scheme (uri), "https")))
    {
      /* The address is not repeated: it may hold a password. */
      g_set_error (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_BAD_ADDRESS,
                   "not an http or https address");
      return NULL;
    }
  return g_steal_pointer (&uri);
}

static void
send_message (GTask *task)
{
  GessoHttpExchange *self = g_task_get_source_object (task);
  GUri *uri = soup_message_get_uri (self->message);

  g_debug ("http: %s %s%s, %" G_GINT64_FORMAT " bytes", self->method, g_uri_get_host (uri),
           g_uri_get_path (uri), (gint64) self->body_length);
  soup_session_send_async (_gesso_http_session_get_soup (self->session), self->message,
                           G_PRIORITY_DEFAULT, self->inner, sent_cb, task);
}

/* Goes on at the place that the answer names. */
static void
follow (GTask *task)
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
      finish_badly (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  if (!gesso_http_redirect_same_origin (from, to))
    g_ptr_array_set_size (self->headers, 0);
  g_input_stream_close_async (self->answer, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&self->answer);
  self->stage = GESSO_HTTP_STAGE_IDLE;
  self->fate = GESSO_HTTP_FATE_NEVER_SENT;
  make_message (self, to);
  enter (self, GESSO_HTTP_STAGE_CONNECTING);
  send_message (task);
}

/* Receiving */

static gint64
expected_length (GessoHttpExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
      soup_message_headers_get_one (headers, "content-encoding") != NULL)
    return -1;
  return soup_message_headers_get_content_length (headers);
}

static gboolean
is_too_large (GessoHttpExchange *self, gint64 length)
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

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GessoHttpExchange *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->answer = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->answer == NULL)
    {
      finish_badly (task, error);
      return;
    }
  self->fate = GESSO_HTTP_FATE_ANSWERED;
  self->n_expected = expected_length (self);
  g_debug ("http: status %u from %s, %" G_GINT64_FORMAT " bytes",
           gesso_http_exchange_get_status (self),
           g_uri_get_host (soup_message_get_uri (self->message)), self->n_expected);
  if (gesso_http_redirect_is_status (gesso_http_exchange_get_status (self)) &&
      g_str_equal (self->method, "GET"))
    {
      follow (g_steal_pointer (&task));
      return;
    }
  /* A body that is sent while the answer already comes is not sent further. */
  error = check_head (self);
  if (error != NULL)
    {
      if (self->stop == NULL)
        self->stop = g_error_copy (error);
      finish_badly (task, error);
      return;
    }
  enter (self, GESSO_HTTP_STAGE_RECEIVING);
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
  finish_well (task);
}

static void
keep_error_body (GessoHttpExchange *self, GBytes *chunk)
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
take_chunk (GTask *task, GBytes *chunk)
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
  finish_badly (task, error);
  return FALSE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GessoHttpExchange *self = g_task_get_source_object (task);
  g_autoptr (GBytes) chunk = NULL;
  GError *error = NULL;

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL && !gesso_http_exchange_is_success (self) &&
      !g_cancellable_is_cancelled (self->inner))
    {
      /* What came of an error's text is enough. */
      g_clear_error (&error);
      finish_well (task);
      return;
    }
  if (chunk == NULL)
    {
      finish_badly (task, error);
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      end_of_body (task);
      return;
    }
  touch (self);
  self->n_received += (gint64) g_bytes_get_size (chunk);
  if (!gesso_http_exchange_is_success (self))
    {
      keep_error_body (self, chunk);
      if (self->error_body->len >= GESSO_HTTP_MAX_ERROR_BODY)
        {
          finish_well (task);
          return;
        }
    }
  else if (!take_chunk (task, chunk))
    return;
  report (self);
  if (self->queued >= HIGH_WATER && self->consumer.drain_async != NULL)
    drain (g_steal_pointer (&task));
  else
    read_next (g_steal_pointer (&task));
}

static void
drained_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GessoHttpExchange *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->draining = FALSE;
  touch (self);
  if (!self->consumer.drain_finish (self, result, self->consumer_data, &error))
    {
      if (self->stop == NULL)
        self->stop = g_error_copy (error);
      finish_badly (task, error);
      return;
    }
  if (self->answer == NULL)
    {
      finish_well (task);
      return;
    }
  if (self->timer == NULL && self->stop == NULL)
    arm_timer (self);
  read_next (g_steal_pointer (&task));
}

/* Class */

static void
gesso_http_exchange_dispose (GObject *object)
{
  GessoHttpExchange *self = GESSO_HTTP_EXCHANGE (object);

  release (self);
  g_clear_object (&self->message);
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
gesso_http_exchange_new (GessoHttpSession *session, const char *method, const char *uri)
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
gesso_http_exchange_set_header (GessoHttpExchange *self, const char *name, const char *value)
{
  Header *header;

  g_return_if_fail (GESSO_IS_HTTP_EXCHANGE (self) && !self->started);
  g_return_if_fail (name != NULL && value != NULL);
  g_return_if_fail (strpbrk (name, "\r\n:") == NULL && strpbrk (value, "\r\n") == NULL);

  header = g_new (Header, 1);
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
gesso_http_exchange_set_body (GessoHttpExchange *self, const char *content_type, GBytes *body)
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
                                     const char *content_type,
                                     GInputStream *stream,
                                     goffset length)
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
                                  guint connect_ms,
                                  guint idle_ms,
                                  guint total_ms)
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
gesso_http_exchange_set_max_body (GessoHttpExchange *self, guint64 max_bytes)
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
gesso_http_exchange_set_consumer (GessoHttpExchange *self,
                                  const GessoHttpConsumer *consumer,
                                  gpointer user_data)
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
gesso_http_exchange_run_async (GessoHttpExchange *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
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
  touch (self);

  uri = parse_uri (self->uri, &error);
  if (uri == NULL)
    {
      finish_badly (task, error);
      return;
    }
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                              g_object_ref (self->inner), g_object_unref);
    }
  make_message (self, uri);
  enter (self, GESSO_HTTP_STAGE_CONNECTING);
  arm_timer (self);
  send_message (g_steal_pointer (&task));
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
gesso_http_exchange_run_finish (GessoHttpExchange *self, GAsyncResult *result, GError **error)
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
gesso_http_exchange_get_header (GessoHttpExchange *self, const char *name)
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
