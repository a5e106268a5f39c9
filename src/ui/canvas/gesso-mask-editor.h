/* gesso-mask-editor.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "studio/gesso-studio.h"
#include "ui/canvas/gesso-mask-canvas.h"
#include "ui/canvas/gesso-regions-bar.h"

G_BEGIN_DECLS

#define GESSO_TYPE_MASK_EDITOR (gesso_mask_editor_get_type ())
G_DECLARE_FINAL_TYPE (GessoMaskEditor, gesso_mask_editor, GESSO, MASK_EDITOR, GtkWidget)

void               gesso_mask_editor_set_studio   (GessoMaskEditor     *self,
                                                   GessoStudio         *studio);
void               gesso_mask_editor_open         (GessoMaskEditor     *self,
                                                   GessoNode           *node,
                                                   GessoPyramid        *pyramid,
                                                   const GessoViewport *viewport);
void               gesso_mask_editor_import       (GessoMaskEditor     *self,
                                                   GFile               *file);
void               gesso_mask_editor_take_edit    (GessoMaskEditor     *self,
                                                   GessoStitchPlan     *plan);
void               gesso_mask_editor_close        (GessoMaskEditor     *self);
GessoNode         *gesso_mask_editor_get_node     (GessoMaskEditor     *self);
GessoMaskCanvas   *gesso_mask_editor_get_canvas   (GessoMaskEditor     *self);
GessoMaskSetup    *gesso_mask_editor_get_setup    (GessoMaskEditor     *self);
GessoMaskDocument *gesso_mask_editor_get_document (GessoMaskEditor     *self);
GessoRegionsBar   *gesso_mask_editor_get_regions  (GessoMaskEditor     *self);

G_END_DECLS
