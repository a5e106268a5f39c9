/* gesso-ui.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/support/gesso-ui.h"

#include <adwaita.h>

#include "gesso-ui-resources.h"

static void
add_icons (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  if (display == NULL)
    return;

  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    GESSO_UI_RESOURCE_PATH "/icons");
}

/**
 * gesso_ui_register:
 *
 * Makes templates, style and icons of this library known as resources. The toolkit's application
 * class finds icons and style there by itself, so a program that has one needs no more than this,
 * before that class starts up. Further calls do nothing.
 */
void
gesso_ui_register (void)
{
  static gboolean done;

  if (done)
    return;

  done = TRUE;
  g_resources_register (gesso_ui_get_resource ());
}

/**
 * gesso_ui_init:
 *
 * Starts the toolkit and makes templates and icons of this library known to it, for a program
 * without an application object, as tests are. To be called before the first widget of the library
 * is made; further calls do nothing.
 */
void
gesso_ui_init (void)
{
  static gboolean done;

  if (done)
    return;

  done = TRUE;
  gesso_ui_register ();
  adw_init ();
  add_icons ();
}
