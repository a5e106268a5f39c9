/* gesso-account-trial.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoAccountTrial: trying a service out. It says what the two small pictures of a test would
 * cost, asks for them on a click, and shows what the service really honours and what Gesso makes of
 * it. The account remembers that by model; it is shown with its day until it is forgotten or found
 * out anew. Owned by the page that it is in; the key's group is on the same page or the one before.
 */

#include "config.h"

#include "ui/preferences/gesso-account-trial.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"
#include "studio/gesso-account-canary.h"
#include "ui/preferences/gesso-finding-rows.h"
#include "ui/support/gesso-failure-text.h"

struct _GessoAccountTrial
{
  AdwPreferencesGroup parent_instance;

  GessoStudio *studio;   /* (owned) (nullable) */
  GessoAccount *account; /* (owned) (nullable) */
  GessoKeyGroup *key;    /* (owned) (nullable) */
  GCancellable *running; /* (owned) (nullable): while a test goes on */
  GPtrArray *rows;       /* (element-type GtkWidget): in the group */
  char *problem;         /* (owned) (nullable): of the last test */
  char *doubt;           /* (owned) (nullable): what else is to be said of it */

  GtkButton *button;   /* (unowned): ours */
  GtkSpinner *spinner; /* (unowned): ours */
};

G_DEFINE_FINAL_TYPE (GessoAccountTrial, gesso_account_trial, ADW_TYPE_PREFERENCES_GROUP)

static void
take_row (GessoAccountTrial *self,
          GtkWidget         *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static const GessoFindings *
get_findings (GessoAccountTrial *self)
{
  return gesso_account_get_findings (self->account, gesso_account_get_model (self->account));
}

static void
show_rows (GessoAccountTrial *self)
{
  const GessoFindings *findings = get_findings (self);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  if (self->problem != NULL)
    take_row (self, gesso_finding_rows_make_note ("dialog-warning-symbolic", self->problem));
  if (self->doubt != NULL)
    take_row (self, gesso_finding_rows_make_note ("dialog-information-symbolic", self->doubt));
  if (findings == NULL)
    return;

  rows = gesso_finding_rows_make (findings);
  for (guint i = 0; i < rows->len; i++)
    take_row (self, g_ptr_array_index (rows, i));
}

static void
show_price (GessoAccountTrial *self)
{
  GessoEstimate estimate;
  g_autofree char *price = NULL;
  g_autofree char *words = NULL;

  gesso_account_canary_estimate (self->studio, self->account, &estimate);
  price = gesso_money_format_estimate (&estimate);
  /* Translators: %s is an estimate, as "≈ $0.011" */
  words = g_strdup_printf (_ ("Two small pictures show what the service really does: sizes, "
                              "previews, transparency and masks. Price: %s"),
                           price);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), words);
}

static void
show_state (GessoAccountTrial *self)
{
  gboolean is_busy = self->running != NULL;
  gboolean is_known = self->account != NULL && get_findings (self) != NULL;

  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_button_set_label (self->button, is_busy    ? _ ("Stop Test")
                                      : is_known ? _ ("Test Again")
                                                 : _ ("Test Account"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button),
                            is_busy
                                || (self->account != NULL
                                    && gesso_account_get_base_url (self->account) != NULL));
}

static void
account_changed_cb (GessoAccountTrial *self)
{
  if (self->running != NULL)
    return;

  show_price (self);
  show_rows (self);
  show_state (self);
}

static void
forget (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  GessoAccountTrial *self = GESSO_ACCOUNT_TRIAL (widget);

  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->doubt, g_free);
  gesso_account_forget_findings (self->account);
  account_changed_cb (self);
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
    return; /* The group may be gone; user_data is not touched. */

  self = user_data;
  g_clear_object (&self->running);
  if (findings->failure != NULL)
    self->problem = gesso_failure_text_title (findings->failure);
  if (findings->n_models > 0 && !findings->lists_model)
    self->doubt = g_strdup (_ ("The service does not list this model"));
  account_changed_cb (self);
}

static void
key_kept_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean kept = gesso_key_group_keep_finish (GESSO_KEY_GROUP (source), result, &error);
  GessoAccountTrial *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (kept)
    {
      gesso_account_canary_async (self->studio, self->account, TRUE, self->running, found_cb, self);
      return;
    }

  g_clear_object (&self->running);
  self->problem = g_strdup (_ ("The key could not be kept."));
  account_changed_cb (self);
}

static void
clicked_cb (GessoAccountTrial *self)
{
  if (self->running != NULL)
    {
      gesso_account_trial_stop (self);
      return;
    }

  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->doubt, g_free);
  show_rows (self);
  self->running = g_cancellable_new ();
  show_state (self);
  gesso_key_group_keep_async (self->key, self->running, key_kept_cb, self);
}

static void
gesso_account_trial_dispose (GObject *object)
{
  GessoAccountTrial *self = GESSO_ACCOUNT_TRIAL (object);

  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_object (&self->key);
  g_clear_object (&self->account);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_account_trial_parent_class)->dispose (object);
}

static void
gesso_account_trial_finalize (GObject *object)
{
  GessoAccountTrial *self = GESSO_ACCOUNT_TRIAL (object);

  g_ptr_array_unref (self->rows);
  g_free (self->problem);
  g_free (self->doubt);

  G_OBJECT_CLASS (gesso_account_trial_parent_class)->finalize (object);
}

static void
gesso_account_trial_class_init (GessoAccountTrialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_account_trial_dispose;
  object_class->finalize = gesso_account_trial_finalize;
  gtk_widget_class_install_action (widget_class, "trial.forget", NULL, forget);
}

static void
gesso_account_trial_init (GessoAccountTrial *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_ ("Test Account"));
  GtkWidget *spinner = gtk_spinner_new ();

  self->rows = g_ptr_array_new ();
  self->button = GTK_BUTTON (button);
  self->spinner = GTK_SPINNER (spinner);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), button);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Test"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), box);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  show_state (self);
}

/**
 * gesso_account_trial_set_account:
 * @self: the group
 * @studio: an open studio
 * @account: what is tested, and remembers the outcome; to be called once
 * @key: where a key is typed that has to be kept before the service is asked
 */
void
gesso_account_trial_set_account (GessoAccountTrial *self,
                                 GessoStudio       *studio,
                                 GessoAccount      *account,
                                 GessoKeyGroup     *key)
{
  g_return_if_fail (GESSO_IS_ACCOUNT_TRIAL (self));
  g_return_if_fail (self->account == NULL);

  self->studio = g_object_ref (studio);
  self->account = g_object_ref (account);
  self->key = g_object_ref (key);
  g_signal_connect_object (account, "notify::base-url", G_CALLBACK (account_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::model", G_CALLBACK (account_changed_cb), self,
                           G_CONNECT_SWAPPED);
  account_changed_cb (self);
}

/**
 * gesso_account_trial_stop:
 * @self: the group
 *
 * Gives a test up. What was drawn by then may have been billed, and what it found out is lost.
 */
void
gesso_account_trial_stop (GessoAccountTrial *self)
{
  g_return_if_fail (GESSO_IS_ACCOUNT_TRIAL (self));

  if (self->running == NULL)
    return;

  g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->problem = g_strdup (_ ("The test was stopped. What was drawn by then may be billed."));
  account_changed_cb (self);
}
