/* gesso-owner.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GessoOwner GessoOwner;

GessoOwner *gesso_owner_new      (const char  *folder,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        gesso_owner_free     (GessoOwner  *self);
const char *gesso_owner_get_id   (GessoOwner  *self);
gboolean    gesso_owner_is_alive (GessoOwner  *self,
                                  const char  *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoOwner, gesso_owner_free)

G_END_DECLS
