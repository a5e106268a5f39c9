/* gesso-job-queue-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "jobs/gesso-job-queue.h"
#include "jobs/gesso-job-runner.h"

G_BEGIN_DECLS

/**
 * GessoJobEntry:
 * @job: (owned)
 * @runner: (owned) (nullable): while it runs
 * @is_journalled: it is on disk, so it may start
 * @is_held: not started again until it is released
 * @is_moved: its place was chosen before it was on disk
 * @ignores_network: sent whether there is a network or not
 */
typedef struct
{
  GessoJob       *job;
  GessoJobRunner *runner;
  gboolean        is_journalled;
  gboolean        is_held;
  gboolean        is_moved;
  gboolean        ignores_network;
} GessoJobEntry;

struct _GessoJobQueue
{
  GObject parent_instance;

  GessoJobHost *host; /* (unowned): the studio owns us */
  GPtrArray *entries; /* (owned) (element-type GessoJobEntry) */
  gboolean is_paused;
  gboolean is_asleep;
  gboolean fails_held;
  gboolean watches_network;
  gboolean is_online; /* while @watches_network */
  guint n_running;
  guint n_waiting;
  guint n_failed;
};

GessoJobEntry * _gesso_job_queue_entry          (GessoJobQueue *self,
                                                 guint          position);
gboolean        _gesso_job_queue_find           (GessoJobQueue *self,
                                                 GessoJob      *job,
                                                 guint         *position);
void            _gesso_job_queue_append         (GessoJobQueue *self,
                                                 GessoJob      *job,
                                                 gboolean       is_journalled);
void            _gesso_job_queue_remove_at      (GessoJobQueue *self,
                                                 guint          position);
void            _gesso_job_queue_update_counts  (GessoJobQueue *self);
void            _gesso_job_queue_emit_finished  (GessoJobQueue *self,
                                                 GessoJob      *job);
void            _gesso_job_queue_emit_held      (GessoJobQueue *self,
                                                 GessoJob      *job);
void            _gesso_job_queue_emit_paused    (GessoJobQueue *self);
void            _gesso_job_queue_start          (GessoJobQueue *self);
void            _gesso_job_queue_end_in_journal (GessoJobQueue *self,
                                                 GessoJob      *job);
void            _gesso_job_queue_place          (GessoJobQueue *self,
                                                 guint          position);
gboolean        _gesso_job_queue_can_reach      (GessoJobQueue *self,
                                                 GessoJobEntry *entry);
gboolean        _gesso_job_queue_is_offline     (GessoJobEntry *entry);
void            _gesso_job_queue_hold_offline   (GessoJobEntry *entry);
void            _gesso_job_queue_set_online     (GessoJobQueue *self,
                                                 gboolean       is_online);

G_END_DECLS
