/* gesso-mask-editor-actions.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mask editor's commands and their keys.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-editor-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "mask/gesso-mask-file.h"
#include "mask/gesso-mask-operations.h"
#include "ui/support/gesso-file-dialog.h"
#include "ui/support/gesso-toast.h"

static const struct
{
  const char *name;
  GessoMaskOperationKind kind;
  const char *description;
} operations[] = {
  { "invert", GESSO_MASK_INVERT, N_ ("Invert") },
  { "clear", GESSO_MASK_CLEAR, N_ ("Nothing") },
  { "all", GESSO_MASK_ALL, N_ ("Everything") },
  { "grow", GESSO_MASK_GROW, N_ ("Grow") },
  { "shrink", GESSO_MASK_SHRINK, N_ ("Shrink") },
  { "feather-inward", GESSO_MASK_FEATHER_INWARD, N_ ("Feather") },
  { "smooth", GESSO_MASK_SMOOTH, N_ ("Smooth") },
  { "fill-holes", GESSO_MASK_FILL_HOLES, N_ ("Fill Holes") },
};

/* Operations, on the worker. */

static void
operated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (gesso_mask_document_run_finish (GESSO_MASK_DOCUMENT (source), result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  _gesso_mask_editor_say_error (user_data, error);
}

/* Something long to the active mask, as one step. Takes over @data. */
void
_gesso_mask_editor_run (GessoMaskEditor *self,
                        const char      *description,
                        GessoMaskWork    work,
                        gpointer         data,
                        GDestroyNotify   free_data)
{
  gesso_mask_document_run_async (self->document, description,
                                 gesso_studio_get_imaging_worker (self->studio), work, data,
                                 free_data, self->cancellable, operated_cb, self);
}

static void
operate (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  GessoMaskEditor *self = GESSO_MASK_EDITOR (widget);
  const char *name = g_variant_get_string (parameter, NULL);

  if (self->document == NULL)
    return;

  gesso_mask_canvas_settle (self->canvas);
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    if (g_str_equal (operations[i].name, name))
      {
        GessoMaskOperation *operation = g_new0 (GessoMaskOperation, 1);

        operation->kind = operations[i].kind;
        operation->amount = gesso_mask_bar_get_amount (self->bar);
        _gesso_mask_editor_run (self, _ (operations[i].description), gesso_mask_operation_work,
                                operation, g_free);
        return;
      }
}

static GessoMask *
from_transparency (GessoMask     *snapshot,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  return gesso_mask_from_picture (data, GESSO_MASK_POLARITY_TRANSPARENT, NULL, cancellable, error);
}

/* A picture file in the place of the mask. */
GessoMask *
_gesso_mask_editor_from_bytes (GessoMask     *snapshot,
                               gpointer       data,
                               GCancellable  *cancellable,
                               GError       **error)
{
  return gesso_mask_import (data, gesso_mask_get_width (snapshot), gesso_mask_get_height (snapshot),
                            TRUE, GESSO_MASK_POLARITY_AUTO, NULL, cancellable, error);
}

/* Files. */

static void
file_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  GessoMaskEditor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (bytes == NULL)
    _gesso_mask_editor_say_error (self, error);
  else
    _gesso_mask_editor_run (self, _ ("From File"), _gesso_mask_editor_from_bytes,
                            g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
}

/**
 * gesso_mask_editor_import:
 * @self: a mask editor with a node
 * @file: a picture; what is transparent in it, or else what is white, is masked
 */
void
gesso_mask_editor_import (GessoMaskEditor *self,
                          GFile           *file)
{
  g_return_if_fail (GESSO_IS_MASK_EDITOR (self));
  g_return_if_fail (self->document != NULL);

  g_file_load_bytes_async (file, self->cancellable, file_read_cb, self);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = gesso_file_dialog_open_pictures_finish (result, &error);

  if (files != NULL && files->len > 0)
    gesso_mask_editor_import (user_data, g_ptr_array_index (files, 0));
}

typedef struct
{
  GessoMask *mask; /* (owned) */
  GFile *file;     /* (owned) */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  gesso_mask_unref (writing->mask);
  g_object_unref (writing->file);
  g_free (writing);
}

static void
write_mask (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;
  g_autoptr (GBytes) png = gesso_mask_to_png (writing->mask, cancellable, &error);

  if (png != NULL
      && g_file_replace_contents (writing->file, g_bytes_get_data (png, NULL),
                                  g_bytes_get_size (png), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                  cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GessoMaskEditor *self = GESSO_MASK_EDITOR (source);
  g_autoptr (GError) error = NULL;
  Writing *writing = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        _gesso_mask_editor_say_error (self, error);
      return;
    }

  name = g_file_get_basename (writing->file);
  words = g_strdup_printf (_ ("Saved as “%s”"), name);
  gesso_toast_show_text (GTK_WIDGET (self), words);
}

static void
target_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GFile *file = gesso_file_dialog_save_finish (result, &error);
  GessoMaskEditor *self;
  g_autoptr (GTask) task = NULL;
  Writing *writing;

  if (file == NULL)
    return;

  self = user_data;
  writing = g_new0 (Writing, 1);
  writing->mask = gesso_mask_document_dup_snapshot (self->document);
  writing->file = file;
  task = g_task_new (self, self->cancellable, written_cb, NULL);
  g_task_set_source_tag (task, target_chosen_cb);
  g_task_set_task_data (task, writing, writing_free);
  gesso_worker_run (gesso_studio_get_imaging_worker (self->studio), task,
                    GESSO_WORKER_PRIORITY_INTERACTIVE, write_mask);
}

static void
act (GtkWidget  *widget,
     const char *action,
     GVariant   *parameter)
{
  GessoMaskEditor *self = GESSO_MASK_EDITOR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
  guint active;

  if (self->document == NULL)
    return;

  active = gesso_mask_document_get_active (self->document);
  gesso_extension_panel_commit (self->panel);
  /* What is not complete yet is what is taken back first. */
  if (g_str_equal (action, "mask.undo") && gesso_mask_canvas_cancel (self->canvas))
    return;

  gesso_mask_canvas_settle (self->canvas);
  if (g_str_equal (action, "mask.undo"))
    gesso_mask_document_undo (self->document);
  else if (g_str_equal (action, "mask.redo"))
    gesso_mask_document_redo (self->document);
  else if (g_str_equal (action, "mask.new"))
    gesso_mask_document_set_active (self->document,
                                    gesso_mask_document_add (self->document, _ ("New Mask"),
                                                             _ ("Mask"), NULL));
  else if (g_str_equal (action, "mask.remove"))
    gesso_mask_document_remove (self->document, _ ("Remove Mask"), active);
  else if (g_str_equal (action, "mask.from-transparency"))
    _gesso_mask_editor_run (self, _ ("From Transparency"), from_transparency,
                            gesso_image_ref (self->image), (GDestroyNotify) gesso_image_unref);
  else if (g_str_equal (action, "mask.import"))
    gesso_file_dialog_open_pictures_async (window, self->cancellable, chosen_cb, self);
  else if (g_str_equal (action, "mask.export"))
    gesso_file_dialog_save_async (window, _ ("Save Mask"), "mask.png", self->cancellable,
                                  target_chosen_cb, self);
}

static void
cancel_extension (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  gesso_mask_canvas_drop_extension (GESSO_MASK_EDITOR (widget)->canvas);
}

/* Escape takes back one thing after the other. */
static void
back (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  GessoMaskCanvas *canvas = GESSO_MASK_EDITOR (widget)->canvas;

  if (gesso_extension_get_active (gesso_mask_canvas_get_extension (canvas)))
    gesso_mask_canvas_drop_extension (canvas);
  else
    g_signal_emit_by_name (widget, "leave");
}

static void
leave (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  g_signal_emit_by_name (widget, "leave");
}

/* Keys. */

static void
swap (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  GessoMaskSetup *setup = GESSO_MASK_EDITOR (widget)->setup;

  gesso_mask_setup_set_tool (setup, gesso_mask_setup_get_tool (setup) == GESSO_MASK_TOOL_BRUSH
                                        ? GESSO_MASK_TOOL_ERASER
                                        : GESSO_MASK_TOOL_BRUSH);
}

static gboolean
size_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  GessoMaskSetup *setup = GESSO_MASK_EDITOR (widget)->setup;
  int direction = g_variant_get_int32 (args);
  GessoBrush brush;
  double step;

  gesso_mask_setup_get_brush (setup, &brush);
  step = MAX (1, round (brush.size * 0.1));
  gesso_mask_setup_set_size (setup, round (brush.size) + direction * step);
  return TRUE;
}

static gboolean
hardness_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  GessoMaskSetup *setup = GESSO_MASK_EDITOR (widget)->setup;
  GessoBrush brush;

  gesso_mask_setup_get_brush (setup, &brush);
  gesso_mask_setup_set_hardness (setup, brush.hardness + g_variant_get_int32 (args) * 0.1);
  return TRUE;
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *tool;
  } tools[] = {
    { GDK_KEY_b, "brush" },   { GDK_KEY_e, "eraser" }, { GDK_KEY_r, "rectangle" },
    { GDK_KEY_o, "ellipse" }, { GDK_KEY_l, "lasso" },  { GDK_KEY_p, "polygon" },
    { GDK_KEY_f, "fill" },    { GDK_KEY_w, "color" },  { GDK_KEY_v, "move" },
  };
  GdkModifierType control = GDK_CONTROL_MASK;
  GdkModifierType both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    gtk_widget_class_add_binding_action (widget_class, tools[i].key, 0, "setup.tool", "s",
                                         tools[i].tool);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, control, "mask.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, both, "mask.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, control, "mask.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, control, "mask.operate", "s",
                                       "invert");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, control, "mask.operate", "s",
                                       "all");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, both, "mask.operate", "s", "clear");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "mask.operate", "s",
                                       "clear");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_x, 0, "mask.swap", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_q, GDK_SHIFT_MASK, "setup.quick",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "mask.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "mask.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, 0, "setup.extend", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_bracketleft, 0, size_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_bracketright, 0, size_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_braceleft, 0, hardness_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_braceright, 0, hardness_cb, "i", 1);
}

void
_gesso_mask_editor_install_actions (GtkWidgetClass *widget_class)
{
  static const char *const names[]
      = { "mask.undo",   "mask.redo",  "mask.new", "mask.remove", "mask.from-transparency",
          "mask.import", "mask.export" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (widget_class, names[i], NULL, act);
  gtk_widget_class_install_action (widget_class, "mask.operate", "s", operate);
  gtk_widget_class_install_action (widget_class, "mask.leave", NULL, leave);
  gtk_widget_class_install_action (widget_class, "mask.back", NULL, back);
  gtk_widget_class_install_action (widget_class, "mask.extend-cancel", NULL, cancel_extension);
  gtk_widget_class_install_action (widget_class, "mask.swap", NULL, swap);
  add_keys (widget_class);
  _gesso_mask_editor_install_clipboard (widget_class);
}

void
_gesso_mask_editor_update_actions (GessoMaskEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GessoMaskDocument *document = self->document;

  gtk_widget_action_set_enabled (widget, "mask.undo",
                                 document != NULL && gesso_mask_document_can_undo (document));
  gtk_widget_action_set_enabled (widget, "mask.redo",
                                 document != NULL && gesso_mask_document_can_redo (document));
  gtk_widget_action_set_enabled (widget, "mask.remove",
                                 document != NULL
                                     && gesso_mask_document_get_n_masks (document) > 1);
  gtk_widget_action_set_enabled (widget, "mask.from-transparency",
                                 self->image != NULL && gesso_image_has_alpha (self->image));
}
