/* gesso-request-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-request.h"

G_BEGIN_DECLS

JsonObject      *_gesso_reference_to_json     (GessoReference      *reference) G_GNUC_WARN_UNUSED_RESULT;
GessoReference  *_gesso_reference_from_json   (JsonObject          *object,
                                               GessoRequestLoader   loader,
                                               gpointer             user_data,
                                               GError             **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject      *_gesso_stitch_plan_to_json   (GessoStitchPlan     *self) G_GNUC_WARN_UNUSED_RESULT;
GessoStitchPlan *_gesso_stitch_plan_from_json (JsonObject          *object,
                                               GessoRequestLoader   loader,
                                               gpointer             user_data,
                                               GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
