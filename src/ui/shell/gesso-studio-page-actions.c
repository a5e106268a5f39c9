/* gesso-studio-page-actions.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The studio page's commands on the node or the job that is looked at: "node." and "job.".
 */

#include "config.h"

#include "ui/shell/gesso-studio-page-private.h"

#include <glib/gi18n.h>

#include "base/gesso-json.h"
#include "studio/gesso-exporter.h"
#include "studio/gesso-repair.h"
#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-file-dialog.h"
#include "ui/support/gesso-toast.h"

/* A command that goes on when something has been read. The page cancels it when it goes. */
typedef struct
{
  GessoStudioPage *page; /* (unowned): cancels what it began in dispose */
  GessoNode *node;       /* (owned) */
  GFile *file;           /* (owned) (nullable) */
  gboolean send;
  gboolean mask; /* only its mask, on the picture itself */
} Command;

static Command *
command_new (GessoStudioPage *page,
             GessoNode       *node)
{
  Command *command = g_new0 (Command, 1);

  command->page = page;
  command->node = g_object_ref (node);
  return command;
}

static void
command_free (Command *command)
{
  g_object_unref (command->node);
  g_clear_object (&command->file);
  g_free (command);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Command, command_free)

static GessoNode *
get_node (GtkWidget *widget)
{
  GessoStage *stage = GESSO_STUDIO_PAGE (widget)->stage;

  return gesso_stage_get_job (stage) == NULL ? gesso_stage_get_node (stage) : NULL;
}

static GessoJob *
get_job (GtkWidget *widget)
{
  return gesso_stage_get_job (GESSO_STUDIO_PAGE (widget)->stage);
}

/* Again and remix: the request as it was. */

static GBytes *
load_blob (const char  *digest,
           gpointer     library,
           GError     **error)
{
  return gesso_library_map_blob (library, digest, error);
}

/* The mask of an edit, on what came of it. */
static void
paint_again (GessoStudioPage *page,
             GessoNode       *node,
             GessoRequest    *request)
{
  GessoStitchPlan *plan = gesso_request_get_plan (request);

  if (plan == NULL || gesso_stage_get_node (page->stage) != node)
    return;

  gesso_stage_set_masking (page->stage, TRUE);
  if (gesso_stage_get_masking (page->stage))
    gesso_mask_editor_take_edit (gesso_stage_get_editor (page->stage), plan);
}

static void
request_read_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNodeDetails) details
      = gesso_library_load_details_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GessoRequest) request = NULL;
  GessoAccount *account = NULL;
  const char *account_id;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (details != NULL && details->request_json != NULL)
    object = gesso_json_parse_object (details->request_json, -1, &error);
  if (object != NULL)
    request = gesso_request_new_from_json (object, load_blob, source, &error);
  if (request == NULL)
    {
      if (error != NULL)
        _gesso_studio_page_say_error (command->page, error);
      return;
    }

  if (command->mask)
    {
      paint_again (command->page, command->node, request);
      return;
    }

  account_id = gesso_node_get_account_id (command->node);
  if (account_id != NULL)
    account = gesso_studio_find_account (command->page->studio, account_id);
  if (account != NULL && command->send)
    gesso_studio_page_submit (command->page, account, request,
                              gesso_node_get_base_id (command->node));
  else
    gesso_studio_page_edit_request (command->page, account, request,
                                    gesso_node_get_base_id (command->node));
}

static void
read_request (GessoStudioPage *page,
              GessoNode       *node,
              gboolean         send,
              gboolean         mask)
{
  Command *command = command_new (page, node);

  command->send = send;
  command->mask = mask;
  gesso_library_load_details_async (gesso_studio_get_library (page->studio),
                                    gesso_node_get_id (node), page->cancellable, request_read_cb,
                                    command);
}

/**
 * gesso_studio_page_remix:
 * @self: a studio page
 * @node: a picture that was made by a request
 *
 * Takes the request's settings into the draft.
 */
void
gesso_studio_page_remix (GessoStudioPage *self,
                         GessoNode       *node)
{
  g_return_if_fail (GESSO_IS_STUDIO_PAGE (self));

  read_request (self, node, FALSE, FALSE);
}

static void
use_node (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  GessoStudioPage *page = GESSO_STUDIO_PAGE (widget);
  GessoNode *node = get_node (widget);

  if (node == NULL)
    return;

  if (g_str_equal (action, "node.use-as-base"))
    gesso_studio_page_use_as_base (page, node);
  else if (g_str_equal (action, "node.use-as-reference"))
    gesso_studio_page_add_reference (page, node);
  else
    read_request (page, node, g_str_equal (action, "node.again"),
                  g_str_equal (action, "node.same-mask"));
}

static void
finish (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  _gesso_studio_page_finish_draft (GESSO_STUDIO_PAGE (widget));
}

/* Copy: the bytes as they are, and a file for file managers. */

static void
copy (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  GessoStudioPage *page = GESSO_STUDIO_PAGE (widget);
  GessoNode *node = get_node (widget);
  GessoLibrary *library = gesso_studio_get_library (page->studio);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFile) file = NULL;
  const char *path;
  GdkContentProvider *parts[2];
  g_autoptr (GdkContentProvider) whole = NULL;

  if (node == NULL)
    return;

  bytes = gesso_library_map_blob (library, gesso_node_get_digest (node), &error);
  if (bytes == NULL)
    {
      _gesso_studio_page_say_error (page, error);
      return;
    }

  path = gesso_node_get_file (node);
  file = g_file_new_for_path (path != NULL ? path : gesso_node_get_path (node));
  parts[0] = gdk_content_provider_new_for_bytes (gesso_node_get_mime_type (node), bytes);
  parts[1] = gdk_content_provider_new_typed (G_TYPE_FILE, file);
  whole = gdk_content_provider_new_union (parts, 2);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), whole);
  gesso_toast_show_text (widget, _ ("Copied"));
}

/* Export. */

static const char *
get_extension (GessoNode *node)
{
  const char *mime_type = gesso_node_get_mime_type (node);

  if (g_strcmp0 (mime_type, "image/jpeg") == 0)
    return "jpg";
  if (g_strcmp0 (mime_type, "image/webp") == 0)
    return "webp";

  return "png";
}

/* The format that a file name asks for; NULL when the bytes can go as they are. */
static const char *
find_format (GessoNode *node,
             GFile     *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const char *dot = strrchr (lower, '.');
  const char *wanted = NULL;

  if (dot == NULL)
    return NULL;
  if (g_str_equal (dot, ".png"))
    wanted = "png";
  else if (g_str_equal (dot, ".jpg") || g_str_equal (dot, ".jpeg"))
    wanted = "jpeg";
  else if (g_str_equal (dot, ".webp"))
    wanted = "webp";
  if (wanted == NULL)
    return NULL;

  if (g_str_has_suffix (gesso_node_get_mime_type (node), wanted))
    return NULL;

  return wanted;
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  if (gesso_exporter_export_finish (GESSO_STUDIO (source), result, &error))
    {
      name = g_file_get_basename (command->file);
      words = g_strdup_printf (_ ("Saved as “%s”"), name);
      gesso_toast_show_text (GTK_WIDGET (command->page), words);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  _gesso_studio_page_say_error (command->page, error);
}

static void
target_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (GError) error = NULL;
  GFile *file = gesso_file_dialog_save_finish (result, &error);
  GessoStudioPage *page = command->page;
  GessoNode *node = command->node;

  if (file == NULL)
    return;

  command->file = file;
  gesso_exporter_export_async (page->studio, gesso_node_get_id (node), file,
                               find_format (node, file), -1, page->cancellable, exported_cb,
                               g_steal_pointer (&command));
}

static void export(GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GessoNode *node = get_node (widget);
  g_autofree char *name = NULL;

  if (node == NULL)
    return;

  if (gesso_node_get_file (node) != NULL)
    name = g_path_get_basename (gesso_node_get_file (node));
  else
    name = g_strdup_printf ("%s.%s", _ ("Picture"), get_extension (node));
  gesso_file_dialog_save_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                _ ("Export Picture"), name, GESSO_STUDIO_PAGE (widget)->cancellable,
                                target_chosen_cb, command_new (GESSO_STUDIO_PAGE (widget), node));
}

static void
favourite (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoStudioPage *page = GESSO_STUDIO_PAGE (widget);
  GessoNode *node = get_node (widget);
  const char *ids[2] = { NULL, NULL };

  if (node == NULL)
    return;

  ids[0] = gesso_node_get_id (node);
  gesso_library_set_favourite_async (gesso_studio_get_library (page->studio), ids,
                                     !gesso_node_get_favourite (node), NULL, NULL, NULL);
}

/* Delete, with a way back. */

static void
undo_delete_cb (GessoNode *node,
                AdwToast  *toast)
{
  GessoLibrary *library = g_object_get_data (G_OBJECT (toast), "gesso-library");
  const char *ids[2] = { gesso_node_get_id (node), NULL };

  gesso_library_set_deleted_async (library, ids, FALSE, NULL, NULL, NULL);
}

static void delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GessoStudioPage *page = GESSO_STUDIO_PAGE (widget);
  GessoNode *node = get_node (widget);
  GessoLibrary *library = gesso_studio_get_library (page->studio);
  const char *ids[2] = { NULL, NULL };
  AdwToast *toast;

  if (node == NULL)
    return;

  ids[0] = gesso_node_get_id (node);
  gesso_library_set_deleted_async (library, ids, TRUE, NULL, NULL, NULL);
  toast = adw_toast_new (_ ("Picture deleted"));
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "gesso-library", g_object_ref (library),
                          g_object_unref);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_delete_cb), g_object_ref (node),
                         (GClosureNotify) (void (*) (void)) g_object_unref, G_CONNECT_SWAPPED);
  gesso_toast_show (widget, toast);
}

/* A proposal that is not wanted: the picture before is looked at again. */
static void
discard (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  GessoStudioPage *page = GESSO_STUDIO_PAGE (widget);
  GessoNode *node = get_node (widget);
  GessoNode *before = NULL;

  if (node == NULL || page->session == NULL)
    return;

  if (gesso_node_get_base_id (node) != NULL)
    before = gesso_session_find (page->session, gesso_node_get_base_id (node));
  _gesso_studio_page_delete_other_parts (page, node);
  gtk_widget_activate_action (widget, "node.delete", NULL);
  if (before != NULL)
    _gesso_studio_page_show_node (page, before);
}

static void
repair (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  GessoNode *node = get_node (widget);

  if (g_str_equal (action, "node.repair-apply"))
    _gesso_studio_page_apply_repair (GESSO_STUDIO_PAGE (widget));
  else if (node != NULL)
    _gesso_studio_page_repair (GESSO_STUDIO_PAGE (widget), node);
}

/* The job. */

/* One that was removed meanwhile cannot be chosen. */
static GessoAccount *
find_account_of (GessoStudioPage *page,
                 GessoJob        *job)
{
  return gesso_studio_find_account (page->studio,
                                    gesso_account_get_id (gesso_job_get_account (job)));
}

static void
act_on_job (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  GessoStudioPage *page = GESSO_STUDIO_PAGE (widget);
  GessoJobQueue *queue = gesso_studio_get_queue (page->studio);
  g_autoptr (GessoJob) job = get_job (widget) != NULL ? g_object_ref (get_job (widget)) : NULL;

  if (job == NULL)
    return;

  if (g_str_equal (action, "job.cancel")
      || (g_str_equal (action, "job.dismiss") && gesso_job_is_held (job)))
    {
      gesso_job_queue_cancel (queue, job);
    }
  else if (g_str_equal (action, "job.retry") && gesso_job_is_held (job))
    {
      gesso_job_queue_release (queue, job, TRUE);
    }
  else if (g_str_equal (action, "job.retry"))
    {
      gesso_job_queue_retry (queue, job);
    }
  else
    {
      if (g_str_equal (action, "job.edit"))
        gesso_studio_page_edit_request (page, find_account_of (page, job),
                                        gesso_job_get_request (job),
                                        gesso_job_get_base_node_id (job));
      _gesso_studio_page_show_current (page);
      gesso_job_queue_remove (queue, job);
    }
}

static void
copy_details (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  GessoJob *job = get_job (widget);
  g_autofree char *details = NULL;

  if (job == NULL || gesso_job_get_failure (job) == NULL)
    return;

  details = gesso_failure_text_details (gesso_job_get_failure (job), gesso_job_get_kept_path (job));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
  gesso_toast_show_text (widget, _ ("Details copied"));
}

static gboolean
move_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  int along, across;

  g_variant_get (args, "(ii)", &along, &across);
  gesso_strip_move (GESSO_STUDIO_PAGE (widget)->strip, along, across);
  return TRUE;
}

/* The composer's keys mean what they mean in a text; these are for the stage. */
static gboolean
node_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GessoStage *stage = GESSO_STUDIO_PAGE (widget)->stage;

  /* While a mask is painted the letters are its tools, and Delete empties it. */
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (stage))
      || gesso_stage_get_masking (stage))
    return FALSE;

  return gtk_widget_activate_action (widget, g_variant_get_string (args, NULL), NULL);
}

static void
add_node_key (GtkWidgetClass  *widget_class,
              guint            keyval,
              GdkModifierType  mods,
              const char      *action)
{
  gtk_widget_class_add_binding (widget_class, keyval, mods, node_key_cb, "s", action);
}

void
_gesso_studio_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "node.use-as-base", NULL, use_node);
  gtk_widget_class_install_action (widget_class, "node.use-as-reference", NULL, use_node);
  gtk_widget_class_install_action (widget_class, "node.again", NULL, use_node);
  gtk_widget_class_install_action (widget_class, "node.remix", NULL, use_node);
  gtk_widget_class_install_action (widget_class, "node.finish", NULL, finish);
  gtk_widget_class_install_action (widget_class, "node.same-mask", NULL, use_node);
  gtk_widget_class_install_action (widget_class, "node.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "node.export", NULL, export);
  gtk_widget_class_install_action (widget_class, "node.favourite", NULL, favourite);
  gtk_widget_class_install_action (widget_class, "node.delete", NULL, delete);
  gtk_widget_class_install_action (widget_class, "node.discard", NULL, discard);
  gtk_widget_class_install_action (widget_class, "node.repair", NULL, repair);
  gtk_widget_class_install_action (widget_class, "node.repair-apply", NULL, repair);
  gtk_widget_class_install_action (widget_class, "job.cancel", NULL, act_on_job);
  gtk_widget_class_install_action (widget_class, "job.retry", NULL, act_on_job);
  gtk_widget_class_install_action (widget_class, "job.edit", NULL, act_on_job);
  gtk_widget_class_install_action (widget_class, "job.dismiss", NULL, act_on_job);
  gtk_widget_class_install_action (widget_class, "job.copy-details", NULL, copy_details);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, move_key_cb, "(ii)", -1,
                                0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_ALT_MASK, move_key_cb, "(ii)", 1,
                                0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "job.cancel", NULL);
  add_node_key (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "node.copy");
  add_node_key (widget_class, GDK_KEY_Delete, 0, "node.delete");
  add_node_key (widget_class, GDK_KEY_b, 0, "node.use-as-base");
  add_node_key (widget_class, GDK_KEY_r, 0, "node.again");
  add_node_key (widget_class, GDK_KEY_f, 0, "node.favourite");
  add_node_key (widget_class, GDK_KEY_r, GDK_SHIFT_MASK, "node.finish");
}

/* What can be done with what is looked at; what cannot is off. */
void
_gesso_studio_page_update_actions (GessoStudioPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GessoNode *node = get_node (widget);
  GessoJob *job = get_job (widget);
  gboolean made = node != NULL
                  && (gesso_node_get_kind (node) == GESSO_NODE_KIND_GENERATED
                      || gesso_node_get_kind (node) == GESSO_NODE_KIND_EDITED);

  gtk_widget_action_set_enabled (widget, "node.use-as-base", node != NULL);
  gtk_widget_action_set_enabled (widget, "node.use-as-reference", node != NULL);
  gtk_widget_action_set_enabled (widget, "node.again", made);
  gtk_widget_action_set_enabled (widget, "node.remix", made);
  gtk_widget_action_set_enabled (widget, "node.same-mask", made && gesso_node_is_protected (node));
  _gesso_studio_page_update_finish (self, node);
  gtk_widget_action_set_enabled (widget, "node.copy", node != NULL);
  gtk_widget_action_set_enabled (widget, "node.export", node != NULL);
  gtk_widget_action_set_enabled (widget, "node.favourite", node != NULL);
  gtk_widget_action_set_enabled (widget, "node.delete", node != NULL);
  gtk_widget_action_set_enabled (widget, "node.repair",
                                 node != NULL && !self->repairing
                                     && gesso_repair_can_repair (node));
  gtk_widget_action_set_enabled (widget, "node.repair-apply", !self->repairing);
  gtk_widget_action_set_enabled (widget, "job.cancel", job != NULL && !gesso_job_is_finished (job));
  gtk_widget_action_set_enabled (widget, "job.copy-details", job != NULL);
  if (self->has_picture != (node != NULL))
    {
      self->has_picture = node != NULL;
      g_object_notify (G_OBJECT (self), "has-picture");
    }
}
