/* fuzz-images-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-fuzz.h"

#include "wire/gesso-images-reader.h"

typedef struct
{
  GString *out;
  gboolean in_image;
  guint64 n_bytes;
} Reading;

static void
begin_cb (guint           index,
          GessoImagesKind kind,
          gpointer        user_data)
{
  Reading *reading = user_data;

  g_assert_false (reading->in_image);
  reading->in_image = TRUE;
  reading->n_bytes = 0;
  g_string_append_printf (reading->out, "[begin %u %d]", index, (int) kind);
}

static void
bytes_cb (const guint8 *bytes,
          gsize         length,
          gpointer      user_data)
{
  Reading *reading = user_data;

  g_assert_true (reading->in_image && length > 0);
  reading->n_bytes += length;
  g_string_append_len (reading->out, (const char *) bytes, (gssize) length);
}

static void
end_cb (guint              index,
        GessoImagesKind    kind,
        int                partial_index,
        GessoImagesOutcome outcome,
        guint64            n_bytes,
        gpointer           user_data)
{
  Reading *reading = user_data;

  g_assert_true (reading->in_image);
  g_assert_cmpuint (reading->n_bytes, ==, n_bytes);
  g_assert_true (kind != GESSO_IMAGES_KIND_UNKNOWN);
  reading->in_image = FALSE;
  g_string_append_printf (reading->out, "[end %u %d %d %d]", index, (int) kind, partial_index,
                          (int) outcome);
}

static void
url_cb (guint       index,
        const char *url,
        gpointer    user_data)
{
  Reading *reading = user_data;

  g_assert_false (reading->in_image);
  g_assert_true (g_utf8_validate (url, -1, NULL));
  g_string_append_printf (reading->out, "[url %u %s]", index, url);
}

static void
append_object (Reading    *reading,
               const char *name,
               JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);

  g_string_append_printf (reading->out, "[%s %s]", name, text);
}

static void
envelope_cb (JsonObject *envelope,
             gpointer    user_data)
{
  append_object (user_data, "envelope", envelope);
}

static void
error_cb (JsonObject *object,
          gpointer    user_data)
{
  append_object (user_data, "error", object);
}

static void
read_answer (uint8_t        plan,
             const uint8_t *data,
             gsize          size,
             GString       *out)
{
  const GessoImagesSink sink = { begin_cb, bytes_cb, end_cb, url_cb, envelope_cb, error_cb };
  Reading reading = { .out = out };
  g_autoptr (GessoImagesReader) reader = gesso_images_reader_new (&sink, &reading);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < size;)
    {
      gsize length = gesso_fuzz_piece (plan, i, size - i);

      gesso_images_reader_push (reader, data + i, length);
      i += length;
    }
  if (gesso_images_reader_finish (reader, &error))
    g_assert_cmpuint (gesso_images_reader_get_n_images (reader), >, 0);
  else
    g_string_append (out, error->message);
  g_assert_false (reading.in_image);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);

  if (size == 0)
    return 0;
  read_answer (0, data + 1, size - 1, whole);
  read_answer (data[0], data + 1, size - 1, pieces);
  gesso_fuzz_compare (whole, pieces);
  return 0;
}
