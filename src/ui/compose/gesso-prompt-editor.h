/* gesso-prompt-editor.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"
#include "ui/compose/gesso-slash-menu.h"

G_BEGIN_DECLS

#define GESSO_TYPE_PROMPT_EDITOR (gesso_prompt_editor_get_type ())
G_DECLARE_FINAL_TYPE (GessoPromptEditor, gesso_prompt_editor, GESSO, PROMPT_EDITOR, GtkWidget)

GtkWidget     *gesso_prompt_editor_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_prompt_editor_set_draft   (GessoPromptEditor   *self,
                                                GessoDraft          *draft);
void           gesso_prompt_editor_set_recall  (GessoPromptEditor   *self,
                                                const char * const  *prompts);
void           gesso_prompt_editor_insert      (GessoPromptEditor   *self,
                                                const char          *text);
void           gesso_prompt_editor_set_library (GessoPromptEditor   *self,
                                                GessoLibrary        *library);
GessoSavedPrompts *gesso_prompt_editor_get_saved (GessoPromptEditor *self);
GessoSlashMenu *gesso_prompt_editor_get_slash_menu (GessoPromptEditor *self);
GtkTextBuffer *gesso_prompt_editor_get_buffer  (GessoPromptEditor   *self);
const char    *gesso_prompt_editor_get_counter (GessoPromptEditor   *self);

G_END_DECLS
