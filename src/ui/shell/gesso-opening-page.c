/* gesso-opening-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoOpeningPage: what the window shows until the library is open, and why it cannot be opened,
 * with the way out. In the window's template.
 */

#include "config.h"

#include "ui/shell/gesso-opening-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "store/gesso-store-error.h"
#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-template.h"

struct _GessoOpeningPage
{
  GtkWidget parent_instance;

  /* Children of the template. */
  GtkStack *stack;
  AdwStatusPage *status;
  GtkLabel *details;
};

G_DEFINE_FINAL_TYPE (GessoOpeningPage, gesso_opening_page, GTK_TYPE_WIDGET)

static void
gesso_opening_page_dispose (GObject *object)
{
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_OPENING_PAGE);

  G_OBJECT_CLASS (gesso_opening_page_parent_class)->dispose (object);
}

static void
gesso_opening_page_class_init (GessoOpeningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_opening_page_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/shell/gesso-opening-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoOpeningPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GessoOpeningPage, status);
  gtk_widget_class_bind_template_child (widget_class, GessoOpeningPage, details);
}

static void
gesso_opening_page_init (GessoOpeningPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_opening_page_set_error:
 * @self: an opening page
 * @error: (nullable): why the library cannot be opened; NULL while it is being opened
 */
void
gesso_opening_page_set_error (GessoOpeningPage *self,
                              const GError     *error)
{
  g_autofree char *words = NULL;

  g_return_if_fail (GESSO_IS_OPENING_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, error != NULL ? "failed" : "opening");
  if (error == NULL)
    return;

  /* Elsewhere the same code tells of a picture that is gone. */
  if (g_error_matches (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND))
    words
        = g_strdup (_ ("Its folder is not there and cannot be made. Perhaps it is on a drive that "
                       "is not connected."));
  else
    words = gesso_failure_text_error (error);
  adw_status_page_set_description (self->status, words);
  gtk_label_set_text (self->details, error->message);
}
