/* gesso-brush-tool.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-tool.h"
#include "mask/gesso-stroke.h"

G_BEGIN_DECLS

#define GESSO_TYPE_BRUSH_TOOL (gesso_brush_tool_get_type ())
G_DECLARE_FINAL_TYPE (GessoBrushTool, gesso_brush_tool, GESSO, BRUSH_TOOL, GessoTool)

GessoTool         *gesso_brush_tool_new        (void) G_GNUC_WARN_UNUSED_RESULT;
GessoTool         *gesso_eraser_tool_new       (void) G_GNUC_WARN_UNUSED_RESULT;
const GessoBrush  *gesso_brush_tool_get_brush  (GessoBrushTool    *self);
void               gesso_brush_tool_set_brush  (GessoBrushTool    *self,
                                                const GessoBrush  *brush);
gboolean           gesso_brush_tool_get_erases (GessoBrushTool    *self);
void               gesso_brush_tool_set_erases (GessoBrushTool    *self,
                                                gboolean           erases);

G_END_DECLS
