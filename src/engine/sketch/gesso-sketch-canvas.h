/* gesso-sketch-canvas.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <gio/gio.h>
#include <pango/pangocairo.h>

#include "engine/sketch/gesso-sketch-color.h"
#include "image/gesso-image.h"

G_BEGIN_DECLS

/* A rectangle in the pixels of the finished picture. */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} GessoSketchBox;

/* The surface of one pass over a drawing. Everything is drawn in pixels of the finished picture;
 * a preview has a scale below 1, a supersampled pass one above. */
typedef struct
{
  cairo_surface_t *surface;       /* (owned): ARGB32 */
  cairo_t         *cr;            /* (owned) */
  PangoFontMap    *font_map;      /* (owned): one for each pass, since they are not shared */
  GCancellable    *cancellable;   /* (unowned) (nullable) */
  GHashTable      *missing;       /* (owned): names of scripts that no font could show */

  double           width;         /* finished pixels */
  double           height;
  double           unit;          /* a hundredth of the geometric mean of the sides */
  double           scale;         /* device pixels for a finished pixel */
  int              px_width;      /* device pixels */
  int              px_height;

  guint64          seed;          /* seed and index mixed */
  int              detail;        /* 0 coarse, 1 all, 2 fine */
  gboolean         blocked_in;    /* TRUE: text is shown as bars */
  gboolean         transparent;   /* TRUE: no ground is painted */
  double           grain;         /* strength of the final grain, in levels of 255 */
} GessoSketchCanvas;

GessoSketchCanvas *gesso_sketch_canvas_new          (int                 width,
                                                     int                 height,
                                                     double              scale) G_GNUC_WARN_UNUSED_RESULT;
void               gesso_sketch_canvas_free         (GessoSketchCanvas  *self);

gboolean           gesso_sketch_canvas_is_cancelled (GessoSketchCanvas  *self);

void               gesso_sketch_canvas_set_color    (GessoSketchCanvas  *self,
                                                     GessoSketchColor    color,
                                                     double              alpha);
void               gesso_sketch_canvas_fill         (GessoSketchCanvas  *self,
                                                     GessoSketchColor    color);
void               gesso_sketch_canvas_fill_box     (GessoSketchCanvas  *self,
                                                     GessoSketchBox      box,
                                                     double              radius,
                                                     GessoSketchColor    color,
                                                     double              alpha);
void               gesso_sketch_canvas_path_box     (GessoSketchCanvas  *self,
                                                     GessoSketchBox      box,
                                                     double              radius);
void               gesso_sketch_canvas_path_circle  (GessoSketchCanvas  *self,
                                                     double              x,
                                                     double              y,
                                                     double              radius);
void               gesso_sketch_canvas_add_stop     (cairo_pattern_t    *pattern,
                                                     double              offset,
                                                     GessoSketchColor    color,
                                                     double              alpha);
void               gesso_sketch_canvas_glow         (GessoSketchCanvas  *self,
                                                     double              x,
                                                     double              y,
                                                     double              radius,
                                                     GessoSketchColor    color,
                                                     double              alpha);
void               gesso_sketch_canvas_draw_image   (GessoSketchCanvas  *self,
                                                     GessoImage         *image,
                                                     GessoSketchBox      box,
                                                     gboolean            cover);

GessoSketchColor   gesso_sketch_canvas_sample       (GessoSketchCanvas  *self,
                                                     GessoSketchBox      box,
                                                     double             *out_spread);
void               gesso_sketch_canvas_apply_grain  (GessoSketchCanvas  *self);
GessoImage        *gesso_sketch_canvas_to_image     (GessoSketchCanvas  *self,
                                                     gboolean            opaque) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSketchCanvas, gesso_sketch_canvas_free)

G_END_DECLS
