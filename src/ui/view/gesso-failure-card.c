/* gesso-failure-card.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoFailureCard: why a job ended without its pictures, in a sentence, with the buttons that help
 * and the technical side behind "Details". Its buttons call the studio page's actions.
 */

#include "config.h"

#include "ui/view/gesso-failure-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-template.h"

struct _GessoFailureCard
{
  GtkWidget parent_instance;

  /* Children of the template. */
  GtkLabel *title;
  GtkLabel *sentence;
  GtkWidget *details_expander;
  GtkLabel *details;
  GtkWidget *preferences_place;
  GtkWidget *edit_place;
  GtkWidget *again_place;
  GtkButton *again;
};

G_DEFINE_FINAL_TYPE (GessoFailureCard, gesso_failure_card, GTK_TYPE_WIDGET)

static void
gesso_failure_card_dispose (GObject *object)
{
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_FAILURE_CARD);

  G_OBJECT_CLASS (gesso_failure_card_parent_class)->dispose (object);
}

static void
gesso_failure_card_class_init (GessoFailureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_failure_card_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/view/gesso-failure-card.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, title);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, details_expander);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, details);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, preferences_place);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, edit_place);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, again_place);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, again);
}

static void
gesso_failure_card_init (GessoFailureCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_failure_card_new (void)
{
  return g_object_new (GESSO_TYPE_FAILURE_CARD, NULL);
}

/**
 * gesso_failure_card_set_failure:
 * @self: a card
 * @failure: (nullable): what to explain
 */
void
gesso_failure_card_set_failure (GessoFailureCard *self,
                                GessoFailure     *failure)
{
  g_autofree char *title = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *details = NULL;
  guint actions;

  g_return_if_fail (GESSO_IS_FAILURE_CARD (self));

  if (failure == NULL)
    return;

  title = gesso_failure_text_title (failure);
  sentence = gesso_failure_text_sentence (failure);
  details = gesso_failure_text_details (failure);
  actions = gesso_failure_text_actions (failure);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->sentence, sentence);
  gtk_label_set_text (self->details, details);
  gtk_widget_set_visible (self->details_expander, details[0] != '\0');
  gtk_widget_set_visible (self->again_place, (actions & GESSO_FAILURE_ACTION_AGAIN) != 0);
  gtk_widget_set_visible (self->edit_place, (actions & GESSO_FAILURE_ACTION_EDIT) != 0);
  gtk_widget_set_visible (self->preferences_place,
                          (actions & GESSO_FAILURE_ACTION_PREFERENCES) != 0);
  gtk_button_set_label (self->again, gesso_failure_get_info (failure)->may_be_billed
                                         ? _ ("Send Again, May Be Billed")
                                         : _ ("Try Again"));
}
