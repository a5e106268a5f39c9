/* gesso-canvas-tiles.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "mask/gesso-mask.h"
#include "ui/view/gesso-pyramid.h"

G_BEGIN_DECLS

/**
 * GessoCanvasLook:
 * @zoom: device pixels per picture pixel, above 0
 * @dark: whether the checkerboard under transparency is dark
 * @color: of the mask over the picture, 0xrrggbb
 * @opacity: of the mask over the picture, 0 to 1
 * @kept: the colour lies over what is not masked
 * @mask_alone: the mask in white on black instead of the picture
 *
 * How picture and mask are drawn: a plain value.
 */
typedef struct
{
  double   zoom;
  gboolean dark;
  guint32  color;
  double   opacity;
  gboolean kept;
  gboolean mask_alone;
} GessoCanvasLook;

typedef struct _GessoCanvasTiles GessoCanvasTiles;

GessoCanvasTiles *gesso_canvas_tiles_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_canvas_tiles_free        (GessoCanvasTiles       *self);
void              gesso_canvas_tiles_set_picture (GessoCanvasTiles       *self,
                                                  GessoPyramid           *pyramid);
void              gesso_canvas_tiles_set_look    (GessoCanvasTiles       *self,
                                                  const GessoCanvasLook  *look);
void              gesso_canvas_tiles_touch       (GessoCanvasTiles       *self,
                                                  const GessoRect        *rect);
void              gesso_canvas_tiles_append      (GessoCanvasTiles       *self,
                                                  GtkSnapshot            *snapshot,
                                                  const GessoMask        *mask,
                                                  const GessoRect        *visible);
guint             gesso_canvas_tiles_get_n_drawn (GessoCanvasTiles       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoCanvasTiles, gesso_canvas_tiles_free)

G_END_DECLS
