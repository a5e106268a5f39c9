/* gesso-tool-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-tool.h"

G_BEGIN_DECLS

/* For the tools themselves. The outline belongs to the tool's parent class. */
GessoPath     *_gesso_tool_get_path         (GessoTool           *self);
void           _gesso_tool_path_changed     (GessoTool           *self);
void           _gesso_tool_clear_path       (GessoTool           *self);
GessoToolMode  _gesso_tool_find_mode        (GessoTool           *self,
                                             GessoToolModifiers   modifiers,
                                             gboolean             shift_adds);
void           _gesso_tool_fill_path        (GessoTool           *self,
                                             const GessoPath     *path,
                                             GessoToolMode        mode);

/* Something long, on a worker: the tool is active until it is ready, and can be cancelled. */
void           _gesso_tool_run              (GessoTool           *self,
                                             GessoWorker         *worker,
                                             GessoMaskWork        work,
                                             gpointer             data,
                                             GDestroyNotify       free_data);

G_END_DECLS
