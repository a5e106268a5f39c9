/* gesso-job-queue.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "jobs/gesso-job-host.h"

G_BEGIN_DECLS

#define GESSO_TYPE_JOB_QUEUE (gesso_job_queue_get_type ())
G_DECLARE_FINAL_TYPE (GessoJobQueue, gesso_job_queue, GESSO, JOB_QUEUE, GObject)

/* A GListModel of every GessoJob of this run of the program, in queue order. Properties:
 *   "paused" boolean · "n-running", "n-waiting", "n-failed" unsigned int (notified).
 * Signals "job-finished" (GessoJob), "job-held" (GessoJob): see gesso_job_queue_release(). */

GessoJobQueue *gesso_job_queue_new       (GessoJobHost  *host) G_GNUC_WARN_UNUSED_RESULT;

void      gesso_job_queue_add            (GessoJobQueue *self,
                                          GessoJob      *job);
void      gesso_job_queue_add_journalled (GessoJobQueue *self,
                                          GessoJob      *job,
                                          GessoFailure  *failure);
void      gesso_job_queue_cancel         (GessoJobQueue *self,
                                          GessoJob      *job);
void      gesso_job_queue_leave          (GessoJobQueue *self,
                                          GessoJob      *job);
void      gesso_job_queue_cancel_waiting (GessoJobQueue *self);
void      gesso_job_queue_retry          (GessoJobQueue *self,
                                          GessoJob      *job);
void      gesso_job_queue_release        (GessoJobQueue *self,
                                          GessoJob      *job,
                                          gboolean       over_budget);
void      gesso_job_queue_release_held   (GessoJobQueue *self);
void      gesso_job_queue_set_fails_held (GessoJobQueue *self,
                                          gboolean       fails_held);
void      gesso_job_queue_move_to_front  (GessoJobQueue *self,
                                          GessoJob      *job);
void      gesso_job_queue_move_before    (GessoJobQueue *self,
                                          GessoJob      *job,
                                          GessoJob      *next);
void      gesso_job_queue_move_by        (GessoJobQueue *self,
                                          GessoJob      *job,
                                          int            steps);
void      gesso_job_queue_clear_done     (GessoJobQueue *self);
void      gesso_job_queue_remove         (GessoJobQueue *self,
                                          GessoJob      *job);
gboolean  gesso_job_queue_get_paused     (GessoJobQueue *self);
void      gesso_job_queue_set_paused     (GessoJobQueue *self,
                                          gboolean       paused);
guint     gesso_job_queue_get_n_running  (GessoJobQueue *self);
guint     gesso_job_queue_get_n_waiting  (GessoJobQueue *self);
guint     gesso_job_queue_get_n_failed   (GessoJobQueue *self);
void      gesso_job_queue_set_asleep     (GessoJobQueue *self,
                                          gboolean       is_asleep);
GessoJob *gesso_job_queue_find           (GessoJobQueue *self,
                                          const char    *job_id);

G_END_DECLS
