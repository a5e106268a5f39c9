/* gesso-engine-routes.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Routes: which address means what, with and without the prefix /v1, and the two answers that
 * need no work. */

#include "config.h"

#include "engine/gesso-engine-routes.h"

#include "base/gesso-json.h"
#include "engine/gesso-engine-order.h"

#include <string.h>

typedef struct
{
  const char *path;
  GessoEngineRoute route;
  const char *method;
} Route;

static const Route routes[] = {
  { "/models", GESSO_ENGINE_ROUTE_MODELS, "GET" },
  { "/models/" GESSO_ENGINE_MODEL, GESSO_ENGINE_ROUTE_MODEL, "GET" },
  { "/images/generations", GESSO_ENGINE_ROUTE_GENERATIONS, "POST" },
  { "/images/edits", GESSO_ENGINE_ROUTE_EDITS, "POST" },
};

static const Route *
look_up (const char *path)
{
  gsize length;

  if (g_str_has_prefix (path, "/v1/"))
    path += 3;
  length = strlen (path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (strlen (routes[i].path) == length && strncmp (routes[i].path, path, length) == 0)
      return &routes[i];

  return NULL;
}

/**
 * gesso_engine_routes_find:
 * @path: the path of a request
 *
 * Returns: what it means
 */
GessoEngineRoute
gesso_engine_routes_find (const char *path)
{
  const Route *route = look_up (path);

  return route != NULL ? route->route : GESSO_ENGINE_ROUTE_NONE;
}

/**
 * gesso_engine_routes_check:
 * @message: a message of which the head has been read
 * @path: its path
 *
 * Returns: (transfer full) (nullable): why it is not served, with 404 or 405
 */
GessoEngineRefusal *
gesso_engine_routes_check (SoupServerMessage *message,
                           const char        *path)
{
  const char *method = soup_server_message_get_method (message);
  const Route *route = look_up (path);

  if (route == NULL
      && (g_str_has_prefix (path, "/v1/models/") || g_str_has_prefix (path, "/models/")))
    return gesso_engine_refusal_new (404, "model_not_found", "model",
                                     "This model does not exist here; this server has '%s'.",
                                     GESSO_ENGINE_MODEL);
  if (route == NULL)
    return gesso_engine_refusal_new (404, "unknown_url", NULL, "Unknown address: %s %.128s", method,
                                     path);
  if (strcmp (method, route->method) != 0)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    route->method);
      return gesso_engine_refusal_new (405, "method_not_allowed", NULL,
                                       "This address takes %s only.", route->method);
    }

  return NULL;
}

static JsonObject *
make_model (gint64 created)
{
  JsonObject *model = json_object_new ();

  json_object_set_string_member (model, "id", GESSO_ENGINE_MODEL);
  json_object_set_string_member (model, "object", "model");
  json_object_set_int_member (model, "created", created);
  json_object_set_string_member (model, "owned_by", "gesso");

  return model;
}

static void
answer (SoupServerMessage *message,
        JsonObject        *object)
{
  char *text = gesso_json_object_to_string (object, FALSE);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text,
                                    strlen (text));
}

/**
 * gesso_engine_routes_list_models:
 * @message: the message to answer
 * @created: seconds since 1970
 */
void
gesso_engine_routes_list_models (SoupServerMessage *message,
                                 gint64             created)
{
  g_autoptr (JsonObject) list = json_object_new ();
  JsonArray *data = json_array_new ();

  json_array_add_object_element (data, make_model (created));
  json_object_set_string_member (list, "object", "list");
  json_object_set_array_member (list, "data", data);
  answer (message, list);
}

/**
 * gesso_engine_routes_show_model:
 * @message: the message to answer
 * @created: seconds since 1970
 */
void
gesso_engine_routes_show_model (SoupServerMessage *message,
                                gint64             created)
{
  g_autoptr (JsonObject) model = make_model (created);

  answer (message, model);
}
