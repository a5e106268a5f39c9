/* gesso-account-trial.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoAccountTrial: the part of the account editor that tries a service out. It says what the two
 * small pictures of a test would cost, asks for them on a click, and shows what the service really
 * honours. Owned by the editor's template.
 */

#include "config.h"

#include "ui/preferences/gesso-account-trial.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"
#include "studio/gesso-account-canary.h"
#include "ui/support/gesso-failure-text.h"

struct _GessoAccountTrial
{
  AdwPreferencesGroup parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GessoAccount *account;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): in the group */

  GtkButton *button;   /* (unowned): ours */
  GtkSpinner *spinner; /* (unowned): ours */
};

enum
{
  SIGNAL_WANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoAccountTrial, gesso_account_trial, ADW_TYPE_PREFERENCES_GROUP)

static void
clear_rows (GessoAccountTrial *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (GessoAccountTrial *self,
         const char        *title,
         const char        *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_answer (GessoAccountTrial *self,
            const char        *title,
            GessoCanaryAnswer  answer)
{
  add_row (self, title,
           answer == GESSO_CANARY_ANSWER_YES  ? _ ("Yes")
           : answer == GESSO_CANARY_ANSWER_NO ? _ ("No")
                                              : _ ("Not known"));
}

static void
show_mask (GessoAccountTrial         *self,
           const GessoCanaryFindings *findings)
{
  if (findings->polarity == NULL)
    add_answer (self, _ ("Keeps to the Mask"), findings->mask);
  else if (g_str_equal (findings->polarity, "alpha"))
    add_row (self, _ ("Keeps to the Mask"), _ ("Yes, where it is transparent"));
  else if (g_str_equal (findings->polarity, "white"))
    add_row (self, _ ("Keeps to the Mask"), _ ("Yes, where it is white"));
  else
    add_row (self, _ ("Keeps to the Mask"), _ ("Yes, where it is black"));
}

static void
show_findings (GessoAccountTrial         *self,
               const GessoCanaryFindings *findings)
{
  clear_rows (self);
  if (findings->failure != NULL)
    {
      g_autofree char *title = gesso_failure_text_title (findings->failure);

      add_row (self, title, "");
    }
  if (findings->n_models >= 0 && !findings->lists_model)
    add_row (self, _ ("The service does not list this model"), "");
  add_answer (self, _ ("Sizes as Asked For"), findings->sizes);
  add_answer (self, _ ("Previews"), findings->previews);
  add_answer (self, _ ("Transparent Background"), findings->transparency);
  add_answer (self, _ ("Edits"), findings->edits);
  show_mask (self, findings);
  if (findings->failure == NULL && findings->cost_micros >= 0)
    {
      g_autofree char *cost = gesso_money_format (findings->cost_micros);

      add_row (self, _ ("The Test Cost"), cost);
    }
}

static void
show_busy (GessoAccountTrial *self,
           gboolean           busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !busy && self->account != NULL);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoCanaryFindings) findings
      = gesso_account_canary_finish (GESSO_STUDIO (source), result, &error);
  GessoAccountTrial *self;

  if (findings == NULL
      || (findings->failure != NULL
          && gesso_failure_get_info (findings->failure)->failure_class == GESSO_FAILURE_CANCELLED))
    return; /* The editor may be gone; user_data is not touched. */

  self = user_data;
  show_busy (self, FALSE);
  show_findings (self, findings);
}

static void
clicked_cb (GessoAccountTrial *self)
{
  g_signal_emit (self, signals[SIGNAL_WANTED], 0);
}

static void
gesso_account_trial_dispose (GObject *object)
{
  GessoAccountTrial *self = GESSO_ACCOUNT_TRIAL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->account);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_account_trial_parent_class)->dispose (object);
}

static void
gesso_account_trial_finalize (GObject *object)
{
  GessoAccountTrial *self = GESSO_ACCOUNT_TRIAL (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (gesso_account_trial_parent_class)->finalize (object);
}

static void
gesso_account_trial_class_init (GessoAccountTrialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_account_trial_dispose;
  object_class->finalize = gesso_account_trial_finalize;

  signals[SIGNAL_WANTED] = g_signal_new ("wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gesso_account_trial_init (GessoAccountTrial *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_ ("Test Account"));
  GtkWidget *spinner = gtk_spinner_new ();

  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->button = GTK_BUTTON (button);
  self->spinner = GTK_SPINNER (spinner);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), button);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Test"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), box);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  show_busy (self, FALSE);
}

/**
 * gesso_account_trial_set_account:
 * @self: the group
 * @studio: an open studio
 * @account: (nullable): what would be tested; NULL while it cannot be
 */
void
gesso_account_trial_set_account (GessoAccountTrial *self,
                                 GessoStudio       *studio,
                                 GessoAccount      *account)
{
  g_autofree char *words = NULL;
  GessoEstimate estimate;
  g_autofree char *price = NULL;

  g_return_if_fail (GESSO_IS_ACCOUNT_TRIAL (self));

  g_set_object (&self->studio, studio);
  g_set_object (&self->account, account);
  show_busy (self, gtk_spinner_get_spinning (self->spinner));
  if (account == NULL)
    return;

  gesso_account_canary_estimate (studio, account, &estimate);
  price = gesso_money_format_estimate (&estimate);
  /* Translators: %s is an estimate, as "≈ $0.011" */
  words = g_strdup_printf (_ ("Two small pictures show what the service really does: sizes, "
                              "previews, transparency and masks. Price: %s"),
                           price);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), words);
}

/**
 * gesso_account_trial_run:
 * @self: the group
 *
 * Tests the account that was set last, whose price is shown.
 */
void
gesso_account_trial_run (GessoAccountTrial *self)
{
  g_return_if_fail (GESSO_IS_ACCOUNT_TRIAL (self));

  if (self->account == NULL || gtk_spinner_get_spinning (self->spinner))
    return;

  clear_rows (self);
  show_busy (self, TRUE);
  gesso_account_canary_async (self->studio, self->account, TRUE, self->cancellable, found_cb, self);
}
