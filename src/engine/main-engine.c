/* main-engine.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The program gesso-engine: options, the door, and the three ways it ends: the parent goes, its
 * standard input closes, or it is told to. When it is ready it says so in one line of JSON:
 *
 *   {"event":"ready","ready":"/run/user/1000/gesso/engine.sock","version":"0.1.0"}
 *
 * where "ready" is the path of the socket, or the base address of the API such as
 * "http://127.0.0.1:8790/v1". */

#include "config.h"

#include "base/gesso-json.h"
#include "base/gesso-log.h"
#include "engine/gesso-engine-server.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

static char *option_socket;
static char *option_listen;
static char *option_token;
static gboolean option_version;

static const GOptionEntry options[] = {
  { "socket", 0, 0, G_OPTION_ARG_FILENAME, &option_socket, "Serve on a Unix socket", "PATH" },
  { "listen", 0, 0, G_OPTION_ARG_STRING, &option_listen, "Serve on a port of this machine",
    "ADDRESS:PORT" },
  { "token", 0, 0, G_OPTION_ARG_STRING, &option_token,
    "What callers must send as bearer token (or GESSO_ENGINE_TOKEN)", "TOKEN" },
  { "version", 0, 0, G_OPTION_ARG_NONE, &option_version, "Show the version", NULL },
  { NULL },
};

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
input_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  char bytes[256];

  if (read (fd, bytes, sizeof bytes) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Only a pipe or a socket is somebody who holds on to us; a terminal or /dev/null is not. */
static void
follow_input (GMainLoop *loop)
{
  struct stat facts;

  if (fstat (STDIN_FILENO, &facts) == 0 && (S_ISFIFO (facts.st_mode) || S_ISSOCK (facts.st_mode)))
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, loop);
}

static gboolean
listen_as_asked (GessoEngineServer  *server,
                 GError            **error)
{
  const char *token = option_token != NULL ? option_token : g_getenv ("GESSO_ENGINE_TOKEN");

  if ((option_socket == NULL) == (option_listen == NULL))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "Give either --socket or --listen");
  else if (option_socket != NULL)
    return gesso_engine_server_listen_socket (server, option_socket, error);
  else if (token == NULL || *token == '\0')
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "--listen needs a token, by --token or GESSO_ENGINE_TOKEN");
  else
    {
      gesso_log_add_secret (token);
      return gesso_engine_server_listen_port (server, option_listen, token, error);
    }

  return FALSE;
}

static void
say_ready (GessoEngineServer *server)
{
  g_autoptr (JsonObject) line = json_object_new ();
  g_autofree char *address = gesso_engine_server_dup_address (server);
  g_autofree char *text = NULL;

  json_object_set_string_member (line, "event", "ready");
  json_object_set_string_member (line, "ready", address);
  json_object_set_string_member (line, "version", GESSO_VERSION);
  text = gesso_json_object_to_string (line, FALSE);
  printf ("%s\n", text);
  fflush (stdout);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GessoEngineServer) server = NULL;
  g_autoptr (GError) error = NULL;

  gesso_log_install ();
  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_set_summary (context,
                                "Draws and retouches pictures by rules, over the Images API.");
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("gesso-engine: %s\n", error->message);
      return 2;
    }
  if (option_version)
    {
      printf ("gesso-engine %s\n", GESSO_VERSION);
      return 0;
    }

  server = gesso_engine_server_new ();
  if (!listen_as_asked (server, &error))
    {
      g_printerr ("gesso-engine: %s\n", error->message);
      return error->domain == G_OPTION_ERROR ? 2 : 1;
    }

  signal (SIGPIPE, SIG_IGN);
  if (option_socket != NULL)
    prctl (PR_SET_PDEATHSIG, SIGTERM);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  follow_input (loop);
  say_ready (server);
  g_main_loop_run (loop);
  gesso_engine_server_close (server);

  return 0;
}
