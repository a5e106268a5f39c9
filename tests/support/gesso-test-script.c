/* gesso-test-script.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-script.h"

#include "base/gesso-json.h"
#include "support/gesso-test-picture.h"

#include <string.h>

GBytes *
gesso_test_script_get_picture (void)
{
  static GBytes *picture;

  if (picture == NULL)
    picture = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  return picture;
}

/* As the steps of a script want bytes. */
char *
gesso_test_script_escape (GBytes *bytes)
{
  GString *text = g_string_new (NULL);
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++)
    if (data[i] == '\0')
      g_string_append (text, "\\0");
    else if (data[i] == '\\')
      g_string_append (text, "\\\\");
    else
      g_string_append_c (text, (char) data[i]);
  return g_string_free (text, FALSE);
}

char *
gesso_test_script_fill_in_with (GessoTestServer *server,
                                const char      *step,
                                GBytes          *picture)
{
  g_autofree char *escaped = gesso_test_script_escape (picture);
  g_autofree char *base = gesso_test_server_dup_uri (server, "");
  GString *text = g_string_new (step);
  gsize length;
  const guchar *bytes = g_bytes_get_data (picture, &length);
  g_autofree char *base64 = g_base64_encode (bytes, length);

  g_string_replace (text, "{png}", escaped, 0);
  g_string_replace (text, "{base64}", base64, 0);
  g_string_replace (text, "{base}", base, 0);
  return g_string_free (text, FALSE);
}

char *
gesso_test_script_fill_in (GessoTestServer *server,
                           const char      *step)
{
  return gesso_test_script_fill_in_with (server, step, gesso_test_script_get_picture ());
}

void
gesso_test_script_play (GessoTestServer *server, const char *const *steps)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) script = NULL;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_autofree char *step = gesso_test_script_fill_in (server, steps[i]);

      g_strv_builder_add (builder, step);
    }
  script = g_strv_builder_end (builder);
  gesso_test_server_add_script (server, (const char *const *) script);
}

void
gesso_test_script_answer (GessoTestServer *server,
                          const char      *step)
{
  const char *const steps[] = { "read", step, NULL };

  gesso_test_script_play (server, steps);
}

void
gesso_test_script_hang (GessoTestServer *server)
{
  static const char *const steps[] = { "read", "hang", NULL };

  gesso_test_server_add_script (server, steps);
}

gboolean
gesso_test_script_has_come (GessoTestServer *server,
                            guint            connection)
{
  g_autofree char *request = NULL;

  if (gesso_test_server_get_n_begun (server) <= connection)
    return FALSE;
  request = gesso_test_server_dup_request (server, connection);
  return request != NULL && strstr (request, CRLF CRLF) != NULL;
}

void
gesso_test_script_assert_line (GessoTestServer *server,
                               guint            connection,
                               const char      *line)
{
  g_autofree char *request = gesso_test_server_dup_request (server, connection);

  if (!g_str_has_prefix (request, line))
    g_error ("connection %u had %.200s", connection, request);
}

void
gesso_test_script_assert_asked (GessoTestServer *server,
                                guint            connection,
                                const char      *line)
{
  g_autofree char *request = gesso_test_server_dup_request (server, connection);

  gesso_test_script_assert_line (server, connection, line);
  g_assert_nonnull (strstr (request, "Authorization: Bearer sk-test-0123456789" CRLF));
}

void
gesso_test_script_assert_body (GessoTestServer *server,
                               guint            connection,
                               const char      *expected)
{
  g_autofree char *request = gesso_test_server_dup_request (server, connection);
  g_autofree char *filled = gesso_test_script_fill_in (server, expected);
  const char *body = strstr (request, CRLF CRLF);
  g_autoptr (JsonNode) sent = gesso_json_parse (body + 4, -1, NULL);
  g_autoptr (JsonNode) wanted = gesso_json_parse (filled, -1, NULL);

  g_assert_nonnull (wanted);
  if (sent == NULL || !json_node_equal (sent, wanted))
    g_error ("sent was %s", body + 4);
}
