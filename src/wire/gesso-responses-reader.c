/* gesso-responses-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-responses-reader.h"

#include "base/gesso-json.h"
#include "base/gesso-sse-parser.h"
#include "wire/gesso-images-carrier.h"
#include "wire/gesso-json-collector.h"

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

#define MAX_EVENT (G_GUINT64_CONSTANT (512) * 1024 * 1024)
#define MAX_EVENTS 100000
#define MAX_WORDS (64 * 1024)
#define MAX_ITEMS 1000

typedef enum
{
  FORM_UNKNOWN,
  FORM_JSON,
  FORM_EVENTS,
  FORM_OTHER,
} Form;

/* A picture that came in the text at hand, and where its item will be found. */
typedef struct
{
  guint picture;
  gint64 place; /* in the output, or -1 for the event's own item */
} Arrival;

struct _GessoResponsesReader
{
  GessoImagesSink sink;
  gpointer user_data;

  Form form;
  GessoSseParser *events;        /* (owned) */
  GessoJsonScanner *scanner;     /* (owned) */
  GessoJsonCollector *collector; /* (owned) */
  GessoImagesCarrier *carrier;   /* (owned) */

  /* The text at hand: the whole answer, or one event */
  gsize n_text;
  char start[16];
  gboolean root_closed;
  gboolean text_failed;
  gboolean text_done;
  gboolean in_string;
  gboolean in_image;
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
  JsonObject *usage;    /* (owned) (nullable) */
  JsonObject *error;    /* (owned) (nullable) */
  JsonObject *envelope; /* (owned) (nullable) */
  char *id;             /* (owned) (nullable) */
  char *model;          /* (owned) (nullable) */
  char *status;         /* (owned) (nullable) */
  char *reason;         /* (owned) (nullable): why it is incomplete */
  gint64 created;
  guint n_images;
  guint n_partials;
  guint n_damaged;
  guint n_events;
  guint n_bad_texts;
  gboolean truncated;
  gboolean too_large;
};

static JsonObject *
root_object (GessoResponsesReader *self)
{
  JsonNode *root = gesso_json_collector_get_root (self->collector);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static JsonObject *
get_response (GessoResponsesReader *self)
{
  JsonObject *root = root_object (self);

  return self->form == FORM_JSON ? root : gesso_json_get_object (root, "response");
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

static void
carrier_bytes_cb (const guint8 *bytes,
                  gsize         length,
                  gpointer      user_data)
{
  GessoResponsesReader *self = user_data;

  if (!self->in_image)
    {
      self->in_image = TRUE;
      if (self->sink.begin_image != NULL)
        self->sink.begin_image (self->n_images,
                                self->is_partial ? GESSO_IMAGES_KIND_PARTIAL
                                                 : GESSO_IMAGES_KIND_FINAL,
                                self->user_data);
    }
  if (self->sink.image_bytes != NULL)
    self->sink.image_bytes (bytes, length, self->user_data);
}

static void
end_image (GessoResponsesReader *self,
           GessoImagesOutcome    outcome)
{
  guint index = self->n_images;
  Arrival arrival = { index, self->place };

  self->in_image = FALSE;
  if (self->is_partial)
    self->n_partials += outcome == GESSO_IMAGES_OUTCOME_WHOLE ? 1 : 0;
  else if (outcome != GESSO_IMAGES_OUTCOME_WHOLE)
    self->n_damaged++;
  else
    {
      g_array_append_val (self->arrivals, arrival);
      self->n_images++;
    }
  if (self->sink.end_image != NULL)
    self->sink.end_image (
        index, self->is_partial ? GESSO_IMAGES_KIND_PARTIAL : GESSO_IMAGES_KIND_FINAL,
        self->is_partial
            ? (int) CLAMP (gesso_json_get_int (root_object (self), "partial_image_index", -1), -1,
                           1000)
            : -1,
        outcome, gesso_images_carrier_get_n_bytes (self->carrier), self->user_data);
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
choose_cb (GessoJsonScanner *scanner,
           gpointer          user_data)
{
  GessoResponsesReader *self = user_data;
  gboolean is_event = self->form == FORM_EVENTS;
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
  gesso_images_carrier_begin (self->carrier, GESSO_CARRIER_HINT_BASE64);
  self->in_string = TRUE;
  return GESSO_JSON_WISH_STREAM;
}

static void
stream_cb (GessoJsonScanner *scanner,
           const char       *bytes,
           gsize             length,
           gpointer          user_data)
{
  GessoResponsesReader *self = user_data;

  gesso_images_carrier_push (self->carrier, bytes, length);
}

static void
stream_end_cb (GessoJsonScanner *scanner,
               gpointer          user_data)
{
  GessoResponsesReader *self = user_data;
  GessoCarrierContent content = gesso_images_carrier_end (self->carrier);

  self->in_string = FALSE;
  if (self->in_image)
    end_image (self, content == GESSO_CARRIER_CONTENT_BYTES ? GESSO_IMAGES_OUTCOME_WHOLE
                                                            : GESSO_IMAGES_OUTCOME_DAMAGED);
  else if (content == GESSO_CARRIER_CONTENT_DAMAGED)
    self->n_damaged++;
}

static void
begin_cb (GessoJsonScanner *scanner,
          gboolean          is_array,
          gpointer          user_data)
{
  GessoResponsesReader *self = user_data;

  gesso_json_collector_begin (self->collector, scanner, is_array);
}

static void
end_cb (GessoJsonScanner *scanner,
        gboolean          is_array,
        gpointer          user_data)
{
  GessoResponsesReader *self = user_data;

  gesso_json_collector_end (self->collector);
  self->root_closed = gesso_json_scanner_get_depth (scanner) == 0;
}

static void
string_cb (GessoJsonScanner *scanner,
           const char       *text,
           gsize             length,
           gboolean          cut,
           gpointer          user_data)
{
  GessoResponsesReader *self = user_data;

  gesso_json_collector_string (self->collector, scanner, text, length);
}

static void
literal_cb (GessoJsonScanner *scanner,
            const char       *text,
            gpointer          user_data)
{
  GessoResponsesReader *self = user_data;

  gesso_json_collector_literal (self->collector, scanner, text);
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

static void
tell_error (GessoResponsesReader *self,
            JsonObject           *object)
{
  if (self->error != NULL)
    return;
  self->error = json_object_ref (object);
  if (self->sink.error != NULL)
    self->sink.error (object, self->user_data);
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
      tell_error (self, object);
    }
}

static void
take_response (GessoResponsesReader *self,
               JsonObject           *response)
{
  JsonArray *output = gesso_json_get_array (response, "output");
  JsonObject *usage = gesso_json_get_object (response, "usage");

  if (response == NULL)
    return;
  take_text (&self->id, gesso_json_get_string (response, "id", NULL));
  take_text (&self->model, gesso_json_get_string (response, "model", NULL));
  take_text (&self->status, gesso_json_get_string (response, "status", NULL));
  take_text (&self->reason,
             gesso_json_get_string (gesso_json_get_object (response, "incomplete_details"),
                                    "reason", NULL));
  self->created = gesso_json_get_int (response, "created_at", self->created);
  if (usage != NULL)
    {
      g_clear_pointer (&self->usage, json_object_unref);
      self->usage = json_object_ref (usage);
    }
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
begin_text (GessoResponsesReader *self)
{
  gesso_json_scanner_reset (self->scanner);
  gesso_json_collector_reset (self->collector);
  self->n_text = 0;
  memset (self->start, 0, sizeof self->start);
  self->root_closed = FALSE;
  self->text_failed = FALSE;
  self->text_done = FALSE;
  self->in_string = FALSE;
  self->in_image = FALSE;
}

static void
complete_text (GessoResponsesReader *self)
{
  JsonObject *root = root_object (self);
  const char *type = gesso_json_get_string (root, "type", "");

  self->text_done = TRUE;
  take_arrivals (self);
  if (root == NULL)
    return;
  if (self->form == FORM_EVENTS)
    {
      if (g_str_equal (type, "error"))
        tell_error (self, root);
      else
        take_error (self, root);
      if (g_str_equal (type, "response.output_item.done"))
        take_item (self, gesso_json_get_object (root, "item"),
                   gesso_json_get_int (root, "output_index", -1));
    }
  take_response (self, get_response (self));
}

static void
break_text (GessoResponsesReader *self,
            GessoImagesOutcome    outcome)
{
  if (self->in_image)
    end_image (self, outcome);
  self->in_string = FALSE;
  take_arrivals (self);
}

static void
push_text (GessoResponsesReader *self,
           const char           *bytes,
           gsize                 length)
{
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < length && self->n_text + i < sizeof self->start - 1; i++)
    self->start[self->n_text + i] = bytes[i];
  self->n_text += length;
  if (self->text_failed || self->text_done)
    return;
  if (gesso_json_scanner_push (self->scanner, bytes, length, &error) || self->root_closed)
    {
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
  begin_text (user_data);
}

static void
event_data_cb (const char *bytes,
               gsize       length,
               gpointer    user_data)
{
  push_text (user_data, bytes, length);
}

static gboolean
is_done_mark (GessoResponsesReader *self)
{
  g_autofree char *text = g_strstrip (g_strdup (self->start));

  return self->n_text < sizeof self->start && (*text == '\0' || g_str_equal (text, "[DONE]"));
}

static void
end_event_cb (const char *type,
              const char *id,
              gboolean    complete,
              gpointer    user_data)
{
  GessoResponsesReader *self = user_data;

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
    }
}

static Form
form_from (char first)
{
  if (first == '{')
    return FORM_JSON;
  if (first == ':' || first == 'd' || first == 'e' || first == 'i' || first == 'r')
    return FORM_EVENTS;
  return FORM_OTHER;
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
  GessoResponsesReader *self;

  g_return_val_if_fail (sink != NULL, NULL);

  self = g_new0 (GessoResponsesReader, 1);
  self->sink = *sink;
  self->user_data = user_data;
  self->events = gesso_sse_parser_new_streaming (MAX_EVENT, &event_sink, self);
  self->scanner = gesso_json_scanner_new (NULL, &json_sink, self);
  self->collector = gesso_json_collector_new ();
  self->carrier = gesso_images_carrier_new (carrier_bytes_cb, self);
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

  gesso_sse_parser_free (self->events);
  gesso_json_scanner_free (self->scanner);
  gesso_json_collector_free (self->collector);
  gesso_images_carrier_free (self->carrier);
  g_array_unref (self->arrivals);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->heard);
  json_array_unref (self->data);
  json_array_unref (self->searches);
  g_string_free (self->reasoning, TRUE);
  g_string_free (self->words, TRUE);
  g_clear_pointer (&self->usage, json_object_unref);
  g_clear_pointer (&self->error, json_object_unref);
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
  const char *next = bytes;

  g_return_if_fail (self != NULL);

  if (self->form == FORM_UNKNOWN)
    {
      while (length > 0 && g_ascii_isspace (*next))
        {
          next++;
          length--;
        }
      if (length == 0)
        return;
      self->form = form_from (*next);
      begin_text (self);
    }
  if (self->form == FORM_JSON)
    push_text (self, next, length);
  else if (self->form == FORM_EVENTS && !gesso_sse_parser_push (self->events, next, length, NULL))
    self->too_large = TRUE;
}

static gboolean
fail (GError         **error,
      GessoWireError   code,
      const char      *text)
{
  g_set_error_literal (error, GESSO_WIRE_ERROR, (int) code, text);
  return FALSE;
}

static void
finish_form (GessoResponsesReader *self)
{
  if (self->form == FORM_EVENTS)
    gesso_sse_parser_finish (self->events);
  else if (self->form == FORM_JSON && !self->text_done && !self->text_failed)
    {
      self->truncated = TRUE;
      break_text (self, GESSO_IMAGES_OUTCOME_TRUNCATED);
    }
}

/* A filter that stopped the text model gives no error of its own. */
static void
make_filter_error (GessoResponsesReader *self)
{
  g_autoptr (JsonObject) object = NULL;
  JsonObject *error;

  if (self->n_images > 0 || g_strcmp0 (self->reason, "content_filter") != 0)
    return;
  object = json_object_new ();
  error = json_object_new ();
  json_object_set_string_member (error, "code", "content_filter");
  json_object_set_string_member (error, "message", "the answer was stopped by a content filter");
  json_object_set_object_member (object, "error", error);
  tell_error (self, object);
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

  finish_form (self);
  make_filter_error (self);
  make_envelope (self);
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
  if (self->n_images > 0 || gesso_responses_reader_is_pending (self))
    return TRUE;
  if (self->form == FORM_EVENTS
      && (self->n_partials > 0 || g_strcmp0 (self->status, "queued") == 0
          || g_strcmp0 (self->status, "in_progress") == 0))
    return fail (error, GESSO_WIRE_ERROR_TRUNCATED, "the events end before the picture");
  if (self->n_bad_texts > 0)
    return fail (error, GESSO_WIRE_ERROR_DAMAGED, "the answer's events are broken");
  if (self->form == FORM_OTHER || (self->form == FORM_EVENTS && self->n_events == 0))
    return fail (error, GESSO_WIRE_ERROR_NOT_AN_ANSWER, "neither JSON nor an event stream");
  return fail (error, GESSO_WIRE_ERROR_EMPTY, "there is no picture in the answer");
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

  return self->form == FORM_JSON && self->text_done && self->id != NULL
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

  return self->n_images;
}

/**
 * gesso_responses_reader_get_envelope:
 * @self: a reader that has finished
 *
 * Returns: (transfer none) (nullable): "created"; "data" with what is said about each picture; and
 *   "responses" with "id", "model", "reasoning", "text", "searches" and the "usage" of the text
 * model
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

  return self->error;
}
