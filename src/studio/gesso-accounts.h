/* gesso-accounts.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GESSO_TYPE_ACCOUNTS (gesso_accounts_get_type ())
G_DECLARE_FINAL_TYPE (GessoAccounts, gesso_accounts, GESSO, ACCOUNTS, GObject)

GessoAccounts *gesso_accounts_new         (const char           *path) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_accounts_load_async  (GessoAccounts        *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean       gesso_accounts_load_finish (GessoAccounts        *self,
                                           GAsyncResult         *result,
                                           GError              **error);
GessoAccount  *gesso_accounts_find        (GessoAccounts        *self,
                                           const char           *id_or_name);
void           gesso_accounts_save        (GessoAccounts        *self,
                                           GessoAccount         *account);
void           gesso_accounts_remove      (GessoAccounts        *self,
                                           GessoAccount         *account);
void           gesso_accounts_flush_async (GessoAccounts        *self,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean       gesso_accounts_flush_finish (GessoAccounts       *self,
                                            GAsyncResult        *result,
                                            GError             **error);

G_END_DECLS
