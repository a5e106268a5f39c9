/* gesso-cost-page.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_COST_PAGE (gesso_cost_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoCostPage, gesso_cost_page, GESSO, COST_PAGE, AdwPreferencesPage)

void gesso_cost_page_set_studio (GessoCostPage *self, GessoStudio *studio);

G_END_DECLS
