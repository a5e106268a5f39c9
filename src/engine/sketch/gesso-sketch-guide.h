/* gesso-sketch-guide.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "image/gesso-image.h"

G_BEGIN_DECLS

guint8 *gesso_sketch_guide  (GessoImage    *image,
                             GessoImage    *small,
                             const guint8  *labels,
                             int            radius,
                             GCancellable  *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void    gesso_sketch_sample (const float   *plane,
                             int            width,
                             int            height,
                             int            n_channels,
                             float          x,
                             float          y,
                             float         *out);

G_END_DECLS
