/* gesso-engine-host.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-session.h"

G_BEGIN_DECLS

#define GESSO_TYPE_ENGINE_HOST (gesso_engine_host_get_type ())
G_DECLARE_FINAL_TYPE (GessoEngineHost, gesso_engine_host, GESSO, ENGINE_HOST, GObject)

GessoEngineHost  *gesso_engine_host_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_engine_host_ensure_async   (GessoEngineHost      *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GessoHttpSession *gesso_engine_host_ensure_finish  (GessoEngineHost      *self,
                                                    GAsyncResult         *result,
                                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;
int               gesso_engine_host_get_pid        (GessoEngineHost      *self);
void              gesso_engine_host_stop           (GessoEngineHost      *self);

G_END_DECLS
