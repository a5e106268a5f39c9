/* gesso-engine-server.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* GessoEngineServer: the engine's door. It listens on a Unix socket that only the user can reach,
 * or on a port of this machine for who knows the token; checks each request before its body is
 * read; and hands it to a GessoEngineRequest, of which two work at a time and a few more wait.
 *
 * Created and owned by the program's main function; main thread only. Close it before the last
 * reference goes, so that the socket file disappears. */

#include "config.h"

#include "engine/gesso-engine-server.h"

#include "base/gesso-clock.h"
#include "base/gesso-worker.h"
#include "engine/gesso-engine-answer.h"
#include "engine/gesso-engine-request.h"
#include "engine/gesso-engine-routes.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/stat.h>

struct _GessoEngineServer
{
  GObject parent_instance;

  SoupServer *soup;              /* (owned) */
  GessoEngineRequests *requests; /* (owned) */
  char *path;                    /* (owned) (nullable): of the socket */
  char *token;                   /* (owned) (nullable): what a caller must know */
  gint64 started;                /* seconds since 1970 */
};

G_DEFINE_FINAL_TYPE (GessoEngineServer, gesso_engine_server, G_TYPE_OBJECT)

/* --- before the body --- */

/* Takes the same time for every wrong token of one length. */
static gboolean
is_same_secret (const char *a,
                const char *b)
{
  gsize length = strlen (b);
  guint8 difference = strlen (a) != length;

  for (gsize i = 0; i < length; i++)
    difference |= (guint8) (b[i] ^ (difference & 1 ? b[i] : a[i]));

  return difference == 0;
}

static GessoEngineRefusal *
check_token (GessoEngineServer  *self,
             SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  if (self->token == NULL)
    return NULL;
  if (value != NULL && g_ascii_strncasecmp (value, "Bearer ", 7) == 0
      && is_same_secret (value + 7, self->token))
    return NULL;

  return gesso_engine_refusal_new (401, value != NULL ? "invalid_api_key" : NULL, NULL,
                                   value != NULL ? "The token is not the one of this server."
                                                 : "A bearer token is required.");
}

/* A page in a browser can make a name of its own point at this machine; then the name is wrong. */
static GessoEngineRefusal *
check_host (GessoEngineServer  *self,
            SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Host");
  g_autofree char *name = NULL;
  const char *colon;

  if (self->path != NULL)
    return NULL;
  if (value != NULL)
    {
      colon = value[0] == '[' ? strstr (value, "]:") : strchr (value, ':');
      if (colon != NULL && value[0] == '[')
        colon++;
      name = colon != NULL ? g_strndup (value, colon - value) : g_strdup (value);
      if (strcmp (name, "127.0.0.1") == 0 || strcmp (name, "[::1]") == 0
          || g_ascii_strcasecmp (name, "localhost") == 0)
        return NULL;
    }

  return gesso_engine_refusal_new (400, "invalid_host", NULL,
                                   "The Host header does not name this machine.");
}

static GessoEngineRefusal *
check_length (SoupMessageHeaders *headers)
{
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH
      || soup_message_headers_get_content_length (headers) <= (goffset) GESSO_ENGINE_MAX_BODY)
    return NULL;

  return gesso_engine_refusal_new (413, "request_too_large", NULL,
                                   "The request is larger than 200 MB.");
}

/* A body of unknown length is measured as it comes; beyond the limit no more of it is kept. */
static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  guint64 *length = g_object_get_data (G_OBJECT (message), "gesso-length");

  *length += g_bytes_get_size (chunk);
  if (*length > GESSO_ENGINE_MAX_BODY)
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
}

static void
early_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  GessoEngineServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *id = gesso_clock_new_id ();
  g_autofree char *request_id = g_strconcat ("req_", id, NULL);
  g_autoptr (GessoEngineRefusal) refusal = NULL;

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "x-request-id",
                                request_id);
  refusal = check_host (self, headers);
  if (refusal == NULL)
    refusal = check_token (self, headers);
  if (refusal == NULL)
    refusal = gesso_engine_routes_check (message, path);
  if (refusal == NULL)
    refusal = check_length (headers);
  if (refusal != NULL)
    {
      soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Connection", "close");
      gesso_engine_answer_error (message, refusal);
      return;
    }

  g_object_set_data_full (G_OBJECT (message), "gesso-length", g_new0 (guint64, 1), g_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

/* --- after the body --- */

static GessoEngineRefusal *
check_measured (SoupServerMessage *message)
{
  guint64 *length = g_object_get_data (G_OBJECT (message), "gesso-length");

  if (length == NULL || *length <= GESSO_ENGINE_MAX_BODY)
    return NULL;

  return gesso_engine_refusal_new (413, "request_too_large", NULL,
                                   "The request is larger than 200 MB.");
}

static void
handle_images (GessoEngineServer *self,
               SoupServerMessage *message,
               gboolean           is_edit)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GessoEngineRefusal) refusal = check_measured (message);
  g_autoptr (GessoEngineOrder) order = NULL;
  g_autoptr (GBytes) body = NULL;

  if (refusal == NULL)
    {
      body = soup_message_body_flatten (soup_server_message_get_request_body (message));
      order = gesso_engine_order_read (is_edit,
                                       soup_message_headers_get_one (headers, "Content-Type"), body,
                                       &refusal);
    }
  if (order != NULL)
    refusal = gesso_engine_requests_start (self->requests, message, g_steal_pointer (&order));
  if (refusal != NULL)
    {
      if (refusal->status == 429)
        soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                      "Retry-After", "1");
      gesso_engine_answer_error (message, refusal);
    }
}

static void
handler_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  GessoEngineServer *self = user_data;

  switch (gesso_engine_routes_find (path))
    {
    case GESSO_ENGINE_ROUTE_MODELS:
      gesso_engine_routes_list_models (message, self->started);
      break;
    case GESSO_ENGINE_ROUTE_MODEL:
      gesso_engine_routes_show_model (message, self->started);
      break;
    case GESSO_ENGINE_ROUTE_GENERATIONS:
      handle_images (self, message, FALSE);
      break;
    case GESSO_ENGINE_ROUTE_EDITS:
      handle_images (self, message, TRUE);
      break;
    case GESSO_ENGINE_ROUTE_NONE:
    default:
      g_assert_not_reached ();
    }
}

/* --- object --- */

static void
gesso_engine_server_finalize (GObject *object)
{
  GessoEngineServer *self = GESSO_ENGINE_SERVER (object);

  g_clear_object (&self->soup);
  g_clear_pointer (&self->requests, gesso_engine_requests_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->token, g_free);

  G_OBJECT_CLASS (gesso_engine_server_parent_class)->finalize (object);
}

static void
gesso_engine_server_class_init (GessoEngineServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_engine_server_finalize;
}

static void
gesso_engine_server_init (GessoEngineServer *self)
{
  self->started = g_get_real_time () / G_USEC_PER_SEC;
  self->requests = gesso_engine_requests_new ();
  self->soup = soup_server_new ("server-header", "gesso-engine/" GESSO_VERSION, NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, handler_cb, self, NULL);
}

/**
 * gesso_engine_server_new:
 *
 * Returns: (transfer full): a server that does not listen yet
 */
GessoEngineServer *
gesso_engine_server_new (void)
{
  return g_object_new (GESSO_TYPE_ENGINE_SERVER, NULL);
}

/* The folder must be ours alone, else somebody could put another socket in our place. */
static gboolean
prepare_folder (const char  *path,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat facts;

  if (g_mkdir_with_parents (folder, 0700) != 0 || g_stat (folder, &facts) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "Folder of the socket: %s",
                   g_strerror (errno));
      return FALSE;
    }
  if (facts.st_uid != getuid () || (facts.st_mode & 077) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                           "The folder of the socket must belong to the user, with mode 0700");
      return FALSE;
    }

  return TRUE;
}

/* What an engine that was killed left behind; never anything else. */
static gboolean
remove_stale_socket (const char  *path,
                     GError     **error)
{
  struct stat facts;

  if (g_lstat (path, &facts) != 0)
    return TRUE;
  if (S_ISSOCK (facts.st_mode) && g_unlink (path) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                       "There is something at the path of the socket");

  return FALSE;
}

/**
 * gesso_engine_server_listen_socket:
 * @self: a server that does not listen yet
 * @path: where the socket is to be; its folder is made, or must be the user's with mode 0700
 * @error: a `G_IO_ERROR`
 *
 * Returns: whether it listens
 */
gboolean
gesso_engine_server_listen_socket (GessoEngineServer  *self,
                                   const char         *path,
                                   GError            **error)
{
  g_autoptr (GSocketAddress) address = NULL;
  mode_t mask;
  gboolean listens;

  g_return_val_if_fail (GESSO_IS_ENGINE_SERVER (self), FALSE);

  if (!prepare_folder (path, error) || !remove_stale_socket (path, error))
    return FALSE;

  address = g_unix_socket_address_new (path);
  mask = umask (0177);
  listens = soup_server_listen (self->soup, address, 0, error);
  umask (mask);
  if (listens)
    self->path = g_strdup (path);

  return listens;
}

/**
 * gesso_engine_server_listen_port:
 * @self: a server that does not listen yet
 * @address: an address of this machine itself and a port, such as "127.0.0.1:0"
 * @token: what a caller must send as its bearer token; not empty
 * @error: a `G_IO_ERROR`
 *
 * Returns: whether it listens
 */
gboolean
gesso_engine_server_listen_port (GessoEngineServer  *self,
                                 const char         *address,
                                 const char         *token,
                                 GError            **error)
{
  g_autoptr (GSocketConnectable) parsed = NULL;
  g_autoptr (GInetAddress) inet = NULL;
  g_autoptr (GSocketAddress) place = NULL;
  const char *host;

  g_return_val_if_fail (GESSO_IS_ENGINE_SERVER (self), FALSE);
  g_return_val_if_fail (token != NULL && *token != '\0', FALSE);

  parsed = g_network_address_parse (address, 0, error);
  if (parsed == NULL)
    return FALSE;
  host = g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed));
  inet = g_inet_address_new_from_string (strcmp (host, "localhost") == 0 ? "127.0.0.1" : host);
  if (inet == NULL || !g_inet_address_get_is_loopback (inet))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                           "Only addresses of this machine itself are served");
      return FALSE;
    }
  place = g_inet_socket_address_new (inet, g_network_address_get_port (G_NETWORK_ADDRESS (parsed)));
  self->token = g_strdup (token);

  return soup_server_listen (self->soup, place, 0, error);
}

/**
 * gesso_engine_server_dup_address:
 * @self: a server that listens
 *
 * Returns: (transfer full): the path of the socket, or the base address of the API
 */
char *
gesso_engine_server_dup_address (GessoEngineServer *self)
{
  GSList *uris;
  char *address;

  g_return_val_if_fail (GESSO_IS_ENGINE_SERVER (self), NULL);

  if (self->path != NULL)
    return g_strdup (self->path);
  uris = soup_server_get_uris (self->soup);
  address = uris != NULL ? g_strdup_printf ("http://%s:%d/v1", g_uri_get_host (uris->data),
                                            g_uri_get_port (uris->data))
                         : NULL;
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return address;
}

/**
 * gesso_engine_server_close:
 * @self: a server
 *
 * Cancels what runs, closes all connections and removes the socket file.
 */
void
gesso_engine_server_close (GessoEngineServer *self)
{
  g_return_if_fail (GESSO_IS_ENGINE_SERVER (self));

  gesso_engine_requests_cancel_all (self->requests);
  soup_server_disconnect (self->soup);
  if (self->path != NULL)
    g_unlink (self->path);
}
