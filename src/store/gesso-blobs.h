/* gesso-blobs.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GessoBlobs GessoBlobs;

/**
 * GessoBlobInfo:
 * @digest: SHA-256, the blob's name
 * @extension: of its file, without dot
 * @mime_type: "application/octet-stream" if it is no picture
 * @n_bytes: its size
 * @width: as shown, in pixels; 0 if it is no picture
 * @height: as shown, in pixels; 0 if it is no picture
 *
 * What is known about a blob.
 */
typedef struct
{
  char   *digest;
  char   *extension;
  char   *mime_type;
  gint64  n_bytes;
  int     width;
  int     height;
} GessoBlobInfo;

void           gesso_blob_info_free    (GessoBlobInfo   *self);

/**
 * GessoBlobsVisitor:
 *
 * Gets every file in turn; @digest is %NULL for what is no blob. Returning %FALSE ends the walk.
 */
typedef gboolean (*GessoBlobsVisitor)  (const char      *path,
                                        const char      *digest,
                                        gpointer         user_data);

GessoBlobs    *gesso_blobs_new         (const char      *folder) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_blobs_free        (GessoBlobs      *self);

GessoBlobInfo *gesso_blobs_put         (GessoBlobs      *self,
                                        GBytes          *bytes,
                                        gboolean         picture_only,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
GessoBlobInfo *gesso_blobs_adopt       (GessoBlobs      *self,
                                        const char      *path,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
char          *gesso_blobs_dup_path    (GessoBlobs      *self,
                                        const char      *digest,
                                        const char      *extension);
char          *gesso_blobs_find        (GessoBlobs      *self,
                                        const char      *digest);
gboolean       gesso_blobs_remove      (GessoBlobs      *self,
                                        const char      *digest,
                                        GError         **error);
gboolean       gesso_blobs_visit       (GessoBlobs         *self,
                                        GessoBlobsVisitor   visitor,
                                        gpointer            user_data,
                                        GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBlobInfo, gesso_blob_info_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBlobs, gesso_blobs_free)

G_END_DECLS
