/* gesso-saved-prompts.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "store/gesso-library.h"

G_BEGIN_DECLS

#define GESSO_TYPE_SAVED_PROMPTS (gesso_saved_prompts_get_type ())
G_DECLARE_FINAL_TYPE (GessoSavedPrompts, gesso_saved_prompts, GESSO, SAVED_PROMPTS, GtkWidget)

GtkWidget *gesso_saved_prompts_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_saved_prompts_set_library (GessoSavedPrompts *self,
                                            GessoLibrary      *library);
void       gesso_saved_prompts_set_prompt  (GessoSavedPrompts *self,
                                            const char        *prompt);
void       gesso_saved_prompts_save        (GessoSavedPrompts *self,
                                            const char        *name);
GPtrArray *gesso_saved_prompts_find        (GessoSavedPrompts *self,
                                            const char        *words) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
