/* gesso-mask-canvas.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "image/gesso-image.h"
#include "mask/gesso-mask-document.h"
#include "ui/canvas/gesso-extension.h"
#include "ui/canvas/gesso-mask-setup.h"
#include "ui/view/gesso-pyramid.h"
#include "ui/view/gesso-viewport.h"

G_BEGIN_DECLS

#define GESSO_TYPE_MASK_CANVAS (gesso_mask_canvas_get_type ())
G_DECLARE_FINAL_TYPE (GessoMaskCanvas, gesso_mask_canvas, GESSO, MASK_CANVAS, GtkWidget)

/**
 * GessoCanvasEvent:
 * @x: in the canvas, in view units from its left edge
 * @y: in view units from its top edge
 * @pressure: 0 to 1; 1 for devices that measure none
 * @eraser: whether it is the pen's eraser end
 * @button: `GDK_BUTTON_PRIMARY` and so on; 0 for a move
 * @state: keys that are held
 * @time_us: when, from any start
 *
 * What a mouse, a pen or a test does on the canvas: a plain value.
 */
typedef struct
{
  double          x;
  double          y;
  double          pressure;
  gboolean        eraser;
  guint           button;
  GdkModifierType state;
  gint64          time_us;
} GessoCanvasEvent;

GtkWidget           *gesso_mask_canvas_new            (GessoMaskSetup          *setup);

void                 gesso_mask_canvas_set_picture    (GessoMaskCanvas         *self,
                                                       GessoPyramid            *pyramid);
void                 gesso_mask_canvas_set_image      (GessoMaskCanvas         *self,
                                                       GessoImage              *image);
void                 gesso_mask_canvas_set_worker     (GessoMaskCanvas         *self,
                                                       GessoWorker             *worker);
void                 gesso_mask_canvas_set_document   (GessoMaskCanvas         *self,
                                                       GessoMaskDocument       *document);
GessoMaskDocument   *gesso_mask_canvas_get_document   (GessoMaskCanvas         *self);
GessoMaskSetup      *gesso_mask_canvas_get_setup      (GessoMaskCanvas         *self);

const GessoViewport *gesso_mask_canvas_get_viewport   (GessoMaskCanvas         *self);
void                 gesso_mask_canvas_set_viewport   (GessoMaskCanvas         *self,
                                                       const GessoViewport     *viewport);

/* What is sent. */
void                 gesso_mask_canvas_set_context    (GessoMaskCanvas         *self,
                                                       const GessoRect         *rect,
                                                       const char              *words);
void                 gesso_mask_canvas_set_parts      (GessoMaskCanvas         *self,
                                                       const GessoRect         *rects,
                                                       guint                    n_rects);
gboolean             gesso_mask_canvas_get_wish       (GessoMaskCanvas         *self,
                                                       GessoRect               *out_rect);
gboolean             gesso_mask_canvas_get_extent     (GessoMaskCanvas         *self,
                                                       GessoRect               *out_painted);
GessoExtension      *gesso_mask_canvas_get_extension  (GessoMaskCanvas         *self);
void                 gesso_mask_canvas_recall_margins (GessoMaskCanvas         *self,
                                                       const GessoMargins      *margins);
void                 gesso_mask_canvas_drop_extension (GessoMaskCanvas         *self);

/* What a pointer does; the widget's own controllers call the same. */
void                 gesso_mask_canvas_press          (GessoMaskCanvas         *self,
                                                       const GessoCanvasEvent  *event);
void                 gesso_mask_canvas_move           (GessoMaskCanvas         *self,
                                                       const GessoCanvasEvent  *events,
                                                       guint                    n_events);
void                 gesso_mask_canvas_release        (GessoMaskCanvas         *self,
                                                       const GessoCanvasEvent  *event);
gboolean             gesso_mask_canvas_cancel         (GessoMaskCanvas         *self);
void                 gesso_mask_canvas_settle         (GessoMaskCanvas         *self);
gboolean             gesso_mask_canvas_is_painting    (GessoMaskCanvas         *self);

G_END_DECLS
