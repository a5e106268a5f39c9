/* gesso-account-assistant.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_ACCOUNT_ASSISTANT (gesso_account_assistant_get_type ())
G_DECLARE_FINAL_TYPE (GessoAccountAssistant, gesso_account_assistant, GESSO, ACCOUNT_ASSISTANT, AdwWindow)

GtkWidget *gesso_account_assistant_new (GessoStudio *studio) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
