/* gesso-queue-driver.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* gesso-queue-driver: the whole studio without a window, with many jobs, for tests that kill it and
 * look at what is left, or watch its memory and descriptors for a long time.
 *
 *   gesso-queue-driver --account ID [--jobs N] [--first N] [--words FILE] [--reverse] [--hold]
 * [--reports N]
 *
 * It opens the library of the environment (GESSO_LIBRARY), with what waits there, hands in N
 * further jobs with the prompts "job-1 WORD", …, whose words are the lines of FILE in turn, and
 * runs the queue until nothing waits. With --hold it only journals them and then stands still until
 * it is killed. With --reverse each is moved to the front before that. It prints JSON lines:
 * {"event":"waiting","jobs":N} when all are on disk,
 * {"event":"report","ended":N,"rss_kb":N,"heap_kb":N,"cache_kb":N,"fds":N} after every so many
 * jobs, and
 * {"event":"done"}.
 */

#include "config.h"

#include "base/gesso-json.h"
#include "studio/gesso-studio.h"
#include "support/gesso-test.h"

#include <malloc.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static char *option_account;
static char *option_words;
static int option_jobs;
static int option_first = 1;
static int option_reports = 250;
static gboolean option_hold;
static gboolean option_reverse;

static const GOptionEntry options[] = {
  { "account", 0, 0, G_OPTION_ARG_STRING, &option_account, "Who is asked", "ID" },
  { "jobs", 0, 0, G_OPTION_ARG_INT, &option_jobs, "How many are handed in", "N" },
  { "first", 0, 0, G_OPTION_ARG_INT, &option_first, "Number of the first one", "N" },
  { "words", 0, 0, G_OPTION_ARG_FILENAME, &option_words, "Second words of the prompts", "FILE" },
  { "reports", 0, 0, G_OPTION_ARG_INT, &option_reports, "Report after so many jobs", "N" },
  { "reverse", 0, 0, G_OPTION_ARG_NONE, &option_reverse, "Move each to the front", NULL },
  { "hold", 0, 0, G_OPTION_ARG_NONE, &option_hold, "Only journal them", NULL },
  { NULL },
};

typedef struct
{
  GessoStudio *studio;
  guint n_ended;
} Program;

static gint64
read_rss_kb (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return -1;
  line = strstr (text, "VmRSS:");
  return line != NULL ? g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) : -1;
}

static int
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  int n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
report (Program    *program,
        const char *event)
{
  /* What is really in use: the rest of the resident memory is what the allocator keeps. The
   * database's part is a cache that grows up to its limit. */
  struct mallinfo2 heap = mallinfo2 ();

  printf ("{\"event\":\"%s\",\"ended\":%u,\"rss_kb\":%" G_GINT64_FORMAT
          ",\"heap_kb\":%zu,\"cache_kb\":%" G_GINT64_FORMAT ",\"fds\":%d}\n",
          event, program->n_ended, read_rss_kb (), (heap.uordblks + heap.hblkhd) / 1024,
          (gint64) sqlite3_memory_used () / 1024, count_descriptors ());
  fflush (stdout);
}

static void
job_finished_cb (GessoJobQueue *queue,
                 GessoJob      *job,
                 Program       *program)
{
  program->n_ended++;
  if (program->n_ended % (guint) MAX (option_reports, 1) == 0)
    report (program, "report");
}

/* As the person does now and then. */
static gboolean
clear_done_cb (gpointer user_data)
{
  Program *program = user_data;

  gesso_job_queue_clear_done (gesso_studio_get_queue (program->studio));
  return G_SOURCE_CONTINUE;
}

static GessoSession *
open_session (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoSession *session;

  gesso_library_open_last_session_async (library, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  session = gesso_library_open_session_finish (library, result, &error);
  g_assert_no_error (error);
  return session;
}

static guint
count_waiting (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  gesso_library_load_jobs_async (library, FALSE, NULL, gesso_test_result_cb, &result);
  gesso_test_wait_result (&result);
  jobs = gesso_library_load_jobs_finish (library, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < jobs->len; i++)
    n += ((GessoJobRecord *) jobs->pdata[i])->state == GESSO_JOURNAL_STATE_WAITING;
  return n;
}

static void
submit (GessoStudio  *studio,
        GessoSession *session,
        const char   *prompt)
{
  GessoAccount *account = gesso_studio_find_account (studio, option_account);
  g_autoptr (GessoParameters) parameters = gesso_parameters_new ();
  g_autoptr (GessoRequest) request = NULL;

  g_assert_nonnull (account);
  g_free (parameters->model);
  parameters->model = g_strdup (gesso_account_get_model (account));
  parameters->n = 1;
  parameters->size = (GessoSize){ 1024, 1024 };
  request = gesso_request_new (GESSO_OPERATION_GENERATE, prompt, parameters, NULL, NULL);
  gesso_studio_submit (studio, account, request, gesso_session_get_id (session), NULL);
}

static void
reverse (Program *program)
{
  GessoJobQueue *queue = gesso_studio_get_queue (program->studio);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (queue));

  for (guint i = 1; i < n; i++)
    {
      g_autoptr (GessoJob) job = g_list_model_get_item (G_LIST_MODEL (queue), i);

      gesso_job_queue_move_to_front (queue, job);
    }
  /* Asked behind all that was told, it answers when that is written. */
  count_waiting (gesso_studio_get_library (program->studio));
}

static void
submit_all (Program *program)
{
  GessoLibrary *library = gesso_studio_get_library (program->studio);
  g_autoptr (GessoSession) session = open_session (library);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  guint before = count_waiting (library);
  guint n_words;

  if (option_words != NULL && !g_file_get_contents (option_words, &text, NULL, NULL))
    g_error ("The words cannot be read");
  words = g_strsplit (text != NULL ? g_strchomp (text) : "fine", "\n", -1);
  n_words = g_strv_length (words);
  for (int i = 0; i < option_jobs; i++)
    {
      g_autofree char *prompt
          = g_strdup_printf ("job-%d %s", option_first + i, words[(guint) i % n_words]);

      submit (program->studio, session, prompt);
    }
  while (count_waiting (library) < before + (guint) option_jobs)
    g_main_context_iteration (NULL, FALSE);
  if (option_reverse)
    reverse (program);
  printf ("{\"event\":\"waiting\",\"jobs\":%d}\n", option_jobs);
  fflush (stdout);
}

static gboolean
is_busy (GessoJobQueue *queue)
{
  return gesso_job_queue_get_n_running (queue) + gesso_job_queue_get_n_waiting (queue) > 0;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  GessoJobQueue *queue;
  Program program = { 0 };

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || option_account == NULL)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "--account is required");
      return 2;
    }

  program.studio = gesso_studio_new (g_getenv ("GESSO_LIBRARY"), GESSO_STUDIO_FLAGS_NO_KEYRING);
  gesso_studio_open_async (program.studio, NULL, gesso_test_result_cb, &opened);
  while (opened == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!gesso_studio_open_finish (program.studio, opened, &error))
    g_error ("%s", error->message);

  queue = gesso_studio_get_queue (program.studio);
  g_signal_connect (queue, "job-finished", G_CALLBACK (job_finished_cb), &program);
  g_timeout_add (2000, clear_done_cb, &program);
  gesso_job_queue_set_paused (queue, option_jobs > 0);
  if (option_jobs > 0)
    submit_all (&program);
  while (option_hold)
    g_main_context_iteration (NULL, TRUE);

  report (&program, "report");
  gesso_job_queue_set_paused (queue, FALSE);
  while (is_busy (queue))
    g_main_context_iteration (NULL, TRUE);
  gesso_job_queue_clear_done (queue);
  report (&program, "report");
  gesso_studio_close_async (program.studio, gesso_test_result_cb, &closed);
  while (closed == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!gesso_studio_close_finish (program.studio, closed, &error))
    g_error ("%s", error->message);
  report (&program, "done");
  return 0;
}
