/* gesso-size-picker.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "model/gesso-draft.h"

G_BEGIN_DECLS

#define GESSO_TYPE_SIZE_PICKER (gesso_size_picker_get_type ())
G_DECLARE_FINAL_TYPE (GessoSizePicker, gesso_size_picker, GESSO, SIZE_PICKER, GtkWidget)

GtkWidget *gesso_size_picker_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_size_picker_set_draft (GessoSizePicker *self,
                                        GessoDraft      *draft);

G_END_DECLS
