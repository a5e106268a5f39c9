/* gesso-history-grid.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-history-model.h"
#include "store/gesso-thumbnails.h"

G_BEGIN_DECLS

#define GESSO_TYPE_HISTORY_GRID (gesso_history_grid_get_type ())
G_DECLARE_FINAL_TYPE (GessoHistoryGrid, gesso_history_grid, GESSO, HISTORY_GRID, GtkWidget)

void gesso_history_grid_set_source (GessoHistoryGrid *self,
                                    GessoHistoryModel *model,
                                    GessoThumbnails *thumbnails);
guint gesso_history_grid_get_n_selected (GessoHistoryGrid *self);
GessoNode *gesso_history_grid_get_single (GessoHistoryGrid *self);
char **gesso_history_grid_dup_selected (GessoHistoryGrid *self) G_GNUC_WARN_UNUSED_RESULT;
void gesso_history_grid_unselect_all (GessoHistoryGrid *self);
void gesso_history_grid_select (GessoHistoryGrid *self, guint position);

G_END_DECLS
