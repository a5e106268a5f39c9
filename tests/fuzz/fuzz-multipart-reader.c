/* fuzz-multipart-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-fuzz.h"

#include "wire/gesso-wire-images-form.h"
#include "wire/gesso-wire-multipart-reader.h"

typedef struct
{
  GString *out;
  GessoWireImagesForm *form;
  char *name;
  GByteArray *content;
} Reading;

static gboolean
begin_cb (const char  *name,
          const char  *filename,
          const char  *content_type,
          gpointer     user_data,
          GError     **error)
{
  Reading *reading = user_data;

  g_assert_null (reading->name);
  g_assert_true (g_utf8_validate (name, -1, NULL));
  reading->name = g_strdup (name);
  g_byte_array_set_size (reading->content, 0);
  g_string_append_printf (reading->out, "[%s|%s|%s]", name, filename != NULL ? filename : "-",
                          content_type != NULL ? content_type : "-");
  return TRUE;
}

static gboolean
data_cb (const guint8  *bytes,
         gsize          length,
         gpointer       user_data,
         GError       **error)
{
  Reading *reading = user_data;

  g_assert_nonnull (reading->name);
  g_byte_array_append (reading->content, bytes, (guint) length);
  g_string_append_len (reading->out, (const char *) bytes, (gssize) length);
  return TRUE;
}

static gboolean
end_cb (gpointer   user_data,
        GError   **error)
{
  Reading *reading = user_data;
  g_autofree char *name = g_steal_pointer (&reading->name);
  g_autofree char *param = NULL;
  g_autoptr (GBytes) content = g_bytes_new (reading->content->data, reading->content->len);

  g_string_append (reading->out, "[end]");
  return gesso_wire_images_form_read_part (reading->form, name, NULL, NULL, content, &param, error);
}

static void
read_form (uint8_t        plan,
           const uint8_t *data,
           gsize          size,
           GString       *out)
{
  const GessoWireMultipartSink sink = { begin_cb, data_cb, end_cb };
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GessoWireImagesForm) form = gesso_wire_images_form_new ();
  Reading reading = { out, form, NULL, content };
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoWireMultipartReader) reader
      = gesso_wire_multipart_reader_new ("multipart/form-data; boundary=\"x\"", 8, &sink, &reading,
                                         &error);
  gboolean good = TRUE;

  for (gsize i = 0; i < size && good;)
    {
      gsize length = gesso_fuzz_piece (plan, i, size - i);

      good = gesso_wire_multipart_reader_push (reader, data + i, length, &error);
      i += length;
    }
  if (good)
    (void) gesso_wire_multipart_reader_finish (reader, &error);
  if (error != NULL)
    g_string_append (out, error->message);
  g_free (reading.name);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);
  g_autoptr (GessoWireMultipartReader) other = NULL;
  g_autofree char *type = NULL;

  if (size == 0)
    return 0;
  read_form (0, data + 1, size - 1, whole);
  read_form (data[0], data + 1, size - 1, pieces);
  gesso_fuzz_compare (whole, pieces);

  /* The header that names the boundary is foreign too. */
  type = g_strndup ((const char *) data, size);
  other = gesso_wire_multipart_reader_new (
      type, 1, &(const GessoWireMultipartSink){ begin_cb, data_cb, end_cb }, NULL, NULL);
  return 0;
}
