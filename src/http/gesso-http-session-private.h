/* gesso-http-session-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-session.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

SoupSession *_gesso_http_session_get_soup (GessoHttpSession *self);

G_END_DECLS
