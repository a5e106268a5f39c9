/* gesso-polygon-tool.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-tool.h"

G_BEGIN_DECLS

#define GESSO_TYPE_POLYGON_TOOL (gesso_polygon_tool_get_type ())
G_DECLARE_FINAL_TYPE (GessoPolygonTool, gesso_polygon_tool, GESSO, POLYGON_TOOL, GessoTool)

GessoTool *gesso_polygon_tool_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_polygon_tool_set_close_reach (GessoPolygonTool *self,
                                               double            reach_px);

G_END_DECLS
