/* test-credential.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/gesso-credential.h"

#include "base/gesso-log.h"

static void
test_redacted_while_alive (void)
{
  GessoCredential *first = gesso_credential_new ("canary-4711-4711");
  GessoCredential *second = gesso_credential_new ("canary-4711-4711");
  g_autofree char *hidden = gesso_log_redact ("the key canary-4711-4711 is wrong");
  g_autofree char *still_hidden = NULL;
  g_autofree char *shown = NULL;

  g_assert_cmpstr (gesso_credential_get_secret (first), ==, "canary-4711-4711");
  g_assert_null (strstr (hidden, "4711"));

  gesso_credential_unref (gesso_credential_ref (first));
  gesso_credential_unref (first);
  still_hidden = gesso_log_redact ("canary-4711-4711");
  g_assert_null (strstr (still_hidden, "4711"));

  gesso_credential_unref (second);
  shown = gesso_log_redact ("canary-4711-4711");
  g_assert_cmpstr (shown, ==, "canary-4711-4711");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/credential/redacted-while-alive", test_redacted_while_alive);

  return g_test_run ();
}
