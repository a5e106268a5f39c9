/* gesso-history-page-actions.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands of GessoHistoryPage: what can be done with the selected pictures. Deleting moves to
 * the bin and offers to undo it; only emptying the bin destroys files, and asks.
 */

#include "config.h"

#include "ui/gallery/gesso-history-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "studio/gesso-exporter.h"
#include "ui/gallery/gesso-folder-export.h"
#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-file-dialog.h"
#include "ui/support/gesso-toast.h"

static GessoLibrary *
get_library (GessoHistoryPage *self)
{
  return gesso_studio_get_library (self->studio);
}

static void
say_error (GessoHistoryPage *self,
           const GError     *error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  words = gesso_failure_text_error (error);
  gesso_toast_show_text (GTK_WIDGET (self), words);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GessoHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_change_finish (GESSO_LIBRARY (source), result, &error))
    say_error (self, error);
}

/* Deleting, undoing it, restoring. */

typedef struct
{
  GessoHistoryPage *page; /* (owned) */
  char **ids;             /* (owned) */
} Deletion;

static void
deletion_free (Deletion *deletion)
{
  g_object_unref (deletion->page);
  g_strfreev (deletion->ids);
  g_free (deletion);
}

static void
undo_clicked_cb (GessoHistoryPage *self,
                 AdwToast         *toast)
{
  char **ids = g_object_get_data (G_OBJECT (toast), "gesso-ids");

  if (self->studio != NULL)
    gesso_library_set_deleted_async (get_library (self), (const char *const *) ids, FALSE, NULL,
                                     changed_cb, g_object_ref (self));
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Deletion *deletion = user_data;
  g_autoptr (GError) error = NULL;
  guint n = g_strv_length (deletion->ids);
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (!gesso_library_change_finish (GESSO_LIBRARY (source), result, &error))
    {
      say_error (deletion->page, error);
      deletion_free (deletion);
      return;
    }

  text = g_strdup_printf (ngettext ("%u picture deleted", "%u pictures deleted", n), n);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "gesso-ids", g_steal_pointer (&deletion->ids),
                          (GDestroyNotify) g_strfreev);
  deletion->ids = g_new0 (char *, 1);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), deletion->page,
                           G_CONNECT_SWAPPED);
  gesso_toast_show (GTK_WIDGET (deletion->page), toast);
  deletion_free (deletion);
}

static void delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (widget);
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->page = g_object_ref (self);
  deletion->ids = gesso_history_grid_dup_selected (self->grid);
  gesso_history_grid_unselect_all (self->grid);
  gesso_library_set_deleted_async (get_library (self), (const char *const *) deletion->ids, TRUE,
                                   NULL, deleted_cb, deletion);
}

static void
restore (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (widget);
  g_auto (GStrv) ids = gesso_history_grid_dup_selected (self->grid);

  gesso_history_grid_unselect_all (self->grid);
  gesso_library_set_deleted_async (get_library (self), (const char *const *) ids, FALSE, NULL,
                                   changed_cb, g_object_ref (self));
}

static void
empty_answered_cb (GessoHistoryPage *self,
                   const char       *response)
{
  if (g_str_equal (response, "empty") && self->studio != NULL)
    gesso_library_empty_bin_async (get_library (self), G_MAXINT64, NULL, changed_cb,
                                   g_object_ref (self));
}

static void
empty_bin (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (widget);
  guint n = gesso_history_sidebar_get_n_deleted (self->sidebar);
  g_autofree char *body
      = g_strdup_printf (ngettext ("%u picture and its files will be gone for good.",
                                   "%u pictures and their files will be gone for good.", n),
                         n);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _ ("Empty the Bin?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "empty",
                                    _ ("Empty Bin"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "empty",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (empty_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Marks. */

static void
favourite (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (widget);
  g_auto (GStrv) ids = gesso_history_grid_dup_selected (self->grid);
  g_autoptr (GessoNode) single = gesso_history_grid_get_single (self->grid);

  if (ids[0] == NULL)
    return;

  gesso_library_set_favourite_async (get_library (self), (const char *const *) ids,
                                     single == NULL || !gesso_node_get_favourite (single), NULL,
                                     changed_cb, g_object_ref (self));
}

static void
rate (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (widget);
  g_auto (GStrv) ids = gesso_history_grid_dup_selected (self->grid);

  if (ids[0] != NULL)
    gesso_library_set_rating_async (get_library (self), (const char *const *) ids,
                                    g_variant_get_int32 (parameter), NULL, changed_cb,
                                    g_object_ref (self));
}

static void
edit_note (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (widget);

  adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
  gesso_inspector_edit_note (self->inspector);
}

/* Files. */

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GessoHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (gesso_exporter_export_finish (GESSO_STUDIO (source), result, &error))
    gesso_toast_show_text (GTK_WIDGET (self), _ ("Exported"));
  else
    say_error (self, error);
}

static void
export_target_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GessoHistoryPage) self = user_data;
  g_autoptr (GFile) file = gesso_file_dialog_save_finish (result, NULL);
  GessoNode *node = gesso_inspector_get_node (self->inspector);

  if (file != NULL && node != NULL && self->studio != NULL)
    gesso_exporter_export_async (self->studio, gesso_node_get_id (node), file, NULL, -1, NULL,
                                 exported_cb, g_object_ref (self));
}

static void
all_exported_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GessoHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  int n = gesso_folder_export_finish (GESSO_STUDIO (source), result, &error);
  g_autofree char *words = NULL;

  if (n < 0)
    {
      say_error (self, error);
      return;
    }

  words = g_strdup_printf (ngettext ("%d picture exported", "%d pictures exported", n), n);
  gesso_toast_show_text (GTK_WIDGET (self), words);
}

typedef struct
{
  GessoHistoryPage *page; /* (owned) */
  char **ids;             /* (owned) */
} FolderWish;

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autofree FolderWish *wish = user_data;
  g_autoptr (GessoHistoryPage) self = wish->page;
  g_auto (GStrv) ids = wish->ids;
  g_autoptr (GFile) folder = gesso_file_dialog_folder_finish (result, NULL);

  if (folder != NULL && self->studio != NULL)
    gesso_folder_export_async (self->studio, (const char *const *) ids, folder, NULL,
                               all_exported_cb, g_object_ref (self));
}

/* The selection as it is now; it may be another one when a folder is chosen. */
static void
export_selected (GessoHistoryPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  FolderWish *wish = g_new (FolderWish, 1);

  wish->page = g_object_ref (self);
  wish->ids = gesso_history_grid_dup_selected (self->grid);
  gesso_file_dialog_folder_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                  _ ("Export Pictures"), NULL, folder_chosen_cb, wish);
}

static void
export_node (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (widget);
  GessoNode *node = gesso_inspector_get_node (self->inspector);
  GtkRoot *root = gtk_widget_get_root (widget);
  const char *file;
  g_autofree char *name = NULL;

  if (gesso_history_grid_get_n_selected (self->grid) > 1)
    {
      export_selected (self);
      return;
    }
  if (node == NULL)
    return;

  file = gesso_node_get_file (node) != NULL ? gesso_node_get_file (node)
                                            : gesso_node_get_path (node);
  name = file != NULL ? g_path_get_basename (file) : g_strdup ("picture.png");
  gesso_file_dialog_save_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _ ("Export Picture"), name, NULL, export_target_cb,
                                g_object_ref (self));
}

static char *
dup_file (GessoHistoryPage *self)
{
  GessoNode *node = gesso_inspector_get_node (self->inspector);
  const char *file = node != NULL ? gesso_node_get_file (node) : NULL;

  if (file == NULL && node != NULL)
    file = gesso_node_get_path (node);
  if (file == NULL)
    return NULL;

  return g_path_is_absolute (file)
             ? g_strdup (file)
             : g_build_filename (gesso_library_get_folder (get_library (self)), file, NULL);
}

static void
show_folder (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  g_autofree char *path = dup_file (GESSO_HISTORY_PAGE (widget));
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autofree char *uri = folder != NULL ? g_filename_to_uri (folder, NULL, NULL) : NULL;

  if (uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}

static void
copy_path (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  g_autofree char *path = dup_file (GESSO_HISTORY_PAGE (widget));

  if (path == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), path);
  gesso_toast_show_text (widget, _ ("Path copied"));
}

/* Going about. */

static void
open_node (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoNode *node = gesso_inspector_get_node (GESSO_HISTORY_PAGE (widget)->inspector);

  if (node != NULL && !gesso_node_get_deleted (node))
    gtk_widget_activate_action (widget, "win.open-node", "s", gesso_node_get_id (node));
}

/* The later one is looked at, beside the earlier one. */
static void
compare (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  g_auto (GStrv) ids = gesso_history_grid_dup_selected (GESSO_HISTORY_PAGE (widget)->grid);
  gboolean in_order;

  if (g_strv_length (ids) != 2)
    return;

  in_order = strcmp (ids[0], ids[1]) < 0;
  gtk_widget_activate_action (widget, "win.compare-nodes", "(ss)", ids[in_order ? 1 : 0],
                              ids[in_order ? 0 : 1]);
}

static void
search (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (GESSO_HISTORY_PAGE (widget)->search));
}

static void
clear_selection (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (widget);

  gesso_history_grid_unselect_all (self->grid);
  if (adw_flap_get_folded (self->inspector_flap))
    adw_flap_set_reveal_flap (self->inspector_flap, FALSE);
}

static void
toggle (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  GessoHistoryPage *self = GESSO_HISTORY_PAGE (widget);
  AdwFlap *flap
      = g_str_equal (action, "history.toggle-sidebar") ? self->sidebar_flap : self->inspector_flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const guint digits[][2] = {
    { GDK_KEY_0, GDK_KEY_KP_0 }, { GDK_KEY_1, GDK_KEY_KP_1 }, { GDK_KEY_2, GDK_KEY_KP_2 },
    { GDK_KEY_3, GDK_KEY_KP_3 }, { GDK_KEY_4, GDK_KEY_KP_4 }, { GDK_KEY_5, GDK_KEY_KP_5 },
  };

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "history.search",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "history.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "history.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "history.edit-note", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK,
                                       "history.favourite", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, 0, "history.compare", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "history.clear-selection",
                                       NULL);
  for (int i = 0; i < (int) G_N_ELEMENTS (digits); i++)
    for (int k = 0; k < 2; k++)
      gtk_widget_class_add_binding_action (widget_class, digits[i][k], 0, "history.rate", "i", i);
}

void
_gesso_history_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "history.delete", NULL, delete);
  gtk_widget_class_install_action (widget_class, "history.restore", NULL, restore);
  gtk_widget_class_install_action (widget_class, "history.empty-bin", NULL, empty_bin);
  gtk_widget_class_install_action (widget_class, "history.favourite", NULL, favourite);
  gtk_widget_class_install_action (widget_class, "history.rate", "i", rate);
  gtk_widget_class_install_action (widget_class, "history.edit-note", NULL, edit_note);
  gtk_widget_class_install_action (widget_class, "history.export", NULL, export_node);
  gtk_widget_class_install_action (widget_class, "history.show-folder", NULL, show_folder);
  gtk_widget_class_install_action (widget_class, "history.copy-path", NULL, copy_path);
  gtk_widget_class_install_action (widget_class, "history.open", NULL, open_node);
  gtk_widget_class_install_action (widget_class, "history.compare", NULL, compare);
  gtk_widget_class_install_action (widget_class, "history.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "history.clear-selection", NULL, clear_selection);
  gtk_widget_class_install_action (widget_class, "history.toggle-sidebar", NULL, toggle);
  gtk_widget_class_install_action (widget_class, "history.toggle-inspector", NULL, toggle);
  bind_keys (widget_class);
}

void
_gesso_history_page_update_actions (GessoHistoryPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n = gesso_history_grid_get_n_selected (self->grid);
  gboolean in_bin
      = g_str_equal (gesso_history_sidebar_get_place (self->sidebar), GESSO_HISTORY_PLACE_BIN);

  gtk_widget_action_set_enabled (widget, "history.delete", n > 0 && !in_bin);
  gtk_widget_action_set_enabled (widget, "history.restore", n > 0 && in_bin);
  gtk_widget_action_set_enabled (widget, "history.favourite", n > 0 && !in_bin);
  gtk_widget_action_set_enabled (widget, "history.rate", n > 0 && !in_bin);
  gtk_widget_action_set_enabled (widget, "history.export", n > 0 && !in_bin);
  gtk_widget_action_set_enabled (widget, "history.open", n == 1 && !in_bin);
  gtk_widget_action_set_enabled (widget, "history.compare", n == 2 && !in_bin);
  gtk_widget_action_set_enabled (widget, "history.edit-note", n == 1 && !in_bin);
}
