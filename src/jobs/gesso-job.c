/* gesso-job.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request on its way: what it is, how far it has come, and how it ended. The job only holds
 * this state and tells about it; a runner drives it and the queue decides when. Shown by the stage,
 * the strip and the queue, all on the main thread.
 */

#include "config.h"

#include "jobs/gesso-job.h"

#include "base/gesso-clock.h"
#include "base/gesso-str.h"
#include "jobs/gesso-job-private.h"

struct _GessoJob
{
  GObject parent_instance;

  char *id;              /* (owned) */
  GessoAccount *account; /* (owned) */
  GessoRequest *request; /* (owned) */
  char *session_id;      /* (owned) (nullable) */
  char *base_node_id;    /* (owned) (nullable) */

  GessoJobState state;
  GessoRunStage stage;
  double fraction;
  gint64 started_us; /* monotonic; 0 before the first start */
  int elapsed;
  guint tick_id;
  GBytes *preview; /* (owned) (nullable) */
  gboolean previews_result;
  GessoFailure *failure; /* (owned) (nullable) */
  char *request_id;      /* (owned) (nullable) */
  char *task_id;         /* (owned) (nullable) */
  char *kept_path;       /* (owned) (nullable) */
  char **node_ids;       /* (owned) (nullable) */
  guint n_made;          /* in an earlier run of the program */
  gboolean over_budget;
};

typedef enum
{
  PROP_ID = 1,
  PROP_ACCOUNT,
  PROP_REQUEST,
  PROP_SESSION_ID,
  PROP_BASE_NODE_ID,
  PROP_STATE,
  PROP_STAGE,
  PROP_FRACTION,
  PROP_ELAPSED,
  PROP_PREVIEW,
  PROP_FAILURE,
  PROP_REQUEST_ID,
  PROP_TASK_ID,
  PROP_KEPT_PATH,
  PROP_NODE_IDS,
} GessoJobProperty;

static GParamSpec *properties[PROP_NODE_IDS + 1];

G_DEFINE_FINAL_TYPE (GessoJob, gesso_job, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (GessoJobState,
                    gesso_job_state,
                    G_DEFINE_ENUM_VALUE (GESSO_JOB_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (GESSO_JOB_STATE_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (GESSO_JOB_STATE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (GESSO_JOB_STATE_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (GESSO_JOB_STATE_FAILED, "failed"))

static gboolean
second_passed_cb (gpointer user_data)
{
  GessoJob *self = user_data;

  self->elapsed = (int) ((gesso_clock_monotonic_us () - self->started_us) / G_USEC_PER_SEC);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELAPSED]);

  return G_SOURCE_CONTINUE;
}

static void
gesso_job_dispose (GObject *object)
{
  GessoJob *self = GESSO_JOB (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (gesso_job_parent_class)->dispose (object);
}

static void
gesso_job_finalize (GObject *object)
{
  GessoJob *self = GESSO_JOB (object);

  g_free (self->id);
  g_free (self->session_id);
  g_free (self->base_node_id);
  g_free (self->request_id);
  g_free (self->task_id);
  g_free (self->kept_path);
  g_strfreev (self->node_ids);
  g_clear_pointer (&self->request, gesso_request_unref);
  g_clear_pointer (&self->preview, g_bytes_unref);
  g_clear_pointer (&self->failure, gesso_failure_unref);

  G_OBJECT_CLASS (gesso_job_parent_class)->finalize (object);
}

static void
gesso_job_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  GessoJob *self = GESSO_JOB (object);

  switch ((GessoJobProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_REQUEST:
      g_value_set_boxed (value, self->request);
      break;
    case PROP_SESSION_ID:
      g_value_set_string (value, self->session_id);
      break;
    case PROP_BASE_NODE_ID:
      g_value_set_string (value, self->base_node_id);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_STAGE:
      g_value_set_int (value, self->stage);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_ELAPSED:
      g_value_set_int (value, self->elapsed);
      break;
    case PROP_PREVIEW:
      g_value_set_boxed (value, self->preview);
      break;
    case PROP_FAILURE:
      g_value_set_boxed (value, self->failure);
      break;
    case PROP_TASK_ID:
      g_value_set_string (value, self->task_id);
      break;
    case PROP_REQUEST_ID:
      g_value_set_string (value, self->request_id);
      break;
    case PROP_KEPT_PATH:
      g_value_set_string (value, self->kept_path);
      break;
    case PROP_NODE_IDS:
      g_value_set_boxed (value, self->node_ids);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

#define READABLE (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)

static void
gesso_job_class_init (GessoJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = gesso_job_dispose;
  object_class->finalize = gesso_job_finalize;
  object_class->get_property = gesso_job_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, READABLE);
  properties[PROP_ACCOUNT]
      = g_param_spec_object ("account", NULL, NULL, GESSO_TYPE_ACCOUNT, READABLE);
  properties[PROP_REQUEST]
      = g_param_spec_boxed ("request", NULL, NULL, GESSO_TYPE_REQUEST, READABLE);
  properties[PROP_SESSION_ID] = g_param_spec_string ("session-id", NULL, NULL, NULL, READABLE);
  properties[PROP_BASE_NODE_ID] = g_param_spec_string ("base-node-id", NULL, NULL, NULL, READABLE);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, GESSO_TYPE_JOB_STATE,
                                              GESSO_JOB_STATE_WAITING, READABLE);
  properties[PROP_STAGE] = g_param_spec_int ("stage", NULL, NULL, 0, GESSO_RUN_STAGE_SAVING,
                                             GESSO_RUN_STAGE_PREPARING, READABLE);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, READABLE);
  properties[PROP_ELAPSED] = g_param_spec_int ("elapsed", NULL, NULL, 0, G_MAXINT, 0, READABLE);
  properties[PROP_PREVIEW] = g_param_spec_boxed ("preview", NULL, NULL, G_TYPE_BYTES, READABLE);
  properties[PROP_FAILURE]
      = g_param_spec_boxed ("failure", NULL, NULL, GESSO_TYPE_FAILURE, READABLE);
  properties[PROP_REQUEST_ID] = g_param_spec_string ("request-id", NULL, NULL, NULL, READABLE);
  properties[PROP_TASK_ID] = g_param_spec_string ("task-id", NULL, NULL, NULL, READABLE);
  properties[PROP_KEPT_PATH] = g_param_spec_string ("kept-path", NULL, NULL, NULL, READABLE);
  properties[PROP_NODE_IDS] = g_param_spec_boxed ("node-ids", NULL, NULL, G_TYPE_STRV, READABLE);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
gesso_job_init (GessoJob *self)
{
  self->fraction = -1;
}

/**
 * gesso_job_new:
 * @id: unique, sortable by time
 * @account: who shall make the pictures
 * @request: what to make
 * @session_id: (nullable): the session that the pictures join
 * @base_node_id: (nullable): the node that is edited
 *
 * Returns: (transfer full): a waiting job
 */
GessoJob *
gesso_job_new (const char   *id,
               GessoAccount *account,
               GessoRequest *request,
               const char   *session_id,
               const char   *base_node_id)
{
  GessoJob *self = g_object_new (GESSO_TYPE_JOB, NULL);

  self->id = g_strdup (id);
  self->account = g_object_ref (account);
  self->request = gesso_request_ref (request);
  self->session_id = g_strdup (session_id);
  self->base_node_id = g_strdup (base_node_id);
  return self;
}

/**
 * gesso_job_get_id:
 * @self: the job
 *
 * Returns: (transfer none): its id, the same in the journal
 */
const char *
gesso_job_get_id (GessoJob *self)
{
  return self->id;
}

/**
 * gesso_job_get_account:
 * @self: the job
 *
 * Returns: (transfer none): who makes the pictures
 */
GessoAccount *
gesso_job_get_account (GessoJob *self)
{
  return self->account;
}

/**
 * gesso_job_get_request:
 * @self: the job
 *
 * Returns: (transfer none): what is sent
 */
GessoRequest *
gesso_job_get_request (GessoJob *self)
{
  return self->request;
}

/**
 * gesso_job_set_request:
 * @self: a job that is not in the journal yet
 * @request: what is sent, made from what was asked
 *
 * For the host, while it puts the job into the journal.
 */
void
gesso_job_set_request (GessoJob     *self,
                       GessoRequest *request)
{
  g_return_if_fail (GESSO_IS_JOB (self) && request != NULL);

  gesso_request_ref (request);
  gesso_request_unref (self->request);
  self->request = request;
  g_object_notify (G_OBJECT (self), "request");
}

/**
 * gesso_job_get_session_id:
 * @self: the job
 *
 * Returns: (transfer none) (nullable): the session that the pictures join
 */
const char *
gesso_job_get_session_id (GessoJob *self)
{
  return self->session_id;
}

/**
 * gesso_job_get_base_node_id:
 * @self: the job
 *
 * Returns: (transfer none) (nullable): the node that is edited
 */
const char *
gesso_job_get_base_node_id (GessoJob *self)
{
  return self->base_node_id;
}

/**
 * gesso_job_get_state:
 * @self: the job
 *
 * Returns: whether it waits, runs, or how it ended
 */
GessoJobState
gesso_job_get_state (GessoJob *self)
{
  return self->state;
}

/**
 * gesso_job_get_stage:
 * @self: the job
 *
 * Returns: what a running job does now
 */
GessoRunStage
gesso_job_get_stage (GessoJob *self)
{
  return self->stage;
}

/**
 * gesso_job_get_fraction:
 * @self: the job
 *
 * Returns: how much of the stage is done, 0–1, or negative when nobody can know
 */
double
gesso_job_get_fraction (GessoJob *self)
{
  return self->fraction;
}

/**
 * gesso_job_get_elapsed:
 * @self: the job
 *
 * Returns: whole seconds since it was started, standing still after its end
 */
int
gesso_job_get_elapsed (GessoJob *self)
{
  return self->elapsed;
}

/**
 * gesso_job_get_run_ms:
 * @self: the job
 *
 * Returns: milliseconds since it was started, 0 before
 */
gint64
gesso_job_get_run_ms (GessoJob *self)
{
  return self->started_us > 0 ? (gesso_clock_monotonic_us () - self->started_us) / 1000 : 0;
}

/**
 * gesso_job_get_preview:
 * @self: the job
 *
 * Returns: (transfer none) (nullable): the newest preview, an encoded picture
 */
GBytes *
gesso_job_get_preview (GessoJob *self)
{
  return self->preview;
}

/**
 * gesso_job_previews_result:
 * @self: the job
 *
 * Returns: whether the picture to look at is the result itself, on its way into the library, and
 *   not a stage before it
 */
gboolean
gesso_job_previews_result (GessoJob *self)
{
  return self->preview != NULL && self->previews_result;
}

/**
 * gesso_job_get_failure:
 * @self: the job
 *
 * Returns: (transfer none) (nullable): why it ended without (all) its pictures
 */
GessoFailure *
gesso_job_get_failure (GessoJob *self)
{
  return self->failure;
}

/**
 * gesso_job_get_node_ids:
 * @self: the job
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the nodes that hold its pictures
 */
const char *const *
gesso_job_get_node_ids (GessoJob *self)
{
  return (const char *const *) self->node_ids;
}

/**
 * gesso_job_get_request_id:
 * @self: the job
 *
 * Returns: (transfer none) (nullable): the service's id of the exchange
 */
const char *
gesso_job_get_request_id (GessoJob *self)
{
  return self->request_id;
}

/**
 * gesso_job_get_task_id:
 * @self: the job
 *
 * Returns: (transfer none) (nullable): the service's name for what it makes in the background
 */
const char *
gesso_job_get_task_id (GessoJob *self)
{
  return self->task_id;
}

/**
 * gesso_job_set_n_made:
 * @self: a job of an earlier run of the program
 * @n_made: how many of its pictures the journal knows
 */
void
gesso_job_set_n_made (GessoJob *self,
                      guint     n_made)
{
  self->n_made = n_made;
}

/**
 * gesso_job_get_n_made:
 * @self: the job
 *
 * Returns: how many of its pictures are in the library, or were when it was found in the journal
 */
guint
gesso_job_get_n_made (GessoJob *self)
{
  return self->node_ids != NULL ? g_strv_length (self->node_ids) : self->n_made;
}

/**
 * gesso_job_resume_task:
 * @self: a job of an earlier run of the program
 * @task_id: (nullable): what the journal says that the service works on
 *
 * When it runs, the job fetches that instead of sending its request again. One that ended is tried
 * again so where only the asking had come to an end.
 */
void
gesso_job_resume_task (GessoJob   *self,
                       const char *task_id)
{
  _gesso_job_set_task_id (self, task_id);
}

/**
 * gesso_job_get_kept_path:
 * @self: the job
 *
 * Returns: (transfer none) (nullable): the folder where a damaged or unsaved answer is kept
 */
const char *
gesso_job_get_kept_path (GessoJob *self)
{
  return self->kept_path;
}

/**
 * gesso_job_is_held:
 * @self: the job
 *
 * Returns: whether it waits, and something that its failure names keeps it from being sent
 */
gboolean
gesso_job_is_held (GessoJob *self)
{
  return self->state == GESSO_JOB_STATE_WAITING && self->failure != NULL;
}

/**
 * gesso_job_get_over_budget:
 * @self: the job
 *
 * Returns: whether it is sent whatever the budgets say
 */
gboolean
gesso_job_get_over_budget (GessoJob *self)
{
  return self->over_budget;
}

/**
 * gesso_job_set_over_budget:
 * @self: the job
 * @over_budget: whether the person wants it sent whatever the budgets say
 */
void
gesso_job_set_over_budget (GessoJob *self,
                           gboolean  over_budget)
{
  self->over_budget = over_budget;
}

/**
 * gesso_job_is_finished:
 * @self: the job
 *
 * Returns: whether nothing more will happen to it
 */
gboolean
gesso_job_is_finished (GessoJob *self)
{
  return self->state != GESSO_JOB_STATE_WAITING && self->state != GESSO_JOB_STATE_RUNNING;
}

void
_gesso_job_set_state (GessoJob      *self,
                      GessoJobState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (state == GESSO_JOB_STATE_RUNNING)
    {
      self->started_us = gesso_clock_monotonic_us ();
      self->tick_id = g_timeout_add_seconds (1, second_passed_cb, self);
    }

  g_debug ("job %s is %d", self->id, state);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
_gesso_job_set_stage (GessoJob      *self,
                      GessoRunStage  stage,
                      double         fraction)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->stage != stage)
    {
      self->stage = stage;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
    }
  if (self->fraction != fraction)
    {
      self->fraction = fraction;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
_gesso_job_set_preview (GessoJob *self,
                        GBytes   *preview,
                        gboolean  is_result)
{
  if (self->preview == preview)
    return;

  self->previews_result = is_result;
  g_clear_pointer (&self->preview, g_bytes_unref);
  self->preview = preview != NULL ? g_bytes_ref (preview) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIEW]);
}

void
_gesso_job_set_request_id (GessoJob   *self,
                           const char *request_id)
{
  if (gesso_set_str (&self->request_id, request_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REQUEST_ID]);
}

void
_gesso_job_set_task_id (GessoJob   *self,
                        const char *task_id)
{
  if (gesso_set_str (&self->task_id, task_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TASK_ID]);
}

void
_gesso_job_set_failure (GessoJob     *self,
                        GessoFailure *failure)
{
  if (self->failure == failure)
    return;

  g_clear_pointer (&self->failure, gesso_failure_unref);
  self->failure = failure != NULL ? gesso_failure_ref (failure) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILURE]);
}

void
_gesso_job_set_kept_path (GessoJob   *self,
                          const char *path)
{
  if (gesso_set_str (&self->kept_path, path))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEPT_PATH]);
}

void
_gesso_job_take_node_ids (GessoJob  *self,
                          char     **node_ids)
{
  g_strfreev (self->node_ids);
  self->node_ids = node_ids;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE_IDS]);
}
