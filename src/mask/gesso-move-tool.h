/* gesso-move-tool.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-tool.h"

G_BEGIN_DECLS

#define GESSO_TYPE_MOVE_TOOL (gesso_move_tool_get_type ())
G_DECLARE_FINAL_TYPE (GessoMoveTool, gesso_move_tool, GESSO, MOVE_TOOL, GessoTool)

GessoTool *gesso_move_tool_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
