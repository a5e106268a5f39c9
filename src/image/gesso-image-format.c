/* gesso-image-format.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What these bytes are, from their first bytes. Names of files and media types only hint; the
 * bytes decide. Pure functions, any thread.
 */

#include "config.h"

#include "image/gesso-image-format.h"

#include <string.h>

typedef struct
{
  const char *id;
  const char *mime_type;
  const char *extensions[6]; /* the first is the one we write */
} FormatRow;

static const FormatRow rows[] = {
  [GESSO_IMAGE_FORMAT_UNKNOWN] = { "unknown", "application/octet-stream", { "bin" } },
  [GESSO_IMAGE_FORMAT_PNG] = { "png", "image/png", { "png" } },
  [GESSO_IMAGE_FORMAT_JPEG] = { "jpeg", "image/jpeg", { "jpg", "jpeg", "jpe", "jfif" } },
  [GESSO_IMAGE_FORMAT_WEBP] = { "webp", "image/webp", { "webp" } },
  [GESSO_IMAGE_FORMAT_GIF] = { "gif", "image/gif", { "gif" } },
  [GESSO_IMAGE_FORMAT_TIFF] = { "tiff", "image/tiff", { "tiff", "tif" } },
  [GESSO_IMAGE_FORMAT_BMP] = { "bmp", "image/bmp", { "bmp", "dib" } },
  [GESSO_IMAGE_FORMAT_HEIF] = { "heif", "image/heif", { "heif", "heic", "hif" } },
  [GESSO_IMAGE_FORMAT_AVIF] = { "avif", "image/avif", { "avif" } },
  [GESSO_IMAGE_FORMAT_SVG] = { "svg", "image/svg+xml", { "svg", "svgz" } },
};

G_STATIC_ASSERT (G_N_ELEMENTS (rows) == GESSO_IMAGE_FORMAT_LAST + 1);

static const struct
{
  const char *mime_type;
  GessoImageFormat format;
} aliases[] = {
  { "image/jpg", GESSO_IMAGE_FORMAT_JPEG },
  { "image/pjpeg", GESSO_IMAGE_FORMAT_JPEG },
  { "image/x-png", GESSO_IMAGE_FORMAT_PNG },
  { "image/x-bmp", GESSO_IMAGE_FORMAT_BMP },
  { "image/x-ms-bmp", GESSO_IMAGE_FORMAT_BMP },
  { "image/heic", GESSO_IMAGE_FORMAT_HEIF },
  { "image/heic-sequence", GESSO_IMAGE_FORMAT_HEIF },
  { "image/heif-sequence", GESSO_IMAGE_FORMAT_HEIF },
  { "image/avif-sequence", GESSO_IMAGE_FORMAT_AVIF },
};

static gboolean
starts_with (const guint8 *data,
             gsize         length,
             gsize         offset,
             const char   *magic,
             gsize         magic_length)
{
  return length >= offset + magic_length && memcmp (data + offset, magic, magic_length) == 0;
}

/* An ISO base media file says its brands in its first box, `ftyp`: the major one, a version, then
 * the compatible ones. */
static GessoImageFormat
sniff_brands (const guint8 *data,
              gsize         length)
{
  static const char heif[][5] = { "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1" };
  gboolean is_heif = FALSE;
  gsize end;

  if (!starts_with (data, length, 4, "ftyp", 4))
    return GESSO_IMAGE_FORMAT_UNKNOWN;

  end = (gsize) data[0] << 24 | (gsize) data[1] << 16 | (gsize) data[2] << 8 | data[3];
  end = MIN (end, length);
  for (gsize i = 8; i + 4 <= end; i += 4)
    {
      if (i == 12)
        continue;
      if (memcmp (data + i, "avif", 4) == 0 || memcmp (data + i, "avis", 4) == 0)
        return GESSO_IMAGE_FORMAT_AVIF;
      for (gsize k = 0; k < G_N_ELEMENTS (heif); k++)
        is_heif = is_heif || memcmp (data + i, heif[k], 4) == 0;
    }

  return is_heif ? GESSO_IMAGE_FORMAT_HEIF : GESSO_IMAGE_FORMAT_UNKNOWN;
}

/* Skips one XML declaration, comment, processing instruction or document type. */
static gsize
skip_prolog (const char *text,
             gsize       length,
             gsize       at)
{
  const char *end = NULL;

  if (starts_with ((const guint8 *) text, length, at, "<!--", 4))
    {
      end = g_strstr_len (text + at + 4, (gssize) (length - at - 4), "-->");
      return end != NULL ? (gsize) (end + 3 - text) : length;
    }

  end = memchr (text + at, '>', length - at);
  return end != NULL ? (gsize) (end + 1 - text) : length;
}

static gboolean
sniff_svg (const guint8 *data,
           gsize         length)
{
  const char *text = (const char *) data;
  gsize at = starts_with (data, length, 0, "\xef\xbb\xbf", 3) ? 3 : 0;

  length = MIN (length, GESSO_IMAGE_FORMAT_SNIFF_BYTES);
  while (at < length)
    {
      if (g_ascii_isspace (text[at]))
        at++;
      else if (starts_with (data, length, at, "<svg", 4))
        return at + 4 == length || g_ascii_isspace (text[at + 4]) || text[at + 4] == '>';
      else if (starts_with (data, length, at, "<svg:svg", 8))
        return TRUE;
      else if (starts_with (data, length, at, "<?", 2) || starts_with (data, length, at, "<!", 2))
        at = skip_prolog (text, length, at);
      else
        return FALSE;
    }

  return FALSE;
}

/**
 * gesso_image_format_sniff:
 * @data: (array length=length): a file's first bytes; %GESSO_IMAGE_FORMAT_SNIFF_BYTES are enough
 * @length: bytes in @data
 *
 * Tells the format by its signature. It promises nothing about what follows.
 *
 * Returns: the format, or %GESSO_IMAGE_FORMAT_UNKNOWN
 */
GessoImageFormat
gesso_image_format_sniff (const guint8 *data,
                          gsize         length)
{
  if (data == NULL || length == 0)
    return GESSO_IMAGE_FORMAT_UNKNOWN;
  if (starts_with (data, length, 0, "\x89PNG\r\n\x1a\n", 8))
    return GESSO_IMAGE_FORMAT_PNG;
  if (starts_with (data, length, 0, "\xff\xd8\xff", 3))
    return GESSO_IMAGE_FORMAT_JPEG;
  if (starts_with (data, length, 0, "RIFF", 4) && starts_with (data, length, 8, "WEBP", 4))
    return GESSO_IMAGE_FORMAT_WEBP;
  if (starts_with (data, length, 0, "GIF87a", 6) || starts_with (data, length, 0, "GIF89a", 6))
    return GESSO_IMAGE_FORMAT_GIF;
  if (starts_with (data, length, 0, "II*\0", 4) || starts_with (data, length, 0, "MM\0*", 4))
    return GESSO_IMAGE_FORMAT_TIFF;
  /* "BM" alone begins many a text; the header's own size settles it. */
  if (starts_with (data, length, 0, "BM", 2) && length >= 18 && data[15] == 0 && data[16] == 0
      && data[17] == 0 && (data[14] == 12 || (data[14] >= 40 && data[14] <= 124)))
    return GESSO_IMAGE_FORMAT_BMP;
  if (sniff_svg (data, length))
    return GESSO_IMAGE_FORMAT_SVG;

  return sniff_brands (data, length);
}

/**
 * gesso_image_format_from_mime_type:
 * @mime_type: (nullable): a media type, with or without parameters, in any case
 *
 * Returns: the format, or %GESSO_IMAGE_FORMAT_UNKNOWN
 */
GessoImageFormat
gesso_image_format_from_mime_type (const char *mime_type)
{
  g_autofree char *essence = NULL;

  if (mime_type == NULL)
    return GESSO_IMAGE_FORMAT_UNKNOWN;

  essence = g_strndup (mime_type, strcspn (mime_type, ";"));
  g_strstrip (essence);
  for (int i = GESSO_IMAGE_FORMAT_PNG; i <= GESSO_IMAGE_FORMAT_LAST; i++)
    if (g_ascii_strcasecmp (rows[i].mime_type, essence) == 0)
      return (GessoImageFormat) i;
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_ascii_strcasecmp (aliases[i].mime_type, essence) == 0)
      return aliases[i].format;

  return GESSO_IMAGE_FORMAT_UNKNOWN;
}

/**
 * gesso_image_format_from_name:
 * @file_name: (nullable): a file name, an extension, or an id such as "jpeg"
 *
 * Returns: the format that the extension names, or %GESSO_IMAGE_FORMAT_UNKNOWN
 */
GessoImageFormat
gesso_image_format_from_name (const char *file_name)
{
  const char *extension;

  if (file_name == NULL)
    return GESSO_IMAGE_FORMAT_UNKNOWN;

  extension = strrchr (file_name, '.');
  extension = extension != NULL ? extension + 1 : file_name;
  for (int i = GESSO_IMAGE_FORMAT_PNG; i <= GESSO_IMAGE_FORMAT_LAST; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (rows[i].extensions) && rows[i].extensions[k] != NULL; k++)
      if (g_ascii_strcasecmp (rows[i].extensions[k], extension) == 0)
        return (GessoImageFormat) i;

  return GESSO_IMAGE_FORMAT_UNKNOWN;
}

/**
 * gesso_image_format_get_id:
 * @format: a format
 *
 * Returns: (transfer none): its short name as services and the command line write it: "png", …
 */
const char *
gesso_image_format_get_id (GessoImageFormat format)
{
  g_return_val_if_fail ((guint) format <= GESSO_IMAGE_FORMAT_LAST, NULL);

  return rows[format].id;
}

/**
 * gesso_image_format_get_mime_type:
 * @format: a format
 *
 * Returns: (transfer none): its media type
 */
const char *
gesso_image_format_get_mime_type (GessoImageFormat format)
{
  g_return_val_if_fail ((guint) format <= GESSO_IMAGE_FORMAT_LAST, NULL);

  return rows[format].mime_type;
}

/**
 * gesso_image_format_get_extension:
 * @format: a format
 *
 * Returns: (transfer none): the extension to give files of it, without the dot
 */
const char *
gesso_image_format_get_extension (GessoImageFormat format)
{
  g_return_val_if_fail ((guint) format <= GESSO_IMAGE_FORMAT_LAST, NULL);

  return rows[format].extensions[0];
}
