/* gesso-welcome-page.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_WELCOME_PAGE (gesso_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoWelcomePage, gesso_welcome_page, GESSO, WELCOME_PAGE, GtkWidget)

G_END_DECLS
