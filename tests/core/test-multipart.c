/* test-multipart.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-multipart.h"

#include "wire/gesso-wire-multipart-reader.h"

#include <string.h>

/* The writer of forms and the reader of forms, against a text written by hand and each other. */

static GessoMultipart *
make_form (const char *boundary)
{
  GessoMultipart *form = gesso_multipart_new_with_boundary (boundary);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\r\n--X\0\r\n--XYZ-\r", 15);

  gesso_multipart_add_text (form, "model", "gpt-image-2");
  gesso_multipart_add_text (form, "prompt", "");
  gesso_multipart_add_file (form, "image[]", "a \"b\"\n.png", "image/png", bytes);
  return form;
}

static const char form_text[]
    = "--XYZW\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ngpt-image-2\r\n"
      "--XYZW\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n\r\n"
      "--XYZW\r\nContent-Disposition: form-data; name=\"image[]\"; filename=\"a "
      "%22b%22%0A.png\"\r\n"
      "Content-Type: image/png\r\n\r\n\r\n--X\0\r\n--XYZ-\r\r\n--XYZW--\r\n";

static GBytes *
read_all (GInputStream *stream,
          gsize         piece)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autofree guint8 *room = g_malloc (piece);
  gssize n;

  while ((n = g_input_stream_read (stream, room, piece, NULL, NULL)) > 0)
    g_byte_array_append (out, room, (guint) n);
  g_assert_cmpint (n, ==, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static void
test_write (void)
{
  g_autoptr (GessoMultipart) form = make_form ("XYZW");
  g_autofree char *type = gesso_multipart_dup_content_type (form);

  g_assert_cmpstr (type, ==, "multipart/form-data; boundary=XYZW");
  g_assert_cmpint (gesso_multipart_get_length (form), ==, sizeof form_text - 1);
  for (gsize piece = 1; piece <= sizeof form_text; piece++)
    {
      g_autoptr (GInputStream) stream = gesso_multipart_open (form);
      g_autoptr (GBytes) bytes = read_all (stream, piece);

      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), form_text,
                       sizeof form_text - 1);
    }
}

/* A boundary that a part contains is not used. */
static void
test_boundary (void)
{
  g_autoptr (GessoMultipart) form = make_form ("XYZ");
  g_autoptr (GessoMultipart) random = gesso_multipart_new ();
  g_autofree char *type = gesso_multipart_dup_content_type (form);
  g_autofree char *random_type = gesso_multipart_dup_content_type (random);
  g_autoptr (GInputStream) stream = gesso_multipart_open (form);
  g_autoptr (GBytes) bytes = read_all (stream, 4096);

  g_assert_cmpstr (type, !=, "multipart/form-data; boundary=XYZ");
  g_assert_cmpint (gesso_multipart_get_length (form), ==, (goffset) g_bytes_get_size (bytes));
  g_assert_cmpstr (random_type, !=, type);
}

/* Reading */

typedef struct
{
  GString *out;
  gboolean refuse;
} Reading;

static gboolean
begin_cb (const char  *name,
          const char  *filename,
          const char  *content_type,
          gpointer     user_data,
          GError     **error)
{
  Reading *reading = user_data;

  if (reading->refuse)
    {
      g_set_error (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_BAD_REQUEST, "not wanted");
      return FALSE;
    }
  g_string_append_printf (reading->out, "<%s|%s|%s:", name, filename != NULL ? filename : "",
                          content_type != NULL ? content_type : "");
  return TRUE;
}

static gboolean
data_cb (const guint8  *bytes,
         gsize          length,
         gpointer       user_data,
         GError       **error)
{
  Reading *reading = user_data;

  g_string_append_len (reading->out, (const char *) bytes, (gssize) length);
  return TRUE;
}

static gboolean
end_cb (gpointer   user_data,
        GError   **error)
{
  Reading *reading = user_data;

  g_string_append_c (reading->out, '>');
  return TRUE;
}

static GString *
read_form (const char  *type,
           const char  *text,
           gsize        length,
           gsize        piece,
           GError     **error)
{
  const GessoWireMultipartSink sink = { begin_cb, data_cb, end_cb };
  Reading reading = { .out = g_string_new (NULL) };
  g_autoptr (GessoWireMultipartReader) reader
      = gesso_wire_multipart_reader_new (type, 4, &sink, &reading, error);
  gboolean good = reader != NULL;

  for (gsize i = 0; i < length && good; i += piece)
    good = gesso_wire_multipart_reader_push (reader, text + i, MIN (piece, length - i), error);
  if (good)
    good = gesso_wire_multipart_reader_finish (reader, error);
  if (!good)
    g_string_free (g_steal_pointer (&reading.out), TRUE);
  return reading.out;
}

static void
assert_reads (const char *type,
              const char *text,
              gsize       length,
              const char *expected,
              gsize       n)
{
  for (gsize piece = 1; piece <= length + 1; piece++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) out = read_form (type, text, length, piece, &error);

      g_assert_no_error (error);
      g_assert_cmpmem (out->str, out->len, expected, n);
    }
}

static void
assert_fails (const char *type,
              const char *text,
              int         code)
{
  gsize length = strlen (text);

  for (gsize piece = 1; piece <= length + 1; piece++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) out = read_form (type, text, length, piece, &error);

      g_assert_error (error, GESSO_WIRE_ERROR, code);
      g_assert_null (out);
    }
}

static void
test_read (void)
{
  static const char expected[] = "<model||:gpt-image-2><prompt||:>"
                                 "<image[]|a \"b\"\n.png|image/png:\r\n--X\0\r\n--XYZ-\r>";

  assert_reads ("multipart/form-data; boundary=XYZW", form_text, sizeof form_text - 1, expected,
                sizeof expected - 1);
}

static void
test_read_odd (void)
{
  const char *text = "preamble\r\n--b c\t \r\ncontent-disposition:form-data;filename=x.png; "
                     "Name = \"a\\\"b\" \r\nX: y\r\n\r\n\r\n--b\r\n--b c--\r\nepilogue";
  const char *expected = "<a\"b|x.png|:\r\n--b>";

  assert_reads ("Multipart/Form-Data; charset=x; boundary=\"b c\"", text, strlen (text), expected,
                strlen (expected));
  /* No part at all. */
  assert_reads ("multipart/form-data; boundary=b", "--b--", 5, "", 0);
}

static void
test_read_bad (void)
{
  const char *type = "multipart/form-data; boundary=b";
  g_autoptr (GString) headers = g_string_new ("--b\r\n");

  assert_fails ("multipart/form-data", "", GESSO_WIRE_ERROR_BAD_REQUEST);
  assert_fails ("application/json; boundary=b", "", GESSO_WIRE_ERROR_BAD_REQUEST);
  assert_fails ("multipart/form-data; boundary=", "", GESSO_WIRE_ERROR_BAD_REQUEST);
  assert_fails (type, "", GESSO_WIRE_ERROR_TRUNCATED);
  assert_fails (type, "hello", GESSO_WIRE_ERROR_TRUNCATED);
  assert_fails (type, "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nabc\r\n--b",
                GESSO_WIRE_ERROR_TRUNCATED);
  assert_fails (type, "--bx", GESSO_WIRE_ERROR_BAD_REQUEST);
  assert_fails (type, "--b\r\n\r\n", GESSO_WIRE_ERROR_BAD_REQUEST);
  assert_fails (type, "--b\r\nContent-Type: a\r\n\r\n", GESSO_WIRE_ERROR_BAD_REQUEST);
  for (guint i = 0; i < 5; i++)
    g_string_append (headers, "Content-Disposition: x; name=a\r\n\r\n\r\n--b\r\n");
  assert_fails (type, headers->str, GESSO_WIRE_ERROR_TOO_LARGE);
}

static void
test_read_limits (void)
{
  const GessoWireMultipartSink sink = { begin_cb, data_cb, end_cb };
  Reading reading = { .refuse = TRUE };
  g_autoptr (GError) error = NULL;
  g_autofree char *flood = g_strnfill (10000, 'h');
  const char *type = "multipart/form-data; boundary=b";
  g_autoptr (GessoWireMultipartReader) flooded
      = gesso_wire_multipart_reader_new (type, 4, &sink, &reading, NULL);
  g_autoptr (GessoWireMultipartReader) refused
      = gesso_wire_multipart_reader_new (type, 4, &sink, &reading, NULL);
  const char *text = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n";

  g_assert_true (gesso_wire_multipart_reader_push (flooded, "--b\r\n", 5, NULL));
  g_assert_false (gesso_wire_multipart_reader_push (flooded, flood, 10000, &error));
  g_assert_error (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_assert_false (gesso_wire_multipart_reader_push (refused, text, strlen (text), &error));
  g_assert_cmpstr (error->message, ==, "not wanted");
  g_clear_error (&error);
  g_assert_false (gesso_wire_multipart_reader_push (refused, "x", 1, &error));
  g_assert_error (error, GESSO_WIRE_ERROR, GESSO_WIRE_ERROR_BAD_REQUEST);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/multipart/write", test_write);
  g_test_add_func ("/multipart/boundary", test_boundary);
  g_test_add_func ("/multipart/read", test_read);
  g_test_add_func ("/multipart/read-odd", test_read_odd);
  g_test_add_func ("/multipart/read-bad", test_read_bad);
  g_test_add_func ("/multipart/read-limits", test_read_limits);
  return g_test_run ();
}
