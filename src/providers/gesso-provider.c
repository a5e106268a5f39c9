/* gesso-provider.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The abstract maker of pictures. The registry makes one per account and kind; jobs run it. It
 * keeps no state between runs but its connection, so any number of runs may go on at once. Main
 * thread only.
 */

#include "config.h"

#include "providers/gesso-provider.h"

#include "providers/gesso-provider-error.h"

G_DEFINE_ABSTRACT_TYPE (GessoProvider, gesso_provider, G_TYPE_OBJECT)

static void
return_not_supported (GessoProvider       *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, return_not_supported);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s cannot do that",
                           G_OBJECT_TYPE_NAME (self));
}

static void
gesso_provider_real_run_async (GessoProvider       *self,
                               GessoRequest        *request,
                               GessoCredential     *credential,
                               GessoRunObserver    *observer,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  return_not_supported (self, cancellable, callback, user_data);
}

static GessoRunResult *
gesso_provider_real_run_finish (GessoProvider  *self,
                                GAsyncResult   *result,
                                GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
gesso_provider_real_list_models_async (GessoProvider       *self,
                                       GessoCredential     *credential,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  return_not_supported (self, cancellable, callback, user_data);
}

static char **
gesso_provider_real_list_models_finish (GessoProvider  *self,
                                        GAsyncResult   *result,
                                        GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
gesso_provider_class_init (GessoProviderClass *klass)
{
  klass->run_async = gesso_provider_real_run_async;
  klass->run_finish = gesso_provider_real_run_finish;
  klass->list_models_async = gesso_provider_real_list_models_async;
  klass->list_models_finish = gesso_provider_real_list_models_finish;
}

static void
gesso_provider_init (GessoProvider *self)
{
}

/**
 * gesso_provider_run_async:
 * @self: the provider
 * @request: what to make
 * @credential: (nullable): the key for this run
 * @observer: takes stages, previews and pictures while the run goes on
 * @cancellable: (nullable): ends the run at any stage
 * @callback: called on the main thread when everything is over
 * @user_data: for @callback
 *
 * Sends one request. The observer gets no further call after @callback.
 */
void
gesso_provider_run_async (GessoProvider       *self,
                          GessoRequest        *request,
                          GessoCredential     *credential,
                          GessoRunObserver    *observer,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (GESSO_IS_PROVIDER (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (GESSO_IS_RUN_OBSERVER (observer));

  GESSO_PROVIDER_GET_CLASS (self)->run_async (self, request, credential, observer, cancellable,
                                              callback, user_data);
}

/**
 * gesso_provider_run_finish:
 * @self: the provider
 * @result: what the callback got
 * @error: %GESSO_PROVIDER_ERROR with the failure, G_IO_ERROR_CANCELLED inside it as its class
 *
 * When a run fails, pictures that were announced as whole before stay valid.
 *
 * Returns: (transfer full) (nullable): the rest of the answer
 */
GessoRunResult *
gesso_provider_run_finish (GessoProvider  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_return_val_if_fail (GESSO_IS_PROVIDER (self), NULL);

  return GESSO_PROVIDER_GET_CLASS (self)->run_finish (self, result, error);
}

/**
 * gesso_provider_set_previous:
 * @self: the provider, which serves one run
 * @answer_id: (nullable): the service's own name for the answer that the base picture came from
 *
 * Services that remember their answers need not be sent the picture again. Others do not care.
 */
void
gesso_provider_set_previous (GessoProvider *self,
                             const char    *answer_id)
{
  g_return_if_fail (GESSO_IS_PROVIDER (self));

  if (GESSO_PROVIDER_GET_CLASS (self)->set_previous != NULL)
    GESSO_PROVIDER_GET_CLASS (self)->set_previous (self, answer_id);
}

/**
 * gesso_provider_set_task:
 * @self: the provider, which serves one run
 * @task_id: (nullable): what an observer was told in an earlier run of the same request
 *
 * The run sends nothing and fetches what the service makes under that name.
 */
void
gesso_provider_set_task (GessoProvider *self,
                         const char    *task_id)
{
  g_return_if_fail (GESSO_IS_PROVIDER (self));

  if (GESSO_PROVIDER_GET_CLASS (self)->set_task != NULL)
    GESSO_PROVIDER_GET_CLASS (self)->set_task (self, task_id);
}

/**
 * gesso_provider_list_models_async:
 * @self: the provider
 * @credential: (nullable): the key
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks the service for its models. Costs nothing anywhere.
 */
void
gesso_provider_list_models_async (GessoProvider       *self,
                                  GessoCredential     *credential,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (GESSO_IS_PROVIDER (self));

  GESSO_PROVIDER_GET_CLASS (self)->list_models_async (self, credential, cancellable, callback,
                                                      user_data);
}

/**
 * gesso_provider_list_models_finish:
 * @self: the provider
 * @result: what the callback got
 * @error: %GESSO_PROVIDER_ERROR
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): model ids as the service spells
 *   them; empty when it has no list
 */
char **
gesso_provider_list_models_finish (GessoProvider  *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (GESSO_IS_PROVIDER (self), NULL);

  return GESSO_PROVIDER_GET_CLASS (self)->list_models_finish (self, result, error);
}
