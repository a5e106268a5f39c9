/* gesso-responses-run.h
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

#define GESSO_TYPE_RESPONSES_RUN (gesso_responses_run_get_type ())
G_DECLARE_FINAL_TYPE (GessoResponsesRun, gesso_responses_run, GESSO, RESPONSES_RUN, GObject)

GessoResponsesRun *gesso_responses_run_new (GessoHttpSession *session,
                                            const char *base_url,
                                            GessoRequest *request,
                                            GessoCredential *credential,
                                            GessoRunObserver *observer) G_GNUC_WARN_UNUSED_RESULT;
void gesso_responses_run_set_previous (GessoResponsesRun *self, const char *response_id);
void gesso_responses_run_set_task (GessoResponsesRun *self, const char *response_id);
void gesso_responses_run_async (GessoResponsesRun *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GessoRunResult *gesso_responses_run_finish (GessoResponsesRun *self,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
