/* gesso-exporter.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

/* A node's picture on its way out. Without a format the service's file is copied byte for byte;
 * with one it is converted ("png", "jpeg", "webp"), with @quality 0–100 or -1. The target is
 * written whole or not at all. */

void      gesso_exporter_export_async  (GessoStudio          *studio,
                                        const char           *node_id,
                                        GFile                *target,
                                        const char           *format,
                                        int                   quality,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean  gesso_exporter_export_finish (GessoStudio          *studio,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
