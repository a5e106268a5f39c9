/* gesso-images-run.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request in the OpenAI Images dialects, from the first attempt to the last picture: build the
 * body, exchange, lead the answer through the pump, fetch pictures that came as addresses, and try
 * again where that is free of risk. Made by the images provider for one run, which its task keeps
 * alive. Main thread only.
 *
 *   attempt ─ exchange ─┬─ answer ─ end ─ last drain ─ addresses, one by one ─ result
 *                       └─ failure ─ last drain ─┬─ wait ─ attempt
 *                                                └─ error
 */

#include "config.h"

#include "providers/gesso-images-run.h"

#include "base/gesso-json.h"
#include "base/gesso-log.h"
#include "http/gesso-http-exchange.h"
#include "http/gesso-http-redirect.h"
#include "http/gesso-multipart.h"
#include "model/gesso-account.h"
#include "providers/gesso-exchange-address.h"
#include "providers/gesso-exchange-failure.h"
#include "providers/gesso-exchange-key.h"
#include "providers/gesso-provider-error.h"
#include "providers/gesso-run-attempt.h"
#include "providers/gesso-server-quirks.h"
#include "wire/gesso-wire-images.h"

#include <libsoup/soup.h>

#define MAX_PICTURE_BYTES (G_GUINT64_CONSTANT (256) * 1024 * 1024)

struct _GessoImagesRun
{
  GObject parent_instance;

  GessoHttpSession *session;   /* (owned) */
  GessoModelInfo *info;        /* (owned) */
  char *kind;                  /* (owned): of the account */
  char *model;                 /* (owned) (nullable): as this service is told */
  char *base_url;              /* (owned): without a slash at the end */
  GessoRequest *request;       /* (owned) */
  GessoCredential *credential; /* (owned) (nullable) */
  GessoRunObserver *observer;  /* (owned) */

  GTask *task; /* (owned) (nullable): while running */
  GessoRunAttempt attempt;
  guint next_url;
  guint url_picture;
};

G_DEFINE_FINAL_TYPE (GessoImagesRun, gesso_images_run, G_TYPE_OBJECT)

static void start_attempt (GessoImagesRun *self);
static void fetch_next_url (GessoImagesRun *self);

/* The end */

static void
return_failure (GessoImagesRun *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_error (task, gesso_provider_error_new (self->attempt.failure));
}

static void
return_result (GessoImagesRun *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  JsonObject *envelope = gesso_answer_pump_get_envelope (self->attempt.pump);
  GessoUsage usage = GESSO_USAGE_INIT;

  gesso_usage_read_json (&usage, gesso_json_get_object (envelope, "usage"));
  g_task_return_pointer (
      task,
      gesso_run_result_new (gesso_answer_pump_get_n_whole (self->attempt.pump), &usage,
                            gesso_exchange_get_request_id (self->attempt.exchange), envelope),
      (GDestroyNotify) gesso_run_result_unref);
}

/* Trying again */

static gboolean
wait_over_cb (gpointer user_data)
{
  g_autoptr (GessoImagesRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (self->task), &error))
    {
      gesso_run_attempt_take_failure (&self->attempt, gesso_failure_from_error (error));
      return_failure (self);
    }
  else
    {
      start_attempt (self);
    }

  return G_SOURCE_REMOVE;
}

/* Azure: an address that names the deployment needs no model, and the compression is documented
 * the other way round than everywhere else. */
static void
omit_by_kind (GessoImagesRun *self)
{
  g_autofree char *deployment = NULL;

  if (!g_str_equal (self->kind, GESSO_ACCOUNT_KIND_AZURE))
    return;

  deployment = gesso_account_address_dup_deployment (self->base_url);
  if (deployment != NULL)
    gesso_run_attempt_omit (&self->attempt, "model");
  gesso_run_attempt_omit (&self->attempt, "output_compression");
}

static gboolean
names_field (const GessoFailureInfo *info,
             const char             *name)
{
  if (info->param != NULL)
    return g_str_equal (info->param, name);

  return info->message != NULL && strstr (info->message, name) != NULL;
}

/* A server that does not know a field may be asked again without it: streaming everywhere, and
 * whatever only decorates the request where the model is one that we know nothing about. */
static gboolean
drop_refused_field (GessoImagesRun         *self,
                    const GessoFailureInfo *info)
{
  static const char *const always[] = { "partial_images", "stream" };
  static const char *const tolerant[] = {
    "response_format", "background", "moderation", "output_format", "output_compression", "quality",
    "input_fidelity",  "size",       "n"
  };
  int status = info->http_status;

  if (status != 400 && status != 404 && status != 415 && status != 422)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    if (names_field (info, always[i]) && !gesso_run_attempt_is_omitted (&self->attempt, "stream"))
      {
        gesso_run_attempt_omit (&self->attempt, "stream");
        gesso_run_attempt_omit (&self->attempt, "partial_images");
        return TRUE;
      }

  for (guint i = 0; !self->info->known && i < G_N_ELEMENTS (tolerant); i++)
    if (names_field (info, tolerant[i])
        && !gesso_run_attempt_is_omitted (&self->attempt, tolerant[i]))
      {
        gesso_run_attempt_omit (&self->attempt, tolerant[i]);
        return TRUE;
      }

  return FALSE;
}

static gboolean
try_again (GessoImagesRun *self)
{
  GessoRunAttempt *attempt = &self->attempt;
  gint64 delay_ms = 0;

  if (gesso_answer_pump_get_n_whole (attempt->pump) > 0)
    return FALSE;
  if (!drop_refused_field (self, gesso_failure_get_info (attempt->failure))
      && !gesso_run_attempt_decide (attempt, &delay_ms))
    return FALSE;

  g_debug ("attempt %u failed, next one in %" G_GINT64_FORMAT " ms", attempt->number, delay_ms);
  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_RETRY_WAIT, -1);
  gesso_run_attempt_wait (delay_ms, g_task_get_cancellable (self->task), wait_over_cb,
                          g_object_ref (self));
  return TRUE;
}

static void
failure_drained_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GessoImagesRun) self = user_data;

  /* What could not be written is part of what failed already. */
  gesso_answer_pump_drain_finish (GESSO_ANSWER_PUMP (source), result, NULL);
  if (!try_again (self))
    return_failure (self);
}

/* Pictures that came whole before the failure are still queued in the pump. */
static void
end_attempt (GessoImagesRun *self,
             GessoFailure   *failure)
{
  gesso_run_attempt_take_failure (&self->attempt, failure);
  gesso_answer_pump_drain_async (self->attempt.pump, NULL, failure_drained_cb, g_object_ref (self));
}

/* Pictures that came as addresses */

static void
download_progress (GessoHttpExchange *exchange,
                   GessoHttpStage     stage,
                   gint64             done,
                   gint64             total,
                   gpointer           user_data)
{
  GessoImagesRun *self = user_data;

  gesso_run_attempt_tell_stage (&self->attempt, stage, done, total);
}

static gboolean
download_chunk (GessoHttpExchange  *exchange,
                GBytes             *chunk,
                gsize              *queued,
                gpointer            user_data,
                GError            **error)
{
  GessoImagesRun *self = user_data;

  return gesso_answer_pump_push_file (self->attempt.pump, self->url_picture, chunk, queued, error);
}

static void
download_drain_async (GessoHttpExchange   *exchange,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             callback_data,
                      gpointer             user_data)
{
  GessoImagesRun *self = user_data;

  gesso_answer_pump_drain_async (self->attempt.pump, cancellable, callback, callback_data);
}

static gboolean
download_drain_finish (GessoHttpExchange  *exchange,
                       GAsyncResult       *result,
                       gpointer            user_data,
                       GError            **error)
{
  GessoImagesRun *self = user_data;

  return gesso_answer_pump_drain_finish (self->attempt.pump, result, error);
}

static const GessoHttpConsumer download_consumer = {
  .progress = download_progress,
  .chunk = download_chunk,
  .drain_async = download_drain_async,
  .drain_finish = download_drain_finish,
};

/* Relative addresses count from the root of the server. A service out in the network has no
 * business pointing into this computer or its neighbours. */
static GUri *
resolve_picture_uri (GessoImagesRun *self,
                     const char     *url,
                     gboolean       *out_same_origin)
{
  g_autoptr (GUri) base = g_uri_parse (self->base_url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) root = g_uri_parse_relative (base, "/", SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) uri = gesso_http_redirect_resolve (root, url, NULL);

  *out_same_origin = uri != NULL && gesso_http_redirect_same_origin (base, uri);
  return g_steal_pointer (&uri);
}

static void
end_with_lost_picture (GessoImagesRun *self,
                       const char     *message)
{
  g_autofree char *redacted = gesso_log_redact (message);
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_DAMAGED,
    .message = redacted,
    .request_id = gesso_exchange_get_request_id (self->attempt.exchange),
    .retry_after_ms = -1,
    .may_be_billed = TRUE,
  };

  end_attempt (self, gesso_failure_new (&info));
}

static void
drained_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoImagesRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (gesso_answer_pump_drain_finish (GESSO_ANSWER_PUMP (source), result, &error))
    fetch_next_url (self);
  else
    end_attempt (self, gesso_run_attempt_make_storage_failure (&self->attempt, error));
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GessoImagesRun) self = user_data;
  GessoHttpExchange *download = GESSO_HTTP_EXCHANGE (source);
  g_autoptr (GError) error = NULL;

  if (!gesso_http_exchange_run_finish (download, result, &error))
    {
      if (gesso_answer_pump_has_failed_to_store (self->attempt.pump))
        end_attempt (self, gesso_run_attempt_make_storage_failure (&self->attempt, error));
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        end_attempt (self, gesso_exchange_failure_from_error (download, error));
      else
        /* Whatever became of the download, the picture was made and may be billed. */
        end_with_lost_picture (self, error->message);
      return;
    }
  if (!gesso_http_exchange_is_success (download))
    {
      end_with_lost_picture (self, "the service made a picture and then did not hand it out");
      return;
    }

  gesso_answer_pump_end_file (self->attempt.pump, self->url_picture);
  gesso_answer_pump_drain_async (self->attempt.pump, NULL, drained_cb, g_object_ref (self));
}

static void
fetch_next_url (GessoImagesRun *self)
{
  const char *url
      = gesso_answer_pump_get_url (self->attempt.pump, self->next_url++, &self->url_picture);
  g_autoptr (GUri) uri = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GessoHttpExchange) download = NULL;
  gboolean is_same_origin = FALSE;

  if (url == NULL)
    {
      return_result (self);
      return;
    }

  uri = resolve_picture_uri (self, url, &is_same_origin);
  if (uri == NULL)
    {
      end_with_lost_picture (self, "the address of a picture in the answer is not one to follow");
      return;
    }

  address = g_uri_to_string (uri);
  download = gesso_http_exchange_new (self->session, "GET", address);
  if (is_same_origin)
    gesso_exchange_set_key (download, self->kind, self->credential);
  gesso_http_exchange_set_max_body (download, MAX_PICTURE_BYTES);
  gesso_http_exchange_set_consumer (download, &download_consumer, self);
  gesso_http_exchange_run_async (download, g_task_get_cancellable (self->task), downloaded_cb,
                                 g_object_ref (self));
}

/* One attempt */

static void
exchanged_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GessoImagesRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gesso_http_exchange_run_finish (self->attempt.exchange, result, &error))
    {
      g_autoptr (GError) ending = NULL;

      gesso_answer_pump_end (self->attempt.pump, &ending);
      end_attempt (self, gesso_run_attempt_failure_of_exchange (&self->attempt, error));
    }
  else if (!gesso_http_exchange_is_success (self->attempt.exchange))
    {
      end_attempt (self, gesso_exchange_failure_from_status (self->attempt.exchange));
    }
  else if (!gesso_answer_pump_end (self->attempt.pump, &error))
    {
      end_attempt (self, gesso_exchange_failure_from_answer (self->attempt.exchange, error,
                                                             gesso_answer_pump_get_error (
                                                                 self->attempt.pump)));
    }
  else
    {
      gesso_answer_pump_drain_async (self->attempt.pump, NULL, drained_cb, g_object_ref (self));
    }
}

static void
add_part_cb (const char *name,
             const char *text,
             const char *filename,
             const char *content_type,
             GBytes     *content,
             gpointer    user_data)
{
  GessoMultipart *form = user_data;

  if (text != NULL)
    gesso_multipart_add_text (form, name, text);
  else
    gesso_multipart_add_file (form, name, filename, content_type, content);
}

static void
set_edit_body (GessoImagesRun               *self,
               const GessoWireImagesDialect *dialect)
{
  g_autoptr (GessoMultipart) form = gesso_multipart_new ();
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *content_type = NULL;

  gesso_wire_images_edit_to_parts (self->request, dialect, add_part_cb, form);
  content_type = gesso_multipart_dup_content_type (form);
  stream = gesso_multipart_open (form);
  gesso_http_exchange_set_body_stream (self->attempt.exchange, content_type, stream,
                                       gesso_multipart_get_length (form));
}

static void
set_generation_body (GessoImagesRun               *self,
                     const GessoWireImagesDialect *dialect)
{
  g_autoptr (JsonObject) json = gesso_wire_images_generation_to_json (self->request, dialect);
  g_autoptr (GBytes) body = NULL;
  char *text;

  gesso_server_quirks_add_references (self->kind, self->request, json);
  text = gesso_json_object_to_string (json, FALSE);
  body = g_bytes_new_take (text, strlen (text));

  gesso_http_exchange_set_body (self->attempt.exchange, "application/json", body);
}

static void
fill_exchange (GessoImagesRun *self)
{
  g_autofree char *prompt = gesso_server_quirks_dup_prompt (self->kind, self->request);
  GessoWireImagesDialect dialect = {
    .response_format = self->info->sends_response_format
                       && !gesso_run_attempt_is_omitted (&self->attempt, "response_format"),
    .plain_image_name = g_strcmp0 (self->info->image_field, "image") == 0,
    .mask_name = self->info->mask_field,
    .explicit_defaults = !self->info->known,
    .model = self->model,
    .prompt = prompt,
    .allowed = gesso_server_quirks_get_allowed (self->kind, self->request),
    .omit = (const char *const *) self->attempt.omitted->pdata,
  };

  gesso_http_exchange_set_header (self->attempt.exchange, "Accept",
                                  gesso_wire_images_wants_stream (self->request, &dialect)
                                      ? "text/event-stream, application/json"
                                      : "application/json");
  gesso_exchange_set_key (self->attempt.exchange, self->kind, self->credential);
  gesso_server_quirks_set_timeouts (self->kind, self->attempt.exchange);

  if (gesso_server_quirks_sends_form (self->kind, self->request))
    set_edit_body (self, &dialect);
  else
    set_generation_body (self, &dialect);
}

static void
start_attempt (GessoImagesRun *self)
{
  g_autofree char *address
      = gesso_exchange_join_address (self->base_url,
                                     gesso_server_quirks_get_call (self->kind, self->request));

  self->attempt.number++;
  gesso_run_attempt_begin (&self->attempt, gesso_answer_pump_new (self->observer),
                           gesso_http_exchange_new (self->session, "POST", address));
  fill_exchange (self);
  gesso_http_exchange_run_async (self->attempt.exchange, g_task_get_cancellable (self->task),
                                 exchanged_cb, g_object_ref (self));
}

static void
gesso_images_run_dispose (GObject *object)
{
  GessoImagesRun *self = GESSO_IMAGES_RUN (object);

  gesso_run_attempt_dispose (&self->attempt);
  g_clear_object (&self->session);
  g_clear_object (&self->observer);

  G_OBJECT_CLASS (gesso_images_run_parent_class)->dispose (object);
}

static void
gesso_images_run_finalize (GObject *object)
{
  GessoImagesRun *self = GESSO_IMAGES_RUN (object);

  g_free (self->kind);
  g_free (self->model);
  g_free (self->base_url);
  g_clear_pointer (&self->info, gesso_model_info_unref);
  g_clear_pointer (&self->request, gesso_request_unref);
  g_clear_pointer (&self->credential, gesso_credential_unref);
  gesso_run_attempt_clear (&self->attempt);

  G_OBJECT_CLASS (gesso_images_run_parent_class)->finalize (object);
}

static void
gesso_images_run_class_init (GessoImagesRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_images_run_dispose;
  object_class->finalize = gesso_images_run_finalize;
}

static void
gesso_images_run_init (GessoImagesRun *self)
{
}

/**
 * gesso_images_run_new:
 * @session: the connection
 * @info: what the model can do
 * @account_kind: the kind of the account
 * @base_url: the address that "/images/generations" is added to
 * @request: what to make
 * @credential: (nullable): the key
 * @observer: takes stages, previews and pictures
 *
 * Returns: (transfer full): a run that has not begun
 */
GessoImagesRun *
gesso_images_run_new (GessoHttpSession *session,
                      GessoModelInfo   *info,
                      const char       *account_kind,
                      const char       *base_url,
                      GessoRequest     *request,
                      GessoCredential  *credential,
                      GessoRunObserver *observer)
{
  GessoImagesRun *self = g_object_new (GESSO_TYPE_IMAGES_RUN, NULL);

  self->session = g_object_ref (session);
  self->info = gesso_model_info_ref (info);
  self->kind = g_strdup (account_kind);
  self->model
      = gesso_account_model_dup_wire (account_kind, gesso_request_get_parameters (request)->model);
  self->base_url = g_strdup (base_url);
  self->request = gesso_request_ref (request);
  self->credential = credential != NULL ? gesso_credential_ref (credential) : NULL;
  self->observer = g_object_ref (observer);
  gesso_run_attempt_init (&self->attempt, self->observer);
  omit_by_kind (self);
  return self;
}

/**
 * gesso_images_run_async:
 * @self: a run that has not begun
 * @cancellable: (nullable): ends it at any stage
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Sends the request. At most two more attempts follow, and only where the service cannot have
 * begun to work: see https://github.com/openai/openai-python for the rule of the official client.
 */
void
gesso_images_run_async (GessoImagesRun      *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (self->task == NULL && self->attempt.number == 0);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, gesso_images_run_async);
  g_task_set_check_cancellable (self->task, FALSE);
  start_attempt (self);
}

/**
 * gesso_images_run_finish:
 * @self: the run
 * @result: what the callback got
 * @error: %GESSO_PROVIDER_ERROR
 *
 * Returns: (transfer full) (nullable): what the answer said besides its pictures
 */
GessoRunResult *
gesso_images_run_finish (GessoImagesRun  *self,
                         GAsyncResult    *result,
                         GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_images_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
