/* gesso-task-call.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One call to a task service and its small answer, which is kept in memory and read as JSON, or,
 * of a stream, event by event. Where the key may go is decided here: to the account's own address,
 * and to the further hosts of the profile only as long as the account's address is the profile's.
 *
 * Made by a run or a provider for one call. Main thread only.
 */

#include "config.h"

#include "providers/gesso-task-call.h"

#include "base/gesso-json.h"
#include "base/gesso-sse-parser.h"
#include "base/gesso-str.h"
#include "http/gesso-http-redirect.h"
#include "http/gesso-retry.h"
#include "providers/gesso-exchange-address.h"
#include "providers/gesso-exchange-failure.h"
#include "wire/gesso-wire-domain.h"

#include <libsoup/soup.h>

/* Words and addresses; only of services whose answers hold the pictures themselves is more taken.
 */
#define MAX_ANSWER_BYTES (8 * 1024 * 1024)
#define MAX_PICTURES_BYTES (64 * 1024 * 1024)
#define MAX_EVENT_BYTES (1024 * 1024)
#define CONNECT_MS (10 * 1000)
#define IDLE_MS (60 * 1000)
#define TOTAL_MS (900 * 1000)

struct _GessoTaskCall
{
  GObject parent_instance;

  GessoTaskProfile *profile;   /* (owned) */
  GessoHttpExchange *exchange; /* (owned) */
  GessoRunObserver *observer;  /* (owned) (nullable): hears of the stages */
  GByteArray *received;        /* (owned) */
  GBytes *body;                /* (owned) (nullable): when it is over */
  JsonNode *answer;            /* (owned) (nullable): when it is over and JSON */
  GessoSseParser *parser;      /* (owned) (nullable): of a stream */
  GessoTaskEventFunc func;
  gpointer func_data;
  gboolean is_stopped; /* the receiver of events has heard enough */
  gboolean takes_any;
  guint inner_status; /* of a failure inside a good answer */
};

G_DEFINE_FINAL_TYPE (GessoTaskCall, gesso_task_call, G_TYPE_OBJECT)

static void
event_cb (const char *type,
          const char *id,
          GBytes     *data,
          gpointer    user_data)
{
  GessoTaskCall *self = user_data;
  gsize length;
  const char *text = g_bytes_get_data (data, &length);
  g_autoptr (JsonNode) event = NULL;

  if (self->is_stopped || length == 0)
    return;

  event = gesso_json_parse (text, (gssize) length, NULL);
  if (event != NULL && !self->func (event, self->func_data))
    self->is_stopped = TRUE;
}

static void
exchange_progress (GessoHttpExchange *exchange,
                   GessoHttpStage     stage,
                   gint64             done,
                   gint64             total,
                   gpointer           user_data)
{
  GessoTaskCall *self = user_data;
  double fraction = total > 0 ? CLAMP ((double) done / (double) total, 0, 1) : -1;

  if (self->observer == NULL)
    return;
  if (stage == GESSO_HTTP_STAGE_CONNECTING)
    gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_CONNECTING, -1);
  else if (stage == GESSO_HTTP_STAGE_SENDING)
    gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_SENDING, fraction);
  else if (stage == GESSO_HTTP_STAGE_WAITING)
    gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_WORKING, -1);
}

static gboolean
exchange_chunk (GessoHttpExchange  *exchange,
                GBytes             *chunk,
                gsize              *queued,
                gpointer            user_data,
                GError            **error)
{
  GessoTaskCall *self = user_data;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (chunk, &length);

  if (self->parser == NULL)
    {
      g_byte_array_append (self->received, bytes, (guint) length);
      return TRUE;
    }
  if (!gesso_sse_parser_push (self->parser, bytes, length, error))
    return FALSE;
  if (!self->is_stopped)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "enough of the stream was heard");
  return FALSE;
}

static const GessoHttpConsumer consumer = {
  .progress = exchange_progress,
  .chunk = exchange_chunk,
};

static void
gesso_task_call_dispose (GObject *object)
{
  GessoTaskCall *self = GESSO_TASK_CALL (object);

  g_clear_object (&self->exchange);
  g_clear_object (&self->observer);

  G_OBJECT_CLASS (gesso_task_call_parent_class)->dispose (object);
}

static void
gesso_task_call_finalize (GObject *object)
{
  GessoTaskCall *self = GESSO_TASK_CALL (object);

  g_clear_pointer (&self->profile, gesso_task_profile_unref);
  g_clear_pointer (&self->received, g_byte_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->answer, json_node_unref);
  g_clear_pointer (&self->parser, gesso_sse_parser_free);

  G_OBJECT_CLASS (gesso_task_call_parent_class)->finalize (object);
}

static void
gesso_task_call_class_init (GessoTaskCallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_task_call_dispose;
  object_class->finalize = gesso_task_call_finalize;
}

static void
gesso_task_call_init (GessoTaskCall *self)
{
  self->received = g_byte_array_new ();
}

/**
 * gesso_task_call_new:
 * @session: the connection
 * @profile: how the service is spoken to
 * @method: "GET", "POST", …
 * @address: whole, as of gesso_task_call_dup_address()
 *
 * Returns: (transfer full): a call without a key
 */
GessoTaskCall *
gesso_task_call_new (GessoHttpSession *session,
                     GessoTaskProfile *profile,
                     const char       *method,
                     const char       *address)
{
  GessoTaskCall *self = g_object_new (GESSO_TYPE_TASK_CALL, NULL);
  gboolean has_pictures
      = gesso_json_get_int (gesso_task_profile_get_json (profile), "base64", 0) != 0;

  self->profile = gesso_task_profile_ref (profile);
  self->exchange = gesso_http_exchange_new (session, method, address);
  gesso_http_exchange_set_max_body (self->exchange,
                                    has_pictures ? MAX_PICTURES_BYTES : MAX_ANSWER_BYTES);
  gesso_http_exchange_set_timeouts (self->exchange, CONNECT_MS, IDLE_MS, TOTAL_MS);
  gesso_http_exchange_set_consumer (self->exchange, &consumer, self);
  return self;
}

/**
 * gesso_task_call_get_exchange:
 * @self: a call
 *
 * Returns: (transfer none): its exchange, to give it a body or to ask it
 */
GessoHttpExchange *
gesso_task_call_get_exchange (GessoTaskCall *self)
{
  return self->exchange;
}

/**
 * gesso_task_call_set_key:
 * @self: a call to the service itself
 * @credential: (nullable): the key
 *
 * Adds the key in the profile's form; a bearer's where it gives none.
 */
void
gesso_task_call_set_key (GessoTaskCall   *self,
                         GessoCredential *credential)
{
  JsonObject *part = gesso_task_profile_get_part (self->profile, "key");
  const char *form = gesso_json_get_string (part, "form", "Bearer {key}");
  g_auto (GStrv) halves = NULL;
  char *value;

  if (credential == NULL)
    return;

  halves = g_strsplit (form, "{key}", 2);
  value = g_strconcat (halves[0], gesso_credential_get_secret (credential), halves[1], NULL);
  if (strpbrk (value, "\r\n") == NULL)
    gesso_http_exchange_set_header (self->exchange,
                                    gesso_json_get_string (part, "header", "Authorization"), value);
  gesso_str_wipe_free (value);
}

/**
 * gesso_task_call_set_headers:
 * @self: a call
 * @part: the part of the profile that describes it
 * @values: what the names in it stand for
 *
 * Adds the headers that the profile wants.
 */
void
gesso_task_call_set_headers (GessoTaskCall             *self,
                             JsonObject                *part,
                             const GessoWireTaskValues *values)
{
  JsonObject *headers = gesso_json_get_object (part, "headers");
  g_autoptr (GList) names = headers != NULL ? json_object_get_members (headers) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *value
          = gesso_wire_task_expand_text (gesso_json_get_string (headers, l->data, ""), values);

      if (value != NULL && strpbrk (value, "\r\n") == NULL && strchr (l->data, ':') == NULL)
        gesso_http_exchange_set_header (self->exchange, l->data, value);
    }
}

/**
 * gesso_task_call_set_observer:
 * @self: a call
 * @observer: hears how far it has come
 */
void
gesso_task_call_set_observer (GessoTaskCall    *self,
                              GessoRunObserver *observer)
{
  g_set_object (&self->observer, observer);
}

/**
 * gesso_task_call_set_events:
 * @self: a call
 * @func: takes each event that is JSON
 * @user_data: for @func
 *
 * Reads the answer as a stream. It ends without an error when @func has heard enough.
 */
void
gesso_task_call_set_events (GessoTaskCall      *self,
                            GessoTaskEventFunc  func,
                            gpointer            user_data)
{
  self->parser = gesso_sse_parser_new (MAX_EVENT_BYTES, event_cb, self);
  self->func = func;
  self->func_data = user_data;
}

/**
 * gesso_task_call_take_any:
 * @self: a call
 *
 * What comes back need not be JSON; only the status counts.
 */
void
gesso_task_call_take_any (GessoTaskCall *self)
{
  self->takes_any = TRUE;
}

/* How it ended */

static GessoFailure *
read_failure (GessoTaskCall *self,
              guint          status)
{
  return gesso_wire_task_read_failure (self->profile, self->answer, self->body, status,
                                       gesso_exchange_get_request_id (self->exchange),
                                       gesso_task_call_get_wish_ms (self));
}

static GessoFailure *
make_damaged (GessoTaskCall *self)
{
  g_autoptr (GError) error = g_error_new_literal (GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_NOT_AN_ANSWER,
                                                  "the answer is not JSON");

  return gesso_exchange_failure_from_answer (self->exchange, error, NULL);
}

static GessoFailure *
judge (GessoTaskCall *self)
{
  gsize length;
  const char *text;

  self->body = gesso_http_exchange_is_success (self->exchange)
                   ? g_byte_array_free_to_bytes (g_steal_pointer (&self->received))
                   : gesso_http_exchange_dup_error_body (self->exchange);
  text = g_bytes_get_data (self->body, &length);
  if (length > 0)
    self->answer = gesso_json_parse (text, (gssize) length, NULL);
  if (!gesso_http_exchange_is_success (self->exchange))
    return read_failure (self, gesso_http_exchange_get_status (self->exchange));
  if (self->parser != NULL || self->takes_any)
    return NULL;
  if (self->answer == NULL || JSON_NODE_HOLDS_VALUE (self->answer))
    return make_damaged (self);

  self->inner_status = gesso_wire_task_find_status (self->profile, self->answer);
  return self->inner_status != 0 ? read_failure (self, self->inner_status) : NULL;
}

static void
exchanged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  GessoTaskCall *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  GessoFailure *failure = NULL;

  if (!gesso_http_exchange_run_finish (self->exchange, result, &error) && !self->is_stopped)
    failure = gesso_exchange_failure_from_error (self->exchange, error);
  else if (!self->is_stopped)
    failure = judge (self);

  g_task_return_pointer (task, failure, (GDestroyNotify) gesso_failure_unref);
}

/**
 * gesso_task_call_run_async:
 * @self: a call that has not run
 * @cancellable: (nullable): ends it at any stage
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
gesso_task_call_run_async (GessoTaskCall       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, gesso_task_call_run_async);
  gesso_http_exchange_set_header (self->exchange, "Accept",
                                  self->parser != NULL ? "text/event-stream" : "application/json");
  gesso_http_exchange_run_async (self->exchange, cancellable, exchanged_cb, task);
}

/**
 * gesso_task_call_run_finish:
 * @self: a call
 * @result: what the callback got
 * @out_failure: (out) (transfer full) (nullable): why there is no good answer
 *
 * Returns: whether there is one
 */
gboolean
gesso_task_call_run_finish (GessoTaskCall  *self,
                            GAsyncResult   *result,
                            GessoFailure  **out_failure)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_task_call_run_async), FALSE);

  *out_failure = g_task_propagate_pointer (G_TASK (result), NULL);
  return *out_failure == NULL;
}

/**
 * gesso_task_call_get_answer:
 * @self: a call that is over
 *
 * Returns: (transfer none) (nullable): the answer, also of a failure, when it is JSON
 */
JsonNode *
gesso_task_call_get_answer (GessoTaskCall *self)
{
  return self->answer;
}

/**
 * gesso_task_call_get_body:
 * @self: a call that is over
 *
 * Returns: (transfer none) (nullable): the answer as it came
 */
GBytes *
gesso_task_call_get_body (GessoTaskCall *self)
{
  return self->body;
}

/**
 * gesso_task_call_get_status:
 * @self: a call that is over
 *
 * Returns: the HTTP status, or the one that the service put inside of a good answer; 0 when there
 *   was no answer
 */
guint
gesso_task_call_get_status (GessoTaskCall *self)
{
  return self->inner_status != 0 ? self->inner_status
                                 : gesso_http_exchange_get_status (self->exchange);
}

/**
 * gesso_task_call_get_wish_ms:
 * @self: a call that is over
 *
 * Returns: how long the service asks to wait, or -1
 */
gint64
gesso_task_call_get_wish_ms (GessoTaskCall *self)
{
  return gesso_retry_parse_delay (gesso_http_exchange_get_header (self->exchange, "retry-after-ms"),
                                  gesso_http_exchange_get_header (self->exchange, "retry-after"),
                                  g_get_real_time ());
}

/* Addresses */

/* On the account's own host: a key goes nowhere else when somebody put another address there. */
static char *
move_to (const char *base_url,
         const char *address)
{
  g_autoptr (GUri) base = g_uri_parse (base_url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);

  if (base == NULL || uri == NULL)
    return NULL;

  return g_uri_join (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (base), NULL, g_uri_get_host (base),
                     g_uri_get_port (base), g_uri_get_path (uri), g_uri_get_query (uri), NULL);
}

/* What the service itself says is taken as long as it is the host that the key is for. */
static char *
find_answered (const char *base_url,
               JsonObject *part,
               JsonNode   *answer)
{
  g_autofree char *address = gesso_wire_task_find_text (answer, part, "answered");
  g_autoptr (GUri) base = g_uri_parse (base_url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (base == NULL || uri == NULL || g_uri_get_host (uri) == NULL
      || !gesso_http_redirect_same_origin (base, uri))
    return NULL;

  return g_steal_pointer (&address);
}

/* An answered address lacks what the template asks for besides, as "?logs=1". */
static char *
add_query (const char *answered,
           const char *template)
{
  const char *query = strchr (template, '?');

  if (query == NULL || strchr (answered, '?') != NULL)
    return g_strdup (answered);

  return g_strconcat (answered, query, NULL);
}

/**
 * gesso_task_call_dup_address:
 * @profile: how the service is spoken to
 * @base_url: the account's address
 * @part: the part of the profile that describes the call
 * @values: what the names in it stand for
 * @answer: (nullable): what began the task, which may name addresses
 *
 * Every address that this gives may have the account's key.
 *
 * Returns: (transfer full) (nullable): the whole address; NULL when something for it is missing
 */
char *
gesso_task_call_dup_address (GessoTaskProfile          *profile,
                             const char                *base_url,
                             JsonObject                *part,
                             const GessoWireTaskValues *values,
                             JsonNode                  *answer)
{
  g_autofree char *path
      = gesso_wire_task_expand_address (gesso_json_get_node (part, "url"), values);
  g_autofree char *answered = find_answered (base_url, part, answer);

  if (path == NULL)
    return NULL;
  if (answered != NULL)
    return add_query (answered, path);
  if (path[0] == '/')
    return gesso_exchange_join_address (base_url, path);
  if (g_str_equal (base_url, gesso_task_profile_get_base_url (profile)))
    return g_steal_pointer (&path);

  return move_to (base_url, path);
}
