/* gesso-stroke.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-rect.h"

G_BEGIN_DECLS

#define GESSO_BRUSH_MIN_SIZE 1.0
#define GESSO_BRUSH_MAX_SIZE 1000.0

/**
 * GessoBrush:
 * @size: diameter in pixels, %GESSO_BRUSH_MIN_SIZE to %GESSO_BRUSH_MAX_SIZE
 * @hardness: 0 to 1: the part of the radius that is fully covered
 * @opacity: 0 to 1: what one stroke covers at most, however often it crosses itself
 * @smoothing: 0 (through every point, straight) to 1 (follows slowly)
 * @pressure_size: whether pressure makes it smaller, down to a tenth
 * @pressure_opacity: whether pressure makes it fainter
 *
 * How to paint: a plain value; start from %GESSO_BRUSH_INIT.
 */
typedef struct
{
  double   size;
  double   hardness;
  double   opacity;
  double   smoothing;
  gboolean pressure_size;
  gboolean pressure_opacity;
} GessoBrush;

#define GESSO_BRUSH_INIT { .size = 64, .hardness = 0.8, .opacity = 1, .smoothing = 0.2, \
                           .pressure_size = TRUE }

/**
 * GessoStrokePoint:
 * @x: in pixels of the picture; a pixel's centre lies at its number plus one half
 * @y: likewise
 * @pressure: 0 to 1; 1 where nothing measures it
 * @time_us: when, in microseconds from any start
 *
 * Where the pointer was.
 */
typedef struct
{
  double x;
  double y;
  double pressure;
  gint64 time_us;
} GessoStrokePoint;

/**
 * GessoStrokeDab:
 * @x: centre
 * @y: centre
 * @radius: in pixels
 * @opacity: 0 to 1
 *
 * Where the brush is to be printed, and how.
 */
typedef struct
{
  double x;
  double y;
  double radius;
  double opacity;
} GessoStrokeDab;

typedef struct _GessoStroke GessoStroke;

GessoStroke *gesso_stroke_new    (const GessoBrush        *brush,
                                  const GessoRect         *canvas) G_GNUC_WARN_UNUSED_RESULT;
void         gesso_stroke_free   (GessoStroke             *self);
void         gesso_stroke_add    (GessoStroke             *self,
                                  const GessoStrokePoint  *point,
                                  GArray                  *dabs);
void         gesso_stroke_end    (GessoStroke             *self,
                                  GArray                  *dabs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoStroke, gesso_stroke_free)

G_END_DECLS
