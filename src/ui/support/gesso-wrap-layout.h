/* gesso-wrap-layout.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_WRAP_LAYOUT (gesso_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (GessoWrapLayout, gesso_wrap_layout, GESSO, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *gesso_wrap_layout_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
