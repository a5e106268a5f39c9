/* gesso-batch-run.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-session.h"
#include "model/gesso-credential.h"
#include "model/gesso-request.h"
#include "providers/gesso-run-observer.h"
#include "providers/gesso-run-result.h"

G_BEGIN_DECLS

#define GESSO_TYPE_BATCH_RUN (gesso_batch_run_get_type ())
G_DECLARE_FINAL_TYPE (GessoBatchRun, gesso_batch_run, GESSO, BATCH_RUN, GObject)

GessoBatchRun  *gesso_batch_run_new      (GessoHttpSession     *session,
                                          const char           *account_kind,
                                          const char           *base_url,
                                          GessoRequest         *request,
                                          GessoCredential      *credential,
                                          GessoRunObserver     *observer) G_GNUC_WARN_UNUSED_RESULT;
void            gesso_batch_run_set_task (GessoBatchRun        *self,
                                          const char           *batch_id);
void            gesso_batch_run_async    (GessoBatchRun        *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GessoRunResult *gesso_batch_run_finish   (GessoBatchRun        *self,
                                          GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
