/* gesso-wakefulness.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoWakefulness: while jobs run the session is asked not to sleep by itself (by the portal where
 * there is one, else by the session manager); when it sleeps all the same, as the login manager
 * announces on the system bus, no job is started until it is awake. In a sandbox that cannot see
 * that bus only the first holds. The application makes one for each open studio and owns it.
 */

#include "config.h"

#include "ui/shell/gesso-wakefulness.h"

#include <glib/gi18n.h>

struct _GessoWakefulness
{
  GObject parent_instance;

  GtkApplication *application; /* (unowned): owns us */
  GessoJobQueue *queue;        /* (owned) */
  GDBusConnection *bus;        /* (owned) (nullable): the system's */
  GCancellable *cancellable;   /* (owned): of connecting */
  guint sleep_id;              /* (owned): subscription on @bus */
  guint cookie;                /* (owned): 0 while the session may sleep */
};

G_DEFINE_FINAL_TYPE (GessoWakefulness, gesso_wakefulness, G_TYPE_OBJECT)

static void
let_sleep (GessoWakefulness *self)
{
  if (self->cookie != 0)
    gtk_application_uninhibit (self->application, self->cookie);
  self->cookie = 0;
}

static void
running_changed_cb (GessoWakefulness *self)
{
  if (gesso_job_queue_get_n_running (self->queue) == 0)
    let_sleep (self);
  else if (self->cookie == 0)
    self->cookie
        = gtk_application_inhibit (self->application,
                                   gtk_application_get_active_window (self->application),
                                   GTK_APPLICATION_INHIBIT_SUSPEND, _ ("Pictures are being made"));
}

static void
sleep_cb (GDBusConnection *bus,
          const char      *sender,
          const char      *path,
          const char      *interface,
          const char      *name,
          GVariant        *parameters,
          gpointer         user_data)
{
  GessoWakefulness *self = user_data;
  gboolean is_asleep = FALSE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &is_asleep);
  gesso_job_queue_set_asleep (self->queue, is_asleep);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);
  GessoWakefulness *self;

  if (bus == NULL)
    {
      g_debug ("sleep is not announced here: %s", error->message);
      return;
    }

  self = user_data;
  self->bus = bus;
  self->sleep_id
      = g_dbus_connection_signal_subscribe (bus, "org.freedesktop.login1",
                                            "org.freedesktop.login1.Manager", "PrepareForSleep",
                                            "/org/freedesktop/login1", NULL,
                                            G_DBUS_SIGNAL_FLAGS_NONE, sleep_cb, self, NULL);
}

static void
gesso_wakefulness_dispose (GObject *object)
{
  GessoWakefulness *self = GESSO_WAKEFULNESS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->sleep_id != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->sleep_id);
  self->sleep_id = 0;
  let_sleep (self);
  g_clear_object (&self->bus);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (gesso_wakefulness_parent_class)->dispose (object);
}

static void
gesso_wakefulness_class_init (GessoWakefulnessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_wakefulness_dispose;
}

static void
gesso_wakefulness_init (GessoWakefulness *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * gesso_wakefulness_new:
 * @application: who asks the session; it owns the result
 * @queue: whose jobs count
 *
 * Returns: (transfer full): what keeps the session awake
 */
GessoWakefulness *
gesso_wakefulness_new (GtkApplication *application,
                       GessoJobQueue  *queue)
{
  GessoWakefulness *self = g_object_new (GESSO_TYPE_WAKEFULNESS, NULL);

  self->application = application;
  self->queue = g_object_ref (queue);
  g_signal_connect_object (queue, "notify::n-running", G_CALLBACK (running_changed_cb), self,
                           G_CONNECT_SWAPPED);
  running_changed_cb (self);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, connected_cb, self);
  return self;
}
