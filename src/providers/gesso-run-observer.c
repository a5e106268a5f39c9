/* gesso-run-observer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "providers/gesso-run-observer.h"

G_DEFINE_INTERFACE (GessoRunObserver, gesso_run_observer, G_TYPE_OBJECT)

static void
gesso_run_observer_default_init (GessoRunObserverInterface *iface)
{
}

/**
 * gesso_run_observer_stage_changed:
 * @self: the observer
 * @stage: what the run does now
 * @fraction: how much of the stage is done, 0–1, or negative when nobody can know
 *
 * Main thread.
 */
void
gesso_run_observer_stage_changed (GessoRunObserver *self,
                                  GessoRunStage     stage,
                                  double            fraction)
{
  GESSO_RUN_OBSERVER_GET_IFACE (self)->stage_changed (self, stage, fraction);
}

/**
 * gesso_run_observer_accepted:
 * @self: the observer
 * @request_id: (nullable): the service's id of the exchange
 *
 * The service began to answer well. Main thread.
 */
void
gesso_run_observer_accepted (GessoRunObserver *self,
                             const char       *request_id)
{
  GESSO_RUN_OBSERVER_GET_IFACE (self)->accepted (self, request_id);
}

/**
 * gesso_run_observer_task_known:
 * @self: the observer
 * @task_id: the name under which the service works on
 *
 * To be told before the service is asked for the first time, so that the run is not lost with this
 * process.
 */
void
gesso_run_observer_task_known (GessoRunObserver *self,
                               const char       *task_id)
{
  GessoRunObserverInterface *iface = GESSO_RUN_OBSERVER_GET_IFACE (self);

  if (iface->task_known != NULL)
    iface->task_known (self, task_id);
}

/**
 * gesso_run_observer_open_raw:
 * @self: the observer
 * @error: any error of the storage
 *
 * Called once per attempt; a second call begins anew.
 *
 * Returns: (transfer full) (nullable): where the answer goes, byte for byte. Main thread.
 */
GOutputStream *
gesso_run_observer_open_raw (GessoRunObserver  *self,
                             GError           **error)
{
  return GESSO_RUN_OBSERVER_GET_IFACE (self)->open_raw (self, error);
}

/**
 * gesso_run_observer_open_picture:
 * @self: the observer
 * @index: which picture of the request, from 0
 * @error: any error of the storage
 *
 * A second call for the same @index throws away what the first one received.
 *
 * Returns: (transfer full) (nullable): where the picture's file goes. Main thread.
 */
GOutputStream *
gesso_run_observer_open_picture (GessoRunObserver  *self,
                                 guint              index,
                                 GError           **error)
{
  return GESSO_RUN_OBSERVER_GET_IFACE (self)->open_picture (self, index, error);
}

/**
 * gesso_run_observer_picture_whole:
 * @self: the observer
 * @index: which picture of the request, from 0
 *
 * The stream of picture @index was written to its end and closed. Main thread.
 */
void
gesso_run_observer_picture_whole (GessoRunObserver *self,
                                  guint             index)
{
  GESSO_RUN_OBSERVER_GET_IFACE (self)->picture_whole (self, index);
}

/**
 * gesso_run_observer_preview:
 * @self: the observer
 * @index: which picture of the request, from 0
 * @picture: a complete encoded picture
 *
 * Main thread.
 */
void
gesso_run_observer_preview (GessoRunObserver *self,
                            guint             index,
                            GBytes           *picture)
{
  GESSO_RUN_OBSERVER_GET_IFACE (self)->preview (self, index, picture);
}

/**
 * gesso_run_observer_is_leaving:
 * @self: the observer
 *
 * Returns: whether a cancelled run is only left, to be taken up again by a later start
 */
gboolean
gesso_run_observer_is_leaving (GessoRunObserver *self)
{
  GessoRunObserverInterface *iface = GESSO_RUN_OBSERVER_GET_IFACE (self);

  return iface->is_leaving != NULL && iface->is_leaving (self);
}
