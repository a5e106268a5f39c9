/* gesso-wire-responses.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-responses.h"

#include "base/gesso-json.h"
#include "base/gesso-str.h"

#include <string.h>

/* The requests of the Responses API. Pure: a request in, the bytes of a body out. The pictures are
 * written straight into the text, so that their base64 exists only once. Only what differs from the
 * service's default is sent. */

static gboolean
may_send (const GessoWireResponsesDialect *dialect,
          const char                      *name)
{
  return dialect->omit == NULL || !g_strv_contains (dialect->omit, name);
}

static void
add_text (JsonObject *object,
          const char *name,
          const char *value,
          const char *standard)
{
  if (!gesso_str_is_empty (value) && g_strcmp0 (value, standard) != 0)
    json_object_set_string_member (object, name, value);
}

static const char *
content_type_of (GessoReference *reference)
{
  const char *type = gesso_reference_get_mime_type (reference);

  return type != NULL ? type : "image/png";
}

static void
append_data_address (GString        *text,
                     GessoReference *reference)
{
  gsize length;
  const guchar *bytes = g_bytes_get_data (gesso_reference_get_data (reference), &length);
  int state = 0;
  int save = 0;

  g_string_append_printf (text, "data:%s;base64,", content_type_of (reference));
  while (length > 0)
    {
      char piece[4096];
      gsize n = MIN (length, 3000);

      g_string_append_len (text, piece,
                           (gssize) g_base64_encode_step (bytes, n, FALSE, piece, &state, &save));
      bytes += n;
      length -= n;
      if (length == 0)
        g_string_append_len (text, piece,
                             (gssize) g_base64_encode_close (FALSE, piece, &state, &save));
    }
}

static void
add_format (JsonObject            *tool,
            const GessoParameters *parameters)
{
  const char *format = g_strcmp0 (parameters->format, "jpg") == 0 ? "jpeg" : parameters->format;

  add_text (tool, "output_format", format, "png");
  if (parameters->compression >= 0 && parameters->compression < 100
      && (g_strcmp0 (format, "jpeg") == 0 || g_strcmp0 (format, "webp") == 0))
    json_object_set_int_member (tool, "output_compression", parameters->compression);
}

static JsonObject *
make_image_tool (GessoRequest                    *request,
                 const GessoWireResponsesDialect *dialect)
{
  const GessoParameters *parameters = gesso_request_get_parameters (request);
  GessoReference *mask = gesso_request_get_mask (request);
  JsonObject *tool = json_object_new ();

  json_object_set_string_member (tool, "type", "image_generation");
  add_text (tool, "model", dialect->image_model, NULL);
  if (!gesso_size_is_auto (&parameters->size))
    {
      g_autofree char *size = gesso_size_to_string (&parameters->size);

      json_object_set_string_member (tool, "size", size);
    }
  add_text (tool, "quality", parameters->quality, "auto");
  add_text (tool, "background", parameters->background, "auto");
  add_format (tool, parameters);
  add_text (tool, "moderation", parameters->moderation, "auto");
  if (gesso_request_get_operation (request) == GESSO_OPERATION_EDIT)
    {
      json_object_set_string_member (tool, "action", "edit");
      add_text (tool, "input_fidelity", parameters->input_fidelity, NULL);
    }
  if (gesso_wire_responses_wants_stream (request, dialect) && may_send (dialect, "partial_images"))
    json_object_set_int_member (tool, "partial_images", MIN (parameters->partial_images, 3));
  if (mask != NULL)
    {
      g_autoptr (GString) address = g_string_new (NULL);
      JsonObject *picture = json_object_new ();

      append_data_address (address, mask);
      json_object_set_string_member (picture, "image_url", address->str);
      json_object_set_object_member (tool, "input_image_mask", picture);
    }

  return tool;
}

static void
add_tools (JsonObject                      *root,
           GessoRequest                    *request,
           const GessoWireResponsesDialect *dialect)
{
  const GessoParameters *parameters = gesso_request_get_parameters (request);
  JsonArray *tools = json_array_new ();

  json_array_add_object_element (tools, make_image_tool (request, dialect));
  if (parameters->web_search)
    {
      JsonObject *search = json_object_new ();

      json_object_set_string_member (search, "type", "web_search");
      json_array_add_object_element (tools, search);
    }
  json_object_set_array_member (root, "tools", tools);

  /* Who is to search first must be free to choose; otherwise a picture is what was asked for. */
  if (!parameters->web_search)
    {
      JsonObject *choice = json_object_new ();

      json_object_set_string_member (choice, "type", "image_generation");
      json_object_set_object_member (root, "tool_choice", choice);
    }
}

/* Further members that the person asked for; null takes one away. What is said is not theirs. */
static void
add_extra (JsonObject            *root,
           const GessoParameters *parameters)
{
  g_autoptr (JsonObject) extra = NULL;
  g_autoptr (GList) names = NULL;

  if (gesso_str_is_empty (parameters->extra))
    return;
  extra = gesso_json_parse_object (parameters->extra, -1, NULL);
  names = extra != NULL ? json_object_get_members (extra) : NULL;
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (extra, l->data);

      if (g_str_equal (l->data, "input"))
        continue;
      if (JSON_NODE_HOLDS_NULL (node))
        json_object_remove_member (root, l->data);
      else
        json_object_set_member (root, l->data, json_node_copy (node));
    }
}

static JsonObject *
make_root (GessoRequest                    *request,
           const GessoWireResponsesDialect *dialect)
{
  const GessoParameters *parameters = gesso_request_get_parameters (request);
  JsonObject *root = json_object_new ();

  json_object_set_string_member (root, "model", dialect->text_model);
  add_tools (root, request, dialect);
  if (!gesso_str_is_empty (parameters->think) && may_send (dialect, "reasoning"))
    {
      JsonObject *reasoning = json_object_new ();

      json_object_set_string_member (reasoning, "effort", parameters->think);
      json_object_set_string_member (reasoning, "summary", "auto");
      json_object_set_object_member (root, "reasoning", reasoning);
    }
  if (gesso_wire_responses_wants_stream (request, dialect))
    json_object_set_boolean_member (root, "stream", TRUE);
  else if (may_send (dialect, "background"))
    json_object_set_boolean_member (root, "background", TRUE);
  add_text (root, "previous_response_id", dialect->previous_response, NULL);
  add_extra (root, parameters);

  return root;
}

static gboolean
is_sent (const GessoWireResponsesDialect *dialect,
         guint                            index)
{
  return index > 0 || dialect->previous_response == NULL;
}

/**
 * gesso_wire_responses_wants_stream:
 * @request: a request
 * @dialect: how it is sent
 *
 * Returns: whether the answer comes as events. Without previews it is made in the background
 *   instead and asked for, so that it can be taken up again after a restart.
 */
gboolean
gesso_wire_responses_wants_stream (GessoRequest                    *request,
                                   const GessoWireResponsesDialect *dialect)
{
  g_return_val_if_fail (request != NULL && dialect != NULL, FALSE);

  return gesso_request_get_parameters (request)->partial_images > 0 && may_send (dialect, "stream");
}

/**
 * gesso_wire_responses_count_picture_bytes:
 * @request: a request
 * @dialect: how it is sent
 *
 * Returns: how many bytes of pictures would be sent, before base64; at most
 *   %GESSO_WIRE_RESPONSES_MAX_PICTURE_BYTES should be
 */
gsize
gesso_wire_responses_count_picture_bytes (GessoRequest                    *request,
                                          const GessoWireResponsesDialect *dialect)
{
  guint n;
  gsize sum = 0;

  g_return_val_if_fail (request != NULL && dialect != NULL, 0);

  n = gesso_request_get_n_references (request);
  for (guint i = 0; i < n; i++)
    if (is_sent (dialect, i))
      sum += g_bytes_get_size (gesso_reference_get_data (gesso_request_get_reference (request, i)));

  return sum;
}

/**
 * gesso_wire_responses_to_body:
 * @request: a request
 * @dialect: how it is sent
 *
 * The pictures' names stay here; only their types and bytes go out.
 *
 * Returns: (transfer full): the body of POST …/responses
 */
GBytes *
gesso_wire_responses_to_body (GessoRequest                    *request,
                              const GessoWireResponsesDialect *dialect)
{
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (JsonNode) prompt = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *head = NULL;
  GString *text;
  guint n;

  g_return_val_if_fail (request != NULL && dialect != NULL, NULL);

  root = make_root (request, dialect);
  head = gesso_json_object_to_string (root, FALSE);
  prompt = json_node_init_string (json_node_alloc (), gesso_request_get_prompt (request));
  quoted = gesso_json_to_string (prompt, FALSE);
  text = g_string_new (head);

  /* {"a":1} goes on as {"a":1,"input":[…]} */
  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\"input\":[{\"role\":\"user\",\"content\":[");
  g_string_append_printf (text, "{\"type\":\"input_text\",\"text\":%s}", quoted);
  n = gesso_request_get_n_references (request);
  for (guint i = 0; i < n; i++)
    {
      if (!is_sent (dialect, i))
        continue;
      g_string_append (text, ",{\"type\":\"input_image\",\"image_url\":\"");
      append_data_address (text, gesso_request_get_reference (request, i));
      g_string_append (text, "\"}");
    }
  g_string_append (text, "]}]}");

  return g_string_free_to_bytes (text);
}
