/* gesso-extension-panel.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "ui/canvas/gesso-extension.h"

G_BEGIN_DECLS

#define GESSO_TYPE_EXTENSION_PANEL (gesso_extension_panel_get_type ())
G_DECLARE_FINAL_TYPE (GessoExtensionPanel, gesso_extension_panel, GESSO, EXTENSION_PANEL, GtkWidget)

void gesso_extension_panel_set_extension (GessoExtensionPanel *self,
                                          GessoExtension      *extension);
void gesso_extension_panel_commit        (GessoExtensionPanel *self);

G_END_DECLS
