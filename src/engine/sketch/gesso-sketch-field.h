/* gesso-sketch-field.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Half the side of a patch: 3 means patches of 7 × 7 pixels. */
#define GESSO_SKETCH_PATCH_RADIUS 3
#define GESSO_SKETCH_PATCH_SIDE   (2 * GESSO_SKETCH_PATCH_RADIUS + 1)

typedef struct _GessoSketchField GessoSketchField;

GessoSketchField *gesso_sketch_field_new        (int                     width,
                                                 int                     height,
                                                 guint8                 *pixels,
                                                 guint8                 *unknown) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_sketch_field_free       (GessoSketchField       *self);

GessoSketchField *gesso_sketch_field_halve      (const GessoSketchField *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean          gesso_sketch_field_can_fill   (const GessoSketchField *self);
int               gesso_sketch_field_get_width  (const GessoSketchField *self);
int               gesso_sketch_field_get_height (const GessoSketchField *self);
int               gesso_sketch_field_get_depth  (const GessoSketchField *self);
int               gesso_sketch_field_get_area   (const GessoSketchField *self);
const guint8     *gesso_sketch_field_get_pixels (const GessoSketchField *self);

gboolean          gesso_sketch_field_peel       (GessoSketchField       *self,
                                                 guint64                 seed,
                                                 int                     n_rounds,
                                                 GCancellable           *cancellable);
gboolean          gesso_sketch_field_refine     (GessoSketchField       *self,
                                                 const GessoSketchField *coarse,
                                                 guint64                 seed,
                                                 int                     n_rounds,
                                                 GCancellable           *cancellable);
gboolean          gesso_sketch_field_quilt      (GessoSketchField       *self,
                                                 guint64                 seed,
                                                 GCancellable           *cancellable);
gboolean          gesso_sketch_field_settle     (GessoSketchField       *self,
                                                 int                     n_channels,
                                                 GCancellable           *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSketchField, gesso_sketch_field_free)

G_END_DECLS
