/* gesso-task-run-pictures.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-task-run-private.h"

#include "base/gesso-json.h"
#include "http/gesso-http-redirect.h"
#include "http/gesso-multipart.h"
#include "http/gesso-retry.h"
#include "providers/gesso-exchange-failure.h"
#include "wire/gesso-images-carrier.h"

#include <libsoup/soup.h>
#include <string.h>

/* The pictures of a GessoTaskRun. On their way there they become addresses: the picture itself as a
 * "data:" address where it is small enough for the service, else one that the service gives for an
 * upload. On their way back they are fetched from the addresses of the answer, without the key. */

#define MAX_PICTURE_BYTES (G_GUINT64_CONSTANT (512) * 1024 * 1024)

/* There */

static const char *
get_type (GessoReference *reference)
{
  const char *type = gesso_reference_get_mime_type (reference);

  return type != NULL ? type : "image/png";
}

/* The name on this computer is nobody else's business. */
static char *
make_file_name (GessoReference *reference,
                guint           index)
{
  const char *type = get_type (reference);
  const char *slash = strchr (type, '/');

  return g_strdup_printf ("picture-%u.%s", index + 1,
                          g_str_equal (type, "image/jpeg") ? "jpg"
                          : slash != NULL                  ? slash + 1
                                                           : "png");
}

static char *
make_data_address (GessoReference *reference)
{
  gsize length;
  const guchar *bytes = g_bytes_get_data (gesso_reference_get_data (reference), &length);
  g_autofree char *base64 = g_base64_encode (bytes, length);

  return g_strconcat ("data:", get_type (reference), ";base64,", base64, NULL);
}

static gboolean
takes_mask (GessoTaskRun *self)
{
  g_autofree char *text
      = gesso_json_object_to_string (gesso_task_profile_get_json (self->profile), FALSE);

  return strstr (text, "\"{mask}\"") != NULL;
}

/* (nullable): the picture whose turn it is; NULL when all have addresses */
static GessoReference *
get_next_picture (GessoTaskRun *self)
{
  guint n = self->addresses->len - 1;
  GessoReference *mask = gesso_request_get_mask (self->request);

  if (n < gesso_request_get_n_references (self->request))
    return gesso_request_get_reference (self->request, n);
  if (mask != NULL && self->mask == NULL && takes_mask (self))
    return mask;

  return NULL;
}

/* (transfer full) for @address */
static void
take_address (GessoTaskRun *self,
              char         *address)
{
  guint n = self->addresses->len - 1;

  self->attempt = 0;
  if (n < gesso_request_get_n_references (self->request))
    g_ptr_array_insert (self->addresses, (int) n, address);
  else
    self->mask = address;
  _gesso_task_run_upload_next (self);
}

/* (transfer full) */
static GessoFailure *
make_addressless (void)
{
  const GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_UNAVAILABLE,
    .code = "upload",
    .message = "the service took a picture and did not say where it is",
    .retry_after_ms = -1,
  };

  return gesso_failure_new (&info);
}

/* (transfer full) for @failure. No task was begun: whatever became of the upload, nothing is billed
 * and the request can be sent again. */
static void
fail_upload (GessoTaskRun *self,
             GessoFailure *failure)
{
  g_autoptr (GessoFailure) told = failure;
  GessoFailureInfo info = *gesso_failure_get_info (told);

  if (info.failure_class == GESSO_FAILURE_UNKNOWN || info.failure_class == GESSO_FAILURE_DAMAGED)
    info.failure_class = GESSO_FAILURE_UNAVAILABLE;
  info.may_be_billed = FALSE;
  _gesso_task_run_fail (self, gesso_failure_new (&info));
}

static void start_upload (GessoTaskRun *self);
static void put_bytes (GessoTaskRun *self);

static void
put_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GessoTaskRun) self = user_data;
  g_autoptr (GessoFailure) failure = NULL;

  if (gesso_task_call_run_finish (GESSO_TASK_CALL (source), result, &failure))
    take_address (self, g_steal_pointer (&self->upload_address));
  else if (!_gesso_task_run_try_again (self, failure, TRUE, put_bytes))
    fail_upload (self, g_steal_pointer (&failure));
}

/* A service out in the network has no business pointing into this computer or its neighbours. */
static char *
resolve (GessoTaskRun *self,
         const char   *address)
{
  g_autoptr (GUri) base = g_uri_parse (self->base_url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) root = NULL;
  g_autoptr (GUri) uri = NULL;

  if (base != NULL)
    root = g_uri_parse_relative (base, "/", SOUP_HTTP_URI_FLAGS, NULL);
  if (root != NULL)
    uri = gesso_http_redirect_resolve (root, address, NULL);

  return uri != NULL ? g_uri_to_string (uri) : NULL;
}

/* The address is signed for this one file; the key has nothing to do there. */
static void
put_bytes (GessoTaskRun *self)
{
  GessoReference *picture = get_next_picture (self);
  g_autofree char *address = resolve (self, self->put_to);

  if (address == NULL)
    {
      _gesso_task_run_fail (self, make_addressless ());
      return;
    }
  self->attempt++;
  g_clear_object (&self->call);
  self->call = gesso_task_call_new (self->session, self->profile, "PUT", address);
  gesso_task_call_take_any (self->call);
  gesso_http_exchange_set_body (gesso_task_call_get_exchange (self->call), get_type (picture),
                                gesso_reference_get_data (picture));
  gesso_task_call_run_async (self->call, g_task_get_cancellable (self->task), put_cb,
                             g_object_ref (self));
}

/* Whether the answer says where the picture is, or where it goes. */
static gboolean
read_address (GessoTaskRun *self,
              JsonObject   *part)
{
  JsonNode *answer = gesso_task_call_get_answer (self->call);

  g_free (self->upload_address);
  g_free (self->put_to);
  self->upload_address = gesso_wire_task_find_text (answer, part, "address");
  self->put_to = gesso_wire_task_find_text (answer, part, "put_to");
  return self->upload_address != NULL
         && (self->put_to != NULL || !json_object_has_member (part, "put_to"));
}

static void
uploaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GessoTaskRun) self = user_data;
  JsonObject *part = gesso_task_profile_get_part (self->profile, "upload");
  g_autoptr (GessoFailure) failure = NULL;

  if (gesso_task_call_run_finish (GESSO_TASK_CALL (source), result, &failure)
      && !read_address (self, part))
    failure = make_addressless ();
  if (failure != NULL)
    {
      if (!_gesso_task_run_try_again (self, failure, TRUE, start_upload))
        fail_upload (self, g_steal_pointer (&failure));
      return;
    }

  self->attempt = 0;
  if (self->put_to != NULL)
    put_bytes (self);
  else
    take_address (self, g_steal_pointer (&self->upload_address));
}

static void
set_form (GessoTaskCall             *call,
          JsonObject                *form,
          const GessoWireTaskValues *values,
          GBytes                    *bytes)
{
  g_autoptr (GessoMultipart) multipart = gesso_multipart_new ();
  g_autoptr (GList) names = json_object_get_members (form);
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *content_type = NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *template = gesso_json_get_string (form, l->data, "");
      g_autofree char *text = NULL;

      if (g_str_equal (template, "{bytes}"))
        gesso_multipart_add_file (multipart, l->data, values->file_name, values->file_type, bytes);
      else if ((text = gesso_wire_task_expand_text (template, values)) != NULL)
        gesso_multipart_add_text (multipart, l->data, text);
    }
  content_type = gesso_multipart_dup_content_type (multipart);
  stream = gesso_multipart_open (multipart);
  gesso_http_exchange_set_body_stream (gesso_task_call_get_exchange (call), content_type, stream,
                                       gesso_multipart_get_length (multipart));
}

static void
set_upload_body (GessoTaskRun              *self,
                 JsonObject                *part,
                 const GessoWireTaskValues *values,
                 GBytes                    *bytes)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GBytes) body = NULL;
  char *text;

  if (json_object_has_member (part, "form"))
    {
      set_form (self->call, gesso_json_get_object (part, "form"), values, bytes);
      return;
    }

  node = gesso_wire_task_expand (json_object_get_member (part, "body"), values);
  text = node != NULL ? gesso_json_to_string (node, FALSE) : g_strdup ("{}");
  body = g_bytes_new_take (text, strlen (text));
  gesso_http_exchange_set_body (gesso_task_call_get_exchange (self->call), "application/json",
                                body);
}

static void
start_upload (GessoTaskRun *self)
{
  GessoReference *picture = get_next_picture (self);
  JsonObject *part = gesso_task_profile_get_part (self->profile, "upload");
  g_autofree char *name = make_file_name (picture, self->addresses->len - 1);
  g_autofree char *address = NULL;
  GessoWireTaskValues values;

  _gesso_task_run_fill_values (self, &values);
  values.file_name = name;
  values.file_type = get_type (picture);
  address = gesso_task_call_dup_address (self->profile, self->base_url, part, &values, NULL);
  self->attempt++;
  g_clear_object (&self->call);
  self->call = gesso_task_call_new (self->session, self->profile,
                                    gesso_json_get_string (part, "method", "POST"),
                                    address != NULL ? address : "");
  gesso_task_call_set_key (self->call, self->credential);
  gesso_task_call_set_headers (self->call, part, &values);
  gesso_task_call_set_observer (self->call, self->observer);
  set_upload_body (self, part, &values, gesso_reference_get_data (picture));
  gesso_task_call_run_async (self->call, g_task_get_cancellable (self->task), uploaded_cb,
                             g_object_ref (self));
}

void
_gesso_task_run_upload_next (GessoTaskRun *self)
{
  gint64 inline_bytes
      = gesso_json_get_int (gesso_task_profile_get_json (self->profile), "inline_bytes", 0);
  gboolean can_upload = gesso_task_profile_get_part (self->profile, "upload") != NULL;
  GessoReference *picture;

  self->attempt = 0;
  picture = get_next_picture (self);
  if (picture == NULL)
    _gesso_task_run_submit (self);
  else if (can_upload
           && (gint64) g_bytes_get_size (gesso_reference_get_data (picture)) > inline_bytes)
    start_upload (self);
  else
    take_address (self, make_data_address (picture));
}

/* Back */

static void fetch_picture (GessoTaskRun *self);

static void
download_progress (GessoHttpExchange *exchange,
                   GessoHttpStage     stage,
                   gint64             done,
                   gint64             total,
                   gpointer           user_data)
{
  GessoTaskRun *self = user_data;

  if (stage == GESSO_HTTP_STAGE_RECEIVING)
    gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_RECEIVING,
                                      total > 0 ? CLAMP ((double) done / (double) total, 0, 1)
                                                : -1);
}

static gboolean
download_chunk (GessoHttpExchange  *exchange,
                GBytes             *chunk,
                gsize              *queued,
                gpointer            user_data,
                GError            **error)
{
  GessoTaskRun *self = user_data;

  return gesso_answer_pump_push_file (self->pump, self->next_result, chunk, queued, error);
}

static void
download_drain_async (GessoHttpExchange   *exchange,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             callback_data,
                      gpointer             user_data)
{
  gesso_answer_pump_drain_async (GESSO_TASK_RUN (user_data)->pump, cancellable, callback,
                                 callback_data);
}

static gboolean
download_drain_finish (GessoHttpExchange  *exchange,
                       GAsyncResult       *result,
                       gpointer            user_data,
                       GError            **error)
{
  return gesso_answer_pump_drain_finish (GESSO_TASK_RUN (user_data)->pump, result, error);
}

static const GessoHttpConsumer download_consumer = {
  .progress = download_progress,
  .chunk = download_chunk,
  .drain_async = download_drain_async,
  .drain_finish = download_drain_finish,
};

static void
picture_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GessoTaskRun) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gesso_answer_pump_drain_finish (GESSO_ANSWER_PUMP (source), result, &error))
    {
      _gesso_task_run_fail_with (self, GESSO_FAILURE_STORAGE, NULL, error->message);
      return;
    }
  self->n_whole++;
  self->next_result++;
  self->attempt = 0;
  _gesso_task_run_download_next (self);
}

static void
end_picture (GessoTaskRun *self)
{
  gesso_answer_pump_end_file (self->pump, self->next_result);
  gesso_answer_pump_drain_async (self->pump, NULL, picture_written_cb, g_object_ref (self));
}

/* Fetching costs nothing: it is tried again, and a piece of a picture is none. */
static gboolean
fetch_again (GessoTaskRun *self,
             const GError *error)
{
  guint status = gesso_http_exchange_get_status (self->download);
  gint64 delay_ms = 0;
  GessoRetryCase retry_case = {
    .attempt = self->attempt,
    .status = status / 100 == 2 ? 0 : status,
    .confirmed = TRUE,
    .forbidden = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                 || g_error_matches (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_TOO_LARGE)
                 || g_error_matches (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_REDIRECT)
                 || g_error_matches (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_BAD_ADDRESS)
                 || gesso_answer_pump_has_failed_to_store (self->pump),
    .retry_after_ms = gesso_http_exchange_get_header (self->download, "retry-after-ms"),
    .retry_after = gesso_http_exchange_get_header (self->download, "retry-after"),
    .now_us = g_get_real_time (),
    .random = g_random_double (),
  };

  if (!gesso_retry_decide (&retry_case, &delay_ms))
    return FALSE;

  gesso_run_observer_stage_changed (self->observer, GESSO_RUN_STAGE_RETRY_WAIT, -1);
  _gesso_task_run_wait (self, delay_ms, FALSE, fetch_picture);
  return TRUE;
}

/* How long there is to fetch it by hand: its address is in the answer that is kept. */
static char *
describe_loss (GessoTaskRun *self,
               const GError *error,
               gboolean      is_gone)
{
  gint64 keeps_s = gesso_json_get_int (gesso_task_profile_get_json (self->profile), "keeps_s", 0);
  g_autofree char *keeps = keeps_s > 0
                               ? g_strdup_printf ("; the service keeps pictures for %.3g hours",
                                                  (double) keeps_s / 3600)
                               : NULL;
  const char *what = error != NULL ? error->message
                     : is_gone     ? "the service has the picture no more"
                                   : "the service made a picture and then did not hand it out";

  return g_strconcat (what, keeps, NULL);
}

static void
end_with_lost_picture (GessoTaskRun *self,
                       const GError *error)
{
  guint status = gesso_http_exchange_get_status (self->download);
  gboolean is_gone = status == 403 || status == 404 || status == 410;
  g_autofree char *loss = describe_loss (self, error, is_gone);

  if (gesso_answer_pump_has_failed_to_store (self->pump))
    _gesso_task_run_fail_with (self, GESSO_FAILURE_STORAGE, NULL, error->message);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _gesso_task_run_fail (self, gesso_exchange_failure_from_error (self->download, error));
  else
    /* Whatever became of the download, the picture was made and may be billed. */
    _gesso_task_run_fail_with (self, GESSO_FAILURE_DAMAGED, is_gone ? "result_expired" : NULL,
                               loss);
}

/* A connection that is closed after the answer ends it anywhere; only its length tells. */
static gboolean
is_all_there (GessoHttpExchange *exchange)
{
  const char *length = gesso_http_exchange_get_header (exchange, "content-length");
  guint64 received = gesso_http_exchange_get_received (exchange);

  return received > 0
         && (length == NULL || gesso_http_exchange_get_header (exchange, "content-encoding") != NULL
             || received >= g_ascii_strtoull (length, NULL, 10));
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GessoTaskRun) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_whole = gesso_http_exchange_run_finish (self->download, result, &error)
                      && gesso_http_exchange_is_success (self->download);

  if (is_whole && is_all_there (self->download))
    end_picture (self);
  else if (!fetch_again (self, error))
    end_with_lost_picture (self, error);
}

/* A picture in the answer itself. */

static void
carried_cb (const guint8 *bytes,
            gsize         length,
            gpointer      user_data)
{
  g_byte_array_append (user_data, bytes, (guint) length);
}

static void
take_carried (GessoTaskRun *self,
              const char   *address)
{
  GByteArray *carried = g_byte_array_new ();
  g_autoptr (GessoImagesCarrier) carrier = gesso_images_carrier_new (carried_cb, carried);
  g_autoptr (GBytes) bytes = NULL;
  GessoCarrierContent content;
  gsize queued;

  gesso_images_carrier_begin (carrier, GESSO_CARRIER_HINT_BASE64);
  gesso_images_carrier_push (carrier, address, strlen (address));
  content = gesso_images_carrier_end (carrier);
  bytes = g_byte_array_free_to_bytes (carried);
  if (content != GESSO_CARRIER_CONTENT_BYTES || g_bytes_get_size (bytes) == 0)
    {
      _gesso_task_run_fail_with (self, GESSO_FAILURE_DAMAGED, NULL,
                                 "the picture inside the answer cannot be read");
      return;
    }
  gesso_answer_pump_push_file (self->pump, self->next_result, bytes, &queued, NULL);
  end_picture (self);
}

/* Base64 alone does not tell itself from an address. */
static gboolean
comes_as_base64 (GessoTaskRun *self)
{
  return gesso_json_get_int (gesso_task_profile_get_json (self->profile), "base64", 0) != 0;
}

static void
fetch_picture (GessoTaskRun *self)
{
  const char *result = self->results[self->next_result];
  g_autofree char *address = NULL;

  g_clear_object (&self->pump);
  g_clear_object (&self->download);
  self->pump = gesso_answer_pump_new (self->observer);
  if (g_str_has_prefix (result, "data:") || comes_as_base64 (self))
    {
      take_carried (self, result);
      return;
    }
  address = resolve (self, result);
  if (address == NULL)
    {
      _gesso_task_run_fail_with (self, GESSO_FAILURE_DAMAGED, NULL,
                                 "the address of a picture in the answer is not one to follow");
      return;
    }

  self->attempt++;
  self->download = gesso_http_exchange_new (self->session, "GET", address);
  gesso_http_exchange_set_max_body (self->download, MAX_PICTURE_BYTES);
  gesso_http_exchange_set_consumer (self->download, &download_consumer, self);
  gesso_http_exchange_run_async (self->download, g_task_get_cancellable (self->task), downloaded_cb,
                                 g_object_ref (self));
}

void
_gesso_task_run_download_next (GessoTaskRun *self)
{
  if (self->results[self->next_result] == NULL)
    _gesso_task_run_succeed (self);
  else
    fetch_picture (self);
}
