/* gesso-picture-tiles.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPictureTiles: a picture cut into squares at view size, each a cached cairo node, so that a
 * frame draws what is there and panning draws nothing anew. Another zoom, picture or ground drops
 * them. Owned by the widget that draws it.
 */

#include "config.h"

#include "ui/view/gesso-picture-tiles.h"

#include <math.h>

#include "ui/view/gesso-picture-tile.h"

#define TILE_PX GESSO_PICTURE_TILE_PX
#define MAX_TILES 512

struct _GessoPictureTiles
{
  GessoPyramid *pyramid; /* (owned) (nullable) */
  GHashTable *tiles;     /* (owned): tile number → GskRenderNode */
  double zoom;           /* device pixels per picture pixel of the tiles */
  gboolean dark;
};

/* One tile in device pixels of the zoomed picture; its node is in the same coordinates. */
static GskRenderNode *
make_tile (GessoPictureTiles *self,
           int                column,
           int                row,
           double             zoom_x,
           double             zoom_y)
{
  cairo_surface_t *surface
      = gesso_picture_tile_new (self->pyramid, column, row, zoom_x, zoom_y, self->dark);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  GskRenderNode *node
      = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (column * TILE_PX, row * TILE_PX, width, height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_set_source_surface (cr, surface, column * TILE_PX, row * TILE_PX);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return node;
}

static GskRenderNode *
get_tile (GessoPictureTiles *self,
          int                column,
          int                row,
          double             zoom_x,
          double             zoom_y)
{
  gpointer key = GUINT_TO_POINTER ((guint) row << 16 | (guint) column);
  GskRenderNode *node = g_hash_table_lookup (self->tiles, key);

  if (node != NULL)
    return node;

  if (g_hash_table_size (self->tiles) >= MAX_TILES)
    g_hash_table_remove_all (self->tiles);
  node = make_tile (self, column, row, zoom_x, zoom_y);
  g_hash_table_insert (self->tiles, key, node);
  return node;
}

/**
 * gesso_picture_tiles_new:
 *
 * Returns: (transfer full): tiles of no picture
 */
GessoPictureTiles *
gesso_picture_tiles_new (void)
{
  GessoPictureTiles *self = g_new0 (GessoPictureTiles, 1);

  self->tiles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gsk_render_node_unref);
  return self;
}

/**
 * gesso_picture_tiles_free:
 * @self: (transfer full): tiles
 */
void
gesso_picture_tiles_free (GessoPictureTiles *self)
{
  g_clear_pointer (&self->pyramid, gesso_pyramid_unref);
  g_hash_table_unref (self->tiles);
  g_free (self);
}

/**
 * gesso_picture_tiles_set_pyramid:
 * @self: tiles
 * @pyramid: (nullable): the picture to draw
 */
void
gesso_picture_tiles_set_pyramid (GessoPictureTiles *self,
                                 GessoPyramid      *pyramid)
{
  g_return_if_fail (self != NULL);

  if (pyramid == self->pyramid)
    return;

  g_clear_pointer (&self->pyramid, gesso_pyramid_unref);
  self->pyramid = pyramid != NULL ? gesso_pyramid_ref (pyramid) : NULL;
  g_hash_table_remove_all (self->tiles);
}

/**
 * gesso_picture_tiles_get_pyramid:
 * @self: tiles
 *
 * Returns: (transfer none) (nullable): the picture that is drawn
 */
GessoPyramid *
gesso_picture_tiles_get_pyramid (GessoPictureTiles *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pyramid;
}

/**
 * gesso_picture_tiles_append:
 * @self: tiles with a picture
 * @snapshot: what is drawn on; its origin is the view's corner
 * @viewport: zoom and place; the picture fills its frame, in as many pixels as it has
 * @scale: device pixels per view unit
 * @dark: whether the checkerboard under transparency is dark
 *
 * Draws what can be seen of the picture. The caller clips to the view.
 */
void
gesso_picture_tiles_append (GessoPictureTiles   *self,
                            GtkSnapshot         *snapshot,
                            const GessoViewport *viewport,
                            double               scale,
                            gboolean             dark)
{
  const GessoViewport *v = viewport;
  double zoom_x, zoom_y;
  double left = MAX (0, -v->x * scale);
  double top = MAX (0, -v->y * scale);
  double right = MIN (v->image_width * v->zoom, v->view_width - v->x) * scale;
  double bottom = MIN (v->image_height * v->zoom, v->view_height - v->y) * scale;

  g_return_if_fail (self != NULL && self->pyramid != NULL);

  zoom_x = v->zoom * scale * v->image_width / gesso_pyramid_get_width (self->pyramid);
  zoom_y = v->zoom * scale * v->image_height / gesso_pyramid_get_height (self->pyramid);
  if (self->zoom != zoom_x || self->dark != dark)
    {
      g_hash_table_remove_all (self->tiles);
      self->zoom = zoom_x;
      self->dark = dark;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, 1 / scale, 1 / scale);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (round (v->x * scale), round (v->y * scale)));
  for (int row = top / TILE_PX; row * TILE_PX < bottom; row++)
    for (int column = left / TILE_PX; column * TILE_PX < right; column++)
      gtk_snapshot_append_node (snapshot, get_tile (self, column, row, zoom_x, zoom_y));
  gtk_snapshot_restore (snapshot);
}
