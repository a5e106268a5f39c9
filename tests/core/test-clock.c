/* test-clock.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-clock.h"

#include <string.h>

static void
test_ids (void)
{
  g_autofree char *last = gesso_clock_new_id ();

  for (guint i = 0; i < 100000; i++)
    {
      char *next = gesso_clock_new_id ();

      g_assert_cmpuint (strlen (next), ==, 26);
      g_assert_cmpuint (strspn (next, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"), ==, 26);
      g_assert_cmpstr (last, <, next);
      g_free (last);
      last = next;
    }
}

static void
test_frozen (void)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  gesso_clock_freeze (1000000 * G_GINT64_CONSTANT (1700000000));
  g_assert_cmpint (gesso_clock_now_us (), ==, 1000000 * G_GINT64_CONSTANT (1700000000));
  a = gesso_clock_new_id ();
  b = gesso_clock_new_id ();
  /* 1700000000000 ms in base 32. */
  g_assert_true (g_str_has_prefix (a, "01HF7YAT00"));
  g_assert_true (g_str_has_prefix (b, "01HF7YAT00"));
  g_assert_cmpstr (a, <, b);
  gesso_clock_thaw ();
  g_assert_cmpint (gesso_clock_now_us (), !=, 1000000 * G_GINT64_CONSTANT (1700000000));
}

static void
test_iso (void)
{
  static const struct
  {
    gint64 us;
    const char *want;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000000Z" },
    { -1, "1969-12-31T23:59:59.999999Z" },
    { G_GINT64_CONSTANT (1709210096000007), "2024-02-29T12:34:56.000007Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = gesso_clock_format_iso (cases[i].us);

      g_assert_cmpstr (got, ==, cases[i].want);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/clock/ids", test_ids);
  g_test_add_func ("/clock/frozen", test_frozen);
  g_test_add_func ("/clock/iso", test_iso);
  return g_test_run ();
}
