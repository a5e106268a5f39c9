/* gesso-options.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"

G_BEGIN_DECLS

#define GESSO_TYPE_OPTIONS (gesso_options_get_type ())
G_DECLARE_FINAL_TYPE (GessoOptions, gesso_options, GESSO, OPTIONS, GtkWidget)

GtkWidget  *gesso_options_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void        gesso_options_set_draft   (GessoOptions *self,
                                       GessoDraft   *draft);
const char *gesso_options_get_summary (GessoOptions *self);

G_END_DECLS
