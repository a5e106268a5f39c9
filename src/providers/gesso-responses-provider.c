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
};

G_DEFINE_FINAL_TYPE (GessoResponsesProvider, gesso_responses_provider, GESSO_TYPE_PROVIDER)

static void
run_ended_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GError *error = NULL;
  GessoRunResult *run_result
      = gesso_responses_run_finish (GESSO_RESPONSES_RUN (source), result, &error);

  gesso_provider_end_run (user_data, run_result, error);
}

static void
gesso_responses_provider_run (GessoProvider    *provider,
                              GessoRequest     *request,
                              GessoCredential  *credential,
                              GessoRunObserver *observer,
                              GTask            *task)
{
  GessoResponsesProvider *self = GESSO_RESPONSES_PROVIDER (provider);
  g_autoptr (GessoResponsesRun) run
      = gesso_responses_run_new (self->session, self->base_url, request, credential, observer);

  gesso_responses_run_set_previous (run, gesso_provider_get_previous (provider));
  gesso_responses_run_set_task (run, gesso_provider_get_task (provider));
  gesso_responses_run_async (run, g_task_get_cancellable (task), run_ended_cb, task);
}

static void
gesso_responses_provider_list_models (GessoProvider   *provider,
                                      GessoCredential *credential,
                                      GTask           *task)
{
  GessoResponsesProvider *self = GESSO_RESPONSES_PROVIDER (provider);

  gesso_provider_forward_models (self->images, credential, task);
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

  G_OBJECT_CLASS (gesso_responses_provider_parent_class)->finalize (object);
}

static void
gesso_responses_provider_class_init (GessoResponsesProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GessoProviderClass *provider_class = GESSO_PROVIDER_CLASS (klass);

  object_class->dispose = gesso_responses_provider_dispose;
  object_class->finalize = gesso_responses_provider_finalize;
  provider_class->run = gesso_responses_provider_run;
  provider_class->list_models = gesso_responses_provider_list_models;
  provider_class->remembers = TRUE;
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
