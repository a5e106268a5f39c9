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
#include "ui/support/gesso-failure-text.h"
#include "ui/support/gesso-file-dialog.h"
#include "ui/support/gesso-template.h"

struct _GessoFailureCard
{
  GtkWidget parent_instance;

  GessoJob *job; /* (owned) (nullable) */

  /* Children of the template. */
  GtkLabel *title;
  GtkLabel *sentence;
  GtkLabel *quote;
  GtkWidget *details_expander;
  GtkLabel *details;
  GtkWidget *folder;
  GtkWidget *preferences;
  GtkWidget *edit;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (GessoFailureCard, gesso_failure_card, GTK_TYPE_WIDGET)

static void
open_folder (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GessoJob *job = GESSO_FAILURE_CARD (widget)->job;

  if (job != NULL && gesso_job_get_kept_path (job) != NULL)
    gesso_file_dialog_open_folder (gesso_job_get_kept_path (job));
}

/* The way on has the focus; the text would be selected by it as a whole. */
static gboolean
gesso_failure_card_grab_focus (GtkWidget *widget)
{
  GessoFailureCard *self = GESSO_FAILURE_CARD (widget);
  GtkWidget *const buttons[] = { self->again, self->edit, self->preferences };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (gtk_widget_get_visible (buttons[i]))
      return gtk_widget_grab_focus (buttons[i]);

  return FALSE;
}

static void
gesso_failure_card_dispose (GObject *object)
{
  g_clear_object (&GESSO_FAILURE_CARD (object)->job);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_FAILURE_CARD);

  G_OBJECT_CLASS (gesso_failure_card_parent_class)->dispose (object);
}

static void
gesso_failure_card_class_init (GessoFailureCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_failure_card_dispose;
  widget_class->grab_focus = gesso_failure_card_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/view/gesso-failure-card.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, title);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, quote);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, details_expander);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, details);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, folder);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, preferences);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, edit);
  gtk_widget_class_bind_template_child (widget_class, GessoFailureCard, again);
  gtk_widget_class_install_action (widget_class, "card.open-folder", NULL, open_folder);
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

/* What we say, and below it what the service said. */
static void
show_sentence (GessoFailureCard *self,
               GessoFailure     *failure)
{
  g_autofree char *sentence = gesso_failure_text_sentence (failure);
  char *end = strchr (sentence, '\n');

  if (end != NULL)
    *end = '\0';
  gtk_label_set_text (self->sentence, sentence);
  gtk_label_set_text (self->quote, end != NULL ? end + 1 : "");
  gtk_widget_set_visible (GTK_WIDGET (self->quote), end != NULL);
}

/**
 * gesso_failure_card_set_job:
 * @self: a card
 * @job: a job that failed
 */
void
gesso_failure_card_set_job (GessoFailureCard *self,
                            GessoJob         *job)
{
  GessoFailure *failure;
  g_autofree char *title = NULL;
  g_autofree char *details = NULL;
  guint actions;

  g_return_if_fail (GESSO_IS_FAILURE_CARD (self));

  /* What was opened for one job is not open for the next. */
  if (g_set_object (&self->job, job))
    gtk_expander_set_expanded (GTK_EXPANDER (self->details_expander), FALSE);
  failure = gesso_job_get_failure (job);
  if (failure == NULL)
    return;

  title = gesso_failure_text_title (failure);
  details = gesso_failure_text_details (failure, gesso_job_get_kept_path (job));
  actions = gesso_failure_text_actions (failure);
  gtk_label_set_text (self->title, title);
  show_sentence (self, failure);
  gtk_label_set_text (self->details, details);
  gtk_widget_set_visible (self->details_expander, details[0] != '\0');
  gtk_widget_set_visible (self->again, (actions & GESSO_FAILURE_ACTION_AGAIN) != 0);
  gtk_widget_set_visible (self->edit, (actions & GESSO_FAILURE_ACTION_EDIT) != 0);
  /* One way on is suggested, not two. */
  if ((actions & GESSO_FAILURE_ACTION_AGAIN) != 0)
    gtk_widget_remove_css_class (self->edit, "suggested-action");
  else
    gtk_widget_add_css_class (self->edit, "suggested-action");
  gtk_widget_set_visible (self->preferences, (actions & GESSO_FAILURE_ACTION_PREFERENCES) != 0);
  gtk_widget_set_visible (self->folder, gesso_job_get_kept_path (job) != NULL);
  gtk_button_set_label (GTK_BUTTON (self->again), gesso_failure_text_again (failure));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->preferences), "s",
                                    gesso_failure_text_is_budget (failure) ? "cost" : "accounts");
}
