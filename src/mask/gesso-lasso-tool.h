/* gesso-lasso-tool.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-tool.h"

G_BEGIN_DECLS

#define GESSO_TYPE_LASSO_TOOL (gesso_lasso_tool_get_type ())
G_DECLARE_FINAL_TYPE (GessoLassoTool, gesso_lasso_tool, GESSO, LASSO_TOOL, GessoTool)

GessoTool *gesso_lasso_tool_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
