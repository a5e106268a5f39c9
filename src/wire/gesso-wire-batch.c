/* gesso-wire-batch.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-batch.h"

#include "base/gesso-json.h"
#include "wire/gesso-wire-images.h"

#include <string.h>

/* A request becomes one line for each of its pictures, all alike but for their names, so that each
 * picture can come or fail by itself. Pure. */

/**
 * gesso_wire_batch_get_endpoint:
 * @request: what to make
 *
 * Returns: (transfer none): the call that every line stands for
 */
const char *
gesso_wire_batch_get_endpoint (GessoRequest *request)
{
  return gesso_request_get_operation (request) == GESSO_OPERATION_EDIT ? "/v1/images/edits"
                                                                       : "/v1/images/generations";
}

static char *
make_body (GessoRequest *request,
           const char   *model)
{
  static const char *const omit[] = { "n", "stream", "partial_images", NULL };
  const GessoWireImagesDialect dialect = { .model = model, .omit = omit };
  g_autoptr (JsonObject) body = gesso_request_get_operation (request) == GESSO_OPERATION_EDIT
                                    ? gesso_wire_images_edit_to_json (request, &dialect)
                                    : gesso_wire_images_generation_to_json (request, &dialect);

  return gesso_json_object_to_string (body, FALSE);
}

/**
 * gesso_wire_batch_to_lines:
 * @request: what to make
 * @model: (nullable): the name of the model for this service
 *
 * Returns: (transfer full) (nullable): the file to send; NULL when it would be larger than
 *   %GESSO_WIRE_BATCH_MAX_BYTES
 */
GBytes *
gesso_wire_batch_to_lines (GessoRequest *request,
                           const char   *model)
{
  int n = MAX (gesso_request_get_parameters (request)->n, 1);
  g_autofree char *body = NULL;
  GString *lines;
  gsize length;

  g_return_val_if_fail (request != NULL, NULL);

  body = make_body (request, model);
  if (strlen (body) > GESSO_WIRE_BATCH_MAX_BYTES / (gsize) n - 256)
    return NULL;

  lines = g_string_sized_new ((strlen (body) + 128) * (gsize) n);
  for (int i = 1; i <= n; i++)
    g_string_append_printf (lines,
                            "{\"custom_id\":\"picture-%d\",\"method\":\"POST\",\"url\":\"%s\","
                            "\"body\":%s}\n",
                            i, gesso_wire_batch_get_endpoint (request), body);
  length = lines->len;
  return g_bytes_new_take (g_string_free (lines, FALSE), length);
}

/**
 * gesso_wire_batch_to_json:
 * @request: what to make
 * @file_id: what the service calls the file with the lines
 *
 * Returns: (transfer full): the body of POST …/batches
 */
JsonObject *
gesso_wire_batch_to_json (GessoRequest *request,
                          const char   *file_id)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "input_file_id", file_id);
  json_object_set_string_member (object, "endpoint", gesso_wire_batch_get_endpoint (request));
  json_object_set_string_member (object, "completion_window", "24h");
  return object;
}

/**
 * gesso_wire_batch_get_state:
 * @batch: (nullable): the service's object
 *
 * Words that are not known mean that it goes on: services add words.
 *
 * Returns: how it stands
 */
GessoBatchState
gesso_wire_batch_get_state (JsonObject *batch)
{
  static const struct
  {
    const char *word;
    GessoBatchState state;
  } ends[] = {
    { "completed", GESSO_BATCH_STATE_COMPLETED },
    { "failed", GESSO_BATCH_STATE_FAILED },
    { "expired", GESSO_BATCH_STATE_EXPIRED },
    { "cancelled", GESSO_BATCH_STATE_CANCELLED },
  };
  const char *word = gesso_json_get_string (batch, "status", "");

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_equal (word, ends[i].word))
      return ends[i].state;

  return GESSO_BATCH_STATE_WORKING;
}

/**
 * gesso_wire_batch_get_fraction:
 * @batch: (nullable): the service's object
 *
 * Returns: how many of the lines are over, 0–1, or -1 when that is not told
 */
double
gesso_wire_batch_get_fraction (JsonObject *batch)
{
  JsonObject *counts = gesso_json_get_object (batch, "request_counts");
  gint64 total = gesso_json_get_int (counts, "total", 0);
  gint64 over
      = gesso_json_get_int (counts, "completed", 0) + gesso_json_get_int (counts, "failed", 0);

  return total > 0 ? CLAMP ((double) over / (double) total, 0, 1) : -1;
}

/**
 * gesso_wire_batch_dup_error:
 * @batch: (nullable): the service's object
 *
 * Returns: (transfer full) (nullable): why it was not taken on, as an error of any other call
 */
JsonObject *
gesso_wire_batch_dup_error (JsonObject *batch)
{
  JsonArray *data = gesso_json_get_array (gesso_json_get_object (batch, "errors"), "data");
  JsonObject *first = data != NULL && json_array_get_length (data) > 0
                          ? gesso_json_array_get_object (data, 0)
                          : NULL;
  JsonObject *object;

  if (first == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_object_member (object, "error", json_object_ref (first));
  return object;
}

/**
 * gesso_wire_batch_is_id:
 * @id: (nullable): what a service calls a file or a batch
 *
 * Ids go into addresses.
 *
 * Returns: whether it is one that may
 */
gboolean
gesso_wire_batch_is_id (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (id[i]) && id[i] != '_' && id[i] != '-')
      return FALSE;

  return length > 0 && length <= 256;
}
