/* gesso-mask-operations.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What can be done to a whole mask. Each operation gives a new mask, which shares the tiles that
 * stay as they are, and works on bands, so that a large mask needs little memory. Pure; they block
 * and poll the cancellable between bands, so they belong on a worker. */

#include "config.h"

#include "mask/gesso-mask-operations.h"

#include "image/gesso-distance.h"
#include "mask/gesso-flood-private.h"
#include "mask/gesso-mask-private.h"

#include <math.h>
#include <string.h>

#define HALF 128
#define MAX_LEVELS 12

/* In place, whole tiles at a time. */
void
_gesso_mask_invert (GessoMask *mask)
{
  _gesso_mask_mark_changed (mask);
  for (int row = 0; row < gesso_mask_get_n_rows (mask); row++)
    for (int column = 0; column < gesso_mask_get_n_columns (mask); column++)
      {
        int number = row * gesso_mask_get_n_columns (mask) + column;
        guint8 *pixels;

        if (gesso_mask_peek_tile (mask, column, row) == NULL)
          _gesso_mask_take_tile (mask, number, _gesso_mask_tile_get_full ());
        else if (gesso_mask_is_tile_full (mask, column, row))
          _gesso_mask_take_tile (mask, number, NULL);
        else
          {
            pixels = _gesso_mask_write_tile (mask, column, row);
            for (int i = 0; i < TILE_BYTES; i++)
              pixels[i] = (guint8) ~pixels[i];
          }
      }
}

/* --- Grow and shrink --- */

/* The largest value within a disc, for a band. A disc is a stack of runs; the largest value in a
 * run of any length is that of two overlapping runs whose length is a power of two. */
typedef struct
{
  int radius;
  gboolean inverted; /* shrinking grows what is kept */
  GessoRect rect;    /* of the band */
  int n_levels;
  guint8 *levels[MAX_LEVELS]; /* (owned): runs of 2^level, along one row with its margins */
  guint8 *out;                /* (owned) */
} Disc;

static void
load_levels (Disc            *disc,
             const GessoMask *mask,
             int              y)
{
  const int n = disc->rect.width + 2 * disc->radius;
  GessoRect all = gesso_mask_get_extents (mask);
  guint8 *row = disc->levels[0];

  gesso_mask_get_row (mask, disc->rect.x - disc->radius, y, n, row);
  if (disc->inverted)
    for (int i = 0; i < n; i++)
      {
        int x = disc->rect.x - disc->radius + i;

        row[i] = x >= 0 && x < all.width ? (guint8) ~row[i] : 0;
      }
  for (int level = 1; level < disc->n_levels; level++)
    {
      int half = 1 << (level - 1);

      memcpy (disc->levels[level], disc->levels[level - 1], (gsize) n);
      _gesso_dab_blend_row (GESSO_DAB_MAX, disc->levels[level], disc->levels[level - 1] + half,
                            n - half);
    }
}

/* What the loaded row gives to the band's row that is @dy away. */
static void
spread_row (Disc *disc,
            int   dy,
            int   out_row)
{
  int reach = (int) floor (sqrt ((double) disc->radius * disc->radius - (double) dy * dy));
  int length = 2 * reach + 1;
  int level = (int) g_bit_storage ((gulong) length) - 1;
  const guint8 *runs = disc->levels[level] + disc->radius - reach;
  guint8 *to = disc->out + (gsize) out_row * (gsize) disc->rect.width;

  _gesso_dab_blend_row (GESSO_DAB_MAX, to, runs, disc->rect.width);
  if (length > 1 << level)
    _gesso_dab_blend_row (GESSO_DAB_MAX, to, runs + length - (1 << level), disc->rect.width);
}

static gboolean
is_blank (const guint8 *row,
          int           n)
{
  return row[0] == 0 && memcmp (row, row + 1, (gsize) n - 1) == 0;
}

static void
grow_band (Disc            *disc,
           const GessoMask *mask)
{
  const GessoRect *rect = &disc->rect;
  int first = MAX (rect->y - disc->radius, 0);
  int last = MIN (rect->y + rect->height + disc->radius, gesso_mask_get_height (mask));

  memset (disc->out, 0, (gsize) rect->width * (gsize) rect->height);
  for (int y = first; y < last; y++)
    {
      load_levels (disc, mask, y);
      if (is_blank (disc->levels[0], rect->width + 2 * disc->radius))
        continue;
      for (int to = MAX (rect->y, y - disc->radius);
           to <= MIN (rect->y + rect->height - 1, y + disc->radius); to++)
        spread_row (disc, to - y, to - rect->y);
    }
  if (disc->inverted)
    for (gsize i = 0; i < (gsize) rect->width * (gsize) rect->height; i++)
      disc->out[i] = (guint8) ~disc->out[i];
}

/* A band as high as the margins, so that these are not read more than twice. */
static int
find_band_height (int margin)
{
  return MAX (1, (2 * margin + GESSO_MASK_TILE - 1) / GESSO_MASK_TILE) * GESSO_MASK_TILE;
}

static GessoMask *
grow (GessoMask     *mask,
      int            radius,
      gboolean       inverted,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GessoMask) result = gesso_mask_copy (mask);
  GessoRect all = gesso_mask_get_extents (mask);
  Disc disc = { .radius = radius, .inverted = inverted };
  GessoRect work;
  int height = find_band_height (radius);
  gboolean cancelled = FALSE;

  if (!gesso_mask_get_bounds (mask, 1, &work))
    return g_steal_pointer (&result);
  if (!inverted)
    work = gesso_rect_outset (&work, radius);
  work = gesso_rect_intersect (&work, &all);

  disc.n_levels = (int) g_bit_storage ((gulong) (2 * radius + 1));
  for (int level = 0; level < disc.n_levels; level++)
    disc.levels[level] = g_malloc0 ((gsize) (work.width + 2 * radius));
  disc.out = g_malloc ((gsize) work.width * (gsize) MIN (height, work.height));
  for (int y = work.y; y < work.y + work.height && !cancelled; y += height)
    {
      disc.rect = (GessoRect){ work.x, y, work.width, MIN (height, work.y + work.height - y) };
      grow_band (&disc, mask);
      gesso_mask_put_rect (result, &disc.rect, disc.out, (gsize) work.width);
      cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  for (int level = 0; level < disc.n_levels; level++)
    g_free (disc.levels[level]);
  g_free (disc.out);
  gesso_mask_tidy (result, &work);

  return cancelled ? NULL : g_steal_pointer (&result);
}

/* --- Feather --- */

/* Coverage at a squared distance: rises (inward) or falls (outward) evenly. */
static guint8 *
make_ramp (int      amount,
           gboolean outward)
{
  int n = (amount + 1) * (amount + 1);
  guint8 *ramp = g_malloc ((gsize) n + 1);

  for (int i = 0; i <= n; i++)
    {
      double part = sqrt (i) / (amount + 1);

      ramp[i] = (guint8) lrint (255 * (outward ? 1 - part : part));
    }

  return ramp;
}

static void
read_row (gconstpointer  mask,
          int            x,
          int            y,
          int            width,
          guint8        *out)
{
  gesso_mask_get_row (mask, x, y, width, out);
}

static GessoMask *
feather (GessoMask     *mask,
         int            amount,
         gboolean       outward,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (GessoMask) result = gesso_mask_copy (mask);
  g_autoptr (GessoDistance) distance = NULL;
  g_autofree guint8 *ramp = make_ramp (amount, outward);
  g_autofree guint8 *row = NULL;
  g_autofree gint32 *squares = NULL;
  GessoRect all = gesso_mask_get_extents (mask);
  GessoRect work;
  GessoDistanceSource source = { .read = read_row,
                                 .data = mask,
                                 .extents = all,
                                 .threshold = outward ? HALF - 1 : 0,
                                 .above = outward,
                                 .reach = amount };
  int height = find_band_height (amount);

  if (!gesso_mask_get_bounds (mask, outward ? HALF : 1, &work))
    return g_steal_pointer (&result);
  if (outward)
    work = gesso_rect_outset (&work, amount);
  work = gesso_rect_intersect (&work, &all);

  distance = gesso_distance_new (&source, &work, height, error);
  if (distance == NULL)
    return NULL;

  row = g_malloc ((gsize) work.width);
  squares = g_new (gint32, work.width);
  for (int y = work.y; y < work.y + work.height; y++)
    {
      if ((y - work.y) % height == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      gesso_distance_get_row (distance, y, squares);
      gesso_mask_get_row (mask, work.x, y, work.width, row);
      for (int x = 0; x < work.width; x++)
        row[x] = outward ? MAX (row[x], ramp[squares[x]]) : MIN (row[x], ramp[squares[x]]);
      gesso_mask_put_row (result, work.x, y, work.width, row);
    }
  gesso_mask_tidy (result, &work);

  return g_steal_pointer (&result);
}

/* --- Smooth --- */

/* Means along a line of @n values that are @step apart; beyond the ends, the last value counts. */
static void
average_line (const guint8 *from,
              guint8       *to,
              int           n,
              gsize         step,
              int           radius)
{
  const guint length = 2 * (guint) radius + 1;
  guint sum = (guint) from[0] * (guint) radius;

  for (int i = 0; i <= radius; i++)
    sum += from[(gsize) MIN (i, n - 1) * step];
  for (int i = 0; i < n; i++)
    {
      to[(gsize) i * step] = (guint8) ((sum + length / 2) / length);
      sum += from[(gsize) MIN (i + radius + 1, n - 1) * step];
      sum -= from[(gsize) MAX (i - radius, 0) * step];
    }
}

static void
average (guint8 *pixels,
         guint8 *spare,
         int     width,
         int     height,
         int     radius)
{
  for (int pass = 0; pass < 2; pass++)
    {
      for (int y = 0; y < height; y++)
        average_line (pixels + (gsize) y * (gsize) width, spare + (gsize) y * (gsize) width, width,
                      1, radius);
      for (int x = 0; x < width; x++)
        average_line (spare + x, pixels + x, height, (gsize) width, radius);
    }
}

/* Averages over a square twice, and makes the edge as steep again as it was: what is left is the
 * outline without its corners. Margins end at the picture's border. */
static void
smooth_band (const GessoMask *mask,
             GessoMask       *result,
             const GessoRect *band,
             int              radius)
{
  GessoRect all = gesso_mask_get_extents (mask);
  GessoRect wide = gesso_rect_outset (band, 2 * radius);
  gsize n;
  g_autofree guint8 *pixels = NULL;
  g_autofree guint8 *spare = NULL;

  wide = gesso_rect_intersect (&wide, &all);
  n = (gsize) wide.width * (gsize) wide.height;
  pixels = g_malloc (n);
  spare = g_malloc (n);
  gesso_mask_get_rect (mask, &wide, pixels, (gsize) wide.width);
  average (pixels, spare, wide.width, wide.height, radius);
  for (gsize i = 0; i < n; i++)
    pixels[i] = (guint8) CLAMP ((2 * pixels[i] - 255) * radius / 2 + HALF, 0, 255);
  gesso_mask_put_rect (result, band,
                       pixels + (gsize) (band->y - wide.y) * (gsize) wide.width
                           + (band->x - wide.x),
                       (gsize) wide.width);
}

static GessoMask *
smooth (GessoMask     *mask,
        int            radius,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr (GessoMask) result = gesso_mask_copy (mask);
  GessoRect all = gesso_mask_get_extents (mask);
  GessoRect work;
  int height = find_band_height (2 * radius);

  if (!gesso_mask_get_bounds (mask, 1, &work))
    return g_steal_pointer (&result);
  work = gesso_rect_outset (&work, 2 * radius);
  work = gesso_rect_intersect (&work, &all);

  for (int y = work.y; y < work.y + work.height; y += height)
    {
      GessoRect band = { work.x, y, work.width, MIN (height, work.y + work.height - y) };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      smooth_band (mask, result, &band, radius);
    }
  gesso_mask_tidy (result, &work);

  return g_steal_pointer (&result);
}

/* --- Fill holes --- */

/* Everything that cannot be reached from outside; the margin of one pixel is the outside. */
static GessoMask *
fill_holes (GessoMask     *mask,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GessoMask) result = gesso_mask_copy (mask);
  g_autofree guint8 *values = NULL;
  g_autofree guint8 *states = NULL;
  GessoRect work;
  gsize n;

  if (!gesso_mask_get_bounds (mask, 1, &work))
    return g_steal_pointer (&result);
  work = gesso_rect_outset (&work, 1);
  n = (gsize) work.width * (gsize) work.height;
  values = _gesso_flood_plane_new (work.width, work.height, error);
  if (values == NULL)
    return NULL;
  states = _gesso_flood_plane_new (work.width, work.height, error);
  if (states == NULL)
    return NULL;

  gesso_mask_get_rect (mask, &work, values, (gsize) work.width);
  for (gsize i = 0; i < n; i++)
    states[i] = values[i] < HALF ? FLOOD_OPEN : FLOOD_BLOCKED;
  if (!_gesso_flood_fill (states, work.width, work.height, 0, 0, cancellable, error))
    return NULL;

  /* Now what was reached is outside, and what is still open is a hole. */
  for (gsize i = 0; i < n; i++)
    states[i] = states[i] == FLOOD_OPEN      ? FLOOD_REACHED
                : states[i] == FLOOD_REACHED ? FLOOD_OPEN
                                             : FLOOD_BLOCKED;
  if (!_gesso_flood_climb (states, values, work.width, work.height, cancellable, error))
    return NULL;
  for (gsize i = 0; i < n; i++)
    if (states[i] == FLOOD_REACHED)
      values[i] = 255;
  gesso_mask_put_rect (result, &work, values, (gsize) work.width);
  gesso_mask_tidy (result, &work);

  return g_steal_pointer (&result);
}

/* --- All of them --- */

static GessoMask *
fill_all (GessoMask *mask,
          guint8     value)
{
  GessoMask *result = gesso_mask_new (gesso_mask_get_width (mask), gesso_mask_get_height (mask));
  GessoRect all = gesso_mask_get_extents (result);

  if (value > 0)
    gesso_mask_fill_rect (result, &all, value);

  return result;
}

static GessoMask *
invert (GessoMask *mask)
{
  GessoMask *result = gesso_mask_copy (mask);

  _gesso_mask_invert (result);
  gesso_mask_tidy (result, NULL);

  return result;
}

/**
 * gesso_mask_operate:
 * @mask: a mask; it is not changed
 * @operation: what to do
 * @cancellable: (nullable): cancels it
 * @error: %GESSO_IMAGE_ERROR_MEMORY or `G_IO_ERROR_CANCELLED`
 *
 * Does something to a whole mask. Distances are Euclidean and exact. Growing takes the largest
 * value within the amount and shrinking the smallest, so soft edges move as they are; both end at
 * the picture's border, and what touches it does not shrink away from it. Feathering inwards lowers
 * each pixel to a ramp of its distance from the next pixel of 0; feathering outwards raises each to
 * a ramp of its distance from the next pixel of half coverage.
 * gesso_mask_find_changes() tells where the result differs.
 *
 * Returns: (transfer full) (nullable): the new mask
 */
GessoMask *
gesso_mask_operate (GessoMask                 *mask,
                    const GessoMaskOperation  *operation,
                    GCancellable              *cancellable,
                    GError                   **error)
{
  int amount;

  g_return_val_if_fail (mask != NULL && operation != NULL, NULL);

  amount = CLAMP (operation->amount, 1, GESSO_MASK_MAX_AMOUNT);
  switch (operation->kind)
    {
    case GESSO_MASK_INVERT:
      return invert (mask);
    case GESSO_MASK_CLEAR:
      return fill_all (mask, 0);
    case GESSO_MASK_ALL:
      return fill_all (mask, 255);
    case GESSO_MASK_GROW:
      return grow (mask, amount, FALSE, cancellable, error);
    case GESSO_MASK_SHRINK:
      return grow (mask, amount, TRUE, cancellable, error);
    case GESSO_MASK_FEATHER_INWARD:
      return feather (mask, amount, FALSE, cancellable, error);
    case GESSO_MASK_FEATHER_OUTWARD:
      return feather (mask, amount, TRUE, cancellable, error);
    case GESSO_MASK_SMOOTH:
      return smooth (mask, amount, cancellable, error);
    case GESSO_MASK_FILL_HOLES:
      return fill_holes (mask, cancellable, error);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * gesso_mask_operation_work:
 * @snapshot: a mask
 * @operation: a #GessoMaskOperation
 * @cancellable: (nullable): cancels it
 * @error: as gesso_mask_operate()
 *
 * The same as gesso_mask_operate(), to be given to gesso_mask_document_run_async().
 *
 * Returns: (transfer full) (nullable): the new mask
 */
GessoMask *
gesso_mask_operation_work (GessoMask     *snapshot,
                           gpointer       operation,
                           GCancellable  *cancellable,
                           GError       **error)
{
  return gesso_mask_operate (snapshot, operation, cancellable, error);
}
