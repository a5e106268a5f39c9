/* gesso-aspect-grid.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_ASPECT_GRID (gesso_aspect_grid_get_type ())
G_DECLARE_FINAL_TYPE (GessoAspectGrid, gesso_aspect_grid, GESSO, ASPECT_GRID, GtkWidget)

#define GESSO_ASPECT_CUSTOM "custom"

GtkWidget  *gesso_aspect_grid_new          (void) G_GNUC_WARN_UNUSED_RESULT;
const char *gesso_aspect_grid_get_selected (GessoAspectGrid *self);
void        gesso_aspect_grid_set_selected (GessoAspectGrid *self,
                                            const char      *aspect);

G_END_DECLS
