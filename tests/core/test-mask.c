/* test-mask.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plane in tiles against a flat one that does the same in the plainest way.
 */

#include "config.h"

#include "mask/gesso-mask.h"
#include "support/gesso-test.h"

#include <string.h>

#define MAX_SIDE 420

typedef struct
{
  int width;
  int height;
  guint8 *pixels;
} Flat;

static void
flat_put (Flat            *flat,
          const GessoRect *rect,
          const guint8    *pixels,
          int              value)
{
  for (int y = rect->y; y < rect->y + rect->height; y++)
    for (int x = rect->x; x < rect->x + rect->width; x++)
      if (x >= 0 && y >= 0 && x < flat->width && y < flat->height)
        flat->pixels[y * flat->width + x]
            = pixels != NULL ? pixels[(y - rect->y) * rect->width + (x - rect->x)] : (guint8) value;
}

static void
assert_same (const Flat      *flat,
             const GessoMask *mask)
{
  g_autofree guint8 *row = g_malloc ((gsize) flat->width + 40);
  guint64 count = 0;
  GessoRect bounds;
  int left = flat->width, top = flat->height, right = 0, bottom = 0;

  for (int y = -3; y < flat->height + 3; y++)
    {
      gesso_mask_get_row (mask, -20, y, flat->width + 40, row);
      for (int x = -20; x < flat->width + 20; x++)
        {
          gboolean inside = x >= 0 && y >= 0 && x < flat->width && y < flat->height;
          guint8 wanted = inside ? flat->pixels[y * flat->width + x] : 0;

          if (row[x + 20] != wanted)
            g_error ("(%d, %d) is %d instead of %d", x, y, row[x + 20], wanted);
          if (wanted < 90)
            continue;
          count++;
          left = MIN (left, x);
          right = MAX (right, x + 1);
          top = MIN (top, y);
          bottom = MAX (bottom, y + 1);
        }
    }
  g_assert_cmpuint (gesso_mask_count (mask, 90), ==, count);
  g_assert_cmpint (gesso_mask_get_bounds (mask, 90, &bounds), ==, count > 0);
  if (count == 0)
    return;
  g_assert_cmpint (bounds.x, ==, left);
  g_assert_cmpint (bounds.y, ==, top);
  g_assert_cmpint (bounds.width, ==, right - left);
  g_assert_cmpint (bounds.height, ==, bottom - top);
}

static GessoRect
random_rect (GRand *random,
             int    width,
             int    height)
{
  GessoRect rect
      = { g_rand_int_range (random, -40, width), g_rand_int_range (random, -40, height),
          g_rand_int_range (random, 1, width + 60), g_rand_int_range (random, 1, height + 60) };

  if (g_rand_boolean (random))
    {
      rect.width = MIN (rect.width, 20);
      rect.height = MIN (rect.height, 20);
    }
  return rect;
}

static void
change (GRand     *random,
        Flat      *flat,
        GessoMask *mask)
{
  GessoRect rect = random_rect (random, flat->width, flat->height);
  g_autofree guint8 *pixels = NULL;
  int kind = g_rand_int_range (random, 0, 4);
  int value = g_rand_int_range (random, 0, 3) * 127 + g_rand_int_range (random, 0, 2);

  if (kind < 2)
    {
      flat_put (flat, &rect, NULL, value);
      gesso_mask_fill_rect (mask, &rect, (guint8) value);
      return;
    }
  if (kind == 3)
    rect.height = 1;
  pixels = g_malloc ((gsize) (rect.width * rect.height));
  for (int i = 0; i < rect.width * rect.height; i++)
    pixels[i] = (guint8) (value == 0 ? 0 : g_rand_int_range (random, 0, 256));
  flat_put (flat, &rect, pixels, 0);
  if (kind == 3)
    gesso_mask_put_row (mask, rect.x, rect.y, rect.width, pixels);
  else
    gesso_mask_put_rect (mask, &rect, pixels, (gsize) rect.width);
}

/* Whatever is written, the mask and every snapshot of it read as the flat plane did then. */
static void
test_random (void)
{
  for (guint32 seed = 0; seed < 60; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      Flat flat = { .width = g_rand_int_range (random, 1, MAX_SIDE),
                    .height = g_rand_int_range (random, 1, MAX_SIDE) };
      gsize n = (gsize) (flat.width * flat.height);
      g_autofree guint8 *pixels = flat.pixels = g_malloc0 (n);
      g_autoptr (GessoMask) mask = gesso_mask_new (flat.width, flat.height);

      for (int round = 0; round < 12; round++)
        {
          g_autofree guint8 *before = g_memdup2 (pixels, n);
          Flat old = { flat.width, flat.height, before };
          g_autoptr (GessoMask) snapshot = gesso_mask_snapshot (mask);
          guint64 generation = gesso_mask_get_generation (mask);
          GessoRect changed;

          for (int i = 0; i < 3; i++)
            change (random, &flat, mask);
          if (g_rand_boolean (random))
            gesso_mask_tidy (mask, NULL);
          assert_same (&flat, mask);
          assert_same (&old, snapshot);
          g_assert_cmpuint (gesso_mask_get_generation (snapshot), ==, generation);
          g_assert_cmpint (gesso_mask_equal (mask, snapshot), ==, memcmp (before, pixels, n) == 0);
          changed = gesso_mask_find_changes (snapshot, mask);
          for (int at = 0; at < (int) n; at++)
            if (before[at] != pixels[at])
              g_assert_true (gesso_rect_contains (&changed, at % flat.width, at / flat.width));
        }
    }
}

static void
test_snapshot (void)
{
  g_autoptr (GessoMask) mask = gesso_mask_new (300, 300);
  g_autoptr (GessoMask) first = gesso_mask_snapshot (mask);
  g_autoptr (GessoMask) again = gesso_mask_snapshot (mask);
  g_autoptr (GessoMask) of_it = gesso_mask_snapshot (first);
  g_autoptr (GessoMask) second = NULL;
  const GessoRect rect = { 10, 10, 30, 30 };

  g_assert_true (first == again && first == of_it);
  g_assert_true (gesso_mask_is_frozen (first) && !gesso_mask_is_frozen (mask));
  gesso_mask_fill_rect (mask, &rect, 9);
  second = gesso_mask_snapshot (mask);
  g_assert_true (second != first);
  g_assert_cmpuint (gesso_mask_get_generation (second), !=, gesso_mask_get_generation (first));
  g_assert_cmpint (gesso_mask_get_pixel (first, 12, 12), ==, 0);
  g_assert_cmpint (gesso_mask_get_pixel (second, 12, 12), ==, 9);
}

/* Nothing is taken for what is not painted, and what is painted full is shared. */
static void
test_memory (void)
{
  g_autoptr (GessoMask) mask = gesso_mask_new (20000, 20000);
  const GessoRect all = { 0, 0, 20000, 20000 };
  const GessoRect some = { 1000, 1000, 200, 200 };
  GessoRect bounds;
  gsize empty = gesso_mask_get_memory (mask);

  g_assert_cmpuint (empty, <, 300000);
  gesso_mask_fill_rect (mask, &all, 255);
  g_assert_cmpuint (gesso_mask_get_memory (mask), ==, empty);
  g_assert_cmpuint (gesso_mask_count (mask, 255), ==, 400000000);
  gesso_mask_fill_rect (mask, &some, 0);
  g_assert_cmpuint (gesso_mask_count (mask, 1), ==, 400000000 - 40000);
  g_assert_cmpuint (gesso_mask_get_memory (mask), <, empty + 16 * 17000);
  gesso_mask_fill_rect (mask, &some, 255);
  gesso_mask_tidy (mask, &some);
  g_assert_cmpuint (gesso_mask_get_memory (mask), ==, empty);
  g_assert_true (gesso_mask_get_bounds (mask, 255, &bounds));
  g_assert_true (gesso_rect_equal (&bounds, &all));
  gesso_mask_fill_rect (mask, &all, 0);
  g_assert_true (gesso_mask_is_empty (mask));
  g_assert_false (gesso_mask_get_bounds (mask, 1, &bounds));
}

static void
test_image (void)
{
  g_autoptr (GessoMask) mask = gesso_mask_new (333, 200);
  g_autoptr (GessoMask) again = NULL;
  g_autoptr (GessoImage) image = NULL;
  g_autoptr (GessoImage) part = NULL;
  const GessoRect rect = { 100, 50, 130, 100 };
  const GessoRect around = { 320, 190, 40, 20 };

  gesso_mask_fill_rect (mask, &rect, 77);
  image = gesso_mask_to_image (mask, NULL, NULL);
  again = gesso_mask_new_from_image (image);
  g_assert_true (gesso_mask_equal (mask, again));
  g_assert_cmpint (gesso_image_get_row (image, 60)[130], ==, 77);

  part = gesso_mask_to_image (mask, &around, NULL);
  g_assert_cmpint (gesso_image_get_width (part), ==, 40);
  g_assert_cmpint (gesso_image_get_row (part, 19)[39], ==, 0);
}

static gpointer
read_much (gpointer data)
{
  GessoMask *snapshot = data;
  guint64 n = 0;

  for (int i = 0; i < 50; i++)
    n += gesso_mask_count (snapshot, 1);
  gesso_mask_unref (snapshot);
  return GSIZE_TO_POINTER (n);
}

/* A snapshot is read and dropped on another thread while the mask is painted. */
static void
test_threads (void)
{
  g_autoptr (GessoMask) mask = gesso_mask_new (600, 600);

  for (int round = 0; round < 20; round++)
    {
      GThread *thread = g_thread_new ("reader", read_much, gesso_mask_snapshot (mask));
      guint64 n = gesso_mask_count (mask, 1);

      for (int i = 0; i < 200; i++)
        {
          GessoRect rect = { i * 3, round * 30, 20, 20 };

          gesso_mask_fill_rect (mask, &rect, (guint8) (i | 1));
        }
      g_assert_cmpuint (GPOINTER_TO_SIZE (g_thread_join (thread)), ==, 50 * n);
    }
}

/* Bounds that grow with what is added are those that are found by looking at everything. */
static void
test_growing_bounds (void)
{
  for (guint32 seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      int width = g_rand_int_range (random, 1, MAX_SIDE);
      int height = g_rand_int_range (random, 1, MAX_SIDE);
      g_autoptr (GessoMask) mask = gesso_mask_new (width, height);
      GessoRect bounds = GESSO_RECT_EMPTY;

      for (int round = 0; round < 12; round++)
        {
          GessoRect rect = random_rect (random, width, height);
          GessoRect touched = gesso_rect_outset (&rect, g_rand_int_range (random, 0, 9));
          GessoRect truth;

          gesso_mask_fill_rect (mask, &rect, g_rand_boolean (random) ? 255 : 40);
          gesso_mask_grow_bounds (mask, 20, &touched, &bounds);
          gesso_mask_get_bounds (mask, 20, &truth);
          g_assert_true (gesso_rect_equal (&bounds, &truth));
          gesso_mask_fill_rect (mask, &rect, 255);
          gesso_mask_grow_bounds (mask, 20, &touched, &bounds);
          g_assert_true (gesso_rect_equal (&bounds, &truth));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/mask/random", test_random);
  g_test_add_func ("/mask/growing-bounds", test_growing_bounds);
  g_test_add_func ("/mask/snapshot", test_snapshot);
  g_test_add_func ("/mask/memory", test_memory);
  g_test_add_func ("/mask/image", test_image);
  g_test_add_func ("/mask/threads", test_threads);

  return g_test_run ();
}
