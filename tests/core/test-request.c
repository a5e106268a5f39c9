/* test-request.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-request.h"

#include "base/gesso-json.h"
#include "model/gesso-model-error.h"

static GessoReference *
make_reference (const char *name,
                const char *digest)
{
  g_autoptr (GBytes) data = g_bytes_new_static ("picture", 7);
  g_autoptr (GessoReference) plain = gesso_reference_new (data, "image/webp", name, digest, 64, 32);

  return gesso_reference_with_role (plain, "logo", "the white one");
}

static GBytes *
load (const char  *digest,
      gpointer     user_data,
      GError     **error)
{
  GPtrArray *asked = user_data;

  if (g_strcmp0 (digest, "gone") == 0)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "not there");
      return NULL;
    }
  g_ptr_array_add (asked, g_strdup (digest));

  return g_bytes_new_static ("picture", 7);
}

static GessoRequest *
make_request (const char *second_digest)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GessoReference) mask = gesso_reference_new (NULL, NULL, "mask.png", "cc", 64, 32);

  g_ptr_array_add (references, make_reference ("a.webp", "aa"));
  g_ptr_array_add (references, make_reference ("", second_digest));

  return gesso_request_new (GESSO_OPERATION_EDIT, "Ein Löwe 🦁", parameters, references, mask);
}

static void
test_reference (void)
{
  g_autoptr (GessoReference) reference = make_reference (NULL, "");
  g_autoptr (GessoReference) bare = gesso_reference_with_role (reference, "", NULL);

  g_assert_cmpstr (gesso_reference_get_name (reference), ==, "image");
  g_assert_null (gesso_reference_get_digest (reference));
  g_assert_cmpstr (gesso_reference_get_mime_type (reference), ==, "image/webp");
  g_assert_cmpstr (gesso_reference_get_role (reference), ==, "logo");
  g_assert_cmpstr (gesso_reference_get_note (reference), ==, "the white one");
  g_assert_null (gesso_reference_get_role (bare));
  g_assert_null (gesso_reference_get_note (bare));
  g_assert_true (gesso_reference_get_data (reference) == gesso_reference_get_data (bare));
  g_assert_cmpint (gesso_reference_get_width (bare), ==, 64);
  g_assert_cmpint (gesso_reference_get_height (bare), ==, 32);
}

static void
test_round_trip (void)
{
  g_autoptr (GessoRequest) request = make_request ("bb");
  g_autoptr (JsonObject) object = gesso_request_to_json (request);
  g_autofree char *text = gesso_json_object_to_string (object, TRUE);
  g_autoptr (JsonObject) parsed = gesso_json_parse_object (text, -1, NULL);
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoRequest) read = gesso_request_new_from_json (parsed, load, asked, &error);

  g_assert_no_error (error);
  g_assert_null (strstr (text, "picture"));
  g_assert_cmpuint (asked->len, ==, 3);
  g_assert_cmpint (gesso_request_get_operation (read), ==, GESSO_OPERATION_EDIT);
  g_assert_cmpstr (gesso_request_get_prompt (read), ==, "Ein Löwe 🦁");
  g_assert_cmpuint (gesso_request_get_n_references (read), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      GessoReference *reference = gesso_request_get_reference (read, i);

      g_assert_cmpstr (gesso_reference_get_digest (reference), ==, i == 0 ? "aa" : "bb");
      g_assert_cmpstr (gesso_reference_get_name (reference), ==, i == 0 ? "a.webp" : "image");
      g_assert_cmpstr (gesso_reference_get_role (reference), ==, "logo");
      g_assert_cmpstr (gesso_reference_get_note (reference), ==, "the white one");
      g_assert_nonnull (gesso_reference_get_data (reference));
    }
  g_assert_cmpstr (gesso_reference_get_digest (gesso_request_get_mask (read)), ==, "cc");
}

static void
test_missing_picture (void)
{
  g_autoptr (GessoRequest) request = make_request ("gone");
  g_autoptr (JsonObject) object = gesso_request_to_json (request);
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoRequest) shown = NULL;

  g_assert_null (gesso_request_new_from_json (object, load, asked, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);

  shown = gesso_request_new_from_json (object, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (gesso_reference_get_data (gesso_request_get_reference (shown, 1)));
}

static void
test_not_a_request (void)
{
  static const char *const texts[] = { "{}", "{\"prompt\": 5}", "{\"prompt\": null}" };
  g_autoptr (JsonObject) no_digest
      = gesso_json_parse_object ("{\"prompt\":\"a\",\"references\":[{\"name\":\"x\"}]}", -1, NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonObject) object = gesso_json_parse_object (texts[i], -1, NULL);

      g_assert_null (gesso_request_new_from_json (object, NULL, NULL, &error));
      g_assert_error (error, GESSO_MODEL_ERROR, GESSO_MODEL_ERROR_NOT_A_REQUEST);
      g_clear_error (&error);
    }

  g_assert_null (gesso_request_new_from_json (no_digest, load, NULL, &error));
  g_assert_error (error, GESSO_MODEL_ERROR, GESSO_MODEL_ERROR_NOT_A_REQUEST);
}

static gpointer
hold_and_drop (gpointer data)
{
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GessoRequest) held = gesso_request_ref (data);

      g_assert_cmpuint (gesso_request_get_n_references (held), ==, 2);
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (GessoRequest) request = make_request ("bb");
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("holder", hold_and_drop, request);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/request/reference", test_reference);
  g_test_add_func ("/request/round-trip", test_round_trip);
  g_test_add_func ("/request/missing-picture", test_missing_picture);
  g_test_add_func ("/request/not-a-request", test_not_a_request);
  g_test_add_func ("/request/threads", test_threads);

  return g_test_run ();
}
