/* test-sse-parser.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-sse-parser.h"

#include <string.h>

static void
begin_cb (const char *type,
          gpointer    user_data)
{
  g_string_append_printf (user_data, "<%s:", type != NULL ? type : "");
}

static void
data_cb (const char *bytes,
         gsize       length,
         gpointer    user_data)
{
  g_string_append_len (user_data, bytes, (gssize) length);
}

static void
end_cb (const char *type,
        const char *id,
        gboolean    complete,
        gpointer    user_data)
{
  g_string_append_printf (user_data, "|%s|%s%s>", type != NULL ? type : "", id != NULL ? id : "-",
                          complete ? "" : "|cut");
}

static void
event_cb (const char *type,
          const char *id,
          GBytes     *data,
          gpointer    user_data)
{
  gsize length;
  const char *bytes = g_bytes_get_data (data, &length);

  g_string_append_printf (user_data, "(%s|%s|%.*s)", type != NULL ? type : "",
                          id != NULL ? id : "-", (int) length, length > 0 ? bytes : "");
}

static char *
parse (const char *text,
       gsize       length,
       gsize       piece,
       gboolean    whole)
{
  const GessoSseSink sink = { begin_cb, data_cb, end_cb };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GessoSseParser) parser = whole ? gesso_sse_parser_new (1000, event_cb, out)
                                            : gesso_sse_parser_new_streaming (1000, &sink, out);

  for (gsize i = 0; i < length; i += piece)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (gesso_sse_parser_push (parser, text + i, MIN (piece, length - i), &error));
      g_assert_no_error (error);
    }
  gesso_sse_parser_finish (parser);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_parses (const char *text,
               const char *streamed,
               const char *whole)
{
  gsize length = strlen (text);

  for (gsize piece = 1; piece <= length + 1; piece++)
    {
      g_autofree char *a = parse (text, length, piece, FALSE);
      g_autofree char *b = parse (text, length, piece, TRUE);

      g_assert_cmpstr (a, ==, streamed);
      g_assert_cmpstr (b, ==, whole);
    }
}

static void
test_events (void)
{
  assert_parses ("event: a\ndata: {\"x\":1}\n\ndata: two\n\n", "<a:{\"x\":1}|a|-><:two||->",
                 "(a|-|{\"x\":1})(|-|two)");
  /* The type may follow the data; only one space after the colon is dropped. */
  assert_parses ("data:  x\nevent: late\n\n", "<: x|late|->", "(late|-| x)");
  assert_parses ("data: [DONE]\n\n", "<:[DONE]||->", "(|-|[DONE])");
  /* Several lines of data are one text; an id lasts. */
  assert_parses ("id: 7\ndata: a\ndata: b\ndata\n\ndata:c\n\n", "<:a\nb\n||7><:c||7>",
                 "(|7|a\nb\n)(|7|c)");
  /* An event without data is none, and its type does not last. */
  assert_parses ("event: lost\n\ndata: x\n\n", "<:x||->", "(|-|x)");
}

static void
test_line_ends (void)
{
  assert_parses ("event: a\r\ndata: b\r\n\r\n", "<a:b|a|->", "(a|-|b)");
  assert_parses ("event: a\rdata: b\r\rdata: c\r\r", "<a:b|a|-><:c||->", "(a|-|b)(|-|c)");
  assert_parses ("data: a\r\n\ndata: b\n\r\n", "<:a||-><:b||->", "(|-|a)(|-|b)");
}

static void
test_ignored (void)
{
  assert_parses (": comment\n:\n\ndata: a\n: within\n\n", "<:a||->", "(|-|a)");
  assert_parses ("\xef\xbb\xbf"
                 "data: a\n\n",
                 "<:a||->", "(|-|a)");
  assert_parses ("unknown: x\ndatax: y\ndat: z\ndata: a\n\n", "<:a||->", "(|-|a)");
}

static void
test_cut (void)
{
  assert_parses ("data: a\n\ndata: b", "<:a||-><:b||-|cut>", "(|-|a)");
  assert_parses ("data: a\n", "<:a||-|cut>", "");
  assert_parses ("", "", "");
}

static void
test_limits (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GessoSseParser) parser = gesso_sse_parser_new (4, event_cb, out);
  g_autoptr (GessoSseParser) other = gesso_sse_parser_new (4, event_cb, out);
  g_autofree char *id = g_strnfill (5000, 'i');
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_sse_parser_push (parser, "data: abcd\n\n", 12, NULL));
  g_assert_false (gesso_sse_parser_push (parser, "data: abcde\n\n", 13, &error));
  g_assert_error (error, GESSO_SSE_ERROR, GESSO_SSE_ERROR_TOO_LARGE);
  g_assert_false (gesso_sse_parser_push (parser, "\n", 1, NULL));
  g_assert_cmpstr (out->str, ==, "(|-|abcd)");

  g_clear_error (&error);
  g_assert_true (gesso_sse_parser_push (other, "id: ", 4, NULL));
  g_assert_false (gesso_sse_parser_push (other, id, 5000, &error));
  g_assert_error (error, GESSO_SSE_ERROR, GESSO_SSE_ERROR_TOO_LARGE);
}

static void
test_retry (void)
{
  g_autoptr (GessoSseParser) parser = gesso_sse_parser_new (100, NULL, NULL);

  g_assert_cmpint (gesso_sse_parser_get_retry_ms (parser), ==, -1);
  g_assert_true (gesso_sse_parser_push (parser, "retry: 1500\nretry: soon\n", 24, NULL));
  g_assert_cmpint (gesso_sse_parser_get_retry_ms (parser), ==, 1500);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sse-parser/events", test_events);
  g_test_add_func ("/sse-parser/line-ends", test_line_ends);
  g_test_add_func ("/sse-parser/ignored", test_ignored);
  g_test_add_func ("/sse-parser/cut", test_cut);
  g_test_add_func ("/sse-parser/limits", test_limits);
  g_test_add_func ("/sse-parser/retry", test_retry);
  return g_test_run ();
}
