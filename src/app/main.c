/* main.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "ui/shell/gesso-application.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GessoApplication) application = NULL;
  /* The variable is for programs run from the build tree. */
  const char *folder = g_getenv ("GESSO_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder ? folder : GESSO_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = gesso_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
