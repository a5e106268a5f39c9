/* gesso-store-context.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-blobs.h"
#include "store/gesso-db.h"
#include "store/gesso-owner.h"

G_BEGIN_DECLS

/* What the library's worker works with. Made and freed on the worker; between, its fields do not
 * change, so that the thread-safe ones (folder, blobs, owner) may be read anywhere. */
typedef struct
{
  char       *folder;      /* (owned) */
  GessoDb    *db;          /* (owned): worker only */
  GessoBlobs *blobs;       /* (owned) */
  GessoOwner *owner;       /* (owned) */
} GessoStoreContext;

GessoStoreContext *_gesso_store_context_open         (GessoWorker        *worker,
                                                      const char         *folder,
                                                      gboolean            create,
                                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void               _gesso_store_context_close        (GessoStoreContext  *self);
char              *_gesso_store_context_path         (GessoStoreContext  *self,
                                                      const char         *name);
char              *_gesso_store_context_spool_folder (GessoStoreContext  *self,
                                                      const char         *job_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoStoreContext, _gesso_store_context_close)

G_END_DECLS
