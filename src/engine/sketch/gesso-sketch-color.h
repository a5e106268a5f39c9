/* gesso-sketch-color.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A colour in sRGB, each part 0 … 1. */
typedef struct
{
  double r;
  double g;
  double b;
} GessoSketchColor;

/* The same in OKLCH: lightness 0 … 1, chroma 0 … about 0.37, hue in degrees. */
typedef struct
{
  double l;
  double c;
  double h;
} GessoSketchLch;

GessoSketchColor gesso_sketch_color_from_hex  (guint32           rgb) G_GNUC_CONST;
GessoSketchColor gesso_sketch_color_from_lch  (GessoSketchLch    lch) G_GNUC_CONST;
GessoSketchLch   gesso_sketch_color_to_lch    (GessoSketchColor  color) G_GNUC_CONST;
char            *gesso_sketch_color_to_string (GessoSketchColor  color) G_GNUC_WARN_UNUSED_RESULT;
gboolean         gesso_sketch_color_parse_hex (const char       *text,
                                               GessoSketchColor *color);

GessoSketchColor gesso_sketch_color_mix       (GessoSketchColor  a,
                                               GessoSketchColor  b,
                                               double            t) G_GNUC_CONST;
GessoSketchColor gesso_sketch_color_shift     (GessoSketchColor  color,
                                               double            lightness,
                                               double            chroma_factor,
                                               double            hue) G_GNUC_CONST;

double           gesso_sketch_color_luminance (GessoSketchColor  color) G_GNUC_CONST;
double           gesso_sketch_color_contrast  (GessoSketchColor  a,
                                               GessoSketchColor  b) G_GNUC_CONST;
GessoSketchColor gesso_sketch_color_readable  (GessoSketchColor  color,
                                               GessoSketchColor  ground,
                                               double            ratio) G_GNUC_CONST;

G_END_DECLS
