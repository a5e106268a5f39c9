/* test-context.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The context rectangle: a million random boxes keep every rule, and some by hand give what one
 * would expect.
 */

#include "config.h"

#include "protect/gesso-context.h"

#define N_BOXES 1000000

static const GessoSizeRule fixed_rule = {
  .multiple = 1,
  .min_edge = 1,
  .max_edge = 1536,
  .fixed = { { 1024, 1024 }, { 1536, 1024 }, { 1024, 1536 } },
  .n_fixed = 3,
};

/* A model that makes use of what is around, and takes long parts. */
static const GessoSizeRule curious_rule = {
  .multiple = 16,
  .min_edge = 16,
  .max_edge = 7680,
  .max_ratio = 8,
  .min_pixels = 655360,
  .max_pixels = 8294400,
  .surroundings = 60,
};

static const GessoSizeRule *const rules[] = {
  &curious_rule,
  &gesso_size_rule_gpt_image,
  &gesso_size_rule_gpt_image,
  &gesso_size_rule_gpt_image,
  &gesso_size_rule_tolerant,
  &fixed_rule,
};

/* Small and large sides, as often as each other. */
static int
random_side (GRand *rand,
             int    most)
{
  static const int limits[] = { 4, 64, 700, 2000, 7000, 65535 };
  int limit = limits[g_rand_int_range (rand, 0, G_N_ELEMENTS (limits))];

  return g_rand_int_range (rand, 1, MIN (limit, most) + 1);
}

/* It reaches over the canvas only where that is too narrow; and then where something may change, or
 * over both ends alike. */
static void
check_axis (int at,
            int length,
            int limit,
            int first,
            int size)
{
  gboolean low = first == 0;
  gboolean high = first + size == limit;

  if (length <= limit)
    g_assert_true (at >= 0 && at + length <= limit);
  else if (low == high)
    g_assert_cmpint (ABS (-2 * at - (length - limit)), <=, 1);
  else
    g_assert_cmpint (at, ==, low ? limit - length : 0);
}

static void
check (const GessoSizeRule *rule,
       int                  width,
       int                  height,
       const GessoRect     *bounds,
       const GessoContext  *context)
{
  const GessoRect *rect = &context->rect;
  GessoRect common = gesso_rect_intersect (rect, bounds);
  double across = (double) context->sent.width / rect->width;
  double down = (double) context->sent.height / rect->height;

  g_assert_cmpint (gesso_size_rule_check (rule, &context->sent), ==, GESSO_SIZE_PROBLEM_NONE);
  g_assert_true (gesso_rect_equal (&common, bounds));
  g_assert_cmpfloat (context->scale, ==, MIN (across, down));

  check_axis (rect->x, rect->width, width, bounds->x, bounds->width);
  check_axis (rect->y, rect->height, height, bounds->y, bounds->height);

  /* Nothing is squeezed visibly; a pixel more or less counts for more in tiny parts. */
  if (rect->width >= 64 && rect->height >= 64)
    g_assert_cmpfloat (MAX (across / down, down / across), <, 1.04);
}

static void
a_million_boxes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);
  guint n_native = 0;

  for (int i = 0; i < N_BOXES; i++)
    {
      const GessoSizeRule *rule = rules[i % G_N_ELEMENTS (rules)];
      int width = random_side (rand, 65535);
      int height = random_side (rand, 65535);
      GessoRect bounds = { 0, 0, random_side (rand, width), random_side (rand, height) };
      GessoContext context;

      bounds.x = g_rand_int_range (rand, 0, width - bounds.width + 1);
      bounds.y = g_rand_int_range (rand, 0, height - bounds.height + 1);
      g_assert_true (gesso_context_find (rule, width, height, &bounds, &context));
      check (rule, width, height, &bounds, &context);
      n_native += gesso_context_is_native (&context);
    }
  /* Neither kind is an exception that the boxes would not find. */
  g_assert_cmpuint (n_native, >, N_BOXES / 20);
  g_assert_cmpuint (n_native, <, N_BOXES / 20 * 19);
}

static void
by_hand (void)
{
  const GessoSizeRule *rule = &gesso_size_rule_gpt_image;
  GessoContext context;

  /* A small spot in a photo gets the smallest legal square around it, at native scale. */
  g_assert_true (
      gesso_context_find (rule, 6000, 4000, &(GessoRect){ 3000, 2000, 100, 100 }, &context));
  g_assert_true (gesso_context_is_native (&context));
  g_assert_cmpint (context.sent.width, ==, 816);
  g_assert_cmpint (context.sent.height, ==, 816);
  g_assert_cmpint (context.rect.x, ==, 3050 - 408);

  /* In the corner it is moved inside. */
  g_assert_true (
      gesso_context_find (rule, 6000, 4000, &(GessoRect){ 5950, 3950, 50, 50 }, &context));
  g_assert_cmpint (context.rect.x + context.rect.width, ==, 6000);
  g_assert_cmpint (context.rect.y + context.rect.height, ==, 4000);

  /* More than fits is scaled down, less than is legal is scaled up. */
  g_assert_true (gesso_context_find (rule, 6000, 4000, &(GessoRect){ 0, 0, 6000, 4000 }, &context));
  g_assert_cmpfloat (context.scale, <, 0.6);
  g_assert_cmpfloat (context.scale, >, 0.55);
  g_assert_true (gesso_context_find (rule, 400, 300, &(GessoRect){ 100, 100, 50, 50 }, &context));
  g_assert_cmpfloat (context.scale, >, 2);

  /* Nothing can be found for nothing, or outside. */
  g_assert_false (gesso_context_find (rule, 400, 300, &(GessoRect){ 0, 0, 0, 10 }, &context));
  g_assert_false (gesso_context_find (rule, 400, 300, &(GessoRect){ 390, 0, 11, 10 }, &context));
}

/* What is of use is sent as far as it goes out at native scale, and never at the price of that. */
static void
surroundings_of_use (void)
{
  const GessoSizeRule *rule = &curious_rule;
  GessoContext context, plain;

  g_assert_true (
      gesso_context_find (rule, 7680, 4320, &(GessoRect){ 3000, 1500, 600, 800 }, &context));
  g_assert_true (gesso_context_is_native (&context));
  g_assert_cmpint (context.rect.x, <=, 3000 - 480);
  g_assert_cmpint (context.rect.x + context.rect.width, >=, 3600 + 480);
  g_assert_cmpint (context.rect.y, <=, 1500 - 480);
  g_assert_cmpint (context.rect.y + context.rect.height, >=, 2300 + 480);

  /* A margin along a side that is longer than other models take, and as much again beside it. */
  g_assert_true (
      gesso_context_find (rule, 8280, 4320, &(GessoRect){ 7680, 0, 600, 4320 }, &context));
  g_assert_true (gesso_context_is_native (&context));
  g_assert_cmpint (context.rect.width, >=, 1200);

  /* There is no room for it: then as for everybody. */
  g_assert_true (gesso_context_find (rule, 6000, 4000, &(GessoRect){ 0, 0, 6000, 3900 }, &context));
  g_assert_true (gesso_context_find (&gesso_size_rule_gpt_image, 6000, 4000,
                                     &(GessoRect){ 0, 0, 6000, 3900 }, &plain));
  g_assert_cmpfloat (context.scale, >=, plain.scale);
}

/* Whether some legal size holds the whole canvas with less than a step of its sides to spare; told
 * without the room's own search. */
static gboolean
rounds_to_legal (int width,
                 int height)
{
  GessoSize size = { (width + 15) / 16 * 16, (height + 15) / 16 * 16 };

  return gesso_size_rule_check (&gesso_size_rule_gpt_image, &size) == GESSO_SIZE_PROBLEM_NONE;
}

/* A picture that is extended along its whole side, and is no multiple of 16, goes out as it is. */
static void
sides_of_any_length (void)
{
  const GessoSizeRule *rule = &gesso_size_rule_gpt_image;
  g_autoptr (GRand) rand = g_rand_new_with_seed (16);
  guint n_over = 0;
  GessoContext context;

  g_assert_true (
      gesso_context_find (rule, 1400, 1001, &(GessoRect){ 1000, 0, 400, 1001 }, &context));
  g_assert_true (gesso_context_is_native (&context));
  g_assert_cmpint (context.rect.height, ==, 1008);
  g_assert_cmpint (context.rect.y, ==, -3);
  g_assert_cmpint (context.rect.x + context.rect.width, ==, 1400);

  /* Only to the right, it reaches over on the right only. */
  g_assert_true (gesso_context_find (rule, 1001, 700, &(GessoRect){ 40, 100, 961, 500 }, &context));
  g_assert_true (gesso_context_is_native (&context));
  g_assert_cmpint (context.rect.x, ==, 0);
  g_assert_cmpint (context.rect.width, ==, 1008);

  for (int i = 0; i < 200000; i++)
    {
      int width = g_rand_int_range (rand, 1, 4000);
      int height = g_rand_int_range (rand, 1, 4000);
      GessoRect bounds = { 0, 0, width, height };

      if (i % 2 == 0)
        bounds.x = g_rand_int_range (rand, 0, width);
      else
        bounds.height = g_rand_int_range (rand, 1, height + 1);
      bounds.width -= bounds.x;
      g_assert_true (gesso_context_find (rule, width, height, &bounds, &context));
      check (rule, width, height, &bounds, &context);
      if (!rounds_to_legal (width, height))
        continue;
      g_assert_true (gesso_context_is_native (&context));
      g_assert_cmpint (context.rect.width, <, width + 16);
      g_assert_cmpint (context.rect.height, <, height + 16);
      n_over += context.rect.width > width || context.rect.height > height;

      /* Drawn by hand as well, and the same again from what was found. */
      g_assert_true (gesso_context_fit (rule, width, height, &context.rect, &bounds, &context));
      g_assert_true (gesso_context_is_native (&context));
    }
  g_assert_cmpuint (n_over, >, 20000);
}

static void
drawn_by_hand (void)
{
  const GessoSizeRule *rule = &gesso_size_rule_gpt_image;
  GessoRect bounds = { 1000, 1000, 200, 200 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  GessoContext context;

  g_assert_true (gesso_context_fit (rule, 6000, 4000, &(GessoRect){ 900, 900, 1536, 1024 }, &bounds,
                                    &context));
  g_assert_true (gesso_rect_equal (&context.rect, &(GessoRect){ 900, 900, 1536, 1024 }));

  for (int i = 0; i < 20000; i++)
    {
      GessoRect wish = { g_rand_int_range (rand, -3000, 7000), g_rand_int_range (rand, -3000, 5000),
                         g_rand_int_range (rand, 1, 7000), g_rand_int_range (rand, 1, 5000) };

      g_assert_true (gesso_context_fit (rule, 6000, 4000, &wish, &bounds, &context));
      check (rule, 6000, 4000, &bounds, &context);
    }
}

static void
far_apart (void)
{
  const GessoSizeRule *rule = &gesso_size_rule_gpt_image;
  GessoRect regions[] = { { 100, 100, 60, 60 }, { 5800, 3800, 60, 60 }, { 300, 140, 60, 60 } };
  GessoContext joined;
  g_autoptr (GArray) parts
      = gesso_context_split (rule, 6000, 4000, regions, G_N_ELEMENTS (regions), &joined);

  g_assert_cmpuint (parts->len, ==, 2);
  for (guint i = 0; i < parts->len; i++)
    g_assert_true (gesso_context_is_native (&g_array_index (parts, GessoContext, i)));
  g_assert_false (gesso_context_is_native (&joined));
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      GessoRect common = gesso_rect_intersect (&regions[i], &joined.rect);

      g_assert_true (gesso_rect_equal (&common, &regions[i]));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/context/by-hand", by_hand);
  g_test_add_func ("/context/surroundings-of-use", surroundings_of_use);
  g_test_add_func ("/context/a-million-boxes", a_million_boxes);
  g_test_add_func ("/context/sides-of-any-length", sides_of_any_length);
  g_test_add_func ("/context/drawn-by-hand", drawn_by_hand);
  g_test_add_func ("/context/far-apart", far_apart);
  return g_test_run ();
}
