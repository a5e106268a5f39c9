/* gesso-http-exchange-stage.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-http-exchange-private.h"

/* The stages of a GessoHttpExchange, the one timer that bounds each of them, and the end. */

void
_gesso_http_exchange_report (GessoHttpExchange *self)
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

void
_gesso_http_exchange_touch (GessoHttpExchange *self)
{
  self->active_us = g_get_monotonic_time ();
}

void
_gesso_http_exchange_enter (GessoHttpExchange *self,
                            GessoHttpStage     stage)
{
  _gesso_http_exchange_touch (self);
  if (self->stage == stage)
    return;
  self->stage = stage;
  _gesso_http_exchange_report (self);
}

static void
time_out (GessoHttpExchange *self,
          gboolean           total)
{
  static const struct
  {
    GessoHttpError code;
    const char *text;
  } stages[] = {
    [GESSO_HTTP_STAGE_IDLE] = { GESSO_HTTP_ERROR_TIMEOUT_CONNECT, "connecting" },
    [GESSO_HTTP_STAGE_CONNECTING] = { GESSO_HTTP_ERROR_TIMEOUT_CONNECT, "connecting" },
    [GESSO_HTTP_STAGE_SENDING] = { GESSO_HTTP_ERROR_TIMEOUT_SEND, "sending the request" },
    [GESSO_HTTP_STAGE_WAITING] = { GESSO_HTTP_ERROR_TIMEOUT_WAIT, "waiting for an answer" },
    [GESSO_HTTP_STAGE_RECEIVING] = { GESSO_HTTP_ERROR_TIMEOUT_RECEIVE, "receiving the answer" },
    [GESSO_HTTP_STAGE_DONE] = { GESSO_HTTP_ERROR_TIMEOUT_RECEIVE, "receiving the answer" },
  };

  if (self->stop == NULL)
    self->stop
        = g_error_new (GESSO_HTTP_ERROR,
                       total ? GESSO_HTTP_ERROR_TIMEOUT_TOTAL : (int) stages[self->stage].code,
                       total ? "it took too long altogether; it was %s" : "no progress while %s",
                       stages[self->stage].text);
  g_cancellable_cancel (self->inner);
}

static gboolean
timer_cb (gpointer user_data)
{
  GessoHttpExchange *self = user_data;

  g_clear_pointer (&self->timer, g_source_unref);
  _gesso_http_exchange_arm_timer (self);
  return G_SOURCE_REMOVE;
}

/* One timer for the nearest deadline; activity only moves a number. */
void
_gesso_http_exchange_arm_timer (GessoHttpExchange *self)
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

void
_gesso_http_exchange_release (GessoHttpExchange *self)
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

void
_gesso_http_exchange_finish_well (GTask *task)
{
  GessoHttpExchange *self = g_task_get_source_object (task);

  _gesso_http_exchange_release (self);
  self->stage = GESSO_HTTP_STAGE_DONE;
  g_task_return_boolean (task, TRUE);
}

/* @error: (transfer full) */
void
_gesso_http_exchange_finish_badly (GTask  *task,
                                   GError *error)
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

  if (self->stage <= GESSO_HTTP_STAGE_CONNECTING
      && g_error_matches (told, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_RESET))
    told->code = GESSO_HTTP_ERROR_UNREACHABLE;

  _gesso_http_exchange_release (self);
  self->stage = GESSO_HTTP_STAGE_DONE;
  g_task_return_error (task, told);
}
