/* gesso-mask-keeper.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-worker.h"
#include "mask/gesso-mask-document.h"
#include "store/gesso-library.h"

G_BEGIN_DECLS

#define GESSO_TYPE_MASK_KEEPER (gesso_mask_keeper_get_type ())
G_DECLARE_FINAL_TYPE (GessoMaskKeeper, gesso_mask_keeper, GESSO, MASK_KEEPER, GObject)

GessoMaskKeeper *gesso_mask_keeper_new          (GessoLibrary         *library,
                                                 GessoWorker          *imaging,
                                                 const char           *node_id,
                                                 GessoMaskDocument    *document) G_GNUC_WARN_UNUSED_RESULT;
void             gesso_mask_keeper_load_async   (GessoMaskKeeper      *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean         gesso_mask_keeper_load_finish  (GessoMaskKeeper      *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
gboolean         gesso_mask_keeper_is_saved     (GessoMaskKeeper      *self);
void             gesso_mask_keeper_flush_async  (GessoMaskKeeper      *self,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean         gesso_mask_keeper_flush_finish (GessoMaskKeeper      *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
