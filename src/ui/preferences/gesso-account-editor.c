/* gesso-account-editor.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoAccountEditor: one account to be changed, on one page: name, address, key, models, what a
 * test finds out, what is left, how many jobs at once. The groups of the page change a copy; the
 * studio gets it when the person says so. What a test found out is remembered at once, for it was
 * paid for. Made by the accounts page; adding an account is GessoAccountAssistant's.
 */

#include "config.h"

#include "ui/preferences/gesso-account-editor.h"

#include <glib/gi18n.h>

#include "ui/preferences/gesso-account-kinds.h"
#include "ui/preferences/gesso-account-trial.h"
#include "ui/preferences/gesso-address-group.h"
#include "ui/preferences/gesso-credits-group.h"
#include "ui/preferences/gesso-key-group.h"
#include "ui/preferences/gesso-models-group.h"

struct _GessoAccountEditor
{
  AdwWindow parent_instance;

  GessoStudio *studio;       /* (owned) */
  GessoAccount *original;    /* (owned) */
  GessoAccount *account;     /* (owned): the copy that is changed */
  GCancellable *cancellable; /* (owned) */

  /* Children of the template. */
  AdwWindowTitle *title;
  GessoAddressGroup *address;
  GessoKeyGroup *key;
  GessoModelsGroup *models;
  GessoAccountTrial *trial;
  GessoCreditsGroup *credits;
  GtkSpinButton *limit;
  GtkButton *save_button;
};

G_DEFINE_FINAL_TYPE (GessoAccountEditor, gesso_account_editor, ADW_TYPE_WINDOW)

static void
show_state (GessoAccountEditor *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button),
                            gesso_account_get_base_url (self->account) != NULL);
}

/* Only what is true of the address that is in use. */
static void
findings_changed_cb (GessoAccountEditor *self)
{
  const GessoFindings *found;

  if (g_strcmp0 (gesso_account_get_base_url (self->account),
                 gesso_account_get_base_url (self->original))
      != 0)
    return;

  found = gesso_account_get_findings (self->account, gesso_account_get_model (self->account));
  if (found != NULL)
    gesso_account_take_findings (self->original, gesso_findings_copy (found));
  else
    gesso_account_forget_findings (self->original);
  gesso_studio_save_account (self->studio, self->original);
}

static void
limit_changed_cb (GessoAccountEditor *self)
{
  if (self->account != NULL)
    gesso_account_set_limit (self->account, gtk_spin_button_get_value_as_int (self->limit));
}

static void
key_kept_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean kept = gesso_key_group_keep_finish (GESSO_KEY_GROUP (source), result, &error);
  GessoAccountEditor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  show_state (self);
  if (!kept)
    return; /* The key's group says so. */

  gesso_account_assign (self->original, self->account);
  gesso_studio_save_account (self->studio, self->original);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_clicked_cb (GessoAccountEditor *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  gesso_key_group_keep_async (self->key, self->cancellable, key_kept_cb, self);
}

static void
gesso_account_editor_dispose (GObject *object)
{
  GessoAccountEditor *self = GESSO_ACCOUNT_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_ACCOUNT_EDITOR);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->account);
  g_clear_object (&self->original);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_account_editor_parent_class)->dispose (object);
}

static void
gesso_account_editor_class_init (GessoAccountEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_account_editor_dispose;

  g_type_ensure (GESSO_TYPE_ADDRESS_GROUP);
  g_type_ensure (GESSO_TYPE_KEY_GROUP);
  g_type_ensure (GESSO_TYPE_MODELS_GROUP);
  g_type_ensure (GESSO_TYPE_ACCOUNT_TRIAL);
  g_type_ensure (GESSO_TYPE_CREDITS_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/preferences/gesso-account-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, title);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, address);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, key);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, models);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, trial);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, credits);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, limit);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, save_button);
  gtk_widget_class_bind_template_callback (widget_class, limit_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gesso_account_editor_init (GessoAccountEditor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_account_editor_new:
 * @studio: an open studio
 * @account: the account to change
 *
 * Returns: (transfer none): a window, not yet shown
 */
GtkWidget *
gesso_account_editor_new (GessoStudio  *studio,
                          GessoAccount *account)
{
  GessoAccountEditor *self = g_object_new (GESSO_TYPE_ACCOUNT_EDITOR, NULL);
  GessoAccountKind kind;

  self->studio = g_object_ref (studio);
  self->original = g_object_ref (account);
  self->account = gesso_account_copy (account);
  if (gesso_account_kinds_find (gesso_account_get_kind (account), &kind))
    adw_window_title_set_subtitle (self->title, kind.label);
  gesso_address_group_set_account (self->address, self->account);
  gesso_key_group_set_account (self->key, studio, self->account);
  gesso_models_group_set_account (self->models, studio, self->account, self->key);
  gesso_account_trial_set_account (self->trial, studio, self->account, self->key);
  gesso_credits_group_set_account (self->credits, studio, self->account, self->key);
  gtk_spin_button_set_value (self->limit, gesso_account_get_limit (account));
  g_signal_connect_object (self->account, "notify::base-url", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account, "notify::findings", G_CALLBACK (findings_changed_cb),
                           self, G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}
