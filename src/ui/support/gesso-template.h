/* gesso-template.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void gesso_template_dispose (GtkWidget *widget,
                             GType      type);

G_END_DECLS
