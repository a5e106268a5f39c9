/* gesso-seam.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "base/gesso-rect.h"
#include "image/gesso-image.h"
#include "protect/gesso-align.h"

G_BEGIN_DECLS

typedef struct _GessoSeamField GessoSeamField;

/* By how much an answer's colours are bent so that they meet the original at the mask's edge: a
 * smooth field that is the difference around the mask and as even as possible inside. Immutable. */

GessoSeamField *gesso_seam_field_new   (GessoImage            *sent,
                                        GessoImage            *answer,
                                        GessoImage            *edit,
                                        const GessoAlignment  *alignment,
                                        const double          *gain,
                                        GCancellable          *cancellable,
                                        GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void            gesso_seam_field_free  (GessoSeamField        *self);
void            gesso_seam_field_apply (GessoSeamField        *self,
                                        double                 across,
                                        double                 down,
                                        double                 step,
                                        guint16               *row,
                                        int                    width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSeamField, gesso_seam_field_free)

G_END_DECLS
