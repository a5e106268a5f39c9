/* test-redirect.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "http/gesso-http-error.h"
#include "http/gesso-http-redirect.h"

#include <gio/gio.h>
#include <libsoup/soup.h>

/* Nothing here is contacted: the functions judge by the words of an address. */

static char *
resolve (const char *from,
         const char *to)
{
  g_autoptr (GUri) base = g_uri_parse (from, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = gesso_http_redirect_resolve (base, to, &error);

  g_assert_true ((uri == NULL) == (error != NULL));
  if (uri == NULL)
    g_assert_error (error, GESSO_HTTP_ERROR, GESSO_HTTP_ERROR_REDIRECT);
  return uri != NULL ? g_uri_to_string (uri) : NULL;
}

static void
test_inside_is_refused (void)
{
  static const char *const inside[] = {
    "http://127.0.0.1/a",   "http://127.8.9.1:8080/a", "http://localhost/a",
    "http://LOCALHOST./a",  "http://a.localhost/a",    "http://[::1]/a",
    "http://0.0.0.0/a",     "http://[::]/a",           "http://10.0.0.1/a",
    "http://192.168.1.1/a", "http://172.16.0.1/a",     "http://169.254.169.254/a",
    "http://[fe80::1]/a",   "http://[fd00::1]/a",      "http://[::ffff:127.0.0.1]/a",
    "http://2130706433/a",  "http://127.1/a",          "http://0x7f.1/a",
    "//127.0.0.1/a",
  };

  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    {
      g_autofree char *from_outside = resolve ("http://pictures.example/v1/", inside[i]);
      g_autofree char *from_inside = resolve ("http://127.0.0.1:9/v1/", inside[i]);

      g_assert_null (from_outside);
      g_assert_nonnull (from_inside);
    }
}

static void
test_outside (void)
{
  g_autofree char *absolute = resolve ("http://a.example/v1/", "https://b.example/p.png?q=1");
  g_autofree char *rooted = resolve ("http://a.example/v1/", "/files/p.png");
  g_autofree char *relative = resolve ("http://a.example/", "files/p.png");
  g_autofree char *number = resolve ("http://a.example/", "http://8.8.8.8/p");

  g_assert_cmpstr (absolute, ==, "https://b.example/p.png?q=1");
  g_assert_cmpstr (rooted, ==, "http://a.example/files/p.png");
  g_assert_cmpstr (relative, ==, "http://a.example/files/p.png");
  g_assert_cmpstr (number, ==, "http://8.8.8.8/p");
}

static void
test_nowhere (void)
{
  static const char *const bad[] = { "file:///etc/passwd", "ftp://a.example/p", "http:///p",
                                     "javascript:1", "data:image/png;base64,AAAA" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *uri = resolve ("http://a.example/", bad[i]);

      g_assert_null (uri);
    }
}

static void
test_not_to_plain (void)
{
  g_autofree char *plain = resolve ("https://a.example/", "http://a.example/p");
  g_autofree char *safe = resolve ("http://a.example/", "https://a.example/p");

  g_assert_null (plain);
  g_assert_nonnull (safe);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/redirect/inside", test_inside_is_refused);
  g_test_add_func ("/redirect/outside", test_outside);
  g_test_add_func ("/redirect/nowhere", test_nowhere);
  g_test_add_func ("/redirect/plain", test_not_to_plain);

  return g_test_run ();
}
