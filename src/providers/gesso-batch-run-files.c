/* gesso-batch-run-files.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-batch-run-private.h"

#include "base/gesso-json.h"
#include "providers/gesso-exchange-address.h"
#include "providers/gesso-exchange-failure.h"
#include "providers/gesso-exchange-key.h"
#include "wire/gesso-wire-error.h"

/* What a GessoBatchRun finds when its batch is over: a file with the answers, whose pictures go
 * into the spool as they come, and a file that says of the other lines what became of them. Both
 * stay for a month, so what breaks off is fetched again; pictures that came whole are not written a
 * second time. */

#define MAX_FILE_BYTES (G_GUINT64_CONSTANT (4) * 1024 * 1024 * 1024)
#define MAX_LOST_FILES 6
#define MAX_INCOMPLETE_FILES 2
#define LOST_WAIT_MS 2000

static void fetch_output (GessoBatchRun *self);
static void fetch_errors (GessoBatchRun *self);

static guint
count_wanted (GessoBatchRun *self)
{
  return (guint) MAX (gesso_request_get_parameters (self->request)->n, 1);
}

/* Why pictures are missing. Lines without one cost nothing, so they can be sent again. */

static void
say_why_no_line (GessoBatchRun *self)
{
  g_autoptr (JsonObject) error = gesso_wire_batch_dup_error (self->object);
  GessoBatchState state = gesso_wire_batch_get_state (self->object);

  if (error != NULL)
    _gesso_batch_run_take_failure (
        self, gesso_wire_error_read_object (error, 400,
                                            gesso_exchange_get_request_id (self->exchange), -1));
  else if (state == GESSO_BATCH_STATE_FAILED)
    _gesso_batch_run_set_failure (self, GESSO_FAILURE_REFUSED, "batch_failed",
                                  "the service did not take the batch on", FALSE);
  else if (state == GESSO_BATCH_STATE_COMPLETED)
    _gesso_batch_run_set_failure (self, GESSO_FAILURE_DAMAGED, NULL,
                                  "the batch is over and pictures are missing", TRUE);
  else
    _gesso_batch_run_set_failure (self, GESSO_FAILURE_UNAVAILABLE,
                                  state == GESSO_BATCH_STATE_EXPIRED ? "batch_expired"
                                                                     : "batch_cancelled",
                                  state == GESSO_BATCH_STATE_EXPIRED
                                      ? "the batch was not done within its time"
                                      : "the batch was cancelled at the service",
                                  FALSE);
}

static void
say_why (GessoBatchRun *self)
{
  GessoBatchReader *reader = self->pump != NULL ? gesso_answer_pump_get_batch (self->pump) : NULL;
  guint status = 0;
  JsonObject *error = reader != NULL ? gesso_batch_reader_get_error (reader, &status) : NULL;
  const char *code = gesso_json_get_string (gesso_json_get_object (error, "error"), "code", "");

  if (reader != NULL && gesso_batch_reader_get_n_broken (reader) > 0)
    _gesso_batch_run_set_failure (self, GESSO_FAILURE_DAMAGED, NULL,
                                  "a line of the batch's answer is broken", TRUE);
  else if (error == NULL || g_str_equal (code, "batch_expired")
           || g_str_equal (code, "batch_cancelled"))
    say_why_no_line (self);
  else
    _gesso_batch_run_take_failure (
        self, gesso_wire_error_read_object (error, status > 0 ? status : 400,
                                            gesso_exchange_get_request_id (self->exchange), -1));
}

static void
finish_files (GessoBatchRun *self)
{
  if (self->pump == NULL || gesso_answer_pump_get_n_whole (self->pump) < count_wanted (self))
    say_why (self);
  _gesso_batch_run_end (self);
}

/* Fetching */

static void
file_progress (GessoHttpExchange *exchange,
               GessoHttpStage     stage,
               gint64             done,
               gint64             total,
               gpointer           user_data)
{
  if (stage == GESSO_HTTP_STAGE_RECEIVING)
    gesso_run_observer_stage_changed (GESSO_BATCH_RUN (user_data)->observer,
                                      GESSO_RUN_STAGE_RECEIVING,
                                      total > 0 ? CLAMP ((double) done / (double) total, 0, 1)
                                                : -1);
}

static gboolean
file_chunk (GessoHttpExchange  *exchange,
            GBytes             *chunk,
            gsize              *queued,
            gpointer            user_data,
            GError            **error)
{
  return gesso_answer_pump_push (GESSO_BATCH_RUN (user_data)->pump, chunk, queued, error);
}

static void
file_drain_async (GessoHttpExchange   *exchange,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             callback_data,
                  gpointer             user_data)
{
  gesso_answer_pump_drain_async (GESSO_BATCH_RUN (user_data)->pump, cancellable, callback,
                                 callback_data);
}

static gboolean
file_drain_finish (GessoHttpExchange  *exchange,
                   GAsyncResult       *result,
                   gpointer            user_data,
                   GError            **error)
{
  return gesso_answer_pump_drain_finish (GESSO_BATCH_RUN (user_data)->pump, result, error);
}

static void
fetch (GessoBatchRun       *self,
       const char          *file,
       GAsyncReadyCallback  callback)
{
  static const GessoHttpConsumer consumer = {
    .progress = file_progress,
    .chunk = file_chunk,
    .drain_async = file_drain_async,
    .drain_finish = file_drain_finish,
  };
  g_autofree char *call = g_strdup_printf ("/files/%s/content", file);

  if (self->pump == NULL)
    self->pump = gesso_answer_pump_new_for_batch (self->observer);
  _gesso_batch_run_begin (self, "GET", call);
  gesso_http_exchange_set_header (self->exchange, "Accept", "*/*");
  gesso_http_exchange_set_max_body (self->exchange, MAX_FILE_BYTES);
  gesso_http_exchange_set_timeouts (self->exchange, GESSO_HTTP_CONNECT_TIMEOUT_MS,
                                    GESSO_HTTP_IDLE_TIMEOUT_MS, 4 * GESSO_HTTP_TOTAL_TIMEOUT_MS);
  gesso_http_exchange_set_consumer (self->exchange, &consumer, self);
  gesso_http_exchange_run_async (self->exchange, g_task_get_cancellable (self->task), callback,
                                 g_object_ref (self));
}

static const char *
get_file (GessoBatchRun *self,
          const char    *member)
{
  const char *file = gesso_json_get_string (self->object, member, NULL);

  return gesso_wire_batch_is_id (file) ? file : NULL;
}

static void
errors_drained_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GessoBatchRun) self = user_data;

  gesso_answer_pump_drain_finish (GESSO_ANSWER_PUMP (source), result, NULL);
  finish_files (self);
}

/* Without this file it is not known why lines failed, only that they did. */
static void
errors_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GessoBatchRun) self = user_data;

  if (gesso_http_exchange_run_finish (self->exchange, result, NULL))
    gesso_batch_reader_end_file (gesso_answer_pump_get_batch (self->pump));
  gesso_answer_pump_drain_async (self->pump, NULL, errors_drained_cb, g_object_ref (self));
}

static void
fetch_errors (GessoBatchRun *self)
{
  const char *file = get_file (self, "error_file_id");

  if (file != NULL)
    fetch (self, file, errors_cb);
  else
    finish_files (self);
}

static void
output_drained_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GessoBatchRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (gesso_answer_pump_drain_finish (GESSO_ANSWER_PUMP (source), result, &error))
    {
      fetch_errors (self);
      return;
    }
  _gesso_batch_run_set_failure (self, GESSO_FAILURE_STORAGE, NULL, error->message, TRUE);
  _gesso_batch_run_end (self);
}

static gboolean
can_fetch_again (GessoBatchRun *self)
{
  guint status = gesso_http_exchange_get_status (self->exchange);

  return (status == 0 || status / 100 == 2 || status == 408 || status == 429 || status >= 500)
         && !_gesso_batch_run_is_cancelled (self)
         && !gesso_answer_pump_has_failed_to_store (self->pump) && ++self->n_lost <= MAX_LOST_FILES;
}

static void
output_lost_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GessoBatchRun) self = user_data;
  gint64 wish = _gesso_batch_run_get_wish (self);

  gesso_answer_pump_drain_finish (GESSO_ANSWER_PUMP (source), result, NULL);
  if (!can_fetch_again (self))
    {
      _gesso_batch_run_end (self);
      return;
    }
  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_RETRY_WAIT, -1);
  _gesso_batch_run_wait (self, wish >= 0 ? wish : LOST_WAIT_MS * (gint64) self->n_lost,
                         fetch_output);
}

/* Nothing tells of an answer without a length whether it is whole, but its lines do. Where there is
 * a file of errors too, only that knows of the lines that are not here. */
static gboolean
is_complete (GessoBatchRun *self)
{
  GessoBatchReader *reader = gesso_answer_pump_get_batch (self->pump);
  guint n_lines
      = gesso_batch_reader_get_n_images (reader) + gesso_batch_reader_get_n_failed (reader);
  gboolean is_all = gesso_wire_batch_get_state (self->object) == GESSO_BATCH_STATE_COMPLETED
                    && get_file (self, "error_file_id") == NULL;

  return gesso_batch_reader_get_n_broken (reader) == 0 && n_lines > 0
         && (!is_all || n_lines >= count_wanted (self));
}

static void
take_fetch_failure (GessoBatchRun *self,
                    const GError  *error)
{
  g_autoptr (GessoFailure) read = NULL;

  if (gesso_answer_pump_has_failed_to_store (self->pump))
    {
      _gesso_batch_run_set_failure (self, GESSO_FAILURE_STORAGE, NULL, error->message, TRUE);
      return;
    }
  read = error != NULL ? gesso_exchange_failure_from_error (self->exchange, error)
                       : gesso_exchange_failure_from_status (self->exchange);
  _gesso_batch_run_take_failure (self, gesso_exchange_failure_while_asking (read));
}

static void
output_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GessoBatchRun) self = user_data;
  GessoBatchReader *reader = gesso_answer_pump_get_batch (self->pump);
  g_autoptr (GError) error = NULL;

  if (gesso_http_exchange_run_finish (self->exchange, result, &error)
      && gesso_http_exchange_is_success (self->exchange))
    {
      gesso_batch_reader_end_file (reader);
      if (is_complete (self) || ++self->n_incomplete > MAX_INCOMPLETE_FILES)
        {
          gesso_answer_pump_drain_async (self->pump, NULL, output_drained_cb, g_object_ref (self));
          return;
        }
      _gesso_batch_run_set_failure (self, GESSO_FAILURE_DAMAGED, NULL,
                                    "the file of the batch is not whole", TRUE);
    }
  else
    take_fetch_failure (self, error);
  gesso_batch_reader_restart (reader);
  gesso_answer_pump_drain_async (self->pump, NULL, output_lost_cb, g_object_ref (self));
}

static void
fetch_output (GessoBatchRun *self)
{
  const char *file = get_file (self, "output_file_id");

  g_clear_pointer (&self->failure, gesso_failure_unref);
  if (file != NULL)
    fetch (self, file, output_cb);
  else
    fetch_errors (self);
}

void
_gesso_batch_run_collect (GessoBatchRun *self)
{
  self->n_lost = 0;
  self->n_incomplete = 0;
  fetch_output (self);
}
