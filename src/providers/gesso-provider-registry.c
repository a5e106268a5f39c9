/* gesso-provider-registry.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From an account to somebody who can serve it. Owns the connection that all remote services share
 * and the host of the built-in engine. That the engine is another program on a private socket shows
 * only here, in the choice of the connection; everything above treats all services alike.
 *
 * One per studio, main thread only.
 */

#include "config.h"

#include "providers/gesso-provider-registry.h"

#include "base/gesso-log.h"
#include "model/gesso-server-preset.h"
#include "model/gesso-task-profiles.h"
#include "providers/gesso-images-provider.h"
#include "providers/gesso-provider-error.h"
#include "providers/gesso-responses-provider.h"
#include "providers/gesso-server-provider.h"
#include "providers/gesso-task-provider.h"

/* The host part is never looked up: every connection goes to the socket. */
#define ENGINE_BASE_URL "http://localhost/v1"
#define OPENAI_BASE_URL "https://api.openai.com/v1"

struct _GessoProviderRegistry
{
  GObject parent_instance;

  GessoCatalog *catalog;     /* (owned) */
  GessoEngineHost *engine;   /* (owned) */
  GessoHttpSession *session; /* (owned): for all that is reached over the network */
};

G_DEFINE_FINAL_TYPE (GessoProviderRegistry, gesso_provider_registry, G_TYPE_OBJECT)

/* That the engine did not start has its own sentence: no network and no service is to blame. */
static GError *
make_engine_error (const GError *reason)
{
  g_autofree char *message = gesso_log_redact (reason->message);
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_UNAVAILABLE,
    .message = message,
    .code = "engine",
    .retry_after_ms = -1,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

  return gesso_provider_error_new (failure);
}

static void
engine_ready_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoProviderRegistry *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoHttpSession) session
      = gesso_engine_host_ensure_finish (GESSO_ENGINE_HOST (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (session == NULL)
    g_task_return_error (task, make_engine_error (error));
  else
    g_task_return_pointer (task,
                           gesso_images_provider_new (session, self->catalog,
                                                      GESSO_ACCOUNT_KIND_SKETCH, ENGINE_BASE_URL),
                           g_object_unref);
}

static void
return_unknown_kind (GTask      *task,
                     const char *kind)
{
  g_autofree char *message = g_strdup_printf ("accounts of kind \"%s\" cannot be used here", kind);
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_USAGE,
    .message = message,
    .code = "unknown_kind",
    .retry_after_ms = -1,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

  g_task_return_error (task, gesso_provider_error_new (failure));
}

static void
return_no_address (GTask *task)
{
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_USAGE,
    .message = "the account has no address",
    .code = "bad_address",
    .retry_after_ms = -1,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

  g_task_return_error (task, gesso_provider_error_new (failure));
}

static void
return_images_provider (GessoProviderRegistry *self,
                        GTask                 *task,
                        GessoAccount          *account)
{
  const char *base_url = gesso_account_get_base_url (account);

  /* A key goes to the host that it was given for, never to another by default. */
  if (base_url == NULL
      && !g_str_equal (gesso_account_get_kind (account), GESSO_ACCOUNT_KIND_OPENAI_IMAGES))
    {
      return_no_address (task);
      return;
    }

  g_task_return_pointer (task,
                         gesso_images_provider_new (self->session, self->catalog,
                                                    gesso_account_get_kind (account),
                                                    base_url != NULL ? base_url : OPENAI_BASE_URL),
                         g_object_unref);
}

/* Servers that are known by name: two of the same kind differ in nothing but the address. */
static void
return_server_provider (GessoProviderRegistry *self,
                        GTask                 *task,
                        GessoAccount          *account)
{
  if (gesso_account_get_base_url (account) == NULL)
    return_no_address (task);
  else
    g_task_return_pointer (task,
                           gesso_server_provider_new (self->session, self->catalog,
                                                      gesso_account_get_kind (account),
                                                      gesso_account_get_base_url (account)),
                           g_object_unref);
}

/* Kinds that are not built in are described by profiles. */
static void
return_task_provider (GessoProviderRegistry *self,
                      GTask                 *task,
                      GessoAccount          *account)
{
  const char *kind = gesso_account_get_kind (account);
  GessoTaskProfile *profile = gesso_task_profiles_find (gesso_task_profiles_get_default (), kind);

  if (profile == NULL)
    {
      return_unknown_kind (task, kind);
      return;
    }

  g_task_return_pointer (task,
                         gesso_task_provider_new (self->session, self->catalog, profile,
                                                  gesso_account_get_base_url (account)),
                         g_object_unref);
}

static void
gesso_provider_registry_dispose (GObject *object)
{
  GessoProviderRegistry *self = GESSO_PROVIDER_REGISTRY (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->session);
  g_clear_object (&self->catalog);

  G_OBJECT_CLASS (gesso_provider_registry_parent_class)->dispose (object);
}

static void
gesso_provider_registry_class_init (GessoProviderRegistryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_provider_registry_dispose;
}

static void
gesso_provider_registry_init (GessoProviderRegistry *self)
{
  self->engine = gesso_engine_host_new ();
  self->session = gesso_http_session_new ();
}

/**
 * gesso_provider_registry_new:
 * @catalog: what the models can do
 *
 * Returns: (transfer full): a registry; it starts nothing yet
 */
GessoProviderRegistry *
gesso_provider_registry_new (GessoCatalog *catalog)
{
  GessoProviderRegistry *self = g_object_new (GESSO_TYPE_PROVIDER_REGISTRY, NULL);

  self->catalog = g_object_ref (catalog);
  return self;
}

/**
 * gesso_provider_registry_get_async:
 * @self: the registry
 * @account: the account
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds who serves an account, and starts the built-in engine where it is that.
 */
void
gesso_provider_registry_get_async (GessoProviderRegistry *self,
                                   GessoAccount          *account,
                                   GCancellable          *cancellable,
                                   GAsyncReadyCallback    callback,
                                   gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *kind = gesso_account_get_kind (account);

  g_task_set_source_tag (task, gesso_provider_registry_get_async);
  if (g_str_equal (kind, GESSO_ACCOUNT_KIND_SKETCH))
    gesso_engine_host_ensure_async (self->engine, cancellable, engine_ready_cb,
                                    g_steal_pointer (&task));
  else if (g_str_equal (kind, GESSO_ACCOUNT_KIND_OPENAI_IMAGES)
           || g_str_equal (kind, GESSO_ACCOUNT_KIND_COMPATIBLE)
           || g_str_equal (kind, GESSO_ACCOUNT_KIND_AZURE))
    return_images_provider (self, task, account);
  else if (gesso_server_preset_find (kind) != NULL)
    return_server_provider (self, task, account);
  else if (g_str_equal (kind, GESSO_ACCOUNT_KIND_RESPONSES))
    g_task_return_pointer (task,
                           gesso_responses_provider_new (self->session, self->catalog,
                                                         gesso_account_get_base_url (account)
                                                                 != NULL
                                                             ? gesso_account_get_base_url (account)
                                                             : OPENAI_BASE_URL),
                           g_object_unref);
  else
    return_task_provider (self, task, account);
}

/**
 * gesso_provider_registry_get_finish:
 * @self: the registry
 * @result: what the callback got
 * @error: %GESSO_PROVIDER_ERROR for a kind that nobody serves, and, with the code "engine", when
 *   the engine does not start; G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the provider, to be used for one run
 */
GessoProvider *
gesso_provider_registry_get_finish (GessoProviderRegistry  *self,
                                    GAsyncResult           *result,
                                    GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_provider_registry_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gesso_provider_registry_get_engine_host:
 * @self: the registry
 *
 * Returns: (transfer none): who keeps the built-in engine running
 */
GessoEngineHost *
gesso_provider_registry_get_engine_host (GessoProviderRegistry *self)
{
  return self->engine;
}

/**
 * gesso_provider_registry_stop:
 * @self: the registry
 *
 * Ends the built-in engine and every open connection.
 */
void
gesso_provider_registry_stop (GessoProviderRegistry *self)
{
  gesso_engine_host_stop (self->engine);
  gesso_http_session_abort (self->session);
}
