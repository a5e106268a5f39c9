/* gesso-mask-undo.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-mask.h"

G_BEGIN_DECLS

#define GESSO_MASK_UNDO_BUDGET ((gsize) 64 * 1024 * 1024)

/**
 * GessoMaskChangeKind:
 * @GESSO_MASK_CHANGE_ADD: a mask was added
 * @GESSO_MASK_CHANGE_REMOVE: a mask was removed
 * @GESSO_MASK_CHANGE_RENAME: a mask has another name
 * @GESSO_MASK_CHANGE_FRAME: the picture is to become larger or smaller
 *
 * What can happen to the masks of a picture, besides being painted.
 */
typedef enum
{
  GESSO_MASK_CHANGE_ADD,
  GESSO_MASK_CHANGE_REMOVE,
  GESSO_MASK_CHANGE_RENAME,
  GESSO_MASK_CHANGE_FRAME,
} GessoMaskChangeKind;

/**
 * GessoMaskChange:
 * @kind: what happened
 * @mask_id: to which mask; 0 for the frame
 * @position: where it was among the others, or is
 * @name: (nullable): its name; the one before if it was renamed; %NULL for the frame
 * @new_name: (nullable): its name afterwards, if it was renamed
 * @content: (nullable): what was painted in it when it was added or removed; %NULL for nothing
 * @frame: the frame before
 * @new_frame: the frame afterwards
 *
 * A step that changes which masks there are. Borrows everything.
 */
typedef struct
{
  GessoMaskChangeKind kind;
  guint               mask_id;
  guint               position;
  const char         *name;
  const char         *new_name;
  GessoMask          *content;
  GessoRect           frame;
  GessoRect           new_frame;
} GessoMaskChange;

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
void           gesso_mask_undo_push_change   (GessoMaskUndo         *self,
                                              const char            *description,
                                              const GessoMaskChange *change);
const GessoMaskChange *gesso_mask_undo_get_change (GessoMaskUndo     *self,
                                                   gboolean           redo);
void           gesso_mask_undo_pass_change   (GessoMaskUndo    *self,
                                              gboolean          redo);
void           gesso_mask_undo_drop_last     (GessoMaskUndo    *self);
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
