/* gesso-jpeg-segments.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoJpegSegments walks the marker segments of a JPEG file (ITU T.81, annex B) up to the first
 * scan. It lives on the stack of whoever reads, borrows the file's bytes, and may be used on any
 * thread. Every length is checked against what is left. Rewriting copies segments and scans as
 * they are, so that pixels are never touched.
 */

#include "config.h"

#include "metadata/gesso-jpeg-segments.h"

#include "metadata/gesso-exif.h"

#include <string.h>

#define MARKER_SOI 0xd8
#define MARKER_EOI 0xd9
#define MARKER_SOS 0xda
#define MARKER_APP0 0xe0
#define MARKER_APP1 0xe1
#define MARKER_APP2 0xe2
#define MARKER_APP11 0xeb
#define MARKER_APP13 0xed
#define MARKER_COM 0xfe

#define EXIF_ID "Exif\0"
#define EXIF_ID_LENGTH 6
#define XMP_ID "http://ns.adobe.com/xap/1.0/"
#define XMP_ID_LENGTH (sizeof XMP_ID)
#define ICC_ID "ICC_PROFILE"
#define ICC_ID_LENGTH (sizeof ICC_ID)
#define MAX_SEGMENT 65533

typedef gboolean (*SegmentFilter) (const GessoJpegSegment *segment);

static gboolean
has_id (const GessoJpegSegment *segment,
        guint8                  marker,
        const char             *id,
        gsize                   id_length)
{
  return segment->marker == marker && segment->length >= id_length
         && memcmp (segment->data, id, id_length) == 0;
}

static gboolean
is_xmp (const GessoJpegSegment *segment)
{
  return has_id (segment, MARKER_APP1, XMP_ID, XMP_ID_LENGTH);
}

static gboolean
is_exif (const GessoJpegSegment *segment)
{
  return has_id (segment, MARKER_APP1, EXIF_ID, EXIF_ID_LENGTH);
}

/* What a picture can do without: EXIF, XMP, credentials, Photoshop's data, comments. */
static gboolean
is_strippable (const GessoJpegSegment *segment)
{
  return segment->marker == MARKER_APP1 || segment->marker == MARKER_APP11
         || segment->marker == MARKER_APP13 || segment->marker == MARKER_COM;
}

static void
append_segment (GByteArray   *out,
                guint8        marker,
                const char   *id,
                gsize         id_length,
                const guint8 *data,
                gsize         length)
{
  gsize total = id_length + length + 2;
  guint8 head[4] = { 0xff, marker, (guint8) (total >> 8), (guint8) total };

  g_assert (total <= MAX_SEGMENT + 2);

  g_byte_array_append (out, head, 4);
  g_byte_array_append (out, (const guint8 *) id, (guint) id_length);
  g_byte_array_append (out, data, (guint) length);
}

/* An EXIF block that says the orientation and nothing else. */
static void
append_orientation (GByteArray *out,
                    int         orientation)
{
  guint8 tiff[] = { 'M', 'M',  0, '*', 0, 0, 0, 8, 0, 1,       /* one entry */
                    1,   0x12, 0, 3,   0, 0, 0, 1, 0, 0, 0, 0, /* orientation, SHORT */
                    0,   0,    0, 0 };

  tiff[19] = (guint8) orientation;
  append_segment (out, MARKER_APP1, EXIF_ID, EXIF_ID_LENGTH, tiff, sizeof tiff);
}

/* Copies the file without the segments that @drop chooses; @packet, when given, goes behind the
 * leading APP0 and EXIF segments. */
static GBytes *
rewrite (GBytes        *file,
         SegmentFilter  drop,
         const char    *packet,
         int            orientation)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GessoJpegSegments segments;
  GessoJpegSegment segment;
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);

  if (size > G_MAXUINT / 2 || !gesso_jpeg_segments_init (&segments, data, size))
    return NULL;

  g_byte_array_append (out, data, 2);
  while (gesso_jpeg_segments_next (&segments, &segment))
    {
      gboolean is_head = segment.marker == MARKER_APP0 || (packet != NULL && is_exif (&segment));

      if (!is_head && orientation > 1)
        {
          append_orientation (out, orientation);
          orientation = 1;
        }
      if (!is_head && packet != NULL)
        {
          append_segment (out, MARKER_APP1, XMP_ID, XMP_ID_LENGTH, (const guint8 *) packet,
                          strlen (packet));
          packet = NULL;
        }
      if (segment.marker == MARKER_SOS)
        {
          g_byte_array_append (out, data + segment.offset, (guint) (size - segment.offset));
          return g_byte_array_free_to_bytes (g_steal_pointer (&out));
        }
      if (!drop (&segment))
        append_segment (out, segment.marker, NULL, 0, segment.data, segment.length);
    }

  return NULL;
}

/**
 * gesso_jpeg_segments_init:
 * @self: (out caller-allocates): the walker
 * @data: (array length=length): a file's bytes; must outlive @self
 * @length: bytes in @data
 *
 * Begins a walk. Any thread.
 *
 * Returns: %TRUE if @data begins as a JPEG file does
 */
gboolean
gesso_jpeg_segments_init (GessoJpegSegments *self,
                          const guint8      *data,
                          gsize              length)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *self = (GessoJpegSegments){ .data = data, .length = length, .position = 2 };

  return data != NULL && length >= 3 && data[0] == 0xff && data[1] == MARKER_SOI && data[2] == 0xff;
}

/**
 * gesso_jpeg_segments_next:
 * @self: a walker
 * @out_segment: (out caller-allocates): the segment
 *
 * Goes to the next segment; the first start of a scan is the last one. When the bytes end early,
 * or something is no segment, `is_truncated` is set.
 *
 * Returns: %FALSE at the end
 */
gboolean
gesso_jpeg_segments_next (GessoJpegSegments *self,
                          GessoJpegSegment  *out_segment)
{
  g_return_val_if_fail (self != NULL && out_segment != NULL, FALSE);

  if (self->position == G_MAXSIZE || self->is_truncated)
    return FALSE;

  for (;;)
    {
      const guint8 *at = self->data + self->position;
      gsize left = self->length - self->position;
      gsize length;

      if (left >= 2 && at[0] == 0xff && at[1] == MARKER_EOI)
        {
          self->position = G_MAXSIZE;
          return FALSE;
        }
      if (left >= 2 && at[0] == 0xff && (at[1] == 0xff || at[1] == 1 || (at[1] & 0xf8) == 0xd0))
        {
          self->position += at[1] == 0xff ? 1 : 2;
          continue;
        }

      length = left >= 4 ? (gsize) at[2] << 8 | at[3] : 0;
      if (length < 2 || at[0] != 0xff || at[1] == 0 || length > left - 2)
        {
          self->is_truncated = TRUE;
          return FALSE;
        }

      out_segment->marker = at[1];
      out_segment->data = at + 4;
      out_segment->length = length - 2;
      out_segment->offset = self->position;
      self->position = at[1] == MARKER_SOS ? G_MAXSIZE : self->position + length + 2;
      return TRUE;
    }
}

/**
 * gesso_jpeg_segments_get_orientation:
 * @data: (array length=length): a file's bytes
 * @length: bytes in @data
 *
 * Returns: the EXIF orientation, 1 to 8; 1 where nothing usable is said
 */
int
gesso_jpeg_segments_get_orientation (const guint8 *data,
                                     gsize         length)
{
  GessoJpegSegments segments;
  GessoJpegSegment segment;

  if (!gesso_jpeg_segments_init (&segments, data, length))
    return 1;

  while (gesso_jpeg_segments_next (&segments, &segment))
    if (is_exif (&segment))
      return gesso_exif_get_orientation (segment.data + EXIF_ID_LENGTH,
                                         segment.length - EXIF_ID_LENGTH);

  return 1;
}

/**
 * gesso_jpeg_segments_dup_icc:
 * @data: (array length=length): a file's bytes
 * @length: bytes in @data
 *
 * Joins the ICC profile from its APP2 segments (ICC.1, annex B.4): each says its number from 1
 * and how many there are.
 *
 * Returns: (transfer full) (nullable): the profile, or %NULL if there is none or a part is missing
 */
GBytes *
gesso_jpeg_segments_dup_icc (const guint8 *data,
                             gsize         length)
{
  GessoJpegSegments segments;
  GessoJpegSegment segment;
  GessoJpegSegment parts[256] = { 0 };
  g_autoptr (GByteArray) out = NULL;
  guint n_parts = 0;

  if (!gesso_jpeg_segments_init (&segments, data, length))
    return NULL;

  while (gesso_jpeg_segments_next (&segments, &segment))
    if (has_id (&segment, MARKER_APP2, ICC_ID, ICC_ID_LENGTH)
        && segment.length >= ICC_ID_LENGTH + 2)
      {
        n_parts = segment.data[ICC_ID_LENGTH + 1];
        parts[segment.data[ICC_ID_LENGTH]] = segment;
      }
  if (n_parts == 0)
    return NULL;

  out = g_byte_array_new ();
  for (guint i = 1; i <= n_parts; i++)
    {
      if (parts[i].data == NULL)
        return NULL;
      g_byte_array_append (out, parts[i].data + ICC_ID_LENGTH + 2,
                           (guint) (parts[i].length - ICC_ID_LENGTH - 2));
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/**
 * gesso_jpeg_segments_dup_xmp:
 * @file: a file's bytes
 *
 * Returns: (transfer full) (nullable): the XMP packet as valid UTF-8, or %NULL if there is none
 */
char *
gesso_jpeg_segments_dup_xmp (GBytes *file)
{
  GessoJpegSegments segments;
  GessoJpegSegment segment;
  gsize size;
  const guint8 *data;

  g_return_val_if_fail (file != NULL, NULL);

  data = g_bytes_get_data (file, &size);
  if (!gesso_jpeg_segments_init (&segments, data, size))
    return NULL;

  while (gesso_jpeg_segments_next (&segments, &segment))
    if (is_xmp (&segment))
      return g_utf8_make_valid ((const char *) segment.data + XMP_ID_LENGTH,
                                (gssize) (segment.length - XMP_ID_LENGTH));

  return NULL;
}

/**
 * gesso_jpeg_segments_replace_xmp:
 * @file: a JPEG file's bytes
 * @packet: an XMP packet
 *
 * Writes the file anew with @packet instead of its XMP. Everything else stays byte by byte. Any
 * thread.
 *
 * Returns: (transfer full) (nullable): the new file, or %NULL if @file is no JPEG file or the
 *   packet does not fit into one segment (65,504 bytes)
 */
GBytes *
gesso_jpeg_segments_replace_xmp (GBytes     *file,
                                 const char *packet)
{
  g_return_val_if_fail (file != NULL && packet != NULL, NULL);

  if (strlen (packet) + XMP_ID_LENGTH > MAX_SEGMENT)
    return NULL;

  return rewrite (file, is_xmp, packet, 1);
}

/**
 * gesso_jpeg_segments_strip:
 * @file: a JPEG file's bytes
 *
 * Writes the file anew without EXIF, XMP, comments and content credentials. The colour profile
 * and the orientation stay, because the picture would look different without them. Any thread.
 *
 * Returns: (transfer full) (nullable): the new file, or %NULL if @file is no JPEG file
 */
GBytes *
gesso_jpeg_segments_strip (GBytes *file)
{
  gsize size;
  const guint8 *data;

  g_return_val_if_fail (file != NULL, NULL);

  data = g_bytes_get_data (file, &size);
  return rewrite (file, is_strippable, NULL, gesso_jpeg_segments_get_orientation (data, size));
}
