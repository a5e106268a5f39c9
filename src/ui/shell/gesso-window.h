/* gesso-window.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "store/gesso-node.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_WINDOW (gesso_window_get_type ())
G_DECLARE_FINAL_TYPE (GessoWindow, gesso_window, GESSO, WINDOW, AdwApplicationWindow)

GessoWindow *gesso_window_new            (GtkApplication  *application);
void         gesso_window_set_studio     (GessoWindow     *self,
                                          GessoStudio     *studio);
GessoStudio *gesso_window_get_studio     (GessoWindow     *self);
void         gesso_window_set_open_error (GessoWindow     *self,
                                          const GError    *error);
void         gesso_window_open_files     (GessoWindow     *self,
                                          GFile          **files,
                                          int              n_files);

G_END_DECLS
