/* gesso-sketch-backdrop.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Grounds: solid, gradients and patterns. Each is drawn over the whole canvas from the colours in
 * the order they were named; with a transparent ground only the pattern itself is. Patterns that
 * are to tile use a whole number of steps in both directions. Any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-backdrop.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-random.h"

/* The colour of a pattern on the ground; with a single colour named, a step away from it. */
static GessoSketchColor
pattern_color (const GessoSketchGround *ground,
               int                      index)
{
  GessoSketchColor base = ground->colors[0];
  GessoSketchColor color;

  if (ground->n_colors < 2)
    color = gesso_sketch_color_shift (base, gesso_sketch_color_luminance (base) < 0.3 ? 0.1 : -0.08,
                                      1, 0);
  else
    color = ground->colors[1 + index % (ground->n_colors - 1)];

  return ground->quiet ? gesso_sketch_color_mix (base, color, 0.22) : color;
}

/* Steps along a side: near @size, a whole number when the pattern must close. */
static double
step_of (double   side,
         double   size,
         gboolean tile)
{
  return tile ? side / MAX (1, lrint (side / size)) : size;
}

static void
paint_ground (GessoSketchCanvas       *canvas,
              const GessoSketchGround *ground)
{
  if (!canvas->transparent)
    gesso_sketch_canvas_fill (canvas, ground->colors[0]);
}

static void
add_ramp (cairo_pattern_t         *pattern,
          const GessoSketchGround *ground)
{
  GessoSketchColor second = ground->n_colors > 1
                                ? ground->colors[1]
                                : gesso_sketch_color_shift (ground->colors[0], -0.18, 1.1, 25);
  int n = MAX (2, ground->n_colors);

  /* Cairo mixes in sRGB; stops mixed in OKLab keep the middle from turning grey. */
  for (int i = 0; i + 1 < n; i++)
    for (int j = 0; j <= 6; j++)
      gesso_sketch_canvas_add_stop (pattern, (i + j / 6.0) / (n - 1),
                                    gesso_sketch_color_mix (ground->colors[i],
                                                            i == 0 && ground->n_colors < 2
                                                                ? second
                                                                : ground->colors[i + 1],
                                                            j / 6.0),
                                    1);
}

static void
paint_linear (GessoSketchCanvas       *canvas,
              const GessoSketchGround *ground)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, 0, 0, canvas->height);

  add_ramp (pattern, ground);
  cairo_set_source (canvas->cr, pattern);
  cairo_paint (canvas->cr);
  cairo_pattern_destroy (pattern);
}

static void
paint_radial (GessoSketchCanvas       *canvas,
              const GessoSketchGround *ground)
{
  double x = canvas->width / 2;
  double y = canvas->height / 2;
  cairo_pattern_t *pattern = cairo_pattern_create_radial (x, y, 0, x, y, hypot (x, y));

  add_ramp (pattern, ground);
  cairo_set_source (canvas->cr, pattern);
  cairo_paint (canvas->cr);
  cairo_pattern_destroy (pattern);
}

static void
paint_paper (GessoSketchCanvas       *canvas,
             const GessoSketchGround *ground)
{
  GessoSketchGround soft = *ground;
  GessoSketchColor base = ground->colors[0];
  GessoSketchColor tones[3];
  GessoSketchRandom random;
  int n = canvas->detail == 0 ? 150 : canvas->detail == 1 ? 1400 : 3000;

  if (gesso_sketch_color_luminance (base) < 0.25 && ground->n_colors > 1 && !ground->quiet)
    base = ground->colors[ground->n_colors - 1];
  tones[0] = gesso_sketch_color_shift (base, -0.018, 1, 0);
  tones[1] = base;
  tones[2] = gesso_sketch_color_shift (base, 0.016, 0.9, 0);
  soft.colors = tones;
  soft.n_colors = 3;
  gesso_sketch_backdrop_noise (canvas, &soft);

  /* Fibres. */
  gesso_sketch_random_init (&random, canvas->seed, "paper");
  cairo_set_line_width (canvas->cr, canvas->unit * 0.05);
  for (int i = 0; i < n; i++)
    {
      double x = gesso_sketch_random_unit (&random) * canvas->width;
      double y = gesso_sketch_random_unit (&random) * canvas->height;
      double angle = gesso_sketch_random_range (&random, 0, G_PI);
      double length = canvas->unit * gesso_sketch_random_range (&random, 0.4, 1.6);
      double bend = gesso_sketch_random_range (&random, -0.5, 0.5);

      if ((i & 127) == 0 && gesso_sketch_canvas_is_cancelled (canvas))
        return;
      cairo_move_to (canvas->cr, x, y);
      cairo_curve_to (canvas->cr, x + cos (angle) * length / 3, y + sin (angle) * length / 3,
                      x + cos (angle + bend) * length * 2 / 3,
                      y + sin (angle + bend) * length * 2 / 3, x + cos (angle + bend) * length,
                      y + sin (angle + bend) * length);
      gesso_sketch_canvas_set_color (
          canvas, gesso_sketch_color_shift (base, i % 3 == 0 ? 0.06 : -0.09, 1, 0), 0.35);
      cairo_stroke (canvas->cr);
    }
}

static void
paint_halftone (GessoSketchCanvas       *canvas,
                const GessoSketchGround *ground)
{
  double pitch = canvas->unit * 2.1;
  GessoSketchColor ink = pattern_color (ground, 0);
  double reach = hypot (canvas->width, canvas->height);
  int n = (int) (reach / pitch) + 2;

  paint_ground (canvas, ground);
  gesso_sketch_canvas_set_color (canvas, ink, 1);
  cairo_save (canvas->cr);
  cairo_translate (canvas->cr, canvas->width / 2, canvas->height / 2);
  cairo_rotate (canvas->cr, G_PI / 4);
  for (int j = -n / 2; j <= n / 2; j++)
    {
      if (gesso_sketch_canvas_is_cancelled (canvas))
        break;
      for (int i = -n / 2; i <= n / 2; i++)
        {
          double x = i * pitch;
          double y = j * pitch;
          /* Back to upright coordinates, to know how far down this dot is. */
          double down = 0.5 + (x + y) * G_SQRT2 / 2 / canvas->height;
          double across = (x - y) * G_SQRT2 / 2 / canvas->width;
          double tone = CLAMP (down * 1.15 - 0.12 + 0.12 * sin (across * 5), 0, 1);
          double radius = pitch * 0.72 * sqrt (tone);

          if (radius > pitch * 0.06)
            gesso_sketch_canvas_path_circle (canvas, x, y, radius);
        }
      cairo_fill (canvas->cr);
    }
  cairo_restore (canvas->cr);
}

static void
paint_stripes (GessoSketchCanvas       *canvas,
               const GessoSketchGround *ground)
{
  int n = ground->n_colors < 2 ? 2 : ground->n_colors;
  double width = canvas->unit * 5;
  double period = step_of (canvas->width, width * n, ground->tile);
  double rise = ground->tile ? period * MAX (1, lrint (canvas->height / period)) : canvas->height;

  paint_ground (canvas, ground);
  for (double x = -rise - period; x < canvas->width + period; x += period)
    for (int i = 1; i < n; i++)
      {
        double left = x + i * period / n;

        cairo_move_to (canvas->cr, left, canvas->height);
        cairo_line_to (canvas->cr, left + rise, 0);
        cairo_line_to (canvas->cr, left + rise + period / n, 0);
        cairo_line_to (canvas->cr, left + period / n, canvas->height);
        cairo_close_path (canvas->cr);
        gesso_sketch_canvas_set_color (canvas, pattern_color (ground, i - 1), 1);
        cairo_fill (canvas->cr);
      }
}

static void
paint_checks (GessoSketchCanvas       *canvas,
              const GessoSketchGround *ground)
{
  double size = canvas->unit * 6.25;
  double sx = step_of (canvas->width, size * 2, ground->tile) / 2;
  double sy = step_of (canvas->height, size * 2, ground->tile) / 2;

  paint_ground (canvas, ground);
  gesso_sketch_canvas_set_color (canvas, pattern_color (ground, 0), 1);
  for (int j = 0; j * sy < canvas->height; j++)
    for (int i = j & 1; i * sx < canvas->width; i += 2)
      cairo_rectangle (canvas->cr, i * sx, j * sy, sx, sy);
  cairo_fill (canvas->cr);
}

static void
paint_dots (GessoSketchCanvas       *canvas,
            const GessoSketchGround *ground)
{
  double size = canvas->unit * 5.6;
  double sx = step_of (canvas->width, size * 2, ground->tile) / 2;
  double sy = step_of (canvas->height, size * 2, ground->tile) / 2;

  paint_ground (canvas, ground);
  for (int j = 0; j * sy <= canvas->height + sy; j++)
    for (int i = j & 1; i * sx <= canvas->width + sx; i += 2)
      {
        gesso_sketch_canvas_path_circle (canvas, i * sx, j * sy, MIN (sx, sy) * 0.42);
        gesso_sketch_canvas_set_color (canvas,
                                       pattern_color (ground, ground->tile ? 0 : (i + j) / 2), 1);
        cairo_fill (canvas->cr);
      }
}

static void
paint_waves (GessoSketchCanvas       *canvas,
             const GessoSketchGround *ground)
{
  double radius = step_of (canvas->width, canvas->unit * 18, ground->tile) / 2;
  double pitch = radius / 2;

  paint_ground (canvas, ground);
  if (ground->tile)
    pitch = canvas->height / (2 * MAX (1, lrint (canvas->height / radius)));

  /* Overlapping scales, from the top down, each row half a scale aside. */
  for (int row = -1; (row - 2) * pitch < canvas->height + radius; row++)
    {
      if (gesso_sketch_canvas_is_cancelled (canvas))
        return;
      for (double x = (row & 1) != 0 ? -radius : 0; x < canvas->width + 2 * radius; x += 2 * radius)
        for (int ring = 0; ring < 4; ring++)
          {
            GessoSketchColor color
                = ring % 2 == 0 ? pattern_color (ground, ring / 2) : ground->colors[0];

            gesso_sketch_canvas_path_circle (canvas, x, row * pitch + radius,
                                             radius * (1 - 0.24 * ring)
                                                 - (ring == 0 ? radius * 0.03 : 0));
            gesso_sketch_canvas_set_color (canvas, color, 1);
            cairo_fill (canvas->cr);
          }
    }
}

static void
chip_path (GessoSketchCanvas *canvas,
           GessoSketchRandom *random,
           double             x,
           double             y,
           double             radius)
{
  int n = 5 + gesso_sketch_random_int (random, 3);
  double turn = gesso_sketch_random_range (random, 0, 2 * G_PI);

  cairo_new_sub_path (canvas->cr);
  for (int i = 0; i < n; i++)
    {
      double angle = turn + 2 * G_PI * (i + gesso_sketch_random_range (random, -0.3, 0.3)) / n;
      double r = radius * gesso_sketch_random_range (random, 0.65, 1.1);

      cairo_line_to (canvas->cr, x + r * cos (angle), y + r * sin (angle) * 0.85);
    }
  cairo_close_path (canvas->cr);
}

static gboolean
chip_is_free (const double *placed,
              int           n,
              double        x,
              double        y,
              double        radius,
              double        width,
              double        height,
              gboolean      tile)
{
  for (int i = 0; i < n; i++)
    {
      double dx = fabs (placed[3 * i] - x);
      double dy = fabs (placed[3 * i + 1] - y);
      double gap = (placed[3 * i + 2] + radius) * 1.04;

      if (tile)
        {
          dx = MIN (dx, width - dx);
          dy = MIN (dy, height - dy);
        }
      if (dx * dx + dy * dy < gap * gap)
        return FALSE;
    }

  return TRUE;
}

static void
paint_terrazzo (GessoSketchCanvas       *canvas,
                const GessoSketchGround *ground)
{
  static const double sizes[] = { 4.6, 3.0, 1.9, 1.1, 0.55 };
  static const int tries[] = { 90, 200, 420, 900, 1600 };
  g_autofree double *placed = g_new (double, 3 * 3300);
  GessoSketchRandom random;
  int n_sizes = canvas->detail == 0 ? 3 : 5;
  int n = 0;

  paint_ground (canvas, ground);
  gesso_sketch_random_init (&random, canvas->seed, "terrazzo");
  for (int s = 0; s < n_sizes; s++)
    for (int t = 0; t < tries[s]; t++)
      {
        double x = gesso_sketch_random_unit (&random) * canvas->width;
        double y = gesso_sketch_random_unit (&random) * canvas->height;
        double radius = sizes[s] * canvas->unit * gesso_sketch_random_range (&random, 0.75, 1.15);
        GessoSketchRandom shape;

        if ((t & 63) == 0 && gesso_sketch_canvas_is_cancelled (canvas))
          return;
        if (!chip_is_free (placed, n, x, y, radius, canvas->width, canvas->height, ground->tile))
          continue;
        placed[3 * n] = x;
        placed[3 * n + 1] = y;
        placed[3 * n + 2] = radius;
        gesso_sketch_random_init (&shape, canvas->seed + (guint64) n, "chip");
        gesso_sketch_canvas_set_color (
            canvas, pattern_color (ground, (int) gesso_sketch_random_next (&shape) & 0xff), 1);
        for (int k = 0; k < (ground->tile ? 9 : 1); k++)
          {
            GessoSketchRandom same = shape;
            double ox = ground->tile ? (k % 3 - 1) * canvas->width : 0;
            double oy = ground->tile ? (k / 3 - 1) * canvas->height : 0;

            chip_path (canvas, &same, x + ox, y + oy, radius);
          }
        cairo_fill (canvas->cr);
        n++;
      }
}

static void
facet (GessoSketchCanvas       *canvas,
       const GessoSketchGround *ground,
       guint32                  seed,
       const double            *a,
       const double            *b,
       const double            *c)
{
  double u = (a[0] + b[0] + c[0]) / 3 / canvas->width;
  double v = (a[1] + b[1] + c[1]) / 3 / canvas->height;
  double t = CLAMP (0.55 * v + 0.35 * u + 0.35 * (gesso_sketch_noise2 (seed, u * 3, v * 3) - 0.35),
                    0, 0.999);
  int n = MAX (1, ground->n_colors - 1);
  int low = (int) (t * n);
  GessoSketchColor color
      = ground->n_colors > 1
            ? gesso_sketch_color_mix (ground->colors[low], ground->colors[low + 1], t * n - low)
            : ground->colors[0];
  /* As if each facet leaned its own way. */
  double lit = gesso_sketch_hash2 (seed, (int) (u * 997), (int) (v * 991)) / 4294967295.0 - 0.5;

  color = gesso_sketch_color_shift (color, lit * (ground->quiet ? 0.03 : 0.09), 1, 0);
  cairo_move_to (canvas->cr, a[0], a[1]);
  cairo_line_to (canvas->cr, b[0], b[1]);
  cairo_line_to (canvas->cr, c[0], c[1]);
  cairo_close_path (canvas->cr);
  gesso_sketch_canvas_set_color (canvas, color, 1);
  cairo_fill_preserve (canvas->cr);
  cairo_set_line_width (canvas->cr, MAX (0.6 / canvas->scale, canvas->unit * 0.02));
  cairo_stroke (canvas->cr);
}

static void
paint_lowpoly (GessoSketchCanvas       *canvas,
               const GessoSketchGround *ground)
{
  double size = canvas->unit * 11;
  int columns = (int) (canvas->width / size) + 3;
  int rows = (int) (canvas->height / size) + 3;
  g_autofree double *points = g_new (double, 2 * (gsize) columns * rows);
  GessoSketchRandom random;
  guint32 seed;

  gesso_sketch_random_init (&random, canvas->seed, "facets");
  seed = gesso_sketch_random_next (&random);
  for (int j = 0; j < rows; j++)
    for (int i = 0; i < columns; i++)
      {
        double *p = points + 2 * ((gsize) j * columns + i);

        p[0] = (i - 1 + ((j & 1) != 0 ? 0.5 : 0)) * size * 1.08
               + gesso_sketch_random_range (&random, -0.3, 0.3) * size;
        p[1] = (j - 1) * size * 1.05 + gesso_sketch_random_range (&random, -0.3, 0.3) * size;
        if (j == 0)
          p[1] = -size;
        if (j == rows - 1)
          p[1] = canvas->height + size;
        if (i == 0)
          p[0] = -size;
        if (i == columns - 1)
          p[0] = canvas->width + size;
      }
  for (int j = 0; j + 1 < rows; j++)
    {
      if (gesso_sketch_canvas_is_cancelled (canvas))
        return;
      for (int i = 0; i + 1 < columns; i++)
        {
          const double *p = points + 2 * ((gsize) j * columns + i);
          const double *q = p + 2;
          const double *r = p + 2 * (gsize) columns;
          const double *s = r + 2;

          if ((j & 1) != 0)
            {
              facet (canvas, ground, seed, p, q, s);
              facet (canvas, ground, seed, p, s, r);
            }
          else
            {
              facet (canvas, ground, seed, p, q, r);
              facet (canvas, ground, seed, q, s, r);
            }
        }
    }
}

static void
paint_grid (GessoSketchCanvas       *canvas,
            const GessoSketchGround *ground)
{
  double sx = step_of (canvas->width, canvas->unit * 4, TRUE);
  double sy = step_of (canvas->height, canvas->unit * 4, TRUE);
  GessoSketchColor line = pattern_color (ground, 0);

  paint_ground (canvas, ground);
  for (int pass = 0; pass < 2; pass++)
    {
      int every = pass == 0 ? 1 : 5;

      for (int i = 0; i * sx <= canvas->width + 1; i += every)
        {
          cairo_move_to (canvas->cr, i * sx, 0);
          cairo_line_to (canvas->cr, i * sx, canvas->height);
        }
      for (int j = 0; j * sy <= canvas->height + 1; j += every)
        {
          cairo_move_to (canvas->cr, 0, j * sy);
          cairo_line_to (canvas->cr, canvas->width, j * sy);
        }
      gesso_sketch_canvas_set_color (canvas, line, pass == 0 ? 0.45 : 0.9);
      cairo_set_line_width (canvas->cr, canvas->unit * (pass == 0 ? 0.1 : 0.2));
      cairo_stroke (canvas->cr);
    }
}

static void
disc (GessoSketchCanvas *canvas,
      double             x,
      double             y,
      double             radius,
      GessoSketchColor   color)
{
  gesso_sketch_canvas_path_circle (canvas, x, y, radius);
  gesso_sketch_canvas_set_color (canvas, color, 1);
  cairo_fill (canvas->cr);
}

/* One cell of the quarter-circle pattern. */
static void
paint_cell (GessoSketchCanvas       *canvas,
            const GessoSketchGround *ground,
            GessoSketchRandom       *random,
            GessoSketchBox           cell)
{
  int shape = gesso_sketch_random_int (random, 6);
  int corner = gesso_sketch_random_int (random, 4);
  int first = gesso_sketch_random_int (random, 16);
  GessoSketchColor a = pattern_color (ground, first);
  GessoSketchColor b = pattern_color (ground, first + 1);
  double cx = cell.x + (corner & 1) * cell.width;
  double cy = cell.y + (corner >> 1) * cell.height;
  cairo_t *cr = canvas->cr;

  cairo_save (cr);
  cairo_rectangle (cr, cell.x, cell.y, cell.width, cell.height);
  cairo_clip (cr);
  if (gesso_sketch_random_int (random, 3) == 0 && !canvas->transparent)
    gesso_sketch_canvas_fill_box (canvas, cell, 0,
                                  gesso_sketch_color_mix (ground->colors[0], b, 0.25), 1);
  switch (shape)
    {
    case 0:
      disc (canvas, cx, cy, cell.width, a);
      break;
    case 1:
      disc (canvas, cx, cy, cell.width, a);
      disc (canvas, cx, cy, cell.width * 0.5, b);
      break;
    case 2:
      disc (canvas, cell.x + cell.width / 2, cell.y + cell.height / 2, cell.width * 0.36, a);
      break;
    case 3:
      cairo_move_to (cr, cx, cy);
      cairo_line_to (cr, cell.x + (1 - (corner & 1)) * cell.width, cy);
      cairo_line_to (cr, cx, cell.y + (1 - (corner >> 1)) * cell.height);
      cairo_close_path (cr);
      gesso_sketch_canvas_set_color (canvas, a, 1);
      cairo_fill (cr);
      break;
    case 4:
      for (int i = 4; i > 0; i--)
        disc (canvas, cx, cy, cell.width * i / 4, i % 2 == 0 ? a : ground->colors[0]);
      break;
    default:
      break;
    }
  cairo_restore (cr);
}

static void
paint_shapes (GessoSketchCanvas       *canvas,
              const GessoSketchGround *ground)
{
  double size = canvas->unit * 16;
  int columns = MAX (1, (int) lrint (canvas->width / size));
  int rows = MAX (1, (int) lrint (canvas->height / size));
  double sx = canvas->width / columns;
  double sy = canvas->height / rows;
  GessoSketchRandom random;

  paint_ground (canvas, ground);
  gesso_sketch_random_init (&random, canvas->seed, "shapes");
  for (int j = 0; j < rows; j++)
    for (int i = 0; i < columns; i++)
      {
        if (gesso_sketch_canvas_is_cancelled (canvas))
          return;
        paint_cell (canvas, ground, &random, (GessoSketchBox){ i * sx, j * sy, sx, sy });
      }
}

/**
 * gesso_sketch_backdrop_paint:
 * @canvas: where
 * @ground: what
 *
 * Paints the ground over the whole canvas. With a transparent canvas solid and gradient grounds
 * paint nothing, and patterns only their figures.
 */
void
gesso_sketch_backdrop_paint (GessoSketchCanvas       *canvas,
                             const GessoSketchGround *ground)
{
  static void (*const painters[]) (GessoSketchCanvas *, const GessoSketchGround *) = {
    [GESSO_SKETCH_BACKDROP_NONE] = paint_ground,
    [GESSO_SKETCH_BACKDROP_SOLID] = paint_ground,
    [GESSO_SKETCH_BACKDROP_LINEAR] = paint_linear,
    [GESSO_SKETCH_BACKDROP_RADIAL] = paint_radial,
    [GESSO_SKETCH_BACKDROP_MESH] = gesso_sketch_backdrop_mesh,
    [GESSO_SKETCH_BACKDROP_NOISE] = gesso_sketch_backdrop_noise,
    [GESSO_SKETCH_BACKDROP_PAPER] = paint_paper,
    [GESSO_SKETCH_BACKDROP_HALFTONE] = paint_halftone,
    [GESSO_SKETCH_BACKDROP_STRIPES] = paint_stripes,
    [GESSO_SKETCH_BACKDROP_CHECKS] = paint_checks,
    [GESSO_SKETCH_BACKDROP_DOTS] = paint_dots,
    [GESSO_SKETCH_BACKDROP_WAVES] = paint_waves,
    [GESSO_SKETCH_BACKDROP_TERRAZZO] = paint_terrazzo,
    [GESSO_SKETCH_BACKDROP_TOPOGRAPHIC] = gesso_sketch_backdrop_contour,
    [GESSO_SKETCH_BACKDROP_LOWPOLY] = paint_lowpoly,
    [GESSO_SKETCH_BACKDROP_GRID] = paint_grid,
    [GESSO_SKETCH_BACKDROP_SHAPES] = paint_shapes,
  };
  gboolean field
      = ground->kind >= GESSO_SKETCH_BACKDROP_LINEAR && ground->kind <= GESSO_SKETCH_BACKDROP_PAPER;

  g_return_if_fail (ground->n_colors > 0);
  g_return_if_fail ((guint) ground->kind < G_N_ELEMENTS (painters));

  if (field && canvas->transparent)
    return;
  painters[ground->kind](canvas, ground);
}
