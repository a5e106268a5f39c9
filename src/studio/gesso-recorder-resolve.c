/* gesso-recorder-resolve.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who runs a job: the recorder finds the key and the provider for its account, tells the provider
 * what the run goes on from, and brings the request into the form that the service was found to
 * want. Main thread.
 */

#include "config.h"

#include "studio/gesso-recorder-private.h"

#include "base/gesso-json.h"
#include "providers/gesso-provider-error.h"
#include "studio/gesso-request-adapter.h"

typedef struct
{
  GessoJob *job;               /* (owned) */
  GessoCredential *credential; /* (owned) (nullable) */
  GessoProvider *provider;     /* (owned) (nullable) */
  GessoRequest *request;       /* (owned) (nullable): what is sent */
} Resolving;

static void
resolving_free (Resolving *resolving)
{
  g_object_unref (resolving->job);
  g_clear_pointer (&resolving->credential, gesso_credential_unref);
  g_clear_object (&resolving->provider);
  g_clear_pointer (&resolving->request, gesso_request_unref);
  g_free (resolving);
}

static void
adapted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Resolving *resolving = g_task_get_task_data (task);
  GError *error = NULL;

  resolving->request = gesso_request_adapter_adapt_finish (result, &error);
  if (resolving->request == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&resolving->provider), g_object_unref);
}

static void
return_provider (GTask *task)
{
  GessoRecorder *self = g_task_get_source_object (task);
  Resolving *resolving = g_task_get_task_data (task);

  gesso_request_adapter_adapt_async (gesso_job_get_request (resolving->job),
                                     gesso_job_get_account (resolving->job), self->imaging,
                                     g_task_get_cancellable (task), adapted_cb, task);
}

static void
details_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask *task = user_data;
  Resolving *resolving = g_task_get_task_data (task);
  g_autoptr (GessoNodeDetails) details
      = gesso_library_load_details_finish (GESSO_LIBRARY (source), result, NULL);
  g_autoptr (JsonObject) root = NULL;

  /* Without the details the picture itself is sent, which is as good. */
  if (details != NULL && details->details_json != NULL)
    root = gesso_json_parse_object (details->details_json, -1, NULL);
  if (root != NULL)
    gesso_provider_set_previous (resolving->provider,
                                 gesso_json_get_string (gesso_json_get_object (root, "responses"),
                                                        "id", NULL));
  return_provider (task);
}

/* Whether the service itself made the very picture that is to be edited. */
static gboolean
is_known_to_service (GessoNode *node,
                     GessoJob  *job)
{
  GessoRequest *request = gesso_job_get_request (job);
  guint n = gesso_request_get_n_references (request);
  GessoReference *base = n > 0 ? gesso_request_get_reference (request, 0) : NULL;
  const char *answer = gesso_node_get_answer_digest (node);
  const char *digest = gesso_node_get_digest (node);

  return g_strcmp0 (gesso_node_get_account_id (node),
                    gesso_account_get_id (gesso_job_get_account (job)))
             == 0
         && base != NULL && gesso_request_get_mask (request) == NULL
         && gesso_request_get_plan (request) == NULL
         && g_strcmp0 (gesso_reference_get_digest (base), digest) == 0
         && (answer == NULL || g_strcmp0 (answer, digest) == 0);
}

static void
base_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  Resolving *resolving = g_task_get_task_data (task);
  g_autoptr (GessoNode) node
      = gesso_library_load_node_finish (GESSO_LIBRARY (source), result, NULL);

  if (node == NULL || !is_known_to_service (node, resolving->job))
    return_provider (task);
  else
    gesso_library_load_details_async (GESSO_LIBRARY (source), gesso_node_get_id (node),
                                      g_task_get_cancellable (task), details_loaded_cb, task);
}

/* A provider is told what its run goes on from: a task of its service, or an answer of it. */
static void
prepare_provider (GTask         *task,
                  GessoProvider *provider)
{
  GessoRecorder *self = g_task_get_source_object (task);
  Resolving *resolving = g_task_get_task_data (task);
  GessoJob *job = resolving->job;

  resolving->provider = provider;
  gesso_provider_set_task (provider, gesso_job_get_task_id (job));
  if (gesso_job_get_task_id (job) != NULL || gesso_job_get_base_node_id (job) == NULL
      || !gesso_provider_remembers (provider))
    return_provider (task);
  else
    gesso_library_load_node_async (self->library, gesso_job_get_base_node_id (job),
                                   g_task_get_cancellable (task), base_loaded_cb, task);
}

static void
provider_found_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GessoProvider *provider
      = gesso_provider_registry_get_finish (GESSO_PROVIDER_REGISTRY (source), result, &error);

  if (provider == NULL)
    g_task_return_error (task, error);
  else
    prepare_provider (g_steal_pointer (&task), provider);
}

static void
find_provider (GTask *task)
{
  GessoRecorder *self = g_task_get_source_object (task);
  Resolving *resolving = g_task_get_task_data (task);

  gesso_provider_registry_get_async (self->registry, gesso_job_get_account (resolving->job),
                                     g_task_get_cancellable (task), provider_found_cb, task);
}

static void
return_key_missing (GTask *task)
{
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_AUTH,
    .message = "there is no key for this account",
    .code = "key_missing",
    .retry_after_ms = -1,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);

  g_task_return_error (task, gesso_provider_error_new (failure));
}

static void
key_found_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Resolving *resolving = g_task_get_task_data (task);
  GError *error = NULL;

  resolving->credential = gesso_keychain_find_finish (GESSO_KEYCHAIN (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (resolving->credential == NULL
           && gesso_account_needs_key (gesso_job_get_account (resolving->job)))
    return_key_missing (task);
  else
    find_provider (g_steal_pointer (&task));
}

void
_gesso_recorder_resolve_async (GessoJobHost        *host,
                               GessoJob            *job,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GessoRecorder *self = GESSO_RECORDER (host);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Resolving *resolving = g_new0 (Resolving, 1);

  resolving->job = g_object_ref (job);
  g_task_set_source_tag (task, _gesso_recorder_resolve_async);
  g_task_set_task_data (task, resolving, (GDestroyNotify) resolving_free);
  gesso_keychain_find_async (self->keychain, gesso_job_get_account (job), cancellable, key_found_cb,
                             task);
}

GessoProvider *
_gesso_recorder_resolve_finish (GessoJobHost     *host,
                                GAsyncResult     *result,
                                GessoCredential **out_credential,
                                GessoRequest    **out_request,
                                GError          **error)
{
  Resolving *resolving = g_task_get_task_data (G_TASK (result));
  GessoProvider *provider = g_task_propagate_pointer (G_TASK (result), error);

  if (provider != NULL)
    {
      *out_credential = g_steal_pointer (&resolving->credential);
      *out_request = g_steal_pointer (&resolving->request);
    }
  return provider;
}
