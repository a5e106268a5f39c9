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

static const GessoSizeRule *const rules[] = {
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

  /* It reaches over the canvas only where that is too narrow, and then on both sides alike. */
  if (rect->width <= width)
    g_assert_true (rect->x >= 0 && rect->x + rect->width <= width);
  else
    g_assert_cmpint (ABS (-2 * rect->x - (rect->width - width)), <=, 1);
  if (rect->height <= height)
    g_assert_true (rect->y >= 0 && rect->y + rect->height <= height);
  else
    g_assert_cmpint (ABS (-2 * rect->y - (rect->height - height)), <=, 1);

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
  g_test_add_func ("/context/a-million-boxes", a_million_boxes);
  g_test_add_func ("/context/drawn-by-hand", drawn_by_hand);
  g_test_add_func ("/context/far-apart", far_apart);
  return g_test_run ();
}
