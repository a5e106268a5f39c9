/* gesso-task-provider.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever takes a request as a task and is asked for it until it is made: any service that a
 * profile describes. One object serves one run, since it may be told which task to take up. These
 * services list no models; the table does, after a call that costs nothing has shown that address
 * and key are good. Made by the registry, main thread only.
 */

#include "config.h"

#include "providers/gesso-task-provider.h"

#include "base/gesso-clock.h"
#include "providers/gesso-provider-error.h"
#include "providers/gesso-task-call.h"
#include "providers/gesso-task-run.h"

struct _GessoTaskProvider
{
  GessoProvider parent_instance;

  GessoHttpSession *session; /* (owned) */
  GessoCatalog *catalog;     /* (owned) */
  GessoTaskProfile *profile; /* (owned) */
  char *base_url;            /* (owned) */
};

G_DEFINE_FINAL_TYPE (GessoTaskProvider, gesso_task_provider, GESSO_TYPE_PROVIDER)

static void
run_ended_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GError *error = NULL;
  GessoRunResult *run_result = gesso_task_run_finish (GESSO_TASK_RUN (source), result, &error);

  gesso_provider_end_run (user_data, run_result, error);
}

static void
gesso_task_provider_run (GessoProvider    *provider,
                         GessoRequest     *request,
                         GessoCredential  *credential,
                         GessoRunObserver *observer,
                         GTask            *task)
{
  GessoTaskProvider *self = GESSO_TASK_PROVIDER (provider);
  g_autoptr (GessoTaskRun) run = gesso_task_run_new (self->session, self->profile, self->base_url,
                                                     request, credential, observer);

  gesso_task_run_set_task (run, gesso_provider_get_task (provider));
  gesso_task_run_async (run, g_task_get_cancellable (task), run_ended_cb, task);
}

/* Models */

static void
return_models (GTask *task)
{
  GessoTaskProvider *self = g_task_get_source_object (task);

  g_task_return_pointer (task,
                         gesso_catalog_list_models (self->catalog,
                                                    gesso_task_profile_get_kind (self->profile),
                                                    gesso_clock_now_us ()),
                         (GDestroyNotify) g_strfreev);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoTaskProvider *self = g_task_get_source_object (task);
  GessoTaskCall *call = GESSO_TASK_CALL (source);
  g_autoptr (GessoFailure) failure = NULL;

  if (!gesso_task_call_run_finish (call, result, &failure))
    {
      g_task_return_error (task, gesso_provider_error_new (failure));
      return;
    }

  gesso_provider_set_credits (
      GESSO_PROVIDER (self),
      gesso_wire_task_find_number (gesso_task_call_get_answer (call),
                                   gesso_task_profile_get_part (self->profile, "check"), "credits",
                                   -1));
  return_models (task);
}

static void
gesso_task_provider_list_models (GessoProvider   *provider,
                                 GessoCredential *credential,
                                 GTask           *task)
{
  GessoTaskProvider *self = GESSO_TASK_PROVIDER (provider);
  JsonObject *part = gesso_task_profile_get_part (self->profile, "check");
  GessoWireTaskValues values = { .model = gesso_task_profile_get_model (self->profile) };
  g_autoptr (GessoTaskCall) call = NULL;
  g_autofree char *address = NULL;

  if (part != NULL)
    address = gesso_task_call_dup_address (self->profile, self->base_url, part, &values, NULL);
  if (address == NULL)
    {
      return_models (task);
      g_object_unref (task);
      return;
    }

  call = gesso_task_call_new (self->session, self->profile, "GET", address);
  gesso_task_call_set_key (call, credential);
  gesso_task_call_set_headers (call, part, &values);
  gesso_task_call_run_async (call, g_task_get_cancellable (task), checked_cb, task);
}

static void
gesso_task_provider_dispose (GObject *object)
{
  GessoTaskProvider *self = GESSO_TASK_PROVIDER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->catalog);

  G_OBJECT_CLASS (gesso_task_provider_parent_class)->dispose (object);
}

static void
gesso_task_provider_finalize (GObject *object)
{
  GessoTaskProvider *self = GESSO_TASK_PROVIDER (object);

  g_clear_pointer (&self->profile, gesso_task_profile_unref);
  g_free (self->base_url);

  G_OBJECT_CLASS (gesso_task_provider_parent_class)->finalize (object);
}

static void
gesso_task_provider_class_init (GessoTaskProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GessoProviderClass *provider_class = GESSO_PROVIDER_CLASS (klass);

  object_class->dispose = gesso_task_provider_dispose;
  object_class->finalize = gesso_task_provider_finalize;
  provider_class->run = gesso_task_provider_run;
  provider_class->list_models = gesso_task_provider_list_models;
}

static void
gesso_task_provider_init (GessoTaskProvider *self)
{
}

/**
 * gesso_task_provider_new:
 * @session: the connection
 * @catalog: names the models of the service
 * @profile: how the service is spoken to
 * @base_url: (nullable): the account's address; NULL takes the profile's
 *
 * Returns: (transfer full): a provider for one run
 */
GessoProvider *
gesso_task_provider_new (GessoHttpSession *session,
                         GessoCatalog     *catalog,
                         GessoTaskProfile *profile,
                         const char       *base_url)
{
  GessoTaskProvider *self = g_object_new (GESSO_TYPE_TASK_PROVIDER, NULL);

  self->session = g_object_ref (session);
  self->catalog = g_object_ref (catalog);
  self->profile = gesso_task_profile_ref (profile);
  self->base_url
      = g_strdup (base_url != NULL ? base_url : gesso_task_profile_get_base_url (profile));
  return GESSO_PROVIDER (self);
}
