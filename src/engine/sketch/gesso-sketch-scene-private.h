/* gesso-sketch-scene-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-canvas.h"
#include "engine/sketch/gesso-sketch-palette.h"
#include "engine/sketch/gesso-sketch-prompt.h"
#include "engine/sketch/gesso-sketch-random.h"

G_BEGIN_DECLS

/* A scene while it is painted: light, colours and the lines that things stand on. Lives on the
 * stack of gesso_sketch_scene_paint() and is shared by its files only. */
typedef struct
{
  GessoSketchCanvas        *canvas;     /* (unowned) */
  const GessoSketchPrompt  *prompt;     /* (unowned) */
  const GessoSketchPalette *palette;    /* (unowned) */
  cairo_t                  *cr;         /* (unowned): the canvas's */

  GessoSketchTime           time;
  double                    w;
  double                    h;
  double                    u;          /* a hundredth of the mean side */
  double                    free_top;   /* share of the height that text needs, from the top */
  double                    horizon;    /* y; below the picture when there is only sky */
  double                    ground;     /* y where the near ground begins */
  gboolean                  has_land;
  gboolean                  has_water;
  gboolean                  has_near;   /* a near ground is painted */
  gboolean                  snowy;
  gboolean                  stormy;     /* rain, lightning or a storm: no sun, heavy clouds */

  double                    light_x;
  double                    light_y;
  GessoSketchColor          sky_top;
  GessoSketchColor          sky_mid;
  GessoSketchColor          sky_low;
  GessoSketchColor          haze;
  GessoSketchColor          ambient;    /* what the time of day mixes into everything */
  double                    dimness;    /* how much of it */
  GessoSketchColor          lamp;       /* colour of the light */
} GessoSketchScene;

/* Paints one thing of size @s that stands or hangs at @x, @y. */
typedef void (*GessoSketchThingFunc) (GessoSketchScene       *self,
                                      const GessoSketchThing *thing,
                                      double                  x,
                                      double                  y,
                                      double                  s);

/* A filled outline; the points are pairs of numbers in units of @s. */
#define SHAPE(x, y, s, color, ...)                                                        \
  _gesso_sketch_scene_shape (self, x, y, s, color, (const double[]) { __VA_ARGS__ },      \
                             (int) (sizeof ((const double[]) { __VA_ARGS__ }) / sizeof (double)))

/* The colour @base has in this light, @depth 0 near … 1 at the horizon. */
GessoSketchColor _gesso_sketch_scene_lit       (const GessoSketchScene *self,
                                                guint32                 base,
                                                double                  depth);
GessoSketchColor _gesso_sketch_scene_tint      (const GessoSketchScene *self,
                                                const GessoSketchThing *thing,
                                                guint32                 base,
                                                double                  depth);
void             _gesso_sketch_scene_shape     (GessoSketchScene       *self,
                                                double                  x,
                                                double                  y,
                                                double                  size,
                                                GessoSketchColor        color,
                                                const double           *points,
                                                int                     n);
void             _gesso_sketch_scene_disc      (GessoSketchScene       *self,
                                                double                  x,
                                                double                  y,
                                                double                  radius,
                                                GessoSketchColor        color,
                                                double                  alpha);
double           _gesso_sketch_scene_slot      (GessoSketchScene       *self,
                                                const GessoSketchThing *thing,
                                                GessoSketchRandom      *random,
                                                int                     i,
                                                int                     n);

void             _gesso_sketch_scene_box       (GessoSketchScene       *self,
                                                double                  x,
                                                double                  y,
                                                double                  width,
                                                double                  height,
                                                GessoSketchColor        color);
void             _gesso_sketch_scene_place     (GessoSketchScene       *self,
                                                GessoSketchNoun         noun,
                                                GessoSketchThingFunc    paint,
                                                double                  size,
                                                int                     standard,
                                                double                  low,
                                                double                  high);

void             _gesso_sketch_scene_sky       (GessoSketchScene       *self);
void             _gesso_sketch_scene_weather   (GessoSketchScene       *self);
void             _gesso_sketch_scene_far       (GessoSketchScene       *self);
void             _gesso_sketch_scene_water     (GessoSketchScene       *self);
void             _gesso_sketch_scene_near      (GessoSketchScene       *self);
void             _gesso_sketch_scene_plants    (GessoSketchScene       *self);
void             _gesso_sketch_scene_buildings (GessoSketchScene       *self);
void             _gesso_sketch_scene_things    (GessoSketchScene       *self);
void             _gesso_sketch_scene_emblems   (GessoSketchScene       *self);

G_END_DECLS
