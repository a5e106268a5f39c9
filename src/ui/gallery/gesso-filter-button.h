/* gesso-filter-button.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_FILTER_BUTTON (gesso_filter_button_get_type ())
G_DECLARE_FINAL_TYPE (GessoFilterButton, gesso_filter_button, GESSO, FILTER_BUTTON, GtkWidget)

void gesso_filter_button_clear (GessoFilterButton *self);
void gesso_filter_button_add (GessoFilterButton *self, const char *value, const char *label);
const char *gesso_filter_button_get_value (GessoFilterButton *self);
void gesso_filter_button_set_value (GessoFilterButton *self, const char *value);

G_END_DECLS
