/* gesso-session.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "store/gesso-node.h"

G_BEGIN_DECLS

#define GESSO_TYPE_SESSION (gesso_session_get_type ())
G_DECLARE_FINAL_TYPE (GessoSession, gesso_session, GESSO, SESSION, GObject)

/* A tree of nodes with a title. A GListModel of its nodes that are not deleted, oldest first; the
 * library keeps it up to date, and there is at most one object per session. Main thread only.
 * Signal "tree-changed" follows any change of the nodes, in one piece. Properties: id, title,
 * project-id, project-name, current (read and write, remembered on disk). */

const char *gesso_session_get_id           (GessoSession *self);
const char *gesso_session_get_title        (GessoSession *self);
const char *gesso_session_get_project_id   (GessoSession *self);
const char *gesso_session_get_project_name (GessoSession *self);

GessoNode  *gesso_session_get_current      (GessoSession *self);
void        gesso_session_set_current      (GessoSession *self,
                                            GessoNode    *node);

/* Arrays of GessoNode, transfer full. A deleted parent is passed over. */
GPtrArray  *gesso_session_get_path         (GessoSession *self,
                                            GessoNode    *node);
GPtrArray  *gesso_session_get_children     (GessoSession *self,
                                            GessoNode    *node);
GPtrArray  *gesso_session_get_stack        (GessoSession *self,
                                            GessoNode    *node);
GessoNode  *gesso_session_get_parent       (GessoSession *self,
                                            GessoNode    *node);
GessoNode  *gesso_session_find             (GessoSession *self,
                                            const char   *node_id);
guint       gesso_session_find_position    (GessoSession *self,
                                            GessoNode    *node);

G_END_DECLS
