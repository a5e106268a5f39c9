/* test-wire-task.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-json.h"
#include "wire/gesso-wire-task.h"

static GessoRequest *
make_request (GessoSize   size,
              const char *aspect,
              const char *tier,
              const char *extra)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();

  g_free (parameters->model);
  parameters->model = g_strdup ("owner/name/more");
  parameters->size = size;
  parameters->aspect = g_strdup (aspect);
  parameters->tier = g_strdup (tier);
  parameters->n = 3;
  g_free (parameters->format);
  parameters->format = g_strdup ("jpg");
  parameters->compression = 80;
  parameters->extra = g_strdup (extra);
  return gesso_request_new (GESSO_OPERATION_GENERATE, "Say {model}", parameters, NULL, NULL);
}

static void
assert_expands_for (GessoRequest *request,
                    const char   *template,
                    const char   *expected)
{
  static const char *const pictures[] = { "https://a/1", "https://a/2", NULL };
  GessoWireTaskValues values
      = { .request = request, .model = "owner/name/more", .pictures = pictures, .id = "a b/c" };
  g_autoptr (JsonNode) node = gesso_json_parse (template, -1, NULL);
  g_autoptr (JsonNode) out = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull (node);
  out = gesso_wire_task_expand (node, &values);
  text = out != NULL ? gesso_json_to_string (out, FALSE) : NULL;
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_expands (const char *template,
                const char *expected)
{
  g_autoptr (GessoRequest) request
      = make_request ((GessoSize){ 2560, 1440 }, "16:9", "2K", "{\"seed\":7,\"b\":true}");

  assert_expands_for (request, template, expected);
}

static void
test_values (void)
{
  assert_expands ("{\"a\":\"{prompt}\",\"b\":\"{n}\",\"c\":\"{format}\",\"d\":\"{compression}\"}",
                  "{\"a\":\"Say {model}\",\"b\":3,\"c\":\"jpeg\",\"d\":80}");
  assert_expands ("[\"{model}\",\"{model_root}\",\"{model}-x\",\"plain\",5,true]",
                  "[\"owner/name/more\",\"owner/name\",\"owner/name/more-x\",\"plain\",5,true]");
  assert_expands ("{\"p\":\"{pictures}\"}", "{\"p\":[\"https://a/1\",\"https://a/2\"]}");
  assert_expands ("[\"{width}\",\"{height}\",\"{size}\",\"{aspect}\",\"{tier}\",\"{ratio}\","
                  "\"{size_class}\"]",
                  "[2560,1440,\"2560x1440\",\"16:9\",\"2K\",\"16:9\",\"2K\"]");
}

/* What comes out as nothing leaves nothing behind. */
static void
test_nothing (void)
{
  assert_expands ("{\"a\":\"{mask}\",\"b\":{\"c\":\"{mask}\"},\"d\":1}", "{\"d\":1}");
  assert_expands ("{\"a\":\"{mask}\"}", NULL);
  assert_expands ("\"before {mask} after\"", NULL);
  assert_expands ("{\"a\":null,\"b\":\"\"}", "{\"b\":\"\"}");
  assert_expands ("{\"a\":\"{pictures} and more\"}", NULL);
}

static void
test_choices (void)
{
  assert_expands ("{\"a\":{\"$first\":[\"{mask}\",{\"x\":\"{mask}\"},\"{n}\",\"no\"]}}",
                  "{\"a\":3}");
  assert_expands ("{\"a\":{\"$first\":[\"{mask}\"]},\"b\":1}", "{\"b\":1}");
  assert_expands ("{\"a\":{\"$pick\":\"{ratio}\",\"of\":[\"1:1\",\"16:9\"]}}", "{\"a\":\"16:9\"}");
  assert_expands ("{\"a\":{\"$pick\":\"{ratio}\",\"of\":[\"1:1\"]},\"b\":1}", "{\"b\":1}");
  assert_expands ("{\"a\":{\"$edit\":\"e\",\"$generate\":\"g\"}}", "{\"a\":\"g\"}");
  assert_expands ("{\"a\":{\"$edit\":\"e\"},\"b\":1}", "{\"b\":1}");
  assert_expands ("{\"i\":{\"a\":1,\"$extra\":true}}", "{\"i\":{\"a\":1,\"seed\":7,\"b\":true}}");
}

/* Ratios are exact; what was chosen counts only as long as the size is still that. */
static void
test_sizes (void)
{
  static const struct
  {
    GessoSize size;
    const char *aspect;
    const char *tier;
    const char *expected;
  } cases[] = {
    { { 0, 0 }, "auto", NULL, "{\"s\":\"auto\",\"r\":\"auto\"}" },
    { { 1024, 1024 }, NULL, NULL, "{\"s\":\"1024x1024\",\"r\":\"1:1\",\"c\":\"1K\"}" },
    { { 3024, 1296 },
      "21:9",
      "2K",
      "{\"s\":\"3024x1296\",\"r\":\"21:9\",\"c\":\"2K\",\"a\":\"21:9\",\"t\":\"2K\"}" },
    { { 1536, 1024 }, "16:9", "2K", "{\"s\":\"1536x1024\",\"r\":\"3:2\",\"c\":\"1K\"}" },
    { { 1440, 720 }, NULL, NULL, "{\"s\":\"1440x720\",\"r\":\"2:1\",\"c\":\"1K\"}" },
    { { 1040, 1024 }, NULL, NULL, "{\"s\":\"1040x1024\",\"r\":\"65:64\",\"c\":\"1K\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GessoRequest) request
          = make_request (cases[i].size, cases[i].aspect, cases[i].tier, NULL);

      assert_expands_for (request,
                          "{\"s\":\"{size}\",\"r\":\"{ratio}\",\"c\":\"{size_class}\","
                          "\"a\":\"{aspect}\",\"t\":\"{tier}\"}",
                          cases[i].expected);
    }
}

static void
test_addresses (void)
{
  g_autoptr (GessoRequest) request = make_request (GESSO_SIZE_AUTO, NULL, NULL, NULL);
  GessoWireTaskValues values = { .request = request, .model = "owner/na me?x", .id = "a b/c" };
  g_autoptr (JsonNode) text = gesso_json_parse ("\"/{model}/t/{id}?n={n}\"", -1, NULL);
  g_autoptr (JsonNode) choice
      = gesso_json_parse ("{\"$edit\":\"/e\",\"$generate\":\"/g/{id}\"}", -1, NULL);
  g_autofree char *address = gesso_wire_task_expand_address (text, &values);
  g_autofree char *chosen = gesso_wire_task_expand_address (choice, &values);

  g_assert_cmpstr (address, ==, "/owner/na%20me%3Fx/t/a%20b%2Fc?n=3");
  g_assert_cmpstr (chosen, ==, "/g/a%20b%2Fc");
  values.id = NULL;
  g_assert_null (gesso_wire_task_expand_address (text, &values));
}

static void
assert_finds (const char *answer,
              const char *paths,
              const char *expected)
{
  g_autoptr (JsonNode) node = gesso_json_parse (answer, -1, NULL);
  g_autofree char *text = g_strdup_printf ("{\"at\":%s}", paths);
  g_autoptr (JsonObject) part = gesso_json_parse_object (text, -1, NULL);
  g_auto (GStrv) found = NULL;
  g_autofree char *joined = NULL;

  g_assert_nonnull (node);
  g_assert_nonnull (part);
  found = gesso_wire_task_find_texts (node, part, "at");
  joined = g_strjoinv ("|", found);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_paths (void)
{
  assert_finds ("{\"a\":{\"b\":\"x\"}}", "\"/a/b\"", "x");
  assert_finds ("{\"a\":{\"b\":\"x\"}}", "\"/a/c\"", "");
  assert_finds ("{\"a\":[\"x\",{\"u\":\"y\"},\"z\"]}", "\"/a/*\"", "x|z");
  assert_finds ("{\"a\":[{\"u\":\"x\"},{\"u\":\"y\"}]}", "\"/a/*/u\"", "x|y");
  assert_finds ("{\"a\":[{\"u\":\"x\"},{\"u\":\"y\"}]}", "\"/a/1/u\"", "y");
  assert_finds ("{\"a\":[1]}", "\"/a/9\"", "");
  assert_finds ("{\"a\":\"{\\\"u\\\":[\\\"x\\\"]}\"}", "\"/a/u/*\"", "x");
  assert_finds ("{\"a\":\"{not json\"}", "\"/a/u/*\"", "");
  assert_finds ("{\"a\":\"\\\"x\\\"\"}", "\"/a/u\"", "");
  assert_finds ("{\"a\":7,\"b\":true,\"c\":null}", "[\"/c\",\"/b\",\"/a\"]", "7");
  assert_finds ("{\"o\":\"x\"}", "[\"/o/*\",\"/o\"]", "x");
  assert_finds ("{\"o\":[\"x\"]}", "[\"/o/*\",\"/o\"]", "x");
  assert_finds ("{\"o\":[]}", "[\"/o/*\",\"/o\"]", "");
  assert_finds ("[\"x\"]", "\"/0\"", "x");
}

static void
test_numbers (void)
{
  g_autoptr (JsonNode) node
      = gesso_json_parse ("{\"a\":1.6,\"b\":\"2.5\",\"c\":\"many\",\"d\":null,\"e\":16}", -1, NULL);
  g_autoptr (JsonObject) part
      = gesso_json_parse_object ("{\"a\":\"/a\",\"b\":[\"/x\",\"/b\"],\"c\":\"/c\",\"d\":\"/d\","
                                 "\"e\":\"/e\"}",
                                 -1, NULL);

  g_assert_cmpfloat (gesso_wire_task_find_number (node, part, "a", -1), ==, 1.6);
  g_assert_cmpfloat (gesso_wire_task_find_number (node, part, "b", -1), ==, 2.5);
  g_assert_cmpfloat (gesso_wire_task_find_number (node, part, "c", -1), ==, -1);
  g_assert_cmpfloat (gesso_wire_task_find_number (node, part, "d", -1), ==, -1);
  g_assert_cmpfloat (gesso_wire_task_find_number (node, part, "e", -1), ==, 16);
  g_assert_cmpfloat (gesso_wire_task_find_number (node, part, "f", -1), ==, -1);
  g_assert_cmpfloat (gesso_wire_task_find_number (NULL, part, "a", -1), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/wire-task/values", test_values);
  g_test_add_func ("/wire-task/nothing", test_nothing);
  g_test_add_func ("/wire-task/choices", test_choices);
  g_test_add_func ("/wire-task/sizes", test_sizes);
  g_test_add_func ("/wire-task/addresses", test_addresses);
  g_test_add_func ("/wire-task/paths", test_paths);
  g_test_add_func ("/wire-task/numbers", test_numbers);

  return g_test_run ();
}
