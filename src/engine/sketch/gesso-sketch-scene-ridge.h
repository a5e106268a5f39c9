/* gesso-sketch-scene-ridge.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine/sketch/gesso-sketch-scene-private.h"

G_BEGIN_DECLS

/* Points along a ridge. */
#define GESSO_SKETCH_RIDGE_POINTS 260

typedef struct
{
  double y[GESSO_SKETCH_RIDGE_POINTS + 1];
} GessoSketchRidge;

double   _gesso_sketch_ridge_x          (const GessoSketchScene *self,
                                         int                     i);
void     _gesso_sketch_ridge_path       (GessoSketchScene       *self,
                                         const GessoSketchRidge *ridge,
                                         double                  bottom);
void     _gesso_sketch_ridge_fill       (GessoSketchScene       *self,
                                         const GessoSketchRidge *ridge,
                                         double                  top,
                                         double                  bottom,
                                         GessoSketchColor        crest,
                                         GessoSketchColor        foot);
void     _gesso_sketch_ridge_make_peaks (GessoSketchScene       *self,
                                         GessoSketchRidge       *ridge,
                                         guint32                 seed,
                                         double                  base,
                                         double                  height,
                                         double                  frequency);
void     _gesso_sketch_ridge_make_hills (GessoSketchScene       *self,
                                         GessoSketchRidge       *ridge,
                                         guint32                 seed,
                                         double                  base,
                                         double                  height,
                                         double                  frequency);
gboolean _gesso_sketch_ridge_is_summit  (const GessoSketchRidge *ridge,
                                         int                     i,
                                         int                     reach);

G_END_DECLS
