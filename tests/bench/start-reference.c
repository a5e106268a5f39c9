/* start-reference.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An empty AdwApplicationWindow that says when its first frame is painted: what any program of this
 * toolkit needs at least.
 */

#include <adwaita.h>

static void
painted_cb (GdkFrameClock *clock,
            gpointer       unused)
{
  g_printerr ("first frame\n");
}

static void
activate_cb (GtkApplication *application,
             gpointer        unused)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb),
                    NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) application
      = adw_application_new ("io.github.gesso_studio.Reference", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
