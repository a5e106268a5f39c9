/* gesso-http-session.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-http-session.h"

#include "http/gesso-http-session-private.h"

#include <gio/gunixsocketaddress.h>

/* GessoHttpSession
 *
 * The connections to services: one configured SoupSession without cookies, cache or redirects of
 * its own. Created by whoever owns an account's provider and shared by its exchanges; main thread.
 * A session for a socket or address sends every request there, whatever host the address names.
 *
 * Order of life: must outlive its exchanges (each holds a reference); abort ends all of them.
 */

/* Jobs are limited further up; here only runaway use is. */
#define MAX_CONNECTIONS 64
#define MAX_CONNECTIONS_PER_HOST 32
#define KEEP_CONNECTION_S 60

struct _GessoHttpSession
{
  GObject parent_instance;

  SoupSession *soup; /* (owned) */
  gboolean is_local;
};

G_DEFINE_FINAL_TYPE (GessoHttpSession, gesso_http_session, G_TYPE_OBJECT)

static void
gesso_http_session_dispose (GObject *object)
{
  GessoHttpSession *self = GESSO_HTTP_SESSION (object);

  if (self->soup != NULL)
    soup_session_abort (self->soup);
  g_clear_object (&self->soup);

  G_OBJECT_CLASS (gesso_http_session_parent_class)->dispose (object);
}

static void
gesso_http_session_class_init (GessoHttpSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_http_session_dispose;
}

static void
gesso_http_session_init (GessoHttpSession *self)
{
}

static SoupSession *
make_soup (GSocketAddress *address)
{
  /* Timeouts are the exchange's, which can say which stage was slow. */
  return soup_session_new_with_options ("user-agent", "Gesso/" GESSO_VERSION, "timeout", 0u,
                                        "idle-timeout", KEEP_CONNECTION_S, "max-conns",
                                        MAX_CONNECTIONS, "max-conns-per-host",
                                        MAX_CONNECTIONS_PER_HOST, "remote-connectable", address,
                                        NULL);
}

/**
 * gesso_http_session_new:
 *
 * Makes a session that reaches hosts by name, through the desktop's proxy settings.
 *
 * Returns: (transfer full): a session
 */
GessoHttpSession *
gesso_http_session_new (void)
{
  return gesso_http_session_new_for_address (NULL);
}

/**
 * gesso_http_session_new_for_socket:
 * @path: the path of a Unix socket
 *
 * Makes a session that sends every request to the server behind a Unix socket.
 *
 * Returns: (transfer full): a session
 */
GessoHttpSession *
gesso_http_session_new_for_socket (const char *path)
{
  g_autoptr (GSocketAddress) address = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  address = g_unix_socket_address_new (path);
  return gesso_http_session_new_for_address (address);
}

/**
 * gesso_http_session_new_for_address:
 * @address: (nullable): where every request goes; NULL for wherever its URI says
 *
 * Returns: (transfer full): a session
 */
GessoHttpSession *
gesso_http_session_new_for_address (GSocketAddress *address)
{
  GessoHttpSession *self;

  g_return_val_if_fail (address == NULL || G_IS_SOCKET_ADDRESS (address), NULL);

  self = g_object_new (GESSO_TYPE_HTTP_SESSION, NULL);
  self->soup = make_soup (address);
  self->is_local = address != NULL && G_IS_UNIX_SOCKET_ADDRESS (address);
  return self;
}

/**
 * gesso_http_session_set_tls_database:
 * @self: a session
 * @database: (nullable): the certificates to trust; NULL for the system's
 *
 * Says whom to trust, for a server with its own certificate authority.
 */
void
gesso_http_session_set_tls_database (GessoHttpSession *self,
                                     GTlsDatabase     *database)
{
  g_return_if_fail (GESSO_IS_HTTP_SESSION (self));

  soup_session_set_tls_database (self->soup, database);
}

/**
 * gesso_http_session_is_local:
 * @self: a session
 *
 * Returns: TRUE when it speaks to a Unix socket
 */
gboolean
gesso_http_session_is_local (GessoHttpSession *self)
{
  g_return_val_if_fail (GESSO_IS_HTTP_SESSION (self), FALSE);

  return self->is_local;
}

/**
 * gesso_http_session_abort:
 * @self: a session
 *
 * Closes all connections; running exchanges end as cancelled.
 */
void
gesso_http_session_abort (GessoHttpSession *self)
{
  g_return_if_fail (GESSO_IS_HTTP_SESSION (self));

  soup_session_abort (self->soup);
}

SoupSession *
_gesso_http_session_get_soup (GessoHttpSession *self)
{
  g_return_val_if_fail (GESSO_IS_HTTP_SESSION (self), NULL);

  return self->soup;
}
