/* test-size-rule.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-size-rule.h"

#include <math.h>

static void
check (const char       *text,
       GessoSizeProblem  problem)
{
  GessoSize size;

  g_assert_true (gesso_size_parse (text, &size));
  g_assert_cmpint (gesso_size_rule_check (&gesso_size_rule_gpt_image, &size), ==, problem);
}

static void
test_check (void)
{
  check ("auto", GESSO_SIZE_PROBLEM_NONE);
  check ("1024x1024", GESSO_SIZE_PROBLEM_NONE);
  check ("3840x2160", GESSO_SIZE_PROBLEM_NONE);
  check ("2160x3840", GESSO_SIZE_PROBLEM_NONE);
  check ("3840x1280", GESSO_SIZE_PROBLEM_NONE);
  check ("2880x2880", GESSO_SIZE_PROBLEM_NONE);
  check ("17x17", GESSO_SIZE_PROBLEM_MULTIPLE);
  check ("1920x1080", GESSO_SIZE_PROBLEM_MULTIPLE);
  check ("3840x1000", GESSO_SIZE_PROBLEM_MULTIPLE);
  check ("4096x4096", GESSO_SIZE_PROBLEM_EDGE);
  check ("3856x2160", GESSO_SIZE_PROBLEM_EDGE);
  check ("3840x1264", GESSO_SIZE_PROBLEM_RATIO);
  check ("512x512", GESSO_SIZE_PROBLEM_PIXELS);
  check ("2896x2880", GESSO_SIZE_PROBLEM_PIXELS);
}

static void
test_all_problems (void)
{
  GessoSize size = { 3841, 100 };
  const GessoSizeRule *rule = &gesso_size_rule_gpt_image;

  g_assert_true (gesso_size_rule_breaks (rule, &size, GESSO_SIZE_PROBLEM_MULTIPLE));
  g_assert_true (gesso_size_rule_breaks (rule, &size, GESSO_SIZE_PROBLEM_EDGE));
  g_assert_true (gesso_size_rule_breaks (rule, &size, GESSO_SIZE_PROBLEM_RATIO));
  g_assert_true (gesso_size_rule_breaks (rule, &size, GESSO_SIZE_PROBLEM_PIXELS));
  g_assert_false (gesso_size_rule_breaks (rule, &size, GESSO_SIZE_PROBLEM_FIXED));
  g_assert_cmpstr (gesso_size_problem_to_string (GESSO_SIZE_PROBLEM_MULTIPLE), ==, "multiple");
  g_assert_cmpstr (gesso_size_problem_to_string (GESSO_SIZE_PROBLEM_EDGE), ==, "edge");
  g_assert_cmpstr (gesso_size_problem_to_string (GESSO_SIZE_PROBLEM_RATIO), ==, "ratio");
  g_assert_cmpstr (gesso_size_problem_to_string (GESSO_SIZE_PROBLEM_PIXELS), ==, "pixels");
  g_assert_null (gesso_size_problem_to_string (GESSO_SIZE_PROBLEM_NONE));
}

/* Written here on its own, so that the rule's code is not its own judge. */
static gboolean
is_legal (int width,
          int height)
{
  gint64 pixels = (gint64) width * height;

  return width % 16 == 0 && height % 16 == 0 && MAX (width, height) <= 3840
         && MAX (width, height) <= 3 * MIN (width, height) && pixels >= 655360 && pixels <= 8294400;
}

static void
test_identity (void)
{
  int n_legal = 0;

  for (int width = 16; width <= 3840; width += 16)
    {
      for (int height = 16; height <= 3840; height += 16)
        {
          GessoSize size = { width, height };
          GessoSize snapped;

          if (!is_legal (width, height))
            continue;
          n_legal++;
          snapped = gesso_size_rule_snap (&gesso_size_rule_gpt_image, &size);
          g_assert_true (gesso_size_equal (&size, &snapped));
        }
    }

  g_assert_cmpint (n_legal, ==, 29146);
}

/* The identity must also come from the steps themselves, not only from the early return. */
static void
test_steps_keep_legal_sizes (void)
{
  GessoSizeRule rule = gesso_size_rule_gpt_image;

  for (int width = 16; width <= 3840; width += 16)
    {
      for (int height = 16; height <= 3840; height += 16)
        {
          GessoSize near = { width + 1, height };
          GessoSize snapped;

          if (!is_legal (width, height) || width == 3840)
            continue;
          snapped = gesso_size_rule_snap (&rule, &near);
          g_assert_true (is_legal (snapped.width, snapped.height));
          g_assert_cmpint (ABS (snapped.width - width), <=, 32);
        }
    }
}

static void
test_random_wishes (void)
{
  double worst = 0;

  for (int i = 0; i < 400000; i++)
    {
      int limit = i % 2 == 0 ? 5000 : 100000;
      GessoSize wish = { g_test_rand_int_range (1, limit), g_test_rand_int_range (1, limit) };
      GessoSize snapped = gesso_size_rule_snap (&gesso_size_rule_gpt_image, &wish);
      double ratio = CLAMP ((double) wish.width / wish.height, 1.0 / 3, 3.0);
      double error = fabs ((double) snapped.width / snapped.height / ratio - 1);

      if (!is_legal (snapped.width, snapped.height))
        g_error ("%dx%d became %dx%d", wish.width, wish.height, snapped.width, snapped.height);
      worst = MAX (worst, error);
    }

  g_assert_cmpfloat (worst, <, 0.043);
}

static void
expect_snap (const char *wish,
             const char *expected)
{
  GessoSize size;
  GessoSize snapped;
  g_autofree char *text = NULL;

  g_assert_true (gesso_size_parse (wish, &size));
  snapped = gesso_size_rule_snap (&gesso_size_rule_gpt_image, &size);
  text = gesso_size_to_string (&snapped);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_examples (void)
{
  expect_snap ("4096x4096", "2880x2880");
  expect_snap ("1920x1080", "1920x1088");
  expect_snap ("512x512", "816x816");
  expect_snap ("1000x200", "1408x480");
  expect_snap ("auto", "auto");
  expect_snap ("9999999x1", "3840x1280");
  expect_snap ("3840x1000", "3840x1280");
}

static void
test_offers (void)
{
  const GessoSizeRule *rule = &gesso_size_rule_gpt_image;
  GessoSizeOffer offer = gesso_size_rule_offer (rule, &(GessoSize){ 4096, 4096 });

  g_assert_cmpint (offer.nearest.width, ==, 2880);
  g_assert_true (gesso_size_is_auto (&offer.larger));
  g_assert_cmpint (offer.smaller.width, ==, 2864);
  g_assert_cmpint (offer.smaller.height, ==, 2864);

  offer = gesso_size_rule_offer (rule, &(GessoSize){ 512, 512 });
  g_assert_cmpint (offer.nearest.width, ==, 816);
  g_assert_true (gesso_size_is_auto (&offer.smaller));
  g_assert_cmpint (offer.larger.width, ==, 832);

  offer = gesso_size_rule_offer (rule, &(GessoSize){ 1920, 1080 });
  g_assert_cmpint (offer.smaller.width, ==, 1904);
  g_assert_cmpint (offer.smaller.height, ==, 1072);
  g_assert_cmpint (offer.nearest.width, ==, 1920);
  g_assert_cmpint (offer.larger.width, ==, 1936);
  g_assert_cmpint (offer.larger.height, ==, 1088);

  for (int i = 0; i < 2000; i++)
    {
      GessoSize wish = { g_test_rand_int_range (1, 6000), g_test_rand_int_range (1, 6000) };
      gint64 nearest;

      offer = gesso_size_rule_offer (rule, &wish);
      nearest = gesso_size_get_pixels (&offer.nearest);
      g_assert_true (is_legal (offer.nearest.width, offer.nearest.height));
      if (!gesso_size_is_auto (&offer.smaller))
        {
          g_assert_true (is_legal (offer.smaller.width, offer.smaller.height));
          g_assert_cmpint (gesso_size_get_pixels (&offer.smaller), <, nearest);
        }
      if (!gesso_size_is_auto (&offer.larger))
        {
          g_assert_true (is_legal (offer.larger.width, offer.larger.height));
          g_assert_cmpint (gesso_size_get_pixels (&offer.larger), >, nearest);
        }
    }
}

static void
test_fixed (void)
{
  GessoSizeRule rule = { .multiple = 1,
                         .takes_auto = TRUE,
                         .fixed = { { 1024, 1024 }, { 1536, 1024 }, { 1024, 1536 } },
                         .n_fixed = 3 };
  GessoSize wide = { 3840, 2160 };
  GessoSize square = { 1024, 1024 };
  GessoSize snapped = gesso_size_rule_snap (&rule, &wide);
  GessoSizeOffer offer = gesso_size_rule_offer (&rule, &wide);

  g_assert_cmpint (gesso_size_rule_check (&rule, &wide), ==, GESSO_SIZE_PROBLEM_FIXED);
  g_assert_cmpint (gesso_size_rule_check (&rule, &square), ==, GESSO_SIZE_PROBLEM_NONE);
  g_assert_cmpint (gesso_size_rule_check (&rule, &GESSO_SIZE_AUTO), ==, GESSO_SIZE_PROBLEM_NONE);
  g_assert_cmpint (snapped.width, ==, 1536);
  g_assert_true (gesso_size_is_auto (&offer.smaller));
  g_assert_cmpint (offer.nearest.height, ==, 1024);

  rule.takes_auto = FALSE;
  g_assert_cmpint (gesso_size_rule_check (&rule, &GESSO_SIZE_AUTO), ==, GESSO_SIZE_PROBLEM_FIXED);
}

static void
test_tolerant (void)
{
  const GessoSizeRule *rule = &gesso_size_rule_tolerant;
  GessoSize full_hd = { 1920, 1080 };
  GessoSize odd = { 515, 33 };
  GessoSize huge = { 50000, 10 };
  GessoSize snapped = gesso_size_rule_snap (rule, &odd);

  g_assert_cmpint (gesso_size_rule_check (rule, &full_hd), ==, GESSO_SIZE_PROBLEM_NONE);
  g_assert_cmpint (snapped.width, ==, 512);
  g_assert_cmpint (snapped.height, ==, 64);
  snapped = gesso_size_rule_snap (rule, &huge);
  g_assert_cmpint (gesso_size_rule_check (rule, &snapped), ==, GESSO_SIZE_PROBLEM_NONE);
  g_assert_false (gesso_size_rule_is_experimental (rule, &full_hd));
}

static void
test_experimental (void)
{
  const GessoSizeRule *rule = &gesso_size_rule_gpt_image;

  g_assert_false (gesso_size_rule_is_experimental (rule, &(GessoSize){ 2560, 1440 }));
  g_assert_true (gesso_size_rule_is_experimental (rule, &(GessoSize){ 2576, 1440 }));
  g_assert_false (gesso_size_rule_is_experimental (rule, &GESSO_SIZE_AUTO));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/size-rule/check", test_check);
  g_test_add_func ("/size-rule/all-problems", test_all_problems);
  g_test_add_func ("/size-rule/identity", test_identity);
  g_test_add_func ("/size-rule/steps-keep-legal-sizes", test_steps_keep_legal_sizes);
  g_test_add_func ("/size-rule/random-wishes", test_random_wishes);
  g_test_add_func ("/size-rule/examples", test_examples);
  g_test_add_func ("/size-rule/offers", test_offers);
  g_test_add_func ("/size-rule/fixed", test_fixed);
  g_test_add_func ("/size-rule/tolerant", test_tolerant);
  g_test_add_func ("/size-rule/experimental", test_experimental);

  return g_test_run ();
}
