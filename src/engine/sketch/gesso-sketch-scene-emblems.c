/* gesso-sketch-scene-emblems.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The plain emblems: heart, circle, star, leaf and the like, alone or in rows. */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-scene-private.h"

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
      gesso_sketch_canvas_path_box (self->canvas,
                                    (GessoSketchBox){ -s * 0.85, -s * 0.85, s * 1.7, s * 1.7 }, 0);
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

static void
paint_emblem (GessoSketchScene *self,
              GessoSketchNoun   noun,
              double            x,
              double            y,
              double            s,
              GessoSketchColor  color)
{
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
      gesso_sketch_canvas_set_color (self->canvas, gesso_sketch_color_shift (color, -0.13, 1, 0),
                                     1);
      cairo_set_line_width (self->cr, s * 0.06);
      cairo_stroke (self->cr);
    }
  cairo_new_path (self->cr);
  cairo_restore (self->cr);
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
      s = area * 0.3
          * (thing->size < 0   ? 0.5
             : thing->size > 0 ? 1.25
                               : 1)
          / MAX (1, sqrt (n) * (kinds > 1 ? 1.3 : 1));
      for (int i = 0; i < n; i++)
        {
          int columns = (int) ceil (sqrt (n * self->w / self->h));
          int rows = (n + columns - 1) / columns;
          double x = self->w * (kinds > 1 ? (kind + 0.5) / kinds : (i % columns + 0.5) / columns);
          double y = self->h
                     * (self->free_top
                        + (1 - self->free_top)
                              * (kinds > 1 ? (i + 0.5) / n : (i / columns + 0.5) / rows));
          GessoSketchColor color
              = thing->has_color ? thing->color
                : self->palette->chosen
                    ? self->palette->primary
                    : gesso_sketch_color_from_hex (standard[noun - GESSO_SKETCH_NOUN_HEART]);

          if (thing->side == GESSO_SKETCH_PLACE_LEFT)
            x = self->w * 0.27;
          else if (thing->side == GESSO_SKETCH_PLACE_RIGHT)
            x = self->w * 0.73;
          paint_emblem (self, noun, x, y, s, color);
        }
      kind++;
    }
}
