/* gesso-pyramid.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Levels are cairo image surfaces with premultiplied alpha. Scaling down by more than a half from
 * one of them would alias; the level that is just not smaller than what is shown never is asked to.
 */

#include "config.h"

#include "ui/view/gesso-pyramid.h"

#define MAX_LEVELS 14

struct _GessoPyramid
{
  int n_levels;
  gboolean has_alpha;
  cairo_surface_t *levels[MAX_LEVELS]; /* (owned) */
};

G_DEFINE_BOXED_TYPE (GessoPyramid, gesso_pyramid, gesso_pyramid_ref, gesso_pyramid_unref)

static inline guint32
premultiply (guint r,
             guint g,
             guint b,
             guint a)
{
  if (a == 255)
    return 0xff000000u | r << 16 | g << 8 | b;

  return a << 24 | ((r * a + 127) / 255) << 16 | ((g * a + 127) / 255) << 8 | ((b * a + 127) / 255);
}

static void
convert_row_8 (const guint8 *from,
               guint32      *to,
               int           width)
{
  for (int x = 0; x < width; x++, from += 4)
    to[x] = premultiply (from[0], from[1], from[2], from[3]);
}

static void
convert_row_16 (const guint16 *from,
                guint32       *to,
                int            width)
{
  for (int x = 0; x < width; x++, from += 4)
    to[x] = premultiply (from[0] >> 8, from[1] >> 8, from[2] >> 8, from[3] >> 8);
}

static void
convert_row_gray (const guint8 *from,
                  guint32      *to,
                  int           width)
{
  for (int x = 0; x < width; x++)
    to[x] = premultiply (from[x], from[x], from[x], 255);
}

static cairo_surface_t *
convert (GessoImage *image)
{
  int width = gesso_image_get_width (image);
  int height = gesso_image_get_height (image);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (pixels == NULL)
    return surface;

  for (int y = 0; y < height; y++)
    {
      const guint8 *from = gesso_image_get_row (image, y);
      guint32 *to = (guint32 *) (pixels + (gsize) y * stride);

      if (gesso_image_get_format (image) == GESSO_PIXEL_FORMAT_RGBA8)
        convert_row_8 (from, to, width);
      else if (gesso_image_get_format (image) == GESSO_PIXEL_FORMAT_RGBA16)
        convert_row_16 ((const guint16 *) (gconstpointer) from, to, width);
      else
        convert_row_gray (from, to, width);
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static inline guint32
average (guint32 a,
         guint32 b,
         guint32 c,
         guint32 d)
{
  guint32 rb = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff) + 0x20002;
  guint32 ag = (a >> 8 & 0xff00ff) + (b >> 8 & 0xff00ff) + (c >> 8 & 0xff00ff) + (d >> 8 & 0xff00ff)
               + 0x20002;

  return (rb >> 2 & 0xff00ff) | (ag >> 2 & 0xff00ff) << 8;
}

static cairo_surface_t *
halve (cairo_surface_t *larger)
{
  int from_width = cairo_image_surface_get_width (larger);
  int from_height = cairo_image_surface_get_height (larger);
  int width = (from_width + 1) / 2;
  int height = (from_height + 1) / 2;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  const guint8 *from = cairo_image_surface_get_data (larger);
  guint8 *to = cairo_image_surface_get_data (surface);
  int from_stride = cairo_image_surface_get_stride (larger);
  int to_stride = cairo_image_surface_get_stride (surface);

  if (from == NULL || to == NULL)
    return surface;

  for (int y = 0; y < height; y++)
    {
      int below = MIN (2 * y + 1, from_height - 1);
      const guint32 *a = (const guint32 *) (gconstpointer) (from + (gsize) 2 * y * from_stride);
      const guint32 *b = (const guint32 *) (gconstpointer) (from + (gsize) below * from_stride);
      guint32 *row = (guint32 *) (gpointer) (to + (gsize) y * to_stride);

      for (int x = 0; x < width; x++)
        {
          int right = MIN (2 * x + 1, from_width - 1);

          row[x] = average (a[2 * x], a[right], b[2 * x], b[right]);
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/**
 * gesso_pyramid_new:
 * @image: a picture
 *
 * Any thread; takes some time for large pictures.
 *
 * Returns: (transfer full): its levels
 */
GessoPyramid *
gesso_pyramid_new (GessoImage *image)
{
  GessoPyramid *self = g_atomic_rc_box_new0 (GessoPyramid);

  self->has_alpha
      = gesso_image_get_format (image) != GESSO_PIXEL_FORMAT_GRAY8 && gesso_image_has_alpha (image);
  self->levels[0] = convert (image);
  self->n_levels = 1;
  while (self->n_levels < MAX_LEVELS)
    {
      cairo_surface_t *last = self->levels[self->n_levels - 1];

      if (MAX (cairo_image_surface_get_width (last), cairo_image_surface_get_height (last)) <= 256)
        break;
      self->levels[self->n_levels++] = halve (last);
    }

  return self;
}

/**
 * gesso_pyramid_ref:
 * @self: a pyramid
 *
 * Returns: (transfer full): the same
 */
GessoPyramid *
gesso_pyramid_ref (GessoPyramid *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  GessoPyramid *self = data;

  for (int i = 0; i < self->n_levels; i++)
    cairo_surface_destroy (self->levels[i]);
}

/**
 * gesso_pyramid_unref:
 * @self: (transfer full): a pyramid
 */
void
gesso_pyramid_unref (GessoPyramid *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * gesso_pyramid_get_width:
 * @self: a pyramid
 *
 * Returns: the picture's width in pixels
 */
int
gesso_pyramid_get_width (const GessoPyramid *self)
{
  return cairo_image_surface_get_width (self->levels[0]);
}

/**
 * gesso_pyramid_get_height:
 * @self: a pyramid
 *
 * Returns: the picture's height in pixels
 */
int
gesso_pyramid_get_height (const GessoPyramid *self)
{
  return cairo_image_surface_get_height (self->levels[0]);
}

/**
 * gesso_pyramid_has_alpha:
 * @self: a pyramid
 *
 * Returns: whether anything shines through
 */
gboolean
gesso_pyramid_has_alpha (const GessoPyramid *self)
{
  return self->has_alpha;
}

/**
 * gesso_pyramid_get_n_bytes:
 * @self: a pyramid
 *
 * Returns: how much memory its levels take
 */
gsize
gesso_pyramid_get_n_bytes (const GessoPyramid *self)
{
  gsize n_bytes = 0;

  for (int i = 0; i < self->n_levels; i++)
    n_bytes += (gsize) cairo_image_surface_get_stride (self->levels[i])
               * (gsize) cairo_image_surface_get_height (self->levels[i]);
  return n_bytes;
}

/**
 * gesso_pyramid_get_level:
 * @self: a pyramid
 * @zoom: device pixels per picture pixel
 * @out_factor: (out): picture pixels per pixel of the level
 *
 * Returns: (transfer none): the smallest level that is not smaller than what will be shown
 */
cairo_surface_t *
gesso_pyramid_get_level (const GessoPyramid *self,
                         double              zoom,
                         double             *out_factor)
{
  int level = 0;
  double factor = 1;

  while (level + 1 < self->n_levels && zoom * factor * 2 <= 1.0)
    {
      level++;
      factor *= 2;
    }
  *out_factor = factor;
  return self->levels[level];
}
