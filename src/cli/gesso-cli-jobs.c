/* gesso-cli-jobs.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli.h"

#include "base/gesso-clock.h"
#include "base/gesso-json.h"
#include "base/gesso-str.h"

#include <glib/gi18n.h>

/* `jobs list|show`: the journal of the library, with what is open and what has ended. */

#define MAX_TITLE 60

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static void
set_micros (JsonObject *object,
            const char *member,
            gint64      micros)
{
  if (micros >= 0)
    json_object_set_double_member (object, member, micros / 1e6);
  else
    json_object_set_null_member (object, member);
}

static void
set_json (JsonObject *object,
          const char *member,
          const char *text)
{
  JsonObject *parsed = text != NULL ? gesso_json_parse_object (text, -1, NULL) : NULL;

  if (parsed != NULL)
    json_object_set_object_member (object, member, parsed);
  else
    json_object_set_null_member (object, member);
}

static JsonObject *
record_to_json (const GessoJobRecord *record,
                gboolean              whole)
{
  JsonObject *object = json_object_new ();
  g_autofree char *created = gesso_clock_format_iso (record->created_us);

  json_object_set_string_member (object, "id", record->id);
  json_object_set_string_member (object, "state", gesso_journal_state_to_string (record->state));
  set_text (object, "account", record->account_name);
  set_text (object, "model", record->model);
  set_text (object, "prompt", record->prompt);
  set_text (object, "session", record->session_id);
  json_object_set_int_member (object, "n", record->n_wanted);
  set_micros (object, "usd_low", record->estimate_low);
  set_micros (object, "usd_high", record->estimate_high);
  set_text (object, "request_id", record->request_id);
  json_object_set_int_member (object, "attempt", record->attempt);
  json_object_set_string_member (object, "created", created);
  set_json (object, "failure", record->failure_json);
  if (whole)
    set_json (object, "request", record->request_json);

  return object;
}

static void
print_record (GessoCli             *cli,
              const GessoJobRecord *record,
              gboolean              whole)
{
  g_autofree char *title = gesso_str_ellipsize (record->prompt, MAX_TITLE);
  JsonObject *object = record_to_json (record, whole);

  if (whole)
    {
      g_autofree char *text = gesso_json_object_to_string (object, TRUE);

      gesso_cli_print (cli, "%s", text);
    }
  else
    gesso_cli_print (cli, "%s  %-11s %s", record->id, gesso_journal_state_to_string (record->state),
                     title);
  gesso_cli_emit (cli, object);
}

static int
print_jobs (GessoCli   *cli,
            const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  GessoLibrary *library;
  gboolean found = FALSE;
  int status = 0;

  if (!gesso_cli_open_studio (cli, &status))
    return status;

  library = gesso_studio_get_library (cli->studio);
  gesso_library_load_jobs_async (library, TRUE, cli->cancellable, gesso_cli_result_cb, &result);
  records = gesso_library_load_jobs_finish (library, gesso_cli_wait (&result), &error);
  if (records == NULL)
    return gesso_cli_fail_with (cli, error, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const GessoJobRecord *record = g_ptr_array_index (records, i);

      if (id != NULL && g_strcmp0 (id, record->id) != 0)
        continue;
      found = TRUE;
      print_record (cli, record, id != NULL);
    }
  if (id != NULL && !found)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("There is no job “%s”."), id);

  return 0;
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  const char *verb;
  int status;

  if (!gesso_cli_parse (cli, self, NULL, &words, &status))
    return status;

  verb = words[1] != NULL ? words[1] : "list";
  if (g_str_equal (verb, "list"))
    return print_jobs (cli, NULL);
  if (g_str_equal (verb, "show") && words[2] != NULL)
    return print_jobs (cli, words[2]);
  if (g_str_equal (verb, "show"))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("Name the job to show."));

  return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("“%s” is not understood."), verb);
}

const GessoCliCommand gesso_cli_jobs = {
  .name = "jobs",
  .arguments = "[list | show ID]",
  .summary = N_ ("List the jobs of the journal."),
  .examples = "  gesso-cli jobs\n"
              "  gesso-cli jobs --json | jq 'select (.state == \"interrupted\")'\n"
              "  gesso-cli jobs show 01J…\n",
  .run = run,
};
