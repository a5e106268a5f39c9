/* gesso-prompt-handle.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_PROMPT_HANDLE (gesso_prompt_handle_get_type ())
G_DECLARE_FINAL_TYPE (GessoPromptHandle, gesso_prompt_handle, GESSO, PROMPT_HANDLE, GtkWidget)

/* As many lines as a prompt has room for at least, at first, and at most. */
#define GESSO_PROMPT_LINES_MIN 3
#define GESSO_PROMPT_LINES_USUAL 5
#define GESSO_PROMPT_LINES_MAX 30

GtkWidget *gesso_prompt_handle_new             (void) G_GNUC_WARN_UNUSED_RESULT;
int        gesso_prompt_handle_get_lines       (GessoPromptHandle *self);
void       gesso_prompt_handle_set_lines       (GessoPromptHandle *self,
                                                int                lines);
void       gesso_prompt_handle_set_line_height (GessoPromptHandle *self,
                                                int                height);

G_END_DECLS
