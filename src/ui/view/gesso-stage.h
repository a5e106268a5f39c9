/* gesso-stage.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-node.h"
#include "studio/gesso-studio.h"
#include "ui/canvas/gesso-mask-editor.h"

G_BEGIN_DECLS

#define GESSO_TYPE_STAGE (gesso_stage_get_type ())
G_DECLARE_FINAL_TYPE (GessoStage, gesso_stage, GESSO, STAGE, GtkWidget)

GtkWidget *gesso_stage_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_stage_set_studio (GessoStage  *self,
                                   GessoStudio *studio);
void       gesso_stage_show_node  (GessoStage  *self,
                                   GessoNode   *node);
void       gesso_stage_show_job   (GessoStage  *self,
                                   GessoJob    *job,
                                   GessoNode   *base);
GessoNode *gesso_stage_get_node   (GessoStage  *self);
GessoJob  *gesso_stage_get_job    (GessoStage  *self);

void       gesso_stage_propose    (GessoStage  *self,
                                   GessoNode   *before,
                                   gboolean     fresh);

/* The mode in which a mask is painted over the node. */
gboolean         gesso_stage_get_masking (GessoStage *self);
void             gesso_stage_set_masking (GessoStage *self,
                                          gboolean    masking);
GessoMaskEditor *gesso_stage_get_editor  (GessoStage *self);

/* The mode in which the node is compared with the picture that it is an edit of, or with another. */
gboolean         gesso_stage_get_comparing (GessoStage *self);
void             gesso_stage_set_comparing (GessoStage *self,
                                            gboolean    comparing);
void             gesso_stage_compare_with  (GessoStage *self,
                                            GessoNode  *other);
void             gesso_stage_set_pictures  (GessoStage *self,
                                            GListModel *pictures);

void gesso_stage_set_finish (GessoStage *self,
                             const char *label,
                             const char *tooltip);

G_END_DECLS
