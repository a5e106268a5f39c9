/* test-distance.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Distances agree with counting: for every part of a plane, every height of a band, both kinds of
 * targets, with extents that end within and beyond the reach, and rows in any order.
 */

#include "config.h"

#include "image/gesso-distance.h"
#include "image/gesso-image-error.h"

typedef struct
{
  const GessoRect *extents;
  int width; /* of the plane, which begins at 0, 0 */
  int height;
  guint8 *pixels;
} Plane;

static void
read_plane (gconstpointer  data,
            int            x,
            int            y,
            int            width,
            guint8        *out)
{
  const Plane *plane = data;

  g_assert_cmpint (y, >=, plane->extents->y);
  g_assert_cmpint (y, <, plane->extents->y + plane->extents->height);
  g_assert_cmpint (x, >=, plane->extents->x);
  g_assert_cmpint (x + width, <=, plane->extents->x + plane->extents->width);
  for (int i = 0; i < width; i++)
    out[i] = x + i >= 0 && x + i < plane->width && y >= 0 && y < plane->height
                 ? plane->pixels[y * plane->width + x + i]
                 : 17;
}

typedef struct
{
  int x;
  int y;
} Target;

static GArray *
list_targets (const Plane               *plane,
              const GessoDistanceSource *source)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (Target));
  const GessoRect *extents = &source->extents;

  for (int y = extents->y; y < extents->y + extents->height; y++)
    for (int x = extents->x; x < extents->x + extents->width; x++)
      {
        Target target = { x, y };
        guint8 pixel;

        read_plane (plane, x, y, 1, &pixel);
        if ((pixel > source->threshold) == source->above)
          g_array_append_val (targets, target);
      }

  return targets;
}

static int
count (GArray *targets,
       int     reach,
       int     x,
       int     y)
{
  int best = (reach + 1) * (reach + 1);

  for (guint i = 0; i < targets->len; i++)
    {
      const Target *target = &g_array_index (targets, Target, i);

      best = MIN (best, (x - target->x) * (x - target->x) + (y - target->y) * (y - target->y));
    }

  return best;
}

static GessoRect
random_rect (GRand *rand,
             int    margin,
             int    width,
             int    height)
{
  GessoRect rect
      = { g_rand_int_range (rand, -margin, width), g_rand_int_range (rand, -margin, height),
          g_rand_int_range (rand, 1, width + margin), g_rand_int_range (rand, 1, height + margin) };

  return rect;
}

static void
agree_with_counting (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int round = 0; round < 150; round++)
    {
      int width = g_rand_int_range (rand, 1, 24);
      int height = g_rand_int_range (rand, 1, 24);
      int sparse = g_rand_int_range (rand, 2, 60);
      g_autofree guint8 *pixels = g_malloc ((gsize) (width * height));
      GessoRect rect = random_rect (rand, 9, width, height);
      GessoDistanceSource source = { .read = read_plane,
                                     .extents = random_rect (rand, 12, width, height),
                                     .threshold = 100,
                                     .above = g_rand_boolean (rand),
                                     .reach = g_rand_int_range (rand, 0, 20) };
      Plane plane = { &source.extents, width, height, pixels };
      g_autofree gint32 *found = g_new (gint32, rect.width);
      g_autofree gint32 *wanted = g_new (gint32, (gsize) rect.width * (gsize) rect.height);
      g_autoptr (GessoDistance) distance = NULL;
      g_autoptr (GArray) targets = NULL;
      g_autoptr (GError) error = NULL;

      for (int i = 0; i < width * height; i++)
        pixels[i] = (g_rand_int_range (rand, 0, sparse) == 0) == source.above ? 101 : 100;
      source.data = &plane;
      targets = list_targets (&plane, &source);
      distance = gesso_distance_new (&source, &rect, g_rand_int_range (rand, 1, 30), &error);
      g_assert_no_error (error);
      for (int i = 0; i < rect.width * rect.height; i++)
        wanted[i] = count (targets, source.reach, rect.x + i % rect.width, rect.y + i / rect.width);
      for (int i = 0; i < 3 * rect.height; i++)
        {
          int row = i < rect.height ? i : g_rand_int_range (rand, 0, rect.height);

          gesso_distance_get_row (distance, rect.y + row, found);
          g_assert_cmpmem (found, (gsize) rect.width * sizeof *found, wanted + row * rect.width,
                           (gsize) rect.width * sizeof *found);
        }
    }
}

static void
read_corner (gconstpointer  data,
             int            x,
             int            y,
             int            width,
             guint8        *out)
{
  for (int i = 0; i < width; i++)
    out[i] = x + i == 0 && y == 0 ? 255 : 0;
}

/* The largest reach, whose square is near the largest number. */
static void
reach_far (void)
{
  const GessoRect rect = { 32000, 0, 2, 3 };
  GessoDistanceSource source = { .read = read_corner,
                                 .extents = { 0, 0, 40000, 4 },
                                 .above = TRUE,
                                 .reach = GESSO_DISTANCE_MAX_REACH };
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoDistance) distance = gesso_distance_new (&source, &rect, 2, &error);
  gint32 found[2];

  g_assert_no_error (error);
  gesso_distance_get_row (distance, 0, found);
  g_assert_cmpint (found[0], ==, 32000 * 32000);
  g_assert_cmpint (found[1], ==, 32001 * 32001);
  gesso_distance_get_row (distance, 2, found);
  g_assert_cmpint (found[0], ==, 32000 * 32000 + 4);
}

/* More than a machine has: an error, and no abort. */
static void
refuses_too_much (void)
{
  const GessoRect rect = { 0, 0, 1 << 30, 1 << 30 };
  GessoDistanceSource source = { .read = read_corner, .extents = rect, .above = TRUE, .reach = 0 };
  g_autoptr (GError) error = NULL;
  GessoDistance *distance = gesso_distance_new (&source, &rect, 1 << 30, &error);

  g_assert_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY);
  g_assert_null (distance);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/distance/agree-with-counting", agree_with_counting);
  g_test_add_func ("/distance/reach-far", reach_far);
  g_test_add_func ("/distance/refuses-too-much", refuses_too_much);

  return g_test_run ();
}
