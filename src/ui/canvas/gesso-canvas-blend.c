/* gesso-canvas-blend.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The arithmetic of a view tile: what the mask covers at view size, and how that is laid over the
 * picture. Pure; only the rectangle that changed is computed.
 */

#include "config.h"

#include "ui/canvas/gesso-canvas-blend.h"

#include <math.h>

/* Samples per side and view pixel where the picture is zoomed out: a line of one pixel is still
 * seen at a quarter of the size. */
#define MAX_SAMPLES 4

static gboolean
is_blank (const GessoMask *mask,
          const GessoRect *rect)
{
  GessoRect extents = gesso_mask_get_extents (mask);
  GessoRect inside = gesso_rect_intersect (rect, &extents);

  if (gesso_rect_is_empty (&inside))
    return TRUE;

  for (int row = inside.y / GESSO_MASK_TILE;
       row <= (inside.y + inside.height - 1) / GESSO_MASK_TILE; row++)
    for (int column = inside.x / GESSO_MASK_TILE;
         column <= (inside.x + inside.width - 1) / GESSO_MASK_TILE; column++)
      if (gesso_mask_peek_tile (mask, column, row) != NULL)
        return FALSE;

  return TRUE;
}

static inline int
sample_place (int    view,
              int    sample,
              int    n_samples,
              double zoom)
{
  return floor ((view + (sample + 0.5) / n_samples) / zoom);
}

/**
 * gesso_canvas_blend_sample:
 * @mask: a mask
 * @zoom: view pixels per mask pixel, above 0
 * @rect: in view pixels of the zoomed mask; not empty
 * @out_coverage: (out caller-allocates): 0 to 255 for each pixel of @rect, row after row
 *
 * Reduces a mask to view size: the mean of up to 16 samples for each pixel when zoomed out, the
 * pixel itself when zoomed in.
 *
 * Returns: FALSE if nothing is painted there; @out_coverage is not set then
 */
gboolean
gesso_canvas_blend_sample (const GessoMask *mask,
                           double           zoom,
                           const GessoRect *rect,
                           guint8          *out_coverage)
{
  int n = CLAMP ((int) ceil (1 / zoom - 1e-9), 1, MAX_SAMPLES);
  int from_x = floor (rect->x / zoom);
  int from_y = floor (rect->y / zoom);
  int to_x = ceil ((rect->x + rect->width) / zoom) + 1;
  int to_y = ceil ((rect->y + rect->height) / zoom) + 1;
  GessoRect source = { from_x, from_y, to_x - from_x, to_y - from_y };
  g_autofree int *places = NULL;
  g_autofree guint8 *line = NULL;
  g_autofree guint *sums = NULL;
  guint half = n * n / 2;

  if (is_blank (mask, &source))
    return FALSE;

  places = g_new (int, rect->width *n);
  line = g_malloc (source.width);
  sums = g_new (guint, rect->width);
  for (int i = 0; i < rect->width * n; i++)
    places[i] = sample_place (rect->x + i / n, i % n, n, zoom) - from_x;

  for (int y = 0; y < rect->height; y++, out_coverage += rect->width)
    {
      int last = -1;

      memset (sums, 0, rect->width * sizeof (guint));
      for (int k = 0; k < n; k++)
        {
          int place = sample_place (rect->y + y, k, n, zoom);
          const int *p = places;

          if (place != last)
            gesso_mask_get_row (mask, from_x, place, source.width, line);
          last = place;
          for (int x = 0; x < rect->width; x++)
            for (int j = 0; j < n; j++)
              sums[x] += line[*p++];
        }
      for (int x = 0; x < rect->width; x++)
        out_coverage[x] = (sums[x] + half) / (n * n);
    }

  return TRUE;
}

static inline guint32
mix (guint32 under,
     guint32 over,
     guint   alpha)
{
  guint32 rb = (under & 0xff00ff) * (256 - alpha) + (over & 0xff00ff) * alpha;
  guint32 g = (under & 0x00ff00) * (256 - alpha) + (over & 0x00ff00) * alpha;

  return (rb >> 8 & 0xff00ff) | (g >> 8 & 0x00ff00);
}

/**
 * gesso_canvas_blend_overlay:
 * @picture: (array length=width): 0xrrggbb in the machine's byte order, the top byte unused
 * @coverage: (array length=width): the mask
 * @out_pixels: (array length=width) (out caller-allocates): the same with the mask over it
 * @width: of the row
 * @color: of the mask, 0xrrggbb
 * @opacity: 0 to 256, of a mask of 255
 */
void
gesso_canvas_blend_overlay (const guint32 *picture,
                            const guint8  *coverage,
                            guint32       *out_pixels,
                            int            width,
                            guint32        color,
                            guint          opacity)
{
  for (int x = 0; x < width; x++)
    {
      guint alpha = (coverage[x] + (coverage[x] >> 7)) * opacity >> 8;

      out_pixels[x] = mix (picture[x], color, alpha);
    }
}

/**
 * gesso_canvas_blend_alone:
 * @coverage: (array length=width): the mask
 * @out_pixels: (array length=width) (out caller-allocates): white where it is painted, on black
 * @width: of the row
 */
void
gesso_canvas_blend_alone (const guint8 *coverage,
                          guint32      *out_pixels,
                          int           width)
{
  for (int x = 0; x < width; x++)
    out_pixels[x] = coverage[x] * 0x010101u;
}
