/* gesso-sketch-scene.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-canvas.h"
#include "engine/sketch/gesso-sketch-palette.h"
#include "engine/sketch/gesso-sketch-prompt.h"

G_BEGIN_DECLS

void gesso_sketch_scene_paint (GessoSketchCanvas        *canvas,
                               const GessoSketchPrompt  *prompt,
                               const GessoSketchPalette *palette,
                               double                    free_top);

G_END_DECLS
