/* gesso-choice-row.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_CHOICE_ROW (gesso_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (GessoChoiceRow, gesso_choice_row, GESSO, CHOICE_ROW, GtkWidget)

GtkWidget  *gesso_choice_row_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void        gesso_choice_row_set_choices  (GessoChoiceRow     *self,
                                           const char         *field,
                                           const char * const *values);
const char *gesso_choice_row_get_selected (GessoChoiceRow     *self);
void        gesso_choice_row_set_selected (GessoChoiceRow     *self,
                                           const char         *value);

G_END_DECLS
