/* test-kills.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/gesso-test-library.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-server.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* A child that runs jobs without end is killed at random moments, again and again, on one library.
 * After each kill the library is opened and looked at: every picture that was whole on disk is a
 * node, no job that the service saw waits to be sent, no prompt was sent twice. GESSO_CRASHES says
 * how often. */

#define DEFAULT_CRASHES 20
#define N_AT_ONCE 3

/* The child */

static void
submit_one (GessoTestStudio *studio,
            const char      *base)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *prompt = g_strconcat ("kite-", id, NULL);
  g_autoptr (GessoRequest) request = gesso_test_studio_request (prompt, 2, 0, NULL);

  gesso_test_studio_submit (studio, base, request);
}

static int
run_child (const char *folder,
           const char *base)
{
  GessoTestStudio studio = { .folder = g_strdup (folder) };
  GessoJobQueue *queue;

  gesso_test_studio_open (&studio);
  gesso_account_set_limit (gesso_test_studio_get_account (&studio, base), 2);
  queue = gesso_studio_get_queue (studio.studio);
  g_print ("ready\n");
  for (;;)
    {
      while (gesso_job_queue_get_n_waiting (queue) + gesso_job_queue_get_n_running (queue)
             < N_AT_ONCE)
        submit_one (&studio, base);
      g_main_context_iteration (NULL, TRUE);
    }
  return 0;
}

/* The parent */

typedef struct
{
  char *folder;
  char *program;
  char *base;
  GessoTestServer *server;
  sqlite3 *db;
  guint n_sealed;      /* pictures that only the spool had */
  guint n_interrupted; /* jobs that were sent and had no whole picture */
} Kills;

static void
add_script (Kills *kills)
{
  g_autoptr (GBytes) png = gesso_test_picture_png (GESSO_TEST_PNG_RGB, 96, 64);
  gsize length;
  const guchar *data = g_bytes_get_data (png, &length);
  g_autofree char *base64 = g_base64_encode (data, length);
  gsize half = strlen (base64) / 8 * 4;
  g_autofree char *one = g_strdup_printf (
      "send HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: req_7\r\n"
      "Connection: close\r\n\r\n{\"data\":[{\"b64_json\":\"%.*s",
      (int) half, base64);
  g_autofree char *two
      = g_strdup_printf ("send %s\"},{\"b64_json\":\"%.*s", base64 + half, (int) half, base64);
  g_autofree char *three = g_strdup_printf ("send %s\"}]}", base64 + half);
  const char *steps[] = { "read", "wait 20", one, "wait 20", two, "wait 40", three, NULL };

  gesso_test_server_add_script (kills->server, steps);
}

static GSubprocess *
start_child (Kills *kills)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *home = g_build_filename (kills->folder, "home", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", home, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, kills->program, "--child", kills->folder,
                                       kills->base, NULL);
  g_assert_no_error (error);
  return child;
}

/* Mostly while jobs run, now and then while the library is being opened. */
static void
kill_somewhen (GSubprocess *child,
               guint        round)
{
  char ready[6];
  g_autoptr (GError) error = NULL;

  if (round % 5 != 4)
    g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (child), ready, 6, NULL,
                                          &error),
                     ==, 6);
  g_usleep ((gulong) g_test_rand_int_range (0, 300 * 1000));
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (child));
}

/* job id → how many whole pictures its spool folder has */
static GHashTable *
list_sealed (Kills *kills)
{
  GHashTable *sealed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *spool = g_build_filename (kills->folder, "spool", NULL);
  g_autoptr (GDir) jobs = g_dir_open (spool, 0, NULL);
  const char *job;

  while (jobs != NULL && (job = g_dir_read_name (jobs)) != NULL)
    {
      g_autofree char *path = g_build_filename (spool, job, NULL);
      g_autoptr (GDir) files = g_dir_open (path, 0, NULL);
      const char *name;
      guint n = 0;

      while (files != NULL && (name = g_dir_read_name (files)) != NULL)
        n += g_str_has_suffix (name, ".image") ? 1 : 0;
      if (n > 0)
        g_hash_table_insert (sealed, g_strdup (job), GUINT_TO_POINTER (n));
    }
  return sealed;
}

static guint
count (Kills      *kills,
       const char *sql,
       const char *text)
{
  sqlite3_stmt *statement = NULL;
  guint n;

  g_assert_cmpint (sqlite3_prepare_v2 (kills->db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (text != NULL)
    sqlite3_bind_text (statement, 1, text, -1, SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = (guint) sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

static void
assert_all_are_nodes (Kills      *kills,
                      GHashTable *sealed)
{
  GHashTableIter iter;
  gpointer job, n;

  g_hash_table_iter_init (&iter, sealed);
  while (g_hash_table_iter_next (&iter, &job, &n))
    {
      kills->n_sealed += GPOINTER_TO_UINT (n);
      g_assert_cmpuint (count (kills, "SELECT count(*) FROM nodes WHERE job_id = ?", job), >=,
                        GPOINTER_TO_UINT (n));
    }
}

/* Which prompts the service has seen; each once. */
static GHashTable *
list_prompts (Kills *kills)
{
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = gesso_test_server_get_n_begun (kills->server);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *request = gesso_test_server_dup_request (kills->server, i);
      const char *prompt = request != NULL ? strstr (request, "kite-") : NULL;

      if (prompt != NULL && strlen (prompt) >= 41)
        g_assert_true (g_hash_table_add (seen, g_strndup (prompt, 41)));
    }
  return seen;
}

static void
assert_nothing_waits_that_was_sent (Kills *kills)
{
  g_autoptr (GHashTable) seen = list_prompts (kills);
  GHashTableIter iter;
  gpointer prompt;

  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &prompt, NULL))
    g_assert_cmpuint (
        count (kills,
               "SELECT count(*) FROM jobs JOIN requests ON requests.id = jobs.request_id"
               " WHERE requests.prompt = ? AND jobs.state IN ('waiting', 'paused')",
               prompt),
        ==, 0);
}

static void
look (Kills    *kills,
      gboolean  verify)
{
  g_autoptr (GHashTable) sealed = list_sealed (kills);
  GessoLibrary *library = gesso_test_library_open (kills->folder);
  GessoRecoveryReport *report = gesso_test_library_recover (library);
  g_autofree char *path = g_build_filename (kills->folder, "library.db", NULL);

  g_assert_cmpint (sqlite3_open_v2 (path, &kills->db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  kills->n_interrupted += report->n_interrupted;
  assert_all_are_nodes (kills, sealed);
  assert_nothing_waits_that_was_sent (kills);
  g_assert_cmpuint (
      count (kills, "SELECT count(*) FROM jobs WHERE state IN ('sent','working','receiving')",
             NULL),
      ==, 0);
  if (verify)
    gesso_test_library_verify (library, (guint) gesso_test_library_stats (library).n_nodes);
  sqlite3_close (kills->db);
  gesso_recovery_report_free (report);
  gesso_test_library_close (library);
}

static void
test_kills (gconstpointer program)
{
  const char *wish = g_getenv ("GESSO_CRASHES");
  guint n_crashes = wish != NULL ? (guint) atoi (wish) : DEFAULT_CRASHES;
  Kills kills = { .folder = gesso_test_make_folder (), .program = (char *) program };
  g_autoptr (GHashTable) seen = NULL;

  kills.server = gesso_test_server_new ();
  add_script (&kills);
  kills.base = gesso_test_server_dup_uri (kills.server, "/v1");
  for (guint i = 0; i < n_crashes; i++)
    {
      g_autoptr (GSubprocess) child = start_child (&kills);

      kill_somewhen (child, i);
      look (&kills, i % 10 == 9 || i + 1 == n_crashes);
    }

  seen = list_prompts (&kills);
  g_test_message ("%u kills, %u requests, %u pictures brought home from the spool, "
                  "%u jobs interrupted",
                  n_crashes, g_hash_table_size (seen), kills.n_sealed, kills.n_interrupted);
  g_assert_cmpuint (g_hash_table_size (seen), >, 0);
  g_free (kills.base);
  gesso_test_server_free (kills.server);
  gesso_test_remove_folder (kills.folder);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GESSO_API_KEY", "sk-test-0123456789", TRUE);
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/kills/random", argv[0], test_kills);

  return g_test_run ();
}
