/* gesso-sketch-layout-sheets.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Working sheets: palette, chart, storyboard and the frame around a picture. Numbers and labels
 * that nobody gave are shown as placeholders, never as facts. Any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-layout.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-random.h"
#include "engine/sketch/gesso-sketch-scene.h"
#include "engine/sketch/gesso-sketch-text.h"

static GessoSketchType
small_type (const GessoSketchCanvas *canvas,
            double                   size,
            int                      weight)
{
  return (GessoSketchType){ .face = GESSO_SKETCH_FACE_SANS,
                            .weight = weight,
                            .max_size = canvas->unit * size,
                            .min_size = canvas->unit * size * 0.4,
                            .max_lines = 1 };
}

/* The headline and what is left below it. */
static GessoSketchBox
paint_title (const GessoSketchSheet *sheet,
             GessoSketchBox          box)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  const char *title = gesso_sketch_prompt_get_copy (sheet->prompt, GESSO_SKETCH_ROLE_HEADLINE, 0);
  const char *sub = gesso_sketch_prompt_get_copy (sheet->prompt, GESSO_SKETCH_ROLE_SUBTITLE, 0);
  double used = 0;

  if (title != NULL)
    {
      GessoSketchType type = small_type (canvas, 5, 800);
      GessoSketchBox at = { box.x, box.y, box.width, MIN (canvas->unit * 8, box.height * 0.2) };

      at = gesso_sketch_text_draw (canvas, title, &type, at, sheet->palette->ink);
      used = at.height + canvas->unit * 1.2;
    }
  if (sub != NULL)
    {
      GessoSketchType type = small_type (canvas, 2.2, 400);
      GessoSketchBox at
          = { box.x, box.y + used, box.width, MIN (canvas->unit * 4, box.height * 0.1) };

      at = gesso_sketch_text_draw (canvas, sub, &type, at, sheet->palette->muted);
      used += at.height + canvas->unit;
    }
  if (used > 0)
    used += canvas->unit * 1.4;

  return (GessoSketchBox){ box.x, box.y + used, box.width, box.height - used };
}

static GessoSketchBox
open_sheet (const GessoSketchSheet *sheet)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  double m = MIN (canvas->width, canvas->height) * 0.075;

  if (!canvas->transparent)
    gesso_sketch_canvas_fill (canvas, sheet->palette->ground);

  return paint_title (sheet,
                      (GessoSketchBox){ m, m, canvas->width - 2 * m, canvas->height - 2 * m });
}

/* One colour with its name in hexadecimal and five steps of lightness. */
static void
paint_swatch (const GessoSketchSheet *sheet,
              GessoSketchBox          swatch,
              GessoSketchColor        color,
              gboolean                wide)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  GessoSketchBox scale = wide ? (GessoSketchBox){ swatch.x, swatch.y + swatch.height * 0.74,
                                                  swatch.width, swatch.height * 0.26 }
                              : (GessoSketchBox){ swatch.x + swatch.width * 0.6, swatch.y,
                                                  swatch.width * 0.4, swatch.height };
  GessoSketchType type = { .face = GESSO_SKETCH_FACE_MONO,
                           .weight = 600,
                           .valign = GESSO_SKETCH_ALIGN_END,
                           .max_size = canvas->unit * 2.8,
                           .min_size = canvas->unit * 0.8,
                           .max_lines = 1 };
  double pad = MIN (swatch.width, swatch.height) * 0.09;
  g_autofree char *hex = gesso_sketch_color_to_string (color);
  GessoSketchBox label
      = wide ? (GessoSketchBox){ swatch.x + pad, swatch.y, swatch.width - 2 * pad,
                                 scale.y - swatch.y - pad }
             : (GessoSketchBox){ swatch.x + pad, swatch.y + pad, scale.x - swatch.x - 2 * pad,
                                 swatch.height - 2 * pad };

  cairo_save (canvas->cr);
  gesso_sketch_canvas_path_box (canvas, swatch, canvas->unit * 1.2);
  cairo_clip (canvas->cr);
  gesso_sketch_canvas_fill_box (canvas, swatch, 0, color, 1);
  for (int k = 0; k < 5; k++)
    {
      GessoSketchLch lch = gesso_sketch_color_to_lch (color);
      GessoSketchBox part = wide ? (GessoSketchBox){ scale.x, scale.y + scale.height * k / 5,
                                                     scale.width, scale.height / 5 + 1 }
                                 : (GessoSketchBox){ scale.x + scale.width * k / 5, scale.y,
                                                     scale.width / 5 + 1, scale.height };

      lch.l = 0.93 - 0.17 * k;
      lch.c *= k == 0 || k == 4 ? 0.6 : 0.95;
      gesso_sketch_canvas_fill_box (canvas, part, 0, gesso_sketch_color_from_lch (lch), 1);
    }
  cairo_restore (canvas->cr);
  gesso_sketch_canvas_path_box (canvas, swatch, canvas->unit * 1.2);
  gesso_sketch_canvas_set_color (canvas, sheet->palette->ink, 0.14);
  cairo_set_line_width (canvas->cr, canvas->unit * 0.12);
  cairo_stroke (canvas->cr);
  gesso_sketch_text_draw (canvas, hex, &type, label,
                          gesso_sketch_color_readable (sheet->palette->ink, color, 4.5));
}

/**
 * gesso_sketch_layout_palette:
 * @sheet: the drawing
 *
 * The colours side by side with their hex values and a scale of lightness under each.
 */
void
gesso_sketch_layout_palette (const GessoSketchSheet *sheet)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  GessoSketchColor colors[GESSO_SKETCH_MAX_COLORS];
  GessoSketchBox box = open_sheet (sheet);
  gboolean wide = box.width >= box.height * 0.8;
  double gap = canvas->unit * 1.4;
  int n = 0;

  for (guint i = 0; i < sheet->prompt->colors->len && n < 8; i++)
    colors[n++] = g_array_index (sheet->prompt->colors, GessoSketchColor, i);
  if (n < 3 || sheet->prompt->palette >= 0)
    for (int i = 0; i < sheet->palette->n_list && n < 6; i++)
      colors[n++] = sheet->palette->list[i];

  for (int i = 0; i < n && !gesso_sketch_canvas_is_cancelled (canvas); i++)
    {
      double step = ((wide ? box.width : box.height) + gap) / n;
      GessoSketchBox swatch
          = wide ? (GessoSketchBox){ box.x + i * step, box.y, step - gap, box.height }
                 : (GessoSketchBox){ box.x, box.y + i * step, box.width, step - gap };

      paint_swatch (sheet, swatch, colors[i], wide);
    }
}

static void
chart_axes (const GessoSketchSheet *sheet,
            GessoSketchBox          box)
{
  for (int i = 0; i <= 4; i++)
    gesso_sketch_canvas_fill_box (sheet->canvas,
                                  (GessoSketchBox){ box.x, box.y + box.height * i / 4, box.width,
                                                    sheet->canvas->unit * (i == 4 ? 0.25 : 0.1) },
                                  0, sheet->palette->ink, i == 4 ? 0.7 : 0.16);
}

static void
chart_bars (const GessoSketchSheet *sheet,
            GessoSketchBox          box,
            GessoSketchRandom      *random)
{
  int n = 7;
  double step = box.width / n;
  int best = gesso_sketch_random_int (random, 4) + 3;

  chart_axes (sheet, box);
  for (int i = 0; i < n; i++)
    {
      double value = i == best
                         ? 0.94
                         : 0.32 + 0.42 * gesso_sketch_random_unit (random) * (0.6 + 0.4 * i / n);
      GessoSketchBox bar = { box.x + step * (i + 0.2), box.y + box.height * (1 - value), step * 0.6,
                             box.height * value };

      gesso_sketch_canvas_fill_box (sheet->canvas, bar, sheet->canvas->unit * 0.7,
                                    i == best ? sheet->palette->primary : sheet->palette->secondary,
                                    i == best ? 1 : 0.75);
      bar.y += bar.height - sheet->canvas->unit;
      bar.height = sheet->canvas->unit;
      gesso_sketch_canvas_fill_box (sheet->canvas, bar, 0,
                                    i == best ? sheet->palette->primary : sheet->palette->secondary,
                                    i == best ? 1 : 0.75);
    }
}

static void
chart_lines (const GessoSketchSheet *sheet,
             GessoSketchBox          box,
             GessoSketchRandom      *random)
{
  cairo_t *cr = sheet->canvas->cr;
  GessoSketchColor colors[] = { sheet->palette->secondary, sheet->palette->primary };

  chart_axes (sheet, box);
  for (int line = 0; line < 2; line++)
    {
      double y[9];
      double last = 0.35 + 0.15 * line;

      for (int i = 0; i < 9; i++)
        {
          last = CLAMP (last + gesso_sketch_random_range (random, -0.11, 0.15 + 0.05 * line), 0.1,
                        0.95);
          y[i] = box.y + box.height * (1 - last);
        }
      for (int pass = 0; pass < 2; pass++)
        {
          cairo_move_to (cr, box.x, y[0]);
          for (int i = 1; i < 9; i++)
            {
              double x0 = box.x + box.width * (i - 1) / 8;
              double x1 = box.x + box.width * i / 8;

              cairo_curve_to (cr, (x0 + x1) / 2, y[i - 1], (x0 + x1) / 2, y[i], x1, y[i]);
            }
          gesso_sketch_canvas_set_color (sheet->canvas, colors[line], pass == 0 ? 0.14 : 1);
          if (pass == 0)
            {
              cairo_line_to (cr, box.x + box.width, box.y + box.height);
              cairo_line_to (cr, box.x, box.y + box.height);
              cairo_close_path (cr);
              cairo_fill (cr);
            }
          else
            {
              cairo_set_line_width (cr, sheet->canvas->unit * 0.55);
              cairo_stroke (cr);
            }
        }
      gesso_sketch_canvas_path_circle (sheet->canvas, box.x + box.width, y[8],
                                       sheet->canvas->unit * 0.9);
      gesso_sketch_canvas_set_color (sheet->canvas, colors[line], 1);
      cairo_fill (cr);
    }
}

static void
chart_ring (const GessoSketchSheet *sheet,
            GessoSketchBox          box,
            GessoSketchRandom      *random)
{
  GessoSketchColor colors[]
      = { sheet->palette->primary, sheet->palette->secondary, sheet->palette->accent,
          gesso_sketch_color_mix (sheet->palette->ink, sheet->palette->ground, 0.6) };
  double shares[4] = { 0.42, 0.27, 0.19, 0.12 };
  double r = MIN (box.width, box.height) * 0.38;
  double from = -G_PI_2 + gesso_sketch_random_range (random, 0, 0.3);

  for (int i = 0; i < 4; i++)
    {
      double to = from + shares[i] * 2 * G_PI;

      cairo_new_path (sheet->canvas->cr);
      cairo_arc (sheet->canvas->cr, box.x + box.width / 2, box.y + box.height / 2, r, from + 0.02,
                 to - 0.02);
      gesso_sketch_canvas_set_color (sheet->canvas, colors[i], 1);
      cairo_set_line_width (sheet->canvas->cr, r * 0.42);
      cairo_stroke (sheet->canvas->cr);
      from = to;
    }
}

/**
 * gesso_sketch_layout_chart:
 * @sheet: the drawing
 *
 * A chart with placeholder values, said so under it.
 */
void
gesso_sketch_layout_chart (const GessoSketchSheet *sheet)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  GessoSketchBox box = open_sheet (sheet);
  GessoSketchType type = small_type (canvas, 1.9, 400);
  GessoSketchRandom random;
  GessoSketchBox label
      = { box.x, box.y + box.height - canvas->unit * 2.4, box.width, canvas->unit * 2.4 };

  gesso_sketch_random_init (&random, canvas->seed, "chart");
  type.align = GESSO_SKETCH_ALIGN_END;
  gesso_sketch_text_draw (canvas, "Placeholder values", &type, label, sheet->palette->muted);
  box.height -= canvas->unit * 4;
  if (sheet->prompt->layout == GESSO_SKETCH_LAYOUT_CHART_PIE)
    chart_ring (sheet, box, &random);
  else if (sheet->prompt->layout == GESSO_SKETCH_LAYOUT_CHART_LINE)
    chart_lines (sheet, box, &random);
  else
    chart_bars (sheet, box, &random);
}

/* A scene, a reference or an ornament inside a box, on its own small canvas. */
static void
paint_picture (const GessoSketchSheet *sheet,
               GessoSketchBox          box,
               guint                   nth)
{
  g_autoptr (GessoSketchCanvas) inner = NULL;
  GessoSketchSheet inside = *sheet;
  GessoSketchCanvas *canvas = sheet->canvas;

  if (sheet->references != NULL && nth < sheet->references->len)
    {
      gesso_sketch_canvas_draw_image (canvas, g_ptr_array_index (sheet->references, nth), box,
                                      TRUE);
      return;
    }
  inner = gesso_sketch_canvas_new (MAX (1, (int) lrint (box.width)),
                                   MAX (1, (int) lrint (box.height)), canvas->scale);
  if (inner == NULL)
    return;
  inner->seed = canvas->seed + nth * 101;
  inner->detail = canvas->detail;
  inner->cancellable = canvas->cancellable;
  inside.canvas = inner;
  gesso_sketch_canvas_fill (inner, sheet->palette->surface);
  if (sheet->prompt->things->len > 0 || sheet->prompt->time != GESSO_SKETCH_TIME_NONE)
    gesso_sketch_scene_paint (inner, sheet->prompt, sheet->palette, 0);
  else
    gesso_sketch_ornament_paint (&inside, (GessoSketchBox){ 0, 0, inner->width, inner->height });
  cairo_save (canvas->cr);
  cairo_rectangle (canvas->cr, box.x, box.y, box.width, box.height);
  cairo_clip (canvas->cr);
  cairo_translate (canvas->cr, box.x, box.y);
  cairo_scale (canvas->cr, box.width / inner->px_width, box.height / inner->px_height);
  cairo_set_source_surface (canvas->cr, inner->surface, 0, 0);
  cairo_paint (canvas->cr);
  cairo_restore (canvas->cr);
}

/**
 * gesso_sketch_layout_storyboard:
 * @sheet: the drawing
 *
 * Frames in the proportions of film with a line for notes under each.
 */
void
gesso_sketch_layout_storyboard (const GessoSketchSheet *sheet)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  GessoSketchBox box = open_sheet (sheet);
  int columns = box.width > box.height * 1.2 ? 3 : box.width > box.height * 0.7 ? 2 : 1;
  double gap = canvas->unit * 3;
  double width = (box.width - gap * (columns - 1)) / columns;
  double height = width * 9 / 16;
  double pitch = height + canvas->unit * 8;
  int rows = MAX (1, (int) ((box.height + canvas->unit * 2) / pitch));
  double top = box.y + MAX (0, (box.height - rows * pitch + canvas->unit * 2) / 2);

  for (int i = 0; i < rows * columns && !gesso_sketch_canvas_is_cancelled (canvas); i++)
    {
      GessoSketchBox frame
          = { box.x + (i % columns) * (width + gap), top + (i / columns) * pitch, width, height };
      GessoSketchType type = small_type (canvas, 1.7, 700);
      const char *note
          = gesso_sketch_prompt_get_copy (sheet->prompt, GESSO_SKETCH_ROLE_BODY, (guint) i);
      g_autofree char *number = g_strdup_printf ("%d", i + 1);

      paint_picture (sheet, frame, (guint) i);
      gesso_sketch_canvas_path_box (canvas, frame, 0);
      gesso_sketch_canvas_set_color (canvas, sheet->palette->ink, 0.9);
      cairo_set_line_width (canvas->cr, canvas->unit * 0.22);
      cairo_stroke (canvas->cr);
      gesso_sketch_text_draw (canvas, number, &type,
                              (GessoSketchBox){ frame.x,
                                                frame.y + frame.height + canvas->unit * 0.9,
                                                canvas->unit * 4, canvas->unit * 2.6 },
                              sheet->palette->ink);
      if (note != NULL)
        {
          type.weight = 400;
          gesso_sketch_text_draw (canvas, note, &type,
                                  (GessoSketchBox){ frame.x + canvas->unit * 4,
                                                    frame.y + frame.height + canvas->unit * 0.9,
                                                    width - canvas->unit * 4, canvas->unit * 2.6 },
                                  sheet->palette->ink);
        }
      else
        {
          for (int k = 0; k < 2; k++)
            gesso_sketch_canvas_fill_box (canvas,
                                          (GessoSketchBox){
                                              frame.x + canvas->unit * 4,
                                              frame.y + frame.height + canvas->unit * (2 + 2 * k),
                                              width - canvas->unit * (k == 0 ? 4 : 10),
                                              canvas->unit * 0.16 },
                                          0, sheet->palette->ink, 0.35);
        }
    }
}

/* Shadow, frame and mount around one picture. */
static void
paint_frame (const GessoSketchSheet *sheet,
             GessoSketchBox          frame,
             double                  mount,
             guint                   nth)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  double edge = canvas->unit * 1.5;

  for (int k = 6; k > 0 && !canvas->transparent; k--)
    gesso_sketch_canvas_fill_box (canvas,
                                  (GessoSketchBox){ frame.x - canvas->unit * 0.3 * k,
                                                    frame.y + canvas->unit * (0.8 - 0.1 * k),
                                                    frame.width + canvas->unit * 0.6 * k,
                                                    frame.height + canvas->unit * 0.5 * k },
                                  canvas->unit * 0.6 * k, (GessoSketchColor){ 0, 0, 0 }, 0.035);
  gesso_sketch_canvas_fill_box (canvas, frame, canvas->unit * 0.2,
                                gesso_sketch_color_from_hex (0x2b2522), 1);
  frame = (GessoSketchBox){ frame.x + edge, frame.y + edge, frame.width - 2 * edge,
                            frame.height - 2 * edge };
  gesso_sketch_canvas_fill_box (canvas, frame, 0, gesso_sketch_color_from_hex (0xfaf8f3), 1);
  frame = (GessoSketchBox){ frame.x + mount, frame.y + mount, MAX (1, frame.width - 2 * mount),
                            MAX (1, frame.height - 2 * mount) };
  paint_picture (sheet, frame, nth);
}

/**
 * gesso_sketch_layout_frame:
 * @sheet: the drawing
 *
 * A picture with a mount and a frame on a wall, lit from above; several references hang side by
 * side.
 */
void
gesso_sketch_layout_frame (const GessoSketchSheet *sheet)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  double w = canvas->width;
  double h = canvas->height;
  guint n = sheet->references != NULL ? CLAMP (sheet->references->len, 1, 3) : 1;
  double wide = (w * 0.78 - (n - 1) * w * 0.05) / n;

  if (!canvas->transparent)
    {
      gesso_sketch_canvas_fill (canvas, sheet->prompt->has_ground ? sheet->palette->ground
                                                                  : sheet->palette->surface);
      gesso_sketch_canvas_glow (canvas, w / 2, 0, MAX (w, h) * 0.9,
                                gesso_sketch_color_from_hex (0xffffff), 0.25);
    }
  for (guint i = 0; i < n; i++)
    {
      double ratio = 0.75;
      double mount = canvas->unit * 4.5 / sqrt (n);
      GessoSketchBox frame;

      if (sheet->references != NULL && i < sheet->references->len)
        {
          GessoImage *image = g_ptr_array_index (sheet->references, i);

          ratio = (double) gesso_image_get_height (image) / gesso_image_get_width (image);
        }
      else
        {
          ratio = CLAMP (h / w, 0.6, 1.3);
        }
      frame.width = MIN (wide, h * 0.76 / ratio);
      frame.height = MIN (frame.width * ratio, h * 0.8);
      frame.x = w * 0.11 + i * (wide + w * 0.05) + (wide - frame.width) / 2;
      frame.y = (h - frame.height) / 2;
      paint_frame (sheet, frame, mount, i);
    }
  if (sheet->prompt->copies->len > 0)
    {
      GessoSketchType type = small_type (canvas, 2.6, 600);

      type.align = GESSO_SKETCH_ALIGN_CENTER;
      gesso_sketch_text_draw (
          canvas, ((GessoSketchCopy *) g_ptr_array_index (sheet->prompt->copies, 0))->text, &type,
          (GessoSketchBox){ w * 0.1, h * 0.92, w * 0.8, h * 0.05 },
          gesso_sketch_color_readable (
              sheet->palette->ink,
              gesso_sketch_canvas_sample (canvas,
                                          (GessoSketchBox){ w * 0.1, h * 0.92, w * 0.8, h * 0.05 },
                                          NULL),
              4.5));
    }
}
