/* test-retry.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-retry.h"

#define NOW G_GINT64_CONSTANT (1790000000000000)

static gint64
decide (GessoRetryCase retry_case)
{
  gint64 delay;

  retry_case.now_us = NOW;
  return gesso_retry_decide (&retry_case, &delay) ? delay : -1;
}

static void
test_status (void)
{
  static const guint again[] = { 408, 409, 429, 500, 502, 503, 504 };
  static const guint never[] = { 200, 302, 400, 401, 403, 404, 413, 422 };

  for (guint i = 0; i < G_N_ELEMENTS (again); i++)
    g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 1, .status = again[i] }), ==, 500);
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 1, .status = never[i] }), ==, -1);
  /* Quota comes as 429 too. */
  g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 1, .status = 429, .forbidden = TRUE }), ==,
                   -1);
  g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 3, .status = 500 }), ==, -1);
}

static void
test_no_answer (void)
{
  g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 1 }), ==, -1);
  g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 1, .never_sent = TRUE }), ==, 500);
  g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 1, .confirmed = TRUE }), ==, 500);
}

static void
test_should_retry (void)
{
  g_assert_cmpint (decide (
                       (GessoRetryCase){ .attempt = 1, .status = 500, .should_retry = "false" }),
                   ==, -1);
  g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 1, .status = 400, .should_retry = "true" }),
                   ==, 500);
  g_assert_cmpint (decide (
                       (GessoRetryCase){ .attempt = 1, .status = 400, .should_retry = "maybe" }),
                   ==, -1);
}

static void
test_backoff (void)
{
  g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 2, .status = 500 }), ==, 1000);
  g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 1, .status = 500, .random = 1 }), ==, 375);
  g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 1, .status = 503, .retry_after = "121" }),
                   ==, -1);
  g_assert_cmpint (decide ((GessoRetryCase){ .attempt = 1, .status = 503, .retry_after = "120" }),
                   ==, 120000);
}

static void
test_delay (void)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (NOW / 1000000 + 30);
  g_autofree char *future = g_date_time_format (date, "%a, %d %b %Y %H:%M:%S GMT");

  g_assert_cmpint (gesso_retry_parse_delay (NULL, NULL, NOW), ==, -1);
  g_assert_cmpint (gesso_retry_parse_delay ("250", "9", NOW), ==, 250);
  g_assert_cmpint (gesso_retry_parse_delay ("x", "9", NOW), ==, 9000);
  g_assert_cmpint (gesso_retry_parse_delay (NULL, "0.5", NOW), ==, 500);
  g_assert_cmpint (gesso_retry_parse_delay (NULL, " 2 ", NOW), ==, 2000);
  g_assert_cmpint (gesso_retry_parse_delay (NULL, future, NOW), ==, 30000);
  g_assert_cmpint (gesso_retry_parse_delay (NULL, "Sun, 06 Nov 1994 08:49:37 GMT", NOW), ==, 0);
  g_assert_cmpint (gesso_retry_parse_delay (NULL, "-5", NOW), ==, -1);
  g_assert_cmpint (gesso_retry_parse_delay (NULL, "nan", NOW), ==, -1);
  g_assert_cmpint (gesso_retry_parse_delay (NULL, "1e99", NOW), ==, -1);
  g_assert_cmpint (gesso_retry_parse_delay (NULL, "tomorrow", NOW), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/retry/status", test_status);
  g_test_add_func ("/retry/no-answer", test_no_answer);
  g_test_add_func ("/retry/should-retry", test_should_retry);
  g_test_add_func ("/retry/backoff", test_backoff);
  g_test_add_func ("/retry/delay", test_delay);
  return g_test_run ();
}
