/* gesso-cli-library.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include "model/gesso-money.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

/* `library stats|verify|rebuild-index|dump`: looking after the library on disk. */

static int
print_stats (GessoCli     *cli,
             GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *size = NULL;
  g_autofree char *cost = NULL;
  GessoLibraryStats stats;
  JsonObject *object;

  gesso_library_stats_async (library, cli->cancellable, gesso_cli_result_cb, &result);
  if (!gesso_library_stats_finish (library, gesso_cli_wait (&result), &stats, &error))
    return gesso_cli_fail_with (cli, error, NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "folder", gesso_library_get_folder (library));
  json_object_set_int_member (object, "projects", stats.n_projects);
  json_object_set_int_member (object, "sessions", stats.n_sessions);
  json_object_set_int_member (object, "nodes", stats.n_nodes);
  json_object_set_int_member (object, "deleted", stats.n_deleted);
  json_object_set_int_member (object, "jobs_open", stats.n_jobs_open);
  json_object_set_int_member (object, "jobs_ended", stats.n_jobs_ended);
  json_object_set_int_member (object, "blobs", stats.n_blobs);
  json_object_set_int_member (object, "blob_bytes", stats.blob_bytes);
  json_object_set_int_member (object, "database_bytes", stats.database_bytes);
  json_object_set_double_member (object, "usd", stats.cost_micros / 1e6);
  gesso_cli_emit (cli, object);

  size = g_format_size ((guint64) stats.blob_bytes);
  cost = gesso_money_format (stats.cost_micros);
  gesso_cli_print (cli, "%s", gesso_library_get_folder (library));
  gesso_cli_print (cli, _ ("%u pictures (%u in the bin) in %u sessions of %u projects"),
                   stats.n_nodes, stats.n_deleted, stats.n_sessions, stats.n_projects);
  gesso_cli_print (cli, _ ("%u jobs open, %u ended; spent %s"), stats.n_jobs_open,
                   stats.n_jobs_ended, cost);
  gesso_cli_print (cli, _ ("%u files, %s"), stats.n_blobs, size);

  return 0;
}

static int
verify (GessoCli     *cli,
        GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoVerifyReport) report = NULL;
  JsonArray *problems = json_array_new ();
  JsonObject *object = json_object_new ();
  guint length;

  json_object_set_array_member (object, "problems", problems);
  gesso_library_verify_async (library, cli->cancellable, gesso_cli_result_cb, &result);
  report = gesso_library_verify_finish (library, gesso_cli_wait (&result), &error);
  if (report == NULL)
    {
      json_object_unref (object);
      return gesso_cli_fail_with (cli, error, NULL);
    }

  length = g_strv_length (report->problems);
  for (guint i = 0; i < length; i++)
    {
      json_array_add_string_element (problems, report->problems[i]);
      gesso_cli_print (cli, "%s", report->problems[i]);
    }
  json_object_set_boolean_member (object, "sound", length == 0);
  json_object_set_int_member (object, "nodes", report->n_nodes);
  json_object_set_int_member (object, "blobs", report->n_blobs);
  json_object_set_int_member (object, "bytes", report->n_bytes);
  json_object_set_int_member (object, "orphans", report->n_orphans);
  gesso_cli_emit (cli, object);

  if (length > 0)
    return gesso_cli_fail (cli, GESSO_FAILURE_STORAGE,
                           ngettext ("The library has %u problem.", "The library has %u problems.",
                                     length),
                           length);

  gesso_cli_print (cli, _ ("Sound: %u pictures, %u files."), report->n_nodes, report->n_blobs);
  return 0;
}

static int
rebuild_index (GessoCli     *cli,
               GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_nodes = 0;
  JsonObject *object;

  gesso_library_rebuild_index_async (library, cli->cancellable, gesso_cli_result_cb, &result);
  if (!gesso_library_rebuild_index_finish (library, gesso_cli_wait (&result), &n_nodes, &error))
    return gesso_cli_fail_with (cli, error, NULL);

  object = json_object_new ();
  json_object_set_int_member (object, "nodes", n_nodes);
  gesso_cli_emit (cli, object);
  gesso_cli_print (cli, _ ("The index was built anew for %u pictures."), n_nodes);

  return 0;
}

static int
dump (GessoCli     *cli,
      GessoLibrary *library)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_dump_async (library, stream, cli->cancellable, gesso_cli_result_cb, &result);
  if (!gesso_library_change_finish (library, gesso_cli_wait (&result), &error))
    return gesso_cli_fail_with (cli, error, NULL);

  return 0;
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  static const struct
  {
    const char *name;
    int (*work) (GessoCli *cli, GessoLibrary *library);
  } verbs[] = {
    { "stats", print_stats },
    { "verify", verify },
    { "rebuild-index", rebuild_index },
    { "dump", dump },
  };
  g_auto (GStrv) words = arguments;
  int status = 0;

  if (!gesso_cli_parse (cli, self, NULL, &words, &status))
    return status;

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (g_strcmp0 (words[1], verbs[i].name) != 0)
        continue;
      if (!gesso_cli_open_studio (cli, &status))
        return status;
      return verbs[i].work (cli, gesso_studio_get_library (cli->studio));
    }

  return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                         _ ("Say stats, verify, rebuild-index or dump."));
}

const GessoCliCommand gesso_cli_library = {
  .name = "library",
  .arguments = "stats | verify | rebuild-index | dump",
  .summary = N_ ("Count, check, re-index or list what the library holds."),
  .examples = "  gesso-cli library stats\n"
              "  gesso-cli library verify --library ~/Pictures/Gesso --json\n"
              "  gesso-cli library dump > library.jsonl\n",
  .run = run,
};
