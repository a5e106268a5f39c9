/* gesso-http-redirect.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean gesso_http_redirect_is_status   (guint        status);
GUri    *gesso_http_redirect_resolve     (GUri        *from,
                                          const char  *location,
                                          GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gesso_http_redirect_is_inside   (GUri        *uri);
gboolean gesso_http_redirect_same_origin (GUri        *a,
                                          GUri        *b);

G_END_DECLS
