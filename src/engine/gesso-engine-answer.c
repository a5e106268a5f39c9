/* gesso-engine-answer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoEngineAnswer: pictures on their way out, as one JSON text or as an event stream. It keeps
 * the encoded files and turns them into base64 one slice at a time, each when the slice before it
 * has been written, so that an answer of many megabytes never exists as text.
 *
 * Made and freed by the server with the request it answers; main thread only. The owner connects
 * the message's signal "wrote-chunk" to gesso_engine_answer_pump(). */

#include "config.h"

#include "engine/gesso-engine-answer.h"

#include "base/gesso-json.h"
#include "wire/gesso-wire-images-writer.h"

#include <string.h>

#define SLICE_BYTES (192 * 1024)

struct _GessoEngineAnswer
{
  SoupServerMessage *message;    /* (unowned): outlives us; its end frees us */
  GessoWireImagesWriter *writer; /* (owned) */
  gboolean is_edit;
  gboolean is_stream;
  char *quality; /* (owned) */
  const char *format;
  gint64 created;

  GQueue pictures;      /* (owned) (element-type GessoEnginePicture) */
  gboolean is_begun;    /* the head went out */
  gboolean is_finished; /* no more pictures will come */
  gboolean is_over;     /* everything was given to the message */
  gboolean in_picture;
  gsize offset;        /* bytes of the first picture that went out */
  guint n_pieces;      /* pieces appended by the step that runs */
  JsonObject *failure; /* (owned) (nullable): the stream ends with this error */
  JsonObject *account; /* (owned) (nullable): of the first picture */
  char *size;          /* (owned) (nullable) */
  const char *background;
};

static void
piece_cb (GBytes   *piece,
          gpointer  user_data)
{
  GessoEngineAnswer *self = user_data;

  if (g_bytes_get_size (piece) == 0)
    return;
  soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), piece);
  self->n_pieces++;
}

/**
 * gesso_engine_answer_new:
 * @message: the message to answer; paused
 * @order: what was asked
 *
 * Returns: (transfer full): an answer of which nothing has gone out
 */
GessoEngineAnswer *
gesso_engine_answer_new (SoupServerMessage      *message,
                         const GessoEngineOrder *order)
{
  GessoEngineAnswer *self = g_new0 (GessoEngineAnswer, 1);

  self->message = message;
  self->writer = gesso_wire_images_writer_new (piece_cb, self);
  self->is_edit = order->is_edit;
  self->is_stream = order->stream;
  self->quality = g_strdup (order->quality_name);
  self->format = gesso_image_format_get_id (order->format);
  self->created = g_get_real_time () / G_USEC_PER_SEC;
  g_queue_init (&self->pictures);

  return self;
}

/**
 * gesso_engine_answer_free:
 * @self: (nullable) (transfer full): an answer
 */
void
gesso_engine_answer_free (GessoEngineAnswer *self)
{
  if (self == NULL)
    return;

  g_queue_clear_full (&self->pictures, (GDestroyNotify) gesso_engine_picture_free);
  g_clear_pointer (&self->writer, gesso_wire_images_writer_free);
  g_clear_pointer (&self->account, json_object_unref);
  g_clear_pointer (&self->failure, json_object_unref);
  g_free (self->quality);
  g_free (self->size);
  g_free (self);
}

/* Nothing is billed, and nothing is invented. */
static JsonObject *
make_usage (void)
{
  JsonObject *usage = json_object_new (), *details = json_object_new ();

  json_object_set_int_member (details, "text_tokens", 0);
  json_object_set_int_member (details, "image_tokens", 0);
  json_object_set_int_member (usage, "total_tokens", 0);
  json_object_set_int_member (usage, "input_tokens", 0);
  json_object_set_int_member (usage, "output_tokens", 0);
  json_object_set_object_member (usage, "input_tokens_details", details);

  return usage;
}

static void
add_facts (GessoEngineAnswer *self,
           JsonObject        *object,
           const char        *size,
           const char        *background)
{
  json_object_set_string_member (object, "size", size);
  json_object_set_string_member (object, "quality", self->quality);
  json_object_set_string_member (object, "background", background);
  json_object_set_string_member (object, "output_format", self->format);
}

static JsonObject *
make_event (GessoEngineAnswer        *self,
            const GessoEnginePicture *picture)
{
  JsonObject *event = json_object_new ();

  json_object_set_int_member (event, "created_at", self->created);
  add_facts (self, event, picture->size, picture->background);
  if (picture->partial_index >= 0)
    json_object_set_int_member (event, "partial_image_index", picture->partial_index);
  else
    {
      json_object_set_object_member (event, "usage", make_usage ());
      if (picture->sentence != NULL)
        json_object_set_string_member (event, "revised_prompt", picture->sentence);
      if (picture->account != NULL)
        json_object_set_object_member (event, "sketch", json_object_ref (picture->account));
    }

  return event;
}

static void
begin_response (GessoEngineAnswer *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  self->is_begun = TRUE;
  soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (headers,
                                         self->is_stream ? "text/event-stream" : "application/json",
                                         NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
  if (!self->is_stream)
    gesso_wire_images_writer_begin_answer (self->writer, self->created);
}

static void
begin_picture (GessoEngineAnswer        *self,
               const GessoEnginePicture *picture)
{
  self->in_picture = TRUE;
  self->offset = 0;
  if (self->is_stream)
    {
      g_autofree char *type
          = g_strdup_printf ("%s.%s", self->is_edit ? "image_edit" : "image_generation",
                             picture->partial_index >= 0 ? "partial_image" : "completed");

      gesso_wire_images_writer_begin_event (self->writer, type);
    }
  else
    gesso_wire_images_writer_begin_image (self->writer);
}

static void
end_picture (GessoEngineAnswer  *self,
             GessoEnginePicture *picture)
{
  g_autoptr (JsonObject) rest = NULL;

  self->in_picture = FALSE;
  if (self->is_stream)
    {
      rest = make_event (self, picture);
      gesso_wire_images_writer_end_event (self->writer, rest);
    }
  else
    {
      rest = json_object_new ();
      if (picture->sentence != NULL)
        json_object_set_string_member (rest, "revised_prompt", picture->sentence);
      if (picture->account != NULL)
        json_object_set_object_member (rest, "sketch", json_object_ref (picture->account));
      gesso_wire_images_writer_end_image (self->writer, rest);
    }
  if (self->size == NULL && picture->partial_index < 0)
    {
      self->size = g_strdup (picture->size);
      self->background = picture->background;
      self->account = picture->account != NULL ? json_object_ref (picture->account) : NULL;
    }
  g_queue_pop_head (&self->pictures);
  gesso_engine_picture_free (picture);
}

static void
write_slice (GessoEngineAnswer  *self,
             GessoEnginePicture *picture)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (picture->file, &length);

  if (!self->in_picture)
    begin_picture (self, picture);
  else if (self->offset < length)
    {
      gsize slice = MIN (SLICE_BYTES, length - self->offset);

      gesso_wire_images_writer_image_bytes (self->writer, data + self->offset, slice);
      self->offset += slice;
    }
  else
    end_picture (self, picture);
}

static void
end_response (GessoEngineAnswer *self)
{
  self->is_over = TRUE;
  if (self->failure != NULL)
    gesso_wire_images_writer_error_event (self->writer, self->failure);
  else if (!self->is_stream)
    {
      g_autoptr (JsonObject) rest = json_object_new ();

      add_facts (self, rest, self->size != NULL ? self->size : "auto",
                 self->background != NULL ? self->background : "opaque");
      json_object_set_object_member (rest, "usage", make_usage ());
      if (self->account != NULL)
        json_object_set_object_member (rest, "sketch", json_object_ref (self->account));
      gesso_wire_images_writer_end_answer (self->writer, rest);
    }
  soup_message_body_complete (soup_server_message_get_response_body (self->message));
  self->n_pieces++;
}

/**
 * gesso_engine_answer_pump:
 * @self: an answer
 *
 * Gives the message its next piece, if there is one. Called when a piece has been written and
 * when something was added.
 */
void
gesso_engine_answer_pump (GessoEngineAnswer *self)
{
  if (self->is_over || (!self->is_stream && !self->is_finished))
    return;

  self->n_pieces = 0;
  while (self->n_pieces == 0)
    {
      GessoEnginePicture *picture = g_queue_peek_head (&self->pictures);

      if (picture == NULL && !self->is_finished)
        return;
      if (!self->is_begun)
        begin_response (self);
      else if (picture != NULL)
        write_slice (self, picture);
      else if (self->is_over)
        return;
      else
        end_response (self);
    }
  soup_server_message_unpause (self->message);
}

/**
 * gesso_engine_answer_take:
 * @self: an answer
 * @picture: (transfer full): its next picture
 */
void
gesso_engine_answer_take (GessoEngineAnswer  *self,
                          GessoEnginePicture *picture)
{
  gboolean was_idle = g_queue_is_empty (&self->pictures);

  g_queue_push_tail (&self->pictures, picture);
  if (was_idle)
    gesso_engine_answer_pump (self);
}

/**
 * gesso_engine_answer_finish:
 * @self: an answer that has all its pictures
 */
void
gesso_engine_answer_finish (GessoEngineAnswer *self)
{
  gboolean was_idle = g_queue_is_empty (&self->pictures);

  self->is_finished = TRUE;
  if (was_idle || !self->is_stream)
    gesso_engine_answer_pump (self);
}

/**
 * gesso_engine_answer_error:
 * @message: a message of which nothing has been answered
 * @refusal: why
 *
 * Answers with an error envelope and the status of the refusal.
 */
void
gesso_engine_answer_error (SoupServerMessage        *message,
                           const GessoEngineRefusal *refusal)
{
  g_autoptr (JsonObject) envelope = gesso_engine_refusal_to_json (refusal);
  char *text = gesso_json_object_to_string (envelope, FALSE);

  soup_server_message_set_status (message, refusal->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text,
                                    strlen (text));
}

/**
 * gesso_engine_answer_refuse:
 * @self: an answer that cannot be completed
 * @refusal: why
 *
 * Ends it with an error: as status and body when nothing went out yet, else as the last event,
 * after the previews that are on their way.
 */
void
gesso_engine_answer_refuse (GessoEngineAnswer        *self,
                            const GessoEngineRefusal *refusal)
{
  if (self->is_begun)
    {
      self->failure = gesso_engine_refusal_to_json (refusal);
      gesso_engine_answer_finish (self);
      return;
    }

  self->is_over = TRUE;
  gesso_engine_answer_error (self->message, refusal);
  soup_server_message_unpause (self->message);
}
