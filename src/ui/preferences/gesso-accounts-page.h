/* gesso-accounts-page.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_ACCOUNTS_PAGE (gesso_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (
    GessoAccountsPage, gesso_accounts_page, GESSO, ACCOUNTS_PAGE, AdwPreferencesPage)

void gesso_accounts_page_set_studio (GessoAccountsPage *self, GessoStudio *studio);

G_END_DECLS
