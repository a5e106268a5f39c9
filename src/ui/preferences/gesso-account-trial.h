/* gesso-account-trial.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ui/preferences/gesso-key-group.h"

G_BEGIN_DECLS

#define GESSO_TYPE_ACCOUNT_TRIAL (gesso_account_trial_get_type ())
G_DECLARE_FINAL_TYPE (GessoAccountTrial, gesso_account_trial, GESSO, ACCOUNT_TRIAL, AdwPreferencesGroup)

void gesso_account_trial_set_account (GessoAccountTrial *self,
                                      GessoStudio       *studio,
                                      GessoAccount      *account,
                                      GessoKeyGroup     *key);
void gesso_account_trial_stop        (GessoAccountTrial *self);

G_END_DECLS
