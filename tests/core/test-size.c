/* test-size.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-size.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    int width;
    int height;
  } good[] = {
    { "1536x1024", 1536, 1024 },
    { "17X1", 17, 1 },
    { " 1920 × 1080 ", 1920, 1080 },
    { "3*2", 3, 2 },
    { "auto", 0, 0 },
    { " AUTO", 0, 0 },
    { "9999999x1", 9999999, 1 },
    { "016x016", 16, 16 },
  };
  static const char *const bad[]
      = { "",      "0",     "17",    "0x0",   "0x100", "100x0",      "-5x5",      "5x-5", "text",
          "1x2x3", "autox", "1024x", "x1024", "1.5x2", "10000000x1", "1024 1024", "１x１" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      GessoSize size = { -1, -1 };

      g_assert_true (gesso_size_parse (good[i].text, &size));
      g_assert_cmpint (size.width, ==, good[i].width);
      g_assert_cmpint (size.height, ==, good[i].height);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GessoSize size = { 7, 8 };

      g_assert_false (gesso_size_parse (bad[i], &size));
      g_assert_cmpint (size.width, ==, 7);
      g_assert_cmpint (size.height, ==, 8);
    }
  g_assert_false (gesso_size_parse (NULL, &(GessoSize){ 0, 0 }));
}

static void
test_values (void)
{
  GessoSize size = { 1536, 1024 };
  GessoSize swapped = gesso_size_swap (&size);
  g_autofree char *text = gesso_size_to_string (&size);
  g_autofree char *text_auto = gesso_size_to_string (&GESSO_SIZE_AUTO);
  g_autofree GessoSize *copy = g_boxed_copy (GESSO_TYPE_SIZE, &size);
  GessoSize huge = { 9999999, 9999999 };

  g_assert_cmpstr (text, ==, "1536x1024");
  g_assert_cmpstr (text_auto, ==, "auto");
  g_assert_true (gesso_size_equal (&size, copy));
  g_assert_false (gesso_size_equal (&size, &swapped));
  g_assert_cmpint (swapped.width, ==, 1024);
  g_assert_cmpint (gesso_size_get_pixels (&size), ==, 1572864);
  g_assert_cmpint (gesso_size_get_pixels (&huge), ==, G_GINT64_CONSTANT (99999980000001));
  g_assert_true (gesso_size_is_auto (&GESSO_SIZE_AUTO));
  g_assert_false (gesso_size_is_auto (&size));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/size/parse", test_parse);
  g_test_add_func ("/size/values", test_values);

  return g_test_run ();
}
