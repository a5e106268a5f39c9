/* gesso-task-run.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-session.h"
#include "model/gesso-credential.h"
#include "model/gesso-request.h"
#include "model/gesso-task-profile.h"
#include "providers/gesso-run-observer.h"
#include "providers/gesso-run-result.h"

G_BEGIN_DECLS

#define GESSO_TYPE_TASK_RUN (gesso_task_run_get_type ())
G_DECLARE_FINAL_TYPE (GessoTaskRun, gesso_task_run, GESSO, TASK_RUN, GObject)

GessoTaskRun   *gesso_task_run_new      (GessoHttpSession     *session,
                                         GessoTaskProfile     *profile,
                                         const char           *base_url,
                                         GessoRequest         *request,
                                         GessoCredential      *credential,
                                         GessoRunObserver     *observer) G_GNUC_WARN_UNUSED_RESULT;
void            gesso_task_run_set_task (GessoTaskRun         *self,
                                         const char           *task_id);
void            gesso_task_run_async    (GessoTaskRun         *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GessoRunResult *gesso_task_run_finish   (GessoTaskRun         *self,
                                         GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
