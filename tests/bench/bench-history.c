/* bench-history.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history of a hundred thousand pictures: how long until it is open, how long until the first
 * pictures of a search are there and until all are, and what the list takes in memory. The
 * reference of the searches is a word that stands once.
 */

#include "config.h"

#include "store/gesso-history-model.h"
#include "support/gesso-test-library.h"
#include "support/gesso-test.h"

#include <stdlib.h>
#include <string.h>

#define N_NODES 100000
#define ROUNDS 100

static gint64
read_resident_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  line = strstr (text, "VmRSS:");
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            gint64     *first)
{
  if (*first == 0)
    *first = g_get_monotonic_time ();
}

/* Each round from the whole history, as somebody types into the empty field. */
static gint64
search (GessoHistoryModel *model,
        const char        *text,
        gint64            *out_all)
{
  g_autoptr (GessoQuery) open = gesso_query_new ();
  g_autoptr (GessoQuery) query = gesso_query_new ();
  gint64 first = 0;
  gint64 start;
  gulong handler;

  gesso_history_model_set_query (model, open);
  while (gesso_history_model_get_loading (model))
    g_main_context_iteration (NULL, TRUE);
  handler = g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), &first);
  query->text = g_strdup (text);
  start = g_get_monotonic_time ();
  gesso_history_model_set_query (model, query);
  while (gesso_history_model_get_loading (model))
    g_main_context_iteration (NULL, TRUE);
  *out_all = g_get_monotonic_time () - start;
  g_signal_handler_disconnect (model, handler);
  g_assert_cmpint (first, !=, 0);
  return first - start;
}

static gint64
measure (GessoHistoryModel *model,
         const char        *name,
         const char        *text,
         gint64             reference)
{
  gint64 first[ROUNDS];
  gint64 all[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    first[i] = search (model, text, &all[i]);
  qsort (first, ROUNDS, sizeof *first, compare_times);
  qsort (all, ROUNDS, sizeof *all, compare_times);
  g_print ("{\"name\":\"%s\",\"first_p50_ms\":%.1f,\"first_p99_ms\":%.1f,\"all_p50_ms\":%.1f,"
           "\"ratio\":%.2f}\n",
           name, first[ROUNDS / 2] / 1e3, first[ROUNDS - 2] / 1e3, all[ROUNDS / 2] / 1e3,
           reference > 0 ? (double) first[ROUNDS / 2] / reference : 1);
  return first[ROUNDS / 2];
}

int
main (int   argc,
      char *argv[])
{
  char *folder;
  GessoLibrary *library;
  GessoSession *session;
  GessoHistoryModel *model;
  gint64 start, before, reference;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  folder = gesso_test_make_folder ();
  library = gesso_test_library_open (folder);
  session = gesso_test_library_session (library, "old pictures");
  gesso_test_library_fill (folder, gesso_session_get_id (session), N_NODES);

  before = read_resident_kib ();
  start = g_get_monotonic_time ();
  model = gesso_history_model_new (library);
  while (gesso_history_model_get_loading (model))
    g_main_context_iteration (NULL, TRUE);
  g_print ("{\"name\":\"history-open\",\"ms\":%.1f,\"memory_kib\":%" G_GINT64_FORMAT "}\n",
           (g_get_monotonic_time () - start) / 1e3, read_resident_kib () - before);
  reference = measure (model, "search-once", "77777", 0);
  measure (model, "search-common", "common", reference);
  measure (model, "search-common-prefix", "pi", reference);
  g_print ("{\"name\":\"history-memory\",\"after_searches_kib\":%" G_GINT64_FORMAT "}\n",
           read_resident_kib () - before);

  g_object_unref (session);
  g_object_unref (model);
  gesso_test_library_close (library);
  gesso_test_remove_folder (folder);
  return EXIT_SUCCESS;
}
