/* gesso-sketch-membrane.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "image/gesso-image.h"

G_BEGIN_DECLS

void        gesso_sketch_interpolate (float       *values,
                                      float       *weights,
                                      int          width,
                                      int          height,
                                      int          n_channels);
GessoImage *gesso_sketch_membrane    (GessoImage  *image,
                                      GessoImage  *mask) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
