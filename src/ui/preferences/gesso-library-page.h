/* gesso-library-page.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_LIBRARY_PAGE (gesso_library_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoLibraryPage, gesso_library_page, GESSO, LIBRARY_PAGE, AdwPreferencesPage)

void gesso_library_page_set_studio (GessoLibraryPage *self, GessoStudio *studio);
const char *gesso_library_page_get_report (GessoLibraryPage *self);

G_END_DECLS
