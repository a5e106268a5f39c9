/* gesso-pan-zoom.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "ui/view/gesso-viewport.h"

G_BEGIN_DECLS

/**
 * GessoPanZoomFlags:
 * @GESSO_PAN_ZOOM_SPACE: the first button pans while Space is down
 * @GESSO_PAN_ZOOM_PRIMARY: the first button pans by itself
 * @GESSO_PAN_ZOOM_WHEEL_ONLY: only the wheel without Ctrl, two fingers and commands move it; the
 *   widget knows what buttons are for, and calls gesso_pan_zoom_pan()
 *
 * What moves the picture besides the middle button, which does if nothing else is said.
 */
typedef enum
{
  GESSO_PAN_ZOOM_SPACE = 1 << 0,
  GESSO_PAN_ZOOM_PRIMARY = 1 << 1,
  GESSO_PAN_ZOOM_WHEEL_ONLY = 1 << 2,
} GessoPanZoomFlags;

/**
 * GessoPanZoomFold:
 * @widget: the widget
 * @x: (inout): a point in the widget; where it is in the viewport
 * @y: (inout): the same
 *
 * For a widget that shows its viewport in several places.
 */
typedef void (*GessoPanZoomFold) (GtkWidget *widget, double *x, double *y);

#define GESSO_TYPE_PAN_ZOOM (gesso_pan_zoom_get_type ())
G_DECLARE_FINAL_TYPE (GessoPanZoom, gesso_pan_zoom, GESSO, PAN_ZOOM, GObject)

/* A viewport that follows wheel, drag, pinch, double click and keys of a widget. */

void           gesso_pan_zoom_install       (GtkWidgetClass      *klass);
void           gesso_pan_zoom_install_zoom  (GtkWidgetClass      *klass);
GessoPanZoom  *gesso_pan_zoom_new           (GtkWidget           *widget,
                                             GessoPanZoomFlags    flags) G_GNUC_WARN_UNUSED_RESULT;
void           gesso_pan_zoom_set_fold      (GessoPanZoom        *self,
                                             GessoPanZoomFold     func);
void           gesso_pan_zoom_set_inhibited (GessoPanZoom        *self,
                                             gboolean             inhibited);
GessoViewport *gesso_pan_zoom_get_viewport  (GessoPanZoom        *self);
void           gesso_pan_zoom_set_viewport  (GessoPanZoom        *self,
                                             const GessoViewport *viewport);
void           gesso_pan_zoom_set_view      (GessoPanZoom        *self,
                                             double               width,
                                             double               height);
void           gesso_pan_zoom_set_image     (GessoPanZoom        *self,
                                             double               width,
                                             double               height);
void           gesso_pan_zoom_pan           (GessoPanZoom        *self,
                                             double               dx,
                                             double               dy);
void           gesso_pan_zoom_zoom_to       (GessoPanZoom        *self,
                                             double               zoom);
void           gesso_pan_zoom_fit           (GessoPanZoom        *self);

G_END_DECLS
