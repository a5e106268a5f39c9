/* gesso-mask-editor.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoMaskEditor: the stage's mode for painting masks: the canvas, the bar of tools over it, and a
 * line that says what a mask does. It has one node at a time; its masks are read when it is opened
 * and saved by a GessoMaskKeeper as they are painted. Owned by the stage, main thread. Commands are
 * the "mask." actions, in -actions.
 *
 * "leave" is emitted when somebody is done; "edited" when an edit of the mask has ended.
 */

#include "config.h"

#include "ui/canvas/gesso-mask-editor-private.h"

#include <glib/gi18n.h>

#include "studio/gesso-importer.h"
#include "studio/gesso-repair.h"
#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-settings.h"
#include "ui/support/gesso-template.h"
#include "ui/support/gesso-toast.h"

enum
{
  SIGNAL_LEAVE,
  SIGNAL_EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoMaskEditor, gesso_mask_editor, GTK_TYPE_WIDGET)

void
_gesso_mask_editor_say_error (GessoMaskEditor *self,
                              const GError    *error)
{
  g_autofree char *words = gesso_failure_text_error (error);

  gesso_toast_show_text (GTK_WIDGET (self), words);
}

static void
show_help (GessoMaskEditor *self)
{
  gboolean empty = self->document == NULL
                   || gesso_mask_is_empty (gesso_mask_document_get_active_mask (self->document));

  /* Once there is a mask, the line under the rectangle says what counts. */
  gtk_widget_set_visible (self->help_box, empty
                                              && !gesso_extension_get_active (
                                                  gesso_mask_canvas_get_extension (self->canvas)));
}

static void
painting_cb (GessoMaskEditor *self)
{
  gboolean painting = gesso_mask_canvas_is_painting (self->canvas);

  if (painting)
    gtk_widget_add_css_class (self->chrome, "painting");
  else
    gtk_widget_remove_css_class (self->chrome, "painting");
  _gesso_mask_editor_update_actions (self);
}

static void
committed_cb (GessoMaskEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
setup_changed_cb (GessoMaskEditor *self,
                  GParamSpec      *pspec)
{
  if (g_str_equal (pspec->name, "mode") || g_str_equal (pspec->name, "grow")
      || g_str_equal (pspec->name, "feather"))
    committed_cb (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean loaded = gesso_mask_keeper_load_finish (GESSO_MASK_KEEPER (source), result, &error);
  GessoMaskEditor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  self->loading = FALSE;
  if (!loaded)
    _gesso_mask_editor_say_error (self, error);
  _gesso_mask_editor_take_pending (self);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImage) image
      = gesso_importer_decode_finish (GESSO_STUDIO (source), result, &error);
  GessoMaskEditor *self;

  if (image == NULL)
    return;

  self = user_data;
  self->image = gesso_image_ref (image);
  gesso_mask_canvas_set_image (self->canvas, image);
  _gesso_mask_editor_update_actions (self);
}

/* The numbers are where the keys go when the handles are shown, and the canvas afterwards. */
static void
extending_cb (GessoMaskEditor *self)
{
  gboolean active = gesso_extension_get_active (gesso_mask_canvas_get_extension (self->canvas));

  show_help (self);
  if (active)
    gtk_widget_grab_focus (GTK_WIDGET (self->panel));
  else if (self->node != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
add_action (GSimpleActionGroup *group,
            const char         *name,
            gpointer            object,
            const char         *property)
{
  g_autoptr (GPropertyAction) action = g_property_action_new (name, object, property);

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

static void
add_setup (GessoMaskEditor *self)
{
  static const char *const names[]
      = { "tool",  "pressure-size", "pressure-opacity", "contiguous", "overlay-color", "alone",
          "quick", "mode" };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  GSettings *settings = gesso_settings_get ();

  if (settings != NULL)
    gesso_mask_setup_remember (self->setup, settings);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_action (group, names[i], self->setup, names[i]);
  add_action (group, "extend", gesso_mask_canvas_get_extension (self->canvas), "active");
  gtk_widget_insert_action_group (GTK_WIDGET (self), "setup", G_ACTION_GROUP (group));
  g_object_unref (group);
}

static gboolean
gesso_mask_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GESSO_MASK_EDITOR (widget)->canvas));
}

static void
gesso_mask_editor_dispose (GObject *object)
{
  GessoMaskEditor *self = GESSO_MASK_EDITOR (object);

  if (self->canvas != NULL)
    gesso_mask_editor_close (self);
  self->canvas = NULL;
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_MASK_EDITOR);
  g_clear_object (&self->setup);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_mask_editor_parent_class)->dispose (object);
}

static void
gesso_mask_editor_class_init (GessoMaskEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_mask_editor_dispose;
  widget_class->grab_focus = gesso_mask_editor_grab_focus;

  /**
   * GessoMaskEditor::leave:
   * @self: the editor
   */
  signals[SIGNAL_LEAVE]
      = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * GessoMaskEditor::edited:
   * @self: the editor
   */
  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (GESSO_TYPE_EXTENSION_PANEL);
  g_type_ensure (GESSO_TYPE_MASK_BAR);
  g_type_ensure (GESSO_TYPE_REGIONS_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/canvas/gesso-mask-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoMaskEditor, overlay);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskEditor, chrome);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskEditor, bar);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskEditor, panel);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskEditor, regions);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskEditor, repair_box);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskEditor, help_box);
  gtk_widget_class_bind_template_child (widget_class, GessoMaskEditor, help);
  gtk_widget_class_set_css_name (widget_class, "maskeditor");
  _gesso_mask_editor_install_actions (widget_class);
}

static void
gesso_mask_editor_init (GessoMaskEditor *self)
{
  self->setup = gesso_mask_setup_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->canvas = GESSO_MASK_CANVAS (gesso_mask_canvas_new (self->setup));
  add_setup (self);
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->canvas));
  gesso_mask_bar_set_setup (self->bar, self->setup);
  gesso_extension_panel_set_extension (self->panel, gesso_mask_canvas_get_extension (self->canvas));
  g_signal_connect_object (gesso_mask_canvas_get_extension (self->canvas), "notify::active",
                           G_CALLBACK (extending_cb), self, G_CONNECT_SWAPPED);
  gtk_label_set_text (self->help,
                      _ ("Paint over what should change. Everything else stays as it is."));
  gtk_widget_set_can_target (self->help_box, FALSE);
  g_signal_connect_object (self->canvas, "notify::painting", G_CALLBACK (painting_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "notify::description", G_CALLBACK (show_help), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->setup, "notify", G_CALLBACK (setup_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "context-wished", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->regions, "notify::separate", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
  show_help (self);
  _gesso_mask_editor_update_actions (self);
}

/**
 * gesso_mask_editor_set_studio:
 * @self: a mask editor
 * @studio: an open studio
 */
void
gesso_mask_editor_set_studio (GessoMaskEditor *self,
                              GessoStudio     *studio)
{
  g_return_if_fail (GESSO_IS_MASK_EDITOR (self));

  g_set_object (&self->studio, studio);
  gesso_mask_canvas_set_worker (self->canvas, gesso_studio_get_imaging_worker (studio));
}

static void
open_document (GessoMaskEditor *self)
{
  self->document = gesso_mask_document_new (gesso_pyramid_get_width (self->pyramid),
                                            gesso_pyramid_get_height (self->pyramid), _ ("Mask"));
  self->keeper = gesso_mask_keeper_new (gesso_studio_get_library (self->studio),
                                        gesso_studio_get_imaging_worker (self->studio),
                                        gesso_node_get_id (self->node), self->document);
  g_signal_connect_object (self->keeper, "failed", G_CALLBACK (_gesso_mask_editor_say_error), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "history-changed",
                           G_CALLBACK (_gesso_mask_editor_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "masks-changed",
                           G_CALLBACK (_gesso_mask_editor_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
  self->loading = TRUE;
  gesso_mask_keeper_load_async (self->keeper, self->cancellable, loaded_cb, self);
}

/**
 * gesso_mask_editor_open:
 * @self: a mask editor with a studio
 * @node: whose mask is painted
 * @pyramid: its picture
 * @viewport: where the picture was looked at
 */
void
gesso_mask_editor_open (GessoMaskEditor     *self,
                        GessoNode           *node,
                        GessoPyramid        *pyramid,
                        const GessoViewport *viewport)
{
  g_return_if_fail (GESSO_IS_MASK_EDITOR (self));
  g_return_if_fail (self->studio != NULL);

  gesso_mask_editor_close (self);
  self->node = g_object_ref (node);
  self->pyramid = gesso_pyramid_ref (pyramid);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->repair_box, gesso_repair_is_repaired (node));
  open_document (self);
  gesso_mask_canvas_set_picture (self->canvas, pyramid);
  gesso_mask_canvas_set_viewport (self->canvas, viewport);
  gesso_mask_canvas_set_document (self->canvas, self->document);
  gesso_mask_bar_set_document (self->bar, self->document);
  gesso_importer_decode_file_async (self->studio, gesso_node_get_path (node), 0, self->cancellable,
                                    decoded_cb, self);
  _gesso_mask_editor_update_actions (self);
}

/**
 * gesso_mask_editor_close:
 * @self: a mask editor
 *
 * Lets go of the node; its masks are in the library, or on their way.
 */
void
gesso_mask_editor_close (GessoMaskEditor *self)
{
  g_return_if_fail (GESSO_IS_MASK_EDITOR (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  _gesso_mask_editor_drop_pending (self);
  gesso_mask_canvas_set_context (self->canvas, NULL, NULL);
  gesso_mask_canvas_set_parts (self->canvas, NULL, 0);
  gesso_regions_bar_offer (self->regions, NULL, NULL);
  gesso_mask_canvas_set_document (self->canvas, NULL);
  gesso_mask_canvas_set_picture (self->canvas, NULL);
  gesso_mask_canvas_set_image (self->canvas, NULL);
  gesso_mask_bar_set_document (self->bar, NULL);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->keeper);
  g_clear_object (&self->document);
  g_clear_object (&self->node);
  g_clear_pointer (&self->image, gesso_image_unref);
  g_clear_pointer (&self->pyramid, gesso_pyramid_unref);
}

/**
 * gesso_mask_editor_get_node:
 * @self: a mask editor
 *
 * Returns: (transfer none) (nullable): whose mask is painted
 */
GessoNode *
gesso_mask_editor_get_node (GessoMaskEditor *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_EDITOR (self), NULL);

  return self->node;
}

/**
 * gesso_mask_editor_get_canvas:
 * @self: a mask editor
 *
 * Returns: (transfer none): its canvas
 */
GessoMaskCanvas *
gesso_mask_editor_get_canvas (GessoMaskEditor *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_EDITOR (self), NULL);

  return self->canvas;
}

/**
 * gesso_mask_editor_get_document:
 * @self: a mask editor
 *
 * Returns: (transfer none) (nullable): the masks of the node
 */
GessoMaskDocument *
gesso_mask_editor_get_document (GessoMaskEditor *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_EDITOR (self), NULL);

  return self->document;
}

/**
 * gesso_mask_editor_get_setup:
 * @self: a mask editor
 *
 * Returns: (transfer none): tool and options
 */
GessoMaskSetup *
gesso_mask_editor_get_setup (GessoMaskEditor *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_EDITOR (self), NULL);

  return self->setup;
}

/**
 * gesso_mask_editor_get_regions:
 * @self: a mask editor
 *
 * Returns: (transfer none): where it is chosen how regions far apart are sent
 */
GessoRegionsBar *
gesso_mask_editor_get_regions (GessoMaskEditor *self)
{
  g_return_val_if_fail (GESSO_IS_MASK_EDITOR (self), NULL);

  return self->regions;
}
