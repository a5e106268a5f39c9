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

#include "base/gesso-clock.h"
#include "base/gesso-str.h"

typedef struct
{
  char *previous; /* (owned) (nullable): the answer that the next run goes on from */
  char *task;     /* (owned) (nullable): what the next run takes up at the service */

  /* What came with the list of models. */
  double credits;   /* that are left; -1 unknown */
  GHashTable *ends; /* (owned) (nullable) (element-type utf8 utf8): days by model */
} GessoProviderPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GessoProvider, gesso_provider, G_TYPE_OBJECT)

static void
return_not_supported (GessoProvider *self,
                      GTask         *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s cannot do that",
                           G_OBJECT_TYPE_NAME (self));
  g_object_unref (task);
}

static void
gesso_provider_real_run (GessoProvider    *self,
                         GessoRequest     *request,
                         GessoCredential  *credential,
                         GessoRunObserver *observer,
                         GTask            *task)
{
  return_not_supported (self, task);
}

static void
gesso_provider_real_list_models (GessoProvider   *self,
                                 GessoCredential *credential,
                                 GTask           *task)
{
  return_not_supported (self, task);
}

static void
gesso_provider_finalize (GObject *object)
{
  GessoProviderPrivate *priv = gesso_provider_get_instance_private (GESSO_PROVIDER (object));

  g_free (priv->previous);
  g_free (priv->task);
  g_clear_pointer (&priv->ends, g_hash_table_unref);

  G_OBJECT_CLASS (gesso_provider_parent_class)->finalize (object);
}

static void
gesso_provider_class_init (GessoProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_provider_finalize;
  klass->run = gesso_provider_real_run;
  klass->list_models = gesso_provider_real_list_models;
}

static void
gesso_provider_init (GessoProvider *self)
{
  GessoProviderPrivate *priv = gesso_provider_get_instance_private (self);

  priv->credits = -1;
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
  GTask *task;

  g_return_if_fail (GESSO_IS_PROVIDER (self));
  g_return_if_fail (request != NULL);
  g_return_if_fail (GESSO_IS_RUN_OBSERVER (observer));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gesso_provider_run_async);
  /* A cancelled run says in its failure how far it had come. */
  g_task_set_check_cancellable (task, FALSE);
  GESSO_PROVIDER_GET_CLASS (self)->run (self, request, credential, observer, task);
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
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_provider_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gesso_provider_remembers:
 * @self: the provider
 *
 * Returns: whether gesso_provider_set_previous() makes a difference
 */
gboolean
gesso_provider_remembers (GessoProvider *self)
{
  g_return_val_if_fail (GESSO_IS_PROVIDER (self), FALSE);

  return GESSO_PROVIDER_GET_CLASS (self)->remembers;
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
  GessoProviderPrivate *priv = gesso_provider_get_instance_private (self);

  g_return_if_fail (GESSO_IS_PROVIDER (self));

  gesso_set_str (&priv->previous, answer_id);
}

/**
 * gesso_provider_get_previous:
 * @self: the provider
 *
 * Returns: (transfer none) (nullable): the answer that the run goes on from
 */
const char *
gesso_provider_get_previous (GessoProvider *self)
{
  GessoProviderPrivate *priv = gesso_provider_get_instance_private (self);

  g_return_val_if_fail (GESSO_IS_PROVIDER (self), NULL);

  return priv->previous;
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
  GessoProviderPrivate *priv = gesso_provider_get_instance_private (self);

  g_return_if_fail (GESSO_IS_PROVIDER (self));

  gesso_set_str (&priv->task, task_id);
}

/**
 * gesso_provider_get_task:
 * @self: the provider
 *
 * Returns: (transfer none) (nullable): what the run takes up at the service
 */
const char *
gesso_provider_get_task (GessoProvider *self)
{
  GessoProviderPrivate *priv = gesso_provider_get_instance_private (self);

  g_return_val_if_fail (GESSO_IS_PROVIDER (self), NULL);

  return priv->task;
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
  GTask *task;

  g_return_if_fail (GESSO_IS_PROVIDER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gesso_provider_list_models_async);
  GESSO_PROVIDER_GET_CLASS (self)->list_models (self, credential, task);
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
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_provider_list_models_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gesso_provider_end_run:
 * @task: (transfer full): what a class's run() was given
 * @result: (transfer full) (nullable): how it ended
 * @error: (transfer full) (nullable): where @result is %NULL
 *
 * For classes: ends a run.
 */
void
gesso_provider_end_run (GTask          *task,
                        GessoRunResult *result,
                        GError         *error)
{
  if (result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, (GDestroyNotify) gesso_run_result_unref);
  g_object_unref (task);
}

static void
forwarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoProvider *from = GESSO_PROVIDER (source);
  GError *error = NULL;
  char **models = gesso_provider_list_models_finish (from, result, &error);

  if (models == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; models[i] != NULL; i++)
    gesso_provider_set_model_end (g_task_get_source_object (task), models[i],
                                  gesso_provider_get_model_end (from, models[i]));
  g_task_return_pointer (task, models, (GDestroyNotify) g_strfreev);
}

/**
 * gesso_provider_forward_models:
 * @self: the provider that has the list
 * @credential: (nullable): the key
 * @task: (transfer full): what another class's list_models() was given
 *
 * For classes: lets another provider answer.
 */
void
gesso_provider_forward_models (GessoProvider   *self,
                               GessoCredential *credential,
                               GTask           *task)
{
  gesso_provider_list_models_async (self, credential, g_task_get_cancellable (task), forwarded_cb,
                                    task);
}

/**
 * gesso_provider_get_credits:
 * @self: the provider, after its models were listed
 *
 * Returns: how many credits the account has left, as the service said; -1 where it does not tell
 */
double
gesso_provider_get_credits (GessoProvider *self)
{
  GessoProviderPrivate *priv = gesso_provider_get_instance_private (self);

  g_return_val_if_fail (GESSO_IS_PROVIDER (self), -1);

  return priv->credits;
}

/**
 * gesso_provider_set_credits:
 * @self: the provider
 * @credits: how many are left; -1 when the answer does not say
 *
 * For classes: what the service told while it was asked for its models.
 */
void
gesso_provider_set_credits (GessoProvider *self,
                            double         credits)
{
  GessoProviderPrivate *priv = gesso_provider_get_instance_private (self);

  g_return_if_fail (GESSO_IS_PROVIDER (self));

  priv->credits = credits;
}

/**
 * gesso_provider_get_model_end:
 * @self: the provider, after its models were listed
 * @model: one of them
 *
 * Returns: (transfer none) (nullable): the day on which the model ends, as the service said
 */
const char *
gesso_provider_get_model_end (GessoProvider *self,
                              const char    *model)
{
  GessoProviderPrivate *priv = gesso_provider_get_instance_private (self);

  g_return_val_if_fail (GESSO_IS_PROVIDER (self), NULL);

  return priv->ends != NULL ? g_hash_table_lookup (priv->ends, model) : NULL;
}

/**
 * gesso_provider_set_model_end:
 * @self: the provider
 * @model: a model of the service
 * @date: (nullable): the day on which it ends; what is no day is ignored
 *
 * For classes: what the service told while it was asked for its models.
 */
void
gesso_provider_set_model_end (GessoProvider *self,
                              const char    *model,
                              const char    *date)
{
  GessoProviderPrivate *priv = gesso_provider_get_instance_private (self);

  g_return_if_fail (GESSO_IS_PROVIDER (self));

  if (!gesso_clock_is_day (date))
    return;
  if (priv->ends == NULL)
    priv->ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (priv->ends, g_strdup (model), g_strdup (date));
}
