/* gesso-thumbnails.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "base/gesso-worker.h"
#include "image/gesso-image.h"
#include "store/gesso-library.h"

G_BEGIN_DECLS

#define GESSO_TYPE_THUMBNAILS (gesso_thumbnails_get_type ())
G_DECLARE_FINAL_TYPE (GessoThumbnails, gesso_thumbnails, GESSO, THUMBNAILS, GObject)

/* Small pictures of nodes, from a cache on disk, made on the imaging worker when they are not
 * there yet. @box is 128, 256 or 512; other values take the next larger of these. */

GessoThumbnails *gesso_thumbnails_new         (GessoLibrary         *library,
                                               GessoWorker          *worker) G_GNUC_WARN_UNUSED_RESULT;
void             gesso_thumbnails_get_async   (GessoThumbnails      *self,
                                               const char           *digest,
                                               int                   box,
                                               GessoWorkerPriority   priority,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GessoImage      *gesso_thumbnails_get_finish  (GessoThumbnails      *self,
                                               GAsyncResult         *result,
                                               GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
