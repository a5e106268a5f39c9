/* gesso-images-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-images-reader.h"

#include "base/gesso-json.h"
#include "base/gesso-sse-parser.h"
#include "wire/gesso-images-carrier.h"
#include "wire/gesso-json-collector.h"

#include <string.h>

/* GessoImagesReader
 *
 * Reads the answer of an Images service, whatever it is: one JSON text or an event stream, found
 * out from its first bytes, since services answer the one where the other was asked and content
 * types lie. Owned by whoever receives the answer; pure, on any one thread. Pictures are decoded
 * and handed on as they come, so memory does not grow with them; everything small is collected.
 *
 *   bytes → (event parser →) JSON scanner → carrier → picture bytes
 *                                         ↘ collector → envelope
 *
 * Order of life: new, push any number of times, finish once, ask.
 */

#define HEAD_SIZE 4096
#define MAX_EVENT (G_GUINT64_CONSTANT (512) * 1024 * 1024)
#define MAX_EVENTS 10000

typedef enum
{
  FORM_UNKNOWN,
  FORM_JSON,
  FORM_EVENTS,
  FORM_OTHER,
} Form;

struct _GessoImagesReader
{
  GessoImagesSink sink;
  gpointer user_data;

  Form form;
  GByteArray *head; /* (owned): the first bytes, for messages */
  guint n_mark;
  GessoSseParser *events;        /* (owned) */
  GessoJsonScanner *scanner;     /* (owned) */
  GessoJsonCollector *collector; /* (owned) */
  GessoImagesCarrier *carrier;   /* (owned) */

  /* The current text or event */
  char *event_type;    /* (owned) (nullable): of the event line */
  GString *event_text; /* (owned): its first characters */
  gsize n_text;
  gboolean root_closed;
  gboolean text_failed;
  gboolean text_done;
  guint n_text_images;

  /* The current picture */
  gboolean in_string;
  gboolean in_image;
  gboolean has_element;
  char *url;      /* (owned) (nullable): used when no bytes come for the element */
  gboolean waits; /* the event's end must say what kind it was */
  GessoImagesOutcome outcome;
  guint64 n_bytes;

  /* What came of it */
  guint n_images;
  guint n_partials;
  guint n_damaged;
  guint n_events;
  guint n_bad_texts;
  gboolean truncated;
  gboolean too_large;
  JsonObject *envelope; /* (owned) (nullable) */
  JsonObject *error;    /* (owned) (nullable) */
};

/* Kind and number of the current text's picture */

static GessoImagesKind
kind_from_type (const char *type)
{
  if (type == NULL)
    return GESSO_IMAGES_KIND_UNKNOWN;
  if (strstr (type, "partial") != NULL)
    return GESSO_IMAGES_KIND_PARTIAL;
  if (strstr (type, "completed") != NULL)
    return GESSO_IMAGES_KIND_FINAL;
  return GESSO_IMAGES_KIND_UNKNOWN;
}

static JsonObject *
root_object (GessoImagesReader *self)
{
  JsonNode *root = gesso_json_collector_get_root (self->collector);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

/* The type inside the JSON counts more than the event line. */
static GessoImagesKind
guess_kind (GessoImagesReader *self)
{
  GessoImagesKind kind;

  kind = kind_from_type (gesso_json_get_string (root_object (self), "type", NULL));
  if (kind == GESSO_IMAGES_KIND_UNKNOWN)
    kind = kind_from_type (self->event_type);
  if (kind == GESSO_IMAGES_KIND_UNKNOWN && self->form == FORM_JSON)
    kind = GESSO_IMAGES_KIND_FINAL;
  return kind;
}

static int
partial_index (GessoImagesReader *self)
{
  gint64 index = gesso_json_get_int (root_object (self), "partial_image_index", -1);

  return index >= 0 && index < G_MAXINT ? (int) index : -1;
}

static GessoImagesKind
final_kind (GessoImagesReader *self)
{
  GessoImagesKind kind = guess_kind (self);

  if (kind != GESSO_IMAGES_KIND_UNKNOWN)
    return kind;
  return partial_index (self) >= 0 ? GESSO_IMAGES_KIND_PARTIAL : GESSO_IMAGES_KIND_FINAL;
}

/* Pictures */

static void
carrier_bytes_cb (const guint8 *bytes,
                  gsize         length,
                  gpointer      user_data)
{
  GessoImagesReader *self = user_data;

  if (!self->in_image)
    {
      self->in_image = TRUE;
      self->has_element = TRUE;
      if (self->sink.begin_image != NULL)
        self->sink.begin_image (self->n_images, guess_kind (self), self->user_data);
    }
  if (self->sink.image_bytes != NULL)
    self->sink.image_bytes (bytes, length, self->user_data);
}

static void
tell_image_end (GessoImagesReader *self)
{
  GessoImagesKind kind;
  guint index = self->n_images;

  if (!self->waits)
    return;
  self->waits = FALSE;
  kind = final_kind (self);
  if (self->outcome != GESSO_IMAGES_OUTCOME_WHOLE)
    self->n_damaged += kind == GESSO_IMAGES_KIND_FINAL ? 1 : 0;
  else if (kind == GESSO_IMAGES_KIND_PARTIAL)
    self->n_partials++;
  else
    self->n_images++;
  self->n_text_images++;
  if (self->sink.end_image != NULL)
    self->sink.end_image (index, kind,
                          kind == GESSO_IMAGES_KIND_PARTIAL ? partial_index (self) : -1,
                          self->outcome, self->n_bytes, self->user_data);
}

/* The picture's string is over. The kind may be known only at the end of its event. */
static void
end_image (GessoImagesReader  *self,
           GessoImagesOutcome  outcome)
{
  self->in_image = FALSE;
  self->waits = TRUE;
  self->outcome = outcome;
  self->n_bytes = gesso_images_carrier_get_n_bytes (self->carrier);
  if (self->form == FORM_JSON)
    tell_image_end (self);
}

static void
tell_url (GessoImagesReader *self)
{
  g_autofree char *url = g_steal_pointer (&self->url);

  if (url == NULL || self->has_element)
    return;
  tell_image_end (self);
  if (self->sink.url_image != NULL)
    self->sink.url_image (self->n_images, url, self->user_data);
  self->n_images++;
  self->n_text_images++;
}

/* Each element of a list is a picture of its own. */
static void
end_element (GessoImagesReader *self)
{
  tell_url (self);
  self->has_element = FALSE;
}

/* JSON */

static gboolean
is_one_of (GessoJsonScanner *scanner, const char *const *patterns)
{
  for (guint i = 0; patterns[i] != NULL; i++)
    if (gesso_json_scanner_matches (scanner, patterns[i]))
      return TRUE;
  return FALSE;
}

static GessoJsonWish
choose_cb (GessoJsonScanner *scanner,
           gpointer          user_data)
{
  static const char *const base64[] = { "data[].b64_json",   "b64_json",    "images[].b64_json",
                                        "output[].b64_json", "[].b64_json", NULL };
  static const char *const url[] = { "data[].url", "images[].url", "output[].url", "[].url", NULL };
  static const char *const either[] = { "images[]", "output[]", "data[]", "output", "[]", NULL };
  GessoImagesReader *self = user_data;
  GessoCarrierHint hint;

  if (gesso_json_scanner_get_depth (scanner) > 3)
    return GESSO_JSON_WISH_COLLECT;
  if (is_one_of (scanner, base64))
    hint = GESSO_CARRIER_HINT_BASE64;
  else if (is_one_of (scanner, url)
           || (self->form == FORM_EVENTS && gesso_json_scanner_matches (scanner, "url")))
    hint = GESSO_CARRIER_HINT_URL;
  else if (is_one_of (scanner, either))
    hint = GESSO_CARRIER_HINT_EITHER;
  else
    return GESSO_JSON_WISH_COLLECT;
  if (self->has_element)
    return GESSO_JSON_WISH_SKIP;
  tell_image_end (self);
  gesso_images_carrier_begin (self->carrier, hint);
  self->in_string = TRUE;
  return GESSO_JSON_WISH_STREAM;
}

static void
stream_cb (GessoJsonScanner *scanner,
           const char       *bytes,
           gsize             length,
           gpointer          user_data)
{
  GessoImagesReader *self = user_data;

  gesso_images_carrier_push (self->carrier, bytes, length);
}

static gboolean
is_element (GessoJsonScanner *scanner)
{
  guint depth = gesso_json_scanner_get_depth (scanner);

  return depth > 0 && gesso_json_scanner_get_key (scanner, depth - 1) == NULL;
}

static void
stream_end_cb (GessoJsonScanner *scanner,
               gpointer          user_data)
{
  GessoImagesReader *self = user_data;
  GessoCarrierContent content = gesso_images_carrier_end (self->carrier);

  self->in_string = FALSE;
  if (content == GESSO_CARRIER_CONTENT_URL)
    {
      g_free (self->url);
      self->url = g_strdup (gesso_images_carrier_get_url (self->carrier));
    }
  else if (self->in_image)
    end_image (self, content == GESSO_CARRIER_CONTENT_BYTES ? GESSO_IMAGES_OUTCOME_WHOLE
                                                            : GESSO_IMAGES_OUTCOME_DAMAGED);
  else if (content == GESSO_CARRIER_CONTENT_DAMAGED)
    self->n_damaged++;
  if (is_element (scanner))
    end_element (self);
}

static void
begin_cb (GessoJsonScanner *scanner,
          gboolean          is_array,
          gpointer          user_data)
{
  GessoImagesReader *self = user_data;

  gesso_json_collector_begin (self->collector, scanner, is_array);
}

static void
end_cb (GessoJsonScanner *scanner,
        gboolean          is_array,
        gpointer          user_data)
{
  GessoImagesReader *self = user_data;
  guint depth = gesso_json_scanner_get_depth (scanner);

  gesso_json_collector_end (self->collector);
  self->root_closed = depth == 0;
  if (!is_array && (depth == 0 || (depth <= 2 && is_element (scanner))))
    end_element (self);
}

static void
string_cb (GessoJsonScanner *scanner,
           const char       *text,
           gsize             length,
           gboolean          cut,
           gpointer          user_data)
{
  GessoImagesReader *self = user_data;

  gesso_json_collector_string (self->collector, scanner, text, length);
}

static void
literal_cb (GessoJsonScanner *scanner,
            const char       *text,
            gpointer          user_data)
{
  GessoImagesReader *self = user_data;

  gesso_json_collector_literal (self->collector, scanner, text);
}

/* Texts */

static gboolean
is_error_member (JsonNode *node)
{
  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_size (json_node_get_object (node)) > 0;
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         && *json_node_get_string (node) != '\0';
}

/* Gateways put {"code":…,"msg":…} where an error object belongs; 0 and 200 mean well. */
static gboolean
is_error_code (JsonObject *root)
{
  JsonNode *node = gesso_json_get_node (root, "code");

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node) != 0 && json_node_get_int (node) != 200;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      static const char *const good[] = { "", "0", "200", "ok", "success", NULL };
      g_autofree char *code = g_ascii_strdown (json_node_get_string (node), -1);

      return !g_strv_contains (good, code);
    }
  return FALSE;
}

static gboolean
is_error_text (GessoImagesReader *self,
               JsonObject        *root)
{
  if (is_error_member (gesso_json_get_node (root, "error")))
    return TRUE;
  if (self->n_text_images > 0)
    return FALSE;
  return g_strcmp0 (self->event_type, "error") == 0
         || g_strcmp0 (gesso_json_get_string (root, "type", NULL), "error") == 0
         || is_error_code (root);
}

static void
tell_error (GessoImagesReader *self,
            JsonObject        *object)
{
  if (self->error != NULL)
    return;
  self->error = json_object_ref (object);
  if (self->sink.error != NULL)
    self->sink.error (object, self->user_data);
}

static void
begin_text (GessoImagesReader *self)
{
  gesso_json_scanner_reset (self->scanner);
  gesso_json_collector_reset (self->collector);
  g_string_truncate (self->event_text, 0);
  self->n_text = 0;
  self->root_closed = FALSE;
  self->text_failed = FALSE;
  self->text_done = FALSE;
  self->n_text_images = 0;
  self->in_string = FALSE;
  self->has_element = FALSE;
}

static void
tell_envelope (GessoImagesReader *self)
{
  JsonObject *root = root_object (self);

  if (root == NULL)
    return;
  if (self->envelope == NULL || self->n_text_images > 0)
    {
      g_clear_pointer (&self->envelope, json_object_unref);
      self->envelope = json_object_ref (root);
    }
  if (self->sink.envelope != NULL)
    self->sink.envelope (root, self->user_data);
  if (is_error_text (self, root))
    tell_error (self, root);
}

/* The text is whole. */
static void
complete_text (GessoImagesReader *self)
{
  self->text_done = TRUE;
  end_element (self);
  tell_image_end (self);
  tell_envelope (self);
}

/* The text broke off or broke. */
static void
break_text (GessoImagesReader  *self,
            GessoImagesOutcome  outcome)
{
  if (self->in_image)
    end_image (self, outcome);
  g_clear_pointer (&self->url, g_free);
  tell_image_end (self);
}

static void
push_text (GessoImagesReader *self,
           const char        *bytes,
           gsize              length)
{
  g_autoptr (GError) error = NULL;

  self->n_text += length;
  if (self->text_failed || self->text_done)
    return;
  if (gesso_json_scanner_push (self->scanner, bytes, length, &error) || self->root_closed)
    {
      /* Whatever follows the closed root does not count. */
      if (self->root_closed)
        complete_text (self);
      return;
    }
  self->text_failed = TRUE;
  if (g_error_matches (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_TOO_LARGE))
    self->too_large = TRUE;
  break_text (self, GESSO_IMAGES_OUTCOME_DAMAGED);
}

/* Events */

static void
begin_event_cb (const char *type,
                gpointer    user_data)
{
  GessoImagesReader *self = user_data;

  begin_text (self);
  g_free (self->event_type);
  self->event_type = g_strdup (type);
}

static void
event_data_cb (const char *bytes,
               gsize       length,
               gpointer    user_data)
{
  GessoImagesReader *self = user_data;

  if (self->event_text->len < 512)
    g_string_append_len (self->event_text, bytes,
                         (gssize) MIN (length, 512 - self->event_text->len));
  push_text (self, bytes, length);
}

static gboolean
is_done_mark (GessoImagesReader *self)
{
  g_autofree char *text = NULL;

  if (self->n_text > 32)
    return FALSE;
  text = g_strstrip (g_strdup (self->event_text->str));
  return *text == '\0' || g_str_equal (text, "[DONE]");
}

/* An error event whose data is no JSON: its words are the message. */
static void
tell_plain_error (GessoImagesReader *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = g_utf8_make_valid (self->event_text->str, (gssize) self->event_text->len);

  json_object_set_string_member (object, "error", text);
  tell_error (self, object);
}

static void
end_event_cb (const char *type,
              const char *id,
              gboolean    complete,
              gpointer    user_data)
{
  GessoImagesReader *self = user_data;

  if (g_strcmp0 (self->event_type, type) != 0)
    {
      g_free (self->event_type);
      self->event_type = g_strdup (type);
    }
  if (++self->n_events > MAX_EVENTS)
    self->too_large = TRUE;
  if (self->text_done)
    return;
  if (!complete)
    {
      self->truncated = TRUE;
      break_text (self, GESSO_IMAGES_OUTCOME_TRUNCATED);
    }
  else if (!is_done_mark (self))
    {
      self->n_bad_texts++;
      break_text (self, GESSO_IMAGES_OUTCOME_DAMAGED);
      if (g_strcmp0 (type, "error") == 0)
        tell_plain_error (self);
    }
}

/* The form of the answer */

static gsize
skip_mark (GessoImagesReader *self,
           const guint8      *bytes,
           gsize              length)
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
static Form
form_from (guint8 first)
{
  if (first == '{' || first == '[')
    return FORM_JSON;
  /* A comment, or one of the fields data, event, id, retry. */
  if (first == ':' || first == 'd' || first == 'e' || first == 'i' || first == 'r')
    return FORM_EVENTS;
  return FORM_OTHER;
}

static void
push_events (GessoImagesReader *self,
             const void        *bytes,
             gsize              length)
{
  if (!gesso_sse_parser_push (self->events, bytes, length, NULL))
    self->too_large = TRUE;
}

/**
 * gesso_images_reader_new:
 * @sink: copied
 * @user_data: for @sink
 *
 * Returns: (transfer full): a reader for one answer
 */
GessoImagesReader *
gesso_images_reader_new (const GessoImagesSink *sink,
                         gpointer               user_data)
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
  GessoImagesReader *self;

  g_return_val_if_fail (sink != NULL, NULL);

  self = g_new0 (GessoImagesReader, 1);
  self->sink = *sink;
  self->user_data = user_data;
  self->head = g_byte_array_new ();
  self->event_text = g_string_new (NULL);
  self->events = gesso_sse_parser_new_streaming (MAX_EVENT, &event_sink, self);
  self->scanner = gesso_json_scanner_new (NULL, &json_sink, self);
  self->collector = gesso_json_collector_new ();
  self->carrier = gesso_images_carrier_new (carrier_bytes_cb, self);
  return self;
}

/**
 * gesso_images_reader_free:
 * @self: (transfer full): a reader
 */
void
gesso_images_reader_free (GessoImagesReader *self)
{
  g_return_if_fail (self != NULL);

  gesso_sse_parser_free (self->events);
  gesso_json_scanner_free (self->scanner);
  gesso_json_collector_free (self->collector);
  gesso_images_carrier_free (self->carrier);
  g_byte_array_unref (self->head);
  g_string_free (self->event_text, TRUE);
  g_free (self->event_type);
  g_free (self->url);
  g_clear_pointer (&self->envelope, json_object_unref);
  g_clear_pointer (&self->error, json_object_unref);
  g_free (self);
}

/**
 * gesso_images_reader_push:
 * @self: a reader
 * @bytes: (array length=length): the next bytes of the answer, cut anywhere
 * @length: number of bytes
 *
 * Reads on. The sink is called from inside and may not free the reader. What is wrong is told at
 * the end, so that the pictures that came whole are not lost.
 */
void
gesso_images_reader_push (GessoImagesReader *self,
                          const void        *bytes,
                          gsize              length)
{
  const guint8 *next = bytes;

  g_return_if_fail (self != NULL);

  if (self->head->len < HEAD_SIZE)
    g_byte_array_append (self->head, next, (guint) MIN (length, HEAD_SIZE - self->head->len));
  if (self->form == FORM_UNKNOWN)
    {
      gsize used = skip_mark (self, next, length);

      next += used;
      length -= used;
      if (length == 0)
        return;
      self->form = form_from (*next);
      begin_text (self);
    }
  if (self->form == FORM_JSON)
    push_text (self, (const char *) next, length);
  else if (self->form == FORM_EVENTS)
    push_events (self, next, length);
}

static void
finish_form (GessoImagesReader *self)
{
  if (self->form == FORM_EVENTS)
    gesso_sse_parser_finish (self->events);
  else if (self->form == FORM_JSON && !self->text_done && !self->text_failed)
    {
      self->truncated = TRUE;
      break_text (self, GESSO_IMAGES_OUTCOME_TRUNCATED);
      tell_envelope (self);
    }
}

static gboolean
fail (GError         **error,
      GessoWireError   code,
      const char      *text)
{
  g_set_error_literal (error, GESSO_WIRE_ERROR, (int) code, text);
  return FALSE;
}

/**
 * gesso_images_reader_finish:
 * @self: a reader
 * @error: GESSO_WIRE_ERROR_REFUSED, TOO_LARGE, TRUNCATED, DAMAGED, NOT_AN_ANSWER or EMPTY
 *
 * Says that the answer has ended. Also when this fails, pictures may have come whole: see
 * gesso_images_reader_get_n_images().
 *
 * Returns: TRUE when the answer is whole and holds at least one picture, here or at an address
 */
gboolean
gesso_images_reader_finish (GessoImagesReader  *self,
                            GError            **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  finish_form (self);
  if (self->error != NULL)
    return fail (error, GESSO_WIRE_ERROR_REFUSED, "the answer says that the service failed");
  if (self->too_large)
    return fail (error, GESSO_WIRE_ERROR_TOO_LARGE, "the answer is beyond a limit");
  if (self->truncated)
    return fail (error, GESSO_WIRE_ERROR_TRUNCATED, "the answer ends early");
  if (self->form == FORM_JSON && self->text_failed)
    return fail (error, GESSO_WIRE_ERROR_DAMAGED, "the answer is broken JSON");
  if (self->n_damaged > 0)
    return fail (error, GESSO_WIRE_ERROR_DAMAGED, "a picture in the answer is broken");
  if (self->n_images > 0)
    return TRUE;
  if (self->n_partials > 0)
    return fail (error, GESSO_WIRE_ERROR_TRUNCATED, "only previews came");
  if (self->n_bad_texts > 0)
    return fail (error, GESSO_WIRE_ERROR_DAMAGED, "the answer's events are broken");
  if (self->form == FORM_OTHER || (self->form == FORM_EVENTS && self->n_events == 0))
    return fail (error, GESSO_WIRE_ERROR_NOT_AN_ANSWER, "neither JSON nor an event stream");
  return fail (error, GESSO_WIRE_ERROR_EMPTY, "there is no picture in the answer");
}

/**
 * gesso_images_reader_get_n_images:
 * @self: a reader
 *
 * Returns: how many results came whole or as addresses; previews do not count
 */
guint
gesso_images_reader_get_n_images (GessoImagesReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_images;
}

/**
 * gesso_images_reader_is_stream:
 * @self: a reader
 *
 * Returns: TRUE when the answer is an event stream
 */
gboolean
gesso_images_reader_is_stream (GessoImagesReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->form == FORM_EVENTS;
}

/**
 * gesso_images_reader_get_envelope:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): everything small of the JSON text, or of the last event with
 *   a picture: created, size, usage, revised_prompt, extensions
 */
JsonObject *
gesso_images_reader_get_envelope (GessoImagesReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->envelope;
}

/**
 * gesso_images_reader_get_error:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): the text in which the service says that it failed
 */
JsonObject *
gesso_images_reader_get_error (GessoImagesReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->error;
}

/**
 * gesso_images_reader_dup_head:
 * @self: a reader
 *
 * Returns: (transfer full): the first bytes of the answer, at most 4096, for a message about what
 *   came instead of one
 */
GBytes *
gesso_images_reader_dup_head (GessoImagesReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_bytes_new (self->head->data, self->head->len);
}
