/* gesso-sketch-adjust.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "engine/sketch/gesso-sketch-instruction.h"
#include "image/gesso-image.h"

G_BEGIN_DECLS

gboolean    gesso_sketch_can_adjust (GessoSketchVerb         verb);
GessoImage *gesso_sketch_adjust     (GessoImage             *image,
                                     GessoImage             *mask,
                                     const GessoSketchStep  *step,
                                     GCancellable           *cancellable,
                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
