/* gesso-responses-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-responses-reader.h"

#include "base/gesso-json.h"
#include "wire/gesso-answer-frame-private.h"

#include <string.h>

/* GessoResponsesReader
 *
 * Reads an answer of the Responses API: one response as JSON, or the events of its making, found
 * out from the first bytes. Pictures are decoded and handed on as they come; the same picture comes
 * twice in a stream, with its item and again in the completed response, and is taken once, known by
 * its item's id or else by its place in the output. Everything small is collected: ids, the revised
 * prompt, the summary of the thinking, searches, words, usage. Owned by whoever receives the
 * answer; pure, on any one thread.
 *
 * Order of life: new, push any number of times, finish once, ask.
 */

#define MAX_EVENTS 100000
#define MAX_WORDS (64 * 1024)
#define MAX_ITEMS 1000

/* A picture that came in the text at hand, and where its item will be found. */
typedef struct
{
  guint picture;
  gint64 place; /* in the output, or -1 for the event's own item */
} Arrival;

struct _GessoResponsesReader
{
  GessoAnswerFrame frame;

  /* The text at hand: the whole answer, or one event */
  gboolean is_partial;
  gint64 place;
  GArray *arrivals; /* (owned) (element-type Arrival) */

  /* What came of it */
  GHashTable *ids;      /* (owned): items whose picture was taken */
  GHashTable *places;   /* (owned): and their places in the output */
  GHashTable *heard;    /* (owned): items whose words were taken */
  JsonArray *data;      /* (owned): one object for each picture */
  JsonArray *searches;  /* (owned) */
  GString *reasoning;   /* (owned) */
  GString *words;       /* (owned) */
  JsonObject *usage;    /* (owned) (nullable): of the text model */
  JsonObject *tools;    /* (owned) (nullable): usage of its tools */
  JsonObject *envelope; /* (owned) (nullable) */
  char *id;             /* (owned) (nullable) */
  char *model;          /* (owned) (nullable) */
  char *status;         /* (owned) (nullable) */
  char *reason;         /* (owned) (nullable): why it is incomplete */
  gint64 created;
};

static JsonObject *
root_object (GessoResponsesReader *self)
{
  return _gesso_answer_frame_get_root (&self->frame);
}

static JsonObject *
get_response (GessoResponsesReader *self)
{
  JsonObject *root = root_object (self);

  return self->frame.form == GESSO_ANSWER_FORM_JSON ? root
                                                    : gesso_json_get_object (root, "response");
}

/* Item @place of the output as far as it is read, or the event's own item for -1. */
static JsonObject *
get_item (GessoResponsesReader *self,
          gint64                place)
{
  JsonArray *output;

  if (place < 0)
    return gesso_json_get_object (root_object (self), "item");
  output = gesso_json_get_array (get_response (self), "output");
  return output != NULL && place < json_array_get_length (output)
             ? gesso_json_array_get_object (output, (guint) place)
             : NULL;
}

/* Pictures */

static GessoImagesKind
begin_image (gpointer user_data)
{
  GessoResponsesReader *self = user_data;

  return self->is_partial ? GESSO_IMAGES_KIND_PARTIAL : GESSO_IMAGES_KIND_FINAL;
}

static void
end_image (GessoResponsesReader *self,
           GessoImagesOutcome    outcome)
{
  guint index = self->frame.n_images;
  Arrival arrival = { index, self->place };

  self->frame.in_image = FALSE;
  if (self->is_partial)
    self->frame.n_partials += outcome == GESSO_IMAGES_OUTCOME_WHOLE ? 1 : 0;
  else if (outcome != GESSO_IMAGES_OUTCOME_WHOLE)
    self->frame.n_damaged++;
  else
    {
      g_array_append_val (self->arrivals, arrival);
      self->frame.n_images++;
    }
  if (self->frame.sink.end_image != NULL)
    self->frame.sink.end_image (
        index, self->is_partial ? GESSO_IMAGES_KIND_PARTIAL : GESSO_IMAGES_KIND_FINAL,
        self->is_partial
            ? (int) CLAMP (gesso_json_get_int (root_object (self), "partial_image_index", -1), -1,
                           1000)
            : -1,
        outcome, gesso_images_carrier_get_n_bytes (self->frame.carrier), self->frame.user_data);
}

/* Whether the picture at hand has been taken from an earlier event. */
static gboolean
is_taken (GessoResponsesReader *self)
{
  JsonObject *item = get_item (self, self->place);
  const char *id = gesso_json_get_string (item, "id", NULL);
  gint64 place = self->place;

  if (id != NULL)
    return g_hash_table_contains (self->ids, id);
  if (place < 0)
    place = gesso_json_get_int (root_object (self), "output_index", -1);
  return place >= 0 && g_hash_table_contains (self->places, &place);
}

static gboolean
is_picture_item (GessoResponsesReader *self)
{
  const char *type = gesso_json_get_string (get_item (self, self->place), "type", NULL);

  return type == NULL || g_str_equal (type, "image_generation_call");
}

static GessoJsonWish
choose (GessoJsonScanner *scanner,
        gpointer          user_data)
{
  GessoResponsesReader *self = user_data;
  gboolean is_event = self->frame.form == GESSO_ANSWER_FORM_EVENTS;
  guint level = is_event ? 2 : 1;

  self->is_partial = FALSE;
  if (is_event && gesso_json_scanner_matches (scanner, "partial_image_b64"))
    self->is_partial = TRUE;
  else if (is_event && gesso_json_scanner_matches (scanner, "item.result"))
    self->place = -1;
  else if (gesso_json_scanner_matches (scanner,
                                       is_event ? "response.output[].result" : "output[].result"))
    self->place = (gint64) gesso_json_scanner_get_index (scanner, level);
  else
    return GESSO_JSON_WISH_COLLECT;

  if (!self->is_partial)
    {
      if (!is_picture_item (self))
        return GESSO_JSON_WISH_COLLECT;
      if (is_taken (self))
        return GESSO_JSON_WISH_SKIP;
    }
  gesso_images_carrier_begin (self->frame.carrier, GESSO_CARRIER_HINT_BASE64);
  return GESSO_JSON_WISH_STREAM;
}

static void
end_string (GessoJsonScanner    *scanner,
            GessoCarrierContent  content,
            gpointer             user_data)
{
  GessoResponsesReader *self = user_data;

  if (self->frame.in_image)
    end_image (self, content == GESSO_CARRIER_CONTENT_BYTES ? GESSO_IMAGES_OUTCOME_WHOLE
                                                            : GESSO_IMAGES_OUTCOME_DAMAGED);
  else if (content == GESSO_CARRIER_CONTENT_DAMAGED)
    self->frame.n_damaged++;
}

/* Words */

static void
add_words (GString    *to,
           const char *words)
{
  gsize room = MAX_WORDS - MIN (to->len, MAX_WORDS);
  g_autofree char *cut = NULL;

  if (words == NULL || *words == '\0' || room < 8)
    return;
  if (to->len > 0)
    g_string_append (to, "\n\n");
  cut = g_utf8_make_valid (words, (gssize) MIN (strlen (words), room - 2));
  g_string_append (to, cut);
}

static void
take_parts (GString   *to,
            JsonArray *parts)
{
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = gesso_json_array_get_object (parts, i);

      add_words (to, gesso_json_get_string (part, "text",
                                            gesso_json_get_string (part, "refusal", NULL)));
    }
}

static void
take_search (GessoResponsesReader *self,
             JsonObject           *item)
{
  JsonObject *action = gesso_json_get_object (item, "action");
  const char *query = gesso_json_get_string (action, "query", NULL);

  if (query != NULL && json_array_get_length (self->searches) < 100)
    json_array_add_string_element (self->searches, query);
}

/* What an item says, once, whether it comes by itself or within the response. */
static void
take_item (GessoResponsesReader *self,
           JsonObject           *item,
           gint64                place)
{
  const char *type = gesso_json_get_string (item, "type", "");
  const char *id = gesso_json_get_string (item, "id", NULL);
  g_autofree char *key
      = id != NULL ? g_strdup (id) : g_strdup_printf ("\1%" G_GINT64_FORMAT, place);

  if (item == NULL || g_hash_table_size (self->heard) >= MAX_ITEMS
      || !g_hash_table_add (self->heard, g_steal_pointer (&key)))
    return;
  if (g_str_equal (type, "reasoning"))
    take_parts (self->reasoning, gesso_json_get_array (item, "summary"));
  else if (g_str_equal (type, "message"))
    take_parts (self->words, gesso_json_get_array (item, "content"));
  else if (g_str_equal (type, "web_search_call"))
    take_search (self, item);
}

static void
take_text (char       **field,
           const char  *text)
{
  if (text == NULL)
    return;
  g_free (*field);
  *field = g_strdup (text);
}

/* The error of a response that failed stands in it as an object of its own. */
static void
take_error (GessoResponsesReader *self,
            JsonObject           *response)
{
  JsonObject *error = gesso_json_get_object (response, "error");
  const char *words = gesso_json_get_string (response, "error", NULL);

  if ((error != NULL && json_object_get_size (error) > 0) || (words != NULL && *words != '\0'))
    {
      g_autoptr (JsonObject) object = json_object_new ();

      json_object_set_member (object, "error",
                              json_node_copy (gesso_json_get_node (response, "error")));
      _gesso_answer_frame_tell_error (&self->frame, object);
    }
}

static void
take_object (JsonObject **field,
             JsonObject  *object)
{
  if (object == NULL)
    return;
  g_clear_pointer (field, json_object_unref);
  *field = json_object_ref (object);
}

static void
take_response (GessoResponsesReader *self,
               JsonObject           *response)
{
  JsonArray *output = gesso_json_get_array (response, "output");

  if (response == NULL)
    return;
  take_text (&self->id, gesso_json_get_string (response, "id", NULL));
  take_text (&self->model, gesso_json_get_string (response, "model", NULL));
  take_text (&self->status, gesso_json_get_string (response, "status", NULL));
  take_text (&self->reason,
             gesso_json_get_string (gesso_json_get_object (response, "incomplete_details"),
                                    "reason", NULL));
  self->created = gesso_json_get_int (response, "created_at", self->created);
  take_object (&self->usage, gesso_json_get_object (response, "usage"));
  take_object (&self->tools, gesso_json_get_object (response, "tool_usage"));
  for (guint i = 0; output != NULL && i < json_array_get_length (output); i++)
    take_item (self, gesso_json_array_get_object (output, i), i);
  take_error (self, response);
}

/* Remembers whose picture it was, and what the service says about it. */
static void
take_arrival (GessoResponsesReader *self,
              const Arrival        *arrival)
{
  static const char *const members[]
      = { "id", "revised_prompt", "action", "size", "quality", "background", "output_format" };
  JsonObject *item = get_item (self, arrival->place);
  const char *id = gesso_json_get_string (item, "id", NULL);
  gint64 place = arrival->place;
  JsonObject *entry = json_object_new ();

  if (place < 0)
    place = gesso_json_get_int (root_object (self), "output_index", -1);
  if (id != NULL)
    g_hash_table_add (self->ids, g_strdup (id));
  if (place >= 0)
    g_hash_table_add (self->places, g_memdup2 (&place, sizeof place));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (gesso_json_get_string (item, members[i], NULL) != NULL)
      json_object_set_member (entry, members[i],
                              json_node_copy (gesso_json_get_node (item, members[i])));
  while (json_array_get_length (self->data) < arrival->picture)
    json_array_add_object_element (self->data, json_object_new ());
  json_array_add_object_element (self->data, entry);
}

static void
take_arrivals (GessoResponsesReader *self)
{
  for (guint i = 0; i < self->arrivals->len; i++)
    take_arrival (self, &g_array_index (self->arrivals, Arrival, i));
  g_array_set_size (self->arrivals, 0);
}

/* Texts */

static void
complete_text (gpointer user_data)
{
  GessoResponsesReader *self = user_data;
  JsonObject *root = root_object (self);
  const char *type = gesso_json_get_string (root, "type", "");

  take_arrivals (self);
  if (root == NULL)
    return;
  if (self->frame.form == GESSO_ANSWER_FORM_EVENTS)
    {
      if (g_str_equal (type, "error"))
        _gesso_answer_frame_tell_error (&self->frame, root);
      else
        take_error (self, root);
      if (g_str_equal (type, "response.output_item.done"))
        take_item (self, gesso_json_get_object (root, "item"),
                   gesso_json_get_int (root, "output_index", -1));
    }
  take_response (self, get_response (self));
}

static void
break_text (GessoImagesOutcome outcome,
            gpointer           user_data)
{
  GessoResponsesReader *self = user_data;

  if (self->frame.in_image)
    end_image (self, outcome);
  take_arrivals (self);
}

/**
 * gesso_responses_reader_new:
 * @sink: copied
 * @user_data: for @sink
 *
 * Returns: (transfer full): a reader for one answer
 */
GessoResponsesReader *
gesso_responses_reader_new (const GessoImagesSink *sink,
                            gpointer               user_data)
{
  static const GessoAnswerHandlers handlers = {
    .max_events = MAX_EVENTS,
    .choose = choose,
    .begin_image = begin_image,
    .end_string = end_string,
    .complete_text = complete_text,
    .break_text = break_text,
  };
  GessoResponsesReader *self;

  g_return_val_if_fail (sink != NULL, NULL);

  self = g_new0 (GessoResponsesReader, 1);
  _gesso_answer_frame_init (&self->frame, &handlers, self, sink, user_data);
  self->arrivals = g_array_new (FALSE, FALSE, sizeof (Arrival));
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->data = json_array_new ();
  self->searches = json_array_new ();
  self->reasoning = g_string_new (NULL);
  self->words = g_string_new (NULL);
  return self;
}

/**
 * gesso_responses_reader_free:
 * @self: (transfer full): a reader
 */
void
gesso_responses_reader_free (GessoResponsesReader *self)
{
  g_return_if_fail (self != NULL);

  _gesso_answer_frame_clear (&self->frame);
  g_array_unref (self->arrivals);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->heard);
  json_array_unref (self->data);
  json_array_unref (self->searches);
  g_string_free (self->reasoning, TRUE);
  g_string_free (self->words, TRUE);
  g_clear_pointer (&self->usage, json_object_unref);
  g_clear_pointer (&self->tools, json_object_unref);
  g_clear_pointer (&self->envelope, json_object_unref);
  g_free (self->id);
  g_free (self->model);
  g_free (self->status);
  g_free (self->reason);
  g_free (self);
}

/**
 * gesso_responses_reader_push:
 * @self: a reader
 * @bytes: (array length=length): the next bytes of the answer, cut anywhere
 * @length: number of bytes
 *
 * Reads on. The sink is called from inside and may not free the reader. What is wrong is told at
 * the end, so that the pictures that came whole are not lost.
 */
void
gesso_responses_reader_push (GessoResponsesReader *self,
                             const void           *bytes,
                             gsize                 length)
{
  g_return_if_fail (self != NULL);

  _gesso_answer_frame_push (&self->frame, bytes, length);
}

/* A filter that stopped the text model gives no error of its own. */
static void
make_filter_error (GessoResponsesReader *self)
{
  g_autoptr (JsonObject) object = NULL;
  JsonObject *error;

  if (self->frame.n_images > 0 || g_strcmp0 (self->reason, "content_filter") != 0)
    return;
  object = json_object_new ();
  error = json_object_new ();
  json_object_set_string_member (error, "code", "content_filter");
  json_object_set_string_member (error, "message", "the answer was stopped by a content filter");
  json_object_set_object_member (object, "error", error);
  _gesso_answer_frame_tell_error (&self->frame, object);
}

static void
make_envelope (GessoResponsesReader *self)
{
  JsonObject *responses = json_object_new ();

  self->envelope = json_object_new ();
  if (self->created > 0)
    json_object_set_int_member (self->envelope, "created", self->created);
  json_object_set_array_member (self->envelope, "data", json_array_ref (self->data));
  if (self->id != NULL)
    json_object_set_string_member (responses, "id", self->id);
  if (self->model != NULL)
    json_object_set_string_member (responses, "model", self->model);
  if (self->reasoning->len > 0)
    json_object_set_string_member (responses, "reasoning", self->reasoning->str);
  if (self->words->len > 0)
    json_object_set_string_member (responses, "text", self->words->str);
  if (json_array_get_length (self->searches) > 0)
    json_object_set_array_member (responses, "searches", json_array_ref (self->searches));
  if (self->usage != NULL)
    json_object_set_object_member (responses, "usage", json_object_ref (self->usage));
  if (self->tools != NULL)
    json_object_set_object_member (responses, "tool_usage", json_object_ref (self->tools));
  json_object_set_object_member (self->envelope, "responses", responses);
}

/**
 * gesso_responses_reader_finish:
 * @self: a reader
 * @error: GESSO_WIRE_ERROR_REFUSED, TOO_LARGE, TRUNCATED, DAMAGED, NOT_AN_ANSWER or EMPTY
 *
 * Says that the answer has ended. Also when this fails, pictures may have come whole.
 *
 * Returns: TRUE when the answer is whole and holds at least one picture, or says that the work goes
 *   on: see gesso_responses_reader_is_pending()
 */
gboolean
gesso_responses_reader_finish (GessoResponsesReader  *self,
                               GError               **error)
{
  g_return_val_if_fail (self != NULL && self->envelope == NULL, FALSE);

  _gesso_answer_frame_finish (&self->frame);
  make_filter_error (self);
  make_envelope (self);
  if (!_gesso_answer_frame_check (&self->frame, error))
    return FALSE;
  if (self->frame.n_images > 0 || gesso_responses_reader_is_pending (self))
    return TRUE;
  if (self->frame.form == GESSO_ANSWER_FORM_EVENTS
      && (self->frame.n_partials > 0 || g_strcmp0 (self->status, "queued") == 0
          || g_strcmp0 (self->status, "in_progress") == 0))
    return _gesso_answer_frame_fail (error, GESSO_WIRE_ERROR_TRUNCATED,
                                     "the events end before the picture");
  return _gesso_answer_frame_fail_empty (&self->frame, error);
}

/**
 * gesso_responses_reader_is_pending:
 * @self: a reader
 *
 * Returns: whether the answer is a response in the background that has not ended; it has an id
 */
gboolean
gesso_responses_reader_is_pending (GessoResponsesReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->frame.form == GESSO_ANSWER_FORM_JSON && self->frame.text_done && self->id != NULL
         && (g_strcmp0 (self->status, "queued") == 0
             || g_strcmp0 (self->status, "in_progress") == 0);
}

/**
 * gesso_responses_reader_get_id:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): the id under which the service knows the response
 */
const char *
gesso_responses_reader_get_id (GessoResponsesReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/**
 * gesso_responses_reader_get_text:
 * @self: a reader
 *
 * Returns: (transfer none): what the model said in words, maybe ""; where no picture came it is a
 *   refusal or a question
 */
const char *
gesso_responses_reader_get_text (GessoResponsesReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->words->str;
}

/**
 * gesso_responses_reader_get_n_images:
 * @self: a reader
 *
 * Returns: how many results came whole; previews do not count
 */
guint
gesso_responses_reader_get_n_images (GessoResponsesReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->frame.n_images;
}

/**
 * gesso_responses_reader_get_envelope:
 * @self: a reader that has finished
 *
 * Returns: (transfer none) (nullable): "created"; "data" with what is said about each picture; and
 *   "responses" with "id", "model", "reasoning", "text", "searches", the "usage" of the text model
 *   and the "tool_usage", which has the pictures' own
 */
JsonObject *
gesso_responses_reader_get_envelope (GessoResponsesReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->envelope;
}

/**
 * gesso_responses_reader_get_error:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): the object in which the service says that it failed
 */
JsonObject *
gesso_responses_reader_get_error (GessoResponsesReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->frame.error;
}
