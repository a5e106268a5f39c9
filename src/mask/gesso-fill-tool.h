/* gesso-fill-tool.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-tool.h"

G_BEGIN_DECLS

#define GESSO_TYPE_FILL_TOOL (gesso_fill_tool_get_type ())
G_DECLARE_FINAL_TYPE (GessoFillTool, gesso_fill_tool, GESSO, FILL_TOOL, GessoTool)

GessoTool *gesso_fill_tool_new (GessoWorker *worker) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
