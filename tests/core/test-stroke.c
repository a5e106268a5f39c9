/* test-stroke.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strokes, dabs and paths: geometry against the plainest way to say the same.
 */

#include "config.h"

#include "mask/gesso-dab.h"
#include "mask/gesso-path-fill.h"
#include "mask/gesso-stroke.h"
#include "support/gesso-test.h"

#include <math.h>
#include <string.h>

static const GessoRect canvas = { 0, 0, 640, 480 };

static GArray *
run_stroke (const GessoBrush       *brush,
            const GessoRect        *rect,
            const GessoStrokePoint *points,
            guint                   n_points)
{
  g_autoptr (GessoStroke) stroke = gesso_stroke_new (brush, rect);
  GArray *dabs = g_array_new (FALSE, FALSE, sizeof (GessoStrokeDab));

  for (guint i = 0; i < n_points; i++)
    gesso_stroke_add (stroke, &points[i], dabs);
  gesso_stroke_end (stroke, dabs);
  return dabs;
}

/* Dabs are evenly spaced along the path, in however many pieces it came. */
static void
test_spacing (void)
{
  const GessoBrush brush = { .size = 40, .hardness = 1, .opacity = 1 };
  GessoStrokePoint points[201];

  for (int n = 1; n <= 200; n *= 10)
    {
      g_autoptr (GArray) dabs = NULL;
      double spacing;

      for (int i = 0; i <= n; i++)
        points[i] = (GessoStrokePoint){ 50 + 400.0 * i / n, 60 + 300.0 * i / n, 1, i * 1000 };
      dabs = run_stroke (&brush, &canvas, points, (guint) n + 1);
      spacing = g_array_index (dabs, GessoStrokeDab, 1).x - 50;
      g_assert_cmpfloat_with_epsilon (spacing, 0.9 * sqrt (20) * 0.8, 1e-6);
      for (guint i = 0; i + 1 < dabs->len; i++)
        {
          const GessoStrokeDab *dab = &g_array_index (dabs, GessoStrokeDab, i);

          g_assert_cmpfloat_with_epsilon (dab->x, 50 + i * spacing, 1e-6);
          g_assert_cmpfloat_with_epsilon (dab->y, 60 + i * spacing * 0.75, 1e-6);
          g_assert_cmpfloat (dab->radius, ==, 20);
        }
      g_assert_cmpfloat (g_array_index (dabs, GessoStrokeDab, dabs->len - 1).x, ==, 450);
    }
}

/* A stroke that leaves at any edge, goes far and comes back at any other prints inside exactly
 * what it would print on a canvas without end. */
static void
test_leave (void)
{
  const GessoRect endless = { -2000000, -2000000, 4000000, 4000000 };
  const double far[] = { 30, 5000, 300000 };

  for (int from = 0; from < 4; from++)
    for (int to = 0; to < 4; to++)
      for (guint how = 0; how < G_N_ELEMENTS (far); how++)
        {
          const GessoBrush brush
              = { .size = 50, .hardness = 1, .opacity = 1, .smoothing = how == 0 ? 0.3 : 0 };
          const double out[4][2] = {
            { -far[how], 200 }, { 640 + far[how], 210 }, { 300, -far[how] }, { 310, 480 + far[how] }
          };
          GessoStrokePoint points[] = { { 320, 240, 1, 0 },
                                        { out[from][0], out[from][1], 1, 50000 },
                                        { out[to][0] + 3, out[to][1] + 7, 1, 100000 },
                                        { 200, 150, 1, 150000 } };
          g_autoptr (GArray) all = run_stroke (&brush, &endless, points, 4);
          g_autoptr (GArray) inside = run_stroke (&brush, &canvas, points, 4);
          guint at = 0;

          for (guint i = 0; i < all->len; i++)
            {
              const GessoStrokeDab *dab = &g_array_index (all, GessoStrokeDab, i);
              const GessoStrokeDab *other;

              if (dab->x < -25 || dab->x > 665 || dab->y < -25 || dab->y > 505)
                continue;
              for (; at < inside->len; at++)
                {
                  other = &g_array_index (inside, GessoStrokeDab, at);
                  if (fabs (other->x - dab->x) < 1e-4 && fabs (other->y - dab->y) < 1e-4)
                    break;
                }
              g_assert_cmpuint (at++, <, inside->len);
            }
          g_assert_cmpuint (inside->len, <, 1500);
          g_assert_cmpuint (inside->len, >, 20);
        }
}

static void
test_pressure (void)
{
  const GessoBrush brush = {
    .size = 100, .hardness = 1, .opacity = 0.5, .pressure_size = TRUE, .pressure_opacity = TRUE
  };
  const GessoStrokePoint points[] = { { 100, 100, 0, 0 }, { 400, 100, 1, 0 } };
  const GessoStrokePoint broken[] = { { NAN, 1, 1, 0 }, { 1, INFINITY, 1, 0 } };
  g_autoptr (GArray) dabs = run_stroke (&brush, &canvas, points, 2);
  g_autoptr (GArray) none = run_stroke (&brush, &canvas, broken, 2);

  g_assert_cmpfloat_with_epsilon (g_array_index (dabs, GessoStrokeDab, 0).radius, 5, 1e-9);
  for (guint i = 0; i < dabs->len; i++)
    {
      const GessoStrokeDab *dab = &g_array_index (dabs, GessoStrokeDab, i);
      double pressure = (dab->x - 100) / 300;

      g_assert_cmpfloat_with_epsilon (dab->radius, 5 + 45 * pressure, 1e-6);
      g_assert_cmpfloat_with_epsilon (dab->opacity, 0.5 * pressure, 1e-6);
    }
  g_assert_cmpuint (none->len, ==, 0);
}

/* Smoothing shortens a zigzag, and still ends where the pointer ended. */
static void
test_smoothing (void)
{
  GessoBrush brush = { .size = 10, .hardness = 1, .opacity = 1, .smoothing = 0.8 };
  GessoStrokePoint points[60];
  g_autoptr (GArray) smooth = NULL;
  g_autoptr (GArray) straight = NULL;
  double high = 0;

  for (int i = 0; i < 60; i++)
    points[i] = (GessoStrokePoint){ 20 + i * 10, 200 + (i % 2) * 30, 1, i * 8000 };
  smooth = run_stroke (&brush, &canvas, points, 60);
  brush.smoothing = 0;
  straight = run_stroke (&brush, &canvas, points, 60);
  g_assert_cmpuint (smooth->len * 2, <, straight->len);
  for (guint i = 20; i + 20 < smooth->len; i++)
    high = MAX (high, fabs (g_array_index (smooth, GessoStrokeDab, i).y - 215));
  g_assert_cmpfloat (high, <, 12);
  g_assert_cmpfloat (g_array_index (smooth, GessoStrokeDab, smooth->len - 1).x, ==, 610);
}

/* A dab's coverage against the area of a disc within each pixel. */
static void
test_dab (void)
{
  g_autoptr (GessoDabCache) cache = gesso_dab_cache_new ();
  const double radii[] = { 0.5, 1, 3.25, 10, 40, 200 };

  for (guint i = 0; i < G_N_ELEMENTS (radii); i++)
    for (int phase = 0; phase < 4; phase++)
      {
        double cx = 500.5 + phase * 0.25, cy = 500.5 + phase * 0.5, sum = 0;
        GessoDab dab;

        gesso_dab_cache_get (cache, cx, cy, radii[i], 1, 1, &dab);
        for (int y = 0; y < dab.rect.height; y++)
          for (int x = 0; x < dab.rect.width; x++)
            {
              guint8 value = dab.pixels[(gsize) y * dab.stride + (gsize) x];
              double distance = hypot (dab.rect.x + x + 0.5 - cx, dab.rect.y + y + 0.5 - cy);

              sum += value / 255.0;
              if (distance < radii[i] - 1)
                g_assert_cmpint (value, ==, 255);
              if (distance > radii[i] + 1)
                g_assert_cmpint (value, ==, 0);
            }
        g_assert_cmpfloat (fabs (sum - G_PI * radii[i] * radii[i]), <, 0.5 + radii[i] * 0.6);
      }
}

/* Soft: never rises outwards, full at the core, nothing at the rim. */
static void
test_soft_dab (void)
{
  g_autoptr (GessoDabCache) cache = gesso_dab_cache_new ();
  GessoDab dab;
  int row, last = 255;

  gesso_dab_cache_get (cache, 300.5, 300.5, 100, 0.4, 0.6, &dab);
  row = 300 - dab.rect.y;
  for (int x = 300 - dab.rect.x; x < dab.rect.width; x++)
    {
      int value = dab.pixels[(gsize) row * dab.stride + (gsize) x];

      g_assert_cmpint (value, <=, last);
      last = value;
      if (x + dab.rect.x < 339)
        g_assert_cmpint (value, ==, 153);
    }
  g_assert_cmpint (last, ==, 0);
}

/* Tiles and the flat plane are blended alike; opacity never builds up unless asked. */
static void
test_blend (void)
{
  g_autoptr (GessoDabCache) cache = gesso_dab_cache_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (GessoMask) mask = gesso_mask_new (300, 300);
  g_autofree guint8 *flat = g_malloc0 (300 * 300);
  guint8 row[300];

  for (int i = 0; i < 300; i++)
    {
      GessoDabBlend blend = (GessoDabBlend) g_rand_int_range (random, 0, 3);
      GessoRect a, b;
      GessoDab dab;

      gesso_dab_cache_get (cache, g_rand_double_range (random, -60, 360),
                           g_rand_double_range (random, -60, 360),
                           g_rand_double_range (random, 0.1, 90), g_rand_double (random),
                           g_rand_double (random), &dab);
      a = gesso_dab_blend (&dab, blend, mask);
      b = gesso_dab_blend_flat (&dab, blend, 300, 300, 300, flat);
      g_assert_true (gesso_rect_equal (&a, &b));
      if (i % 20 == 0)
        gesso_mask_tidy (mask, NULL);
    }
  for (int y = 0; y < 300; y++)
    {
      gesso_mask_get_row (mask, 0, y, 300, row);
      g_assert_cmpmem (row, 300, flat + y * 300, 300);
    }

  memset (flat, 0, 300 * 300);
  for (int i = 0; i < 50; i++)
    {
      GessoDab dab;

      gesso_dab_cache_get (cache, 100 + i, 100, 30, 0.5, 0.4, &dab);
      gesso_dab_blend_flat (&dab, GESSO_DAB_MAX, 300, 300, 300, flat);
    }
  for (int i = 0; i < 300 * 300; i++)
    g_assert_cmpint (flat[i], <=, 102);
}

/* How often the outlines wind around a place: the plainest way. */
static int
find_winding (const GessoPathPoint *points,
              guint                 n,
              double                x,
              double                y)
{
  int winding = 0;
  guint start = 0;

  for (guint i = 0; i < n; i++)
    {
      gboolean last = i + 1 == n || points[i + 1].starts;
      const GessoPathPoint *a = &points[i];
      const GessoPathPoint *b = &points[last ? start : i + 1];

      if ((a->y <= y) != (b->y <= y))
        {
          double at = a->x + (y - a->y) / (b->y - a->y) * (b->x - a->x);

          if (at > x)
            winding += b->y > a->y ? 1 : -1;
        }
      if (last)
        start = i + 1;
    }

  return winding;
}

/* Random polygons that cross themselves and leave the canvas: the coverage is the share of
 * 16 by 16 samples with a winding that is not zero. */
static void
test_path (void)
{
  for (guint32 seed = 0; seed < 40; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GessoPath) path = gesso_path_new ();
      g_autoptr (GessoMask) mask = gesso_mask_new (150, 140);
      const GessoPathPoint *points;
      guint n;
      int worst = 0;

      for (int i = g_rand_int_range (random, 3, 14); i > 0; i--)
        {
          double x = g_rand_double_range (random, -60, 210);
          double y = g_rand_double_range (random, -60, 200);

          if (g_rand_int_range (random, 0, 6) == 0)
            gesso_path_move_to (path, x, y);
          else
            gesso_path_line_to (path, x, y);
        }
      gesso_path_fill (path, GESSO_DAB_MAX, 255, mask);
      points = gesso_path_get_points (path, &n);
      for (int y = 0; y < 140; y++)
        for (int x = 0; x < 150; x++)
          {
            int inside = 0;

            for (int i = 0; i < 256; i++)
              inside += find_winding (points, n, x + (i % 16 + 0.5) / 16, y + (i / 16 + 0.5) / 16)
                        != 0;
            worst = MAX (worst, abs (gesso_mask_get_pixel (mask, x, y) - inside * 255 / 256));
          }
      g_assert_cmpint (worst, <=, 18);
    }
}

static void
test_shapes (void)
{
  g_autoptr (GessoPath) path = gesso_path_new ();
  g_autoptr (GessoPath) ellipse = gesso_path_new ();
  g_autoptr (GessoMask) mask = gesso_mask_new (500, 400);
  g_autoptr (GessoMask) wanted = gesso_mask_new (500, 400);
  const GessoRect rect = { 130, 40, 200, 300 };
  double sum = 0;

  gesso_path_add_rect (path, 130, 40, 200, 300);
  gesso_path_fill (path, GESSO_DAB_MAX, 255, mask);
  gesso_mask_fill_rect (wanted, &rect, 255);
  g_assert_true (gesso_mask_equal (mask, wanted));
  gesso_path_fill (path, GESSO_DAB_ERASE, 255, mask);
  g_assert_true (gesso_mask_is_empty (mask));

  gesso_path_add_ellipse (ellipse, 50.5, 60.25, 300, 200);
  gesso_path_fill (ellipse, GESSO_DAB_MAX, 255, mask);
  for (int y = 0; y < 400; y++)
    for (int x = 0; x < 500; x++)
      sum += gesso_mask_get_pixel (mask, x, y) / 255.0;
  g_assert_cmpfloat_with_epsilon (sum, G_PI * 150 * 100, 40);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/stroke/spacing", test_spacing);
  g_test_add_func ("/stroke/leave", test_leave);
  g_test_add_func ("/stroke/pressure", test_pressure);
  g_test_add_func ("/stroke/smoothing", test_smoothing);
  g_test_add_func ("/stroke/dab", test_dab);
  g_test_add_func ("/stroke/soft-dab", test_soft_dab);
  g_test_add_func ("/stroke/blend", test_blend);
  g_test_add_func ("/stroke/path", test_path);
  g_test_add_func ("/stroke/shapes", test_shapes);

  return g_test_run ();
}
