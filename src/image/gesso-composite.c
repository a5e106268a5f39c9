/* gesso-composite.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures out of pictures: lay one over another, let one through a mask, measure and show how
 * two differ. Arithmetic on integers in straight alpha; a mask of 0 or 255 copies its side's
 * pixel bit by bit. Pure functions; the large ones belong on a worker.
 */

#include "config.h"

#include "image/gesso-composite.h"

#include "image/gesso-color.h"
#include "image/gesso-heat.h"
#include "image/gesso-image-private.h"

#include <string.h>

#define ROWS_PER_CHECK 64
#define ABOVE_LIMIT 8

/* A pixel over another, by @share of @share_max; both of the same format. */
#define DEFINE_MIX(name, type, wide, max)                                                          \
  static inline void name##_over (type *below, const type *above, guint share, guint share_max)    \
  {                                                                                                \
    wide alpha = ((wide) above[3] * share + share_max / 2) / share_max;                            \
    wide rest = ((wide) below[3] * (max - alpha) + max / 2) / max;                                 \
    wide sum = alpha + rest;                                                                       \
                                                                                                   \
    if (sum == 0)                                                                                  \
      return;                                                                                      \
    for (int c = 0; c < 3; c++)                                                                    \
      below[c] = (type) ((above[c] * alpha + below[c] * rest + sum / 2) / sum);                    \
    below[3] = (type) sum;                                                                         \
  }                                                                                                \
                                                                                                   \
  static inline void name##_mix (type *below, const type *above, guint share, guint share_max)     \
  {                                                                                                \
    wide alpha = (wide) above[3] * share;                                                          \
    wide rest = (wide) below[3] * (share_max - share);                                             \
    wide sum = alpha + rest;                                                                       \
                                                                                                   \
    if (sum > 0)                                                                                   \
      for (int c = 0; c < 3; c++)                                                                  \
        below[c] = (type) ((above[c] * alpha + below[c] * rest + sum / 2) / sum);                  \
    below[3] = (type) ((sum + share_max / 2) / share_max);                                         \
  }

DEFINE_MIX (narrow, guint8, guint32, 255u)
DEFINE_MIX (deep, guint16, guint64, 65535u)

static guint8 *
copy_pixels (GessoImage  *image,
             GError     **error)
{
  int width = gesso_image_get_width (image);
  int height = gesso_image_get_height (image);
  gsize row = (gsize) width * gesso_pixel_format_get_size (gesso_image_get_format (image));
  guint8 *pixels = _gesso_image_try_alloc (width, height, gesso_image_get_format (image), error);

  for (int y = 0; pixels != NULL && y < height; y++)
    memcpy (pixels + (gsize) y * row, gesso_image_get_row (image, y), row);

  return pixels;
}

static gboolean
have_same_size (GessoImage *a,
                GessoImage *b)
{
  return gesso_image_get_width (a) == gesso_image_get_width (b)
         && gesso_image_get_height (a) == gesso_image_get_height (b);
}

/**
 * gesso_composite_fill:
 * @width: width in pixels, above 0
 * @height: height in pixels, above 0
 * @rgba: the colour, 0xRRGGBBAA
 * @error: `GESSO_IMAGE_ERROR_MEMORY`
 *
 * Returns: (transfer full) (nullable): an RGBA8 picture of one colour
 */
GessoImage *
gesso_composite_fill (int       width,
                      int       height,
                      guint32   rgba,
                      GError  **error)
{
  guint32 pixel = GUINT32_TO_BE (rgba);
  guint8 *pixels;

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  pixels = _gesso_image_try_alloc (width, height, GESSO_PIXEL_FORMAT_RGBA8, error);
  if (pixels == NULL)
    return NULL;

  for (gsize i = 0; i < (gsize) width * (gsize) height; i++)
    memcpy (pixels + 4 * i, &pixel, 4);

  return _gesso_image_new_with_icc (width, height, GESSO_PIXEL_FORMAT_RGBA8, pixels, NULL);
}

static void
over_row (guint8           *below,
          const guint8     *above,
          int               n,
          GessoPixelFormat  format,
          guint8            opacity)
{
  for (int i = 0; i < n; i++)
    switch (format)
      {
      case GESSO_PIXEL_FORMAT_RGBA8:
        narrow_over (below + 4 * (gsize) i, above + 4 * (gsize) i, opacity, 255);
        break;
      case GESSO_PIXEL_FORMAT_RGBA16:
        deep_over ((guint16 *) below + 4 * (gsize) i, (const guint16 *) above + 4 * (gsize) i,
                   opacity, 255);
        break;
      case GESSO_PIXEL_FORMAT_GRAY8:
        below[i]
            = (guint8) ((below[i] * (255u - opacity) + above[i] * (guint) opacity + 127u) / 255u);
        break;
      default:
        g_assert_not_reached ();
      }
}

/**
 * gesso_composite_over:
 * @below: a picture
 * @above: a picture of any size; converted to the format of @below
 * @x: where its left edge goes; may be outside
 * @y: where its top edge goes; may be outside
 * @opacity: 255 for as it is
 * @error: `GESSO_IMAGE_ERROR_MEMORY`
 *
 * Lays @above over @below by its alpha (Porter and Duff's "over"). What reaches outside is cut.
 *
 * Returns: (transfer full) (nullable): a picture of the size and format of @below
 */
GessoImage *
gesso_composite_over (GessoImage  *below,
                      GessoImage  *above,
                      int          x,
                      int          y,
                      guint8       opacity,
                      GError     **error)
{
  g_autoptr (GessoImage) same = NULL;
  GessoPixelFormat format;
  guint8 *pixels;
  gint64 left;
  gint64 right;
  gint64 top;
  gint64 bottom;
  gsize pixel;
  gsize stride;

  g_return_val_if_fail (below != NULL && above != NULL, NULL);

  format = gesso_image_get_format (below);
  same = gesso_color_convert (above, format, error);
  pixels = same != NULL ? copy_pixels (below, error) : NULL;
  if (pixels == NULL)
    return NULL;

  left = MAX (x, 0);
  right = MIN ((gint64) x + gesso_image_get_width (above), gesso_image_get_width (below));
  top = MAX (y, 0);
  bottom = MIN ((gint64) y + gesso_image_get_height (above), gesso_image_get_height (below));
  pixel = gesso_pixel_format_get_size (format);
  stride = (gsize) gesso_image_get_width (below) * pixel;
  for (gint64 at = top; at < bottom && left < right; at++)
    over_row (pixels + (gsize) at * stride + (gsize) left * pixel,
              gesso_image_get_row (same, (int) (at - y)) + (gsize) (left - x) * pixel,
              (int) (right - left), format, opacity);

  return _gesso_image_new_with_icc (gesso_image_get_width (below), gesso_image_get_height (below),
                                    format, pixels, gesso_image_get_icc_profile (below));
}

static void
mask_row (guint8           *below,
          const guint8     *above,
          const guint8     *mask,
          int               n,
          GessoPixelFormat  format)
{
  gsize pixel = gesso_pixel_format_get_size (format);

  for (int i = 0; i < n; i++, below += pixel, above += pixel)
    {
      if (mask[i] == 0)
        continue;
      if (mask[i] == 255)
        memcpy (below, above, pixel);
      else if (format == GESSO_PIXEL_FORMAT_RGBA8)
        narrow_mix (below, above, mask[i], 255);
      else if (format == GESSO_PIXEL_FORMAT_RGBA16)
        deep_mix ((guint16 *) below, (const guint16 *) above, mask[i], 255);
      else
        *below = (guint8) ((*below * (255u - mask[i]) + *above * (guint) mask[i] + 127u) / 255u);
    }
}

/**
 * gesso_composite_masked:
 * @below: a picture
 * @above: a picture of the same size; converted to the format of @below
 * @mask: a GRAY8 picture of the same size: 0 is @below, 255 is @above
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Cross-fades two pictures through a mask. Where the mask is 0 or 255 the pixel is copied
 * verbatim. On a worker.
 *
 * Returns: (transfer full) (nullable): a picture of the size and format of @below
 */
GessoImage *
gesso_composite_masked (GessoImage    *below,
                        GessoImage    *above,
                        GessoImage    *mask,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (GessoImage) same = NULL;
  g_autofree guint8 *pixels = NULL;
  GessoPixelFormat format;
  int width;
  gsize stride;

  g_return_val_if_fail (below != NULL && above != NULL && mask != NULL, NULL);
  g_return_val_if_fail (gesso_image_get_format (mask) == GESSO_PIXEL_FORMAT_GRAY8, NULL);
  g_return_val_if_fail (have_same_size (below, above) && have_same_size (below, mask), NULL);

  format = gesso_image_get_format (below);
  same = gesso_color_convert (above, format, error);
  pixels = same != NULL ? copy_pixels (below, error) : NULL;
  if (pixels == NULL)
    return NULL;

  width = gesso_image_get_width (below);
  stride = (gsize) width * gesso_pixel_format_get_size (format);
  for (int y = 0; y < gesso_image_get_height (below); y++)
    {
      if (y % ROWS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      mask_row (pixels + (gsize) y * stride, gesso_image_get_row (same, y),
                gesso_image_get_row (mask, y), width, format);
    }

  return _gesso_image_new_with_icc (width, gesso_image_get_height (below), format,
                                    g_steal_pointer (&pixels), gesso_image_get_icc_profile (below));
}

/**
 * gesso_composite_flatten:
 * @image: a picture
 * @rgba: the ground, 0xRRGGBBAA
 * @error: `GESSO_IMAGE_ERROR_MEMORY`
 *
 * Puts a colour under the transparent parts. On a worker.
 *
 * Returns: (transfer full) (nullable): the picture; @image itself if nothing is transparent
 */
GessoImage *
gesso_composite_flatten (GessoImage  *image,
                         guint32      rgba,
                         GError     **error)
{
  g_autoptr (GessoImage) ground = NULL;
  g_autoptr (GessoImage) same = NULL;
  GessoImage *flat;

  g_return_val_if_fail (image != NULL, NULL);

  if (!gesso_image_has_alpha (image))
    return gesso_image_ref (image);

  ground = gesso_composite_fill (gesso_image_get_width (image), gesso_image_get_height (image),
                                 rgba, error);
  same
      = ground != NULL ? gesso_color_convert (ground, gesso_image_get_format (image), error) : NULL;
  flat = same != NULL ? gesso_composite_over (same, image, 0, 0, 255, error) : NULL;
  if (flat == NULL || gesso_image_get_icc_profile (image) == NULL)
    return flat;

  g_clear_pointer (&same, gesso_image_unref);
  same = flat;
  return gesso_image_new (gesso_image_get_width (flat), gesso_image_get_height (flat),
                          gesso_image_get_format (flat), gesso_image_get_stride (flat),
                          gesso_image_get_bytes (flat), gesso_image_get_icc_profile (image));
}

/* Adds one pixel's differences; in sixteenth-bit steps when the pictures are 16 bits deep. */
typedef struct
{
  guint64 n_different;
  guint64 n_above;
  guint64 sum; /* of the three colours */
  guint max;
} Tally;

static inline void
tally_pixel (Tally       *tally,
             const guint *difference,
             guint        limit)
{
  guint worst = MAX (MAX (difference[0], difference[1]), MAX (difference[2], difference[3]));

  if (worst == 0)
    return;

  tally->n_different++;
  tally->n_above += worst > limit;
  tally->sum += difference[0] + difference[1] + difference[2];
  tally->max = MAX (tally->max, worst);
}

static inline void
get_difference (const guint8     *a,
                const guint8     *b,
                int               x,
                GessoPixelFormat  format,
                guint            *out)
{
  for (int c = 0; c < 4; c++)
    {
      gsize i = 4 * (gsize) x + (gsize) c;

      if (format == GESSO_PIXEL_FORMAT_RGBA8)
        out[c] = (guint) ABS (a[i] - b[i]);
      else if (format == GESSO_PIXEL_FORMAT_RGBA16)
        out[c] = (guint) ABS (((const guint16 *) a)[i] - ((const guint16 *) b)[i]);
      else
        out[c] = c < 3 ? (guint) ABS (a[x] - b[x]) : 0;
    }
}

/**
 * gesso_composite_compare:
 * @a: a picture
 * @b: a picture of the same size; converted to the format of @a
 * @except: (nullable): a GRAY8 picture of the same size; pixels where it is above 0 are left out
 * @out_difference: (out caller-allocates): what was found
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Compares two pictures, number by number. On a worker.
 *
 * Returns: %FALSE when @error is set
 */
gboolean
gesso_composite_compare (GessoImage       *a,
                         GessoImage       *b,
                         GessoImage       *except,
                         GessoDifference  *out_difference,
                         GCancellable     *cancellable,
                         GError          **error)
{
  g_autoptr (GessoImage) same = NULL;
  GessoPixelFormat format;
  Tally tally = { 0 };
  guint64 n_pixels = 0;
  guint unit;

  g_return_val_if_fail (a != NULL && b != NULL && out_difference != NULL, FALSE);
  g_return_val_if_fail (have_same_size (a, b), FALSE);
  g_return_val_if_fail (except == NULL || have_same_size (a, except), FALSE);

  format = gesso_image_get_format (a);
  unit = format == GESSO_PIXEL_FORMAT_RGBA16 ? 257 : 1;
  same = gesso_color_convert (b, format, error);
  if (same == NULL)
    return FALSE;

  for (int y = 0; y < gesso_image_get_height (a); y++)
    {
      const guint8 *row_a = gesso_image_get_row (a, y);
      const guint8 *row_b = gesso_image_get_row (same, y);
      const guint8 *skip = except != NULL ? gesso_image_get_row (except, y) : NULL;
      int width = gesso_image_get_width (a);

      if (y % ROWS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (skip == NULL
          && memcmp (row_a, row_b, (gsize) width * gesso_pixel_format_get_size (format)) == 0)
        {
          n_pixels += (guint64) width;
          continue;
        }
      for (int x = 0; x < width; x++)
        {
          guint difference[4];

          if (skip != NULL && skip[x] > 0)
            continue;
          n_pixels++;
          get_difference (row_a, row_b, x, format, difference);
          tally_pixel (&tally, difference, ABOVE_LIMIT * unit);
        }
    }

  *out_difference = (GessoDifference){
    .n_pixels = n_pixels,
    .n_different = tally.n_different,
    .n_above = tally.n_above,
    .mean = n_pixels > 0 ? (double) tally.sum / (3.0 * unit * (double) n_pixels) : 0,
    .max = (int) ((tally.max + unit - 1) / unit),
  };
  return TRUE;
}

typedef void (*DifferencePainter) (const guint *difference, guint unit, guint gain, guint8 *out);

/* What became transparent, or appeared, differs in every colour. */
static void
paint_plain (const guint *difference,
             guint        unit,
             guint        gain,
             guint8      *out)
{
  for (int c = 0; c < 3; c++)
    out[c] = (guint8) MIN ((MAX (difference[c], difference[3]) * gain + unit - 1) / unit, 255);
}

static void
paint_heat (const guint *difference,
            guint        unit,
            guint        gain,
            guint8      *out)
{
  guint worst = MAX (MAX (difference[0], difference[1]), MAX (difference[2], difference[3]));
  guint32 rgba = gesso_heat_get_color ((int) ((worst + unit - 1) / unit));

  out[0] = (guint8) (rgba >> 24);
  out[1] = (guint8) (rgba >> 16);
  out[2] = (guint8) (rgba >> 8);
}

static GessoImage *
paint_difference (GessoImage         *a,
                  GessoImage         *b,
                  DifferencePainter   paint,
                  guint               gain,
                  GCancellable       *cancellable,
                  GError            **error)
{
  g_autoptr (GessoImage) same = NULL;
  g_autofree guint8 *pixels = NULL;
  GessoPixelFormat format = gesso_image_get_format (a);
  int width = gesso_image_get_width (a);
  int height = gesso_image_get_height (a);

  same = gesso_color_convert (b, format, error);
  pixels = same != NULL ? _gesso_image_try_alloc (width, height, GESSO_PIXEL_FORMAT_RGBA8, error)
                        : NULL;
  if (pixels == NULL)
    return NULL;

  for (int y = 0; y < height; y++)
    {
      guint8 *out = pixels + (gsize) y * (gsize) width * 4;

      if (y % ROWS_PER_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      for (int x = 0; x < width; x++, out += 4)
        {
          guint difference[4];

          get_difference (gesso_image_get_row (a, y), gesso_image_get_row (same, y), x, format,
                          difference);
          paint (difference, format == GESSO_PIXEL_FORMAT_RGBA16 ? 257 : 1, gain, out);
          out[3] = 0xff;
        }
    }

  return _gesso_image_new_with_icc (width, height, GESSO_PIXEL_FORMAT_RGBA8,
                                    g_steal_pointer (&pixels), NULL);
}

/**
 * gesso_composite_difference:
 * @a: a picture
 * @b: a picture of the same size
 * @gain: by how much differences are amplified, 1 to 255; 255 shows the smallest as fully as any
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Shows the absolute difference of each colour, or of the transparency where that is more; equal
 * pictures give black. On a worker.
 *
 * Returns: (transfer full) (nullable): an opaque RGBA8 picture
 */
GessoImage *
gesso_composite_difference (GessoImage    *a,
                            GessoImage    *b,
                            int            gain,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_return_val_if_fail (a != NULL && b != NULL && have_same_size (a, b), NULL);
  g_return_val_if_fail (gain >= 1 && gain <= 255, NULL);

  return paint_difference (a, b, paint_plain, (guint) gain, cancellable, error);
}

/**
 * gesso_composite_heat_map:
 * @a: a picture
 * @b: a picture of the same size
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Shows where two pictures differ, alpha included: black where they are equal, then red, yellow
 * and, from a difference of 64 of 255 on, white. On a worker.
 *
 * Returns: (transfer full) (nullable): an opaque RGBA8 picture
 */
GessoImage *
gesso_composite_heat_map (GessoImage    *a,
                          GessoImage    *b,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_return_val_if_fail (a != NULL && b != NULL && have_same_size (a, b), NULL);

  return paint_difference (a, b, paint_heat, 1, cancellable, error);
}
