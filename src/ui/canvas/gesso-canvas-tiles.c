/* gesso-canvas-tiles.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCanvasTiles: picture and mask of a canvas as squares at view size, each one cached node. A
 * square keeps the picture alone and the picture with the mask; where the mask changes, only the
 * part that changed is mixed again and only that square gets a new node, so the toolkit draws
 * nothing else anew. Owned by the canvas, main thread. Squares are dropped as a whole when zoom or
 * picture change; nothing is keyed by an address.
 */

#include "config.h"

#include "ui/canvas/gesso-canvas-tiles.h"

#include <math.h>

#include "ui/canvas/gesso-canvas-blend.h"
#include "ui/view/gesso-picture-tile.h"

#define TILE_PX GESSO_PICTURE_TILE_PX
#define MAX_TILES 256

typedef struct
{
  cairo_surface_t *picture; /* (owned) */
  cairo_surface_t *mixed;   /* (owned) (nullable): while something is painted here */
  GskRenderNode *node;      /* (owned) (nullable) */
  GessoRect dirty;          /* in view pixels */
  guint frame;
} Tile;

struct _GessoCanvasTiles
{
  GessoPyramid *pyramid; /* (owned) (nullable) */
  GessoCanvasLook look;
  GHashTable *tiles; /* (owned): number → Tile */
  guint8 *coverage;  /* (owned): of one tile at most */
  guint frame;
  guint n_drawn;
};

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_clear_pointer (&tile->node, gsk_render_node_unref);
  g_clear_pointer (&tile->mixed, cairo_surface_destroy);
  cairo_surface_destroy (tile->picture);
  g_free (tile);
}

static gpointer
make_key (int column,
          int row)
{
  return GUINT_TO_POINTER ((guint) row << 16 | (guint) column);
}

static GessoRect
get_tile_rect (Tile *tile,
               int   column,
               int   row)
{
  return (GessoRect){ column * TILE_PX, row * TILE_PX,
                      cairo_image_surface_get_width (tile->picture),
                      cairo_image_surface_get_height (tile->picture) };
}

static gboolean
is_left_behind (gpointer key,
                gpointer value,
                gpointer user_data)
{
  return ((Tile *) value)->frame != ((GessoCanvasTiles *) user_data)->frame;
}

static Tile *
get_tile (GessoCanvasTiles *self,
          int               column,
          int               row)
{
  Tile *tile = g_hash_table_lookup (self->tiles, make_key (column, row));

  if (tile == NULL)
    {
      if (g_hash_table_size (self->tiles) >= MAX_TILES)
        g_hash_table_foreach_remove (self->tiles, is_left_behind, self);
      tile = g_new0 (Tile, 1);
      tile->picture = gesso_picture_tile_new (self->pyramid, column, row, self->look.zoom,
                                              self->look.zoom, self->look.dark);
      tile->dirty = get_tile_rect (tile, column, row);
      g_hash_table_insert (self->tiles, make_key (column, row), tile);
    }
  tile->frame = self->frame;
  return tile;
}

/* Mixing. */

static void
start_mixed (Tile *tile)
{
  int width = cairo_image_surface_get_width (tile->picture);
  int height = cairo_image_surface_get_height (tile->picture);
  const guint8 *from = cairo_image_surface_get_data (tile->picture);
  int stride = cairo_image_surface_get_stride (tile->picture);

  tile->mixed = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_surface_flush (tile->mixed);
  for (int y = 0; y < height; y++)
    memcpy (cairo_image_surface_get_data (tile->mixed)
                + (gsize) y * cairo_image_surface_get_stride (tile->mixed),
            from + (gsize) y * stride, (gsize) width * 4);
  cairo_surface_mark_dirty (tile->mixed);
}

static void
mix_rows (GessoCanvasTiles *self,
          Tile             *tile,
          const GessoRect  *rect,
          int               x,
          int               y)
{
  guint opacity = self->look.opacity * 256 + 0.5;
  const guint8 *coverage = self->coverage;

  /* A surface that a living node holds is copied here, before its pixels are touched. */
  cairo_surface_flush (tile->mixed);
  for (int i = 0; i < rect->height; i++, coverage += rect->width)
    {
      const guint32 *from
          = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (tile->picture)
                                               + (gsize) (y + i)
                                                     * cairo_image_surface_get_stride (
                                                         tile->picture));
      guint32 *to = (guint32 *) (gpointer) (cairo_image_surface_get_data (tile->mixed)
                                            + (gsize) (y + i)
                                                  * cairo_image_surface_get_stride (tile->mixed));

      if (self->look.mask_alone)
        gesso_canvas_blend_alone (coverage, to + x, rect->width);
      else
        gesso_canvas_blend_overlay (from + x, coverage, to + x, rect->width, self->look.color,
                                    opacity);
    }
  cairo_surface_mark_dirty_rectangle (tile->mixed, x, y, rect->width, rect->height);
}

static void
refresh (GessoCanvasTiles *self,
         Tile             *tile,
         int               column,
         int               row,
         const GessoMask  *mask)
{
  GessoRect whole = get_tile_rect (tile, column, row);
  GessoRect rect = gesso_rect_intersect (&tile->dirty, &whole);
  gboolean always = self->look.mask_alone || self->look.kept;
  gboolean painted = FALSE;

  tile->dirty = GESSO_RECT_EMPTY;
  if (gesso_rect_is_empty (&rect))
    return;

  if (mask != NULL)
    painted = gesso_canvas_blend_sample (mask, self->look.zoom, &rect, self->coverage);
  g_clear_pointer (&tile->node, gsk_render_node_unref);
  if (!painted && !always && gesso_rect_equal (&rect, &whole))
    {
      g_clear_pointer (&tile->mixed, cairo_surface_destroy);
      return;
    }
  if (!painted && tile->mixed == NULL && !always)
    return;

  if (!painted)
    memset (self->coverage, 0, (gsize) rect.width * rect.height);
  if (self->look.kept && !self->look.mask_alone)
    for (int i = 0; i < rect.width * rect.height; i++)
      self->coverage[i] = 255 - self->coverage[i];
  if (tile->mixed == NULL)
    start_mixed (tile);
  mix_rows (self, tile, &rect, rect.x - whole.x, rect.y - whole.y);
}

static void
make_node (GessoCanvasTiles *self,
           Tile             *tile,
           int               column,
           int               row)
{
  GessoRect rect = get_tile_rect (tile, column, row);
  cairo_t *cr;

  tile->node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (rect.x, rect.y, rect.width, rect.height));
  cr = gsk_cairo_node_get_draw_context (tile->node);
  cairo_set_source_surface (cr, tile->mixed != NULL ? tile->mixed : tile->picture, rect.x, rect.y);
  cairo_paint (cr);
  cairo_destroy (cr);
  self->n_drawn++;
}

/**
 * gesso_canvas_tiles_new:
 *
 * Returns: (transfer full): a cache without a picture
 */
GessoCanvasTiles *
gesso_canvas_tiles_new (void)
{
  GessoCanvasTiles *self = g_new0 (GessoCanvasTiles, 1);

  self->look.zoom = 1;
  self->tiles = g_hash_table_new_full (NULL, NULL, NULL, tile_free);
  self->coverage = g_malloc (TILE_PX * TILE_PX);
  return self;
}

/**
 * gesso_canvas_tiles_free:
 * @self: (transfer full): a cache
 */
void
gesso_canvas_tiles_free (GessoCanvasTiles *self)
{
  g_hash_table_unref (self->tiles);
  g_clear_pointer (&self->pyramid, gesso_pyramid_unref);
  g_free (self->coverage);
  g_free (self);
}

/**
 * gesso_canvas_tiles_set_picture:
 * @self: a cache
 * @pyramid: (nullable): what lies under the mask
 */
void
gesso_canvas_tiles_set_picture (GessoCanvasTiles *self,
                                GessoPyramid     *pyramid)
{
  g_hash_table_remove_all (self->tiles);
  if (pyramid != NULL)
    gesso_pyramid_ref (pyramid);
  g_clear_pointer (&self->pyramid, gesso_pyramid_unref);
  self->pyramid = pyramid;
}

/**
 * gesso_canvas_tiles_set_look:
 * @self: a cache
 * @look: how to draw from now on
 *
 * What can be kept is kept: for another colour only the mask is mixed again.
 */
void
gesso_canvas_tiles_set_look (GessoCanvasTiles      *self,
                             const GessoCanvasLook *look)
{
  const GessoCanvasLook *old = &self->look;
  GHashTableIter iter;
  gpointer value;

  if (old->zoom != look->zoom || old->dark != look->dark)
    g_hash_table_remove_all (self->tiles);
  if (old->color != look->color || old->opacity != look->opacity || old->kept != look->kept
      || old->mask_alone != look->mask_alone)
    {
      g_hash_table_iter_init (&iter, self->tiles);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        ((Tile *) value)->dirty
            = (GessoRect){ G_MININT / 4, G_MININT / 4, G_MAXINT / 2, G_MAXINT / 2 };
    }
  self->look = *look;
}

/**
 * gesso_canvas_tiles_touch:
 * @self: a cache
 * @rect: where the mask has changed, in picture pixels
 */
void
gesso_canvas_tiles_touch (GessoCanvasTiles *self,
                          const GessoRect  *rect)
{
  double zoom = self->look.zoom;
  int left = floor (rect->x * zoom) - 1;
  int top = floor (rect->y * zoom) - 1;
  int right = ceil ((rect->x + rect->width) * zoom) + 1;
  int bottom = ceil ((rect->y + rect->height) * zoom) + 1;
  GessoRect changed = { left, top, right - left, bottom - top };
  GHashTableIter iter;
  gpointer key, value;

  if (gesso_rect_is_empty (rect))
    return;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint number = GPOINTER_TO_UINT (key);
      GessoRect whole = get_tile_rect (value, number & 0xffff, number >> 16);
      GessoRect part = gesso_rect_intersect (&whole, &changed);
      Tile *tile = value;

      if (!gesso_rect_is_empty (&part))
        tile->dirty = gesso_rect_unite (&tile->dirty, &part);
    }
}

/**
 * gesso_canvas_tiles_append:
 * @self: a cache with a picture
 * @snapshot: where to draw, in device pixels from the picture's corner
 * @mask: (nullable): what is painted
 * @visible: what is seen, in device pixels from the picture's corner; inside of it
 */
void
gesso_canvas_tiles_append (GessoCanvasTiles *self,
                           GtkSnapshot      *snapshot,
                           const GessoMask  *mask,
                           const GessoRect  *visible)
{
  int right = visible->x + visible->width;
  int bottom = visible->y + visible->height;

  if (self->pyramid == NULL)
    return;

  self->frame++;
  for (int row = visible->y / TILE_PX; row * TILE_PX < bottom; row++)
    for (int column = visible->x / TILE_PX; column * TILE_PX < right; column++)
      {
        Tile *tile = get_tile (self, column, row);

        refresh (self, tile, column, row, mask);
        if (tile->node == NULL)
          make_node (self, tile, column, row);
        gtk_snapshot_append_node (snapshot, tile->node);
      }
}

/**
 * gesso_canvas_tiles_get_n_drawn:
 * @self: a cache
 *
 * Returns: how many nodes were ever made; for measurements
 */
guint
gesso_canvas_tiles_get_n_drawn (GessoCanvasTiles *self)
{
  return self->n_drawn;
}
