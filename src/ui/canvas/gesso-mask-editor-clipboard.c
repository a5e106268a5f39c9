/* gesso-mask-editor-clipboard.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mask editor: masks that go from one picture to another, by the clipboard or with the edit
 * that they were made for. On the clipboard a mask is itself for us, and a grey PNG for others.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-editor-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "mask/gesso-mask-file.h"
#include "mask/gesso-mask-transfer.h"
#include "ui/support/gesso-toast.h"

/* Pictures that are stretched more than this along one side look stretched. */
#define STRETCH 0.01

static const char *picture_types[] = { "image/png", "image/webp", "image/jpeg", NULL };

/* Copying */

static void
encode_mask (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *png = gesso_mask_to_png (data, cancellable, &error);

  if (png != NULL)
    g_task_return_pointer (task, png, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
encoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GessoMaskEditor *self = GESSO_MASK_EDITOR (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GdkContentProvider) whole = NULL;
  GdkContentProvider *parts[2];

  if (png == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        _gesso_mask_editor_say_error (self, error);
      return;
    }

  parts[0]
      = gdk_content_provider_new_typed (GESSO_TYPE_MASK, g_task_get_task_data (G_TASK (result)));
  parts[1] = gdk_content_provider_new_for_bytes ("image/png", png);
  whole = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), whole);
  gesso_toast_show_text (GTK_WIDGET (self), _ ("Mask copied"));
}

static void
copy (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  GessoMaskEditor *self = GESSO_MASK_EDITOR (widget);
  g_autoptr (GTask) task = NULL;

  if (self->document == NULL)
    return;

  gesso_mask_canvas_settle (self->canvas);
  task = g_task_new (self, self->cancellable, encoded_cb, NULL);
  g_task_set_source_tag (task, copy);
  g_task_set_task_data (task, gesso_mask_document_dup_snapshot (self->document),
                        (GDestroyNotify) gesso_mask_unref);
  gesso_worker_run (gesso_studio_get_imaging_worker (self->studio), task,
                    GESSO_WORKER_PRIORITY_INTERACTIVE, encode_mask);
}

/* Pasting */

static GessoMask *
scale_work (GessoMask     *snapshot,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return gesso_mask_resize (data, gesso_mask_get_width (snapshot), gesso_mask_get_height (snapshot),
                            cancellable, error);
}

static void
answered_cb (GessoMaskEditor *self,
             const char      *response,
             GtkWidget       *dialog)
{
  GessoMask *mask = g_object_get_data (G_OBJECT (dialog), "gesso-mask");

  if (self->document == NULL || !g_str_equal (response, "scale"))
    return;

  _gesso_mask_editor_run (self, _ ("Paste"), scale_work, gesso_mask_ref (mask),
                          (GDestroyNotify) gesso_mask_unref);
}

/* A mask of another size: what would happen, and whether it shall. */
static void
offer_scaling (GessoMaskEditor *self,
               GessoMask       *mask)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  int width = gesso_mask_document_get_width (self->document);
  int height = gesso_mask_document_get_height (self->document);
  double across = (double) width / gesso_mask_get_width (mask);
  double down = (double) height / gesso_mask_get_height (mask);
  g_autofree char *sizes = g_strdup_printf (
      _ ("It was painted for a picture of %d × %d pixels; this one has %d × %d."),
      gesso_mask_get_width (mask), gesso_mask_get_height (mask), width, height);
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (fabs (across / down - 1) > STRETCH)
    body = g_strdup_printf ("%s %s", sizes, _ ("Its shapes would be stretched."));
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   _ ("Scale the Mask?"), body != NULL ? body : sizes);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "scale",
                                    _ ("Scale"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "scale",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "scale");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "gesso-mask", gesso_mask_ref (mask),
                          (GDestroyNotify) gesso_mask_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
mask_pasted_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);
  GessoMaskEditor *self;
  GessoMask *mask;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (value == NULL)
    {
      _gesso_mask_editor_say_error (self, error);
      return;
    }
  mask = g_value_get_boxed (value);
  if (mask == NULL || gesso_mask_document_is_editing (self->document))
    return;

  if (gesso_mask_get_width (mask) == gesso_mask_document_get_width (self->document)
      && gesso_mask_get_height (mask) == gesso_mask_document_get_height (self->document))
    gesso_mask_document_replace (self->document, _ ("Paste"), mask);
  else
    offer_scaling (self, mask);
}

static void
spliced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gssize n = g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (n < 0)
    _gesso_mask_editor_say_error (user_data, error);
  else
    _gesso_mask_editor_run (user_data, _ ("Paste"), _gesso_mask_editor_from_bytes,
                            g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source)),
                            (GDestroyNotify) g_bytes_unref);
}

static void
picture_pasted_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const char *type;
  g_autoptr (GInputStream) input
      = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, &type, &error);
  g_autoptr (GOutputStream) memory = NULL;
  GessoMaskEditor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (input == NULL)
    {
      _gesso_mask_editor_say_error (self, error);
      return;
    }
  memory = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (memory, input,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE
                                    | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, self->cancellable, spliced_cb, self);
}

static gboolean
has_picture (GdkContentFormats *formats)
{
  for (guint i = 0; picture_types[i] != NULL; i++)
    if (gdk_content_formats_contain_mime_type (formats, picture_types[i]))
      return TRUE;

  return FALSE;
}

static void
paste (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  GessoMaskEditor *self = GESSO_MASK_EDITOR (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (self->document == NULL)
    return;

  gesso_mask_canvas_settle (self->canvas);
  if (gdk_content_formats_contain_gtype (formats, GESSO_TYPE_MASK))
    gdk_clipboard_read_value_async (clipboard, GESSO_TYPE_MASK, G_PRIORITY_DEFAULT,
                                    self->cancellable, mask_pasted_cb, self);
  else if (has_picture (formats))
    gdk_clipboard_read_async (clipboard, picture_types, G_PRIORITY_DEFAULT, self->cancellable,
                              picture_pasted_cb, self);
  else
    gesso_toast_show_text (widget, _ ("There is no mask to paste"));
}

void
_gesso_mask_editor_install_clipboard (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "mask.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "mask.paste", NULL, paste);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "mask.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "mask.paste",
                                       NULL);
}

/* The mask of an edit, on its result */

typedef struct
{
  GBytes *png; /* (owned) (nullable): none where only the margins were new */
  GessoMargins margins;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_clear_pointer (&edit->png, g_bytes_unref);
  g_free (edit);
}

static GessoMask *
from_edit (GessoMask     *snapshot,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Edit *edit = data;
  const GessoMargins *margins = &edit->margins;
  int width = gesso_mask_get_width (snapshot);
  int height = gesso_mask_get_height (snapshot);
  int base_width = MAX (1, width - margins->left - margins->right);
  int base_height = MAX (1, height - margins->top - margins->bottom);
  g_autoptr (GessoMask) mask = NULL;

  if (edit->png == NULL)
    mask = gesso_mask_new (base_width, base_height);
  else
    mask = gesso_mask_import (edit->png, base_width, base_height, TRUE, GESSO_MASK_POLARITY_WHITE,
                              NULL, cancellable, error);
  if (mask == NULL || gesso_margins_is_none (margins))
    return g_steal_pointer (&mask);

  return gesso_mask_place (mask, width, height, margins->left, margins->top, 255);
}

/* Once the saved masks are there; before that they would take its place. */
void
_gesso_mask_editor_take_pending (GessoMaskEditor *self)
{
  if (self->pending != NULL && !self->loading && self->document != NULL)
    _gesso_mask_editor_run (self, _ ("Mask of the Edit"), from_edit,
                            g_steal_pointer (&self->pending), edit_free);
}

void
_gesso_mask_editor_drop_pending (GessoMaskEditor *self)
{
  g_clear_pointer (&self->pending, edit_free);
}

/**
 * gesso_mask_editor_take_edit:
 * @self: a mask editor with a node, which is the result of an edit
 * @plan: how that edit was done
 *
 * Masks on the result what the edit was allowed to change: the same mask, and what was added to the
 * picture. One step of undo.
 */
void
gesso_mask_editor_take_edit (GessoMaskEditor *self,
                             GessoStitchPlan *plan)
{
  GessoReference *mask;
  Edit *edit;

  g_return_if_fail (GESSO_IS_MASK_EDITOR (self));
  g_return_if_fail (plan != NULL);

  mask = gesso_stitch_plan_get_mask (plan);
  edit = g_new0 (Edit, 1);
  if (mask != NULL && gesso_reference_get_data (mask) != NULL)
    edit->png = g_bytes_ref (gesso_reference_get_data (mask));
  edit->margins = *gesso_stitch_plan_get_margins (plan);
  _gesso_mask_editor_drop_pending (self);
  self->pending = edit;
  _gesso_mask_editor_take_pending (self);
}
