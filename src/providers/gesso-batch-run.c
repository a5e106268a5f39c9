/* gesso-batch-run.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request as a batch: its lines go up as a file, the batch is begun and told to the observer by
 * its id, and it is asked for, slower and slower, until it is over. That takes up to a day, in
 * which the network may be gone for hours, so what went lost on the way is asked again and again; a
 * run that is told an id begins there. What it leaves behind is fetched in gesso-batch-run-files.c.
 * Made by the images provider for one run, which its task keeps alive. Main thread only.
 *
 *   upload ─ begin ─ ask ─┬─ wait ─ ask ─ …
 *                         └─ over ─ collect ─ result
 */

#include "config.h"

#include "providers/gesso-batch-run-private.h"

#include "base/gesso-json.h"
#include "base/gesso-log.h"
#include "http/gesso-multipart.h"
#include "http/gesso-retry.h"
#include "model/gesso-account.h"
#include "providers/gesso-exchange-address.h"
#include "providers/gesso-exchange-failure.h"
#include "providers/gesso-exchange-key.h"
#include "providers/gesso-provider-error.h"

#include <string.h>

#define MAX_BODY_BYTES (1024 * 1024)
#define FIRST_WAIT_MS 2000
#define MAX_WAIT_MS (60 * 1000)
/* A batch is over after a day; its files stay for a month. */
#define MAX_BATCH_US (G_GINT64_CONSTANT (30) * 60 * 60 * G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (GessoBatchRun, gesso_batch_run, G_TYPE_OBJECT)

static void upload (GessoBatchRun *self);
static void begin (GessoBatchRun *self);
static void ask (GessoBatchRun *self);

/* Failures */

void
_gesso_batch_run_take_failure (GessoBatchRun *self,
                               GessoFailure  *failure)
{
  g_clear_pointer (&self->failure, gesso_failure_unref);
  self->failure = failure;
}

void
_gesso_batch_run_set_failure (GessoBatchRun     *self,
                              GessoFailureClass  failure_class,
                              const char        *code,
                              const char        *message,
                              gboolean           may_be_billed)
{
  g_autofree char *redacted = gesso_log_redact (message);
  GessoFailureInfo info = {
    .failure_class = failure_class,
    .message = redacted,
    .code = code,
    .request_id = self->exchange != NULL ? gesso_exchange_get_request_id (self->exchange) : NULL,
    .retry_after_ms = -1,
    .may_be_billed = may_be_billed,
  };

  g_clear_pointer (&self->failure, gesso_failure_unref);
  self->failure = gesso_failure_new (&info);
}

static void
return_failure (GessoBatchRun *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_error (task, gesso_provider_error_new (self->failure));
}

/* Pictures that came before something went wrong are a result all the same. */
void
_gesso_batch_run_end (GessoBatchRun *self)
{
  guint n_whole = self->pump != NULL ? gesso_answer_pump_get_n_whole (self->pump) : 0;
  g_autoptr (GTask) task = NULL;
  GessoBatchReader *reader;
  GessoRunResult *result;
  GessoUsage usage;

  if (n_whole == 0)
    {
      return_failure (self);
      return;
    }

  reader = gesso_answer_pump_get_batch (self->pump);
  gesso_batch_reader_get_usage (reader, &usage);
  result = gesso_run_result_new (n_whole, &usage, gesso_exchange_get_request_id (self->exchange),
                                 gesso_batch_reader_get_envelope (reader));
  if (self->failure != NULL)
    gesso_run_result_set_failure (result, self->failure);
  task = g_steal_pointer (&self->task);
  g_task_return_pointer (task, result, (GDestroyNotify) gesso_run_result_unref);
}

/* Cancelling */

gboolean
_gesso_batch_run_is_cancelled (GessoBatchRun *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  return cancellable != NULL && g_cancellable_is_cancelled (cancellable);
}

static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoBatchRun) self = user_data;

  gesso_http_exchange_run_finish (GESSO_HTTP_EXCHANGE (source), result, NULL);
  return_failure (self);
}

/* The service is told; whether it hears is not waited for long. Lines that are ready are billed. */
static void
stop (GessoBatchRun *self)
{
  g_autofree char *call = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GessoHttpExchange) exchange = NULL;
  g_autoptr (GBytes) body = NULL;

  _gesso_batch_run_set_failure (self, GESSO_FAILURE_CANCELLED, NULL,
                                self->batch != NULL ? "cancelled while the service had the batch"
                                                    : "cancelled before the batch was begun",
                                self->batch != NULL);
  if (self->batch == NULL || gesso_run_observer_is_leaving (self->observer))
    {
      return_failure (self);
      return;
    }

  call = g_strdup_printf ("/batches/%s/cancel", self->batch);
  address = gesso_exchange_join_address (self->base_url, call);
  exchange = gesso_http_exchange_new (self->session, "POST", address);
  body = g_bytes_new_static ("{}", 2);
  gesso_exchange_set_key (exchange, self->kind, self->credential);
  gesso_http_exchange_set_body (exchange, "application/json", body);
  gesso_http_exchange_set_timeouts (exchange, 3000, 3000, 5000);
  gesso_http_exchange_run_async (exchange, NULL, stopped_cb, g_object_ref (self));
}

/* Waiting */

static gboolean
wait_over_cb (gpointer user_data)
{
  g_autoptr (GessoBatchRun) self = user_data;

  if (_gesso_batch_run_is_cancelled (self))
    stop (self);
  else
    self->waiting_for (self);
  return G_SOURCE_REMOVE;
}

void
_gesso_batch_run_wait (GessoBatchRun  *self,
                       gint64          delay_ms,
                       GessoBatchStep  next)
{
  g_autoptr (GSource) source = g_timeout_source_new ((guint) CLAMP (delay_ms, 0, 15 * 60 * 1000));
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  self->waiting_for = next;
  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (source, cancelled);
    }
  g_source_set_callback (source, wait_over_cb, g_object_ref (self), NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/* What the service wishes, or wished last. */
gint64
_gesso_batch_run_get_wish (GessoBatchRun *self)
{
  gint64 wished
      = gesso_retry_parse_delay (gesso_http_exchange_get_header (self->exchange, "retry-after-ms"),
                                 gesso_http_exchange_get_header (self->exchange, "retry-after"),
                                 g_get_real_time ());

  if (wished >= 0)
    self->wished_ms = wished;
  return self->wished_ms;
}

/* Small answers */

static gboolean
body_chunk (GessoHttpExchange  *exchange,
            GBytes             *chunk,
            gsize              *queued,
            gpointer            user_data,
            GError            **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (chunk, &length);

  g_byte_array_append (GESSO_BATCH_RUN (user_data)->body, data, (guint) length);
  return TRUE;
}

void
_gesso_batch_run_begin (GessoBatchRun *self,
                        const char    *method,
                        const char    *call)
{
  static const GessoHttpConsumer consumer = { .chunk = body_chunk };
  g_autofree char *address = gesso_exchange_join_address (self->base_url, call);

  g_byte_array_set_size (self->body, 0);
  g_clear_object (&self->exchange);
  self->exchange = gesso_http_exchange_new (self->session, method, address);
  gesso_http_exchange_set_max_body (self->exchange, MAX_BODY_BYTES);
  gesso_http_exchange_set_consumer (self->exchange, &consumer, self);
  gesso_http_exchange_set_header (self->exchange, "Accept", "application/json");
  gesso_exchange_set_key (self->exchange, self->kind, self->credential);
}

/* (transfer full) for @failure. While there is no batch nothing is billed; while one may have begun
 * the failure says it itself; what has begun may be made whatever became of the asking. */
static void
take_call_failure (GessoBatchRun *self,
                   GessoFailure  *failure)
{
  GessoFailureInfo info = *gesso_failure_get_info (failure);
  g_autoptr (GessoFailure) read = failure;

  if (self->batch != NULL)
    {
      _gesso_batch_run_take_failure (self, gesso_exchange_failure_while_asking (read));
      return;
    }
  if (self->file == NULL)
    info.may_be_billed = FALSE;
  _gesso_batch_run_take_failure (self, gesso_failure_new (&info));
}

static void
take_unreadable (GessoBatchRun *self)
{
  GessoFailureClass failure_class = GESSO_FAILURE_UNKNOWN;

  if (self->batch == NULL && self->file == NULL)
    failure_class = GESSO_FAILURE_UNAVAILABLE;
  _gesso_batch_run_set_failure (self, failure_class, NULL,
                                "the answer about a batch cannot be read",
                                failure_class == GESSO_FAILURE_UNKNOWN);
}

/* (transfer full) (nullable): the answer; NULL with the failure set */
static JsonObject *
finish_call (GessoBatchRun *self,
             GAsyncResult  *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;

  if (!gesso_http_exchange_run_finish (self->exchange, result, &error))
    {
      take_call_failure (self, gesso_exchange_failure_from_error (self->exchange, error));
      return NULL;
    }
  if (!gesso_http_exchange_is_success (self->exchange))
    {
      take_call_failure (self, gesso_exchange_failure_from_status (self->exchange));
      return NULL;
    }

  object
      = gesso_json_parse_object ((const char *) self->body->data, (gssize) self->body->len, NULL);
  if (!gesso_wire_batch_is_id (gesso_json_get_string (object, "id", NULL)))
    {
      take_unreadable (self);
      return NULL;
    }
  return g_steal_pointer (&object);
}

/* Whether the call is made once more. A file that goes up twice costs nothing; of a batch that may
 * have begun there must not be two. */
static gboolean
try_again (GessoBatchRun  *self,
           gboolean        is_free,
           GessoBatchStep  again)
{
  const GessoFailureInfo *info = gesso_failure_get_info (self->failure);
  guint status = gesso_http_exchange_get_status (self->exchange);
  gboolean is_passing = info->failure_class == GESSO_FAILURE_RATE_LIMITED
                        || info->failure_class == GESSO_FAILURE_UNAVAILABLE
                        || (is_free && gesso_exchange_failure_is_chance (self->failure));
  GessoRetryCase retry_case = {
    .attempt = self->attempt,
    .status = status / 100 == 2 ? 0 : status,
    .never_sent = gesso_http_exchange_get_fate (self->exchange) == GESSO_HTTP_FATE_NEVER_SENT,
    .confirmed = is_free,
    .forbidden = !is_passing || info->may_be_billed,
    .should_retry = gesso_http_exchange_get_header (self->exchange, "x-should-retry"),
    .retry_after_ms = gesso_http_exchange_get_header (self->exchange, "retry-after-ms"),
    .retry_after = gesso_http_exchange_get_header (self->exchange, "retry-after"),
    .now_us = g_get_real_time (),
    .random = g_random_double (),
  };
  gint64 delay_ms = 0;

  if (_gesso_batch_run_is_cancelled (self) || !gesso_retry_decide (&retry_case, &delay_ms))
    return FALSE;

  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_RETRY_WAIT, -1);
  _gesso_batch_run_wait (self, delay_ms, again);
  return TRUE;
}

/* Up */

/* Whatever came back, nothing was begun. */
static void
return_upload_failure (GessoBatchRun *self)
{
  GessoFailureInfo info = *gesso_failure_get_info (self->failure);

  if (info.failure_class == GESSO_FAILURE_UNKNOWN || info.failure_class == GESSO_FAILURE_DAMAGED)
    {
      info.failure_class = GESSO_FAILURE_UNAVAILABLE;
      _gesso_batch_run_take_failure (self, gesso_failure_new (&info));
    }
  return_failure (self);
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GessoBatchRun) self = user_data;
  g_autoptr (JsonObject) object = finish_call (self, result);

  if (object == NULL)
    {
      if (!try_again (self, TRUE, upload))
        return_upload_failure (self);
      return;
    }

  self->file = g_strdup (gesso_json_get_string (object, "id", NULL));
  self->attempt = 0;
  begin (self);
}

static void
upload (GessoBatchRun *self)
{
  g_autofree char *model
      = gesso_account_model_dup_wire (self->kind,
                                      gesso_request_get_parameters (self->request)->model);
  g_autoptr (GBytes) lines = gesso_wire_batch_to_lines (self->request, model);
  g_autoptr (GessoMultipart) form = gesso_multipart_new ();
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *content_type = NULL;

  if (lines == NULL)
    {
      _gesso_batch_run_set_failure (self, GESSO_FAILURE_USAGE, NULL,
                                    "the pictures are too large together for a batch", FALSE);
      return_failure (self);
      return;
    }

  self->attempt++;
  gesso_multipart_add_text (form, "purpose", "batch");
  gesso_multipart_add_file (form, "file", "batch.jsonl", "application/jsonl", lines);
  content_type = gesso_multipart_dup_content_type (form);
  stream = gesso_multipart_open (form);
  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_SENDING, -1);
  _gesso_batch_run_begin (self, "POST", "/files");
  gesso_http_exchange_set_body_stream (self->exchange, content_type, stream,
                                       gesso_multipart_get_length (form));
  gesso_http_exchange_run_async (self->exchange, g_task_get_cancellable (self->task), uploaded_cb,
                                 g_object_ref (self));
}

static void
take_object (GessoBatchRun *self,
             JsonObject    *object)
{
  g_clear_pointer (&self->object, json_object_unref);
  self->object = json_object_ref (object);
  self->n_lost = 0;
  if (gesso_wire_batch_get_state (object) != GESSO_BATCH_STATE_WORKING)
    {
      _gesso_batch_run_collect (self);
      return;
    }

  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_WORKING,
                                    gesso_wire_batch_get_fraction (object));
  if (_gesso_batch_run_get_wish (self) >= 0)
    _gesso_batch_run_wait (self, self->wished_ms, ask);
  else
    _gesso_batch_run_wait (self, self->wait_ms, ask);
  self->wait_ms = MIN (self->wait_ms * 3 / 2, MAX_WAIT_MS);
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GessoBatchRun) self = user_data;
  g_autoptr (JsonObject) object = finish_call (self, result);

  if (object == NULL)
    {
      if (!try_again (self, FALSE, begin))
        return_failure (self);
      return;
    }

  self->batch = g_strdup (gesso_json_get_string (object, "id", NULL));
  self->asking_since_us = g_get_real_time ();
  gesso_run_observer_accepted (self->observer, gesso_exchange_get_request_id (self->exchange));
  gesso_run_observer_task_known (self->observer, self->batch);
  take_object (self, object);
}

static void
begin (GessoBatchRun *self)
{
  g_autoptr (JsonObject) json = gesso_wire_batch_to_json (self->request, self->file);
  char *text = gesso_json_object_to_string (json, FALSE);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  self->attempt++;
  _gesso_batch_run_begin (self, "POST", "/batches");
  gesso_http_exchange_set_body (self->exchange, "application/json", body);
  gesso_http_exchange_run_async (self->exchange, g_task_get_cancellable (self->task), begun_cb,
                                 g_object_ref (self));
}

/* Asking costs nothing, so what only went lost on the way is asked again until the day is over. */
static gboolean
ask_again (GessoBatchRun *self)
{
  guint status = gesso_http_exchange_get_status (self->exchange);
  gboolean is_passing
      = status == 0 || status / 100 == 2 || status == 408 || status == 429 || status >= 500;

  if (!is_passing)
    return FALSE;
  if (g_get_real_time () - self->asking_since_us > MAX_BATCH_US)
    {
      _gesso_batch_run_set_failure (self, GESSO_FAILURE_UNKNOWN, GESSO_FAILURE_CODE_NOT_IN_TIME,
                                    "the batch could not be asked for in its time", TRUE);
      return FALSE;
    }

  self->n_lost++;
  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_RETRY_WAIT, -1);
  if (_gesso_batch_run_get_wish (self) >= 0)
    _gesso_batch_run_wait (self, self->wished_ms, ask);
  else
    _gesso_batch_run_wait (self, MIN (FIRST_WAIT_MS * (gint64) self->n_lost, MAX_WAIT_MS), ask);
  return TRUE;
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GessoBatchRun) self = user_data;
  g_autoptr (JsonObject) object = finish_call (self, result);

  if (_gesso_batch_run_is_cancelled (self))
    stop (self);
  else if (object != NULL)
    take_object (self, object);
  else if (!ask_again (self))
    return_failure (self);
}

static void
ask (GessoBatchRun *self)
{
  g_autofree char *call = g_strconcat ("/batches/", self->batch, NULL);

  _gesso_batch_run_begin (self, "GET", call);
  gesso_http_exchange_run_async (self->exchange, g_task_get_cancellable (self->task), asked_cb,
                                 g_object_ref (self));
}

static void
gesso_batch_run_dispose (GObject *object)
{
  GessoBatchRun *self = GESSO_BATCH_RUN (object);

  g_clear_object (&self->session);
  g_clear_object (&self->observer);
  g_clear_object (&self->exchange);
  g_clear_object (&self->pump);

  G_OBJECT_CLASS (gesso_batch_run_parent_class)->dispose (object);
}

static void
gesso_batch_run_finalize (GObject *object)
{
  GessoBatchRun *self = GESSO_BATCH_RUN (object);

  g_free (self->kind);
  g_free (self->base_url);
  g_free (self->file);
  g_free (self->batch);
  g_byte_array_unref (self->body);
  g_clear_pointer (&self->request, gesso_request_unref);
  g_clear_pointer (&self->credential, gesso_credential_unref);
  g_clear_pointer (&self->failure, gesso_failure_unref);
  g_clear_pointer (&self->object, json_object_unref);

  G_OBJECT_CLASS (gesso_batch_run_parent_class)->finalize (object);
}

static void
gesso_batch_run_class_init (GessoBatchRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_batch_run_dispose;
  object_class->finalize = gesso_batch_run_finalize;
}

static void
gesso_batch_run_init (GessoBatchRun *self)
{
  self->body = g_byte_array_new ();
  self->wait_ms = FIRST_WAIT_MS;
  self->wished_ms = -1;
}

/**
 * gesso_batch_run_new:
 * @session: the connection
 * @account_kind: the kind of the account
 * @base_url: the address that "/batches" is added to
 * @request: what to make; each of its pictures becomes a line
 * @credential: (nullable): the key
 * @observer: takes stages, the id and pictures
 *
 * Returns: (transfer full): a run that has not begun
 */
GessoBatchRun *
gesso_batch_run_new (GessoHttpSession *session,
                     const char       *account_kind,
                     const char       *base_url,
                     GessoRequest     *request,
                     GessoCredential  *credential,
                     GessoRunObserver *observer)
{
  GessoBatchRun *self = g_object_new (GESSO_TYPE_BATCH_RUN, NULL);

  self->session = g_object_ref (session);
  self->kind = g_strdup (account_kind);
  self->base_url = g_strdup (base_url);
  self->request = gesso_request_ref (request);
  self->credential = credential != NULL ? gesso_credential_ref (credential) : NULL;
  self->observer = g_object_ref (observer);
  return self;
}

/**
 * gesso_batch_run_set_task:
 * @self: a run that has not begun
 * @batch_id: (nullable): what the observer was told in an earlier run of the same request
 *
 * Nothing is sent then; the batch is asked for.
 */
void
gesso_batch_run_set_task (GessoBatchRun *self,
                          const char    *batch_id)
{
  g_return_if_fail (self->task == NULL);

  g_free (self->batch);
  self->batch = gesso_wire_batch_is_id (batch_id) ? g_strdup (batch_id) : NULL;
}

/**
 * gesso_batch_run_async:
 * @self: a run that has not begun
 * @cancellable: (nullable): ends it at any stage; the batch is stopped at the service unless the
 *   observer says that it is only left
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Sends the lines, or asks for a batch that is known.
 */
void
gesso_batch_run_async (GessoBatchRun       *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, gesso_batch_run_async);
  g_task_set_check_cancellable (self->task, FALSE);
  self->asking_since_us = g_get_real_time ();
  if (self->batch != NULL)
    ask (self);
  else
    upload (self);
}

/**
 * gesso_batch_run_finish:
 * @self: the run
 * @result: what the callback got
 * @error: %GESSO_PROVIDER_ERROR
 *
 * Returns: (transfer full) (nullable): what was said besides the pictures, and why some are missing
 */
GessoRunResult *
gesso_batch_run_finish (GessoBatchRun  *self,
                        GAsyncResult   *result,
                        GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_batch_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
