/* test-pricing.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-pricing.h"

#include "base/gesso-json.h"
#include "support/gesso-test.h"

#define OPENAI "openai-images"

/* Tokens, and prices in hundredths of a cent, for gpt-image-2 low, medium, high and for 2.5 low,
 * medium, high, xhigh, max. */
static const struct
{
  int width;
  int height;
  int tokens[8];
  int price[8];
} table[] = {
  { 976,
    704,
    { 129, 1129, 4450, 129, 275, 1129, 1978, 4450 },
    { 39, 339, 1335, 39, 83, 339, 593, 1335 } },
  { 1024,
    768,
    { 134, 1204, 4815, 134, 301, 1204, 2140, 4815 },
    { 40, 361, 1444, 40, 90, 361, 642, 1444 } },
  { 1456,
    624,
    { 82, 733, 2863, 82, 175, 733, 1257, 2863 },
    { 25, 220, 859, 25, 53, 220, 377, 859 } },
  { 1280,
    720,
    { 106, 947, 3787, 106, 246, 947, 1683, 3787 },
    { 32, 284, 1136, 32, 74, 284, 505, 1136 } },
  { 1152,
    864,
    { 144, 1294, 5176, 144, 324, 1294, 2301, 5176 },
    { 43, 388, 1553, 43, 97, 388, 690, 1553 } },
  { 1120,
    896,
    { 157, 1370, 5551, 157, 343, 1370, 2451, 5551 },
    { 47, 411, 1665, 47, 103, 411, 735, 1665 } },
  { 1248,
    832,
    { 134, 1167, 4667, 134, 292, 1167, 2091, 4667 },
    { 40, 350, 1400, 40, 88, 350, 627, 1400 } },
  { 1024,
    1024,
    { 196, 1756, 7024, 196, 439, 1756, 3122, 7024 },
    { 59, 527, 2107, 59, 132, 527, 937, 2107 } },
  { 1536,
    1024,
    { 158, 1372, 5488, 158, 343, 1372, 2459, 5488 },
    { 47, 412, 1646, 47, 103, 412, 738, 1646 } },
  { 2048,
    1152,
    { 157, 1413, 5650, 157, 367, 1413, 2511, 5650 },
    { 47, 424, 1695, 47, 110, 424, 753, 1695 } },
  { 2560,
    1440,
    { 205, 1843, 7370, 205, 478, 1843, 3276, 7370 },
    { 62, 553, 2211, 62, 143, 553, 983, 2211 } },
  { 3024,
    1296,
    { 166, 1492, 5825, 166, 356, 1492, 2558, 5825 },
    { 50, 448, 1748, 50, 107, 448, 767, 1748 } },
  { 2304,
    1728,
    { 288, 2584, 10336, 288, 646, 2584, 4594, 10336 },
    { 86, 775, 3101, 86, 194, 775, 1378, 3101 } },
  { 2240,
    1792,
    { 313, 2743, 11115, 313, 686, 2743, 4908, 11115 },
    { 94, 823, 3335, 94, 206, 823, 1472, 3335 } },
  { 2496,
    1664,
    { 271, 2363, 9452, 271, 591, 2363, 4234, 9452 },
    { 81, 709, 2836, 81, 177, 709, 1270, 2836 } },
  { 2048,
    2048,
    { 397, 3568, 14272, 397, 892, 3568, 6343, 14272 },
    { 119, 1070, 4282, 119, 268, 1070, 1903, 4282 } },
  { 3808,
    1632,
    { 231, 2071, 8084, 231, 493, 2071, 3549, 8084 },
    { 69, 621, 2425, 69, 148, 621, 1065, 2425 } },
  { 3264,
    2448,
    { 480, 4316, 17264, 480, 1079, 4316, 7673, 17264 },
    { 144, 1295, 5179, 144, 324, 1295, 2302, 5179 } },
  { 3504,
    2336,
    { 449, 3912, 15645, 449, 978, 3912, 7008, 15645 },
    { 135, 1174, 4693, 135, 293, 1174, 2102, 4693 } },
  { 3200,
    2560,
    { 530, 4648, 18835, 530, 1162, 4648, 8317, 18835 },
    { 159, 1394, 5651, 159, 349, 1394, 2495, 5651 } },
  { 3840,
    2160,
    { 371, 3336, 13342, 371, 865, 3336, 5930, 13342 },
    { 111, 1001, 4003, 111, 260, 1001, 1779, 4003 } },
  { 2880,
    2880,
    { 659, 5930, 23719, 659, 1483, 5930, 10542, 23719 },
    { 198, 1779, 7116, 198, 445, 1779, 3163, 7116 } },
};

static GessoEstimate
estimate (const char      *model,
          const char      *size,
          const char      *quality,
          int              n,
          int              partials,
          gint64           text_tokens,
          const GessoSize *references,
          guint            n_references,
          gboolean         batch)
{
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  GessoPriceQuery query = { OPENAI, parameters, text_tokens, references, n_references, batch };
  GessoEstimate result;

  parameters->model = g_strdup (model);
  parameters->quality = g_strdup (quality);
  parameters->n = n;
  parameters->partial_images = partials;
  g_assert_true (gesso_size_parse (size, &parameters->size));
  gesso_pricing_estimate (pricing, &query, &result);

  return result;
}

static void
expect_tokens (int grid,
               int width,
               int height,
               int tokens)
{
  GessoSize size = { width, height };
  GessoSize turned = { height, width };

  g_assert_cmpint (gesso_pricing_output_tokens (grid, &size), ==, tokens);
  g_assert_cmpint (gesso_pricing_output_tokens (grid, &turned), ==, tokens);
}

static void
test_output_checks (void)
{
  expect_tokens (16, 1024, 1024, 196);
  expect_tokens (48, 1024, 1024, 1756);
  expect_tokens (96, 1024, 1024, 7024);
  expect_tokens (16, 1536, 1024, 158);
  expect_tokens (48, 1536, 1024, 1372);
  expect_tokens (96, 1536, 1024, 5488);
  expect_tokens (96, 1792, 1024, 5063);
  expect_tokens (96, 3584, 2048, 12329);
  expect_tokens (16, 3472, 1488, 201);
  expect_tokens (16, 2560, 1440, 205);
  expect_tokens (16, 976, 704, 129);
  /* Half to even, where half up would give 119. */
  expect_tokens (16, 1024, 672, 108);
}

static void
test_output_table (void)
{
  static const int grids[8] = { 16, 48, 96, 16, 24, 48, 64, 96 };
  static const char *const qualities[8]
      = { "low", "medium", "high", "low", "medium", "high", "xhigh", "max" };

  g_assert_cmpuint (G_N_ELEMENTS (table), ==, 22);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *size = g_strdup_printf ("%dx%d", table[i].width, table[i].height);

      for (int j = 0; j < 8; j++)
        {
          const char *model = j < 3 ? "gpt-image-2" : "gpt-image-2.5-sunburst";
          GessoEstimate found = estimate (model, size, qualities[j], 1, 0, 0, NULL, 0, FALSE);

          expect_tokens (grids[j], table[i].width, table[i].height, table[i].tokens[j]);
          g_assert_true (found.known);
          g_assert_false (found.approximate);
          g_assert_cmpint (found.tokens_low, ==, table[i].tokens[j]);
          g_assert_cmpint (found.micros_low, ==, found.micros_high);
          g_assert_cmpint (ABS (found.micros_low - 100 * table[i].price[j]), <=, 50);
        }
    }
}

/* Half-even and half-up differ in 181 of 73,190 cases, by at most one row of cells. */
static void
test_rounding_census (void)
{
  static const int grids[] = { 16, 24, 48, 64, 96 };
  int n_cases = 0;
  int n_different = 0;

  for (gsize g = 0; g < G_N_ELEMENTS (grids); g++)
    {
      for (int width = 16; width <= 3840; width += 16)
        {
          for (int height = 16; height <= width; height += 16)
            {
              gint64 pixels = (gint64) width * height;
              GessoSize size = { width, height };
              gint64 up;

              if (width > 3 * height || pixels < 655360 || pixels > 8294400)
                continue;
              n_cases++;
              up = (2 * grids[g] * height + width) / (2 * width);
              up = (grids[g] * up * (2000000 + pixels) + 3999999) / 4000000;
              if (up != gesso_pricing_output_tokens (grids[g], &size))
                n_different++;
            }
        }
    }

  g_assert_cmpint (n_cases, ==, 73190);
  g_assert_cmpint (n_different, ==, 181);
}

static void
test_input_checks (void)
{
  g_assert_cmpint (gesso_pricing_patch_tokens (&(GessoSize){ 1024, 1024 }), ==, 1024);
  g_assert_cmpint (gesso_pricing_patch_tokens (&(GessoSize){ 1536, 1024 }), ==, 1536);
  g_assert_cmpint (gesso_pricing_patch_tokens (&(GessoSize){ 341, 512 }), ==, 704);
  g_assert_cmpint (gesso_pricing_patch_tokens (&(GessoSize){ 1179, 2556 }), ==, 1482);
  g_assert_cmpint (gesso_pricing_patch_tokens (&(GessoSize){ 3840, 2160 }), ==, 1508);
  g_assert_cmpint (gesso_pricing_patch_tokens (&(GessoSize){ 2048, 2048 }), ==, 1521);
  g_assert_cmpint (gesso_pricing_patch_tokens (&GESSO_SIZE_AUTO), ==, 1536);

  for (int i = 0; i < 100000; i++)
    {
      GessoSize size = { g_test_rand_int_range (1, 70000), g_test_rand_int_range (1, 70000) };
      gint64 tokens = gesso_pricing_patch_tokens (&size);

      g_assert_cmpint (tokens, >=, 1);
      g_assert_cmpint (tokens, <=, 1536);
    }

  g_assert_cmpint (gesso_pricing_tile_tokens (&(GessoSize){ 1024, 1024 }, FALSE), ==, 65 + 129);
  g_assert_cmpint (gesso_pricing_tile_tokens (&(GessoSize){ 1024, 1024 }, TRUE), ==,
                   65 + 129 + 4160);
  g_assert_cmpint (gesso_pricing_tile_tokens (&(GessoSize){ 1536, 1024 }, TRUE), ==,
                   65 + 2 * 129 + 6240);
}

static void
test_text_tokens (void)
{
  g_assert_cmpint (gesso_pricing_count_text_tokens (NULL), ==, 16);
  g_assert_cmpint (gesso_pricing_count_text_tokens (""), ==, 16);
  g_assert_cmpint (gesso_pricing_count_text_tokens ("a red kite over"), ==, 16 + 4);
  g_assert_cmpint (gesso_pricing_count_text_tokens ("赤い凧"), ==, 16 + 3);
}

static void
expect_sum (GessoEstimate found,
            gint64        micros)
{
  g_assert_true (found.known);
  g_assert_cmpint (found.micros_low, ==, micros);
  g_assert_cmpint (found.micros_high, ==, micros);
}

static void
test_worked_examples (void)
{
  GessoSize square = { 1024, 1024 };

  expect_sum (estimate ("gpt-image-2", "1024x1024", "high", 1, 0, 100, NULL, 0, FALSE), 211220);
  expect_sum (estimate ("gpt-image-2", "1536x1024", "medium", 1, 0, 60, &square, 1, FALSE), 49652);
  expect_sum (estimate ("gpt-image-2", "1024x1024", "high", 1, 3, 0, NULL, 0, FALSE), 219720);
  expect_sum (estimate ("gpt-image-2", "3840x2160", "high", 1, 0, 0, NULL, 0, FALSE), 400260);
  expect_sum (estimate ("gpt-image-2.5-flare", "2560x1440", "xhigh", 1, 0, 0, NULL, 0, FALSE),
              98280);
  expect_sum (estimate ("gpt-image-2", "1024x1024", "low", 500, 0, 20, NULL, 0, TRUE), 1495000);
  expect_sum (estimate ("gpt-image-1.5", "1024x1024", "high", 1, 0, 0, NULL, 0, FALSE), 133120);
  expect_sum (estimate ("gpt-image-1-mini", "1024x1536", "medium", 1, 0, 0, NULL, 0, FALSE), 12672);
  /* Published higher than its tokens say: the higher one is shown. */
  expect_sum (estimate ("gpt-image-1-mini", "1024x1024", "low", 1, 0, 0, NULL, 0, FALSE), 5000);
  /* A snapshot costs what its model costs. */
  expect_sum (estimate ("gpt-image-2-2026-04-21", "1024x1024", "low", 4, 0, 0, NULL, 0, FALSE),
              4 * 5880);
}

static void
test_older_models (void)
{
  static const char *const sizes[] = { "1024x1024", "1024x1536", "1536x1024" };
  static const char *const qualities[] = { "low", "medium", "high" };
  static const int tokens[3][3] = { { 272, 408, 400 }, { 1056, 1584, 1568 }, { 4160, 6240, 6208 } };
  static const struct
  {
    const char *model;
    int rate;
  } models[] = {
    { "gpt-image-1", 40 },
    { "gpt-image-1.5", 32 },
    { "chatgpt-image-latest", 32 },
    { "gpt-image-1.5-2025-12-16", 32 },
  };

  for (gsize m = 0; m < G_N_ELEMENTS (models); m++)
    {
      for (int q = 0; q < 3; q++)
        {
          for (int s = 0; s < 3; s++)
            {
              GessoEstimate found
                  = estimate (models[m].model, sizes[s], qualities[q], 1, 0, 0, NULL, 0, FALSE);

              g_assert_cmpint (found.tokens_low, ==, tokens[q][s]);
              g_assert_cmpint (found.micros_low, ==, (gint64) tokens[q][s] * models[m].rate);
            }
        }
    }
  g_assert_false (estimate ("gpt-image-1", "2048x2048", "low", 1, 0, 0, NULL, 0, FALSE).known);
}

static void
test_ranges (void)
{
  GessoEstimate quality = estimate ("gpt-image-2", "1024x1024", "auto", 1, 0, 0, NULL, 0, FALSE);
  GessoEstimate unset = estimate ("gpt-image-2", "1024x1024", NULL, 2, 0, 0, NULL, 0, FALSE);
  GessoEstimate size = estimate ("gpt-image-2", "auto", "medium", 1, 0, 0, NULL, 0, FALSE);
  GessoEstimate both = estimate ("gpt-image-2", "auto", "auto", 1, 0, 0, NULL, 0, FALSE);
  GessoEstimate new_low
      = estimate ("gpt-image-2.6-flare", "1024x1024", "medium", 1, 0, 0, NULL, 0, FALSE);
  GessoEstimate new_high
      = estimate ("gpt-image-2.6-flare", "1024x1024", "high", 1, 0, 0, NULL, 0, FALSE);

  g_assert_cmpint (quality.tokens_low, ==, 196);
  g_assert_cmpint (quality.tokens_high, ==, 7024);
  g_assert_cmpint (unset.tokens_high, ==, 2 * 7024);
  g_assert_cmpint (size.tokens_low, ==, 1372);
  g_assert_cmpint (size.tokens_high, ==, 1756);
  g_assert_cmpint (both.tokens_low, ==, 158);
  g_assert_cmpint (both.tokens_high, ==, 7024);
  g_assert_true (new_low.approximate);
  g_assert_cmpint (new_low.tokens_low, ==, 439);
  g_assert_cmpint (new_low.tokens_high, ==, 4 * 439);
  g_assert_true (new_high.approximate);
  g_assert_cmpint (new_high.tokens_low, ==, 1756);
  g_assert_cmpint (new_high.tokens_high, ==, 1756);
}

static void
test_free_and_unknown (void)
{
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  GessoPriceQuery query = { "sketch", parameters, 100, NULL, 0, FALSE };
  GessoEstimate found;

  parameters->model = g_strdup ("sketch-1");
  gesso_pricing_estimate (pricing, &query, &found);
  g_assert_true (found.known);
  g_assert_true (found.is_free);
  g_assert_cmpint (found.micros_high, ==, 0);

  query.account_kind = "compatible";
  g_free (parameters->model);
  parameters->model = g_strdup ("some-diffusion");
  gesso_pricing_estimate (pricing, &query, &found);
  g_assert_false (found.known);
  g_assert_false (found.is_free);

  query.account_kind = OPENAI;
  g_free (parameters->model);
  parameters->model = NULL;
  gesso_pricing_estimate (pricing, &query, &found);
  g_assert_false (found.known);

  parameters->model = g_strdup ("gpt-image-2.6-flare");
  parameters->format = g_strdup ("svg");
  gesso_pricing_estimate (pricing, &query, &found);
  g_assert_false (found.known);

  g_assert_false (estimate ("gpt-image-2", "1024x1024", "gold", 1, 0, 0, NULL, 0, FALSE).known);
  g_assert_true (
      estimate ("gpt-image-2", "9999999x9999999", "high", 10, 3, 100000, NULL, 0, FALSE).micros_low
      > 0);
}

static void
test_request (void)
{
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GPtrArray) references
      = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_unref);
  g_autoptr (GessoRequest) request = NULL;
  GessoEstimate found;

  parameters->model = g_strdup ("gpt-image-2");
  parameters->quality = g_strdup ("medium");
  parameters->size = (GessoSize){ 1536, 1024 };
  g_ptr_array_add (references, gesso_reference_new (NULL, NULL, NULL, "aa", 1024, 1024));
  g_ptr_array_add (references, gesso_reference_new (NULL, NULL, NULL, "bb", 0, 0));
  request = gesso_request_new (GESSO_OPERATION_EDIT, "sky!", parameters, references, NULL);
  gesso_pricing_estimate_request (pricing, OPENAI, request, &found);

  g_assert_true (found.approximate);
  g_assert_cmpint (found.micros_low, ==, 1372 * 30 + (1024 + 1536) * 8 + 17 * 5);
}

static void
test_actual (void)
{
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  GessoUsage usage = { .known = TRUE,
                       .text_in = 90,
                       .image_in = 1024,
                       .text_cached = 40,
                       .image_cached = 1000,
                       .text_out = 8,
                       .image_out = 1372,
                       .credits = -1 };
  GessoUsage unknown = GESSO_USAGE_INIT;
  GessoUsage huge = { .known = TRUE, .image_out = G_MAXINT64, .text_in = G_MAXINT64 };
  gint64 micros = -1;

  g_assert_true (gesso_pricing_actual (pricing, OPENAI, "gpt-image-2", &usage, &micros));
  g_assert_cmpint (micros, ==, 50 * 5 + 40 * 5 / 4 + 24 * 8 + 1000 * 2 + 8 * 10 + 1372 * 30);
  g_assert_false (gesso_pricing_actual (pricing, OPENAI, "gpt-image-2", &unknown, &micros));
  g_assert_false (gesso_pricing_actual (pricing, "compatible", "sd", &usage, &micros));
  g_assert_true (gesso_pricing_actual (pricing, "sketch", "sketch-1", &unknown, &micros));
  g_assert_cmpint (micros, ==, 0);
  /* The image model is priced, whatever text model stands before it. */
  g_assert_true (
      gesso_pricing_actual (pricing, "openai-responses", "gpt-6=gpt-image-2", &usage, &micros));
  g_assert_cmpint (micros, ==, 50 * 5 + 40 * 5 / 4 + 24 * 8 + 1000 * 2 + 8 * 10 + 1372 * 30);
  g_assert_false (gesso_pricing_actual (pricing, "azure", "kites=gpt-image-2", &usage, &micros));
  g_assert_true (gesso_pricing_actual (pricing, OPENAI, "gpt-image-2", &huge, &micros));
  g_assert_cmpint (micros, >, 0);
}

static void
test_override (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "prices.json", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPricing) pricing = NULL;
  g_autoptr (GessoPricing) shipped = gesso_pricing_new (missing, &error);
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  GessoPriceQuery query = { "compatible", parameters, 0, NULL, 0, FALSE };
  GessoEstimate found;

  g_assert_no_error (error);
  g_assert_cmpstr (gesso_pricing_get_date (shipped), ==, "2026-11-20");

  g_assert_true (g_file_set_contents (
      path,
      "{\"date\":\"2027-01-01\",\"prices\":[{\"pattern\":\"house-*\",\"image_out\":0.5,"
      "\"grid\":{\"low\":16}}]}",
      -1, NULL));
  pricing = gesso_pricing_new (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gesso_pricing_get_date (pricing), ==, "2027-01-01");
  parameters->model = g_strdup ("house-1");
  parameters->quality = g_strdup ("low");
  parameters->size = (GessoSize){ 1024, 1024 };
  gesso_pricing_estimate (pricing, &query, &found);
  g_assert_cmpint (found.micros_low, ==, 98);

  g_assert_true (g_file_set_contents (path, "{\"date\":", -1, NULL));
  g_assert_null (gesso_pricing_new (path, &error));
  g_assert_error (error, GESSO_JSON_ERROR, GESSO_JSON_ERROR_SYNTAX);

  gesso_test_remove_folder (folder);
}

static gint64
estimate_for (GessoPricing *pricing,
              const char   *kind,
              const char   *model,
              const char   *quality,
              GessoSize     size,
              int           n)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  GessoPriceQuery query = { .account_kind = kind, .parameters = parameters };
  GessoEstimate estimate;

  g_free (parameters->model);
  parameters->model = g_strdup (model);
  g_free (parameters->quality);
  parameters->quality = g_strdup (quality);
  parameters->size = size;
  parameters->n = n;
  gesso_pricing_estimate (pricing, &query, &estimate);
  if (!estimate.known)
    return -1;

  g_assert_cmpint (estimate.n, ==, n);
  return estimate.micros_high;
}

/* The list of prices that fal prints, in cents, rounded up. */
static void
test_fal_list (void)
{
  static const struct
  {
    GessoSize size;
    int cents[3];
  } list[] = {
    { { 1024, 768 }, { 1, 4, 15 } },  { { 1024, 1024 }, { 1, 6, 22 } },
    { { 1024, 1536 }, { 1, 5, 17 } }, { { 1920, 1080 }, { 1, 4, 16 } },
    { { 2560, 1440 }, { 1, 6, 23 } }, { { 3840, 2160 }, { 2, 11, 41 } },
  };
  static const char *const qualities[] = { "low", "medium", "high" };
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (list); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (qualities); k++)
      {
        gint64 micros
            = estimate_for (pricing, "fal", "openai/gpt-image-2", qualities[k], list[i].size, 1);

        g_assert_cmpint ((micros + 9999) / 10000, ==, list[i].cents[k]);
      }
}

/* Credits, by the class of the size, and what was really taken of them. */
static void
test_credits (void)
{
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  GessoUsage usage = { .known = TRUE, .credits = 16 };
  gint64 micros;

  g_assert_cmpint (estimate_for (pricing, "kie", "gpt-image-2", NULL, (GessoSize){ 1024, 1024 }, 1),
                   ==, 30000);
  g_assert_cmpint (estimate_for (pricing, "kie", "gpt-image-2", NULL, (GessoSize){ 2560, 1440 }, 1),
                   ==, 50000);
  g_assert_cmpint (estimate_for (pricing, "kie", "gpt-image-2-5-flare", NULL,
                                 (GessoSize){ 3840, 2160 }, 1),
                   ==, 80000);
  g_assert_cmpint (estimate_for (pricing, "kie", "gpt-image-2", NULL, GESSO_SIZE_AUTO, 1), ==,
                   30000);
  g_assert_cmpint (estimate_for (pricing, "kie", "other", NULL, GESSO_SIZE_AUTO, 1), ==, -1);

  g_assert_true (gesso_pricing_actual (pricing, "kie", "gpt-image-2", &usage, &micros));
  g_assert_cmpint (micros, ==, 80000);
  usage.credits = 1.6;
  g_assert_true (gesso_pricing_actual (pricing, "kie", "gpt-image-2", &usage, &micros));
  g_assert_cmpint (micros, ==, 8000);
  /* What a credit of this service costs is not known. */
  g_assert_false (gesso_pricing_actual (pricing, "evolink", "gpt-image-2", &usage, &micros));
}

/* The pictures at their prices, the text model at its own; where those are not known, nothing. */
static void
test_response (void)
{
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  GessoUsage usage = { .known = TRUE,
                       .text_in = 29,
                       .image_in = 1521,
                       .image_out = 515,
                       .model_in = 2310,
                       .model_cached = 2000,
                       .model_out = 180,
                       .searches = 2,
                       .credits = -1 };
  gint64 micros;

  g_assert_true (
      gesso_pricing_actual (pricing, "openai-responses", "gpt-image-2", &usage, &micros));
  g_assert_cmpint (micros, ==,
                   29 * 5 + 1521 * 8 + 515 * 30 + 310 * 5 + 2000 / 2 + 180 * 30 + 2 * 10000);
  g_assert_true (
      gesso_pricing_actual (pricing, "openai-responses", "gpt-5.5=gpt-image-2", &usage, &micros));
  g_assert_false (
      gesso_pricing_actual (pricing, "openai-responses", "other=gpt-image-2", &usage, &micros));
  usage.image_in = usage.image_out = usage.text_in = 0;
  g_assert_false (
      gesso_pricing_actual (pricing, "openai-responses", "gpt-image-2", &usage, &micros));
}

static GessoEstimate
ask (GessoPricing    *pricing,
     const char      *kind,
     const char      *model,
     const char      *quality,
     const GessoSize *size,
     int              n,
     gboolean         is_edit)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  GessoSize reference = { 1024, 1024 };
  GessoPriceQuery query = { .account_kind = kind, .parameters = parameters };
  GessoEstimate estimate;

  g_free (parameters->model);
  parameters->model = g_strdup (model);
  g_free (parameters->quality);
  parameters->quality = g_strdup (quality);
  parameters->size = *size;
  parameters->n = n;
  query.references = is_edit ? &reference : NULL;
  query.n_references = is_edit ? 1 : 0;
  gesso_pricing_estimate (pricing, &query, &estimate);
  return estimate;
}

static void
teach (GessoPriceMemory *memory,
       const char       *kind,
       const char       *model,
       const char       *quality,
       const GessoSize  *size,
       int               n,
       guint             n_pictures,
       gint64            micros,
       gint64            credits)
{
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();

  g_free (parameters->model);
  parameters->model = g_strdup (model);
  g_free (parameters->quality);
  parameters->quality = g_strdup (quality);
  parameters->size = *size;
  parameters->n = n;
  gesso_price_memory_add (memory, &(GessoPriceSample){ .account_kind = kind,
                                                       .operation = GESSO_OPERATION_GENERATE,
                                                       .parameters = parameters,
                                                       .n_pictures = n_pictures,
                                                       .micros = micros,
                                                       .credits = credits });
}

static void
count_cb (GessoPricing *pricing,
          guint        *count)
{
  ++*count;
}

/* What was paid is told where nobody has documented a price, and only for the same sort. */
static void
test_learned (void)
{
  static const GessoSize square = { 1024, 1024 };
  static const GessoSize wide = { 1536, 1024 };
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  g_autoptr (GessoPriceMemory) memory = gesso_price_memory_new ();
  GessoEstimate e;
  GessoEstimate before;
  guint n_changes = 0;

  g_signal_connect (pricing, "changed", G_CALLBACK (count_cb), &n_changes);
  before = ask (pricing, OPENAI, "gpt-image-2", "high", &square, 1, FALSE);
  teach (memory, "mill", "stone-2", "low", &square, 1, 1, 40000, 4000000);
  teach (memory, "mill", "stone-2", "low", &square, 1, 1, 50001, 5000000);
  teach (memory, "mill", "stone-2", "low", &square, 3, 3, 100000, -1);
  teach (memory, "mill", "stone-2", "low", &square, 4, 2, 100000, -1);
  teach (memory, "mill", "stone-2", "high", &square, 1, 0, 90000, 9000000);
  teach (memory, "mill", "stone-2", "high", &square, 1, 1, -1, -1);
  teach (memory, OPENAI, "gpt-image-2", "high", &square, 1, 1, 1, -1);
  teach (memory, OPENAI, "gpt-image-2.6-x", "low", &square, 1, 1, 12000, -1);
  teach (memory, "kie", "gpt-image-2", "auto", &square, 1, 1, 35000, 7000000);
  teach (memory, "evolink", "gpt-image-2", "low", &square, 1, 1, -1, 1600000);
  gesso_pricing_set_memory (pricing, memory);
  g_assert_cmpuint (n_changes, ==, 1);

  e = ask (pricing, "mill", "stone-2", "low", &square, 1, FALSE);
  g_assert_true (e.known);
  g_assert_cmpint (e.source, ==, GESSO_PRICE_SOURCE_LEARNED);
  g_assert_cmpuint (e.n_learned, ==, 2);
  g_assert_cmpint (e.micros_low, ==, 40000);
  g_assert_cmpint (e.micros_high, ==, 50001);
  g_assert_cmpstr (e.unit, ==, "mill");
  g_assert_cmpint (e.credits_high, ==, 5000000);

  /* To the micro-dollar for as many, by the picture for another number. */
  e = ask (pricing, "mill", "stone-2", "low", &square, 3, FALSE);
  g_assert_cmpint (e.micros_low, ==, 100000);
  g_assert_cmpint (e.micros_high, ==, 100000);
  g_assert_null (e.unit);
  e = ask (pricing, "mill", "stone-2", "low", &square, 2, FALSE);
  g_assert_cmpint (e.micros_low, ==, 66667);
  g_assert_cmpint (e.micros_high, ==, 100002);
  g_assert_cmpuint (e.n_learned, ==, 7);

  /* Another size, quality, model or kind, and an edit, teach nothing of each other. */
  g_assert_false (ask (pricing, "mill", "stone-2", "low", &wide, 1, FALSE).known);
  g_assert_false (ask (pricing, "mill", "stone-2", "high", &square, 1, FALSE).known);
  g_assert_false (ask (pricing, "mill", "stone-3", "low", &square, 1, FALSE).known);
  g_assert_false (ask (pricing, "forge", "stone-2", "low", &square, 1, FALSE).known);
  e = ask (pricing, "mill", "stone-2", "low", &square, 1, TRUE);
  g_assert_false (e.known);
  g_assert_cmpint (e.source, ==, GESSO_PRICE_SOURCE_NONE);

  /* A documented formula stands, one that nobody has confirmed does not. */
  e = ask (pricing, OPENAI, "gpt-image-2", "high", &square, 1, FALSE);
  g_assert_cmpmem (&e, sizeof e, &before, sizeof before);
  e = ask (pricing, OPENAI, "gpt-image-2.6-x", "low", &square, 1, FALSE);
  g_assert_cmpint (e.micros_high, ==, 12000);
  g_assert_false (e.approximate);
  e = ask (pricing, "kie", "gpt-image-2", "auto", &square, 1, FALSE);
  g_assert_cmpint (e.credits_low, ==, 7000000);
  g_assert_cmpint (e.micros_low, ==, 35000);

  /* Credits without a price stand beside an estimate in money. */
  e = ask (pricing, "evolink", "gpt-image-2", "low", &square, 1, FALSE);
  g_assert_cmpint (e.source, ==, GESSO_PRICE_SOURCE_TABLE);
  g_assert_true (e.known && e.approximate);
  g_assert_cmpint (e.credits_low, ==, 1600000);
  g_assert_cmpuint (e.n_learned, ==, 1);

  gesso_pricing_set_memory (pricing, NULL);
  g_assert_false (ask (pricing, "mill", "stone-2", "low", &square, 1, FALSE).known);
}

/* Of one sort the newest twenty jobs count. */
static void
test_forgets (void)
{
  static const GessoSize square = { 1024, 1024 };
  g_autoptr (GessoPricing) pricing = gesso_pricing_new (NULL, NULL);
  g_autoptr (GessoPriceMemory) memory = gesso_price_memory_new ();
  GessoEstimate e;

  for (int i = 0; i < 20; i++)
    teach (memory, "mill", "stone-2", "low", &square, 1, 1, 2000, -1);
  teach (memory, "mill", "stone-2", "low", &square, 1, 1, 9000, -1);
  gesso_pricing_set_memory (pricing, memory);
  e = ask (pricing, "mill", "stone-2", "low", &square, 1, FALSE);
  g_assert_cmpuint (e.n_learned, ==, 20);
  g_assert_cmpint (e.micros_high, ==, 2000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/pricing/output-checks", test_output_checks);
  g_test_add_func ("/pricing/output-table", test_output_table);
  g_test_add_func ("/pricing/rounding-census", test_rounding_census);
  g_test_add_func ("/pricing/input-checks", test_input_checks);
  g_test_add_func ("/pricing/text-tokens", test_text_tokens);
  g_test_add_func ("/pricing/worked-examples", test_worked_examples);
  g_test_add_func ("/pricing/older-models", test_older_models);
  g_test_add_func ("/pricing/ranges", test_ranges);
  g_test_add_func ("/pricing/free-and-unknown", test_free_and_unknown);
  g_test_add_func ("/pricing/request", test_request);
  g_test_add_func ("/pricing/actual", test_actual);
  g_test_add_func ("/pricing/override", test_override);
  g_test_add_func ("/pricing/fal-list", test_fal_list);
  g_test_add_func ("/pricing/credits", test_credits);
  g_test_add_func ("/pricing/response", test_response);
  g_test_add_func ("/pricing/learned", test_learned);
  g_test_add_func ("/pricing/forgets", test_forgets);

  return g_test_run ();
}
