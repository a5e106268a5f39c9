/* gesso-image.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoImage is a picture in memory: the value that every worker takes and gives. It is made by a
 * decoder or a drawing function, owned by whoever holds a reference, and never changes after it
 * was made; therefore it crosses threads without a lock. Only the answer to "is anything
 * transparent?" is found late and kept, atomically.
 */

#include "config.h"

#include "image/gesso-image.h"

#include "image/gesso-image-private.h"

typedef enum
{
  ALPHA_UNKNOWN,
  ALPHA_OPAQUE,
  ALPHA_PRESENT,
} AlphaState;

struct _GessoImage
{
  gatomicrefcount ref_count;
  int width;
  int height;
  GessoPixelFormat format;
  gsize stride;
  GBytes *pixels;      /* (owned) */
  GBytes *icc_profile; /* (owned) (nullable) */
  int alpha_state;     /* (atomic): an AlphaState */
};

G_DEFINE_BOXED_TYPE (GessoImage, gesso_image, gesso_image_ref, gesso_image_unref)

static gboolean
row_has_alpha8 (const guint8 *row,
                int           width)
{
  guint8 all = 0xff;

  for (int x = 0; x < width; x++)
    all &= row[4 * x + 3];

  return all != 0xff;
}

static gboolean
row_has_alpha16 (const guint16 *row,
                 int            width)
{
  guint16 all = 0xffff;

  for (int x = 0; x < width; x++)
    all &= row[4 * x + 3];

  return all != 0xffff;
}

static AlphaState
find_alpha (const GessoImage *self)
{
  if (self->format == GESSO_PIXEL_FORMAT_GRAY8)
    return ALPHA_OPAQUE;

  for (int y = 0; y < self->height; y++)
    {
      const guint8 *row = gesso_image_get_row (self, y);

      if (self->format == GESSO_PIXEL_FORMAT_RGBA8
              ? row_has_alpha8 (row, self->width)
              : row_has_alpha16 ((const guint16 *) row, self->width))
        return ALPHA_PRESENT;
    }

  return ALPHA_OPAQUE;
}

/**
 * gesso_pixel_format_get_size:
 * @format: a pixel format
 *
 * Returns: bytes per pixel
 */
gsize
gesso_pixel_format_get_size (GessoPixelFormat format)
{
  switch (format)
    {
    case GESSO_PIXEL_FORMAT_RGBA8:
      return 4;
    case GESSO_PIXEL_FORMAT_RGBA16:
      return 8;
    case GESSO_PIXEL_FORMAT_GRAY8:
      return 1;
    default:
      g_return_val_if_reached (0);
    }
}

/**
 * gesso_image_new:
 * @width: width in pixels, above 0
 * @height: height in pixels, above 0
 * @format: the layout of @pixels
 * @stride: bytes from one row to the next, at least a row's length; even for 16-bit pixels
 * @pixels: at least `stride * (height - 1)` bytes and one row
 * @icc_profile: (nullable): the ICC profile the numbers are meant in; %NULL for sRGB
 *
 * Makes a picture over @pixels without copying them. Any thread.
 *
 * Returns: (transfer full): the picture
 */
GessoImage *
gesso_image_new (int               width,
                 int               height,
                 GessoPixelFormat  format,
                 gsize             stride,
                 GBytes           *pixels,
                 GBytes           *icc_profile)
{
  gsize row = (gsize) MAX (width, 0) * gesso_pixel_format_get_size (format);
  GessoImage *self;

  g_return_val_if_fail (width > 0 && height > 0, NULL);
  g_return_val_if_fail (pixels != NULL, NULL);
  g_return_val_if_fail (stride >= row, NULL);
  g_return_val_if_fail (format != GESSO_PIXEL_FORMAT_RGBA16 || stride % 2 == 0, NULL);
  g_return_val_if_fail (g_bytes_get_size (pixels) >= stride * (gsize) (height - 1) + row, NULL);

  self = g_new0 (GessoImage, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->width = width;
  self->height = height;
  self->format = format;
  self->stride = stride;
  self->pixels = g_bytes_ref (pixels);
  if (icc_profile != NULL)
    self->icc_profile = g_bytes_ref (icc_profile);

  return self;
}

/**
 * gesso_image_new_take:
 * @width: width in pixels, above 0
 * @height: height in pixels, above 0
 * @format: the layout of @pixels
 * @stride: bytes from one row to the next
 * @pixels: (transfer full): `stride * height` bytes from g_malloc()
 *
 * Makes an sRGB picture that owns @pixels. Any thread.
 *
 * Returns: (transfer full): the picture
 */
GessoImage *
gesso_image_new_take (int               width,
                      int               height,
                      GessoPixelFormat  format,
                      gsize             stride,
                      guint8           *pixels)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  bytes = g_bytes_new_take (pixels, stride * (gsize) height);

  return gesso_image_new (width, height, format, stride, bytes, NULL);
}

/**
 * gesso_image_ref:
 * @self: a picture
 *
 * Returns: (transfer full): @self. Any thread.
 */
GessoImage *
gesso_image_ref (GessoImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * gesso_image_unref:
 * @self: (transfer full): a picture
 *
 * Drops a reference. Any thread.
 */
void
gesso_image_unref (GessoImage *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_bytes_unref (self->pixels);
  g_clear_pointer (&self->icc_profile, g_bytes_unref);
  g_free (self);
}

/**
 * gesso_image_get_width:
 * @self: a picture
 *
 * Returns: the width in pixels
 */
int
gesso_image_get_width (const GessoImage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

/**
 * gesso_image_get_height:
 * @self: a picture
 *
 * Returns: the height in pixels
 */
int
gesso_image_get_height (const GessoImage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

/**
 * gesso_image_get_format:
 * @self: a picture
 *
 * Returns: the layout of the pixels
 */
GessoPixelFormat
gesso_image_get_format (const GessoImage *self)
{
  g_return_val_if_fail (self != NULL, GESSO_PIXEL_FORMAT_RGBA8);

  return self->format;
}

/**
 * gesso_image_get_stride:
 * @self: a picture
 *
 * Returns: bytes from one row to the next
 */
gsize
gesso_image_get_stride (const GessoImage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->stride;
}

/**
 * gesso_image_get_pixels:
 * @self: a picture
 *
 * Returns: (transfer none): the first row; valid as long as @self
 */
const guint8 *
gesso_image_get_pixels (const GessoImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_bytes_get_data (self->pixels, NULL);
}

/**
 * gesso_image_get_row:
 * @self: a picture
 * @y: a row, 0 to the height less 1
 *
 * Returns: (transfer none): the row's first pixel; valid as long as @self
 */
const guint8 *
gesso_image_get_row (const GessoImage *self,
                     int               y)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (y >= 0 && y < self->height, NULL);

  return gesso_image_get_pixels (self) + (gsize) y * self->stride;
}

/**
 * gesso_image_get_bytes:
 * @self: a picture
 *
 * Returns: (transfer none): all pixel bytes
 */
GBytes *
gesso_image_get_bytes (GessoImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pixels;
}

/**
 * gesso_image_get_icc_profile:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): the ICC profile; %NULL means sRGB
 */
GBytes *
gesso_image_get_icc_profile (GessoImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->icc_profile;
}

/**
 * gesso_image_has_alpha:
 * @self: a picture
 *
 * Says whether any pixel is not fully opaque. The first call looks at every pixel; the answer is
 * kept. Any thread.
 *
 * Returns: %TRUE if something is transparent
 */
gboolean
gesso_image_has_alpha (GessoImage *self)
{
  int state;

  g_return_val_if_fail (self != NULL, FALSE);

  state = g_atomic_int_get (&self->alpha_state);
  if (state == ALPHA_UNKNOWN)
    {
      state = (int) find_alpha (self);
      g_atomic_int_set (&self->alpha_state, state);
    }

  return state == ALPHA_PRESENT;
}

/* Room for a picture's pixels, not cleared; GESSO_IMAGE_ERROR_MEMORY when there is none. */
guint8 *
_gesso_image_try_alloc (int                width,
                        int                height,
                        GessoPixelFormat   format,
                        GError           **error)
{
  gsize row = (gsize) width * gesso_pixel_format_get_size (format);
  guint8 *pixels;

  g_assert (width > 0 && height > 0);

  pixels = (gsize) height <= G_MAXSIZE / row ? g_try_malloc (row * (gsize) height) : NULL;
  if (pixels == NULL)
    g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY,
                 "No memory for %d by %d pixels", width, height);

  return pixels;
}

/* Takes tightly packed pixels from _gesso_image_try_alloc(). */
GessoImage *
_gesso_image_new_with_icc (int               width,
                           int               height,
                           GessoPixelFormat  format,
                           guint8           *pixels,
                           GBytes           *icc)
{
  gsize stride = (gsize) width * gesso_pixel_format_get_size (format);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, stride * (gsize) height);

  return gesso_image_new (width, height, format, stride, bytes, icc);
}
