/* test-json-scanner.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "wire/gesso-json-collector.h"

#include <string.h>

typedef struct
{
  GString *streamed;             /* (owned) */
  GessoJsonCollector *collector; /* (owned) */
  guint n_cut;
} Reading;

static GessoJsonWish
choose_cb (GessoJsonScanner *scanner,
           gpointer          user_data)
{
  if (gesso_json_scanner_matches (scanner, "data[].b64")
      || gesso_json_scanner_matches (scanner, "s"))
    return GESSO_JSON_WISH_STREAM;
  return gesso_json_scanner_matches (scanner, "skip") ? GESSO_JSON_WISH_SKIP
                                                      : GESSO_JSON_WISH_COLLECT;
}

static void
begin_cb (GessoJsonScanner *scanner,
          gboolean          is_array,
          gpointer          user_data)
{
  gesso_json_collector_begin (((Reading *) user_data)->collector, scanner, is_array);
}

static void
end_cb (GessoJsonScanner *scanner,
        gboolean          is_array,
        gpointer          user_data)
{
  gesso_json_collector_end (((Reading *) user_data)->collector);
}

static void
string_cb (GessoJsonScanner *scanner,
           const char       *text,
           gsize             length,
           gboolean          cut,
           gpointer          user_data)
{
  Reading *reading = user_data;

  reading->n_cut += cut ? 1 : 0;
  gesso_json_collector_string (reading->collector, scanner, text, length);
}

static void
stream_cb (GessoJsonScanner *scanner,
           const char       *bytes,
           gsize             length,
           gpointer          user_data)
{
  g_string_append_len (((Reading *) user_data)->streamed, bytes, (gssize) length);
}

static void
stream_end_cb (GessoJsonScanner *scanner,
               gpointer          user_data)
{
  g_string_append_c (((Reading *) user_data)->streamed, '|');
}

static void
literal_cb (GessoJsonScanner *scanner,
            const char       *text,
            gpointer          user_data)
{
  gesso_json_collector_literal (((Reading *) user_data)->collector, scanner, text);
}

static const GessoJsonSink sink
    = { choose_cb, begin_cb, end_cb, string_cb, stream_cb, stream_end_cb, literal_cb };

/* The collected tree as text, then what was streamed; or NULL and the error. */
static char *
scan (const char             *text,
      gsize                   piece,
      const GessoJsonLimits  *limits,
      GError                **error)
{
  g_autoptr (GString) streamed = g_string_new (NULL);
  g_autoptr (GessoJsonCollector) collector = gesso_json_collector_new ();
  Reading reading = { streamed, collector, 0 };
  g_autoptr (GessoJsonScanner) scanner = gesso_json_scanner_new (limits, &sink, &reading);
  gsize length = strlen (text);
  g_autofree char *tree = NULL;

  for (gsize i = 0; i < length; i += piece)
    if (!gesso_json_scanner_push (scanner, text + i, MIN (piece, length - i), error))
      return NULL;
  if (!gesso_json_scanner_finish (scanner, error))
    return NULL;
  g_assert_true (gesso_json_scanner_is_complete (scanner));
  tree = gesso_json_to_string (gesso_json_collector_get_root (collector), FALSE);
  return g_strdup_printf ("%s %s%s", tree, streamed->str, reading.n_cut > 0 ? " cut" : "");
}

static void
assert_scans (const char *text,
              const char *expected)
{
  for (gsize piece = 1; piece <= strlen (text) + 1; piece++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *out = scan (text, piece, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (out, ==, expected);
    }
}

static void
assert_refused (const char            *text,
                const GessoJsonLimits *limits,
                int                    code)
{
  for (gsize piece = 1; piece <= strlen (text) + 1; piece++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *out = scan (text, piece, limits, &error);

      g_assert_null (out);
      g_assert_error (error, GESSO_JSON_ERROR, code);
    }
}

static void
test_values (void)
{
  assert_scans (" { \"a\" : [ 1 , -2 , true , false , null , \"x\" , {} , [] ] } ",
                "{\"a\":[1,-2,true,false,null,\"x\",{},[]]} ");
  assert_scans ("[0,-0.5,2e3,1E-2,9223372036854775807]",
                "[0,-0.5,2000.0,0.01,9223372036854775807] ");
  assert_scans ("7", "7 ");
  assert_scans ("\"x\"", "\"x\" ");
  assert_scans ("[1e999]", "[null] ");
  assert_scans ("{\"a\":1,\"a\":2}", "{\"a\":2} ");
}

static void
test_strings (void)
{
  assert_scans ("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\"\\\\/\\b\\f\\n\\r\\t\"] ");
  assert_scans ("[\"\\u00e9\\u20AC\\ud83d\\ude00\"]", "[\"é€😀\"] ");
  assert_scans ("[\"é€😀\"]", "[\"é€😀\"] ");
  /* Lone halves, halves in the wrong order, a half before plain text or the end. */
  assert_scans ("[\"\\ud83d\",\"\\ude00\",\"\\ude00\\ud83d\",\"\\ud83dx\",\"\\ud83d\\n\"]",
                "[\"\xef\xbf\xbd\",\"\xef\xbf\xbd\",\"\xef\xbf\xbd\xef\xbf\xbd\","
                "\"\xef\xbf\xbdx\",\"\xef\xbf\xbd\\n\"] ");
  assert_scans ("[\"\\ud83d\\ud83d\\ude00\"]", "[\"\xef\xbf\xbd😀\"] ");
  /* What is not UTF-8: a lone continuation, a cut character, an overlong one, a surrogate. */
  assert_scans ("[\"\x80\",\"\xe2\x82\",\"\xc0\xaf\",\"\xe2\x82\xe2\x82\xac\"]",
                "[\"\xef\xbf\xbd\",\"\xef\xbf\xbd\",\"\xef\xbf\xbd\xef\xbf\xbd\","
                "\"\xef\xbf\xbd€\"] ");
  assert_scans ("[\"\\u0000\"]", "[\"\xef\xbf\xbd\"] ");
  assert_scans ("{\"a\\u0000b\":1}", "{\"a\xef\xbf\xbd"
                                     "b\":1} ");
}

static void
test_streaming (void)
{
  assert_scans (
      "{\"data\":[{\"b64\":\"AA\\nBB\"},{\"b64\":\"\\u0043\",\"x\":\"y\"}],\"skip\":\"z\"}",
      "{\"data\":[{},{\"x\":\"y\"}]} AA\nBB|C|");
  assert_scans ("{\"s\":\"\",\"t\":{\"s\":\"no\"}}", "{\"t\":{\"s\":\"no\"}} |");
  assert_scans ("{\"s\":\"é\\ud800\"}", "{} é\xef\xbf\xbd|");
}

static void
test_syntax (void)
{
  static const char *const bad[] = {
    "",
    " ",
    "{",
    "[",
    "\"a",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "[1,",
    "tru",
    "{a:1}",
    "[1,]",
    "{\"a\":1,}",
    "[1 2]",
    "{\"a\" 1}",
    "[}",
    "{]",
    "]",
    "[1]]",
    "[1] x",
    "01",
    "1.",
    "-",
    "+1",
    ".5",
    "1e",
    "[1e+]",
    "nul",
    "True",
    "[\"\\x\"]",
    "[\"\\u12g4\"]",
    "<html>",
    "{\"a\":}",
    "[,]",
    "NaN",
    "1-2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (bad[i], NULL, GESSO_JSON_ERROR_SYNTAX);
}

static void
test_limits (void)
{
  GessoJsonLimits limits = { 3, 4, 5, 12, 6 };

  assert_refused ("[[[[]]]]", &limits, GESSO_JSON_ERROR_TOO_LARGE);
  assert_refused ("{\"abcde\":1}", &limits, GESSO_JSON_ERROR_TOO_LARGE);
  assert_refused ("[\"abcde\",\"abcde\",\"abc\"]", &limits, GESSO_JSON_ERROR_TOO_LARGE);
  assert_refused ("[1,2,3,4,5,6]", &limits, GESSO_JSON_ERROR_TOO_LARGE);
  for (gsize piece = 1; piece < 20; piece++)
    {
      /* A long string is cut, between characters; a streamed one is not. */
      g_autofree char *out = scan ("[\"abcd€x\"]", piece, &limits, NULL);
      g_autofree char *streamed = scan ("{\"s\":\"0123456789abcdef\"}", piece, &limits, NULL);

      g_assert_cmpstr (out, ==, "[\"abcd\"]  cut");
      g_assert_cmpstr (streamed, ==, "{} 0123456789abcdef|");
    }
}

static void
test_reset (void)
{
  g_autoptr (GString) streamed = g_string_new (NULL);
  g_autoptr (GessoJsonCollector) collector = gesso_json_collector_new ();
  Reading reading = { streamed, collector, 0 };
  g_autoptr (GessoJsonScanner) scanner = gesso_json_scanner_new (NULL, &sink, &reading);

  g_assert_false (gesso_json_scanner_push (scanner, "{\"a\":[?", 7, NULL));
  g_assert_false (gesso_json_scanner_push (scanner, "1", 1, NULL));
  gesso_json_scanner_reset (scanner);
  gesso_json_collector_reset (collector);
  g_assert_true (gesso_json_scanner_push (scanner, "[5]", 3, NULL));
  g_assert_true (gesso_json_scanner_finish (scanner, NULL));
  g_assert_cmpint (json_array_get_int_element (
                       json_node_get_array (gesso_json_collector_get_root (collector)), 0),
                   ==, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/json-scanner/values", test_values);
  g_test_add_func ("/json-scanner/strings", test_strings);
  g_test_add_func ("/json-scanner/streaming", test_streaming);
  g_test_add_func ("/json-scanner/syntax", test_syntax);
  g_test_add_func ("/json-scanner/limits", test_limits);
  g_test_add_func ("/json-scanner/reset", test_reset);
  return g_test_run ();
}
