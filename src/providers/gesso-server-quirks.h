/* gesso-server-quirks.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-exchange.h"
#include "model/gesso-request.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How servers that people run themselves want the same request. For every other kind of account
 * these say what OpenAI's own service wants. */

const char         *gesso_server_quirks_get_call       (const char        *kind,
                                                        GessoRequest      *request);
gboolean            gesso_server_quirks_sends_form     (const char        *kind,
                                                        GessoRequest      *request);
const char * const *gesso_server_quirks_get_allowed    (const char        *kind,
                                                        GessoRequest      *request);
char               *gesso_server_quirks_dup_prompt     (const char        *kind,
                                                        GessoRequest      *request) G_GNUC_WARN_UNUSED_RESULT;
void                gesso_server_quirks_add_references (const char        *kind,
                                                        GessoRequest      *request,
                                                        JsonObject        *body);
void                gesso_server_quirks_set_timeouts   (const char        *kind,
                                                        GessoHttpExchange *exchange);

G_END_DECLS
