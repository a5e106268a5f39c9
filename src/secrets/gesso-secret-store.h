/* gesso-secret-store.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-credential.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GESSO_TYPE_SECRET_STORE (gesso_secret_store_get_type ())
G_DECLARE_INTERFACE (GessoSecretStore, gesso_secret_store, GESSO, SECRET_STORE, GObject)

/**
 * GessoSecretStoreInterface:
 * @look_up_async: finds the secret of a name
 * @look_up_finish: (transfer full) (nullable): the secret; NULL without an error when there is none
 * @keep_async: stores a secret under a name, in place of an older one
 * @keep_finish: whether it is stored; @out_in_memory_only says that it will be gone at the end
 * @forget_async: removes the secret of a name; one that is not there is no error
 * @forget_finish: whether it is gone
 * @probe_async: asks whether what is kept would outlast the program
 * @probe_finish: whether it would
 *
 * Where the keys of accounts are kept. Names are account ids. Main thread.
 */
struct _GessoSecretStoreInterface
{
  GTypeInterface parent_iface;

  void              (*look_up_async)  (GessoSecretStore     *self,
                                       const char           *name,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
  GessoCredential * (*look_up_finish) (GessoSecretStore     *self,
                                       GAsyncResult         *result,
                                       GError              **error);
  void              (*keep_async)     (GessoSecretStore     *self,
                                       const char           *name,
                                       const char           *label,
                                       const char           *secret,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
  gboolean          (*keep_finish)    (GessoSecretStore     *self,
                                       GAsyncResult         *result,
                                       gboolean             *out_in_memory_only,
                                       GError              **error);
  void              (*forget_async)   (GessoSecretStore     *self,
                                       const char           *name,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
  gboolean          (*forget_finish)  (GessoSecretStore     *self,
                                       GAsyncResult         *result,
                                       GError              **error);
  void              (*probe_async)    (GessoSecretStore     *self,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
  gboolean          (*probe_finish)   (GessoSecretStore     *self,
                                       GAsyncResult         *result,
                                       GError              **error);
};

void             gesso_secret_store_look_up_async  (GessoSecretStore     *self,
                                                    const char           *name,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GessoCredential *gesso_secret_store_look_up_finish (GessoSecretStore     *self,
                                                    GAsyncResult         *result,
                                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void             gesso_secret_store_keep_async     (GessoSecretStore     *self,
                                                    const char           *name,
                                                    const char           *label,
                                                    const char           *secret,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean         gesso_secret_store_keep_finish    (GessoSecretStore     *self,
                                                    GAsyncResult         *result,
                                                    gboolean             *out_in_memory_only,
                                                    GError              **error);
void             gesso_secret_store_forget_async   (GessoSecretStore     *self,
                                                    const char           *name,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean         gesso_secret_store_forget_finish  (GessoSecretStore     *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
void             gesso_secret_store_probe_async    (GessoSecretStore     *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean         gesso_secret_store_probe_finish   (GessoSecretStore     *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
