/* gesso-models-group.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoModelsGroup: the models of an account: fetched from its service with a way to give up, each
 * with the day on which it ends, one of them chosen. Until its service was asked, and where it
 * cannot be, the table of models offers what it knows. The account owns list and choice. Owned by
 * the page that it is in; the key's group is on the same page or the one before.
 */

#include "config.h"

#include "ui/preferences/gesso-models-group.h"

#include <glib/gi18n.h>

#include "base/gesso-clock.h"
#include "ui/support/gesso-failure-text.h"

struct _GessoModelsGroup
{
  AdwPreferencesGroup parent_instance;

  GessoStudio *studio;    /* (owned) (nullable) */
  GessoAccount *account;  /* (owned) (nullable) */
  GessoKeyGroup *key;     /* (owned) (nullable) */
  GCancellable *fetching; /* (owned) (nullable): while the service is asked */
  GStrv shown;            /* (owned) (nullable): the models of the row */
  gboolean is_showing;
  gboolean has_fetched;

  /* Children of the template. */
  AdwComboRow *model;
  AdwEntryRow *deployment;
  GtkLabel *note;
  GtkSpinner *spinner;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (GessoModelsGroup, gesso_models_group, ADW_TYPE_PREFERENCES_GROUP)

static GessoModelInfo *
look_up (GessoModelsGroup *self,
         const char       *model)
{
  return gesso_catalog_lookup_account (gesso_studio_get_catalog (self->studio), self->account,
                                       model);
}

static char *
describe_end (GessoModelInfo *info)
{
  if (info->shutdown_date == NULL)
    return NULL;
  /* Translators: %s is a date, as 2026-12-01 */
  return gesso_model_info_is_shut_down (info, gesso_clock_now_us ())
             ? g_strdup_printf (_ ("Ended on %s"), info->shutdown_date)
             : g_strdup_printf (_ ("Ends on %s"), info->shutdown_date);
}

/* In the list each model has two lines; the second says when it ends. */

static void
setup_item_cb (GessoModelsGroup *self,
               GtkListItem      *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *end = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (end), 0);
  gtk_widget_add_css_class (end, "caption");
  gtk_widget_add_css_class (end, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), end);
  gtk_list_item_set_child (item, box);
}

static void
bind_item_cb (GessoModelsGroup *self,
              GtkListItem      *item)
{
  const char *model = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *below = gtk_widget_get_next_sibling (name);
  g_autoptr (GessoModelInfo) info = look_up (self, model);
  g_autofree char *end = describe_end (info);

  gtk_label_set_text (GTK_LABEL (name), model);
  gtk_label_set_text (GTK_LABEL (below), end != NULL ? end : "");
  gtk_widget_set_visible (below, end != NULL);
}

static void
make_list (GessoModelsGroup *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_item_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_item_cb), self, G_CONNECT_SWAPPED);
  adw_combo_row_set_list_factory (self->model, factory);
}

/* Those that were fetched, else those of the table; none that has ended but the chosen one. */
static GStrv
list_models (GessoModelsGroup *self,
             const char       *chosen)
{
  const char *const *fetched = gesso_account_get_models (self->account);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gint64 now_us = gesso_clock_now_us ();
  g_auto (GStrv) known = NULL;

  if (fetched[0] == NULL)
    {
      known = gesso_catalog_list_models (gesso_studio_get_catalog (self->studio),
                                         gesso_account_get_kind (self->account), now_us);
      fetched = (const char *const *) known;
    }
  if (chosen != NULL && !g_strv_contains (fetched, chosen))
    g_strv_builder_add (builder, chosen);
  for (guint i = 0; fetched[i] != NULL; i++)
    {
      g_autoptr (GessoModelInfo) info = look_up (self, fetched[i]);

      if (g_strcmp0 (fetched[i], chosen) == 0 || !gesso_model_info_is_shut_down (info, now_us))
        g_strv_builder_add (builder, fetched[i]);
    }

  return g_strv_builder_end (builder);
}

static void
show_end (GessoModelsGroup *self)
{
  guint i = adw_combo_row_get_selected (self->model);
  g_autoptr (GessoModelInfo) info = NULL;
  g_autofree char *end = NULL;

  if (self->shown == NULL || i >= g_strv_length (self->shown))
    return;

  info = look_up (self, self->shown[i]);
  end = describe_end (info);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->model), end != NULL ? end : "");
}

static void
show_models (GessoModelsGroup *self)
{
  const char *kind = gesso_account_get_kind (self->account);
  const char *chosen = gesso_account_model_get_base (kind, gesso_account_get_model (self->account));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  self->is_showing = TRUE;
  g_strfreev (self->shown);
  self->shown = list_models (self, chosen);
  for (guint i = 0; self->shown[i] != NULL; i++)
    {
      if (g_strcmp0 (self->shown[i], chosen) == 0)
        selected = i;
      gtk_string_list_append (list, self->shown[i]);
    }
  adw_combo_row_set_model (self->model, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->model, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->model), self->shown[0] != NULL);
  self->is_showing = FALSE;
  show_end (self);
}

static void
show_deployment (GessoModelsGroup *self)
{
  const char *kind = gesso_account_get_kind (self->account);
  g_autofree char *deployment
      = gesso_account_address_dup_deployment (gesso_account_get_base_url (self->account));
  gboolean is_responses = g_str_equal (kind, GESSO_ACCOUNT_KIND_RESPONSES);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->deployment),
                                 is_responses ? _ ("Text Model, if Not gpt-5.5")
                                              : _ ("Deployment, if Named Differently"));
  gtk_widget_set_visible (GTK_WIDGET (self->deployment),
                          is_responses
                              || (g_str_equal (kind, GESSO_ACCOUNT_KIND_AZURE)
                                  && deployment == NULL));
}

/* What may not be in a deployment's name ends it. */
static char *
dup_model (GessoModelsGroup *self)
{
  guint i = adw_combo_row_get_selected (self->model);
  const char *model = i < g_strv_length (self->shown) ? self->shown[i] : NULL;
  g_autofree char *deployment
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->deployment))));

  deployment[strcspn (deployment, " =/")] = '\0';
  if (!gtk_widget_get_visible (GTK_WIDGET (self->deployment)) || deployment[0] == '\0'
      || model == NULL || g_str_equal (deployment, model))
    return g_strdup (model);

  return g_strconcat (deployment, "=", model, NULL);
}

static void
choice_changed_cb (GessoModelsGroup *self)
{
  g_autofree char *model = NULL;

  if (self->is_showing || self->shown == NULL)
    return;

  model = dup_model (self);
  gesso_account_set_model (self->account, model);
  show_end (self);
}

static void
say (GessoModelsGroup *self,
     const char       *words)
{
  gtk_label_set_text (self->note, words);
  gtk_widget_set_visible (GTK_WIDGET (self->note), words[0] != '\0');
}

static void
show_state (GessoModelsGroup *self)
{
  gboolean is_busy = self->fetching != NULL;

  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
  gtk_button_set_label (self->button, is_busy ? _ ("Stop") : _ ("Fetch Models"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button),
                            is_busy || gesso_account_get_base_url (self->account) != NULL);
}

static void
account_changed_cb (GessoModelsGroup *self)
{
  show_deployment (self);
  show_state (self);
}

static void
take_models (GessoModelsGroup *self, const char *const *models)
{
  guint n = g_strv_length ((GStrv) models);
  g_autofree char *words = n > 0 ? g_strdup_printf (ngettext ("The service offers %u model.",
                                                              "The service offers %u models.", n),
                                                    n)
                                 : g_strdup (_ ("The service answered, but listed no models."));

  self->has_fetched = TRUE;
  if (n > 0)
    gesso_account_set_models (self->account, models);
  show_models (self);
  choice_changed_cb (self);
  say (self, words);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) models = gesso_studio_fetch_models_finish (GESSO_STUDIO (source), result, &error);
  g_autoptr (GessoFailure) failure = NULL;
  GessoModelsGroup *self;

  if (models == NULL)
    {
      failure = gesso_studio_dup_failure (error);
      if (gesso_failure_get_info (failure)->failure_class == GESSO_FAILURE_CANCELLED)
        return; /* The group may be gone; user_data is not touched. */
    }

  self = user_data;
  g_clear_object (&self->fetching);
  if (failure != NULL)
    {
      g_autofree char *words = gesso_failure_text_sentence (failure);

      say (self, words);
    }
  else
    {
      take_models (self, (const char *const *) models);
    }
  show_state (self);
}

static void
key_kept_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean kept = gesso_key_group_keep_finish (GESSO_KEY_GROUP (source), result, &error);
  GessoModelsGroup *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  if (kept)
    {
      gesso_studio_fetch_models_async (self->studio, self->account, self->fetching, fetched_cb,
                                       self);
      return;
    }

  g_clear_object (&self->fetching);
  say (self, _ ("The key could not be kept."));
  show_state (self);
}

static void
button_clicked_cb (GessoModelsGroup *self)
{
  if (self->fetching != NULL)
    {
      gesso_models_group_stop (self);
      say (self, _ ("Stopped. The list is the one that Gesso knows."));
    }
  else
    {
      gesso_models_group_fetch (self);
    }
}

static void
gesso_models_group_dispose (GObject *object)
{
  GessoModelsGroup *self = GESSO_MODELS_GROUP (object);

  g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_MODELS_GROUP);
  g_clear_object (&self->key);
  g_clear_object (&self->account);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_models_group_parent_class)->dispose (object);
}

static void
gesso_models_group_finalize (GObject *object)
{
  g_strfreev (GESSO_MODELS_GROUP (object)->shown);

  G_OBJECT_CLASS (gesso_models_group_parent_class)->finalize (object);
}

static void
gesso_models_group_class_init (GessoModelsGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_models_group_dispose;
  object_class->finalize = gesso_models_group_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/preferences/gesso-models-group.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoModelsGroup, model);
  gtk_widget_class_bind_template_child (widget_class, GessoModelsGroup, deployment);
  gtk_widget_class_bind_template_child (widget_class, GessoModelsGroup, note);
  gtk_widget_class_bind_template_child (widget_class, GessoModelsGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, GessoModelsGroup, button);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
gesso_models_group_init (GessoModelsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_list (self);
}

/**
 * gesso_models_group_set_account:
 * @self: the group
 * @studio: an open studio
 * @account: whose models they are; to be called once
 * @key: where a key is typed that has to be kept before the service is asked
 */
void
gesso_models_group_set_account (GessoModelsGroup *self,
                                GessoStudio      *studio,
                                GessoAccount     *account,
                                GessoKeyGroup    *key)
{
  const char *model = gesso_account_get_model (account);

  g_return_if_fail (GESSO_IS_MODELS_GROUP (self));
  g_return_if_fail (self->account == NULL);

  self->studio = g_object_ref (studio);
  self->account = g_object_ref (account);
  self->key = g_object_ref (key);
  if (model != NULL && strchr (model, '=') != NULL)
    {
      g_autofree char *wire
          = gesso_account_model_dup_wire (gesso_account_get_kind (account), model);

      gtk_editable_set_text (GTK_EDITABLE (self->deployment), wire);
    }
  g_signal_connect_object (account, "notify::base-url", G_CALLBACK (account_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_models (self);
  account_changed_cb (self);
}

/**
 * gesso_models_group_fetch:
 * @self: the group
 *
 * Asks the service, after a key that was typed is kept. Does nothing while it is asked already, and
 * says so where there is no key.
 */
void
gesso_models_group_fetch (GessoModelsGroup *self)
{
  g_return_if_fail (GESSO_IS_MODELS_GROUP (self));

  if (self->fetching != NULL || gesso_account_get_base_url (self->account) == NULL)
    return;

  if (gesso_account_needs_key (self->account) && gesso_key_group_is_empty (self->key))
    {
      say (self, _ ("There is no key yet. The list is the one that Gesso knows."));
      return;
    }

  self->fetching = g_cancellable_new ();
  say (self, _ ("Asking the service…"));
  show_state (self);
  gesso_key_group_keep_async (self->key, self->fetching, key_kept_cb, self);
}

/**
 * gesso_models_group_stop:
 * @self: the group
 *
 * Gives up asking.
 */
void
gesso_models_group_stop (GessoModelsGroup *self)
{
  g_return_if_fail (GESSO_IS_MODELS_GROUP (self));

  if (self->fetching == NULL)
    return;

  g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  say (self, "");
  show_state (self);
}

/**
 * gesso_models_group_has_fetched:
 * @self: the group
 *
 * Returns: whether the service told its models
 */
gboolean
gesso_models_group_has_fetched (GessoModelsGroup *self)
{
  g_return_val_if_fail (GESSO_IS_MODELS_GROUP (self), FALSE);

  return self->has_fetched;
}
