/* gesso-account-editor.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoAccountEditor: one account to be added or changed: kind, name, address, key, models, how
 * many jobs at once. It works on a copy; the studio gets it when the person says so. The key goes
 * from its field to the studio and is shown to nobody. Made by the accounts page.
 */

#include "config.h"

#include "ui/preferences/gesso-account-editor.h"

#include <glib/gi18n.h>

#include "base/gesso-clock.h"
#include "model/gesso-server-preset.h"
#include "model/gesso-task-profiles.h"
#include "ui/preferences/gesso-account-trial.h"
#include "ui/support/gesso-failure-text.h"

struct _GessoAccountEditor
{
  AdwWindow parent_instance;

  GessoStudio *studio;       /* (owned) */
  GessoAccount *original;    /* (owned) (nullable): NULL when it is a new one */
  char *id;                  /* (owned): of the account */
  char **models;             /* (owned) (nullable): as fetched */
  gboolean saving;           /* the window closes when the key is kept */
  gboolean trying;           /* the test begins then */
  GCancellable *cancellable; /* (owned) */

  /* Children of the template. */
  AdwComboRow *kind;
  GtkEditable *name;
  GtkEditable *address;
  GtkLabel *repaired;
  GtkEditable *key;
  GtkLabel *key_note;
  GtkButton *fetch_button;
  GtkSpinner *spinner;
  GtkLabel *fetch_note;
  AdwComboRow *model;
  AdwEntryRow *deployment;
  GessoAccountTrial *trial;
  GtkSpinButton *limit;
  GtkButton *save_button;
};

static const struct
{
  const char *kind;
  const char *label;
  const char *name;
} kinds[] = {
  { GESSO_ACCOUNT_KIND_OPENAI_IMAGES, N_ ("OpenAI Images"), "OpenAI" },
  { GESSO_ACCOUNT_KIND_RESPONSES, N_ ("OpenAI Responses"), "OpenAI" },
  { GESSO_ACCOUNT_KIND_AZURE, N_ ("Azure / Microsoft Foundry"), "Azure" },
  { GESSO_ACCOUNT_KIND_COMPATIBLE, N_ ("OpenAI-compatible server"), "" },
};

G_DEFINE_FINAL_TYPE (GessoAccountEditor, gesso_account_editor, ADW_TYPE_WINDOW)

/* After the kinds that are built in come the servers that are known by name, then the services that
 * profiles describe. */

static guint
count_built_in (void)
{
  return (guint) G_N_ELEMENTS (kinds) + gesso_server_preset_get_length ();
}

static guint
count_kinds (void)
{
  return count_built_in () + gesso_task_profiles_get_length (gesso_task_profiles_get_default ());
}

static GessoTaskProfile *
get_profile (guint i)
{
  return gesso_task_profiles_get (gesso_task_profiles_get_default (), i - count_built_in ());
}

static const char *
get_kind_at (guint i)
{
  if (i < G_N_ELEMENTS (kinds))
    return kinds[i].kind;
  if (i < count_built_in ())
    return gesso_server_preset_get (i - (guint) G_N_ELEMENTS (kinds))->kind;
  return gesso_task_profile_get_kind (get_profile (i));
}

static const char *
get_name_at (guint i)
{
  if (i < G_N_ELEMENTS (kinds))
    return kinds[i].name;
  if (i < count_built_in ())
    return gesso_server_preset_get (i - (guint) G_N_ELEMENTS (kinds))->label;
  return gesso_task_profile_get_label (get_profile (i));
}

static const char *
get_kind (GessoAccountEditor *self)
{
  guint i = adw_combo_row_get_selected (self->kind);

  return get_kind_at (MIN (i, count_kinds () - 1));
}

/* Models: those that were fetched, else those of the table. */

static void
fill_models (GessoAccountEditor *self,
             const char         *chosen)
{
  g_auto (GStrv) known = NULL;
  const char *const *models = (const char *const *) self->models;
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0, n = 0;

  if (models == NULL || models[0] == NULL)
    {
      known = gesso_catalog_list_models (gesso_studio_get_catalog (self->studio), get_kind (self),
                                         gesso_clock_now_us ());
      models = (const char *const *) known;
    }
  if (chosen != NULL && (models == NULL || !g_strv_contains (models, chosen)))
    {
      gtk_string_list_append (list, chosen);
      n++;
    }
  for (guint i = 0; models != NULL && models[i] != NULL; i++, n++)
    {
      if (g_strcmp0 (models[i], chosen) == 0)
        selected = n;
      gtk_string_list_append (list, models[i]);
    }
  adw_combo_row_set_model (self->model, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->model, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->model), n > 0);
}

static const char *
get_model (GessoAccountEditor *self)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (self->model);

  return item != NULL ? gtk_string_object_get_string (item) : NULL;
}

/* What may not be in a deployment's name ends it. */
static char *
dup_model (GessoAccountEditor *self)
{
  const char *model = get_model (self);
  g_autofree char *deployment
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->deployment))));

  deployment[strcspn (deployment, " =/")] = '\0';
  if (!gtk_widget_get_visible (GTK_WIDGET (self->deployment)) || deployment[0] == '\0'
      || model == NULL || g_str_equal (deployment, model))
    return g_strdup (model);

  return g_strconcat (deployment, "=", model, NULL);
}

static void
show_model (GessoAccountEditor *self,
            const char         *model)
{
  const char *kind = get_kind (self);
  const char *base = gesso_account_model_get_base (kind, model);
  g_autofree char *wire = gesso_account_model_dup_wire (kind, model);

  fill_models (self, base);
  if (model == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->deployment), strchr (model, '=') != NULL ? wire : "");
}

static GessoAccount *
make_account (GessoAccountEditor *self)
{
  const char *name = gtk_editable_get_text (self->name);
  g_autofree char *url
      = gesso_account_repair_address (get_kind (self), gtk_editable_get_text (self->address));
  g_autofree char *model = dup_model (self);
  GessoAccount *account = gesso_account_new (self->id, get_kind (self), name);

  gesso_account_set_base_url (account, url);
  gesso_account_set_model (account, model);
  gesso_account_set_models (account, (const char *const *) self->models);
  gesso_account_set_limit (account, gtk_spin_button_get_value_as_int (self->limit));
  return account;
}

/* The day on which the chosen model ends, where one is known. */
static void
show_model_end (GessoAccountEditor *self)
{
  g_autofree char *model = self->studio != NULL ? dup_model (self) : NULL;
  g_autoptr (GessoModelInfo) info = NULL;
  g_autofree char *words = NULL;

  if (model != NULL)
    info = gesso_catalog_lookup (gesso_studio_get_catalog (self->studio), get_kind (self), model);
  if (info != NULL && info->shutdown_date != NULL)
    /* Translators: %s is a date, as 2026-12-01 */
    words = g_strdup_printf (_ ("Ends on %s"), info->shutdown_date);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->model), words != NULL ? words : "");
}

static void
show_state (GessoAccountEditor *self)
{
  const char *typed = gtk_editable_get_text (self->address);
  g_autofree char *url = gesso_account_repair_address (get_kind (self), typed);
  g_autofree char *words = NULL;
  g_autofree char *deployment = gesso_account_address_dup_deployment (url);
  gboolean is_responses = g_str_equal (get_kind (self), GESSO_ACCOUNT_KIND_RESPONSES);
  gboolean usable = url != NULL;

  if (typed[0] == '\0')
    words = g_strdup (_ ("An address is needed, for example localhost:8080."));
  else if (url == NULL)
    words = g_strdup (_ ("This cannot be an address."));
  else if (g_strcmp0 (url, typed) != 0)
    words = g_strdup_printf (_ ("Will be used as %s"), url);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->deployment),
                                 is_responses ? _ ("Text Model, if Not gpt-5.5")
                                              : _ ("Deployment, if Named Differently"));
  gtk_widget_set_visible (GTK_WIDGET (self->deployment),
                          is_responses
                              || (g_str_equal (get_kind (self), GESSO_ACCOUNT_KIND_AZURE)
                                  && deployment == NULL));
  gtk_label_set_text (self->repaired, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->repaired), words != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), usable && !self->saving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fetch_button),
                            usable && !gtk_spinner_get_spinning (self->spinner));
  show_model_end (self);
  if (self->studio != NULL)
    {
      g_autoptr (GessoAccount) account = usable ? make_account (self) : NULL;

      gesso_account_trial_set_account (self->trial, self->studio, account);
    }
}

static void
kind_changed_cb (GessoAccountEditor *self)
{
  guint i = adw_combo_row_get_selected (self->kind);
  g_autoptr (GessoAccount) fresh = NULL;

  if (self->studio == NULL || self->original != NULL || i >= count_kinds ())
    return;

  fresh = gesso_account_new (self->id, get_kind_at (i), get_name_at (i));
  gtk_editable_set_text (self->name, get_name_at (i));
  gtk_editable_set_text (self->address, gesso_account_get_base_url (fresh) != NULL
                                            ? gesso_account_get_base_url (fresh)
                                            : "");
  gtk_spin_button_set_value (self->limit, gesso_account_get_limit (fresh));
  g_clear_pointer (&self->models, g_strfreev);
  show_model (self, gesso_account_get_model (fresh));
  show_state (self);
}

/* Fetching: the key, if one was typed, is kept first, since the studio asks with it. */

static void
say_fetched (GessoAccountEditor *self,
             const char         *text)
{
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_label_set_text (self->fetch_note, text);
  gtk_widget_set_visible (GTK_WIDGET (self->fetch_note), text[0] != '\0');
  show_state (self);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) models = gesso_studio_fetch_models_finish (GESSO_STUDIO (source), result, &error);
  g_autofree char *text = NULL;
  GessoAccountEditor *self;
  guint n;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (models == NULL)
    {
      g_autoptr (GessoFailure) failure = gesso_studio_dup_failure (error);

      text = gesso_failure_text_sentence (failure);
      say_fetched (self, text);
      return;
    }

  n = g_strv_length (models);
  g_strfreev (self->models);
  self->models = g_steal_pointer (&models);
  fill_models (self, get_model (self));
  text = n > 0 ? g_strdup_printf (ngettext ("The service offers %u model.",
                                            "The service offers %u models.", n),
                                  n)
               : g_strdup (_ ("The service answered, but listed no models."));
  say_fetched (self, text);
}

static void
fetch (GessoAccountEditor *self)
{
  g_autoptr (GessoAccount) account = make_account (self);

  gesso_studio_fetch_models_async (self->studio, account, self->cancellable, fetched_cb, self);
}

static void
finish_saving (GessoAccountEditor *self)
{
  g_autoptr (GessoAccount) account = make_account (self);

  if (self->original != NULL)
    {
      gesso_account_set_name (self->original, gesso_account_get_name (account));
      gesso_account_set_base_url (self->original, gesso_account_get_base_url (account));
      gesso_account_set_model (self->original, gesso_account_get_model (account));
      if (self->models != NULL)
        gesso_account_set_models (self->original, (const char *const *) self->models);
      gesso_account_set_limit (self->original, gesso_account_get_limit (account));
      g_set_object (&account, self->original);
    }
  gesso_studio_save_account (self->studio, account);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
key_kept_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean memory_only = FALSE;
  gboolean kept = gesso_studio_set_key_finish (GESSO_STUDIO (source), result, &memory_only, &error);
  GessoAccountEditor *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (!kept || memory_only)
    {
      gtk_label_set_text (self->key_note,
                          kept ? _ ("There is no keyring here: the key is kept in memory and "
                                    "forgotten when Gesso ends.")
                               : _ ("The key could not be kept."));
      gtk_widget_set_visible (GTK_WIDGET (self->key_note), TRUE);
    }
  gtk_editable_set_text (self->key, "");
  if (!kept)
    {
      self->saving = FALSE;
      say_fetched (self, "");
    }
  else if (self->saving)
    finish_saving (self);
  else if (self->trying)
    {
      self->trying = FALSE;
      gesso_account_trial_run (self->trial);
    }
  else
    fetch (self);
}

static gboolean
keep_key (GessoAccountEditor *self)
{
  const char *key = gtk_editable_get_text (self->key);
  g_autoptr (GessoAccount) account = NULL;

  if (key[0] == '\0')
    return FALSE;

  account = make_account (self);
  gesso_studio_set_key_async (self->studio, account, key, self->cancellable, key_kept_cb, self);
  return TRUE;
}

static void
fetch_clicked_cb (GessoAccountEditor *self)
{
  gtk_spinner_set_spinning (self->spinner, TRUE);
  gtk_label_set_text (self->fetch_note, _ ("Asking the service…"));
  gtk_widget_set_visible (GTK_WIDGET (self->fetch_note), TRUE);
  show_state (self);
  if (!keep_key (self))
    fetch (self);
}

static void
trial_wanted_cb (GessoAccountEditor *self)
{
  show_state (self);
  self->trying = TRUE;
  if (keep_key (self))
    return;

  self->trying = FALSE;
  gesso_account_trial_run (self->trial);
}

static void
save_clicked_cb (GessoAccountEditor *self)
{
  self->saving = TRUE;
  show_state (self);
  if (!keep_key (self))
    finish_saving (self);
}

static void
cancel_clicked_cb (GessoAccountEditor *self)
{
  /* A key that was kept for asking must not outlive an account that never was. */
  if (self->original == NULL)
    {
      g_autoptr (GessoAccount) account = make_account (self);

      gesso_studio_remove_account (self->studio, account);
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
has_key_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean has_key = gesso_studio_has_key_finish (GESSO_STUDIO (source), result, &error);
  GessoAccountEditor *self;

  if (error != NULL || !has_key)
    return;

  self = user_data;
  gtk_label_set_text (self->key_note, _ ("A key is kept. Type another one only to replace it."));
  gtk_widget_set_visible (GTK_WIDGET (self->key_note), TRUE);
}

static void
show_account (GessoAccountEditor *self,
              GessoAccount       *account)
{
  for (guint i = 0; i < count_kinds (); i++)
    if (g_str_equal (get_kind_at (i), gesso_account_get_kind (account)))
      adw_combo_row_set_selected (self->kind, i);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind), FALSE);
  gtk_editable_set_text (self->name, gesso_account_get_name (account));
  gtk_editable_set_text (self->address, gesso_account_get_base_url (account) != NULL
                                            ? gesso_account_get_base_url (account)
                                            : "");
  gtk_spin_button_set_value (self->limit, gesso_account_get_limit (account));
  self->models = g_strdupv ((char **) gesso_account_get_models (account));
  show_model (self, gesso_account_get_model (account));
  gtk_window_set_title (GTK_WINDOW (self), _ ("Account"));
  gtk_button_set_label (self->save_button, _ ("Save"));
  gesso_studio_has_key_async (self->studio, account, self->cancellable, has_key_cb, self);
  show_state (self);
}

static void
gesso_account_editor_dispose (GObject *object)
{
  GessoAccountEditor *self = GESSO_ACCOUNT_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_ACCOUNT_EDITOR);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->original);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_account_editor_parent_class)->dispose (object);
}

static void
gesso_account_editor_finalize (GObject *object)
{
  GessoAccountEditor *self = GESSO_ACCOUNT_EDITOR (object);

  g_free (self->id);
  g_strfreev (self->models);

  G_OBJECT_CLASS (gesso_account_editor_parent_class)->finalize (object);
}

static void
gesso_account_editor_class_init (GessoAccountEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_account_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_account_editor_finalize;

  g_type_ensure (GESSO_TYPE_ACCOUNT_TRIAL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/preferences/gesso-account-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, kind);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, name);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, address);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, repaired);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, key);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, key_note);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, fetch_button);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, spinner);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, fetch_note);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, model);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, deployment);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, trial);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, limit);
  gtk_widget_class_bind_template_child (widget_class, GessoAccountEditor, save_button);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_state);
  gtk_widget_class_bind_template_callback (widget_class, fetch_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, trial_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gesso_account_editor_init (GessoAccountEditor *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (list, _ (kinds[i].label));
  for (guint i = (guint) G_N_ELEMENTS (kinds); i < count_kinds (); i++)
    gtk_string_list_append (list, get_name_at (i));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (list));
}

/**
 * gesso_account_editor_new:
 * @studio: an open studio
 * @account: (nullable): the account to change; NULL adds a new one
 *
 * Returns: (transfer none): a window, not yet shown
 */
GtkWidget *
gesso_account_editor_new (GessoStudio  *studio,
                          GessoAccount *account)
{
  GessoAccountEditor *self = g_object_new (GESSO_TYPE_ACCOUNT_EDITOR, NULL);

  g_set_object (&self->studio, studio);
  g_set_object (&self->original, account);
  self->id = account != NULL ? g_strdup (gesso_account_get_id (account)) : gesso_clock_new_id ();
  if (account != NULL)
    show_account (self, account);
  else
    kind_changed_cb (self);
  return GTK_WIDGET (self);
}
