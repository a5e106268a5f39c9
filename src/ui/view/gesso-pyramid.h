/* gesso-pyramid.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "image/gesso-image.h"

G_BEGIN_DECLS

#define GESSO_TYPE_PYRAMID (gesso_pyramid_get_type ())
typedef struct _GessoPyramid GessoPyramid;

/* A picture in its own size and in halves, quarters, … of it, ready for cairo. Immutable,
 * ref-counted atomically; made on a worker. */

GType            gesso_pyramid_get_type    (void) G_GNUC_CONST;
GessoPyramid    *gesso_pyramid_new         (GessoImage         *image) G_GNUC_WARN_UNUSED_RESULT;
GessoPyramid    *gesso_pyramid_ref         (GessoPyramid       *self);
void             gesso_pyramid_unref       (GessoPyramid       *self);
int              gesso_pyramid_get_width   (const GessoPyramid *self);
int              gesso_pyramid_get_height  (const GessoPyramid *self);
gsize            gesso_pyramid_get_n_bytes (const GessoPyramid *self);
gboolean         gesso_pyramid_has_alpha   (const GessoPyramid *self);
cairo_surface_t *gesso_pyramid_get_level   (const GessoPyramid *self,
                                            double              zoom,
                                            double             *out_factor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoPyramid, gesso_pyramid_unref)

G_END_DECLS
