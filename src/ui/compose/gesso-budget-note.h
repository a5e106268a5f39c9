/* gesso-budget-note.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"
#include "studio/gesso-studio.h"

G_BEGIN_DECLS

#define GESSO_TYPE_BUDGET_NOTE (gesso_budget_note_get_type ())
G_DECLARE_FINAL_TYPE (GessoBudgetNote, gesso_budget_note, GESSO, BUDGET_NOTE, GtkWidget)

GtkWidget  *gesso_budget_note_new         (void);
void        gesso_budget_note_set_studio  (GessoBudgetNote *self,
                                           GessoStudio     *studio,
                                           GessoDraft      *draft);
void        gesso_budget_note_set_session (GessoBudgetNote *self,
                                           const char      *session_id);
const char *gesso_budget_note_get_text    (GessoBudgetNote *self);

G_END_DECLS
