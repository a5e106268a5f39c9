/* gesso-columns-layout.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_COLUMNS_LAYOUT (gesso_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (
    GessoColumnsLayout, gesso_columns_layout, GESSO, COLUMNS_LAYOUT, GtkLayoutManager)

GtkLayoutManager *gesso_columns_layout_new         (int                 max_columns,
                                                    int                 spacing) G_GNUC_WARN_UNUSED_RESULT;
int               gesso_columns_layout_get_columns (GessoColumnsLayout *self);

G_END_DECLS
