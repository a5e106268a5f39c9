/* gesso-task-call.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-exchange.h"
#include "model/gesso-credential.h"
#include "providers/gesso-run-observer.h"
#include "wire/gesso-wire-task.h"

G_BEGIN_DECLS

#define GESSO_TYPE_TASK_CALL (gesso_task_call_get_type ())
G_DECLARE_FINAL_TYPE (GessoTaskCall, gesso_task_call, GESSO, TASK_CALL, GObject)

/* One event of a stream; FALSE ends the stream. */
typedef gboolean (*GessoTaskEventFunc) (JsonNode *event,
                                        gpointer  user_data);

GessoTaskCall     *gesso_task_call_new          (GessoHttpSession           *session,
                                                 GessoTaskProfile           *profile,
                                                 const char                 *method,
                                                 const char                 *address) G_GNUC_WARN_UNUSED_RESULT;
GessoHttpExchange *gesso_task_call_get_exchange (GessoTaskCall              *self);
void               gesso_task_call_set_key      (GessoTaskCall              *self,
                                                 GessoCredential            *credential);
void               gesso_task_call_set_headers  (GessoTaskCall              *self,
                                                 JsonObject                 *part,
                                                 const GessoWireTaskValues  *values);
void               gesso_task_call_set_observer (GessoTaskCall              *self,
                                                 GessoRunObserver           *observer);
void               gesso_task_call_set_events   (GessoTaskCall              *self,
                                                 GessoTaskEventFunc          func,
                                                 gpointer                    user_data);
void               gesso_task_call_take_any     (GessoTaskCall              *self);

void               gesso_task_call_run_async    (GessoTaskCall              *self,
                                                 GCancellable               *cancellable,
                                                 GAsyncReadyCallback         callback,
                                                 gpointer                    user_data);
gboolean           gesso_task_call_run_finish   (GessoTaskCall              *self,
                                                 GAsyncResult               *result,
                                                 GessoFailure              **out_failure);

JsonNode          *gesso_task_call_get_answer   (GessoTaskCall              *self);
GBytes            *gesso_task_call_get_body     (GessoTaskCall              *self);
guint              gesso_task_call_get_status   (GessoTaskCall              *self);
gint64             gesso_task_call_get_wish_ms  (GessoTaskCall              *self);

char              *gesso_task_call_dup_address  (GessoTaskProfile           *profile,
                                                 const char                 *base_url,
                                                 JsonObject                 *part,
                                                 const GessoWireTaskValues  *values,
                                                 JsonNode                   *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
