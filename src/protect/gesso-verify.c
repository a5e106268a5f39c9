/* gesso-verify.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The proof: every pixel of the result whose blend mask is 0 is compared with the original, byte by
 * byte, over the whole picture. It knows nothing of how the result was made and looks at the
 * numbers alone. Pure functions; they belong on a worker.
 */

#include "config.h"

#include "protect/gesso-verify.h"

#include "image/gesso-scale.h"
#include "protect/gesso-protect-error.h"

#include <string.h>

#define ROWS_PER_CHECK 64

typedef struct
{
  guint64 checked;
  guint64 different;
} Count;

/* A stretch that must be the same throughout. */
static void
compare_run (const guint8 *a,
             const guint8 *b,
             gsize         n,
             gsize         pixel,
             Count        *count)
{
  count->checked += n;
  if (memcmp (a, b, n * pixel) == 0)
    return;

  for (gsize i = 0; i < n; i++)
    count->different += memcmp (a + i * pixel, b + i * pixel, pixel) != 0;
}

/* The stretches of a row in which the mask is 0. */
static void
compare_masked (const guint8 *a,
                const guint8 *b,
                const guint8 *mask,
                int           n,
                gsize         pixel,
                Count        *count)
{
  int x = 0;

  while (x < n)
    {
      int end = x;

      while (end < n && mask[end] == 0)
        end++;
      if (end > x)
        compare_run (a + (gsize) x * pixel, b + (gsize) x * pixel, (gsize) (end - x), pixel, count);
      while (end < n && mask[end] != 0)
        end++;
      x = end;
    }
}

static gboolean
is_comparable (GessoImage         *original,
               GessoImage         *result,
               const GessoMargins *margins)
{
  return gesso_image_get_format (original) == gesso_image_get_format (result)
         && gesso_image_get_width (result)
                == gesso_image_get_width (original) + margins->left + margins->right
         && gesso_image_get_height (result)
                == gesso_image_get_height (original) + margins->top + margins->bottom;
}

/**
 * gesso_verify_outside:
 * @original: the base
 * @result: what was made of it, in the same format, with the margins around
 * @margins: by how much it was extended
 * @rect: the part of the result in which @blend lies; outside of it the mask is 0
 * @blend: a GRAY8 picture of the size of @rect: what was let through
 * @out_checked: (out): how many pixels of the base have a mask of 0; all were compared
 * @out_different: (out): how many of them differ in any bit, alpha included
 * @cancellable: (nullable): polled between rows
 * @error: `G_IO_ERROR_CANCELLED`, %GESSO_PROTECT_ERROR_NOT_PROVEN when the pictures cannot be
 *   compared
 *
 * Returns: %FALSE when @error is set: then nothing was verified
 */
gboolean
gesso_verify_outside (GessoImage          *original,
                      GessoImage          *result,
                      const GessoMargins  *margins,
                      const GessoRect     *rect,
                      GessoImage          *blend,
                      guint64             *out_checked,
                      guint64             *out_different,
                      GCancellable        *cancellable,
                      GError             **error)
{
  Count count = { 0, 0 };
  gsize pixel;
  GessoRect base;
  GessoRect inside;

  g_return_val_if_fail (original != NULL && result != NULL && margins != NULL, FALSE);
  g_return_val_if_fail (rect != NULL && blend != NULL, FALSE);
  g_return_val_if_fail (out_checked != NULL && out_different != NULL, FALSE);

  if (!is_comparable (original, result, margins))
    {
      g_set_error_literal (error, GESSO_PROTECT_ERROR, GESSO_PROTECT_ERROR_NOT_PROVEN,
                           "the result has another size or format than the original");
      return FALSE;
    }

  pixel = gesso_pixel_format_get_size (gesso_image_get_format (original));
  base = (GessoRect){ margins->left, margins->top, gesso_image_get_width (original),
                      gesso_image_get_height (original) };
  inside = gesso_rect_intersect (rect, &base);
  for (int y = 0; y < base.height; y++)
    {
      const guint8 *a = gesso_image_get_row (original, y);
      const guint8 *b = gesso_image_get_row (result, y + base.y) + (gsize) base.x * pixel;
      int canvas_y = y + base.y;
      gsize left = (gsize) (inside.x - base.x);
      gsize right = left + (gsize) inside.width;

      if (y % ROWS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (gesso_rect_is_empty (&inside) || canvas_y < inside.y
          || canvas_y >= inside.y + inside.height)
        {
          compare_run (a, b, (gsize) base.width, pixel, &count);
          continue;
        }
      compare_run (a, b, left, pixel, &count);
      compare_masked (a + left * pixel, b + left * pixel,
                      gesso_image_get_row (blend, canvas_y - rect->y) + (inside.x - rect->x),
                      inside.width, pixel, &count);
      compare_run (a + right * pixel, b + right * pixel, (gsize) base.width - right, pixel, &count);
    }

  *out_checked = count.checked;
  *out_different = count.different;
  return TRUE;
}

/**
 * gesso_verify_heat_map:
 * @sent: what was sent
 * @answer: what came back, in any size
 * @except: (nullable): a GRAY8 picture of the size of @sent; where it is above 0 nothing is shown
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Shows what the model had changed before it was put back. On a worker.
 *
 * Returns: (transfer full) (nullable): an RGBA8 picture of the size of @sent: black where nothing
 *   changed, then red, yellow and white; transparent under @except
 */
GessoImage *
gesso_verify_heat_map (GessoImage    *sent,
                       GessoImage    *answer,
                       GessoImage    *except,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GessoImage) same = NULL;
  g_autoptr (GessoImage) map = NULL;
  int width, height;
  guint8 *pixels;

  g_return_val_if_fail (sent != NULL && answer != NULL, NULL);

  width = gesso_image_get_width (sent);
  height = gesso_image_get_height (sent);
  same = gesso_scale_resize (answer, width, height, cancellable, error);
  map = same != NULL ? gesso_composite_heat_map (sent, same, cancellable, error) : NULL;
  if (map == NULL || except == NULL)
    return g_steal_pointer (&map);

  g_return_val_if_fail (gesso_image_get_width (except) == width, NULL);
  g_return_val_if_fail (gesso_image_get_height (except) == height, NULL);

  pixels = g_memdup2 (gesso_image_get_pixels (map), 4 * (gsize) width * (gsize) height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (gesso_image_get_row (except, y)[x] > 0)
        memset (pixels + 4 * ((gsize) y * (gsize) width + (gsize) x), 0, 4);

  return gesso_image_new_take (width, height, GESSO_PIXEL_FORMAT_RGBA8, 4 * (gsize) width, pixels);
}
