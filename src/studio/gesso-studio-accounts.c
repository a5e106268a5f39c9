/* gesso-studio-accounts.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The studio's accounts: the list, their keys, and what their services offer.
 */

#include "config.h"

#include "providers/gesso-provider-error.h"
#include "studio/gesso-studio-private.h"

/**
 * gesso_studio_save_account:
 * @self: the studio
 * @account: a new account, or a changed one
 *
 * Takes it into the list and writes the list in the background.
 */
void
gesso_studio_save_account (GessoStudio  *self,
                           GessoAccount *account)
{
  gesso_accounts_save (self->accounts, account);
}

/**
 * gesso_studio_remove_account:
 * @self: the studio
 * @account: the account; the built-in engine stays
 *
 * Takes it off the list and forgets its key.
 */
void
gesso_studio_remove_account (GessoStudio  *self,
                             GessoAccount *account)
{
  gesso_keychain_forget (self->keychain, account);
  gesso_accounts_remove (self->accounts, account);
}

static void
key_kept_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  gboolean in_memory_only = FALSE;
  GError *error = NULL;

  if (gesso_keychain_keep_finish (GESSO_KEYCHAIN (source), result, &in_memory_only, &error))
    g_task_return_int (task, in_memory_only);
  else
    g_task_return_error (task, error);
}

/**
 * gesso_studio_set_key_async:
 * @self: the studio
 * @account: the account
 * @key: the key
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Keeps the key of an account, in place of an older one.
 */
void
gesso_studio_set_key_async (GessoStudio         *self,
                            GessoAccount        *account,
                            const char          *key,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_studio_set_key_async);
  gesso_keychain_keep_async (self->keychain, account, key, cancellable, key_kept_cb, task);
}

/**
 * gesso_studio_set_key_finish:
 * @self: the studio
 * @result: what the callback got
 * @out_in_memory_only: (out) (optional): whether it will be gone when the program ends
 * @error: any error of the secret service
 *
 * Returns: whether the key is kept
 */
gboolean
gesso_studio_set_key_finish (GessoStudio   *self,
                             GAsyncResult  *result,
                             gboolean      *out_in_memory_only,
                             GError       **error)
{
  gssize in_memory_only;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_studio_set_key_async), FALSE);

  in_memory_only = g_task_propagate_int (G_TASK (result), error);
  if (out_in_memory_only != NULL)
    *out_in_memory_only = in_memory_only > 0;
  return in_memory_only >= 0;
}

static void
key_found_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GessoCredential) credential
      = gesso_keychain_find_finish (GESSO_KEYCHAIN (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, credential != NULL);
}

/**
 * gesso_studio_has_key_async:
 * @self: the studio
 * @account: the account
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks whether there is a key for an account, without showing it to anybody.
 */
void
gesso_studio_has_key_async (GessoStudio         *self,
                            GessoAccount        *account,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_studio_has_key_async);
  gesso_keychain_find_async (self->keychain, account, cancellable, key_found_cb, task);
}

/**
 * gesso_studio_has_key_finish:
 * @self: the studio
 * @result: what the callback got
 * @error: any error of the secret service
 *
 * Returns: whether there is a key; %FALSE without an error when there is none
 */
gboolean
gesso_studio_has_key_finish (GessoStudio   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_studio_has_key_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
place_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GessoKeyPlace place = gesso_keychain_find_place_finish (GESSO_KEYCHAIN (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, place);
}

/**
 * gesso_studio_find_key_place_async:
 * @self: the studio
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks where keys would be kept.
 */
void
gesso_studio_find_key_place_async (GessoStudio         *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_studio_find_key_place_async);
  gesso_keychain_find_place_async (self->keychain, cancellable, place_found_cb, task);
}

/**
 * gesso_studio_find_key_place_finish:
 * @self: the studio
 * @result: what the callback got
 * @error: `G_IO_ERROR_CANCELLED`
 *
 * Returns: where
 */
GessoKeyPlace
gesso_studio_find_key_place_finish (GessoStudio   *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  gssize place;

  g_return_val_if_fail (g_task_is_valid (result, self), GESSO_KEY_PLACE_UNKNOWN);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_studio_find_key_place_async),
                        GESSO_KEY_PLACE_UNKNOWN);

  place = g_task_propagate_int (G_TASK (result), error);
  return place >= 0 ? (GessoKeyPlace) place : GESSO_KEY_PLACE_UNKNOWN;
}

typedef struct
{
  GessoAccount *account;       /* (owned) */
  GessoCredential *credential; /* (owned) (nullable) */
  double credits;              /* that are left; -1 unknown */
} Fetching;

static void
fetching_free (Fetching *fetching)
{
  g_object_unref (fetching->account);
  g_clear_pointer (&fetching->credential, gesso_credential_unref);
  g_free (fetching);
}

static void
models_listed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetching *fetching = g_task_get_task_data (task);
  GError *error = NULL;
  char **models = gesso_provider_list_models_finish (GESSO_PROVIDER (source), result, &error);

  fetching->credits = gesso_provider_get_credits (GESSO_PROVIDER (source));
  for (guint i = 0; models != NULL && models[i] != NULL; i++)
    gesso_account_set_model_end (fetching->account, models[i],
                                 gesso_provider_get_model_end (GESSO_PROVIDER (source), models[i]));
  if (models == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, models, (GDestroyNotify) g_strfreev);
}

static void
fetching_provider_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetching *fetching = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GessoProvider) provider
      = gesso_provider_registry_get_finish (GESSO_PROVIDER_REGISTRY (source), result, &error);

  if (provider == NULL)
    g_task_return_error (task, error);
  else
    gesso_provider_list_models_async (provider, fetching->credential, g_task_get_cancellable (task),
                                      models_listed_cb, g_object_ref (task));
}

static void
fetch_with_provider (GTask *task)
{
  GessoStudio *self = g_task_get_source_object (task);
  Fetching *fetching = g_task_get_task_data (task);

  gesso_provider_registry_get_async (self->registry, fetching->account,
                                     g_task_get_cancellable (task), fetching_provider_cb, task);
}

static void
fetching_key_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetching *fetching = g_task_get_task_data (task);
  GError *error = NULL;

  fetching->credential = gesso_keychain_find_finish (GESSO_KEYCHAIN (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    fetch_with_provider (g_steal_pointer (&task));
}

static void
fetch (GTask        *task,
       GessoAccount *account)
{
  GessoStudio *self = g_task_get_source_object (task);
  Fetching *fetching = g_new0 (Fetching, 1);

  fetching->account = g_object_ref (account);
  fetching->credits = -1;
  g_task_set_task_data (task, fetching, (GDestroyNotify) fetching_free);
  gesso_keychain_find_async (self->keychain, account, g_task_get_cancellable (task),
                             fetching_key_cb, task);
}

/**
 * gesso_studio_fetch_models_async:
 * @self: the studio
 * @account: the account, which need not be saved yet; takes the days on which models end
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks the service of an account for its models. Costs nothing.
 */
void
gesso_studio_fetch_models_async (GessoStudio         *self,
                                 GessoAccount        *account,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_studio_fetch_models_async);
  fetch (task, account);
}

/**
 * gesso_studio_fetch_models_finish:
 * @self: the studio
 * @result: what the callback got
 * @error: %GESSO_PROVIDER_ERROR, or any error of the secret service
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): model ids
 */
char **
gesso_studio_fetch_models_finish (GessoStudio   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_studio_fetch_models_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gesso_studio_fetch_credits_async:
 * @self: the studio
 * @account: an account of which gesso_account_tells_credits() is true
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks the service of an account what is left there. Costs nothing.
 */
void
gesso_studio_fetch_credits_async (GessoStudio         *self,
                                  GessoAccount        *account,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_studio_fetch_credits_async);
  fetch (task, account);
}

/**
 * gesso_studio_fetch_credits_finish:
 * @self: the studio
 * @result: what the callback got
 * @error: %GESSO_PROVIDER_ERROR, or any error of the secret service
 *
 * Returns: the credits that are left; -1 when the answer does not say, or with an error
 */
double
gesso_studio_fetch_credits_finish (GessoStudio   *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_auto (GStrv) models = NULL;
  Fetching *fetching;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_studio_fetch_credits_async), -1);

  fetching = g_task_get_task_data (G_TASK (result));
  models = g_task_propagate_pointer (G_TASK (result), error);
  return models != NULL ? fetching->credits : -1;
}

/**
 * gesso_studio_dup_failure:
 * @error: what gesso_studio_fetch_models_finish() said
 *
 * Returns: (transfer full): the same as a failure, which knows what can be done about it
 */
GessoFailure *
gesso_studio_dup_failure (const GError *error)
{
  return gesso_failure_from_error (error);
}
