/* gesso-mask-select.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mask/gesso-mask.h"

G_BEGIN_DECLS

/* Masks of connected or similar pixels. They block; to be called on a worker for large pictures. */

GessoMask *gesso_mask_select_color (GessoImage    *image,
                                    int            x,
                                    int            y,
                                    int            tolerance,
                                    gboolean       contiguous,
                                    GCancellable  *cancellable,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GessoMask *gesso_mask_select_inside (GessoMask    *mask,
                                    int            x,
                                    int            y,
                                    GCancellable  *cancellable,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GessoMask *gesso_mask_combine      (GessoMask     *a,
                                    GessoMask     *b,
                                    gboolean       subtract) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
