/* gesso-task-profiles.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-task-profile.h"

G_BEGIN_DECLS

typedef struct _GessoTaskProfiles GessoTaskProfiles;

/* All profiles of task services: those that are compiled in, and those of a person's folder over
 * and beside them. Immutable once made; any thread may look things up. */

GessoTaskProfiles   *gesso_task_profiles_new          (const char         *folder) G_GNUC_WARN_UNUSED_RESULT;
void                 gesso_task_profiles_free         (GessoTaskProfiles  *self);
GessoTaskProfiles   *gesso_task_profiles_get_default  (void);

GessoTaskProfile    *gesso_task_profiles_find         (GessoTaskProfiles  *self,
                                                       const char         *kind);
guint                gesso_task_profiles_get_length   (GessoTaskProfiles  *self);
GessoTaskProfile    *gesso_task_profiles_get          (GessoTaskProfiles  *self,
                                                       guint               index);
const char * const  *gesso_task_profiles_get_problems (GessoTaskProfiles  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoTaskProfiles, gesso_task_profiles_free)

G_END_DECLS
