/* gesso-models-group.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ui/preferences/gesso-key-group.h"

G_BEGIN_DECLS

#define GESSO_TYPE_MODELS_GROUP (gesso_models_group_get_type ())
G_DECLARE_FINAL_TYPE (GessoModelsGroup, gesso_models_group, GESSO, MODELS_GROUP, AdwPreferencesGroup)

void     gesso_models_group_set_account (GessoModelsGroup *self,
                                         GessoStudio      *studio,
                                         GessoAccount     *account,
                                         GessoKeyGroup    *key);
void     gesso_models_group_fetch       (GessoModelsGroup *self);
void     gesso_models_group_stop        (GessoModelsGroup *self);
gboolean gesso_models_group_has_fetched (GessoModelsGroup *self);

G_END_DECLS
