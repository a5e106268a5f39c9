/* test-aspect.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-aspect.h"

#include "model/gesso-size-rule.h"

static const struct
{
  const char *ratio;
  const char *sizes[GESSO_N_TIERS];
} table[] = {
  { "1:1", { "1024x1024", "2048x2048", "2880x2880" } },
  { "2:3", { "832x1248", "1664x2496", "2336x3504" } },
  { "3:2", { "1248x832", "2496x1664", "3504x2336" } },
  { "3:4", { "864x1152", "1728x2304", "2448x3264" } },
  { "4:3", { "1152x864", "2304x1728", "3264x2448" } },
  { "4:5", { "896x1120", "1792x2240", "2560x3200" } },
  { "5:4", { "1120x896", "2240x1792", "3200x2560" } },
  { "9:16", { "720x1280", "1440x2560", "2160x3840" } },
  { "16:9", { "1280x720", "2560x1440", "3840x2160" } },
  { "21:9", { "1456x624", "3024x1296", "3808x1632" } },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const GessoAspect *aspect = gesso_aspect_find (table[i].ratio);

      g_assert_nonnull (aspect);
      for (int tier = 0; tier < GESSO_N_TIERS; tier++)
        {
          GessoSize size = gesso_aspect_get_size (aspect, (GessoTier) tier);
          g_autofree char *text = gesso_size_to_string (&size);

          g_assert_cmpstr (text, ==, table[i].sizes[tier]);
          g_assert_cmpint (gesso_size_rule_check (&gesso_size_rule_gpt_image, &size), ==,
                           GESSO_SIZE_PROBLEM_NONE);
          g_assert_true (gesso_aspect_matches (aspect, &size));
          g_assert_true (gesso_aspect_nearest (&size) == aspect);
          g_assert_cmpint (gesso_tier_of_size (&size), ==, tier);
        }
    }
}

static void
test_presets (void)
{
  static const char *const order[]
      = { "auto", "1:1", "2:3", "3:2", "4:3", "3:4", "4:5", "5:4", "16:9", "9:16", "21:9" };
  guint length = 0;
  const GessoAspect *list = gesso_aspect_list (&length);
  GessoSize any;

  g_assert_cmpuint (length, ==, 11);
  for (guint i = 0; i < length; i++)
    g_assert_cmpstr (list[i].name, ==, order[i]);

  g_assert_true (gesso_aspect_is_auto (gesso_aspect_find ("AUTO")));
  any = gesso_aspect_get_size (gesso_aspect_find ("auto"), GESSO_TIER_4K);
  g_assert_true (gesso_size_is_auto (&any));
  g_assert_true (gesso_aspect_matches (&list[0], &any));
  g_assert_null (gesso_aspect_find ("7:5"));
  g_assert_null (gesso_aspect_find (NULL));
}

static void
expect_description (int         width,
                    int         height,
                    const char *expected)
{
  GessoSize size = { width, height };
  g_autofree char *text = gesso_aspect_describe_size (&size);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_describe (void)
{
  expect_description (0, 0, "auto");
  expect_description (1920, 1080, "16:9");
  expect_description (1920, 1088, "≈ 16:9");
  expect_description (2048, 1024, "2.00:1");
  expect_description (1024, 2048, "1:2.00");
  expect_description (3840, 1280, "3.00:1");
  expect_description (1008, 1024, "≈ 1:1");
  expect_description (5100, 2000, "2.55:1");
}

static void
test_tiers (void)
{
  GessoTier tier;

  g_assert_true (gesso_tier_parse ("2k", &tier));
  g_assert_cmpint (tier, ==, GESSO_TIER_2K);
  g_assert_cmpstr (gesso_tier_to_string (GESSO_TIER_4K), ==, "4K");
  g_assert_false (gesso_tier_parse ("8K", &tier));
  g_assert_false (gesso_tier_parse (NULL, &tier));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/aspect/table", test_table);
  g_test_add_func ("/aspect/presets", test_presets);
  g_test_add_func ("/aspect/describe", test_describe);
  g_test_add_func ("/aspect/tiers", test_tiers);

  return g_test_run ();
}
