/* test-router.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-router.h"

#include "model/gesso-account.h"
#include "model/gesso-catalog.h"

#include <math.h>

/* From a second implementation, over all legal sizes, with exact fractions: model, ratio, class or
 * budget, and the size, the quality, its tokens and those that were aimed at. */
static const struct
{
  const char *model;
  int ratio_width;
  int ratio_height;
  const char *level;
  int width;
  int height;
  const char *quality;
  int tokens;
  int target;
} golden[] = {
  { "gpt-image-2", 1, 1, "small", 1024, 1024, "low", 196, 196 },
  { "gpt-image-2", 1, 1, "standard", 1248, 1248, "medium", 2050, 2058 },
  { "gpt-image-2", 1, 1, "large", 1920, 1920, "high", 13102, 13102 },
  { "gpt-image-2", 1, 1, "16", 1024, 1024, "low", 196, 196 },
  { "gpt-image-2", 1, 1, "24", 1920, 1920, "low", 364, 439 },
  { "gpt-image-2", 1, 1, "36", 816, 816, "medium", 1536, 988 },
  { "gpt-image-2", 1, 1, "48", 1024, 1024, "medium", 1756, 1756 },
  { "gpt-image-2", 1, 1, "64", 1856, 1856, "medium", 3137, 3122 },
  { "gpt-image-2", 1, 1, "96", 1024, 1024, "high", 7024, 7024 },
  { "gpt-image-2", 3, 2, "small", 1248, 832, "low", 134, 135 },
  { "gpt-image-2", 3, 2, "standard", 1536, 1024, "medium", 1372, 1372 },
  { "gpt-image-2", 3, 2, "large", 2304, 1536, "high", 8508, 8737 },
  { "gpt-image-2", 3, 2, "16", 1248, 832, "low", 134, 135 },
  { "gpt-image-2", 3, 2, "24", 2304, 1536, "low", 244, 293 },
  { "gpt-image-2", 3, 2, "36", 1008, 672, "medium", 1029, 659 },
  { "gpt-image-2", 3, 2, "48", 1248, 832, "medium", 1167, 1171 },
  { "gpt-image-2", 3, 2, "64", 2256, 1504, "medium", 2071, 2098 },
  { "gpt-image-2", 3, 2, "96", 1248, 832, "high", 4667, 4683 },
  { "gpt-image-2", 9, 16, "small", 720, 1280, "low", 106, 110 },
  { "gpt-image-2", 9, 16, "standard", 1008, 1792, "medium", 1234, 1158 },
  { "gpt-image-2", 9, 16, "large", 1440, 2560, "high", 7370, 7370 },
  { "gpt-image-2", 9, 16, "16", 720, 1280, "low", 106, 110 },
  { "gpt-image-2", 9, 16, "24", 1440, 2560, "low", 205, 257 },
  { "gpt-image-2", 9, 16, "36", 1440, 2560, "low", 205, 549 },
  { "gpt-image-2", 9, 16, "48", 720, 1280, "medium", 947, 988 },
  { "gpt-image-2", 9, 16, "64", 1440, 2560, "medium", 1843, 1756 },
  { "gpt-image-2", 9, 16, "96", 720, 1280, "high", 3787, 3951 },
  { "gpt-image-2", 3, 1, "small", 1728, 576, "low", 60, 61 },
  { "gpt-image-2", 3, 1, "standard", 2160, 720, "medium", 683, 686 },
  { "gpt-image-2", 3, 1, "large", 3312, 1104, "high", 4345, 4369 },
  { "gpt-image-2", 3, 1, "16", 1728, 576, "low", 60, 61 },
  { "gpt-image-2", 3, 1, "24", 3312, 1104, "low", 114, 147 },
  { "gpt-image-2", 3, 1, "36", 1440, 480, "medium", 517, 330 },
  { "gpt-image-2", 3, 1, "48", 1776, 592, "medium", 586, 586 },
  { "gpt-image-2", 3, 1, "64", 3168, 1056, "medium", 1027, 1025 },
  { "gpt-image-2", 3, 1, "96", 1776, 592, "high", 2344, 2342 },
  { "gpt-image-2", 4032, 3024, "small", 1152, 864, "low", 144, 147 },
  { "gpt-image-2", 4032, 3024, "standard", 1472, 1104, "medium", 1567, 1544 },
  { "gpt-image-2", 4032, 3024, "large", 2176, 1632, "high", 9593, 9827 },
  { "gpt-image-2", 4032, 3024, "16", 1152, 864, "low", 144, 147 },
  { "gpt-image-2", 4032, 3024, "24", 2176, 1632, "low", 267, 330 },
  { "gpt-image-2", 4032, 3024, "36", 960, 720, "medium", 1163, 741 },
  { "gpt-image-2", 4032, 3024, "48", 1152, 864, "medium", 1294, 1317 },
  { "gpt-image-2", 4032, 3024, "64", 2112, 1584, "medium", 2310, 2342 },
  { "gpt-image-2", 4032, 3024, "96", 1152, 864, "high", 5176, 5268 },
  { "gpt-image-2", 1179, 2556, "small", 704, 1520, "low", 86, 86 },
  { "gpt-image-2", 1179, 2556, "standard", 848, 1840, "medium", 940, 944 },
  { "gpt-image-2", 1179, 2556, "large", 1296, 2816, "high", 5966, 6005 },
  { "gpt-image-2", 1179, 2556, "16", 704, 1520, "low", 86, 86 },
  { "gpt-image-2", 1179, 2556, "24", 1296, 2816, "low", 159, 202 },
  { "gpt-image-2", 1179, 2556, "36", 560, 1216, "medium", 708, 467 },
  { "gpt-image-2", 1179, 2556, "48", 688, 1488, "medium", 799, 805 },
  { "gpt-image-2", 1179, 2556, "64", 1248, 2704, "medium", 1419, 1415 },
  { "gpt-image-2", 1179, 2556, "96", 704, 1520, "high", 3243, 3219 },
  { "gpt-image-2", 210, 297, "small", 864, 1216, "low", 135, 135 },
  { "gpt-image-2", 210, 297, "standard", 1056, 1488, "medium", 1458, 1458 },
  { "gpt-image-2", 210, 297, "large", 1600, 2256, "high", 9155, 9278 },
  { "gpt-image-2", 210, 297, "16", 864, 1216, "low", 135, 135 },
  { "gpt-image-2", 210, 297, "24", 1600, 2256, "low", 247, 311 },
  { "gpt-image-2", 210, 297, "36", 688, 976, "medium", 1090, 686 },
  { "gpt-image-2", 210, 297, "48", 864, 1216, "medium", 1245, 1244 },
  { "gpt-image-2", 210, 297, "64", 1552, 2192, "medium", 2205, 2196 },
  { "gpt-image-2", 210, 297, "96", 864, 1216, "high", 4979, 4976 },
  { "gpt-image-2.5-flare", 1, 1, "small", 1024, 1024, "low", 196, 196 },
  { "gpt-image-2.5-flare", 1, 1, "standard", 1248, 1248, "high", 2050, 2058 },
  { "gpt-image-2.5-flare", 1, 1, "large", 1920, 1920, "max", 13102, 13102 },
  { "gpt-image-2.5-flare", 1, 1, "16", 1024, 1024, "low", 196, 196 },
  { "gpt-image-2.5-flare", 1, 1, "24", 1024, 1024, "medium", 439, 439 },
  { "gpt-image-2.5-flare", 1, 1, "36", 1920, 1920, "medium", 819, 988 },
  { "gpt-image-2.5-flare", 1, 1, "48", 1024, 1024, "high", 1756, 1756 },
  { "gpt-image-2.5-flare", 1, 1, "64", 1024, 1024, "xhigh", 3122, 3122 },
  { "gpt-image-2.5-flare", 1, 1, "96", 1024, 1024, "max", 7024, 7024 },
  { "gpt-image-2.5-flare", 3, 2, "small", 1248, 832, "low", 134, 135 },
  { "gpt-image-2.5-flare", 3, 2, "standard", 1536, 1024, "high", 1372, 1372 },
  { "gpt-image-2.5-flare", 3, 2, "large", 2304, 1536, "max", 8508, 8737 },
  { "gpt-image-2.5-flare", 3, 2, "16", 1248, 832, "low", 134, 135 },
  { "gpt-image-2.5-flare", 3, 2, "24", 1248, 832, "medium", 292, 293 },
  { "gpt-image-2.5-flare", 3, 2, "36", 2304, 1536, "medium", 532, 659 },
  { "gpt-image-2.5-flare", 3, 2, "48", 1248, 832, "high", 1167, 1171 },
  { "gpt-image-2.5-flare", 3, 2, "64", 1248, 832, "xhigh", 2091, 2098 },
  { "gpt-image-2.5-flare", 3, 2, "96", 1248, 832, "max", 4667, 4683 },
  { "gpt-image-2.5-flare", 9, 16, "small", 720, 1280, "low", 106, 110 },
  { "gpt-image-2.5-flare", 9, 16, "standard", 1008, 1792, "high", 1234, 1158 },
  { "gpt-image-2.5-flare", 9, 16, "large", 1440, 2560, "max", 7370, 7370 },
  { "gpt-image-2.5-flare", 9, 16, "16", 720, 1280, "low", 106, 110 },
  { "gpt-image-2.5-flare", 9, 16, "24", 720, 1280, "medium", 246, 257 },
  { "gpt-image-2.5-flare", 9, 16, "36", 1440, 2560, "medium", 478, 549 },
  { "gpt-image-2.5-flare", 9, 16, "48", 720, 1280, "high", 947, 988 },
  { "gpt-image-2.5-flare", 9, 16, "64", 720, 1280, "xhigh", 1683, 1756 },
  { "gpt-image-2.5-flare", 9, 16, "96", 720, 1280, "max", 3787, 3951 },
  { "gpt-image-2.5-flare", 3, 1, "small", 1728, 576, "low", 60, 61 },
  { "gpt-image-2.5-flare", 3, 1, "standard", 2160, 720, "high", 683, 686 },
  { "gpt-image-2.5-flare", 3, 1, "large", 3312, 1104, "max", 4345, 4369 },
  { "gpt-image-2.5-flare", 3, 1, "16", 1728, 576, "low", 60, 61 },
  { "gpt-image-2.5-flare", 3, 1, "24", 1776, 592, "medium", 147, 147 },
  { "gpt-image-2.5-flare", 3, 1, "36", 3312, 1104, "medium", 272, 330 },
  { "gpt-image-2.5-flare", 3, 1, "48", 1776, 592, "high", 586, 586 },
  { "gpt-image-2.5-flare", 3, 1, "64", 1776, 592, "xhigh", 1026, 1025 },
  { "gpt-image-2.5-flare", 3, 1, "96", 1776, 592, "max", 2344, 2342 },
  { "gpt-image-2.5-flare", 4032, 3024, "small", 1152, 864, "low", 144, 147 },
  { "gpt-image-2.5-flare", 4032, 3024, "standard", 1472, 1104, "high", 1567, 1544 },
  { "gpt-image-2.5-flare", 4032, 3024, "large", 2176, 1632, "max", 9593, 9827 },
  { "gpt-image-2.5-flare", 4032, 3024, "16", 1152, 864, "low", 144, 147 },
  { "gpt-image-2.5-flare", 4032, 3024, "24", 1152, 864, "medium", 324, 330 },
  { "gpt-image-2.5-flare", 4032, 3024, "36", 2176, 1632, "medium", 600, 741 },
  { "gpt-image-2.5-flare", 4032, 3024, "48", 1152, 864, "high", 1294, 1317 },
  { "gpt-image-2.5-flare", 4032, 3024, "64", 2112, 1584, "high", 2310, 2342 },
  { "gpt-image-2.5-flare", 4032, 3024, "96", 1152, 864, "max", 5176, 5268 },
  { "gpt-image-2.5-flare", 1179, 2556, "small", 704, 1520, "low", 86, 86 },
  { "gpt-image-2.5-flare", 1179, 2556, "standard", 848, 1840, "high", 940, 944 },
  { "gpt-image-2.5-flare", 1179, 2556, "large", 1296, 2816, "max", 5966, 6005 },
  { "gpt-image-2.5-flare", 1179, 2556, "16", 704, 1520, "low", 86, 86 },
  { "gpt-image-2.5-flare", 1179, 2556, "24", 704, 1520, "medium", 203, 202 },
  { "gpt-image-2.5-flare", 1179, 2556, "36", 1296, 2816, "medium", 373, 467 },
  { "gpt-image-2.5-flare", 1179, 2556, "48", 688, 1488, "high", 799, 805 },
  { "gpt-image-2.5-flare", 1179, 2556, "64", 1248, 2704, "high", 1419, 1415 },
  { "gpt-image-2.5-flare", 1179, 2556, "96", 704, 1520, "max", 3243, 3219 },
  { "gpt-image-2.5-flare", 210, 297, "small", 864, 1216, "low", 135, 135 },
  { "gpt-image-2.5-flare", 210, 297, "standard", 1056, 1488, "high", 1458, 1458 },
  { "gpt-image-2.5-flare", 210, 297, "large", 1600, 2256, "max", 9155, 9278 },
  { "gpt-image-2.5-flare", 210, 297, "16", 864, 1216, "low", 135, 135 },
  { "gpt-image-2.5-flare", 210, 297, "24", 864, 1216, "medium", 312, 311 },
  { "gpt-image-2.5-flare", 210, 297, "36", 1600, 2256, "medium", 573, 686 },
  { "gpt-image-2.5-flare", 210, 297, "48", 864, 1216, "high", 1245, 1244 },
  { "gpt-image-2.5-flare", 210, 297, "64", 864, 1216, "xhigh", 2197, 2196 },
  { "gpt-image-2.5-flare", 210, 297, "96", 864, 1216, "max", 4979, 4976 },
};

static GessoCatalog *catalog;
static GessoPricing *pricing;

static void
set_level (GessoRouterQuery *query,
           const char       *value)
{
  gboolean is_budget = g_ascii_isdigit (value[0]);

  g_assert_true (
      gesso_routing_make (is_budget ? "token-budget" : "size-class", value, &query->routing));
}

static void
test_golden (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (golden); i++)
    {
      g_autoptr (GessoModelInfo) info
          = gesso_catalog_lookup (catalog, "openai-images", golden[i].model);
      GessoRouterQuery query = { .pricing = pricing,
                                 .account_kind = "openai-images",
                                 .info = info,
                                 .base = { golden[i].ratio_width, golden[i].ratio_height } };
      GessoRoute route;

      set_level (&query, golden[i].level);
      gesso_router_choose (&query, &route);
      g_test_message ("%s %d:%d %s", golden[i].model, golden[i].ratio_width, golden[i].ratio_height,
                      golden[i].level);
      g_assert_cmpint (route.size.width, ==, golden[i].width);
      g_assert_cmpint (route.size.height, ==, golden[i].height);
      g_assert_cmpstr (route.quality, ==, golden[i].quality);
      g_assert_cmpint (route.tokens, ==, golden[i].tokens);
      g_assert_cmpint (route.target, ==, golden[i].target);
      g_assert_false (route.assumed);
      g_assert_cmpint (route.source, ==, GESSO_ROUTE_SOURCE_BASE);
    }
}

/* Choices of all classes, or all budgets, of one model and one ratio. */
static void
check_levels (GessoRouterQuery *query,
              GessoRoutingMode  mode)
{
  GessoModelInfo *info = query->info;
  guint length;
  const GessoRoutingLevel *levels = gesso_routing_list_levels (mode, &length);
  gint64 tokens = 0;
  gint64 target = 0;
  double wished = log ((double) query->base.width / query->base.height);

  for (guint i = 0; i < length; i++)
    {
      GessoRoute route;
      double error;

      query->routing = (GessoRouting){ mode, &levels[i] };
      gesso_router_choose (query, &route);
      error = fabs (log ((double) route.size.width / route.size.height) - wished);

      /* Legal. */
      g_assert_cmpint (gesso_size_rule_check (&info->size_rule, &route.size), ==,
                       GESSO_SIZE_PROBLEM_NONE);
      g_assert_false (gesso_size_is_auto (&route.size));
      g_assert_false (gesso_size_rule_is_experimental (&info->size_rule, &route.size));
      g_assert_cmpint (route.quality == NULL, ==, info->qualities[0] == NULL);
      g_assert_true (gesso_model_info_has_quality (info, route.quality));
      g_assert_cmpstr (route.quality, !=, "auto");

      /* More is never answered by less. */
      g_assert_cmpint (route.target, >, target);
      g_assert_cmpint (route.tokens, >=, tokens);
      target = route.target;
      tokens = route.tokens;

      /* The ratio is kept wherever the model can. */
      g_assert_cmpint (route.keeps_ratio, ==, error <= 0.01 + 1e-9);
      if (info->size_rule.n_fixed == 0 && fabs (wished) <= log (3) + 1e-9)
        g_assert_true (route.keeps_ratio);
      for (guint j = 0; j < info->size_rule.n_fixed; j++)
        {
          const GessoSize *fixed = &info->size_rule.fixed[j];

          g_assert_cmpfloat (error, <=,
                             MAX (0.01, fabs (log ((double) fixed->width / fixed->height) - wished))
                                 + 1e-9);
        }
    }
}

static void
check_model (const char *kind,
             const char *model)
{
  static const GessoSize ratios[]
      = { { 1, 1 },     { 3, 2 },  { 9, 16 },  { 21, 9 },      { 3, 1 },
          { 1, 3 },     { 5, 7 },  { 17, 11 }, { 4032, 3024 }, { 1179, 2556 },
          { 297, 210 }, { 10, 1 }, { 1, 50 },  { 640, 641 } };
  g_autoptr (GessoModelInfo) info = gesso_catalog_lookup (catalog, kind, model);
  GessoRouterQuery query = { .pricing = pricing, .account_kind = kind, .info = info };

  g_test_message ("%s %s", kind, model);
  for (gsize i = 0; i < G_N_ELEMENTS (ratios); i++)
    {
      query.base = ratios[i];
      check_levels (&query, GESSO_ROUTING_SIZE_CLASS);
      check_levels (&query, GESSO_ROUTING_TOKEN_BUDGET);
    }
}

/* Every model that the tables list for any kind of account, and unknown ones. */
static void
test_every_model (void)
{
  static const char *const kinds[]
      = { "sketch",  "openai-images", "openai-responses", "azure",      "fal",
          "evolink", "kie",           "replicate",        "compatible", "stable-diffusion-cpp",
          "localai", "vllm-omni",     "sglang",           "lemonade" };
  guint n_models = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (GStrv) models = gesso_catalog_list_models (catalog, kinds[i], 0);

      check_model (kinds[i], "a-model-of-tomorrow");
      for (gsize j = 0; models != NULL && models[j] != NULL; j++, n_models++)
        check_model (kinds[i], models[j]);
    }
  g_assert_cmpuint (n_models, >, 20);
}

/* Who says the ratio: numbers before the picture, that before words, those before what was. */
static void
test_source (void)
{
  g_autoptr (GessoModelInfo) info = gesso_catalog_lookup (catalog, "openai-images", "gpt-image-2");
  GessoPromptRatio words = { 2, 3, FALSE, "poster" };
  GessoPromptRatio numbers = { 16, 9, TRUE, "16:9" };
  GessoRouterQuery query = { .pricing = pricing,
                             .account_kind = "openai-images",
                             .info = info,
                             .prompt = &numbers,
                             .base = { 4, 3 },
                             .kept = { 5, 4 },
                             .part = { 1024, 768 } };
  GessoRoute route;

  set_level (&query, "standard");
  gesso_router_choose (&query, &route);
  g_assert_cmpint (route.source, ==, GESSO_ROUTE_SOURCE_PART);
  g_assert_true (gesso_size_equal (&route.size, &query.part));
  g_assert_cmpstr (route.word, ==, "");

  query.part = GESSO_SIZE_AUTO;
  gesso_router_choose (&query, &route);
  g_assert_cmpint (route.source, ==, GESSO_ROUTE_SOURCE_NUMBERS);
  g_assert_cmpstr (route.word, ==, "16:9");
  g_assert_cmpint (route.size.width * 9, ==, route.size.height * 16);

  query.prompt = &words;
  gesso_router_choose (&query, &route);
  g_assert_cmpint (route.source, ==, GESSO_ROUTE_SOURCE_BASE);
  g_assert_cmpint (route.size.width * 3, ==, route.size.height * 4);

  query.base = GESSO_SIZE_AUTO;
  gesso_router_choose (&query, &route);
  g_assert_cmpint (route.source, ==, GESSO_ROUTE_SOURCE_WORDS);
  g_assert_cmpstr (route.word, ==, "poster");
  g_assert_cmpint (route.size.width * 3, ==, route.size.height * 2);

  query.prompt = NULL;
  gesso_router_choose (&query, &route);
  g_assert_cmpint (route.source, ==, GESSO_ROUTE_SOURCE_KEPT);
  g_assert_cmpint (route.size.width * 4, ==, route.size.height * 5);

  query.kept = GESSO_SIZE_AUTO;
  gesso_router_choose (&query, &route);
  g_assert_cmpint (route.source, ==, GESSO_ROUTE_SOURCE_NONE);
  g_assert_cmpint (route.size.width, ==, route.size.height);
}

/* Where the model's figures are not known that is said. */
static void
test_assumed (void)
{
  g_autoptr (GessoModelInfo) local = gesso_catalog_lookup (catalog, "compatible", "flux");
  g_autoptr (GessoModelInfo) azure = gesso_catalog_lookup (catalog, "azure", "gpt-image-2");
  GessoRouterQuery query = { .pricing = pricing, .account_kind = "compatible", .info = local };
  GessoRoute route;

  set_level (&query, "small");
  gesso_router_choose (&query, &route);
  g_assert_true (route.assumed);
  g_assert_null (route.quality);
  g_assert_cmpint (route.size.width, ==, 1024);

  set_level (&query, "large");
  gesso_router_choose (&query, &route);
  g_assert_cmpint (route.size.width, ==, 1920);

  query.account_kind = "azure";
  query.info = azure;
  gesso_router_choose (&query, &route);
  g_assert_true (route.assumed);
  g_assert_cmpstr (route.quality, ==, "high");
}

static void
test_parse (void)
{
  static const char *const good[]
      = { "manual",          "size-class=small", "size-class=standard", "size-class=large",
          "token-budget=16", "token-budget=24",  "token-budget=36",     "token-budget=48",
          "token-budget=64", "token-budget=96" };
  static const char *const bad[] = { "",
                                     "auto",
                                     "size-class=",
                                     "size-class=huge",
                                     "size-class=48",
                                     "token-budget=17",
                                     "token-budget=small",
                                     "manual=1",
                                     "=",
                                     "token-budget=48 " };
  GessoRouting routing;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (gesso_routing_parse (good[i], &routing));
      text = gesso_routing_to_string (&routing);
      g_assert_cmpstr (text, ==, good[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (gesso_routing_parse (bad[i], &routing));

  g_assert_true (gesso_routing_parse (NULL, &routing));
  g_assert_cmpint (routing.mode, ==, GESSO_ROUTING_MANUAL);
  g_assert_true (gesso_routing_parse ("token-budget", &routing));
  g_assert_cmpstr (routing.level->value, ==, "48");
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalog = gesso_catalog_new (NULL, NULL);
  pricing = gesso_pricing_new (NULL, NULL);

  g_test_add_func ("/router/golden", test_golden);
  g_test_add_func ("/router/every-model", test_every_model);
  g_test_add_func ("/router/source", test_source);
  g_test_add_func ("/router/assumed", test_assumed);
  g_test_add_func ("/router/parse", test_parse);

  status = g_test_run ();
  g_object_unref (pricing);
  g_object_unref (catalog);
  return status;
}
