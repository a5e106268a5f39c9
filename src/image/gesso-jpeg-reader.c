/* gesso-jpeg-reader.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads JPEG with libjpeg: straight into RGBA, at an eighth to the whole of its size, where
 * gdk-pixbuf would make a picture of three channels to be copied again, takes all printing colours
 * for inverted, and drops their profile. Adobe's files hold inverted inks and say so by their
 * marker; with the embedded profile inks are converted by lcms2, without one by the simple
 * product. Pure, called by the decoder on its caller's thread.
 */

#include "config.h"

#include <stdio.h>

#include "image/gesso-image-private.h"
#include "image/gesso-scale.h"
#include "metadata/gesso-jpeg-segments.h"

#include <jpeglib.h>

#include <jerror.h>
#include <lcms2.h>
#include <setjmp.h>

#define ROWS_PER_CHECK 64

typedef struct
{
  struct jpeg_error_mgr manager; /* first: libjpeg hands it back */
  jmp_buf escape;
  struct jpeg_decompress_struct jpeg;

  /* Input */
  GBytes *bytes;             /* (unowned) */
  GCancellable *cancellable; /* (unowned) (nullable) */
  int fit_width;             /* 0: the whole size */
  int fit_height;

  /* In progress */
  guint8 *row;             /* (owned): four inks a pixel */
  cmsHTRANSFORM transform; /* (owned) (nullable) */
  gboolean is_inverted;

  /* Output */
  guint8 *pixels; /* (owned) */
  int width;
  int height;
  gboolean is_cut; /* the file ended early */
  GError *error;   /* (owned) */
} Reader;

static void
fail_cb (j_common_ptr jpeg)
{
  Reader *self = (Reader *) jpeg->err;

  longjmp (self->escape, 1);
}

/* libjpeg fills up what is missing and only warns. */
static void
warn_cb (j_common_ptr jpeg,
         int          level)
{
  Reader *self = (Reader *) jpeg->err;

  if (level < 0 && self->manager.msg_code == JWRN_JPEG_EOF)
    self->is_cut = TRUE;
}

/* The profile's transform; NULL without a usable one. lcms counts ink from 0, Adobe from 255. */
static cmsHTRANSFORM
make_transform (GBytes   *icc,
                gboolean  is_inverted)
{
  cmsHPROFILE profile = NULL;
  cmsHPROFILE srgb;
  cmsHTRANSFORM transform = NULL;

  if (icc != NULL)
    profile = cmsOpenProfileFromMem (g_bytes_get_data (icc, NULL),
                                     (cmsUInt32Number) g_bytes_get_size (icc));
  if (profile == NULL)
    return NULL;

  srgb = cmsCreate_sRGBProfile ();
  if (cmsGetColorSpace (profile) == cmsSigCmykData)
    transform = cmsCreateTransform (profile, is_inverted ? TYPE_CMYK_8_REV : TYPE_CMYK_8, srgb,
                                    TYPE_RGBA_8, INTENT_RELATIVE_COLORIMETRIC,
                                    cmsFLAGS_BLACKPOINTCOMPENSATION);
  cmsCloseProfile (srgb);
  cmsCloseProfile (profile);

  return transform;
}

static void
convert_row (Reader *self,
             guint8 *out)
{
  guint8 flip = self->is_inverted ? 0 : 0xff;

  if (self->transform != NULL)
    cmsDoTransform (self->transform, self->row, out, (cmsUInt32Number) self->width);

  for (int x = 0; x < self->width; x++, out += 4)
    {
      const guint8 *ink = self->row + 4 * (gsize) x;
      guint light = ink[3] ^ flip;

      for (int c = 0; c < 3 && self->transform == NULL; c++)
        out[c] = (guint8) (((guint) (ink[c] ^ flip) * light + 127) / 255);
      out[3] = 0xff;
    }
}

static gboolean
read_rows (Reader *self)
{
  gsize stride = (gsize) self->width * 4;

  for (int y = 0; y < self->height; y++)
    {
      guint8 *out = self->pixels + (gsize) y * stride;
      JSAMPROW rows[] = { self->row != NULL ? self->row : out };

      if (y % ROWS_PER_CHECK == 0
          && g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
        return FALSE;
      jpeg_read_scanlines (&self->jpeg, rows, 1);
      if (self->row != NULL)
        convert_row (self, out);
    }

  return TRUE;
}

/* The decoder shrinks by 2, 4 and 8 almost for free; never below the box. */
static guint
choose_shrink (const Reader *self)
{
  int width = (int) self->jpeg.image_width;
  int height = (int) self->jpeg.image_height;
  guint shrink = 1;

  if (self->fit_width <= 0 || self->fit_height <= 0)
    return 1;
  gesso_scale_fit_size (width, height, self->fit_width, self->fit_height, &width, &height);
  while (shrink < 8 && self->jpeg.image_width / (2 * shrink) >= (guint) width
         && self->jpeg.image_height / (2 * shrink) >= (guint) height)
    shrink *= 2;

  return shrink;
}

/* Plain C without clean-up attributes, because libjpeg's errors leave by longjmp. */
static gboolean
run (Reader *self,
     GBytes *icc)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (self->bytes, &length);
  gboolean has_inks;

  if (setjmp (self->escape) != 0)
    return FALSE;

  jpeg_create_decompress (&self->jpeg);
  jpeg_mem_src (&self->jpeg, data, (unsigned long) length);
  jpeg_read_header (&self->jpeg, TRUE);
  has_inks = self->jpeg.num_components == 4;
  self->jpeg.out_color_space = has_inks ? JCS_CMYK : JCS_EXT_RGBA;
  self->is_inverted = self->jpeg.saw_Adobe_marker;
  self->jpeg.scale_num = 1;
  self->jpeg.scale_denom = choose_shrink (self);
  jpeg_start_decompress (&self->jpeg);
  self->width = (int) self->jpeg.output_width;
  self->height = (int) self->jpeg.output_height;
  if (has_inks)
    {
      self->transform = make_transform (icc, self->is_inverted);
      self->row = g_malloc ((gsize) self->width * 4);
    }
  self->pixels
      = _gesso_image_try_alloc (self->width, self->height, GESSO_PIXEL_FORMAT_RGBA8, &self->error);

  return self->pixels != NULL && read_rows (self);
}

static void
set_reader_error (Reader  *self,
                  GError **error)
{
  GessoImageError code = GESSO_IMAGE_ERROR_NOT_AN_IMAGE;

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return;
    }

  if (self->is_cut)
    code = GESSO_IMAGE_ERROR_TRUNCATED;
  else if (self->manager.msg_code == JERR_OUT_OF_MEMORY)
    code = GESSO_IMAGE_ERROR_MEMORY;
  else if (self->manager.msg_code == JERR_BAD_PRECISION
           || self->manager.msg_code == JERR_SOF_UNSUPPORTED)
    code = GESSO_IMAGE_ERROR_UNSUPPORTED;
  g_set_error (error, GESSO_IMAGE_ERROR, code, "JPEG: message %d", self->manager.msg_code);
}

/*
 * _gesso_jpeg_reader_read:
 * @bytes: a JPEG file whose size the caller has checked
 * @fit_width: shrink while the result still covers this box; 0 for the whole size
 * @fit_height: see @fit_width
 * @out_complete: (out) (nullable): as for _gesso_png_reader_read()
 *
 * Returns: (transfer full) (nullable): the stored picture, not turned; printing colours come in
 *   sRGB; missing parts are grey, as libjpeg leaves them
 */
GessoImage *
_gesso_jpeg_reader_read (GBytes        *bytes,
                         int            fit_width,
                         int            fit_height,
                         gboolean      *out_complete,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr (GBytes) icc
      = gesso_jpeg_segments_dup_icc (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  Reader self = {
    .bytes = bytes, .cancellable = cancellable, .fit_width = fit_width, .fit_height = fit_height
  };
  GessoImage *image = NULL;
  gboolean is_read;

  self.jpeg.err = jpeg_std_error (&self.manager);
  self.manager.error_exit = fail_cb;
  self.manager.emit_message = warn_cb;
  is_read = run (&self, icc);
  if (out_complete != NULL)
    *out_complete = is_read && !self.is_cut;
  if (is_read && (!self.is_cut || out_complete != NULL))
    image
        = _gesso_image_new_with_icc (self.width, self.height, GESSO_PIXEL_FORMAT_RGBA8,
                                     g_steal_pointer (&self.pixels), self.row == NULL ? icc : NULL);
  else
    set_reader_error (&self, error);

  if (self.transform != NULL)
    cmsDeleteTransform (self.transform);
  g_free (self.row);
  g_free (self.pixels);
  jpeg_destroy_decompress (&self.jpeg);
  return image;
}
