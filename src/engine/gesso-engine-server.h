/* gesso-engine-server.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GESSO_TYPE_ENGINE_SERVER (gesso_engine_server_get_type ())
G_DECLARE_FINAL_TYPE (GessoEngineServer, gesso_engine_server, GESSO, ENGINE_SERVER, GObject)

GessoEngineServer *gesso_engine_server_new           (void) G_GNUC_WARN_UNUSED_RESULT;

gboolean           gesso_engine_server_listen_socket (GessoEngineServer  *self,
                                                      const char         *path,
                                                      GError            **error);
gboolean           gesso_engine_server_listen_port   (GessoEngineServer  *self,
                                                      const char         *address,
                                                      const char         *token,
                                                      GError            **error);
char              *gesso_engine_server_dup_address   (GessoEngineServer  *self);
void               gesso_engine_server_close         (GessoEngineServer  *self);

G_END_DECLS
