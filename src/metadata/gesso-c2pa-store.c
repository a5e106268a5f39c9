/* gesso-c2pa-store.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the C2PA manifest store in a file: where each format keeps it is said in the C2PA
 * technical specification 2.2, appendix A.3. Pure, any thread; bounded by the file's own length.
 */

#include "config.h"

#include "metadata/gesso-c2pa-private.h"

#include "metadata/gesso-jpeg-segments.h"
#include "metadata/gesso-png-chunks.h"
#include "metadata/gesso-webp-chunks.h"

#include <string.h>

#define MARKER_APP11 0xeb
#define MAX_STORE (256 * 1024 * 1024)
#define MAX_SVG_SEARCH (16 * 1024 * 1024)

static GBytes *
find_in_png (const guint8 *data,
             gsize         length,
             gsize        *out_offset)
{
  GessoPngChunks chunks;
  GessoPngChunk chunk;

  gesso_png_chunks_init (&chunks, data, length);
  while (gesso_png_chunks_next (&chunks, &chunk))
    if (strcmp (chunk.type, "caBX") == 0)
      {
        *out_offset = chunk.offset;
        return g_bytes_new (chunk.data, chunk.length);
      }

  return NULL;
}

static guint32
read_be32 (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

/* A box in pieces (JPEG XT, ISO 18477-3, B.2): "JP", box number, piece from 1; the pieces after
 * the first repeat the box's length and type. */
static GBytes *
find_in_jpeg (const guint8 *data,
              gsize         length,
              gsize        *out_offset)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GessoJpegSegments segments;
  GessoJpegSegment segment;
  guint box = 0;
  guint32 next_piece = 1;

  gesso_jpeg_segments_init (&segments, data, length);
  while (gesso_jpeg_segments_next (&segments, &segment))
    {
      const guint8 *at = segment.data;
      gboolean is_first;
      gsize skip;

      if (segment.marker != MARKER_APP11 || segment.length < 16 || memcmp (at, "JP", 2) != 0)
        continue;
      is_first = out->len == 0 && read_be32 (at + 4) == 1 && segment.length >= 28
                 && memcmp (at + 24, "c2pa", 4) == 0;
      if (is_first)
        {
          box = (guint) at[2] << 8 | at[3];
          *out_offset = segment.offset;
        }
      else if (out->len == 0 || ((guint) at[2] << 8 | at[3]) != box
               || read_be32 (at + 4) != next_piece)
        continue;

      skip = is_first ? 8 : 16;
      if (out->len + (segment.length - skip) > MAX_STORE)
        return NULL;
      g_byte_array_append (out, at + skip, (guint) (segment.length - skip));
      next_piece++;
    }

  return out->len > 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
}

static GBytes *
find_in_webp (const guint8 *data,
              gsize         length,
              gsize        *out_offset)
{
  GessoWebpChunk chunk;

  if (!gesso_webp_chunks_find (data, length, "C2PA", &chunk))
    return NULL;

  *out_offset = chunk.offset;
  return g_bytes_new (chunk.data, chunk.length);
}

/* Joins GIF sub-blocks from @at on. */
static GBytes *
join_gif_blocks (const guint8 *data,
                 gsize         length,
                 gsize         at)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  while (at < length && data[at] != 0)
    {
      gsize n = MIN (data[at], length - at - 1);

      g_byte_array_append (out, data + at + 1, (guint) n);
      at += 1 + (gsize) data[at];
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
find_in_gif (const guint8 *data,
             gsize         length,
             gsize        *out_offset)
{
  static const char id[] = "\x21\xff\x0b"
                           "C2PA_GIF"
                           "\x01\x00\x00";
  const guint8 *at = memmem (data, length, id, sizeof id - 1);

  if (at == NULL)
    return NULL;

  *out_offset = (gsize) (at - data);
  return join_gif_blocks (data, length, *out_offset + sizeof id - 1);
}

static GBytes *
find_in_svg (const guint8 *data,
             gsize         length,
             gsize        *out_offset)
{
  static const char open[] = "<c2pa:manifest";
  gsize n = MIN (length, MAX_SVG_SEARCH);
  const guint8 *at = memmem (data, n, open, sizeof open - 1);
  const guint8 *text = at != NULL ? memchr (at, '>', n - (gsize) (at - data)) : NULL;
  const guint8 *end = text != NULL ? memchr (text, '<', n - (gsize) (text - data)) : NULL;
  g_autofree char *base64 = NULL;
  guint8 *store;
  gsize store_length = 0;

  if (end == NULL)
    return NULL;

  *out_offset = (gsize) (at - data);
  base64 = g_strndup ((const char *) text + 1, (gsize) (end - text - 1));
  store = g_base64_decode (base64, &store_length);
  return g_bytes_new_take (store, store_length);
}

/*
 * _gesso_c2pa_store_find:
 * @file: a file's bytes
 * @out_offset: (out): where the store's chunk, segment, block or element begins
 *
 * Returns: (transfer full) (nullable): the JUMBF data of the store
 */
GBytes *
_gesso_c2pa_store_find (GBytes *file,
                        gsize  *out_offset)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);

  *out_offset = 0;
  if (length < 16)
    return NULL;
  if (memcmp (data, "\x89PNG", 4) == 0)
    return find_in_png (data, length, out_offset);
  if (data[0] == 0xff && data[1] == 0xd8)
    return find_in_jpeg (data, length, out_offset);
  if (memcmp (data, "RIFF", 4) == 0)
    return find_in_webp (data, length, out_offset);
  if (memcmp (data, "GIF8", 4) == 0)
    return find_in_gif (data, length, out_offset);
  if (data[0] == '<' || data[0] == 0xef)
    return find_in_svg (data, length, out_offset);

  return NULL;
}
