/* gesso-wire-images-form.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-images-form.h"

#include "base/gesso-base64-decoder.h"
#include "base/gesso-json.h"

#include <string.h>

/* GessoWireImagesForm
 *
 * What a client asks of an Images server, out of JSON or out of the parts of a form. Owned by
 * whoever serves one request; pure, on any one thread. Types are checked here; whether the values
 * are allowed is the server's business.
 */

typedef enum
{
  KIND_TEXT,
  KIND_INT,
  KIND_BOOLEAN,
} Kind;

static const struct
{
  const char *name;
  Kind kind;
  gsize offset;
} members[] = {
  { "prompt", KIND_TEXT, G_STRUCT_OFFSET (GessoWireImagesForm, prompt) },
  { "model", KIND_TEXT, G_STRUCT_OFFSET (GessoWireImagesForm, model) },
  { "n", KIND_INT, G_STRUCT_OFFSET (GessoWireImagesForm, n) },
  { "size", KIND_TEXT, G_STRUCT_OFFSET (GessoWireImagesForm, size) },
  { "quality", KIND_TEXT, G_STRUCT_OFFSET (GessoWireImagesForm, quality) },
  { "background", KIND_TEXT, G_STRUCT_OFFSET (GessoWireImagesForm, background) },
  { "output_format", KIND_TEXT, G_STRUCT_OFFSET (GessoWireImagesForm, output_format) },
  { "output_compression", KIND_INT, G_STRUCT_OFFSET (GessoWireImagesForm, output_compression) },
  { "moderation", KIND_TEXT, G_STRUCT_OFFSET (GessoWireImagesForm, moderation) },
  { "input_fidelity", KIND_TEXT, G_STRUCT_OFFSET (GessoWireImagesForm, input_fidelity) },
  { "user", KIND_TEXT, G_STRUCT_OFFSET (GessoWireImagesForm, user) },
  { "stream", KIND_BOOLEAN, G_STRUCT_OFFSET (GessoWireImagesForm, stream) },
  { "partial_images", KIND_INT, G_STRUCT_OFFSET (GessoWireImagesForm, partial_images) },
};

static gboolean
refuse (char       **param,
        GError     **error,
        const char  *name,
        const char  *what)
{
  if (param != NULL)
    {
      g_free (*param);
      *param = g_strdup (name);
    }
  g_set_error (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_BAD_REQUEST, "Invalid '%s': %s.", name,
               what);
  return FALSE;
}

static int
find_member (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (name, members[i].name))
      return (int) i;
  return -1;
}

static void
set_text (GessoWireImagesForm *self,
          gsize                offset,
          const char          *text)
{
  char **field = G_STRUCT_MEMBER_P (self, offset);

  g_free (*field);
  *field = g_strdup (text);
}

static gboolean
set_int (GessoWireImagesForm *self,
         gsize                offset,
         gint64               value)
{
  if (value < 0 || value > G_MAXINT)
    return FALSE;
  G_STRUCT_MEMBER (int, self, offset) = (int) value;
  return TRUE;
}

/* Pictures */

static gboolean
is_data_url (const char *url)
{
  return g_ascii_strncasecmp (url, "data:", 5) == 0;
}

static GBytes *
decode (const char *text)
{
  gsize length = strlen (text);
  GessoBase64Decoder decoder = GESSO_BASE64_DECODER_INIT;
  g_autofree guint8 *out = g_malloc (GESSO_BASE64_DECODED_MAX (length) + 3);
  gsize n, n_rest;

  if (!gesso_base64_decoder_push (&decoder, text, length, out, &n)
      || !gesso_base64_decoder_finish (&decoder, out + n, &n_rest))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&out), n + n_rest);
}

static gboolean
read_data_url (GessoWirePicture *picture,
               const char       *url)
{
  const char *comma = strchr (url, ',');
  g_autofree char *header = NULL;
  gsize length;

  if (comma == NULL)
    return FALSE;
  header = g_strndup (url + 5, (gsize) (comma - url - 5));
  if (!g_str_has_suffix (header, ";base64"))
    return FALSE;
  length = strcspn (header, ";");
  picture->content_type = length > 0 ? g_strndup (header, length) : NULL;
  picture->content = decode (comma + 1);
  return picture->content != NULL;
}

/* {"image_url":…} or {"file_id":…}, never both (OpenAI's EditImageBodyJsonParam). */
static GessoWirePicture *
read_picture (JsonNode    *node,
              const char  *name,
              char       **param,
              GError     **error)
{
  g_autoptr (GessoWirePicture) picture = g_new0 (GessoWirePicture, 1);
  JsonObject *object = NULL;
  const char *url, *file_id;

  if (JSON_NODE_HOLDS_OBJECT (node))
    object = json_node_get_object (node);
  url = gesso_json_get_string (object, "image_url", NULL);
  file_id = gesso_json_get_string (object, "file_id", NULL);
  if ((url == NULL) == (file_id == NULL))
    {
      (void) refuse (param, error, name, "expected exactly one of 'image_url' and 'file_id'");
      return NULL;
    }
  if (file_id != NULL)
    picture->file_id = g_strdup (file_id);
  else if (!is_data_url (url))
    picture->url = g_strdup (url);
  else if (!read_data_url (picture, url))
    {
      (void) refuse (param, error, name, "the data URL is not base64");
      return NULL;
    }
  return g_steal_pointer (&picture);
}

static gboolean
read_pictures (GessoWireImagesForm  *self,
               JsonNode             *node,
               char                **param,
               GError              **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (param, error, "images", "expected an array");
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *name = g_strdup_printf ("images[%u]", i);
      GessoWirePicture *picture;

      picture = read_picture (json_array_get_element (array, i), name, param, error);
      if (picture == NULL)
        return FALSE;
      g_ptr_array_add (self->pictures, picture);
    }
  return TRUE;
}

/* JSON */

static gboolean
set_from_node (GessoWireImagesForm *self,
               int                  i,
               JsonNode            *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (members[i].kind)
    {
    case KIND_TEXT:
      if (type != G_TYPE_STRING)
        return FALSE;
      set_text (self, members[i].offset, json_node_get_string (node));
      return TRUE;

    case KIND_INT:
      return type == G_TYPE_INT64 && set_int (self, members[i].offset, json_node_get_int (node));

    case KIND_BOOLEAN:
    default:
      if (type != G_TYPE_BOOLEAN)
        return FALSE;
      G_STRUCT_MEMBER (gboolean, self, members[i].offset) = json_node_get_boolean (node);
      return TRUE;
    }
}

static const char *
expected (Kind kind)
{
  if (kind == KIND_TEXT)
    return "expected a string";
  return kind == KIND_INT ? "expected a whole number from 0" : "expected a boolean";
}

static gboolean
read_member (GessoWireImagesForm  *self,
             const char           *name,
             JsonNode             *node,
             char                **param,
             GError              **error)
{
  int i = find_member (name);

  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (g_str_equal (name, "images"))
    return read_pictures (self, node, param, error);
  if (g_str_equal (name, "mask"))
    {
      g_clear_pointer (&self->mask, gesso_wire_picture_free);
      self->mask = read_picture (node, name, param, error);
      return self->mask != NULL;
    }
  if (i >= 0)
    return set_from_node (self, i, node) || refuse (param, error, name, expected (members[i].kind));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    g_hash_table_replace (self->fields, g_strdup (name), g_strdup (json_node_get_string (node)));
  else
    g_hash_table_replace (self->fields, g_strdup (name), gesso_json_to_string (node, FALSE));
  return TRUE;
}

/* Parts */

static gboolean
is_picture_name (const char *name)
{
  return g_str_equal (name, "image") || g_str_has_prefix (name, "image[");
}

static gboolean
is_mask_name (const char *name)
{
  return g_str_equal (name, "mask") || g_str_equal (name, "mask_image");
}

static gboolean
set_from_text (GessoWireImagesForm *self,
               int                  i,
               const char          *text)
{
  gint64 value;

  switch (members[i].kind)
    {
    case KIND_TEXT:
      set_text (self, members[i].offset, text);
      return TRUE;

    case KIND_INT:
      return g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &value, NULL)
             && set_int (self, members[i].offset, value);

    case KIND_BOOLEAN:
    default:
      if (g_ascii_strcasecmp (text, "true") != 0 && g_ascii_strcasecmp (text, "false") != 0)
        return FALSE;
      G_STRUCT_MEMBER (gboolean, self, members[i].offset) = g_ascii_strcasecmp (text, "true") == 0;
      return TRUE;
    }
}

static gboolean
read_text (GessoWireImagesForm  *self,
           const char           *name,
           GBytes               *content,
           char                **param,
           GError              **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);
  g_autofree char *text = length > 0 ? g_utf8_make_valid (bytes, (gssize) length) : g_strdup ("");
  int i = find_member (name);

  if (i < 0)
    {
      g_hash_table_replace (self->fields, g_strdup (name), g_steal_pointer (&text));
      return TRUE;
    }
  return set_from_text (self, i, text) || refuse (param, error, name, expected (members[i].kind));
}

/**
 * gesso_wire_picture_free:
 * @self: (transfer full): a picture
 */
void
gesso_wire_picture_free (GessoWirePicture *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self->url);
  g_free (self->file_id);
  g_free (self->filename);
  g_free (self->content_type);
  g_free (self);
}

/**
 * gesso_wire_images_form_new:
 *
 * Returns: (transfer full): a form in which nothing is given
 */
GessoWireImagesForm *
gesso_wire_images_form_new (void)
{
  GessoWireImagesForm *self = g_new0 (GessoWireImagesForm, 1);

  self->output_compression = -1;
  self->partial_images = -1;
  self->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_wire_picture_free);
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * gesso_wire_images_form_free:
 * @self: (transfer full): a form
 */
void
gesso_wire_images_form_free (GessoWireImagesForm *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].kind == KIND_TEXT)
      set_text (self, members[i].offset, NULL);
  g_ptr_array_unref (self->pictures);
  g_clear_pointer (&self->mask, gesso_wire_picture_free);
  g_hash_table_unref (self->fields);
  g_free (self);
}

/**
 * gesso_wire_images_form_read_json:
 * @self: a form
 * @object: the body of a generation or of an edit
 * @param: (out) (optional) (nullable) (transfer full): the member that is wrong
 * @error: GESSO_WIRE_ERROR_BAD_REQUEST
 *
 * Takes over what the JSON gives. A member that is null counts as not given.
 *
 * Returns: FALSE with @error set when a member is of the wrong type
 */
gboolean
gesso_wire_images_form_read_json (GessoWireImagesForm  *self,
                                  JsonObject           *object,
                                  char                **param,
                                  GError              **error)
{
  g_autoptr (GList) names = NULL;

  g_return_val_if_fail (self != NULL && object != NULL, FALSE);

  if (param != NULL)
    *param = NULL;
  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    if (!read_member (self, l->data, json_object_get_member (object, l->data), param, error))
      return FALSE;
  return TRUE;
}

/**
 * gesso_wire_images_form_read_part:
 * @self: a form
 * @name: the part's name
 * @filename: (nullable): the file name that it was sent with
 * @content_type: (nullable): the type that it was sent with
 * @content: its bytes
 * @param: (out) (optional) (nullable) (transfer full): the part that is wrong
 * @error: GESSO_WIRE_ERROR_BAD_REQUEST
 *
 * Takes over one part of a form.
 *
 * Returns: FALSE with @error set when it is of the wrong type
 */
gboolean
gesso_wire_images_form_read_part (GessoWireImagesForm  *self,
                                  const char           *name,
                                  const char           *filename,
                                  const char           *content_type,
                                  GBytes               *content,
                                  char                **param,
                                  GError              **error)
{
  GessoWirePicture *picture;

  g_return_val_if_fail (self != NULL && name != NULL && content != NULL, FALSE);

  if (param != NULL)
    *param = NULL;
  if (!is_picture_name (name) && !is_mask_name (name))
    return read_text (self, name, content, param, error);

  picture = g_new0 (GessoWirePicture, 1);
  picture->content = g_bytes_ref (content);
  picture->filename = g_strdup (filename);
  picture->content_type = g_strdup (content_type);
  if (is_picture_name (name))
    g_ptr_array_add (self->pictures, picture);
  else
    {
      g_clear_pointer (&self->mask, gesso_wire_picture_free);
      self->mask = picture;
    }
  return TRUE;
}
