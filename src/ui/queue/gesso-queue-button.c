/* gesso-queue-button.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoQueueButton: the queue in the header: a spinner and how many jobs are under way, a warning
 * where some have failed, and a popover with all of them. Commands for the whole queue are its
 * "queue" actions. The queue owns the jobs; the sections show them.
 */

#include "config.h"

#include "ui/queue/gesso-queue-button.h"

#include <glib/gi18n.h>

#include "ui/queue/gesso-queue-section.h"

struct _GessoQueueButton
{
  GtkWidget parent_instance;

  GessoJobQueue *queue; /* (owned) (nullable) */
  GessoStudio *studio;  /* (owned) (nullable) */
  guint show_id;        /* (owned): idle source; many changes are shown at once */

  /* Children of the template. */
  GtkMenuButton *button;
  GtkStack *face;
  GtkSpinner *spinner;
  GtkImage *icon;
  GtkLabel *count;
  GtkPopover *popover;
  GtkStack *pages;
  GtkButton *pause_button;
  GessoQueueSection *running;
  GessoQueueSection *failed;
  GessoQueueSection *waiting;
  GessoQueueSection *done;
};

typedef enum
{
  PROP_QUEUE = 1,
} GessoQueueButtonProperty;

static GParamSpec *properties[PROP_QUEUE + 1];

G_DEFINE_FINAL_TYPE (GessoQueueButton, gesso_queue_button, GTK_TYPE_WIDGET)

static char *
describe (guint    n_open,
          guint    n_failed,
          gboolean paused)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (n_open > 0)
    g_ptr_array_add (words,
                     g_strdup_printf (ngettext ("%u job under way", "%u jobs under way", n_open),
                                      n_open));
  if (n_failed > 0)
    g_ptr_array_add (words, g_strdup_printf (ngettext ("%u job failed", "%u jobs failed", n_failed),
                                             n_failed));
  if (paused)
    g_ptr_array_add (words, g_strdup (_ ("paused")));
  if (words->len == 0)
    return g_strdup (_ ("Jobs"));

  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

static void
show_button (GessoQueueButton *self,
             guint             n_running,
             guint             n_waiting,
             guint             n_failed)
{
  gboolean paused = gesso_job_queue_get_paused (self->queue);
  g_autofree char *count = g_strdup_printf ("%u", n_running + n_waiting);
  g_autofree char *words = describe (n_running + n_waiting, n_failed, paused);

  gtk_spinner_set_spinning (self->spinner, n_running > 0);
  gtk_stack_set_visible_child (self->face, n_running > 0 ? GTK_WIDGET (self->spinner)
                                                         : GTK_WIDGET (self->icon));
  gtk_image_set_from_icon_name (self->icon, n_failed > 0 ? "dialog-warning-symbolic"
                                            : paused     ? "media-playback-pause-symbolic"
                                                         : "gesso-queue-symbolic");
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n_running + n_waiting > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_button_set_icon_name (self->pause_button, paused ? "media-playback-start-symbolic"
                                                       : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause_button),
                               paused ? _ ("Resume Queue") : _ ("Pause Queue"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  paused ? _ ("Resume Queue") : _ ("Pause Queue"), -1);
}

static void
show_queue (GessoQueueButton *self)
{
  guint n_waiting = gesso_job_queue_get_n_waiting (self->queue);
  guint n_failed = gesso_job_queue_get_n_failed (self->queue);

  gesso_queue_section_refilter (self->running);
  gesso_queue_section_refilter (self->failed);
  gesso_queue_section_refilter (self->waiting);
  gesso_queue_section_refilter (self->done);
  show_button (self, gesso_job_queue_get_n_running (self->queue), n_waiting, n_failed);
  gtk_stack_set_visible_child_name (
      self->pages, g_list_model_get_n_items (G_LIST_MODEL (self->queue)) > 0 ? "jobs" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.cancel-waiting", n_waiting > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "queue.clear-done",
                                 gesso_queue_section_get_n_jobs (self->done) > 0);
}

static void
show_cb (gpointer user_data)
{
  GessoQueueButton *self = user_data;

  self->show_id = 0;
  show_queue (self);
}

static void
show_soon (GessoQueueButton *self)
{
  if (self->show_id == 0)
    self->show_id = g_idle_add_once (show_cb, self);
}

static void
act (GtkWidget  *widget,
     const char *action,
     GVariant   *parameter)
{
  GessoQueueButton *self = GESSO_QUEUE_BUTTON (widget);

  if (self->queue == NULL)
    return;

  if (g_str_equal (action, "queue.toggle-pause"))
    gesso_job_queue_set_paused (self->queue, !gesso_job_queue_get_paused (self->queue));
  else if (g_str_equal (action, "queue.cancel-waiting"))
    gesso_job_queue_cancel_waiting (self->queue);
  else if (g_str_equal (action, "queue.clear-done"))
    gesso_job_queue_clear_done (self->queue);
  else
    gtk_menu_button_popup (self->button);
}

static void
set_sections (GessoQueueButton *self,
              GessoJobQueue    *queue)
{
  gesso_queue_section_set_queue (self->running, queue, self->studio);
  gesso_queue_section_set_queue (self->failed, queue, self->studio);
  gesso_queue_section_set_queue (self->waiting, queue, self->studio);
  gesso_queue_section_set_queue (self->done, queue, self->studio);
}

static void
gesso_queue_button_dispose (GObject *object)
{
  GessoQueueButton *self = GESSO_QUEUE_BUTTON (object);

  if (self->button != NULL)
    gesso_queue_button_set_queue (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_QUEUE_BUTTON);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_queue_button_parent_class)->dispose (object);
}

static void
gesso_queue_button_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((GessoQueueButtonProperty) id)
    {
    case PROP_QUEUE:
      g_value_set_object (value, GESSO_QUEUE_BUTTON (object)->queue);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_queue_button_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch ((GessoQueueButtonProperty) id)
    {
    case PROP_QUEUE:
      gesso_queue_button_set_queue (GESSO_QUEUE_BUTTON (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, button);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, face);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, icon);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, count);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, popover);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, pages);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, pause_button);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, running);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, failed);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, waiting);
  gtk_widget_class_bind_template_child (widget_class, GessoQueueButton, done);
}

static void
gesso_queue_button_class_init (GessoQueueButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_queue_button_dispose;
  object_class->get_property = gesso_queue_button_get_property;
  object_class->set_property = gesso_queue_button_set_property;

  properties[PROP_QUEUE]
      = g_param_spec_object ("queue", NULL, NULL, GESSO_TYPE_JOB_QUEUE,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (GESSO_TYPE_QUEUE_SECTION);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/queue/gesso-queue-button.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "queue.toggle-pause", NULL, act);
  gtk_widget_class_install_action (widget_class, "queue.cancel-waiting", NULL, act);
  gtk_widget_class_install_action (widget_class, "queue.clear-done", NULL, act);
  gtk_widget_class_install_action (widget_class, "queue.show", NULL, act);
}

static void
gesso_queue_button_init (GessoQueueButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_queue_button_new (void)
{
  return g_object_new (GESSO_TYPE_QUEUE_BUTTON, NULL);
}

/**
 * gesso_queue_button_get_queue:
 * @self: a queue button
 *
 * Returns: (transfer none) (nullable): the queue that is shown
 */
GessoJobQueue *
gesso_queue_button_get_queue (GessoQueueButton *self)
{
  g_return_val_if_fail (GESSO_IS_QUEUE_BUTTON (self), NULL);

  return self->queue;
}

/**
 * gesso_queue_button_set_queue:
 * @self: a queue button
 * @queue: (nullable): the queue to show
 */
void
gesso_queue_button_set_queue (GessoQueueButton *self,
                              GessoJobQueue    *queue)
{
  g_return_if_fail (GESSO_IS_QUEUE_BUTTON (self));

  if (self->queue == queue)
    return;

  g_clear_handle_id (&self->show_id, g_source_remove);
  if (self->queue != NULL)
    g_signal_handlers_disconnect_by_data (self->queue, self);
  g_set_object (&self->queue, queue);
  set_sections (self, queue);
  if (queue != NULL)
    {
      g_signal_connect_object (queue, "notify", G_CALLBACK (show_soon), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (queue, "items-changed", G_CALLBACK (show_soon), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (queue, "job-finished", G_CALLBACK (show_soon), self,
                               G_CONNECT_SWAPPED);
      show_queue (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUEUE]);
}

/**
 * gesso_queue_button_set_studio:
 * @self: a queue button
 * @studio: an open studio
 *
 * Shows the studio's queue, with previews, which the studio decodes.
 */
void
gesso_queue_button_set_studio (GessoQueueButton *self,
                               GessoStudio      *studio)
{
  g_return_if_fail (GESSO_IS_QUEUE_BUTTON (self));

  gesso_queue_button_set_queue (self, NULL);
  g_set_object (&self->studio, studio);
  gesso_queue_button_set_queue (self, gesso_studio_get_queue (studio));
}
