/* gesso-dab.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoDabCache draws the prints of a round brush, soft at the rim, and keeps them: a stroke uses
 * a few shapes hundreds of times. A print is anti-aliased at a quarter of a pixel (an eighth for
 * small brushes). A tool owns its cache; one thread.
 *
 * Blending is apart from drawing and goes row by row, into a mask's tiles or into a flat plane, by
 * the same loops.
 */

#include "config.h"

#include "mask/gesso-dab.h"
#include "mask/gesso-mask-private.h"

#include <math.h>
#include <string.h>

#define CACHE_BYTES (16 * 1024 * 1024)
#define PROFILE_STEPS 1024
#define MAX_RADIUS 1024.0
#define SMALL_RADIUS 16.0
#define LANES 32

typedef struct
{
  int radius_16ths;
  int hardness_255ths;
  int opacity;
  int phase_x;
  int phase_y;
  int phases; /* per pixel */
} Shape;

typedef struct
{
  Shape shape;
  int left; /* of the pixels, from the pixel in which the centre lies */
  int size;
  guint8 pixels[];
} Print;

struct _GessoDabCache
{
  GHashTable *prints; /* (owned): a Print is key and value */
  gsize n_bytes;
  guint8 profile[PROFILE_STEPS + 1]; /* from the opaque core to the rim */
  int profile_opacity;
  gboolean profile_linear;
};

static guint
hash_print (gconstpointer data)
{
  const Shape *shape = data;
  guint hash = (guint) shape->radius_16ths;

  hash = hash * 31 + (guint) shape->hardness_255ths;
  hash = hash * 31 + (guint) shape->opacity;
  hash = hash * 31 + (guint) shape->phase_x;
  return hash * 31 + (guint) shape->phase_y;
}

static gboolean
same_shape (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, sizeof (Shape)) == 0;
}

/**
 * gesso_dab_cache_new:
 *
 * Returns: (transfer full): a cache with no print yet
 */
GessoDabCache *
gesso_dab_cache_new (void)
{
  GessoDabCache *self = g_new0 (GessoDabCache, 1);

  self->prints = g_hash_table_new_full (hash_print, same_shape, NULL, g_free);
  self->profile_opacity = -1;
  return self;
}

/**
 * gesso_dab_cache_free:
 * @self: (transfer full): a cache
 *
 * Frees the cache; dabs that came from it are gone.
 */
void
gesso_dab_cache_free (GessoDabCache *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->prints);
  g_free (self);
}

/* A hard rim is one pixel of straight ramp, which is nearly the area covered; a soft one a cosine,
 * flat at both ends, so that overlapping prints show no rings. */
static void
make_profile (GessoDabCache *self,
              int            opacity,
              gboolean       linear)
{
  if (self->profile_opacity == opacity && self->profile_linear == linear)
    return;

  for (int i = 0; i <= PROFILE_STEPS; i++)
    {
      double t = (double) i / PROFILE_STEPS;
      double value = linear ? 1 - t : 0.5 + 0.5 * cos (G_PI * t);

      self->profile[i] = (guint8) lrint (value * opacity);
    }
  self->profile_opacity = opacity;
  self->profile_linear = linear;
}

static void
draw_row (const GessoDabCache *self,
          guint8              *row,
          int                  size,
          float                from_x,
          float                dy,
          float                inner,
          float                outer)
{
  const float scale = (float) PROFILE_STEPS / (outer - inner);

  for (int x = 0; x < size; x++)
    {
      float dx = from_x + (float) x;
      float place = (sqrtf (dx * dx + dy * dy) - inner) * scale;

      place = place < 0 ? 0 : place;
      place = place > PROFILE_STEPS ? PROFILE_STEPS : place;
      row[x] = self->profile[(int) place];
    }
}

static Print *
draw_print (GessoDabCache *self,
            const Shape   *shape)
{
  double radius = shape->radius_16ths / 16.0;
  double inner = MIN (radius * shape->hardness_255ths / 255.0, radius - 0.5);
  double outer = MAX (radius, inner + 1);
  double centre_x = (double) shape->phase_x / shape->phases;
  double centre_y = (double) shape->phase_y / shape->phases;
  int left = -(int) ceil (outer);
  int size = -2 * left + 1;
  Print *print = g_malloc (sizeof *print + (gsize) size * (gsize) size);

  make_profile (self, shape->opacity, outer - inner < 1.5);
  print->shape = *shape;
  print->left = left;
  print->size = size;
  for (int y = 0; y < size; y++)
    draw_row (self, print->pixels + (gsize) y * (gsize) size, size, (float) (left + 0.5 - centre_x),
              (float) (left + y + 0.5 - centre_y), (float) inner, (float) outer);

  return print;
}

/* Where in its pixel a coordinate lies, in steps; the pixel may become the next one. */
static int
find_phase (double  place,
            int     phases,
            int    *out_pixel)
{
  double pixel = floor (place);
  int phase = (int) lrint ((place - pixel) * phases);

  *out_pixel = (int) pixel + phase / phases;
  return phase % phases;
}

/**
 * gesso_dab_cache_get:
 * @self: a cache
 * @x: the centre, in pixels; a pixel's own centre lies at its number plus one half
 * @y: the centre
 * @radius: in pixels, up to 1024; under one half the dab gets fainter, not smaller
 * @hardness: 0 to 1: the part of the radius that is as opaque as the centre
 * @opacity: 0 to 1: the coverage at the centre
 * @out_dab: (out): the dab
 *
 * Gives a round dab. Its pixels belong to the cache and are valid until the next call.
 */
void
gesso_dab_cache_get (GessoDabCache *self,
                     double         x,
                     double         y,
                     double         radius,
                     double         hardness,
                     double         opacity,
                     GessoDab      *out_dab)
{
  Shape shape;
  Print *print;
  int column, row;

  g_return_if_fail (self != NULL && out_dab != NULL);
  g_return_if_fail (fabs (x) < 1e8 && fabs (y) < 1e8 && radius >= 0);

  if (radius < 0.5)
    opacity *= radius * 2;
  radius = CLAMP (radius, 0.5, MAX_RADIUS);
  memset (&shape, 0, sizeof shape);
  shape.radius_16ths = (int) lrint (radius * 16);
  shape.hardness_255ths = (int) lrint (CLAMP (hardness, 0, 1) * 255);
  shape.opacity = (int) lrint (CLAMP (opacity, 0, 1) * 255);
  shape.phases = radius < SMALL_RADIUS ? 8 : 4;
  shape.phase_x = find_phase (x, shape.phases, &column);
  shape.phase_y = find_phase (y, shape.phases, &row);

  print = g_hash_table_lookup (self->prints, &shape);
  if (print == NULL)
    {
      if (self->n_bytes > CACHE_BYTES)
        {
          g_hash_table_remove_all (self->prints);
          self->n_bytes = 0;
        }
      print = draw_print (self, &shape);
      self->n_bytes += (gsize) print->size * (gsize) print->size;
      g_hash_table_insert (self->prints, &print->shape, print);
    }

  out_dab->rect = (GessoRect){ column + print->left, row + print->left, print->size, print->size };
  out_dab->pixels = print->pixels;
  out_dab->stride = (gsize) print->size;
}

/* The inner loops have a fixed length, and rows never overlap, so that the compiler makes vectors
 * of them. */
static void
blend_max (guint8 *restrict to, const guint8 *restrict from, int n)
{
  for (; n >= LANES; n -= LANES, to += LANES, from += LANES)
    for (int i = 0; i < LANES; i++)
      to[i] = MAX (to[i], from[i]);
  for (int i = 0; i < n; i++)
    to[i] = MAX (to[i], from[i]);
}

static void
blend_erase (guint8 *restrict to, const guint8 *restrict from, int n)
{
  for (; n >= LANES; n -= LANES, to += LANES, from += LANES)
    for (int i = 0; i < LANES; i++)
      {
        guint8 most = (guint8) ~from[i];

        to[i] = MIN (to[i], most);
      }
  for (int i = 0; i < n; i++)
    {
      guint8 most = (guint8) ~from[i];

      to[i] = MIN (to[i], most);
    }
}

/* to + (255 - to) * from / 255, rounded. */
static void
blend_paint (guint8 *restrict to, const guint8 *restrict from, int n)
{
  for (int i = 0; i < n; i++)
    {
      guint product = (guint) (255 - to[i]) * from[i] + 128;

      to[i] = (guint8) (to[i] + ((product + (product >> 8)) >> 8));
    }
}

/* @n pixels of one row; shared with what else is blended into masks. */
void
_gesso_dab_blend_row (GessoDabBlend  blend,
                      guint8        *to,
                      const guint8  *from,
                      int            n)
{
  switch (blend)
    {
    case GESSO_DAB_MAX:
      blend_max (to, from, n);
      break;
    case GESSO_DAB_PAINT:
      blend_paint (to, from, n);
      break;
    case GESSO_DAB_ERASE:
      blend_erase (to, from, n);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
blend_tile (const GessoDab *self,
            GessoDabBlend   blend,
            GessoMask      *mask,
            int             column,
            int             row)
{
  GessoRect tile = gesso_mask_get_tile_rect (mask, column, row);
  GessoRect part = gesso_rect_intersect (&tile, &self->rect);
  gboolean same = blend == GESSO_DAB_ERASE ? gesso_mask_peek_tile (mask, column, row) == NULL
                                           : gesso_mask_is_tile_full (mask, column, row);
  const guint8 *from;
  guint8 *to;

  if (same || gesso_rect_is_empty (&part))
    return;

  from = self->pixels + (gsize) (part.y - self->rect.y) * self->stride + (part.x - self->rect.x);
  to = _gesso_mask_write_tile (mask, column, row) + (part.y - tile.y) * GESSO_MASK_TILE
       + (part.x - tile.x);
  for (int y = 0; y < part.height; y++)
    _gesso_dab_blend_row (blend, to + y * GESSO_MASK_TILE, from + (gsize) y * self->stride,
                          part.width);
}

/**
 * gesso_dab_blend:
 * @self: a dab
 * @blend: how
 * @mask: (inout): a mask, no snapshot
 *
 * Blends a dab into a mask; what lies outside is dropped.
 *
 * Returns: the part of the mask that may have changed; empty if the dab lies outside
 */
GessoRect
gesso_dab_blend (const GessoDab *self,
                 GessoDabBlend   blend,
                 GessoMask      *mask)
{
  GessoRect all;
  GessoRect inside;

  g_return_val_if_fail (self != NULL && mask != NULL, GESSO_RECT_EMPTY);
  g_return_val_if_fail (!gesso_mask_is_frozen (mask), GESSO_RECT_EMPTY);

  all = gesso_mask_get_extents (mask);
  inside = gesso_rect_intersect (&all, &self->rect);
  if (gesso_rect_is_empty (&inside))
    return inside;

  _gesso_mask_mark_changed (mask);
  for (int row = inside.y / GESSO_MASK_TILE;
       row <= (inside.y + inside.height - 1) / GESSO_MASK_TILE; row++)
    for (int column = inside.x / GESSO_MASK_TILE;
         column <= (inside.x + inside.width - 1) / GESSO_MASK_TILE; column++)
      blend_tile (self, blend, mask, column, row);

  return inside;
}

/**
 * gesso_dab_blend_flat:
 * @self: a dab
 * @blend: how
 * @width: of the plane, in pixels
 * @height: of the plane, in pixels
 * @stride: bytes from one row of the plane to the next
 * @pixels: (inout): the plane
 *
 * Blends a dab into a plane in one piece; what lies outside is dropped.
 *
 * Returns: the part of the plane that may have changed
 */
GessoRect
gesso_dab_blend_flat (const GessoDab *self,
                      GessoDabBlend   blend,
                      int             width,
                      int             height,
                      gsize           stride,
                      guint8         *pixels)
{
  const GessoRect all = { 0, 0, width, height };
  GessoRect inside;
  const guint8 *from;

  g_return_val_if_fail (self != NULL && pixels != NULL, GESSO_RECT_EMPTY);

  inside = gesso_rect_intersect (&all, &self->rect);
  if (gesso_rect_is_empty (&inside))
    return inside;

  from
      = self->pixels + (gsize) (inside.y - self->rect.y) * self->stride + (inside.x - self->rect.x);
  for (int y = 0; y < inside.height; y++)
    _gesso_dab_blend_row (blend, pixels + (gsize) (inside.y + y) * stride + inside.x,
                          from + (gsize) y * self->stride, inside.width);

  return inside;
}
