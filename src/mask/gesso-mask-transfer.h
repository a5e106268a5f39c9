/* gesso-mask-transfer.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "mask/gesso-mask.h"

G_BEGIN_DECLS

/* They block; to be called on a worker. */

GessoMask *gesso_mask_resize (GessoMask     *mask,
                              int            width,
                              int            height,
                              GCancellable  *cancellable,
                              GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GessoMask *gesso_mask_place  (GessoMask     *mask,
                              int            width,
                              int            height,
                              int            x,
                              int            y,
                              guint8         around) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
