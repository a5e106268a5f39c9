/* gesso-png-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads PNG with libpng, because gdk-pixbuf cuts 16 bits to 8 and loses colour chunks. Every kind
 * (palette, grey, 1 to 16 bits, tRNS, interlaced) becomes RGBA8 or RGBA16 with straight alpha.
 * What gAMA and cHRM say becomes an ICC profile, so that one field carries the colours. Pure,
 * called by the decoder on its caller's thread.
 */

#include "config.h"

#include "image/gesso-image-private.h"

#include <lcms2.h>
#include <png.h>
#include <string.h>

#define ROWS_PER_CHECK 64
#define SRGB_GAMMA 0.45455
#define GAMMA_TOLERANCE 0.02

typedef struct
{
  /* Input */
  const guint8 *data; /* (unowned) */
  gsize length;
  GCancellable *cancellable; /* (unowned) (nullable) */
  gboolean want_8;

  /* In progress */
  gsize position;
  gboolean hit_end;
  png_structp png; /* (owned) */
  png_infop info;  /* (owned) */
  char message[128];

  /* Output */
  guint8 *pixels; /* (owned) */
  int width;
  int height;
  GessoPixelFormat format;
  int n_rows;    /* rows that hold something */
  GError *error; /* (owned): memory, cancelled */
} Reader;

static void
fail_cb (png_structp     png,
         png_const_charp message)
{
  Reader *self = png_get_error_ptr (png);

  g_strlcpy (self->message, message, sizeof self->message);
  longjmp (png_jmpbuf (png), 1);
}

static void
warn_cb (png_structp     png,
         png_const_charp message)
{
  g_debug ("libpng: %s", message);
}

static void
read_cb (png_structp png,
         png_bytep   out,
         size_t      length)
{
  Reader *self = png_get_io_ptr (png);

  if (length > self->length - self->position)
    {
      self->hit_end = TRUE;
      png_error (png, "The file ends early");
    }
  memcpy (out, self->data + self->position, length);
  self->position += length;
}

/* Asks libpng for four channels of 8 or 16 bits, whatever is in the file. */
static int
set_up_transforms (Reader *self)
{
  png_byte type = png_get_color_type (self->png, self->info);
  png_byte depth = png_get_bit_depth (self->png, self->info);

  self->format
      = depth == 16 && !self->want_8 ? GESSO_PIXEL_FORMAT_RGBA16 : GESSO_PIXEL_FORMAT_RGBA8;
  png_set_expand (self->png);
  if ((type & PNG_COLOR_MASK_COLOR) == 0)
    png_set_gray_to_rgb (self->png);
  if (depth == 16 && self->want_8)
    png_set_scale_16 (self->png);
  if (self->format == GESSO_PIXEL_FORMAT_RGBA16 && G_BYTE_ORDER == G_LITTLE_ENDIAN)
    png_set_swap (self->png);
  if ((type & PNG_COLOR_MASK_ALPHA) == 0 && !png_get_valid (self->png, self->info, PNG_INFO_tRNS))
    png_set_filler (self->png, 0xffff, PNG_FILLER_AFTER);

  return png_set_interlace_handling (self->png);
}

static void
read_rows (Reader *self,
           int     n_passes)
{
  gsize stride = (gsize) self->width * gesso_pixel_format_get_size (self->format);

  for (int pass = 0; pass < n_passes; pass++)
    for (int y = 0; y < self->height; y++)
      {
        if (y % ROWS_PER_CHECK == 0
            && g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
          png_error (self->png, "Cancelled");
        png_read_row (self->png, self->pixels + (gsize) y * stride, NULL);
        self->n_rows = MAX (self->n_rows, y + 1);
      }
  png_read_end (self->png, NULL);
}

/* Everything between here and a failure is plain C without clean-up attributes, because libpng
 * leaves by longjmp. */
static gboolean
run (Reader *self)
{
  int n_passes;

  if (setjmp (png_jmpbuf (self->png)) != 0)
    return FALSE;

  png_set_read_fn (self->png, self, read_cb);
  png_set_user_limits (self->png, 65535, 65535);
  png_set_chunk_malloc_max (self->png, 64 * 1024 * 1024);
  png_set_keep_unknown_chunks (self->png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
  png_set_benign_errors (self->png, 1);
  png_read_info (self->png, self->info);
  self->width = (int) png_get_image_width (self->png, self->info);
  self->height = (int) png_get_image_height (self->png, self->info);
  n_passes = set_up_transforms (self);
  png_read_update_info (self->png, self->info);

  if (self->pixels == NULL)
    self->pixels = _gesso_image_try_alloc (self->width, self->height, self->format, &self->error);
  if (self->pixels == NULL)
    return FALSE;
  if (n_passes > 1)
    memset (self->pixels, 0,
            (gsize) self->width * (gsize) self->height
                * gesso_pixel_format_get_size (self->format));
  read_rows (self, n_passes);

  return TRUE;
}

/* A profile for pictures that only say their gamma and primaries. */
static GBytes *
make_profile (double        gamma,
              gboolean      has_primaries,
              const double *xy)
{
  cmsCIExyY white = { 0.3127, 0.3290, 1 };
  cmsCIExyYTRIPLE primaries = { { 0.64, 0.33, 1 }, { 0.30, 0.60, 1 }, { 0.15, 0.06, 1 } };
  cmsToneCurve *curve = cmsBuildGamma (NULL, gamma > 0 ? 1 / gamma : 2.2);
  cmsToneCurve *curves[3] = { curve, curve, curve };
  cmsHPROFILE profile;
  cmsUInt32Number size = 0;
  guint8 *data = NULL;

  if (has_primaries)
    {
      white = (cmsCIExyY){ xy[0], xy[1], 1 };
      primaries
          = (cmsCIExyYTRIPLE){ { xy[2], xy[3], 1 }, { xy[4], xy[5], 1 }, { xy[6], xy[7], 1 } };
    }
  profile = cmsCreateRGBProfile (&white, &primaries, curves);
  cmsFreeToneCurve (curve);
  if (profile == NULL)
    return NULL;
  if (cmsSaveProfileToMem (profile, NULL, &size))
    data = g_malloc (size);
  if (data != NULL && !cmsSaveProfileToMem (profile, data, &size))
    g_clear_pointer (&data, g_free);
  cmsCloseProfile (profile);

  return data != NULL ? g_bytes_new_take (data, size) : NULL;
}

static GBytes *
dup_profile (Reader *self)
{
  char *name;
  int compression;
  png_bytep data;
  png_uint_32 length;
  int intent;
  double gamma = 0;
  double xy[8];
  gboolean has_primaries;

  if (png_get_iCCP (self->png, self->info, &name, &compression, &data, &length) != 0)
    return g_bytes_new (data, length);
  if (png_get_sRGB (self->png, self->info, &intent) != 0
      || png_get_gAMA (self->png, self->info, &gamma) == 0)
    return NULL;

  has_primaries = png_get_cHRM (self->png, self->info, &xy[0], &xy[1], &xy[2], &xy[3], &xy[4],
                                &xy[5], &xy[6], &xy[7])
                      != 0
                  && ABS (xy[2] - 0.64) + ABS (xy[4] - 0.30) + ABS (xy[6] - 0.15) > 0.02;
  if (gamma <= 0.01 || gamma > 10)
    return NULL;
  if (!has_primaries && ABS (gamma - SRGB_GAMMA) < GAMMA_TOLERANCE)
    return NULL;

  return make_profile (gamma, has_primaries, xy);
}

static void
set_reader_error (Reader  *self,
                  GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    g_set_error (error, GESSO_IMAGE_ERROR,
                 self->hit_end ? GESSO_IMAGE_ERROR_TRUNCATED : GESSO_IMAGE_ERROR_NOT_AN_IMAGE,
                 "PNG: %s", self->message);
}

/*
 * _gesso_png_reader_read:
 * @bytes: a PNG file
 * @want_8: give 8 bits even where there are 16
 * @out_complete: (out) (nullable): when given, a file that ends early is no error as long as a
 *   row came; it says whether all came
 *
 * The caller has checked the size that the header claims. Returns: (transfer full) (nullable)
 */
GessoImage *
_gesso_png_reader_read (GBytes        *bytes,
                        gboolean       want_8,
                        gboolean      *out_complete,
                        GCancellable  *cancellable,
                        GError       **error)
{
  Reader self = { .cancellable = cancellable, .want_8 = want_8 };
  GessoImage *image = NULL;
  gboolean is_whole = FALSE;

  self.data = g_bytes_get_data (bytes, &self.length);
  self.png = png_create_read_struct (PNG_LIBPNG_VER_STRING, &self, fail_cb, warn_cb);
  self.info = self.png != NULL ? png_create_info_struct (self.png) : NULL;
  if (self.info != NULL)
    is_whole = run (&self);
  else
    g_set_error_literal (&self.error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY,
                         "No memory for libpng");

  /* All rows and a damaged tail is a whole picture. */
  if (!is_whole && self.error == NULL && self.n_rows == self.height && self.pixels != NULL
      && png_get_interlace_type (self.png, self.info) == PNG_INTERLACE_NONE)
    is_whole = !self.hit_end;

  if (is_whole || (out_complete != NULL && self.error == NULL && self.n_rows > 0))
    {
      g_autoptr (GBytes) icc = dup_profile (&self);
      gsize stride = (gsize) self.width * gesso_pixel_format_get_size (self.format);

      memset (self.pixels + (gsize) self.n_rows * stride, 0,
              (gsize) (self.height - self.n_rows) * stride);
      image = _gesso_image_new_with_icc (self.width, self.height, self.format,
                                         g_steal_pointer (&self.pixels), icc);
    }
  else
    {
      set_reader_error (&self, error);
    }
  if (out_complete != NULL)
    *out_complete = is_whole;

  g_clear_error (&self.error);
  g_free (self.pixels);
  png_destroy_read_struct (&self.png, &self.info, NULL);
  return image;
}
