/* gesso-sketch-layout.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-canvas.h"
#include "engine/sketch/gesso-sketch-order.h"
#include "engine/sketch/gesso-sketch-palette.h"
#include "engine/sketch/gesso-sketch-prompt.h"

G_BEGIN_DECLS

/* What every kind of layout is drawn from. */
typedef struct
{
  GessoSketchCanvas        *canvas;
  const GessoSketchPrompt  *prompt;
  const GessoSketchPalette *palette;
  GPtrArray                *references;   /* (nullable) (element-type GessoImage) */
} GessoSketchSheet;

void gesso_sketch_layout_type       (const GessoSketchSheet *sheet);
void gesso_sketch_layout_sticker    (const GessoSketchSheet *sheet);
void gesso_sketch_layout_palette    (const GessoSketchSheet *sheet);
void gesso_sketch_layout_chart      (const GessoSketchSheet *sheet);
void gesso_sketch_layout_storyboard (const GessoSketchSheet *sheet);
void gesso_sketch_layout_frame      (const GessoSketchSheet *sheet);
void gesso_sketch_layout_wireframe  (const GessoSketchSheet *sheet);

void gesso_sketch_ornament_paint    (const GessoSketchSheet *sheet,
                                     GessoSketchBox          box);
void gesso_sketch_ground_paint      (const GessoSketchSheet *sheet,
                                     GessoSketchBox          box,
                                     gboolean                quiet);

G_END_DECLS
