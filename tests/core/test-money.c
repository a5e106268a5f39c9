/* test-money.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-money.h"

#include <locale.h>

static void
expect (gint64      micros,
        const char *expected)
{
  g_autofree char *text = gesso_money_format (micros);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  /* A decimal comma must not reach prices. */
  setlocale (LC_NUMERIC, "de_DE.UTF-8");

  expect (0, "$0.00");
  expect (-5, "$0.00");
  expect (1, "< $0.0001");
  expect (49, "< $0.0001");
  expect (50, "$0.0001");
  expect (5880, "$0.0059");
  expect (9949, "$0.0099");
  expect (9950, "$0.010");
  expect (52680, "$0.053");
  expect (99499, "$0.099");
  expect (99500, "$0.10");
  expect (210720, "$0.21");
  expect (1495000, "$1.50");
  expect (1234567890, "$1234.57");
}

static void
test_estimate (void)
{
  GessoEstimate one = { .known = TRUE, .n = 1, .micros_low = 52680, .micros_high = 52680 };
  GessoEstimate four = { .known = TRUE, .n = 4, .micros_low = 210720, .micros_high = 210720 };
  GessoEstimate range = { .known = TRUE, .n = 1, .micros_low = 41160, .micros_high = 210720 };
  GessoEstimate is_free = { .known = TRUE, .is_free = TRUE, .n = 1 };
  GessoEstimate unknown = { .n = 1 };
  g_autofree char *text_one = gesso_money_format_estimate (&one);
  g_autofree char *text_four = gesso_money_format_estimate (&four);
  g_autofree char *text_range = gesso_money_format_estimate (&range);
  g_autofree char *text_free = gesso_money_format_estimate (&is_free);
  g_autofree char *text_unknown = gesso_money_format_estimate (&unknown);

  g_assert_cmpstr (text_one, ==, "≈ $0.053");
  g_assert_cmpstr (text_four, ==, "≈ $0.053 · 4 pictures ≈ $0.21");
  g_assert_cmpstr (text_range, ==, "≈ $0.041–$0.21");
  g_assert_cmpstr (text_free, ==, "Free, on this computer");
  g_assert_cmpstr (text_unknown, ==, "Price unknown");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/estimate", test_estimate);

  return g_test_run ();
}
