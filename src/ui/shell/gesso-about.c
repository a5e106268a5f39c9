/* gesso-about.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/shell/gesso-about.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * gesso_about_present:
 * @parent: (nullable): the window over which it is shown
 *
 * Shows who made the program, which version runs, and under which licence.
 */
void
gesso_about_present (GtkWindow *parent)
{
  AdwAboutWindow *about = ADW_ABOUT_WINDOW (adw_about_window_new ());

  adw_about_window_set_application_name (about, _ ("Gesso"));
  adw_about_window_set_application_icon (about, GESSO_APP_ID);
  adw_about_window_set_version (about, GESSO_VERSION);
  adw_about_window_set_developer_name (about, _ ("The Gesso contributors"));
  adw_about_window_set_copyright (about, "© 2026 The Gesso contributors");
  adw_about_window_set_license_type (about, GTK_LICENSE_GPL_3_0);
  adw_about_window_set_comments (
      about, _ ("Describe a picture, see it, keep it, and go on from there. Gesso works with image "
                "services "
                "of your choice, and without any by drawing with its built-in engine."));
  /* Translators: your names, one per line. */
  adw_about_window_set_translator_credits (about, _ ("translator-credits"));
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_set_modal (GTK_WINDOW (about), parent != NULL);
  gtk_window_present (GTK_WINDOW (about));
}
