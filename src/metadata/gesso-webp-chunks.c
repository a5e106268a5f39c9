/* gesso-webp-chunks.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoWebpChunks walks the RIFF chunks of a WebP file (RFC 9649, section 2). It lives on the
 * stack of whoever reads, borrows the file's bytes, and may be used on any thread. Every length
 * is checked against what is left. Rewriting copies chunks as they are; a simple file becomes an
 * extended one when it is to carry metadata.
 */

#include "config.h"

#include "metadata/gesso-webp-chunks.h"

#include <string.h>

#define HEADER_LENGTH 12
#define CHUNK_OVERHEAD 8

#define FLAG_ANIMATION 0x02
#define FLAG_XMP 0x04
#define FLAG_EXIF 0x08
#define FLAG_ALPHA 0x10

static guint32
read_u32 (const guint8 *at)
{
  return (guint32) at[3] << 24 | (guint32) at[2] << 16 | (guint32) at[1] << 8 | at[0];
}

static void
append_chunk (GByteArray   *out,
              const char   *type,
              const guint8 *data,
              gsize         length)
{
  guint32 little = GUINT32_TO_LE ((guint32) length);

  g_byte_array_append (out, (const guint8 *) type, 4);
  g_byte_array_append (out, (const guint8 *) &little, 4);
  g_byte_array_append (out, data, (guint) length);
  if (length % 2 != 0)
    g_byte_array_append (out, (const guint8 *) "", 1);
}

static void
append_extended_header (GByteArray           *out,
                        const GessoWebpChunk *first,
                        guint8                set,
                        guint8                clear)
{
  guint8 body[10] = { 0 };

  if (strcmp (first->type, "VP8X") == 0 && first->length >= 10)
    {
      memcpy (body, first->data, 10);
    }
  else
    {
      int width = 1;
      int height = 1;
      gboolean has_alpha = FALSE;

      gesso_webp_chunks_get_size (first, &width, &height, &has_alpha);
      body[0] = has_alpha ? FLAG_ALPHA : 0;
      for (int i = 0; i < 3; i++)
        {
          body[4 + i] = (guint8) ((guint) (width - 1) >> (8 * i));
          body[7 + i] = (guint8) ((guint) (height - 1) >> (8 * i));
        }
    }

  body[0] = (guint8) ((body[0] & ~clear) | set);
  append_chunk (out, "VP8X", body, sizeof body);
}

static GBytes *
rewrite (GBytes *file, const char *const *drop, const char *packet)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GessoWebpChunks chunks;
  GessoWebpChunk chunk;
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  gboolean is_first = TRUE;
  guint32 little;

  if (size > G_MAXUINT / 2 || !gesso_webp_chunks_init (&chunks, data, size))
    return NULL;

  g_byte_array_append (out, data, HEADER_LENGTH);
  while (gesso_webp_chunks_next (&chunks, &chunk))
    {
      gboolean is_extended = strcmp (chunk.type, "VP8X") == 0;

      if (is_first && (is_extended || packet != NULL))
        append_extended_header (out, &chunk, packet != NULL ? FLAG_XMP : 0,
                                packet != NULL ? 0 : FLAG_XMP | FLAG_EXIF);
      if (!is_extended && !g_strv_contains (drop, chunk.type))
        append_chunk (out, chunk.type, chunk.data, chunk.length);
      is_first = FALSE;
    }
  if (chunks.is_truncated || is_first)
    return NULL;
  if (packet != NULL)
    append_chunk (out, "XMP ", (const guint8 *) packet, strlen (packet));

  little = GUINT32_TO_LE (out->len - 8);
  memcpy (out->data + 4, &little, 4);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/**
 * gesso_webp_chunks_init:
 * @self: (out caller-allocates): the walker
 * @data: (array length=length): a file's bytes; must outlive @self
 * @length: bytes in @data
 *
 * Begins a walk. Any thread.
 *
 * Returns: %TRUE if @data begins as a WebP file does
 */
gboolean
gesso_webp_chunks_init (GessoWebpChunks *self,
                        const guint8    *data,
                        gsize            length)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *self = (GessoWebpChunks){ .data = data, .length = length, .position = HEADER_LENGTH };

  return data != NULL && length >= HEADER_LENGTH && memcmp (data, "RIFF", 4) == 0
         && memcmp (data + 8, "WEBP", 4) == 0;
}

/**
 * gesso_webp_chunks_next:
 * @self: a walker
 * @out_chunk: (out caller-allocates): the chunk
 *
 * Goes to the next chunk. When the bytes end early `is_truncated` is set.
 *
 * Returns: %FALSE at the end
 */
gboolean
gesso_webp_chunks_next (GessoWebpChunks *self,
                        GessoWebpChunk  *out_chunk)
{
  gsize end;
  gsize left;

  g_return_val_if_fail (self != NULL && out_chunk != NULL, FALSE);

  if (self->is_truncated)
    return FALSE;

  end = (gsize) read_u32 (self->data + 4) + 8;
  if (end > self->length)
    self->is_truncated = TRUE;
  end = MIN (end, self->length);
  if (self->position >= end)
    return FALSE;

  left = end - self->position;
  if (left < CHUNK_OVERHEAD)
    return FALSE;
  memcpy (out_chunk->type, self->data + self->position, 4);
  out_chunk->type[4] = '\0';
  out_chunk->offset = self->position;
  out_chunk->data = self->data + self->position + CHUNK_OVERHEAD;
  out_chunk->length = read_u32 (self->data + self->position + 4);
  if (out_chunk->length > left - CHUNK_OVERHEAD)
    {
      self->is_truncated = TRUE;
      return FALSE;
    }

  self->is_truncated = FALSE;
  self->position += CHUNK_OVERHEAD + out_chunk->length + out_chunk->length % 2;
  return TRUE;
}

/**
 * gesso_webp_chunks_find:
 * @data: (array length=length): a file's bytes
 * @length: bytes in @data
 * @type: four characters
 * @out_chunk: (out caller-allocates): the first chunk of that type
 *
 * Returns: %TRUE if there is one
 */
gboolean
gesso_webp_chunks_find (const guint8   *data,
                        gsize           length,
                        const char     *type,
                        GessoWebpChunk *out_chunk)
{
  GessoWebpChunks chunks;

  if (!gesso_webp_chunks_init (&chunks, data, length))
    return FALSE;

  while (gesso_webp_chunks_next (&chunks, out_chunk))
    if (strcmp (out_chunk->type, type) == 0)
      return TRUE;

  return FALSE;
}

/**
 * gesso_webp_chunks_get_size:
 * @chunk: a file's first chunk: VP8, VP8L or VP8X
 * @out_width: (out): width in pixels
 * @out_height: (out): height in pixels
 * @out_has_alpha: (out): whether it says that there is transparency
 *
 * Reads the size from the header of the picture data (RFC 6386, 9.1; RFC 9649, 2.7 and 3.4).
 *
 * Returns: %FALSE if it is no such chunk, or damaged
 */
gboolean
gesso_webp_chunks_get_size (const GessoWebpChunk *chunk,
                            int                  *out_width,
                            int                  *out_height,
                            gboolean             *out_has_alpha)
{
  const guint8 *data = chunk->data;

  *out_has_alpha = FALSE;
  if (strcmp (chunk->type, "VP8X") == 0 && chunk->length >= 10)
    {
      *out_width = 1 + (data[4] | data[5] << 8 | data[6] << 16);
      *out_height = 1 + (data[7] | data[8] << 8 | data[9] << 16);
      *out_has_alpha = (data[0] & FLAG_ALPHA) != 0;
    }
  else if (strcmp (chunk->type, "VP8L") == 0 && chunk->length >= 5 && data[0] == 0x2f)
    {
      guint32 bits = read_u32 (data + 1);
      *out_width = 1 + (int) (bits & 0x3fff);
      *out_height = 1 + (int) (bits >> 14 & 0x3fff);
      *out_has_alpha = (bits >> 28 & 1) != 0;
    }
  else if (strcmp (chunk->type, "VP8 ") == 0 && chunk->length >= 10 && data[3] == 0x9d
           && data[4] == 0x01 && data[5] == 0x2a)
    {
      *out_width = (data[6] | data[7] << 8) & 0x3fff;
      *out_height = (data[8] | data[9] << 8) & 0x3fff;
    }
  else
    {
      return FALSE;
    }

  return *out_width > 0 && *out_height > 0;
}

/**
 * gesso_webp_chunks_replace_xmp:
 * @file: a WebP file's bytes
 * @packet: an XMP packet
 *
 * Writes the file anew with @packet instead of its XMP. The picture data stays byte by byte. Any
 * thread.
 *
 * Returns: (transfer full) (nullable): the new file, or %NULL if @file is no whole WebP file
 */
GBytes *
gesso_webp_chunks_replace_xmp (GBytes     *file,
                               const char *packet)
{
  static const char *const drop[] = { "XMP ", NULL };

  g_return_val_if_fail (file != NULL && packet != NULL, NULL);

  return rewrite (file, drop, packet);
}

/**
 * gesso_webp_chunks_strip:
 * @file: a WebP file's bytes
 *
 * Writes the file anew without EXIF, XMP and content credentials. Any thread.
 *
 * Returns: (transfer full) (nullable): the new file, or %NULL if @file is no whole WebP file
 */
GBytes *
gesso_webp_chunks_strip (GBytes *file)
{
  static const char *const drop[] = { "XMP ", "EXIF", "C2PA", NULL };

  g_return_val_if_fail (file != NULL, NULL);

  return rewrite (file, drop, NULL);
}
