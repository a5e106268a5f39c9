/* gesso-window.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoWindow: arranges header, pages and toasts and knows which page is shown. Commands sit on
 * the pages, state in the core. Made and owned by the application, which gives it the studio as
 * soon as that is open; files that come earlier wait.
 *
 * What a person sees first is the shell: the header over an empty stage. The pages are made after
 * that frame is on the screen (in a file of their own).
 */

#include "config.h"

#include "ui/shell/gesso-window-private.h"

#include <glib/gi18n.h>

#include "ui/preferences/gesso-preferences-window.h"
#include "ui/shell/gesso-view-switcher.h"
#include "ui/support/gesso-settings.h"
#include "ui/support/gesso-squeeze-bin.h"
#include "ui/support/gesso-ui.h"

G_DEFINE_FINAL_TYPE (GessoWindow, gesso_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_view (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  const char *name = action + strlen ("win.show-");

  if (_gesso_window_is_main_shown (self) && gtk_stack_get_child_by_name (self->views, name) != NULL)
    gtk_stack_set_visible_child_name (self->views, name);
}

static void
toggle_composer (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (
      gtk_widget_get_visible (self->places_button) ? self->places_button : self->composer_button);

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
act (GtkWidget  *widget,
     const char *action,
     GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (!self->ready || !_gesso_window_is_main_shown (self))
    return;

  gtk_stack_set_visible_child_name (self->views, "studio");
  if (g_str_equal (action, "win.new-session"))
    gesso_studio_page_new_session (self->studio_page);
  else if (g_str_equal (action, "win.open"))
    gesso_studio_page_choose_files (self->studio_page);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->studio_page), "node.export", NULL);
}

/* What a page asks to be done with a picture in the studio, by its id. */

typedef void (*NodeFunc) (GessoStudioPage *page, GessoNode *node);

static const struct
{
  const char *action;
  NodeFunc func;
} node_actions[] = {
  { "win.open-node", gesso_studio_page_open_node },
  { "win.use-as-base", gesso_studio_page_use_as_base },
  { "win.remix", gesso_studio_page_remix },
};

typedef struct
{
  GessoWindow *window; /* (owned) */
  NodeFunc func;
} NodeWish;

static void
node_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autofree NodeWish *wish = user_data;
  g_autoptr (GessoWindow) self = wish->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoNode) node
      = gesso_library_load_node_finish (GESSO_LIBRARY (source), result, &error);

  if (node == NULL || !self->ready)
    return;

  gtk_stack_set_visible_child_name (self->views, "studio");
  wish->func (self->studio_page, node);
}

static void
act_on_node (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  NodeWish *wish;

  if (!self->ready || !_gesso_window_is_main_shown (self))
    return;

  wish = g_new0 (NodeWish, 1);
  wish->window = g_object_ref (self);
  for (guint i = 0; i < G_N_ELEMENTS (node_actions); i++)
    if (g_str_equal (action, node_actions[i].action))
      wish->func = node_actions[i].func;
  gesso_library_load_node_async (gesso_studio_get_library (self->studio),
                                 g_variant_get_string (parameter, NULL), NULL, node_loaded_cb,
                                 wish);
}

/* Two pictures beside each other: what the first shall be compared with is loaded after it. */

typedef struct
{
  GessoWindow *window; /* (owned) */
  char *other_id;      /* (owned) */
  GessoNode *node;     /* (owned) (nullable) */
} CompareWish;

static void
compare_wish_free (CompareWish *wish)
{
  g_object_unref (wish->window);
  g_free (wish->other_id);
  g_clear_object (&wish->node);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CompareWish, compare_wish_free)

static void
compared_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (CompareWish) wish = user_data;
  GessoWindow *self = wish->window;
  GessoLibrary *library = GESSO_LIBRARY (source);
  g_autoptr (GessoNode) node = gesso_library_load_node_finish (library, result, NULL);

  if (node == NULL || !self->ready)
    return;

  if (wish->node == NULL)
    {
      const char *other_id = wish->other_id;

      wish->node = g_steal_pointer (&node);
      gesso_library_load_node_async (library, other_id, NULL, compared_loaded_cb,
                                     g_steal_pointer (&wish));
      return;
    }
  gtk_stack_set_visible_child_name (self->views, "studio");
  gesso_studio_page_compare_nodes (self->studio_page, wish->node, node);
}

static void
compare_nodes (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  CompareWish *wish;
  const char *node_id, *other_id;

  if (!self->ready || !_gesso_window_is_main_shown (self))
    return;

  g_variant_get (parameter, "(&s&s)", &node_id, &other_id);
  wish = g_new0 (CompareWish, 1);
  wish->window = g_object_ref (self);
  wish->other_id = g_strdup (other_id);
  gesso_library_load_node_async (gesso_studio_get_library (self->studio), node_id, NULL,
                                 compared_loaded_cb, wish);
}

static void
show_preferences (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GtkWidget *window;

  if (self->studio == NULL)
    return;

  window = gesso_preferences_window_new (self->studio, GTK_WINDOW (self));
  if (parameter != NULL)
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window),
                                                  g_variant_get_string (parameter, NULL));
  gtk_window_present (GTK_WINDOW (window));
}

static void
show_menu (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  gtk_menu_button_popup (GESSO_WINDOW (widget)->menu_button);
}

/* Neither the menu nor the list of keys is needed for the first frame. */

static void
make_menu_cb (GtkMenuButton *button,
              gpointer       user_data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_menu_model (button, GESSO_WINDOW (user_data)->main_menu);
}

static void
show_shortcuts (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource (GESSO_UI_RESOURCE_PATH "/shell/help-overlay.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (overlay, GTK_WINDOW (widget));
  gtk_window_present (overlay);
}

/* Closing while jobs run is asked about once. */

static gboolean
is_last (GessoWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (GESSO_IS_WINDOW (l->data) && l->data != self)
      return FALSE;

  return TRUE;
}

static void
close_cb (gpointer user_data)
{
  GessoWindow *self = user_data;

  self->close_id = 0;
  gtk_window_close (GTK_WINDOW (self));
}

static void
close_answered_cb (GessoWindow *self,
                   const char  *response)
{
  if (g_str_equal (response, "stay"))
    return;

  self->asked = TRUE;
  if (g_str_equal (response, "stop"))
    {
      GessoJobQueue *queue = gesso_studio_get_queue (self->studio);

      gesso_job_queue_cancel_waiting (queue);
      for (guint i = g_list_model_get_n_items (G_LIST_MODEL (queue)); i > 0; i--)
        {
          g_autoptr (GessoJob) job = g_list_model_get_item (G_LIST_MODEL (queue), i - 1);

          if (gesso_job_get_state (job) == GESSO_JOB_STATE_RUNNING)
            gesso_job_queue_cancel (queue, job);
        }
    }
  /* The dialog, which is still at work, must be gone before the window that it belongs to. */
  if (self->close_id == 0)
    self->close_id = g_idle_add_once (close_cb, self);
}

static guint
count_jobs (GessoWindow *self)
{
  GessoJobQueue *queue = self->studio != NULL ? gesso_studio_get_queue (self->studio) : NULL;

  if (queue == NULL)
    return 0;

  return gesso_job_queue_get_n_running (queue) + gesso_job_queue_get_n_waiting (queue);
}

/* When the last job ends while the question stands, there is nothing left to ask. */
static void
queue_changed_cb (GessoWindow *self)
{
  if (self->question != NULL && !self->asked && count_jobs (self) == 0)
    adw_message_dialog_response (ADW_MESSAGE_DIALOG (self->question), "close");
}

static void
ask_before_closing (GessoWindow *self,
                    guint        n_jobs)
{
  g_autofree char *heading = g_strdup_printf (ngettext ("%u Picture Is Still Being Made",
                                                        "%u Pictures Are Still Being Made", n_jobs),
                                              n_jobs);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), heading,
      _ ("Gesso can go on without a window and ends when all is done. What has been sent may be "
         "billed even when it is cancelled."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("Keep Window Open"),
                                    "stop", _ ("Cancel and Close"), "close",
                                    _ ("Go On in Background"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_answered_cb), self,
                           G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->question, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
gesso_window_close_request (GtkWindow *window)
{
  GessoWindow *self = GESSO_WINDOW (window);
  guint n_jobs = count_jobs (self);

  if (n_jobs > 0 && !self->asked && is_last (self))
    {
      if (self->question != NULL)
        gtk_window_present (GTK_WINDOW (self->question));
      else
        ask_before_closing (self, n_jobs);
      return GDK_EVENT_STOP;
    }

  return GTK_WINDOW_CLASS (gesso_window_parent_class)->close_request (window);
}

static void
bind_settings (GessoWindow *self)
{
  GSettings *settings = gesso_settings_get ();

  if (settings == NULL)
    return;

  g_settings_bind (settings, GESSO_SETTING_WINDOW_WIDTH, self, "default-width",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, GESSO_SETTING_WINDOW_HEIGHT, self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, GESSO_SETTING_WINDOW_MAXIMIZED, self, "maximized",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, GESSO_SETTING_COMPOSER_VISIBLE, self->composer_button, "active",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
first_frame_cb (GdkFrameClock *clock,
                GessoWindow   *self)
{
  g_debug ("first frame");
  g_signal_handlers_disconnect_by_func (clock, first_frame_cb, self);
  _gesso_window_painted (self);
}

static void
gesso_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_window_parent_class)->map (widget);

  if (GESSO_WINDOW (widget)->painted)
    return;

  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                           G_CALLBACK (first_frame_cb), widget, 0);
}

static void
gesso_window_dispose (GObject *object)
{
  GessoWindow *self = GESSO_WINDOW (object);

  _gesso_window_stop_pages (self);
  g_clear_handle_id (&self->close_id, g_source_remove);
  g_clear_weak_pointer (&self->question);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_WINDOW);
  g_clear_object (&self->studio_page);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_window_parent_class)->dispose (object);
}

static void
gesso_window_class_init (GessoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_window_dispose;
  widget_class->map = gesso_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = gesso_window_close_request;

  /**
   * GessoWindow::painted:
   *
   * The first frame is on the screen, or is not to be waited for any longer: the time to begin with
   * what a person does not see at once.
   */
  g_signal_new ("painted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);

  g_type_ensure (GESSO_TYPE_QUEUE_BUTTON);
  g_type_ensure (GESSO_TYPE_SQUEEZE_BIN);
  g_type_ensure (GESSO_TYPE_VIEW_SWITCHER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/shell/gesso-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, root);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, views);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, studio_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, history_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, composer_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, queue_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, places_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, header_switcher);
  gtk_widget_class_bind_template_callback (widget_class, _gesso_window_view_changed);

  gtk_widget_class_install_action (widget_class, "win.show-studio", NULL, show_view);
  gtk_widget_class_install_action (widget_class, "win.show-history", NULL, show_view);
  gtk_widget_class_install_action (widget_class, "win.toggle-composer", NULL, toggle_composer);
  gtk_widget_class_install_action (widget_class, "win.new-session", NULL, act);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, act);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, act);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, show_preferences);
  gtk_widget_class_install_action (widget_class, "win.preferences-page", "s", show_preferences);
  gtk_widget_class_install_action (widget_class, "win.show-menu", NULL, show_menu);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, show_shortcuts);
  for (guint i = 0; i < G_N_ELEMENTS (node_actions); i++)
    gtk_widget_class_install_action (widget_class, node_actions[i].action, "s", act_on_node);
  gtk_widget_class_install_action (widget_class, "win.compare-nodes", "(ss)", compare_nodes);
}

static void
gesso_window_init (GessoWindow *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu_cb, self, NULL);
  bind_settings (self);
  _gesso_window_start_pages (self);
}

/**
 * gesso_window_new:
 * @application: the application, which owns the window
 *
 * Returns: (transfer none): a window, not yet shown
 */
GessoWindow *
gesso_window_new (GtkApplication *application)
{
  return g_object_new (GESSO_TYPE_WINDOW, "application", application, NULL);
}

/**
 * gesso_window_set_studio:
 * @self: a window
 * @studio: an open studio; to be called once
 */
void
gesso_window_set_studio (GessoWindow *self,
                         GessoStudio *studio)
{
  g_return_if_fail (GESSO_IS_WINDOW (self));
  g_return_if_fail (self->studio == NULL);

  g_clear_handle_id (&self->opening_id, g_source_remove);
  self->studio = g_object_ref (studio);
  g_signal_connect_object (gesso_studio_get_queue (studio), "notify", G_CALLBACK (queue_changed_cb),
                           self, G_CONNECT_SWAPPED);
  _gesso_window_build (self);
}

/**
 * gesso_window_get_studio:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the open studio
 */
GessoStudio *
gesso_window_get_studio (GessoWindow *self)
{
  g_return_val_if_fail (GESSO_IS_WINDOW (self), NULL);

  return self->studio;
}

/**
 * gesso_window_set_open_error:
 * @self: a window without a studio
 * @error: (nullable): why there is none; NULL while it is being opened
 */
void
gesso_window_set_open_error (GessoWindow  *self,
                             const GError *error)
{
  g_return_if_fail (GESSO_IS_WINDOW (self));

  _gesso_window_opening (self, error);
}

/**
 * gesso_window_open_files:
 * @self: a window
 * @files: (array length=n_files): pictures
 * @n_files: how many
 *
 * Takes pictures from outside as the images of the prompt.
 */
void
gesso_window_open_files (GessoWindow  *self,
                         GFile       **files,
                         int           n_files)
{
  g_return_if_fail (GESSO_IS_WINDOW (self));

  if (!self->ready)
    {
      for (int i = 0; i < n_files; i++)
        g_ptr_array_add (self->waiting, g_object_ref (files[i]));
      return;
    }

  _gesso_window_show_root (self, "main");
  gtk_stack_set_visible_child_name (self->views, "studio");
  gesso_studio_page_open_files (self->studio_page, files, n_files);
}
