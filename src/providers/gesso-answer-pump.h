/* gesso-answer-pump.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "providers/gesso-run-observer.h"
#include "wire/gesso-batch-reader.h"
#include "wire/gesso-responses-reader.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GESSO_TYPE_ANSWER_PUMP (gesso_answer_pump_get_type ())
G_DECLARE_FINAL_TYPE (GessoAnswerPump, gesso_answer_pump, GESSO, ANSWER_PUMP, GObject)

GessoAnswerPump *gesso_answer_pump_new_for_responses (GessoRunObserver *observer) G_GNUC_WARN_UNUSED_RESULT;
GessoResponsesReader *gesso_answer_pump_get_responses (GessoAnswerPump *self);
GessoAnswerPump *gesso_answer_pump_new_for_batch  (GessoRunObserver     *observer) G_GNUC_WARN_UNUSED_RESULT;
GessoBatchReader *gesso_answer_pump_get_batch     (GessoAnswerPump      *self);
GessoAnswerPump *gesso_answer_pump_new            (GessoRunObserver     *observer) G_GNUC_WARN_UNUSED_RESULT;

gboolean         gesso_answer_pump_push           (GessoAnswerPump      *self,
                                                   GBytes               *chunk,
                                                   gsize                *queued,
                                                   GError              **error);
gboolean         gesso_answer_pump_push_file      (GessoAnswerPump      *self,
                                                   guint                 index,
                                                   GBytes               *chunk,
                                                   gsize                *queued,
                                                   GError              **error);
void             gesso_answer_pump_end_file       (GessoAnswerPump      *self,
                                                   guint                 index);
void             gesso_answer_pump_drain_async    (GessoAnswerPump      *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean         gesso_answer_pump_drain_finish   (GessoAnswerPump      *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
gboolean         gesso_answer_pump_end            (GessoAnswerPump      *self,
                                                   GError              **error);

guint            gesso_answer_pump_get_n_whole    (GessoAnswerPump      *self);
gboolean         gesso_answer_pump_has_failed_to_store (GessoAnswerPump *self);
const char      *gesso_answer_pump_get_url        (GessoAnswerPump      *self,
                                                   guint                 index,
                                                   guint                *out_picture);
JsonObject      *gesso_answer_pump_get_envelope   (GessoAnswerPump      *self);
JsonObject      *gesso_answer_pump_get_error      (GessoAnswerPump      *self);

G_END_DECLS
