/* gesso-sketch-backdrop.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-canvas.h"
#include "engine/sketch/gesso-sketch-palette.h"
#include "engine/sketch/gesso-sketch-vocabulary.h"

G_BEGIN_DECLS

/* How a ground is to be made. */
typedef struct
{
  GessoSketchBackdrop     kind;
  const GessoSketchColor *colors;     /* in the order they were named; or the palette's */
  int                     n_colors;   /* at least 1 */
  gboolean                tile;       /* TRUE: repeats without a seam */
  gboolean                quiet;      /* TRUE: text will stand on it, so low contrast */
} GessoSketchGround;

void gesso_sketch_backdrop_paint   (GessoSketchCanvas        *canvas,
                                    const GessoSketchGround  *ground);

/* Kinds that are computed for each pixel rather than drawn. */
void gesso_sketch_backdrop_mesh    (GessoSketchCanvas        *canvas,
                                    const GessoSketchGround  *ground);
void gesso_sketch_backdrop_noise   (GessoSketchCanvas        *canvas,
                                    const GessoSketchGround  *ground);
void gesso_sketch_backdrop_contour (GessoSketchCanvas        *canvas,
                                    const GessoSketchGround  *ground);

G_END_DECLS
