/* gesso-filter-bar.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-query.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_FILTER_BAR (gesso_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (GessoFilterBar, gesso_filter_bar, GESSO, FILTER_BAR, GtkWidget)

void gesso_filter_bar_set_studio (GessoFilterBar *self, GessoStudio *studio);
void gesso_filter_bar_apply (GessoFilterBar *self, GessoQuery *query);
gboolean gesso_filter_bar_is_active (GessoFilterBar *self);
void gesso_filter_bar_reset (GessoFilterBar *self);

G_END_DECLS
