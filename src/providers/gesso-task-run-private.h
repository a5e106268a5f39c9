/* gesso-task-run-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "providers/gesso-answer-pump.h"
#include "providers/gesso-task-call.h"
#include "providers/gesso-task-run.h"

G_BEGIN_DECLS

/* Shared by the files of GessoTaskRun: its life and the beginning of a task, asking for it, and its
 * pictures on their way there and back. */

struct _GessoTaskRun
{
  GObject parent_instance;

  GessoHttpSession *session;   /* (owned) */
  GessoTaskProfile *profile;   /* (owned) */
  char *base_url;              /* (owned) */
  GessoRequest *request;       /* (owned) */
  GessoCredential *credential; /* (owned) (nullable) */
  GessoRunObserver *observer;  /* (owned) */
  const char *model;           /* (unowned): the request's */

  GTask *task;        /* (owned) (nullable): while running */
  GessoTaskCall *call; /* (owned) (nullable): the last one */
  guint attempt;      /* of the call that is made now, from 1 */

  /* On their way there */
  GPtrArray *addresses; /* (owned): NULL-terminated, of the references */
  char *mask;           /* (owned) (nullable): address of the mask */
  char *upload_address; /* (owned) (nullable): what the picture will be called */
  char *put_to;         /* (owned) (nullable): where its bytes go first */

  /* Being made */
  char *id;            /* (owned) (nullable): the service's name for the task */
  JsonNode *submitted; /* (owned) (nullable): what began it */
  gboolean has_streamed;
  gboolean has_ended; /* the service works on it no more */
  guint n_asked;
  guint n_lost;
  gint64 wished_ms; /* what the service last asked to wait, or -1 */
  gint64 worked_us;
  gint64 heard_us; /* when the service was last heard */
  GSource *wait;   /* (owned) (nullable) */
  gulong network_id;
  double credits; /* as last told, or -1 */
  char *request_id; /* (owned) (nullable): of what began it */

  /* On their way back */
  char **results; /* (owned) (nullable): addresses of the pictures */
  guint next_result;
  guint n_whole;
  GessoHttpExchange *download; /* (owned) (nullable) */
  GessoAnswerPump *pump;       /* (owned) (nullable) */
  GOutputStream *raw;          /* (owned) (nullable) */

  GessoFailure *failure; /* (owned) (nullable) */
};

void           _gesso_task_run_fill_values   (GessoTaskRun         *self,
                                              GessoWireTaskValues  *values);
gboolean       _gesso_task_run_is_cancelled  (GessoTaskRun         *self);
void           _gesso_task_run_wait          (GessoTaskRun         *self,
                                              gint64                delay_ms,
                                              gboolean              for_network,
                                              void                (*func) (GessoTaskRun *self));
void           _gesso_task_run_fail          (GessoTaskRun         *self,
                                              GessoFailure         *failure);
void           _gesso_task_run_fail_with     (GessoTaskRun         *self,
                                              GessoFailureClass     failure_class,
                                              const char           *code,
                                              const char           *message);
gboolean       _gesso_task_run_try_again     (GessoTaskRun         *self,
                                              GessoFailure         *failure,
                                              gboolean              costs_nothing,
                                              void                (*func) (GessoTaskRun *self));
void           _gesso_task_run_keep_answer   (GessoTaskRun         *self,
                                              void                (*func) (GessoTaskRun *self));

void           _gesso_task_run_upload_next   (GessoTaskRun         *self);
void           _gesso_task_run_submit        (GessoTaskRun         *self);
void           _gesso_task_run_follow        (GessoTaskRun         *self);
void           _gesso_task_run_take_answer   (GessoTaskRun         *self);
void           _gesso_task_run_download_next (GessoTaskRun         *self);
void           _gesso_task_run_succeed       (GessoTaskRun         *self);

G_END_DECLS
