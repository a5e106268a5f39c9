/* gesso-wipe-handle.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GESSO_TYPE_WIPE_HANDLE (gesso_wipe_handle_get_type ())
G_DECLARE_FINAL_TYPE (GessoWipeHandle, gesso_wipe_handle, GESSO, WIPE_HANDLE, GtkWidget)

GtkWidget *gesso_wipe_handle_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_wipe_handle_set_value (GessoWipeHandle *self,
                                        double           value);

G_END_DECLS
