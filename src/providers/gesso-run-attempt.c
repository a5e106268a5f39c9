/* gesso-run-attempt.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoRunAttempt is what the runs over one request have in common: the exchange whose answer goes
 * through a pump, the stages that the observer is told, what the service refused and is not sent
 * again, how it failed, and whether and when it may be tried once more. Main thread.
 */

#include "config.h"

#include "providers/gesso-run-attempt.h"

#include "base/gesso-log.h"
#include "http/gesso-retry.h"
#include "providers/gesso-exchange-failure.h"

#define MAX_ANSWER_BYTES (G_GUINT64_CONSTANT (512) * 1024 * 1024)

static void
exchange_progress (GessoHttpExchange *exchange,
                   GessoHttpStage     stage,
                   gint64             done,
                   gint64             total,
                   gpointer           user_data)
{
  gesso_run_attempt_tell_stage (user_data, stage, done, total);
}

static gboolean
exchange_head (GessoHttpExchange  *exchange,
               gpointer            user_data,
               GError            **error)
{
  GessoRunAttempt *self = user_data;

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
  GessoRunAttempt *self = user_data;

  return gesso_answer_pump_push (self->pump, chunk, queued, error);
}

static void
exchange_drain_async (GessoHttpExchange   *exchange,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             callback_data,
                      gpointer             user_data)
{
  GessoRunAttempt *self = user_data;

  gesso_answer_pump_drain_async (self->pump, cancellable, callback, callback_data);
}

static gboolean
exchange_drain_finish (GessoHttpExchange  *exchange,
                       GAsyncResult       *result,
                       gpointer            user_data,
                       GError            **error)
{
  GessoRunAttempt *self = user_data;

  return gesso_answer_pump_drain_finish (self->pump, result, error);
}

/**
 * gesso_run_attempt_init:
 * @self: memory that is all zero
 * @observer: takes stages and pictures; must live as long as @self
 */
void
gesso_run_attempt_init (GessoRunAttempt  *self,
                        GessoRunObserver *observer)
{
  self->observer = observer;
  self->omitted = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->omitted, NULL);
}

/**
 * gesso_run_attempt_dispose:
 * @self: an attempt
 *
 * Lets go of exchange and pump; may be called twice.
 */
void
gesso_run_attempt_dispose (GessoRunAttempt *self)
{
  g_clear_object (&self->exchange);
  g_clear_object (&self->pump);
}

/**
 * gesso_run_attempt_clear:
 * @self: an attempt that was disposed
 *
 * Frees the rest.
 */
void
gesso_run_attempt_clear (GessoRunAttempt *self)
{
  g_clear_pointer (&self->failure, gesso_failure_unref);
  g_clear_pointer (&self->omitted, g_ptr_array_unref);
}

/**
 * gesso_run_attempt_begin:
 * @self: an attempt
 * @pump: (transfer full): for the answer
 * @exchange: (transfer full): a new one
 *
 * Leads the answer of the exchange through the pump. The caller fills and runs it, and counts.
 */
void
gesso_run_attempt_begin (GessoRunAttempt   *self,
                         GessoAnswerPump   *pump,
                         GessoHttpExchange *exchange)
{
  static const GessoHttpConsumer consumer = {
    .progress = exchange_progress,
    .head = exchange_head,
    .chunk = exchange_chunk,
    .drain_async = exchange_drain_async,
    .drain_finish = exchange_drain_finish,
  };

  gesso_run_attempt_dispose (self);
  self->pump = pump;
  self->exchange = exchange;
  gesso_http_exchange_set_max_body (exchange, MAX_ANSWER_BYTES);
  gesso_http_exchange_set_consumer (exchange, &consumer, self);
}

/**
 * gesso_run_attempt_tell_stage:
 * @self: an attempt
 * @stage: of an exchange
 * @done: bytes
 * @total: bytes, or not above 0 when not known
 *
 * Tells the observer. What goes through gesso_run_attempt_begin() is told by itself.
 */
void
gesso_run_attempt_tell_stage (GessoRunAttempt *self,
                              GessoHttpStage   stage,
                              gint64           done,
                              gint64           total)
{
  static const GessoRunStage stages[] = {
    [GESSO_HTTP_STAGE_IDLE] = GESSO_RUN_STAGE_PREPARING,
    [GESSO_HTTP_STAGE_CONNECTING] = GESSO_RUN_STAGE_CONNECTING,
    [GESSO_HTTP_STAGE_SENDING] = GESSO_RUN_STAGE_SENDING,
    [GESSO_HTTP_STAGE_WAITING] = GESSO_RUN_STAGE_WORKING,
    [GESSO_HTTP_STAGE_RECEIVING] = GESSO_RUN_STAGE_RECEIVING,
    [GESSO_HTTP_STAGE_DONE] = GESSO_RUN_STAGE_RECEIVING,
  };
  double fraction = total > 0 ? CLAMP ((double) done / (double) total, 0, 1) : -1;

  /* Asking whether it is done is no new beginning. */
  if (!self->is_asking || stages[stage] == GESSO_RUN_STAGE_RECEIVING)
    gesso_run_observer_stage_changed (self->observer, stages[stage], fraction);
}

/**
 * gesso_run_attempt_is_omitted:
 * @self: an attempt
 * @name: a field of the request
 *
 * Returns: whether it is not sent any more
 */
gboolean
gesso_run_attempt_is_omitted (GessoRunAttempt *self,
                              const char      *name)
{
  return self->omitted->len > 1
         && g_strv_contains ((const char *const *) self->omitted->pdata, name);
}

/**
 * gesso_run_attempt_omit:
 * @self: an attempt
 * @name: a field of the request
 *
 * From the next attempt on it is not sent.
 */
void
gesso_run_attempt_omit (GessoRunAttempt *self,
                        const char      *name)
{
  g_ptr_array_insert (self->omitted, (int) self->omitted->len - 1, g_strdup (name));
}

/**
 * gesso_run_attempt_take_failure:
 * @self: an attempt
 * @failure: (transfer full): how it ended
 */
void
gesso_run_attempt_take_failure (GessoRunAttempt *self,
                                GessoFailure    *failure)
{
  g_clear_pointer (&self->failure, gesso_failure_unref);
  self->failure = failure;
}

/**
 * gesso_run_attempt_make_storage_failure:
 * @self: an attempt whose exchange has begun
 * @error: why an answer could not be written
 *
 * Returns: (transfer full): the failure; the pictures were made
 */
GessoFailure *
gesso_run_attempt_make_storage_failure (GessoRunAttempt *self,
                                        const GError    *error)
{
  g_autofree char *redacted = gesso_log_redact (error->message);
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_STORAGE,
    .message = redacted,
    .request_id = gesso_exchange_get_request_id (self->exchange),
    .http_status = (int) gesso_http_exchange_get_status (self->exchange),
    .retry_after_ms = -1,
    .may_be_billed = TRUE,
  };

  return gesso_failure_new (&info);
}

/**
 * gesso_run_attempt_failure_of_exchange:
 * @self: an attempt whose exchange gave an error
 * @error: that error
 *
 * Returns: (transfer full): what it means
 */
GessoFailure *
gesso_run_attempt_failure_of_exchange (GessoRunAttempt *self,
                                       const GError    *error)
{
  if (gesso_answer_pump_has_failed_to_store (self->pump))
    return gesso_run_attempt_make_storage_failure (self, error);

  return gesso_exchange_failure_from_error (self->exchange, error);
}

/**
 * gesso_run_attempt_decide:
 * @self: an attempt that failed
 * @out_delay_ms: (out): when to send it again
 *
 * Sending again is free of risk only where the service cannot have begun to work.
 *
 * Returns: whether it may be sent again
 */
gboolean
gesso_run_attempt_decide (GessoRunAttempt *self,
                          gint64          *out_delay_ms)
{
  const GessoFailureInfo *info = gesso_failure_get_info (self->failure);
  GessoRetryCase retry_case = {
    .attempt = self->number,
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

  return gesso_retry_decide (&retry_case, out_delay_ms);
}

/**
 * gesso_run_attempt_wait:
 * @delay_ms: for how long; at most two minutes are waited
 * @cancellable: (nullable): ends the waiting early
 * @func: called once, also when cancelled; returns %G_SOURCE_REMOVE
 * @user_data: (transfer full): for @func, which drops it
 */
void
gesso_run_attempt_wait (gint64        delay_ms,
                        GCancellable *cancellable,
                        GSourceFunc   func,
                        gpointer      user_data)
{
  g_autoptr (GSource) source
      = g_timeout_source_new ((guint) CLAMP (delay_ms, 0, GESSO_RETRY_MAX_DELAY_MS));

  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (source, cancelled);
    }
  g_source_set_callback (source, func, user_data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}
