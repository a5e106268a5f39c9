/* gesso-batch-run-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "http/gesso-http-exchange.h"
#include "providers/gesso-answer-pump.h"
#include "providers/gesso-batch-run.h"
#include "wire/gesso-wire-batch.h"

G_BEGIN_DECLS

typedef void (*GessoBatchStep) (GessoBatchRun *self);

struct _GessoBatchRun
{
  GObject parent_instance;

  GessoHttpSession *session;   /* (owned) */
  char *kind;                  /* (owned): of the account */
  char *base_url;              /* (owned) */
  GessoRequest *request;       /* (owned) */
  GessoCredential *credential; /* (owned) (nullable) */
  GessoRunObserver *observer;  /* (owned) */

  GTask *task;                 /* (owned) (nullable): while running */
  GessoHttpExchange *exchange; /* (owned) (nullable) */
  GByteArray *body;            /* (owned): of the last small answer */
  GessoAnswerPump *pump;       /* (owned) (nullable): of the files */
  GessoFailure *failure;       /* (owned) (nullable) */
  GessoBatchStep waiting_for;  /* what comes after the wait */

  char *file;                  /* (owned) (nullable): the lines at the service */
  char *batch;                 /* (owned) (nullable): the batch at the service */
  JsonObject *object;          /* (owned) (nullable): what it last said of the batch */
  gint64 asking_since_us;
  gint64 wished_ms;            /* what the service last said, or -1 */
  guint wait_ms;
  guint attempt;
  guint n_lost;                /* askings in a row that brought no answer */
  guint n_incomplete;          /* files that came to their end and were not whole */
};

void     _gesso_batch_run_wait       (GessoBatchRun     *self,
                                      gint64             delay_ms,
                                      GessoBatchStep     next);
gint64   _gesso_batch_run_get_wish   (GessoBatchRun     *self);
gboolean _gesso_batch_run_is_cancelled (GessoBatchRun   *self);
void     _gesso_batch_run_begin      (GessoBatchRun     *self,
                                      const char        *method,
                                      const char        *call);
void     _gesso_batch_run_set_failure (GessoBatchRun    *self,
                                      GessoFailureClass  failure_class,
                                      const char        *code,
                                      const char        *message,
                                      gboolean           may_be_billed);
void     _gesso_batch_run_take_failure (GessoBatchRun   *self,
                                      GessoFailure      *failure);
void     _gesso_batch_run_end        (GessoBatchRun     *self);

void     _gesso_batch_run_collect    (GessoBatchRun     *self);

G_END_DECLS
