/* gesso-cli-jobs.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-draft.h"

#include "base/gesso-clock.h"
#include "base/gesso-json.h"
#include "base/gesso-str.h"

#include <glib/gi18n.h>

/* `jobs`: the journal of the library, with what is open and what has ended, and what a person can
 * decide about each. */

#define MAX_TITLE 60

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
  gesso_json_set_text (object, "account", record->account_name);
  gesso_json_set_text (object, "model", record->model);
  gesso_json_set_text (object, "prompt", record->prompt);
  gesso_json_set_text (object, "session", record->session_id);
  json_object_set_int_member (object, "n", record->n_wanted);
  json_object_set_int_member (object, "made", record->n_made);
  gesso_cli_set_usd (object, "usd_low", record->estimate_low);
  gesso_cli_set_usd (object, "usd_high", record->estimate_high);
  gesso_json_set_text (object, "request_id", record->request_id);
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

static GPtrArray *
load_records (GessoCli *cli,
              int      *out_status)
{
  GessoLibrary *library;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  if (!gesso_cli_open_studio (cli, out_status))
    return NULL;

  library = gesso_studio_get_library (cli->studio);
  gesso_library_load_jobs_async (library, TRUE, cli->cancellable, gesso_cli_result_cb, &result);
  records = gesso_library_load_jobs_finish (library, gesso_cli_wait (&result), &error);
  if (records == NULL)
    *out_status = gesso_cli_fail_with (cli, error, NULL);
  return records;
}

static const GessoJobRecord *
find_record (GPtrArray  *records,
             const char *id)
{
  for (guint i = 0; i < records->len; i++)
    {
      const GessoJobRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (id, record->id) == 0)
        return record;
    }

  return NULL;
}

static int
fail_unknown (GessoCli   *cli,
              const char *id)
{
  return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("There is no job “%s”."), id);
}

static int
list (GessoCli *cli)
{
  int status = 0;
  g_autoptr (GPtrArray) records = load_records (cli, &status);

  for (guint i = 0; records != NULL && i < records->len; i++)
    print_record (cli, g_ptr_array_index (records, i), FALSE);
  return status;
}

static int
show (GessoCli   *cli,
      const char *id)
{
  int status = 0;
  g_autoptr (GPtrArray) records = load_records (cli, &status);
  const GessoJobRecord *record;

  if (records == NULL)
    return status;

  record = find_record (records, id);
  if (record == NULL)
    return fail_unknown (cli, id);
  print_record (cli, record, TRUE);
  return 0;
}

static gboolean
is_open (const GessoJobRecord *record)
{
  return record->state != GESSO_JOURNAL_STATE_DONE && record->state != GESSO_JOURNAL_STATE_FAILED
         && record->state != GESSO_JOURNAL_STATE_CANCELLED;
}

/* Whether a job may be touched from here; says why not. */
static gboolean
check_ours (GessoCli             *cli,
            const GessoJobRecord *record,
            int                  *out_status)
{
  if (record->owner != GESSO_JOB_OWNER_OTHER || !is_open (record))
    return TRUE;

  *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                                _ ("Another running Gesso has the job “%s”."), record->id);
  return FALSE;
}

/* What the names on the command line mean; all open jobs without any. */
static char **
choose (GessoCli *cli,
        GPtrArray *records,
        char **names,
        gboolean (*fits) (const GessoJobRecord *record),
        const char *unfit,
        int *out_status)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names[0] == NULL && i < records->len; i++)
    {
      const GessoJobRecord *record = g_ptr_array_index (records, i);

      if (record->owner != GESSO_JOB_OWNER_OTHER && fits (record))
        g_strv_builder_add (builder, record->id);
    }
  for (char **name = names; *name != NULL; name++)
    {
      const GessoJobRecord *record = find_record (records, *name);

      if (record == NULL)
        {
          *out_status = fail_unknown (cli, *name);
          return NULL;
        }
      if (!check_ours (cli, record, out_status))
        return NULL;
      if (!fits (record))
        {
          *out_status = gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s: %s", *name, unfit);
          return NULL;
        }
      g_strv_builder_add (builder, record->id);
    }

  return g_strv_builder_end (builder);
}

static GPtrArray *
restore (GessoCli  *cli,
         char     **ids,
         int       *out_status)
{
  g_autoptr (GessoAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *jobs;

  if (cli->kind != NULL || cli->account != NULL)
    {
      account = gesso_cli_find_account (cli, out_status);
      if (account == NULL)
        return NULL;
    }

  gesso_studio_restore_jobs_async (cli->studio, (const char *const *) ids, account,
                                   cli->cancellable, gesso_cli_result_cb, &result);
  jobs = gesso_studio_restore_jobs_finish (cli->studio, gesso_cli_wait (&result), &error);
  if (jobs == NULL)
    *out_status = gesso_cli_fail_with (cli, error, NULL);
  return jobs;
}

/* Follows them one after the other, while the queue runs as many at once as their accounts allow.
 * The worst ending is the exit status. */
static int
follow_all (GessoCli      *cli,
            GessoCliDraft *options,
            GPtrArray     *jobs)
{
  int status = 0;

  for (guint i = 0; i < jobs->len && !cli->interrupted; i++)
    {
      int one = gesso_cli_follow_job (options, cli, g_ptr_array_index (jobs, i));

      status = MAX (status, one);
    }
  return status;
}

static gboolean
can_resume (const GessoJobRecord *record)
{
  return record->state == GESSO_JOURNAL_STATE_WAITING || record->state == GESSO_JOURNAL_STATE_PAUSED
         || (record->task_id != NULL && is_open (record));
}

static int
resume (GessoCli       *cli,
        GessoCliDraft  *options,
        char          **names)
{
  int status = 0;
  g_autoptr (GPtrArray) records = load_records (cli, &status);
  g_autoptr (GPtrArray) jobs = NULL;
  g_auto (GStrv) ids = NULL;

  if (records == NULL)
    return status;
  ids = choose (cli, records, names, can_resume,
                _ ("It neither waits nor can it be fetched; see “jobs retry”."), &status);
  if (ids == NULL)
    return status;

  /* What a budget stops stays in the queue. */
  gesso_job_queue_set_fails_held (gesso_studio_get_queue (cli->studio), FALSE);
  jobs = restore (cli, ids, &status);
  if (jobs == NULL)
    return status;
  if (jobs->len == 0)
    gesso_cli_note (cli, "%s", _ ("Nothing waits."));
  return follow_all (cli, options, jobs);
}

static gboolean
can_retry (const GessoJobRecord *record)
{
  return record->state == GESSO_JOURNAL_STATE_FAILED
         || record->state == GESSO_JOURNAL_STATE_CANCELLED
         || record->state == GESSO_JOURNAL_STATE_INTERRUPTED
         || gesso_job_record_is_partial (record);
}

/* Whether trying it again may be paid a second time: not where it only asks. */
static gboolean
may_be_billed (const GessoJobRecord *record)
{
  g_autoptr (JsonObject) json = NULL;
  g_autoptr (GessoFailure) failure = NULL;

  if (record->state == GESSO_JOURNAL_STATE_INTERRUPTED)
    return TRUE;
  if (record->failure_json != NULL)
    json = gesso_json_parse_object (record->failure_json, -1, NULL);
  if (json == NULL)
    return FALSE;

  failure = gesso_failure_new_from_json (json);
  return gesso_failure_get_info (failure)->may_be_billed
         && (record->task_id == NULL || !gesso_failure_can_ask_again (failure));
}

/* Sent again as a new job, in the journal beside the old one. */
static GPtrArray *
send_again (GessoCli      *cli,
            GessoCliDraft *options,
            GPtrArray     *jobs)
{
  GessoJobQueue *queue = gesso_studio_get_queue (cli->studio);
  GPtrArray *fresh = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < jobs->len; i++)
    {
      g_autoptr (GessoJob) job = NULL;

      gesso_job_queue_retry (queue, g_ptr_array_index (jobs, i));
      job = g_list_model_get_item (G_LIST_MODEL (queue),
                                   g_list_model_get_n_items (G_LIST_MODEL (queue)) - 1);
      gesso_job_set_over_budget (job, options->over_budget);
      g_ptr_array_add (fresh, g_steal_pointer (&job));
    }
  return fresh;
}

static int
retry (GessoCli       *cli,
       GessoCliDraft  *options,
       gboolean        even_if_billed,
       char          **names)
{
  int status = 0;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GPtrArray) fresh = NULL;
  g_auto (GStrv) ids = NULL;

  if (names[0] == NULL)
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("Name the job to send again."));
  records = load_records (cli, &status);
  if (records == NULL)
    return status;
  ids = choose (cli, records, names, can_retry, _ ("It has not failed."), &status);
  if (ids == NULL)
    return status;
  for (char **id = ids; *id != NULL && !even_if_billed; id++)
    if (may_be_billed (find_record (records, *id)))
      return gesso_cli_fail (cli, GESSO_FAILURE_USAGE,
                             _ ("The job “%s” may have been billed, and sending it again may be "
                                "billed a second time. If that is meant, add --even-if-billed."),
                             *id);

  jobs = restore (cli, ids, &status);
  if (jobs == NULL)
    return status;
  fresh = send_again (cli, options, jobs);
  return follow_all (cli, options, fresh);
}

static gboolean
is_batch (const GessoJobRecord *record)
{
  g_autoptr (JsonObject) request = record->request_json != NULL
                                       ? gesso_json_parse_object (record->request_json, -1, NULL)
                                       : NULL;

  return record->task_id != NULL
         && gesso_json_get_boolean (gesso_json_get_object (request, "parameters"), "batch", FALSE);
}

/* A batch is cancelled where it is, by taking it up and cancelling that. FALSE when that was not
 * possible. */
static gboolean
cancel_batch (GessoCli             *cli,
              const GessoJobRecord *record)
{
  char *ids[] = { record->id, NULL };
  int status = 0;
  g_autoptr (GPtrArray) jobs = restore (cli, ids, &status);
  GessoJob *job = jobs != NULL && jobs->len > 0 ? g_ptr_array_index (jobs, 0) : NULL;

  while (job != NULL && !gesso_job_is_finished (job)
         && gesso_job_get_stage (job) != GESSO_RUN_STAGE_WORKING
         && gesso_job_get_stage (job) != GESSO_RUN_STAGE_RETRY_WAIT)
    g_main_context_iteration (NULL, TRUE);
  if (job == NULL)
    return FALSE;

  gesso_job_queue_cancel (gesso_studio_get_queue (cli->studio), job);
  while (!gesso_job_is_finished (job))
    g_main_context_iteration (NULL, TRUE);
  return gesso_job_get_state (job) == GESSO_JOB_STATE_CANCELLED;
}

static void
say_cancelled (GessoCli             *cli,
               const GessoJobRecord *record)
{
  JsonObject *event = json_object_new ();

  json_object_set_string_member (event, "event", "cancelled");
  json_object_set_string_member (event, "job", record->id);
  gesso_cli_emit (cli, event);
  gesso_cli_print (cli, _ ("%s is cancelled."), record->id);
}

static int
cancel_one (GessoCli             *cli,
            const GessoJobRecord *record)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  GessoFailureInfo info = {
    .failure_class = GESSO_FAILURE_CANCELLED,
    .message = "cancelled on the command line",
    .retry_after_ms = -1,
  };
  g_autoptr (GessoFailure) failure = gesso_failure_new (&info);
  g_autoptr (JsonObject) json = gesso_failure_to_json (failure);
  g_autofree char *text = gesso_json_object_to_string (json, FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (is_batch (record) && cancel_batch (cli, record))
    {
      say_cancelled (cli, record);
      return 0;
    }
  gesso_library_update_job_async (library, record->id, GESSO_JOURNAL_STATE_CANCELLED, NULL, NULL,
                                  NULL, text, NULL, gesso_cli_result_cb, &result);
  if (!gesso_library_change_finish (library, gesso_cli_wait (&result), &error))
    return gesso_cli_fail_with (cli, error, record->id);

  if (record->task_id != NULL)
    gesso_cli_note (cli, _ ("%s: the service may finish it and bill it all the same."), record->id);
  say_cancelled (cli, record);
  return 0;
}

static int
cancel (GessoCli  *cli,
        gboolean   all,
        char     **names)
{
  int status = 0;
  g_autoptr (GPtrArray) records = NULL;
  g_auto (GStrv) ids = NULL;

  if (all == (names[0] != NULL))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s",
                           _ ("Name the jobs to cancel, or give --all."));
  records = load_records (cli, &status);
  if (records == NULL)
    return status;
  ids = choose (cli, records, names, is_open, _ ("It is over already."), &status);
  for (char **id = ids; id != NULL && *id != NULL && status == 0; id++)
    status = cancel_one (cli, find_record (records, *id));
  return status;
}

static int
run_verb (GessoCli       *cli,
          GessoCliDraft  *options,
          gboolean        all,
          gboolean        even_if_billed,
          char          **words)
{
  const char *verb = words[1] != NULL ? words[1] : "list";
  char **names = words[1] != NULL ? words + 2 : words + 1;

  if (g_str_equal (verb, "list"))
    return list (cli);
  if (g_str_equal (verb, "show") && names[0] != NULL)
    return show (cli, names[0]);
  if (g_str_equal (verb, "show"))
    return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, "%s", _ ("Name the job to show."));
  if (g_str_equal (verb, "resume"))
    return resume (cli, options, names);
  if (g_str_equal (verb, "retry"))
    return retry (cli, options, even_if_billed, names);
  if (g_str_equal (verb, "cancel"))
    return cancel (cli, all, names);

  return gesso_cli_fail (cli, GESSO_FAILURE_USAGE, _ ("“%s” is not understood."), verb);
}

static int
run (GessoCli               *cli,
     const GessoCliCommand  *self,
     char                  **arguments)
{
  g_auto (GStrv) words = arguments;
  GessoCliDraft options = GESSO_CLI_DRAFT_INIT;
  gboolean all = FALSE;
  gboolean even_if_billed = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Cancel every job that is open"), NULL },
    { "even-if-billed", 0, 0, G_OPTION_ARG_NONE, &even_if_billed,
      N_ ("Send again what may have been billed already"), NULL },
    { "over-budget", 0, 0, G_OPTION_ARG_NONE, &options.over_budget,
      N_ ("Send it whatever the budgets say"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("File or folder for pictures"),
      N_ ("PATH") },
    { NULL },
  };
  int status;

  if (gesso_cli_parse (cli, self, entries, &words, &status))
    {
      cli->keyring = TRUE;
      status = run_verb (cli, &options, all, even_if_billed, words);
    }
  gesso_cli_draft_clear (&options);
  return status;
}

const GessoCliCommand gesso_cli_jobs = {
  .name = "jobs",
  .arguments = "[list | show ID | resume [ID…] | retry ID… | cancel ID…]",
  .summary = N_ ("List the jobs of the journal; go on with them, send them again, cancel them."),
  .examples = "  gesso-cli jobs\n"
              "  gesso-cli jobs --json | jq 'select (.state == \"interrupted\")'\n"
              "  gesso-cli jobs show 01J…\n"
              "  gesso-cli jobs resume --output pictures/\n"
              "  gesso-cli jobs retry 01J… --even-if-billed\n"
              "  gesso-cli jobs cancel --all\n",
  .run = run,
};
