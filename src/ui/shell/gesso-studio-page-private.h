/* gesso-studio-page-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-library.h"
#include "ui/compose/gesso-composer.h"
#include "ui/shell/gesso-studio-page.h"
#include "ui/view/gesso-stage.h"

G_BEGIN_DECLS

/* What the page's commands, in a file of their own, need of the page. */

void           _gesso_studio_page_install_actions (GtkWidgetClass  *widget_class);
void           _gesso_studio_page_update_actions  (GessoStudioPage *self);

GessoStudio   *_gesso_studio_page_get_studio      (GessoStudioPage *self);
GessoStage    *_gesso_studio_page_get_stage       (GessoStudioPage *self);
GessoComposer *_gesso_studio_page_get_composer    (GessoStudioPage *self);
GessoSession  *_gesso_studio_page_get_session     (GessoStudioPage *self);
GCancellable  *_gesso_studio_page_get_cancellable (GessoStudioPage *self);
void           _gesso_studio_page_move            (GessoStudioPage *self,
                                                   int              along,
                                                   int              across);
void           _gesso_studio_page_leave_job       (GessoStudioPage *self);

G_END_DECLS
