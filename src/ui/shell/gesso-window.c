/* gesso-window.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoWindow: arranges header, pages and toasts and knows which page is shown. Commands sit on
 * the pages, state in the core. Made and owned by the application.
 */

#include "config.h"

#include "ui/shell/gesso-window.h"

#include <glib/gi18n.h>

#include "ui/shell/gesso-studio-page.h"
#include "ui/shell/gesso-view-switcher.h"
#include "ui/support/gesso-squeeze-bin.h"

struct _GessoWindow
{
  AdwApplicationWindow parent_instance;

  /* Children of the template. */
  AdwToastOverlay *toasts;
  GtkStack        *views;
  GtkMenuButton   *menu_button;
  GessoStudioPage *studio_page;
};

G_DEFINE_FINAL_TYPE (GessoWindow, gesso_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  const char  *name = action + strlen ("win.show-");

  if (gtk_stack_get_child_by_name (self->views, name) != NULL)
    gtk_stack_set_visible_child_name (self->views, name);
}

static void
toggle_composer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  gboolean     visible;

  g_object_get (self->studio_page, "composer-visible", &visible, NULL);
  g_object_set (self->studio_page, "composer-visible", !visible, NULL);
}

static void
show_menu (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (GESSO_WINDOW (widget)->menu_button);
}

static void
gesso_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_WINDOW);

  G_OBJECT_CLASS (gesso_window_parent_class)->dispose (object);
}

static void
gesso_window_class_init (GessoWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_window_dispose;

  g_type_ensure (GESSO_TYPE_SQUEEZE_BIN);
  g_type_ensure (GESSO_TYPE_STUDIO_PAGE);
  g_type_ensure (GESSO_TYPE_VIEW_SWITCHER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_studio/Gesso/shell/gesso-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, views);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, studio_page);

  gtk_widget_class_install_action (widget_class, "win.show-studio", NULL, show_view);
  gtk_widget_class_install_action (widget_class, "win.show-history", NULL, show_view);
  gtk_widget_class_install_action (widget_class, "win.toggle-composer", NULL, toggle_composer);
  gtk_widget_class_install_action (widget_class, "win.show-menu", NULL, show_menu);
}

static void
gesso_window_init (GessoWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_icon_name (GTK_WINDOW (self), GESSO_APP_ID);
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
 * gesso_window_open_files:
 * @self: a window
 * @files: (array length=n_files): pictures
 * @n_files: how many
 *
 * Takes pictures from outside as the files of this session.
 */
void
gesso_window_open_files (GessoWindow *self, GFile **files, int n_files)
{
  g_return_if_fail (GESSO_IS_WINDOW (self));

  gesso_studio_page_open_files (self->studio_page, files, n_files);
}

/**
 * gesso_window_add_toast:
 * @self: a window
 * @toast: (transfer full): what to say
 */
void
gesso_window_add_toast (GessoWindow *self, AdwToast *toast)
{
  g_return_if_fail (GESSO_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, toast);
}
