/* gesso-preferences-window.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoPreferencesWindow: accounts, cost, library, appearance and privacy. Accounts live in the
 * studio and the rest in the settings; each change takes effect at once.
 */

#include "config.h"

#include "ui/preferences/gesso-preferences-window.h"

#include <glib/gi18n.h>

#include "ui/preferences/gesso-accounts-page.h"
#include "ui/preferences/gesso-cost-page.h"
#include "ui/preferences/gesso-library-page.h"
#include "ui/support/gesso-settings.h"

struct _GessoPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  /* Children of the template. */
  GessoAccountsPage *accounts_page;
  GessoCostPage *cost_page;
  GessoLibraryPage *library_page;
  AdwComboRow *scheme;
};

static const AdwColorScheme schemes[] = {
  ADW_COLOR_SCHEME_DEFAULT,
  ADW_COLOR_SCHEME_FORCE_LIGHT,
  ADW_COLOR_SCHEME_FORCE_DARK,
};

G_DEFINE_FINAL_TYPE (GessoPreferencesWindow, gesso_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
scheme_chosen_cb (GessoPreferencesWindow *self)
{
  static const char *const nicks[] = { "system", "light", "dark" };
  GSettings *settings = gesso_settings_get ();
  guint i = adw_combo_row_get_selected (self->scheme);

  if (i >= G_N_ELEMENTS (schemes))
    return;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i]);
  if (settings != NULL)
    g_settings_set_string (settings, GESSO_SETTING_COLOR_SCHEME, nicks[i]);
}

static void
show_scheme (GessoPreferencesWindow *self)
{
  AdwColorScheme scheme = adw_style_manager_get_color_scheme (adw_style_manager_get_default ());

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (schemes[i] == scheme)
      adw_combo_row_set_selected (self->scheme, i);
  g_signal_connect_object (self->scheme, "notify::selected", G_CALLBACK (scheme_chosen_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
gesso_preferences_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_PREFERENCES_WINDOW);

  G_OBJECT_CLASS (gesso_preferences_window_parent_class)->dispose (object);
}

static void
gesso_preferences_window_class_init (GessoPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_preferences_window_dispose;

  g_type_ensure (GESSO_TYPE_ACCOUNTS_PAGE);
  g_type_ensure (GESSO_TYPE_COST_PAGE);
  g_type_ensure (GESSO_TYPE_LIBRARY_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/preferences/gesso-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesWindow, accounts_page);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesWindow, cost_page);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesWindow, library_page);
  gtk_widget_class_bind_template_child (widget_class, GessoPreferencesWindow, scheme);
}

static void
gesso_preferences_window_init (GessoPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_scheme (self);
}

/**
 * gesso_preferences_window_new:
 * @studio: an open studio
 * @parent: (nullable): the window over which it is shown
 *
 * Returns: (transfer none): a window, not yet shown
 */
GtkWidget *
gesso_preferences_window_new (GessoStudio *studio,
                              GtkWindow   *parent)
{
  GessoPreferencesWindow *self
      = g_object_new (GESSO_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);

  gesso_accounts_page_set_studio (self->accounts_page, studio);
  gesso_cost_page_set_studio (self->cost_page, studio);
  gesso_library_page_set_studio (self->library_page, studio);
  return GTK_WIDGET (self);
}
