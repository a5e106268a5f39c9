/* gesso-sketch-scene-far.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The far land of a scene: mountains and hills with atmospheric perspective, a volcano, a
 * skyline. */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-scene-ridge.h"

/* The side of a mountain turned away from the light, with a broken edge down from the summit. */
static void
shade_flank (GessoSketchScene       *self,
             const GessoSketchRidge *ridge,
             int                     summit,
             double                  bottom,
             GessoSketchColor        color,
             double                  alpha,
             GessoSketchRandom      *random)
{
  double x = _gesso_sketch_ridge_x (self, summit);
  double y = ridge->y[summit];
  double drop = bottom - y;
  int away = x > self->light_x ? 1 : -1;
  int end = summit;

  /* To the valley on the far side. */
  while (end + away >= 0 && end + away <= GESSO_SKETCH_RIDGE_POINTS && abs (end - summit) < 60
         && (abs (end - summit) < 6 || !_gesso_sketch_ridge_is_summit (ridge, end, 14)))
    end += away;

  cairo_save (self->cr);
  _gesso_sketch_ridge_path (self, ridge, bottom);
  cairo_clip (self->cr);
  cairo_move_to (self->cr, x, y - 1);
  for (int k = 1; k <= 6; k++)
    cairo_line_to (self->cr,
                   x
                       + away * drop * (k % 2 == 0 ? 0.02 : 0.13)
                             * gesso_sketch_random_range (random, 0.4, 1.2)
                       - away * drop * 0.02 * k,
                   y + drop * k / 6);
  cairo_line_to (self->cr, _gesso_sketch_ridge_x (self, end), bottom);
  cairo_line_to (self->cr, _gesso_sketch_ridge_x (self, end), 0);
  cairo_line_to (self->cr, x, 0);
  cairo_close_path (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, color, alpha);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

static void
cap_summit (GessoSketchScene       *self,
            const GessoSketchRidge *ridge,
            int                     summit,
            double                  depth,
            GessoSketchColor        color,
            double                  bottom,
            GessoSketchRandom      *random)
{
  double x = _gesso_sketch_ridge_x (self, summit);
  double y = ridge->y[summit];
  double r = depth;

  cairo_save (self->cr);
  _gesso_sketch_ridge_path (self, ridge, bottom);
  cairo_clip (self->cr);
  cairo_move_to (self->cr, x - r * 2, y - r);
  cairo_line_to (self->cr, x - r * 2, y + r * 0.8);
  for (int k = -4; k <= 4; k++)
    cairo_line_to (self->cr, x + k * r * 0.45,
                   y
                       + r * (k % 2 == 0 ? 0.62 : 1.05)
                             * gesso_sketch_random_range (random, 0.8, 1.2));
  cairo_line_to (self->cr, x + r * 2, y + r * 0.8);
  cairo_line_to (self->cr, x + r * 2, y - r);
  cairo_close_path (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, color, 0.93);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

static void
paint_mountains (GessoSketchScene *self)
{
  const GessoSketchThing *thing
      = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_MOUNTAINS);
  GessoSketchRandom random;
  double size;
  int layers = self->canvas->detail == 0 ? 3 : 4;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "mountains");
  size = thing->size < 0 || thing->depth == GESSO_SKETCH_PLACE_FAR ? 0.65
         : thing->size > 0                                         ? 1.3
                                                                   : 1;
  for (int layer = 0; layer < layers; layer++)
    {
      double t = (double) layer / (layers - 1);
      double depth = 0.82 - 0.6 * t;
      double height = MIN (self->horizon * (1 - self->free_top * 0.9), self->u * 52)
                      * (0.66 - 0.36 * t) * size;
      double foot = self->horizon + self->u * 0.3;
      GessoSketchColor crest = _gesso_sketch_scene_tint (self, thing, 0x3d4f66, depth);
      GessoSketchColor low = gesso_sketch_color_mix (crest, self->haze, 0.5 - 0.25 * t);
      guint32 seed = gesso_sketch_random_next (&random);
      GessoSketchRidge ridge;

      _gesso_sketch_ridge_make_peaks (self, &ridge, seed, foot, height, 2.1 + 1.0 * layer);
      _gesso_sketch_ridge_fill (self, &ridge, foot - height, foot, crest, low);
      if (self->canvas->detail == 0)
        continue;
      for (int i = 4; i < GESSO_SKETCH_RIDGE_POINTS - 4; i++)
        if (_gesso_sketch_ridge_is_summit (&ridge, i, layer == 0 ? 16 : 12))
          {
            shade_flank (self, &ridge, i, foot, gesso_sketch_color_shift (crest, -0.05, 1, 0), 0.5,
                         &random);
            if ((self->snowy || layer == 1) && foot - ridge.y[i] > height * 0.62)
              cap_summit (self, &ridge, i, (foot - ridge.y[i]) * (self->snowy ? 0.42 : 0.24),
                          gesso_sketch_color_mix (_gesso_sketch_scene_lit (self, 0xffffff,
                                                                           depth * 0.5),
                                                  self->lamp, 0.25),
                          foot, &random);
          }
    }
}

static void
paint_volcano (GessoSketchScene *self)
{
  const GessoSketchThing *thing
      = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_VOLCANO);
  GessoSketchRandom random;
  GessoSketchColor body;
  double x;
  double s;
  double y = self->horizon;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "volcano");
  x = self->w * _gesso_sketch_scene_slot (self, thing, &random, 0, 1);
  s = self->u * (thing->size > 0 ? 34 : 26);
  body = _gesso_sketch_scene_tint (self, thing, 0x3b3540, 0.25);
  for (int i = 0; i < 5; i++)
    _gesso_sketch_scene_disc (self, x + s * (0.05 * i * i - 0.02), y - s * (1.08 + 0.15 * i),
                              s * (0.08 + 0.045 * i),
                              gesso_sketch_color_mix (self->haze, body, 0.35), 0.5);
  gesso_sketch_canvas_glow (self->canvas, x, y - s, s * 0.6, gesso_sketch_color_from_hex (0xff6a2b),
                            0.8);
  _gesso_sketch_scene_shape (self, x, y, s, body,
                             (double[]){ -1.3, 0.02, -0.7, -0.3, -0.18, -1, -0.06, -0.95, 0.05,
                                         -0.97, 0.18, -1, 0.7, -0.3, 1.3, 0.02 },
                             16);
  _gesso_sketch_scene_shape (self, x, y, s, gesso_sketch_color_shift (body, -0.05, 1, 0),
                             (double[]){ 0.05, -0.97, 0.18, -1, 0.7, -0.3, 1.3, 0.02, 0.3, 0.02,
                                         0.12, -0.5 },
                             12);
  _gesso_sketch_scene_shape (self, x, y, s, gesso_sketch_color_from_hex (0xff7a33),
                             (double[]){ -0.1, -0.96, 0.02, -0.96, -0.02, -0.7, -0.1, -0.5, -0.08,
                                         -0.3, -0.15, -0.5, -0.1, -0.72 },
                             14);
}

static void
paint_far_hills (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_HILLS);
  gboolean shore
      = self->has_water && (gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_LAKE));
  GessoSketchRandom random;

  if (thing == NULL && !shore)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "far hills");
  for (int layer = 0; layer < 2; layer++)
    {
      double height = self->u * (shore && thing == NULL ? 5 : 15 - 4 * layer);
      GessoSketchColor crest
          = _gesso_sketch_scene_tint (self, thing, self->snowy ? 0xdfe8ef : 0x4f7a52,
                                      0.6 - 0.25 * layer);
      GessoSketchRidge ridge;

      _gesso_sketch_ridge_make_hills (self, &ridge, gesso_sketch_random_next (&random),
                                      self->horizon + self->u * 0.3, height, 2.2 + layer);
      _gesso_sketch_ridge_fill (self, &ridge, self->horizon - height, self->horizon + self->u * 0.3,
                                crest, gesso_sketch_color_mix (crest, self->haze, 0.25));
    }
}

static void
paint_tower (GessoSketchScene  *self,
             GessoSketchRandom *random,
             GessoSketchBox     box,
             GessoSketchColor   color,
             double             lit_share)
{
  GessoSketchColor window = gesso_sketch_color_from_hex (0xffd88a);
  double pitch = self->u * 0.95;
  int top = gesso_sketch_random_int (random, 5);
  int columns = (int) ((box.width - pitch * 0.6) / pitch);
  int rows = (int) (box.height / (pitch * 1.25)) - 1;

  gesso_sketch_canvas_fill_box (self->canvas, box, 0, color, 1);
  if (top == 0)
    gesso_sketch_canvas_fill_box (self->canvas,
                                  (GessoSketchBox){ box.x + box.width * 0.47, box.y - self->u * 3.4,
                                                    self->u * 0.22, self->u * 3.5 },
                                  0, color, 1);
  else if (top == 1)
    gesso_sketch_canvas_fill_box (self->canvas,
                                  (GessoSketchBox){ box.x + box.width * 0.22, box.y - self->u * 1.2,
                                                    box.width * 0.56, self->u * 1.3 },
                                  0, color, 1);
  else if (top == 2)
    _gesso_sketch_scene_shape (self, box.x, box.y, box.width, color,
                               (double[]){ 0, 0.01, 1, 0.01, 1, -0.28 }, 6);

  if (lit_share <= 0 || self->canvas->detail == 0)
    return;
  for (int j = 0; j < rows; j++)
    for (int i = 0; i < columns; i++)
      if (gesso_sketch_random_unit (random) < lit_share)
        {
          GessoSketchBox pane = { box.x + (box.width - columns * pitch) / 2 + (i + 0.22) * pitch,
                                  box.y + (j + 0.7) * pitch * 1.25, pitch * 0.5, pitch * 0.62 };

          gesso_sketch_canvas_fill_box (self->canvas, pane, 0, window,
                                        gesso_sketch_random_range (random, 0.45, 0.95));
        }
}

static void
paint_city (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_CITY);
  gboolean dark = self->time >= GESSO_SKETCH_TIME_SUNSET;
  GessoSketchRandom random;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "city");
  if (dark && !self->canvas->transparent)
    for (int i = 0; i < 3; i++)
      gesso_sketch_canvas_glow (self->canvas, self->w * (0.25 + 0.25 * i), self->horizon,
                                self->u * 34, gesso_sketch_color_from_hex (0xf0a860), 0.22);
  for (int layer = 0; layer < 3; layer++)
    {
      double depth = 0.75 - 0.34 * layer;
      GessoSketchColor color
          = _gesso_sketch_scene_tint (self, thing, dark ? 0x151b30 : 0x5f7389, depth);
      GessoSketchColor glow
          = gesso_sketch_color_mix (self->haze, gesso_sketch_color_from_hex (0xc98a62), 0.28);
      double x = -self->u * gesso_sketch_random_range (&random, 0, 4);

      /* Against the night the far rows stand in the light of the streets. */
      if (dark && layer < 2)
        color = gesso_sketch_color_mix (color, gesso_sketch_color_shift (glow, 0.08, 1, 0),
                                        layer == 0 ? 0.62 : 0.3);

      while (x < self->w)
        {
          double width = self->u * gesso_sketch_random_range (&random, 3.6, 8.4);
          /* Taller towards the middle, as cities are. */
          double middle = exp (-pow ((x + width / 2 - self->w * 0.5) / (self->w * 0.34), 2));
          double height = self->u * gesso_sketch_random_range (&random, 7, 17)
                          * (0.7 + 1.1 * middle) * (1.2 - 0.26 * layer)
                          * (self->has_near || self->has_water ? 1 : 1.35);

          height = MIN (height, self->horizon * (0.92 - self->free_top));
          paint_tower (self, &random,
                       (GessoSketchBox){ x, self->horizon - height, width, height + self->u * 0.4 },
                       color, dark ? 0.16 + 0.16 * layer : 0);
          if (!dark && self->canvas->detail > 0)
            gesso_sketch_canvas_fill_box (self->canvas,
                                          (GessoSketchBox){
                                              x + width * (self->light_x > x ? 0 : 0.62),
                                              self->horizon - height, width * 0.38,
                                              height + self->u * 0.4 },
                                          0, gesso_sketch_color_shift (color, -0.04, 1, 0), 0.6);
          x += width * gesso_sketch_random_range (&random, 0.82, 1.12);
        }
    }
}

void
_gesso_sketch_scene_far (GessoSketchScene *self)
{
  if (!self->has_land && !gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_CITY))
    return;
  paint_mountains (self);
  paint_volcano (self);
  paint_far_hills (self);
  paint_city (self);
}
