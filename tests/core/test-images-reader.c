/* test-images-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "wire/gesso-images-reader.h"
#include "wire/gesso-wire-images-writer.h"

#include <string.h>

/* Everything told is written as one line of text. */

static void
begin_cb (guint           index,
          GessoImagesKind kind,
          gpointer        user_data)
{
  g_string_append_printf (user_data, "{%u%c ", index, "?FP"[kind]);
}

static void
bytes_cb (const guint8 *bytes,
          gsize         length,
          gpointer      user_data)
{
  g_string_append_len (user_data, (const char *) bytes, (gssize) length);
}

static void
end_cb (guint              index,
        GessoImagesKind    kind,
        int                partial_index,
        GessoImagesOutcome outcome,
        guint64            n_bytes,
        gpointer           user_data)
{
  g_string_append_printf (user_data, " %c%d %s %u}", "?FP"[kind], partial_index,
                          outcome == GESSO_IMAGES_OUTCOME_WHOLE       ? "whole"
                          : outcome == GESSO_IMAGES_OUTCOME_TRUNCATED ? "truncated"
                                                                      : "damaged",
                          (guint) n_bytes);
}

static void
url_cb (guint       index,
        const char *url,
        gpointer    user_data)
{
  g_string_append_printf (user_data, "(%u %s)", index, url);
}

static void
envelope_cb (JsonObject *envelope,
             gpointer    user_data)
{
  g_autofree char *text = gesso_json_object_to_string (envelope, FALSE);

  g_string_append_printf (user_data, "%s", text);
}

static void
error_cb (JsonObject *object,
          gpointer    user_data)
{
  g_autofree char *text = gesso_json_object_to_string (object, FALSE);

  g_string_append_printf (user_data, "!%s", text);
}

static const GessoImagesSink sink = { begin_cb, bytes_cb, end_cb, url_cb, envelope_cb, error_cb };

static char *
read_answer (const char *text,
             gsize       length,
             gsize       piece,
             int        *code,
             guint      *n_images)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GessoImagesReader) reader = gesso_images_reader_new (&sink, out);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < length; i += piece)
    gesso_images_reader_push (reader, text + i, MIN (piece, length - i));
  *code = gesso_images_reader_finish (reader, &error) ? -1 : error->code;
  *n_images = gesso_images_reader_get_n_images (reader);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_reads (const char *text,
              const char *expected,
              int         expected_code,
              guint       expected_images)
{
  gsize length = strlen (text);

  for (gsize piece = 1; piece <= length + 1; piece++)
    {
      int code;
      guint n_images;
      g_autofree char *out = read_answer (text, length, piece, &code, &n_images);

      g_assert_cmpstr (out, ==, expected);
      g_assert_cmpint (code, ==, expected_code);
      g_assert_cmpuint (n_images, ==, expected_images);
    }
}

static void
test_json (void)
{
  assert_reads ("\xef\xbb\xbf {\"created\":5,\"data\":[{\"b64_json\":\"QUJD\"},"
                "{\"revised_prompt\":\"r\",\"b64_json\":\"REVGRw==\"}],"
                "\"usage\":{\"total_tokens\":3},\"sketch\":{\"understood\":[\"x\"]}}\n",
                "{0F ABC F-1 whole 3}{1F DEFG F-1 whole 4}"
                "{\"created\":5,\"data\":[{},{\"revised_prompt\":\"r\"}],"
                "\"usage\":{\"total_tokens\":3},\"sketch\":{\"understood\":[\"x\"]}}",
                -1, 2);
}

static void
test_carriers (void)
{
  assert_reads ("{\"data\":[{\"b64_json\":\"data:image/png;base64,QUJD\"},{\"b64_json\":null,"
                "\"url\":\"https://h/p.png\"},{\"url\":\"/v1/x\"},{\"url\":\"data:;base64,QQ\"}]}",
                "{0F ABC F-1 whole 3}(1 https://h/p.png)(2 /v1/x){3F A F-1 whole 1}"
                "{\"data\":[{},{\"b64_json\":null},{},{}]}",
                -1, 4);
  assert_reads ("{\"images\":[\"QU\\nJD\",\"http://h/1\",{\"url\":\"rel\"}],\"output\":\"_-8\"}",
                "{0F ABC F-1 whole 3}(1 http://h/1)(2 rel){3F \xff\xef F-1 whole 2}"
                "{\"images\":[{}]}",
                -1, 4);
  /* "/9j/" begins a JPEG, other slashes begin addresses. */
  assert_reads ("{\"output\":[\"/9j/\",\"/img/9\"]}",
                "{0F \xff\xd8\xff F-1 whole 3}(1 /img/9)"
                "{\"output\":[]}",
                -1, 2);
  /* An element is one picture, whatever it is given as; empty strings are nothing. */
  assert_reads (
      "{\"data\":[{\"b64_json\":\"QUJD\",\"url\":\"http://h\"},"
      "{\"url\":\"http://h\",\"b64_json\":\"QUJD\"},{\"b64_json\":\"\",\"url\":\"http://h\"}]}",
      "{0F ABC F-1 whole 3}{1F ABC F-1 whole 3}(2 http://h){\"data\":[{},{},{}]}", -1, 3);
}

static void
test_events (void)
{
  assert_reads (": hi\n\nevent: image_generation.partial_image\n"
                "data: {\"type\":\"image_generation.partial_image\",\"partial_image_index\":1,"
                "\"b64_json\":\"QUJD\"}\n\n"
                "event: message\r\ndata: {\"b64_json\":\"REVG\",\"type\":"
                "\"image_edit.completed\",\"usage\":{}}\r\n\r\ndata: [DONE]\n\n",
                "{0P ABC P1 whole 3}{\"type\":\"image_generation.partial_image\","
                "\"partial_image_index\":1}{0? DEF F-1 whole 3}"
                "{\"type\":\"image_edit.completed\",\"usage\":{}}",
                -1, 1);
  /* Unknown events, and an event whose type only the line says. */
  assert_reads ("data: {\"type\":\"thinking\"}\n\nevent: x.partial_image\n"
                "data: {\"b64_json\":\"QQ==\"}\n\ndata: {\"url\":\"http://h\"}\n\n",
                "{\"type\":\"thinking\"}{0P A P-1 whole 1}{}(0 http://h){}", -1, 1);
  /* The blank line at the end is missing. */
  assert_reads ("data: {\"b64_json\":\"QQ==\"}", "{0? A F-1 whole 1}{}", -1, 1);
}

static void
test_truncated (void)
{
  const int code = GESSO_WIRE_ERROR_TRUNCATED;

  assert_reads ("{\"data\":[{\"b64_json\":\"QUJD\"},{\"b64_json\":\"QUJDREVGRw",
                "{0F ABC F-1 whole 3}{1F ABCDEF F-1 truncated 6}{\"data\":[{},{}]}", code, 1);
  assert_reads ("{\"data\":[{\"b64_json\":\"QUJD\"}]", "{0F ABC F-1 whole 3}{\"data\":[{}]}", code,
                1);
  assert_reads ("{\"created\":1,", "{\"created\":1}", code, 0);
  assert_reads ("data: {\"type\":\"x.completed\",\"b64_json\":\"QUJDREVGRw",
                "{0F ABCDEF F-1 truncated 6}", code, 0);
  assert_reads ("data: {\"type\":\"x.partial_image\",\"b64_json\":\"QUJD\"}\n\n",
                "{0P ABC P-1 whole 3}{\"type\":\"x.partial_image\"}", code, 0);
}

static void
test_damaged (void)
{
  const int code = GESSO_WIRE_ERROR_DAMAGED;

  assert_reads ("{\"data\":[{\"b64_json\":\"QUJD**\"},{\"b64_json\":\"QQ\"}]}",
                "{0F ABC F-1 damaged 3}{0F A F-1 whole 1}{\"data\":[{},{}]}", code, 1);
  assert_reads ("{\"data\":[{\"url\":\"data:image/svg+xml,abc\"}]}", "{\"data\":[{}]}", code, 0);
  assert_reads ("{\"data\":[{\"b64_json\":\"QUJDREVGRw\\q", "{0F ABCDEF F-1 damaged 6}", code, 0);
  assert_reads ("data: {\"b64_json\":\"QUJDREVGRw\\q\"}\n\n", "{0? ABCDEF F-1 damaged 6}", code, 0);
  assert_reads ("data: hello\n\n", "", code, 0);
}

static void
test_not_an_answer (void)
{
  assert_reads ("<html>502</html>", "", GESSO_WIRE_ERROR_NOT_AN_ANSWER, 0);
  assert_reads ("error: overloaded", "", GESSO_WIRE_ERROR_NOT_AN_ANSWER, 0);
  assert_reads ("{\"created\":1,\"data\":[]}", "{\"created\":1,\"data\":[]}",
                GESSO_WIRE_ERROR_EMPTY, 0);
  assert_reads ("{\"data\":5}", "{\"data\":5}", GESSO_WIRE_ERROR_EMPTY, 0);
  assert_reads ("", "", GESSO_WIRE_ERROR_EMPTY, 0);
  assert_reads (": ping\n\n: ping\n\n", "", GESSO_WIRE_ERROR_NOT_AN_ANSWER, 0);
}

static void
test_errors (void)
{
  const int code = GESSO_WIRE_ERROR_REFUSED;

  assert_reads ("{\"error\":{\"message\":\"m\"}}",
                "{\"error\":{\"message\":\"m\"}}!{\"error\":{\"message\":\"m\"}}", code, 0);
  assert_reads ("{\"error\":\"m\"}", "{\"error\":\"m\"}!{\"error\":\"m\"}", code, 0);
  assert_reads ("{\"code\":402,\"msg\":\"m\"}",
                "{\"code\":402,\"msg\":\"m\"}!{\"code\":402,\"msg\":\"m\"}", code, 0);
  assert_reads ("{\"code\":200,\"error\":null,\"data\":[\"QQ\"]}",
                "{0F A F-1 whole 1}{\"code\":200,\"error\":null,\"data\":[]}", -1, 1);
  assert_reads ("event: error\ndata: {\"message\":\"m\"}\n\n",
                "{\"message\":\"m\"}!{\"message\":\"m\"}", code, 0);
  assert_reads ("event: error\ndata: too bad\n\n", "!{\"error\":\"too bad\"}", code, 0);
  /* What came whole before is not lost. */
  assert_reads ("data: {\"b64_json\":\"QQ==\"}\n\ndata: {\"error\":\"m\"}\n\n",
                "{0? A F-1 whole 1}{}{\"error\":\"m\"}!{\"error\":\"m\"}", code, 1);
}

/* The server's writer and the reader agree, also on pictures larger than any piece. */

static void
write_cb (GBytes   *piece,
          gpointer  user_data)
{
  gsize length;
  const char *bytes = g_bytes_get_data (piece, &length);

  if (length > 0)
    g_string_append_len (user_data, bytes, (gssize) length);
}

static void
test_writer (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GessoWireImagesWriter) writer = gesso_wire_images_writer_new (write_cb, body);
  g_autoptr (JsonObject) rest = gesso_json_parse_object ("{\"size\":\"1x1\"}", -1, NULL);
  g_autofree char *picture = g_strnfill (100001, 'p');
  g_autofree char *expected = NULL;
  g_autofree char *out = NULL;
  int code;
  guint n_images;

  gesso_wire_images_writer_begin_answer (writer, 9);
  for (guint i = 0; i < 2; i++)
    {
      gesso_wire_images_writer_begin_image (writer);
      gesso_wire_images_writer_image_bytes (writer, picture, 100000);
      gesso_wire_images_writer_image_bytes (writer, picture + 100000, 1);
      gesso_wire_images_writer_end_image (writer, i == 0 ? rest : NULL);
    }
  gesso_wire_images_writer_end_answer (writer, rest);
  out = read_answer (body->str, body->len, 4096, &code, &n_images);
  expected = g_strdup_printf ("{0F %s F-1 whole 100001}{1F %s F-1 whole 100001}{\"created\":9,"
                              "\"data\":[{\"size\":\"1x1\"},{}],\"size\":\"1x1\"}",
                              picture, picture);
  g_assert_cmpstr (out, ==, expected);
  g_assert_cmpint (code, ==, -1);
}

static void
test_writer_events (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GessoWireImagesWriter) writer = gesso_wire_images_writer_new (write_cb, body);
  g_autoptr (JsonObject) rest = gesso_json_parse_object ("{\"partial_image_index\":2}", -1, NULL);
  g_autoptr (JsonObject) envelope = gesso_wire_error_envelope_new ("m", "server_error", NULL, "c");

  gesso_wire_images_writer_comment (writer, "working");
  gesso_wire_images_writer_begin_event (writer, "image_edit.partial_image");
  gesso_wire_images_writer_image_bytes (writer, "ABCD", 4);
  gesso_wire_images_writer_end_event (writer, rest);
  gesso_wire_images_writer_error_event (writer, envelope);
  assert_reads (body->str,
                "{0P ABCD P2 whole 4}{\"type\":\"image_edit.partial_image\","
                "\"partial_image_index\":2}{\"error\":{\"message\":\"m\",\"type\":\"server_error\","
                "\"param\":null,\"code\":\"c\"}}!{\"error\":{\"message\":\"m\",\"type\":"
                "\"server_error\",\"param\":null,\"code\":\"c\"}}",
                GESSO_WIRE_ERROR_REFUSED, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/images-reader/json", test_json);
  g_test_add_func ("/images-reader/carriers", test_carriers);
  g_test_add_func ("/images-reader/events", test_events);
  g_test_add_func ("/images-reader/truncated", test_truncated);
  g_test_add_func ("/images-reader/damaged", test_damaged);
  g_test_add_func ("/images-reader/not-an-answer", test_not_an_answer);
  g_test_add_func ("/images-reader/errors", test_errors);
  g_test_add_func ("/images-reader/writer", test_writer);
  g_test_add_func ("/images-reader/writer-events", test_writer_events);
  return g_test_run ();
}
