/* gesso-sketch-text.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Setting type. A text is fitted into its box by trying sizes, wrapped at words and only in need
 * inside them, shaped by Pango in whatever scripts it has, and painted as it is or, over a picture,
 * with a colour that is readable there; a soft plate is laid under it only where no colour is.
 * Glyphs that no installed font has are counted per script in the canvas. Any thread, since each
 * canvas has its own font map. */

#include "config.h"

#include "engine/sketch/gesso-sketch-text.h"

#include <math.h>
#include <string.h>

/* Nobody reads more than this in a picture, and shaping time grows with it. */
#define MAX_TEXT_CHARS 3000

static const char *
face_families (GessoSketchFace face)
{
  switch (face)
    {
    case GESSO_SKETCH_FACE_SERIF:
      return "Noto Serif Display, P052, Noto Serif, DejaVu Serif, Serif";
    case GESSO_SKETCH_FACE_GEOMETRIC:
      return "URW Gothic, Cantarell, Noto Sans, DejaVu Sans, Sans";
    case GESSO_SKETCH_FACE_MONO:
      return "Noto Sans Mono, DejaVu Sans Mono, Nimbus Mono PS, Monospace";
    case GESSO_SKETCH_FACE_DISPLAY:
      return "Cantarell, Noto Sans Display, Noto Sans, DejaVu Sans, Sans";
    case GESSO_SKETCH_FACE_SANS:
    default:
      return "Cantarell, Noto Sans, DejaVu Sans, Sans";
    }
}

/* Scripts without case hang from a line or stack marks; tight leading would let them collide. */
static gboolean
needs_room (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));

      if (script != G_UNICODE_SCRIPT_LATIN && script != G_UNICODE_SCRIPT_GREEK
          && script != G_UNICODE_SCRIPT_CYRILLIC && script != G_UNICODE_SCRIPT_COMMON
          && script != G_UNICODE_SCRIPT_INHERITED && script != G_UNICODE_SCRIPT_HAN
          && script != G_UNICODE_SCRIPT_HIRAGANA && script != G_UNICODE_SCRIPT_KATAKANA
          && script != G_UNICODE_SCRIPT_HANGUL && script != G_UNICODE_SCRIPT_HEBREW)
        return TRUE;
    }

  return FALSE;
}

static PangoLayout *
make_layout (GessoSketchCanvas     *canvas,
             const char            *text,
             const GessoSketchType *type)
{
  PangoContext *context = pango_font_map_create_context (canvas->font_map);
  cairo_font_options_t *options = cairo_font_options_create ();
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  PangoLayout *layout;

  /* Unhinted, so that a preview and the finished picture break lines alike. */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);

  if (g_utf8_strlen (valid, -1) > MAX_TEXT_CHARS)
    *g_utf8_offset_to_pointer (valid, MAX_TEXT_CHARS) = '\0';
  layout = pango_layout_new (context);
  g_object_unref (context);
  pango_layout_set_text (layout, valid, -1);
  pango_layout_set_alignment (layout, type->align == GESSO_SKETCH_ALIGN_CENTER ? PANGO_ALIGN_CENTER
                                      : type->align == GESSO_SKETCH_ALIGN_END  ? PANGO_ALIGN_RIGHT
                                                                               : PANGO_ALIGN_LEFT);

  return layout;
}

static void
set_size (PangoLayout           *layout,
          const GessoSketchType *type,
          double                 size,
          double                 width)
{
  PangoFontDescription *font = pango_font_description_from_string (face_families (type->face));
  const char *text = pango_layout_get_text (layout);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, (PangoWeight) type->weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) lrint (width * PANGO_SCALE));
  if (type->tracking != 0)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (
                                              (int) lrint (type->tracking * size * PANGO_SCALE)));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  if (type->leading > 0 && !needs_room (text))
    pango_layout_set_line_spacing (layout, (float) (type->leading / 1.36));
}

static gboolean
fits (PangoLayout           *layout,
      const GessoSketchType *type,
      double                 size,
      GessoSketchBox         box)
{
  PangoRectangle ink;
  PangoRectangle logical;

  set_size (layout, type, size, box.width);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  if (type->max_lines > 0 && pango_layout_get_line_count (layout) > type->max_lines)
    return FALSE;
  pango_layout_get_extents (layout, &ink, &logical);

  return ink.width <= box.width * PANGO_SCALE && logical.width <= box.width * PANGO_SCALE * 1.001
         && MAX (logical.height, ink.height) <= box.height * PANGO_SCALE;
}

/* Narrows the lines as far as their number allows, so that the last is not a lonely word. */
static void
balance (PangoLayout *layout,
         double       width)
{
  int lines = pango_layout_get_line_count (layout);
  double low = width * 0.45;
  double high = width;

  if (lines < 2 || lines > 5)
    return;
  for (int i = 0; i < 7; i++)
    {
      double middle = (low + high) / 2;
      PangoRectangle logical;

      pango_layout_set_width (layout, (int) (middle * PANGO_SCALE));
      pango_layout_get_extents (layout, NULL, &logical);
      if (pango_layout_get_line_count (layout) == lines && logical.width <= middle * PANGO_SCALE)
        high = middle;
      else
        low = middle;
    }
  pango_layout_set_width (layout, (int) (high * PANGO_SCALE));
}

static const char *
script_name (GUnicodeScript script)
{
  static const struct
  {
    GUnicodeScript script;
    const char *name;
  } names[] = {
    { G_UNICODE_SCRIPT_HAN, "Chinese characters" },
    { G_UNICODE_SCRIPT_HIRAGANA, "Hiragana" },
    { G_UNICODE_SCRIPT_KATAKANA, "Katakana" },
    { G_UNICODE_SCRIPT_HANGUL, "Hangul" },
    { G_UNICODE_SCRIPT_ARABIC, "Arabic" },
    { G_UNICODE_SCRIPT_HEBREW, "Hebrew" },
    { G_UNICODE_SCRIPT_DEVANAGARI, "Devanagari" },
    { G_UNICODE_SCRIPT_BENGALI, "Bengali" },
    { G_UNICODE_SCRIPT_THAI, "Thai" },
    { G_UNICODE_SCRIPT_TAMIL, "Tamil" },
    { G_UNICODE_SCRIPT_CYRILLIC, "Cyrillic" },
    { G_UNICODE_SCRIPT_GREEK, "Greek" },
    { G_UNICODE_SCRIPT_COMMON, "symbols or emoji" },
    { G_UNICODE_SCRIPT_UNKNOWN, "characters unknown to Unicode" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].script == script)
      return names[i].name;

  return "some of its characters";
}

static void
count_missing (GessoSketchCanvas *canvas,
               PangoLayout       *layout)
{
  PangoLayoutIter *iter;

  if (pango_layout_get_unknown_glyphs_count (layout) == 0)
    return;

  iter = pango_layout_get_iter (layout);
  do
    {
      PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);

      for (int i = 0; run != NULL && i < run->glyphs->num_glyphs; i++)
        {
          PangoGlyph glyph = run->glyphs->glyphs[i].glyph;

          if (glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0)
            g_hash_table_add (canvas->missing, (gpointer) script_name (g_unichar_get_script (
                                                   glyph & ~PANGO_GLYPH_UNKNOWN_FLAG)));
        }
    }
  while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
}

static void
place (GessoSketchTextBlock  *self,
       const GessoSketchType *type,
       GessoSketchBox         box)
{
  PangoRectangle logical;
  gboolean end = type->align == GESSO_SKETCH_ALIGN_END;
  double slack;

  pango_layout_get_extents (self->layout, NULL, &logical);
  self->ink.width = (double) logical.width / PANGO_SCALE;
  self->ink.height = (double) logical.height / PANGO_SCALE;
  if (type->align == GESSO_SKETCH_ALIGN_START
      && pango_layout_get_direction (self->layout, 0) == PANGO_DIRECTION_RTL)
    end = TRUE;
  slack = box.width - self->ink.width;
  self->ink.x = box.x + (type->align == GESSO_SKETCH_ALIGN_CENTER ? slack / 2 : end ? slack : 0);
  slack = box.height - self->ink.height;
  self->ink.y = box.y
                + (type->valign == GESSO_SKETCH_ALIGN_CENTER ? slack / 2
                   : type->valign == GESSO_SKETCH_ALIGN_END  ? slack
                                                             : 0);
}

/**
 * gesso_sketch_text_fit:
 * @canvas: where it will be drawn
 * @text: UTF-8; broken parts are replaced
 * @type: how
 * @box: the room there is
 *
 * Chooses the largest size between the two of @type at which the text stays in the box; where even
 * the smallest is too large, breaks inside words, then shrinks on, and at last shortens with an
 * ellipsis.
 *
 * Returns: (transfer full): the fitted text
 */
GessoSketchTextBlock *
gesso_sketch_text_fit (GessoSketchCanvas     *canvas,
                       const char            *text,
                       const GessoSketchType *type,
                       GessoSketchBox         box)
{
  GessoSketchTextBlock *self = g_new0 (GessoSketchTextBlock, 1);
  double low = MAX (type->min_size, 1);
  double high = MAX (type->max_size, low);

  box.width = MAX (box.width, 1);
  box.height = MAX (box.height, 1);
  self->layout = make_layout (canvas, text, type);
  self->complete = TRUE;

  if (fits (self->layout, type, high, box))
    {
      low = high;
    }
  else if (fits (self->layout, type, low, box))
    {
      for (int i = 0; i < 9 && !gesso_sketch_canvas_is_cancelled (canvas); i++)
        {
          double middle = sqrt (low * high);

          if (fits (self->layout, type, middle, box))
            low = middle;
          else
            high = middle;
        }
    }
  else
    {
      low = CLAMP (low, 1, box.height * 0.7);
      self->complete = FALSE;
    }

  self->size = low;
  set_size (self->layout, type, low, box.width);
  if (self->complete)
    {
      balance (self->layout, box.width);
    }
  else
    {
      pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_height (self->layout, (int) (box.height * PANGO_SCALE));
    }
  count_missing (canvas, self->layout);
  place (self, type, box);

  return self;
}

/**
 * gesso_sketch_text_free:
 * @self: (nullable) (transfer full): a fitted text
 */
void
gesso_sketch_text_free (GessoSketchTextBlock *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->layout);
  g_free (self);
}

/* The first preview shows where the lines will be. */
static void
paint_bars (GessoSketchTextBlock *self,
            GessoSketchCanvas    *canvas,
            GessoSketchColor      color)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  PangoRectangle all;

  pango_layout_get_extents (self->layout, NULL, &all);
  do
    {
      PangoRectangle line;
      GessoSketchBox bar;

      pango_layout_iter_get_line_extents (iter, NULL, &line);
      bar.x = self->ink.x + (double) (line.x - all.x) / PANGO_SCALE;
      bar.y = self->ink.y + (double) line.y / PANGO_SCALE + (double) line.height / PANGO_SCALE / 2
              - self->size * 0.22;
      bar.width = (double) line.width / PANGO_SCALE;
      bar.height = self->size * 0.44;
      gesso_sketch_canvas_fill_box (canvas, bar, bar.height * 0.2, color, 0.8);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

/**
 * gesso_sketch_text_paint:
 * @self: a fitted text
 * @canvas: where
 * @color: in which colour
 */
void
gesso_sketch_text_paint (GessoSketchTextBlock *self,
                         GessoSketchCanvas    *canvas,
                         GessoSketchColor      color)
{
  PangoRectangle all;

  if (canvas->blocked_in)
    {
      paint_bars (self, canvas, color);
      return;
    }

  pango_layout_get_extents (self->layout, NULL, &all);
  gesso_sketch_canvas_set_color (canvas, color, 1);
  cairo_new_path (canvas->cr);
  cairo_move_to (canvas->cr, self->ink.x - (double) all.x / PANGO_SCALE,
                 self->ink.y - (double) all.y / PANGO_SCALE);
  pango_cairo_show_layout (canvas->cr, self->layout);
  cairo_new_path (canvas->cr);
}

/**
 * gesso_sketch_text_paint_readable:
 * @self: a fitted text
 * @canvas: where; the ground is already painted
 * @wish: the colour wished
 * @ratio: the contrast needed, as in WCAG 2.1
 *
 * Looks at what is under the text. A calm ground gets the wished colour, moved until it is
 * readable; a restless one gets a soft plate first.
 */
void
gesso_sketch_text_paint_readable (GessoSketchTextBlock *self,
                                  GessoSketchCanvas    *canvas,
                                  GessoSketchColor      wish,
                                  double                ratio)
{
  double spread;
  GessoSketchColor ground = gesso_sketch_canvas_sample (canvas, self->ink, &spread);
  GessoSketchColor color = gesso_sketch_color_readable (wish, ground, ratio);

  if (spread > 0.13 && !canvas->transparent)
    {
      gboolean light_text = gesso_sketch_color_luminance (color) > 0.4;
      GessoSketchColor shade = gesso_sketch_color_shift (ground, light_text ? -0.35 : 0.3, 0.8, 0);
      double pad = self->size * 0.5;
      GessoSketchBox plate = { self->ink.x - pad, self->ink.y - pad * 0.6,
                               self->ink.width + 2 * pad, self->ink.height + pad * 1.2 };

      gesso_sketch_canvas_fill_box (canvas, plate, pad * 0.6, shade, 0.72);
      ground = gesso_sketch_canvas_sample (canvas, self->ink, NULL);
      color = gesso_sketch_color_readable (wish, ground, ratio);
    }
  gesso_sketch_text_paint (self, canvas, color);
}

/**
 * gesso_sketch_text_draw:
 * @canvas: where
 * @text: UTF-8
 * @type: how
 * @box: the room there is
 * @color: in which colour
 *
 * Fits and paints in one go.
 *
 * Returns: where the text stands
 */
GessoSketchBox
gesso_sketch_text_draw (GessoSketchCanvas     *canvas,
                        const char            *text,
                        const GessoSketchType *type,
                        GessoSketchBox         box,
                        GessoSketchColor       color)
{
  g_autoptr (GessoSketchTextBlock) block = gesso_sketch_text_fit (canvas, text, type, box);

  gesso_sketch_text_paint (block, canvas, color);

  return block->ink;
}
