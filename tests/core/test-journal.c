/* test-journal.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-file.h"
#include "store/gesso-store-error-private.h"
#include "support/gesso-test-library.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The other process: this program again, with its task in the environment. */
static GPid
spawn (const char *folder,
       const char *task,
       guint       die_at)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  char *argv[] = { self, NULL };
  g_auto (GStrv) env = g_get_environ ();
  g_autofree char *number = g_strdup_printf ("%u", die_at);
  g_autoptr (GError) error = NULL;
  GPid pid = 0;

  env = g_environ_setenv (env, "GESSO_TEST_FOLDER", folder, TRUE);
  env = g_environ_setenv (env, "GESSO_TEST_TASK", task, TRUE);
  env = g_environ_setenv (env, "GESSO_TEST_DIE_AT", number, TRUE);
  g_spawn_async (NULL, argv, env, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static gboolean
was_killed (GPid pid)
{
  int status = 0;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL)
    return TRUE;
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return FALSE;
}

static void
step_cb (const char *step,
         gpointer    user_data)
{
  guint *left = user_data;

  if (--*left == 0)
    raise (SIGKILL);
}

/* A whole job, dying at the given step. */
static void
child_commit (const char *folder,
              guint       die_at)
{
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  g_autofree char *job = NULL;
  guint left = die_at;

  _gesso_store_set_step_hook (step_cb, &left);
  job = gesso_test_library_job (library, session, "a fox at dawn", 2);
  gesso_test_library_update (library, job, GESSO_JOURNAL_STATE_SENT);
  gesso_test_library_receive (library, job, 0, 8);
  gesso_test_library_receive (library, job, 1, 9);
  g_ptr_array_unref (gesso_test_library_commit (library, job, 2));
  g_object_unref (session);
  gesso_test_library_close (library);
}

/* What has come of a picture, but for its last bytes, before anybody looked at it. */
static void
write_part (GessoLibrary *library,
            const char   *job_id,
            gsize         n_missing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 13, 8);
  g_autofree char *folder = gesso_library_dup_spool_folder (library, job_id);
  g_autofree char *path = g_build_filename (folder, "0.part", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, g_bytes_get_data (png, NULL),
                       (gssize) (g_bytes_get_size (png) - n_missing), &error);
  g_assert_no_error (error);
}

/* Jobs in several states, then the end without a word. */
static void
child_leave (const char *folder)
{
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  g_autofree char *waiting = gesso_test_library_job (library, session, "waiting", 1);
  g_autofree char *sent = gesso_test_library_job (library, session, "sent", 1);
  g_autofree char *task = gesso_test_library_job (library, session, "task", 1);
  g_autofree char *part = gesso_test_library_job (library, session, "part", 4);
  g_autofree char *whole = gesso_test_library_job (library, session, "whole", 1);
  g_autofree char *unsealed = gesso_test_library_job (library, session, "unsealed", 1);
  g_autofree char *cut = gesso_test_library_job (library, session, "cut", 1);
  g_autofree char *broken = gesso_test_library_job (library, session, "broken", 1);
  g_autofree char *spool = gesso_library_dup_spool_folder (library, broken);
  g_autofree char *image = g_build_filename (spool, "0.image", NULL);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_nonnull (waiting);
  gesso_test_library_update (library, sent, GESSO_JOURNAL_STATE_SENT);
  gesso_library_update_job_async (library, task, GESSO_JOURNAL_STATE_WORKING, NULL, "task-7", NULL,
                                  NULL, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  gesso_test_library_update (library, part, GESSO_JOURNAL_STATE_RECEIVING);
  gesso_test_library_receive (library, part, 2, 11);
  gesso_test_library_update (library, whole, GESSO_JOURNAL_STATE_RECEIVING);
  gesso_test_library_receive (library, whole, 0, 12);
  gesso_test_library_update (library, broken, GESSO_JOURNAL_STATE_RECEIVING);
  g_file_set_contents (image, "no picture", -1, NULL);
  gesso_test_library_update (library, unsealed, GESSO_JOURNAL_STATE_RECEIVING);
  write_part (library, unsealed, 0);
  gesso_test_library_update (library, cut, GESSO_JOURNAL_STATE_RECEIVING);
  write_part (library, cut, 1);
  raise (SIGKILL);
}

/* A job of a process that lives until it is told to end. */
static void
child_hold (const char *folder)
{
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  g_autofree char *job = gesso_test_library_job (library, session, "held", 1);
  g_autofree char *ready = g_build_filename (folder, "ready", NULL);

  gesso_test_library_update (library, job, GESSO_JOURNAL_STATE_SENT);
  g_file_set_contents (ready, "", 0, NULL);
  for (;;)
    pause ();
}

static GessoJobRecord *
find_job (GPtrArray  *jobs,
          const char *prompt)
{
  for (guint i = 0; i < jobs->len; i++)
    if (g_strcmp0 (((GessoJobRecord *) jobs->pdata[i])->prompt, prompt) == 0)
      return jobs->pdata[i];
  g_assert_not_reached ();
}

static void
assert_state (GPtrArray         *jobs,
              const char        *prompt,
              GessoJournalState  state)
{
  g_assert_cmpstr (gesso_journal_state_to_string (find_job (jobs, prompt)->state), ==,
                   gesso_journal_state_to_string (state));
}

static void
check_killed (const char *folder,
              gboolean   *out_had_job)
{
  GessoLibrary *library = gesso_test_library_open (folder);
  g_autoptr (GPtrArray) before = gesso_test_library_jobs (library);
  GessoLibraryStats stats;

  *out_had_job = before->len > 0;
  /* Twice: the second finds nothing left to do. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GessoRecoveryReport) report = gesso_test_library_recover (library);

      if (i == 1)
        g_assert_cmpuint (report->n_pictures, ==, 0);
    }
  stats = gesso_test_library_stats (library);
  if (stats.n_nodes > 0)
    {
      g_autofree char *spool = NULL;
      g_autoptr (GPtrArray) jobs = gesso_test_library_jobs (library);

      /* Received whole before the death: both are there, once, and the journal is closed. */
      g_assert_cmpuint (stats.n_nodes, ==, 2);
      g_assert_cmpuint (stats.n_blobs, ==, 2);
      assert_state (jobs, "a fox at dawn", GESSO_JOURNAL_STATE_DONE);
      spool = gesso_library_dup_spool_folder (library, find_job (jobs, "a fox at dawn")->id);
      g_assert_false (g_file_test (spool, G_FILE_TEST_EXISTS));
    }
  else if (*out_had_job)
    g_error ("received pictures are lost");
  gesso_test_library_verify (library, stats.n_nodes);
  gesso_test_library_close (library);
}

static void
test_killed_at_every_step (void)
{
  gboolean killed = TRUE;
  guint n_with_job = 0;

  for (guint step = 1; killed; step++)
    {
      char *folder = gesso_test_make_folder ();
      gboolean had_job = FALSE;

      g_assert_cmpuint (step, <, 100);
      killed = was_killed (spawn (folder, "commit", step));
      check_killed (folder, &had_job);
      n_with_job += had_job;
      gesso_test_remove_folder (folder);
    }
  /* There were steps before and after the job was on disk. */
  g_assert_cmpuint (n_with_job, >, 10);
}

static void
test_recover (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *damaged = g_build_filename (folder, "damaged", NULL);
  GessoLibrary *library;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GessoRecoveryReport) report = NULL;
  g_autoptr (GDir) dir = NULL;
  g_auto (GStrv) found = NULL;

  g_assert_true (was_killed (spawn (folder, "leave", 0)));
  library = gesso_test_library_open (folder);
  report = gesso_test_library_recover (library);
  g_assert_cmpuint (report->n_pictures, ==, 3);
  g_assert_cmpuint (report->n_waiting, ==, 1);
  g_assert_cmpuint (report->n_resumable, ==, 1);
  g_assert_cmpuint (report->n_interrupted, ==, 2);
  g_assert_cmpuint (g_strv_length (report->job_ids), ==, 2);
  jobs = gesso_test_library_jobs (library);
  assert_state (jobs, "waiting", GESSO_JOURNAL_STATE_WAITING);
  assert_state (jobs, "sent", GESSO_JOURNAL_STATE_INTERRUPTED);
  assert_state (jobs, "task", GESSO_JOURNAL_STATE_WORKING);
  assert_state (jobs, "part", GESSO_JOURNAL_STATE_INTERRUPTED);
  assert_state (jobs, "whole", GESSO_JOURNAL_STATE_DONE);
  assert_state (jobs, "unsealed", GESSO_JOURNAL_STATE_DONE);
  assert_state (jobs, "cut", GESSO_JOURNAL_STATE_INTERRUPTED);
  assert_state (jobs, "broken", GESSO_JOURNAL_STATE_FAILED);
  g_assert_cmpstr (find_job (jobs, "task")->task_id, ==, "task-7");
  g_assert_cmpint (find_job (jobs, "task")->owner, ==, GESSO_JOB_OWNER_OURS);
  g_assert_cmpint (find_job (jobs, "waiting")->owner, ==, GESSO_JOB_OWNER_OURS);
  g_assert_cmpint (find_job (jobs, "sent")->attempt, ==, 1);
  dir = g_dir_open (damaged, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_cmpstr (g_dir_read_name (dir), ==, find_job (jobs, "broken")->id);
  found = gesso_test_library_find (library, "whole");
  g_assert_cmpuint (g_strv_length (found), ==, 1);
  gesso_test_library_verify (library, 3);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
test_two_processes (void)
{
  char *folder = gesso_test_make_folder ();
  g_autofree char *ready = g_build_filename (folder, "ready", NULL);
  GPid pid = spawn (folder, "hold", 0);
  GessoLibrary *library;
  GessoSession *session;

  gesso_test_wait_until (g_file_test (ready, G_FILE_TEST_EXISTS));
  library = gesso_test_library_open (folder);
  {
    g_autoptr (GessoRecoveryReport) report = gesso_test_library_recover (library);
    g_autoptr (GPtrArray) jobs = gesso_test_library_jobs (library);

    g_assert_cmpuint (report->n_interrupted, ==, 0);
    assert_state (jobs, "held", GESSO_JOURNAL_STATE_SENT);
    g_assert_cmpint (find_job (jobs, "held")->owner, ==, GESSO_JOB_OWNER_OTHER);
  }
  session = gesso_test_library_session (library, "ours");
  g_object_unref (gesso_test_library_import (library, session, "a", 8, 8));
  g_object_unref (session);
  kill (pid, SIGKILL);
  g_assert_true (was_killed (pid));
  {
    g_autoptr (GessoRecoveryReport) report = gesso_test_library_recover (library);

    g_assert_cmpuint (report->n_interrupted, ==, 1);
  }
  gesso_test_library_verify (library, 1);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
place (GessoLibrary *library,
       const char   *id,
       const char   *next_id)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_place_job_async (library, id, next_id, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
}

static void
assert_order (GessoLibrary *library, const char *const *ids)
{
  g_autoptr (GPtrArray) jobs = gesso_test_library_jobs (library);

  for (guint i = 0; i < jobs->len; i++)
    g_assert_cmpstr (((GessoJobRecord *) jobs->pdata[i])->id, ==, ids[i]);
}

/* The same gap is halved until no number is left in it, and further. */
static void
test_places (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  g_autofree char *a = gesso_test_library_job (library, session, "a", 1);
  g_autofree char *b = gesso_test_library_job (library, session, "b", 1);
  g_autofree char *c = gesso_test_library_job (library, session, "c", 1);
  g_autofree char *d = gesso_test_library_job (library, session, "d", 1);

  assert_order (library, (const char *[]){ a, b, c, d });
  place (library, a, NULL);
  assert_order (library, (const char *[]){ b, c, d, a });
  place (library, a, b);
  assert_order (library, (const char *[]){ a, b, c, d });
  place (library, d, c);
  assert_order (library, (const char *[]){ a, b, d, c });
  /* Where it is already. */
  place (library, d, c);
  place (library, c, NULL);
  assert_order (library, (const char *[]){ a, b, d, c });
  place (library, b, "nobody");
  assert_order (library, (const char *[]){ a, d, c, b });
  for (int i = 0; i < 140; i++)
    {
      place (library, i % 2 == 0 ? c : d, i % 2 == 0 ? d : c);
      if (i % 2 == 0)
        assert_order (library, (const char *[]){ a, c, d, b });
      else
        assert_order (library, (const char *[]){ a, d, c, b });
    }
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

static void
test_order (void)
{
  char *folder = gesso_test_make_folder ();
  GessoLibrary *library = gesso_test_library_open (folder);
  GessoSession *session = gesso_test_library_session (library, "x");
  g_autofree char *a = gesso_test_library_job (library, session, "a", 1);
  g_autofree char *b = gesso_test_library_job (library, session, "b", 1);
  g_autofree char *spool = gesso_library_dup_spool_folder (library, a);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GPtrArray) left = NULL;
  const char *ids[] = { a, NULL };
  g_autoptr (GError) error = NULL;

  place (library, b, a);
  jobs = gesso_test_library_jobs (library);
  g_assert_cmpstr (((GessoJobRecord *) jobs->pdata[0])->id, ==, b);
  g_assert_cmpint (((GessoJobRecord *) jobs->pdata[0])->estimate_high, ==, 60000);
  gesso_library_remove_jobs_async (library, ids, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (library, &result);
  left = gesso_test_library_jobs (library);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_false (g_file_test (spool, G_FILE_TEST_EXISTS));
  gesso_library_update_job_async (library, a, GESSO_JOURNAL_STATE_SENT, NULL, NULL, NULL, NULL,
                                  NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  g_assert_false (gesso_library_change_finish (library, result, &error));
  g_assert_error (error, GESSO_STORE_ERROR, GESSO_STORE_ERROR_NOT_FOUND);
  g_clear_object (&result);
  g_object_unref (session);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  const char *task = g_getenv ("GESSO_TEST_TASK");
  const char *folder = g_getenv ("GESSO_TEST_FOLDER");

  if (task != NULL)
    {
      if (g_str_equal (task, "commit"))
        child_commit (folder, (guint) atoi (g_getenv ("GESSO_TEST_DIE_AT")));
      else if (g_str_equal (task, "leave"))
        child_leave (folder);
      else
        child_hold (folder);
      return 0;
    }
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/journal/order", test_order);
  g_test_add_func ("/journal/places", test_places);
  g_test_add_func ("/journal/recover", test_recover);
  g_test_add_func ("/journal/two-processes", test_two_processes);
  g_test_add_func ("/journal/killed-at-every-step", test_killed_at_every_step);
  return g_test_run ();
}
