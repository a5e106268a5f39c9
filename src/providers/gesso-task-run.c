/* gesso-task-run.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request of a service that works by tasks, from the upload of its pictures to the last picture
 * of the answer. The task's name is told to the observer as soon as it is known, so that another
 * process can take it up; such a run begins with asking. Made by the task provider for one run,
 * which its task keeps alive. Main thread only.
 *
 *   uploads ─ submit ─ name ─┬─ stream ─┬─ result ─ downloads ─ end
 *                            └─ ask … ──┘            a known name begins at "ask"
 */

#include "config.h"

#include "providers/gesso-task-run-private.h"

#include "base/gesso-json.h"
#include "base/gesso-log.h"
#include "base/gesso-str.h"
#include "http/gesso-retry.h"
#include "providers/gesso-exchange-failure.h"
#include "providers/gesso-provider-error.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (GessoTaskRun, gesso_task_run, G_TYPE_OBJECT)

#define MAX_ID_LENGTH 256

/* What the names in a profile stand for, as far as is known by now. */
void
_gesso_task_run_fill_values (GessoTaskRun        *self,
                             GessoWireTaskValues *values)
{
  *values = (GessoWireTaskValues){
    .request = self->request,
    .model = self->model,
    .pictures = (const char *const *) self->addresses->pdata,
    .mask = self->mask,
    .id = self->id,
  };
}

gboolean
_gesso_task_run_is_cancelled (GessoTaskRun *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  return cancellable != NULL && g_cancellable_is_cancelled (cancellable);
}

/* Waiting */

typedef struct
{
  GessoTaskRun *self; /* (owned) */
  void (*func) (GessoTaskRun *self);
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_object_unref (waiting->self);
  g_free (waiting);
}

static void
stop_waiting (GessoTaskRun *self)
{
  if (self->network_id != 0)
    g_signal_handler_disconnect (g_network_monitor_get_default (), self->network_id);
  self->network_id = 0;
  g_clear_pointer (&self->wait, g_source_unref);
}

static gboolean
wait_over_cb (gpointer user_data)
{
  Waiting *waiting = user_data;
  GessoTaskRun *self = waiting->self;

  stop_waiting (self);
  if (_gesso_task_run_is_cancelled (self))
    _gesso_task_run_fail_with (self, GESSO_FAILURE_CANCELLED, NULL, "cancelled while waiting");
  else
    waiting->func (self);

  return G_SOURCE_REMOVE;
}

/* The network is back: nothing is gained by waiting on. */
static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         is_available,
                    GessoTaskRun    *self)
{
  if (is_available && self->wait != NULL)
    g_source_set_ready_time (self->wait, 0);
}

void
_gesso_task_run_wait (GessoTaskRun *self,
                      gint64 delay_ms,
                      gboolean for_network,
                      void (*func) (GessoTaskRun *self))
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);
  Waiting *waiting = g_new (Waiting, 1);

  waiting->self = g_object_ref (self);
  waiting->func = func;
  self->wait = g_timeout_source_new ((guint) CLAMP (delay_ms, 0, 120000));
  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (self->wait, cancelled);
    }
  if (for_network)
    self->network_id = g_signal_connect (g_network_monitor_get_default (), "network-changed",
                                         G_CALLBACK (network_changed_cb), self);
  g_source_set_callback (self->wait, wait_over_cb, waiting, waiting_free);
  g_source_attach (self->wait, g_main_context_get_thread_default ());
}

/* The end */

static void
return_failure (GessoTaskRun *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_error (task, gesso_provider_error_new (self->failure));
}

/* Whether the service hears that it may stop is not waited for long. */
static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoTaskRun) self = user_data;
  g_autoptr (GessoFailure) failure = NULL;

  if (!gesso_task_call_run_finish (GESSO_TASK_CALL (source), result, &failure))
    g_debug ("the service did not take the cancelling");
  return_failure (self);
}

static gboolean
stop_service (GessoTaskRun *self)
{
  JsonObject *part = gesso_task_profile_get_part (self->profile, "cancel");
  g_autoptr (GessoTaskCall) call = NULL;
  g_autofree char *address = NULL;
  GessoWireTaskValues values;

  if (part == NULL || self->id == NULL || self->has_ended)
    return FALSE;

  _gesso_task_run_fill_values (self, &values);
  address
      = gesso_task_call_dup_address (self->profile, self->base_url, part, &values, self->submitted);
  if (address == NULL)
    return FALSE;

  call = gesso_task_call_new (self->session, self->profile,
                              gesso_json_get_string (part, "method", "POST"), address);
  gesso_task_call_set_key (call, self->credential);
  gesso_task_call_set_headers (call, part, &values);
  gesso_task_call_take_any (call);
  gesso_http_exchange_set_timeouts (gesso_task_call_get_exchange (call), 3000, 3000, 5000);
  if (json_object_has_member (part, "body"))
    {
      g_autoptr (JsonNode) node
          = gesso_wire_task_expand (json_object_get_member (part, "body"), &values);
      char *text = node != NULL ? gesso_json_to_string (node, FALSE) : g_strdup ("{}");
      g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

      gesso_http_exchange_set_body (gesso_task_call_get_exchange (call), "application/json", body);
    }
  gesso_task_call_run_async (call, NULL, stopped_cb, g_object_ref (self));
  return TRUE;
}

/* (transfer full) for @failure. What the service has taken on and cannot be fetched may be made and
 * billed all the same, whatever the failure of the asking was. */
void
_gesso_task_run_fail (GessoTaskRun *self,
                      GessoFailure *failure)
{
  g_autoptr (GessoFailure) told = self->id != NULL && !self->has_ended
                                      ? gesso_exchange_failure_while_asking (failure)
                                      : gesso_failure_ref (failure);
  GessoFailureInfo info = *gesso_failure_get_info (told);

  gesso_failure_unref (failure);
  if (info.request_id == NULL)
    info.request_id = self->request_id;
  g_clear_pointer (&self->failure, gesso_failure_unref);
  self->failure = gesso_failure_new (&info);
  if (info.failure_class != GESSO_FAILURE_CANCELLED || !stop_service (self))
    return_failure (self);
}

void
_gesso_task_run_fail_with (GessoTaskRun      *self,
                           GessoFailureClass  failure_class,
                           const char        *code,
                           const char        *message)
{
  g_autofree char *redacted = gesso_log_redact (message);
  GessoFailureInfo info = {
    .failure_class = failure_class,
    .message = redacted,
    .code = code,
    .request_id = self->request_id,
    .http_status = self->call != NULL ? (int) gesso_task_call_get_status (self->call) : 0,
    .retry_after_ms = -1,
    .may_be_billed = self->id != NULL,
  };

  _gesso_task_run_fail (self, gesso_failure_new (&info));
}

void
_gesso_task_run_succeed (GessoTaskRun *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  g_autoptr (JsonObject) envelope = json_object_new ();
  g_autoptr (JsonObject) counted = json_object_new ();
  GessoUsage usage = GESSO_USAGE_INIT;

  if (self->credits >= 0)
    json_object_set_double_member (counted, "credits", self->credits);
  gesso_usage_read_json (&usage, counted);
  if (self->model != NULL)
    json_object_set_string_member (envelope, "model", self->model);
  g_task_return_pointer (task,
                         gesso_run_result_new (self->n_whole, &usage, self->request_id, envelope),
                         (GDestroyNotify) gesso_run_result_unref);
}

/* Trying again */

gboolean
_gesso_task_run_try_again (GessoTaskRun *self,
                           GessoFailure *failure,
                           gboolean costs_nothing,
                           void (*func) (GessoTaskRun *self))
{
  const GessoFailureInfo *info = gesso_failure_get_info (failure);
  GessoHttpExchange *exchange = gesso_task_call_get_exchange (self->call);
  gboolean is_passing = info->failure_class == GESSO_FAILURE_RATE_LIMITED
                        || info->failure_class == GESSO_FAILURE_UNAVAILABLE
                        || (costs_nothing && gesso_exchange_failure_is_chance (failure));
  GessoRetryCase retry_case = {
    .attempt = self->attempt,
    .status = gesso_task_call_get_status (self->call),
    .never_sent = gesso_http_exchange_get_fate (exchange) == GESSO_HTTP_FATE_NEVER_SENT,
    .forbidden = !is_passing || (info->may_be_billed && !costs_nothing),
    .confirmed = costs_nothing,
    .should_retry = gesso_http_exchange_get_header (exchange, "x-should-retry"),
    .retry_after_ms = gesso_http_exchange_get_header (exchange, "retry-after-ms"),
    .retry_after = gesso_http_exchange_get_header (exchange, "retry-after"),
    .now_us = g_get_real_time (),
    .random = g_random_double (),
  };
  gint64 delay_ms = 0;

  /* A good status that broke off is no status to judge by. */
  if (retry_case.status / 100 == 2)
    retry_case.status = 0;
  if (!gesso_retry_decide (&retry_case, &delay_ms))
    return FALSE;

  g_debug ("attempt %u failed, next one in %" G_GINT64_FORMAT " ms", self->attempt, delay_ms);
  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_RETRY_WAIT, -1);
  _gesso_task_run_wait (self, delay_ms, FALSE, func);
  return TRUE;
}

/* Keeping an answer as it came */

static void
raw_closed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Waiting *waiting = user_data;
  GessoTaskRun *self = waiting->self;
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    _gesso_task_run_fail_with (self, GESSO_FAILURE_STORAGE, NULL, error->message);
  else
    waiting->func (self);
  waiting_free (waiting);
}

static void
raw_written_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Waiting *waiting = user_data;
  GessoTaskRun *self = waiting->self;
  g_autoptr (GError) error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      g_output_stream_close_async (G_OUTPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL,
                                   raw_closed_cb, waiting);
      return;
    }

  _gesso_task_run_fail_with (self, GESSO_FAILURE_STORAGE, NULL, error->message);
  waiting_free (waiting);
}

void
_gesso_task_run_keep_answer (GessoTaskRun *self, void (*func) (GessoTaskRun *self))
{
  GBytes *body = gesso_task_call_get_body (self->call);
  g_autoptr (GError) error = NULL;
  Waiting *waiting;
  gsize length;
  const void *bytes;

  if (body == NULL || g_bytes_get_size (body) == 0)
    {
      func (self);
      return;
    }
  g_clear_object (&self->raw);
  self->raw = gesso_run_observer_open_raw (self->observer, &error);
  if (self->raw == NULL)
    {
      _gesso_task_run_fail_with (self, GESSO_FAILURE_STORAGE, NULL, error->message);
      return;
    }

  waiting = g_new (Waiting, 1);
  waiting->self = g_object_ref (self);
  waiting->func = func;
  bytes = g_bytes_get_data (body, &length);
  g_output_stream_write_all_async (self->raw, bytes, length, G_PRIORITY_DEFAULT, NULL,
                                   raw_written_cb, waiting);
}

/* The beginning of a task */

/* A name goes into addresses: what is not like one is not used. */
static gboolean
is_sane_id (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (id[i]) && strchr ("_-.:", id[i]) == NULL)
      return FALSE;

  return length > 0 && length <= MAX_ID_LENGTH && !g_str_equal (id, ".") && !g_str_equal (id, "..");
}

static void
end_without_id (GessoTaskRun *self)
{
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_DAMAGED,
    .message = "the service did not say how the task is called",
    .request_id = self->request_id,
    .http_status = (int) gesso_task_call_get_status (self->call),
    .retry_after_ms = -1,
    .may_be_billed = TRUE,
  };

  _gesso_task_run_fail (self, gesso_failure_new (&info));
}

static void
fail_as_kept (GessoTaskRun *self)
{
  _gesso_task_run_fail (self, gesso_failure_ref (self->failure));
}

static void
take_submitted (GessoTaskRun *self)
{
  JsonNode *answer = gesso_task_call_get_answer (self->call);
  JsonObject *part = gesso_task_profile_get_part (self->profile, "submit");
  g_autofree char *id = gesso_wire_task_find_text (answer, part, "id");
  const char *request_id
      = gesso_exchange_get_request_id (gesso_task_call_get_exchange (self->call));

  if (!is_sane_id (id))
    {
      _gesso_task_run_keep_answer (self, end_without_id);
      return;
    }

  self->id = g_steal_pointer (&id);
  self->submitted = json_node_ref (answer);
  self->heard_us = g_get_monotonic_time ();
  /* What a person can give to the service's support. */
  self->request_id = g_strdup (request_id != NULL ? request_id : self->id);
  gesso_run_observer_accepted (self->observer, self->request_id);
  gesso_run_observer_task_known (self->observer, self->id);
  _gesso_task_run_take_answer (self);
}

static void
submitted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GessoTaskRun) self = user_data;
  g_autoptr (GessoFailure) failure = NULL;

  if (gesso_task_call_run_finish (GESSO_TASK_CALL (source), result, &failure))
    {
      take_submitted (self);
      return;
    }
  if (_gesso_task_run_try_again (self, failure, FALSE, _gesso_task_run_submit))
    return;

  g_clear_pointer (&self->failure, gesso_failure_unref);
  self->failure = g_steal_pointer (&failure);
  if (gesso_failure_get_info (self->failure)->failure_class == GESSO_FAILURE_DAMAGED)
    _gesso_task_run_keep_answer (self, fail_as_kept);
  else
    fail_as_kept (self);
}

void
_gesso_task_run_submit (GessoTaskRun *self)
{
  JsonObject *part = gesso_task_profile_get_part (self->profile, "submit");
  g_autofree char *address = NULL;
  g_autoptr (GBytes) body = NULL;
  GessoWireTaskValues values;

  _gesso_task_run_fill_values (self, &values);
  address = gesso_task_call_dup_address (self->profile, self->base_url, part, &values, NULL);
  if (address == NULL)
    {
      _gesso_task_run_fail_with (self, GESSO_FAILURE_USAGE, NULL,
                                 "the service cannot be asked without a model");
      return;
    }

  self->attempt++;
  body = gesso_wire_task_make_body (self->profile, &values);
  g_clear_object (&self->call);
  self->call = gesso_task_call_new (self->session, self->profile,
                                    gesso_json_get_string (part, "method", "POST"), address);
  gesso_task_call_set_key (self->call, self->credential);
  gesso_task_call_set_headers (self->call, part, &values);
  gesso_task_call_set_observer (self->call, self->observer);
  gesso_http_exchange_set_body (gesso_task_call_get_exchange (self->call), "application/json",
                                body);
  gesso_task_call_run_async (self->call, g_task_get_cancellable (self->task), submitted_cb,
                             g_object_ref (self));
}

/* Class */

static void
gesso_task_run_dispose (GObject *object)
{
  GessoTaskRun *self = GESSO_TASK_RUN (object);

  g_clear_object (&self->session);
  g_clear_object (&self->observer);
  g_clear_object (&self->call);
  g_clear_object (&self->download);
  g_clear_object (&self->pump);
  g_clear_object (&self->raw);

  G_OBJECT_CLASS (gesso_task_run_parent_class)->dispose (object);
}

static void
gesso_task_run_finalize (GObject *object)
{
  GessoTaskRun *self = GESSO_TASK_RUN (object);

  g_free (self->base_url);
  g_free (self->mask);
  g_free (self->upload_address);
  g_free (self->put_to);
  g_free (self->id);
  g_free (self->request_id);
  g_strfreev (self->results);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_pointer (&self->submitted, json_node_unref);
  g_clear_pointer (&self->profile, gesso_task_profile_unref);
  g_clear_pointer (&self->request, gesso_request_unref);
  g_clear_pointer (&self->credential, gesso_credential_unref);
  g_clear_pointer (&self->failure, gesso_failure_unref);

  G_OBJECT_CLASS (gesso_task_run_parent_class)->finalize (object);
}

static void
gesso_task_run_class_init (GessoTaskRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_task_run_dispose;
  object_class->finalize = gesso_task_run_finalize;
}

static void
gesso_task_run_init (GessoTaskRun *self)
{
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->addresses, NULL);
  self->wished_ms = -1;
  self->credits = -1;
}

/**
 * gesso_task_run_new:
 * @session: the connection
 * @profile: how the service is spoken to
 * @base_url: the account's address
 * @request: what to make
 * @credential: (nullable): the key
 * @observer: takes stages, the task's name and the pictures
 *
 * Returns: (transfer full): a run that has not begun
 */
GessoTaskRun *
gesso_task_run_new (GessoHttpSession *session,
                    GessoTaskProfile *profile,
                    const char       *base_url,
                    GessoRequest     *request,
                    GessoCredential  *credential,
                    GessoRunObserver *observer)
{
  GessoTaskRun *self = g_object_new (GESSO_TYPE_TASK_RUN, NULL);

  self->session = g_object_ref (session);
  self->profile = gesso_task_profile_ref (profile);
  self->base_url = g_strdup (base_url);
  self->request = gesso_request_ref (request);
  self->credential = credential != NULL ? gesso_credential_ref (credential) : NULL;
  self->observer = g_object_ref (observer);
  self->model = gesso_request_get_parameters (request)->model;
  if (gesso_str_is_empty (self->model))
    self->model = gesso_task_profile_get_model (profile);
  return self;
}

/**
 * gesso_task_run_set_task:
 * @self: a run that has not begun
 * @task_id: (nullable): what the observer was told in an earlier run of the same request
 *
 * Nothing is sent then; the task is asked for.
 */
void
gesso_task_run_set_task (GessoTaskRun *self,
                         const char   *task_id)
{
  g_return_if_fail (self->task == NULL && self->id == NULL);

  if (is_sane_id (task_id))
    self->id = g_strdup (task_id);
}

/**
 * gesso_task_run_async:
 * @self: a run that has not begun
 * @cancellable: (nullable): ends it at any stage; where the service can, it is told to stop
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Sends the request, or asks for a task that is being made.
 */
void
gesso_task_run_async (GessoTaskRun        *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, gesso_task_run_async);
  /* A cancelled run says in its failure how far it had come. */
  g_task_set_check_cancellable (self->task, FALSE);
  self->heard_us = g_get_monotonic_time ();
  if (self->id != NULL)
    {
      gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_WORKING, -1);
      _gesso_task_run_follow (self);
    }
  else
    _gesso_task_run_upload_next (self);
}

/**
 * gesso_task_run_finish:
 * @self: the run
 * @result: what the callback got
 * @error: %GESSO_PROVIDER_ERROR
 *
 * Returns: (transfer full) (nullable): what the answer said besides its pictures
 */
GessoRunResult *
gesso_task_run_finish (GessoTaskRun  *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_task_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
