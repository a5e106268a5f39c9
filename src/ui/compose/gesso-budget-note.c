/* gesso-budget-note.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoBudgetNote: says in the composer that a budget is nearly used up, or that what is written
 * would go beyond it; a click leads to the budgets. Hidden otherwise, and for what costs nothing.
 * It asks the ledger when a job has ended, a budget or the session has changed, or the price of the
 * draft is another. Owned by the composer's template.
 */

#include "config.h"

#include "ui/compose/gesso-budget-note.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"
#include "studio/gesso-budget.h"

struct _GessoBudgetNote
{
  GtkWidget parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GessoDraft *draft;         /* (owned) (nullable) */
  char *session_id;          /* (owned) (nullable) */
  gint64 wanted;             /* what was asked for last */
  GCancellable *cancellable; /* (owned) (nullable): of asking */

  GtkWidget *button; /* (owned) */
  GtkLabel *label;   /* (unowned): the button's */
};

G_DEFINE_FINAL_TYPE (GessoBudgetNote, gesso_budget_note, GTK_TYPE_WIDGET)

static const char *
name_project (const GessoBudgetReport *report)
{
  return report->project_name != NULL && report->project_name[0] != '\0' ? report->project_name
                                                                         : _ ("Unsorted");
}

static char *
describe_stop (const GessoBudgetReport *report)
{
  gboolean is_month = report->stop == GESSO_BUDGET_RULE_MONTH;
  gint64 limit = is_month ? report->month_limit : report->project_limit;
  gint64 used = is_month ? report->month_used : report->project_used;
  g_autofree char *left = gesso_money_format (MAX (limit - used, 0));

  if (is_month)
    /* Translators: %s is a sum */
    return g_strdup_printf (_ ("This goes beyond the month’s budget, of which %s is left."), left);

  /* Translators: a project's name, then a sum */
  return g_strdup_printf (_ ("This goes beyond the budget of “%s”, of which %s is left."),
                          name_project (report), left);
}

static char *
describe (const GessoBudgetReport *report)
{
  int percent;
  GessoBudgetRule rule = gesso_budget_find_warning (report, &percent);

  if (report->stop != GESSO_BUDGET_RULE_NONE)
    return describe_stop (report);
  if (rule == GESSO_BUDGET_RULE_MONTH)
    return g_strdup_printf (_ ("%d %% of the month’s budget is used."), percent);
  if (rule == GESSO_BUDGET_RULE_PROJECT)
    return g_strdup_printf (_ ("%d %% of the budget of “%s” is used."), percent,
                            name_project (report));
  if (report->wanted < 0 && (report->month_limit >= 0 || report->project_limit >= 0))
    return g_strdup (_ ("What this costs in money is not known, so no budget counts it."));
  return NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GessoBudgetReport) report
      = gesso_library_load_budget_finish (GESSO_LIBRARY (source), result, NULL);
  GessoBudgetNote *self;
  g_autofree char *words = NULL;

  if (report == NULL)
    return;

  self = user_data;
  words = describe (report);
  gtk_label_set_text (self->label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
}

static void
ask (GessoBudgetNote *self)
{
  GessoLibrary *library = self->studio != NULL ? gesso_studio_get_library (self->studio) : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (library == NULL || self->wanted == 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }

  self->cancellable = g_cancellable_new ();
  gesso_library_load_budget_async (library, self->session_id, self->wanted, self->cancellable,
                                   loaded_cb, self);
}

static void
draft_changed_cb (GessoBudgetNote *self)
{
  const GessoEstimate *estimate = gesso_draft_get_estimate (self->draft);
  gint64 wanted = !estimate->known ? -1 : estimate->is_free ? 0 : estimate->micros_high;

  if (wanted == self->wanted)
    return;

  self->wanted = wanted;
  ask (self);
}

static void
gesso_budget_note_dispose (GObject *object)
{
  GessoBudgetNote *self = GESSO_BUDGET_NOTE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->draft);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_budget_note_parent_class)->dispose (object);
}

static void
gesso_budget_note_finalize (GObject *object)
{
  g_free (GESSO_BUDGET_NOTE (object)->session_id);

  G_OBJECT_CLASS (gesso_budget_note_parent_class)->finalize (object);
}

static void
gesso_budget_note_class_init (GessoBudgetNoteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_budget_note_dispose;
  object_class->finalize = gesso_budget_note_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gesso_budget_note_init (GessoBudgetNote *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (icon, "warning");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_tooltip_text (self->button, _ ("Look at the Budgets"));
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button),
                                           "win.preferences-page::cost");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gesso_budget_note_new (void)
{
  return g_object_new (GESSO_TYPE_BUDGET_NOTE, NULL);
}

/**
 * gesso_budget_note_set_studio:
 * @self: a note
 * @studio: an open studio
 * @draft: whose price is weighed
 *
 * To be called once.
 */
void
gesso_budget_note_set_studio (GessoBudgetNote *self,
                              GessoStudio     *studio,
                              GessoDraft      *draft)
{
  g_return_if_fail (GESSO_IS_BUDGET_NOTE (self));
  g_return_if_fail (self->studio == NULL);

  self->studio = g_object_ref (studio);
  self->draft = g_object_ref (draft);
  g_signal_connect_object (gesso_studio_get_queue (studio), "job-finished", G_CALLBACK (ask), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_studio_get_queue (studio), "job-held", G_CALLBACK (ask), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_studio_get_library (studio), "budgets-changed", G_CALLBACK (ask),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  draft_changed_cb (self);
}

/**
 * gesso_budget_note_set_session:
 * @self: a note
 * @session_id: (nullable): where the draft would be sent, for the budget of its project
 */
void
gesso_budget_note_set_session (GessoBudgetNote *self,
                               const char      *session_id)
{
  g_return_if_fail (GESSO_IS_BUDGET_NOTE (self));

  if (g_strcmp0 (self->session_id, session_id) == 0)
    return;

  g_free (self->session_id);
  self->session_id = g_strdup (session_id);
  ask (self);
}

/**
 * gesso_budget_note_get_text:
 * @self: a note
 *
 * Returns: (transfer none): what it says; empty when there is nothing to say
 */
const char *
gesso_budget_note_get_text (GessoBudgetNote *self)
{
  g_return_val_if_fail (GESSO_IS_BUDGET_NOTE (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_text (self->label) : "";
}
