/* gesso-credits-group.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoCreditsGroup: what is left on an account whose service tells it, asked for on a click.
 * Invisible for all the others. Owned by the account's page.
 */

#include "config.h"

#include "ui/preferences/gesso-credits-group.h"

#include <glib/gi18n.h>

#include "model/gesso-money.h"
#include "ui/support/gesso-failure-text.h"

struct _GessoCreditsGroup
{
  AdwPreferencesGroup parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GessoAccount *account;     /* (owned) (nullable) */
  GessoKeyGroup *key;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */

  AdwActionRow *row;   /* (unowned): ours */
  GtkSpinner *spinner; /* (unowned): ours */
  GtkButton *button;   /* (unowned): ours */
};

G_DEFINE_FINAL_TYPE (GessoCreditsGroup, gesso_credits_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show (GessoCreditsGroup *self,
      gboolean           is_busy,
      const char        *words)
{
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !is_busy);
  adw_action_row_set_subtitle (self->row, words);
}

static char *
describe (GessoCreditsGroup *self,
          double             credits)
{
  GessoUsage usage = GESSO_USAGE_INIT;
  g_autofree char *price = NULL;
  gint64 micros;

  if (credits < 0)
    return g_strdup (_ ("The service answered, but did not tell what is left."));

  usage.known = TRUE;
  usage.credits = credits;
  if (!gesso_pricing_actual (gesso_studio_get_pricing (self->studio),
                             gesso_account_get_kind (self->account),
                             gesso_account_get_model (self->account), &usage, &micros))
    /* Translators: %g is a number of credits */
    return g_strdup_printf (_ ("%g credits"), credits);

  price = gesso_money_format (micros);
  /* Translators: %g is a number of credits, %s what they are worth, as "$1.25" */
  return g_strdup_printf (_ ("%g credits, about %s"), credits, price);
}

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  double credits = gesso_studio_fetch_credits_finish (GESSO_STUDIO (source), result, &error);
  g_autofree char *words = NULL;
  GessoCreditsGroup *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      g_autoptr (GessoFailure) failure = gesso_studio_dup_failure (error);

      if (gesso_failure_get_info (failure)->failure_class == GESSO_FAILURE_CANCELLED)
        return; /* The page may be gone. */
      words = gesso_failure_text_sentence (failure);
    }

  self = user_data;
  if (words == NULL)
    words = describe (self, credits);
  show (self, FALSE, words);
}

static void
key_kept_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean kept = gesso_key_group_keep_finish (GESSO_KEY_GROUP (source), result, &error);
  GessoCreditsGroup *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (kept)
    gesso_studio_fetch_credits_async (self->studio, self->account, self->cancellable, told_cb,
                                      self);
  else
    show (self, FALSE, _ ("The key could not be kept."));
}

static void
clicked_cb (GessoCreditsGroup *self)
{
  show (self, TRUE, _ ("Asking the service…"));
  gesso_key_group_keep_async (self->key, self->cancellable, key_kept_cb, self);
}

static void
gesso_credits_group_dispose (GObject *object)
{
  GessoCreditsGroup *self = GESSO_CREDITS_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->key);
  g_clear_object (&self->account);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_credits_group_parent_class)->dispose (object);
}

static void
gesso_credits_group_finalize (GObject *object)
{
  g_object_unref (GESSO_CREDITS_GROUP (object)->cancellable);

  G_OBJECT_CLASS (gesso_credits_group_parent_class)->finalize (object);
}

static void
gesso_credits_group_class_init (GessoCreditsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_credits_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_credits_group_finalize;
}

static void
gesso_credits_group_init (GessoCreditsGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->row = ADW_ACTION_ROW (adw_action_row_new ());
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  self->button = GTK_BUTTON (gtk_button_new_with_label (_ ("Ask")));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Ask What Is Left"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("Credits Left"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_action_row_set_subtitle_lines (self->row, 0);
  adw_action_row_add_suffix (self->row, GTK_WIDGET (self->spinner));
  adw_action_row_add_suffix (self->row, GTK_WIDGET (self->button));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->row));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * gesso_credits_group_set_account:
 * @self: the group
 * @studio: an open studio
 * @account: whose credits they are; to be called once
 * @key: where a key is typed that has to be kept before the service is asked
 */
void
gesso_credits_group_set_account (GessoCreditsGroup *self,
                                 GessoStudio       *studio,
                                 GessoAccount      *account,
                                 GessoKeyGroup     *key)
{
  g_return_if_fail (GESSO_IS_CREDITS_GROUP (self));
  g_return_if_fail (self->account == NULL);

  self->studio = g_object_ref (studio);
  self->account = g_object_ref (account);
  self->key = g_object_ref (key);
  gtk_widget_set_visible (GTK_WIDGET (self), gesso_account_tells_credits (account));
  show (self, FALSE, _ ("Nobody asked yet."));
}
