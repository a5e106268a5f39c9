/* gesso-address-group.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoAddressGroup: the name and the address of an account. What is typed stays as it is typed;
 * the account gets the repaired address, or none, and a line says what was repaired. Owned by the
 * page that it is in; the account outlives what is typed.
 */

#include "config.h"

#include "ui/preferences/gesso-address-group.h"

#include <glib/gi18n.h>

#include "ui/preferences/gesso-repair-text.h"

struct _GessoAddressGroup
{
  AdwPreferencesGroup parent_instance;

  GessoAccount *account; /* (owned) (nullable) */

  /* Children of the template. */
  GtkEditable *name;
  GtkEditable *address;
  GtkLabel *repaired;
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoAddressGroup, gesso_address_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_repair (GessoAddressGroup *self,
             const char        *typed,
             const char        *url)
{
  g_autofree char *words
      = gesso_repair_text_describe (gesso_account_get_kind (self->account), typed, url);
  gboolean is_wrong = url == NULL && typed[0] != '\0';

  gtk_label_set_text (self->repaired, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->repaired), words != NULL);
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->address), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->address), "error");
}

static void
address_changed_cb (GessoAddressGroup *self)
{
  const char *typed = gtk_editable_get_text (self->address);
  g_autofree char *url = NULL;

  if (self->account == NULL)
    return;

  url = gesso_account_repair_address (gesso_account_get_kind (self->account), typed);
  gesso_account_set_base_url (self->account, url);
  show_repair (self, typed, url);
}

static void
name_changed_cb (GessoAddressGroup *self)
{
  if (self->account != NULL)
    gesso_account_set_name (self->account, gtk_editable_get_text (self->name));
}

static void
entry_activated_cb (GessoAddressGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static gboolean
gesso_address_group_grab_focus (GtkWidget *widget)
{
  GessoAddressGroup *self = GESSO_ADDRESS_GROUP (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

static void
gesso_address_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_ADDRESS_GROUP);
  g_clear_object (&GESSO_ADDRESS_GROUP (object)->account);

  G_OBJECT_CLASS (gesso_address_group_parent_class)->dispose (object);
}

static void
gesso_address_group_class_init (GessoAddressGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_address_group_dispose;
  widget_class->grab_focus = gesso_address_group_grab_focus;

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/preferences/gesso-address-group.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoAddressGroup, name);
  gtk_widget_class_bind_template_child (widget_class, GessoAddressGroup, address);
  gtk_widget_class_bind_template_child (widget_class, GessoAddressGroup, repaired);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
gesso_address_group_init (GessoAddressGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_address_group_set_account:
 * @self: the group
 * @account: whose name and address are shown and changed; to be called once
 */
void
gesso_address_group_set_account (GessoAddressGroup *self,
                                 GessoAccount      *account)
{
  const char *url = gesso_account_get_base_url (account);
  const char *name = gesso_account_get_name (account);

  g_return_if_fail (GESSO_IS_ADDRESS_GROUP (self));
  g_return_if_fail (self->account == NULL);

  /* An account that nobody named yet is called like its kind. */
  gtk_editable_set_text (self->name,
                         g_str_equal (name, gesso_account_get_kind (account)) ? "" : name);
  gtk_editable_set_text (self->address, url != NULL ? url : "");
  self->account = g_object_ref (account);
  address_changed_cb (self);
}
