/* gesso-opening-page.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_OPENING_PAGE (gesso_opening_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoOpeningPage, gesso_opening_page, GESSO, OPENING_PAGE, GtkWidget)

void gesso_opening_page_set_error (GessoOpeningPage *self,
                                   const GError     *error);

G_END_DECLS
