/* gesso-toast.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void gesso_toast_show      (GtkWidget  *widget,
                            AdwToast   *toast);
void gesso_toast_show_text (GtkWidget  *widget,
                            const char *text);

G_END_DECLS
