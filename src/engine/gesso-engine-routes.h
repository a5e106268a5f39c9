/* gesso-engine-routes.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "engine/gesso-engine-refusal.h"

G_BEGIN_DECLS

typedef enum
{
  GESSO_ENGINE_ROUTE_NONE,
  GESSO_ENGINE_ROUTE_MODELS,
  GESSO_ENGINE_ROUTE_MODEL,
  GESSO_ENGINE_ROUTE_GENERATIONS,
  GESSO_ENGINE_ROUTE_EDITS,
} GessoEngineRoute;

GessoEngineRoute    gesso_engine_routes_find        (const char        *path);
GessoEngineRefusal *gesso_engine_routes_check       (SoupServerMessage *message,
                                                     const char        *path) G_GNUC_WARN_UNUSED_RESULT;
void                gesso_engine_routes_list_models (SoupServerMessage *message,
                                                     gint64             created);
void                gesso_engine_routes_show_model  (SoupServerMessage *message,
                                                     gint64             created);

G_END_DECLS
