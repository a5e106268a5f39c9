/* gesso-sketch-scene-ridge.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchRidge: the outline of a chain of mountains or hills across the whole scene. A value on
 * the stack of the layer that paints it; pure, any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-scene-ridge.h"

#include <math.h>

double
_gesso_sketch_ridge_x (const GessoSketchScene *self,
                       int                     i)
{
  return self->w * i / GESSO_SKETCH_RIDGE_POINTS;
}

void
_gesso_sketch_ridge_path (GessoSketchScene       *self,
                          const GessoSketchRidge *ridge,
                          double                  bottom)
{
  cairo_new_path (self->cr);
  cairo_move_to (self->cr, -1, bottom);
  cairo_line_to (self->cr, -1, ridge->y[0]);
  for (int i = 0; i <= GESSO_SKETCH_RIDGE_POINTS; i++)
    cairo_line_to (self->cr, _gesso_sketch_ridge_x (self, i), ridge->y[i]);
  cairo_line_to (self->cr, self->w + 1, ridge->y[GESSO_SKETCH_RIDGE_POINTS]);
  cairo_line_to (self->cr, self->w + 1, bottom);
  cairo_close_path (self->cr);
}

void
_gesso_sketch_ridge_fill (GessoSketchScene       *self,
                          const GessoSketchRidge *ridge,
                          double                  top,
                          double                  bottom,
                          GessoSketchColor        crest,
                          GessoSketchColor        foot)
{
  cairo_pattern_t *shade = cairo_pattern_create_linear (0, top, 0, bottom);

  gesso_sketch_canvas_add_stop (shade, 0, crest, 1);
  gesso_sketch_canvas_add_stop (shade, 1, foot, 1);
  _gesso_sketch_ridge_path (self, ridge, bottom);
  cairo_set_source (self->cr, shade);
  cairo_fill (self->cr);
  cairo_pattern_destroy (shade);
}

/* Peaks: straight flanks between random summits, roughened. */
void
_gesso_sketch_ridge_make_peaks (GessoSketchScene *self,
                                GessoSketchRidge *ridge,
                                guint32           seed,
                                double            base,
                                double            height,
                                double            frequency)
{
  double aspect = self->w / self->u / 100;

  for (int i = 0; i <= GESSO_SKETCH_RIDGE_POINTS; i++)
    {
      double t = (double) i / GESSO_SKETCH_RIDGE_POINTS * frequency * aspect + 3.7;
      double cell = floor (t);
      double f = t - cell;
      double a = gesso_sketch_hash2 (seed, (int) cell, 1) / 4294967295.0;
      double b = gesso_sketch_hash2 (seed, (int) cell + 1, 1) / 4294967295.0;
      double peak = 0.35 + 0.15 * gesso_sketch_hash2 (seed, (int) cell, 2) / 4294967295.0 + 0.15;
      double top = 0.55 + 0.45 * gesso_sketch_hash2 (seed, (int) cell, 3) / 4294967295.0;
      double low_a = 0.12 + 0.25 * a;
      double low_b = 0.12 + 0.25 * b;
      double value = f < peak ? low_a + (top - low_a) * f / peak
                              : low_b + (top - low_b) * (1 - f) / (1 - peak);

      value += (gesso_sketch_fbm2 (seed + 5, t * 3.2, 0.5, 4) - 0.5) * 0.34 * (0.35 + value);
      ridge->y[i] = base - height * value;
    }
}

void
_gesso_sketch_ridge_make_hills (GessoSketchScene *self,
                                GessoSketchRidge *ridge,
                                guint32           seed,
                                double            base,
                                double            height,
                                double            frequency)
{
  double aspect = self->w / self->u / 100;

  for (int i = 0; i <= GESSO_SKETCH_RIDGE_POINTS; i++)
    {
      double t = (double) i / GESSO_SKETCH_RIDGE_POINTS * aspect;

      ridge->y[i] = base - height * gesso_sketch_fbm2 (seed, t * frequency, 0.3, 2);
    }
}

gboolean
_gesso_sketch_ridge_is_summit (const GessoSketchRidge *ridge,
                               int                     i,
                               int                     reach)
{
  for (int k = MAX (0, i - reach); k <= MIN (GESSO_SKETCH_RIDGE_POINTS, i + reach); k++)
    if (ridge->y[k] < ridge->y[i] || (ridge->y[k] == ridge->y[i] && k < i))
      return FALSE;

  return TRUE;
}
