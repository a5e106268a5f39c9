/* gesso-jpeg-segments.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoJpegSegment:
 * @marker: second byte of the marker (0xE1 for APP1, …)
 * @data: (unowned): the segment's data after its length field
 * @length: bytes in @data
 * @offset: where the segment (its 0xFF) begins in the file
 */
typedef struct
{
  guint8        marker;
  const guint8 *data;
  gsize         length;
  gsize         offset;
} GessoJpegSegment;

/* Walks a JPEG file's segments up to the first scan without copying: a plain value for the
 * stack. */
typedef struct
{
  const guint8 *data;
  gsize         length;
  gsize         position;
  gboolean      is_truncated;
} GessoJpegSegments;

gboolean  gesso_jpeg_segments_init             (GessoJpegSegments  *self,
                                                const guint8       *data,
                                                gsize               length);
gboolean  gesso_jpeg_segments_next             (GessoJpegSegments  *self,
                                                GessoJpegSegment   *out_segment);

int       gesso_jpeg_segments_get_orientation  (const guint8       *data,
                                                gsize               length);
GBytes   *gesso_jpeg_segments_dup_icc          (const guint8       *data,
                                                gsize               length);
char     *gesso_jpeg_segments_dup_xmp          (GBytes             *file);
GBytes   *gesso_jpeg_segments_replace_xmp      (GBytes             *file,
                                                const char         *packet) G_GNUC_WARN_UNUSED_RESULT;
GBytes   *gesso_jpeg_segments_strip            (GBytes             *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
