/* gesso-secret-store.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "secrets/gesso-secret-store.h"

G_DEFINE_INTERFACE (GessoSecretStore, gesso_secret_store, G_TYPE_OBJECT)

static void
gesso_secret_store_default_init (GessoSecretStoreInterface *iface)
{
}

/**
 * gesso_secret_store_look_up_async:
 * @self: the store
 * @name: the account's id
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds the secret of an account. May make the desktop ask for a password.
 */
void
gesso_secret_store_look_up_async (GessoSecretStore    *self,
                                  const char          *name,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GESSO_SECRET_STORE_GET_IFACE (self)->look_up_async (self, name, cancellable, callback, user_data);
}

/**
 * gesso_secret_store_look_up_finish:
 * @self: the store
 * @result: what the callback got
 * @error: any error of the service
 *
 * Returns: (transfer full) (nullable): the secret; NULL without an error when there is none
 */
GessoCredential *
gesso_secret_store_look_up_finish (GessoSecretStore  *self,
                                   GAsyncResult      *result,
                                   GError           **error)
{
  return GESSO_SECRET_STORE_GET_IFACE (self)->look_up_finish (self, result, error);
}

/**
 * gesso_secret_store_keep_async:
 * @self: the store
 * @name: the account's id
 * @label: what the desktop's password manager shows
 * @secret: the key
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Stores a secret in place of an older one of the same name.
 */
void
gesso_secret_store_keep_async (GessoSecretStore    *self,
                               const char          *name,
                               const char          *label,
                               const char          *secret,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GESSO_SECRET_STORE_GET_IFACE (self)->keep_async (self, name, label, secret, cancellable, callback,
                                                   user_data);
}

/**
 * gesso_secret_store_keep_finish:
 * @self: the store
 * @result: what the callback got
 * @out_in_memory_only: (out) (optional): whether it will be gone when the program ends
 * @error: any error of the service
 *
 * Returns: whether it is stored
 */
gboolean
gesso_secret_store_keep_finish (GessoSecretStore  *self,
                                GAsyncResult      *result,
                                gboolean          *out_in_memory_only,
                                GError           **error)
{
  gboolean in_memory_only = FALSE;
  gboolean is_kept
      = GESSO_SECRET_STORE_GET_IFACE (self)->keep_finish (self, result, &in_memory_only, error);

  if (out_in_memory_only != NULL)
    *out_in_memory_only = in_memory_only;
  return is_kept;
}

/**
 * gesso_secret_store_forget_async:
 * @self: the store
 * @name: the account's id
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Removes a secret.
 */
void
gesso_secret_store_forget_async (GessoSecretStore    *self,
                                 const char          *name,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GESSO_SECRET_STORE_GET_IFACE (self)->forget_async (self, name, cancellable, callback, user_data);
}

/**
 * gesso_secret_store_forget_finish:
 * @self: the store
 * @result: what the callback got
 * @error: any error of the service
 *
 * Returns: whether it is gone; one that was not there is
 */
gboolean
gesso_secret_store_forget_finish (GessoSecretStore  *self,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  return GESSO_SECRET_STORE_GET_IFACE (self)->forget_finish (self, result, error);
}

/**
 * gesso_secret_store_probe_async:
 * @self: the store
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks where a secret would go, without keeping one.
 */
void
gesso_secret_store_probe_async (GessoSecretStore    *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GESSO_SECRET_STORE_GET_IFACE (self)->probe_async (self, cancellable, callback, user_data);
}

/**
 * gesso_secret_store_probe_finish:
 * @self: the store
 * @result: what the callback got
 * @error: `G_IO_ERROR_CANCELLED`
 *
 * Returns: whether it would outlast the program
 */
gboolean
gesso_secret_store_probe_finish (GessoSecretStore  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  return GESSO_SECRET_STORE_GET_IFACE (self)->probe_finish (self, result, error);
}
