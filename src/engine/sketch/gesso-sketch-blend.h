/* gesso-sketch-blend.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "image/gesso-image.h"

G_BEGIN_DECLS

/* What a mask covers; without one, the whole picture. */
typedef struct
{
  int x, y, width, height;
} GessoSketchRect;

GessoImage      *gesso_sketch_blend        (GessoImage      *below,
                                            GessoImage      *above,
                                            GessoImage      *mask) G_GNUC_WARN_UNUSED_RESULT;
double           gesso_sketch_mask_share   (GessoImage      *mask);
GessoSketchRect  gesso_sketch_mask_bounds  (GessoImage      *mask,
                                            int              width,
                                            int              height,
                                            int              margin);
GessoImage      *gesso_sketch_mask_feather (GessoImage      *mask,
                                            int              radius) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
