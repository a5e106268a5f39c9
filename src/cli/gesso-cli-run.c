/* gesso-cli-run.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/gesso-cli-protect.h"
#include "cli/gesso-cli-run-private.h"

#include "base/gesso-file.h"
#include "base/gesso-json.h"
#include "base/gesso-str.h"
#include "image/gesso-image-format.h"
#include "model/gesso-money.h"
#include "studio/gesso-exporter.h"
#include "studio/gesso-importer.h"

#include <glib/gi18n.h>
#include <string.h>

/* One request from the command line, sent through the same queue and journal as the window's, and
 * followed to its end: events as they happen, then the files. An interrupt or the end of the
 * allowed time cancels the job cleanly; it stays in the journal. */

#define DEFAULT_SESSION "Command line"

static const char *
stage_name (GessoRunStage stage)
{
  switch (stage)
    {
    case GESSO_RUN_STAGE_PREPARING:
      return "preparing";
    case GESSO_RUN_STAGE_CONNECTING:
      return "connecting";
    case GESSO_RUN_STAGE_SENDING:
      return "sending";
    case GESSO_RUN_STAGE_WORKING:
      return "working";
    case GESSO_RUN_STAGE_RECEIVING:
      return "receiving";
    case GESSO_RUN_STAGE_RETRY_WAIT:
      return "waiting";
    case GESSO_RUN_STAGE_SAVING:
      return "saving";
    default:
      return "unknown";
    }
}

static const char *
stage_text (GessoRunStage stage)
{
  switch (stage)
    {
    case GESSO_RUN_STAGE_PREPARING:
      return _ ("preparing");
    case GESSO_RUN_STAGE_CONNECTING:
      return _ ("connecting");
    case GESSO_RUN_STAGE_SENDING:
      return _ ("sending");
    case GESSO_RUN_STAGE_WORKING:
      return _ ("working");
    case GESSO_RUN_STAGE_RECEIVING:
      return _ ("receiving");
    case GESSO_RUN_STAGE_RETRY_WAIT:
      return _ ("waiting before the next attempt");
    case GESSO_RUN_STAGE_SAVING:
      return _ ("saving");
    default:
      return "";
    }
}

JsonObject *
_gesso_cli_run_new_event (const char *name)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "event", name);
  return object;
}

static void
emit_sent (GessoCliRun *run)
{
  JsonObject *object = _gesso_cli_run_new_event ("sent");

  run->sent = TRUE;
  json_object_set_string_member (object, "job", gesso_job_get_id (run->job));
  gesso_json_set_text (object, "request_id", gesso_job_get_request_id (run->job));
  gesso_cli_emit (run->cli, object);
}

static void
emit_progress (GessoCliRun   *run,
               GessoRunStage  stage,
               double         fraction)
{
  JsonObject *object = _gesso_cli_run_new_event ("progress");

  json_object_set_string_member (object, "stage", stage_name (stage));
  if (fraction >= 0)
    json_object_set_double_member (object, "fraction", fraction);
  else
    json_object_set_null_member (object, "fraction");
  gesso_cli_emit (run->cli, object);
}

static void
progress_cb (GessoJob    *job,
             GParamSpec  *pspec,
             GessoCliRun *run)
{
  GessoRunStage stage = gesso_job_get_stage (job);
  double fraction = gesso_job_get_fraction (job);
  int percent = fraction < 0 ? -1 : (int) (fraction * 100);

  if (gesso_job_get_state (job) != GESSO_JOB_STATE_RUNNING)
    return;

  gesso_cli_progress (run->cli, stage_text (stage), fraction);
  if (!run->sent
      && (gesso_job_get_request_id (job) != NULL || stage == GESSO_RUN_STAGE_WORKING
          || stage == GESSO_RUN_STAGE_RECEIVING))
    emit_sent (run);
  if (stage == run->stage && percent == run->percent)
    return;

  run->stage = stage;
  run->percent = percent;
  emit_progress (run, stage, fraction);
}

static gboolean
is_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) || g_str_has_suffix (path, G_DIR_SEPARATOR_S);
}

/* A file for a picture under the wished name; @suffix tells several apart. */
static char *
make_target (GessoCliRun *run,
             const char  *wish,
             const char  *extension,
             const char  *suffix)
{
  const char *output = run->options->output;
  g_autofree char *folder = is_folder (output) ? g_strdup (output) : g_path_get_dirname (output);
  g_autofree char *stem = is_folder (output) ? g_strdup (wish) : g_path_get_basename (output);
  char *dot = is_folder (output) ? NULL : strrchr (stem, '.');
  g_autofree char *given = NULL;
  g_autofree char *full = NULL;
  g_autofree char *name = NULL;

  if (dot != NULL && dot != stem)
    {
      given = g_strdup (dot + 1);
      *dot = '\0';
    }
  if (given != NULL && *suffix == '\0')
    extension = given;
  full = g_strconcat (stem, suffix, NULL);
  if (!run->cli->force)
    return gesso_file_free_name (folder, full, extension);

  name = g_strconcat (full, ".", extension, NULL);
  return g_build_filename (folder, name, NULL);
}

/* Only programs that read the events want files of the previews. */
static void
preview_cb (GessoJob    *job,
            GParamSpec  *pspec,
            GessoCliRun *run)
{
  GBytes *preview = gesso_job_get_preview (job);
  g_autofree char *path = NULL;
  g_autofree char *suffix = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object;
  GessoImageFormat format;
  gsize length;
  const char *data;

  if (preview == NULL || gesso_job_previews_result (job) || !run->cli->json
      || run->options->output == NULL)
    return;

  data = g_bytes_get_data (preview, &length);
  format = gesso_image_format_sniff ((const guint8 *) data, length);
  suffix = g_strdup_printf (".preview-%u", run->n_previews + 1);
  path = make_target (run, "picture", gesso_image_format_get_extension (format), suffix);
  if (!g_file_set_contents (path, data, (gssize) length, &error))
    {
      gesso_cli_note (run->cli, "%s", error->message);
      return;
    }

  object = _gesso_cli_run_new_event ("preview");
  json_object_set_int_member (object, "index", run->n_previews++);
  json_object_set_string_member (object, "file", path);
  gesso_cli_emit (run->cli, object);
}

static gboolean
timed_out_cb (gpointer user_data)
{
  GessoCliRun *run = user_data;

  run->timed_out = TRUE;
  gesso_job_queue_cancel (gesso_studio_get_queue (run->cli->studio), run->job);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              GessoCliRun  *run)
{
  GessoJobQueue *queue = gesso_studio_get_queue (run->cli->studio);

  /* What waits behind it goes on waiting. */
  gesso_job_queue_set_paused (queue, TRUE);
  gesso_job_queue_cancel (queue, run->job);
}

/* The session that command lines write into, made when it is first needed. */
static char *
find_session (GessoCli   *cli,
              const char *title,
              const char *project_id,
              int        *out_status)
{
  GessoLibrary *library = gesso_studio_get_library (cli->studio);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GessoSession) session = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_list_sessions_async (library, project_id, NULL, gesso_cli_result_cb, &listed);
  sessions = gesso_library_list_sessions_finish (library, gesso_cli_wait (&listed), &error);
  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    {
      const GessoSessionInfo *info = g_ptr_array_index (sessions, i);

      if (g_strcmp0 (info->title, title) == 0 || g_strcmp0 (info->id, title) == 0)
        return g_strdup (info->id);
    }
  if (sessions == NULL)
    {
      *out_status = gesso_cli_fail_with (cli, error, NULL);
      return NULL;
    }

  gesso_library_create_session_async (library, project_id, title, NULL, gesso_cli_result_cb, &made);
  session = gesso_library_open_session_finish (library, gesso_cli_wait (&made), &error);
  if (session == NULL)
    {
      *out_status = gesso_cli_fail_with (cli, error, NULL);
      return NULL;
    }

  return g_strdup (gesso_session_get_id (session));
}

/* The base becomes a picture of the session, so that the result knows where it came from. */
static char *
add_base (GessoCli   *cli,
          GessoDraft *draft,
          const char *session_id,
          int        *out_status)
{
  GessoDraftImage *base = gesso_draft_get_base (draft);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *node_id;

  gesso_importer_add_node_async (cli->studio, gesso_draft_image_get_reference (base), session_id,
                                 cli->cancellable, gesso_cli_result_cb, &result);
  node_id = gesso_importer_add_node_finish (cli->studio, gesso_cli_wait (&result), &error);
  if (node_id == NULL)
    *out_status = gesso_cli_fail_with (cli, error, NULL);

  return node_id;
}

static gboolean
export_node (GessoCliRun  *run,
             GessoNode    *node,
             const char   *target,
             GError      **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (target);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *folder = g_path_get_dirname (target);

  if (!gesso_file_make_folder (folder, error))
    return FALSE;

  gesso_exporter_export_async (run->cli->studio, gesso_node_get_id (node), file, NULL, -1, NULL,
                               gesso_cli_result_cb, &result);
  return gesso_exporter_export_finish (run->cli->studio, gesso_cli_wait (&result), error);
}

static void
emit_result (GessoCliRun *run,
             GessoNode   *node,
             const char  *file)
{
  JsonObject *object = _gesso_cli_run_new_event ("result");
  const char *answer = gesso_node_get_answer_path (node);
  GessoProof proof;
  gint64 cost = gesso_node_get_cost_micros (node);

  json_object_set_string_member (object, "node", gesso_node_get_id (node));
  gesso_json_set_text (object, "file", file);
  gesso_json_set_text (object, "original", answer != NULL ? answer : gesso_node_get_path (node));
  json_object_set_int_member (object, "width", gesso_node_get_width (node));
  json_object_set_int_member (object, "height", gesso_node_get_height (node));
  if (cost >= 0)
    json_object_set_double_member (object, "usd", cost / 1e6);
  else
    json_object_set_null_member (object, "usd");
  gesso_json_set_text (object, "request_id", gesso_job_get_request_id (run->job));
  gesso_json_set_text (object, "revised_prompt", gesso_node_get_revised_prompt (node));
  if (gesso_node_get_proof (node, &proof))
    json_object_set_object_member (object, "protection", gesso_proof_to_json (&proof));
  else
    json_object_set_null_member (object, "protection");
  gesso_cli_emit (run->cli, object);
  gesso_cli_print (run->cli, "%s", file);
}

int
_gesso_cli_run_deliver_node (GessoCliRun *run,
                             const char  *node_id,
                             guint        number)
{
  GessoLibrary *library = gesso_studio_get_library (run->cli->studio);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoNode) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *suffix = number > 0 ? g_strdup_printf ("-%u", number) : g_strdup ("");
  g_autofree char *target = NULL;
  GessoImageFormat format;
  GessoProof proof;
  const char *readable;

  gesso_library_load_node_async (library, node_id, NULL, gesso_cli_result_cb, &result);
  node = gesso_library_load_node_finish (library, gesso_cli_wait (&result), &error);
  if (node == NULL)
    return gesso_cli_fail_with (run->cli, error, node_id);

  if (gesso_node_get_proof (node, &proof))
    {
      /* What is no edited picture does not get the name that was asked for one. */
      if (proof.refusal != GESSO_REFUSAL_NONE)
        {
          emit_result (run, node, gesso_node_get_path (node));
          return gesso_cli_protect_refuse (run->cli, &proof, gesso_node_get_path (node));
        }
      gesso_cli_protect_tell (run->cli, &proof);
    }
  if (run->options->output == NULL)
    {
      readable = gesso_node_get_file (node);
      emit_result (run, node, readable != NULL ? readable : gesso_node_get_path (node));
      return 0;
    }

  format = gesso_image_format_from_mime_type (gesso_node_get_mime_type (node));
  target = make_target (run, "picture", gesso_image_format_get_extension (format), suffix);
  if (!export_node (run, node, target, &error))
    {
      int status
          = gesso_cli_fail (run->cli, GESSO_FAILURE_STORAGE, "%s: %s", target, error->message);

      gesso_cli_note (run->cli, _ ("The picture is kept as %s."), gesso_node_get_path (node));
      return status;
    }

  emit_result (run, node, target);
  return 0;
}

/* The journal has the name by which it is fetched. */
static gboolean
is_left (GessoCliRun *run)
{
  return run->options->no_wait && gesso_job_get_task_id (run->job) != NULL
         && !gesso_job_is_finished (run->job);
}

static int
say_left (GessoCliRun *run)
{
  JsonObject *object = _gesso_cli_run_new_event ("left");

  gesso_cli_end_progress (run->cli);
  json_object_set_string_member (object, "job", gesso_job_get_id (run->job));
  json_object_set_string_member (object, "task", gesso_job_get_task_id (run->job));
  gesso_cli_emit (run->cli, object);
  gesso_cli_print (run->cli, "%s", gesso_job_get_id (run->job));
  gesso_cli_note (run->cli, _ ("The service has it; “gesso-cli jobs resume %s” fetches it."),
                  gesso_job_get_id (run->job));
  return 0;
}

static int
finish (GessoCliRun *run)
{
  const char *const *node_ids = gesso_job_get_node_ids (run->job);
  guint length = node_ids != NULL ? g_strv_length ((char **) node_ids) : 0;
  GessoFailure *failure = gesso_job_get_failure (run->job);
  int status = 0;

  gesso_cli_end_progress (run->cli);
  if (!run->sent && length > 0)
    emit_sent (run);
  for (guint i = 0; i < length; i++)
    {
      int one = _gesso_cli_run_deliver_node (run, node_ids[i], length > 1 ? i + 1 : 0);

      status = MAX (status, one);
    }

  if (run->timed_out)
    return gesso_cli_fail (run->cli, run->sent ? GESSO_FAILURE_UNKNOWN : GESSO_FAILURE_UNAVAILABLE,
                           _ ("The answer did not come within %d seconds."), run->cli->timeout);
  if (failure != NULL)
    return gesso_cli_fail_job (run->cli, failure, gesso_job_get_kept_path (run->job));
  if (gesso_job_get_state (run->job) == GESSO_JOB_STATE_CANCELLED)
    return gesso_cli_fail (run->cli, GESSO_FAILURE_CANCELLED, "%s",
                           _ ("Cancelled. The job is in the journal."));
  if (length == 0)
    return gesso_cli_fail (run->cli, GESSO_FAILURE_DAMAGED, "%s",
                           _ ("The answer holds no picture."));

  return status;
}

static int
follow (GessoCliRun *run)
{
  guint timeout_id = 0;
  gulong cancelled_id = 0;

  if (run->cli->timeout > 0)
    timeout_id = g_timeout_add_seconds ((guint) run->cli->timeout, timed_out_cb, run);
  g_signal_connect (run->job, "notify::stage", G_CALLBACK (progress_cb), run);
  g_signal_connect (run->job, "notify::fraction", G_CALLBACK (progress_cb), run);
  g_signal_connect (run->job, "notify::request-id", G_CALLBACK (progress_cb), run);
  g_signal_connect (run->job, "notify::preview", G_CALLBACK (preview_cb), run);
  /* The interrupt comes from the main context, so the handler runs on this thread. */
  cancelled_id
      = g_signal_connect (run->cli->cancellable, "cancelled", G_CALLBACK (cancelled_cb), run);
  if (run->cli->interrupted)
    cancelled_cb (run->cli->cancellable, run);

  while (!gesso_job_is_finished (run->job) && !gesso_job_is_held (run->job) && !is_left (run))
    g_main_context_iteration (NULL, TRUE);

  g_signal_handler_disconnect (run->cli->cancellable, cancelled_id);
  g_signal_handlers_disconnect_by_data (run->job, run);
  if (timeout_id != 0 && !run->timed_out)
    g_source_remove (timeout_id);

  return is_left (run) ? say_left (run) : finish (run);
}

static void
emit_estimate (GessoCli            *cli,
               const GessoEstimate *estimate)
{
  g_autofree char *text = gesso_money_format_estimate (estimate);

  gesso_cli_emit (cli, gesso_cli_estimate_to_json (estimate, "estimate"));
  gesso_cli_note (cli, "%s", text);
}

static void
emit_route (GessoCli         *cli,
            const GessoRoute *route)
{
  g_autofree char *text = NULL;

  if (route == NULL)
    return;

  text = gesso_cli_route_describe (route);
  gesso_cli_emit (cli, gesso_cli_route_to_json (route, "routing"));
  gesso_cli_note (cli, "%s", text);
}

static int
show_dry_run (GessoCli     *cli,
              GessoRequest *request)
{
  JsonObject *object = _gesso_cli_run_new_event ("request");
  JsonObject *json = gesso_request_to_json (request);
  g_autofree char *text = gesso_json_object_to_string (json, TRUE);

  gesso_cli_print (cli, "%s", text);
  json_object_set_object_member (object, "request", json);
  gesso_cli_emit (cli, object);
  gesso_cli_note (cli, "%s", _ ("Nothing was sent."));

  return 0;
}

/**
 * gesso_cli_run_draft:
 * @self: options
 * @cli: the run; its studio is open unless it is dry
 * @account: where it goes
 * @draft: what goes
 *
 * Returns: the exit status
 */
int
gesso_cli_run_draft (GessoCliDraft *self,
                     GessoCli      *cli,
                     GessoAccount  *account,
                     GessoDraft    *draft)
{
  GessoCliRun run = { .options = self, .cli = cli };
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GessoJob) job = NULL;
  g_autofree char *project_id = NULL;
  g_autofree char *session_id = NULL;
  g_autofree char *base_id = NULL;
  int status = 0;

  request = gesso_draft_freeze (draft, NULL);
  if (request == NULL)
    return gesso_cli_draft_fail (cli, draft);

  gesso_cli_learn_prices (cli, gesso_draft_get_estimate (draft));
  emit_route (cli, gesso_draft_get_route (draft));
  emit_estimate (cli, gesso_draft_get_estimate (draft));
  if (cli->dry_run)
    return show_dry_run (cli, request);
  if (gesso_account_needs_key (account) && cli->account == NULL
      && gesso_str_is_empty (g_getenv ("GESSO_API_KEY")))
    return gesso_cli_fail (cli, GESSO_FAILURE_AUTH, "%s",
                           _ ("This service needs a key; put it into GESSO_API_KEY."));

  if (self->project != NULL)
    {
      project_id = gesso_cli_find_project (cli, self->project, &status);
      if (project_id == NULL)
        return status;
    }
  session_id = find_session (cli, self->session != NULL ? self->session : DEFAULT_SESSION,
                             project_id, &status);
  if (session_id == NULL)
    return status;
  if (self->base != NULL)
    {
      base_id = add_base (cli, draft, session_id, &status);
      if (base_id == NULL)
        return status;
    }

  jobs = gesso_studio_submit_parts (cli->studio, account, request, session_id, base_id);
  for (guint i = 0; i < jobs->len; i++)
    gesso_job_set_over_budget (jobs->pdata[i], self->over_budget);
  if (jobs->len > 1)
    return _gesso_cli_run_parts (&run, jobs);

  job = g_object_ref (jobs->pdata[0]);
  return gesso_cli_follow_job (self, cli, job);
}

/**
 * gesso_cli_follow_job:
 * @self: options: where the pictures go
 * @cli: the run; its studio is open
 * @job: a job in the queue
 *
 * Reports events as they happen, and delivers the pictures.
 *
 * Returns: the exit status
 */
int
gesso_cli_follow_job (GessoCliDraft *self,
                      GessoCli      *cli,
                      GessoJob      *job)
{
  GessoCliRun run = { .options = self, .cli = cli, .job = job, .stage = (GessoRunStage) -1 };

  return follow (&run);
}
