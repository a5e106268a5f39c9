/* gesso-welcome-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoWelcomePage: the first thing that is ever shown: two ways in. "answered" is emitted with
 * whether an account is to be connected. In the window's template.
 */

#include "config.h"

#include "ui/shell/gesso-welcome-page.h"

#include "ui/support/gesso-template.h"

struct _GessoWelcomePage
{
  GtkWidget parent_instance;
};

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoWelcomePage, gesso_welcome_page, GTK_TYPE_WIDGET)

static void
answer (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_ANSWERED], 0, g_str_equal (action, "welcome.connect"));
}

static void
gesso_welcome_page_dispose (GObject *object)
{
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_WELCOME_PAGE);

  G_OBJECT_CLASS (gesso_welcome_page_parent_class)->dispose (object);
}

static void
gesso_welcome_page_class_init (GessoWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_welcome_page_dispose;

  /**
   * GessoWelcomePage::answered:
   * @self: the page
   * @connect: whether the person wants to connect an account
   */
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/shell/gesso-welcome-page.ui");
  gtk_widget_class_install_action (widget_class, "welcome.start", NULL, answer);
  gtk_widget_class_install_action (widget_class, "welcome.connect", NULL, answer);
}

static void
gesso_welcome_page_init (GessoWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
