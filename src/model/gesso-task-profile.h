/* gesso-task-profile.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GESSO_TYPE_TASK_PROFILE (gesso_task_profile_get_type ())
typedef struct _GessoTaskProfile GessoTaskProfile;

/**
 * GessoTaskState:
 * @GESSO_TASK_STATE_QUEUED: taken, not begun
 * @GESSO_TASK_STATE_RUNNING: being made
 * @GESSO_TASK_STATE_DONE: made
 * @GESSO_TASK_STATE_FAILED: given up by the service
 * @GESSO_TASK_STATE_CANCELLED: stopped
 * @GESSO_TASK_STATE_EXPIRED: made once and gone
 *
 * What a service's word for the state of a task means.
 */
typedef enum
{
  GESSO_TASK_STATE_QUEUED,
  GESSO_TASK_STATE_RUNNING,
  GESSO_TASK_STATE_DONE,
  GESSO_TASK_STATE_FAILED,
  GESSO_TASK_STATE_CANCELLED,
  GESSO_TASK_STATE_EXPIRED,
} GessoTaskState;

/* How a service that works by tasks is spoken to: a data file, checked as a whole when it is read.
 * Immutable, ref-counted atomically; the JSON in it is for the main thread only. */

GType             gesso_task_profile_get_type      (void) G_GNUC_CONST;
GessoTaskProfile *gesso_task_profile_new_from_json (JsonObject        *object,
                                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GessoTaskProfile *gesso_task_profile_ref           (GessoTaskProfile  *self);
void              gesso_task_profile_unref         (GessoTaskProfile  *self);

const char       *gesso_task_profile_get_kind      (GessoTaskProfile  *self);
const char       *gesso_task_profile_get_label     (GessoTaskProfile  *self);
const char       *gesso_task_profile_get_base_url  (GessoTaskProfile  *self);
const char       *gesso_task_profile_get_model     (GessoTaskProfile  *self);
int               gesso_task_profile_get_limit     (GessoTaskProfile  *self);
JsonObject       *gesso_task_profile_get_json      (GessoTaskProfile  *self);
JsonObject       *gesso_task_profile_get_part      (GessoTaskProfile  *self,
                                                    const char        *name);
char            **gesso_task_profile_dup_pointers  (JsonObject        *part,
                                                    const char        *member);
GessoTaskState    gesso_task_profile_read_state    (GessoTaskProfile  *self,
                                                    const char        *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoTaskProfile, gesso_task_profile_unref)

G_END_DECLS
