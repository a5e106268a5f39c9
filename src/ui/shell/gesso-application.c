/* gesso-application.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoApplication: the process. Single instance over D-Bus; further starts and opened files come
 * here. It owns what all windows share and makes the windows; it knows nothing of pictures.
 */

#include "config.h"

#include "ui/shell/gesso-application.h"

#include <glib/gi18n.h>

#include "ui/shell/gesso-about.h"
#include "ui/shell/gesso-window.h"
#include "ui/support/gesso-ui.h"

struct _GessoApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (GessoApplication, gesso_application, ADW_TYPE_APPLICATION)

static GessoWindow *
make_window (GessoApplication *self)
{
  return gesso_window_new (GTK_APPLICATION (self));
}

static GessoWindow *
ensure_window (GessoApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window != NULL && !GESSO_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);

  return window != NULL ? GESSO_WINDOW (window) : make_window (self);
}

static void
new_window_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (make_window (user_data)));
}

static void
about_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gesso_about_present (gtk_application_get_active_window (user_data));
}

static void
quit_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = new_window_activated_cb },
  { .name = "about", .activate = about_activated_cb },
  { .name = "quit", .activate = quit_activated_cb },
};

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Primary>q" } },
  { "app.new-window", { "<Primary><Shift>n" } },
  { "win.new-session", { "<Primary>n" } },
  { "win.open", { "<Primary>o" } },
  { "win.export", { "<Primary>s" } },
  { "win.toggle-composer", { "F9" } },
  { "win.show-studio", { "<Alt>1" } },
  { "win.show-history", { "<Alt>2" } },
  { "win.show-menu", { "F10" } },
  { "win.show-help-overlay", { "<Primary>question" } },
  { "window.close", { "<Primary>w" } },
};

static void
gesso_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (gesso_application_parent_class)->startup (application);

  gesso_ui_init ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action,
                                           accels[i].accels);
}

static void
gesso_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (GESSO_APPLICATION (application))));
}

static void
gesso_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  GessoWindow *window = ensure_window (GESSO_APPLICATION (application));

  gesso_window_open_files (window, files, n_files);
  gtk_window_present (GTK_WINDOW (window));
}

static int
gesso_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("gesso %s\n", GESSO_VERSION);
      return 0;
    }
  if (!g_variant_dict_contains (options, "new-window"))
    return -1;

  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("gesso: %s\n", error->message);
      return 1;
    }
  if (!g_application_get_is_remote (application))
    return -1;

  g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  return 0;
}

static void
gesso_application_class_init (GessoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = gesso_application_startup;
  application_class->activate = gesso_application_activate;
  application_class->open = gesso_application_open;
  application_class->handle_local_options = gesso_application_handle_local_options;
}

static void
gesso_application_init (GessoApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "version", 'v', G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, N_("Show the version"), NULL);
  g_application_add_main_option (G_APPLICATION (self), "new-window", 'w', G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, N_("Open a further window"), NULL);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), N_("[FILE…]"));
}

/**
 * gesso_application_new:
 *
 * Returns: (transfer full): the application
 */
GessoApplication *
gesso_application_new (void)
{
  return g_object_new (GESSO_TYPE_APPLICATION,
                       "application-id", GESSO_APP_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", GESSO_UI_RESOURCE_PATH,
                       NULL);
}
