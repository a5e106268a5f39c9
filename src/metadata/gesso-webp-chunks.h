/* gesso-webp-chunks.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoWebpChunk:
 * @type: four characters and NUL
 * @data: (unowned): the chunk's data, inside the file's bytes
 * @length: bytes in @data, without padding
 * @offset: where the chunk (its type) begins in the file
 */
typedef struct
{
  char          type[5];
  const guint8 *data;
  gsize         length;
  gsize         offset;
} GessoWebpChunk;

/* Walks the top-level RIFF chunks of a WebP file without copying: a plain value for the stack. */
typedef struct
{
  const guint8 *data;
  gsize         length;
  gsize         position;
  gboolean      is_truncated;
} GessoWebpChunks;

gboolean  gesso_webp_chunks_init         (GessoWebpChunks  *self,
                                          const guint8     *data,
                                          gsize             length);
gboolean  gesso_webp_chunks_next         (GessoWebpChunks  *self,
                                          GessoWebpChunk   *out_chunk);
gboolean  gesso_webp_chunks_find         (const guint8     *data,
                                          gsize             length,
                                          const char       *type,
                                          GessoWebpChunk   *out_chunk);
gboolean  gesso_webp_chunks_get_size     (const GessoWebpChunk *chunk,
                                          int              *out_width,
                                          int              *out_height,
                                          gboolean         *out_has_alpha);
GBytes   *gesso_webp_chunks_replace_xmp  (GBytes           *file,
                                          const char       *packet) G_GNUC_WARN_UNUSED_RESULT;
GBytes   *gesso_webp_chunks_strip        (GBytes           *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
