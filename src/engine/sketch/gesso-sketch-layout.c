/* gesso-sketch-layout.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Layouts with set text: poster, banner, card, social post and cover, and the sticker. The sheet is
 * parted into a text area and an art area by its proportions; the text is stacked on a modular
 * scale inside margins of a fixed share of the shorter side. Right-to-left headlines turn the
 * sheet around. Any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-layout.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-backdrop.h"
#include "engine/sketch/gesso-sketch-random.h"
#include "engine/sketch/gesso-sketch-scene.h"
#include "engine/sketch/gesso-sketch-text.h"

#define MAX_BLOCKS 12

typedef struct
{
  const GessoSketchSheet *sheet;
  GessoSketchCanvas *canvas;
  GessoSketchRandom random;
  double margin;
  gboolean wide;
  gboolean rtl;
  gboolean over_picture;
  GessoSketchColor picture_ink; /* text over a picture has one colour */
  GessoSketchAlign align;
} Layout;

typedef struct
{
  GessoSketchTextBlock *text;
  GessoSketchRole role;
  double gap; /* above */
} Block;

static GessoSketchFace
headline_face (const GessoSketchPrompt *prompt)
{
  if ((prompt->style & GESSO_SKETCH_STYLE_ELEGANT) != 0)
    return GESSO_SKETCH_FACE_SERIF;
  if ((prompt->style & GESSO_SKETCH_STYLE_MONO) != 0)
    return GESSO_SKETCH_FACE_MONO;
  if ((prompt->style & GESSO_SKETCH_STYLE_PLAYFUL) != 0)
    return GESSO_SKETCH_FACE_GEOMETRIC;

  return GESSO_SKETCH_FACE_DISPLAY;
}

static GessoSketchType
role_type (Layout          *self,
           GessoSketchRole  role,
           double           headline)
{
  const GessoSketchPrompt *prompt = self->sheet->prompt;
  double u = self->canvas->unit;
  gboolean serif = (prompt->style & GESSO_SKETCH_STYLE_ELEGANT) != 0;
  GessoSketchType type = { .face = GESSO_SKETCH_FACE_SANS, .weight = 400, .align = self->align };

  switch (role)
    {
    case GESSO_SKETCH_ROLE_HEADLINE:
      type.face = headline_face (prompt);
      type.weight = serif ? 500 : (prompt->style & GESSO_SKETCH_STYLE_MINIMAL) != 0 ? 600 : 800;
      type.max_size = u
                      * (prompt->layout == GESSO_SKETCH_LAYOUT_CARD
                             ? (serif || prompt->copies->len <= 2 ? 14 : 10.5)
                         : (prompt->style & GESSO_SKETCH_STYLE_MINIMAL) != 0 ? 9
                                                                             : 17);
      type.min_size = u * 2.4;
      type.leading = 1.04;
      type.tracking = serif ? 0 : -0.015;
      type.max_lines = 6;
      break;
    case GESSO_SKETCH_ROLE_SUBTITLE:
      type.face = serif ? GESSO_SKETCH_FACE_SERIF : GESSO_SKETCH_FACE_SANS;
      type.weight = serif ? 400 : 500;
      type.max_size = CLAMP (headline / 2.5, u * 3.3, u * 5);
      type.min_size = u * 1.5;
      type.leading = 1.25;
      break;
    case GESSO_SKETCH_ROLE_BUTTON:
      type.weight = 700;
      type.max_size = u * 3.5;
      type.min_size = u * 1.5;
      type.max_lines = 1;
      type.align = GESSO_SKETCH_ALIGN_START;
      break;
    case GESSO_SKETCH_ROLE_CAPTION:
      type.weight = 600;
      type.max_size = u * 2.7;
      type.min_size = u * 1.3;
      type.tracking = 0.02;
      break;
    case GESSO_SKETCH_ROLE_BODY:
    default:
      type.max_size = u * 2.6;
      type.min_size = u * 1.3;
      type.leading = 1.42;
      break;
    }

  return type;
}

static void
paint_button (Layout               *self,
              GessoSketchTextBlock *text)
{
  const GessoSketchPalette *palette = self->sheet->palette;
  double pad = text->size * 0.95;
  GessoSketchBox pill = { text->ink.x - pad, text->ink.y - text->size * 0.5,
                          text->ink.width + 2 * pad, text->ink.height + text->size };
  GessoSketchColor under = gesso_sketch_canvas_sample (self->canvas, pill, NULL);
  GessoSketchColor fill = palette->primary;

  if (gesso_sketch_color_contrast (fill, under) < 1.7)
    fill = gesso_sketch_color_contrast (palette->accent, under) >= 1.7
               ? palette->accent
               : gesso_sketch_color_readable (fill, under, 3);
  gesso_sketch_canvas_fill_box (self->canvas, pill,
                                (self->sheet->prompt->style & GESSO_SKETCH_STYLE_BOLD) != 0
                                    ? 0
                                    : pill.height / 2,
                                fill, 1);
  gesso_sketch_text_paint (text, self->canvas,
                           gesso_sketch_color_readable (gesso_sketch_color_luminance (fill) > 0.4
                                                            ? palette->ink
                                                            : gesso_sketch_color_from_hex (
                                                                0xffffff),
                                                        fill, 4.5));
}

static void
paint_block (Layout *self,
             Block  *block)
{
  const GessoSketchPrompt *prompt = self->sheet->prompt;
  const GessoSketchPalette *palette = self->sheet->palette;
  gboolean lesser
      = block->role == GESSO_SKETCH_ROLE_BODY || block->role == GESSO_SKETCH_ROLE_CAPTION;
  GessoSketchColor wish = prompt->has_text_color ? prompt->text_color
                          : lesser               ? palette->muted
                                                 : palette->ink;
  double ratio = block->role == GESSO_SKETCH_ROLE_HEADLINE ? 3 : 4.5;

  if (self->over_picture && !prompt->has_text_color)
    wish = self->picture_ink;
  if (block->role == GESSO_SKETCH_ROLE_BUTTON)
    paint_button (self, block->text);
  else if (self->canvas->transparent)
    gesso_sketch_text_paint (block->text, self->canvas,
                             prompt->has_text_color || !palette->chosen ? wish : palette->primary);
  else
    gesso_sketch_text_paint_readable (block->text, self->canvas, wish, ratio);
}

/* Fits the text of one role's block into what is left of the box. */
static void
fit_block (Layout          *self,
           Block           *block,
           const char      *text,
           GessoSketchRole  role,
           GessoSketchBox   area,
           double          *headline,
           gboolean         is_second)
{
  GessoSketchType type = role_type (self, role, *headline);
  double unit = self->canvas->unit;

  if (role == GESSO_SKETCH_ROLE_HEADLINE && is_second)
    type.max_size = *headline;
  if (role == GESSO_SKETCH_ROLE_BODY && !self->wide && self->align == GESSO_SKETCH_ALIGN_START)
    area.width = MIN (area.width, MAX (unit * 52, area.width * 0.72));
  block->text = gesso_sketch_text_fit (self->canvas, text, &type, area);
  block->role = role;
  block->gap = role == GESSO_SKETCH_ROLE_BUTTON ? block->text->size * 1.6
                                                : MAX (block->text->size * 0.7, unit * 1.4);
  if (role == GESSO_SKETCH_ROLE_HEADLINE)
    *headline = block->text->size;
}

/* All texts in their order of rank; returns how many, and how high they are together. */
static int
fit_blocks (Layout         *self,
            Block          *blocks,
            GessoSketchBox  box,
            double         *out_total)
{
  static const GessoSketchRole order[] = {
    GESSO_SKETCH_ROLE_HEADLINE, GESSO_SKETCH_ROLE_SUBTITLE, GESSO_SKETCH_ROLE_BODY,
    GESSO_SKETCH_ROLE_CAPTION,  GESSO_SKETCH_ROLE_BUTTON,
  };
  const GessoSketchPrompt *prompt = self->sheet->prompt;
  guint others = prompt->copies->len;
  double headline = self->canvas->unit * 5;
  double total = 0;
  int n = 0;

  for (guint r = 0; r < G_N_ELEMENTS (order); r++)
    {
      const char *text;

      for (guint k = 0;
           (text = gesso_sketch_prompt_get_copy (prompt, order[r], k)) != NULL && n < MAX_BLOCKS;
           k++, n++)
        {
          Block *block = &blocks[n];
          gboolean first = order[r] == GESSO_SKETCH_ROLE_HEADLINE && k == 0;
          double share = !first ? 0.5 : others > 3 ? 0.5 : others > 1 ? 0.62 : 1;
          double room = MAX ((box.height - total) * share, self->canvas->unit * 1.2);

          fit_block (self, block, text, order[r], (GessoSketchBox){ box.x, box.y, box.width, room },
                     &headline, k > 0);
          if (n == 0)
            block->gap = 0;
          total += block->gap + block->text->ink.height
                   + (order[r] == GESSO_SKETCH_ROLE_BUTTON ? block->text->size * 0.6 : 0);
        }
    }
  *out_total = total;

  return n;
}

/* Sets the texts one under the other inside @box. */
static void
stack (Layout           *self,
       GessoSketchBox    box,
       GessoSketchAlign  valign)
{
  Block blocks[MAX_BLOCKS];
  double total;
  int n = fit_blocks (self, blocks, box, &total);
  double y = box.y
             + (valign == GESSO_SKETCH_ALIGN_CENTER ? (box.height - total) / 2
                : valign == GESSO_SKETCH_ALIGN_END  ? box.height - total
                                                    : 0);

  for (int i = 0; i < n; i++)
    {
      Block *block = &blocks[i];
      GessoSketchBox *ink = &block->text->ink;

      y += block->gap;
      ink->y = y;
      if (block->role == GESSO_SKETCH_ROLE_BUTTON)
        {
          double pad = block->text->size * 0.95;

          ink->x = self->align == GESSO_SKETCH_ALIGN_CENTER ? box.x + (box.width - ink->width) / 2
                   : self->rtl                              ? box.x + box.width - ink->width - pad
                                                            : box.x + pad;
        }
      y += ink->height;
      if (!gesso_sketch_canvas_is_cancelled (self->canvas))
        paint_block (self, block);
      gesso_sketch_text_free (block->text);
    }
}

static gboolean
has_scene (const GessoSketchPrompt *prompt)
{
  return prompt->things->len > 0;
}

static gboolean
is_soft (GessoSketchBackdrop backdrop)
{
  return backdrop >= GESSO_SKETCH_BACKDROP_SOLID && backdrop <= GESSO_SKETCH_BACKDROP_PAPER;
}

/* The picture behind everything. Returns whether there is one. */
static gboolean
paint_full_picture (Layout *self,
                    double  free_top)
{
  const GessoSketchSheet *sheet = self->sheet;
  GessoSketchBox all = { 0, 0, self->canvas->width, self->canvas->height };

  if (sheet->references != NULL && sheet->references->len > 0)
    {
      gesso_sketch_canvas_draw_image (self->canvas, g_ptr_array_index (sheet->references, 0), all,
                                      TRUE);
      return TRUE;
    }
  if (has_scene (sheet->prompt))
    {
      gesso_sketch_scene_paint (self->canvas, sheet->prompt, sheet->palette, free_top);
      return TRUE;
    }
  if (is_soft (sheet->prompt->backdrop))
    {
      gesso_sketch_ground_paint (sheet, all, TRUE);
      return TRUE;
    }

  return FALSE;
}

/* Chooses dark or light text for the whole area and, where light text would not be readable on
 * middle tones, darkens the picture softly from that side. */
static void
prepare_picture (Layout         *self,
                 GessoSketchBox  box)
{
  GessoSketchBox low = { box.x, box.y + box.height / 2, box.width, box.height / 2 };
  GessoSketchColor under = gesso_sketch_canvas_sample (self->canvas, self->wide ? box : low, NULL);
  GessoSketchColor dark = gesso_sketch_color_shift (under, -0.45, 0.9, 0);
  double light = gesso_sketch_color_luminance (under);
  cairo_pattern_t *veil;

  self->picture_ink = gesso_sketch_color_from_hex (light > 0.42 ? 0x16181d : 0xffffff);
  if (light > 0.42 || light < 0.08)
    return;

  veil = self->wide
             ? cairo_pattern_create_linear (self->rtl ? self->canvas->width : 0, 0,
                                            self->rtl ? box.x * 0.3 : box.x + box.width * 1.35, 0)
             : cairo_pattern_create_linear (0, 0, 0, box.y + box.height * 1.35);
  gesso_sketch_canvas_add_stop (veil, 0, dark, 0.72);
  gesso_sketch_canvas_add_stop (veil, 0.5, dark, 0.58);
  gesso_sketch_canvas_add_stop (veil, 0.72, dark, 0.34);
  gesso_sketch_canvas_add_stop (veil, 0.88, dark, 0.1);
  gesso_sketch_canvas_add_stop (veil, 1, dark, 0);
  cairo_set_source (self->canvas->cr, veil);
  cairo_paint (self->canvas->cr);
  cairo_pattern_destroy (veil);
}

static void
layout_wide (Layout *self)
{
  double w = self->canvas->width;
  double h = self->canvas->height;
  double m = self->margin;
  double art = MIN (w * 0.42, h * 1.25);
  GessoSketchBox text = { m, m, w - art - m * 2.2, h - 2 * m };

  if (self->over_picture)
    text.width = w * 0.62 - m;
  else
    gesso_sketch_ornament_paint (self->sheet,
                                 (GessoSketchBox){ self->rtl ? 0 : w - art, 0, art, h });
  if (self->rtl)
    text.x = w - m - text.width;
  if (self->over_picture)
    prepare_picture (self, text);
  stack (self, text, GESSO_SKETCH_ALIGN_CENTER);
}

static void
layout_tall (Layout *self)
{
  double w = self->canvas->width;
  double h = self->canvas->height;
  double m = self->margin;
  int variant = gesso_sketch_random_int (&self->random, 2);

  if (self->over_picture)
    {
      prepare_picture (self, (GessoSketchBox){ m, m * 1.1, w - 2 * m, h * 0.34 });
      stack (self, (GessoSketchBox){ m, m * 1.1, w - 2 * m, h * 0.46 }, GESSO_SKETCH_ALIGN_START);
      return;
    }
  if (variant == 0)
    {
      gesso_sketch_ornament_paint (self->sheet, (GessoSketchBox){ 0, h * 0.52, w, h * 0.48 });
      stack (self, (GessoSketchBox){ m, m, w - 2 * m, h * 0.52 - m * 1.6 },
             GESSO_SKETCH_ALIGN_START);
    }
  else
    {
      gesso_sketch_ornament_paint (self->sheet, (GessoSketchBox){ 0, 0, w, h * 0.48 });
      stack (self, (GessoSketchBox){ m, h * 0.48 + m * 0.8, w - 2 * m, h * 0.52 - m * 1.8 },
             GESSO_SKETCH_ALIGN_END);
    }
}

static void
layout_framed (Layout *self)
{
  double w = self->canvas->width;
  double h = self->canvas->height;
  double m = self->margin * 0.55;
  double u = self->canvas->unit;
  const GessoSketchPalette *palette = self->sheet->palette;

  if (!self->canvas->transparent && !self->over_picture)
    {
      cairo_new_path (self->canvas->cr);
      gesso_sketch_canvas_path_box (self->canvas, (GessoSketchBox){ m, m, w - 2 * m, h - 2 * m },
                                    0);
      gesso_sketch_canvas_set_color (self->canvas, palette->primary, 1);
      cairo_set_line_width (self->canvas->cr, u * 0.22);
      cairo_stroke (self->canvas->cr);
      for (int i = 0; i < 2; i++)
        {
          double y = i == 0 ? h * 0.15 : h * 0.85;

          gesso_sketch_canvas_fill_box (self->canvas,
                                        (GessoSketchBox){ w / 2 - u * 9, y, u * 7, u * 0.14 }, 0,
                                        palette->primary, 1);
          gesso_sketch_canvas_fill_box (self->canvas,
                                        (GessoSketchBox){ w / 2 + u * 2, y, u * 7, u * 0.14 }, 0,
                                        palette->primary, 1);
          cairo_save (self->canvas->cr);
          cairo_translate (self->canvas->cr, w / 2, y + u * 0.07);
          cairo_rotate (self->canvas->cr, G_PI / 4);
          gesso_sketch_canvas_fill_box (self->canvas,
                                        (GessoSketchBox){ -u * 0.6, -u * 0.6, u * 1.2, u * 1.2 }, 0,
                                        palette->accent, 1);
          cairo_restore (self->canvas->cr);
        }
    }
  if (self->over_picture)
    prepare_picture (self,
                     (GessoSketchBox){ self->margin, h * 0.2, w - 2 * self->margin, h * 0.5 });
  stack (self, (GessoSketchBox){ self->margin * 1.3, h * 0.2, w - self->margin * 2.6, h * 0.6 },
         GESSO_SKETCH_ALIGN_CENTER);
}

static void
layout_card (Layout *self)
{
  double w = self->canvas->width;
  double h = self->canvas->height;
  double m = self->margin;
  double band = MIN (w, h) * (w > h ? 0.3 : 0.24);
  const GessoSketchPalette *palette = self->sheet->palette;

  if (!self->over_picture && !self->canvas->transparent)
    {
      GessoSketchBox art = w > h ? (GessoSketchBox){ self->rtl ? 0 : w - band, 0, band, h }
                                 : (GessoSketchBox){ 0, 0, w, band };

      gesso_sketch_canvas_fill_box (self->canvas, art, 0, palette->primary, 1);
      cairo_save (self->canvas->cr);
      cairo_rectangle (self->canvas->cr, art.x, art.y, art.width, art.height);
      cairo_clip (self->canvas->cr);
      for (int i = 0; i < 3; i++)
        {
          gesso_sketch_canvas_path_circle (self->canvas, art.x + (self->rtl ? 0 : art.width),
                                           art.y + art.height, band * (1.2 - 0.36 * i));
          gesso_sketch_canvas_set_color (self->canvas,
                                         i == 1   ? palette->accent
                                         : i == 0 ? palette->secondary
                                                  : palette->primary,
                                         1);
          cairo_fill (self->canvas->cr);
        }
      cairo_restore (self->canvas->cr);
    }
  if (self->over_picture)
    prepare_picture (self, (GessoSketchBox){ m, h * 0.4, w * 0.7, h * 0.5 });
  stack (self,
         w > h ? (GessoSketchBox){ self->rtl ? band + m : m, m, w - band - 2 * m, h - 2 * m }
               : (GessoSketchBox){ m, band + m, w - 2 * m, h - band - 2 * m },
         GESSO_SKETCH_ALIGN_END);
}

/**
 * gesso_sketch_layout_type:
 * @sheet: the drawing
 *
 * Sets the quoted texts as a poster, banner, card, post or cover, over whatever ground, scene or
 * picture was asked for.
 */
void
gesso_sketch_layout_type (const GessoSketchSheet *sheet)
{
  const GessoSketchPrompt *prompt = sheet->prompt;
  Layout self = { .sheet = sheet, .canvas = sheet->canvas };
  gboolean framed = (prompt->style & (GESSO_SKETCH_STYLE_ELEGANT | GESSO_SKETCH_STYLE_MINIMAL)) != 0
                    || prompt->centered;

  gesso_sketch_random_init (&self.random, sheet->canvas->seed, "layout");
  self.margin = MIN (sheet->canvas->width, sheet->canvas->height) * 0.085;
  self.wide = sheet->canvas->width > sheet->canvas->height * 1.25;
  self.rtl = gesso_sketch_prompt_is_rtl (prompt);
  self.align = framed ? GESSO_SKETCH_ALIGN_CENTER : GESSO_SKETCH_ALIGN_START;
  if (!sheet->canvas->transparent)
    gesso_sketch_canvas_fill (sheet->canvas, sheet->palette->ground);
  if (!sheet->canvas->transparent || has_scene (prompt))
    self.over_picture
        = paint_full_picture (&self, prompt->copies->len > 0 ? (self.wide ? 0.3 : 0.36) : 0);
  if (gesso_sketch_canvas_is_cancelled (sheet->canvas))
    return;

  if (prompt->copies->len == 0 && !sheet->canvas->transparent && !self.over_picture
      && prompt->layout != GESSO_SKETCH_LAYOUT_CARD)
    {
      /* Nothing is to be set: the shapes take the whole sheet. */
      gesso_sketch_ornament_paint (sheet, (GessoSketchBox){ 0, 0, sheet->canvas->width,
                                                            sheet->canvas->height });
      return;
    }
  if (sheet->canvas->transparent)
    {
      self.align = GESSO_SKETCH_ALIGN_CENTER;
      stack (&self,
             (GessoSketchBox){ self.margin, self.margin, sheet->canvas->width - 2 * self.margin,
                               sheet->canvas->height - 2 * self.margin },
             GESSO_SKETCH_ALIGN_CENTER);
    }
  else if (prompt->layout == GESSO_SKETCH_LAYOUT_CARD && !framed)
    layout_card (&self);
  else if (framed && prompt->backdrop <= GESSO_SKETCH_BACKDROP_PAPER)
    layout_framed (&self);
  else if (self.wide)
    layout_wide (&self);
  else
    layout_tall (&self);
}

static void
paint_sticker_picture (const GessoSketchSheet *sheet,
                       double                  r)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  g_autoptr (GessoSketchCanvas) inner
      = gesso_sketch_canvas_new ((int) lrint (2 * r), (int) lrint (2 * r), canvas->scale);
  GessoSketchSheet inside = *sheet;

  if (inner == NULL)
    return;

  inner->seed = canvas->seed;
  inner->detail = canvas->detail;
  inner->cancellable = canvas->cancellable;
  inside.canvas = inner;
  gesso_sketch_canvas_fill (inner, sheet->palette->ground);
  if (has_scene (sheet->prompt))
    gesso_sketch_scene_paint (inner, sheet->prompt, sheet->palette, 0);
  else
    gesso_sketch_ornament_paint (&inside, (GessoSketchBox){ 0, 0, inner->width, inner->height });

  cairo_save (canvas->cr);
  gesso_sketch_canvas_path_circle (canvas, canvas->width / 2, canvas->height / 2, r);
  cairo_clip (canvas->cr);
  cairo_translate (canvas->cr, canvas->width / 2 - r, canvas->height / 2 - r);
  cairo_scale (canvas->cr, inner->width / inner->px_width, inner->height / inner->px_height);
  cairo_set_source_surface (canvas->cr, inner->surface, 0, 0);
  cairo_paint (canvas->cr);
  cairo_restore (canvas->cr);
}

static void
paint_sticker_ribbon (const GessoSketchSheet *sheet,
                      const char             *text,
                      double                  r,
                      double                  edge)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  GessoSketchType type = { .face = GESSO_SKETCH_FACE_DISPLAY,
                           .weight = 800,
                           .align = GESSO_SKETCH_ALIGN_CENTER,
                           .valign = GESSO_SKETCH_ALIGN_CENTER,
                           .max_size = r * 0.22,
                           .min_size = r * 0.06,
                           .max_lines = 1 };
  GessoSketchBox ribbon
      = { canvas->width / 2 - r * 0.94, canvas->height / 2 + r * 0.4, r * 1.88, r * 0.34 };
  const GessoSketchColor white = { 1, 1, 1 };

  gesso_sketch_canvas_fill_box (canvas, ribbon, ribbon.height * 0.16, white, 1);
  ribbon = (GessoSketchBox){ ribbon.x + edge * 0.5, ribbon.y + edge * 0.5, ribbon.width - edge,
                             ribbon.height - edge };
  gesso_sketch_canvas_fill_box (canvas, ribbon, ribbon.height * 0.12, sheet->palette->primary, 1);
  ribbon.x += edge;
  ribbon.width -= 2 * edge;
  gesso_sketch_text_draw (canvas, text, &type, ribbon,
                          gesso_sketch_color_readable (white, sheet->palette->primary, 3));
}

/**
 * gesso_sketch_layout_sticker:
 * @sheet: the drawing
 *
 * A round badge with a white cut edge: the scene, or an ornament, with the headline below it.
 */
void
gesso_sketch_layout_sticker (const GessoSketchSheet *sheet)
{
  GessoSketchCanvas *canvas = sheet->canvas;
  const char *text = gesso_sketch_prompt_get_copy (sheet->prompt, GESSO_SKETCH_ROLE_HEADLINE, 0);
  double w = canvas->width;
  double h = canvas->height;
  double r = MIN (w, h) * 0.44;
  double edge = r * 0.075;
  gboolean was = canvas->transparent;

  if (!was)
    gesso_sketch_canvas_fill (canvas, sheet->palette->surface);
  for (int i = 0; i < 6 && !was; i++)
    {
      gesso_sketch_canvas_path_circle (canvas, w / 2, h / 2 + r * 0.02, r + r * 0.008 * i);
      gesso_sketch_canvas_set_color (canvas, (GessoSketchColor){ 0, 0, 0 }, 0.03);
      cairo_fill (canvas->cr);
    }
  gesso_sketch_canvas_path_circle (canvas, w / 2, h / 2, r);
  gesso_sketch_canvas_set_color (canvas, (GessoSketchColor){ 1, 1, 1 }, 1);
  cairo_fill (canvas->cr);
  paint_sticker_picture (sheet, r - edge);
  if (text != NULL)
    paint_sticker_ribbon (sheet, text, r, edge);
}
