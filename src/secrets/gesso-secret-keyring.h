/* gesso-secret-keyring.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "secrets/gesso-secret-store.h"

G_BEGIN_DECLS

#define GESSO_TYPE_SECRET_KEYRING (gesso_secret_keyring_get_type ())
G_DECLARE_FINAL_TYPE (GessoSecretKeyring, gesso_secret_keyring, GESSO, SECRET_KEYRING, GObject)

GessoSecretStore *gesso_secret_keyring_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
