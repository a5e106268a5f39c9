/* gesso-catalog.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-account.h"
#include "model/gesso-model-info.h"

G_BEGIN_DECLS

#define GESSO_TYPE_CATALOG (gesso_catalog_get_type ())
G_DECLARE_FINAL_TYPE (GessoCatalog, gesso_catalog, GESSO, CATALOG, GObject)

GessoCatalog   *gesso_catalog_new         (const char    *override_path,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;

const char     *gesso_catalog_get_date    (GessoCatalog  *self);
GessoModelInfo *gesso_catalog_lookup      (GessoCatalog  *self,
                                           const char    *account_kind,
                                           const char    *model) G_GNUC_WARN_UNUSED_RESULT;
GessoModelInfo *gesso_catalog_lookup_account (GessoCatalog *self,
                                              GessoAccount *account,
                                              const char   *model) G_GNUC_WARN_UNUSED_RESULT;
char          **gesso_catalog_list_models (GessoCatalog  *self,
                                           const char    *account_kind,
                                           gint64         now_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
