/* gesso-engine-answer.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "engine/gesso-engine-order.h"
#include "engine/gesso-engine-task.h"

G_BEGIN_DECLS

typedef struct _GessoEngineAnswer GessoEngineAnswer;

GessoEngineAnswer *gesso_engine_answer_new    (SoupServerMessage         *message,
                                               const GessoEngineOrder    *order) G_GNUC_WARN_UNUSED_RESULT;
void               gesso_engine_answer_free   (GessoEngineAnswer         *self);

void               gesso_engine_answer_take   (GessoEngineAnswer         *self,
                                               GessoEnginePicture        *picture);
void               gesso_engine_answer_finish (GessoEngineAnswer         *self);
void               gesso_engine_answer_refuse (GessoEngineAnswer         *self,
                                               const GessoEngineRefusal  *refusal);
void               gesso_engine_answer_pump   (GessoEngineAnswer         *self);

void               gesso_engine_answer_error  (SoupServerMessage         *message,
                                               const GessoEngineRefusal  *refusal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoEngineAnswer, gesso_engine_answer_free)

G_END_DECLS
