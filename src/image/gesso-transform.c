/* gesso-transform.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Crop, turn and blur whole pictures. Pure functions; the last two belong on a worker.
 */

#include "config.h"

#include "image/gesso-transform.h"

#include "image/gesso-image-private.h"

#include <math.h>
#include <string.h>

#define TILE 32
#define BLUR_PASSES 3

/**
 * gesso_transform_crop:
 * @image: a picture
 * @x: left edge, 0 or more
 * @y: top edge, 0 or more
 * @width: width in pixels, inside the picture
 * @height: height in pixels, inside the picture
 * @error: never set; for the likeness of the others
 *
 * Cuts a rectangle out. The pixels are shared with @image and keep it in memory. Any thread.
 *
 * Returns: (transfer full): the picture
 */
GessoImage *
gesso_transform_crop (GessoImage  *image,
                      int          x,
                      int          y,
                      int          width,
                      int          height,
                      GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize pixel;
  gsize stride;

  g_return_val_if_fail (image != NULL, NULL);
  g_return_val_if_fail (x >= 0 && y >= 0 && width > 0 && height > 0, NULL);
  g_return_val_if_fail (width <= gesso_image_get_width (image) - x, NULL);
  g_return_val_if_fail (height <= gesso_image_get_height (image) - y, NULL);

  pixel = gesso_pixel_format_get_size (gesso_image_get_format (image));
  stride = gesso_image_get_stride (image);
  bytes = g_bytes_new_from_bytes (gesso_image_get_bytes (image),
                                  (gsize) y * stride + (gsize) x * pixel,
                                  (gsize) (height - 1) * stride + (gsize) width * pixel);

  return gesso_image_new (width, height, gesso_image_get_format (image), stride, bytes,
                          gesso_image_get_icc_profile (image));
}

typedef struct
{
  const guint8 *origin; /* where the result's first pixel comes from */
  gssize step_x;        /* source bytes for one pixel to the right in the result */
  gssize step_y;
  guint8 *out;
  int width;
  int height;
  gsize pixel;
} Turn;

/* Works in tiles, because turning by a quarter reads columns. */
static void
turn_tile (const Turn *turn,
           int         left,
           int         top)
{
  int right = MIN (left + TILE, turn->width);
  int bottom = MIN (top + TILE, turn->height);

  for (int y = top; y < bottom; y++)
    {
      const guint8 *in = turn->origin + y * turn->step_y + left * turn->step_x;
      guint8 *out = turn->out + ((gsize) y * (gsize) turn->width + (gsize) left) * turn->pixel;

      for (int x = left; x < right; x++, in += turn->step_x, out += turn->pixel)
        {
          if (turn->pixel == 4)
            memcpy (out, in, 4);
          else if (turn->pixel == 8)
            memcpy (out, in, 8);
          else
            *out = *in;
        }
    }
}

/**
 * gesso_transform_orient:
 * @image: a picture as stored
 * @orientation: EXIF orientation, 1 to 8: which edge of the scene the first row and column are
 * @error: `GESSO_IMAGE_ERROR_MEMORY`
 *
 * Turns and mirrors so that the scene is upright (EXIF 2.32, 4.6.4, orientation). 6 is a quarter
 * turn clockwise, 3 half a turn, 8 a quarter turn counter-clockwise, 2 mirrors left and right.
 *
 * Returns: (transfer full) (nullable): the picture; @image itself for 1
 */
GessoImage *
gesso_transform_orient (GessoImage  *image,
                        int          orientation,
                        GError     **error)
{
  /* Does the result's x run along the source's y; do the source's x and y run backwards? */
  static const struct
  {
    gboolean swaps, flips_x, flips_y;
  } turns[] = {
    { FALSE, FALSE, FALSE }, { FALSE, TRUE, FALSE }, { FALSE, TRUE, TRUE }, { FALSE, FALSE, TRUE },
    { TRUE, FALSE, FALSE },  { TRUE, FALSE, TRUE },  { TRUE, TRUE, TRUE },  { TRUE, TRUE, FALSE },
  };
  GessoPixelFormat format;
  gsize stride;
  gssize along_x;
  gssize along_y;
  Turn turn;

  g_return_val_if_fail (image != NULL, NULL);
  g_return_val_if_fail (orientation >= 1 && orientation <= 8, NULL);

  if (orientation == 1)
    return gesso_image_ref (image);

  orientation--;
  format = gesso_image_get_format (image);
  stride = gesso_image_get_stride (image);
  turn.pixel = gesso_pixel_format_get_size (format);
  turn.origin = gesso_image_get_pixels (image);
  along_x = (gssize) turn.pixel;
  along_y = (gssize) stride;
  if (turns[orientation].flips_x)
    {
      turn.origin += (gsize) (gesso_image_get_width (image) - 1) * turn.pixel;
      along_x = -along_x;
    }
  if (turns[orientation].flips_y)
    {
      turn.origin += (gsize) (gesso_image_get_height (image) - 1) * stride;
      along_y = -along_y;
    }

  turn.step_x = turns[orientation].swaps ? along_y : along_x;
  turn.step_y = turns[orientation].swaps ? along_x : along_y;
  turn.width
      = turns[orientation].swaps ? gesso_image_get_height (image) : gesso_image_get_width (image);
  turn.height
      = turns[orientation].swaps ? gesso_image_get_width (image) : gesso_image_get_height (image);
  turn.out = _gesso_image_try_alloc (turn.width, turn.height, format, error);
  if (turn.out == NULL)
    return NULL;

  for (int y = 0; y < turn.height; y += TILE)
    for (int x = 0; x < turn.width; x += TILE)
      turn_tile (&turn, x, y);

  return _gesso_image_new_with_icc (turn.width, turn.height, format, turn.out,
                                    gesso_image_get_icc_profile (image));
}

/* Blurring works on 16-bit premultiplied channels, one or four per pixel. */

static void
spread_row (const guint8     *in,
            GessoPixelFormat  format,
            guint16          *out,
            int               width)
{
  for (int x = 0; x < width; x++)
    switch (format)
      {
      case GESSO_PIXEL_FORMAT_GRAY8:
        out[x] = (guint16) (in[x] * 257);
        break;
      case GESSO_PIXEL_FORMAT_RGBA8:
        for (int c = 0; c < 3; c++)
          out[4 * x + c] = (guint16) (((guint) in[4 * x + c] * in[4 * x + 3] * 257u + 127u) / 255u);
        out[4 * x + 3] = (guint16) (in[4 * x + 3] * 257);
        break;
      case GESSO_PIXEL_FORMAT_RGBA16:
        {
          const guint16 *wide = (const guint16 *) in;
          for (int c = 0; c < 3; c++)
            out[4 * x + c]
                = (guint16) (((guint64) wide[4 * x + c] * wide[4 * x + 3] + 32767u) / 65535u);
          out[4 * x + 3] = wide[4 * x + 3];
        }
        break;
      default:
        g_assert_not_reached ();
      }
}

static void
gather_pixel (const guint16    *in,
              GessoPixelFormat  format,
              guint8           *out)
{
  guint alpha = in[3];

  for (int c = 0; c < 4; c++)
    {
      guint64 wide
          = c == 3 ? alpha : (alpha > 0 ? ((guint64) in[c] * 65535u + alpha / 2) / alpha : 0);
      wide = MIN (wide, 65535u);
      if (format == GESSO_PIXEL_FORMAT_RGBA16)
        ((guint16 *) out)[c] = (guint16) wide;
      else
        out[c] = (guint8) ((wide * 255u + 32767u) / 65535u);
    }
}

static void
gather_row (const guint16    *in,
            GessoPixelFormat  format,
            guint8           *out,
            int               width)
{
  gsize pixel = gesso_pixel_format_get_size (format);

  for (int x = 0; x < width; x++)
    if (format == GESSO_PIXEL_FORMAT_GRAY8)
      out[x] = (guint8) ((in[x] * 255u + 32767u) / 65535u);
    else
      gather_pixel (in + 4 * (gsize) x, format, out + pixel * (gsize) x);
}

/* One box pass along a line of @n places, each @n_channels wide; the ends are repeated. */
static void
box_line (const guint16 *in,
          guint16       *out,
          int            n,
          int            n_channels,
          int            radius)
{
  guint64 window = 2 * (guint64) radius + 1;

  for (int c = 0; c < n_channels; c++)
    {
      guint64 sum = (guint64) in[c] * (guint64) (radius + 1);

      for (int i = 1; i <= radius; i++)
        sum += in[MIN (i, n - 1) * n_channels + c];
      for (int i = 0; i < n; i++)
        {
          out[i * n_channels + c] = (guint16) ((sum + window / 2) / window);
          sum += in[MIN (i + radius + 1, n - 1) * n_channels + c];
          sum -= in[MAX (i - radius, 0) * n_channels + c];
        }
    }
}

static gboolean
box_rows (guint16       *plane,
          guint16       *line,
          gsize          row,
          int            width,
          int            height,
          int            n_channels,
          int            radius,
          GCancellable  *cancellable,
          GError       **error)
{
  for (int y = 0; y < height; y++)
    {
      if (y % 64 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      memcpy (line, plane + (gsize) y * row, row * sizeof *line);
      box_line (line, plane + (gsize) y * row, width, n_channels, radius);
    }

  return TRUE;
}

/* The same down the columns: the sums of a whole row at once. */
static gboolean
box_columns (const guint16  *in,
             guint16        *out,
             guint64        *sums,
             gsize           row,
             int             height,
             int             radius,
             GCancellable   *cancellable,
             GError        **error)
{
  guint64 window = 2 * (guint64) radius + 1;

  for (gsize i = 0; i < row; i++)
    sums[i] = (guint64) in[i] * (guint64) (radius + 1);
  for (int y = 1; y <= radius; y++)
    for (gsize i = 0; i < row; i++)
      sums[i] += in[(gsize) MIN (y, height - 1) * row + i];

  for (int y = 0; y < height; y++)
    {
      const guint16 *enters = in + (gsize) MIN (y + radius + 1, height - 1) * row;
      const guint16 *leaves = in + (gsize) MAX (y - radius, 0) * row;

      if (y % 64 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (gsize i = 0; i < row; i++)
        {
          out[(gsize) y * row + i] = (guint16) ((sums[i] + window / 2) / window);
          sums[i] += enters[i];
          sums[i] -= leaves[i];
        }
    }

  return TRUE;
}

/* Three boxes whose variances add up to the wanted one: var of a box of 2r+1 is (w² - 1) / 12. */
static int
choose_radius (double sigma,
               int    pass)
{
  double ideal = sqrt (12.0 * sigma * sigma / BLUR_PASSES + 1);
  int small = ((int) ideal - 1) / 2;
  double w = 2 * small + 1;
  double n_small
      = (12.0 * sigma * sigma - BLUR_PASSES * w * w - 4 * BLUR_PASSES * w - 3 * BLUR_PASSES)
        / (-4 * w - 4);

  return pass < (int) floor (n_small + 0.5) ? small : small + 1;
}

/* All passes; the result is in @plane. */
static gboolean
blur_plane (guint16      **plane,
            guint16      **spare,
            int            width,
            int            height,
            int            n_channels,
            double         sigma,
            GCancellable  *cancellable,
            GError       **error)
{
  gsize row = (gsize) width * (gsize) n_channels;
  g_autofree guint64 *sums = g_new (guint64, row);

  for (int pass = 0; pass < BLUR_PASSES; pass++)
    {
      int radius = choose_radius (sigma, pass);
      guint16 *done;

      if (!box_rows (*plane, *spare, row, width, height, n_channels, radius, cancellable, error)
          || !box_columns (*plane, *spare, sums, row, height, radius, cancellable, error))
        return FALSE;
      done = *spare;
      *spare = *plane;
      *plane = done;
    }

  return TRUE;
}

/**
 * gesso_transform_blur:
 * @image: a picture
 * @sigma: standard deviation in pixels, 0 to 1000
 * @cancellable: (nullable): polled between rows
 * @error: `GESSO_IMAGE_ERROR_MEMORY`, `G_IO_ERROR_CANCELLED`
 *
 * Blurs nearly as a Gaussian does, with three running averages; the time does not grow with
 * @sigma. Transparent colours do not bleed. The edges are repeated outwards. On a worker.
 *
 * Returns: (transfer full) (nullable): the picture
 */
GessoImage *
gesso_transform_blur (GessoImage    *image,
                      double         sigma,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autofree guint16 *plane = NULL;
  g_autofree guint16 *spare = NULL;
  g_autofree guint8 *pixels = NULL;
  GessoPixelFormat format;
  int n_channels;
  int width;
  int height;
  gsize row;
  gsize stride;

  g_return_val_if_fail (image != NULL, NULL);
  g_return_val_if_fail (sigma >= 0 && sigma <= 1000, NULL);

  if (sigma < 0.05)
    return gesso_image_ref (image);

  format = gesso_image_get_format (image);
  n_channels = format == GESSO_PIXEL_FORMAT_GRAY8 ? 1 : 4;
  width = gesso_image_get_width (image);
  height = gesso_image_get_height (image);
  row = (gsize) width * (gsize) n_channels;
  stride = (gsize) width * gesso_pixel_format_get_size (format);
  plane = g_try_new (guint16, row * (gsize) height);
  spare = g_try_new (guint16, row * (gsize) height);
  if (plane == NULL || spare == NULL)
    {
      g_set_error_literal (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY, "No memory to blur");
      return NULL;
    }

  for (int y = 0; y < height; y++)
    spread_row (gesso_image_get_row (image, y), format, plane + (gsize) y * row, width);

  if (!blur_plane (&plane, &spare, width, height, n_channels, sigma, cancellable, error))
    return NULL;

  pixels = _gesso_image_try_alloc (width, height, format, error);
  if (pixels == NULL)
    return NULL;
  for (int y = 0; y < height; y++)
    gather_row (plane + (gsize) y * row, format, pixels + (gsize) y * stride, width);

  return _gesso_image_new_with_icc (width, height, format, g_steal_pointer (&pixels),
                                    gesso_image_get_icc_profile (image));
}
