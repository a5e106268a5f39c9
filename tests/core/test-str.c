/* test-str.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-str.h"

static void
test_set (void)
{
  g_autofree char *field = NULL;

  g_assert_true (gesso_set_str (&field, "one"));
  g_assert_false (gesso_set_str (&field, "one"));
  g_assert_true (gesso_set_str (&field, field + 1));
  g_assert_cmpstr (field, ==, "ne");
  g_assert_true (gesso_set_str (&field, NULL));
  g_assert_false (gesso_set_str (&field, NULL));
  g_assert_null (field);
}

static void
test_count (void)
{
  g_assert_cmpuint (gesso_str_count (NULL), ==, 0);
  g_assert_cmpuint (gesso_str_count ("水彩"), ==, 2);
  g_assert_cmpuint (gesso_str_count ("e\xcc\x81"), ==, 2);
  g_assert_cmpuint (gesso_str_count ("👩‍🎨"), ==, 3);
}

static void
test_make_valid (void)
{
  g_autofree char *broken = gesso_str_make_valid ("a\xff\xfe"
                                                  "b",
                                                  -1);
  g_autofree char *nul = gesso_str_make_valid ("a\0b", 3);
  g_autofree char *none = gesso_str_make_valid (NULL, 0);

  g_assert_true (g_utf8_validate (broken, -1, NULL));
  g_assert_true (g_str_has_prefix (broken, "a") && g_str_has_suffix (broken, "b"));
  g_assert_cmpstr (nul, ==,
                   "a\xef\xbf\xbd"
                   "b");
  g_assert_cmpstr (none, ==, "");
}

static void
test_ellipsize (void)
{
  static const struct
  {
    const char *text;
    gsize max;
    const char *want;
  } cases[] = {
    { "short", 5, "short" },
    { "longer", 5, "long…" },
    { "two words", 5, "two…" },
    { "水彩画の庭", 3, "水彩…" },
    { "ae\xcc\x81z", 3, "a…" },
    { "ab", 1, "…" },
    { NULL, 4, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = gesso_str_ellipsize (cases[i].text, cases[i].max);

      g_assert_cmpstr (got, ==, cases[i].want);
    }
}

static void
test_empty (void)
{
  g_assert_true (gesso_str_is_empty (NULL));
  g_assert_true (gesso_str_is_empty (" \t\n\xe3\x80\x80"));
  g_assert_false (gesso_str_is_empty (" x "));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/str/set", test_set);
  g_test_add_func ("/str/count", test_count);
  g_test_add_func ("/str/make-valid", test_make_valid);
  g_test_add_func ("/str/ellipsize", test_ellipsize);
  g_test_add_func ("/str/empty", test_empty);
  return g_test_run ();
}
