/* gesso-sketch-scene-buildings.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What people build in a scene: houses, towers, a castle, tents with their fire, bridges,
 * fences. */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-scene-private.h"

static GessoSketchColor
window_color (GessoSketchScene *self)
{
  return self->time >= GESSO_SKETCH_TIME_SUNSET ? gesso_sketch_color_from_hex (0xffd58a)
                                                : _gesso_sketch_scene_lit (self, 0x37506a, 0);
}

static void
paint_house (GessoSketchScene       *self,
             const GessoSketchThing *thing,
             double                  x,
             double                  y,
             double                  s)
{
  GessoSketchColor wall = _gesso_sketch_scene_tint (self, thing, 0xf2e6d0, 0);
  GessoSketchColor roof = _gesso_sketch_scene_lit (self, self->snowy ? 0xeef3f7 : 0xb4523b, 0);
  GessoSketchColor wood = _gesso_sketch_scene_lit (self, 0x6b4a35, 0);
  GessoSketchColor pane = window_color (self);

  _gesso_sketch_scene_box (self, x + s * 0.2, y - s * 0.88, s * 0.1, s * 0.3,
                           gesso_sketch_color_shift (roof, -0.1, 0.7, 0));
  _gesso_sketch_scene_box (self, x - s * 0.42, y - s * 0.48, s * 0.84, s * 0.49, wall);
  _gesso_sketch_scene_box (self, x + s * 0.1, y - s * 0.48, s * 0.32, s * 0.49,
                           gesso_sketch_color_shift (wall, -0.06, 1, 0));
  SHAPE (x, y, s, roof, -0.52, -0.46, -0.3, -0.85, 0.3, -0.85, 0.52, -0.46);
  SHAPE (x, y, s, gesso_sketch_color_shift (roof, -0.05, 1, 0), 0.08, -0.46, 0.2, -0.85, 0.3, -0.85,
         0.52, -0.46);
  _gesso_sketch_scene_box (self, x - s * 0.07, y - s * 0.27, s * 0.15, s * 0.28, wood);
  for (int i = 0; i < 2; i++)
    {
      double wx = x + s * (i == 0 ? -0.32 : 0.18);

      _gesso_sketch_scene_box (self, wx - s * 0.012, y - s * 0.372, s * 0.174, s * 0.174,
                               gesso_sketch_color_shift (wall, 0.05, 0.6, 0));
      _gesso_sketch_scene_box (self, wx, y - s * 0.36, s * 0.15, s * 0.15, pane);
      _gesso_sketch_scene_box (self, wx + s * 0.067, y - s * 0.36, s * 0.016, s * 0.15,
                               gesso_sketch_color_shift (wall, 0.05, 0.6, 0));
      if (self->time >= GESSO_SKETCH_TIME_SUNSET && !self->canvas->transparent)
        gesso_sketch_canvas_glow (self->canvas, wx + s * 0.075, y - s * 0.28, s * 0.35, pane, 0.4);
    }
}

static void
paint_windmill (GessoSketchScene       *self,
                const GessoSketchThing *thing,
                double                  x,
                double                  y,
                double                  s)
{
  GessoSketchColor wall = _gesso_sketch_scene_tint (self, thing, 0xf0e4cf, 0);
  GessoSketchColor wood = _gesso_sketch_scene_lit (self, 0x6b4a35, 0);

  SHAPE (x, y, s, wall, -0.26, 0.01, -0.15, -0.9, 0.15, -0.9, 0.26, 0.01);
  SHAPE (x, y, s, gesso_sketch_color_shift (wall, -0.06, 1, 0), 0.04, 0.01, 0.04, -0.9, 0.15, -0.9,
         0.26, 0.01);
  SHAPE (x, y, s, _gesso_sketch_scene_lit (self, 0xa5482f, 0), -0.19, -0.88, 0, -1.12, 0.19, -0.88);
  _gesso_sketch_scene_box (self, x - s * 0.06, y - s * 0.2, s * 0.12, s * 0.21, wood);
  _gesso_sketch_scene_box (self, x - s * 0.04, y - s * 0.58, s * 0.08, s * 0.11,
                           window_color (self));
  for (int i = 0; i < 4; i++)
    {
      cairo_save (self->cr);
      cairo_translate (self->cr, x, y - s * 0.9);
      cairo_rotate (self->cr, i * G_PI_2 + 0.5);
      _gesso_sketch_scene_box (self, -s * 0.012, -s * 0.66, s * 0.024, s * 0.66, wood);
      gesso_sketch_canvas_fill_box (self->canvas,
                                    (GessoSketchBox){ s * 0.012, -s * 0.64, s * 0.13, s * 0.5 }, 0,
                                    gesso_sketch_color_mix (wall, self->lamp, 0.3), 0.92);
      cairo_restore (self->cr);
    }
  _gesso_sketch_scene_disc (self, x, y - s * 0.9, s * 0.035, wood, 1);
}

static void
paint_lighthouse (GessoSketchScene       *self,
                  const GessoSketchThing *thing,
                  double                  x,
                  double                  y,
                  double                  s)
{
  GessoSketchColor white = _gesso_sketch_scene_lit (self, 0xfaf6ee, 0);
  GessoSketchColor red = _gesso_sketch_scene_tint (self, thing, 0xcf3b37, 0);
  GessoSketchColor dark = _gesso_sketch_scene_lit (self, 0x2d3440, 0);
  GessoSketchColor lamp = gesso_sketch_color_from_hex (0xffe9a8);

  if (self->time >= GESSO_SKETCH_TIME_SUNSET && !self->canvas->transparent)
    for (int m = -1; m <= 1; m += 2)
      {
        cairo_pattern_t *beam = cairo_pattern_create_linear (x, 0, x + m * self->u * 60, 0);

        gesso_sketch_canvas_add_stop (beam, 0, lamp, 0.55);
        gesso_sketch_canvas_add_stop (beam, 1, lamp, 0);
        cairo_move_to (self->cr, x, y - s * 1.06);
        cairo_line_to (self->cr, x + m * self->u * 60, y - s * 1.06 - self->u * 7);
        cairo_line_to (self->cr, x + m * self->u * 60, y - s * 1.06 + self->u * 5);
        cairo_close_path (self->cr);
        cairo_set_source (self->cr, beam);
        cairo_fill (self->cr);
        cairo_pattern_destroy (beam);
      }
  if (!self->has_near && !self->canvas->transparent)
    SHAPE (x, y, s, _gesso_sketch_scene_lit (self, 0x4a4640, 0), -0.75, 0.12, -0.5, -0.04, -0.2,
           -0.1, 0.3, -0.08, 0.55, 0.0, 0.8, 0.12);
  for (int i = 0; i < 5; i++)
    {
      double low = 0.17 - 0.016 * i;
      double high = 0.17 - 0.016 * (i + 1);

      SHAPE (x, y, s, i % 2 == 0 ? white : red, -low, -0.19 * i, -high, -0.19 * (i + 1), high,
             -0.19 * (i + 1), low, -0.19 * i);
      SHAPE (x, y, s, gesso_sketch_color_shift (i % 2 == 0 ? white : red, -0.07, 1, 0), 0.03,
             -0.19 * i, 0.03, -0.19 * (i + 1), high, -0.19 * (i + 1), low, -0.19 * i);
    }
  _gesso_sketch_scene_box (self, x - s * 0.14, y - s * 0.98, s * 0.28, s * 0.035, dark);
  _gesso_sketch_scene_box (self, x - s * 0.075, y - s * 1.12, s * 0.15, s * 0.14, lamp);
  _gesso_sketch_scene_box (self, x - s * 0.008, y - s * 1.12, s * 0.016, s * 0.14, dark);
  SHAPE (x, y, s, red, -0.11, -1.11, 0, -1.27, 0.11, -1.11);
  _gesso_sketch_scene_box (self, x - s * 0.04, y - s * 0.13, s * 0.08, s * 0.13, dark);
  if (self->time >= GESSO_SKETCH_TIME_SUNSET && !self->canvas->transparent)
    gesso_sketch_canvas_glow (self->canvas, x, y - s * 1.05, s * 0.7, lamp, 0.75);
}

static void
paint_castle (GessoSketchScene       *self,
              const GessoSketchThing *thing,
              double                  x,
              double                  y,
              double                  s)
{
  static const double towers[][3]
      = { { -0.62, 0.24, 0.72 }, { 0.62, 0.24, 0.78 }, { -0.22, 0.22, 0.98 }, { 0.24, 0.2, 1.2 } };
  GessoSketchColor stone = _gesso_sketch_scene_tint (self, thing, 0xb9b2a6, 0.05);
  GessoSketchColor roof = _gesso_sketch_scene_lit (self, 0x4a5f86, 0.05);

  for (guint i = 0; i < G_N_ELEMENTS (towers); i++)
    {
      double cx = towers[i][0];
      double w = towers[i][1];
      double h = towers[i][2];

      _gesso_sketch_scene_box (self, x + (cx - w / 2) * s, y - h * s, w * s, h * s, stone);
      _gesso_sketch_scene_box (self, x + (cx + w * 0.1) * s, y - h * s, w * 0.4 * s, h * s,
                               gesso_sketch_color_shift (stone, -0.06, 1, 0));
      SHAPE (x, y, s, roof, cx - w * 0.62, -h, cx, -h - w * 1.5, cx + w * 0.62, -h);
      _gesso_sketch_scene_box (self, x + (cx - w * 0.08) * s, y - h * 0.82 * s, w * 0.16 * s,
                               w * 0.4 * s, window_color (self));
    }
  _gesso_sketch_scene_box (self, x - s * 0.62, y - s * 0.46, s * 1.24, s * 0.47,
                           gesso_sketch_color_shift (stone, 0.025, 1, 0));
  for (int i = 0; i < 9; i++)
    _gesso_sketch_scene_box (self, x - s * 0.62 + i * s * 0.145, y - s * 0.53, s * 0.08, s * 0.08,
                             gesso_sketch_color_shift (stone, 0.025, 1, 0));
  gesso_sketch_canvas_fill_box (self->canvas,
                                (GessoSketchBox){ x - s * 0.1, y - s * 0.28, s * 0.2, s * 0.4 },
                                s * 0.1, _gesso_sketch_scene_lit (self, 0x4f3a2c, 0), 1);
}

static void
paint_tent (GessoSketchScene       *self,
            const GessoSketchThing *thing,
            double                  x,
            double                  y,
            double                  s)
{
  GessoSketchColor cloth = _gesso_sketch_scene_tint (self, thing, 0xe38b3a, 0);

  SHAPE (x, y, s, cloth, -0.6, 0, -0.1, -0.62, 0.16, -0.62, 0.62, 0);
  SHAPE (x, y, s, gesso_sketch_color_shift (cloth, -0.1, 1, 0), -0.6, 0, -0.1, -0.62, 0.14, 0);
  SHAPE (x, y, s,
         self->time >= GESSO_SKETCH_TIME_SUNSET ? gesso_sketch_color_from_hex (0xffdf9a)
                                                : _gesso_sketch_scene_lit (self, 0x4a3528, 0),
         -0.3, 0, -0.1, -0.46, 0.0, 0);
}

static void
paint_fire (GessoSketchScene       *self,
            const GessoSketchThing *thing,
            double                  x,
            double                  y,
            double                  s)
{
  static const guint32 colors[] = { 0xf0431e, 0xff8c1a, 0xffd15c };

  if (!self->canvas->transparent)
    gesso_sketch_canvas_glow (self->canvas, x, y - s * 0.3, s * 3.2,
                              gesso_sketch_color_from_hex (0xff9a3c), 0.6);
  for (int i = 0; i < 3; i++)
    {
      double k = s * (1 - 0.28 * i);

      cairo_move_to (self->cr, x - k * 0.3, y);
      cairo_curve_to (self->cr, x - k * 0.5, y - k * 0.45, x - k * 0.1, y - k * 0.5, x + k * 0.02,
                      y - k * 1.05);
      cairo_curve_to (self->cr, x + k * 0.1, y - k * 0.6, x + k * 0.5, y - k * 0.4, x + k * 0.3, y);
      cairo_close_path (self->cr);
      gesso_sketch_canvas_set_color (self->canvas, gesso_sketch_color_from_hex (colors[i]), 1);
      cairo_fill (self->cr);
    }
  SHAPE (x, y, s, _gesso_sketch_scene_lit (self, 0x5a3a26, 0), -0.55, 0.04, 0.5, -0.1, 0.54, 0.0,
         -0.5, 0.14);
  SHAPE (x, y, s, _gesso_sketch_scene_lit (self, 0x472c1c, 0), 0.55, 0.04, -0.5, -0.1, -0.54, 0.0,
         0.5, 0.14);
}

static void
paint_village (GessoSketchScene *self,
               double            low,
               double            high)
{
  const GessoSketchThing *thing
      = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_VILLAGE);
  GessoSketchRandom random;
  int n = 9;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "village");
  for (int i = 0; i < n; i++)
    {
      double t = (double) i / (n - 1);
      double x = self->w * (0.5 + 0.34 * sin (i * 2.4 + gesso_sketch_random_unit (&random)));

      paint_house (self, thing, x, low + (high - low) * t, self->u * (6 + 5 * t));
    }
}

static void
paint_bridge (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_BRIDGE);
  double y = self->has_water ? self->horizon + self->u * 4
                             : self->horizon + (self->h - self->horizon) * 0.45;
  double rise = self->u * 24;
  GessoSketchColor steel;

  if (thing == NULL)
    return;
  steel = _gesso_sketch_scene_tint (self, thing, 0xb8483a, 0.1);
  gesso_sketch_canvas_set_color (self->canvas, steel, 1);
  for (int i = 0; i < 2; i++)
    {
      double tower = self->w * (i == 0 ? 0.28 : 0.72);

      _gesso_sketch_scene_box (self, tower - self->u * 0.9, y - rise, self->u * 0.55,
                               rise + self->u * 6, steel);
      _gesso_sketch_scene_box (self, tower + self->u * 0.35, y - rise, self->u * 0.55,
                               rise + self->u * 6, steel);
      for (int k = 0; k < 3; k++)
        _gesso_sketch_scene_box (self, tower - self->u * 0.9, y - rise * (0.95 - 0.3 * k),
                                 self->u * 1.8, self->u * 0.45, steel);
    }
  _gesso_sketch_scene_box (self, -1, y, self->w + 2, self->u * 0.85, steel);
  cairo_set_line_width (self->cr, self->u * 0.28);
  cairo_move_to (self->cr, -self->w * 0.12, y);
  cairo_curve_to (self->cr, self->w * 0.12, y - self->u, self->w * 0.22, y - rise * 0.6,
                  self->w * 0.28, y - rise);
  cairo_curve_to (self->cr, self->w * 0.4, y - rise * 0.05, self->w * 0.6, y - rise * 0.05,
                  self->w * 0.72, y - rise);
  cairo_curve_to (self->cr, self->w * 0.78, y - rise * 0.6, self->w * 0.88, y - self->u,
                  self->w * 1.12, y);
  gesso_sketch_canvas_set_color (self->canvas, steel, 1);
  cairo_stroke (self->cr);
  cairo_set_line_width (self->cr, self->u * 0.08);
  for (int i = 1; i < 22; i++)
    {
      double t = i / 22.0;
      double v = 1 - t;
      double top = v * v * v * (y - rise) + 3 * v * v * t * (y - rise * 0.05)
                   + 3 * v * t * t * (y - rise * 0.05) + t * t * t * (y - rise);
      double x = v * v * v * 0.28 + 3 * v * v * t * 0.4 + 3 * v * t * t * 0.6 + t * t * t * 0.72;

      cairo_move_to (self->cr, self->w * x, top);
      cairo_line_to (self->cr, self->w * x, y);
    }
  cairo_stroke (self->cr);
}

static void
paint_fence (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_FENCE);
  double y = self->h * 0.93;
  double step = self->u * 4.2;
  GessoSketchColor wood;

  if (thing == NULL)
    return;
  wood = _gesso_sketch_scene_tint (self, thing, 0xf0ebe0, 0);
  for (double x = step * 0.3; x < self->w; x += step)
    SHAPE (x, y, self->u, wood, 0, 3, 0, -3, 0.7, -4, 1.4, -3, 1.4, 3);
  for (int i = 0; i < 2; i++)
    _gesso_sketch_scene_box (self, 0, y + self->u * (-1.6 + 2.4 * i), self->w, self->u * 0.75,
                             gesso_sketch_color_shift (wood, -0.05, 1, 0));
}

void
_gesso_sketch_scene_buildings (GessoSketchScene *self)
{
  double top = self->has_water ? self->ground : self->horizon;
  double low = top + (self->h - top) * 0.24;
  double high = top + (self->h - top) * 0.62;
  double shore = self->has_near ? low : self->horizon + self->u * 3;

  paint_bridge (self);
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_CASTLE, paint_castle, 21, 1, top + self->u * 2,
                             top + self->u * 5);
  paint_village (self, top + self->u * 3, high);
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_WINDMILL, paint_windmill, 22, 1, low, high);
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_LIGHTHOUSE, paint_lighthouse, 27, 1, shore,
                             shore + self->u * 2);
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_HOUSE, paint_house, 19, 1, low, high);
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_TENT, paint_tent, 13, 1, low, high);
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_FIRE, paint_fire, 4.5, 1, high,
                             high + self->u * 3);
  paint_fence (self);
}
