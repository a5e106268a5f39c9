/* gesso-application.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoApplication: the process. Single instance over D-Bus; further starts and opened files come
 * here. It owns the studio, which all windows share, opens it when the first window is shown, and
 * closes it when the last window is gone and no job runs any more; only then does it end.
 */

#include "config.h"

#include "ui/shell/gesso-application.h"

#include <glib/gi18n.h>
#include <glib-unix.h>
#include <signal.h>

#include "studio/gesso-studio.h"
#include "ui/shell/gesso-about.h"
#include "ui/shell/gesso-notifier.h"
#include "ui/shell/gesso-wakefulness.h"
#include "ui/shell/gesso-window.h"
#include "ui/support/gesso-settings.h"
#include "ui/support/gesso-ui.h"

typedef enum
{
  STUDIO_CLOSED,
  STUDIO_OPENING,
  STUDIO_OPEN,
  STUDIO_CLOSING,
} StudioState;

struct _GessoApplication
{
  AdwApplication parent_instance;

  GessoStudio *studio;           /* (owned) (nullable) */
  GessoNotifier *notifier;       /* (owned) (nullable): while the studio is open */
  GessoWakefulness *wakefulness; /* (owned) (nullable): while the studio is open */
  StudioState state;
  GError *error;       /* (owned) (nullable): why it could not be opened */
  guint signal_ids[2]; /* (owned) */
};

G_DEFINE_FINAL_TYPE (GessoApplication, gesso_application, ADW_TYPE_APPLICATION)

static void open_studio (GessoApplication *self);

static void
tell_window (GessoApplication *self,
             GessoWindow      *window)
{
  if (self->state == STUDIO_OPEN && gesso_window_get_studio (window) == NULL)
    gesso_window_set_studio (window, self->studio);
  else if (self->state != STUDIO_OPEN)
    gesso_window_set_open_error (window, self->error);
}

static void
tell_windows (GessoApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (GESSO_IS_WINDOW (l->data))
      tell_window (self, l->data);
}

/* The end: without a window and without a job. */

static gboolean
has_window (GessoApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (GESSO_IS_WINDOW (l->data))
      return TRUE;

  return FALSE;
}

static void
studio_closed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GessoApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gesso_studio_close_finish (GESSO_STUDIO (source), result, &error))
    g_message ("The library was not closed cleanly: %s", error->message);

  self->state = STUDIO_CLOSED;
  g_clear_object (&self->notifier);
  g_clear_object (&self->wakefulness);
  g_clear_object (&self->studio);
  /* Somebody may have asked for a window in the meantime. */
  if (has_window (self))
    open_studio (self);
  g_application_release (G_APPLICATION (self));
}

static void
close_when_idle (GessoApplication *self)
{
  GessoJobQueue *queue;

  if (self->state != STUDIO_OPEN || has_window (self))
    return;

  queue = gesso_studio_get_queue (self->studio);
  if (gesso_job_queue_get_n_running (queue) > 0
      || (gesso_job_queue_get_n_waiting (queue) > 0 && !gesso_job_queue_get_paused (queue)))
    return;

  self->state = STUDIO_CLOSING;
  gesso_studio_close_async (self->studio, studio_closed_cb, g_object_ref (self));
}

/* The beginning. */

static void
studio_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GessoApplication) self = user_data;

  if (!gesso_studio_open_finish (GESSO_STUDIO (source), result, &self->error))
    {
      g_message ("The library cannot be opened: %s", self->error->message);
      self->state = STUDIO_CLOSED;
      g_clear_object (&self->studio);
      tell_windows (self);
      g_application_release (G_APPLICATION (self));
      return;
    }

  self->state = STUDIO_OPEN;
  self->notifier = gesso_notifier_new (GTK_APPLICATION (self), self->studio);
  self->wakefulness
      = gesso_wakefulness_new (GTK_APPLICATION (self), gesso_studio_get_queue (self->studio));
  g_signal_connect_object (gesso_studio_get_queue (self->studio), "notify",
                           G_CALLBACK (close_when_idle), self, G_CONNECT_SWAPPED);
  tell_windows (self);
  close_when_idle (self);
}

static char *
dup_library_folder (void)
{
  const char *forced = g_getenv ("GESSO_LIBRARY");
  GSettings *settings = gesso_settings_get ();
  g_autofree char *folder = NULL;

  if (forced != NULL && forced[0] != '\0')
    return g_strdup (forced);

  if (settings != NULL)
    folder = g_settings_get_string (settings, GESSO_SETTING_LIBRARY_FOLDER);
  return folder != NULL && folder[0] != '\0' ? g_steal_pointer (&folder) : NULL;
}

static void
open_studio (GessoApplication *self)
{
  g_autofree char *folder = NULL;

  if (self->state != STUDIO_CLOSED)
    return;

  folder = dup_library_folder ();
  g_clear_error (&self->error);
  self->state = STUDIO_OPENING;
  self->studio = gesso_studio_new (folder, GESSO_STUDIO_FLAGS_NONE);
  g_application_hold (G_APPLICATION (self));
  tell_windows (self);
  gesso_studio_open_async (self->studio, NULL, studio_opened_cb, g_object_ref (self));
}

static GessoWindow *
make_window (GessoApplication *self)
{
  GessoWindow *window = gesso_window_new (GTK_APPLICATION (self));

  /* The library is opened beside the building of the pages, not beside that of the first frame. */
  g_signal_connect_object (window, "painted", G_CALLBACK (open_studio), self, G_CONNECT_SWAPPED);
  tell_window (self, window);
  return window;
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
new_window_activated_cb (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  gtk_window_present (GTK_WINDOW (make_window (user_data)));
}

static void
open_library_activated_cb (GSimpleAction *action,
                           GVariant      *parameter,
                           gpointer       user_data)
{
  open_studio (user_data);
}

static void
about_activated_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  gesso_about_present (gtk_application_get_active_window (user_data));
}

static void
activate_activated_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  g_application_activate (user_data);
}

/* What a notification is about. */
static void
show_node_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  GessoWindow *window = ensure_window (user_data);

  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-node", "s",
                              g_variant_get_string (parameter, NULL));
}

/* From a notification, whose job may be gone with the run of the program that it was about. */
static void
retry_job_activated_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  GessoApplication *self = user_data;
  GessoJobQueue *queue = self->studio != NULL ? gesso_studio_get_queue (self->studio) : NULL;
  GessoJob *job
      = queue != NULL ? gesso_job_queue_find (queue, g_variant_get_string (parameter, NULL)) : NULL;

  if (job == NULL)
    g_application_activate (G_APPLICATION (self));
  else if (gesso_job_is_held (job))
    gesso_job_queue_release (queue, job, TRUE);
  else
    gesso_job_queue_retry (queue, job);
}

static void
preferences_page_activated_cb (GSimpleAction *action,
                               GVariant      *parameter,
                               gpointer       user_data)
{
  GessoWindow *window = ensure_window (user_data);

  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.preferences-page", "s",
                              g_variant_get_string (parameter, NULL));
}

static void
quit_activated_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static const GActionEntry actions[] = {
  { .name = "activate", .activate = activate_activated_cb },
  { .name = "show-node", .parameter_type = "s", .activate = show_node_activated_cb },
  { .name = "retry-job", .parameter_type = "s", .activate = retry_job_activated_cb },
  { .name = "preferences-page", .parameter_type = "s", .activate = preferences_page_activated_cb },
  { .name = "new-window", .activate = new_window_activated_cb },
  { .name = "open-library", .activate = open_library_activated_cb },
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
  { "win.preferences", { "<Primary>comma" } },
  { "win.show-menu", { "F10" } },
  { "win.show-help-overlay", { "<Primary>question" } },
  { "window.close", { "<Primary>w" } },
};

static gboolean
terminated_cb (gpointer user_data)
{
  quit_activated_cb (NULL, NULL, user_data);
  return G_SOURCE_CONTINUE;
}

static void
apply_color_scheme (GSettings *settings)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_settings_get_enum (settings, GESSO_SETTING_COLOR_SCHEME));
}

static void
follow_color_scheme (void)
{
  GSettings *settings = gesso_settings_get ();

  if (settings == NULL)
    return;

  g_signal_connect (settings, "changed::" GESSO_SETTING_COLOR_SCHEME,
                    G_CALLBACK (apply_color_scheme), NULL);
  apply_color_scheme (settings);
}

static void
gesso_application_window_removed (GtkApplication *application,
                                  GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (gesso_application_parent_class)->window_removed (application, window);

  close_when_idle (GESSO_APPLICATION (application));
}

/* A sentence that the keyboard comes to may be copied, but is not marked as if it should be. */
static void
leave_labels_unmarked (void)
{
  GtkSettings *settings = gtk_settings_get_default ();

  if (settings != NULL)
    g_object_set (settings, "gtk-label-select-on-focus", FALSE, NULL);
}

static void
gesso_application_startup (GApplication *application)
{
  GessoApplication *self = GESSO_APPLICATION (application);

  gesso_ui_register ();
  G_APPLICATION_CLASS (gesso_application_parent_class)->startup (application);

  follow_color_scheme ();
  leave_labels_unmarked ();
  self->signal_ids[0] = g_unix_signal_add (SIGTERM, terminated_cb, self);
  self->signal_ids[1] = g_unix_signal_add (SIGINT, terminated_cb, self);
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
gesso_application_open (GApplication  *application,
                        GFile        **files,
                        int            n_files,
                        const char    *hint)
{
  GessoWindow *window = ensure_window (GESSO_APPLICATION (application));

  gesso_window_open_files (window, files, n_files);
  gtk_window_present (GTK_WINDOW (window));
}

static int
gesso_application_handle_local_options (GApplication *application,
                                        GVariantDict *options)
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
gesso_application_dispose (GObject *object)
{
  GessoApplication *self = GESSO_APPLICATION (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  g_clear_object (&self->notifier);
  g_clear_object (&self->wakefulness);
  g_clear_object (&self->studio);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (gesso_application_parent_class)->dispose (object);
}

static void
gesso_application_class_init (GessoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_application_dispose;
  GTK_APPLICATION_CLASS (klass)->window_removed = gesso_application_window_removed;
  application_class->startup = gesso_application_startup;
  application_class->activate = gesso_application_activate;
  application_class->open = gesso_application_open;
  application_class->handle_local_options = gesso_application_handle_local_options;
}

static void
gesso_application_init (GessoApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "version", 'v', G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, N_ ("Show the version"), NULL);
  g_application_add_main_option (G_APPLICATION (self), "new-window", 'w', G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, N_ ("Open a further window"), NULL);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), N_ ("[FILE…]"));
}

/**
 * gesso_application_new:
 *
 * Returns: (transfer full): the application
 */
GessoApplication *
gesso_application_new (void)
{
  return g_object_new (GESSO_TYPE_APPLICATION, "application-id", GESSO_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", GESSO_UI_RESOURCE_PATH,
                       NULL);
}
