/* gesso-sketch-arrange.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Arrange: the edits that put one picture into another: text, a new background, a reference, a
 * grid of references, a larger canvas. Pure; any thread. */

#include "config.h"

#include "engine/sketch/gesso-sketch-arrange.h"

#include "engine/sketch/gesso-sketch-blend.h"
#include "engine/sketch/gesso-sketch-draw.h"
#include "engine/sketch/gesso-sketch-fill.h"
#include "engine/sketch/gesso-sketch-matte.h"
#include "image/gesso-composite.h"
#include "image/gesso-scale.h"

#include <math.h>
#include <string.h>

static GessoSketchRect
get_room (GessoImage *image,
          GessoImage *mask)
{
  return gesso_sketch_mask_bounds (mask, gesso_image_get_width (image),
                                   gesso_image_get_height (image), 0);
}

/* A smaller box of a given size in a box, at the side that was named. */
static GessoSketchRect
place_box (GessoSketchRect room,
           int             width,
           int             height,
           guint           sides)
{
  int margin = MIN (room.width, room.height) / 20;
  int spare_x = MAX (room.width - width, 0), spare_y = MAX (room.height - height, 0);
  int x = spare_x / 2, y = spare_y / 2;

  if (sides & GESSO_SKETCH_SIDE_LEFT)
    x = MIN (margin, spare_x);
  if (sides & GESSO_SKETCH_SIDE_RIGHT)
    x = MAX (spare_x - margin, 0);
  if (sides & GESSO_SKETCH_SIDE_TOP)
    y = MIN (margin, spare_y);
  if (sides & GESSO_SKETCH_SIDE_BOTTOM)
    y = MAX (spare_y - margin, 0);

  return (GessoSketchRect){ room.x + x, room.y + y, width, height };
}

static double
mean_light (GessoImage      *image,
            GessoSketchRect  box)
{
  double sum = 0;

  for (int y = box.y; y < box.y + box.height; y++)
    for (int x = box.x; x < box.x + box.width; x++)
      {
        const guint8 *pixel = gesso_image_get_row (image, y) + 4 * x;

        sum += 0.2126 * pixel[0] + 0.7152 * pixel[1] + 0.0722 * pixel[2];
      }

  return sum / 255 / box.width / box.height;
}

/* --- text --- */

static GessoSketchRect
text_box (GessoImage            *image,
          GessoImage            *mask,
          const GessoSketchStep *step)
{
  GessoSketchRect room = get_room (image, mask);

  if (mask != NULL)
    return room;

  return place_box (room, room.width * 8 / 10, room.height * 22 / 100,
                    step->sides != 0 ? step->sides : GESSO_SKETCH_SIDE_BOTTOM);
}

GessoImage *
gesso_sketch_arrange_text (GessoImage             *image,
                           GessoImage             *mask,
                           const GessoSketchStep  *step,
                           GPtrArray              *warnings,
                           GCancellable           *cancellable,
                           GError                **error)
{
  GessoSketchRect box = text_box (image, mask, step);
  guint32 color = step->n_colors > 0               ? step->colors[0]
                  : mean_light (image, box) > 0.55 ? 0x111111
                                                   : 0xffffff;
  g_autofree char *prompt = NULL;
  g_autoptr (GessoSketchOrder) order = NULL;
  g_autoptr (GessoSketchResult) drawn = NULL;
  g_autoptr (GessoImage) placed = NULL;

  if (step->text == NULL || *step->text == '\0')
    {
      g_set_error_literal (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_VALUE,
                           "The text to be added must stand between quotation marks.");
      return NULL;
    }
  prompt = g_strdup_printf ("Text color #%06x: “%s”, transparent background", color, step->text);
  order = gesso_sketch_order_new (prompt, MAX (box.width, GESSO_SKETCH_MIN_EDGE),
                                  MAX (box.height, GESSO_SKETCH_MIN_EDGE));
  order->background = GESSO_SKETCH_BACKGROUND_TRANSPARENT;
  drawn = gesso_sketch_draw (order, NULL, NULL, cancellable, error);
  if (drawn == NULL)
    return NULL;
  for (guint i = 0; i < drawn->warnings->len; i++)
    g_ptr_array_add (warnings, g_strdup (g_ptr_array_index (drawn->warnings, i)));
  placed = gesso_composite_over (image, drawn->image, box.x, box.y, 255, error);

  return placed != NULL ? gesso_sketch_blend (image, placed, mask) : NULL;
}

/* --- background --- */

static GessoImage *
make_background (GessoImage             *image,
                 const GessoSketchStep  *step,
                 const GessoSketchEdit  *edit,
                 GCancellable           *cancellable,
                 GError                **error)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  g_autoptr (GessoSketchOrder) order = NULL;
  g_autoptr (GessoSketchResult) drawn = NULL;
  g_auto (GStrv) tail = step->tail != NULL ? g_strsplit (step->tail, " ", 8) : NULL;
  gboolean is_plain = step->n_colors == 1 && (tail == NULL || g_strv_length (tail) <= 2);

  if (step->picture > 0)
    {
      if ((guint) step->picture > edit->pictures->len)
        {
          g_set_error (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_PICTURE,
                       "The instruction speaks of picture %d; %u came.", step->picture,
                       edit->pictures->len);
          return NULL;
        }
      return gesso_scale_cover (g_ptr_array_index (edit->pictures, step->picture - 1), width,
                                height, cancellable, error);
    }
  if (is_plain)
    return gesso_composite_fill (width, height, step->colors[0] << 8 | 0xff, error);
  if (step->tail == NULL)
    {
      g_set_error_literal (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_VALUE,
                           "Say what the background should become: a colour, another picture, or "
                           "something that can be drawn.");
      return NULL;
    }
  order = gesso_sketch_order_new (step->tail, width, height);
  order->background = GESSO_SKETCH_BACKGROUND_OPAQUE;
  order->quality = edit->quality;
  order->index = edit->index;
  drawn = gesso_sketch_draw (order, NULL, NULL, cancellable, error);

  return drawn != NULL ? gesso_image_ref (drawn->image) : NULL;
}

GessoImage *
gesso_sketch_arrange_background (GessoImage             *image,
                                 GessoImage             *mask,
                                 const GessoSketchStep  *step,
                                 const GessoSketchEdit  *edit,
                                 GCancellable           *cancellable,
                                 GError                **error)
{
  g_autoptr (GessoImage) matte = gesso_sketch_matte (image, mask, cancellable, error);
  g_autoptr (GessoImage) behind = NULL;
  g_autoptr (GessoImage) subject = NULL;
  g_autoptr (GessoImage) shown = NULL;

  if (matte == NULL)
    return NULL;
  if (mask == NULL && gesso_sketch_mask_share (matte) == 1 && !gesso_image_has_alpha (image))
    {
      g_set_error_literal (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_MASK,
                           "No background could be told from a subject. Mark it with a mask.");
      return NULL;
    }
  behind = make_background (image, step, edit, cancellable, error);
  if (behind != NULL)
    subject = gesso_sketch_lift (image, matte, cancellable, error);
  if (subject == NULL)
    return NULL;
  shown = gesso_composite_over (behind, subject, 0, 0, 255, error);

  return shown != NULL ? gesso_sketch_blend (image, shown, mask) : NULL;
}

/* --- references --- */

GessoImage *
gesso_sketch_arrange_paste (GessoImage             *image,
                            GessoImage             *mask,
                            const GessoSketchStep  *step,
                            const GessoSketchEdit  *edit,
                            GCancellable           *cancellable,
                            GError                **error)
{
  guint index = step->picture > 0 ? (guint) step->picture - 1 : 1;
  GessoSketchRect room = get_room (image, mask), box;
  double share = mask != NULL ? 1 : 0.4;
  g_autoptr (GessoImage) part = NULL;
  g_autoptr (GessoImage) placed = NULL;

  if (index >= edit->pictures->len)
    {
      g_set_error_literal (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_PICTURE,
                           "There is no second picture to paste.");
      return NULL;
    }
  if (step->unit == GESSO_SKETCH_UNIT_PERCENT && step->number > 0)
    share = MIN (step->number / 100, 1);
  part = gesso_scale_fit (g_ptr_array_index (edit->pictures, index),
                          MAX ((int) (room.width * share), 1), MAX ((int) (room.height * share), 1),
                          cancellable, error);
  if (part == NULL)
    return NULL;
  box = place_box (room, gesso_image_get_width (part), gesso_image_get_height (part), step->sides);
  placed = gesso_composite_over (image, part, box.x, box.y, 255, error);

  return placed != NULL ? gesso_sketch_blend (image, placed, mask) : NULL;
}

GessoImage *
gesso_sketch_arrange_grid (GessoImage             *image,
                           const GessoSketchStep  *step,
                           const GessoSketchEdit  *edit,
                           GCancellable           *cancellable,
                           GError                **error)
{
  int width = edit->width > 0 ? edit->width : gesso_image_get_width (image);
  int height = edit->height > 0 ? edit->height : gesso_image_get_height (image);
  int n = (int) edit->pictures->len, gap = MAX (MIN (width, height) / 60, 2);
  int columns = MAX ((int) ceil (sqrt ((double) n * width / height)), 1);
  int rows = (n + columns - 1) / columns;
  guint32 ground = step->n_colors > 0 ? step->colors[0] : 0xffffff;
  g_autoptr (GessoImage) sheet = NULL;

  columns = MIN (columns, n);
  sheet = gesso_composite_fill (width, height, ground << 8 | 0xff, error);
  for (int i = 0; i < n && sheet != NULL; i++)
    {
      int in_row = MIN (columns, n - i / columns * columns);
      int cell_width = (width - gap * (in_row + 1)) / in_row;
      int cell_height = (height - gap * (rows + 1)) / rows;
      g_autoptr (GessoImage) part = NULL;
      GessoImage *next;

      part = gesso_scale_cover (i == 0 ? image : g_ptr_array_index (edit->pictures, i),
                                MAX (cell_width, 1), MAX (cell_height, 1), cancellable, error);
      if (part == NULL)
        return NULL;
      next = gesso_composite_over (sheet, part, gap + i % columns * (cell_width + gap),
                                   gap + i / columns * (cell_height + gap), 255, error);
      gesso_image_unref (sheet);
      sheet = next;
    }

  return g_steal_pointer (&sheet);
}

/* --- canvas --- */

/* Where the picture lies on its new canvas. */
static GessoSketchRect
plan_canvas (GessoImage            *image,
             const GessoSketchStep *step,
             const GessoSketchEdit *edit)
{
  int width = gesso_image_get_width (image), height = gesso_image_get_height (image);
  guint sides = step->sides & ~GESSO_SKETCH_SIDE_CENTER;
  double share = step->unit == GESSO_SKETCH_UNIT_PERCENT && step->number > 0
                     ? MIN (step->number, 100) / 100
                     : 0.2;
  int across = (int) (width * share), down = (int) (height * share);
  int left, right, top, bottom;

  if (step->unit != GESSO_SKETCH_UNIT_PERCENT && step->number >= 8)
    across = down = (int) MIN (step->number, 4096);
  if (sides == 0)
    sides = 15;
  left = sides & GESSO_SKETCH_SIDE_LEFT ? across : 0;
  right = sides & GESSO_SKETCH_SIDE_RIGHT ? across : 0;
  top = sides & GESSO_SKETCH_SIDE_TOP ? down : 0;
  bottom = sides & GESSO_SKETCH_SIDE_BOTTOM ? down : 0;
  if (edit->width >= width && edit->height >= height
      && (edit->width > width || edit->height > height) && step->number == 0)
    {
      /* A larger size was asked for: it says how much, the words say where. */
      int spare_x = edit->width - width, spare_y = edit->height - height;

      left = right == 0 && left > 0 ? spare_x : left == 0 && right > 0 ? 0 : spare_x / 2;
      top = bottom == 0 && top > 0 ? spare_y : top == 0 && bottom > 0 ? 0 : spare_y / 2;
      right = spare_x - left;
      bottom = spare_y - top;
    }

  return (GessoSketchRect){ left, top, width + left + right, height + top + bottom };
}

GessoImage *
gesso_sketch_arrange_extend (GessoImage             *image,
                             const GessoSketchStep  *step,
                             const GessoSketchEdit  *edit,
                             guint64                 seed,
                             GessoImage            **out_preview,
                             GCancellable           *cancellable,
                             GError                **error)
{
  GessoSketchRect box = plan_canvas (image, step, edit);
  gsize row = (gsize) gesso_image_get_width (image);
  guint8 *pixels, *marks;
  g_autoptr (GessoImage) canvas = NULL;
  g_autoptr (GessoImage) margin = NULL;

  if ((guint64) box.width * box.height > G_GUINT64_CONSTANT (67108864))
    {
      g_set_error_literal (error, GESSO_SKETCH_EDIT_ERROR, GESSO_SKETCH_EDIT_ERROR_VALUE,
                           "The extended picture would be too large.");
      return NULL;
    }
  pixels = g_malloc0 ((gsize) box.width * box.height * 4);
  marks = g_malloc ((gsize) box.width * box.height);
  memset (marks, 255, (gsize) box.width * box.height);
  for (int y = 0; y < gesso_image_get_height (image); y++)
    {
      gsize at = (gsize) (box.y + y) * box.width + box.x;

      memcpy (pixels + at * 4, gesso_image_get_row (image, y), row * 4);
      memset (marks + at, 0, row);
    }
  canvas = gesso_image_new_take (box.width, box.height, GESSO_PIXEL_FORMAT_RGBA8,
                                 (gsize) box.width * 4, pixels);
  margin = gesso_image_new_take (box.width, box.height, GESSO_PIXEL_FORMAT_GRAY8, box.width, marks);
  if (out_preview != NULL)
    *out_preview = gesso_sketch_fill_preview (canvas, margin);

  return gesso_sketch_fill (canvas, margin, seed, NULL, NULL, cancellable, error);
}
