/* gesso-key-group.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GessoKeyGroup: the key of an account. It says where a key would be kept before one is typed; what
 * is typed goes to the studio when somebody needs it, and is shown to nobody. Owned by the page
 * that it is in.
 */

#include "config.h"

#include "ui/preferences/gesso-key-group.h"

#include <glib/gi18n.h>

struct _GessoKeyGroup
{
  AdwPreferencesGroup parent_instance;

  GessoStudio *studio;       /* (owned) (nullable) */
  GessoAccount *account;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  gboolean has_key;          /* one is kept already */

  /* Children of the template. */
  GtkEditable *key;
  GtkLabel *place;
  GtkLabel *note;
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoKeyGroup, gesso_key_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_in_environment (void)
{
  const char *key = g_getenv ("GESSO_API_KEY");

  return key != NULL && key[0] != '\0';
}

static void
say (GtkLabel   *label,
     const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && words[0] != '\0');
}

static void
show_place (GessoKeyGroup *self,
            GessoKeyPlace  place)
{
  if (place == GESSO_KEY_PLACE_KEYRING)
    say (self->place, _ ("Kept in the keyring of your computer, and sent to this service only."));
  else if (place == GESSO_KEY_PLACE_MEMORY)
    say (self->place,
         _ ("There is no keyring here: the key is kept in memory, sent to this service only, and "
            "forgotten when Gesso ends. GESSO_API_KEY in the environment gives it anew."));
}

static void
show_note (GessoKeyGroup *self)
{
  if (is_in_environment ())
    say (self->note, _ ("GESSO_API_KEY is set in the environment and is used for every account "
                        "until Gesso ends, whatever is typed here."));
  else if (self->has_key)
    say (self->note, _ ("A key is kept. Type another one only to replace it."));
  else if (!gesso_account_needs_key (self->account))
    say (self->note, _ ("Most servers of one's own need no key."));
  else
    say (self->note, NULL);
}

static void
place_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  GessoKeyPlace place = gesso_studio_find_key_place_finish (GESSO_STUDIO (source), result, &error);

  if (error == NULL)
    show_place (user_data, place);
}

static void
has_key_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean has_key = gesso_studio_has_key_finish (GESSO_STUDIO (source), result, &error);
  GessoKeyGroup *self;

  if (error != NULL)
    return;

  self = user_data;
  self->has_key = has_key;
  show_note (self);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoKeyGroup *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean memory_only = FALSE;

  if (!gesso_studio_set_key_finish (GESSO_STUDIO (source), result, &memory_only, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say (self->note, _ ("The key could not be kept."));
      g_task_return_error (task, error);
      return;
    }

  gtk_editable_set_text (self->key, "");
  self->has_key = TRUE;
  show_place (self, memory_only ? GESSO_KEY_PLACE_MEMORY : GESSO_KEY_PLACE_KEYRING);
  show_note (self);
  g_task_return_boolean (task, TRUE);
}

static void
entry_activated_cb (GessoKeyGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
gesso_key_group_dispose (GObject *object)
{
  GessoKeyGroup *self = GESSO_KEY_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_KEY_GROUP);
  g_clear_object (&self->account);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (gesso_key_group_parent_class)->dispose (object);
}

static void
gesso_key_group_finalize (GObject *object)
{
  g_object_unref (GESSO_KEY_GROUP (object)->cancellable);

  G_OBJECT_CLASS (gesso_key_group_parent_class)->finalize (object);
}

static void
gesso_key_group_class_init (GessoKeyGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_key_group_dispose;
  object_class->finalize = gesso_key_group_finalize;

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gesso_studio/Gesso/preferences/gesso-key-group.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoKeyGroup, key);
  gtk_widget_class_bind_template_child (widget_class, GessoKeyGroup, place);
  gtk_widget_class_bind_template_child (widget_class, GessoKeyGroup, note);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
}

static void
gesso_key_group_init (GessoKeyGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * gesso_key_group_set_account:
 * @self: the group
 * @studio: an open studio
 * @account: whose key it is; to be called once
 */
void
gesso_key_group_set_account (GessoKeyGroup *self,
                             GessoStudio   *studio,
                             GessoAccount  *account)
{
  g_return_if_fail (GESSO_IS_KEY_GROUP (self));
  g_return_if_fail (self->account == NULL);

  self->studio = g_object_ref (studio);
  self->account = g_object_ref (account);
  gtk_widget_set_visible (GTK_WIDGET (self), gesso_account_takes_key (account));
  show_note (self);
  gesso_studio_find_key_place_async (studio, self->cancellable, place_found_cb, self);
  gesso_studio_has_key_async (studio, account, self->cancellable, has_key_cb, self);
}

/**
 * gesso_key_group_is_empty:
 * @self: the group
 *
 * Returns: whether there is no key, neither kept nor typed nor in the environment
 */
gboolean
gesso_key_group_is_empty (GessoKeyGroup *self)
{
  g_return_val_if_fail (GESSO_IS_KEY_GROUP (self), TRUE);

  return !self->has_key && !is_in_environment () && gtk_editable_get_text (self->key)[0] == '\0';
}

/**
 * gesso_key_group_keep_async:
 * @self: the group
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Keeps the key that was typed, if one was, so that the studio can ask with it. Says where it is.
 */
void
gesso_key_group_keep_async (GessoKeyGroup       *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *key = gtk_editable_get_text (self->key);

  g_task_set_source_tag (task, gesso_key_group_keep_async);
  if (key[0] == '\0')
    g_task_return_boolean (task, TRUE);
  else
    gesso_studio_set_key_async (self->studio, self->account, key, cancellable, kept_cb,
                                g_steal_pointer (&task));
}

/**
 * gesso_key_group_keep_finish:
 * @self: the group
 * @result: what the callback got
 * @error: any error of the secret service
 *
 * Returns: whether nothing that was typed is lost
 */
gboolean
gesso_key_group_keep_finish (GessoKeyGroup  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_key_group_keep_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
