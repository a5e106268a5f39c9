/* gesso-importer.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "image/gesso-image.h"
#include "model/gesso-reference.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

/* Pictures on their way in: a file, dropped bytes or a node of the library become a reference that
 * can be sent. The original file is kept verbatim in the library; what is sent is turned upright,
 * in sRGB, and in a format that services take (PNG, JPEG or WebP pass as they are when upright).
 * Errors are those of the image room (empty, truncated, too large, not an image, …). */

void            gesso_importer_load_file_async   (GessoStudio          *studio,
                                                  GFile                *file,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void            gesso_importer_load_bytes_async  (GessoStudio          *studio,
                                                  GBytes               *bytes,
                                                  const char           *name,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GessoReference *gesso_importer_load_finish       (GessoStudio          *studio,
                                                  GAsyncResult         *result,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Makes the picture of a reference a node of kind "imported" in a session, so that it can be
 * selected, edited and found again; gives the node's id. */
void            gesso_importer_add_node_async    (GessoStudio          *studio,
                                                  GessoReference       *reference,
                                                  const char           *session_id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
char           *gesso_importer_add_node_finish   (GessoStudio          *studio,
                                                  GAsyncResult         *result,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* The picture file that a reference was made from, for putting an edit back into it. */
GessoReference *gesso_importer_dup_original      (GessoStudio          *studio,
                                                  GessoReference       *reference) G_GNUC_WARN_UNUSED_RESULT;

/* A node of the library as a reference. */
void            gesso_importer_load_node_async   (GessoStudio          *studio,
                                                  const char           *node_id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/* Decodes a picture for showing, on the imaging worker, at most @max_side pixels on its longer side
 * (0: full size). */
void            gesso_importer_decode_async      (GessoStudio          *studio,
                                                  GBytes               *bytes,
                                                  int                   max_side,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void            gesso_importer_decode_file_async (GessoStudio          *studio,
                                                  const char           *path,
                                                  int                   max_side,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GessoImage     *gesso_importer_decode_finish     (GessoStudio          *studio,
                                                  GAsyncResult         *result,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
