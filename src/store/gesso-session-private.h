/* gesso-session-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/gesso-library.h"

G_BEGIN_DECLS

GessoSession *_gesso_session_new               (GessoLibrary            *library,
                                                const GessoSessionInfo  *info) G_GNUC_WARN_UNUSED_RESULT;
void          _gesso_session_set_info          (GessoSession            *self,
                                                const GessoSessionInfo  *info);
void          _gesso_session_restore_current   (GessoSession            *self,
                                                const char              *node_id);
void          _gesso_session_update            (GessoSession            *self,
                                                GessoNode               *node);
void          _gesso_session_drop              (GessoSession            *self,
                                                const char              *node_id);
void          _gesso_session_emit_tree_changed (GessoSession            *self);

G_END_DECLS
