/* gesso-key-group.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_KEY_GROUP (gesso_key_group_get_type ())
G_DECLARE_FINAL_TYPE (GessoKeyGroup, gesso_key_group, GESSO, KEY_GROUP, AdwPreferencesGroup)

/* Signal "activated": Enter was pressed in the field. */

void     gesso_key_group_set_account (GessoKeyGroup        *self,
                                      GessoStudio          *studio,
                                      GessoAccount         *account);
gboolean gesso_key_group_is_empty    (GessoKeyGroup        *self);
void     gesso_key_group_keep_async  (GessoKeyGroup        *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean gesso_key_group_keep_finish (GessoKeyGroup        *self,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
