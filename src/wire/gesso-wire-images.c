/* gesso-wire-images.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-images.h"

#include "base/gesso-json.h"

#include <string.h>

/* The requests of the Images API. Pure: a request in, JSON or parts of a form out. Only what
 * differs from the service's default and is allowed by the dialect is sent, since unknown members
 * are an error at some services. */

static gboolean
may_send (const GessoWireImagesDialect *dialect,
          const char                   *name)
{
  if (dialect == NULL)
    return TRUE;
  if (dialect->omit != NULL && g_strv_contains (dialect->omit, name))
    return FALSE;
  return dialect->allowed == NULL || g_strv_contains (dialect->allowed, name);
}

static gboolean
is_explicit (const GessoWireImagesDialect *dialect)
{
  return dialect != NULL && dialect->explicit_defaults;
}

static void
add_text (JsonObject                   *object,
          const GessoWireImagesDialect *dialect,
          const char                   *name,
          const char                   *value,
          const char                   *standard)
{
  if (value == NULL || *value == '\0' || !may_send (dialect, name))
    return;
  if (standard != NULL && g_str_equal (value, standard) && !is_explicit (dialect))
    return;
  json_object_set_string_member (object, name, value);
}

static void
add_int (JsonObject                   *object,
         const GessoWireImagesDialect *dialect,
         const char                   *name,
         int                           value)
{
  if (may_send (dialect, name))
    json_object_set_int_member (object, name, value);
}

/* "jpg" is not a legal value on the wire. */
static const char *
wire_format (const GessoParameters *parameters)
{
  if (g_strcmp0 (parameters->format, "jpg") == 0)
    return "jpeg";
  return parameters->format;
}

static void
add_format (JsonObject                   *object,
            const GessoWireImagesDialect *dialect,
            const GessoParameters        *parameters)
{
  const char *format = wire_format (parameters);

  if (g_strcmp0 (format, "png") != 0)
    add_text (object, dialect, "output_format", format, NULL);
  if (parameters->compression >= 0 && parameters->compression < 100
      && (g_strcmp0 (format, "jpeg") == 0 || g_strcmp0 (format, "webp") == 0))
    add_int (object, dialect, "output_compression", parameters->compression);
}

static void
add_stream (JsonObject                   *object,
            GessoRequest                 *request,
            const GessoWireImagesDialect *dialect)
{
  if (!gesso_wire_images_wants_stream (request, dialect))
    return;
  json_object_set_boolean_member (object, "stream", TRUE);
  add_int (object, dialect, "partial_images",
           MIN (gesso_request_get_parameters (request)->partial_images, 3));
}

/* Further members that the person asked for; null takes one away. The prompt is not theirs. */
static void
add_extra (JsonObject                   *object,
           const GessoWireImagesDialect *dialect,
           const GessoParameters        *parameters)
{
  g_autoptr (JsonObject) extra = NULL;
  g_autoptr (GList) names = NULL;

  if (parameters->extra == NULL || *parameters->extra == '\0')
    return;
  extra = gesso_json_parse_object (parameters->extra, -1, NULL);
  if (extra == NULL)
    return;
  names = json_object_get_members (extra);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;
      JsonNode *node = json_object_get_member (extra, name);

      if (g_str_equal (name, "prompt")
          || (dialect != NULL && dialect->omit != NULL && g_strv_contains (dialect->omit, name)))
        continue;
      if (JSON_NODE_HOLDS_NULL (node))
        json_object_remove_member (object, name);
      else
        json_object_set_member (object, name, json_node_copy (node));
    }
}

static JsonObject *
make_members (GessoRequest                 *request,
              const GessoWireImagesDialect *dialect)
{
  const GessoParameters *parameters = gesso_request_get_parameters (request);
  g_autofree char *size = gesso_size_to_string (&parameters->size);
  const char *model
      = dialect != NULL && dialect->model != NULL ? dialect->model : parameters->model;
  JsonObject *object = json_object_new ();

  if (model != NULL && *model != '\0' && may_send (dialect, "model"))
    json_object_set_string_member (object, "model", model);
  json_object_set_string_member (object, "prompt",
                                 dialect != NULL && dialect->prompt != NULL
                                     ? dialect->prompt
                                     : gesso_request_get_prompt (request));
  if (parameters->n > 1 || is_explicit (dialect))
    add_int (object, dialect, "n", MAX (parameters->n, 1));
  if (!gesso_size_is_auto (&parameters->size))
    add_text (object, dialect, "size", size, NULL);
  add_text (object, dialect, "quality", parameters->quality, "auto");
  add_text (object, dialect, "background", parameters->background, "auto");
  add_format (object, dialect, parameters);
  if (g_strcmp0 (parameters->moderation, "low") == 0)
    add_text (object, dialect, "moderation", parameters->moderation, NULL);
  if (dialect != NULL && dialect->response_format)
    add_text (object, dialect, "response_format", "b64_json", NULL);
  add_stream (object, request, dialect);
  if (gesso_request_get_operation (request) == GESSO_OPERATION_EDIT)
    add_text (object, dialect, "input_fidelity", parameters->input_fidelity, NULL);
  add_extra (object, dialect, parameters);
  return object;
}

/* Files of the person's own names stay here: only a number and the type go out. */
static char *
make_filename (const char *stem,
               guint       number,
               const char *content_type)
{
  const char *extension = "png";

  if (g_strcmp0 (content_type, "image/jpeg") == 0)
    extension = "jpg";
  else if (g_strcmp0 (content_type, "image/webp") == 0)
    extension = "webp";
  else if (g_strcmp0 (content_type, "image/gif") == 0)
    extension = "gif";
  if (number == 0)
    return g_strdup_printf ("%s.%s", stem, extension);
  return g_strdup_printf ("%s-%u.%s", stem, number, extension);
}

static const char *
content_type_of (GessoReference *reference)
{
  const char *type = gesso_reference_get_mime_type (reference);

  return type != NULL ? type : "image/png";
}

typedef struct
{
  GessoWirePartFunc func;
  gpointer user_data;
} PartSink;

static char *
text_from_node (JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return gesso_json_to_string (node, FALSE);
}

/* A form has no nesting: members of an object get their names in brackets. */
static void
add_member_part (JsonObject *object,
                 const char *name,
                 JsonNode   *node,
                 gpointer    user_data)
{
  const PartSink *sink = user_data;
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) names = json_object_get_members (json_node_get_object (node));

      for (GList *l = names; l != NULL; l = l->next)
        {
          g_autofree char *inner = g_strdup_printf ("%s[%s]", name, (const char *) l->data);

          add_member_part (NULL, inner,
                           json_object_get_member (json_node_get_object (node), l->data),
                           user_data);
        }
      return;
    }
  text = text_from_node (node);
  sink->func (name, text, NULL, NULL, NULL, sink->user_data);
}

static void
add_file_part (const PartSink *sink,
               const char     *name,
               const char     *stem,
               guint           number,
               GessoReference *reference)
{
  const char *type = content_type_of (reference);
  g_autofree char *filename = make_filename (stem, number, type);

  sink->func (name, NULL, filename, type, gesso_reference_get_data (reference), sink->user_data);
}

static JsonObject *
make_picture (GessoReference *reference)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (gesso_reference_get_data (reference), &length);
  g_autofree char *base64 = g_base64_encode (bytes, length);
  g_autofree char *url = g_strdup_printf ("data:%s;base64,%s", content_type_of (reference), base64);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "image_url", url);
  return object;
}

/**
 * gesso_wire_images_wants_stream:
 * @request: a request
 * @dialect: (nullable): NULL for OpenAI's own
 *
 * Returns: TRUE when previews are asked for and can be told apart: the events carry no number of
 *   the picture, so only a request for one picture streams
 */
gboolean
gesso_wire_images_wants_stream (GessoRequest                 *request,
                                const GessoWireImagesDialect *dialect)
{
  const GessoParameters *parameters;

  g_return_val_if_fail (request != NULL, FALSE);

  parameters = gesso_request_get_parameters (request);
  return parameters->partial_images > 0 && parameters->n <= 1 && may_send (dialect, "stream");
}

/**
 * gesso_wire_images_generation_to_json:
 * @request: a request to generate
 * @dialect: (nullable): NULL for OpenAI's own
 *
 * Returns: (transfer full): the body of POST …/images/generations
 */
JsonObject *
gesso_wire_images_generation_to_json (GessoRequest                 *request,
                                      const GessoWireImagesDialect *dialect)
{
  g_return_val_if_fail (request != NULL, NULL);

  return make_members (request, dialect);
}

/**
 * gesso_wire_images_edit_to_parts:
 * @request: a request to edit
 * @dialect: (nullable): NULL for OpenAI's own
 * @func: called for each part in order; what it is given is borrowed for the call
 * @user_data: for @func
 *
 * Gives the parts of the form for POST …/images/edits: text first, then the pictures in sending
 * order, then the mask.
 */
void
gesso_wire_images_edit_to_parts (GessoRequest                 *request,
                                 const GessoWireImagesDialect *dialect,
                                 GessoWirePartFunc             func,
                                 gpointer                      user_data)
{
  g_autoptr (JsonObject) members = NULL;
  PartSink sink = { func, user_data };
  GessoReference *mask;
  const char *image_name;
  const char *mask_name;
  guint n;

  g_return_if_fail (request != NULL && func != NULL);

  members = make_members (request, dialect);
  json_object_foreach_member (members, add_member_part, &sink);

  n = gesso_request_get_n_references (request);
  image_name = n == 1 || (dialect != NULL && dialect->plain_image_name) ? "image" : "image[]";
  for (guint i = 0; i < n; i++)
    add_file_part (&sink, image_name, "image", i + 1, gesso_request_get_reference (request, i));

  mask = gesso_request_get_mask (request);
  mask_name = dialect != NULL && dialect->mask_name != NULL ? dialect->mask_name : "mask";
  if (mask != NULL)
    add_file_part (&sink, mask_name, "mask", 0, mask);
}

/**
 * gesso_wire_images_edit_to_json:
 * @request: a request to edit
 * @dialect: (nullable): NULL for OpenAI's own
 *
 * Makes the JSON form of an edit, with the pictures as data: addresses: for batches and for
 * gateways that know nothing else. It costs three times the pictures' size in memory.
 *
 * Returns: (transfer full): the body of POST …/images/edits
 */
JsonObject *
gesso_wire_images_edit_to_json (GessoRequest                 *request,
                                const GessoWireImagesDialect *dialect)
{
  JsonObject *object;
  JsonArray *images;
  GessoReference *mask;

  g_return_val_if_fail (request != NULL, NULL);

  object = make_members (request, dialect);
  images = json_array_new ();
  for (guint i = 0; i < gesso_request_get_n_references (request); i++)
    json_array_add_object_element (images, make_picture (gesso_request_get_reference (request, i)));
  json_object_set_array_member (object, "images", images);
  mask = gesso_request_get_mask (request);
  if (mask != NULL)
    json_object_set_object_member (object, "mask", make_picture (mask));
  return object;
}
