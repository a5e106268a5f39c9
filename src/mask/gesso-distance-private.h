/* gesso-distance-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "mask/gesso-mask.h"

G_BEGIN_DECLS

typedef struct _GessoDistance GessoDistance;

GessoDistance *_gesso_distance_new      (const GessoMask  *mask,
                                         int               left,
                                         int               right,
                                         int               reach,
                                         gboolean          to_zero) G_GNUC_WARN_UNUSED_RESULT;
void           _gesso_distance_free     (GessoDistance    *self);
void           _gesso_distance_load     (GessoDistance    *self,
                                         int               y,
                                         int               height);
void           _gesso_distance_get_row  (GessoDistance    *self,
                                         int               y,
                                         int              *out_squares);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoDistance, _gesso_distance_free)

G_END_DECLS
