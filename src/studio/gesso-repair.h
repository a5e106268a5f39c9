/* gesso-repair.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-mask.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

/* Edits without a mask, with all that was not meant put back. */

gboolean   gesso_repair_can_repair  (GessoNode            *node);
gboolean   gesso_repair_is_repaired (GessoNode            *node);
void       gesso_repair_make_async  (GessoStudio          *studio,
                                     GessoNode            *node,
                                     GessoMask            *mask,
                                     const char           *mask_name,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
GessoNode *gesso_repair_make_finish (GessoStudio          *studio,
                                     GAsyncResult         *result,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
