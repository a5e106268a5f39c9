/* test-file.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-file.h"
#include "base/gesso-digest.h"
#include "support/gesso-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

static void
assert_content (const char *path,
                const char *want)
{
  g_autofree char *got = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &got, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (got, ==, want);
}

static guint
count_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_write (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_file_write_durably (path, "one", 3, &error));
  assert_content (path, "one");
  g_assert_true (gesso_file_write_durably (path, "two", 3, &error));
  assert_content (path, "two");
  g_assert_true (gesso_file_write_durably (path, NULL, 0, &error));
  assert_content (path, "");
  g_assert_no_error (error);
  g_assert_cmpuint (count_names (folder), ==, 1);
  gesso_test_remove_folder (folder);
}

static void
test_write_fails (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autofree char *missing = g_build_filename (folder, "no", "a", NULL);
  g_autofree char *large = g_malloc0 (100000);
  g_autoptr (GError) error = NULL;
  struct rlimit old;
  struct rlimit limit;

  g_assert_false (gesso_file_write_durably (missing, "x", 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (gesso_file_write_durably (path, "old", 3, &error));
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  limit = old;
  limit.rlim_cur = 50000;
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_false (gesso_file_write_durably (path, large, 100000, &error));
  setrlimit (RLIMIT_FSIZE, &old);
  g_assert_nonnull (error);
  assert_content (path, "old");
  g_assert_cmpuint (count_names (folder), ==, 1);
  gesso_test_remove_folder (folder);
}

static void
test_clone (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *from = g_build_filename (folder, "from", NULL);
  g_autofree char *to = g_build_filename (folder, "to", NULL);
  /* Another file system, where a hard link cannot reach. */
  g_autofree char *far = g_strdup_printf ("/dev/shm/gesso-test-%d", (int) getpid ());
  g_autoptr (GError) error = NULL;
  struct stat a;
  struct stat b;

  g_assert_true (gesso_file_write_durably (from, "one", 3, &error));
  g_assert_true (gesso_file_clone (from, to, &error));
  stat (from, &a);
  stat (to, &b);
  g_assert_cmpuint (a.st_ino, ==, b.st_ino);
  g_assert_false (gesso_file_clone (from, to, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);

  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    {
      g_assert_true (gesso_file_clone (from, far, &error));
      assert_content (far, "one");
      g_unlink (far);
    }
  gesso_test_remove_folder (folder);
}

static void
test_remove_tree (void)
{
  char *folder = gesso_test_make_folder ();
  char *outside = gesso_test_make_folder ();
  g_autofree char *kept = g_build_filename (outside, "kept", NULL);
  g_autofree char *deep = g_build_filename (folder, "a", "b", "c", NULL);
  g_autofree char *link_path = g_build_filename (folder, "a", "link", NULL);
  g_autofree char *top = g_build_filename (folder, "a", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_file_make_folder (deep, &error));
  g_assert_true (gesso_file_write_durably (kept, "x", 1, &error));
  g_assert_cmpint (symlink (outside, link_path), ==, 0);
  g_assert_true (gesso_file_remove_tree (top, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (top, G_FILE_TEST_EXISTS));
  assert_content (kept, "x");
  g_assert_true (gesso_file_remove_tree (top, &error));
  gesso_test_remove_folder (folder);
  gesso_test_remove_folder (outside);
}

static void
test_safe_name (void)
{
  static const struct
  {
    const char *wish;
    gsize max;
    const char *want;
  } cases[] = {
    { "A fox at dawn", 40, "A fox at dawn" },
    { "a/b\\c:d*e?f\"g<h>i|j", 40, "a_b_c_d_e_f_g_h_i_j" },
    { "../../etc/passwd", 40, "_.._etc_passwd" },
    { "  -rf . . ", 40, "rf" },
    { ".hidden", 40, "hidden" },
    { "tab\tand\nline   end.", 40, "tab and line end" },
    { "CON", 40, "_CON" },
    { "com1.txt", 40, "_com1.txt" },
    { "console", 40, "console" },
    { "水彩画の庭", 10, "水彩画" },
    { "e\xcc\x81", 40, "é" },
    { "a\xe2\x80\xae"
      "gpj",
      40, "agpj" },
    { "bad \xff byte", 40, "bad \xef\xbf\xbd byte" },
    { "", 40, "untitled" },
    { "...", 40, "untitled" },
    { NULL, 40, "untitled" },
    { "one two three", 8, "one two" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = gesso_file_safe_name (cases[i].wish, cases[i].max);

      g_assert_cmpstr (got, ==, cases[i].want);
    }
}

static void
test_free_name (void)
{
  char *folder = gesso_test_make_folder ();
  g_autoptr (GError) error = NULL;
  static const char *const want[] = { "p.png", "p-2.png", "p-3.png" };

  for (guint i = 0; i < G_N_ELEMENTS (want); i++)
    {
      g_autofree char *path = gesso_file_free_name (folder, "p", "png");
      g_autofree char *name = g_path_get_basename (path);

      g_assert_cmpstr (name, ==, want[i]);
      g_assert_true (gesso_file_write_durably (path, "x", 1, &error));
    }
  gesso_test_remove_folder (folder);
}

static void
test_digest (void)
{
  static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  char *folder = gesso_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autofree char *of_bytes = gesso_digest_bytes (bytes);
  g_autofree char *of_file = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) mapped = NULL;
  g_autoptr (GError) error = NULL;
  gint64 size = -1;

  g_assert_cmpstr (of_bytes, ==, abc);
  g_assert_true (gesso_file_write_durably (path, "abc", 3, &error));
  of_file = gesso_digest_file (path, &size, NULL, &error);
  g_assert_cmpstr (of_file, ==, abc);
  g_assert_cmpint (size, ==, 3);
  g_cancellable_cancel (cancellable);
  g_assert_null (gesso_digest_file (path, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  mapped = gesso_file_map (path, &error);
  g_assert_true (g_bytes_equal (mapped, bytes));
  g_assert_true (gesso_digest_is_valid (abc));
  g_assert_false (gesso_digest_is_valid ("../../x"));
  g_assert_false (gesso_digest_is_valid (NULL));
  gesso_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/file/write", test_write);
  g_test_add_func ("/file/write-fails", test_write_fails);
  g_test_add_func ("/file/clone", test_clone);
  g_test_add_func ("/file/remove-tree", test_remove_tree);
  g_test_add_func ("/file/safe-name", test_safe_name);
  g_test_add_func ("/file/free-name", test_free_name);
  g_test_add_func ("/file/digest", test_digest);
  return g_test_run ();
}
