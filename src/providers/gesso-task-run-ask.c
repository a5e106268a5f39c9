/* gesso-task-run-ask.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-task-run-private.h"

#include "base/gesso-json.h"
#include "providers/gesso-exchange-failure.h"
#include "providers/gesso-task-poll.h"

/* A GessoTaskRun while the service works: the stream of states, where there is one, else asking
 * again and again; and the call that fetches the result, where it is one of its own. */

static void ask (GessoTaskRun *self);
static void fetch_result (GessoTaskRun *self);

static void
read_credits (GessoTaskRun *self,
              JsonNode     *answer)
{
  self->credits = gesso_wire_task_find_number (answer, gesso_task_profile_get_json (self->profile),
                                               "credits", self->credits);
}

static GessoTaskState
read_state (GessoTaskRun *self,
            JsonNode     *answer)
{
  JsonObject *part = gesso_task_profile_get_part (self->profile, "status");
  g_autofree char *word = gesso_wire_task_find_text (answer, part, "state");

  return gesso_task_profile_read_state (self->profile, word);
}

static void
show_progress (GessoTaskRun *self,
               JsonNode     *answer)
{
  JsonObject *part = gesso_task_profile_get_part (self->profile, "status");
  double progress = gesso_wire_task_find_number (answer, part, "progress", -1);

  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_WORKING,
                                    progress > 0 && progress <= 100 ? progress / 100 : -1);
}

/* Waiting for the next asking */

static gint64
get_poll_ms (GessoTaskRun *self,
             const char   *name,
             gint64        fallback)
{
  return gesso_json_get_int (gesso_task_profile_get_part (self->profile, "poll"), name, fallback);
}

static void
wait_and_ask (GessoTaskRun *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 delay_ms = 0;
  GessoTaskPollCase poll_case = {
    .n_asked = self->n_asked,
    .n_lost = self->n_lost,
    .wished_ms = self->wished_ms,
    .worked_ms = self->worked_us / 1000,
    .lost_ms = self->n_lost > 0 ? (now - self->heard_us) / 1000 : 0,
    .first_ms = get_poll_ms (self, "first_ms", GESSO_TASK_POLL_FIRST_MS),
    .last_ms = get_poll_ms (self, "last_ms", GESSO_TASK_POLL_LAST_MS),
    .give_up_ms = get_poll_ms (self, "give_up_s", GESSO_TASK_POLL_GIVE_UP_MS / 1000) * 1000,
  };

  if (!gesso_task_poll_decide (&poll_case, &delay_ms))
    {
      _gesso_task_run_fail_with (self, GESSO_FAILURE_UNKNOWN, GESSO_FAILURE_CODE_NOT_IN_TIME,
                                 "the picture was not made in time");
      return;
    }

  /* Whoever answered, if only to refuse, is there: its wish counts, not the network. */
  _gesso_task_run_wait (self, delay_ms,
                        self->n_lost > 0 && gesso_task_call_get_status (self->call) == 0, ask);
}

/* The time until now was the service's; what was lost before is not counted. */
static void
hear (GessoTaskRun *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->n_lost == 0)
    self->worked_us += now - self->heard_us;
  self->heard_us = now;
  self->n_lost = 0;
}

/* What an answer says */

static void
end_with_failed_task (GessoTaskRun *self)
{
  JsonNode *answer = gesso_task_call_get_answer (self->call);
  GBytes *body = gesso_task_call_get_body (self->call);
  g_autoptr (GessoFailure) read = gesso_wire_task_read_failure (
      self->profile, answer, body, 200,
      gesso_exchange_get_request_id (gesso_task_call_get_exchange (self->call)), -1);
  GessoFailureInfo info = *gesso_failure_get_info (read);

  info.http_status = 0;
  /* The service took the task: it is neither busy nor unreachable, and nobody knows what it took.
   */
  if (info.failure_class == GESSO_FAILURE_UNAVAILABLE
      || info.failure_class == GESSO_FAILURE_RATE_LIMITED)
    info.failure_class = GESSO_FAILURE_UNKNOWN;
  info.may_be_billed = info.failure_class == GESSO_FAILURE_UNKNOWN;
  _gesso_task_run_fail (self, gesso_failure_new (&info));
}

static void
end_with_stopped_task (GessoTaskRun *self)
{
  _gesso_task_run_fail_with (self, GESSO_FAILURE_UNKNOWN, "stopped_there",
                             "the service says that the task was stopped");
}

static void
end_with_expired_task (GessoTaskRun *self)
{
  _gesso_task_run_fail_with (self, GESSO_FAILURE_DAMAGED, "result_expired",
                             "the service has the picture no more");
}

static void
end_without_pictures (GessoTaskRun *self)
{
  _gesso_task_run_fail_with (self, GESSO_FAILURE_DAMAGED, NULL,
                             "the service says that it is done and names no picture");
}

static void
take_pictures (GessoTaskRun *self)
{
  JsonNode *answer = gesso_task_call_get_answer (self->call);

  g_strfreev (self->results);
  self->results = gesso_wire_task_find_texts (answer, gesso_task_profile_get_json (self->profile),
                                              "pictures");
  read_credits (self, answer);
  self->has_ended = TRUE;
  self->attempt = 0;
  _gesso_task_run_keep_answer (self, self->results[0] != NULL ? _gesso_task_run_download_next
                                                              : end_without_pictures);
}

static void
take_done (GessoTaskRun *self)
{
  if (gesso_task_profile_get_part (self->profile, "result") == NULL)
    {
      take_pictures (self);
      return;
    }
  self->n_lost = 0;
  self->attempt = 0;
  fetch_result (self);
}

/* An answer about the task, from whichever call; what began the task may already say all. */
void
_gesso_task_run_take_answer (GessoTaskRun *self)
{
  JsonNode *answer = gesso_task_call_get_answer (self->call);

  hear (self);
  read_credits (self, answer);
  self->wished_ms = gesso_task_call_get_wish_ms (self->call);
  switch (read_state (self, answer))
    {
    case GESSO_TASK_STATE_DONE:
      take_done (self);
      break;
    case GESSO_TASK_STATE_FAILED:
      self->has_ended = TRUE;
      _gesso_task_run_keep_answer (self, end_with_failed_task);
      break;
    case GESSO_TASK_STATE_CANCELLED:
      self->has_ended = TRUE;
      end_with_stopped_task (self);
      break;
    case GESSO_TASK_STATE_EXPIRED:
      self->has_ended = TRUE;
      end_with_expired_task (self);
      break;
    case GESSO_TASK_STATE_QUEUED:
    case GESSO_TASK_STATE_RUNNING:
    default:
      show_progress (self, answer);
      _gesso_task_run_follow (self);
    }
}

/* Asking costs nothing, so what only went lost on the way is asked again. */
static gboolean
is_passing (GessoTaskRun *self,
            GessoFailure *failure)
{
  const GessoFailureInfo *info = gesso_failure_get_info (failure);
  guint status = gesso_task_call_get_status (self->call);

  /* What is beyond the limit would be so again. */
  return info->failure_class != GESSO_FAILURE_CANCELLED && g_strcmp0 (info->code, "too_large") != 0
         && (status == 0 || status / 100 == 2 || status == 408 || status == 409 || status == 429
             || status == 455 || status >= 500);
}

static void
begin_call (GessoTaskRun *self,
            const char   *name)
{
  JsonObject *part = gesso_task_profile_get_part (self->profile, name);
  GessoWireTaskValues values;
  g_autofree char *address = NULL;

  _gesso_task_run_fill_values (self, &values);
  address
      = gesso_task_call_dup_address (self->profile, self->base_url, part, &values, self->submitted);
  g_clear_object (&self->call);
  /* An address that cannot be made is refused by the exchange. */
  self->call = gesso_task_call_new (self->session, self->profile,
                                    gesso_json_get_string (part, "method", "GET"),
                                    address != NULL ? address : "");
  gesso_task_call_set_key (self->call, self->credential);
  gesso_task_call_set_headers (self->call, part, &values);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GessoTaskRun) self = user_data;
  g_autoptr (GessoFailure) failure = NULL;

  if (gesso_task_call_run_finish (GESSO_TASK_CALL (source), result, &failure))
    {
      self->n_asked++;
      _gesso_task_run_take_answer (self);
    }
  else if (is_passing (self, failure))
    {
      gint64 wish = gesso_task_call_get_wish_ms (self->call);

      /* What went lost on the way says nothing; the last wish holds. */
      if (wish >= 0)
        self->wished_ms = wish;
      self->n_lost++;
      wait_and_ask (self);
    }
  else
    _gesso_task_run_fail (self, g_steal_pointer (&failure));
}

static void
ask (GessoTaskRun *self)
{
  begin_call (self, "status");
  gesso_task_call_run_async (self->call, g_task_get_cancellable (self->task), asked_cb,
                             g_object_ref (self));
}

/* The stream of states */

static gboolean
event_cb (JsonNode *event,
          gpointer  user_data)
{
  GessoTaskRun *self = user_data;
  GessoTaskState state = read_state (self, event);

  read_credits (self, event);
  if (state != GESSO_TASK_STATE_QUEUED && state != GESSO_TASK_STATE_RUNNING)
    return FALSE;

  show_progress (self, event);
  return TRUE;
}

/* However it ended: what the state is now is asked once, and again if need be. */
static void
streamed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GessoTaskRun) self = user_data;
  g_autoptr (GessoFailure) failure = NULL;
  gboolean is_good = gesso_task_call_run_finish (GESSO_TASK_CALL (source), result, &failure);

  if (!is_good && gesso_failure_get_info (failure)->failure_class == GESSO_FAILURE_CANCELLED)
    _gesso_task_run_fail (self, g_steal_pointer (&failure));
  else if (is_good)
    ask (self);
  else
    wait_and_ask (self);
}

static void
stream (GessoTaskRun *self)
{
  begin_call (self, "stream");
  gesso_task_call_set_events (self->call, event_cb, self);
  gesso_task_call_run_async (self->call, g_task_get_cancellable (self->task), streamed_cb,
                             g_object_ref (self));
}

/* One try with the stream, right after the beginning; then asking. */
void
_gesso_task_run_follow (GessoTaskRun *self)
{
  gboolean can_stream = gesso_task_profile_get_part (self->profile, "stream") != NULL;

  if (self->n_asked == 0 && can_stream && self->submitted != NULL && !self->has_streamed)
    {
      self->has_streamed = TRUE;
      stream (self);
    }
  else if (self->n_asked == 0 && self->submitted == NULL)
    ask (self);
  else
    wait_and_ask (self);
}

/* The result, where it is a call of its own. A task that failed says so here. */

static void
fail_with_result (GessoTaskRun *self)
{
  g_autoptr (GessoFailure) failure = g_steal_pointer (&self->failure);
  GessoFailureInfo info = *gesso_failure_get_info (failure);

  /* Where the way was lost, or one answer, the task itself said nothing. */
  if (info.failure_class == GESSO_FAILURE_MODERATED || info.failure_class == GESSO_FAILURE_REFUSED
      || (info.failure_class == GESSO_FAILURE_UNKNOWN
          && !gesso_exchange_failure_is_chance (failure)))
    self->has_ended = TRUE;
  _gesso_task_run_fail (self, gesso_failure_new (&info));
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GessoTaskRun) self = user_data;
  g_autoptr (GessoFailure) failure = NULL;

  if (gesso_task_call_run_finish (GESSO_TASK_CALL (source), result, &failure))
    take_pictures (self);
  else if (!_gesso_task_run_try_again (self, failure, TRUE, fetch_result))
    {
      g_clear_pointer (&self->failure, gesso_failure_unref);
      self->failure = g_steal_pointer (&failure);
      _gesso_task_run_keep_answer (self, fail_with_result);
    }
}

static void
fetch_result (GessoTaskRun *self)
{
  self->attempt++;
  begin_call (self, "result");
  gesso_task_call_run_async (self->call, g_task_get_cancellable (self->task), result_cb,
                             g_object_ref (self));
}
