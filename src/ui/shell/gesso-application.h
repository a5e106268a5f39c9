/* gesso-application.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GESSO_TYPE_APPLICATION (gesso_application_get_type ())
G_DECLARE_FINAL_TYPE (GessoApplication, gesso_application, GESSO, APPLICATION, AdwApplication)

GessoApplication *gesso_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
