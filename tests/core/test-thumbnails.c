/* test-thumbnails.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/gesso-thumbnails.h"
#include "support/gesso-test-library.h"
#include "support/gesso-test.h"

#include <glib/gstdio.h>

static GessoImage *
get (GessoThumbnails *thumbnails,
     const char      *digest,
     int              box,
     int             *out_code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoImage *image;

  gesso_thumbnails_get_async (thumbnails, digest, box, GESSO_WORKER_PRIORITY_DEFAULT, NULL,
                              gesso_test_result_cb, &result);
  image = gesso_thumbnails_get_finish (thumbnails, gesso_test_wait_result (&result), &error);
  *out_code = error != NULL && error->domain == GESSO_STORE_ERROR ? error->code : -1;
  return image;
}

static void
assert_size (GessoThumbnails *thumbnails,
             const char      *digest,
             int              box,
             int              width,
             int              height)
{
  int code;
  g_autoptr (GessoImage) image = get (thumbnails, digest, box, &code);

  g_assert_nonnull (image);
  g_assert_cmpint (gesso_image_get_width (image), ==, width);
  g_assert_cmpint (gesso_image_get_height (image), ==, height);
}

static void
test_get (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoWorker *worker = gesso_worker_new ("test", 2);
  GessoThumbnails *thumbnails = gesso_thumbnails_new (library, worker);
  GessoSession *session = gesso_test_library_session (library, "x");
  GessoNode *large = gesso_test_library_import (library, session, "large", 600, 300);
  GessoNode *small = gesso_test_library_import (library, session, "small", 20, 10);
  g_autofree char *digest = g_strdup (gesso_node_get_digest (large));
  g_autofree char *no_digest = g_strnfill (64, 'a');
  g_autoptr (GAsyncResult) result = NULL;
  int code = -1;

  assert_size (thumbnails, digest, 128, 128, 64);
  assert_size (thumbnails, digest, 200, 256, 128);
  assert_size (thumbnails, digest, 5000, 512, 256);
  assert_size (thumbnails, gesso_node_get_digest (small), 128, 20, 10);

  /* From the cache, which does not need the picture any more. */
  g_unlink (gesso_node_get_path (large));
  assert_size (thumbnails, digest, 128, 128, 64);
  g_assert_null (get (thumbnails, no_digest, 128, &code));
  g_assert_cmpint (code, ==, GESSO_STORE_ERROR_NOT_FOUND);

  gesso_worker_shutdown_async (worker, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  g_clear_object (&result);
  g_object_unref (large);
  g_object_unref (small);
  g_object_unref (session);
  g_assert_finalize_object (thumbnails);
  g_assert_finalize_object (worker);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
test_damaged_cache (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoWorker *worker = gesso_worker_new ("test", 1);
  GessoThumbnails *thumbnails = gesso_thumbnails_new (library, worker);
  GessoSession *session = gesso_test_library_session (library, "x");
  GessoNode *node = gesso_test_library_import (library, session, "large", 600, 300);
  const char *digest = gesso_node_get_digest (node);
  g_autofree char *name = g_strdup_printf ("%.2s/%s-128.png", digest, digest);
  g_autofree char *path
      = g_build_filename (gesso_library_get_thumbnails_folder (library), name, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assert_size (thumbnails, digest, 128, 128, 64);
  g_file_set_contents (path, "", 0, &error);
  g_assert_no_error (error);
  assert_size (thumbnails, digest, 128, 128, 64);

  gesso_worker_shutdown_async (worker, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  g_clear_object (&result);
  g_object_unref (node);
  g_object_unref (session);
  g_assert_finalize_object (thumbnails);
  g_assert_finalize_object (worker);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/thumbnails/get", test_get);
  g_test_add_func ("/thumbnails/damaged-cache", test_damaged_cache);
  return g_test_run ();
}
