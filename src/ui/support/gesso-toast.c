/* gesso-toast.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/support/gesso-toast.h"

/**
 * gesso_toast_show:
 * @widget: a widget inside a toast overlay
 * @toast: (transfer full): what to say
 *
 * Says something at the foot of the widget's window.
 */
void
gesso_toast_show (GtkWidget *widget,
                  AdwToast  *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

/**
 * gesso_toast_show_text:
 * @widget: a widget inside a toast overlay
 * @text: one plain sentence
 */
void
gesso_toast_show_text (GtkWidget  *widget,
                       const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  gesso_toast_show (widget, adw_toast_new (escaped));
}
