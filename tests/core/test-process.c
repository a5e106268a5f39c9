/* test-process.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "base/gesso-process.h"
#include "support/gesso-test.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

typedef struct
{
  GString *lines;
  int status;
  guint n_exited;
} Seen;

static void
line_cb (GessoProcess *process,
         const char   *line,
         Seen         *seen)
{
  g_assert_cmpuint (seen->n_exited, ==, 0);
  g_string_append_printf (seen->lines, "%s|", line);
}

static void
exited_cb (GessoProcess *process,
           int           status,
           Seen         *seen)
{
  seen->status = status;
  seen->n_exited++;
}

static GessoProcess *
spawn (const char *script,
       Seen       *seen)
{
  const char *argv[] = { "/bin/sh", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  GessoProcess *process = gesso_process_spawn (argv, &error);

  g_assert_no_error (error);
  seen->lines = g_string_new (NULL);
  g_signal_connect (process, "line", G_CALLBACK (line_cb), seen);
  g_signal_connect (process, "exited", G_CALLBACK (exited_cb), seen);
  return process;
}

static void
test_lines (void)
{
  Seen seen = { 0 };
  GessoProcess *process = spawn ("echo one; printf 'two\\n\\nbad \\377\\nlast'; exit 3", &seen);

  g_assert_true (gesso_process_is_running (process));
  g_assert_cmpint (gesso_process_get_pid (process), !=, 0);
  gesso_test_wait_until (seen.n_exited == 1);
  g_assert_cmpstr (seen.lines->str, ==, "one|two||bad \xef\xbf\xbd|last|");
  g_assert_true (WIFEXITED (seen.status));
  g_assert_cmpint (WEXITSTATUS (seen.status), ==, 3);
  g_assert_false (gesso_process_is_running (process));
  gesso_process_terminate (process, 100);
  g_string_free (seen.lines, TRUE);
  g_assert_finalize_object (process);
}

static void
test_no_program (void)
{
  const char *argv[] = { "/does/not/exist", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (gesso_process_spawn (argv, &error));
  g_assert_nonnull (error);
}

static void
test_terminate (void)
{
  Seen seen = { 0 };
  GessoProcess *process = spawn ("trap 'echo bye; exit 0' TERM; echo up;"
                                 " while :; do sleep 0.02; done",
                                 &seen);

  gesso_test_wait_until (seen.lines->len > 0);
  gesso_process_terminate (process, 15000);
  gesso_test_wait_until (seen.n_exited == 1);
  g_assert_cmpstr (seen.lines->str, ==, "up|bye|");
  g_assert_true (WIFEXITED (seen.status));
  g_string_free (seen.lines, TRUE);
  g_assert_finalize_object (process);
}

static void
test_kill (void)
{
  Seen seen = { 0 };
  GessoProcess *process = spawn ("trap '' TERM; echo up; while :; do sleep 0.02; done", &seen);

  gesso_test_wait_until (seen.lines->len > 0);
  gesso_process_terminate (process, 50);
  gesso_test_wait_until (seen.n_exited == 1);
  g_assert_true (WIFSIGNALED (seen.status));
  g_assert_cmpint (WTERMSIG (seen.status), ==, SIGKILL);
  g_string_free (seen.lines, TRUE);
  g_assert_finalize_object (process);
}

static gboolean
is_gone (int pid)
{
  return kill (pid, 0) != 0 && errno == ESRCH;
}

static void
test_dispose (void)
{
  Seen seen = { 0 };
  GessoProcess *process = spawn ("echo up; exec sleep 60", &seen);
  int pid = gesso_process_get_pid (process);

  gesso_test_wait_until (seen.lines->len > 0);
  g_assert_finalize_object (process);
  gesso_test_wait_until (is_gone (pid));
  g_assert_cmpuint (seen.n_exited, ==, 0);
  g_string_free (seen.lines, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/process/lines", test_lines);
  g_test_add_func ("/process/no-program", test_no_program);
  g_test_add_func ("/process/terminate", test_terminate);
  g_test_add_func ("/process/kill", test_kill);
  g_test_add_func ("/process/dispose", test_dispose);
  return g_test_run ();
}
