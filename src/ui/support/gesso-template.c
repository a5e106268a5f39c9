/* gesso-template.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/support/gesso-template.h"

/**
 * gesso_template_dispose:
 * @widget: a widget made from a template, in its dispose
 * @type: the type that the template belongs to
 *
 * Lets go of everything that the template made: bound children by the toolkit's own means, and the
 * others, which that leaves behind.
 */
void
gesso_template_dispose (GtkWidget *widget,
                        GType      type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}
