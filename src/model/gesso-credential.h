/* gesso-credential.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GESSO_TYPE_CREDENTIAL (gesso_credential_get_type ())
typedef struct _GessoCredential GessoCredential;

/* A secret for one run: never printed, never stored, wiped when the last reference goes.
 * Ref-counted atomically. */

GType            gesso_credential_get_type   (void) G_GNUC_CONST;
GessoCredential *gesso_credential_new        (const char      *secret) G_GNUC_WARN_UNUSED_RESULT;
GessoCredential *gesso_credential_ref        (GessoCredential *self);
void             gesso_credential_unref      (GessoCredential *self);
const char      *gesso_credential_get_secret (GessoCredential *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoCredential, gesso_credential_unref)

G_END_DECLS
