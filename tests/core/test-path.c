/* test-path.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Filling by tiles against filling pixel by pixel, and what whole tiles cost.
 */

#include "config.h"

#include "mask/gesso-path-fill.h"
#include "support/gesso-test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SIDE 600
#define LINES 16

typedef struct
{
  double x;
  int direction;
} Crossing;

static int
compare (const void *a,
         const void *b)
{
  double first = ((const Crossing *) a)->x;
  double second = ((const Crossing *) b)->x;

  return first < second ? -1 : first > second;
}

static guint
find_crossings (const GessoPath *path,
                double           y,
                Crossing        *out)
{
  const GessoPathPoint *points;
  guint n, start = 0, n_found = 0;

  points = gesso_path_get_points (path, &n);
  for (guint i = 0; i < n; i++)
    {
      gboolean last = i + 1 == n || points[i + 1].starts;
      const GessoPathPoint *a = &points[i];
      const GessoPathPoint *b = &points[last ? start : i + 1];

      if (last)
        start = i + 1;
      if ((a->y <= y) == (b->y <= y))
        continue;
      out[n_found].x = a->x + (y - a->y) / (b->y - a->y) * (b->x - a->x);
      out[n_found++].direction = a->y <= y ? 1 : -1;
    }
  qsort (out, n_found, sizeof *out, compare);
  return n_found;
}

static void
cover (double *row,
       int     width,
       double  from,
       double  to)
{
  from = CLAMP (from, 0, width);
  to = CLAMP (to, 0, width);
  for (int x = (int) floor (from); x < width && x < to; x++)
    row[x] += MAX (0, MIN (x + 1, to) - MAX (x, from)) / LINES;
}

/* Coverage 0 to 1 of one row, the plainest way. */
static void
cover_row (const GessoPath *path,
           int              y,
           double          *row,
           int              width)
{
  guint n;
  g_autofree Crossing *crossings = NULL;

  gesso_path_get_points (path, &n);
  crossings = g_new (Crossing, n + 1);
  for (int x = 0; x < width; x++)
    row[x] = 0;
  for (int line = 0; line < LINES; line++)
    {
      guint n_found = find_crossings (path, y + (line + 0.5) / LINES, crossings);
      int winding = 0;

      for (guint i = 0; i + 1 < n_found; i++)
        {
          winding += crossings[i].direction;
          if (winding != 0)
            cover (row, width, crossings[i].x, crossings[i + 1].x);
        }
    }
}

static double
blend (GessoDabBlend how,
       int           old,
       double        coverage)
{
  switch (how)
    {
    case GESSO_DAB_MAX:
      return MAX (old, coverage);
    case GESSO_DAB_ERASE:
      return MIN (old, 255 - coverage);
    case GESSO_DAB_PAINT:
    default:
      return old + (255 - old) * coverage / 255;
    }
}

static void
add_star (GRand     *random,
          GessoPath *path,
          int        width,
          int        height)
{
  double x = g_rand_double_range (random, 0, width);
  double y = g_rand_double_range (random, 0, height);
  double radius = g_rand_double_range (random, 5, MAX_SIDE);
  int n = g_rand_int_range (random, 3, 40);

  for (int i = 0; i < n; i++)
    {
      double angle = 2 * G_PI * i / n;
      double reach = radius * (i % 2 == 0 ? 1 : g_rand_double_range (random, 0.2, 1));

      if (i == 0)
        gesso_path_move_to (path, x + reach * cos (angle), y + reach * sin (angle));
      else
        gesso_path_line_to (path, x + reach * cos (angle), y + reach * sin (angle));
    }
}

/* As a hand draws it: small steps, over itself and out of the picture. */
static void
add_walk (GRand     *random,
          GessoPath *path,
          int        width,
          int        height)
{
  double x = g_rand_double_range (random, 0, width);
  double y = g_rand_double_range (random, 0, height);
  double angle = 0;

  gesso_path_move_to (path, x, y);
  for (int i = g_rand_int_range (random, 2, 300); i > 0; i--)
    {
      angle += g_rand_double_range (random, -0.6, 0.8);
      x += g_rand_double_range (random, 0, 30) * cos (angle);
      y += g_rand_double_range (random, 0, 30) * sin (angle);
      gesso_path_line_to (path, x, y);
    }
}

static GessoPath *
make_path (GRand *random,
           int    width,
           int    height)
{
  GessoPath *path = gesso_path_new ();

  for (int i = g_rand_int_range (random, 1, 4); i > 0; i--)
    {
      double x = g_rand_double_range (random, -100, width);
      double y = g_rand_double_range (random, -100, height);
      double w = g_rand_double_range (random, 1, MAX_SIDE);
      double h = g_rand_double_range (random, 1, MAX_SIDE);

      if (g_rand_boolean (random))
        {
          /* Edges on pixels, and on tiles. */
          double grid = g_rand_boolean (random) ? GESSO_MASK_TILE : 1;

          x = grid * floor (x / grid);
          y = grid * floor (y / grid);
          w = grid * ceil (w / grid);
          h = grid * ceil (h / grid);
        }
      switch (g_rand_int_range (random, 0, 4))
        {
        case 0:
          gesso_path_add_rect (path, x, y, w, h);
          break;
        case 1:
          gesso_path_add_ellipse (path, x, y, w, h);
          break;
        case 2:
          add_star (random, path, width, height);
          break;
        default:
          add_walk (random, path, width, height);
        }
    }
  return path;
}

static void
test_random (void)
{
  for (guint32 seed = 0; seed < 250; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      int width = g_rand_int_range (random, 1, MAX_SIDE);
      int height = g_rand_int_range (random, 1, MAX_SIDE);
      g_autoptr (GessoPath) path = make_path (random, width, height);
      g_autoptr (GessoMask) mask = gesso_mask_new (width, height);
      GessoDabBlend how = (GessoDabBlend) g_rand_int_range (random, 0, 3);
      int value = g_rand_boolean (random) ? 255 : g_rand_int_range (random, 1, 255);
      GessoRect before = { g_rand_int_range (random, -50, width), 0, width, height };
      g_autofree double *row = g_new (double, width);
      g_autoptr (GessoMask) was = NULL;
      GessoRect changed;

      gesso_mask_fill_rect (mask, &before, g_rand_boolean (random) ? 255 : 90);
      was = gesso_mask_snapshot (mask);
      changed = gesso_path_fill (path, how, (guint8) value, mask);
      for (int y = 0; y < height; y++)
        {
          cover_row (path, y, row, width);
          for (int x = 0; x < width; x++)
            {
              int old = gesso_mask_get_pixel (was, x, y);
              int now = gesso_mask_get_pixel (mask, x, y);
              gboolean inside = x >= changed.x && x < changed.x + changed.width && y >= changed.y
                                && y < changed.y + changed.height;

              if (!inside)
                g_assert_cmpint (now, ==, old);
              if (fabs (now - blend (how, old, row[x] * value)) > 4)
                g_error ("seed %u: %d at %d, %d should be %.1f", seed, now, x, y,
                         blend (how, old, row[x] * value));
            }
        }
    }
}

/* Tiles inside are the one that everybody shares: a large shape takes the memory of its edge. */
static void
test_memory (void)
{
  g_autoptr (GessoPath) path = gesso_path_new ();
  g_autoptr (GessoMask) mask = gesso_mask_new (6000, 4000);
  gsize empty = gesso_mask_get_memory (mask);
  guint n_full = 0;

  gesso_path_add_ellipse (path, 100, 100, 5800, 3800);
  gesso_path_fill (path, GESSO_DAB_MAX, 255, mask);
  for (int row = 0; row < gesso_mask_get_n_rows (mask); row++)
    for (int column = 0; column < gesso_mask_get_n_columns (mask); column++)
      n_full += gesso_mask_is_tile_full (mask, column, row);
  g_assert_cmpuint (n_full, >, 850);
  g_assert_cmpuint (gesso_mask_get_memory (mask) - empty, <, 200 * 17000);

  /* And nothing is left of it, but for a soft edge if it were taken away to the pixel. */
  gesso_path_clear (path);
  gesso_path_add_ellipse (path, 90, 90, 5820, 3820);
  gesso_path_fill (path, GESSO_DAB_ERASE, 255, mask);
  g_assert_true (gesso_mask_is_empty (mask));
  g_assert_cmpuint (gesso_mask_get_memory (mask), ==, empty);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/path/random", test_random);
  g_test_add_func ("/path/memory", test_memory);

  return g_test_run ();
}
