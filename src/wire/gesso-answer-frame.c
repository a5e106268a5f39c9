/* gesso-answer-frame.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoAnswerFrame is what the readers of answers with pictures have in common. It finds out from
 * the first bytes whether an answer is one JSON text or an event stream, since services answer the
 * one where the other was asked and content types lie; it runs each text through the scanner,
 * collects all that is small, gives the bytes of pictures to the sink, and knows how a text can
 * end. What a text means, its reader says by a table of functions.
 *
 *   bytes → (event parser →) JSON scanner → carrier → picture bytes
 *                                         ↘ collector → the reader
 *
 * A member of its reader, and on that one's thread. Order of life: init, push any number of times,
 * finish once, check, clear.
 */

#include "config.h"

#include "wire/gesso-answer-frame-private.h"

#include "base/gesso-json.h"

#define MAX_EVENT (G_GUINT64_CONSTANT (512) * 1024 * 1024)
#define MAX_EVENT_TEXT 512
#define MAX_DONE_MARK 32

/* JSON */

static void
carrier_bytes_cb (const guint8 *bytes,
                  gsize         length,
                  gpointer      user_data)
{
  GessoAnswerFrame *self = user_data;

  if (!self->in_image)
    {
      GessoImagesKind kind = self->handlers->begin_image (self->reader);

      self->in_image = TRUE;
      if (self->sink.begin_image != NULL)
        self->sink.begin_image (self->n_images, kind, self->user_data);
    }
  if (self->sink.image_bytes != NULL)
    self->sink.image_bytes (bytes, length, self->user_data);
}

static GessoJsonWish
choose_cb (GessoJsonScanner *scanner,
           gpointer          user_data)
{
  GessoAnswerFrame *self = user_data;

  return self->handlers->choose (scanner, self->reader);
}

static void
stream_cb (GessoJsonScanner *scanner,
           const char       *bytes,
           gsize             length,
           gpointer          user_data)
{
  GessoAnswerFrame *self = user_data;

  gesso_images_carrier_push (self->carrier, bytes, length);
}

static void
stream_end_cb (GessoJsonScanner *scanner,
               gpointer          user_data)
{
  GessoAnswerFrame *self = user_data;

  self->handlers->end_string (scanner, gesso_images_carrier_end (self->carrier), self->reader);
}

static void
begin_cb (GessoJsonScanner *scanner,
          gboolean          is_array,
          gpointer          user_data)
{
  GessoAnswerFrame *self = user_data;

  gesso_json_collector_begin (self->collector, scanner, is_array);
}

static void
end_cb (GessoJsonScanner *scanner,
        gboolean          is_array,
        gpointer          user_data)
{
  GessoAnswerFrame *self = user_data;

  gesso_json_collector_end (self->collector);
  self->root_closed = gesso_json_scanner_get_depth (scanner) == 0;
  if (self->handlers->end_container != NULL)
    self->handlers->end_container (scanner, is_array, self->reader);
}

static void
string_cb (GessoJsonScanner *scanner,
           const char       *text,
           gsize             length,
           gboolean          cut,
           gpointer          user_data)
{
  GessoAnswerFrame *self = user_data;

  gesso_json_collector_string (self->collector, scanner, text, length);
}

static void
literal_cb (GessoJsonScanner *scanner,
            const char       *text,
            gpointer          user_data)
{
  GessoAnswerFrame *self = user_data;

  gesso_json_collector_literal (self->collector, scanner, text);
}

/* Texts */

static void
begin_text (GessoAnswerFrame *self)
{
  gesso_json_scanner_reset (self->scanner);
  gesso_json_collector_reset (self->collector);
  g_string_truncate (self->event_text, 0);
  self->n_text = 0;
  self->root_closed = FALSE;
  self->text_failed = FALSE;
  self->text_done = FALSE;
  if (self->handlers->begin_text != NULL)
    self->handlers->begin_text (self->reader);
}

static void
push_text (GessoAnswerFrame *self,
           const char       *bytes,
           gsize             length)
{
  g_autoptr (GError) error = NULL;

  self->n_text += length;
  if (self->text_failed || self->text_done)
    return;
  if (gesso_json_scanner_push (self->scanner, bytes, length, &error) || self->root_closed)
    {
      /* Whatever follows the closed root does not count. */
      if (self->root_closed)
        {
          self->text_done = TRUE;
          self->handlers->complete_text (self->reader);
        }
      return;
    }
  self->text_failed = TRUE;
  if (g_error_matches (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_TOO_LARGE))
    self->too_large = TRUE;
  self->handlers->break_text (GESSO_IMAGES_OUTCOME_DAMAGED, self->reader);
}

/* Events */

static void
begin_event_cb (const char *type,
                gpointer    user_data)
{
  GessoAnswerFrame *self = user_data;

  begin_text (self);
  g_free (self->event_type);
  self->event_type = g_strdup (type);
}

static void
event_data_cb (const char *bytes,
               gsize       length,
               gpointer    user_data)
{
  GessoAnswerFrame *self = user_data;

  if (self->event_text->len < MAX_EVENT_TEXT)
    g_string_append_len (self->event_text, bytes,
                         (gssize) MIN (length, MAX_EVENT_TEXT - self->event_text->len));
  push_text (self, bytes, length);
}

static gboolean
is_done_mark (GessoAnswerFrame *self)
{
  g_autofree char *text = NULL;

  if (self->n_text > MAX_DONE_MARK)
    return FALSE;
  text = g_strstrip (g_strdup (self->event_text->str));
  return *text == '\0' || g_str_equal (text, "[DONE]");
}

static void
end_event_cb (const char *type,
              const char *id,
              gboolean    complete,
              gpointer    user_data)
{
  GessoAnswerFrame *self = user_data;

  if (g_strcmp0 (self->event_type, type) != 0)
    {
      g_free (self->event_type);
      self->event_type = g_strdup (type);
    }
  if (++self->n_events > self->handlers->max_events)
    self->too_large = TRUE;
  if (self->text_done)
    return;
  if (!complete)
    {
      self->truncated = TRUE;
      self->handlers->break_text (GESSO_IMAGES_OUTCOME_TRUNCATED, self->reader);
    }
  else if (!is_done_mark (self))
    {
      self->n_bad_texts++;
      self->handlers->break_text (GESSO_IMAGES_OUTCOME_DAMAGED, self->reader);
      if (self->handlers->bad_event != NULL)
        self->handlers->bad_event (self->reader);
    }
}

/**
 * _gesso_answer_frame_init:
 * @self: memory that is all zero
 * @handlers: static
 * @reader: what the handlers get
 * @sink: copied
 * @user_data: for @sink
 */
void
_gesso_answer_frame_init (GessoAnswerFrame          *self,
                          const GessoAnswerHandlers *handlers,
                          gpointer                   reader,
                          const GessoImagesSink     *sink,
                          gpointer                   user_data)
{
  static const GessoJsonSink json_sink = {
    .choose = choose_cb,
    .begin = begin_cb,
    .end = end_cb,
    .string = string_cb,
    .stream = stream_cb,
    .stream_end = stream_end_cb,
    .literal = literal_cb,
  };
  static const GessoSseSink event_sink = {
    .begin_event = begin_event_cb,
    .data = event_data_cb,
    .end_event = end_event_cb,
  };

  self->handlers = handlers;
  self->reader = reader;
  self->sink = *sink;
  self->user_data = user_data;
  self->event_text = g_string_new (NULL);
  self->events = gesso_sse_parser_new_streaming (MAX_EVENT, &event_sink, self);
  self->scanner = gesso_json_scanner_new (NULL, &json_sink, self);
  self->collector = gesso_json_collector_new ();
  self->carrier = gesso_images_carrier_new (carrier_bytes_cb, self);
}

/**
 * _gesso_answer_frame_clear:
 * @self: a frame
 *
 * Frees what it holds.
 */
void
_gesso_answer_frame_clear (GessoAnswerFrame *self)
{
  gesso_sse_parser_free (self->events);
  gesso_json_scanner_free (self->scanner);
  gesso_json_collector_free (self->collector);
  gesso_images_carrier_free (self->carrier);
  g_string_free (self->event_text, TRUE);
  g_free (self->event_type);
  g_clear_pointer (&self->error, json_object_unref);
}

/* The form of the answer */

static gsize
skip_mark (GessoAnswerFrame *self,
           const guint8     *bytes,
           gsize             length)
{
  static const guint8 mark[] = { 0xef, 0xbb, 0xbf };
  gsize used = 0;

  while (used < length)
    {
      if (self->n_mark < 3 && bytes[used] == mark[self->n_mark])
        self->n_mark++;
      else if (!g_ascii_isspace (bytes[used]))
        break;
      used++;
    }
  return used;
}

/* The first character that is not space decides. */
static GessoAnswerForm
form_from (GessoAnswerFrame *self,
           guint8            first)
{
  if (first == '{' || (first == '[' && self->handlers->takes_lists))
    return GESSO_ANSWER_FORM_JSON;
  /* A comment, or one of the fields data, event, id, retry. */
  if (first == ':' || first == 'd' || first == 'e' || first == 'i' || first == 'r')
    return GESSO_ANSWER_FORM_EVENTS;
  return GESSO_ANSWER_FORM_OTHER;
}

/**
 * _gesso_answer_frame_push:
 * @self: a frame
 * @bytes: (array length=length): the next bytes of the answer, cut anywhere
 * @length: number of bytes
 *
 * Reads on. Handlers and sink are called from inside.
 */
void
_gesso_answer_frame_push (GessoAnswerFrame *self,
                          const void       *bytes,
                          gsize             length)
{
  const guint8 *next = bytes;

  if (self->form == GESSO_ANSWER_FORM_UNKNOWN)
    {
      gsize used = skip_mark (self, next, length);

      next += used;
      length -= used;
      if (length == 0)
        return;
      self->form = form_from (self, *next);
      begin_text (self);
    }
  if (self->form == GESSO_ANSWER_FORM_JSON)
    push_text (self, (const char *) next, length);
  else if (self->form == GESSO_ANSWER_FORM_EVENTS
           && !gesso_sse_parser_push (self->events, next, length, NULL))
    self->too_large = TRUE;
}

/**
 * _gesso_answer_frame_finish:
 * @self: a frame
 *
 * The answer has ended.
 *
 * Returns: whether it ended inside of its one JSON text
 */
gboolean
_gesso_answer_frame_finish (GessoAnswerFrame *self)
{
  if (self->form == GESSO_ANSWER_FORM_EVENTS)
    gesso_sse_parser_finish (self->events);
  if (self->form != GESSO_ANSWER_FORM_JSON || self->text_done || self->text_failed)
    return FALSE;

  self->truncated = TRUE;
  self->handlers->break_text (GESSO_IMAGES_OUTCOME_TRUNCATED, self->reader);
  return TRUE;
}

/**
 * _gesso_answer_frame_get_root:
 * @self: a frame
 *
 * Returns: (transfer none) (nullable): the object of the text at hand, as far as it is read
 */
JsonObject *
_gesso_answer_frame_get_root (GessoAnswerFrame *self)
{
  JsonNode *root = gesso_json_collector_get_root (self->collector);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

/**
 * _gesso_answer_frame_tell_error:
 * @self: a frame
 * @object: where the service says that it failed
 *
 * Keeps and tells the first one.
 */
void
_gesso_answer_frame_tell_error (GessoAnswerFrame *self,
                                JsonObject       *object)
{
  if (self->error != NULL)
    return;
  self->error = json_object_ref (object);
  if (self->sink.error != NULL)
    self->sink.error (object, self->user_data);
}

/**
 * _gesso_answer_frame_fail:
 * @error: set
 * @code: why
 * @text: for the error
 *
 * Returns: %FALSE
 */
gboolean
_gesso_answer_frame_fail (GError         **error,
                          GessoWireError   code,
                          const char      *text)
{
  g_set_error_literal (error, GESSO_WIRE_ERROR, (int) code, text);
  return FALSE;
}

/**
 * _gesso_answer_frame_check:
 * @self: a frame that has finished
 * @error: GESSO_WIRE_ERROR_REFUSED, TOO_LARGE, TRUNCATED or DAMAGED
 *
 * Returns: whether nothing went wrong, whatever pictures came
 */
gboolean
_gesso_answer_frame_check (GessoAnswerFrame  *self,
                           GError           **error)
{
  if (self->error != NULL)
    return _gesso_answer_frame_fail (error, GESSO_WIRE_ERROR_REFUSED,
                                     "the answer says that the service failed");
  if (self->too_large)
    return _gesso_answer_frame_fail (error, GESSO_WIRE_ERROR_TOO_LARGE,
                                     "the answer is beyond a limit");
  if (self->truncated)
    return _gesso_answer_frame_fail (error, GESSO_WIRE_ERROR_TRUNCATED, "the answer ends early");
  if (self->form == GESSO_ANSWER_FORM_JSON && self->text_failed)
    return _gesso_answer_frame_fail (error, GESSO_WIRE_ERROR_DAMAGED, "the answer is broken JSON");
  if (self->n_damaged > 0)
    return _gesso_answer_frame_fail (error, GESSO_WIRE_ERROR_DAMAGED,
                                     "a picture in the answer is broken");
  return TRUE;
}

/**
 * _gesso_answer_frame_fail_empty:
 * @self: a frame that has been checked, without a picture
 * @error: GESSO_WIRE_ERROR_DAMAGED, NOT_AN_ANSWER or EMPTY
 *
 * Returns: %FALSE
 */
gboolean
_gesso_answer_frame_fail_empty (GessoAnswerFrame  *self,
                                GError           **error)
{
  if (self->n_bad_texts > 0)
    return _gesso_answer_frame_fail (error, GESSO_WIRE_ERROR_DAMAGED,
                                     "the answer's events are broken");
  if (self->form == GESSO_ANSWER_FORM_OTHER
      || (self->form == GESSO_ANSWER_FORM_EVENTS && self->n_events == 0))
    return _gesso_answer_frame_fail (error, GESSO_WIRE_ERROR_NOT_AN_ANSWER,
                                     "neither JSON nor an event stream");
  return _gesso_answer_frame_fail (error, GESSO_WIRE_ERROR_EMPTY,
                                   "there is no picture in the answer");
}
