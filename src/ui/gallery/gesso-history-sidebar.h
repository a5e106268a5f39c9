/* gesso-history-sidebar.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-library.h"

G_BEGIN_DECLS

#define GESSO_TYPE_HISTORY_SIDEBAR (gesso_history_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (GessoHistorySidebar, gesso_history_sidebar, GESSO, HISTORY_SIDEBAR, GtkWidget)

/* Places other than projects, which are named by their ids. */
#define GESSO_HISTORY_PLACE_ALL "all"
#define GESSO_HISTORY_PLACE_FAVOURITES "favourites"
#define GESSO_HISTORY_PLACE_RECENT "recent"
#define GESSO_HISTORY_PLACE_BIN "bin"

void gesso_history_sidebar_set_library (GessoHistorySidebar *self, GessoLibrary *library);
const char *gesso_history_sidebar_get_place (GessoHistorySidebar *self);
void gesso_history_sidebar_set_place (GessoHistorySidebar *self, const char *place);
guint gesso_history_sidebar_get_n_deleted (GessoHistorySidebar *self);

G_END_DECLS
