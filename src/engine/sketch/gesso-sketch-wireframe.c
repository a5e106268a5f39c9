/* gesso-sketch-wireframe.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Wireframes: a web page, a phone screen or a dialog from the parts the prompt names, in greys with
 * one colour for what acts. Text that nobody gave is shown as bars. Any thread. */

#include "config.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-layout.h"
#include "engine/sketch/gesso-sketch-text.h"

typedef struct
{
  const GessoSketchSheet *sheet;
  GessoSketchCanvas *canvas;
  double u;
  GessoSketchColor paper;
  GessoSketchColor panel;
  GessoSketchColor line;
  GessoSketchColor bar;
  GessoSketchColor ink;
  GessoSketchColor act;
} Wire;

static void
fill (Wire             *self,
      GessoSketchBox    box,
      double            radius,
      GessoSketchColor  color)
{
  gesso_sketch_canvas_fill_box (self->canvas, box, radius, color, 1);
}

static void
outline (Wire           *self,
         GessoSketchBox  box,
         double          radius)
{
  cairo_new_path (self->canvas->cr);
  gesso_sketch_canvas_path_box (self->canvas, box, radius);
  gesso_sketch_canvas_set_color (self->canvas, self->line, 1);
  cairo_set_line_width (self->canvas->cr, self->u * 0.16);
  cairo_stroke (self->canvas->cr);
}

static void
bars (Wire           *self,
      GessoSketchBox  box,
      int             n)
{
  for (int i = 0; i < n; i++)
    fill (self,
          (GessoSketchBox){ box.x, box.y + i * self->u * 1.9,
                            box.width * (i == n - 1 ? 0.62 : 0.92 + 0.08 * (i % 2)),
                            self->u * 0.8 },
          self->u * 0.4, self->bar);
}

static void
picture (Wire           *self,
         GessoSketchBox  box,
         double          radius)
{
  cairo_t *cr = self->canvas->cr;
  double s = MIN (box.width, box.height);
  double x = box.x + box.width / 2;
  double y = box.y + box.height / 2;

  cairo_save (cr);
  gesso_sketch_canvas_path_box (self->canvas, box, radius);
  cairo_clip (cr);
  fill (self, box, 0, self->panel);
  gesso_sketch_canvas_path_circle (self->canvas, x - s * 0.14, y - s * 0.14, s * 0.06);
  cairo_move_to (cr, x - s * 0.3, y + s * 0.2);
  cairo_line_to (cr, x - s * 0.08, y - s * 0.04);
  cairo_line_to (cr, x + s * 0.03, y + s * 0.08);
  cairo_line_to (cr, x + s * 0.13, y - s * 0.06);
  cairo_line_to (cr, x + s * 0.3, y + s * 0.2);
  cairo_close_path (cr);
  gesso_sketch_canvas_set_color (self->canvas, self->line, 1);
  cairo_fill (cr);
  cairo_restore (cr);
}

static double
text (Wire                  *self,
      GessoSketchRole        role,
      guint                  nth,
      const GessoSketchType *type,
      GessoSketchBox         box,
      GessoSketchColor       color)
{
  const char *copy = gesso_sketch_prompt_get_copy (self->sheet->prompt, role, nth);

  if (copy != NULL)
    return gesso_sketch_text_draw (self->canvas, copy, type, box, color).height;

  box.width *= type->align == GESSO_SKETCH_ALIGN_CENTER ? 0.5 : 0.6;
  box.height = MIN (type->max_size * 0.62, box.height);
  fill (self, box, box.height * 0.25, role == GESSO_SKETCH_ROLE_HEADLINE ? self->ink : self->bar);
  return box.height;
}

static void
button (Wire           *self,
        GessoSketchBox  box,
        guint           nth,
        gboolean        suggested)
{
  GessoSketchType type = { .face = GESSO_SKETCH_FACE_SANS,
                           .weight = 600,
                           .align = GESSO_SKETCH_ALIGN_CENTER,
                           .valign = GESSO_SKETCH_ALIGN_CENTER,
                           .max_size = box.height * 0.4,
                           .min_size = box.height * 0.15,
                           .max_lines = 1 };
  GessoSketchColor on
      = suggested
            ? gesso_sketch_color_readable (gesso_sketch_color_from_hex (0xffffff), self->act, 4.5)
            : self->ink;
  const char *copy
      = gesso_sketch_prompt_get_copy (self->sheet->prompt, GESSO_SKETCH_ROLE_BUTTON, nth);

  fill (self, box, box.height * 0.24, suggested ? self->act : self->panel);
  if (copy != NULL)
    gesso_sketch_text_draw (self->canvas, copy, &type,
                            (GessoSketchBox){ box.x + box.height * 0.3, box.y,
                                              box.width - box.height * 0.6, box.height },
                            on);
  else
    gesso_sketch_canvas_fill_box (self->canvas,
                                  (GessoSketchBox){ box.x + box.width * 0.28,
                                                    box.y + box.height * 0.41, box.width * 0.44,
                                                    box.height * 0.18 },
                                  box.height * 0.09, on, 0.85);
}

static void
field (Wire           *self,
       GessoSketchBox  box)
{
  fill (self, (GessoSketchBox){ box.x, box.y - self->u * 1.5, box.width * 0.22, self->u * 0.7 },
        self->u * 0.35, self->bar);
  fill (self, box, self->u * 0.8, self->paper);
  outline (self, box, self->u * 0.8);
  fill (self,
        (GessoSketchBox){ box.x + self->u * 1.2, box.y + box.height / 2 - self->u * 0.35,
                          box.width * 0.34, self->u * 0.7 },
        self->u * 0.35, self->panel);
}

static void
card (Wire           *self,
      GessoSketchBox  box)
{
  fill (self, box, self->u * 1.2, self->paper);
  picture (self, (GessoSketchBox){ box.x, box.y, box.width, box.height * 0.55 }, self->u * 1.2);
  outline (self, box, self->u * 1.2);
  fill (self,
        (GessoSketchBox){ box.x + self->u * 1.4, box.y + box.height * 0.55 + self->u * 1.8,
                          box.width * 0.5, self->u * 1.1 },
        self->u * 0.4, self->ink);
  if (box.height * 0.45 > self->u * 7)
    bars (self,
          (GessoSketchBox){ box.x + self->u * 1.4, box.y + box.height * 0.55 + self->u * 4.2,
                            box.width - self->u * 2.8, 0 },
          2);
}

static void
rows (Wire           *self,
      GessoSketchBox  box,
      gboolean        table)
{
  double pitch = self->u * (table ? 4.2 : 6.6);
  int n = (int) (box.height / pitch);

  for (int i = 0; i < n; i++)
    {
      double y = box.y + i * pitch;

      if (table)
        for (int k = 0; k < 4; k++)
          fill (self,
                (GessoSketchBox){ box.x + box.width * k / 4, y + pitch * 0.36,
                                  box.width * (0.1 + 0.06 * ((i + k) % 3)),
                                  self->u * (i == 0 ? 1.0 : 0.75) },
                self->u * 0.3, i == 0 ? self->ink : self->bar);
      else
        {
          gesso_sketch_canvas_path_circle (self->canvas, box.x + pitch * 0.4, y + pitch * 0.5,
                                           pitch * 0.28);
          gesso_sketch_canvas_set_color (self->canvas, i == 0 ? self->act : self->panel, 1);
          cairo_fill (self->canvas->cr);
          fill (self,
                (GessoSketchBox){ box.x + pitch, y + pitch * 0.3, box.width * 0.32,
                                  self->u * 0.95 },
                self->u * 0.4, self->ink);
          fill (self,
                (GessoSketchBox){ box.x + pitch, y + pitch * 0.58, box.width * 0.55,
                                  self->u * 0.75 },
                self->u * 0.35, self->bar);
        }
      fill (self, (GessoSketchBox){ box.x, y + pitch - self->u * 0.1, box.width, self->u * 0.14 },
            0, self->panel);
    }
}

static void
stats (Wire           *self,
       GessoSketchBox  box)
{
  static const double values[] = { 0.4, 0.55, 0.46, 0.7, 0.62, 0.88, 0.78, 0.95, 0.6, 0.72 };

  fill (self, box, self->u * 1.2, self->paper);
  outline (self, box, self->u * 1.2);
  for (int i = 0; i < 10; i++)
    {
      double h = (box.height - self->u * 5) * values[i];

      fill (self,
            (GessoSketchBox){ box.x + self->u * 2 + (box.width - self->u * 4) * (i + 0.18) / 10,
                              box.y + box.height - self->u * 2 - h,
                              (box.width - self->u * 4) * 0.064, h },
            self->u * 0.3, i == 7 ? self->act : self->bar);
    }
}

static void
content (Wire           *self,
         GessoSketchBox  box)
{
  guint parts = self->sheet->prompt->parts;
  double y = box.y;
  double gap = self->u * 3;
  double bottom = box.y + box.height;

  if ((parts & GESSO_SKETCH_PART_CHART) != 0)
    {
      double h = MIN (self->u * 24, (bottom - y) * 0.5);

      stats (self, (GessoSketchBox){ box.x, y, box.width, h });
      y += h + gap;
    }
  if ((parts & GESSO_SKETCH_PART_FORM) != 0)
    {
      for (int i = 0; i < 3 && y + self->u * 8 < bottom; i++, y += self->u * 7.4)
        field (self, (GessoSketchBox){ box.x, y + self->u * 1.8, MIN (box.width, self->u * 60),
                                       self->u * 4.2 });
      button (self,
              (GessoSketchBox){ box.x, y + self->u * 0.6, MIN (box.width, self->u * 22),
                                self->u * 4.4 },
              0, TRUE);
      y += self->u * 5 + gap;
    }
  if ((parts & (GESSO_SKETCH_PART_LIST | GESSO_SKETCH_PART_TABLE)) != 0)
    {
      rows (self, (GessoSketchBox){ box.x, y, box.width, bottom - y },
            (parts & GESSO_SKETCH_PART_TABLE) != 0);
      return;
    }
  if (y + self->u * 10 < bottom)
    {
      gboolean gallery = (parts & GESSO_SKETCH_PART_GALLERY) != 0;
      int columns = MAX (1, (int) lrint (box.width / (self->u * (gallery ? 20 : 28))));
      double width = (box.width - gap * (columns - 1)) / columns;
      double height = gallery ? width * 0.75 : MIN (width * 0.95, MAX (bottom - y, self->u * 12));
      int lines = MAX (1, (int) ((bottom - y + gap) / (height + gap)));

      for (int i = 0; i < columns * lines; i++)
        {
          GessoSketchBox cell
              = { box.x + (i % columns) * (width + gap), y + (i / columns) * (height + gap), width,
                  MIN (height, bottom - y) };

          if (gallery)
            picture (self, cell, self->u);
          else
            card (self, cell);
        }
    }
}

static void
web_header (Wire   *self,
            double  m)
{
  double w = self->canvas->width;
  double u = self->u;

  fill (self, (GessoSketchBox){ 0, 0, w, u * 7 }, 0, self->paper);
  fill (self, (GessoSketchBox){ 0, u * 7, w, u * 0.15 }, 0, self->line);
  fill (self, (GessoSketchBox){ m, u * 2.3, u * 2.4, u * 2.4 }, u * 0.6, self->act);
  fill (self, (GessoSketchBox){ m + u * 3.4, u * 3.0, u * 8, u * 1.1 }, u * 0.4, self->ink);
  for (int i = 0; i < 3 && w > u * 80; i++)
    fill (self, (GessoSketchBox){ w - m - u * (36 - 8 * i), u * 3.1, u * 5, u * 0.85 }, u * 0.4,
          self->bar);
  button (self, (GessoSketchBox){ w - m - u * 11, u * 1.6, u * 11, u * 3.8 }, 1, FALSE);
  if ((self->sheet->prompt->parts & GESSO_SKETCH_PART_SEARCH) != 0)
    {
      GessoSketchBox search = { m + u * 15, u * 1.7, MAX (u * 14, w * 0.24), u * 3.6 };

      fill (self, search, u * 1.8, self->panel);
    }
}

static void
web_sidebar (Wire   *self,
             double  side)
{
  double h = self->canvas->height;
  double u = self->u;

  fill (self, (GessoSketchBox){ 0, u * 7.15, side, h }, 0, self->paper);
  fill (self, (GessoSketchBox){ side, u * 7.15, u * 0.15, h }, 0, self->line);
  for (int i = 0; i < 7; i++)
    {
      if (i == 1)
        fill (self, (GessoSketchBox){ u * 1.6, u * (10.2 + 4.6 * i), side - u * 3.2, u * 3.6 }, u,
              self->panel);
      fill (self, (GessoSketchBox){ u * 3, u * (11.2 + 4.6 * i), u * 1.6, u * 1.6 }, u * 0.4,
            i == 1 ? self->act : self->bar);
      fill (self,
            (GessoSketchBox){ u * 6, u * (11.5 + 4.6 * i), side * (0.3 + 0.12 * (i % 3)),
                              u * 0.95 },
            u * 0.4, i == 1 ? self->ink : self->bar);
    }
}

/* A tool: a side bar, and the title over tables and charts. */
static void
web_tool (Wire   *self,
          double  y)
{
  double w = self->canvas->width;
  double h = self->canvas->height;
  double u = self->u;
  double side = MIN (w * 0.24, u * 26);
  GessoSketchType title = { .face = GESSO_SKETCH_FACE_DISPLAY,
                            .weight = 800,
                            .max_size = u * 4,
                            .min_size = u * 2,
                            .leading = 1.08,
                            .max_lines = 3 };
  GessoSketchBox body = { side + u * 4, y + u * 1.5, w - side - u * 8, h };

  web_sidebar (self, side);
  y = body.y
      + text (self, GESSO_SKETCH_ROLE_HEADLINE, 0, &title,
              (GessoSketchBox){ body.x, body.y, body.width, u * 6 }, self->ink)
      + u * 3;
  content (self, (GessoSketchBox){ body.x, y, body.width, h - y - u * 4 });
}

/* The hero of a landing page; returns where it ends. */
static double
web_hero (Wire   *self,
          double  y,
          double  m)
{
  double w = self->canvas->width;
  double h = self->canvas->height;
  double u = self->u;
  GessoSketchType title = { .face = GESSO_SKETCH_FACE_DISPLAY,
                            .weight = 800,
                            .max_size = u * 6.5,
                            .min_size = u * 2,
                            .leading = 1.08,
                            .max_lines = 3 };
  GessoSketchType sub = { .face = GESSO_SKETCH_FACE_SANS,
                          .weight = 400,
                          .max_size = u * 2.2,
                          .min_size = u * 1.2,
                          .leading = 1.4,
                          .max_lines = 4 };
  gboolean wide = w > h * 0.95;
  double left = wide ? w * 0.48 - m : w - 2 * m;
  double hero = wide ? MIN (h * 0.46, u * 42) : MIN (h * 0.5, u * 62);
  double ty = y + (wide ? hero * 0.14 : u * 3);

  ty += text (self, GESSO_SKETCH_ROLE_HEADLINE, 0, &title,
              (GessoSketchBox){ m, ty, left, hero * (wide ? 0.42 : 0.26) }, self->ink)
        + u * 2;
  if (gesso_sketch_prompt_get_copy (self->sheet->prompt, GESSO_SKETCH_ROLE_SUBTITLE, 0) != NULL)
    ty += text (self, GESSO_SKETCH_ROLE_SUBTITLE, 0, &sub,
                (GessoSketchBox){ m, ty, left, hero * 0.2 }, self->ink)
          + u * 2.6;
  else
    {
      bars (self, (GessoSketchBox){ m, ty, left * 0.9, 0 }, 3);
      ty += u * 7.5;
    }
  button (self, (GessoSketchBox){ m, ty, u * 17, u * 5 }, 0, TRUE);
  if (wide)
    picture (self, (GessoSketchBox){ w * 0.53, y + u * 1.5, w * 0.47 - m, hero - u * 3 }, u * 1.4);
  else
    picture (self, (GessoSketchBox){ m, ty + u * 8, w - 2 * m, MAX (u * 6, y + hero - ty - u * 9) },
             u * 1.4);

  return y + hero + u * 2;
}

static void
web_page (Wire *self)
{
  guint parts = self->sheet->prompt->parts;
  gboolean tool
      = (parts & (GESSO_SKETCH_PART_SIDEBAR | GESSO_SKETCH_PART_TABLE | GESSO_SKETCH_PART_CHART))
            != 0
        && (parts & GESSO_SKETCH_PART_HERO) == 0;
  double w = self->canvas->width;
  double h = self->canvas->height;
  double u = self->u;
  double m = MIN (w, h) * 0.06;
  double y = u * 9;

  web_header (self, m);
  if (tool)
    {
      web_tool (self, y);
      return;
    }
  y = web_hero (self, y, m);
  content (self, (GessoSketchBox){ m, y, w - 2 * m, h - y - u * 5 });
}

static void
phone (Wire *self)
{
  double w = self->canvas->width;
  double h = self->canvas->height;
  double ph = MIN (h * 0.92, w * 0.92 * 2.05);
  double pw = ph / 2.05;
  GessoSketchBox body = { (w - pw) / 2, (h - ph) / 2, pw, ph };
  double k = pw / 46;
  GessoSketchType title = { .face = GESSO_SKETCH_FACE_DISPLAY,
                            .weight = 800,
                            .max_size = k * 4.2,
                            .min_size = k * 1.5,
                            .max_lines = 2,
                            .leading = 1.1 };
  GessoSketchBox screen;
  double y;

  if (!self->canvas->transparent)
    fill (self, (GessoSketchBox){ 0, 0, w, h }, 0, self->sheet->palette->surface);
  self->u = k;
  fill (self, body, k * 6, gesso_sketch_color_from_hex (0x1d1f24));
  screen = (GessoSketchBox){ body.x + k * 1.1, body.y + k * 1.1, pw - k * 2.2, ph - k * 2.2 };
  cairo_save (self->canvas->cr);
  gesso_sketch_canvas_path_box (self->canvas, screen, k * 5);
  cairo_clip (self->canvas->cr);
  fill (self, screen, 0, self->paper);
  fill (self, (GessoSketchBox){ w / 2 - k * 6, screen.y + k * 1.2, k * 12, k * 2.4 }, k * 1.2,
        gesso_sketch_color_from_hex (0x1d1f24));
  y = screen.y + k * 7;
  y += text (self, GESSO_SKETCH_ROLE_HEADLINE, 0, &title,
             (GessoSketchBox){ screen.x + k * 3, y, screen.width - k * 6, k * 10 }, self->ink)
       + k * 2.4;
  if ((self->sheet->prompt->parts & GESSO_SKETCH_PART_SEARCH) != 0)
    {
      fill (self, (GessoSketchBox){ screen.x + k * 3, y, screen.width - k * 6, k * 4.4 }, k * 2.2,
            self->panel);
      y += k * 7;
    }
  content (self, (GessoSketchBox){ screen.x + k * 3, y, screen.width - k * 6,
                                   screen.y + screen.height - y - k * 17 });
  button (self,
          (GessoSketchBox){ screen.x + k * 3, screen.y + screen.height - k * 15,
                            screen.width - k * 6, k * 5.4 },
          0, TRUE);
  fill (self,
        (GessoSketchBox){ screen.x, screen.y + screen.height - k * 7.5, screen.width, k * 0.16 }, 0,
        self->line);
  for (int i = 0; i < 4; i++)
    fill (self,
          (GessoSketchBox){ screen.x + screen.width * (i + 0.5) / 4 - k * 1.2,
                            screen.y + screen.height - k * 5.6, k * 2.4, k * 2.4 },
          k * 0.7, i == 0 ? self->act : self->bar);
  cairo_restore (self->canvas->cr);
}

static void
dialog (Wire *self)
{
  double w = self->canvas->width;
  double h = self->canvas->height;
  double dw = MIN (w * 0.8, MAX (h * 0.82, w * 0.42));
  gboolean form = (self->sheet->prompt->parts & GESSO_SKETCH_PART_FORM) != 0;
  double k = MIN (dw / 52, h * 0.8 / (form ? 50 : 34));
  double dh = k * (form ? 48 : 31);
  GessoSketchBox box;
  GessoSketchType title = { .face = GESSO_SKETCH_FACE_DISPLAY,
                            .weight = 800,
                            .align = GESSO_SKETCH_ALIGN_CENTER,
                            .max_size = k * 3.6,
                            .min_size = k * 1.4,
                            .max_lines = 2,
                            .leading = 1.15 };
  GessoSketchType sub = { .face = GESSO_SKETCH_FACE_SANS,
                          .weight = 400,
                          .align = GESSO_SKETCH_ALIGN_CENTER,
                          .max_size = k * 1.9,
                          .min_size = k,
                          .leading = 1.35,
                          .max_lines = 4 };
  double y;

  dw = k * 52;
  box = (GessoSketchBox){ (w - dw) / 2, (h - dh) / 2, dw, dh };
  self->u = k;
  if (!self->canvas->transparent)
    fill (self, (GessoSketchBox){ 0, 0, w, h }, 0, self->sheet->palette->surface);
  for (int i = 8; i > 0; i--)
    gesso_sketch_canvas_fill_box (self->canvas,
                                  (GessoSketchBox){
                                      box.x - k * 0.3 * i, box.y + k * (0.9 - 0.1 * i),
                                      box.width + k * 0.6 * i, box.height + k * 0.5 * i },
                                  k * (2 + 0.4 * i), (GessoSketchColor){ 0, 0, 0 }, 0.022);
  fill (self, box, k * 2.2, self->paper);
  y = box.y + k * 4.5;
  y += text (self, GESSO_SKETCH_ROLE_HEADLINE, 0, &title,
             (GessoSketchBox){ box.x + k * 4, y, dw - k * 8, k * 9 }, self->ink)
       + k * 2;
  if (gesso_sketch_prompt_get_copy (self->sheet->prompt, GESSO_SKETCH_ROLE_SUBTITLE, 0) != NULL)
    y += text (self, GESSO_SKETCH_ROLE_SUBTITLE, 0, &sub,
               (GessoSketchBox){ box.x + k * 5, y, dw - k * 10, k * 8 }, self->ink)
         + k * 2;
  else if (!form)
    bars (self, (GessoSketchBox){ box.x + k * 8, y, dw - k * 16, 0 }, 3);
  if (form)
    for (int i = 0; i < 3; i++)
      field (self, (GessoSketchBox){ box.x + k * 5, y + k * (2 + 8 * i), dw - k * 10, k * 4.6 });
  button (self, (GessoSketchBox){ box.x + k * 5, box.y + dh - k * 9, (dw - k * 12) / 2, k * 5 }, 1,
          FALSE);
  button (self,
          (GessoSketchBox){ box.x + dw / 2 + k, box.y + dh - k * 9, (dw - k * 12) / 2, k * 5 }, 0,
          TRUE);
}

/**
 * gesso_sketch_layout_wireframe:
 * @sheet: the drawing
 */
void
gesso_sketch_layout_wireframe (const GessoSketchSheet *sheet)
{
  gboolean dark = (sheet->prompt->style & GESSO_SKETCH_STYLE_DARK) != 0;
  Wire self = { .sheet = sheet, .canvas = sheet->canvas, .u = sheet->canvas->unit };

  self.paper = gesso_sketch_color_from_hex (dark ? 0x1f2126 : 0xffffff);
  self.panel = gesso_sketch_color_from_hex (dark ? 0x2f323a : 0xe9ebef);
  self.line = gesso_sketch_color_from_hex (dark ? 0x464a54 : 0xcfd3da);
  self.bar = gesso_sketch_color_from_hex (dark ? 0x5b606c : 0xc4c9d1);
  self.ink = gesso_sketch_color_from_hex (dark ? 0xe8eaee : 0x2b2f37);
  self.act
      = sheet->palette->chosen ? sheet->palette->primary : gesso_sketch_color_from_hex (0x2f6fdb);
  if (!sheet->canvas->transparent)
    gesso_sketch_canvas_fill (sheet->canvas,
                              gesso_sketch_color_from_hex (dark ? 0x17191d : 0xf6f7f9));
  switch (sheet->prompt->layout)
    {
    case GESSO_SKETCH_LAYOUT_MOBILE:
      phone (&self);
      break;
    case GESSO_SKETCH_LAYOUT_DIALOG:
      dialog (&self);
      break;
    default:
      web_page (&self);
      break;
    }
}
