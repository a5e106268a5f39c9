/* gesso-file-dialog.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file chooser behind an interface of the newer toolkit's shape: asynchronous, one answer, and
 * dismissing is G_IO_ERROR_CANCELLED. The native dialog goes through the portal where there is one.
 */

#include "config.h"

#include "ui/support/gesso-file-dialog.h"

#include <glib/gi18n.h>

static GPtrArray *
get_files (GtkFileChooser *chooser)
{
  g_autoptr (GListModel) list = gtk_file_chooser_get_files (chooser);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (files, g_list_model_get_item (list, i));
  return files;
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  g_autoptr (GTask) task = user_data;

  g_signal_handlers_disconnect_by_data (dialog, task);
  g_signal_handlers_disconnect_by_data (g_task_get_cancellable (task) != NULL
                                            ? (gpointer) g_task_get_cancellable (task)
                                            : (gpointer) dialog,
                                        dialog);
  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, get_files (GTK_FILE_CHOOSER (dialog)),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");
  gtk_native_dialog_destroy (dialog);
}

static void
run (GtkFileChooserNative *dialog,
     GTask                *task)
{
  /* The task holds the dialog and is given up by the response. */
  g_task_set_task_data (task, dialog, g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  if (g_task_get_cancellable (task) != NULL)
    g_signal_connect_object (g_task_get_cancellable (task), "cancelled",
                             G_CALLBACK (gtk_native_dialog_hide), dialog, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
add_filters (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) pictures = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (pictures, _ ("Pictures"));
  gtk_file_filter_add_mime_type (pictures, "image/*");
  gtk_file_chooser_add_filter (chooser, pictures);
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

/**
 * gesso_file_dialog_open_pictures_async:
 * @parent: (nullable): the window over which it is shown
 * @cancellable: (nullable): closes it
 * @callback: when the person has chosen
 * @user_data: for @callback
 */
void
gesso_file_dialog_open_pictures_async (GtkWindow           *parent,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (_ ("Open Pictures"), parent, GTK_FILE_CHOOSER_ACTION_OPEN,
                                     _ ("_Open"), _ ("_Cancel"));

  g_task_set_source_tag (task, gesso_file_dialog_open_pictures_async);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  add_filters (GTK_FILE_CHOOSER (dialog));
  run (dialog, task);
}

/**
 * gesso_file_dialog_open_pictures_finish:
 * @result: a result
 * @error: `G_IO_ERROR_CANCELLED` when the person chose nothing
 *
 * Returns: (transfer full) (element-type GFile) (nullable): the chosen files
 */
GPtrArray *
gesso_file_dialog_open_pictures_finish (GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_file_dialog_open_pictures_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gesso_file_dialog_save_async:
 * @parent: (nullable): the window over which it is shown
 * @title: what it asks
 * @name: the proposed file name
 * @cancellable: (nullable): closes it
 * @callback: when the person has chosen
 * @user_data: for @callback
 */
void
gesso_file_dialog_save_async (GtkWindow           *parent,
                              const char          *title,
                              const char          *name,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"),
                                     _ ("_Cancel"));

  g_task_set_source_tag (task, gesso_file_dialog_save_async);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  run (dialog, task);
}

static GFile *
take_first (GTask   *task,
            GError **error)
{
  g_autoptr (GPtrArray) files = g_task_propagate_pointer (task, error);

  if (files == NULL)
    return NULL;
  if (files->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing chosen");
      return NULL;
    }

  return g_object_ref (g_ptr_array_index (files, 0));
}

/**
 * gesso_file_dialog_save_finish:
 * @result: a result
 * @error: `G_IO_ERROR_CANCELLED` when the person chose nothing
 *
 * Returns: (transfer full) (nullable): the chosen file
 */
GFile *
gesso_file_dialog_save_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_file_dialog_save_async), NULL);

  return take_first (G_TASK (result), error);
}

/**
 * gesso_file_dialog_folder_async:
 * @parent: (nullable): the window over which it is shown
 * @title: what it asks
 * @cancellable: (nullable): closes it
 * @callback: when the person has chosen
 * @user_data: for @callback
 */
void
gesso_file_dialog_folder_async (GtkWindow           *parent,
                                const char          *title,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                     _ ("_Select"), _ ("_Cancel"));

  g_task_set_source_tag (task, gesso_file_dialog_folder_async);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  run (dialog, task);
}

/**
 * gesso_file_dialog_folder_finish:
 * @result: a result
 * @error: `G_IO_ERROR_CANCELLED` when the person chose nothing
 *
 * Returns: (transfer full) (nullable): the chosen folder
 */
GFile *
gesso_file_dialog_folder_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_file_dialog_folder_async), NULL);

  return take_first (G_TASK (result), error);
}

/**
 * gesso_file_dialog_open_folder:
 * @path: a folder
 *
 * Opens it in whatever the desktop has for folders; where there is nothing, nothing happens.
 */
void
gesso_file_dialog_open_folder (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}
