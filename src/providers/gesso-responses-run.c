/* gesso-responses-run.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request of the Responses API, from the first attempt to the last picture. With previews the
 * answer comes as events; without, it is made in the background under an id that the observer is
 * told at once, and asked for until it has ended: such a run can be taken up again by another
 * process. Made by the responses provider for one run, which its task keeps alive. Main thread
 * only.
 *
 *   attempt ─ exchange ─┬─ answer ─┬─ ended ─ last drain ─ result
 *     ▲                 │          └─ goes on ─ wait ─ ask ─ …        a known id begins at "ask"
 *     └── wait ─────────┴─ failure ─ last drain ─ error
 */

#include "config.h"

#include "providers/gesso-responses-run.h"

#include "base/gesso-log.h"
#include "http/gesso-http-exchange.h"
#include "http/gesso-retry.h"
#include "model/gesso-account.h"
#include "providers/gesso-answer-pump.h"
#include "providers/gesso-exchange-address.h"
#include "providers/gesso-exchange-failure.h"
#include "providers/gesso-exchange-key.h"
#include "providers/gesso-provider-error.h"
#include "wire/gesso-wire-responses.h"

#define MAX_ANSWER_BYTES (G_GUINT64_CONSTANT (512) * 1024 * 1024)
#define FIRST_WAIT_MS 1000
#define MAX_WAIT_MS 10000
#define MAX_BACKGROUND_US (G_GINT64_CONSTANT (60) * 60 * G_USEC_PER_SEC)
#define MAX_LOST_ASKINGS 8

struct _GessoResponsesRun
{
  GObject parent_instance;

  GessoHttpSession *session;   /* (owned) */
  char *base_url;              /* (owned) */
  GessoRequest *request;       /* (owned) */
  GessoCredential *credential; /* (owned) (nullable) */
  GessoRunObserver *observer;  /* (owned) */
  char *text_model;            /* (owned) */
  char *previous;              /* (owned) (nullable): the response to go on from */
  char *response;              /* (owned) (nullable): the response that is being made */

  GTask *task;                 /* (owned) (nullable): while running */
  GessoHttpExchange *exchange; /* (owned) (nullable) */
  GessoAnswerPump *pump;       /* (owned) (nullable) */
  GPtrArray *omitted;          /* (owned): NULL-terminated names that the service refused */
  GessoFailure *failure;       /* (owned) (nullable): of this attempt */
  gint64 asking_since_us;
  guint attempt;
  guint wait_ms;
  gint64 wished_ms; /* what the service last said, or -1 */
  guint n_lost;     /* askings in a row that brought no answer */
};

G_DEFINE_FINAL_TYPE (GessoResponsesRun, gesso_responses_run, G_TYPE_OBJECT)

static void start_attempt (GessoResponsesRun *self);
static void ask (GessoResponsesRun *self);

/* The end */

static void
return_failure (GessoResponsesRun *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_error (task, gesso_provider_error_new (self->failure));
}

static void
return_result (GessoResponsesRun *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  /* What the service counts is the text model's; the picture's own use is told nowhere. */
  GessoUsage unknown = GESSO_USAGE_INIT;

  g_task_return_pointer (task,
                         gesso_run_result_new (gesso_answer_pump_get_n_whole (self->pump), &unknown,
                                               gesso_exchange_get_request_id (self->exchange),
                                               gesso_answer_pump_get_envelope (self->pump)),
                         (GDestroyNotify) gesso_run_result_unref);
}

static void
set_failure (GessoResponsesRun *self,
             GessoFailureClass  failure_class,
             const char        *message,
             const char        *code)
{
  g_autofree char *redacted = gesso_log_redact (message);
  GessoFailureInfo info = {
    .failure_class = failure_class,
    .message = redacted,
    .code = code,
    .request_id = self->exchange != NULL ? gesso_exchange_get_request_id (self->exchange) : NULL,
    .http_status
    = self->exchange != NULL ? (int) gesso_http_exchange_get_status (self->exchange) : 0,
    .retry_after_ms = -1,
    .may_be_billed = failure_class != GESSO_FAILURE_USAGE,
  };

  g_clear_pointer (&self->failure, gesso_failure_unref);
  self->failure = gesso_failure_new (&info);
}

/* Cancelling: what is made in the background must be told; whether it hears is not waited for long.
 */

static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoResponsesRun) self = user_data;

  gesso_http_exchange_run_finish (GESSO_HTTP_EXCHANGE (source), result, NULL);
  return_failure (self);
}

static void
stop_background (GessoResponsesRun *self)
{
  g_autofree char *call = g_strdup_printf ("/responses/%s/cancel", self->response);
  g_autofree char *address = gesso_exchange_join_address (self->base_url, call);
  g_autoptr (GessoHttpExchange) exchange = gesso_http_exchange_new (self->session, "POST", address);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  set_failure (self, GESSO_FAILURE_CANCELLED, "cancelled while the service worked", NULL);
  gesso_exchange_set_bearer (exchange, self->credential);
  gesso_http_exchange_set_body (exchange, "application/json", body);
  gesso_http_exchange_set_timeouts (exchange, 3000, 3000, 5000);
  gesso_http_exchange_run_async (exchange, NULL, stopped_cb, g_object_ref (self));
}

static gboolean
is_cancelled (GessoResponsesRun *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  return cancellable != NULL && g_cancellable_is_cancelled (cancellable);
}

/* Waiting */

static gboolean
wait_over_cb (gpointer user_data)
{
  g_autoptr (GessoResponsesRun) self = user_data;

  if (is_cancelled (self) && self->response != NULL)
    stop_background (self);
  else if (is_cancelled (self))
    {
      set_failure (self, GESSO_FAILURE_CANCELLED, "cancelled before the next attempt", NULL);
      return_failure (self);
    }
  else if (self->response != NULL)
    ask (self);
  else
    start_attempt (self);

  return G_SOURCE_REMOVE;
}

static void
wait (GessoResponsesRun *self,
      gint64             delay_ms)
{
  g_autoptr (GSource) source = g_timeout_source_new ((guint) CLAMP (delay_ms, 0, 120000));
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (source, cancelled);
    }
  g_source_set_callback (source, wait_over_cb, g_object_ref (self), NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static gint64
get_wished_delay (GessoResponsesRun *self)
{
  return gesso_retry_parse_delay (gesso_http_exchange_get_header (self->exchange, "retry-after-ms"),
                                  gesso_http_exchange_get_header (self->exchange, "retry-after"),
                                  g_get_real_time ());
}

/* Slower and slower, as the service wishes where it says. */
static void
wait_and_ask (GessoResponsesRun *self)
{
  gint64 wished = get_wished_delay (self);

  /* What went lost on the way says nothing; the last wish holds. */
  if (wished >= 0)
    self->wished_ms = wished;
  else if (self->n_lost > 0)
    wished = self->wished_ms;
  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_WORKING, -1);
  wait (self, wished >= 0 ? wished : (gint64) self->wait_ms);
  self->wait_ms = MIN (self->wait_ms * 3 / 2, MAX_WAIT_MS);
}

/* Trying again */

static gboolean
is_omitted (GessoResponsesRun *self,
            const char        *name)
{
  return self->omitted->len > 1
         && g_strv_contains ((const char *const *) self->omitted->pdata, name);
}

static gboolean
omit_if_named (GessoResponsesRun      *self,
               const GessoFailureInfo *info,
               const char             *name)
{
  gboolean is_named = info->param != NULL
                          ? g_str_equal (info->param, name)
                          : info->message != NULL && strstr (info->message, name) != NULL;

  if (!is_named || is_omitted (self, name))
    return FALSE;
  g_ptr_array_insert (self->omitted, (int) self->omitted->len - 1, g_strdup (name));
  return TRUE;
}

/* What a refusal lets us do without: the answer to go on from, when the service has forgotten it
 * (the picture itself is sent then), background, events. */
static gboolean
drop_refused (GessoResponsesRun      *self,
              const GessoFailureInfo *info)
{
  int status = info->http_status;

  if (status != 400 && status != 404 && status != 422)
    return FALSE;
  if (self->previous != NULL
      && (g_strcmp0 (info->param, "previous_response_id") == 0
          || g_strcmp0 (info->code, "previous_response_not_found") == 0
          || (info->message != NULL && strstr (info->message, self->previous) != NULL)))
    {
      g_clear_pointer (&self->previous, g_free);
      return TRUE;
    }

  return omit_if_named (self, info, "background") || omit_if_named (self, info, "partial_images")
         || omit_if_named (self, info, "stream") || omit_if_named (self, info, "reasoning");
}

static gboolean
try_again (GessoResponsesRun *self)
{
  const GessoFailureInfo *info = gesso_failure_get_info (self->failure);
  GessoRetryCase retry_case = {
    .attempt = self->attempt,
    .status = gesso_http_exchange_get_status (self->exchange),
    .never_sent = gesso_http_exchange_get_fate (self->exchange) == GESSO_HTTP_FATE_NEVER_SENT,
    .forbidden = (info->failure_class != GESSO_FAILURE_RATE_LIMITED
                  && info->failure_class != GESSO_FAILURE_UNAVAILABLE)
                 || info->may_be_billed,
    .should_retry = gesso_http_exchange_get_header (self->exchange, "x-should-retry"),
    .retry_after_ms = gesso_http_exchange_get_header (self->exchange, "retry-after-ms"),
    .retry_after = gesso_http_exchange_get_header (self->exchange, "retry-after"),
    .now_us = g_get_real_time (),
    .random = g_random_double (),
  };
  gint64 delay_ms = 0;

  if (gesso_answer_pump_get_n_whole (self->pump) > 0 || self->response != NULL)
    return FALSE;
  if (!drop_refused (self, info) && !gesso_retry_decide (&retry_case, &delay_ms))
    return FALSE;

  g_debug ("attempt %u failed, next one in %" G_GINT64_FORMAT " ms", self->attempt, delay_ms);
  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_RETRY_WAIT, -1);
  wait (self, delay_ms);
  return TRUE;
}

static void
failure_drained_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GessoResponsesRun) self = user_data;

  /* What could not be written is part of what failed already. */
  gesso_answer_pump_drain_finish (GESSO_ANSWER_PUMP (source), result, NULL);
  if (try_again (self))
    return;
  if (self->response != NULL
      && gesso_failure_get_info (self->failure)->failure_class == GESSO_FAILURE_CANCELLED)
    stop_background (self);
  else
    return_failure (self);
}

/* Pictures that came whole before the failure are still queued in the pump. */
static void
end_attempt (GessoResponsesRun *self,
             GessoFailure      *failure)
{
  if (failure != NULL)
    {
      g_clear_pointer (&self->failure, gesso_failure_unref);
      self->failure = failure;
    }
  gesso_answer_pump_drain_async (self->pump, NULL, failure_drained_cb, g_object_ref (self));
}

static void
end_with_storage (GessoResponsesRun *self,
                  const GError      *error)
{
  set_failure (self, GESSO_FAILURE_STORAGE, error->message, NULL);
  end_attempt (self, NULL);
}

/* Consuming an answer */

static void
exchange_progress (GessoHttpExchange *exchange,
                   GessoHttpStage     stage,
                   gint64             done,
                   gint64             total,
                   gpointer           user_data)
{
  GessoResponsesRun *self = user_data;
  double fraction = total > 0 ? CLAMP ((double) done / (double) total, 0, 1) : -1;
  GessoRunStage shown = GESSO_RUN_STAGE_PREPARING;

  if (stage == GESSO_HTTP_STAGE_CONNECTING)
    shown = GESSO_RUN_STAGE_CONNECTING;
  else if (stage == GESSO_HTTP_STAGE_SENDING)
    shown = GESSO_RUN_STAGE_SENDING;
  else if (stage == GESSO_HTTP_STAGE_WAITING)
    shown = GESSO_RUN_STAGE_WORKING;
  else if (stage == GESSO_HTTP_STAGE_RECEIVING || stage == GESSO_HTTP_STAGE_DONE)
    shown = GESSO_RUN_STAGE_RECEIVING;
  /* Asking whether it is done is no new beginning. */
  if (self->response != NULL && shown != GESSO_RUN_STAGE_RECEIVING)
    return;
  gesso_run_observer_stage_changed (self->observer, shown, fraction);
}

static gboolean
exchange_head (GessoHttpExchange  *exchange,
               gpointer            user_data,
               GError            **error)
{
  GessoResponsesRun *self = user_data;

  if (gesso_http_exchange_is_success (exchange))
    gesso_run_observer_accepted (self->observer, gesso_exchange_get_request_id (exchange));
  return TRUE;
}

static gboolean
exchange_chunk (GessoHttpExchange  *exchange,
                GBytes             *chunk,
                gsize              *queued,
                gpointer            user_data,
                GError            **error)
{
  return gesso_answer_pump_push (GESSO_RESPONSES_RUN (user_data)->pump, chunk, queued, error);
}

static void
exchange_drain_async (GessoHttpExchange   *exchange,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             callback_data,
                      gpointer             user_data)
{
  gesso_answer_pump_drain_async (GESSO_RESPONSES_RUN (user_data)->pump, cancellable, callback,
                                 callback_data);
}

static gboolean
exchange_drain_finish (GessoHttpExchange  *exchange,
                       GAsyncResult       *result,
                       gpointer            user_data,
                       GError            **error)
{
  return gesso_answer_pump_drain_finish (GESSO_RESPONSES_RUN (user_data)->pump, result, error);
}

static const GessoHttpConsumer consumer = {
  .progress = exchange_progress,
  .head = exchange_head,
  .chunk = exchange_chunk,
  .drain_async = exchange_drain_async,
  .drain_finish = exchange_drain_finish,
};

static void
begin_exchange (GessoResponsesRun *self,
                const char        *method,
                const char        *call)
{
  g_autofree char *address = gesso_exchange_join_address (self->base_url, call);

  g_clear_object (&self->pump);
  g_clear_object (&self->exchange);
  self->pump = gesso_answer_pump_new_for_responses (self->observer);
  self->exchange = gesso_http_exchange_new (self->session, method, address);
  gesso_http_exchange_set_max_body (self->exchange, MAX_ANSWER_BYTES);
  gesso_http_exchange_set_consumer (self->exchange, &consumer, self);
  gesso_exchange_set_bearer (self->exchange, self->credential);
}

/* The end of an answer */

static void
result_drained_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GessoResponsesRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (gesso_answer_pump_drain_finish (GESSO_ANSWER_PUMP (source), result, &error))
    return_result (self);
  else
    end_with_storage (self, error);
}

static void
pending_drained_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GessoResponsesRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gesso_answer_pump_drain_finish (GESSO_ANSWER_PUMP (source), result, &error))
    end_with_storage (self, error);
  else if (g_get_monotonic_time () - self->asking_since_us > MAX_BACKGROUND_US)
    {
      set_failure (self, GESSO_FAILURE_UNKNOWN, "the answer was not made in time", NULL);
      return_failure (self);
    }
  else
    wait_and_ask (self);
}

/* An id goes into addresses: what is not like one is not used. */
static gboolean
is_sane_id (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (id[i]) && id[i] != '_' && id[i] != '-')
      return FALSE;

  return length > 0 && length <= 256;
}

static void
go_on_in_background (GessoResponsesRun *self)
{
  const char *id = gesso_responses_reader_get_id (gesso_answer_pump_get_responses (self->pump));

  if (!is_sane_id (id))
    {
      set_failure (self, GESSO_FAILURE_DAMAGED, "the id of the answer is not one", NULL);
      end_attempt (self, NULL);
      return;
    }
  if (self->response == NULL)
    {
      self->response = g_strdup (id);
      self->asking_since_us = g_get_monotonic_time ();
      gesso_run_observer_task_known (self->observer, id);
    }
  self->n_lost = 0;
  gesso_answer_pump_drain_async (self->pump, NULL, pending_drained_cb, g_object_ref (self));
}

/* Words without a picture are a refusal or a question; the words themselves say which. */
static void
end_without_picture (GessoResponsesRun *self,
                     const GError      *error)
{
  const char *words
      = gesso_responses_reader_get_text (gesso_answer_pump_get_responses (self->pump));

  if (*words != '\0' && gesso_answer_pump_get_error (self->pump) == NULL
      && g_error_matches (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_EMPTY))
    {
      set_failure (self, GESSO_FAILURE_REFUSED, words, "no_picture");
      end_attempt (self, NULL);
      return;
    }
  end_attempt (self, gesso_exchange_failure_from_answer (self->exchange, error,
                                                         gesso_answer_pump_get_error (self->pump)));
}

/* Asking costs nothing, so what only went lost on the way is asked again. */
static gboolean
ask_again (GessoResponsesRun *self)
{
  guint status = gesso_http_exchange_get_status (self->exchange);
  gboolean is_passing
      = status == 0 || status / 100 == 2 || status == 408 || status == 429 || status >= 500;

  if (self->response == NULL || !is_passing || is_cancelled (self)
      || gesso_answer_pump_has_failed_to_store (self->pump)
      || gesso_answer_pump_get_n_whole (self->pump) > 0 || ++self->n_lost > MAX_LOST_ASKINGS)
    return FALSE;

  wait_and_ask (self);
  return TRUE;
}

static GessoFailure *
failure_of_exchange (GessoResponsesRun *self,
                     const GError      *error)
{
  if (gesso_answer_pump_has_failed_to_store (self->pump))
    {
      set_failure (self, GESSO_FAILURE_STORAGE, error->message, NULL);
      return gesso_failure_ref (self->failure);
    }

  return gesso_exchange_failure_from_error (self->exchange, error);
}

/* What was taken on and cannot be fetched may be made and billed all the same. */
static GessoFailure *
failure_of_asking (GessoResponsesRun *self,
                   GessoFailure      *failure)
{
  GessoFailureInfo info = *gesso_failure_get_info (failure);
  GessoFailure *told;

  if (self->response == NULL)
    return failure;
  if (info.failure_class == GESSO_FAILURE_UNAVAILABLE
      || info.failure_class == GESSO_FAILURE_RATE_LIMITED
      || info.failure_class == GESSO_FAILURE_REFUSED)
    info.failure_class = GESSO_FAILURE_UNKNOWN;
  info.may_be_billed = TRUE;
  told = gesso_failure_new (&info);
  gesso_failure_unref (failure);
  return told;
}

static void
exchanged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GessoResponsesRun) self = user_data;
  GessoResponsesReader *reader = gesso_answer_pump_get_responses (self->pump);
  g_autoptr (GError) error = NULL;

  if (!gesso_http_exchange_run_finish (self->exchange, result, &error))
    {
      gesso_answer_pump_end (self->pump, NULL);
      if (!ask_again (self))
        end_attempt (self, failure_of_asking (self, failure_of_exchange (self, error)));
    }
  else if (!gesso_http_exchange_is_success (self->exchange))
    {
      if (!ask_again (self))
        end_attempt (self,
                     failure_of_asking (self, gesso_exchange_failure_from_status (self->exchange)));
    }
  else if (!gesso_answer_pump_end (self->pump, &error))
    {
      end_without_picture (self, error);
    }
  else if (gesso_responses_reader_is_pending (reader))
    {
      go_on_in_background (self);
    }
  else
    {
      gesso_answer_pump_drain_async (self->pump, NULL, result_drained_cb, g_object_ref (self));
    }
}

static void
ask (GessoResponsesRun *self)
{
  g_autofree char *call = g_strconcat ("/responses/", self->response, NULL);

  begin_exchange (self, "GET", call);
  gesso_http_exchange_set_header (self->exchange, "Accept", "application/json");
  gesso_http_exchange_run_async (self->exchange, g_task_get_cancellable (self->task), exchanged_cb,
                                 g_object_ref (self));
}

static void
start_attempt (GessoResponsesRun *self)
{
  const char *model = gesso_request_get_parameters (self->request)->model;
  GessoWireResponsesDialect dialect = {
    .text_model = self->text_model,
    .image_model = gesso_account_model_get_base (GESSO_ACCOUNT_KIND_RESPONSES, model),
    .previous_response = self->previous,
    .omit = (const char *const *) self->omitted->pdata,
  };
  g_autoptr (GBytes) body = NULL;

  if (gesso_wire_responses_count_picture_bytes (self->request, &dialect)
      > GESSO_WIRE_RESPONSES_MAX_PICTURE_BYTES)
    {
      set_failure (self, GESSO_FAILURE_USAGE, "the pictures are too large together", NULL);
      return_failure (self);
      return;
    }

  self->attempt++;
  body = gesso_wire_responses_to_body (self->request, &dialect);
  begin_exchange (self, "POST", "/responses");
  gesso_http_exchange_set_header (self->exchange, "Accept",
                                  gesso_wire_responses_wants_stream (self->request, &dialect)
                                      ? "text/event-stream, application/json"
                                      : "application/json");
  gesso_http_exchange_set_body (self->exchange, "application/json", body);
  gesso_http_exchange_run_async (self->exchange, g_task_get_cancellable (self->task), exchanged_cb,
                                 g_object_ref (self));
}

static void
gesso_responses_run_dispose (GObject *object)
{
  GessoResponsesRun *self = GESSO_RESPONSES_RUN (object);

  g_clear_object (&self->session);
  g_clear_object (&self->observer);
  g_clear_object (&self->exchange);
  g_clear_object (&self->pump);

  G_OBJECT_CLASS (gesso_responses_run_parent_class)->dispose (object);
}

static void
gesso_responses_run_finalize (GObject *object)
{
  GessoResponsesRun *self = GESSO_RESPONSES_RUN (object);

  g_free (self->base_url);
  g_free (self->text_model);
  g_free (self->previous);
  g_free (self->response);
  g_clear_pointer (&self->request, gesso_request_unref);
  g_clear_pointer (&self->credential, gesso_credential_unref);
  g_clear_pointer (&self->failure, gesso_failure_unref);
  g_clear_pointer (&self->omitted, g_ptr_array_unref);

  G_OBJECT_CLASS (gesso_responses_run_parent_class)->finalize (object);
}

static void
gesso_responses_run_class_init (GessoResponsesRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_responses_run_dispose;
  object_class->finalize = gesso_responses_run_finalize;
}

static void
gesso_responses_run_init (GessoResponsesRun *self)
{
  self->wait_ms = FIRST_WAIT_MS;
  self->wished_ms = -1;
  self->omitted = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->omitted, NULL);
}

/**
 * gesso_responses_run_new:
 * @session: the connection
 * @base_url: the address that "/responses" is added to
 * @request: what to make; its model is an image model, or "TEXT-MODEL=IMAGE-MODEL"
 * @credential: (nullable): the key
 * @observer: takes stages, the id, previews and pictures
 *
 * Returns: (transfer full): a run that has not begun
 */
GessoResponsesRun *
gesso_responses_run_new (GessoHttpSession *session,
                         const char       *base_url,
                         GessoRequest     *request,
                         GessoCredential  *credential,
                         GessoRunObserver *observer)
{
  GessoResponsesRun *self = g_object_new (GESSO_TYPE_RESPONSES_RUN, NULL);

  self->session = g_object_ref (session);
  self->base_url = g_strdup (base_url);
  self->request = gesso_request_ref (request);
  self->credential = credential != NULL ? gesso_credential_ref (credential) : NULL;
  self->observer = g_object_ref (observer);
  self->text_model = gesso_account_model_dup_wire (GESSO_ACCOUNT_KIND_RESPONSES,
                                                   gesso_request_get_parameters (request)->model);
  return self;
}

/**
 * gesso_responses_run_set_previous:
 * @self: a run that has not begun
 * @response_id: (nullable): the answer that the base came from, when the service made it
 *
 * The service has that picture; it is sent again only when the service has forgotten it.
 */
void
gesso_responses_run_set_previous (GessoResponsesRun *self,
                                  const char        *response_id)
{
  g_return_if_fail (self->task == NULL && self->attempt == 0);

  g_free (self->previous);
  self->previous = is_sane_id (response_id) ? g_strdup (response_id) : NULL;
}

/**
 * gesso_responses_run_set_task:
 * @self: a run that has not begun
 * @response_id: (nullable): what the observer was told in an earlier run of the same request
 *
 * Nothing is sent then; the answer is asked for.
 */
void
gesso_responses_run_set_task (GessoResponsesRun *self,
                              const char        *response_id)
{
  g_return_if_fail (self->task == NULL && self->attempt == 0);

  g_free (self->response);
  self->response = is_sane_id (response_id) ? g_strdup (response_id) : NULL;
}

/**
 * gesso_responses_run_async:
 * @self: a run that has not begun
 * @cancellable: (nullable): ends it at any stage; what is made in the background is stopped there
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Sends the request, or asks for an answer that is being made.
 */
void
gesso_responses_run_async (GessoResponsesRun   *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (self->task == NULL && self->attempt == 0);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, gesso_responses_run_async);
  g_task_set_check_cancellable (self->task, FALSE);
  self->asking_since_us = g_get_monotonic_time ();
  if (self->response != NULL)
    ask (self);
  else
    start_attempt (self);
}

/**
 * gesso_responses_run_finish:
 * @self: the run
 * @result: what the callback got
 * @error: %GESSO_PROVIDER_ERROR
 *
 * Returns: (transfer full) (nullable): what the answer said besides its pictures
 */
GessoRunResult *
gesso_responses_run_finish (GessoResponsesRun  *self,
                            GAsyncResult       *result,
                            GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_responses_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
