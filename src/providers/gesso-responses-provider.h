/* gesso-responses-provider.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-session.h"
#include "model/gesso-catalog.h"
#include "providers/gesso-provider.h"

G_BEGIN_DECLS

#define GESSO_TYPE_RESPONSES_PROVIDER (gesso_responses_provider_get_type ())
G_DECLARE_FINAL_TYPE (
    GessoResponsesProvider, gesso_responses_provider, GESSO, RESPONSES_PROVIDER, GessoProvider)

GessoProvider *gesso_responses_provider_new (GessoHttpSession *session,
                                             GessoCatalog *catalog,
                                             const char *base_url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
