/* test-sanitizer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Built in sanitizer trees only. Starts itself anew with one known fault, and looks whether the
 * sanitizer ends it: with too wide a suppression, or an option that switches it off, all the other
 * programs would pass without having been looked at. */

#include "config.h"

#include "support/gesso-test.h"

#include <stdlib.h>

static const char *own_path;

/* Where the compiler cannot know what becomes of it. */
static int *volatile somewhere;

static void
run_with_fault (gconstpointer data)
{
  const char *fault = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, own_path, fault, NULL);

  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (child));
  g_assert_cmpint (g_subprocess_get_exit_status (child), !=, EXIT_SUCCESS);
}

static void
leak_object (void)
{
  GObject *volatile lost = g_object_new (G_TYPE_OBJECT, NULL);

  lost = NULL;
  g_assert_null (lost);
}

static void
read_beyond (void)
{
  somewhere = g_new0 (int, 4);
  g_print ("%d\n", somewhere[4]);
  g_free (somewhere);
}

static void
overflow (void)
{
  volatile int large = G_MAXINT;

  large = large + 1;
  g_print ("%d\n", large);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  for (int i = 0; i < 1000; i++)
    *somewhere = i;
  g_task_return_boolean (task, TRUE);
}

/* Both sides write while neither has handed over to the other. */
static void
race_with_task (void)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  somewhere = g_new0 (int, 1);
  task = g_task_new (NULL, NULL, gesso_test_result_cb, &result);
  g_task_run_in_thread (task, write_in_thread);
  for (int i = 0; i < 1000; i++)
    *somewhere = i;
  gesso_test_wait_result (&result);
  g_free (somewhere);
}

static const struct
{
  const char *name;
  void (*commit) (void);
  gboolean is_for_threads;
} faults[] = {
  { "leak", leak_object, FALSE },
  { "read-beyond", read_beyond, FALSE },
  { "overflow", overflow, FALSE },
  { "race", race_with_task, TRUE },
};

int
main (int   argc,
      char *argv[])
{
  own_path = argv[0];
  for (guint i = 0; argc == 2 && i < G_N_ELEMENTS (faults); i++)
    if (g_str_equal (argv[1], faults[i].name))
      {
        faults[i].commit ();
        return EXIT_SUCCESS;
      }

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (faults[i].is_for_threads ? GESSO_TEST_THREAD_SANITIZER : GESSO_TEST_ADDRESS_SANITIZER)
      {
        g_autofree char *path = g_strconcat ("/sanitizer/", faults[i].name, NULL);

        g_test_add_data_func (path, faults[i].name, run_with_fault);
      }

  return g_test_run ();
}
