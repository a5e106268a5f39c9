/* gesso-account-editor.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_ACCOUNT_EDITOR (gesso_account_editor_get_type ())
G_DECLARE_FINAL_TYPE (GessoAccountEditor, gesso_account_editor, GESSO, ACCOUNT_EDITOR, AdwWindow)

GtkWidget *gesso_account_editor_new (GessoStudio *studio,
                                     GessoAccount *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
