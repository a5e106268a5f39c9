/* gesso-server-provider.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server at home that is known by name. Most are served as any other that speaks the Images API;
 * where one has an interface of its own with jobs, that is asked for first, since a job can be
 * cancelled and found again. Edits with a mask go the common way always. One object serves one run,
 * since it may be told which job that goes on with. Made by the registry, main thread only.
 */

#include "config.h"

#include "providers/gesso-server-provider.h"

#include "base/gesso-json.h"
#include "http/gesso-http-exchange.h"
#include "model/gesso-server-preset.h"
#include "providers/gesso-exchange-key.h"
#include "providers/gesso-images-provider.h"
#include "providers/gesso-task-provider.h"

#define PROBE_MS (5 * 1000)
#define MAX_PROBE_BYTES (4 * 1024 * 1024)

struct _GessoServerProvider
{
  GessoProvider parent_instance;

  const GessoServerPreset *preset; /* (unowned): lives as long as the process */
  GessoHttpSession *session;       /* (owned) */
  GessoProvider *images;           /* (owned) */
  GessoProvider *native;           /* (owned) (nullable) */
  char *root;                      /* (owned): the address of the server without a path */
};

G_DEFINE_FINAL_TYPE (GessoServerProvider, gesso_server_provider, GESSO_TYPE_PROVIDER)

/* What a run needs while the server is asked what it can do. */
typedef struct
{
  GessoRequest *request;       /* (owned) */
  GessoCredential *credential; /* (owned) (nullable) */
  GessoRunObserver *observer;  /* (owned) */
  GByteArray *answer;          /* (owned): of the server about itself */
} Run;

static void
run_free (Run *run)
{
  gesso_request_unref (run->request);
  g_clear_pointer (&run->credential, gesso_credential_unref);
  g_object_unref (run->observer);
  g_byte_array_unref (run->answer);
  g_free (run);
}

static void
run_ended_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GError *error = NULL;
  GessoRunResult *run_result = gesso_provider_run_finish (GESSO_PROVIDER (source), result, &error);

  gesso_provider_end_run (user_data, run_result, error);
}

static void
run_with (GTask         *task,
          GessoProvider *provider)
{
  Run *run = g_task_get_task_data (task);

  gesso_provider_run_async (provider, run->request, run->credential, run->observer,
                            g_task_get_cancellable (task), run_ended_cb, task);
}

static gboolean
probe_chunk (GessoHttpExchange  *exchange,
             GBytes             *chunk,
             gsize              *queued,
             gpointer            user_data,
             GError            **error)
{
  Run *run = user_data;
  gsize length;
  const guint8 *data = g_bytes_get_data (chunk, &length);

  g_byte_array_append (run->answer, data, (guint) length);
  return TRUE;
}

/* A server that answers every path with a page has no such interface. */
static gboolean
holds_object (Run *run)
{
  g_autoptr (JsonObject) object
      = gesso_json_parse_object ((const char *) run->answer->data, (gssize) run->answer->len, NULL);

  return object != NULL;
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  GessoServerProvider *self = g_task_get_source_object (task);
  GessoHttpExchange *exchange = GESSO_HTTP_EXCHANGE (source);
  gboolean answers = gesso_http_exchange_run_finish (exchange, result, NULL)
                     && gesso_http_exchange_get_status (exchange) == 200
                     && holds_object (g_task_get_task_data (task));

  /* Whatever went wrong here, the request itself will say it better. */
  run_with (task, answers ? self->native : self->images);
}

static void
probe (GTask *task)
{
  GessoServerProvider *self = g_task_get_source_object (task);
  static const GessoHttpConsumer consumer = { .chunk = probe_chunk };
  Run *run = g_task_get_task_data (task);
  g_autofree char *address = g_strconcat (self->root, self->preset->native_probe, NULL);
  g_autoptr (GessoHttpExchange) exchange = gesso_http_exchange_new (self->session, "GET", address);

  gesso_exchange_set_bearer (exchange, run->credential);
  gesso_http_exchange_set_max_body (exchange, MAX_PROBE_BYTES);
  gesso_http_exchange_set_consumer (exchange, &consumer, run);
  gesso_http_exchange_set_timeouts (exchange, PROBE_MS, PROBE_MS, 2 * PROBE_MS);
  gesso_http_exchange_run_async (exchange, g_task_get_cancellable (task), probed_cb, task);
}

static void
gesso_server_provider_run (GessoProvider    *provider,
                           GessoRequest     *request,
                           GessoCredential  *credential,
                           GessoRunObserver *observer,
                           GTask            *task)
{
  GessoServerProvider *self = GESSO_SERVER_PROVIDER (provider);
  Run *run = g_new0 (Run, 1);

  run->request = gesso_request_ref (request);
  run->credential = credential != NULL ? gesso_credential_ref (credential) : NULL;
  run->observer = g_object_ref (observer);
  run->answer = g_byte_array_new ();
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  if (self->native == NULL || gesso_request_get_mask (request) != NULL)
    run_with (task, self->images);
  else if (gesso_provider_get_task (provider) != NULL)
    {
      gesso_provider_set_task (self->native, gesso_provider_get_task (provider));
      run_with (task, self->native);
    }
  else
    probe (task);
}

static void
gesso_server_provider_list_models (GessoProvider   *provider,
                                   GessoCredential *credential,
                                   GTask           *task)
{
  GessoServerProvider *self = GESSO_SERVER_PROVIDER (provider);

  gesso_provider_forward_models (self->images, credential, task);
}

static void
gesso_server_provider_dispose (GObject *object)
{
  GessoServerProvider *self = GESSO_SERVER_PROVIDER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->images);
  g_clear_object (&self->native);

  G_OBJECT_CLASS (gesso_server_provider_parent_class)->dispose (object);
}

static void
gesso_server_provider_finalize (GObject *object)
{
  GessoServerProvider *self = GESSO_SERVER_PROVIDER (object);

  g_free (self->root);

  G_OBJECT_CLASS (gesso_server_provider_parent_class)->finalize (object);
}

static void
gesso_server_provider_class_init (GessoServerProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GessoProviderClass *provider_class = GESSO_PROVIDER_CLASS (klass);

  object_class->dispose = gesso_server_provider_dispose;
  object_class->finalize = gesso_server_provider_finalize;
  provider_class->run = gesso_server_provider_run;
  provider_class->list_models = gesso_server_provider_list_models;
}

static void
gesso_server_provider_init (GessoServerProvider *self)
{
}

static char *
dup_root (const char *base_url)
{
  g_autoptr (GUri) uri = g_uri_parse (base_url, G_URI_FLAGS_ENCODED, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return NULL;

  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), "", NULL, NULL);
}

/**
 * gesso_server_provider_new:
 * @session: the connection
 * @catalog: what models can do
 * @kind: a kind that gesso_server_preset_find() knows
 * @base_url: the address of the server, as "http://127.0.0.1:1234/v1"
 *
 * Returns: (transfer full): a provider for one run
 */
GessoProvider *
gesso_server_provider_new (GessoHttpSession *session,
                           GessoCatalog     *catalog,
                           const char       *kind,
                           const char       *base_url)
{
  GessoServerProvider *self = g_object_new (GESSO_TYPE_SERVER_PROVIDER, NULL);

  self->preset = gesso_server_preset_find (kind);
  self->session = g_object_ref (session);
  self->images = gesso_images_provider_new (session, catalog, kind, base_url);
  self->root = dup_root (base_url);
  if (self->preset->native != NULL && self->root != NULL)
    self->native = gesso_task_provider_new (session, catalog, self->preset->native, self->root);
  return GESSO_PROVIDER (self);
}
