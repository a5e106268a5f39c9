/* gesso-model-picker.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_MODEL_PICKER (gesso_model_picker_get_type ())
G_DECLARE_FINAL_TYPE (GessoModelPicker, gesso_model_picker, GESSO, MODEL_PICKER, GtkWidget)

GtkWidget    *gesso_model_picker_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void          gesso_model_picker_set_studio   (GessoModelPicker *self,
                                               GessoStudio      *studio);
GessoAccount *gesso_model_picker_get_account  (GessoModelPicker *self);
const char   *gesso_model_picker_get_model    (GessoModelPicker *self);
void          gesso_model_picker_select       (GessoModelPicker *self,
                                               GessoAccount     *account,
                                               const char       *model);

G_END_DECLS
