/* gesso-sketch-draw.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Drawing an order: reads the prompt, chooses the colours, paints coarse passes for the previews
 * and one fine pass for the picture, and writes the account of it. A pure function of the order:
 * no state is kept between calls, so any number of threads may draw at once. */

#include "config.h"

#include "engine/sketch/gesso-sketch-draw.h"

#include <math.h>

#include "engine/sketch/gesso-sketch-backdrop.h"
#include "engine/sketch/gesso-sketch-canvas.h"
#include "engine/sketch/gesso-sketch-layout.h"
#include "engine/sketch/gesso-sketch-palette.h"
#include "engine/sketch/gesso-sketch-prompt.h"
#include "engine/sketch/gesso-sketch-scene.h"

/* A pass with more device pixels than this is not supersampled. */
#define MAX_SUPERSAMPLED (17.0 * 1000 * 1000)

/* Device pixels of the previews, coarsest first. */
static const double preview_pixels[3] = { 90.0 * 90, 220.0 * 220, 520.0 * 520 };

G_DEFINE_QUARK (gesso - sketch - error - quark, gesso_sketch_error)

static void
choose_palette (GessoSketchPalette      *palette,
                const GessoSketchPrompt *prompt,
                guint64                  seed)
{
  GessoSketchPaletteWish wish = {
    .word = prompt->palette,
    .colors = (const GessoSketchColor *) (gpointer) prompt->colors->data,
    .n_colors = (int) prompt->colors->len,
    .ground = prompt->has_ground ? &prompt->ground : NULL,
    .dark = (prompt->style & GESSO_SKETCH_STYLE_DARK) != 0,
    .light = (prompt->style & GESSO_SKETCH_STYLE_LIGHT) != 0,
  };

  gesso_sketch_palette_init (palette, &wish, seed);
}

static gboolean
is_only_emblems (const GessoSketchPrompt *prompt)
{
  for (guint i = 0; i < prompt->things->len; i++)
    if (g_array_index (prompt->things, GessoSketchThing, i).noun < GESSO_SKETCH_NOUN_HEART)
      return FALSE;

  return prompt->things->len > 0;
}

static void
paint (const GessoSketchSheet *sheet)
{
  GessoSketchBox all = { 0, 0, sheet->canvas->width, sheet->canvas->height };

  switch (sheet->prompt->mode)
    {
    case GESSO_SKETCH_MODE_BACKDROP:
      gesso_sketch_ground_paint (sheet, all, FALSE);
      break;
    case GESSO_SKETCH_MODE_SCENE:
      gesso_sketch_scene_paint (sheet->canvas, sheet->prompt, sheet->palette, 0);
      break;
    case GESSO_SKETCH_MODE_TYPE:
      gesso_sketch_layout_type (sheet);
      break;
    case GESSO_SKETCH_MODE_STICKER:
      gesso_sketch_layout_sticker (sheet);
      break;
    case GESSO_SKETCH_MODE_PALETTE:
      gesso_sketch_layout_palette (sheet);
      break;
    case GESSO_SKETCH_MODE_CHART:
      gesso_sketch_layout_chart (sheet);
      break;
    case GESSO_SKETCH_MODE_STORYBOARD:
      gesso_sketch_layout_storyboard (sheet);
      break;
    case GESSO_SKETCH_MODE_WIREFRAME:
      gesso_sketch_layout_wireframe (sheet);
      break;
    case GESSO_SKETCH_MODE_FRAME:
      gesso_sketch_layout_frame (sheet);
      break;
    case GESSO_SKETCH_MODE_ABSTRACT:
    default:
      if (!sheet->canvas->transparent)
        gesso_sketch_canvas_fill (sheet->canvas, sheet->palette->ground);
      gesso_sketch_ornament_paint (sheet, all);
      break;
    }
}

static double
choose_grain (const GessoSketchPrompt *prompt,
              int                      detail)
{
  gboolean soft = prompt->backdrop >= GESSO_SKETCH_BACKDROP_LINEAR
                  && prompt->backdrop <= GESSO_SKETCH_BACKDROP_PAPER;
  double grain = 0;

  if ((prompt->style & GESSO_SKETCH_STYLE_GRAINY) != 0)
    return 16;
  if (detail == 0)
    return 0;
  if (prompt->things->len > 0 && !is_only_emblems (prompt))
    grain = 4.5;
  else if (soft)
    grain = prompt->backdrop >= GESSO_SKETCH_BACKDROP_NOISE ? 5 : 1.6;
  else if (prompt->mode == GESSO_SKETCH_MODE_SCENE && prompt->things->len == 0)
    grain = 3;

  return detail > 1 ? grain * 1.25 : grain;
}

/* One pass over the whole drawing. */
static GessoImage *
draw_pass (const GessoSketchOrder    *order,
           const GessoSketchPrompt   *prompt,
           const GessoSketchPalette  *palette,
           guint64                    seed,
           double                     scale,
           int                        detail,
           gboolean                   blocked_in,
           GHashTable                *missing,
           GCancellable              *cancellable,
           GError                   **error)
{
  g_autoptr (GessoSketchCanvas) canvas
      = gesso_sketch_canvas_new (order->width, order->height, scale);
  GessoSketchSheet sheet = { canvas, prompt, palette, order->references };
  g_autoptr (GessoImage) image = NULL;
  gboolean transparent
      = order->background == GESSO_SKETCH_BACKGROUND_TRANSPARENT
        || (order->background == GESSO_SKETCH_BACKGROUND_AUTO && prompt->transparent);

  if (canvas == NULL)
    {
      g_set_error (error, GESSO_SKETCH_ERROR, GESSO_SKETCH_ERROR_MEMORY,
                   "No memory for a canvas of %d × %d pixels", order->width, order->height);
      return NULL;
    }

  canvas->seed = seed;
  canvas->detail = detail;
  canvas->blocked_in = blocked_in;
  canvas->transparent = transparent;
  canvas->cancellable = cancellable;
  canvas->grain = choose_grain (prompt, detail);
  if (detail == 0)
    cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_FAST);
  else
    cairo_set_antialias (canvas->cr, CAIRO_ANTIALIAS_GOOD);
  paint (&sheet);
  if (!g_cancellable_is_cancelled (cancellable))
    gesso_sketch_canvas_apply_grain (canvas);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (missing != NULL)
    {
      GHashTableIter iter;
      gpointer name;

      g_hash_table_iter_init (&iter, canvas->missing);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        g_hash_table_add (missing, name);
    }
  image = gesso_sketch_canvas_to_image (canvas, !transparent);
  if (image == NULL)
    g_set_error (error, GESSO_SKETCH_ERROR, GESSO_SKETCH_ERROR_MEMORY,
                 "No memory for a picture of %d × %d pixels", order->width, order->height);

  return g_steal_pointer (&image);
}

static const char *
mode_name (const GessoSketchPrompt *prompt)
{
  switch (prompt->mode)
    {
    case GESSO_SKETCH_MODE_BACKDROP:
      return prompt->backdrop <= GESSO_SKETCH_BACKDROP_SOLID ? "A plain ground" : "A ground";
    case GESSO_SKETCH_MODE_SCENE:
      return is_only_emblems (prompt) ? "A plain figure" : "A flat scene";
    case GESSO_SKETCH_MODE_TYPE:
      return prompt->things->len > 0 ? "Set text over a flat scene" : "A layout with set text";
    case GESSO_SKETCH_MODE_STICKER:
      return "A round sticker";
    case GESSO_SKETCH_MODE_PALETTE:
      return "A palette sheet";
    case GESSO_SKETCH_MODE_CHART:
      return "A chart with placeholder values";
    case GESSO_SKETCH_MODE_STORYBOARD:
      return "Storyboard frames";
    case GESSO_SKETCH_MODE_WIREFRAME:
      return "A wireframe";
    case GESSO_SKETCH_MODE_FRAME:
      return "A framed picture";
    case GESSO_SKETCH_MODE_ABSTRACT:
    default:
      return "An abstract composition, because no word of the prompt was recognised";
    }
}

static char *
make_sentence (const GessoSketchPrompt *prompt)
{
  g_autoptr (GString) sentence = g_string_new (mode_name (prompt));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint shown = 0;

  for (guint i = 0; i < prompt->understood->len && shown < 12; i++)
    {
      const GessoSketchNote *note = g_ptr_array_index (prompt->understood, i);

      if (note->effect == NULL || !g_hash_table_add (seen, note->effect))
        continue;
      g_string_append (sentence, shown == 0 ? ": " : ", ");
      g_string_append (sentence, note->effect);
      shown++;
    }
  g_string_append_c (sentence, '.');

  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

static void
copy_strings (GPtrArray *from,
              GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_strdup (g_ptr_array_index (from, i)));
}

static GessoSketchResult *
make_result (GessoImage              *image,
             const GessoSketchPrompt *prompt,
             GHashTable              *missing,
             guint64                  seed)
{
  GessoSketchResult *result = gesso_sketch_result_new ();
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (missing), (GCompareFunc) g_strcmp0);

  result->image = image;
  result->seed = seed;
  result->sentence = make_sentence (prompt);
  for (guint i = 0; i < prompt->understood->len; i++)
    {
      const GessoSketchNote *note = g_ptr_array_index (prompt->understood, i);

      g_ptr_array_add (result->understood, gesso_sketch_note_new (note->words, note->effect));
    }
  copy_strings (prompt->ignored, result->ignored);
  copy_strings (prompt->warnings, result->warnings);
  for (GList *l = names; l != NULL; l = l->next)
    g_ptr_array_add (result->warnings,
                     g_strdup_printf ("No installed font has %s; boxes stand for them.",
                                      (const char *) l->data));

  return result;
}

static gboolean
draw_previews (const GessoSketchOrder    *order,
               const GessoSketchPrompt   *prompt,
               const GessoSketchPalette  *palette,
               guint64                    seed,
               int                        detail,
               GessoSketchPreviewFunc     preview,
               gpointer                   user_data,
               GCancellable              *cancellable,
               GError                   **error)
{
  guint n = MIN (order->n_previews, G_N_ELEMENTS (preview_pixels));

  for (guint i = 0; i < n; i++)
    {
      double pixels = (double) order->width * order->height;
      double scale = MIN (sqrt (preview_pixels[i] / pixels), 0.2 + 0.25 * i);
      g_autoptr (GessoImage) image
          = draw_pass (order, prompt, palette, seed, scale, i < 2 ? 0 : MIN (detail, 1), i == 0,
                       NULL, cancellable, error);

      if (image == NULL)
        return FALSE;
      preview (image, i, n, user_data);
    }

  return TRUE;
}

/**
 * gesso_sketch_draw:
 * @order: what to draw; not changed
 * @preview: (nullable) (scope call): shown the coarse stages, as many as the order asks for
 * @user_data: for @preview
 * @cancellable: (nullable): looked at between elements, so that drawing stops within about 50 ms
 * @error: %GESSO_SKETCH_ERROR_SIZE, %GESSO_SKETCH_ERROR_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * Draws the order. Equal orders give equal bytes on one machine with the same fonts. May be called
 * on any thread and on several at once.
 *
 * Returns: (transfer full) (nullable): the picture and its account
 */
GessoSketchResult *
gesso_sketch_draw (const GessoSketchOrder  *order,
                   GessoSketchPreviewFunc   preview,
                   gpointer                 user_data,
                   GCancellable            *cancellable,
                   GError                 **error)
{
  g_autoptr (GessoSketchPrompt) prompt = NULL;
  g_autoptr (GHashTable) missing = NULL;
  GessoSketchPalette palette;
  GessoImage *image;
  guint64 seed;
  guint64 mixed;
  double scale = 1;
  int detail;

  g_return_val_if_fail (order != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (order->width < GESSO_SKETCH_MIN_EDGE || order->width > GESSO_SKETCH_MAX_EDGE
      || order->height < GESSO_SKETCH_MIN_EDGE || order->height > GESSO_SKETCH_MAX_EDGE)
    {
      g_set_error (error, GESSO_SKETCH_ERROR, GESSO_SKETCH_ERROR_SIZE,
                   "Cannot draw %d × %d pixels: a side must be %d to %d", order->width,
                   order->height, GESSO_SKETCH_MIN_EDGE, GESSO_SKETCH_MAX_EDGE);
      return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  detail = order->quality == GESSO_SKETCH_QUALITY_LOW    ? 0
           : order->quality == GESSO_SKETCH_QUALITY_HIGH ? 2
                                                         : 1;
  if (detail == 2 && 4.0 * order->width * order->height <= MAX_SUPERSAMPLED)
    scale = 2;
  seed = gesso_sketch_order_get_seed (order);
  mixed = seed + (guint64) order->index * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  prompt = gesso_sketch_prompt_parse (order->prompt,
                                      order->references != NULL && order->references->len > 0);
  choose_palette (&palette, prompt, mixed);
  missing = g_hash_table_new (g_str_hash, g_str_equal);

  if (preview != NULL
      && !draw_previews (order, prompt, &palette, mixed, detail, preview, user_data, cancellable,
                         error))
    return NULL;
  image = draw_pass (order, prompt, &palette, mixed, scale, detail, FALSE, missing, cancellable,
                     error);
  if (image == NULL)
    return NULL;

  return make_result (image, prompt, missing, seed);
}
