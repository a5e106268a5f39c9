/* gesso-sketch-arrange.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "engine/sketch/gesso-sketch-edit.h"
#include "engine/sketch/gesso-sketch-instruction.h"

G_BEGIN_DECLS

/* The edits that put one picture into another. Each returns a new picture, or NULL with the error
 * set; @mask may be NULL everywhere. */

GessoImage *gesso_sketch_arrange_text       (GessoImage             *image,
                                             GessoImage             *mask,
                                             const GessoSketchStep  *step,
                                             GPtrArray              *warnings,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_sketch_arrange_background (GessoImage             *image,
                                             GessoImage             *mask,
                                             const GessoSketchStep  *step,
                                             const GessoSketchEdit  *edit,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_sketch_arrange_paste      (GessoImage             *image,
                                             GessoImage             *mask,
                                             const GessoSketchStep  *step,
                                             const GessoSketchEdit  *edit,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_sketch_arrange_grid       (GessoImage             *image,
                                             const GessoSketchStep  *step,
                                             const GessoSketchEdit  *edit,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_sketch_arrange_extend     (GessoImage             *image,
                                             const GessoSketchStep  *step,
                                             const GessoSketchEdit  *edit,
                                             guint64                 seed,
                                             GessoImage            **out_preview,
                                             GCancellable           *cancellable,
                                             GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
