/* gesso-composer.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"
#include "studio/gesso-studio.h"
#include "ui/compose/gesso-change-marks.h"
#include "ui/compose/gesso-intake.h"

G_BEGIN_DECLS

#define GESSO_TYPE_COMPOSER (gesso_composer_get_type ())
G_DECLARE_FINAL_TYPE (GessoComposer, gesso_composer, GESSO, COMPOSER, GtkWidget)

GtkWidget    *gesso_composer_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_composer_set_studio      (GessoComposer  *self,
                                              GessoStudio    *studio,
                                              GessoDraft     *draft);
void          gesso_composer_set_session     (GessoComposer  *self,
                                              const char     *session_id);
GessoDraft   *gesso_composer_get_draft       (GessoComposer  *self);
GessoIntake  *gesso_composer_get_intake      (GessoComposer  *self);
GessoAccount *gesso_composer_get_account     (GessoComposer  *self);
void          gesso_composer_set_account     (GessoComposer  *self,
                                              GessoAccount   *account,
                                              const char     *model);
void          gesso_composer_add_files       (GessoComposer  *self,
                                              GFile         **files,
                                              guint           n_files);
void          gesso_composer_choose_files    (GessoComposer  *self);
void          gesso_composer_reload_recall   (GessoComposer  *self);
GessoChangeMarks *
              gesso_composer_get_marks       (GessoComposer  *self);

G_END_DECLS
