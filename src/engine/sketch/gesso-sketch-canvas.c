/* gesso-sketch-canvas.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoSketchCanvas: the surface one pass is drawn on, with the few primitives that all parts
 * share. Made and freed by the drawing function on its own thread; the font map belongs to the
 * canvas, so that several drawings may run at once. Drawing code asks is_cancelled() between
 * elements and rows and simply stops; whoever made the canvas then reports the cancellation. */

#include "config.h"

#include "engine/sketch/gesso-sketch-canvas.h"

#include <math.h>
#include <string.h>

#include "engine/sketch/gesso-sketch-random.h"

static guint8
unpremultiply (guint32 value,
               guint32 alpha)
{
  return (guint8) MIN ((value * 255 + alpha / 2) / alpha, 255);
}

static void
convert_row (const guint32 *from,
             guint8        *to,
             int            width,
             gboolean       opaque)
{
  for (int x = 0; x < width; x++, to += 4)
    {
      guint32 pixel = from[x];
      guint32 alpha = pixel >> 24;

      if (alpha == 255 || opaque)
        {
          to[0] = (pixel >> 16) & 0xff;
          to[1] = (pixel >> 8) & 0xff;
          to[2] = pixel & 0xff;
          to[3] = 255;
        }
      else if (alpha == 0)
        {
          memset (to, 0, 4);
        }
      else
        {
          to[0] = unpremultiply ((pixel >> 16) & 0xff, alpha);
          to[1] = unpremultiply ((pixel >> 8) & 0xff, alpha);
          to[2] = unpremultiply (pixel & 0xff, alpha);
          to[3] = (guint8) alpha;
        }
    }
}

/* A surface of exactly the finished size: the canvas itself, or it resampled. */
static cairo_surface_t *
finish_surface (GessoSketchCanvas *self)
{
  int width = (int) lrint (self->width);
  int height = (int) lrint (self->height);
  cairo_surface_t *target;
  cairo_t *cr;

  if (self->px_width == width && self->px_height == height)
    return cairo_surface_reference (self->surface);

  target = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (target);
  cairo_scale (cr, (double) width / self->px_width, (double) height / self->px_height);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            self->scale > 1 ? CAIRO_FILTER_GOOD : CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);

  return target;
}

/**
 * gesso_sketch_canvas_new:
 * @width: of the finished picture, in pixels
 * @height: of the finished picture, in pixels
 * @scale: device pixels for a finished pixel
 *
 * Returns: (transfer full) (nullable): an empty, transparent canvas, or %NULL without memory
 */
GessoSketchCanvas *
gesso_sketch_canvas_new (int    width,
                         int    height,
                         double scale)
{
  g_autoptr (GessoSketchCanvas) self = g_new0 (GessoSketchCanvas, 1);

  self->width = width;
  self->height = height;
  self->unit = sqrt ((double) width * height) / 100;
  self->px_width = MAX (1, (int) lrint (width * scale));
  self->px_height = MAX (1, (int) lrint (height * scale));
  self->scale = scale;
  self->missing = g_hash_table_new (g_str_hash, g_str_equal);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->px_width, self->px_height);
  if (cairo_surface_status (self->surface) != CAIRO_STATUS_SUCCESS)
    return NULL;

  self->cr = cairo_create (self->surface);
  cairo_scale (self->cr, (double) self->px_width / width, (double) self->px_height / height);
  self->font_map = pango_cairo_font_map_new ();

  return g_steal_pointer (&self);
}

/**
 * gesso_sketch_canvas_free:
 * @self: (nullable) (transfer full): a canvas
 */
void
gesso_sketch_canvas_free (GessoSketchCanvas *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_object (&self->font_map);
  g_clear_pointer (&self->missing, g_hash_table_unref);
  g_free (self);
}

/**
 * gesso_sketch_canvas_is_cancelled:
 * @self: a canvas
 *
 * Returns: whether drawing should stop
 */
gboolean
gesso_sketch_canvas_is_cancelled (GessoSketchCanvas *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/**
 * gesso_sketch_canvas_set_color:
 * @self: a canvas
 * @color: the colour of what is drawn next
 * @alpha: 0 … 1
 */
void
gesso_sketch_canvas_set_color (GessoSketchCanvas *self,
                               GessoSketchColor   color,
                               double             alpha)
{
  cairo_set_source_rgba (self->cr, color.r, color.g, color.b, alpha);
}

/**
 * gesso_sketch_canvas_fill:
 * @self: a canvas
 * @color: the colour of the ground
 *
 * Covers everything.
 */
void
gesso_sketch_canvas_fill (GessoSketchCanvas *self,
                          GessoSketchColor   color)
{
  gesso_sketch_canvas_set_color (self, color, 1);
  cairo_paint (self->cr);
}

/**
 * gesso_sketch_canvas_path_box:
 * @self: a canvas
 * @box: where
 * @radius: of the corners; cut to half the shorter side
 *
 * Adds a rectangle to the path.
 */
void
gesso_sketch_canvas_path_box (GessoSketchCanvas *self,
                              GessoSketchBox     box,
                              double             radius)
{
  double r = MIN (radius, MIN (box.width, box.height) / 2);

  if (r <= 0)
    {
      cairo_rectangle (self->cr, box.x, box.y, box.width, box.height);
      return;
    }

  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, box.x + box.width - r, box.y + r, r, -G_PI_2, 0);
  cairo_arc (self->cr, box.x + box.width - r, box.y + box.height - r, r, 0, G_PI_2);
  cairo_arc (self->cr, box.x + r, box.y + box.height - r, r, G_PI_2, G_PI);
  cairo_arc (self->cr, box.x + r, box.y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (self->cr);
}

/**
 * gesso_sketch_canvas_fill_box:
 * @self: a canvas
 * @box: where
 * @radius: of the corners
 * @color: with what
 * @alpha: 0 … 1
 */
void
gesso_sketch_canvas_fill_box (GessoSketchCanvas *self,
                              GessoSketchBox     box,
                              double             radius,
                              GessoSketchColor   color,
                              double             alpha)
{
  cairo_new_path (self->cr);
  gesso_sketch_canvas_path_box (self, box, radius);
  gesso_sketch_canvas_set_color (self, color, alpha);
  cairo_fill (self->cr);
}

/**
 * gesso_sketch_canvas_path_circle:
 * @self: a canvas
 * @x: centre
 * @y: centre
 * @radius: of the circle
 *
 * Adds a circle to the path.
 */
void
gesso_sketch_canvas_path_circle (GessoSketchCanvas *self,
                                 double             x,
                                 double             y,
                                 double             radius)
{
  cairo_new_sub_path (self->cr);
  cairo_arc (self->cr, x, y, radius, 0, 2 * G_PI);
  cairo_close_path (self->cr);
}

/**
 * gesso_sketch_canvas_add_stop:
 * @pattern: a gradient
 * @offset: 0 … 1
 * @color: the colour there
 * @alpha: 0 … 1
 */
void
gesso_sketch_canvas_add_stop (cairo_pattern_t  *pattern,
                              double            offset,
                              GessoSketchColor  color,
                              double            alpha)
{
  cairo_pattern_add_color_stop_rgba (pattern, offset, color.r, color.g, color.b, alpha);
}

/**
 * gesso_sketch_canvas_glow:
 * @self: a canvas
 * @x: centre
 * @y: centre
 * @radius: where it has faded to nothing
 * @color: of the light
 * @alpha: at the centre
 *
 * Paints light that fades softly, stronger near the middle as scattered light does.
 */
void
gesso_sketch_canvas_glow (GessoSketchCanvas *self,
                          double             x,
                          double             y,
                          double             radius,
                          GessoSketchColor   color,
                          double             alpha)
{
  cairo_pattern_t *pattern = cairo_pattern_create_radial (x, y, 0, x, y, radius);

  for (int i = 0; i <= 8; i++)
    {
      double t = i / 8.0;

      gesso_sketch_canvas_add_stop (pattern, t, color, alpha * (1 - t) * (1 - t) * (1 - t * 0.5));
    }
  cairo_save (self->cr);
  cairo_rectangle (self->cr, x - radius, y - radius, 2 * radius, 2 * radius);
  cairo_clip (self->cr);
  cairo_set_source (self->cr, pattern);
  cairo_paint (self->cr);
  cairo_restore (self->cr);
  cairo_pattern_destroy (pattern);
}

/**
 * gesso_sketch_canvas_draw_image:
 * @self: a canvas
 * @image: a picture in RGBA8; other formats are not drawn
 * @box: where
 * @cover: %TRUE to fill the box and crop, %FALSE to fit inside it
 */
void
gesso_sketch_canvas_draw_image (GessoSketchCanvas *self,
                                GessoImage        *image,
                                GessoSketchBox     box,
                                gboolean           cover)
{
  int width = gesso_image_get_width (image);
  int height = gesso_image_get_height (image);
  double sx = box.width / width;
  double sy = box.height / height;
  double scale = cover ? MAX (sx, sy) : MIN (sx, sy);
  cairo_surface_t *source;
  guint8 *data;
  int stride;

  if (gesso_image_get_format (image) != GESSO_PIXEL_FORMAT_RGBA8)
    return;
  source = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  if (cairo_surface_status (source) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (source);
      return;
    }

  data = cairo_image_surface_get_data (source);
  stride = cairo_image_surface_get_stride (source);
  for (int y = 0; y < height && !gesso_sketch_canvas_is_cancelled (self); y++)
    {
      const guint8 *from = gesso_image_get_row (image, y);
      guint32 *to = (guint32 *) (gpointer) (data + (gsize) y * stride);

      for (int x = 0; x < width; x++, from += 4)
        {
          guint32 a = from[3];

          to[x] = a << 24 | ((from[0] * a + 127) / 255) << 16 | ((from[1] * a + 127) / 255) << 8
                  | (from[2] * a + 127) / 255;
        }
    }
  cairo_surface_mark_dirty (source);

  cairo_save (self->cr);
  cairo_rectangle (self->cr, box.x, box.y, box.width, box.height);
  cairo_clip (self->cr);
  cairo_translate (self->cr, box.x + (box.width - width * scale) / 2,
                   box.y + (box.height - height * scale) / 2);
  cairo_scale (self->cr, scale, scale);
  cairo_set_source_surface (self->cr, source, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (self->cr), CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend (cairo_get_source (self->cr),
                            cover ? CAIRO_EXTEND_PAD : CAIRO_EXTEND_NONE);
  cairo_paint (self->cr);
  cairo_restore (self->cr);
  cairo_surface_destroy (source);
}

/**
 * gesso_sketch_canvas_sample:
 * @self: a canvas
 * @box: where to look
 * @out_spread: (out) (optional): standard deviation of the lightness there, 0 … 0.5
 *
 * Looks at up to 1,024 points of what has been painted inside @box.
 *
 * Returns: the mean colour; transparent places count as mid grey
 */
GessoSketchColor
gesso_sketch_canvas_sample (GessoSketchCanvas *self,
                            GessoSketchBox     box,
                            double            *out_spread)
{
  double sum[3] = { 0, 0, 0 };
  double light = 0;
  double light2 = 0;
  const guint8 *data;
  int stride;
  int n = 0;

  cairo_surface_flush (self->surface);
  data = cairo_image_surface_get_data (self->surface);
  stride = cairo_image_surface_get_stride (self->surface);
  for (int j = 0; j < 32; j++)
    for (int i = 0; i < 32; i++)
      {
        int x = (int) ((box.x + box.width * (i + 0.5) / 32) * self->scale);
        int y = (int) ((box.y + box.height * (j + 0.5) / 32) * self->scale);
        guint32 pixel;
        double rgb[3];

        if (x < 0 || y < 0 || x >= self->px_width || y >= self->px_height)
          continue;
        pixel = ((const guint32 *) (gconstpointer) (data + (gsize) y * stride))[x];
        for (int c = 0; c < 3; c++)
          rgb[c] = ((pixel >> (16 - 8 * c)) & 0xff) / 255.0 + 0.5 * (255 - (pixel >> 24)) / 255.0;
        for (int c = 0; c < 3; c++)
          sum[c] += rgb[c];
        light += (rgb[0] + rgb[1] + rgb[2]) / 3;
        light2 += pow ((rgb[0] + rgb[1] + rgb[2]) / 3, 2);
        n++;
      }

  n = MAX (n, 1);
  if (out_spread != NULL)
    *out_spread = sqrt (MAX (0, light2 / n - pow (light / n, 2)));

  return (GessoSketchColor){ sum[0] / n, sum[1] / n, sum[2] / n };
}

/**
 * gesso_sketch_canvas_apply_grain:
 * @self: a canvas
 *
 * Adds the final grain in the strength set. Besides its look it hides the steps that eight bits
 * leave in soft gradients. Only fully opaque pixels are touched.
 */
void
gesso_sketch_canvas_apply_grain (GessoSketchCanvas *self)
{
  int strength = (int) lrint (self->grain * 256 / 127 * MAX (1, self->scale));
  guint32 seed = (guint32) (self->seed >> 7);
  guint8 *data;
  int stride;

  if (strength <= 0)
    return;

  cairo_surface_flush (self->surface);
  data = cairo_image_surface_get_data (self->surface);
  stride = cairo_image_surface_get_stride (self->surface);
  for (int y = 0; y < self->px_height; y++)
    {
      guint32 *row = (guint32 *) (gpointer) (data + (gsize) y * stride);

      if ((y & 63) == 0 && gesso_sketch_canvas_is_cancelled (self))
        break;
      for (int x = 0; x < self->px_width; x++)
        {
          guint32 pixel = row[x];
          guint32 hash;
          int add;

          if (pixel < 0xff000000u)
            continue;
          hash = gesso_sketch_hash2 (seed, x, y);
          /* The difference of two uniform values has a triangular distribution. */
          add = ((int) (hash & 0xff) - (int) ((hash >> 8) & 0xff)) * strength;
          add = (add + (add >= 0 ? 128 : -128)) / 256 / 2;
          row[x] = 0xff000000u | (guint32) CLAMP ((int) ((pixel >> 16) & 0xff) + add, 0, 255) << 16
                   | (guint32) CLAMP ((int) ((pixel >> 8) & 0xff) + add, 0, 255) << 8
                   | (guint32) CLAMP ((int) (pixel & 0xff) + add, 0, 255);
        }
    }
  cairo_surface_mark_dirty (self->surface);
}

/**
 * gesso_sketch_canvas_to_image:
 * @self: a canvas
 * @opaque: whether every pixel is to have alpha 255
 *
 * Returns: (transfer full) (nullable): the picture in the finished size, or %NULL without memory
 */
GessoImage *
gesso_sketch_canvas_to_image (GessoSketchCanvas *self,
                              gboolean           opaque)
{
  cairo_surface_t *surface = finish_surface (self);
  int width = (int) lrint (self->width);
  int height = (int) lrint (self->height);
  gsize stride = (gsize) width * 4;
  guint8 *pixels = g_try_malloc (stride * (gsize) height);

  if (pixels == NULL || cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      g_free (pixels);
      cairo_surface_destroy (surface);
      return NULL;
    }

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (surface)
                          + (gsize) y * cairo_image_surface_get_stride (surface);

      convert_row ((const guint32 *) (gconstpointer) row, pixels + (gsize) y * stride, width,
                   opaque);
    }
  cairo_surface_destroy (surface);

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, stride, pixels);
}
