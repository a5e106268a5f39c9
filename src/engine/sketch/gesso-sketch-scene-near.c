/* gesso-sketch-scene-near.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The near land of a scene: meadows, dunes, an island, and the river, road and waterfall in
 * them. */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-scene-ridge.h"

static guint32
ground_base (GessoSketchScene *self)
{
  if (self->snowy)
    return 0xeef3f7;
  if (gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_BEACH))
    return 0xecd3a4;
  if (self->prompt->palette >= 0
      && g_str_equal (gesso_sketch_palette_get_name (self->prompt->palette), "autumn"))
    return 0xa98a3f;

  return 0x5f9a4f;
}

static void
paint_meadows (GessoSketchScene *self)
{
  GessoSketchRandom random;
  guint32 base = ground_base (self);
  double top = self->has_water ? self->ground : self->horizon;
  int layers = self->has_water ? 2 : self->canvas->detail == 0 ? 3 : 4;
  const GessoSketchThing *field = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_FIELD);

  gesso_sketch_random_init (&random, self->canvas->seed, "meadows");
  for (int layer = 0; layer < layers; layer++)
    {
      double t = layers > 1 ? (double) layer / (layers - 1) : 1;
      double y = top + (self->h - top) * (layer == 0 ? 0 : 0.16 + 0.62 * t * t);
      double height = self->u * (self->has_water ? 5 : 4 + 7 * t);
      double depth = self->has_water ? 0.05 : 0.5 * (1 - t) * (1 - t);
      GessoSketchColor crest = _gesso_sketch_scene_tint (self, field, base, depth);
      GessoSketchRidge ridge;

      /* Against a low light the bank in front of the water is nearly a silhouette. */
      if (self->has_water && self->time >= GESSO_SKETCH_TIME_SUNSET)
        crest
            = gesso_sketch_color_mix (crest, gesso_sketch_color_shift (self->sky_top, -0.12, 1, 0),
                                      0.62 + 0.2 * t);
      crest = gesso_sketch_color_shift (crest, 0.045 - 0.075 * t, 1, layer % 2 == 0 ? 6 : -6);
      /* The first reaches above its line, so that nothing shows between it and the far land. */
      _gesso_sketch_ridge_make_hills (self, &ridge, gesso_sketch_random_next (&random),
                                      y + height * (layer == 0 ? 0.12 : 0.5), height,
                                      1.5 + 0.3 * layer);
      _gesso_sketch_ridge_fill (self, &ridge, y - height * 0.3, MIN (self->h, y + self->u * 26) + 2,
                                gesso_sketch_color_mix (crest, self->lamp, 0.12),
                                gesso_sketch_color_shift (crest, -0.07, 1, 0));
      if (y + self->u * 26 < self->h)
        gesso_sketch_canvas_fill_box (self->canvas,
                                      (GessoSketchBox){ 0, y + self->u * 26, self->w, self->h }, 0,
                                      gesso_sketch_color_shift (crest, -0.07, 1, 0), 1);
    }
}

/* A dune: a soft crest whose side away from the light lies in shadow behind a curved edge. */
static void
paint_dune (GessoSketchScene       *self,
            const GessoSketchThing *thing,
            GessoSketchRandom      *random,
            double                  y,
            double                  height,
            double                  depth)
{
  double peak = self->w * gesso_sketch_random_range (random, 0.15, 0.85);
  double reach = MAX (self->w, self->u * 110) * gesso_sketch_random_range (random, 0.5, 0.75);
  GessoSketchColor light = _gesso_sketch_scene_tint (self, thing, 0xe9b872, depth);
  GessoSketchColor shade = _gesso_sketch_scene_tint (self, thing, 0xb0703f, depth);
  int away = self->light_x < peak ? 1 : -1;
  cairo_pattern_t *fill = cairo_pattern_create_linear (0, y - height, 0, y + height * 2.2);

  light = gesso_sketch_color_mix (light, self->lamp, 0.22 * (1 - depth));
  gesso_sketch_canvas_add_stop (fill, 0, light, 1);
  gesso_sketch_canvas_add_stop (fill, 1, gesso_sketch_color_mix (light, shade, 0.65), 1);
  cairo_new_path (self->cr);
  cairo_move_to (self->cr, -self->w * 0.2, self->h + 2);
  cairo_line_to (self->cr, -self->w * 0.2, y);
  cairo_curve_to (self->cr, peak - reach * 0.6, y, peak - reach * 0.28, y - height * 0.95, peak,
                  y - height);
  cairo_curve_to (self->cr, peak + reach * 0.28, y - height * 0.95, peak + reach * 0.6,
                  y + height * 0.1, self->w * 1.2, y + height * 0.2);
  cairo_line_to (self->cr, self->w * 1.2, self->h + 2);
  cairo_close_path (self->cr);
  cairo_set_source (self->cr, fill);
  cairo_fill_preserve (self->cr);
  cairo_pattern_destroy (fill);

  cairo_save (self->cr);
  cairo_clip (self->cr);
  fill = cairo_pattern_create_linear (0, y - height, 0, y + height * 2.4);
  gesso_sketch_canvas_add_stop (fill, 0, shade, 0.95);
  gesso_sketch_canvas_add_stop (fill, 0.65, shade, 0.5);
  gesso_sketch_canvas_add_stop (fill, 1, shade, 0);
  cairo_move_to (self->cr, peak, y - height - 2);
  cairo_curve_to (self->cr, peak + away * reach * 0.10, y - height * 0.45,
                  peak - away * reach * 0.10, y + height * 0.2, peak + away * reach * 0.12,
                  y + height * 2.6);
  cairo_line_to (self->cr, peak + away * 3 * self->w, y + height * 2.6);
  cairo_line_to (self->cr, peak + away * 3 * self->w, y - height - 2);
  cairo_close_path (self->cr);
  cairo_set_source (self->cr, fill);
  cairo_fill (self->cr);
  cairo_pattern_destroy (fill);
  cairo_restore (self->cr);
}

static void
paint_desert (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_DESERT);
  GessoSketchRandom random;
  int n = self->canvas->detail == 0 ? 4 : 5;

  gesso_sketch_random_init (&random, self->canvas->seed, "dunes");
  for (int i = 0; i < n; i++)
    {
      double t = (double) i / (n - 1);
      double y = self->horizon + self->u * 1.5 + (self->h - self->horizon) * 0.78 * t * t;

      paint_dune (self, thing, &random, y, self->u * (5 + 9 * t), 0.62 * (1 - t) * (1 - t));
    }
}

static void
winding_path (GessoSketchScene *self,
              double            x,
              double            top,
              double            width_top,
              double            width_bottom,
              guint32           seed)
{
  double left[41][2];
  double right[41][2];

  for (int i = 0; i <= 40; i++)
    {
      double t = i / 40.0;
      double y = top + (self->h * 1.02 - top) * t * t;
      double bend = (gesso_sketch_noise2 (seed, t * 2.6 + 0.7, 0.4) - 0.5) * self->u * (8 + 60 * t)
                    * sin (t * G_PI * 0.9 + 0.15);
      double half = (width_top + (width_bottom - width_top) * t * t) / 2;

      left[i][0] = x + bend - half;
      right[i][0] = x + bend + half;
      left[i][1] = right[i][1] = y;
    }
  cairo_new_path (self->cr);
  for (int i = 0; i <= 40; i++)
    cairo_line_to (self->cr, left[i][0], left[i][1]);
  for (int i = 40; i >= 0; i--)
    cairo_line_to (self->cr, right[i][0], right[i][1]);
  cairo_close_path (self->cr);
}

static void
paint_river (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_RIVER);
  GessoSketchRandom random;
  cairo_pattern_t *fill;
  double top = self->horizon + self->u * 3;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "river");
  winding_path (self,
                self->w
                    * (thing->side != 0 ? _gesso_sketch_scene_slot (self, thing, &random, 0, 1)
                       : gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_ROAD) ? 0.24
                                                                                        : 0.5),
                top, self->u * 1.2, self->u * 30, gesso_sketch_random_next (&random));
  fill = cairo_pattern_create_linear (0, top, 0, self->h);
  gesso_sketch_canvas_add_stop (fill, 0, self->sky_low, 1);
  gesso_sketch_canvas_add_stop (
      fill, 0.5,
      gesso_sketch_color_mix (self->sky_mid, _gesso_sketch_scene_tint (self, thing, 0x3a8fb0, 0),
                              0.5),
      1);
  gesso_sketch_canvas_add_stop (
      fill, 1,
      gesso_sketch_color_mix (self->sky_top, _gesso_sketch_scene_tint (self, thing, 0x1f6f8f, 0),
                              0.5),
      1);
  cairo_set_source (self->cr, fill);
  cairo_fill (self->cr);
  cairo_pattern_destroy (fill);
}

static void
paint_road (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_ROAD);
  GessoSketchRandom random;
  guint32 seed;
  double x;
  double top = self->has_water ? self->ground + self->u : self->horizon + self->u * 2.5;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "road");
  seed = gesso_sketch_random_next (&random);
  x = self->w
      * (thing->side != 0 ? _gesso_sketch_scene_slot (self, thing, &random, 0, 1)
         : gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_RIVER) ? 0.72
                                                                           : 0.52);
  winding_path (self, x, top, self->u * 0.7, self->u * 26, seed);
  gesso_sketch_canvas_set_color (self->canvas,
                                 _gesso_sketch_scene_tint (self, thing, 0x565a63, 0.12), 1);
  cairo_fill (self->cr);
  cairo_save (self->cr);
  winding_path (self, x, top, self->u * 0.05, self->u * 1.1, seed);
  cairo_clip (self->cr);
  for (int i = 0; i < 26; i++)
    {
      double t = pow ((i + 0.1) / 26.0, 1.7);
      double t2 = pow ((i + 0.6) / 26.0, 1.7);

      gesso_sketch_canvas_fill_box (self->canvas,
                                    (GessoSketchBox){ 0, top + (self->h - top) * t, self->w,
                                                      (self->h - top) * (t2 - t) },
                                    0, _gesso_sketch_scene_lit (self, 0xf4ead0, 0), 0.95);
    }
  cairo_restore (self->cr);
}

static void
paint_waterfall (GessoSketchScene *self)
{
  const GessoSketchThing *thing
      = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_WATERFALL);
  GessoSketchRandom random;
  double x;
  double y = self->horizon + self->u * 2;
  double s = self->u * 26;
  GessoSketchColor rock = _gesso_sketch_scene_lit (self, 0x5a5f5a, 0.2);

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "fall");
  x = self->w * _gesso_sketch_scene_slot (self, thing, &random, 0, 1);
  _gesso_sketch_scene_shape (self, x, y, s, rock,
                             (double[]){ -1.1, 0.1, -0.9, -0.5, -0.55, -0.98, 0.5, -1.02, 0.8, -0.6,
                                         1.15, 0.1 },
                             12);
  _gesso_sketch_scene_shape (self, x, y, s, gesso_sketch_color_shift (rock, -0.06, 1, 0),
                             (double[]){ 0.2, -1, 0.5, -1.02, 0.8, -0.6, 1.15, 0.1, 0.2, 0.1 }, 10);
  for (int i = 0; i < 14; i++)
    gesso_sketch_canvas_fill_box (
        self->canvas,
        (GessoSketchBox){ x - s * 0.2 + s * 0.028 * i, y - s * (0.99 + 0.006 * (i % 3)), s * 0.03,
                          s * (1.02 + 0.03 * (i % 4)) },
        s * 0.01, _gesso_sketch_scene_lit (self, i % 3 == 1 ? 0xcfe6f2 : 0xf2fafd, 0.05), 0.95);
  for (int i = 0; i < 9; i++)
    _gesso_sketch_scene_disc (self, x + s * gesso_sketch_random_range (&random, -0.34, 0.34),
                              y + s * gesso_sketch_random_range (&random, 0, 0.08),
                              s * gesso_sketch_random_range (&random, 0.05, 0.11),
                              gesso_sketch_color_from_hex (0xffffff), 0.5);
}

static void
paint_island (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_ISLAND);
  GessoSketchRandom random;
  int n;

  if (thing == NULL)
    return;
  n = CLAMP (thing->count, 1, 6);
  gesso_sketch_random_init (&random, self->canvas->seed, "island");
  for (int i = 0; i < n; i++)
    {
      double x = self->w * _gesso_sketch_scene_slot (self, thing, &random, i, n);
      double y = self->horizon + self->u * (n > 1 ? 2 + 3 * (i % 3) : 5);
      double s = self->u * (thing->size < 0 ? 9 : 15) * (n > 2 ? 0.7 : 1);

      _gesso_sketch_scene_shape (self, x, y, s, _gesso_sketch_scene_lit (self, 0xe9cf9a, 0.1),
                                 (double[]){ -1.1, 0, -0.7, -0.12, 0.7, -0.12, 1.1, 0, 0.6, 0.06,
                                             -0.6, 0.06 },
                                 12);
      cairo_move_to (self->cr, x - s * 0.85, y - s * 0.06);
      cairo_curve_to (self->cr, x - s * 0.5, y - s * 0.55, x + s * 0.2, y - s * 0.62, x + s * 0.85,
                      y - s * 0.06);
      cairo_close_path (self->cr);
      gesso_sketch_canvas_set_color (self->canvas,
                                     _gesso_sketch_scene_tint (self, thing, 0x4c8a4d, 0.12), 1);
      cairo_fill (self->cr);
    }
}

void
_gesso_sketch_scene_near (GessoSketchScene *self)
{
  paint_island (self);
  if (!self->has_near)
    return;
  if (gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_DESERT))
    {
      if (!self->has_water)
        paint_desert (self);
      else
        paint_meadows (self);
    }
  else
    {
      paint_waterfall (self);
      paint_meadows (self);
    }
  paint_river (self);
  paint_road (self);
}
