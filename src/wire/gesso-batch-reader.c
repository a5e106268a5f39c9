/* gesso-batch-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "wire/gesso-batch-reader.h"

#include "base/gesso-json.h"
#include "wire/gesso-images-carrier.h"
#include "wire/gesso-json-collector.h"

#include <string.h>

/* GessoBatchReader
 *
 * Reads the files that a batch leaves behind: one JSON text a line, in any order, each the answer
 * to one line that was sent. Pictures are decoded and handed on as they come, so that a file of any
 * length needs the memory of one piece. Lines that failed are counted and the first one's error is
 * kept; a line that is broken takes no other with it. Owned by whoever receives the files; pure, on
 * any one thread.
 *
 * Order of life: new, push any number of times, end of the file, the same for the next file, ask.
 * Where a file breaks off it is begun anew: what came whole is not handed on a second time.
 */

#define MAX_LINES 100000
#define MAX_WORDS (64 * 1024)

struct _GessoBatchReader
{
  GessoImagesSink sink;
  gpointer user_data;
  GessoJsonScanner *scanner;     /* (owned) */
  GessoJsonCollector *collector; /* (owned) */
  GessoImagesCarrier *carrier;   /* (owned) */

  /* The line at hand */
  gboolean has_text;
  gboolean root_closed;
  gboolean text_failed;
  gboolean in_image;
  guint n_line_images;

  /* What came of all */
  JsonArray *data;   /* (owned): one object for each picture */
  JsonObject *first; /* (owned) (nullable): the small rest of the first good line */
  JsonObject *error; /* (owned) (nullable): of the first line that failed */
  JsonObject *rest;  /* (owned) (nullable): what is given away */
  GessoUsage usage;
  gboolean lacks_usage;
  guint error_status;
  GByteArray *whole; /* (owned): by its place in the file, whether a picture came whole */
  guint place;
  guint n_images;
  guint n_failed;
  guint n_broken;
  guint n_lines;
};

/* Pictures */

static void
carrier_bytes_cb (const guint8 *bytes,
                  gsize         length,
                  gpointer      user_data)
{
  GessoBatchReader *self = user_data;

  if (!self->in_image)
    {
      self->in_image = TRUE;
      if (self->sink.begin_image != NULL)
        self->sink.begin_image (self->n_images, GESSO_IMAGES_KIND_FINAL, self->user_data);
    }
  if (self->sink.image_bytes != NULL)
    self->sink.image_bytes (bytes, length, self->user_data);
}

static void
end_image (GessoBatchReader   *self,
           GessoImagesOutcome  outcome)
{
  guint index = self->n_images;

  self->in_image = FALSE;
  if (outcome == GESSO_IMAGES_OUTCOME_WHOLE)
    {
      self->n_images++;
      self->n_line_images++;
      self->whole->data[self->place - 1] = TRUE;
    }
  if (self->sink.end_image != NULL)
    self->sink.end_image (index, GESSO_IMAGES_KIND_FINAL, -1, outcome,
                          gesso_images_carrier_get_n_bytes (self->carrier), self->user_data);
}

static GessoJsonWish
choose_cb (GessoJsonScanner *scanner,
           gpointer          user_data)
{
  GessoBatchReader *self = user_data;

  if (!gesso_json_scanner_matches (scanner, "response.body.data[].b64_json"))
    return GESSO_JSON_WISH_COLLECT;
  if (self->place >= self->whole->len)
    {
      const guint8 no = FALSE;

      g_byte_array_append (self->whole, &no, 1);
    }
  if (self->whole->data[self->place++])
    {
      self->n_line_images++;
      return GESSO_JSON_WISH_SKIP;
    }
  gesso_images_carrier_begin (self->carrier, GESSO_CARRIER_HINT_BASE64);
  return GESSO_JSON_WISH_STREAM;
}

static void
stream_cb (GessoJsonScanner *scanner,
           const char       *bytes,
           gsize             length,
           gpointer          user_data)
{
  gesso_images_carrier_push (((GessoBatchReader *) user_data)->carrier, bytes, length);
}

static void
stream_end_cb (GessoJsonScanner *scanner,
               gpointer          user_data)
{
  GessoBatchReader *self = user_data;
  GessoCarrierContent content = gesso_images_carrier_end (self->carrier);

  if (self->in_image)
    end_image (self, content == GESSO_CARRIER_CONTENT_BYTES ? GESSO_IMAGES_OUTCOME_WHOLE
                                                            : GESSO_IMAGES_OUTCOME_DAMAGED);
}

static void
begin_cb (GessoJsonScanner *scanner,
          gboolean          is_array,
          gpointer          user_data)
{
  gesso_json_collector_begin (((GessoBatchReader *) user_data)->collector, scanner, is_array);
}

static void
end_cb (GessoJsonScanner *scanner,
        gboolean          is_array,
        gpointer          user_data)
{
  GessoBatchReader *self = user_data;

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
  gesso_json_collector_string (((GessoBatchReader *) user_data)->collector, scanner, text,
                               MIN (length, MAX_WORDS));
}

static void
literal_cb (GessoJsonScanner *scanner,
            const char       *text,
            gpointer          user_data)
{
  gesso_json_collector_literal (((GessoBatchReader *) user_data)->collector, scanner, text);
}

/* Lines */

static void
begin_line (GessoBatchReader *self)
{
  gesso_json_scanner_reset (self->scanner);
  gesso_json_collector_reset (self->collector);
  self->has_text = FALSE;
  self->root_closed = FALSE;
  self->text_failed = FALSE;
  self->in_image = FALSE;
  self->n_line_images = 0;
}

static void
set_member (JsonObject *to,
            JsonObject *from,
            const char *name)
{
  JsonNode *node = gesso_json_get_node (from, name);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    json_object_set_member (to, name, json_node_copy (node));
}

/* The service's own words about each picture, in the order of the pictures. */
static void
add_data (GessoBatchReader *self,
          JsonObject       *root,
          JsonObject       *body)
{
  JsonArray *data = gesso_json_get_array (body, "data");

  for (guint i = 0; i < self->n_line_images; i++)
    {
      JsonObject *told = data != NULL && i < json_array_get_length (data)
                             ? gesso_json_array_get_object (data, i)
                             : NULL;
      JsonObject *entry = json_object_new ();

      set_member (entry, told, "revised_prompt");
      set_member (entry, root, "custom_id");
      json_array_add_object_element (self->data, entry);
    }
}

static void
take_pictures (GessoBatchReader *self,
               JsonObject       *root,
               JsonObject       *body)
{
  GessoUsage usage = GESSO_USAGE_INIT;

  add_data (self, root, body);
  gesso_usage_read_json (&usage, gesso_json_get_object (body, "usage"));
  if (usage.known)
    gesso_usage_add (&self->usage, &usage);
  else
    self->lacks_usage = TRUE;
  if (self->first == NULL)
    {
      static const char *const members[]
          = { "created", "size", "quality", "background", "output_format" };

      self->first = json_object_new ();
      for (guint i = 0; i < G_N_ELEMENTS (members); i++)
        set_member (self->first, body, members[i]);
    }
}

/* (nullable): what a line says of why it has no picture; NULL where it says nothing */
static JsonObject *
find_error (JsonObject *root,
            JsonObject *body)
{
  JsonObject *error = gesso_json_get_object (root, "error");

  return error != NULL ? error : gesso_json_get_object (body, "error");
}

static void
take_failure (GessoBatchReader *self,
              JsonObject       *error,
              guint             status)
{
  self->n_failed++;
  if (self->error != NULL)
    return;

  self->error_status = status;
  self->error = json_object_new ();
  if (error != NULL)
    json_object_set_object_member (self->error, "error", json_object_ref (error));
}

/* A line that has neither a picture nor a word of why is none. */
static void
take_line_without_picture (GessoBatchReader *self,
                           JsonObject       *root,
                           JsonObject       *response,
                           JsonObject       *body)
{
  JsonObject *error = find_error (root, body);
  guint status = (guint) CLAMP (gesso_json_get_int (response, "status_code", 0), 0, 999);

  if (error != NULL || status >= 400)
    take_failure (self, error, status);
  else
    self->n_broken++;
}

static void
end_line (GessoBatchReader *self,
          gboolean          is_end_of_file)
{
  JsonNode *node = gesso_json_collector_get_root (self->collector);
  JsonObject *root
      = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *response = gesso_json_get_object (root, "response");
  JsonObject *body = gesso_json_get_object (response, "body");

  if (self->has_text && self->in_image)
    end_image (self,
               is_end_of_file ? GESSO_IMAGES_OUTCOME_TRUNCATED : GESSO_IMAGES_OUTCOME_DAMAGED);
  if (!self->has_text)
    return;

  self->n_lines++;
  if (self->n_line_images > 0)
    take_pictures (self, root, body);
  if (root == NULL || self->text_failed || !self->root_closed)
    self->n_broken++;
  else if (self->n_line_images == 0)
    take_line_without_picture (self, root, response, body);
  begin_line (self);
}

static void
push_text (GessoBatchReader *self,
           const char       *text,
           gsize             length)
{
  gsize used = 0;

  while (!self->has_text && used < length && g_ascii_isspace (text[used]))
    used++;
  if (used == length || self->n_lines >= MAX_LINES)
    return;

  self->has_text = TRUE;
  if (self->text_failed || self->root_closed)
    return;
  /* What follows a root that has closed does not count. */
  if (!gesso_json_scanner_push (self->scanner, text + used, length - used, NULL)
      && !self->root_closed)
    self->text_failed = TRUE;
}

/**
 * gesso_batch_reader_new:
 * @sink: copied
 * @user_data: for @sink
 *
 * Returns: (transfer full): a reader for the files of one batch
 */
GessoBatchReader *
gesso_batch_reader_new (const GessoImagesSink *sink,
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
  const GessoUsage none = GESSO_USAGE_INIT;
  GessoBatchReader *self;

  g_return_val_if_fail (sink != NULL, NULL);

  self = g_new0 (GessoBatchReader, 1);
  self->sink = *sink;
  self->user_data = user_data;
  self->usage = none;
  self->data = json_array_new ();
  self->whole = g_byte_array_new ();
  self->scanner = gesso_json_scanner_new (NULL, &json_sink, self);
  self->collector = gesso_json_collector_new ();
  self->carrier = gesso_images_carrier_new (carrier_bytes_cb, self);
  return self;
}

/**
 * gesso_batch_reader_free:
 * @self: (transfer full): a reader
 */
void
gesso_batch_reader_free (GessoBatchReader *self)
{
  g_return_if_fail (self != NULL);

  gesso_json_scanner_free (self->scanner);
  gesso_json_collector_free (self->collector);
  gesso_images_carrier_free (self->carrier);
  json_array_unref (self->data);
  g_byte_array_unref (self->whole);
  g_clear_pointer (&self->first, json_object_unref);
  g_clear_pointer (&self->error, json_object_unref);
  g_clear_pointer (&self->rest, json_object_unref);
  g_free (self);
}

/**
 * gesso_batch_reader_push:
 * @self: a reader
 * @bytes: (array length=length): the next bytes of the file, cut anywhere
 * @length: number of bytes
 *
 * Reads on. The sink is called from inside and may not free the reader.
 */
void
gesso_batch_reader_push (GessoBatchReader *self,
                         const void       *bytes,
                         gsize             length)
{
  const char *next = bytes;

  g_return_if_fail (self != NULL);

  while (length > 0)
    {
      const char *end = memchr (next, '\n', length);
      gsize part = end != NULL ? (gsize) (end - next) : length;

      push_text (self, next, part);
      if (end != NULL)
        end_line (self, FALSE);
      part += end != NULL ? 1 : 0;
      next += part;
      length -= part;
    }
}

/**
 * gesso_batch_reader_end_file:
 * @self: a reader
 *
 * The file is over; the last line need not have an end of its own.
 */
void
gesso_batch_reader_end_file (GessoBatchReader *self)
{
  g_return_if_fail (self != NULL);

  end_line (self, TRUE);
}

/**
 * gesso_batch_reader_restart:
 * @self: a reader
 *
 * The file broke off and will be read from its beginning once more. Pictures that came whole are
 * passed over then; everything else is counted anew.
 */
void
gesso_batch_reader_restart (GessoBatchReader *self)
{
  const GessoUsage none = GESSO_USAGE_INIT;

  g_return_if_fail (self != NULL);

  if (self->in_image)
    end_image (self, GESSO_IMAGES_OUTCOME_TRUNCATED);
  begin_line (self);
  json_array_unref (self->data);
  self->data = json_array_new ();
  g_clear_pointer (&self->first, json_object_unref);
  g_clear_pointer (&self->error, json_object_unref);
  self->usage = none;
  self->lacks_usage = FALSE;
  self->place = 0;
  self->n_failed = 0;
  self->n_broken = 0;
  self->n_lines = 0;
}

/**
 * gesso_batch_reader_get_n_images:
 * @self: a reader
 *
 * Returns: how many pictures came whole
 */
guint
gesso_batch_reader_get_n_images (GessoBatchReader *self)
{
  return self->n_images;
}

/**
 * gesso_batch_reader_get_n_failed:
 * @self: a reader
 *
 * Returns: how many lines say that there is no picture
 */
guint
gesso_batch_reader_get_n_failed (GessoBatchReader *self)
{
  return self->n_failed;
}

/**
 * gesso_batch_reader_get_n_broken:
 * @self: a reader
 *
 * Returns: how many lines could not be read
 */
guint
gesso_batch_reader_get_n_broken (GessoBatchReader *self)
{
  return self->n_broken;
}

/**
 * gesso_batch_reader_get_error:
 * @self: a reader
 * @out_status: (out): the status that the line had, or 0
 *
 * Returns: (transfer none) (nullable): an object with the error of the first line that failed
 */
JsonObject *
gesso_batch_reader_get_error (GessoBatchReader *self,
                              guint            *out_status)
{
  *out_status = self->error_status;
  return self->error;
}

/**
 * gesso_batch_reader_get_usage:
 * @self: a reader
 * @out_usage: (out): what all lines with pictures used together; unknown when one does not say
 */
void
gesso_batch_reader_get_usage (GessoBatchReader *self,
                              GessoUsage       *out_usage)
{
  const GessoUsage none = GESSO_USAGE_INIT;

  *out_usage = self->lacks_usage ? none : self->usage;
}

/**
 * gesso_batch_reader_get_envelope:
 * @self: a reader
 *
 * Returns: (transfer none): what the service said besides the pictures, in the shape of an answer
 * of the Images API; valid until the next call
 */
JsonObject *
gesso_batch_reader_get_envelope (GessoBatchReader *self)
{
  g_clear_pointer (&self->rest, json_object_unref);
  self->rest = json_object_new ();
  if (self->first != NULL)
    {
      g_autoptr (GList) names = json_object_get_members (self->first);

      for (GList *l = names; l != NULL; l = l->next)
        set_member (self->rest, self->first, l->data);
    }
  json_object_set_array_member (self->rest, "data", json_array_ref (self->data));
  return self->rest;
}
