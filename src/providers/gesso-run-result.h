/* gesso-run-result.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-failure.h"
#include "model/gesso-usage.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define GESSO_TYPE_RUN_RESULT (gesso_run_result_get_type ())
typedef struct _GessoRunResult GessoRunResult;

/* What a run said besides its pictures: how many there are, the usage, the service's id, and the
 * small rest of the answer ("envelope": size, quality, revised prompt, extension objects).
 * Where only some of the pictures were made, why the others were not. Immutable after it was
 * returned, ref-counted. */

GType             gesso_run_result_get_type       (void) G_GNUC_CONST;
GessoRunResult   *gesso_run_result_new            (guint             n_pictures,
                                                   const GessoUsage *usage,
                                                   const char       *request_id,
                                                   JsonObject       *envelope) G_GNUC_WARN_UNUSED_RESULT;
GessoRunResult   *gesso_run_result_ref            (GessoRunResult   *self);
void              gesso_run_result_unref          (GessoRunResult   *self);

guint             gesso_run_result_get_n_pictures (GessoRunResult   *self);
const GessoUsage *gesso_run_result_get_usage      (GessoRunResult   *self);
const char       *gesso_run_result_get_request_id (GessoRunResult   *self);
JsonObject       *gesso_run_result_get_envelope   (GessoRunResult   *self);
void              gesso_run_result_set_failure    (GessoRunResult   *self,
                                                   GessoFailure     *failure);
GessoFailure     *gesso_run_result_get_failure    (GessoRunResult   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoRunResult, gesso_run_result_unref)

G_END_DECLS
