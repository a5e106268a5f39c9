/* gesso-compat.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

/* The one place that may look beyond the floor of the toolkit. */
#undef GDK_VERSION_MAX_ALLOWED

#include "ui/support/gesso-compat.h"

/**
 * gesso_compat_get_color:
 * @widget: a widget
 * @out_color: (out): the colour of its text
 */
void
gesso_compat_get_color (GtkWidget *widget,
                        GdkRGBA   *out_color)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  gtk_widget_get_color (widget, out_color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), out_color);
#endif
}

/**
 * gesso_compat_lookup_color:
 * @widget: a widget
 * @name: a named colour of the style, as "accent_color"
 * @out_color: (out): its value, or the colour of the text when the style has none of that name
 */
void
gesso_compat_lookup_color (GtkWidget  *widget,
                           const char *name,
                           GdkRGBA    *out_color)
{
  /* Deprecated later without a successor for code; the floor's way goes on working. */
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, out_color))
    gesso_compat_get_color (widget, out_color);
}
