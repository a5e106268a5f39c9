/* gesso-sketch-scene-land.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The land and water of a scene: ridges with atmospheric perspective, skyline, reflections, near
 * ground, road and river. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "engine/sketch/gesso-sketch-scene-private.h"

/* Points along a ridge. */
#define RIDGE_POINTS 260

typedef struct
{
  double y[RIDGE_POINTS + 1];
} Ridge;

static double
ridge_x (const GessoSketchScene *self,
         int                     i)
{
  return self->w * i / RIDGE_POINTS;
}

static void
ridge_path (GessoSketchScene *self,
            const Ridge      *ridge,
            double            bottom)
{
  cairo_new_path (self->cr);
  cairo_move_to (self->cr, -1, bottom);
  cairo_line_to (self->cr, -1, ridge->y[0]);
  for (int i = 0; i <= RIDGE_POINTS; i++)
    cairo_line_to (self->cr, ridge_x (self, i), ridge->y[i]);
  cairo_line_to (self->cr, self->w + 1, ridge->y[RIDGE_POINTS]);
  cairo_line_to (self->cr, self->w + 1, bottom);
  cairo_close_path (self->cr);
}

static void
ridge_fill (GessoSketchScene *self,
            const Ridge      *ridge,
            double            top,
            double            bottom,
            GessoSketchColor  crest,
            GessoSketchColor  foot)
{
  cairo_pattern_t *shade = cairo_pattern_create_linear (0, top, 0, bottom);

  gesso_sketch_canvas_add_stop (shade, 0, crest, 1);
  gesso_sketch_canvas_add_stop (shade, 1, foot, 1);
  ridge_path (self, ridge, bottom);
  cairo_set_source (self->cr, shade);
  cairo_fill (self->cr);
  cairo_pattern_destroy (shade);
}

/* Peaks: straight flanks between random summits, roughened. */
static void
make_peaks (GessoSketchScene  *self,
            Ridge             *ridge,
            guint32            seed,
            double             base,
            double             height,
            double             frequency)
{
  double aspect = self->w / self->u / 100;

  for (int i = 0; i <= RIDGE_POINTS; i++)
    {
      double t = (double) i / RIDGE_POINTS * frequency * aspect + 3.7;
      double cell = floor (t);
      double f = t - cell;
      double a = gesso_sketch_hash2 (seed, (int) cell, 1) / 4294967295.0;
      double b = gesso_sketch_hash2 (seed, (int) cell + 1, 1) / 4294967295.0;
      double peak = 0.35 + 0.15 * gesso_sketch_hash2 (seed, (int) cell, 2) / 4294967295.0 + 0.15;
      double top = 0.55 + 0.45 * gesso_sketch_hash2 (seed, (int) cell, 3) / 4294967295.0;
      double low_a = 0.12 + 0.25 * a;
      double low_b = 0.12 + 0.25 * b;
      double value = f < peak ? low_a + (top - low_a) * f / peak : low_b + (top - low_b) * (1 - f) / (1 - peak);

      value += (gesso_sketch_fbm2 (seed + 5, t * 3.2, 0.5, 4) - 0.5) * 0.34 * (0.35 + value);
      ridge->y[i] = base - height * value;
    }
}

static void
make_hills (GessoSketchScene *self,
            Ridge            *ridge,
            guint32           seed,
            double            base,
            double            height,
            double            frequency)
{
  double aspect = self->w / self->u / 100;

  for (int i = 0; i <= RIDGE_POINTS; i++)
    {
      double t = (double) i / RIDGE_POINTS * aspect;

      ridge->y[i] = base - height * gesso_sketch_fbm2 (seed, t * frequency, 0.3, 2);
    }
}

static gboolean
is_summit (const Ridge *ridge,
           int          i,
           int          reach)
{
  for (int k = MAX (0, i - reach); k <= MIN (RIDGE_POINTS, i + reach); k++)
    if (ridge->y[k] < ridge->y[i] || (ridge->y[k] == ridge->y[i] && k < i))
      return FALSE;

  return TRUE;
}

/* The side of a mountain turned away from the light, with a broken edge down from the summit. */
static void
shade_flank (GessoSketchScene *self,
             const Ridge      *ridge,
             int               summit,
             double            bottom,
             GessoSketchColor  color,
             double            alpha,
             GessoSketchRandom *random)
{
  double x = ridge_x (self, summit);
  double y = ridge->y[summit];
  double drop = bottom - y;
  int away = x > self->light_x ? 1 : -1;
  int end = summit;

  /* To the valley on the far side. */
  while (end + away >= 0 && end + away <= RIDGE_POINTS && abs (end - summit) < 60
         && (abs (end - summit) < 6 || !is_summit (ridge, end, 14)))
    end += away;

  cairo_save (self->cr);
  ridge_path (self, ridge, bottom);
  cairo_clip (self->cr);
  cairo_move_to (self->cr, x, y - 1);
  for (int k = 1; k <= 6; k++)
    cairo_line_to (self->cr, x + away * drop * (k % 2 == 0 ? 0.02 : 0.13) * gesso_sketch_random_range (random, 0.4, 1.2)
                   - away * drop * 0.02 * k, y + drop * k / 6);
  cairo_line_to (self->cr, ridge_x (self, end), bottom);
  cairo_line_to (self->cr, ridge_x (self, end), 0);
  cairo_line_to (self->cr, x, 0);
  cairo_close_path (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, color, alpha);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

static void
cap_summit (GessoSketchScene  *self,
            const Ridge       *ridge,
            int                summit,
            double             depth,
            GessoSketchColor   color,
            double             bottom,
            GessoSketchRandom *random)
{
  double x = ridge_x (self, summit);
  double y = ridge->y[summit];
  double r = depth;

  cairo_save (self->cr);
  ridge_path (self, ridge, bottom);
  cairo_clip (self->cr);
  cairo_move_to (self->cr, x - r * 2, y - r);
  cairo_line_to (self->cr, x - r * 2, y + r * 0.8);
  for (int k = -4; k <= 4; k++)
    cairo_line_to (self->cr, x + k * r * 0.45, y + r * (k % 2 == 0 ? 0.62 : 1.05) * gesso_sketch_random_range (random, 0.8, 1.2));
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
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_MOUNTAINS);
  GessoSketchRandom random;
  double size;
  int layers = self->canvas->detail == 0 ? 3 : 4;

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "mountains");
  size = thing->size < 0 || thing->depth == GESSO_SKETCH_PLACE_FAR ? 0.65 : thing->size > 0 ? 1.3 : 1;
  for (int layer = 0; layer < layers; layer++)
    {
      double t = (double) layer / (layers - 1);
      double depth = 0.82 - 0.6 * t;
      double height = MIN (self->horizon * (1 - self->free_top * 0.9), self->u * 52) * (0.66 - 0.36 * t) * size;
      double foot = self->horizon + self->u * 0.3;
      GessoSketchColor crest = _gesso_sketch_scene_tint (self, thing, 0x3d4f66, depth);
      GessoSketchColor low = gesso_sketch_color_mix (crest, self->haze, 0.5 - 0.25 * t);
      guint32 seed = gesso_sketch_random_next (&random);
      Ridge ridge;

      make_peaks (self, &ridge, seed, foot, height, 2.1 + 1.0 * layer);
      ridge_fill (self, &ridge, foot - height, foot, crest, low);
      if (self->canvas->detail == 0)
        continue;
      for (int i = 4; i < RIDGE_POINTS - 4; i++)
        if (is_summit (&ridge, i, layer == 0 ? 16 : 12))
          {
            shade_flank (self, &ridge, i, foot, gesso_sketch_color_shift (crest, -0.05, 1, 0), 0.5, &random);
            if ((self->snowy || layer == 1) && foot - ridge.y[i] > height * 0.62)
              cap_summit (self, &ridge, i, (foot - ridge.y[i]) * (self->snowy ? 0.42 : 0.24),
                          gesso_sketch_color_mix (_gesso_sketch_scene_lit (self, 0xffffff, depth * 0.5), self->lamp, 0.25),
                          foot, &random);
          }
    }
}

static void
paint_volcano (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_VOLCANO);
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
    _gesso_sketch_scene_disc (self, x + s * (0.05 * i * i - 0.02), y - s * (1.08 + 0.15 * i), s * (0.08 + 0.045 * i),
                              gesso_sketch_color_mix (self->haze, body, 0.35), 0.5);
  gesso_sketch_canvas_glow (self->canvas, x, y - s, s * 0.6, gesso_sketch_color_from_hex (0xff6a2b), 0.8);
  _gesso_sketch_scene_shape (self, x, y, s, body,
                             (double[]) { -1.3, 0.02, -0.7, -0.3, -0.18, -1, -0.06, -0.95, 0.05, -0.97, 0.18, -1, 0.7, -0.3, 1.3, 0.02 }, 16);
  _gesso_sketch_scene_shape (self, x, y, s, gesso_sketch_color_shift (body, -0.05, 1, 0),
                             (double[]) { 0.05, -0.97, 0.18, -1, 0.7, -0.3, 1.3, 0.02, 0.3, 0.02, 0.12, -0.5 }, 12);
  _gesso_sketch_scene_shape (self, x, y, s, gesso_sketch_color_from_hex (0xff7a33),
                             (double[]) { -0.1, -0.96, 0.02, -0.96, -0.02, -0.7, -0.1, -0.5, -0.08, -0.3, -0.15, -0.5, -0.1, -0.72 }, 14);
}

static void
paint_far_hills (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_HILLS);
  gboolean shore = self->has_water
                   && (gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_LAKE));
  GessoSketchRandom random;

  if (thing == NULL && !shore)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "far hills");
  for (int layer = 0; layer < 2; layer++)
    {
      double height = self->u * (shore && thing == NULL ? 5 : 15 - 4 * layer);
      GessoSketchColor crest = _gesso_sketch_scene_tint (self, thing, self->snowy ? 0xdfe8ef : 0x4f7a52, 0.6 - 0.25 * layer);
      Ridge ridge;

      make_hills (self, &ridge, gesso_sketch_random_next (&random), self->horizon + self->u * 0.3, height, 2.2 + layer);
      ridge_fill (self, &ridge, self->horizon - height, self->horizon + self->u * 0.3, crest,
                  gesso_sketch_color_mix (crest, self->haze, 0.25));
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
    gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { box.x + box.width * 0.47, box.y - self->u * 3.4, self->u * 0.22, self->u * 3.5 }, 0, color, 1);
  else if (top == 1)
    gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { box.x + box.width * 0.22, box.y - self->u * 1.2, box.width * 0.56, self->u * 1.3 }, 0, color, 1);
  else if (top == 2)
    _gesso_sketch_scene_shape (self, box.x, box.y, box.width, color, (double[]) { 0, 0.01, 1, 0.01, 1, -0.28 }, 6);

  if (lit_share <= 0 || self->canvas->detail == 0)
    return;
  for (int j = 0; j < rows; j++)
    for (int i = 0; i < columns; i++)
      if (gesso_sketch_random_unit (random) < lit_share)
        {
          GessoSketchBox pane = { box.x + (box.width - columns * pitch) / 2 + (i + 0.22) * pitch,
                                  box.y + (j + 0.7) * pitch * 1.25, pitch * 0.5, pitch * 0.62 };

          gesso_sketch_canvas_fill_box (self->canvas, pane, 0, window, gesso_sketch_random_range (random, 0.45, 0.95));
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
      gesso_sketch_canvas_glow (self->canvas, self->w * (0.25 + 0.25 * i), self->horizon, self->u * 34,
                                gesso_sketch_color_from_hex (0xf0a860), 0.22);
  for (int layer = 0; layer < 3; layer++)
    {
      double depth = 0.75 - 0.34 * layer;
      GessoSketchColor color = _gesso_sketch_scene_tint (self, thing, dark ? 0x151b30 : 0x5f7389, depth);
      GessoSketchColor glow = gesso_sketch_color_mix (self->haze, gesso_sketch_color_from_hex (0xc98a62), 0.28);
      double x = -self->u * gesso_sketch_random_range (&random, 0, 4);

      /* Against the night the far rows stand in the light of the streets. */
      if (dark && layer < 2)
        color = gesso_sketch_color_mix (color, gesso_sketch_color_shift (glow, 0.08, 1, 0), layer == 0 ? 0.62 : 0.3);

      while (x < self->w)
        {
          double width = self->u * gesso_sketch_random_range (&random, 3.6, 8.4);
          /* Taller towards the middle, as cities are. */
          double middle = exp (-pow ((x + width / 2 - self->w * 0.5) / (self->w * 0.34), 2));
          double height = self->u * gesso_sketch_random_range (&random, 7, 17) * (0.7 + 1.1 * middle) * (1.2 - 0.26 * layer) * (self->has_near || self->has_water ? 1 : 1.35);

          height = MIN (height, self->horizon * (0.92 - self->free_top));
          paint_tower (self, &random, (GessoSketchBox) { x, self->horizon - height, width, height + self->u * 0.4 }, color,
                       dark ? 0.16 + 0.16 * layer : 0);
          if (!dark && self->canvas->detail > 0)
            gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { x + width * (self->light_x > x ? 0 : 0.62), self->horizon - height, width * 0.38, height + self->u * 0.4 },
                                          0, gesso_sketch_color_shift (color, -0.04, 1, 0), 0.6);
          x += width * gesso_sketch_random_range (&random, 0.82, 1.12);
        }
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
  left = thing->side == GESSO_SKETCH_PLACE_LEFT || (thing->side == 0 && self->light_x > self->w / 2);
  x = left ? 0 : self->w;
  m = left ? 1 : -1;
  _gesso_sketch_scene_shape (self, x, y, s, _gesso_sketch_scene_tint (self, thing, 0x6d5b4d, 0.15),
                             (double[]) { 0, -0.85, m * 0.55, -0.8, m * 0.8, -0.74, m * 0.86, -0.5, m * 0.83, -0.2, m * 0.97, 0.05, m * 0.6, 0.1, 0, 0.12 }, 16);
  _gesso_sketch_scene_shape (self, x, y, s, _gesso_sketch_scene_tint (self, thing, 0x4f4339, 0.1),
                             (double[]) { m * 0.4, -0.79, m * 0.52, -0.4, m * 0.45, -0.1, m * 0.56, 0.1, 0, 0.12, 0, -0.5, m * 0.2, -0.6 }, 14);
  _gesso_sketch_scene_shape (self, x, y, s, _gesso_sketch_scene_lit (self, self->snowy ? 0xf2f6fa : 0x5f9a52, 0.1),
                             (double[]) { 0, -0.9, m * 0.5, -0.86, m * 0.82, -0.78, m * 0.78, -0.72, m * 0.5, -0.76, m * 0.25, -0.74, 0, -0.8 }, 14);
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
      int from_y = CLAMP ((int) (first - 1 - (y - first) * 1.0 - wave * self->u * 1.6 * t * canvas->scale), 0, first - 1);
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
      double x = i % 4 == 0 ? gesso_sketch_random_unit (&random) * self->w : self->light_x + near * fabs (near) * spread;
      double length = self->u * gesso_sketch_random_range (&random, 0.5, 1.6) * (0.6 + 2.4 * t);
      double alpha = i % 4 == 0 ? 0.14 : (low ? 0.62 : 0.42) * (1 - fabs (near) * 0.7);

      gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { x - length, y, 2 * length, self->u * (0.1 + 0.16 * t) },
                                    self->u, self->lamp, alpha);
    }
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
  water = gesso_sketch_color_mix (self->sky_top, _gesso_sketch_scene_tint (self, thing, 0x1f6f8f, 0), 0.45);
  if (self->canvas->transparent)
    gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { 0, line, self->w, bottom - line }, 0, water, 1);
  else
    reflect (self, line, bottom, water);
  paint_glints (self, line + self->u * 0.4, bottom);
  gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { 0, line - self->u * 0.06, self->w, self->u * 0.12 }, 0,
                                gesso_sketch_color_mix (self->haze, self->lamp, 0.4), 0.5);
  paint_cliff (self);
}

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
      Ridge ridge;

      crest = gesso_sketch_color_shift (crest, 0.045 - 0.075 * t, 1, layer % 2 == 0 ? 6 : -6);
      /* The first reaches above its line, so that nothing shows between it and the far land. */
      make_hills (self, &ridge, gesso_sketch_random_next (&random), y + height * (layer == 0 ? 0.12 : 0.5), height, 1.5 + 0.3 * layer);
      ridge_fill (self, &ridge, y - height * 0.3, MIN (self->h, y + self->u * 26) + 2,
                  gesso_sketch_color_mix (crest, self->lamp, 0.12), gesso_sketch_color_shift (crest, -0.07, 1, 0));
      if (y + self->u * 26 < self->h)
        gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { 0, y + self->u * 26, self->w, self->h }, 0,
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
  cairo_curve_to (self->cr, peak - reach * 0.6, y, peak - reach * 0.28, y - height * 0.95, peak, y - height);
  cairo_curve_to (self->cr, peak + reach * 0.28, y - height * 0.95, peak + reach * 0.6, y + height * 0.1, self->w * 1.2, y + height * 0.2);
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
  cairo_curve_to (self->cr, peak + away * reach * 0.10, y - height * 0.45, peak - away * reach * 0.10, y + height * 0.2,
                  peak + away * reach * 0.12, y + height * 2.6);
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
      double bend = (gesso_sketch_noise2 (seed, t * 2.6 + 0.7, 0.4) - 0.5) * self->u * (8 + 60 * t) * sin (t * G_PI * 0.9 + 0.15);
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
  winding_path (self, self->w * (thing->side != 0 ? _gesso_sketch_scene_slot (self, thing, &random, 0, 1)
                                 : gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_ROAD) ? 0.24 : 0.5), top,
                self->u * 1.2, self->u * 30, gesso_sketch_random_next (&random));
  fill = cairo_pattern_create_linear (0, top, 0, self->h);
  gesso_sketch_canvas_add_stop (fill, 0, self->sky_low, 1);
  gesso_sketch_canvas_add_stop (fill, 0.5, gesso_sketch_color_mix (self->sky_mid, _gesso_sketch_scene_tint (self, thing, 0x3a8fb0, 0), 0.5), 1);
  gesso_sketch_canvas_add_stop (fill, 1, gesso_sketch_color_mix (self->sky_top, _gesso_sketch_scene_tint (self, thing, 0x1f6f8f, 0), 0.5), 1);
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
  x = self->w * (thing->side != 0 ? _gesso_sketch_scene_slot (self, thing, &random, 0, 1)
                 : gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_RIVER) ? 0.72 : 0.52);
  winding_path (self, x, top, self->u * 0.7, self->u * 26, seed);
  gesso_sketch_canvas_set_color (self->canvas, _gesso_sketch_scene_tint (self, thing, 0x565a63, 0.12), 1);
  cairo_fill (self->cr);
  cairo_save (self->cr);
  winding_path (self, x, top, self->u * 0.05, self->u * 1.1, seed);
  cairo_clip (self->cr);
  for (int i = 0; i < 26; i++)
    {
      double t = pow ((i + 0.1) / 26.0, 1.7);
      double t2 = pow ((i + 0.6) / 26.0, 1.7);

      gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { 0, top + (self->h - top) * t, self->w, (self->h - top) * (t2 - t) },
                                    0, _gesso_sketch_scene_lit (self, 0xf4ead0, 0), 0.95);
    }
  cairo_restore (self->cr);
}

static void
paint_waterfall (GessoSketchScene *self)
{
  const GessoSketchThing *thing = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_WATERFALL);
  GessoSketchRandom random;
  double x;
  double y = self->horizon + self->u * 2;
  double s = self->u * 26;
  GessoSketchColor rock = _gesso_sketch_scene_lit (self, 0x5a5f5a, 0.2);

  if (thing == NULL)
    return;
  gesso_sketch_random_init (&random, self->canvas->seed, "fall");
  x = self->w * _gesso_sketch_scene_slot (self, thing, &random, 0, 1);
  _gesso_sketch_scene_shape (self, x, y, s, rock, (double[]) { -1.1, 0.1, -0.9, -0.5, -0.55, -0.98, 0.5, -1.02, 0.8, -0.6, 1.15, 0.1 }, 12);
  _gesso_sketch_scene_shape (self, x, y, s, gesso_sketch_color_shift (rock, -0.06, 1, 0), (double[]) { 0.2, -1, 0.5, -1.02, 0.8, -0.6, 1.15, 0.1, 0.2, 0.1 }, 10);
  for (int i = 0; i < 14; i++)
    gesso_sketch_canvas_fill_box (self->canvas, (GessoSketchBox) { x - s * 0.2 + s * 0.028 * i, y - s * (0.99 + 0.006 * (i % 3)), s * 0.03, s * (1.02 + 0.03 * (i % 4)) },
                                  s * 0.01, _gesso_sketch_scene_lit (self, i % 3 == 1 ? 0xcfe6f2 : 0xf2fafd, 0.05), 0.95);
  for (int i = 0; i < 9; i++)
    _gesso_sketch_scene_disc (self, x + s * gesso_sketch_random_range (&random, -0.34, 0.34), y + s * gesso_sketch_random_range (&random, 0, 0.08),
                              s * gesso_sketch_random_range (&random, 0.05, 0.11), gesso_sketch_color_from_hex (0xffffff), 0.5);
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
                                 (double[]) { -1.1, 0, -0.7, -0.12, 0.7, -0.12, 1.1, 0, 0.6, 0.06, -0.6, 0.06 }, 12);
      cairo_move_to (self->cr, x - s * 0.85, y - s * 0.06);
      cairo_curve_to (self->cr, x - s * 0.5, y - s * 0.55, x + s * 0.2, y - s * 0.62, x + s * 0.85, y - s * 0.06);
      cairo_close_path (self->cr);
      gesso_sketch_canvas_set_color (self->canvas, _gesso_sketch_scene_tint (self, thing, 0x4c8a4d, 0.12), 1);
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
