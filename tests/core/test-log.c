/* test-log.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-log.h"
#include "support/gesso-test.h"

#include <string.h>

static void
assert_redacted (const char *text,
                 const char *secret)
{
  g_autofree char *got = gesso_log_redact (text);

  if (strstr (got, secret) != NULL)
    g_error ("%s still shows in: %s", secret, got);
  g_assert_nonnull (strstr (got, "[hidden]"));
}

static void
test_registered (void)
{
  g_autofree char *after = NULL;

  gesso_log_add_secret ("plumtree");
  gesso_log_add_secret ("plumtree-and-more");
  gesso_log_add_secret ("plumtree");
  assert_redacted ("xplumtreex", "plumtree");
  assert_redacted ("key plumtree-and-more.", "and-more");
  gesso_log_forget_secret ("plumtree");
  assert_redacted ("plumtree", "plumtree");
  gesso_log_forget_secret ("plumtree");
  gesso_log_forget_secret ("plumtree-and-more");
  gesso_log_forget_secret ("never added");
  after = gesso_log_redact ("plumtree");
  g_assert_cmpstr (after, ==, "plumtree");
}

static void
test_patterns (void)
{
  assert_redacted ("Incorrect API key provided: sk-proj-abcDEF123456", "abcDEF123456");
  assert_redacted ("Authorization: Bearer abc.def-ghi", "abc.def-ghi");
  assert_redacted ("authorization: Key 0123:abcd", "0123:abcd");
  assert_redacted ("> api-key: 0123456789abcdef", "0123456789abcdef");
  assert_redacted ("{\"api_key\": \"zzzzyyyy\"}", "zzzzyyyy");
  assert_redacted ("http://user:secretword@example.test/", "secretword");
  assert_redacted ("https://h.test/a?x=1&sig=AAAABBBB&y=2", "AAAABBBB");
  assert_redacted ("broken \xff bytes, api-key: qqqqwwww", "qqqqwwww");
}

static void
test_innocent (void)
{
  static const char *const texts[] = {
    "a risk-taking fox at a desk-top",
    "the key of C major",
    "size must be 16-aligned",
    "https://example.test:8080/path?size=1",
    "",
    "水彩画",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *got = gesso_log_redact (texts[i]);

      g_assert_cmpstr (got, ==, texts[i]);
    }
  g_assert_null (gesso_log_redact (NULL));
}

/* Only what was registered is hidden in words that are kept. */
static void
test_hide (void)
{
  g_autofree char *hidden = NULL;

  gesso_log_add_secret ("plumtree");
  hidden = gesso_log_hide ("password: plum, sk-123456789 and plumtree");
  g_assert_cmpstr (hidden, ==, "password: plum, sk-123456789 and [hidden]");
  g_assert_null (gesso_log_hide (NULL));
  gesso_log_forget_secret ("plumtree");
}

/* Across the borders of the pieces in which a file is read, too. */
static void
test_blank_folder (void)
{
  static const gsize places[] = { 0, (1 << 20) - 4, (1 << 20) - (1 << 14) - 4, (3 << 20) - 8 };
  gsize length = 3 << 20;
  g_autofree char *bytes = g_malloc (length);
  g_autofree char *after = NULL;
  char *folder = gesso_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "answer.part", NULL);
  g_autoptr (GError) error = NULL;
  gsize size;

  memset (bytes, 'a', length);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    memcpy (bytes + places[i], "plumtree", 8);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);

  gesso_log_add_secret ("plumtree");
  gesso_log_blank_folder (folder);
  gesso_log_forget_secret ("plumtree");
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    memcpy (bytes + places[i], "********", 8);
  g_file_get_contents (path, &after, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (after, size, bytes, length);
  gesso_test_remove_folder (folder);
}

static void
test_writer (void)
{
  if (g_test_subprocess ())
    {
      gesso_log_install ();
      gesso_log_install ();
      gesso_log_add_secret ("plumtree");
      g_message ("the plumtree is shown");
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout_unmatched ("*plumtree*");
  g_test_trap_assert_stderr_unmatched ("*plumtree*");
  g_test_trap_assert_stderr ("*the ?hidden? is shown*");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/log/registered", test_registered);
  g_test_add_func ("/log/patterns", test_patterns);
  g_test_add_func ("/log/innocent", test_innocent);
  g_test_add_func ("/log/writer", test_writer);
  g_test_add_func ("/log/hide", test_hide);
  g_test_add_func ("/log/blank-folder", test_blank_folder);
  return g_test_run ();
}
