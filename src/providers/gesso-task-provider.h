/* gesso-task-provider.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-session.h"
#include "model/gesso-catalog.h"
#include "model/gesso-task-profile.h"
#include "providers/gesso-provider.h"

G_BEGIN_DECLS

#define GESSO_TYPE_TASK_PROVIDER (gesso_task_provider_get_type ())
G_DECLARE_FINAL_TYPE (GessoTaskProvider, gesso_task_provider, GESSO, TASK_PROVIDER, GessoProvider)

GessoProvider *gesso_task_provider_new (GessoHttpSession *session,
                                        GessoCatalog     *catalog,
                                        GessoTaskProfile *profile,
                                        const char       *base_url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
