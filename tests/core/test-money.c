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

static void
expect_estimate (GessoEstimate  estimate,
                 const char    *expected)
{
  g_autofree char *text = gesso_money_format_estimate (&estimate);

  g_assert_cmpstr (text, ==, expected);
}

/* Credits stand beside money, never in it, and what was learnt says from how many pictures. */
static void
test_credits (void)
{
  GessoEstimate kie = { .known = TRUE,
                        .n = 1,
                        .micros_low = 30000,
                        .micros_high = 30000,
                        .unit = "kie",
                        .credits_low = 6000000,
                        .credits_high = 6000000 };
  GessoEstimate range = {
    .n = 1, .n_learned = 5, .unit = "mill", .credits_low = 1600000, .credits_high = 12250400
  };
  GessoEstimate learned
      = { .known = TRUE, .n = 2, .n_learned = 1, .micros_low = 80000, .micros_high = 90000 };

  expect_estimate (kie, "≈ $0.030 · 6 credits");
  expect_estimate (range, "≈ 1.6–12.25 credits (learned from 5 pictures)");
  expect_estimate (learned, "≈ $0.040–$0.045 · 2 pictures ≈ $0.080–$0.090"
                            " (learned from 1 picture)");
  kie.n = 3;
  kie.n_learned = 2;
  kie.micros_low = kie.micros_high = 90000;
  kie.credits_low = kie.credits_high = 18000000;
  expect_estimate (kie, "≈ $0.030 · 3 pictures ≈ $0.090 · 18 credits (learned from 2 pictures)");
  range.credits_low = range.credits_high = 1000000;
  expect_estimate (range, "≈ 1 credit (learned from 5 pictures)");
  expect_estimate ((GessoEstimate){ .known = TRUE,
                                    .is_free = TRUE,
                                    .n = 1,
                                    .source = GESSO_PRICE_SOURCE_OWN_SERVER },
                   "Free, on your own server");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/estimate", test_estimate);
  g_test_add_func ("/money/credits", test_credits);

  return g_test_run ();
}
