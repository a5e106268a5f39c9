/* test-parameters.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-parameters.h"

#include "base/gesso-json.h"

static GessoParameters *
make_full (void)
{
  GessoParameters *self = gesso_parameters_new ();

  self->model = g_strdup ("gpt-image-2");
  self->size = (GessoSize){ 1248, 832 };
  self->aspect = g_strdup ("3:2");
  self->tier = g_strdup ("1K");
  self->quality = g_strdup ("high");
  self->n = 4;
  self->background = g_strdup ("opaque");
  self->format = g_strdup ("webp");
  self->compression = 0;
  self->moderation = g_strdup ("low");
  self->partial_images = 3;
  self->input_fidelity = g_strdup ("high");
  self->think = g_strdup ("high");
  self->web_search = TRUE;
  self->extra = g_strdup ("{\"user\":\"u1\"}");

  return self;
}

static void
test_defaults (void)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GessoParameters) empty = gesso_parameters_from_json (NULL);

  g_assert_true (gesso_size_is_auto (&parameters->size));
  g_assert_cmpint (parameters->n, ==, 1);
  g_assert_cmpint (parameters->compression, ==, -1);
  g_assert_cmpint (parameters->partial_images, ==, 0);
  g_assert_true (gesso_parameters_equal (parameters, empty));
}

static void
test_round_trip (void)
{
  g_autoptr (GessoParameters) full = make_full ();
  g_autoptr (GessoParameters) copy = gesso_parameters_copy (full);
  g_autoptr (JsonObject) object = gesso_parameters_to_json (full);
  g_autofree char *text = gesso_json_object_to_string (object, FALSE);
  g_autoptr (JsonObject) again = gesso_json_parse_object (text, -1, NULL);
  g_autoptr (GessoParameters) read = gesso_parameters_from_json (again);

  g_assert_true (gesso_parameters_equal (full, copy));
  g_assert_true (gesso_parameters_equal (full, read));

  g_free (copy->quality);
  copy->quality = NULL;
  g_assert_false (gesso_parameters_equal (full, copy));
  copy->quality = g_strdup ("high");
  copy->compression = -1;
  g_assert_false (gesso_parameters_equal (full, copy));
}

static void
test_hostile (void)
{
  const char *text = "{\"n\": 100000, \"size\": \"0x0\", \"quality\": 5, \"compression\": 1e300,"
                     " \"partial_images\": -7, \"format\": null, \"unknown\": [1]}";
  g_autoptr (JsonObject) object = gesso_json_parse_object (text, -1, NULL);
  g_autoptr (GessoParameters) read = gesso_parameters_from_json (object);

  g_assert_cmpint (read->n, ==, 10);
  g_assert_true (gesso_size_is_auto (&read->size));
  g_assert_null (read->quality);
  g_assert_null (read->format);
  g_assert_cmpint (read->compression, >=, -1);
  g_assert_cmpint (read->compression, <=, 100);
  g_assert_cmpint (read->partial_images, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/parameters/defaults", test_defaults);
  g_test_add_func ("/parameters/round-trip", test_round_trip);
  g_test_add_func ("/parameters/hostile", test_hostile);

  return g_test_run ();
}
