/* gesso-drawing-note.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GESSO_TYPE_DRAWING_NOTE (gesso_drawing_note_get_type ())
G_DECLARE_FINAL_TYPE (GessoDrawingNote, gesso_drawing_note, GESSO, DRAWING_NOTE, GtkWidget)

gboolean gesso_drawing_note_set_sketch (GessoDrawingNote *self,
                                        JsonObject       *sketch);

G_END_DECLS
