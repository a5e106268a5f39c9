/* gesso-color-tool.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-tool.h"

G_BEGIN_DECLS

#define GESSO_TYPE_COLOR_TOOL (gesso_color_tool_get_type ())
G_DECLARE_FINAL_TYPE (GessoColorTool, gesso_color_tool, GESSO, COLOR_TOOL, GessoTool)

GessoTool *gesso_color_tool_new            (GessoWorker    *worker) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_color_tool_set_image      (GessoColorTool *self,
                                            GessoImage     *image);
int        gesso_color_tool_get_tolerance  (GessoColorTool *self);
void       gesso_color_tool_set_tolerance  (GessoColorTool *self,
                                            int             tolerance);
gboolean   gesso_color_tool_get_contiguous (GessoColorTool *self);
void       gesso_color_tool_set_contiguous (GessoColorTool *self,
                                            gboolean        contiguous);

G_END_DECLS
