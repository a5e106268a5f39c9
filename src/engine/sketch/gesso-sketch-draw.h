/* gesso-sketch-draw.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "engine/sketch/gesso-sketch-order.h"
#include "engine/sketch/gesso-sketch-result.h"

G_BEGIN_DECLS

/**
 * GessoSketchError:
 * @GESSO_SKETCH_ERROR_SIZE: a side is outside the range that can be drawn
 * @GESSO_SKETCH_ERROR_MEMORY: there is no memory for a canvas of this size
 */
typedef enum
{
  GESSO_SKETCH_ERROR_SIZE,
  GESSO_SKETCH_ERROR_MEMORY,
} GessoSketchError;

#define GESSO_SKETCH_ERROR (gesso_sketch_error_quark ())
GQuark gesso_sketch_error_quark (void);

/**
 * GessoSketchPreviewFunc:
 * @preview: the picture so far, RGBA8 and of the full size
 * @stage: 0 for the coarsest
 * @n_stages: how many will be shown
 * @user_data: what was passed to gesso_sketch_draw()
 *
 * Called on the thread that draws.
 */
typedef void (*GessoSketchPreviewFunc) (GessoImage *preview,
                                        guint       stage,
                                        guint       n_stages,
                                        gpointer    user_data);

GessoSketchResult *gesso_sketch_draw (const GessoSketchOrder  *order,
                                      GessoSketchPreviewFunc   preview,
                                      gpointer                 user_data,
                                      GCancellable            *cancellable,
                                      GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
