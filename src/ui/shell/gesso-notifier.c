/* gesso-notifier.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoNotifier: tells the desktop that a job has ended while nobody looks at a window of the
 * program. What was told is taken back as soon as somebody looks. The application makes one for
 * each open studio and owns it; a click on the notification is its action "app.show-node" or
 * "app.activate", its buttons are "app.show-node", "app.retry-job" and "app.preferences-page".
 */

#include "config.h"

#include "ui/shell/gesso-notifier.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-failure-text.h"

#define PROMPT_CHARS 120

struct _GessoNotifier
{
  GObject parent_instance;

  GtkApplication *application; /* (unowned): owns us */
  GPtrArray *told;             /* (owned) (element-type utf8): ids of what is shown */
};

G_DEFINE_FINAL_TYPE (GessoNotifier, gesso_notifier, G_TYPE_OBJECT)

static gboolean
is_looked_at (GessoNotifier *self)
{
  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    if (gtk_window_is_active (l->data))
      return TRUE;

  return FALSE;
}

static char *
summarize (GessoJob *job)
{
  const char *prompt = gesso_request_get_prompt (gesso_job_get_request (job));

  return g_utf8_substring (prompt, 0, MIN (g_utf8_strlen (prompt, -1), PROMPT_CHARS));
}

static GNotification *
describe_done (GessoJob *job)
{
  const char *const *ids = gesso_job_get_node_ids (job);
  guint n = ids != NULL ? g_strv_length ((char **) ids) : 0;
  g_autofree char *title
      = g_strdup_printf (ngettext ("%u Picture Is Ready", "%u Pictures Are Ready", n), n);
  g_autofree char *body = summarize (job);
  GNotification *notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  if (n > 0)
    {
      g_notification_set_default_action_and_target (notification, "app.show-node", "s", ids[0]);
      g_notification_add_button_with_target (notification, _ ("Show"), "app.show-node", "s",
                                             ids[0]);
    }
  return notification;
}

/* The same that the window offers, as far as it makes sense without looking. */
static void
add_buttons (GNotification *notification,
             GessoJob      *job,
             GessoFailure  *failure)
{
  guint actions = gesso_failure_text_actions (failure);

  if ((actions & GESSO_FAILURE_ACTION_PREFERENCES) != 0)
    g_notification_add_button_with_target (notification, _ ("Open Preferences"),
                                           "app.preferences-page", "s",
                                           gesso_failure_text_is_budget (failure) ? "cost"
                                                                                  : "accounts");
  if ((actions & GESSO_FAILURE_ACTION_AGAIN) != 0)
    g_notification_add_button_with_target (notification, gesso_failure_text_again (failure),
                                           "app.retry-job", "s", gesso_job_get_id (job));
}

static GNotification *
describe_failed (GessoJob *job)
{
  GessoFailure *failure = gesso_job_get_failure (job);
  g_autofree char *title
      = failure != NULL ? gesso_failure_text_title (failure) : g_strdup (_ ("Failed"));
  g_autofree char *body = summarize (job);
  GNotification *notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.activate");
  if (failure != NULL)
    add_buttons (notification, job, failure);
  return notification;
}

static void
job_finished_cb (GessoNotifier *self,
                 GessoJob      *job)
{
  g_autoptr (GNotification) notification = NULL;

  if (is_looked_at (self) || gesso_job_get_state (job) == GESSO_JOB_STATE_CANCELLED)
    return;

  notification
      = gesso_job_get_failure (job) != NULL && gesso_job_get_state (job) != GESSO_JOB_STATE_DONE
            ? describe_failed (job)
            : describe_done (job);
  g_application_send_notification (G_APPLICATION (self->application), gesso_job_get_id (job),
                                   notification);
  g_ptr_array_add (self->told, g_strdup (gesso_job_get_id (job)));
}

static void
active_window_changed_cb (GessoNotifier *self)
{
  if (self->told->len == 0 || !is_looked_at (self))
    return;

  for (guint i = 0; i < self->told->len; i++)
    g_application_withdraw_notification (G_APPLICATION (self->application),
                                         g_ptr_array_index (self->told, i));
  g_ptr_array_set_size (self->told, 0);
}

static void
window_added_cb (GessoNotifier *self,
                 GtkWindow     *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_window_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
gesso_notifier_finalize (GObject *object)
{
  g_ptr_array_unref (GESSO_NOTIFIER (object)->told);

  G_OBJECT_CLASS (gesso_notifier_parent_class)->finalize (object);
}

static void
gesso_notifier_class_init (GessoNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_notifier_finalize;
}

static void
gesso_notifier_init (GessoNotifier *self)
{
  self->told = g_ptr_array_new_with_free_func (g_free);
}

/**
 * gesso_notifier_new:
 * @application: whose windows count; it owns the notifier
 * @studio: an open studio
 *
 * Returns: (transfer full): a notifier for its jobs
 */
GessoNotifier *
gesso_notifier_new (GtkApplication *application,
                    GessoStudio    *studio)
{
  GessoNotifier *self = g_object_new (GESSO_TYPE_NOTIFIER, NULL);

  self->application = application;
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    window_added_cb (self, l->data);
  g_signal_connect_object (application, "window-added", G_CALLBACK (window_added_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_studio_get_queue (studio), "job-finished",
                           G_CALLBACK (job_finished_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_studio_get_queue (studio), "job-held",
                           G_CALLBACK (job_finished_cb), self, G_CONNECT_SWAPPED);
  return self;
}
