/* gesso-job-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "jobs/gesso-job.h"

G_BEGIN_DECLS

/* For the runner and the queue only: whoever drives a job sets its state. */

void          _gesso_job_set_state      (GessoJob           *self,
                                         GessoJobState       state);
void          _gesso_job_set_stage      (GessoJob           *self,
                                         GessoRunStage       stage,
                                         double              fraction);
void          _gesso_job_set_preview    (GessoJob           *self,
                                         GBytes             *preview,
                                         gboolean            is_result);
void          _gesso_job_set_request_id (GessoJob           *self,
                                         const char         *request_id);
void          _gesso_job_set_task_id    (GessoJob           *self,
                                         const char         *task_id);
void          _gesso_job_set_failure    (GessoJob           *self,
                                         GessoFailure       *failure);
void          _gesso_job_set_kept_path  (GessoJob           *self,
                                         const char         *path);
void          _gesso_job_take_node_ids  (GessoJob           *self,
                                         char              **node_ids);

G_END_DECLS
