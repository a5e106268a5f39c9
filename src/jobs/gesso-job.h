/* gesso-job.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-account.h"
#include "model/gesso-failure.h"
#include "model/gesso-request.h"
#include "providers/gesso-run-observer.h"

G_BEGIN_DECLS

/**
 * GessoJobState:
 * @GESSO_JOB_STATE_WAITING: in the queue; nothing was sent
 * @GESSO_JOB_STATE_RUNNING: on its way; see the stage
 * @GESSO_JOB_STATE_DONE: its pictures are in the library
 * @GESSO_JOB_STATE_CANCELLED: cancelled by the person
 * @GESSO_JOB_STATE_FAILED: ended without (all) its pictures; see the failure
 */
typedef enum
{
  GESSO_JOB_STATE_WAITING,
  GESSO_JOB_STATE_RUNNING,
  GESSO_JOB_STATE_DONE,
  GESSO_JOB_STATE_CANCELLED,
  GESSO_JOB_STATE_FAILED,
} GessoJobState;

#define GESSO_TYPE_JOB_STATE (gesso_job_state_get_type ())
GType gesso_job_state_get_type (void) G_GNUC_CONST;

#define GESSO_TYPE_JOB (gesso_job_get_type ())
G_DECLARE_FINAL_TYPE (GessoJob, gesso_job, GESSO, JOB, GObject)

/* Properties, all readable and notified on the main thread:
 *   "id" string · "account" GessoAccount · "request" GessoRequest · "session-id" string ·
 *   "base-node-id" string or NULL · "state" GessoJobState · "stage" int (GessoRunStage) ·
 *   "fraction" double, negative when unknown · "elapsed" int, whole seconds, ticks once a second
 *   while running · "preview" GBytes or NULL: the newest complete picture to
 *   look at, encoded: a preview, then the result until the job is over ·
 *   "failure" GessoFailure or NULL; of a waiting job, what holds it back · "node-ids" strv: the nodes that hold its pictures ·
 *   "request-id" string or NULL: the service's id · "task-id" string or NULL: the service's name for
 *   what it makes in the background, by which it can be fetched after a restart · "kept-path" string or NULL: the folder where a
 *   damaged or unsaved answer is kept */

GessoJob           *gesso_job_new              (const char    *id,
                                                GessoAccount  *account,
                                                GessoRequest  *request,
                                                const char    *session_id,
                                                const char    *base_node_id) G_GNUC_WARN_UNUSED_RESULT;

const char         *gesso_job_get_id           (GessoJob *self);
GessoAccount       *gesso_job_get_account      (GessoJob *self);
GessoRequest       *gesso_job_get_request      (GessoJob *self);
void                gesso_job_set_request      (GessoJob      *self,
                                                GessoRequest  *request);
const char         *gesso_job_get_session_id   (GessoJob *self);
const char         *gesso_job_get_base_node_id (GessoJob *self);
GessoJobState       gesso_job_get_state        (GessoJob *self);
GessoRunStage       gesso_job_get_stage        (GessoJob *self);
double              gesso_job_get_fraction     (GessoJob *self);
int                 gesso_job_get_elapsed      (GessoJob *self);
gint64              gesso_job_get_run_ms       (GessoJob *self);
GBytes             *gesso_job_get_preview      (GessoJob *self);
gboolean            gesso_job_previews_result  (GessoJob *self);
GessoFailure       *gesso_job_get_failure      (GessoJob *self);
const char * const *gesso_job_get_node_ids     (GessoJob *self);
const char         *gesso_job_get_request_id   (GessoJob *self);
const char         *gesso_job_get_task_id      (GessoJob *self);
void                gesso_job_resume_task      (GessoJob   *self,
                                                const char *task_id);
void                gesso_job_set_n_made       (GessoJob *self,
                                                guint     n_made);
guint               gesso_job_get_n_made       (GessoJob *self);
const char         *gesso_job_get_kept_path    (GessoJob *self);
gboolean            gesso_job_is_finished      (GessoJob *self);
gboolean            gesso_job_is_held          (GessoJob *self);
gboolean            gesso_job_get_over_budget  (GessoJob *self);
void                gesso_job_set_over_budget  (GessoJob *self,
                                                gboolean  over_budget);

G_END_DECLS
