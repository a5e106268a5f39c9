/* gesso-address-group.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "model/gesso-account.h"

G_BEGIN_DECLS

#define GESSO_TYPE_ADDRESS_GROUP (gesso_address_group_get_type ())
G_DECLARE_FINAL_TYPE (GessoAddressGroup, gesso_address_group, GESSO, ADDRESS_GROUP, AdwPreferencesGroup)

/* Signal "activated": Enter was pressed in one of the fields. */

void gesso_address_group_set_account (GessoAddressGroup *self,
                                      GessoAccount      *account);

G_END_DECLS
