/* gesso-sketch-scene-water.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The water of a scene: what it mirrors the light on it, and the cliff
 * above it. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "engine/sketch/gesso-sketch-scene-private.h"

/* Mirrors what stands above @line into the rows below it, with ripples that grow towards us. */
static void
reflect (GessoSketchScene *self,
         double            line,
         double            bottom,
         GessoSketchColor  water)
{
  GessoSketchCanvas *canvas = self->canvas;
  guint8 *data;
  int stride;
  int first = CLAMP ((int) lrint (line * canvas->scale), 1, canvas->px_height);
  int last = CLAMP ((int) lrint (bottom * canvas->scale), first, canvas->px_height);
  int tint[3] = { (int) (water.r * 255), (int) (water.g * 255), (int) (water.b * 255) };
  guint32 seed = (guint32) canvas->seed ^ 0x77;

  cairo_surface_flush (canvas->surface);
  data = cairo_image_surface_get_data (canvas->surface);
  stride = cairo_image_surface_get_stride (canvas->surface);
  for (int y = first; y < last; y++)
    {
      double down = (y - first) / canvas->scale;
      double t = CLAMP (down / (self->h - line + 1), 0, 1);
      double wave = gesso_sketch_noise2 (seed, down / self->u * (2.6 - 1.8 * t), 0.5) - 0.5;
      int shift = (int) lrint (wave * self->u * (0.25 + 3.2 * t) * canvas->scale);
      int from_y
          = CLAMP ((int) (first - 1 - (y - first) * 1.0 - wave * self->u * 1.6 * t * canvas->scale),
                   0, first - 1);
      int mix = (int) (256 * CLAMP (0.24 + 0.5 * t + wave * 0.18, 0, 0.92));
      const guint32 *from = (const guint32 *) (gconstpointer) (data + (gsize) from_y * stride);
      guint32 *to = (guint32 *) (gpointer) (data + (gsize) y * stride);

      if ((y & 63) == 0 && gesso_sketch_canvas_is_cancelled (canvas))
        break;
      for (int x = 0; x < canvas->px_width; x++)
        {
          guint32 pixel = from[CLAMP (x + shift, 0, canvas->px_width - 1)];
          int r = (int) ((pixel >> 16) & 0xff);
          int g = (int) ((pixel >> 8) & 0xff);
          int b = (int) (pixel & 0xff);

          r += (tint[0] - r) * mix / 256;
          g += (tint[1] - g) * mix / 256;
          b += (tint[2] - b) * mix / 256;
          to[x] = 0xff000000u | (guint32) r << 16 | (guint32) g << 8 | (guint32) b;
        }
    }
  cairo_surface_mark_dirty (canvas->surface);
}

static void
paint_glints (GessoSketchScene *self,
              double            line,
              double            bottom)
{
  GessoSketchRandom random;
  gboolean low = self->time == GESSO_SKETCH_TIME_SUNSET || self->time == GESSO_SKETCH_TIME_DAWN;
  int n = self->canvas->detail == 0 ? 30 : 130;

  gesso_sketch_random_init (&random, self->canvas->seed, "glints");
  for (int i = 0; i < n; i++)
    {
      double t = pow (gesso_sketch_random_unit (&random), 1.4);
      double y = line + (bottom - line) * t;
      double spread = self->u * (2.5 + 11 * t);
      double near = gesso_sketch_random_range (&random, -1, 1);
      double x = i % 4 == 0 ? gesso_sketch_random_unit (&random) * self->w
                            : self->light_x + near * fabs (near) * spread;
      double length = self->u * gesso_sketch_random_range (&random, 0.5, 1.6) * (0.6 + 2.4 * t);
      double alpha = i % 4 == 0 ? 0.14 : (low ? 0.62 : 0.42) * (1 - fabs (near) * 0.7);

      gesso_sketch_canvas_fill_box (self->canvas,
                                    (GessoSketchBox){ x - length, y, 2 * length,
                                                      self->u * (0.1 + 0.16 * t) },
                                    self->u, self->lamp, alpha);
    }
}

/* Rollers with crests of foam, larger and further apart towards us. */
static void
paint_rollers (GessoSketchScene *self,
               double            line,
               double            bottom,
               GessoSketchColor  water)
{
  guint32 seed = (guint32) self->canvas->seed ^ 0x5701;
  int n = self->canvas->detail == 0 ? 5 : 8;

  for (int i = 0; i < n; i++)
    {
      double t = (i + 0.5) / n;
      double y = line + (bottom - line) * (0.04 + 0.96 * t * t);
      double length = self->u * (4 + 13 * t);
      double height = length * 0.2;
      GessoSketchColor color = gesso_sketch_color_shift (water, 0.05 - 0.13 * t, 1, 0);

      cairo_new_path (self->cr);
      cairo_move_to (self->cr, -length, self->h + 2);
      for (double x = -length * (1 + gesso_sketch_noise2 (seed, i * 5.3, 0.5));
           x < self->w + length; x += length)
        {
          double lift = height * (0.4 + gesso_sketch_noise2 (seed, x / length * 0.45, i * 3.7));

          cairo_line_to (self->cr, x, y);
          cairo_curve_to (self->cr, x + length * 0.4, y, x + length * 0.45, y - lift,
                          x + length * 0.72, y - lift);
          cairo_curve_to (self->cr, x + length * 0.7, y - lift * 0.5, x + length * 0.86, y,
                          x + length, y);
        }
      cairo_line_to (self->cr, self->w + 2 * length, self->h + 2);
      cairo_close_path (self->cr);
      gesso_sketch_canvas_set_color (self->canvas, color, 0.85);
      cairo_fill_preserve (self->cr);
      gesso_sketch_canvas_set_color (self->canvas,
                                     gesso_sketch_color_mix (self->sky_low, self->lamp, 0.4),
                                     0.35 + 0.3 * t);
      cairo_set_line_width (self->cr, self->u * (0.1 + 0.28 * t));
      cairo_stroke (self->cr);
    }
}

static void
paint_cliff (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_CLIFF);
  gboolean left;
  double s = self->u * 30;
  double x;
  double y = self->has_water ? self->horizon + self->u * 5 : self->horizon + self->u * 1;
  double m;

  if (thing == NULL)
    return;
  left
      = thing->side == GESSO_SKETCH_PLACE_LEFT || (thing->side == 0 && self->light_x > self->w / 2);
  x = left ? 0 : self->w;
  m = left ? 1 : -1;
  _gesso_sketch_scene_shape (self, x, y, s, _gesso_sketch_scene_tint (self, thing, 0x6d5b4d, 0.15),
                             (double[]){ 0, -0.85, m * 0.55, -0.8, m * 0.8, -0.74, m * 0.86, -0.5,
                                         m * 0.83, -0.2, m * 0.97, 0.05, m * 0.6, 0.1, 0, 0.12 },
                             16);
  _gesso_sketch_scene_shape (self, x, y, s, _gesso_sketch_scene_tint (self, thing, 0x4f4339, 0.1),
                             (double[]){ m * 0.4, -0.79, m * 0.52, -0.4, m * 0.45, -0.1, m * 0.56,
                                         0.1, 0, 0.12, 0, -0.5, m * 0.2, -0.6 },
                             14);
  _gesso_sketch_scene_shape (self, x, y, s,
                             _gesso_sketch_scene_lit (self, self->snowy ? 0xf2f6fa : 0x5f9a52, 0.1),
                             (double[]){ 0, -0.9, m * 0.5, -0.86, m * 0.82, -0.78, m * 0.78, -0.72,
                                         m * 0.5, -0.76, m * 0.25, -0.74, 0, -0.8 },
                             14);
}

void
_gesso_sketch_scene_water (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_SEA);
  double line = self->horizon;
  double bottom = self->has_near ? MIN (self->h, self->ground + self->u * 6) : self->h;
  GessoSketchColor water;

  if (thing == NULL)
    thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_LAKE);
  if (!self->has_water)
    {
      paint_cliff (self);
      return;
    }
  water = gesso_sketch_color_mix (self->sky_top,
                                  _gesso_sketch_scene_tint (self, thing, 0x1f6f8f, 0), 0.45);
  if (self->canvas->transparent)
    gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox){ 0, line, self->w, bottom - line },
                                  0, water, 1);
  else
    reflect (self, line, bottom, water);
  if (gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_STORM) && !self->has_near)
    paint_rollers (self, line, bottom, water);
  else
    paint_glints (self, line + self->u * 0.4, bottom);
  gesso_sketch_canvas_fill_box (self->canvas,
                                (GessoSketchBox){ 0, line - self->u * 0.06, self->w,
                                                  self->u * 0.12 },
                                0, gesso_sketch_color_mix (self->haze, self->lamp, 0.4), 0.5);
  paint_cliff (self);
}
