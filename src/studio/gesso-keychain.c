/* gesso-keychain.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose key opens which account: one from the environment opens all of them for this run and is
 * never stored; the others are in the secret store under the account's id. Every key that passes
 * here is made known to the log's redaction first. Owned by the studio; main thread only.
 */

#include "config.h"

#include "studio/gesso-keychain.h"

#include "base/gesso-log.h"

struct _GessoKeychain
{
  GObject parent_instance;

  GessoSecretStore *secrets;     /* (owned) */
  GessoCredential *for_this_run; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (GessoKeychain, gesso_keychain, G_TYPE_OBJECT)

static void
secret_found_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GessoCredential *credential
      = gesso_secret_store_look_up_finish (GESSO_SECRET_STORE (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (credential != NULL)
    gesso_log_add_secret (gesso_credential_get_secret (credential));
  g_task_return_pointer (task, credential, (GDestroyNotify) gesso_credential_unref);
}

static void
secret_kept_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  gboolean in_memory_only = FALSE;
  GError *error = NULL;

  if (gesso_secret_store_keep_finish (GESSO_SECRET_STORE (source), result, &in_memory_only, &error))
    g_task_return_int (task, in_memory_only);
  else
    g_task_return_error (task, error);
}

static void
gesso_keychain_dispose (GObject *object)
{
  GessoKeychain *self = GESSO_KEYCHAIN (object);

  g_clear_object (&self->secrets);
  g_clear_pointer (&self->for_this_run, gesso_credential_unref);

  G_OBJECT_CLASS (gesso_keychain_parent_class)->dispose (object);
}

static void
gesso_keychain_class_init (GessoKeychainClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_keychain_dispose;
}

static void
gesso_keychain_init (GessoKeychain *self)
{
}

/**
 * gesso_keychain_new:
 * @secrets: where keys are kept
 * @for_this_run: (nullable): the key that the environment gave
 *
 * Returns: (transfer full): a keychain
 */
GessoKeychain *
gesso_keychain_new (GessoSecretStore *secrets,
                    GessoCredential  *for_this_run)
{
  GessoKeychain *self = g_object_new (GESSO_TYPE_KEYCHAIN, NULL);

  self->secrets = g_object_ref (secrets);
  if (for_this_run != NULL)
    {
      gesso_log_add_secret (gesso_credential_get_secret (for_this_run));
      self->for_this_run = gesso_credential_ref (for_this_run);
    }
  return self;
}

/**
 * gesso_keychain_find_async:
 * @self: the keychain
 * @account: the account
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds the key of an account. Accounts that take no key are not looked up anywhere.
 */
void
gesso_keychain_find_async (GessoKeychain       *self,
                           GessoAccount        *account,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_keychain_find_async);
  if (!gesso_account_takes_key (account))
    g_task_return_pointer (task, NULL, NULL);
  else if (self->for_this_run != NULL)
    g_task_return_pointer (task, gesso_credential_ref (self->for_this_run),
                           (GDestroyNotify) gesso_credential_unref);
  else
    gesso_secret_store_look_up_async (self->secrets, gesso_account_get_id (account), cancellable,
                                      secret_found_cb, g_steal_pointer (&task));
}

/**
 * gesso_keychain_find_finish:
 * @self: the keychain
 * @result: what the callback got
 * @error: any error of the secret store
 *
 * Returns: (transfer full) (nullable): the key; NULL without an error when there is none
 */
GessoCredential *
gesso_keychain_find_finish (GessoKeychain  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_keychain_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gesso_keychain_keep_async:
 * @self: the keychain
 * @account: the account
 * @key: its key
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Keeps the key of an account, in place of an older one.
 */
void
gesso_keychain_keep_async (GessoKeychain       *self,
                           GessoAccount        *account,
                           const char          *key,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *label = g_strdup_printf ("Gesso: %s", gesso_account_get_name (account));

  g_task_set_source_tag (task, gesso_keychain_keep_async);
  gesso_log_add_secret (key);
  gesso_secret_store_keep_async (self->secrets, gesso_account_get_id (account), label, key,
                                 cancellable, secret_kept_cb, task);
}

/**
 * gesso_keychain_keep_finish:
 * @self: the keychain
 * @result: what the callback got
 * @out_in_memory_only: (out) (optional): whether it will be gone when the program ends
 * @error: any error of the secret store
 *
 * Returns: whether the key is kept
 */
gboolean
gesso_keychain_keep_finish (GessoKeychain  *self,
                            GAsyncResult   *result,
                            gboolean       *out_in_memory_only,
                            GError        **error)
{
  gssize in_memory_only;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_keychain_keep_async), FALSE);

  in_memory_only = g_task_propagate_int (G_TASK (result), error);
  if (out_in_memory_only != NULL)
    *out_in_memory_only = in_memory_only > 0;
  return in_memory_only >= 0;
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean lasts = gesso_secret_store_probe_finish (GESSO_SECRET_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, lasts ? GESSO_KEY_PLACE_KEYRING : GESSO_KEY_PLACE_MEMORY);
}

/**
 * gesso_keychain_find_place_async:
 * @self: the keychain
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks where a key would be kept, to be said before anybody types one.
 */
void
gesso_keychain_find_place_async (GessoKeychain       *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_keychain_find_place_async);
  gesso_secret_store_probe_async (self->secrets, cancellable, probed_cb, task);
}

/**
 * gesso_keychain_find_place_finish:
 * @self: the keychain
 * @result: what the callback got
 * @error: `G_IO_ERROR_CANCELLED`
 *
 * Returns: where
 */
GessoKeyPlace
gesso_keychain_find_place_finish (GessoKeychain  *self,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  gssize place;

  g_return_val_if_fail (g_task_is_valid (result, self), GESSO_KEY_PLACE_UNKNOWN);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_keychain_find_place_async),
                        GESSO_KEY_PLACE_UNKNOWN);

  place = g_task_propagate_int (G_TASK (result), error);
  return place >= 0 ? (GessoKeyPlace) place : GESSO_KEY_PLACE_UNKNOWN;
}

/**
 * gesso_keychain_forget:
 * @self: the keychain
 * @account: the account
 *
 * Removes the key of an account, in the background.
 */
void
gesso_keychain_forget (GessoKeychain *self,
                       GessoAccount  *account)
{
  gesso_secret_store_forget_async (self->secrets, gesso_account_get_id (account), NULL, NULL, NULL);
}
