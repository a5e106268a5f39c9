/* gesso-job-runner.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "jobs/gesso-job-host.h"

G_BEGIN_DECLS

#define GESSO_TYPE_JOB_RUNNER (gesso_job_runner_get_type ())
G_DECLARE_FINAL_TYPE (GessoJobRunner, gesso_job_runner, GESSO, JOB_RUNNER, GObject)

GessoJobRunner *gesso_job_runner_new        (GessoJobHost         *host,
                                             GessoJob             *job) G_GNUC_WARN_UNUSED_RESULT;
GessoJob       *gesso_job_runner_get_job    (GessoJobRunner       *self);
void            gesso_job_runner_run_async  (GessoJobRunner       *self,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
void            gesso_job_runner_run_finish (GessoJobRunner       *self,
                                             GAsyncResult         *result);
void            gesso_job_runner_cancel     (GessoJobRunner       *self);
void            gesso_job_runner_leave      (GessoJobRunner       *self);

G_END_DECLS
