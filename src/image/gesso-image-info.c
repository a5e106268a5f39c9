/* gesso-image-info.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads what a picture's header says, and nothing else: no pixel is decoded and nothing is
 * allocated in proportion to the sizes it claims. Pure functions, any thread; every offset is
 * checked, because files come from anywhere.
 */

#include "config.h"

#include "image/gesso-image-info.h"

#include "metadata/gesso-exif.h"
#include "metadata/gesso-jpeg-segments.h"
#include "metadata/gesso-png-chunks.h"
#include "metadata/gesso-webp-chunks.h"

#include <string.h>

#define MAX_BOXES 4096

typedef gboolean (*HeaderReader) (const guint8 *data, gsize length, GessoImageInfo *info);

static guint32
read_be32 (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

static guint32
read_le32 (const guint8 *at)
{
  return (guint32) at[3] << 24 | (guint32) at[2] << 16 | (guint32) at[1] << 8 | at[0];
}

static guint
read_le16 (const guint8 *at)
{
  return (guint) at[1] << 8 | at[0];
}

static gboolean
set_size (GessoImageInfo *info,
          guint32         width,
          guint32         height)
{
  if (width == 0 || height == 0 || width > G_MAXINT || height > G_MAXINT)
    return FALSE;

  info->stored_width = (int) width;
  info->stored_height = (int) height;
  return TRUE;
}

static gboolean
read_png (const guint8   *data,
          gsize           length,
          GessoImageInfo *info)
{
  GessoPngChunks chunks;
  GessoPngChunk chunk;

  gesso_png_chunks_init (&chunks, data, length);
  if (!gesso_png_chunks_next (&chunks, &chunk) || strcmp (chunk.type, "IHDR") != 0
      || chunk.length != 13 || !set_size (info, read_be32 (chunk.data), read_be32 (chunk.data + 4)))
    return FALSE;

  info->depth = chunk.data[9] == 3 ? 8 : chunk.data[8];
  info->has_alpha = (chunk.data[9] & 4) != 0;
  info->is_gray = (chunk.data[9] & 2) == 0;
  while (gesso_png_chunks_next (&chunks, &chunk) && strcmp (chunk.type, "IDAT") != 0)
    {
      if (strcmp (chunk.type, "tRNS") == 0)
        info->has_alpha = TRUE;
      else if (strcmp (chunk.type, "iCCP") == 0)
        info->has_icc = TRUE;
      else if (strcmp (chunk.type, "acTL") == 0)
        info->is_animated = TRUE;
      else if (strcmp (chunk.type, "eXIf") == 0)
        info->orientation = gesso_exif_get_orientation (chunk.data, chunk.length);
    }

  return TRUE;
}

static gboolean
is_start_of_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static gboolean
read_jpeg (const guint8   *data,
           gsize           length,
           GessoImageInfo *info)
{
  g_autoptr (GBytes) icc = NULL;
  GessoJpegSegments segments;
  GessoJpegSegment segment;
  gboolean is_found = FALSE;

  gesso_jpeg_segments_init (&segments, data, length);
  while (!is_found && gesso_jpeg_segments_next (&segments, &segment))
    if (is_start_of_frame (segment.marker) && segment.length >= 6)
      {
        const guint8 *frame = segment.data;

        if (!set_size (info, (guint32) frame[3] << 8 | frame[4],
                       (guint32) frame[1] << 8 | frame[2]))
          return FALSE;
        info->depth = frame[0];
        info->is_gray = frame[5] == 1;
        info->is_cmyk = frame[5] == 4;
        is_found = TRUE;
      }
  if (!is_found)
    return FALSE;

  icc = gesso_jpeg_segments_dup_icc (data, length);
  info->has_icc = icc != NULL;
  info->orientation = gesso_jpeg_segments_get_orientation (data, length);
  return TRUE;
}

static gboolean
read_webp (const guint8   *data,
           gsize           length,
           GessoImageInfo *info)
{
  GessoWebpChunks chunks;
  GessoWebpChunk chunk = { 0 };
  int width = 0;
  int height = 0;

  gesso_webp_chunks_init (&chunks, data, length);
  if (!gesso_webp_chunks_next (&chunks, &chunk))
    {
      /* The picture data itself may be cut off and its size stand in what is left. */
      if (length < 20)
        return FALSE;
      memcpy (chunk.type, data + 12, 4);
      chunk.data = data + 20;
      chunk.length = length - 20;
    }
  if (!gesso_webp_chunks_get_size (&chunk, &width, &height, &info->has_alpha)
      || !set_size (info, (guint32) width, (guint32) height))
    return FALSE;

  info->is_animated = strcmp (chunk.type, "VP8X") == 0 && (chunk.data[0] & 0x02) != 0;
  info->has_icc = gesso_webp_chunks_find (data, length, "ICCP", &chunk);
  if (gesso_webp_chunks_find (data, length, "EXIF", &chunk))
    {
      /* Some writers put JPEG's prefix before the TIFF header. */
      gsize skip = chunk.length >= 6 && memcmp (chunk.data, "Exif\0", 6) == 0 ? 6 : 0;
      info->orientation = gesso_exif_get_orientation (chunk.data + skip, chunk.length - skip);
    }

  return TRUE;
}

/* Steps over a chain of sub-blocks; returns the position behind it, or the length. */
static gsize
skip_gif_blocks (const guint8 *data,
                 gsize         length,
                 gsize         at)
{
  while (at < length && data[at] != 0)
    at += 1 + (gsize) data[at];

  return MIN (at + 1, length);
}

static gsize
gif_palette_length (guint8 flags)
{
  return (flags & 0x80) != 0 ? 3u << ((flags & 7) + 1) : 0;
}

static gboolean
read_gif (const guint8   *data,
          gsize           length,
          GessoImageInfo *info)
{
  gsize at = 13;
  guint n_frames = 0;

  if (length < 13 || !set_size (info, read_le16 (data + 6), read_le16 (data + 8)))
    return FALSE;

  at += gif_palette_length (data[10]);
  while (at < length && n_frames < 2)
    {
      if (data[at] == 0x21 && length - at > 7)
        {
          if (data[at + 1] == 0xf9 && n_frames == 0)
            info->has_alpha = (data[at + 3] & 1) != 0;
          at = skip_gif_blocks (data, length, at + 2);
        }
      else if (data[at] == 0x2c && length - at > 10)
        {
          /* The loader complains about a picture of no pixels as if we had made it. */
          if (read_le16 (data + at + 5) == 0 || read_le16 (data + at + 7) == 0)
            return FALSE;
          n_frames++;
          at = skip_gif_blocks (data, length, at + 11 + gif_palette_length (data[at + 9]));
        }
      else if (data[at] == 0x3b)
        {
          break;
        }
      else
        {
          /* Noise between blocks is stepped over, as the loader does. */
          at++;
        }
    }

  info->is_animated = n_frames > 1;
  return TRUE;
}

static gboolean
read_bmp (const guint8   *data,
          gsize           length,
          GessoImageInfo *info)
{
  gint32 height;

  if (length < 30)
    return FALSE;
  if (read_le32 (data + 14) == 12)
    return set_size (info, read_le16 (data + 18), read_le16 (data + 20));

  /* A table of more colours than a byte can name is a lie, and a loader makes room for it. */
  if (length >= 50 && read_le16 (data + 28) <= 8 && read_le32 (data + 46) > 256)
    return FALSE;

  height = (gint32) read_le32 (data + 22);
  info->has_alpha = read_le16 (data + 28) == 32;
  return height != G_MININT32 && set_size (info, read_le32 (data + 18), (guint32) ABS (height));
}

typedef struct
{
  const guint8 *data;
  gsize length;
  gboolean is_big;
} Tiff;

static guint32
tiff_u16 (const Tiff *tiff,
          gsize       at)
{
  const guint8 *p = tiff->data + at;

  return tiff->is_big ? (guint32) p[0] << 8 | p[1] : (guint32) p[1] << 8 | p[0];
}

static guint32
tiff_u32 (const Tiff *tiff,
          gsize       at)
{
  return tiff->is_big ? read_be32 (tiff->data + at) : read_le32 (tiff->data + at);
}

/* The first value of an entry of type SHORT or LONG; BitsPerSample may stand elsewhere. */
static guint32
tiff_value (const Tiff *tiff,
            gsize       entry)
{
  guint32 type = tiff_u16 (tiff, entry + 2);
  guint32 count = tiff_u32 (tiff, entry + 4);

  if (type == 3 && count > 2)
    {
      guint32 offset = tiff_u32 (tiff, entry + 8);
      return offset <= tiff->length - 2 ? tiff_u16 (tiff, offset) : 0;
    }

  return type == 3 ? tiff_u16 (tiff, entry + 8) : tiff_u32 (tiff, entry + 8);
}

static gboolean
read_tiff (const guint8   *data,
           gsize           length,
           GessoImageInfo *info)
{
  Tiff tiff = { data, length, data[0] == 'M' };
  guint32 width = 0;
  guint32 height = 0;
  guint n_entries;
  gsize at;

  if (length < 14)
    return FALSE;
  at = tiff_u32 (&tiff, 4);
  if (at < 8 || at > length - 2)
    return FALSE;

  n_entries = tiff_u16 (&tiff, at);
  at += 2;
  for (guint i = 0; i < n_entries && length - at >= 12; i++, at += 12)
    {
      guint32 value = tiff_value (&tiff, at);

      switch (tiff_u16 (&tiff, at))
        {
        case 256:
          width = value;
          break;
        case 257:
          height = value;
          break;
        case 258:
          info->depth = (int) CLAMP (value, 1, 32);
          break;
        case 262:
          info->is_gray = value <= 1;
          break;
        case 274:
          info->orientation = value >= 1 && value <= 8 ? (int) value : 1;
          break;
        case 338:
          info->has_alpha = TRUE;
          break;
        case 34675:
          info->has_icc = TRUE;
          break;
        default:
          break;
        }
    }

  return set_size (info, width, height);
}

/* Facts from an item property of an HEIF or AVIF file (ISO 23008-12, 6.5). */
static void
read_heif_property (const guint8   *box,
                    gsize           length,
                    GessoImageInfo *info)
{
  const guint8 *type = box + 4;

  if (memcmp (type, "ispe", 4) == 0 && length >= 20)
    {
      guint32 width = read_be32 (box + 12);
      guint32 height = read_be32 (box + 16);

      /* Tiles and thumbnails have sizes, too: the whole is the largest. */
      if ((guint64) width * height > (guint64) info->stored_width * (guint64) info->stored_height)
        set_size (info, width, height);
    }
  else if (memcmp (type, "pixi", 4) == 0 && length >= 14)
    info->depth = MAX (info->depth, box[13]);
  else if (memcmp (type, "irot", 4) == 0 && length >= 9)
    info->orientation = (const int[]){ 1, 8, 3, 6 }[box[8] & 3];
  else if (memcmp (type, "colr", 4) == 0 && length >= 12)
    info->has_icc
        = info->has_icc || memcmp (box + 8, "prof", 4) == 0 || memcmp (box + 8, "rICC", 4) == 0;
  else if (memcmp (type, "auxC", 4) == 0 && length > 12)
    info->has_alpha = info->has_alpha
                      || g_strstr_len ((const char *) box + 12, (gssize) (length - 12), "alpha");
}

static void
read_heif_boxes (const guint8   *data,
                 gsize           length,
                 int             depth,
                 guint          *budget,
                 GessoImageInfo *info)
{
  while (length >= 8 && *budget > 0)
    {
      gsize box = read_be32 (data);
      gboolean is_meta = memcmp (data + 4, "meta", 4) == 0;

      (*budget)--;
      if (box == 0)
        box = length;
      if (box < 8 || box > length)
        return;
      if (is_meta || memcmp (data + 4, "iprp", 4) == 0 || memcmp (data + 4, "ipco", 4) == 0)
        {
          gsize head = is_meta ? 12 : 8;
          if (depth < 4 && box >= head)
            read_heif_boxes (data + head, box - head, depth + 1, budget, info);
        }
      else if (depth > 0)
        {
          read_heif_property (data, box, info);
        }
      data += box;
      length -= box;
    }
}

static gboolean
read_heif (const guint8   *data,
           gsize           length,
           GessoImageInfo *info)
{
  guint budget = MAX_BOXES;

  read_heif_boxes (data, length, 0, &budget, info);
  return info->stored_width > 0;
}

static const HeaderReader readers[] = {
  [GESSO_IMAGE_FORMAT_PNG] = read_png,   [GESSO_IMAGE_FORMAT_JPEG] = read_jpeg,
  [GESSO_IMAGE_FORMAT_WEBP] = read_webp, [GESSO_IMAGE_FORMAT_GIF] = read_gif,
  [GESSO_IMAGE_FORMAT_TIFF] = read_tiff, [GESSO_IMAGE_FORMAT_BMP] = read_bmp,
  [GESSO_IMAGE_FORMAT_HEIF] = read_heif, [GESSO_IMAGE_FORMAT_AVIF] = read_heif,
  [GESSO_IMAGE_FORMAT_SVG] = NULL,
};

/**
 * gesso_image_info_read:
 * @bytes: a file's bytes, or its first megabyte
 * @out_info: (out caller-allocates): what the header says
 * @error: `GESSO_IMAGE_ERROR`: EMPTY; NOT_AN_IMAGE when the signature is none we know; TRUNCATED
 *   when the header is cut off or damaged
 *
 * Reads the header. SVG drawings and formats without a signature of ours have no size here:
 * gesso_decoder_probe() asks the loaders for those. Any thread.
 *
 * Returns: %FALSE when @error is set; `format` is set in any case
 */
gboolean
gesso_image_info_read (GBytes          *bytes,
                       GessoImageInfo  *out_info,
                       GError         **error)
{
  gsize length;
  const guint8 *data;

  g_return_val_if_fail (bytes != NULL && out_info != NULL, FALSE);

  data = g_bytes_get_data (bytes, &length);
  *out_info = (GessoImageInfo){ .depth = 8, .orientation = 1 };
  if (length == 0)
    {
      g_set_error_literal (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_EMPTY, "No bytes");
      return FALSE;
    }

  out_info->format = gesso_image_format_sniff (data, length);
  if (out_info->format == GESSO_IMAGE_FORMAT_UNKNOWN)
    {
      g_set_error_literal (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_NOT_AN_IMAGE,
                           "No known signature");
      return FALSE;
    }
  if (readers[out_info->format] == NULL)
    return TRUE;

  if (!readers[out_info->format](data, length, out_info))
    {
      g_set_error (error, GESSO_IMAGE_ERROR, GESSO_IMAGE_ERROR_TRUNCATED,
                   "The %s header is cut off or damaged",
                   gesso_image_format_get_id (out_info->format));
      return FALSE;
    }

  out_info->width = out_info->orientation >= 5 ? out_info->stored_height : out_info->stored_width;
  out_info->height = out_info->orientation >= 5 ? out_info->stored_width : out_info->stored_height;
  return TRUE;
}
