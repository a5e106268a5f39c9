/* gesso-png-chunks.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoPngChunk:
 * @type: four letters and NUL
 * @data: (unowned): the chunk's data, inside the file's bytes
 * @length: bytes in @data
 * @offset: where the chunk (its length field) begins in the file
 */
typedef struct
{
  char          type[5];
  const guint8 *data;
  gsize         length;
  gsize         offset;
} GessoPngChunk;

/* Walks a PNG file's chunks without copying: a plain value for the stack. Stops at the first
 * chunk that reaches past the end, and then says so. */
typedef struct
{
  const guint8 *data;
  gsize         length;
  gsize         position;
  gboolean      is_truncated;
} GessoPngChunks;

gboolean  gesso_png_chunks_init         (GessoPngChunks  *self,
                                         const guint8    *data,
                                         gsize            length);
gboolean  gesso_png_chunks_next         (GessoPngChunks  *self,
                                         GessoPngChunk   *out_chunk);

char     *gesso_png_chunks_dup_text     (GBytes          *file,
                                         const char      *keyword);
GBytes   *gesso_png_chunks_replace_text (GBytes          *file,
                                         const char      *keyword,
                                         const char      *text) G_GNUC_WARN_UNUSED_RESULT;
GBytes   *gesso_png_chunks_strip        (GBytes          *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
