/* gesso-empty-stage.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_EMPTY_STAGE (gesso_empty_stage_get_type ())
G_DECLARE_FINAL_TYPE (GessoEmptyStage, gesso_empty_stage, GESSO, EMPTY_STAGE, GtkWidget)

G_END_DECLS
