/* gesso-responses-provider.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever speaks the Responses API with its image tool. One object serves one run, since it may be
 * told what that run goes on from. The list of models is that of the Images API of the same
 * service. Made by the registry, main thread only.
 */

#include "config.h"

#include "providers/gesso-responses-provider.h"

#include "providers/gesso-images-provider.h"
#include "providers/gesso-responses-run.h"

struct _GessoResponsesProvider
{
  GessoProvider parent_instance;

  GessoHttpSession *session; /* (owned) */
  GessoProvider *images;     /* (owned): lists the models */
  char *base_url;            /* (owned) */
  char *previous;            /* (owned) (nullable) */
  char *task;                /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (GessoResponsesProvider, gesso_responses_provider, GESSO_TYPE_PROVIDER)

static void
run_ended_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GessoRunResult *run_result
      = gesso_responses_run_finish (GESSO_RESPONSES_RUN (source), result, &error);

  if (run_result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, run_result, (GDestroyNotify) gesso_run_result_unref);
}

static void
gesso_responses_provider_run_async (GessoProvider       *provider,
                                    GessoRequest        *request,
                                    GessoCredential     *credential,
                                    GessoRunObserver    *observer,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GessoResponsesProvider *self = GESSO_RESPONSES_PROVIDER (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GessoResponsesRun) run
      = gesso_responses_run_new (self->session, self->base_url, request, credential, observer);

  /* A cancelled run says in its failure how far it had come. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, gesso_responses_provider_run_async);
  gesso_responses_run_set_previous (run, self->previous);
  gesso_responses_run_set_task (run, self->task);
  gesso_responses_run_async (run, cancellable, run_ended_cb, task);
}

static GessoRunResult *
gesso_responses_provider_run_finish (GessoProvider  *provider,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
gesso_responses_provider_set_previous (GessoProvider *provider,
                                       const char    *answer_id)
{
  GessoResponsesProvider *self = GESSO_RESPONSES_PROVIDER (provider);

  g_free (self->previous);
  self->previous = g_strdup (answer_id);
}

static void
gesso_responses_provider_set_task (GessoProvider *provider,
                                   const char    *task_id)
{
  GessoResponsesProvider *self = GESSO_RESPONSES_PROVIDER (provider);

  g_free (self->task);
  self->task = g_strdup (task_id);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char **models = gesso_provider_list_models_finish (GESSO_PROVIDER (source), result, &error);

  if (models == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, models, (GDestroyNotify) g_strfreev);
}

static void
gesso_responses_provider_list_models_async (GessoProvider       *provider,
                                            GessoCredential     *credential,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data)
{
  GessoResponsesProvider *self = GESSO_RESPONSES_PROVIDER (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gesso_responses_provider_list_models_async);
  gesso_provider_list_models_async (self->images, credential, cancellable, listed_cb, task);
}

static char **
gesso_responses_provider_list_models_finish (GessoProvider  *provider,
                                             GAsyncResult   *result,
                                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
gesso_responses_provider_dispose (GObject *object)
{
  GessoResponsesProvider *self = GESSO_RESPONSES_PROVIDER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->images);

  G_OBJECT_CLASS (gesso_responses_provider_parent_class)->dispose (object);
}

static void
gesso_responses_provider_finalize (GObject *object)
{
  GessoResponsesProvider *self = GESSO_RESPONSES_PROVIDER (object);

  g_free (self->base_url);
  g_free (self->previous);
  g_free (self->task);

  G_OBJECT_CLASS (gesso_responses_provider_parent_class)->finalize (object);
}

static void
gesso_responses_provider_class_init (GessoResponsesProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GessoProviderClass *provider_class = GESSO_PROVIDER_CLASS (klass);

  object_class->dispose = gesso_responses_provider_dispose;
  object_class->finalize = gesso_responses_provider_finalize;
  provider_class->run_async = gesso_responses_provider_run_async;
  provider_class->run_finish = gesso_responses_provider_run_finish;
  provider_class->set_previous = gesso_responses_provider_set_previous;
  provider_class->set_task = gesso_responses_provider_set_task;
  provider_class->list_models_async = gesso_responses_provider_list_models_async;
  provider_class->list_models_finish = gesso_responses_provider_list_models_finish;
}

static void
gesso_responses_provider_init (GessoResponsesProvider *self)
{
}

/**
 * gesso_responses_provider_new:
 * @session: the connection
 * @catalog: what models can do
 * @base_url: the address of the service, as "https://example.org/v1"
 *
 * Returns: (transfer full): a provider for one run
 */
GessoProvider *
gesso_responses_provider_new (GessoHttpSession *session,
                              GessoCatalog     *catalog,
                              const char       *base_url)
{
  GessoResponsesProvider *self = g_object_new (GESSO_TYPE_RESPONSES_PROVIDER, NULL);

  self->session = g_object_ref (session);
  self->images
      = gesso_images_provider_new (session, catalog, GESSO_ACCOUNT_KIND_OPENAI_IMAGES, base_url);
  self->base_url = g_strdup (base_url);
  return GESSO_PROVIDER (self);
}
