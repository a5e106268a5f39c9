/* gesso-shape-tool.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-tool.h"

G_BEGIN_DECLS

#define GESSO_TYPE_SHAPE_TOOL (gesso_shape_tool_get_type ())
G_DECLARE_FINAL_TYPE (GessoShapeTool, gesso_shape_tool, GESSO, SHAPE_TOOL, GessoTool)

GessoTool *gesso_rectangle_tool_new (void) G_GNUC_WARN_UNUSED_RESULT;
GessoTool *gesso_ellipse_tool_new   (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
