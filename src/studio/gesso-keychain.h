/* gesso-keychain.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-account.h"
#include "model/gesso-credential.h"
#include "secrets/gesso-secret-store.h"
#include "studio/gesso-key-place.h"

G_BEGIN_DECLS

#define GESSO_TYPE_KEYCHAIN (gesso_keychain_get_type ())
G_DECLARE_FINAL_TYPE (GessoKeychain, gesso_keychain, GESSO, KEYCHAIN, GObject)

GessoKeychain   *gesso_keychain_new           (GessoSecretStore     *secrets,
                                               GessoCredential      *for_this_run) G_GNUC_WARN_UNUSED_RESULT;
void             gesso_keychain_find_async    (GessoKeychain        *self,
                                               GessoAccount         *account,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GessoCredential *gesso_keychain_find_finish   (GessoKeychain        *self,
                                               GAsyncResult         *result,
                                               GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void             gesso_keychain_keep_async    (GessoKeychain        *self,
                                               GessoAccount         *account,
                                               const char           *key,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean         gesso_keychain_keep_finish   (GessoKeychain        *self,
                                               GAsyncResult         *result,
                                               gboolean             *out_in_memory_only,
                                               GError              **error);
void             gesso_keychain_find_place_async  (GessoKeychain        *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GessoKeyPlace    gesso_keychain_find_place_finish (GessoKeychain        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void             gesso_keychain_forget        (GessoKeychain        *self,
                                               GessoAccount         *account);

G_END_DECLS
