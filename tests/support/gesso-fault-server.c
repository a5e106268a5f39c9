/* gesso-fault-server.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* gesso-fault-server: a server on loopback that does wrong what a server can do wrong, for tests
 * of the built programs from outside. It is a thin program over GessoTestServer.
 *
 *   gesso-fault-server --script FILE [--port-file FILE] [--record FOLDER]
 *
 * The script is JSON: a list with one entry for each connection, in order; the last one is used
 * again for all further connections. An entry is a list of steps, or an object:
 *
 *   [
 *     ["head", "send HTTP/1.1 503 No\\r\\nContent-Length: 0\\r\\n\\r\\n"],
 *     {"status": 429, "headers": {"Retry-After": "1"}, "body": {"error": {"message": "slow"}}},
 *     {"status": 200, "type": "text/html", "body": "<html>", "length": 500},
 *     {"steps": ["read", "reset"]}
 *   ]
 *
 * Steps are those of gesso-test-server.h: head, read, send TEXT, drip MS TEXT, fill N, endless,
 * wait MS, hang, reset. In an object, "body" is text, or JSON that is sent as application/json;
 * "length" replaces the true Content-Length; "file" names a file whose bytes are the body, given as
 * base64 in an Images answer when "images" is a number (how often).
 *
 * It prints {"event":"ready","ready":"http://127.0.0.1:PORT"} and writes the port into the port
 * file. What it received is in the folder as request-0001.txt, request-0002.txt, … as soon as the
 * connection ended. It ends when its standard input closes, by SIGTERM, or by SIGINT. */

#include "config.h"

#include "base/gesso-json.h"
#include "support/gesso-test-server.h"

#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *option_script;
static char *option_port_file;
static char *option_record;

static const GOptionEntry options[] = {
  { "script", 0, 0, G_OPTION_ARG_FILENAME, &option_script, "What to do, in JSON", "FILE" },
  { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &option_port_file, "Where to write the port",
    "FILE" },
  { "record", 0, 0, G_OPTION_ARG_FILENAME, &option_record, "Where to keep requests", "FOLDER" },
  { NULL },
};

typedef struct
{
  GMainLoop *loop;
  GessoTestServer *server;
  guint n_recorded;
} Program;

/* Text as the step "send" takes it. */
static char *
escape (const char *text,
        gsize       length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\\')
        g_string_append (out, "\\\\");
      else if (text[i] == '\0')
        g_string_append (out, "\\0");
      else
        g_string_append_c (out, text[i]);
    }

  return g_string_free (out, FALSE);
}

static char *
make_images (const char *base64,
             gint64      n)
{
  GString *body = g_string_new ("{\"created\":1790000000,\"data\":[");

  for (gint64 i = 0; i < n; i++)
    g_string_append_printf (body, "%s{\"b64_json\":\"%s\"}", i > 0 ? "," : "", base64);
  g_string_append (body, "],\"output_format\":\"png\"}");

  return g_string_free (body, FALSE);
}

static char *
make_body (JsonObject *entry,
           gsize      *out_length)
{
  JsonNode *node = gesso_json_get_node (entry, "body");
  const char *path = gesso_json_get_string (entry, "file", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *base64 = NULL;
  char *body;
  gsize length;

  if (path != NULL)
    {
      if (!g_file_get_contents (path, &bytes, &length, NULL))
        g_error ("The script names a file that cannot be read");
      *out_length = length;
      if (gesso_json_get_int (entry, "images", 0) <= 0)
        return g_steal_pointer (&bytes);
      base64 = g_base64_encode ((guint8 *) bytes, length);
      body = make_images (base64, gesso_json_get_int (entry, "images", 1));
    }
  else if (node == NULL)
    body = g_strdup ("");
  else if (JSON_NODE_HOLDS_VALUE (node))
    body = g_strdup (gesso_json_get_string (entry, "body", ""));
  else
    body = gesso_json_to_string (node, FALSE);
  *out_length = strlen (body);

  return body;
}

static char *
make_send_step (JsonObject *entry)
{
  gsize length;
  g_autofree char *body = make_body (entry, &length);
  g_autofree char *escaped = escape (body, length);
  JsonObject *headers = gesso_json_get_object (entry, "headers");
  GString *step = g_string_new ("send ");

  g_string_append_printf (step, "HTTP/1.1 %d Scripted\\r\\nContent-Type: %s\\r\\n",
                          (int) gesso_json_get_int (entry, "status", 200),
                          gesso_json_get_string (entry, "type", "application/json"));
  g_string_append_printf (step, "Content-Length: %" G_GINT64_FORMAT "\\r\\n",
                          gesso_json_get_int (entry, "length", (gint64) length));
  if (headers != NULL)
    {
      g_autoptr (GList) names = json_object_get_members (headers);

      for (GList *name = names; name != NULL; name = name->next)
        g_string_append_printf (step, "%s: %s\\r\\n", (char *) name->data,
                                gesso_json_get_string (headers, name->data, ""));
    }
  g_string_append (step, "Connection: close\\r\\n\\r\\n");
  g_string_append (step, escaped);

  return g_string_free (step, FALSE);
}

static void
add_steps (GessoTestServer *server,
           JsonArray       *array)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (steps, (gpointer) gesso_json_array_get_string (array, i));
  g_ptr_array_add (steps, NULL);
  gesso_test_server_add_script (server, (const char *const *) steps->pdata);
}

static void
add_entry (GessoTestServer *server,
           JsonNode        *node)
{
  JsonObject *entry;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      add_steps (server, json_node_get_array (node));
      return;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    g_error ("An entry of the script must be a list or an object");
  entry = json_node_get_object (node);
  if (gesso_json_get_array (entry, "steps") != NULL)
    add_steps (server, gesso_json_get_array (entry, "steps"));
  else
    {
      g_autofree char *send = make_send_step (entry);
      const char *steps[] = { "read", send, NULL };

      gesso_test_server_add_script (server, steps);
    }
}

static gboolean
load_script (GessoTestServer  *server,
             GError          **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *entries;
  gsize length;

  if (!g_file_get_contents (option_script, &text, &length, error))
    return FALSE;
  root = gesso_json_parse (text, (gssize) length, error);
  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (root) || json_array_get_length (json_node_get_array (root)) == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "The script is not a list with at least one entry");
      return FALSE;
    }
  entries = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (entries); i++)
    add_entry (server, json_array_get_element (entries, i));

  return TRUE;
}

static gboolean
record_cb (gpointer user_data)
{
  Program *program = user_data;

  while (option_record != NULL
         && program->n_recorded < gesso_test_server_get_n_ended (program->server))
    {
      g_autofree char *request
          = gesso_test_server_dup_request (program->server, program->n_recorded);
      g_autofree char *name = g_strdup_printf ("request-%04u.txt", ++program->n_recorded);
      g_autofree char *path = g_build_filename (option_record, name, NULL);

      g_file_set_contents (path, request != NULL ? request : "", -1, NULL);
    }

  return G_SOURCE_CONTINUE;
}

static gboolean
quit_cb (gpointer user_data)
{
  Program *program = user_data;

  g_main_loop_quit (program->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
input_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  char bytes[64];

  if (read (fd, bytes, sizeof bytes) > 0)
    return G_SOURCE_CONTINUE;
  quit_cb (user_data);
  return G_SOURCE_REMOVE;
}

static void
say_ready (GessoTestServer *server)
{
  g_autofree char *address = gesso_test_server_dup_uri (server, "");
  const char *port = strrchr (address, ':') + 1;

  if (option_port_file != NULL && !g_file_set_contents (option_port_file, port, -1, NULL))
    g_error ("The port file cannot be written");
  printf ("{\"event\":\"ready\",\"ready\":\"%s\"}\n", address);
  fflush (stdout);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GessoTestServer) server = NULL;
  g_autoptr (GError) error = NULL;
  Program program = { .loop = loop };
  struct stat facts;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || option_script == NULL)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "--script is required");
      return 2;
    }
  server = gesso_test_server_new ();
  if (!load_script (server, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }

  program.server = server;
  g_unix_signal_add (SIGTERM, quit_cb, &program);
  g_unix_signal_add (SIGINT, quit_cb, &program);
  if (fstat (STDIN_FILENO, &facts) == 0 && (S_ISFIFO (facts.st_mode) || S_ISSOCK (facts.st_mode)))
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, input_cb, &program);
  g_timeout_add (20, record_cb, &program);
  say_ready (server);
  g_main_loop_run (loop);
  record_cb (&program);

  return 0;
}
