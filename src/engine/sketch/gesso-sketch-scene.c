/* gesso-sketch-scene.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Flat scenes: decides light, horizon and ground from the words, then lets the layers paint from
 * the back to the front: sky, far land, water with its reflection, near land, plants, buildings,
 * things, weather. Only what a word asked for is painted, and what that stands on. The layers
 * live in the files gesso-sketch-scene-*.c around one private header. Any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-scene.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-scene-private.h"

typedef struct
{
  guint32 top;
  guint32 mid;
  guint32 low;
  guint32 haze;
  guint32 ambient;
  double dimness;
  guint32 lamp;
  double light_height; /* 0 at the horizon … 1 at the top */
} Light;

static const Light lights[] = {
  [GESSO_SKETCH_TIME_NONE]
  = { 0x2f7cc0, 0x7db9e4, 0xe3f1f3, 0xcfe2ea, 0xffffff, 0.0, 0xfff3c9, 0.68 },
  [GESSO_SKETCH_TIME_DAWN]
  = { 0x5f74b4, 0xc3a5c6, 0xffd9b4, 0xf3cbb8, 0x8b6b96, 0.30, 0xffe7bd, 0.16 },
  [GESSO_SKETCH_TIME_DAY]
  = { 0x2f7cc0, 0x7db9e4, 0xe3f1f3, 0xcfe2ea, 0xffffff, 0.0, 0xfff3c9, 0.68 },
  [GESSO_SKETCH_TIME_SUNSET]
  = { 0x2d2559, 0xb1446c, 0xffb35f, 0xe98a63, 0x40204a, 0.52, 0xffe2a0, 0.13 },
  [GESSO_SKETCH_TIME_DUSK]
  = { 0x141b41, 0x46437f, 0xdc9092, 0x6c5c8e, 0x1d1d46, 0.62, 0xf6e6cf, 0.5 },
  [GESSO_SKETCH_TIME_NIGHT]
  = { 0x060a1d, 0x0f1f48, 0x2c4a7d, 0x22365f, 0x0a1230, 0.70, 0xf5ecd2, 0.66 },
};

/* The lightest, middle and darkest colour of a palette. */
static void
sort_palette (const GessoSketchPalette *palette,
              GessoSketchColor          sorted[GESSO_SKETCH_PALETTE_MAX])
{
  for (int i = 0; i < palette->n_list; i++)
    {
      int at = i;

      sorted[i] = palette->list[i];
      while (at > 0
             && gesso_sketch_color_luminance (sorted[at - 1])
                    > gesso_sketch_color_luminance (sorted[at]))
        {
          GessoSketchColor other = sorted[at];

          sorted[at] = sorted[at - 1];
          sorted[at - 1] = other;
          at--;
        }
    }
}

static void
blend_palette (GessoSketchScene *self)
{
  GessoSketchColor sorted[GESSO_SKETCH_PALETTE_MAX];
  int n = self->palette->n_list;
  gboolean dark = self->time == GESSO_SKETCH_TIME_NIGHT || self->time == GESSO_SKETCH_TIME_DUSK
                  || self->time == GESSO_SKETCH_TIME_SUNSET;

  if (!self->palette->chosen || n < 3)
    return;

  sort_palette (self->palette, sorted);
  self->sky_top = gesso_sketch_color_mix (self->sky_top, sorted[dark ? 0 : n / 2], 0.8);
  self->sky_mid = gesso_sketch_color_mix (self->sky_mid, sorted[dark ? n / 2 : n - 2], 0.75);
  self->sky_low = gesso_sketch_color_mix (self->sky_low, sorted[n - 1], 0.75);
  self->haze
      = gesso_sketch_color_mix (self->haze,
                                gesso_sketch_color_mix (self->sky_mid, self->sky_low, 0.6), 0.7);
  self->ambient = gesso_sketch_color_mix (self->ambient, sorted[0], 0.8);
  self->dimness = MAX (self->dimness, 0.45);
}

static GessoSketchTime
choose_time (const GessoSketchPrompt *prompt)
{
  static const GessoSketchNoun nightly[] = {
    GESSO_SKETCH_NOUN_MOON,   GESSO_SKETCH_NOUN_CRESCENT, GESSO_SKETCH_NOUN_STARS,
    GESSO_SKETCH_NOUN_COMET,  GESSO_SKETCH_NOUN_PLANET,   GESSO_SKETCH_NOUN_AURORA,
    GESSO_SKETCH_NOUN_ROCKET,
  };

  if (prompt->time != GESSO_SKETCH_TIME_NONE)
    return prompt->time;
  if (!gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_SUN))
    for (guint i = 0; i < G_N_ELEMENTS (nightly); i++)
      if (gesso_sketch_prompt_has (prompt, nightly[i]))
        return GESSO_SKETCH_TIME_NIGHT;

  return gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_FIRE) ? GESSO_SKETCH_TIME_DUSK
                                                                  : GESSO_SKETCH_TIME_DAY;
}

static gboolean
has_any (const GessoSketchPrompt *prompt,
         GessoSketchNoun          first,
         GessoSketchNoun          last)
{
  for (GessoSketchNoun noun = first; noun <= last; noun++)
    if (gesso_sketch_prompt_has (prompt, noun))
      return TRUE;

  return FALSE;
}

static void
choose_ground (GessoSketchScene *self)
{
  const GessoSketchPrompt *prompt = self->prompt;
  gboolean on_island = gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_ISLAND)
                       && !has_any (prompt, GESSO_SKETCH_NOUN_FLOWERS, GESSO_SKETCH_NOUN_FIRE);
  gboolean standing = !on_island
                      && (has_any (prompt, GESSO_SKETCH_NOUN_FOREST, GESSO_SKETCH_NOUN_GRASS)
                          || has_any (prompt, GESSO_SKETCH_NOUN_HOUSE, GESSO_SKETCH_NOUN_CASTLE)
                          || has_any (prompt, GESSO_SKETCH_NOUN_ROAD, GESSO_SKETCH_NOUN_FIRE));
  gboolean bare_city = gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_CITY) && !standing;
  gboolean water_thing = gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_BOAT)
                         || gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_ISLAND);
  gboolean land = has_any (prompt, GESSO_SKETCH_NOUN_MOUNTAINS, GESSO_SKETCH_NOUN_CLIFF);
  gboolean only_tower;

  self->has_water = gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_SEA)
                    || gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_LAKE)
                    || gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_BEACH)
                    || (water_thing && !gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_RIVER));
  only_tower = !has_any (prompt, GESSO_SKETCH_NOUN_FOREST, GESSO_SKETCH_NOUN_GRASS)
               && !has_any (prompt, GESSO_SKETCH_NOUN_HOUSE, GESSO_SKETCH_NOUN_WINDMILL)
               && !gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_CASTLE)
               && !has_any (prompt, GESSO_SKETCH_NOUN_ROAD, GESSO_SKETCH_NOUN_FIRE);
  self->has_near = has_any (prompt, GESSO_SKETCH_NOUN_BEACH, GESSO_SKETCH_NOUN_BEACH)
                   || has_any (prompt, GESSO_SKETCH_NOUN_DESERT, GESSO_SKETCH_NOUN_FIELD)
                   || gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_RIVER)
                   || gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_HILLS)
                   || gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_WATERFALL)
                   || gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_LAKE)
                   || (standing && !(only_tower && self->has_water)) || (land && !self->has_water);
  self->has_land = land || standing || self->has_near || self->has_water || bare_city
                   || gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_BRIDGE);
  self->stormy = has_any (prompt, GESSO_SKETCH_NOUN_RAIN, GESSO_SKETCH_NOUN_RAIN)
                 || has_any (prompt, GESSO_SKETCH_NOUN_LIGHTNING, GESSO_SKETCH_NOUN_STORM);
  self->snowy = gesso_sketch_prompt_has (prompt, GESSO_SKETCH_NOUN_SNOW)
                || (prompt->palette >= 0
                    && g_str_equal (gesso_sketch_palette_get_name (prompt->palette), "winter"));
}

static gboolean
is_only_emblems (const GessoSketchPrompt *prompt)
{
  return prompt->things->len > 0
         && !has_any (prompt, GESSO_SKETCH_NOUN_SKY, GESSO_SKETCH_NOUN_HEART - 1);
}

/* Where the sun or the moon stands; @height is 0 at the horizon … 1 at the top. */
static void
place_light (GessoSketchScene  *self,
             GessoSketchRandom *random,
             double             height)
{
  const GessoSketchThing *lamp = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_SUN);
  double side;

  if (lamp == NULL)
    lamp = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_MOON);
  if (lamp == NULL)
    lamp = gesso_sketch_prompt_find (self->prompt, GESSO_SKETCH_NOUN_CRESCENT);
  side = gesso_sketch_random_int (random, 2) == 0 ? 0.31 : 0.68;
  side += gesso_sketch_random_range (random, -0.04, 0.04);
  if (lamp != NULL && lamp->side == GESSO_SKETCH_PLACE_LEFT)
    side = 0.24;
  else if (lamp != NULL && lamp->side == GESSO_SKETCH_PLACE_RIGHT)
    side = 0.76;
  else if (lamp != NULL && lamp->side == GESSO_SKETCH_PLACE_CENTER)
    side = 0.5;
  else if (self->free_top > 0 && self->w > self->h * 1.25)
    side = gesso_sketch_prompt_is_rtl (self->prompt) ? 0.22 : 0.78;
  self->light_x = self->w * side;
  self->light_y = self->horizon * (1 - height);
  if (height < 0.3 && has_any (self->prompt, GESSO_SKETCH_NOUN_MOUNTAINS, GESSO_SKETCH_NOUN_HILLS))
    self->light_y
        = self->horizon
          * (gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_MOUNTAINS) ? 0.56 : 0.72);
  if (height > 0.6 && gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_CITY))
    self->light_y = self->horizon * 0.2;
  self->light_y = MAX (self->light_y, MIN (self->h * (self->free_top + 0.08), self->horizon * 0.9));
  if (lamp != NULL && lamp->side == GESSO_SKETCH_PLACE_TOP)
    self->light_y = self->h * 0.16;
}

static void
set_up (GessoSketchScene *self)
{
  const Light *light = &lights[self->time];
  gboolean tall = self->h > self->w * 1.15;
  GessoSketchRandom random;

  self->sky_top = gesso_sketch_color_from_hex (light->top);
  self->sky_mid = gesso_sketch_color_from_hex (light->mid);
  self->sky_low = gesso_sketch_color_from_hex (light->low);
  self->haze = gesso_sketch_color_from_hex (light->haze);
  self->ambient = gesso_sketch_color_from_hex (light->ambient);
  self->dimness = light->dimness;
  self->lamp = gesso_sketch_color_from_hex (light->lamp);
  blend_palette (self);
  if (self->prompt->has_ground)
    {
      self->sky_top = self->sky_mid = self->sky_low = self->prompt->ground;
      self->haze = gesso_sketch_color_mix (self->haze, self->prompt->ground, 0.7);
    }

  gesso_sketch_random_init (&random, self->canvas->seed, "scene");
  self->horizon = self->h * (tall ? 0.68 : 0.63)
                  + self->h * gesso_sketch_random_range (&random, -0.025, 0.025);
  self->horizon = MAX (self->horizon, self->h * MIN (0.8, self->free_top + 0.18));
  if (!self->has_land)
    self->horizon = self->h * 1.06;
  else if (!self->has_near && !self->has_water)
    self->horizon = self->h * 0.985;
  self->ground = self->has_water ? self->h * 0.86 : self->horizon + (self->h - self->horizon) * 0.3;
  if (self->has_water && gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_BEACH))
    self->ground = self->h * 0.8;

  place_light (self, &random, light->light_height);
}

/**
 * gesso_sketch_scene_paint:
 * @canvas: where
 * @prompt: what it is to show
 * @palette: in which colours, if it was chosen by words
 * @free_top: share of the height, from the top, that text will stand in
 */
void
gesso_sketch_scene_paint (GessoSketchCanvas        *canvas,
                          const GessoSketchPrompt  *prompt,
                          const GessoSketchPalette *palette,
                          double                    free_top)
{
  GessoSketchScene self = { 0 };
  static void (*const layers[]) (GessoSketchScene *) = {
    _gesso_sketch_scene_sky,    _gesso_sketch_scene_far,     _gesso_sketch_scene_water,
    _gesso_sketch_scene_near,   _gesso_sketch_scene_plants,  _gesso_sketch_scene_buildings,
    _gesso_sketch_scene_things, _gesso_sketch_scene_weather, _gesso_sketch_scene_emblems,
  };

  self.canvas = canvas;
  self.prompt = prompt;
  self.palette = palette;
  self.cr = canvas->cr;
  self.w = canvas->width;
  self.h = canvas->height;
  self.u = canvas->unit;
  self.free_top = free_top;
  self.time = choose_time (prompt);
  choose_ground (&self);
  set_up (&self);

  if (is_only_emblems (prompt))
    {
      if (!canvas->transparent)
        gesso_sketch_canvas_fill (canvas, prompt->has_ground ? prompt->ground : palette->ground);
      _gesso_sketch_scene_emblems (&self);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      if (gesso_sketch_canvas_is_cancelled (canvas))
        return;
      cairo_save (canvas->cr);
      cairo_new_path (canvas->cr);
      layers[i](&self);
      cairo_restore (canvas->cr);
    }
}

GessoSketchColor
_gesso_sketch_scene_lit (const GessoSketchScene *self,
                         guint32                 base,
                         double                  depth)
{
  GessoSketchColor color = gesso_sketch_color_from_hex (base);

  color = gesso_sketch_color_mix (color, self->ambient, self->dimness);
  if (self->palette->chosen && self->palette->n_list > 2)
    color = gesso_sketch_color_mix (color, self->palette->primary, 0.22);

  return gesso_sketch_color_mix (color, self->haze, CLAMP (depth, 0, 1) * 0.9);
}

GessoSketchColor
_gesso_sketch_scene_tint (const GessoSketchScene *self,
                          const GessoSketchThing *thing,
                          guint32                 base,
                          double                  depth)
{
  if (thing != NULL && thing->has_color)
    return gesso_sketch_color_mix (gesso_sketch_color_mix (thing->color, self->ambient,
                                                           self->dimness * 0.35),
                                   self->haze, CLAMP (depth, 0, 1) * 0.5);

  return _gesso_sketch_scene_lit (self, base, depth);
}

void
_gesso_sketch_scene_shape (GessoSketchScene *self,
                           double            x,
                           double            y,
                           double            size,
                           GessoSketchColor  color,
                           const double     *points,
                           int               n)
{
  cairo_new_path (self->cr);
  for (int i = 0; i + 1 < n; i += 2)
    cairo_line_to (self->cr, x + points[i] * size, y + points[i + 1] * size);
  cairo_close_path (self->cr);
  gesso_sketch_canvas_set_color (self->canvas, color, 1);
  cairo_fill (self->cr);
}

void
_gesso_sketch_scene_disc (GessoSketchScene *self,
                          double            x,
                          double            y,
                          double            radius,
                          GessoSketchColor  color,
                          double            alpha)
{
  cairo_new_path (self->cr);
  gesso_sketch_canvas_path_circle (self->canvas, x, y, radius);
  gesso_sketch_canvas_set_color (self->canvas, color, alpha);
  cairo_fill (self->cr);
}

/* Where the @i-th of @n like things stands, as a share of the width. */
double
_gesso_sketch_scene_slot (GessoSketchScene       *self,
                          const GessoSketchThing *thing,
                          GessoSketchRandom      *random,
                          int                     i,
                          int                     n)
{
  double low = 0.08;
  double high = 0.92;
  double jitter = gesso_sketch_random_range (random, -0.3, 0.3);

  if (thing->side == GESSO_SKETCH_PLACE_LEFT)
    high = 0.42;
  else if (thing->side == GESSO_SKETCH_PLACE_RIGHT)
    low = 0.58;
  else if (thing->side == GESSO_SKETCH_PLACE_CENTER)
    return 0.5 + (i - (n - 1) / 2.0) * 0.7 / MAX (n, 3);
  else if (n == 1)
    {
      /* A single thing balances the light; what goes with it keeps clear of it. */
      gboolean pair
          = thing->noun == GESSO_SKETCH_NOUN_ISLAND || thing->noun == GESSO_SKETCH_NOUN_LIGHTHOUSE;
      gboolean aside = thing->noun == GESSO_SKETCH_NOUN_LIGHTNING
                       || (thing->noun == GESSO_SKETCH_NOUN_BOAT
                           && gesso_sketch_prompt_has (self->prompt, GESSO_SKETCH_NOUN_ISLAND));

      return ((self->light_x < self->w / 2) != aside ? 0.67 : 0.33) + (pair ? 0 : jitter * 0.14);
    }

  if (n == 1)
    return (low + high) / 2 + jitter * 0.1;

  return low + (high - low) * (i + 0.5 + jitter) / n;
}
