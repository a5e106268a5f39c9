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
 * gesso_ui_init:
 *
 * Makes templates, style and icons of this library known. To be called before the first widget of
 * the library is made, by the application and by tests; further calls do nothing.
 */
void
gesso_ui_init (void)
{
  static gboolean done;

  if (done)
    return;

  done = TRUE;
  g_resources_register (gesso_ui_get_resource ());
  adw_init ();
  add_icons ();
}
