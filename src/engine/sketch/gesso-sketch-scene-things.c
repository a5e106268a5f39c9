/* gesso-sketch-scene-things.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What people build and what moves in a scene: houses, towers, bridges, boats, and all that flies;
 * and the plain emblems (heart, circle, …). */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-scene-private.h"

typedef void (*ThingFunc) (GessoSketchScene       *self,
                           const GessoSketchThing *thing,
                           double                  x,
                           double                  y,
                           double                  s);

#define SHAPE(x, y, s, color, ...)                                                        \
  _gesso_sketch_scene_shape (self, x, y, s, color, (const double[]) { __VA_ARGS__ },      \
                             (int) (sizeof ((const double[]) { __VA_ARGS__ }) / sizeof (double)))

static GessoSketchColor
window_color (GessoSketchScene *self)
{
  return self->time >= GESSO_SKETCH_TIME_SUNSET ? gesso_sketch_color_from_hex (0xffd58a)
         : _gesso_sketch_scene_lit (self, 0x37506a, 0);
}

static void
box (GessoSketchScene *self,
     double            x,
     double            y,
     double            width,
     double            height,
     GessoSketchColor  color)
{
  gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { x, y, width, height }, 0, color, 1);
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

  box (self, x + s * 0.2, y - s * 0.88, s * 0.1, s * 0.3, gesso_sketch_color_shift (roof, -0.1, 0.7, 0));
  box (self, x - s * 0.42, y - s * 0.48, s * 0.84, s * 0.49, wall);
  box (self, x + s * 0.1, y - s * 0.48, s * 0.32, s * 0.49, gesso_sketch_color_shift (wall, -0.06, 1, 0));
  SHAPE (x, y, s, roof, -0.52, -0.46, -0.3, -0.85, 0.3, -0.85, 0.52, -0.46);
  SHAPE (x, y, s, gesso_sketch_color_shift (roof, -0.05, 1, 0), 0.08, -0.46, 0.2, -0.85, 0.3, -0.85, 0.52, -0.46);
  box (self, x - s * 0.07, y - s * 0.27, s * 0.15, s * 0.28, wood);
  for (int i = 0; i < 2; i++)
    {
      double wx = x + s * (i == 0 ? -0.32 : 0.18);

      box (self, wx - s * 0.012, y - s * 0.372, s * 0.174, s * 0.174, gesso_sketch_color_shift (wall, 0.05, 0.6, 0));
      box (self, wx, y - s * 0.36, s * 0.15, s * 0.15, pane);
      box (self, wx + s * 0.067, y - s * 0.36, s * 0.016, s * 0.15, gesso_sketch_color_shift (wall, 0.05, 0.6, 0));
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
  SHAPE (x, y, s, gesso_sketch_color_shift (wall, -0.06, 1, 0), 0.04, 0.01, 0.04, -0.9, 0.15, -0.9, 0.26, 0.01);
  SHAPE (x, y, s, _gesso_sketch_scene_lit (self, 0xa5482f, 0), -0.19, -0.88, 0, -1.12, 0.19, -0.88);
  box (self, x - s * 0.06, y - s * 0.2, s * 0.12, s * 0.21, wood);
  box (self, x - s * 0.04, y - s * 0.58, s * 0.08, s * 0.11, window_color (self));
  for (int i = 0; i < 4; i++)
    {
      cairo_save (self->cr);
      cairo_translate (self->cr, x, y - s * 0.9);
      cairo_rotate (self->cr, i * G_PI_2 + 0.5);
      box (self, -s * 0.012, -s * 0.66, s * 0.024, s * 0.66, wood);
      gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { s * 0.012, -s * 0.64, s * 0.13, s * 0.5 }, 0,
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
    SHAPE (x, y, s, _gesso_sketch_scene_lit (self, 0x4a4640, 0), -0.75, 0.12, -0.5, -0.04, -0.2, -0.1, 0.3, -0.08, 0.55, 0.0, 0.8, 0.12);
  for (int i = 0; i < 5; i++)
    {
      double low = 0.17 - 0.016 * i;
      double high = 0.17 - 0.016 * (i + 1);

      SHAPE (x, y, s, i % 2 == 0 ? white : red, -low, -0.19 * i, -high, -0.19 * (i + 1), high, -0.19 * (i + 1), low, -0.19 * i);
      SHAPE (x, y, s, gesso_sketch_color_shift (i % 2 == 0 ? white : red, -0.07, 1, 0), 0.03, -0.19 * i, 0.03, -0.19 * (i + 1), high, -0.19 * (i + 1), low, -0.19 * i);
    }
  box (self, x - s * 0.14, y - s * 0.98, s * 0.28, s * 0.035, dark);
  box (self, x - s * 0.075, y - s * 1.12, s * 0.15, s * 0.14, lamp);
  box (self, x - s * 0.008, y - s * 1.12, s * 0.016, s * 0.14, dark);
  SHAPE (x, y, s, red, -0.11, -1.11, 0, -1.27, 0.11, -1.11);
  box (self, x - s * 0.04, y - s * 0.13, s * 0.08, s * 0.13, dark);
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
  static const double towers[][3] = { { -0.62, 0.24, 0.72 }, { 0.62, 0.24, 0.78 }, { -0.22, 0.22, 0.98 }, { 0.24, 0.2, 1.2 } };
  GessoSketchColor stone = _gesso_sketch_scene_tint (self, thing, 0xb9b2a6, 0.05);
  GessoSketchColor roof = _gesso_sketch_scene_lit (self, 0x4a5f86, 0.05);

  for (guint i = 0; i < G_N_ELEMENTS (towers); i++)
    {
      double cx = towers[i][0];
      double w = towers[i][1];
      double h = towers[i][2];

      box (self, x + (cx - w / 2) * s, y - h * s, w * s, h * s, stone);
      box (self, x + (cx + w * 0.1) * s, y - h * s, w * 0.4 * s, h * s, gesso_sketch_color_shift (stone, -0.06, 1, 0));
      SHAPE (x, y, s, roof, cx - w * 0.62, -h, cx, -h - w * 1.5, cx + w * 0.62, -h);
      box (self, x + (cx - w * 0.08) * s, y - h * 0.82 * s, w * 0.16 * s, w * 0.4 * s, window_color (self));
    }
  box (self, x - s * 0.62, y - s * 0.46, s * 1.24, s * 0.47, gesso_sketch_color_shift (stone, 0.025, 1, 0));
  for (int i = 0; i < 9; i++)
    box (self, x - s * 0.62 + i * s * 0.145, y - s * 0.53, s * 0.08, s * 0.08, gesso_sketch_color_shift (stone, 0.025, 1, 0));
  gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { x - s * 0.1, y - s * 0.28, s * 0.2, s * 0.4 }, s * 0.1,
                                _gesso_sketch_scene_lit (self, 0x4f3a2c, 0), 1);
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
  SHAPE (x, y, s, self->time >= GESSO_SKETCH_TIME_SUNSET ? gesso_sketch_color_from_hex (0xffdf9a) : _gesso_sketch_scene_lit (self, 0x4a3528, 0),
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
    gesso_sketch_canvas_glow (self->canvas, x, y - s * 0.3, s * 3.2, gesso_sketch_color_from_hex (0xff9a3c), 0.6);
  for (int i = 0; i < 3; i++)
    {
      double k = s * (1 - 0.28 * i);

      cairo_move_to (self->cr, x - k * 0.3, y);
      cairo_curve_to (self->cr, x - k * 0.5, y - k * 0.45, x - k * 0.1, y - k * 0.5, x + k * 0.02, y - k * 1.05);
      cairo_curve_to (self->cr, x + k * 0.1, y - k * 0.6, x + k * 0.5, y - k * 0.4, x + k * 0.3, y);
      cairo_close_path (self->cr);
      gesso_sketch_canvas_set_color (self->canvas, gesso_sketch_color_from_hex (colors[i]), 1);
      cairo_fill (self->cr);
    }
  SHAPE (x, y, s, _gesso_sketch_scene_lit (self, 0x5a3a26, 0), -0.55, 0.04, 0.5, -0.1, 0.54, 0.0, -0.5, 0.14);
  SHAPE (x, y, s, _gesso_sketch_scene_lit (self, 0x472c1c, 0), 0.55, 0.04, -0.5, -0.1, -0.54, 0.0, 0.5, 0.14);
}

static void
paint_boat (GessoSketchScene       *self,
            const GessoSketchThing *thing,
            double                  x,
            double                  y,
            double                  s)
{
  GessoSketchColor hull = _gesso_sketch_scene_tint (self, thing, 0x7a3f2c, 0);
  GessoSketchColor sail = gesso_sketch_color_mix (_gesso_sketch_scene_lit (self, 0xfbf6ea, 0), self->lamp, 0.3);

  if (!self->canvas->transparent)
    for (int i = 0; i < 6; i++)
      gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { x - s * (0.42 - 0.05 * i), y + s * (0.05 + 0.08 * i), s * (0.84 - 0.1 * i), s * 0.035 },
                                    s, i < 2 ? hull : sail, 0.34 - 0.04 * i);
  box (self, x - s * 0.012, y - s * 1.02, s * 0.024, s * 0.95, _gesso_sketch_scene_lit (self, 0x4a3528, 0));
  cairo_move_to (self->cr, x + s * 0.03, y - s * 1.0);
  cairo_curve_to (self->cr, x + s * 0.34, y - s * 0.7, x + s * 0.44, y - s * 0.4, x + s * 0.46, y - s * 0.2);
  cairo_line_to (self->cr, x + s * 0.03, y - s * 0.2);
  cairo_close_path (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, sail, 1);
  cairo_fill (self->cr);
  SHAPE (x, y, s, gesso_sketch_color_shift (sail, -0.07, 1, 0), -0.03, -0.9, -0.36, -0.2, -0.03, -0.2);
  SHAPE (x, y, s, hull, -0.52, -0.13, 0.56, -0.13, 0.4, 0.08, -0.38, 0.08);
  SHAPE (x, y, s, gesso_sketch_color_shift (hull, 0.14, 0.8, 0), -0.52, -0.13, 0.56, -0.13, 0.53, -0.09, -0.5, -0.09);
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
  cairo_curve_to (self->cr, x - s * 0.25, y + s * 0.05, x - s * 0.5, y - s * 0.05, x - s * 0.5, y - s * 0.42);
  cairo_curve_to (self->cr, x - s * 0.5, y - s * 1.02, x + s * 0.5, y - s * 1.02, x + s * 0.5, y - s * 0.42);
  cairo_curve_to (self->cr, x + s * 0.5, y - s * 0.05, x + s * 0.25, y + s * 0.05, x + s * 0.1, y + s * 0.3);
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
  _gesso_sketch_scene_disc (self, x + (self->light_x < x ? 1 : -1) * s * 0.55, y - s * 0.2, s * 0.55, self->sky_top, 0.16);
  cairo_restore (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, _gesso_sketch_scene_lit (self, 0x4a3528, 0), 0.9);
  cairo_set_line_width (self->cr, s * 0.012);
  cairo_move_to (self->cr, x - s * 0.09, y + s * 0.3);
  cairo_line_to (self->cr, x - s * 0.07, y + s * 0.46);
  cairo_move_to (self->cr, x + s * 0.09, y + s * 0.3);
  cairo_line_to (self->cr, x + s * 0.07, y + s * 0.46);
  cairo_stroke (self->cr);
  gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { x - s * 0.09, y + s * 0.45, s * 0.18, s * 0.14 }, s * 0.025,
                                _gesso_sketch_scene_lit (self, 0x8a5f3a, 0), 1);
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
  cairo_curve_to (self->cr, x + m * s * 0.3, y + s * 1.4, x + m * s * 0.9, y + s * 2.2, end_x, MIN (self->h * 0.94, y + s * 4));
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

      SHAPE (m * at[i][0] * s, at[i][1] * s, s, i % 2 == 0 ? dark : main, -0.12, -0.06, 0.12, 0.06, 0.12, -0.06, -0.12, 0.06);
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
  GessoSketchColor color = _gesso_sketch_scene_tint (self, thing, self->time == GESSO_SKETCH_TIME_NIGHT ? 0xc9d3ea : 0x2d3340, 0.05);

  cairo_move_to (self->cr, x - s, y - s * 0.34);
  cairo_curve_to (self->cr, x - s * 0.6, y - s * 0.52, x - s * 0.2, y - s * 0.3, x, y);
  cairo_curve_to (self->cr, x + s * 0.2, y - s * 0.3, x + s * 0.6, y - s * 0.52, x + s, y - s * 0.34);
  cairo_curve_to (self->cr, x + s * 0.6, y - s * 0.36, x + s * 0.25, y - s * 0.12, x, y + s * 0.16);
  cairo_curve_to (self->cr, x - s * 0.25, y - s * 0.12, x - s * 0.6, y - s * 0.36, x - s, y - s * 0.34);
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

  SHAPE (x, y, s, gesso_sketch_color_shift (paper, -0.18, 1, 0), -0.35, 0.12, 0.9, -0.5, -0.2, 0.42);
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
  gesso_sketch_canvas_glow (self->canvas, 0, s * 0.75, s * 0.7, gesso_sketch_color_from_hex (0xffa040), 0.7);
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
  box (self, -s, -s, 2 * s, s * 0.55, red);
  cairo_restore (self->cr);
  cairo_new_path (self->cr);
  _gesso_sketch_scene_disc (self, 0, -s * 0.14, s * 0.12, gesso_sketch_color_shift (red, -0.15, 0.6, 0), 1);
  _gesso_sketch_scene_disc (self, 0, -s * 0.14, s * 0.085, gesso_sketch_color_from_hex (0x8fd0f0), 1);
  cairo_restore (self->cr);
}

/* Like things side by side, on the ground, on the water or in the air. */
static void
place_things (GessoSketchScene *self,
              GessoSketchNoun   noun,
              ThingFunc         paint,
              double            size,
              int               standard,
              double            low,
              double            high)
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
  size *= thing->depth == GESSO_SKETCH_PLACE_FAR ? 0.55 : thing->depth == GESSO_SKETCH_PLACE_NEAR ? 1.5 : 1;
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
paint_village (GessoSketchScene *self,
               double            low,
               double            high)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_VILLAGE);
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
  double y = self->has_water ? self->horizon + self->u * 4 : self->horizon + (self->h - self->horizon) * 0.45;
  double rise = self->u * 24;
  GessoSketchColor steel;

  if (thing == NULL)
    return;
  steel = _gesso_sketch_scene_tint (self, thing, 0xb8483a, 0.1);
  gesso_sketch_canvas_set_color (self->canvas, steel, 1);
  for (int i = 0; i < 2; i++)
    {
      double tower = self->w * (i == 0 ? 0.28 : 0.72);

      box (self, tower - self->u * 0.9, y - rise, self->u * 0.55, rise + self->u * 6, steel);
      box (self, tower + self->u * 0.35, y - rise, self->u * 0.55, rise + self->u * 6, steel);
      for (int k = 0; k < 3; k++)
        box (self, tower - self->u * 0.9, y - rise * (0.95 - 0.3 * k), self->u * 1.8, self->u * 0.45, steel);
    }
  box (self, -1, y, self->w + 2, self->u * 0.85, steel);
  cairo_set_line_width (self->cr, self->u * 0.28);
  cairo_move_to (self->cr, -self->w * 0.12, y);
  cairo_curve_to (self->cr, self->w * 0.12, y - self->u, self->w * 0.22, y - rise * 0.6, self->w * 0.28, y - rise);
  cairo_curve_to (self->cr, self->w * 0.4, y - rise * 0.05, self->w * 0.6, y - rise * 0.05, self->w * 0.72, y - rise);
  cairo_curve_to (self->cr, self->w * 0.78, y - rise * 0.6, self->w * 0.88, y - self->u, self->w * 1.12, y);
  gesso_sketch_canvas_set_color (self->canvas, steel, 1);
  cairo_stroke (self->cr);
  cairo_set_line_width (self->cr, self->u * 0.08);
  for (int i = 1; i < 22; i++)
    {
      double t = i / 22.0;
      double v = 1 - t;
      double top = v * v * v * (y - rise) + 3 * v * v * t * (y - rise * 0.05) + 3 * v * t * t * (y - rise * 0.05) + t * t * t * (y - rise);
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
    box (self, 0, y + self->u * (-1.6 + 2.4 * i), self->w, self->u * 0.75, gesso_sketch_color_shift (wood, -0.05, 1, 0));
}

void
_gesso_sketch_scene_buildings (GessoSketchScene *self)
{
  double top = self->has_water ? self->ground : self->horizon;
  double low = top + (self->h - top) * 0.24;
  double high = top + (self->h - top) * 0.62;
  double shore = self->has_near ? low : self->horizon + self->u * 3;

  paint_bridge (self);
  place_things (self, GESSO_SKETCH_NOUN_CASTLE, paint_castle, 21, 1, top + self->u * 2, top + self->u * 5);
  paint_village (self, top + self->u * 3, high);
  place_things (self, GESSO_SKETCH_NOUN_WINDMILL, paint_windmill, 22, 1, low, high);
  place_things (self, GESSO_SKETCH_NOUN_LIGHTHOUSE, paint_lighthouse, 27, 1, shore, shore + self->u * 2);
  place_things (self, GESSO_SKETCH_NOUN_HOUSE, paint_house, 19, 1, low, high);
  place_things (self, GESSO_SKETCH_NOUN_TENT, paint_tent, 13, 1, low, high);
  place_things (self, GESSO_SKETCH_NOUN_FIRE, paint_fire, 4.5, 1, high, high + self->u * 3);
  paint_fence (self);
}

void
_gesso_sketch_scene_things (GessoSketchScene *self)
{
  double sky = MIN (self->horizon, self->h);
  double top = self->h * self->free_top;
  double air = MAX (top + self->u * 8, sky * 0.2);

  place_things (self, GESSO_SKETCH_NOUN_BOAT, paint_boat, 12, 1, self->horizon + self->u * 3,
                self->has_near ? self->horizon + (self->ground - self->horizon) * 0.7 : self->horizon + (self->h - self->horizon) * 0.6);
  place_things (self, GESSO_SKETCH_NOUN_BALLOON, paint_balloon, 17, 1, air, MAX (air, sky * 0.55));
  place_things (self, GESSO_SKETCH_NOUN_KITE, paint_kite, 12, 1, air, MAX (air, sky * 0.5));
  place_things (self, GESSO_SKETCH_NOUN_PLANE, paint_plane, 9, 1, air, MAX (air, sky * 0.55));
  place_things (self, GESSO_SKETCH_NOUN_ROCKET, paint_rocket, 17, 1, sky * 0.45, sky * 0.5);
  place_things (self, GESSO_SKETCH_NOUN_BIRDS, paint_bird, 2.1, 7, air * 0.9, MAX (air, sky * 0.6));
}

static void
emblem_path (GessoSketchScene *self,
             GessoSketchNoun   noun,
             double            s)
{
  cairo_t *cr = self->cr;

  switch (noun)
    {
    case GESSO_SKETCH_NOUN_HEART:
      cairo_move_to (cr, 0, s * 0.88);
      cairo_curve_to (cr, -s * 1.5, -s * 0.1, -s * 0.92, -s * 1.12, 0, -s * 0.42);
      cairo_curve_to (cr, s * 0.92, -s * 1.12, s * 1.5, -s * 0.1, 0, s * 0.88);
      break;
    case GESSO_SKETCH_NOUN_SQUARE:
      gesso_sketch_canvas_path_box (self->canvas, (GessoSketchBox) { -s * 0.85, -s * 0.85, s * 1.7, s * 1.7 }, 0);
      break;
    case GESSO_SKETCH_NOUN_TRIANGLE:
      cairo_move_to (cr, 0, -s);
      cairo_line_to (cr, s, s * 0.73);
      cairo_line_to (cr, -s, s * 0.73);
      break;
    case GESSO_SKETCH_NOUN_STAR_SHAPE:
      for (int i = 0; i < 10; i++)
        {
          double r = i % 2 == 0 ? s : s * 0.45;

          cairo_line_to (cr, sin (i * G_PI / 5) * r, -cos (i * G_PI / 5) * r);
        }
      break;
    case GESSO_SKETCH_NOUN_LEAF:
      cairo_move_to (cr, -s * 0.7, s * 0.8);
      cairo_curve_to (cr, -s * 1.1, -s * 0.5, s * 0.1, -s * 1.0, s * 0.9, -s * 0.9);
      cairo_curve_to (cr, s * 0.95, -s * 0.1, s * 0.4, s * 0.95, -s * 0.7, s * 0.8);
      break;
    case GESSO_SKETCH_NOUN_CIRCLE:
    default:
      gesso_sketch_canvas_path_circle (self->canvas, 0, 0, s);
      break;
    }
  cairo_close_path (cr);
}

void
_gesso_sketch_scene_emblems (GessoSketchScene *self)
{
  static const guint32 standard[] = { 0xe5484d, 0x2f6fdb, 0xf2b134, 0x2e9e4f, 0xf2b134, 0x4c8f4a };
  double area = MIN (self->w, self->h * (1 - self->free_top));
  int kinds = 0;
  int kind = 0;

  for (GessoSketchNoun noun = GESSO_SKETCH_NOUN_HEART; noun <= GESSO_SKETCH_NOUN_LEAF; noun++)
    kinds += gesso_sketch_prompt_has (self->prompt, noun) ? 1 : 0;
  for (GessoSketchNoun noun = GESSO_SKETCH_NOUN_HEART; noun <= GESSO_SKETCH_NOUN_LEAF; noun++)
    {
      const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, noun);
      int n;
      double s;

      if (thing == NULL)
        continue;
      n = CLAMP (thing->count, 1, 24);
      s = area * 0.3 * (thing->size < 0 ? 0.5 : thing->size > 0 ? 1.25 : 1) / MAX (1, sqrt (n) * (kinds > 1 ? 1.3 : 1));
      for (int i = 0; i < n; i++)
        {
          int columns = (int) ceil (sqrt (n * self->w / self->h));
          int rows = (n + columns - 1) / columns;
          double x = self->w * (kinds > 1 ? (kind + 0.5) / kinds : (i % columns + 0.5) / columns);
          double y = self->h * (self->free_top + (1 - self->free_top) * (kinds > 1 ? (i + 0.5) / n : (i / columns + 0.5) / rows));
          GessoSketchColor color = thing->has_color ? thing->color
                                   : self->palette->chosen ? self->palette->primary
                                   : gesso_sketch_color_from_hex (standard[noun - GESSO_SKETCH_NOUN_HEART]);

          if (thing->side == GESSO_SKETCH_PLACE_LEFT)
            x = self->w * 0.27;
          else if (thing->side == GESSO_SKETCH_PLACE_RIGHT)
            x = self->w * 0.73;
          cairo_save (self->cr);
          cairo_translate (self->cr, x, y);
          emblem_path (self, noun, s);
          gesso_sketch_canvas_set_color (self->canvas, color, 1);
          cairo_fill_preserve (self->cr);
          if (noun == GESSO_SKETCH_NOUN_LEAF)
            {
              cairo_clip (self->cr);
              cairo_move_to (self->cr, -s * 0.8, s * 0.9);
              cairo_curve_to (self->cr, -s * 0.3, s * 0.1, s * 0.2, -s * 0.3, s * 0.8, -s * 0.8);
              gesso_sketch_canvas_set_color (self->canvas, gesso_sketch_color_shift (color, -0.13, 1, 0), 1);
              cairo_set_line_width (self->cr, s * 0.06);
              cairo_stroke (self->cr);
            }
          cairo_new_path (self->cr);
          cairo_restore (self->cr);
        }
      kind++;
    }
}
