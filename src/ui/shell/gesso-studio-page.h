/* gesso-studio-page.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_STUDIO_PAGE (gesso_studio_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoStudioPage, gesso_studio_page, GESSO, STUDIO_PAGE, GtkWidget)

void gesso_studio_page_open_files (GessoStudioPage  *self,
                                   GFile           **files,
                                   int               n_files);

G_END_DECLS
