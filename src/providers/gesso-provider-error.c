/* gesso-provider-error.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-provider-error.h"

#include "base/gesso-log.h"

#include <gio/gio.h>

typedef struct
{
  GessoFailure *failure; /* (owned) (nullable) */
} GessoProviderErrorPrivate;

static void
gesso_provider_error_private_init (GessoProviderErrorPrivate *priv)
{
  priv->failure = NULL;
}

static void
gesso_provider_error_private_copy (const GessoProviderErrorPrivate *source,
                                   GessoProviderErrorPrivate       *target)
{
  target->failure = source->failure != NULL ? gesso_failure_ref (source->failure) : NULL;
}

static void
gesso_provider_error_private_clear (GessoProviderErrorPrivate *priv)
{
  g_clear_pointer (&priv->failure, gesso_failure_unref);
}

G_DEFINE_EXTENDED_ERROR (GessoProviderError, gesso_provider_error)

/**
 * gesso_provider_error_new:
 * @failure: why the run ended
 *
 * Wraps a failure into an error that asynchronous functions can carry.
 *
 * Returns: (transfer full): an error of the domain %GESSO_PROVIDER_ERROR whose code is the
 *   failure's class
 */
GError *
gesso_provider_error_new (GessoFailure *failure)
{
  const GessoFailureInfo *info = gesso_failure_get_info (failure);
  GError *error = g_error_new (GESSO_PROVIDER_ERROR, (int) info->failure_class, "%s: %s",
                               gesso_failure_class_to_string (info->failure_class),
                               info->message != NULL ? info->message : "no further words");

  gesso_provider_error_get_private (error)->failure = gesso_failure_ref (failure);
  return error;
}

/**
 * gesso_provider_error_get_failure:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): the failure that @error carries, NULL when it is of another
 *   domain
 */
GessoFailure *
gesso_provider_error_get_failure (const GError *error)
{
  if (error == NULL || error->domain != GESSO_PROVIDER_ERROR)
    return NULL;

  return gesso_provider_error_get_private (error)->failure;
}

/**
 * gesso_failure_from_error:
 * @error: any error
 *
 * Turns whatever ended a run into a failure: what a provider error carries, a cancellation, or,
 * for anything else, something that happened on this computer before anything was sent.
 *
 * Returns: (transfer full): the failure
 */
GessoFailure *
gesso_failure_from_error (const GError *error)
{
  GessoFailure *carried = gesso_provider_error_get_failure (error);
  g_autofree char *message = NULL;
  GessoFailureInfo info = { .failure_class = GESSO_FAILURE_UNAVAILABLE, .retry_after_ms = -1 };

  if (carried != NULL)
    return gesso_failure_ref (carried);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    info.failure_class = GESSO_FAILURE_CANCELLED;

  message = gesso_log_redact (error->message);
  info.message = message;

  return gesso_failure_new (&info);
}
