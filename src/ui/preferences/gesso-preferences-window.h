/* gesso-preferences-window.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_PREFERENCES_WINDOW (gesso_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (GessoPreferencesWindow,
                      gesso_preferences_window,
                      GESSO,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

GtkWidget *gesso_preferences_window_new (GessoStudio *studio,
                                         GtkWindow *parent) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
