/* gesso-request.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/gesso-parameters.h"
#include "model/gesso-reference.h"
#include "model/gesso-stitch-plan.h"

G_BEGIN_DECLS

#define GESSO_TYPE_REQUEST (gesso_request_get_type ())
typedef struct _GessoRequest GessoRequest;

/**
 * GessoOperation:
 * @GESSO_OPERATION_GENERATE: from the prompt alone
 * @GESSO_OPERATION_EDIT: from the prompt and at least one picture; the first one is the base
 */
typedef enum
{
  GESSO_OPERATION_GENERATE,
  GESSO_OPERATION_EDIT,
} GessoOperation;

/**
 * GessoRequestLoader:
 * @digest: the SHA-256 of the wanted file
 * @user_data: as given
 * @error: set when NULL is returned
 *
 * Finds the bytes of a picture that a stored request names.
 *
 * Returns: (transfer full) (nullable): the bytes
 */
typedef GBytes *(*GessoRequestLoader) (const char *digest, gpointer user_data, GError **error);

/* A frozen draft: what one job sends. Immutable, ref-counted atomically. References are in sending
 * order; number 0 is the base, the only one that the mask applies to. The mask is a PNG of the
 * base's size in which what may change is white with alpha 0 and the rest black with alpha 255.
 *
 * With a plan, the answer is put back into a larger picture. Before it is cut, number 0 is that
 * whole picture and the plan has the mask; afterwards number 0 is the part that the plan's
 * rectangle names, and the plan has the whole picture. Only what is cut may be sent. */

GType           gesso_request_get_type       (void) G_GNUC_CONST;
GessoRequest   *gesso_request_new            (GessoOperation          operation,
                                              const char             *prompt,
                                              const GessoParameters  *parameters,
                                              GPtrArray              *references,
                                              GessoReference         *mask) G_GNUC_WARN_UNUSED_RESULT;
GessoRequest   *gesso_request_new_from_json  (JsonObject             *object,
                                              GessoRequestLoader      loader,
                                              gpointer                user_data,
                                              GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GessoRequest   *gesso_request_with_plan      (GessoRequest           *self,
                                              GessoStitchPlan        *plan) G_GNUC_WARN_UNUSED_RESULT;
JsonObject     *gesso_request_to_json        (GessoRequest           *self);
GessoRequest   *gesso_request_ref            (GessoRequest           *self);
void            gesso_request_unref          (GessoRequest           *self);

GessoOperation         gesso_request_get_operation    (GessoRequest *self);
const char            *gesso_request_get_prompt       (GessoRequest *self);
const GessoParameters *gesso_request_get_parameters   (GessoRequest *self);
guint                  gesso_request_get_n_references (GessoRequest *self);
GessoReference        *gesso_request_get_reference    (GessoRequest *self,
                                                       guint         index);
GessoReference        *gesso_request_get_mask         (GessoRequest *self);
GessoStitchPlan       *gesso_request_get_plan         (GessoRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoRequest, gesso_request_unref)

G_END_DECLS
