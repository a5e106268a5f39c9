/* gesso-compare-canvas-private.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ui/compare/gesso-compare-canvas.h"
#include "ui/compare/gesso-wipe-handle.h"
#include "ui/view/gesso-pan-zoom.h"
#include "ui/view/gesso-picture-tiles.h"

G_BEGIN_DECLS

struct _GessoCompareCanvas
{
  GtkWidget parent_instance;

  GessoPanZoom *pan_zoom;      /* (owned) */
  GessoPictureTiles *tiles[2]; /* (owned): the first and the second picture */
  GtkWidget *names[2];         /* (owned): our children */
  GessoWipeHandle *handle;     /* (owned): our child */

  GessoCompareLayout layout;
  double position; /* of the line: how much of what is seen is the first picture's, 0 to 1 */
  guint side;      /* which of both is seen while blinking */
  GdkRectangle panes[2];
  int head; /* of what lies over the upper edge */
  int foot; /* of what lies over the lower edge, besides the islands */
  gboolean allocating;

  /* Input */
  gboolean wiping;
  double wipe_x; /* where the line was when it was taken */
  guint held;    /* bits of what shows the other picture */
};

gboolean _gesso_compare_canvas_get_seen       (GessoCompareCanvas *self,
                                               graphene_rect_t    *out_rect);
double   _gesso_compare_canvas_get_line       (GessoCompareCanvas *self);
void     _gesso_compare_canvas_place_line     (GessoCompareCanvas *self,
                                               double              x);
guint    _gesso_compare_canvas_get_shown      (GessoCompareCanvas *self);
void     _gesso_compare_canvas_side_changed   (GessoCompareCanvas *self);

gboolean _gesso_compare_canvas_is_rtl         (GessoCompareCanvas *self);
void     _gesso_compare_canvas_snapshot       (GessoCompareCanvas *self,
                                               GtkSnapshot        *snapshot);
void     _gesso_compare_canvas_allocate       (GessoCompareCanvas *self,
                                               int                 width,
                                               int                 height);

void     _gesso_compare_canvas_fold           (GtkWidget          *widget,
                                               double             *x,
                                               double             *y);
void     _gesso_compare_canvas_add_input      (GessoCompareCanvas *self);
void     _gesso_compare_canvas_install_keys   (GtkWidgetClass     *widget_class);

G_END_DECLS
