/* gesso-provider-registry.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-catalog.h"
#include "providers/gesso-engine-host.h"
#include "providers/gesso-provider.h"

G_BEGIN_DECLS

#define GESSO_TYPE_PROVIDER_REGISTRY (gesso_provider_registry_get_type ())
G_DECLARE_FINAL_TYPE (GessoProviderRegistry, gesso_provider_registry, GESSO, PROVIDER_REGISTRY, GObject)

GessoProviderRegistry *gesso_provider_registry_new        (GessoCatalog           *catalog) G_GNUC_WARN_UNUSED_RESULT;
void                   gesso_provider_registry_get_async  (GessoProviderRegistry  *self,
                                                           GessoAccount           *account,
                                                           GCancellable           *cancellable,
                                                           GAsyncReadyCallback     callback,
                                                           gpointer                user_data);
GessoProvider         *gesso_provider_registry_get_finish (GessoProviderRegistry  *self,
                                                           GAsyncResult           *result,
                                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GessoEngineHost       *gesso_provider_registry_get_engine_host (GessoProviderRegistry *self);
void                   gesso_provider_registry_stop       (GessoProviderRegistry  *self);

G_END_DECLS
