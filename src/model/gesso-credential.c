/* gesso-credential.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-credential.h"

#include "base/gesso-log.h"

#include <string.h>

/* GessoCredential is a secret for one run. The studio makes it from the keyring or the
 * environment and hands it to a provider; nobody else holds one. It is never printed or stored,
 * its text is registered for redaction as long as it lives, and its memory is overwritten when
 * the last reference goes. Ref-counted atomically; any thread. */

struct _GessoCredential
{
  char *secret; /* (owned) */
  gsize length;
};

G_DEFINE_BOXED_TYPE (GessoCredential,
                     gesso_credential,
                     gesso_credential_ref,
                     gesso_credential_unref)

static void
credential_clear (gpointer data)
{
  GessoCredential *self = data;

  gesso_log_forget_secret (self->secret);
  explicit_bzero (self->secret, self->length);
  g_free (self->secret);
}

/**
 * gesso_credential_new:
 * @secret: the key or token; copied
 *
 * Returns: (transfer full): a credential
 */
GessoCredential *
gesso_credential_new (const char *secret)
{
  GessoCredential *self;

  g_return_val_if_fail (secret != NULL, NULL);

  self = g_atomic_rc_box_new0 (GessoCredential);
  self->secret = g_strdup (secret);
  self->length = strlen (secret);
  gesso_log_add_secret (self->secret);

  return self;
}

/**
 * gesso_credential_ref:
 * @self: a credential
 *
 * Returns: (transfer full): @self
 */
GessoCredential *
gesso_credential_ref (GessoCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * gesso_credential_unref:
 * @self: (transfer full): a credential
 *
 * Overwrites and frees the secret with the last holder.
 */
void
gesso_credential_unref (GessoCredential *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, credential_clear);
}

/**
 * gesso_credential_get_secret:
 * @self: a credential
 *
 * The caller puts it into one request's header and keeps no copy.
 *
 * Returns: (transfer none): the key or token
 */
const char *
gesso_credential_get_secret (GessoCredential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->secret;
}
