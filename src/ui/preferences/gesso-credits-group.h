/* gesso-credits-group.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ui/preferences/gesso-key-group.h"

G_BEGIN_DECLS

#define GESSO_TYPE_CREDITS_GROUP (gesso_credits_group_get_type ())
G_DECLARE_FINAL_TYPE (GessoCreditsGroup, gesso_credits_group, GESSO, CREDITS_GROUP, AdwPreferencesGroup)

void gesso_credits_group_set_account (GessoCreditsGroup *self,
                                      GessoStudio       *studio,
                                      GessoAccount      *account,
                                      GessoKeyGroup     *key);

G_END_DECLS
