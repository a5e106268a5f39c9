/* gesso-wipe-handle.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoWipeHandle: the knob on the line between two pictures. It can have the focus and says where
 * it is; keys and pointer are the canvas's, which owns it and places it on the line.
 */

#include "config.h"

#include "ui/compare/gesso-wipe-handle.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-words.h"

struct _GessoWipeHandle
{
  GtkWidget parent_instance;

  GtkWidget *icon; /* (owned): our child */
};

G_DEFINE_FINAL_TYPE (GessoWipeHandle, gesso_wipe_handle, GTK_TYPE_WIDGET)

static void
gesso_wipe_handle_dispose (GObject *object)
{
  g_clear_pointer (&GESSO_WIPE_HANDLE (object)->icon, gtk_widget_unparent);

  G_OBJECT_CLASS (gesso_wipe_handle_parent_class)->dispose (object);
}

static void
gesso_wipe_handle_class_init (GessoWipeHandleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_wipe_handle_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "wipehandle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
gesso_wipe_handle_init (GessoWipeHandle *self)
{
  self->icon = gtk_image_new_from_icon_name ("gesso-swap-symbolic");
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* The line can be held anywhere, so the pointer is the canvas's. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Divider"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0, -1);
  gesso_wipe_handle_set_value (self, 0.5);
}

GtkWidget *
gesso_wipe_handle_new (void)
{
  return g_object_new (GESSO_TYPE_WIPE_HANDLE, NULL);
}

/**
 * gesso_wipe_handle_set_value:
 * @self: a handle
 * @value: how much of the view is the first picture's, 0 to 1
 *
 * Says where the line is.
 */
void
gesso_wipe_handle_set_value (GessoWipeHandle *self,
                             double           value)
{
  double percent;
  g_autofree char *text = NULL;

  g_return_if_fail (GESSO_IS_WIPE_HANDLE (self));

  percent = 100 * CLAMP (value, 0, 1);
  text = g_strdup_printf (_ ("%d %%"), (int) (percent + 0.5));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, percent,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}
