/* gesso-extension-panel.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoExtensionPanel: the four numbers by which a picture is extended, the size that it will have,
 * and the way back. It shows a GessoExtension and is visible while somebody is at it. A child of
 * the mask editor, whose actions its buttons call.
 */

#include "config.h"

#include "ui/canvas/gesso-extension-panel.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-template.h"
#include "ui/support/gesso-words.h"
#include "ui/support/gesso-wrap-layout.h"

struct _GessoExtensionPanel
{
  GtkWidget parent_instance;

  GessoExtension *extension; /* (owned) (nullable) */

  /* Children of the template. */
  GtkWidget *left;
  GtkAdjustment *left_adjustment;
  GtkAdjustment *top_adjustment;
  GtkAdjustment *right_adjustment;
  GtkAdjustment *bottom_adjustment;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (GessoExtensionPanel, gesso_extension_panel, GTK_TYPE_WIDGET)

static void
show_size (GessoExtensionPanel *self)
{
  GessoSize size = gesso_extension_get_canvas (self->extension);
  g_autofree char *words = gesso_words_size (&size);
  g_autofree char *line = NULL;

  if (gesso_margins_is_none (gesso_extension_get_margins (self->extension)))
    line = g_strdup (_ ("Pull an edge outwards"));
  else
    /* Translators: the size of the extended picture, "1200×800". */
    line = g_strdup_printf (_ ("Becomes %s"), words);
  gtk_label_set_text (self->words, line);
}

static void
show_active (GessoExtensionPanel *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), gesso_extension_get_active (self->extension));
}

static gboolean
gesso_extension_panel_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GESSO_EXTENSION_PANEL (widget)->left);
}

static void
gesso_extension_panel_dispose (GObject *object)
{
  GessoExtensionPanel *self = GESSO_EXTENSION_PANEL (object);

  g_clear_object (&self->extension);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_EXTENSION_PANEL);

  G_OBJECT_CLASS (gesso_extension_panel_parent_class)->dispose (object);
}

static void
gesso_extension_panel_class_init (GessoExtensionPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_extension_panel_dispose;
  widget_class->grab_focus = gesso_extension_panel_grab_focus;

  g_type_ensure (GESSO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/canvas/gesso-extension-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoExtensionPanel, left);
  gtk_widget_class_bind_template_child (widget_class, GessoExtensionPanel, left_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoExtensionPanel, top_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoExtensionPanel, right_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoExtensionPanel, bottom_adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoExtensionPanel, words);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "mask.extend-cancel", NULL);
  gtk_widget_class_set_css_name (widget_class, "extensionpanel");
}

static void
gesso_extension_panel_init (GessoExtensionPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_extension_panel_set_extension:
 * @self: a panel
 * @extension: what its numbers set; to be called once
 */
void
gesso_extension_panel_set_extension (GessoExtensionPanel *self,
                                     GessoExtension      *extension)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_return_if_fail (GESSO_IS_EXTENSION_PANEL (self));
  g_return_if_fail (self->extension == NULL);

  self->extension = g_object_ref (extension);
  g_object_bind_property (extension, "left", self->left_adjustment, "value", flags);
  g_object_bind_property (extension, "top", self->top_adjustment, "value", flags);
  g_object_bind_property (extension, "right", self->right_adjustment, "value", flags);
  g_object_bind_property (extension, "bottom", self->bottom_adjustment, "value", flags);
  g_signal_connect_object (extension, "changed", G_CALLBACK (show_size), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (extension, "notify::active", G_CALLBACK (show_active), self,
                           G_CONNECT_SWAPPED);
  show_size (self);
  show_active (self);
}

/**
 * gesso_extension_panel_commit:
 * @self: a panel
 *
 * A number that is still being typed counts.
 */
void
gesso_extension_panel_commit (GessoExtensionPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *spin = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_SPIN_BUTTON) : NULL;

  g_return_if_fail (GESSO_IS_EXTENSION_PANEL (self));

  if (spin != NULL && gtk_widget_is_ancestor (spin, GTK_WIDGET (self)))
    gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
}
