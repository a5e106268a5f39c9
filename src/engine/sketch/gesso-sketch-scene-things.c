/* gesso-sketch-scene-things.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What moves in a scene: boats and all that flies; and how things are strewn over it. */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-scene-private.h"

void
_gesso_sketch_scene_box (GessoSketchScene *self,
                         double            x,
                         double            y,
                         double            width,
                         double            height,
                         GessoSketchColor  color)
{
  gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox){ x, y, width, height }, 0, color, 1);
}

/* Like things side by side, on the ground, on the water or in the air. */
void
_gesso_sketch_scene_place (GessoSketchScene     *self,
                           GessoSketchNoun       noun,
                           GessoSketchThingFunc  paint,
                           double                size,
                           int                   standard,
                           double                low,
                           double                high)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, noun);
  GessoSketchRandom random;
  int n;

  if (thing == NULL)
    return;
  n = thing->count > 0 ? thing->count : standard;
  gesso_sketch_random_init (&random, self->canvas->seed, "things");
  random.state += (guint64) noun * 7919;
  size *= thing->size < 0 ? 0.6 : thing->size == 1 ? 1.45 : thing->size == 2 ? 2.1 : 1;
  size *= thing->depth == GESSO_SKETCH_PLACE_FAR    ? 0.55
          : thing->depth == GESSO_SKETCH_PLACE_NEAR ? 1.5
                                                    : 1;
  size *= n > 3 ? 2.4 / sqrt (n + 2.0) : 1;
  for (int i = 0; i < n && !gesso_sketch_canvas_is_cancelled (self->canvas); i++)
    {
      double x = self->w * _gesso_sketch_scene_slot (self, thing, &random, i, n);
      double t = n == 1 ? 0.5 : gesso_sketch_random_unit (&random);
      double y = low + (high - low) * t;
      double s = self->u * size * (n == 1 ? 1 : gesso_sketch_random_range (&random, 0.75, 1.15));

      if (thing->side == GESSO_SKETCH_PLACE_TOP)
        y = low + (high - low) * t * 0.3;
      else if (thing->side == GESSO_SKETCH_PLACE_BOTTOM)
        y = high - (high - low) * t * 0.3;
      paint (self, thing, x, y, s);
    }
}

static void
paint_boat (GessoSketchScene       *self,
            const GessoSketchThing *thing,
            double                  x,
            double                  y,
            double                  s)
{
  GessoSketchColor hull = _gesso_sketch_scene_tint (self, thing, 0x7a3f2c, 0);
  GessoSketchColor sail
      = gesso_sketch_color_mix (_gesso_sketch_scene_lit (self, 0xfbf6ea, 0), self->lamp, 0.3);

  if (!self->canvas->transparent)
    for (int i = 0; i < 6; i++)
      gesso_sketch_canvas_fill_box (self->canvas,
                                    (GessoSketchBox){ x - s * (0.42 - 0.05 * i),
                                                      y + s * (0.05 + 0.08 * i),
                                                      s * (0.84 - 0.1 * i), s * 0.035 },
                                    s, i < 2 ? hull : sail, 0.34 - 0.04 * i);
  _gesso_sketch_scene_box (self, x - s * 0.012, y - s * 1.02, s * 0.024, s * 0.95,
                           _gesso_sketch_scene_lit (self, 0x4a3528, 0));
  cairo_move_to (self->cr, x + s * 0.03, y - s * 1.0);
  cairo_curve_to (self->cr, x + s * 0.34, y - s * 0.7, x + s * 0.44, y - s * 0.4, x + s * 0.46,
                  y - s * 0.2);
  cairo_line_to (self->cr, x + s * 0.03, y - s * 0.2);
  cairo_close_path (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, sail, 1);
  cairo_fill (self->cr);
  SHAPE (x, y, s, gesso_sketch_color_shift (sail, -0.07, 1, 0), -0.03, -0.9, -0.36, -0.2, -0.03,
         -0.2);
  SHAPE (x, y, s, hull, -0.52, -0.13, 0.56, -0.13, 0.4, 0.08, -0.38, 0.08);
  SHAPE (x, y, s, gesso_sketch_color_shift (hull, 0.14, 0.8, 0), -0.52, -0.13, 0.56, -0.13, 0.53,
         -0.09, -0.5, -0.09);
}

static void
paint_balloon (GessoSketchScene       *self,
               const GessoSketchThing *thing,
               double                  x,
               double                  y,
               double                  s)
{
  GessoSketchColor main = _gesso_sketch_scene_tint (self, thing, 0xe0533d, 0);
  GessoSketchColor second = _gesso_sketch_scene_lit (self, 0xfbe3b0, 0);

  cairo_save (self->cr);
  cairo_move_to (self->cr, x - s * 0.1, y + s * 0.3);
  cairo_curve_to (self->cr, x - s * 0.25, y + s * 0.05, x - s * 0.5, y - s * 0.05, x - s * 0.5,
                  y - s * 0.42);
  cairo_curve_to (self->cr, x - s * 0.5, y - s * 1.02, x + s * 0.5, y - s * 1.02, x + s * 0.5,
                  y - s * 0.42);
  cairo_curve_to (self->cr, x + s * 0.5, y - s * 0.05, x + s * 0.25, y + s * 0.05, x + s * 0.1,
                  y + s * 0.3);
  cairo_close_path (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, main, 1);
  cairo_fill_preserve (self->cr);
  cairo_clip (self->cr);
  for (int i = 0; i < 2; i++)
    {
      cairo_save (self->cr);
      cairo_translate (self->cr, x, y - s * 0.38);
      cairo_scale (self->cr, i == 0 ? 0.66 : 0.24, 1.25);
      gesso_sketch_canvas_path_circle (self->canvas, 0, 0, s * 0.52);
      cairo_restore (self->cr);
      gesso_sketch_canvas_set_color (self->canvas, i == 0 ? second : main, 1);
      cairo_fill (self->cr);
    }
  _gesso_sketch_scene_disc (self, x + (self->light_x < x ? 1 : -1) * s * 0.55, y - s * 0.2,
                            s * 0.55, self->sky_top, 0.16);
  cairo_restore (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, _gesso_sketch_scene_lit (self, 0x4a3528, 0), 0.9);
  cairo_set_line_width (self->cr, s * 0.012);
  cairo_move_to (self->cr, x - s * 0.09, y + s * 0.3);
  cairo_line_to (self->cr, x - s * 0.07, y + s * 0.46);
  cairo_move_to (self->cr, x + s * 0.09, y + s * 0.3);
  cairo_line_to (self->cr, x + s * 0.07, y + s * 0.46);
  cairo_stroke (self->cr);
  gesso_sketch_canvas_fill_box (self->canvas,
                                (GessoSketchBox){ x - s * 0.09, y + s * 0.45, s * 0.18, s * 0.14 },
                                s * 0.025, _gesso_sketch_scene_lit (self, 0x8a5f3a, 0), 1);
}

static void
paint_kite (GessoSketchScene       *self,
            const GessoSketchThing *thing,
            double                  x,
            double                  y,
            double                  s)
{
  GessoSketchColor main = _gesso_sketch_scene_tint (self, thing, 0xe5484d, 0);
  GessoSketchColor dark = gesso_sketch_color_shift (main, -0.1, 1, 0);
  GessoSketchColor line = _gesso_sketch_scene_lit (self, 0x3a3535, 0);
  double end_x = x < self->w / 2 ? x + s * 1.9 : x - s * 1.9;
  double m = x < self->w / 2 ? 1 : -1;

  cairo_set_line_width (self->cr, MAX (s * 0.012, self->u * 0.07));
  cairo_move_to (self->cr, x, y);
  cairo_curve_to (self->cr, x + m * s * 0.3, y + s * 1.4, x + m * s * 0.9, y + s * 2.2, end_x,
                  MIN (self->h * 0.94, y + s * 4));
  gesso_sketch_canvas_set_color (self->canvas, line, 0.75);
  cairo_stroke (self->cr);

  cairo_save (self->cr);
  cairo_translate (self->cr, x, y);
  cairo_rotate (self->cr, -m * 0.42);
  x = y = 0;
  SHAPE (x, y, s, main, 0, -0.72, -0.46, -0.12, 0, 0.8);
  SHAPE (x, y, s, dark, 0, -0.72, 0.46, -0.12, 0, 0.8);
  SHAPE (x, y, s, gesso_sketch_color_shift (main, 0.09, 1, 10), 0, -0.72, -0.46, -0.12, 0, -0.12);
  gesso_sketch_canvas_set_color (self->canvas, line, 0.5);
  cairo_set_line_width (self->cr, s * 0.016);
  cairo_move_to (self->cr, 0, -0.72 * s);
  cairo_line_to (self->cr, 0, 0.8 * s);
  cairo_move_to (self->cr, -0.46 * s, -0.12 * s);
  cairo_line_to (self->cr, 0.46 * s, -0.12 * s);
  cairo_stroke (self->cr);
  /* The tail with its bows. */
  cairo_move_to (self->cr, 0, 0.8 * s);
  cairo_curve_to (self->cr, -m * 0.5 * s, 1.1 * s, m * 0.45 * s, 1.5 * s, -m * 0.15 * s, 2.0 * s);
  gesso_sketch_canvas_set_color (self->canvas, main, 1);
  cairo_set_line_width (self->cr, s * 0.025);
  cairo_stroke (self->cr);
  for (int i = 0; i < 3; i++)
    {
      static const double at[][2] = { { -0.12, 1.06 }, { 0.02, 1.42 }, { 0.03, 1.74 } };

      SHAPE (m * at[i][0] * s, at[i][1] * s, s, i % 2 == 0 ? dark : main, -0.12, -0.06, 0.12, 0.06,
             0.12, -0.06, -0.12, 0.06);
    }
  cairo_restore (self->cr);
}

static void
paint_bird (GessoSketchScene       *self,
            const GessoSketchThing *thing,
            double                  x,
            double                  y,
            double                  s)
{
  GessoSketchColor color
      = _gesso_sketch_scene_tint (self, thing,
                                  self->time == GESSO_SKETCH_TIME_NIGHT ? 0xc9d3ea : 0x2d3340,
                                  0.05);

  cairo_move_to (self->cr, x - s, y - s * 0.34);
  cairo_curve_to (self->cr, x - s * 0.6, y - s * 0.52, x - s * 0.2, y - s * 0.3, x, y);
  cairo_curve_to (self->cr, x + s * 0.2, y - s * 0.3, x + s * 0.6, y - s * 0.52, x + s,
                  y - s * 0.34);
  cairo_curve_to (self->cr, x + s * 0.6, y - s * 0.36, x + s * 0.25, y - s * 0.12, x, y + s * 0.16);
  cairo_curve_to (self->cr, x - s * 0.25, y - s * 0.12, x - s * 0.6, y - s * 0.36, x - s,
                  y - s * 0.34);
  cairo_close_path (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, color, 1);
  cairo_fill (self->cr);
}

static void
paint_plane (GessoSketchScene       *self,
             const GessoSketchThing *thing,
             double                  x,
             double                  y,
             double                  s)
{
  GessoSketchColor paper = _gesso_sketch_scene_tint (self, thing, 0xffffff, 0);

  SHAPE (x, y, s, gesso_sketch_color_shift (paper, -0.18, 1, 0), -0.35, 0.12, 0.9, -0.5, -0.2,
         0.42);
  SHAPE (x, y, s, paper, -0.9, -0.12, 0.9, -0.5, -0.35, 0.12);
  SHAPE (x, y, s, gesso_sketch_color_shift (paper, -0.07, 1, 0), -0.12, 0.2, 0.9, -0.5, 0.35, 0.45);
}

static void
paint_rocket (GessoSketchScene       *self,
              const GessoSketchThing *thing,
              double                  x,
              double                  y,
              double                  s)
{
  GessoSketchColor body = _gesso_sketch_scene_lit (self, 0xf6f3ee, 0);
  GessoSketchColor red = _gesso_sketch_scene_tint (self, thing, 0xe0533d, 0);

  body = gesso_sketch_color_mix (body, gesso_sketch_color_from_hex (0xffffff), 0.5);
  cairo_save (self->cr);
  cairo_translate (self->cr, x, y);
  cairo_rotate (self->cr, 0.35);
  gesso_sketch_canvas_glow (self->canvas, 0, s * 0.75, s * 0.7,
                            gesso_sketch_color_from_hex (0xffa040), 0.7);
  SHAPE (0, 0, s, gesso_sketch_color_from_hex (0xff9c33), -0.14, 0.5, 0, 1.15, 0.14, 0.5);
  SHAPE (0, 0, s, gesso_sketch_color_from_hex (0xffe08a), -0.08, 0.5, 0, 0.85, 0.08, 0.5);
  SHAPE (0, 0, s, red, -0.2, 0.1, -0.42, 0.55, -0.16, 0.45);
  SHAPE (0, 0, s, red, 0.2, 0.1, 0.42, 0.55, 0.16, 0.45);
  cairo_move_to (self->cr, 0, -s * 0.85);
  cairo_curve_to (self->cr, s * 0.32, -s * 0.45, s * 0.28, s * 0.2, s * 0.15, s * 0.5);
  cairo_line_to (self->cr, -s * 0.15, s * 0.5);
  cairo_curve_to (self->cr, -s * 0.28, s * 0.2, -s * 0.32, -s * 0.45, 0, -s * 0.85);
  cairo_close_path (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, body, 1);
  cairo_fill_preserve (self->cr);
  cairo_save (self->cr);
  cairo_clip (self->cr);
  _gesso_sketch_scene_box (self, -s, -s, 2 * s, s * 0.55, red);
  cairo_restore (self->cr);
  cairo_new_path (self->cr);
  _gesso_sketch_scene_disc (self, 0, -s * 0.14, s * 0.12,
                            gesso_sketch_color_shift (red, -0.15, 0.6, 0), 1);
  _gesso_sketch_scene_disc (self, 0, -s * 0.14, s * 0.085, gesso_sketch_color_from_hex (0x8fd0f0),
                            1);
  cairo_restore (self->cr);
}

void
_gesso_sketch_scene_things (GessoSketchScene *self)
{
  double sky = MIN (self->horizon, self->h);
  double top = self->h * self->free_top;
  double air = MAX (top + self->u * 8, sky * 0.2);

  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_BOAT, paint_boat, 12, 1,
                             self->horizon + self->u * 3,
                             self->has_near ? self->horizon + (self->ground - self->horizon) * 0.7
                                            : self->horizon + (self->h - self->horizon) * 0.6);
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_BALLOON, paint_balloon, 17, 1, air,
                             MAX (air, sky * 0.55));
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_KITE, paint_kite, 12, 1, air,
                             MAX (air, sky * 0.5));
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_PLANE, paint_plane, 9, 1, air,
                             MAX (air, sky * 0.55));
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_ROCKET, paint_rocket, 17, 1, sky * 0.45,
                             sky * 0.5);
  _gesso_sketch_scene_place (self, GESSO_SKETCH_NOUN_BIRDS, paint_bird, 2.1, 7, air * 0.9,
                             MAX (air, sky * 0.6));
}
