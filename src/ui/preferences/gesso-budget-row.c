/* gesso-budget-row.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoBudgetRow: one budget in the preferences: what may be spent, what of it is used, and a field
 * to change it. Typing is told once it rests for a moment, or when the row goes. Owned by the
 * cost page's list.
 */

#include "config.h"

#include "ui/preferences/gesso-budget-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/gesso-money.h"
#include "studio/gesso-budget.h"

#define REST_MS 600
#define MAX_DOLLARS 1000000.0

struct _GessoBudgetRow
{
  AdwActionRow parent_instance;

  GtkSpinButton *field; /* (unowned): ours */
  GtkImage *warning;    /* (unowned): ours */
  guint rest_id;        /* (owned) */
  gboolean showing;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoBudgetRow, gesso_budget_row, ADW_TYPE_ACTION_ROW)

static void
tell (GessoBudgetRow *self)
{
  double dollars = gtk_spin_button_get_value (self->field);
  gint64 micros = dollars > 0 ? (gint64) llround (dollars * 1e6) : -1;

  self->rest_id = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, micros);
}

static gboolean
rested_cb (gpointer user_data)
{
  tell (user_data);
  return G_SOURCE_REMOVE;
}

static void
value_changed_cb (GessoBudgetRow *self)
{
  if (self->showing)
    return;

  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, rested_cb, self);
}

static void
flush (GessoBudgetRow *self)
{
  if (self->rest_id == 0)
    return;

  g_source_remove (self->rest_id);
  tell (self);
}

static void
gesso_budget_row_dispose (GObject *object)
{
  g_clear_handle_id (&GESSO_BUDGET_ROW (object)->rest_id, g_source_remove);

  G_OBJECT_CLASS (gesso_budget_row_parent_class)->dispose (object);
}

static void
gesso_budget_row_class_init (GessoBudgetRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_budget_row_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
gesso_budget_row_init (GessoBudgetRow *self)
{
  GtkWidget *field = gtk_spin_button_new_with_range (0, MAX_DOLLARS, 1);
  GtkWidget *warning = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *currency = gtk_label_new ("$");

  self->field = GTK_SPIN_BUTTON (field);
  self->warning = GTK_IMAGE (warning);
  gtk_spin_button_set_digits (self->field, 2);
  gtk_spin_button_set_numeric (self->field, TRUE);
  gtk_widget_set_valign (field, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (field, _ ("Budget in US Dollars"));
  gtk_widget_set_visible (warning, FALSE);
  gtk_widget_add_css_class (warning, "warning");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), warning);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), currency);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), field);
  /* The row's title is the field's name too. */
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), field);
  g_signal_connect_swapped (field, "value-changed", G_CALLBACK (value_changed_cb), self);
  g_signal_connect (self, "unmap", G_CALLBACK (flush), NULL);
}

/**
 * gesso_budget_row_new:
 * @title: whose budget it is
 *
 * Returns: (transfer full): a row without a budget
 */
GtkWidget *
gesso_budget_row_new (const char *title)
{
  GessoBudgetRow *self = g_object_new (GESSO_TYPE_BUDGET_ROW, "title", title, NULL);

  gesso_budget_row_set_sums (self, -1, 0, NULL);
  return GTK_WIDGET (self);
}

/**
 * gesso_budget_row_set_sums:
 * @self: a row
 * @limit: what may be spent, in micro-dollars; -1 for no budget
 * @used: what is spent or under way, in micro-dollars
 * @uncounted: (nullable): what is not in @used because its price in money is not known
 */
void
gesso_budget_row_set_sums (GessoBudgetRow *self,
                           gint64          limit,
                           gint64          used,
                           const char     *uncounted)
{
  g_autofree char *used_text = gesso_money_format (used);
  g_autofree char *words = NULL;
  int percent = limit > 0 ? (int) MIN (used / (limit / 100.0), 999) : 0;

  g_return_if_fail (GESSO_IS_BUDGET_ROW (self));

  if (limit < 0)
    /* Translators: %s is a sum */
    words = g_strdup_printf (_ ("No budget; %s used"), used_text);
  else
    /* Translators: a sum, and which part of the budget it is */
    words = g_strdup_printf (_ ("%s used, %d %% of the budget"), used_text, percent);
  if (uncounted != NULL)
    {
      g_autofree char *sum = g_steal_pointer (&words);

      words = g_strdup_printf ("%s; %s", sum, uncounted);
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_widget_set_visible (GTK_WIDGET (self->warning), percent >= GESSO_BUDGET_WARNING);
  if (self->rest_id != 0)
    return;

  self->showing = TRUE;
  gtk_spin_button_set_value (self->field, limit > 0 ? limit / 1e6 : 0);
  self->showing = FALSE;
}
