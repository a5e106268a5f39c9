/* gesso-images-provider.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever speaks the OpenAI Images dialects: OpenAI itself, Azure, the built-in engine, and
 * self-hosted servers. What differs between them is data (the table of models), the address and the
 * key's header, and how tolerant the run is with a model that the table does not know. Made by the
 * registry, main thread only.
 */

#include "config.h"

#include "providers/gesso-images-provider.h"

#include "base/gesso-json.h"
#include "http/gesso-http-exchange.h"
#include "providers/gesso-batch-run.h"
#include "providers/gesso-exchange-address.h"
#include "providers/gesso-exchange-failure.h"
#include "providers/gesso-exchange-key.h"
#include "providers/gesso-images-run.h"
#include "providers/gesso-provider-error.h"

#define MAX_LIST_BYTES (4 * 1024 * 1024)

struct _GessoImagesProvider
{
  GessoProvider parent_instance;

  GessoHttpSession *session; /* (owned) */
  GessoCatalog *catalog;     /* (owned) */
  char *kind;                /* (owned) */
  char *base_url;            /* (owned) */
};

G_DEFINE_FINAL_TYPE (GessoImagesProvider, gesso_images_provider, GESSO_TYPE_PROVIDER)

static void
run_ended_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GError *error = NULL;
  GessoRunResult *run_result = gesso_images_run_finish (GESSO_IMAGES_RUN (source), result, &error);

  gesso_provider_end_run (user_data, run_result, error);
}

static void
batch_ended_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GError *error = NULL;
  GessoRunResult *run_result = gesso_batch_run_finish (GESSO_BATCH_RUN (source), result, &error);

  gesso_provider_end_run (user_data, run_result, error);
}

/* (transfer full) for @task */
static void
run_batch (GessoProvider    *provider,
           GessoRequest     *request,
           GessoCredential  *credential,
           GessoRunObserver *observer,
           GTask            *task)
{
  GessoImagesProvider *self = GESSO_IMAGES_PROVIDER (provider);
  g_autoptr (GessoBatchRun) run = gesso_batch_run_new (self->session, self->kind, self->base_url,
                                                       request, credential, observer);

  gesso_batch_run_set_task (run, gesso_provider_get_task (provider));
  gesso_batch_run_async (run, g_task_get_cancellable (task), batch_ended_cb, task);
}

/* (transfer full) for @task */
static void
run_directly (GessoImagesProvider *self,
              GessoModelInfo      *info,
              GessoRequest        *request,
              GessoCredential     *credential,
              GessoRunObserver    *observer,
              GTask               *task)
{
  g_autoptr (GessoImagesRun) run
      = gesso_images_run_new (self->session, info, self->kind, self->base_url, request, credential,
                              observer);

  gesso_images_run_async (run, g_task_get_cancellable (task), run_ended_cb, task);
}

static void
gesso_images_provider_run (GessoProvider    *provider,
                           GessoRequest     *request,
                           GessoCredential  *credential,
                           GessoRunObserver *observer,
                           GTask            *task)
{
  GessoImagesProvider *self = GESSO_IMAGES_PROVIDER (provider);
  g_autoptr (GessoModelInfo) info
      = gesso_catalog_lookup (self->catalog, self->kind,
                              gesso_request_get_parameters (request)->model);

  if (gesso_request_get_parameters (request)->batch && info->takes_batch)
    run_batch (provider, request, credential, observer, task);
  else
    run_directly (self, info, request, credential, observer, task);
}

/* The list of models */

static gboolean
list_chunk (GessoHttpExchange  *exchange,
            GBytes             *chunk,
            gsize              *queued,
            gpointer            user_data,
            GError            **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (chunk, &length);

  g_byte_array_append (user_data, data, length);
  return TRUE;
}

static const GessoHttpConsumer list_consumer = { .chunk = list_chunk };

static gboolean
is_picture_model (GessoImagesProvider *self,
                  const char          *id)
{
  /* The list of an Azure resource names everything that could be deployed. */
  if (!g_str_equal (self->kind, GESSO_ACCOUNT_KIND_OPENAI_IMAGES)
      && !g_str_equal (self->kind, GESSO_ACCOUNT_KIND_AZURE))
    return TRUE;

  return g_str_has_prefix (id, "gpt-image") || g_str_has_prefix (id, "chatgpt-image");
}

static char **
read_list (GessoImagesProvider *self,
           JsonNode            *root)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (JSON_NODE_HOLDS_ARRAY (root))
    array = json_node_get_array (root);
  else if (JSON_NODE_HOLDS_OBJECT (root))
    {
      array = gesso_json_get_array (json_node_get_object (root), "data");
      if (array == NULL)
        array = gesso_json_get_array (json_node_get_object (root), "models");
    }

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *entry = gesso_json_array_get_object (array, i);
      const char *id = entry != NULL ? gesso_json_get_string (entry, "id", NULL)
                                     : gesso_json_array_get_string (array, i);

      if (entry != NULL && id == NULL)
        id = gesso_json_get_string (entry, "name", NULL);
      if (id == NULL || !is_picture_model (self, id))
        continue;

      g_strv_builder_add (builder, id);
      if (entry != NULL)
        gesso_provider_set_model_end (GESSO_PROVIDER (self), id,
                                      gesso_json_get_string (entry, "shutdown_date", NULL));
    }

  return g_strv_builder_end (builder);
}

static void
return_list_failure (GTask        *task,
                     GessoFailure *failure)
{
  g_task_return_error (task, gesso_provider_error_new (failure));
  gesso_failure_unref (failure);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoImagesProvider *self = g_task_get_source_object (task);
  GessoHttpExchange *exchange = GESSO_HTTP_EXCHANGE (source);
  GByteArray *body = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (!gesso_http_exchange_run_finish (exchange, result, &error))
    return_list_failure (task, gesso_exchange_failure_from_error (exchange, error));
  else if (gesso_http_exchange_get_status (exchange) == 404)
    g_task_return_pointer (task, g_new0 (char *, 1), (GDestroyNotify) g_strfreev);
  else if (!gesso_http_exchange_is_success (exchange))
    return_list_failure (task, gesso_exchange_failure_from_status (exchange));
  else if ((root = gesso_json_parse ((const char *) body->data, body->len, &error)) == NULL)
    return_list_failure (task, gesso_exchange_failure_from_answer (exchange, error, NULL));
  else
    g_task_return_pointer (task, read_list (self, root), (GDestroyNotify) g_strfreev);
}

/* An address that names its deployment has that one model, and no call that lists more. */
static void
return_deployment (GTask      *task,
                   const char *deployment)
{
  const char *const list[] = { deployment, NULL };

  g_task_return_pointer (task, g_strdupv ((char **) list), (GDestroyNotify) g_strfreev);
}

static void
gesso_images_provider_list_models (GessoProvider   *provider,
                                   GessoCredential *credential,
                                   GTask           *task)
{
  GessoImagesProvider *self = GESSO_IMAGES_PROVIDER (provider);
  g_autofree char *deployment = gesso_account_address_dup_deployment (self->base_url);
  g_autofree char *address = gesso_exchange_join_address (self->base_url, "/models");
  g_autoptr (GessoHttpExchange) exchange = gesso_http_exchange_new (self->session, "GET", address);
  GByteArray *body = NULL;

  if (deployment != NULL)
    {
      return_deployment (task, deployment);
      g_object_unref (task);
      return;
    }

  body = g_byte_array_new ();
  g_task_set_task_data (task, body, (GDestroyNotify) g_byte_array_unref);
  gesso_exchange_set_key (exchange, self->kind, credential);
  gesso_http_exchange_set_max_body (exchange, MAX_LIST_BYTES);
  gesso_http_exchange_set_consumer (exchange, &list_consumer, body);
  gesso_http_exchange_run_async (exchange, g_task_get_cancellable (task), listed_cb, task);
}

static void
gesso_images_provider_dispose (GObject *object)
{
  GessoImagesProvider *self = GESSO_IMAGES_PROVIDER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->catalog);

  G_OBJECT_CLASS (gesso_images_provider_parent_class)->dispose (object);
}

static void
gesso_images_provider_finalize (GObject *object)
{
  GessoImagesProvider *self = GESSO_IMAGES_PROVIDER (object);

  g_free (self->kind);
  g_free (self->base_url);

  G_OBJECT_CLASS (gesso_images_provider_parent_class)->finalize (object);
}

static void
gesso_images_provider_class_init (GessoImagesProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GessoProviderClass *provider_class = GESSO_PROVIDER_CLASS (klass);

  object_class->dispose = gesso_images_provider_dispose;
  object_class->finalize = gesso_images_provider_finalize;
  provider_class->run = gesso_images_provider_run;
  provider_class->list_models = gesso_images_provider_list_models;
}

static void
gesso_images_provider_init (GessoImagesProvider *self)
{
}

/**
 * gesso_images_provider_new:
 * @session: the connection
 * @catalog: what models can do
 * @account_kind: the kind of the account, for looking up its models
 * @base_url: the address of the service, as "https://example.org/v1"
 *
 * Returns: (transfer full): a provider
 */
GessoProvider *
gesso_images_provider_new (GessoHttpSession *session,
                           GessoCatalog     *catalog,
                           const char       *account_kind,
                           const char       *base_url)
{
  GessoImagesProvider *self = g_object_new (GESSO_TYPE_IMAGES_PROVIDER, NULL);
  gsize length = strlen (base_url);

  while (length > 0 && base_url[length - 1] == '/')
    length--;

  self->session = g_object_ref (session);
  self->catalog = g_object_ref (catalog);
  self->kind = g_strdup (account_kind);
  self->base_url = g_strndup (base_url, length);
  return GESSO_PROVIDER (self);
}
