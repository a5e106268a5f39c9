/* fill-library.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a library with many rows for benchmarks of the window: fill-library FOLDER N.
 */

#include "config.h"

#include "support/gesso-test-library.h"

#include <stdlib.h>

int
main (int   argc,
      char *argv[])
{
  GessoLibrary *library;
  GessoSession *session;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  library = gesso_test_library_open (argv[1]);
  session = gesso_test_library_session (library, "old pictures");
  gesso_test_library_fill (argv[1], gesso_session_get_id (session), atoi (argv[2]));
  g_object_unref (session);
  session = gesso_test_library_session (library, "new session");
  g_object_unref (session);
  gesso_test_library_close (library);
  return EXIT_SUCCESS;
}
