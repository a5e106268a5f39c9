/* gesso-test-server.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-server.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct _GessoTestServer
{
  GSocketListener *listener;
  GCancellable *stop;
  GTlsCertificate *certificate;
  guint16 port;
  GThread *thread;

  GMutex mutex;
  GPtrArray *scripts;  /* (mutex mutex) (element-type GStrv) */
  GPtrArray *requests; /* (mutex mutex) (element-type GString) */
  guint n_ended;       /* (mutex mutex) */
  guint n_hung_up;     /* (mutex mutex) */
};

typedef struct
{
  GessoTestServer *server;
  GSocket *socket;
  GInputStream *in;
  GOutputStream *out;
  GString *request;
  gboolean over;
} Visit;

static void
hung_up (Visit *visit)
{
  g_mutex_lock (&visit->server->mutex);
  visit->server->n_hung_up++;
  g_mutex_unlock (&visit->server->mutex);
  visit->over = TRUE;
}

static void
keep_request (Visit      *visit,
              const char *bytes,
              gsize       length)
{
  g_mutex_lock (&visit->server->mutex);
  g_string_append_len (visit->request, bytes, (gssize) length);
  g_mutex_unlock (&visit->server->mutex);
}

static gboolean
read_some (Visit *visit)
{
  char room[65536];
  gssize n = g_input_stream_read (visit->in, room, sizeof room, visit->server->stop, NULL);

  if (n <= 0)
    {
      hung_up (visit);
      return FALSE;
    }
  keep_request (visit, room, (gsize) n);
  return TRUE;
}

static void
read_request (Visit    *visit,
              gboolean  with_body)
{
  const char *end, *length;
  gsize wanted;

  while ((end = strstr (visit->request->str, "\r\n\r\n")) == NULL)
    if (!read_some (visit))
      return;
  length = strcasestr (visit->request->str, "\r\ncontent-length:");
  wanted = (gsize) (end + 4 - visit->request->str);
  if (with_body && length != NULL && length < end)
    wanted += g_ascii_strtoull (strchr (length, ':') + 1, NULL, 10);
  while (with_body && visit->request->len < wanted)
    if (!read_some (visit))
      return;
}

static void
send_bytes (Visit      *visit,
            const char *bytes,
            gsize       length)
{
  if (!g_output_stream_write_all (visit->out, bytes, length, NULL, visit->server->stop, NULL))
    hung_up (visit);
}

/* g_strcompress() that knows how long the result is when it contains NUL. */
static GBytes *
unescape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      g_autofree char *one = NULL;
      char pair[3] = { '\\', c[1], '\0' };

      if (*c != '\\')
        g_string_append_c (out, *c);
      else if (*++c == '0')
        g_string_append_c (out, '\0');
      else
        {
          one = g_strcompress (pair);
          g_string_append (out, one);
        }
    }
  return g_string_free_to_bytes (out);
}

static void
send_text (Visit      *visit,
           const char *text,
           guint       pause_ms)
{
  g_autoptr (GBytes) bytes = unescape (text);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (pause_ms == 0)
    {
      send_bytes (visit, data, length);
      return;
    }
  for (gsize i = 0; i < length && !visit->over; i++)
    {
      send_bytes (visit, data + i, 1);
      g_usleep (pause_ms * 1000);
    }
}

static void
fill (Visit   *visit,
      guint64  count)
{
  char room[16384];

  memset (room, 'x', sizeof room);
  while (count > 0 && !visit->over)
    {
      gsize n = (gsize) MIN (count, sizeof room);

      send_bytes (visit, room, n);
      count -= n;
    }
}

static void
reset (Visit *visit)
{
  const struct linger hard = { 1, 0 };

  setsockopt (g_socket_get_fd (visit->socket), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  visit->over = TRUE;
}

static void
do_step (Visit      *visit,
         const char *step)
{
  const char *argument = strchr (step, ' ');

  argument = argument != NULL ? argument + 1 : "";
  if (g_str_equal (step, "head") || g_str_equal (step, "read"))
    read_request (visit, g_str_equal (step, "read"));
  else if (g_str_has_prefix (step, "send "))
    send_text (visit, argument, 0);
  else if (g_str_has_prefix (step, "drip "))
    send_text (visit, strchr (argument, ' ') + 1, (guint) atoi (argument));
  else if (g_str_has_prefix (step, "fill "))
    fill (visit, g_ascii_strtoull (argument, NULL, 10));
  else if (g_str_equal (step, "endless"))
    fill (visit, G_MAXUINT64);
  else if (g_str_has_prefix (step, "wait "))
    g_usleep ((gulong) atoi (argument) * 1000);
  else if (g_str_equal (step, "hang"))
    while (read_some (visit))
      ;
  else if (g_str_equal (step, "reset"))
    reset (visit);
  else
    g_error ("test server: no such step: %s", step);
}

static char **
begin_visit (GessoTestServer *self,
             Visit           *visit)
{
  char **script;
  guint index;

  g_mutex_lock (&self->mutex);
  index = self->requests->len;
  visit->request = g_string_new (NULL);
  g_ptr_array_add (self->requests, visit->request);
  script = g_ptr_array_index (self->scripts, MIN (index, self->scripts->len - 1));
  g_mutex_unlock (&self->mutex);
  return script;
}

static gpointer
visit_thread (gpointer user_data)
{
  GSocketConnection *connection = user_data;
  GessoTestServer *self = g_object_get_data (G_OBJECT (connection), "server");
  g_autoptr (GIOStream) stream = G_IO_STREAM (g_object_ref (connection));
  Visit visit = { .server = self, .socket = g_socket_connection_get_socket (connection) };
  char **script = begin_visit (self, &visit);

  if (self->certificate != NULL)
    {
      GIOStream *tls = g_tls_server_connection_new (stream, self->certificate, NULL);

      g_object_unref (stream);
      stream = tls;
    }
  visit.in = g_io_stream_get_input_stream (stream);
  visit.out = g_io_stream_get_output_stream (stream);
  for (guint i = 0; script[i] != NULL && !visit.over; i++)
    do_step (&visit, script[i]);

  g_io_stream_close (stream, NULL, NULL);
  g_object_unref (connection);
  g_mutex_lock (&self->mutex);
  self->n_ended++;
  g_mutex_unlock (&self->mutex);
  return NULL;
}

static gpointer
server_thread (gpointer user_data)
{
  GessoTestServer *self = user_data;
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      g_object_set_data (G_OBJECT (connection), "server", self);
      g_ptr_array_add (threads, g_thread_new ("visit", visit_thread, connection));
    }
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
  return NULL;
}

static void
request_free (gpointer data)
{
  g_string_free (data, TRUE);
}

GessoTestServer *
gesso_test_server_new_tls (GTlsCertificate *certificate)
{
  GessoTestServer *self = g_new0 (GessoTestServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = g_socket_listener_new ();
  self->stop = g_cancellable_new ();
  g_set_object (&self->certificate, certificate);
  g_mutex_init (&self->mutex);
  self->scripts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return self;
}

GessoTestServer *
gesso_test_server_new (void)
{
  return gesso_test_server_new_tls (NULL);
}

void
gesso_test_server_free (GessoTestServer *self)
{
  g_cancellable_cancel (self->stop);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->scripts);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
gesso_test_server_add_script (GessoTestServer *self, const char *const *steps)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->scripts, g_strdupv ((char **) steps));
  g_mutex_unlock (&self->mutex);
  if (self->thread == NULL)
    self->thread = g_thread_new ("server", server_thread, self);
}

char *
gesso_test_server_dup_uri (GessoTestServer *self,
                           const char      *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s", self->certificate != NULL ? "https" : "http",
                          self->port, path);
}

guint
gesso_test_server_get_n_begun (GessoTestServer *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->requests->len;
}

guint
gesso_test_server_get_n_ended (GessoTestServer *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_ended;
}

guint
gesso_test_server_get_n_hung_up (GessoTestServer *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_hung_up;
}

char *
gesso_test_server_dup_request (GessoTestServer *self,
                               guint            connection)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (connection >= self->requests->len)
    return NULL;
  return g_strdup (((GString *) g_ptr_array_index (self->requests, connection))->str);
}

/* The same with NUL bytes in it. */
GBytes *
gesso_test_server_dup_bytes (GessoTestServer *self,
                             guint            connection)
{
  g_autoptr (GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->mutex);
  GString *request;

  if (connection >= self->requests->len)
    return NULL;
  request = g_ptr_array_index (self->requests, connection);
  return g_bytes_new (request->str, request->len);
}
