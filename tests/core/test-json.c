/* test-json.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/gesso-json.h"

static void
assert_code (const char *text,
             gssize      length,
             int         code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = gesso_json_parse (text, length, &error);

  g_assert_null (node);
  g_assert_error (error, GESSO_JSON_ERROR, code);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "{",
    "}",
    "{\"a\"",
    "{\"a\":\"b",
    "[1,]",
    "<html>",
    "var a = 1;",
    "/* a */ 1",
    "{\"a\":1} trailing",
    "\"\\",
    "\"\\u12",
    "nul",
    "\xef\xbb\xbf{",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_code (texts[i], -1, GESSO_JSON_ERROR_SYNTAX);
  assert_code ("{}\0{}", 5, GESSO_JSON_ERROR_SYNTAX);
}

static void
test_messages_quote_nothing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = gesso_json_parse ("{\"prompt\": \"a blue door\" \"x\"}", -1, &error);

  g_assert_null (node);
  g_assert_null (strstr (error->message, "blue"));
}

static void
test_depth (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 64; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < 64; i++)
    g_string_append_c (deep, ']');
  node = gesso_json_parse (deep->str, -1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);

  g_string_prepend_c (deep, '[');
  g_string_append_c (deep, ']');
  assert_code (deep->str, -1, GESSO_JSON_ERROR_TOO_LARGE);

  g_string_truncate (deep, 0);
  for (guint i = 0; i < 1000000; i++)
    g_string_append (deep, "[{\"a\":");
  assert_code (deep->str, -1, GESSO_JSON_ERROR_TOO_LARGE);
}

static void
test_surrogates (void)
{
  static const struct
  {
    const char *text;
    const char *want;
  } cases[] = {
    { "{\"a\":\"\\ud83d\\ude00\"}", "😀" },
    { "{\"a\":\"\\ud83d\"}", "\xef\xbf\xbd" },
    { "{\"a\":\"x\\ude00y\"}", "x\xef\xbf\xbdy" },
    { "{\"a\":\"\\ud83d\\ud83d\\ude00\"}", "\xef\xbf\xbd😀" },
    { "{\"a\":\"\\ud83d\\u0041\"}", "\xef\xbf\xbd"
                                    "A" },
    { "{\"a\":\"\\ud83dx\"}", "\xef\xbf\xbdx" },
    { "{\"a\":\"1\\u00002\"}", "1\xef\xbf\xbd"
                               "2" },
    { "{\"a\":\"\\\\ud83d\"}", "\\ud83d" },
    { "{\"a\":\"\xff\"}", "\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object = gesso_json_parse_object (cases[i].text, -1, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (gesso_json_get_string (object, "a", NULL), ==, cases[i].want);
    }
}

static void
test_getters (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) o = gesso_json_parse_object (
      "{\"s\":\"x\",\"i\":3,\"d\":2.5,\"w\":4.0,\"t\":true,\"n\":null,\"o\":{\"k\":1},"
      "\"a\":[\"p\",1,\"q\",{}],\"big\":1e300}",
      -1, &error);
  g_auto (GStrv) strv = NULL;
  g_auto (GStrv) none = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (gesso_json_get_string (o, "i", "f"), ==, "f");
  g_assert_cmpstr (gesso_json_get_string (NULL, "s", "f"), ==, "f");
  g_assert_cmpstr (gesso_json_get_string (o, "n", "f"), ==, "f");
  g_assert_cmpint (gesso_json_get_int (o, "i", 9), ==, 3);
  g_assert_cmpint (gesso_json_get_int (o, "w", 9), ==, 4);
  g_assert_cmpint (gesso_json_get_int (o, "d", 9), ==, 9);
  g_assert_cmpint (gesso_json_get_int (o, "big", 9), ==, 9);
  g_assert_cmpint (gesso_json_get_int (o, "s", 9), ==, 9);
  g_assert_cmpfloat (gesso_json_get_double (o, "i", 9), ==, 3.0);
  g_assert_cmpfloat (gesso_json_get_double (o, "t", 9), ==, 9.0);
  g_assert_true (gesso_json_get_boolean (o, "t", FALSE));
  g_assert_true (gesso_json_get_boolean (o, "i", TRUE));
  g_assert_cmpint (gesso_json_get_int (gesso_json_get_object (o, "o"), "k", 0), ==, 1);
  g_assert_null (gesso_json_get_object (o, "a"));
  g_assert_null (gesso_json_get_array (o, "o"));
  g_assert_nonnull (gesso_json_array_get_object (gesso_json_get_array (o, "a"), 3));
  g_assert_null (gesso_json_array_get_object (gesso_json_get_array (o, "a"), 4));
  g_assert_null (gesso_json_array_get_string (gesso_json_get_array (o, "a"), 1));
  strv = gesso_json_get_strv (o, "a");
  g_assert_cmpuint (g_strv_length (strv), ==, 2);
  g_assert_cmpstr (strv[1], ==, "q");
  none = gesso_json_get_strv (o, "missing");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_type (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (gesso_json_parse_object ("[1]", -1, &error));
  g_assert_error (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_TYPE);
}

static char *
print_number (double value)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_double_member (object, "n", value);
  return gesso_json_object_to_string (object, FALSE);
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0.053, "{\"n\":0.053}" },  { 2, "{\"n\":2.0}" }, { -0.1, "{\"n\":-0.1}" },
    { 1e300, "{\"n\":1e+300}" }, { 0, "{\"n\":0.0}" }, { INFINITY, "{\"n\":null}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = print_number (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  for (int i = 0; i < 10000; i++)
    {
      double value = g_test_rand_double_range (-1, 1) * pow (10, g_test_rand_int_range (-30, 30));
      g_autofree char *text = print_number (value);
      g_autoptr (JsonObject) back = gesso_json_parse_object (text, -1, NULL);

      g_assert_true (gesso_json_get_double (back, "n", 0) == value);
    }
}

static void
test_layout (void)
{
  static const char compact[] = "{\"a\":[1,{\"b\":null},[]],\"c\":{},\"d\":\"\\\"\\n\",\"e\":true}";
  static const char pretty[]
      = "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    },\n    []\n  ],\n"
        "  \"c\": {},\n  \"d\": \"\\\"\\n\",\n  \"e\": true\n}";
  g_autoptr (JsonObject) object = gesso_json_parse_object (compact, -1, NULL);
  g_autofree char *short_text = gesso_json_object_to_string (object, FALSE);
  g_autofree char *long_text = gesso_json_object_to_string (object, TRUE);

  g_assert_cmpstr (short_text, ==, compact);
  g_assert_cmpstr (long_text, ==, pretty);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/messages", test_messages_quote_nothing);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/surrogates", test_surrogates);
  g_test_add_func ("/json/getters", test_getters);
  g_test_add_func ("/json/type", test_type);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/layout", test_layout);
  return g_test_run ();
}
