/* gesso-png-chunks.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPngChunks walks the chunks of a PNG file (W3C PNG, section 5): length, type, data, CRC. It
 * lives on the stack of whoever reads, borrows the file's bytes, and may be used on any thread.
 * Every length is checked against what is left, because files come from anywhere. Rewriting
 * copies chunks as they are, so that pixels are never touched.
 */

#include "config.h"

#include "metadata/gesso-png-chunks.h"

#include <gio/gio.h>
#include <string.h>

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define SIGNATURE_LENGTH 8
#define CHUNK_OVERHEAD 12
#define MAX_KEYWORD 79
#define MAX_TEXT_BYTES (8 * 1024 * 1024)

typedef gboolean (*ChunkFilter) (const GessoPngChunk *chunk, const char *keyword);

static guint32
read_u32 (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

static void
append_u32 (GByteArray *array,
            guint32     value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (array, (const guint8 *) &big, 4);
}

/* The CRC of ISO 3309, reflected, over type and data. */
static guint32
crc_update (guint32       crc,
            const guint8 *data,
            gsize         length)
{
  static guint32 table[256];
  static gsize initialized = 0;

  if (g_once_init_enter (&initialized))
    {
      for (guint32 i = 0; i < 256; i++)
        {
          guint32 c = i;
          for (int bit = 0; bit < 8; bit++)
            c = (c & 1) != 0 ? 0xedb88320u ^ (c >> 1) : c >> 1;
          table[i] = c;
        }
      g_once_init_leave (&initialized, 1);
    }

  for (gsize i = 0; i < length; i++)
    crc = table[(crc ^ data[i]) & 0xff] ^ (crc >> 8);

  return crc;
}

static void
append_chunk (GByteArray   *array,
              const char   *type,
              const guint8 *data,
              gsize         length)
{
  guint32 crc = crc_update (0xffffffffu, (const guint8 *) type, 4);

  append_u32 (array, (guint32) length);
  g_byte_array_append (array, (const guint8 *) type, 4);
  g_byte_array_append (array, data, (guint) length);
  append_u32 (array, crc_update (crc, data, length) ^ 0xffffffffu);
}

static gboolean
is_text_chunk (const GessoPngChunk *chunk)
{
  return strcmp (chunk->type, "tEXt") == 0 || strcmp (chunk->type, "zTXt") == 0
         || strcmp (chunk->type, "iTXt") == 0;
}

static gboolean
is_text_with_keyword (const GessoPngChunk *chunk,
                      const char          *keyword)
{
  gsize length = strlen (keyword);

  return is_text_chunk (chunk) && chunk->length > length
         && memcmp (chunk->data, keyword, length + 1) == 0;
}

/* What a picture can do without: words, times, camera data and credentials. */
static gboolean
is_strippable (const GessoPngChunk *chunk,
               const char          *unused)
{
  return is_text_chunk (chunk) || strcmp (chunk->type, "eXIf") == 0
         || strcmp (chunk->type, "tIME") == 0 || strcmp (chunk->type, "caBX") == 0;
}

/* Inflates zlib data, at most MAX_TEXT_BYTES of it; NULL when damaged or larger. */
static GByteArray *
inflate_bounded (const guint8 *data,
                 gsize         length)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GConverterResult result;
  guint8 buffer[16384];

  do
    {
      gsize n_read = 0;
      gsize n_written = 0;

      result = g_converter_convert (G_CONVERTER (zlib), data, length, buffer, sizeof buffer,
                                    G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
      if (result == G_CONVERTER_ERROR || out->len + n_written > MAX_TEXT_BYTES)
        return NULL;
      g_byte_array_append (out, buffer, (guint) n_written);
      data += n_read;
      length -= n_read;
    }
  while (result != G_CONVERTER_FINISHED);

  return g_steal_pointer (&out);
}

static char *
dup_utf8 (const guint8 *data,
          gsize         length)
{
  return g_utf8_make_valid ((const char *) data, (gssize) MIN (length, MAX_TEXT_BYTES));
}

static char *
dup_latin1 (const guint8 *data,
            gsize         length)
{
  return g_convert ((const char *) data, (gssize) MIN (length, MAX_TEXT_BYTES), "UTF-8",
                    "ISO-8859-1", NULL, NULL, NULL);
}

static char *
dup_compressed (const guint8 *data,
                gsize         length,
                gboolean      is_utf8)
{
  g_autoptr (GByteArray) text = inflate_bounded (data, length);

  if (text == NULL)
    return NULL;

  return is_utf8 ? dup_utf8 (text->data, text->len) : dup_latin1 (text->data, text->len);
}

/* iTXt after its keyword: compression flag and method, language and translated keyword each
 * ended by NUL, then the text. */
static char *
dup_international (const guint8 *data,
                   gsize         length)
{
  const guint8 *end = data + length;
  gboolean is_compressed;

  if (length < 4)
    return NULL;

  is_compressed = data[0] != 0;
  data += 2;
  for (int i = 0; i < 2; i++)
    {
      data = memchr (data, 0, (gsize) (end - data));
      if (data == NULL)
        return NULL;
      data++;
    }

  return is_compressed ? dup_compressed (data, (gsize) (end - data), TRUE)
                       : dup_utf8 (data, (gsize) (end - data));
}

static char *
dup_chunk_text (const GessoPngChunk *chunk,
                gsize                keyword_length)
{
  const guint8 *data = chunk->data + keyword_length + 1;
  gsize length = chunk->length - keyword_length - 1;

  if (strcmp (chunk->type, "iTXt") == 0)
    return dup_international (data, length);
  if (strcmp (chunk->type, "tEXt") == 0)
    return dup_latin1 (data, length);

  return length > 1 ? dup_compressed (data + 1, length - 1, FALSE) : NULL;
}

/* Copies the file without the chunks that @drop chooses, and with @text as iTXt before the first
 * picture data. */
static GBytes *
rewrite (GBytes      *file,
         ChunkFilter  drop,
         const char  *keyword,
         const char  *text)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GessoPngChunks chunks;
  GessoPngChunk chunk;
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);
  gboolean is_written = text == NULL;

  if (size > G_MAXUINT / 2 || !gesso_png_chunks_init (&chunks, data, size))
    return NULL;

  g_byte_array_append (out, data, SIGNATURE_LENGTH);
  while (gesso_png_chunks_next (&chunks, &chunk))
    {
      if (!is_written && strcmp (chunk.type, "IDAT") == 0)
        {
          g_autoptr (GByteArray) body = g_byte_array_new ();

          g_byte_array_append (body, (const guint8 *) keyword, (guint) strlen (keyword));
          g_byte_array_append (body, (const guint8 *) "\0\0\0\0\0", 5);
          g_byte_array_append (body, (const guint8 *) text, (guint) strlen (text));
          append_chunk (out, "iTXt", body->data, body->len);
          is_written = TRUE;
        }
      if (!drop (&chunk, keyword))
        g_byte_array_append (out, data + chunk.offset, (guint) (chunk.length + CHUNK_OVERHEAD));
    }

  return chunks.is_truncated || !is_written ? NULL
                                            : g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/**
 * gesso_png_chunks_init:
 * @self: (out caller-allocates): the walker
 * @data: (array length=length): a file's bytes; must outlive @self
 * @length: bytes in @data
 *
 * Begins a walk. Any thread.
 *
 * Returns: %TRUE if @data begins as a PNG file does
 */
gboolean
gesso_png_chunks_init (GessoPngChunks *self,
                       const guint8   *data,
                       gsize           length)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *self = (GessoPngChunks){ .data = data, .length = length, .position = SIGNATURE_LENGTH };
  if (data == NULL || length < SIGNATURE_LENGTH)
    return FALSE;

  return memcmp (data, SIGNATURE, SIGNATURE_LENGTH) == 0;
}

/**
 * gesso_png_chunks_next:
 * @self: a walker
 * @out_chunk: (out caller-allocates): the chunk
 *
 * Goes to the next chunk. IEND is the last one; bytes behind it are not looked at. When the bytes
 * end early, or something is no chunk, `is_truncated` is set. CRCs are not checked.
 *
 * Returns: %FALSE at the end
 */
gboolean
gesso_png_chunks_next (GessoPngChunks *self,
                       GessoPngChunk  *out_chunk)
{
  gsize left;

  g_return_val_if_fail (self != NULL && out_chunk != NULL, FALSE);

  if (self->position == G_MAXSIZE || self->is_truncated)
    return FALSE;

  left = self->length - self->position;
  self->is_truncated = TRUE;
  if (left < CHUNK_OVERHEAD)
    return FALSE;

  out_chunk->offset = self->position;
  out_chunk->length = read_u32 (self->data + self->position);
  if (out_chunk->length > left - CHUNK_OVERHEAD)
    return FALSE;
  memcpy (out_chunk->type, self->data + self->position + 4, 4);
  out_chunk->type[4] = '\0';
  for (int i = 0; i < 4; i++)
    if (!g_ascii_isalpha (out_chunk->type[i]))
      return FALSE;

  out_chunk->data = self->data + self->position + 8;
  self->position += out_chunk->length + CHUNK_OVERHEAD;
  self->is_truncated = FALSE;
  if (strcmp (out_chunk->type, "IEND") == 0)
    self->position = G_MAXSIZE;

  return TRUE;
}

/**
 * gesso_png_chunks_dup_text:
 * @file: a file's bytes
 * @keyword: a text chunk's keyword, such as "parameters" or "XML:com.adobe.xmp"
 *
 * Reads the first text of that keyword from tEXt, zTXt or iTXt; at most 8 MiB. Any thread.
 *
 * Returns: (transfer full) (nullable): valid UTF-8, or %NULL if there is none
 */
char *
gesso_png_chunks_dup_text (GBytes     *file,
                           const char *keyword)
{
  GessoPngChunks chunks;
  GessoPngChunk chunk;
  gsize size;
  const guint8 *data;

  g_return_val_if_fail (file != NULL && keyword != NULL, NULL);

  data = g_bytes_get_data (file, &size);
  if (!gesso_png_chunks_init (&chunks, data, size))
    return NULL;

  while (gesso_png_chunks_next (&chunks, &chunk))
    if (is_text_with_keyword (&chunk, keyword))
      {
        char *text = dup_chunk_text (&chunk, strlen (keyword));
        if (text != NULL)
          return text;
      }

  return NULL;
}

/**
 * gesso_png_chunks_replace_text:
 * @file: a PNG file's bytes
 * @keyword: keyword of 1 to 79 characters
 * @text: (nullable): UTF-8; %NULL only removes
 *
 * Writes the file anew with one iTXt chunk of @keyword instead of all its texts of that keyword.
 * Everything else stays byte by byte. Any thread.
 *
 * Returns: (transfer full) (nullable): the new file, or %NULL if @file is no whole PNG file
 */
GBytes *
gesso_png_chunks_replace_text (GBytes     *file,
                               const char *keyword,
                               const char *text)
{
  g_return_val_if_fail (file != NULL && keyword != NULL, NULL);
  g_return_val_if_fail (strlen (keyword) >= 1 && strlen (keyword) <= MAX_KEYWORD, NULL);

  return rewrite (file, is_text_with_keyword, keyword, text);
}

/**
 * gesso_png_chunks_strip:
 * @file: a PNG file's bytes
 *
 * Writes the file anew without texts, times, EXIF and content credentials. Colour information
 * stays. Any thread.
 *
 * Returns: (transfer full) (nullable): the new file, or %NULL if @file is no whole PNG file
 */
GBytes *
gesso_png_chunks_strip (GBytes *file)
{
  g_return_val_if_fail (file != NULL, NULL);

  return rewrite (file, is_strippable, NULL, NULL);
}
