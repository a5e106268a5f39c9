/* gesso-accounts-page.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoAccountsPage: the accounts as rows; the built-in engine is the first and cannot be removed.
 * Removing another one takes it off the list and waits with forgetting its key until the offer to
 * undo it is gone.
 */

#include "config.h"

#include "ui/preferences/gesso-accounts-page.h"

#include <glib/gi18n.h>

#include "ui/preferences/gesso-account-assistant.h"
#include "ui/preferences/gesso-account-editor.h"

struct _GessoAccountsPage
{
  AdwPreferencesPage parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GPtrArray *leaving;        /* (owned) (element-type GessoAccount): removed unless undone */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): in the group */
  GCancellable *cancellable; /* (owned) */

  /* Children of the template. */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (GessoAccountsPage, gesso_accounts_page, ADW_TYPE_PREFERENCES_PAGE)

static void fill (GessoAccountsPage *self);

static gboolean
is_sketch (GessoAccount *account)
{
  return g_str_equal (gesso_account_get_kind (account), GESSO_ACCOUNT_KIND_SKETCH);
}

static char *
describe (GessoAccount *account,
          const char   *key_state)
{
  const char *url = gesso_account_get_base_url (account);

  if (is_sketch (account))
    return g_strdup (_ ("Draws layouts, type and patterns from your words and retouches your own "
                        "pictures, on this computer. It is not an AI image model."));

  return g_strdup_printf ("%s%s%s", url != NULL ? url : _ ("No address"),
                          key_state != NULL ? " · " : "", key_state != NULL ? key_state : "");
}

/* The state of the key comes later, from the keyring. */

typedef struct
{
  AdwActionRow *row;     /* (owned) */
  GessoAccount *account; /* (owned) */
} KeyQuestion;

static void
has_key_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree KeyQuestion *question = user_data;
  g_autoptr (AdwActionRow) row = question->row;
  g_autoptr (GessoAccount) account = question->account;
  g_autoptr (GError) error = NULL;
  gboolean has_key = gesso_studio_has_key_finish (GESSO_STUDIO (source), result, &error);
  g_autofree char *words = NULL;

  if (error != NULL)
    return;

  words = describe (account, has_key                             ? _ ("key kept")
                             : gesso_account_needs_key (account) ? _ ("no key")
                                                                 : _ ("without key"));
  adw_action_row_set_subtitle (row, words);
}

/* Removing. */

static void
toast_dismissed_cb (GessoAccountsPage *self,
                    AdwToast          *toast)
{
  GessoAccount *account = g_object_get_data (G_OBJECT (toast), "gesso-account");

  if (g_ptr_array_find (self->leaving, account, NULL))
    {
      gesso_studio_remove_account (self->studio, account);
      g_ptr_array_remove (self->leaving, account);
    }
}

static void
undo_clicked_cb (GessoAccountsPage *self,
                 AdwToast          *toast)
{
  g_ptr_array_remove (self->leaving, g_object_get_data (G_OBJECT (toast), "gesso-account"));
  fill (self);
}

static void
remove_clicked_cb (GessoAccountsPage *self,
                   GtkWidget         *button)
{
  GessoAccount *account = g_object_get_data (G_OBJECT (button), "gesso-account");
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_WINDOW);
  g_autofree char *escaped = g_markup_escape_text (gesso_account_get_name (account), -1);
  g_autofree char *text = g_strdup_printf (_ ("“%s” removed"), escaped);
  AdwToast *toast = adw_toast_new (text);

  g_ptr_array_add (self->leaving, g_object_ref (account));
  g_object_set_data_full (G_OBJECT (toast), "gesso-account", g_object_ref (account),
                          g_object_unref);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  if (window != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
  fill (self);
}

static void
present (GessoAccountsPage *self,
         GtkWidget         *window)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  /* A changed account is the same object in the list, which then does not say anything. */
  g_signal_connect_object (window, "destroy", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
edit_clicked_cb (GessoAccountsPage *self,
                 GtkWidget         *row)
{
  present (self, gesso_account_editor_new (self->studio,
                                           g_object_get_data (G_OBJECT (row), "gesso-account")));
}

static void
add_account (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GessoAccountsPage *self = GESSO_ACCOUNTS_PAGE (widget);

  if (self->studio != NULL)
    present (self, gesso_account_assistant_new (self->studio));
}

static GtkWidget *
make_remove_button (GessoAccountsPage *self,
                    GessoAccount      *account)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), gesso_account_get_name (account));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "gesso-account", g_object_ref (account),
                          g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_row (GessoAccountsPage *self,
          GessoAccount      *account)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = describe (account, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), is_sketch (account)
                                                                ? _ ("Sketch (built-in, offline)")
                                                                : gesso_account_get_name (account));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (is_sketch (account)
                                                               ? "gesso-sketch-symbolic"
                                                               : "network-server-symbolic"));
  if (!is_sketch (account))
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, account));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "gesso-account", g_object_ref (account),
                              g_object_unref);
      g_signal_connect_object (row, "activated", G_CALLBACK (edit_clicked_cb), self,
                               G_CONNECT_SWAPPED);
    }
  return row;
}

static void
ask_for_key (GessoAccountsPage *self,
             GtkWidget         *row,
             GessoAccount      *account)
{
  KeyQuestion *question;

  if (!gesso_account_takes_key (account))
    return;

  question = g_new0 (KeyQuestion, 1);
  question->row = ADW_ACTION_ROW (g_object_ref (row));
  question->account = g_object_ref (account);
  gesso_studio_has_key_async (self->studio, account, self->cancellable, has_key_cb, question);
}

static void
fill (GessoAccountsPage *self)
{
  GListModel *accounts;

  if (self->studio == NULL || self->group == NULL)
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  accounts = gesso_studio_get_accounts (self->studio);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (GessoAccount) account = g_list_model_get_item (accounts, i);
      GtkWidget *row;

      if (g_ptr_array_find (self->leaving, account, NULL))
        continue;

      row = make_row (self, account);
      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
      ask_for_key (self, row, account);
    }
}

static void
gesso_accounts_page_dispose (GObject *object)
{
  GessoAccountsPage *self = GESSO_ACCOUNTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->studio != NULL)
    {
      g_signal_handlers_disconnect_by_data (gesso_studio_get_accounts (self->studio), self);
      for (guint i = 0; i < self->leaving->len; i++)
        gesso_studio_remove_account (self->studio, g_ptr_array_index (self->leaving, i));
      g_ptr_array_set_size (self->leaving, 0);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_ACCOUNTS_PAGE);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_accounts_page_parent_class)->dispose (object);
}

static void
gesso_accounts_page_finalize (GObject *object)
{
  GessoAccountsPage *self = GESSO_ACCOUNTS_PAGE (object);

  g_ptr_array_unref (self->leaving);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (gesso_accounts_page_parent_class)->finalize (object);
}

static void
gesso_accounts_page_class_init (GessoAccountsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_accounts_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_accounts_page_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/preferences/gesso-accounts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoAccountsPage, group);
  gtk_widget_class_install_action (widget_class, "accounts.add", NULL, add_account);
}

static void
gesso_accounts_page_init (GessoAccountsPage *self)
{
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_accounts_page_set_studio:
 * @self: the page
 * @studio: an open studio; to be called once
 */
void
gesso_accounts_page_set_studio (GessoAccountsPage *self,
                                GessoStudio       *studio)
{
  g_return_if_fail (GESSO_IS_ACCOUNTS_PAGE (self));
  g_return_if_fail (self->studio == NULL);

  self->studio = g_object_ref (studio);
  g_signal_connect_object (gesso_studio_get_accounts (studio), "items-changed", G_CALLBACK (fill),
                           self, G_CONNECT_SWAPPED);
  fill (self);
}
