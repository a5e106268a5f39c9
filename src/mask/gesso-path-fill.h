/* gesso-path-fill.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-dab.h"
#include "mask/gesso-mask.h"
#include "mask/gesso-path.h"

G_BEGIN_DECLS

/* What is done at once while somebody waits for the next frame: some milliseconds. */
#define GESSO_PATH_FILL_PIECE 600000

typedef struct _GessoPathFill GessoPathFill;

GessoPathFill *gesso_path_fill_new  (const GessoPath *path,
                                     GessoDabBlend    blend,
                                     guint8           value,
                                     GessoMask       *mask) G_GNUC_WARN_UNUSED_RESULT;
gboolean       gesso_path_fill_step (GessoPathFill   *self,
                                     guint64          n_most,
                                     GessoRect       *out_changed);
void           gesso_path_fill_free (GessoPathFill   *self);
GessoRect      gesso_path_fill      (const GessoPath *path,
                                     GessoDabBlend    blend,
                                     guint8           value,
                                     GessoMask       *mask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoPathFill, gesso_path_fill_free)

G_END_DECLS
