/* gesso-worker.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GESSO_TYPE_WORKER (gesso_worker_get_type ())
G_DECLARE_FINAL_TYPE (GessoWorker, gesso_worker, GESSO, WORKER, GObject)

/**
 * GessoWorkerPriority:
 * @GESSO_WORKER_PRIORITY_URGENT: a journal entry that must be on disk before anything is sent
 * @GESSO_WORKER_PRIORITY_INTERACTIVE: somebody is looking at the place where the answer goes
 * @GESSO_WORKER_PRIORITY_DEFAULT: ordinary work
 * @GESSO_WORKER_PRIORITY_IDLE: thumbnails ahead of the view, clean-up
 */
typedef enum
{
  GESSO_WORKER_PRIORITY_URGENT = -200,
  GESSO_WORKER_PRIORITY_INTERACTIVE = -100,
  GESSO_WORKER_PRIORITY_DEFAULT = 0,
  GESSO_WORKER_PRIORITY_IDLE = 200,
} GessoWorkerPriority;

GessoWorker *gesso_worker_new              (const char           *name,
                                            guint                 n_threads) G_GNUC_WARN_UNUSED_RESULT;

void         gesso_worker_run              (GessoWorker          *self,
                                            GTask                *task,
                                            GessoWorkerPriority   priority,
                                            GTaskThreadFunc       func);
gboolean     gesso_worker_is_current       (GessoWorker          *self);
void         gesso_worker_assert_current   (GessoWorker          *self);

void         gesso_worker_shutdown_async   (GessoWorker          *self,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean     gesso_worker_shutdown_finish  (GessoWorker          *self,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
