/* gesso-sketch-fill.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "engine/sketch/gesso-sketch-bands.h"
#include "image/gesso-image.h"

G_BEGIN_DECLS

GessoImage *gesso_sketch_fill         (GessoImage               *image,
                                       GessoImage               *mask,
                                       guint64                   seed,
                                       GessoSketchProgressFunc   progress,
                                       gpointer                  user_data,
                                       GCancellable             *cancellable,
                                       GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
GessoImage *gesso_sketch_fill_preview (GessoImage               *image,
                                       GessoImage               *mask) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
