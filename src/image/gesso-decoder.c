/* gesso-decoder.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turns a file's bytes into a GessoImage: sniff, read the header, refuse what is too large before
 * anything is allocated, decode, turn upright by EXIF, shrink, convert colours. Pure functions
 * that block; they belong on the imaging worker and poll their cancellable.
 */

#include "config.h"

#include "image/gesso-decoder.h"

#include "image/gesso-color.h"
#include "image/gesso-image-private.h"
#include "image/gesso-scale.h"
#include "image/gesso-transform.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_PIECE (1024 * 1024)
#define PROBE_BYTES (1024 * 1024)

static void
set_io_error (const char  *what,
              int          code,
              GError     **error)
{
  g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_IO, "%s: %s", what, g_strerror (code));
}

static gboolean
read_all (int            fd,
          GByteArray    *out,
          gsize          max,
          GCancellable  *cancellable,
          GError       **error)
{
  while (out->len < max)
    {
      guint at = out->len;
      gsize want = MIN (READ_PIECE, max - at);
      gssize got;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;

      g_byte_array_set_size (out, at + (guint) want);
      do
        got = read (fd, out->data + at, want);
      while (got < 0 && errno == EINTR);
      if (got < 0)
        {
          set_io_error ("Reading the file", errno, error);
          return FALSE;
        }
      g_byte_array_set_size (out, at + (guint) got);
      if (got == 0)
        break;
    }

  return TRUE;
}

/* Opens without waiting, so that a pipe or device cannot hang a worker. */
static GBytes *
load (const char    *path,
      gsize          max,
      gboolean       may_be_cut,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  struct stat info;
  gboolean is_read;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0)
    {
      set_io_error ("Opening the file", errno, error);
      return NULL;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      set_io_error ("Opening the file", S_ISDIR (info.st_mode) ? EISDIR : EINVAL, error);
      close (fd);
      return NULL;
    }
  if (!may_be_cut && (guint64) info.st_size > max)
    {
      g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TOO_LARGE,
                   "The file has %" G_GINT64_FORMAT " bytes", (gint64) info.st_size);
      close (fd);
      return NULL;
    }

  is_read = read_all (fd, out, max, cancellable, error);
  close (fd);
  return is_read ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
}

static gboolean
check_limits (GBytes                *bytes,
              const GessoImageInfo  *info,
              guint64                max_pixels,
              GError               **error)
{
  if (g_bytes_get_size (bytes) > GESSO_DECODER_MAX_BYTES)
    {
      g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " bytes are above the limit", g_bytes_get_size (bytes));
      return FALSE;
    }
  if (info->width > GESSO_DECODER_MAX_SIDE || info->height > GESSO_DECODER_MAX_SIDE
      || (guint64) info->width * (guint64) info->height > max_pixels)
    {
      g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TOO_LARGE,
                   "%d by %d pixels are above the limit", info->width, info->height);
      return FALSE;
    }

  return TRUE;
}

/* Upright, in the box, in the colours that were asked for. */
static GessoImage *
finish (GessoImage                *stored,
        const GessoImageInfo      *info,
        const GessoDecodeOptions  *options,
        GCancellable              *cancellable,
        GError                   **error)
{
  g_autoptr (GessoImage) image = gesso_image_ref (stored);

  if (options->fit_width > 0 && options->fit_height > 0)
    {
      gboolean is_turned = info->orientation >= 5 && info->format != GESSO_IMAGE_FORMAT_TIFF;
      GessoImage *fitted
          = gesso_scale_fit (image, is_turned ? options->fit_height : options->fit_width,
                             is_turned ? options->fit_width : options->fit_height, cancellable,
                             error);
      if (fitted == NULL)
        return NULL;
      gesso_image_unref (image);
      image = fitted;
    }
  /* The loaders for TIFF, HEIF and AVIF turn by themselves. */
  if (info->orientation > 1
      && (info->format == GESSO_IMAGE_FORMAT_JPEG || info->format == GESSO_IMAGE_FORMAT_PNG
          || info->format == GESSO_IMAGE_FORMAT_WEBP))
    {
      GessoImage *turned = gesso_transform_orient (image, info->orientation, error);
      if (turned == NULL)
        return NULL;
      gesso_image_unref (image);
      image = turned;
    }
  if (options->to_srgb || gesso_color_has_foreign_profile (image))
    return gesso_color_to_srgb (image, cancellable, error);

  return g_steal_pointer (&image);
}

static GessoImage *
decode (GBytes                    *bytes,
        const GessoDecodeOptions  *options,
        gboolean                  *out_complete,
        GCancellable              *cancellable,
        GError                   **error)
{
  static const GessoDecodeOptions defaults = GESSO_DECODE_OPTIONS_INIT;
  g_autoptr (GessoImage) stored = NULL;
  GessoImageInfo info;
  guint64 max_pixels;
  gboolean is_turned;

  if (options == NULL)
    options = &defaults;
  max_pixels = options->max_pixels > 0 ? options->max_pixels : GESSO_DECODER_MAX_PIXELS;

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !gesso_decoder_probe (bytes, &info, error)
      || !check_limits (bytes, &info, max_pixels, error))
    return NULL;

  is_turned = info.orientation >= 5;
  if (info.format == GESSO_IMAGE_FORMAT_PNG)
    {
      stored
          = _gesso_png_reader_read (bytes, options->max_depth_8, out_complete, cancellable, error);
    }
  else if (info.format == GESSO_IMAGE_FORMAT_JPEG)
    {
      stored = _gesso_jpeg_reader_read (bytes, is_turned ? options->fit_height : options->fit_width,
                                        is_turned ? options->fit_width : options->fit_height,
                                        out_complete, cancellable, error);
    }
  else if (info.format == GESSO_IMAGE_FORMAT_WEBP && !_gesso_webp_reader_is_animated (bytes))
    {
      stored = _gesso_webp_reader_read (bytes, max_pixels, out_complete, cancellable, error);
    }
  else
    {
      stored = _gesso_pixbuf_reader_read (bytes, &info, max_pixels, options->fit_width,
                                          options->fit_height, out_complete, cancellable, error);
    }

  return stored != NULL ? finish (stored, &info, options, cancellable, error) : NULL;
}

/**
 * gesso_decoder_probe:
 * @bytes: a file's bytes
 * @out_info: (out caller-allocates): what the header says
 * @error: `GESSO_IMAGE_ERROR`: EMPTY, NOT_AN_IMAGE, TRUNCATED (header), UNSUPPORTED
 *
 * Reads the header only; nothing is allocated in proportion to the sizes it claims. Formats that
 * we do not know are shown to the installed loaders. Any thread.
 *
 * Returns: %FALSE when @error is set
 */
gboolean
gesso_decoder_probe (GBytes          *bytes,
                     GessoImageInfo  *out_info,
                     GError         **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (bytes != NULL && out_info != NULL, FALSE);

  if (gesso_image_info_read (bytes, out_info, &local_error))
    return out_info->width > 0 || _gesso_pixbuf_reader_probe (bytes, out_info, error);
  if (g_error_matches (local_error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_NOT_AN_IMAGE))
    return _gesso_pixbuf_reader_probe (bytes, out_info, error);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * gesso_decoder_probe_file:
 * @path: a file
 * @out_info: (out caller-allocates): what the header says
 * @error: as for gesso_decoder_probe(), and IO
 *
 * Like gesso_decoder_probe(), reading only the file's first megabyte as long as that tells the
 * size. On a worker.
 *
 * Returns: %FALSE when @error is set
 */
gboolean
gesso_decoder_probe_file (const char      *path,
                          GessoImageInfo  *out_info,
                          GError         **error)
{
  g_autoptr (GBytes) head = NULL;
  g_autoptr (GBytes) whole = NULL;

  g_return_val_if_fail (path != NULL && out_info != NULL, FALSE);

  head = load (path, PROBE_BYTES, TRUE, NULL, error);
  if (head == NULL)
    return FALSE;
  if (g_bytes_get_size (head) < PROBE_BYTES)
    return gesso_decoder_probe (head, out_info, error);
  if (gesso_image_info_read (head, out_info, NULL) && out_info->width > 0)
    return TRUE;

  whole = gesso_decoder_load_bytes (path, NULL, error);
  return whole != NULL && gesso_decoder_probe (whole, out_info, error);
}

/**
 * gesso_decoder_decode:
 * @bytes: a file's bytes
 * @options: (nullable): how; %NULL for full size, own depth, own colours
 * @cancellable: (nullable): polled between rows or pieces
 * @error: `GESSO_IMAGE_ERROR`: EMPTY, NOT_AN_IMAGE, TRUNCATED, TOO_LARGE, UNSUPPORTED, MEMORY;
 *   `G_IO_ERROR_CANCELLED`
 *
 * Decodes the first frame, upright by its EXIF orientation, as RGBA8, or RGBA16 where the file
 * has 16 bits. Pictures whose profile is not for RGB come in sRGB. On a worker.
 *
 * Returns: (transfer full) (nullable): the picture
 */
GessoImage *
gesso_decoder_decode (GBytes                    *bytes,
                      const GessoDecodeOptions  *options,
                      GCancellable              *cancellable,
                      GError                   **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  return decode (bytes, options, NULL, cancellable, error);
}

/**
 * gesso_decoder_decode_file:
 * @path: a file
 * @options: (nullable): how
 * @cancellable: (nullable): polled between pieces
 * @error: as for gesso_decoder_decode(), and IO
 *
 * Reads and decodes a file. On a worker.
 *
 * Returns: (transfer full) (nullable): the picture
 */
GessoImage *
gesso_decoder_decode_file (const char                *path,
                           const GessoDecodeOptions  *options,
                           GCancellable              *cancellable,
                           GError                   **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = gesso_decoder_load_bytes (path, cancellable, error);
  return bytes != NULL ? decode (bytes, options, NULL, cancellable, error) : NULL;
}

/**
 * gesso_decoder_decode_partial:
 * @bytes: a file's bytes, maybe cut off
 * @options: (nullable): how
 * @out_complete: (out): whether the whole picture was there
 * @cancellable: (nullable): polled between rows or pieces
 * @error: as for gesso_decoder_decode(); TRUNCATED only if there is nothing to show
 *
 * Decodes what is there. Rows that are missing are transparent or undrawn. On a worker.
 *
 * Returns: (transfer full) (nullable): the picture
 */
GessoImage *
gesso_decoder_decode_partial (GBytes                    *bytes,
                              const GessoDecodeOptions  *options,
                              gboolean                  *out_complete,
                              GCancellable              *cancellable,
                              GError                   **error)
{
  g_return_val_if_fail (bytes != NULL && out_complete != NULL, NULL);

  *out_complete = FALSE;
  return decode (bytes, options, out_complete, cancellable, error);
}

/**
 * gesso_decoder_load_bytes:
 * @path: a file
 * @cancellable: (nullable): polled between pieces
 * @error: `GESSO_IMAGE_ERROR`: IO (also for folders and devices), EMPTY, TOO_LARGE;
 *   `G_IO_ERROR_CANCELLED`
 *
 * Reads a picture file with the limits of this room: never more than %GESSO_DECODER_MAX_BYTES,
 * never from a pipe or device. On a worker.
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
gesso_decoder_load_bytes (const char    *path,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = load (path, GESSO_DECODER_MAX_BYTES, FALSE, cancellable, error);
  if (bytes != NULL && g_bytes_get_size (bytes) == 0)
    {
      g_set_error_literal (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_EMPTY, "The file is empty");
      return NULL;
    }

  return g_steal_pointer (&bytes);
}
