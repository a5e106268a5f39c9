/* gesso-sketch-scene-plants.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The plants of a scene: trees, woods, palms, cacti, flowers and grass. */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-scene-private.h"

static guint32
leaf_color (GessoSketchScene *self,
            guint32           hash)
{
  static const guint32 autumn[] = { 0xc8641f, 0xd98a24, 0xa8432a, 0xe0a93b };

  if (self->prompt->palette >= 0
      && g_str_equal (gesso_sketch_palette_get_name (self->prompt->palette), "autumn"))
    return autumn[hash % G_N_ELEMENTS (autumn)];

  return hash % 3 == 0 ? 0x3f7d48 : hash % 3 == 1 ? 0x4c8f4a : 0x35704a;
}

static void
paint_pine (GessoSketchScene       *self,
            const GessoSketchThing *thing,
            double                  x,
            double                  y,
            double                  s,
            double                  depth,
            guint32                 hash)
{
  double side = self->light_x < x ? 1 : -1;
  GessoSketchColor green
      = _gesso_sketch_scene_tint (self, thing, hash % 2 == 0 ? 0x2c5f4a : 0x336b4c, depth);
  GessoSketchColor dark = gesso_sketch_color_shift (green, -0.055, 1, 0);
  GessoSketchColor snow = _gesso_sketch_scene_lit (self, 0xf4f8fb, depth);
  int tiers = self->canvas->detail == 0 ? 1 : 4;

  gesso_sketch_canvas_fill_box (self->canvas,
                                (GessoSketchBox){ x - s * 0.035, y - s * 0.14, s * 0.07, s * 0.15 },
                                0, _gesso_sketch_scene_lit (self, 0x5a3d2b, depth), 1);
  for (int i = 0; i < tiers; i++)
    {
      double t = (double) i / MAX (1, tiers - 1);
      double base = y - s * (0.1 + 0.52 * t);
      double half = s * (0.27 - 0.15 * t);
      double top = i == tiers - 1 ? y - s : base - s * 0.36;

      if (tiers == 1)
        {
          half = s * 0.24;
          top = y - s;
        }
      _gesso_sketch_scene_shape (self, x, base, 1, green,
                                 (double[]){ -half, 0, 0, top - base, half, 0 }, 6);
      _gesso_sketch_scene_shape (self, x, base, 1, dark,
                                 (double[]){ 0, top - base, side * half, 0, side * half * 0.08, 0 },
                                 6);
      if (self->snowy && tiers > 1)
        _gesso_sketch_scene_shape (self, x, base, 1, snow,
                                   (double[]){ 0, top - base, -half * 0.55, (top - base) * 0.45,
                                               -half * 0.1, (top - base) * 0.6, half * 0.2,
                                               (top - base) * 0.42, half * 0.5,
                                               (top - base) * 0.52 },
                                   10);
    }
}

static void
paint_tree (GessoSketchScene       *self,
            const GessoSketchThing *thing,
            double                  x,
            double                  y,
            double                  s,
            double                  depth,
            guint32                 hash)
{
  static const double crown[][3] = {
    { 0, -0.68, 0.27 },     { -0.2, -0.55, 0.2 }, { 0.2, -0.56, 0.21 },
    { -0.09, -0.82, 0.18 }, { 0.11, -0.8, 0.17 },
  };
  double side = self->light_x < x ? -1 : 1;
  guint32 base = self->snowy ? 0xc9d6dc : leaf_color (self, hash);
  GessoSketchColor green = _gesso_sketch_scene_tint (self, thing, base, depth);
  GessoSketchColor light
      = gesso_sketch_color_mix (gesso_sketch_color_shift (green, 0.06, 1, 0), self->lamp, 0.14);
  GessoSketchColor trunk = _gesso_sketch_scene_lit (self, 0x5f4230, depth);

  _gesso_sketch_scene_shape (self, x, y, s, trunk,
                             (double[]){ -0.055, 0.01, -0.03, -0.3, -0.12, -0.5, -0.08, -0.5, 0,
                                         -0.38, 0.09, -0.52, 0.12, -0.5, 0.035, -0.3, 0.06, 0.01 },
                             18);
  for (guint i = 0; i < G_N_ELEMENTS (crown); i++)
    _gesso_sketch_scene_disc (self, x + crown[i][0] * s, y + crown[i][1] * s, crown[i][2] * s,
                              green, 1);
  if (self->canvas->detail > 0)
    for (guint i = 0; i < G_N_ELEMENTS (crown); i++)
      _gesso_sketch_scene_disc (self, x + (crown[i][0] + side * 0.05) * s,
                                y + (crown[i][1] - 0.05) * s, crown[i][2] * s * 0.66, light, 0.55);
}

static void
paint_palm (GessoSketchScene       *self,
            const GessoSketchThing *thing,
            double                  x,
            double                  y,
            double                  s,
            double                  depth,
            guint32                 hash)
{
  double lean = (hash % 2 == 0 ? 1 : -1) * s * 0.16;
  GessoSketchColor green = _gesso_sketch_scene_tint (self, thing, 0x2f8055, depth);
  double tx = x + lean;
  double ty = y - s * 0.78;

  cairo_move_to (self->cr, x - s * 0.035, y);
  cairo_curve_to (self->cr, x, y - s * 0.35, tx - lean * 0.35, ty + s * 0.2, tx - s * 0.018, ty);
  cairo_line_to (self->cr, tx + s * 0.018, ty);
  cairo_curve_to (self->cr, tx - lean * 0.2, ty + s * 0.22, x + s * 0.06, y - s * 0.35,
                  x + s * 0.04, y);
  cairo_close_path (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, _gesso_sketch_scene_lit (self, 0x7a5a3c, depth), 1);
  cairo_fill (self->cr);
  for (int i = 0; i < 7; i++)
    {
      double a = -G_PI * (0.02 + 0.96 * i / 6.0);
      double ex = tx + cos (a) * s * 0.36;
      double ey = ty + sin (a) * s * 0.14 + s * 0.13 * fabs (cos (a));

      cairo_move_to (self->cr, tx, ty);
      cairo_curve_to (self->cr, tx + cos (a) * s * 0.15, ty + sin (a) * s * 0.26 - s * 0.04,
                      ex - cos (a) * s * 0.06, ey - s * 0.12, ex, ey);
      cairo_curve_to (self->cr, ex - cos (a) * s * 0.12, ey - s * 0.05, tx + cos (a) * s * 0.12,
                      ty + sin (a) * s * 0.12 + s * 0.03, tx, ty);
      gesso_sketch_canvas_set_color (self->canvas,
                                     gesso_sketch_color_shift (green, i % 2 == 0 ? 0 : 0.05, 1, 0),
                                     1);
      cairo_fill (self->cr);
    }
}

static void
paint_cactus (GessoSketchScene       *self,
              const GessoSketchThing *thing,
              double                  x,
              double                  y,
              double                  s,
              double                  depth,
              guint32                 hash)
{
  GessoSketchColor green = _gesso_sketch_scene_tint (self, thing, 0x3e7d52, depth);
  double m = hash % 2 == 0 ? 1 : -1;

  gesso_sketch_canvas_set_color (self->canvas, green, 1);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (self->cr, s * 0.17);
  cairo_move_to (self->cr, x, y + s * 0.02);
  cairo_line_to (self->cr, x, y - s * 0.8);
  cairo_stroke (self->cr);
  cairo_set_line_width (self->cr, s * 0.11);
  cairo_move_to (self->cr, x, y - s * 0.3);
  cairo_line_to (self->cr, x + m * s * 0.26, y - s * 0.3);
  cairo_line_to (self->cr, x + m * s * 0.26, y - s * 0.56);
  cairo_move_to (self->cr, x, y - s * 0.44);
  cairo_line_to (self->cr, x - m * s * 0.24, y - s * 0.44);
  cairo_line_to (self->cr, x - m * s * 0.24, y - s * 0.64);
  cairo_stroke (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, gesso_sketch_color_shift (green, -0.06, 1, 0), 0.8);
  cairo_set_line_width (self->cr, s * 0.02);
  for (int i = -1; i <= 1; i++)
    {
      cairo_move_to (self->cr, x + i * s * 0.045, y - s * 0.03);
      cairo_line_to (self->cr, x + i * s * 0.045, y - s * 0.78);
    }
  cairo_stroke (self->cr);
}

typedef void (*PlantFunc) (GessoSketchScene *self,
                           const GessoSketchThing *thing,
                           double x,
                           double y,
                           double s,
                           double depth,
                           guint32 hash);

/* Plants of one kind in rows, the far ones first. */
static void
plant (GessoSketchScene *self,
       GessoSketchNoun   noun,
       PlantFunc         paint,
       double            size,
       int               standard)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, noun);
  gboolean on_island
      = !self->has_near && gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_ISLAND);
  GessoSketchRandom random;
  double top = self->has_water ? self->ground : self->horizon + self->u * 2;
  int n;

  if (thing == NULL)
    return;
  n = thing->count > 0 ? thing->count : standard;
  gesso_sketch_random_init (&random, self->canvas->seed, "plants");
  random.state += (guint64) noun * 7919;
  size *= thing->size < 0 ? 0.62 : thing->size == 1 ? 1.4 : thing->size == 2 ? 2 : 1;
  for (int i = 0; i < n; i++)
    {
      double t = n == 1 ? 0.4 : (double) i / (n - 1);
      double near = thing->depth == GESSO_SKETCH_PLACE_NEAR  ? 0.6 + 0.4 * t
                    : thing->depth == GESSO_SKETCH_PLACE_FAR ? 0.1 * t
                                                             : 0.08 + 0.6 * t;
      double slot = _gesso_sketch_scene_slot (self, thing, &random, (i * 7 + 3) % n, n);
      double x = self->w * (on_island ? 0.5 : slot);
      double y = top + (self->h * 0.97 - top) * near;
      double s
          = self->u * size * (0.45 + 0.85 * near) * gesso_sketch_random_range (&random, 0.85, 1.15);

      if (on_island)
        {
          const GessoSketchThing *island
              = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_ISLAND);
          GessoSketchRandom same;

          gesso_sketch_random_init (&same, self->canvas->seed, "island");
          x = self->w
                  * _gesso_sketch_scene_slot (self, island, &same, 0, CLAMP (island->count, 1, 6))
              + self->u * (i - (n - 1) / 2.0) * 4;
          y = self->horizon + self->u * 2.2;
          s = self->u * size * 0.6;
        }
      if (gesso_sketch_canvas_is_cancelled (self->canvas))
        return;
      paint (self, thing, x, y, s, 0.5 * (1 - near), gesso_sketch_random_next (&random));
    }
}

static void
paint_forest (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_FOREST);
  gboolean leafy = self->prompt->palette >= 0
                   && g_str_equal (gesso_sketch_palette_get_name (self->prompt->palette), "autumn");
  GessoSketchRandom random;
  int rows = self->canvas->detail == 0 ? 2 : 3;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "forest");
  for (int row = 0; row < rows; row++)
    {
      double t = (double) row / (rows - 1);
      double top = self->has_water ? self->horizon + self->u * 1.2 : self->horizon + self->u * 4;
      double span = self->has_water ? self->u * 1 : (self->h - top) * 0.8;
      double size = self->u * (self->has_water ? 5 : 10 + 13 * t);
      double step = size * (0.34 - 0.06 * t);

      if (self->has_water && row > 0)
        break;
      for (double x = -step; x < self->w + step;
           x += step * gesso_sketch_random_range (&random, 0.7, 1.4))
        {
          double jitter = gesso_sketch_random_unit (&random);
          guint32 hash = gesso_sketch_random_next (&random);
          double middle = fabs (x / self->w - 0.5) * 2;

          /* A clearing towards us. */
          if (row == rows - 1 && middle < 0.5)
            continue;
          if (row == rows - 2 && rows > 2 && middle < 0.18)
            continue;
          (leafy ? paint_tree : paint_pine) (self, thing, x, top + span * t + jitter * self->u * 2,
                                             size * (0.75 + 0.5 * jitter), 0.6 * (1 - t), hash);
        }
    }
}

static void
paint_flowers (GessoSketchScene *self)
{
  static const guint32 hues[] = { 0xe5484d, 0xf2b134, 0xf28bb0, 0xffffff, 0x9b6bd6 };
  const GessoSketchThing *thing
      = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_FLOWERS);
  GessoSketchRandom random;
  double top = self->has_water ? self->ground : self->horizon + (self->h - self->horizon) * 0.4;
  int n;

  if (thing == NULL)
    return;
  n = thing->count > 0 ? thing->count : self->canvas->detail == 0 ? 40 : 130;
  gesso_sketch_random_init (&random, self->canvas->seed, "flowers");
  for (int i = 0; i < n; i++)
    {
      double t = (i + 0.5) / n;
      double x = self->w * gesso_sketch_random_range (&random, 0.01, 0.99);
      double y = top + (self->h * 0.99 - top) * (n < 12 ? 0.6 + 0.3 * t : t);
      double s = self->u * (0.35 + 1.0 * t) * (thing->size > 0 ? 1.7 : 1) * (n < 12 ? 3 : 1);
      guint32 hue = hues[gesso_sketch_random_int (&random, (int) G_N_ELEMENTS (hues))];
      GessoSketchColor color = thing->has_color
                                   ? _gesso_sketch_scene_tint (self, thing, 0, 0)
                                   : _gesso_sketch_scene_lit (self, hue, 0.2 * (1 - t));

      cairo_move_to (self->cr, x, y);
      cairo_line_to (self->cr, x + s * 0.15, y + s * 2.4);
      gesso_sketch_canvas_set_color (self->canvas, _gesso_sketch_scene_lit (self, 0x356b3a, 0.1),
                                     1);
      cairo_set_line_width (self->cr, s * 0.18);
      cairo_stroke (self->cr);
      for (int k = 0; k < 5; k++)
        _gesso_sketch_scene_disc (self, x + cos (k * 2 * G_PI / 5 + t * 9) * s * 0.5,
                                  y + sin (k * 2 * G_PI / 5 + t * 9) * s * 0.42, s * 0.38, color,
                                  1);
      _gesso_sketch_scene_disc (self, x, y, s * 0.28, _gesso_sketch_scene_lit (self, 0xf7d154, 0),
                                1);
    }
}

static void
paint_grass (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_GRASS);
  GessoSketchRandom random;
  int n = self->canvas->detail == 0 ? 120 : 520;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "grass");
  for (int i = 0; i < n; i++)
    {
      double x = self->w * gesso_sketch_random_range (&random, -0.02, 1.02);
      double s = self->u * gesso_sketch_random_range (&random, 2.5, 7);
      double lean = gesso_sketch_random_range (&random, -0.35, 0.35);
      double y = self->h + self->u;

      cairo_move_to (self->cr, x - s * 0.05, y);
      cairo_curve_to (self->cr, x, y - s * 0.5, x + lean * s * 0.3, y - s * 0.8, x + lean * s,
                      y - s);
      cairo_curve_to (self->cr, x + lean * s * 0.4, y - s * 0.7, x + s * 0.06, y - s * 0.5,
                      x + s * 0.07, y);
      cairo_close_path (self->cr);
      gesso_sketch_canvas_set_color (
          self->canvas,
          gesso_sketch_color_shift (_gesso_sketch_scene_tint (self, thing, 0x4a8a3f, 0),
                                    gesso_sketch_random_range (&random, -0.07, 0.05), 1, 0),
          1);
      cairo_fill (self->cr);
    }
}

void
_gesso_sketch_scene_plants (GessoSketchScene *self)
{
  paint_forest (self);
  plant (self, GESSO_SKETCH_NOUN_TREES, paint_tree, 20, 7);
  plant (self, GESSO_SKETCH_NOUN_PINES, paint_pine, 20, 11);
  plant (self, GESSO_SKETCH_NOUN_PALMS, paint_palm, 24, 3);
  plant (self, GESSO_SKETCH_NOUN_CACTUS, paint_cactus, 13, 4);
  paint_flowers (self);
  paint_grass (self);
}
