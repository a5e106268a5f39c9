/* gesso-engine-request.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "engine/gesso-engine-order.h"

G_BEGIN_DECLS

typedef struct _GessoEngineRequests GessoEngineRequests;

GessoEngineRequests *gesso_engine_requests_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void                 gesso_engine_requests_free       (GessoEngineRequests *self);

GessoEngineRefusal  *gesso_engine_requests_start      (GessoEngineRequests *self,
                                                       SoupServerMessage   *message,
                                                       GessoEngineOrder    *order) G_GNUC_WARN_UNUSED_RESULT;
void                 gesso_engine_requests_cancel_all (GessoEngineRequests *self);

G_END_DECLS
