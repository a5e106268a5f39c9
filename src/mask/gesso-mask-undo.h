/* gesso-mask-undo.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-mask.h"

G_BEGIN_DECLS

#define GESSO_MASK_UNDO_BUDGET ((gsize) 64 * 1024 * 1024)

typedef struct _GessoMaskUndo GessoMaskUndo;

GessoMaskUndo *gesso_mask_undo_new           (gsize             budget_bytes) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_mask_undo_free          (GessoMaskUndo    *self);

gboolean       gesso_mask_undo_push          (GessoMaskUndo    *self,
                                              guint             mask_id,
                                              const char       *description,
                                              const GessoMask  *before,
                                              const GessoMask  *after,
                                              GessoRect        *out_changed);
gboolean       gesso_mask_undo_apply         (GessoMaskUndo    *self,
                                              gboolean          redo,
                                              GessoMask        *mask,
                                              GessoRect        *out_changed);
void           gesso_mask_undo_forget        (GessoMaskUndo    *self,
                                              guint             mask_id);
gboolean       gesso_mask_undo_pack          (GessoMaskUndo    *self,
                                              guint             n_tiles);

guint          gesso_mask_undo_get_n_steps   (GessoMaskUndo    *self,
                                              gboolean          redo);
guint          gesso_mask_undo_get_mask_id   (GessoMaskUndo    *self,
                                              gboolean          redo);
const char    *gesso_mask_undo_describe      (GessoMaskUndo    *self,
                                              gboolean          redo);
gsize          gesso_mask_undo_get_n_bytes   (GessoMaskUndo    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoMaskUndo, gesso_mask_undo_free)

G_END_DECLS
