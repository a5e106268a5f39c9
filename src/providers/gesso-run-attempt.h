/* gesso-run-attempt.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-exchange.h"
#include "model/gesso-failure.h"
#include "providers/gesso-answer-pump.h"
#include "providers/gesso-run-observer.h"

G_BEGIN_DECLS

/**
 * GessoRunAttempt:
 * @observer: (unowned): takes stages and pictures; the run holds it
 * @exchange: (owned) (nullable): the last one
 * @pump: (owned) (nullable): takes its answer
 * @omitted: (owned): NULL-terminated names of what the service refused
 * @failure: (owned) (nullable): of the last one
 * @number: how often the request was sent
 * @is_asking: only asks how far it is, so no stage but that of receiving is told
 *
 * What a run that sends one request, perhaps several times, holds of it. A member of the run, which
 * reads it freely.
 */
typedef struct
{
  GessoRunObserver  *observer;
  GessoHttpExchange *exchange;
  GessoAnswerPump   *pump;
  GPtrArray         *omitted;
  GessoFailure      *failure;
  guint              number;
  gboolean           is_asking;
} GessoRunAttempt;

void          gesso_run_attempt_init                (GessoRunAttempt   *self,
                                                     GessoRunObserver  *observer);
void          gesso_run_attempt_dispose             (GessoRunAttempt   *self);
void          gesso_run_attempt_clear               (GessoRunAttempt   *self);

void          gesso_run_attempt_begin               (GessoRunAttempt   *self,
                                                     GessoAnswerPump   *pump,
                                                     GessoHttpExchange *exchange);

void          gesso_run_attempt_tell_stage          (GessoRunAttempt   *self,
                                                     GessoHttpStage     stage,
                                                     gint64             done,
                                                     gint64             total);

gboolean      gesso_run_attempt_is_omitted          (GessoRunAttempt   *self,
                                                     const char        *name);
void          gesso_run_attempt_omit                (GessoRunAttempt   *self,
                                                     const char        *name);

void          gesso_run_attempt_take_failure        (GessoRunAttempt   *self,
                                                     GessoFailure      *failure);
GessoFailure *gesso_run_attempt_make_storage_failure (GessoRunAttempt  *self,
                                                      const GError     *error) G_GNUC_WARN_UNUSED_RESULT;
GessoFailure *gesso_run_attempt_failure_of_exchange (GessoRunAttempt   *self,
                                                     const GError      *error) G_GNUC_WARN_UNUSED_RESULT;

gboolean      gesso_run_attempt_decide              (GessoRunAttempt   *self,
                                                     gint64            *out_delay_ms);
void          gesso_run_attempt_wait                (gint64             delay_ms,
                                                     GCancellable      *cancellable,
                                                     GSourceFunc        func,
                                                     gpointer           user_data);

G_END_DECLS
