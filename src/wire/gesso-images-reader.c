/* gesso-images-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-images-reader.h"

#include "base/gesso-json.h"
#include "wire/gesso-answer-frame-private.h"

#include <string.h>

/* GessoImagesReader
 *
 * Reads the answer of an Images service, whatever it is: one JSON text or an event stream. Owned by
 * whoever receives the answer; pure, on any one thread. Pictures are decoded and handed on as they
 * come, so memory does not grow with them; everything small is collected. What is common to all
 * answers is done by the frame; here is what the members of these texts mean.
 *
 * Order of life: new, push any number of times, finish once, ask.
 */

#define HEAD_SIZE 4096
#define MAX_EVENTS 10000

struct _GessoImagesReader
{
  GessoAnswerFrame frame;
  GByteArray *head; /* (owned): the first bytes, for messages */

  guint n_text_images; /* of the current text or event */

  /* The current picture */
  gboolean has_element;
  char *url;      /* (owned) (nullable): used when no bytes come for the element */
  gboolean waits; /* the event's end must say what kind it was */
  GessoImagesOutcome outcome;
  guint64 n_bytes;

  JsonObject *envelope; /* (owned) (nullable) */
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
  return _gesso_answer_frame_get_root (&self->frame);
}

/* The type inside the JSON counts more than the event line. */
static GessoImagesKind
guess_kind (GessoImagesReader *self)
{
  GessoImagesKind kind;

  kind = kind_from_type (gesso_json_get_string (root_object (self), "type", NULL));
  if (kind == GESSO_IMAGES_KIND_UNKNOWN)
    kind = kind_from_type (self->frame.event_type);
  if (kind == GESSO_IMAGES_KIND_UNKNOWN && self->frame.form == GESSO_ANSWER_FORM_JSON)
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

static GessoImagesKind
begin_image (gpointer user_data)
{
  GessoImagesReader *self = user_data;

  self->has_element = TRUE;
  return guess_kind (self);
}

static void
tell_image_end (GessoImagesReader *self)
{
  GessoImagesKind kind;
  guint index = self->frame.n_images;

  if (!self->waits)
    return;
  self->waits = FALSE;
  kind = final_kind (self);
  if (self->outcome != GESSO_IMAGES_OUTCOME_WHOLE)
    self->frame.n_damaged += kind == GESSO_IMAGES_KIND_FINAL ? 1 : 0;
  else if (kind == GESSO_IMAGES_KIND_PARTIAL)
    self->frame.n_partials++;
  else
    self->frame.n_images++;
  self->n_text_images++;
  if (self->frame.sink.end_image != NULL)
    self->frame.sink.end_image (index, kind,
                                kind == GESSO_IMAGES_KIND_PARTIAL ? partial_index (self) : -1,
                                self->outcome, self->n_bytes, self->frame.user_data);
}

/* The picture's string is over. The kind may be known only at the end of its event. */
static void
end_image (GessoImagesReader  *self,
           GessoImagesOutcome  outcome)
{
  self->frame.in_image = FALSE;
  self->waits = TRUE;
  self->outcome = outcome;
  self->n_bytes = gesso_images_carrier_get_n_bytes (self->frame.carrier);
  if (self->frame.form == GESSO_ANSWER_FORM_JSON)
    tell_image_end (self);
}

static void
tell_url (GessoImagesReader *self)
{
  g_autofree char *url = g_steal_pointer (&self->url);

  if (url == NULL || self->has_element)
    return;
  tell_image_end (self);
  if (self->frame.sink.url_image != NULL)
    self->frame.sink.url_image (self->frame.n_images, url, self->frame.user_data);
  self->frame.n_images++;
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
choose (GessoJsonScanner *scanner,
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
           || (self->frame.form == GESSO_ANSWER_FORM_EVENTS
               && gesso_json_scanner_matches (scanner, "url")))
    hint = GESSO_CARRIER_HINT_URL;
  else if (is_one_of (scanner, either))
    hint = GESSO_CARRIER_HINT_EITHER;
  else
    return GESSO_JSON_WISH_COLLECT;
  if (self->has_element)
    return GESSO_JSON_WISH_SKIP;
  tell_image_end (self);
  gesso_images_carrier_begin (self->frame.carrier, hint);
  return GESSO_JSON_WISH_STREAM;
}

static gboolean
is_element (GessoJsonScanner *scanner)
{
  guint depth = gesso_json_scanner_get_depth (scanner);

  return depth > 0 && gesso_json_scanner_get_key (scanner, depth - 1) == NULL;
}

static void
end_string (GessoJsonScanner    *scanner,
            GessoCarrierContent  content,
            gpointer             user_data)
{
  GessoImagesReader *self = user_data;

  if (content == GESSO_CARRIER_CONTENT_URL)
    {
      g_free (self->url);
      self->url = g_strdup (gesso_images_carrier_get_url (self->frame.carrier));
    }
  else if (self->frame.in_image)
    {
      end_image (self, content == GESSO_CARRIER_CONTENT_BYTES ? GESSO_IMAGES_OUTCOME_WHOLE
                                                              : GESSO_IMAGES_OUTCOME_DAMAGED);
    }
  else if (content == GESSO_CARRIER_CONTENT_DAMAGED)
    {
      self->frame.n_damaged++;
    }
  if (is_element (scanner))
    end_element (self);
}

static void
end_container (GessoJsonScanner *scanner,
               gboolean          is_array,
               gpointer          user_data)
{
  guint depth = gesso_json_scanner_get_depth (scanner);

  if (!is_array && (depth == 0 || (depth <= 2 && is_element (scanner))))
    end_element (user_data);
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
  return g_strcmp0 (self->frame.event_type, "error") == 0
         || g_strcmp0 (gesso_json_get_string (root, "type", NULL), "error") == 0
         || is_error_code (root);
}

static void
begin_text (gpointer user_data)
{
  GessoImagesReader *self = user_data;

  self->n_text_images = 0;
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
  if (self->frame.sink.envelope != NULL)
    self->frame.sink.envelope (root, self->frame.user_data);
  if (is_error_text (self, root))
    _gesso_answer_frame_tell_error (&self->frame, root);
}

static void
complete_text (gpointer user_data)
{
  GessoImagesReader *self = user_data;

  end_element (self);
  tell_image_end (self);
  tell_envelope (self);
}

static void
break_text (GessoImagesOutcome outcome,
            gpointer           user_data)
{
  GessoImagesReader *self = user_data;

  if (self->frame.in_image)
    end_image (self, outcome);
  g_clear_pointer (&self->url, g_free);
  tell_image_end (self);
}

/* An error event whose data is no JSON: its words are the message. */
static void
bad_event (gpointer user_data)
{
  GessoImagesReader *self = user_data;
  GString *words = self->frame.event_text;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;

  if (g_strcmp0 (self->frame.event_type, "error") != 0)
    return;
  object = json_object_new ();
  text = g_utf8_make_valid (words->str, (gssize) words->len);
  json_object_set_string_member (object, "error", text);
  _gesso_answer_frame_tell_error (&self->frame, object);
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
  static const GessoAnswerHandlers handlers = {
    .max_events = MAX_EVENTS,
    .takes_lists = TRUE,
    .begin_text = begin_text,
    .choose = choose,
    .begin_image = begin_image,
    .end_string = end_string,
    .end_container = end_container,
    .complete_text = complete_text,
    .break_text = break_text,
    .bad_event = bad_event,
  };
  GessoImagesReader *self;

  g_return_val_if_fail (sink != NULL, NULL);

  self = g_new0 (GessoImagesReader, 1);
  self->head = g_byte_array_new ();
  _gesso_answer_frame_init (&self->frame, &handlers, self, sink, user_data);
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

  _gesso_answer_frame_clear (&self->frame);
  g_byte_array_unref (self->head);
  g_free (self->url);
  g_clear_pointer (&self->envelope, json_object_unref);
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
  g_return_if_fail (self != NULL);

  if (self->head->len < HEAD_SIZE)
    g_byte_array_append (self->head, bytes, (guint) MIN (length, HEAD_SIZE - self->head->len));
  _gesso_answer_frame_push (&self->frame, bytes, length);
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

  if (_gesso_answer_frame_finish (&self->frame))
    tell_envelope (self);
  if (!_gesso_answer_frame_check (&self->frame, error))
    return FALSE;
  if (self->frame.n_images > 0)
    return TRUE;
  if (self->frame.n_partials > 0)
    return _gesso_answer_frame_fail (error, GESSO_WIRE_ERROR_TRUNCATED, "only previews came");
  return _gesso_answer_frame_fail_empty (&self->frame, error);
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

  return self->frame.n_images;
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

  return self->frame.form == GESSO_ANSWER_FORM_EVENTS;
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

  return self->frame.error;
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
