/* gesso-sketch-backdrop-field.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Grounds that are a field rather than a drawing: mesh gradients, soft noise and contour lines.
 * They are computed on a coarse lattice where they are smooth and interpolated from there, which
 * keeps them fast in large sizes. See gesso-sketch-backdrop.c for the others. */

#include "config.h"

#include "engine/sketch/gesso-sketch-backdrop.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-random.h"

#define MAX_MESH_POINTS 9

/* A spot of colour that its neighbourhood takes on. */
typedef struct
{
  double x;
  double y;
  double weight;
  GessoSketchColor color;
} MeshPoint;

/* Samples of a smooth field along the longer side. */
#define FIELD_SAMPLES 220

static guint32
pack (GessoSketchColor color)
{
  return 0xff000000u | (guint32) lrint (CLAMP (color.r, 0, 1) * 255) << 16
         | (guint32) lrint (CLAMP (color.g, 0, 1) * 255) << 8
         | (guint32) lrint (CLAMP (color.b, 0, 1) * 255);
}

/* Paints a small opaque picture over the whole canvas. */
static void
paint_small (GessoSketchCanvas *canvas,
             guint32           *pixels,
             int                width,
             int                height)
{
  cairo_surface_t *small
      = cairo_image_surface_create_for_data ((guchar *) pixels, CAIRO_FORMAT_ARGB32, width, height,
                                             width * 4);

  cairo_save (canvas->cr);
  cairo_scale (canvas->cr, canvas->width / (width - 1), canvas->height / (height - 1));
  cairo_translate (canvas->cr, -0.5, -0.5);
  cairo_set_source_surface (canvas->cr, small, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (canvas->cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (canvas->cr), CAIRO_EXTEND_PAD);
  cairo_paint (canvas->cr);
  cairo_restore (canvas->cr);
  cairo_surface_finish (small);
  cairo_surface_destroy (small);
}

static void
field_size (GessoSketchCanvas *canvas,
            int               *width,
            int               *height)
{
  double longer = MAX (canvas->width, canvas->height);

  *width = MAX (2, (int) (FIELD_SAMPLES * canvas->width / longer));
  *height = MAX (2, (int) (FIELD_SAMPLES * canvas->height / longer));
}

/* The mean of the points' squared colours, by nearness. */
static GessoSketchColor
mesh_color (const MeshPoint *points,
            int              n,
            double           u,
            double           v)
{
  GessoSketchColor mean = { 0, 0, 0 };
  double total = 0;

  for (int i = 0; i < n; i++)
    {
      double d2 = pow (u - points[i].x, 2) + pow (v - points[i].y, 2) + 0.004;
      double w = points[i].weight / (d2 * sqrt (d2));

      mean.r += points[i].color.r * points[i].color.r * w;
      mean.g += points[i].color.g * points[i].color.g * w;
      mean.b += points[i].color.b * points[i].color.b * w;
      total += w;
    }

  return (GessoSketchColor){ sqrt (mean.r / total), sqrt (mean.g / total), sqrt (mean.b / total) };
}

/**
 * gesso_sketch_backdrop_mesh:
 * @canvas: where
 * @ground: with which colours
 *
 * Soft clouds of colour that flow into each other: inverse-distance weights of a few points, over
 * coordinates that are bent by noise.
 */
void
gesso_sketch_backdrop_mesh (GessoSketchCanvas       *canvas,
                            const GessoSketchGround *ground)
{
  MeshPoint points[MAX_MESH_POINTS];
  GessoSketchRandom random;
  g_autofree guint32 *pixels = NULL;
  guint32 seed;
  double aspect = canvas->width / canvas->height;
  int n = MIN (MAX (ground->n_colors + 3, 5), MAX_MESH_POINTS);
  int width;
  int height;

  gesso_sketch_random_init (&random, canvas->seed, "mesh");
  seed = gesso_sketch_random_next (&random);
  for (int i = 0; i < n; i++)
    {
      points[i].x = ((i % 3) + gesso_sketch_random_range (&random, 0.15, 0.85)) / 3 * aspect;
      points[i].y = ((i * 2 / 3 % 3) + gesso_sketch_random_range (&random, 0.1, 0.9)) / 3;
      points[i].weight = gesso_sketch_random_range (&random, 0.7, 1.3);
      points[i].color = ground->colors[0];
    }

  /* Colours go from corner to corner in their order, so that neighbours mix and opposites do
   * not. */
  for (int i = 0; i < n; i++)
    {
      int rank = 0;

      for (int j = 0; j < n; j++)
        if (points[j].x / aspect + points[j].y < points[i].x / aspect + points[i].y)
          rank++;
      points[i].color = ground->colors[rank * ground->n_colors / n];
    }

  field_size (canvas, &width, &height);
  pixels = g_new (guint32, (gsize) width * height);
  for (int y = 0; y < height; y++)
    {
      if (gesso_sketch_canvas_is_cancelled (canvas))
        return;
      for (int x = 0; x < width; x++)
        {
          double u = (double) x / (width - 1) * aspect;
          double v = (double) y / (height - 1);

          u += 0.35 * (gesso_sketch_noise2 (seed, u * 2, v * 2) - 0.5);
          v += 0.35 * (gesso_sketch_noise2 (seed + 1, u * 2 + 9, v * 2) - 0.5);
          pixels[(gsize) y * width + x] = pack (mesh_color (points, n, u, v));
        }
    }
  paint_small (canvas, pixels, width, height);
}

static double
field (GessoSketchCanvas *canvas,
       guint32            seed,
       double             u,
       double             v,
       int                octaves,
       gboolean           tile,
       double             frequency)
{
  if (tile)
    {
      int px = MAX (1, (int) lrint (frequency * canvas->width / canvas->height));
      int py = MAX (1, (int) lrint (frequency));
      double sum = 0;
      double weight = 0.5;
      double total = 0;

      for (int i = 0; i < octaves; i++)
        {
          sum += weight
                 * gesso_sketch_noise2_tiled (seed + (guint32) i, u * px * (1 << i),
                                              v * py * (1 << i), px << i, py << i);
          total += weight;
          weight *= 0.5;
        }
      return sum / total;
    }

  u *= canvas->width / canvas->height;
  return gesso_sketch_fbm2 (seed,
                            u * frequency + 0.6 * gesso_sketch_noise2 (seed + 50, u * 3, v * 3),
                            v * frequency, octaves);
}

/**
 * gesso_sketch_backdrop_noise:
 * @canvas: where
 * @ground: with which colours
 *
 * Layered noise between the colours, like smoke or stone.
 */
void
gesso_sketch_backdrop_noise (GessoSketchCanvas       *canvas,
                             const GessoSketchGround *ground)
{
  GessoSketchRandom random;
  g_autofree guint32 *pixels = NULL;
  GessoSketchColor ramp[64];
  guint32 seed;
  int width;
  int height;

  gesso_sketch_random_init (&random, canvas->seed, "noise");
  seed = gesso_sketch_random_next (&random);
  for (int i = 0; i < 64; i++)
    {
      double t = i / 63.0 * MAX (1, ground->n_colors - 1);
      int low = MIN ((int) t, ground->n_colors - 1);
      GessoSketchColor last = ground->n_colors > 1
                                  ? ground->colors[MIN (low + 1, ground->n_colors - 1)]
                                  : gesso_sketch_color_shift (ground->colors[0], -0.12, 1, 0);

      ramp[i] = gesso_sketch_color_mix (ground->colors[low], last, t - low);
    }

  field_size (canvas, &width, &height);
  width *= 2;
  height *= 2;
  pixels = g_new (guint32, (gsize) width * height);
  for (int y = 0; y < height; y++)
    {
      if (gesso_sketch_canvas_is_cancelled (canvas))
        return;
      for (int x = 0; x < width; x++)
        {
          double value = field (canvas, seed, (double) x / (width - 1), (double) y / (height - 1),
                                canvas->detail > 0 ? 5 : 3, ground->tile, 3);

          value = CLAMP ((value - 0.5) * 1.9 + 0.5, 0, 1);
          pixels[(gsize) y * width + x] = pack (ramp[(int) (value * 63)]);
        }
    }
  paint_small (canvas, pixels, width, height);
}

static void
contour_row (GessoSketchCanvas *canvas,
             const double      *grid,
             int                columns,
             int                y,
             double             level,
             double             step_x,
             double             step_y)
{
  for (int x = 0; x + 1 < columns; x++)
    {
      double a = grid[(gsize) y * columns + x] - level;
      double b = grid[(gsize) y * columns + x + 1] - level;
      double c = grid[(gsize) (y + 1) * columns + x + 1] - level;
      double d = grid[(gsize) (y + 1) * columns + x] - level;
      double points[4][2];
      int n = 0;

      if ((a < 0) == (b < 0) && (b < 0) == (c < 0) && (c < 0) == (d < 0))
        continue;
      if ((a < 0) != (b < 0))
        {
          points[n][0] = x + a / (a - b);
          points[n++][1] = y;
        }
      if ((b < 0) != (c < 0))
        {
          points[n][0] = x + 1;
          points[n++][1] = y + b / (b - c);
        }
      if ((c < 0) != (d < 0))
        {
          points[n][0] = x + d / (d - c);
          points[n++][1] = y + 1;
        }
      if ((d < 0) != (a < 0))
        {
          points[n][0] = x;
          points[n++][1] = y + a / (a - d);
        }
      for (int i = 0; i + 1 < n; i += 2)
        {
          cairo_move_to (canvas->cr, points[i][0] * step_x, points[i][1] * step_y);
          cairo_line_to (canvas->cr, points[i + 1][0] * step_x, points[i + 1][1] * step_y);
        }
    }
}

/**
 * gesso_sketch_backdrop_contour:
 * @canvas: where
 * @ground: the first colour is the ground, the second the lines
 *
 * Lines of equal height over hills of noise (marching squares), each fifth one stronger.
 */
void
gesso_sketch_backdrop_contour (GessoSketchCanvas       *canvas,
                               const GessoSketchGround *ground)
{
  GessoSketchColor base = ground->colors[0];
  GessoSketchColor line
      = ground->n_colors > 1 ? ground->colors[1] : gesso_sketch_color_readable (base, base, 2.2);
  GessoSketchRandom random;
  g_autofree double *grid = NULL;
  double longer = MAX (canvas->width, canvas->height);
  int columns = MAX (8, (int) (FIELD_SAMPLES * 1.3 * canvas->width / longer));
  int rows = MAX (8, (int) (FIELD_SAMPLES * 1.3 * canvas->height / longer));
  guint32 seed;
  int levels = canvas->detail > 0 ? 28 : 12;

  gesso_sketch_random_init (&random, canvas->seed, "contour");
  seed = gesso_sketch_random_next (&random);
  if (!canvas->transparent)
    gesso_sketch_canvas_fill (canvas, base);
  if (gesso_sketch_color_contrast (base, line) < 1.25)
    line = gesso_sketch_color_readable (line, base, 1.8);

  grid = g_new (double, (gsize) columns *rows);
  for (int y = 0; y < rows; y++)
    for (int x = 0; x < columns; x++)
      grid[(gsize) y * columns + x] = field (canvas, seed, (double) x / (columns - 1),
                                             (double) y / (rows - 1), 3, ground->tile, 2.6);

  cairo_set_line_cap (canvas->cr, CAIRO_LINE_CAP_ROUND);
  for (int i = 1; i < levels; i++)
    {
      double level = 0.1 + 0.8 * i / levels;
      gboolean strong = i % 5 == 0;

      if (gesso_sketch_canvas_is_cancelled (canvas))
        return;
      for (int y = 0; y + 1 < rows; y++)
        contour_row (canvas, grid, columns, y, level, canvas->width / (columns - 1),
                     canvas->height / (rows - 1));
      gesso_sketch_canvas_set_color (canvas, line,
                                     ground->quiet ? (strong ? 0.35 : 0.18) : (strong ? 1 : 0.62));
      cairo_set_line_width (canvas->cr, canvas->unit * (strong ? 0.22 : 0.11));
      cairo_stroke (canvas->cr);
    }
}
