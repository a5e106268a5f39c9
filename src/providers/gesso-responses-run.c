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

#include "base/gesso-json.h"
#include "base/gesso-log.h"
#include "http/gesso-http-exchange.h"
#include "http/gesso-retry.h"
#include "model/gesso-account.h"
#include "providers/gesso-exchange-address.h"
#include "providers/gesso-exchange-failure.h"
#include "providers/gesso-exchange-key.h"
#include "providers/gesso-provider-error.h"
#include "providers/gesso-run-attempt.h"
#include "wire/gesso-wire-responses.h"

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

  GTask *task; /* (owned) (nullable): while running */
  GessoRunAttempt attempt;
  gint64 asking_since_us;
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

  g_task_return_error (task, gesso_provider_error_new (self->attempt.failure));
}

static void
return_result (GessoResponsesRun *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  JsonObject *envelope = gesso_answer_pump_get_envelope (self->attempt.pump);
  JsonObject *said = gesso_json_get_object (envelope, "responses");
  GessoUsage usage;

  gesso_usage_read_response (&usage, gesso_json_get_object (said, "usage"),
                             gesso_json_get_object (said, "tool_usage"));
  g_task_return_pointer (
      task,
      gesso_run_result_new (gesso_answer_pump_get_n_whole (self->attempt.pump), &usage,
                            gesso_exchange_get_request_id (self->attempt.exchange), envelope),
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
    .request_id = self->attempt.exchange != NULL
                      ? gesso_exchange_get_request_id (self->attempt.exchange)
                      : NULL,
    .http_status = self->attempt.exchange != NULL
                       ? (int) gesso_http_exchange_get_status (self->attempt.exchange)
                       : 0,
    .retry_after_ms = -1,
    .may_be_billed = failure_class != GESSO_FAILURE_USAGE,
  };

  gesso_run_attempt_take_failure (&self->attempt, gesso_failure_new (&info));
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
  gesso_run_attempt_wait (delay_ms, g_task_get_cancellable (self->task), wait_over_cb,
                          g_object_ref (self));
}

static gint64
get_wished_delay (GessoResponsesRun *self)
{
  return gesso_retry_parse_delay (
      gesso_http_exchange_get_header (self->attempt.exchange, "retry-after-ms"),
      gesso_http_exchange_get_header (self->attempt.exchange, "retry-after"), g_get_real_time ());
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
omit_if_named (GessoResponsesRun      *self,
               const GessoFailureInfo *info,
               const char             *name)
{
  gboolean is_named = info->param != NULL
                          ? g_str_equal (info->param, name)
                          : info->message != NULL && strstr (info->message, name) != NULL;

  if (!is_named || gesso_run_attempt_is_omitted (&self->attempt, name))
    return FALSE;
  gesso_run_attempt_omit (&self->attempt, name);
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
  gint64 delay_ms = 0;

  if (gesso_answer_pump_get_n_whole (self->attempt.pump) > 0 || self->response != NULL)
    return FALSE;
  if (!drop_refused (self, gesso_failure_get_info (self->attempt.failure))
      && !gesso_run_attempt_decide (&self->attempt, &delay_ms))
    return FALSE;

  g_debug ("attempt %u failed, next one in %" G_GINT64_FORMAT " ms", self->attempt.number,
           delay_ms);
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
      && gesso_failure_get_info (self->attempt.failure)->failure_class == GESSO_FAILURE_CANCELLED)
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
    gesso_run_attempt_take_failure (&self->attempt, failure);
  gesso_answer_pump_drain_async (self->attempt.pump, NULL, failure_drained_cb, g_object_ref (self));
}

static void
end_with_storage (GessoResponsesRun *self,
                  const GError      *error)
{
  end_attempt (self, gesso_run_attempt_make_storage_failure (&self->attempt, error));
}

static void
begin_exchange (GessoResponsesRun *self,
                const char        *method,
                const char        *call)
{
  g_autofree char *address = gesso_exchange_join_address (self->base_url, call);

  self->attempt.is_asking = self->response != NULL;
  gesso_run_attempt_begin (&self->attempt, gesso_answer_pump_new_for_responses (self->observer),
                           gesso_http_exchange_new (self->session, method, address));
  gesso_exchange_set_bearer (self->attempt.exchange, self->credential);
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
      set_failure (self, GESSO_FAILURE_UNKNOWN, "the answer was not made in time",
                   GESSO_FAILURE_CODE_NOT_IN_TIME);
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
  const char *id
      = gesso_responses_reader_get_id (gesso_answer_pump_get_responses (self->attempt.pump));

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
  gesso_answer_pump_drain_async (self->attempt.pump, NULL, pending_drained_cb, g_object_ref (self));
}

/* Words without a picture are a refusal or a question; the words themselves say which. */
static void
end_without_picture (GessoResponsesRun *self,
                     const GError      *error)
{
  const char *words
      = gesso_responses_reader_get_text (gesso_answer_pump_get_responses (self->attempt.pump));

  if (*words != '\0' && gesso_answer_pump_get_error (self->attempt.pump) == NULL
      && g_error_matches (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_EMPTY))
    {
      set_failure (self, GESSO_FAILURE_REFUSED, words, "no_picture");
      end_attempt (self, NULL);
      return;
    }
  end_attempt (self, gesso_exchange_failure_from_answer (self->attempt.exchange, error,
                                                         gesso_answer_pump_get_error (
                                                             self->attempt.pump)));
}

/* Asking costs nothing, so what only went lost on the way is asked again. */
static gboolean
ask_again (GessoResponsesRun *self)
{
  guint status = gesso_http_exchange_get_status (self->attempt.exchange);
  gboolean is_passing
      = status == 0 || status / 100 == 2 || status == 408 || status == 429 || status >= 500;

  if (self->response == NULL || !is_passing || is_cancelled (self)
      || gesso_answer_pump_has_failed_to_store (self->attempt.pump)
      || gesso_answer_pump_get_n_whole (self->attempt.pump) > 0
      || ++self->n_lost > MAX_LOST_ASKINGS)
    return FALSE;

  wait_and_ask (self);
  return TRUE;
}

/* (transfer full) for @failure */
static GessoFailure *
failure_of_asking (GessoResponsesRun *self,
                   GessoFailure      *failure)
{
  g_autoptr (GessoFailure) read = failure;

  return self->response != NULL ? gesso_exchange_failure_while_asking (read)
                                : g_steal_pointer (&read);
}

/* What broke off, and what is no answer about it at all, says nothing of what was made. */
static gboolean
fetch_again (GessoResponsesRun *self,
             const GError      *error)
{
  GessoResponsesReader *reader = gesso_answer_pump_get_responses (self->attempt.pump);

  return (g_error_matches (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_TRUNCATED)
          || gesso_responses_reader_get_id (reader) == NULL)
         && gesso_answer_pump_get_error (self->attempt.pump) == NULL && ask_again (self);
}

static void
exchanged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GessoResponsesRun) self = user_data;
  GessoResponsesReader *reader = gesso_answer_pump_get_responses (self->attempt.pump);
  g_autoptr (GError) error = NULL;

  if (!gesso_http_exchange_run_finish (self->attempt.exchange, result, &error))
    {
      gesso_answer_pump_end (self->attempt.pump, NULL);
      if (!ask_again (self))
        end_attempt (self,
                     failure_of_asking (self, gesso_run_attempt_failure_of_exchange (&self->attempt,
                                                                                     error)));
    }
  else if (!gesso_http_exchange_is_success (self->attempt.exchange))
    {
      if (!ask_again (self))
        end_attempt (self, failure_of_asking (self, gesso_exchange_failure_from_status (
                                                        self->attempt.exchange)));
    }
  else if (!gesso_answer_pump_end (self->attempt.pump, &error))
    {
      if (!fetch_again (self, error))
        end_without_picture (self, error);
    }
  else if (gesso_responses_reader_is_pending (reader))
    {
      go_on_in_background (self);
    }
  else
    {
      gesso_answer_pump_drain_async (self->attempt.pump, NULL, result_drained_cb,
                                     g_object_ref (self));
    }
}

static void
ask (GessoResponsesRun *self)
{
  g_autofree char *call = g_strconcat ("/responses/", self->response, NULL);

  begin_exchange (self, "GET", call);
  gesso_http_exchange_set_header (self->attempt.exchange, "Accept", "application/json");
  gesso_http_exchange_run_async (self->attempt.exchange, g_task_get_cancellable (self->task),
                                 exchanged_cb, g_object_ref (self));
}

static void
start_attempt (GessoResponsesRun *self)
{
  const char *model = gesso_request_get_parameters (self->request)->model;
  GessoWireResponsesDialect dialect = {
    .text_model = self->text_model,
    .image_model = gesso_account_model_get_base (GESSO_ACCOUNT_KIND_RESPONSES, model),
    .previous_response = self->previous,
    .omit = (const char *const *) self->attempt.omitted->pdata,
  };
  g_autoptr (GBytes) body = NULL;

  if (gesso_wire_responses_count_picture_bytes (self->request, &dialect)
      > GESSO_WIRE_RESPONSES_MAX_PICTURE_BYTES)
    {
      set_failure (self, GESSO_FAILURE_USAGE, "the pictures are too large together", NULL);
      return_failure (self);
      return;
    }

  self->attempt.number++;
  body = gesso_wire_responses_to_body (self->request, &dialect);
  begin_exchange (self, "POST", "/responses");
  gesso_http_exchange_set_header (self->attempt.exchange, "Accept",
                                  gesso_wire_responses_wants_stream (self->request, &dialect)
                                      ? "text/event-stream, application/json"
                                      : "application/json");
  gesso_http_exchange_set_body (self->attempt.exchange, "application/json", body);
  gesso_http_exchange_run_async (self->attempt.exchange, g_task_get_cancellable (self->task),
                                 exchanged_cb, g_object_ref (self));
}

static void
gesso_responses_run_dispose (GObject *object)
{
  GessoResponsesRun *self = GESSO_RESPONSES_RUN (object);

  gesso_run_attempt_dispose (&self->attempt);
  g_clear_object (&self->session);
  g_clear_object (&self->observer);

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
  gesso_run_attempt_clear (&self->attempt);

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
  gesso_run_attempt_init (&self->attempt, self->observer);
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
  g_return_if_fail (self->task == NULL && self->attempt.number == 0);

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
  g_return_if_fail (self->task == NULL && self->attempt.number == 0);

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
  g_return_if_fail (self->task == NULL && self->attempt.number == 0);

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
