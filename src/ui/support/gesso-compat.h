/* gesso-compat.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void gesso_compat_get_color    (GtkWidget  *widget,
                                GdkRGBA    *out_color);
void gesso_compat_lookup_color (GtkWidget  *widget,
                                const char *name,
                                GdkRGBA    *out_color);

G_END_DECLS
