/* gesso-images-provider.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-session.h"
#include "model/gesso-catalog.h"
#include "providers/gesso-provider.h"

G_BEGIN_DECLS

#define GESSO_TYPE_IMAGES_PROVIDER (gesso_images_provider_get_type ())
G_DECLARE_FINAL_TYPE (GessoImagesProvider, gesso_images_provider, GESSO, IMAGES_PROVIDER, GessoProvider)

GessoProvider *gesso_images_provider_new (GessoHttpSession *session,
                                          GessoCatalog     *catalog,
                                          const char       *account_kind,
                                          const char       *base_url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
