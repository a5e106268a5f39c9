/* gesso-slash-menu.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ui/compose/gesso-saved-prompts.h"

G_BEGIN_DECLS

#define GESSO_TYPE_SLASH_MENU (gesso_slash_menu_get_type ())
G_DECLARE_FINAL_TYPE (GessoSlashMenu, gesso_slash_menu, GESSO, SLASH_MENU, GObject)

GessoSlashMenu *gesso_slash_menu_new      (GtkWidget         *editor,
                                           GtkTextView       *view,
                                           GessoSavedPrompts *saved) G_GNUC_WARN_UNUSED_RESULT;
gboolean        gesso_slash_menu_is_shown (GessoSlashMenu    *self);
void            gesso_slash_menu_take     (GessoSlashMenu    *self);

G_END_DECLS
