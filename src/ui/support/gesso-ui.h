/* gesso-ui.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_UI_RESOURCE_PATH "/io/github/gesso_studio/Gesso"

void gesso_ui_register (void);
void gesso_ui_init     (void);

G_END_DECLS
