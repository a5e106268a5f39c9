/* gesso-wire-images-writer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-wire-images-writer.h"

#include "base/gesso-json.h"

#include <string.h>

/* GessoWireImagesWriter
 *
 * Writes the answers of an Images server: one JSON text or events, with the pictures as base64 in
 * pieces, so that a large picture never stands in memory as text. Owned by whoever answers one
 * request; pure, on any one thread; the pieces go to a function as they are ready.
 *
 * Order of life: new; begin, pictures, end as the header says; free.
 */

#define SLICE (48 * 1024)

struct _GessoWireImagesWriter
{
  GessoWireWriteFunc func;
  gpointer user_data;
  guint n_images;
  gboolean in_event;
  int base64_state;
  int base64_save;
};

static void
write_text (GessoWireImagesWriter *self,
            const char            *text)
{
  g_autoptr (GBytes) piece = g_bytes_new (text, strlen (text));

  self->func (piece, self->user_data);
}

/* The members of @rest, each with a comma before it. */
static void
write_members (GessoWireImagesWriter *self,
               JsonObject            *rest)
{
  g_autofree char *text = NULL;
  gsize length;

  if (rest == NULL || json_object_get_size (rest) == 0)
    return;
  text = gesso_json_object_to_string (rest, FALSE);
  length = strlen (text);
  /* {"a":1} becomes ,"a":1 */
  text[0] = ',';
  text[length - 1] = '\0';
  write_text (self, text);
}

static void
begin_base64 (GessoWireImagesWriter *self)
{
  self->base64_state = 0;
  self->base64_save = 0;
}

static void
end_base64 (GessoWireImagesWriter *self)
{
  char text[8];
  gsize n = g_base64_encode_close (FALSE, text, &self->base64_state, &self->base64_save);

  text[n] = '\0';
  write_text (self, text);
}

/**
 * gesso_wire_images_writer_new:
 * @func: takes the pieces of the body
 * @user_data: for @func
 *
 * Returns: (transfer full): a writer
 */
GessoWireImagesWriter *
gesso_wire_images_writer_new (GessoWireWriteFunc func,
                              gpointer           user_data)
{
  GessoWireImagesWriter *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (GessoWireImagesWriter, 1);
  self->func = func;
  self->user_data = user_data;
  return self;
}

/**
 * gesso_wire_images_writer_free:
 * @self: (transfer full): a writer
 */
void
gesso_wire_images_writer_free (GessoWireImagesWriter *self)
{
  g_return_if_fail (self != NULL);

  g_free (self);
}

/**
 * gesso_wire_images_writer_begin_answer:
 * @self: a writer
 * @created: seconds since 1970
 *
 * Begins a JSON answer.
 */
void
gesso_wire_images_writer_begin_answer (GessoWireImagesWriter *self,
                                       gint64                 created)
{
  g_autofree char *text = NULL;

  g_return_if_fail (self != NULL);

  self->n_images = 0;
  self->in_event = FALSE;
  text = g_strdup_printf ("{\"created\":%" G_GINT64_FORMAT ",\"data\":[", created);
  write_text (self, text);
}

/**
 * gesso_wire_images_writer_begin_image:
 * @self: a writer, inside an answer
 *
 * Begins a picture.
 */
void
gesso_wire_images_writer_begin_image (GessoWireImagesWriter *self)
{
  g_return_if_fail (self != NULL);

  write_text (self, self->n_images++ > 0 ? ",{\"b64_json\":\"" : "{\"b64_json\":\"");
  begin_base64 (self);
}

/**
 * gesso_wire_images_writer_image_bytes:
 * @self: a writer, inside a picture or an event
 * @bytes: (array length=length): the next bytes of the file
 * @length: number of bytes
 */
void
gesso_wire_images_writer_image_bytes (GessoWireImagesWriter *self,
                                      const void            *bytes,
                                      gsize                  length)
{
  const guchar *next = bytes;

  g_return_if_fail (self != NULL);

  while (length > 0)
    {
      gsize n = MIN (length, SLICE);
      char *text = g_malloc (n / 3 * 4 + 8);
      gsize n_text
          = g_base64_encode_step (next, n, FALSE, text, &self->base64_state, &self->base64_save);
      g_autoptr (GBytes) piece = g_bytes_new_take (text, n_text);

      if (n_text > 0)
        self->func (piece, self->user_data);
      next += n;
      length -= n;
    }
}

/**
 * gesso_wire_images_writer_end_image:
 * @self: a writer, inside a picture
 * @rest: (nullable): further members of the picture
 */
void
gesso_wire_images_writer_end_image (GessoWireImagesWriter *self,
                                    JsonObject            *rest)
{
  g_return_if_fail (self != NULL);

  end_base64 (self);
  write_text (self, "\"");
  write_members (self, rest);
  write_text (self, "}");
}

/**
 * gesso_wire_images_writer_end_answer:
 * @self: a writer, inside an answer
 * @rest: (nullable): further members of the answer: size, quality, usage, extensions
 */
void
gesso_wire_images_writer_end_answer (GessoWireImagesWriter *self,
                                     JsonObject            *rest)
{
  g_return_if_fail (self != NULL);

  write_text (self, "]");
  write_members (self, rest);
  write_text (self, "}");
}

/**
 * gesso_wire_images_writer_begin_event:
 * @self: a writer, not inside an answer
 * @type: "image_generation.partial_image", "image_edit.completed", …: letters, digits, '.', '_'
 *
 * Begins an event with a picture.
 */
void
gesso_wire_images_writer_begin_event (GessoWireImagesWriter *self,
                                      const char            *type)
{
  g_autofree char *text = NULL;

  g_return_if_fail (self != NULL && type != NULL);
  g_return_if_fail (strpbrk (type, "\"\\\r\n") == NULL);

  self->in_event = TRUE;
  text = g_strdup_printf ("event: %s\ndata: {\"type\":\"%s\",\"b64_json\":\"", type, type);
  write_text (self, text);
  begin_base64 (self);
}

/**
 * gesso_wire_images_writer_end_event:
 * @self: a writer, inside an event
 * @rest: (nullable): the event's further members
 */
void
gesso_wire_images_writer_end_event (GessoWireImagesWriter *self,
                                    JsonObject            *rest)
{
  g_return_if_fail (self != NULL && self->in_event);

  self->in_event = FALSE;
  end_base64 (self);
  write_text (self, "\"");
  write_members (self, rest);
  write_text (self, "}\n\n");
}

/**
 * gesso_wire_images_writer_comment:
 * @self: a writer, not inside an event
 * @text: one line
 *
 * Writes a comment into the event stream, which keeps the connection alive.
 */
void
gesso_wire_images_writer_comment (GessoWireImagesWriter *self,
                                  const char            *text)
{
  g_autofree char *line = NULL;

  g_return_if_fail (self != NULL && !self->in_event);
  g_return_if_fail (text != NULL && strpbrk (text, "\r\n") == NULL);

  line = g_strdup_printf (": %s\n\n", text);
  write_text (self, line);
}

/**
 * gesso_wire_images_writer_error_event:
 * @self: a writer, not inside an event
 * @envelope: as gesso_wire_error_envelope_new() makes it
 *
 * Writes that the service failed, into an event stream that has begun.
 */
void
gesso_wire_images_writer_error_event (GessoWireImagesWriter *self,
                                      JsonObject            *envelope)
{
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (self != NULL && !self->in_event && envelope != NULL);

  json = gesso_json_object_to_string (envelope, FALSE);
  text = g_strdup_printf ("event: error\ndata: %s\n\n", json);
  write_text (self, text);
}

static void
set_text_or_null (JsonObject *object,
                  const char *name,
                  const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/**
 * gesso_wire_error_envelope_new:
 * @message: English
 * @type: "invalid_request_error", "image_generation_user_error", "server_error", …
 * @param: (nullable): the parameter that is wrong
 * @code: (nullable): "invalid_value", …
 *
 * Returns: (transfer full): the body of an error answer
 */
JsonObject *
gesso_wire_error_envelope_new (const char *message,
                               const char *type,
                               const char *param,
                               const char *code)
{
  JsonObject *envelope;
  JsonObject *error;

  g_return_val_if_fail (message != NULL && type != NULL, NULL);

  error = json_object_new ();
  json_object_set_string_member (error, "message", message);
  json_object_set_string_member (error, "type", type);
  set_text_or_null (error, "param", param);
  set_text_or_null (error, "code", code);
  envelope = json_object_new ();
  json_object_set_object_member (envelope, "error", error);
  return envelope;
}
