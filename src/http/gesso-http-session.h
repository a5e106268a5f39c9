/* gesso-http-session.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GESSO_TYPE_HTTP_SESSION (gesso_http_session_get_type ())
G_DECLARE_FINAL_TYPE (GessoHttpSession, gesso_http_session, GESSO, HTTP_SESSION, GObject)

GessoHttpSession *gesso_http_session_new             (void) G_GNUC_WARN_UNUSED_RESULT;
GessoHttpSession *gesso_http_session_new_for_socket  (const char       *path) G_GNUC_WARN_UNUSED_RESULT;
GessoHttpSession *gesso_http_session_new_for_address (GSocketAddress   *address) G_GNUC_WARN_UNUSED_RESULT;

void              gesso_http_session_set_tls_database (GessoHttpSession *self,
                                                       GTlsDatabase     *database);
gboolean          gesso_http_session_is_local        (GessoHttpSession *self);
void              gesso_http_session_abort           (GessoHttpSession *self);

G_END_DECLS
