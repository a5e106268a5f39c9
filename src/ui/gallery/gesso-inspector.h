/* gesso-inspector.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-node.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_INSPECTOR (gesso_inspector_get_type ())
G_DECLARE_FINAL_TYPE (GessoInspector, gesso_inspector, GESSO, INSPECTOR, GtkWidget)

void gesso_inspector_set_studio (GessoInspector *self, GessoStudio *studio);
GessoNode *gesso_inspector_get_node (GessoInspector *self);
void gesso_inspector_set_node (GessoInspector *self, GessoNode *node, guint n_selected);
void gesso_inspector_edit_note (GessoInspector *self);

G_END_DECLS
