/* gesso-file-dialog.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void       gesso_file_dialog_open_pictures_async  (GtkWindow            *parent,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GPtrArray *gesso_file_dialog_open_pictures_finish (GAsyncResult         *result,
                                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_file_dialog_save_async           (GtkWindow            *parent,
                                                   const char           *title,
                                                   const char           *name,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GFile     *gesso_file_dialog_save_finish          (GAsyncResult         *result,
                                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_file_dialog_folder_async         (GtkWindow            *parent,
                                                   const char           *title,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GFile     *gesso_file_dialog_folder_finish        (GAsyncResult         *result,
                                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void       gesso_file_dialog_open_folder          (const char           *path);

G_END_DECLS
