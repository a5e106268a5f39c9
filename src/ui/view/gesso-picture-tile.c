/* gesso-picture-tile.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/view/gesso-picture-tile.h"

#include <math.h>

#define TILE_PX GESSO_PICTURE_TILE_PX
#define CRISP_ZOOM 4.0
#define CHECKER_PX 8

static void
draw_checkers (cairo_t  *cr,
               double    x,
               double    y,
               double    width,
               double    height,
               gboolean  dark)
{
  double light = dark ? 0.36 : 1.0;
  double shade = dark ? 0.28 : 0.86;
  int from_column = floor (x / CHECKER_PX);
  int from_row = floor (y / CHECKER_PX);
  int to_column = ceil ((x + width) / CHECKER_PX);
  int to_row = ceil ((y + height) / CHECKER_PX);

  cairo_set_source_rgb (cr, light, light, light);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, shade, shade, shade);
  for (int row = from_row; row < to_row; row++)
    for (int column = from_column; column < to_column; column++)
      if ((row + column) & 1)
        cairo_rectangle (cr, column * CHECKER_PX, row * CHECKER_PX, CHECKER_PX, CHECKER_PX);
  cairo_save (cr);
  cairo_clip (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_new_path (cr);
}

/**
 * gesso_picture_tile_new:
 * @pyramid: a picture
 * @column: of the tile, in tiles of %GESSO_PICTURE_TILE_PX at view size
 * @row: of the tile
 * @zoom_x: device pixels per picture pixel
 * @zoom_y: device pixels per picture pixel
 * @dark: whether the checkerboard under transparency is dark
 *
 * Draws one square of a zoomed picture; above 400 % its pixels are crisp.
 *
 * Returns: (transfer full): an opaque surface of `CAIRO_FORMAT_RGB24`, smaller at the right and
 *   lower edges
 */
cairo_surface_t *
gesso_picture_tile_new (const GessoPyramid *pyramid,
                        int                 column,
                        int                 row,
                        double              zoom_x,
                        double              zoom_y,
                        gboolean            dark)
{
  double factor;
  cairo_surface_t *level = gesso_pyramid_get_level (pyramid, MIN (zoom_x, zoom_y), &factor);
  double x = (double) column * TILE_PX;
  double y = (double) row * TILE_PX;
  int width = ceil (MIN (TILE_PX, gesso_pyramid_get_width (pyramid) * zoom_x - x));
  int height = ceil (MIN (TILE_PX, gesso_pyramid_get_height (pyramid) * zoom_y - y));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_translate (cr, -x, -y);
  if (gesso_pyramid_has_alpha (pyramid))
    draw_checkers (cr, x, y, width, height, dark);
  cairo_scale (cr, zoom_x * factor, zoom_y * factor);
  cairo_set_source_surface (cr, level, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), MIN (zoom_x, zoom_y) > CRISP_ZOOM
                                                       ? CAIRO_FILTER_NEAREST
                                                       : CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  return surface;
}
