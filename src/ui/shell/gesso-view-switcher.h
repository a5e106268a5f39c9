/* gesso-view-switcher.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_VIEW_SWITCHER (gesso_view_switcher_get_type ())
G_DECLARE_FINAL_TYPE (GessoViewSwitcher, gesso_view_switcher, GESSO, VIEW_SWITCHER, GtkWidget)

GtkStack *gesso_view_switcher_get_stack (GessoViewSwitcher *self);
void      gesso_view_switcher_set_stack (GessoViewSwitcher *self,
                                         GtkStack          *stack);

G_END_DECLS
