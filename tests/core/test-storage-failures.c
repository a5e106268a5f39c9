/* test-storage-failures.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-picture.h"
#include "support/gesso-test-server.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>

/* What this computer can do wrong: no room, no right to write, somebody else at the library. */

#define HEAD "send HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"

typedef struct
{
  GessoTestStudio studio;
  GessoTestServer *server;
  char *ballast;
  gboolean is_mounted;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->studio.folder = gesso_test_make_folder ();
  f->is_mounted = mount ("tmpfs", f->studio.folder, "tmpfs", 0, "size=12m") == 0;
  f->ballast = g_build_filename (f->studio.folder, "ballast", NULL);
  f->server = gesso_test_server_new ();
  gesso_test_studio_open (&f->studio);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  if (f->studio.studio != NULL)
    gesso_test_studio_close (&f->studio);
  if (f->is_mounted)
    g_assert_cmpint (umount (f->studio.folder), ==, 0);
  gesso_test_remove_folder (f->studio.folder);
  gesso_test_server_free (f->server);
  g_free (f->ballast);
}

static gboolean
needs_mount (Fixture *f)
{
  if (!f->is_mounted)
    g_test_skip ("mounting needs to be allowed");
  return f->is_mounted;
}

static void
fill_up (Fixture *f)
{
  g_autofree char *block = g_malloc0 (4096);
  FILE *file = fopen (f->ballast, "w");

  g_assert_nonnull (file);
  setvbuf (file, NULL, _IONBF, 0);
  while (fwrite (block, 4096, 1, file) == 1)
    ;
  fclose (file);
}

static GessoJob *
submit (Fixture    *f,
        const char *prompt,
        int         n)
{
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GessoRequest) request = gesso_test_studio_request (prompt, n, 0, NULL);

  return gesso_test_studio_submit (&f->studio, base, request);
}

static void
assert_not_saved (GessoJob *job,
                  gboolean  may_be_billed)
{
  const GessoFailureInfo *info = gesso_failure_get_info (gesso_job_get_failure (job));

  g_assert_cmpstr (gesso_failure_class_to_string (info->failure_class), ==, "storage");
  g_assert_cmpint (info->may_be_billed, ==, may_be_billed);
}

static char *
make_base64 (void)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 64, 48);
  gsize length;
  const guchar *data = g_bytes_get_data (png, &length);

  return g_base64_encode (data, length);
}

static void
test_full_before (Fixture       *f,
                  gconstpointer  data)
{
  static const char *const steps[] = { "read", NULL };
  g_autofree char *prompt = g_strnfill (200 * 1000, 'x');
  GessoJob *job;

  if (!needs_mount (f))
    return;
  gesso_test_server_add_script (f->server, steps);
  fill_up (f);
  job = submit (f, prompt, 1);
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_not_saved (job, FALSE);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 0);
  g_unlink (f->ballast);
}

static void
test_full_at_raw_answer (Fixture       *f,
                         gconstpointer  data)
{
  static const char *const steps[] = {
    "read", "wait 500", HEAD "{\"data\":[{\"b64_json\":\"", "fill 3000000", "send \"}]}", NULL
  };
  GessoJob *job;

  if (!needs_mount (f))
    return;
  gesso_test_server_add_script (f->server, steps);
  job = submit (f, "A red kite", 1);
  gesso_test_wait_until (gesso_job_get_stage (job) == GESSO_RUN_STAGE_WORKING);
  fill_up (f);
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_not_saved (job, TRUE);
  g_assert_nonnull (gesso_job_get_kept_path (job));
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 1);
  g_unlink (f->ballast);
}

/* The first picture is sealed, then the disk is full: the second cannot be written, the commit
 * cannot either. With room again the first comes home at the next start. */
static void
test_full_after_seal (Fixture       *f,
                      gconstpointer  data)
{
  g_autofree char *base64 = make_base64 ();
  g_autofree char *one
      = g_strdup_printf (HEAD "{\"data\":[{\"b64_json\":\"%s\"},{\"b64_json\":\"", base64);
  const char *steps[] = { "read", one, "wait 800", "fill 3000000", "send \"}]}", NULL };
  g_autofree char *image = NULL;
  g_autofree char *id = NULL;
  GessoJob *job;

  if (!needs_mount (f))
    return;
  gesso_test_server_add_script (f->server, steps);
  job = submit (f, "A red kite", 2);
  id = g_strdup (gesso_job_get_id (job));
  image = g_build_filename (f->studio.folder, "spool", id, "0.image", NULL);
  gesso_test_wait_until (g_file_test (image, G_FILE_TEST_EXISTS));
  fill_up (f);
  gesso_test_wait_until (gesso_job_is_finished (job));
  assert_not_saved (job, TRUE);
  g_assert_nonnull (gesso_job_get_kept_path (job));
  g_assert_true (g_file_test (image, G_FILE_TEST_EXISTS));

  g_unlink (f->ballast);
  gesso_test_studio_close (&f->studio);
  gesso_test_studio_open (&f->studio);
  g_assert_cmpuint (gesso_studio_get_recovery_report (f->studio.studio)->n_pictures, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->studio.session)), ==, 1);
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 1);
  gesso_test_studio_verify (&f->studio);
}

static void
assert_opens_with (Fixture         *f,
                   GessoStoreError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (gesso_test_studio_try_open (&f->studio, &error));
  g_assert_error (error, GESSO_STORE_ERROR, (int) code);
}

static void
test_read_only (Fixture       *f,
                gconstpointer  data)
{
  if (!needs_mount (f))
    return;
  gesso_test_studio_close (&f->studio);
  g_assert_cmpint (mount (NULL, f->studio.folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  assert_opens_with (f, GESSO_STORE_ERROR_READ_ONLY);
}

static void
test_newer (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->studio.folder, "library.db", NULL);
  sqlite3 *db;

  gesso_test_studio_close (&f->studio);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version = 900", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  assert_opens_with (f, GESSO_STORE_ERROR_NEWER_VERSION);
}

/* Two programs on one library */

static char *program;

static int
run_child (const char *folder,
           const char *base)
{
  GessoTestStudio studio = { .folder = g_strdup (folder) };
  g_autoptr (GessoRequest) request = gesso_test_studio_request ("A red kite", 1, 0, NULL);

  gesso_test_studio_open (&studio);
  gesso_test_studio_submit (&studio, base, request);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

static GSubprocess *
start_child (Fixture *f)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *home = g_build_filename (f->studio.folder, "home", NULL);
  g_autofree char *base = gesso_test_server_dup_uri (f->server, "/v1");
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", home, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, "--child", f->studio.folder, base,
                                       NULL);
  g_assert_no_error (error);
  return child;
}

static GessoJob *
get_only_job (Fixture *f)
{
  GListModel *queue = G_LIST_MODEL (gesso_studio_get_queue (f->studio.studio));
  g_autoptr (GessoJob) job = g_list_model_get_item (queue, 0);

  g_assert_cmpuint (g_list_model_get_n_items (queue), <=, 1);
  return job;
}

static void
reopen (Fixture *f)
{
  gesso_test_studio_close (&f->studio);
  gesso_test_studio_open (&f->studio);
}

static void
test_two_at_once (Fixture       *f,
                  gconstpointer  data)
{
  static const char *const steps[] = { "read", "hang", NULL };
  g_autoptr (GSubprocess) child = NULL;
  GessoJob *job;

  gesso_test_server_add_script (f->server, steps);
  /* The account must be known here for its job to be shown. */
  gesso_test_studio_get_account (&f->studio, "http://127.0.0.1:9/v1");
  child = start_child (f);
  gesso_test_wait_until (gesso_test_server_get_n_begun (f->server) == 1);

  /* While the other lives its job is none of ours. */
  reopen (f);
  g_assert_null (get_only_job (f));
  g_assert_cmpuint (gesso_studio_get_recovery_report (f->studio.studio)->n_interrupted, ==, 0);

  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  reopen (f);
  job = get_only_job (f);
  g_assert_nonnull (job);
  g_assert_cmpint (gesso_job_get_state (job), ==, GESSO_JOB_STATE_FAILED);
  g_assert_cmpint (gesso_failure_get_info (gesso_job_get_failure (job))->failure_class, ==,
                   GESSO_FAILURE_INTERRUPTED);
  g_assert_true (gesso_failure_get_info (gesso_job_get_failure (job))->may_be_billed);

  /* It is shown until the person has decided, and counted once. */
  reopen (f);
  g_assert_nonnull (get_only_job (f));
  g_assert_cmpuint (gesso_studio_get_recovery_report (f->studio.studio)->n_interrupted, ==, 0);
  gesso_job_queue_remove (gesso_studio_get_queue (f->studio.studio), get_only_job (f));
  reopen (f);
  g_assert_null (get_only_job (f));
  g_assert_cmpuint (gesso_test_server_get_n_begun (f->server), ==, 1);
  gesso_test_studio_verify (&f->studio);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/storage-failures/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("full-before", test_full_before);
  ADD ("full-at-raw-answer", test_full_at_raw_answer);
  ADD ("full-after-seal", test_full_after_seal);
  ADD ("read-only", test_read_only);
  ADD ("newer", test_newer);
  ADD ("two-at-once", test_two_at_once);

  return g_test_run ();
}
