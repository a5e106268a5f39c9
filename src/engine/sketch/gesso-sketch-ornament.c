/* gesso-sketch-ornament.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Ornaments: the abstract artwork of a layout that has neither a scene nor a picture. A few
 * compositions of plain shapes in the palette, chosen by the seed, each made to run off the edges
 * of its box. Also fits the grounds of gesso-sketch-backdrop.c into a box. */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-backdrop.h"
#include "engine/sketch/gesso-sketch-layout.h"
#include "engine/sketch/gesso-sketch-random.h"

static void
disc (GessoSketchCanvas *canvas,
      double             x,
      double             y,
      double             r,
      GessoSketchColor   color)
{
  cairo_new_path (canvas->cr);
  gesso_sketch_canvas_path_circle (canvas, x, y, r);
  gesso_sketch_canvas_set_color (canvas, color, 1);
  cairo_fill (canvas->cr);
}

static void
paint_arches (GessoSketchCanvas        *canvas,
              const GessoSketchPalette *palette,
              GessoSketchBox            box)
{
  GessoSketchColor colors[]
      = { palette->primary, palette->secondary, palette->accent, palette->ground };
  double r = MIN (box.width * 0.62, box.height * 0.98);
  double x = box.x + box.width * 0.5;
  double y = box.y + box.height;

  if (box.height > r * 1.5)
    disc (canvas, x, box.y + (box.height - r) * 0.55, MIN (box.height - r, box.width) * 0.2,
          palette->accent);
  for (int i = 0; i < 6; i++)
    disc (canvas, x, y, r * (1 - i * 0.165), i == 5 ? palette->primary : colors[i % 4]);
}

static void
paint_sun (GessoSketchCanvas        *canvas,
           const GessoSketchPalette *palette,
           GessoSketchBox            box)
{
  double r = MIN (box.width, box.height) * 0.42;
  double x = box.x + box.width * (box.height > box.width ? 0.5 : 0.56);
  double y = box.y + box.height * 0.54;

  disc (canvas, x, y, r, palette->primary);
  for (int i = 0; i < 7; i++)
    {
      double t = i / 6.0;
      double top = y + r * (0.04 + 0.14 * i);

      gesso_sketch_canvas_fill_box (canvas,
                                    (GessoSketchBox){ box.x, top, box.width,
                                                      r * (0.02 + 0.07 * t) },
                                    0, palette->ground, 1);
    }
  disc (canvas, box.x + box.width * 0.18, box.y + box.height * 0.24, r * 0.17, palette->accent);
}

static void
paint_discs (GessoSketchCanvas        *canvas,
             const GessoSketchPalette *palette,
             GessoSketchBox            box)
{
  double r = MIN (box.width, box.height) * 0.48;
  double x = box.x + box.width * 0.46;
  double y = box.y + box.height * 0.5;

  disc (canvas, x - r * 0.1, y, r, palette->primary);
  disc (canvas, x + r * 0.92, y + r * 0.36, r * 0.62, palette->secondary);
  cairo_save (canvas->cr);
  gesso_sketch_canvas_path_circle (canvas, x - r * 0.1, y, r);
  cairo_clip (canvas->cr);
  disc (canvas, x + r * 0.92, y + r * 0.36, r * 0.62,
        gesso_sketch_color_mix (palette->primary, palette->accent, 0.75));
  cairo_restore (canvas->cr);
  disc (canvas, x + r * 0.78, y - r * 0.72, r * 0.2, palette->accent);
}

static void
paint_ribbons (GessoSketchCanvas        *canvas,
               const GessoSketchPalette *palette,
               GessoSketchBox            box)
{
  GessoSketchColor colors[] = { palette->primary, palette->secondary, palette->accent };
  double step = box.height * 0.105;

  cairo_set_line_width (canvas->cr, step * 0.98);
  for (int i = 0; i < 9; i++)
    {
      double y = box.y + box.height * 0.24 + i * step;

      cairo_move_to (canvas->cr, box.x - box.width * 0.1, y + box.height * 0.3);
      cairo_curve_to (canvas->cr, box.x + box.width * 0.35, y + box.height * 0.32,
                      box.x + box.width * 0.45, y - box.height * 0.22, box.x + box.width * 1.1,
                      y - box.height * 0.16);
      gesso_sketch_canvas_set_color (canvas, i % 4 == 3 ? palette->ground : colors[i % 4], 1);
      cairo_stroke (canvas->cr);
    }
}

static void
paint_steps (GessoSketchCanvas        *canvas,
             const GessoSketchPalette *palette,
             GessoSketchBox            box)
{
  GessoSketchColor colors[]
      = { palette->surface, palette->secondary, palette->primary, palette->accent };
  double x = box.x + box.width * 0.62;

  for (int i = 0; i < 4; i++)
    {
      double t = i / 3.0;
      double top = box.y + box.height * (0.2 + 0.24 * i);
      double bend = box.height * 0.1;

      cairo_move_to (canvas->cr, box.x - 2, box.y + box.height + 2);
      cairo_line_to (canvas->cr, box.x - 2, top + bend * (1 - t));
      cairo_curve_to (canvas->cr, box.x + box.width * 0.3, top - bend * 1.3,
                      box.x + box.width * 0.55, top + bend * 1.6, box.x + box.width + 2,
                      top - bend * 0.5);
      cairo_line_to (canvas->cr, box.x + box.width + 2, box.y + box.height + 2);
      cairo_close_path (canvas->cr);
      if (i == 0)
        {
          cairo_path_t *path = cairo_copy_path (canvas->cr);

          disc (canvas, x, top + bend * 0.1, MIN (box.width, box.height) * 0.17, palette->accent);
          cairo_new_path (canvas->cr);
          cairo_append_path (canvas->cr, path);
          cairo_path_destroy (path);
        }
      gesso_sketch_canvas_set_color (
          canvas,
          i == 3 ? gesso_sketch_color_mix (palette->primary, palette->ink, 0.45) : colors[i], 1);
      cairo_fill (canvas->cr);
    }
}

/**
 * gesso_sketch_ground_paint:
 * @sheet: the drawing
 * @box: where
 * @quiet: whether text will stand on it
 *
 * Paints the ground that the prompt names into @box.
 */
void
gesso_sketch_ground_paint (const GessoSketchSheet *sheet,
                           GessoSketchBox          box,
                           gboolean                quiet)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  const GessoSketchPrompt *prompt = sheet->prompt;
  GessoSketchColor colors[GESSO_SKETCH_MAX_COLORS + 1];
  GessoSketchGround ground = { prompt->backdrop, colors, 0, prompt->tile, quiet };
  double width = canvas->width;
  double height = canvas->height;
  gboolean ramp = prompt->backdrop == GESSO_SKETCH_BACKDROP_LINEAR
                  || prompt->backdrop == GESSO_SKETCH_BACKDROP_RADIAL
                  || prompt->backdrop == GESSO_SKETCH_BACKDROP_SOLID;

  /* Colours that were named keep their order; companions follow only in patterns. */
  if (prompt->has_ground)
    colors[ground.n_colors++] = prompt->ground;
  for (guint i = 0; i < prompt->colors->len && ground.n_colors < GESSO_SKETCH_MAX_COLORS; i++)
    colors[ground.n_colors++] = g_array_index (prompt->colors, GessoSketchColor, i);
  if (ground.n_colors == 0 || (ground.n_colors == 1 && !ramp && !prompt->has_ground))
    {
      if (ground.n_colors == 1 && prompt->backdrop != GESSO_SKETCH_BACKDROP_PAPER)
        ground.n_colors = 0;
      for (int i = 0; i < sheet->palette->n_list && ground.n_colors < (ramp ? 3 : 5); i++)
        colors[ground.n_colors++] = sheet->palette->list[i];
    }
  else if (ground.n_colors == 1 && !ramp)
    {
      colors[ground.n_colors++] = sheet->palette->primary;
    }

  cairo_save (canvas->cr);
  cairo_rectangle (canvas->cr, box.x, box.y, box.width, box.height);
  cairo_clip (canvas->cr);
  cairo_translate (canvas->cr, box.x, box.y);
  canvas->width = box.width;
  canvas->height = box.height;
  gesso_sketch_backdrop_paint (canvas, &ground);
  canvas->width = width;
  canvas->height = height;
  cairo_restore (canvas->cr);
}

/**
 * gesso_sketch_ornament_paint:
 * @sheet: the drawing
 * @box: where
 *
 * Paints the pattern that the prompt names, else a composition of plain shapes.
 */
void
gesso_sketch_ornament_paint (const GessoSketchSheet *sheet,
                             GessoSketchBox          box)
{
  static void (*const painters[]) (GessoSketchCanvas *, const GessoSketchPalette *, GessoSketchBox)
      = {
          paint_arches, paint_sun, paint_discs, paint_ribbons, paint_steps,
        };
  GessoSketchCanvas *canvas = sheet->canvas;
  GessoSketchRandom random;

  if (sheet->prompt->backdrop != GESSO_SKETCH_BACKDROP_NONE)
    {
      gesso_sketch_ground_paint (sheet, box, FALSE);
      return;
    }

  gesso_sketch_random_init (&random, canvas->seed, "ornament");
  cairo_save (canvas->cr);
  cairo_rectangle (canvas->cr, box.x, box.y, box.width, box.height);
  cairo_clip (canvas->cr);
  painters[gesso_sketch_random_int (&random, (int) G_N_ELEMENTS (painters))](canvas, sheet->palette,
                                                                             box);
  cairo_restore (canvas->cr);
}
