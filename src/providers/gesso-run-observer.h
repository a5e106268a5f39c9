/* gesso-run-observer.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GessoRunStage:
 * @GESSO_RUN_STAGE_PREPARING: looking up the key, starting the engine, building the body
 * @GESSO_RUN_STAGE_CONNECTING: name look-up, connection, TLS
 * @GESSO_RUN_STAGE_SENDING: the request is going out
 * @GESSO_RUN_STAGE_WORKING: everything is sent; the service is drawing
 * @GESSO_RUN_STAGE_RECEIVING: the answer is coming in
 * @GESSO_RUN_STAGE_RETRY_WAIT: waiting before the next attempt
 * @GESSO_RUN_STAGE_SAVING: the pictures are being put into the library
 */
typedef enum
{
  GESSO_RUN_STAGE_PREPARING,
  GESSO_RUN_STAGE_CONNECTING,
  GESSO_RUN_STAGE_SENDING,
  GESSO_RUN_STAGE_WORKING,
  GESSO_RUN_STAGE_RECEIVING,
  GESSO_RUN_STAGE_RETRY_WAIT,
  GESSO_RUN_STAGE_SAVING,
} GessoRunStage;

#define GESSO_TYPE_RUN_OBSERVER (gesso_run_observer_get_type ())
G_DECLARE_INTERFACE (GessoRunObserver, gesso_run_observer, GESSO, RUN_OBSERVER, GObject)

/**
 * GessoRunObserverInterface:
 * @stage_changed: the run entered @stage; @fraction is 0–1 or negative when nobody can know
 * @accepted: the service answered with its id of the exchange
 * @task_known: (nullable): the service works in the background under @task_id, by which the run can
 *   be taken up again
 * @open_raw: (transfer full): where the answer goes as it comes, byte for byte
 * @open_picture: (transfer full): where the decoded file of final picture @index goes
 * @picture_whole: the file of picture @index was written to its end and closed
 * @is_leaving: (nullable): whether cancelling means that this program ends, and not that the service
 *   shall stop: what was told by @task_known goes on there and is taken up again
 * @preview: a complete encoded picture that shows how far picture @index has come
 *
 * Who watches a run and takes what it yields. All calls come on the main thread. A provider opens
 * no files; it writes pictures into these streams as they arrive, so memory stays constant.
 */
struct _GessoRunObserverInterface
{
  GTypeInterface parent_iface;

  void            (*stage_changed) (GessoRunObserver  *self,
                                    GessoRunStage      stage,
                                    double             fraction);
  void            (*accepted)      (GessoRunObserver  *self,
                                    const char        *request_id);
  void            (*task_known)    (GessoRunObserver  *self,
                                    const char        *task_id);
  GOutputStream * (*open_raw)      (GessoRunObserver  *self,
                                    GError           **error);
  GOutputStream * (*open_picture)  (GessoRunObserver  *self,
                                    guint              index,
                                    GError           **error);
  void            (*picture_whole) (GessoRunObserver  *self,
                                    guint              index);
  void            (*preview)       (GessoRunObserver  *self,
                                    guint              index,
                                    GBytes            *picture);
  gboolean        (*is_leaving)    (GessoRunObserver  *self);
};

void           gesso_run_observer_stage_changed (GessoRunObserver  *self,
                                                 GessoRunStage      stage,
                                                 double             fraction);
void           gesso_run_observer_accepted      (GessoRunObserver  *self,
                                                 const char        *request_id);
void           gesso_run_observer_task_known    (GessoRunObserver  *self,
                                                 const char        *task_id);
GOutputStream *gesso_run_observer_open_raw      (GessoRunObserver  *self,
                                                 GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GOutputStream *gesso_run_observer_open_picture  (GessoRunObserver  *self,
                                                 guint              index,
                                                 GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_run_observer_picture_whole (GessoRunObserver  *self,
                                                 guint              index);
void           gesso_run_observer_preview       (GessoRunObserver  *self,
                                                 guint              index,
                                                 GBytes            *picture);
gboolean       gesso_run_observer_is_leaving    (GessoRunObserver  *self);

G_END_DECLS
