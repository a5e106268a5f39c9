/* gesso-cli-parts.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-protect.h"
#include "cli/gesso-cli-run-private.h"

#include "base/gesso-json.h"

#include <glib/gi18n.h>

/* An edit whose regions are sent each by itself: several jobs at once, followed to the end of all.
 * Each that comes home is put into what the others have made of the picture, so the last one has
 * them all. What failed is named, and can be sent again alone. */

typedef struct
{
  GessoCliRun *run; /* (unowned) */
  GPtrArray *jobs;  /* (unowned) */
  GessoJob *last;   /* (unowned) (nullable): of those that are done, the one that was last */
  guint n_ended;
  guint n_done;
} Parts;

static void
cancel_all (Parts *parts)
{
  GessoJobQueue *queue = gesso_studio_get_queue (parts->run->cli->studio);

  for (guint i = 0; i < parts->jobs->len; i++)
    gesso_job_queue_cancel (queue, parts->jobs->pdata[i]);
}

static void
cancelled_cb (GCancellable *cancellable,
              Parts        *parts)
{
  cancel_all (parts);
}

static gboolean
timed_out_cb (gpointer user_data)
{
  Parts *parts = user_data;

  parts->run->timed_out = TRUE;
  cancel_all (parts);
  return G_SOURCE_REMOVE;
}

static void
emit_part (Parts    *parts,
           GessoJob *job)
{
  GessoStitchPlan *plan = gesso_request_get_plan (gesso_job_get_request (job));
  GessoFailure *failure = gesso_job_get_failure (job);
  const char *const *ids = gesso_job_get_node_ids (job);
  JsonObject *object = _gesso_cli_run_new_event ("part");
  guint n_parts;
  guint number = gesso_stitch_plan_get_number (plan, &n_parts);

  json_object_set_int_member (object, "number", number);
  json_object_set_int_member (object, "of", n_parts);
  json_object_set_string_member (object, "job", gesso_job_get_id (job));
  gesso_json_set_text (object, "request_id", gesso_job_get_request_id (job));
  gesso_json_set_text (object, "node", ids != NULL ? ids[0] : NULL);
  if (failure != NULL)
    json_object_set_object_member (object, "failure", gesso_failure_to_json (failure));
  gesso_cli_emit (parts->run->cli, object);
  if (failure != NULL)
    gesso_cli_note (parts->run->cli,
                    /* TRANSLATORS: number of a part, of how many, id of a job */
                    _ ("Part %u of %u failed; “gesso-cli jobs retry %s” sends it again."), number,
                    n_parts, gesso_job_get_id (job));
}

static void
state_cb (GessoJob   *job,
          GParamSpec *pspec,
          Parts      *parts)
{
  const char *const *ids = gesso_job_get_node_ids (job);

  if (!gesso_job_is_finished (job))
    return;

  g_signal_handlers_disconnect_by_func (job, state_cb, parts);
  parts->n_ended++;
  if (gesso_job_get_state (job) == GESSO_JOB_STATE_DONE && ids != NULL && ids[0] != NULL)
    {
      parts->n_done++;
      parts->last = job;
    }
  emit_part (parts, job);
  gesso_cli_progress (parts->run->cli, _ ("parts"), (double) parts->n_ended / parts->jobs->len);
}

static int
deliver (Parts *parts)
{
  const char *const *ids = gesso_job_get_node_ids (parts->last);
  guint length = g_strv_length ((char **) ids);
  int status = 0;

  parts->run->job = parts->last;
  for (guint i = 0; i < length; i++)
    {
      int one = _gesso_cli_run_deliver_node (parts->run, ids[i], length > 1 ? i + 1 : 0);

      status = MAX (status, one);
    }
  return status;
}

static int
fail (Parts *parts)
{
  GessoCli *cli = parts->run->cli;
  gboolean cancelled = FALSE;

  /* What has only some of its parts does not get the name that was asked for. */
  if (parts->last != NULL)
    gesso_cli_note (cli,
                    _ ("%u of %u parts are in the picture %s of the history; nothing was written "
                       "to --output."),
                    parts->n_done, parts->jobs->len, gesso_job_get_node_ids (parts->last)[0]);
  if (parts->run->timed_out)
    return gesso_cli_fail (cli, GESSO_FAILURE_UNKNOWN,
                           _ ("The answer did not come within %d seconds."), cli->timeout);
  for (guint i = 0; i < parts->jobs->len; i++)
    {
      GessoJob *job = parts->jobs->pdata[i];

      if (gesso_job_get_state (job) == GESSO_JOB_STATE_FAILED)
        return gesso_cli_fail_job (cli, gesso_job_get_failure (job), gesso_job_get_kept_path (job));
      cancelled = cancelled || gesso_job_get_state (job) == GESSO_JOB_STATE_CANCELLED;
    }
  if (cancelled)
    return gesso_cli_fail (cli, GESSO_FAILURE_CANCELLED, "%s",
                           _ ("Cancelled. The job is in the journal."));

  return gesso_cli_fail (cli, GESSO_FAILURE_DAMAGED, "%s", _ ("The answer holds no picture."));
}

static void
wait_for_all (Parts *parts)
{
  GessoCli *cli = parts->run->cli;
  gulong cancelled_id
      = g_signal_connect (cli->cancellable, "cancelled", G_CALLBACK (cancelled_cb), parts);
  guint timeout_id = 0;

  if (cli->timeout > 0)
    timeout_id = g_timeout_add_seconds ((guint) cli->timeout, timed_out_cb, parts);
  for (guint i = 0; i < parts->jobs->len; i++)
    g_signal_connect (parts->jobs->pdata[i], "notify::state", G_CALLBACK (state_cb), parts);
  if (cli->interrupted)
    cancel_all (parts);

  while (parts->n_ended < parts->jobs->len)
    g_main_context_iteration (NULL, TRUE);

  g_signal_handler_disconnect (cli->cancellable, cancelled_id);
  if (timeout_id != 0 && !parts->run->timed_out)
    g_source_remove (timeout_id);
  gesso_cli_end_progress (cli);
}

int
_gesso_cli_run_parts (GessoCliRun *run,
                      GPtrArray   *jobs)
{
  Parts parts = { .run = run, .jobs = jobs };
  int status;

  g_ptr_array_foreach (jobs, (GFunc) (void (*) (void)) g_object_ref, NULL);
  wait_for_all (&parts);
  status = parts.n_done == jobs->len ? deliver (&parts) : fail (&parts);
  g_ptr_array_foreach (jobs, (GFunc) (void (*) (void)) g_object_unref, NULL);

  return status;
}
