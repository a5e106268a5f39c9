/* test-spool.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "studio/gesso-spool.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

typedef struct
{
  char *root;
  char *folder;
  GessoSpool *spool;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  f->root = gesso_test_make_folder ();
  f->folder = g_build_filename (f->root, "spool", "job", NULL);
  f->spool = gesso_spool_new ();
  gesso_spool_make_async (f->spool, f->folder, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  g_assert_true (gesso_spool_make_finish (f->spool, result, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_spool_close_async (f->spool, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  g_assert_true (gesso_spool_close_finish (f->spool, result, NULL));
  g_clear_object (&result);
  g_assert_finalize_object (f->spool);
  g_free (f->folder);
  gesso_test_remove_folder (f->root);
}

static gboolean
write_and_seal (Fixture  *f,
                guint     index,
                GBytes   *bytes,
                GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GOutputStream) stream = gesso_spool_open_picture (f->spool, f->folder, index, error);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  g_assert_nonnull (stream);
  g_assert_true (g_output_stream_write_all (stream, data, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  gesso_spool_seal_async (f->spool, f->folder, index, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  return gesso_spool_seal_finish (f->spool, result, error);
}

static gboolean
has_file (Fixture    *f,
          const char *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_sealed_in_order (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (GBytes) picture = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 20, 10);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) numbers = NULL;

  g_assert_true (write_and_seal (f, 1, picture, &error));
  g_assert_true (write_and_seal (f, 0, picture, &error));
  g_assert_no_error (error);
  g_assert_true (has_file (f, "0.image"));
  g_assert_true (has_file (f, "1.image"));
  g_assert_false (has_file (f, "0.part"));

  numbers = gesso_spool_dup_sealed (f->spool, f->folder);
  g_assert_cmpuint (numbers->len, ==, 2);
  g_assert_cmpuint (g_array_index (numbers, guint, 0), ==, 0);
  g_assert_cmpuint (g_array_index (numbers, guint, 1), ==, 1);
}

static void
test_no_picture (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GBytes) picture = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 20, 10);
  g_autoptr (GBytes) text = g_bytes_new_static ("<html>no</html>", 15);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (picture, 0, g_bytes_get_size (picture) - 8);
  GBytes *bad[] = { text, nothing, cut };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) numbers = NULL;

      g_assert_false (write_and_seal (f, 0, bad[i], &error));
      g_assert_error (error, GESSO_SPOOL_ERROR, GESSO_SPOOL_ERROR_NOT_A_PICTURE);
      numbers = gesso_spool_dup_sealed (f->spool, f->folder);
      g_assert_cmpuint (numbers->len, ==, 0);
      /* It stays where it is for whoever wants to look at it. */
      g_assert_true (has_file (f, "0.part"));
    }
}

static void
test_second_opening_begins_anew (Fixture       *f,
                                 gconstpointer  data)
{
  g_autoptr (GBytes) picture = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 20, 10);
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) first = gesso_spool_open_picture (f->spool, f->folder, 0, &error);

  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (first, "junk", 4, NULL, NULL, NULL));
  g_assert_true (write_and_seal (f, 0, picture, &error));
}

static void
test_answer (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) answer = NULL;

  g_assert_false (gesso_spool_has_answer (f->spool, f->folder));
  answer = gesso_spool_open_answer (f->spool, f->folder, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
  g_assert_true (gesso_spool_has_answer (f->spool, f->folder));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/spool/sealed", test_sealed_in_order);
  ADD ("/spool/no-picture", test_no_picture);
  ADD ("/spool/anew", test_second_opening_begins_anew);
  ADD ("/spool/answer", test_answer);

  return g_test_run ();
}
