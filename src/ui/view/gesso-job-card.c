/* gesso-job-card.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoJobCard: how far a job is: its stage in a word or two, the seconds since it began, and
 * Cancel. An island over the stage. The job owns all of it.
 */

#include "config.h"

#include "ui/view/gesso-job-card.h"

#include <glib/gi18n.h>

#include "ui/support/gesso-template.h"
#include "ui/support/gesso-words.h"

struct _GessoJobCard
{
  GtkWidget parent_instance;

  GessoJob *job; /* (owned) (nullable) */

  /* Children of the template. */
  GtkSpinner *spinner;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (GessoJobCard, gesso_job_card, GTK_TYPE_WIDGET)

static void
show_job (GessoJobCard *self)
{
  g_autofree char *stage = NULL;
  g_autofree char *seconds = NULL;
  g_autofree char *text = NULL;

  if (gesso_job_get_state (self->job) == GESSO_JOB_STATE_WAITING)
    {
      gtk_label_set_text (self->text, _ ("Waiting for its turn"));
      return;
    }

  stage = gesso_words_stage (gesso_job_get_stage (self->job), gesso_job_get_fraction (self->job));
  seconds = gesso_words_seconds (gesso_job_get_elapsed (self->job));
  /* Translators: what is going on · for how long, as "Working · 12 s" */
  text = g_strdup_printf (_ ("%s · %s"), stage, seconds);
  gtk_label_set_text (self->text, text);
}

static void
gesso_job_card_dispose (GObject *object)
{
  gesso_job_card_set_job (GESSO_JOB_CARD (object), NULL);
  gesso_template_dispose (GTK_WIDGET (object), GESSO_TYPE_JOB_CARD);

  G_OBJECT_CLASS (gesso_job_card_parent_class)->dispose (object);
}

static void
gesso_job_card_class_init (GessoJobCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_job_card_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/view/gesso-job-card.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoJobCard, spinner);
  gtk_widget_class_bind_template_child (widget_class, GessoJobCard, text);
}

static void
gesso_job_card_init (GessoJobCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_job_card_new (void)
{
  return g_object_new (GESSO_TYPE_JOB_CARD, NULL);
}

/**
 * gesso_job_card_set_job:
 * @self: a card
 * @job: (nullable): whose progress is shown
 */
void
gesso_job_card_set_job (GessoJobCard *self,
                        GessoJob     *job)
{
  g_return_if_fail (GESSO_IS_JOB_CARD (self));

  if (self->job == job)
    return;

  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_set_object (&self->job, job);
  if (self->spinner != NULL)
    gtk_spinner_set_spinning (self->spinner, job != NULL);
  if (job == NULL)
    return;

  g_signal_connect_object (job, "notify", G_CALLBACK (show_job), self, G_CONNECT_SWAPPED);
  show_job (self);
}

/**
 * gesso_job_card_get_text:
 * @self: a card
 *
 * Returns: (transfer none): what it says
 */
const char *
gesso_job_card_get_text (GessoJobCard *self)
{
  g_return_val_if_fail (GESSO_IS_JOB_CARD (self), NULL);

  return gtk_label_get_text (self->text);
}
