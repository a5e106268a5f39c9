/* gesso-sketch-scene-sky.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The sky of a scene and what comes out of it: light, sun, moon, stars, clouds, rain and snow. */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-scene-private.h"

static void
paint_air (GessoSketchScene *self)
{
  double bottom = MIN (self->horizon * 1.02, self->h);
  cairo_pattern_t *sky = cairo_pattern_create_linear (0, 0, 0, bottom);

  for (int i = 0; i <= 16; i++)
    {
      double t = i / 16.0;
      GessoSketchColor color
          = t < 0.55 ? gesso_sketch_color_mix (self->sky_top, self->sky_mid, t / 0.55)
                     : gesso_sketch_color_mix (self->sky_mid, self->sky_low, (t - 0.55) / 0.45);

      gesso_sketch_canvas_add_stop (sky, t, color, 1);
    }
  cairo_set_source (self->cr, sky);
  cairo_paint (self->cr);
  cairo_pattern_destroy (sky);
}

static void
paint_stars (GessoSketchScene *self)
{
  GessoSketchRandom random;
  gboolean asked = gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_STARS);
  int n = asked ? 420 : 150;

  if (!asked && self->time != GESSO_SKETCH_TIME_NIGHT)
    return;
  if (self->canvas->detail == 0)
    n /= 3;
  gesso_sketch_random_init (&random, self->canvas->seed, "stars");
  for (int i = 0; i < n; i++)
    {
      double x = gesso_sketch_random_unit (&random) * self->w;
      double y = pow (gesso_sketch_random_unit (&random), 1.3) * MIN (self->horizon, self->h);
      double bright = pow (gesso_sketch_random_unit (&random), 3);
      double radius = self->u * (0.06 + 0.2 * bright);
      GessoSketchColor color = gesso_sketch_color_from_hex (i % 5 == 0   ? 0xffe9c4
                                                            : i % 7 == 0 ? 0xc4d8ff
                                                                         : 0xffffff);

      if (hypot (x - self->light_x, y - self->light_y) < self->u * 8)
        continue;
      _gesso_sketch_scene_disc (self, x, y, radius, color, 0.35 + 0.6 * bright);
      if (bright > 0.82 && self->canvas->detail > 0)
        {
          gesso_sketch_canvas_glow (self->canvas, x, y, radius * 6, color, 0.35);
          cairo_move_to (self->cr, x - radius * 4, y);
          cairo_line_to (self->cr, x + radius * 4, y);
          cairo_move_to (self->cr, x, y - radius * 4);
          cairo_line_to (self->cr, x, y + radius * 4);
          gesso_sketch_canvas_set_color (self->canvas, color, 0.35);
          cairo_set_line_width (self->cr, self->u * 0.04);
          cairo_stroke (self->cr);
        }
    }
}

static void
paint_aurora (GessoSketchScene *self)
{
  GessoSketchRandom random;
  guint32 seed;

  if (!gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_AURORA))
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "aurora");
  seed = gesso_sketch_random_next (&random);
  for (int band = 0; band < 3; band++)
    {
      double step = self->u * 0.5;
      GessoSketchColor low = gesso_sketch_color_from_hex (band == 1 ? 0x4fe0c8 : 0x5df2a0);
      GessoSketchColor high = gesso_sketch_color_from_hex (band == 1 ? 0x5a6bf0 : 0x8a4fd8);

      for (double x = -step; x < self->w; x += step)
        {
          double t = x / self->w;
          double base = self->horizon * (0.52 - 0.11 * band)
                        + self->h * 0.16
                              * (gesso_sketch_noise2 (seed + (guint32) band, t * 2.4, band) - 0.5);
          double ray = gesso_sketch_noise2 (seed + 9u + (guint32) band, t * 26, 0);
          double tall = self->h * (0.14 + 0.22 * ray);
          cairo_pattern_t *curtain = cairo_pattern_create_linear (0, base, 0, base - tall);

          gesso_sketch_canvas_add_stop (curtain, 0, low, 0);
          gesso_sketch_canvas_add_stop (curtain, 0.08, low, 0.42 * (0.35 + 0.65 * ray));
          gesso_sketch_canvas_add_stop (curtain, 0.5, gesso_sketch_color_mix (low, high, 0.6),
                                        0.2 * ray);
          gesso_sketch_canvas_add_stop (curtain, 1, high, 0);
          cairo_rectangle (self->cr, x, base - tall, step * 1.02, tall);
          cairo_set_source (self->cr, curtain);
          cairo_fill (self->cr);
          cairo_pattern_destroy (curtain);
        }
    }
}

static double
lamp_radius (const GessoSketchThing *thing,
             double                  base)
{
  if (thing == NULL)
    return base;

  return base * (thing->size < 0 ? 0.6 : thing->size == 1 ? 1.5 : thing->size == 2 ? 2.4 : 1);
}

static void
paint_sun (GessoSketchScene *self)
{
  const GessoSketchThing *sun = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_SUN);
  gboolean low = self->time == GESSO_SKETCH_TIME_SUNSET || self->time == GESSO_SKETCH_TIME_DAWN;
  double radius = lamp_radius (sun, self->u * (low ? 6.2 : 4.6));
  GessoSketchColor disc;

  if (sun == NULL && !low)
    return;
  disc = sun != NULL && sun->has_color ? sun->color : self->lamp;
  if (!self->canvas->transparent)
    {
      gesso_sketch_canvas_glow (self->canvas, self->light_x, self->light_y, radius * 9, disc,
                                low ? 0.75 : 0.5);
      gesso_sketch_canvas_glow (self->canvas, self->light_x, self->light_y, radius * 2.6, disc,
                                0.5);
    }
  _gesso_sketch_scene_disc (self, self->light_x, self->light_y, radius, disc, 1);
  if (self->canvas->transparent)
    for (int i = 0; i < 12; i++)
      {
        double a = i * G_PI / 6;

        cairo_move_to (self->cr, self->light_x + cos (a) * radius * 1.25,
                       self->light_y + sin (a) * radius * 1.25);
        cairo_line_to (self->cr, self->light_x + cos (a) * radius * 1.6,
                       self->light_y + sin (a) * radius * 1.6);
        cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
        cairo_set_line_width (self->cr, radius * 0.16);
        gesso_sketch_canvas_set_color (self->canvas, gesso_sketch_color_from_hex (0xf9b233), 1);
        cairo_stroke (self->cr);
      }
}

static void
paint_moon (GessoSketchScene *self)
{
  const GessoSketchThing *moon = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_MOON);
  const GessoSketchThing *crescent
      = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_CRESCENT);
  const GessoSketchThing *thing = moon != NULL ? moon : crescent;
  double x = self->light_x;
  double y = self->light_y;
  double radius = lamp_radius (thing, self->u * 5.4);
  GessoSketchColor disc;

  if (thing == NULL)
    return;
  if (gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_SUN))
    x = self->w - x;
  disc = thing->has_color ? thing->color : gesso_sketch_color_from_hex (0xf6efd9);
  if (!self->canvas->transparent)
    gesso_sketch_canvas_glow (self->canvas, x, y, radius * 5.5,
                              gesso_sketch_color_from_hex (0xbfd0ff), 0.42);

  cairo_save (self->cr);
  if (crescent != NULL && moon == NULL)
    {
      cairo_rectangle (self->cr, x - 3 * radius, y - 3 * radius, 6 * radius, 6 * radius);
      gesso_sketch_canvas_path_circle (self->canvas, x + radius * 0.42, y - radius * 0.2,
                                       radius * 0.86);
      cairo_set_fill_rule (self->cr, CAIRO_FILL_RULE_EVEN_ODD);
      cairo_clip (self->cr);
    }
  _gesso_sketch_scene_disc (self, x, y, radius, disc, 1);
  gesso_sketch_canvas_path_circle (self->canvas, x, y, radius);
  cairo_clip (self->cr);
  if (self->canvas->detail > 0)
    {
      static const double maria[][3] = {
        { -0.32, -0.28, 0.30 }, { 0.18, -0.42, 0.20 }, { 0.30, 0.10, 0.26 },
        { -0.12, 0.34, 0.18 },  { -0.55, 0.18, 0.13 }, { 0.42, 0.52, 0.14 },
      };

      for (guint i = 0; i < G_N_ELEMENTS (maria); i++)
        _gesso_sketch_scene_disc (self, x + maria[i][0] * radius, y + maria[i][1] * radius,
                                  maria[i][2] * radius,
                                  gesso_sketch_color_shift (disc, -0.07, 1, 0), 0.75);
    }
  cairo_restore (self->cr);
}

static void
paint_planet (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_PLANET);
  GessoSketchRandom random;
  double x;
  double y;
  double r;
  GessoSketchColor body;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "planet");
  x = self->w * _gesso_sketch_scene_slot (self, thing, &random, 0, 1);
  r = self->u * (thing->size < 0 ? 7 : thing->size > 0 ? 22 : 14);
  y = CLAMP (MIN (self->horizon, self->h) * 0.42, r * 1.2, self->h);
  body = thing->has_color        ? thing->color
         : self->palette->chosen ? self->palette->primary
                                 : gesso_sketch_color_from_hex (0xd98a5f);

  for (int half = 0; half < 2; half++)
    {
      cairo_save (self->cr);
      cairo_translate (self->cr, x, y);
      cairo_rotate (self->cr, -0.32);
      cairo_rectangle (self->cr, -3 * r, half == 0 ? -r : 0, 6 * r, half == 0 ? r : 2 * r);
      cairo_clip (self->cr);
      cairo_scale (self->cr, 1, 0.26);
      for (int ring = 0; ring < 3; ring++)
        {
          cairo_arc (self->cr, 0, 0, r * (1.45 + 0.2 * ring), 0, 2 * G_PI);
          gesso_sketch_canvas_set_color (
              self->canvas, gesso_sketch_color_shift (body, 0.16 - 0.05 * ring, 0.6, 20), 0.85);
          cairo_set_line_width (self->cr, r * (ring == 1 ? 0.16 : 0.09));
          cairo_stroke (self->cr);
        }
      cairo_restore (self->cr);
      if (half == 0)
        {
          cairo_save (self->cr);
          gesso_sketch_canvas_path_circle (self->canvas, x, y, r);
          cairo_clip (self->cr);
          gesso_sketch_canvas_set_color (self->canvas, body, 1);
          cairo_paint (self->cr);
          for (int band = 0; band < 6; band++)
            gesso_sketch_canvas_fill_box (
                self->canvas, (GessoSketchBox){ x - r, y - r + r * 0.36 * band, 2 * r, r * 0.16 },
                0, gesso_sketch_color_shift (body, band % 2 == 0 ? 0.06 : -0.06, 1, 12), 0.8);
          /* The night side. */
          _gesso_sketch_scene_disc (self, x + r * 0.55, y + r * 0.35, r * 1.15, self->sky_top,
                                    0.42);
          cairo_restore (self->cr);
        }
    }
}

static void
paint_comet (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_COMET);
  GessoSketchRandom random;
  int n;

  if (thing == NULL)
    return;
  n = CLAMP (thing->count, 1, 9);
  gesso_sketch_random_init (&random, self->canvas->seed, "comet");
  for (int i = 0; i < n; i++)
    {
      double x = self->w * _gesso_sketch_scene_slot (self, thing, &random, i, n);
      double y = self->horizon * gesso_sketch_random_range (&random, 0.18, 0.45);
      double length = self->u * 26;
      cairo_pattern_t *tail = cairo_pattern_create_linear (x, y, x + length, y - length * 0.5);
      GessoSketchColor color
          = thing->has_color ? thing->color : gesso_sketch_color_from_hex (0xfff6dd);

      gesso_sketch_canvas_add_stop (tail, 0, color, 0.95);
      gesso_sketch_canvas_add_stop (tail, 1, color, 0);
      cairo_move_to (self->cr, x - self->u * 0.2, y - self->u * 0.5);
      cairo_line_to (self->cr, x + length, y - length * 0.5);
      cairo_line_to (self->cr, x + self->u * 0.4, y + self->u * 0.5);
      cairo_close_path (self->cr);
      cairo_set_source (self->cr, tail);
      cairo_fill (self->cr);
      cairo_pattern_destroy (tail);
      gesso_sketch_canvas_glow (self->canvas, x, y, self->u * 4, color, 0.6);
      _gesso_sketch_scene_disc (self, x, y, self->u * 0.75, color, 1);
    }
}

static void
cloud (GessoSketchScene *self,
       double            x,
       double            y,
       double            size,
       guint32           seed,
       GessoSketchColor  color,
       double            alpha)
{
  cairo_pattern_t *shade = cairo_pattern_create_linear (0, y - size * 0.5, 0, y + size * 0.14);

  gesso_sketch_canvas_add_stop (shade, 0, color, alpha);
  gesso_sketch_canvas_add_stop (shade, 1, gesso_sketch_color_mix (color, self->sky_mid, 0.45),
                                alpha);
  cairo_new_path (self->cr);
  for (int i = 0; i < 6; i++)
    {
      double t = (i + 0.5) / 6;
      double bump = sin (t * G_PI);
      double r = size * (0.13 + 0.2 * bump * (0.6 + 0.8 * gesso_sketch_noise2 (seed, i * 1.7, 3)));
      double cx = x + (t - 0.5) * size * 1.9;

      gesso_sketch_canvas_path_circle (self->canvas, cx, y - r * 0.5, r);
    }
  gesso_sketch_canvas_path_box (self->canvas,
                                (GessoSketchBox){ x - size * 1.0, y - size * 0.12, size * 2.0,
                                                  size * 0.24 },
                                size * 0.12);
  cairo_save (self->cr);
  cairo_set_fill_rule (self->cr, CAIRO_FILL_RULE_WINDING);
  cairo_set_source (self->cr, shade);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
  cairo_pattern_destroy (shade);
}

static void
paint_clouds (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_CLOUDS);
  gboolean stormy = self->stormy;
  gboolean storm = gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_STORM);
  GessoSketchThing standard = { .noun = GESSO_SKETCH_NOUN_CLOUDS };
  GessoSketchRandom random;
  const GessoSketchColor white = { 1, 1, 1 };
  GessoSketchColor color;
  int n;

  if (thing == NULL && !stormy)
    return;
  if (thing == NULL)
    thing = &standard;
  n = thing->count > 0 ? MIN (thing->count, 30) : stormy ? 9 : 6;
  gesso_sketch_random_init (&random, self->canvas->seed, "clouds");
  color = thing->has_color ? thing->color
          : stormy
              ? gesso_sketch_color_mix (gesso_sketch_color_from_hex (storm ? 0x3a4452 : 0x6b7686),
                                        self->ambient, self->dimness)
              : gesso_sketch_color_mix (gesso_sketch_color_mix (white, self->sky_low, 0.25),
                                        self->ambient, self->dimness * 0.75);
  for (int i = 0; i < n; i++)
    {
      double x = self->w * _gesso_sketch_scene_slot (self, thing, &random, (i * 5) % n, MAX (n, 2));
      double y = MIN (self->horizon, self->h)
                 * (stormy ? gesso_sketch_random_range (&random, 0.05, 0.32)
                           : gesso_sketch_random_range (&random, 0.14, 0.66));
      double size = self->u * gesso_sketch_random_range (&random, 7, 15)
                    * (thing->size < 0   ? 0.6
                       : thing->size > 0 ? 1.5
                                         : 1)
                    * (1 - 0.35 * y / self->h);

      cloud (self, x, y, size, gesso_sketch_random_next (&random), color, stormy ? 0.9 : 0.94);
    }
}

static void
paint_rainbow (GessoSketchScene *self)
{
  static const guint32 hues[] = { 0xe5484d, 0xf58a3c, 0xf7d154, 0x63c174, 0x4a90e2, 0x7b61d6 };
  double r = MIN (self->w * 0.46, MIN (self->horizon, self->h) * 0.86);
  double width = self->u * 1.5;

  if (!gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_RAINBOW))
    return;
  cairo_set_line_width (self->cr, width * 1.04);
  for (guint i = 0; i < G_N_ELEMENTS (hues); i++)
    {
      cairo_arc (self->cr, self->w / 2, MIN (self->horizon, self->h * 0.98), r - i * width, G_PI,
                 2 * G_PI);
      gesso_sketch_canvas_set_color (self->canvas, gesso_sketch_color_from_hex (hues[i]),
                                     self->canvas->transparent ? 1 : 0.62);
      cairo_stroke (self->cr);
    }
}

static void
paint_lightning (GessoSketchScene *self)
{
  const GessoSketchThing *thing
      = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_LIGHTNING);
  GessoSketchRandom random;
  double x;
  double y;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "lightning");
  x = self->w * _gesso_sketch_scene_slot (self, thing, &random, 0, 1);
  y = self->horizon * 0.2;
  gesso_sketch_canvas_glow (self->canvas, x, y, self->u * 40,
                            gesso_sketch_color_from_hex (0xdfe6ff), 0.5);
  cairo_move_to (self->cr, x, y);
  while (y < MIN (self->horizon, self->h * 0.95))
    {
      x += self->u * gesso_sketch_random_range (&random, -4.5, 4);
      y += self->u * gesso_sketch_random_range (&random, 3, 7);
      cairo_line_to (self->cr, x, y);
    }
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_MITER);
  gesso_sketch_canvas_set_color (self->canvas, gesso_sketch_color_from_hex (0xfff8d8), 0.35);
  cairo_set_line_width (self->cr, self->u * 1.2);
  cairo_stroke_preserve (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, gesso_sketch_color_from_hex (0xfffdf2), 1);
  cairo_set_line_width (self->cr, self->u * 0.42);
  cairo_stroke (self->cr);
}

void
_gesso_sketch_scene_sky (GessoSketchScene *self)
{
  if (self->stormy && self->time == GESSO_SKETCH_TIME_DAY)
    {
      gboolean storm = gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_STORM);
      GessoSketchColor grey = gesso_sketch_color_from_hex (storm ? 0x4d5a6b : 0x7d8894);

      self->sky_top = gesso_sketch_color_mix (self->sky_top, grey, 0.8);
      self->sky_mid = gesso_sketch_color_mix (self->sky_mid, grey, 0.65);
      self->sky_low = gesso_sketch_color_mix (self->sky_low, grey, storm ? 0.5 : 0.3);
      self->haze = gesso_sketch_color_mix (self->haze, grey, 0.4);
    }
  if (!self->canvas->transparent)
    paint_air (self);
  if (!self->canvas->transparent || gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_STARS))
    paint_stars (self);
  paint_aurora (self);
  if (!self->stormy || gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_SUN))
    paint_sun (self);
  paint_moon (self);
  paint_planet (self);
  paint_comet (self);
  paint_rainbow (self);
  paint_clouds (self);
  paint_lightning (self);
}

static void
paint_fog (GessoSketchScene *self)
{
  if (!gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_FOG))
    return;
  for (int i = 0; i < 4; i++)
    {
      double y = self->h * (0.42 + 0.13 * i);
      cairo_pattern_t *veil
          = cairo_pattern_create_linear (0, y - self->h * 0.1, 0, y + self->h * 0.12);

      gesso_sketch_canvas_add_stop (veil, 0, self->haze, 0);
      gesso_sketch_canvas_add_stop (veil, 0.5, gesso_sketch_color_shift (self->haze, 0.05, 0.7, 0),
                                    0.4);
      gesso_sketch_canvas_add_stop (veil, 1, self->haze, 0);
      cairo_set_source (self->cr, veil);
      cairo_paint (self->cr);
      cairo_pattern_destroy (veil);
    }
}

static void
paint_rain (GessoSketchScene *self)
{
  GessoSketchRandom random;
  int n = self->canvas->detail == 0 ? 120 : 420;

  gboolean storm = gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_STORM);

  if (!storm && !gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_RAIN))
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "rain");
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < n; i++)
    {
      double depth = gesso_sketch_random_unit (&random);
      double x = gesso_sketch_random_range (&random, -0.05, 1.1) * self->w;
      double y = gesso_sketch_random_range (&random, -0.05, 1) * self->h;
      double length = self->u * (1.5 + 3.5 * depth);

      cairo_move_to (self->cr, x, y);
      cairo_line_to (self->cr, x - length * (storm ? 0.6 : 0.22), y + length);
      gesso_sketch_canvas_set_color (self->canvas, gesso_sketch_color_from_hex (0xe6eef5),
                                     0.18 + 0.3 * depth);
      cairo_set_line_width (self->cr, self->u * (0.08 + 0.12 * depth));
      cairo_stroke (self->cr);
    }
}

static void
paint_snowfall (GessoSketchScene *self)
{
  GessoSketchRandom random;
  int n = self->canvas->detail == 0 ? 120 : 460;

  if (!gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_SNOW))
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "snow");
  for (int i = 0; i < n; i++)
    {
      double depth = pow (gesso_sketch_random_unit (&random), 2);

      _gesso_sketch_scene_disc (self, gesso_sketch_random_unit (&random) * self->w,
                                gesso_sketch_random_unit (&random) * self->h,
                                self->u * (0.12 + 0.45 * depth),
                                gesso_sketch_color_from_hex (0xffffff), 0.55 + 0.4 * (1 - depth));
    }
}

void
_gesso_sketch_scene_weather (GessoSketchScene *self)
{
  paint_fog (self);
  paint_rain (self);
  paint_snowfall (self);
}
