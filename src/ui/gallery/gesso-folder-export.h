/* gesso-folder-export.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

void gesso_folder_export_async (GessoStudio *studio,
                                const char *const *node_ids,
                                GFile *folder,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
int gesso_folder_export_finish (GessoStudio *studio, GAsyncResult *result, GError **error);

G_END_DECLS
