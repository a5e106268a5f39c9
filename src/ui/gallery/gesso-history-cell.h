/* gesso-history-cell.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-node.h"
#include "store/gesso-thumbnails.h"

G_BEGIN_DECLS

#define GESSO_TYPE_HISTORY_CELL (gesso_history_cell_get_type ())
G_DECLARE_FINAL_TYPE (GessoHistoryCell, gesso_history_cell, GESSO, HISTORY_CELL, GtkWidget)

GtkWidget *gesso_history_cell_new (GessoThumbnails *thumbnails,
                                   int width) G_GNUC_WARN_UNUSED_RESULT;
GessoNode *gesso_history_cell_get_node (GessoHistoryCell *self);
void gesso_history_cell_set_node (GessoHistoryCell *self, GessoNode *node);
char *gesso_history_cell_dup_name (GessoNode *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
