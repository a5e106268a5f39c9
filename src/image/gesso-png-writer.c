/* gesso-png-writer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes PNG with libpng: the fixed SUB filter and a low compression level, which is an order of
 * magnitude faster than the defaults and hardly larger; RGB where nothing is transparent; 16 bits
 * and the ICC profile kept. Called by the encoder on its caller's thread; bytes go into a stream
 * as they come.
 */

#include "config.h"

#include "image/gesso-image-private.h"

#include <png.h>
#include <string.h>

#define ROWS_PER_CHECK 64
#define XMP_KEYWORD "XML:com.adobe.xmp"
#define MAX_TEXTS 64

typedef struct
{
  /* Input */
  GessoImage *image; /* (unowned) */
  int compression;
  const char *xmp;
  const char *const *texts;
  GOutputStream *stream;     /* (unowned) */
  GCancellable *cancellable; /* (unowned) (nullable) */

  /* In progress */
  png_structp png; /* (owned) */
  png_infop info;  /* (owned) */

  /* Output */
  GError *error; /* (owned) */
} Writer;

static void
fail_cb (png_structp     png,
         png_const_charp message)
{
  Writer *self = png_get_error_ptr (png);

  if (self->error == NULL)
    self->error
        = g_error_new (GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_UNSUPPORTED, "PNG: %s", message);
  longjmp (png_jmpbuf (png), 1);
}

static void
warn_cb (png_structp     png,
         png_const_charp message)
{
  g_debug ("libpng: %s", message);
}

static void
write_cb (png_structp png,
          png_bytep   data,
          size_t      length)
{
  Writer *self = png_get_io_ptr (png);

  if (!g_output_stream_write_all (self->stream, data, length, NULL, self->cancellable,
                                  &self->error))
    png_error (png, "The stream does not take more");
}

static void
flush_cb (png_structp png)
{
}

static void
set_text (png_text   *text,
          const char *keyword,
          const char *value)
{
  *text = (png_text){
    .compression = PNG_ITXT_COMPRESSION_NONE,
    .key = (png_charp) keyword,
    .text = (png_charp) value,
    .itxt_length = strlen (value),
    .lang = (png_charp) "",
    .lang_key = (png_charp) "",
  };
}

static void
write_texts (Writer *self)
{
  png_text texts[MAX_TEXTS];
  int n = 0;

  if (self->xmp != NULL)
    set_text (&texts[n++], XMP_KEYWORD, self->xmp);
  for (int i = 0; self->texts != NULL && self->texts[i] != NULL && n < MAX_TEXTS; i += 2)
    set_text (&texts[n++], self->texts[i], self->texts[i + 1]);
  if (n > 0)
    png_set_text (self->png, self->info, texts, n);
}

static void
write_colors (Writer *self)
{
  GBytes *icc = gesso_image_get_icc_profile (self->image);

  if (icc == NULL)
    png_set_sRGB (self->png, self->info, PNG_sRGB_INTENT_PERCEPTUAL);
  else if (gesso_image_get_format (self->image) != GESSO_PIXEL_FORMAT_GRAY8)
    png_set_iCCP (self->png, self->info, "icc", PNG_COMPRESSION_TYPE_BASE,
                  g_bytes_get_data (icc, NULL), (png_uint_32) g_bytes_get_size (icc));
}

static void
write_rows (Writer *self)
{
  int height = gesso_image_get_height (self->image);

  for (int y = 0; y < height; y++)
    {
      if (y % ROWS_PER_CHECK == 0
          && g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
        png_error (self->png, "Cancelled");
      png_write_row (self->png, gesso_image_get_row (self->image, y));
    }
  png_write_end (self->png, NULL);
}

/* Plain C without clean-up attributes, because libpng leaves by longjmp. */
static gboolean
run (Writer *self)
{
  GessoPixelFormat format = gesso_image_get_format (self->image);
  gboolean has_alpha = gesso_image_has_alpha (self->image);
  int type = has_alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB;

  if (setjmp (png_jmpbuf (self->png)) != 0)
    return FALSE;

  png_set_write_fn (self->png, self, write_cb, flush_cb);
  png_set_benign_errors (self->png, 1);
  png_set_IHDR (self->png, self->info, (png_uint_32) gesso_image_get_width (self->image),
                (png_uint_32) gesso_image_get_height (self->image),
                format == GESSO_PIXEL_FORMAT_RGBA16 ? 16 : 8,
                format == GESSO_PIXEL_FORMAT_GRAY8 ? PNG_COLOR_TYPE_GRAY : type, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_compression_level (self->png, self->compression);
  png_set_filter (self->png, PNG_FILTER_TYPE_BASE,
                  self->compression == 0 ? PNG_FILTER_NONE : PNG_FILTER_SUB);
  png_set_compression_buffer_size (self->png, 64 * 1024);
  write_colors (self);
  write_texts (self);
  png_write_info (self->png, self->info);
  if (format == GESSO_PIXEL_FORMAT_RGBA16 && G_BYTE_ORDER == G_LITTLE_ENDIAN)
    png_set_swap (self->png);
  if (format != GESSO_PIXEL_FORMAT_GRAY8 && !has_alpha)
    png_set_filler (self->png, 0, PNG_FILLER_AFTER);
  write_rows (self);

  return TRUE;
}

/*
 * _gesso_png_writer_write:
 * @compression: 0 to 9
 * @xmp: (nullable): a packet
 * @texts: (nullable): keyword and value in turn, then %NULL
 *
 * Returns: %FALSE when @error is set: the stream's own, GESSO_IMAGE_ERROR, or cancelled
 */
gboolean
_gesso_png_writer_write (GessoImage *image,
                         int compression,
                         const char *xmp,
                         const char *const *texts,
                         GOutputStream *stream,
                         GCancellable *cancellable,
                         GError **error)
{
  Writer self = { .image = image,
                  .compression = CLAMP (compression, 0, 9),
                  .xmp = xmp,
                  .texts = texts,
                  .stream = stream,
                  .cancellable = cancellable };
  gboolean is_done = FALSE;

  self.png = png_create_write_struct (PNG_LIBPNG_VER_STRING, &self, fail_cb, warn_cb);
  self.info = self.png != NULL ? png_create_info_struct (self.png) : NULL;
  if (self.info != NULL)
    is_done = run (&self);
  else
    g_set_error_literal (&self.error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_MEMORY,
                         "No memory for libpng");
  png_destroy_write_struct (&self.png, &self.info);

  if (!is_done)
    g_propagate_error (error, g_steal_pointer (&self.error));
  g_clear_error (&self.error);
  return is_done;
}
